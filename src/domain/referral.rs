//! A service that was brought up with a person, what they said to it, and how it ended: so that nobody is sent round in circles.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::day::{self, Day};
use super::id::{PatientId, ReferralId, ServiceId};
use super::service::{PassesToDwp, Provider, Service};

/// What a person said to a service. None of these is better than another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OfferAnswer {
    Accepted,
    Declined,
    Maybe,
    HasAlready,
    PrefersNotToSay,
}

impl OfferAnswer {
    /// All, in the order in which they are offered.
    pub const ALL: [Self; 5] = [Self::Accepted, Self::Declined, Self::Maybe, Self::HasAlready, Self::PrefersNotToSay];

    /// As shown on screen.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Accepted => "Accepted",
            Self::Declined => "Declined",
            Self::Maybe => "Maybe",
            Self::HasAlready => "Has it already",
            Self::PrefersNotToSay => "Prefers not to say",
        }
    }
}

/// How far it has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    Offered,
    Accepted,
    Declined,
    Maybe,
    HasAlready,
    PrefersNotToSay,
    Sent,
    /// The service has it and the person waits.
    Waiting,
    Closed,
}

impl Stage {
    /// All, in the order in which they come.
    pub const ALL: [Self; 9] = [
        Self::Offered,
        Self::Accepted,
        Self::Declined,
        Self::Maybe,
        Self::HasAlready,
        Self::PrefersNotToSay,
        Self::Sent,
        Self::Waiting,
        Self::Closed,
    ];

    /// As shown on screen.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Offered => "Offered",
            Self::Accepted => "Accepted",
            Self::Declined => "Declined",
            Self::Maybe => "Maybe",
            Self::HasAlready => "Has it already",
            Self::PrefersNotToSay => "Prefers not to say",
            Self::Sent => "Sent",
            Self::Waiting => "Waiting",
            Self::Closed => "Closed",
        }
    }

    /// The word in the records.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Offered => "offered",
            Self::Accepted => "accepted",
            Self::Declined => "declined",
            Self::Maybe => "maybe",
            Self::HasAlready => "has_already",
            Self::PrefersNotToSay => "prefers_not_to_say",
            Self::Sent => "sent",
            Self::Waiting => "waiting",
            Self::Closed => "closed",
        }
    }

    /// The stage of a word in the records.
    #[must_use]
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.word() == word)
    }

    /// Whether one may follow another. A mind may be changed until something was sent; what was sent ends in being closed.
    #[must_use]
    pub fn may_become(self, next: Self) -> bool {
        match next {
            Self::Offered => false,
            Self::Accepted | Self::Declined | Self::Maybe | Self::HasAlready | Self::PrefersNotToSay => {
                !matches!(self, Self::Sent | Self::Waiting | Self::Closed)
            }
            // A letter may be sent again: each is a step of its own.
            Self::Sent => matches!(self, Self::Accepted | Self::Sent),
            // Many services are asked by the person themselves, without a letter from here.
            Self::Waiting => matches!(self, Self::Accepted | Self::Sent),
            Self::Closed => matches!(self, Self::Accepted | Self::Sent | Self::Waiting),
        }
    }
}

impl From<OfferAnswer> for Stage {
    fn from(answer: OfferAnswer) -> Self {
        match answer {
            OfferAnswer::Accepted => Self::Accepted,
            OfferAnswer::Declined => Self::Declined,
            OfferAnswer::Maybe => Self::Maybe,
            OfferAnswer::HasAlready => Self::HasAlready,
            OfferAnswer::PrefersNotToSay => Self::PrefersNotToSay,
        }
    }
}

/// Who closed it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClosedBy {
    Patient,
    Practice,
    Service,
    NotKnown,
}

impl ClosedBy {
    /// All, in alphabetical order with "not known" last.
    pub const ALL: [Self; 4] = [Self::Patient, Self::Practice, Self::Service, Self::NotKnown];

    /// As shown on screen.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Patient => "The patient",
            Self::Practice => "This practice",
            Self::Service => "The service",
            Self::NotKnown => "Not known",
        }
    }
}

/// One step of a referral's way.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    pub stage: Stage,
    pub on: Day,
    /// By whom it was closed; none for every other step.
    #[serde(default)]
    pub closed_by: Option<ClosedBy>,
    /// Why it was closed, or what else was said.
    #[serde(default)]
    pub words: String,
    /// What a letter carried, where one was sent.
    #[serde(default)]
    pub items: Vec<LetterItem>,
}

