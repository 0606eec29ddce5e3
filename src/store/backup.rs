//! Backups: made while the records are in use, opened again before they get their name, looked into at any time.
//!
//! A backup is taken through a connection of its own where another window holds the folder: SQLite gives it one moment of the
//! database, whatever is written meanwhile, so the lock of the folder is not needed for it.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use rusqlite::Connection;
use rusqlite::backup::{Backup, StepResult};
use secrecy::{ExposeSecret, SecretString};

use super::backup_file::{Made, as_of_backup, pack, unpack, whole_header_of};
use super::error::{StoreError, Trouble, WhileDoing};
use super::folder::{self, DB_FILE};
use super::keys::{DataKey, KeyFile, SlotFor};
use super::recovery::RecoveryKey;
use super::rows::to_moment;
use super::scratch::Scratch;
use super::whole_file::WholeFile;
use super::{Store, connection, steps, unlock};
use crate::domain::audit::{AuditEvent, AuditHead, AuditKind};
use crate::domain::id::ClinicianId;
use crate::domain::record::Moment;
use crate::domain::safekeeping::{Holds, Keep};

/// The folder of the daily backups, inside the data folder.
pub const BACKUPS_DIR: &str = "backups";
/// How a backup's file name ends.
pub const BACKUP_ENDING: &str = "fitnote-backup";
const NAME_FORMAT: &str = "fitnote-%Y-%m-%d-%H%M%S.fitnote-backup";

impl Store {
    /// Writes a backup to a file and opens it again before it gets its name. The records may be in use meanwhile.
    ///
    /// # Errors
    /// When the place cannot be written, the disk is full, or what was written does not open; no file is left then, and one that had
    /// the name before is as it was.
    pub fn back_up(&self, to: &Path, at: Moment) -> Result<Holds, StoreError> {
        back_up(&self.db, &self.dir, &self.key, to, at).while_doing(StoreError::BackUp)
    }

    /// Writes a backup into a folder, under the moment's name, and lets those go that are no longer kept there.
    ///
    /// # Errors
    /// As [`Store::back_up`]. Nothing is removed before the new one is whole.
    pub fn back_up_into(&self, folder: &Path, at: Moment, keep: Keep) -> Result<(PathBuf, Holds), StoreError> {
        folder::make_dir(folder).map_err(|error| StoreError::BackUp(Trouble::outside(&error)))?;
        let file = folder.join(at.naive_local().format(NAME_FORMAT).to_string());
        let holds = self.back_up(&file, at)?;
        thin_out(folder, keep);
        Ok((file, holds))
    }

    /// The folder of the daily backups.
    #[must_use]
    pub fn backups_dir(&self) -> PathBuf {
        self.dir.join(BACKUPS_DIR)
    }

    /// Opens a backup of these records, checks all of it and says what it holds. Nothing here changes.
    ///
    /// # Errors
    /// When the file cannot be read, is no backup, is damaged, is of other records, or is from a newer program.
    pub fn look_into_backup(&self, file: &Path) -> Result<Holds, StoreError> {
        let look = || -> Result<Holds, Trouble> {
            let scratch = Scratch::beside(&self.dir)?;
            let (header, _) = unpack(file, scratch.path())?;
            look_into(&scratch.path().join(DB_FILE), &self.key, header.made_at)
        };
        look().while_doing(StoreError::Restore)
    }
}

/// Backs the records of a folder up, whether or not a window has it open. The passphrase, or the recovery key typed in its place,
/// shows that whoever asks may read them.
///
/// # Errors
/// As [`Store::unlock`], but for the lock; and as [`Store::back_up`].
pub fn back_up_folder(dir: &Path, secret: &SecretString, to: &Path, at: Moment) -> Result<Holds, StoreError> {
    let mut store = Store::look_in_to_back_up(dir, secret, at)?;
    let holds = store.back_up(to, at)?;
    let event = AuditEvent::new(AuditKind::BackedUp, at).saying("from the command line");
    let event = match &store.signed_in {
        Some((who, _)) => event.by(who),
        None => event,
    };
    // The backup is there, whatever the log says.
    let _ = store.audit(&event);
    Ok(holds)
}

