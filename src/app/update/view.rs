//! The issued note on screen: saving, opening and printing its paper.

use std::path::PathBuf;

use super::super::conversation::Output;
use super::super::model::{Focus, Model, Notice, View};
use super::super::msg::{Cmd, Input, PdfJob};

/// The file name of a note's PDF. It names the day and the note, never the patient.
fn file_name(view: &View) -> String {
    let record = view.note.record();
    let short: String = record.id.as_str().chars().filter(char::is_ascii_alphanumeric).take(8).collect();
    format!("fit-note-{}-{short}.pdf", record.case.statement.on.format("%Y-%m-%d"))
}

pub(super) fn save(model: &mut Model) -> Vec<Cmd> {
    if super::conversation::holds(model, Output::Save) { Vec::new() } else { hand_over(model, PdfJob::Save) }
}

pub(super) fn open(model: &mut Model) -> Vec<Cmd> {
    if super::conversation::holds(model, Output::Open) { Vec::new() } else { hand_over(model, PdfJob::SaveAndOpen) }
}

fn hand_over(model: &mut Model, job: impl FnOnce(PathBuf) -> PdfJob) -> Vec<Cmd> {
    let Some(view) = &mut model.view else { return Vec::new() };
    if view.busy {
        return Vec::new();
    }
    let folder = view.folder.trim();
    if folder.is_empty() {
        model.notice = Some(Notice::trouble("No folder is named.", "Type the folder in which the PDF should be kept, then save again."));
        model.focus = Some(Focus::Input(Input::PdfFolder));
        return Vec::new();
    }
    let folder = PathBuf::from(folder);
    let path = folder.join(file_name(view));
    view.busy = true;
    model.notice = None;
    let mut cmds = vec![Cmd::Paper { document: Box::new(view.document.clone()), job: job(path) }];
    if let Some(session) = &mut model.session
        && session.settings.pdf_folder.as_ref() != Some(&folder)
    {
        session.settings.pdf_folder = Some(folder);
        cmds.push(Cmd::SaveSettings(session.settings.clone()));
    }
    cmds
}

pub(super) fn print(model: &mut Model) -> Vec<Cmd> {
    if super::conversation::holds(model, Output::Print) {
        return Vec::new();
    }
    let Some(view) = &mut model.view else { return Vec::new() };
    if view.busy {
        return Vec::new();
    }
    view.busy = true;
    model.notice = None;
    vec![Cmd::Paper { document: Box::new(view.document.clone()), job: PdfJob::Print }]
}
