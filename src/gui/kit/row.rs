//! A row of a list that opens something.

use egui::{Align2, Sense, Stroke, StrokeKind, Ui, WidgetInfo, accesskit, pos2, vec2};

use crate::gui::theme::{self, palette, size, space};

/// What a row shows: the name, what is said of it, and what stands at its end.
#[derive(Clone, Copy)]
pub struct Row<'a> {
    pub id: &'a str,
    pub name: &'a str,
    pub detail: &'a str,
    pub end: &'a str,
    /// The key that opens it from the search box.
    pub key: &'a str,
    pub focus: bool,
}

/// Shows a row. The answer is whether it was pressed.
pub fn row(ui: &mut Ui, spec: Row<'_>) -> bool {
    let colors = palette(ui);
    let height = if spec.detail.is_empty() { space::CONTROL } else { 50.0 };
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
    let response = ui.interact(rect, egui::Id::unique(spec.id), Sense::click());
    if spec.focus {
        response.request_focus();
    }
    super::keep_in_view(ui, &response);
    if ui.is_rect_visible(rect) {
        let painter = ui.painter().with_clip_rect(rect.intersect(ui.clip_rect()));
        let fill = if response.hovered() || response.has_focus() { colors.tint } else { colors.surface };
        painter.rect_filled(rect, theme::ROUND, fill);
        painter.hline(rect.x_range(), rect.bottom(), Stroke::new(1.0, colors.line));
        let mut right = rect.right() - 10.0;
        for (text, ink) in [(spec.key, colors.ink_quiet), (spec.end, colors.ink_quiet)] {
            if !text.is_empty() {
                let drawn = painter.text(pos2(right, rect.center().y), Align2::RIGHT_CENTER, text, theme::body(size::SMALL), ink);
                right = drawn.left() - 14.0;
            }
        }
        let room = (right - rect.left() - 12.0).max(20.0);
        let line = |text: &str, font: egui::FontId, ink| {
            let mut job = egui::text::LayoutJob::simple_singleline(text.to_owned(), font, ink);
            job.wrap = egui::text::TextWrapping::truncate_at_width(room);
            painter.layout_job(job)
        };
        let name = line(spec.name, theme::semibold(size::BODY), colors.ink);
        if spec.detail.is_empty() {
            painter.galley(pos2(rect.left() + 12.0, rect.center().y - name.size().y / 2.0), name, colors.ink);
        } else {
            painter.galley(pos2(rect.left() + 12.0, rect.top() + 6.0), name, colors.ink);
            let detail = line(spec.detail, theme::body(size::SMALL), colors.ink_quiet);
            painter.galley(pos2(rect.left() + 12.0, rect.top() + 27.0), detail, colors.ink_quiet);
        }
        if response.has_focus() {
            ui.painter().rect_stroke(rect, theme::ROUND, Stroke::new(3.0, colors.focus), StrokeKind::Inside);
        }
    }
    if response.hovered() {
        ui.ctx().set_cursor_icon(egui::CursorIcon::PointingHand);
    }
    let spoken = [spec.name, spec.detail, spec.end].iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join(", ");
    response.widget_info(|| WidgetInfo::labeled(accesskit::Role::Button, true, &spoken));
    response.clicked()
}
