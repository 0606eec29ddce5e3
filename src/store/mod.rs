//! Records in one encrypted folder: the only SQL and the only keys of the program.
//!
//! ```text
//! fitnote.db   SQLCipher under a random data key; no plain database ever exists
//! keys.json    the data key, wrapped once for each clinician's passphrase and once for the recovery key
//! attempts.json  wrong passphrases since the last right one: whose, and when; there only while there are some
//! end.json     a mark of where the records ended, so that a cut or an older copy is noticed
//! attempts.lock  locked while a passphrase is tried, so that one is tried at a time
//! lock         held while a window, or a command that writes, has the folder open; a command that looks goes beside
//! backups/     a copy of both a day, each in one file
//! ```
//!
//! Start at [`Store::create`] and [`Store::unlock`]; what can go wrong is [`StoreError`].

mod attempts;
mod audit;
#[cfg(test)]
mod audit_tests;
mod backup;
mod backup_file;
mod bundle;
mod bundle_taking;
#[cfg(test)]
mod bundle_tests;
mod clinicians;
mod connection;
mod conversation;
#[cfg(test)]
mod crafted_tests;
mod drafts;
mod ends;
mod error;
mod figures;
#[cfg(test)]
mod figures_tests;
mod folder;
mod follow_ups;
#[cfg(test)]
mod generated_tests;
mod keys;
mod life;
#[cfg(test)]
mod life_tests;
mod merge;
mod notes;
mod other_rows;
mod patients;
mod people;
#[cfg(test)]
mod people_tests;
mod recovery;
mod referrals;
#[cfg(test)]
mod removal_tests;
mod restore;
mod rights;
mod rows;
mod scratch;
mod sealed;
mod search;
mod services;
#[cfg(test)]
mod services_tests;
mod settings;
mod sharing;
#[cfg(test)]
mod sharing_tests;
mod steps;
#[cfg(test)]
mod tests;
mod unlock;
mod verify;
mod whole_file;

pub use audit::AuditFilter;
pub use backup::{BACKUP_ENDING, BACKUPS_DIR, back_up_folder, backups_in, look_into_backup, make_backup_folder, mark_of_backup};
pub use conversation::ConversationLine;
pub use drafts::DraftSaved;
pub use ends::Doubt;
pub use error::{StoreError, Trouble};
pub use folder::{DB_FILE, FolderState, KEYS_FILE, LOCK_FILE, folder_state, is_held};
pub use keys::Kdf;
pub use merge::MergedEntry;
pub use notes::Recorded;
pub use people::PersonLine;
pub use recovery::{RecoveryKey, RecoveryKeyError};
pub use referrals::Tracked;
pub use restore::{Restored, restore};
pub use rights::KEPT_YEARS;
pub use unlock::NewStore;
pub use verify::verify;
pub use whole_file::WholeFile;

use std::path::PathBuf;

use keys::{AuditKey, DataKey};
use rusqlite::Connection;

use crate::domain::id::ClinicianId;
use crate::domain::role::Role;

/// An open data folder. Dropping it closes the database and lets the folder go.
pub struct Store {
    // Closed before the lock is let go, so that no second process opens a folder that is still being written.
    db: Connection,
    dir: PathBuf,
    key: DataKey,
    audit_key: AuditKey,
    /// Who opened it, and what they may do; the recovery key by itself is nobody's and opens everything.
    signed_in: Option<(ClinicianId, Role)>,
    doubts: Vec<Doubt>,
    /// None where the folder is only looked into, beside whoever holds it.
    lock: Option<folder::Lock>,
}

impl Drop for Store {
    fn drop(&mut self) {
        self.mark_end();
    }
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Store(withheld)")
    }
}
