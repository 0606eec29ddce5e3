//! Finished conversations with the words that were shown, and pauses, which stay apart from everything else.

use rusqlite::{Connection, OptionalExtension, Row, named_params};
use serde::Serialize;

use super::Store;
use super::audit::append;
use super::error::{StoreError, Trouble, WhileDoing};
use super::rows::{from_json, moment_text, to_json, to_moment};
use crate::content::conversation;
use crate::domain::audit::{AuditEvent, AuditKind};
use crate::domain::draft::{Conversation, Draft};
use crate::domain::id::{ClinicianId, NoteId, PatientId};
use crate::domain::record::Moment;
use crate::talk::{self, JobSaid, ShownConversation};

/// A finished conversation in a list.
#[derive(Clone)]
pub struct ConversationLine {
    pub id: String,
    pub title: String,
    pub ended_at: Moment,
    /// The note that it led to; none where it was ended without one.
    pub note: Option<NoteId>,
}

crate::domain::redacted_debug!(ConversationLine);

/// Keeps a draft's conversation with the wording of today, where anything was said.
pub(super) fn keep(db: &Connection, draft: &Draft, note: Option<&NoteId>, clinician: &ClinicianId, at: Moment) -> Result<(), Trouble> {
    let said = &draft.conversation;
    if !talk::is_said(said) {
        return Ok(());
    }
    let set = conversation::current(&said.question_set).unwrap_or_else(conversation::short);
    let shown = talk::shown(set, said);
    db.prepare_cached(include_str!("sql/add_conversation.sql"))?.execute(named_params! {
        ":id": draft.id.as_str(),
        ":patient": draft.patient.as_str(),
        ":clinician": clinician.as_str(),
        ":note": note.map(NoteId::as_str),
        ":ended_at": moment_text(at),
        ":ended_at_micros": at.timestamp_micros(),
        ":question_set": shown.question_set,
        ":title": shown.title,
        ":shown": to_json(&shown)?,
        ":content": to_json(said)?,
    })?;
    Ok(())
}

impl Store {
    /// Ends a conversation without a note: it is kept as it was shown, and its draft goes, both or neither.
    ///
    /// # Errors
    /// When it cannot be written; the draft is then still there.
    pub fn end_conversation(&mut self, draft: &Draft, clinician: &ClinicianId, at: Moment) -> Result<(), StoreError> {
        self.sees_patients().while_doing(StoreError::Save)?;
        let mut end = || -> Result<(), Trouble> {
            let transaction = self.db.transaction()?;
            keep(&transaction, draft, None, clinician, at)?;
            transaction.prepare_cached(include_str!("sql/delete_draft.sql"))?.execute(named_params! {":id": draft.id.as_str()})?;
            let event = AuditEvent::new(AuditKind::ConversationEnded, at).by(clinician).about(&draft.patient);
            append(&transaction, &self.audit_key, &event)?;
            Ok(transaction.commit()?)
        };
        end().while_doing(StoreError::Save)
    }

    /// A patient's finished conversations, the newest first.
    ///
    /// # Errors
    /// When the rows cannot be read.
    pub fn conversations_of(&self, patient: &PatientId) -> Result<Vec<ConversationLine>, StoreError> {
        self.sees_patients().while_doing(StoreError::Read)?;
        let read = || {
            let mut statement = self.db.prepare_cached(include_str!("sql/list_conversations_of_patient.sql"))?;
            let rows = statement.query_map(named_params! {":patient": patient.as_str()}, to_line)?;
            rows.collect::<rusqlite::Result<Vec<_>>>()
        };
        read().while_doing(StoreError::Read)
    }

