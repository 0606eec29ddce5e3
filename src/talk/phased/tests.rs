//! The twelve patterns, dates, bars and lines; and what never happens where effort makes things worse.

use proptest::prelude::*;

use super::*;
use crate::content::phased::pattern;

fn monday() -> Day {
    Day::from_ymd_opt(2026, 11, 23).unwrap()
}

fn plan(id: &str) -> PhasedPlan {
    let mut plan = PhasedPlan { begins: "23/11/26".into(), begins_on: Some(monday()), ..PhasedPlan::default() };
    pattern(id).unwrap().apply(&mut plan);
    plan
}

fn percents(plan: &PhasedPlan) -> Vec<String> {
    let (_, bars) = week_bars(&rows(plan, false));
    bars.iter().map(|bar| bar.span.map_or_else(|| "-".to_owned(), Span::words)).collect()
}

fn line(plan: &PhasedPlan) -> String {
    lines(plan, false)[0].clone()
}

#[test]
fn the_twelve_patterns_have_the_weeks_that_they_are_named_for() {
    let weeks: Vec<(&str, Option<u32>)> =
        library().patterns.iter().map(|pattern| (pattern.id.as_str(), total_weeks(&plan(&pattern.id)))).collect();
    assert_eq!(
        weeks,
        [
            ("P1", Some(3)),
            ("P2", Some(4)),
            ("P3", Some(4)),
            ("P4", Some(6)),
            ("P5", Some(12)),
            ("P6", Some(5)),
            ("P7", Some(4)),
            ("P8", Some(5)),
            ("P9", None),
            ("P10", None),
            ("P11", Some(6)),
            ("P12", Some(5)),
        ]
    );
}

#[test]
fn the_bars_of_the_twelve_patterns_are_those_of_the_library() {
    for (id, bars) in [
        ("P1", "50 75 100"),
        ("P2", "25 50 75 100"),
        ("P3", "40 60 80 100"),
        ("P4", "20 30 40 60 80 100"),
        ("P5", "20 20 30 30 40 40 50 50 60 70 80 100"),
        ("P6", "- - - - -"),
        ("P7", "100 100 100 100"),
        ("P8", "- - - - -"),
        ("P9", "-"),
        ("P11", "0 40 60 0 40 60"),
        ("P12", "- - - - -"),
    ] {
        assert_eq!(percents(&plan(id)).join(" "), bars, "{id}");
    }
    assert_eq!(percents(&plan("P10")), ["30 to 60"]);
}

#[test]
fn the_dates_of_a_plan_follow_each_other_without_a_gap() {
    for pattern in &library().patterns {
        let rows = rows(&plan(&pattern.id), false);
        assert_eq!(rows[0].from, Some(monday()), "{}", pattern.id);
        for pair in rows.windows(2) {
            assert_eq!(pair[1].from, pair[0].to.map(|to| shifted(to, 1)), "{}", pattern.id);
        }
    }
    let rows = rows(&plan("P5"), false);
    assert_eq!(rows[0].to, Day::from_ymd_opt(2026, 12, 6));
    assert_eq!(rows[7].to, Day::from_ymd_opt(2027, 2, 14));
}

