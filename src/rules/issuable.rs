//! Issuing is a type: only a judged case that may be issued becomes an [`Issuable`], and store and paper take nothing else.

use serde::{Deserialize, Serialize};

use super::{Judgement, Page, RuleSet, Verdict, judge};
use crate::domain::case::{Case, EarlierNote};
use crate::domain::day::Day;
use crate::domain::id::{ClinicianId, NoteId, PatientId};
use crate::domain::period::Period;
use crate::domain::record::Moment;

/// A case that was judged and may be issued, with all that it is issued with.
#[derive(Clone)]
pub struct Issuable {
    id: NoteId,
    case: Case,
    judgement: Judgement,
    reason: Option<String>,
    print: PrintOptions,
}

/// What the practice has chosen about its paper; recorded with each note, so that a reprint is the same page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PrintOptions {
    /// The edition of the form: `med3-2022`.
    pub edition: String,
    /// Print the Data Matrix.
    pub data_matrix: bool,
    /// Practice with invented people: the page says that it is no statement.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub practice: bool,
}

impl Default for PrintOptions {
    fn default() -> Self {
        Self { edition: "med3-2022".into(), data_matrix: true, practice: false }
    }
}

/// Why a case cannot be issued.
#[derive(Clone)]
pub enum Refusal {
    /// The rules reject it.
    Rejected(Box<Judgement>),
    /// The rules warn, and no reason for going ahead was given.
    ReasonNeeded(Box<Judgement>),
}

impl Issuable {
    /// Judges a case and makes it issuable.
    ///
    /// # Errors
    /// When the rules reject the case, or warn and `reason` is empty.
    pub fn new(
        id: NoteId,
        case: Case,
        reason: Option<&str>,
        print: PrintOptions,
        rules: &RuleSet,
        page: &dyn Page,
    ) -> Result<Self, Refusal> {
        let judgement = judge(&case, rules, page);
        let reason = reason.map(str::trim).filter(|r| !r.is_empty()).map(str::to_owned);
        match (judgement.verdict, &reason) {
            (Verdict::Reject, _) => Err(Refusal::Rejected(Box::new(judgement))),
            (Verdict::Warn, None) => Err(Refusal::ReasonNeeded(Box::new(judgement))),
            // A reason that nothing asked for is not kept.
            (Verdict::Accept, _) => Ok(Self { id, case, judgement, reason: None, print }),
            (Verdict::Warn, Some(_)) => Ok(Self { id, case, judgement, reason, print }),
        }
    }

    /// The note's identity.
    #[must_use]
    pub fn id(&self) -> &NoteId {
        &self.id
    }

    /// The case as judged.
    #[must_use]
    pub fn case(&self) -> &Case {
        &self.case
    }

    /// The judgement that let it through.
    #[must_use]
    pub fn judgement(&self) -> &Judgement {
        &self.judgement
    }

    /// Why the clinician went ahead although the rules warned.
    #[must_use]
    pub fn reason(&self) -> Option<&str> {
        self.reason.as_deref()
    }

    /// How it is printed.
    #[must_use]
    pub fn print(&self) -> &PrintOptions {
        &self.print
    }
}

/// A note as it is recorded: plain data, as it comes from the store. Only [`Issued::from_record`] makes it printable.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct NoteRecord {
    pub id: NoteId,
    pub patient: PatientId,
    pub clinician: ClinicianId,
    pub issued_at: Moment,
    pub case: Case,
    /// The id of the rule set that judged it.
    pub rule_set: String,
    /// `accept` or `warn`.
    pub verdict: String,
    /// The findings as they were shown, as JSON.
    pub findings: serde_json::Value,
    pub reason: Option<String>,
    pub print: PrintOptions,
}

/// A note that was issued, proven again: it may be shown, printed and reprinted.
#[derive(Clone)]
pub struct Issued {
    record: NoteRecord,
    issuable: Issuable,
}

impl Issued {
    /// Takes a recorded note and judges it again by the rule set that it was issued under, so that no row, however it came
    /// there, prints what the rules reject.
    ///
    /// # Errors
    /// When the recorded case is not one that may be issued.
    pub fn from_record(record: NoteRecord, rules: &RuleSet, page: &dyn Page) -> Result<Self, Refusal> {
        let issuable = Issuable::new(record.id.clone(), record.case.clone(), record.reason.as_deref(), record.print.clone(), rules, page)?;
        Ok(Self { record, issuable })
    }

    /// The record.
    #[must_use]
    pub fn record(&self) -> &NoteRecord {
        &self.record
    }

    /// The note as something that may be laid out.
    #[must_use]
    pub fn issuable(&self) -> &Issuable {
        &self.issuable
    }

    /// A duplicate: the same words, days and identity, marked as what it is. It is judged as one: only a lost original has one.
    ///
    /// # Errors
    /// When the original is not lost, or the rules reject the duplicate for another reason.
    pub fn duplicate(&self, original_lost: bool, today: Day, rules: &RuleSet, page: &dyn Page) -> Result<Duplicate, Refusal> {
        let mut case = self.record.case.clone();
        let original = EarlierNote {
            id: self.record.id.to_string(),
            assessed_on: case.assessment.on,
            from: self.issuable.judgement.period.map(Period::from),
            to: self.issuable.judgement.period.and_then(Period::to),
            on: case.statement.on,
        };
        case.today = Some(today);
        case.statement.duplicate_of = Some(original.id.clone());
        case.statement.original_lost = original_lost;
        // Before the others, so that the note which came before the original is still the last one before this.
        case.history.notes.insert(0, original);
        let print = self.record.print.clone();
        Issuable::new(self.record.id.clone(), case, self.record.reason.as_deref(), print, rules, page).map(Duplicate)
    }
}

/// A duplicate of an issued note whose original is lost. Only [`Issued::duplicate`] makes one.
#[derive(Clone)]
pub struct Duplicate(Issuable);

impl Duplicate {
    /// The note that it duplicates, whose identity it prints.
    #[must_use]
    pub fn original(&self) -> &NoteId {
        self.0.id()
    }

    /// The duplicate as something that may be laid out.
    #[must_use]
    pub fn issuable(&self) -> &Issuable {
        &self.0
    }
}

crate::domain::redacted_debug!(Issuable, Refusal, NoteRecord, Issued, Duplicate);
