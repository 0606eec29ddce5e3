//! Who may see what: a person's agreement to share, what then left the room, and the withdrawal that stops what is still to come.
//!
//! This is consent to disclose, the patient's own decision about confidentiality; it is not a practice's legal basis for keeping records.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::day::{self, Day};
use super::id::{ConsentId, PatientId};
use super::paper_kind::PaperKind;
use super::record::Moment;

mod recipient;

pub use recipient::{Recipient, RecipientKind, names_the_dwp};

/// What may be shared. A paper carries its own contents; the items under it are what it carries only where they are ticked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Item {
    Paper(PaperKind),
    /// The person's own words, verbatim.
    OwnWords,
    /// The condition as the statement names it.
    Condition,
    Name,
    DateOfBirth,
    NhsNumber,
    ContactDetails,
    Job,
    Difficulties,
    Adjustments,
    Hours,
    WhatMatters,
    WhenWorse,
    Review,
}

impl Item {
    /// As shown and printed.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Paper(kind) => kind.title(),
            Self::OwnWords => "Own words",
            Self::Condition => "The condition",
            Self::Name => "Name",
            Self::DateOfBirth => "Date of birth",
            Self::NhsNumber => "NHS number",
            Self::ContactDetails => "How to make contact",
            Self::Job => "The job and usual hours",
            Self::Difficulties => "What is hard, on better and worse days",
            Self::Adjustments => "Changes at work",
            Self::Hours => "The plan of hours",
            Self::WhatMatters => "What matters to the person",
            Self::WhenWorse => "What to do when it gets worse",
            Self::Review => "The review",
        }
    }
}

/// The titles of items in one line.
#[must_use]
pub fn items_words(items: &BTreeSet<Item>) -> String {
    items.iter().map(|item| item.title()).collect::<Vec<_>>().join("; ")
}

/// An agreement as it is being asked for: nothing is in it until the person says so.
#[derive(Clone, Default, PartialEq)]
pub struct Asking {
    pub recipient: Option<Recipient>,
    pub items: BTreeSet<Item>,
    pub purpose: String,
    /// The last day on which something may go; none for no end.
    pub ends_on: Option<Day>,
    /// For the DWP: the items that the person agreed to a second time, one by one.
    pub again: BTreeSet<Item>,
}

/// What an agreement still lacks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Lacking {
    Recipient,
    Items,
    Purpose,
    EndPassed,
    SecondConsent,
}

impl Lacking {
    /// One sentence: what is true and what to do.
    #[must_use]
    pub fn sentence(self) -> &'static str {
        match self {
            Self::Recipient => "Nobody is named to receive it. Choose who, and type their name.",
            Self::Items => "Nothing is ticked to share. Tick each item that the person agrees to.",
            Self::Purpose => "No purpose is written. Write what it is for, as the person understands it.",
            Self::EndPassed => "The last day of this agreement has passed. Type a later day, or leave it empty.",
            Self::SecondConsent => {
                "The DWP needs a second agreement, item by item. Ask again and tick each item, or take it out of the list."
            }
        }
    }
}

/// An agreement that is complete. Only such a one can be recorded.
#[derive(Clone, PartialEq)]
pub struct Agreed {
    recipient: Recipient,
    items: BTreeSet<Item>,
    purpose: String,
    ends_on: Option<Day>,
}

impl Agreed {
    /// Takes what was asked, where nothing is lacking.
    ///
    /// # Errors
    /// Everything that is lacking, in the order of the form.
    pub fn new(asking: &Asking, today: Day) -> Result<Self, Vec<Lacking>> {
        let mut lacking = Vec::new();
        let recipient = asking.recipient.clone().filter(|recipient| recipient.needs_consent() && recipient.is_named());
        if recipient.is_none() {
            lacking.push(Lacking::Recipient);
        }
        if asking.items.is_empty() {
            lacking.push(Lacking::Items);
        }
        if asking.purpose.trim().is_empty() {
            lacking.push(Lacking::Purpose);
        }
        if asking.ends_on.is_some_and(|ends| ends < today) {
            lacking.push(Lacking::EndPassed);
        }
        if recipient == Some(Recipient::Dwp) && !asking.items.is_empty() && asking.again != asking.items {
            lacking.push(Lacking::SecondConsent);
        }
        match recipient.filter(|_| lacking.is_empty()) {
            Some(recipient) => {
                Ok(Self { recipient, items: asking.items.clone(), purpose: asking.purpose.trim().to_owned(), ends_on: asking.ends_on })
            }
            None => Err(lacking),
        }
    }

    /// Who receives.
    #[must_use]
    pub fn recipient(&self) -> &Recipient {
        &self.recipient
    }

    /// What may be shared.
    #[must_use]
    pub fn items(&self) -> &BTreeSet<Item> {
        &self.items
    }

    /// What it is for.
    #[must_use]
    pub fn purpose(&self) -> &str {
        &self.purpose
    }

    /// The last day on which something may go.
    #[must_use]
    pub fn ends_on(&self) -> Option<Day> {
        self.ends_on
    }
}

