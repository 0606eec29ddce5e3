//! What a person agreed to share, what left the room, and what they took back: rows that are added and never changed.

use rusqlite::{Connection, OptionalExtension, Row, named_params};

use super::Store;
use super::audit::append;
use super::error::{StoreError, Trouble, WhileDoing};
use super::keys::AuditKey;
use super::merge::entries_of;
use super::rows::{from_json, moment_text, to_day, to_json, to_moment, unreadable};
use crate::domain::audit::{AuditEvent, AuditKind};
use crate::domain::consent::{Agreed, Consent, Disclosure, How, Item, Leaving, Ledger, Recipient, Refusal};
use crate::domain::id::{ClinicianId, ConsentId, NoteId, PatientId};
use crate::domain::life::EventKind;
use crate::domain::paper_kind::PaperKind;
use crate::domain::record::{Clinician, Moment};

impl Store {
    /// Records what a person agreed to.
    ///
    /// # Errors
    /// When the patient is unknown or it cannot be written.
    pub fn give_consent(
        &mut self,
        id: &ConsentId,
        patient: &PatientId,
        agreed: &Agreed,
        clinician: &ClinicianId,
        at: Moment,
    ) -> Result<(), StoreError> {
        let mut give = || -> Result<(), Trouble> {
            self.sees_patients()?;
            let items = to_json(agreed.items())?;
            // An agreement with the DWP can only be made when every item was agreed to a second time.
            let second = (*agreed.recipient() == Recipient::Dwp).then(|| items.clone());
            let transaction = self.db.transaction()?;
            transaction.prepare_cached(include_str!("sql/add_consent.sql"))?.execute(named_params! {
                ":id": id.as_str(),
                ":patient": patient.as_str(),
                ":recipient_kind": agreed.recipient().word(),
                ":recipient": to_json(agreed.recipient())?,
                ":items": items,
                ":purpose": agreed.purpose(),
                ":given_at": moment_text(at),
                ":ends_on": agreed.ends_on().map(|day| day.to_string()),
                ":clinician": clinician.as_str(),
                ":second_items": second,
            })?;
            append(&transaction, &self.audit_key, &AuditEvent::new(AuditKind::Consented, at).by(clinician).about(patient))?;
            Ok(transaction.commit()?)
        };
        give().while_doing(StoreError::Save)
    }

    /// Records that a person took an agreement back. Nothing goes under it from then on; what has gone stays told.
    ///
    /// # Errors
    /// When there is no such agreement, it was taken back before, or it cannot be written.
    pub fn withdraw_consent(&mut self, id: &ConsentId, clinician: &ClinicianId, at: Moment) -> Result<(), StoreError> {
        self.sees_patients().while_doing(StoreError::Save)?;
        let mut withdraw = || -> Result<(), Trouble> {
            let transaction = self.db.transaction()?;
            let consent = consent(&transaction, id)?.ok_or(Trouble::NotAgreed(Refusal::None))?;
            if consent.withdrawn_at.is_some() {
                return Err(Trouble::NotAgreed(Refusal::Withdrawn));
            }
            transaction.prepare_cached(include_str!("sql/add_consent_withdrawal.sql"))?.execute(named_params! {
                ":consent": id.as_str(),
                ":at": moment_text(at),
                ":clinician": clinician.as_str(),
            })?;
            append(&transaction, &self.audit_key, &AuditEvent::new(AuditKind::Withdrawn, at).by(clinician).about(&consent.patient))?;
            Ok(transaction.commit()?)
        };
        withdraw().while_doing(StoreError::Save)
    }

    /// Records that something leaves. Called before the paper is made: what this refuses is not made.
    ///
    /// # Errors
    /// When no agreement of this person lets it through, or it cannot be written.
    pub fn disclose(&mut self, leaving: &Leaving, clinician: &ClinicianId, at: Moment) -> Result<(), StoreError> {
        self.sees_patients().while_doing(StoreError::Save)?;
        let mut disclose = || -> Result<(), Trouble> {
            let transaction = self.db.transaction()?;
            allowed(&transaction, leaving, at)?;
            transaction.prepare_cached(include_str!("sql/add_disclosure.sql"))?.execute(named_params! {
                ":patient": leaving.patient.as_str(),
                ":consent": leaving.consent.as_ref().map(ConsentId::as_str),
                ":recipient_kind": leaving.recipient.word(),
                ":recipient": to_json(&leaving.recipient)?,
                ":items": to_json(&leaving.items)?,
                ":purpose": leaving.purpose.trim(),
                ":paper": to_json(&leaving.paper)?,
                ":how": leaving.how.word(),
                ":document": leaving.document,
                ":content": leaving.content,
                ":at": moment_text(at),
                ":clinician": clinician.as_str(),
            })?;
            let kind = match leaving.how {
                How::Copied => AuditKind::Copied,
                How::Printed | How::Saved | How::Letter | How::ByHand => AuditKind::Shared,
            };
            let event = AuditEvent::new(kind, at).by(clinician).about(&leaving.patient).saying(leaving.paper.title());
            append(&transaction, &self.audit_key, &event)?;
            Ok(transaction.commit()?)
        };
        disclose().while_doing(StoreError::Save)
    }

