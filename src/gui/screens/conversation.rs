//! The conversation: one thing at a time, nothing chosen beforehand, every step skippable, the decision one key away.

use egui::{Align, Frame, Id, Key, Margin, Panel, Sense, Ui, WidgetInfo, accesskit, pos2, vec2};

use super::conversation_ask::{ending_ui, energy_ui, stopped_ui, stopping_ui};
use super::conversation_fields::At;
use super::conversation_step::{section_ui, step_ui};
use crate::app::papers::PapersMsg;
use crate::app::phased::PhasedMsg;
use crate::app::{ConversationEdit, Desk, Focus, Model, Msg, TalkMsg};
use crate::content::conversation::{self, QuestionSet, Step};
use crate::gui::Outbox;
use crate::gui::frame::scrolled;
use crate::gui::kit::{self, Button, Shortcut, button};
use crate::gui::theme::{self, palette, size, space};
use crate::talk::{self, StepState};

/// The path at the left, the open step in the middle, what was said at the right where there is room.
pub fn conversation_ui(ui: &mut Ui, model: &Model, out: &mut Outbox) {
    let Some(desk) = &model.desk else {
        kit::quiet(ui, "No note is in progress. Press F2 to find a patient.");
        return;
    };
    let Some((set, step)) = desk.open_step() else { return };
    if model.talk.ending {
        scrolled(ui, "talk-ending", |ui| ending_ui(ui, model, out));
        return;
    }
    if let Some(reasons) = &model.talk.stopping {
        scrolled(ui, "talk-stopping", |ui| stopping_ui(ui, model, reasons, out));
        return;
    }
    if desk.draft.conversation.stopped.is_some() {
        scrolled(ui, "talk-stopped", |ui| stopped_ui(ui, model, desk, out));
        return;
    }
    let at = At { model, desk, set, step };
    let width = ui.available_width();
    Panel::left("talk-path").exact_size(212.0).resizable(false).show_separator_line(false).frame(Frame::NONE).show(ui, |ui| {
        // While it is asked how to go on, nothing else asks it.
        if model.talk.energy.is_none() {
            Panel::bottom("talk-ways").resizable(false).show_separator_line(false).frame(Frame::NONE).show(ui, |ui| {
                ways_ui(ui, at, out);
            });
        }
        scrolled(ui, "talk-path", |ui| path_ui(ui, at, out));
    });
    if width > 1180.0 {
        Panel::right("talk-said")
            .exact_size((width * 0.26).clamp(300.0, 420.0))
            .resizable(false)
            .show_separator_line(false)
            .frame(Frame::NONE)
            .show(ui, |ui| {
                scrolled(ui, "talk-said", |ui| said_ui(ui, desk, set, out));
            });
    }
    if model.talk.energy.is_some() {
        scrolled(ui, "talk-energy", |ui| energy_ui(ui, model, out));
        return;
    }
    Panel::bottom("talk-go")
        .resizable(false)
        .frame(Frame::new().fill(palette(ui).ground).inner_margin(Margin { left: 0, right: 20, top: 8, bottom: 8 }))
        .show(ui, |ui| {
            ui.horizontal_wrapped(|ui| {
                if button(ui, Button::primary("Next").key(Shortcut::ctrl(Key::Enter))).1 {
                    out.say(Msg::StepNext);
                }
                if button(ui, Button::secondary("Back").key(Shortcut::alt(Key::ArrowLeft))).1 {
                    out.say(Msg::StepBack);
                }
                let is_marked = desk.draft.conversation.steps.get(&step.id).is_some_and(|answer| answer.said_already);
                let does = if is_marked { "Not said already" } else { "Said already" };
                if !desk.draft.conversation.whole_sheet && button(ui, Button::secondary(does).key(Shortcut::alt(Key::Y))).1 {
                    out.say(Msg::Talk(TalkMsg::SaidAlready));
                }
                if button(ui, Button::secondary("Decision").key(Shortcut::plain(Key::F8))).1 {
                    out.say(Msg::DecisionAsked);
                }
                if button(ui, Button::secondary("Papers").key(Shortcut::ctrl(Key::E))).1 {
                    out.say(Msg::Papers(PapersMsg::Opened));
                }
                if button(ui, Button::secondary("Plan of hours").key(Shortcut::alt(Key::B))).1 {
                    out.say(Msg::Phased(PhasedMsg::Opened));
                }
            });
        });
    if desk.draft.conversation.whole_sheet {
        scrolled(ui, &format!("talk-sheet-{}", set.id), |ui| sheet_ui(ui, at, out));
        return;
    }
    scrolled(ui, &format!("talk-{}", step.id), |ui| {
        kit::column(ui, 760.0);
        step_ui(ui, at, out);
        if width <= 1180.0 {
            ui.add_space(space::L);
            said_ui(ui, desk, set, out);
        }
    });
}

