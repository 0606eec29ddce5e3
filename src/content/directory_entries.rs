//! The services that ship with the program: read-only, dated, and with a number only where one was read in a source.

use std::sync::LazyLock;

use serde::Deserialize;

use super::conversation::read;
use crate::domain::service::Service;

const ENTRIES: &str = include_str!("../../assets/directory/services.json");

/// The file of shipped entries.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entries {
    pub id: String,
    pub version: u32,
    pub entries: Vec<Service>,
}

/// The shipped entries, in the file's order.
#[must_use]
pub fn shipped() -> &'static [Service] {
    static FILE: LazyLock<Entries> = LazyLock::new(|| read(ENTRIES).unwrap_or_default());
    &FILE.entries
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::content::conversation;
    use crate::domain::profession::Nation;
    use crate::domain::service::{Category, Provider};

    #[test]
    fn the_file_reads_strictly_and_every_entry_is_whole() {
        let file: Entries = read(ENTRIES).unwrap_or_else(|error| panic!("{error}"));
        assert!(file.entries.len() >= 35, "{}", file.entries.len());
        let ids: BTreeSet<_> = file.entries.iter().map(|entry| &entry.id).collect();
        assert_eq!(ids.len(), file.entries.len());
        for entry in &file.entries {
            assert!(!entry.name.is_empty() && !entry.about.is_empty() && !entry.nations.is_empty(), "{}", entry.id);
            assert_eq!(entry.checked_on.is_some(), !entry.source.is_empty(), "{}", entry.id);
        }
        assert!(read::<Entries>(&ENTRIES.replacen("\"about\"", "\"score\": 1, \"about\"", 1)).is_err());
        assert!(read::<Entries>(&ENTRIES.replacen("\"provider\": \"dwp\", ", "", 1)).is_err(), "a provider is always named");
    }

    #[test]
    fn the_contacts_that_ship_are_those_that_were_read_in_a_source() {
        let contacts: Vec<(&str, &str)> =
            shipped().iter().filter(|entry| !entry.contact.is_empty()).map(|entry| (entry.id.as_str(), entry.contact.as_str())).collect();
        let read = [
            ("access_to_work", "gov.uk/access-to-work; 0800 121 7479"),
            ("health_adjustment_passport", "gov.uk"),
            ("union_adjustment_passport", "tuc.org.uk"),
            ("disability_confident", "gov.uk"),
            ("moneyhelper", "moneyhelper.org.uk; 0800 138 7777"),
            ("acas", "acas.org.uk; 0300 123 1100"),
            ("macmillan", "0808 808 0000"),
            ("epilepsy_action", "0808 800 5050"),
            ("mind_infoline", "0300 123 3393"),
        ];
        assert_eq!(contacts, read);
        assert!(shipped().iter().all(|entry| entry.contact.is_empty() || entry.checked_on.is_some()), "a contact has a source and a day");
        for entry in shipped() {
            let text = format!("{} {} {} {} {}", entry.name, entry.about, entry.who, entry.how, entry.local_rules);
            let longest = text.split(|c: char| !c.is_ascii_digit()).map(str::len).max();
            assert!(longest < Some(5), "{} has a number in its text", entry.id);
        }
    }

    #[test]
    fn every_service_that_was_looked_up_is_listed_by_name() {
        let names: Vec<&str> = shipped().iter().map(|entry| entry.name.as_str()).collect();
        for wanted in [
            "Access to Work",
            "Access to Work: mental health support",
            "Access to Work (Northern Ireland)",
            "WorkWell",
            "Connect to Work",
            "Individual placement and support",
            "NHS Talking Therapies",
            "First contact physiotherapist",
            "Community physiotherapy",
            "Working Health Services Scotland",
            "In-Work Support",
            "Condition Management Programme",
            "Occupational health",
            "Acas helpline",
            "Labour Relations Agency",
            "Citizens Advice",
            "Advice NI",
            "MoneyHelper",
            "Turn2us",
            "Jobcentre Plus",
            "Jobs and Benefits office",
            "Social prescribing link worker",
            "Health Adjustment Passport",
            "Union adjustment passport",
            "A trade union",
            "Disability Confident",
            "Macmillan",
            "Epilepsy Action",
            "Versus Arthritis",
            "ME Association",
            "Long Covid groups",
            "Autism Central",
            "ADHD UK",
            "British Dyslexia Association",
            "RNIB",
            "RNID",
            "Diabetes UK",
            "British Heart Foundation",
            "Mencap",
            "Mind",
            "Crohn's & Colitis UK",
        ] {
            assert!(names.iter().any(|name| name.starts_with(wanted)), "{wanted}");
        }
    }

    #[test]
    fn k26_every_nation_has_help_of_each_kind_that_the_conversation_asks_about() {
        let field = conversation::full().steps.iter().flat_map(|step| &step.fields).find(|field| field.id == "services");
        let choices: Vec<&str> = field.map(|field| field.options.iter().map(|option| option.id.as_str()).collect()).unwrap_or_default();
        let kinds: Vec<Category> = choices.iter().filter_map(|choice| Category::of_choice(choice)).collect();
        assert_eq!(kinds.len(), 9);
        assert_eq!(choices.len(), kinds.len(), "each of them is answered on its own");
        for nation in Nation::ALL {
            let has = |kind: Category| shipped().iter().any(|entry| entry.category == kind && entry.nations.contains(&nation));
            // Talking therapy and supported employment have no entry of their own everywhere; the practice adds its own.
            for kind in kinds.iter().filter(|kind| !matches!(kind, Category::TalkingTherapy | Category::SupportedEmployment)) {
                assert!(has(*kind), "{nation:?} {kind:?}");
            }
        }
        assert!(
            Category::ALL
                .iter()
                .filter(|kind| **kind != Category::Exercise)
                .all(|kind| shipped().iter().any(|entry| entry.category == *kind))
        );
    }

    #[test]
    fn k35_about_benefits_there_is_advice_to_turn_to_in_every_nation_and_it_is_not_the_dwp() {
        for nation in Nation::ALL {
            let advice = shipped().iter().filter(|entry| entry.category == Category::BenefitsAdvice && entry.nations.contains(&nation));
            assert!(advice.filter(|entry| !entry.reaches_dwp()).count() >= 2, "{nation:?}");
        }
    }

    #[test]
    fn workwell_is_voluntary_and_said_so_and_its_local_rules_are_text() {
        let Some(entry) = shipped().iter().find(|entry| entry.id.as_str() == "workwell") else { panic!("listed") };
        assert!(entry.about.contains("It is voluntary: a person may say no, and may leave at any time."));
        assert!(entry.local_rules.starts_with("Voluntary everywhere.") && entry.local_rules.ends_with("this is information."));
        assert_eq!(entry.nations, [Nation::England]);
    }

    #[test]
    fn no_entry_is_called_mandatory_and_none_is_a_gym() {
        assert!(shipped().iter().all(|entry| entry.category != Category::Exercise));
        let text = ENTRIES.to_lowercase();
        for word in ["mandatory", "gym", "must attend", "compliance", "motivation", "signed off", "sick note", "good for you", "malinger"] {
            assert!(!text.contains(word), "{word}");
        }
        assert!(shipped().iter().any(|entry| entry.provider == Provider::Dwp));
    }
}
