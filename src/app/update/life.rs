//! What may be done with an issued note: renew, duplicate, replace, cancel. Each is a record of its own; the note stays as it was issued.

use super::super::model::{Focus, Model, Place, View};
use super::super::msg::Cmd;
use crate::domain::id::NoteId;
use crate::domain::life::Verb;

/// Begins a note that follows on from another: the description is kept, the judgement is made anew.
pub(super) fn renew(model: &mut Model, note: NoteId) -> Vec<Cmd> {
    model.begin_at = Some(Place::Decision);
    vec![Cmd::Renew(note)]
}

/// Opens the question that belongs to a verb, or does what needs none.
pub(super) fn asked(model: &mut Model, verb: Verb) -> Vec<Cmd> {
    let Some(view) = &mut model.view else { return Vec::new() };
    if view.busy || view.line.may(verb).is_err() {
        return Vec::new();
    }
    match verb {
        Verb::Renew => {
            let note = view.line.id.clone();
            renew(model, note)
        }
        Verb::Reprint => super::view::print(model),
        Verb::Duplicate | Verb::Replace | Verb::Cancel => {
            view.asking = Some(verb);
            view.reason.clear();
            model.focus = Some(Focus::VerbReason);
            Vec::new()
        }
    }
}

pub(super) fn reason_typed(model: &mut Model, text: String) -> Vec<Cmd> {
    if let Some(view) = &mut model.view {
        view.reason = text;
    }
    Vec::new()
}

pub(super) fn dropped(model: &mut Model) -> Vec<Cmd> {
    if let Some(view) = &mut model.view {
        view.asking = None;
        view.reason.clear();
    }
    model.focus = Some(Focus::First);
    Vec::new()
}

/// Does what was asked, once the question is answered. A replacement and a cancellation need a reason.
pub(super) fn confirmed(model: &mut Model) -> Vec<Cmd> {
    let Some(view) = &mut model.view else { return Vec::new() };
    let Some(verb) = view.asking else { return Vec::new() };
    let needs_reason = matches!(verb, Verb::Replace | Verb::Cancel);
    if needs_reason && view.reason.trim().is_empty() {
        model.focus = Some(Focus::VerbReason);
        return Vec::new();
    }
    if view.busy {
        return Vec::new();
    }
    model.notice = None;
    let View { note, line, reason, .. } = view;
    let (id, reason) = (line.id.clone(), reason.trim().to_owned());
    match verb {
        Verb::Duplicate => {
            let duplicate = Cmd::Duplicate(Box::new(note.clone()));
            (view.busy, view.asking) = (true, None);
            vec![duplicate]
        }
        Verb::Cancel => {
            (view.busy, view.asking) = (true, None);
            vec![Cmd::CancelNote { note: id, reason }]
        }
        Verb::Replace => {
            view.asking = None;
            model.begin_at = Some(Place::Decision);
            vec![Cmd::Correct { note: id, reason }]
        }
        Verb::Renew | Verb::Reprint => Vec::new(),
    }
}
