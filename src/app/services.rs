//! The directory of services and what came of bringing one up: what the screens show, and what happened there.

use std::collections::BTreeSet;
use std::path::PathBuf;

use super::model::Place;
use crate::content::directory_entries::shipped;
use crate::domain::day::{self, Day, YearHint};
use crate::domain::draft::Conversation;
use crate::domain::follow_up::FollowUp;
use crate::domain::id::{PatientId, ReferralId, ServiceId};
use crate::domain::nhs_number::NhsNumber;
use crate::domain::profession::Nation;
use crate::domain::record::Patient;
use crate::domain::referral::{ClosedBy, LetterItem, OfferAnswer, Passage, Referral, Step, Ticks};
use crate::domain::service::{Category, ContactMode, PassesToDwp, Provider, Service, Wanted};
use crate::paper::Document;
use crate::talk::{self, Mode, ids};

/// A referral and whose it is.
pub type Tracked = (Referral, String);

/// The directory and the tracker.
#[derive(Default)]
pub struct ServicesRoom {
    /// Where the way back leads.
    pub from: Option<Place>,
    /// Whom it is about; none where it was opened beside no patient.
    pub patient: Option<Patient>,
    /// What a letter about them could say.
    pub passages: Vec<Passage>,
    /// What they say was taken from the desk, which is newer than the disk.
    pub from_desk: bool,
    /// Everybody who is not to be contacted about work.
    pub not_contacted: BTreeSet<PatientId>,
    /// The practice's own entries.
    pub own: Vec<Service>,
    /// Shipped entries that this practice does not list. They are hidden here and never taken out.
    pub hidden: BTreeSet<ServiceId>,
    /// The hidden entries are listed as well, to bring one back.
    pub shows_hidden: bool,
    pub wanted: Wanted,
    /// The entry that is open.
    pub open: Option<ServiceId>,
    /// The patient's referrals, or the practice's where no patient is open.
    pub referrals: Vec<Tracked>,
    /// What nobody has heard of for long, for the first screen.
    pub chase: Vec<Tracked>,
    /// How many follow-ups are due, and the first of them, for the first screen.
    pub follow_ups_due: usize,
    pub due: Vec<FollowUp>,
    pub form: Option<ServiceForm>,
    pub letter: Option<LetterDesk>,
    pub closing: Option<Closing>,
    pub busy: bool,
}

/// An entry of the practice while it is typed. What decides trust is not chosen until somebody chooses it.
#[derive(Clone, Default)]
pub struct ServiceForm {
    /// None for a new one.
    pub id: Option<ServiceId>,
    pub name: String,
    pub about: String,
    pub who: String,
    pub how: String,
    pub cost: String,
    pub contact: String,
    /// The day on which somebody looked, as typed; empty where nobody did.
    pub checked: String,
    pub source: String,
    pub place: String,
    pub local_rules: String,
    pub data_note: String,
    pub category: Option<Category>,
    pub provider: Option<Provider>,
    pub passes_to_dwp: Option<PassesToDwp>,
    pub nations: BTreeSet<Nation>,
    pub modes: BTreeSet<ContactMode>,
    /// It was asked to be saved: from then on what is missing is said.
    pub asked: bool,
}

/// A text of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ServiceField {
    Name,
    About,
    Who,
    How,
    Cost,
    Contact,
    Place,
    LocalRules,
    DataNote,
    Checked,
    Source,
}

/// A letter that is being ticked together.
pub struct LetterDesk {
    pub referral: Referral,
    pub ticks: Ticks,
    /// What is asked of the service, in words that the person agrees to.
    pub wish: String,
    /// Where its PDF goes.
    pub folder: String,
    /// A letter was asked for: from then on what is missing is said.
    pub asked: bool,
}

/// A referral that is being closed.
pub struct Closing {
    pub referral: ReferralId,
    pub name: String,
    pub by: Option<ClosedBy>,
    pub why: String,
    pub asked: bool,
}

crate::domain::redacted_debug!(ServicesRoom, LetterDesk, Closing);

