//! What happens on the Records screen.

use std::path::PathBuf;

use secrecy::SecretString;

use super::super::conversation::Output;
use super::super::model::{Door, Focus, Model, Notice, Place};
use super::super::msg::Cmd;
use super::super::records::{PersonPart, RecordsCmd, RecordsDone, RecordsMsg, RecordsRoom};
use crate::domain::passphrase;

/// Answers what happened there.
#[expect(clippy::too_many_lines, reason = "one short arm for each thing that may happen")]
pub(super) fn happened(model: &mut Model, msg: RecordsMsg) -> Vec<Cmd> {
    let Some(session) = &model.session else { return Vec::new() };
    // Who may remove a record sees whose may go.
    let removes = session.role.issues();
    let room = &mut model.records;
    match msg {
        RecordsMsg::Opened => {
            *room = RecordsRoom::default();
            let mut cmds = super::go(model, Place::Records);
            cmds.push(Cmd::Records(RecordsCmd::Look));
            if removes {
                cmds.push(Cmd::Records(RecordsCmd::LookForLongKept));
            }
            return cmds;
        }
        RecordsMsg::PersonOpened(id) => {
            *room = RecordsRoom::default();
            let mut cmds = super::go(model, Place::Records);
            // Whether output is to be asked about is known before anything can be saved.
            cmds.extend([super::conversation::look(&id), Cmd::Records(RecordsCmd::Look), Cmd::Records(RecordsCmd::LookAtPerson(id))]);
            return cmds;
        }
        RecordsMsg::SecondTyped(text) => room.second = text,
        RecordsMsg::FileTyped(text) => (room.file, room.holds) = (text, None),
        RecordsMsg::FileChosen(path) => {
            (room.file, room.holds) = (path.display().to_string(), None);
            return begin(model, |_| Ok(RecordsCmd::Try { file: path, passphrase: None }));
        }
        RecordsMsg::PassphraseTyped(text) => room.passphrase.set(text),
        RecordsMsg::BundleTyped(text) => room.bundle = text,
        RecordsMsg::BundlePassphraseTyped(text) => room.bundle_passphrase.set(text),
        RecordsMsg::BundleAgainTyped(text) => room.bundle_again.set(text),
        RecordsMsg::RestoreKept => room.asks_restore = false,
        RecordsMsg::RestorePressed => {
            if let Err(notice) = file_and_passphrase(room) {
                model.notice = Some(notice);
                return Vec::new();
            }
            room.asks_restore = true;
            model.focus = Some(Focus::VerbReason);
        }
        RecordsMsg::BackUpPressed => return begin(model, |_| Ok(RecordsCmd::BackUp)),
        RecordsMsg::PlanTicked(is_on) => {
            room.plan.is_on = is_on;
            return vec![Cmd::Records(RecordsCmd::SavePlan(room.plan.clone()))];
        }
        RecordsMsg::SecondPressed => {
            let typed = room.second.trim();
            room.plan.second = (!typed.is_empty()).then(|| PathBuf::from(typed));
            let plan = room.plan.clone();
            let mut cmds = vec![Cmd::Records(RecordsCmd::SavePlan(plan))];
            cmds.extend(begin(model, |_| Ok(RecordsCmd::BackUp)));
            return cmds;
        }
        RecordsMsg::TryPressed => {
            return begin(model, |room| {
                let typed = room.passphrase.text();
                let passphrase = (!typed.trim().is_empty()).then(|| SecretString::from(typed.to_owned()));
                Ok(RecordsCmd::Try { file: file_of(&room.file, "backup")?, passphrase })
            });
        }
        RecordsMsg::RestoreConfirmed => {
            return begin(model, |room| {
                let (file, passphrase) = file_and_passphrase(room)?;
                room.asks_restore = false;
                room.passphrase.set(String::new());
                Ok(RecordsCmd::Restore { file, passphrase })
            });
        }
        RecordsMsg::ExportPressed => {
            return begin(model, |room| {
                let file = file_of(&room.bundle, "bundle")?;
                if room.bundle_passphrase.text() != room.bundle_again.text() {
                    return Err(Notice::trouble("The two passphrases of the bundle differ.", "Type both again."));
                }
                let chosen = bundle_passphrase(room)?;
                if let Some(what) = passphrase::fault(room.bundle_passphrase.text()) {
                    return Err(Notice::trouble("The passphrase of the bundle is too short.", what));
                }
                Ok(RecordsCmd::Export { file, passphrase: chosen })
            });
        }
        RecordsMsg::ImportPressed => {
            return begin(model, |room| {
                Ok(RecordsCmd::Import { file: file_of(&room.bundle, "bundle")?, passphrase: bundle_passphrase(room)? })
            });
        }
        RecordsMsg::FolderTyped(text) => with_person(room, |person| person.folder = text),
        RecordsMsg::ReasonTyped(text) => with_person(room, |person| person.reason = text),
        RecordsMsg::RemoveKept => with_person(room, |person| person.asks_removal = false),
        RecordsMsg::OtherTyped(text) => {
            with_person(room, |person| person.query.clone_from(&text));
            return vec![Cmd::Records(RecordsCmd::FindOther(text))];
        }
        RecordsMsg::RecordPressed(form) => {
            if super::conversation::holds(model, Output::WholeRecord(form)) {
                return Vec::new();
            }
            return begin_with_person(model, |person| {
                let folder = file_of(&person.folder, "folder")?;
                Ok(RecordsCmd::SaveRecord { patient: person.patient.id.clone(), folder, form })
            });
        }
        RecordsMsg::JoinPressed(merged) => {
            return begin_with_person(model, |person| {
                Ok(RecordsCmd::Join { merged, kept: person.patient.id.clone(), reason: reason_of(person)? })
            });
        }
        RecordsMsg::PartPressed(merged) => {
            return begin_with_person(model, |person| Ok(RecordsCmd::Part { merged, kept: person.patient.id.clone() }));
        }
        RecordsMsg::RemovePressed => {
            let Some(person) = &mut room.person else { return Vec::new() };
            match reason_of(person) {
                Ok(_) => {
                    person.asks_removal = true;
                    model.focus = Some(Focus::VerbReason);
                }
                Err(notice) => model.notice = Some(notice),
            }
        }
        RecordsMsg::RemoveConfirmed => {
            return begin_with_person(model, |person| {
                person.asks_removal = false;
                Ok(RecordsCmd::Remove { patient: person.patient.id.clone(), reason: reason_of(person)? })
            });
        }
    }
    Vec::new()
}

