//! What happens in a conversation beside its answers: lengths, the pause, energy, the end, and what the picks put on the note.

use super::super::conversation::{EnergyAnswer, EnergyQuestion, Output, PauseSheet, TalkCmd, TalkDone, TalkMsg};
use super::super::model::{Desk, Focus, Handed, Model, Notice, Place};
use super::super::msg::{Cmd, ConversationEdit, PdfJob};
use super::super::records::RecordsMsg;
use super::super::services::LetterJob;
use super::desk::{self, changed};
use crate::content::conversation::{self, QuestionSet};
use crate::domain::case::{Advice, Benefit};
use crate::domain::day::{self, Day};
use crate::domain::draft::{Decision, Draft, Filled, Pick, Stopped};
use crate::domain::id::PatientId;
use crate::paper::flow::TextSize;
use crate::paper::home_sheet;
use crate::talk::{self, answer, ids};

pub(super) fn happened(model: &mut Model, msg: TalkMsg) -> Vec<Cmd> {
    match msg {
        TalkMsg::Said { step, edit } => desk::conversed_at(model, &step, edit),
        TalkMsg::SetChosen(id) => conversation::current(&id).map_or_else(Vec::new, |set| change_length(model, set)),
        TalkMsg::OtherLength => other_length(model),
        TalkMsg::SheetToggled => {
            model.focus = Some(Focus::First);
            changed(model, |draft| draft.conversation.whole_sheet = !draft.conversation.whole_sheet)
        }
        TalkMsg::EnergyAnswered(answer) => energy_answered(model, answer),
        TalkMsg::StopAsked => stop_asked(model),
        TalkMsg::StopReasonTicked(id) => {
            if let Some(reasons) = &mut model.talk.stopping
                && !reasons.remove(&id)
            {
                reasons.insert(id);
            }
            Vec::new()
        }
        TalkMsg::Stopped { keep } => stopped(model, keep),
        TalkMsg::StopDropped => {
            model.talk.stopping = None;
            model.focus = Some(Focus::First);
            Vec::new()
        }
        TalkMsg::Resumed => resumed(model),
        TalkMsg::BroughtBack => desk::bring_back(model),
        TalkMsg::SaidAlready => said_already(model),
        TalkMsg::JobTakenOver { step } => take_job_over(model, &step),
        TalkMsg::PlanDropped => changed(model, |draft| draft.conversation.plan_dropped = !draft.conversation.plan_dropped),
        TalkMsg::FunctionsUsed => functions_used(model),
        TalkMsg::EndAsked => {
            model.talk.ending = model.desk.is_some();
            model.focus = Some(Focus::First);
            Vec::new()
        }
        TalkMsg::EndConfirmed => end(model),
        TalkMsg::EndDropped => {
            model.talk.ending = false;
            Vec::new()
        }
        TalkMsg::FavouriteToggled(id) => super::change_settings(model, |settings| {
            let known = settings.favourites.len();
            settings.favourites.retain(|favourite| *favourite != id);
            if settings.favourites.len() == known {
                settings.favourites.push(id);
            }
        }),
        TalkMsg::OfferedAgain(id) => changed(model, |draft| answer::offer_again(&mut draft.conversation, &id)),
        TalkMsg::FilledTakenBack => changed(model, take_back),
        TalkMsg::PauseOpened => pause(model),
        TalkMsg::PauseClosed => {
            close_pause(model);
            Vec::new()
        }
        TalkMsg::PauseMistaken => pause_mistaken(model),
        TalkMsg::PauseWords(text) => with_pause(model, |sheet| sheet.words = text),
        TalkMsg::PauseTicked(id) => with_pause(model, |sheet| {
            if !sheet.ticked.remove(&id) {
                sheet.ticked.insert(id);
            }
        }),
        TalkMsg::OutputConfirmed => output_confirmed(model),
        TalkMsg::OutputDropped => {
            model.talk.holding = None;
            Vec::new()
        }
        TalkMsg::KeptOpened(id) => vec![Cmd::Talk(TalkCmd::OpenKept(id))],
        TalkMsg::HomeAsked => {
            let set = model.desk.as_ref().and_then(Desk::open_step).map(|(set, _)| set);
            model.talk.home = set.map(|set| home_sheet(set, &set.id, TextSize::Normal));
            model.focus = Some(Focus::First);
            Vec::new()
        }
        TalkMsg::HomePrinted => hand_home(model, Output::HomePrint),
        TalkMsg::HomeSaved => hand_home(model, Output::HomeSave),
        TalkMsg::HomeClosed => {
            model.talk.home = None;
            model.focus = Some(Focus::First);
            Vec::new()
        }
        TalkMsg::KeptClosed => {
            model.talk.shown = None;
            model.focus = Some(Focus::First);
            Vec::new()
        }
    }
}

