//! Putting a backup back: checked first, then put in place in such an order that a cut anywhere leaves the old records or the new
//! ones, complete. What was there before is kept aside, with the date in its name.
//!
//! ```text
//! scratch-…/             the backup, taken apart, opened and checked; the records are as they were
//! restoring-<moment>/    the same folder, renamed: from here on the new ones count, and whoever opens the folder next goes on
//! replaced-<moment>/     the old database, its log and its keys
//! ```

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use secrecy::SecretString;

use super::audit::append;
use super::backup::{key_and_owner, look_into};
use super::backup_file::unpack;
use super::connection;
use super::ends::END_FILE;
use super::error::{StoreError, Trouble, WhileDoing};
use super::folder::{self, DB_FILE, KEYS_FILE, Lock, NEW_DB_FILE};
use super::keys::DataKey;
use super::scratch::Scratch;
use super::whole_file::sync_dir_of;
use crate::domain::audit::{AuditEvent, AuditKind};
use crate::domain::id::ClinicianId;
use crate::domain::record::Moment;
use crate::domain::safekeeping::Holds;

const RESTORING: &str = "restoring-";
const REPLACED: &str = "replaced-";

/// What a restore did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restored {
    /// What is in the data folder now.
    pub holds: Holds,
    /// Where the records that were there before are kept.
    pub aside: Option<PathBuf>,
}

/// Puts a backup in the place of a folder's records. The secret is a passphrase of the time of the backup, or its recovery key; from
/// then on the passphrases of that time open the records.
///
/// # Errors
/// When the file is no sound backup, the secret is another, it is from a newer program, a window has the folder open, or the disk
/// refuses; the records are then as they were.
pub fn restore(dir: &Path, file: &Path, secret: &SecretString, at: Moment) -> Result<Restored, StoreError> {
    let put = || -> Result<Restored, Trouble> {
        folder::make_dir(dir)?;
        let _lock = Lock::take(dir)?;
        go_on(dir)?;
        let scratch = Scratch::beside(dir)?;
        let (header, keys) = unpack(file, scratch.path())?;
        let (key, whose) = key_and_owner(&keys, secret)?;
        let holds = look_into(&scratch.path().join(DB_FILE), &key, header.made_at)?;
        tell(&scratch.path().join(DB_FILE), &key, whose.as_ref(), at)?;
        sync_dir_of(&scratch.path().join(DB_FILE))?;
        let incoming = free_name(dir, at)?;
        // From this rename on the new records count.
        scratch.keep_as(&incoming)?;
        sync_dir_of(&incoming)?;
        Ok(Restored { holds, aside: go_on(dir)? })
    };
    put().while_doing(StoreError::Restore)
}

/// Writes into the log of what is put back that it was: from here on these records follow on from a moment of the past.
fn tell(path: &Path, key: &DataKey, whose: Option<&ClinicianId>, at: Moment) -> Result<(), Trouble> {
    let db = connection::connect(path, key)?;
    if db.table_exists(None, "audit")? {
        let event = AuditEvent::new(AuditKind::Restored, at);
        let event = match whose {
            Some(id) => event.by(id),
            None => event.saying("with the recovery key"),
        };
        append(&db, &key.audit_key(), &event)?;
    }
    db.close().map_err(|(_, error)| error)?;
    Ok(())
}

/// Whether a restore was cut off after it was decided.
pub(super) fn is_under_way(dir: &Path) -> Result<bool, Trouble> {
    Ok(incoming(dir)?.is_some())
}

/// Ends a restore that was decided, where there is one; the caller holds the lock. Says where the old records are.
pub(super) fn go_on(dir: &Path) -> Result<Option<PathBuf>, Trouble> {
    let Some((incoming, stamp)) = incoming(dir)? else { return Ok(None) };
    let aside = dir.join(format!("{REPLACED}{stamp}"));
    folder::make_dir(&aside)?;
    for (from, to) in moves(dir, &incoming, &aside)? {
        fs::rename(&from, &to)?;
        sync_dir_of(&to)?;
        sync_dir_of(&from)?;
    }
    fs::remove_dir(&incoming)?;
    // A folder that had no records leaves nothing aside.
    let is_empty = fs::read_dir(&aside)?.next().is_none();
    if is_empty {
        fs::remove_dir(&aside)?;
    }
    sync_dir_of(&aside)?;
    Ok((!is_empty).then_some(aside))
}

/// The renames that are left to do, in order. A file that still lies in `incoming` says that the one of its name in the folder is old;
/// each rename is whole or not done, so that after a cut the rest is found again.
fn moves(dir: &Path, incoming: &Path, aside: &Path) -> Result<Vec<(PathBuf, PathBuf)>, Trouble> {
    // The log goes before its database: no database ever lies beside the log of another.
    const OLD: [&str; 7] =
        [END_FILE, "fitnote.db-wal", "fitnote.db-shm", "fitnote.db-journal", "fitnote.db.new-journal", NEW_DB_FILE, DB_FILE];
    let mut moves = Vec::new();
    for (new, old) in [(DB_FILE, &OLD[..]), (KEYS_FILE, &[KEYS_FILE][..])] {
        if !incoming.join(new).try_exists()? {
            continue;
        }
        for name in old {
            if dir.join(name).try_exists()? {
                moves.push((dir.join(name), aside.join(name)));
            }
        }
        moves.push((incoming.join(new), dir.join(new)));
    }
    Ok(moves)
}

/// A restore that was decided: its folder, and the moment in its name.
fn incoming(dir: &Path) -> Result<Option<(PathBuf, String)>, Trouble> {
    let entries = match fs::read_dir(dir) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        other => other?,
    };
    for entry in entries {
        let entry = entry?;
        if let Some(stamp) = entry.file_name().to_str().and_then(|name| name.strip_prefix(RESTORING))
            && entry.file_type()?.is_dir()
        {
            return Ok(Some((entry.path(), stamp.to_owned())));
        }
    }
    Ok(None)
}

/// A name of this moment whose place aside is free as well.
fn free_name(dir: &Path, at: Moment) -> Result<PathBuf, Trouble> {
    let stamp = at.naive_local().format("%Y-%m-%d-%H%M%S");
    for number in 1..1000 {
        let stamp = if number == 1 { stamp.to_string() } else { format!("{stamp}-{number}") };
        if !dir.join(format!("{REPLACED}{stamp}")).try_exists()? {
            return Ok(dir.join(format!("{RESTORING}{stamp}")));
        }
    }
    Err(Trouble::Machine { code: "no free name".into() })
}