    /// Records that a duplicate of a note leaves, for the person whose note it is.
    ///
    /// # Errors
    /// When the note is unknown, or it cannot be written.
    pub fn disclose_duplicate(&mut self, note: &NoteId, how: How, clinician: &ClinicianId, at: Moment) -> Result<(), StoreError> {
        let line = self.note_line(note)?.ok_or(StoreError::Save(Trouble::NoSuch("note")))?;
        let mut leaving = statement(line.patient, note, !line.conditions.trim().is_empty(), how);
        leaving.purpose = "A duplicate for the person: the original is lost".into();
        self.disclose(&leaving, clinician, at)
    }

    /// Whether this very paper stands in somebody's ledger.
    ///
    /// # Errors
    /// When the rows cannot be read.
    pub fn is_told(&self, document: &str, paper: PaperKind) -> Result<bool, StoreError> {
        let read = || -> Result<bool, Trouble> {
            let mut statement = self.db.prepare_cached(include_str!("sql/is_told.sql"))?;
            Ok(statement.query_row(named_params! {":document": document, ":paper": to_json(&paper)?}, |row| row.get(0))?)
        };
        read().while_doing(StoreError::Read)
    }

    /// Everything that a person agreed to, and everything that left, in all entries that were joined. What became of a statement is
    /// read from the note's own history, so that nothing of it can be missing here.
    ///
    /// # Errors
    /// When the rows cannot be read.
    pub fn ledger(&self, patient: &PatientId) -> Result<Ledger, StoreError> {
        let read = || -> Result<Ledger, Trouble> {
            self.sees_patients()?;
            let mut ledger = Ledger::default();
            for entry in entries_of(&self.db, patient)? {
                let whose = named_params! {":patient": entry.as_str()};
                let mut consents = self.db.prepare_cached(include_str!("sql/list_consents_of_patient.sql"))?;
                ledger.consents.extend(consents.query_map(whose, to_consent)?.collect::<rusqlite::Result<Vec<_>>>()?);
                let mut disclosures = self.db.prepare_cached(include_str!("sql/list_disclosures_of_patient.sql"))?;
                ledger.disclosures.extend(disclosures.query_map(whose, to_disclosure)?.collect::<rusqlite::Result<Vec<_>>>()?);
                let mut statements = self.db.prepare_cached(include_str!("sql/list_note_papers_of_patient.sql"))?;
                let of_entry = statements.query_map(whose, |row| to_statement(&entry, row))?;
                ledger.disclosures.extend(of_entry.collect::<rusqlite::Result<Vec<_>>>()?);
            }
            ledger.consents.sort_by_key(|consent| consent.given_at);
            ledger.disclosures.sort_by_key(|gone| gone.at);
            Ok(ledger)
        };
        read().while_doing(StoreError::Read)
    }
}

/// A statement as it leaves: for the person, with the condition that its form asks for.
fn statement(patient: PatientId, note: &NoteId, has_condition: bool, how: How) -> Leaving {
    let mut items = std::collections::BTreeSet::from([Item::Paper(PaperKind::Med3)]);
    items.extend(has_condition.then_some(Item::Condition));
    Leaving {
        patient,
        consent: None,
        recipient: Recipient::Person,
        paper: PaperKind::Med3,
        items,
        purpose: "The person's own statement".into(),
        how,
        document: note.to_string(),
        content: String::new(),
    }
}

