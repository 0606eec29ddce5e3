//! Everything that can be proven about an open folder, looked at and told one by one.

use std::fs::File;
use std::io::Read;

use rusqlite::Connection;

use super::audit::AuditFilter;
use super::backup::backups_in;
use super::backup_file::header_of;
use super::error::{StoreError, Trouble, WhileDoing};
use super::keys::DataKey;
use super::{DB_FILE, Store, connection};
use crate::domain::audit::{AuditHead, AuditKind, ChainFault, Checked};
use crate::domain::id::NoteId;
use crate::paper::Med3Page;
use crate::rules::{self, Issued};

/// What a database that is not encrypted begins with.
const PLAIN: &[u8] = b"SQLite format 3\0";
/// How many faults are named in one sentence.
const NAMED: usize = 8;

/// Looks at the encryption, the pages, the database, its references, every note and the audit log; with a mark of the log that was
/// written down before, also whether the log still holds it. Nothing is changed.
///
/// # Errors
/// When something cannot be read at all.
pub fn verify(store: &Store, known: Option<&AuditHead>) -> Result<Vec<Checked>, StoreError> {
    Ok(vec![
        encryption(store).while_doing(StoreError::Read)?,
        pages(store).while_doing(StoreError::Read)?,
        database(&store.db).while_doing(StoreError::Read)?,
        references(&store.db).while_doing(StoreError::Read)?,
        notes(store)?,
        audit_log(store, known)?,
        ends(store),
    ])
}

fn encryption(store: &Store) -> Result<Checked, Trouble> {
    let what = "Encryption";
    for name in [DB_FILE.to_owned(), format!("{DB_FILE}-wal")] {
        let path = store.dir.join(&name);
        if path.try_exists()? && holds_plain_pages(&path)? {
            return Ok(Checked { what, is_right: false, said: format!("{name} holds pages that are not encrypted.") });
        }
    }
    let said = match connection::open(&store.dir.join(DB_FILE), &DataKey::random()?) {
        Err(Trouble::NotADatabase) => "No plain page was found in the files, and another key opens nothing.",
        _ => return Ok(Checked { what, is_right: false, said: "The database did not refuse another key.".into() }),
    };
    Ok(Checked { what, is_right: true, said: said.into() })
}

/// Whether a file has SQLite's own heading, or the words of our tables, in clear.
fn holds_plain_pages(path: &std::path::Path) -> Result<bool, Trouble> {
    const CHUNK: usize = 1 << 20;
    let marks: [&[u8]; 3] = [PLAIN, b"CREATE TABLE", b"fitnote-"];
    let longest = marks.iter().map(|mark| mark.len()).max().unwrap_or(0);
    let mut file = File::open(path)?;
    let mut bytes = Vec::with_capacity(CHUNK + longest);
    loop {
        // The end of the piece before stays in front, so that no mark is cut in two.
        bytes.drain(..bytes.len().saturating_sub(longest));
        let read = file.by_ref().take(CHUNK as u64).read_to_end(&mut bytes)?;
        if marks.iter().any(|mark| bytes.windows(mark.len()).any(|window| window == *mark)) {
            return Ok(true);
        }
        if read == 0 {
            return Ok(false);
        }
    }
}

fn pages(store: &Store) -> Result<Checked, Trouble> {
    connection::catch_up(&store.db);
    let mut statement = store.db.prepare("PRAGMA cipher_integrity_check")?;
    let faults = statement.query_map([], |row| row.get::<_, String>(0))?.collect::<rusqlite::Result<Vec<_>>>()?;
    Ok(told("Pages", "Every page has the checksum that it was written with.", &faults))
}

fn database(db: &Connection) -> Result<Checked, Trouble> {
    let mut statement = db.prepare("PRAGMA integrity_check(20)")?;
    let mut lines = statement.query_map([], |row| row.get::<_, String>(0))?.collect::<rusqlite::Result<Vec<_>>>()?;
    lines.retain(|line| line != "ok");
    // The lines name tables and row numbers, never what a row holds.
    Ok(told("Database", "The database is whole.", &lines))
}

fn references(db: &Connection) -> Result<Checked, Trouble> {
    let mut statement = db.prepare("PRAGMA foreign_key_check")?;
    let faults = statement
        .query_map([], |row| {
            Ok(format!("a row of {} points at a row of {} that is not there", row.get::<_, String>(0)?, row.get::<_, String>(2)?))
        })?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    Ok(told("References", "Every reference leads to a record.", &faults))
}

