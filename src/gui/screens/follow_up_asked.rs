//! One follow-up being asked: each answer by itself, nothing chosen beforehand, no total.

use egui::{Key, Ui};

use crate::app::follow_up::{Asking, FollowMsg, ReturnText};
use crate::app::{Focus, Model, Msg};
use crate::domain::day;
use crate::domain::follow_up::{AdjustmentState, ReturnKind, WELLBEING_SOURCE, Wellbeing, WorkStatus, YesNo};
use crate::gui::Outbox;
use crate::gui::kit::{self, Button, Choice, Field, Shortcut, button, choices, text_field};
use crate::gui::theme::{self, palette, space};

/// The answers to a question of wellbeing.
const VALUES: [&str; 11] = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10"];

/// The questions of a follow-up.
pub fn asked_ui(ui: &mut Ui, model: &Model, open: &Asking, out: &mut Outbox) {
    let confirmed = super::confirmed(ui);
    let answers = &open.answers;
    let follow_up = &open.follow_up;
    kit::title(ui, &format!("Follow-up with {}", follow_up.patient_name));
    kit::quiet(
        ui,
        &format!(
            "{} after {}. Anything may be left out, and they may stop at any time.",
            follow_up.after.title(),
            day::long(follow_up.from)
        ),
    );
    ui.add_space(space::S);
    status_ui(ui, model, open, out);
    ui.add_space(space::M);
    returns_ui(ui, open, out);
    ui.add_space(space::M);
    let mut say = |msg: FollowMsg| out.say(Msg::Follow(msg));
    theme::card(palette(ui)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        kit::heading(ui, "Changes at work");
        if open.adjustments.is_empty() {
            kit::quiet(ui, "None were written down for this patient.");
        }
        for (index, adjustment) in open.adjustments.iter().enumerate() {
            let titles = AdjustmentState::ALL.map(AdjustmentState::title);
            let state = answers.adjustments.get(adjustment);
            let chosen = AdjustmentState::ALL.iter().position(|one| state == Some(one));
            let id = format!("asked-adjustment-{index}");
            if let Some(state) =
                choices(ui, &Choice::new(&id, adjustment, &titles, chosen).columns(6)).and_then(|i| AdjustmentState::ALL.get(i))
            {
                say(FollowMsg::AdjustmentChosen(adjustment.clone(), *state));
            }
            ui.add_space(space::S);
        }
        let yes_no = YesNo::ALL.map(YesNo::title);
        let chosen = |answer: Option<YesNo>| YesNo::ALL.iter().position(|one| answer == Some(*one));
        let spec =
            Choice::new("asked-worse", "Is anything worse because of work?", &yes_no, chosen(answers.worse_because_of_work)).columns(4);
        if let Some(answer) = choices(ui, &spec).and_then(|i| YesNo::ALL.get(i)) {
            say(FollowMsg::WorseChosen(*answer));
        }
        ui.add_space(space::S);
        let spec =
            Choice::new("asked-pressured", "Did you feel pressured, by us or by anyone else?", &yes_no, chosen(answers.felt_pressured))
                .columns(4);
        if let Some(answer) = choices(ui, &spec).and_then(|i| YesNo::ALL.get(i)) {
            say(FollowMsg::PressuredChosen(*answer));
        }
    });
    ui.add_space(space::M);
    theme::card(palette(ui)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        let mut words = |ui: &mut Ui, id: &str, label: &str, value: &str, msg: fn(String) -> FollowMsg| {
            if let Some(text) = text_field(ui, &Field::new(id, label, value).rows(2).width(ui.available_width())).changed {
                say(msg(text));
            }
        };
        words(ui, "asked-helped", "What helped?", &answers.what_helped, FollowMsg::HelpedTyped);
        words(ui, "asked-harmed", "What made things worse?", &answers.what_harmed, FollowMsg::HarmedTyped);
        words(ui, "asked-words", "Anything else, in your own words", &answers.own_words, FollowMsg::OwnWordsTyped);
    });
    ui.add_space(space::M);
    wellbeing_ui(ui, open, out);
    let mut say = |msg: FollowMsg| out.say(Msg::Follow(msg));
    ui.add_space(space::M);
    ui.horizontal_wrapped(|ui| {
        if button(ui, Button::primary("Keep the answers").key(Shortcut::ctrl(Key::Enter)).enabled(!model.follow.busy)).1
            || (confirmed && !model.follow.busy)
        {
            say(FollowMsg::AnswersSaved);
        }
        if button(ui, Button::secondary("They were not reached")).1 {
            say(FollowMsg::NotReached);
        }
        if button(ui, Button::secondary("Leave it").key(Shortcut::plain(Key::Escape))).1 {
            say(FollowMsg::AskDropped);
        }
    });
}

