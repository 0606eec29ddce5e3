//! The one update: what happened changes the model and may ask the shell for something.

mod conversation;
mod desk;
mod done;
mod door;
mod follow_up;
mod life;
mod papers;
mod people;
mod phased;
mod practice;
mod practising;
mod printing;
mod records;
mod resume;
mod scan;
mod services;
mod view;

pub use conversation::{can_describe, can_fill, comments_rise};
pub use services::{agreed, letter_document, may_answer};

use super::model::{Focus, Model, Place, Saving, Settings, Tone};
use super::msg::{Cmd, Input, Msg};
use super::records::RecordsCmd;

/// Answers what happened. The only function that changes the model.
#[must_use]
pub fn update(model: &mut Model, msg: Msg) -> Vec<Cmd> {
    // What went well was about what was on the screen; over another patient it would mislead. Trouble stays until it is closed.
    if leads_elsewhere(&msg) && model.notice.as_ref().is_some_and(|notice| notice.tone == Tone::Good) {
        model.notice = None;
    }
    match msg {
        Msg::Ticked(now) => ticked(model, now),
        Msg::Done(done) => done::done(model, *done),
        Msg::Typed(input, text) => typed(model, &input, text),

        Msg::NationChosen(nation) => practice::changed(model, |form| form.nation = Some(nation)),
        Msg::ProfessionChosen(profession) => door::with_setup(model, |form| form.profession = Some(profession)),
        Msg::SettingChosen(setting) => door::with_setup(model, |form| form.setting = Some(setting)),
        Msg::TrainedTicked(ticked) => door::with_setup(model, |form| form.trained = ticked),
        Msg::ScopeTicked(ticked) => door::with_setup(model, |form| form.within_scope = ticked),
        Msg::SetupPressed => door::setup_pressed(model),
        Msg::PracticeAsked => practice::asked(model),
        Msg::PracticeSavePressed => practice::save_pressed(model),
        Msg::PracticeDropped => quiet(|| model.practice_form = None),
        Msg::RecoveryKeyKept => door::recovery_key_kept(model),
        Msg::ClinicianChosen(id) => door::clinician_chosen(model, &id),
        Msg::UnlockPressed => door::unlock_pressed(model),
        Msg::LockPressed => door::lock_pressed(model),

        Msg::Went(place) => go(model, place),
        Msg::BackPressed => back(model),
        Msg::NoticeDismissed => quiet(|| model.notice = None),
        Msg::FocusTaken => quiet(|| model.focus = None),
        Msg::FocusAsked(focus) => quiet(|| model.focus = Some(focus)),
        Msg::HelpToggled => quiet(|| model.help = !model.help),
        Msg::ThemeChosen(theme) => change_settings(model, |settings| settings.theme = theme),
        Msg::DataMatrixTicked(ticked) => {
            let cmds = change_settings(model, |settings| settings.data_matrix = ticked);
            desk::refresh(model);
            cmds
        }

        Msg::RecheckPressed => vec![Cmd::Recheck],
        Msg::EpisodeGapTyped(text) => episode_gap_typed(model, &text),

        Msg::SearchEntered => people::search_entered(model),
        Msg::PatientOpened(id) => people::patient_opened(model, id),
        Msg::NewPatientPressed if model.place == Place::Scanned => scan::add(model),
        Msg::NewPatientPressed => people::new_patient(model),
        Msg::EditPatientPressed => people::edit_patient(model),
        Msg::PatientSavePressed => people::save_patient(model),

        Msg::NoteBegun(place) => desk::note_begun(model, place),
        Msg::DraftOpened(id) => vec![Cmd::OpenDraft(id)],
        Msg::DraftDiscardPressed(id) => quiet(|| model.discarding = Some(id)),
        Msg::DraftDiscardConfirmed => model.discarding.take().map(Cmd::DiscardDraft).into_iter().collect(),
        Msg::DraftDiscardKept => quiet(|| model.discarding = None),
        Msg::NoteOpened(id) => vec![Cmd::OpenNote(id)],

        Msg::Talk(msg) => conversation::happened(model, msg),
        Msg::Conversed(edit) => desk::conversed(model, edit),
        Msg::Decided(edit) => desk::decided(model, edit),
        Msg::StepOpened(step) => desk::step_opened(model, step),
        Msg::StepNext => desk::step_next(model),
        Msg::StepBack => desk::step_back(model),
        Msg::DecisionAsked => desk::decision_asked(model),
        Msg::PicksUsed => desk::picks_used(model),
        Msg::FixTaken(fix) => desk::fix_taken(model, fix),
        Msg::SavePressed => desk::save_pressed(model),
        Msg::IssuePressed => desk::issue_pressed(model, false),
        Msg::ByHandPressed => desk::issue_pressed(model, true),

        Msg::RenewPressed(note) => life::renew(model, note),
        Msg::VerbAsked(verb) => life::asked(model, verb),
        Msg::VerbReasonTyped(text) => life::reason_typed(model, text),
        Msg::VerbConfirmed => life::confirmed(model),
        Msg::VerbDropped => life::dropped(model),

        Msg::PdfSavePressed => view::save(model),
        Msg::PdfOpenPressed => view::open(model),
        Msg::PdfPrintPressed => view::print(model),
        Msg::Printing(msg) => printing::happened(model, msg),
        Msg::Scan(msg) => scan::happened(model, msg),
        Msg::Phased(msg) => phased::happened(model, msg),
        Msg::Papers(msg) => papers::happened(model, msg),
        Msg::CloseAsked => close_asked(model),
        Msg::People(msg) => super::people::update(model, msg),
        Msg::Audit(msg) => super::audit::update(model, msg),
        Msg::Services(msg) => services::said(model, msg),
        Msg::Follow(msg) => follow_up::said(model, msg),
        Msg::Figures(msg) => super::figures::update(model, msg),
        Msg::Practise(msg) => practising::said(model, msg),
        Msg::Records(msg) => records::happened(model, msg),
    }
}