/// All steps of the path below each other; the one that is open comes into view when the keyboard is to go there.
fn sheet_ui(ui: &mut Ui, at: At<'_>, out: &mut Outbox) {
    kit::column(ui, 760.0);
    kit::title(ui, &at.set.title);
    for step in talk::path(at.set, &at.desk.draft.conversation) {
        let here = at.step.id == step.id;
        let top = ui.cursor().min;
        section_ui(ui, At { step, ..at }, here, out);
        if here && at.model.focus == Some(Focus::First) {
            let around = egui::Rect::from_min_size(top, vec2(ui.available_width(), 120.0));
            ui.scroll_to_rect(around, Some(Align::TOP));
        }
        ui.add_space(space::XL);
    }
}

/// The other ways to go on: another length, the whole sheet, another day, no note.
fn ways_ui(ui: &mut Ui, at: At<'_>, out: &mut Outbox) {
    ui.add_space(space::XS);
    ui.spacing_mut().item_spacing.y = space::XS;
    let other = at.model.session.as_ref().map(|session| conversation::other_length(&session.clinician.profession, at.set));
    if let Some(other) = other {
        if button(ui, Button::secondary(name_of(other)).key(Shortcut::alt(Key::L))).1 {
            out.say(Msg::Talk(TalkMsg::OtherLength));
        }
        for set in conversation::all().into_iter().filter(|set| set.id != at.set.id && set.id != other.id) {
            if button(ui, Button::secondary(name_of(set))).1 {
                out.say(Msg::Talk(TalkMsg::SetChosen(set.id.clone())));
            }
        }
    }
    let sheet = if at.desk.draft.conversation.whole_sheet { "One at a time" } else { "Whole sheet" };
    if button(ui, Button::secondary(sheet).key(Shortcut::alt(Key::W))).1 {
        out.say(Msg::Talk(TalkMsg::SheetToggled));
    }
    if button(ui, Button::secondary("Sheet for home")).1 {
        out.say(Msg::Talk(TalkMsg::HomeAsked));
    }
    if button(ui, Button::secondary("Stop for today")).1 {
        out.say(Msg::Talk(TalkMsg::StopAsked));
    }
    if button(ui, Button::secondary("End without a note")).1 {
        out.say(Msg::Talk(TalkMsg::EndAsked));
    }
    ui.add_space(space::S);
}

fn name_of(set: &QuestionSet) -> &'static str {
    match set.id.as_str() {
        "short" => "Short form",
        "physio" => "Physio form",
        _ => "Full form",
    }
}

fn path_ui(ui: &mut Ui, at: At<'_>, out: &mut Outbox) {
    kit::section(ui, &at.set.title);
    kit::hint(ui, "Any step may be skipped.");
    kit::hint(ui, &talk::left(at.set, &at.desk.draft.conversation, &at.step.id));
    ui.add_space(space::XS);
    let conversation = &at.desk.draft.conversation;
    for step in talk::path(at.set, conversation) {
        let (mark, said) = match talk::state_of(at.set, conversation, &step.id) {
            StepState::Answered | StepState::Standing(_) => ("●", "answered"),
            StepState::SaidAlready => ("●", "said already"),
            StepState::Skipped => ("–", "not asked"),
            StepState::NotReached | StepState::NotOnPath => ("○", "to come"),
        };
        if path_row(ui, at, step, mark, said) {
            out.say(Msg::StepOpened(step.id.clone()));
        }
    }
    let decision = Row { id: "decision", title: "The decision", mark: "→", said: "always open", is_open: false, comes: false };
    if row(ui, decision) {
        out.say(Msg::DecisionAsked);
    }
}

