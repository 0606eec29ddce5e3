//! Questions between the steps: time and energy, and the end without a note.

use egui::{Frame, Key, Margin, RichText, Ui};

use crate::app::{EnergyAnswer, Focus, Model, Msg, TalkMsg};
use crate::content::conversation::energy_check;
use crate::gui::Outbox;
use crate::gui::kit::{self, Button, Shortcut, button};
use crate::gui::theme::{self, palette, size, space};

/// Time and energy: four answers that look alike.
pub fn energy_ui(ui: &mut Ui, model: &Model, out: &mut Outbox) {
    let Some(question) = &model.talk.energy else { return };
    let check = energy_check();
    ui.set_max_width(760.0);
    kit::title(ui, &check.title);
    let colors = palette(ui);
    Frame::new().fill(colors.surface).corner_radius(theme::ROUND).inner_margin(Margin::symmetric(16, 12)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        let words = if question.resting { check.resting.clone() } else { format!("“{}”", check.say) };
        ui.add(egui::Label::new(RichText::new(words).size(size::SAY)).wrap());
    });
    ui.add_space(space::M);
    let answers =
        EnergyAnswer::ALL.iter().filter(|(answer, _)| !question.resting || matches!(answer, EnergyAnswer::GoOn | EnergyAnswer::Stop));
    ui.horizontal_wrapped(|ui| {
        for (index, (answer, id)) in answers.enumerate() {
            let label = check.options.iter().find(|option| option.id == *id).map_or("", |option| &option.label);
            let (response, pressed) = button(ui, Button::secondary(label));
            if index == 0 && model.focus == Some(Focus::First) {
                response.request_focus();
            }
            if pressed {
                out.say(Msg::Talk(TalkMsg::EnergyAnswered(*answer)));
            }
        }
    });
    // The keys of the conversation keep their meaning.
    if Shortcut::ctrl(Key::Enter).pressed(ui.ctx()) {
        out.say(Msg::StepNext);
    }
    if Shortcut::alt(Key::ArrowLeft).pressed(ui.ctx()) {
        out.say(Msg::StepBack);
    }
    if Shortcut::plain(Key::F8).pressed(ui.ctx()) {
        out.say(Msg::DecisionAsked);
    }
}

/// Whether to end without a note.
pub fn ending_ui(ui: &mut Ui, model: &Model, out: &mut Outbox) {
    ui.set_max_width(760.0);
    kit::title(ui, "End without a note?");
    ui.add(
        egui::Label::new(
            "What was said is kept in this patient's record, with the words that were shown, and can be read there. It cannot be changed \
             afterwards. Where nothing was said, nothing is kept.",
        )
        .wrap(),
    );
    ui.add_space(space::M);
    ui.horizontal_wrapped(|ui| {
        let (keep, kept) = button(ui, Button::secondary("Go on with it").key(Shortcut::plain(Key::Escape)));
        if model.focus == Some(Focus::First) {
            keep.request_focus();
        }
        if kept {
            out.say(Msg::Talk(TalkMsg::EndDropped));
        }
        if button(ui, Button::secondary("End without a note")).1 {
            out.say(Msg::Talk(TalkMsg::EndConfirmed));
        }
    });
}
