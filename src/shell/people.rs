//! People from the shell's side: who may ask for what, who signs in, the recovery sheet, and drafts that another session changed.

use std::collections::HashMap;
use std::path::Path;

use secrecy::{ExposeSecret, SecretString};

use super::hands::notice;
use super::records::{Signed, chosen_printer, fresh_id};
use super::{files, printer};
use crate::app::papers::PapersCmd;
use crate::app::{AuditCmd, Cmd, Done, Notice, PdfJob, PeopleCmd, PeopleDone, PersonChange, PersonRow, RecordsCmd};
use crate::domain::audit::{AuditEvent, AuditKind};
use crate::domain::draft::Draft;
use crate::domain::id::{ClinicianId, DraftId};
use crate::domain::paper_kind::PaperKind;
use crate::domain::record::{Clinician, Moment};
use crate::domain::role::Role;
use crate::paper::recovery_sheet::{RecoverySheet, recovery_sheet};
use crate::store::{Kdf, StoreError, Trouble};

/// The revisions at which drafts were opened or saved last, so that a version from elsewhere is noticed.
pub(super) type Revisions = HashMap<DraftId, u64>;

/// Whether the role of whoever is signed in goes as far as this command. A manager is let do what is named here and nothing else, so that
/// a command that is new is closed to them until somebody opens it.
pub(super) fn may(signed: Option<&Signed>, is_practice: bool, cmd: &Cmd) -> Result<(), Notice> {
    if is_practice && matches!(cmd, Cmd::People(_) | Cmd::Audit(_)) {
        return Err(Notice::trouble("This is practice: people and the audit log belong to the real records.", "Leave practice first."));
    }
    let Some(role) = signed.and_then(|signed| signed.store.signed_in()).map(|(_, role)| *role) else { return Ok(()) };
    let own = |cmd: &PeopleCmd| matches!(cmd, PeopleCmd::Load | PeopleCmd::ChangeOwn { .. });
    let allowed = match role {
        Role::Clinician => true,
        Role::Assistant => match cmd {
            Cmd::Issue { .. } | Cmd::CancelNote { .. } | Cmd::Duplicate(_) | Cmd::Audit(_) | Cmd::SavePractice(_) => false,
            // The report is signed by a professional, whoever prepared it.
            Cmd::Papers(PapersCmd::Tell(leaving)) => leaving.paper != PaperKind::AhpReport,
            Cmd::People(cmd) => own(cmd) || matches!(cmd, PeopleCmd::SaveHeld { .. }),
            Cmd::Records(cmd) => keeps_safe(cmd) || matches!(cmd, RecordsCmd::LookAtPerson(_) | RecordsCmd::FindOther(_)),
            _ => true,
        },
        Role::Manager => match cmd {
            Cmd::LookAtFolder
            | Cmd::Create { .. }
            | Cmd::Unlock { .. }
            | Cmd::Lock
            | Cmd::LoadToday
            | Cmd::SaveSettings(_)
            | Cmd::SavePractice(_)
            | Cmd::Printing(_)
            | Cmd::Figures(_)
            | Cmd::Audit(AuditCmd::Verify { .. })
            | Cmd::Quit => true,
            Cmd::Records(cmd) => keeps_safe(cmd) || matches!(cmd, RecordsCmd::SavePlan(_)),
            Cmd::Audit(AuditCmd::Load { wanted, .. }) => wanted.patient.trim().is_empty(),
            Cmd::People(cmd) => own(cmd),
            _ => false,
        },
    };
    if allowed { Ok(()) } else { Err(notice(&StoreError::Save(Trouble::NotForRole(role)))) }
}

/// Backups, which anybody may make and nobody reads by making them.
fn keeps_safe(cmd: &RecordsCmd) -> bool {
    matches!(cmd, RecordsCmd::Look | RecordsCmd::BackUpIfDue | RecordsCmd::BackUp)
}

/// Saves a draft. A version that another session saved meanwhile is kept as a draft of its own, and the person is told.
pub(super) fn save_draft(signed: &mut Signed, draft: &Draft, revision: u64, at: Moment) -> Result<Done, StoreError> {
    let from = signed.revisions.get(&draft.id).copied();
    let by = signed.clinician.id.clone();
    let saved = signed.store.save_draft_from(draft, at, from, &by)?;
    signed.revisions.insert(draft.id.clone(), saved.revision);
    let done = Done::DraftSaved { id: draft.id.clone(), revision, at };
    Ok(match saved.kept_beside {
        None => done,
        Some(_) => Done::People(PeopleDone::Told { notice: kept_twice(), then: Box::new(done) }),
    })
}

fn kept_twice() -> Notice {
    Notice::trouble(
        "This draft was also changed in another session. Both versions are kept: yours here, and the other one as a draft of its own.",
        "Open the patient's record, compare the two, and discard the one that is not needed.",
    )
}

/// Remembers at which revision a draft was opened.
pub(super) fn remember(open: &mut Option<Signed>, done: &Done) {
    if let (Some(signed), Done::DraftOpened { draft, saved_at: Some(_), .. }) = (open, done)
        && let Ok(Some(revision)) = signed.store.draft_revision(&draft.id)
    {
        signed.revisions.insert(draft.id.clone(), revision);
    }
}

/// Carries a command about people out.
pub(super) fn carry_out(signed: &mut Signed, cmd: PeopleCmd, at: Moment, kdf: Kdf, dir: &Path, left: &mut Revisions) -> PeopleDone {
    match done(signed, cmd, at, kdf, dir, left) {
        Ok(done) => done,
        Err(error) => PeopleDone::Refused(refused(&error)),
    }
}

