//! Services that were brought up with patients, and every step since.

use rusqlite::{Connection, OptionalExtension, Row, named_params};

use super::Store;
use super::audit::append;
use super::error::{StoreError, Trouble, WhileDoing};
use super::merge::entries_of;
use super::rows::{from_json, to_json};
use crate::domain::audit::{AuditEvent, AuditKind};
use crate::domain::day::Day;
use crate::domain::id::{ClinicianId, PatientId, ReferralId};
use crate::domain::record::Moment;
use crate::domain::referral::{Referral, Step, StepRefused};
use crate::domain::role::Role;

/// A referral and whose it is.
pub type Tracked = (Referral, String);

impl Store {
    /// Records that a service was brought up, with what was said to it.
    ///
    /// # Errors
    /// When it cannot be written; the patient must be on record.
    pub fn begin_referral(&mut self, referral: &Referral, at: Moment) -> Result<(), StoreError> {
        let event = referred(referral, self.signed_in.as_ref(), at);
        let mut begin = || {
            self.sees_patients()?;
            let transaction = self.db.transaction()?;
            write(&transaction, referral, at)?;
            append(&transaction, &self.audit_key, &event)?;
            Ok::<_, Trouble>(transaction.commit()?)
        };
        begin().while_doing(StoreError::Save)
    }

    /// Adds a step to a referral. The inner error is a step that may not follow; nothing is written then.
    ///
    /// # Errors
    /// When it is unknown, or cannot be written.
    pub fn step_referral(&mut self, id: &ReferralId, step: Step, at: Moment) -> Result<Result<Referral, StepRefused>, StoreError> {
        let add = || {
            self.sees_patients()?;
            let transaction = self.db.transaction()?;
            let mut referral = read(&transaction, id)?.ok_or(Trouble::NoSuch("referral"))?;
            if let Err(refused) = referral.step(step) {
                return Ok(Err(refused));
            }
            write(&transaction, &referral, at)?;
            append(&transaction, &self.audit_key, &referred(&referral, self.signed_in.as_ref(), at))?;
            transaction.commit()?;
            Ok::<_, Trouble>(Ok(referral))
        };
        add().while_doing(StoreError::Save)
    }

    /// A patient's referrals, the one that changed last first.
    ///
    /// # Errors
    /// When the rows cannot be read.
    pub fn referrals_of(&self, patient: &PatientId) -> Result<Vec<Referral>, StoreError> {
        self.sees_patients().while_doing(StoreError::Read)?;
        let list = || {
            let mut statement = self.db.prepare_cached(include_str!("sql/list_referrals_of_patient.sql"))?;
            let mut all = Vec::new();
            for entry in entries_of(&self.db, patient)? {
                let rows = statement
                    .query_map(named_params! {":patient": entry.as_str()}, |row| Ok((row.get::<_, i64>(2)?, to_tracked(row)?.0)))?;
                all.extend(rows.collect::<rusqlite::Result<Vec<_>>>()?);
            }
            all.sort_by_key(|(changed, _)| std::cmp::Reverse(*changed));
            Ok::<_, Trouble>(all.into_iter().map(|(_, referral)| referral).collect())
        };
        list().while_doing(StoreError::Read)
    }

    /// The practice's referrals, the one that changed last first.
    ///
    /// # Errors
    /// When the rows cannot be read.
    pub fn referrals(&self, most: usize) -> Result<Vec<Tracked>, StoreError> {
        self.sees_patients().while_doing(StoreError::Read)?;
        let list = || {
            let mut statement = self.db.prepare_cached(include_str!("sql/list_referrals.sql"))?;
            let rows = statement.query_map(named_params! {":most": most_rows(most)}, to_tracked)?;
            rows.collect::<rusqlite::Result<Vec<_>>>()
        };
        list().while_doing(StoreError::Read)
    }

    /// Referrals whose loop is open: nothing was heard for long. People who are not to be contacted about work are left out.
    ///
    /// # Errors
    /// When the rows cannot be read.
    pub fn referrals_to_chase(&self, today: Day, most: usize) -> Result<Vec<Tracked>, StoreError> {
        self.sees_patients().while_doing(StoreError::Read)?;
        let list = || {
            let mut statement = self.db.prepare_cached(include_str!("sql/list_referrals_to_chase.sql"))?;
            let rows = statement.query_map(named_params! {":today": today.to_string(), ":most": most_rows(most)}, to_tracked)?;
            rows.collect::<rusqlite::Result<Vec<_>>>()
        };
        list().while_doing(StoreError::Read)
    }
}

pub(super) fn most_rows(most: usize) -> i64 {
    i64::try_from(most).unwrap_or(i64::MAX)
}

fn referred(referral: &Referral, by: Option<&(ClinicianId, Role)>, at: Moment) -> AuditEvent {
    let event = AuditEvent::new(AuditKind::Referred, at).about(&referral.patient);
    match by {
        Some((clinician, _)) => event.by(clinician),
        None => event,
    }
}

fn read(db: &Connection, id: &ReferralId) -> Result<Option<Referral>, Trouble> {
    let mut statement = db.prepare_cached(include_str!("sql/get_referral.sql"))?;
    Ok(statement.query_row(named_params! {":id": id.as_str()}, |row| from_json(0, &row.get::<_, String>(0)?)).optional()?)
}

fn write(db: &Connection, referral: &Referral, at: Moment) -> Result<(), Trouble> {
    db.prepare_cached(include_str!("sql/save_referral.sql"))?.execute(named_params! {
        ":id": referral.id.as_str(),
        ":patient": referral.patient.as_str(),
        ":service_name": referral.service_name,
        ":stage": referral.stage().word(),
        ":chase_from": referral.chase_from().map(|day| day.to_string()),
        ":changed_at_micros": at.timestamp_micros(),
        ":content": to_json(referral)?,
    })?;
    Ok(())
}

fn to_tracked(row: &Row<'_>) -> rusqlite::Result<Tracked> {
    Ok((from_json(0, &row.get::<_, String>(0)?)?, row.get(1)?))
}