/// A service brought up with a person. It keeps the service as it was then.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Referral {
    pub id: ReferralId,
    pub patient: PatientId,
    pub service: ServiceId,
    pub service_name: String,
    pub provider: Provider,
    pub passes_to_dwp: PassesToDwp,
    /// Every step, the oldest first; the first is the offer.
    pub steps: Vec<Step>,
}

/// Why a step is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StepRefused {
    /// This cannot follow on what is there.
    OutOfOrder { from: Stage, to: Stage },
    /// It is not said by whom it was closed, or not why.
    ClosingUnexplained,
    /// Nothing was ticked to be sent.
    NothingTicked,
}

impl std::fmt::Display for StepRefused {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::OutOfOrder { from, to } => {
                write!(f, "This is {} and cannot become {}.", from.title().to_lowercase(), to.title().to_lowercase())
            }
            Self::ClosingUnexplained => f.write_str("Say by whom it was closed, and why."),
            Self::NothingTicked => f.write_str("Nothing is ticked: a letter carries what the patient agreed to, and nothing else."),
        }
    }
}

impl std::error::Error for StepRefused {}

/// After so many days without news, what was sent or waits is brought up again.
pub const CHASE_AFTER_DAYS: i64 = 28;
/// After so many days, what was accepted and not sent is brought up again.
pub const UNSENT_AFTER_DAYS: i64 = 7;

impl Referral {
    /// A service that was brought up on a day.
    #[must_use]
    pub fn offered(id: ReferralId, patient: PatientId, service: &Service, on: Day) -> Self {
        Self {
            id,
            patient,
            service: service.id.clone(),
            service_name: service.name.clone(),
            provider: service.provider,
            passes_to_dwp: service.passes_to_dwp,
            steps: vec![Step { stage: Stage::Offered, on, closed_by: None, words: String::new(), items: Vec::new() }],
        }
    }

    /// How far it has come.
    #[must_use]
    pub fn stage(&self) -> Stage {
        self.steps.last().map_or(Stage::Offered, |step| step.stage)
    }

    /// Since when it stands so.
    #[must_use]
    pub fn since(&self) -> Option<Day> {
        self.steps.last().map(|step| step.on)
    }

    /// Adds a step. Earlier ones stay as they are.
    ///
    /// # Errors
    /// When the step cannot follow, or a closing does not say by whom and why.
    pub fn step(&mut self, step: Step) -> Result<(), StepRefused> {
        let from = self.stage();
        if !from.may_become(step.stage) {
            return Err(StepRefused::OutOfOrder { from, to: step.stage });
        }
        let explained = step.closed_by.is_some() && !step.words.trim().is_empty();
        if step.stage == Stage::Closed && !explained {
            return Err(StepRefused::ClosingUnexplained);
        }
        if step.stage == Stage::Sent && step.items.is_empty() {
            return Err(StepRefused::NothingTicked);
        }
        self.steps.push(step);
        Ok(())
    }

    /// Whether nobody has heard of it for so long that somebody should ask.
    #[must_use]
    pub fn loop_is_open(&self, today: Day) -> bool {
        self.chase_from().is_some_and(|from| from <= today)
    }

    /// The day from which somebody should ask what became of it; none where nothing is awaited.
    #[must_use]
    pub fn chase_from(&self) -> Option<Day> {
        let days = match self.stage() {
            Stage::Sent | Stage::Waiting => CHASE_AFTER_DAYS,
            Stage::Accepted => UNSENT_AFTER_DAYS,
            Stage::Offered | Stage::Declined | Stage::Maybe | Stage::HasAlready | Stage::PrefersNotToSay | Stage::Closed => return None,
        };
        self.since().map(|since| day::shifted(since, days))
    }

    /// What is true of it, in one line.
    #[must_use]
    pub fn line(&self) -> String {
        let Some(last) = self.steps.last() else { return String::new() };
        let on = day::long(last.on);
        match (last.stage, last.closed_by) {
            (Stage::Closed, Some(by)) => format!("Closed on {on} by {}: {}", by.title().to_lowercase(), last.words.trim()),
            (stage, _) => format!("{} on {on}", stage.title()),
        }
    }
}

