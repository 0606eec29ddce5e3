//! The life of a note: each verb with its rules, its record and what the lists then say; and rows that nobody judged.

use rusqlite::named_params;

use super::tests::{CASE, folder, issuable, issue, patient};
use super::*;
use crate::domain::day::Day;
use crate::domain::draft::Draft;
use crate::domain::id::{ClinicianId, NoteId, PatientId};
use crate::domain::life::{Bar, EventKind, NoteEvent, Origin, PaperUse, Verb};
use crate::domain::record::{Moment, NoteLine};
use crate::paper::Med3Page;
use crate::rules::{self, Duplicate, Issued, Refusal};

fn at(hour: u32) -> Moment {
    format!("2026-11-20T{hour:02}:00:00+00:00").parse().unwrap()
}

fn ada() -> ClinicianId {
    ClinicianId::new("ada")
}

fn id(text: &str) -> NoteId {
    NoteId::new(text)
}

fn issue_as(store: &mut Store, note: &str, origin: &Origin) -> Result<Recorded, StoreError> {
    store.issue_as(&issuable(note), &PatientId::new("ben"), &ada(), at(11), origin)
}

fn replaces(note: &str) -> Origin {
    Origin::Replaces { note: id(note), reason: " Wrong last day ".into() }
}

fn line(store: &Store, note: &str) -> NoteLine {
    store.note_line(&id(note)).unwrap().unwrap()
}

fn kinds(store: &Store, note: &str) -> Vec<EventKind> {
    store.history(&id(note)).unwrap().into_iter().map(|event| event.kind).collect()
}

fn proven(store: &Store, note: &str) -> Result<Issued, Refusal> {
    let record = store.note(&id(note)).unwrap().unwrap();
    let rules = rules::by_id(&record.rule_set).unwrap();
    Issued::from_record(record, rules, &Med3Page)
}

fn duplicate(store: &Store, note: &str) -> Duplicate {
    let issued = proven(store, note).unwrap();
    let rules = rules::by_id(&issued.record().rule_set).unwrap();
    issued.duplicate(true, "2026-11-25".parse().unwrap(), rules, &Med3Page).unwrap()
}

fn barred<T>(result: Result<T, StoreError>) -> Option<Trouble> {
    result.err().map(|error| error.trouble().clone())
}

#[test]
fn a_renewal_and_its_original_tell_of_each_other() {
    let (_dir, mut store) = folder();
    issue(&mut store, "n1").unwrap();
    let before = store.case_text(&id("n1")).unwrap();
    assert!(issue_as(&mut store, "n2", &Origin::Renews(id("n1"))).unwrap().is_new());
    assert_eq!(line(&store, "n2").renews, Some(id("n1")));
    assert_eq!(line(&store, "n1").renewed_by, Some(id("n2")));
    assert!(line(&store, "n1").stands(), "a note that was followed on still covers its days");
    assert_eq!(kinds(&store, "n1"), [EventKind::Issued, EventKind::Renewed]);
    assert_eq!(kinds(&store, "n2"), [EventKind::Issued, EventKind::Renews]);
    assert_eq!(store.case_text(&id("n1")).unwrap(), before);
    assert!(!issue_as(&mut store, "n2", &Origin::Renews(id("n1"))).unwrap().is_new(), "issued twice is issued once");
    assert_eq!(kinds(&store, "n1").len(), 2);
    assert_eq!(barred(issue_as(&mut store, "n2", &Origin::First)), Some(Trouble::NoteDiffers));
}

#[test]
fn a_replaced_note_stays_and_no_longer_counts() {
    let (_dir, mut store) = folder();
    issue(&mut store, "n1").unwrap();
    issue_as(&mut store, "n2", &replaces("n1")).unwrap();
    let (old, new) = (line(&store, "n1"), line(&store, "n2"));
    assert_eq!((old.replaced_by.clone(), new.replaces.clone()), (Some(id("n2")), Some(id("n1"))));
    assert!(!old.stands() && new.stands());
    let ending = store.notes_ending("2026-12-01".parse().unwrap(), "2026-12-31".parse().unwrap(), 10).unwrap();
    assert_eq!(ending.iter().map(|line| line.id.as_str()).collect::<Vec<_>>(), ["n2"]);
    assert_eq!(store.notes_of(&PatientId::new("ben")).unwrap().len(), 2, "the record holds both");
    assert_eq!(store.history(&id("n2")).unwrap()[1].reason.as_deref(), Some("Wrong last day"));
    assert_eq!(barred(issue_as(&mut store, "n3", &replaces("n1"))), Some(Trouble::Barred(Bar::Replaced)));
    assert!(store.note(&id("n3")).unwrap().is_none(), "nothing of it is written");
}

