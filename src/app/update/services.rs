//! The directory and the tracker: what happened there.

use super::super::conversation::Output;
use super::super::model::{Focus, Handed, Model, Notice, Place, Session};
use super::super::msg::Cmd;
use super::super::papers::PapersCmd;
use super::super::services::{Closing, LetterDesk, LetterJob, ServiceForm, ServicesCmd, ServicesDone, ServicesMsg, ServicesRoom, passages};
use super::quiet;
use crate::domain::day::Day;
use crate::domain::id::{PatientId, ReferralId};
use crate::domain::record::Patient;
use crate::domain::referral::{Letter, LetterItem, Stage, Step};
use crate::domain::service::Service;
use crate::paper::Document;
use crate::paper::letters;
use crate::talk::{self, Mode};

pub(super) fn said(model: &mut Model, msg: ServicesMsg) -> Vec<Cmd> {
    let today = model.today();
    match msg {
        ServicesMsg::Opened => open(model, Place::Directory),
        ServicesMsg::TrackerOpened => open(model, Place::Referrals),
        ServicesMsg::NationChosen(nation) => quiet(|| model.services.wanted.nation = nation),
        ServicesMsg::CategoryChosen(category) => quiet(|| model.services.wanted.category = category),
        ServicesMsg::SearchTyped(text) => quiet(|| model.services.wanted.search = text),
        ServicesMsg::EntryOpened(id) => {
            model.services.open = Some(id);
            quiet(|| model.focus = Some(Focus::First))
        }
        ServicesMsg::EntryClosed => {
            model.services.open = None;
            quiet(|| model.focus = Some(Focus::First))
        }
        ServicesMsg::Answered(answer) => {
            let room = &mut model.services;
            let (Some(service), Some(patient)) = (room.entry().cloned(), room.patient.as_ref().map(|patient| patient.id.clone())) else {
                return Vec::new();
            };
            let earlier = room.answer_to(&service.id).filter(|earlier| earlier.stage().may_become(answer.into()));
            if let Some(earlier) = earlier {
                let referral = earlier.id.clone();
                return vec![Cmd::Services(ServicesCmd::Step { referral, step: step(answer.into(), today) })];
            }
            vec![Cmd::Services(ServicesCmd::Offer { service: Box::new(service), patient, answer })]
        }
        ServicesMsg::LetterOpened(id) => letter_opened(model, &id),
        ServicesMsg::RecipientTicked(ticked) => with_letter(model, |letter| letter.ticks.recipient = ticked),
        ServicesMsg::ItemTicked(item, ticked) => with_letter(model, |letter| {
            if ticked {
                letter.ticks.items.insert(item);
            } else {
                // What is taken back once is taken back for everybody.
                letter.ticks.items.remove(&item);
                letter.ticks.items_for_dwp.remove(&item);
            }
        }),
        ServicesMsg::DwpItemTicked(item, ticked) => with_letter(model, |letter| {
            if ticked {
                letter.ticks.items_for_dwp.insert(item);
            } else {
                letter.ticks.items_for_dwp.remove(&item);
            }
        }),
        ServicesMsg::FolderTyped(text) => with_letter(model, |letter| letter.folder = text),
        ServicesMsg::WishTyped(text) => with_letter(model, |letter| letter.wish = text),
        ServicesMsg::LetterAsked(job) => letter_asked(model, job),
        ServicesMsg::LetterDropped => {
            model.services.letter = None;
            super::go(model, Place::Referrals)
        }
        ServicesMsg::WaitingPressed(id) => {
            vec![Cmd::Services(ServicesCmd::Step { referral: id, step: step(Stage::Waiting, today) })]
        }
        ServicesMsg::CloseAsked(id) => {
            let name = model.services.referrals.iter().find(|(one, _)| one.id == id).map(|(one, _)| one.service_name.clone());
            model.services.closing =
                Some(Closing { referral: id, name: name.unwrap_or_default(), by: None, why: String::new(), asked: false });
            quiet(|| model.focus = Some(Focus::First))
        }
        ServicesMsg::ClosedByChosen(by) => with_closing(model, |closing| closing.by = Some(by)),
        ServicesMsg::WhyTyped(text) => with_closing(model, |closing| closing.why = text),
        ServicesMsg::CloseConfirmed => close_confirmed(model),
        ServicesMsg::CloseDropped => quiet(|| model.services.closing = None),
        other => form_said(model, other),
    }
}

