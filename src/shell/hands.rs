//! Does what the program asks for, one command after the other: the only place where model and store meet.

use std::path::{Path, PathBuf};

use secrecy::SecretString;

use super::{clock, files, printer};
use crate::app::{Cmd, Done, NewClinician, NewDraft, NewPractice, Notice, PdfJob, Session, Settings, Shown, renewal, replacement};
use crate::domain::day::shifted;
use crate::domain::draft::{Conversation, Decision, Draft};
use crate::domain::id::{ClinicianId, DraftId, NoteId, PatientId};
use crate::domain::life::{Origin, PaperUse};
use crate::domain::record::{Clinician, Moment, NoteLine, Patient};
use crate::paper::{Document, Med3Page};
use crate::rules::{self, Issuable, Issued, NoteRecord};
use crate::store::{FolderState, Kdf, NewStore, RecoveryKey, Store, StoreError, Trouble, folder_state};

/// How far ahead "ends soon" looks, in days, and how far back "just ended" does.
const ENDING_DAYS: i64 = 7;
const ENDED_DAYS: i64 = 3;
/// How many rows a list shows at most.
const ROWS: usize = 20;
/// The name under which the settings are kept.
const SETTINGS: &str = "settings";
/// The name under which the patients seen last are kept.
const RECENT: &str = "recent_patients";
const RECENT_MOST: usize = 6;

/// The store, the clock and the folders behind the window.
pub struct Hands {
    dir: PathBuf,
    clock: Box<dyn Fn() -> Moment + Send>,
    kdf: Kdf,
    open: Option<Signed>,
}

/// Open records and who opened them.
struct Signed {
    store: Store,
    clinician: Clinician,
}

impl Hands {
    /// Hands for a data folder, with the machine's clock.
    #[must_use]
    pub fn new(dir: PathBuf) -> Self {
        Self::with_clock(dir, Box::new(clock::now), Kdf::default())
    }

    /// Hands with another clock, and another cost of making a key: for tests.
    #[must_use]
    pub fn with_clock(dir: PathBuf, clock: Box<dyn Fn() -> Moment + Send>, kdf: Kdf) -> Self {
        Self { dir, clock, kdf, open: None }
    }

    /// Carries a command out and says what came of it.
    #[must_use]
    pub fn carry_out(&mut self, cmd: Cmd) -> Done {
        match cmd {
            Cmd::LookAtFolder => Done::FolderSeen(self.look()),
            Cmd::Create { practice, clinician, passphrase } => self.create(practice, clinician, passphrase),
            Cmd::Unlock { clinician, passphrase } => self.unlock(clinician.as_ref(), &passphrase),
            Cmd::Lock => {
                self.open = None;
                Done::Locked
            }
            Cmd::SaveDraft { draft, revision } => {
                let at = (self.clock)();
                match self.with_store(|signed| signed.store.save_draft(&draft, at)) {
                    Ok(()) => Done::DraftSaved { id: draft.id, revision, at },
                    Err(notice) => Done::DraftNotSaved(notice),
                }
            }
            Cmd::Paper { document, job } => self.paper(&document, &job),
            Cmd::Quit => Done::SettingsSaved,
            other => self.records(other).unwrap_or_else(Done::Failed),
        }
    }

    fn look(&self) -> Result<Vec<(ClinicianId, String)>, Notice> {
        match folder_state(&self.dir) {
            Ok(FolderState::Ready { clinicians }) => Ok(clinicians),
            Ok(FolderState::Missing | FolderState::Empty | FolderState::Unfinished) => Ok(Vec::new()),
            Err(error) => Err(notice(&error)),
        }
    }