#[test]
fn the_line_of_each_pattern_says_when_how_much_and_what_comes_then() {
    for (id, says) in [
        (
            "P1",
            "Phased return over 3 weeks from 23/11/2026: week 1 50%, week 2 75%, week 3 100%; then usual hours. May stop or step back at any time.",
        ),
        ("P2", "Phased return over 4 weeks from 23/11/2026: week 1 25%, week 2 50%, week 3 75%, week 4 100%; then usual hours."),
        ("P3", "Phased return over 4 weeks from 23/11/2026: week 1 40%, week 2 60%, week 3 80%, week 4 100%; then usual hours."),
        (
            "P4",
            "Phased return over 6 weeks from 23/11/2026: week 1 20% two half-days, week 2 30%, week 3 40%, week 4 60%, week 5 80%, week 6 100%; then usual hours.",
        ),
        (
            "P5",
            "Phased return over 12 weeks from 23/11/2026: weeks 1 to 2 20%, weeks 3 to 4 30%, weeks 5 to 6 40%, weeks 7 to 8 50%, week 9 60%, week 10 70%, week 11 80%, week 12 100%; then usual hours.",
        ),
        (
            "P6",
            "weeks 1 to 2 half-days on Monday, Wednesday and Friday, weeks 3 to 4 full days on Monday, Wednesday and Friday, week 5 full days on Monday, Wednesday and Friday, and half of Tuesday; then a review.",
        ),
        ("P7", "weeks 1 to 2 100% restricted duties, weeks 3 to 4 100% restricted duties and one more duty; then a review."),
        (
            "P8",
            "week 1 10.30 to 16.00, week 2 10.00 to 16.00, week 3 9.30 to 16.00, week 4 9.00 to 16.00, week 5 usual times; then usual hours.",
        ),
        ("P10", "Altered hours from 23/11/2026: 30 to 60%; no increase until a review."),
        ("P11", "week 1 0% treatment, week 2 40%, week 3 60%, week 4 0% treatment, week 5 40%, week 6 60%; and so on."),
        ("P12", "week 1 one shift, week 2 two shifts, week 3 three shifts, week 4 four shifts, week 5 usual shifts; then usual hours."),
    ] {
        let line = line(&plan(id));
        assert!(line.contains(says), "{id}: {line}");
    }
    // A steady level says nothing until somebody says how much.
    assert_eq!(lines(&plan("P9"), false), [""; 0]);
    let mut steady = plan("P9");
    steady.stages[0].percent = "40".into();
    steady.usual_hours = "37.5".into();
    assert!(line(&steady).starts_with("Altered hours from 23/11/2026: 40% (15 hours); no increase until a review."), "{}", line(&steady));
}

#[test]
fn lines_get_shorter_and_each_is_whole() {
    let mut plan = plan("P4");
    plan.when_worse = "go back one step and ring Ana.".into();
    let lines = lines(&plan, false);
    assert!(lines[0].ends_with("If worse: go back one step and ring Ana."), "{}", lines[0]);
    assert!(lines.len() >= 4);
    assert!(lines.iter().all(|line| line.ends_with('.') && !line.contains('\n')));
    assert_eq!(lines.last().unwrap(), "Phased return over 6 weeks from 23/11/2026.");
}

#[test]
fn a_line_is_put_in_and_taken_out_without_touching_the_rest() {
    for (before, after) in [("", ""), ("Light duties.", "Light duties."), ("Light duties.\n", "Light duties.")] {
        let with = put_in(before, "Phased return.");
        assert!(with.ends_with("Phased return."));
        assert_eq!(take_out(&with, "Phased return."), Some(after.to_owned()));
    }
    let typed_on = format!("{}\nMore.", put_in("Light duties.", "Phased return."));
    assert_eq!(take_out(&typed_on, "Phased return."), Some("Light duties.\nMore.".into()));
    assert_eq!(take_out("Phased return.\nMore.", "Phased return."), Some("More.".into()));
    assert_eq!(take_out("Somebody changed it.", "Phased return."), None);
    assert_eq!(take_out("Nothing was put in.", ""), None);
}

#[test]
fn hours_and_per_cent_stand_for_each_other_where_usual_hours_are_known() {
    let mut plan = plan("P2");
    plan.usual_hours = "37.5".into();
    let (measure, bars) = week_bars(&rows(&plan, false));
    assert_eq!(measure, Measure::Hours);
    assert_eq!(bars.iter().map(|bar| bar.span.unwrap().words()).collect::<Vec<_>>(), ["9.5", "19", "28", "37.5"]);
    let phases = phases(&plan, false);
    assert_eq!((phases[1].hours_least, phases[1].hours_most), (Some(19.0), Some(19.0)));
    assert_eq!((phases[1].percent_least, phases[1].percent_most), (Some(50.0), Some(50.0)));
    plan.usual_hours = String::new();
    assert_eq!(week_bars(&rows(&plan, false)).0, Measure::Percent);
    assert_eq!(super::phases(&plan, false)[1].hours_least, None);
    plan.stages[0].percent.clear();
    plan.stages[0].hours = "8".into();
    assert_eq!(week_bars(&rows(&plan, false)).0, Measure::Percent, "one unit for all bars");
}

