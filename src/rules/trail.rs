//! The way to a finding: the questions asked, their answers, what was read, and the words that come of it.

use super::finding::{Basis, Field, Finding, Fix, Weight};
use crate::content::rule_texts::{self, TextBasis, TextVerdict, Variant};
use crate::domain::day::{self, Day};

/// Whether the tree is read on after a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Next {
    On,
    End,
}

/// The questions that one rule asked, with their answers.
pub(super) struct Trail {
    rule: &'static str,
    asked: Vec<(&'static str, bool)>,
}

impl Trail {
    pub fn of(rule: &'static str) -> Self {
        Self { rule, asked: Vec::new() }
    }

    /// Notes a question and its answer, and hands the answer on.
    pub fn ask(&mut self, question: &'static str, answer: bool) -> bool {
        self.asked.push((question, answer));
        answer
    }

    /// Ends the trail in a finding.
    pub fn find(&self, variant: &'static str, field: Field) -> Hit {
        let path = self.asked.iter().map(|(question, answer)| format!("{question} {}", if *answer { "yes" } else { "no" })).collect();
        Hit { rule: self.rule, variant, field, path, inputs: Vec::new(), values: Vec::new(), fix: Fix::GoTo(field) }
    }
}

/// A finding on its way to words.
pub(super) struct Hit {
    rule: &'static str,
    variant: &'static str,
    field: Field,
    path: Vec<String>,
    inputs: Vec<(String, String)>,
    values: Vec<(&'static str, String)>,
    fix: Fix,
}

impl Hit {
    /// Notes what was read, under its path in the case file or the rule set.
    #[allow(clippy::needless_pass_by_value)] // dates and words are noted at forty places; a reference at each would be noise
    pub fn read(mut self, path: &str, value: impl ToString) -> Self {
        self.inputs.push((path.to_owned(), value.to_string()));
        self
    }

    /// Notes a day that was read; one that is not known as `none`.
    pub fn read_day(self, path: &str, value: Option<Day>) -> Self {
        let shown = value.map_or_else(|| "none".to_owned(), |day| day.to_string());
        self.read(path, shown)
    }

    /// Gives a value to the words.
    pub fn say(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.values.push((name, value.into()));
        self
    }

    /// Gives a day to the words, written out.
    pub fn say_day(self, name: &'static str, value: Day) -> Self {
        self.say(name, day::long(value))
    }

    /// Offers another way out than going to the field.
    pub fn offer(mut self, fix: Fix) -> Self {
        self.fix = fix;
        self
    }

    fn into_finding(self) -> Finding {
        match rule_texts::variant(self.rule, self.variant) {
            Some(text) => self.in_words(text),
            // A text that is missing must not let a note through. A test holds that none is.
            None => Finding {
                rule: self.rule,
                weight: Weight::Reject,
                field: self.field,
                clinician: format!("The rule {} objects, and its words are missing; report this and do not issue.", self.rule),
                patient: None,
                law: String::new(),
                basis: Basis::Policy,
                path: self.path,
                inputs: self.inputs,
                fix: None,
            },
        }
    }

    fn in_words(self, text: &Variant) -> Finding {
        let fill = |template: &String| rule_texts::fill(template, &self.values);
        Finding {
            rule: self.rule,
            weight: text.verdict.into(),
            field: self.field,
            clinician: fill(&text.clinician),
            patient: text.patient.as_ref().map(fill),
            law: fill(&text.law),
            basis: text.basis.into(),
            fix: text.fix.as_ref().map(|label| (fill(label), self.fix)),
            path: self.path,
            inputs: self.inputs,
        }
    }
}

impl From<TextVerdict> for Weight {
    fn from(verdict: TextVerdict) -> Self {
        match verdict {
            TextVerdict::Info => Self::Info,
            TextVerdict::Warn => Self::Warn,
            TextVerdict::Reject => Self::Reject,
        }
    }
}

impl From<TextBasis> for Basis {
    fn from(basis: TextBasis) -> Self {
        match basis {
            TextBasis::Law => Self::Law,
            TextBasis::Guidance => Self::Guidance,
            TextBasis::Policy => Self::Policy,
        }
    }
}

/// What the trees found, in their order, each with the name of its text.
#[derive(Default)]
pub(super) struct Findings(Vec<(&'static str, Finding)>);

impl Findings {
    pub fn add(&mut self, hit: Hit) {
        let variant = hit.variant;
        self.0.push((variant, hit.into_finding()));
    }

    pub fn into_inner(self) -> Vec<(&'static str, Finding)> {
        self.0
    }
}

/// A small number in words, as a sentence says it: `three`.
pub(super) fn in_words(number: u32) -> String {
    const WORDS: [&str; 13] = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    usize::try_from(number).ok().and_then(|n| WORDS.get(n)).map_or_else(|| number.to_string(), |word| (*word).to_owned())
}

/// A count with its noun: `1 day`, `9 days`.
pub(super) fn counted(count: i64, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

/// Names in a row: `doctor, nurse or pharmacist`.
pub(super) fn one_of(names: &[String]) -> String {
    match names {
        [] => "nobody".into(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} or {last}", first.join(", ")),
    }
}
