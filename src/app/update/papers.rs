//! What leaves this room: papers are shown first, the ledger is written next, and only then is anything made.

mod make;

use std::path::PathBuf;

use super::super::decision::{self, Context};
use super::super::model::{Focus, Handed, Model, Notice, Place};
use super::super::msg::{Cmd, PdfJob};
use super::super::papers::{ConsentForm, HandedOver, Opened, Papers, PapersCmd, PapersDone, PapersMsg, SharedTalk, Shown, To, carried_by};
use crate::content::directory_entries::shipped;
use crate::domain::consent::{Agreed, How, Leaving, Recipient};
use crate::domain::day::{self, YearHint};
use crate::domain::id::ConsentId;
use crate::domain::paper_kind::PaperKind;

pub(super) use make::show;

/// Answers what happened on the screen.
pub(super) fn happened(model: &mut Model, msg: PapersMsg) -> Vec<Cmd> {
    match msg {
        PapersMsg::Opened => return opened(model),
        PapersMsg::SafeAnswered(safe) => return safe_answered(model, safe),
        PapersMsg::PrintPressed => return hand_over(model, |_| PdfJob::Print),
        PapersMsg::SavePressed => return hand_over(model, PdfJob::Save),
        PapersMsg::OpenPressed => return hand_over(model, PdfJob::SaveAndOpen),
        PapersMsg::CopyPressed => return copy(model),
        PapersMsg::ConsentGiven => return give(model),
        PapersMsg::Withdrawn => return withdraw(model),
        PapersMsg::ConsentAsked | PapersMsg::ConsentLeft => model.focus = Some(Focus::First),
        _ => {}
    }
    let Some(papers) = &mut model.papers else { return Vec::new() };
    changed(papers, msg);
    show(model);
    Vec::new()
}

/// Leaves what is open on the screen, before the screen itself is left. Whether something was.
pub(super) fn step_back(model: &mut Model) -> bool {
    let Some(papers) = &mut model.papers else { return false };
    let was_open = papers.form.take().is_some() | papers.withdrawing.take().is_some();
    if was_open {
        model.focus = Some(Focus::First);
    }
    was_open
}

fn changed(papers: &mut Papers, msg: PapersMsg) {
    let tick = |set: &mut std::collections::BTreeSet<_>, item, ticked| {
        if ticked {
            set.insert(item);
        } else {
            set.remove(&item);
        }
    };
    match msg {
        PapersMsg::Chosen(kind) => {
            papers.chosen = Some(kind);
            // Who it is for is asked for every paper anew.
            papers.to = None;
            papers.handed = None;
        }
        PapersMsg::LargePrintTicked(ticked) => papers.large_print = ticked,
        PapersMsg::OwnWordsTicked(ticked) => papers.own_words = ticked,
        PapersMsg::EmployerMayKnowTicked(ticked) => papers.employer_may_know = ticked,
        PapersMsg::PlanKindChosen(kind) => papers.plan_kind = if papers.plan_kind == Some(kind) { None } else { Some(kind) },
        PapersMsg::ToChosen(to) => papers.to = if papers.to.as_ref() == Some(&to) { None } else { Some(to) },
        PapersMsg::ConsentAsked => {
            papers.form = Some(ConsentForm { reaching_dwp: papers.reaching_dwp.clone(), ..ConsentForm::default() });
        }
        PapersMsg::ConsentLeft => papers.form = None,
        PapersMsg::WithdrawalAsked(id) => papers.withdrawing = Some(id),
        PapersMsg::WithdrawalLeft => papers.withdrawing = None,
        PapersMsg::FolderTyped(text) => papers.folder = text,
        PapersMsg::Copied => {
            papers.copying = None;
            papers.handed = Some(HandedOver::Copied);
        }
        other => {
            let Some(form) = &mut papers.form else { return };
            match other {
                PapersMsg::RecipientChosen(kind) => form.kind = if form.kind == Some(kind) { None } else { Some(kind) },
                PapersMsg::RecipientTyped(text) => form.name = text,
                PapersMsg::ItemTicked(item, ticked) => {
                    tick(&mut form.items, item, ticked);
                    // What is not agreed to once is not agreed to twice.
                    form.again.retain(|again| form.items.contains(again));
                }
                PapersMsg::ItemTickedAgain(item, ticked) => tick(&mut form.again, item, ticked),
                PapersMsg::PurposeTyped(text) => form.purpose = text,
                PapersMsg::EndsTyped(text) => form.ends = text,
                _ => {}
            }
        }
    }
}