/// A recorded agreement.
#[derive(Clone, PartialEq)]
pub struct Consent {
    pub id: ConsentId,
    pub patient: PatientId,
    pub recipient: Recipient,
    pub items: BTreeSet<Item>,
    pub purpose: String,
    pub given_at: Moment,
    pub ends_on: Option<Day>,
    pub recorded_by: String,
    pub withdrawn_at: Option<Moment>,
}

/// Why something may not go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Refusal {
    /// There is no agreement with this recipient.
    None,
    Withdrawn,
    Ended,
    /// The agreement does not name this paper, or something that it carries.
    NotAmongItems,
}

impl Refusal {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::None, Self::Withdrawn, Self::Ended, Self::NotAmongItems];

    /// What is true.
    #[must_use]
    pub fn what(self) -> &'static str {
        match self {
            Self::None => "The person has not agreed to share this with them, so nothing was made.",
            Self::Withdrawn => "The person took back this agreement, so nothing was made.",
            Self::Ended => "This agreement has ended, so nothing was made.",
            Self::NotAmongItems => "The person agreed to share other items than these, so nothing was made.",
        }
    }

    /// What to do next.
    #[must_use]
    pub fn do_next(self) -> &'static str {
        match self {
            Self::None | Self::Withdrawn | Self::Ended => "Ask the person, and record what they say.",
            Self::NotAmongItems => "Take out what is not agreed, or ask the person about it.",
        }
    }
}

impl Consent {
    /// Whether these items may go to this recipient on a day.
    ///
    /// # Errors
    /// Says why not.
    pub fn lets(&self, items: &BTreeSet<Item>, on: Day) -> Result<(), Refusal> {
        if self.withdrawn_at.is_some() {
            Err(Refusal::Withdrawn)
        } else if self.ends_on.is_some_and(|ends| ends < on) {
            Err(Refusal::Ended)
        } else if items.is_empty() || !items.is_subset(&self.items) {
            Err(Refusal::NotAmongItems)
        } else {
            Ok(())
        }
    }

    /// Whether it stands on a day.
    #[must_use]
    pub fn stands(&self, on: Day) -> bool {
        self.withdrawn_at.is_none() && self.ends_on.is_none_or(|ends| on <= ends)
    }
}

/// How something left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum How {
    Printed,
    Saved,
    Copied,
    Letter,
    /// Written by hand elsewhere, and recorded here.
    ByHand,
}

impl How {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Printed, Self::Saved, Self::Copied, Self::Letter, Self::ByHand];

    /// As it is kept.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Printed => "printed",
            Self::Saved => "saved",
            Self::Copied => "copied",
            Self::Letter => "letter",
            Self::ByHand => "by_hand",
        }
    }

    /// As shown and printed.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Printed => "printed",
            Self::Saved => "saved as a file",
            Self::Copied => "copied",
            Self::Letter => "as a letter",
            Self::ByHand => "written by hand",
        }
    }

    /// The way of that word.
    #[must_use]
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|how| how.word() == word)
    }
}

/// Something that is about to leave, and the agreement that lets it.
#[derive(Clone, PartialEq)]
pub struct Leaving {
    pub patient: PatientId,
    /// None for the person's own copy and the practice's own record.
    pub consent: Option<ConsentId>,
    pub recipient: Recipient,
    pub paper: PaperKind,
    /// The paper and everything ticked that it carries.
    pub items: BTreeSet<Item>,
    pub purpose: String,
    pub how: How,
    /// The identity of the very document, which comes from its content.
    pub document: String,
    /// The question set and version that the words come from.
    pub content: String,
}

/// Something that left.
#[derive(Clone, PartialEq)]
pub struct Disclosure {
    pub left: Leaving,
    pub at: Moment,
    pub recorded_by: String,
}

/// Everything about one person: what they agreed to, and what left.
#[derive(Clone, Default, PartialEq)]
pub struct Ledger {
    /// The oldest first.
    pub consents: Vec<Consent>,
    /// The oldest first.
    pub disclosures: Vec<Disclosure>,
}

impl Ledger {
    /// What has gone under an agreement already: it cannot be called back.
    pub fn gone_under<'a>(&'a self, consent: &'a ConsentId) -> impl Iterator<Item = &'a Disclosure> {
        self.disclosures.iter().filter(move |gone| gone.left.consent.as_ref() == Some(consent))
    }

    /// The last day of the agreement under which something left; none where there is no end, or no agreement was needed.
    #[must_use]
    pub fn ends_of(&self, gone: &Disclosure) -> Option<Day> {
        let under = gone.left.consent.as_ref()?;
        self.consents.iter().find(|consent| consent.id == *under)?.ends_on
    }

    /// What a withdrawal means, said before and after it: what stops, and what has gone.
    #[must_use]
    pub fn withdrawal_words(&self, consent: &Consent) -> String {
        let to = consent.recipient.title();
        let gone: Vec<String> = self.gone_under(&consent.id).map(Disclosure::short).collect();
        if gone.is_empty() {
            format!("Nothing has gone to this recipient under it, and nothing will. {to}.")
        } else {
            format!("Nothing more goes under it. This has gone already and cannot be called back: {}. {to}.", gone.join("; "))
        }
    }
}