/// What happened in the directory.
pub enum ServicesMsg {
    /// The directory was asked for.
    Opened,
    /// The tracker was asked for.
    TrackerOpened,
    NationChosen(Option<Nation>),
    CategoryChosen(Option<Category>),
    SearchTyped(String),
    EntryOpened(ServiceId),
    EntryClosed,
    /// What the patient said to the open entry.
    Answered(OfferAnswer),

    NewPressed,
    /// A copy of the open entry, to change here.
    CopyPressed,
    EditPressed,
    RemovePressed,
    /// The open shipped entry is not listed here any more, or is again.
    HidePressed(bool),
    HiddenShown(bool),
    FormTyped(ServiceField, String),
    FormNation(Nation, bool),
    FormMode(ContactMode, bool),
    FormCategory(Category),
    FormProvider(Provider),
    FormDwp(PassesToDwp),
    FormSaved,
    FormDropped,

    LetterOpened(ReferralId),
    RecipientTicked(bool),
    ItemTicked(LetterItem, bool),
    /// The second consent.
    DwpItemTicked(LetterItem, bool),
    FolderTyped(String),
    WishTyped(String),
    LetterAsked(LetterJob),
    LetterDropped,
    WaitingPressed(ReferralId),
    CloseAsked(ReferralId),
    ClosedByChosen(ClosedBy),
    WhyTyped(String),
    CloseConfirmed,
    CloseDropped,
}

/// What to do with a letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LetterJob {
    Save,
    Print,
}

/// What is wanted done about services.
pub enum ServicesCmd {
    /// The practice's entries and the referrals of a patient, or of everybody.
    Load {
        patient: Option<PatientId>,
        /// What was said last is wanted too, for a letter.
        with_talk: bool,
    },
    LoadReminders,
    SaveEntry(Box<Service>),
    RemoveEntry(ServiceId),
    /// List a shipped entry here no more, or again.
    Hide {
        service: ServiceId,
        hidden: bool,
    },
    /// Record that a service was brought up and what was said.
    Offer {
        service: Box<Service>,
        patient: PatientId,
        answer: OfferAnswer,
    },
    Step {
        referral: ReferralId,
        step: Step,
    },
    /// Record the letter, then make its paper.
    Send {
        referral: Box<Referral>,
        step: Step,
        /// What is asked of the service; empty where only the referral itself is.
        wish: String,
        document: Box<Document>,
        folder: PathBuf,
        job: LetterJob,
    },
}

/// What came of it.
pub enum ServicesDone {
    Loaded {
        patient: Option<PatientId>,
        own: Vec<Service>,
        hidden: BTreeSet<ServiceId>,
        referrals: Vec<Tracked>,
        not_contacted: BTreeSet<PatientId>,
        /// What was said last, and the condition as the note names it; none where it was not wanted or nothing was said.
        talk: Option<Box<(Conversation, String)>>,
    },
    Reminders {
        not_contacted: BTreeSet<PatientId>,
        chase: Vec<Tracked>,
        follow_ups_due: usize,
        due: Vec<FollowUp>,
    },
    /// Something changed: the lists are read again.
    Changed,
    LetterSaved(PathBuf),
    LetterPrinted(String),
}

impl ServicesRoom {
    /// Every entry that is listed here: the practice's own first, then the shipped ones that are not hidden.
    pub fn all(&self) -> impl Iterator<Item = &Service> {
        self.own.iter().chain(shipped().iter().filter(|service| self.shows_hidden || !self.is_hidden(&service.id)))
    }

    /// Whether this practice hides a shipped entry.
    #[must_use]
    pub fn is_hidden(&self, id: &ServiceId) -> bool {
        self.hidden.contains(id)
    }

    /// The entries to list, in the order of the categories.
    #[must_use]
    pub fn listed(&self) -> Vec<&Service> {
        let mut listed: Vec<&Service> = self.all().filter(|service| self.wanted.lists(service)).collect();
        listed.sort_by_key(|service| service.category);
        listed
    }

