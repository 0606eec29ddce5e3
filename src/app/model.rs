//! The model: everything the screens show, and nothing that belongs to the machine.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::audit::AuditLog;
use super::conversation::Talk;
use super::decision::Reading;
use super::forms::{PatientForm, Secret, SetupForm};
use super::msg::Input;
use super::papers::Papers;
use super::people::{Held, LOCK_AFTER_USUAL, People, PersonField};
use super::phased::PhasedDesk;
use super::records::RecordsRoom;
use crate::content::conversation::{self, QuestionSet, Step};
use crate::domain::case::Practice;
use crate::domain::day::{self, Day};
use crate::domain::draft::Draft;
use crate::domain::id::{ClinicianId, DraftId, NoteId, PatientId};
use crate::domain::life::{NoteEvent, Verb};
use crate::domain::record::{Clinician, DraftLine, Moment, NoteLine, Patient};
use crate::domain::role::Role;
use crate::paper::{Document, Preview};
use crate::rules::{Field, Issued, Judgement, Outlook, PrintOptions, Verdict, Weight, in_force};
use crate::talk;

/// The whole program as a value.
pub struct Model {
    /// The moment the shell last told.
    pub now: Moment,
    /// Whether the records are open, and what stands before them if not.
    pub door: Door,
    /// Who is signed in; none while the door is shut.
    pub session: Option<Session>,
    pub place: Place,
    pub today_lists: TodayLists,
    pub patient_form: PatientForm,
    pub chart: Option<Chart>,
    pub desk: Option<Desk>,
    /// The issued note that is shown.
    pub view: Option<View>,
    /// What the program has to say, until it is dismissed.
    pub notice: Option<Notice>,
    /// The field that should take the keyboard next.
    pub focus: Option<Focus>,
    /// The list of shortcuts is open.
    pub help: bool,
    /// The draft that is about to be discarded, while the question stands.
    pub discarding: Option<DraftId>,
    /// Where each of those who locked the window goes back to.
    pub resume: std::collections::BTreeMap<ClinicianId, Resume>,
    /// The theme of who was signed in last: a window that locks does not change its colours.
    pub last_theme: Theme,
    /// What the one who left is told when they are back.
    pub told_on_return: Option<Notice>,
    /// The rest of the way back, once what it begins at is open.
    pub coming_back: Option<Resume>,
    /// Where the note that is being begun will open.
    pub begin_at: Option<Place>,
    /// Backups, bundles and whole records.
    pub records: RecordsRoom,
    /// What judging all stored notes again found.
    pub recheck: Option<Vec<String>>,
    /// The plan of hours, beside what the draft keeps of it.
    pub phased: PhasedDesk,
    /// What leaves this room, while it is open.
    pub papers: Option<Papers>,
    /// Where the papers were asked for.
    pub papers_from: Place,
    /// A note that was read from its code.
    pub scan: Option<super::scan::Scan>,
    /// The printers, once they were listed.
    pub printers: Option<Vec<String>>,
    /// The window was asked to close while something was unsaved.
    pub closing: bool,
    pub audit: AuditLog,
    pub people: People,
    /// Words that had not reached the disk when the window was locked.
    pub held: Option<Held>,
    /// Who was signed in last, so that their name is ready when they come back.
    pub last_signed_in: Option<ClinicianId>,
    /// The conversation beside its draft.
    pub talk: Talk,
    /// The directory and the tracker.
    pub services: super::services::ServicesRoom,
    pub follow: super::follow_up::FollowRoom,
    pub figures: super::figures::FiguresRoom,
    /// The practice's particulars while they are changed.
    pub practice_form: Option<super::forms::PracticeForm>,
    pub practising: super::practising::PractisingRoom,
}

/// Where somebody was when the window was locked: identities, and what they had typed that is nowhere else. None of it is shown until
/// they are back.
pub struct Resume {
    pub place: Place,
    /// The screen that `place` was opened from, where that is another one.
    pub from: Place,
    /// What is opened first.
    pub under: Under,
    pub typed: Typed,
}

/// What lies under the screen that was open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Under {
    Draft(DraftId),
    /// A draft that nobody wrote in, of this patient.
    NewDraft(PatientId),
    Chart(PatientId),
    Note(NoteId),
    /// The whole record of a patient.
    Person(PatientId),
    Nothing,
}

/// Words in a form that was not saved yet.
#[derive(Default)]
pub enum Typed {
    Patient(Box<PatientForm>),
    FollowUp(Box<super::follow_up::FollowRoom>),
    #[default]
    Nothing,
}

