//! Follow-ups that were asked for, what was answered, absences that came back, and who is not to be contacted about work.

use std::collections::BTreeSet;

use rusqlite::{Connection, OptionalExtension, Row, named_params};

use super::Store;
use super::error::{StoreError, Trouble, WhileDoing};
use super::merge::{entries_of, kept_for};
use super::referrals::most_rows;
use super::rows::{from_json, to_day, to_json, unreadable};
use crate::domain::day::Day;
use crate::domain::follow_up::{After, FollowUp, FollowUpAnswers, Recurrence, Touch, Wish};
use crate::domain::id::{FollowUpId, PatientId};

impl Store {
    /// Puts the follow-ups that a patient asked for into the queue, each once, in place of those still open.
    ///
    /// `fresh_id` makes identities. A wish without a month takes the open ones out.
    ///
    /// # Errors
    /// When it cannot be written; the queue is then as it was.
    pub fn set_follow_ups(
        &mut self,
        patient: &PatientId,
        from: Day,
        wish: &Wish,
        mut fresh_id: impl FnMut() -> FollowUpId,
    ) -> Result<(), StoreError> {
        self.sees_patients().while_doing(StoreError::Save)?;
        let set = |db: &Connection| {
            db.prepare_cached(include_str!("sql/drop_follow_ups.sql"))?.execute(named_params! {":patient": patient.as_str()})?;
            for after in &wish.after {
                db.prepare_cached(include_str!("sql/save_follow_up.sql"))?.execute(named_params! {
                    ":id": fresh_id().as_str(),
                    ":patient": patient.as_str(),
                    ":months": after.months(),
                    ":counted_from": from.to_string(),
                    ":due": after.due(from).to_string(),
                    ":touch": to_json(&wish.touch.unwrap_or(Touch::PrefersNotToSay))?,
                })?;
            }
            Ok(())
        };
        super::connection::whole(&mut self.db, set).while_doing(StoreError::Save)
    }

    /// The queue: what is due by a day and not done, the longest due first. People who are not to be contacted about work are left out.
    ///
    /// # Errors
    /// When the rows cannot be read.
    pub fn follow_ups_due(&self, until: Day, most: usize) -> Result<Vec<FollowUp>, StoreError> {
        self.sees_patients().while_doing(StoreError::Read)?;
        let list = || {
            let mut statement = self.db.prepare_cached(include_str!("sql/list_follow_ups_due.sql"))?;
            let rows = statement.query_map(named_params! {":until": until.to_string(), ":most": most_rows(most)}, to_follow_up)?;
            rows.collect::<rusqlite::Result<Vec<_>>>()
        };
        list().while_doing(StoreError::Read)
    }

    /// A patient's follow-ups, done and open, the first due first.
    ///
    /// # Errors
    /// When the rows cannot be read.
    pub fn follow_ups_of(&self, patient: &PatientId) -> Result<Vec<FollowUp>, StoreError> {
        self.sees_patients().while_doing(StoreError::Read)?;
        let list = || {
            let mut statement = self.db.prepare_cached(include_str!("sql/list_follow_ups_of_patient.sql"))?;
            let mut all = Vec::new();
            for entry in entries_of(&self.db, patient)? {
                let rows = statement.query_map(named_params! {":patient": entry.as_str()}, to_follow_up)?;
                all.extend(rows.collect::<rusqlite::Result<Vec<_>>>()?);
            }
            all.sort_by_key(|follow_up| follow_up.due);
            Ok::<_, Trouble>(all)
        };
        list().while_doing(StoreError::Read)
    }

    /// All follow-ups of the practice, to be counted.
    ///
    /// # Errors
    /// When the rows cannot be read.
    pub fn follow_ups(&self) -> Result<Vec<FollowUp>, StoreError> {
        let list = || {
            let mut statement = self.db.prepare_cached(include_str!("sql/list_follow_ups.sql"))?;
            let rows = statement.query_map([], to_follow_up)?;
            let mut all = rows.collect::<rusqlite::Result<Vec<_>>>()?;
            // Whoever sees no patient counts them without a name.
            if self.sees_patients().is_err() {
                for one in &mut all {
                    one.patient_name.clear();
                }
            }
            Ok::<_, rusqlite::Error>(all)
        };
        list().while_doing(StoreError::Read)
    }

