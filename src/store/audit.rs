//! The audit log: a chain in which each row authenticates its own content and, through it, every row before.
//!
//! The key of the chain is derived from the data key, so that whoever can write the file but not open it cannot forge a row. Somebody
//! who opens the folder with another program can; the mark that [`Store::audit_head`] gives, written down elsewhere, shows it.

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, Row, named_params};

use super::Store;
use super::error::{StoreError, Trouble, WhileDoing};
use super::keys::{AuditKey, MAC_BYTES};
use super::rows::{moment_text, to_json, to_moment};
use crate::domain::audit::{AuditEvent, AuditHead, AuditKind, AuditRow, ChainCheck, ChainFault, Subject};
use crate::domain::id::{ClinicianId, PatientId};
use crate::domain::record::Moment;

/// How many faults are told one by one.
const MOST_FAULTS: usize = 50;

/// Which rows of the log are wanted; what is none asks nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AuditFilter {
    /// Only rows before this one, for the next page.
    pub before: Option<u64>,
    pub clinician: Option<ClinicianId>,
    /// One of these kinds.
    pub kinds: Option<Vec<AuditKind>>,
    /// One of these patients.
    pub patients: Option<Vec<PatientId>>,
    /// From this moment on.
    pub from: Option<Moment>,
    /// Before this moment.
    pub to: Option<Moment>,
}

impl Store {
    /// Writes an event into the log.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn audit(&mut self, event: &AuditEvent) -> Result<(), StoreError> {
        self.add_audit(event).while_doing(StoreError::Audit)?;
        self.mark_end();
        Ok(())
    }

    /// Does some work and writes its event, both or neither. The work must not begin a transaction of its own; `connection::whole` is fine.
    ///
    /// # Errors
    /// What the work fails with; or when the event cannot be written, and then the work is undone.
    pub fn audited<R>(&mut self, event: &AuditEvent, work: impl FnOnce(&mut Self) -> Result<R, StoreError>) -> Result<R, StoreError> {
        self.db.execute_batch("BEGIN IMMEDIATE").while_doing(StoreError::Save)?;
        let done = work(self).and_then(|result| {
            append(&self.db, &self.audit_key, event).while_doing(StoreError::Save)?;
            self.db.execute_batch("COMMIT").while_doing(StoreError::Save)?;
            Ok(result)
        });
        if done.is_err() && !self.db.is_autocommit() {
            // Nothing of it stays. Where even this fails, closing the connection does it.
            let _ = self.db.execute_batch("ROLLBACK");
        }
        if done.is_ok() {
            self.mark_end();
        }
        done
    }

    /// The newest row's mark, for the recovery sheet and for backups: a log that is cut off later no longer has it.
    ///
    /// # Errors
    /// When the row cannot be read.
    pub fn audit_head(&self) -> Result<AuditHead, StoreError> {
        let (seq, mac) = newest(&self.db, &self.audit_key).while_doing(StoreError::Read)?;
        Ok(head(seq, &mac))
    }

    /// Rows of the log, the newest first.
    ///
    /// # Errors
    /// When the rows cannot be read.
    pub fn audit_rows(&self, filter: &AuditFilter, limit: usize) -> Result<Vec<AuditRow>, StoreError> {
        let read = || -> Result<Vec<AuditRow>, Trouble> {
            let kinds =
                filter.kinds.as_ref().map(|kinds| to_json(&kinds.iter().map(|kind| kind.word()).collect::<Vec<_>>())).transpose()?;
            let patients = filter.patients.as_ref().map(to_json).transpose()?;
            let mut statement = self.db.prepare_cached(include_str!("sql/find_audit.sql"))?;
            let rows = statement.query_map(
                named_params! {
                    ":before": filter.before.map(|seq| i64::try_from(seq).unwrap_or(i64::MAX)),
                    ":clinician": filter.clinician.as_ref().map(ClinicianId::as_str),
                    ":kinds": kinds,
                    ":patients": patients,
                    ":from_micros": filter.from.map(|at| at.timestamp_micros()),
                    ":to_micros": filter.to.map(|at| at.timestamp_micros()),
                    ":limit": i64::try_from(limit).unwrap_or(i64::MAX),
                },
                to_row,
            )?;
            Ok(rows.collect::<rusqlite::Result<Vec<_>>>()?)
        };
        read().while_doing(StoreError::Read)
    }

    /// Reads the whole chain. With a mark that was written down before, also whether the log still holds its row.
    ///
    /// # Errors
    /// When the rows cannot be read at all.
    pub fn check_audit(&self, known: Option<&AuditHead>) -> Result<ChainCheck, StoreError> {
        check(&self.db, &self.audit_key, known).while_doing(StoreError::Read)
    }

    fn add_audit(&mut self, event: &AuditEvent) -> Result<(), Trouble> {
        let key = &self.audit_key;
        super::connection::whole(&mut self.db, |db| append(db, key, event))
    }
}

