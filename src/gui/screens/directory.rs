//! The directory of services: narrowed on the left, listed on the right; one opened says who runs it before anything is agreed.

use egui::{Frame, Key, Panel, RichText, Ui};

use super::super::frame::scrolled;
use super::service_form::service_form_ui;
use crate::app::services::{ServicesMsg, ServicesRoom};
use crate::app::{Focus, Model, Msg, may_answer};
use crate::domain::day::{self, Day};
use crate::domain::profession::Nation;
use crate::domain::referral::OfferAnswer;
use crate::domain::service::{Category, ContactMode, Service};
use crate::gui::Outbox;
use crate::gui::kit::{self, Button, Choice, Field, Row, Shortcut, button, choices, row, text_field, tick};
use crate::gui::theme::{self, palette, size, space};

/// The directory.
pub fn directory_ui(ui: &mut Ui, model: &Model, out: &mut Outbox) {
    let room = &model.services;
    if let Some(form) = &room.form {
        scrolled(ui, "service-form", |ui| theme::column(ui, 900.0, |ui| service_form_ui(ui, model, form, out)));
        return;
    }
    if let Some(entry) = room.entry() {
        // Each begins at its top, where it is said who runs it.
        scrolled(ui, &format!("service-{}", entry.id), |ui| theme::column(ui, 900.0, |ui| entry_ui(ui, model, entry, out)));
        return;
    }
    let side = (ui.available_width() * 0.3).clamp(240.0, 330.0);
    Panel::left("directory-filter").exact_size(side).resizable(false).show_separator_line(false).frame(Frame::NONE).show(ui, |ui| {
        scrolled(ui, "directory-filter", |ui| filter_ui(ui, model, out));
    });
    scrolled(ui, "directory-list", |ui| list_ui(ui, model, out));
}

fn say(out: &mut Outbox, msg: ServicesMsg) {
    out.say(Msg::Services(msg));
}

fn filter_ui(ui: &mut Ui, model: &Model, out: &mut Outbox) {
    let room = &model.services;
    kit::title(ui, "Services");
    let spec = Field::new("directory-search", "Search", &room.wanted.search)
        .hint("Name, place, or what it is for")
        .width(ui.available_width())
        .focus(model.focus == Some(Focus::First));
    if let Some(text) = text_field(ui, &spec).changed {
        say(out, ServicesMsg::SearchTyped(text));
    }
    let nations: Vec<&str> = std::iter::once("Everywhere").chain(Nation::ALL.map(Nation::title)).collect();
    let chosen = room.wanted.nation.map_or(0, |nation| 1 + Nation::ALL.iter().position(|one| *one == nation).unwrap_or(0));
    if let Some(index) = choices(ui, &Choice::new("directory-nation", "Nation", &nations, Some(chosen))) {
        say(out, ServicesMsg::NationChosen(index.checked_sub(1).and_then(|index| Nation::ALL.get(index).copied())));
    }
    ui.add_space(space::S);
    let kinds: Vec<&str> = std::iter::once("Every kind").chain(Category::ALL.map(Category::title)).collect();
    let chosen = room.wanted.category.map_or(0, |kind| 1 + Category::ALL.iter().position(|one| *one == kind).unwrap_or(0));
    if let Some(index) = choices(ui, &Choice::new("directory-kind", "Kind of help", &kinds, Some(chosen))) {
        say(out, ServicesMsg::CategoryChosen(index.checked_sub(1).and_then(|index| Category::ALL.get(index).copied())));
    }
    if !room.hidden.is_empty() {
        ui.add_space(space::S);
        let label = format!("List the {} hidden here as well", room.hidden.len());
        if let Some(ticked) = tick(ui, "directory-hidden", &label, room.shows_hidden, false) {
            say(out, ServicesMsg::HiddenShown(ticked));
        }
    }
}

fn list_ui(ui: &mut Ui, model: &Model, out: &mut Outbox) {
    let room = &model.services;
    ui.horizontal_wrapped(|ui| {
        if button(ui, Button::secondary("Referrals")).1 {
            say(out, ServicesMsg::TrackerOpened);
        }
        if button(ui, Button::secondary("Add an entry of this practice")).1 {
            say(out, ServicesMsg::NewPressed);
        }
        if button(ui, Button::secondary("Back").key(Shortcut::plain(Key::Escape))).1 {
            out.say(Msg::BackPressed);
        }
    });
    match &room.patient {
        Some(patient) => kit::quiet(
            ui,
            &format!("For {}. Open an entry to record what they say to it; no is as good an answer as yes.", patient.full_name()),
        ),
        None => kit::quiet(
            ui,
            "Information to give. Nothing here decides who may use a service. Open it from a patient's record to record what they say.",
        ),
    };
    let held = room.held_back();
    if room.wanted.energy_limit && held > 0 {
        let text = format!("{held} not brought up: effort makes symptoms worse, so no exercise and no talking therapy as a treatment.");
        let colors = palette(ui);
        kit::alert(ui, colors.caution, colors.caution_tint, &text, |ui| ui.add(egui::Label::new(&text).wrap()));
    }
    let listed = room.listed();
    if listed.is_empty() {
        kit::quiet(ui, "No entry matches. Choose every kind, or search for another word.");
    }
    let mut last = None;
    for entry in listed {
        if last != Some(entry.category) {
            ui.add_space(space::S);
            kit::heading(ui, entry.category.title());
            last = Some(entry.category);
        }
        entry_row(ui, room, entry, model.today(), out);
    }
}

