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
            ("F12", "Pause: stop the part about work, see what to do next; again to go back"),
            ("F8", "To the decision, from anywhere in a note"),
            ("Esc", "One step back"),
            ("Ctrl L", "Lock"),
            ("Ctrl K", "People: who signs in, your passphrase, the recovery key"),
            ("Ctrl H", "Audit log, and verifying the records"),
            ("Ctrl D", "Services: the directory, referrals and letters"),
            ("Ctrl U", "Follow-ups"),
            ("Ctrl G", "Figures of the practice"),
            ("Ctrl T", "Practice with invented patients"),
            ("Ctrl ,", "Settings"),
            ("Ctrl B", "Records: backups, and bundles for another computer"),
            ("Ctrl + / −", "Larger, smaller"),
        ],
    ),
    (
        "In a conversation",
        &[
            ("Ctrl Enter", "Next question"),
            ("Alt ←", "The question before"),
            ("Alt L", "Another length: every answer comes along"),
            ("Alt W", "All questions on one sheet, or one at a time"),
            ("Alt Y", "This step was said already: mark it and go on"),
            ("Alt R", "Bring back what was taken away last at this step"),
            ("Letters", "In a long list of boxes: to the next that begins with it"),
            ("Alt B", "The plan of hours"),
            ("F8", "To the decision"),
            ("Alt B", "The plan of hours"),
            ("Ctrl E", "Papers and sharing"),
        ],
    ),
    (
        "In a decision",
        &[
            ("1 to 9", "Choose an option of the group that has the keyboard, and go on"),
            ("Arrows, Space", "Move between options, choose one"),
            ("Tab", "Next field"),
            ("F9", "Issue the note"),
            ("F10", "Record a note that was written by hand"),
            ("Alt U, Alt X", "Use the words picked in the conversation, or what was described"),
            ("Alt B", "The plan of hours"),
            ("Ctrl E", "Papers and sharing, also from a note and from the patient's record"),
        ],
    ),
    (
        "With an issued note",
        &[
            ("Ctrl P", "Print"),
            ("Ctrl S", "Save the PDF"),
            ("Ctrl O", "Save and open it"),
            ("Alt Z", "Larger, step by step, and back to the width; with Shift smaller"),
            ("Alt V", "The statement, or the whole page"),
            ("Alt Page Up, Page Down", "The page before, the next page"),
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
    kit::column(ui, 760.0);
    for (part, keys) in KEYS {
        ui.add_space(space::S);
        theme::card(palette(ui)).show(ui, |ui| {
            ui.set_width(ui.available_width());
            kit::heading(ui, part);
            // Room for the longest key; what it does wraps beside it.
            let room = (ui.available_width() - 230.0).max(120.0);
            egui::Grid::new(part).num_columns(2).spacing([space::XL, space::S]).max_col_width(room).show(ui, |ui| {
                for (key, does) in keys {
                    kit::key(ui, key);
                    ui.add(egui::Label::new(*does).wrap());
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
