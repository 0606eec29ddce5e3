//! One person's whole record: handed out, joined with another entry of the same person, removed when it is old enough.

use egui::Ui;

use super::records::card;
use crate::app::{Focus, Model, Msg, PersonPart, RecordForm, RecordsMsg};
use crate::domain::day;
use crate::gui::Outbox;
use crate::gui::kit::{self, Button, Field, Row, button, row, text_field};
use crate::gui::theme::{palette, space};

/// The person's part of the screen.
pub(super) fn person_ui(ui: &mut Ui, model: &Model, person: &PersonPart, out: &mut Outbox) {
    let busy = model.records.busy;
    kit::heading(ui, &person.patient.banner_name());
    ui.add_space(space::S);
    card(ui, |ui| {
        kit::heading(ui, "For the person");
        kit::quiet(
            ui,
            "Everything that is kept here: particulars, notes, conversations, drafts and what happened to them. Read it through before it is handed over.",
        );
        let spec = Field::new("record-folder", "Folder", &person.folder).width(620.0);
        if let Some(text) = text_field(ui, &spec).changed {
            say(out, RecordsMsg::FolderTyped(text));
        }
        ui.horizontal_wrapped(|ui| {
            let (first, pressed) = button(ui, Button::primary("Save as PDF").enabled(!busy));
            if model.focus == Some(Focus::First) {
                first.request_focus();
            }
            if pressed {
                say(out, RecordsMsg::RecordPressed(RecordForm::Pdf));
            }
            if button(ui, Button::secondary("Save as JSON").enabled(!busy)).1 {
                say(out, RecordsMsg::RecordPressed(RecordForm::Json));
            }
        });
    });
    card(ui, |ui| {
        let spec = Field::new("record-reason", "Reason, for joining or removing", &person.reason).width(620.0);
        if let Some(text) = text_field(ui, &spec).changed {
            say(out, RecordsMsg::ReasonTyped(text));
        }
    });
    card(ui, |ui| joining_ui(ui, person, out));
    card(ui, |ui| removal_ui(ui, model, person, out));
}

fn say(out: &mut Outbox, msg: RecordsMsg) {
    out.say(Msg::Records(msg));
}

fn joining_ui(ui: &mut Ui, person: &PersonPart, out: &mut Outbox) {
    kit::heading(ui, "Another entry of the same person");
    kit::quiet(
        ui,
        "What is recorded under the other entry shows here from then on. Nothing in either is changed, and they can be parted again.",
    );
    for entry in &person.joined {
        let name = entry.patient.banner_name();
        let detail = format!("Joined on {}. {}", day::long(entry.at.date_naive()), entry.reason);
        let id = format!("record-joined-{}", entry.patient.id);
        if row(ui, Row { id: &id, name: &name, detail: &detail, end: "Part them again", key: "", focus: false }) {
            say(out, RecordsMsg::PartPressed(entry.patient.id.clone()));
        }
    }
    let spec = Field::new("record-other", "Find the other entry", &person.query).hint("Name, date of birth or NHS number.").width(440.0);
    if let Some(text) = text_field(ui, &spec).changed {
        say(out, RecordsMsg::OtherTyped(text));
    }
    for other in &person.found {
        let born = format!("Born {}", day::long(other.date_of_birth));
        let id = format!("record-other-{}", other.id);
        if row(ui, Row { id: &id, name: &other.banner_name(), detail: &born, end: "Join with this record", key: "", focus: false }) {
            say(out, RecordsMsg::JoinPressed(other.id.clone()));
        }
    }
}

fn removal_ui(ui: &mut Ui, model: &Model, person: &PersonPart, out: &mut Outbox) {
    kit::heading(ui, "Remove this record");
    match person.removable_from {
        Some(from) if model.today() < from => {
            kit::quiet(ui, &format!("It is kept until {}, eight years after the last day that it is about.", day::long(from)));
            return;
        }
        _ => kit::quiet(
            ui,
            "Notes, drafts and particulars go for good. What stays is a line in the audit log: who removed a record, when and why.",
        ),
    };
    if person.asks_removal {
        let colors = palette(ui);
        let question = "Remove this record for good?";
        kit::alert(ui, colors.trouble, colors.trouble_tint, question, |ui| {
            ui.label(question);
            ui.horizontal(|ui| {
                let (keep, pressed) = button(ui, Button::secondary("Keep it"));
                if model.focus == Some(Focus::VerbReason) {
                    keep.request_focus();
                }
                if pressed {
                    say(out, RecordsMsg::RemoveKept);
                }
                if button(ui, Button::secondary("Remove for good")).1 {
                    say(out, RecordsMsg::RemoveConfirmed);
                }
            });
        });
    } else if button(ui, Button::secondary("Remove this record…").enabled(!model.records.busy)).1 {
        say(out, RecordsMsg::RemovePressed);
    }
}
