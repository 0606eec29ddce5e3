//! Worked cases to practise with: invented people, what to try, and why each question is asked.

use std::sync::LazyLock;

use serde::Deserialize;

use super::conversation::read;
use crate::domain::day::Day;
use crate::domain::profession::Profession;

const CASES: &str = include_str!("../../assets/practice/cases.json");

/// The file of cases.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cases {
    pub id: String,
    pub version: u32,
    pub cases: Vec<CaseStudy>,
}

/// One case. It teaches how to ask; what to decide is not in it.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaseStudy {
    pub id: String,
    pub title: String,
    pub profession: Profession,
    /// An invented registration of the right shape.
    pub registration: String,
    pub patient: Invented,
    /// What is known when the patient comes in.
    pub situation: Vec<String>,
    /// What to try in the window.
    pub try_out: Vec<String>,
    pub teaching: Vec<Teaching>,
}

/// An invented person.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Invented {
    pub title: String,
    pub given_names: String,
    pub family_name: String,
    pub date_of_birth: Day,
}

/// Why a step is asked, in this case.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Teaching {
    /// The step's id.
    pub step: String,
    pub text: String,
}

impl CaseStudy {
    /// Why a step is asked, where this case says so.
    #[must_use]
    pub fn why(&self, step: &str) -> Option<&str> {
        self.teaching.iter().find(|teaching| teaching.step == step).map(|teaching| teaching.text.as_str())
    }
}

/// The cases, in the file's order.
#[must_use]
pub fn case_studies() -> &'static [CaseStudy] {
    static FILE: LazyLock<Cases> = LazyLock::new(|| read(CASES).unwrap_or_default());
    &FILE.cases
}

/// The case of an id.
#[must_use]
pub fn case_study(id: &str) -> Option<&'static CaseStudy> {
    case_studies().iter().find(|case| case.id == id)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::content::conversation;
    use crate::domain::profession::Nation;
    use crate::domain::registration::Registration;

    #[test]
    fn k27_there_are_six_cases_for_the_professions_that_are_new_to_it() {
        let file: Cases = read(CASES).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(file.cases.len(), 6);
        let professions: BTreeSet<&str> = file.cases.iter().map(|case| case.profession.word()).collect();
        assert_eq!(professions, ["nurse", "occupational_therapist", "pharmacist", "physiotherapist"].into());
        for case in &file.cases {
            let read = Registration::parse(&case.profession, Nation::England, &case.registration);
            assert!(read.is_ok(), "{}: {}", case.id, case.registration);
            assert!(case.situation.len() >= 2 && case.try_out.len() >= 3 && case.teaching.len() >= 2, "{}", case.id);
            assert_eq!(case.patient.given_names, "Example", "an invented person is seen to be one");
        }
    }

    #[test]
    fn k27_every_case_says_why_a_question_is_asked_and_the_question_is_there() {
        let known: BTreeSet<&str> =
            [conversation::short(), conversation::full()].iter().flat_map(|set| &set.steps).map(|step| step.id.as_str()).collect();
        let mut said = 0;
        for case in case_studies() {
            for teaching in &case.teaching {
                assert!(known.contains(teaching.step.as_str()), "{}: {}", case.id, teaching.step);
                assert!(!teaching.text.is_empty() && case.why(&teaching.step) == Some(teaching.text.as_str()));
                said += 1;
            }
            assert_eq!(case.why("nowhere"), None);
        }
        assert!(said >= 20, "{said}");
    }

    #[test]
    fn no_case_says_what_to_decide() {
        let text = CASES.to_lowercase();
        for word in [
            "not fit for work",
            "may be fit",
            "should be off",
            "should issue",
            "is fit",
            "malinger",
            "motivation",
            "compliance",
            "sick note",
        ] {
            assert!(!text.contains(word), "{word}");
        }
    }
}
