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

super::redacted_debug!(Draft, Conversation, StepAnswer, EffectAnswer, Pick, Decision);
