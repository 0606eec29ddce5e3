//! A local service that a person may be told of: who runs it, whom it is for, what it passes on, and when its contact was last checked.

use serde::{Deserialize, Serialize};

use super::day::{self, Day};
use super::id::ServiceId;
use super::profession::Nation;

/// What a service is for. The words of the first nine are those of the conversation's question about services.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Category {
    AccessToWork,
    OccupationalHealth,
    WorkAndHealthCoach,
    SupportedEmployment,
    Physiotherapy,
    TalkingTherapy,
    BenefitsAdvice,
    WorkRights,
    ConditionGroup,
    /// Company, activity, money and groups near home.
    Community,
    Exercise,
}

impl Category {
    /// All, in the order in which they are shown.
    pub const ALL: [Self; 11] = [
        Self::AccessToWork,
        Self::OccupationalHealth,
        Self::WorkAndHealthCoach,
        Self::SupportedEmployment,
        Self::Physiotherapy,
        Self::TalkingTherapy,
        Self::BenefitsAdvice,
        Self::WorkRights,
        Self::ConditionGroup,
        Self::Community,
        Self::Exercise,
    ];

    /// As shown on screen.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::AccessToWork => "Equipment, travel and adjustments",
            Self::OccupationalHealth => "Occupational health",
            Self::WorkAndHealthCoach => "Work and health service",
            Self::SupportedEmployment => "Supported employment",
            Self::Physiotherapy => "Physiotherapy",
            Self::TalkingTherapy => "Talking therapy",
            Self::BenefitsAdvice => "Benefits and money advice",
            Self::WorkRights => "Rights at work",
            Self::ConditionGroup => "Condition charities and groups",
            Self::Community => "Community support",
            Self::Exercise => "Exercise and activity",
        }
    }

    /// The category that a choice of the conversation's question about services stands for.
    #[must_use]
    pub fn of_choice(choice: &str) -> Option<Self> {
        Some(match choice {
            "access_to_work" => Self::AccessToWork,
            "occupational_health" => Self::OccupationalHealth,
            "work_and_health_coach" => Self::WorkAndHealthCoach,
            "supported_employment" => Self::SupportedEmployment,
            "physiotherapy" => Self::Physiotherapy,
            "talking_therapy" => Self::TalkingTherapy,
            "benefits_advice" => Self::BenefitsAdvice,
            "work_rights" => Self::WorkRights,
            "condition_group" => Self::ConditionGroup,
            _ => return None,
        })
    }

    /// Not brought up where effort makes symptoms worse: exercise may harm, and a talking therapy would read as a treatment of it.
    #[must_use]
    pub fn is_held_back_by_energy_limit(self) -> bool {
        matches!(self, Self::TalkingTherapy | Self::Exercise)
    }
}

/// Who runs a service.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Provider {
    Nhs,
    Council,
    Charity,
    PrivateContractor,
    Dwp,
    PublicBody,
    TradeUnion,
    Employer,
}

impl Provider {
    /// All, in the order in which they are offered.
    pub const ALL: [Self; 8] =
        [Self::Nhs, Self::Council, Self::Charity, Self::PrivateContractor, Self::Dwp, Self::PublicBody, Self::TradeUnion, Self::Employer];

    /// As shown on screen.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Nhs => "NHS",
            Self::Council => "Council",
            Self::Charity => "Charity",
            Self::PrivateContractor => "Private contractor",
            Self::Dwp => "DWP",
            Self::PublicBody => "Public body",
            Self::TradeUnion => "Trade union",
            Self::Employer => "Employer",
        }
    }
}

/// Whether what a person says there reaches the DWP.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PassesToDwp {
    Yes,
    No,
    Unknown,
}

impl PassesToDwp {
    /// All, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Yes, Self::No, Self::Unknown];

