//! What a conversation adds to a case, for the documents beside the statement. No rule reads it.
//!
//! Its JSON is the `plan` of a case file; `assets/documents/PLAN.md` describes it field by field.

use serde::{Deserialize, Serialize};

use super::case::Benefit;
use super::day::Day;

/// The plan that a conversation leads to. Everything is optional; nothing here appears on the statement.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Plan {
    /// What the plan is for; open until it is chosen.
    pub kind: Option<PlanKind>,
    /// What matters to the person, in their own words.
    pub what_matters: String,
    /// The job, in their own words.
    pub job: String,
    /// The usual hours, in their own words.
    pub usual_hours: String,
    /// The usual hours a week as a number, as the person says; none where unknown. Per cents are of these.
    pub hours_a_week: Option<f32>,
    pub difficulties: Vec<Difficulty>,
    pub adjustments: Vec<Adjustment>,
    /// What helps already, and is to stay.
    pub helps_already: Vec<String>,
    /// How hours or duties change over time, as a shape; the rows are in `phases`.
    pub mode: Option<PhaseMode>,
    pub phases: Vec<Phase>,
    /// When the next row begins. It has no default.
    pub step_rule: Option<StepRule>,
    /// What to go back to when it is too much.
    pub step_down: String,
    /// The person may stop or go back without asking first.
    pub right_to_stop: bool,
    /// What to do on a bad day.
    pub when_worse: String,
    /// Treatment or tests that are waited for.
    pub waiting_for: Vec<Waiting>,
    /// Services agreed, by name.
    pub services: Vec<String>,
    pub review_on: Option<Day>,
    pub reviewed_by: Option<Reviewer>,
    /// Whom the employer may ask about the page, and how, as the person agreed.
    pub contact_route: String,
    /// Whether the person agrees with the plan as read back to them.
    pub agreement: Option<Agreement>,
    /// The person's own words, printed only where they agreed to it.
    pub own_words: String,
    /// The person ticked that their own words are printed.
    pub print_own_words: bool,
    /// The person ticked that the employer's page may name the condition.
    pub employer_may_know_condition: bool,
    /// The question set and its version, as in `short/1`; empty where no questions were asked.
    pub question_set: String,
}

/// What a plan is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PlanKind {
    StayInWork,
    ReturnToWork,
    SeekWork,
    HealthFirst,
}

/// How hours or duties change over time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PhaseMode {
    BuildUp,
    DutiesFirst,
    AlternateDays,
    LaterStart,
    TreatmentCycle,
    /// The same, with no later step, for as long as needed.
    SteadyHold,
    /// Between a least and a most, week by week as the person can.
    Range,
}

/// When the next row of a phased table begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StepRule {
    ByDate,
    AfterReview,
    /// After this many days without getting worse.
    AfterStableDays(u16),
}

/// Who looks at the plan again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reviewer {
    Patient,
    Clinician,
    Employer,
}

/// What the person says of the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Agreement {
    Agrees,
    Partly,
    Disagrees,
}

/// Something that is hard at work, on a better day, usually, and on a worse day.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Difficulty {
    /// The function or task.
    pub what: String,
    /// Verbatim: for others than the person it prints only where the person ticked their own words.
    pub own_words: bool,
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
    /// The difficulty it answers, as that one's `what`; empty where it answers none in particular.
    #[serde(rename = "for")]
    pub helps_with: String,
    pub boxes: Vec<Benefit>,
    pub until: Option<Day>,
}

/// One row of a phased table: hours a week, or per cent of the usual ones, or both; a range where they vary.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Phase {
    pub from: Option<Day>,
    pub to: Option<Day>,
    /// It goes on for as long as needed: no end date and no later row.
    pub no_end: bool,
    /// Hours a week, the least.
    pub hours_least: Option<f32>,
    /// Hours a week, the most.
    pub hours_most: Option<f32>,
    /// Per cent of the usual hours, the least.
    pub percent_least: Option<f32>,
    /// Per cent of the usual hours, the most.
    pub percent_most: Option<f32>,
    /// What the week looks like, in words.
    pub pattern: String,
}

/// Treatment or a test that is waited for.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Waiting {
    pub what: String,
    /// How long, in weeks, where known.
    pub weeks: Option<u16>,
}

super::redacted_debug!(Plan, Difficulty, Adjustment, Phase, Waiting);
