//! Any hand's walk through any set: it ends, asks nothing twice, and no answer disturbs another.

use std::collections::BTreeSet;

use fitnote::content::adjustments::catalogue;
use fitnote::content::conversation::{self, Kind, QuestionSet, Step, words};
use fitnote::domain::draft::{Amount, Conversation, Ease, Outcome, ServiceAnswer, Standing, StepAnswer};
use fitnote::talk::{self, DECISION, StepState, answer};
use proptest::prelude::*;

/// One change that a hand could make on a screen.
#[derive(Debug, Clone)]
struct Change {
    step: usize,
    field: usize,
    choice: usize,
    standing: Option<usize>,
}

fn a_change() -> impl Strategy<Value = Change> {
    (0..64usize, 0..16usize, 0..32usize, prop::option::weighted(0.1, 0..3usize)).prop_map(|(step, field, choice, standing)| Change {
        step,
        field,
        choice,
        standing,
    })
}

/// Makes the change at a step; words stand in for what only a person can say.
fn make(set: &QuestionSet, conv: &mut Conversation, step: &Step, change: &Change) {
    if let Some(standing) = change.standing {
        return answer::stand(conv, &step.id, Standing::ALL[standing]);
    }
    let field = &step.fields[change.field % step.fields.len()];
    let choice = |n: usize| field.options[n % field.options.len()].id.clone();
    match field.kind {
        Kind::One => answer::choose(conv, &step.id, &field.id, &choice(change.choice)),
        Kind::Many => {
            answer::toggle(conv, set, &step.id, &field.id, &choice(change.choice));
            if field.beyond.is_some() && change.field.is_multiple_of(3) {
                answer::beyond(conv, &step.id, &field.id, &choice(change.choice));
            }
        }
        Kind::Number => answer::number(conv, &step.id, &field.id, u8::try_from(change.choice % 11).unwrap_or(0)),
        Kind::Words | Kind::Date => answer::write(conv, &step.id, &field.id, "own words"),
        Kind::Range => answer::range(conv, &step.id, &field.id, |range| range.usual = "an hour".into()),
        Kind::Tasks => {
            let task = ["Lifting boxes", "The till"][change.choice % 2];
            answer::rate(conv, &step.id, task, |answer| answer.ease = Some(Ease::ALL[change.choice % 6]));
        }
        Kind::Tried => {
            let row = catalogue().rows().nth(change.choice * 5).map(|(_, row)| row);
            if let Some(row) = row {
                answer::tried(conv, &step.id, &row.id, &row.text, Some(Outcome::ALL[change.field % 5]));
            }
        }
        Kind::Services => answer::serve(conv, &step.id, &choice(change.choice), ServiceAnswer::ALL[change.choice % 5]),
        Kind::Effects => {
            let effect = &words().effects[change.choice % 25].id;
            answer::affect(conv, &step.id, effect, Some(Amount::ALL[change.field % 5]));
        }
        Kind::Picks => {
            let row = catalogue().rows().nth(change.choice * 5).map(|(_, row)| row);
            if let Some(row) = row {
                answer::pick(conv, set, &step.id, row);
            }
        }
        Kind::Review => {}
    }
}

