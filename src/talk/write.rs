//! The words that a conversation offers for the note. They are used when the clinician presses "Use these words".

use std::collections::BTreeSet;

use super::{Mode, ids, modes, said};
use crate::content::adjustments::{catalogue, diagnosis_words, rising_words};
use crate::content::conversation::words;
use crate::content::words::job_named;
use crate::domain::case::Benefit;
use crate::domain::draft::{Amount, Conversation, EffectAnswer, Pick};

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
pub(super) fn text_of(pick: &Pick) -> String {
    let line = pick.text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.is_empty() { catalogue().row(&pick.id).map(|row| row.text.clone()).unwrap_or_default() } else { line }
}

/// The picks that may go on paper, the most wanted first: all of them, or where effort makes things worse those that raise no load by
/// schedule. The others stay picked, and are pointed out.
#[must_use]
pub fn carried_picks(conv: &Conversation) -> Vec<Pick> {
    let modes = modes(conv);
    if modes.has(Mode::Declined) || conv.stopped.is_some() {
        return Vec::new();
    }
    let rises = |pick: &Pick| catalogue().row(&pick.id).is_some_and(|row| row.increases_load);
    said::picks(conv).filter(|pick| !(modes.has(Mode::EnergyLimit) && rises(pick))).cloned().collect()
}

/// What was described as hard, a sentence for each function, with the better, usual and worse days in the patient's words; and that it
/// varies, where that was said. They go into the comments when the clinician asks.
#[must_use]
pub fn function_sentences(conv: &Conversation) -> Vec<String> {
    if modes(conv).has(Mode::Declined) || conv.stopped.is_some() {
        return Vec::new();
    }
    let mut sentences = Vec::new();
    let mut without_words = Vec::new();
    let mut varies = said::has(conv, ids::PATTERN, &ids::VARYING);
    for effect in &words().effects {
        let Some(answer) = said::effect(conv, &effect.id).find(|answer| said::is_described(answer)) else { continue };
        varies = varies || answer.amount == Some(Amount::Varies);
        let days = days_of(answer);
        if days.is_empty() {
            without_words.push(if without_words.is_empty() { effect.printed().to_owned() } else { lower_first(effect.printed()) });
        } else {
            sentences.push(format!("{}: {}.", effect.printed(), days.join("; ").trim_end_matches('.')));
        }
    }
    if !without_words.is_empty() {
        sentences.push(format!("{}: affected.", listed(&without_words)));
    }
    if varies {
        sentences.push(words().varies.clone());
    }
    sentences
}

/// `on a better day 10 kg`, in the words of the patient.
fn days_of(answer: &EffectAnswer) -> Vec<String> {
    let words = words();
    let days = [(&words.better_day, &answer.better_day), (&words.usual, &answer.usual), (&words.worse_day, &answer.worse_day)];
    let line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let said = days.into_iter().map(|(when, text)| (lower_first(when), line(text))).filter(|(_, text)| !text.is_empty());
    let mut said: Vec<String> = said.map(|(when, text)| format!("{when} {text}")).collect();
    let worst = line(&answer.worst);
    if !worst.is_empty() {
        said.push(words.worst_printed.replace("{when}", &worst));
    }
    said
}

fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}

/// `Lifting and carrying, pain and sleep`.
fn listed(items: &[String]) -> String {
    match items {
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
        [] => String::new(),
    }
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
            let text =
                "This raises the load by schedule, and effort was said to make things worse: it stays in your record and goes on no paper.";
            cautions.push(Caution { pick: at, text: text.into() });
        } else if let Some(word) = rising_in(&pick.text).filter(|_| has_limit) {
            let text = format!(
                "This may raise the load by schedule (\"{word}\"), and effort was said to make things worse: say a level that holds."
            );
            cautions.push(Caution { pick: at, text });
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

/// The first words that seem to raise the load by schedule. They may be wrong either way: they warn, and never block.
#[must_use]
pub fn rising_in(text: &str) -> Option<&'static str> {
    let text = text.to_lowercase();
    let is_denied = |at: usize| {
        ["no ", "without ", "not "].iter().any(|no| text[..at].ends_with(no) || text[..at].ends_with(&format!("{no}automatic ")))
    };
    rising_words().iter().map(String::as_str).find(|word| text.match_indices(*word).any(|(at, _)| !is_denied(at)))
}
