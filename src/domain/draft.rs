//! A draft: a conversation and a decision in progress, as typed. It may hold anything; only the rules are strict.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::case::{Advice, AssessmentKind, Benefit, LessPrecise};
use super::day::Day;
use super::id::{ClinicianId, DraftId, NoteId, PatientId};
use super::life::Origin;
use super::phased::PhasedPlan;

/// A draft as it is kept between two key presses.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct Draft {
    pub id: DraftId,
    pub patient: PatientId,
    /// Allotted when the draft is begun: issuing it twice makes one note.
    pub note: NoteId,
    /// Who began it.
    pub clinician: ClinicianId,
    pub begun_on: Day,
    /// Whether it leads to a note of its own, or to one that renews or replaces another.
    #[serde(default)]
    pub origin: Origin,
    #[serde(default)]
    pub conversation: Conversation,
    #[serde(default)]
    pub decision: Decision,
}

/// What was said, by step. Nothing is inferred from it, and no field of the decision is filled from it without a key press.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Conversation {
    /// The question set's id and version, as shown: `short/1`.
    pub question_set: String,
    /// The step that was shown last.
    pub at: Option<String>,
    /// Hours by weeks, where a plan for them was begun.
    pub phased: Option<PhasedPlan>,
    /// The answers by step id. A step that was passed without an answer has none: not asked.
    pub steps: BTreeMap<String, StepAnswer>,
    /// All questions on one sheet, in place of one at a time.
    pub whole_sheet: bool,
    /// The steps before which time and energy were asked about: not twice.
    pub energy_asked: BTreeSet<String>,
    /// The conversation was paused for safety: before anything leaves, it is asked whether that is safe.
    pub paused: bool,
    /// What the picks put on the note, so that it can be taken back.
    pub filled: Filled,
    /// Stopped, and not gone on with since: nothing half-finished goes on a document.
    pub stopped: Option<Stopped>,
    /// The patient wants no plan made of it, perhaps because there was pressure: what was said stays, and nothing of it prints.
    pub plan_dropped: bool,
    /// When the patient wanted nothing kept of what was said: no later visit brings up anything from before.
    pub deleted_on: Option<Day>,
}

/// When a conversation was stopped, and why, by the ids of the reasons. Giving none is fine.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct Stopped {
    pub on: Day,
    #[serde(default)]
    pub reasons: BTreeSet<String>,
}

/// What was put on the note by one key press: sentences and boxes that were not there before.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Filled {
    pub sentences: Vec<String>,
    pub boxes: BTreeSet<Benefit>,
}

impl Filled {
    /// Nothing was put on the note.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.sentences.is_empty() && self.boxes.is_empty()
    }
}

/// The answer to one step. Changing one part keeps the others.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct StepAnswer {
    /// One of the three answers that every step offers, in place of the step's own.
    pub standing: Option<Standing>,
    /// Single choices by field id.
    pub one: BTreeMap<String, String>,
    /// Multiple choices by field id.
    pub many: BTreeMap<String, BTreeSet<String>>,
    /// Own words by field id, verbatim.
    pub words: BTreeMap<String, String>,
    /// Effects by id: how much, and in words on a better, a usual and a worse day.
    pub effects: BTreeMap<String, EffectAnswer>,
    /// Picked adjustments, in the order in which they were picked.
    pub picks: Vec<Pick>,
    /// Tasks in the patient's words, each with how it goes.
    pub tasks: Vec<TaskAnswer>,
    /// Changes that were tried before, each with how it went.
    pub tried: Vec<TriedAnswer>,
    /// Services by id.
    pub services: BTreeMap<String, ServiceAnswer>,
    /// Better, usual and worse days by field id.
    pub ranges: BTreeMap<String, DayRange>,
    /// From 0 to 10 by field id, as the patient put it. Nothing is read from it.
    pub numbers: BTreeMap<String, u8>,
    /// Of a multiple choice, those that the patient cannot change, by field id.
    pub beyond: BTreeMap<String, BTreeSet<String>>,
    /// It was said before, so it is not asked again.
    pub said_already: bool,
}

impl StepAnswer {
    /// Whether nothing at all was answered.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.standing.is_none()
            && self.one.is_empty()
            && self.many.values().all(BTreeSet::is_empty)
            && self.words.values().all(|words| words.trim().is_empty())
            && self.effects.is_empty()
            && self.picks.is_empty()
            && self.tasks.is_empty()
            && self.tried.is_empty()
            && self.services.is_empty()
            && self.ranges.values().all(DayRange::is_empty)
            && self.numbers.is_empty()
            && self.beyond.values().all(BTreeSet::is_empty)
            && !self.said_already
    }
}