fn path_row(ui: &mut Ui, at: At<'_>, step: &Step, mark: &str, said: &str) -> bool {
    let is_open = step.id == at.step.id;
    let comes = is_open && at.model.focus == Some(Focus::First);
    row(ui, Row { id: &step.id, title: &step.title, mark, said, is_open, comes })
}

/// One step on the path.
#[derive(Clone, Copy)]
struct Row<'a> {
    id: &'a str,
    title: &'a str,
    mark: &'a str,
    said: &'a str,
    is_open: bool,
    /// It was opened just now: it comes into view.
    comes: bool,
}

fn row(ui: &mut Ui, spec: Row<'_>) -> bool {
    let Row { id, title, mark, said, is_open, comes } = spec;
    let colors = palette(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 32.0), Sense::hover());
    if comes {
        ui.scroll_to_rect(rect, None);
    }
    let response = ui.interact(rect, Id::unique(("path", id)), Sense::click());
    let painter = ui.painter();
    if is_open || response.hovered() {
        painter.rect_filled(rect, theme::ROUND, if is_open { colors.surface } else { colors.tint });
    }
    if is_open {
        painter.rect_filled(egui::Rect::from_min_size(rect.min, vec2(4.0, rect.height())), 2.0, colors.accent);
    }
    if response.has_focus() {
        painter.rect_stroke(rect, theme::ROUND, egui::Stroke::new(3.0, colors.focus), egui::StrokeKind::Inside);
    }
    painter.text(pos2(rect.left() + 20.0, rect.center().y), egui::Align2::CENTER_CENTER, mark, theme::body(size::SMALL), colors.ink_quiet);
    let font = if is_open { theme::semibold(size::BODY) } else { theme::body(size::BODY) };
    painter.text(pos2(rect.left() + 34.0, rect.center().y), egui::Align2::LEFT_CENTER, title, font, colors.ink);
    response.widget_info(|| WidgetInfo::selected(accesskit::Role::ListItem, true, is_open, format!("{title}, {said}")));
    response.clicked()
}

/// What was said so far, each line with its way back; and what was said elsewhere, which is kept.
fn said_ui(ui: &mut Ui, desk: &Desk, set: &QuestionSet, out: &mut Outbox) {
    let conversation = &desk.draft.conversation;
    let lines = talk::summary_lines(set, conversation);
    theme::card(palette(ui)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        kit::heading(ui, "Said so far");
        if lines.is_empty() {
            kit::quiet(ui, "Nothing yet. It stays here, and prints nowhere unless that is agreed.");
        }
        for (index, line) in lines.iter().enumerate() {
            if line_ui(ui, index, &line.label, &line.text, "Change") {
                out.say(Msg::StepOpened(line.step.clone()));
            }
        }
        let off_path = talk::kept_elsewhere(set, conversation);
        if !off_path.is_empty() {
            ui.add_space(space::S);
            kit::section(ui, "Kept, and not asked now");
            for (index, step) in off_path.into_iter().enumerate() {
                if line_ui(ui, 100 + index, &step.title, "Answered before", "Delete") {
                    out.say(Msg::Talk(TalkMsg::Said { step: step.id.clone(), edit: ConversationEdit::Forgotten }));
                }
            }
        }
        let elsewhere = talk::said_elsewhere(set, conversation);
        if !elsewhere.is_empty() {
            ui.add_space(space::S);
            kit::section(ui, if set.id == "short" { "Said in the longer form" } else { "Said in another form" });
            for line in &elsewhere {
                kit::hint(ui, &line.label);
                ui.add(egui::Label::new(&line.text).wrap());
            }
        }
    });
}

/// A line with a link at its end. The answer is whether the link was pressed.
fn line_ui(ui: &mut Ui, index: usize, label: &str, text: &str, does: &str) -> bool {
    let mut pressed = false;
    ui.push_id(index, |ui| {
        ui.horizontal_top(|ui| {
            let width = ui.available_width();
            ui.vertical(|ui| {
                ui.set_width((width - 70.0).max(80.0));
                ui.spacing_mut().item_spacing.y = 0.0;
                kit::hint(ui, label);
                ui.add(egui::Label::new(text).wrap());
            });
            let colors = palette(ui);
            pressed = kit::link(ui, does, colors.accent);
        });
    });
    pressed
}
