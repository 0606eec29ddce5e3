//! The period and what carries it beyond three months.

use super::*;
use crate::rules::Field;

#[test]
fn a_period_without_a_shape_ends_its_tree() {
    let nov = d(2026, 11, 20);
    let dec = d(2026, 12, 3);
    let both = StatedPeriod { to: Some(dec), ..length("2 weeks") };
    let rows = [
        (StatedPeriod::default(), "nothing"),
        (both, "length_and_end"),
        (dates(dec, nov), "end_before_start"),
        (StatedPeriod { from: Some(nov), ..StatedPeriod::default() }, "start_without_end"),
        (StatedPeriod { to: Some(dec), ..StatedPeriod::default() }, "end_without_start"),
        (StatedPeriod { to: Some(dec), ..indefinite(nov) }, "indefinite_with_end"),
    ];
    for (period, expected) in rows {
        let (variant, finding) = only(|c| c.statement.period = period);
        assert_eq!((finding.rule, variant, finding.weight, finding.field), ("period.shape", expected, Weight::Reject, Field::Period));
        assert_eq!(finding.path, ["Does the period hold together? no"]);
        assert_eq!(finding.inputs.len(), 4);
    }
    let judgement = judge(&case(|c| c.statement.period = StatedPeriod::default()), set(), &Wide);
    assert!(judgement.period.is_none());
}

#[test]
fn fourteen_days_or_fewer_name_their_day() {
    for (text, warns) in
        [("2 weeks", true), ("14 days", true), ("8 days", true), ("15 days", false), ("3 weeks", false), ("1 month", false)]
    {
        let found = names(|c| c.statement.period = length(text));
        assert_eq!(found == ["period.name_the_day length_only"], warns, "{text} {found:?}");
        assert_eq!(found.is_empty(), !warns, "{text} {found:?}");
    }
    let (_, finding) = only(|c| c.statement.period = length("2 weeks"));
    assert_eq!(finding.weight, Weight::Warn);
    assert_eq!(offered(&finding), Some(dates(d(2026, 11, 20), d(2026, 12, 3))));
    assert_eq!(finding.fix.as_ref().map(|(label, _)| label.as_str()), Some("Write it as 20 November 2026 to 3 December 2026"));
    assert_eq!(finding.path, ["Is the period stated as a length? yes", "Is it 14 days or fewer? yes"]);
    assert_eq!(finding.inputs, [("statement.period.for".to_owned(), "2 weeks".to_owned()), ("days".to_owned(), "14".to_owned())]);
}

#[test]
fn three_months_are_counted_from_the_first_day() {
    let rows = [
        // first day, the last day allowed, one day more, the day after that
        (d(2026, 11, 20), d(2027, 2, 19), Some(d(2027, 2, 20)), d(2027, 2, 21)),
        (d(2026, 11, 30), d(2027, 2, 28), None, d(2027, 3, 1)),
        (d(2026, 11, 29), d(2027, 2, 28), None, d(2027, 3, 1)),
        (d(2026, 11, 28), d(2027, 2, 27), Some(d(2027, 2, 28)), d(2027, 3, 1)),
        (d(2027, 11, 30), d(2028, 2, 29), None, d(2028, 3, 1)),
        (d(2027, 11, 29), d(2028, 2, 28), Some(d(2028, 2, 29)), d(2028, 3, 1)),
        (d(2026, 12, 31), d(2027, 3, 30), Some(d(2027, 3, 31)), d(2027, 4, 1)),
        (d(2026, 8, 31), d(2026, 11, 30), None, d(2026, 12, 1)),
        (d(2026, 12, 1), d(2027, 2, 28), Some(d(2027, 3, 1)), d(2027, 3, 2)),
    ];
    for (from, last, extra, too_late) in rows {
        let ending = |to: Day| {
            names(|c| {
                on(c, from);
                since(c, Some(from), Some(from), None);
                c.statement.period = dates(from, to);
            })
        };
        assert!(ending(last).is_empty(), "{from} to {last}: {:?}", ending(last));
        if let Some(extra) = extra {
            assert_eq!(ending(extra), ["period.three_months extra_day"], "{from} to {extra}");
        }
        assert_eq!(ending(too_late), ["period.three_months longer"], "{from} to {too_late}");
    }
}

#[test]
fn the_extra_day_and_the_longer_note_say_where_to_end() {
    let (_, extra) = only(|c| c.statement.period = dates(d(2026, 11, 20), d(2027, 2, 20)));
    assert_eq!(extra.weight, Weight::Warn);
    assert_eq!(offered(&extra), Some(dates(d(2026, 11, 20), d(2027, 2, 19))));
    let path = [
        "Does it end by the last day of three months from its start? no",
        "Was the patient off work on advice for the six months up to the assessment? no",
        "Does it end on the corresponding date, one day later? yes",
    ];
    assert_eq!(extra.path, path);
    let (_, longer) = only(|c| c.statement.period = length("4 months"));
    assert_eq!(longer.weight, Weight::Reject);
    assert_eq!(offered(&longer), Some(dates(d(2026, 11, 20), d(2027, 2, 19))));
    assert!(longer.clinician.contains("three months") && longer.clinician.contains("19 February 2027"), "{}", longer.clinician);
    assert_eq!(longer.path.last().map(String::as_str), Some("Is there another reading by which six months are reached? no"));
    assert!(longer.inputs.contains(&("statement.period.to".to_owned(), "2027-03-19".to_owned())));
    assert!(longer.inputs.contains(&("history.off_on_advice_since".to_owned(), "none".to_owned())));
}

