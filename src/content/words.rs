//! Words that give a text away: vague conditions, problems that are not medical, pregnancy alone, named jobs, repetition.
//!
//! The lists are data in `assets/words`. All matching is on whole words, blind to case and punctuation:
//! `Work-related stress.` is `work related stress`. The lists are written to stay silent where in doubt.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use serde::Deserialize;

/// The words of a text in lower case, without punctuation, and how each was written.
struct Words<'a> {
    lower: Vec<String>,
    written: Vec<&'a str>,
}

impl<'a> Words<'a> {
    fn of(text: &'a str) -> Self {
        let written: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
        Self { lower: written.iter().map(|word| word.to_lowercase()).collect(), written }
    }

    fn has_at(&self, at: usize, phrase: &[String]) -> bool {
        self.lower.get(at..at + phrase.len()).is_some_and(|words| words == phrase)
    }
}

/// Phrases found by their first word, so that a long text is read once.
#[derive(Default)]
struct Phrases(HashMap<String, Vec<Vec<String>>>);

impl Phrases {
    fn of(phrases: &[String]) -> Self {
        let mut by_first: HashMap<String, Vec<Vec<String>>> = HashMap::new();
        for phrase in phrases {
            let words = Words::of(phrase).lower;
            if let Some(first) = words.first() {
                by_first.entry(first.clone()).or_default().push(words);
            }
        }
        // The longest first: `hgv driver` says more than `hgv`.
        for list in by_first.values_mut() {
            list.sort_by_key(|words| std::cmp::Reverse(words.len()));
        }
        Self(by_first)
    }

    /// How many words the longest phrase at this place has.
    fn length_at(&self, words: &Words<'_>, at: usize) -> Option<usize> {
        let candidates = self.0.get(words.lower.get(at)?)?;
        candidates.iter().find(|phrase| words.has_at(at, phrase)).map(Vec::len)
    }

    /// The first phrase that stands in a text.
    fn first_in(&self, words: &Words<'_>) -> Option<String> {
        (0..words.lower.len()).find_map(|at| self.length_at(words, at).map(|length| words.lower[at..at + length].join(" ")))
    }
}

