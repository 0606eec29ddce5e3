//! The fixed words of the documents beside the statement, one file a document. What varies stands in braces.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::domain::profession::Nation;

/// Files of words that every document uses.
pub const FILES: [(&str, &str); 7] = [
    ("common", include_str!("../../assets/documents/common.json")),
    ("ahp-report", include_str!("../../assets/documents/ahp-report.json")),
    ("work-plan", include_str!("../../assets/documents/work-plan.json")),
    ("employer-page", include_str!("../../assets/documents/employer-page.json")),
    ("patient-summary", include_str!("../../assets/documents/patient-summary.json")),
    ("home-sheet", include_str!("../../assets/documents/home-sheet.json")),
    ("letters", include_str!("../../assets/documents/letters.json")),
];

/// Makes a type for each file, whose fields are the file's, read strictly and once.
macro_rules! words {
    ($($name:ident, $read:ident, $file:literal, $about:literal { $($field:ident: $kind:ty),+ $(,)? })+) => {$(
        #[doc = $about]
        #[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
        #[serde(deny_unknown_fields)]
        #[allow(missing_docs)]
        pub struct $name { pub id: String, pub version: u32, $(pub $field: $kind),+ }

        #[doc = $about]
        #[must_use]
        pub fn $read() -> &'static $name {
            static WORDS: LazyLock<$name> = LazyLock::new(|| read($file));
            &WORDS
        }
    )+};
}

type Map = BTreeMap<String, String>;

words! {
    Common, common, "common", "The words that documents share." {
        name: String, born: String, date: String, work: String, usual_hours: String, written_with: String, review: String, until: String,
        no_end_date: String, hard_and_helps: String, hard: String, helps: String, in_general: String, better_day: String, usual: String, worse_day: String,
        hours_over_time: String, when: String, hours: String, percent: String, looks_like: String, from_on: String, chart: String,
        chart_percent: String, modes: Map, step_by_date: String, step_after_review: String, step_after_stable: String,
        right_to_stop: String, step_down: String, advice_note: String, benefits: Map, period: String, period_indefinite: String,
        versions: String, no_questions: String, ticked: String, not_ticked: String, reviewed_by: Map,
    }
    AhpReport, ahp_report, "ahp-report", "The AHP Health and Work Report." {
        title: String, stands_for: String, person: String, advice: String, not_fit: String, may_be_fit: String, completed: String,
        profession: String, register: String, organisation: String, contact: String, assessed: String, assessed_how: String,
        period: String, covers: String, review_needed: String, review_not_needed: String, review_open: String, review_on: String,
        benefit: String, assessment_of_workplace: String, table: String, difficulty: String, recommendation: String, nothing: String,
        comments: String, consent: String, consent_words: String, signatures: Vec<String>, professional_signatures: Vec<String>,
        footer: String,
    }
    WorkPlan, work_plan, "work-plan", "The work plan." {
        titles: Map, openings: Map, what_matters: String, helps_already: String, worse: String, waiting: String, weeks: String, one_week: String,
        services: String, review: String, review_on: String, review_on_by: String, review_by: String, review_open: String,
        own_words: String, agreement: Map, not_an_assessment: String,
    }
    EmployerPage, employer_page, "employer-page", "The page for the employer." {
        opening: String, condition: String, left_out: String, covers: String, contact: String, ask_the_person: String, talk: String,
        agreed: String, signatures: Vec<String>, footer: String,
    }
    PatientSummary, patient_summary, "patient-summary", "The summary for the patient." {
        opening: String, today: String, not_fit: String, may_be_fit: String, dates: String, ends: String, again: String,
        not_again: String, helps: String, boxes_ticked: String, comments: String, steps: String, worse: String, stop: String,
        services: String, review: String, meanings: String, word: String, meaning: String, words: Vec<[String; 2]>, yours: String,
        choices: Vec<String>, help: String, check: String, phone: String, contacts: Vec<Contact>, footer: String,
    }
    HomeSheet, home_sheet, "home-sheet", "The questions to fill in at home." {
        opening: String, safe: String, name: String, date: String, own_words: String, days: String, ideas: String, many: String,
        one: String, or: String, footer: String,
    }
    Letters, letters, "letters", "The referral letter, the list of what was shared, and the whole record." {
        referral: String, to: String, from: String, date: String, person: String, born: String, contact: String, asked: String,
        shared: String, nothing_shared: String, consent: String, consent_ends: String, close: String, footer: String, ledger: String,
        ledger_opening: String, ledger_empty: String, ledger_head: Vec<String>, withdrawn: String, record_footer: String,
    }
}

/// Someone to turn to, as the patient reads it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contact {
    pub id: String,
    pub name: String,
    pub about: String,
    /// The number, where it was read in a source.
    #[serde(default)]
    pub number: Option<String>,
    /// The page, where it was read in a source.
    #[serde(default)]
    pub address: Option<String>,
    pub nations: Vec<Nation>,
    #[serde(default)]
    pub source: String,
}

fn read<T: DeserializeOwned + Default>(id: &str) -> T {
    let file = FILES.iter().find(|(name, _)| *name == id);
    // A test reads each file strictly, so the empty words are never reached in a build that passed its tests.
    file.and_then(|(_, text)| serde_json::from_str(text).ok()).unwrap_or_default()
}

