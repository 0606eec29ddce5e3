//! Figures of the practice: the days asked for, and a card for each table.

use egui::{RichText, Ui};

use crate::app::figures::{FiguresField, FiguresMsg, FiguresRoom};
use crate::app::{Focus, Model, Msg};
use crate::domain::day;
use crate::domain::figures::{Figures, NOT_A_MEASURE, Table};
use crate::domain::small_numbers::{Given, LEAST_GIVEN};
use crate::gui::Outbox;
use crate::gui::kit::{self, Button, Field, button, text_field};
use crate::gui::theme::{self, palette, size, space};

/// From this width on the tables stand in two columns, in points.
const TWO_COLUMNS: f32 = 900.0;

/// The height of a row of a table, in points.
const ROW: f32 = 20.0;

/// The screen.
pub fn figures_ui(ui: &mut Ui, model: &Model, out: &mut Outbox) {
    let room = &model.figures;
    kit::title(ui, "Figures of the practice");
    kit::quiet(ui, NOT_A_MEASURE);
    ui.add_space(space::S);
    theme::card(palette(ui)).show(ui, |ui| asked_ui(ui, model, room, out));
    ui.add_space(space::M);
    match &room.figures {
        Some(figures) => tables_ui(ui, figures),
        None => {
            kit::quiet(ui, if room.busy { "Counting…" } else { "Type the days, then press Show." });
        }
    }
}

fn asked_ui(ui: &mut Ui, model: &Model, room: &FiguresRoom, out: &mut Outbox) {
    ui.set_width(ui.available_width());
    let mut entered = false;
    let take = model.focus == Some(Focus::First);
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = space::L;
        for (field, id, label, text) in
            [(FiguresField::From, "figures-from", "From", &room.from), (FiguresField::To, "figures-to", "To", &room.to)]
        {
            let error = room.faults.iter().find(|(at, _)| *at == field).map(|(_, sentence)| sentence.as_str());
            let spec = Field::new(id, label, text).width(180.0).error(error).focus(take && field == FiguresField::From);
            let typed = text_field(ui, &spec);
            if let Some(text) = typed.changed {
                out.say(Msg::Figures(FiguresMsg::Typed(field, text)));
            }
            entered |= typed.entered;
        }
    });
    ui.horizontal_wrapped(|ui| {
        if button(ui, Button::primary("Show").enabled(!room.busy)).1 || entered {
            out.say(Msg::Figures(FiguresMsg::ShowPressed));
        }
        if button(ui, Button::secondary("Save as CSV").enabled(room.figures.is_some() && !room.busy)).1 {
            out.say(Msg::Figures(FiguresMsg::SavePressed));
        }
    });
    kit::hint(
        ui,
        &format!(
            "By the date of the statement. A count under {LEAST_GIVEN} is not given, and neither is one from which it could be worked out."
        ),
    );
}

fn tables_ui(ui: &mut Ui, figures: &Figures) {
    kit::heading(ui, &format!("{} to {}", day::long(figures.from), day::long(figures.to)));
    ui.add_space(space::XS);
    let columns = if ui.available_width() >= TWO_COLUMNS { 2 } else { 1 };
    if columns == 1 {
        for table in &figures.tables {
            table_ui(ui, table);
        }
        return;
    }
    // The longer half of the rows decides where the second column begins, so that both end near each other.
    let height = |table: &Table| table.rows.len() + 4;
    let half = figures.tables.iter().map(height).sum::<usize>() / 2;
    let mut so_far = 0;
    let begins = figures.tables.iter().position(|table| {
        so_far += height(table);
        so_far > half
    });
    let (left, right) = figures.tables.split_at(begins.map_or(figures.tables.len(), |at| (at + 1).min(figures.tables.len())));
    theme::two_columns(
        ui,
        TWO_COLUMNS,
        [&mut |ui| left.iter().for_each(|table| table_ui(ui, table)), &mut |ui| right.iter().for_each(|table| table_ui(ui, table))],
    );
}

fn table_ui(ui: &mut Ui, table: &Table) {
    theme::card(palette(ui)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        kit::section(ui, &table.title);
        kit::hint(ui, &format!("{} In all: {}.", table.about, table.of_given()));
        let given = table.given();
        ui.add_space(if given.is_empty() { 0.0 } else { space::XS });
        // Rows of text, not of controls.
        ui.spacing_mut().interact_size.y = ROW;
        ui.spacing_mut().item_spacing.y = 4.0;
        // A long table says what it has, and in one line that the rest is small.
        let shown: Vec<&(&str, Given)> = given.iter().filter(|row| given.len() <= 8 || row.1 != Given::Few).collect();
        for (label, count) in shown.iter().copied() {
            count_ui(ui, label, *count);
        }
        let small = given.len() - shown.len();
        if small > 0 {
            kit::hint(ui, &format!("{small} more, each under {LEAST_GIVEN}."));
        }
    });
    ui.add_space(space::S);
}

/// A row: what is counted on the left, how many on the right, read as one.
fn count_ui(ui: &mut Ui, label: &str, count: Given) {
    let ink = if count.count().is_some() { palette(ui).ink } else { palette(ui).ink_quiet };
    let spoken = format!("{label}: {count}");
    let row = ui.horizontal(|ui| {
        ui.set_width(ui.available_width());
        ui.label(RichText::new(label).size(size::SMALL));
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            ui.label(RichText::new(count.to_string()).font(theme::semibold(size::SMALL)).color(ink));
        });
    });
    ui.ctx().accesskit_node_builder(row.response.id, |node| {
        node.set_role(egui::accesskit::Role::Row);
        node.set_label(spoken);
    });
}
