//! What leaves this room: every paper of one talk, shown before it exists, and the ledger of who agreed to what.

use std::collections::BTreeSet;

use super::model::{Handed, Place};
use super::msg::PdfJob;
use crate::domain::case::Case;
use crate::domain::consent::{Agreed, Asking, Item, Leaving, Ledger, Recipient, RecipientKind};
use crate::domain::draft::{Conversation, Draft};
use crate::domain::id::{ConsentId, DraftId, NoteId, PatientId};
use crate::domain::paper_kind::PaperKind;
use crate::domain::plan::PlanKind;
use crate::domain::record::{NoteLine, Patient};
use crate::domain::service::Service;
use crate::paper::Document;
use crate::paper::documents::condition_word_in;
use crate::rules::NoteRecord;
use crate::talk::{self, ShownConversation};

/// The papers that are offered beside the statement, in their fixed order.
pub const OFFERED: [PaperKind; 8] = [
    PaperKind::PatientSummary,
    PaperKind::WorkPlan,
    PaperKind::EmployerPage,
    PaperKind::AhpReport,
    PaperKind::ReferralLetter,
    PaperKind::ClinicalText,
    PaperKind::HomeSheet,
    PaperKind::ConsentLedger,
];

/// The screen: one talk, its papers, the person's ticks and their ledger.
#[expect(clippy::struct_excessive_bools, reason = "each is a box of the form, or a question that stands")]
pub struct Papers {
    pub came_from: Place,
    pub patient: Patient,
    /// What papers can be made of; none where there was no talk and no note.
    pub talk: Option<SharedTalk>,
    pub ledger: Ledger,
    /// Names of services whose letters reach the DWP, in small letters.
    pub reaching_dwp: Vec<String>,
    pub chosen: Option<PaperKind>,
    pub shown: Shown,
    pub large_print: bool,
    /// The person's ticks. Each begins unticked, whatever was said before.
    pub own_words: bool,
    pub employer_may_know: bool,
    pub plan_kind: Option<PlanKind>,
    /// For whom the paper is made; nobody until it is chosen.
    pub to: Option<To>,
    pub form: Option<ConsentForm>,
    /// The agreement that is about to be taken back, while the question stands.
    pub withdrawing: Option<ConsentId>,
    /// The answer to whether the next printing or sending is safe, where that is asked because a conversation was paused.
    pub safe: Option<bool>,
    pub folder: String,
    /// What is made once the ledger has taken it down.
    pub pending: Option<(Document, PdfJob)>,
    /// Words on their way to the clipboard.
    pub copying: Option<String>,
    pub handed: Option<HandedOver>,
    pub busy: bool,
}

/// What papers are made of: a case with its conversation, as it stands or as it was issued.
pub struct SharedTalk {
    pub case: Case,
    pub conversation: Conversation,
    /// The conversation in the words that were asked, where it is finished.
    pub kept: Option<ShownConversation>,
    /// The note that came of it, where one was issued.
    pub note: Option<NoteId>,
    /// The clinician said how the person was assessed. Until then no paper says it.
    pub is_assessed: bool,
}

/// What the preview shows.
pub enum Shown {
    Nothing,
    Document(Box<Document>),
    /// Text that is copied, never printed.
    Text(String),
    /// The paper cannot be made; the sentence says why, and what to do.
    Withheld(String),
}

/// For whom a paper is made.
#[derive(Clone, PartialEq, Eq)]
pub enum To {
    /// The person's own copy.
    Person,
    /// Whoever this agreement names.
    Consent(ConsentId),
}

/// What was done last.
#[derive(Clone, PartialEq, Eq)]
pub enum HandedOver {
    Paper(Handed),
    Copied,
}

/// An agreement as it is being asked for: everything begins empty.
#[derive(Default)]
pub struct ConsentForm {
    pub kind: Option<RecipientKind>,
    pub name: String,
    pub items: BTreeSet<Item>,
    /// For the DWP: the second time, item by item.
    pub again: BTreeSet<Item>,
    pub purpose: String,
    pub ends: String,
    /// Names of services whose letters reach the DWP, in small letters.
    pub reaching_dwp: Vec<String>,
    /// It was pressed: from then on every gap is shown.
    pub asked: bool,
}

impl ConsentForm {
    /// Who would receive; none until chosen and named. A service of the directory that is the DWP's, or passes on to it, is the DWP.
    #[must_use]
    pub fn recipient(&self) -> Option<Recipient> {
        let typed = self.name.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ");
        let reaches = self.reaching_dwp.iter().any(|name| typed.contains(name.as_str()));
        self.kind.map(|kind| if reaches { Recipient::Dwp } else { kind.named(&self.name) })
    }

    /// Whether it reaches the DWP, under whatever name.
    #[must_use]
    pub fn reaches_dwp(&self) -> bool {
        self.recipient() == Some(Recipient::Dwp)
    }

