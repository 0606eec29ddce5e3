//! Duplicates: what a lost original is printed again as, and what is refused.

use super::{Change, Wide, case, d, note, set};
use crate::domain::id::{ClinicianId, NoteId, PatientId};
use crate::rules::{Issuable, Issued, NoteRecord, PrintOptions, Refusal};

fn objections(refusal: &Refusal) -> Vec<&'static str> {
    let (Refusal::Rejected(judgement) | Refusal::ReasonNeeded(judgement)) = refusal;
    judgement.findings.iter().map(|one| one.rule).collect()
}

fn issued(change: Change, reason: Option<&str>) -> Issued {
    let note = Issuable::new(NoteId::new("n1"), case(change), reason, PrintOptions::default(), set(), &Wide);
    let note = note.unwrap_or_else(|refusal| panic!("not issuable: {:?}", objections(&refusal)));
    let record = NoteRecord {
        id: note.id().clone(),
        patient: PatientId::new("ben"),
        clinician: ClinicianId::new("ada"),
        issued_at: "2026-11-20T10:00:00+00:00".parse().expect("a literal moment"),
        case: note.case().clone(),
        rule_set: note.judgement().rule_set.clone(),
        verdict: "accept".into(),
        findings: serde_json::Value::Null,
        reason: note.reason().map(str::to_owned),
        print: note.print().clone(),
    };
    Issued::from_record(record, set(), &Wide).unwrap_or_else(|refusal| panic!("{refusal:?}"))
}

#[test]
fn a_duplicate_has_the_identity_the_dates_and_the_words_of_its_original() {
    let original = issued(|_| (), None);
    let duplicate = original.duplicate(true, d(2026, 12, 1), set(), &Wide).unwrap_or_else(|refusal| panic!("{refusal:?}"));
    assert_eq!(duplicate.original().as_str(), "n1");
    let mut plain = duplicate.issuable().case().clone();
    assert_eq!(plain.statement.duplicate_of.take().as_deref(), Some("n1"));
    plain.statement.original_lost = false;
    assert!(plain.statement == original.record().case.statement, "nothing else of the statement differs");
    assert!(plain.assessment == original.record().case.assessment && plain.issuer == original.record().case.issuer);
}

#[test]
fn only_a_lost_original_is_duplicated() {
    let refused = issued(|_| (), None).duplicate(false, d(2026, 12, 1), set(), &Wide);
    let Err(Refusal::Rejected(judgement)) = refused else { panic!("a duplicate of a note that is not lost") };
    assert_eq!(judgement.findings.iter().map(|one| one.rule).collect::<Vec<_>>(), ["assessment.once"]);
}

#[test]
fn every_kind_of_note_that_was_issued_can_be_duplicated() {
    let rows: [(&str, Change); 5] = [
        ("warned", |c| c.statement.conditions = "Unwell".into()),
        ("backdated", |c| {
            super::since(c, Some(d(2026, 11, 16)), Some(d(2026, 11, 16)), None);
            c.statement.period = super::dates(d(2026, 11, 16), d(2026, 12, 3));
        }),
        ("from tomorrow", |c| {
            c.history.notes = vec![note("n0", d(2026, 11, 10), d(2026, 11, 20))];
            c.statement.period = super::dates(d(2026, 11, 21), d(2026, 12, 5));
        }),
        ("a length", |c| c.statement.period = super::length("3 weeks")),
        ("long", |c| {
            super::since(c, Some(d(2026, 1, 1)), Some(d(2026, 1, 1)), Some(d(2026, 1, 1)));
            c.history.notes = vec![note("n0", d(2026, 1, 1), d(2026, 11, 19))];
            c.statement.period = super::indefinite(d(2026, 11, 20));
            c.statement.foreseeable_future = true;
        }),
    ];
    for (name, change) in rows {
        // A reason that no rule asks for is not kept, so that all may be given one.
        let made = issued(change, Some("as agreed")).duplicate(true, d(2027, 6, 1), set(), &Wide);
        assert_eq!(made.err().map(|refusal| objections(&refusal)), None, "{name}");
    }
}
