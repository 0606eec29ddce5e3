//! The pause: the part about work stops, what to do next is shown, and what is written here goes on no document.

use egui::{Key, RichText, Ui};

use crate::app::{Focus, Model, Msg, PauseSheet, TalkMsg};
use crate::content::directory::{self, CHECK_BEFORE_USE, Prompt};
use crate::domain::profession::Nation;
use crate::gui::Outbox;
use crate::gui::frame::scrolled;
use crate::gui::kit::{self, Button, Field, Shortcut, button, text_field, tick};
use crate::gui::preview::document_ui;
use crate::gui::theme::{self, palette, size, space};
use crate::paper::Document;

/// What stands on top of a screen: the pause, or a finished conversation. Answers whether something does.
pub fn over_ui(ui: &mut Ui, model: &Model, out: &mut Outbox) -> bool {
    if let Some(sheet) = &model.talk.pause {
        scrolled(ui, "pause", |ui| pause_ui(ui, model, sheet, out));
        return true;
    }
    if let Some(document) = &model.talk.home {
        home_ui(ui, model, document, out);
        return true;
    }
    if let Some(kept) = &model.talk.shown {
        scrolled(ui, "kept", |ui| super::conversation_kept::kept_ui(ui, model, kept, out));
        return true;
    }
    false
}

fn pause_ui(ui: &mut Ui, model: &Model, sheet: &PauseSheet, out: &mut Outbox) {
    let pause = directory::pause();
    kit::title(ui, &pause.title);
    ui.horizontal_wrapped(|ui| {
        let (back, pressed) = button(ui, Button::primary("Back to where I was").key(Shortcut::plain(Key::Escape)));
        if model.focus == Some(Focus::First) {
            back.request_focus();
        }
        if pressed {
            out.say(Msg::Talk(TalkMsg::PauseClosed));
        }
        if model.desk.is_some() && button(ui, Button::secondary("Stop the conversation")).1 {
            out.say(Msg::Talk(TalkMsg::StopAsked));
        }
        if button(ui, Button::secondary("Opened by mistake: keep nothing")).1 {
            out.say(Msg::Talk(TalkMsg::PauseMistaken));
        }
    });
    ui.add_space(space::S);
    let words = std::cell::RefCell::new(Vec::new());
    theme::two_columns(
        ui,
        880.0,
        [
            &mut |ui: &mut Ui| {
                card(ui, "Now", &pause.lines.iter().map(String::as_str).collect::<Vec<_>>());
                ui.add_space(space::M);
                contacts_ui(ui, model);
            },
            &mut |ui: &mut Ui| {
                note_ui(ui, sheet, &mut words.borrow_mut());
                for prompt in [directory::abuse(), directory::driving(), directory::workplace()] {
                    ui.add_space(space::M);
                    prompt_ui(ui, model, prompt);
                }
            },
        ],
    );
    for msg in words.into_inner() {
        out.say(Msg::Talk(msg));
    }
}

fn card(ui: &mut Ui, title: &str, lines: &[&str]) {
    theme::card(palette(ui)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        kit::heading(ui, title);
        for line in lines {
            ui.add(egui::Label::new(*line).wrap());
            ui.add_space(space::XS);
        }
    });
}

fn prompt_ui(ui: &mut Ui, model: &Model, prompt: &Prompt) {
    let nation = model.session.as_ref().map_or(Nation::England, |session| session.practice.nation);
    card(ui, &prompt.title, &prompt.lines_in(nation));
}

/// Whom to turn to, in the practice's nation. A number stands here where it was read in a source.
fn contacts_ui(ui: &mut Ui, model: &Model) {
    let Some(session) = &model.session else { return };
    theme::card(palette(ui)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        kit::heading(ui, "Whom to turn to");
        for contact in directory::pause().contacts_in(session.practice.nation) {
            let name = match &contact.number {
                Some(number) if !contact.name.contains(number.as_str()) => format!("{}: {number}", contact.name),
                _ => contact.name.clone(),
            };
            ui.add(egui::Label::new(RichText::new(name).font(theme::semibold(size::BODY))).wrap());
            let about = if contact.checked { contact.about.clone() } else { format!("{} ({CHECK_BEFORE_USE})", contact.about) };
            kit::hint(ui, &about);
        }
    });
}

/// What was said and what was done: kept apart, and on no document.
fn note_ui(ui: &mut Ui, sheet: &PauseSheet, out: &mut Vec<TalkMsg>) {
    theme::card(palette(ui)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        kit::heading(ui, "For your record");
        if sheet.patient.is_none() {
            kit::quiet(ui, "No patient is open, so nothing is kept here. Open the patient's record to write something down.");
            return;
        }
        let spec = Field::new("pause-words", "What was said and done", &sheet.words)
            .hint("Kept apart from the conversation. It goes on no note, plan, letter or copied text.")
            .rows(5)
            .width(ui.available_width());
        if let Some(text) = text_field(ui, &spec).changed {
            out.push(TalkMsg::PauseWords(text));
        }
        for choice in directory::pause().record.iter().chain(&directory::abuse().record) {
            let id = format!("pause-{}", choice.id);
            if tick(ui, &id, &choice.label, sheet.ticked.contains(&choice.id), false).is_some() {
                out.push(TalkMsg::PauseTicked(choice.id.clone()));
            }
        }
        kit::hint(ui, "From now on it is asked whether it is safe before anything about this patient is printed, saved or sent.");
    });
}

/// The questions to fill in at home, page by page.
fn home_ui(ui: &mut Ui, model: &Model, document: &Document, out: &mut Outbox) {
    ui.add_space(space::M);
    ui.horizontal_wrapped(|ui| {
        let (print, pressed) = button(ui, Button::primary("Print").key(Shortcut::ctrl(Key::P)));
        if model.focus == Some(Focus::First) {
            print.request_focus();
        }
        if pressed {
            out.say(Msg::Talk(TalkMsg::HomePrinted));
        }
        if button(ui, Button::secondary("Save the PDF").key(Shortcut::ctrl(Key::S))).1 {
            out.say(Msg::Talk(TalkMsg::HomeSaved));
        }
        if button(ui, Button::secondary("Back to the conversation").key(Shortcut::plain(Key::Escape))).1 {
            out.say(Msg::Talk(TalkMsg::HomeClosed));
        }
    });
    ui.add_space(space::S);
    document_ui(ui, "home-sheet", document);
}

/// Asks whether output is safe, where something waits for the answer.
pub fn ask_ui(ui: &mut Ui, model: &Model, out: &mut Outbox) {
    if model.talk.holding.is_none() {
        return;
    }
    let colors = palette(ui);
    let question = "Is it safe to print or send this?";
    let why = "Somebody with power over this patient may see the paper, the post or the record.";
    kit::alert(ui, colors.caution, colors.caution_tint, &format!("{question} {why}"), |ui| {
        ui.label(RichText::new(question).font(theme::semibold(size::BODY)));
        ui.label(why);
        ui.horizontal(|ui| {
            let (not_now, kept) = button(ui, Button::secondary("Not now").key(Shortcut::plain(Key::Escape)));
            if model.focus == Some(Focus::OnTop) {
                not_now.request_focus();
            }
            if kept {
                out.say(Msg::Talk(TalkMsg::OutputDropped));
            }
            if button(ui, Button::secondary("It is safe")).1 {
                out.say(Msg::Talk(TalkMsg::OutputConfirmed));
            }
        });
    });
}
