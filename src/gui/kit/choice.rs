//! Single choices. Nothing is chosen until somebody chooses it.

use egui::{
    self, EventFilter, FocusDirection, Id, Key, Modifiers, Response, Sense, Stroke, StrokeKind, Ui, WidgetInfo, accesskit, pos2, vec2,
};

use super::text::{error_line, hint};
use crate::gui::theme::{self, palette, size, space};

/// A group of which one may be chosen.
pub struct Choice<'a> {
    /// Stable.
    pub id: &'a str,
    pub question: &'a str,
    pub hint: &'a str,
    pub error: Option<&'a str>,
    /// An error that stands in words below the group: here for readers only.
    pub heard: Option<&'a str>,
    pub options: &'a [&'a str],
    pub chosen: Option<usize>,
    /// Take the keyboard now.
    pub focus: bool,
    /// Options side by side, in this many columns.
    pub columns: usize,
    /// The question is for readers only: it stands above as a heading.
    pub question_hidden: bool,
}

impl<'a> Choice<'a> {
    /// A group with its options under each other.
    #[must_use]
    pub fn new(id: &'a str, question: &'a str, options: &'a [&'a str], chosen: Option<usize>) -> Self {
        Self { id, question, hint: "", error: None, heard: None, options, chosen, focus: false, columns: 1, question_hidden: false }
    }

    #[must_use]
    pub fn hint(mut self, hint: &'a str) -> Self {
        self.hint = hint;
        self
    }

    #[must_use]
    pub fn error(mut self, error: Option<&'a str>) -> Self {
        self.error = error;
        self
    }

    #[must_use]
    pub fn heard(mut self, error: Option<&'a str>) -> Self {
        self.heard = error;
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

    #[must_use]
    pub fn question_hidden(mut self) -> Self {
        self.question_hidden = true;
        self
    }
}

pub(super) const DIGITS: [Key; 9] = [Key::Num1, Key::Num2, Key::Num3, Key::Num4, Key::Num5, Key::Num6, Key::Num7, Key::Num8, Key::Num9];

/// Shows a group. The answer is the option pressed in this frame.
///
/// One option of the group takes part in Tab; the arrows move between options, Space chooses, and the digit shown on an
/// option chooses it and moves on to the next control.
pub fn choices(ui: &mut Ui, spec: &Choice<'_>) -> Option<usize> {
    let mut pressed = None;
    let group = Id::unique(spec.id);
    let option_id = |index: usize| group.with(index);
    let shown = ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 3.0;
        if !spec.question_hidden {
            ui.label(egui::RichText::new(spec.question).font(theme::semibold(size::BODY)));
        }
        if !spec.hint.is_empty() {
            hint(ui, spec.hint);
        }
        if let Some(error) = spec.error {
            error_line(ui, error);
        }
        let has_keyboard = |ui: &Ui| (0..spec.options.len()).find(|index| ui.memory(|memory| memory.has_focus(option_id(*index))));
        let focused = has_keyboard(ui);
        if let Some(at) = focused {
            pressed = keyboard(ui, spec, group, at);
        }
        // The keyboard may have moved to another option just now: that one must take part in Tab, or it is lost at once.
        let focused = has_keyboard(ui);
        let entry = focused.or(spec.chosen).unwrap_or(0);
        let gap = space::S;
        let (columns, width) = columns_that_fit(ui, spec, gap);
        for (row, options) in spec.options.chunks(columns).enumerate() {
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = gap;
                for (column, label) in options.iter().enumerate() {
                    let index = row * columns + column;
                    let response = option(ui, option_id(index), spec, index, label, width, index == entry);
                    if response.clicked() {
                        pressed = Some(index);
                        ui.memory_mut(|memory| memory.request_focus(option_id(index)));
                    }
                    if spec.focus && index == entry {
                        response.request_focus();
                        // The keyboard comes to it now; a frame later it has it already.
                        super::keep_in_view(ui, &response);
                    }
                }
            });
            ui.add_space(1.0);
        }
        ui.add_space(space::XS);
    });
    ui.ctx().accesskit_node_builder(shown.response.id, |node| {
        node.set_role(accesskit::Role::RadioGroup);
        node.set_label(spec.question.to_owned());
        let error = spec.error.or(spec.heard);
        let description = [error.unwrap_or_default(), spec.hint].join(" ").trim().to_owned();
        if !description.is_empty() {
            node.set_description(description);
        }
        if error.is_some() {
            node.set_invalid(accesskit::Invalid::True);
        }
    });
    pressed
}

