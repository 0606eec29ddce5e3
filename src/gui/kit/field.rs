//! A text field with its label, hint and error.

use egui::{self, Id, Key, Response, Stroke, StrokeKind, TextEdit, Ui, accesskit};

use super::masked::Masked;
use super::text::{error_line, hint};
use crate::gui::theme::{self, palette, size, space};

/// What a text field shows.
pub struct Field<'a> {
    /// Stable, so that the keyboard stays when an error appears above.
    pub id: &'a str,
    pub label: &'a str,
    pub hint: &'a str,
    pub error: Option<&'a str>,
    /// An error that stands in words below the field: here for readers only.
    pub heard: Option<&'a str>,
    pub value: &'a str,
    /// In points.
    pub width: f32,
    pub rows: usize,
    pub password: bool,
    /// Take the keyboard now.
    pub focus: bool,
    /// The label is for readers only: the question stands above.
    pub label_hidden: bool,
}

impl<'a> Field<'a> {
    /// A field of one line.
    #[must_use]
    pub fn new(id: &'a str, label: &'a str, value: &'a str) -> Self {
        Self {
            id,
            label,
            hint: "",
            error: None,
            heard: None,
            value,
            width: 320.0,
            rows: 1,
            password: false,
            focus: false,
            label_hidden: false,
        }
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
    pub fn width(mut self, width: f32) -> Self {
        self.width = width;
        self
    }

    #[must_use]
    pub fn rows(mut self, rows: usize) -> Self {
        self.rows = rows;
        self
    }

    #[must_use]
    pub fn password(mut self) -> Self {
        self.password = true;
        self
    }

    #[must_use]
    pub fn focus(mut self, focus: bool) -> Self {
        self.focus = focus;
        self
    }

    #[must_use]
    pub fn label_hidden(mut self) -> Self {
        self.label_hidden = true;
        self
    }
}

/// What came of a field in this frame.
pub struct Typed {
    /// The new text, where it changed.
    pub changed: Option<String>,
    /// Enter was pressed in a field of one line.
    pub entered: bool,
}

/// Shows a text field: label above, hint under it, then the error, then the box.
pub fn text_field(ui: &mut Ui, spec: &Field<'_>) -> Typed {
    let colors = palette(ui);
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 3.0;
        let width = spec.width.min(ui.available_width());
        ui.set_max_width(width.max(1.0));
        if !spec.label_hidden {
            let label = ui.label(egui::RichText::new(spec.label).font(theme::semibold(size::BODY)));
            ui.ctx().accesskit_node_builder(label.id, accesskit::Node::set_hidden);
        }
        if !spec.hint.is_empty() {
            hint(ui, spec.hint);
        }
        if let Some(error) = spec.error {
            error_line(ui, error);
        }
        // Of a passphrase nothing but dots is kept by the field.
        let mut masked = spec.password.then(|| Masked::new(spec.value));
        let mut text = if spec.password { String::new() } else { spec.value.to_owned() };
        let id = Id::unique(spec.id);
        let focused = ui.memory(|memory| memory.has_focus(id));
        let edge = if spec.error.is_some() { colors.trouble } else { colors.edge };
        let thickness = if spec.error.is_some() { 2.0 } else { 1.0 };
        let edit = match &mut masked {
            Some(masked) => TextEdit::singleline(masked),
            None if spec.rows > 1 => TextEdit::multiline(&mut text).desired_rows(spec.rows),
            None => TextEdit::singleline(&mut text),
        };
        let response = ui
            .scope(|ui| {
                // The ring is painted below, so that it is the same on every control.
                ui.visuals_mut().selection.stroke = Stroke::new(0.0, edge);
                let frame = egui::Frame::new().fill(colors.field).corner_radius(theme::ROUND).inner_margin(egui::Margin::symmetric(10, 7));
                ui.add(edit.id(id).password(spec.password).desired_width(width - 20.0).frame(frame).margin(egui::Margin::symmetric(10, 7)))
            })
            .inner;
        let painter = ui.painter();
        if focused {
            painter.rect_stroke(response.rect, theme::ROUND, Stroke::new(3.0, colors.focus), StrokeKind::Middle);
        } else {
            painter.rect_stroke(response.rect, theme::ROUND, Stroke::new(thickness, edge), StrokeKind::Inside);
        }
        describe(ui, &response, spec);
        if spec.focus {
            response.request_focus();
        }
        super::keep_in_view(ui, &response);
        let entered = spec.rows == 1 && response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        ui.add_space(space::XS);
        Typed { changed: response.changed().then(|| masked.map_or(text, Masked::into_secret)), entered }
    })
    .inner
}

/// The name, hint and error as a screen reader hears them. Adapters do not carry "described by", so the text is the node's own.
fn describe(ui: &Ui, response: &Response, spec: &Field<'_>) {
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.clear_labelled_by();
        node.set_label(spec.label.to_owned());
        let error = spec.error.or(spec.heard);
        let description = match error {
            Some(error) if spec.hint.is_empty() => error.to_owned(),
            Some(error) => format!("{error} {}", spec.hint),
            None => spec.hint.to_owned(),
        };
        if !description.is_empty() {
            node.set_description(description);
        }
        if error.is_some() {
            node.set_invalid(accesskit::Invalid::True);
        }
    });
}
