//! A bundle read in, line by line: what is not here yet is added, what is here stays, and every note is judged again.

use std::collections::BTreeSet;
use std::io::Read;

use rusqlite::{Connection, OptionalExtension, named_params};
use sha2::{Digest, Sha256};

use super::bundle::{DraftRow, EventRow, FORMAT, Head, Line, NoteRow, text};
use super::error::Trouble;
use super::notes::{read_note, write_note};
use super::other_rows::{self, Added, Named};
use super::rows::{from_json, moment_text, to_json};
use super::sealed::{self, Opener};
use crate::domain::draft::Draft;
use crate::domain::id::{DraftId, NoteId, PatientId};
use crate::domain::life::EventKind;
use crate::domain::record::{Clinician, Patient};
use crate::domain::safekeeping::{Conflict, Exported, Imported};
use crate::paper::Med3Page;
use crate::rules::{self, Issued, NoteRecord};

/// Takes all of a bundle; the caller's transaction makes it all or nothing.
pub(super) fn taken<R: Read>(db: &Connection, lines: &mut Opener<R>) -> Result<Imported, Trouble> {
    let mut taking =
        Taking { db, done: Imported::default(), new_notes: BTreeSet::new(), removed: BTreeSet::new(), left_out: BTreeSet::new() };
    taking.all(lines)?;
    Ok(taking.done)
}

/// A bundle being read in.
struct Taking<'a> {
    db: &'a Connection,
    done: Imported,
    new_notes: BTreeSet<NoteId>,
    /// Records that were removed here, and their notes: they do not come back.
    removed: BTreeSet<PatientId>,
    left_out: BTreeSet<NoteId>,
}

