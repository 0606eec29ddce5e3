//! What may happen (`Msg`), what the program wants done (`Cmd`), and what came of it (`Done`).

use std::path::PathBuf;

use secrecy::SecretString;

use super::audit::{AuditCmd, AuditDone, AuditMsg};
use super::conversation::{TalkCmd, TalkDone, TalkMsg};
use super::model::{Focus, Notice, Place, Settings, Theme};
use super::papers::{PapersCmd, PapersDone, PapersMsg};
use super::people::{PeopleCmd, PeopleDone, PeopleMsg};
use super::phased::PhasedMsg;
use super::printing::{PrintingCmd, PrintingDone, PrintingMsg};
use super::records::{RecordsCmd, RecordsDone, RecordsMsg};
use super::scan::{ScanCmd, ScanDone, ScanMsg};
use crate::domain::case::{Advice, AssessmentKind, Benefit, LessPrecise, Practice};
use crate::domain::draft::{Amount, Draft, Ease, Outcome, ServiceAnswer, Standing};
use crate::domain::id::{ClinicianId, DraftId, NoteId, PatientId};
use crate::domain::life::{NoteEvent, Origin, Verb};
use crate::domain::profession::{Nation, Profession, Setting};
use crate::domain::record::{DraftLine, Moment, NoteLine, Patient};
use crate::paper::Document;
use crate::rules::{Fix, Issuable, Issued};

/// A text field: what it is called in messages and in the errors that lead to it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Input {
    PracticeName,
    PracticeAddress,
    PracticePostcode,
    PracticeTelephone,
    Nation,
    ClinicianName,
    Profession,
    Registration,
    Setting,
    Passphrase,
    PassphraseAgain,
    UnlockPassphrase,
    Search,
    Title,
    GivenNames,
    FamilyName,
    Born,
    NhsNumber,
    PatientAddress,
    PatientPostcode,
    PdfFolder,
}

/// What happened.
pub enum Msg {
    /// The clock moved on.
    Ticked(Moment),
    /// The shell finished something.
    Done(Box<Done>),

    Typed(Input, String),
    NationChosen(Nation),
    ProfessionChosen(Profession),
    SettingChosen(Setting),
    TrainedTicked(bool),
    ScopeTicked(bool),
    SetupPressed,
    /// The practice's particulars are to be changed.
    PracticeAsked,
    PracticeSavePressed,
    PracticeDropped,
    RecoveryKeyKept,
    ClinicianChosen(ClinicianId),
    UnlockPressed,
    LockPressed,

    Went(Place),
    BackPressed,
    NoticeDismissed,
    FocusTaken,
    FocusAsked(Focus),
    HelpToggled,
    ThemeChosen(Theme),
    DataMatrixTicked(bool),
    EpisodeGapTyped(String),
    RecheckPressed,

    SearchEntered,
    PatientOpened(PatientId),
    NewPatientPressed,
    EditPatientPressed,
    PatientSavePressed,

    /// A note is begun, with the conversation or straight at the decision.
    NoteBegun(Place),
    DraftOpened(DraftId),
    DraftDiscardPressed(DraftId),
    DraftDiscardConfirmed,
    DraftDiscardKept,
    NoteOpened(NoteId),

    Conversed(ConversationEdit),
    Talk(TalkMsg),
    Decided(DecisionEdit),
    StepOpened(String),
    StepNext,
    StepBack,
    DecisionAsked,
    PicksUsed,
    FixTaken(Fix),
    SavePressed,
    IssuePressed,
    /// The note was written on a paper form: it is only recorded.
    ByHandPressed,

    /// A new note that follows on from this one.
    RenewPressed(NoteId),
    /// Something is to be done with the note on screen; a question opens.
    VerbAsked(Verb),
    VerbReasonTyped(String),
    VerbConfirmed,
    VerbDropped,

    PdfSavePressed,
    PdfOpenPressed,
    PdfPrintPressed,
    Printing(PrintingMsg),
    /// A note was read from its code.
    Scan(ScanMsg),
    /// The plan of hours.
    Phased(PhasedMsg),
    /// What leaves this room.
    Papers(PapersMsg),
    /// The window is about to close.
    CloseAsked,
    People(PeopleMsg),
    Audit(AuditMsg),

    Services(super::services::ServicesMsg),
    Follow(super::follow_up::FollowMsg),
    Figures(super::figures::FiguresMsg),
    Practise(super::practising::PractisingMsg),
    /// On the Records screen.
    Records(RecordsMsg),
}

