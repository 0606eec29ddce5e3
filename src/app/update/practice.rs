//! The practice's particulars: typed at first run, and changed later from the settings.

use super::super::forms::PracticeForm;
use super::super::model::{Door, Focus, Model, Notice};
use super::super::msg::{Cmd, Input};
use crate::domain::case::Practice;

/// Changes the form that is open: that of first run, or that of the settings.
pub(super) fn changed(model: &mut Model, change: impl FnOnce(&mut PracticeForm)) -> Vec<Cmd> {
    if let Door::Setup(form) = &mut model.door {
        change(&mut form.practice);
    } else if let Some(form) = &mut model.practice_form {
        change(form);
    }
    Vec::new()
}

pub(super) fn asked(model: &mut Model) -> Vec<Cmd> {
    if let Some(session) = &model.session {
        model.practice_form = Some(PracticeForm::of(&session.practice));
        model.focus = Some(Focus::Input(Input::PracticeName));
    }
    Vec::new()
}

pub(super) fn save_pressed(model: &mut Model) -> Vec<Cmd> {
    let Some(form) = &mut model.practice_form else { return Vec::new() };
    form.asked = true;
    if let Some(practice) = form.complete() {
        return vec![Cmd::SavePractice(practice)];
    }
    model.focus = form.faults().first().map(|(input, _)| Focus::Input(input.clone()));
    Vec::new()
}

/// It is saved: notes from now on print it; a draft on the desk is laid out anew.
pub(super) fn saved(model: &mut Model, practice: Practice) -> Vec<Cmd> {
    if let Some(session) = &mut model.session {
        session.practice = practice;
    }
    model.practice_form = None;
    model.notice =
        Some(Notice::good("The practice's details are saved. Notes from now on print them; notes issued before stay as they are."));
    super::desk::refresh(model);
    Vec::new()
}