impl Taking<'_> {
    fn all<R: Read>(&mut self, lines: &mut Opener<R>) -> Result<(), Trouble> {
        let mut seen = Exported::default();
        let mut is_first = true;
        while let Some(line) = lines.line()? {
            let line: Line = serde_json::from_slice(&line).map_err(|_| Trouble::BundleDamaged)?;
            match line {
                Line::Bundle(head) if is_first => check_format(&head)?,
                _ if is_first => return Err(Trouble::BundleDamaged),
                Line::Bundle(_) => return Err(Trouble::BundleDamaged),
                Line::Clinician(clinician) => {
                    seen.clinicians += 1;
                    self.clinician(&clinician)?;
                }
                Line::Patient(patient) => {
                    seen.patients += 1;
                    self.patient(&patient)?;
                }
                Line::Note(note) => {
                    seen.notes += 1;
                    self.note(*note)?;
                }
                Line::Event(event) => {
                    seen.events += 1;
                    self.event(&event)?;
                }
                Line::Draft(draft) => {
                    seen.drafts += 1;
                    self.draft(&draft)?;
                }
                Line::Row { table, values } => {
                    seen.others += 1;
                    self.row(&table, &values)?;
                }
                Line::End(counts) => {
                    let is_whole = counts == seen && lines.line()?.is_none();
                    return if is_whole && !self.is_a_note_without_beginning()? { Ok(()) } else { Err(Trouble::BundleDamaged) };
                }
            }
            is_first = false;
        }
        Err(Trouble::BundleDamaged)
    }

    fn clinician(&mut self, new: &Clinician) -> Result<(), Trouble> {
        let here: Option<Clinician> = self
            .db
            .prepare_cached(include_str!("sql/get_clinician.sql"))?
            .query_row(named_params! {":id": new.id.as_str()}, |row| from_json(0, &text(row, 0)?))
            .optional()?;
        match here {
            None => {
                super::clinicians::write_clinician(self.db, new)?;
                self.done.clinicians += 1;
            }
            Some(here) if here == *new => self.done.unchanged += 1,
            Some(_) => self.differs("clinician", new.id.as_str(), "other particulars are recorded here, and stay"),
        }
        Ok(())
    }

    fn patient(&mut self, new: &Patient) -> Result<(), Trouble> {
        let is_removed: bool = self
            .db
            .prepare_cached(include_str!("sql/is_removed.sql"))?
            .query_row(named_params! {":patient": new.id.as_str()}, |row| row.get(0))?;
        if is_removed {
            self.removed.insert(new.id.clone());
            self.differs("patient", new.id.as_str(), "this record was removed here, and does not come back");
            return Ok(());
        }
        let here = self
            .db
            .prepare_cached(include_str!("sql/get_patient.sql"))?
            .query_row(named_params! {":id": new.id.as_str()}, super::patients::to_patient)
            .optional()?;
        match here {
            None => {
                super::patients::write_patient(self.db, new)?;
                self.done.patients += 1;
            }
            Some(here) if here == *new => self.done.unchanged += 1,
            Some(_) => self.differs("patient", new.id.as_str(), "other particulars are recorded here, and stay"),
        }
        Ok(())
    }

    fn note(&mut self, row: NoteRow) -> Result<(), Trouble> {
        if self.removed.contains(&row.patient) {
            self.left_out.insert(row.id);
            return Ok(());
        }
        let record = NoteRecord {
            id: row.id,
            patient: row.patient,
            clinician: row.clinician,
            issued_at: row.issued_at,
            case: serde_json::from_str(&row.case).map_err(|_| Trouble::BundleDamaged)?,
            rule_set: row.rule_set,
            verdict: row.verdict,
            findings: row.findings,
            reason: row.reason,
            print: row.print,
        };
        if let Some(here) = read_note(self.db, &record.id)? {
            if here == record {
                self.done.unchanged += 1;
            } else {
                self.differs("note", record.id.as_str(), "a note of this identity is issued here with other content, and stays");
            }
            return Ok(());
        }
        // Judged again, whoever wrote the bundle: what the rules reject is not recorded, and is not printed.
        let is_warned = match record.verdict.as_str() {
            "accept" => false,
            "warn" => true,
            _ => return Err(Trouble::BundleRejected),
        };
        let set = rules::by_id(&record.rule_set).ok_or(Trouble::Newer { file: sealed::NAME })?;
        if is_warned != record.reason.as_ref().is_some_and(|reason| !reason.trim().is_empty()) {
            return Err(Trouble::BundleRejected);
        }
        let issued = Issued::from_record(record.clone(), set, &Med3Page).map_err(|_| Trouble::BundleRejected)?;
        let draft = row.draft.as_ref().map(to_json).transpose()?;
        write_note(self.db, issued.issuable(), &record, &row.case, draft.as_deref()).map_err(as_of_bundle)?;
        self.new_notes.insert(record.id);
        self.done.notes += 1;
        Ok(())
    }

    fn event(&mut self, event: &EventRow) -> Result<(), Trouble> {
        let kind = EventKind::of(&event.kind).ok_or(Trouble::BundleDamaged)?;
        if self.left_out.contains(&event.note) || event.other.as_ref().is_some_and(|other| self.left_out.contains(other)) {
            return Ok(());
        }
        let is_new = self.new_notes.contains(&event.note);
        if !is_new && self.is_event_there(event)? {
            self.done.unchanged += 1;
            return Ok(());
        }
        let added = self.db.prepare_cached(include_str!("sql/add_note_event.sql"))?.execute(named_params! {
            ":note": event.note.as_str(),
            ":kind": kind.word(),
            ":at": moment_text(event.at),
            ":clinician": event.clinician.as_str(),
            ":reason": event.reason,
            ":other": event.other.as_ref().map(NoteId::as_str),
        });
        match added {
            Ok(_) => self.done.events += 1,
            Err(error) if is_refused_row(&error) && !is_new => {
                self.differs("event", event.note.as_str(), "what became of this note here does not allow it, and stays");
            }
            Err(error) if is_refused_row(&error) => return Err(Trouble::BundleDamaged),
            Err(error) => return Err(error.into()),
        }
        Ok(())
    }

    fn is_event_there(&self, event: &EventRow) -> Result<bool, Trouble> {
        let mut statement = self.db.prepare_cached(include_str!("sql/is_event_there.sql"))?;
        Ok(statement.query_row(
            named_params! {
                ":note": event.note.as_str(),
                ":kind": event.kind,
                ":at": moment_text(event.at),
                ":clinician": event.clinician.as_str(),
                ":reason": event.reason,
                ":other": event.other.as_ref().map(NoteId::as_str),
            },
            |row| row.get(0),
        )?)
    }

    fn draft(&mut self, row: &DraftRow) -> Result<(), Trouble> {
        if self.removed.contains(&row.draft.patient) {
            return Ok(());
        }
        let here: Option<Draft> = self
            .db
            .prepare_cached(include_str!("sql/get_draft.sql"))?
            .query_row(named_params! {":id": row.draft.id.as_str()}, |found| from_json(0, &text(found, 0)?))
            .optional()?;
        let of_note: Option<Option<String>> = self
            .db
            .prepare_cached(include_str!("sql/get_note_draft.sql"))?
            .query_row(named_params! {":id": row.draft.note.as_str()}, |found| found.get(0))
            .optional()?;
        match here {
            Some(here) if here == row.draft => self.done.unchanged += 1,
            // Written on here and there: both are kept.
            Some(_) => {
                self.draft_beside(row, "this draft was written on here as well; the other is kept beside it, as a draft of its own")?;
            }
            None if let Some(behind) = of_note => {
                let behind: Option<Draft> = behind.and_then(|text| serde_json::from_str(&text).ok());
                if behind.is_none_or(|behind| behind == row.draft) {
                    self.done.unchanged += 1;
                } else {
                    self.draft_beside(row, "its note was issued here from other words; these are kept as a draft of their own")?;
                }
            }
            None => {
                super::drafts::write_draft(self.db, &row.draft, row.saved_at).map_err(as_of_bundle)?;
                self.done.drafts += 1;
            }
        }
        Ok(())
    }

    /// Keeps a draft as one of its own. Its identity comes from what it says, so that the same bundle brings it once.
    fn draft_beside(&mut self, row: &DraftRow, why: &'static str) -> Result<(), Trouble> {
        let hash = Sha256::new().chain_update(b"a draft kept beside another").chain_update(to_json(&row.draft)?).finalize();
        let identity = |from: usize| -> String {
            let mut half = [0; 16];
            half.copy_from_slice(&hash[from..from + 16]);
            uuid::Builder::from_custom_bytes(half).into_uuid().to_string()
        };
        let beside = Draft { id: DraftId::new(identity(0)), note: NoteId::new(identity(16)), ..row.draft.clone() };
        let is_there = |sql: &str, id: &str| -> Result<bool, Trouble> {
            Ok(self.db.prepare_cached(sql)?.query_row(named_params! {":id": id}, |_| Ok(())).optional()?.is_some())
        };
        if is_there(include_str!("sql/get_draft.sql"), beside.id.as_str())?
            || is_there(include_str!("sql/get_note_draft.sql"), beside.note.as_str())?
        {
            self.done.unchanged += 1;
            return Ok(());
        }
        super::drafts::write_draft(self.db, &beside, row.saved_at).map_err(as_of_bundle)?;
        self.done.drafts += 1;
        self.differs("draft", row.draft.id.as_str(), why);
        Ok(())
    }

    fn row(&mut self, table: &str, values: &Named) -> Result<(), Trouble> {
        let table = other_rows::by_name(table).ok_or(Trouble::Newer { file: sealed::NAME })?;
        let text_of = |column: &str| values.get(column).and_then(serde_json::Value::as_str).unwrap_or_default();
        if ["patient", "merged", "kept"].iter().any(|column| self.removed.contains(&PatientId::new(text_of(column)))) {
            return Ok(());
        }
        match table.add(self.db, values)? {
            Added::New => self.done.others += 1,
            Added::Same => self.done.unchanged += 1,
            Added::Differs => self.differs(table.name, text_of("id"), "it was changed here or there since, and the one here stays"),
            Added::Refused => self.differs(table.name, text_of("id"), "what is recorded here does not allow it"),
        }
        Ok(())
    }

    fn differs(&mut self, kind: &'static str, id: &str, why: &'static str) {
        self.done.conflicts.push(Conflict { kind, id: id.to_owned(), why });
    }

    fn is_a_note_without_beginning(&self) -> Result<bool, Trouble> {
        Ok(self.db.query_row(include_str!("sql/is_note_without_beginning.sql"), [], |row| row.get(0))?)
    }
}

fn check_format(head: &Head) -> Result<(), Trouble> {
    if head.format == FORMAT { Ok(()) } else { Err(Trouble::Newer { file: sealed::NAME }) }
}

/// A row that points at something which is not in the bundle is the bundle's fault.
fn as_of_bundle(trouble: Trouble) -> Trouble {
    if trouble == Trouble::NoSuch("record") { Trouble::BundleDamaged } else { trouble }
}

/// Whether a guard on the rows refused it.
fn is_refused_row(error: &rusqlite::Error) -> bool {
    matches!(error, rusqlite::Error::SqliteFailure(failure, _) if failure.code == rusqlite::ErrorCode::ConstraintViolation)
}
