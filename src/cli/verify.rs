//! `verify`: the records looked at from the encryption down to the last row of the audit log, and what was found.

use std::path::Path;

use super::{Answer, Unusable, print, secrets};
use crate::domain::audit::{AuditEvent, AuditHead, AuditKind};
use crate::shell::clock;
use crate::store::{DB_FILE, Trouble, mark_of_backup, verify as look};

/// Checks a backup, then the records against the mark in it. Where the backup is damaged, that is the answer.
pub(super) fn against_backup(dir: &Path, backup: &Path) -> Result<Answer, Unusable> {
    match mark_of_backup(backup) {
        Ok(mark) => verify(dir, Some(&mark)),
        Err(error) if *error.trouble() == Trouble::BackupDamaged => {
            print(&format!(
                "wrong  Backup: {} is damaged, and the records were not held against it. Use another backup.",
                backup.display()
            ))?;
            Ok(Answer::No)
        }
        Err(error) => Err(error.into()),
    }
}

/// Checks the records and says what it found, one line for each part.
pub(super) fn verify(dir: &Path, mark: Option<&AuditHead>) -> Result<Answer, Unusable> {
    let (mut store, who) = match super::looked_into(dir, &secrets::passphrase()?) {
        Ok(opened) => opened,
        // The passphrase was right, and what it opens is not what was written: that is an answer.
        Err(error) if matches!(error.trouble(), Trouble::Damaged { file: DB_FILE } | Trouble::NotADatabase) => {
            print(&format!("wrong  Pages: {error}"))?;
            return Ok(Answer::No);
        }
        Err(error) => return Err(error.into()),
    };
    let checked = look(&store, mark)?;
    let right = checked.iter().all(|check| check.is_right);
    let event = AuditEvent::new(AuditKind::Verified, clock::now()).by(&who);
    // A log that cannot be written does not hide what was found.
    let _ = store.audit(&event.saying(if right { "all as it should be" } else { "something is wrong" }));
    let lines: Vec<String> =
        checked.iter().map(|check| format!("{}  {}: {}", if check.is_right { "right" } else { "wrong" }, check.what, check.said)).collect();
    print(&lines.join("\n"))?;
    Ok(if right { Answer::Yes } else { Answer::No })
}
