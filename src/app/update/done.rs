//! What came of a command.

use super::super::follow_up::FollowCmd;
use super::super::model::{Chart, Door, Focus, Handed, Model, Notice, Place, Saving, Session, UnlockForm, View};
use super::super::msg::{Cmd, Done, Input, Shown};
use super::super::records::RecordsCmd;
use super::super::services::ServicesCmd;
use super::super::{SetupForm, forms::Secret};
use super::desk;
use crate::domain::draft::Draft;
use crate::paper::Document;
use secrecy::ExposeSecret;

#[expect(clippy::too_many_lines, reason = "one short arm for each thing that may come back")]
pub(super) fn done(model: &mut Model, done: Done) -> Vec<Cmd> {
    if model.session.is_none() && is_of_patients(&done) {
        // It was asked for before the window was locked, and comes too late.
        return Vec::new();
    }
    match done {
        Done::FolderSeen(Ok(clinicians), _) if clinicians.is_empty() => {
            model.door = Door::Setup(Box::<SetupForm>::default());
            model.focus = Some(Focus::Input(Input::PracticeName));
            Vec::new()
        }
        Done::FolderSeen(Ok(clinicians), held) => {
            if held.is_some() {
                model.notice = held;
            }
            let last = clinicians.iter().position(|(id, _)| Some(id) == model.last_signed_in.as_ref());
            model.door = Door::Unlock(UnlockForm { clinicians, chosen: last.unwrap_or(0), ..UnlockForm::default() });
            model.focus = Some(Focus::Input(Input::UnlockPassphrase));
            Vec::new()
        }
        Done::FolderSeen(Err(notice), _) => {
            model.door = Door::Barred(notice);
            Vec::new()
        }
        Done::Created { session, recovery_key } => {
            model.session = Some(*session);
            let mut key = Secret::default();
            key.set(recovery_key.expose_secret().to_owned());
            model.door = Door::RecoveryKey(key);
            model.focus = Some(Focus::First);
            Vec::new()
        }
        Done::Unlocked(session) => unlocked(model, *session),
        Done::WrongPassphrase => {
            if let Door::Unlock(form) = &mut model.door {
                form.busy = false;
                form.wrong = true;
                form.passphrase.set(String::new());
                model.focus = Some(Focus::Input(Input::UnlockPassphrase));
            }
            Vec::new()
        }
        Done::Locked => vec![Cmd::LookAtFolder],
        Done::TodayLoaded { drafts, ending, recent } => {
            let lists = &mut model.today_lists;
            (lists.drafts, lists.ending, lists.recent, lists.loaded) = (drafts, ending, recent, true);
            let sees_patients = model.session.as_ref().is_some_and(|session| session.role.sees_patients());
            if sees_patients { vec![Cmd::Services(ServicesCmd::LoadReminders)] } else { Vec::new() }
        }
        Done::Found { number, patients } => {
            let lists = &mut model.today_lists;
            if number == lists.asked {
                (lists.found, lists.answered) = (patients, number);
                if lists.opens_first {
                    return super::people::search_entered(model);
                }
            }
            Vec::new()
        }
        Done::PatientSaved(patient) => {
            model.patient_form.saving = false;
            if let Some(cmds) = super::scan::patient_saved(model, &patient) {
                return cmds;
            }
            model.today_lists.query.clear();
            model.today_lists.found.clear();
            vec![Cmd::OpenChart(patient.id)]
        }
        Done::ChartOpened { patient, notes, drafts } => {
            let look = super::conversation::look(&patient.id);
            let about = Cmd::Follow(FollowCmd::LoadAbout(patient.id.clone()));
            model.chart = Some(Chart { patient, notes, drafts });
            model.view = None;
            let mut cmds = desk::put_away(model);
            cmds.push(look);
            cmds.extend(super::go(model, Place::Chart));
            cmds.push(about);
            cmds.extend(super::resume::arrived(model));
            cmds
        }
        Done::DraftOpened { draft, patient, notes, saved_at } => {
            let look = super::conversation::look(&patient.id);
            let mut cmds = desk::open(model, *draft, patient, notes, saved_at);
            cmds.extend(super::scan::draft_opened(model));
            cmds.push(look);
            cmds.extend(super::resume::arrived(model));
            cmds
        }
        Done::DraftSaved { id, revision, at } => draft_saved(model, &id, revision, at),
        Done::DraftNotSaved(notice) => {
            model.closing = false;
            if let Some(desk) = &mut model.desk {
                desk.saving = Saving::Failed(notice.clone());
            }
            model.notice = Some(notice);
            Vec::new()
        }
        Done::DraftDiscarded(id) => {
            model.today_lists.drafts.retain(|draft| draft.id != id);
            if let Some(chart) = &mut model.chart {
                chart.drafts.retain(|draft| draft.id != id);
            }
            Vec::new()
        }
        Done::Issued(shown) => show_note(model, *shown, true),
        Done::NoteShown(shown) => {
            let mut cmds = show_note(model, *shown, false);
            cmds.extend(super::resume::arrived(model));
            cmds
        }
        Done::HistoryRead { line, history } => {
            if let Some(view) = &mut model.view
                && view.line.id == line.id
            {
                (view.line, view.history) = (line, history);
            }
            Vec::new()
        }
        Done::DuplicateMade(document) => {
            let Some(view) = &mut model.view else { return Vec::new() };
            (view.document, view.is_duplicate, view.busy, view.handed) = (*document, true, false, None);
            model.focus = Some(Focus::First);
            vec![Cmd::ReadHistory(view.line.id.clone())]
        }
        Done::Saved(path) => handed(model, Handed::Saved(path)),
        Done::Opened(path) => handed(model, Handed::Opened(path)),
        Done::Printed(printer) => handed(model, Handed::Printed(printer)),
        Done::Rechecked(lines) => {
            model.recheck = Some(lines);
            Vec::new()
        }
        Done::Papers(done) => super::papers::done(model, done),
        Done::SettingsSaved => Vec::new(),
        Done::People(done) => super::super::people::done(model, done),
        Done::Audit(done) => super::super::audit::done(model, done),
        Done::Printing(done) => super::printing::done(model, done),
        Done::Scan(done) => super::scan::done(model, done),
        Done::Talk(done) => super::conversation::done(model, done),
        Done::Services(done) => super::services::done(model, done),
        Done::Follow(done) => super::follow_up::done(model, done),
        Done::PracticeSaved(practice) => super::practice::saved(model, practice),
        Done::Figures(done) => super::super::figures::done(model, done),
        Done::Practise(done) => super::practising::done(model, done),
        Done::Records(done) => super::records::done(model, done),
        Done::Failed(notice) => failed(model, notice),
    }
}