impl Disclosure {
    /// `Work plan, printed on 20 November 2026`.
    #[must_use]
    pub fn short(&self) -> String {
        format!("{}, {} on {}", self.left.paper.title(), self.left.how.title(), day::long(self.at.date_naive()))
    }
}

super::redacted_debug!(Recipient, Asking, Agreed, Consent, Leaving, Disclosure, Ledger);

#[cfg(test)]
mod tests {
    use super::*;

    fn today() -> Day {
        Day::from_ymd_opt(2026, 11, 20).unwrap()
    }

    fn asking(recipient: Recipient) -> Asking {
        let items: BTreeSet<Item> = [Item::Paper(PaperKind::WorkPlan), Item::OwnWords].into();
        Asking { recipient: Some(recipient), items, purpose: "To plan the return".into(), ..Asking::default() }
    }

    #[test]
    fn an_agreement_needs_a_recipient_items_a_purpose_and_an_end_that_is_to_come() {
        let all = [Lacking::Recipient, Lacking::Items, Lacking::Purpose];
        assert_eq!(Agreed::new(&Asking::default(), today()).err(), Some(all.to_vec()));
        let employer = asking(Recipient::Employer("Harbour Foods".into()));
        assert!(Agreed::new(&employer, today()).is_ok());
        for (change, lacking) in [
            (Asking { recipient: Some(Recipient::Employer(" ".into())), ..employer.clone() }, Lacking::Recipient),
            (Asking { recipient: Some(Recipient::Person), ..employer.clone() }, Lacking::Recipient),
            (Asking { items: BTreeSet::new(), ..employer.clone() }, Lacking::Items),
            (Asking { purpose: "  ".into(), ..employer.clone() }, Lacking::Purpose),
            (Asking { ends_on: today().pred_opt(), ..employer.clone() }, Lacking::EndPassed),
        ] {
            assert_eq!(Agreed::new(&change, today()).err(), Some(vec![lacking]));
        }
        assert!(Agreed::new(&Asking { ends_on: Some(today()), ..employer }, today()).is_ok());
    }

    #[test]
    fn k5_the_dwp_needs_a_second_agreement_item_by_item() {
        let mut dwp = asking(Recipient::Dwp);
        assert_eq!(Agreed::new(&dwp, today()).err(), Some(vec![Lacking::SecondConsent]));
        dwp.again.insert(Item::OwnWords);
        assert_eq!(Agreed::new(&dwp, today()).err(), Some(vec![Lacking::SecondConsent]), "each item, not some");
        dwp.again = dwp.items.clone();
        assert!(Agreed::new(&dwp, today()).is_ok());
        dwp.again.insert(Item::Condition);
        assert!(Agreed::new(&dwp, today()).is_err(), "and no item that was not agreed the first time");
    }

    #[test]
    fn k5_the_dwp_is_the_dwp_under_any_name() {
        for name in [
            "DWP",
            "Whitby Jobcentre Plus",
            "the Job Centre",
            "Department for Work and Pensions",
            "Dept. of Work & Pensions",
            "d.w.p.",
            "My work coach",
            "The disability employment adviser",
            "Universal Credit, Whitby",
        ] {
            for kind in RecipientKind::ALL {
                assert_eq!(kind.named(name), Recipient::Dwp, "{name}");
            }
        }
        assert_eq!(RecipientKind::Service.named(" Harbour  Physio "), Recipient::Service("Harbour Physio".into()));
        assert_eq!(RecipientKind::Employer.named("Endwpoint Ltd"), Recipient::Employer("Endwpoint Ltd".into()));
    }

    #[test]
    fn a_consent_lets_through_its_own_items_until_its_end_or_its_withdrawal() {
        let items: BTreeSet<Item> = [Item::Paper(PaperKind::WorkPlan)].into();
        let given_at: Moment = "2026-11-20T10:00:00+00:00".parse().unwrap();
        let consent = Consent {
            id: ConsentId::new("k1"),
            patient: PatientId::new("p1"),
            recipient: Recipient::Employer("Harbour Foods".into()),
            items: items.clone(),
            purpose: "To plan the return".into(),
            given_at,
            ends_on: Some(today()),
            recorded_by: "Dr Ada Rowe".into(),
            withdrawn_at: None,
        };
        assert_eq!(consent.lets(&items, today()), Ok(()));
        assert_eq!(consent.lets(&items, today().succ_opt().unwrap()), Err(Refusal::Ended));
        let with_words: BTreeSet<Item> = [Item::Paper(PaperKind::WorkPlan), Item::OwnWords].into();
        assert_eq!(consent.lets(&with_words, today()), Err(Refusal::NotAmongItems));
        assert_eq!(consent.lets(&BTreeSet::new(), today()), Err(Refusal::NotAmongItems));
        let withdrawn = Consent { withdrawn_at: Some(given_at), ..consent };
        assert_eq!(withdrawn.lets(&items, today()), Err(Refusal::Withdrawn));
        assert!(!withdrawn.stands(today()));
    }
}
