//! What a conversation adds to a case, for the documents beside the statement. No rule reads it.

use serde::{Deserialize, Serialize};

use super::case::Benefit;
use super::day::Day;

/// The plan that a conversation leads to. Everything is optional; nothing here appears on the statement.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Plan {
    /// What matters to the person, in their own words.
    pub what_matters: String,
    /// The job, in their own words.
    pub job: String,
    /// The usual hours, in their own words.
    pub usual_hours: String,
    pub difficulties: Vec<Difficulty>,
    pub adjustments: Vec<Adjustment>,
    pub phases: Vec<Phase>,
    /// What to do on a bad day.
    pub when_worse: String,
    /// Services agreed, by name.
    pub services: Vec<String>,
    pub review_on: Option<Day>,
    /// The person's own words, printed only where they agreed to it.
    pub own_words: String,
}

/// Something that is hard at work, on a better day, usually, and on a worse day.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Difficulty {
    /// The function or task.
    pub what: String,
    pub better_day: String,
    pub usual: String,
    pub worse_day: String,
}

/// An adjustment that was picked.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Adjustment {
    /// The id in the catalogue, empty for one written freely.
    pub id: String,
    /// The sentence that an employer reads.
    pub text: String,
    pub boxes: Vec<Benefit>,
    pub until: Option<Day>,
}

/// One row of a phased table: hours a week, as a range where they vary.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Phase {
    pub from: Option<Day>,
    pub to: Option<Day>,
    /// Hours a week, the least.
    pub hours_least: Option<f32>,
    /// Hours a week, the most.
    pub hours_most: Option<f32>,
    /// What the week looks like, in words.
    pub pattern: String,
}

super::redacted_debug!(Plan, Difficulty, Adjustment, Phase);