/// What stands between the person and the records.
pub enum Door {
    /// The data folder is being looked at.
    Looking,
    /// A new data folder.
    Setup(Box<SetupForm>),
    /// A data folder is being made: Argon2 and the first write take a moment.
    Creating(Box<SetupForm>),
    /// The recovery key, shown once.
    RecoveryKey(Secret),
    Unlock(UnlockForm),
    /// The folder cannot be used; the notice says why and what to do.
    Barred(Notice),
    Open,
}

/// Signing in.
#[derive(Default)]
pub struct UnlockForm {
    pub clinicians: Vec<(ClinicianId, String)>,
    pub chosen: usize,
    pub passphrase: Secret,
    /// The passphrase is being tried.
    pub busy: bool,
    /// The last one was wrong.
    pub wrong: bool,
}

/// Who is signed in and where.
pub struct Session {
    pub practice: Practice,
    pub clinician: Clinician,
    /// What they may do.
    pub role: Role,
    pub settings: Settings,
    /// The platform's documents folder: where PDFs go until another is chosen.
    pub documents: PathBuf,
}

/// What is remembered between runs. It names no patient.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// Where PDFs were saved last.
    pub pdf_folder: Option<PathBuf>,
    pub theme: Theme,
    /// Print the Data Matrix on notes.
    pub data_matrix: bool,
    /// Where notes are printed; none for the computer's default.
    pub printer: Option<String>,
    /// It was said that a saved PDF holds health data.
    pub told_of_files: bool,
    /// Notes with so many days or fewer between them are one episode; none for the number of the rule set.
    pub episode_gap_days: Option<i64>,
    /// Minutes without a key or the pointer after which the window locks.
    pub lock_after_minutes: u32,
    /// Changes at work that this practice picks often, by their ids in the catalogue.
    pub favourites: Vec<String>,
    /// These are invented people: every paper says so. Never kept.
    #[serde(skip)]
    pub practice: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            pdf_folder: None,
            theme: Theme::System,
            data_matrix: true,
            printer: None,
            told_of_files: false,
            episode_gap_days: None,
            favourites: Vec::new(),
            practice: false,
            lock_after_minutes: LOCK_AFTER_USUAL,
        }
    }
}

impl Settings {
    /// The days between two notes of one episode, at most, on a day.
    #[must_use]
    pub fn episode_gap_days(&self, today: Day) -> i64 {
        self.episode_gap_days.unwrap_or(in_force(today).same_episode_gap_days).max(0)
    }

    /// Which setting differs in another version of them, for the audit log.
    #[must_use]
    pub fn what_changed(&self, other: &Self) -> &'static str {
        let rows = [
            (self.pdf_folder != other.pdf_folder, "where PDFs are saved"),
            (self.theme != other.theme, "light or dark"),
            (self.data_matrix != other.data_matrix, "the code on notes"),
            (self.printer != other.printer, "the printer"),
            (self.episode_gap_days != other.episode_gap_days, "days between notes of one episode"),
            (self.lock_after_minutes != other.lock_after_minutes, "minutes until the window locks"),
            (self.favourites != other.favourites, "changes at work that are picked often"),
        ];
        let mut changed = rows.iter().filter(|(differs, _)| *differs).map(|(_, what)| *what);
        match (changed.next(), changed.next()) {
            (Some(only), None) => only,
            (Some(_), Some(_)) => "several settings",
            (None, _) => "",
        }
    }

    /// The printing part, as it is recorded with a note.
    #[must_use]
    pub fn print_options(&self) -> PrintOptions {
        PrintOptions { data_matrix: self.data_matrix && !self.practice, practice: self.practice, ..PrintOptions::default() }
    }
}

/// Light, dark, or as the system says.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    #[default]
    System,
    Light,
    Dark,
}

/// The screens behind the door.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    Today,
    PatientForm,
    Chart,
    Conversation,
    Decision,
    Note,
    Settings,
    People,
    Audit,
    /// A note that was read from its code.
    Scanned,
    /// The plan of hours of the draft on the desk.
    PlanBuilder,
    Directory,
    Referrals,
    ReferralLetter,
    FollowUp,
    Figures,
    Practising,
    Records,
    /// What leaves this room.
    Papers,
}

/// What the first screen lists.
#[derive(Default)]
pub struct TodayLists {
    pub query: String,
    /// The number of the question whose answer is awaited.
    pub asked: u64,
    /// The number of the question that `found` answers.
    pub answered: u64,
    pub found: Vec<Patient>,
    /// Enter was pressed before the answer came: the first match opens when it does.
    pub opens_first: bool,
    pub drafts: Vec<DraftLine>,
    /// Notes whose last day is near.
    pub ending: Vec<NoteLine>,
    /// Patients seen last.
    pub recent: Vec<Patient>,
    pub loaded: bool,
}

