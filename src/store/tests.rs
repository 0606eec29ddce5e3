//! What can only be seen from inside: a full disk, the guards on the rows, and that no search sorts.

use rusqlite::Connection;
use secrecy::SecretString;

use super::*;
use crate::domain::case_file::read_case;
use crate::domain::id::{ClinicianId, NoteId, PatientId};
use crate::domain::record::{Clinician, Patient};
use crate::paper::Med3Page;
use crate::rules::{self, Issuable, PrintOptions};

pub(super) const CASE: &str = r#"{
  "format": "fitnote-case/1", "today": "2026-11-20",
  "issuer": { "name": "Dr Ada Rowe", "profession": "doctor", "registration": "1234567", "setting": "nhs", "trained": true, "within_scope": true },
  "practice": { "name": "Harbour Surgery", "address": ["1 Quay Street", "Whitby"], "postcode": "YO21 1AA", "nation": "england" },
  "patient": { "title": "Mr", "given_names": "Ben", "family_name": "Okafor", "date_of_birth": "1984-02-29",
    "address": ["22 Cliff Road", "Whitby"], "postcode": "YO21 3BB", "work": "employed", "jobs": 1 },
  "history": { "condition_since": "2026-11-20", "off_work_since": "2026-11-20" },
  "assessment": { "on": "2026-11-20", "kind": "telephone", "made_by_issuer": true },
  "statement": { "on": "2026-11-20", "conditions": "Low back pain", "advice": ["not_fit"],
    "period": { "from": "2026-11-20", "to": "2026-12-03" }, "assess_again": false }
}"#;

pub(super) fn issuable(id: &str) -> Issuable {
    let case = read_case(CASE).unwrap_or_else(|fault| panic!("{fault}"));
    let rules = rules::in_force(case.statement.on);
    Issuable::new(NoteId::new(id), case, None, PrintOptions::default(), rules, &Med3Page).unwrap_or_else(|refusal| panic!("{refusal:?}"))
}

pub(super) fn patient(id: &str, family_name: &str) -> Patient {
    Patient {
        id: PatientId::new(id),
        title: "Mr".into(),
        given_names: "Ben".into(),
        family_name: family_name.into(),
        date_of_birth: "1984-02-29".parse().unwrap(),
        nhs_number: None,
        address: vec!["22 Cliff Road".into()],
        postcode: "YO21 3BB".into(),
    }
}

pub(super) fn folder() -> (tempfile::TempDir, Store) {
    let dir = tempfile::tempdir().unwrap();
    let case = issuable("n").case().clone();
    let issuer = case.issuer;
    let clinician = Clinician {
        id: ClinicianId::new("ada"),
        name: issuer.name,
        profession: issuer.profession,
        registration: issuer.registration,
        setting: issuer.setting,
        trained: issuer.trained,
        within_scope: issuer.within_scope,
    };
    let new = NewStore { practice: case.practice, clinician, passphrase: SecretString::from("passphrase"), kdf: Kdf::LEAST };
    let (mut store, _) = Store::create(dir.path(), new).unwrap();
    store.save_patient(&patient("ben", "Okafor")).unwrap();
    (dir, store)
}

pub(super) fn issue(store: &mut Store, id: &str) -> Result<Recorded, StoreError> {
    let at = "2026-11-20T10:00:00+00:00".parse().unwrap();
    store.issue(&issuable(id), &PatientId::new("ben"), &ClinicianId::new("ada"), at)
}

#[test]
fn a_full_disk_has_its_own_sentence_and_what_was_there_stays() {
    let (_dir, mut store) = folder();
    issue(&mut store, "n0").unwrap();
    // SQLite's own limit gives the same answer as a disk without space.
    let pages: u32 = store.db.query_row("PRAGMA page_count", [], |row| row.get(0)).unwrap();
    store.db.pragma_update(None, "max_page_count", pages).unwrap();
    let mut refused = None;
    for number in 1..200 {
        if let Err(error) = issue(&mut store, &format!("n{number}")) {
            refused = Some((number, error));
            break;
        }
    }
    let (number, error) = refused.expect("the disk never filled");
    assert_eq!(error, StoreError::Issue(Trouble::Full));
    assert!(error.to_string().starts_with("The note is not recorded: the disk is full."), "{error}");
    let long = Patient { address: vec!["x".repeat(100_000)], ..patient("ann", "Stone") };
    assert_eq!(store.save_patient(&long), Err(StoreError::Save(Trouble::Full)));
    assert_eq!(store.all_notes().unwrap().len(), number);
    assert_eq!(store.patient(&long.id), Ok(None));
    store.check_pages().unwrap();
    // Space was freed: the same note goes in.
    store.db.pragma_update(None, "max_page_count", 1_000_000).unwrap();
    assert!(issue(&mut store, &format!("n{number}")).unwrap().is_new());
}

