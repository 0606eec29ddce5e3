//! One finding of the rules on screen: what is true, a way out with its key, and why.

use egui::{Id, Key, RichText, Ui};

use crate::app::Msg;
use crate::gui::Outbox;
use crate::gui::kit::{self, Button, Shortcut, button};
use crate::gui::theme::{self, palette, size, space};
use crate::rules::{Basis, Finding, Weight};

/// One finding: what is true, a way out, and why.
pub fn finding_ui(ui: &mut Ui, finding: &Finding, has_fix_key: bool, out: &mut Outbox) {
    let colors = palette(ui);
    let (name, ink, fill) = match finding.weight {
        Weight::Reject => ("Cannot be issued", colors.trouble, colors.trouble_tint),
        Weight::Warn => ("Needs a reason", colors.caution, colors.caution_tint),
        Weight::Info => ("Good to know", colors.accent, colors.tint),
    };
    let why_id = Id::unique(("why", finding.rule));
    let is_open = ui.data(|data| data.get_temp::<bool>(why_id)).unwrap_or(false);
    let shown = egui::Frame::new().fill(fill).corner_radius(theme::ROUND).inner_margin(egui::Margin::symmetric(12, 8)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 3.0;
        ui.label(RichText::new(name).font(theme::semibold(size::SMALL)).color(ink));
        ui.add(egui::Label::new(&finding.clinician).wrap());
        ui.horizontal_wrapped(|ui| {
            if let Some((label, fix)) = &finding.fix {
                let taken = if has_fix_key {
                    button(ui, Button::secondary(label).key(Shortcut::alt(Key::F))).1
                } else {
                    kit::link(ui, label, colors.accent)
                };
                if taken {
                    out.say(Msg::FixTaken(fix.clone()));
                }
            }
            if kit::link(ui, if is_open { "Close" } else { "Why?" }, colors.accent) {
                ui.data_mut(|data| data.insert_temp(why_id, !is_open));
            }
        });
        if is_open {
            let basis = match finding.basis {
                Basis::Law => "Law",
                Basis::Guidance => "Guidance",
                Basis::Policy => "This program's reading, where the law is open",
            };
            kit::hint(ui, &format!("{basis}: {}", finding.law));
            for step in &finding.path {
                kit::hint(ui, step);
            }
        }
    });
    ui.ctx().accesskit_node_builder(shown.response.id, |node| {
        node.set_role(egui::accesskit::Role::Note);
        node.set_label(format!("{name}: {}", finding.clinician));
        node.set_live(if finding.weight == Weight::Reject { egui::accesskit::Live::Assertive } else { egui::accesskit::Live::Polite });
    });
    ui.add_space(space::XS);
}
