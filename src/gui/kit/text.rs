//! Headings, hints, errors and small facts.

use egui::{Color32, Response, RichText, Ui, accesskit};

use crate::gui::theme::{self, palette, size};

/// The name of the screen: a heading of level 1.
pub fn title(ui: &mut Ui, text: &str) -> Response {
    let response = ui.label(RichText::new(text).font(theme::semibold(size::TITLE)));
    as_heading(ui, &response, text, 1)
}

/// A part of the screen: a heading of level 2.
pub fn heading(ui: &mut Ui, text: &str) -> Response {
    let response = ui.label(RichText::new(text).font(theme::semibold(size::HEADING)));
    as_heading(ui, &response, text, 2)
}

/// A smaller part: a heading of level 3.
pub fn section(ui: &mut Ui, text: &str) -> Response {
    let response = ui.label(RichText::new(text).font(theme::semibold(size::BODY)));
    as_heading(ui, &response, text, 3)
}

fn as_heading(ui: &Ui, response: &Response, text: &str, level: usize) -> Response {
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_role(accesskit::Role::Heading);
        node.set_level(level);
        node.set_label(text.to_owned());
    });
    response.clone()
}

/// A line that explains, in quiet ink.
pub fn hint(ui: &mut Ui, text: &str) -> Response {
    let color = palette(ui).ink_quiet;
    ui.label(RichText::new(text).size(size::SMALL).color(color))
}

/// Quiet running text.
pub fn quiet(ui: &mut Ui, text: &str) -> Response {
    let color = palette(ui).ink_quiet;
    ui.label(RichText::new(text).color(color))
}

/// What is wrong with a field, beside it.
pub fn error_line(ui: &mut Ui, text: &str) -> Response {
    let color = palette(ui).trouble;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        let (rect, _) = ui.allocate_exact_size(egui::vec2(3.0, 18.0), egui::Sense::hover());
        ui.painter().rect_filled(rect, 1.0, color);
        ui.add(egui::Label::new(RichText::new(text).font(theme::semibold(size::SMALL)).color(color)).wrap())
    })
    .inner
}

/// A framed message; `alert` in the accessibility tree, so that it is read at once.
pub fn alert<R>(ui: &mut Ui, ink: Color32, fill: Color32, spoken: &str, add: impl FnOnce(&mut Ui) -> R) -> R {
    let frame = egui::Frame::new()
        .fill(fill)
        .stroke(egui::Stroke::new(1.5, ink))
        .corner_radius(theme::ROUND)
        .inner_margin(egui::Margin::symmetric(14, 10));
    let shown = frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        add(ui)
    });
    ui.ctx().accesskit_node_builder(shown.response.id, |node| {
        node.set_role(accesskit::Role::Alert);
        node.set_label(spoken.to_owned());
        node.set_live(accesskit::Live::Assertive);
    });
    shown.inner
}

/// A key as it is drawn on a cap.
pub fn key(ui: &mut Ui, text: &str) -> Response {
    let colors = palette(ui);
    egui::Frame::new()
        .stroke(egui::Stroke::new(1.0, colors.line))
        .corner_radius(egui::CornerRadius::same(3))
        .inner_margin(egui::Margin::symmetric(5, 1))
        .show(ui, |ui| ui.label(RichText::new(text).size(size::KEY).color(colors.ink_quiet)))
        .inner
}

/// A fact and its name, one above the other.
pub fn label_value(ui: &mut Ui, label: &str, value: &str) {
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        hint(ui, label);
        ui.label(RichText::new(value).font(theme::semibold(size::BODY)));
    });
}

/// Gives what follows at least the room that is already taken and, up to so wide, the room that there is: never more than that.
pub fn column(ui: &mut Ui, most: f32) {
    ui.set_max_width(most.min(ui.available_width()));
}
