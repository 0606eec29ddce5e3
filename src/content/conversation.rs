//! The questions of a conversation as data: the words to say, why, what may be answered, and what each answer feeds.
//!
//! Order and conditions are code, in the layer above. Every file is read once; a test reads each of them strictly, so the empty
//! set that stands in for an unreadable file is never reached in a build that passed its tests.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::domain::draft::{Amount, Standing};

const SHORT: &str = include_str!("../../assets/conversation/short.json");
const FULL: &str = include_str!("../../assets/conversation/full.json");
const PHYSIO: &str = include_str!("../../assets/conversation/physio.json");
const WORDS: &str = include_str!("../../assets/conversation/words.json");

/// A set of questions: its steps in the order in which they are shown.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QuestionSet {
    pub id: String,
    pub version: u32,
    pub title: String,
    pub steps: Vec<Step>,
}

impl QuestionSet {
    /// The name that a conversation and its documents keep: `short/1`.
    #[must_use]
    pub fn name(&self) -> String {
        format!("{}/{}", self.id, self.version)
    }

    /// The step of that id.
    #[must_use]
    pub fn step(&self, id: &str) -> Option<&Step> {
        self.steps.iter().find(|step| step.id == id)
    }

    /// Where the step stands in the set, from 0.
    #[must_use]
    pub fn position(&self, id: &str) -> Option<usize> {
        self.steps.iter().position(|step| step.id == id)
    }
}

/// One step: one thing to say, and the fields for what comes back.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    pub id: String,
    /// A short name for the visible path.
    pub title: String,
    /// The words to say to the patient.
    pub say: String,
    /// Other words, for a situation.
    #[serde(default)]
    pub also: Vec<Also>,
    /// A word to the clinician.
    pub hint: String,
    /// Why this is asked.
    pub why: String,
    /// How long it takes, in seconds.
    pub seconds: u32,
    /// Belongs to the shortest useful conversation.
    #[serde(default)]
    pub essential: bool,
    /// Where people spend energy on the answers: a pause is offered before this step.
    #[serde(default)]
    pub pause_before: bool,
    pub fields: Vec<Field>,
}

impl Step {
    /// The field of that id.
    #[must_use]
    pub fn field(&self, id: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.id == id)
    }
}

/// Other words for a step.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Also {
    pub when: When,
    pub say: String,
}

/// The situations that have words of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum When {
    /// The patient said that they are not in work: these words take the place of the step's own.
    NotInWork,
    /// The patient asks about benefits.
    AskedAboutBenefits,
    /// The job is known from an earlier visit.
    JobKnown,
}

/// One thing that may be answered. Its id is the key of the answer in the draft, and means the same in every question set.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Field {
    pub id: String,
    pub kind: Kind,
    pub label: String,
    #[serde(default)]
    pub hint: String,
    /// Where the answer goes. Nothing is asked that goes nowhere.
    pub feeds: Vec<Feed>,
    /// The most that may be picked.
    #[serde(default)]
    pub most: Option<usize>,
    #[serde(default)]
    pub options: Vec<Choice>,
}

impl Field {
    /// What the choice of that id is called.
    #[must_use]
    pub fn choice(&self, id: &str) -> Option<&Choice> {
        self.options.iter().find(|choice| choice.id == id)
    }
}

/// The ways to answer; each has its place in [`crate::domain::draft::StepAnswer`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// One of the choices, or none.
    One,
    /// Any of the choices.
    Many,
    /// Own words, kept verbatim.
    Words,
    /// The effects, each with an amount and words for better, usual and worse days.
    Effects,
    /// Adjustments from the catalogue, or written freely.
    Picks,
    /// Nothing to answer: what would be written, to read out.
    Review,
}

/// Where an answer goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Feed {
    /// The record of the conversation, kept here.
    Record,
    /// The statement, once the clinician presses "Use these words".
    Note,
    /// The plan.
    Plan,
    /// A safety prompt.
    Safety,
    /// Advice and services to name.
    Directory,
    /// What may be shared, and with whom.
    Consent,
    /// Follow-up.
    FollowUp,
    /// How the conversation goes: its length, pauses, format.
    Pace,
}

/// One choice of a field.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    pub id: String,
    pub label: String,
    /// Cannot stand beside another choice: "nothing", "prefers not to say".
    #[serde(default)]
    pub alone: bool,
}