/// A patient's record.
pub struct Chart {
    pub patient: Patient,
    /// The newest first.
    pub notes: Vec<NoteLine>,
    pub drafts: Vec<DraftLine>,
}

/// A draft on the desk: the conversation and the decision, judged and laid out with every change.
pub struct Desk {
    pub draft: Draft,
    pub patient: Patient,
    /// The patient's issued notes, the newest first.
    pub notes: Vec<NoteLine>,
    pub reading: Reading,
    pub judgement: Judgement,
    /// What the rules allow now, whatever the verdict.
    pub outlook: Outlook,
    pub preview: Preview,
    /// The first and the last day as typed, while they are typed as dates; else they follow the shorthand.
    pub dates_typed: Option<(String, String)>,
    pub saving: Saving,
    /// Counts the changes.
    pub revision: u64,
    /// The person asked to issue: from then on every gap is shown.
    pub asked: bool,
    /// The note is being recorded: a second press does nothing.
    pub issuing: bool,
}

/// What has become of the last change.
#[derive(Clone)]
pub enum Saving {
    /// Nothing was changed since it was opened.
    Untouched,
    /// A save is under way; more changes wait for its end.
    UnderWay {
        revision: u64,
    },
    Saved {
        revision: u64,
        at: Moment,
    },
    Failed(Notice),
}

/// An issued note on screen.
pub struct View {
    pub note: Issued,
    pub patient_name: String,
    pub document: Document,
    /// Its state: what may still be done with it.
    pub line: NoteLine,
    /// What happened to it, the oldest first.
    pub history: Vec<NoteEvent>,
    /// The question that is open about it, and the reason typed there.
    pub asking: Option<Verb>,
    pub reason: String,
    /// The page shown is a duplicate.
    pub is_duplicate: bool,
    /// It was issued just now, and the screen says so.
    pub fresh: bool,
    pub handed: Option<Handed>,
    pub folder: String,
    /// A job for the printer or the disk is under way.
    pub busy: bool,
}

/// What was done with the paper last.
#[derive(Clone, PartialEq, Eq)]
pub enum Handed {
    Saved(PathBuf),
    Opened(PathBuf),
    Printed(String),
}

/// A message to the person: what is true, and what to do next.
#[derive(Clone, PartialEq, Eq)]
pub struct Notice {
    pub tone: Tone,
    pub what: String,
    pub do_next: String,
}

/// How a notice is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    Good,
    Info,
    Trouble,
}

impl Notice {
    /// Something could not be done.
    #[must_use]
    pub fn trouble(what: impl Into<String>, do_next: impl Into<String>) -> Self {
        Self { tone: Tone::Trouble, what: what.into(), do_next: do_next.into() }
    }

    /// Something to know before going on.
    #[must_use]
    pub fn info(what: impl Into<String>, do_next: impl Into<String>) -> Self {
        Self { tone: Tone::Info, what: what.into(), do_next: do_next.into() }
    }

    /// Something was done.
    #[must_use]
    pub fn good(what: impl Into<String>) -> Self {
        Self { tone: Tone::Good, what: what.into(), do_next: String::new() }
    }
}

/// A place that can take the keyboard.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Focus {
    Input(Input),
    Decision(Field),
    ReportBy,
    ConditionSince,
    OffWorkSince,
    OffOnAdviceSince,
    Reason,
    IssueButton,
    /// The reason for what is done with an issued note, or its confirmation.
    VerbReason,
    /// A field of the people screen.
    Person(PersonField),
    /// The first control of the screen.
    First,
    /// The first control of the question that stands above the screen.
    OnTop,
}

impl Focus {
    /// Where this field stands on the decision, counted from the top.
    fn place_on_form(&self) -> usize {
        const ORDER: [Focus; 15] = [
            Focus::Decision(Field::AssessmentOn),
            Focus::Decision(Field::AssessmentKind),
            Focus::ReportBy,
            Focus::Decision(Field::PatientIsIssuer),
            Focus::Decision(Field::Conditions),
            Focus::Decision(Field::Advice),
            Focus::Decision(Field::MayBenefitFrom),
            Focus::Decision(Field::Comments),
            Focus::Decision(Field::Period),
            Focus::Decision(Field::ForeseeableFuture),
            Focus::Decision(Field::AssessAgain),
            Focus::ConditionSince,
            Focus::OffWorkSince,
            Focus::OffOnAdviceSince,
            Focus::Decision(Field::PatientInpatient),
        ];
        // A finding about anything else stands at the top of the screen.
        ORDER.iter().position(|known| known == self).map_or(0, |place| place + 1)
    }
}

