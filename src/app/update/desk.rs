//! The draft on the desk: every change is read, judged, laid out and saved.

use super::super::conversation::Removed;
use super::super::decision::{self, Context};
use super::super::model::{Desk, Focus, Model, Notice, Place, Saving};
use super::super::msg::{Cmd, ConversationEdit, DecisionEdit, EffectDay};
use crate::content::adjustments::catalogue;
use crate::content::conversation::{self, QuestionSet};
use crate::domain::case::{Advice, AssessmentKind};
use crate::domain::draft::Draft;
use crate::domain::life::Origin;
use crate::domain::period::StatedPeriod;
use crate::domain::record::{Moment, NoteLine, Patient};
use crate::domain::{day, draft};
use crate::paper::{Med3Page, preview_med3};
use crate::rules::{self, Fix, Issuable, Refusal};
use crate::talk::{self, answer};

pub(super) fn note_begun(model: &mut Model, place: Place) -> Vec<Cmd> {
    let Some(chart) = &model.chart else { return Vec::new() };
    let patient = chart.patient.id.clone();
    model.begin_at = Some(place);
    vec![Cmd::BeginDraft(patient)]
}

/// Puts a draft on the desk and shows it where it was left: the decision if that was begun, else the conversation.
pub(super) fn open(model: &mut Model, mut draft: Draft, patient: Patient, notes: Vec<NoteLine>, saved_at: Option<Moment>) -> Vec<Cmd> {
    let unsaved = super::super::people::held_for(model, &mut draft);
    let Some(session) = &model.session else { return Vec::new() };
    if let Some(Desk { draft: kept, saving: Saving::Failed(notice), .. }) = &model.desk {
        // Words that are not on the disk are nowhere else: nothing takes their place.
        let place = if kept.id == draft.id { Some(Place::Decision) } else { None };
        model.notice = Some(notice.clone());
        model.begin_at = None;
        return place.map_or_else(Vec::new, |place| super::go(model, place));
    }
    let set =
        conversation::current(&draft.conversation.question_set).unwrap_or_else(|| conversation::first_for(&session.clinician.profession));
    draft.conversation.question_set = set.name();
    let context = Context {
        today: model.now.date_naive(),
        clinician: &session.clinician,
        practice: &session.practice,
        patient: &patient,
        notes: &notes,
    };
    let reading = decision::read(&draft, &context);
    let judgement = rules::judge(&reading.case, rules::in_force(context.today), &Med3Page);
    let outlook = rules::outlook(&reading.case, rules::in_force(context.today), &Med3Page);
    let preview = preview_med3(&reading.case, draft.note.as_str(), &session.settings.print_options());
    let left_at = if draft.decision == draft::Decision::default() { Place::Conversation } else { Place::Decision };
    let place = model.begin_at.take().unwrap_or(left_at);
    let saving = unsaved.unwrap_or_else(|| saved_at.map_or(Saving::Untouched, |at| Saving::Saved { revision: 0, at }));
    model.desk = Some(Desk {
        draft,
        patient,
        notes,
        reading,
        judgement,
        outlook,
        preview,
        dates_typed: None,
        saving,
        revision: 0,
        asked: false,
        issuing: false,
    });
    model.view = None;
    super::go(model, place)
}

/// Takes the draft off the desk once every change is on the disk. Until then it stays, whatever the screen shows.
pub(super) fn put_away(model: &mut Model) -> Vec<Cmd> {
    let Some(desk) = &model.desk else { return Vec::new() };
    if desk.is_saved() {
        model.desk = None;
        return Vec::new();
    }
    // A save that failed waits for the person; the others go on by themselves.
    if matches!(desk.saving, Saving::Failed(_)) { Vec::new() } else { save_now(model) }
}

/// Reads, judges and lays out again: after a change, and when the day changes.
pub(super) fn refresh(model: &mut Model) {
    let today = model.now.date_naive();
    let (Some(desk), Some(session)) = (&mut model.desk, &model.session) else { return };
    let context = Context { today, clinician: &session.clinician, practice: &session.practice, patient: &desk.patient, notes: &desk.notes };
    desk.reading = decision::read(&desk.draft, &context);
    desk.judgement = rules::judge(&desk.reading.case, rules::in_force(today), &Med3Page);
    desk.outlook = rules::outlook(&desk.reading.case, rules::in_force(today), &Med3Page);
    desk.preview = preview_med3(&desk.reading.case, desk.draft.note.as_str(), &session.settings.print_options());
}

