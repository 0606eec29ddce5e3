//! The audit log: what was done with the records, by whom and when. Patients and notes stand in it by identity only.

use serde::{Deserialize, Serialize};

use super::id::{ClinicianId, DraftId, NoteId, PatientId};
use super::record::Moment;

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident $word:literal $group:ident $title:literal),+ $(,)?) => {
        /// What happened.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum AuditKind {
            $($(#[$doc])* $name),+
        }

        impl AuditKind {
            /// All, in the order of the groups.
            pub const ALL: &[Self] = &[$(Self::$name),+];

            /// The word in the records.
            #[must_use]
            pub fn word(self) -> &'static str {
                match self {
                    $(Self::$name => $word),+
                }
            }

            /// As shown.
            #[must_use]
            pub fn title(self) -> &'static str {
                match self {
                    $(Self::$name => $title),+
                }
            }

            /// The group that the screen filters by.
            #[must_use]
            pub fn group(self) -> AuditGroup {
                match self {
                    $(Self::$name => AuditGroup::$group),+
                }
            }
        }
    };
}

kinds! {
    SignedIn "signed_in" SignIn "Signed in",
    SignInFailed "sign_in_failed" SignIn "Wrong passphrase",
    Doubted "doubted" SignIn "Found at opening",
    Locked "locked" SignIn "Locked",
    Viewed "viewed" Views "Record opened",
    Listed "listed" Lists "Listed",
    PatientSaved "patient_saved" Records "Patient's details saved",
    DraftDiscarded "draft_discarded" Records "Draft discarded",
    ConversationEnded "conversation_ended" Records "Conversation ended without a note",
    DraftConflict "draft_conflict" Records "Draft kept twice",
    Imported "imported" Records "Records imported",
    BackedUp "backed_up" Records "Backup made",
    Restored "restored" Records "Backup put back",
    Merged "merged" Records "Two entries merged",
    Unmerged "unmerged" Records "A merge undone",
    Deleted "deleted" Records "Record deleted",
    Issued "issued" Notes "Note issued",
    Printed "printed" Notes "Paper printed",
    Saved "saved" Notes "Paper saved",
    Duplicated "duplicated" Notes "Duplicate made",
    Cancelled "cancelled" Notes "Note cancelled",
    Consented "consented" Notes "Agreement to share recorded",
    Withdrawn "withdrawn" Notes "Agreement withdrawn",
    Shared "shared" Notes "Shared",
    Referred "referred" Notes "Referral made",
    FollowedUp "followed_up" Notes "Followed up",
    Copied "copied" Notes "Text copied",
    Exported "exported" Notes "Exported",
    SettingChanged "setting_changed" People "Setting changed",
    PersonAdded "person_added" People "Person added",
    PersonChanged "person_changed" People "Person's details changed",
    PersonRemoved "person_removed" People "Person removed",
    PassphraseChanged "passphrase_changed" People "Passphrase changed",
    RecoveryKeyMade "recovery_key_made" People "New recovery key",
    Verified "verified" People "Records verified",
}

impl AuditKind {
    /// The kind of a word; none where a newer program wrote it.
    #[must_use]
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.word() == word)
    }
}

/// Kinds that belong together on the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AuditGroup {
    SignIn,
    Views,
    Lists,
    Notes,
    Records,
    People,
}

impl AuditGroup {
    /// All, in the order in which they are offered.
    pub const ALL: [Self; 6] = [Self::SignIn, Self::Views, Self::Lists, Self::Notes, Self::Records, Self::People];

    /// As shown.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::SignIn => "Sign-in",
            Self::Views => "Opened",
            Self::Lists => "Lists and searches",
            Self::Notes => "Notes and paper",
            Self::Records => "Records",
            Self::People => "People and settings",
        }
    }
}

/// What an event was done to, besides the patient.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subject {
    Note(NoteId),
    Draft(DraftId),
    /// Another entry of the same person.
    Patient(PatientId),
    Person(ClinicianId),
}