/// As many columns as asked for, or fewer, so that no label is broken; and the width of each.
fn columns_that_fit(ui: &Ui, spec: &Choice<'_>, gap: f32) -> (usize, f32) {
    let longest = spec
        .options
        .iter()
        .map(|label| ui.painter().layout_no_wrap((*label).to_owned(), theme::body(size::BODY), egui::Color32::PLACEHOLDER).size().x);
    let needed = longest.fold(0.0_f32, f32::max) + 68.0;
    #[expect(clippy::cast_precision_loss, reason = "a handful of columns")]
    let width_of = |columns: usize| ((ui.available_width() - gap * (columns as f32 - 1.0)) / columns as f32).floor();
    let columns = (1..=spec.columns).rev().find(|columns| width_of(*columns) >= needed).unwrap_or(1);
    (columns, width_of(columns))
}

fn keyboard(ui: &mut Ui, spec: &Choice<'_>, group: Id, at: usize) -> Option<usize> {
    let last = spec.options.len().saturating_sub(1);
    let filter = EventFilter { horizontal_arrows: true, vertical_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(group.with(at), filter));
    let moved = ui.input_mut(|input| {
        let back = input.consume_key(Modifiers::NONE, Key::ArrowUp) || input.consume_key(Modifiers::NONE, Key::ArrowLeft);
        let on = input.consume_key(Modifiers::NONE, Key::ArrowDown) || input.consume_key(Modifiers::NONE, Key::ArrowRight);
        i8::from(on) - i8::from(back)
    });
    let to = match moved {
        1 => (at + 1).min(last),
        -1 => at.saturating_sub(1),
        _ => at,
    };
    if to != at {
        ui.memory_mut(|memory| memory.request_focus(group.with(to)));
    }
    let advance = Id::unique("choice-advance");
    if ui.data(|data| data.get_temp::<Id>(advance)) == Some(group) {
        ui.data_mut(|data| data.remove::<Id>(advance));
        ui.memory_mut(|memory| memory.move_focus(FocusDirection::Next));
    }
    let digit = DIGITS.iter().take(spec.options.len()).position(|key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, *key)));
    if let Some(index) = digit {
        // The chosen option becomes the group's place in the Tab order first; the keyboard moves on in the next frame.
        ui.memory_mut(|memory| memory.request_focus(group.with(index)));
        ui.data_mut(|data| data.insert_temp(advance, group));
        ui.ctx().request_repaint();
    }
    digit
}

fn option(ui: &mut Ui, id: Id, spec: &Choice<'_>, index: usize, label: &str, width: f32, in_tab_order: bool) -> Response {
    let colors = palette(ui);
    let chosen = spec.chosen == Some(index);
    let text_width = (width - 64.0).max(20.0);
    let galley = ui.painter().layout(label.to_owned(), theme::body(size::BODY), colors.ink, text_width);
    let height = (galley.size().y + 12.0).max(space::CONTROL);
    let (rect, _) = ui.allocate_exact_size(vec2(width, height), Sense::hover());
    let sense = if in_tab_order { Sense::click() } else { Sense::CLICK };
    let response = ui.interact(rect, id, sense);
    super::keep_in_view(ui, &response);
    if ui.is_rect_visible(rect) {
        let painter = ui.painter();
        let fill = if chosen || response.hovered() { colors.tint } else { colors.surface };
        let edge = if spec.error.is_some() {
            colors.trouble
        } else if chosen {
            colors.accent
        } else {
            colors.edge
        };
        painter.rect(rect, theme::ROUND, fill, Stroke::new(if chosen { 2.0 } else { 1.0 }, edge), StrokeKind::Inside);
        if response.has_focus() {
            painter.rect_stroke(rect, theme::ROUND, Stroke::new(3.0, colors.focus), StrokeKind::Middle);
        }
        let center = pos2(rect.left() + 20.0, rect.center().y);
        painter.circle(center, 8.0, colors.field, Stroke::new(1.5, if chosen { colors.accent } else { colors.edge }));
        if chosen {
            painter.circle_filled(center, 4.5, colors.accent);
        }
        painter.galley(pos2(rect.left() + 38.0, rect.center().y - galley.size().y / 2.0), galley, colors.ink);
        if spec.options.len() <= DIGITS.len() {
            painter.text(
                pos2(rect.right() - 10.0, rect.center().y),
                egui::Align2::RIGHT_CENTER,
                (index + 1).to_string(),
                theme::body(size::KEY),
                colors.ink_quiet,
            );
        }
    }
    response.widget_info(|| WidgetInfo::selected(accesskit::Role::RadioButton, true, chosen, label));
    response
}
