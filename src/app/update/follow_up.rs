//! Follow-ups: what happened there.

use super::super::follow_up::{Asking, FollowCmd, FollowDone, FollowMsg, FollowRoom, RecurrenceForm, ReturnText};
use super::super::model::{Focus, Model, Notice, Place};
use super::super::msg::Cmd;
use super::quiet;
use super::services::beside;
use crate::domain::day::{self, Day, YearHint};
use crate::domain::follow_up::{FollowUpAnswers, Recurrence, ReturnEvent, Wish};

pub(super) fn said(model: &mut Model, msg: FollowMsg) -> Vec<Cmd> {
    let today = model.today();
    match msg {
        FollowMsg::Opened => return open(model),
        FollowMsg::AfterTicked(after, ticked) => {
            let months = &mut model.follow.wish.after;
            if ticked {
                months.insert(after);
            } else {
                months.remove(&after);
            }
        }
        FollowMsg::TouchChosen(touch) => model.follow.wish.touch = Some(touch),
        FollowMsg::WishTaken(wish) => model.follow.wish = wish,
        FollowMsg::WishSaved => {
            let wish = model.follow.wish.clone();
            return of_patient(&model.follow, |patient| FollowCmd::SetWish { patient, wish });
        }
        FollowMsg::NoContact(no_contact) => return of_patient(&model.follow, |patient| FollowCmd::SetNoContact { patient, no_contact }),
        FollowMsg::AskOpened(id) => {
            let room = &model.follow;
            let found = room.queue.iter().chain(&room.about.follow_ups).find(|one| one.id == id && one.answered.is_none());
            return found.map(|one| Cmd::Follow(FollowCmd::Ask(Box::new(one.clone())))).into_iter().collect();
        }
        FollowMsg::AskDropped => {
            model.follow.open = None;
            model.focus = Some(Focus::First);
        }
        FollowMsg::AnswersSaved => {
            let Some(open) = model.follow.open.as_ref().filter(|_| !model.follow.busy) else { return Vec::new() };
            let answer = FollowCmd::Answer { id: open.follow_up.id.clone(), answers: Box::new(open.answers.clone().kept()) };
            model.follow.busy = true;
            return vec![Cmd::Follow(answer)];
        }
        FollowMsg::NotReached => {
            let id = model.follow.open.as_ref().map(|open| open.follow_up.id.clone());
            return id.map(|id| Cmd::Follow(FollowCmd::NotReached(id))).into_iter().collect();
        }
        FollowMsg::BeganTyped(text) => model.follow.recurrence.began = text,
        FollowMsg::EndedTyped(text) => model.follow.recurrence.ended = text,
        FollowMsg::LinkedChosen(answer) => model.follow.recurrence.linked = Some(answer),
        FollowMsg::RecurrenceWordsTyped(text) => model.follow.recurrence.words = text,
        FollowMsg::RecurrenceSaved => {
            model.follow.recurrence.asked = true;
            let Ok(recurrence) = model.follow.recurrence.complete(today) else { return Vec::new() };
            return of_patient(&model.follow, |patient| FollowCmd::AddRecurrence { patient, recurrence: Box::new(recurrence) });
        }
        FollowMsg::ExportPressed => {
            let Some(session) = &model.session else { return Vec::new() };
            let folder = session.settings.pdf_folder.clone().unwrap_or_else(|| session.documents.clone());
            return vec![Cmd::Follow(FollowCmd::Export { folder })];
        }
        other => {
            if let Some(open) = &mut model.follow.open {
                answered(&mut open.answers, other);
            }
        }
    }
    Vec::new()
}

