//! What can go wrong with the records: what was being done, what is true, and what to do next.

use std::io;

use rusqlite::ffi;

use crate::domain::consent::Refusal;
use crate::domain::life::Bar;
use crate::domain::role::Role;

/// A failure of the store, named by what was being done. Its text is written for the person at the screen and holds nothing of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StoreError {
    /// Making a new data folder.
    Create(Trouble),
    /// Opening a data folder.
    Open(Trouble),
    /// Reading records.
    Read(Trouble),
    /// Saving a draft, a patient or a setting.
    Save(Trouble),
    /// Recording a note.
    Issue(Trouble),
    /// Making a backup.
    BackUp(Trouble),
    /// Looking into a backup, or putting one back.
    Restore(Trouble),
    /// Writing a bundle.
    Export(Trouble),
    /// Reading a bundle in.
    Import(Trouble),
    /// Removing a record, or joining two entries of one person.
    Tidy(Trouble),
    /// Writing into the audit log.
    Audit(Trouble),
}

/// What stood in the way. In none of these cases was anything damaged or half written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trouble {
    /// No slot opens with this passphrase.
    WrongPassphrase,
    /// The recovery key is well formed and opens nothing here.
    WrongRecoveryKey,
    /// A passphrase must have something in it.
    EmptyPassphrase,
    /// The clinician has no slot here.
    UnknownClinician,
    /// The folder does not exist.
    Missing,
    /// The path leads to a file, or through one.
    NotAFolder,
    /// The folder holds no records yet.
    Empty,
    /// Making the folder was cut off before its keys were written.
    Unfinished,
    /// The database is there and its key file is not.
    KeysMissing,
    /// The key file is there and its database is not.
    DatabaseMissing,
    /// The folder holds records already.
    AlreadyThere,
    /// The folder may be read and not written.
    ReadOnly,
    /// No space is left.
    Full,
    /// Another process has the folder open.
    Held,
    /// The named file was written by a newer program.
    Newer { file: &'static str },
    /// The named file is not what was written.
    Damaged { file: &'static str },
    /// `fitnote.db` is some other file.
    NotADatabase,
    /// A record that this one points at is not there, by kind.
    NoSuch(&'static str),
    /// The note is recorded already, with other content.
    NoteDiffers,
    /// The note that the draft leads to is recorded already.
    AlreadyIssued,
    /// What became of the note since it was issued does not allow it.
    Barred(Bar),
    /// The person did not agree to it, or no longer does.
    NotAgreed(Refusal),
    /// A note is replaced or cancelled for a reason.
    ReasonMissing,
    /// A note that was handed over is replaced, not cancelled.
    HandedOver,
    /// A file or folder outside the data folder is not there.
    NoSuchPlace,
    /// A file or folder outside the data folder may not be read or written.
    Denied,
    /// The file is no backup.
    NotABackup,
    /// A backup that is not what was written.
    BackupDamaged,
    /// The file is no bundle.
    NotABundle,
    /// A bundle that is not what was written.
    BundleDamaged,
    /// The passphrase is not the bundle's.
    WrongBundlePassphrase,
    /// A note in a bundle does not stand up to the rules.
    BundleRejected,
    /// The record is too young to be removed, with the first day on which it may be.
    TooYoung { from: crate::domain::day::Day },
    /// The two entries are one already.
    SamePerson,
    /// The role of whoever is signed in does not go so far.
    NotForRole(Role),
    /// Wrong passphrases slow the next one down.
    Wait { seconds: u64 },
    /// Somebody must stay who can open the records and issue.
    LastClinician,
    /// Nobody shuts themselves out.
    Yourself,
    /// The note names another issuer than the person who is signed in.
    OtherIssuer,
    /// The disk or the operating system failed in another way; the code is for whoever is asked for help.
    Machine { code: String },
}

impl StoreError {
    /// What stood in the way.
    #[must_use]
    pub fn trouble(&self) -> &Trouble {
        match self {
            Self::Create(trouble)
            | Self::Open(trouble)
            | Self::Read(trouble)
            | Self::Save(trouble)
            | Self::Issue(trouble)
            | Self::BackUp(trouble)
            | Self::Restore(trouble)
            | Self::Export(trouble)
            | Self::Import(trouble)
            | Self::Tidy(trouble)
            | Self::Audit(trouble) => trouble,
        }
    }

    /// What is true now.
    #[must_use]
    pub fn what(&self) -> String {
        let trouble = self.trouble();
        if trouble.is_whole() {
            return trouble.what();
        }
        let done = match self {
            Self::Create(_) => "The data folder could not be made",
            Self::Open(_) => "The records could not be opened",
            Self::Read(_) => "The records could not be read",
            Self::Save(_) => "The last change is not saved",
            Self::Issue(_) => "The note is not recorded",
            Self::BackUp(_) => "The backup is not made",
            Self::Restore(_) => "Nothing was put back",
            Self::Export(_) => "The bundle is not written",
            Self::Import(_) => "Nothing was read in",
            Self::Tidy(_) => "Nothing was changed in this record",
            Self::Audit(_) => "What was just done is not in the audit log",
        };
        format!("{done}: {}", trouble.what())
    }

    /// What to do next.
    #[must_use]
    pub fn do_next(&self) -> &'static str {
        self.trouble().do_next()
    }
}

impl std::fmt::Display for StoreError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.what(), self.do_next())
    }
}

