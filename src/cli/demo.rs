//! `demo`: a new data folder filled with invented people.

use std::io::{IsTerminal, Write, stderr};
use std::path::Path;

use serde_json::json;

use super::{Answer, Unusable, print, secrets, tell};
use crate::domain::day::Day;
use crate::shell::demo::{self, Wanted};
use crate::store::{FolderState, Kdf, StoreError, Trouble, folder_state};

/// How wide the bar of progress is, in characters.
const BAR: u32 = 40;

/// Makes the folder, fills it, and prints what was made with its recovery key.
pub(super) fn demo(dir: &Path, patients: u32, years: u32, seed: u64, until: Option<Day>) -> Result<Answer, Unusable> {
    // Looked at before a passphrase is thought up; `fill` looks again.
    if let FolderState::Ready { .. } = folder_state(dir)? {
        return Err(StoreError::Create(Trouble::AlreadyThere).into());
    }
    let until = until.unwrap_or_else(demo::today);
    let passphrase = secrets::new_passphrase()?;
    let shows = stderr().is_terminal();
    let wanted = Wanted { patients, years, seed, until };
    let (made, recovery) = demo::fill(dir, passphrase, Kdf::default(), wanted, |done, all| {
        if shows {
            bar(done, all);
        }
    })?;
    print(
        &json!({
            "patients": made.patients, "notes": made.notes, "conversations": made.conversations,
            "seed": seed, "until": until, "recovery_key": recovery.reveal(),
        })
        .to_string(),
    )?;
    tell("Everybody in this folder is invented, and every page made from it says that it is no statement.");
    Ok(Answer::Yes)
}

/// Draws the bar again where it has grown. A terminal that is gone is no fault.
fn bar(done: u32, all: u32) {
    let length = |done: u32| u32::try_from(u64::from(done) * u64::from(BAR) / u64::from(all.max(1))).unwrap_or(BAR);
    if done > 0 && length(done) == length(done - 1) {
        return;
    }
    let full = "#".repeat(usize::try_from(length(done)).unwrap_or_default());
    let ending = if done == all { "\n" } else { "" };
    let _ = write!(stderr(), "\r[{full:<width$}] {done} of {all} patients{ending}", width = BAR as usize);
    let _ = stderr().flush();
}