#[test]
fn only_a_note_of_the_same_patient_that_is_there_is_pointed_at() {
    let (_dir, mut store) = folder();
    store.save_patient(&patient("ann", "Stone")).unwrap();
    issue(&mut store, "n1").unwrap();
    for origin in [Origin::Renews(id("n1")), replaces("n1")] {
        let other = store.issue_as(&issuable("n2"), &PatientId::new("ann"), &ada(), at(11), &origin);
        assert_eq!(barred(other), Some(Trouble::NoSuch("note of this patient")));
    }
    assert_eq!(barred(issue_as(&mut store, "n2", &Origin::Renews(id("n9")))), Some(Trouble::NoSuch("note")));
    let without = Origin::Replaces { note: id("n1"), reason: "  ".into() };
    assert_eq!(barred(issue_as(&mut store, "n2", &without)), Some(Trouble::ReasonMissing));
    assert_eq!(kinds(&store, "n1"), [EventKind::Issued]);
    assert_eq!(store.all_notes().unwrap().len(), 1);
}

#[test]
fn a_note_is_cancelled_before_it_is_handed_over_and_for_a_reason() {
    let (_dir, mut store) = folder();
    issue(&mut store, "n1").unwrap();
    assert_eq!(barred(store.cancel(&id("n1"), "Wrong patient", true, &ada(), at(12))), Some(Trouble::HandedOver));
    assert_eq!(barred(store.cancel(&id("n1"), " ", false, &ada(), at(12))), Some(Trouble::ReasonMissing));
    assert_eq!(barred(store.cancel(&id("n9"), "Wrong patient", false, &ada(), at(12))), Some(Trouble::NoSuch("note")));
    assert!(line(&store, "n1").stands());
    store.cancel(&id("n1"), "Wrong patient", false, &ada(), at(12)).unwrap();
    assert_eq!(line(&store, "n1").cancelled.as_deref(), Some("Wrong patient"));
    for (what, result) in [
        ("cancelled", store.cancel(&id("n1"), "Again", false, &ada(), at(13))),
        ("printed", store.mark_printed(&id("n1"), &ada(), at(13), PaperUse::Printed)),
        ("duplicated", store.mark_duplicated(&duplicate(&store, "n1"), &ada(), at(13))),
        ("renewed", issue_as(&mut store, "n2", &Origin::Renews(id("n1"))).map(|_| ())),
        ("replaced", issue_as(&mut store, "n2", &replaces("n1")).map(|_| ())),
    ] {
        assert_eq!(barred(result), Some(Trouble::Barred(Bar::Cancelled)), "a cancelled note was {what}");
    }
    let ending = store.notes_ending("2026-12-01".parse().unwrap(), "2026-12-31".parse().unwrap(), 10).unwrap();
    assert!(ending.is_empty());
}

#[test]
fn a_note_that_the_patient_had_is_not_cancelled() {
    let (_dir, mut store) = folder();
    issue(&mut store, "n1").unwrap();
    issue(&mut store, "n2").unwrap();
    store.mark_duplicated(&duplicate(&store, "n1"), &ada(), at(12)).unwrap();
    issue_as(&mut store, "n3", &Origin::Renews(id("n2"))).unwrap();
    for (note, bar) in [("n1", Bar::Duplicated), ("n2", Bar::Renewed)] {
        assert_eq!(barred(store.cancel(&id(note), "A slip", false, &ada(), at(13))), Some(Trouble::Barred(bar)));
        assert_eq!(line(&store, note).may(Verb::Replace), Ok(()));
    }
}

#[test]
fn a_note_written_by_hand_is_recorded_and_not_printed() {
    let (_dir, mut store) = folder();
    issue_as(&mut store, "n1", &Origin::ByHand).unwrap();
    assert!(line(&store, "n1").by_hand && line(&store, "n1").stands());
    assert_eq!(kinds(&store, "n1"), [EventKind::ByHand]);
    for what in [PaperUse::Printed, PaperUse::Saved] {
        assert_eq!(barred(store.mark_printed(&id("n1"), &ada(), at(12), what)), Some(Trouble::Barred(Bar::ByHand)));
    }
    store.mark_duplicated(&duplicate(&store, "n1"), &ada(), at(13)).unwrap();
    assert_eq!(line(&store, "n1").duplicates, 1);
}

