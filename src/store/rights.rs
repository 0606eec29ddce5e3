//! A person's whole record, to be handed out; and its removal, when it has been kept for long enough.

use std::collections::BTreeSet;

use chrono::{Days, Months, NaiveTime};
use rusqlite::{OptionalExtension, named_params};

use super::Store;
use super::audit::append;
use super::error::{StoreError, Trouble, WhileDoing};
use super::merge::{entries_of, kept_for};
use super::other_rows::TABLES;
use super::rows::{moment_text, to_day};
use crate::domain::audit::{AuditEvent, AuditKind};
use crate::domain::day::Day;
use crate::domain::id::{ClinicianId, PatientId};
use crate::domain::record::Moment;
use crate::domain::safekeeping::{LongKept, LongKeptPeople};
use crate::paper::whole_record::{NoteInRecord, WholeRecord};

/// How long a record is kept after the last day that it is about, unless the practice has set another time.
pub const KEPT_YEARS: u32 = 8;

impl Store {
    /// Everything that is recorded of a person, in all entries that were joined.
    ///
    /// # Errors
    /// When the person is unknown or a row cannot be read.
    pub fn whole_record(&self, patient: &PatientId, at: Moment) -> Result<WholeRecord, StoreError> {
        self.sees_patients().while_doing(StoreError::Read)?;
        let entries = entries_of(&self.db, patient).while_doing(StoreError::Read)?;
        let mut people = Vec::new();
        for id in &entries {
            people.push(self.patient(id)?.ok_or(StoreError::Read(Trouble::NoSuch("patient")))?);
        }
        let mut notes = Vec::new();
        for line in self.notes_of(patient)? {
            let record = self.note(&line.id)?.ok_or(StoreError::Read(Trouble::NoSuch("note")))?;
            notes.push(NoteInRecord { record, draft: self.draft_of(&line.id)?, history: self.history(&line.id)? });
        }
        let mut drafts = Vec::new();
        for line in self.drafts_of(patient)? {
            drafts.extend(self.draft(&line.id)?.map(|draft| (draft, line.saved_at)));
        }
        let mut others = Vec::new();
        for table in &TABLES {
            let mut rows = Vec::new();
            for id in &entries {
                rows.extend(table.of(&self.db, id).while_doing(StoreError::Read)?);
            }
            if !rows.is_empty() {
                others.push((table.title, rows));
            }
        }
        Ok(WholeRecord { made_at: at, practice: self.practice()?, people, notes, drafts, others })
    }

    /// The first day on which a person's record may be removed, and whether there is anything in it.
    ///
    /// # Errors
    /// When the rows cannot be read.
    pub fn may_be_removed_from(&self, patient: &PatientId, years: u32) -> Result<Option<Day>, StoreError> {
        self.sees_patients().while_doing(StoreError::Read)?;
        Ok(self.last_day(patient).while_doing(StoreError::Read)?.map(|last| free_from(last, years)))
    }

    /// The people whose records may be removed on this day because they were kept long enough: the oldest of them, and how many there are.
    /// Records in which there is nothing are not among them. Only who may remove sees them.
    ///
    /// # Errors
    /// When the rows cannot be read.
    pub fn kept_long_enough(&self, today: Day, years: u32, most: usize) -> Result<LongKeptPeople, StoreError> {
        let look = || -> Result<LongKeptPeople, Trouble> {
            self.issues()?;
            // Two days more than are wanted: no zone of the world is further away. Each is looked at again by its days.
            let until = years_before(today, years).and_then(|day| day.checked_add_days(Days::new(2))).unwrap_or(Day::MAX);
            let until = until.and_time(NaiveTime::MIN).and_utc().timestamp_micros();
            let mut statement = self.db.prepare_cached(include_str!("sql/list_long_quiet.sql"))?;
            let rows = statement.query_map(named_params! {":until": until}, |row| row.get::<_, String>(0).map(PatientId::new))?;
            let mut kept = BTreeSet::new();
            for id in rows {
                kept.insert(kept_for(&self.db, &id?)?);
            }
            let mut due = Vec::new();
            for id in kept {
                due.extend(self.last_day(&id)?.filter(|last| free_from(*last, years) <= today).map(|last| (last, id)));
            }
            due.sort();
            let mut oldest = Vec::new();
            for (last_day, id) in due.iter().take(most) {
                oldest.extend(self.read_patient(id)?.map(|patient| LongKept { patient, last_day: *last_day }));
            }
            Ok(LongKeptPeople { oldest, all: due.len() })
        };
        look().while_doing(StoreError::Read)
    }

