//! Two entries of one person, joined and parted again: a row says that one shows in the other, and neither is changed.

use rusqlite::{Connection, named_params};

use super::Store;
use super::audit::append;
use super::error::{StoreError, Trouble, WhileDoing};
use super::rows::{moment_text, to_moment};
use crate::domain::audit::{AuditEvent, AuditKind, Subject};
use crate::domain::id::{ClinicianId, PatientId};
use crate::domain::record::{Moment, Patient};

/// An entry that shows in another one.
#[derive(Clone, PartialEq)]
pub struct MergedEntry {
    pub patient: Patient,
    pub at: Moment,
    pub reason: String,
}

crate::domain::redacted_debug!(MergedEntry);

impl Store {
    /// Joins two entries of one person: the notes and drafts of `merged` show in `kept` from now on, and a search that finds either
    /// leads to `kept`. Nothing issued is touched, and [`Store::unmerge`] parts them again.
    ///
    /// # Errors
    /// When one is unknown, they are joined already, no reason is given, or it cannot be written.
    pub fn merge(
        &mut self,
        merged: &PatientId,
        kept: &PatientId,
        reason: &str,
        clinician: &ClinicianId,
        at: Moment,
    ) -> Result<(), StoreError> {
        let mut join = || -> Result<(), Trouble> {
            let reason = Some(reason.trim()).filter(|reason| !reason.is_empty()).ok_or(Trouble::ReasonMissing)?;
            self.sees_patients()?;
            let transaction = self.db.transaction()?;
            // The ends of both chains: an entry that is joined to a third brings that one with it, and no ring can arise.
            let (merged, kept) = (kept_for(&transaction, merged)?, kept_for(&transaction, kept)?);
            if merged == kept {
                return Err(Trouble::SamePerson);
            }
            transaction.prepare_cached(include_str!("sql/add_merge.sql"))?.execute(named_params! {
                ":merged": merged.as_str(),
                ":kept": kept.as_str(),
                ":at": moment_text(at),
                ":clinician": clinician.as_str(),
                ":reason": reason,
            })?;
            let event = AuditEvent::new(AuditKind::Merged, at).by(clinician).about(&kept).to(Subject::Patient(merged));
            append(&transaction, &self.audit_key, &event)?;
            Ok(transaction.commit()?)
        };
        join().while_doing(StoreError::Tidy)
    }

    /// Parts an entry from the one that it shows in. What was recorded meanwhile stays with the entry that it was recorded under.
    ///
    /// # Errors
    /// When it shows in no other, or it cannot be written.
    pub fn unmerge(&mut self, merged: &PatientId, clinician: &ClinicianId, at: Moment) -> Result<(), StoreError> {
        self.sees_patients().while_doing(StoreError::Tidy)?;
        let mut part = || -> Result<(), Trouble> {
            let transaction = self.db.transaction()?;
            let kept = kept_for(&transaction, merged)?;
            let undone = transaction.prepare_cached(include_str!("sql/undo_merge.sql"))?.execute(named_params! {
                ":merged": merged.as_str(), ":at": moment_text(at), ":clinician": clinician.as_str(),
            })?;
            if undone != 1 {
                return Err(Trouble::NoSuch("joined entry"));
            }
            let event = AuditEvent::new(AuditKind::Unmerged, at).by(clinician).about(&kept).to(Subject::Patient(merged.clone()));
            append(&transaction, &self.audit_key, &event)?;
            Ok(transaction.commit()?)
        };
        part().while_doing(StoreError::Tidy)
    }

    /// The entry that this one shows in; itself where it was never joined.
    ///
    /// # Errors
    /// When the rows cannot be read.
    pub fn kept_entry(&self, id: &PatientId) -> Result<PatientId, StoreError> {
        kept_for(&self.db, id).while_doing(StoreError::Read)
    }

    /// The entries that show in this one directly, in the order in which they were joined.
    ///
    /// # Errors
    /// When the rows cannot be read.
    pub fn merged_entries(&self, kept: &PatientId) -> Result<Vec<MergedEntry>, StoreError> {
        self.sees_patients().while_doing(StoreError::Read)?;
        let rows = || {
            let mut statement = self.db.prepare_cached(include_str!("sql/list_merges.sql"))?;
            let rows = statement.query_map(named_params! {":kept": kept.as_str()}, |row| {
                Ok((PatientId::new(row.get::<_, String>(0)?), to_moment(1, &row.get::<_, String>(1)?)?, row.get::<_, String>(2)?))
            })?;
            rows.collect::<rusqlite::Result<Vec<_>>>()
        };
        let mut entries = Vec::new();
        for (id, at, reason) in rows().while_doing(StoreError::Read)? {
            entries.extend(self.patient(&id)?.map(|patient| MergedEntry { patient, at, reason }));
        }
        Ok(entries)
    }
}

/// The entry that shows for this one.
pub(super) fn kept_for(db: &Connection, id: &PatientId) -> Result<PatientId, Trouble> {
    let mut statement = db.prepare_cached(include_str!("sql/get_kept_entry.sql"))?;
    Ok(statement.query_row(named_params! {":id": id.as_str()}, |row| row.get::<_, String>(0)).map(PatientId::new)?)
}

/// All entries of the person that this one is of, the one that shows first.
pub(super) fn entries_of(db: &Connection, id: &PatientId) -> Result<Vec<PatientId>, Trouble> {
    let kept = kept_for(db, id)?;
    let mut statement = db.prepare_cached(include_str!("sql/list_entries_of_person.sql"))?;
    let rows = statement.query_map(named_params! {":kept": kept.as_str()}, |row| row.get::<_, String>(0).map(PatientId::new))?;
    Ok(rows.collect::<rusqlite::Result<Vec<_>>>()?)
}
