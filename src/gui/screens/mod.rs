//! One file a screen: each reads the model and says what the person did.

pub mod audit;
mod calendar;
pub mod chart;
pub mod conversation;
mod conversation_ask;
mod conversation_fields;
mod conversation_grids;
mod conversation_kept;
pub mod conversation_pause;
mod conversation_picks;
mod conversation_prompts;
mod conversation_step;
pub mod decision;
mod decision_parts;
pub mod directory;
pub mod door;
pub mod figures;
mod finding;
pub mod follow_up;
mod follow_up_asked;
pub mod help;
mod ledger;
pub mod note;
pub mod papers;
pub mod patient_form;
pub mod people;
pub mod plan_builder;
mod practice_form;
pub mod practising;
pub mod records;
mod records_long_kept;
mod records_person;
pub mod referral;
pub mod scanned;
mod service_form;
pub mod settings;
pub mod today;

use egui::{RichText, Ui};

use super::Outbox;
use super::kit;
use super::theme::{self, palette, size};
use crate::app::{Focus, Input, Model, Msg};

/// Whether Ctrl Enter was pressed. Taken in front of the options of a screen: Enter would choose the one that has the keyboard.
fn confirmed(ui: &Ui) -> bool {
    kit::Shortcut::ctrl(egui::Key::Enter).pressed(ui.ctx())
}

/// Whether this field is to take the keyboard now.
fn wants(model: &Model, input: &Input) -> bool {
    model.focus.as_ref() == Some(&Focus::Input(input.clone()))
}

/// The list of errors at the top of a form: each leads to its field.
fn error_summary(ui: &mut Ui, faults: &[(Focus, String)], out: &mut Outbox) {
    if faults.is_empty() {
        return;
    }
    let colors = palette(ui);
    let heading = if faults.len() == 1 { "One thing is still needed" } else { "Some things are still needed" };
    let spoken = faults.iter().map(|(_, sentence)| sentence.as_str()).collect::<Vec<_>>().join(" ");
    kit::alert(ui, colors.trouble, colors.trouble_tint, &format!("{heading}. {spoken}"), |ui| {
        ui.label(RichText::new(heading).font(theme::semibold(size::BODY)));
        for (focus, sentence) in faults {
            if kit::link(ui, sentence, colors.trouble) {
                out.say(Msg::FocusAsked(focus.clone()));
            }
        }
    });
    ui.add_space(theme::space::S);
}
