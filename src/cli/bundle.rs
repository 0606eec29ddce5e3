//! `export` and `import`: all records to and from an encrypted bundle with a passphrase of its own.

use std::path::Path;

use serde_json::json;

use super::{Answer, Unusable, print, secrets, tell};
use crate::shell::clock;
use crate::store::{Kdf, Trouble};

pub(super) const HELP: &str = "The passphrase of the records is asked for, or taken from FITNOTE_PASSPHRASE; the bundle's own is asked for, or \
taken from FITNOTE_BUNDLE_PASSPHRASE (from FITNOTE_PASSPHRASE where nobody can be asked), at least 12 characters. An import takes all of a bundle or nothing; records that are here already stay as they are, and what \
differs is listed. Every note is judged again: where the rules reject one, nothing is taken and the exit status is 1.";

/// Writes all records to a bundle.
pub(super) fn export(dir: &Path, file: &Path) -> Result<Answer, Unusable> {
    let now = clock::now();
    let (mut store, by) = super::opened(dir, &secrets::passphrase()?)?;
    let passphrase = secrets::new_bundle_passphrase()?;
    let counts = store.export(file, &passphrase, Kdf::default(), (&by, now))?;
    print(&json!(counts).to_string())?;
    Ok(Answer::Yes)
}

/// Reads a bundle in.
pub(super) fn import(dir: &Path, file: &Path) -> Result<Answer, Unusable> {
    let now = clock::now();
    let (mut store, by) = super::opened(dir, &secrets::passphrase()?)?;
    match store.import(file, &secrets::bundle_passphrase()?, (&by, now)) {
        Ok(done) => {
            print(&json!(done).to_string())?;
            Ok(Answer::Yes)
        }
        Err(error) if *error.trouble() == Trouble::BundleRejected => {
            tell(&error.to_string());
            Ok(Answer::No)
        }
        Err(error) => Err(error.into()),
    }
}
