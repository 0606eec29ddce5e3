//! The words that a conversation offers for the note and the plan. They are used when the clinician presses "Use these words".

use std::collections::BTreeSet;

use super::{Mode, ids, modes, phased, said};
use crate::content::adjustments::{catalogue, diagnosis_words};
use crate::content::conversation::{all, words};
use crate::content::words::job_named;
use crate::domain::case::Benefit;
use crate::domain::day::{self, Day, YearHint};
use crate::domain::draft::{Conversation, Ease, Pick, ServiceAnswer};
use crate::domain::plan::{Adjustment, Difficulty, Plan, Waiting};

/// The picks as sentences for the comments: function and task, in the order in which they were picked, each once. Dates are left to
/// the clinician.
#[must_use]
pub fn comments_from(picks: &[Pick]) -> String {
    sentences_from(picks).join(" ")
}

/// The picks as sentences, each once.
#[must_use]
pub fn sentences_from(picks: &[Pick]) -> Vec<String> {
    let mut sentences: Vec<String> = Vec::new();
    for pick in picks {
        let mut sentence = text_of(pick);
        if sentence.is_empty() {
            continue;
        }
        if !sentence.ends_with(['.', '!', '?']) {
            sentence.push('.');
        }
        if !sentences.contains(&sentence) {
            sentences.push(sentence);
        }
    }
    sentences
}

/// The boxes of the form under which the picks fall. One written freely falls under none until the clinician ticks it.
#[must_use]
pub fn boxes_from(picks: &[Pick]) -> BTreeSet<Benefit> {
    picks.iter().filter_map(|pick| catalogue().row(&pick.id)).flat_map(|row| row.boxes.iter().copied()).collect()
}

/// The pick's text in one line: as edited, or the catalogue's where it was emptied.
fn text_of(pick: &Pick) -> String {
    let line = pick.text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.is_empty() { catalogue().row(&pick.id).map(|row| row.text.clone()).unwrap_or_default() } else { line }
}

/// The day on which to look again, where one was typed that reads as a date.
#[must_use]
pub fn review_on(conv: &Conversation, today: Day) -> Option<Day> {
    day::parse(said::words_of(conv, ids::REVIEW_ON), YearHint::NotBefore(today), today).ok()
}

/// What the conversation adds for the documents beside the statement. Own words come along where their printing was agreed.
#[must_use]
pub fn plan_from(conv: &Conversation) -> Plan {
    if modes(conv).has(Mode::Declined) {
        return Plan::default();
    }
    let words_of = |field| said::words_of(conv, field).to_owned();
    let agreed = said::is_one_of(conv, ids::PRINT_OWN_WORDS, &["given"]);
    let mut plan = Plan {
        what_matters: words_of(ids::MATTERS),
        job: words_of(ids::JOB),
        usual_hours: words_of(ids::HOURS),
        difficulties: difficulties(conv),
        adjustments: adjustments(conv),
        when_worse: words_of(ids::WHEN_WORSE),
        waiting_for: waiting(conv),
        services: services(conv),
        own_words: if agreed { words_of(ids::OWN_WORDS) } else { String::new() },
        print_own_words: agreed,
        ..Plan::default()
    };
    if let Some(phased) = &conv.phased {
        phased::put_on(&mut plan, phased, modes(conv).has(Mode::EnergyLimit));
    }
    plan
}

/// The person's own words, verbatim. Whether they print is the person's to say.
#[must_use]
pub fn own_words(conv: &Conversation) -> String {
    said::words_of(conv, ids::OWN_WORDS).to_owned()
}

/// The services that the patient would like, by the name on the screen.
fn services(conv: &Conversation) -> Vec<String> {
    let mut fields = all().into_iter().flat_map(|set| &set.steps).filter_map(|step| step.field(ids::SERVICES));
    let options = fields.next().map(|field| field.options.as_slice()).unwrap_or_default();
    let chosen = options.iter().filter(|choice| said::service(conv, &choice.id) == Some(ServiceAnswer::Accepted));
    chosen.map(|choice| choice.label.clone()).collect()
}

