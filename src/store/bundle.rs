//! All records as one sealed file under a passphrase of its own, and such a file read in: all of it or nothing.
//!
//! Inside the seal stands one JSON value a line: what the file is, then clinicians, patients, notes, what happened to them, drafts,
//! what was shared, services and follow-ups, and the counts at the end. Passphrases, roles, the practice, its settings and the audit log
//! stay where they are.

use std::fs::File;
use std::io::{BufReader, Write};
use std::path::Path;

use rusqlite::{Connection, Row};
use secrecy::SecretString;
use serde::{Deserialize, Serialize};

use super::audit::append;
use super::bundle_taking::taken;
use super::error::{StoreError, Trouble, WhileDoing};
use super::keys::Kdf;
use super::other_rows::{Named, TABLES};
use super::rows::{from_json, to_json, to_moment};
use super::sealed::{Opener, Sealer};
use super::whole_file::WholeFile;
use super::{Store, unlock};
use crate::domain::audit::{AuditEvent, AuditKind};
use crate::domain::draft::Draft;
use crate::domain::id::{ClinicianId, NoteId, PatientId};
use crate::domain::record::{Clinician, Moment, Patient};
use crate::domain::safekeeping::{Exported, Imported};
use crate::rules::PrintOptions;

pub(super) const FORMAT: &str = "fitnote-bundle/1";

/// One line of a bundle.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Line {
    Bundle(Head),
    Clinician(Clinician),
    Patient(Patient),
    Note(Box<NoteRow>),
    Event(EventRow),
    Draft(Box<DraftRow>),
    /// A row of one of the other rooms.
    Row {
        table: String,
        values: Named,
    },
    End(Exported),
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Head {
    pub(super) format: String,
    pub(super) program: String,
    pub(super) made_at: Moment,
}

