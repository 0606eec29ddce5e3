//! The audit log: the newest row first, filtered, and verified on request.

use egui::{Key, RichText, Ui};

use crate::app::{AuditField, AuditLine, AuditLog, AuditMsg, Focus, Model, Msg};
use crate::domain::audit::{AuditGroup, Checked};
use crate::domain::day;
use crate::gui::Outbox;
use crate::gui::kit::{self, Button, Choice, Field, Shortcut, button, choices, text_field};
use crate::gui::theme::{self, palette, size, space};

/// The screen.
pub fn audit_ui(ui: &mut Ui, model: &Model, out: &mut Outbox) {
    let Some(session) = &model.session else { return };
    let log = &model.audit;
    kit::title(ui, "Audit log");
    kit::quiet(ui, "Who opened, issued, printed, shared or changed what. Each row vouches for all the rows before it.");
    ui.add_space(space::S);
    let shared = std::cell::RefCell::new(out);
    theme::two_columns(
        ui,
        900.0,
        [
            &mut |ui| {
                let out = &mut shared.borrow_mut();
                theme::card(palette(ui)).show(ui, |ui| filter_ui(ui, log, session.role.sees_patients(), out));
            },
            &mut |ui| {
                let out = &mut shared.borrow_mut();
                theme::card(palette(ui)).show(ui, |ui| verify_ui(ui, model, out));
            },
        ],
    );
    let out = shared.into_inner();
    ui.add_space(space::M);
    theme::card(palette(ui)).show(ui, |ui| rows_ui(ui, log, out));
}

fn field(ui: &mut Ui, log: &AuditLog, spec: Field<'_>, at: AuditField, out: &mut Outbox) -> bool {
    let error = log.faults.iter().find(|(field, _)| *field == at).map(|(_, text)| text.as_str());
    let typed = text_field(ui, &spec.error(error));
    if let Some(text) = typed.changed {
        out.say(Msg::Audit(AuditMsg::Typed(at, text)));
    }
    typed.entered
}

fn filter_ui(ui: &mut Ui, log: &AuditLog, with_patients: bool, out: &mut Outbox) {
    ui.set_width(ui.available_width());
    kit::heading(ui, "Show");
    let mut kinds = vec!["Everything"];
    kinds.extend(AuditGroup::ALL.iter().map(|group| group.title()));
    let chosen = log.group.and_then(|group| AuditGroup::ALL.iter().position(|known| *known == group)).map_or(0, |index| index + 1);
    if let Some(index) = choices(ui, &Choice::new("audit-kind", "What happened", &kinds, Some(chosen)).columns(3)) {
        out.say(Msg::Audit(AuditMsg::GroupChosen(index.checked_sub(1).and_then(|index| AuditGroup::ALL.get(index)).copied())));
    }
    let mut names = vec!["Everybody"];
    names.extend(log.people.iter().map(|(_, name)| name.as_str()));
    let chosen = log.person.as_ref().and_then(|id| log.people.iter().position(|(known, _)| known == id)).map_or(0, |index| index + 1);
    if let Some(index) = choices(ui, &Choice::new("audit-person", "Who did it", &names, Some(chosen)).columns(3)) {
        let person = index.checked_sub(1).and_then(|index| log.people.get(index)).map(|(id, _)| id.clone());
        out.say(Msg::Audit(AuditMsg::PersonChosen(person)));
    }
    let mut entered = false;
    if with_patients {
        let spec = Field::new("audit-patient", "Patient", &log.patient).hint("Name, date of birth or NHS number").width(360.0);
        entered |= field(ui, log, spec, AuditField::Patient, out);
    }
    ui.horizontal_top(|ui| {
        entered |= field(ui, log, Field::new("audit-from", "From", &log.from).width(140.0), AuditField::From, out);
        entered |= field(ui, log, Field::new("audit-to", "To", &log.to).width(140.0), AuditField::To, out);
    });
    if button(ui, Button::secondary("Show")).1 || entered {
        out.say(Msg::Audit(AuditMsg::ShowPressed));
    }
}

fn verify_ui(ui: &mut Ui, model: &Model, out: &mut Outbox) {
    ui.set_width(ui.available_width());
    let log = &model.audit;
    kit::heading(ui, "Verify");
    kit::hint(ui, "Looks at the encryption, every page, the references, every note and every row of this log. Nothing is changed.");
    ui.add_space(space::XS);
    let spec = Field::new("audit-mark", "A mark that was written down before", &log.mark)
        .hint("From a recovery sheet, or where a backup lies that was kept elsewhere; may stay empty. It shows whether the log was cut off since.")
        .width(360.0);
    let entered = field(ui, log, spec, AuditField::Mark, out);
    let label = if log.verifying { "Verifying…" } else { "Verify the records" };
    let (response, pressed) = button(ui, Button::primary(label).key(Shortcut::ctrl(Key::Enter)).enabled(!log.verifying));
    if model.focus == Some(Focus::First) {
        response.request_focus();
    }
    if pressed || entered {
        out.say(Msg::Audit(AuditMsg::VerifyPressed));
    }
    ui.add_space(space::S);
    for check in log.checked.iter().flatten() {
        check_ui(ui, check);
    }
    if let Some(head) = &log.head {
        ui.add_space(space::S);
        kit::label_value(ui, "The mark of the newest row", &head.to_string());
    }
}

fn check_ui(ui: &mut Ui, check: &Checked) {
    let colors = palette(ui);
    let (word, ink) = if check.is_right { ("Right", colors.good) } else { ("Wrong", colors.trouble) };
    ui.horizontal_top(|ui| {
        ui.label(RichText::new(word).font(theme::semibold(size::SMALL)).color(ink));
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            ui.label(RichText::new(check.what).font(theme::semibold(size::SMALL)));
            ui.add(egui::Label::new(RichText::new(&check.said).size(size::SMALL)).wrap());
        });
    });
}

fn rows_ui(ui: &mut Ui, log: &AuditLog, out: &mut Outbox) {
    ui.set_width(ui.available_width());
    if log.lines.is_empty() {
        kit::quiet(ui, if log.loaded { "No row answers this." } else { "Loading…" });
        return;
    }
    egui::Grid::new("audit-rows").num_columns(5).striped(true).spacing([space::L, space::XS]).show(ui, |ui| {
        for head in ["Row", "When", "Who", "What", "About"] {
            ui.label(RichText::new(head).font(theme::semibold(size::SMALL)).color(palette(ui).ink_quiet));
        }
        ui.end_row();
        for line in &log.lines {
            line_ui(ui, line);
            ui.end_row();
        }
    });
    if log.more {
        ui.add_space(space::S);
        if button(ui, Button::secondary("Show older rows")).1 {
            out.say(Msg::Audit(AuditMsg::MorePressed));
        }
    }
}

fn line_ui(ui: &mut Ui, line: &AuditLine) {
    let small = |text: String| RichText::new(text).size(size::SMALL);
    ui.label(small(line.seq.to_string()).color(palette(ui).ink_quiet));
    ui.label(small(format!("{} {}", day::short(line.at.date_naive()), line.at.format("%H:%M:%S"))));
    ui.label(small(line.who.clone()));
    ui.label(RichText::new(&line.what).font(theme::semibold(size::SMALL)));
    let room = ui.available_width().max(160.0);
    ui.scope(|ui| {
        ui.set_max_width(room);
        // A row's stripe is as long as its cells: the last one takes what is left, or the stripes end under the words.
        ui.set_min_width(room);
        ui.add(egui::Label::new(small(line.about.clone())).wrap());
    });
}
