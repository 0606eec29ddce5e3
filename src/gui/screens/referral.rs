//! The tracker of referrals, and the letter that is ticked together: nothing is ticked beforehand, the recipient included.

use egui::{Frame, Key, Margin, Panel, RichText, Ui};

use super::super::frame::scrolled;
use crate::app::services::{Closing, LetterDesk, LetterJob, ServicesMsg, Tracked};
use crate::app::{Focus, Model, Msg, agreed, letter_document};
use crate::domain::day;
use crate::domain::referral::{ClosedBy, Stage};
use crate::domain::service::{PassesToDwp, Provider};
use crate::gui::Outbox;
use crate::gui::kit::{self, Button, Choice, Field, Shortcut, button, choices, text_field, tick};
use crate::gui::preview::document_ui;
use crate::gui::theme::{self, palette, size, space};

/// The tracker: of the patient, or of the practice.
pub fn referrals_ui(ui: &mut Ui, model: &Model, out: &mut Outbox) {
    let room = &model.services;
    kit::title(ui, "Referrals");
    match &room.patient {
        Some(patient) => kit::quiet(ui, &format!("Services brought up with {}, and how each ended.", patient.full_name())),
        None => kit::quiet(ui, "Services brought up in this practice, the one that changed last first."),
    };
    ui.horizontal(|ui| {
        let (first, pressed) = button(ui, Button::secondary("All services").key(Shortcut::ctrl(Key::D)));
        if model.focus == Some(Focus::First) && room.closing.is_none() {
            first.request_focus();
        }
        if pressed {
            out.say(Msg::Services(ServicesMsg::Opened));
        }
        if button(ui, Button::secondary("Back").key(Shortcut::plain(Key::Escape))).1 {
            out.say(Msg::BackPressed);
        }
    });
    if let Some(closing) = &room.closing {
        ui.add_space(space::S);
        closing_ui(ui, model, closing, out);
    }
    if room.referrals.is_empty() {
        ui.add_space(space::M);
        kit::quiet(ui, "None yet. What a patient says to a service is recorded in the directory, from their own record.");
    }
    for stage in [
        Stage::Sent,
        Stage::Waiting,
        Stage::Accepted,
        Stage::Maybe,
        Stage::HasAlready,
        Stage::Declined,
        Stage::PrefersNotToSay,
        Stage::Closed,
    ] {
        let of_stage: Vec<&Tracked> = room.referrals.iter().filter(|(referral, _)| referral.stage() == stage).collect();
        if of_stage.is_empty() {
            continue;
        }
        ui.add_space(space::M);
        theme::card(palette(ui)).show(ui, |ui| {
            ui.set_width(ui.available_width());
            kit::heading(ui, stage.title());
            for (place, tracked) in of_stage.into_iter().enumerate() {
                if place > 0 {
                    ui.separator();
                }
                tracked_ui(ui, model, tracked, out);
            }
        });
    }
}

fn tracked_ui(ui: &mut Ui, model: &Model, (referral, whose): &Tracked, out: &mut Outbox) {
    let colors = palette(ui);
    ui.add_space(space::XS);
    let name = if whose.is_empty() { referral.service_name.clone() } else { format!("{whose}: {}", referral.service_name) };
    ui.label(RichText::new(&name).font(theme::semibold(size::BODY)));
    let steps: Vec<String> = referral
        .steps
        .iter()
        .map(|step| match (step.stage, step.closed_by) {
            (Stage::Closed, Some(by)) => format!("closed {} by {}: {}", day::short(step.on), by.title().to_lowercase(), step.words),
            (stage, _) => format!("{} {}", stage.title().to_lowercase(), day::short(step.on)),
        })
        .collect();
    ui.add(egui::Label::new(RichText::new(steps.join("  →  ")).size(size::SMALL).color(colors.ink_quiet)).wrap());
    if model.services.is_not_contacted(&referral.patient) {
        let text = "Not to be contacted about work: nobody asks them about this.";
        ui.label(RichText::new(text).font(theme::semibold(size::SMALL)).color(colors.caution));
    } else if referral.loop_is_open(model.today()) {
        let text = "Nobody has heard of this for long. Ask what became of it.";
        ui.label(RichText::new(text).font(theme::semibold(size::SMALL)).color(colors.caution));
    }
    ui.horizontal_wrapped(|ui| {
        let stage = referral.stage();
        let mut verb = |ui: &mut Ui, label: &str, msg: ServicesMsg| {
            if button(ui, Button::secondary(&format!("{label}: {}", referral.service_name))).1 {
                out.say(Msg::Services(msg));
            }
        };
        if stage.may_become(Stage::Sent) && model.services.patient.is_some() {
            verb(ui, "Letter", ServicesMsg::LetterOpened(referral.id.clone()));
        }
        if stage.may_become(Stage::Waiting) {
            verb(ui, "They have it, waiting", ServicesMsg::WaitingPressed(referral.id.clone()));
        }
        if stage.may_become(Stage::Closed) {
            verb(ui, "Close", ServicesMsg::CloseAsked(referral.id.clone()));
        }
    });
}