/// How the employer's page is kept free of the condition.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GuardWords {
    pub id: String,
    pub version: u32,
    pub about: String,
    /// Words that say nothing about a condition.
    pub fillers: BTreeSet<String>,
    /// Words that tell when they stand beside each other.
    pub common: BTreeSet<String>,
    /// What is cut from a word's end, the longest first.
    pub endings: Vec<String>,
    /// Words that are an abbreviation in capitals alone.
    pub ordinary: BTreeSet<String>,
    /// The names of one condition, as people type them: starts of words, and abbreviations in capitals.
    pub families: BTreeMap<String, Vec<String>>,
    /// Starts of the names of treatments, which tell whatever the condition is.
    pub treatments: Vec<String>,
}

const GUARD: &str = include_str!("../../assets/documents/guard.json");

/// The words of the guard.
#[must_use]
pub fn guard_words() -> &'static GuardWords {
    static WORDS: LazyLock<GuardWords> = LazyLock::new(|| serde_json::from_str(GUARD).unwrap_or_default());
    &WORDS
}

/// A word of a map by the name that its key has in a case file: `return_to_work`.
#[must_use]
pub fn named<'a, T: serde::Serialize>(map: &'a BTreeMap<String, String>, key: &T) -> &'a str {
    let name = serde_json::to_value(key).ok();
    name.as_ref().and_then(serde_json::Value::as_str).and_then(|name| map.get(name)).map_or("", String::as_str)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::case::Benefit;
    use crate::domain::plan::{Agreement, PhaseMode, PlanKind, Reviewer};

    #[test]
    fn every_file_reads_strictly_and_says_something_in_every_field() {
        fn strict<T: DeserializeOwned>(id: &str, text: &str) {
            if let Err(error) = serde_json::from_str::<T>(text) {
                panic!("{id}: {error}");
            }
        }
        for (id, text) in FILES {
            match id {
                "common" => strict::<Common>(id, text),
                "ahp-report" => strict::<AhpReport>(id, text),
                "work-plan" => strict::<WorkPlan>(id, text),
                "employer-page" => strict::<EmployerPage>(id, text),
                "patient-summary" => strict::<PatientSummary>(id, text),
                "home-sheet" => strict::<HomeSheet>(id, text),
                "letters" => strict::<Letters>(id, text),
                other => panic!("{other} has no reader"),
            }
            let value: serde_json::Value = serde_json::from_str(text).expect("it was read");
            assert_eq!(value["id"], id);
            assert!(value.as_object().is_some_and(|fields| fields.values().all(|value| value != "")), "{id}");
        }
    }

    #[test]
    fn the_guard_reads_strictly_and_cuts_the_longest_ending_first() {
        let guard: GuardWords = serde_json::from_str(GUARD).unwrap_or_else(|error| panic!("{error}"));
        assert!(guard.fillers.len() > 40 && guard.common.len() > 40 && guard.endings.len() > 20 && !guard.about.is_empty());
        assert!(guard.families.len() > 40 && guard.treatments.len() > 20 && guard.ordinary.len() > 10);
        let names = guard.families.values().flatten().chain(&guard.treatments);
        let is_one_case = |name: &String| *name == name.to_lowercase() || name.chars().all(|c| c.is_uppercase() || c.is_numeric());
        assert!(names.into_iter().all(is_one_case), "an abbreviation stands in capitals, a start of a word in small letters");
        assert!(guard.endings.windows(2).all(|pair| pair[0].len() >= pair[1].len()));
    }

    #[test]
    fn every_choice_of_a_plan_has_its_words() {
        let plan = work_plan();
        for kind in [PlanKind::StayInWork, PlanKind::ReturnToWork, PlanKind::SeekWork, PlanKind::HealthFirst] {
            assert!(!named(&plan.titles, &kind).is_empty() && !named(&plan.openings, &kind).is_empty());
        }
        for agreement in [Agreement::Agrees, Agreement::Partly, Agreement::Disagrees] {
            assert!(!named(&plan.agreement, &agreement).is_empty());
        }
        let modes = [
            PhaseMode::BuildUp,
            PhaseMode::DutiesFirst,
            PhaseMode::AlternateDays,
            PhaseMode::LaterStart,
            PhaseMode::TreatmentCycle,
            PhaseMode::SteadyHold,
            PhaseMode::Range,
        ];
        assert!(modes.iter().all(|mode| !named(&common().modes, mode).is_empty()) && common().modes.len() == modes.len());
        assert!(Benefit::ALL.iter().all(|benefit| !named(&common().benefits, benefit).is_empty()));
        assert!(
            [Reviewer::Patient, Reviewer::Clinician, Reviewer::Employer].iter().all(|who| !named(&common().reviewed_by, who).is_empty())
        );
    }

    #[test]
    fn a_contact_has_a_number_or_an_address_where_a_source_was_read_and_nowhere_else() {
        for contact in &patient_summary().contacts {
            let is_given = contact.number.is_some() || contact.address.is_some();
            assert_eq!(is_given, !contact.source.is_empty(), "{}", contact.id);
        }
        for nation in [Nation::England, Nation::Scotland, Nation::Wales, Nation::NorthernIreland] {
            let ids: Vec<&str> = patient_summary().contacts.iter().filter(|c| c.nations.contains(&nation)).map(|c| c.id.as_str()).collect();
            assert!(ids.len() >= 4 && ids.contains(&"emergency"), "{nation:?}");
            assert_eq!(ids.contains(&"nhs_111_2"), matches!(nation, Nation::England | Nation::Wales));
        }
    }
}
