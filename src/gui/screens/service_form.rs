//! An entry of the practice while it is typed: nothing that decides trust is chosen beforehand.

use egui::{Key, Ui};

use crate::app::services::{ServiceField, ServiceForm, ServicesMsg};
use crate::app::{Focus, Model, Msg};
use crate::domain::profession::Nation;
use crate::domain::service::{Category, ContactMode, PassesToDwp, Provider};
use crate::gui::Outbox;
use crate::gui::kit::{self, Button, Choice, Field, Shortcut, button, choices, text_field, tick};
use crate::gui::theme::{self, palette, space};

const TEXTS: [(ServiceField, &str, &str, usize); 11] = [
    (ServiceField::Name, "Name of the service", "", 1),
    (ServiceField::About, "What it is", "", 2),
    (ServiceField::Who, "For whom", "In the service's own terms", 1),
    (ServiceField::How, "How to get there", "", 1),
    (ServiceField::Cost, "What it costs the person", "", 1),
    (ServiceField::Contact, "Number or address", "", 1),
    (ServiceField::Place, "Where, and how far", "Such as: Whitby, 12 miles, bus every hour", 1),
    (ServiceField::LocalRules, "Local conditions", "Shown as text; nobody is turned away by it", 2),
    (ServiceField::DataNote, "What a person should know about their data", "", 2),
    (ServiceField::Checked, "Last checked", "The day on which somebody looked; empty where nobody has", 1),
    (ServiceField::Source, "Where it was read", "", 1),
];

/// The form.
pub fn service_form_ui(ui: &mut Ui, model: &Model, form: &ServiceForm, out: &mut Outbox) {
    let confirmed = super::confirmed(ui);
    let mut say = |msg: ServicesMsg| out.say(Msg::Services(msg));
    kit::title(ui, if form.id.is_some() { "Change an entry" } else { "New entry of this practice" });
    let faults = form.faults(model.today());
    if form.asked && !faults.is_empty() {
        let colors = palette(ui);
        let spoken = faults.join(" ");
        kit::alert(ui, colors.trouble, colors.trouble_tint, &spoken, |ui| {
            for fault in &faults {
                ui.label(*fault);
            }
        });
    }
    theme::card(palette(ui)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        let mut values = form.clone();
        for (index, (field, label, hint, rows)) in TEXTS.into_iter().enumerate() {
            let id = format!("service-text-{index}");
            let value = values.text(field).clone();
            let spec = Field::new(&id, label, &value)
                .hint(hint)
                .rows(rows)
                .width(ui.available_width())
                .focus(index == 0 && model.focus == Some(Focus::First));
            if let Some(text) = text_field(ui, &spec).changed {
                say(ServicesMsg::FormTyped(field, text));
            }
        }
        let kinds = Category::ALL.map(Category::title);
        let chosen = Category::ALL.iter().position(|one| form.category == Some(*one));
        if let Some(kind) =
            choices(ui, &Choice::new("service-kind", "What it is for", &kinds, chosen).columns(2)).and_then(|i| Category::ALL.get(i))
        {
            say(ServicesMsg::FormCategory(*kind));
        }
        ui.add_space(space::S);
        let providers = Provider::ALL.map(Provider::title);
        let chosen = Provider::ALL.iter().position(|one| form.provider == Some(*one));
        if let Some(one) =
            choices(ui, &Choice::new("service-provider", "Who runs it", &providers, chosen).columns(3)).and_then(|i| Provider::ALL.get(i))
        {
            say(ServicesMsg::FormProvider(*one));
        }
        ui.add_space(space::S);
        let passes = PassesToDwp::ALL.map(PassesToDwp::title);
        let chosen = PassesToDwp::ALL.iter().position(|one| form.passes_to_dwp == Some(*one));
        let spec = Choice::new("service-dwp", "Does data reach the DWP?", &passes, chosen).columns(3);
        if let Some(one) = choices(ui, &spec).and_then(|i| PassesToDwp::ALL.get(i)) {
            say(ServicesMsg::FormDwp(*one));
        }
        ui.add_space(space::S);
        kit::section(ui, "Nations");
        ui.horizontal_wrapped(|ui| {
            for nation in Nation::ALL {
                let id = format!("service-nation-{}", nation.title());
                if let Some(ticked) = tick(ui, &id, nation.title(), form.nations.contains(&nation), false) {
                    say(ServicesMsg::FormNation(nation, ticked));
                }
            }
        });
        kit::section(ui, "Ways to be in touch");
        ui.horizontal_wrapped(|ui| {
            for mode in ContactMode::ALL {
                let id = format!("service-mode-{}", mode.title());
                if let Some(ticked) = tick(ui, &id, mode.title(), form.modes.contains(&mode), false) {
                    say(ServicesMsg::FormMode(mode, ticked));
                }
            }
        });
    });
    ui.add_space(space::S);
    ui.horizontal(|ui| {
        if button(ui, Button::primary("Save the entry").key(Shortcut::ctrl(Key::Enter))).1 || confirmed {
            say(ServicesMsg::FormSaved);
        }
        if button(ui, Button::secondary("Leave it").key(Shortcut::plain(Key::Escape))).1 {
            say(ServicesMsg::FormDropped);
        }
    });
}
