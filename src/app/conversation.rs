//! The conversation beside its draft: the pause, the question about energy, finished conversations, and what may be said of them.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::model::Model;
use super::msg::ConversationEdit;
use super::records::RecordForm;
use crate::domain::day::Day;
use crate::domain::draft::{Draft, StepAnswer};
use crate::domain::id::{DraftId, NoteId, PatientId};
use crate::domain::record::Moment;
use crate::paper::Document;
use crate::talk::{self, JobSaid, ShownConversation};

/// What the window knows about conversations, beside the draft on the desk.
#[derive(Default)]
pub struct Talk {
    /// The pause, while it is open.
    pub pause: Option<PauseSheet>,
    /// What the records hold about one patient's conversations.
    pub record: Option<TalkRecord>,
    /// A finished conversation, while it is shown.
    pub shown: Option<KeptConversation>,
    /// The question about time and energy, while it stands.
    pub energy: Option<EnergyQuestion>,
    /// The conversation is about to be ended without a note, while the question stands.
    pub ending: bool,
    /// It is about to be stopped for today, with the reasons ticked so far.
    pub stopping: Option<BTreeSet<String>>,
    /// What was taken away last at a step, while it can be brought back.
    pub removed: Option<Removed>,
    /// Something was to be printed, saved or sent, while it is asked whether that is safe.
    pub holding: Option<Output>,
    /// The questions to fill in at home, while they are shown.
    pub home: Option<Document>,
    /// The patient for whom the one output that goes out now was said to be safe.
    pub safe_for: Option<PatientId>,
}

/// The pause as it is written: apart from the conversation, and on no document.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct PauseSheet {
    pub id: String,
    /// None where no patient is open: then nothing is kept.
    pub patient: Option<PatientId>,
    pub at: Moment,
    /// What was said, in the clinician's words.
    pub words: String,
    /// What was noted down, by id.
    pub ticked: BTreeSet<String>,
    /// Whether this pause was the first of the draft on the desk.
    #[serde(skip)]
    pub marked_draft: bool,
}

/// What the records hold about one patient's conversations.
#[derive(Clone)]
pub struct TalkRecord {
    pub patient: PatientId,
    /// Finished conversations, the newest first.
    pub kept: Vec<KeptLine>,
    /// Where each draft's conversation stands: its set and its step, by name.
    pub under_way: Vec<(DraftId, String)>,
    /// What was said about the job, in finished conversations and in stopped ones.
    pub jobs: Vec<JobSaid>,
    /// A conversation with this patient was paused for safety.
    pub paused: bool,
}

/// A finished conversation in a list.
#[derive(Clone)]
pub struct KeptLine {
    pub id: String,
    pub title: String,
    pub ended_at: Moment,
    /// The note that it led to; none where it was ended without one.
    pub note: Option<NoteId>,
}

/// A finished conversation, as it was shown.
#[derive(Clone)]
pub struct KeptConversation {
    pub line: KeptLine,
    pub patient: PatientId,
    pub shown: ShownConversation,
}

/// The answer of a step as it was before something was taken away from it.
#[derive(Clone)]
pub struct Removed {
    pub draft: DraftId,
    pub step: String,
    pub answer: StepAnswer,
}

/// The question about time and energy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EnergyQuestion {
    /// The step that comes next.
    pub before: String,
    /// A break is being taken.
    pub resting: bool,
}

/// What may be said to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EnergyAnswer {
    GoOn,
    Shorter,
    Rest,
    Stop,
}