    /// How many entries are held back because effort makes symptoms worse.
    #[must_use]
    pub fn held_back(&self) -> usize {
        let without = Wanted { energy_limit: false, ..self.wanted.clone() };
        self.all().filter(|service| without.lists(service)).count() - self.listed().len()
    }

    /// The open entry.
    #[must_use]
    pub fn entry(&self) -> Option<&Service> {
        self.open.as_ref().and_then(|id| self.all().find(|service| service.id == *id))
    }

    /// Whether the practice made this entry, and may change it.
    #[must_use]
    pub fn is_own(&self, id: &ServiceId) -> bool {
        self.own.iter().any(|service| service.id == *id)
    }

    /// Whether a person is not to be contacted about work.
    #[must_use]
    pub fn is_not_contacted(&self, patient: &PatientId) -> bool {
        self.not_contacted.contains(patient)
    }

    /// What was last said to a service.
    #[must_use]
    pub fn answer_to(&self, id: &ServiceId) -> Option<&Referral> {
        self.patient.as_ref()?;
        self.referrals.iter().map(|(referral, _)| referral).find(|referral| referral.service == *id)
    }
}

/// The services to bring up for a choice of the conversation's question about services, in a nation. Where effort makes symptoms worse,
/// what could do harm is not among them.
#[must_use]
pub fn offers_for<'a>(room: &'a ServicesRoom, conversation: &Conversation, nation: Nation, choice: &str) -> Vec<&'a Service> {
    let Some(category) = Category::of_choice(choice) else { return Vec::new() };
    let energy_limit = talk::modes(conversation).has(Mode::EnergyLimit);
    let wanted = Wanted { nation: Some(nation), category: Some(category), search: String::new(), energy_limit };
    room.all().filter(|service| wanted.lists(service)).collect()
}

impl ServiceForm {
    /// A form that holds an entry.
    #[must_use]
    pub fn of(service: &Service) -> Self {
        Self {
            id: Some(service.id.clone()),
            name: service.name.clone(),
            about: service.about.clone(),
            who: service.who.clone(),
            how: service.how.clone(),
            cost: service.cost.clone(),
            checked: service.checked_on.map(day::numeric).unwrap_or_default(),
            source: service.source.clone(),
            contact: service.contact.clone(),
            place: service.place.clone(),
            local_rules: service.local_rules.clone(),
            data_note: service.data_note.clone(),
            category: Some(service.category),
            provider: Some(service.provider),
            passes_to_dwp: Some(service.passes_to_dwp),
            nations: service.nations.iter().copied().collect(),
            modes: service.modes.iter().copied().collect(),
            asked: false,
        }
    }

    /// The text of a field.
    pub fn text(&mut self, field: ServiceField) -> &mut String {
        match field {
            ServiceField::Name => &mut self.name,
            ServiceField::About => &mut self.about,
            ServiceField::Who => &mut self.who,
            ServiceField::How => &mut self.how,
            ServiceField::Cost => &mut self.cost,
            ServiceField::Checked => &mut self.checked,
            ServiceField::Source => &mut self.source,
            ServiceField::Contact => &mut self.contact,
            ServiceField::Place => &mut self.place,
            ServiceField::LocalRules => &mut self.local_rules,
            ServiceField::DataNote => &mut self.data_note,
        }
    }

