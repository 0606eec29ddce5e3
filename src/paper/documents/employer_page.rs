//! The page for the employer: what is hard, what helps, until when, and whom to ask. Nothing else of the conversation.

use super::parts::{date_of, for_others, from_the_note, hard_and_helps, is_about_work, period_of, phases, versions};
use super::{Options, Withheld, condition_word_in};
use crate::content::documents::{common, employer_page as words};
use crate::content::rule_texts::fill;
use crate::domain::case::Case;
use crate::domain::day::long;
use crate::domain::paper_kind::PaperKind;
use crate::domain::plan::Plan;
use crate::paper::Document;
use crate::paper::flow::Flow;

/// The page for the employer of a case.
///
/// # Errors
/// When a text on it may name the condition, unless the person ticked that the employer may know it.
pub fn employer_page(case: &Case, options: &Options) -> Result<Document, Withheld> {
    let (words, shared) = (words(), common());
    let empty = Plan::default();
    let plan = &for_others(case.plan.as_ref().unwrap_or(&empty), false);
    if !plan.employer_may_know_condition {
        guard(case, plan)?;
    }
    let name = case.patient.full_name();
    let title = PaperKind::EmployerPage.title();
    let mut flow = Flow::new(PaperKind::EmployerPage, title, &options.id, options.size, &words.footer);
    flow.running(&format!("{title} · {name}"));
    flow.paragraph(&fill(&words.opening, &[("name", name.clone())]));
    let condition = case.statement.conditions.trim();
    let may_name_it = plan.employer_may_know_condition && !condition.is_empty();
    flow.pairs(&[
        (shared.name.clone(), name.clone()),
        (shared.date.clone(), long(date_of(case))),
        (words.covers.clone(), period_of(case)),
        (words.condition.clone(), if may_name_it { condition.to_owned() } else { words.left_out.clone() }),
    ]);
    hard_and_helps(&mut flow, plan);
    phases(&mut flow, plan);
    if !is_about_work(plan) {
        from_the_note(&mut flow, case);
    }
    if let Some(on) = plan.review_on {
        flow.heading(2, &shared.review).paragraph(&long(on));
    }
    flow.heading(2, &words.contact);
    let ask = fill(&words.ask_the_person, &[("name", name)]);
    flow.paragraph(if plan.contact_route.trim().is_empty() { &ask } else { &plan.contact_route });
    let mark = flow.mark();
    flow.heading(2, &words.agreed).paragraph(&words.talk).writing_lines(3);
    flow.signatures(&words.signatures.iter().map(String::as_str).collect::<Vec<_>>());
    flow.keep_since(mark);
    flow.small(&versions(case.plan.as_ref(), words.version));
    Ok(flow.finish())
}

/// Reads every text that is the person's or the clinician's own before it goes on the page.
fn guard(case: &Case, plan: &Plan) -> Result<(), Withheld> {
    let mut texts: Vec<(&'static str, &str)> = Vec::new();
    for difficulty in &plan.difficulties {
        for text in [&difficulty.what, &difficulty.better_day, &difficulty.usual, &difficulty.worse_day] {
            texts.push(("a difficulty", text));
        }
    }
    texts.extend(plan.adjustments.iter().map(|adjustment| ("what helps", adjustment.text.as_str())));
    texts.extend(plan.phases.iter().map(|phase| ("a step of the hours", phase.pattern.as_str())));
    texts.push(("what to go back to", &plan.step_down));
    texts.push(("the way to ask questions", &plan.contact_route));
    if !is_about_work(plan) {
        texts.push(("a comment of the note", &case.statement.comments));
    }
    for (place, text) in texts {
        if let Some(word) = condition_word_in(text, &case.statement.conditions) {
            return Err(Withheld::NamesCondition { place, word });
        }
    }
    Ok(())
}
