//! First run, signing in, locking.

use secrecy::SecretString;

use super::super::forms::SetupForm;
use super::super::model::{Door, Focus, Model, Place, TodayLists};
use super::super::msg::{Cmd, Input};
use crate::domain::id::ClinicianId;

/// Changes the setup form, where one is open.
pub(super) fn with_setup(model: &mut Model, change: impl FnOnce(&mut SetupForm)) -> Vec<Cmd> {
    if let Door::Setup(form) = &mut model.door {
        change(form);
    }
    Vec::new()
}

pub(super) fn setup_typed(model: &mut Model, input: &Input, text: String) -> Vec<Cmd> {
    with_setup(model, |form| match input {
        Input::ClinicianName => form.name = text,
        Input::Registration => form.registration = text,
        Input::Passphrase => form.passphrase.set(text),
        Input::PassphraseAgain => form.again.set(text),
        _ => {}
    })
}

pub(super) fn setup_pressed(model: &mut Model) -> Vec<Cmd> {
    let Door::Setup(form) = &mut model.door else { return Vec::new() };
    form.asked = true;
    let Some((practice, clinician)) = form.complete() else {
        model.focus = form.faults().first().map(|(input, _)| Focus::Input(input.clone()));
        return Vec::new();
    };
    let passphrase = SecretString::from(form.passphrase.text().to_owned());
    model.notice = None;
    if let Door::Setup(form) = std::mem::replace(&mut model.door, Door::Looking) {
        model.door = Door::Creating(form);
    }
    vec![Cmd::Create { practice, clinician, passphrase }]
}

pub(super) fn recovery_key_kept(model: &mut Model) -> Vec<Cmd> {
    if !matches!(model.door, Door::RecoveryKey(_)) {
        return Vec::new();
    }
    model.door = Door::Open;
    model.people.handed = None;
    super::go(model, Place::Today)
}

pub(super) fn clinician_chosen(model: &mut Model, id: &ClinicianId) -> Vec<Cmd> {
    if let Door::Unlock(form) = &mut model.door
        && let Some(index) = form.clinicians.iter().position(|(known, _)| known == id)
    {
        form.chosen = index;
        form.wrong = false;
        model.focus = Some(Focus::Input(Input::UnlockPassphrase));
    }
    Vec::new()
}

pub(super) fn unlock_typed(model: &mut Model, text: String) {
    if let Door::Unlock(form) = &mut model.door {
        form.passphrase.set(text);
        form.wrong = false;
    }
}

pub(super) fn unlock_pressed(model: &mut Model) -> Vec<Cmd> {
    let Door::Unlock(form) = &mut model.door else { return Vec::new() };
    if form.busy || form.passphrase.text().is_empty() {
        return Vec::new();
    }
    form.busy = true;
    form.wrong = false;
    model.notice = None;
    let passphrase = SecretString::from(form.passphrase.text().to_owned());
    vec![Cmd::Unlock { clinician: form.clinicians.get(form.chosen).map(|(id, _)| id.clone()), passphrase }]
}

/// Shuts the door: what is unsaved is saved first, and nothing of a patient stays in the model.
pub(super) fn lock_pressed(model: &mut Model) -> Vec<Cmd> {
    if model.session.is_none() || !matches!(model.door, Door::Open) {
        return Vec::new();
    }
    let mut cmds = Vec::new();
    if model.desk.as_ref().is_some_and(|desk| !desk.is_saved()) {
        cmds.extend(super::desk::save_now(model));
    }
    let resume = super::resume::point(model);
    let key_went = super::resume::key_went(model);
    let outside = model.practising.outside.as_ref();
    model.last_signed_in = outside.or(model.session.as_ref()).map(|session| session.clinician.id.clone());
    model.last_theme = model.theme();
    if let Some(who) = &model.last_signed_in {
        model.resume.insert(who.clone(), resume);
    }
    // Invented people have no place in the real records.
    if !model.practising.is_on() {
        super::super::people::hold(model);
    }
    forget(model);
    model.told_on_return = key_went;
    model.door = Door::Looking;
    cmds.push(Cmd::Lock);
    cmds
}

/// Leaves nothing of a patient in the model.
pub(super) fn forget(model: &mut Model) {
    model.session = None;
    model.desk = None;
    model.view = None;
    model.chart = None;
    model.today_lists = TodayLists::default();
    model.patient_form = super::super::forms::PatientForm::default();
    model.services = super::super::services::ServicesRoom::default();
    model.follow = super::super::follow_up::FollowRoom::default();
    model.practice_form = None;
    model.figures = super::super::figures::FiguresRoom::default();
    model.practising = super::super::practising::PractisingRoom::default();
    model.notice = None;
    model.papers = None;
    model.phased = super::super::phased::PhasedDesk::default();
    model.recheck = None;
    model.audit = super::super::audit::AuditLog::default();
    model.people = super::super::people::People::default();
    model.focus = None;
    model.begin_at = None;
    model.coming_back = None;
    model.scan = None;
    model.records = super::super::records::RecordsRoom::default();
    model.discarding = None;
    model.help = false;
    model.talk = super::super::conversation::Talk::default();
    model.place = Place::Today;
}
