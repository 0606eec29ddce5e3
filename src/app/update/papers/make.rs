//! Makes the very document that is shown: from the case, the conversation and the person's ticks, and from nothing else.

use sha2::{Digest, Sha256};

use super::super::super::model::Model;
use super::super::super::papers::{Papers, SharedTalk, Shown, To};
use crate::content::conversation::{by_name, short};
use crate::domain::case::Case;
use crate::domain::consent::{Consent, Item, Recipient};
use crate::domain::day::{Day, long};
use crate::domain::draft::Conversation;
use crate::domain::paper_kind::PaperKind;
use crate::domain::plan::Plan;
use crate::paper::documents::{self, Options};
use crate::paper::flow::TextSize;
use crate::paper::ledger::{Ledger as PrintedLedger, LedgerRow, ledger};
use crate::paper::letters::{Referral, referral};
use crate::paper::{PRACTICE, clinical_text, home_sheet};
use crate::talk;

/// Shows what the chosen paper would be now.
pub(in crate::app::update) fn show(model: &mut Model) {
    let (today, practising) = (model.today(), model.practising.is_on());
    let Some(papers) = &mut model.papers else { return };
    papers.shown = match papers.chosen.map_or(Shown::Nothing, |kind| make(papers, kind, today)) {
        Shown::Document(document) if practising => Shown::Document(Box::new(document.marked_as_practice())),
        Shown::Text(text) if practising => Shown::Text(format!("{PRACTICE}\n\n{text}")),
        shown => shown,
    };
}

/// The question set and its version, where questions were asked.
pub(super) fn content_version(papers: &Papers) -> String {
    papers.talk.as_ref().map(|talk| asked(&talk.conversation)).unwrap_or_default()
}

/// The question set, where something of it was answered.
fn asked(conversation: &Conversation) -> String {
    let is_declined = talk::modes(conversation).has(talk::Mode::Declined);
    if is_declined || conversation.steps.is_empty() { String::new() } else { conversation.question_set.clone() }
}

