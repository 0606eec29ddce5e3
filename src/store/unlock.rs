//! Making a data folder, and opening one with a passphrase or the recovery key.

use std::fs;
use std::io;
use std::path::Path;
use std::time::Duration;

use secrecy::{ExposeSecret, SecretString};
use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;

use rusqlite::Connection;

use super::attempts::{ATTEMPTS_FILE, Attempts};
use super::error::{StoreError, Trouble, WhileDoing};
use super::folder::{self, DB_FILE, FolderState, KEYS_FILE, Lock, NEW_DB_FILE};
use super::keys::{self, DataKey, Kdf, KeyFile, Slot, SlotFor};
use super::recovery::RecoveryKey;
use super::whole_file::{sweep_parts, sync_dir_of};
use super::{Store, connection, ends, steps};
use crate::domain::audit::{AuditEvent, AuditKind, Subject};
use crate::domain::case::Practice;
use crate::domain::id::ClinicianId;
use crate::domain::record::{Clinician, Moment};
use crate::domain::role::Role;

/// What a new data folder begins with.
pub struct NewStore {
    pub practice: Practice,
    /// The first clinician who signs in.
    pub clinician: Clinician,
    pub passphrase: SecretString,
    /// What a guess at the passphrase costs.
    pub kdf: Kdf,
}

impl Store {
    /// Makes a data folder and opens it. The folder may be missing, empty, or one whose making was cut off.
    ///
    /// The database is written under another name first, then the keys, then the database gets its name: wherever it is cut off,
    /// the folder is either unfinished, and begun again, or ready.
    ///
    /// # Errors
    /// When the folder holds records already, cannot be written, or is held by another process.
    pub fn create(dir: &Path, new: NewStore) -> Result<(Self, RecoveryKey), StoreError> {
        let made = Self::begin(dir, &new).while_doing(StoreError::Create);
        // The passphrase is wiped with it.
        drop(new);
        made
    }

