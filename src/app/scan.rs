//! A note was read from its code: what it says, whose it may be, and what the person wants of it. Nothing is recorded by reading.

use unicode_normalization::UnicodeNormalization;

use super::model::Place;
use crate::domain::day::Day;
use crate::domain::id::PatientId;
use crate::domain::record::Patient;
use crate::paper::scanned::Scanned;

/// What happened on the screen of a note that was read.
pub enum ScanMsg {
    /// This is the patient.
    Chosen(PatientId),
    /// The patient is not in these records yet.
    AddPressed,
    /// A note is begun that takes over what was read.
    Begun(Place),
}

/// What is asked of the records about a note that was read.
pub enum ScanCmd {
    /// Everybody born on that day.
    FindBorn(Day),
}

/// What came of it.
pub enum ScanDone {
    Born { on: Day, patients: Vec<Patient> },
}

/// A note that was read.
pub struct Scan {
    pub scanned: Scanned,
    /// Who it may be, the likeliest first; none while the records are asked.
    pub candidates: Option<Vec<Candidate>>,
    pub chosen: Option<Patient>,
    /// The form of a new patient is open for it.
    pub adding: bool,
    /// A draft is on its way that takes over what was read.
    pub beginning: bool,
}

/// Somebody on record who may be the patient.
#[derive(Clone, PartialEq)]
pub struct Candidate {
    pub patient: Patient,
    pub fit: Fit,
}

/// What of a patient fits, the best first. The date of birth always does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    WholeName,
    FamilyName,
    GivenName,
}

impl Fit {
    /// In words.
    #[must_use]
    pub fn in_words(self) -> &'static str {
        match self {
            Self::WholeName => "Same name, same date of birth",
            Self::FamilyName => "Same family name and date of birth, another given name",
            Self::GivenName => "Same given name and date of birth, another family name",
        }
    }
}

crate::domain::redacted_debug!(Scan, Candidate);

/// Those of one day of birth who may be the patient, the likeliest first.
#[must_use]
pub fn candidates(scanned: &Scanned, born_then: Vec<Patient>) -> Vec<Candidate> {
    let postcode = folded(&scanned.postcode);
    let mut found: Vec<Candidate> =
        born_then.into_iter().filter_map(|patient| fit(scanned, &patient).map(|fit| Candidate { patient, fit })).collect();
    found.sort_by_key(|candidate| (candidate.fit, folded(&candidate.patient.postcode) != postcode));
    found
}

fn fit(scanned: &Scanned, patient: &Patient) -> Option<Fit> {
    let first = |names: &str| names.split_whitespace().next().map(folded).unwrap_or_default();
    let (read, known) = (folded(&scanned.family_name), folded(&patient.family_name));
    // A code cuts long names.
    let family = !read.is_empty() && (known == read || (scanned.family_name.chars().count() >= 15 && known.starts_with(&read)));
    let given = !first(&scanned.given_names).is_empty() && first(&scanned.given_names) == first(&patient.given_names);
    match (family, given) {
        (true, true) => Some(Fit::WholeName),
        (true, false) => Some(Fit::FamilyName),
        (false, true) => Some(Fit::GivenName),
        (false, false) => None,
    }
}

/// Letters and digits alone, without case and accents.
fn folded(text: &str) -> String {
    text.nfkd().flat_map(char::to_lowercase).map(|c| if c == 'ł' { 'l' } else { c }).filter(|c| c.is_alphanumeric()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::paper::scanned::read;

    const TEXT: &str = "21012016|21012016|Mr|Siân||O’Neill-Smith|1 Quay|YO21 1AA|01011990|Stress|1|0|0|0|0|0|14|21012016|03022016|0|N-1|0|Surgery|1 Street|WF1 1PG|01924";

    fn patient(given: &str, family: &str, postcode: &str) -> Patient {
        Patient {
            id: PatientId::new(given),
            title: String::new(),
            given_names: given.into(),
            family_name: family.into(),
            date_of_birth: Day::from_ymd_opt(1990, 1, 1).unwrap_or_default(),
            nhs_number: None,
            address: Vec::new(),
            postcode: postcode.into(),
        }
    }

    #[test]
    fn names_fit_without_accents_and_signs_and_the_likeliest_stands_first() {
        let scanned = read(TEXT).unwrap_or_else(|error| panic!("{error}"));
        let born_then = vec![
            patient("Sian", "Jones", ""),
            patient("Ann", "Smith", ""),
            patient("Mary", "ONEILL SMITH", ""),
            patient("Sian Elin", "O'Neill-Smith", ""),
            patient("SIAN", "O'Neill Smith", "yo211aa"),
        ];
        let found = candidates(&scanned, born_then);
        let shown: Vec<(&str, Fit)> = found.iter().map(|candidate| (candidate.patient.given_names.as_str(), candidate.fit)).collect();
        assert_eq!(shown, [("SIAN", Fit::WholeName), ("Sian Elin", Fit::WholeName), ("Mary", Fit::FamilyName), ("Sian", Fit::GivenName)]);
    }
}
