//! Whose records were kept long enough. Each row leads to that person's own part, where a record is removed; nothing is ticked or removed
//! here.

use egui::Ui;

use crate::app::{Msg, RecordsMsg};
use crate::domain::day;
use crate::domain::safekeeping::LongKeptPeople;
use crate::gui::Outbox;
use crate::gui::kit::{self, Row, row};
use crate::gui::theme::space;

/// The list.
pub(super) fn long_kept_ui(ui: &mut Ui, people: &LongKeptPeople, out: &mut Outbox) {
    kit::heading(ui, "Kept long enough");
    let shown = people.oldest.len();
    let said = match people.all {
        0 => "No record is past its eight years yet.".to_owned(),
        1 => "1 person's record is past its eight years and may be removed. Nothing goes by itself.".to_owned(),
        all if shown < all => {
            format!(
                "The records of {all} people are past their eight years and may be removed, one by one. Nothing goes by itself. \
                 The oldest {shown} are listed."
            )
        }
        all => format!("The records of {all} people are past their eight years and may be removed, one by one. Nothing goes by itself."),
    };
    kit::quiet(ui, &said);
    ui.add_space(space::S);
    for kept in &people.oldest {
        let patient = &kept.patient;
        let detail = format!("Born {}. Last day on record: {}", day::long(patient.date_of_birth), day::long(kept.last_day));
        let id = format!("records-long-kept-{}", patient.id);
        if row(ui, Row { id: &id, name: &patient.banner_name(), detail: &detail, end: "Look at this record", key: "", focus: false }) {
            out.say(Msg::Records(RecordsMsg::PersonOpened(patient.id.clone())));
        }
    }
}
