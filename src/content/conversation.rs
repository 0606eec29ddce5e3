//! The questions of a conversation as data: the words to say, why, what may be answered, and what each answer feeds.
//!
//! Order and conditions are code, in the layer above. Every file is read once; a test reads each of them strictly, so the empty
//! set that stands in for an unreadable file is never reached in a build that passed its tests.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::domain::draft::{Amount, Ease, Outcome, ServiceAnswer, Standing};
use crate::domain::profession::Profession;

const SHORT: &str = include_str!("../../assets/conversation/short.json");
const FULL: &str = include_str!("../../assets/conversation/full.json");
const PHYSIO: &str = include_str!("../../assets/conversation/physio.json");
const STOP: &str = include_str!("../../assets/conversation/stop.json");
const FIRST: &str = include_str!("../../assets/conversation/first.json");
const ENERGY: &str = include_str!("../../assets/conversation/energy.json");
const WORDS: &str = include_str!("../../assets/conversation/words.json");

/// A set of questions: its steps in the order in which they are shown.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QuestionSet {
    pub id: String,
    pub version: u32,
    pub title: String,
    /// Time and energy are asked about after every so many steps; never where this is absent.
    #[serde(default)]
    pub energy_check_every: Option<usize>,
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
    /// What may be said of each choice that was made: that the patient cannot change it.
    #[serde(default)]
    pub beyond: Option<String>,
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
    /// Tasks in own words, each with how it goes.
    Tasks,
    /// Changes that were tried, each with how it went.
    Tried,
    /// Services, each with its own answer.
    Services,
    /// Own words for a better, a usual and a worse day.
    Range,
    /// A date as typed, or none.
    Date,
    /// A whole number from 0 to 10, or none. Nothing is read from it.
    Number,
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
    eases: Vec<Labelled<Ease>>,
    outcomes: Vec<Labelled<Outcome>>,
    service_answers: Vec<Labelled<ServiceAnswer>>,
    /// Beside a task.
    pub what_makes_it_hard: String,
    /// What a document calls the range of what can be managed.
    pub over_time: String,
    pub better_day: String,
    pub usual: String,
    pub worse_day: String,
    pub worst: String,
    /// What a document adds to a function: `worst: {when}`.
    pub worst_printed: String,
    /// What a document calls the way there.
    pub getting_there: String,
    /// What a document calls the time after too much effort.
    pub after_effort: String,
    /// What the comments say where hours, days or weeks differ.
    pub varies: String,
    /// What is shown for a step that was said before.
    pub said_already: String,
    /// What is shown of an earlier visit beside a question: `Last time, {on}: {said}`.
    pub last_time: String,
    /// What the key is called that puts those words into the field.
    pub take_over: String,
    /// What is shown for a conversation that was stopped.
    pub stopped: String,
    /// What the employer's page says of the patient's presence.
    pub wants_to_be_there: String,
    /// What the employer's page says of who begins, by choice.
    pub begins: BTreeMap<String, String>,
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

    /// How a task goes.
    #[must_use]
    pub fn ease(&self, ease: Ease) -> &str {
        self.eases.iter().find(|row| row.id == ease).map_or("", |row| &row.label)
    }

    /// How a change went.
    #[must_use]
    pub fn outcome(&self, outcome: Outcome) -> &str {
        self.outcomes.iter().find(|row| row.id == outcome).map_or("", |row| &row.label)
    }

    /// What is said to a service.
    #[must_use]
    pub fn service_answer(&self, answer: ServiceAnswer) -> &str {
        self.service_answers.iter().find(|row| row.id == answer).map_or("", |row| &row.label)
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
    #[serde(default)]
    energy_check_every: Option<usize>,
    /// The name of the other set, `full/2`: an excerpt of another version is a mistake.
    of: String,
    steps: Vec<String>,
}

impl Excerpt {
    fn from(self, set: &QuestionSet) -> QuestionSet {
        let is_the_one = self.of == set.name();
        let steps = self.steps.iter().filter(|_| is_the_one).filter_map(|id| set.step(id)).cloned().collect();
        QuestionSet { id: self.id, version: self.version, title: self.title, energy_check_every: self.energy_check_every, steps }
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

/// The set of that name in the version of today: a draft goes on with today's words.
#[must_use]
pub fn current(name: &str) -> Option<&'static QuestionSet> {
    let id = name.split('/').next().unwrap_or_default();
    all().into_iter().find(|set| set.id == id)
}

/// Which conversation a profession is offered first, and which one is a key press away.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct FirstOffered {
    #[allow(dead_code, reason = "the file names itself")]
    id: String,
    #[allow(dead_code, reason = "as the id")]
    version: u32,
    #[allow(dead_code, reason = "the file explains itself")]
    about: String,
    professions: Vec<Offered>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Offered {
    profession: Profession,
    first: String,
    other: String,
}

fn offered(profession: &Profession) -> Option<&'static Offered> {
    static TABLE: LazyLock<FirstOffered> = LazyLock::new(|| read(FIRST).unwrap_or_default());
    TABLE.professions.iter().find(|row| row.profession == *profession)
}

/// The conversation that a profession is offered first. Nothing else differs between professions.
#[must_use]
pub fn first_for(profession: &Profession) -> &'static QuestionSet {
    offered(profession).and_then(|row| current(&row.first)).unwrap_or_else(short)
}

/// The conversation of another length: from the short one to the profession's longer one, and from any longer one to the short.
#[must_use]
pub fn other_length(profession: &Profession, now: &QuestionSet) -> &'static QuestionSet {
    if now.id != short().id {
        return short();
    }
    let longer = offered(profession).and_then(|row| [&row.first, &row.other].into_iter().find(|id| **id != short().id));
    longer.and_then(|id| current(id)).unwrap_or_else(full)
}

/// The question about time and energy between two steps.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EnergyCheck {
    pub id: String,
    pub version: u32,
    pub title: String,
    pub say: String,
    /// What is shown during a break.
    pub resting: String,
    pub options: Vec<Choice>,
}

/// The end for today: what to ask, and the reasons that may be recorded.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stop {
    pub id: String,
    pub version: u32,
    pub title: String,
    pub say: String,
    pub hint: String,
    /// What is shown when the conversation comes up again.
    pub going_on: String,
    pub reasons: Vec<Choice>,
}

/// The end for today.
#[must_use]
pub fn stop() -> &'static Stop {
    static TEXT: LazyLock<Stop> = LazyLock::new(|| read(STOP).unwrap_or_default());
    &TEXT
}

/// The question about time and energy.
#[must_use]
pub fn energy_check() -> &'static EnergyCheck {
    static TEXT: LazyLock<EnergyCheck> = LazyLock::new(|| read(ENERGY).unwrap_or_default());
    &TEXT
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
            if let Some(beyond) = &field.beyond {
                put(format!("{}.beyond", field.id), beyond);
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
