//! Drafts: kept between two key presses, gone when their note is issued.

use rusqlite::{Connection, OptionalExtension, Row, named_params};

use super::Store;
use super::audit::append;
use super::error::{StoreError, Trouble, WhileDoing};
use super::keys::random;
use super::rows::{from_json, moment_text, to_json, to_moment};
use crate::domain::audit::{AuditEvent, AuditKind, Subject};
use crate::domain::case::join_words;
use crate::domain::draft::Draft;
use crate::domain::id::{ClinicianId, DraftId, NoteId, PatientId};
use crate::domain::record::{DraftLine, Moment};

/// What became of a draft that was saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftSaved {
    /// To be given back with the next save.
    pub revision: u64,
    /// The draft in which a version from elsewhere is kept.
    pub kept_beside: Option<DraftId>,
}

impl Store {
    /// Saves a draft, new or known. Its patient must be saved before.
    ///
    /// # Errors
    /// When it cannot be written (the draft is then as it was saved last), or its note is issued: a save that comes late brings nothing back.
    pub fn save_draft(&mut self, draft: &Draft, saved_at: Moment) -> Result<(), StoreError> {
        self.sees_patients().while_doing(StoreError::Save)?;
        super::connection::whole(&mut self.db, |db| write_draft(db, draft, saved_at)).while_doing(StoreError::Save)
    }

    /// Saves a draft that was opened, or saved last, at this revision; none for one that is not on the disk yet. Where it was changed
    /// elsewhere since, that version becomes a draft of its own, so that neither is lost.
    ///
    /// # Errors
    /// As [`Store::save_draft`].
    pub fn save_draft_from(
        &mut self,
        draft: &Draft,
        saved_at: Moment,
        from: Option<u64>,
        by: &ClinicianId,
    ) -> Result<DraftSaved, StoreError> {
        self.sees_patients().while_doing(StoreError::Save)?;
        let mut save = || {
            let transaction = self.db.transaction()?;
            let mut kept_beside = None;
            if read_revision(&transaction, &draft.id)? != from
                && let Some(other) = read_draft(&transaction, &draft.id)?
                && other != *draft
            {
                let beside = Draft { id: DraftId::new(fresh()?), note: NoteId::new(fresh()?), ..other };
                write_draft(&transaction, &beside, saved_at)?;
                let event = AuditEvent::new(AuditKind::DraftConflict, saved_at).by(by).about(&draft.patient);
                append(&transaction, &self.audit_key, &event.to(Subject::Draft(beside.id.clone())))?;
                kept_beside = Some(beside.id);
            }
            write_draft(&transaction, draft, saved_at)?;
            let revision = read_revision(&transaction, &draft.id)?.unwrap_or(0);
            transaction.commit()?;
            Ok::<_, Trouble>(DraftSaved { revision, kept_beside })
        };
        save().while_doing(StoreError::Save)
    }

    /// How often a draft was saved over.
    ///
    /// # Errors
    /// When the row cannot be read.
    pub fn draft_revision(&self, id: &DraftId) -> Result<Option<u64>, StoreError> {
        read_revision(&self.db, id).while_doing(StoreError::Read)
    }

    /// One draft.
    ///
    /// # Errors
    /// When the row cannot be read.
    pub fn draft(&self, id: &DraftId) -> Result<Option<Draft>, StoreError> {
        self.sees_patients().and_then(|()| read_draft(&self.db, id)).while_doing(StoreError::Read)
    }

    /// Throws a draft away. One that is not there is gone already.
    ///
    /// # Errors
    /// When it cannot be written; the draft is then still there.
    pub fn delete_draft(&mut self, id: &DraftId) -> Result<(), StoreError> {
        self.sees_patients().while_doing(StoreError::Save)?;
        let delete = || {
            let mut statement = self.db.prepare_cached(include_str!("sql/delete_draft.sql"))?;
            statement.execute(named_params! {":id": id.as_str()})
        };
        delete().while_doing(StoreError::Save)?;
        Ok(())
    }

