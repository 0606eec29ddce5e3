//! `backup` and `restore`: all records in one encrypted file, while they are in use, and back again.

use std::path::Path;

use serde_json::json;

use super::{Answer, Unusable, print, secrets, tell};
use crate::domain::safekeeping::Holds;
use crate::shell::clock;
use crate::store::{back_up_folder, restore};

pub(super) const BACKUP_HELP: &str = "The passphrase is asked for, or taken from FITNOTE_PASSPHRASE. A window may have the records open \
meanwhile: the file holds one moment of them. It is opened and checked before it gets its name, and its name is best ended in \
.fitnote-backup. The passphrases of today open it.";
pub(super) const RESTORE_HELP: &str = "The passphrase, or the recovery key, is the one of the time of the backup; it is asked for, or taken \
from FITNOTE_PASSPHRASE. The backup is opened and checked first. The records that are there now are not deleted: they are kept beside, in a \
folder called replaced- and the date. Close the window first; with --data a backup can be tried in another folder.";

/// Writes a backup.
pub(super) fn backup(dir: &Path, file: &Path) -> Result<Answer, Unusable> {
    let holds = back_up_folder(dir, &secrets::passphrase()?, file, clock::now())?;
    print(&said(&holds).to_string())?;
    Ok(Answer::Yes)
}

/// Puts a backup back.
pub(super) fn put_back(dir: &Path, file: &Path) -> Result<Answer, Unusable> {
    let done = restore(dir, file, &secrets::passphrase()?, clock::now())?;
    if let Some(aside) = &done.aside {
        tell(&format!("The records that were here before are kept in {}.", aside.display()));
    }
    let mut said = said(&done.holds);
    said["kept_aside"] = json!(done.aside);
    print(&said.to_string())?;
    Ok(Answer::Yes)
}

fn said(holds: &Holds) -> serde_json::Value {
    json!({
        "made_at": holds.made_at.to_rfc3339(),
        "schema": holds.schema,
        "patients": holds.patients,
        "notes": holds.notes,
        "drafts": holds.drafts,
        "newest_note_at": holds.newest_note_at.map(|at| at.to_rfc3339()),
    })
}
