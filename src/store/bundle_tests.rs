//! What can only be seen from inside: a bundle put together by somebody who knows its passphrase does not get past the rules.

use std::path::Path;

use secrecy::SecretString;
use serde_json::{Value, json};

use super::sealed::{Opener, Sealer};
use super::tests::{folder, issue};
use super::*;
use crate::domain::id::{ClinicianId, NoteId};
use crate::domain::record::Moment;
use crate::domain::safekeeping::Imported;

const SECRET: &str = "the way";

fn at() -> Moment {
    "2026-11-20T10:00:00+00:00".parse().unwrap()
}

/// A bundle of one patient with one note, its lines changed by `change`, sealed again.
fn crafted(dir: &Path, change: impl Fn(&mut Vec<Value>)) -> std::path::PathBuf {
    let (_from, mut store) = folder();
    issue(&mut store, "n1").unwrap();
    let file = dir.join("crafted");
    store.export(&file, &SecretString::from(SECRET), Kdf::LEAST, (&ClinicianId::new("ada"), at())).unwrap();
    let bytes = std::fs::read(&file).unwrap();
    let mut opener = Opener::begin(bytes.as_slice(), SECRET.as_bytes()).unwrap();
    let mut lines = Vec::new();
    while let Some(line) = opener.line().unwrap() {
        lines.push(serde_json::from_slice(&line).unwrap());
    }
    change(&mut lines);
    let mut sealer = Sealer::begin(Vec::new(), SECRET.as_bytes(), Kdf::LEAST).unwrap();
    for line in lines {
        sealer.add(format!("{line}\n").as_bytes()).unwrap();
    }
    std::fs::write(&file, sealer.finish().unwrap()).unwrap();
    file
}

fn import(change: impl Fn(&mut Vec<Value>)) -> (Result<Imported, StoreError>, Store, tempfile::TempDir) {
    let (dir, mut store) = folder();
    let file = crafted(dir.path(), change);
    let done = store.import(&file, &SecretString::from(SECRET), (&ClinicianId::new("ada"), at()));
    (done, store, dir)
}

/// The line of the note.
fn note(lines: &mut [Value]) -> &mut Value {
    &mut lines.iter_mut().find(|line| line.get("note").is_some()).unwrap()["note"]
}

/// Changes the case inside its text.
fn in_case(lines: &mut [Value], change: impl Fn(&mut Value)) {
    let row = note(lines);
    let mut case: Value = serde_json::from_str(row["case"].as_str().unwrap()).unwrap();
    change(&mut case);
    row["case"] = case.to_string().into();
}

#[test]
fn an_unchanged_bundle_is_taken() {
    let (done, store, _dir) = import(|_| ());
    assert_eq!(done.unwrap().notes, 1);
    assert!(store.note(&NoteId::new("n1")).unwrap().is_some());
}

#[test]
fn a_note_that_the_rules_reject_is_refused_and_nothing_of_its_bundle_is_taken() {
    type Change = fn(&mut Vec<Value>);
    let rows: [(&str, Change, Trouble); 6] = [
        ("no advice", |lines| in_case(lines, |case| case["statement"]["advice"] = json!([])), Trouble::BundleRejected),
        ("both", |lines| in_case(lines, |case| case["statement"]["advice"] = json!(["not_fit", "may_be_fit"])), Trouble::BundleRejected),
        ("not assessed", |lines| in_case(lines, |case| case["assessment"]["made_by_issuer"] = json!(false)), Trouble::BundleRejected),
        ("a warning without its reason", |lines| note(lines)["verdict"] = json!("warn"), Trouble::BundleRejected),
        ("a verdict that is none", |lines| note(lines)["verdict"] = json!("reject"), Trouble::BundleRejected),
        ("rules of later", |lines| note(lines)["rule_set"] = json!("gb-2099"), Trouble::Newer { file: sealed::NAME }),
    ];
    for (what, change, trouble) in rows {
        let (done, store, _dir) = import(change);
        assert_eq!(done, Err(StoreError::Import(trouble)), "{what}");
        assert!(store.all_notes().unwrap().is_empty(), "{what}");
        assert!(store.check_pages().is_ok());
    }
}

#[test]
fn lines_that_are_missing_strange_or_point_nowhere_make_a_bundle_damaged() {
    type Change = fn(&mut Vec<Value>);
    let rows: [(&str, Change); 8] = [
        ("no end", |lines| drop(lines.pop())),
        ("no head", |lines| drop(lines.remove(0))),
        ("more after the end", |lines| lines.push(json!({ "end": {} }))),
        ("one line less", |lines| lines.retain(|line| line.get("event").is_none())),
        ("another count", |lines| lines.last_mut().unwrap()["end"]["notes"] = json!(7)),
        ("a note of nobody", |lines| note(lines)["patient"] = json!("nobody")),
        ("an unknown field", |lines| note(lines)["more"] = json!(1)),
        ("an unknown table", |lines| lines.insert(1, json!({ "row": { "table": "sqlite_schema", "values": {} } }))),
    ];
    for (what, change) in rows {
        let (done, store, _dir) = import(change);
        assert!(done.is_err(), "{what}: {done:?}");
        assert!(store.all_notes().unwrap().is_empty(), "{what}");
    }
}
