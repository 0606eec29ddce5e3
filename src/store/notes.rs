//! Issued notes: recorded once, in one transaction with the end of their draft, and never changed.

use rusqlite::{Connection, OptionalExtension, Params, Row, named_params};

use super::Store;
use sha2::{Digest, Sha256};

use super::error::{StoreError, Trouble, WhileDoing};
use super::rows::{from_json, moment_text, to_day, to_json, to_moment};
use crate::domain::audit::{AuditEvent, AuditKind, Subject};
use crate::domain::case::{Advice, join_words};
use crate::domain::day::Day;
use crate::domain::draft::Draft;
use crate::domain::id::{ClinicianId, NoteId, PatientId};
use crate::domain::life::Origin;
use crate::domain::record::{Moment, NoteLine, Patient};
use crate::rules::{Issuable, NoteRecord};

/// The setting that holds the secret part of [`Store::note_id_for`].
pub(super) const IDENTITY_SALT: &str = "note_identity_salt";

/// What became of a note that was to be recorded. Either way the record is on the disk.
#[derive(Clone)]
pub enum Recorded {
    /// It is recorded now.
    New(Box<NoteRecord>),
    /// It was recorded before, with the same content: this is that record.
    AlreadyThere(Box<NoteRecord>),
}

impl Recorded {
    /// The record as it stands.
    #[must_use]
    pub fn into_record(self) -> NoteRecord {
        match self {
            Self::New(record) | Self::AlreadyThere(record) => *record,
        }
    }

    /// Whether this call recorded it.
    #[must_use]
    pub fn is_new(&self) -> bool {
        matches!(self, Self::New(_))
    }
}

crate::domain::redacted_debug!(Recorded);

impl Store {
    /// Records a note for a known patient, and ends the draft that led to it, both or neither. When this returns, it is on the disk.
    ///
    /// A second call with the same identity and content finds the first one's record and changes nothing.
    ///
    /// # Errors
    /// When a note with this identity but other content is recorded, the patient or the clinician is unknown, or it cannot be written.
    pub fn issue(&mut self, note: &Issuable, patient: &PatientId, clinician: &ClinicianId, at: Moment) -> Result<Recorded, StoreError> {
        self.issue_as(note, patient, clinician, at, &Origin::First)
    }

    /// As [`Store::issue`], for a note that renews or replaces another one of the same patient, or was written by hand. Both notes
    /// tell of it from then on.
    ///
    /// # Errors
    /// As [`Store::issue`]; and when the other note is unknown, another patient's, or cancelled or replaced already, or a replacement
    /// has no reason.
    pub fn issue_as(
        &mut self,
        note: &Issuable,
        patient: &PatientId,
        clinician: &ClinicianId,
        at: Moment,
        origin: &Origin,
    ) -> Result<Recorded, StoreError> {
        self.record(note, patient, clinician, at, origin, |_| Ok(())).while_doing(StoreError::Issue)
    }

    /// As [`Store::issue`], and saves the patient in the same transaction: for a patient who becomes known with this note.
    ///
    /// # Errors
    /// As [`Store::issue`].
    pub fn issue_for(&mut self, note: &Issuable, patient: &Patient, clinician: &ClinicianId, at: Moment) -> Result<Recorded, StoreError> {
        self.record(note, &patient.id, clinician, at, &Origin::First, |db| super::patients::write_patient(db, patient))
            .while_doing(StoreError::Issue)
    }

