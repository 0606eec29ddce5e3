//! Going into practice and out of it: the real records wait outside, and nothing of one room is left in the other.

use super::super::conversation::Talk;
use super::super::follow_up::FollowRoom;
use super::super::forms::PatientForm;
use super::super::model::{Desk, Focus, Model, Notice, Place, Settings, TodayLists};
use super::super::msg::Cmd;
use super::super::practising::{PractisingCmd, PractisingDone, PractisingMsg, PractisingRoom};
use super::super::records::RecordsRoom;
use super::super::services::ServicesRoom;
use super::{desk, quiet};
use crate::content::case_studies::case_studies;

pub(super) fn said(model: &mut Model, msg: PractisingMsg) -> Vec<Cmd> {
    match msg {
        PractisingMsg::Opened => {
            if model.session.is_none() {
                return Vec::new();
            }
            let cmds = if model.practising.is_on() { Vec::new() } else { desk::put_away(model) };
            model.practising.chosen = None;
            super::go(model, Place::Practising);
            cmds
        }
        PractisingMsg::CaseChosen(index) => quiet(|| model.practising.chosen = Some(index)),
        PractisingMsg::BeginPressed => begin(model),
        PractisingMsg::LeavePressed => {
            if !model.practising.is_on() || model.practising.busy {
                return Vec::new();
            }
            model.practising.busy = true;
            vec![Cmd::Practise(PractisingCmd::Leave)]
        }
    }
}

fn begin(model: &mut Model) -> Vec<Cmd> {
    let room = &mut model.practising;
    if room.is_on() || room.busy {
        return Vec::new();
    }
    let Some(case) = room.chosen.and_then(|index| case_studies().get(index)) else { return Vec::new() };
    // A draft that is on the disk is put away; another would be lost from sight.
    if model.desk.as_ref().is_some_and(Desk::is_saved) {
        model.desk = None;
    }
    if model.desk.is_some() {
        model.notice = Some(Notice::trouble("A draft is not saved yet.", "Press Ctrl S, wait until it says \"Saved\", then begin."));
        return Vec::new();
    }
    room.busy = true;
    vec![Cmd::Practise(PractisingCmd::Begin(case.id.clone()))]
}

pub(super) fn done(model: &mut Model, done: PractisingDone) -> Vec<Cmd> {
    match done {
        PractisingDone::Begun { case, mut session, patient } => {
            forget(model);
            // The window looks and locks as it does outside.
            if let Some(outside) = &model.session {
                session.settings = Settings { practice: true, pdf_folder: None, ..outside.settings.clone() };
            }
            let outside = model.session.replace(*session);
            model.practising = PractisingRoom { case: Some(case), outside, chosen: None, busy: false };
            model.focus = Some(Focus::First);
            vec![Cmd::OpenChart(patient.id)]
        }
        PractisingDone::Left => {
            forget(model);
            let room = std::mem::take(&mut model.practising);
            model.session = room.outside.or_else(|| model.session.take());
            model.notice = Some(Notice::good("Practice is over and its records are gone. These are the real records."));
            super::go(model, Place::Today)
        }
    }
}

/// Nothing of one room stays on screen in the other.
fn forget(model: &mut Model) {
    (model.desk, model.view, model.chart) = (None, None, None);
    (model.notice, model.recheck, model.discarding, model.begin_at) = (None, None, None, None);
    (model.services, model.follow) = (ServicesRoom::default(), FollowRoom::default());
    model.today_lists = TodayLists::default();
    model.patient_form = PatientForm::default();
    model.talk = Talk::default();
    (model.scan, model.papers) = (None, None);
    model.records = RecordsRoom::default();
    model.help = false;
}

/// Something could not be done: the way in or out is open again.
pub(super) fn failed(model: &mut Model) {
    model.practising.busy = false;
}