pub(super) fn done(model: &mut Model, done: TalkDone) -> Vec<Cmd> {
    match done {
        TalkDone::Looked(record) => model.talk.record = Some(*record),
        TalkDone::KeptOpened(kept) => {
            model.talk.shown = Some(*kept);
            model.focus = Some(Focus::First);
        }
        TalkDone::Ended(patient) => {
            model.notice = Some(Notice::good("The conversation is closed without a note. It can be read in this record."));
            return vec![Cmd::OpenChart(patient)];
        }
        TalkDone::PauseSaved => {}
    }
    Vec::new()
}

/// Reads what the records hold about a patient's conversations.
pub(super) fn look(patient: &PatientId) -> Cmd {
    Cmd::Talk(TalkCmd::Look(patient.clone()))
}

/// What is open on top of a screen closes first. Answers whether something did.
pub(super) fn back(model: &mut Model) -> bool {
    if model.talk.pause.is_some() {
        close_pause(model);
    } else if model.talk.holding.take().is_none()
        && model.talk.shown.take().is_none()
        && model.talk.home.take().is_none()
        && model.talk.energy.take().is_none()
        && model.talk.stopping.take().is_none()
        && !std::mem::take(&mut model.talk.ending)
    {
        return false;
    }
    model.focus = Some(Focus::First);
    true
}

/// Another screen comes: what stood on top of the last one goes. What was written on a pause is kept.
pub(super) fn left(model: &mut Model) {
    let talk = &mut model.talk;
    (talk.pause, talk.shown, talk.energy, talk.holding, talk.home, talk.ending) = (None, None, None, None, None, false);
    (talk.stopping, talk.removed) = (None, None);
}

/// A step marked as said before, and on to the next; at a step so marked, the mark is taken back.
fn said_already(model: &mut Model) -> Vec<Cmd> {
    let Some(desk) = &model.desk else { return Vec::new() };
    let Some((_, step)) = desk.open_step() else { return Vec::new() };
    let is_marked = desk.draft.conversation.steps.get(&step.id).is_some_and(|answer| answer.said_already);
    let mut cmds = changed(model, |draft| answer::said_already(&mut draft.conversation, &step.id, !is_marked));
    if !is_marked && !model.desk.as_ref().is_some_and(|desk| desk.draft.conversation.whole_sheet) {
        cmds.extend(desk::step_next(model));
    }
    cmds
}

/// What was said about the job last time goes into the field, where somebody asks for that and nothing stands there yet.
fn take_job_over(model: &mut Model, step: &str) -> Vec<Cmd> {
    let Some(text) = model.job_to_take_over(step).map(|(_, job)| job.to_owned()) else { return Vec::new() };
    model.focus = Some(Focus::First);
    desk::conversed_at(model, step, ConversationEdit::Words { field: ids::JOB.to_owned(), text })
}

