//! The fields of the practice's particulars, at first run and in the settings, and the card of the settings that holds them.

use egui::{Key, Ui};

use super::{error_summary, wants};
use crate::app::{Focus, Input, Model, Msg, PracticeForm, Session};
use crate::domain::profession::Nation;
use crate::domain::role::Role;
use crate::gui::Outbox;
use crate::gui::kit::{self, Button, Choice, Field, Shortcut, button, choices, text_field};
use crate::gui::theme::{self, palette, space};

/// Name, address, postcode, telephone and nation.
pub fn practice_fields_ui<'a>(
    ui: &mut Ui,
    model: &Model,
    form: &PracticeForm,
    error: &dyn Fn(&Input) -> Option<&'a str>,
    out: &mut Outbox,
) {
    let mut text = |ui: &mut Ui, spec: Field<'_>, input: Input| {
        let width = ui.available_width();
        let spec = Field { error: error(&input), focus: wants(model, &input), width: spec.width.min(width), ..spec };
        if let Some(text) = text_field(ui, &spec).changed {
            out.say(Msg::Typed(input, text));
        }
    };
    text(ui, Field::new("setup-practice", "Name of the practice", &form.name).width(420.0), Input::PracticeName);
    text(ui, Field::new("setup-address", "Address", &form.address).rows(3).width(420.0), Input::PracticeAddress);
    ui.horizontal_top(|ui| {
        text(ui, Field::new("setup-postcode", "Postcode", &form.postcode).width(140.0), Input::PracticePostcode);
        text(ui, Field::new("setup-telephone", "Telephone", &form.telephone).width(200.0), Input::PracticeTelephone);
    });
    let names: Vec<&str> = Nation::ALL.iter().map(|nation| nation.title()).collect();
    let chosen = form.nation.and_then(|nation| Nation::ALL.iter().position(|n| *n == nation));
    let spec =
        Choice::new("setup-nation", "Nation", &names, chosen).columns(2).error(error(&Input::Nation)).focus(wants(model, &Input::Nation));
    if let Some(nation) = choices(ui, &spec).and_then(|i| Nation::ALL.get(i)) {
        out.say(Msg::NationChosen(*nation));
    }
    match form.nation {
        Some(Nation::NorthernIreland) => {
            kit::hint(ui, "Northern Ireland has its own form, which this program does not hold yet. Notes cannot be issued for it.");
        }
        Some(Nation::Wales) => {
            kit::hint(ui, "Wales prints a bilingual form, which this program does not hold yet. The English print is used.");
        }
        Some(Nation::England | Nation::Scotland) | None => {}
    }
}

/// The card of the settings: the practice as it stands, or its fields while they are changed.
pub fn practice_card_ui(ui: &mut Ui, model: &Model, session: &Session, out: &mut Outbox) {
    theme::card(palette(ui)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        kit::heading(ui, "The practice");
        let Some(form) = &model.practice_form else {
            standing_ui(ui, session, out);
            return;
        };
        let faults = if form.asked { form.faults() } else { Vec::new() };
        let summary: Vec<(Focus, String)> = faults.iter().map(|(input, text)| (Focus::Input(input.clone()), text.clone())).collect();
        error_summary(ui, &summary, out);
        let error = |input: &Input| faults.iter().find(|(at, _)| at == input).map(|(_, text)| text.as_str());
        practice_fields_ui(ui, model, form, &error, out);
        ui.add_space(space::S);
        ui.horizontal_wrapped(|ui| {
            if button(ui, Button::primary("Save the details").key(Shortcut::ctrl(Key::Enter))).1 {
                out.say(Msg::PracticeSavePressed);
            }
            if button(ui, Button::secondary("Leave them as they are")).1 {
                out.say(Msg::PracticeDropped);
            }
        });
        kit::hint(ui, "Notes from now on print what stands here. Notes issued before stay as they were issued.");
    });
}

fn standing_ui(ui: &mut Ui, session: &Session, out: &mut Outbox) {
    let practice = &session.practice;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = space::XXL;
        kit::label_value(ui, "Practice", &practice.name);
        kit::label_value(ui, "Address", &[practice.address.join(", "), practice.postcode.clone()].join(", "));
        if !practice.telephone.is_empty() {
            kit::label_value(ui, "Telephone", &practice.telephone);
        }
        kit::label_value(ui, "Nation", practice.nation.title());
    });
    if session.role == Role::Assistant {
        return;
    }
    ui.add_space(space::XS);
    if button(ui, Button::secondary("Change the practice's details")).1 {
        out.say(Msg::PracticeAsked);
    }
}