fn entry_row(ui: &mut Ui, room: &ServicesRoom, entry: &Service, today: Day, out: &mut Outbox) {
    let answer = room.answer_to(&entry.id).map(|referral| referral.stage().title().to_owned()).unwrap_or_default();
    let caution = if entry.caution(today).is_some() { "Check before use" } else { "" };
    let end = if answer.is_empty() { caution.to_owned() } else { answer };
    let contact = if entry.contact.is_empty() { String::new() } else { format!("{}. ", entry.contact) };
    let own = if room.is_own(&entry.id) {
        "Entry of this practice. "
    } else if room.is_hidden(&entry.id) {
        "Hidden here. "
    } else {
        ""
    };
    let detail = format!("{}. {own}{contact}{}", entry.provider.title(), entry.about);
    let id = format!("service-{}", entry.id);
    if row(ui, Row { id: &id, name: &entry.name, detail: &detail, end: &end, key: "", focus: false }) {
        say(out, ServicesMsg::EntryOpened(entry.id.clone()));
    }
}

fn entry_ui(ui: &mut Ui, model: &Model, entry: &Service, out: &mut Outbox) {
    let room = &model.services;
    let colors = palette(ui);
    kit::title(ui, &entry.name);
    ui.add(egui::Label::new(&entry.about).wrap());
    let before = entry.before_agreeing();
    kit::alert(ui, colors.accent, colors.tint, &before, |ui| {
        ui.label(RichText::new("Say this before the patient agrees").font(theme::semibold(size::SMALL)));
        ui.add(egui::Label::new(RichText::new(&before).font(theme::semibold(size::BODY))).wrap());
    });
    if let Some(caution) = entry.caution(model.today()) {
        kit::alert(ui, colors.caution, colors.caution_tint, &caution, |ui| ui.add(egui::Label::new(&caution).wrap()));
    }
    ui.add_space(space::S);
    answer_ui(ui, model, entry, out);
    theme::card(colors).show(ui, |ui| {
        ui.set_width(ui.available_width());
        facts_ui(ui, entry);
    });
    ui.add_space(space::M);
    ui.horizontal_wrapped(|ui| {
        if room.is_own(&entry.id) {
            if button(ui, Button::secondary("Change this entry")).1 {
                say(out, ServicesMsg::EditPressed);
            }
            if button(ui, Button::secondary("Take this entry out")).1 {
                say(out, ServicesMsg::RemovePressed);
            }
        } else {
            if button(ui, Button::secondary("Copy as an entry of this practice")).1 {
                say(out, ServicesMsg::CopyPressed);
            }
            let hidden = room.is_hidden(&entry.id);
            if button(ui, Button::secondary(if hidden { "List it here again" } else { "Hide it here" })).1 {
                say(out, ServicesMsg::HidePressed(!hidden));
            }
        }
        let (back, pressed) = button(ui, Button::secondary("All services").key(Shortcut::plain(Key::Escape)));
        if model.focus == Some(Focus::First) && room.patient.is_none() {
            back.request_focus();
        }
        if pressed {
            say(out, ServicesMsg::EntryClosed);
        }
    });
}

fn facts_ui(ui: &mut Ui, entry: &Service) {
    let modes: Vec<&str> = entry.modes.iter().copied().map(ContactMode::title).collect();
    let nations: Vec<&str> = entry.nations.iter().copied().map(Nation::title).collect();
    let checked = entry.checked_on.map_or_else(|| "Nobody has checked it".to_owned(), |on| format!("{}. {}", day::long(on), entry.source));
    let rows = [
        ("For whom", entry.who.clone()),
        ("How to get there", entry.how.clone()),
        ("Cost", entry.cost.clone()),
        ("Contact", entry.contact.clone()),
        ("Ways to be in touch", modes.join(", ")),
        ("Where", entry.place.clone()),
        ("Nations", nations.join(", ")),
        ("Local conditions", entry.local_rules.clone()),
        ("Last checked", checked),
    ];
    for (label, value) in rows {
        if !value.is_empty() {
            ui.add_space(space::XS);
            kit::hint(ui, label);
            ui.add(egui::Label::new(value).wrap());
        }
    }
}

fn answer_ui(ui: &mut Ui, model: &Model, entry: &Service, out: &mut Outbox) {
    let room = &model.services;
    let Some(patient) = &room.patient else { return };
    theme::card(palette(ui)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        kit::heading(ui, "What the patient says");
        let earlier = room.answer_to(&entry.id);
        if let Some(earlier) = earlier {
            kit::quiet(ui, &earlier.line());
        }
        if may_answer(room, entry) {
            let titles = OfferAnswer::ALL.map(OfferAnswer::title);
            let stage = earlier.map(crate::domain::referral::Referral::stage);
            let chosen = OfferAnswer::ALL.iter().position(|answer| stage == Some((*answer).into()));
            let question = format!("{}: {}", patient.full_name(), entry.name);
            let spec = Choice::new("service-answer", &question, &titles, chosen).columns(3).focus(model.focus == Some(Focus::First));
            if let Some(answer) = choices(ui, &spec).and_then(|index| OfferAnswer::ALL.get(index)) {
                say(out, ServicesMsg::Answered(*answer));
            }
        }
        if earlier.is_some_and(|earlier| earlier.stage().may_become(crate::domain::referral::Stage::Sent))
            && button(ui, Button::secondary("Referrals and letters")).1
        {
            say(out, ServicesMsg::TrackerOpened);
        }
    });
    ui.add_space(space::S);
}
