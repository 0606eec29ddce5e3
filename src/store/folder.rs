//! The data folder: which files it holds, what state it is in, who holds it, and how a whole file is written.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::Path;

use super::error::{StoreError, Trouble, WhileDoing};
use super::keys::KeyFile;
use super::whole_file::{WholeFile, private};
use crate::domain::id::ClinicianId;

/// The encrypted database.
pub const DB_FILE: &str = "fitnote.db";
/// The wrapped keys.
pub const KEYS_FILE: &str = "keys.json";
/// Held while the folder is open.
pub const LOCK_FILE: &str = "lock";
/// The database while the folder is being made. Nothing that was ever in use has this name.
pub(super) const NEW_DB_FILE: &str = "fitnote.db.new";

/// What a data folder is, as far as can be told without a passphrase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FolderState {
    /// There is no such folder.
    Missing,
    /// A folder without records: a new store can be made here.
    Empty,
    /// Making a store here was cut off before anything could be recorded in it: it can be begun again.
    Unfinished,
    /// A store, and who signs in to it.
    Ready { clinicians: Vec<(ClinicianId, String)> },
}

/// Looks at a data folder.
///
/// # Errors
/// When the path leads to a file, the key file is unreadable, damaged or from a newer program, or one of the two files is missing.
pub fn folder_state(dir: &Path) -> Result<FolderState, StoreError> {
    state(dir).while_doing(StoreError::Open)
}

fn state(dir: &Path) -> Result<FolderState, Trouble> {
    match fs::metadata(dir) {
        Ok(found) if found.is_dir() => {}
        Ok(_) => return Err(Trouble::NotAFolder),
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(FolderState::Missing),
        Err(error) => return Err(error.into()),
    }
    // A restore that was decided is ended first: what is seen is the old records or the new ones, never some of both.
    if super::restore::is_under_way(dir)? {
        let _lock = Lock::take(dir)?;
        super::restore::go_on(dir)?;
    }
    let has = |name: &str| dir.join(name).try_exists();
    match (has(KEYS_FILE)?, has(DB_FILE)?, has(NEW_DB_FILE)?) {
        // The database is renamed after the keys are written: with both there, only that rename is left to do.
        (true, true, _) | (true, false, true) => Ok(FolderState::Ready { clinicians: read_keys(dir)?.clinicians() }),
        (true, false, false) => Err(Trouble::DatabaseMissing),
        (false, true, _) => Err(Trouble::KeysMissing),
        (false, false, true) => Ok(FolderState::Unfinished),
        (false, false, false) => Ok(FolderState::Empty),
    }
}

/// Reads the key file.
pub(super) fn read_keys(dir: &Path) -> Result<KeyFile, Trouble> {
    // Far more than any practice's slots: a file that is larger is not ours.
    const MOST_BYTES: u64 = 4 * 1024 * 1024;
    let path = dir.join(KEYS_FILE);
    if fs::metadata(&path)?.len() > MOST_BYTES {
        return Err(Trouble::Damaged { file: KEYS_FILE });
    }
    KeyFile::read(&fs::read(&path)?)
}

/// Writes the key file, whole or not at all.
pub(super) fn write_keys(dir: &Path, keys: &KeyFile) -> Result<(), Trouble> {
    Ok(WholeFile::begin(&dir.join(KEYS_FILE))?.finish(keys.text()?.as_bytes())?)
}

/// Makes the folder, for this account only.
pub(super) fn make_dir(dir: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(dir)
}

/// Whether another window or command holds the folder at this moment.
#[must_use]
pub fn is_held(dir: &Path) -> bool {
    dir.join(LOCK_FILE).exists() && matches!(Lock::take(dir), Err(Trouble::Held))
}

/// The folder, held: no other process opens it meanwhile. The system lets it go when this process ends, however it ends.
pub(super) struct Lock(File);

impl Drop for Lock {
    fn drop(&mut self) {
        // Said aloud, and not left to closing: a program that is just being started, such as the PDF viewer, still has the open file.
        let _ = self.0.unlock();
    }
}

impl Lock {
    pub(super) fn take(dir: &Path) -> Result<Self, Trouble> {
        let file = private().create(true).truncate(false).write(true).open(dir.join(LOCK_FILE))?;
        match file.try_lock() {
            Ok(()) => Ok(Self(file)),
            Err(TryLockError::WouldBlock) => Err(Trouble::Held),
            Err(TryLockError::Error(error)) => Err(error.into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_that_was_cut_off_is_told_from_one_that_lost_its_keys() {
        let dir = tempfile::tempdir().unwrap();
        assert_eq!(folder_state(&dir.path().join("none")), Ok(FolderState::Missing));
        assert_eq!(folder_state(dir.path()), Ok(FolderState::Empty));
        fs::write(dir.path().join(NEW_DB_FILE), "").unwrap();
        assert_eq!(folder_state(dir.path()), Ok(FolderState::Unfinished));
        fs::write(dir.path().join(DB_FILE), "").unwrap();
        assert_eq!(folder_state(dir.path()), Err(StoreError::Open(Trouble::KeysMissing)));
        assert_eq!(folder_state(&dir.path().join(DB_FILE)), Err(StoreError::Open(Trouble::NotAFolder)));
    }
}
