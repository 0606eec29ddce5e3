//! The fields of a step: single and multiple choices, own words, effects, ranges, dates, and the read-back.

use egui::{Id, Key, RichText, Ui};

use super::conversation_grids::{services_ui, tasks_ui, tried_ui};
use super::conversation_picks::picks_ui;
use crate::app::{ConversationEdit, Desk, EffectDay, Model, Msg, TalkMsg};
use crate::content::conversation::{Choice as Offered, Effect, Field, Kind, QuestionSet, Step, words};
use crate::domain::day;
use crate::domain::draft::{Amount, EffectAnswer, StepAnswer};
use crate::gui::Outbox;
use crate::gui::kit::{self, Button, Choice, Field as TextField, Shortcut, Ticks, button, choices, text_field, tick, ticks};
use crate::gui::theme::{self, palette, size, space};
use crate::talk;

/// Where on the conversation a control stands.
#[derive(Clone, Copy)]
pub struct At<'a> {
    pub model: &'a Model,
    pub desk: &'a Desk,
    pub set: &'static QuestionSet,
    pub step: &'static Step,
}

impl At<'_> {
    /// An answer at this step.
    pub fn said(self, edit: ConversationEdit) -> Msg {
        Msg::Talk(TalkMsg::Said { step: self.step.id.clone(), edit })
    }
}

/// Whether a field has a control for the keyboard to begin at.
pub fn takes_keyboard(at: At<'_>, field: &Field) -> bool {
    match field.kind {
        Kind::Review | Kind::Effects => false,
        Kind::Picks => {
            let picked = at.desk.draft.conversation.steps.get(&at.step.id).map_or(0, |answer| answer.picks.len());
            field.most.is_none_or(|most| picked < most)
        }
        _ => true,
    }
}

/// One field of a step.
pub fn field_ui(ui: &mut Ui, at: At<'_>, field: &Field, focus: bool, out: &mut Outbox) {
    let empty = StepAnswer::default();
    let answer = at.desk.draft.conversation.steps.get(&at.step.id).unwrap_or(&empty);
    match field.kind {
        Kind::One => one_ui(ui, at, field, answer, focus, out),
        Kind::Many => many_ui(ui, at, field, answer, focus, out),
        Kind::Words => words_ui(ui, at, field, answer, focus, out),
        Kind::Effects => effects_ui(ui, at, field, answer, out),
        Kind::Picks => picks_ui(ui, at, field, answer, focus, out),
        Kind::Tasks => tasks_ui(ui, at, field, answer, focus, out),
        Kind::Tried => tried_ui(ui, at, field, answer, focus, out),
        Kind::Services => services_ui(ui, at, field, answer, focus, out),
        Kind::Range => range_ui(ui, at, field, answer, focus, out),
        Kind::Number => number_ui(ui, at, field, answer, focus, out),
        Kind::Date => date_ui(ui, at, field, answer, focus, out),
        Kind::Review => review_ui(ui, at, field),
    }
}

fn id_of(at: At<'_>, field: &Field) -> String {
    format!("talk-{}-{}", at.step.id, field.id)
}

fn words_ui(ui: &mut Ui, at: At<'_>, field: &Field, answer: &StepAnswer, focus: bool, out: &mut Outbox) {
    let value = answer.words.get(&field.id).map_or("", String::as_str);
    let id = id_of(at, field);
    let rows = if field.id == talk::ids::TASKS { 5 } else { 2 };
    let spec = TextField::new(&id, &field.label, value).hint(&field.hint).rows(rows).width(ui.available_width()).focus(focus);
    if let Some(text) = text_field(ui, &spec).changed {
        out.say(at.said(ConversationEdit::Words { field: field.id.clone(), text }));
    }
    if field.id == talk::ids::JOB {
        last_time_ui(ui, at, value, out);
    }
}

/// What was said about the job at an earlier visit: to read, and to take over with one key. It stands in no answer before that.
fn last_time_ui(ui: &mut Ui, at: At<'_>, value: &str, out: &mut Outbox) {
    let Some((on, said)) = at.model.job_last_time().filter(|(_, said)| *said != value.trim()) else { return };
    if at.desk.draft.conversation.steps.get(&at.step.id).is_some_and(|answer| answer.standing.is_some()) {
        return;
    }
    kit::quiet(ui, &words().last_time.replace("{on}", &day::long(on)).replace("{said}", said));
    if at.model.job_to_take_over(&at.step.id).is_some() && button(ui, Button::secondary(&words().take_over).key(Shortcut::alt(Key::T))).1 {
        out.say(Msg::Talk(TalkMsg::JobTakenOver { step: at.step.id.clone() }));
    }
}

fn one_ui(ui: &mut Ui, at: At<'_>, field: &Field, answer: &StepAnswer, focus: bool, out: &mut Outbox) {
    let options = talk::choices(field, &at.desk.draft.conversation);
    let labels: Vec<&str> = options.iter().map(|option| option.label.as_str()).collect();
    let chosen = answer.one.get(&field.id).and_then(|given| options.iter().position(|option| option.id == *given));
    let id = id_of(at, field);
    let spec = Choice::new(&id, &field.label, &labels, chosen).hint(&field.hint).columns(2).focus(focus);
    if let Some(option) = choices(ui, &spec).and_then(|index| options.get(index)) {
        out.say(at.said(ConversationEdit::One { field: field.id.clone(), option: option.id.clone() }));
    }
}