pub(super) fn changed(model: &mut Model, change: impl FnOnce(&mut Draft)) -> Vec<Cmd> {
    let Some(desk) = &mut model.desk else { return Vec::new() };
    if desk.issuing {
        return Vec::new();
    }
    let before = desk.draft.clone();
    change(&mut desk.draft);
    if desk.draft == before {
        return Vec::new();
    }
    desk.revision += 1;
    refresh(model);
    save_unless_under_way(model)
}

/// At most one save is under way: the next one starts when it ends, with the newest text.
pub(super) fn save_unless_under_way(model: &mut Model) -> Vec<Cmd> {
    match &model.desk {
        Some(desk) if !matches!(desk.saving, Saving::UnderWay { .. }) => save_now(model),
        _ => Vec::new(),
    }
}

pub(super) fn save_now(model: &mut Model) -> Vec<Cmd> {
    let Some(desk) = &mut model.desk else { return Vec::new() };
    desk.saving = Saving::UnderWay { revision: desk.revision };
    vec![Cmd::SaveDraft { draft: Box::new(desk.draft.clone()), revision: desk.revision }]
}

pub(super) fn save_pressed(model: &mut Model) -> Vec<Cmd> {
    match &model.desk {
        Some(desk) if !desk.is_saved() => save_unless_under_way(model),
        _ => Vec::new(),
    }
}

pub(super) fn conversed(model: &mut Model, edit: ConversationEdit) -> Vec<Cmd> {
    match model.desk.as_ref().and_then(Desk::open_step) {
        Some((_, step)) => conversed_at(model, &step.id, edit),
        None => Vec::new(),
    }
}

/// An answer at a step of its own: on the whole sheet every step can be answered.
pub(super) fn conversed_at(model: &mut Model, step: &str, edit: ConversationEdit) -> Vec<Cmd> {
    let Some(desk) = &model.desk else { return Vec::new() };
    let Some((set, _)) = desk.open_step() else { return Vec::new() };
    // A standing answer taken back brings back what it was given in place of.
    if let ConversationEdit::Standing(standing) = edit
        && desk.draft.conversation.steps.get(step).and_then(|answer| answer.standing) == Some(standing)
        && model.talk.removed.as_ref().is_some_and(|removed| removed.step == step && removed.draft == desk.draft.id)
    {
        return bring_back(model);
    }
    let answer = desk.draft.conversation.steps.get(step).cloned().unwrap_or_default();
    let before = Removed { draft: desk.draft.id.clone(), step: step.to_owned(), answer };
    if takes_away(&edit) && talk::is_said_at(&before.answer) {
        // A second standing answer in place of the first keeps what the first one put aside.
        if before.answer.standing.is_none() || !matches!(edit, ConversationEdit::Standing(_)) {
            model.talk.removed = Some(before);
        }
    } else if model.talk.removed.as_ref().is_some_and(|kept| kept.step == step) {
        model.talk.removed = None;
    }
    changed(model, |draft| answer_step(&mut draft.conversation, set, step, edit))
}

/// Whether words or ticks go with this change that nobody could type again from memory.
fn takes_away(edit: &ConversationEdit) -> bool {
    matches!(
        edit,
        ConversationEdit::Standing(_)
            | ConversationEdit::Forgotten
            | ConversationEdit::EffectForgotten { .. }
            | ConversationEdit::TaskForgotten(_)
            | ConversationEdit::TriedForgotten(_)
            | ConversationEdit::PickRemoved { .. }
    )
}

/// Brings back the answer of a step as it was before something was taken away from it.
pub(super) fn bring_back(model: &mut Model) -> Vec<Cmd> {
    let Some(removed) = model.talk.removed.take() else { return Vec::new() };
    if model.desk.as_ref().is_none_or(|desk| desk.draft.id != removed.draft) {
        return Vec::new();
    }
    changed(model, |draft| {
        draft.conversation.steps.insert(removed.step, removed.answer);
    })
}