/// What happened in the form of an own entry.
fn form_said(model: &mut Model, msg: ServicesMsg) -> Vec<Cmd> {
    let today = model.today();
    let room = &mut model.services;
    match msg {
        ServicesMsg::NewPressed => {
            room.form = Some(ServiceForm::default());
            quiet(|| model.focus = Some(Focus::First))
        }
        ServicesMsg::EditPressed => {
            room.form = room.entry().filter(|entry| room.is_own(&entry.id)).map(ServiceForm::of);
            quiet(|| model.focus = Some(Focus::First))
        }
        ServicesMsg::CopyPressed => {
            room.form = room.entry().map(|entry| ServiceForm { id: None, ..ServiceForm::of(entry) });
            quiet(|| model.focus = Some(Focus::First))
        }
        ServicesMsg::RemovePressed => {
            let own = room.open.clone().filter(|id| room.is_own(id));
            room.open = None;
            own.map(|id| Cmd::Services(ServicesCmd::RemoveEntry(id))).into_iter().collect()
        }
        ServicesMsg::HidePressed(hidden) => {
            let shipped = room.open.clone().filter(|id| !room.is_own(id));
            room.open = None;
            model.focus = Some(Focus::First);
            shipped.map(|service| Cmd::Services(ServicesCmd::Hide { service, hidden })).into_iter().collect()
        }
        ServicesMsg::HiddenShown(shown) => quiet(|| room.shows_hidden = shown),
        ServicesMsg::FormTyped(field, text) => with_form(room, |form| *form.text(field) = text),
        ServicesMsg::FormNation(nation, ticked) => with_form(room, |form| set(&mut form.nations, nation, ticked)),
        ServicesMsg::FormMode(mode, ticked) => with_form(room, |form| set(&mut form.modes, mode, ticked)),
        ServicesMsg::FormCategory(category) => with_form(room, |form| form.category = Some(category)),
        ServicesMsg::FormProvider(provider) => with_form(room, |form| form.provider = Some(provider)),
        ServicesMsg::FormDwp(passes) => with_form(room, |form| form.passes_to_dwp = Some(passes)),
        ServicesMsg::FormDropped => quiet(|| room.form = None),
        ServicesMsg::FormSaved => {
            let Some(form) = &mut room.form else { return Vec::new() };
            form.asked = true;
            match form.complete(today) {
                Some(entry) => {
                    room.form = None;
                    room.open = None;
                    vec![Cmd::Services(ServicesCmd::SaveEntry(Box::new(entry)))]
                }
                None => quiet(|| model.focus = Some(Focus::First)),
            }
        }
        _ => Vec::new(),
    }
}

pub(super) fn done(model: &mut Model, done: ServicesDone) -> Vec<Cmd> {
    let room = &mut model.services;
    match done {
        ServicesDone::Loaded { patient, own, hidden, referrals, not_contacted, talk } => {
            (room.own, room.hidden, room.not_contacted) = (own, hidden, not_contacted);
            if room.patient.as_ref().map(|patient| &patient.id) != patient.as_ref() {
                return Vec::new();
            }
            room.referrals = referrals;
            if let Some((patient, talk)) = room.patient.as_ref().filter(|_| !room.from_desk).zip(talk) {
                room.wanted.energy_limit = talk::modes(&talk.0).has(Mode::EnergyLimit);
                room.passages = passages(patient, Some(&talk.0), &talk.1);
            }
            if room.patient.as_ref().is_some_and(|patient| room.is_not_contacted(&patient.id)) {
                room.passages.retain(|passage| !passage.item.leads_to_contact());
            }
            Vec::new()
        }
        ServicesDone::Reminders { not_contacted, chase, follow_ups_due, due } => {
            (room.not_contacted, room.chase, room.follow_ups_due, room.due) = (not_contacted, chase, follow_ups_due, due);
            Vec::new()
        }
        ServicesDone::Changed => {
            room.closing = None;
            vec![load(room), Cmd::Services(ServicesCmd::LoadReminders)]
        }
        ServicesDone::LetterSaved(path) => letter_done(model, &Handed::Saved(path)),
        ServicesDone::LetterPrinted(printer) => letter_done(model, &Handed::Printed(printer)),
    }
}

fn letter_done(model: &mut Model, handed: &Handed) -> Vec<Cmd> {
    let text = match handed {
        Handed::Saved(path) | Handed::Opened(path) => format!("The letter is recorded as sent, and saved as {}", path.display()),
        Handed::Printed(printer) => format!("The letter is recorded as sent, and went to the printer {printer}."),
    };
    model.notice = Some(Notice::good(text));
    model.services.busy = false;
    model.services.letter = None;
    let mut cmds = vec![load(&model.services)];
    // The papers that wait behind this screen show the ledger.
    cmds.extend(model.papers.as_ref().map(|papers| Cmd::Papers(PapersCmd::ReadLedger(papers.patient.id.clone()))));
    cmds.extend(super::go(model, Place::Referrals));
    cmds
}

/// Something could not be done: the letter may be asked for again.
pub(super) fn failed(model: &mut Model) {
    model.services.busy = false;
}