fn closing_ui(ui: &mut Ui, model: &Model, closing: &Closing, out: &mut Outbox) {
    let confirmed = super::confirmed(ui);
    let mut say = |msg: ServicesMsg| out.say(Msg::Services(msg));
    theme::card(palette(ui)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        kit::heading(ui, &format!("Close: {}", closing.name));
        let titles = ClosedBy::ALL.map(ClosedBy::title);
        let chosen = ClosedBy::ALL.iter().position(|one| closing.by == Some(*one));
        let missing = (closing.asked && closing.by.is_none()).then_some("Choose by whom it was closed.");
        let spec = Choice::new("closing-by", "By whom", &titles, chosen).columns(4).error(missing).focus(model.focus == Some(Focus::First));
        if let Some(by) = choices(ui, &spec).and_then(|index| ClosedBy::ALL.get(index)) {
            say(ServicesMsg::ClosedByChosen(*by));
        }
        let missing = (closing.asked && closing.why.trim().is_empty()).then_some("Say why, so that nobody sends the patient round again.");
        let spec = Field::new("closing-why", "Why", &closing.why).error(missing).width(ui.available_width());
        let typed = text_field(ui, &spec);
        if let Some(text) = typed.changed {
            say(ServicesMsg::WhyTyped(text));
        }
        ui.horizontal(|ui| {
            if button(ui, Button::primary("Record that it is closed").key(Shortcut::ctrl(Key::Enter))).1 || confirmed {
                say(ServicesMsg::CloseConfirmed);
            }
            if button(ui, Button::secondary("Leave it open")).1 {
                say(ServicesMsg::CloseDropped);
            }
        });
    });
}

/// The letter: ticks on the left, the page as it will be on the right.
pub fn letter_ui(ui: &mut Ui, model: &Model, out: &mut Outbox) {
    let Some(desk) = &model.services.letter else {
        kit::quiet(ui, "No letter is open. Press Esc to go back.");
        return;
    };
    let width = ui.available_width();
    let page = Frame::new().fill(palette(ui).desk).inner_margin(Margin::same(12));
    let side = (width * 0.46).clamp(380.0, 880.0);
    Panel::right("letter-page").exact_size(side).resizable(false).show_separator_line(false).frame(page).show(ui, |ui| {
        let Some(session) = &model.session else { return };
        match agreed(desk, &model.services.passages) {
            Ok(letter) => {
                let document = letter_document(&letter, desk, session, model.today(), model.practising.is_on());
                document_ui(ui, "letter-page", &document);
            }
            Err(missing) => {
                theme::card(palette(ui)).show(ui, |ui| {
                    ui.set_width(ui.available_width());
                    kit::heading(ui, "No letter yet");
                    ui.add(egui::Label::new(missing.to_string()).wrap());
                });
            }
        }
    });
    scrolled(ui, "letter-ticks", |ui| ticks_ui(ui, model, desk, out));
}