fn to_statement(patient: &PatientId, row: &Row<'_>) -> rusqlite::Result<Disclosure> {
    let how = match EventKind::of(&row.get::<_, String>(0)?) {
        Some(EventKind::Printed | EventKind::Reprinted) => How::Printed,
        Some(EventKind::Saved) => How::Saved,
        Some(EventKind::ByHand) => How::ByHand,
        _ => return Err(unreadable(0)),
    };
    let note = NoteId::new(row.get::<_, String>(3)?);
    let has_condition = !row.get::<_, String>(4)?.trim().is_empty();
    Ok(Disclosure {
        left: statement(patient.clone(), &note, has_condition, how),
        at: to_moment(1, &row.get::<_, String>(1)?)?,
        recorded_by: name_of(row, 2)?,
    })
}

fn allowed(db: &Connection, leaving: &Leaving, at: Moment) -> Result<(), Trouble> {
    if !leaving.recipient.needs_consent() {
        return if leaving.consent.is_none() { Ok(()) } else { Err(Trouble::NotAgreed(Refusal::None)) };
    }
    let id = leaving.consent.as_ref().ok_or(Trouble::NotAgreed(Refusal::None))?;
    let consent = consent(db, id)?.ok_or(Trouble::NotAgreed(Refusal::None))?;
    if consent.patient != leaving.patient || consent.recipient != leaving.recipient {
        return Err(Trouble::NotAgreed(Refusal::None));
    }
    consent.lets(&leaving.items, at.date_naive()).map_err(Trouble::NotAgreed)
}

/// Records that everything about everybody left in one sealed file, which stays with the practice: a part of the transaction that reads it.
pub(super) fn everybody_left(db: &Connection, key: &AuditKey, clinician: &ClinicianId, at: Moment) -> Result<(), Trouble> {
    db.prepare_cached(include_str!("sql/add_disclosure_of_everybody.sql"))?.execute(named_params! {
        ":recipient_kind": Recipient::ClinicalRecord.word(),
        ":recipient": to_json(&Recipient::ClinicalRecord)?,
        ":items": to_json(&[Item::Paper(PaperKind::Bundle)])?,
        ":purpose": "To take the practice's records to another computer",
        ":paper": to_json(&PaperKind::Bundle)?,
        ":how": How::Saved.word(),
        ":document": format!("bundle-{}", at.timestamp_micros()),
        ":at": moment_text(at),
        ":clinician": clinician.as_str(),
    })?;
    append(db, key, &AuditEvent::new(AuditKind::Exported, at).by(clinician).saying("all records, to a bundle"))
}

fn consent(db: &Connection, id: &ConsentId) -> Result<Option<Consent>, Trouble> {
    let mut statement = db.prepare_cached(include_str!("sql/get_consent.sql"))?;
    Ok(statement.query_row(named_params! {":id": id.as_str()}, to_consent).optional()?)
}

fn name_of(row: &Row<'_>, column: usize) -> rusqlite::Result<String> {
    let clinician: Clinician = from_json(column, &row.get::<_, String>(column)?)?;
    Ok(clinician.name)
}

fn to_consent(row: &Row<'_>) -> rusqlite::Result<Consent> {
    Ok(Consent {
        id: ConsentId::new(row.get::<_, String>(0)?),
        patient: PatientId::new(row.get::<_, String>(1)?),
        recipient: from_json(2, &row.get::<_, String>(2)?)?,
        items: from_json(3, &row.get::<_, String>(3)?)?,
        purpose: row.get(4)?,
        given_at: to_moment(5, &row.get::<_, String>(5)?)?,
        ends_on: row.get::<_, Option<String>>(6)?.map(|text| to_day(6, &text)).transpose()?,
        recorded_by: name_of(row, 7)?,
        withdrawn_at: row.get::<_, Option<String>>(8)?.map(|text| to_moment(8, &text)).transpose()?,
    })
}

fn to_disclosure(row: &Row<'_>) -> rusqlite::Result<Disclosure> {
    Ok(Disclosure {
        left: Leaving {
            patient: PatientId::new(row.get::<_, String>(0)?),
            consent: row.get::<_, Option<String>>(1)?.map(ConsentId::new),
            recipient: from_json(2, &row.get::<_, String>(2)?)?,
            items: from_json(3, &row.get::<_, String>(3)?)?,
            purpose: row.get(4)?,
            paper: from_json(5, &row.get::<_, String>(5)?)?,
            how: How::of(&row.get::<_, String>(6)?).ok_or_else(|| unreadable(6))?,
            document: row.get(7)?,
            content: row.get(8)?,
        },
        at: to_moment(9, &row.get::<_, String>(9)?)?,
        recorded_by: name_of(row, 10)?,
    })
}
