//! Carries answers from one conversation to another of a different length: a field of the same id takes its answer along.
//!
//! Nothing is lost and nothing is asked twice: what the other conversation does not ask stays where it was said.

use super::ids;
use crate::content::conversation::{Field, Kind, QuestionSet, Step, all};
use crate::domain::draft::{Conversation, StepAnswer};

/// Goes on in another set of questions: answers move to the steps that ask for them there, and the rest stay where they were said.
pub fn carry(conv: &mut Conversation, to: &QuestionSet) {
    let at = conv.at.as_deref().and_then(|at| place_in(to, at));
    let elsewhere: Vec<String> = conv.steps.keys().filter(|id| to.step(id).is_none() && *id != ids::SAFETY).cloned().collect();
    for id in &elsewhere {
        let Some(mut answer) = conv.steps.remove(id) else { continue };
        if answer.standing.is_none() {
            for (step, field) in asked(to) {
                let mut target = conv.steps.remove(&step.id).unwrap_or_default();
                if target.standing.is_none() {
                    move_field(field, &mut answer, &mut target);
                }
                if !target.is_empty() {
                    conv.steps.insert(step.id.clone(), target);
                }
            }
        }
        if !answer.is_empty() {
            conv.steps.insert(id.clone(), answer);
        }
    }
    // So does the mark that it was said before.
    for id in &elsewhere {
        let is_only_mark = conv.steps.get(id).is_some_and(|answer| *answer == StepAnswer { said_already: true, ..StepAnswer::default() });
        if is_only_mark && let Some(step) = kin(to, id).into_iter().find(|step| !conv.steps.contains_key(&step.id)) {
            conv.steps.remove(id);
            conv.steps.insert(step.id.clone(), StepAnswer { said_already: true, ..StepAnswer::default() });
        }
    }
    // An answer for a whole step goes to the step that asks most of the same, where nothing else was said there.
    for id in &elsewhere {
        let Some(standing) = conv.steps.get(id).and_then(|answer| answer.standing) else { continue };
        if let Some(step) = kin(to, id).into_iter().find(|step| !conv.steps.contains_key(&step.id)) {
            conv.steps.remove(id);
            conv.steps.insert(step.id.clone(), StepAnswer { standing: Some(standing), ..StepAnswer::default() });
        }
    }
    conv.question_set = to.name();
    conv.at = at;
}

/// The step of a set that asks most of what this step of any set asks.
#[must_use]
pub fn place_in(to: &QuestionSet, step: &str) -> Option<String> {
    if to.step(step).is_some() {
        return Some(step.to_owned());
    }
    kin(to, step).first().map(|step| step.id.clone())
}

/// Whether a step of any set asks for this field.
pub(super) fn asks(step: &str, field: &str) -> bool {
    all().into_iter().find_map(|set| set.step(step)).is_some_and(|step| step.field(field).is_some())
}

fn asked(set: &QuestionSet) -> impl Iterator<Item = (&Step, &Field)> {
    set.steps.iter().flat_map(|step| step.fields.iter().map(move |field| (step, field)))
}

/// The steps of a set that share fields with this one, those that share most first.
fn kin<'a>(to: &'a QuestionSet, step: &str) -> Vec<&'a Step> {
    let Some(from) = all().into_iter().find_map(|set| set.step(step)) else { return Vec::new() };
    let shared = |other: &Step| from.fields.iter().filter(|field| field.kind != Kind::Review && other.field(&field.id).is_some()).count();
    let mut steps: Vec<&Step> = to.steps.iter().filter(|other| shared(other) > 0).collect();
    steps.sort_by_key(|other| std::cmp::Reverse(shared(other)));
    steps
}

/// Moves what one field holds, as far as the other step offers it and holds nothing of its own there.
fn move_field(field: &Field, from: &mut StepAnswer, to: &mut StepAnswer) {
    match field.kind {
        Kind::One => {
            let is_offered = from.one.get(&field.id).is_some_and(|choice| field.choice(choice).is_some());
            if is_offered
                && !to.one.contains_key(&field.id)
                && let Some(choice) = from.one.remove(&field.id)
            {
                to.one.insert(field.id.clone(), choice);
            }
        }
        Kind::Many => {
            let Some(chosen) = from.many.get_mut(&field.id) else { return };
            let moving: Vec<String> = chosen.iter().filter(|choice| field.choice(choice).is_some()).cloned().collect();
            chosen.retain(|choice| !moving.contains(choice));
            if chosen.is_empty() {
                from.many.remove(&field.id);
            }
            if let Some(out) = from.beyond.get_mut(&field.id) {
                let out_of_reach: Vec<String> = out.iter().filter(|choice| moving.contains(choice)).cloned().collect();
                out.retain(|choice| !out_of_reach.contains(choice));
                if !out_of_reach.is_empty() {
                    to.beyond.entry(field.id.clone()).or_default().extend(out_of_reach);
                }
            }
            from.beyond.retain(|_, out| !out.is_empty());
            if !moving.is_empty() {
                to.many.entry(field.id.clone()).or_default().extend(moving);
            }
        }
        Kind::Words | Kind::Date => {
            if !to.words.contains_key(&field.id)
                && let Some(words) = from.words.remove(&field.id)
            {
                to.words.insert(field.id.clone(), words);
            }
        }
        Kind::Range => {
            if !to.ranges.contains_key(&field.id)
                && let Some(range) = from.ranges.remove(&field.id)
            {
                to.ranges.insert(field.id.clone(), range);
            }
        }
        Kind::Number => {
            if !to.numbers.contains_key(&field.id)
                && let Some(number) = from.numbers.remove(&field.id)
            {
                to.numbers.insert(field.id.clone(), number);
            }
        }
        Kind::Effects => {
            let there: Vec<String> = from.effects.keys().filter(|id| !to.effects.contains_key(*id)).cloned().collect();
            for id in there {
                to.effects.extend(from.effects.remove_entry(&id));
            }
        }
        Kind::Services => {
            let there: Vec<String> = from.services.keys().filter(|id| !to.services.contains_key(*id)).cloned().collect();
            for id in there {
                to.services.extend(from.services.remove_entry(&id));
            }
        }
        Kind::Picks => to.picks.append(&mut from.picks),
        Kind::Tasks => to.tasks.append(&mut from.tasks),
        Kind::Tried => to.tried.append(&mut from.tried),
        Kind::Review => {}
    }
}
