//! Who may receive something about a person.

use serde::{Deserialize, Serialize};

/// Who receives something. Nobody is one until the person names them.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind", content = "name")]
pub enum Recipient {
    /// The person's own copy: theirs to keep, to show or to take away undelivered.
    Person,
    /// The clinical record of this practice.
    ClinicalRecord,
    Employer(String),
    Service(String),
    /// The Department for Work and Pensions or a jobcentre: a second agreement, item by item, is asked.
    Dwp,
    Other(String),
}

/// The kinds of recipient that are asked for, in the order in which they are offered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RecipientKind {
    Employer,
    Service,
    Dwp,
    Other,
}

impl RecipientKind {
    /// All, in alphabetical order of their titles, so that none is brought forward.
    pub const ALL: [Self; 4] = [Self::Service, Self::Employer, Self::Other, Self::Dwp];

    /// As shown.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Employer => "An employer",
            Self::Service => "A service",
            Self::Dwp => "The DWP or a jobcentre",
            Self::Other => "Someone else",
        }
    }

    /// The title of a kind by its word in the records.
    #[must_use]
    pub fn title_of_word(word: &str) -> Option<&'static str> {
        Self::ALL.into_iter().find(|kind| kind.named("").word() == word).map(Self::title)
    }

    /// The recipient of this kind and name. A name that is the DWP's makes it the DWP, whatever kind was chosen.
    #[must_use]
    pub fn named(self, name: &str) -> Recipient {
        let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
        if self == Self::Dwp || names_the_dwp(&name) {
            return Recipient::Dwp;
        }
        match self {
            Self::Employer => Recipient::Employer(name),
            Self::Service => Recipient::Service(name),
            Self::Dwp | Self::Other => Recipient::Other(name),
        }
    }
}

/// Whether a name is the DWP's: its letters, its full name, or a jobcentre.
#[must_use]
pub fn names_the_dwp(name: &str) -> bool {
    let plain: String = name.to_lowercase().chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    let words: Vec<&str> = plain.split_whitespace().collect();
    let joined = words.join(" ");
    words.contains(&"dwp")
        || words.windows(3).any(|letters| letters == ["d", "w", "p"])
        || [
            "jobcentre",
            "job centre",
            "jobcenter",
            "job center",
            "department for work",
            "department of work",
            "work and pensions",
            "work pensions",
            "work coach",
            "disability employment adviser",
            "disability employment advisor",
            "universal credit",
        ]
        .iter()
        .any(|name| joined.contains(name))
}

impl Recipient {
    /// As shown and printed.
    #[must_use]
    pub fn title(&self) -> String {
        match self {
            Self::Person => "The person (own copy)".into(),
            Self::ClinicalRecord => "The clinical record of this practice".into(),
            Self::Dwp => "The DWP or a jobcentre".into(),
            Self::Employer(name) => format!("Employer: {name}"),
            Self::Service(name) => format!("Service: {name}"),
            Self::Other(name) => name.clone(),
        }
    }

    /// As it is kept beside the name.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::ClinicalRecord => "clinical_record",
            Self::Employer(_) => "employer",
            Self::Service(_) => "service",
            Self::Dwp => "dwp",
            Self::Other(_) => "other",
        }
    }

    /// Whether a consent must stand before anything goes there. The person's own copy is theirs, and the practice's own record is where
    /// the conversation is kept already; both are told in the ledger all the same.
    #[must_use]
    pub fn needs_consent(&self) -> bool {
        !matches!(self, Self::Person | Self::ClinicalRecord)
    }

    pub(super) fn is_named(&self) -> bool {
        match self {
            Self::Employer(name) | Self::Service(name) | Self::Other(name) => !name.trim().is_empty(),
            Self::Person | Self::ClinicalRecord | Self::Dwp => true,
        }
    }
}