#[test]
fn thirteen_weeks_are_judged_by_the_three_months() {
    // 91 days are shorter than three months from 20 November (92 days) and longer than those from 1 December (90 days).
    assert!(names(|c| c.statement.period = length("13 weeks")).is_empty());
    let found = names(|c| {
        on(c, d(2026, 12, 1));
        since(c, Some(d(2026, 12, 1)), Some(d(2026, 12, 1)), None);
        c.statement.period = length("13 weeks");
    });
    assert_eq!(found, ["period.three_months extra_day"]);
    let leap = names(|c| {
        on(c, d(2026, 11, 30));
        since(c, Some(d(2026, 11, 30)), Some(d(2026, 11, 30)), None);
        c.statement.period = length("13 weeks");
    });
    assert!(leap.is_empty(), "91 days from 30 November end on 28 February: {leap:?}");
}

fn six_months(condition: Option<Day>, off: Option<Day>, on_advice: Option<Day>) -> impl Fn(&mut Case) {
    move |c| {
        on(c, d(2026, 11, 22));
        since(c, condition, off, on_advice);
        c.statement.period = length("6 months");
    }
}

#[test]
fn six_months_on_advice_must_be_over_before_the_assessment() {
    let over = Some(d(2026, 5, 22));
    let short = Some(d(2026, 5, 23));
    assert!(names(six_months(over, over, over)).is_empty());
    assert_eq!(names(six_months(short, short, short)), ["period.three_months longer"]);
    // What is not known is not held against the note, as long as the law's own test is met.
    assert!(names(six_months(None, over, over)).is_empty());
    assert!(names(six_months(None, None, over)).is_empty());
    assert_eq!(names(six_months(None, None, None)), ["period.three_months longer"]);
}

#[test]
fn where_law_and_guidance_differ_the_note_says_which_allows_it() {
    let (long, new) = (Some(d(2026, 4, 1)), Some(d(2026, 11, 20)));
    let (variant, finding) = only(six_months(long, new, None));
    assert_eq!((finding.rule, variant, finding.weight), ("period.six_months", "guidance_only", Weight::Warn));
    assert!(finding.clinician.starts_with("Guidance allows"), "{}", finding.clinician);
    assert_eq!(offered(&finding), Some(dates(d(2026, 11, 22), d(2027, 2, 21))));
    let (variant, finding) = only(six_months(new, long, long));
    assert_eq!((finding.rule, variant, finding.weight), ("period.six_months", "law_only", Weight::Warn));
    assert!(finding.clinician.starts_with("The law allows"), "{}", finding.clinician);
    let path = [
        "Is the period indefinite? no",
        "Is it longer than three months? yes",
        "Was the patient off work on advice for the six months up to the assessment? yes",
        "Is the condition older than six months too, or its age not known? no",
    ];
    assert_eq!(finding.path, path);
    let (variant, finding) = only(six_months(new, long, new));
    assert_eq!((finding.rule, variant, finding.weight), ("period.six_months", "self_certified", Weight::Warn));
}

#[test]
fn time_back_at_work_breaks_the_six_months() {
    let (long, new) = (Some(d(2026, 4, 1)), Some(d(2026, 11, 1)));
    assert_eq!(names(six_months(new, new, long)), ["period.three_months longer"]);
    assert_eq!(names(six_months(long, new, long)), ["period.six_months guidance_only"]);
}

#[test]
fn notes_that_touch_each_other_are_absence_on_advice() {
    let run = |gap: i64| {
        names(move |c| {
            six_months(Some(d(2026, 5, 1)), Some(d(2026, 5, 1)), None)(c);
            let second = crate::domain::day::shifted(d(2026, 8, 1), gap);
            c.history.notes = vec![note("N1", d(2026, 5, 1), d(2026, 7, 31)), note("N2", second, d(2026, 11, 21))];
        })
    };
    assert!(run(0).is_empty(), "{:?}", run(0));
    assert_eq!(run(1), ["period.six_months self_certified"]);
}

#[test]
fn advice_that_lapsed_does_not_run_up_to_the_assessment() {
    let found = names(|c| {
        six_months(Some(d(2026, 4, 1)), Some(d(2026, 4, 1)), Some(d(2026, 4, 1)))(c);
        c.history.notes = vec![note("N1", d(2026, 4, 1), d(2026, 11, 15))];
    });
    assert_eq!(found, ["period.six_months uncovered", "continuity.gap same_episode"]);
    let covered = names(|c| {
        six_months(Some(d(2026, 4, 1)), Some(d(2026, 4, 1)), Some(d(2026, 4, 1)))(c);
        c.history.notes = vec![note("N1", d(2026, 4, 1), d(2026, 11, 15))];
        c.statement.period = dates(d(2026, 11, 16), d(2027, 4, 21));
    });
    assert_eq!(covered, ["start.backdated near"]);
}

