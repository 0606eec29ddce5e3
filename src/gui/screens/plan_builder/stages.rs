//! The table of stages: weeks, per cent, hours and words, each a field with a name of its own.

use egui::Ui;

use crate::app::Msg;
use crate::app::phased::{PhasedMsg, StageColumn};
use crate::domain::phased::{PhasedPlan, Stage};
use crate::gui::Outbox;
use crate::gui::kit::{self, Button, Field, button, text_field};
use crate::gui::theme::space;
use crate::talk::phased::{Row, days_words, rows};

/// The table, one row a stage.
pub fn stages_ui(ui: &mut Ui, plan: &PhasedPlan, energy: bool, out: &mut Outbox) {
    kit::hint(ui, "Weeks empty: no end. A number or a range such as 30 to 60. Hours or per cent or both may stay empty.");
    let rows = rows(plan, energy);
    for (index, (stage, row)) in plan.stages.iter().zip(&rows).enumerate() {
        ui.push_id(("stage", index), |ui| stage_ui(ui, plan, index, stage, row, out));
    }
    if button(ui, Button::secondary("Add a stage")).1 {
        out.say(Msg::Phased(PhasedMsg::StageAdded));
    }
}

fn stage_ui(ui: &mut Ui, plan: &PhasedPlan, index: usize, stage: &Stage, row: &Row, out: &mut Outbox) {
    // The days belong to the row above them.
    ui.spacing_mut().item_spacing.y = 0.0;
    let narrow = [(StageColumn::Weeks, 84.0), (StageColumn::Percent, 116.0), (StageColumn::Hours, 116.0)];
    // What the three and the button take, with the gaps between all of them.
    let rest = ui.available_width() - 510.0;
    let is_one_line = rest >= 200.0;
    let words = |ui: &mut Ui, room: f32, out: &mut Outbox| {
        cell_ui(ui, index, stage, (StageColumn::Words, room.clamp(120.0, 460.0)), out);
        ui.vertical(|ui| {
            if index == 0 {
                kit::hint(ui, " ");
            }
            if button(ui, Button::secondary(&format!("Remove stage {}", index + 1))).1 {
                out.say(Msg::Phased(PhasedMsg::StageRemoved(index)));
            }
        });
    };
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = space::S;
        for column in narrow {
            cell_ui(ui, index, stage, column, out);
        }
        if is_one_line {
            words(ui, rest, out);
        }
    });
    if !is_one_line {
        ui.add_space(space::XS);
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = space::S;
            let room = ui.available_width() - 170.0;
            words(ui, room, out);
        });
    }
    let worked_out = match (row.hours, row.percent) {
        (Some(hours), Some(_)) if stage.hours.trim().is_empty() => format!(", about {} hours", hours.words()),
        _ => String::new(),
    };
    kit::hint(ui, &format!("{}{worked_out}", days_words(plan, row)));
    ui.add_space(space::M);
}

/// One field of a stage under the head of its column.
fn cell_ui(ui: &mut Ui, index: usize, stage: &Stage, (column, width): (StageColumn, f32), out: &mut Outbox) {
    let value = match column {
        StageColumn::Weeks => &stage.weeks,
        StageColumn::Percent => &stage.percent,
        StageColumn::Hours => &stage.hours,
        StageColumn::Words => &stage.words,
    };
    let id = format!("plan-stage-{index}-{}", column.title());
    let label = format!("Stage {}, {}", index + 1, column.title());
    let spec = Field::new(&id, &label, value).width(width).label_hidden();
    ui.vertical(|ui| {
        ui.set_width(width);
        // The head stands over the first row; each field is named in full for whoever does not see it.
        if index == 0 {
            let head = column.title();
            kit::hint(ui, &format!("{}{}", head[..1].to_uppercase(), &head[1..]));
        }
        if let Some(text) = text_field(ui, &spec).changed {
            out.say(Msg::Phased(PhasedMsg::StageTyped { index, column, text }));
        }
    });
}
