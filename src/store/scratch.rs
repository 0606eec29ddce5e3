//! A folder for a copy that is being made or looked into: for this account only, and gone when it is dropped.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::backup::BACKUP_ENDING;
use super::folder::make_dir;
use super::whole_file::{OLDEST_PART, is_older, sweep_parts};

const PREFIX: &str = "scratch-";
/// One that was left behind by a cut is swept away after so long: nobody works for a day on a copy.
const OLDEST: Duration = Duration::from_hours(24);

/// A folder that is removed with all that is in it. What is in it is encrypted, so a cut leaves nothing readable behind.
pub(super) struct Scratch(PathBuf);

impl Scratch {
    pub(super) fn beside(parent: &Path) -> io::Result<Self> {
        sweep(parent);
        let mut random = [0; 8];
        getrandom::fill(&mut random).map_err(io::Error::other)?;
        let path = parent.join(format!("{PREFIX}{:016x}", u64::from_le_bytes(random)));
        make_dir(&path)?;
        Ok(Self(path))
    }

    pub(super) fn path(&self) -> &Path {
        &self.0
    }

    /// Gives the folder another name, under which it stays.
    pub(super) fn keep_as(self, path: &Path) -> io::Result<()> {
        fs::rename(&self.0, path)
        // Dropped now: there is nothing left under its first name.
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Removes what a cut left behind long ago.
fn sweep(parent: &Path) {
    sweep_parts(parent, |of| of.ends_with(BACKUP_ENDING), OLDEST_PART);
    for entry in fs::read_dir(parent).into_iter().flatten().flatten() {
        let is_ours = entry.file_name().to_str().is_some_and(|name| name.starts_with(PREFIX));
        if is_ours && is_older(&entry, OLDEST) {
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}