impl std::error::Error for StoreError {}

impl Trouble {
    /// Whether `what` is a sentence of its own, without what was being done before it.
    fn is_whole(&self) -> bool {
        matches!(
            self,
            Self::WrongPassphrase
                | Self::WrongRecoveryKey
                | Self::EmptyPassphrase
                | Self::UnknownClinician
                | Self::Held
                | Self::Missing
                | Self::NotAFolder
                | Self::Empty
                | Self::Unfinished
                | Self::KeysMissing
                | Self::DatabaseMissing
                | Self::AlreadyThere
                | Self::Newer { .. }
                | Self::NoteDiffers
                | Self::AlreadyIssued
                | Self::Barred(_)
                | Self::NotAgreed(_)
                | Self::ReasonMissing
                | Self::HandedOver
                | Self::WrongBundlePassphrase
                | Self::SamePerson
                | Self::NotForRole(_)
                | Self::Wait { .. }
                | Self::LastClinician
                | Self::Yourself
                | Self::OtherIssuer
        )
    }

    fn what(&self) -> String {
        match self {
            Self::WrongPassphrase => "This passphrase does not open the records.".into(),
            Self::WrongRecoveryKey => "This recovery key does not belong to this data folder.".into(),
            Self::EmptyPassphrase => "The passphrase is empty.".into(),
            Self::UnknownClinician => "This clinician does not sign in here.".into(),
            Self::Missing => "There is no data folder at this place.".into(),
            Self::NotAFolder => "The data folder's path leads to a file, not to a folder.".into(),
            Self::Empty => "The data folder holds no records yet.".into(),
            Self::Unfinished => "Setting up this data folder was cut off before it was finished; it holds no records.".into(),
            Self::KeysMissing => "The data folder holds records, but its key file keys.json is missing.".into(),
            Self::DatabaseMissing => "The data folder holds a key file, but its database fitnote.db is missing.".into(),
            Self::AlreadyThere => "The data folder holds records already, and they stay as they are.".into(),
            Self::ReadOnly => "this account may not write in the data folder.".into(),
            Self::Full => "the disk is full.".into(),
            Self::Held => "The records are held by another running window or command.".into(),
            Self::Newer { file } => format!("{file} was written by a newer fitnote than this one, and stays as it is."),
            Self::Damaged { file } => format!("{file} is damaged."),
            Self::NotADatabase => "fitnote.db is not a database that these keys open.".into(),
            Self::NoSuch(kind) => format!("there is no such {kind} in them."),
            Self::NoteDiffers => "A note with this identity is recorded already, with other content, and stays as it is.".into(),
            Self::AlreadyIssued => "This note is issued, so its draft is closed.".into(),
            Self::Barred(bar) => bar.what().into(),
            Self::NotAgreed(refusal) => refusal.what().into(),
            Self::ReasonMissing => "A note is replaced or cancelled only for a reason, and none is given.".into(),
            Self::HandedOver => "A note that was handed over cannot be cancelled.".into(),
            Self::NoSuchPlace => "there is no such file or folder.".into(),
            Self::Denied => "this account may not read or write there.".into(),
            Self::NotABackup => "this file is not a fitnote backup.".into(),
            Self::BackupDamaged => "this backup is damaged.".into(),
            Self::NotABundle => "this file is not a fitnote bundle.".into(),
            Self::BundleDamaged => "this bundle is damaged, or was put together by something else than fitnote.".into(),
            Self::WrongBundlePassphrase => "This passphrase does not open the bundle.".into(),
            Self::BundleRejected => "the bundle holds a note that the rules reject.".into(),
            Self::TooYoung { from } => format!("it is kept until {}.", crate::domain::day::long(*from)),
            Self::SamePerson => "These two entries are one record already.".into(),
            Self::NotForRole(Role::Clinician) => "This is not for clinicians.".into(),
            Self::NotForRole(Role::Assistant) => "An assistant prepares drafts; this is for a clinician.".into(),
            Self::NotForRole(Role::Manager) => "A manager sees figures and settings; this is for a clinician.".into(),
            Self::Wait { seconds } => format!("After several wrong passphrases the next one has to wait {}.", span(*seconds)),
            Self::LastClinician => "This is the last clinician who can open these records.".into(),
            Self::Yourself => "Nobody removes themselves from these records.".into(),
            Self::OtherIssuer => "This note names another issuer than the person who is signed in, so it is not recorded.".into(),
            Self::Machine { code } => format!("the disk or the system reported a fault ({code})."),
        }
    }