    fn create(&mut self, practice: NewPractice, clinician: NewClinician, passphrase: SecretString) -> Done {
        let clinician = Clinician {
            id: ClinicianId::new(fresh_id()),
            name: clinician.name,
            profession: clinician.profession,
            registration: clinician.registration,
            setting: clinician.setting,
            trained: clinician.trained,
            within_scope: clinician.within_scope,
        };
        let new = NewStore { practice, clinician: clinician.clone(), passphrase, kdf: self.kdf };
        match Store::create(&self.dir, new) {
            Ok((store, key)) => match session(&store, &clinician) {
                Ok(session) => {
                    self.open = Some(Signed { store, clinician });
                    Done::Created { session: Box::new(session), recovery_key: key.reveal().to_owned() }
                }
                Err(error) => Done::Failed(notice(&error)),
            },
            Err(error) => Done::Failed(notice(&error)),
        }
    }

    /// Opens with the clinician's passphrase, or with the recovery key typed in its place.
    fn unlock(&mut self, clinician: Option<&ClinicianId>, passphrase: &SecretString) -> Done {
        let opened = match Store::unlock(&self.dir, clinician, passphrase) {
            Err(error) if *error.trouble() == Trouble::WrongPassphrase => match (recovery_key(passphrase), clinician) {
                (Some(key), Some(id)) => Store::unlock_with_recovery_key(&self.dir, &key).map(|store| (store, id.clone())),
                _ => Err(error),
            },
            other => other,
        };
        let signed = opened.and_then(|(store, id)| {
            let clinician = store.clinician(&id)?.ok_or(StoreError::Open(Trouble::UnknownClinician))?;
            let session = session(&store, &clinician)?;
            Ok((Signed { store, clinician }, session))
        });
        match signed {
            Ok((signed, session)) => {
                self.open = Some(signed);
                Done::Unlocked(Box::new(session))
            }
            Err(error) if matches!(error.trouble(), Trouble::WrongPassphrase | Trouble::WrongRecoveryKey) => Done::WrongPassphrase,
            Err(error) => Done::Failed(notice(&error)),
        }
    }

    fn with_store<R>(&mut self, work: impl FnOnce(&mut Signed) -> Result<R, StoreError>) -> Result<R, Notice> {
        match &mut self.open {
            Some(signed) => work(signed).map_err(|error| notice(&error)),
            None => Err(Notice::trouble("The records are locked.", "Open them with your passphrase, then try again.")),
        }
    }

    /// A recorded note, proven, with its state and its history.
    fn shown(&mut self, record: NoteRecord) -> Result<Shown, Notice> {
        let note = proven(record)?;
        let id = note.record().id.clone();
        let (line, history) = self.with_store(|signed| {
            let line = signed.store.note_line(&id)?.ok_or(StoreError::Read(Trouble::NoSuch("note")))?;
            Ok((line, signed.store.history(&id)?))
        })?;
        Ok(Shown { note, line, history })
    }

    /// Records that a duplicate is made, then lays it out.
    fn duplicate(&mut self, original: &Issued, now: Moment) -> Result<Done, Notice> {
        let today = now.date_naive();
        let made = original.duplicate(true, today, rules::in_force(today), &Med3Page);
        let duplicate = made.map_err(|_| {
            Notice::trouble("The rules do not allow a duplicate of this note.", "Issue a new note from a new assessment instead.")
        })?;
        self.with_store(|signed| {
            let clinician = signed.clinician.id.clone();
            signed.store.mark_duplicated(&duplicate, &clinician, now)
        })?;
        Ok(Done::DuplicateMade(Box::new(Document::med3_duplicate(&duplicate))))
    }