/// A wrong passphrase here is the one that somebody has at present.
fn refused(error: &StoreError) -> Notice {
    match error.trouble() {
        Trouble::WrongPassphrase => Notice::trouble("The present passphrase is another one. Nothing was changed.", "Type it again."),
        _ => notice(error),
    }
}

fn done(signed: &mut Signed, cmd: PeopleCmd, at: Moment, kdf: Kdf, dir: &Path, left: &mut Revisions) -> Result<PeopleDone, StoreError> {
    let me = signed.clinician.id.clone();
    let by = (&me, at);
    let said = match cmd {
        PeopleCmd::Load => return Ok(PeopleDone::Loaded(rows(signed)?)),
        PeopleCmd::Add { person, passphrase } => {
            let clinician = of(ClinicianId::new(fresh_id()), &person);
            signed.store.add_person(&clinician, person.role, &passphrase, kdf, by)?;
            "They can sign in now."
        }
        PeopleCmd::Change { id, person, passphrase } => {
            let clinician = of(id.clone(), &person);
            signed.store.change_person(&clinician, person.role, by)?;
            if let Some(new) = passphrase {
                signed.store.change_passphrase(&id, None, &new, kdf, by)?;
            }
            if id == me {
                signed.clinician = clinician;
            }
            "The change is saved."
        }
        PeopleCmd::Remove(id) => {
            signed.store.remove_person(&id, by)?;
            "They can no longer sign in here."
        }
        PeopleCmd::ChangeOwn { present, new } => {
            signed.store.change_passphrase(&me, Some(&present), &new, kdf, by)?;
            "Your new passphrase holds from now on."
        }
        PeopleCmd::NewRecoveryKey => {
            let key = signed.store.new_recovery_key(by)?;
            return Ok(PeopleDone::RecoveryKeyMade(SecretString::from(key.reveal())));
        }
        PeopleCmd::Sheet { key, job } => return sheet(signed, &key, &job, at, dir),
        PeopleCmd::SaveHeld { draft } => {
            let from = left.remove(&draft.id);
            return match signed.store.save_draft_from(&draft, at, from, &me) {
                Ok(saved) => Ok(PeopleDone::HeldSaved(saved.kept_beside.map(|_| kept_twice()))),
                // Its note went out while the window was locked: the draft has ended.
                Err(error) if *error.trouble() == Trouble::AlreadyIssued => Ok(PeopleDone::HeldSaved(None)),
                Err(error) => Ok(PeopleDone::HeldNotSaved(notice(&error))),
            };
        }
    };
    Ok(PeopleDone::Changed { people: rows(signed)?, said })
}

fn of(id: ClinicianId, person: &PersonChange) -> Clinician {
    let new = &person.particulars;
    Clinician {
        id,
        name: new.name.clone(),
        profession: new.profession.clone(),
        registration: new.registration.clone(),
        setting: new.setting,
        trained: new.trained,
        within_scope: new.within_scope,
    }
}

fn rows(signed: &Signed) -> Result<Vec<PersonRow>, StoreError> {
    let people = signed.store.people()?;
    Ok(people.into_iter().map(|line| PersonRow { clinician: line.clinician, role: line.role, signs_in: line.signs_in }).collect())
}

/// Prints or saves the recovery sheet. The key comes from the screen that shows it; it is kept nowhere.
fn sheet(signed: &mut Signed, key: &SecretString, job: &PdfJob, at: Moment, dir: &Path) -> Result<PeopleDone, StoreError> {
    let kind = match job {
        PdfJob::Print => AuditKind::Printed,
        PdfJob::Save(_) | PdfJob::SaveAndOpen(_) => AuditKind::Saved,
    };
    let event = AuditEvent::new(kind, at).by(&signed.clinician.id).saying("Recovery sheet");
    // Written first, so that the mark on the sheet counts this row as well.
    signed.store.audit(&event)?;
    let practice = signed.store.practice()?;
    let document = recovery_sheet(&RecoverySheet {
        key: key.expose_secret(),
        practice: &practice.name,
        folder: &dir.display().to_string(),
        made_on: at.date_naive(),
        made_by: &signed.clinician.name,
        audit_head: &signed.store.audit_head()?,
    });
    let Ok(bytes) = crate::pdf::write(&document) else {
        return Ok(PeopleDone::Refused(Notice::trouble("The recovery sheet could not be made.", "Write the key down by hand.")));
    };
    let write_down = "Write the key down by hand, or try again.";
    Ok(match job {
        PdfJob::Print => match printer::print(&printer::Job {
            pdf: &bytes,
            title: document.kind().title(),
            printer: chosen_printer(signed).as_deref(),
            server: None,
        }) {
            Ok(printer) => PeopleDone::SheetHanded(format!("Sent to the printer {printer}.")),
            Err(error) => PeopleDone::Refused(Notice::trouble(error.to_string(), write_down)),
        },
        PdfJob::Save(path) | PdfJob::SaveAndOpen(path) => match files::save(path, &bytes) {
            Ok(()) => PeopleDone::SheetHanded(format!("Saved as {}. Take it away from this computer.", path.display())),
            Err(error) => PeopleDone::Refused(Notice::trouble(format!("The sheet could not be saved: {error}."), write_down)),
        },
    })
}