/// Where today is to be short, a longer form gives way to the short one after the question about time. Answers whether it does.
pub(super) fn goes_short(model: &mut Model, set: &QuestionSet, at: &str) -> Option<Vec<Cmd>> {
    let is_short = model.desk.as_ref().is_some_and(|desk| talk::is_shorter(&desk.draft.conversation));
    if !is_short || at != ids::LENGTH_STEP || set.id == conversation::short().id {
        return None;
    }
    Some(keep_short(model))
}

/// Goes on in the short form, at the first question that has no answer yet.
fn keep_short(model: &mut Model) -> Vec<Cmd> {
    let short = conversation::short();
    let mut cmds = change_length(model, short);
    let open = model.desk.as_ref().and_then(|desk| {
        let said = &desk.draft.conversation;
        talk::path(short, said)
            .into_iter()
            .find(|step| talk::state_of(short, said, &step.id) == talk::StepState::NotReached || !said.steps.contains_key(&step.id))
    });
    match open {
        Some(step) => cmds.extend(desk::step_opened(model, step.id.clone())),
        None => cmds.extend(desk::decision_asked(model)),
    }
    cmds
}

fn other_length(model: &mut Model) -> Vec<Cmd> {
    let Some(session) = &model.session else { return Vec::new() };
    let profession = session.clinician.profession.clone();
    match model.desk.as_ref().and_then(Desk::open_step) {
        Some((set, _)) => change_length(model, conversation::other_length(&profession, set)),
        None => Vec::new(),
    }
}

/// Every answer comes along: to the steps that ask for it there, or kept where it was said.
fn change_length(model: &mut Model, to: &QuestionSet) -> Vec<Cmd> {
    model.talk.energy = None;
    if model.place == Place::Conversation {
        model.focus = Some(Focus::First);
    }
    changed(model, |draft| {
        let conversation = &mut draft.conversation;
        if conversation.question_set == to.name() {
            return;
        }
        talk::carry(conversation, to);
        if conversation.at.is_none() {
            let open = talk::path(to, conversation).into_iter().find(|step| !conversation.steps.contains_key(&step.id));
            conversation.at = open.map(|step| step.id.clone());
        }
    })
}

/// Asks about time and energy before this step, where that is due. Answers whether it does.
pub(super) fn asks_about_energy(model: &mut Model, set: &QuestionSet, before: &str) -> Option<Vec<Cmd>> {
    let conversation = &model.desk.as_ref()?.draft.conversation;
    if conversation.whole_sheet || !talk::energy_check_due(set, conversation, before) {
        return None;
    }
    model.talk.energy = Some(EnergyQuestion { before: before.to_owned(), resting: false });
    model.focus = Some(Focus::First);
    Some(changed(model, |draft| {
        draft.conversation.energy_asked.insert(before.to_owned());
    }))
}

fn energy_answered(model: &mut Model, given: EnergyAnswer) -> Vec<Cmd> {
    let Some(question) = model.talk.energy.take() else { return Vec::new() };
    match given {
        EnergyAnswer::GoOn => desk::step_opened(model, question.before),
        EnergyAnswer::Rest => {
            model.talk.energy = Some(EnergyQuestion { resting: true, ..question });
            model.focus = Some(Focus::First);
            Vec::new()
        }
        EnergyAnswer::Stop => stop_asked(model),
        EnergyAnswer::Shorter => {
            let mut cmds = changed(model, |draft| {
                let said = &mut draft.conversation;
                let given = said.steps.get(ids::LENGTH_STEP).and_then(|step| step.one.get(ids::LENGTH));
                // The same again would take it back.
                if given.map(String::as_str) != Some("shorter") {
                    answer::choose(said, ids::LENGTH_STEP, ids::LENGTH, "shorter");
                }
            });
            cmds.extend(keep_short(model));
            cmds
        }
    }
}

fn stop_asked(model: &mut Model) -> Vec<Cmd> {
    if model.desk.is_some() {
        model.talk.pause = None;
        model.talk.stopping = Some(std::collections::BTreeSet::new());
        model.place = Place::Conversation;
        model.focus = Some(Focus::First);
    }
    Vec::new()
}

