//! Who signs in here: added, changed, removed, each with the role that says what they may do. The database is never rewritten for it.

use rusqlite::{Connection, OptionalExtension, named_params};
use secrecy::SecretString;

use super::Store;
use super::attempts::Attempts;
use super::error::{StoreError, Trouble, WhileDoing};
use super::keys::{Kdf, KeyFile, Slot, SlotFor};
use super::recovery::RecoveryKey;
use super::unlock::secret;
use super::{Doubt, clinicians, ends, folder};
use crate::domain::audit::{AuditEvent, AuditKind, Subject};
use crate::domain::id::ClinicianId;
use crate::domain::record::{Clinician, Moment};
use crate::domain::role::Role;

/// Somebody of the practice.
#[derive(Clone, PartialEq)]
pub struct PersonLine {
    pub clinician: Clinician,
    pub role: Role,
    /// Has a passphrase here; who was removed has none, and stays on the notes that they issued.
    pub signs_in: bool,
}

crate::domain::redacted_debug!(PersonLine);

/// Who changes something, and when.
type By<'a> = (&'a ClinicianId, Moment);

impl Store {
    /// Who is signed in and what they may do; none where the recovery key opened the records and nobody was named.
    #[must_use]
    pub fn signed_in(&self) -> Option<&(ClinicianId, Role)> {
        self.signed_in.as_ref()
    }

