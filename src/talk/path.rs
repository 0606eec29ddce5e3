//! The path: which steps apply, in which order, and where the conversation stands on it.

use super::{ids, modes, said};
use crate::content::conversation::{Field, QuestionSet, Step, When};
use crate::domain::draft::{Conversation, Standing};

/// The value of [`Conversation::at`] once every step is behind.
pub const DECISION: &str = "decision";

/// How one step stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StepState {
    Answered,
    /// One of the three answers that every step offers.
    Standing(Standing),
    /// Passed without an answer: shown as "Not asked".
    Skipped,
    NotReached,
    /// Does not apply, given the answers so far.
    NotOnPath,
}

/// The steps that apply, in order. After the last comes the decision, which is always within reach.
#[must_use]
pub fn path<'a>(set: &'a QuestionSet, conv: &Conversation) -> Vec<&'a Step> {
    let declined = modes::is_declined(conv);
    set.steps.iter().enumerate().filter(|(at, _)| *at == 0 || !declined).map(|(_, step)| step).collect()
}

/// The step after this one; `None` is the decision. From a step that no longer applies, the next that does.
#[must_use]
pub fn next<'a>(set: &'a QuestionSet, conv: &Conversation, at: &str) -> Option<&'a Step> {
    let path = path(set, conv);
    if let Some(here) = path.iter().position(|step| step.id == at) {
        return path.get(here + 1).copied();
    }
    let here = set.position(at)?;
    path.into_iter().find(|step| set.position(&step.id) > Some(here))
}

/// The step before this one; `None` where this is the first. From the decision, the last step that applies.
#[must_use]
pub fn previous<'a>(set: &'a QuestionSet, conv: &Conversation, at: &str) -> Option<&'a Step> {
    let path = path(set, conv);
    if let Some(here) = path.iter().position(|step| step.id == at) {
        return here.checked_sub(1).and_then(|before| path.get(before)).copied();
    }
    let here = set.position(at).unwrap_or(usize::MAX);
    path.into_iter().rev().find(|step| set.position(&step.id).is_some_and(|position| position < here))
}

/// How the step stands: a step that was passed with nothing answered is "not asked".
#[must_use]
pub fn state_of(set: &QuestionSet, conv: &Conversation, id: &str) -> StepState {
    let path = path(set, conv);
    let Some(here) = path.iter().position(|step| step.id == id) else { return StepState::NotOnPath };
    if let Some(answer) = conv.steps.get(id).filter(|answer| said::is_answered(answer)) {
        return answer.standing.map_or(StepState::Answered, StepState::Standing);
    }
    if here < reached(&path, conv) { StepState::Skipped } else { StepState::NotReached }
}

/// How many steps of the path are behind: up to the one shown last, or the last one answered.
fn reached(path: &[&Step], conv: &Conversation) -> usize {
    let shown = match conv.at.as_deref() {
        Some(DECISION) => path.len(),
        Some(at) => path.iter().position(|step| step.id == at).unwrap_or(0),
        None => 0,
    };
    let answered = path.iter().rposition(|step| conv.steps.get(&step.id).is_some_and(said::is_answered));
    shown.max(answered.unwrap_or(0))
}

/// The fields of the step that apply, given the answers.
#[must_use]
pub fn fields<'a>(step: &'a Step, conv: &Conversation) -> Vec<&'a Field> {
    step.fields.iter().filter(|field| is_asked(&field.id, conv)).collect()
}

fn is_asked(field: &str, conv: &Conversation) -> bool {
    match field {
        ids::PRINT_OWN_WORDS => !said::words_of(conv, ids::OWN_WORDS).is_empty(),
        ids::SHARE_OTHER_WHO => said::is_one_of(conv, ids::SHARE_OTHER, &["given", "later"]),
        _ => true,
    }
}

/// The words to say at this step: those for people who are not in work, where that was said.
#[must_use]
pub fn words_for<'a>(step: &'a Step, conv: &Conversation) -> &'a str {
    let not_in_work = said::is_one_of(conv, ids::STATUS, &ids::NOT_IN_WORK);
    let other = step.also.iter().find(|also| not_in_work && also.when == When::NotInWork);
    other.map_or(&step.say, |also| &also.say)
}

/// How much is left from this step on: "About 2 minutes left". Nothing is left after the last.
#[must_use]
pub fn estimate_left(path: &[&Step], at: &str) -> String {
    let left: u32 = path.iter().skip_while(|step| step.id != at).map(|step| step.seconds).sum();
    match left {
        0 => "Nothing left to ask".into(),
        1..=45 => "Less than a minute left".into(),
        46..=89 => "About a minute left".into(),
        _ => format!("About {} minutes left", (left + 30) / 60),
    }
}
