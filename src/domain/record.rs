//! Records as the store keeps them and the screens show them.

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};

use super::case;
use super::day::Day;
use super::id::{ClinicianId, DraftId, NoteId, PatientId};
use super::nhs_number::NhsNumber;
use super::profession::{Profession, Setting};

/// A moment with the offset from UTC that the machine's clock had. Only the shell makes one.
pub type Moment = DateTime<FixedOffset>;

/// A clinician who signs in here. What the note prints is taken from this record at the moment of issue.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct Clinician {
    pub id: ClinicianId,
    pub name: String,
    pub profession: Profession,
    pub registration: String,
    pub setting: Setting,
    pub trained: bool,
    pub within_scope: bool,
}

impl Clinician {
    /// The clinician as the issuer of a case.
    #[must_use]
    pub fn as_issuer(&self) -> case::Issuer {
        case::Issuer {
            name: self.name.clone(),
            profession: self.profession.clone(),
            registration: self.registration.clone(),
            setting: self.setting,
            trained: self.trained,
            within_scope: self.within_scope,
        }
    }
}

/// A patient in the records.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct Patient {
    pub id: PatientId,
    pub title: String,
    pub given_names: String,
    pub family_name: String,
    pub date_of_birth: Day,
    pub nhs_number: Option<NhsNumber>,
    pub address: Vec<String>,
    pub postcode: String,
}

impl Patient {
    /// Title, given names and family name in one line.
    #[must_use]
    pub fn full_name(&self) -> String {
        case::join_words(&[&self.title, &self.given_names, &self.family_name])
    }

    /// `OKAFOR, Ben (Mr)`, as in a patient banner.
    #[must_use]
    pub fn banner_name(&self) -> String {
        case::banner_name(&self.title, &self.given_names, &self.family_name)
    }
}

/// A draft in a list.
#[derive(Clone, PartialEq)]
pub struct DraftLine {
    pub id: DraftId,
    pub patient: PatientId,
    pub patient_name: String,
    pub saved_at: Moment,
}

/// An issued note in a list: everything the lists and timelines show, nothing that needs judging again.
#[derive(Clone, PartialEq)]
pub struct NoteLine {
    pub id: NoteId,
    pub patient: PatientId,
    pub patient_name: String,
    pub issued_at: Moment,
    pub issued_by: String,
    pub assessed_on: Day,
    /// The date of the statement.
    pub on: Day,
    pub from: Day,
    /// The last day covered; none for an indefinite period.
    pub to: Option<Day>,
    pub not_fit: bool,
    pub conditions: String,
    /// `accept` or `warn`.
    pub verdict: String,
    /// The note that this one replaced.
    pub replaces: Option<NoteId>,
    /// The reason, where this note was cancelled before it was handed over.
    pub cancelled: Option<String>,
    /// The note that replaced this one.
    pub replaced_by: Option<NoteId>,
    /// The note that this one follows on from.
    pub renews: Option<NoteId>,
    /// The newest note that follows on from this one.
    pub renewed_by: Option<NoteId>,
    /// It was written by hand elsewhere and only recorded here.
    pub by_hand: bool,
    /// How many duplicates were made.
    pub duplicates: u32,
    /// How often its page was printed or saved.
    pub papers: u32,
}

super::redacted_debug!(Clinician, Patient, DraftLine, NoteLine);
