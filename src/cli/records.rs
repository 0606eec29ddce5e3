//! `init`, `notes` and `find`: the data folder made, and what is in it listed.

use std::path::Path;

use serde_json::json;

use super::{Answer, Unusable, files, print, secrets, tell};
use crate::domain::audit::{AuditEvent, AuditKind};
use crate::domain::id::ClinicianId;
use crate::domain::record::Clinician;
use crate::shell::clock;
use crate::store::{FolderState, Kdf, NewStore, Store, StoreError, Trouble, folder_state};

/// Makes a new data folder and prints its recovery key.
pub(super) fn init(dir: &Path, practice: &Path) -> Result<Answer, Unusable> {
    let file = files::practice(practice)?;
    // Looked at before a passphrase is thought up; `create` looks again.
    if let FolderState::Ready { .. } = folder_state(dir)? {
        return Err(StoreError::Create(Trouble::AlreadyThere).into());
    }
    let clinician = Clinician {
        id: ClinicianId::new(uuid::Uuid::new_v4().to_string()),
        name: file.clinician.name,
        profession: file.clinician.profession,
        registration: file.clinician.registration,
        setting: file.clinician.setting,
        trained: file.clinician.trained,
        within_scope: file.clinician.within_scope,
    };
    let passphrase = secrets::new_passphrase()?;
    let new = NewStore { practice: file.practice, clinician, passphrase, kdf: Kdf::default() };
    let by = new.clinician.id.clone();
    let (mut store, recovery) = Store::create(dir, new)?;
    // What was made stays, whatever the log says.
    let _ = store.audit(&AuditEvent::new(AuditKind::SignedIn, clock::now()).by(&by).saying("the records were made"));
    print(recovery.reveal())?;
    tell("The line above is the recovery key. It is shown only now: write it down and keep it away from this machine.");
    Ok(Answer::Yes)
}

/// Lists the issued notes.
pub(super) fn notes(dir: &Path) -> Result<Answer, Unusable> {
    let (mut store, who) = super::looked_into(dir, &secrets::passphrase()?)?;
    listed(&mut store, &who, "notes");
    let lines: Vec<String> = store
        .all_notes()?
        .iter()
        .map(|note| {
            json!({
                "id": note.id,
                "issued_at": note.issued_at.to_rfc3339(),
                "issued_by": note.issued_by,
                "patient": note.patient_name,
                "patient_id": note.patient,
                "assessed_on": note.assessed_on,
                "on": note.on,
                "from": note.from,
                "to": note.to,
                "advice": if note.not_fit { "not_fit" } else { "may_be_fit" },
                "conditions": note.conditions,
                "verdict": note.verdict,
                "replaces": note.replaces,
                "cancelled": note.cancelled,
                "replaced_by": note.replaced_by,
                "renews": note.renews,
                "by_hand": note.by_hand,
                "duplicates": note.duplicates,
            })
            .to_string()
        })
        .collect();
    print_lines(&lines)
}

/// Searches the patients.
pub(super) fn find(dir: &Path, text: &str, limit: usize) -> Result<Answer, Unusable> {
    let (mut store, who) = super::looked_into(dir, &secrets::passphrase()?)?;
    listed(&mut store, &who, "a search");
    let lines: Vec<String> = store.find_patients(text, limit)?.iter().map(|patient| json!(patient).to_string()).collect();
    print_lines(&lines)
}

/// Writes into the audit log that somebody lists what is recorded. A log that cannot be written is told, and the list still comes.
pub(super) fn listed(store: &mut Store, who: &ClinicianId, what: &'static str) {
    let event = AuditEvent::new(AuditKind::Listed, clock::now()).by(who).saying(what);
    if let Err(error) = store.audit(&event) {
        tell(&error.to_string());
    }
}

/// Nothing at all for an empty list: not even an empty line.
pub(super) fn print_lines(lines: &[String]) -> Result<Answer, Unusable> {
    if !lines.is_empty() {
        print(&lines.join("\n"))?;
    }
    Ok(Answer::Yes)
}
