//! Backups, bundles and whole records, as the window asks for them.

use std::path::Path;

use super::files;
use super::records::Signed;
use crate::app::{JoinedEntry, Notice, RecordForm, RecordsCmd, RecordsDone};
use crate::domain::audit::{AuditEvent, AuditKind};
use crate::domain::consent::{How, Item, Leaving, Recipient};
use crate::domain::id::PatientId;
use crate::domain::paper_kind::PaperKind;
use crate::domain::record::Moment;
use crate::domain::safekeeping::{BackupPlan, BackupStanding};
use crate::store::{self, KEPT_YEARS, Kdf, StoreError, Trouble};

/// The names under which the plan and the last result are kept.
const PLAN: &str = "backup_plan";
const STANDING: &str = "backup_standing";
/// How many patients are offered for joining.
const OFFERED: usize = 6;
/// How many people are listed whose records were kept long enough.
const LONG_KEPT: usize = 50;

/// Carries out what needs open records. Putting a backup back closes them, and is done by the hands themselves.
pub(super) fn carry_out(signed: &mut Signed, cmd: RecordsCmd, dir: &Path, kdf: Kdf, now: Moment) -> Result<RecordsDone, Notice> {
    let by = signed.clinician.id.clone();
    let store = &mut signed.store;
    match cmd {
        RecordsCmd::Look => seen(signed).map_err(told),
        RecordsCmd::BackUpIfDue => {
            let (plan, standing) = (plan(signed).map_err(told)?, standing(signed).map_err(told)?);
            if plan.is_on && standing.is_due(now.date_naive()) {
                back_up(signed, &plan, now).map_err(told)?;
            }
            seen(signed).map_err(told)
        }
        RecordsCmd::BackUp => {
            let plan = plan(signed).map_err(told)?;
            let failed = back_up(signed, &plan, now).map_err(told)?;
            if let Some((what, do_next)) = failed {
                return Err(Notice::trouble(what, do_next));
            }
            match seen(signed).map_err(told)? {
                RecordsDone::Seen { standing, plan, backups, folder } => Ok(RecordsDone::BackedUp { standing, plan, backups, folder }),
                other => Ok(other),
            }
        }
        RecordsCmd::SavePlan(plan) => {
            // Made when it is chosen and not later: a disk that is not plugged in is said, and nothing is written in its place.
            if let Some(second) = &plan.second {
                store::make_backup_folder(second).map_err(told)?;
            }
            let event = AuditEvent::new(AuditKind::SettingChanged, now).by(&by).saying("backups");
            store.audited(&event, |store| store.set_setting(PLAN, &plan)).map_err(told)?;
            seen(signed).map_err(told)
        }
        RecordsCmd::Try { file, passphrase } => {
            let holds = match passphrase {
                None => store.look_into_backup(&file).map_err(|error| foreign(error, &file)),
                Some(typed) => store::look_into_backup(&file, &typed, dir).map_err(told),
            }?;
            store.audit(&AuditEvent::new(AuditKind::Verified, now).by(&by).saying("a backup was tried")).map_err(told)?;
            Ok(RecordsDone::Tried(holds))
        }
        RecordsCmd::Restore { .. } => Err(Notice::trouble("The records are open.", "Try again.")),
        RecordsCmd::Export { file, passphrase } => {
            let counts = store.export(&file, &passphrase, kdf, (&by, now)).map_err(told)?;
            Ok(RecordsDone::Exported { file, counts })
        }
        RecordsCmd::Import { file, passphrase } => store.import(&file, &passphrase, (&by, now)).map(RecordsDone::Imported).map_err(told),
        RecordsCmd::LookForLongKept => {
            store.kept_long_enough(now.date_naive(), KEPT_YEARS, LONG_KEPT).map(RecordsDone::LongKeptSeen).map_err(told)
        }
        RecordsCmd::LookAtPerson(id) => person(signed, &id).map_err(told),
        RecordsCmd::FindOther(text) => store.find_patients(&text, OFFERED).map(RecordsDone::OthersFound).map_err(told),
        RecordsCmd::SaveRecord { patient, folder, form } => save_record(signed, &patient, &folder, form, now),
        RecordsCmd::Join { merged, kept, reason } => {
            store.merge(&merged, &kept, &reason, &by, now).map_err(told)?;
            person(signed, &kept).map_err(told)
        }
        RecordsCmd::Part { merged, kept } => {
            store.unmerge(&merged, &by, now).map_err(told)?;
            person(signed, &kept).map_err(told)
        }
        RecordsCmd::Remove { patient, reason } => {
            store.remove_record(&patient, &reason, KEPT_YEARS, &by, now).map_err(told)?;
            Ok(RecordsDone::Removed)
        }
    }
}

fn plan(signed: &Signed) -> Result<BackupPlan, StoreError> {
    Ok(signed.store.setting(PLAN)?.unwrap_or_default())
}