/// A change to the answers of the step that is open.
pub enum ConversationEdit {
    Words {
        field: String,
        text: String,
    },
    One {
        field: String,
        option: String,
    },
    /// Ticks or unticks.
    Many {
        field: String,
        option: String,
    },
    Standing(Standing),
    /// Everything said at the step goes.
    Forgotten,
    EffectAmount {
        effect: String,
        amount: Amount,
    },
    EffectWords {
        effect: String,
        day: EffectDay,
        text: String,
    },
    EffectForgotten {
        effect: String,
    },
    /// Picks a row of the catalogue, or takes it back.
    PickToggled {
        id: String,
    },
    PickWritten {
        text: String,
    },
    PickEdited {
        index: usize,
        text: String,
    },
    PickRemoved {
        index: usize,
    },
    TaskAdded(String),
    TaskRated {
        task: String,
        ease: Ease,
    },
    TaskWords {
        task: String,
        text: String,
    },
    TaskForgotten(String),
    /// A change that was tried before: how it went.
    Tried {
        id: String,
        text: String,
        outcome: Option<Outcome>,
    },
    TriedForgotten(usize),
    /// Of a choice that was made: the patient cannot change it.
    Beyond {
        field: String,
        option: String,
    },
    /// From 0 to 10; the same again takes it back.
    Number {
        field: String,
        value: u8,
    },
    /// The pick goes before the one above it.
    PickRaised {
        index: usize,
    },
    /// It was said before.
    SaidAlready(bool),
    Service {
        id: String,
        answer: ServiceAnswer,
    },
    RangeWords {
        field: String,
        day: EffectDay,
        text: String,
    },
}

/// Which day an effect is described on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EffectDay {
    Better,
    Usual,
    Worse,
    /// When it is worst.
    Worst,
}

/// A change to the decision.
pub enum DecisionEdit {
    AssessedOn(String),
    Kind(AssessmentKind),
    ReportBy(String),
    Conditions(String),
    LessPrecise(Option<LessPrecise>),
    Advice(Advice),
    Benefit(Benefit, bool),
    Comments(String),
    /// The period in shorthand.
    Period(String),
    /// The first day, typed as a date: the shorthand follows.
    FirstDay(String),
    /// The last day, typed as a date: the shorthand follows.
    LastDay(String),
    ForeseeableFuture(bool),
    AssessAgain(bool),
    ConditionSince(String),
    OffWorkSince(String),
    OffOnAdviceSince(String),
    OffOnAdviceReason(String),
    RecordSupportsStart(bool),
    Inpatient(bool),
    PatientIsIssuer(bool),
    Reason(String),
}

/// A practice as first run gives it.
pub type NewPractice = Practice;

/// A clinician before there is a record of them.
pub struct NewClinician {
    pub name: String,
    pub profession: Profession,
    pub registration: String,
    pub setting: Setting,
    pub trained: bool,
    pub within_scope: bool,
}

/// What to do with a document.
#[derive(Clone)]
pub enum PdfJob {
    /// Write it here.
    Save(PathBuf),
    /// Write it here, then open it with the system's viewer.
    SaveAndOpen(PathBuf),
    /// Send it to the system's printer.
    Print,
}

/// What the program wants done. The shell does it and answers with one [`Done`].
pub enum Cmd {
    /// Look at the data folder.
    LookAtFolder,
    Create {
        practice: NewPractice,
        clinician: NewClinician,
        passphrase: SecretString,
    },
    Unlock {
        clinician: Option<ClinicianId>,
        passphrase: SecretString,
    },
    /// Close the records and forget the key.
    Lock,
    LoadToday,
    Search {
        text: String,
        /// Answers to older questions are dropped.
        number: u64,
    },
    SavePatient(Patient),
    OpenChart(PatientId),
    BeginDraft(PatientId),
    OpenDraft(DraftId),
    SaveDraft {
        draft: Box<Draft>,
        revision: u64,
    },
    DiscardDraft(DraftId),
    Issue {
        note: Box<Issuable>,
        patient: PatientId,
        origin: Origin,
    },
    /// Begin a note that follows on from this one.
    Renew(NoteId),
    /// Begin a note in the place of this one.
    Correct {
        note: NoteId,
        reason: String,
    },
    /// Take a note back that was not handed over.
    CancelNote {
        note: NoteId,
        reason: String,
    },
    /// Record that a duplicate is made, and lay it out.
    Duplicate(Box<Issued>),
    ReadHistory(NoteId),
    /// Judge every stored note again under the rules in force: a report, nothing changes.
    Recheck,
    OpenNote(NoteId),
    Paper {
        document: Box<Document>,
        job: PdfJob,
    },
    SaveSettings(Settings),
    SavePractice(Practice),
    /// What leaves this room.
    Papers(PapersCmd),
    Printing(PrintingCmd),
    Scan(ScanCmd),
    Talk(TalkCmd),
    Services(super::services::ServicesCmd),
    Follow(super::follow_up::FollowCmd),
    Figures(super::figures::FiguresCmd),
    Practise(super::practising::PractisingCmd),
    Records(RecordsCmd),
    /// Close the window: everything is saved.
    Quit,
    People(PeopleCmd),
    Audit(AuditCmd),
}