/// The words that every set shares.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    pub id: String,
    pub version: u32,
    standing: Vec<Labelled<Standing>>,
    amounts: Vec<Labelled<Amount>>,
    pub better_day: String,
    pub usual: String,
    pub worse_day: String,
    /// What is shown for a step that was passed without an answer.
    pub not_asked: String,
    /// What may be affected, in the order in which it is always shown.
    pub effects: Vec<Effect>,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Labelled<T> {
    id: T,
    label: String,
}

/// A function that may be affected.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Effect {
    pub id: String,
    pub label: String,
    #[serde(default)]
    pub hint: String,
    /// What a document says in its place, where the label says more about the person than about the work.
    #[serde(default)]
    prints: String,
}

impl Effect {
    /// What a document says.
    #[must_use]
    pub fn printed(&self) -> &str {
        if self.prints.is_empty() { &self.label } else { &self.prints }
    }
}

impl Words {
    /// What a standing answer is called.
    #[must_use]
    pub fn standing(&self, standing: Standing) -> &str {
        self.standing.iter().find(|row| row.id == standing).map_or("", |row| &row.label)
    }

    /// What an amount is called.
    #[must_use]
    pub fn amount(&self, amount: Amount) -> &str {
        self.amounts.iter().find(|row| row.id == amount).map_or("", |row| &row.label)
    }

    /// The effect of that id.
    #[must_use]
    pub fn effect(&self, id: &str) -> Option<&Effect> {
        self.effects.iter().find(|effect| effect.id == id)
    }
}

/// The short conversation: six steps, under three minutes.
#[must_use]
pub fn short() -> &'static QuestionSet {
    static SET: LazyLock<QuestionSet> = LazyLock::new(|| read(SHORT).unwrap_or_default());
    &SET
}

/// The full conversation: up to twenty steps, ten to thirty minutes, over several visits if wanted.
#[must_use]
pub fn full() -> &'static QuestionSet {
    static SET: LazyLock<QuestionSet> = LazyLock::new(|| read(FULL).unwrap_or_default());
    &SET
}

/// The ten steps of the full conversation that fit a physiotherapist's appointment.
#[must_use]
pub fn physio() -> &'static QuestionSet {
    static SET: LazyLock<QuestionSet> = LazyLock::new(|| read::<Excerpt>(PHYSIO).unwrap_or_default().from(full()));
    &SET
}

/// A set that is made of some steps of another.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Excerpt {
    id: String,
    version: u32,
    title: String,
    /// The name of the other set, `full/1`: an excerpt of another version is a mistake.
    of: String,
    steps: Vec<String>,
}

impl Excerpt {
    fn from(self, set: &QuestionSet) -> QuestionSet {
        let is_the_one = self.of == set.name();
        let steps = self.steps.iter().filter(|_| is_the_one).filter_map(|id| set.step(id)).cloned().collect();
        QuestionSet { id: self.id, version: self.version, title: self.title, steps }
    }
}

/// The words that every set shares.
#[must_use]
pub fn words() -> &'static Words {
    static SHARED: LazyLock<Words> = LazyLock::new(|| read(WORDS).unwrap_or_default());
    &SHARED
}

/// Every set that this version can show, the one to begin with first.
#[must_use]
pub fn all() -> Vec<&'static QuestionSet> {
    vec![short(), full(), physio()]
}

/// The set of that name (`short/1`), as a conversation keeps it.
#[must_use]
pub fn by_name(name: &str) -> Option<&'static QuestionSet> {
    all().into_iter().find(|set| set.name() == name)
}

/// Reads one of the program's own files.
pub(super) fn read<T: DeserializeOwned>(text: &str) -> Result<T, serde_json::Error> {
    serde_json::from_str(text)
}

/// Every text of a set that a patient may hear or read: words to say, labels, choices.
#[must_use]
pub fn texts(set: &QuestionSet) -> BTreeMap<String, &str> {
    let mut texts = BTreeMap::new();
    for step in &set.steps {
        let mut put = |path: String, text| texts.insert(format!("{}.{path}", step.id), text);
        put("title".into(), step.title.as_str());
        put("say".into(), &step.say);
        put("why".into(), &step.why);
        put("hint".into(), &step.hint);
        for (at, also) in step.also.iter().enumerate() {
            put(format!("also[{at}]"), &also.say);
        }
        for field in &step.fields {
            put(format!("{}.label", field.id), &field.label);
            if !field.hint.is_empty() {
                put(format!("{}.hint", field.id), &field.hint);
            }
            for choice in &field.options {
                put(format!("{}.{}", field.id, choice.id), &choice.label);
            }
        }
    }
    texts
}

#[cfg(test)]
#[path = "conversation_tests.rs"]
mod tests;
