//! Asking again after one, three, six and twelve months, where the person asked for it: how work is going, in their own account.
//!
//! It measures no person: there is no total, no good or bad answer, and whether somebody gets a benefit has no field.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::day::{self, Day};
use super::id::{FollowUpId, PatientId};

mod outcomes;

pub use outcomes::{LEAST_EXPORTED, NOT_A_MEASURE, Outcomes, Tally};

/// When to ask again, counted from the day it was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum After {
    OneMonth,
    ThreeMonths,
    SixMonths,
    TwelveMonths,
}

impl After {
    /// All, the soonest first.
    pub const ALL: [Self; 4] = [Self::OneMonth, Self::ThreeMonths, Self::SixMonths, Self::TwelveMonths];

    /// In months.
    #[must_use]
    pub fn months(self) -> u32 {
        match self {
            Self::OneMonth => 1,
            Self::ThreeMonths => 3,
            Self::SixMonths => 6,
            Self::TwelveMonths => 12,
        }
    }

    /// As shown on screen.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::OneMonth => "1 month",
            Self::ThreeMonths => "3 months",
            Self::SixMonths => "6 months",
            Self::TwelveMonths => "12 months",
        }
    }

    /// The choice of the conversation's question that stands for it.
    #[must_use]
    pub fn of_choice(choice: &str) -> Option<Self> {
        Some(match choice {
            "1_month" => Self::OneMonth,
            "3_months" => Self::ThreeMonths,
            "6_months" => Self::SixMonths,
            "12_months" => Self::TwelveMonths,
            _ => return None,
        })
    }

    /// The number of months of the records.
    #[must_use]
    pub fn of_months(months: u32) -> Option<Self> {
        Self::ALL.into_iter().find(|after| after.months() == months)
    }

    /// The day on which it is due: the same day of a later month, or that month's last.
    #[must_use]
    pub fn due(self, from: Day) -> Day {
        day::corresponding(from, self.months()).unwrap_or_else(|| day::last_day(from, self.months()))
    }
}

/// How to be in touch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Touch {
    Telephone,
    Letter,
    Message,
    InPerson,
    PrefersNotToSay,
}

impl Touch {
    /// All, in the conversation's order.
    pub const ALL: [Self; 5] = [Self::Telephone, Self::Letter, Self::Message, Self::InPerson, Self::PrefersNotToSay];

    /// As shown on screen.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Telephone => "Telephone",
            Self::Letter => "Letter",
            Self::Message => "Text message",
            Self::InPerson => "In person",
            Self::PrefersNotToSay => "Prefers not to say",
        }
    }

    /// The choice of the conversation's question that stands for it.
    #[must_use]
    pub fn of_choice(choice: &str) -> Option<Self> {
        Some(match choice {
            "telephone" => Self::Telephone,
            "letter" => Self::Letter,
            "message" => Self::Message,
            "in_person" => Self::InPerson,
            "prefers_not_to_say" => Self::PrefersNotToSay,
            _ => return None,
        })
    }
}

/// Where somebody stands with work, in their own account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WorkStatus {
    InWorkUsual,
    InWorkAdjusted,
    PhasedReturn,
    OffSick,
    OutOfWorkWantsWork,
    OutOfWorkNotSeeking,
    UnpaidCaringOrStudy,
    SelfEmployedReduced,
    Retired,
    PrefersNotToSay,
    Unknown,
}

impl WorkStatus {
    /// All, in the order in which they are offered.
    pub const ALL: [Self; 11] = [
        Self::InWorkUsual,
        Self::InWorkAdjusted,
        Self::PhasedReturn,
        Self::OffSick,
        Self::OutOfWorkWantsWork,
        Self::OutOfWorkNotSeeking,
        Self::UnpaidCaringOrStudy,
        Self::SelfEmployedReduced,
        Self::Retired,
        Self::PrefersNotToSay,
        Self::Unknown,
    ];

    /// As shown on screen.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::InWorkUsual => "In work, as before",
            Self::InWorkAdjusted => "In work, with changes",
            Self::PhasedReturn => "Returning in steps",
            Self::OffSick => "Off sick",
            Self::OutOfWorkWantsWork => "Out of work, looking for it",
            Self::OutOfWorkNotSeeking => "Out of work, not looking",
            Self::UnpaidCaringOrStudy => "Caring or studying",
            Self::SelfEmployedReduced => "Self-employed, doing less",
            Self::Retired => "Retired",
            Self::PrefersNotToSay => "Prefers not to say",
            Self::Unknown => "Not known",
        }
    }
}

/// What became of one adjustment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AdjustmentState {
    Asked,
    Agreed,
    InPlace,
    Refused,
    NotNeeded,
    Unknown,
}

impl AdjustmentState {
    /// All, in the order in which they are offered.
    pub const ALL: [Self; 6] = [Self::Asked, Self::Agreed, Self::InPlace, Self::Refused, Self::NotNeeded, Self::Unknown];

    /// As shown on screen.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Asked => "Asked for",
            Self::Agreed => "Agreed",
            Self::InPlace => "In place",
            Self::Refused => "Refused",
            Self::NotNeeded => "Not needed",
            Self::Unknown => "Not known",
        }
    }
}