impl Subject {
    /// `note:` and the identity.
    #[must_use]
    pub fn text(&self) -> String {
        match self {
            Self::Note(id) => format!("note:{id}"),
            Self::Draft(id) => format!("draft:{id}"),
            Self::Patient(id) => format!("patient:{id}"),
            Self::Person(id) => format!("person:{id}"),
        }
    }

    /// The subject of a text.
    #[must_use]
    pub fn of(text: &str) -> Option<Self> {
        match text.split_once(':')? {
            ("note", id) => Some(Self::Note(NoteId::new(id))),
            ("draft", id) => Some(Self::Draft(DraftId::new(id))),
            ("patient", id) => Some(Self::Patient(PatientId::new(id))),
            ("person", id) => Some(Self::Person(ClinicianId::new(id))),
            _ => None,
        }
    }
}

/// Something that is to be written into the log. It has no room for anybody's words: identities, and a phrase of the program's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditEvent {
    pub kind: AuditKind,
    pub at: Moment,
    /// Who did it; none where nobody was signed in.
    pub clinician: Option<ClinicianId>,
    pub patient: Option<PatientId>,
    pub subject: Option<Subject>,
    /// A phrase written in the program, such as a paper's name.
    pub detail: &'static str,
}

impl AuditEvent {
    /// An event that nobody in particular did to nothing in particular; the methods below say more.
    #[must_use]
    pub fn new(kind: AuditKind, at: Moment) -> Self {
        Self { kind, at, clinician: None, patient: None, subject: None, detail: "" }
    }

    /// Done by this person.
    #[must_use]
    pub fn by(self, clinician: &ClinicianId) -> Self {
        Self { clinician: Some(clinician.clone()), ..self }
    }

    /// About this patient.
    #[must_use]
    pub fn about(self, patient: &PatientId) -> Self {
        Self { patient: Some(patient.clone()), ..self }
    }

    /// Done to this.
    #[must_use]
    pub fn to(self, subject: Subject) -> Self {
        Self { subject: Some(subject), ..self }
    }

    /// With a phrase of the program.
    #[must_use]
    pub fn saying(self, detail: &'static str) -> Self {
        Self { detail, ..self }
    }
}

/// A row of the log as it reads back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditRow {
    /// Counts from one without a gap.
    pub seq: u64,
    pub at: Moment,
    pub clinician: Option<ClinicianId>,
    /// The kind's word: a newer program may know more of them than this one.
    pub kind: String,
    pub patient: Option<PatientId>,
    pub subject: Option<Subject>,
    pub detail: String,
}

impl AuditRow {
    /// What happened, as shown.
    #[must_use]
    pub fn title(&self) -> String {
        AuditKind::of(&self.kind).map_or_else(|| self.kind.replace('_', " "), |kind| kind.title().to_owned())
    }
}

/// The newest row, in a form that a person can write down: whoever has it later sees whether the log still holds that row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct AuditHead {
    /// The row's number; 0 for an empty log.
    pub seq: u64,
    /// The first half of what authenticates the row and all before it.
    pub hash: [u8; 8],
}

impl std::fmt::Display for AuditHead {
    /// `128-3F9A-77C2-01BB-44D0`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.seq)?;
        for pair in self.hash.chunks(2) {
            write!(f, "-{:02X}{:02X}", pair[0], pair[1])?;
        }
        Ok(())
    }
}

/// A text that is not a head of the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotAHead;

impl std::fmt::Display for NotAHead {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("This is not a mark of the audit log. It looks like 128-3F9A-77C2-01BB-44D0; check it against the sheet.")
    }
}

impl std::error::Error for NotAHead {}

impl std::str::FromStr for AuditHead {
    type Err = NotAHead;