crate::domain::redacted_debug!(Model, Door, Session, Desk, View, Notice, UnlockForm);

impl Model {
    /// A program that has just been started.
    #[must_use]
    pub fn new(now: Moment) -> Self {
        Self {
            now,
            door: Door::Looking,
            session: None,
            place: Place::Today,
            today_lists: TodayLists::default(),
            patient_form: PatientForm::default(),
            chart: None,
            desk: None,
            view: None,
            notice: None,
            focus: None,
            help: false,
            discarding: None,
            resume: std::collections::BTreeMap::new(),
            coming_back: None,
            told_on_return: None,
            last_theme: Theme::default(),
            begin_at: None,
            records: RecordsRoom::default(),
            recheck: None,
            scan: None,
            printers: None,
            phased: PhasedDesk::default(),
            papers: None,
            papers_from: Place::Today,
            closing: false,
            audit: AuditLog::default(),
            people: People::default(),
            held: None,
            last_signed_in: None,
            talk: Talk::default(),
            services: super::services::ServicesRoom::default(),
            follow: super::follow_up::FollowRoom::default(),
            figures: super::figures::FiguresRoom::default(),
            practice_form: None,
            practising: super::practising::PractisingRoom::default(),
        }
    }

    /// The seconds without a key or the pointer after which the window locks; none while nobody is signed in.
    #[must_use]
    pub fn locks_after_seconds(&self) -> Option<u32> {
        // The first recovery key stays until it is kept: it would be lost with the screen, and there is no patient yet.
        if !matches!(self.door, Door::Open) {
            return None;
        }
        let settings = &self.session.as_ref()?.settings;
        Some(settings.lock_after_minutes.clamp(1, 60) * 60)
    }

    /// Today by the clock that the shell last told, so that it follows midnight.
    #[must_use]
    pub fn today(&self) -> Day {
        self.now.date_naive()
    }

    /// The theme to show, before and after signing in.
    #[must_use]
    pub fn theme(&self) -> Theme {
        self.session.as_ref().map_or(self.last_theme, |session| session.settings.theme)
    }
}

impl Desk {
    /// The first and the last day for their fields: as typed there, or as the shorthand reads.
    #[must_use]
    pub fn dates_shown(&self) -> (String, String) {
        if let Some(typed) = &self.dates_typed {
            return typed.clone();
        }
        match self.judgement.period.filter(|_| !self.draft.decision.period.trim().is_empty()) {
            Some(period) => (day::numeric(period.from()), period.to().map(day::numeric).unwrap_or_default()),
            None => (String::new(), String::new()),
        }
    }

    /// The question set of this conversation and the step that is open: the one shown last, or the first of the path.
    #[must_use]
    pub fn open_step(&self) -> Option<(&'static QuestionSet, &'static Step)> {
        let conversation = &self.draft.conversation;
        let set = conversation::current(&conversation.question_set).unwrap_or_else(conversation::short);
        let path = talk::path(set, conversation);
        let at = conversation.at.as_ref().and_then(|at| path.iter().find(|step| step.id == *at));
        at.or(path.first()).map(|step| (set, *step))
    }

    /// What keeps the note from being issued, in the order of the form: what cannot be read or was not chosen, what the rules
    /// reject, and the reason that a warning asks for.
    #[must_use]
    pub fn outstanding(&self) -> Vec<(Focus, String)> {
        let mut list: Vec<(Focus, String)> =
            self.reading.faults.iter().map(|fault| (fault.focus.clone(), fault.sentence.clone())).collect();
        for finding in self.judgement.findings.iter().filter(|finding| finding.weight == Weight::Reject) {
            let focus = Focus::Decision(finding.field);
            // A fault of the same field says it already: an unreadable period is no period to the rules.
            if !list.iter().any(|(known, _)| *known == focus) {
                list.push((focus, finding.clinician.clone()));
            }
        }
        list.sort_by_key(|(focus, _)| focus.place_on_form());
        if list.is_empty() && self.judgement.verdict == Verdict::Warn && self.draft.decision.reason.trim().is_empty() {
            list.push((Focus::Reason, "The rules warn about this note. Say why you are going ahead.".into()));
        }
        list
    }

    /// Whether every change has reached the disk.
    #[must_use]
    pub fn is_saved(&self) -> bool {
        match &self.saving {
            Saving::Untouched => true,
            Saving::Saved { revision, .. } => *revision == self.revision,
            Saving::UnderWay { .. } | Saving::Failed(_) => false,
        }
    }
}