/// Yes, no, or one of the two answers that every question has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum YesNo {
    Yes,
    No,
    Unsure,
    PrefersNotToSay,
}

impl YesNo {
    /// All, in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::Yes, Self::No, Self::Unsure, Self::PrefersNotToSay];

    /// As shown on screen.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Yes => "Yes",
            Self::No => "No",
            Self::Unsure => "Not sure",
            Self::PrefersNotToSay => "Prefers not to say",
        }
    }
}

/// One of the four questions on wellbeing: ONS4, Office for National Statistics. Each is an answer of its own; they are never added up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Wellbeing {
    Satisfied,
    Worthwhile,
    Happy,
    Anxious,
}

impl Wellbeing {
    /// All, in the order in which they are asked.
    pub const ALL: [Self; 4] = [Self::Satisfied, Self::Worthwhile, Self::Happy, Self::Anxious];

    /// The published wording.
    #[must_use]
    pub fn question(self) -> &'static str {
        match self {
            Self::Satisfied => "Overall, how satisfied are you with your life nowadays?",
            Self::Worthwhile => "Overall, to what extent do you feel that the things you do in your life are worthwhile?",
            Self::Happy => "Overall, how happy did you feel yesterday?",
            Self::Anxious => "Overall, how anxious did you feel yesterday?",
        }
    }
}

/// Where the wording of [`Wellbeing`] comes from.
pub const WELLBEING_SOURCE: &str =
    "ONS4: Office for National Statistics, personal well-being user guidance. 0 is not at all, 10 is completely. Four separate answers.";

/// How somebody went back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReturnKind {
    Full,
    Partial,
    DifferentJob,
    Training,
    Volunteering,
}

impl ReturnKind {
    /// All, in the order in which they are offered.
    pub const ALL: [Self; 5] = [Self::Full, Self::Partial, Self::DifferentJob, Self::Training, Self::Volunteering];

    /// As shown on screen.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Full => "To the same job, in full",
            Self::Partial => "To the same job, in part",
            Self::DifferentJob => "To another job",
            Self::Training => "To training",
            Self::Volunteering => "To volunteering",
        }
    }
}

/// A return since the last talk. It is an event, and no success: going back may have done harm.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ReturnEvent {
    pub kind: Option<ReturnKind>,
    /// When, as they say it.
    pub when: String,
    /// Hours a week, as they say it.
    pub hours: String,
    pub words: String,
}

impl ReturnEvent {
    fn is_blank(&self) -> bool {
        self.kind.is_none() && [&self.when, &self.hours, &self.words].iter().all(|text| text.trim().is_empty())
    }

    /// What is recorded of it, in one line.
    #[must_use]
    pub fn line(&self) -> String {
        let hours = Some(self.hours.trim()).filter(|text| !text.is_empty()).map(|text| format!("{text} hours a week"));
        let texts = [self.when.trim(), self.words.trim()].map(str::to_owned);
        let [when, words] = texts;
        let parts = [self.kind.map(|kind| kind.title().to_owned()), Some(when), hours, Some(words)];
        parts.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
    }
}

/// What a person said at a follow-up. Nothing is chosen until it is said; what was left out stays out.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct FollowUpAnswers {
    pub work_status: Option<WorkStatus>,
    /// Since when, as they say it.
    pub since: String,
    /// Hours a week, the least and the most, as typed.
    pub hours_least: String,
    pub hours_most: String,
    /// Each time that they went back since the last talk.
    pub returns: Vec<ReturnEvent>,
    /// By the adjustment's own sentence.
    pub adjustments: BTreeMap<String, AdjustmentState>,
    pub worse_because_of_work: Option<YesNo>,
    pub felt_pressured: Option<YesNo>,
    /// From 0 to 10, each by itself.
    pub wellbeing: BTreeMap<Wellbeing, u8>,
    pub own_words: String,
    pub what_helped: String,
    pub what_harmed: String,
}

/// A follow-up that was asked for.
#[derive(Clone, PartialEq)]
pub struct FollowUp {
    pub id: FollowUpId,
    pub patient: PatientId,
    pub patient_name: String,
    pub after: After,
    /// The day from which it counts.
    pub from: Day,
    pub due: Day,
    pub touch: Touch,
    /// Its answers and the day on which they were given.
    pub answered: Option<(Day, FollowUpAnswers)>,
    /// The person could not be reached, on that day.
    pub not_reached: Option<Day>,
}

/// What a person asked for. Off until they ask.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wish {
    pub after: BTreeSet<After>,
    pub touch: Option<Touch>,
}

/// The symptoms came back, or another absence began.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recurrence {
    pub began: Day,
    #[serde(default)]
    pub ended: Option<Day>,
    #[serde(default)]
    pub linked: Option<YesNo>,
    /// What the person thinks brought it on.
    #[serde(default)]
    pub words: String,
}

impl FollowUpAnswers {
    /// As kept: a return of which nothing was said is none.
    #[must_use]
    pub fn kept(mut self) -> Self {
        self.returns.retain(|event| !event.is_blank());
        self
    }
}

super::redacted_debug!(FollowUpAnswers, ReturnEvent, FollowUp, Recurrence);

#[cfg(test)]
mod tests;