fn many_ui(ui: &mut Ui, at: At<'_>, field: &Field, answer: &StepAnswer, focus: bool, out: &mut Outbox) {
    let given = answer.many.get(&field.id);
    let options = talk::choices(field, &at.desk.draft.conversation);
    let is_given = |option: &Offered| given.is_some_and(|given| given.contains(&option.id));
    let labels: Vec<(&str, bool)> = options.iter().map(|option| (option.label.as_str(), is_given(option))).collect();
    let id = id_of(at, field);
    let spec = Ticks::new(&id, &field.label, &labels).hint(&field.hint).columns(2).focus(focus);
    if let Some(option) = ticks(ui, &spec).and_then(|index| options.get(index)) {
        out.say(at.said(ConversationEdit::Many { field: field.id.clone(), option: option.id.clone() }));
    }
    let Some(beyond) = &field.beyond else { return };
    let out_of_reach = answer.beyond.get(&field.id);
    for option in options.iter().filter(|option| is_given(option) && !option.alone && option.id != "cannot_change") {
        let ticked = out_of_reach.is_some_and(|out| out.contains(&option.id));
        if tick(ui, &format!("{id}-beyond-{}", option.id), &format!("{beyond}: {}", option.label), ticked, false).is_some() {
            out.say(at.said(ConversationEdit::Beyond { field: field.id.clone(), option: option.id.clone() }));
        }
    }
}

/// A number from 0 to 10, with none chosen until somebody chooses it.
fn number_ui(ui: &mut Ui, at: At<'_>, field: &Field, answer: &StepAnswer, focus: bool, out: &mut Outbox) {
    let labels: Vec<String> = (0..=10).map(|number: u8| number.to_string()).collect();
    let labels: Vec<&str> = labels.iter().map(String::as_str).collect();
    let chosen = answer.numbers.get(&field.id).map(|number| usize::from(*number));
    let id = id_of(at, field);
    let spec = Choice::new(&id, &field.label, &labels, chosen).hint(&field.hint).columns(11).focus(focus);
    if let Some(value) = choices(ui, &spec).and_then(|index| u8::try_from(index).ok()) {
        out.say(at.said(ConversationEdit::Number { field: field.id.clone(), value }));
    }
}

/// The question of a field that is made of several controls.
pub fn label_ui(ui: &mut Ui, field: &Field) {
    ui.label(RichText::new(&field.label).font(theme::semibold(size::BODY)));
    if !field.hint.is_empty() {
        kit::hint(ui, &field.hint);
    }
}

fn range_ui(ui: &mut Ui, at: At<'_>, field: &Field, answer: &StepAnswer, focus: bool, out: &mut Outbox) {
    label_ui(ui, field);
    let given = answer.ranges.get(&field.id).cloned().unwrap_or_default();
    let days = [given.better_day.as_str(), given.usual.as_str(), given.worse_day.as_str()];
    days_ui(ui, &id_of(at, field), &days, focus, &mut |day, text| {
        out.say(at.said(ConversationEdit::RangeWords { field: field.id.clone(), day, text }));
    });
}

/// Fields side by side: a better, a usual and a worse day, and when it is worst where that is asked.
fn days_ui(ui: &mut Ui, id: &str, values: &[&str], focus: bool, changed: &mut dyn FnMut(EffectDay, String)) {
    #[expect(clippy::cast_precision_loss, reason = "three or four fields")]
    let count = values.len() as f32;
    let width = ((ui.available_width() - (count - 1.0) * space::M) / count).max(110.0);
    let labels = [&words().better_day, &words().usual, &words().worse_day, &words().worst];
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = space::M;
        let days = [EffectDay::Better, EffectDay::Usual, EffectDay::Worse, EffectDay::Worst];
        for (index, (day, value)) in days.into_iter().zip(values).enumerate() {
            let id = format!("{id}-{day:?}");
            let spec = TextField::new(&id, labels[index], value).width(width).focus(focus && index == 0);
            if let Some(text) = text_field(ui, &spec).changed {
                changed(day, text);
            }
        }
    });
}

/// A date as typed, with how it reads.
fn date_ui(ui: &mut Ui, at: At<'_>, field: &Field, answer: &StepAnswer, focus: bool, out: &mut Outbox) {
    let value = answer.words.get(&field.id).map_or("", String::as_str);
    let id = id_of(at, field);
    let reads = talk::review_on(&at.desk.draft.conversation, at.model.today());
    let error = (!value.trim().is_empty() && reads.is_none()).then_some("This does not read as a date. Type it as 3 dec or 3/12/26.");
    let spec = TextField::new(&id, &field.label, value).hint(&field.hint).width(240.0).error(error).focus(focus);
    if let Some(text) = text_field(ui, &spec).changed {
        out.say(at.said(ConversationEdit::Words { field: field.id.clone(), text }));
    }
    if let Some(on) = reads {
        kit::hint(ui, &day::short(on));
    }
}

