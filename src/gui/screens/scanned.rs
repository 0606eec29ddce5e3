//! A note was read from its code: what it says with every doubt, whose it is, and what next.

use egui::{Key, RichText, Ui};

use crate::app::{Focus, Model, Msg, Place, Scan, ScanMsg};
use crate::content::forms::DataMatrixName;
use crate::domain::day;
use crate::domain::record::Patient;
use crate::gui::Outbox;
use crate::gui::kit::{self, Button, Row, Shortcut, button, row};
use crate::gui::theme::{self, palette, size, space};
use crate::paper::data_matrix::label;
use crate::paper::scanned::NOT_IN_THE_CODE;

/// Whose note it is and what next, beside what was read.
pub fn scanned_ui(ui: &mut Ui, model: &Model, out: &mut Outbox) {
    let Some(scan) = &model.scan else {
        kit::quiet(ui, "No note was read. Press F2, then scan the square code of a note into the search box.");
        return;
    };
    kit::title(ui, "A note was read");
    kit::quiet(ui, "Reading records nothing and issues nothing. Check what is marked against the paper.");
    ui.add_space(space::S);
    let shared = std::cell::RefCell::new(out);
    theme::two_columns(
        ui,
        760.0,
        [
            &mut |ui| {
                let mut out = shared.borrow_mut();
                whose_ui(ui, model, scan, &mut out);
                ui.add_space(space::M);
                next_ui(ui, scan, &mut out);
            },
            &mut |ui| read_ui(ui, scan),
        ],
    );
}

fn whose_ui(ui: &mut Ui, model: &Model, scan: &Scan, out: &mut Outbox) {
    theme::card(palette(ui)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        kit::heading(ui, "Whose note is it?");
        if let Some(patient) = &scan.chosen {
            let text = format!("Chosen: {}", patient.banner_name());
            let shown = ui.label(RichText::new(&text).font(theme::semibold(size::BODY)));
            ui.ctx().accesskit_node_builder(shown.id, |node| node.set_live(egui::accesskit::Live::Polite));
        }
        let wants = model.focus == Some(Focus::First);
        match &scan.candidates {
            None => _ = kit::quiet(ui, "Looking in the records…"),
            Some(found) if found.is_empty() && scan.chosen.is_none() => {
                kit::quiet(ui, "Nobody in these records has this name and date of birth.");
            }
            Some(found) => {
                for (index, candidate) in found.iter().enumerate() {
                    let patient = &candidate.patient;
                    let id = format!("scanned-{}", patient.id);
                    let detail = format!("{}. {}", born(patient), candidate.fit.in_words());
                    let is_chosen = scan.chosen.as_ref().is_some_and(|chosen| chosen.id == patient.id);
                    let focus = wants && index == 0 && scan.chosen.is_none();
                    let end = if is_chosen { "Chosen" } else { "Choose" };
                    if row(ui, Row { id: &id, name: &patient.banner_name(), detail: &detail, end, key: "", focus }) {
                        out.say(Msg::Scan(ScanMsg::Chosen(patient.id.clone())));
                    }
                }
            }
        }
        ui.add_space(space::S);
        let add = Button::secondary("Add as a new patient").key(Shortcut::plain(Key::F3));
        let (response, pressed) = button(ui, add);
        if wants && scan.chosen.is_none() && scan.candidates.as_ref().is_some_and(Vec::is_empty) {
            response.request_focus();
        }
        if pressed {
            out.say(Msg::Scan(ScanMsg::AddPressed));
        }
    });
}

fn born(patient: &Patient) -> String {
    format!("Born {}", day::long(patient.date_of_birth))
}

fn next_ui(ui: &mut Ui, scan: &Scan, out: &mut Outbox) {
    theme::card(palette(ui)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        kit::heading(ui, "What next");
        kit::hint(
            ui,
            "A note that is begun takes over the condition and, where the absence goes on, its first day. The assessment, the advice and \
             the dates are made anew.",
        );
        let ready = scan.chosen.is_some() && !scan.beginning;
        ui.horizontal_wrapped(|ui| {
            for (text, key, place) in
                [("Begin with the conversation", Key::F4, Place::Conversation), ("Straight to the note", Key::F8, Place::Decision)]
            {
                if button(ui, Button::primary(text).key(Shortcut::plain(key)).enabled(ready)).1 {
                    out.say(Msg::Scan(ScanMsg::Begun(place)));
                }
            }
            if let Some(patient) = &scan.chosen
                && button(ui, Button::secondary("Patient's record")).1
            {
                out.say(Msg::PatientOpened(patient.id.clone()));
            }
        });
        if scan.chosen.is_none() {
            kit::hint(ui, "Choose the patient first.");
        }
    });
}

fn read_ui(ui: &mut Ui, scan: &Scan) {
    let colors = palette(ui);
    theme::card(colors).show(ui, |ui| {
        ui.set_width(ui.available_width());
        kit::heading(ui, "What was read");
        for line in &scan.scanned.of_the_text {
            ui.add(egui::Label::new(RichText::new(*line).font(theme::semibold(size::SMALL)).color(colors.caution)).wrap());
        }
        for field in scan.scanned.fields() {
            let doubts: Vec<&str> = scan.scanned.doubts_of(field.name).collect();
            // What is empty or not ticked, and doubted by nobody, says nothing. A duplicate is said either way.
            let says_nothing = field.shown.is_empty() || (field.shown == "No" && field.name != DataMatrixName::FollowUp);
            if says_nothing && doubts.is_empty() {
                continue;
            }
            ui.add_space(space::XS);
            let shown = if field.shown.is_empty() { "Not given" } else { &field.shown };
            kit::label_value(ui, label(field.name), shown);
            for doubt in doubts {
                let text = format!("Check: {doubt}");
                ui.add(egui::Label::new(RichText::new(text).size(size::SMALL).color(colors.caution)).wrap());
            }
        }
        ui.add_space(space::S);
        ui.add(egui::Label::new(RichText::new(NOT_IN_THE_CODE).size(size::SMALL).color(colors.ink_quiet)).wrap());
    });
}
