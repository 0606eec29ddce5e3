//! Questions between the steps: time and energy, the stop for today, and the end without a note.

use egui::{Frame, Key, Margin, RichText, Ui};

use crate::app::{Desk, EnergyAnswer, Focus, Model, Msg, TalkMsg};
use crate::content::conversation::{energy_check, stop};
use crate::gui::Outbox;
use crate::gui::kit::{self, Button, Shortcut, button, tick};
use crate::gui::theme::{self, palette, size, space};
use crate::talk;

/// Time and energy: four answers that look alike.
pub fn energy_ui(ui: &mut Ui, model: &Model, out: &mut Outbox) {
    let Some(question) = &model.talk.energy else { return };
    let check = energy_check();
    kit::column(ui, 760.0);
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
    kit::column(ui, 760.0);
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

/// The stop for today: whether what was said is kept or deleted, and why, where somebody wants to say it.
pub fn stopping_ui(ui: &mut Ui, model: &Model, reasons: &std::collections::BTreeSet<String>, out: &mut Outbox) {
    let words = stop();
    kit::column(ui, 760.0);
    kit::title(ui, &words.title);
    say_ui(ui, &words.say);
    ui.add_space(space::M);
    ui.horizontal_wrapped(|ui| {
        let (keep, kept) = button(ui, Button::secondary("Keep it, and stop"));
        if model.focus == Some(Focus::First) {
            keep.request_focus();
        }
        if kept {
            out.say(Msg::Talk(TalkMsg::Stopped { keep: true }));
        }
        if button(ui, Button::secondary("Delete it, and stop")).1 {
            out.say(Msg::Talk(TalkMsg::Stopped { keep: false }));
        }
        if button(ui, Button::secondary("Go on with it").key(Shortcut::plain(Key::Escape))).1 {
            out.say(Msg::Talk(TalkMsg::StopDropped));
        }
    });
    ui.add_space(space::S);
    kit::section(ui, "Why it stopped");
    kit::hint(ui, &words.hint);
    for reason in &words.reasons {
        if tick(ui, &format!("stop-{}", reason.id), &reason.label, reasons.contains(&reason.id), false).is_some() {
            out.say(Msg::Talk(TalkMsg::StopReasonTicked(reason.id.clone())));
        }
    }
}

/// A conversation that was stopped: it goes on when somebody asks for it, and never by itself.
pub fn stopped_ui(ui: &mut Ui, model: &Model, desk: &Desk, out: &mut Outbox) {
    kit::column(ui, 760.0);
    kit::title(ui, &talk::stop_line(&desk.draft.conversation).unwrap_or_default());
    ui.add(egui::Label::new(&stop().going_on).wrap());
    ui.add_space(space::M);
    ui.horizontal_wrapped(|ui| {
        let (first, pressed) = button(ui, Button::secondary("Go on with it").key(Shortcut::ctrl(Key::Enter)));
        if model.focus == Some(Focus::First) {
            first.request_focus();
        }
        if pressed {
            out.say(Msg::Talk(TalkMsg::Resumed));
        }
        if button(ui, Button::secondary("To the decision").key(Shortcut::plain(Key::F8))).1 {
            out.say(Msg::DecisionAsked);
        }
    });
}

/// Words to say aloud.
fn say_ui(ui: &mut Ui, say: &str) {
    let colors = palette(ui);
    Frame::new().fill(colors.surface).corner_radius(theme::ROUND).inner_margin(Margin::symmetric(16, 12)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.add(egui::Label::new(RichText::new(format!("“{say}”")).size(size::SAY)).wrap());
    });
}