    /// As shown on screen.
    #[must_use]
    pub fn sentence(self) -> &'static str {
        match self {
            Self::Yes => "Data reaches the DWP.",
            Self::No => "Data does not go to the DWP.",
            Self::Unknown => "Not known whether data goes to the DWP: ask the service before agreeing.",
        }
    }

    /// As an option.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Yes => "Yes",
            Self::No => "No",
            Self::Unknown => "Not known",
        }
    }
}

/// How a service can be met.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ContactMode {
    InPerson,
    Telephone,
    Video,
    Online,
    Letter,
    HomeVisit,
}

impl ContactMode {
    /// All, in the order in which they are offered.
    pub const ALL: [Self; 6] = [Self::InPerson, Self::Telephone, Self::Video, Self::Online, Self::Letter, Self::HomeVisit];

    /// As shown on screen.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::InPerson => "In person",
            Self::Telephone => "Telephone",
            Self::Video => "Video",
            Self::Online => "Online",
            Self::Letter => "Letter",
            Self::HomeVisit => "Home visit",
        }
    }
}

/// One entry of the directory. It is information: nothing here decides who may use a service.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Service {
    pub id: ServiceId,
    pub name: String,
    pub category: Category,
    pub nations: Vec<Nation>,
    pub provider: Provider,
    pub passes_to_dwp: PassesToDwp,
    /// What else a person should know about their data before agreeing.
    #[serde(default)]
    pub data_note: String,
    /// What it is.
    pub about: String,
    /// Whom it is for, in the service's own terms.
    #[serde(default)]
    pub who: String,
    /// How somebody gets there.
    #[serde(default)]
    pub how: String,
    /// What it costs the person, in words; empty where nothing was read about it.
    #[serde(default)]
    pub cost: String,
    /// A number or an address, where one was read in a source or entered here.
    #[serde(default)]
    pub contact: String,
    #[serde(default)]
    pub modes: Vec<ContactMode>,
    /// Where it is and how far that is, in words.
    #[serde(default)]
    pub place: String,
    /// Local conditions as text: shown, never applied.
    #[serde(default)]
    pub local_rules: String,
    /// The day of what the entry rests on; none where nothing was read.
    #[serde(default)]
    pub checked_on: Option<Day>,
    #[serde(default)]
    pub source: String,
}

impl Service {
    /// What to be told before use: nobody checked it, or that was more than twelve months ago.
    #[must_use]
    pub fn caution(&self, today: Day) -> Option<String> {
        match self.checked_on {
            None => Some("Check before use: nobody has checked this entry.".into()),
            Some(on) if is_old(on, today) => Some(format!("Check before use: last checked {}, more than 12 months ago.", day::long(on))),
            Some(_) => None,
        }
    }

    /// Who runs it and what it passes on: what a person hears before they agree.
    #[must_use]
    pub fn before_agreeing(&self) -> String {
        let note = if self.data_note.is_empty() { String::new() } else { format!(" {}", self.data_note) };
        format!("Run by: {}. {}{note}", self.provider.title(), self.passes_to_dwp.sentence())
    }

    /// Whether a letter to it is a letter to the DWP, which asks for a second consent.
    #[must_use]
    pub fn reaches_dwp(&self) -> bool {
        self.provider == Provider::Dwp || self.passes_to_dwp == PassesToDwp::Yes
    }

    /// Whether every word of a search stands somewhere in the entry.
    #[must_use]
    pub fn is_found_by(&self, search: &str) -> bool {
        let parts = [&self.name, &self.about, &self.who, &self.how, &self.cost, &self.contact, &self.place, &self.local_rules];
        let text = parts.map(|part| part.to_lowercase()).join(" ");
        let text = format!("{text} {} {}", self.category.title().to_lowercase(), self.provider.title().to_lowercase());
        search.split_whitespace().all(|word| text.contains(&word.to_lowercase()))
    }
}

/// More than twelve months lie between the check and today.
fn is_old(checked_on: Day, today: Day) -> bool {
    day::last_day(checked_on, 12) < today.pred_opt().unwrap_or(today)
}