/// The three answers that every step offers, in this order and place. They are answers like any other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    NotSure,
    PrefersNotToSay,
    NotRelevant,
}

impl Standing {
    /// All three, in the order in which every step shows them.
    pub const ALL: [Self; 3] = [Self::NotSure, Self::PrefersNotToSay, Self::NotRelevant];
}

/// How much one function is affected.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct EffectAnswer {
    pub amount: Option<Amount>,
    /// In the patient's words: a better day.
    pub better_day: String,
    /// In the patient's words: usually.
    pub usual: String,
    /// In the patient's words: a worse day.
    pub worse_day: String,
    /// In the patient's words: when it is worst.
    pub worst: String,
}

/// How much; no number stands behind the words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Amount {
    None,
    Some,
    ALot,
    Varies,
    PrefersNotToSay,
}

impl Amount {
    /// All, in the order in which they are offered.
    pub const ALL: [Self; 5] = [Self::None, Self::Some, Self::ALot, Self::Varies, Self::PrefersNotToSay];
}

/// An adjustment that was picked, with the text as it was edited.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Pick {
    /// The id in the catalogue; empty for one written freely.
    pub id: String,
    pub text: String,
}

/// One task in the patient's words, and how it goes.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct TaskAnswer {
    pub task: String,
    pub ease: Option<Ease>,
    /// What makes it hard, in their words: kept here and not printed.
    pub what: String,
}

/// How a task goes; no number stands behind the words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ease {
    Fine,
    Hard,
    CannotNow,
    Varies,
    NotSure,
    PrefersNotToSay,
}

impl Ease {
    /// All, in the order in which they are offered.
    pub const ALL: [Self; 6] = [Self::Fine, Self::Hard, Self::CannotNow, Self::Varies, Self::NotSure, Self::PrefersNotToSay];
}

/// A change that was tried before, and how it went.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct TriedAnswer {
    /// The id in the catalogue; empty for one written freely.
    pub id: String,
    pub text: String,
    pub outcome: Option<Outcome>,
}

/// How a change went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    Tried,
    Helped,
    DidNotHelp,
    Refused,
    PrefersNotToSay,
}

impl Outcome {
    /// All, in the order in which they are offered.
    pub const ALL: [Self; 5] = [Self::Tried, Self::Helped, Self::DidNotHelp, Self::Refused, Self::PrefersNotToSay];
}

/// What a patient says to one service.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ServiceAnswer {
    Accepted,
    Declined,
    Maybe,
    HasIt,
    PrefersNotToSay,
}

impl ServiceAnswer {
    /// All, in the order in which they are offered.
    pub const ALL: [Self; 5] = [Self::Accepted, Self::Declined, Self::Maybe, Self::HasIt, Self::PrefersNotToSay];
}

/// The same on a better, a usual and a worse day, in the patient's words.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct DayRange {
    pub better_day: String,
    pub usual: String,
    pub worse_day: String,
}

impl DayRange {
    /// Nothing was said.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        [&self.better_day, &self.usual, &self.worse_day].iter().all(|words| words.trim().is_empty())
    }
}

/// The clinical decision, as typed. It begins empty and is set only in its own panel, by the clinician.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Decision {
    /// The day of the assessment as typed; empty means today.
    pub assessed_on: String,
    /// How the signed-in clinician assessed the patient: choosing one states that they did it themselves.
    pub kind: Option<AssessmentKind>,
    /// The profession of the report's author, for a written report.
    pub report_by: String,
    pub conditions: String,
    pub less_precise: Option<LessPrecise>,
    pub advice: Option<Advice>,
    pub may_benefit_from: BTreeSet<Benefit>,
    pub comments: String,
    /// The period in shorthand, as typed.
    pub period: String,
    pub foreseeable_future: bool,
    pub assess_again: Option<bool>,
    /// When the condition began, as typed.
    pub condition_since: String,
    /// The first day of this absence, as typed.
    pub off_work_since: String,
    /// The first day of this absence that a professional advised, as typed.
    pub off_on_advice_since: String,
    /// Why that day differs from the one that the record shows.
    pub off_on_advice_reason: String,
    pub record_supports_start: bool,
    /// In hospital now.
    pub inpatient: bool,
    /// The answer to "Is this patient you?", asked only where the names agree.
    pub patient_is_issuer: Option<bool>,
    /// Why the clinician goes ahead although the rules warn.
    pub reason: String,
}

super::redacted_debug!(Draft, Conversation, Filled, Stopped, StepAnswer, EffectAnswer, Pick, TaskAnswer, TriedAnswer, DayRange, Decision);
