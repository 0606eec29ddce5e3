//! Wrong passphrases: counted beside the records, across restarts, so that guessing at the window becomes slow. Nobody is locked out.
//!
//! They are written down outside the database because nobody can write into that without the right one; the next sign-in takes them
//! into the audit log.

use std::fs::{self, File};
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::error::{StoreError, Trouble};
use super::folder::KEYS_FILE;
use super::whole_file::{WholeFile, private};
use crate::domain::id::ClinicianId;
use crate::domain::record::Moment;

/// The file, which is there only while there were wrong passphrases.
pub(super) const ATTEMPTS_FILE: &str = "attempts.json";

/// Locked while a passphrase is tried.
pub(super) const TURN_FILE: &str = "attempts.lock";

/// So many may be wrong before the next one has to wait.
const FREE: u32 = 3;
/// The longest wait, in seconds.
const LONGEST: u64 = 300;
/// How many are told one by one.
const MOST_TOLD: usize = 200;

/// The turn of one process to try a passphrase. The system lets it go when the process ends, however it ends.
struct Turn(#[expect(dead_code, reason = "held until it is dropped")] Option<File>);

impl Turn {
    /// Waits for its turn. A folder that cannot be written has none.
    fn take(dir: &Path) -> Self {
        if !dir.join(KEYS_FILE).exists() {
            return Self(None);
        }
        let file = private().create(true).truncate(false).write(true).open(dir.join(TURN_FILE));
        Self(file.ok().filter(|file| file.lock().is_ok()))
    }
}

/// One wrong passphrase.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Attempt {
    /// Whose name was chosen; none on the command line.
    pub(super) clinician: Option<ClinicianId>,
    pub(super) at: Moment,
}

/// The wrong passphrases since the last right one.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Attempts {
    count: u32,
    last: Option<Moment>,
    pub(super) told: Vec<Attempt>,
}

impl Attempts {
    /// What is written down. A file that cannot be read counts as none: it protects nothing that Argon2id does not.
    pub(super) fn read(dir: &Path) -> Self {
        let path = dir.join(ATTEMPTS_FILE);
        let is_small = fs::metadata(&path).is_ok_and(|found| found.len() < 256 * 1024);
        let text = if is_small { fs::read(&path).unwrap_or_default() } else { Vec::new() };
        serde_json::from_slice(&text).unwrap_or_default()
    }

    /// How long the next passphrase has to wait.
    pub(super) fn wait(&mut self, now: Moment) -> Option<u64> {
        let last = self.last?;
        // A clock that was put back does not make anybody wait longer than the longest wait.
        if last > now {
            self.last = Some(now);
        }
        let passed = u64::try_from((now - last.min(now)).num_seconds()).unwrap_or(0);
        let wait = match self.count.saturating_sub(FREE) {
            0 => 0,
            over @ 1..=8 => (1_u64 << over).min(LONGEST),
            _ => LONGEST,
        };
        Some(wait.saturating_sub(passed)).filter(|left| *left > 0)
    }

    /// Lets one passphrase be tried in `work`, where it has not to wait. It is counted before it is tried, so that nobody saves time by
    /// ending the program meanwhile, and one process tries at a time, so that nobody saves it by starting many.
    pub(super) fn one<R>(
        dir: &Path,
        clinician: Option<&ClinicianId>,
        now: Moment,
        work: impl FnOnce(&Self) -> Result<R, StoreError>,
    ) -> Result<R, StoreError> {
        let _turn = Turn::take(dir);
        let mut before = Self::read(dir);
        if let Some(seconds) = before.wait(now) {
            return Err(StoreError::Open(Trouble::Wait { seconds }));
        }
        let mut with_this = before.clone();
        with_this.wrong(clinician, now);
        // A folder that cannot be written slows nobody down; Argon2id does.
        if dir.join(KEYS_FILE).exists() {
            let _ = Self { told: before.told.clone(), ..with_this.clone() }.write(dir);
        }
        let done = work(&before);
        match &done {
            Err(error) if matches!(error.trouble(), Trouble::WrongPassphrase | Trouble::WrongRecoveryKey) => {
                let _ = with_this.write(dir);
            }
            _ => before.put_back(dir),
        }
        done
    }

    /// As it was before this one was tried.
    fn put_back(&self, dir: &Path) {
        if *self == Self::default() || !dir.join(ATTEMPTS_FILE).exists() {
            Self::clear(dir);
        } else {
            let _ = self.write(dir);
        }
    }

    /// One more was wrong.
    pub(super) fn wrong(&mut self, clinician: Option<&ClinicianId>, now: Moment) {
        self.count = self.count.saturating_add(1);
        self.last = Some(now);
        if self.told.len() < MOST_TOLD {
            self.told.push(Attempt { clinician: clinician.cloned(), at: now });
        }
    }

    pub(super) fn write(&self, dir: &Path) -> Result<(), Trouble> {
        let text = serde_json::to_vec(self).map_err(|_| Trouble::Machine { code: "attempts".into() })?;
        Ok(WholeFile::begin(&dir.join(ATTEMPTS_FILE))?.finish(&text)?)
    }

    /// The right passphrase came.
    pub(super) fn clear(dir: &Path) {
        // Where it cannot be removed, the next sign-in tries again; it names no patient.
        let _ = fs::remove_file(dir.join(ATTEMPTS_FILE));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> Moment {
        Moment::parse_from_rfc3339("2026-11-20T10:00:00+00:00").unwrap() + chrono::Duration::seconds(second)
    }

    #[test]
    fn the_wait_doubles_to_five_minutes_and_ends_by_itself() {
        let mut attempts = Attempts::default();
        let mut waits = Vec::new();
        for _ in 0..14 {
            attempts.wrong(None, at(0));
            waits.push(attempts.wait(at(0)).unwrap_or(0));
        }
        assert_eq!(waits, [0, 0, 0, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300]);
        assert_eq!(attempts.wait(at(299)), Some(1));
        assert_eq!(attempts.wait(at(300)), None);
    }

    #[test]
    fn a_clock_that_is_put_back_makes_nobody_wait_for_ever() {
        let mut attempts = Attempts::default();
        for _ in 0..20 {
            attempts.wrong(None, at(1_000_000));
        }
        assert_eq!(attempts.wait(at(0)), Some(300));
        assert_eq!(attempts.wait(at(300)), None);
    }

    #[test]
    fn the_count_stays_across_restarts_and_a_damaged_file_counts_as_none() {
        let dir = tempfile::tempdir().unwrap();
        let mut attempts = Attempts::default();
        for second in 0..300 {
            attempts.wrong(Some(&ClinicianId::new("ada")), at(second));
        }
        attempts.write(dir.path()).unwrap();
        let mut back = Attempts::read(dir.path());
        assert_eq!(back, attempts);
        assert_eq!(back.wait(at(299)), Some(300));
        assert_eq!(back.told.len(), MOST_TOLD);
        fs::write(dir.path().join(ATTEMPTS_FILE), "{").unwrap();
        assert_eq!(Attempts::read(dir.path()), Attempts::default());
        Attempts::clear(dir.path());
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 0);
    }
}