#[test]
fn the_history_says_what_when_who_and_why() {
    let (_dir, mut store) = folder();
    issue(&mut store, "n1").unwrap();
    store.mark_printed(&id("n1"), &ada(), at(10), PaperUse::Printed).unwrap();
    store.mark_printed(&id("n1"), &ada(), at(11), PaperUse::Saved).unwrap();
    store.mark_printed(&id("n1"), &ada(), at(12), PaperUse::Printed).unwrap();
    assert_eq!(line(&store, "n1").papers, 3);
    store.cancel(&id("n1"), "Wrong last day", false, &ada(), at(13)).unwrap();
    let said: Vec<String> = store.history(&id("n1")).unwrap().iter().map(NoteEvent::sentence).collect();
    assert_eq!(
        said,
        [
            "Issued on 20 November 2026 at 10:00, Dr Ada Rowe.",
            "Printed on 20 November 2026 at 10:00, Dr Ada Rowe.",
            "Saved as PDF on 20 November 2026 at 11:00, Dr Ada Rowe.",
            "Printed again on 20 November 2026 at 12:00, Dr Ada Rowe.",
            "Cancelled before it was handed over on 20 November 2026 at 13:00, Dr Ada Rowe. Reason: Wrong last day",
        ]
    );
}

#[test]
fn what_happened_cannot_be_changed_removed_or_made_up_even_by_sql() {
    let (_dir, mut store) = folder();
    issue(&mut store, "n1").unwrap();
    issue(&mut store, "n2").unwrap();
    store.cancel(&id("n1"), "Wrong last day", false, &ada(), at(13)).unwrap();
    let before = store.history(&id("n1")).unwrap();
    let add = "INSERT INTO note_event (note, kind, at, clinician, reason, other) VALUES";
    for sql in [
        "UPDATE note_event SET reason = 'x'".to_owned(),
        "DELETE FROM note_event".to_owned(),
        "INSERT OR REPLACE INTO note_event SELECT * FROM note_event".to_owned(),
        format!("{add} ('n1', 'replaced', '2026-11-20T13:00:00+00:00', 'ada', 'x', 'n2')"),
        format!("{add} ('n1', 'printed', '2026-11-20T13:00:00+00:00', 'ada', NULL, NULL)"),
        format!("{add} ('n2', 'issued', '2026-11-20T13:00:00+00:00', 'ada', NULL, NULL)"),
        format!("{add} ('n2', 'cancelled', '2026-11-20T13:00:00+00:00', 'ada', NULL, NULL)"),
        format!("{add} ('n2', 'cancelled', '2026-11-20T13:00:00+00:00', 'ada', ' ', NULL)"),
        format!("{add} ('n2', 'replaced', '2026-11-20T13:00:00+00:00', 'ada', 'x', NULL)"),
        format!("{add} ('n2', 'replaced', '2026-11-20T13:00:00+00:00', 'ada', 'x', 'n2')"),
        format!("{add} ('n2', 'printed', '2026-11-20T13:00:00+00:00', 'nobody', NULL, NULL)"),
        format!("{add} ('n2', 'forgotten', '2026-11-20T13:00:00+00:00', 'ada', NULL, NULL)"),
    ] {
        assert!(store.db.execute_batch(&sql).is_err(), "{sql}");
    }
    assert!(store.history(&id("n1")).unwrap() == before);
    assert_eq!(kinds(&store, "n2"), [EventKind::Issued]);
}

#[test]
fn what_is_refused_half_way_leaves_nothing_of_either_note() {
    let (_dir, mut store) = folder();
    issue(&mut store, "n1").unwrap();
    // The second entry of the pair cannot be written.
    let guard =
        "CREATE TEMP TRIGGER full BEFORE INSERT ON main.note_event WHEN NEW.kind = 'replaced' BEGIN SELECT RAISE(ABORT, 'full'); END";
    store.db.execute_batch(guard).unwrap();
    assert!(issue_as(&mut store, "n2", &replaces("n1")).is_err());
    assert!(store.note(&id("n2")).unwrap().is_none() && store.history(&id("n2")).unwrap().is_empty());
    assert_eq!(kinds(&store, "n1"), [EventKind::Issued]);
    assert!(line(&store, "n1").stands());
}

