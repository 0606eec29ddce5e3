//! Follow-ups: when they are due, what is counted, what is left out of an export.

use super::outcomes::hidden;
use super::*;

fn day(text: &str) -> Day {
    text.parse().expect("a literal day")
}

fn done(number: usize, answers: FollowUpAnswers) -> FollowUp {
    FollowUp {
        id: FollowUpId::new(format!("f{number}")),
        patient: PatientId::new("ben"),
        patient_name: "Ben Okafor".into(),
        after: After::OneMonth,
        from: day("2026-10-20"),
        due: day("2026-11-20"),
        touch: Touch::Telephone,
        answered: Some((day("2026-11-20"), answers)),
        not_reached: None,
    }
}

#[test]
fn k20_it_is_due_at_one_three_six_and_twelve_months_and_at_none_until_asked_for() {
    assert!(Wish::default().after.is_empty() && Wish::default().touch.is_none());
    let due = After::ALL.map(|after| after.due(day("2026-11-30")).to_string());
    assert_eq!(due, ["2026-12-30", "2027-02-28", "2027-05-30", "2027-11-30"]);
    assert_eq!(After::ALL.map(After::months), [1, 3, 6, 12]);
    for after in After::ALL {
        assert_eq!(After::of_months(after.months()), Some(after));
    }
}

#[test]
fn k18_what_is_recorded_is_wellbeing_adjustments_harm_and_own_words_and_no_benefit() {
    let answers = FollowUpAnswers {
        work_status: Some(WorkStatus::OffSick),
        since: "may".into(),
        returns: vec![ReturnEvent { kind: Some(ReturnKind::Partial), ..ReturnEvent::default() }],
        hours_least: "0".into(),
        hours_most: "8".into(),
        adjustments: [("Later start".to_owned(), AdjustmentState::Refused)].into(),
        worse_because_of_work: Some(YesNo::Unsure),
        felt_pressured: Some(YesNo::Yes),
        wellbeing: [(Wellbeing::Happy, 3)].into(),
        own_words: "Heard".into(),
        what_helped: "Rest".into(),
        what_harmed: "Calls".into(),
    };
    let text = serde_json::to_string(&answers).expect("JSON").to_lowercase();
    for field in ["wellbeing", "adjustments", "what_harmed", "own_words", "returns", "since"] {
        assert!(text.contains(field), "{field}");
    }
    for word in ["benefit", "sanction", "claim", "universal", "score", "total"] {
        assert!(!text.contains(word), "{word}");
    }
    assert!(serde_json::from_str::<FollowUpAnswers>(&text).is_ok_and(|read| read == lowered(answers)));
    assert!(serde_json::from_str::<FollowUpAnswers>(r#"{"benefit_status":"none"}"#).is_err());
}

fn lowered(answers: FollowUpAnswers) -> FollowUpAnswers {
    FollowUpAnswers {
        adjustments: [("later start".to_owned(), AdjustmentState::Refused)].into(),
        own_words: "heard".into(),
        what_helped: "rest".into(),
        what_harmed: "calls".into(),
        ..answers
    }
}

#[test]
fn k19_every_count_has_its_denominator_and_its_unknowns() {
    let mut all: Vec<FollowUp> = (0..4).map(|number| done(number, FollowUpAnswers::default())).collect();
    all[0].answered = Some((
        day("2026-11-20"),
        FollowUpAnswers { work_status: Some(WorkStatus::OffSick), felt_pressured: Some(YesNo::Yes), ..FollowUpAnswers::default() },
    ));
    all[3].answered = None;
    all[3].not_reached = Some(day("2026-11-21"));
    let mut later = done(9, FollowUpAnswers::default());
    (later.answered, later.due) = (None, day("2027-01-01"));
    all.push(later);
    let outcomes = Outcomes::of(&all, day("2026-11-25"));
    assert_eq!((outcomes.due, outcomes.done, outcomes.not_reached), (4, 3, 1));
    let work = &outcomes.tallies[0];
    assert_eq!((work.of, work.unknown), (3, 2));
    assert_eq!(work.counts.iter().map(|(_, count)| count).sum::<usize>() + work.unknown, work.of);
    assert!(NOT_A_MEASURE.contains("not a measure of the person"));
}

#[test]
fn k19_no_count_below_ten_leaves_in_an_export_nor_one_that_gives_it_away() {
    let with =
        |number: usize, status: WorkStatus| done(number, FollowUpAnswers { work_status: Some(status), ..FollowUpAnswers::default() });
    let all: Vec<FollowUp> = (0..37).map(|n| with(n, if n < 9 { WorkStatus::OffSick } else { WorkStatus::Retired })).collect();
    let export = Outcomes::of(&all, day("2026-11-25")).export();
    assert!(export.contains("Work now,Off sick,under 10,37") && export.contains("Work now,Retired,28,37"), "{export}");
    let pressured = export.lines().filter(|line| line.starts_with("Felt pressured,")).count();
    assert_eq!(pressured, YesNo::ALL.len() + 1);
    for line in export.lines().skip(1) {
        let counts = line.split(',').filter_map(|cell| cell.parse::<usize>().ok());
        assert!(counts.into_iter().all(|count| count >= LEAST_EXPORTED), "{line}");
    }
    // One small count among large ones: the next smallest is left out with it.
    assert_eq!(hidden(&[("a", 3), ("b", 40), ("c", 20)]), [0, 2].into());
    assert_eq!(hidden(&[("a", 3), ("b", 4), ("c", 20)]), [0, 1].into());
    assert_eq!(hidden(&[("a", 30), ("b", 40)]), BTreeSet::new());
    let told = Outcomes {
        tallies: vec![Tally { question: "Q".into(), counts: vec![("A".into(), 25)], of: 28, unknown: 3 }],
        ..Outcomes::default()
    };
    assert!(told.export().contains("Q,A,left out,28") && told.export().contains("Q,Nothing said,under 10,28"), "{}", told.export());
}
