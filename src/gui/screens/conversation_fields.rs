//! The fields of a step: single and multiple choices, own words, effects, picks, and the read-back.

use egui::{Id, Key, RichText, ScrollArea, Ui};

use crate::app::{ConversationEdit, Desk, EffectDay, Msg};
use crate::content::adjustments::catalogue;
use crate::content::conversation::{Effect, Field, Kind, QuestionSet, Step, words};
use crate::domain::draft::{Amount, Conversation, EffectAnswer, StepAnswer};
use crate::gui::Outbox;
use crate::gui::kit::{self, Button, Choice, Field as TextField, Shortcut, button, choices, text_field, tick};
use crate::gui::theme::{self, palette, size, space};
use crate::talk;

/// One field of a step.
pub fn field_ui(ui: &mut Ui, desk: &Desk, set: &QuestionSet, step: &Step, field: &Field, focus: bool, out: &mut Outbox) {
    let empty = StepAnswer::default();
    let answer = desk.draft.conversation.steps.get(&step.id).unwrap_or(&empty);
    let id = format!("talk-{}-{}", step.id, field.id);
    match field.kind {
        Kind::One => one_ui(ui, &id, field, &desk.draft.conversation, answer, focus, out),
        Kind::Many => many_ui(ui, &id, field, &desk.draft.conversation, answer, focus, out),
        Kind::Words => {
            let value = answer.words.get(&field.id).map_or("", String::as_str);
            let spec = TextField::new(&id, &field.label, value).hint(&field.hint).rows(2).width(ui.available_width()).focus(focus);
            if let Some(text) = text_field(ui, &spec).changed {
                out.say(Msg::Conversed(ConversationEdit::Words { field: field.id.clone(), text }));
            }
        }
        Kind::Effects => effects_ui(ui, field, answer, out),
        Kind::Picks => picks_ui(ui, desk, field, answer, out),
        Kind::Review => review_ui(ui, desk, set, field),
    }
}

fn one_ui(ui: &mut Ui, id: &str, field: &Field, conversation: &Conversation, answer: &StepAnswer, focus: bool, out: &mut Outbox) {
    let options = talk::choices(field, conversation);
    let labels: Vec<&str> = options.iter().map(|option| option.label.as_str()).collect();
    let chosen = answer.one.get(&field.id).and_then(|given| options.iter().position(|option| option.id == *given));
    let spec = Choice::new(id, &field.label, &labels, chosen).hint(&field.hint).columns(2).focus(focus);
    if let Some(option) = choices(ui, &spec).and_then(|index| options.get(index)) {
        out.say(Msg::Conversed(ConversationEdit::One { field: field.id.clone(), option: option.id.clone() }));
    }
}

fn many_ui(ui: &mut Ui, id: &str, field: &Field, conversation: &Conversation, answer: &StepAnswer, focus: bool, out: &mut Outbox) {
    ui.label(RichText::new(&field.label).font(theme::semibold(size::BODY)));
    if !field.hint.is_empty() {
        kit::hint(ui, &field.hint);
    }
    let given = answer.many.get(&field.id);
    let options = talk::choices(field, conversation);
    let rows = options.len().div_ceil(2).max(1);
    ui.columns(2, |columns| {
        for (index, option) in options.iter().enumerate() {
            let ticked = given.is_some_and(|given| given.contains(&option.id));
            let tick_id = format!("{id}-{}", option.id);
            if tick(&mut columns[index / rows], &tick_id, &option.label, ticked, focus && index == 0).is_some() {
                out.say(Msg::Conversed(ConversationEdit::Many { field: field.id.clone(), option: option.id.clone() }));
            }
        }
    });
}

/// The functions that may be affected: a list to tick from, and for each one ticked how much and on which day.
fn effects_ui(ui: &mut Ui, field: &Field, answer: &StepAnswer, out: &mut Outbox) {
    ui.label(RichText::new(&field.label).font(theme::semibold(size::BODY)));
    kit::hint(ui, "Open what was named. Nothing needs to be gone through.");
    let all = &words().effects;
    let rows = all.len().div_ceil(3);
    let open_id = Id::unique("talk-effects-open");
    let mut open: std::collections::BTreeSet<String> = ui.data(|data| data.get_temp(open_id)).unwrap_or_default();
    ui.columns(3, |columns| {
        for (index, effect) in all.iter().enumerate() {
            let is_open = answer.effects.contains_key(&effect.id) || open.contains(&effect.id);
            if let Some(now) = tick(&mut columns[index / rows], &format!("effect-{}", effect.id), &effect.label, is_open, false) {
                if now {
                    open.insert(effect.id.clone());
                } else {
                    open.remove(&effect.id);
                    out.say(Msg::Conversed(ConversationEdit::EffectForgotten { effect: effect.id.clone() }));
                }
            }
        }
    });
    ui.add_space(space::S);
    for effect in all.iter().filter(|effect| answer.effects.contains_key(&effect.id) || open.contains(&effect.id)) {
        let given = answer.effects.get(&effect.id).cloned().unwrap_or_default();
        effect_ui(ui, effect, &given, out);
    }
    ui.data_mut(|data| data.insert_temp(open_id, open));
}

