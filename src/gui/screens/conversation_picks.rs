//! Changes at work: what is picked, editable, and what may be picked, under the reason for which it is offered.

use egui::{Id, Key, ScrollArea, Ui};

use super::conversation_fields::{At, label_ui};
use crate::app::{ConversationEdit, Msg, TalkMsg};
use crate::content::adjustments::catalogue;
use crate::content::conversation::Field;
use crate::domain::draft::{Pick, StepAnswer};
use crate::gui::Outbox;
use crate::gui::kit::{self, Button, Field as TextField, Shortcut, button, text_field};
use crate::talk::{self, Reason};

/// The most rows that are shown at once; the search finds the rest.
const ROWS: usize = 40;

/// What is picked, then what is offered. Nothing is ever added by itself.
pub fn picks_ui(ui: &mut Ui, at: At<'_>, field: &Field, answer: &StepAnswer, focus: bool, out: &mut Outbox) {
    label_ui(ui, field);
    if let Some(most) = field.most {
        kit::hint(ui, &format!("Up to {most}, the most wanted first. Edit the words as you like."));
    }
    let favourites = at.model.session.as_ref().map(|session| session.settings.favourites.as_slice()).unwrap_or_default();
    for (index, pick) in answer.picks.iter().enumerate() {
        picked_ui(ui, at, index, pick, favourites, out);
    }
    for caution in talk::cautions(&at.desk.draft.conversation) {
        kit::hint(ui, &format!("{}. {}", caution.pick + 1, caution.text));
    }
    left_out_ui(ui, at, out);
    if field.most.is_some_and(|most| answer.picks.len() >= most) {
        return;
    }
    let search = search_ui(ui, at, focus, out);
    let offers = talk::offers_with(&at.desk.draft.conversation, catalogue(), &search, favourites);
    ScrollArea::vertical().id_salt("talk-offers").max_height(260.0).auto_shrink([false, true]).show(ui, |ui| {
        let mut last = None;
        for offer in offers.iter().filter(|offer| !offer.is_picked).take(ROWS) {
            if last != Some(offer.reason) {
                last = Some(offer.reason);
                kit::hint(ui, heading(offer.reason));
            }
            let row = kit::Row { id: &offer.adjustment.id, name: &offer.adjustment.text, detail: "", end: "Add", key: "", focus: false };
            if kit::row(ui, row) {
                out.say(at.said(ConversationEdit::PickToggled { id: offer.adjustment.id.clone() }));
            }
        }
        if offers.is_empty() {
            kit::quiet(ui, "Nothing in the catalogue matches. You can add it as written.");
        }
    });
}

fn heading(reason: Reason) -> &'static str {
    match reason {
        Reason::Safety => "For safety",
        Reason::EnergyLimit => "Within a limit, and held there",
        Reason::Early => "For appointments",
        Reason::Described => "For what was described",
        Reason::Favourite => "Picked often in this practice",
        Reason::General => "For any function",
        Reason::Found => "Found",
    }
}

fn picked_ui(ui: &mut Ui, at: At<'_>, index: usize, pick: &Pick, favourites: &[String], out: &mut Outbox) {
    let is_favourite = favourites.contains(&pick.id);
    let label = format!("Picked change {}", index + 1);
    ui.horizontal_top(|ui| {
        let width = (ui.available_width() - 320.0).max(160.0);
        let id = format!("pick-{index}");
        if let Some(text) = text_field(ui, &TextField::new(&id, &label, &pick.text).label_hidden().rows(2).width(width)).changed {
            out.say(at.said(ConversationEdit::PickEdited { index, text }));
        }
        ui.push_id(index, |ui| {
            if button(ui, Button::secondary("Remove")).1 {
                out.say(at.said(ConversationEdit::PickRemoved { index }));
            }
            if index > 0 && button(ui, Button::secondary("Up")).1 {
                out.say(at.said(ConversationEdit::PickRaised { index }));
            }
            if !pick.id.is_empty() {
                let does = if is_favourite { "Not a favourite" } else { "Favourite" };
                if button(ui, Button::secondary(does)).1 {
                    out.say(Msg::Talk(TalkMsg::FavouriteToggled(pick.id.clone())));
                }
            }
        });
    });
}

/// What did not help before stays away until it is brought back.
fn left_out_ui(ui: &mut Ui, at: At<'_>, out: &mut Outbox) {
    for row in talk::left_out(&at.desk.draft.conversation, catalogue()) {
        ui.push_id(&row.id, |ui| {
            ui.horizontal_wrapped(|ui| {
                kit::hint(ui, &format!("Did not help before: {}", row.text));
                if button(ui, Button::secondary("Offer it again")).1 {
                    out.say(Msg::Talk(TalkMsg::OfferedAgain(row.id.clone())));
                }
            });
        });
    }
}

fn search_ui(ui: &mut Ui, at: At<'_>, focus: bool, out: &mut Outbox) -> String {
    let search_id = Id::unique("talk-pick-search");
    let mut search: String = ui.data(|data| data.get_temp(search_id)).unwrap_or_default();
    ui.horizontal_top(|ui| {
        let spec = TextField::new("talk-pick-search", "Look for a change, or write one", &search)
            .hint("By task or function")
            .width((ui.available_width() - 170.0).max(160.0))
            .focus(focus);
        if let Some(text) = text_field(ui, &spec).changed {
            search = text;
        }
        ui.vertical(|ui| {
            ui.add_space(44.0);
            if button(ui, Button::secondary("Add as written").key(Shortcut::alt(Key::A)).enabled(!search.trim().is_empty())).1 {
                out.say(at.said(ConversationEdit::PickWritten { text: std::mem::take(&mut search) }));
            }
        });
    });
    ui.data_mut(|data| data.insert_temp(search_id, search.clone()));
    search
}
