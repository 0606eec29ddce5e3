//! Buttons with their shortcut on them.

use egui::{self, Align2, Response, RichText, Sense, Stroke, StrokeKind, Ui, WidgetInfo, accesskit, vec2};

use super::Shortcut;
use crate::gui::theme::{self, palette, size, space};

/// How much a button weighs on its screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The one action that the screen is for.
    Primary,
    Secondary,
    /// On the bar at the top.
    Bar,
}

/// A button: its name, its shortcut, its weight.
#[derive(Clone, Copy)]
pub struct Button<'a> {
    pub label: &'a str,
    pub shortcut: Option<Shortcut>,
    pub kind: Kind,
    pub enabled: bool,
    /// Narrow, with its shortcut spoken and not drawn.
    pub tight: bool,
}

impl<'a> Button<'a> {
    /// The one action that the screen is for.
    #[must_use]
    pub fn primary(label: &'a str) -> Self {
        Self { label, shortcut: None, kind: Kind::Primary, enabled: true, tight: false }
    }

    /// Any other action.
    #[must_use]
    pub fn secondary(label: &'a str) -> Self {
        Self { label, shortcut: None, kind: Kind::Secondary, enabled: true, tight: false }
    }

    /// An action on the bar at the top.
    #[must_use]
    pub fn bar(label: &'a str) -> Self {
        Self { label, shortcut: None, kind: Kind::Bar, enabled: true, tight: false }
    }

    /// With this shortcut, shown on it and taken from the keyboard wherever the keyboard is.
    #[must_use]
    pub fn key(mut self, shortcut: Shortcut) -> Self {
        self.shortcut = Some(shortcut);
        self
    }

    /// Narrow, for a bar that is short of room: the shortcut works and is spoken, and is not drawn.
    #[must_use]
    pub fn tight(mut self, tight: bool) -> Self {
        self.tight = tight;
        self
    }

    /// Whether it can be pressed now.
    #[must_use]
    pub fn enabled(mut self, enabled: bool) -> Self {
        self.enabled = enabled;
        self
    }
}

/// Shows a button. The answer is its response and whether it was pressed, by pointer, key or shortcut.
pub fn button(ui: &mut Ui, spec: Button<'_>) -> (Response, bool) {
    let colors = palette(ui);
    let keys = spec.shortcut.map(Shortcut::shown).unwrap_or_default();
    let label_galley = ui.painter().layout_no_wrap(spec.label.to_owned(), theme::semibold(size::BODY), egui::Color32::PLACEHOLDER);
    let (drawn, side) = if spec.tight { (String::new(), 8.0) } else { (keys.clone(), 14.0) };
    let key_galley = ui.painter().layout_no_wrap(drawn.clone(), theme::body(size::KEY), egui::Color32::PLACEHOLDER);
    let gap = if drawn.is_empty() { 0.0 } else { space::S };
    let width = label_galley.size().x + gap + key_galley.size().x + 2.0 * side;
    let sense = if spec.enabled { Sense::click() } else { Sense::hover() };
    let (rect, response) = ui.allocate_exact_size(vec2(width, space::CONTROL), sense);
    super::keep_in_view(ui, &response);
    let pressed = spec.enabled && (response.clicked() || spec.shortcut.is_some_and(|s| s.pressed(ui.ctx())));

    if ui.is_rect_visible(rect) {
        let hot = response.hovered() || response.has_focus();
        let (fill, ink, keys_ink, edge) = match (spec.kind, spec.enabled) {
            (_, false) => (colors.ground, colors.ink_quiet, colors.ink_quiet, colors.line),
            (Kind::Primary, true) => (colors.accent, colors.on_accent, colors.on_accent, colors.accent),
            (Kind::Secondary, true) => (if hot { colors.tint } else { colors.surface }, colors.ink, colors.ink_quiet, colors.edge),
            (Kind::Bar, true) => (
                egui::Color32::TRANSPARENT,
                colors.on_bar,
                colors.on_bar_quiet,
                if hot { colors.on_bar } else { egui::Color32::TRANSPARENT },
            ),
        };
        let painter = ui.painter();
        painter.rect(rect, theme::ROUND, fill, Stroke::new(1.0, edge), StrokeKind::Inside);
        if spec.kind == Kind::Primary && response.hovered() && spec.enabled {
            painter.rect_filled(rect, theme::ROUND, egui::Color32::from_black_alpha(24));
        }
        if response.has_focus() {
            painter.rect_stroke(rect.expand(2.0), theme::ROUND, Stroke::new(2.5, colors.focus), StrokeKind::Outside);
        }
        painter.text(egui::pos2(rect.left() + side, rect.center().y), Align2::LEFT_CENTER, spec.label, theme::semibold(size::BODY), ink);
        if !drawn.is_empty() {
            painter.text(
                egui::pos2(rect.right() - side, rect.center().y + 0.5),
                Align2::RIGHT_CENTER,
                &drawn,
                theme::body(size::KEY),
                keys_ink,
            );
        }
    }
    response.widget_info(|| WidgetInfo::labeled(accesskit::Role::Button, spec.enabled, spec.label));
    if !keys.is_empty() {
        ui.ctx().accesskit_node_builder(response.id, |node| node.set_keyboard_shortcut(keys));
    }
    (response, pressed)
}

/// A line of text that leads somewhere, such as an error in the summary.
pub fn link(ui: &mut Ui, text: &str, ink: egui::Color32) -> bool {
    let label =
        egui::Label::new(RichText::new(text).font(theme::semibold(size::SMALL)).color(ink).underline()).wrap().sense(Sense::click());
    let response = ui.add(label);
    if response.has_focus() {
        ui.painter().rect_stroke(response.rect.expand(2.0), theme::ROUND, Stroke::new(2.0, palette(ui).focus), StrokeKind::Outside);
    }
    if response.hovered() {
        ui.ctx().set_cursor_icon(egui::CursorIcon::PointingHand);
    }
    response.widget_info(|| WidgetInfo::labeled(accesskit::Role::Link, true, text));
    response.clicked()
}
