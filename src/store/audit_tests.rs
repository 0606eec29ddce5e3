//! The chain attacked row by row, with the triggers out of the way: what somebody could do who has the file open elsewhere.

use super::*;
use crate::domain::audit::{AuditEvent, AuditHead, AuditKind, ChainFault, Subject};
use crate::domain::id::{ClinicianId, NoteId, PatientId};
use crate::domain::record::Moment;

const ROWS: u64 = 7;

fn at(minute: u64) -> Moment {
    format!("2026-11-20T10:{minute:02}:00+00:00").parse().unwrap()
}

/// A log of a few rows of different shapes, and its triggers dropped.
fn attacked() -> (tempfile::TempDir, Store, AuditHead) {
    let (dir, mut store) = tests::folder();
    assert_eq!(store.check_audit(None).unwrap().rows, 0);
    let ada = ClinicianId::new("ada");
    for row in 1..=ROWS {
        let event = AuditEvent::new(if row % 2 == 0 { AuditKind::Viewed } else { AuditKind::Printed }, at(row));
        let event = if row == 1 { event } else { event.by(&ada) };
        let event = if row > 2 { event.about(&PatientId::new(format!("p{row}"))) } else { event };
        let event = if row % 2 == 1 { event.to(Subject::Note(NoteId::new(format!("n{row}")))).saying("Work plan") } else { event };
        store.audit(&event).unwrap();
    }
    for trigger in ["audit_is_never_changed", "audit_is_never_removed", "audit_grows_at_its_end"] {
        store.db.execute_batch(&format!("DROP TRIGGER {trigger}")).unwrap();
    }
    let found = store.check_audit(None).unwrap();
    assert!(found.faults.is_empty() && found.rows == ROWS && found.head.seq == ROWS, "{found:?}");
    let head = store.audit_head().unwrap();
    assert_eq!(found.head, head);
    assert!(store.check_audit(Some(&head)).unwrap().faults.is_empty());
    (dir, store, head)
}

fn faults_after(sql: &str) -> Vec<ChainFault> {
    let (_dir, store, head) = attacked();
    store.db.execute_batch(sql).unwrap_or_else(|error| panic!("{sql}: {error}"));
    store.check_audit(Some(&head)).unwrap().faults
}

#[test]
fn a_changed_field_of_any_row_is_found_and_located() {
    for row in 1..=ROWS {
        for change in [
            "at = '2026-11-20T11:00:00+00:00'",
            "at_micros = at_micros + 1",
            "clinician = 'eve'",
            "clinician = NULL",
            "kind = 'listed'",
            "patient = 'p99'",
            "patient = NULL",
            "patient = ''",
            "subject = 'note:n99'",
            "subject = NULL",
            "detail = detail || ' '",
            "detail = kind, kind = detail",
            "mac = randomblob(32)",
            "mac = zeroblob(32)",
        ] {
            let (_dir, store, head) = attacked();
            let before: String = row_text(&store, row);
            store.db.execute_batch(&format!("UPDATE audit SET {change} WHERE seq = {row}")).unwrap();
            if row_text(&store, row) == before {
                continue;
            }
            let faults = store.check_audit(Some(&head)).unwrap().faults;
            assert_eq!(faults.first(), Some(&ChainFault::Changed { seq: row }), "{change} in row {row}");
        }
    }
}

fn row_text(store: &Store, row: u64) -> String {
    let sql = format!("SELECT json_array(at, at_micros, clinician, kind, patient, subject, detail, hex(mac)) FROM audit WHERE seq = {row}");
    store.db.query_row(&sql, [], |row| row.get(0)).unwrap()
}

#[test]
fn a_missing_row_is_found_and_located() {
    for row in 1..ROWS {
        let faults = faults_after(&format!("DELETE FROM audit WHERE seq = {row}"));
        assert_eq!(faults, [ChainFault::Missing { from: row, to: row }]);
    }
    assert_eq!(faults_after("DELETE FROM audit WHERE seq IN (3, 4)"), [ChainFault::Missing { from: 3, to: 4 }]);
}

