//! Drafts: kept between two key presses, gone when their note is issued.

use rusqlite::{Connection, OptionalExtension, Row, named_params};

use super::Store;
use super::error::{StoreError, Trouble, WhileDoing};
use super::rows::{from_json, moment_text, to_json, to_moment};
use crate::domain::case::join_words;
use crate::domain::draft::Draft;
use crate::domain::id::{DraftId, PatientId};
use crate::domain::record::{DraftLine, Moment};

impl Store {
    /// Saves a draft, new or known. Its patient must be saved before.
    ///
    /// # Errors
    /// When it cannot be written (the draft is then as it was saved last), or its note is issued: a save that comes late brings nothing back.
    pub fn save_draft(&mut self, draft: &Draft, saved_at: Moment) -> Result<(), StoreError> {
        let mut save = || {
            let transaction = self.db.transaction()?;
            let is_issued: bool = transaction
                .prepare_cached(include_str!("sql/is_note_there.sql"))?
                .query_row(named_params! {":id": draft.note.as_str()}, |row| row.get(0))?;
            if is_issued {
                return Err(Trouble::AlreadyIssued);
            }
            write_draft(&transaction, draft, saved_at)?;
            Ok(transaction.commit()?)
        };
        save().while_doing(StoreError::Save)
    }

    /// One draft.
    ///
    /// # Errors
    /// When the row cannot be read.
    pub fn draft(&self, id: &DraftId) -> Result<Option<Draft>, StoreError> {
        let read = || {
            let mut statement = self.db.prepare_cached(include_str!("sql/get_draft.sql"))?;
            statement.query_row(named_params! {":id": id.as_str()}, |row| from_json(0, &row.get::<_, String>(0)?)).optional()
        };
        read().while_doing(StoreError::Read)
    }

    /// Throws a draft away. One that is not there is gone already.
    ///
    /// # Errors
    /// When it cannot be written; the draft is then still there.
    pub fn delete_draft(&mut self, id: &DraftId) -> Result<(), StoreError> {
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
            let mut statement = self.db.prepare_cached(include_str!("sql/list_drafts.sql"))?;
            let rows = statement.query_map(named_params! {":limit": i64::try_from(limit).unwrap_or(i64::MAX)}, to_line)?;
            rows.collect::<rusqlite::Result<Vec<_>>>()
        };
        read().while_doing(StoreError::Read)
    }

    /// A patient's drafts, with those of entries that were joined to theirs, the one saved last first.
    ///
    /// # Errors
    /// When the rows cannot be read.
    pub fn drafts_of(&self, patient: &PatientId) -> Result<Vec<DraftLine>, StoreError> {
        let read = || {
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
        let read = || {
            let mut statement = self.db.prepare_cached(include_str!("sql/get_draft_saved_at.sql"))?;
            statement.query_row(named_params! {":id": id.as_str()}, |row| to_moment(0, &row.get::<_, String>(0)?)).optional()
        };
        read().while_doing(StoreError::Read)
    }
}

/// Writes the row of a draft, new or known.
pub(super) fn write_draft(db: &Connection, draft: &Draft, saved_at: Moment) -> Result<(), Trouble> {
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

fn to_line(row: &Row<'_>) -> rusqlite::Result<DraftLine> {
    let names: [String; 3] = [row.get(2)?, row.get(3)?, row.get(4)?];
    Ok(DraftLine {
        id: DraftId::new(row.get::<_, String>(0)?),
        patient: PatientId::new(row.get::<_, String>(1)?),
        patient_name: join_words(&names.each_ref().map(String::as_str)),
        saved_at: to_moment(5, &row.get::<_, String>(5)?)?,
    })
}
