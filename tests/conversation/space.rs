//! The whole answer space of the branching: every answer on which a path turns, with every other, in every set.

use std::collections::BTreeSet;

use fitnote::content::conversation::{self, QuestionSet};
use fitnote::domain::draft::{Conversation, Standing};
use fitnote::talk::{self, DECISION, answer, ids};

/// The choices of a field that turns the path, with "nothing said" first.
fn choices_of(field: &str) -> Vec<Option<String>> {
    let fields = conversation::all().into_iter().flat_map(|set| &set.steps).flat_map(|step| &step.fields).filter(|known| known.id == field);
    let said: BTreeSet<String> = fields.flat_map(|field| field.options.iter().map(|choice| choice.id.clone())).collect();
    std::iter::once(None).chain(said.into_iter().map(Some)).collect()
}

/// Where a field is asked in a set; in another form's place where this one does not ask it.
fn place_of(set: &QuestionSet, field: &str) -> String {
    let here = set.steps.iter().find(|step| step.field(field).is_some());
    let anywhere = conversation::all().into_iter().flat_map(|set| &set.steps).find(|step| step.field(field).is_some());
    here.or(anywhere).map(|step| step.id.clone()).expect("it is asked somewhere")
}

#[test]
fn every_combination_of_answers_that_turn_the_path_gives_one_that_ends_and_asks_nothing_twice() {
    let fields = [ids::WISH, ids::LENGTH, ids::FOCUS, ids::STATUS, ids::SEEK_WORK];
    let choices: Vec<Vec<Option<String>>> = fields.iter().map(|field| choices_of(field)).collect();
    let all: usize = choices.iter().map(Vec::len).product();
    let (mut seen, mut kinds) = (0, BTreeSet::new());
    for set in conversation::all() {
        let places: Vec<String> = fields.iter().map(|field| place_of(set, field)).collect();
        for number in 0..all {
            let mut conv = Conversation { question_set: set.name(), ..Conversation::default() };
            let mut rest = number;
            for ((field, place), choices) in fields.iter().zip(&places).zip(&choices) {
                if let Some(choice) = &choices[rest % choices.len()] {
                    answer::choose(&mut conv, place, field, choice);
                }
                rest /= choices.len();
            }
            let before = conv.clone();
            let path = talk::path(set, &conv);
            let unique: BTreeSet<&str> = path.iter().map(|step| step.id.as_str()).collect();
            assert!(!path.is_empty() && unique.len() == path.len(), "{} {number}", set.id);
            assert!(unique.iter().all(|id| set.step(id).is_some()) && path[0] == &set.steps[0]);
            assert!(conv == before, "looking changes nothing");
            // The walk by single steps is dear: each shape of path is walked once.
            let shape = (set.id.clone(), path.iter().map(|step| step.id.clone()).collect::<Vec<_>>());
            if kinds.insert(shape) {
                let mut walked = vec![path[0].id.clone()];
                while let Some(next) = talk::next(set, &conv, walked.last().expect("one")) {
                    assert!(walked.len() < 25, "{} {number} does not end", set.id);
                    walked.push(next.id.clone());
                }
                assert_eq!(walked, path.iter().map(|step| step.id.clone()).collect::<Vec<_>>());
                assert_eq!(talk::previous(set, &conv, DECISION).map(|step| step.id.clone()), walked.last().cloned());
            }
            seen += 1;
        }
    }
    assert!(seen > 19_000, "{seen} combinations");
    assert!(kinds.len() >= 12, "{} shapes of path", kinds.len());
}

#[test]
fn a_standing_answer_at_any_step_ends_no_path_but_the_opening() {
    for set in conversation::all() {
        for step in &set.steps {
            for standing in Standing::ALL {
                let mut conv = Conversation { question_set: set.name(), ..Conversation::default() };
                answer::stand(&mut conv, &step.id, standing);
                let path = talk::path(set, &conv);
                let declines = set.steps.first() == Some(step) && standing == Standing::PrefersNotToSay;
                assert_eq!(path.len() < set.steps.len(), declines, "{} {} {standing:?}", set.id, step.id);
            }
        }
    }
}
