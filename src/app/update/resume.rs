//! Locked and back again: the same screen with the same draft, for the one who left it.

use super::super::figures::FiguresMsg;
use super::super::follow_up::FollowRoom;
use super::super::forms::PatientForm;
use super::super::model::{Model, Notice, Place, Resume, Saving, Typed, Under};
use super::super::msg::{Cmd, Msg};
use super::super::phased::PhasedMsg;
use super::super::records::RecordsMsg;
use super::super::services::ServicesMsg;

/// Where the window is now. What was typed and not saved is taken along, for it is nowhere else.
pub(super) fn point(model: &mut Model) -> Resume {
    // A room for practice goes with the lock; the way back is to its door.
    if model.practising.is_on() {
        return Resume { place: Place::Practising, from: Place::Today, under: Under::Nothing, typed: Typed::Nothing };
    }
    let place = model.place;
    let from = match place {
        Place::PlanBuilder => model.phased.came_from,
        Place::Papers => model.papers.as_ref().map_or(place, |papers| papers.came_from),
        Place::Directory | Place::Referrals | Place::ReferralLetter => model.services.from.unwrap_or(place),
        Place::FollowUp => model.follow.from.unwrap_or(place),
        Place::PatientForm if model.patient_form.editing.is_some() => Place::Chart,
        _ => place,
    };
    let under = match place {
        Place::Records => model.records.person.as_ref().map_or(Under::Nothing, |person| Under::Person(person.patient.id.clone())),
        _ => under(model, from),
    };
    let typed = match place {
        Place::PatientForm if model.patient_form != PatientForm::default() => {
            Typed::Patient(Box::new(std::mem::take(&mut model.patient_form)))
        }
        Place::FollowUp => Typed::FollowUp(Box::new(FollowRoom {
            wish: std::mem::take(&mut model.follow.wish),
            open: model.follow.open.take(),
            recurrence: std::mem::take(&mut model.follow.recurrence),
            ..FollowRoom::default()
        })),
        _ => Typed::Nothing,
    };
    // A note that is being recorded takes its draft with it.
    let place = if matches!(under, Under::Note(_)) && from != Place::Note { Place::Note } else { place };
    Resume { place, from, under, typed }
}

fn under(model: &Model, place: Place) -> Under {
    match place {
        Place::Conversation | Place::Decision => model.desk.as_ref().map_or(Under::Nothing, |desk| {
            if desk.issuing {
                Under::Note(desk.draft.note.clone())
            } else if matches!(desk.saving, Saving::Untouched) {
                Under::NewDraft(desk.patient.id.clone())
            } else {
                Under::Draft(desk.draft.id.clone())
            }
        }),
        Place::Note => model.view.as_ref().map_or(Under::Nothing, |view| Under::Note(view.note.record().id.clone())),
        Place::Chart => model.chart.as_ref().map_or(Under::Nothing, |chart| Under::Chart(chart.patient.id.clone())),
        _ => Under::Nothing,
    }
}

/// The one who left is back.
pub(super) fn come_back(model: &mut Model, mut resume: Resume) -> Vec<Cmd> {
    if matches!(resume.from, Place::Conversation | Place::Decision) {
        model.begin_at = Some(resume.from);
    }
    let first = match std::mem::replace(&mut resume.under, Under::Nothing) {
        Under::Draft(id) => Cmd::OpenDraft(id),
        Under::NewDraft(patient) => Cmd::BeginDraft(patient),
        Under::Chart(id) => Cmd::OpenChart(id),
        Under::Note(id) => Cmd::OpenNote(id),
        Under::Person(id) => return super::update(model, Msg::Records(RecordsMsg::PersonOpened(id))),
        Under::Nothing => {
            model.begin_at = None;
            return enter(model, resume);
        }
    };
    model.coming_back = (resume.place != resume.from).then_some(resume);
    vec![first]
}

/// What the way back begins at is open: the rest of it.
pub(super) fn arrived(model: &mut Model) -> Vec<Cmd> {
    match model.coming_back.take() {
        Some(resume) => enter(model, resume),
        None => Vec::new(),
    }
}

fn enter(model: &mut Model, resume: Resume) -> Vec<Cmd> {
    match resume.place {
        Place::PatientForm => {
            if let Typed::Patient(form) = resume.typed {
                model.patient_form = PatientForm { saving: false, ..*form };
            }
            super::go(model, Place::PatientForm)
        }
        Place::FollowUp => {
            let cmds = super::follow_up::said(model, super::super::follow_up::FollowMsg::Opened);
            if let Typed::FollowUp(typed) = resume.typed {
                (model.follow.wish, model.follow.open, model.follow.recurrence) = (typed.wish, typed.open, typed.recurrence);
            }
            cmds
        }
        Place::PlanBuilder => super::phased::happened(model, PhasedMsg::Opened),
        Place::Papers => super::papers::happened(model, super::super::papers::PapersMsg::Opened),
        Place::Directory => super::services::said(model, ServicesMsg::Opened),
        // What a letter was to carry is ticked anew: it is an agreement.
        Place::Referrals | Place::ReferralLetter => super::services::said(model, ServicesMsg::TrackerOpened),
        Place::Records => super::update(model, Msg::Records(RecordsMsg::Opened)),
        Place::Figures => super::update(model, Msg::Figures(FiguresMsg::Opened)),
        place @ (Place::Settings | Place::People | Place::Audit | Place::Practising) => super::go(model, place),
        Place::Today | Place::Chart | Place::Conversation | Place::Decision | Place::Note | Place::Scanned => Vec::new(),
    }
}

/// A recovery key that was made and not yet kept went with the screen: it is said, or somebody would rely on the one before.
pub(super) fn key_went(model: &Model) -> Option<Notice> {
    model.people.recovery.as_ref().map(|_| {
        Notice::trouble(
            "A new recovery key was on the screen when the window was locked, and is shown no more. The key before it opens nothing.",
            "If it was not written down, make another one here.",
        )
    })
}