    /// Commands that need open records and answer with what they found.
    fn records(&mut self, cmd: Cmd) -> Result<Done, Notice> {
        let now = (self.clock)();
        match cmd {
            Cmd::LoadToday => self.with_store(|signed| load_today(signed, now)),
            Cmd::Search { text, number } => {
                self.with_store(|signed| Ok(Done::Found { number, patients: signed.store.find_patients(&text, ROWS)? }))
            }
            Cmd::SavePatient(patient) => self.with_store(|signed| save_patient(signed, patient)),
            Cmd::OpenChart(id) => self.with_store(|signed| open_chart(signed, &id)),
            Cmd::BeginDraft(id) => self.with_store(|signed| begin_draft(signed, id, now)),
            Cmd::OpenDraft(id) => self.with_store(|signed| open_draft(signed, &id)),
            Cmd::DiscardDraft(id) => self.with_store(|signed| {
                signed.store.delete_draft(&id)?;
                Ok(Done::DraftDiscarded(id))
            }),
            Cmd::Issue { note, patient, origin } => {
                let record = self.with_store(|signed| issue(signed, &note, &patient, now, &origin))?;
                Ok(Done::Issued(Box::new(self.shown(record)?)))
            }
            Cmd::Renew(id) => self.with_store(|signed| follow_on(signed, &id, now, None)),
            Cmd::Correct { note, reason } => self.with_store(|signed| follow_on(signed, &note, now, Some(&reason))),
            Cmd::CancelNote { note, reason } => {
                self.with_store(|signed| {
                    let clinician = signed.clinician.id.clone();
                    signed.store.cancel(&note, &reason, false, &clinician, now)
                })?;
                let record = self.with_store(|signed| recorded(signed, &note))?;
                Ok(Done::NoteShown(Box::new(self.shown(record)?)))
            }
            Cmd::Duplicate(original) => self.duplicate(&original, now),
            Cmd::Recheck => self.with_store(|signed| recheck(signed, now)),
            Cmd::ReadHistory(id) => self.with_store(|signed| {
                let line = signed.store.note_line(&id)?.ok_or(StoreError::Read(Trouble::NoSuch("note")))?;
                Ok(Done::HistoryRead { line, history: signed.store.history(&id)? })
            }),
            Cmd::OpenNote(id) => {
                let record = self.with_store(|signed| recorded(signed, &id))?;
                Ok(Done::NoteShown(Box::new(self.shown(record)?)))
            }
            Cmd::SaveSettings(settings) => self.with_store(|signed| {
                signed.store.set_setting(SETTINGS, &settings)?;
                Ok(Done::SettingsSaved)
            }),
            Cmd::LookAtFolder
            | Cmd::Create { .. }
            | Cmd::Unlock { .. }
            | Cmd::Lock
            | Cmd::SaveDraft { .. }
            | Cmd::Paper { .. }
            | Cmd::Quit => Ok(Done::SettingsSaved),
        }
    }

    /// The use is recorded first, then the paper is made: what the record refuses is not printed. A duplicate is recorded when it is made.
    fn paper(&mut self, document: &Document, job: &PdfJob) -> Done {
        if !document.is_duplicate() {
            let (note, now) = (NoteId::new(document.id()), (self.clock)());
            let what = match job {
                PdfJob::Print => PaperUse::Printed,
                PdfJob::Save(_) | PdfJob::SaveAndOpen(_) => PaperUse::Saved,
            };
            let Some(signed) = &mut self.open else {
                return Done::Failed(Notice::trouble("The records are locked.", "Open them with your passphrase, then try again."));
            };
            let clinician = signed.clinician.id.clone();
            // A note that was cancelled or replaced gets no paper. A disk that cannot take the entry does not keep the patient from
            // the note, which is on record.
            if let Err(error) = signed.store.mark_printed(&note, &clinician, now, what)
                && matches!(error.trouble(), Trouble::Barred(_))
            {
                return Done::Failed(notice(&error));
            }
        }
        let Ok(bytes) = crate::pdf::write(document) else {
            return Done::Failed(Notice::trouble(
                "The note is recorded, but its PDF could not be made.",
                "Start the program again and open the note from the patient's record.",
            ));
        };
        match job {
            PdfJob::Print => match printer::print(&bytes) {
                Ok(printer) => Done::Printed(printer),
                Err(error) => Done::Failed(Notice::trouble(
                    error.to_string(),
                    "The note is recorded. Print it again here, or save the PDF and print that.",
                )),
            },
            PdfJob::Save(path) => save_pdf(path, &bytes).map_or_else(Done::Failed, |()| Done::Saved(path.clone())),
            PdfJob::SaveAndOpen(path) => match save_pdf(path, &bytes) {
                Err(notice) => Done::Failed(notice),
                Ok(()) => match open::that_detached(path) {
                    Ok(()) => Done::Opened(path.clone()),
                    Err(_) => Done::Failed(Notice::trouble(
                        format!("The PDF is saved as {}, but no program on this computer opens PDFs.", path.display()),
                        "Install a PDF viewer, or open the file on another computer.",
                    )),
                },
            },
        }
    }
}

