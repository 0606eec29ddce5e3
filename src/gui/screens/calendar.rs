//! The dates as a strip: first and last day, weeks and weekends, self-certified days, earlier notes, the last day allowed now.

use chrono::{Datelike, Weekday};
use egui::{Align2, Color32, Rect, Sense, Stroke, StrokeKind, Ui, WidgetInfo, accesskit, pos2, vec2};

use crate::app::Desk;
use crate::domain::day::{self, Day};
use crate::gui::kit;
use crate::gui::theme::{self, palette, size};

/// The most days that are drawn: a longer period runs off the end.
const MOST_DAYS: i64 = 200;

/// Draws the strip for the desk's period, or for what would be allowed while none is typed.
pub fn calendar_ui(ui: &mut Ui, desk: &Desk) {
    let colors = palette(ui);
    let outlook = &desk.outlook;
    let marked_last =
        outlook.to.filter(|_| outlook.longer_is_allowed).map_or(outlook.three_months_reach, |to| to.max(outlook.three_months_reach));
    let first = monday_of(day::shifted(outlook.absent_since.min(outlook.from), -3));
    let wanted = outlook.to.map_or(marked_last, |to| to.max(marked_last));
    let days = day::days_inclusive(first, day::shifted(wanted, 4)).clamp(28, MOST_DAYS);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 66.0), Sense::hover());
    let spoken = summary(desk);
    response.widget_info(|| WidgetInfo::labeled(accesskit::Role::Image, true, &spoken));
    if !ui.is_rect_visible(rect) {
        return;
    }
    #[expect(clippy::cast_precision_loss, reason = "at most two hundred days")]
    let step = rect.width() / days as f32;
    #[expect(clippy::cast_precision_loss, reason = "as above")]
    let x_of = |on: Day| rect.left() + ((on - first).num_days() as f32) * step;
    let painter = ui.painter().with_clip_rect(rect.expand(1.0));
    let band = |from: Day, to: Day, top: f32, height: f32| {
        Rect::from_min_max(
            pos2(x_of(from).max(rect.left()), rect.top() + top),
            pos2((x_of(to) + step).min(rect.right()), rect.top() + top + height),
        )
    };
    // The days, weekends shaded.
    let (top, height) = (18.0, 22.0);
    painter.rect(
        Rect::from_min_size(pos2(rect.left(), rect.top() + top), vec2(rect.width(), height)),
        2.0,
        colors.surface,
        Stroke::new(1.0, colors.line),
        StrokeKind::Inside,
    );
    for offset in 0..days {
        let on = day::shifted(first, offset);
        if matches!(on.weekday(), Weekday::Sat | Weekday::Sun) {
            painter.rect_filled(band(on, on, top, height), 0.0, colors.line.gamma_multiply(0.6));
        }
        if on.weekday() == Weekday::Mon {
            painter.vline(x_of(on), rect.top() + top..=rect.top() + top + height, Stroke::new(0.5, colors.line));
        }
        if on.day() == 1 || offset == 0 {
            let name = if offset == 0 && on.day() > 24 { String::new() } else { on.format("%b").to_string() };
            painter.text(pos2(x_of(on) + 1.0, rect.top() + 8.0), Align2::LEFT_CENTER, name, theme::body(size::KEY), colors.ink_quiet);
        }
    }
    // What earlier notes cover.
    for note in desk.notes.iter().filter(|note| note.cancelled.is_none()) {
        let to = note.to.unwrap_or(day::shifted(first, days));
        if to >= first && x_of(note.from) < rect.right() {
            painter.rect_filled(band(note.from.max(first), to, top + height + 3.0, 5.0), 1.0, colors.edge);
        }
    }
    // What this one covers.
    let typed = !desk.draft.decision.period.trim().is_empty();
    if typed && desk.judgement.period.is_some() {
        let to = outlook.to.unwrap_or(day::shifted(first, days));
        let covered = band(outlook.from, to, top + 3.0, height - 6.0);
        painter.rect_filled(covered, 2.0, colors.accent.gamma_multiply(0.85));
    }
    // Self-certified days, as a line above.
    painter.rect_filled(band(outlook.absent_since, outlook.self_certified_until, top - 3.0, 3.0), 0.0, colors.caution);
    // The last day allowed now.
    if !outlook.longer_is_allowed {
        let x = x_of(outlook.three_months_reach) + step;
        painter.vline(x, rect.top() + top - 4.0..=rect.top() + top + height + 10.0, Stroke::new(2.0, colors.trouble));
    }
    legend(&painter, rect, colors.ink_quiet, [colors.accent, colors.caution, colors.edge, colors.trouble], outlook.longer_is_allowed);
}

fn legend(painter: &egui::Painter, rect: Rect, ink: Color32, [this, alone, earlier, last]: [Color32; 4], longer: bool) {
    let mut x = rect.left();
    let y = rect.bottom() - 7.0;
    let mut entries = vec![(this, "This note"), (alone, "Self-certified"), (earlier, "Earlier notes")];
    if !longer {
        entries.push((last, "Last day allowed"));
    }
    for (color, text) in entries {
        painter.rect_filled(Rect::from_center_size(pos2(x + 5.0, y), vec2(10.0, 6.0)), 1.0, color);
        let drawn = painter.text(pos2(x + 14.0, y), Align2::LEFT_CENTER, text, theme::body(size::KEY), ink);
        x = drawn.right() + 14.0;
    }
}

fn monday_of(on: Day) -> Day {
    day::shifted(on, -i64::from(on.weekday().num_days_from_monday()))
}

/// The strip in words.
fn summary(desk: &Desk) -> String {
    let outlook = &desk.outlook;
    let period = match (outlook.to, desk.draft.decision.period.trim().is_empty()) {
        (_, true) => "No period is typed yet.".to_owned(),
        (Some(to), false) => format!("{} to {}.", day::long(outlook.from), day::long(to)),
        (None, false) => format!("From {}.", day::long(outlook.from)),
    };
    let last = if outlook.longer_is_allowed {
        "A note longer than three months is allowed.".to_owned()
    } else {
        format!("The last day allowed now is {}.", day::long(outlook.three_months_reach))
    };
    format!("Calendar. {period} {last} Self-certified days end on {}.", day::long(outlook.self_certified_until))
}

/// How the limit was reached, opened by the person: also where nothing is wrong.
pub fn why_ui(ui: &mut Ui, desk: &Desk) {
    let id = egui::Id::unique("decision-why-dates");
    let is_open = ui.data(|data| data.get_temp::<bool>(id)).unwrap_or(false);
    let colors = palette(ui);
    if kit::link(ui, if is_open { "Close" } else { "Why these limits?" }, colors.accent) {
        ui.data_mut(|data| data.insert_temp(id, !is_open));
    }
    if is_open {
        for line in &desk.outlook.because {
            kit::hint(ui, line);
        }
        kit::hint(
            ui,
            "SI 1976/615 Sch. 1 r. 12 and the DWP's guidance on fit notes; where they leave a question open, this program's reading.",
        );
    }
}
