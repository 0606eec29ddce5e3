//! A file that is there whole or not at all.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// A file being written: a temporary file beside it, renamed once it is whole and durable. Dropped before that, it leaves nothing.
/// On Unix only this account may read it.
pub struct WholeFile {
    path: PathBuf,
    part: PathBuf,
    file: File,
}

impl WholeFile {
    /// Begins, so that a place that cannot be written to shows before anything else is done.
    ///
    /// # Errors
    /// When the path is a folder's, or the disk refuses.
    pub fn begin(path: &Path) -> io::Result<Self> {
        let mut name = path.file_name().filter(|_| !path.is_dir()).ok_or(io::ErrorKind::IsADirectory)?.to_owned();
        if let (Some(dir), Some(name)) = (path.parent(), name.to_str()) {
            sweep_parts(dir, |of| of == name, OLDEST_PART);
        }
        // A name of its own, so that no file of anybody else is written over.
        let mut random = [0; 8];
        getrandom::fill(&mut random).map_err(io::Error::other)?;
        name.push(format!(".{:016x}.part", u64::from_le_bytes(random)));
        let part = path.with_file_name(name);
        let file = private().write(true).create_new(true).open(&part)?;
        Ok(Self { path: path.to_owned(), part, file })
    }

    /// Writes all of it and gives it its name, over whatever had the name before.
    ///
    /// # Errors
    /// When the disk refuses; what had the name before is then as it was.
    pub fn finish(mut self, content: &[u8]) -> io::Result<()> {
        self.file.write_all(content)?;
        self.sync()?;
        self.name_it()
    }

    /// Makes what was written so far durable, under the temporary name.
    pub(super) fn sync(&mut self) -> io::Result<()> {
        self.file.sync_all()
    }

    /// Where it lies until it gets its name.
    pub(super) fn part(&self) -> &Path {
        &self.part
    }

    /// Gives it its name, over whatever had the name before.
    pub(super) fn name_it(self) -> io::Result<()> {
        fs::rename(&self.part, &self.path)?;
        sync_dir_of(&self.path)
    }
}

impl Write for WholeFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl Drop for WholeFile {
    fn drop(&mut self) {
        // After the rename there is nothing of this name.
        let _ = fs::remove_file(&self.part);
    }
}

/// A part that a cut left behind is swept away after so long: no file is written for a day.
pub(super) const OLDEST_PART: Duration = Duration::from_hours(24);

/// Removes what a cut left behind of the files that these names are of.
pub(super) fn sweep_parts(dir: &Path, is_ours: impl Fn(&str) -> bool, oldest: Duration) {
    for entry in fs::read_dir(dir).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let part_of = name.to_str().and_then(|name| name.strip_suffix(".part")).and_then(|name| name.rsplit_once('.'));
        let Some((of, random)) = part_of else { continue };
        let is_a_part = random.len() == 16 && random.bytes().all(|byte| byte.is_ascii_hexdigit()) && is_ours(of);
        if is_a_part && is_older(&entry, oldest) {
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// Whether a file was written so long ago.
pub(super) fn is_older(entry: &fs::DirEntry, than: Duration) -> bool {
    let age = entry.metadata().and_then(|found| found.modified()).ok().and_then(|made| made.elapsed().ok());
    age.is_some_and(|age| age >= than)
}

/// Options that open a file for this account only.
pub(super) fn private() -> OpenOptions {
    let mut options = OpenOptions::new();
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_whole_or_as_it_was() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a.pdf");
        for content in [b"one", b"two"] {
            WholeFile::begin(&path).unwrap().finish(content).unwrap();
        }
        let begun = WholeFile::begin(&path).unwrap();
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 2);
        drop(begun);
        assert_eq!(fs::read(&path).unwrap(), b"two");
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
    }

    #[test]
    fn what_a_cut_left_behind_is_swept_away_and_nothing_else_is() {
        let dir = tempfile::tempdir().unwrap();
        let names = ["keys.json.0123456789abcdef.part", "other.0123456789abcdef.part", "keys.json.short.part", "keys.json"];
        for name in names {
            fs::write(dir.path().join(name), "x").unwrap();
        }
        let there = || names.iter().filter(|name| dir.path().join(name).exists()).count();
        sweep_parts(dir.path(), |of| of == "keys.json", OLDEST_PART);
        assert_eq!(there(), 4);
        sweep_parts(dir.path(), |of| of == "keys.json", Duration::ZERO);
        assert!(there() == 3 && !dir.path().join(names[0]).exists());
    }

    #[test]
    fn a_place_that_cannot_be_written_shows_at_the_beginning() {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("file"), "x").unwrap();
        for path in ["", "none/a.pdf", "file/a.pdf", ".."] {
            assert!(WholeFile::begin(&dir.path().join(path)).is_err(), "{path}");
        }
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
    }
}