fn difficulties(conv: &Conversation) -> Vec<Difficulty> {
    let hardest = said::words_of(conv, ids::HARDEST);
    let mut rows = Vec::new();
    if !hardest.is_empty() {
        rows.push(Difficulty { what: hardest.to_owned(), ..Difficulty::default() });
    }
    for task in said::tasks(conv).filter(|task| matches!(task.ease, Some(Ease::Hard | Ease::CannotNow | Ease::Varies))) {
        // What makes it hard stays in the record.
        let usual = task.ease.map(|ease| words().ease(ease).to_owned()).unwrap_or_default();
        rows.push(Difficulty { what: task.task.trim().to_owned(), usual, ..Difficulty::default() });
    }
    for effect in &words().effects {
        if let Some(answer) = said::effect(conv, &effect.id).find(|answer| said::is_described(answer)) {
            rows.push(Difficulty {
                what: effect.printed().to_owned(),
                better_day: answer.better_day.trim().to_owned(),
                usual: answer.usual.trim().to_owned(),
                worse_day: answer.worse_day.trim().to_owned(),
            });
        }
    }
    if let Some(range) = said::range(conv, ids::MANAGEABLE) {
        rows.push(Difficulty {
            what: words().over_time.clone(),
            better_day: range.better_day.trim().to_owned(),
            usual: range.usual.trim().to_owned(),
            worse_day: range.worse_day.trim().to_owned(),
        });
    }
    rows
}

/// What is waited for stands on the plan alone: the name of a clinic tells an employer the condition.
fn waiting(conv: &Conversation) -> Vec<Waiting> {
    let what = said::words_of(conv, ids::WAITING_FOR);
    let is_named = !what.is_empty() && said::has(conv, ids::WORRIES, &["waiting"]);
    is_named.then(|| Waiting { what: what.to_owned(), weeks: None }).into_iter().collect()
}

fn adjustments(conv: &Conversation) -> Vec<Adjustment> {
    let mut rows: Vec<Adjustment> = Vec::new();
    for pick in said::picks(conv) {
        let text = text_of(pick);
        if !text.is_empty() && rows.iter().all(|row| row.text != text) {
            let boxes = boxes_from(std::slice::from_ref(pick)).into_iter().collect();
            rows.push(Adjustment { id: pick.id.clone(), text, boxes, ..Adjustment::default() });
        }
    }
    rows
}

/// Something about the picks that deserves a look before it is used. It blocks nothing.
#[derive(Clone, PartialEq, Eq)]
pub struct Caution {
    /// The pick's place among the picks, from 0.
    pub pick: usize,
    /// One sentence for the clinician.
    pub text: String,
}

crate::domain::redacted_debug!(Caution);

/// What deserves a look: a pick that raises the load although effort makes things worse, or one whose text may name a diagnosis.
#[must_use]
pub fn cautions(conv: &Conversation) -> Vec<Caution> {
    let has_limit = modes(conv).has(Mode::EnergyLimit);
    let mut cautions = Vec::new();
    for (at, pick) in said::picks(conv).enumerate() {
        if has_limit && catalogue().row(&pick.id).is_some_and(|row| row.increases_load) {
            let text = "This raises the load by schedule, and effort was said to make things worse: keep it if the patient wants it, or remove it.";
            cautions.push(Caution { pick: at, text: text.into() });
        }
        if let Some(word) = diagnosis_in(&pick.text) {
            let text = format!("This may name a diagnosis (\"{word}\"), and an employer will read it: say what is hard in its place.");
            cautions.push(Caution { pick: at, text });
        }
        if let Some(job) = job_named(&pick.text) {
            let text = format!("This may name a job (\"{job}\"): comments on a note speak of what a person can do, not of a post.");
            cautions.push(Caution { pick: at, text });
        }
    }
    cautions
}

/// The first word of a diagnosis that the text seems to hold. It may be wrong either way: it warns, and never blocks.
#[must_use]
pub fn diagnosis_in(text: &str) -> Option<&'static str> {
    let text = text.to_lowercase();
    let starts_a_word = |at: usize| !text[..at].ends_with(char::is_alphanumeric);
    diagnosis_words().iter().map(String::as_str).find(|word| text.match_indices(*word).any(|(at, _)| starts_a_word(at)))
}
