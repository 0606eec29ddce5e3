//! What can only be seen from inside: a row that somebody with the key and another program put together is no note.

use rusqlite::named_params;

use super::tests::{folder, issue};
use super::*;
use crate::domain::id::NoteId;
use crate::paper::Med3Page;
use crate::rules::{self, Issued};

#[test]
fn a_crafted_row_that_the_rules_reject_is_never_a_note_again_and_leaves_in_no_bundle_that_is_taken() {
    let rows = [
        ("nothing advised", "'$.statement.advice', json('[]')"),
        ("both advised", "'$.statement.advice', json('[\"not_fit\", \"may_be_fit\"]')"),
        ("no condition", "'$.statement.conditions', ' '"),
        ("assessed by another", "'$.assessment.made_by_issuer', json('false')"),
        ("not trained", "'$.issuer.trained', json('false')"),
        ("stated before it was assessed", "'$.statement.on', '2026-11-19'"),
    ];
    for (what, change) in rows {
        let (dir, mut store) = folder();
        issue(&mut store, "n1").unwrap();
        // As if the note had been written so: the guards that keep it as it was issued are taken away first.
        let guards: Vec<String> = {
            let mut statement = store.db.prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'note'").unwrap();
            statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
        };
        assert!(!guards.is_empty());
        for guard in guards {
            store.db.execute_batch(&format!("DROP TRIGGER {guard}")).unwrap();
        }
        let sql = format!("UPDATE note SET case_json = json_set(case_json, {change}), verdict = 'accept' WHERE id = :id");
        assert_eq!(store.db.execute(&sql, named_params! {":id": "n1"}).unwrap(), 1, "{what}");
        let record = store.note(&NoteId::new("n1")).unwrap().unwrap();
        let set = rules::by_id(&record.rule_set).unwrap();
        assert!(Issued::from_record(record, set, &Med3Page).is_err(), "{what}: it would be shown and printed");
        let checked = verify(&store, None).unwrap();
        assert!(checked.iter().any(|check| check.what == "Notes" && !check.is_right && check.said.contains("n1")), "{what}: {checked:?}");
        let bundle = dir.path().join("all.fitnote-bundle");
        let (way, ada) = (secrecy::SecretString::from("the way"), crate::domain::id::ClinicianId::new("ada"));
        let by = (&ada, "2026-11-20T10:00:00Z".parse().unwrap());
        store.export(&bundle, &way, Kdf::LEAST, by).unwrap();
        let (_elsewhere, mut there) = folder();
        let taken = there.import(&bundle, &way, by);
        assert_eq!(taken, Err(StoreError::Import(Trouble::BundleRejected)), "{what}");
        assert!(there.all_notes().unwrap().is_empty(), "{what}");
    }
}