#[test]
fn an_issued_note_cannot_be_changed_or_removed_even_by_sql() {
    let (_dir, mut store) = folder();
    issue(&mut store, "n1").unwrap();
    let before = store.note(&NoteId::new("n1")).unwrap();
    for sql in [
        "UPDATE note SET reason = 'x'",
        "UPDATE note SET issued_at_micros = 0 WHERE id = 'n1'",
        "DELETE FROM note",
        "DELETE FROM patient",
        "DELETE FROM clinician",
        "INSERT OR REPLACE INTO note SELECT * FROM note",
        "INSERT INTO note SELECT * FROM note",
    ] {
        assert!(store.db.execute_batch(sql).is_err(), "{sql}");
    }
    assert!(store.note(&NoteId::new("n1")).unwrap() == before);
    assert_eq!(store.all_notes().unwrap().len(), 1);
}

#[test]
fn a_newer_programs_records_are_refused_by_name_and_left_alone() {
    let (dir, store) = folder();
    store.db.pragma_update(None, "user_version", 99).unwrap();
    drop(store);
    let before = std::fs::read(dir.path().join(DB_FILE)).unwrap();
    let error = Store::unlock(dir.path(), None, &SecretString::from("passphrase")).err();
    assert_eq!(error, Some(StoreError::Open(Trouble::Newer { file: DB_FILE })));
    assert_eq!(std::fs::read(dir.path().join(DB_FILE)).unwrap(), before);
}

#[test]
fn a_connection_keeps_what_it_is_given() {
    let (_dir, store) = folder();
    let asked = |pragma: &str| store.db.query_row(&format!("PRAGMA {pragma}"), [], |row| row.get::<_, rusqlite::types::Value>(0)).unwrap();
    for (pragma, expected) in
        [("synchronous", 2), ("foreign_keys", 1), ("secure_delete", 1), ("temp_store", 2), ("recursive_triggers", 1), ("trusted_schema", 0)]
    {
        assert_eq!(asked(pragma), rusqlite::types::Value::Integer(expected), "{pragma}");
    }
    assert_eq!(asked("journal_mode"), rusqlite::types::Value::Text("wal".into()));
    assert_eq!(asked("busy_timeout"), rusqlite::types::Value::Integer(5000));
    assert!(matches!(asked("cipher_version"), rusqlite::types::Value::Text(version) if version.starts_with('4')));
}

pub(super) fn plan(db: &Connection, sql: &str) -> String {
    let mut statement = db.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
    // Unbound parameters stand for NULL; the plan does not depend on them.
    let mut rows = statement.raw_query();
    let mut lines = Vec::new();
    while let Some(row) = rows.next().unwrap() {
        lines.push(row.get::<_, String>(3).unwrap());
    }
    lines.join("\n")
}

#[test]
fn no_list_and_no_search_sorts_or_reads_everything() {
    let (_dir, store) = folder();
    let rows = [
        include_str!("sql/find_candidates.sql"),
        include_str!("sql/list_drafts.sql"),
        include_str!("sql/list_notes.sql"),
        include_str!("sql/list_notes_of_patient.sql"),
        include_str!("sql/list_notes_ending.sql"),
        include_str!("sql/get_note_line.sql"),
        include_str!("sql/list_note_events.sql"),
        include_str!("sql/list_patients_by_nhs_number.sql"),
        include_str!("sql/list_patients_by_birth.sql"),
        include_str!("sql/delete_patient_words.sql"),
        include_str!("sql/delete_draft_of_note.sql"),
    ];
    for sql in rows {
        let plan = plan(&store.db, sql);
        assert!(!plan.contains("TEMP B-TREE"), "{sql}\n{plan}");
        // A list of everything walks an index; nothing walks a table.
        let scans = plan.lines().filter(|line| line.contains("SCAN") && !line.contains("USING INDEX") && !line.contains("VIRTUAL TABLE"));
        assert_eq!(scans.count(), 0, "{sql}\n{plan}");
    }
}

#[test]
fn a_file_leads_to_one_note_here_and_to_another_elsewhere() {
    let (_dir, store) = folder();
    let (_other, elsewhere) = folder();
    let id = store.note_id_for("case").unwrap();
    assert_eq!(id.as_str().len(), 36);
    assert_eq!(store.note_id_for("case").unwrap(), id);
    assert_ne!(store.note_id_for("another case").unwrap(), id);
    assert_ne!(elsewhere.note_id_for("case").unwrap(), id);
}