fn effect_ui(ui: &mut Ui, effect: &Effect, given: &EffectAnswer, out: &mut Outbox) {
    theme::card(palette(ui)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        let labels: Vec<&str> = Amount::ALL.iter().map(|amount| words().amount(*amount)).collect();
        let chosen = given.amount.and_then(|amount| Amount::ALL.iter().position(|known| *known == amount));
        let id = format!("amount-{}", effect.id);
        let spec =
            Choice::new(&id, &effect.label, &labels, chosen).hint(&effect.hint).columns(if ui.available_width() > 620.0 { 5 } else { 3 });
        if let Some(amount) = choices(ui, &spec).and_then(|index| Amount::ALL.get(index)) {
            out.say(Msg::Conversed(ConversationEdit::EffectAmount { effect: effect.id.clone(), amount: *amount }));
        }
        let width = ((ui.available_width() - 2.0 * space::M) / 3.0).max(110.0);
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = space::M;
            for (day, label, value) in [
                (EffectDay::Better, &words().better_day, &given.better_day),
                (EffectDay::Usual, &words().usual, &given.usual),
                (EffectDay::Worse, &words().worse_day, &given.worse_day),
            ] {
                let id = format!("effect-{}-{day:?}", effect.id);
                if let Some(text) = text_field(ui, &TextField::new(&id, label, value).width(width)).changed {
                    out.say(Msg::Conversed(ConversationEdit::EffectWords { effect: effect.id.clone(), day, text }));
                }
            }
        });
    });
}

/// Changes at work: what is picked, editable, and what may be picked. Nothing is ever added by itself.
fn picks_ui(ui: &mut Ui, desk: &Desk, field: &Field, answer: &StepAnswer, out: &mut Outbox) {
    ui.label(RichText::new(&field.label).font(theme::semibold(size::BODY)));
    if let Some(most) = field.most {
        kit::hint(ui, &format!("Up to {most}. Edit the words as you like."));
    }
    for (index, pick) in answer.picks.iter().enumerate() {
        ui.horizontal_top(|ui| {
            let width = (ui.available_width() - 110.0).max(120.0);
            let id = format!("pick-{index}");
            let label = format!("Picked change {}", index + 1);
            if let Some(text) = text_field(ui, &TextField::new(&id, &label, &pick.text).label_hidden().width(width)).changed {
                out.say(Msg::Conversed(ConversationEdit::PickEdited { index, text }));
            }
            ui.push_id(index, |ui| {
                if button(ui, Button::secondary("Remove")).1 {
                    out.say(Msg::Conversed(ConversationEdit::PickRemoved { index }));
                }
            });
        });
    }
    for caution in talk::cautions(&desk.draft.conversation) {
        kit::hint(ui, &format!("{}. {}", caution.pick + 1, caution.text));
    }
    if field.most.is_some_and(|most| answer.picks.len() >= most) {
        return;
    }
    let search_id = Id::unique("talk-pick-search");
    let mut search: String = ui.data(|data| data.get_temp(search_id)).unwrap_or_default();
    ui.horizontal_top(|ui| {
        let spec = TextField::new("talk-pick-search", "Look for a change, or write one", &search)
            .hint("By task or function")
            .width((ui.available_width() - 170.0).max(160.0));
        if let Some(text) = text_field(ui, &spec).changed {
            search = text;
        }
        ui.vertical(|ui| {
            ui.add_space(44.0);
            if button(ui, Button::secondary("Add as written").key(Shortcut::alt(Key::A)).enabled(!search.trim().is_empty())).1 {
                out.say(Msg::Conversed(ConversationEdit::PickWritten { text: std::mem::take(&mut search) }));
            }
        });
    });
    let offers = talk::offers(&desk.draft.conversation, catalogue(), &search);
    ScrollArea::vertical().id_salt("talk-offers").max_height(260.0).auto_shrink([false, true]).show(ui, |ui| {
        for offer in offers.iter().filter(|offer| !offer.is_picked).take(40) {
            let row = kit::Row { id: &offer.adjustment.id, name: &offer.adjustment.text, detail: "", end: "Add", key: "", focus: false };
            if kit::row(ui, row) {
                out.say(Msg::Conversed(ConversationEdit::PickToggled { id: offer.adjustment.id.clone() }));
            }
        }
        if offers.is_empty() {
            kit::quiet(ui, "Nothing in the catalogue matches. You can add it as written.");
        }
    });
    ui.data_mut(|data| data.insert_temp(search_id, search));
}

/// What would be written: read out, and nothing to answer.
fn review_ui(ui: &mut Ui, desk: &Desk, set: &QuestionSet, field: &Field) {
    theme::card(palette(ui)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        kit::heading(ui, &field.label);
        let picks: Vec<_> = desk.draft.conversation.steps.values().flat_map(|answer| answer.picks.iter().cloned()).collect();
        let comments = talk::comments_from(&picks);
        kit::hint(ui, "Words for the comments, once you choose to use them on the note");
        if comments.is_empty() {
            kit::quiet(ui, "None were picked.");
        } else {
            ui.add(egui::Label::new(comments).wrap());
        }
        kit::hint(ui, "Everything else that was said stays in these records. It prints nowhere without agreement.");
        let _ = set;
    });
}
