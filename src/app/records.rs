//! Records: backups, bundles, and one person's whole record. What the screen holds, what happens there, what it asks for and what comes
//! of it.

use std::path::PathBuf;

use secrecy::SecretString;

use super::forms::Secret;
use super::model::Notice;
use crate::domain::day::Day;
use crate::domain::id::PatientId;
use crate::domain::record::{Moment, Patient};
use crate::domain::safekeeping::{BackupPlan, BackupStanding, Exported, Holds, Imported, LongKeptPeople};

/// What the screen shows and what is typed there.
#[derive(Default)]
pub struct RecordsRoom {
    pub standing: BackupStanding,
    pub plan: BackupPlan,
    /// The backups of the data folder, the newest first.
    pub backups: Vec<PathBuf>,
    /// Where they lie.
    pub folder: PathBuf,
    /// The second folder, as typed.
    pub second: String,
    /// The backup that is to be tried or put back, as typed.
    pub file: String,
    pub passphrase: Secret,
    /// What the backup that was tried holds.
    pub holds: Option<Holds>,
    /// The question whether to put it back is open.
    pub asks_restore: bool,
    pub bundle: String,
    pub bundle_passphrase: Secret,
    pub bundle_again: Secret,
    /// What a bundle that was read in brought.
    pub imported: Option<Imported>,
    /// What was done last, in one sentence.
    pub said: Option<String>,
    /// Something is under way.
    pub busy: bool,
    /// Whose records were kept long enough; none where they were not looked for.
    pub long_kept: Option<LongKeptPeople>,
    /// The person whose record is looked after.
    pub person: Option<PersonPart>,
}

/// One person's record, as something that is handed out, joined, parted or removed.
pub struct PersonPart {
    pub patient: Patient,
    /// Entries that show in this one.
    pub joined: Vec<JoinedEntry>,
    /// The first day on which the record may be removed; none where nothing is in it.
    pub removable_from: Option<Day>,
    /// Where the whole record is saved, as typed.
    pub folder: String,
    /// What is typed to find the other entry, and what was found.
    pub query: String,
    pub found: Vec<Patient>,
    /// The reason for joining or removing.
    pub reason: String,
    /// The question whether to remove is open.
    pub asks_removal: bool,
}

/// An entry that shows in another one.
#[derive(Clone, PartialEq)]
pub struct JoinedEntry {
    pub patient: Patient,
    pub at: Moment,
    pub reason: String,
}

crate::domain::redacted_debug!(RecordsRoom, PersonPart, JoinedEntry);

/// The whole record, as pages or for another program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RecordForm {
    Pdf,
    Json,
}

/// What happened on the screen.
pub enum RecordsMsg {
    Opened,
    BackUpPressed,
    PlanTicked(bool),
    SecondTyped(String),
    SecondPressed,
    FileTyped(String),
    FileChosen(PathBuf),
    PassphraseTyped(String),
    TryPressed,
    RestorePressed,
    RestoreConfirmed,
    RestoreKept,
    BundleTyped(String),
    BundlePassphraseTyped(String),
    BundleAgainTyped(String),
    ExportPressed,
    ImportPressed,
    PersonOpened(PatientId),
    FolderTyped(String),
    RecordPressed(RecordForm),
    OtherTyped(String),
    ReasonTyped(String),
    JoinPressed(PatientId),
    PartPressed(PatientId),
    RemovePressed,
    RemoveConfirmed,
    RemoveKept,
}

/// What it asks for.
pub enum RecordsCmd {
    Look,
    /// Make the backup of the day, where none was made yet.
    BackUpIfDue,
    BackUp,
    SavePlan(BackupPlan),
    Try {
        file: PathBuf,
        passphrase: Option<SecretString>,
    },
    Restore {
        file: PathBuf,
        passphrase: SecretString,
    },
    Export {
        file: PathBuf,
        passphrase: SecretString,
    },
    Import {
        file: PathBuf,
        passphrase: SecretString,
    },
    /// Whose records were kept long enough.
    LookForLongKept,
    LookAtPerson(PatientId),
    FindOther(String),
    SaveRecord {
        patient: PatientId,
        folder: PathBuf,
        form: RecordForm,
    },
    Join {
        merged: PatientId,
        kept: PatientId,
        reason: String,
    },
    Part {
        merged: PatientId,
        kept: PatientId,
    },
    Remove {
        patient: PatientId,
        reason: String,
    },
}

/// What came of it.
pub enum RecordsDone {
    Seen {
        standing: BackupStanding,
        plan: BackupPlan,
        backups: Vec<PathBuf>,
        folder: PathBuf,
    },
    /// As `Seen`, after a backup that was asked for.
    BackedUp {
        standing: BackupStanding,
        plan: BackupPlan,
        backups: Vec<PathBuf>,
        folder: PathBuf,
    },
    Tried(Holds),
    /// The records are closed: these are the ones from the backup, or the old ones where it failed.
    Restored(Result<(Holds, Option<PathBuf>), Notice>),
    Exported {
        file: PathBuf,
        counts: Exported,
    },
    Imported(Imported),
    LongKeptSeen(LongKeptPeople),
    PersonSeen {
        patient: Patient,
        joined: Vec<JoinedEntry>,
        removable_from: Option<Day>,
    },
    OthersFound(Vec<Patient>),
    RecordSaved(PathBuf),
    Removed,
}

impl RecordsCmd {
    /// Whether it writes a file, or changes which records these are: not in practice.
    #[must_use]
    pub fn leaves_the_room(&self) -> bool {
        match self {
            Self::BackUp
            | Self::SavePlan(_)
            | Self::Try { .. }
            | Self::Restore { .. }
            | Self::Export { .. }
            | Self::Import { .. }
            | Self::SaveRecord { .. } => true,
            Self::Look
            | Self::BackUpIfDue
            | Self::LookForLongKept
            | Self::LookAtPerson(_)
            | Self::FindOther(_)
            | Self::Join { .. }
            | Self::Part { .. }
            | Self::Remove { .. } => false,
        }
    }
}

impl RecordsDone {
    /// Whether this is part of the records, which a locked window does not hold.
    #[must_use]
    pub fn is_of_patients(&self) -> bool {
        matches!(self, Self::LongKeptSeen(_) | Self::PersonSeen { .. } | Self::OthersFound(_))
    }
}
