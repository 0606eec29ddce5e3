//! Every rule on both sides of its boundaries, with its path and what it read.

mod assessment;
mod backdating;
mod coverage;
mod duplicate;
mod issuer;
mod note;
mod period;

use super::facts::Facts;
use super::{Finding, Fix, Overflow, Page, RuleSet, Verdict, Weight, in_force, judge, tree};
use crate::domain::case::{Case, EarlierNote};
use crate::domain::case_file::read_case;
use crate::domain::day::Day;
use crate::domain::period::{Length, StatedPeriod};

/// What a test changes in a case.
pub(super) type Change = fn(&mut Case);

/// A page on which everything fits.
pub(super) struct Wide;

impl Page for Wide {
    fn overflow(&self, _case: &Case) -> Vec<Overflow> {
        Vec::new()
    }
}

const BASE: &str = r#"{
  "format": "fitnote-case/1", "today": "2026-11-20",
  "issuer": { "name": "Dr Ada Rowe", "profession": "doctor", "registration": "1234567", "setting": "nhs", "trained": true, "within_scope": true },
  "practice": { "name": "Harbour Surgery", "address": ["1 Quay Street", "Whitby"], "postcode": "YO21 1AA", "nation": "england" },
  "patient": { "title": "Mr", "given_names": "Ben", "family_name": "Okafor", "date_of_birth": "1984-02-29" },
  "history": { "condition_since": "2026-11-20", "off_work_since": "2026-11-20" },
  "assessment": { "on": "2026-11-20", "kind": "telephone", "made_by_issuer": true },
  "statement": { "on": "2026-11-20", "conditions": "Low back pain", "advice": ["not_fit"], "period": { "from": "2026-11-20", "to": "2026-12-03" },
    "assess_again": false }
}"#;

/// A case that nothing objects to, changed.
pub(super) fn case(change: impl FnOnce(&mut Case)) -> Case {
    let mut case = read_case(BASE).unwrap_or_else(|fault| panic!("{fault}"));
    change(&mut case);
    case
}

pub(super) fn set() -> &'static RuleSet {
    in_force(d(2026, 11, 20))
}

/// A day.
pub(super) fn d(y: i32, m: u32, day: u32) -> Day {
    Day::from_ymd_opt(y, m, day).expect("a literal day")
}

/// A period of two dates.
pub(super) fn dates(from: Day, to: Day) -> StatedPeriod {
    StatedPeriod::dates(from, to)
}

/// A period stated as a length.
pub(super) fn length(text: &str) -> StatedPeriod {
    StatedPeriod { length: Some(Length::parse(text).expect("a literal length")), ..StatedPeriod::default() }
}

/// A period without an end.
pub(super) fn indefinite(from: Day) -> StatedPeriod {
    StatedPeriod { from: Some(from), indefinite: true, ..StatedPeriod::default() }
}

/// An earlier note that rests on an assessment of its first day.
pub(super) fn note(id: &str, from: Day, to: Day) -> EarlierNote {
    EarlierNote { id: id.into(), assessed_on: from, from: Some(from), to: Some(to), on: from }
}

/// Moves today, assessment and statement to a day.
pub(super) fn on(case: &mut Case, day: Day) {
    case.today = Some(day);
    case.assessment.on = day;
    case.statement.on = day;
}

/// Sets when the condition, the absence and the absence on advice began.
pub(super) fn since(case: &mut Case, condition: Option<Day>, off: Option<Day>, on_advice: Option<Day>) {
    case.history.condition_since = condition;
    case.history.off_work_since = off;
    case.history.off_on_advice_since = on_advice;
}

/// What the trees find, with the names of the texts.
pub(super) fn findings(case: &Case) -> Vec<(&'static str, Finding)> {
    findings_on(case, &Wide)
}

pub(super) fn findings_on(case: &Case, page: &dyn Page) -> Vec<(&'static str, Finding)> {
    tree::read(&Facts::of(case, set(), page)).into_inner()
}

/// What is found, as `rule variant`.
pub(super) fn names(change: impl FnOnce(&mut Case)) -> Vec<String> {
    findings(&case(change)).iter().map(|(variant, finding)| format!("{} {variant}", finding.rule)).collect()
}

/// The only finding that a change brings.
pub(super) fn only(change: impl FnOnce(&mut Case)) -> (&'static str, Finding) {
    let mut all = findings(&case(change));
    let shown: Vec<String> = all.iter().map(|(variant, finding)| format!("{} {variant}", finding.rule)).collect();
    assert_eq!(all.len(), 1, "{shown:?}");
    all.remove(0)
}

pub(super) fn verdict_of(change: impl FnOnce(&mut Case)) -> Verdict {
    judge(&case(change), set(), &Wide).verdict
}

/// The period that a finding offers to set.
pub(super) fn offered(finding: &Finding) -> Option<StatedPeriod> {
    match &finding.fix {
        Some((_, Fix::SetPeriod(period))) => Some(period.clone()),
        Some((_, Fix::GoTo(_) | Fix::ClearBoxes)) | None => None,
    }
}

#[test]
fn a_case_that_is_right_has_no_finding() {
    assert!(names(|_| ()).is_empty());
    let judgement = judge(&case(|_| ()), set(), &Wide);
    assert_eq!((judgement.verdict, judgement.rule_set.as_str()), (Verdict::Accept, "gb-2026"));
    assert_eq!(judgement.period.and_then(crate::domain::period::Period::days), Some(14));
}

#[test]
fn the_heaviest_finding_decides_and_information_accepts() {
    assert_eq!(verdict_of(|c| c.assessment.kind = crate::domain::case::AssessmentKind::Video), Verdict::Accept);
    assert_eq!(verdict_of(|c| c.issuer.trained = false), Verdict::Warn);
    let heavier = |c: &mut Case| {
        c.issuer.trained = false;
        c.statement.assess_again = None;
    };
    assert_eq!(verdict_of(heavier), Verdict::Reject);
    assert!(Weight::Info < Weight::Warn && Weight::Warn < Weight::Reject);
}

#[test]
fn without_a_clock_the_statement_stands_in_for_today() {
    assert!(names(|c| c.today = None).is_empty());
    let late = |c: &mut Case| {
        c.today = None;
        c.statement.on = d(2026, 11, 19);
    };
    assert_eq!(names(late), ["assessment.dates future"]);
}

#[test]
fn all_trees_are_read() {
    let everything = |c: &mut Case| {
        c.issuer.registration = "12".into();
        c.assessment.made_by_issuer = false;
        c.statement.conditions = " ".into();
        c.statement.advice.clear();
        c.statement.period = StatedPeriod::default();
    };
    let rules =
        ["issuer.registration format", "assessment.own not_own", "condition.stated empty", "advice.one neither", "period.shape nothing"];
    assert_eq!(names(everything), rules);
}