    fn begin(dir: &Path, new: &NewStore) -> Result<(Self, RecoveryKey), Trouble> {
        let secret = secret(&new.passphrase)?;
        refuse_what_is_there(dir)?;
        folder::make_dir(dir)?;
        let lock = Lock::take(dir)?;
        // Looked at again: another process may have made the records between the first look and the lock.
        refuse_what_is_there(dir)?;
        for leftover in [NEW_DB_FILE.to_owned(), format!("{NEW_DB_FILE}-journal")] {
            match fs::remove_file(dir.join(leftover)) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error.into()),
                _ => {}
            }
        }
        let key = DataKey::random()?;
        let recovery = RecoveryKey::random()?;
        let opens_for = SlotFor::Passphrase { clinician: new.clinician.id.clone(), name: new.clinician.name.clone() };
        let key_file = KeyFile::new(vec![
            Slot::wrap(&key, opens_for, &secret, new.kdf)?,
            // Nobody guesses 160 random bits, so nothing is gained by making each guess slow.
            Slot::wrap(&key, SlotFor::Recovery, recovery.secret(), Kdf::LEAST)?,
        ]);

        let mut db = connection::create(&dir.join(NEW_DB_FILE), &key)?;
        steps::climb(&mut db)?;
        super::settings::write_practice(&db, &new.practice)?;
        super::clinicians::write_clinician(&db, &new.clinician)?;
        super::settings::write_setting(&db, super::notes::IDENTITY_SALT, &keys::random::<32>()?)?;
        ends::keys_are_known(&db, &key_file)?;
        db.close().map_err(|(_, error)| error)?;
        folder::write_keys(dir, &key_file)?;
        finish_rename(dir)?;
        let mut store = Self::over(dir, Some(lock), connection::open(&dir.join(DB_FILE), &key)?, key);
        store.signed_in = Some((new.clinician.id.clone(), Role::Clinician));
        Ok((store, recovery))
    }

    /// Opens a data folder with a clinician's passphrase. With a clinician named only their slot is tried; without one, all are, and the
    /// one that opened says who it is.
    ///
    /// # Errors
    /// When the passphrase is wrong, or the folder is missing, unfinished, held, damaged, from a newer program or not writable.
    pub fn unlock(dir: &Path, clinician: Option<&ClinicianId>, passphrase: &SecretString) -> Result<(Self, ClinicianId), StoreError> {
        Self::unlock_as(dir, Hold::Alone, clinician, passphrase)
    }

    fn unlock_as(
        dir: &Path,
        how: Hold,
        clinician: Option<&ClinicianId>,
        passphrase: &SecretString,
    ) -> Result<(Self, ClinicianId), StoreError> {
        let open = || {
            let (lock, keys) = hold(dir, how)?;
            let secret = secret(passphrase)?;
            let mut is_known = false;
            for slot in &keys.slots {
                let SlotFor::Passphrase { clinician: whose, .. } = &slot.opens_for else { continue };
                if clinician.is_some_and(|only| only != whose) {
                    continue;
                }
                is_known = true;
                if let Some(key) = slot.unwrap(&secret)? {
                    let mut store = Self::open_with(dir, lock, key, &keys)?;
                    // Somebody whose adding was cut off before they stood in the records is nobody yet.
                    if store.clinician(whose).map_err(|error| error.trouble().clone())?.is_none() {
                        return Err(Trouble::UnknownClinician);
                    }
                    store.signed_in = Some((whose.clone(), super::people::role_of(&store.db, whose)?));
                    return Ok((store, whose.clone()));
                }
            }
            Err(if is_known { Trouble::WrongPassphrase } else { Trouble::UnknownClinician })
        };
        open().while_doing(StoreError::Open)
    }

    /// Opens a data folder with its recovery key, for when every passphrase is lost.
    ///
    /// # Errors
    /// As [`Store::unlock`].
    pub fn unlock_with_recovery_key(dir: &Path, recovery: &RecoveryKey) -> Result<Self, StoreError> {
        Self::unlock_with_recovery_key_as(dir, Hold::Alone, recovery)
    }

    fn unlock_with_recovery_key_as(dir: &Path, how: Hold, recovery: &RecoveryKey) -> Result<Self, StoreError> {
        let open = || {
            let (lock, keys) = hold(dir, how)?;
            for slot in keys.slots.iter().filter(|slot| slot.opens_for == SlotFor::Recovery) {
                if let Some(key) = slot.unwrap(recovery.secret())? {
                    return Self::open_with(dir, lock, key, &keys);
                }
            }
            Err(Trouble::WrongRecoveryKey)
        };
        open().while_doing(StoreError::Open)
    }

    /// Opens a data folder as a person at the window or the command line does: with a passphrase, or with the recovery key in its place
    /// where a person is named. Wrong ones slow the next one down, and stand in the audit log from the next right one on.
    ///
    /// # Errors
    /// As [`Store::unlock`]; and while the next passphrase has to wait.
    pub fn sign_in(
        dir: &Path,
        clinician: Option<&ClinicianId>,
        passphrase: &SecretString,
        now: Moment,
    ) -> Result<(Self, ClinicianId), StoreError> {
        Attempts::one(dir, clinician, now, |before| {
            let (mut how, mut opened) = ("", Self::unlock_as(dir, Hold::Alone, clinician, passphrase));
            if is_wrong(&opened)
                && let (Ok(key), Some(id)) = (RecoveryKey::parse(passphrase.expose_secret()), clinician)
            {
                how = "with the recovery key";
                opened = Self::unlock_with_recovery_key(dir, &key).and_then(|store| store.for_person(id));
            }
            let (mut store, id) = opened?;
            store.tell_of_sign_in(before, Some(&id), how, now);
            Ok((store, id))
        })
    }

    /// Opens a data folder beside a window or command that holds it, to read and to write into the audit log what was read. SQLite
    /// gives each its own view and one writer at a time. Wrong passphrases slow the next one down, as at the window.
    ///
    /// # Errors
    /// As [`Store::sign_in`], but a folder that is held is no hindrance, unless its database is of an older program.
    pub fn look_in(dir: &Path, passphrase: &SecretString, now: Moment) -> Result<(Self, ClinicianId), StoreError> {
        Attempts::one(dir, None, now, |before| {
            let (mut store, id) = Self::unlock_as(dir, Hold::Beside, None, passphrase)?;
            store.tell_of_sign_in(before, Some(&id), "from the command line", now);
            Ok((store, id))
        })
    }

    /// As [`Store::look_in`], also with the recovery key typed in the place of a passphrase: for a backup, which shows nothing.
    pub(super) fn look_in_to_back_up(dir: &Path, secret: &SecretString, now: Moment) -> Result<Self, StoreError> {
        Attempts::one(dir, None, now, |before| {
            let opened = Self::unlock_as(dir, Hold::Beside, None, secret);
            let (mut store, id) = match (RecoveryKey::parse(secret.expose_secret()), opened) {
                (Ok(key), opened) if is_wrong(&opened) => (Self::unlock_with_recovery_key_as(dir, Hold::Beside, &key)?, None),
                (_, opened) => opened.map(|(store, id)| (store, Some(id)))?,
            };
            let how = if id.is_some() { "from the command line" } else { "from the command line, with the recovery key" };
            store.tell_of_sign_in(before, id.as_ref(), how, now);
            Ok(store)
        })
    }

    /// The recovery key opened it; from here on this person is signed in.
    fn for_person(mut self, id: &ClinicianId) -> Result<(Self, ClinicianId), StoreError> {
        let role = self.role_of(id)?;
        self.signed_in = Some((id.clone(), role));
        Ok((self, id.clone()))
    }

    /// Writes the sign-in and the wrong passphrases before it into the log. A log that cannot be written keeps nobody from a patient: the
    /// first thing that is opened then says so.
    fn tell_of_sign_in(&mut self, attempts: &Attempts, id: Option<&ClinicianId>, how: &'static str, now: Moment) {
        let event = AuditEvent::new(AuditKind::SignedIn, now).saying(how);
        let event = match id {
            Some(id) => event.by(id),
            None => event,
        };
        let doubts = self.doubts.clone();
        let written = self.audited(&event, |store| {
            for doubt in doubts {
                let event = AuditEvent::new(AuditKind::Doubted, now).saying(doubt.row());
                super::audit::append(&store.db, &store.audit_key, &event).while_doing(StoreError::Audit)?;
            }
            for attempt in &attempts.told {
                let event = AuditEvent::new(AuditKind::SignInFailed, attempt.at);
                let event = match &attempt.clinician {
                    Some(whose) => event.to(Subject::Person(whose.clone())),
                    None => event,
                };
                super::audit::append(&store.db, &store.audit_key, &event).while_doing(StoreError::Audit)?;
            }
            Ok(())
        });
        if written.is_ok() {
            Attempts::clear(&self.dir);
        }
    }

    /// Lets one more clinician sign in, or gives one a new passphrase.
    ///
    /// # Errors
    /// When the passphrase is empty or the folder cannot be written; the old passphrase then still holds.
    pub fn set_passphrase(&mut self, clinician: &Clinician, passphrase: &SecretString, kdf: Kdf) -> Result<(), StoreError> {
        let set = || {
            let opens_for = SlotFor::Passphrase { clinician: clinician.id.clone(), name: clinician.name.clone() };
            let slot = Slot::wrap(&self.key, opens_for, &secret(passphrase)?, kdf)?;
            // The record before the slot: whoever can sign in is known.
            super::clinicians::write_clinician(&self.db, clinician)?;
            let mut keys = folder::read_keys(&self.dir)?;
            match keys.slots.iter_mut().find(|slot| slot.is_of(&clinician.id)) {
                Some(old) => *old = slot,
                None => keys.slots.push(slot),
            }
            ends::keys_are_next(&self.db, &keys)?;
            folder::write_keys(&self.dir, &keys)?;
            ends::keys_are_known(&self.db, &keys)
        };
        set().while_doing(StoreError::Save)
    }

    /// Reads the whole database and compares every page with its checksum.
    ///
    /// # Errors
    /// When a page is not what was written.
    pub fn check_pages(&self) -> Result<(), StoreError> {
        connection::check_pages(&self.db).while_doing(StoreError::Read)
    }

    fn open_with(dir: &Path, lock: Option<Lock>, key: DataKey, keys: &KeyFile) -> Result<Self, Trouble> {
        if lock.is_some() {
            finish_rename(dir)?;
        }
        let mut db = connection::open(&dir.join(DB_FILE), &key)?;
        if steps::is_behind(&db)? {
            // Nobody else has it open while it is brought up to date.
            let _alone = if lock.is_none() { Some(Lock::take(dir)?) } else { None };
            super::backup::before_upgrade(&db, dir, &key)?;
            steps::climb(&mut db)?;
        }
        steps::climb(&mut db)?;
        let mut store = Self::over(dir, lock, db, key);
        store.doubts.extend(ends::check_end(&store.db, dir, &store.audit_key)?);
        store.doubts.extend(ends::check_keys(&store.db, keys)?);
        Ok(store)
    }

    fn over(dir: &Path, lock: Option<Lock>, db: Connection, key: DataKey) -> Self {
        let audit_key = key.audit_key();
        Self { db, dir: dir.to_owned(), key, audit_key, signed_in: None, doubts: Vec::new(), lock }
    }
}