/// Opens a backup with a passphrase that it was made with, checks all of it and says what it holds. Nothing is changed.
///
/// # Errors
/// As [`Store::look_into_backup`]; and when the passphrase is another.
pub fn look_into_backup(file: &Path, secret: &SecretString, scratch_beside: &Path) -> Result<Holds, StoreError> {
    let look = || -> Result<Holds, Trouble> {
        let scratch = Scratch::beside(scratch_beside)?;
        let (header, keys) = unpack(file, scratch.path())?;
        look_into(&scratch.path().join(DB_FILE), &key_of(&keys, secret)?, header.made_at)
    };
    look().while_doing(StoreError::Restore)
}

/// The mark of the audit log at the moment of a backup, for looking whether the log still holds it.
///
/// # Errors
/// When the file cannot be read, is no backup, is damaged, or was made before there was a log.
pub fn mark_of_backup(file: &Path) -> Result<AuditHead, StoreError> {
    let mark = || -> Result<AuditHead, Trouble> {
        let header = whole_header_of(file)?;
        header.audit_head.and_then(|text| text.parse().ok()).ok_or(Trouble::NotABackup)
    };
    mark().while_doing(StoreError::Read)
}

/// Makes a folder for backups, for this account only, where it is not there yet.
///
/// # Errors
/// When it cannot be made.
pub fn make_backup_folder(folder: &Path) -> Result<(), StoreError> {
    folder::make_dir(folder).map_err(|error| StoreError::BackUp(Trouble::outside(&error)))
}

/// The backups of a folder, the newest first: those that were made each day and those from before an upgrade.
#[must_use]
pub fn backups_in(folder: &Path) -> Vec<PathBuf> {
    let files = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let mut found: Vec<PathBuf> = files.filter(|path| path.extension().is_some_and(|end| end == BACKUP_ENDING)).collect();
    found.sort_unstable_by(|a, b| b.file_name().cmp(&a.file_name()));
    found
}

/// Keeps a copy from before the first of the steps that a newer program takes. Its name is of the file that it copies, so that an
/// upgrade that is begun again and again makes one.
pub(super) fn before_upgrade(db: &Connection, dir: &Path, key: &DataKey) -> Result<(), Trouble> {
    let folder = dir.join(BACKUPS_DIR);
    folder::make_dir(&folder)?;
    let written = fs::metadata(dir.join(DB_FILE))?.modified()?;
    let at = chrono::DateTime::<chrono::Utc>::from(written).fixed_offset();
    let name = format!("before-upgrade-from-{}-{}.{BACKUP_ENDING}", version_of(db)?, at.format("%Y-%m-%d-%H%M%S"));
    back_up(db, dir, key, &folder.join(name), at).map(drop)
}

fn back_up(db: &Connection, dir: &Path, key: &DataKey, to: &Path, at: Moment) -> Result<Holds, Trouble> {
    let outside = |error: io::Error| Trouble::outside(&error);
    let mut file = WholeFile::begin(to).map_err(outside)?;
    let folder = to.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let scratch = Scratch::beside(folder).map_err(outside)?;
    let copy = scratch.path().join(DB_FILE);
    copy_database(db, key, &copy)?;
    let keys = folder::read_keys(dir)?.text()?;
    let made = Made { at, schema: version_of(db)?, audit_head: audit_head_of(db, key)?, keys: keys.as_bytes(), database: &copy };
    pack(&made, &mut file)?;
    file.sync().map_err(outside)?;
    drop(scratch);
    // What is on the disk now is taken apart and opened, as a restore would.
    let scratch = Scratch::beside(folder).map_err(outside)?;
    let (header, _) = unpack(file.part(), scratch.path())?;
    let holds = look_into(&scratch.path().join(DB_FILE), key, header.made_at)?;
    file.name_it().map_err(outside)?;
    Ok(holds)
}