/// Reads a list; one that cannot be read is empty, and a test holds that none is.
fn list<T: for<'de> Deserialize<'de> + Default>(text: &str) -> T {
    serde_json::from_str(text).unwrap_or_default()
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct VagueList {
    #[serde(rename = "about")]
    _about: String,
    nouns: HashSet<String>,
    phrases: Vec<String>,
    fillers: HashSet<String>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct NonMedicalList {
    #[serde(rename = "about")]
    _about: String,
    phrases: Vec<String>,
    medical: HashSet<String>,
    medical_endings: Vec<String>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct NounList {
    #[serde(rename = "about")]
    _about: String,
    #[serde(default)]
    nouns: HashSet<String>,
    fillers: HashSet<String>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct JobList {
    #[serde(rename = "about")]
    _about: String,
    titles: Vec<String>,
    employers: Vec<String>,
    openings: Vec<String>,
    openings_before_a_name: Vec<String>,
    not_after_an_opening: HashSet<String>,
    exempt: Vec<String>,
}

struct Jobs {
    names: Phrases,
    openings: Phrases,
    openings_before_a_name: Phrases,
    not_after: HashSet<String>,
    exempt: Phrases,
}

static VAGUE: LazyLock<(VagueList, Phrases)> = LazyLock::new(|| {
    let vague: VagueList = list(include_str!("../../assets/words/vague.json"));
    let phrases = Phrases::of(&vague.phrases);
    (vague, phrases)
});

static NON_MEDICAL: LazyLock<(NonMedicalList, Phrases)> = LazyLock::new(|| {
    let read: NonMedicalList = list(include_str!("../../assets/words/non_medical.json"));
    let phrases = Phrases::of(&read.phrases);
    (read, phrases)
});

static PREGNANCY: LazyLock<NounList> = LazyLock::new(|| list(include_str!("../../assets/words/pregnancy.json")));

static REPEATS: LazyLock<NounList> = LazyLock::new(|| list(include_str!("../../assets/words/repeats.json")));

static JOBS: LazyLock<Jobs> = LazyLock::new(|| {
    let read: JobList = list(include_str!("../../assets/words/jobs.json"));
    let names: Vec<String> = read.titles.iter().chain(&read.employers).cloned().collect();
    Jobs {
        names: Phrases::of(&names),
        openings: Phrases::of(&read.openings),
        openings_before_a_name: Phrases::of(&read.openings_before_a_name),
        not_after: read.not_after_an_opening,
        exempt: Phrases::of(&read.exempt),
    }
});

/// Whether a condition names none: `medical problem`, `unwell`. One word that says something makes it precise enough.
#[must_use]
pub fn is_vague(condition: &str) -> bool {
    let (vague, phrases) = &*VAGUE;
    let words = Words::of(condition);
    let mut says_something_is_wrong = false;
    let mut at = 0;
    while at < words.lower.len() {
        let word = &words.lower[at];
        if let Some(length) = phrases.length_at(&words, at) {
            says_something_is_wrong = true;
            at += length;
        } else if vague.nouns.contains(word) {
            says_something_is_wrong = true;
            at += 1;
        } else if vague.fillers.contains(word) {
            at += 1;
        } else {
            return false;
        }
    }
    says_something_is_wrong
}

/// The words by which a condition reads as a problem that is not medical: `dispute`, `no childcare`. Silent as soon as the text
/// holds anything medical.
#[must_use]
pub fn non_medical(condition: &str) -> Option<String> {
    let (list, phrases) = &*NON_MEDICAL;
    let words = Words::of(condition);
    let is_medical =
        |word: &String| list.medical.contains(word) || list.medical_endings.iter().any(|ending| word.ends_with(ending.as_str()));
    let problem = phrases.first_in(&words)?;
    let own: HashSet<&str> = problem.split(' ').collect();
    (!words.lower.iter().any(|word| is_medical(word) && !own.contains(word.as_str()))).then_some(problem)
}

/// Whether a condition is pregnancy and nothing else: `pregnant`, `32/40 pregnancy`.
#[must_use]
pub fn is_only_pregnancy(condition: &str) -> bool {
    let words = Words::of(condition);
    let is_count = |word: &String| word.starts_with(|c: char| c.is_ascii_digit());
    words.lower.iter().any(|word| PREGNANCY.nouns.contains(word))
        && words.lower.iter().all(|word| PREGNANCY.nouns.contains(word) || PREGNANCY.fillers.contains(word) || is_count(word))
}

/// The words by which comments name a job, a role or an employer: `postman`, `works as a driver`, `works for Acme`.
#[must_use]
pub fn job_named(comments: &str) -> Option<String> {
    let jobs = &*JOBS;
    let words = Words::of(comments);
    let mut at = 0;
    while at < words.lower.len() {
        if let Some(length) = jobs.exempt.length_at(&words, at) {
            at += length;
            continue;
        }
        if let Some(length) = jobs.names.length_at(&words, at) {
            return Some(words.lower[at..at + length].join(" "));
        }
        if let Some(length) = jobs.openings.length_at(&words, at) {
            let is_article = |place: &usize| matches!(words.lower.get(*place).map(String::as_str), Some("a" | "an" | "the"));
            let title_at = (at + length..words.lower.len()).find(|place| !is_article(place)).unwrap_or(at + length);
            let may_be_title = |word: &String| !jobs.not_after.contains(word) && !word.starts_with(|c: char| c.is_ascii_digit());
            if words.lower.get(title_at).is_some_and(may_be_title) {
                return Some(words.lower[at..=title_at].join(" "));
            }
        }
        if let Some(length) = jobs.openings_before_a_name.length_at(&words, at)
            && let Some(next) = words.written.get(at + length)
            && is_name(next)
            && !jobs.not_after.contains(&next.to_lowercase())
        {
            return Some(format!("{} {next}", words.lower[at..at + length].join(" ")));
        }
        at += 1;
    }
    None
}

/// Whether a word is written like a name inside a sentence: a capital and then small letters.
fn is_name(word: &str) -> bool {
    let mut chars = word.chars();
    chars.next().is_some_and(char::is_uppercase) && chars.clone().count() >= 2 && chars.all(|c| c.is_lowercase() || c.is_numeric())
}

/// Whether comments say nothing but the condition again: `Back pain.` for `Low back pain`.
#[must_use]
pub fn only_repeats(comments: &str, condition: &str) -> bool {
    let stated: HashSet<String> = Words::of(condition).lower.into_iter().collect();
    let words = Words::of(comments);
    let mut repeats = false;
    for word in &words.lower {
        if stated.contains(word) {
            repeats |= !REPEATS.fillers.contains(word);
        } else if !REPEATS.fillers.contains(word) {
            return false;
        }
    }
    repeats
}

#[cfg(test)]
mod tests;