    fn record(
        &mut self,
        note: &Issuable,
        patient: &PatientId,
        clinician: &ClinicianId,
        at: Moment,
        origin: &Origin,
        before: impl FnOnce(&Connection) -> Result<(), Trouble>,
    ) -> Result<Recorded, Trouble> {
        let transaction = self.db.transaction()?;
        super::people::must_issue(&transaction, clinician)?;
        let record = record_of(note, patient, clinician, at)?;
        if let Some(there) = read_note(&transaction, note.id())? {
            let is_from = read_line(&transaction, note.id())?.is_some_and(|line| line.is_from(origin));
            return if is_from && is_same(&there, &record) {
                Ok(Recorded::AlreadyThere(Box::new(there)))
            } else {
                Err(Trouble::NoteDiffers)
            };
        }
        before(&transaction)?;
        let draft: Option<String> = transaction
            .prepare_cached(include_str!("sql/get_draft_of_note.sql"))?
            .query_row(named_params! {":note": note.id().as_str()}, |row| row.get(0))
            .optional()?;
        write_note(&transaction, note, &record, &to_json(&record.case)?, draft.as_deref())?;
        super::life::begin(&transaction, &record, origin)?;
        // A conversation that cannot be read is with the note's draft all the same: it does not keep the note back.
        if let Some(draft) = draft.as_deref().and_then(|text| serde_json::from_str::<Draft>(text).ok()) {
            super::conversation::keep(&transaction, &draft, Some(note.id()), clinician, at)?;
        }
        let event = AuditEvent::new(AuditKind::Issued, at).by(clinician).about(patient).to(Subject::Note(record.id.clone()));
        let how = match origin {
            Origin::First => "",
            Origin::Renews(_) => "follows on from an earlier note",
            Origin::Replaces { .. } => "in place of an earlier note",
            Origin::ByHand => "written by hand",
        };
        super::audit::append(&transaction, &self.audit_key, &event.saying(how))?;
        transaction.prepare_cached(include_str!("sql/delete_draft_of_note.sql"))?.execute(named_params! {":note": note.id().as_str()})?;
        transaction.commit()?;
        self.mark_end();
        Ok(Recorded::New(Box::new(record)))
    }

    /// The identity of a note that is issued from a file: in this folder the same text always leads to the same note, so that issuing a
    /// file twice is issuing it once. Nothing outside the folder can tell the text from it.
    ///
    /// # Errors
    /// When the folder's secret cannot be read.
    pub fn note_id_for(&self, text: &str) -> Result<NoteId, StoreError> {
        let salt: Option<[u8; 32]> = self.setting(IDENTITY_SALT)?;
        let salt = salt.ok_or(StoreError::Read(Trouble::Damaged { file: super::DB_FILE }))?;
        let hash = Sha256::new().chain_update(salt).chain_update(text).finalize();
        let mut first = [0; 16];
        first.copy_from_slice(&hash[..16]);
        Ok(NoteId::new(uuid::Builder::from_custom_bytes(first).into_uuid().to_string()))
    }

    /// One note, as recorded. [`crate::rules::Issued::from_record`] makes it printable.
    ///
    /// # Errors
    /// When the row cannot be read.
    pub fn note(&self, id: &NoteId) -> Result<Option<NoteRecord>, StoreError> {
        self.sees_patients().and_then(|()| read_note(&self.db, id)).while_doing(StoreError::Read)
    }

    /// The case of a note, in exactly the text that was recorded.
    ///
    /// # Errors
    /// When the row cannot be read.
    pub fn case_text(&self, id: &NoteId) -> Result<Option<String>, StoreError> {
        let read = || {
            self.sees_patients()?;
            let mut statement = self.db.prepare_cached(include_str!("sql/get_note_case.sql"))?;
            Ok::<_, Trouble>(statement.query_row(named_params! {":id": id.as_str()}, |row| row.get(0)).optional()?)
        };
        read().while_doing(StoreError::Read)
    }

    /// The draft that led to a note, with its conversation, as it was when the note was issued.
    ///
    /// # Errors
    /// When the row cannot be read.
    pub fn draft_of(&self, id: &NoteId) -> Result<Option<Draft>, StoreError> {
        let read = || {
            let mut statement = self.db.prepare_cached(include_str!("sql/get_note_draft.sql"))?;
            self.sees_patients()?;
            let found = statement.query_row(named_params! {":id": id.as_str()}, |row| row.get::<_, Option<String>>(0)).optional()?;
            Ok::<_, Trouble>(found.flatten().map(|text| from_json(0, &text)).transpose()?)
        };
        read().while_doing(StoreError::Read)
    }

