//! Choosing a printer, and the one line about files.

use super::super::model::{Focus, Model, Notice, Tone};
use super::super::msg::Cmd;
use super::super::printing::{FILES_HOLD_HEALTH_DATA, PrintingCmd, PrintingDone, PrintingMsg};

pub(super) fn happened(model: &mut Model, msg: PrintingMsg) -> Vec<Cmd> {
    match msg {
        PrintingMsg::ListPressed => vec![Cmd::Printing(PrintingCmd::List)],
        PrintingMsg::Chosen(printer) => super::change_settings(model, |settings| settings.printer = printer),
    }
}

pub(super) fn done(model: &mut Model, done: PrintingDone) -> Vec<Cmd> {
    let PrintingDone::Listed(printers) = done;
    if printers.is_empty() {
        model.notice = Some(Notice {
            tone: Tone::Info,
            what: "No printer is set up on this computer.".into(),
            do_next: "Set one up in the computer's own settings, then list them again. Notes can always be saved as PDF.".into(),
        });
    }
    model.printers = Some(printers);
    Vec::new()
}

/// A file was written: what that means is said the first time, and never again.
pub(super) fn file_written(model: &mut Model) -> Vec<Cmd> {
    let is_new = model.session.as_ref().is_some_and(|session| !session.settings.told_of_files);
    if !is_new {
        return Vec::new();
    }
    model.notice = Some(Notice { tone: Tone::Info, what: FILES_HOLD_HEALTH_DATA.into(), do_next: String::new() });
    // The keyboard stays on the note.
    model.focus = Some(Focus::First);
    super::change_settings(model, |settings| settings.told_of_files = true)
}