/// Every note read back and judged again by the rules that it was issued under.
fn notes(store: &Store) -> Result<Checked, StoreError> {
    let ids = || -> Result<Vec<String>, Trouble> {
        let mut statement = store.db.prepare("SELECT id FROM note ORDER BY rowid")?;
        Ok(statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<Vec<_>>>()?)
    };
    let ids = ids().while_doing(StoreError::Read)?;
    let mut faults = Vec::new();
    for id in &ids {
        let stands = match super::notes::read_note(&store.db, &NoteId::new(id.as_str())) {
            Ok(Some(record)) => match rules::by_id(&record.rule_set) {
                Some(set) => Issued::from_record(record, set, &Med3Page).is_ok(),
                None => false,
            },
            Ok(None) | Err(Trouble::Damaged { .. }) => false,
            Err(other) => return Err(StoreError::Read(other)),
        };
        if !stands {
            faults.push(format!("note {id} does not stand up to the rules that it names"));
        }
    }
    let right = format!("{} read back and stand up to the rules that they name.", count(ids.len(), "note"));
    Ok(told("Notes", &right, &faults))
}

fn audit_log(store: &Store, known: Option<&AuditHead>) -> Result<Checked, StoreError> {
    let found = store.check_audit(known)?;
    let mut faults: Vec<String> = found.faults.iter().map(ChainFault::to_string).collect();
    let marks = marks_of_backups(store)?;
    // The chain itself was told above; against each backup only what concerns its mark.
    for (name, mark) in &marks {
        let against = store.check_audit(Some(mark))?;
        let of_mark = against.faults.iter().filter(|fault| matches!(fault, ChainFault::CutOff { .. } | ChainFault::OtherHistory { .. }));
        faults.extend(of_mark.map(|fault| format!("{} The backup {name} has it", fault.to_string().trim_end_matches('.'))));
    }
    let rows = usize::try_from(found.rows).unwrap_or(usize::MAX);
    let mut against = match known {
        Some(mark) => format!(" The row of the mark {mark} is there."),
        None => String::new(),
    };
    if !marks.is_empty() {
        against = format!("{against} The marks of {} in the folder of backups are there.", count(marks.len(), "backup"));
    }
    let right = format!("{} follow each other without a gap, up to {}.{against}", count(rows, "row"), found.head);
    Ok(told("Audit log", &right, &faults))
}

/// What was found when the records were opened: whether anything is missing at their end, and whether the key file is theirs.
fn ends(store: &Store) -> Checked {
    let faults: Vec<String> = store.doubts().iter().filter(|doubt| doubt.is_fault()).map(|doubt| doubt.said().to_owned()).collect();
    told("Ends", "The records end where they ended last, and the key file is the one that was written last.", &faults)
}

/// The marks of the newest backups beside the records. Those from before a backup was put back tell of rows that went with it, which the
/// log says itself; they are left out.
fn marks_of_backups(store: &Store) -> Result<Vec<(String, AuditHead)>, StoreError> {
    const MOST: usize = 8;
    let restored = AuditFilter { kinds: Some(vec![AuditKind::Restored]), ..AuditFilter::default() };
    let put_back = store.audit_rows(&restored, 1)?.pop().map(|row| row.at);
    let files = backups_in(&store.backups_dir());
    let marks = files.iter().filter_map(|file| {
        let header = header_of(file).filter(|header| put_back.is_none_or(|at| header.made_at > at))?;
        Some((file.file_name()?.to_str()?.to_owned(), header.audit_head?.parse().ok()?))
    });
    Ok(marks.take(MOST).collect())
}

fn count(number: usize, thing: &str) -> String {
    if number == 1 { format!("1 {thing}") } else { format!("{number} {thing}s") }
}

fn told(what: &'static str, right: &str, faults: &[String]) -> Checked {
    if faults.is_empty() {
        return Checked { what, is_right: true, said: right.to_owned() };
    }
    let mut sentences: Vec<String> = faults
        .iter()
        .take(NAMED)
        .map(|fault| {
            let mut letters = fault.trim_end_matches('.').chars();
            let first = letters.next().map_or_else(String::new, |letter| letter.to_uppercase().collect());
            format!("{first}{}.", letters.as_str())
        })
        .collect();
    if faults.len() > NAMED {
        sentences.push(format!("And {} more.", faults.len() - NAMED));
    }
    Checked { what, is_right: false, said: sentences.join(" ") }
}
