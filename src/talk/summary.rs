//! The answers as a list to read back, each line with the step where it can be changed.

use super::path::{StepState, fields, path, state_of};
use super::said;
use crate::content::conversation::{Choice, Field, Kind, QuestionSet, Step, all, stop, words};
use crate::domain::day;
use crate::domain::draft::{Conversation, DayRange, EffectAnswer, StepAnswer, TaskAnswer, TriedAnswer};

/// One line of the list: what was asked, what was said, and the step behind "change".
#[derive(Clone, PartialEq, Eq)]
pub struct SummaryLine {
    /// The id of the step.
    pub step: String,
    pub label: String,
    /// Own words stand here verbatim.
    pub text: String,
}

crate::domain::redacted_debug!(SummaryLine);

/// The lines of every step on the path that was reached. A step passed without an answer says that it was not asked.
#[must_use]
pub fn summary_lines(set: &QuestionSet, conv: &Conversation) -> Vec<SummaryLine> {
    path(set, conv).into_iter().flat_map(|step| lines_of(set, conv, step)).collect()
}

pub(super) fn lines_of(set: &QuestionSet, conv: &Conversation, step: &Step) -> Vec<SummaryLine> {
    let line = |label: &str, text: String| SummaryLine { step: step.id.clone(), label: label.to_owned(), text };
    match state_of(set, conv, &step.id) {
        StepState::Standing(standing) => vec![line(&step.title, words().standing(standing).to_owned())],
        StepState::SaidAlready => vec![line(&step.title, words().said_already.clone())],
        StepState::Skipped => vec![line(&step.title, words().not_asked.clone())],
        StepState::Answered => {
            let asked = fields(step, conv).into_iter();
            let texts = asked.flat_map(|field| conv.steps.get(&step.id).map(|answer| texts_of(field, answer)).unwrap_or_default());
            texts.map(|(label, text)| line(&label, text)).collect()
        }
        StepState::NotReached | StepState::NotOnPath => Vec::new(),
    }
}

/// What was said in a conversation of another length, and is asked for nowhere in this one.
#[must_use]
pub fn said_elsewhere(set: &QuestionSet, conv: &Conversation) -> Vec<SummaryLine> {
    let mut lines = Vec::new();
    for (id, answer) in conv.steps.iter().filter(|(id, _)| set.step(id).is_none()) {
        let Some(step) = all().into_iter().find_map(|other| other.step(id)) else { continue };
        let line = |label: &str, text: String| SummaryLine { step: id.clone(), label: label.to_owned(), text };
        match answer.standing {
            Some(standing) => lines.push(line(&step.title, words().standing(standing).to_owned())),
            None => lines.extend(step.fields.iter().flat_map(|field| texts_of(field, answer)).map(|(label, text)| line(&label, text))),
        }
    }
    lines
}

/// When a conversation was stopped, and why; nothing where it was not.
#[must_use]
pub fn stop_line(conv: &Conversation) -> Option<String> {
    let stopped = conv.stopped.as_ref()?;
    let reasons = stop().reasons.iter().filter(|reason| stopped.reasons.contains(&reason.id)).map(|reason| reason.label.as_str());
    let why = reasons.collect::<Vec<_>>().join("; ");
    let on = format!("{} on {}", words().stopped, day::long(stopped.on));
    Some(if why.is_empty() { format!("{on}.") } else { format!("{on}: {why}.") })
}

/// Steps that no longer apply and still hold answers: the patient chooses whether they are kept or deleted.
#[must_use]
pub fn kept_elsewhere<'a>(set: &'a QuestionSet, conv: &Conversation) -> Vec<&'a Step> {
    let path = path(set, conv);
    let is_kept = |step: &&Step| conv.steps.get(&step.id).is_some_and(said::is_answered);
    set.steps.iter().filter(|step| path.iter().all(|on| on.id != step.id)).filter(is_kept).collect()
}

