//! Makes the very document that is shown: from the case, the conversation and the person's ticks, and from nothing else.

use sha2::{Digest, Sha256};

use super::super::super::model::Model;
use super::super::super::papers::{Papers, SharedTalk, Shown};
use crate::content::conversation::{current, short};
use crate::domain::case::Case;
use crate::domain::day::Day;
use crate::domain::draft::Conversation;
use crate::domain::paper_kind::PaperKind;
use crate::domain::plan::Plan;
use crate::paper::documents::{self, Options};
use crate::paper::flow::TextSize;
use crate::paper::ledger::{Ledger as PrintedLedger, LedgerRow, ledger};
use crate::paper::{PRACTICE, clinical_text, home_sheet};
use crate::talk;

/// Shows what the chosen paper would be now.
pub(in crate::app::update) fn show(model: &mut Model) {
    let (today, practising) = (model.today(), model.practising.is_on());
    let issues = model.session.as_ref().is_some_and(|session| session.role.issues());
    let Some(papers) = &mut model.papers else { return };
    papers.shown = match papers.chosen.map_or(Shown::Nothing, |kind| make(papers, kind, today, issues)) {
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

fn make(papers: &Papers, kind: PaperKind, today: Day, issues: bool) -> Shown {
    if kind == PaperKind::ConsentLedger {
        return Shown::Document(Box::new(ledger(&printed_ledger(papers, today))));
    }
    let Some(shared) = &papers.talk else {
        return Shown::Withheld("There is no conversation and no note to make this from. Begin one from the patient's record.".into());
    };
    let case = case_of(shared, papers);
    let size = if papers.large_print { TextSize::Large } else { TextSize::Normal };
    let content = serde_json::to_string(&case).unwrap_or_default();
    let options = Options { id: identity(&format!("{kind:?} {size:?} {content}")), size };
    let made = match kind {
        PaperKind::WorkPlan => documents::work_plan(&case, &options),
        PaperKind::EmployerPage => documents::employer_page(&case, &options),
        PaperKind::AhpReport if !issues => {
            return Shown::Withheld(
                "A clinician makes and signs this report. Keep the draft; whoever signs opens it and makes the report.".into(),
            );
        }
        PaperKind::AhpReport if !shared.is_assessed => {
            let why = "The report says how the person was assessed, and that is not chosen yet. Choose it on the note (F8), then make the report.";
            return Shown::Withheld(why.into());
        }
        PaperKind::AhpReport => documents::ahp_report(&case, &options),
        PaperKind::PatientSummary => documents::patient_summary(&case, &options),
        PaperKind::HomeSheet => {
            let set = current(&shared.conversation.question_set).unwrap_or_else(short);
            Ok(home_sheet(set, &options.id, size))
        }
        PaperKind::ClinicalText => {
            let now = || current(&shared.conversation.question_set).map(|set| talk::shown(set, &shared.conversation));
            let said = shared.kept.clone().or_else(now);
            return Shown::Text(clinical_text(&case, said.as_ref(), shared.is_assessed));
        }
        _ => return Shown::Nothing,
    };
    match made {
        Ok(document) => Shown::Document(Box::new(document)),
        Err(withheld) => Shown::Withheld(withheld.to_string()),
    }
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
            until: papers.ledger.ends_of(gone),
            withdrawn_on: None,
        });
    }
    rows.sort_by_key(|row| row.on);
    let said: Vec<String> = rows.iter().map(|row| format!("{} {} {} {}", row.on, row.what, row.to, row.purpose)).collect();
    let size = if papers.large_print { TextSize::Large } else { TextSize::Normal };
    PrintedLedger { id: identity(&said.concat()), size, person: papers.patient.full_name(), on: today, rows }
}