/// Asks for what the screen needs. From a draft or a note it is that one's talk; from a record, the newest.
fn opened(model: &mut Model) -> Vec<Cmd> {
    let from = model.place;
    let (patient, draft, note) = match from {
        Place::Conversation | Place::Decision | Place::PlanBuilder => match &model.desk {
            Some(desk) => (desk.patient.id.clone(), Some(desk.draft.id.clone()), None),
            None => return Vec::new(),
        },
        Place::Note => match &model.view {
            Some(view) => (view.note.record().patient.clone(), None, Some(view.line.id.clone())),
            None => return Vec::new(),
        },
        Place::Chart => match &model.chart {
            Some(chart) => (chart.patient.id.clone(), None, None),
            None => return Vec::new(),
        },
        _ => return Vec::new(),
    };
    model.papers_from = from;
    vec![Cmd::Papers(PapersCmd::Open { patient, draft, note })]
}

/// Answers what the shell found or did.
pub(super) fn done(model: &mut Model, done: PapersDone) -> Vec<Cmd> {
    match done {
        PapersDone::Opened(opened) => {
            let Some(papers) = screen(model, *opened) else { return Vec::new() };
            model.papers = Some(papers);
            super::go(model, Place::Papers)
        }
        PapersDone::Given { consent, ledger } => {
            let Some(papers) = &mut model.papers else { return Vec::new() };
            (papers.ledger, papers.form, papers.busy) = (ledger, None, false);
            let carries = papers.chosen.map(|kind| carried_by(papers, kind));
            let today = model.now.date_naive();
            let names_it = papers.ledger.consents.iter().find(|known| known.id == consent);
            if names_it.zip(carries).is_some_and(|(known, items)| known.lets(&items, today).is_ok()) {
                papers.to = Some(To::Consent(consent));
            }
            model.focus = Some(Focus::First);
            show(model);
            Vec::new()
        }
        PapersDone::LedgerRead(ledger) => {
            let Some(papers) = &mut model.papers else { return Vec::new() };
            (papers.ledger, papers.busy) = (ledger, false);
            if model.place == Place::Papers {
                model.focus = Some(Focus::First);
            }
            show(model);
            Vec::new()
        }
        PapersDone::Told(ledger) => {
            let Some(papers) = &mut model.papers else { return Vec::new() };
            papers.ledger = ledger;
            if let Some((document, job)) = papers.pending.take() {
                return vec![Cmd::Paper { document: Box::new(document), job }];
            }
            papers.busy = false;
            if let Shown::Text(text) = &papers.shown {
                papers.copying = Some(text.clone());
            }
            Vec::new()
        }
    }
}

/// Something could not be done: the screen is open again.
pub(super) fn failed(model: &mut Model) {
    if let Some(papers) = &mut model.papers {
        (papers.busy, papers.pending) = (false, None);
    }
}

/// A paper came out of the printer or stands on the disk. Whether it was one of this screen.
pub(super) fn handed(model: &mut Model, what: &Handed) -> bool {
    let Some(papers) = model.papers.as_mut().filter(|papers| papers.busy) else { return false };
    papers.busy = false;
    papers.handed = Some(HandedOver::Paper(what.clone()));
    show(model);
    true
}