    /// One note as the lists show it, with what has become of it.
    ///
    /// # Errors
    /// When the row cannot be read.
    pub fn note_line(&self, id: &NoteId) -> Result<Option<NoteLine>, StoreError> {
        self.sees_patients().and_then(|()| read_line(&self.db, id)).while_doing(StoreError::Read)
    }

    /// A patient's notes, with those of entries that were joined to theirs, the newest last.
    ///
    /// # Errors
    /// When the rows cannot be read.
    pub fn notes_of(&self, patient: &PatientId) -> Result<Vec<NoteLine>, StoreError> {
        self.sees_patients().while_doing(StoreError::Read)?;
        let mut lines = Vec::new();
        for entry in super::merge::entries_of(&self.db, patient).while_doing(StoreError::Read)? {
            lines.extend(self.lines(include_str!("sql/list_notes_of_patient.sql"), named_params! {":patient": entry.as_str()})?);
        }
        // Each entry's are in order; those of joined entries are woven in.
        lines.sort_by_key(|line| line.issued_at);
        Ok(lines)
    }

    /// The standing notes whose last day lies between two days, both counted; the first to end comes first.
    ///
    /// # Errors
    /// When the rows cannot be read.
    pub fn notes_ending(&self, from: Day, to: Day, limit: usize) -> Result<Vec<NoteLine>, StoreError> {
        self.sees_patients().while_doing(StoreError::Read)?;
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let range = named_params! {":from": from.to_string(), ":to": to.to_string(), ":limit": limit};
        self.lines(include_str!("sql/list_notes_ending.sql"), range)
    }

    /// Every note, the newest last.
    ///
    /// # Errors
    /// When the rows cannot be read.
    pub fn all_notes(&self) -> Result<Vec<NoteLine>, StoreError> {
        self.sees_patients().while_doing(StoreError::Read)?;
        self.lines(include_str!("sql/list_notes.sql"), [])
    }

    fn lines(&self, sql: &str, parameters: impl Params) -> Result<Vec<NoteLine>, StoreError> {
        let read = || {
            self.sees_patients()?;
            Ok::<_, Trouble>(self.db.prepare_cached(sql)?.query_map(parameters, to_line)?.collect::<rusqlite::Result<Vec<_>>>()?)
        };
        read().while_doing(StoreError::Read)
    }
}

fn record_of(note: &Issuable, patient: &PatientId, clinician: &ClinicianId, at: Moment) -> Result<NoteRecord, Trouble> {
    let judgement = note.judgement();
    let unwritable = |_| Trouble::Machine { code: "a record could not be written out".into() };
    let verdict = serde_json::to_value(judgement.verdict).map_err(unwritable)?;
    Ok(NoteRecord {
        id: note.id().clone(),
        patient: patient.clone(),
        clinician: clinician.clone(),
        issued_at: at,
        case: note.case().clone(),
        rule_set: judgement.rule_set.clone(),
        verdict: verdict.as_str().unwrap_or_default().to_owned(),
        findings: serde_json::to_value(&judgement.findings).map_err(unwritable)?,
        reason: note.reason().map(str::to_owned),
        print: note.print().clone(),
    })
}

/// Whether two records are of one issue: all but the moment, and what a later program finds in the same case.
fn is_same(there: &NoteRecord, here: &NoteRecord) -> bool {
    there.patient == here.patient
        && there.clinician == here.clinician
        && there.case == here.case
        && there.reason == here.reason
        && there.print == here.print
}

