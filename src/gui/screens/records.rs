//! Records: backups made, tried and put back; bundles; whose records may go; and one person's whole record.

use egui::{Key, Ui};

use super::records_long_kept::long_kept_ui;
use super::records_person::person_ui;
use crate::app::{Focus, Model, Msg, RecordsMsg, RecordsRoom};
use crate::domain::day;
use crate::domain::record::Moment;
use crate::domain::safekeeping::{Holds, Imported};
use crate::gui::Outbox;
use crate::gui::kit::{self, Button, Field, Row, Shortcut, button, row, text_field, tick};
use crate::gui::theme::{self, palette, space};

/// How many backups are listed.
const LISTED: usize = 6;

/// The screen.
pub fn records_ui(ui: &mut Ui, model: &Model, out: &mut Outbox) {
    let room = &model.records;
    kit::title(ui, if room.person.is_some() { "The whole record" } else { "Records" });
    ui.add_space(space::S);
    // In a part of its own, so that the page stays readable in a wide window.
    ui.vertical(|ui| {
        kit::column(ui, 860.0);
        parts_ui(ui, model, out);
    });
}

fn parts_ui(ui: &mut Ui, model: &Model, out: &mut Outbox) {
    let room = &model.records;
    if let Some(said) = &room.said {
        let colors = palette(ui);
        kit::alert(ui, colors.good, colors.good_tint, said, |ui| {
            ui.label(said);
        });
        ui.add_space(space::S);
    }
    if let Some(person) = &room.person {
        person_ui(ui, model, person, out);
        return;
    }
    card(ui, |ui| backups_ui(ui, model, out));
    card(ui, |ui| restore_ui(ui, model, out));
    card(ui, |ui| bundle_ui(ui, room, out));
    if let Some(people) = &room.long_kept {
        card(ui, |ui| long_kept_ui(ui, people, out));
    }
}

/// A part of the screen.
pub(super) fn card(ui: &mut Ui, add: impl FnOnce(&mut Ui)) {
    theme::card(palette(ui)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        add(ui);
    });
    ui.add_space(space::M);
}

fn say(out: &mut Outbox, msg: RecordsMsg) {
    out.say(Msg::Records(msg));
}

/// What the first screen and this one say of backups that failed or are too old.
pub fn backup_warning_ui(ui: &mut Ui, model: &Model) {
    let room = &model.records;
    if let Some((what, do_next)) = room.standing.warning(&room.plan, model.today()) {
        let colors = palette(ui);
        kit::alert(ui, colors.caution, colors.caution_tint, &format!("{what} {do_next}"), |ui| {
            ui.label(egui::RichText::new(what).font(theme::semibold(theme::size::BODY)));
            ui.label(do_next);
        });
        ui.add_space(space::M);
    }
}

fn backups_ui(ui: &mut Ui, model: &Model, out: &mut Outbox) {
    let room = &model.records;
    kit::heading(ui, "Backups");
    match room.standing.last_good {
        Some(at) => ui.label(format!("The last one was made on {}, opened and found whole.", moment(at))),
        None => ui.label("None was made yet."),
    };
    backup_warning_ui(ui, model);
    let (pressed, was_pressed) = button(ui, Button::primary("Back up now").enabled(!room.busy));
    if model.focus == Some(Focus::First) {
        pressed.request_focus();
    }
    if was_pressed {
        say(out, RecordsMsg::BackUpPressed);
    }
    if let Some(on) = tick(ui, "records-daily", "Make one each day", room.plan.is_on, false) {
        say(out, RecordsMsg::PlanTicked(on));
    }
    let keep = room.plan.keep;
    kit::hint(
        ui,
        &format!(
            "In {}. The newest of {} days, {} weeks and {} months are kept. Each is encrypted, and opens with today's passphrases.",
            room.folder.display(),
            keep.days,
            keep.weeks,
            keep.months
        ),
    );
    ui.horizontal_wrapped(|ui| {
        let spec = Field::new("records-second", "A second folder, on another disk (optional)", &room.second)
            .hint("A copy goes there as well, so that losing this computer loses a day at most.")
            .width(440.0);
        if let Some(text) = text_field(ui, &spec).changed {
            say(out, RecordsMsg::SecondTyped(text));
        }
    });
    if button(ui, Button::secondary("Use this folder and back up").enabled(!room.busy)).1 {
        say(out, RecordsMsg::SecondPressed);
    }
    ui.add_space(space::S);
    for (place, path) in room.backups.iter().take(LISTED).enumerate() {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let id = format!("records-backup-{place}");
        if row(ui, Row { id: &id, name, detail: "", end: "Try this backup", key: "", focus: false }) {
            say(out, RecordsMsg::FileChosen(path.clone()));
        }
        // The answer stands where it was asked.
        if let Some(holds) = room.holds.as_ref().filter(|_| std::path::Path::new(room.file.trim()) == path) {
            held_ui(ui, holds);
        }
    }
}

fn held_ui(ui: &mut Ui, holds: &Holds) {
    let colors = palette(ui);
    let said = held(holds);
    kit::alert(ui, colors.good, colors.good_tint, &said, |ui| {
        ui.label(&said);
    });
    ui.add_space(space::XS);
}

