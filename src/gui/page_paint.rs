//! A page painted on screen, and the same page for a reader who does not see it.

use egui::{Color32, Frame, Pos2, Rect, Sense, Stroke, StrokeKind, Ui, WidgetInfo, accesskit, pos2, vec2};

use super::theme::{self, palette};
use crate::paper::{Item, Role, Shape, Sheet, tick_strokes};

/// Which part of the page is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// Of a statement: what is filled in.
    LeftHalf,
    Whole,
}

const INK: Color32 = Color32::BLACK;
/// Points on screen for one typographic point at one screen point a millimetre.
const MM_PER_PT: f32 = 25.4 / 72.0;

/// Paints a page `width` screen points wide, times the zoom. A screen reader finds it as a document of that name.
pub(super) fn sheet_ui(ui: &mut Ui, sheet: &Sheet, part: Part, width: f32, zoom: f32, name: &str) {
    let shown_mm = match part {
        Part::LeftHalf => sheet.width_mm / 2.0,
        Part::Whole => sheet.width_mm,
    };
    let scale = (width - 2.0).max(120.0) / shown_mm * zoom;
    let shown = Frame::NONE.show(ui, |ui| {
        let (rect, _) = ui.allocate_exact_size(vec2(shown_mm * scale, sheet.height_mm * scale), Sense::hover());
        blocks_ui(ui, sheet, rect, scale);
        if ui.is_rect_visible(rect) {
            paint(ui, sheet, rect, scale);
        }
    });
    shown.response.widget_info(|| WidgetInfo::labeled(accesskit::Role::Document, true, name));
    ui.ctx().accesskit_node_builder(shown.response.id, |node| node.set_value(as_text(sheet)));
}

fn paint(ui: &Ui, sheet: &Sheet, rect: Rect, scale: f32) {
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

/// The page's blocks as a screen reader walks them, in reading order, the right half too where it is out of sight. They cost
/// nothing while nothing reads them.
fn blocks_ui(ui: &Ui, sheet: &Sheet, rect: Rect, scale: f32) {
    let is_read = ui.ctx().accesskit_node_builder(ui.unique_id(), |_| ()).is_some();
    if !is_read {
        return;
    }
    for (index, items) in sheet.items.chunk_by(|one, next| one.block == next.block).enumerate() {
        let words = words_of(items).collect::<Vec<_>>().join(" ");
        if words.trim().is_empty() {
            continue;
        }
        let place = items.iter().filter_map(place_mm).reduce(Rect::union).unwrap_or(Rect::ZERO);
        let place = Rect::from_min_max(rect.min + place.min.to_vec2() * scale, rect.min + place.max.to_vec2() * scale);
        let response = ui.interact(place, ui.scope_id().with(("block", index)), Sense::hover());
        let level = items.iter().find_map(|item| if let Role::Heading(level) = item.role { Some(level) } else { None });
        match level {
            Some(level) => {
                response.widget_info(|| WidgetInfo::labeled(accesskit::Role::Heading, true, &words));
                ui.ctx().accesskit_node_builder(response.id, |node| node.set_level(usize::from(level)));
            }
            None => response.widget_info(|| WidgetInfo::labeled(accesskit::Role::Label, true, &words)),
        }
    }
}

/// Where words stand, roughly, in millimetres: a reader's highlight follows it.
fn place_mm(item: &Item) -> Option<Rect> {
    match &item.shape {
        Shape::Text { x, y, size_pt, text, .. } => {
            let em = size_pt * MM_PER_PT;
            #[expect(clippy::cast_precision_loss, reason = "a line of a page is short")]
            let width = text.chars().count() as f32 * em * 0.5;
            Some(Rect::from_min_max(pos2(*x, y - em), pos2(x + width, y + 0.3 * em)))
        }
        Shape::Tick { x, y, size } | Shape::Matrix { x, y, size, .. } => Some(Rect::from_min_size(pos2(*x, *y), vec2(*size, *size))),
        Shape::Line { .. } | Shape::Frame { .. } | Shape::Fill { .. } | Shape::Link { .. } => None,
    }
}

/// What is heard of these items.
fn words_of(items: &[Item]) -> impl Iterator<Item = &str> {
    items.iter().filter_map(|item| match (&item.spoken, &item.shape) {
        (Some(spoken), _) => Some(spoken.as_str()),
        (None, Shape::Text { text, .. }) => Some(text.as_str()),
        (None, _) => None,
    })
}

/// The page as one text.
fn as_text(sheet: &Sheet) -> String {
    words_of(&sheet.items).flat_map(|words| [words, "\n"]).collect()
}