#[test]
fn one_day_more_is_no_matter_after_six_months() {
    let rows = [(Some(d(2026, 4, 1)), None), (Some(d(2026, 11, 22)), Some("period.six_months law_only"))];
    for (condition, expected) in rows {
        let found = names(|c| {
            six_months(condition, Some(d(2026, 4, 1)), Some(d(2026, 4, 1)))(c);
            c.statement.period = dates(d(2026, 11, 22), d(2027, 2, 22));
        });
        assert_eq!(found.first().map(String::as_str), expected);
    }
    let guidance = names(|c| {
        six_months(Some(d(2026, 4, 1)), None, None)(c);
        c.statement.period = dates(d(2026, 11, 22), d(2027, 2, 22));
    });
    assert_eq!(guidance, ["period.three_months extra_day"]);
}

fn without_end(foreseeable: bool, again: bool, months_off: bool) -> impl FnOnce(&mut Case) {
    move |c| {
        let began = if months_off { d(2026, 4, 20) } else { d(2026, 11, 20) };
        since(c, Some(began), Some(began), Some(began));
        c.statement.period = indefinite(d(2026, 11, 20));
        c.statement.foreseeable_future = foreseeable;
        c.statement.assess_again = Some(again);
    }
}

#[test]
fn a_note_without_an_end_needs_six_months_and_the_opinion() {
    assert!(names(without_end(true, false, true)).is_empty());
    let (variant, finding) = only(without_end(false, true, true));
    assert_eq!((finding.rule, variant, finding.weight), ("period.indefinite", "no_opinion", Weight::Reject));
    assert_eq!(finding.field, Field::ForeseeableFuture);
    let (variant, finding) = only(without_end(true, true, true));
    assert_eq!((finding.rule, variant, finding.weight), ("period.indefinite", "assess_again", Weight::Warn));
    let path = [
        "Is the period indefinite? yes",
        "Is it recorded that the patient will not be fit for the foreseeable future? yes",
        "Does it say that the issuer will need to assess again? yes",
    ];
    assert_eq!(finding.path, path);
    // Where it may not be indefinite at all, the rest is not asked about.
    let (variant, finding) = only(without_end(false, true, false));
    assert_eq!((finding.rule, variant, finding.weight), ("period.six_months", "indefinite", Weight::Reject));
    assert_eq!(offered(&finding), Some(dates(d(2026, 11, 20), d(2027, 2, 19))));
    let judgement = judge(&case(without_end(true, false, true)), set(), &Wide);
    assert_eq!(judgement.period.map(|period| (period.to(), period.days())), Some((None, None)));
}

#[test]
fn a_doubt_about_the_six_months_does_not_hide_a_missing_opinion() {
    let found = names(|c| {
        without_end(false, false, false)(c);
        c.history.condition_since = Some(d(2023, 11, 20));
    });
    assert_eq!(found, ["period.six_months guidance_only", "period.indefinite no_opinion"]);
}

#[test]
fn up_to_seven_days_of_absence_need_no_note() {
    let absent = |off: Option<Day>, from: Day, to: Day| {
        names(move |c| {
            since(c, Some(off.unwrap_or(from)), off, None);
            c.statement.period = dates(from, to);
        })
    };
    let nov = |day| d(2026, 11, day);
    assert_eq!(absent(Some(nov(20)), nov(20), nov(26)), ["period.self_certification not_needed"]);
    assert!(absent(Some(nov(20)), nov(20), nov(27)).is_empty());
    assert!(absent(Some(nov(19)), nov(20), nov(26)).is_empty(), "the absence counts, not the note");
    assert_eq!(absent(None, nov(20), nov(26)), ["period.self_certification not_needed"]);
    assert_eq!(absent(Some(nov(18)), nov(18), nov(24)), ["period.self_certification not_needed", "start.backdated near"]);
    let (_, finding) = only(|c| c.statement.period = dates(nov(20), nov(24)));
    assert_eq!(finding.weight, Weight::Warn);
    assert!(finding.clinician.contains("5 calendar days") && finding.clinician.contains("day 8"), "{}", finding.clinician);
    assert_eq!(finding.path, ["Is the whole absence seven calendar days or fewer? yes"]);
    // A note that follows on from another continues its absence.
    let follow_on = names(|c| {
        since(c, None, None, None);
        c.history.notes = vec![note("N1", nov(10), nov(19))];
        c.statement.period = dates(nov(20), nov(24));
    });
    assert!(follow_on.is_empty(), "{follow_on:?}");
    let short = names(|c| c.statement.period = length("5 days"));
    assert_eq!(short, ["period.name_the_day length_only", "period.self_certification not_needed"]);
}
