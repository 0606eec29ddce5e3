//! What the documents share: rows of difficulties and what helps, hours in words, the phased table and its bars.

use crate::content::documents::{Common, common, named};
use crate::content::rule_texts::fill;
use crate::domain::case::{Benefit, Case};
use crate::domain::day::{self, Day, long};
use crate::domain::period::Period;
use crate::domain::plan::{Adjustment, Difficulty, Phase, Plan, StepRule};
use crate::paper::flow::{Bar, Flow};

/// The day that stands on a document: the statement's.
pub(super) fn date_of(case: &Case) -> Day {
    case.statement.on
}

/// The days that the statement covers, in words; empty where they are not settled.
pub(super) fn period_of(case: &Case) -> String {
    let words = common();
    match case.statement.period.resolve(case.assessment.on) {
        Ok(Period::Dated { from, to }) => fill(&words.period, &[("from", long(from)), ("to", long(to))]),
        Ok(Period::Indefinite { from }) => fill(&words.period_indefinite, &[("from", long(from))]),
        Err(_) => String::new(),
    }
}

/// `Dr Ada Rowe, Doctor, Harbour Surgery`.
pub(super) fn written_with(case: &Case) -> String {
    let profession = case.issuer.profession.title();
    let parts = [case.issuer.name.trim(), profession.trim(), case.practice.name.trim()];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

/// What the statement's boxes say, in the order of the form.
pub(super) fn benefits(case: &Case) -> Vec<String> {
    let ticked = Benefit::ALL.into_iter().filter(|benefit| case.statement.may_benefit_from.contains(benefit));
    ticked.map(|benefit| named(&common().benefits, &benefit).to_owned()).collect()
}

/// The plan as others than the person read it: verbatim words stand on it where the person ticked that, and on the employer's page never.
pub(super) fn for_others(plan: &Plan, words_may_print: bool) -> Plan {
    let mut plan = plan.clone();
    plan.difficulties.retain(|difficulty| !difficulty.own_words || words_may_print);
    plan
}

/// Whether a plan holds anything to show about work itself.
pub(super) fn is_about_work(plan: &Plan) -> bool {
    !plan.difficulties.is_empty() || !plan.adjustments.is_empty() || !plan.phases.is_empty()
}

/// What the case says where there is no plan: the boxes, the comments and the dates of the note.
pub(super) fn from_the_note(flow: &mut Flow, case: &Case) {
    let (boxes, comments, period) = (benefits(case), case.statement.comments.trim(), period_of(case));
    if boxes.is_empty() && comments.is_empty() && period.is_empty() {
        return;
    }
    flow.heading(2, &common().advice_note).list(&boxes);
    flow.paragraph(comments).paragraph(&period);
}

/// A difficulty with its better, usual and worse days, a line each.
pub(super) fn difficulty_text(difficulty: &Difficulty) -> String {
    let words = common();
    let days = [(&words.better_day, &difficulty.better_day), (&words.usual, &difficulty.usual), (&words.worse_day, &difficulty.worse_day)];
    let days = days.into_iter().filter(|(_, text)| !text.trim().is_empty()).map(|(when, text)| format!("{when}: {}", text.trim()));
    let first = Some(difficulty.what.trim().to_owned()).filter(|what| !what.is_empty());
    first.into_iter().chain(days).collect::<Vec<_>>().join("\n")
}

/// Until when an adjustment is wanted.
pub(super) fn until_text(adjustment: &Adjustment) -> String {
    adjustment.until.map_or_else(|| common().no_end_date.clone(), long)
}

fn answers(adjustment: &Adjustment, difficulty: &Difficulty) -> bool {
    !adjustment.helps_with.trim().is_empty() && adjustment.helps_with.trim() == difficulty.what.trim()
}

/// Whether any adjustment says which difficulty it answers.
pub(super) fn is_matched(plan: &Plan) -> bool {
    plan.adjustments.iter().any(|adjustment| plan.difficulties.iter().any(|difficulty| answers(adjustment, difficulty)))
}

/// Difficulty, what helps, and until when: an adjustment stands beside the difficulty that it answers; those that answer none follow.
pub(super) fn matched_rows(plan: &Plan) -> Vec<[String; 3]> {
    let mut rows = Vec::new();
    for difficulty in &plan.difficulties {
        let mut hard = difficulty_text(difficulty);
        let mut answering = plan.adjustments.iter().filter(|adjustment| answers(adjustment, difficulty)).peekable();
        if answering.peek().is_none() {
            rows.push([hard.clone(), String::new(), String::new()]);
        }
        for adjustment in answering {
            rows.push([std::mem::take(&mut hard), adjustment.text.trim().to_owned(), until_text(adjustment)]);
        }
    }
    let answers_none = |adjustment: &&Adjustment| !plan.difficulties.iter().any(|difficulty| answers(adjustment, difficulty));
    // The first of them says so: without words it would seem to belong to the difficulty above.
    let mut whose = common().in_general.clone();
    rows.extend(
        plan.adjustments.iter().filter(answers_none).map(|a| [std::mem::take(&mut whose), a.text.trim().to_owned(), until_text(a)]),
    );
    rows
}

/// What is hard and what helps: side by side where the plan says which belongs to which, else one after the other.
pub(super) fn hard_and_helps(flow: &mut Flow, plan: &Plan) {
    let words = common();
    if is_matched(plan) {
        flow.heading(2, &words.hard_and_helps);
        let rows: Vec<Vec<String>> = matched_rows(plan).into_iter().map(Vec::from).collect();
        flow.table(&[&words.hard, &words.helps, &words.until], &[4.0, 5.0, 2.2], &rows);
        return;
    }
    if !plan.difficulties.is_empty() {
        flow.heading(2, &words.hard);
        flow.list(&plan.difficulties.iter().map(difficulty_text).collect::<Vec<_>>());
    }
    if !plan.adjustments.is_empty() {
        flow.heading(2, &words.helps);
        let rows: Vec<Vec<String>> = plan.adjustments.iter().map(|a| vec![a.text.trim().to_owned(), until_text(a)]).collect();
        flow.table(&[&words.helps, &words.until], &[8.8, 2.4], &rows);
    }
}

/// A number without needless decimals: `7.5`, `8`.
fn number(value: f32) -> String {
    let rounded = (value * 10.0).round() / 10.0;
    if rounded.fract().abs() < 0.05 { format!("{rounded:.0}") } else { format!("{rounded:.1}") }
}

fn amount(least: Option<f32>, most: Option<f32>, unit: &str) -> String {
    match (least, most) {
        (None, None) => String::new(),
        (Some(least), Some(most)) if (least - most).abs() < 0.05 => format!("{}{unit}", number(least)),
        (Some(least), Some(most)) => format!("{} to {}{unit}", number(least), number(most)),
        (Some(least), None) => format!("{}{unit} or more", number(least)),
        (None, Some(most)) => format!("up to {}{unit}", number(most)),
    }
}

pub(super) fn hours_text(phase: &Phase) -> String {
    amount(phase.hours_least, phase.hours_most, "")
}

pub(super) fn percent_text(phase: &Phase) -> String {
    amount(phase.percent_least, phase.percent_most, "%")
}

/// When a step runs: `23 November 2026 to 29 November 2026`.
pub(super) fn when_text(phase: &Phase, place: usize) -> String {
    let words = common();
    match (phase.from, phase.to) {
        (Some(from), Some(to)) => fill(&words.period, &[("from", long(from)), ("to", long(to))]),
        (Some(from), None) if phase.no_end => fill(&words.from_on, &[("from", long(from))]),
        (Some(from), None) => format!("From {}", long(from)),
        (None, Some(to)) => format!("Until {}", long(to)),
        (None, None) if phase.no_end => "For as long as needed".to_owned(),
        (None, None) => format!("Step {}", place + 1),
    }
}

/// A step in one line for a document without tables: `From … : 12 hours a week, three mornings`.
pub(super) fn step_line(phase: &Phase, place: usize) -> String {
    let hours = Some(hours_text(phase)).filter(|text| !text.is_empty()).map(|text| format!("{text} hours a week"));
    let percent = Some(percent_text(phase)).filter(|text| !text.is_empty()).map(|text| format!("{text} of your usual hours"));
    let pattern = Some(phase.pattern.trim().to_owned()).filter(|text| !text.is_empty());
    let said: Vec<String> = [hours, percent, pattern].into_iter().flatten().collect();
    let when = when_text(phase, place);
    if said.is_empty() { when } else { format!("{when}: {}", said.join("; ")) }
}

/// Hours and duties over time: the table, its bars, how it goes on, and what to go back to.
pub(super) fn phases(flow: &mut Flow, plan: &Plan) {
    let words = common();
    if plan.phases.is_empty() {
        return;
    }
    let mark = flow.mark();
    flow.heading(2, &words.hours_over_time);
    if let Some(mode) = &plan.mode {
        flow.paragraph(named(&words.modes, mode));
    }
    let columns: Vec<(&str, f32, Vec<String>)> = vec![
        (words.when.as_str(), 4.8, plan.phases.iter().enumerate().map(|(place, phase)| when_text(phase, place)).collect()),
        (words.hours.as_str(), 2.5, plan.phases.iter().map(hours_text).collect()),
        (words.percent.as_str(), 2.4, plan.phases.iter().map(percent_text).collect()),
        (words.looks_like.as_str(), 4.6, plan.phases.iter().map(|phase| phase.pattern.trim().to_owned()).collect()),
    ];
    let shown: Vec<_> = columns.into_iter().filter(|(_, _, cells)| cells.iter().any(|cell| !cell.is_empty())).collect();
    let heads: Vec<&str> = shown.iter().map(|(head, ..)| *head).collect();
    let widths: Vec<f32> = shown.iter().map(|(_, width, _)| *width).collect();
    let rows: Vec<Vec<String>> = (0..plan.phases.len()).map(|row| shown.iter().map(|(.., cells)| cells[row].clone()).collect()).collect();
    flow.table(&heads, &widths, &rows);
    chart(flow, plan, words);
    if plan.phases.len() <= 12 {
        flow.keep_since(mark);
    }
    if let Some(text) = step_rule(plan) {
        flow.paragraph(&text);
    }
    if !plan.step_down.trim().is_empty() {
        flow.paragraph(&fill(&words.step_down, &[("text", plan.step_down.trim().to_owned())]));
    }
    if plan.right_to_stop {
        flow.paragraph(&words.right_to_stop);
    }
}

fn step_rule(plan: &Plan) -> Option<String> {
    let words = common();
    // One row has no next.
    (plan.phases.len() > 1).then_some(())?;
    plan.step_rule.map(|rule| match rule {
        StepRule::ByDate => words.step_by_date.clone(),
        StepRule::AfterReview => words.step_after_review.clone(),
        StepRule::AfterStableDays(days) => fill(&words.step_after_stable, &[("days", days.to_string())]),
    })
}

/// Bars of hours, or of per cent where no row has hours.
fn chart(flow: &mut Flow, plan: &Plan, words: &Common) {
    let has_hours = plan.phases.iter().any(|phase| !hours_text(phase).is_empty());
    let text = |phase: &Phase| if has_hours { hours_text(phase) } else { percent_text(phase) };
    if plan.phases.iter().all(|phase| text(phase).is_empty()) {
        return;
    }
    let start = plan.phases.iter().filter_map(|phase| phase.from).min();
    let bar = |(place, phase): (usize, &Phase)| {
        let (least, most) = if has_hours { (phase.hours_least, phase.hours_most) } else { (phase.percent_least, phase.percent_most) };
        let said = text(phase);
        let value = if said.is_empty() || !has_hours { said } else { format!("{said} hours") };
        let top = most.or(least).unwrap_or(0.0);
        Bar { label: weeks(phase, start, place), least: least.unwrap_or(0.0), most: top, value, open: phase.no_end }
    };
    let bars: Vec<Bar> = plan.phases.iter().enumerate().map(bar).collect();
    let rows: Vec<String> = bars.iter().filter(|bar| !bar.value.is_empty()).map(|bar| format!("{}: {}", bar.label, bar.value)).collect();
    let template = if has_hours { &words.chart } else { &words.chart_percent };
    flow.bars(&fill(template, &[("rows", format!("{}.", rows.join("; ")))]), &bars);
}

/// `Week 1`, `Weeks 2 to 4`, `Week 5 on`, counted from the first step.
fn weeks(phase: &Phase, start: Option<Day>, place: usize) -> String {
    let week = |on: Day| start.map(|start| (day::days_inclusive(start, on) - 1).div_euclid(7) + 1);
    match (phase.from.and_then(week), phase.to.and_then(week)) {
        (Some(first), Some(last)) if last > first => format!("Weeks {first} to {last}"),
        (Some(first), Some(_)) => format!("Week {first}"),
        (Some(first), None) => format!("Week {first} on"),
        _ => format!("Step {}", place + 1),
    }
}

/// Which questions and which wording made the document.
pub(super) fn versions(plan: Option<&Plan>, version: u32) -> String {
    let asked = plan.map(|plan| plan.question_set.trim()).filter(|name| !name.is_empty());
    // Nothing but a name with its number: a text that is not one is not printed.
    let is_name = |name: &&str| {
        name.split_once('/').is_some_and(|(set, version)| {
            set.chars().all(|c| c.is_ascii_lowercase() || c == '_') && version.chars().all(|c| c.is_ascii_digit())
        })
    };
    let questions = asked.filter(is_name).unwrap_or(&common().no_questions).to_owned();
    fill(&common().versions, &[("questions", questions), ("version", version.to_string())])
}
