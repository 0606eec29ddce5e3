//! The plan in one line for the comments: several lengths, the longest first, each complete in itself.

use super::{Row, one_line, rows, then_words, total_weeks, weeks_words, when_waiting};
use crate::domain::day::numeric;
use crate::domain::phased::{PhasedPlan, Then};

/// The ways to say the plan in one line, the longest first. None where the plan has no stage that says anything.
#[must_use]
pub fn lines(plan: &PhasedPlan, energy_limit: bool) -> Vec<String> {
    let rows = rows(plan, energy_limit);
    let says = rows.iter().any(|row| row.percent.is_some() || row.hours.is_some() || !row.words.is_empty());
    if !says {
        return Vec::new();
    }
    let head = head(plan, &rows);
    let detail = |row: &Row, words: bool| amount(row, words);
    let full = stages(plan, &rows, |row| detail(row, true));
    let numbers = stages(plan, &rows, |row| detail(row, false));
    let then = then_words(then_of(plan, energy_limit));
    let worse = one_line(&plan.when_worse);
    let mut lines = Vec::new();
    if !worse.is_empty() {
        lines.push(format!("{head}: {full}; {then}. If worse: {}.", worse.trim_end_matches('.')));
    }
    lines.push(format!("{head}: {full}; {then}. May stop or step back at any time."));
    lines.push(format!("{head}: {full}; {then}."));
    if !numbers.is_empty() {
        lines.push(format!("{head}: {numbers}; {then}."));
    }
    if let (Some(first), Some(last)) = (rows.first(), rows.last().filter(|_| rows.len() > 1))
        && !rows.iter().any(|row| row.waits)
    {
        lines.push(format!("{head}: from {} to {}; {then}.", amount(first, true), amount(last, true)));
    }
    lines.push(format!("{head}."));
    lines.dedup();
    lines
}

/// What comes next, said where nothing was chosen: a plan without an end holds until a review.
fn then_of(plan: &PhasedPlan, energy_limit: bool) -> Then {
    match plan.then {
        Some(Then::Repeats) if energy_limit => Then::Review,
        Some(then) => then,
        None if total_weeks(plan).is_none() => Then::Hold,
        None => Then::Review,
    }
}

/// `Phased return over 4 weeks from 23/11/2026`, `Altered hours from 23/11/2026`.
fn head(plan: &PhasedPlan, rows: &[Row]) -> String {
    let held = rows.len() == 1 && rows.iter().all(|row| row.weeks.is_none());
    let what = match total_weeks(plan).filter(|_| !rows.iter().any(|row| row.waits)) {
        _ if held => "Altered hours".to_owned(),
        Some(weeks) => format!("Phased return over {}", weeks_words(weeks)),
        None => "Phased return".to_owned(),
    };
    match plan.begins_on {
        Some(day) => format!("{what} from {}", numeric(day)),
        None => what,
    }
}

/// `week 1 20% of usual hours, two half-days; weeks 2 to 3 30%`, with one mention of the unit where all share it.
fn stages(plan: &PhasedPlan, rows: &[Row], amount: impl Fn(&Row) -> String) -> String {
    let mut parts = Vec::new();
    let mut week = 1;
    for row in rows {
        let what = amount(row);
        if what.is_empty() {
            return String::new();
        }
        let when = match (row.waits, row.weeks) {
            (true, _) => when_waiting(plan),
            (false, None) if rows.len() == 1 => String::new(),
            (false, None) => format!("from week {week}"),
            (false, Some(1)) => format!("week {week}"),
            (false, Some(weeks)) => format!("weeks {week} to {}", week + weeks - 1),
        };
        week += row.weeks.unwrap_or(1);
        parts.push(if when.is_empty() { what } else { format!("{when} {what}") });
    }
    parts.join(", ")
}

/// `16 hours`, `50%`, with the words in brackets where both stand.
fn amount(row: &Row, words: bool) -> String {
    let number = match (row.percent, row.hours) {
        (Some(percent), Some(hours)) => format!("{}% ({} hours)", percent.words(), hours.words()),
        (Some(percent), None) => format!("{}%", percent.words()),
        (None, Some(hours)) => format!("{} hours", hours.words()),
        (None, None) => String::new(),
    };
    match (words && !row.words.is_empty(), number.is_empty()) {
        (true, true) => row.words.clone(),
        (true, false) => format!("{number} {}", row.words),
        (false, _) => number,
    }
}

/// Puts a line under the comments that stand there.
#[must_use]
pub fn put_in(comments: &str, line: &str) -> String {
    let kept = comments.trim_end();
    if kept.is_empty() { line.to_owned() } else { format!("{kept}\n{line}") }
}

/// Takes the line out again, where it still stands as it was put there; nothing else is touched.
#[must_use]
pub fn take_out(comments: &str, line: &str) -> Option<String> {
    let at = comments.find(line).filter(|_| !line.is_empty())?;
    let (before, after) = (&comments[..at], &comments[at + line.len()..]);
    let before = before.strip_suffix('\n').unwrap_or(before);
    let after = if before.is_empty() { after.strip_prefix('\n').unwrap_or(after) } else { after };
    Some(format!("{before}{after}"))
}