fn open(model: &mut Model, place: Place) -> Vec<Cmd> {
    if model.session.is_none() {
        return Vec::new();
    }
    if let Some((from, patient)) = beside(model) {
        let of = |id: &PatientId| patient.as_ref().is_some_and(|patient| patient.id == *id);
        let desk = model.desk.as_ref().filter(|desk| of(&desk.patient.id) && from != Place::Chart);
        let shown =
            model.papers.as_ref().filter(|papers| from == Place::Papers && of(&papers.patient.id)).and_then(|papers| papers.talk.as_ref());
        let talk = match (desk, shown) {
            (_, Some(shown)) => Some((&shown.conversation, shown.case.statement.conditions.as_str())),
            (Some(desk), None) => Some((&desk.draft.conversation, desk.draft.decision.conditions.as_str())),
            (None, None) => None,
        };
        let energy_limit = talk.is_some_and(|(conversation, _)| talk::modes(conversation).has(Mode::EnergyLimit));
        let (conversation, conditions) = talk.map_or((None, ""), |(conversation, conditions)| (Some(conversation), conditions));
        let said = patient.as_ref().map(|patient| passages(patient, conversation, conditions)).unwrap_or_default();
        let from_desk = talk.is_some();
        let nation = model.services.wanted.nation.or_else(|| model.session.as_ref().map(|session| session.practice.nation));
        let room = &mut model.services;
        room.from = Some(from);
        room.patient = patient;
        (room.passages, room.from_desk) = (said, from_desk);
        (room.open, room.form, room.letter, room.closing) = (None, None, None, None);
        room.referrals = Vec::new();
        room.wanted.nation = nation;
        room.wanted.energy_limit = energy_limit;
    }
    super::go(model, place);
    vec![load(&model.services)]
}

/// The screen that a room is opened from, and its patient; none where a room of these was open already.
pub(super) fn beside(model: &Model) -> Option<(Place, Option<Patient>)> {
    let patient = match model.place {
        Place::Conversation | Place::Decision | Place::PlanBuilder => model.desk.as_ref().map(|desk| desk.patient.clone()),
        Place::Papers => model.papers.as_ref().map(|papers| papers.patient.clone()),
        Place::Chart => model.chart.as_ref().map(|chart| chart.patient.clone()),
        Place::Directory | Place::Referrals | Place::ReferralLetter | Place::FollowUp | Place::Practising => return None,
        _ => None,
    };
    Some((model.place, patient))
}

fn load(room: &ServicesRoom) -> Cmd {
    let with_talk = room.patient.is_some() && !room.from_desk;
    Cmd::Services(ServicesCmd::Load { patient: room.patient.as_ref().map(|patient| patient.id.clone()), with_talk })
}

fn step(stage: Stage, on: crate::domain::day::Day) -> Step {
    Step { stage, on, closed_by: None, words: String::new(), items: Vec::new() }
}

fn letter_opened(model: &mut Model, id: &ReferralId) -> Vec<Cmd> {
    let room = &mut model.services;
    let found = room.referrals.iter().map(|(referral, _)| referral).find(|referral| referral.id == *id);
    let Some(referral) = found.filter(|referral| referral.stage().may_become(Stage::Sent)).cloned() else { return Vec::new() };
    let Some(session) = &model.session else { return Vec::new() };
    let folder = session.settings.pdf_folder.as_ref().unwrap_or(&session.documents).display().to_string();
    room.letter =
        Some(LetterDesk { referral, ticks: crate::domain::referral::Ticks::default(), wish: String::new(), folder, asked: false });
    super::go(model, Place::ReferralLetter)
}

/// Makes the letter that the ticks allow. It is recorded in front of its paper; what could not be recorded is not printed.
pub(super) fn letter_asked(model: &mut Model, job: LetterJob) -> Vec<Cmd> {
    let today = model.today();
    let practising = model.practising.is_on();
    if let Some(desk) = &mut model.services.letter {
        desk.asked = true;
    }
    let output = if job == LetterJob::Print { Output::LetterPrint } else { Output::LetterSave };
    let is_agreed = model.services.letter.as_ref().is_some_and(|desk| agreed(desk, &model.services.passages).is_ok());
    // Whether it is safe to hand over is asked of a letter that could go, and of no other.
    if !is_agreed || super::conversation::holds(model, output) {
        return Vec::new();
    }
    let Some(session) = &model.session else { return Vec::new() };
    let room = &mut model.services;
    let Some(desk) = &mut room.letter else { return Vec::new() };
    if room.busy {
        return Vec::new();
    }
    let Ok(letter) = agreed(desk, &room.passages) else { return Vec::new() };
    if desk.folder.trim().is_empty() && job == LetterJob::Save {
        model.notice = Some(Notice::trouble("No folder is named.", "Type the folder in which the letter should be kept, then save again."));
        return Vec::new();
    }
    let folder = std::path::PathBuf::from(desk.folder.trim());
    room.busy = true;
    model.notice = None;
    let sent = Step { items: letter.items(), ..step(Stage::Sent, today) };
    let document = Box::new(letter_document(&letter, desk, session, today, practising));
    let (referral, wish) = (Box::new(desk.referral.clone()), desk.wish.trim().to_owned());
    vec![Cmd::Services(ServicesCmd::Send { referral, step: sent, wish, document, folder, job })]
}