/// An identity that comes from the content: the same content gives the same one.
pub(super) fn identity(content: &str) -> String {
    use std::fmt::Write as _;
    Sha256::digest(content).iter().take(16).fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// The case with the plan that the talk and the ticks give.
pub(super) fn case_of(talk: &SharedTalk, papers: &Papers) -> Case {
    let conversation = &talk.conversation;
    let said = talk::plan_from(conversation);
    let own_words = if papers.own_words { talk::own_words(conversation) } else { String::new() };
    let plan = Plan {
        kind: papers.plan_kind.or(said.kind),
        print_own_words: papers.own_words && !own_words.is_empty(),
        own_words,
        employer_may_know_condition: papers.employer_may_know,
        question_set: asked(conversation),
        ..said
    };
    Case { plan: Some(plan), ..talk.case.clone() }
}

fn make(papers: &Papers, kind: PaperKind, today: Day) -> Shown {
    if kind == PaperKind::ConsentLedger {
        return Shown::Document(Box::new(ledger(&printed_ledger(papers, today))));
    }
    let Some(talk) = &papers.talk else {
        return Shown::Withheld("There is no conversation and no note to make this from. Begin one from the patient's record.".into());
    };
    let case = case_of(talk, papers);
    let size = if papers.large_print { TextSize::Large } else { TextSize::Normal };
    let content = serde_json::to_string(&case).unwrap_or_default();
    let options = Options { id: identity(&format!("{kind:?} {size:?} {content}")), size };
    let made = match kind {
        PaperKind::WorkPlan => documents::work_plan(&case, &options),
        PaperKind::EmployerPage => documents::employer_page(&case, &options),
        PaperKind::AhpReport => documents::ahp_report(&case, &options),
        PaperKind::PatientSummary => documents::patient_summary(&case, &options),
        PaperKind::ReferralLetter => Ok(referral(&letter(papers, &case, today, &options))),
        PaperKind::HomeSheet => {
            let set = by_name(&talk.conversation.question_set).unwrap_or_else(short);
            Ok(home_sheet(set, &options.id, size))
        }
        PaperKind::ClinicalText => return Shown::Text(clinical_text(&case, &talk.conversation)),
        _ => return Shown::Nothing,
    };
    match made {
        Ok(document) => Shown::Document(Box::new(document)),
        Err(withheld) => Shown::Withheld(withheld.to_string()),
    }
}

/// A letter of the ticked items to whoever the chosen agreement names; to nobody until then.
fn letter(papers: &Papers, case: &Case, today: Day, options: &Options) -> Referral {
    let empty = Plan::default();
    let plan = case.plan.as_ref().unwrap_or(&empty);
    let consent = match &papers.to {
        Some(To::Consent(id)) => papers.ledger.consents.iter().find(|known| known.id == *id),
        _ => None,
    };
    let has = |item: Item| papers.letter_items.contains(&item);
    let mut shared = Vec::new();
    let mut put = |item: Item, text: String| {
        if has(item) && !text.trim().is_empty() {
            shared.push((item.title().to_owned(), text));
        }
    };
    put(Item::Job, join(&[&plan.job, &plan.usual_hours]));
    put(Item::WhatMatters, plan.what_matters.clone());
    put(Item::Difficulties, plan.difficulties.iter().map(|row| row.what.as_str()).collect::<Vec<_>>().join("\n"));
    put(Item::Adjustments, plan.adjustments.iter().map(|row| row.text.as_str()).collect::<Vec<_>>().join("\n"));
    put(Item::Hours, hours(papers));
    put(Item::WhenWorse, join(&[&plan.when_worse, &plan.step_down]));
    put(Item::Review, plan.review_on.map(long).unwrap_or_default());
    put(Item::Condition, case.statement.conditions.clone());
    put(Item::OwnWords, papers.talk.as_ref().map(|talk| talk::own_words(&talk.conversation)).unwrap_or_default());
    let issuer = &case.issuer;
    let mut from_lines = vec![case.practice.name.clone()];
    from_lines.extend(case.practice.address.iter().cloned());
    from_lines.extend([case.practice.postcode.clone(), case.practice.telephone.clone()]);
    let mut contact = papers.patient.address.clone();
    contact.push(papers.patient.postcode.clone());
    Referral {
        id: options.id.clone(),
        size: options.size,
        on: today,
        to: consent.map(to_name).unwrap_or_default(),
        to_lines: Vec::new(),
        from: format!("{}, {}", issuer.name, issuer.profession.title().to_lowercase()),
        from_lines,
        person: papers.patient.full_name(),
        born: has(Item::DateOfBirth).then_some(papers.patient.date_of_birth),
        contact: if has(Item::ContactDetails) { contact.join("\n").trim().to_owned() } else { String::new() },
        asked: consent.map(|consent| consent.purpose.clone()).unwrap_or_default(),
        shared,
        agreed_on: consent.map(|consent| consent.given_at.date_naive()),
        agreed_until: consent.and_then(|consent| consent.ends_on),
    }
}

fn to_name(consent: &Consent) -> String {
    match &consent.recipient {
        Recipient::Employer(name) | Recipient::Service(name) | Recipient::Other(name) => name.clone(),
        other => other.title(),
    }
}

/// The plan of hours in its longest line.
fn hours(papers: &Papers) -> String {
    let Some(talk) = &papers.talk else { return String::new() };
    let energy = talk::modes(&talk.conversation).has(talk::Mode::EnergyLimit);
    let line = talk.conversation.phased.as_ref().and_then(|plan| talk::phased::lines(plan, energy).into_iter().next());
    line.unwrap_or_default()
}

fn join(parts: &[&str]) -> String {
    parts.iter().map(|part| part.trim()).filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n")
}

/// The ledger as the person reads it: what left and what was agreed, each a row.
fn printed_ledger(papers: &Papers, today: Day) -> PrintedLedger {
    let mut rows = Vec::new();
    for consent in &papers.ledger.consents {
        let items = crate::domain::consent::items_words(&consent.items);
        rows.push(LedgerRow {
            on: consent.given_at.date_naive(),
            what: format!("Agreed to share: {items}"),
            to: consent.recipient.title(),
            purpose: consent.purpose.clone(),
            until: consent.ends_on,
            withdrawn_on: consent.withdrawn_at.map(|at| at.date_naive()),
        });
    }
    for gone in &papers.ledger.disclosures {
        let items = crate::domain::consent::items_words(&gone.left.items);
        rows.push(LedgerRow {
            on: gone.at.date_naive(),
            what: format!("Shared ({}): {items}", gone.left.how.title()),
            to: gone.left.recipient.title(),
            purpose: gone.left.purpose.clone(),
            until: None,
            withdrawn_on: None,
        });
    }
    rows.sort_by_key(|row| row.on);
    let said: Vec<String> = rows.iter().map(|row| format!("{} {} {} {}", row.on, row.what, row.to, row.purpose)).collect();
    let size = if papers.large_print { TextSize::Large } else { TextSize::Normal };
    PrintedLedger { id: identity(&said.concat()), size, person: papers.patient.full_name(), on: today, rows }
}
