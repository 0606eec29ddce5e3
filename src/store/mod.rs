//! Records in one encrypted folder: the only SQL and the only keys of the program.
//!
//! ```text
//! fitnote.db   SQLCipher under a random data key; no plain database ever exists
//! keys.json    the data key, wrapped once for each clinician's passphrase and once for the recovery key
//! lock         held while a window or a command has the folder open
//! ```
//!
//! Start at [`Store::create`] and [`Store::unlock`]; what can go wrong is [`StoreError`].

mod clinicians;
mod connection;
mod conversation;
mod drafts;
mod error;
mod folder;
mod keys;
mod life;
#[cfg(test)]
mod life_tests;
mod notes;
mod patients;
mod recovery;
mod rows;
mod search;
mod settings;
mod steps;
#[cfg(test)]
mod tests;
mod unlock;
mod whole_file;

pub use conversation::ConversationLine;
pub use error::{StoreError, Trouble};
pub use folder::{DB_FILE, FolderState, KEYS_FILE, LOCK_FILE, folder_state};
pub use keys::Kdf;
pub use notes::Recorded;
pub use recovery::{RecoveryKey, RecoveryKeyError};
pub use unlock::NewStore;
pub use whole_file::WholeFile;

use std::path::PathBuf;

use keys::DataKey;
use rusqlite::Connection;

/// An open data folder. Dropping it closes the database and lets the folder go.
pub struct Store {
    // Closed before the lock is let go, so that no second process opens a folder that is still being written.
    db: Connection,
    dir: PathBuf,
    key: DataKey,
    _lock: folder::Lock,
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Store(withheld)")
    }
}
