//! What a phased plan comes to: its rows with dates, its bars, its phases for the plan, and which patterns are offered.
//!
//! Where effort makes things worse, no row that raises the load has a date: it waits for a review. Nothing is taken away for it; the row
//! stays as typed, and its date is left open.

mod hints;
mod line;
mod print;
#[cfg(test)]
mod tests;

pub use hints::{NotePeriod, hints};
pub use line::{lines, put_in, take_out};
pub use print::{phases, put_on};

use crate::content::phased::{Pattern, library};
use crate::domain::day::{self, Day, shifted};
use crate::domain::phased::{PhasedPlan, Span, Stage, StepRule, Then};

/// One row of the plan: a stage with its days.
#[derive(Clone, PartialEq)]
pub struct Row {
    /// The first and the last day; none where the plan has no first day, or the row waits for something else than a date.
    pub from: Option<Day>,
    pub to: Option<Day>,
    /// How many weeks; none for a stage without an end.
    pub weeks: Option<u32>,
    pub hours: Option<Span>,
    pub percent: Option<Span>,
    pub words: String,
    /// It begins after a review or a settled spell, never on a date.
    pub waits: bool,
}

crate::domain::redacted_debug!(Row);

/// The patterns that are offered: all, or where effort makes things worse those that nothing rises in.
#[must_use]
pub fn offered(energy_limit: bool) -> Vec<&'static Pattern> {
    library().patterns.iter().filter(|pattern| !energy_limit || !rises(&pattern.stages())).collect()
}

/// Whether any stage may be more than the one before it. What cannot be compared may be more.
#[must_use]
pub fn rises(stages: &[Stage]) -> bool {
    stages.windows(2).any(|pair| !is_no_more_than(&pair[1], &pair[0], None))
}

/// Whether a stage is surely no more than the one before: less in numbers, or the same in numbers and words.
fn is_no_more_than(stage: &Stage, before: &Stage, usual: Option<f32>) -> bool {
    let (now, then) = (measure(stage, usual), measure(before, usual));
    let same_words = stage.words.trim() == before.words.trim();
    let pairs = [(now.0, then.0), (now.1, then.1)];
    let compared: Vec<(Span, Span)> = pairs.into_iter().filter_map(|(now, then)| Some((now?, then?))).collect();
    let one_sided = pairs.iter().any(|(now, then)| now.is_some() != then.is_some()) && compared.is_empty();
    let no_more = compared.iter().all(|(now, then)| now.is_no_more_than(*then));
    let less = !compared.is_empty() && compared.iter().all(|(now, then)| now.is_no_more_than(*then) && now != then);
    let readable = [stage, before].iter().all(|stage| stage.hours().is_ok() && stage.percent().is_ok());
    readable && !one_sided && no_more && (same_words || less)
}

/// Hours and per cent of a stage; the one is worked out from the other where the usual hours are known.
fn measure(stage: &Stage, usual: Option<f32>) -> (Option<Span>, Option<Span>) {
    let (hours, percent) = (stage.hours().ok().flatten(), stage.percent().ok().flatten());
    let from_percent = percent.zip(usual).map(|(percent, usual)| percent.times(usual / 100.0));
    let from_hours = hours.zip(usual).map(|(hours, usual)| Span { least: hours.least * 100.0 / usual, most: hours.most * 100.0 / usual });
    (hours.or(from_percent), percent.or(from_hours))
}

/// The rows of a plan. A row after one without an end, or one that raises the load where that is not decided by date, waits; so do the
/// rows behind it.
#[must_use]
pub fn rows(plan: &PhasedPlan, energy_limit: bool) -> Vec<Row> {
    let by_date = !energy_limit && !matches!(plan.rule, Some(StepRule::AfterReview | StepRule::AfterStable));
    let usual = plan.usual();
    let mut rows: Vec<Row> = Vec::new();
    let (mut next, mut waits) = (plan.begins_on, false);
    for (at, stage) in plan.stages.iter().enumerate() {
        let weeks = stage.weeks().ok().flatten();
        if let Some(before) = at.checked_sub(1).and_then(|before| plan.stages.get(before)) {
            let before_ends = rows.last().is_some_and(|row| row.weeks.is_some());
            waits = waits || !before_ends || !(by_date || is_no_more_than(stage, before, usual));
        }
        let from = next.filter(|_| !waits);
        let to = from.zip(weeks).map(|(from, weeks)| shifted(from, i64::from(weeks) * 7 - 1));
        next = to.map(|to| shifted(to, 1));
        let (hours, percent) = measure(stage, usual);
        // What was worked out from hours is shown only where it was typed: two numbers for one thing confuse.
        let percent = if stage.percent.trim().is_empty() { None } else { percent };
        rows.push(Row { from, to, weeks, hours, percent, words: one_line(&stage.words), waits });
    }
    rows
}