    /// What a person may do.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn role_of(&self, person: &ClinicianId) -> Result<Role, StoreError> {
        role_of(&self.db, person).while_doing(StoreError::Read)
    }

    /// Everybody who signs in or ever did, the first one first.
    ///
    /// # Errors
    /// When the rows or the key file cannot be read.
    pub fn people(&self) -> Result<Vec<PersonLine>, StoreError> {
        let read = || -> Result<Vec<PersonLine>, StoreError> {
            let keys = folder::read_keys(&self.dir).while_doing(StoreError::Read)?;
            let with_slot = keys.clinicians();
            self.clinicians()?
                .into_iter()
                .map(|clinician| {
                    let role = self.role_of(&clinician.id)?;
                    let signs_in = with_slot.iter().any(|(id, _)| *id == clinician.id);
                    Ok(PersonLine { clinician, role, signs_in })
                })
                .collect()
        };
        read()
    }

    /// Lets one more person sign in.
    ///
    /// # Errors
    /// When whoever is signed in may not, the passphrase is empty, or the folder cannot be written; then nothing was changed.
    pub fn add_person(
        &mut self,
        person: &Clinician,
        role: Role,
        passphrase: &SecretString,
        kdf: Kdf,
        (by, at): By<'_>,
    ) -> Result<(), StoreError> {
        self.keeps_people().while_doing(StoreError::Save)?;
        let opens_for = SlotFor::Passphrase { clinician: person.id.clone(), name: person.name.clone() };
        let slot = secret(passphrase).and_then(|typed| Slot::wrap(&self.key, opens_for, &typed, kdf)).while_doing(StoreError::Save)?;
        let event = AuditEvent::new(AuditKind::PersonAdded, at).by(by).to(Subject::Person(person.id.clone())).saying(role.title());
        self.with_keys(&event, |db, keys| {
            clinicians::write_clinician(db, person)?;
            save_role(db, &person.id, role)?;
            keys.slots.retain(|slot| !slot.is_of(&person.id));
            keys.slots.push(slot.clone());
            Ok(())
        })
    }

    /// Changes a person's particulars and role. Notes that were issued keep what they were issued with.
    ///
    /// # Errors
    /// When whoever is signed in may not, it would leave no clinician, or it cannot be written; then nothing was changed.
    pub fn change_person(&mut self, person: &Clinician, role: Role, (by, at): By<'_>) -> Result<(), StoreError> {
        self.keeps_people().while_doing(StoreError::Save)?;
        let event = AuditEvent::new(AuditKind::PersonChanged, at).by(by).to(Subject::Person(person.id.clone())).saying(role.title());
        self.with_keys(&event, |db, keys| {
            clinicians::write_clinician(db, person)?;
            save_role(db, &person.id, role)?;
            if !role.issues() && !another_clinician(db, keys, &person.id)? {
                return Err(Trouble::LastClinician);
            }
            for slot in keys.slots.iter_mut().filter(|slot| slot.is_of(&person.id)) {
                if let SlotFor::Passphrase { name, .. } = &mut slot.opens_for {
                    name.clone_from(&person.name);
                }
            }
            Ok(())
        })
    }

    /// Takes a person's passphrase away. Their record stays, because notes name it. Somebody who kept an older copy of the whole folder
    /// can still open that copy.
    ///
    /// # Errors
    /// When whoever is signed in may not, it is themselves or the last clinician, or it cannot be written; then nothing was changed.
    pub fn remove_person(&mut self, person: &ClinicianId, (by, at): By<'_>) -> Result<(), StoreError> {
        self.keeps_people().while_doing(StoreError::Save)?;
        if person == by {
            return Err(StoreError::Save(Trouble::Yourself));
        }
        let event = AuditEvent::new(AuditKind::PersonRemoved, at).by(by).to(Subject::Person(person.clone()));
        self.with_keys(&event, |db, keys| {
            if !keys.slots.iter().any(|slot| slot.is_of(person)) {
                return Err(Trouble::UnknownClinician);
            }
            if !another_clinician(db, keys, person)? {
                return Err(Trouble::LastClinician);
            }
            keys.slots.retain(|slot| !slot.is_of(person));
            Ok(())
        })
    }

    /// Gives a person another passphrase. One's own needs the present one; a clinician may give another person a new one.
    ///
    /// # Errors
    /// When the present one is wrong, whoever is signed in may not, or it cannot be written; the old one then still holds.
    pub fn change_passphrase(
        &mut self,
        person: &ClinicianId,
        present: Option<&SecretString>,
        new: &SecretString,
        kdf: Kdf,
        (by, at): By<'_>,
    ) -> Result<(), StoreError> {
        let prepare = || -> Result<Slot, Trouble> {
            let keys = folder::read_keys(&self.dir)?;
            let old = keys.slots.iter().find(|slot| slot.is_of(person)).ok_or(Trouble::UnknownClinician)?;
            if person == by {
                let typed = secret(present.ok_or(Trouble::WrongPassphrase)?)?;
                // A guess here is a guess like any other.
                Attempts::one(&self.dir, Some(person), at, |_| match old.unwrap(&typed).while_doing(StoreError::Save)? {
                    Some(_) => Ok(()),
                    None => Err(StoreError::Save(Trouble::WrongPassphrase)),
                })
                .map_err(|error| error.trouble().clone())?;
            } else {
                self.keeps_people()?;
            }
            Slot::wrap(&self.key, old.opens_for.clone(), &secret(new)?, kdf)
        };
        let slot = prepare().while_doing(StoreError::Save)?;
        let event = AuditEvent::new(AuditKind::PassphraseChanged, at).by(by).to(Subject::Person(person.clone()));
        self.with_keys(&event, |_, keys| match keys.slots.iter_mut().find(|slot| slot.is_of(person)) {
            Some(old) => {
                *old = slot.clone();
                Ok(())
            }
            None => Err(Trouble::UnknownClinician),
        })
    }

    /// Makes another recovery key; the one before opens nothing here from then on.
    ///
    /// # Errors
    /// When whoever is signed in may not, or it cannot be written; the key before then still holds.
    pub fn new_recovery_key(&mut self, (by, at): By<'_>) -> Result<RecoveryKey, StoreError> {
        self.keeps_people().while_doing(StoreError::Save)?;
        let made = || -> Result<(RecoveryKey, Slot), Trouble> {
            let key = RecoveryKey::random()?;
            let slot = Slot::wrap(&self.key, SlotFor::Recovery, key.secret(), Kdf::LEAST)?;
            Ok((key, slot))
        };
        let (key, slot) = made().while_doing(StoreError::Save)?;
        self.with_keys(&AuditEvent::new(AuditKind::RecoveryKeyMade, at).by(by), |_, keys| {
            keys.slots.retain(|slot| slot.opens_for != SlotFor::Recovery);
            keys.slots.push(slot.clone());
            Ok(())
        })?;
        Ok(key)
    }

    /// Changes the key file and the records together: the rows are written but not yet committed when the key file gets its new content,
    /// and where the commit fails after that, the old content is put back.
    fn with_keys(
        &mut self,
        event: &AuditEvent,
        change: impl Fn(&Connection, &mut KeyFile) -> Result<(), Trouble>,
    ) -> Result<(), StoreError> {
        let dir = self.dir.clone();
        let mut tried = || -> Result<(KeyFile, KeyFile), Trouble> {
            let before = folder::read_keys(&dir)?;
            let mut keys = before.clone();
            // Tried first and undone: which key file comes next stands in the records before it is written.
            let trial = self.db.transaction()?;
            change(&trial, &mut keys)?;
            trial.rollback()?;
            ends::keys_are_next(&self.db, &keys)?;
            Ok((before, keys))
        };
        let (before, keys) = tried().while_doing(StoreError::Save)?;
        let mut written = None;
        let done = self.audited(event, |store| {
            let mut change = || -> Result<(), Trouble> {
                change(&store.db, &mut before.clone())?;
                ends::keys_are_known(&store.db, &keys)?;
                written = Some(());
                folder::write_keys(&dir, &keys)
            };
            change().while_doing(StoreError::Save)
        });
        if done.is_err() && written.is_some() {
            folder::write_keys(&dir, &before).while_doing(StoreError::Save)?;
        }
        // A key file that was in doubt was looked through and written anew.
        if done.is_ok() {
            self.doubts.retain(|doubt| *doubt != Doubt::OtherKeys);
        }
        done
    }

    /// Whether whoever is signed in sees patients.
    pub(super) fn sees_patients(&self) -> Result<(), Trouble> {
        match &self.signed_in {
            Some((_, role)) if !role.sees_patients() => Err(Trouble::NotForRole(*role)),
            _ => Ok(()),
        }
    }

    /// Whether whoever is signed in is a clinician who issues: for what takes all records out, in, or away.
    pub(super) fn issues(&self) -> Result<(), Trouble> {
        match &self.signed_in {
            Some((_, role)) if !role.issues() => Err(Trouble::NotForRole(*role)),
            _ => Ok(()),
        }
    }

    fn keeps_people(&self) -> Result<(), Trouble> {
        match &self.signed_in {
            Some((_, role)) if !role.keeps_people() => Err(Trouble::NotForRole(*role)),
            _ => Ok(()),
        }
    }
}