fn ticks_ui(ui: &mut Ui, model: &Model, desk: &LetterDesk, out: &mut Outbox) {
    let mut say = |msg: ServicesMsg| out.say(Msg::Services(msg));
    let room = &model.services;
    let referral = &desk.referral;
    let colors = palette(ui);
    kit::title(ui, &format!("Letter to {}", referral.service_name));
    kit::quiet(ui, "The letter carries what is ticked here, as the patient agrees to it, and nothing else.");
    if desk.asked
        && let Err(missing) = agreed(desk, &room.passages)
    {
        let text = missing.to_string();
        kit::alert(ui, colors.trouble, colors.trouble_tint, &text, |ui| ui.add(egui::Label::new(&text).wrap()));
    }
    if room.is_not_contacted(&referral.patient) {
        let text = "This patient is not to be contacted about work, so a letter cannot say how to reach them.";
        kit::alert(ui, colors.caution, colors.caution_tint, text, |ui| ui.add(egui::Label::new(text).wrap()));
        ui.add_space(space::S);
    }
    let reaches = referral.provider == Provider::Dwp || referral.passes_to_dwp == PassesToDwp::Yes;
    theme::card(colors).show(ui, |ui| {
        ui.set_width(ui.available_width());
        kit::heading(ui, "To whom");
        kit::hint(ui, &format!("Run by: {}. {}", referral.provider.title(), referral.passes_to_dwp.sentence()));
        let label = format!("The patient agrees to a letter to {}", referral.service_name);
        if let Some(ticked) = tick(ui, "letter-recipient", &label, desk.ticks.recipient, model.focus == Some(Focus::First)) {
            say(ServicesMsg::RecipientTicked(ticked));
        }
    });
    ui.add_space(space::M);
    theme::card(colors).show(ui, |ui| {
        ui.set_width(ui.available_width());
        kit::heading(ui, "What it says");
        for (index, passage) in room.passages.iter().enumerate() {
            let label = format!("{}: {}", passage.item.title(), passage.text);
            if let Some(ticked) = tick(ui, &format!("letter-item-{index}"), &label, desk.ticks.items.contains(&passage.item), false) {
                say(ServicesMsg::ItemTicked(passage.item, ticked));
            }
        }
    });
    if reaches {
        ui.add_space(space::M);
        theme::card(colors).show(ui, |ui| {
            ui.set_width(ui.available_width());
            kit::heading(ui, "A second consent, because this reaches the DWP");
            kit::hint(ui, "Ask again, thing by thing. The letter holds what is ticked both times.");
            for (index, passage) in room.passages.iter().enumerate().filter(|(_, passage)| desk.ticks.items.contains(&passage.item)) {
                let title = passage.item.title();
                let title = if title.starts_with("NHS") { title.to_owned() } else { title.to_lowercase() };
                let label = format!("The DWP may have: {title}");
                let ticked = desk.ticks.items_for_dwp.contains(&passage.item);
                if let Some(ticked) = tick(ui, &format!("letter-dwp-{index}"), &label, ticked, false) {
                    say(ServicesMsg::DwpItemTicked(passage.item, ticked));
                }
            }
            if desk.ticks.items.is_empty() {
                kit::quiet(ui, "Nothing is ticked above yet.");
            }
        });
    }
    ui.add_space(space::M);
    let spec = Field::new("letter-wish", "What is asked of them", &desk.wish)
        .hint("In words that the patient agrees to; empty where only the referral itself is asked.")
        .rows(2)
        .width(ui.available_width());
    if let Some(text) = text_field(ui, &spec).changed {
        say(ServicesMsg::WishTyped(text));
    }
    let spec = Field::new("letter-folder", "Folder for the letter", &desk.folder).width(ui.available_width());
    if let Some(text) = text_field(ui, &spec).changed {
        say(ServicesMsg::FolderTyped(text));
    }
    ui.horizontal_wrapped(|ui| {
        if button(ui, Button::primary("Save the letter, and record it as sent").key(Shortcut::ctrl(Key::S)).enabled(!room.busy)).1 {
            say(ServicesMsg::LetterAsked(LetterJob::Save));
        }
        if button(ui, Button::secondary("Print it, and record it").key(Shortcut::ctrl(Key::P)).enabled(!room.busy)).1 {
            say(ServicesMsg::LetterAsked(LetterJob::Print));
        }
        if button(ui, Button::secondary("Leave it").key(Shortcut::plain(Key::Escape))).1 {
            say(ServicesMsg::LetterDropped);
        }
    });
}