    fn do_next(&self) -> &'static str {
        match self {
            Self::WrongPassphrase => "Type it again. If it is lost, open the window and type the recovery key in its place.",
            Self::WrongRecoveryKey => "Use the key that was printed when this folder was made.",
            Self::EmptyPassphrase => "Type your passphrase; a new one should have several words.",
            Self::UnknownClinician => "Choose a name from the list.",
            Self::Missing => "Check the path, or set up a new folder there.",
            Self::NotAFolder => "Name a folder.",
            Self::Empty | Self::Unfinished => "Set it up first.",
            Self::KeysMissing | Self::DatabaseMissing => "Put the missing file back from a backup.",
            Self::AlreadyThere => "Name another folder, or open this one.",
            Self::ReadOnly => "Make it readable and writable for this account, or name another folder; nothing was changed.",
            Self::Full => "Free some space, then try again; nothing was damaged.",
            Self::Held => "Close or lock it, then try again.",
            Self::Newer { .. } => "Start the newer program.",
            Self::Damaged { .. } => "Leave the folder as it is and restore a backup into a new one.",
            Self::NotADatabase => "Put back the fitnote.db that belongs to keys.json, from a backup.",
            Self::NoSuch(_) => "Search again; it may have been typed differently.",
            Self::NoteDiffers => "Open the recorded note, or begin a new one.",
            Self::AlreadyIssued => "Open the recorded note.",
            Self::Barred(bar) => bar.do_next(),
            Self::NotAgreed(refusal) => refusal.do_next(),
            Self::ReasonMissing => "Write the reason in a few words.",
            Self::HandedOver => "Replace it with a right one instead.",
            Self::NoSuchPlace => "Check the path.",
            Self::Denied => "Name another place, or ask whoever looks after this computer.",
            Self::NotABackup => "Name a file that was made by a backup; its name ends in .fitnote-backup.",
            Self::BackupDamaged => "Use another backup.",
            Self::NotABundle => "Name a file that was made by an export.",
            Self::BundleDamaged => "Export again on the other computer, and use the new file.",
            Self::WrongBundlePassphrase => "Type the passphrase that was chosen when it was exported.",
            Self::BundleRejected => "Nothing of it was taken; ask where the bundle comes from.",
            Self::TooYoung { .. } => "Come back then.",
            Self::SamePerson => "Open the record that is left.",
            Self::NotForRole(_) => "Ask a clinician of the practice to do it.",
            Self::Wait { .. } => "Wait, then type it again; nobody is locked out.",
            Self::LastClinician => "Add another clinician first.",
            Self::Yourself => "Ask another clinician to do it.",
            Self::OtherIssuer => "Lock, sign in as the one who issues it, and open the draft again.",
            Self::Machine { .. } => "Try again; if it stays so, check the disk and ask for help with the code.",
        }
    }
}