fn answered(answers: &mut FollowUpAnswers, msg: FollowMsg) {
    match msg {
        FollowMsg::StatusChosen(status) => answers.work_status = Some(status),
        FollowMsg::SinceTyped(text) => answers.since = text,
        FollowMsg::ReturnAdded => answers.returns.push(ReturnEvent::default()),
        FollowMsg::ReturnKindChosen(at, kind) => {
            if let Some(event) = answers.returns.get_mut(at) {
                event.kind = Some(kind);
            }
        }
        FollowMsg::ReturnTyped(at, field, text) => {
            if let Some(event) = answers.returns.get_mut(at) {
                *match field {
                    ReturnText::When => &mut event.when,
                    ReturnText::Hours => &mut event.hours,
                    ReturnText::Words => &mut event.words,
                } = text;
            }
        }
        FollowMsg::HoursTyped { most: false, text } => answers.hours_least = text,
        FollowMsg::HoursTyped { most: true, text } => answers.hours_most = text,
        FollowMsg::AdjustmentChosen(adjustment, state) => {
            answers.adjustments.insert(adjustment, state);
        }
        FollowMsg::WorseChosen(answer) => answers.worse_because_of_work = Some(answer),
        FollowMsg::PressuredChosen(answer) => answers.felt_pressured = Some(answer),
        FollowMsg::WellbeingChosen(question, value) => {
            answers.wellbeing.insert(question, value.min(10));
        }
        FollowMsg::OwnWordsTyped(text) => answers.own_words = text,
        FollowMsg::HelpedTyped(text) => answers.what_helped = text,
        FollowMsg::HarmedTyped(text) => answers.what_harmed = text,
        _ => {}
    }
}

pub(super) fn done(model: &mut Model, done: FollowDone) -> Vec<Cmd> {
    let room = &mut model.follow;
    room.busy = false;
    match done {
        FollowDone::Loaded { queue, kept_back, outcomes, about } => {
            (room.queue, room.kept_back, room.outcomes, room.about) = (queue, kept_back, *outcomes, *about);
            // The first of the queue takes the keyboard, now that there is one.
            if model.place == Place::FollowUp && model.follow.patient.is_none() && model.follow.open.is_none() {
                model.focus = Some(Focus::First);
            }
            Vec::new()
        }
        FollowDone::AboutLoaded(about) => quiet(|| room.about = *about),
        FollowDone::Asked { follow_up, adjustments } => {
            room.open = Some(Asking { follow_up: *follow_up, answers: FollowUpAnswers::default(), adjustments });
            quiet(|| model.focus = Some(Focus::First))
        }
        FollowDone::Changed(what) => {
            (room.open, room.wish, room.recurrence) = (None, Wish::default(), RecurrenceForm::default());
            let cmds = vec![load(room)];
            model.notice = Some(Notice::good(what));
            model.focus = Some(Focus::First);
            cmds
        }
        FollowDone::Exported(path) => {
            model.notice = Some(Notice::good(format!("The counts are saved as {}", path.display())));
            Vec::new()
        }
    }
}

/// Something could not be done: what was typed stays.
pub(super) fn failed(model: &mut Model) {
    model.follow.busy = false;
}

fn open(model: &mut Model) -> Vec<Cmd> {
    if model.session.is_none() {
        return Vec::new();
    }
    if let Some((from, patient)) = beside(model) {
        model.follow = FollowRoom { from: Some(from), patient, ..FollowRoom::default() };
    }
    super::go(model, Place::FollowUp);
    vec![load(&model.follow)]
}

fn load(room: &FollowRoom) -> Cmd {
    Cmd::Follow(FollowCmd::Load { patient: room.patient.as_ref().map(|patient| patient.id.clone()) })
}

fn of_patient(room: &FollowRoom, cmd: impl FnOnce(crate::domain::id::PatientId) -> FollowCmd) -> Vec<Cmd> {
    room.patient.as_ref().map(|patient| Cmd::Follow(cmd(patient.id.clone()))).into_iter().collect()
}

impl RecurrenceForm {
    /// What came back, or the sentence about the date that cannot be read.
    ///
    /// # Errors
    /// When a date is missing or does not read as one.
    pub fn complete(&self, today: Day) -> Result<Recurrence, String> {
        let read = |text: &str| day::parse(text, YearHint::NotAfter(today), today).map_err(|error| error.to_string());
        let ended = if self.ended.trim().is_empty() { None } else { Some(read(&self.ended)?) };
        Ok(Recurrence { began: read(&self.began)?, ended, linked: self.linked, words: self.words.trim().to_owned() })
    }
}

/// One step back inside the screen; false where the screen itself is to be left.
pub(super) fn stepped_back(model: &mut Model) -> bool {
    if model.follow.open.take().is_some() {
        model.focus = Some(Focus::First);
        return true;
    }
    false
}