/// The weeks of the plan from first to last; none where it has no end.
#[must_use]
pub fn total_weeks(plan: &PhasedPlan) -> Option<u32> {
    let weeks = plan.stages.iter().map(|stage| stage.weeks().ok().flatten());
    weeks.collect::<Option<Vec<u32>>>().filter(|weeks| !weeks.is_empty()).map(|weeks| weeks.iter().sum())
}

/// What the bars measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    Hours,
    Percent,
}

impl Measure {
    /// `hours a week`, `% of usual hours`.
    #[must_use]
    pub fn unit(self) -> &'static str {
        match self {
            Self::Hours => "hours a week",
            Self::Percent => "% of usual hours",
        }
    }
}

/// One week as a bar.
#[derive(Clone, PartialEq)]
pub struct WeekBar {
    /// Counted from 1.
    pub week: u32,
    pub from: Option<Day>,
    pub span: Option<Span>,
    /// It goes on without an end.
    pub open: bool,
    pub waits: bool,
}

crate::domain::redacted_debug!(WeekBar);

/// One bar a week, in hours where every number is known in hours, else in per cent. A stage without an end has one bar.
#[must_use]
pub fn week_bars(rows: &[Row]) -> (Measure, Vec<WeekBar>) {
    let numbered = |row: &&Row| row.hours.is_some() || row.percent.is_some();
    let all_hours = rows.iter().filter(numbered).all(|row| row.hours.is_some());
    let measure = if all_hours { Measure::Hours } else { Measure::Percent };
    let mut bars = Vec::new();
    for row in rows {
        for week in 0..row.weeks.unwrap_or(1) {
            bars.push(WeekBar {
                week: u32::try_from(bars.len()).unwrap_or(u32::MAX).saturating_add(1),
                from: row.from.map(|from| shifted(from, i64::from(week) * 7)),
                span: if measure == Measure::Hours { row.hours } else { row.percent },
                open: row.weeks.is_none(),
                waits: row.waits,
            });
        }
    }
    (measure, bars)
}

/// What a row that waits begins after.
#[must_use]
pub fn when_waiting(plan: &PhasedPlan) -> String {
    match (plan.rule, plan.stable_days.trim()) {
        (Some(StepRule::AfterStable), "") => "after a settled spell".into(),
        (Some(StepRule::AfterStable), days) => format!("after {days} settled days"),
        _ => "after a review".into(),
    }
}

/// What comes after the last row, as a sentence's end.
#[must_use]
pub fn then_words(then: Then) -> &'static str {
    match then {
        Then::Usual => "then usual hours",
        Then::Review => "then a review",
        Then::Hold => "no increase until a review",
        Then::Repeats => "and so on",
    }
}

/// `1 week`, `4 weeks`.
#[must_use]
pub fn weeks_words(weeks: u32) -> String {
    if weeks == 1 { "1 week".into() } else { format!("{weeks} weeks") }
}

/// `Mon 23 Nov 2026 to Sun 29 Nov 2026`, or what stands in the place of dates.
#[must_use]
pub fn days_words(plan: &PhasedPlan, row: &Row) -> String {
    match (row.from, row.to) {
        (Some(from), Some(to)) => format!("{} to {}", day::short(from), day::short(to)),
        (Some(from), None) => format!("From {}, until a review", day::short(from)),
        _ if row.waits => {
            let when = when_waiting(plan);
            format!("{}{}", when[..1].to_uppercase(), &when[1..])
        }
        _ => row.weeks.map_or_else(|| "Until a review".to_owned(), weeks_words),
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