/// Writes a row that nobody judged, as somebody with the key might.
fn craft(store: &Store, note: &str, case: &str) {
    let sql = "INSERT INTO note (id, patient, clinician, issued_at, issued_at_micros, case_json, rule_set, verdict, findings, print,
            issued_by, assessed_on, stated_on, covers_from, covers_to, not_fit, conditions)
        VALUES (:id, 'ben', 'ada', '2026-11-20T10:00:00+00:00', 0, :case, 'gb-2026', 'accept', '[]',
            '{\"edition\":\"med3-2022\",\"data_matrix\":true}', 'Dr Ada Rowe', '2026-11-20', '2026-11-20', '2026-11-20', '2027-11-20', 1, 'x')";
    store.db.execute(sql, named_params! {":id": note, ":case": case}).unwrap();
}

#[test]
fn a_crafted_row_that_the_rules_reject_cannot_be_printed_or_duplicated() {
    let (_dir, store) = folder();
    craft(&store, "right", CASE);
    assert!(proven(&store, "right").is_ok(), "the row itself is one that reads");
    for (name, right, wrong) in [
        ("year", "\"to\": \"2026-12-03\"", "\"to\": \"2027-11-20\""),
        ("nobody", "\"profession\": \"doctor\"", "\"profession\": \"paramedic\""),
        ("fit", "\"not_fit\"", "\"fit\""),
        ("blank", "Low back pain", " "),
        ("tomorrow", "\"assessment\": { \"on\": \"2026-11-20\"", "\"assessment\": { \"on\": \"2026-11-21\""),
        ("copy", "\"assess_again\": false", "\"assess_again\": false, \"duplicate_of\": \"right\", \"original_lost\": false"),
    ] {
        assert!(CASE.contains(right), "{right}");
        craft(&store, name, &CASE.replacen(right, wrong, 1));
        // Every page is made from an `Issued`, and none comes of this row.
        assert!(matches!(proven(&store, name), Err(Refusal::Rejected(_))), "{name} came through");
    }
    // A row that the rules only warn about, without the reason that a clinician gives.
    craft(&store, "warned", &CASE.replacen("Low back pain", "Unwell", 1));
    assert!(matches!(proven(&store, "warned"), Err(Refusal::ReasonNeeded(_))));
}

#[test]
fn a_crafted_draft_is_judged_like_any_other() {
    let (_dir, mut store) = folder();
    issue(&mut store, "n1").unwrap();
    let content = r#"{ "id": "d1", "patient": "ben", "note": "n2", "clinician": "ada", "begun_on": "2026-11-20",
        "decision": { "kind": "telephone", "conditions": "Low back pain", "advice": "not_fit", "period": "20/11/2026 to 20/11/2027", "assess_again": false } }"#;
    let sql = "INSERT INTO draft (id, patient, note, saved_at, saved_at_micros, content) VALUES ('d1', 'ben', 'n2', '2026-11-20T10:00:00+00:00', 0, :content)";
    store.db.execute(sql, named_params! {":content": content}).unwrap();
    let draft: Draft = store.draft(&crate::domain::id::DraftId::new("d1")).unwrap().unwrap();
    assert!(draft.origin == Origin::First, "a draft from before origins were kept is a note of its own");
    // The only way from a draft to a record is an `Issuable`, and the case that this one leads to is not one.
    let stated = crate::domain::shorthand::parse(&draft.decision.period, day("2026-11-20"), day("2026-11-20")).unwrap();
    let mut case = issuable("n2").case().clone();
    case.statement.period = stated;
    let refused = rules::Issuable::new(
        draft.note,
        case,
        Some("go ahead"),
        rules::PrintOptions::default(),
        rules::in_force(day("2026-11-20")),
        &Med3Page,
    );
    assert!(matches!(refused, Err(Refusal::Rejected(_))));
    // A draft of a note that is issued is not even kept.
    assert!(store.db.execute(&sql.replace("'n2'", "'n1'").replace("'d1'", "'d2'"), named_params! {":content": content}).is_err());
}

fn day(text: &str) -> Day {
    text.parse().unwrap()
}