/// One part of an answer changes; the others are kept.
fn answer_step(conversation: &mut draft::Conversation, set: &QuestionSet, step: &str, edit: ConversationEdit) {
    match edit {
        ConversationEdit::Words { field, text } => answer::write(conversation, step, &field, &text),
        ConversationEdit::One { field, option } => answer::choose(conversation, step, &field, &option),
        ConversationEdit::Many { field, option } => answer::toggle(conversation, set, step, &field, &option),
        ConversationEdit::Standing(standing) => answer::stand(conversation, step, standing),
        ConversationEdit::Forgotten => answer::forget(conversation, step),
        ConversationEdit::EffectAmount { effect, amount } => answer::affect(conversation, step, &effect, Some(amount)),
        ConversationEdit::EffectWords { effect, day, text } => answer::describe(conversation, step, &effect, |words| match day {
            EffectDay::Better => words.better_day = text,
            EffectDay::Usual => words.usual = text,
            EffectDay::Worse => words.worse_day = text,
            EffectDay::Worst => words.worst = text,
        }),
        ConversationEdit::EffectForgotten { effect } => {
            answer::describe(conversation, step, &effect, |words| *words = draft::EffectAnswer::default());
        }
        ConversationEdit::PickToggled { id } => {
            if let Some(row) = catalogue().row(&id) {
                answer::pick(conversation, set, step, row);
            }
        }
        ConversationEdit::PickWritten { text } => {
            answer::pick_words(conversation, set, step, &text);
        }
        ConversationEdit::PickEdited { index, text } => {
            if let Some(pick) = conversation.steps.get_mut(step).and_then(|answer| answer.picks.get_mut(index)) {
                pick.text = text;
            }
        }
        ConversationEdit::TaskAdded(task) => answer::add_task(conversation, step, &task),
        ConversationEdit::TaskRated { task, ease } => answer::rate(conversation, step, &task, |answer| {
            answer.ease = if answer.ease == Some(ease) { None } else { Some(ease) };
        }),
        ConversationEdit::TaskWords { task, text } => answer::rate(conversation, step, &task, |answer| answer.what = text),
        ConversationEdit::TaskForgotten(task) => answer::forget_task(conversation, step, &task),
        ConversationEdit::Tried { id, text, outcome } => answer::tried(conversation, step, &id, &text, outcome),
        ConversationEdit::Beyond { field, option } => answer::beyond(conversation, step, &field, &option),
        ConversationEdit::Number { field, value } => answer::number(conversation, step, &field, value),
        ConversationEdit::PickRaised { index } => answer::raise(conversation, step, index),
        ConversationEdit::SaidAlready(is_said) => answer::said_already(conversation, step, is_said),
        ConversationEdit::TriedForgotten(index) => answer::forget_tried(conversation, step, index),
        ConversationEdit::Service { id, answer } => answer::serve(conversation, step, &id, answer),
        ConversationEdit::RangeWords { field, day, text } => answer::range(conversation, step, &field, |range| match day {
            EffectDay::Better => range.better_day = text,
            EffectDay::Usual => range.usual = text,
            EffectDay::Worse | EffectDay::Worst => range.worse_day = text,
        }),
        ConversationEdit::PickRemoved { index } => {
            if let Some(answer) = conversation.steps.get_mut(step)
                && index < answer.picks.len()
            {
                answer.picks.remove(index);
            }
        }
    }
}

/// Keeps shorthand and dates in step: a date that is typed gives the shorthand, and shorthand that is typed gives the dates.
fn dates_in_step(model: &mut Model, edit: &DecisionEdit) -> String {
    let Some(desk) = &mut model.desk else { return String::new() };
    let (mut first, mut last) = desk.dates_shown();
    match edit {
        DecisionEdit::FirstDay(text) => first.clone_from(text),
        DecisionEdit::LastDay(text) => last.clone_from(text),
        DecisionEdit::Period(_) => {
            desk.dates_typed = None;
            return String::new();
        }
        _ => return String::new(),
    }
    let shorthand = match (first.trim(), last.trim()) {
        ("", "") => String::new(),
        ("", last) => format!("to {last}"),
        (first, "") => first.to_owned(),
        (first, last) => format!("{first} to {last}"),
    };
    desk.dates_typed = Some((first, last));
    shorthand
}

