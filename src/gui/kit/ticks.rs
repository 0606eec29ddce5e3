//! Boxes to tick, alone and in groups. Nothing is ticked until somebody ticks it.

use egui::{self, EventFilter, Id, Key, Modifiers, Response, Sense, Stroke, StrokeKind, Ui, WidgetInfo, accesskit, pos2, vec2};

use super::choice::DIGITS;
use super::text::hint;
use crate::gui::theme::{self, palette, size, space};

/// A box to tick. The answer is its new state, when it changed in this frame.
pub fn tick(ui: &mut Ui, id: &str, label: &str, ticked: bool, focus: bool) -> Option<bool> {
    let response = tick_box(ui, &TickBox { id: Id::unique(id), label, ticked, digit: None, in_tab_order: true });
    if focus {
        response.request_focus();
    }
    response.clicked().then_some(!ticked)
}

/// A group of boxes of which any may be ticked.
pub struct Ticks<'a> {
    /// Stable.
    pub id: &'a str,
    pub question: &'a str,
    pub hint: &'a str,
    /// Each with whether it is ticked.
    pub options: &'a [(&'a str, bool)],
    /// Take the keyboard now.
    pub focus: bool,
    /// Options side by side, in this many columns, read downwards.
    pub columns: usize,
}

impl<'a> Ticks<'a> {
    /// A group with its boxes under each other.
    #[must_use]
    pub fn new(id: &'a str, question: &'a str, options: &'a [(&'a str, bool)]) -> Self {
        Self { id, question, hint: "", options, focus: false, columns: 1 }
    }

    #[must_use]
    pub fn hint(mut self, hint: &'a str) -> Self {
        self.hint = hint;
        self
    }

    #[must_use]
    pub fn columns(mut self, columns: usize) -> Self {
        self.columns = columns.max(1);
        self
    }

    #[must_use]
    pub fn focus(mut self, focus: bool) -> Self {
        self.focus = focus;
        self
    }
}

/// Shows a group of boxes. The answer is the one that was pressed in this frame.
///
/// One box of the group takes part in Tab; the arrows move between them, a letter goes to the next that begins with it, Space ticks or
/// unticks, and so does the digit that stands on a box.
pub fn ticks(ui: &mut Ui, spec: &Ticks<'_>) -> Option<usize> {
    let mut pressed = None;
    let group = Id::unique(spec.id);
    let last_at = group.with("last");
    let shown = ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 3.0;
        ui.label(egui::RichText::new(spec.question).font(theme::semibold(size::BODY)));
        if !spec.hint.is_empty() {
            hint(ui, spec.hint);
        }
        let has_keyboard = |ui: &Ui| (0..spec.options.len()).find(|index| ui.memory(|memory| memory.has_focus(group.with(*index))));
        let rows = spec.options.len().div_ceil(spec.columns).max(1);
        if let Some(at) = has_keyboard(ui) {
            pressed = keyboard(ui, spec, group, at, rows);
        }
        // The keyboard may have moved just now: that box must take part in Tab, or it is lost at once.
        let focused = has_keyboard(ui);
        if let Some(at) = focused {
            ui.data_mut(|data| data.insert_temp(last_at, at));
        }
        let entry = focused.or_else(|| ui.data(|data| data.get_temp(last_at))).unwrap_or(0).min(spec.options.len().saturating_sub(1));
        ui.columns(spec.columns, |columns| {
            for (index, (label, ticked)) in spec.options.iter().enumerate() {
                let digit = (spec.options.len() <= DIGITS.len()).then_some(index + 1);
                let one = TickBox { id: group.with(index), label, ticked: *ticked, digit, in_tab_order: index == entry };
                let response = tick_box(&mut columns[index / rows], &one);
                if response.clicked() {
                    pressed = Some(index);
                    response.request_focus();
                }
                if spec.focus && index == entry {
                    response.request_focus();
                }
            }
        });
        ui.add_space(space::XS);
    });
    ui.ctx().accesskit_node_builder(shown.response.id, |node| {
        node.set_role(accesskit::Role::Group);
        node.set_label(spec.question.to_owned());
        if !spec.hint.is_empty() {
            node.set_description(spec.hint.to_owned());
        }
    });
    pressed
}

