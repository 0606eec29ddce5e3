//! The weeks as bars, from the least to the most, and the same in words for whoever does not see them.

use egui::{Align2, Rect, Sense, Stroke, StrokeKind, Ui, WidgetInfo, accesskit, pos2, vec2};

use crate::domain::phased::PhasedPlan;
use crate::gui::kit;
use crate::gui::theme::{self, palette, size};
use crate::talk::phased::{Measure, WeekBar, rows, then_words, week_bars};

const HEIGHT: f32 = 150.0;
const WIDEST: f32 = 64.0;

/// The bars of the plan.
pub fn bars_ui(ui: &mut Ui, plan: &PhasedPlan, energy: bool) {
    let (measure, bars) = week_bars(&rows(plan, energy));
    let said = in_words(&bars, measure);
    if bars.iter().all(|bar| bar.span.is_none()) {
        kit::quiet(ui, "The stages are in words, so there are no numbers to draw.");
        return;
    }
    let colors = palette(ui);
    #[expect(clippy::cast_precision_loss, reason = "weeks of a plan")]
    let width = ((ui.available_width() - 8.0) / bars.len().max(1) as f32).min(WIDEST);
    #[expect(clippy::cast_precision_loss, reason = "weeks of a plan")]
    let all = vec2((width * bars.len() as f32).max(40.0), HEIGHT + 44.0);
    let (rect, response) = ui.allocate_exact_size(all, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(accesskit::Role::Image, true, &said));
    let top =
        bars.iter().filter_map(|bar| bar.span.map(|span| span.most)).fold(if measure == Measure::Percent { 100.0 } else { 1.0 }, f32::max);
    let painter = ui.painter();
    let foot = rect.top() + 20.0 + HEIGHT;
    let has_room = width >= 26.0;
    for (index, bar) in bars.iter().enumerate() {
        #[expect(clippy::cast_precision_loss, reason = "weeks of a plan")]
        let left = rect.left() + width * index as f32;
        let (from, to) = (left + width * 0.12, left + width * 0.88);
        let of = |value: f32| foot - HEIGHT * (value / top);
        if let Some(span) = bar.span {
            let most = Rect::from_min_max(pos2(from, of(span.most)), pos2(to, foot));
            let least = Rect::from_min_max(pos2(from, of(span.least)), pos2(to, foot));
            painter.rect(most, 2.0, colors.tint, Stroke::new(1.5, colors.accent), StrokeKind::Inside);
            painter.rect_filled(least, 2.0, colors.accent);
            // What waits for a review is drawn as an outline: it has no date.
            if bar.waits {
                painter.rect(most, 2.0, colors.surface, Stroke::new(1.5, colors.accent), StrokeKind::Inside);
            }
            if has_room {
                painter.text(
                    pos2(left + width / 2.0, of(span.most) - 3.0),
                    Align2::CENTER_BOTTOM,
                    short(bar),
                    theme::body(size::KEY),
                    colors.ink,
                );
            }
        }
        if has_room || index % 4 == 0 {
            let week = if bar.open { format!("{}…", bar.week) } else { bar.week.to_string() };
            painter.text(pos2(left + width / 2.0, foot + 3.0), Align2::CENTER_TOP, week, theme::body(size::KEY), colors.ink_quiet);
        }
    }
    painter.hline(rect.x_range(), foot, Stroke::new(1.0, colors.edge));
    let then = plan.then.map(|then| format!("; {}", then_words(then))).unwrap_or_default();
    let waits = if bars.iter().any(|bar| bar.waits) { " Outlines wait for a review or a settled spell." } else { "" };
    let open = if bars.iter().any(|bar| bar.open) { " “…” has no end." } else { "" };
    kit::hint(ui, &format!("Week by week, {}{then}.{open}{waits}", measure.unit()));
}

fn short(bar: &WeekBar) -> String {
    bar.span.map(|span| span.words().replace(" to ", "–")).unwrap_or_default()
}

fn in_words(bars: &[WeekBar], measure: Measure) -> String {
    let week = |bar: &WeekBar| {
        let amount = bar.span.map_or_else(|| "no number".to_owned(), |span| span.words());
        let after = if bar.waits { ", after a review" } else { "" };
        let open = if bar.open { ", without an end" } else { "" };
        format!("week {} {amount}{after}{open}", bar.week)
    };
    format!("Chart of {}: {}.", measure.unit(), bars.iter().map(week).collect::<Vec<_>>().join("; "))
}
