//! The page on screen, painted from the same layout that prints.

use egui::{
    Align, Color32, Id, Key, Layout, Pos2, Rect, RichText, ScrollArea, Sense, Stroke, StrokeKind, Ui, WidgetInfo, accesskit, pos2, vec2,
};

use super::kit::{Button, Shortcut, button};
use super::theme::{self, palette, size};
use crate::paper::{Shape, Sheet, tick_strokes};

/// Which part of the page is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    /// The statement: the left half.
    Statement,
    Whole,
}

/// A page with its two switches: the statement or the whole page, fitted or larger.
pub fn page_ui(ui: &mut Ui, id: &str, title: &str, sheet: &Sheet, starts_whole: bool) {
    let id = Id::unique(id);
    let (mut whole, mut zoom) = ui.data(|data| data.get_temp::<(bool, f32)>(id)).unwrap_or((starts_whole, 1.0));
    ui.horizontal(|ui| {
        ui.label(RichText::new(title).font(theme::semibold(size::BODY)));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let is_larger = zoom > 1.0;
            if button(ui, Button::secondary(if is_larger { "Fit" } else { "Larger" }).key(Shortcut::alt(Key::Z))).1 {
                zoom = if is_larger { 1.0 } else { 1.8 };
            }
            if button(ui, Button::secondary(if whole { "Statement" } else { "Whole page" }).key(Shortcut::alt(Key::V))).1 {
                whole = !whole;
            }
        });
    });
    ui.data_mut(|data| data.insert_temp(id, (whole, zoom)));
    ScrollArea::both().id_salt(id).auto_shrink([false, false]).show(ui, |ui| {
        sheet_ui(ui, sheet, if whole { Part::Whole } else { Part::Statement }, zoom);
    });
}

const INK: Color32 = Color32::BLACK;
/// Points on screen for one typographic point at one screen point a millimetre.
const MM_PER_PT: f32 = 25.4 / 72.0;

/// Paints a page as wide as there is room, times the zoom.
fn sheet_ui(ui: &mut Ui, sheet: &Sheet, part: Part, zoom: f32) {
    let shown_mm = match part {
        Part::Statement => sheet.width_mm / 2.0,
        Part::Whole => sheet.width_mm,
    };
    let scale = (ui.available_width() - 2.0).max(120.0) / shown_mm * zoom;
    let (rect, response) = ui.allocate_exact_size(vec2(shown_mm * scale, sheet.height_mm * scale), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(accesskit::Role::Document, true, "Preview of the statement"));
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_value(as_text(sheet)));
    if !ui.is_rect_visible(rect) {
        return;
    }
    let painter = ui.painter().with_clip_rect(rect.intersect(ui.clip_rect()));
    painter.rect_filled(rect, 0.0, Color32::WHITE);
    let at = |x: f32, y: f32| pos2(rect.left() + x * scale, rect.top() + y * scale);
    for item in &sheet.items {
        match &item.shape {
            Shape::Text { x, y, size_pt, face, text } => {
                let font = theme::face(*face, size_pt * MM_PER_PT * scale);
                let galley = painter.layout_no_wrap(text.clone(), font, INK);
                // The layout gives the baseline; egui wants the top of the line.
                let ascent =
                    galley.rows.first().and_then(|row| row.glyphs.first()).map_or(galley.size().y * 0.8, |glyph| glyph.font_ascent);
                let baseline = at(*x, *y);
                painter.galley(pos2(baseline.x, baseline.y - ascent), galley, INK);
            }
            Shape::Line { x1, y1, x2, y2, width_mm } => {
                painter.line_segment([at(*x1, *y1), at(*x2, *y2)], Stroke::new((width_mm * scale).max(0.6), INK));
            }
            Shape::Frame { x, y, width, height, line_mm } => {
                let frame = Rect::from_min_size(at(*x, *y), vec2(width * scale, height * scale));
                painter.rect_stroke(frame, 0.0, Stroke::new((line_mm * scale).max(0.6), INK), StrokeKind::Middle);
            }
            Shape::Fill { x, y, width, height, grey } => {
                let filled = Rect::from_min_size(at(*x, *y), vec2(width * scale, height * scale));
                painter.rect_filled(filled, 0.0, Color32::from_gray(*grey));
            }
            Shape::Tick { x, y, size } => tick(&painter, at(*x, *y), size * scale),
            Shape::Matrix { x, y, size, modules_a_side, black } => matrix(&painter, at(*x, *y), size * scale, *modules_a_side, black),
            Shape::Link { .. } => {}
        }
    }
    painter.rect_stroke(rect, 0.0, Stroke::new(1.0, palette(ui).line), StrokeKind::Outside);
}

fn tick(painter: &egui::Painter, top_left: Pos2, size: f32) {
    let stroke = Stroke::new(size * 0.13, INK);
    let [from, low, to] = tick_strokes(0.0, 0.0, size).map(|(x, y)| top_left + vec2(x, y));
    painter.line_segment([from, low], stroke);
    painter.line_segment([low, to], stroke);
}

fn matrix(painter: &egui::Painter, top_left: Pos2, size: f32, modules_a_side: usize, black: &[bool]) {
    if modules_a_side == 0 {
        return;
    }
    #[expect(clippy::cast_precision_loss, reason = "a Data Matrix has at most 144 modules a side")]
    let module = size / modules_a_side as f32;
    // A mesh, because single small rectangles would be softened at their edges until rows vanish.
    let mut mesh = egui::Mesh::default();
    for (index, _) in black.iter().enumerate().filter(|(_, black)| **black) {
        #[expect(clippy::cast_precision_loss, reason = "as above")]
        let (column, row) = ((index % modules_a_side) as f32, (index / modules_a_side) as f32);
        let corner = top_left + vec2(column * module, row * module);
        mesh.add_colored_rect(Rect::from_min_size(corner, vec2(module, module)), INK);
    }
    painter.add(mesh);
}

/// The page as a screen reader hears it.
fn as_text(sheet: &Sheet) -> String {
    let mut text = String::new();
    for item in &sheet.items {
        let words = match (&item.spoken, &item.shape) {
            (Some(spoken), _) => spoken.as_str(),
            (None, Shape::Text { text, .. }) => text.as_str(),
            (None, _) => continue,
        };
        text.push_str(words);
        text.push('\n');
    }
    text
}
