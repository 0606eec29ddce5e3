//! The conversation: one thing at a time, nothing chosen beforehand, every step skippable, the decision one key away.

use egui::{Frame, Id, Key, Margin, Panel, RichText, Sense, Ui, WidgetInfo, accesskit, pos2, vec2};

use super::conversation_fields::field_ui;
use crate::app::papers::PapersMsg;
use crate::app::phased::PhasedMsg;
use crate::app::{ConversationEdit, Desk, Focus, Model, Msg};
use crate::content::conversation::{Kind, QuestionSet, Step, words};
use crate::content::directory;
use crate::domain::draft::Standing;
use crate::gui::Outbox;
use crate::gui::frame::scrolled;
use crate::gui::kit::{self, Button, Shortcut, button};
use crate::gui::theme::{self, palette, size, space};
use crate::talk::{self, Mode, StepState};

/// The path at the left, the open step in the middle, what was said at the right where there is room.
pub fn conversation_ui(ui: &mut Ui, model: &Model, out: &mut Outbox) {
    let Some(desk) = &model.desk else {
        kit::quiet(ui, "No note is in progress. Press F2 to find a patient.");
        return;
    };
    let Some((set, step)) = desk.open_step() else { return };
    let width = ui.available_width();
    Panel::left("talk-path").exact_size(212.0).resizable(false).show_separator_line(false).frame(Frame::NONE).show(ui, |ui| {
        scrolled(ui, "talk-path", |ui| path_ui(ui, desk, set, step, out));
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
                if button(ui, Button::secondary("To the decision").key(Shortcut::plain(Key::F8))).1 {
                    out.say(Msg::DecisionAsked);
                }
                if button(ui, Button::secondary("Papers").key(Shortcut::ctrl(Key::E))).1 {
                    out.say(Msg::Papers(PapersMsg::Opened));
                }
                if button(ui, Button::secondary("Plan of hours").key(Shortcut::alt(Key::B))).1 {
                    out.say(Msg::Phased(PhasedMsg::Opened));
                }
                let path = talk::path(set, &desk.draft.conversation);
                kit::hint(ui, &talk::estimate_left(&path, &step.id));
            });
        });
    scrolled(ui, &format!("talk-{}", step.id), |ui| {
        ui.set_max_width(760.0);
        step_ui(ui, model, desk, set, step, out);
        if width <= 1180.0 {
            ui.add_space(space::L);
            said_ui(ui, desk, set, out);
        }
    });
}

fn path_ui(ui: &mut Ui, desk: &Desk, set: &QuestionSet, open: &Step, out: &mut Outbox) {
    kit::section(ui, &set.title);
    kit::hint(ui, "Any step may be skipped.");
    ui.add_space(space::XS);
    let conversation = &desk.draft.conversation;
    for step in talk::path(set, conversation) {
        let (mark, said) = match talk::state_of(set, conversation, &step.id) {
            StepState::Answered | StepState::Standing(_) => ("●", "answered"),
            StepState::Skipped => ("–", "not asked"),
            StepState::NotReached | StepState::NotOnPath => ("○", "to come"),
        };
        if path_row(ui, &step.id, &step.title, mark, said, step.id == open.id) {
            out.say(Msg::StepOpened(step.id.clone()));
        }
    }
    if path_row(ui, "decision", "The decision", "→", "always open", false) {
        out.say(Msg::DecisionAsked);
    }
}

fn path_row(ui: &mut Ui, id: &str, title: &str, mark: &str, said: &str, is_open: bool) -> bool {
    let colors = palette(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 32.0), Sense::hover());
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

fn step_ui(ui: &mut Ui, model: &Model, desk: &Desk, set: &QuestionSet, step: &Step, out: &mut Outbox) {
    let conversation = &desk.draft.conversation;
    kit::title(ui, &step.title);
    let colors = palette(ui);
    let say = talk::words_for(step, conversation);
    Frame::new().fill(colors.surface).corner_radius(theme::ROUND).inner_margin(Margin::symmetric(16, 12)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.add(egui::Label::new(RichText::new(format!("“{say}”")).size(19.0)).wrap());
        for also in step.also.iter().filter(|also| also.say != say && also.when != crate::content::conversation::When::NotInWork) {
            kit::hint(ui, &format!("{}: “{}”", when_words(also.when), also.say));
        }
    });
    kit::hint(ui, &step.hint);
    ui.add_space(space::S);
    prompts_ui(ui, desk, step);
    let focus_first = model.focus == Some(Focus::First);
    let fields = talk::fields(step, conversation);
    // Some fields only show something: the keyboard goes to the first that takes it.
    let first = fields.iter().position(|field| matches!(field.kind, Kind::One | Kind::Many | Kind::Words));
    for (index, field) in fields.into_iter().enumerate() {
        field_ui(ui, desk, set, step, field, focus_first && first == Some(index), out);
        ui.add_space(space::S);
    }
    standing_ui(ui, desk, step, out);
}

