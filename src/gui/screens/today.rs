//! Today: find a patient, go on with a draft, see which notes end soon.

use egui::{Key, Ui};

use super::wants;
use crate::app::follow_up::FollowMsg;
use crate::app::{Input, Model, Msg};
use crate::domain::day::{self, Day};
use crate::domain::nhs_number::NhsNumber;
use crate::domain::record::{NoteLine, Patient};
use crate::gui::Outbox;
use crate::gui::kit::{self, Button, Field, Row, Shortcut, button, row, text_field};
use crate::gui::theme::{self, palette, space};

/// The first screen.
pub fn today_ui(ui: &mut Ui, model: &Model, out: &mut Outbox) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = space::M;
        kit::title(ui, "Today");
        kit::quiet(ui, &format!("{} {}", model.today().format("%A"), day::long(model.today())));
    });
    ui.add_space(space::XS);
    if model.session.as_ref().is_some_and(|session| !session.role.sees_patients()) {
        super::people::without_patients_ui(ui, out);
        return;
    }
    super::records::backup_warning_ui(ui, model);
    search_ui(ui, model, out);
    if !model.today_lists.query.trim().is_empty() {
        return;
    }
    ui.add_space(space::M);
    let shared = std::cell::RefCell::new(out);
    theme::two_columns(
        ui,
        760.0,
        [&mut |ui| drafts_ui(ui, model, &mut shared.borrow_mut()), &mut |ui| ending_ui(ui, model, &mut shared.borrow_mut())],
    );
    let out = shared.into_inner();
    reminders_ui(ui, model, out);
    if !model.today_lists.recent.is_empty() {
        ui.add_space(space::M);
        theme::card(palette(ui)).show(ui, |ui| {
            ui.set_width(ui.available_width());
            kit::heading(ui, "Seen last");
            for patient in &model.today_lists.recent {
                patient_row(ui, patient, model.today(), "", "recent", out);
            }
        });
    }
}

fn search_ui(ui: &mut Ui, model: &Model, out: &mut Outbox) {
    let lists = &model.today_lists;
    theme::card(palette(ui)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        let spec = Field::new("today-search", "Find a patient", &lists.query)
            .hint("Name, date of birth, NHS number, or the scanned code of a note. Enter opens the first match.")
            .width(space::MEASURE)
            .focus(wants(model, &Input::Search));
        let typed = text_field(ui, &spec);
        if let Some(text) = typed.changed {
            out.say(Msg::Typed(Input::Search, text));
        }
        if typed.entered {
            out.say(Msg::SearchEntered);
        }
        if lists.query.trim().is_empty() {
            return;
        }
        if lists.query.contains('|') {
            kit::quiet(ui, "Reading a code. Enter opens what was read.");
            return;
        }
        for (index, patient) in lists.found.iter().enumerate() {
            patient_row(ui, patient, model.today(), if index == 0 { "Enter" } else { "" }, "found", out);
        }
        if lists.answered == lists.asked {
            ui.add_space(space::S);
            if lists.found.is_empty() {
                kit::quiet(ui, "No patient in these records matches.");
            }
            if button(ui, Button::secondary("New patient with these words").key(Shortcut::plain(Key::F3))).1 {
                out.say(Msg::NewPatientPressed);
            }
        }
    });
}

fn patient_row(ui: &mut Ui, patient: &Patient, today: Day, key: &str, list: &str, out: &mut Outbox) {
    let born = patient.date_of_birth;
    let mut detail = format!("Born {} ({})", day::long(born), day::age_in_years(born, today));
    if let Some(number) = patient.nhs_number.as_ref().map(NhsNumber::grouped) {
        detail = format!("{detail}   NHS {number}");
    }
    let id = format!("{list}-{}", patient.id);
    if row(ui, Row { id: &id, name: &patient.banner_name(), detail: &detail, end: &patient.postcode, key, focus: false }) {
        out.say(Msg::PatientOpened(patient.id.clone()));
    }
}