/// The functions that may be affected: a list to tick from, and for each one ticked how much and on which day.
fn effects_ui(ui: &mut Ui, at: At<'_>, field: &Field, answer: &StepAnswer, out: &mut Outbox) {
    let all = &words().effects;
    let open_id = Id::unique("talk-effects-open");
    let mut open: std::collections::BTreeSet<String> = ui.data(|data| data.get_temp(open_id)).unwrap_or_default();
    let is_open =
        |effect: &Effect, open: &std::collections::BTreeSet<String>| answer.effects.contains_key(&effect.id) || open.contains(&effect.id);
    let labels: Vec<(&str, bool)> = all.iter().map(|effect| (effect.label.as_str(), is_open(effect, &open))).collect();
    let id = id_of(at, field);
    let spec = Ticks::new(&id, &field.label, &labels).hint("Open what was named. Nothing needs to be gone through.").columns(3);
    if let Some(effect) = ticks(ui, &spec).and_then(|index| all.get(index)) {
        if is_open(effect, &open) {
            open.remove(&effect.id);
            out.say(at.said(ConversationEdit::EffectForgotten { effect: effect.id.clone() }));
        } else {
            open.insert(effect.id.clone());
        }
    }
    ui.add_space(space::S);
    for effect in all.iter().filter(|effect| answer.effects.contains_key(&effect.id) || open.contains(&effect.id)) {
        let given = answer.effects.get(&effect.id).cloned().unwrap_or_default();
        effect_ui(ui, at, effect, &given, out);
    }
    ui.data_mut(|data| data.insert_temp(open_id, open));
}

fn effect_ui(ui: &mut Ui, at: At<'_>, effect: &Effect, given: &EffectAnswer, out: &mut Outbox) {
    theme::card(palette(ui)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        let labels: Vec<&str> = Amount::ALL.iter().map(|amount| words().amount(*amount)).collect();
        let chosen = given.amount.and_then(|amount| Amount::ALL.iter().position(|known| *known == amount));
        let id = format!("amount-{}", effect.id);
        let spec =
            Choice::new(&id, &effect.label, &labels, chosen).hint(&effect.hint).columns(if ui.available_width() > 620.0 { 5 } else { 3 });
        if let Some(amount) = choices(ui, &spec).and_then(|index| Amount::ALL.get(index)) {
            out.say(at.said(ConversationEdit::EffectAmount { effect: effect.id.clone(), amount: *amount }));
        }
        let days = [given.better_day.as_str(), given.usual.as_str(), given.worse_day.as_str(), given.worst.as_str()];
        days_ui(ui, &format!("effect-{}", effect.id), &days, false, &mut |day, text| {
            out.say(at.said(ConversationEdit::EffectWords { effect: effect.id.clone(), day, text }));
        });
    });
}

/// What would be written: read out, and nothing to answer.
fn review_ui(ui: &mut Ui, at: At<'_>, field: &Field) {
    let conversation = &at.desk.draft.conversation;
    theme::card(palette(ui)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        kit::heading(ui, &field.label);
        let comments = talk::comments_from(&talk::carried_picks(conversation));
        kit::hint(ui, "Words for the comments, once you choose to use them on the note");
        let functions = talk::function_sentences(conversation).join(" ");
        if comments.is_empty() && functions.is_empty() {
            kit::quiet(ui, "Nothing was picked or described.");
        }
        for words in [comments, functions].into_iter().filter(|words| !words.is_empty()) {
            ui.add(egui::Label::new(words).wrap());
        }
        let plan = talk::plan_from(conversation);
        let mut lines: Vec<(&str, String)> = vec![("What matters", plan.what_matters), ("On a bad day", plan.when_worse)];
        lines.extend(plan.difficulties.into_iter().map(|row| {
            let days = [(&words().better_day, row.better_day), (&words().usual, row.usual), (&words().worse_day, row.worse_day)];
            let said = days.into_iter().filter(|(_, text)| !text.is_empty()).map(|(day, text)| format!("{day}: {text}"));
            ("What is hard", std::iter::once(row.what).chain(said).collect::<Vec<_>>().join(". "))
        }));
        lines.push(("What helps already", plan.helps_already.join("; ")));
        lines.push(("Waiting for", plan.waiting_for.into_iter().map(|row| row.what).collect::<Vec<_>>().join("; ")));
        lines.push(("Services wanted", plan.services.join("; ")));
        lines.push(("On the page for the employer, where that is agreed", plan.contact_route));
        lines.retain(|(_, text)| !text.is_empty());
        if !lines.is_empty() {
            ui.add_space(space::S);
            kit::hint(ui, "For the plan, where a plan is wanted");
            for (label, text) in lines {
                ui.add(egui::Label::new(format!("{label}: {text}")).wrap());
            }
        }
        ui.add_space(space::S);
        kit::hint(ui, "Everything else that was said stays in these records. It prints nowhere without agreement.");
    });
}
