//! The life of an issued note: where it comes from, what was done with it, and what may still be done.

use serde::{Deserialize, Serialize};

use super::case::EarlierNote;
use super::day::{self, Day};
use super::id::{ClinicianId, NoteId};
use super::record::{Moment, NoteLine};

/// Where a note comes from.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// A note of its own.
    #[default]
    First,
    /// It follows on from an earlier note, whose description it took over.
    Renews(NoteId),
    /// It stands in the place of a note that was wrong.
    Replaces {
        note: NoteId,
        /// What was wrong with the earlier one.
        reason: String,
    },
    /// It was written on a paper form elsewhere; here it is only recorded.
    ByHand,
}

impl Origin {
    /// The note that this one points at.
    #[must_use]
    pub fn other(&self) -> Option<&NoteId> {
        match self {
            Self::Renews(note) | Self::Replaces { note, .. } => Some(note),
            Self::First | Self::ByHand => None,
        }
    }
}

/// What was done with a note's page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PaperUse {
    Printed,
    Saved,
}

/// What can be done with a note after it was issued: separate verbs, each with its own rules and its own record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Verb {
    /// The same page again, because the first did not come out.
    Reprint,
    /// A copy marked as such, because the original is lost.
    Duplicate,
    /// A new note that follows on.
    Renew,
    /// A new note in place of one that was wrong.
    Replace,
    /// Taken back before it was handed over.
    Cancel,
}

impl Verb {
    /// All, in the order in which they are offered.
    pub const ALL: [Self; 5] = [Self::Renew, Self::Reprint, Self::Duplicate, Self::Replace, Self::Cancel];
}

/// Why a verb is not open to a note.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Bar {
    Cancelled,
    Replaced,
    /// It was written by hand elsewhere.
    ByHand,
    /// It was duplicated, so the patient had it.
    Duplicated,
    /// A later note follows on from it, so the patient had it.
    Renewed,
}

impl Bar {
    /// What is true.
    #[must_use]
    pub fn what(self) -> &'static str {
        match self {
            Self::Cancelled => "This note was cancelled before it was handed over.",
            Self::Replaced => "This note was replaced by a later one.",
            Self::ByHand => "This note was written by hand, and is only recorded here.",
            Self::Duplicated => "This note was duplicated because its original was lost, so it was handed over.",
            Self::Renewed => "A later note follows on from this one, so it was handed over.",
        }
    }

    /// What to do next.
    #[must_use]
    pub fn do_next(self) -> &'static str {
        match self {
            Self::Cancelled => "Begin a new note.",
            Self::Replaced => "Open the note that replaced it.",
            Self::ByHand => "Use the paper that was written; if it is lost, print a duplicate.",
            Self::Duplicated | Self::Renewed => "Replace it with a right one instead.",
        }
    }
}

impl std::fmt::Display for Bar {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.what(), self.do_next())
    }
}

impl std::error::Error for Bar {}

impl NoteLine {
    /// Whether the note stands: neither cancelled nor replaced. Only such notes count for the rules and the lists of what ends soon.
    #[must_use]
    pub fn stands(&self) -> bool {
        self.cancelled.is_none() && self.replaced_by.is_none()
    }

    /// Whether a verb is open to this note.
    ///
    /// # Errors
    /// Says why not.
    pub fn may(&self, verb: Verb) -> Result<(), Bar> {
        if self.cancelled.is_some() {
            return Err(Bar::Cancelled);
        }
        if self.replaced_by.is_some() {
            return Err(Bar::Replaced);
        }
        match verb {
            Verb::Reprint if self.by_hand => Err(Bar::ByHand),
            Verb::Cancel if self.duplicates > 0 => Err(Bar::Duplicated),
            Verb::Cancel if self.renewed_by.is_some() => Err(Bar::Renewed),
            Verb::Reprint | Verb::Duplicate | Verb::Renew | Verb::Replace | Verb::Cancel => Ok(()),
        }
    }