/// The mark of the audit log, where the database has one already.
fn audit_head_of(db: &Connection, key: &DataKey) -> Result<Option<String>, Trouble> {
    if !db.table_exists(None, "audit")? {
        return Ok(None);
    }
    Ok(Some(super::audit::head_of(db, &key.audit_key())?.to_string()))
}

/// One moment of a database, copied page by page under the same key: no page is ever written without it.
fn copy_database(from: &Connection, key: &DataKey, to: &Path) -> Result<(), Trouble> {
    let mut copy = connection::create(to, key)?;
    match Backup::new(from, &mut copy)?.step(-1)? {
        StepResult::Done => {}
        _ => return Err(Trouble::Held),
    }
    // One file, with no log beside it.
    copy.query_row("PRAGMA journal_mode = DELETE", [], |_| Ok(()))?;
    copy.close().map_err(|(_, error)| error)?;
    Ok(())
}

/// Opens a copy of a database under its key and reads all of it.
pub(super) fn look_into(path: &Path, key: &DataKey, made_at: Moment) -> Result<Holds, Trouble> {
    let look = || -> Result<Holds, Trouble> {
        let db = connection::connect(path, key)?;
        let schema = version_of(&db)?;
        if schema == 0 {
            return Err(Trouble::BackupDamaged);
        }
        if schema > steps::newest() {
            return Err(Trouble::Newer { file: super::backup_file::NAME });
        }
        connection::check_pages(&db)?;
        let sound: String = db.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
        let strays = db.prepare("PRAGMA foreign_key_check")?.query([])?.next()?.is_some();
        if sound != "ok" || strays {
            return Err(Trouble::BackupDamaged);
        }
        let holds = db.query_row(include_str!("sql/count_records.sql"), [], |row| {
            let newest: Option<String> = row.get(3)?;
            Ok(Holds {
                made_at,
                schema,
                patients: row.get::<_, i64>(0)?.unsigned_abs(),
                notes: row.get::<_, i64>(1)?.unsigned_abs(),
                drafts: row.get::<_, i64>(2)?.unsigned_abs(),
                newest_note_at: newest.map(|text| to_moment(3, &text)).transpose()?,
            })
        })?;
        db.close().map_err(|(_, error)| error)?;
        Ok(holds)
    };
    look().map_err(as_of_backup)
}

/// The data key, by a passphrase of anybody who signs in there, or by the recovery key.
pub(super) fn key_of(keys: &KeyFile, secret: &SecretString) -> Result<DataKey, Trouble> {
    key_and_owner(keys, secret).map(|(key, _)| key)
}

/// The data key, and whose passphrase opened it; nobody's where the recovery key did.
pub(super) fn key_and_owner(keys: &KeyFile, secret: &SecretString) -> Result<(DataKey, Option<ClinicianId>), Trouble> {
    let passphrase = unlock::secret(secret)?;
    let recovery = RecoveryKey::parse(secret.expose_secret()).ok();
    for slot in &keys.slots {
        let (opened, whose) = match (&slot.opens_for, &recovery) {
            (SlotFor::Passphrase { clinician, .. }, _) => (slot.unwrap(&passphrase)?, Some(clinician)),
            (SlotFor::Recovery, Some(key)) => (slot.unwrap(key.secret())?, None),
            (SlotFor::Recovery, None) => (None, None),
        };
        if let Some(key) = opened {
            return Ok((key, whose.cloned()));
        }
    }
    Err(Trouble::WrongPassphrase)
}

fn version_of(db: &Connection) -> Result<u32, Trouble> {
    Ok(db.query_row("PRAGMA user_version", [], |row| row.get(0))?)
}

/// Removes the daily backups that are no longer kept. One that cannot be removed stays: it is in nobody's way.
fn thin_out(folder: &Path, keep: Keep) {
    let moment = |path: &PathBuf| chrono::NaiveDateTime::parse_from_str(path.file_name()?.to_str()?, NAME_FORMAT).ok();
    let made: Vec<_> = backups_in(folder).iter().filter_map(moment).collect();
    for at in keep.let_go(&made) {
        let _ = fs::remove_file(folder.join(at.format(NAME_FORMAT).to_string()));
    }
}
