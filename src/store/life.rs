//! What happens to a note after it was issued: each a record of its own beside the note, which stays as it was issued.

use rusqlite::{Connection, Row, named_params};

use super::Store;
use super::audit::append;
use super::error::{StoreError, Trouble, WhileDoing};
use super::notes::{note_at, read_line};
use super::rows::{from_json, moment_text, to_moment, unreadable};
use crate::domain::audit::{AuditEvent, AuditKind, Subject};
use crate::domain::id::{ClinicianId, NoteId};
use crate::domain::life::{EventKind, NoteEvent, Origin, PaperUse, Verb};
use crate::domain::paper_kind::PaperKind;
use crate::domain::record::{Clinician, Moment, NoteLine};
use crate::rules::{Duplicate, NoteRecord};

impl Store {
    /// Cancels a note that was not handed over. It stays in the record, with the reason, and no longer counts.
    ///
    /// `handed_over` is the clinician's own word: a note that the patient has cannot be cancelled, only replaced.
    ///
    /// # Errors
    /// When it was handed over, no reason is given, its state does not allow it, or it cannot be written.
    pub fn cancel(
        &mut self,
        note: &NoteId,
        reason: &str,
        handed_over: bool,
        clinician: &ClinicianId,
        at: Moment,
    ) -> Result<(), StoreError> {
        let mut cancel = || -> Result<(), Trouble> {
            let transaction = self.db.transaction()?;
            super::people::must_issue(&transaction, clinician)?;
            let line = allowed(&transaction, note, Verb::Cancel)?;
            if handed_over {
                return Err(Trouble::HandedOver);
            }
            let event = Event { note, kind: EventKind::Cancelled, reason: Some(given(reason)?), other: None };
            event.write(&transaction, clinician, at)?;
            append(&transaction, &self.audit_key, &told(AuditKind::Cancelled, &line, clinician, at))?;
            Ok(transaction.commit()?)
        };
        cancel().while_doing(StoreError::Save)
    }

    /// Notes that a note's page is printed or saved. Called before the paper is made: what this refuses is not printed.
    ///
    /// # Errors
    /// When the note's state does not allow it, or it cannot be written.
    pub fn mark_printed(&mut self, note: &NoteId, clinician: &ClinicianId, at: Moment, what: PaperUse) -> Result<(), StoreError> {
        self.sees_patients().while_doing(StoreError::Save)?;
        let mut mark = || -> Result<(), Trouble> {
            let transaction = self.db.transaction()?;
            let line = allowed(&transaction, note, Verb::Reprint)?;
            let kind = match what {
                PaperUse::Saved => EventKind::Saved,
                PaperUse::Printed if line.papers > 0 => EventKind::Reprinted,
                PaperUse::Printed => EventKind::Printed,
            };
            Event { note, kind, reason: None, other: None }.write(&transaction, clinician, at)?;
            let used = match what {
                PaperUse::Saved => AuditKind::Saved,
                PaperUse::Printed => AuditKind::Printed,
            };
            let event = told(used, &line, clinician, at).saying(PaperKind::Med3.title());
            append(&transaction, &self.audit_key, &event)?;
            Ok(transaction.commit()?)
        };
        mark().while_doing(StoreError::Save)
    }

    /// Notes that a duplicate of a note is made. Called before the paper is made: what this refuses is not printed.
    ///
    /// # Errors
    /// When the original is unknown, its state does not allow it, or it cannot be written.
    pub fn mark_duplicated(&mut self, duplicate: &Duplicate, clinician: &ClinicianId, at: Moment) -> Result<(), StoreError> {
        let note = duplicate.original();
        let mut mark = || -> Result<(), Trouble> {
            let transaction = self.db.transaction()?;
            super::people::must_issue(&transaction, clinician)?;
            let line = allowed(&transaction, note, Verb::Duplicate)?;
            Event { note, kind: EventKind::Duplicated, reason: None, other: None }.write(&transaction, clinician, at)?;
            append(&transaction, &self.audit_key, &told(AuditKind::Duplicated, &line, clinician, at))?;
            Ok(transaction.commit()?)
        };
        mark().while_doing(StoreError::Save)
    }