impl Trouble {
    /// A fault with a file outside the data folder, which has sentences of its own.
    pub(super) fn outside(error: &io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory | io::ErrorKind::IsADirectory => Self::NoSuchPlace,
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => Self::Denied,
            kind => Self::from(io::Error::from(kind)),
        }
    }
}

/// A time to wait, in words.
fn span(seconds: u64) -> String {
    match seconds {
        1 => "1 second".into(),
        ..=90 => format!("{seconds} seconds"),
        _ => format!("{} minutes", seconds.div_ceil(60)),
    }
}

impl From<io::Error> for Trouble {
    fn from(error: io::Error) -> Self {
        use io::ErrorKind::{NotADirectory, NotFound, PermissionDenied, QuotaExceeded, ReadOnlyFilesystem, StorageFull, WriteZero};
        match error.kind() {
            NotFound => Self::Missing,
            NotADirectory => Self::NotAFolder,
            PermissionDenied | ReadOnlyFilesystem => Self::ReadOnly,
            StorageFull | QuotaExceeded | WriteZero => Self::Full,
            kind => Self::Machine { code: error.raw_os_error().map_or_else(|| kind.to_string(), |code| format!("system error {code}")) },
        }
    }
}

impl From<rusqlite::Error> for Trouble {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode as Code;
        let file = super::DB_FILE;
        match &error {
            rusqlite::Error::SqliteFailure(failure, _) => match failure.code {
                Code::DiskFull => Self::Full,
                // The index of the write-ahead log does not grow for the same reason, with a code of its own.
                Code::SystemIoFailure if failure.extended_code == ffi::SQLITE_IOERR_SHMSIZE => Self::Full,
                Code::ReadOnly | Code::PermissionDenied => Self::ReadOnly,
                Code::DatabaseBusy | Code::DatabaseLocked | Code::FileLockingProtocolFailed => Self::Held,
                Code::DatabaseCorrupt => Self::Damaged { file },
                Code::NotADatabase => Self::NotADatabase,
                Code::ConstraintViolation if failure.extended_code == ffi::SQLITE_CONSTRAINT_FOREIGNKEY => Self::NoSuch("record"),
                _ => Self::Machine { code: format!("database error {}", failure.extended_code) },
            },
            // A row that does not read back as what was written.
            rusqlite::Error::FromSqlConversionFailure(..)
            | rusqlite::Error::InvalidColumnType(..)
            | rusqlite::Error::IntegralValueOutOfRange(..)
            | rusqlite::Error::Utf8Error(..) => Self::Damaged { file },
            rusqlite::Error::QueryReturnedNoRows => Self::NoSuch("record"),
            // The text of any other error may quote a value, so only its kind is kept.
            _ => Self::Machine { code: "database call".into() },
        }
    }
}

/// `?` with what was being done: `conn.execute(…).while_doing(StoreError::Save)?`.
pub(super) trait WhileDoing<T> {
    fn while_doing(self, doing: fn(Trouble) -> StoreError) -> Result<T, StoreError>;
}

