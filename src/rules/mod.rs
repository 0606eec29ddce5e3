//! What a note may say, and why: one tree a theme, all trees read, every finding with its path and its law.
//!
//! A finding is never an error and never changes anything: it says what is true, what it rests on, and offers a way out.
//! The words stand in `assets/rules/texts`, the numbers in `assets/rules/sets`, the questions and their order in `tree`.

pub mod episode;
mod facts;
mod finding;
mod issuable;
mod outlook;
mod reference;
mod trail;
mod tree;
mod verdict_json;

pub use crate::content::rule_sets::{RuleSet, by_id, in_force, read as read_rule_set};
pub use finding::{Basis, Field, Finding, Fix, Verdict, Weight};
pub use issuable::{Duplicate, Issuable, Issued, NoteRecord, PrintOptions, Refusal};
pub use outlook::{Outlook, outlook};
pub use reference::{reference_markdown, rule_lines, rules_json};
pub use verdict_json::verdict_json;

use crate::domain::case::Case;
use crate::domain::period::Period;

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

/// Judges a case. `case.today` must be set; where it is not, the statement's own date stands in for it.
#[must_use]
pub fn judge(case: &Case, rules: &RuleSet, page: &dyn Page) -> Judgement {
    let facts = facts::Facts::of(case, rules, page);
    let period = facts.period.ok();
    let findings: Vec<Finding> = tree::read(&facts).into_inner().into_iter().map(|(_, finding)| finding).collect();
    Judgement { verdict: verdict(&findings), rule_set: rules.id.clone(), period, findings }
}

/// The heaviest finding decides; information alone accepts.
fn verdict(findings: &[Finding]) -> Verdict {
    match findings.iter().map(|finding| finding.weight).max() {
        Some(Weight::Reject) => Verdict::Reject,
        Some(Weight::Warn) => Verdict::Warn,
        Some(Weight::Info) | None => Verdict::Accept,
    }
}

/// The ids of all rules, tree by tree.
#[must_use]
pub fn ids() -> Vec<&'static str> {
    crate::content::rule_texts::ids().collect()
}

#[cfg(test)]
mod tests;