/// Whether somebody goes to another screen or another patient.
fn leads_elsewhere(msg: &Msg) -> bool {
    matches!(
        msg,
        Msg::Went(_)
            | Msg::SearchEntered
            | Msg::PatientOpened(_)
            | Msg::NewPatientPressed
            | Msg::NoteBegun(_)
            | Msg::DraftOpened(_)
            | Msg::NoteOpened(_)
    )
}

/// A change that asks nothing of the shell.
fn quiet(change: impl FnOnce()) -> Vec<Cmd> {
    change();
    Vec::new()
}

fn ticked(model: &mut Model, now: crate::domain::record::Moment) -> Vec<Cmd> {
    let new_day = now.date_naive() != model.now.date_naive();
    model.now = now;
    if !new_day {
        return Vec::new();
    }
    desk::refresh(model);
    if model.session.is_some() { vec![Cmd::LoadToday, Cmd::Records(RecordsCmd::BackUpIfDue)] } else { Vec::new() }
}

fn typed(model: &mut Model, input: &Input, text: String) -> Vec<Cmd> {
    match input {
        Input::Search => return people::search_typed(model, text),
        Input::PdfFolder => {
            if let Some(view) = &mut model.view {
                view.folder = text;
            }
        }
        Input::UnlockPassphrase => door::unlock_typed(model, text),
        Input::Title => model.patient_form.title = text,
        Input::GivenNames => model.patient_form.given_names = text,
        Input::FamilyName => model.patient_form.family_name = text,
        Input::Born => model.patient_form.born = text,
        Input::NhsNumber => model.patient_form.nhs_number = text,
        Input::PatientAddress => model.patient_form.address = text,
        Input::PatientPostcode => model.patient_form.postcode = text,
        Input::PracticeName | Input::PracticeAddress | Input::PracticePostcode | Input::PracticeTelephone => {
            return practice::changed(model, |form| form.take(input, text));
        }
        Input::ClinicianName | Input::Registration | Input::Passphrase | Input::PassphraseAgain => {
            return door::setup_typed(model, input, text);
        }
        Input::Nation | Input::Profession | Input::Setting => {}
    }
    Vec::new()
}

/// Goes to a screen, with the keyboard on its first control.
pub(super) fn go(model: &mut Model, place: Place) -> Vec<Cmd> {
    let Some(session) = &model.session else { return Vec::new() };
    let of_a_patient = matches!(place, Place::PatientForm | Place::Chart | Place::Conversation | Place::Decision | Place::Note);
    if of_a_patient && !session.role.sees_patients() {
        return Vec::new();
    }
    model.place = place;
    model.help = false;
    conversation::left(model);
    model.focus = Some(match place {
        Place::Today => Focus::Input(Input::Search),
        Place::PatientForm => Focus::Input(Input::Title),
        Place::Decision => Focus::Decision(crate::rules::Field::AssessmentKind),
        Place::Chart
        | Place::Conversation
        | Place::Note
        | Place::Settings
        | Place::Scanned
        | Place::PlanBuilder
        | Place::Directory
        | Place::Referrals
        | Place::ReferralLetter
        | Place::FollowUp
        | Place::Figures
        | Place::Practising
        | Place::People
        | Place::Audit
        | Place::Records
        | Place::Papers => Focus::First,
    });
    if place == Place::People {
        return super::people::opened(model);
    }
    if place == Place::Audit {
        return super::audit::opened(model);
    }
    if place == Place::Today {
        model.scan = None;
        model.view = None;
        let mut cmds = desk::put_away(model);
        cmds.push(Cmd::LoadToday);
        return cmds;
    }
    Vec::new()
}