    /// The agreement as typed, and the day that cannot be read.
    #[must_use]
    pub fn asking(&self, ends_on: Option<crate::domain::day::Day>) -> Asking {
        Asking { recipient: self.recipient(), items: self.items.clone(), purpose: self.purpose.clone(), ends_on, again: self.again.clone() }
    }
}

/// The items that the chosen paper carries; none where none is chosen.
#[must_use]
pub fn carried(papers: &Papers) -> BTreeSet<Item> {
    papers.chosen.map(|kind| carried_by(papers, kind)).unwrap_or_default()
}

/// The items that a paper carries: itself, and what is ticked for it or stands on it by its nature.
#[must_use]
pub fn carried_by(papers: &Papers, kind: PaperKind) -> BTreeSet<Item> {
    let mut items = BTreeSet::from([Item::Paper(kind)]);
    let talk = papers.talk.as_ref();
    match kind {
        // None of these has a place for the condition; where the words on it name it, it goes to those who may know it.
        PaperKind::WorkPlan | PaperKind::AhpReport | PaperKind::PatientSummary => {
            let own_words = kind == PaperKind::WorkPlan && papers.own_words;
            items.extend(own_words.then_some(Item::OwnWords));
            items.extend(talk.is_some_and(|talk| names_condition(talk, own_words)).then_some(Item::Condition));
        }
        PaperKind::EmployerPage => {
            let has_condition = talk.is_some_and(|talk| !talk.case.statement.conditions.trim().is_empty());
            items.extend((papers.employer_may_know && has_condition).then_some(Item::Condition));
        }
        _ => {}
    }
    items
}

/// Whether a text that these papers carry may give the condition away.
fn names_condition(talk: &SharedTalk, with_own_words: bool) -> bool {
    let plan = talk::plan_from(&talk.conversation);
    let own_words = if with_own_words { talk::own_words(&talk.conversation) } else { String::new() };
    let mut texts = vec![
        plan.what_matters,
        plan.job,
        plan.usual_hours,
        plan.when_worse,
        plan.step_down,
        own_words,
        talk.case.statement.comments.clone(),
    ];
    texts.extend(plan.difficulties.into_iter().flat_map(|row| [row.what, row.better_day, row.usual, row.worse_day]));
    texts.extend(plan.adjustments.into_iter().map(|row| row.text));
    texts.extend(plan.waiting_for.into_iter().map(|row| row.what));
    texts.iter().any(|text| condition_word_in(text, &talk.case.statement.conditions).is_some())
}

/// What happened on the screen.
pub enum PapersMsg {
    /// The screen was asked for.
    Opened,
    Chosen(PaperKind),
    LargePrintTicked(bool),
    OwnWordsTicked(bool),
    EmployerMayKnowTicked(bool),
    /// The same again takes it back.
    PlanKindChosen(PlanKind),
    ToChosen(To),
    /// A new agreement is asked for.
    ConsentAsked,
    ConsentLeft,
    RecipientChosen(RecipientKind),
    RecipientTyped(String),
    ItemTicked(Item, bool),
    ItemTickedAgain(Item, bool),
    PurposeTyped(String),
    EndsTyped(String),
    ConsentGiven,
    WithdrawalAsked(ConsentId),
    WithdrawalLeft,
    Withdrawn,
    SafeAnswered(bool),
    FolderTyped(String),
    PrintPressed,
    SavePressed,
    OpenPressed,
    CopyPressed,
    /// The words are on the clipboard.
    Copied,
}

/// What the screen wants done.
pub enum PapersCmd {
    /// Read what papers can be made of, and the ledger.
    Open {
        patient: PatientId,
        /// The draft or the note that the screen was opened from; the newest of the patient where it is neither.
        draft: Option<DraftId>,
        note: Option<NoteId>,
    },
    Give {
        patient: PatientId,
        agreed: Box<Agreed>,
    },
    Withdraw {
        patient: PatientId,
        consent: ConsentId,
    },
    /// What left behind this screen's back.
    ReadLedger(PatientId),
    /// Take down that something leaves. Only then is it made.
    Tell(Box<Leaving>),
}

/// What came of it.
pub enum PapersDone {
    Opened(Box<Opened>),
    Given {
        consent: ConsentId,
        ledger: Ledger,
    },
    LedgerRead(Ledger),
    /// It is in the ledger: now it may be made.
    Told(Ledger),
}

/// What the records hold for the screen.
pub struct Opened {
    pub patient: Patient,
    pub notes: Vec<NoteLine>,
    pub ledger: Ledger,
    /// The practice's own entries of the directory.
    pub own: Vec<Service>,
    pub draft: Option<Draft>,
    pub record: Option<NoteRecord>,
    /// The finished conversation of that note, in the words that were asked.
    pub kept: Option<ShownConversation>,
}

crate::domain::redacted_debug!(Papers, SharedTalk, Shown, To, ConsentForm, PapersMsg, PapersCmd, PapersDone, Opened);