    /// Keeps what was answered.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn answer_follow_up(&mut self, id: &FollowUpId, on: Day, answers: &FollowUpAnswers) -> Result<(), StoreError> {
        self.sees_patients().while_doing(StoreError::Save)?;
        let answer = || {
            let mut statement = self.db.prepare_cached(include_str!("sql/answer_follow_up.sql"))?;
            let changed = statement.execute(named_params! {":id": id.as_str(), ":on": on.to_string(), ":answers": to_json(answers)?})?;
            if changed == 1 { Ok(()) } else { Err(Trouble::NoSuch("follow-up")) }
        };
        answer().while_doing(StoreError::Save)
    }

    /// Keeps that a patient could not be reached; the follow-up stays in the queue.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn mark_not_reached(&mut self, id: &FollowUpId, on: Day) -> Result<(), StoreError> {
        self.sees_patients().while_doing(StoreError::Save)?;
        let mark = || {
            let mut statement = self.db.prepare_cached(include_str!("sql/mark_not_reached.sql"))?;
            statement.execute(named_params! {":id": id.as_str(), ":on": on.to_string()}).map(|_| ())
        };
        mark().while_doing(StoreError::Save)
    }

    /// Keeps that it came back.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn add_recurrence(&mut self, patient: &PatientId, recurrence: &Recurrence) -> Result<(), StoreError> {
        self.sees_patients().while_doing(StoreError::Save)?;
        let add = || {
            let mut statement = self.db.prepare_cached(include_str!("sql/add_recurrence.sql"))?;
            let content = to_json(recurrence)?;
            statement.execute(named_params! {":patient": patient.as_str(), ":began": recurrence.began.to_string(), ":content": content})?;
            Ok::<_, Trouble>(())
        };
        add().while_doing(StoreError::Save)
    }

    /// When it came back, the oldest first.
    ///
    /// # Errors
    /// When the rows cannot be read.
    pub fn recurrences_of(&self, patient: &PatientId) -> Result<Vec<Recurrence>, StoreError> {
        self.sees_patients().while_doing(StoreError::Read)?;
        let list = || {
            let mut statement = self.db.prepare_cached(include_str!("sql/list_recurrences.sql"))?;
            let mut all: Vec<Recurrence> = Vec::new();
            for entry in entries_of(&self.db, patient)? {
                let rows =
                    statement.query_map(named_params! {":patient": entry.as_str()}, |row| from_json(0, &row.get::<_, String>(0)?))?;
                all.extend(rows.collect::<rusqlite::Result<Vec<Recurrence>>>()?);
            }
            all.sort_by_key(|recurrence| recurrence.began);
            Ok::<_, Trouble>(all)
        };
        list().while_doing(StoreError::Read)
    }

    /// Since when a patient is not to be contacted about work; none where they never said so.
    ///
    /// # Errors
    /// When the row cannot be read.
    pub fn no_contact_since(&self, patient: &PatientId) -> Result<Option<Day>, StoreError> {
        self.sees_patients().while_doing(StoreError::Read)?;
        let read = || {
            let mut statement = self.db.prepare_cached(include_str!("sql/get_no_contact.sql"))?;
            let mut since: Option<Day> = None;
            for entry in entries_of(&self.db, patient)? {
                let said = statement.query_row(named_params! {":patient": entry.as_str()}, |row| to_day(0, &row.get::<_, String>(0)?));
                since = since.into_iter().chain(said.optional()?).min();
            }
            Ok::<_, Trouble>(since)
        };
        read().while_doing(StoreError::Read)
    }

    /// Everybody who is not to be contacted about work, in each entry that was joined.
    ///
    /// # Errors
    /// When the rows cannot be read.
    pub fn not_contacted(&self) -> Result<BTreeSet<PatientId>, StoreError> {
        let read = || {
            let mut statement = self.db.prepare_cached(include_str!("sql/list_not_contacted.sql"))?;
            let rows = statement.query_map([], |row| row.get::<_, String>(0).map(PatientId::new))?;
            rows.collect::<rusqlite::Result<BTreeSet<_>>>()
        };
        read().while_doing(StoreError::Read)
    }

    /// Keeps a patient's word not to be contacted about work, from that day; with none, that they changed their mind.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn set_no_contact(&mut self, patient: &PatientId, since: Option<Day>) -> Result<(), StoreError> {
        self.sees_patients().while_doing(StoreError::Save)?;
        let set = || {
            if let Some(since) = since {
                let mut statement = self.db.prepare_cached(include_str!("sql/add_no_contact.sql"))?;
                statement.execute(named_params! {":patient": patient.as_str(), ":since": since.to_string()})?;
            } else {
                let mut statement = self.db.prepare_cached(include_str!("sql/delete_no_contact.sql"))?;
                for entry in entries_of(&self.db, patient)? {
                    statement.execute(named_params! {":patient": entry.as_str()})?;
                }
            }
            Ok::<_, Trouble>(())
        };
        set().while_doing(StoreError::Save)
    }

    /// How many people are left out of the queue and the reminders because they are not to be contacted about work.
    ///
    /// # Errors
    /// When the rows cannot be read.
    pub fn kept_back(&self) -> Result<usize, StoreError> {
        let count = || {
            let mut statement = self.db.prepare_cached(include_str!("sql/list_kept_back.sql"))?;
            let mut people = BTreeSet::new();
            for entry in statement.query_map([], |row| row.get::<_, String>(0).map(PatientId::new))? {
                people.insert(kept_for(&self.db, &entry?)?);
            }
            Ok::<_, Trouble>(people.len())
        };
        count().while_doing(StoreError::Read)
    }
}

fn to_follow_up(row: &Row<'_>) -> rusqlite::Result<FollowUp> {
    let optional_day = |column: usize| -> rusqlite::Result<Option<Day>> {
        row.get::<_, Option<String>>(column)?.map(|text| to_day(column, &text)).transpose()
    };
    let answers: Option<FollowUpAnswers> = row.get::<_, Option<String>>(9)?.map(|text| from_json(9, &text)).transpose()?;
    Ok(FollowUp {
        id: FollowUpId::new(row.get::<_, String>(0)?),
        patient: PatientId::new(row.get::<_, String>(1)?),
        patient_name: row.get(2)?,
        after: After::of_months(row.get(3)?).ok_or_else(|| unreadable(3))?,
        from: to_day(4, &row.get::<_, String>(4)?)?,
        due: to_day(5, &row.get::<_, String>(5)?)?,
        touch: from_json(6, &row.get::<_, String>(6)?)?,
        answered: optional_day(7)?.zip(answers),
        not_reached: optional_day(8)?,
    })
}