/// An issued note with its state and what happened to it.
pub struct Shown {
    pub note: Issued,
    pub line: NoteLine,
    /// The oldest first.
    pub history: Vec<NoteEvent>,
}

/// What came of a command.
pub enum Done {
    /// What the data folder holds, and who may sign in.
    /// Beside it what is to be said at once: that somebody else holds the records.
    FolderSeen(Result<Vec<(ClinicianId, String)>, Notice>, Option<Notice>),
    Created {
        session: Box<super::model::Session>,
        recovery_key: SecretString,
    },
    Unlocked(Box<super::model::Session>),
    /// The passphrase is not the one of this clinician.
    WrongPassphrase,
    Locked,
    TodayLoaded {
        drafts: Vec<DraftLine>,
        ending: Vec<NoteLine>,
        recent: Vec<Patient>,
    },
    Found {
        number: u64,
        patients: Vec<Patient>,
    },
    PatientSaved(Patient),
    ChartOpened {
        patient: Patient,
        notes: Vec<NoteLine>,
        drafts: Vec<DraftLine>,
    },
    /// A draft is open, with the patient and the earlier notes that the rules read.
    DraftOpened {
        draft: Box<Draft>,
        patient: Patient,
        notes: Vec<NoteLine>,
        saved_at: Option<Moment>,
    },
    DraftSaved {
        id: DraftId,
        revision: u64,
        at: Moment,
    },
    DraftNotSaved(Notice),
    DraftDiscarded(DraftId),
    Issued(Box<Shown>),
    NoteShown(Box<Shown>),
    HistoryRead {
        line: NoteLine,
        history: Vec<NoteEvent>,
    },
    DuplicateMade(Box<Document>),
    /// One line a note whose verdict would differ, and the sum.
    Rechecked(Vec<String>),
    Saved(PathBuf),
    Opened(PathBuf),
    Printed(String),
    SettingsSaved,
    PracticeSaved(Practice),
    /// What leaves this room.
    Papers(PapersDone),
    People(PeopleDone),
    Audit(AuditDone),
    Printing(PrintingDone),
    Scan(ScanDone),
    Talk(TalkDone),
    Services(super::services::ServicesDone),
    Follow(super::follow_up::FollowDone),
    Figures(super::figures::FiguresDone),
    Practise(super::practising::PractisingDone),
    Records(RecordsDone),
    /// Something could not be done.
    Failed(Notice),
}

impl Cmd {
    /// Whether what comes of it is another screen, so that keys pressed meanwhile belong to that one.
    #[must_use]
    pub fn brings_a_screen(&self) -> bool {
        match self {
            Self::Create { .. }
            | Self::Unlock { .. }
            | Self::SavePatient(_)
            | Self::OpenChart(_)
            | Self::BeginDraft(_)
            | Self::OpenDraft(_)
            | Self::Issue { .. }
            | Self::Renew(_)
            | Self::Correct { .. }
            | Self::OpenNote(_)
            | Self::Practise(_) => true,
            Self::Papers(cmd) => matches!(cmd, PapersCmd::Open { .. }),
            Self::LookAtFolder
            | Self::Lock
            | Self::LoadToday
            | Self::Search { .. }
            | Self::SaveDraft { .. }
            | Self::DiscardDraft(_)
            | Self::Paper { .. }
            | Self::CancelNote { .. }
            | Self::Duplicate(_)
            | Self::ReadHistory(_)
            | Self::Recheck
            | Self::SaveSettings(_)
            | Self::SavePractice(_)
            | Self::People(_)
            | Self::Audit(_)
            | Self::Printing(_)
            | Self::Scan(_)
            | Self::Talk(_)
            | Self::Services(_)
            | Self::Follow(_)
            | Self::Figures(_)
            | Self::Records(_)
            | Self::Quit => false,
        }
    }
}