/// Whether this is part of the records, which a locked window does not hold.
fn is_of_patients(done: &Done) -> bool {
    match done {
        Done::TodayLoaded { .. }
        | Done::Found { .. }
        | Done::PatientSaved(_)
        | Done::ChartOpened { .. }
        | Done::DraftOpened { .. }
        | Done::Issued(_)
        | Done::NoteShown(_)
        | Done::HistoryRead { .. }
        | Done::DuplicateMade(_)
        | Done::Papers(_)
        | Done::Audit(_)
        | Done::Rechecked(_)
        | Done::Scan(_)
        | Done::Talk(_)
        | Done::Services(_)
        | Done::Follow(_)
        | Done::Figures(_)
        | Done::PracticeSaved(_)
        | Done::Practise(_) => true,
        Done::Records(done) => done.is_of_patients(),
        Done::FolderSeen(..)
        | Done::Created { .. }
        | Done::Unlocked(_)
        | Done::WrongPassphrase
        | Done::Locked
        | Done::DraftSaved { .. }
        | Done::DraftNotSaved(_)
        | Done::DraftDiscarded(_)
        | Done::Saved(_)
        | Done::Opened(_)
        | Done::Printed(_)
        | Done::SettingsSaved
        | Done::People(_)
        | Done::Printing(_)
        | Done::Failed(_) => false,
    }
}