/// Where they stand with work now.
fn status_ui(ui: &mut Ui, model: &Model, open: &Asking, out: &mut Outbox) {
    let answers = &open.answers;
    theme::card(palette(ui)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        let titles = WorkStatus::ALL.map(WorkStatus::title);
        let chosen = WorkStatus::ALL.iter().position(|one| answers.work_status == Some(*one));
        let spec = Choice::new("asked-status", "How are things with work now?", &titles, chosen)
            .columns(3)
            .focus(model.focus == Some(Focus::First));
        if let Some(status) = choices(ui, &spec).and_then(|i| WorkStatus::ALL.get(i)) {
            out.say(Msg::Follow(FollowMsg::StatusChosen(*status)));
        }
        ui.horizontal_wrapped(|ui| {
            if let Some(text) = text_field(ui, &Field::new("asked-since", "Since when", &answers.since).width(180.0)).changed {
                out.say(Msg::Follow(FollowMsg::SinceTyped(text)));
            }
            for (most, label, value) in
                [(false, "Hours a week, at least", &answers.hours_least), (true, "Hours a week, at most", &answers.hours_most)]
            {
                let id = if most { "asked-most" } else { "asked-least" };
                if let Some(text) = text_field(ui, &Field::new(id, label, value).width(180.0)).changed {
                    out.say(Msg::Follow(FollowMsg::HoursTyped { most, text }));
                }
            }
        });
    });
}

/// Each time that they went back since, as an event: what kind, when, for how long.
fn returns_ui(ui: &mut Ui, open: &Asking, out: &mut Outbox) {
    theme::card(palette(ui)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        kit::heading(ui, "Went back since");
        if open.answers.returns.is_empty() {
            kit::quiet(ui, "Nothing recorded.");
        }
        for (at, event) in open.answers.returns.iter().enumerate() {
            let number = if open.answers.returns.len() > 1 { format!(" ({})", at + 1) } else { String::new() };
            let titles = ReturnKind::ALL.map(ReturnKind::title);
            let chosen = ReturnKind::ALL.iter().position(|kind| event.kind == Some(*kind));
            let (id, label) = (format!("asked-return-{at}"), format!("How they went back{number}"));
            if let Some(kind) = choices(ui, &Choice::new(&id, &label, &titles, chosen).columns(3)).and_then(|i| ReturnKind::ALL.get(i)) {
                out.say(Msg::Follow(FollowMsg::ReturnKindChosen(at, *kind)));
            }
            ui.horizontal_wrapped(|ui| {
                for (field, label, value, width) in [
                    (ReturnText::When, "When", &event.when, 180.0),
                    (ReturnText::Hours, "Hours a week then", &event.hours, 180.0),
                    (ReturnText::Words, "What to know about it", &event.words, 360.0),
                ] {
                    let (id, label) = (format!("asked-return-{at}-{field:?}"), format!("{label}{number}"));
                    if let Some(text) = text_field(ui, &Field::new(&id, &label, value).width(width)).changed {
                        out.say(Msg::Follow(FollowMsg::ReturnTyped(at, field, text)));
                    }
                }
            });
            ui.add_space(space::S);
        }
        let label = if open.answers.returns.is_empty() { "They went back" } else { "They went back once more" };
        if button(ui, Button::secondary(label)).1 {
            out.say(Msg::Follow(FollowMsg::ReturnAdded));
        }
    });
}

/// Four questions, each by itself.
fn wellbeing_ui(ui: &mut Ui, open: &Asking, out: &mut Outbox) {
    theme::card(palette(ui)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        kit::heading(ui, "Wellbeing, if they want to");
        kit::hint(ui, WELLBEING_SOURCE);
        for question in Wellbeing::ALL {
            let chosen = open.answers.wellbeing.get(&question).map(|value| usize::from(*value));
            let id = format!("asked-{}", question.question());
            let picked = choices(ui, &Choice::new(&id, question.question(), &VALUES, chosen).columns(11));
            if let Some(value) = picked.and_then(|value| u8::try_from(value).ok()) {
                out.say(Msg::Follow(FollowMsg::WellbeingChosen(question, value)));
            }
            ui.add_space(space::S);
        }
    });
}
