//! What deserves a look about a phased plan. It blocks nothing.

use super::{is_no_more_than, rises, rows, total_weeks};
use crate::domain::day::{Day, long};
use crate::domain::phased::{PhasedPlan, StepRule, Then};

/// The first and the last day of the note, as far as they are stated.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct NotePeriod {
    pub from: Option<Day>,
    pub to: Option<Day>,
}

/// One sentence each, in a fixed order.
#[must_use]
pub fn hints(plan: &PhasedPlan, energy_limit: bool, note: NotePeriod) -> Vec<String> {
    let mut hints = unreadable(plan);
    let rows = rows(plan, energy_limit);
    if plan.begins_on.is_none() && !plan.stages.is_empty() {
        hints.push("There is no first day yet, so the plan counts weeks without dates.".into());
    }
    if let (Some(ends), Some(last)) = (note.to, rows.iter().filter_map(|row| row.to.or(row.from)).max())
        && ends < last
    {
        hints.push(format!("The note will end on {} before the plan does.", long(ends)));
    }
    if let (Some(starts), Some(first)) = (note.from, plan.begins_on)
        && first < starts
    {
        hints.push(format!("The plan begins before the note, which starts on {}.", long(starts)));
    }
    if falls_then_rises(plan) && plan.rule != Some(StepRule::AfterReview) && plan.then != Some(Then::Repeats) {
        hints.push("Hours fall and later rise again, without a review between.".into());
    }
    if total_weeks(plan).is_some_and(|weeks| weeks > 4) {
        hints.push("Longer plans are normal for some conditions.".into());
    }
    if plan.stages.iter().rev().skip(1).any(|stage| stage.weeks() == Ok(None)) {
        hints.push("A stage without an end stands before another: the stages after it wait for a review.".into());
    }
    if energy_limit && rises(&plan.stages) {
        hints.push("Effort was said to make things worse: stages that raise hours or duties have no date and wait for a review.".into());
    }
    if energy_limit && plan.then == Some(Then::Repeats) {
        hints.push("Effort was said to make things worse: stages repeat without dates, after a review each time.".into());
    }
    hints
}

fn unreadable(plan: &PhasedPlan) -> Vec<String> {
    let mut hints = Vec::new();
    if !plan.usual_hours.trim().is_empty() && plan.usual().is_none() {
        hints.push("Usual hours a week is one number such as 37.5, or empty where it is not known.".into());
    }
    for (number, stage) in (1..).zip(&plan.stages) {
        if stage.weeks().is_err() {
            hints.push(format!("Stage {number}: weeks is a whole number such as 2, or empty for no end."));
        }
        if stage.percent().is_err() {
            hints.push(format!("Stage {number}: per cent is a number up to 100, or two such as 30 to 60."));
        }
        if stage.hours().is_err() {
            hints.push(format!("Stage {number}: hours are a number such as 16, or two such as 10 to 20."));
        }
    }
    hints
}

fn falls_then_rises(plan: &PhasedPlan) -> bool {
    let usual = plan.usual();
    let mut fell = false;
    for pair in plan.stages.windows(2) {
        let (before, after) = (&pair[0], &pair[1]);
        if fell && !is_no_more_than(after, before, usual) {
            return true;
        }
        fell = fell || !is_no_more_than(before, after, usual) && is_no_more_than(after, before, usual);
    }
    false
}