fn screen(model: &Model, opened: Opened) -> Option<Papers> {
    let session = model.session.as_ref()?;
    let Opened { patient, notes, ledger, own, draft, record, kept } = opened;
    let reaching_dwp =
        own.iter().chain(shipped()).filter(|service| service.reaches_dwp()).map(|service| service.name.to_lowercase()).collect();
    let desk =
        model.desk.as_ref().filter(|desk| desk.patient.id == patient.id && draft.as_ref().is_none_or(|draft| draft.id == desk.draft.id));
    let on_desk = matches!(model.papers_from, Place::Conversation | Place::Decision | Place::PlanBuilder);
    let talk = match (desk.filter(|_| on_desk), record, draft) {
        // The desk is newer than the disk.
        (Some(desk), _, _) => Some(SharedTalk {
            case: desk.reading.case.clone(),
            conversation: desk.draft.conversation.clone(),
            kept: None,
            note: None,
            is_assessed: desk.draft.decision.kind.is_some(),
        }),
        (None, Some(record), draft) => Some(SharedTalk {
            conversation: draft.map(|draft| draft.conversation).unwrap_or_default(),
            kept,
            note: Some(record.id),
            case: record.case,
            is_assessed: true,
        }),
        (None, None, Some(draft)) => {
            let context = Context {
                today: model.now.date_naive(),
                clinician: &session.clinician,
                practice: &session.practice,
                patient: &patient,
                notes: &notes,
            };
            let case = decision::read(&draft, &context).case;
            Some(SharedTalk { case, is_assessed: draft.decision.kind.is_some(), conversation: draft.conversation, kept: None, note: None })
        }
        (None, None, None) => None,
    };
    let folder = session.settings.pdf_folder.as_ref().unwrap_or(&session.documents).display().to_string();
    Some(Papers {
        came_from: model.papers_from,
        patient,
        talk,
        ledger,
        reaching_dwp,
        chosen: None,
        shown: Shown::Nothing,
        large_print: false,
        own_words: false,
        employer_may_know: false,
        plan_kind: None,
        to: None,
        form: None,
        withdrawing: None,
        safe: None,
        folder,
        pending: None,
        copying: None,
        handed: None,
        busy: false,
    })
}

fn give(model: &mut Model) -> Vec<Cmd> {
    let today = model.today();
    let Some(papers) = &mut model.papers else { return Vec::new() };
    let Some(form) = papers.form.as_mut().filter(|_| !papers.busy) else { return Vec::new() };
    form.asked = true;
    let ends = form.ends.trim();
    let ends_on = day::parse(ends, YearHint::NotBefore(today), today).ok();
    if !ends.is_empty() && ends_on.is_none() {
        return Vec::new();
    }
    let Ok(agreed) = Agreed::new(&form.asking(ends_on), today) else { return Vec::new() };
    papers.busy = true;
    vec![Cmd::Papers(PapersCmd::Give { patient: papers.patient.id.clone(), agreed: Box::new(agreed) })]
}

fn withdraw(model: &mut Model) -> Vec<Cmd> {
    let Some(papers) = &mut model.papers else { return Vec::new() };
    let Some(consent) = papers.withdrawing.take() else { return Vec::new() };
    if papers.to == Some(To::Consent(consent.clone())) {
        papers.to = None;
    }
    if let Some(known) = papers.ledger.consents.iter().find(|known| known.id == consent) {
        model.notice = Some(Notice::good(format!("Taken back. {}", papers.ledger.withdrawal_words(known))));
    }
    vec![Cmd::Papers(PapersCmd::Withdraw { patient: papers.patient.id.clone(), consent })]
}

/// Yes lets the next paper out, and no other; no holds them all, whatever was said before.
fn safe_answered(model: &mut Model, safe: bool) -> Vec<Cmd> {
    let Some(papers) = &mut model.papers else { return Vec::new() };
    papers.safe = Some(safe);
    Vec::new()
}

/// Whether something may be made now. Where it was paused, the question comes first.
fn is_held(model: &mut Model) -> bool {
    let Some(papers) = &model.papers else { return true };
    if papers.busy {
        return true;
    }
    // Where the work part was paused, or that is not known, the question comes first.
    if papers.safe == Some(false) || (papers.safe.is_none() && model.asks_before_output(&papers.patient.id)) {
        model.focus = Some(Focus::First);
        if papers.safe == Some(false) {
            model.notice = Some(Notice::trouble(
                "You said that it is not safe to print or send this, so nothing was made.",
                "Change the answer when it is safe; everything is kept.",
            ));
        }
        return true;
    }
    false
}

/// Nobody was chosen, or what is shown cannot be printed.
fn say(model: &mut Model, what: &str, next: &str) -> Vec<Cmd> {
    model.notice = Some(Notice::trouble(what, next));
    Vec::new()
}

