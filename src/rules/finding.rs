//! What a rule found: always a whole sentence, never an error.

use serde::Serialize;

use crate::domain::period::StatedPeriod;

/// How much a finding weighs. A note's verdict is its heaviest finding; information alone accepts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Weight {
    /// Worth knowing; nothing to confirm.
    Info,
    /// Lawful or arguable: the clinician confirms with a reason, which is stored with the note.
    Warn,
    /// The law or the form does not allow it: the note cannot be issued.
    Reject,
}

/// The verdict on a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    Accept,
    Warn,
    Reject,
}

/// What a finding rests on, told apart so that policy never passes for law.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    Law,
    Guidance,
    /// This project's reading where the law is open.
    Policy,
}

/// The field a finding is about: the screen shows it there, the verdict names its path.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    IssuerName,
    IssuerProfession,
    IssuerRegistration,
    IssuerSetting,
    PatientIsIssuer,
    PatientName,
    PatientInpatient,
    PracticeName,
    PracticeAddress,
    PracticeNation,
    AssessmentOn,
    AssessmentKind,
    AssessmentOwn,
    StatementOn,
    Conditions,
    Advice,
    MayBenefitFrom,
    Comments,
    Period,
    ForeseeableFuture,
    AssessAgain,
    DuplicateOf,
}

impl Field {
    /// The path in the case file.
    #[must_use]
    pub fn path(self) -> &'static str {
        match self {
            Self::IssuerName => "issuer.name",
            Self::IssuerProfession => "issuer.profession",
            Self::IssuerRegistration => "issuer.registration",
            Self::IssuerSetting => "issuer.setting",
            Self::PatientIsIssuer => "patient.is_issuer",
            Self::PatientName => "patient.family_name",
            Self::PatientInpatient => "patient.inpatient",
            Self::PracticeName => "practice.name",
            Self::PracticeAddress => "practice.address",
            Self::PracticeNation => "practice.nation",
            Self::AssessmentOn => "assessment.on",
            Self::AssessmentKind => "assessment.kind",
            Self::AssessmentOwn => "assessment.made_by_issuer",
            Self::StatementOn => "statement.on",
            Self::Conditions => "statement.conditions",
            Self::Advice => "statement.advice",
            Self::MayBenefitFrom => "statement.may_benefit_from",
            Self::Comments => "statement.comments",
            Self::Period => "statement.period",
            Self::ForeseeableFuture => "statement.foreseeable_future",
            Self::AssessAgain => "statement.assess_again",
            Self::DuplicateOf => "statement.duplicate_of",
        }
    }
}

impl Serialize for Field {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.path())
    }
}

/// A way out that the clinician may take with one key; nothing is changed without it.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Fix {
    /// Go to a field.
    GoTo(Field),
    /// Set the period.
    SetPeriod(StatedPeriod),
    /// Clear the four boxes under "you may benefit from".
    ClearBoxes,
}

/// What one rule found in one case.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// The rule's id: `period.three_months`.
    pub rule: &'static str,
    /// Its weight, under the name that the verdict file gives it.
    #[serde(rename = "verdict")]
    pub weight: Weight,
    pub field: Field,
    /// The sentence for the clinician: what is true, what to do.
    pub clinician: String,
    /// The sentence for the patient, where one helps.
    pub patient: Option<String>,
    /// The law or guidance it rests on.
    pub law: String,
    pub basis: Basis,
    /// The questions asked on the way here and their answers: `ends on or before the last day allowed? no`.
    pub path: Vec<String>,
    /// What was read, by field path.
    pub inputs: Vec<(String, String)>,
    /// The short name of the fix for a button, and the fix.
    pub fix: Option<(String, Fix)>,
}

crate::domain::redacted_debug!(Finding, Fix);
