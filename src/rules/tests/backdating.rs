//! The start against the assessment, and what went before.

use super::*;
use crate::rules::Field;

fn nov(day: u32) -> Day {
    d(2026, 11, day)
}

fn starting(from: Day, to: Day) -> impl FnOnce(&mut Case) {
    move |c| {
        since(c, Some(from), Some(from), None);
        c.statement.period = dates(from, to);
    }
}

#[test]
fn a_start_after_the_assessment_is_refused_unless_it_follows_on() {
    let (variant, finding) = only(|c| c.statement.period = dates(nov(21), d(2026, 12, 13)));
    assert_eq!((finding.rule, variant, finding.weight, finding.field), ("start.future", "after", Weight::Reject, Field::Period));
    assert_eq!(finding.path, ["Does the period start after the assessment? yes", "Does it start on the day after a current note ends? no"]);
    let follow_on = |from: Day, note_to: Day| {
        findings(&case(|c| {
            since(c, Some(nov(1)), Some(nov(1)), Some(nov(1)));
            c.history.notes = vec![note("N1", nov(1), note_to)];
            c.statement.period = dates(from, d(2026, 12, 20));
        }))
    };
    let found = follow_on(d(2026, 12, 1), nov(30));
    let (variant, finding) = &found[0];
    assert_eq!((found.len(), finding.rule, *variant, finding.weight), (1, "start.future", "follow_on", Weight::Warn));
    assert_eq!(offered(finding), Some(dates(nov(20), d(2026, 12, 20))));
    assert_eq!(finding.fix.as_ref().map(|(label, _)| label.as_str()), Some("Start on 20 November 2026 and overlap"));
    assert_eq!(finding.inputs[2], ("history.notes.to".to_owned(), "2026-11-30".to_owned()));
    let variants = |found: Vec<(&'static str, Finding)>| found.iter().map(|(variant, _)| *variant).collect::<Vec<_>>();
    assert_eq!(variants(follow_on(d(2026, 12, 2), nov(30))), ["after", "same_episode"]);
    assert_eq!(variants(follow_on(nov(30), nov(30))), ["after", "overlap"]);
    // The day after the assessment follows a note that ends on the day of the assessment.
    assert_eq!(variants(follow_on(nov(21), nov(20))), ["follow_on"]);
}

#[test]
fn an_overlapping_note_is_offered_no_longer_than_it_may_be() {
    let found = findings(&case(|c| {
        since(c, Some(nov(1)), Some(nov(1)), Some(nov(1)));
        c.history.notes = vec![note("N1", nov(1), nov(30))];
        c.statement.period = dates(d(2026, 12, 1), d(2027, 2, 28));
    }));
    assert_eq!(offered(&found[0].1), Some(dates(nov(20), d(2027, 2, 19))));
}

#[test]
fn a_week_back_is_mentioned_and_more_is_asked_about() {
    let ending = d(2026, 12, 3);
    assert!(names(starting(nov(20), ending)).is_empty());
    for day in [19, 13] {
        let (variant, finding) = only(starting(nov(day), ending));
        assert_eq!((finding.rule, variant, finding.weight), ("start.backdated", "near", Weight::Info), "{day}");
    }
    let (variant, finding) = only(starting(nov(12), ending));
    assert_eq!((finding.rule, variant, finding.weight), ("start.backdated", "far", Weight::Warn));
    assert!(finding.clinician.contains("8 days"), "{}", finding.clinician);
    let path = [
        "Does the period start before the assessment? yes",
        "Does it start before the condition began? no",
        "Is it wholly before the assessment? no",
        "Does it start more than seven days before it? yes",
        "Does the record support the start? no",
    ];
    assert_eq!(finding.path, path);
    let (variant, finding) = only(|c| {
        starting(nov(12), ending)(c);
        c.history.record_supports_start = true;
    });
    assert_eq!((finding.rule, variant, finding.weight), ("start.backdated", "far_supported", Weight::Info));
    assert!(finding.inputs.contains(&("history.record_supports_start".to_owned(), "true".to_owned())));
}

#[test]
fn no_note_reaches_back_before_the_condition() {
    let (variant, finding) = only(|c| {
        starting(nov(18), d(2026, 12, 3))(c);
        c.history.condition_since = Some(nov(19));
    });
    assert_eq!((finding.rule, variant, finding.weight), ("start.backdated", "before_condition", Weight::Reject));
    let unknown = names(|c| {
        starting(nov(18), d(2026, 12, 3))(c);
        c.history.condition_since = None;
    });
    assert_eq!(unknown, ["start.backdated near"]);
}

#[test]
fn a_note_wholly_before_its_assessment_is_asked_about() {
    let past = |to: Day| {
        names(move |c| {
            starting(nov(1), to)(c);
            c.history.record_supports_start = true;
        })
    };
    assert_eq!(past(nov(19)), ["start.backdated wholly_past"]);
    assert_eq!(past(nov(20)), ["start.backdated far_supported"]);
}

#[test]
fn a_backdated_note_is_measured_in_all() {
    let rows = [
        // ends on or before the assessment
        (d(2026, 8, 1), nov(20), Some("start.span retrospective")),
        (d(2026, 8, 1), nov(19), Some("start.span retrospective")),
        // longer than three months, ends within three months after the assessment
        (d(2026, 8, 1), nov(21), Some("start.span within_long_back")),
        (nov(6), d(2027, 2, 19), Some("start.span within")),
        (nov(6), d(2027, 2, 20), Some("start.span within")),
        // ends later than that
        (nov(6), d(2027, 2, 21), Some("start.span beyond")),
        (nov(19), d(2027, 2, 21), Some("start.span beyond")),
        // three months in all
        (nov(6), d(2027, 2, 5), None),
        (d(2026, 8, 21), nov(20), None),
        // and one day more
        (nov(6), d(2027, 2, 6), Some("period.three_months extra_day")),
        (d(2026, 8, 20), nov(20), Some("period.three_months extra_day")),
    ];
    for (from, to, expected) in rows {
        let found = names(starting(from, to));
        let others: Vec<&str> = found.iter().map(String::as_str).filter(|name| !name.starts_with("start.backdated")).collect();
        assert_eq!(others, expected.into_iter().collect::<Vec<_>>(), "{from} to {to}");
    }
}

#[test]
fn the_span_says_where_to_end() {
    let span = |from: Day, to: Day| {
        let mut found = findings(&case(starting(from, to)));
        found.retain(|(_, finding)| finding.rule == "start.span");
        found.remove(0).1
    };
    let within = span(nov(6), d(2027, 2, 19));
    assert_eq!((within.weight, offered(&within)), (Weight::Warn, Some(dates(nov(6), d(2027, 2, 5)))));
    let beyond = span(nov(6), d(2027, 3, 19));
    assert_eq!((beyond.weight, offered(&beyond)), (Weight::Reject, Some(dates(nov(6), d(2027, 2, 19)))));
    let retrospective = span(d(2026, 8, 1), nov(20));
    assert_eq!((retrospective.weight, offered(&retrospective)), (Weight::Reject, None));
    let path = [
        "Does the period start before the assessment? yes",
        "Is it longer than three months in all? yes",
        "Was the patient off work on advice for the six months up to the assessment? no",
        "Does it end on or before the day of the assessment? yes",
    ];
    assert_eq!(retrospective.path, path);
    assert!(retrospective.inputs.contains(&("assessment.on".to_owned(), "2026-11-20".to_owned())));
}

#[test]
fn after_six_months_on_advice_a_backdated_note_may_be_longer() {
    let (long, from) = (Some(d(2026, 4, 1)), nov(15));
    let longer = |condition: Option<Day>, off: Option<Day>, on_advice: Option<Day>, to: Day| {
        names(move |c| {
            since(c, condition, off, on_advice);
            c.statement.period = dates(from, to);
        })
    };
    assert_eq!(longer(long, long, long, d(2027, 5, 14)), ["start.backdated near"]);
    // Where only guidance allows it, that is asked once.
    assert_eq!(longer(long, Some(from), None, d(2027, 5, 14)), ["period.six_months guidance_only", "start.backdated near"]);
    assert_eq!(longer(long, Some(from), None, d(2027, 2, 19)), ["start.backdated near", "start.span within"]);
    // What is over by the assessment stays refused: nothing was advised while it lasted.
    let over = names(|c| {
        since(c, long, long, None);
        c.statement.period = dates(d(2026, 4, 1), nov(20));
    });
    assert_eq!(over, ["start.backdated far", "start.span retrospective"]);
}

fn after_note(ended: Day) -> impl FnOnce(&mut Case) {
    move |c| {
        since(c, Some(d(2026, 10, 1)), Some(d(2026, 10, 1)), Some(d(2026, 10, 1)));
        c.history.notes = vec![note("N1", d(2026, 10, 1), ended)];
    }
}

#[test]
fn days_between_two_notes_are_asked_about() {
    let rows = [
        (19, None, Weight::Info),
        (18, Some("same_episode"), Weight::Warn),
        (12, Some("same_episode"), Weight::Warn),
        (11, Some("new_episode"), Weight::Warn),
        (20, Some("overlap"), Weight::Info),
        (30, Some("overlap"), Weight::Info),
    ];
    for (ended, expected, weight) in rows {
        let found = findings(&case(after_note(nov(ended))));
        assert_eq!(found.first().map(|(variant, _)| *variant), expected, "{ended}");
        assert!(found.iter().all(|(_, finding)| finding.rule == "continuity.gap" && finding.weight == weight), "{ended}");
    }
    let (_, finding) = only(after_note(nov(12)));
    assert_eq!(finding.inputs[3], ("days".to_owned(), "7".to_owned()));
    let path = [
        "Is there an earlier note? yes",
        "Does this one duplicate an earlier note? no",
        "Does the last note cover days of this one? no",
        "Are there days between them? yes",
        "Are there seven or fewer? yes",
    ];
    assert_eq!(finding.path, path);
    let (_, one_day) = only(after_note(nov(18)));
    assert!(one_day.clinician.contains("1 day in between is covered"), "{}", one_day.clinician);
}

#[test]
fn an_absence_long_over_is_only_mentioned() {
    let old = |ended: Day, off: Day| {
        only(move |c| {
            since(c, Some(off), Some(off), None);
            c.history.notes = vec![note("N1", d(2025, 1, 1), ended)];
        })
    };
    let (variant, finding) = old(d(2025, 3, 1), nov(20));
    assert_eq!((variant, finding.weight), ("earlier_absence", Weight::Info));
    // 183 days lie between 20 May and 20 November, 182 between 21 May and then.
    assert_eq!(old(d(2026, 5, 20), nov(20)).0, "earlier_absence");
    assert_eq!(old(d(2026, 5, 21), nov(20)).0, "new_episode");
    // An absence that goes on is not over, however long ago the note.
    assert_eq!(old(d(2025, 3, 1), d(2025, 1, 1)).0, "new_episode");
}

#[test]
fn a_note_for_days_before_the_last_one_leaves_no_gap() {
    let found = names(|c| {
        since(c, Some(nov(1)), Some(nov(1)), Some(nov(1)));
        c.history.notes = vec![note("N1", nov(10), nov(19))];
        c.statement.period = dates(nov(2), nov(9));
    });
    assert_eq!(found, ["start.backdated wholly_past"]);
    let endless = names(|c| {
        since(c, Some(nov(1)), Some(nov(1)), Some(nov(1)));
        c.history.notes = vec![EarlierNote { to: None, ..note("N1", nov(1), nov(2)) }];
    });
    assert_eq!(endless, ["continuity.gap overlap"]);
}
