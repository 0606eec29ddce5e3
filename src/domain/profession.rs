//! Who may issue, who may not, and where they practise.

use serde::{Deserialize, Serialize};

/// A profession. The five named ones may issue (SI 1976/615 reg. 1 as amended by SI 2022/630); any other may not.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub enum Profession {
    Doctor,
    Nurse,
    OccupationalTherapist,
    Pharmacist,
    Physiotherapist,
    /// A profession that may not issue, in the words of the case file (`paramedic`, `podiatrist` …).
    Other(String),
}

impl Profession {
    /// The five that may issue, in alphabetical order.
    pub const ISSUERS: [Self; 5] = [Self::Doctor, Self::Nurse, Self::OccupationalTherapist, Self::Pharmacist, Self::Physiotherapist];

    /// Whether a registered member of this profession may issue a statement.
    #[must_use]
    pub fn may_issue(&self) -> bool {
        !matches!(self, Self::Other(_))
    }

    /// As printed on the note and shown on screen: `Occupational therapist`.
    #[must_use]
    pub fn title(&self) -> String {
        match self {
            Self::Doctor => "Doctor".into(),
            Self::Nurse => "Nurse".into(),
            Self::OccupationalTherapist => "Occupational therapist".into(),
            Self::Pharmacist => "Pharmacist".into(),
            Self::Physiotherapist => "Physiotherapist".into(),
            Self::Other(word) => {
                let spaced = word.trim().replace('_', " ");
                let mut chars = spaced.chars();
                chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
            }
        }
    }

    /// The word of the case file: `occupational_therapist`.
    #[must_use]
    pub fn word(&self) -> &str {
        match self {
            Self::Doctor => "doctor",
            Self::Nurse => "nurse",
            Self::OccupationalTherapist => "occupational_therapist",
            Self::Pharmacist => "pharmacist",
            Self::Physiotherapist => "physiotherapist",
            Self::Other(word) => word,
        }
    }

    /// The register, as people call it, of a profession that may issue.
    #[must_use]
    pub fn register(&self, nation: Nation) -> &'static str {
        match self {
            Self::Doctor => "GMC",
            Self::Nurse => "NMC",
            Self::OccupationalTherapist | Self::Physiotherapist => "HCPC",
            Self::Pharmacist if nation == Nation::NorthernIreland => "PSNI",
            Self::Pharmacist => "GPhC",
            Self::Other(_) => "",
        }
    }
}

impl From<String> for Profession {
    fn from(word: String) -> Self {
        match word.as_str() {
            "doctor" => Self::Doctor,
            "nurse" => Self::Nurse,
            "occupational_therapist" => Self::OccupationalTherapist,
            "pharmacist" => Self::Pharmacist,
            "physiotherapist" => Self::Physiotherapist,
            _ => Self::Other(word),
        }
    }
}

impl From<Profession> for String {
    fn from(profession: Profession) -> Self {
        profession.word().to_owned()
    }
}

/// Where the issuer practises when issuing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Setting {
    Nhs,
    Private,
    CommunityPharmacy,
}

impl Setting {
    /// All, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Nhs, Self::Private, Self::CommunityPharmacy];

    /// As shown on screen.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Nhs => "NHS",
            Self::Private => "Private practice",
            Self::CommunityPharmacy => "Community pharmacy",
        }
    }
}

/// The nation of the practice: it decides which edition of the form applies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Nation {
    England,
    NorthernIreland,
    Scotland,
    Wales,
}

impl Nation {
    /// All, in alphabetical order.
    pub const ALL: [Self; 4] = [Self::England, Self::NorthernIreland, Self::Scotland, Self::Wales];

    /// As shown on screen.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::England => "England",
            Self::NorthernIreland => "Northern Ireland",
            Self::Scotland => "Scotland",
            Self::Wales => "Wales",
        }
    }
}
