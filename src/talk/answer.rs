//! Answers a step: each change touches one answer and keeps the others.

use super::ids;
use crate::content::adjustments::Adjustment;
use crate::content::conversation::{Field, QuestionSet};
use crate::domain::draft::{
    Amount, Conversation, DayRange, EffectAnswer, Outcome, Pick, ServiceAnswer, Standing, StepAnswer, TaskAnswer, TriedAnswer,
};

/// The step's own answers, to be changed: a standing answer gives way to them.
fn own<'a>(conv: &'a mut Conversation, step: &str) -> &'a mut StepAnswer {
    let answer = conv.steps.entry(step.to_owned()).or_default();
    answer.standing = None;
    answer
}

/// A step without any answer leaves none behind: it counts as not asked.
fn tidy(conv: &mut Conversation, step: &str) {
    if conv.steps.get(step).is_some_and(StepAnswer::is_empty) {
        conv.steps.remove(step);
    }
}

fn field<'a>(set: &'a QuestionSet, step: &str, field: &str) -> Option<&'a Field> {
    set.step(step)?.field(field)
}

/// Gives one of the three standing answers in place of the step's own, which are deleted: what a patient prefers not to say is not
/// kept. The same again takes it back.
pub fn stand(conv: &mut Conversation, step: &str, standing: Standing) {
    let before = conv.steps.get(step).and_then(|answer| answer.standing);
    let now = if before == Some(standing) { None } else { Some(standing) };
    conv.steps.insert(step.to_owned(), StepAnswer { standing: now, ..StepAnswer::default() });
    tidy(conv, step);
}

/// Chooses one; the same again takes it back, so that nothing stays chosen against one's will.
pub fn choose(conv: &mut Conversation, step: &str, field: &str, choice: &str) {
    let chosen = &mut own(conv, step).one;
    if chosen.get(field).map(String::as_str) == Some(choice) {
        chosen.remove(field);
    } else {
        chosen.insert(field.to_owned(), choice.to_owned());
    }
    tidy(conv, step);
}

/// Ticks or unticks one of many. A choice that stands alone ("Nothing", "Prefers not to say") unticks the others, and they untick it.
pub fn toggle(conv: &mut Conversation, set: &QuestionSet, step: &str, id: &str, choice: &str) {
    let is_alone = |choice: &str| field(set, step, id).and_then(|field| field.choice(choice)).is_some_and(|choice| choice.alone);
    let many = &mut own(conv, step).many;
    let chosen = many.entry(id.to_owned()).or_default();
    if !chosen.remove(choice) {
        let alone = is_alone(choice);
        chosen.retain(|other| !alone && !is_alone(other));
        chosen.insert(choice.to_owned());
    }
    let left = chosen.clone();
    if left.is_empty() {
        many.remove(id);
    }
    // What is not chosen cannot be out of reach either.
    let beyond = &mut own(conv, step).beyond;
    if let Some(out) = beyond.get_mut(id) {
        out.retain(|choice| left.contains(choice));
    }
    beyond.retain(|_, out| !out.is_empty());
    tidy(conv, step);
}

/// Says of a choice that was made that the patient cannot change it, or takes that back.
pub fn beyond(conv: &mut Conversation, step: &str, id: &str, choice: &str) {
    let answer = own(conv, step);
    if answer.many.get(id).is_some_and(|chosen| chosen.contains(choice)) {
        let out = answer.beyond.entry(id.to_owned()).or_default();
        if !out.remove(choice) {
            out.insert(choice.to_owned());
        }
    }
    answer.beyond.retain(|_, out| !out.is_empty());
    tidy(conv, step);
}

/// Keeps a number from 0 to 10; the same again takes it back.
pub fn number(conv: &mut Conversation, step: &str, field: &str, value: u8) {
    let numbers = &mut own(conv, step).numbers;
    if numbers.get(field) == Some(&value) || value > 10 {
        numbers.remove(field);
    } else {
        numbers.insert(field.to_owned(), value);
    }
    tidy(conv, step);
}

/// Marks a step as said before, or takes the mark back. What was answered there stays.
pub fn said_already(conv: &mut Conversation, step: &str, is_said: bool) {
    conv.steps.entry(step.to_owned()).or_default().said_already = is_said;
    tidy(conv, step);
}

/// Puts a pick before the one that stands above it: the most wanted stands first.
pub fn raise(conv: &mut Conversation, step: &str, index: usize) {
    if let Some(answer) = conv.steps.get_mut(step)
        && index > 0
        && index < answer.picks.len()
    {
        answer.picks.swap(index - 1, index);
    }
}

/// Keeps own words as typed; empty words are no answer.
pub fn write(conv: &mut Conversation, step: &str, field: &str, text: &str) {
    let words = &mut own(conv, step).words;
    if text.is_empty() {
        words.remove(field);
    } else {
        words.insert(field.to_owned(), text.to_owned());
    }
    tidy(conv, step);
}

/// Sets how much a function is affected; `None` or the same again takes it back and keeps the words.
pub fn affect(conv: &mut Conversation, step: &str, effect: &str, amount: Option<Amount>) {
    describe(conv, step, effect, |answer| answer.amount = if answer.amount == amount { None } else { amount });
}

/// Changes what is said about a function: its amount, or the words for better, usual and worse days.
pub fn describe(conv: &mut Conversation, step: &str, effect: &str, change: impl FnOnce(&mut EffectAnswer)) {
    let effects = &mut own(conv, step).effects;
    change(effects.entry(effect.to_owned()).or_default());
    effects.retain(|_, answer| *answer != EffectAnswer::default());
    tidy(conv, step);
}

