//! A case: everything that is read when a statement is judged, and all that is printed on it.

use serde::{Deserialize, Serialize};

use super::day::Day;
use super::nhs_number::NhsNumber;
use super::period::StatedPeriod;
use super::plan::Plan;
use super::profession::{Nation, Profession, Setting};

/// Everything that is read when a statement is judged. Its JSON form is the case file, `fitnote-case/1`.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// Always `fitnote-case/1`.
    pub format: String,
    /// The clock of the case. A file may leave it out; whoever reads the file then puts the machine's day here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub today: Option<Day>,
    pub issuer: Issuer,
    pub practice: Practice,
    pub patient: Patient,
    #[serde(default)]
    pub history: History,
    pub assessment: Assessment,
    pub statement: Statement,
    /// What a conversation adds; no rule reads it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plan: Option<Plan>,
}

/// The value of [`Case::format`].
pub const CASE_FORMAT: &str = "fitnote-case/1";

/// Who issues the statement.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Issuer {
    pub name: String,
    pub profession: Profession,
    /// As typed; the register's format is a rule, so that a draft may hold anything.
    pub registration: String,
    pub setting: Setting,
    /// Fit note training is recorded.
    #[serde(default)]
    pub trained: bool,
    /// Issuing is recorded as within the scope of practice agreed with the employer.
    #[serde(default)]
    pub within_scope: bool,
}

/// The practice whose address stands on the statement.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Practice {
    pub name: String,
    pub address: Vec<String>,
    #[serde(default)]
    pub postcode: String,
    #[serde(default)]
    pub telephone: String,
    pub nation: Nation,
}

/// The patient as the statement names them.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Patient {
    #[serde(default)]
    pub title: String,
    pub given_names: String,
    pub family_name: String,
    pub date_of_birth: Day,
    #[serde(default)]
    pub nhs_number: Option<NhsNumber>,
    #[serde(default)]
    pub address: Vec<String>,
    #[serde(default)]
    pub postcode: String,
    /// The patient is the issuer.
    #[serde(default)]
    pub is_issuer: bool,
    #[serde(default)]
    pub work: Work,
    /// How many jobs; one note covers one when they differ.
    #[serde(default)]
    pub jobs: Option<u8>,
    /// In hospital now.
    #[serde(default)]
    pub inpatient: bool,
}

impl Patient {
    /// Title, given names and family name in one line, without stray spaces.
    #[must_use]
    pub fn full_name(&self) -> String {
        join_words(&[&self.title, &self.given_names, &self.family_name])
    }

    /// `OKAFOR, Ben (Mr)`, as in a patient banner.
    #[must_use]
    pub fn banner_name(&self) -> String {
        banner_name(&self.title, &self.given_names, &self.family_name)
    }
}

/// `OKAFOR, Ben (Mr)`: the family name first and in capitals, so that two people are not mixed up.
#[must_use]
pub fn banner_name(title: &str, given_names: &str, family_name: &str) -> String {
    let name = format!("{}, {}", join_words(&[family_name]).to_uppercase(), join_words(&[given_names]));
    let title = title.trim();
    if title.is_empty() { name } else { format!("{name} ({title})") }
}

/// Joins texts with single spaces, leaving out the empty ones.
#[must_use]
pub fn join_words(parts: &[&str]) -> String {
    parts.iter().flat_map(|part| part.split_whitespace()).collect::<Vec<_>>().join(" ")
}

/// Whether and how the patient works.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Work {
    Employed,
    SelfEmployed,
    NotWorking,
    #[default]
    Unknown,
}

/// What went before.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct History {
    /// When the condition began, as far as known.
    pub condition_since: Option<Day>,
    /// The first day of this absence.
    pub off_work_since: Option<Day>,
    /// The first day of this absence that a professional advised.
    pub off_on_advice_since: Option<Day>,
    /// The record supports a start that lies further back.
    pub record_supports_start: bool,
    /// Earlier notes, the newest last.
    pub notes: Vec<EarlierNote>,
}

/// A note issued before.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EarlierNote {
    pub id: String,
    /// The day of the assessment it rests on.
    pub assessed_on: Day,
    #[serde(default)]
    pub from: Option<Day>,
    /// The last day covered; none for an indefinite period.
    #[serde(default)]
    pub to: Option<Day>,
    /// The day of the statement.
    pub on: Day,
}

/// How and when the patient was assessed.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Assessment {
    pub on: Day,
    pub kind: AssessmentKind,
    /// The profession of the author of the report considered (`unregulated` for none).
    #[serde(default)]
    pub report_by: Option<String>,
    /// The issuer assessed the patient or considered the report.
    #[serde(default)]
    pub made_by_issuer: bool,
}

/// The kinds of assessment people ask for; the law knows four.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AssessmentKind {
    InPerson,
    Telephone,
    Video,
    WrittenReport,
    OnlineForm,
}

impl AssessmentKind {
    /// The four that can carry a statement, in the order in which they are offered.
    pub const OFFERED: [Self; 4] = [Self::InPerson, Self::Telephone, Self::Video, Self::WrittenReport];

    /// As shown on screen.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::InPerson => "In person",
            Self::Telephone => "Telephone",
            Self::Video => "Video",
            Self::WrittenReport => "Written report",
            Self::OnlineForm => "Online form",
        }
    }
}

/// The statement itself.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Statement {
    /// The date of the statement.
    pub on: Day,
    pub conditions: String,
    /// Why the condition is stated less precisely than it could be.
    #[serde(default)]
    pub less_precise: Option<LessPrecise>,
    /// What is advised: valid with exactly one of `not_fit`, `may_be_fit`.
    pub advice: Vec<Advice>,
    #[serde(default)]
    pub may_benefit_from: Vec<Benefit>,
    #[serde(default)]
    pub comments: String,
    pub period: StatedPeriod,
    /// The opinion that the patient will not be fit for the foreseeable future.
    #[serde(default)]
    pub foreseeable_future: bool,
    /// "I will / will not need to assess your fitness for work again"; `None` while it is open.
    #[serde(default)]
    pub assess_again: Option<bool>,
    /// The identity of the note that this one duplicates.
    #[serde(default)]
    pub duplicate_of: Option<String>,
    #[serde(default)]
    pub original_lost: bool,
}

/// Why a condition is stated less precisely (SI 1976/615 Sch. 1 r. 8).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LessPrecise {
    /// Disclosure would harm the patient's wellbeing.
    Wellbeing,
    /// Disclosure would harm their position with the employer.
    PositionWithEmployer,
}

/// What the statement advises.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Advice {
    NotFit,
    MayBeFit,
    /// A note of fitness was asked for: no such statement exists.
    Fit,
}

/// The four boxes under "you may benefit from", in the order of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Benefit {
    PhasedReturn,
    AmendedDuties,
    AlteredHours,
    WorkplaceAdaptations,
}

impl Benefit {
    /// All four, in the order of the form.
    pub const ALL: [Self; 4] = [Self::PhasedReturn, Self::AmendedDuties, Self::AlteredHours, Self::WorkplaceAdaptations];
}

super::redacted_debug!(Case, Issuer, Practice, Patient, History, EarlierNote, Assessment, Statement);
