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
    let number = index + 1;
    let wide = ui.available_width();
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = space::S;
        for column in StageColumn::ALL {
            let (value, width) = match column {
                StageColumn::Weeks => (&stage.weeks, 84.0),
                StageColumn::Percent => (&stage.percent, 116.0),
                StageColumn::Hours => (&stage.hours, 116.0),
                StageColumn::Words => (&stage.words, (wide - 470.0).clamp(200.0, 460.0)),
            };
            let id = format!("plan-stage-{index}-{}", column.title());
            let label = format!("Stage {number}, {}", column.title());
            let spec = Field::new(&id, &label, value).width(width).label_hidden();
            ui.vertical(|ui| {
                ui.set_width(width);
                // The head stands over the first row; each field is named in full for whoever does not see it.
                if index == 0 {
                    kit::hint(ui, column.title());
                }
                if let Some(text) = text_field(ui, &spec).changed {
                    out.say(Msg::Phased(PhasedMsg::StageTyped { index, column, text }));
                }
            });
        }
        ui.vertical(|ui| {
            if index == 0 {
                kit::hint(ui, " ");
            }
            let remove = format!("Remove stage {number}");
            if button(ui, Button::secondary(&remove)).1 {
                out.say(Msg::Phased(PhasedMsg::StageRemoved(index)));
            }
        });
    });
    let worked_out = match (row.hours, row.percent) {
        (Some(hours), Some(_)) if stage.hours.trim().is_empty() => format!(", about {} hours", hours.words()),
        _ => String::new(),
    };
    kit::hint(ui, &format!("{}{worked_out}", days_words(plan, row)));
}
