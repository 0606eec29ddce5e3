//! The plan of hours as the documents print it.

use super::{Row, rises, rows, weeks_words, when_waiting};
use crate::content::phased::pattern;
use crate::domain::phased::{PhasedPlan, Reviewer, Stage, StepRule};
use crate::domain::plan::{self, Phase, PhaseMode, Plan};

/// Puts the plan of hours on the plan that is printed: rows, shape, how steps are decided, the way down and the right to stop.
pub fn put_on(printed: &mut Plan, plan: &PhasedPlan, energy_limit: bool) {
    if plan.stages.is_empty() {
        return;
    }
    printed.hours_a_week = plan.usual();
    printed.mode = Some(mode(plan));
    printed.phases = phases(plan, energy_limit);
    printed.step_rule = step_rule(plan, energy_limit);
    plan.when_worse.trim().clone_into(&mut printed.step_down);
    printed.right_to_stop = true;
    printed.review_on = plan.review_on;
    printed.reviewed_by = plan.reviewer.map(|reviewer| match reviewer {
        Reviewer::Patient => plan::Reviewer::Patient,
        Reviewer::Clinician => plan::Reviewer::Clinician,
        Reviewer::Employer => plan::Reviewer::Employer,
    });
}

/// The rows as the plan prints them.
#[must_use]
pub fn phases(plan: &PhasedPlan, energy_limit: bool) -> Vec<Phase> {
    let phase = |row: Row| Phase {
        from: row.from,
        to: row.to,
        no_end: row.weeks.is_none(),
        hours_least: row.hours.map(|hours| hours.least),
        hours_most: row.hours.map(|hours| hours.most),
        percent_least: row.percent.map(|percent| percent.least),
        percent_most: row.percent.map(|percent| percent.most),
        pattern: in_words(plan, &row),
    };
    rows(plan, energy_limit).into_iter().map(phase).collect()
}

/// What the numbers of a row do not say: the days or duties, what it waits for, and how long where it has no dates.
fn in_words(plan: &PhasedPlan, row: &Row) -> String {
    let mut parts = Vec::new();
    parts.extend(Some(row.words.clone()).filter(|words| !words.is_empty()));
    parts.extend(row.waits.then(|| when_waiting(plan)));
    parts.extend(row.weeks.filter(|_| row.from.is_none()).map(weeks_words));
    parts.join(", ")
}

/// By date is never carried where effort makes things worse.
fn step_rule(plan: &PhasedPlan, energy_limit: bool) -> Option<plan::StepRule> {
    match plan.rule? {
        StepRule::ByDate => (!energy_limit).then_some(plan::StepRule::ByDate),
        StepRule::AfterReview => Some(plan::StepRule::AfterReview),
        StepRule::AfterStable => plan.stable_days.trim().parse().ok().map(plan::StepRule::AfterStableDays),
    }
}

/// The shape: the pattern's, while its stages still rise or hold as the pattern does; else what the stages are.
fn mode(plan: &PhasedPlan) -> PhaseMode {
    let is_held = !rises(&plan.stages);
    if let Some(pattern) = pattern(&plan.pattern)
        && rises(&pattern.stages()) != is_held
    {
        return pattern.mode;
    }
    let is_range = |stage: &Stage| {
        [stage.percent(), stage.hours()].into_iter().filter_map(|span| span.ok().flatten()).any(|span| span.least < span.most)
    };
    match (is_held, plan.stages.iter().any(is_range)) {
        (true, true) => PhaseMode::Range,
        (true, false) => PhaseMode::SteadyHold,
        (false, _) => PhaseMode::BuildUp,
    }
}