/// Nothing starts again by itself: the draft waits in the patient's record, and nothing of it goes on a document until it is gone on with.
fn stopped(model: &mut Model, keep: bool) -> Vec<Cmd> {
    let reasons = model.talk.stopping.take().unwrap_or_default();
    let on = model.today();
    let Some(desk) = &model.desk else { return Vec::new() };
    let patient = desk.patient.id.clone();
    let mut cmds = changed(model, |draft| {
        draft.conversation.stopped = Some(Stopped { on, reasons });
        if !keep {
            answer::forget_all(&mut draft.conversation);
        }
    });
    model.talk.removed = None;
    cmds.extend(super::people::patient_opened(model, patient));
    model.notice = Some(Notice::good(if keep {
        "Stopped for today. Everything that was said is kept, and can be gone on with from this record."
    } else {
        "Stopped for today. What was said is deleted; a note can still be issued from this record."
    }));
    cmds
}

/// Goes on where it was stopped, because somebody asked for it.
pub(super) fn resumed(model: &mut Model) -> Vec<Cmd> {
    model.focus = Some(Focus::First);
    changed(model, |draft| draft.conversation.stopped = None)
}

fn end(model: &mut Model) -> Vec<Cmd> {
    model.talk.ending = false;
    let Some(desk) = model.desk.as_ref().filter(|desk| !desk.issuing) else { return Vec::new() };
    let draft = desk.draft.clone();
    // The newest words go to the disk first: should the end fail, the draft is there as it was.
    let mut cmds = if desk.is_saved() { Vec::new() } else { desk::save_now(model) };
    model.desk = None;
    super::go(model, Place::Chart);
    cmds.push(Cmd::Talk(TalkCmd::End(Box::new(draft))));
    cmds
}

fn patient_on_screen(model: &Model) -> Option<PatientId> {
    match model.place {
        Place::Conversation | Place::Decision | Place::PlanBuilder => model.desk.as_ref().map(|desk| desk.patient.id.clone()),
        Place::Papers => model.papers.as_ref().map(|papers| papers.patient.id.clone()),
        Place::Chart => model.chart.as_ref().map(|chart| chart.patient.id.clone()),
        Place::Note => model.view.as_ref().map(|view| view.note.record().patient.clone()),
        Place::Directory | Place::Referrals | Place::ReferralLetter => model.services.patient.as_ref().map(|patient| patient.id.clone()),
        Place::Records => model.records.person.as_ref().map(|person| person.patient.id.clone()),
        Place::FollowUp => model.follow.patient.as_ref().map(|patient| patient.id.clone()),
        _ => None,
    }
}

/// The work part stops. For the patient on screen it is kept that there was a pause, so that output is asked about.
fn pause(model: &mut Model) -> Vec<Cmd> {
    if model.talk.pause.is_some() {
        close_pause(model);
        return Vec::new();
    }
    if model.session.is_none() {
        return Vec::new();
    }
    let patient = patient_on_screen(model);
    let mut sheet = PauseSheet {
        id: patient.as_ref().map(|patient| format!("{}-{}", patient.as_str(), model.now.timestamp_micros())).unwrap_or_default(),
        patient: patient.clone(),
        at: model.now,
        words: String::new(),
        ticked: std::collections::BTreeSet::new(),
        marked_draft: false,
    };
    let mut cmds = Vec::new();
    if patient.is_some() {
        cmds.push(Cmd::Talk(TalkCmd::SavePause(Box::new(sheet.clone()))));
        if let Some(papers) = model.papers.as_mut().filter(|papers| Some(&papers.patient.id) == patient.as_ref()) {
            papers.safe = None;
        }
        if let Some(record) = model.talk.record.as_mut().filter(|record| Some(&record.patient) == patient.as_ref()) {
            record.paused = true;
        }
    }
    let marks = model.desk.as_ref().is_some_and(|desk| Some(&desk.patient.id) == patient.as_ref() && !desk.draft.conversation.paused);
    if marks {
        sheet.marked_draft = true;
        cmds.extend(changed(model, |draft| draft.conversation.paused = true));
    }
    model.talk.pause = Some(sheet);
    model.talk.holding = None;
    model.focus = Some(Focus::First);
    cmds
}

