//! Nothing is asked that goes nowhere: each field has the effect that its file claims, and no other on paper.

use std::collections::BTreeSet;

use fitnote::content::adjustments::catalogue;
use fitnote::content::conversation::{self, Feed, Field, Kind, QuestionSet, Step, words};
use fitnote::domain::draft::{Amount, Conversation, Ease, Outcome, Pick, ServiceAnswer};
use fitnote::talk::{self, answer, ids};

/// Answers a field in one of the ways that it offers. What it depends on is said along with it.
fn answered(set: &QuestionSet, step: &Step, field: &Field, at: usize) -> (Conversation, Conversation) {
    let mut before = Conversation { question_set: set.name(), ..Conversation::default() };
    for (when, step_id, needs, choice) in [
        (ids::PRINT_OWN_WORDS, "", ids::OWN_WORDS, ""),
        (ids::EMPLOYER_TOPICS, "F18", ids::SHARE_EMPLOYER, "given"),
        (ids::EMPLOYER_PRESENCE, "F18", ids::SHARE_EMPLOYER, "given"),
        (ids::EMPLOYER_STARTS, "F18", ids::SHARE_EMPLOYER, "given"),
        (ids::FOLLOW_UP_AFTER, "F20", ids::CALL_ME, "yes"),
        (ids::CONTACT_MODE, "F20", ids::CALL_ME, "yes"),
        (ids::SEEK_WORK, "F4", ids::STATUS, "out_of_work_wants_work"),
    ] {
        if field.id == when && choice.is_empty() {
            answer::write(&mut before, &step.id, needs, "WORDS");
        } else if field.id == when {
            answer::choose(&mut before, step_id, needs, choice);
        }
    }
    if field.id == ids::OWN_WORDS {
        answer::choose(&mut before, &step.id, ids::PRINT_OWN_WORDS, "given");
    }
    if field.id == ids::WAITING_FOR {
        answer::toggle(&mut before, set, &step.id, ids::WORRIES, "waiting");
    }
    let mut after = before.clone();
    let choice = || field.options[at % field.options.len()].id.clone();
    match field.kind {
        Kind::One => answer::choose(&mut after, &step.id, &field.id, &choice()),
        Kind::Many => answer::toggle(&mut after, set, &step.id, &field.id, &choice()),
        Kind::Words => answer::write(&mut after, &step.id, &field.id, "PLANTED"),
        Kind::Date => answer::write(&mut after, &step.id, &field.id, "3 dec"),
        Kind::Number => answer::number(&mut after, &step.id, &field.id, 3),
        Kind::Range => answer::range(&mut after, &step.id, &field.id, |range| range.worse_day = "PLANTED".into()),
        Kind::Effects => {
            let effect = &words().effects[at % words().effects.len()].id;
            answer::affect(&mut after, &step.id, effect, Some(Amount::ALot));
        }
        Kind::Picks => after.steps.entry(step.id.clone()).or_default().picks.push(Pick { id: "adj009".into(), text: "PLANTED".into() }),
        Kind::Tasks => answer::rate(&mut after, &step.id, "PLANTED", |task| task.ease = Some(Ease::Hard)),
        Kind::Tried => answer::tried(&mut after, &step.id, "adj009", "PLANTED", Some(Outcome::ALL[at % 5])),
        Kind::Services => answer::serve(&mut after, &step.id, &choice(), ServiceAnswer::Accepted),
        Kind::Review => {}
    }
    (before, after)
}

fn day() -> fitnote::domain::day::Day {
    fitnote::domain::day::Day::from_ymd_opt(2026, 11, 20).expect("a day")
}

/// What a clinician could put on the note.
fn note(conv: &Conversation) -> (Vec<String>, Vec<Pick>) {
    (talk::function_sentences(conv), talk::carried_picks(conv))
}

fn plan(conv: &Conversation) -> String {
    format!("{} {:?}", serde_json::to_string(&talk::plan_from(conv)).expect("JSON"), talk::review_on(conv, day()))
}

fn pace(set: &QuestionSet, conv: &Conversation) -> String {
    let due: Vec<bool> = set.steps.iter().map(|step| talk::energy_check_due(set, conv, &step.id)).collect();
    let asked: Vec<usize> = set.steps.iter().map(|step| talk::fields(step, conv).len()).collect();
    let path: Vec<&str> = talk::path(set, conv).iter().map(|step| step.id.as_str()).collect();
    format!("{path:?} {due:?} {asked:?} {:?} {:?}", talk::modes(conv), talk::kind_of_hours(conv))
}