fn when_words(when: crate::content::conversation::When) -> &'static str {
    use crate::content::conversation::When;
    match when {
        When::NotInWork => "Not in work",
        When::AskedAboutBenefits => "If they ask about benefits",
        When::JobKnown => "If you know the job",
    }
}

/// The three answers that every step offers, in the same place, without colour.
fn standing_ui(ui: &mut Ui, desk: &Desk, step: &Step, out: &mut Outbox) {
    let given = desk.draft.conversation.steps.get(&step.id).and_then(|answer| answer.standing);
    kit::hint(ui, "Or, for this whole step");
    let labels: Vec<&str> = Standing::ALL.iter().map(|standing| words().standing(*standing)).collect();
    let chosen = given.and_then(|standing| Standing::ALL.iter().position(|known| *known == standing));
    let id = format!("standing-{}", step.id);
    let spec = kit::Choice::new(&id, "For this whole step", &labels, chosen).columns(3).question_hidden();
    if let Some(standing) = kit::choices(ui, &spec).and_then(|index| Standing::ALL.get(index)) {
        out.say(Msg::Conversed(ConversationEdit::Standing(*standing)));
    }
}

/// What is brought up because of what was said: never a score, never a decision.
fn prompts_ui(ui: &mut Ui, desk: &Desk, step: &Step) {
    let colors = palette(ui);
    let modes = talk::modes(&desk.draft.conversation);
    let mut prompt = |title: &str, lines: &[String]| {
        let shown =
            Frame::new().fill(colors.caution_tint).corner_radius(theme::ROUND).inner_margin(Margin::symmetric(14, 10)).show(ui, |ui| {
                ui.set_width(ui.available_width());
                ui.label(RichText::new(title).font(theme::semibold(size::BODY)));
                for line in lines {
                    ui.add(egui::Label::new(RichText::new(line).size(size::SMALL)).wrap());
                }
            });
        ui.ctx().accesskit_node_builder(shown.response.id, |node| {
            node.set_role(accesskit::Role::Note);
            node.set_label(title.to_owned());
        });
        ui.add_space(space::S);
    };
    if modes.has(Mode::Declined) && step.id == "S1" {
        prompt("No conversation about work today", &["The note does not depend on it. F8 goes to the decision.".to_owned()]);
    }
    if modes.has(Mode::EnergyLimit) {
        prompt("Effort makes it worse", &["Nothing that raises hours or tasks by a schedule is offered.".to_owned()]);
    }
    if modes.has(Mode::SafetyDriving) {
        let driving = directory::driving();
        prompt(&driving.title, &driving.lines);
    }
    if modes.has(Mode::WorkplaceHazard) {
        let hazard = directory::workplace();
        prompt(&hazard.title, &hazard.lines);
    }
    if modes.has(Mode::OfferPause) {
        let pause = directory::pause();
        prompt(&pause.title, &pause.lines);
    }
    if modes.has(Mode::BenefitsAdvice) {
        prompt(
            "Money or benefits",
            &["Name free advice on benefits before any change of work is planned: a welfare rights service or Citizens Advice.".to_owned()],
        );
    }
    if modes.has(Mode::WorkplaceAdvice) {
        prompt("The workplace", &["Free and impartial advice on rights at work: Acas, or the Labour Relations Agency in Northern Ireland; a trade union for its members.".to_owned()]);
    }
}

/// What was said so far, each line with its way back.
fn said_ui(ui: &mut Ui, desk: &Desk, set: &QuestionSet, out: &mut Outbox) {
    let lines = talk::summary_lines(set, &desk.draft.conversation);
    theme::card(palette(ui)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        kit::heading(ui, "Said so far");
        if lines.is_empty() {
            kit::quiet(ui, "Nothing yet. It stays here, and prints nowhere unless that is agreed.");
        }
        for (index, line) in lines.iter().enumerate() {
            ui.push_id(index, |ui| {
                ui.horizontal_top(|ui| {
                    let width = ui.available_width();
                    ui.vertical(|ui| {
                        ui.set_width((width - 70.0).max(80.0));
                        ui.spacing_mut().item_spacing.y = 0.0;
                        kit::hint(ui, &line.label);
                        ui.add(egui::Label::new(&line.text).wrap());
                    });
                    let colors = palette(ui);
                    if kit::link(ui, "Change", colors.accent) {
                        out.say(Msg::StepOpened(line.step.clone()));
                    }
                });
            });
        }
    });
}