fn close_pause(model: &mut Model) {
    model.talk.pause = None;
    model.focus = Some(Focus::First);
}

fn pause_mistaken(model: &mut Model) -> Vec<Cmd> {
    let Some(sheet) = model.talk.pause.take() else { return Vec::new() };
    model.focus = Some(Focus::First);
    let Some(patient) = sheet.patient else { return Vec::new() };
    let mut cmds = Vec::new();
    if sheet.marked_draft {
        cmds.extend(changed(model, |draft| draft.conversation.paused = false));
    }
    cmds.push(Cmd::Talk(TalkCmd::DropPause(sheet.id)));
    cmds.push(look(&patient));
    cmds
}

fn with_pause(model: &mut Model, change: impl FnOnce(&mut PauseSheet)) -> Vec<Cmd> {
    let Some(sheet) = &mut model.talk.pause else { return Vec::new() };
    change(sheet);
    // Without a patient there is nowhere to keep it.
    if sheet.patient.is_some() { vec![Cmd::Talk(TalkCmd::SavePause(Box::new(sheet.clone())))] } else { Vec::new() }
}

/// Holds an output back until it was said to be safe. Answers whether it is held.
pub(super) fn holds(model: &mut Model, output: Output) -> bool {
    let held = patient_on_screen(model).is_some_and(|patient| model.asks_before_output(&patient));
    if held {
        model.talk.holding = Some(output);
        model.focus = Some(Focus::OnTop);
    }
    held
}

fn output_confirmed(model: &mut Model) -> Vec<Cmd> {
    let Some(output) = model.talk.holding.take() else { return Vec::new() };
    model.talk.safe_for = patient_on_screen(model);
    model.focus = Some(Focus::First);
    let cmds = hand_out(model, output);
    // The answer was about this output; the next one may go elsewhere, and is asked about again.
    model.talk.safe_for = None;
    cmds
}

fn hand_out(model: &mut Model, output: Output) -> Vec<Cmd> {
    match output {
        Output::Print => super::view::print(model),
        Output::Save => super::view::save(model),
        Output::Open => super::view::open(model),
        Output::HomePrint | Output::HomeSave => hand_home(model, output),
        Output::LetterPrint => super::services::letter_asked(model, LetterJob::Print),
        Output::LetterSave => super::services::letter_asked(model, LetterJob::Save),
        Output::WholeRecord(form) => super::records::happened(model, RecordsMsg::RecordPressed(form)),
    }
}

/// Prints or saves the questions to fill in at home. The sheet names nobody, and its file neither.
fn hand_home(model: &mut Model, output: Output) -> Vec<Cmd> {
    if holds(model, output) {
        return Vec::new();
    }
    let (Some(document), Some(session)) = (&model.talk.home, &model.session) else { return Vec::new() };
    let folder = session.settings.pdf_folder.as_ref().unwrap_or(&session.documents);
    let job = match output {
        Output::HomePrint => PdfJob::Print,
        _ => PdfJob::Save(folder.join(format!("questions-{}.pdf", document.id()))),
    };
    vec![Cmd::Paper { document: Box::new(document.clone()), job }]
}

/// What became of the sheet. Answers whether it was the sheet that was handed over.
pub(super) fn home_handed(model: &mut Model, what: &Handed) -> bool {
    if model.talk.home.is_none() {
        return false;
    }
    model.notice = Some(Notice::good(match what {
        Handed::Saved(path) | Handed::Opened(path) => format!("The questions are saved as {}.", path.display()),
        Handed::Printed(printer) => format!("The questions went to the printer {printer}."),
    }));
    true
}

fn picks_of(draft: &Draft) -> Vec<Pick> {
    talk::carried_picks(&draft.conversation)
}

