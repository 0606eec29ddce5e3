//! Rows with an answer each: tasks, changes that were tried, services. Nothing is answered beforehand.

use egui::{Id, Ui};

use super::conversation_fields::{At, label_ui};
use crate::app::ConversationEdit;
use crate::app::services::offers_for;
use crate::content::adjustments::catalogue;
use crate::content::conversation::{Field, words};
use crate::domain::draft::{Ease, Outcome, ServiceAnswer, StepAnswer};
use crate::domain::service::{PassesToDwp, Service};
use crate::gui::Outbox;
use crate::gui::kit::{self, Button, Choice, Field as TextField, button, choices, text_field};
use crate::gui::theme::space;
use crate::talk;

/// The most rows that a search brings up here.
const FOUND: usize = 6;

/// Task by task: how it goes, and what makes it hard.
pub fn tasks_ui(ui: &mut Ui, at: At<'_>, field: &Field, answer: &StepAnswer, focus: bool, out: &mut Outbox) {
    label_ui(ui, field);
    let labels: Vec<&str> = Ease::ALL.iter().map(|ease| words().ease(*ease)).collect();
    let tasks = talk::tasks(&at.desk.draft.conversation);
    for (index, task) in tasks.iter().enumerate() {
        let given = answer.tasks.iter().find(|known| known.task == *task);
        let chosen = given.and_then(|given| given.ease).and_then(|ease| Ease::ALL.iter().position(|known| *known == ease));
        let id = format!("task-{index}");
        let spec = Choice::new(&id, task, &labels, chosen).columns(3).focus(focus && index == 0);
        if let Some(ease) = choices(ui, &spec).and_then(|index| Ease::ALL.get(index)) {
            out.say(at.said(ConversationEdit::TaskRated { task: task.clone(), ease: *ease }));
        }
        let Some(given) = given else { continue };
        if matches!(given.ease, Some(Ease::Hard | Ease::CannotNow | Ease::Varies)) || !given.what.is_empty() {
            let id = format!("task-what-{index}");
            let label = format!("{}: {task}", words().what_makes_it_hard);
            if let Some(text) = text_field(ui, &TextField::new(&id, &label, &given.what).width(ui.available_width())).changed {
                out.say(at.said(ConversationEdit::TaskWords { task: task.clone(), text }));
            }
        }
        let is_listed = talk::tasks(&at.desk.draft.conversation).iter().any(|known| known == task) && given.ease.is_some();
        ui.push_id(index, |ui| {
            if !is_listed && button(ui, Button::secondary("Remove this task")).1 {
                out.say(at.said(ConversationEdit::TaskForgotten(task.clone())));
            }
        });
    }
    if let Some(task) = add_ui(ui, "talk-task-new", "Another task", "Add the task", focus && tasks.is_empty()) {
        out.say(at.said(ConversationEdit::TaskAdded(task)));
    }
}

/// A field and its button: the words, once they are to be added.
fn add_ui(ui: &mut Ui, id: &str, label: &str, does: &str, focus: bool) -> Option<String> {
    let memory = Id::unique((id, "typed"));
    let mut typed: String = ui.data(|data| data.get_temp(memory)).unwrap_or_default();
    let mut added = None;
    ui.horizontal_top(|ui| {
        let spec = TextField::new(id, label, &typed).width((ui.available_width() - 170.0).max(160.0)).focus(focus);
        let shown = text_field(ui, &spec);
        let entered = shown.entered;
        if let Some(text) = shown.changed {
            typed = text;
        }
        ui.vertical(|ui| {
            ui.add_space(24.0);
            let pressed = button(ui, Button::secondary(does).enabled(!typed.trim().is_empty())).1;
            if (pressed || entered) && !typed.trim().is_empty() {
                added = Some(std::mem::take(&mut typed));
            }
        });
    });
    if added.is_some() {
        // The next one can be typed at once.
        ui.memory_mut(|memory| memory.request_focus(Id::unique(id)));
    }
    ui.data_mut(|data| data.insert_temp(memory, typed));
    added
}

