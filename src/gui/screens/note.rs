//! An issued note: its page, and what can be done with it.

use egui::{Frame, Key, Margin, Panel, RichText, Ui};

use super::wants;
use crate::app::papers::PapersMsg;
use crate::app::{Focus, Handed, Input, Model, Msg, View};
use crate::domain::case::Advice;
use crate::domain::day;
use crate::domain::life::Verb;
use crate::domain::period::Period;
use crate::gui::Outbox;
use crate::gui::kit::{self, Button, Field, Shortcut, button, text_field};
use crate::gui::preview::document_ui;
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
        document_ui(ui, "note-page", &view.document);
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
    state_ui(ui, view);
    kit::heading(ui, if view.is_duplicate { "Duplicate of the statement" } else { "Statement of fitness for work" });
    facts_ui(ui, view);
    ui.add_space(space::S);
    if let Some(verb) = view.asking {
        question_ui(ui, model, view, verb, out);
        return;
    }
    let may_print = !view.busy && (view.is_duplicate || view.line.may(Verb::Reprint).is_ok());
    let (print, pressed) = button(ui, Button::primary("Print").key(Shortcut::ctrl(Key::P)).enabled(may_print));
    if model.focus == Some(Focus::First) {
        print.request_focus();
    }
    if pressed {
        out.say(Msg::PdfPrintPressed);
    }
    ui.add_space(space::S);
    let spec =
        Field::new("note-folder", "Folder for the PDF", &view.folder).width(ui.available_width()).focus(wants(model, &Input::PdfFolder));
    if let Some(text) = text_field(ui, &spec).changed {
        out.say(Msg::Typed(Input::PdfFolder, text));
    }
    ui.horizontal_wrapped(|ui| {
        if button(ui, Button::secondary("Save the PDF").key(Shortcut::ctrl(Key::S)).enabled(may_print)).1 {
            out.say(Msg::PdfSavePressed);
        }
        if button(ui, Button::secondary("Save and open it").key(Shortcut::ctrl(Key::O)).enabled(may_print)).1 {
            out.say(Msg::PdfOpenPressed);
        }
    });
    ui.add_space(space::S);
    verbs_ui(ui, view, out);
    ui.add_space(space::S);
    ui.horizontal_wrapped(|ui| {
        if button(ui, Button::secondary("Papers and sharing").key(Shortcut::ctrl(Key::E))).1 {
            out.say(Msg::Papers(PapersMsg::Opened));
        }
        if button(ui, Button::secondary("Patient's record").key(Shortcut::plain(Key::Escape))).1 {
            out.say(Msg::BackPressed);
        }
    });
}

/// What has become of the note since it was issued.
fn state_ui(ui: &mut Ui, view: &View) {
    let colors = palette(ui);
    let line = &view.line;
    let text = if let Some(reason) = &line.cancelled {
        format!("Cancelled before it was handed over: {reason}")
    } else if line.replaced_by.is_some() {
        "Replaced by a later note. It no longer counts.".to_owned()
    } else if line.by_hand && view.handed.is_none() && !view.is_duplicate {
        "Written by hand on a paper form; here it is only recorded.".to_owned()
    } else {
        return;
    };
    kit::alert(ui, colors.caution, colors.caution_tint, &text, |ui| ui.add(egui::Label::new(&text).wrap()));
    ui.add_space(space::S);
}

/// What may be done with the note now: each verb is a record of its own.
fn verbs_ui(ui: &mut Ui, view: &View, out: &mut Outbox) {
    kit::section(ui, "What next");
    ui.horizontal_wrapped(|ui| {
        for (verb, label, key) in [
            (Verb::Renew, "Renew", Key::F6),
            (Verb::Duplicate, "Duplicate", Key::F7),
            (Verb::Replace, "Replace", Key::F10),
            (Verb::Cancel, "Cancel", Key::F11),
        ] {
            let allowed = !view.busy && view.line.may(verb).is_ok();
            if button(ui, Button::secondary(label).key(Shortcut::plain(key)).enabled(allowed)).1 {
                out.say(Msg::VerbAsked(verb));
            }
        }
    });
    ui.add_space(space::S);
    kit::section(ui, "What happened to it");
    for event in &view.history {
        ui.add(egui::Label::new(RichText::new(event.sentence()).size(size::SMALL)).wrap());
    }
}

/// The question that belongs to a verb: what it means, the reason where one is kept, and the way out.
fn question_ui(ui: &mut Ui, model: &Model, view: &View, verb: Verb, out: &mut Outbox) {
    let (title, means, confirm, reason) = match verb {
        Verb::Duplicate => (
            "Make a duplicate",
            "Only where the original is lost. The duplicate has the same words, dates and identity, and prints the word DUPLICATE.",
            "The original is lost: make a duplicate",
            None,
        ),
        Verb::Replace => (
            "Replace this note",
            "For a note that is wrong. A new note is begun with the same words, on a new assessment; when it is issued, this one no longer counts.",
            "Begin the replacement",
            Some("What is wrong with this note?"),
        ),
        Verb::Cancel => (
            "Cancel this note",
            "Only where it was not handed over and not sent. It stays in the record with the reason, and no longer counts.",
            "It was not handed over: cancel it",
            Some("Why is it cancelled?"),
        ),
        Verb::Renew | Verb::Reprint => return,
    };
    let focus = model.focus == Some(Focus::VerbReason);
    theme::card(palette(ui)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        kit::heading(ui, title);
        ui.label(means);
        if let Some(question) = reason {
            let spec = Field::new("note-reason", question, &view.reason)
                .hint("Kept in the record, not printed.")
                .width(ui.available_width())
                .focus(focus);
            let typed = text_field(ui, &spec);
            if let Some(text) = typed.changed {
                out.say(Msg::VerbReasonTyped(text));
            }
            if typed.entered {
                out.say(Msg::VerbConfirmed);
            }
        }
        ui.horizontal_wrapped(|ui| {
            let ready = reason.is_none() || !view.reason.trim().is_empty();
            let (response, pressed) = button(ui, Button::primary(confirm).key(Shortcut::ctrl(Key::Enter)).enabled(ready && !view.busy));
            if focus && reason.is_none() {
                response.request_focus();
            }
            if pressed {
                out.say(Msg::VerbConfirmed);
            }
            if button(ui, Button::secondary("Leave it").key(Shortcut::plain(Key::Escape))).1 {
                out.say(Msg::VerbDropped);
            }
        });
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
