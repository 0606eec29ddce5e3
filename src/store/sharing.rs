//! What a person agreed to share, what left the room, and what they took back: rows that are added and never changed.

use rusqlite::{Connection, OptionalExtension, Row, named_params};

use super::Store;
use super::audit::append;
use super::error::{StoreError, Trouble, WhileDoing};
use super::rows::{from_json, moment_text, to_day, to_json, to_moment, unreadable};
use crate::domain::audit::{AuditEvent, AuditKind};
use crate::domain::consent::{Agreed, Consent, Disclosure, How, Leaving, Ledger, Recipient, Refusal};
use crate::domain::id::{ClinicianId, ConsentId, PatientId};
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
                How::Printed | How::Saved | How::Letter => AuditKind::Shared,
            };
            let event = AuditEvent::new(kind, at).by(clinician).about(&leaving.patient).saying(leaving.paper.title());
            append(&transaction, &self.audit_key, &event)?;
            Ok(transaction.commit()?)
        };
        disclose().while_doing(StoreError::Save)
    }

    /// Everything that a person agreed to, and everything that left.
    ///
    /// # Errors
    /// When the rows cannot be read.
    pub fn ledger(&self, patient: &PatientId) -> Result<Ledger, StoreError> {
        let read = || -> Result<Ledger, Trouble> {
            self.sees_patients()?;
            let mut consents = self.db.prepare_cached(include_str!("sql/list_consents_of_patient.sql"))?;
            let consents = consents.query_map(named_params! {":patient": patient.as_str()}, to_consent)?;
            let mut disclosures = self.db.prepare_cached(include_str!("sql/list_disclosures_of_patient.sql"))?;
            let disclosures = disclosures.query_map(named_params! {":patient": patient.as_str()}, to_disclosure)?;
            Ok(Ledger { consents: consents.collect::<rusqlite::Result<_>>()?, disclosures: disclosures.collect::<rusqlite::Result<_>>()? })
        };
        read().while_doing(StoreError::Read)
    }
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