    /// What happened to a note, the oldest first.
    ///
    /// # Errors
    /// When the rows cannot be read.
    pub fn history(&self, note: &NoteId) -> Result<Vec<NoteEvent>, StoreError> {
        self.sees_patients().while_doing(StoreError::Read)?;
        let read = || {
            let mut statement = self.db.prepare_cached(include_str!("sql/list_note_events.sql"))?;
            let rows = statement.query_map(named_params! {":note": note.as_str()}, |row| to_event(note, row))?;
            rows.collect::<rusqlite::Result<Vec<_>>>()
        };
        read().while_doing(StoreError::Read)
    }
}

/// The first entries of a new note, and the one of the note that it points at.
pub(super) fn begin(db: &Connection, record: &NoteRecord, origin: &Origin) -> Result<(), Trouble> {
    let new = |kind, reason, other| Event { note: &record.id, kind, reason, other };
    let mut events = Vec::new();
    match origin {
        Origin::First => events.push(new(EventKind::Issued, None, None)),
        Origin::ByHand => events.push(new(EventKind::ByHand, None, None)),
        Origin::Renews(old) => {
            of_same_patient(db, &allowed(db, old, Verb::Renew)?, record)?;
            events.push(new(EventKind::Issued, None, None));
            events.push(new(EventKind::Renews, None, Some(old)));
            events.push(Event { note: old, kind: EventKind::Renewed, reason: None, other: Some(&record.id) });
        }
        Origin::Replaces { note: old, reason } => {
            of_same_patient(db, &allowed(db, old, Verb::Replace)?, record)?;
            let reason = given(reason)?;
            events.push(new(EventKind::Issued, None, None));
            events.push(new(EventKind::Replaces, Some(reason), Some(old)));
            events.push(Event { note: old, kind: EventKind::Replaced, reason: Some(reason), other: Some(&record.id) });
        }
    }
    events.into_iter().try_for_each(|event| event.write(db, &record.clinician, record.issued_at))
}

fn told(kind: AuditKind, line: &NoteLine, clinician: &ClinicianId, at: Moment) -> AuditEvent {
    AuditEvent::new(kind, at).by(clinician).about(&line.patient).to(Subject::Note(line.id.clone()))
}

fn allowed(db: &Connection, note: &NoteId, verb: Verb) -> Result<NoteLine, Trouble> {
    let line = read_line(db, note)?.ok_or(Trouble::NoSuch("note"))?;
    line.may(verb).map_err(Trouble::Barred)?;
    Ok(line)
}

/// Entries of one person that were joined are one patient.
fn of_same_patient(db: &Connection, old: &NoteLine, new: &NoteRecord) -> Result<(), Trouble> {
    let (old, new) = (super::merge::kept_for(db, &old.patient)?, super::merge::kept_for(db, &new.patient)?);
    if old == new { Ok(()) } else { Err(Trouble::NoSuch("note of this patient")) }
}

fn given(reason: &str) -> Result<&str, Trouble> {
    Some(reason.trim()).filter(|reason| !reason.is_empty()).ok_or(Trouble::ReasonMissing)
}

struct Event<'a> {
    note: &'a NoteId,
    kind: EventKind,
    reason: Option<&'a str>,
    other: Option<&'a NoteId>,
}

impl Event<'_> {
    fn write(&self, db: &Connection, clinician: &ClinicianId, at: Moment) -> Result<(), Trouble> {
        db.prepare_cached(include_str!("sql/add_note_event.sql"))?.execute(named_params! {
            ":note": self.note.as_str(),
            ":kind": self.kind.word(),
            ":at": moment_text(at),
            ":clinician": clinician.as_str(),
            ":reason": self.reason,
            ":other": self.other.map(NoteId::as_str),
        })?;
        Ok(())
    }
}

fn to_event(note: &NoteId, row: &Row<'_>) -> rusqlite::Result<NoteEvent> {
    let clinician: Clinician = from_json(3, &row.get::<_, String>(3)?)?;
    Ok(NoteEvent {
        note: note.clone(),
        kind: EventKind::of(&row.get::<_, String>(0)?).ok_or_else(|| unreadable(0))?,
        at: to_moment(1, &row.get::<_, String>(1)?)?,
        clinician: ClinicianId::new(row.get::<_, String>(2)?),
        clinician_name: clinician.name,
        reason: row.get(4)?,
        other: note_at(row, 5)?,
    })
}
