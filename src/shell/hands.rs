//! Does what the program asks for, one command after the other: the only place where model and store meet.

use std::path::{Path, PathBuf};

use secrecy::SecretString;

use super::people::{self, Revisions};
use super::practising::Outside;
use super::records::{
    ROWS, SETTINGS, Signed, begin_draft, chosen_printer, follow_on, fresh_id, issue, load_today, open_chart, open_draft, recheck, recorded,
    save_patient, session,
};
use super::{audit, clock, files, printer, safekeeping, scan};
use crate::app::{
    Cmd, Done, NewClinician, NewPractice, Notice, PdfJob, PeopleCmd, PeopleDone, PrintingCmd, PrintingDone, RecordsCmd, RecordsDone,
    Settings, Shown,
};
use crate::domain::audit::{AuditEvent, AuditKind, Subject};
use crate::domain::consent::How;
use crate::domain::id::{ClinicianId, NoteId};
use crate::domain::life::PaperUse;
use crate::domain::paper_kind::PaperKind;
use crate::domain::record::{Clinician, Moment};
use crate::paper::{Document, Med3Page};
use crate::rules::{self, Issued, NoteRecord};
use crate::store::{Doubt, FolderState, Kdf, NewStore, Store, StoreError, Trouble, folder_state, is_held, look_into_backup, restore};

