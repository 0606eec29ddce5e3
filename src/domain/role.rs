//! What somebody who signs in may do here.

use serde::{Deserialize, Serialize};

/// A role. It is kept beside the person's particulars, and asked at every door that it closes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Sees patients, drafts and issues; looks after who signs in.
    #[default]
    Clinician,
    /// Sees patients and drafts; issues nothing.
    Assistant,
    /// Sees figures and settings; no patient.
    Manager,
}

impl Role {
    /// All, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Clinician, Self::Assistant, Self::Manager];

    /// As shown.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Clinician => "Clinician",
            Self::Assistant => "Assistant",
            Self::Manager => "Manager",
        }
    }

    /// What the role may do, in one sentence.
    #[must_use]
    pub fn means(self) -> &'static str {
        match self {
            Self::Clinician => "Sees patients, writes and issues notes, and looks after who signs in.",
            Self::Assistant => "Sees patients and prepares drafts. A clinician issues the note.",
            Self::Manager => "Sees figures, settings and the audit log, and no patient.",
        }
    }

    /// The word in the records.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Clinician => "clinician",
            Self::Assistant => "assistant",
            Self::Manager => "manager",
        }
    }

    /// The role of a word; none where a newer program wrote it.
    #[must_use]
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.word() == word)
    }

    /// Whether patients are shown.
    #[must_use]
    pub fn sees_patients(self) -> bool {
        !matches!(self, Self::Manager)
    }

    /// Whether notes are issued, cancelled, replaced.
    #[must_use]
    pub fn issues(self) -> bool {
        matches!(self, Self::Clinician)
    }

    /// Whether people are added, changed and removed.
    #[must_use]
    pub fn keeps_people(self) -> bool {
        matches!(self, Self::Clinician)
    }
}