/// Adds a row at the end; the caller's transaction makes it one with the change that it tells of.
pub(super) fn append(db: &Connection, key: &AuditKey, event: &AuditEvent) -> Result<(), Trouble> {
    let (last, before) = newest(db, key)?;
    let seq = last + 1;
    let (at, at_micros) = (moment_text(event.at), event.at.timestamp_micros());
    let subject = event.subject.as_ref().map(Subject::text);
    let content = Content {
        seq,
        at: at.as_bytes(),
        at_micros,
        clinician: event.clinician.as_ref().map(|id| id.as_str().as_bytes()),
        kind: event.kind.word().as_bytes(),
        patient: event.patient.as_ref().map(|id| id.as_str().as_bytes()),
        subject: subject.as_deref().map(str::as_bytes),
        detail: event.detail.as_bytes(),
    };
    let mac = content.mac(key, &before);
    db.prepare_cached(include_str!("sql/add_audit.sql"))?.execute(named_params! {
        ":seq": i64::try_from(seq).unwrap_or(i64::MAX),
        ":at": at,
        ":at_micros": at_micros,
        ":clinician": event.clinician.as_ref().map(ClinicianId::as_str),
        ":kind": event.kind.word(),
        ":patient": event.patient.as_ref().map(PatientId::as_str),
        ":subject": subject,
        ":detail": event.detail,
        ":mac": mac.as_slice(),
    })?;
    Ok(())
}

/// What a row says, in the form in which it is authenticated.
struct Content<'a> {
    seq: u64,
    at: &'a [u8],
    at_micros: i64,
    clinician: Option<&'a [u8]>,
    kind: &'a [u8],
    patient: Option<&'a [u8]>,
    subject: Option<&'a [u8]>,
    detail: &'a [u8],
}

impl Content<'_> {
    /// Every field with its length, so that no text can move from one field to the next, and none is told from empty.
    fn mac(&self, key: &AuditKey, before: &[u8; MAC_BYTES]) -> [u8; MAC_BYTES] {
        let mut bytes = Vec::with_capacity(256);
        bytes.extend_from_slice(before);
        bytes.extend_from_slice(&self.seq.to_be_bytes());
        bytes.extend_from_slice(&self.at_micros.to_be_bytes());
        for field in [Some(self.at), self.clinician, Some(self.kind), self.patient, self.subject, Some(self.detail)] {
            match field {
                None => bytes.push(0),
                Some(text) => {
                    bytes.push(1);
                    bytes.extend_from_slice(&(text.len() as u64).to_be_bytes());
                    bytes.extend_from_slice(text);
                }
            }
        }
        key.mac(&bytes)
    }
}

/// What stands before the first row.
fn beginning(key: &AuditKey) -> [u8; MAC_BYTES] {
    key.mac(b"the log begins")
}

fn newest(db: &Connection, key: &AuditKey) -> Result<(u64, [u8; MAC_BYTES]), Trouble> {
    let mut statement = db.prepare_cached(include_str!("sql/get_audit_head.sql"))?;
    let found = statement.query_row([], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, [u8; MAC_BYTES]>(1)?))).optional()?;
    Ok(found.map_or_else(|| (0, beginning(key)), |(seq, mac)| (u64::try_from(seq).unwrap_or(0), mac)))
}

/// The newest row's mark, for a backup.
pub(super) fn head_of(db: &Connection, key: &AuditKey) -> Result<AuditHead, Trouble> {
    newest(db, key).map(|(seq, mac)| head(seq, &mac))
}