#[test]
fn a_hold_and_a_range_stand_without_an_end_or_a_later_stage() {
    for id in ["P9", "P10"] {
        let rows = rows(&plan(id), true);
        assert_eq!(rows.len(), 1);
        assert_eq!((rows[0].from, rows[0].to, rows[0].weeks), (Some(monday()), None, None));
        assert!(!rows[0].waits);
        assert_eq!(hints(&plan(id), true, NotePeriod::default()), [""; 0], "{id}");
    }
}

#[test]
fn the_printed_plan_holds_the_rows_the_shape_and_the_right_to_stop() {
    use crate::domain::plan::{self as printed, PhaseMode, Plan};
    let on = |plan: &PhasedPlan, energy| {
        let mut on = Plan::default();
        put_on(&mut on, plan, energy);
        on
    };
    for pattern in &library().patterns {
        assert_eq!(on(&plan(&pattern.id), false).mode, Some(pattern.mode), "{}", pattern.id);
    }
    let mut build_up = plan("P2");
    build_up.rule = Some(StepRule::ByDate);
    build_up.when_worse = " Go back one step. ".into();
    let carried = on(&build_up, false);
    assert_eq!(
        (carried.step_rule, carried.right_to_stop, carried.step_down.as_str()),
        (Some(printed::StepRule::ByDate), true, "Go back one step.")
    );
    assert_eq!(on(&build_up, true).step_rule, None, "not by date where effort makes things worse");
    for stage in &mut build_up.stages {
        stage.percent = "40".into();
    }
    assert_eq!(on(&build_up, false).mode, Some(PhaseMode::SteadyHold), "edited until nothing builds up");
    let open = on(&plan("P10"), true);
    assert!(open.phases[0].no_end && open.phases[0].to.is_none());
    assert!(on(&PhasedPlan::default(), false) == Plan::default());
}

#[test]
fn k9_no_pattern_that_rises_is_offered_where_effort_makes_things_worse() {
    let ids = |energy| offered(energy).iter().map(|pattern| pattern.id.as_str()).collect::<Vec<_>>();
    assert_eq!(ids(true), ["P9", "P10"]);
    assert_eq!(ids(false).len(), 12);
}

#[test]
fn a_step_after_a_review_has_no_date() {
    let mut plan = plan("P2");
    plan.rule = Some(StepRule::AfterReview);
    let rows = rows(&plan, false);
    assert_eq!(rows[0].to, Some(shifted(monday(), 6)));
    assert!(rows[1..].iter().all(|row| row.waits && row.from.is_none()));
    assert!(line(&plan).contains("week 1 25%, after a review 50%"), "{}", line(&plan));
    plan.rule = Some(StepRule::AfterStable);
    plan.stable_days = "14".into();
    assert!(line(&plan).contains("after 14 settled days 50%"), "{}", line(&plan));
    assert_eq!(days_words(&plan, &super::rows(&plan, false)[1]), "After 14 settled days");
}