fn save_pdf(path: &Path, bytes: &[u8]) -> Result<(), Notice> {
    files::save(path, bytes).map_err(|error| {
        Notice::trouble(
            format!("The note is recorded, but the PDF could not be saved: {error}."),
            "Name another folder, or free some space, then save again.",
        )
    })
}

/// A failure of the store as the person reads it.
fn notice(error: &StoreError) -> Notice {
    Notice::trouble(error.what(), error.do_next())
}

/// A recorded note becomes printable only when the rules it was issued under still let it through.
fn proven(record: NoteRecord) -> Result<Issued, Notice> {
    let Some(set) = rules::by_id(&record.rule_set) else {
        return Err(Notice::trouble(
            "This note was judged by rules that this program does not know.",
            "Start the newer program that issued it.",
        ));
    };
    Issued::from_record(record, set, &Med3Page).map_err(|_| {
        Notice::trouble(
            "This record does not stand up to the rules that it names, so it cannot be shown or printed as a note.",
            "Ask whoever looks after these records to check the store.",
        )
    })
}

fn recovery_key(typed: &SecretString) -> Option<RecoveryKey> {
    use secrecy::ExposeSecret;
    RecoveryKey::parse(typed.expose_secret()).ok()
}

fn fresh_id() -> String {
    uuid::Uuid::new_v4().to_string()
}

fn session(store: &Store, clinician: &Clinician) -> Result<Session, StoreError> {
    let settings: Settings = store.setting(SETTINGS)?.unwrap_or_default();
    Ok(Session { practice: store.practice()?, clinician: clinician.clone(), settings, documents: files::documents_folder() })
}

fn load_today(signed: &Signed, now: Moment) -> Result<Done, StoreError> {
    let today = now.date_naive();
    let ending = signed.store.notes_ending(shifted(today, -ENDED_DAYS), shifted(today, ENDING_DAYS), ROWS)?;
    let recent_ids: Vec<PatientId> = signed.store.setting(RECENT)?.unwrap_or_default();
    let mut recent = Vec::new();
    for id in &recent_ids {
        recent.extend(signed.store.patient(id)?);
    }
    Ok(Done::TodayLoaded { drafts: signed.store.draft_lines(ROWS)?, ending, recent })
}

fn save_patient(signed: &mut Signed, mut patient: Patient) -> Result<Done, StoreError> {
    if patient.id.as_str().is_empty() {
        patient.id = PatientId::new(fresh_id());
    }
    signed.store.save_patient(&patient)?;
    Ok(Done::PatientSaved(patient))
}

fn known(signed: &Signed, id: &PatientId) -> Result<Patient, StoreError> {
    signed.store.patient(id)?.ok_or(StoreError::Read(Trouble::NoSuch("patient")))
}

fn newest_first(signed: &Signed, patient: &PatientId) -> Result<Vec<NoteLine>, StoreError> {
    let mut notes = signed.store.notes_of(patient)?;
    notes.reverse();
    Ok(notes)
}