    /// Removes a person's whole record, with all entries that were joined, notes and drafts, for a reason. What is left says that there
    /// was one, who removed it and why, and names nobody. Backups that were made before still hold it.
    ///
    /// # Errors
    /// When the person is unknown, the record is not old enough, no reason is given, or it cannot be written; all is then still there.
    pub fn remove_record(
        &mut self,
        patient: &PatientId,
        reason: &str,
        years: u32,
        clinician: &ClinicianId,
        at: Moment,
    ) -> Result<(), StoreError> {
        let mut remove = || -> Result<(), Trouble> {
            let reason = Some(reason.trim()).filter(|reason| !reason.is_empty()).ok_or(Trouble::ReasonMissing)?;
            self.issues()?;
            let last = self.last_day(patient)?;
            if let Some(from) = last.map(|last| free_from(last, years)).filter(|from| at.date_naive() < *from) {
                return Err(Trouble::TooYoung { from });
            }
            let transaction = self.db.transaction()?;
            let entries = entries_of(&transaction, patient)?;
            for id in &entries {
                let notes: i64 = transaction
                    .prepare_cached(include_str!("sql/count_notes_of_patient.sql"))?
                    .query_row(named_params! {":patient": id.as_str()}, |row| row.get(0))?;
                transaction.prepare_cached(include_str!("sql/add_removal.sql"))?.execute(named_params! {
                    ":patient": id.as_str(),
                    ":at": moment_text(at),
                    ":clinician": clinician.as_str(),
                    ":reason": reason,
                    ":notes": notes,
                    ":last_day": last.map(|day| day.to_string()),
                })?;
            }
            // The entries of one person point at each other, so each kind goes for all of them before the next.
            for sql in [
                include_str!("sql/delete_disclosures_of_patient.sql"),
                include_str!("sql/delete_withdrawals_of_patient.sql"),
                include_str!("sql/delete_consents_of_patient.sql"),
                include_str!("sql/delete_referrals_of_patient.sql"),
                include_str!("sql/delete_follow_ups_of_patient.sql"),
                include_str!("sql/delete_recurrences_of_patient.sql"),
                include_str!("sql/delete_no_contact_of_patient.sql"),
                include_str!("sql/delete_conversations_of_patient.sql"),
                include_str!("sql/delete_pauses_of_patient.sql"),
                include_str!("sql/delete_events_of_patient.sql"),
                include_str!("sql/delete_notes_of_patient.sql"),
                include_str!("sql/delete_drafts_of_patient.sql"),
                include_str!("sql/delete_merges_of_patient.sql"),
                include_str!("sql/delete_patient.sql"),
            ] {
                for id in &entries {
                    transaction.prepare_cached(sql)?.execute(named_params! {":patient": id.as_str()})?;
                }
            }
            // The last of them was the entry itself.
            if transaction.changes() == 0 {
                return Err(Trouble::NoSuch("patient"));
            }
            let event = AuditEvent::new(AuditKind::Deleted, at).by(clinician).about(patient);
            append(&transaction, &self.audit_key, &event)?;
            transaction.commit()?;
            // What is deleted is overwritten where it stood, but a row that once moved to another page may have left its bytes behind in the
            // first: the pages are written anew. The record is removed either way, and what is left of it without space is encrypted.
            let _ = self.db.execute_batch("VACUUM");
            // The log still holds the pages as they were, encrypted; it is emptied now.
            self.db.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).optional()?;
            Ok(())
        };
        remove().while_doing(StoreError::Tidy)
    }

    fn last_day(&self, patient: &PatientId) -> Result<Option<Day>, Trouble> {
        let mut last: Option<Day> = None;
        for id in entries_of(&self.db, patient)? {
            let mut statement = self.db.prepare_cached(include_str!("sql/get_last_day_of_patient.sql"))?;
            let day: Option<String> = statement.query_row(named_params! {":patient": id.as_str()}, |row| row.get(0))?;
            last = last.max(day.map(|text| to_day(0, &text)).transpose()?);
        }
        Ok(last)
    }
}

/// The same day so many years before; the 29th of February becomes the 28th.
fn years_before(day: Day, years: u32) -> Option<Day> {
    day.checked_sub_months(Months::new(years.saturating_mul(12)))
}

/// The same day so many years later; the 29th of February becomes the 1st of March.
fn free_from(last: Day, years: u32) -> Day {
    use chrono::Datelike;
    let later = last.checked_add_months(Months::new(years.saturating_mul(12))).unwrap_or(Day::MAX);
    if later.day() == last.day() { later } else { later.succ_opt().unwrap_or(later) }
}