    /// The day on which the entry was checked: none where nobody says one.
    ///
    /// # Errors
    /// When what was typed is no day up to today.
    pub fn checked_on(&self, today: Day) -> Result<Option<Day>, &'static str> {
        if self.checked.trim().is_empty() {
            return Ok(None);
        }
        let read = day::parse(&self.checked, YearHint::NotAfter(today), today).ok().filter(|on| *on <= today);
        read.map(Some).ok_or("\"Last checked\" is no day up to today: type one such as 20 Nov 2026, or leave it empty.")
    }

    /// What is missing, in the order of the form.
    #[must_use]
    pub fn faults(&self, today: Day) -> Vec<&'static str> {
        let rows = [
            (self.name.trim().is_empty(), "Type the name of the service."),
            (self.about.trim().is_empty(), "Say what it is."),
            (self.category.is_none(), "Choose what it is for."),
            (self.nations.is_empty(), "Tick at least one nation."),
            (self.provider.is_none(), "Choose who runs it: a patient hears it before they agree."),
            (self.passes_to_dwp.is_none(), "Choose whether data reaches the DWP. \"Not known\" is an answer."),
        ];
        rows.into_iter().filter(|(missing, _)| *missing).map(|(_, sentence)| sentence).chain(self.checked_on(today).err()).collect()
    }

    /// The entry. None while something is missing.
    #[must_use]
    pub fn complete(&self, today: Day) -> Option<Service> {
        if !self.faults(today).is_empty() {
            return None;
        }
        let checked_on = self.checked_on(today).ok()?;
        let text = |text: &str| text.trim().to_owned();
        Some(Service {
            // The shell gives a new entry its identity.
            id: self.id.clone().unwrap_or_else(|| ServiceId::new("")),
            name: text(&self.name),
            category: self.category?,
            nations: self.nations.iter().copied().collect(),
            provider: self.provider?,
            passes_to_dwp: self.passes_to_dwp?,
            data_note: text(&self.data_note),
            about: text(&self.about),
            who: text(&self.who),
            how: text(&self.how),
            cost: text(&self.cost),
            contact: text(&self.contact),
            modes: self.modes.iter().copied().collect(),
            place: text(&self.place),
            local_rules: text(&self.local_rules),
            checked_on,
            source: if self.source.trim().is_empty() { "Entered by this practice".into() } else { text(&self.source) },
        })
    }
}

/// What a letter about a patient could say: each passage that has words, in the order of the letter. None of it is ticked.
#[must_use]
pub fn passages(patient: &Patient, conversation: Option<&Conversation>, conditions: &str) -> Vec<Passage> {
    let plan = conversation.map(talk::plan_from).unwrap_or_default();
    let modes = conversation.map(talk::modes).unwrap_or_default();
    let lines = |texts: Vec<String>| texts.into_iter().filter(|text| !text.trim().is_empty()).collect::<Vec<_>>().join("; ");
    let touch = || {
        let mut steps = conversation.into_iter().flat_map(|conversation| conversation.steps.values());
        let choice = steps.find_map(|step| step.one.get(ids::CONTACT_MODE));
        choice
            .and_then(|choice| crate::domain::follow_up::Touch::of_choice(choice))
            .map(|touch| touch.title().to_owned())
            .unwrap_or_default()
    };
    let text = |item: LetterItem| match item {
        LetterItem::Name => patient.full_name(),
        LetterItem::DateOfBirth => day::long(patient.date_of_birth),
        LetterItem::NhsNumber => patient.nhs_number.as_ref().map(NhsNumber::grouped).unwrap_or_default(),
        LetterItem::Address => patient
            .address
            .iter()
            .chain(std::iter::once(&patient.postcode))
            .filter(|line| !line.is_empty())
            .cloned()
            .collect::<Vec<_>>()
            .join(", "),
        LetterItem::Condition => conditions.trim().to_owned(),
        LetterItem::Job => plan.job.clone(),
        LetterItem::WhatIsHard => lines(plan.difficulties.iter().map(|difficulty| difficulty.what.clone()).collect()),
        LetterItem::WhatWouldHelp => lines(plan.adjustments.iter().map(|adjustment| adjustment.text.clone()).collect()),
        LetterItem::WhatMatters => plan.what_matters.clone(),
        LetterItem::OwnWords => conversation.map(talk::own_words).unwrap_or_default(),
        LetterItem::EnergyLimit if modes.has(Mode::EnergyLimit) => {
            "Effort makes symptoms worse, sometimes a day or two later. Please offer no increase by schedule and no graded exercise.".into()
        }
        LetterItem::EnergyLimit => String::new(),
        LetterItem::HowToBeInTouch => touch(),
    };
    let said = LetterItem::ALL.into_iter().map(|item| Passage { item, text: text(item) }).filter(|passage| !passage.text.trim().is_empty());
    said.filter(|passage| !modes.has(Mode::DoNotContact) || !passage.item.leads_to_contact()).collect()
}
