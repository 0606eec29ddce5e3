//! The path: which steps apply, in which order, and where the conversation stands on it.

use super::{Mode, Modes, ids, modes, said};
use crate::content::conversation::{Choice, Field, QuestionSet, Step, When};
use crate::domain::draft::{Conversation, Standing};

/// The value of [`Conversation::at`] once every step is behind.
pub const DECISION: &str = "decision";

/// How one step stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StepState {
    Answered,
    /// Said at another time, so it is not asked.
    SaidAlready,
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
    let modes = modes(conv);
    let mut path: Vec<&Step> = set.steps.iter().filter(|step| is_on_path(set, step, conv, &modes)).collect();
    if modes.has(Mode::SeekWork) {
        bring_forward(&mut path, ids::SERVICES_STEP, ids::WORK_NOW_STEP);
    }
    path
}

fn is_on_path(set: &QuestionSet, step: &Step, conv: &Conversation, modes: &Modes) -> bool {
    let is_among = |steps: &[&str]| steps.contains(&step.id.as_str());
    let is_first = set.steps.first() == Some(step);
    let here = set.position(&step.id);
    let stops_before = modes.has(Mode::StopToday) && set.position(ids::LENGTH_STEP).is_some_and(|last| here > Some(last));
    let is_left_for_health = modes.has(Mode::HealthFirst) && !is_among(&ids::HEALTH_FIRST_STEPS);
    let is_about_a_job = modes.has(Mode::NotInWork) && is_among(&ids::JOB_STEPS);
    let is_cut_short = said::is_one_of(conv, ids::LENGTH, &["shorter"]) && !step.essential;
    // After a no there is nothing but what to leave with, and the question whether there was pressure.
    let is_close = step.id == ids::CLOSE_STEP && modes.has(Mode::Declined);
    is_first || is_close || !(modes.has(Mode::Declined) || stops_before || is_left_for_health || is_about_a_job || is_cut_short)
}

/// Puts one step right behind another, where both are on the path and it stands later.
fn bring_forward(path: &mut Vec<&Step>, step: &str, behind: &str) {
    let at = |path: &[&Step], id: &str| path.iter().position(|step| step.id == id);
    if let (Some(from), Some(anchor)) = (at(path, step), at(path, behind))
        && from > anchor
    {
        let moved = path.remove(from);
        path.insert(anchor + 1, moved);
    }
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
        return match answer.standing {
            Some(standing) => StepState::Standing(standing),
            None if said::holds_answers(answer) => StepState::Answered,
            None => StepState::SaidAlready,
        };
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
        ids::SEEK_WORK => said::is_one_of(conv, ids::STATUS, &ids::NOT_IN_WORK),
        ids::EMPLOYER_TOPICS | ids::EMPLOYER_PRESENCE | ids::EMPLOYER_STARTS | ids::MEETING => {
            said::is_one_of(conv, ids::SHARE_EMPLOYER, &["given", "later"])
        }
        ids::FOLLOW_UP_AFTER | ids::CONTACT_MODE => said::is_one_of(conv, ids::CALL_ME, &["yes"]),
        ids::PRINT_OWN_WORDS => !said::words_of(conv, ids::OWN_WORDS).is_empty(),
        ids::WAITING_FOR => said::has(conv, ids::WORRIES, &["waiting"]),
        // After a no, nothing is left to share or to give.
        ids::OUTPUTS | ids::SHARE_SERVICE | ids::SHARE_OTHER => !modes(conv).has(Mode::Declined),
        _ if ids::PHQ4_ITEMS.contains(&field) => said::is_one_of(conv, ids::PHQ4, &["asked_for"]),
        ids::SHARE_OTHER_WHO => said::is_one_of(conv, ids::SHARE_OTHER, &["given", "later"]),
        _ => true,
    }
}

/// The choices of the field that apply. Where effort makes things worse: no pattern of hours that rises by schedule, and no talking
/// therapy, which would read as a treatment of it; what was answered already stays.
#[must_use]
pub fn choices<'a>(field: &'a Field, conv: &Conversation) -> Vec<&'a Choice> {
    let is_limited = matches!(field.id.as_str(), ids::BUILD_UP | ids::SERVICES) && modes(conv).has(Mode::EnergyLimit);
    let is_held_back = |id: &str| match field.id.as_str() {
        ids::BUILD_UP => ids::RISING.contains(&id),
        _ => id == ids::TALKING_THERAPY && said::service(conv, id).is_none(),
    };
    field.options.iter().filter(|choice| !(is_limited && is_held_back(&choice.id))).collect()
}

/// The words to say at this step: those for people who are not in work, where that was said.
#[must_use]
pub fn words_for<'a>(step: &'a Step, conv: &Conversation) -> &'a str {
    let not_in_work = said::is_one_of(conv, ids::STATUS, &ids::NOT_IN_WORK);
    let other = step.also.iter().find(|also| not_in_work && also.when == When::NotInWork);
    other.map_or(&step.say, |also| &also.say)
}

/// Whether time and energy are to be asked about before this step: after every so many steps of a long conversation, once. Where breaks
/// were asked for, or the talking itself has a cost, twice as often.
#[must_use]
pub fn energy_check_due(set: &QuestionSet, conv: &Conversation, before: &str) -> bool {
    let Some(every) = set.energy_check_every.filter(|every| *every > 0) else { return false };
    let wants_breaks = said::has(conv, ids::FORMAT, &["breaks"]) || said::has(conv, ids::TODAY, &["effort_costs", "tired", "pain"]);
    let every = if wants_breaks { (every / 2).max(1) } else { every };
    let here = path(set, conv).iter().position(|step| step.id == before);
    here.is_some_and(|here| here > 0 && here % every == 0) && !conv.energy_asked.contains(before)
}

/// How much is left from this step on, without what was said already.
#[must_use]
pub fn left(set: &QuestionSet, conv: &Conversation, at: &str) -> String {
    let is_to_come = |step: &&Step| step.id == at || state_of(set, conv, &step.id) != StepState::SaidAlready;
    estimate_left(&path(set, conv).into_iter().filter(is_to_come).collect::<Vec<_>>(), at)
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