fn functions_used(model: &mut Model) -> Vec<Cmd> {
    changed(model, |draft| {
        let sentences = talk::function_sentences(&draft.conversation);
        let new: Vec<String> = sentences.into_iter().filter(|sentence| !draft.decision.comments.contains(sentence)).collect();
        put(&mut draft.decision, &mut draft.conversation.filled, new);
    })
}

/// Whether something was described that the comments do not say yet.
#[must_use]
pub fn can_describe(draft: &Draft) -> bool {
    talk::function_sentences(&draft.conversation).iter().any(|sentence| !draft.decision.comments.contains(sentence))
}

/// Whether the comments hold something that raises hours or duties by schedule although effort makes things worse: a pick that was put there
/// before that was said, or a line of the plan of hours.
#[must_use]
pub fn comments_rise(draft: &Draft) -> bool {
    let said = &draft.conversation;
    if !talk::modes(said).has(talk::Mode::EnergyLimit) {
        return false;
    }
    let carried = talk::sentences_from(&talk::carried_picks(said));
    let all: Vec<Pick> = said.steps.values().flat_map(|answer| answer.picks.iter().cloned()).collect();
    let picked = talk::sentences_from(&all).into_iter().filter(|sentence| !carried.contains(sentence));
    let line = said.phased.as_ref().filter(|plan| !plan.line.is_empty() && !talk::phased::lines(plan, true).contains(&plan.line));
    picked.chain(line.map(|plan| plan.line.clone())).any(|text| draft.decision.comments.contains(&text))
}

/// Adds words below those that stand there, and remembers them.
fn put(decision: &mut Decision, filled: &mut Filled, pieces: Vec<String>) {
    if pieces.is_empty() {
        return;
    }
    let words = pieces.join(" ");
    let before = decision.comments.trim_end();
    decision.comments = if before.is_empty() { words } else { format!("{before}\n{words}") };
    filled.sentences.extend(pieces);
}

/// Puts the picks into the comments and ticks the boxes they carry: when the clinician asks, visibly, and so that it can be taken back.
pub(super) fn fill(draft: &mut Draft, assessed_on: Day) {
    let picks = picks_of(draft);
    let decision = &mut draft.decision;
    let filled = &mut draft.conversation.filled;
    let new: Vec<String> = talk::sentences_from(&picks).into_iter().filter(|sentence| !decision.comments.contains(sentence)).collect();
    if !new.is_empty() {
        let opening = format!("Discussed on {}:", day::long(assessed_on));
        let mut pieces = new;
        if !decision.comments.contains(&opening) {
            pieces.insert(0, opening);
        }
        put(decision, filled, pieces);
    }
    // The boxes belong to "may be fit": where "not fit" was chosen they stay as they are.
    if decision.advice != Some(Advice::NotFit) {
        for benefit in talk::boxes_from(&picks) {
            if decision.may_benefit_from.insert(benefit) {
                filled.boxes.insert(benefit);
            }
        }
    }
}

/// Whether the picks hold something that is not on the note yet.
#[must_use]
pub fn can_fill(draft: &Draft) -> bool {
    let picks = picks_of(draft);
    let decision = &draft.decision;
    let lacks_words = talk::sentences_from(&picks).iter().any(|sentence| !decision.comments.contains(sentence));
    let lacks_boxes = decision.advice != Some(Advice::NotFit) && !talk::boxes_from(&picks).is_subset(&decision.may_benefit_from);
    lacks_words || lacks_boxes
}

