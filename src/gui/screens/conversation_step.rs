//! One step: the words to say, what follows from what was said, the fields, and the three answers that every step offers.

use egui::{Frame, Key, Margin, RichText, Ui};

use super::conversation_fields::{At, field_ui, takes_keyboard};
use super::conversation_prompts::prompts_ui;
use crate::app::{ConversationEdit, Focus, Msg, Removed, TalkMsg};
use crate::content::conversation::{Step, When, words};
use crate::domain::draft::Standing;
use crate::gui::Outbox;
use crate::gui::kit::{self, Button, Shortcut, button};
use crate::gui::theme::{self, palette, size, space};
use crate::talk;

/// The step alone on the screen.
pub fn step_ui(ui: &mut Ui, at: At<'_>, out: &mut Outbox) {
    let step = at.step;
    kit::title(ui, &step.title);
    let colors = palette(ui);
    let say = talk::words_for(step, &at.desk.draft.conversation);
    let said = if at.set.energy_check_every.is_some() { size::SAY } else { size::HEADING };
    Frame::new().fill(colors.surface).corner_radius(theme::ROUND).inner_margin(Margin::symmetric(16, 12)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.add(egui::Label::new(RichText::new(format!("“{say}”")).size(said)).wrap());
        also_ui(ui, step, say);
    });
    kit::hint(ui, &step.hint);
    ui.add_space(space::S);
    prompts_ui(ui, at, out);
    fields_ui(ui, at, at.model.focus == Some(Focus::First), out);
}

/// The step as a part of the whole sheet.
pub fn section_ui(ui: &mut Ui, at: At<'_>, here: bool, out: &mut Outbox) {
    kit::heading(ui, &at.step.title);
    let say = talk::words_for(at.step, &at.desk.draft.conversation);
    ui.add(egui::Label::new(format!("“{say}”")).wrap());
    kit::hint(ui, &at.step.hint);
    ui.add_space(space::XS);
    prompts_ui(ui, at, out);
    fields_ui(ui, at, here && at.model.focus == Some(Focus::First), out);
}

fn fields_ui(ui: &mut Ui, at: At<'_>, focus_first: bool, out: &mut Outbox) {
    let fields = talk::fields(at.step, &at.desk.draft.conversation);
    // Some fields only show something: the keyboard goes to the first that takes it.
    let first = fields.iter().position(|field| takes_keyboard(at, field));
    for (index, field) in fields.into_iter().enumerate() {
        field_ui(ui, at, field, focus_first && first == Some(index), out);
        ui.add_space(space::S);
    }
    // The plan of hours belongs to the question about hours, and to a phased return that was picked; it is filled where somebody begins it.
    let conversation = &at.desk.draft.conversation;
    let is_about_hours = at.step.field(talk::ids::BUILD_UP).is_some();
    let is_picked =
        at.set.id == "short" && at.step.field(talk::ids::PICKS).is_some() && talk::modes(conversation).has(talk::Mode::PhasedReturn);
    if is_about_hours || is_picked {
        super::plan_builder::plan_builder_ui(ui, at.model, out);
        ui.add_space(space::S);
    }
    removed_ui(ui, at, out);
    standing_ui(ui, at, out);
}

/// What was taken away last at this step comes back with one key.
fn removed_ui(ui: &mut Ui, at: At<'_>, out: &mut Outbox) {
    let is_here = |removed: &&Removed| removed.step == at.step.id && removed.draft == at.desk.draft.id;
    if !at.model.talk.removed.iter().any(|removed| is_here(&removed)) {
        return;
    }
    ui.horizontal_wrapped(|ui| {
        kit::hint(ui, "Something was taken away here.");
        if button(ui, Button::secondary("Bring it back").key(Shortcut::alt(Key::R))).1 {
            out.say(Msg::Talk(TalkMsg::BroughtBack));
        }
    });
}

fn also_ui(ui: &mut Ui, step: &Step, say: &str) {
    for also in step.also.iter().filter(|also| also.say != say && also.when != When::NotInWork) {
        let when = match also.when {
            When::NotInWork => "Not in work",
            When::AskedAboutBenefits => "If they ask about benefits",
            When::JobKnown => "If you know the job",
        };
        kit::hint(ui, &format!("{when}: “{}”", also.say));
    }
}

/// The three answers that every step offers, in the same place, without colour.
fn standing_ui(ui: &mut Ui, at: At<'_>, out: &mut Outbox) {
    let given = at.desk.draft.conversation.steps.get(&at.step.id).and_then(|answer| answer.standing);
    kit::hint(ui, "Or, for this whole step");
    let labels: Vec<&str> = Standing::ALL.iter().map(|standing| words().standing(*standing)).collect();
    let chosen = given.and_then(|standing| Standing::ALL.iter().position(|known| *known == standing));
    let id = format!("standing-{}", at.step.id);
    let spec = kit::Choice::new(&id, "For this whole step", &labels, chosen).columns(3).question_hidden();
    if let Some(standing) = kit::choices(ui, &spec).and_then(|index| Standing::ALL.get(index)) {
        out.say(Msg::Talk(TalkMsg::Said { step: at.step.id.clone(), edit: ConversationEdit::Standing(*standing) }));
    }
}