fn restore_ui(ui: &mut Ui, model: &Model, out: &mut Outbox) {
    let room = &model.records;
    kit::heading(ui, "Try a backup, or put it back");
    kit::quiet(ui, "Trying opens the backup, reads all of it and says what it holds. Nothing changes.");
    let spec = Field::new("records-file", "The backup", &room.file).width(620.0);
    if let Some(text) = text_field(ui, &spec).changed {
        say(out, RecordsMsg::FileTyped(text));
    }
    let spec = Field::new("records-passphrase", "Passphrase at the time of the backup", room.passphrase.text())
        .hint("Needed to put it back, and to try a backup of other records. The recovery key opens it as well.")
        .width(440.0)
        .password();
    if let Some(text) = text_field(ui, &spec).changed {
        say(out, RecordsMsg::PassphraseTyped(text));
    }
    let is_listed = room.backups.iter().take(LISTED).any(|path| std::path::Path::new(room.file.trim()) == path);
    if let Some(holds) = room.holds.as_ref().filter(|_| !is_listed) {
        held_ui(ui, holds);
    }
    if room.asks_restore {
        let colors = palette(ui);
        let question = "Put this backup in the place of the records? What is here now is kept aside, in a folder of its own.";
        kit::alert(ui, colors.caution, colors.caution_tint, question, |ui| {
            ui.label(question);
            ui.horizontal(|ui| {
                let (keep, pressed) = button(ui, Button::secondary("Leave the records as they are"));
                if model.focus == Some(Focus::VerbReason) {
                    keep.request_focus();
                }
                if pressed {
                    say(out, RecordsMsg::RestoreKept);
                }
                if button(ui, Button::secondary("Put the backup back").enabled(!room.busy)).1 {
                    say(out, RecordsMsg::RestoreConfirmed);
                }
            });
        });
        return;
    }
    ui.horizontal_wrapped(|ui| {
        if button(ui, Button::secondary("Try it").enabled(!room.busy)).1 {
            say(out, RecordsMsg::TryPressed);
        }
        if button(ui, Button::secondary("Put it back…").enabled(!room.busy)).1 {
            say(out, RecordsMsg::RestorePressed);
        }
    });
}

fn bundle_ui(ui: &mut Ui, room: &RecordsRoom, out: &mut Outbox) {
    kit::heading(ui, "All records, to or from another computer");
    kit::quiet(
        ui,
        "A bundle is one encrypted file with a passphrase of its own. Reading one in adds what is not here yet, all of it or nothing. \
         Passphrases, roles, settings and the audit log stay with each computer; a backup carries those.",
    );
    let spec = Field::new("records-bundle", "The bundle", &room.bundle).width(620.0);
    if let Some(text) = text_field(ui, &spec).changed {
        say(out, RecordsMsg::BundleTyped(text));
    }
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = space::L;
        let first = Field::new("records-bundle-passphrase", "Passphrase of the bundle", room.bundle_passphrase.text()).password();
        if let Some(text) = text_field(ui, &first).changed {
            say(out, RecordsMsg::BundlePassphraseTyped(text));
        }
        let again = Field::new("records-bundle-again", "The same again, to write one", room.bundle_again.text()).password();
        if let Some(text) = text_field(ui, &again).changed {
            say(out, RecordsMsg::BundleAgainTyped(text));
        }
    });
    ui.horizontal_wrapped(|ui| {
        if button(ui, Button::secondary("Write a bundle").enabled(!room.busy)).1 {
            say(out, RecordsMsg::ExportPressed);
        }
        if button(ui, Button::secondary("Read a bundle in").enabled(!room.busy)).1 {
            say(out, RecordsMsg::ImportPressed);
        }
    });
    if let Some(imported) = &room.imported {
        imported_ui(ui, imported);
    }
}

fn imported_ui(ui: &mut Ui, done: &Imported) {
    ui.label(format!(
        "Read in: {} patients, {} notes, {} drafts and {} other entries. {} were here already, the same.",
        done.patients, done.notes, done.drafts, done.others, done.unchanged
    ));
    for conflict in &done.conflicts {
        kit::hint(ui, &format!("{} {}: {}.", conflict.kind, conflict.id, conflict.why));
    }
}

/// `It opens and is whole: 12 patients, 30 notes and 1 draft, from 23 November 2026 at 10:15.`
fn held(holds: &Holds) -> String {
    let newest = holds.newest_note_at.map(|at| format!(" Its newest note is from {}.", moment(at))).unwrap_or_default();
    let counted = |number: u64, thing: &str| if number == 1 { format!("1 {thing}") } else { format!("{number} {thing}s") };
    format!(
        "It opens and is whole. Made on {}: {}, {}, {}.{newest}",
        moment(holds.made_at),
        counted(holds.patients, "patient"),
        counted(holds.notes, "note"),
        counted(holds.drafts, "draft")
    )
}

/// `23 November 2026 at 10:15`.
fn moment(at: Moment) -> String {
    format!("{} at {}", day::long(at.date_naive()), at.format("%H:%M"))
}

/// The key that opens the screen, from everywhere.
pub const RECORDS_KEY: Shortcut = Shortcut::ctrl(Key::B);