    /// What was said about the job in a patient's own finished conversations.
    ///
    /// # Errors
    /// When the rows cannot be read.
    pub fn jobs_of(&self, patient: &PatientId) -> Result<Vec<JobSaid>, StoreError> {
        self.sees_patients().while_doing(StoreError::Read)?;
        let read = || {
            let mut statement = self.db.prepare_cached(include_str!("sql/list_said_of_patient.sql"))?;
            let row = |row: &Row<'_>| {
                let ended_at = to_moment(1, &row.get::<_, String>(1)?)?;
                // Answers of a form that is no longer read are left where they are.
                let said = from_json::<Conversation>(2, &row.get::<_, String>(2)?).ok();
                Ok(said.and_then(|said| talk::job_of(row.get(0).ok()?, ended_at.date_naive(), &said)))
            };
            let rows = statement.query_map(named_params! {":patient": patient.as_str()}, row)?;
            rows.filter_map(rusqlite::Result::transpose).collect::<rusqlite::Result<Vec<_>>>()
        };
        read().while_doing(StoreError::Read)
    }

    /// One finished conversation as it was shown, and whose it is.
    ///
    /// # Errors
    /// When the row cannot be read.
    pub fn conversation(&self, id: &str) -> Result<Option<(ConversationLine, PatientId, ShownConversation)>, StoreError> {
        self.sees_patients().while_doing(StoreError::Read)?;
        let read = || {
            let mut statement = self.db.prepare_cached(include_str!("sql/get_conversation.sql"))?;
            let row =
                |row: &Row<'_>| Ok((to_line(row)?, PatientId::new(row.get::<_, String>(4)?), from_json(5, &row.get::<_, String>(5)?)?));
            statement.query_row(named_params! {":id": id}, row).optional()
        };
        read().while_doing(StoreError::Read)
    }

    /// Saves what was written on a pause, new or known.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn save_pause<P: Serialize>(
        &mut self,
        id: &str,
        patient: &PatientId,
        clinician: &ClinicianId,
        pause: &P,
    ) -> Result<(), StoreError> {
        self.sees_patients().while_doing(StoreError::Save)?;
        let save = || -> Result<(), Trouble> {
            let content = to_json(pause)?;
            let mut statement = self.db.prepare_cached(include_str!("sql/save_pause.sql"))?;
            statement.execute(named_params! {
                ":id": id, ":patient": patient.as_str(), ":clinician": clinician.as_str(), ":content": content
            })?;
            Ok(())
        };
        save().while_doing(StoreError::Save)
    }

    /// Throws a pause away that was opened by mistake.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn delete_pause(&mut self, id: &str) -> Result<(), StoreError> {
        self.sees_patients().while_doing(StoreError::Save)?;
        let delete = || self.db.prepare_cached(include_str!("sql/delete_pause.sql"))?.execute(named_params! {":id": id});
        delete().while_doing(StoreError::Save)?;
        Ok(())
    }

    /// Whether a conversation with this patient was ever paused for safety.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn was_paused(&self, patient: &PatientId) -> Result<bool, StoreError> {
        self.sees_patients().while_doing(StoreError::Read)?;
        let read = || {
            let mut statement = self.db.prepare_cached(include_str!("sql/is_pause_there.sql"))?;
            statement.query_row(named_params! {":patient": patient.as_str()}, |row| row.get(0))
        };
        read().while_doing(StoreError::Read)
    }
}

fn to_line(row: &Row<'_>) -> rusqlite::Result<ConversationLine> {
    Ok(ConversationLine {
        id: row.get(0)?,
        title: row.get(1)?,
        ended_at: to_moment(2, &row.get::<_, String>(2)?)?,
        note: row.get::<_, Option<String>>(3)?.map(NoteId::new),
    })
}

#[cfg(test)]
mod tests {
    use crate::content::conversation;
    use crate::domain::id::PatientId;
    use crate::store::tests::folder;
    use crate::talk::{ShownConversation, ShownLine, ShownStep};

    #[test]
    fn k22_a_finished_conversation_reads_in_its_own_words_whatever_the_questions_say_now() {
        let (_dir, store) = folder();
        let shown = ShownConversation {
            question_set: "short/0".into(),
            title: "A title of another time".into(),
            steps: vec![ShownStep {
                id: "S1".into(),
                title: "An older heading".into(),
                say: "Words that no file holds any more?".into(),
                lines: vec![ShownLine { label: "An older label".into(), text: "Kept verbatim, \"so\".".into() }],
            }],
            ..ShownConversation::default()
        };
        assert!(conversation::by_name("short/0").is_none(), "no file holds that version");
        let text = serde_json::to_string(&shown).unwrap().replace('\'', "''");
        let sql = format!(
            "INSERT INTO conversation VALUES ('old', 'ben', 'ada', NULL, '2020-02-01T23:30:00+00:00', 0, 'short/0', '{}', '{text}', '{{}}')",
            shown.title
        );
        store.db.execute_batch(&sql).unwrap();
        let line = store.conversations_of(&PatientId::new("ben")).unwrap().remove(0);
        assert_eq!(line.title, "A title of another time");
        let (_, patient, read) = store.conversation("old").unwrap().unwrap();
        assert!(read == shown && patient == PatientId::new("ben"));
        // And nobody can change it afterwards.
        assert!(store.db.execute_batch("UPDATE conversation SET shown = '' WHERE id = 'old'").is_err());
    }
}