    /// The drafts, the one saved last first.
    ///
    /// # Errors
    /// When the rows cannot be read.
    pub fn draft_lines(&self, limit: usize) -> Result<Vec<DraftLine>, StoreError> {
        let read = || {
            self.sees_patients()?;
            let mut statement = self.db.prepare_cached(include_str!("sql/list_drafts.sql"))?;
            let rows = statement.query_map(named_params! {":limit": i64::try_from(limit).unwrap_or(i64::MAX)}, to_line)?;
            Ok::<_, Trouble>(rows.collect::<rusqlite::Result<Vec<_>>>()?)
        };
        read().while_doing(StoreError::Read)
    }

    /// A patient's drafts, with those of entries that were joined to theirs, the one saved last first.
    ///
    /// # Errors
    /// When the rows cannot be read.
    pub fn drafts_of(&self, patient: &PatientId) -> Result<Vec<DraftLine>, StoreError> {
        let read = || {
            self.sees_patients()?;
            let mut statement = self.db.prepare_cached(include_str!("sql/list_drafts_of_patient.sql"))?;
            let mut lines = Vec::new();
            for entry in super::merge::entries_of(&self.db, patient)? {
                for line in statement.query_map(named_params! {":patient": entry.as_str()}, to_line)? {
                    lines.push(line?);
                }
            }
            lines.sort_by_key(|line| std::cmp::Reverse(line.saved_at));
            Ok::<_, Trouble>(lines)
        };
        read().while_doing(StoreError::Read)
    }

    /// When a draft was saved last.
    ///
    /// # Errors
    /// When the row cannot be read.
    pub fn draft_saved_at(&self, id: &DraftId) -> Result<Option<Moment>, StoreError> {
        self.sees_patients().while_doing(StoreError::Read)?;
        let read = || {
            let mut statement = self.db.prepare_cached(include_str!("sql/get_draft_saved_at.sql"))?;
            statement.query_row(named_params! {":id": id.as_str()}, |row| to_moment(0, &row.get::<_, String>(0)?)).optional()
        };
        read().while_doing(StoreError::Read)
    }
}

/// Writes the row of a draft, new or known.
pub(super) fn write_draft(db: &Connection, draft: &Draft, saved_at: Moment) -> Result<(), Trouble> {
    let is_issued: bool = db
        .prepare_cached(include_str!("sql/is_note_there.sql"))?
        .query_row(named_params! {":id": draft.note.as_str()}, |row| row.get(0))?;
    if is_issued {
        return Err(Trouble::AlreadyIssued);
    }
    db.prepare_cached(include_str!("sql/save_draft.sql"))?.execute(named_params! {
        ":id": draft.id.as_str(),
        ":patient": draft.patient.as_str(),
        ":note": draft.note.as_str(),
        ":saved_at": moment_text(saved_at),
        ":saved_at_micros": saved_at.timestamp_micros(),
        ":content": to_json(draft)?,
    })?;
    Ok(())
}

fn read_draft(db: &Connection, id: &DraftId) -> Result<Option<Draft>, Trouble> {
    let mut statement = db.prepare_cached(include_str!("sql/get_draft.sql"))?;
    Ok(statement.query_row(named_params! {":id": id.as_str()}, |row| from_json(0, &row.get::<_, String>(0)?)).optional()?)
}

fn read_revision(db: &Connection, id: &DraftId) -> Result<Option<u64>, Trouble> {
    let mut statement = db.prepare_cached(include_str!("sql/get_draft_revision.sql"))?;
    let found: Option<i64> = statement.query_row(named_params! {":id": id.as_str()}, |row| row.get(0)).optional()?;
    Ok(found.map(|revision| u64::try_from(revision).unwrap_or(0)))
}

/// An identity for the draft that is kept beside.
fn fresh() -> Result<String, Trouble> {
    Ok(uuid::Builder::from_random_bytes(random()?).into_uuid().to_string())
}

fn to_line(row: &Row<'_>) -> rusqlite::Result<DraftLine> {
    let names: [String; 3] = [row.get(2)?, row.get(3)?, row.get(4)?];
    Ok(DraftLine {
        id: DraftId::new(row.get::<_, String>(0)?),
        patient: PatientId::new(row.get::<_, String>(1)?),
        patient_name: join_words(&names.each_ref().map(String::as_str)),
        saved_at: to_moment(5, &row.get::<_, String>(5)?)?,
    })
}