pub(super) fn decided(model: &mut Model, edit: DecisionEdit) -> Vec<Cmd> {
    // What appears only with this choice takes the keyboard, or it would be passed by.
    match &edit {
        DecisionEdit::Kind(AssessmentKind::WrittenReport) => model.focus = Some(Focus::ReportBy),
        DecisionEdit::Advice(Advice::MayBeFit) => model.focus = Some(Focus::Decision(rules::Field::MayBenefitFrom)),
        _ => {}
    }
    let dates = dates_in_step(model, &edit);
    changed(model, |draft| {
        let decision = &mut draft.decision;
        match edit {
            DecisionEdit::AssessedOn(text) => decision.assessed_on = text,
            DecisionEdit::Kind(kind) => decision.kind = Some(kind),
            DecisionEdit::ReportBy(text) => decision.report_by = text,
            DecisionEdit::Conditions(text) => decision.conditions = text,
            DecisionEdit::LessPrecise(reason) => decision.less_precise = reason,
            DecisionEdit::Advice(advice) => {
                // The boxes ticked before stay: the rules say where they do not belong, and offer to clear them.
                decision.advice = Some(advice);
            }
            DecisionEdit::Benefit(benefit, ticked) => {
                super::conversation::touched(&mut draft.conversation.filled, benefit);
                if ticked {
                    decision.may_benefit_from.insert(benefit);
                } else {
                    decision.may_benefit_from.remove(&benefit);
                }
            }
            DecisionEdit::Comments(text) => decision.comments = text,
            DecisionEdit::Period(text) => decision.period = text,
            DecisionEdit::FirstDay(_) | DecisionEdit::LastDay(_) => decision.period = dates,
            DecisionEdit::ForeseeableFuture(ticked) => decision.foreseeable_future = ticked,
            DecisionEdit::AssessAgain(again) => decision.assess_again = Some(again),
            DecisionEdit::ConditionSince(text) => decision.condition_since = text,
            DecisionEdit::OffWorkSince(text) => decision.off_work_since = text,
            DecisionEdit::OffOnAdviceSince(text) => decision.off_on_advice_since = text,
            DecisionEdit::OffOnAdviceReason(text) => decision.off_on_advice_reason = text,
            DecisionEdit::RecordSupportsStart(ticked) => decision.record_supports_start = ticked,
            DecisionEdit::Inpatient(ticked) => decision.inpatient = ticked,
            DecisionEdit::PatientIsIssuer(answer) => decision.patient_is_issuer = Some(answer),
            DecisionEdit::Reason(text) => decision.reason = text,
        }
    })
}

pub(super) fn step_opened(model: &mut Model, step: String) -> Vec<Cmd> {
    model.place = Place::Conversation;
    model.focus = Some(Focus::First);
    model.talk.energy = None;
    changed(model, |draft| {
        draft.conversation.at = Some(step);
        draft.conversation.stopped = None;
    })
}

pub(super) fn step_next(model: &mut Model) -> Vec<Cmd> {
    let Some(desk) = &model.desk else { return Vec::new() };
    let Some((set, step)) = desk.open_step() else { return Vec::new() };
    if desk.draft.conversation.stopped.is_some() {
        return super::conversation::resumed(model);
    }
    if let Some(question) = &model.talk.energy {
        return step_opened(model, question.before.clone());
    }
    if let Some(cmds) = super::conversation::goes_short(model, set, &step.id) {
        return cmds;
    }
    let Some(desk) = &model.desk else { return Vec::new() };
    match talk::next(set, &desk.draft.conversation, &step.id) {
        Some(next) => match super::conversation::asks_about_energy(model, set, &next.id) {
            Some(cmds) => cmds,
            None => step_opened(model, next.id.clone()),
        },
        None => decision_asked(model),
    }
}

pub(super) fn step_back(model: &mut Model) -> Vec<Cmd> {
    if model.talk.energy.take().is_some() {
        model.focus = Some(Focus::First);
        return Vec::new();
    }
    let Some(desk) = &model.desk else { return Vec::new() };
    let Some((set, step)) = desk.open_step() else { return Vec::new() };
    match talk::previous(set, &desk.draft.conversation, &step.id) {
        Some(previous) => step_opened(model, previous.id.clone()),
        None => Vec::new(),
    }
}

pub(super) fn decision_asked(model: &mut Model) -> Vec<Cmd> {
    if model.desk.is_none() {
        return Vec::new();
    }
    super::go(model, Place::Decision)
}

/// Puts the picked adjustments into the comments and ticks the boxes they carry: only when the clinician asks, and visibly.
pub(super) fn picks_used(model: &mut Model) -> Vec<Cmd> {
    let Some(on) = model.desk.as_ref().map(|desk| desk.reading.case.assessment.on) else { return Vec::new() };
    changed(model, |draft| super::conversation::fill(draft, on))
}