/// Whether nobody else may have the folder open meanwhile.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Hold {
    Alone,
    Beside,
}

/// Holds a folder that has records, where it is to be held, and reads its keys.
fn hold(dir: &Path, how: Hold) -> Result<(Option<Lock>, KeyFile), Trouble> {
    match folder::folder_state(dir).map_err(|error| error.trouble().clone())? {
        FolderState::Missing => Err(Trouble::Missing),
        FolderState::Empty => Err(Trouble::Empty),
        FolderState::Unfinished => Err(Trouble::Unfinished),
        FolderState::Ready { .. } if how == Hold::Beside && dir.join(DB_FILE).try_exists()? => Ok((None, folder::read_keys(dir)?)),
        FolderState::Ready { .. } => {
            let lock = Lock::take(dir)?;
            // Looked at again: another process may have decided a restore between the first look and the lock.
            super::restore::go_on(dir)?;
            // Nobody else writes these while the folder is held.
            sweep_parts(dir, |of| of == KEYS_FILE || of == ATTEMPTS_FILE, Duration::ZERO);
            Ok((Some(lock), folder::read_keys(dir)?))
        }
    }
}

fn is_wrong<T>(opened: &Result<T, StoreError>) -> bool {
    opened.as_ref().err().is_some_and(|error| *error.trouble() == Trouble::WrongPassphrase)
}

