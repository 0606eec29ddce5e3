//! A new patient, or a patient's details changed.

use egui::{Key, Ui};

use super::{error_summary, wants};
use crate::app::{Focus, Input, Model, Msg};
use crate::domain::day;
use crate::domain::nhs_number::NhsNumber;
use crate::gui::Outbox;
use crate::gui::kit::{self, Button, Field, Shortcut, button, text_field};
use crate::gui::theme::{self, palette, space};

/// The form.
pub fn patient_form_ui(ui: &mut Ui, model: &Model, out: &mut Outbox) {
    let form = &model.patient_form;
    kit::title(ui, if form.editing.is_some() { "Change the details" } else { "New patient" });
    ui.add_space(space::S);
    kit::column(ui, 760.0);
    let faults = if form.asked { form.faults(model.today()) } else { Vec::new() };
    let summary: Vec<(Focus, String)> = faults.iter().map(|(input, text)| (Focus::Input(input.clone()), text.clone())).collect();
    error_summary(ui, &summary, out);
    let error = |input: &Input| faults.iter().find(|(at, _)| at == input).map(|(_, text)| text.as_str());
    let text = |ui: &mut Ui, spec: Field<'_>, input: Input, out: &mut Outbox| {
        let spec = Field { error: error(&input), focus: wants(model, &input), ..spec };
        let typed = text_field(ui, &spec);
        if let Some(text) = typed.changed {
            out.say(Msg::Typed(input, text));
        }
        if typed.entered {
            // Enter goes on to the next field, as in a paper form.
            ui.memory_mut(|memory| memory.move_focus(egui::FocusDirection::Next));
        }
    };
    theme::card(palette(ui)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = space::L;
            text(ui, Field::new("patient-title", "Title (optional)", &form.title).width(110.0), Input::Title, out);
            text(ui, Field::new("patient-given", "Given names", &form.given_names).width(260.0), Input::GivenNames, out);
            text(ui, Field::new("patient-family", "Family name", &form.family_name).width(260.0), Input::FamilyName, out);
        });
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = space::L;
            let half = ((ui.available_width() - space::L) / 2.0).min(330.0);
            ui.vertical(|ui| {
                ui.set_width(half);
                text(
                    ui,
                    Field::new("patient-born", "Date of birth", &form.born).hint("As you like: 29/2/84, 29 02 1984, 29 feb 84").width(half),
                    Input::Born,
                    out,
                );
                if let Ok(born) = form.date_of_birth(model.today()) {
                    kit::hint(ui, &format!("{}, {} years old", day::long(born), day::age_in_years(born, model.today())));
                }
            });
            ui.vertical(|ui| {
                ui.set_width(half);
                let spec =
                    Field::new("patient-nhs", "NHS number (optional)", &form.nhs_number).hint("A CHI or H&C number fits too").width(half);
                text(ui, spec, Input::NhsNumber, out);
                // A slip is said as soon as ten digits stand there.
                if error(&Input::NhsNumber).is_none() && form.nhs_number.chars().filter(char::is_ascii_digit).count() >= 10 {
                    match NhsNumber::parse(&form.nhs_number) {
                        Ok(number) => _ = kit::hint(ui, &format!("{}: the check digit fits", number.grouped())),
                        Err(error) => _ = kit::error_line(ui, &error.to_string()),
                    }
                }
            });
        });
        text(ui, Field::new("patient-address", "Address (optional)", &form.address).rows(3).width(420.0), Input::PatientAddress, out);
        text(ui, Field::new("patient-postcode", "Postcode (optional)", &form.postcode).width(160.0), Input::PatientPostcode, out);
    });
    ui.add_space(space::M);
    ui.horizontal(|ui| {
        let label = if form.editing.is_some() { "Save the details" } else { "Add the patient" };
        if button(ui, Button::primary(label).key(Shortcut::ctrl(Key::Enter)).enabled(!form.saving)).1 {
            out.say(Msg::PatientSavePressed);
        }
        if button(ui, Button::secondary("Back").key(Shortcut::plain(Key::Escape))).1 {
            out.say(Msg::BackPressed);
        }
    });
}
