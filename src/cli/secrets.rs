//! Where a passphrase comes from: the environment or a prompt, never an argument, which other accounts could read.

use std::env::{self, VarError};

use secrecy::{ExposeSecret, SecretString};

use super::Unusable;
use crate::domain::passphrase;

const VARIABLE: &str = "FITNOTE_PASSPHRASE";
const BUNDLE_VARIABLE: &str = "FITNOTE_BUNDLE_PASSPHRASE";

/// Said in the help of every subcommand that opens the records.
pub(super) const HELP: &str = "The passphrase is asked for, or taken from FITNOTE_PASSPHRASE.";

/// The passphrase that opens the records.
pub(super) fn passphrase() -> Result<SecretString, Unusable> {
    match from_environment(VARIABLE)? {
        Some(passphrase) => Ok(passphrase),
        None => ask("Passphrase: ", VARIABLE),
    }
}

/// A passphrase for a new folder, typed twice where it is typed.
pub(super) fn new_passphrase() -> Result<SecretString, Unusable> {
    typed_twice(VARIABLE, "New passphrase: ", "The two passphrases differ, so no folder was made. Start again.")
}

/// The passphrase that a bundle was made with.
pub(super) fn bundle_passphrase() -> Result<SecretString, Unusable> {
    match from_environment(BUNDLE_VARIABLE)? {
        Some(passphrase) => Ok(passphrase),
        None => ask("The bundle's passphrase: ", BUNDLE_VARIABLE).or_else(shared_with_the_records),
    }
}

/// A passphrase for a new bundle, typed twice where it is typed.
pub(super) fn new_bundle_passphrase() -> Result<SecretString, Unusable> {
    let differ = "The two passphrases differ, so no bundle was written. Start again.";
    let own = typed_twice(BUNDLE_VARIABLE, "New passphrase for the bundle: ", differ).or_else(shared_with_the_records)?;
    match passphrase::fault(own.expose_secret()) {
        None => Ok(own),
        Some(fault) => Err(Unusable(format!("The passphrase of the bundle is too short. {fault}"))),
    }
}

/// Where nobody can be asked, a bundle may have the passphrase of the records, and this is said.
fn shared_with_the_records(no_terminal: Unusable) -> Result<SecretString, Unusable> {
    let passphrase = from_environment(VARIABLE)?.ok_or(no_terminal)?;
    super::tell(&format!("The bundle's passphrase is taken from {VARIABLE}. Set {BUNDLE_VARIABLE} to give it its own."));
    Ok(passphrase)
}

fn typed_twice(variable: &str, prompt: &str, differ: &str) -> Result<SecretString, Unusable> {
    if let Some(passphrase) = from_environment(variable)? {
        return Ok(passphrase);
    }
    let first = ask(prompt, variable)?;
    let second = ask("The same again: ", variable)?;
    if first.expose_secret() != second.expose_secret() {
        return Err(Unusable(differ.into()));
    }
    Ok(first)
}

fn from_environment(variable: &str) -> Result<Option<SecretString>, Unusable> {
    match env::var(variable) {
        Ok(text) => Ok(Some(SecretString::from(text))),
        Err(VarError::NotPresent) => Ok(None),
        Err(VarError::NotUnicode(_)) => Err(Unusable(format!("{variable} is not UTF-8 text. Set it again."))),
    }
}

fn ask(prompt: &str, variable: &str) -> Result<SecretString, Unusable> {
    rpassword::prompt_password(prompt)
        .map(SecretString::from)
        .map_err(|_| Unusable(format!("There is no terminal to ask for the passphrase. Set {variable}.")))
}