/// Change by change: tried, helped, did not help, refused.
pub fn tried_ui(ui: &mut Ui, at: At<'_>, field: &Field, answer: &StepAnswer, focus: bool, out: &mut Outbox) {
    label_ui(ui, field);
    let labels: Vec<&str> = Outcome::ALL.iter().map(|outcome| words().outcome(*outcome)).collect();
    for (index, tried) in answer.tried.iter().enumerate() {
        let chosen = tried.outcome.and_then(|outcome| Outcome::ALL.iter().position(|known| *known == outcome));
        let id = format!("tried-{}-{index}", field.id);
        let spec = Choice::new(&id, &tried.text, &labels, chosen).columns(3);
        if let Some(outcome) = choices(ui, &spec).and_then(|index| Outcome::ALL.get(index)) {
            let (id, text) = (tried.id.clone(), tried.text.clone());
            out.say(at.said(ConversationEdit::Tried { id, text, outcome: Some(*outcome) }));
        }
        ui.push_id(index, |ui| {
            if button(ui, Button::secondary("Remove")).1 {
                out.say(at.said(ConversationEdit::TriedForgotten(index)));
            }
        });
        ui.add_space(space::XS);
    }
    let new_id = format!("talk-tried-new-{}", field.id);
    let added = add_ui(ui, &new_id, "Look for a change that was tried, or write it", "Add as written", focus);
    if let Some(text) = added {
        out.say(at.said(ConversationEdit::Tried { id: String::new(), text, outcome: None }));
    }
    let typed: String = ui.data(|data| data.get_temp(Id::unique((new_id.as_str(), "typed")))).unwrap_or_default();
    if typed.trim().is_empty() {
        return;
    }
    let found = talk::offers(&crate::domain::draft::Conversation::default(), catalogue(), &typed);
    for offer in found.iter().filter(|offer| answer.tried.iter().all(|tried| tried.id != offer.adjustment.id)).take(FOUND) {
        let id = format!("tried-{}-{}", field.id, offer.adjustment.id);
        let row = kit::Row { id: &id, name: &offer.adjustment.text, detail: "", end: "Add", key: "", focus: false };
        if kit::row(ui, row) {
            let (id, text) = (offer.adjustment.id.clone(), offer.adjustment.text.clone());
            out.say(at.said(ConversationEdit::Tried { id, text, outcome: None }));
            ui.data_mut(|data| data.insert_temp(Id::unique((new_id.as_str(), "typed")), String::new()));
        }
    }
}

/// Service by service.
pub fn services_ui(ui: &mut Ui, at: At<'_>, field: &Field, answer: &StepAnswer, focus: bool, out: &mut Outbox) {
    label_ui(ui, field);
    let labels: Vec<&str> = ServiceAnswer::ALL.iter().map(|said| words().service_answer(*said)).collect();
    let conversation = &at.desk.draft.conversation;
    let offered = talk::choices(field, conversation);
    if offered.len() < field.options.len() {
        kit::hint(
            ui,
            "Held back, because effort was said to make things worse: talking therapy, which would read as a treatment of it. The directory (Ctrl D) has it, for distress that the patient wants help with.",
        );
    }
    let nation = at.model.session.as_ref().map(|session| session.practice.nation);
    for (index, service) in offered.into_iter().enumerate() {
        let known = nation.map(|nation| offers_for(&at.model.services, conversation, nation, &service.id)).unwrap_or_default();
        let who: Vec<String> = known.iter().map(|entry| who_runs(entry)).collect();
        let who = who.join("; ");
        let chosen = answer.services.get(&service.id).and_then(|said| ServiceAnswer::ALL.iter().position(|known| known == said));
        let id = format!("service-{}", service.id);
        let spec = Choice::new(&id, &service.label, &labels, chosen).hint(&who).columns(3).focus(focus && index == 0);
        if let Some(said) = choices(ui, &spec).and_then(|index| ServiceAnswer::ALL.get(index)) {
            out.say(at.said(ConversationEdit::Service { id: service.id.clone(), answer: *said }));
        }
    }
}

/// `Access to Work (DWP; data reaches the DWP)`: heard before anybody agrees.
fn who_runs(entry: &Service) -> String {
    let passes = match entry.passes_to_dwp {
        PassesToDwp::Yes => "; data reaches the DWP",
        PassesToDwp::Unknown => "; ask what reaches the DWP",
        PassesToDwp::No => "",
    };
    format!("{} ({}{passes})", entry.name, entry.provider.title())
}
