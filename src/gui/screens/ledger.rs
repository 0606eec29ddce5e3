//! The ledger on screen: what the person agreed to, with its way back, and what left.

use egui::{RichText, Ui};

use crate::app::papers::{Papers, PapersMsg};
use crate::app::{Model, Msg};
use crate::domain::consent::{Consent, Disclosure, items_words};
use crate::domain::day;
use crate::gui::Outbox;
use crate::gui::kit::{self, Button, button};
use crate::gui::theme::{self, palette, size, space};

/// Both lists, the oldest first. They are added to and never changed.
pub fn ledger_ui(ui: &mut Ui, model: &Model, papers: &Papers, out: &mut Outbox) {
    theme::card(palette(ui)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        kit::heading(ui, "What the person agreed to");
        if papers.ledger.consents.is_empty() {
            kit::quiet(ui, "Nothing yet, and nothing goes to anybody else.");
        }
        for consent in &papers.ledger.consents {
            ui.push_id(consent.id.as_str(), |ui| consent_ui(ui, model, papers, consent, out));
        }
        ui.add_space(space::S);
        kit::heading(ui, "What left");
        if papers.ledger.disclosures.is_empty() {
            kit::quiet(ui, "Nothing yet.");
        }
        for gone in &papers.ledger.disclosures {
            disclosure_ui(ui, papers, gone);
        }
        kit::hint(ui, "The person may see this list at any time, and take it away: choose “What was shared, and with whom” above.");
    });
}

fn consent_ui(ui: &mut Ui, model: &Model, papers: &Papers, consent: &Consent, out: &mut Outbox) {
    ui.add_space(space::XS);
    ui.label(RichText::new(consent.recipient.title()).font(theme::semibold(size::BODY)));
    let until = consent.ends_on.map_or_else(|| "until taken back".to_owned(), |ends| format!("until {}", day::long(ends)));
    let given = day::long(consent.given_at.date_naive());
    let text = format!("{}. For: {}. Agreed {given}, {until}.", items_words(&consent.items), consent.purpose);
    ui.add(egui::Label::new(RichText::new(text).size(size::SMALL)).wrap());
    if let Some(at) = consent.withdrawn_at {
        kit::hint(ui, &format!("Taken back on {}. {}", day::long(at.date_naive()), papers.ledger.withdrawal_words(consent)));
    } else if !consent.stands(model.today()) {
        kit::hint(ui, "It has ended.");
    } else if papers.withdrawing.as_ref() == Some(&consent.id) {
        let colors = palette(ui);
        let words = papers.ledger.withdrawal_words(consent);
        kit::alert(ui, colors.caution, colors.caution_tint, &words, |ui| {
            ui.add(egui::Label::new(&words).wrap());
            ui.horizontal_wrapped(|ui| {
                if button(ui, Button::secondary("Yes, take it back")).1 {
                    out.say(Msg::Papers(PapersMsg::Withdrawn));
                }
                if button(ui, Button::secondary("Leave it as it is")).1 {
                    out.say(Msg::Papers(PapersMsg::WithdrawalLeft));
                }
            });
        });
    } else {
        let label = format!("Take back: {}", consent.recipient.title());
        if button(ui, Button::secondary(&label)).1 {
            out.say(Msg::Papers(PapersMsg::WithdrawalAsked(consent.id.clone())));
        }
    }
}

fn disclosure_ui(ui: &mut Ui, papers: &Papers, gone: &Disclosure) {
    let until = papers.ledger.ends_of(gone).map(|ends| format!(" Agreed until {}.", day::long(ends))).unwrap_or_default();
    let at = format!("{} at {}", day::long(gone.at.date_naive()), gone.at.format("%H:%M"));
    let text = format!(
        "{at}: {}. To: {}, {}. For: {}.{until} Recorded by {}.",
        items_words(&gone.left.items),
        gone.left.recipient.title(),
        gone.left.how.title(),
        gone.left.purpose,
        gone.recorded_by
    );
    ui.add(egui::Label::new(RichText::new(text).size(size::SMALL)).wrap());
}
