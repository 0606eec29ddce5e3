//! The forms of first run and new patient: texts as typed, and what is wrong with them in words.

use zeroize::Zeroize;

use super::msg::Input;
use crate::domain::case::Practice;
use crate::domain::day::{self, Day, YearHint};
use crate::domain::id::PatientId;
use crate::domain::nhs_number::NhsNumber;
use crate::domain::passphrase;
use crate::domain::profession::{Nation, Profession, Setting};
use crate::domain::record;
use crate::domain::registration::Registration;

use super::msg::{NewClinician, NewPractice};

/// A passphrase while it is typed: never printed, wiped when it goes.
#[derive(Default)]
pub struct Secret(String);

impl Secret {
    /// The text, for the field that edits it.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.0
    }

    /// Takes another text and wipes the one before.
    pub fn set(&mut self, text: String) {
        self.0.zeroize();
        self.0 = text;
    }
}

impl Drop for Secret {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

crate::domain::redacted_debug!(Secret);

/// The practice's particulars, at first run and when they change.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PracticeForm {
    pub name: String,
    /// One line for each line of the address.
    pub address: String,
    pub postcode: String,
    pub telephone: String,
    pub nation: Option<Nation>,
    /// The person asked to go on: from then on every fault is shown.
    pub asked: bool,
}

impl PracticeForm {
    /// The form of a practice as it stands.
    #[must_use]
    pub fn of(practice: &Practice) -> Self {
        Self {
            name: practice.name.clone(),
            address: practice.address.join("\n"),
            postcode: practice.postcode.clone(),
            telephone: practice.telephone.clone(),
            nation: Some(practice.nation),
            asked: false,
        }
    }

    /// Takes what was typed in one of its fields.
    pub fn take(&mut self, input: &Input, text: String) {
        match input {
            Input::PracticeName => self.name = text,
            Input::PracticeAddress => self.address = text,
            Input::PracticePostcode => self.postcode = text,
            Input::PracticeTelephone => self.telephone = text,
            _ => {}
        }
    }

    /// What is wrong, each with the field it belongs to, in the order of the fields.
    #[must_use]
    pub fn faults(&self) -> Vec<(Input, String)> {
        let needed = [
            (self.name.trim().is_empty(), Input::PracticeName, "Type the name of the practice. It is printed on every note."),
            (lines(&self.address).is_empty(), Input::PracticeAddress, "Type the address of the practice. It is printed on every note."),
            (self.postcode.trim().is_empty(), Input::PracticePostcode, "Type the postcode of the practice."),
            (self.nation.is_none(), Input::Nation, "Choose the nation. It decides which form applies."),
        ];
        needed.into_iter().filter(|(empty, ..)| *empty).map(|(_, input, sentence)| (input, sentence.to_owned())).collect()
    }

    /// The practice, when nothing is wrong.
    #[must_use]
    pub fn complete(&self) -> Option<NewPractice> {
        if !self.faults().is_empty() {
            return None;
        }
        Some(Practice {
            name: self.name.trim().to_owned(),
            address: lines(&self.address),
            postcode: tidy_postcode(&self.postcode),
            telephone: self.telephone.trim().to_owned(),
            nation: self.nation?,
        })
    }
}

/// First run: the practice, the first clinician, the passphrase.
#[derive(Default)]
pub struct SetupForm {
    pub practice: PracticeForm,
    pub name: String,
    pub profession: Option<Profession>,
    pub registration: String,
    pub setting: Option<Setting>,
    pub trained: bool,
    pub within_scope: bool,
    pub passphrase: Secret,
    pub again: Secret,
    /// The person asked to go on: from then on every fault is shown.
    pub asked: bool,
}

