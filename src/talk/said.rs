//! Reads what was said, by the meaning of a field, whichever step asked it.

use std::collections::BTreeSet;

use super::ids;
use crate::content::conversation::words;
use crate::domain::draft::{
    Amount, Conversation, DayRange, EffectAnswer, Outcome, Pick, ServiceAnswer, StepAnswer, TaskAnswer, TriedAnswer,
};

/// The answers that stand: a step answered "prefers not to say" as a whole says nothing else.
fn spoken(conv: &Conversation) -> impl Iterator<Item = &StepAnswer> {
    conv.steps.values().filter(|answer| answer.standing.is_none())
}

/// The choice of a single-choice field.
pub(super) fn one<'a>(conv: &'a Conversation, field: &str) -> Option<&'a str> {
    spoken(conv).find_map(|answer| answer.one.get(field)).map(String::as_str)
}

/// Whether the field's choice is among these.
pub(super) fn is_one_of(conv: &Conversation, field: &str, choices: &[&str]) -> bool {
    one(conv, field).is_some_and(|choice| choices.contains(&choice))
}

/// Whether a multiple choice holds one of these.
pub(super) fn has(conv: &Conversation, field: &str, choices: &[&str]) -> bool {
    spoken(conv).filter_map(|answer| answer.many.get(field)).flatten().any(|choice| choices.contains(&choice.as_str()))
}

/// Own words, trimmed; empty where there are none.
pub(super) fn words_of<'a>(conv: &'a Conversation, field: &str) -> &'a str {
    spoken(conv).filter_map(|answer| answer.words.get(field)).map(|text| text.trim()).find(|text| !text.is_empty()).unwrap_or("")
}

/// Everything said about one effect.
pub(super) fn effect<'a>(conv: &'a Conversation, id: &'a str) -> impl Iterator<Item = &'a EffectAnswer> {
    spoken(conv).filter_map(move |answer| answer.effects.get(id)).filter(|effect| !is_blank(effect))
}

/// All picks, in the order in which they were picked.
pub(super) fn picks(conv: &Conversation) -> impl Iterator<Item = &Pick> {
    spoken(conv).flat_map(|answer| &answer.picks)
}

/// Every task that has an answer of its own.
pub(super) fn tasks(conv: &Conversation) -> impl Iterator<Item = &TaskAnswer> {
    spoken(conv).flat_map(|answer| &answer.tasks)
}

/// Every change that was tried.
pub(super) fn tried(conv: &Conversation) -> impl Iterator<Item = &TriedAnswer> {
    spoken(conv).flat_map(|answer| &answer.tried)
}

/// Whether a change of the catalogue did not help before.
pub(super) fn did_not_help(conv: &Conversation, id: &str) -> bool {
    tried(conv).any(|answer| answer.id == id && answer.outcome == Some(Outcome::DidNotHelp))
}

/// What was said to a service.
pub(super) fn service(conv: &Conversation, id: &str) -> Option<ServiceAnswer> {
    spoken(conv).find_map(|answer| answer.services.get(id)).copied()
}

/// The words for better, usual and worse days.
pub(super) fn range<'a>(conv: &'a Conversation, field: &str) -> Option<&'a DayRange> {
    spoken(conv).filter_map(|answer| answer.ranges.get(field)).find(|range| !range.is_empty())
}

/// The kind of hours that the patient named; none where they named none, or no kind.
#[must_use]
pub fn kind_of_hours(conv: &Conversation) -> Option<&str> {
    one(conv, ids::BUILD_UP).filter(|kind| !matches!(*kind, "not_now" | ids::PREFERS_NOT_TO_SAY))
}

/// Whether it was said that today is to be short.
#[must_use]
pub fn is_shorter(conv: &Conversation) -> bool {
    is_one_of(conv, ids::LENGTH, &["shorter"])
}

/// Whether anything at all was said.
#[must_use]
pub fn is_said(conv: &Conversation) -> bool {
    conv.steps.values().any(is_answered)
}

/// Nothing was said about it.
pub(super) fn is_blank(effect: &EffectAnswer) -> bool {
    effect.amount.is_none() && !has_words(effect)
}

fn has_words(effect: &EffectAnswer) -> bool {
    [&effect.better_day, &effect.usual, &effect.worse_day, &effect.worst].iter().any(|text| !text.trim().is_empty())
}

/// Described as hard: some, a lot or varying; or in words alone.
pub(super) fn is_described(effect: &EffectAnswer) -> bool {
    match effect.amount {
        Some(Amount::Some | Amount::ALot | Amount::Varies) => true,
        Some(Amount::None | Amount::PrefersNotToSay) => false,
        None => has_words(effect),
    }
}

/// The ids of the effects that the patient described as hard.
#[must_use]
pub fn described(conv: &Conversation) -> BTreeSet<&'static str> {
    let ids = words().effects.iter().map(|effect| effect.id.as_str());
    ids.filter(|id| effect(conv, id).any(is_described)).collect()
}

/// Whether a step holds an answer of its own or a standing one, or was said before.
#[must_use]
pub fn is_answered(answer: &StepAnswer) -> bool {
    answer.standing.is_some() || answer.said_already || holds_answers(answer)
}

/// Whether a step holds an answer of its own.
pub(super) fn holds_answers(answer: &StepAnswer) -> bool {
    !answer.one.is_empty()
        || answer.many.values().any(|choices| !choices.is_empty())
        || answer.words.values().any(|text| !text.trim().is_empty())
        || answer.effects.values().any(|effect| !is_blank(effect))
        || answer.picks.iter().any(|pick| !pick.id.is_empty() || !pick.text.trim().is_empty())
        || answer.tasks.iter().any(|task| task.ease.is_some() || !task.what.trim().is_empty() || !task.task.trim().is_empty())
        || answer.tried.iter().any(|tried| !tried.id.is_empty() || !tried.text.trim().is_empty())
        || !answer.services.is_empty()
        || answer.ranges.values().any(|range| !range.is_empty())
        || !answer.numbers.is_empty()
}