    /// Where the note comes from, without the reason, which its history tells.
    #[must_use]
    pub fn is_from(&self, origin: &Origin) -> bool {
        let (renews, replaces, by_hand) = match origin {
            Origin::First => (None, None, false),
            Origin::Renews(note) => (Some(note), None, false),
            Origin::Replaces { note, .. } => (None, Some(note), false),
            Origin::ByHand => (None, None, true),
        };
        self.renews.as_ref() == renews && self.replaces.as_ref() == replaces && self.by_hand == by_hand
    }
}

/// The notes of one patient as the rules read them: the oldest first, without those that were cancelled or replaced.
///
/// `replaced` is the note that the new one is to replace. It does not count where the new one rests on an assessment of `today`, entered
/// for it; on an older assessment it does, and the rules then say that one assessment carries one statement.
#[must_use]
pub fn counting(lines: &[NoteLine], replaced: Option<&NoteId>, assessed_on: Day, today: Day) -> Vec<EarlierNote> {
    let mut standing: Vec<&NoteLine> =
        lines.iter().filter(|line| line.stands()).filter(|line| assessed_on != today || replaced != Some(&line.id)).collect();
    standing.sort_by_key(|line| (line.on, line.issued_at));
    standing
        .into_iter()
        .map(|line| EarlierNote { id: line.id.to_string(), assessed_on: line.assessed_on, from: Some(line.from), to: line.to, on: line.on })
        .collect()
}

/// What happened to a note.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum EventKind {
    Issued,
    ByHand,
    Renews,
    Replaces,
    Printed,
    Reprinted,
    Saved,
    Duplicated,
    Renewed,
    Replaced,
    Cancelled,
}

impl EventKind {
    /// All of them.
    pub const ALL: [Self; 11] = [
        Self::Issued,
        Self::ByHand,
        Self::Renews,
        Self::Replaces,
        Self::Printed,
        Self::Reprinted,
        Self::Saved,
        Self::Duplicated,
        Self::Renewed,
        Self::Replaced,
        Self::Cancelled,
    ];

    /// As it is kept.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Issued => "issued",
            Self::ByHand => "by_hand",
            Self::Renews => "renews",
            Self::Replaces => "replaces",
            Self::Printed => "printed",
            Self::Reprinted => "reprinted",
            Self::Saved => "saved",
            Self::Duplicated => "duplicated",
            Self::Renewed => "renewed",
            Self::Replaced => "replaced",
            Self::Cancelled => "cancelled",
        }
    }

    /// The kind of that word.
    #[must_use]
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }

    fn title(self) -> &'static str {
        match self {
            Self::Issued => "Issued",
            Self::ByHand => "Recorded as written by hand",
            Self::Renews => "Follows on from an earlier note",
            Self::Replaces => "Replaces an earlier note",
            Self::Printed => "Printed",
            Self::Reprinted => "Printed again",
            Self::Saved => "Saved as PDF",
            Self::Duplicated => "Duplicate made, the original being lost",
            Self::Renewed => "Followed by a later note",
            Self::Replaced => "Replaced by a later note",
            Self::Cancelled => "Cancelled before it was handed over",
        }
    }
}

/// One entry of a note's history. It is never changed.
#[derive(Clone, PartialEq)]
pub struct NoteEvent {
    pub note: NoteId,
    pub kind: EventKind,
    pub at: Moment,
    pub clinician: ClinicianId,
    pub clinician_name: String,
    pub reason: Option<String>,
    /// The other note, for the kinds that have one.
    pub other: Option<NoteId>,
}

super::redacted_debug!(Origin, NoteEvent);

impl NoteEvent {
    /// What happened, when and by whom: `Issued on 20 November 2026 at 10:02, Dr Ada Rowe.` A reason follows in its own words.
    #[must_use]
    pub fn sentence(&self) -> String {
        let when = format!("{} at {}", day::long(self.at.date_naive()), self.at.format("%H:%M"));
        let said = format!("{} on {when}, {}.", self.kind.title(), self.clinician_name);
        match &self.reason {
            Some(reason) => format!("{said} Reason: {reason}"),
            None => said,
        }
    }
}