    fn from_str(text: &str) -> Result<Self, NotAHead> {
        let (seq, rest) = text.trim().split_once('-').ok_or(NotAHead)?;
        let digits: String = rest.chars().filter(|c| *c != '-' && !c.is_whitespace()).collect();
        if seq.len() > 18 || digits.len() != 16 || !digits.is_ascii() {
            return Err(NotAHead);
        }
        let mut hash = [0; 8];
        for (place, byte) in hash.iter_mut().enumerate() {
            *byte = u8::from_str_radix(digits.get(place * 2..place * 2 + 2).ok_or(NotAHead)?, 16).map_err(|_| NotAHead)?;
        }
        Ok(Self { seq: seq.trim().parse().map_err(|_| NotAHead)?, hash })
    }
}

impl TryFrom<String> for AuditHead {
    type Error = NotAHead;

    fn try_from(text: String) -> Result<Self, NotAHead> {
        text.parse()
    }
}

impl From<AuditHead> for String {
    fn from(head: AuditHead) -> Self {
        head.to_string()
    }
}

/// Something in the log that is not as it was written, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ChainFault {
    /// The row is not what was written, or not where it was written.
    Changed { seq: u64 },
    /// Rows are gone, both counted.
    Missing { from: u64, to: u64 },
    /// The log ends before a row that it is known to have had.
    CutOff { from: u64, to: u64 },
    /// The log has the row of a known mark, and it is another one.
    OtherHistory { seq: u64 },
}

impl std::fmt::Display for ChainFault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Changed { seq } => write!(f, "Row {seq} is not what was written there."),
            Self::Missing { from, to } if from == to => write!(f, "Row {from} is missing."),
            Self::Missing { from, to } => write!(f, "Rows {from} to {to} are missing."),
            Self::CutOff { from, to } if from == to => write!(f, "The log is cut off: row {from} is missing at its end."),
            Self::CutOff { from, to } => write!(f, "The log is cut off: rows {from} to {to} are missing at its end."),
            Self::OtherHistory { seq } => write!(f, "Row {seq} is not the one of the mark that was written down."),
        }
    }
}

/// What reading the whole chain found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChainCheck {
    /// How many rows there are.
    pub rows: u64,
    pub head: AuditHead,
    /// Empty where every row is as it was written. The first ones only, where there are very many.
    pub faults: Vec<ChainFault>,
}

/// One thing that was looked at in the records, and what was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    /// What was looked at: `Encryption`.
    pub what: &'static str,
    pub is_right: bool,
    /// One sentence or more. Records stand in it by identity only.
    pub said: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_a_word_of_its_own_that_reads_back() {
        let words: std::collections::BTreeSet<_> = AuditKind::ALL.iter().map(|kind| kind.word()).collect();
        assert_eq!(words.len(), AuditKind::ALL.len());
        for kind in AuditKind::ALL {
            assert_eq!(AuditKind::of(kind.word()), Some(*kind));
            assert!(AuditGroup::ALL.contains(&kind.group()) && !kind.title().is_empty());
        }
        assert_eq!(AuditKind::of("sung"), None);
    }

    #[test]
    fn a_head_reads_back_as_a_person_types_it_and_nothing_else_does() {
        let head = AuditHead { seq: 128, hash: [0x3f, 0x9a, 0x77, 0xc2, 0x01, 0xbb, 0x44, 0xd0] };
        assert_eq!(head.to_string(), "128-3F9A-77C2-01BB-44D0");
        for typed in ["128-3F9A-77C2-01BB-44D0", " 128-3f9a77c201bb44d0 ", "128-3f9a 77c2 01bb 44d0"] {
            assert_eq!(typed.parse(), Ok(head.clone()), "{typed}");
        }
        for typed in ["", "128", "128-", "x-3F9A-77C2-01BB-44D0", "128-3F9A-77C2-01BB-44D", "128-3F9A-77C2-01BB-44G0", "128-ééééééééé"]
        {
            assert_eq!(typed.parse::<AuditHead>(), Err(NotAHead), "{typed}");
        }
    }
}