/// Referrals nobody has heard of for long, and follow-ups that are due.
fn reminders_ui(ui: &mut Ui, model: &Model, out: &mut Outbox) {
    let room = &model.services;
    if room.chase.is_empty() && room.follow_ups_due == 0 {
        return;
    }
    ui.add_space(space::M);
    theme::card(palette(ui)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        kit::heading(ui, "Loops still open");
        for (referral, whose) in &room.chase {
            let id = format!("chase-{}", referral.id);
            let detail = format!("{}. Ask what became of it.", referral.line());
            let name = format!("{whose}: {}", referral.service_name);
            if row(ui, Row { id: &id, name: &name, detail: &detail, end: "", key: "", focus: false }) {
                out.say(Msg::PatientOpened(referral.patient.clone()));
            }
        }
        for follow_up in &room.due {
            let id = format!("due-{}", follow_up.id);
            let name = format!("{}: follow-up after {}", follow_up.patient_name, follow_up.after.title());
            let detail = format!("Asked for by the patient. By: {}", follow_up.touch.title().to_lowercase());
            let end = match (model.today() - follow_up.due).num_days() {
                0 => "Due today".to_owned(),
                1 => "Due since yesterday".to_owned(),
                days => format!("Due for {days} days"),
            };
            if row(ui, Row { id: &id, name: &name, detail: &detail, end: &end, key: "", focus: false }) {
                out.say(Msg::PatientOpened(follow_up.patient.clone()));
            }
        }
        if room.follow_ups_due > 0 {
            let name = match room.follow_ups_due {
                1 => "1 follow-up is due".to_owned(),
                many => format!("{many} follow-ups are due"),
            };
            if row(ui, Row { id: "follow-ups-due", name: &name, detail: "The queue", end: "Ctrl U", key: "", focus: false }) {
                out.say(Msg::Follow(FollowMsg::Opened));
            }
        }
    });
}

fn drafts_ui(ui: &mut Ui, model: &Model, out: &mut Outbox) {
    theme::card(palette(ui)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        kit::heading(ui, "Drafts in progress");
        if model.today_lists.drafts.is_empty() {
            kit::quiet(
                ui,
                if model.today_lists.loaded {
                    "None. A note that you begin is kept here until it is issued or discarded."
                } else {
                    "Loading…"
                },
            );
        }
        for draft in &model.today_lists.drafts {
            let id = format!("draft-{}", draft.id);
            let detail = format!("Saved {} at {}", day::short(draft.saved_at.date_naive()), draft.saved_at.format("%H:%M"));
            if row(ui, Row { id: &id, name: &draft.patient_name, detail: &detail, end: "Go on", key: "", focus: false }) {
                out.say(Msg::DraftOpened(draft.id.clone()));
            }
        }
    });
}

fn ending_ui(ui: &mut Ui, model: &Model, out: &mut Outbox) {
    theme::card(palette(ui)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        kit::heading(ui, "Notes that end soon");
        if model.today_lists.ending.is_empty() {
            kit::quiet(ui, if model.today_lists.loaded { "None end in the next seven days." } else { "Loading…" });
        }
        for note in &model.today_lists.ending {
            let id = format!("ending-{}", note.id);
            let held = if model.services.is_not_contacted(&note.patient) { ". Not to be contacted about work" } else { "" };
            let detail = format!("{}{held}", advice_line(note));
            if row(
                ui,
                Row { id: &id, name: &note.patient_name, detail: &detail, end: &ends(note.to, model.today()), key: "", focus: false },
            ) {
                out.say(Msg::PatientOpened(note.patient.clone()));
            }
        }
    });
}

/// `Not fit for work. Low back pain`.
pub fn advice_line(note: &NoteLine) -> String {
    let advice = if note.not_fit { "Not fit for work" } else { "May be fit for work" };
    let conditions = note.conditions.replace('\n', " ");
    format!("{advice}. {conditions}")
}

fn ends(to: Option<Day>, today: Day) -> String {
    match to.map(|to| (to - today).num_days()) {
        None => String::new(),
        Some(0) => "Ends today".into(),
        Some(1) => "Ends tomorrow".into(),
        Some(-1) => "Ended yesterday".into(),
        Some(days) if days < 0 => format!("Ended {} days ago", -days),
        Some(days) => format!("Ends in {days} days"),
    }
}
