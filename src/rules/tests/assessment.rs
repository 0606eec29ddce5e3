//! The assessment.

use super::*;
use crate::domain::case::AssessmentKind;
use crate::rules::Field;

fn report(by: Option<&str>) -> impl FnOnce(&mut Case) {
    let by = by.map(str::to_owned);
    move |c| {
        c.assessment.kind = AssessmentKind::WrittenReport;
        c.assessment.report_by = by;
    }
}

#[test]
fn a_statement_rests_on_one_of_four_kinds() {
    for kind in [AssessmentKind::InPerson, AssessmentKind::Telephone] {
        assert!(names(|c| c.assessment.kind = kind).is_empty(), "{kind:?}");
    }
    let (variant, video) = only(|c| c.assessment.kind = AssessmentKind::Video);
    assert_eq!((video.rule, variant, video.weight), ("assessment.kind", "video", Weight::Info));
    assert_eq!(video.path, ["Can a statement rest on this kind of assessment? yes", "Does the law itself name it? no"]);
    assert!(video.fix.is_none());
    let (variant, form) = only(|c| c.assessment.kind = AssessmentKind::OnlineForm);
    assert_eq!((form.rule, variant, form.weight), ("assessment.kind", "not_a_kind", Weight::Reject));
    assert_eq!(form.path, ["Can a statement rest on this kind of assessment? no"]);
}

#[test]
fn a_report_counts_when_a_regulated_professional_wrote_it() {
    for author in ["nurse", "paramedic", "midwife", "Physician Associate", "clinical-psychologist", "gp"] {
        assert!(names(report(Some(author))).is_empty(), "{author}");
    }
    let rows = [
        (Some("unregulated"), "unregulated", Weight::Reject),
        (Some("Social prescriber"), "unregulated", Weight::Reject),
        (Some("health_care_assistant"), "unregulated", Weight::Reject),
        (None, "author_missing", Weight::Reject),
        (Some(" "), "author_missing", Weight::Reject),
        (Some("astrologer"), "author_unknown", Weight::Warn),
    ];
    for (author, expected, weight) in rows {
        let (variant, finding) = only(report(author));
        assert_eq!((finding.rule, variant, finding.weight), ("assessment.kind", expected, weight), "{author:?}");
        assert_eq!(finding.field, Field::AssessmentKind);
    }
    let (_, unregulated) = only(report(Some("unregulated")));
    let path = [
        "Can a statement rest on this kind of assessment? yes",
        "Is the profession of the report's author named? yes",
        "Is the author outside the regulated professions? yes",
    ];
    assert_eq!(unregulated.path, path);
    let read = [("assessment.kind".to_owned(), "Written report".to_owned()), ("assessment.report_by".to_owned(), "unregulated".to_owned())];
    assert_eq!(unregulated.inputs, read);
    // The author is read only for a written report.
    assert!(names(|c| c.assessment.report_by = Some("unregulated".into())).is_empty());
}

#[test]
fn assessment_then_statement_and_the_statement_today() {
    let rows: [(&str, Change); 4] = [
        ("future", |c| c.today = Some(d(2026, 11, 19))),
        ("before", |c| {
            c.today = Some(d(2026, 11, 21));
            c.statement.on = d(2026, 11, 19);
        }),
        ("not_today", |c| c.today = Some(d(2026, 11, 21))),
        ("not_today", |c| c.statement.on = d(2026, 11, 21)),
    ];
    for (expected, change) in rows {
        let (variant, finding) = only(change);
        assert_eq!((finding.rule, variant, finding.weight), ("assessment.dates", expected, Weight::Reject));
        assert_eq!(finding.inputs.len(), 3);
    }
    let (_, late) = only(|c| c.today = Some(d(2026, 11, 21)));
    let path = ["Is the assessment in the future? no", "Is the statement before the assessment? no", "Is the statement dated today? no"];
    assert_eq!(late.path, path);
    assert!(late.clinician.contains("20 November 2026") && late.clinician.contains("21 November 2026"), "{}", late.clinician);
    // A statement may follow its assessment by any number of days.
    let later = names(|c| {
        c.today = Some(d(2026, 12, 1));
        c.statement.on = d(2026, 12, 1);
    });
    assert!(later.is_empty(), "{later:?}");
}

#[test]
fn the_issuer_assessed_or_read_the_report() {
    let (variant, finding) = only(|c| c.assessment.made_by_issuer = false);
    assert_eq!((finding.rule, variant, finding.weight), ("assessment.own", "not_own", Weight::Reject));
    assert_eq!(finding.path, ["Did the issuer assess the patient or consider the report? no"]);
}

fn same(c: &mut Case) {
    c.history.notes = vec![note("N1", d(2026, 11, 20), d(2026, 12, 3))];
}

#[test]
fn one_assessment_carries_one_statement() {
    let found = names(same);
    assert_eq!(found, ["assessment.once second", "continuity.gap overlap"]);
    let (_, finding) = findings(&case(same)).remove(0);
    assert_eq!(finding.weight, Weight::Reject);
    assert_eq!(finding.path, ["Is this a duplicate of an earlier note? no", "Does another statement rest on this assessment? yes"]);
    assert_eq!(finding.inputs, [("assessment.on".to_owned(), "2026-11-20".to_owned()), ("history.notes.id".to_owned(), "N1".to_owned())]);
    let another_day = names(|c| {
        same(c);
        c.history.notes[0].assessed_on = d(2026, 11, 19);
    });
    assert_eq!(another_day, ["continuity.gap overlap"]);
}

#[test]
fn a_duplicate_repeats_an_original_that_is_lost() {
    let duplicate = |c: &mut Case| {
        same(c);
        c.statement.duplicate_of = Some("N1".into());
        c.statement.original_lost = true;
    };
    assert!(names(duplicate).is_empty());
    let rows: [(&str, Change); 5] = [
        ("not_lost", |c| c.statement.original_lost = false),
        ("unknown_original", |c| c.history.notes.clear()),
        ("differs", |c| c.history.notes[0].to = Some(d(2026, 12, 4))),
        ("differs", |c| c.history.notes[0].from = Some(d(2026, 11, 19))),
        ("differs", |c| c.history.notes[0].assessed_on = d(2026, 11, 19)),
    ];
    for (expected, change) in rows {
        let (variant, finding) = only(|c| {
            duplicate(c);
            change(c);
        });
        assert_eq!((finding.rule, variant, finding.weight), ("assessment.once", expected, Weight::Reject));
        assert_eq!(finding.field, Field::DuplicateOf);
    }
    // A duplicate given later is dated today, or repeats the original's own date.
    for on in [d(2026, 11, 20), d(2026, 12, 1)] {
        let later = names(|c| {
            duplicate(c);
            c.today = Some(d(2026, 12, 1));
            c.statement.on = on;
        });
        assert!(later.is_empty(), "{on} {later:?}");
    }
}