impl SetupForm {
    /// What is wrong, each with the field it belongs to, in the order of the fields.
    #[must_use]
    pub fn faults(&self) -> Vec<(Input, String)> {
        let mut faults = self.practice.faults();
        let mut need = |empty: bool, input: Input, sentence: &str| {
            if empty {
                faults.push((input, sentence.to_owned()));
            }
        };
        need(self.name.trim().is_empty(), Input::ClinicianName, "Type your name as it should stand on the notes, such as Dr Ada Rowe.");
        need(self.profession.is_none(), Input::Profession, "Choose your profession. It is printed on every note.");
        if let Some(profession) = &self.profession
            && let Err(error) = Registration::parse(profession, self.practice.nation.unwrap_or(Nation::England), &self.registration)
        {
            faults.push((Input::Registration, error.to_string()));
        }
        if self.setting.is_none() {
            faults.push((Input::Setting, "Choose where you practise when you issue notes.".into()));
        }
        if let Some(fault) = passphrase::fault(self.passphrase.text()) {
            faults.push((Input::Passphrase, fault));
        } else if self.passphrase.text() != self.again.text() {
            faults.push((Input::PassphraseAgain, "The two passphrases differ. Type the same one twice.".into()));
        }
        faults
    }

    /// The practice and the clinician, when nothing is wrong.
    #[must_use]
    pub fn complete(&self) -> Option<(NewPractice, NewClinician)> {
        if !self.faults().is_empty() {
            return None;
        }
        let practice = self.practice.complete()?;
        let (profession, setting) = (self.profession.clone()?, self.setting?);
        let registration = Registration::parse(&profession, practice.nation, &self.registration).ok()?;
        let clinician = NewClinician {
            name: self.name.trim().to_owned(),
            profession,
            registration: registration.as_str().to_owned(),
            setting,
            trained: self.trained,
            within_scope: self.within_scope,
        };
        Some((practice, clinician))
    }
}

/// A new patient, or one whose details are being changed.
#[derive(Clone, Default, PartialEq)]
pub struct PatientForm {
    /// The patient whose details are changed; none for a new one.
    pub editing: Option<PatientId>,
    pub title: String,
    pub given_names: String,
    pub family_name: String,
    pub born: String,
    pub nhs_number: String,
    pub address: String,
    pub postcode: String,
    pub asked: bool,
    /// A save is under way: a second press does nothing.
    pub saving: bool,
}

crate::domain::redacted_debug!(PatientForm, SetupForm);

impl PatientForm {
    /// The form of a patient on record.
    #[must_use]
    pub fn of(patient: &record::Patient) -> Self {
        Self {
            editing: Some(patient.id.clone()),
            title: patient.title.clone(),
            given_names: patient.given_names.clone(),
            family_name: patient.family_name.clone(),
            born: day::numeric(patient.date_of_birth),
            nhs_number: patient.nhs_number.as_ref().map(NhsNumber::grouped).unwrap_or_default(),
            address: patient.address.join("\n"),
            postcode: patient.postcode.clone(),
            asked: false,
            saving: false,
        }
    }

    /// The date of birth, where it can be read.
    ///
    /// # Errors
    /// The sentence to show beside the field.
    pub fn date_of_birth(&self, today: Day) -> Result<Day, String> {
        let born = day::parse(&self.born, YearHint::NotAfter(today), today).map_err(|error| match error {
            day::DayError::Empty => "Type the date of birth, such as 29/2/84.".to_owned(),
            other => other.to_string(),
        })?;
        if born > today {
            return Err("This date of birth is in the future. Check the year.".into());
        }
        if day::age_in_years(born, today) > 120 {
            return Err("This date of birth is more than 120 years ago. Check the year.".into());
        }
        Ok(born)
    }

    /// What is wrong, each with the field it belongs to, in the order of the fields.
    #[must_use]
    pub fn faults(&self, today: Day) -> Vec<(Input, String)> {
        let mut faults = Vec::new();
        if self.given_names.trim().is_empty() {
            faults.push((Input::GivenNames, "Type the given names.".into()));
        }
        if self.family_name.trim().is_empty() {
            faults.push((Input::FamilyName, "Type the family name.".into()));
        }
        if let Err(sentence) = self.date_of_birth(today) {
            faults.push((Input::Born, sentence));
        }
        if !self.nhs_number.trim().is_empty()
            && let Err(error) = NhsNumber::parse(&self.nhs_number)
        {
            faults.push((Input::NhsNumber, error.to_string()));
        }
        faults
    }

