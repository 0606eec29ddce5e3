//! The few controls that all screens are made of, each with its accessible name, role, state, hint and error.

mod button;
mod choice;
mod field;
mod masked;
mod row;
mod text;
mod ticks;

pub use button::{Button, button, link};
pub use choice::{Choice, choices};
pub use field::{Field, text_field};
pub use row::{Row, row};
pub use text::{alert, column, error_line, heading, hint, key, label_value, quiet, section, title};
pub use ticks::{Ticks, tick, ticks};

use egui::{self, Key, Modifiers, Response, Ui};

/// A key with its modifiers, as it is pressed and as it is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shortcut {
    pub modifiers: Modifiers,
    pub key: Key,
}

impl Shortcut {
    /// A key alone.
    #[must_use]
    pub const fn plain(key: Key) -> Self {
        Self { modifiers: Modifiers::NONE, key }
    }

    /// Control (Command on a Mac) and a key.
    #[must_use]
    pub const fn ctrl(key: Key) -> Self {
        Self { modifiers: Modifiers::COMMAND, key }
    }

    /// Alt and a key.
    #[must_use]
    pub const fn alt(key: Key) -> Self {
        Self { modifiers: Modifiers::ALT, key }
    }

    /// As shown on the button: `Ctrl S`.
    #[must_use]
    pub fn shown(self) -> String {
        let key = match self.key {
            Key::Escape => "Esc".to_owned(),
            Key::ArrowLeft => "←".to_owned(),
            Key::ArrowRight => "→".to_owned(),
            other => other.symbol_or_name().to_owned(),
        };
        if self.modifiers.command {
            format!("Ctrl {key}")
        } else if self.modifiers.alt {
            format!("Alt {key}")
        } else {
            key
        }
    }

    /// Whether it was pressed; a press is taken only once.
    #[must_use]
    pub fn pressed(self, ctx: &egui::Context) -> bool {
        ctx.input_mut(|input| input.consume_key(self.modifiers, self.key))
    }
}

/// Scrolls to a control when the keyboard comes to it.
fn keep_in_view(ui: &Ui, response: &Response) {
    if response.gained_focus() {
        // With what stands just above and below: the question, the error, the reading of what was typed.
        let around = response.rect.expand2(egui::vec2(0.0, 84.0));
        ui.scroll_to_rect(around, None);
    }
}