/// What a letter may carry. Each is ticked by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LetterItem {
    Name,
    DateOfBirth,
    NhsNumber,
    Address,
    Condition,
    Job,
    WhatIsHard,
    WhatWouldHelp,
    WhatMatters,
    OwnWords,
    EnergyLimit,
    HowToBeInTouch,
}

impl LetterItem {
    /// All, in the order of the letter.
    pub const ALL: [Self; 12] = [
        Self::Name,
        Self::DateOfBirth,
        Self::NhsNumber,
        Self::Address,
        Self::Condition,
        Self::Job,
        Self::WhatIsHard,
        Self::WhatWouldHelp,
        Self::WhatMatters,
        Self::OwnWords,
        Self::EnergyLimit,
        Self::HowToBeInTouch,
    ];

    /// As shown on screen and in the letter.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Name => "Name",
            Self::DateOfBirth => "Date of birth",
            Self::NhsNumber => "NHS number",
            Self::Address => "Address",
            Self::Condition => "Condition",
            Self::Job => "Work",
            Self::WhatIsHard => "What is hard at work",
            Self::WhatWouldHelp => "Changes that would help",
            Self::WhatMatters => "What matters to the person",
            Self::OwnWords => "In their own words",
            Self::EnergyLimit => "Effort makes symptoms worse",
            Self::HowToBeInTouch => "How to be in touch",
        }
    }

    /// Whether somebody who reads it could be in touch: not said of a person who is not to be contacted about work.
    #[must_use]
    pub fn leads_to_contact(self) -> bool {
        matches!(self, Self::Address | Self::HowToBeInTouch)
    }
}

/// One thing that could stand in a letter, with the words that would stand there.
#[derive(Clone, PartialEq, Eq)]
pub struct Passage {
    pub item: LetterItem,
    pub text: String,
}

/// What a person ticked for one letter. It begins with nothing ticked, the recipient included.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ticks {
    /// The letter may go to this recipient.
    pub recipient: bool,
    pub items: BTreeSet<LetterItem>,
    /// The second consent, item by item, where the letter reaches the DWP.
    pub items_for_dwp: BTreeSet<LetterItem>,
}

/// Why no letter can be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ConsentMissing {
    Recipient,
    Items,
    /// The letter reaches the DWP, and nothing was ticked a second time for it.
    SecondConsent,
}

impl std::fmt::Display for ConsentMissing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Recipient => "Tick the recipient, once the patient agrees to it.",
            Self::Items => "Tick what the letter may say, item by item, as the patient agrees to it.",
            Self::SecondConsent => "This reaches the DWP: tick a second time, item by item, what the patient agrees the DWP may have.",
        })
    }
}

impl std::error::Error for ConsentMissing {}

/// A letter that the person agreed to, item by item. It can be made in no other way.
#[derive(Clone, PartialEq, Eq)]
pub struct Letter {
    recipient: String,
    passages: Vec<Passage>,
}

impl Letter {
    /// The letter that the ticks allow, out of what could be said. Where it reaches the DWP, it holds what was ticked both times.
    ///
    /// # Errors
    /// When a consent is missing.
    pub fn agreed(service_name: &str, reaches_dwp: bool, ticks: &Ticks, possible: &[Passage]) -> Result<Self, ConsentMissing> {
        if !ticks.recipient {
            return Err(ConsentMissing::Recipient);
        }
        let once: Vec<&Passage> = possible.iter().filter(|passage| ticks.items.contains(&passage.item)).collect();
        if once.is_empty() {
            return Err(ConsentMissing::Items);
        }
        let passages: Vec<Passage> =
            once.into_iter().filter(|passage| !reaches_dwp || ticks.items_for_dwp.contains(&passage.item)).cloned().collect();
        if passages.is_empty() {
            return Err(ConsentMissing::SecondConsent);
        }
        Ok(Self { recipient: service_name.to_owned(), passages })
    }

    /// To whom it goes.
    #[must_use]
    pub fn recipient(&self) -> &str {
        &self.recipient
    }

    /// What it says, in order.
    #[must_use]
    pub fn passages(&self) -> &[Passage] {
        &self.passages
    }

    /// What it carries, for the record.
    #[must_use]
    pub fn items(&self) -> Vec<LetterItem> {
        self.passages.iter().map(|passage| passage.item).collect()
    }
}

super::redacted_debug!(Step, Referral, Passage, Letter);

#[cfg(test)]
#[path = "referral_tests.rs"]
mod tests;