/// The store, the clock and the folders behind the window.
pub struct Hands {
    pub(super) dir: PathBuf,
    clock: Box<dyn Fn() -> Moment + Send>,
    kdf: Kdf,
    pub(super) open: Option<Signed>,
    /// The real records, while `open` is a room for practice. After `open`, so that the room is closed before it goes.
    pub(super) outside: Option<Outside>,
    /// Of the session before the window was locked, for the words that had not reached the disk.
    left: Revisions,
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
        Self { dir, clock, kdf, open: None, outside: None, left: Revisions::new() }
    }

    /// Carries a command out and says what came of it.
    #[must_use]
    pub fn carry_out(&mut self, cmd: Cmd) -> Done {
        if self.outside.is_some()
            && let Some(done) = super::practising::refused(&cmd)
        {
            return done;
        }
        if let Err(refused) = people::may(self.open.as_ref(), self.outside.is_some(), &cmd) {
            return Done::Failed(refused);
        }
        let done = self.obey(cmd);
        people::remember(&mut self.open, &done);
        let now = (self.clock)();
        audit::told(&mut self.open, done, now)
    }

    fn obey(&mut self, cmd: Cmd) -> Done {
        match cmd {
            Cmd::LookAtFolder => {
                let held = is_held(&self.dir).then(|| notice(&StoreError::Open(Trouble::Held)));
                Done::FolderSeen(self.look(), held)
            }
            Cmd::Create { practice, clinician, passphrase } => self.create(practice, clinician, passphrase),
            Cmd::Unlock { clinician, passphrase } => self.unlock(clinician.as_ref(), &passphrase),
            Cmd::Lock => {
                // A room for practice is closed before its folder goes; the real records behind it are what is locked.
                let mut signed = self.open.take();
                if let Some(outside) = self.outside.take() {
                    signed = Some(outside.signed);
                }
                if let Some(mut signed) = signed {
                    // Locking never waits for the log.
                    let _ = signed.store.audit(&AuditEvent::new(AuditKind::Locked, (self.clock)()).by(&signed.clinician.id));
                    self.left = signed.revisions;
                }
                Done::Locked
            }
            Cmd::People(cmd) => self.people(cmd),
            Cmd::Audit(cmd) => {
                let now = (self.clock)();
                self.with_store(|signed| audit::carry_out(signed, cmd, now)).map_or_else(Done::Failed, Done::Audit)
            }
            Cmd::SaveDraft { draft, revision } => {
                let at = (self.clock)();
                self.with_store(|signed| {
                    let done = people::save_draft(signed, &draft, revision, at)?;
                    super::follow_up::honour(signed, &draft, at)?;
                    Ok(done)
                })
                .unwrap_or_else(Done::DraftNotSaved)
            }
            Cmd::Paper { document, job } => self.paper(&document, &job),
            Cmd::Printing(PrintingCmd::List) => Done::Printing(PrintingDone::Listed(printer::printers(None))),
            Cmd::Practise(cmd) => self.practise(cmd),
            Cmd::Records(cmd) => self.safekeeping(cmd),
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
                    let mut signed = Signed::new(store, clinician);
                    let event =
                        AuditEvent::new(AuditKind::SignedIn, (self.clock)()).by(&signed.clinician.id).saying("the records were made");
                    // What was just made stays, whatever the log says; the first thing that is opened will say so.
                    let _ = signed.store.audit(&event);
                    self.open = Some(signed);
                    Done::Created { session: Box::new(session), recovery_key: SecretString::from(key.reveal()) }
                }
                Err(error) => Done::Failed(notice(&error)),
            },
            Err(error) => Done::Failed(notice(&error)),
        }
    }

    /// Opens with the clinician's passphrase, or with the recovery key typed in its place.
    fn unlock(&mut self, clinician: Option<&ClinicianId>, passphrase: &SecretString) -> Done {
        let opened = Store::sign_in(&self.dir, clinician, passphrase, (self.clock)());
        let signed = opened.and_then(|(store, id)| {
            let clinician = store.clinician(&id)?.ok_or(StoreError::Open(Trouble::UnknownClinician))?;
            let session = session(&store, &clinician)?;
            Ok((Signed::new(store, clinician), session))
        });
        match signed {
            Ok((signed, session)) => {
                let doubt = signed.store.doubts().iter().find(|doubt| **doubt != Doubt::KeysCutOff).copied();
                self.open = Some(signed);
                let opened = Done::Unlocked(Box::new(session));
                match doubt {
                    Some(doubt) => Done::People(PeopleDone::Told { notice: doubted(doubt), then: Box::new(opened) }),
                    None => opened,
                }
            }
            Err(error) if matches!(error.trouble(), Trouble::WrongPassphrase | Trouble::WrongRecoveryKey) => Done::WrongPassphrase,
            Err(error) => Done::Failed(notice(&error)),
        }
    }

    fn people(&mut self, cmd: PeopleCmd) -> Done {
        let (at, kdf, dir) = ((self.clock)(), self.kdf, self.dir.clone());
        let mut left = std::mem::take(&mut self.left);
        let done = self.with_store(|signed| Ok(people::carry_out(signed, cmd, at, kdf, &dir, &mut left)));
        self.left = left;
        done.map_or_else(Done::Failed, Done::People)
    }

    /// The open records.
    fn signed(&mut self) -> Result<&mut Signed, Notice> {
        self.open.as_mut().ok_or_else(|| Notice::trouble("The records are locked.", "Open them with your passphrase, then try again."))
    }

    fn with_store<R>(&mut self, work: impl FnOnce(&mut Signed) -> Result<R, StoreError>) -> Result<R, Notice> {
        match &mut self.open {
            Some(signed) => work(signed).map_err(|error| notice(&error)),
            None => Err(Notice::trouble("The records are locked.", "Open them with your passphrase, then try again.")),
        }
    }

    /// Backups, bundles and whole records. Putting a backup back closes the records, once the backup was found whole.
    fn safekeeping(&mut self, cmd: RecordsCmd) -> Done {
        let now = (self.clock)();
        let Some(signed) = &mut self.open else {
            return Done::Failed(Notice::trouble("The records are locked.", "Open them with your passphrase, then try again."));
        };
        // Practice records need no backup: they are invented, and go when practice ends.
        if self.outside.is_some() && matches!(cmd, RecordsCmd::BackUpIfDue) {
            return Done::SettingsSaved;
        }
        if let RecordsCmd::Restore { file, passphrase } = cmd {
            if let Err(error) = look_into_backup(&file, &passphrase, &self.dir) {
                return Done::Failed(notice(&error));
            }
            // The records that are kept aside tell of it as well as those that take their place.
            let event = AuditEvent::new(AuditKind::Restored, now).by(&signed.clinician.id).saying("these records were put aside");
            if let Err(error) = signed.store.audit(&event) {
                return Done::Failed(notice(&error));
            }
            self.open = None;
            let put = restore(&self.dir, &file, &passphrase, now);
            return Done::Records(RecordsDone::Restored(put.map(|done| (done.holds, done.aside)).map_err(|error| notice(&error))));
        }
        safekeeping::carry_out(signed, cmd, &self.dir, self.kdf, now).map_or_else(Done::Failed, Done::Records)
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
            Cmd::SavePatient(patient) => self.with_store(|signed| save_patient(signed, patient, now)),
            Cmd::OpenChart(id) => self.with_store(|signed| open_chart(signed, &id)),
            Cmd::BeginDraft(id) => self.with_store(|signed| begin_draft(signed, &id, now)),
            Cmd::OpenDraft(id) => self.with_store(|signed| open_draft(signed, &id)),
            Cmd::DiscardDraft(id) => self.with_store(|signed| {
                let event = AuditEvent::new(AuditKind::DraftDiscarded, now).by(&signed.clinician.id).to(Subject::Draft(id.clone()));
                let event = match signed.store.draft(&id)? {
                    Some(draft) => event.about(&draft.patient),
                    None => event,
                };
                signed.store.audited(&event, |store| store.delete_draft(&id))?;
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
            Cmd::Scan(cmd) => self.with_store(|signed| scan::carry_out(signed, &cmd)),
            Cmd::SaveSettings(settings) => self.with_store(|signed| {
                let before = signed.store.setting::<Settings>(SETTINGS)?.unwrap_or_default();
                let event = AuditEvent::new(AuditKind::SettingChanged, now).by(&signed.clinician.id).saying(before.what_changed(&settings));
                signed.store.audited(&event, |store| store.set_setting(SETTINGS, &settings))?;
                Ok(Done::SettingsSaved)
            }),
            Cmd::SavePractice(practice) => self.with_store(|signed| {
                let event = AuditEvent::new(AuditKind::SettingChanged, now).by(&signed.clinician.id).saying("details of the practice");
                signed.store.audited(&event, |store| store.save_practice(&practice))?;
                Ok(Done::PracticeSaved(practice))
            }),
            Cmd::Papers(cmd) => self.with_store(|signed| super::papers::carry_out(signed, cmd, now)),
            Cmd::Talk(cmd) => self.with_store(|signed| super::conversation::carry_out(signed, cmd, now)),
            Cmd::Services(cmd) => super::services::carry_out(self.signed()?, cmd, now),
            Cmd::Follow(cmd) => super::follow_up::carry_out(self.signed()?, cmd, now),
            Cmd::Figures(cmd) => super::figures::carry_out(self.signed()?, cmd, now).map(Done::Figures),
            Cmd::LookAtFolder
            | Cmd::Practise(_)
            | Cmd::Create { .. }
            | Cmd::Unlock { .. }
            | Cmd::Lock
            | Cmd::SaveDraft { .. }
            | Cmd::Paper { .. }
            | Cmd::People(_)
            | Cmd::Audit(_)
            | Cmd::Printing(_)
            | Cmd::Records(_)
            | Cmd::Quit => Ok(Done::SettingsSaved),
        }
    }

    /// Sees to it that a paper which says something about a person stands in their ledger before it is made. A note is told by its own
    /// history; the questions to fill in at home and the recovery sheet name nobody.
    fn told(&mut self, document: &Document, job: &PdfJob) -> Result<(), Notice> {
        let now = (self.clock)();
        match document.kind() {
            PaperKind::Med3 if document.is_duplicate() => self.with_store(|signed| {
                let how = if matches!(job, PdfJob::Print) { How::Printed } else { How::Saved };
                let clinician = signed.clinician.id.clone();
                signed.store.disclose_duplicate(&NoteId::new(document.id()), how, &clinician, now)
            }),
            PaperKind::Med3 | PaperKind::HomeSheet | PaperKind::RecoverySheet => Ok(()),
            kind if self.with_store(|signed| signed.store.is_told(document.id(), kind))? => Ok(()),
            _ => Err(Notice::trouble(
                "This paper is not in the list of what was shared, so nothing was made.",
                "Choose it once more under \"What leaves this room\", and who it is for.",
            )),
        }
    }

    /// Writes down that a paper beside the statement, or a duplicate of one, is printed or saved.
    fn tell_of_paper(&mut self, document: &Document, job: &PdfJob) -> Result<(), Notice> {
        let now = (self.clock)();
        let kind = match job {
            PdfJob::Print => AuditKind::Printed,
            PdfJob::Save(_) | PdfJob::SaveAndOpen(_) => AuditKind::Saved,
        };
        let signed = self.signed()?;
        let event = AuditEvent::new(kind, now).by(&signed.clinician.id).saying(document.kind().title());
        let event = if document.is_duplicate() { event.to(Subject::Note(NoteId::new(document.id()))).saying("a duplicate") } else { event };
        signed.store.audit(&event).map_err(|error| notice(&error))
    }

    /// On the printer of the settings.
    fn print(&self, document: &Document, pdf: &[u8]) -> Result<String, printer::PrintError> {
        let chosen = self.open.as_ref().and_then(chosen_printer);
        printer::print(&printer::Job { pdf, title: document.kind().title(), printer: chosen.as_deref(), server: None })
    }

    /// The use is recorded first, then the paper is made: what the record refuses is not printed. A duplicate is recorded when it is made.
    fn paper(&mut self, document: &Document, job: &PdfJob) -> Done {
        let is_note = document.kind() == PaperKind::Med3;
        if let Err(refused) = self.told(document, job) {
            return Done::Failed(refused);
        }
        // Of the papers beside the statement, none is an issued note.
        if is_note && !document.is_duplicate() {
            let (note, now) = (NoteId::new(document.id()), (self.clock)());
            let what = match job {
                PdfJob::Print => PaperUse::Printed,
                PdfJob::Save(_) | PdfJob::SaveAndOpen(_) => PaperUse::Saved,
            };
            let signed = match self.signed() {
                Ok(signed) => signed,
                Err(notice) => return Done::Failed(notice),
            };
            let clinician = signed.clinician.id.clone();
            // A note that was cancelled or replaced gets no paper. A disk that cannot take the entry does not keep the patient from
            // the note, which is on record.
            if let Err(error) = signed.store.mark_printed(&note, &clinician, now, what)
                && matches!(error.trouble(), Trouble::Barred(_))
            {
                return Done::Failed(notice(&error));
            }
        } else if let Err(notice) = self.tell_of_paper(document, job) {
            return Done::Failed(notice);
        }
        let Ok(bytes) = crate::pdf::write(document) else {
            return Done::Failed(Notice::trouble(
                format!("{}, but its PDF could not be made.", kept(is_note)),
                "Start the program again and open it from the patient's record.",
            ));
        };
        match job {
            PdfJob::Print => match self.print(document, &bytes) {
                Ok(printer) => Done::Printed(printer),
                Err(error) => Done::Failed(Notice::trouble(
                    error.to_string(),
                    format!("{}. Print it again here, or save the PDF and print that.", kept(is_note)),
                )),
            },
            PdfJob::Save(path) => save_pdf(path, &bytes, is_note).map_or_else(Done::Failed, |()| Done::Saved(path.clone())),
            PdfJob::SaveAndOpen(path) => match save_pdf(path, &bytes, is_note) {
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

/// What stands in the records, whatever becomes of the paper.
fn kept(is_note: bool) -> &'static str {
    if is_note { "The note is recorded" } else { "The list of what was shared has it" }
}

fn save_pdf(path: &Path, bytes: &[u8], is_note: bool) -> Result<(), Notice> {
    files::save(path, bytes).map_err(|error| {
        Notice::trouble(
            format!("{}, but the PDF could not be saved: {error}.", kept(is_note)),
            "Name another folder, or free some space, then save again.",
        )
    })
}

/// What did not fit together when the records were opened, as the person reads it.
fn doubted(doubt: Doubt) -> Notice {
    let (what, do_next) = doubt.said().rsplit_once(". ").unwrap_or((doubt.said(), ""));
    Notice::trouble(format!("{what}."), format!("{do_next}."))
}

/// A failure of the store as the person reads it.
pub(super) fn notice(error: &StoreError) -> Notice {
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