/// One step towards the first screen. The draft stays: it is on the disk.
fn back(model: &mut Model) -> Vec<Cmd> {
    if model.help {
        return quiet(|| model.help = false);
    }
    if conversation::back(model) {
        return Vec::new();
    }
    if model.discarding.is_some() {
        return quiet(|| model.discarding = None);
    }
    if model.view.as_ref().is_some_and(|view| view.asking.is_some()) {
        return life::dropped(model);
    }
    if model.notice.is_some() {
        return quiet(|| model.notice = None);
    }
    if model.place == Place::Papers && papers::step_back(model) {
        return Vec::new();
    }
    if model.place == Place::Settings && model.practice_form.take().is_some() {
        return Vec::new();
    }
    if model.place == Place::People && super::people::back(model) {
        return Vec::new();
    }
    match model.place {
        Place::Today => {
            // Escape takes the keyboard out of the box; here it stays, so that the next word can be typed.
            model.focus = Some(Focus::Input(Input::Search));
            if model.today_lists.query.is_empty() { Vec::new() } else { people::search_typed(model, String::new()) }
        }
        Place::Papers => match model.papers.take() {
            Some(papers) if papers.came_from == Place::Chart => people::patient_opened(model, papers.patient.id),
            Some(papers) => go(model, papers.came_from),
            None => go(model, Place::Today),
        },
        Place::PlanBuilder => {
            let before = model.phased.came_from;
            go(model, before)
        }
        Place::Decision => go(model, Place::Conversation),
        Place::Conversation | Place::Note => {
            let patient = if model.place == Place::Note {
                model.view.as_ref().map(|view| view.note.record().patient.clone())
            } else {
                model.desk.as_ref().map(|desk| desk.patient.id.clone())
            };
            match patient {
                Some(id) => people::patient_opened(model, id),
                None => go(model, Place::Today),
            }
        }
        Place::PatientForm if model.patient_form.editing.is_some() && model.chart.is_some() => go(model, Place::Chart),
        Place::PatientForm if model.scan.as_ref().is_some_and(|scan| scan.adding) => go(model, Place::Scanned),
        Place::Directory | Place::Referrals | Place::ReferralLetter => {
            if services::stepped_back(model) {
                Vec::new()
            } else {
                go_back_to(model, model.services.from)
            }
        }
        Place::FollowUp => {
            if follow_up::stepped_back(model) {
                Vec::new()
            } else {
                go_back_to(model, model.follow.from)
            }
        }
        Place::PatientForm
        | Place::Chart
        | Place::Settings
        | Place::Scanned
        | Place::Practising
        | Place::People
        | Place::Audit
        | Place::Figures => go(model, Place::Today),
        Place::Records if model.records.asks_restore => quiet(|| model.records.asks_restore = false),
        Place::Records => match model.records.person.take() {
            Some(person) => people::patient_opened(model, person.patient.id),
            None => go(model, Place::Today),
        },
    }
}

/// Back to the screen that a room was opened from, where that still shows something.
fn go_back_to(model: &mut Model, from: Option<Place>) -> Vec<Cmd> {
    let place = match from {
        Some(place @ (Place::Conversation | Place::Decision)) if model.desk.is_some() => place,
        Some(Place::PlanBuilder) if model.desk.is_some() => Place::PlanBuilder,
        Some(Place::Papers) if model.papers.is_some() => Place::Papers,
        Some(Place::Chart) if model.chart.is_some() => Place::Chart,
        Some(Place::Note) if model.view.is_some() => Place::Note,
        Some(Place::Settings) => Place::Settings,
        _ => Place::Today,
    };
    go(model, place)
}

pub(super) fn change_settings(model: &mut Model, change: impl FnOnce(&mut Settings)) -> Vec<Cmd> {
    let Some(session) = &mut model.session else { return Vec::new() };
    change(&mut session.settings);
    vec![Cmd::SaveSettings(session.settings.clone())]
}

/// A number of days from 0 to 90; anything else leaves the rule set's own.
fn episode_gap_typed(model: &mut Model, text: &str) -> Vec<Cmd> {
    let days = text.trim().parse::<i64>().ok().filter(|days| (0..=90).contains(days));
    change_settings(model, |settings| settings.episode_gap_days = days)
}

/// Shuts the door.
pub(super) fn lock(model: &mut Model) -> Vec<Cmd> {
    door::lock_pressed(model)
}

fn close_asked(model: &mut Model) -> Vec<Cmd> {
    match &model.desk {
        Some(desk) if !desk.is_saved() && !model.closing => {
            model.closing = true;
            // A save under way ends in `Done::DraftSaved`, which closes; one that failed is tried once more.
            if matches!(desk.saving, Saving::Failed(_)) { desk::save_now(model) } else { Vec::new() }
        }
        _ => vec![Cmd::Quit],
    }
}
