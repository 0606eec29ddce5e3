//! Files outside the data folder: whole or not at all.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Writes a file whole: beside its place first, then moved there, so that no half file is ever seen under its name.
///
/// # Errors
/// In words, without a full stop: the folder is missing, not writable, or the disk is full.
pub fn save(path: &Path, bytes: &[u8]) -> Result<(), String> {
    write(path, bytes).map_err(|error| in_words(&error))
}

fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if !folder.is_dir() {
        return Err(io::Error::from(io::ErrorKind::NotFound));
    }
    sweep(folder);
    let beside = folder.join(format!("{PART}{}.part", uuid::Uuid::new_v4()));
    let written = (|| {
        let mut file = private(&beside)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        fs::rename(&beside, path)
    })();
    if written.is_err() {
        // Nothing of the patient stays behind under another name.
        let _ = fs::remove_file(&beside);
    }
    written
}

/// How the name of a file begins that is not whole yet.
const PART: &str = ".fitnote-";

/// Removes what a cut left behind: nobody writes on one paper for an hour.
fn sweep(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let is_ours =
            entry.file_name().to_str().and_then(|name| name.strip_prefix(PART)).is_some_and(|rest| rest.strip_suffix(".part").is_some());
        let age = entry.metadata().and_then(|found| found.modified()).ok().and_then(|made| made.elapsed().ok());
        if is_ours && age.is_some_and(|age| age > Duration::from_hours(1)) {
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// A new file that only its owner may read.
fn private(path: &Path) -> io::Result<fs::File> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    options.open(path)
}

fn in_words(error: &io::Error) -> String {
    use io::ErrorKind::{IsADirectory, NotFound, PermissionDenied, QuotaExceeded, ReadOnlyFilesystem, StorageFull};
    match error.kind() {
        NotFound => "there is no such folder".into(),
        PermissionDenied | ReadOnlyFilesystem => "the folder may not be written to".into(),
        StorageFull | QuotaExceeded => "the disk is full".into(),
        IsADirectory => "a folder of that name is in the way".into(),
        kind => format!("the disk reported a fault ({kind})"),
    }
}

/// The platform's documents folder; the home folder, or this one, where there is none.
#[must_use]
pub fn documents_folder() -> PathBuf {
    let known = directories::UserDirs::new();
    known
        .as_ref()
        .and_then(|dirs| dirs.document_dir().filter(|dir| dir.is_dir()).map(Path::to_owned))
        .or_else(|| known.map(|dirs| dirs.home_dir().to_owned()))
        .unwrap_or_else(|| PathBuf::from("."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_written_whole_and_nothing_else_is_left() {
        let dir = tempfile::tempdir().expect("a folder");
        let path = dir.path().join("note.pdf");
        save(&path, b"first").expect("saved");
        save(&path, b"second").expect("saved over");
        assert_eq!(fs::read(&path).expect("read"), b"second");
        assert_eq!(fs::read_dir(dir.path()).expect("listed").count(), 1);
    }

    #[test]
    fn a_missing_folder_is_said_and_nothing_is_made() {
        let dir = tempfile::tempdir().expect("a folder");
        let path = dir.path().join("absent").join("note.pdf");
        assert_eq!(save(&path, b"x"), Err("there is no such folder".into()));
        assert_eq!(fs::read_dir(dir.path()).expect("listed").count(), 0);
    }

    #[test]
    fn a_folder_in_the_way_leaves_no_part_behind() {
        let dir = tempfile::tempdir().expect("a folder");
        let path = dir.path().join("note.pdf");
        fs::create_dir(&path).expect("made");
        fs::write(path.join("inside"), b"x").expect("filled");
        assert!(save(&path, b"x").is_err());
        assert_eq!(fs::read_dir(dir.path()).expect("listed").count(), 1);
    }
}