fn keyboard(ui: &mut Ui, spec: &Ticks<'_>, group: Id, at: usize, rows: usize) -> Option<usize> {
    let count = spec.options.len();
    let filter = EventFilter { horizontal_arrows: true, vertical_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(group.with(at), filter));
    let moved = ui.input_mut(|input| {
        let mut took = |key| input.consume_key(Modifiers::NONE, key);
        if took(Key::ArrowDown) {
            (at + 1).min(count.saturating_sub(1))
        } else if took(Key::ArrowUp) {
            at.saturating_sub(1)
        } else if took(Key::ArrowRight) {
            if at + rows < count { at + rows } else { at }
        } else if took(Key::ArrowLeft) {
            at.checked_sub(rows).unwrap_or(at)
        } else {
            at
        }
    });
    let typed = ui.input(|input| {
        input.events.iter().find_map(|event| match event {
            egui::Event::Text(text) => text.chars().next().filter(|letter| letter.is_alphabetic()),
            _ => None,
        })
    });
    let begins = |index: usize, letter: char| {
        let first = spec.options.get(index).and_then(|(label, _)| label.chars().next());
        first.is_some_and(|first| first.to_lowercase().eq(letter.to_lowercase()))
    };
    let found = typed.and_then(|letter| (1..=count).map(|step| (at + step) % count).find(|index| begins(*index, letter)));
    let to = found.unwrap_or(moved);
    if to != at {
        ui.memory_mut(|memory| memory.request_focus(group.with(to)));
    }
    if count > DIGITS.len() {
        return None;
    }
    let digit = DIGITS.iter().take(count).position(|key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, *key)));
    if let Some(index) = digit {
        ui.memory_mut(|memory| memory.request_focus(group.with(index)));
    }
    digit
}

/// One box of a group, or alone.
struct TickBox<'a> {
    id: Id,
    label: &'a str,
    ticked: bool,
    /// The digit that ticks it.
    digit: Option<usize>,
    in_tab_order: bool,
}

fn tick_box(ui: &mut Ui, spec: &TickBox<'_>) -> Response {
    let colors = palette(ui);
    let TickBox { id, label, ticked, digit, in_tab_order } = *spec;
    let for_digit = if digit.is_some() { 20.0 } else { 0.0 };
    let text_width = (ui.available_width() - 40.0 - for_digit).max(20.0);
    let galley = ui.painter().layout(label.to_owned(), theme::body(size::BODY), colors.ink, text_width);
    let room = vec2(34.0 + galley.size().x + 6.0 + for_digit, (galley.size().y + 8.0).max(28.0));
    let (rect, _) = ui.allocate_exact_size(room, Sense::hover());
    let response = ui.interact(rect, id, if in_tab_order { Sense::click() } else { Sense::CLICK });
    super::keep_in_view(ui, &response);
    if ui.is_rect_visible(rect) {
        let painter = ui.painter();
        let square = egui::Rect::from_center_size(pos2(rect.left() + 13.0, rect.center().y), vec2(20.0, 20.0));
        let fill = if response.hovered() { colors.tint } else { colors.field };
        painter.rect(square, 3.0, fill, Stroke::new(1.5, if ticked { colors.accent } else { colors.edge }), StrokeKind::Inside);
        if ticked {
            let stroke = Stroke::new(2.5, colors.accent);
            let (low, left, right) =
                (square.center() + vec2(-1.5, 5.0), square.center() + vec2(-5.5, 0.5), square.center() + vec2(6.0, -5.0));
            painter.line_segment([left, low], stroke);
            painter.line_segment([low, right], stroke);
        }
        if response.has_focus() {
            painter.rect_stroke(rect, theme::ROUND, Stroke::new(3.0, colors.focus), StrokeKind::Middle);
        }
        painter.galley(pos2(rect.left() + 32.0, rect.center().y - galley.size().y / 2.0), galley, colors.ink);
        if let Some(digit) = digit {
            let at = pos2(rect.right() - 6.0, rect.center().y);
            painter.text(at, egui::Align2::RIGHT_CENTER, digit.to_string(), theme::body(size::KEY), colors.ink_quiet);
        }
    }
    response.widget_info(|| WidgetInfo::selected(accesskit::Role::CheckBox, true, ticked, label));
    response
}