/// Whether a person issues notes; asked inside the transaction that does it.
pub(super) fn must_issue(db: &Connection, person: &ClinicianId) -> Result<(), Trouble> {
    let role = role_of(db, person)?;
    if role.issues() { Ok(()) } else { Err(Trouble::NotForRole(role)) }
}

pub(super) fn role_of(db: &Connection, person: &ClinicianId) -> Result<Role, Trouble> {
    let mut statement = db.prepare_cached(include_str!("sql/get_role.sql"))?;
    let word: Option<String> = statement.query_row(named_params! {":clinician": person.as_str()}, |row| row.get(0)).optional()?;
    // A role that this program does not know opens no door.
    Ok(word.map_or(Role::Clinician, |word| Role::of(&word).unwrap_or(Role::Manager)))
}

fn save_role(db: &Connection, person: &ClinicianId, role: Role) -> Result<(), Trouble> {
    let mut statement = db.prepare_cached(include_str!("sql/save_role.sql"))?;
    statement.execute(named_params! {":clinician": person.as_str(), ":role": role.word()})?;
    Ok(())
}

/// Whether a clinician other than this person can sign in.
fn another_clinician(db: &Connection, keys: &KeyFile, person: &ClinicianId) -> Result<bool, Trouble> {
    for (id, _) in keys.clinicians() {
        if id != *person && role_of(db, &id)?.issues() {
            return Ok(true);
        }
    }
    Ok(false)
}