#[test]
fn a_missing_row_whose_gap_is_closed_is_found_at_its_place() {
    for row in 1..ROWS {
        let close = format!(
            "DELETE FROM audit WHERE seq = {row}; UPDATE audit SET seq = -seq WHERE seq > {row}; UPDATE audit SET seq = -seq - 1 WHERE seq < 0;"
        );
        // Without the numbers' own check nobody would need to be so careful.
        let close = format!("PRAGMA ignore_check_constraints = ON; {close}");
        let faults = faults_after(&close);
        assert_eq!(faults.first(), Some(&ChainFault::Changed { seq: row }), "row {row}: {faults:?}");
    }
}

#[test]
fn two_rows_that_changed_places_are_found() {
    for (one, other) in [(1, 2), (2, 3), (2, 6), (1, 7)] {
        let swap = format!(
            "PRAGMA ignore_check_constraints = ON; UPDATE audit SET seq = -1000 WHERE seq = {one}; UPDATE audit SET seq = {one} WHERE seq = {other}; UPDATE audit SET seq = {other} WHERE seq = -1000;"
        );
        let faults = faults_after(&swap);
        assert_eq!(faults.first(), Some(&ChainFault::Changed { seq: one }), "{one} and {other}: {faults:?}");
    }
}

#[test]
fn an_inserted_row_is_found() {
    for row in 1..=ROWS {
        let insert = format!(
            "PRAGMA ignore_check_constraints = ON; UPDATE audit SET seq = -seq WHERE seq >= {row}; UPDATE audit SET seq = 1 - seq WHERE seq < 0;
             INSERT INTO audit SELECT {row}, at, at_micros, clinician, kind, patient, subject, detail, mac FROM audit WHERE seq = {row} + 1;"
        );
        let faults = faults_after(&insert);
        assert!(!faults.is_empty(), "row {row}");
        let copied_forward = ChainFault::Changed { seq: row + 1 };
        let first = faults.first().cloned().unwrap();
        assert!(first == copied_forward || first == ChainFault::Changed { seq: row }, "row {row}: {faults:?}");
    }
    let forged = faults_after(
        "INSERT INTO audit SELECT seq + 1, at, at_micros, clinician, kind, patient, subject, detail, mac FROM audit WHERE seq = 7",
    );
    assert_eq!(forged, [ChainFault::Changed { seq: 8 }]);
}

#[test]
fn a_log_that_is_cut_off_is_found_by_a_mark_that_was_written_down() {
    for kept in 0..ROWS {
        let (_dir, store, head) = attacked();
        store.db.execute_batch(&format!("DELETE FROM audit WHERE seq > {kept}")).unwrap();
        assert!(store.check_audit(None).unwrap().faults.is_empty(), "without a mark a shorter log looks whole");
        assert_eq!(store.check_audit(Some(&head)).unwrap().faults, [ChainFault::CutOff { from: kept + 1, to: ROWS }]);
    }
}

#[test]
fn a_log_that_was_cut_off_and_grew_again_is_found_by_the_mark() {
    let (_dir, mut store, head) = attacked();
    store.db.execute_batch("DELETE FROM audit WHERE seq > 4").unwrap();
    for row in 5..=9 {
        store.audit(&AuditEvent::new(AuditKind::Listed, at(row))).unwrap();
    }
    assert!(store.check_audit(None).unwrap().faults.is_empty());
    assert_eq!(store.check_audit(Some(&head)).unwrap().faults, [ChainFault::OtherHistory { seq: ROWS }]);
}

#[test]
fn the_log_of_another_folder_does_not_fit_here() {
    let (_one, first, _) = attacked();
    let (_two, second, _) = attacked();
    let mac: Vec<u8> = second.db.query_row("SELECT mac FROM audit WHERE seq = 1", [], |row| row.get(0)).unwrap();
    first.db.execute("UPDATE audit SET mac = ?1 WHERE seq = 1", [mac]).unwrap();
    let faults = first.check_audit(None).unwrap().faults;
    assert_eq!(faults.first(), Some(&ChainFault::Changed { seq: 1 }));
}

#[test]
fn the_log_only_grows_at_its_end() {
    let (_dir, mut store) = tests::folder();
    for row in 1..=3 {
        store.audit(&AuditEvent::new(AuditKind::Listed, at(row))).unwrap();
    }
    for sql in [
        "UPDATE audit SET detail = 'x'",
        "DELETE FROM audit",
        "DELETE FROM audit WHERE seq = 3",
        "INSERT OR REPLACE INTO audit SELECT * FROM audit WHERE seq = 2",
        "INSERT INTO audit SELECT 9, at, at_micros, clinician, kind, patient, subject, detail, mac FROM audit WHERE seq = 2",
    ] {
        assert!(store.db.execute_batch(sql).is_err(), "{sql}");
    }
    assert_eq!(store.check_audit(None).unwrap().rows, 3);
}