/// What came of what it asked for.
pub(super) fn done(model: &mut Model, done: RecordsDone) -> Vec<Cmd> {
    let room = &mut model.records;
    room.busy = false;
    match done {
        RecordsDone::Seen { standing, plan, backups, folder } => {
            room.second = plan.second.as_ref().map(|path| path.display().to_string()).unwrap_or_default();
            (room.standing, room.plan, room.backups, room.folder) = (standing, plan, backups, folder);
        }
        RecordsDone::BackedUp { standing, plan, backups, folder } => {
            room.said = standing.trouble.is_none().then(|| "A backup was made, opened and found whole.".to_owned());
            (room.standing, room.plan, room.backups, room.folder) = (standing, plan, backups, folder);
        }
        RecordsDone::Tried(holds) => room.holds = Some(holds),
        RecordsDone::Restored(result) => return restored(model, result),
        RecordsDone::Exported { file, counts } => {
            room.bundle_passphrase.set(String::new());
            room.bundle_again.set(String::new());
            let (notes, patients) = (counted(counts.notes, "note"), counted(counts.patients, "patient"));
            room.said = Some(format!("{notes} and {patients} are in {}.", file.display()));
        }
        RecordsDone::Imported(imported) => {
            room.bundle_passphrase.set(String::new());
            room.bundle_again.set(String::new());
            room.imported = Some(imported);
        }
        RecordsDone::LongKeptSeen(people) => room.long_kept = Some(people),
        RecordsDone::PersonSeen { patient, joined, removable_from } => {
            let documents = model.session.as_ref().map(|session| session.documents.display().to_string()).unwrap_or_default();
            let folder = room.person.take().map_or(documents, |person| person.folder);
            let (query, reason) = (String::new(), String::new());
            room.person =
                Some(PersonPart { patient, joined, removable_from, folder, query, found: Vec::new(), reason, asks_removal: false });
        }
        RecordsDone::OthersFound(mut found) => with_person(room, |person| {
            found.retain(|patient| patient.id != person.patient.id);
            person.found = found;
        }),
        RecordsDone::RecordSaved(path) => room.said = Some(format!("The whole record is saved as {}.", path.display())),
        RecordsDone::Removed => {
            room.person = None;
            model.chart = None;
            model.notice = Some(Notice::good("The record is removed. Backups that were made before still hold it until they are let go."));
            return super::go(model, Place::Today);
        }
    }
    Vec::new()
}

