//! The summary that the patient takes home: plain words, what was agreed, what the note means, and where to get help.

use super::parts::{benefits, period_of, step_line, versions};
use super::{Options, Withheld};
use crate::content::documents::{Contact, PatientSummary, patient_summary as words};
use crate::content::rule_texts::fill;
use crate::domain::case::{Advice, Case};
use crate::domain::day::long;
use crate::domain::paper_kind::PaperKind;
use crate::domain::plan::Plan;
use crate::paper::Document;
use crate::paper::flow::{Flow, TextSize};

/// The patient's summary of a case; in large print it is set in 18 points and more.
///
/// # Errors
/// None today: it is for the person it is about.
pub fn patient_summary(case: &Case, options: &Options) -> Result<Document, Withheld> {
    let words = words();
    let title = PaperKind::PatientSummary.title();
    let mut flow = Flow::new(PaperKind::PatientSummary, title, &options.id, options.size, &words.footer);
    flow.running(&format!("{title} · {}", case.patient.full_name()));
    let shared = crate::content::documents::common();
    flow.paragraph(&words.opening);
    flow.pairs(&[
        (shared.name.clone(), case.patient.full_name()),
        (shared.date.clone(), long(case.statement.on)),
        (shared.written_with.clone(), super::parts::written_with(case)),
    ]);
    flow.heading(2, &words.today).list(&the_note(case, words));
    if let Some(plan) = &case.plan {
        the_plan(&mut flow, plan, words);
    }
    meanings(&mut flow, options.size, words);
    flow.heading(2, &words.yours).list(&words.choices);
    flow.heading(2, &words.help).paragraph(&words.check);
    for contact in words.contacts.iter().filter(|contact| contact.nations.contains(&case.practice.nation)) {
        help(&mut flow, contact, words);
    }
    flow.small(&versions(case.plan.as_ref(), words.version));
    Ok(flow.finish())
}

/// What the note says, in sentences.
fn the_note(case: &Case, words: &PatientSummary) -> Vec<String> {
    let statement = &case.statement;
    let mut said = Vec::new();
    let is_not_fit = statement.advice.contains(&Advice::NotFit);
    let may_be_fit = statement.advice.contains(&Advice::MayBeFit);
    if is_not_fit {
        said.push(words.not_fit.clone());
    }
    if may_be_fit {
        said.push(words.may_be_fit.clone());
        let ticked = benefits(case);
        if !ticked.is_empty() {
            said.push(format!("{} {}.", words.boxes_ticked, ticked.join("; ").to_lowercase()));
        }
    }
    let period = period_of(case);
    if !period.is_empty() {
        said.push(fill(&words.dates, &[("period", period)]));
    }
    if !statement.comments.trim().is_empty() {
        said.push(format!("{}: {}", words.comments, statement.comments.trim()));
    }
    if is_not_fit {
        said.push(words.ends.clone());
    }
    match statement.assess_again {
        Some(true) => said.push(words.again.clone()),
        Some(false) => said.push(words.not_again.clone()),
        None => {}
    }
    said
}

fn the_plan(flow: &mut Flow, plan: &Plan, words: &PatientSummary) {
    let helps: Vec<String> = plan.adjustments.iter().map(|a| a.text.trim().to_owned()).filter(|text| !text.is_empty()).collect();
    if !helps.is_empty() {
        flow.heading(2, &words.helps).list(&helps);
    }
    if !plan.phases.is_empty() {
        let steps: Vec<String> = plan.phases.iter().enumerate().map(|(place, phase)| step_line(phase, place)).collect();
        flow.heading(2, &words.steps).list(&steps);
    }
    if plan.right_to_stop || !plan.when_worse.trim().is_empty() || !plan.step_down.trim().is_empty() {
        flow.heading(2, &words.worse).paragraph(&plan.when_worse);
        if !plan.step_down.trim().is_empty() {
            let step_down = &crate::content::documents::common().step_down;
            flow.paragraph(&fill(step_down, &[("text", plan.step_down.trim().to_owned())]));
        }
        if plan.right_to_stop {
            flow.paragraph(&words.stop);
        }
    }
    if !plan.services.is_empty() {
        flow.heading(2, &words.services).list(&plan.services);
    }
    if let Some(on) = plan.review_on {
        flow.paragraph(&fill(&words.review, &[("day", long(on))]));
    }
}

/// What each word on the note means: a table, and in large print one under the other.
fn meanings(flow: &mut Flow, size: TextSize, words: &PatientSummary) {
    flow.heading(2, &words.meanings);
    if size == TextSize::Large {
        for [word, meaning] in &words.words {
            flow.heading(3, word).paragraph(meaning);
        }
    } else {
        let rows: Vec<Vec<String>> = words.words.iter().map(|row| row.to_vec()).collect();
        flow.table(&[&words.word, &words.meaning], &[1.0, 1.5], &rows);
    }
}

/// A contact: its number or page where a source was read.
fn help(flow: &mut Flow, contact: &Contact, words: &PatientSummary) {
    let number = contact.number.as_ref().map(|number| fill(&words.phone, &[("number", number.clone())]));
    let text = number.map_or_else(|| contact.about.clone(), |number| format!("{} {number}", contact.about));
    flow.pairs(&[(contact.name.clone(), text)]);
    if let Some(address) = &contact.address {
        flow.link(address.trim_start_matches("https://"), address);
    }
}
