//! The AHP Health and Work Report: the field set of the professions' own report, in a layout of ours.

use super::parts::{difficulty_text, for_others, is_matched, matched_rows, period_of, phases, until_text, versions};
use super::{Options, Withheld};
use crate::content::documents::{AhpReport, ahp_report as words, common, named};
use crate::content::rule_texts::fill;
use crate::domain::case::{Advice, Benefit, Case};
use crate::domain::day::long;
use crate::domain::paper_kind::PaperKind;
use crate::domain::plan::Plan;
use crate::paper::Document;
use crate::paper::flow::Flow;

/// The AHP Health and Work Report of a case. It is evidence for Statutory Sick Pay and no statement.
///
/// # Errors
/// None today: the report holds no condition.
pub fn ahp_report(case: &Case, options: &Options) -> Result<Document, Withheld> {
    let (words, shared) = (words(), common());
    let mut flow = Flow::new(PaperKind::AhpReport, &words.title, &options.id, options.size, &words.footer);
    flow.running(&format!("{} · {}", words.title, case.patient.full_name()));
    flow.paragraph(&words.stands_for);
    let pair = |label: &str, value: String| (label.to_owned(), value);
    flow.heading(2, &words.person);
    flow.pairs(&[pair(&shared.name, case.patient.full_name()), pair(&shared.born, long(case.patient.date_of_birth))]);

    let spoken = [shared.ticked.as_str(), shared.not_ticked.as_str()];
    let advised = |advice| case.statement.advice.contains(&advice);
    flow.heading(2, &words.advice);
    let advice = [(words.not_fit.clone(), advised(Advice::NotFit)), (words.may_be_fit.clone(), advised(Advice::MayBeFit))];
    flow.choices(&advice, spoken);

    flow.heading(2, &words.completed);
    flow.pairs(&[
        pair(&shared.name, case.issuer.name.clone()),
        pair(&words.profession, case.issuer.profession.title()),
        pair(&words.register, case.issuer.registration.clone()),
        pair(&words.organisation, organisation(case)),
        pair(&words.contact, case.practice.telephone.clone()),
        pair(&words.assessed, long(case.assessment.on)),
        pair(&words.assessed_how, case.assessment.kind.title().to_owned()),
    ]);

    flow.heading(2, &words.period);
    flow.pairs(&[pair(&words.covers, period_of(case))]);
    flow.paragraph(review(case, words));
    if let Some(on) = case.plan.as_ref().and_then(|plan| plan.review_on) {
        flow.paragraph(&fill(&words.review_on, &[("day", long(on))]));
    }

    flow.heading(2, &words.benefit);
    let benefits: Vec<(String, bool)> = Benefit::ALL
        .into_iter()
        .map(|benefit| {
            // The report asks for an assessment of the workplace where the fit note says adaptations.
            let is_workplace = benefit == Benefit::WorkplaceAdaptations;
            let text = if is_workplace { &words.assessment_of_workplace } else { named(&shared.benefits, &benefit) };
            (text.to_owned(), case.statement.may_benefit_from.contains(&benefit))
        })
        .collect();
    flow.choices(&benefits, spoken);

    flow.heading(2, &words.table);
    let shared_plan = case.plan.as_ref().map(|plan| for_others(plan, plan.print_own_words));
    let rows = recommendations(shared_plan.as_ref());
    if rows.is_empty() {
        flow.paragraph(&words.nothing);
    } else {
        flow.table(&[&words.difficulty, &words.recommendation], &[1.0, 1.15], &rows);
    }
    if let Some(plan) = &case.plan {
        phases(&mut flow, plan);
    }
    if !case.statement.comments.trim().is_empty() {
        flow.heading(2, &words.comments).paragraph(&case.statement.comments);
    }
    let mark = flow.mark();
    flow.heading(2, &words.consent).paragraph(&words.consent_words).writing_lines(1);
    flow.signatures(&words.signatures.iter().map(String::as_str).collect::<Vec<_>>());
    flow.signatures(&words.professional_signatures.iter().map(String::as_str).collect::<Vec<_>>());
    flow.keep_since(mark);
    flow.small(&versions(case.plan.as_ref(), words.version));
    Ok(flow.finish())
}

fn organisation(case: &Case) -> String {
    let practice = &case.practice;
    let lines = std::iter::once(&practice.name).chain(&practice.address).chain(std::iter::once(&practice.postcode));
    lines.map(|line| line.trim()).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(", ")
}

fn review<'a>(case: &Case, words: &'a AhpReport) -> &'a str {
    match case.statement.assess_again {
        Some(true) => &words.review_needed,
        Some(false) => &words.review_not_needed,
        None => &words.review_open,
    }
}

/// Difficulty and recommendation, side by side. Where nothing says which answers which, all of both stand in one row.
fn recommendations(plan: Option<&Plan>) -> Vec<Vec<String>> {
    let Some(plan) = plan.filter(|plan| !plan.difficulties.is_empty() || !plan.adjustments.is_empty()) else {
        return Vec::new();
    };
    let with_end =
        |text: &str, until: &str| if until.is_empty() { text.to_owned() } else { format!("{text}\n{}: {until}", common().until) };
    if is_matched(plan) {
        return matched_rows(plan).into_iter().map(|[hard, helps, until]| vec![hard, with_end(&helps, &until)]).collect();
    }
    let hard = plan.difficulties.iter().map(difficulty_text).collect::<Vec<_>>().join("\n\n");
    let helps = plan.adjustments.iter().map(|a| with_end(a.text.trim(), &until_text(a))).collect::<Vec<_>>().join("\n\n");
    vec![vec![hard, helps]]
}
