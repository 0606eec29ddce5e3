//! Where the records ended: a mark beside the database, and which key file belongs to it, so that an older or a cut file is noticed.
//!
//! ```text
//! end.json    the audit log's newest row at the last change, under the audit log's key; written after the change is on the disk
//! ```
//!
//! A log that lost its last rows is whole in itself, as is an older copy of a file: only something outside it shows that there was
//! more. A copy of the whole folder, with this mark, shows nothing of the kind; a mark on paper does.

use std::fs;
use std::io::Write;
use std::path::Path;

use rusqlite::{Connection, OptionalExtension, named_params};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::error::Trouble;
use super::keys::{AuditKey, KeyFile, hex};
use super::rows::from_json;
use super::settings::write_setting;
use super::whole_file::private;
use super::{Store, audit};
use crate::domain::audit::AuditHead;

/// The file of the mark.
pub(super) const END_FILE: &str = "end.json";
/// The setting that names the key file that was written last.
const KEYS_KNOWN: &str = "key_file";
/// The same, of a change that is under way.
const KEYS_NEXT: &str = "key_file_next";
/// The next mark, until it is whole.
const END_PART: &str = "end.json.part";

/// Something that does not fit together, found when the records were opened. They are opened all the same: nobody is kept from a patient.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doubt {
    /// The audit log no longer holds the row that it ended with.
    EndedEarlier,
    /// The mark is there and is not readable, or not of these records.
    MarkChanged,
    /// The key file is not the one that was written last.
    OtherKeys,
    /// A change of the key file was cut off after it was written: it holds, and only its own row of the log is missing.
    KeysCutOff,
}

impl Doubt {
    /// As it stands in the log.
    #[must_use]
    pub fn row(self) -> &'static str {
        match self {
            Self::EndedEarlier => "records end earlier than they did",
            Self::MarkChanged => "the mark of the last change was changed",
            Self::OtherKeys => "an older or a changed key file",
            Self::KeysCutOff => "a change of passphrases was cut off, and holds",
        }
    }

    /// What is true, and what to do.
    #[must_use]
    pub fn said(self) -> &'static str {
        match self {
            Self::EndedEarlier => {
                "The records end earlier than they did when they were last changed here: the database or its log was damaged, or an older \
                 copy was put in its place. Look for what is missing, and restore a backup if it has more"
            }
            Self::MarkChanged => {
                "The mark of the last change (end.json) is damaged or of other records, so it could not be seen whether anything is \
                 missing at their end. Compare with the mark on the recovery sheet or in a backup"
            }
            Self::OtherKeys => {
                "The key file (keys.json) is not the one that was written last: an older or a changed copy was put in its place, and a \
                 passphrase that was taken away may open the records again. Look through the people, then make a new recovery key"
            }
            Self::KeysCutOff => "A change of passphrases was cut off when it was done. It holds; look through the people",
        }
    }

    /// Whether it speaks of damage or of somebody's hand, and not of a cut alone.
    pub(super) fn is_fault(self) -> bool {
        self != Self::KeysCutOff
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct End {
    format: String,
    mark: AuditHead,
    #[serde(with = "hex")]
    mac: Vec<u8>,
}

const FORMAT: &str = "fitnote-end/1";

fn mac(key: &AuditKey, mark: &AuditHead) -> [u8; 32] {
    key.mac(format!("{FORMAT}\0{mark}").as_bytes())
}

impl Store {
    /// What did not fit together when the records were opened.
    #[must_use]
    pub fn doubts(&self) -> &[Doubt] {
        &self.doubts
    }

    /// Writes down where the records end now. It is a help and no record: where the disk refuses, the mark before stays, which is true too.
    pub(super) fn mark_end(&self) {
        // One process marks at a time: who only looks in beside another leaves the mark as it is, which is true of an earlier row.
        if self.lock.is_none() {
            return;
        }
        let _ = mark_end(&self.db, &self.dir, &self.audit_key);
    }
}

fn mark_end(db: &Connection, dir: &Path, key: &AuditKey) -> Result<(), Trouble> {
    let mark = audit::head_of(db, key)?;
    let end = End { format: FORMAT.into(), mac: mac(key, &mark).to_vec(), mark };
    let text = serde_json::to_vec(&end).map_err(|_| Trouble::Machine { code: "a mark could not be written out".into() })?;
    // Whole under another name first, and without waiting for the disk: after a power cut an older mark is as good.
    let part = dir.join(END_PART);
    private().create(true).truncate(true).write(true).open(&part)?.write_all(&text)?;
    fs::rename(part, dir.join(END_FILE))?;
    Ok(())
}

#[cfg(test)]
pub(super) fn reads(bytes: &[u8]) -> bool {
    serde_json::from_slice::<End>(bytes).is_ok()
}

/// Holds the records against the mark; none where there is no mark yet.
pub(super) fn check_end(db: &Connection, dir: &Path, key: &AuditKey) -> Result<Option<Doubt>, Trouble> {
    let path = dir.join(END_FILE);
    let is_ours = match fs::metadata(&path) {
        Ok(found) => found.len() <= 4096,
        Err(_) => return Ok(None),
    };
    let bytes = if is_ours { fs::read(&path).unwrap_or_default() } else { Vec::new() };
    let end = match serde_json::from_slice::<End>(&bytes) {
        Ok(end) if end.format == FORMAT && end.mac == mac(key, &end.mark) => end,
        _ => return Ok(Some(Doubt::MarkChanged)),
    };
    Ok((!audit::holds(db, key, &end.mark)?).then_some(Doubt::EndedEarlier))
}

/// The name of a key file's content.
fn name_of(keys: &KeyFile) -> Result<String, Trouble> {
    Ok(hex::text(&Sha256::digest(keys.text()?.as_bytes())))
}

/// Says which key file is to be written next. On the disk before the file is, so that a cut between them is not taken for a hand.
pub(super) fn keys_are_next(db: &Connection, keys: &KeyFile) -> Result<(), Trouble> {
    write_setting(db, KEYS_NEXT, &name_of(keys)?)
}

/// Says that this key file is written and belongs to the records.
pub(super) fn keys_are_known(db: &Connection, keys: &KeyFile) -> Result<(), Trouble> {
    write_setting(db, KEYS_KNOWN, &name_of(keys)?)?;
    forget_next(db)
}

fn forget_next(db: &Connection) -> Result<(), Trouble> {
    db.prepare_cached(include_str!("sql/delete_setting.sql"))?.execute(named_params! {":name": KEYS_NEXT})?;
    Ok(())
}

/// Holds the key file against what the records know of it. Records of a program that did not keep it take it as it is.
pub(super) fn check_keys(db: &Connection, keys: &KeyFile) -> Result<Option<Doubt>, Trouble> {
    let named = |name: &str| -> Result<Option<String>, Trouble> {
        let mut statement = db.prepare_cached(include_str!("sql/get_setting.sql"))?;
        Ok(statement.query_row(named_params! {":name": name}, |row| from_json(0, &row.get::<_, String>(0)?)).optional()?)
    };
    let (here, known, next) = (name_of(keys)?, named(KEYS_KNOWN)?, named(KEYS_NEXT)?);
    if known.as_ref() == Some(&here) {
        if next.is_some() {
            forget_next(db)?;
        }
        return Ok(None);
    }
    match known {
        None => keys_are_known(db, keys).map(|()| None),
        Some(_) if next.as_ref() == Some(&here) => keys_are_known(db, keys).map(|()| Some(Doubt::KeysCutOff)),
        Some(_) => Ok(Some(Doubt::OtherKeys)),
    }
}