pub(super) fn fix_taken(model: &mut Model, fix: Fix) -> Vec<Cmd> {
    match fix {
        Fix::GoTo(field) => {
            model.focus = Some(Focus::Decision(field));
            Vec::new()
        }
        Fix::SetPeriod(stated) => {
            if let Some(desk) = &mut model.desk {
                desk.dates_typed = None;
            }
            changed(model, |draft| draft.decision.period = written(&stated))
        }
        Fix::ClearBoxes => changed(model, |draft| draft.decision.may_benefit_from.clear()),
    }
}

/// A stated period as shorthand that reads back as the same.
fn written(stated: &StatedPeriod) -> String {
    match (stated.length, stated.from, stated.to, stated.indefinite) {
        (_, Some(from), _, true) => format!("from {} indefinite", day::numeric(from)),
        (_, None, _, true) => "indefinite".into(),
        (_, Some(from), Some(to), false) => format!("{} to {}", day::numeric(from), day::numeric(to)),
        (Some(length), _, _, false) => format!("for {length}"),
        (None, None, Some(to), false) => format!("to {}", day::numeric(to)),
        (None, Some(from), None, false) => day::numeric(from),
        (None, None, None, false) => String::new(),
    }
}

/// Judges once more, records, and only then makes paper. A second press while that is under way does nothing.
pub(super) fn issue_pressed(model: &mut Model, by_hand: bool) -> Vec<Cmd> {
    if model.session.as_ref().is_some_and(|session| !session.role.issues()) {
        model.notice = Some(Notice::trouble(
            "An assistant prepares the draft; a clinician issues the note.",
            "The draft is kept. Let a clinician sign in and open it.",
        ));
        return Vec::new();
    }
    if model.place != Place::Decision || model.desk.as_ref().is_some_and(|desk| desk.issuing) {
        return Vec::new();
    }
    // A note by hand is judged as of the day on which it was written; one that follows on from another keeps that tie.
    let was_first = model.desk.as_ref().is_some_and(|desk| desk.draft.origin == Origin::First);
    if let Some(desk) = model.desk.as_mut().filter(|_| was_first && by_hand) {
        desk.draft.origin = Origin::ByHand;
    }
    let cmds = issue(model);
    if let Some(desk) = model.desk.as_mut().filter(|desk| was_first && !desk.issuing) {
        desk.draft.origin = Origin::First;
        refresh(model);
    }
    cmds
}

fn issue(model: &mut Model) -> Vec<Cmd> {
    let today = model.now.date_naive();
    refresh(model);
    let (Some(desk), Some(session)) = (&mut model.desk, &model.session) else { return Vec::new() };
    desk.asked = true;
    if !desk.reading.faults.is_empty() {
        model.focus = desk.outstanding().into_iter().next().map(|(focus, _)| focus);
        return Vec::new();
    }
    let made = Issuable::new(
        desk.draft.note.clone(),
        desk.reading.case.clone(),
        Some(&desk.draft.decision.reason),
        session.settings.print_options(),
        rules::in_force(today),
        &Med3Page,
    );
    match made {
        Ok(note) => {
            desk.issuing = true;
            model.notice = None;
            let issue = Cmd::Issue { note: Box::new(note), patient: desk.patient.id.clone(), origin: desk.draft.origin.clone() };
            // The draft is kept with the note, so its newest text goes to the disk first; commands are done in order.
            let mut cmds = if desk.is_saved() { Vec::new() } else { save_now(model) };
            cmds.push(issue);
            cmds
        }
        Err(Refusal::Rejected(_)) => {
            model.focus = desk.outstanding().into_iter().next().map(|(focus, _)| focus);
            Vec::new()
        }
        Err(Refusal::ReasonNeeded(_)) => {
            model.focus = Some(Focus::Reason);
            Vec::new()
        }
    }
}

/// The recording failed: the draft is as it was, and may be issued again.
pub(super) fn issue_failed(model: &mut Model, notice: Notice) {
    if let Some(desk) = &mut model.desk {
        desk.issuing = false;
        if desk.draft.origin == Origin::ByHand {
            desk.draft.origin = Origin::First;
        }
    }
    model.notice = Some(notice);
}
