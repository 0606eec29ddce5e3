//! A patient's record: begin a note, go on with a draft, the notes so far.

use egui::{Key, RichText, Ui};

use super::today::advice_line;
use crate::app::follow_up::FollowMsg;
use crate::app::papers::PapersMsg;
use crate::app::services::ServicesMsg;
use crate::app::{Chart, Focus, Model, Msg, Place, RecordsMsg};
use crate::domain::day;
use crate::domain::record::NoteLine;
use crate::gui::Outbox;
use crate::gui::kit::{self, Button, Row, Shortcut, button, row};
use crate::gui::theme::{self, palette, size, space};
use crate::rules::episode::{Certified, episodes};

/// The record.
pub fn chart_ui(ui: &mut Ui, model: &Model, out: &mut Outbox) {
    let Some(chart) = &model.chart else {
        kit::quiet(ui, "No patient is open. Press F2 to find one.");
        return;
    };
    ui.horizontal_wrapped(|ui| {
        let (first, pressed) = button(ui, Button::primary("Begin with the conversation").key(Shortcut::plain(Key::F4)));
        if model.focus == Some(Focus::First) {
            first.request_focus();
        }
        if pressed {
            out.say(Msg::NoteBegun(Place::Conversation));
        }
        if button(ui, Button::primary("Straight to the note").key(Shortcut::plain(Key::F8))).1 {
            out.say(Msg::NoteBegun(Place::Decision));
        }
        if let Some(last) = chart.notes.iter().find(|note| note.stands())
            && button(ui, Button::secondary("Renew the last note").key(Shortcut::plain(Key::F6))).1
        {
            out.say(Msg::RenewPressed(last.id.clone()));
        }
    });
    ui.horizontal_wrapped(|ui| {
        if button(ui, Button::secondary("Papers and sharing").key(Shortcut::ctrl(Key::E))).1 {
            out.say(Msg::Papers(PapersMsg::Opened));
        }
        if button(ui, Button::secondary("Services").key(Shortcut::ctrl(Key::D))).1 {
            out.say(Msg::Services(ServicesMsg::Opened));
        }
        if button(ui, Button::secondary("Follow-ups").key(Shortcut::ctrl(Key::U))).1 {
            out.say(Msg::Follow(FollowMsg::Opened));
        }
        if button(ui, Button::secondary("Change the details").key(Shortcut::alt(Key::D))).1 {
            out.say(Msg::EditPatientPressed);
        }
        if button(ui, Button::secondary("The whole record")).1 {
            out.say(Msg::Records(RecordsMsg::PersonOpened(chart.patient.id.clone())));
        }
    });
    ui.add_space(space::S);
    no_contact_ui(ui, model, chart);
    details_ui(ui, chart);
    if !chart.drafts.is_empty() {
        ui.add_space(space::M);
        theme::card(palette(ui)).show(ui, |ui| {
            ui.set_width(ui.available_width());
            kit::heading(ui, "Drafts in progress");
            for draft in &chart.drafts {
                let detail = format!("Saved {} at {}", day::short(draft.saved_at.date_naive()), draft.saved_at.format("%H:%M"));
                let id = format!("chart-draft-{}", draft.id);
                let (name, end) = super::conversation_kept::draft_name(model, &draft.id);
                ui.horizontal(|ui| {
                    let width = (ui.available_width() - 110.0).max(120.0);
                    ui.vertical(|ui| {
                        ui.set_width(width);
                        if row(ui, Row { id: &id, name: &name, detail: &detail, end, key: "", focus: false }) {
                            out.say(Msg::DraftOpened(draft.id.clone()));
                        }
                    });
                    if button(ui, Button::secondary("Discard")).1 {
                        out.say(Msg::DraftDiscardPressed(draft.id.clone()));
                    }
                });
            }
        });
    }
    ui.add_space(space::M);
    theme::card(palette(ui)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        kit::heading(ui, "Notes issued");
        if chart.notes.is_empty() {
            kit::quiet(ui, "None yet. A note shows here as soon as it is issued, and can be opened and printed again at any time.");
        }
        let gap = model.session.as_ref().map_or(7, |session| session.settings.episode_gap_days(model.today()));
        let grouped = episodes(&Certified::of(&chart.notes), gap);
        for episode in grouped.iter().rev() {
            let until = episode.to.map_or_else(|| "with no last day".to_owned(), |to| format!("to {}", day::long(to)));
            let count = match episode.notes.len() {
                1 => "1 note".to_owned(),
                many => format!("{many} notes"),
            };
            ui.add_space(space::XS);
            kit::section(ui, &format!("Episode from {} {until}, {count}", day::long(episode.from)));
            for note in chart.notes.iter().filter(|note| episode.notes.iter().any(|id| id == note.id.as_str())) {
                note_row(ui, model, note, out);
            }
        }
        let fallen: Vec<&NoteLine> = chart.notes.iter().filter(|note| !note.stands()).collect();
        if !fallen.is_empty() {
            ui.add_space(space::XS);
            kit::section(ui, "Cancelled or replaced");
            for note in fallen {
                note_row(ui, model, note, out);
            }
        }
    });
    super::conversation_kept::list_ui(ui, model, out);
}

/// The wish not to be contacted about work stands on the record.
fn no_contact_ui(ui: &mut Ui, model: &Model, chart: &Chart) {
    let about = &model.follow.about;
    let Some(since) = about.no_contact.filter(|_| about.patient.as_ref() == Some(&chart.patient.id)) else { return };
    let colors = palette(ui);
    let text = format!("Do not contact about work, since {}.", day::long(since));
    kit::alert(ui, colors.caution, colors.caution_tint, &text, |ui| ui.label(RichText::new(&text).font(theme::semibold(size::BODY))));
    ui.add_space(space::S);
}

fn details_ui(ui: &mut Ui, chart: &Chart) {
    let patient = &chart.patient;
    if patient.address.is_empty() && patient.postcode.is_empty() {
        return;
    }
    let address = patient
        .address
        .iter()
        .chain(std::iter::once(&patient.postcode))
        .filter(|line| !line.is_empty())
        .cloned()
        .collect::<Vec<_>>()
        .join(", ");
    kit::quiet(ui, &address);
}

fn note_row(ui: &mut Ui, model: &Model, note: &NoteLine, out: &mut Outbox) {
    let colors = palette(ui);
    let name = match note.to {
        Some(to) => format!("{} to {}", day::long(note.from), day::long(to)),
        None => format!("From {}, with no last day", day::long(note.from)),
    };
    let running = note.stands() && note.from <= model.today() && note.to.is_none_or(|to| model.today() <= to);
    let end = if note.cancelled.is_some() {
        "Cancelled".to_owned()
    } else if note.replaced_by.is_some() {
        "Replaced".to_owned()
    } else if note.by_hand {
        "By hand".to_owned()
    } else if running {
        "Running now".to_owned()
    } else {
        String::new()
    };
    let id = format!("note-{}", note.id);
    let detail = format!("{}. Issued {} by {}", advice_line(note), day::short(note.on), note.issued_by);
    if row(ui, Row { id: &id, name: &name, detail: &detail, end: &end, key: "Open", focus: false }) {
        out.say(Msg::NoteOpened(note.id.clone()));
    }
    if let Some(reason) = &note.cancelled {
        ui.label(RichText::new(format!("Cancelled before it was handed over: {reason}")).size(size::SMALL).color(colors.ink_quiet));
    }
}