/// Takes back what was put there, as far as it still stands as it was put: what the clinician typed or changed stays.
fn take_back(draft: &mut Draft) {
    let Filled { sentences, boxes } = std::mem::take(&mut draft.conversation.filled);
    let decision: &mut Decision = &mut draft.decision;
    for sentence in &sentences {
        if let Some(at) = decision.comments.find(sentence.as_str()) {
            let end = at + sentence.len();
            let is_blank = |text: Option<char>| text.is_some_and(|c| c == ' ' || c == '\n');
            let (mut from, mut to) = (at, end);
            if is_blank(decision.comments[end..].chars().next()) {
                to += 1;
            } else if is_blank(decision.comments[..at].chars().next_back()) {
                from -= 1;
            }
            decision.comments.replace_range(from..to, "");
        }
    }
    for benefit in &boxes {
        decision.may_benefit_from.remove(benefit);
    }
}

/// A box that the clinician set by hand is theirs from then on.
pub(super) fn touched(filled: &mut Filled, benefit: Benefit) {
    filled.boxes.remove(&benefit);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::draft::Conversation;
    use crate::domain::id::{ClinicianId, DraftId, NoteId};
    use crate::domain::life::Origin;

    fn on() -> Day {
        Day::from_ymd_opt(2026, 11, 20).unwrap_or_default()
    }

    fn with_picks(comments: &str) -> Draft {
        let mut conversation = Conversation::default();
        let picks = &mut conversation.steps.entry("S4".into()).or_default().picks;
        picks.push(Pick { id: "adj009".into(), text: "No lifting above 10 kg until reviewed".into() });
        picks.push(Pick { id: String::new(), text: "A stool at the till".into() });
        Draft {
            id: DraftId::new("d"),
            patient: PatientId::new("p"),
            note: NoteId::new("n"),
            clinician: ClinicianId::new("c"),
            begun_on: on(),
            origin: Origin::First,
            conversation,
            decision: Decision { comments: comments.into(), ..Decision::default() },
        }
    }

    #[test]
    fn what_was_filled_is_dated_and_taken_back_to_the_letter() {
        for typed in ["", "Can sit for an hour.", "Two\nlines."] {
            let mut draft = with_picks(typed);
            draft.decision.may_benefit_from.insert(Benefit::AlteredHours);
            let before = draft.decision.clone();
            assert!(can_fill(&draft));
            fill(&mut draft, on());
            assert!(
                draft
                    .decision
                    .comments
                    .ends_with("Discussed on 20 November 2026: No lifting above 10 kg until reviewed. A stool at the till.")
            );
            assert!(draft.decision.may_benefit_from.contains(&Benefit::AmendedDuties) && !can_fill(&draft));
            take_back(&mut draft);
            assert!(draft.decision == before, "{:?}", draft.decision.comments);
        }
    }

    #[test]
    fn what_the_clinician_typed_or_ticked_stays_when_the_rest_is_taken_back() {
        let mut draft = with_picks("A stool at the till. My own words.");
        draft.decision.may_benefit_from.insert(Benefit::AmendedDuties);
        fill(&mut draft, on());
        draft.decision.comments.push_str(" And more of mine.");
        take_back(&mut draft);
        assert_eq!(draft.decision.comments, "A stool at the till. My own words.\nAnd more of mine.");
        assert!(draft.decision.may_benefit_from.contains(&Benefit::AmendedDuties));
        // A sentence that was changed by hand is the clinician's.
        let mut draft = with_picks("");
        fill(&mut draft, on());
        draft.decision.comments = draft.decision.comments.replace("10 kg", "5 kg");
        touched(&mut draft.conversation.filled, Benefit::AmendedDuties);
        take_back(&mut draft);
        assert_eq!(draft.decision.comments, "No lifting above 5 kg until reviewed.");
        assert!(draft.decision.may_benefit_from.contains(&Benefit::AmendedDuties));
    }

    #[test]
    fn a_second_filling_adds_what_is_new_and_no_box_where_the_advice_is_not_fit() {
        let mut draft = with_picks("");
        draft.decision.advice = Some(Advice::NotFit);
        fill(&mut draft, on());
        assert!(draft.decision.may_benefit_from.is_empty());
        let once = draft.decision.comments.clone();
        fill(&mut draft, on());
        assert_eq!(draft.decision.comments, once);
    }
}