fn refuse_what_is_there(dir: &Path) -> Result<(), Trouble> {
    match folder::folder_state(dir).map_err(|error| error.trouble().clone())? {
        FolderState::Missing | FolderState::Empty | FolderState::Unfinished => Ok(()),
        FolderState::Ready { .. } => Err(Trouble::AlreadyThere),
    }
}

/// Gives the new database its name, once its keys are written. After a cut between the two, the next opening does it.
fn finish_rename(dir: &Path) -> Result<(), Trouble> {
    let (new, path) = (dir.join(NEW_DB_FILE), dir.join(DB_FILE));
    if dir.join(KEYS_FILE).try_exists()? && !path.try_exists()? && new.try_exists()? {
        fs::rename(&new, &path)?;
        sync_dir_of(&path)?;
    }
    Ok(())
}

/// The passphrase as bytes: the same whether an accent was typed as one character or as two.
pub(super) fn secret(passphrase: &SecretString) -> Result<Zeroizing<Vec<u8>>, Trouble> {
    let typed = passphrase.expose_secret();
    if typed.trim().is_empty() {
        return Err(Trouble::EmptyPassphrase);
    }
    // Room for the longest that normalising can make of it, so that no copy is left behind by growing.
    let mut bytes = Zeroizing::new(Vec::with_capacity(typed.len() * 18));
    for c in typed.nfkc() {
        bytes.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
    }
    Ok(bytes)
}