impl EnergyAnswer {
    /// All, in the order in which they are offered, with their ids.
    pub const ALL: [(Self, &'static str); 4] =
        [(Self::GoOn, "go_on"), (Self::Shorter, "shorter"), (Self::Rest, "rest"), (Self::Stop, "stop")];
}

/// What was to be done with a note's paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Output {
    Print,
    Save,
    Open,
    HomePrint,
    HomeSave,
    LetterPrint,
    LetterSave,
    /// A person's whole record, as a file.
    WholeRecord(RecordForm),
}

/// What happened in a conversation.
pub enum TalkMsg {
    /// One part of an answer changed, at this step.
    Said {
        step: String,
        edit: ConversationEdit,
    },
    /// Goes on in the set of this id.
    SetChosen(String),
    /// Goes on in the other length.
    OtherLength,
    /// One at a time, or all on one sheet.
    SheetToggled,
    EnergyAnswered(EnergyAnswer),
    /// It is to be stopped for today; the question opens whether what was said is kept.
    StopAsked,
    StopReasonTicked(String),
    /// Stopped, with everything kept, or with everything deleted.
    Stopped {
        keep: bool,
    },
    StopDropped,
    /// A stopped conversation is gone on with.
    Resumed,
    /// What was taken away last comes back.
    BroughtBack,
    /// What was said about the job last time goes into this step's field.
    JobTakenOver {
        step: String,
    },
    /// The step was said before; the next one opens.
    SaidAlready,
    /// No plan is made of it, or one is after all.
    PlanDropped,
    /// What was described goes into the comments.
    FunctionsUsed,
    EndAsked,
    EndConfirmed,
    EndDropped,
    FavouriteToggled(String),
    /// A change that did not help is offered again.
    OfferedAgain(String),
    FilledTakenBack,
    PauseOpened,
    PauseClosed,
    /// It was opened by mistake: nothing is kept of it.
    PauseMistaken,
    PauseWords(String),
    PauseTicked(String),
    OutputConfirmed,
    OutputDropped,
    KeptOpened(String),
    KeptClosed,
    /// The questions of this conversation as a sheet to fill in at home.
    HomeAsked,
    HomePrinted,
    HomeSaved,
    HomeClosed,
}

/// What the program wants done.
pub enum TalkCmd {
    /// Read what the records hold about a patient's conversations.
    Look(PatientId),
    /// End a conversation without a note.
    End(Box<Draft>),
    SavePause(Box<PauseSheet>),
    DropPause(String),
    OpenKept(String),
}

/// What came of it.
pub enum TalkDone {
    Looked(Box<TalkRecord>),
    /// Ended without a note; this patient's record shows it.
    Ended(PatientId),
    KeptOpened(Box<KeptConversation>),
    PauseSaved,
}

crate::domain::redacted_debug!(Talk, Removed, PauseSheet, TalkRecord, KeptLine, KeptConversation, TalkMsg, TalkCmd, TalkDone);

impl Model {
    /// What the patient on the desk said about the job at an earlier visit, and when. It is in no answer until it is taken over.
    #[must_use]
    pub fn job_last_time(&self) -> Option<(Day, &str)> {
        let desk = self.desk.as_ref()?;
        let record = self.talk.record.as_ref().filter(|record| record.patient == desk.patient.id)?;
        talk::job_last_time(&record.jobs, desk.draft.id.as_str(), &desk.draft.conversation)
    }

    /// The same where it may be taken over at this step: nothing stands in the field, and the step has no answer as a whole.
    #[must_use]
    pub fn job_to_take_over(&self, step: &str) -> Option<(Day, &str)> {
        let answer = self.desk.as_ref()?.draft.conversation.steps.get(step);
        let is_open = answer.is_none_or(|answer| answer.standing.is_none() && !answer.words.contains_key(talk::ids::JOB));
        self.job_last_time().filter(|_| is_open)
    }

    /// Whether it is to be asked if printing or sending is safe, before anything about this patient leaves: a conversation was paused,
    /// or that is not yet known. Every screen that hands something over asks this first.
    #[must_use]
    pub fn asks_before_output(&self, patient: &PatientId) -> bool {
        if self.talk.safe_for.as_ref() == Some(patient) {
            return false;
        }
        let is_paused = self.desk.as_ref().is_some_and(|desk| desk.patient.id == *patient && desk.draft.conversation.paused);
        is_paused || self.talk.record.as_ref().is_none_or(|record| record.patient != *patient || record.paused)
    }
}
