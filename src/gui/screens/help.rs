//! The list of keys.

use egui::{Key, Ui};

use crate::app::Msg;
use crate::gui::Outbox;
use crate::gui::kit::{self, Button, Shortcut, button};
use crate::gui::theme::{self, palette, space};

const KEYS: [(&str, &[(&str, &str)]); 4] = [
    (
        "Everywhere",
        &[
            ("F2", "Today: find a patient"),
            ("F3", "New patient"),
            ("F8", "To the decision, from anywhere in a note"),
            ("Esc", "One step back"),
            ("Ctrl L", "Lock"),
            ("Ctrl K", "People: who signs in, your passphrase, the recovery key"),
            ("Ctrl H", "Audit log, and verifying the records"),
            ("Ctrl ,", "Settings"),
            ("Ctrl + / −", "Larger, smaller"),
        ],
    ),
    ("In a conversation", &[("Ctrl Enter", "Next question"), ("Alt ←", "The question before"), ("F8", "To the decision")]),
    (
        "In a decision",
        &[
            ("1 to 9", "Choose an option of the group that has the keyboard, and go on"),
            ("Arrows, Space", "Move between options, choose one"),
            ("Tab", "Next field"),
            ("F9", "Issue the note"),
            ("F10", "Record a note that was written by hand"),
        ],
    ),
    (
        "With an issued note",
        &[
            ("Ctrl P", "Print"),
            ("Ctrl S", "Save the PDF"),
            ("Ctrl O", "Save and open it"),
            ("F6", "Renew: a new note that follows on, also from the patient's record"),
            ("F7", "Duplicate, where the original is lost"),
            ("F10", "Replace a note that is wrong"),
            ("F11", "Cancel a note that was not handed over"),
        ],
    ),
];

/// The list.
pub fn help_ui(ui: &mut Ui, out: &mut Outbox) {
    kit::title(ui, "Keys");
    ui.set_max_width(760.0);
    for (part, keys) in KEYS {
        ui.add_space(space::S);
        theme::card(palette(ui)).show(ui, |ui| {
            ui.set_width(ui.available_width());
            kit::heading(ui, part);
            egui::Grid::new(part).num_columns(2).spacing([space::XL, space::S]).show(ui, |ui| {
                for (key, does) in keys {
                    kit::key(ui, key);
                    ui.label(*does);
                    ui.end_row();
                }
            });
        });
    }
    ui.add_space(space::M);
    if button(ui, Button::secondary("Close").key(Shortcut::plain(Key::F1))).1 {
        out.say(Msg::HelpToggled);
    }
}
