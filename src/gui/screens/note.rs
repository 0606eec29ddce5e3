//! An issued note: its page, and what can be done with it.

use egui::{Frame, Key, Margin, Panel, RichText, Ui};

use super::wants;
use crate::app::{Focus, Handed, Input, Model, Msg, View};
use crate::domain::case::Advice;
use crate::domain::day;
use crate::domain::period::Period;
use crate::gui::Outbox;
use crate::gui::kit::{self, Button, Field, Shortcut, button, text_field};
use crate::gui::preview::page_ui;
use crate::gui::theme::{self, palette, size, space};

/// The note beside what can be done with it.
pub fn note_ui(ui: &mut Ui, model: &Model, out: &mut Outbox) {
    let Some(view) = &model.view else {
        kit::quiet(ui, "No note is open. Press F2 to find a patient.");
        return;
    };
    let side = (ui.available_width() * 0.40).clamp(330.0, 440.0);
    Panel::left("note-actions").exact_size(side).resizable(false).show_separator_line(false).frame(Frame::NONE).show(ui, |ui| {
        super::super::frame::scrolled(ui, "note-actions", |ui| actions_ui(ui, model, view, out));
    });
    Frame::new().fill(palette(ui).desk).inner_margin(Margin::same(16)).show(ui, |ui| {
        if let Some(sheet) = view.document.sheets().first() {
            page_ui(ui, "note-page", "The page", sheet, true);
        }
    });
}

fn actions_ui(ui: &mut Ui, model: &Model, view: &View, out: &mut Outbox) {
    let colors = palette(ui);
    if view.fresh && view.handed.is_none() {
        kit::alert(ui, colors.good, colors.good_tint, "The note is issued and kept in the records.", |ui| {
            ui.label(RichText::new("The note is issued and kept in the records.").font(theme::semibold(size::BODY)));
        });
        ui.add_space(space::S);
    }
    if let Some(handed) = &view.handed {
        let text = match handed {
            Handed::Saved(path) => format!("Saved as {}", path.display()),
            Handed::Opened(path) => format!("Saved and opened: {}", path.display()),
            Handed::Printed(printer) => format!("Sent to the printer {printer}."),
        };
        kit::alert(ui, colors.good, colors.good_tint, &text, |ui| ui.add(egui::Label::new(&text).wrap()));
        ui.add_space(space::S);
    }
    kit::heading(ui, "Statement of fitness for work");
    facts_ui(ui, view);
    ui.add_space(space::S);
    let (print, pressed) = button(ui, Button::primary("Print").key(Shortcut::ctrl(Key::P)).enabled(!view.busy));
    if model.focus == Some(Focus::First) {
        print.request_focus();
    }
    if pressed {
        out.say(Msg::PdfPrintPressed);
    }
    ui.add_space(space::S);
    let spec = Field::new("note-folder", "Folder for the PDF", &view.folder)
        .hint("The PDF holds health data and stays on this computer: delete it from shared places.")
        .width(ui.available_width())
        .focus(wants(model, &Input::PdfFolder));
    if let Some(text) = text_field(ui, &spec).changed {
        out.say(Msg::Typed(Input::PdfFolder, text));
    }
    ui.horizontal_wrapped(|ui| {
        if button(ui, Button::secondary("Save the PDF").key(Shortcut::ctrl(Key::S)).enabled(!view.busy)).1 {
            out.say(Msg::PdfSavePressed);
        }
        if button(ui, Button::secondary("Save and open it").key(Shortcut::ctrl(Key::O)).enabled(!view.busy)).1 {
            out.say(Msg::PdfOpenPressed);
        }
    });
    ui.add_space(space::M);
    ui.horizontal_wrapped(|ui| {
        if button(ui, Button::secondary("Patient's record").key(Shortcut::plain(Key::Escape))).1 {
            out.say(Msg::BackPressed);
        }
    });
}

fn facts_ui(ui: &mut Ui, view: &View) {
    let record = view.note.record();
    let statement = &record.case.statement;
    let advice = if statement.advice.contains(&Advice::NotFit) { "Not fit for work" } else { "May be fit for work" };
    let period = view.note.issuable().judgement().period;
    let covers = match period {
        Some(Period::Dated { from, to }) => format!("{} to {}", day::long(from), day::long(to)),
        Some(Period::Indefinite { from }) => format!("From {}, for an indefinite period", day::long(from)),
        None => String::new(),
    };
    let mut rows = vec![
        ("Advice", advice.to_owned()),
        ("Period", covers),
        ("Issued", format!("{} at {}", day::long(record.issued_at.date_naive()), record.issued_at.format("%H:%M"))),
        ("By", format!("{}, {}", record.case.issuer.name, record.case.issuer.profession.title().to_lowercase())),
        ("Rule set", record.rule_set.clone()),
    ];
    if let Some(reason) = &record.reason {
        rows.push(("Went ahead because", reason.clone()));
    }
    egui::Grid::new("note-facts").num_columns(2).spacing([space::M, space::XS]).show(ui, |ui| {
        for (label, value) in rows {
            kit::hint(ui, label);
            ui.add(egui::Label::new(value).wrap());
            ui.end_row();
        }
    });
}