fn open_chart(signed: &mut Signed, id: &PatientId) -> Result<Done, StoreError> {
    let patient = known(signed, id)?;
    let notes = newest_first(signed, id)?;
    let drafts = signed.store.drafts_of(id)?;
    let mut recent: Vec<PatientId> = signed.store.setting(RECENT)?.unwrap_or_default();
    recent.retain(|known| known != id);
    recent.insert(0, id.clone());
    recent.truncate(RECENT_MOST);
    signed.store.set_setting(RECENT, &recent)?;
    Ok(Done::ChartOpened { patient, notes, drafts })
}

fn begin_draft(signed: &mut Signed, patient: PatientId, now: Moment) -> Result<Done, StoreError> {
    let record = known(signed, &patient)?;
    let notes = newest_first(signed, &patient)?;
    let draft = Draft {
        id: DraftId::new(fresh_id()),
        patient,
        note: NoteId::new(fresh_id()),
        clinician: signed.clinician.id.clone(),
        begun_on: now.date_naive(),
        origin: Origin::First,
        conversation: Conversation::default(),
        decision: Decision::default(),
    };
    // Not yet on the disk: a draft that nobody wrote in leaves nothing behind.
    Ok(Done::DraftOpened { draft: Box::new(draft), patient: record, notes, saved_at: None })
}

fn open_draft(signed: &Signed, id: &DraftId) -> Result<Done, StoreError> {
    let draft = signed.store.draft(id)?.ok_or(StoreError::Read(Trouble::NoSuch("draft")))?;
    let patient = known(signed, &draft.patient)?;
    let notes = newest_first(signed, &draft.patient)?;
    let saved_at = signed.store.draft_saved_at(id)?;
    Ok(Done::DraftOpened { draft: Box::new(draft), patient, notes, saved_at })
}

fn issue(signed: &mut Signed, note: &Issuable, patient: &PatientId, now: Moment, origin: &Origin) -> Result<NoteRecord, StoreError> {
    let clinician = signed.clinician.id.clone();
    Ok(signed.store.issue_as(note, patient, &clinician, now, origin)?.into_record())
}

/// Judges every stored note again under the rules in force. Nothing is changed.
fn recheck(signed: &Signed, now: Moment) -> Result<Done, StoreError> {
    let set = rules::in_force(now.date_naive());
    let (mut lines, mut count) = (Vec::new(), 0);
    for line in signed.store.all_notes()? {
        let record = recorded(signed, &line.id)?;
        let judgement = rules::judge(&record.case, set, &Med3Page);
        count += 1;
        let verdict = serde_json::to_value(judgement.verdict).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default();
        if verdict != record.verdict {
            let on = crate::domain::day::long(record.case.statement.on);
            lines.push(format!("{}, statement of {on}: {} then, {verdict} now.", line.patient_name, record.verdict));
        }
    }
    lines.push(format!("{} of {count} notes would have another verdict under {}. Nothing was changed.", lines.len(), set.id));
    Ok(Done::Rechecked(lines))
}

fn recorded(signed: &Signed, id: &NoteId) -> Result<NoteRecord, StoreError> {
    signed.store.note(id)?.ok_or(StoreError::Read(Trouble::NoSuch("note")))
}

/// A draft that renews a note, or with a reason one that replaces it.
fn follow_on(signed: &mut Signed, id: &NoteId, now: Moment, replaces_because: Option<&str>) -> Result<Done, StoreError> {
    let record = recorded(signed, id)?;
    let before = signed.store.draft_of(id)?;
    let new = NewDraft {
        id: DraftId::new(fresh_id()),
        note: NoteId::new(fresh_id()),
        clinician: signed.clinician.id.clone(),
        begun_on: now.date_naive(),
    };
    let draft = match replaces_because {
        None => renewal(&record, before.as_ref(), new),
        Some(reason) => replacement(&record, before.as_ref(), reason, new),
    };
    let patient = known(signed, &draft.patient)?;
    let notes = newest_first(signed, &draft.patient)?;
    signed.store.save_draft(&draft, now)?;
    Ok(Done::DraftOpened { draft: Box::new(draft), patient, notes, saved_at: Some(now) })
}
