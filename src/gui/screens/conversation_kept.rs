//! Finished conversations in the patient's record, each as it was shown on its day.

use egui::{Key, Ui};

use crate::app::{Focus, KeptConversation, Model, Msg, TalkMsg};
use crate::domain::day;
use crate::domain::id::DraftId;
use crate::gui::Outbox;
use crate::gui::kit::{self, Button, Row, Shortcut, button, row};
use crate::gui::theme::{self, palette, space};

/// The list on the patient's record; nothing where there is none.
pub fn list_ui(ui: &mut Ui, model: &Model, out: &mut Outbox) {
    let Some(record) =
        model.talk.record.as_ref().filter(|record| model.chart.as_ref().is_some_and(|chart| chart.patient.id == record.patient))
    else {
        return;
    };
    if record.kept.is_empty() {
        return;
    }
    ui.add_space(space::M);
    theme::card(palette(ui)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        kit::heading(ui, "Conversations");
        for kept in &record.kept {
            let on = day::long(kept.ended_at.date_naive());
            let detail = if kept.note.is_some() { "Led to a note" } else { "Ended without a note" };
            let id = format!("kept-{}", kept.id);
            let name = format!("{}, {on}", kept.title);
            if row(ui, Row { id: &id, name: &name, detail, end: "Read", key: "", focus: false }) {
                out.say(Msg::Talk(TalkMsg::KeptOpened(kept.id.clone())));
            }
        }
    });
}

/// What a draft on the record is called: the conversation and where it stands, once something was said.
pub fn draft_name(model: &Model, draft: &DraftId) -> (String, &'static str) {
    let under_way = model.talk.record.iter().flat_map(|record| &record.under_way).find(|(id, _)| id == draft);
    match under_way {
        Some((_, place)) => (place.clone(), "Continue"),
        None => ("Note in progress".to_owned(), "Go on"),
    }
}

/// One conversation, to read.
pub fn kept_ui(ui: &mut Ui, model: &Model, kept: &KeptConversation, out: &mut Outbox) {
    kit::title(ui, &format!("{}, {}", kept.shown.title, day::long(kept.line.ended_at.date_naive())));
    kit::hint(ui, &format!("Read only. Questions {}, in the words that were shown on that day.", kept.shown.question_set));
    let (back, pressed) = button(ui, Button::secondary("Back to the record").key(Shortcut::plain(Key::Escape)));
    if model.focus == Some(Focus::First) {
        back.request_focus();
    }
    if pressed {
        out.say(Msg::Talk(TalkMsg::KeptClosed));
    }
    kit::column(ui, 760.0);
    if !kept.shown.stopped.is_empty() {
        kit::quiet(ui, &kept.shown.stopped);
    }
    for step in &kept.shown.steps {
        ui.add_space(space::M);
        theme::card(palette(ui)).show(ui, |ui| {
            ui.set_width(ui.available_width());
            kit::heading(ui, &step.title);
            kit::hint(ui, &format!("“{}”", step.say));
            for line in &step.lines {
                ui.add_space(space::XS);
                kit::hint(ui, &line.label);
                ui.add(egui::Label::new(&line.text).wrap());
            }
        });
    }
    if !kept.shown.elsewhere.is_empty() {
        ui.add_space(space::M);
        theme::card(palette(ui)).show(ui, |ui| {
            ui.set_width(ui.available_width());
            kit::heading(ui, "Said in another form");
            for line in &kept.shown.elsewhere {
                kit::hint(ui, &line.label);
                ui.add(egui::Label::new(&line.text).wrap());
            }
        });
    }
}
