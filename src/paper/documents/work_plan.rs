//! The work plan: to stay in work, to go back, to look for work, or with health first. It belongs to the person.

use super::parts::{date_of, from_the_note, hard_and_helps, is_about_work, phases, versions, written_with};
use super::{Options, Withheld};
use crate::content::documents::{WorkPlan, common, named, work_plan as words};
use crate::content::rule_texts::fill;
use crate::domain::case::Case;
use crate::domain::day::long;
use crate::domain::paper_kind::PaperKind;
use crate::domain::plan::{Plan, Waiting};
use crate::paper::Document;
use crate::paper::flow::Flow;

/// The work plan of a case.
///
/// # Errors
/// None today: the plan belongs to the person, who reads it before anybody else.
pub fn work_plan(case: &Case, options: &Options) -> Result<Document, Withheld> {
    let (words, shared) = (words(), common());
    let empty = Plan::default();
    let plan = case.plan.as_ref().unwrap_or(&empty);
    let (title, opening) = match &plan.kind {
        Some(kind) => (named(&words.titles, kind), named(&words.openings, kind)),
        None => (PaperKind::WorkPlan.title(), words.openings.get("open").map_or("", String::as_str)),
    };
    let mut flow = Flow::new(PaperKind::WorkPlan, title, &options.id, options.size, &words.not_an_assessment);
    flow.running(&format!("{title} · {}", case.patient.full_name()));
    flow.paragraph(opening);
    let pair = |label: &str, value: String| (label.to_owned(), value);
    flow.pairs(&[
        pair(&shared.name, case.patient.full_name()),
        pair(&shared.date, long(date_of(case))),
        pair(&shared.work, plan.job.clone()),
        pair(&shared.usual_hours, plan.usual_hours.clone()),
        pair(&shared.written_with, written_with(case)),
    ]);
    if !plan.what_matters.trim().is_empty() {
        flow.heading(2, &words.what_matters).quote(&plan.what_matters);
    }
    hard_and_helps(&mut flow, plan);
    phases(&mut flow, plan);
    if !is_about_work(plan) {
        from_the_note(&mut flow, case);
    }
    if !plan.helps_already.is_empty() {
        flow.heading(2, &words.helps_already).list(&plan.helps_already);
    }
    // Where hours change by steps, the right to stop stands beside them.
    let may_stop = plan.right_to_stop && plan.phases.is_empty();
    if !plan.when_worse.trim().is_empty() || may_stop {
        flow.heading(2, &words.worse).paragraph(&plan.when_worse);
        if may_stop {
            flow.paragraph(&shared.right_to_stop);
        }
    }
    let waiting: Vec<String> = plan.waiting_for.iter().map(|row| waiting_text(row, words)).filter(|text| !text.is_empty()).collect();
    if !waiting.is_empty() {
        flow.heading(2, &words.waiting).list(&waiting);
    }
    if !plan.services.is_empty() {
        flow.heading(2, &words.services).list(&plan.services);
    }
    flow.heading(2, &words.review).paragraph(&review(plan, words));
    if let Some(agreement) = &plan.agreement {
        flow.paragraph(named(&words.agreement, agreement));
    }
    if plan.print_own_words && !plan.own_words.trim().is_empty() {
        flow.heading(2, &words.own_words).quote(&plan.own_words);
    }
    flow.paragraph(&words.not_an_assessment);
    flow.small(&versions(case.plan.as_ref(), words.version));
    Ok(flow.finish())
}

fn waiting_text(row: &Waiting, words: &WorkPlan) -> String {
    let what = row.what.trim().to_owned();
    match row.weeks {
        _ if what.is_empty() => String::new(),
        None => what,
        Some(1) => fill(&words.one_week, &[("what", what)]),
        Some(weeks) => fill(&words.weeks, &[("what", what), ("weeks", weeks.to_string())]),
    }
}

fn review(plan: &Plan, words: &WorkPlan) -> String {
    let who = plan.reviewed_by.as_ref().map(|who| named(&common().reviewed_by, who).to_owned());
    match (plan.review_on, who) {
        (Some(on), Some(who)) => fill(&words.review_on_by, &[("day", long(on)), ("who", who)]),
        (Some(on), None) => fill(&words.review_on, &[("day", long(on))]),
        (None, Some(who)) => fill(&words.review_by, &[("who", who)]),
        (None, None) => words.review_open.clone(),
    }
}