/// Answers on which the path turns, so that chance need not find them.
const TURNS: [(&str, &str, &str); 8] = [
    ("S1", "wish", "no"),
    ("S2", "status", "out_of_work_wants_work"),
    ("F1", "wish", "not_today"),
    ("F2", "length", "shorter"),
    ("F2", "length", "stop_today"),
    ("F3", "focus", "health_first"),
    ("F4", "status", "out_of_work_wants_work"),
    ("F4", "seek_work", "yes"),
];

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn walking_with_any_answers_ends_and_asks_nothing_twice(
        changes in prop::collection::vec(a_change(), 0..60),
        which in 0..8usize,
        turns in prop::collection::vec(prop::bool::weighted(0.3), TURNS.len()),
    ) {
        let sets = conversation::all();
        let set = sets[which % sets.len()];
        let mut conv = Conversation::default();
        let mut changes = changes.into_iter();
        let mut shown = BTreeSet::new();
        let mut at = set.steps.first();
        while let Some(step) = at {
            prop_assert!(shown.insert(step.id.clone()), "{} was asked twice", step.id);
            prop_assert!(shown.len() <= set.steps.len());
            conv.at = Some(step.id.clone());
            for change in changes.by_ref().take(2) {
                make(set, &mut conv, step, &change);
            }
            for ((_, field, choice), _) in TURNS.iter().zip(&turns).filter(|((id, ..), taken)| **taken && *id == step.id) {
                answer::choose(&mut conv, &step.id, field, choice);
            }
            at = talk::next(set, &conv, &step.id);
        }
        conv.at = Some(DECISION.into());
        for step in talk::path(set, &conv) {
            prop_assert!(talk::state_of(set, &conv, &step.id) != StepState::NotReached);
        }
        let texts = talk::summary_lines(set, &conv);
        prop_assert!(texts.iter().all(|line| !line.text.is_empty() && !line.label.is_empty()));
    }

    #[test]
    fn changing_an_answer_keeps_the_others(changes in prop::collection::vec(a_change(), 1..40), which in 0..8usize) {
        let sets = conversation::all();
        let set = sets[which % sets.len()];
        let mut conv = Conversation::default();
        for change in &changes {
            let step = &set.steps[change.step % set.steps.len()];
            let before = conv.clone();
            make(set, &mut conv, step, change);
            for (id, answer) in before.steps.iter().filter(|(id, _)| **id != step.id) {
                prop_assert!(conv.steps.get(id) == Some(answer), "{} changed {}", step.id, id);
            }
            if change.standing.is_none() && before.steps.get(&step.id).is_some_and(|answer| answer.standing.is_none()) {
                let field = &step.fields[change.field % step.fields.len()].id;
                let kept = |answer: &StepAnswer| {
                    let one: Vec<_> = answer.one.clone().into_iter().filter(|(id, _)| id != field).collect();
                    let many: Vec<_> = answer.many.clone().into_iter().filter(|(id, _)| id != field).collect();
                    let words: Vec<_> = answer.words.clone().into_iter().filter(|(id, _)| id != field).collect();
                    (one, many, words)
                };
                let after = conv.steps.get(&step.id).cloned().unwrap_or_default();
                prop_assert!(kept(&before.steps[&step.id]) == kept(&after), "another field of {} changed", step.id);
            }
        }
    }

    #[test]
    fn forward_and_back_are_the_same_path(changes in prop::collection::vec(a_change(), 0..40), which in 0..8usize) {
        let sets = conversation::all();
        let set = sets[which % sets.len()];
        let mut conv = Conversation::default();
        for change in &changes {
            make(set, &mut conv, &set.steps[change.step % set.steps.len()], change);
        }
        let path = talk::path(set, &conv);
        prop_assert!(!path.is_empty());
        for pair in path.windows(2) {
            prop_assert_eq!(talk::next(set, &conv, &pair[0].id), Some(pair[1]));
            prop_assert_eq!(talk::previous(set, &conv, &pair[1].id), Some(pair[0]));
        }
        prop_assert_eq!(talk::previous(set, &conv, DECISION), path.last().copied());
    }

    #[test]
    fn another_length_loses_nothing_said_whatever_was_said_and_however_often(
        changes in prop::collection::vec((a_change(), 0..8usize), 1..60),
        lengths in prop::collection::vec(0..8usize, 1..6),
    ) {
        let sets = conversation::all();
        let mut conv = Conversation { question_set: sets[0].name(), ..Conversation::default() };
        let mut lengths = lengths.into_iter();
        for (at, (change, turn)) in changes.iter().enumerate() {
            let set = conversation::current(&conv.question_set).unwrap();
            make(set, &mut conv, &set.steps[change.step % set.steps.len()], change);
            if at % 9 == *turn {
                let before = super::lengths::atoms(&conv);
                talk::carry(&mut conv, sets[lengths.next().unwrap_or(at) % sets.len()]);
                prop_assert_eq!(super::lengths::atoms(&conv), before);
            }
        }
    }
}
