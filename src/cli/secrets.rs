//! Where a passphrase comes from: the environment or a prompt, never an argument, which other accounts could read.

use std::env::{self, VarError};

use secrecy::{ExposeSecret, SecretString};

use super::Unusable;

const VARIABLE: &str = "FITNOTE_PASSPHRASE";

/// Said in the help of every subcommand that opens the records.
pub(super) const HELP: &str = "The passphrase is asked for, or taken from FITNOTE_PASSPHRASE.";

/// The passphrase that opens the records.
pub(super) fn passphrase() -> Result<SecretString, Unusable> {
    match from_environment()? {
        Some(passphrase) => Ok(passphrase),
        None => ask("Passphrase: "),
    }
}

/// A passphrase for a new folder, typed twice where it is typed.
pub(super) fn new_passphrase() -> Result<SecretString, Unusable> {
    if let Some(passphrase) = from_environment()? {
        return Ok(passphrase);
    }
    let first = ask("New passphrase: ")?;
    let second = ask("The same again: ")?;
    if first.expose_secret() != second.expose_secret() {
        return Err(Unusable("The two passphrases differ, so no folder was made. Start again.".into()));
    }
    Ok(first)
}

fn from_environment() -> Result<Option<SecretString>, Unusable> {
    match env::var(VARIABLE) {
        Ok(text) => Ok(Some(SecretString::from(text))),
        Err(VarError::NotPresent) => Ok(None),
        Err(VarError::NotUnicode(_)) => Err(Unusable(format!("{VARIABLE} is not UTF-8 text. Set it again."))),
    }
}

fn ask(prompt: &str) -> Result<SecretString, Unusable> {
    rpassword::prompt_password(prompt)
        .map(SecretString::from)
        .map_err(|_| Unusable(format!("There is no terminal to ask for the passphrase. Set {VARIABLE}.")))
}