fn texts_of(field: &Field, answer: &StepAnswer) -> Vec<(String, String)> {
    let label_of = |id: &str| field.choice(id).map_or_else(|| id.to_owned(), |choice| choice.label.clone());
    let one_line = |text: String| if text.trim().is_empty() { Vec::new() } else { vec![(field.label.clone(), text)] };
    match field.kind {
        Kind::One => one_line(answer.one.get(&field.id).map(|id| label_of(id)).unwrap_or_default()),
        Kind::Many => {
            let chosen = answer.many.get(&field.id);
            let labels = field.options.iter().filter(|choice| chosen.is_some_and(|ids| ids.contains(&choice.id)));
            let beyond = answer.beyond.get(&field.id);
            let out = |choice: &Choice| field.beyond.as_ref().filter(|_| beyond.is_some_and(|ids| ids.contains(&choice.id)));
            let said = labels.map(|choice| match out(choice) {
                Some(beyond) => format!("{} ({})", choice.label, beyond),
                None => choice.label.clone(),
            });
            one_line(said.collect::<Vec<_>>().join("; "))
        }
        Kind::Words | Kind::Date => one_line(answer.words.get(&field.id).cloned().unwrap_or_default()),
        Kind::Picks => {
            one_line(answer.picks.iter().map(|pick| pick.text.trim()).filter(|text| !text.is_empty()).collect::<Vec<_>>().join("; "))
        }
        Kind::Effects => {
            let effects = words().effects.iter().filter_map(|effect| Some((effect, answer.effects.get(&effect.id)?)));
            effects.filter(|(_, said)| !said::is_blank(said)).map(|(effect, said)| (effect.label.clone(), effect_text(said))).collect()
        }
        Kind::Range => answer.ranges.get(&field.id).map(|range| one_line(range_text(range))).unwrap_or_default(),
        Kind::Tasks => answer.tasks.iter().map(|task| (task.task.clone(), task_text(task))).filter(|(_, text)| !text.is_empty()).collect(),
        Kind::Tried => {
            let outcome = |tried: &TriedAnswer| tried.outcome.map_or(String::new(), |outcome| words().outcome(outcome).to_owned());
            answer.tried.iter().map(|tried| (tried.text.clone(), outcome(tried))).filter(|(_, text)| !text.is_empty()).collect()
        }
        Kind::Services => {
            let said = answer.services.iter().map(|(id, said)| (label_of(id), words().service_answer(*said).to_owned()));
            said.collect()
        }
        Kind::Number => one_line(answer.numbers.get(&field.id).map(|number| format!("{number} of 10")).unwrap_or_default()),
        Kind::Review => Vec::new(),
    }
}

/// "Hard. Standing on the hard floor"
fn task_text(task: &TaskAnswer) -> String {
    let ease = task.ease.map(|ease| words().ease(ease).to_owned());
    let what = Some(task.what.trim().to_owned()).filter(|what| !what.is_empty());
    ease.into_iter().chain(what).collect::<Vec<_>>().join(". ")
}

fn range_text(range: &DayRange) -> String {
    let words = words();
    let days = [(&words.better_day, &range.better_day), (&words.usual, &range.usual), (&words.worse_day, &range.worse_day)];
    let days = days.into_iter().filter(|(_, text)| !text.trim().is_empty()).map(|(when, text)| format!("{when}: {}", text.trim()));
    days.collect::<Vec<_>>().join(". ")
}

/// "A lot. On a better day: two hours. On a worse day: none."
fn effect_text(effect: &EffectAnswer) -> String {
    let words = words();
    let amount = effect.amount.map(|amount| words.amount(amount).to_owned());
    let days = [(&words.better_day, &effect.better_day), (&words.usual, &effect.usual), (&words.worse_day, &effect.worse_day)];
    let days = days.into_iter().filter(|(_, text)| !text.trim().is_empty()).map(|(when, text)| format!("{when}: {}", text.trim()));
    let worst = Some(effect.worst.trim()).filter(|text| !text.is_empty()).map(|text| format!("{} {text}", words.worst));
    amount.into_iter().chain(days).chain(worst).collect::<Vec<_>>().join(". ")
}