/// Whether the log has the row of a mark; an empty log's mark is in every log.
pub(super) fn holds(db: &Connection, key: &AuditKey, mark: &AuditHead) -> Result<bool, Trouble> {
    if mark.seq == 0 {
        return Ok(*mark == head(0, &beginning(key)));
    }
    let mut statement = db.prepare_cached(include_str!("sql/get_audit_mac.sql"))?;
    let seq = i64::try_from(mark.seq).unwrap_or(i64::MAX);
    let mac: Option<[u8; MAC_BYTES]> = statement.query_row(named_params! {":seq": seq}, |row| row.get(0)).optional()?;
    Ok(mac.is_some_and(|mac| head(mark.seq, &mac) == *mark))
}

fn head(seq: u64, mac: &[u8; MAC_BYTES]) -> AuditHead {
    let mut hash = [0; 8];
    hash.copy_from_slice(&mac[..8]);
    AuditHead { seq, hash }
}

fn check(db: &Connection, key: &AuditKey, known: Option<&AuditHead>) -> Result<ChainCheck, Trouble> {
    let mut statement = db.prepare(include_str!("sql/list_audit.sql"))?;
    let mut rows = statement.query([])?;
    let (mut count, mut last, mut before) = (0, 0, beginning(key));
    let mut faults = Vec::new();
    let mut known_is_here = known.is_none_or(|mark| mark.seq == 0);
    while let Some(row) = rows.next()? {
        count += 1;
        let seq = u64::try_from(row.get::<_, i64>(0)?).unwrap_or(0);
        let follows = seq == last + 1;
        if !follows {
            faults.push(ChainFault::Missing { from: last + 1, to: seq.saturating_sub(1) });
        }
        // A column of another type is a change like any other, so nothing here is read as a type of its own.
        let stored: Option<[u8; MAC_BYTES]> = row.get::<_, [u8; MAC_BYTES]>(8).ok();
        // After a gap there is nothing to hold the row against; it is vouched for by the row after it.
        if follows && stored != computed(row, key, seq, &before) {
            faults.push(ChainFault::Changed { seq });
        }
        if let Some(mac) = stored {
            before = mac;
        }
        if let Some(mark) = known.filter(|mark| mark.seq == seq) {
            known_is_here = true;
            if head(seq, &before) != *mark {
                faults.push(ChainFault::OtherHistory { seq });
            }
        }
        last = seq;
        faults.truncate(MOST_FAULTS);
    }
    if let Some(mark) = known.filter(|mark| !known_is_here && mark.seq > last) {
        faults.push(ChainFault::CutOff { from: last + 1, to: mark.seq });
    }
    Ok(ChainCheck { rows: count, head: head(last, &before), faults })
}

fn computed(row: &Row<'_>, key: &AuditKey, seq: u64, before: &[u8; MAC_BYTES]) -> Option<[u8; MAC_BYTES]> {
    let bytes = |column: usize| match row.get::<_, Value>(column) {
        Ok(Value::Text(text)) => Some(Some(text.into_bytes())),
        Ok(Value::Null) => Some(None),
        _ => None,
    };
    let (at, clinician, kind, patient, subject, detail) = (bytes(1)?, bytes(2)?, bytes(3)?, bytes(4)?, bytes(5)?, bytes(6)?);
    let content = Content {
        seq,
        at: at.as_deref()?,
        at_micros: row.get(7).ok()?,
        clinician: clinician.as_deref(),
        kind: kind.as_deref()?,
        patient: patient.as_deref(),
        subject: subject.as_deref(),
        detail: detail.as_deref()?,
    };
    Some(content.mac(key, before))
}

fn to_row(row: &Row<'_>) -> rusqlite::Result<AuditRow> {
    Ok(AuditRow {
        seq: u64::try_from(row.get::<_, i64>(0)?).unwrap_or(0),
        at: to_moment(1, &row.get::<_, String>(1)?)?,
        clinician: row.get::<_, Option<String>>(2)?.map(ClinicianId::new),
        kind: row.get(3)?,
        patient: row.get::<_, Option<String>>(4)?.map(PatientId::new),
        subject: row.get::<_, Option<String>>(5)?.as_deref().and_then(Subject::of),
        detail: row.get(6)?,
    })
}