/// Writes the row of a note; `case_text` is the text of its case.
pub(super) fn write_note(
    db: &Connection,
    note: &Issuable,
    record: &NoteRecord,
    case_text: &str,
    draft: Option<&str>,
) -> Result<(), Trouble> {
    let case = &record.case;
    // A period that does not hold together is rejected by the rules, so there is always one here.
    let period = note.judgement().period.or_else(|| case.statement.period.resolve(case.assessment.on).ok());
    let period = period.ok_or(Trouble::Machine { code: "a note without a period".into() })?;
    db.prepare_cached(include_str!("sql/add_note.sql"))?.execute(named_params! {
        ":id": record.id.as_str(),
        ":patient": record.patient.as_str(),
        ":clinician": record.clinician.as_str(),
        ":issued_at": moment_text(record.issued_at),
        ":issued_at_micros": record.issued_at.timestamp_micros(),
        ":case_json": case_text,
        ":rule_set": record.rule_set,
        ":verdict": record.verdict,
        ":findings": to_json(&record.findings)?,
        ":reason": record.reason,
        ":print": to_json(&record.print)?,
        ":issued_by": case.issuer.name,
        ":assessed_on": case.assessment.on.to_string(),
        ":stated_on": case.statement.on.to_string(),
        ":covers_from": period.from().to_string(),
        ":covers_to": period.to().map(|day| day.to_string()),
        ":not_fit": case.statement.advice.contains(&Advice::NotFit),
        ":conditions": case.statement.conditions,
        ":draft": draft,
    })?;
    Ok(())
}

pub(super) fn read_note(db: &Connection, id: &NoteId) -> Result<Option<NoteRecord>, Trouble> {
    let mut statement = db.prepare_cached(include_str!("sql/get_note.sql"))?;
    Ok(statement.query_row(named_params! {":id": id.as_str()}, to_record).optional()?)
}

fn to_record(row: &Row<'_>) -> rusqlite::Result<NoteRecord> {
    Ok(NoteRecord {
        id: NoteId::new(row.get::<_, String>(0)?),
        patient: PatientId::new(row.get::<_, String>(1)?),
        clinician: ClinicianId::new(row.get::<_, String>(2)?),
        issued_at: to_moment(3, &row.get::<_, String>(3)?)?,
        case: from_json(4, &row.get::<_, String>(4)?)?,
        rule_set: row.get(5)?,
        verdict: row.get(6)?,
        findings: from_json(7, &row.get::<_, String>(7)?)?,
        reason: row.get(8)?,
        print: from_json(9, &row.get::<_, String>(9)?)?,
    })
}

/// The identity of another note in a column, where there is one.
pub(super) fn note_at(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<NoteId>> {
    Ok(row.get::<_, Option<String>>(column)?.map(NoteId::new))
}

pub(super) fn read_line(db: &Connection, id: &NoteId) -> Result<Option<NoteLine>, Trouble> {
    let mut statement = db.prepare_cached(include_str!("sql/get_note_line.sql"))?;
    Ok(statement.query_row(named_params! {":id": id.as_str()}, to_line).optional()?)
}

fn to_line(row: &Row<'_>) -> rusqlite::Result<NoteLine> {
    let names: [String; 3] = [row.get(2)?, row.get(3)?, row.get(4)?];
    let to: Option<String> = row.get(10)?;
    Ok(NoteLine {
        id: NoteId::new(row.get::<_, String>(0)?),
        patient: PatientId::new(row.get::<_, String>(1)?),
        patient_name: join_words(&names.each_ref().map(String::as_str)),
        issued_at: to_moment(5, &row.get::<_, String>(5)?)?,
        issued_by: row.get(6)?,
        assessed_on: to_day(7, &row.get::<_, String>(7)?)?,
        on: to_day(8, &row.get::<_, String>(8)?)?,
        from: to_day(9, &row.get::<_, String>(9)?)?,
        to: to.map(|text| to_day(10, &text)).transpose()?,
        not_fit: row.get(11)?,
        conditions: row.get(12)?,
        verdict: row.get(13)?,
        replaces: note_at(row, 14)?,
        cancelled: row.get(15)?,
        replaced_by: note_at(row, 16)?,
        renews: note_at(row, 17)?,
        renewed_by: note_at(row, 18)?,
        by_hand: row.get(19)?,
        duplicates: row.get(20)?,
        papers: row.get(21)?,
    })
}