fn unlocked(model: &mut Model, session: Session) -> Vec<Cmd> {
    // Somebody else begins at their own beginning.
    let is_back = model.last_signed_in.as_ref().is_none_or(|last| *last == session.clinician.id);
    let resumed = model.resume.remove(&session.clinician.id);
    model.session = Some(session);
    model.door = Door::Open;
    model.notice = None;
    model.notice = model.told_on_return.take().filter(|_| is_back);
    let mut cmds: Vec<Cmd> = super::super::people::held_cmd(model).into_iter().collect();
    cmds.extend(super::go(model, Place::Today));
    cmds.push(Cmd::Records(RecordsCmd::BackUpIfDue));
    if let Some(resumed) = resumed {
        cmds.extend(super::resume::come_back(model, resumed));
    }
    cmds
}

fn draft_saved(model: &mut Model, id: &crate::domain::id::DraftId, revision: u64, at: crate::domain::record::Moment) -> Vec<Cmd> {
    super::super::people::held_is_saved(model, id, revision);
    let Some(desk) = &mut model.desk else {
        return if model.closing { vec![Cmd::Quit] } else { Vec::new() };
    };
    if is_other(&desk.draft, id) {
        return Vec::new();
    }
    desk.saving = Saving::Saved { revision, at };
    if revision < desk.revision {
        // The newest text went to the disk in front of the note that is being recorded; a save behind it would come too late.
        return if desk.issuing { Vec::new() } else { desk::save_now(model) };
    }
    if matches!(model.place, Place::Today | Place::Chart | Place::Note) {
        model.desk = None;
    }
    if model.closing { vec![Cmd::Quit] } else { Vec::new() }
}

fn is_other(draft: &Draft, id: &crate::domain::id::DraftId) -> bool {
    draft.id != *id
}

fn show_note(model: &mut Model, Shown { note, line, history }: Shown, fresh: bool) -> Vec<Cmd> {
    let Some(session) = &model.session else { return Vec::new() };
    let folder = session.settings.pdf_folder.as_ref().unwrap_or(&session.documents).display().to_string();
    let document = Document::med3(note.issuable());
    let patient_name = note.record().case.patient.full_name();
    let look = super::conversation::look(&note.record().patient);
    model.view = Some(View {
        note,
        patient_name,
        document,
        line,
        history,
        asking: None,
        reason: String::new(),
        is_duplicate: false,
        fresh,
        handed: None,
        folder,
        busy: false,
    });
    let mut cmds = if fresh {
        model.desk = None;
        Vec::new()
    } else {
        desk::put_away(model)
    };
    super::go(model, Place::Note);
    cmds.push(look);
    cmds
}

fn handed(model: &mut Model, what: Handed) -> Vec<Cmd> {
    if super::papers::handed(model, &what) || super::conversation::home_handed(model, &what) {
        return Vec::new();
    }
    if let Some(view) = &mut model.view {
        view.busy = false;
        let mut cmds = vec![Cmd::ReadHistory(view.line.id.clone())];
        let is_file = matches!(what, Handed::Saved(_) | Handed::Opened(_));
        view.handed = Some(what);
        if is_file {
            cmds.extend(super::printing::file_written(model));
        }
        return cmds;
    }
    Vec::new()
}

/// Something could not be done: what was under way is open again, and the person is told.
fn failed(model: &mut Model, notice: Notice) -> Vec<Cmd> {
    super::papers::failed(model);
    if let Some(view) = &mut model.view {
        view.busy = false;
    }
    model.patient_form.saving = false;
    super::services::failed(model);
    super::follow_up::failed(model);
    model.figures.busy = false;
    super::practising::failed(model);
    model.audit.verifying = false;
    model.records.busy = false;
    model.begin_at = None;
    model.coming_back = None;
    if let Some(scan) = &mut model.scan {
        scan.beginning = false;
    }
    desk::issue_failed(model, notice);
    match std::mem::replace(&mut model.door, Door::Open) {
        Door::Creating(form) => model.door = Door::Setup(form),
        Door::Unlock(mut form) => {
            form.busy = false;
            model.door = Door::Unlock(form);
        }
        other => model.door = other,
    }
    Vec::new()
}