impl<T, E: Into<Trouble>> WhileDoing<T> for Result<T, E> {
    fn while_doing(self, doing: fn(Trouble) -> StoreError) -> Result<T, StoreError> {
        self.map_err(|error| doing(error.into()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_system_says_becomes_its_own_sentence() {
        use io::ErrorKind as Kind;
        let rows = [
            (Kind::NotFound, "There is no data folder at this place."),
            (Kind::NotADirectory, "leads to a file"),
            (Kind::PermissionDenied, "may not write in the data folder"),
            (Kind::ReadOnlyFilesystem, "may not write in the data folder"),
            (Kind::StorageFull, "the disk is full"),
            (Kind::QuotaExceeded, "the disk is full"),
            (Kind::TimedOut, "reported a fault"),
        ];
        for (kind, sentence) in rows {
            let text = StoreError::Save(io::Error::from(kind).into()).to_string();
            assert!(text.contains(sentence), "{kind:?}: {text}");
        }
    }

    #[test]
    fn a_disk_without_room_for_the_log_is_full_and_another_fault_of_it_is_not() {
        let of = |code| Trouble::from(rusqlite::Error::SqliteFailure(ffi::Error::new(code), None));
        assert_eq!(of(ffi::SQLITE_FULL), Trouble::Full);
        assert_eq!(of(ffi::SQLITE_IOERR_SHMSIZE), Trouble::Full);
        assert_eq!(of(ffi::SQLITE_IOERR_READ), Trouble::Machine { code: "database error 266".into() });
    }

    #[test]
    fn every_trouble_says_what_is_true_and_what_to_do() {
        let file = "fitnote.db";
        let all = [
            Trouble::WrongPassphrase,
            Trouble::WrongRecoveryKey,
            Trouble::EmptyPassphrase,
            Trouble::UnknownClinician,
            Trouble::Missing,
            Trouble::NotAFolder,
            Trouble::Empty,
            Trouble::Unfinished,
            Trouble::KeysMissing,
            Trouble::DatabaseMissing,
            Trouble::AlreadyThere,
            Trouble::ReadOnly,
            Trouble::Full,
            Trouble::Held,
            Trouble::Newer { file },
            Trouble::Damaged { file },
            Trouble::NotADatabase,
            Trouble::NoSuch("patient"),
            Trouble::NoteDiffers,
            Trouble::AlreadyIssued,
            Trouble::Barred(Bar::Cancelled),
            Trouble::Barred(Bar::Replaced),
            Trouble::Barred(Bar::ByHand),
            Trouble::Barred(Bar::Duplicated),
            Trouble::Barred(Bar::Renewed),
            Trouble::NotAgreed(Refusal::None),
            Trouble::NotAgreed(Refusal::Withdrawn),
            Trouble::NotAgreed(Refusal::Ended),
            Trouble::NotAgreed(Refusal::NotAmongItems),
            Trouble::ReasonMissing,
            Trouble::HandedOver,
            Trouble::NoSuchPlace,
            Trouble::Denied,
            Trouble::NotABackup,
            Trouble::BackupDamaged,
            Trouble::NotABundle,
            Trouble::BundleDamaged,
            Trouble::WrongBundlePassphrase,
            Trouble::BundleRejected,
            Trouble::TooYoung { from: crate::domain::day::Day::default() },
            Trouble::SamePerson,
            Trouble::NotForRole(Role::Clinician),
            Trouble::NotForRole(Role::Assistant),
            Trouble::NotForRole(Role::Manager),
            Trouble::Wait { seconds: 4 },
            Trouble::LastClinician,
            Trouble::Yourself,
            Trouble::OtherIssuer,
            Trouble::Machine { code: "database error 10".into() },
        ];
        for doing in [
            StoreError::Create,
            StoreError::Open,
            StoreError::Read,
            StoreError::Save,
            StoreError::Issue,
            StoreError::BackUp,
            StoreError::Restore,
            StoreError::Export,
            StoreError::Import,
            StoreError::Tidy,
            StoreError::Audit,
        ] {
            let mut seen = std::collections::BTreeSet::new();
            for trouble in &all {
                let text = doing(trouble.clone()).to_string();
                assert!(text.ends_with('.') && text.starts_with(char::is_alphabetic), "{text}");
                assert!(!text.contains('\n') && !text.contains(".."), "{text}");
                assert!(seen.insert(text.clone()), "said twice: {text}");
            }
        }
    }
}