#[test]
fn a_change_and_its_row_are_written_both_or_neither() {
    let (_dir, mut store) = tests::folder();
    let event = AuditEvent::new(AuditKind::SettingChanged, at(1));
    let failed: Result<(), _> = store.audited(&event, |store| {
        store.set_setting("kept", &1)?;
        Err(StoreError::Save(Trouble::Full))
    });
    assert!(failed.is_err());
    assert_eq!(store.setting::<u32>("kept").unwrap(), None);
    assert_eq!(store.audit_head().unwrap().seq, 0);
    // And the other way round: a row that cannot be written takes the change back.
    store.db.execute_batch("ALTER TABLE audit RENAME TO elsewhere").unwrap();
    assert!(store.audited(&event, |store| store.set_setting("kept", &1)).is_err());
    store.db.execute_batch("ALTER TABLE elsewhere RENAME TO audit").unwrap();
    assert_eq!(store.setting::<u32>("kept").unwrap(), None);
    store.audited(&event, |store| store.save_patient(&tests::patient("zed", "Zed"))).unwrap();
    assert!(store.patient(&PatientId::new("zed")).unwrap().is_some());
    assert_eq!(store.audit_head().unwrap().seq, 1);
}

#[test]
fn a_note_its_paper_and_its_end_are_rows_of_the_log() {
    let (_dir, mut store) = tests::folder();
    let ada = ClinicianId::new("ada");
    tests::issue(&mut store, "n1").unwrap();
    tests::issue(&mut store, "n1").unwrap();
    let note = NoteId::new("n1");
    store.mark_printed(&note, &ada, at(1), crate::domain::life::PaperUse::Printed).unwrap();
    store.mark_printed(&note, &ada, at(2), crate::domain::life::PaperUse::Saved).unwrap();
    store.cancel(&note, "typed twice", false, &ada, at(3)).unwrap();
    let kinds: Vec<String> = store.audit_rows(&AuditFilter::default(), 10).unwrap().into_iter().map(|row| row.kind).collect();
    assert_eq!(kinds, ["cancelled", "saved", "printed", "issued"]);
    let rows = store.audit_rows(&AuditFilter { patients: Some(vec![PatientId::new("ben")]), ..AuditFilter::default() }, 10).unwrap();
    assert_eq!(rows.len(), 4, "each names the patient");
    assert!(rows.iter().all(|row| row.subject == Some(Subject::Note(note.clone())) && row.clinician == Some(ada.clone())));
    let all: String = store
        .db
        .query_row("SELECT group_concat(at || kind || patient || coalesce(subject, '') || detail) FROM audit", [], |row| row.get(0))
        .unwrap();
    for words in ["Ben", "Okafor", "1984", "Low back", "typed twice", "Cliff"] {
        assert!(!all.contains(words), "{words} stands in the log");
    }
}

#[test]
fn rows_are_found_by_patient_person_kind_and_time() {
    let (_dir, store, _) = attacked();
    let seqs = |filter: AuditFilter| store.audit_rows(&filter, 100).unwrap().into_iter().map(|row| row.seq).collect::<Vec<_>>();
    assert_eq!(seqs(AuditFilter::default()), [7, 6, 5, 4, 3, 2, 1]);
    assert_eq!(seqs(AuditFilter { before: Some(3), ..AuditFilter::default() }), [2, 1]);
    assert_eq!(seqs(AuditFilter { clinician: Some(ClinicianId::new("ada")), ..AuditFilter::default() }), [7, 6, 5, 4, 3, 2]);
    assert_eq!(seqs(AuditFilter { kinds: Some(vec![AuditKind::Viewed]), ..AuditFilter::default() }), [6, 4, 2]);
    assert_eq!(seqs(AuditFilter { patients: Some(vec![PatientId::new("p4"), PatientId::new("p7")]), ..AuditFilter::default() }), [7, 4]);
    assert_eq!(seqs(AuditFilter { from: Some(at(3)), to: Some(at(5)), ..AuditFilter::default() }), [4, 3]);
    assert_eq!(store.audit_rows(&AuditFilter::default(), 2).unwrap().len(), 2);
}