fn standing(signed: &Signed) -> Result<BackupStanding, StoreError> {
    Ok(signed.store.setting(STANDING)?.unwrap_or_default())
}

fn seen(signed: &Signed) -> Result<RecordsDone, StoreError> {
    let folder = signed.store.backups_dir();
    Ok(RecordsDone::Seen { standing: standing(signed)?, plan: plan(signed)?, backups: store::backups_in(&folder), folder })
}

/// Makes a backup, copies it to the second place, and keeps what came of it. The answer is what failed.
fn back_up(signed: &mut Signed, plan: &BackupPlan, now: Moment) -> Result<Option<(String, String)>, StoreError> {
    let mut standing = standing(signed)?;
    let failed = |error: &StoreError, place: &Path| {
        let what = format!("{} The folder was {}.", error.what(), place.display());
        (what, error.do_next().to_owned())
    };
    let first = signed.store.backups_dir();
    standing.trouble = match signed.store.back_up_into(&first, now, plan.keep) {
        Ok(_) => {
            standing.last_good = Some(now);
            None
        }
        Err(error) => Some(failed(&error, &first)),
    };
    // The second one is a backup of its own, opened and checked where it lies.
    if let Some(second) = &plan.second {
        let made = if second.is_dir() {
            signed.store.back_up_into(second, now, plan.keep).map(drop)
        } else {
            Err(StoreError::BackUp(Trouble::NoSuchPlace))
        };
        if let Err(error) = made {
            let (what, do_next) = failed(&error, second);
            let before = standing.trouble.take().map(|(what, _)| format!("{what} ")).unwrap_or_default();
            standing.trouble = Some((format!("{before}{what}"), do_next));
        }
    }
    if standing.trouble.is_none() {
        let event = AuditEvent::new(AuditKind::BackedUp, now).by(&signed.clinician.id);
        signed.store.audit(&event)?;
    }
    signed.store.set_setting(STANDING, &standing)?;
    Ok(standing.trouble)
}

fn person(signed: &Signed, id: &PatientId) -> Result<RecordsDone, StoreError> {
    let store = &signed.store;
    let id = store.kept_entry(id)?;
    let patient = store.patient(&id)?.ok_or(StoreError::Read(Trouble::NoSuch("patient")))?;
    let joined = store.merged_entries(&id)?;
    let joined = joined.into_iter().map(|entry| JoinedEntry { patient: entry.patient, at: entry.at, reason: entry.reason }).collect();
    Ok(RecordsDone::PersonSeen { patient, joined, removable_from: store.may_be_removed_from(&id, KEPT_YEARS)? })
}

/// Saves a whole record. The file's name says the day, never the person.
fn save_record(signed: &mut Signed, id: &PatientId, folder: &Path, form: RecordForm, now: Moment) -> Result<RecordsDone, Notice> {
    let record = signed.store.whole_record(id, now).map_err(told)?;
    let made = now.format("%Y-%m-%d-%H%M%S");
    let (name, bytes) = match form {
        RecordForm::Json => (format!("whole-record-{made}.json"), serde_json::to_vec_pretty(&record.to_json()).ok()),
        RecordForm::Pdf => (format!("whole-record-{made}.pdf"), crate::pdf::write(&record.to_document()).ok()),
    };
    let bytes = bytes.ok_or_else(|| Notice::trouble("The whole record could not be written out.", "Save it as JSON instead."))?;
    // Told before it leaves: what cannot be told does not leave.
    let event = AuditEvent::new(AuditKind::Exported, now).by(&signed.clinician.id).about(id).saying("the whole record");
    signed.store.audit(&event).map_err(told)?;
    let leaving = Leaving {
        patient: id.clone(),
        consent: None,
        recipient: Recipient::Person,
        paper: PaperKind::WholeRecord,
        items: [Item::Paper(PaperKind::WholeRecord)].into(),
        purpose: "The person's own record".into(),
        how: How::Saved,
        document: name.clone(),
        content: String::new(),
    };
    signed.store.disclose(&leaving, &signed.clinician.id, now).map_err(told)?;
    let path = folder.join(name);
    files::save(&path, &bytes)
        .map_err(|error| Notice::trouble(format!("The whole record is not saved: {error}."), "Name another folder, then save again."))?;
    Ok(RecordsDone::RecordSaved(path))
}

/// A backup that these keys do not open may be whole and of other records.
fn foreign(error: StoreError, file: &Path) -> Notice {
    match error.trouble() {
        Trouble::BackupDamaged => Notice::trouble(
            format!("{} is damaged, or was made from other records than these.", file.display()),
            "Type its passphrase as well and try it again; if it still does not open, use another backup.",
        ),
        _ => told(error),
    }
}

/// A failure of the store as the person reads it.
#[expect(clippy::needless_pass_by_value, reason = "it is what `map_err` hands over")]
fn told(error: StoreError) -> Notice {
    Notice::trouble(error.what(), error.do_next())
}