    /// The patient, when nothing is wrong.
    #[must_use]
    pub fn complete(&self, today: Day) -> Option<record::Patient> {
        if !self.faults(today).is_empty() {
            return None;
        }
        Some(record::Patient {
            id: self.editing.clone().unwrap_or_else(|| PatientId::new("")),
            title: self.title.trim().to_owned(),
            given_names: self.given_names.trim().to_owned(),
            family_name: self.family_name.trim().to_owned(),
            date_of_birth: self.date_of_birth(today).ok()?,
            nhs_number: NhsNumber::parse(&self.nhs_number).ok(),
            address: lines(&self.address),
            postcode: tidy_postcode(&self.postcode),
        })
    }
}

fn lines(text: &str) -> Vec<String> {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

/// Upper case with one space before the last three characters, where it looks like a postcode; else as typed.
fn tidy_postcode(text: &str) -> String {
    let compact: String = text.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_uppercase();
    if (5..=7).contains(&compact.len()) && compact.bytes().all(|b| b.is_ascii_alphanumeric()) {
        let (out, inward) = compact.split_at(compact.len() - 3);
        return format!("{out} {inward}");
    }
    text.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(y: i32, m: u32, d: u32) -> Day {
        Day::from_ymd_opt(y, m, d).expect("a literal day")
    }

    fn ben() -> PatientForm {
        PatientForm { given_names: "Ben".into(), family_name: "Okafor".into(), born: "29/2/84".into(), ..PatientForm::default() }
    }

    #[test]
    fn a_patient_needs_names_and_a_date_of_birth_only() {
        let today = day(2026, 11, 20);
        let patient = ben().complete(today).expect("complete");
        assert_eq!(patient.date_of_birth, day(1984, 2, 29));
        let faults: Vec<Input> = PatientForm::default().faults(today).into_iter().map(|(input, _)| input).collect();
        assert_eq!(faults, [Input::GivenNames, Input::FamilyName, Input::Born]);
    }

    #[test]
    fn a_wrong_nhs_number_is_said_and_an_empty_one_is_not() {
        let today = day(2026, 11, 20);
        let wrong = PatientForm { nhs_number: "943 476 5918".into(), ..ben() };
        assert_eq!(wrong.faults(today).first().map(|(input, _)| input.clone()), Some(Input::NhsNumber));
        let right = PatientForm { nhs_number: "943 476 5919".into(), ..ben() };
        assert_eq!(right.complete(today).and_then(|p| p.nhs_number).map(|n| n.grouped()), Some("943 476 5919".into()));
    }

    #[test]
    fn nobody_is_born_tomorrow_or_in_another_age() {
        let today = day(2026, 11, 20);
        for born in ["21/11/2026", "1/1/1901", "31/4/1980"] {
            assert!(PatientForm { born: born.into(), ..ben() }.complete(today).is_none(), "{born}");
        }
    }

    #[test]
    fn postcodes_are_spaced_as_they_are_written() {
        for (typed, tidy) in
            [("yo211aa", "YO21 1AA"), ("YO21 1AA", "YO21 1AA"), ("m1 1ae", "M1 1AE"), ("abroad, no code", "abroad, no code")]
        {
            assert_eq!(tidy_postcode(typed), tidy);
        }
    }

    #[test]
    fn setup_names_each_missing_field_once() {
        let faults = SetupForm::default().faults();
        let inputs: Vec<Input> = faults.iter().map(|(input, _)| input.clone()).collect();
        assert_eq!(
            inputs,
            [
                Input::PracticeName,
                Input::PracticeAddress,
                Input::PracticePostcode,
                Input::Nation,
                Input::ClinicianName,
                Input::Profession,
                Input::Setting,
                Input::Passphrase
            ]
        );
    }

    #[test]
    fn setup_checks_the_registration_against_the_profession() {
        let mut form = SetupForm { profession: Some(Profession::Physiotherapist), registration: "OT012345".into(), ..SetupForm::default() };
        assert!(form.faults().iter().any(|(input, _)| *input == Input::Registration));
        form.registration = "ph 12345".into();
        assert!(!form.faults().iter().any(|(input, _)| *input == Input::Registration));
    }
}