/// What is wanted of a list of services. Empty wishes leave everything.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wanted {
    pub nation: Option<Nation>,
    pub category: Option<Category>,
    pub search: String,
    /// Effort makes symptoms worse: what could do harm, or would read as a treatment, is not brought up.
    pub energy_limit: bool,
}

impl Wanted {
    /// Whether an entry is listed.
    #[must_use]
    pub fn lists(&self, service: &Service) -> bool {
        self.nation.is_none_or(|nation| service.nations.contains(&nation))
            && self.category.is_none_or(|category| service.category == category)
            && service.is_found_by(&self.search)
            && !(self.energy_limit && service.category.is_held_back_by_energy_limit())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(y: i32, m: u32, d: u32) -> Day {
        Day::from_ymd_opt(y, m, d).expect("a literal day")
    }

    fn service(category: Category) -> Service {
        Service {
            id: ServiceId::new("s"),
            name: "Harbour project".into(),
            category,
            nations: vec![Nation::England],
            provider: Provider::Charity,
            passes_to_dwp: PassesToDwp::Unknown,
            data_note: String::new(),
            about: "Help with forms".into(),
            who: String::new(),
            how: String::new(),
            cost: String::new(),
            contact: String::new(),
            modes: Vec::new(),
            place: "Whitby, 2 miles".into(),
            local_rules: String::new(),
            checked_on: None,
            source: String::new(),
        }
    }

    #[test]
    fn k26_an_entry_is_dated_and_marked_when_nobody_checked_it_for_twelve_months() {
        let mut entry = service(Category::Community);
        let today = day(2026, 11, 20);
        assert!(entry.caution(today).is_some_and(|text| text.contains("nobody has checked")));
        for (checked, old) in [(day(2025, 11, 18), true), (day(2025, 11, 19), true), (day(2025, 11, 20), false), (today, false)] {
            entry.checked_on = Some(checked);
            assert_eq!(entry.caution(today).is_some(), old, "{checked}");
        }
        entry.checked_on = Some(day(2025, 1, 2));
        assert!(entry.caution(today).is_some_and(|text| text.contains("2 January 2025")));
    }

    #[test]
    fn k23_who_runs_it_and_what_it_passes_on_is_said_before_agreeing() {
        let mut entry = service(Category::Community);
        entry.provider = Provider::PrivateContractor;
        assert_eq!(
            entry.before_agreeing(),
            "Run by: Private contractor. Not known whether data goes to the DWP: ask the service before agreeing."
        );
        entry.passes_to_dwp = PassesToDwp::Yes;
        entry.data_note = "Progress is shared with a work coach.".into();
        assert_eq!(entry.before_agreeing(), "Run by: Private contractor. Data reaches the DWP. Progress is shared with a work coach.");
        assert!(entry.reaches_dwp());
    }

    #[test]
    fn exercise_and_talking_therapy_are_not_brought_up_where_effort_makes_symptoms_worse() {
        for category in Category::ALL {
            let entry = service(category);
            let mut wanted = Wanted::default();
            assert!(wanted.lists(&entry));
            wanted.energy_limit = true;
            let held = matches!(category, Category::Exercise | Category::TalkingTherapy);
            assert_eq!(wanted.lists(&entry), !held, "{category:?}");
        }
    }

    #[test]
    fn a_list_is_narrowed_by_nation_category_and_words() {
        let entry = service(Category::Community);
        let lists = |wanted: Wanted| wanted.lists(&entry);
        assert!(lists(Wanted { nation: Some(Nation::England), ..Wanted::default() }));
        assert!(!lists(Wanted { nation: Some(Nation::Wales), ..Wanted::default() }));
        assert!(!lists(Wanted { category: Some(Category::WorkRights), ..Wanted::default() }));
        for (search, found) in [("whitby forms", true), ("CHARITY", true), ("community harbour", true), ("dwp", false)] {
            assert_eq!(lists(Wanted { search: search.into(), ..Wanted::default() }), found, "{search}");
        }
    }
}
