//! Asking the person: who, what, for what, until when. Nothing is ticked beforehand, and the DWP is asked about twice.

use egui::{Key, Ui};

use crate::app::papers::{ConsentForm, Papers, PapersMsg};
use crate::app::{Focus, Model, Msg};
use crate::domain::consent::{Agreed, Item, Lacking, RecipientKind};
use crate::domain::day::{self, YearHint};
use crate::domain::paper_kind::PaperKind;
use crate::gui::Outbox;
use crate::gui::kit::{self, Button, Choice, Field, Shortcut, button, choices, text_field, tick};
use crate::gui::theme::{self, palette, space};

/// The papers that may go to somebody else, in their fixed order.
const PAPERS: [PaperKind; 4] = [PaperKind::WorkPlan, PaperKind::EmployerPage, PaperKind::AhpReport, PaperKind::PatientSummary];

/// The form.
pub fn form_ui(ui: &mut Ui, model: &Model, papers: &Papers, out: &mut Outbox) {
    let Some(form) = &papers.form else { return };
    let today = model.today();
    let ends = form.ends.trim();
    let ends_on = day::parse(ends, YearHint::NotBefore(today), today);
    let lacking = if form.asked { Agreed::new(&form.asking(ends_on.ok()), today).err().unwrap_or_default() } else { Vec::new() };
    let says = |what: Lacking| lacking.contains(&what).then(|| what.sentence());
    theme::card(palette(ui)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        kit::heading(ui, "What the person agrees to share");
        kit::hint(ui, "Read it out. A no needs no reason and changes nothing about the note. It can be taken back at any time.");
        let titles = RecipientKind::ALL.map(RecipientKind::title);
        let chosen = form.kind.and_then(|kind| RecipientKind::ALL.iter().position(|known| *known == kind));
        let spec = Choice::new("consent-kind", "With whom?", &titles, chosen)
            .columns(2)
            .error(says(Lacking::Recipient))
            .focus(model.focus == Some(Focus::First));
        if let Some(kind) = choices(ui, &spec).and_then(|index| RecipientKind::ALL.get(index)) {
            out.say(Msg::Papers(PapersMsg::RecipientChosen(*kind)));
        }
        if form.kind.is_some_and(|kind| kind != RecipientKind::Dwp) {
            let spec = Field::new("consent-name", "Their name", &form.name).hint("The employer, the service or the person.").width(420.0);
            if let Some(text) = text_field(ui, &spec).changed {
                out.say(Msg::Papers(PapersMsg::RecipientTyped(text)));
            }
        }
        items_ui(ui, form, says(Lacking::Items), out);
        let spec = Field::new("consent-purpose", "What for?", &form.purpose)
            .hint("As the person understands it, such as: to plan the return with my manager.")
            .width(ui.available_width())
            .error(says(Lacking::Purpose));
        if let Some(text) = text_field(ui, &spec).changed {
            out.say(Msg::Papers(PapersMsg::PurposeTyped(text)));
        }
        let unreadable = (!ends.is_empty()).then(|| ends_on.err()).flatten().map(|error| error.to_string());
        let hint = match ends_on {
            Ok(day) => format!("Reads as {}.", day::short(day)),
            Err(_) => "Empty: until it is taken back.".to_owned(),
        };
        let error = unreadable.as_deref().filter(|_| form.asked).or(says(Lacking::EndPassed));
        let spec = Field::new("consent-ends", "Until when?", &form.ends).hint(&hint).width(260.0).error(error);
        if let Some(text) = text_field(ui, &spec).changed {
            out.say(Msg::Papers(PapersMsg::EndsTyped(text)));
        }
        if form.reaches_dwp() {
            again_ui(ui, form, says(Lacking::SecondConsent), out);
        }
        ui.horizontal_wrapped(|ui| {
            if button(ui, Button::primary("The person agrees").key(Shortcut::ctrl(Key::Enter)).enabled(!papers.busy)).1 {
                out.say(Msg::Papers(PapersMsg::ConsentGiven));
            }
            if button(ui, Button::secondary("They do not").key(Shortcut::plain(Key::Escape))).1 {
                out.say(Msg::Papers(PapersMsg::ConsentLeft));
            }
        });
    });
}

fn items_ui(ui: &mut Ui, form: &ConsentForm, error: Option<&str>, out: &mut Outbox) {
    kit::section(ui, "What?");
    if let Some(error) = error {
        kit::error_line(ui, error);
    }
    let mut row = |ui: &mut Ui, item: Item| {
        let id = format!("consent-item-{item:?}");
        let label = if let Item::Paper(kind) = item { super::title_here(kind) } else { item.title() };
        if let Some(ticked) = tick(ui, &id, label, form.items.contains(&item), false) {
            out.say(Msg::Papers(PapersMsg::ItemTicked(item, ticked)));
        }
    };
    for kind in PAPERS {
        row(ui, Item::Paper(kind));
    }
    kit::hint(ui, "What the papers may carry. A letter to a service is ticked together by itself, under Services.");
    for item in [Item::Condition, Item::OwnWords] {
        row(ui, item);
    }
    ui.add_space(space::XS);
}

/// The second time, item by item: each is asked again, and none is ticked because it was ticked before.
fn again_ui(ui: &mut Ui, form: &ConsentForm, error: Option<&str>, out: &mut Outbox) {
    let colors = palette(ui);
    egui::Frame::new().fill(colors.caution_tint).corner_radius(theme::ROUND).inner_margin(egui::Margin::symmetric(14, 10)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        kit::section(ui, "Asked a second time, item by item");
        kit::hint(ui, "This goes to the department that decides on benefits. What it does with it cannot be promised here. Ask about each item again.");
        if let Some(error) = error {
            kit::error_line(ui, error);
        }
        for item in &form.items {
            let id = format!("consent-again-{item:?}");
            let label = format!("The DWP may have: {}", item.title());
            if let Some(ticked) = tick(ui, &id, &label, form.again.contains(item), false) {
                out.say(Msg::Papers(PapersMsg::ItemTickedAgain(*item, ticked)));
            }
        }
    });
    ui.add_space(space::S);
}