/// Picks a change, or takes it back. Returns false where as many are picked as the step holds.
pub fn pick(conv: &mut Conversation, set: &QuestionSet, step: &str, row: &Adjustment) -> bool {
    let most = most_picks(set, step);
    let picks = &mut own(conv, step).picks;
    let before = picks.len();
    picks.retain(|pick| pick.id != row.id);
    let is_new = picks.len() == before;
    let fits = before < most;
    if is_new && fits {
        picks.push(Pick { id: row.id.clone(), text: row.text.clone() });
    }
    tidy(conv, step);
    !is_new || fits
}

/// Adds a change in free words. Returns false where as many are picked as the step holds, or there are no words.
pub fn pick_words(conv: &mut Conversation, set: &QuestionSet, step: &str, text: &str) -> bool {
    let most = most_picks(set, step);
    let picks = &mut own(conv, step).picks;
    let fits = picks.len() < most && !text.trim().is_empty();
    if fits {
        picks.push(Pick { id: String::new(), text: text.trim().to_owned() });
    }
    tidy(conv, step);
    fits
}

/// Changes what is said about a task: how it goes, or what makes it hard.
pub fn rate(conv: &mut Conversation, step: &str, task: &str, change: impl FnOnce(&mut TaskAnswer)) {
    let tasks = &mut own(conv, step).tasks;
    let at = tasks.iter().position(|known| known.task == task).unwrap_or_else(|| {
        tasks.push(TaskAnswer { task: task.to_owned(), ..TaskAnswer::default() });
        tasks.len() - 1
    });
    if let Some(answer) = tasks.get_mut(at) {
        change(answer);
    }
    tidy(conv, step);
}

/// Adds a task in the patient's words; one that is there already stays as it is.
pub fn add_task(conv: &mut Conversation, step: &str, task: &str) {
    if !task.trim().is_empty() {
        rate(conv, step, task.trim(), |_| {});
    }
}

/// Takes a task out of the grid, with what was said about it.
pub fn forget_task(conv: &mut Conversation, step: &str, task: &str) {
    own(conv, step).tasks.retain(|known| known.task != task);
    tidy(conv, step);
}

/// Says how a change went that was tried; the same again takes that back and keeps the change in the list.
pub fn tried(conv: &mut Conversation, step: &str, id: &str, text: &str, outcome: Option<Outcome>) {
    let list = &mut own(conv, step).tried;
    let is_it = |known: &TriedAnswer| if id.is_empty() { known.text == text } else { known.id == id };
    match list.iter_mut().find(|known| is_it(known)) {
        Some(known) => known.outcome = if known.outcome == outcome { None } else { outcome },
        None if !text.trim().is_empty() => list.push(TriedAnswer { id: id.to_owned(), text: text.trim().to_owned(), outcome }),
        None => {}
    }
    tidy(conv, step);
}

/// Takes a change out of the list of those that were tried.
pub fn forget_tried(conv: &mut Conversation, step: &str, index: usize) {
    let list = &mut own(conv, step).tried;
    if index < list.len() {
        list.remove(index);
    }
    tidy(conv, step);
}

/// Brings a change back into the offers that did not help before: it stays in the list as tried.
pub fn offer_again(conv: &mut Conversation, id: &str) {
    for tried in conv.steps.values_mut().flat_map(|answer| &mut answer.tried).filter(|tried| tried.id == id) {
        tried.outcome = Some(Outcome::Tried);
    }
}

/// Answers for one service; the same again takes it back.
pub fn serve(conv: &mut Conversation, step: &str, service: &str, answer: ServiceAnswer) {
    let services = &mut own(conv, step).services;
    if services.get(service) == Some(&answer) {
        services.remove(service);
    } else {
        services.insert(service.to_owned(), answer);
    }
    tidy(conv, step);
}

/// Changes the words for a better, a usual and a worse day.
pub fn range(conv: &mut Conversation, step: &str, field: &str, change: impl FnOnce(&mut DayRange)) {
    let ranges = &mut own(conv, step).ranges;
    change(ranges.entry(field.to_owned()).or_default());
    ranges.retain(|_, range| !range.is_empty());
    tidy(conv, step);
}

fn most_picks(set: &QuestionSet, step: &str) -> usize {
    set.step(step).and_then(|step| step.fields.iter().find_map(|field| field.most)).unwrap_or(usize::MAX)
}

/// Deletes all that was said, where the patient wants it gone. That there was a pause stays known, and so does what the clinician put on
/// the note.
pub fn forget_all(conv: &mut Conversation) {
    let mut kept = std::mem::take(conv);
    if let Some(plan) = kept.phased.take() {
        // Its line may stand in the comments: it can still be taken out.
        kept.filled.sentences.extend(Some(plan.line).filter(|line| !line.is_empty()));
        kept.filled.boxes.extend(plan.ticked);
    }
    // What was advised about driving is the clinician's own record.
    kept.steps.retain(|step, _| step == ids::SAFETY);
    *conv = Conversation {
        question_set: kept.question_set,
        steps: kept.steps,
        paused: kept.paused,
        filled: kept.filled,
        deleted_on: kept.stopped.as_ref().map(|stopped| stopped.on),
        stopped: kept.stopped,
        whole_sheet: kept.whole_sheet,
        ..Conversation::default()
    };
}

/// Deletes every answer of a step, where the patient wants it gone.
pub fn forget(conv: &mut Conversation, step: &str) {
    conv.steps.remove(step);
}