/// Whether an answer of this field, in any of its ways, changes what is looked at.
fn moves<T: PartialEq>(set: &QuestionSet, step: &Step, field: &Field, look: impl Fn(&Conversation) -> T) -> bool {
    (0..32).any(|at| {
        let (before, after) = answered(set, step, field, at);
        look(&before) != look(&after)
    })
}

#[test]
fn k32_every_field_has_the_effect_that_its_file_claims() {
    let (mut seen, mut nowhere) = (0, Vec::new());
    for set in conversation::all() {
        for step in &set.steps {
            for field in step.fields.iter().filter(|field| field.kind != Kind::Review) {
                for feed in &field.feeds {
                    let name = format!("{}.{} {feed:?}", step.id, field.id);
                    let has = match feed {
                        Feed::Plan => moves(set, step, field, plan),
                        Feed::Note => moves(set, step, field, note),
                        Feed::Safety | Feed::Directory => {
                            moves(set, step, field, |conv| format!("{:?}", talk::modes(conv)))
                                || moves(set, step, field, |conv| talk::left_out(conv, catalogue()).len())
                                || moves(set, step, field, |conv| talk::plan_from(conv).services)
                        }
                        Feed::Pace => moves(set, step, field, |conv| pace(set, conv)),
                        Feed::FollowUp => {
                            moves(set, step, field, |conv| format!("{:?}", talk::modes(conv)))
                                || moves(set, step, field, |conv| format!("{:?}", fitnote::app::follow_up::wish_of(conv)))
                                || moves(set, step, field, |conv| pace(set, conv))
                        }
                        // Read back to both, and kept in the record.
                        Feed::Record | Feed::Consent => moves(set, step, field, |conv| talk::summary_lines(set, conv).len()),
                    };
                    nowhere.extend((!has).then_some(name));
                    seen += 1;
                }
            }
        }
    }
    assert!(nowhere.is_empty(), "these go nowhere: {nowhere:?}");
    assert!(seen > 100, "{seen}");
}

#[test]
fn k8_a_field_that_claims_no_place_on_paper_has_none() {
    let mut seen = 0;
    for set in conversation::all() {
        for step in &set.steps {
            for field in step.fields.iter().filter(|field| !field.feeds.contains(&Feed::Plan)) {
                // Own words reach a plan by the tick that prints them, and agreements open the ways they are about.
                let is_gate = field.feeds.contains(&Feed::Consent) || field.feeds.contains(&Feed::Pace);
                let opens = matches!(field.id.as_str(), ids::WISH | ids::STATUS);
                if is_gate || opens {
                    continue;
                }
                assert!(!moves(set, step, field, plan), "{}.{} reaches the plan", step.id, field.id);
                if !field.feeds.contains(&Feed::Note) {
                    assert!(!moves(set, step, field, note), "{}.{} reaches the note", step.id, field.id);
                }
                seen += 1;
            }
        }
    }
    assert!(seen > 30, "{seen}");
}

#[test]
fn every_id_of_the_code_is_in_a_file_and_every_field_of_a_file_is_read_or_kept() {
    let source = include_str!("../../src/talk/mod.rs");
    let constants: BTreeSet<&str> = source.lines().filter_map(|line| line.trim().strip_prefix("pub const ")?.split('"').nth(1)).collect();
    let mut known: BTreeSet<&str> = words().effects.iter().map(|effect| effect.id.as_str()).collect();
    for step in conversation::all().into_iter().flat_map(|set| &set.steps) {
        known.insert(&step.id);
        for field in &step.fields {
            known.insert(&field.id);
            known.extend(field.options.iter().map(|choice| choice.id.as_str()));
        }
    }
    // The record beside the prompts belongs to no step.
    known.insert("safety");
    assert!(constants.len() > 40, "{} constants", constants.len());
    let strange: Vec<&&str> = constants.iter().filter(|id| !known.contains(**id)).collect();
    assert!(strange.is_empty(), "in the code and in no file: {strange:?}");
    // The other way round: what the code does not name is kept in the record and goes nowhere else.
    for field in conversation::all().into_iter().flat_map(|set| &set.steps).flat_map(|step| &step.fields) {
        let is_named = constants.contains(field.id.as_str()) || source.contains(&format!("\"{}\"", field.id));
        let is_kept =
            field.feeds.iter().all(|feed| matches!(feed, Feed::Record | Feed::Consent | Feed::Pace)) || field.kind == Kind::Review;
        assert!(is_named || is_kept, "{} claims {:?} and no code reads it", field.id, field.feeds);
    }
}
