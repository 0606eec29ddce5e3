//! The data folder: which files it holds, what state it is in, who holds it, and how a whole file is written.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Write};
use std::path::Path;

use super::error::{StoreError, Trouble, WhileDoing};
use super::keys::KeyFile;
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
    write_whole(&dir.join(KEYS_FILE), keys.text()?.as_bytes())?;
    Ok(())
}

/// Makes the folder, for this account only.
pub(super) fn make_dir(dir: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(dir)
}

/// Options that open a file for this account only.
pub(super) fn private() -> OpenOptions {
    let mut options = OpenOptions::new();
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

/// Writes a file so that its name holds either what was there before or all of `content`: a temporary file beside it, made durable,
/// then renamed. On Unix only this account may read it.
///
/// # Errors
/// When the disk refuses; nothing is left behind then.
pub fn write_whole(path: &Path, content: &[u8]) -> io::Result<()> {
    // A name of its own, so that no file of anybody else is written over.
    let mut random = [0u8; 8];
    getrandom::fill(&mut random).map_err(io::Error::other)?;
    let mut name = path.file_name().ok_or(io::ErrorKind::IsADirectory)?.to_owned();
    name.push(format!(".{:016x}.part", u64::from_le_bytes(random)));
    let part = path.with_file_name(name);
    let mut file = private().write(true).create_new(true).open(&part)?;
    let written = (|| {
        file.write_all(content)?;
        file.sync_all()?;
        drop(file);
        fs::rename(&part, path)?;
        sync_dir_of(path)
    })();
    if written.is_err() {
        let _ = fs::remove_file(&part);
    }
    written
}

/// Makes a rename inside a file's folder durable. Windows does it with the rename itself.
pub(super) fn sync_dir_of(path: &Path) -> io::Result<()> {
    #[cfg(unix)]
    if let Some(dir) = path.parent() {
        let dir = if dir.as_os_str().is_empty() { Path::new(".") } else { dir };
        File::open(dir)?.sync_all()?;
    }
    let _ = path;
    Ok(())
}

/// The folder, held: no other process opens it meanwhile. The system lets it go when this process ends, however it ends.
pub(super) struct Lock(#[expect(dead_code, reason = "held, not read")] File);

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
    fn a_file_is_whole_or_as_it_was() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a.pdf");
        write_whole(&path, b"one").unwrap();
        write_whole(&path, b"two").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"two");
        let names: Vec<_> = fs::read_dir(dir.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        assert_eq!(names, ["a.pdf"]);
        // The name of a folder cannot become a file: what was there stays, and nothing is left beside it.
        fs::create_dir(dir.path().join("b")).unwrap();
        fs::write(dir.path().join("b/inside"), "x").unwrap();
        assert!(write_whole(&dir.path().join("b"), b"three").is_err());
        assert!(dir.path().join("b/inside").exists());
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 2);
    }

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