/// Other records lie in the folder now, or the same ones as before; either way they are closed, and are opened anew.
fn restored(model: &mut Model, result: Result<(crate::domain::safekeeping::Holds, Option<PathBuf>), Notice>) -> Vec<Cmd> {
    super::door::forget(model);
    model.resume.clear();
    model.notice = Some(match result {
        Ok((_, aside)) => {
            let mut notice = Notice::good("The backup is put back. Sign in with the passphrase of its time.");
            if let Some(aside) = aside {
                notice.do_next = format!("The records that were here before are kept in {}.", aside.display());
            }
            notice
        }
        Err(notice) => notice,
    });
    model.door = Door::Looking;
    vec![Cmd::LookAtFolder]
}

fn begin(model: &mut Model, make: impl FnOnce(&mut RecordsRoom) -> Result<RecordsCmd, Notice>) -> Vec<Cmd> {
    let room = &mut model.records;
    if room.busy {
        return Vec::new();
    }
    (model.notice, room.said, room.imported) = (None, None, None);
    match make(room) {
        Ok(cmd) => {
            room.busy = true;
            vec![Cmd::Records(cmd)]
        }
        Err(notice) => {
            model.notice = Some(notice);
            Vec::new()
        }
    }
}

fn begin_with_person(model: &mut Model, make: impl FnOnce(&mut PersonPart) -> Result<RecordsCmd, Notice>) -> Vec<Cmd> {
    if model.records.person.is_none() {
        return Vec::new();
    }
    begin(model, |room| match &mut room.person {
        Some(person) => make(person),
        None => Err(Notice::trouble("No person is open.", "Open a record first.")),
    })
}

fn with_person(room: &mut RecordsRoom, change: impl FnOnce(&mut PersonPart)) {
    if let Some(person) = &mut room.person {
        change(person);
    }
}

fn file_of(typed: &str, what: &str) -> Result<PathBuf, Notice> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Err(Notice::trouble(format!("No {what} is named."), format!("Type where the {what} is, then try again.")));
    }
    Ok(PathBuf::from(typed))
}

fn file_and_passphrase(room: &RecordsRoom) -> Result<(PathBuf, SecretString), Notice> {
    let file = file_of(&room.file, "backup")?;
    if room.passphrase.text().trim().is_empty() {
        return Err(Notice::trouble(
            "The passphrase of the backup is missing.",
            "Type the passphrase that opened the records when it was made, or the recovery key.",
        ));
    }
    Ok((file, SecretString::from(room.passphrase.text().to_owned())))
}

fn bundle_passphrase(room: &RecordsRoom) -> Result<SecretString, Notice> {
    let typed = room.bundle_passphrase.text();
    if typed.trim().is_empty() {
        return Err(Notice::trouble("The passphrase of the bundle is missing.", "Type the passphrase that belongs to the bundle."));
    }
    Ok(SecretString::from(typed.to_owned()))
}

fn reason_of(person: &PersonPart) -> Result<String, Notice> {
    let reason = person.reason.trim();
    if reason.is_empty() {
        return Err(Notice::trouble("No reason is given.", "Write the reason in a few words."));
    }
    Ok(reason.to_owned())
}

/// `1 note`, `2 notes`.
fn counted(count: u64, what: &str) -> String {
    if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") }
}