#[test]
fn hints_say_what_deserves_a_look() {
    let note = |from: (i32, u32, u32), to: (i32, u32, u32)| NotePeriod {
        from: Day::from_ymd_opt(from.0, from.1, from.2),
        to: Day::from_ymd_opt(to.0, to.1, to.2),
    };
    let covers = note((2026, 11, 23), (2027, 3, 1));
    assert_eq!(hints(&plan("P2"), false, covers), [""; 0]);
    assert_eq!(hints(&plan("P5"), false, covers), ["Longer plans are normal for some conditions."]);
    assert_eq!(
        hints(&plan("P2"), false, note((2026, 11, 23), (2026, 12, 19))),
        ["The note will end on 19 December 2026 before the plan does."]
    );
    assert_eq!(hints(&plan("P2"), false, note((2026, 11, 23), (2026, 12, 20))), [""; 0]);
    assert_eq!(
        hints(&plan("P2"), false, note((2026, 11, 24), (2027, 3, 1))),
        ["The plan begins before the note, which starts on 24 November 2026."]
    );
    let mut wave = plan("P2");
    wave.stages[2].percent = "30".into();
    let falls = "Hours fall and later rise again, without a review between.";
    assert_eq!(hints(&wave, false, covers), [falls]);
    wave.rule = Some(StepRule::AfterReview);
    assert_eq!(hints(&wave, false, covers), [""; 0]);
    let mut unread = plan("P2");
    unread.usual_hours = "most days".into();
    assert_eq!(hints(&unread, false, covers), ["Usual hours a week is one number such as 37.5, or empty where it is not known."]);
    let mut odd = plan("P2");
    odd.stages[1].percent = "half".into();
    odd.stages[2].weeks = String::new();
    let said = hints(&odd, false, covers);
    assert!(said[0].starts_with("Stage 2: per cent") && said[1].contains("without an end"), "{said:?}");
}

fn any_stage() -> impl Strategy<Value = Stage> {
    let number = prop_oneof![
        Just(String::new()),
        (0u32..100).prop_map(|n| n.to_string()),
        (0u32..50, 0u32..100).prop_map(|(a, b)| format!("{a}-{b}"))
    ];
    let words = prop_oneof![Just(String::new()), Just("one shift".to_owned()), Just("two shifts".to_owned())];
    let weeks = prop_oneof![4 => (1u32..9).prop_map(|n| n.to_string()), 1 => Just(String::new())];
    (weeks, number.clone(), number, words).prop_map(|(weeks, percent, hours, words)| Stage { weeks, percent, hours, words })
}

fn any_plan() -> impl Strategy<Value = PhasedPlan> {
    let rule = prop_oneof![Just(None), Just(Some(StepRule::ByDate)), Just(Some(StepRule::AfterReview)), Just(Some(StepRule::AfterStable))];
    let usual = prop_oneof![Just(String::new()), Just("37.5".to_owned()), Just("16".to_owned())];
    (prop::collection::vec(any_stage(), 0..8), rule, usual).prop_map(|(stages, rule, usual_hours)| PhasedPlan {
        begins_on: Some(monday()),
        stages,
        rule,
        usual_hours,
        ..PhasedPlan::default()
    })
}

proptest! {
    #[test]
    fn k9_a_rise_never_has_a_date_where_effort_makes_things_worse(plan in any_plan()) {
        let rows = rows(&plan, true);
        for pair in rows.windows(2) {
            let more = |now: Option<Span>, before: Option<Span>| now.zip(before).is_some_and(|(now, before)| now.least > before.least || now.most > before.most);
            let other_words = pair[0].words != pair[1].words && pair[0].hours.is_none() && pair[0].percent.is_none();
            if more(pair[1].hours, pair[0].hours) || more(pair[1].percent, pair[0].percent) || other_words {
                prop_assert!(pair[1].from.is_none() && pair[1].to.is_none() && pair[1].waits);
            }
        }
    }

    #[test]
    fn the_weeks_of_rows_bars_and_days_agree(plan in any_plan()) {
        let rows = rows(&plan, false);
        let (_, bars) = week_bars(&rows);
        prop_assert_eq!(rows.len(), plan.stages.len());
        prop_assert_eq!(phases(&plan, false).len(), rows.len());
        if let Some(total) = total_weeks(&plan) {
            prop_assert_eq!(bars.len(), total as usize);
            if rows.iter().all(|row| !row.waits) {
                let days = (rows.last().unwrap().to.unwrap() - rows[0].from.unwrap()).num_days() + 1;
                prop_assert_eq!(days, i64::from(total) * 7);
            }
        } else {
            prop_assert_eq!(bars.len(), rows.iter().map(|row| row.weeks.unwrap_or(1) as usize).sum::<usize>());
        }
    }

    #[test]
    fn every_line_is_one_line_and_the_longest_comes_first(plan in any_plan()) {
        let lines = lines(&plan, false);
        prop_assert!(lines.iter().all(|line| !line.contains('\n') && line.ends_with('.')));
    }
}