fn hand_over(model: &mut Model, job: impl FnOnce(PathBuf) -> PdfJob) -> Vec<Cmd> {
    if is_held(model) {
        return Vec::new();
    }
    let today = model.now.date_naive();
    let Some(papers) = &mut model.papers else { return Vec::new() };
    let (Some(kind), Shown::Document(document)) = (papers.chosen, &papers.shown) else {
        return say(model, "No paper is shown.", "Choose a paper; it is shown here before it is made.");
    };
    let document = document.as_ref().clone();
    let Some(to) = papers.to.clone() else {
        return say(model, "Nobody is chosen to have this.", "Choose the person's own copy, or somebody that the person agreed to.");
    };
    let folder = PathBuf::from(papers.folder.trim());
    let short: String = document.id().chars().filter(char::is_ascii_alphanumeric).take(8).collect();
    let job = job(folder.join(format!("{}-{}-{short}.pdf", file_word(kind), today.format("%Y-%m-%d"))));
    let how = if matches!(job, PdfJob::Print) { How::Printed } else { How::Saved };
    if how == How::Saved && papers.folder.trim().is_empty() {
        return say(model, "No folder is named.", "Type the folder in which the PDF should be kept, then save again.");
    }
    let leaving = match leaving(papers, kind, &to, how, document.id(), today) {
        Ok(leaving) => leaving,
        Err((what, next)) => return say(model, what, next),
    };
    papers.pending = Some((document, job));
    papers.busy = true;
    papers.safe = None;
    papers.handed = None;
    model.notice = None;
    vec![Cmd::Papers(PapersCmd::Tell(Box::new(leaving)))]
}

/// Names the paper, never the person.
fn file_word(kind: PaperKind) -> &'static str {
    match kind {
        PaperKind::WorkPlan => "work-plan",
        PaperKind::EmployerPage => "employer-page",
        PaperKind::AhpReport => "health-and-work-report",
        PaperKind::PatientSummary => "summary",
        PaperKind::HomeSheet => "questions",
        PaperKind::ConsentLedger => "what-was-shared",
        _ => "paper",
    }
}

/// What leaves, as the ledger takes it down. What no agreement lets through is refused here, and by the store once more.
fn leaving(
    papers: &Papers,
    kind: PaperKind,
    to: &To,
    how: How,
    document: &str,
    today: crate::domain::day::Day,
) -> Result<Leaving, (&'static str, &'static str)> {
    let items = carried_by(papers, kind);
    // What was agreed in an entry that was joined to this one leaves under that entry; the ledger shows both.
    let mut patient = papers.patient.id.clone();
    let (recipient, consent, purpose): (Recipient, Option<ConsentId>, String) = match to {
        To::Person => (Recipient::Person, None, "The person's own copy".into()),
        To::Consent(id) => {
            let none = crate::domain::consent::Refusal::None;
            let consent = papers.ledger.consents.iter().find(|known| known.id == *id).ok_or((none.what(), none.do_next()))?;
            consent.lets(&items, today).map_err(|refusal| (refusal.what(), refusal.do_next()))?;
            patient = consent.patient.clone();
            (consent.recipient.clone(), Some(id.clone()), consent.purpose.clone())
        }
    };
    Ok(Leaving {
        patient,
        consent,
        recipient,
        paper: kind,
        items,
        purpose,
        how,
        document: document.to_owned(),
        content: make::content_version(papers),
    })
}

/// Copies the text for the clinical record: one key, told in the ledger like everything else.
fn copy(model: &mut Model) -> Vec<Cmd> {
    if is_held(model) {
        return Vec::new();
    }
    let Some(papers) = &mut model.papers else { return Vec::new() };
    if papers.talk.is_none() {
        return say(model, "There is no conversation and no note to copy from.", "Begin one from the patient's record.");
    }
    papers.chosen = Some(PaperKind::ClinicalText);
    papers.to = None;
    papers.handed = None;
    show(model);
    let Some(papers) = &mut model.papers else { return Vec::new() };
    let Shown::Text(text) = &papers.shown else { return Vec::new() };
    let leaving = Leaving {
        patient: papers.patient.id.clone(),
        consent: None,
        recipient: Recipient::ClinicalRecord,
        paper: PaperKind::ClinicalText,
        items: carried_by(papers, PaperKind::ClinicalText),
        purpose: "The person's own clinical record".into(),
        how: How::Copied,
        document: make::identity(text),
        content: make::content_version(papers),
    };
    papers.busy = true;
    papers.safe = None;
    model.notice = None;
    vec![Cmd::Papers(PapersCmd::Tell(Box::new(leaving)))]
}