/// A note with the very text of its case.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NoteRow {
    pub(super) id: NoteId,
    pub(super) patient: PatientId,
    pub(super) clinician: ClinicianId,
    pub(super) issued_at: Moment,
    pub(super) case: String,
    pub(super) rule_set: String,
    pub(super) verdict: String,
    pub(super) findings: serde_json::Value,
    pub(super) reason: Option<String>,
    pub(super) print: PrintOptions,
    pub(super) draft: Option<Draft>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct EventRow {
    pub(super) note: NoteId,
    pub(super) kind: String,
    pub(super) at: Moment,
    pub(super) clinician: ClinicianId,
    pub(super) reason: Option<String>,
    pub(super) other: Option<NoteId>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DraftRow {
    pub(super) saved_at: Moment,
    pub(super) draft: Draft,
}

impl Store {
    /// Writes all records to a sealed bundle, whole or not at all.
    ///
    /// # Errors
    /// When the passphrase is empty, a row cannot be read, or the place cannot be written.
    pub fn export(
        &mut self,
        to: &Path,
        passphrase: &SecretString,
        kdf: Kdf,
        (by, at): (&ClinicianId, Moment),
    ) -> Result<Exported, StoreError> {
        let mut write = || -> Result<Exported, Trouble> {
            self.issues()?;
            let secret = unlock::secret(passphrase)?;
            let mut file = WholeFile::begin(to).map_err(|error| Trouble::outside(&error))?;
            // One moment of the records, whoever writes meanwhile.
            let moment = self.db.transaction()?;
            let mut out = Sealer::begin(&mut file, &secret, kdf)?;
            let counts = write_all(&moment, &mut out, at)?;
            out.finish()?;
            file.sync().map_err(|error| Trouble::outside(&error))?;
            // What cannot be told in the log does not get its name.
            super::sharing::everybody_left(&moment, &self.audit_key, by, at)?;
            moment.commit()?;
            file.name_it().map_err(|error| Trouble::outside(&error))?;
            Ok(counts)
        };
        write().while_doing(StoreError::Export)
    }

    /// Reads a bundle in, in one transaction. Records that are here already stay as they are; a note is judged again by the rules that
    /// it was issued under, and where they reject it, nothing of the bundle is taken.
    ///
    /// # Errors
    /// When it is no sound bundle, the passphrase is another, or a note in it does not stand up to the rules; nothing is changed then.
    pub fn import(&mut self, from: &Path, passphrase: &SecretString, (by, at): (&ClinicianId, Moment)) -> Result<Imported, StoreError> {
        let mut read = || -> Result<Imported, Trouble> {
            self.issues()?;
            let secret = unlock::secret(passphrase)?;
            let file = File::open(from).map_err(|error| Trouble::outside(&error))?;
            let mut lines = Opener::begin(BufReader::new(file), &secret)?;
            let transaction = self.db.transaction()?;
            let done = taken(&transaction, &mut lines)?;
            append(&transaction, &self.audit_key, &AuditEvent::new(AuditKind::Imported, at).by(by))?;
            transaction.commit()?;
            self.mark_end();
            Ok(done)
        };
        read().while_doing(StoreError::Import)
    }
}

fn write_all<W: Write>(db: &Connection, out: &mut Sealer<W>, at: Moment) -> Result<Exported, Trouble> {
    let mut put = |line: &Line| {
        let mut text = zeroize::Zeroizing::new(to_json(line)?.into_bytes());
        text.push(b'\n');
        out.add(&text)
    };
    put(&Line::Bundle(Head { format: FORMAT.into(), program: env!("CARGO_PKG_VERSION").into(), made_at: at }))?;
    let mut counts = Exported {
        clinicians: each(db, include_str!("sql/list_clinicians.sql"), |row| Ok(Line::Clinician(from_json(0, &text(row, 0)?)?)), &mut put)?,
        patients: each(db, include_str!("sql/list_patients.sql"), |row| Ok(Line::Patient(super::patients::to_patient(row)?)), &mut put)?,
        notes: each(db, include_str!("sql/list_note_rows.sql"), note_row, &mut put)?,
        events: each(db, include_str!("sql/list_event_rows.sql"), event_row, &mut put)?,
        drafts: each(db, include_str!("sql/list_draft_rows.sql"), draft_row, &mut put)?,
        others: 0,
    };
    for table in &TABLES {
        table.each(db, |values| {
            counts.others += 1;
            put(&Line::Row { table: table.name.to_owned(), values })
        })?;
    }
    put(&Line::End(counts.clone()))?;
    Ok(counts)
}

fn each(
    db: &Connection,
    sql: &str,
    line: impl Fn(&Row<'_>) -> rusqlite::Result<Line>,
    put: &mut impl FnMut(&Line) -> Result<(), Trouble>,
) -> Result<u64, Trouble> {
    let mut statement = db.prepare(sql)?;
    let mut rows = statement.query([])?;
    let mut count = 0;
    while let Some(row) = rows.next()? {
        put(&line(row)?)?;
        count += 1;
    }
    Ok(count)
}

/// Text in a column.
pub(super) fn text(row: &Row<'_>, column: usize) -> rusqlite::Result<String> {
    row.get(column)
}

fn note_row(row: &Row<'_>) -> rusqlite::Result<Line> {
    let draft: Option<String> = row.get(10)?;
    Ok(Line::Note(Box::new(NoteRow {
        id: NoteId::new(text(row, 0)?),
        patient: PatientId::new(text(row, 1)?),
        clinician: ClinicianId::new(text(row, 2)?),
        issued_at: to_moment(3, &text(row, 3)?)?,
        case: text(row, 4)?,
        rule_set: row.get(5)?,
        verdict: row.get(6)?,
        findings: from_json(7, &text(row, 7)?)?,
        reason: row.get(8)?,
        print: from_json(9, &text(row, 9)?)?,
        draft: draft.map(|text| from_json(10, &text)).transpose()?,
    })))
}

fn event_row(row: &Row<'_>) -> rusqlite::Result<Line> {
    Ok(Line::Event(EventRow {
        note: NoteId::new(text(row, 0)?),
        kind: row.get(1)?,
        at: to_moment(2, &text(row, 2)?)?,
        clinician: ClinicianId::new(text(row, 3)?),
        reason: row.get(4)?,
        other: super::notes::note_at(row, 5)?,
    }))
}

fn draft_row(row: &Row<'_>) -> rusqlite::Result<Line> {
    Ok(Line::Draft(Box::new(DraftRow { draft: from_json(0, &text(row, 0)?)?, saved_at: to_moment(1, &text(row, 1)?)? })))
}
