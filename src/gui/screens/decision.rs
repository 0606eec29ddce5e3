//! The decision: all fields of the form, the rules' findings beside them, and the page as it will print.

use egui::{Align, Frame, Key, Layout, Margin, Panel, RichText, Ui};

use super::decision_parts::Parts;
use super::error_summary;
use crate::app::papers::PapersMsg;
use crate::app::phased::PhasedMsg;
use crate::app::{Desk, Focus, Model, Msg};
use crate::domain::day;
use crate::domain::life::Origin;
use crate::gui::Outbox;
use crate::gui::frame::scrolled;
use crate::gui::kit::{self, Button, Shortcut, button};
use crate::gui::preview::page_ui;
use crate::gui::theme::{self, palette, size, space};
use crate::rules::Verdict;

/// The fields beside the live page.
pub fn decision_ui(ui: &mut Ui, model: &Model, out: &mut Outbox) {
    let Some(desk) = &model.desk else {
        kit::quiet(ui, "No note is in progress. Press F2 to find a patient.");
        return;
    };
    let width = ui.available_width();
    if width > 860.0 {
        let page = (width * 0.44).clamp(380.0, 860.0);
        Panel::right("decision-page")
            .exact_size(page)
            .resizable(false)
            .show_separator_line(false)
            .frame(Frame::new().fill(palette(ui).desk).inner_margin(Margin::same(12)))
            .show(ui, |ui| page_ui(ui, "decision-page", "As it will print", &desk.preview.sheet, false));
    }
    Panel::bottom("decision-issue")
        .resizable(false)
        .show_separator_line(true)
        .frame(Frame::new().fill(palette(ui).ground).inner_margin(Margin { left: 0, right: 20, top: 8, bottom: 8 }))
        .show(ui, |ui| issue_ui(ui, model, desk, out));
    Frame::NONE.show(ui, |ui| {
        scrolled(ui, "decision", |ui| {
            ui.horizontal(|ui| {
                kit::title(ui, "The note");
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    if button(ui, Button::secondary("Conversation").key(Shortcut::plain(Key::F4))).1 {
                        out.say(Msg::BackPressed);
                    }
                    if button(ui, Button::secondary("Papers").key(Shortcut::ctrl(Key::E))).1 {
                        out.say(Msg::Papers(PapersMsg::Opened));
                    }
                    if button(ui, Button::secondary("Plan of hours").key(Shortcut::alt(Key::B))).1 {
                        out.say(Msg::Phased(PhasedMsg::Opened));
                    }
                });
            });
            origin_ui(ui, desk);
            let parts = Parts { model, desk };
            error_summary(ui, &if desk.asked { desk.outstanding() } else { Vec::new() }, out);
            parts.show(ui, out);
            if width <= 860.0 {
                ui.add_space(space::M);
                page_ui(ui, "decision-page", "As it will print", &desk.preview.sheet, false);
            }
        });
    });
}

/// What this note follows on from or stands in the place of.
fn origin_ui(ui: &mut Ui, desk: &Desk) {
    let (other, what) = match &desk.draft.origin {
        Origin::First | Origin::ByHand => return,
        Origin::Renews(note) => (note, "Follows on from the note"),
        Origin::Replaces { note, .. } => (note, "Replaces the note"),
    };
    let dates = desk.notes.iter().find(|line| line.id == *other).map_or_else(String::new, |line| match line.to {
        Some(to) => format!(" of {} to {}", day::long(line.from), day::long(to)),
        None => format!(" from {}", day::long(line.from)),
    });
    kit::hint(ui, &format!("{what}{dates}. Check the condition; the assessment, the advice and the dates are made anew."));
}

/// Whether everything that must be chosen or typed stands there, right or wrong.
fn is_complete(desk: &Desk) -> bool {
    let decision = &desk.draft.decision;
    !desk.reading.faults.iter().any(|fault| fault.missing)
        && decision.advice.is_some()
        && decision.assess_again.is_some()
        && !decision.conditions.trim().is_empty()
}

fn issue_ui(ui: &mut Ui, model: &Model, desk: &Desk, out: &mut Outbox) {
    let colors = palette(ui);
    ui.horizontal(|ui| {
        let label = if desk.issuing { "Recording…" } else { "Issue the note" };
        let (response, pressed) = button(ui, Button::primary(label).key(Shortcut::plain(Key::F9)).enabled(!desk.issuing));
        if model.focus == Some(Focus::IssueButton) {
            response.request_focus();
        }
        if pressed {
            out.say(Msg::IssuePressed);
        }
        if matches!(desk.draft.origin, Origin::First)
            && button(ui, Button::secondary("Written by hand").key(Shortcut::plain(Key::F10)).enabled(!desk.issuing)).1
        {
            out.say(Msg::ByHandPressed);
        }
        let (text, ink) = match desk.judgement.verdict {
            _ if !is_complete(desk) => ("Not complete yet", colors.ink_quiet),
            Verdict::Reject => ("Cannot be issued as it stands", colors.ink_quiet),
            Verdict::Warn => ("Can be issued with a reason", colors.caution),
            Verdict::Accept => ("Can be issued", colors.good),
        };
        let shown = ui.label(RichText::new(text).font(theme::semibold(size::BODY)).color(ink));
        ui.ctx().accesskit_node_builder(shown.id, |node| node.set_live(egui::accesskit::Live::Polite));
    });
}