/// The letter that the ticks allow now.
pub fn agreed(desk: &LetterDesk, possible: &[crate::domain::referral::Passage]) -> Result<Letter, crate::domain::referral::ConsentMissing> {
    let referral = &desk.referral;
    let reaches =
        referral.provider == crate::domain::service::Provider::Dwp || referral.passes_to_dwp == crate::domain::service::PassesToDwp::Yes;
    Letter::agreed(&referral.service_name, reaches, &desk.ticks, possible)
}

/// The letter as a document: who writes to whom, what is asked, and the ticked passages; nothing else.
#[must_use]
pub fn letter_document(letter: &Letter, desk: &LetterDesk, session: &Session, on: Day, practising: bool) -> Document {
    let (clinician, practice) = (&session.clinician, &session.practice);
    let mut from_lines = vec![practice.name.clone()];
    from_lines.extend(practice.address.iter().cloned());
    from_lines.extend([practice.postcode.clone(), practice.telephone.clone()]);
    let text = |wanted: LetterItem| letter.passages().iter().find(|passage| passage.item == wanted).map(|passage| passage.text.clone());
    let head = [LetterItem::Name, LetterItem::HowToBeInTouch];
    // Where nothing but these was ticked, they are the list of what was agreed to.
    let alone = letter.passages().iter().all(|passage| head.contains(&passage.item));
    let shared = letter.passages().iter().filter(|passage| alone || !head.contains(&passage.item));
    let document = letters::referral(&letters::Referral {
        id: desk.referral.id.as_str().to_owned(),
        on,
        to: letter.recipient().to_owned(),
        from: format!("{}, {}", clinician.name, clinician.profession.title().to_lowercase()),
        from_lines,
        asked: desk.wish.trim().to_owned(),
        person: text(LetterItem::Name).unwrap_or_default(),
        contact: text(LetterItem::HowToBeInTouch).unwrap_or_default(),
        shared: shared.map(|passage| (passage.item.title().to_owned(), passage.text.clone())).collect(),
        agreed_on: Some(on),
        ..letters::Referral::default()
    });
    if practising { document.marked_as_practice() } else { document }
}

fn close_confirmed(model: &mut Model) -> Vec<Cmd> {
    let today = model.today();
    let Some(closing) = &mut model.services.closing else { return Vec::new() };
    closing.asked = true;
    if closing.by.is_none() || closing.why.trim().is_empty() {
        return Vec::new();
    }
    let step = Step { closed_by: closing.by, words: closing.why.trim().to_owned(), ..step(Stage::Closed, today) };
    vec![Cmd::Services(ServicesCmd::Step { referral: closing.referral.clone(), step })]
}

fn with_letter(model: &mut Model, change: impl FnOnce(&mut LetterDesk)) -> Vec<Cmd> {
    if let Some(letter) = &mut model.services.letter {
        change(letter);
    }
    Vec::new()
}

fn with_closing(model: &mut Model, change: impl FnOnce(&mut Closing)) -> Vec<Cmd> {
    if let Some(closing) = &mut model.services.closing {
        change(closing);
    }
    Vec::new()
}

fn with_form(room: &mut ServicesRoom, change: impl FnOnce(&mut ServiceForm)) -> Vec<Cmd> {
    if let Some(form) = &mut room.form {
        change(form);
    }
    Vec::new()
}

fn set<T: Ord>(into: &mut std::collections::BTreeSet<T>, value: T, ticked: bool) {
    if ticked {
        into.insert(value);
    } else {
        into.remove(&value);
    }
}

/// One step back inside the directory; false where the screen itself is to be left.
pub(super) fn stepped_back(model: &mut Model) -> bool {
    let room: &mut ServicesRoom = &mut model.services;
    if room.form.take().is_some() || room.closing.take().is_some() {
        model.focus = Some(Focus::First);
        return true;
    }
    if model.place == Place::ReferralLetter {
        room.letter = None;
        super::go(model, Place::Referrals);
        return true;
    }
    if model.place == Place::Directory && room.open.take().is_some() {
        model.focus = Some(Focus::First);
        return true;
    }
    false
}

/// Whether an entry may be offered to the patient that the room is about.
#[must_use]
pub fn may_answer(room: &ServicesRoom, entry: &Service) -> bool {
    room.patient.is_some()
        && room.answer_to(&entry.id).is_none_or(|earlier| earlier.stage() == Stage::Closed || earlier.stage().may_become(Stage::Declined))
}
