//! The room for practice: a folder of its own beside the records, made when practice begins and gone when it ends.

use std::fs;
use std::path::{Path, PathBuf};

use secrecy::SecretString;

use super::hands::{Hands, notice};
use super::records::{Signed, fresh_id, session};
use crate::app::follow_up::FollowCmd;
use crate::app::papers::PapersCmd;
use crate::app::practising::{PractisingCmd, PractisingDone};
use crate::app::services::ServicesCmd;
use crate::app::{Cmd, Done, Notice, RecordsCmd};
use crate::content::case_studies::{CaseStudy, case_studies, case_study};
use crate::domain::case::Practice;
use crate::domain::id::{ClinicianId, PatientId};
use crate::domain::profession::{Nation, Setting};
use crate::domain::record::{Clinician, Patient};
use crate::store::{Kdf, NewStore, Store};

/// The real records while they wait, and the folder that goes when practice ends.
pub(super) struct Outside {
    pub signed: Signed,
    _room: Room,
}

/// A folder for practice. Dropping it takes its files away.
struct Room(PathBuf);

impl Room {
    /// A new folder beside the data folder, which carries its sign from the first moment. Rooms that a crash left behind go first.
    fn open(data: &Path) -> std::io::Result<Self> {
        for left in rooms_beside(data) {
            clear(&left);
        }
        let dir = data.with_file_name(format!("{}{}", prefix(data), fresh_id()));
        fs::create_dir(&dir)?;
        let room = Self(dir);
        fs::write(room.0.join(SIGN), "Practice with invented people. It goes when practice ends.\n")?;
        Ok(room)
    }

    /// The folder of the records in it.
    fn records(&self) -> PathBuf {
        self.0.join("records")
    }
}

impl Drop for Room {
    fn drop(&mut self) {
        clear(&self.0);
    }
}

/// The file by which a room for practice is known: a folder without it is somebody's records, whatever it is called.
const SIGN: &str = "practice-room.txt";

/// How the rooms of a data folder are called.
fn prefix(data: &Path) -> String {
    let name = data.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    format!("{name}-practising-")
}

/// The rooms beside a data folder. Whoever holds the folder holds them all, so that none is another window's.
fn rooms_beside(data: &Path) -> Vec<PathBuf> {
    let prefix = prefix(data);
    let is_room =
        |path: &PathBuf| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(&prefix)) && path.join(SIGN).is_file();
    let beside = data.parent().and_then(|parent| fs::read_dir(parent).ok()).into_iter().flatten().flatten();
    beside.map(|entry| entry.path()).filter(is_room).collect()
}

/// Takes a room away with all that is in it. Only a folder with the sign is one.
fn clear(room: &Path) {
    if room.join(SIGN).is_file() {
        let _ = fs::remove_dir_all(room);
    }
}

/// What practice answers in the place of doing something; none where it is done.
pub(super) fn refused(cmd: &Cmd) -> Option<Done> {
    // The day's backup is of the real records, which wait.
    if matches!(cmd, Cmd::Records(RecordsCmd::BackUpIfDue)) {
        return Some(Done::SettingsSaved);
    }
    // Every command is named, so that a new one does not compile until somebody decides whether it leaves the room.
    let leaves = match cmd {
        Cmd::Paper { .. }
        | Cmd::Papers(PapersCmd::Tell(_))
        | Cmd::Records(_)
        | Cmd::People(_)
        | Cmd::Audit(_)
        | Cmd::Services(ServicesCmd::Send { .. })
        | Cmd::Figures(_)
        | Cmd::Follow(FollowCmd::Export { .. }) => true,
        Cmd::LookAtFolder
        | Cmd::Create { .. }
        | Cmd::Unlock { .. }
        | Cmd::Lock
        | Cmd::LoadToday
        | Cmd::Search { .. }
        | Cmd::SavePatient(_)
        | Cmd::OpenChart(_)
        | Cmd::BeginDraft(_)
        | Cmd::OpenDraft(_)
        | Cmd::SaveDraft { .. }
        | Cmd::DiscardDraft(_)
        | Cmd::Issue { .. }
        | Cmd::Renew(_)
        | Cmd::Correct { .. }
        | Cmd::CancelNote { .. }
        | Cmd::Duplicate(_)
        | Cmd::ReadHistory(_)
        | Cmd::Recheck
        | Cmd::OpenNote(_)
        | Cmd::SaveSettings(_)
        | Cmd::SavePractice(_)
        | Cmd::Printing(_)
        | Cmd::Scan(_)
        | Cmd::Talk(_)
        | Cmd::Papers(_)
        | Cmd::Services(_)
        | Cmd::Follow(_)
        | Cmd::Practise(_)
        | Cmd::Quit => false,
    };
    leaves.then(|| {
        Done::Failed(Notice::trouble(
            "This is practice: nothing is printed, saved as a file or sent.",
            "Look at the page here; leave practice to work with real records.",
        ))
    })
}

impl Hands {
    /// Goes into practice or out of it.
    pub(super) fn practise(&mut self, cmd: PractisingCmd) -> Done {
        match cmd {
            PractisingCmd::Begin(case) => match case_study(&case) {
                Some(study) if self.outside.is_none() => self.begin_practice(study).unwrap_or_else(Done::Failed),
                _ => Done::Failed(Notice::trouble("Practice could not begin.", "Leave it, choose a case, and begin again.")),
            },
            PractisingCmd::Leave => {
                // The practice store is closed before its folder goes.
                self.open = None;
                if let Some(Outside { signed, _room }) = self.outside.take() {
                    self.open = Some(signed);
                }
                Done::Practise(PractisingDone::Left)
            }
        }
    }

    fn begin_practice(&mut self, study: &CaseStudy) -> Result<Done, Notice> {
        let Some(real) = self.open.take() else {
            return Err(Notice::trouble("The records are locked.", "Open them with your passphrase, then try again."));
        };
        let Ok(room) = Room::open(&self.dir) else {
            self.open = Some(real);
            return Err(Notice::trouble(
                "Practice could not begin: no folder for it can be made beside the records.",
                "Free some space, or ask whoever looks after this computer.",
            ));
        };
        match practice_store(&room.records(), study) {
            Ok((signed, patient)) => match session(&signed.store, &signed.clinician) {
                Ok(mut session) => {
                    session.settings.practice = true;
                    self.open = Some(signed);
                    self.outside = Some(Outside { signed: real, _room: room });
                    let (session, patient) = (Box::new(session), Box::new(patient));
                    Ok(Done::Practise(PractisingDone::Begun { case: study.id.clone(), session, patient }))
                }
                Err(error) => {
                    self.open = Some(real);
                    Err(notice(&error))
                }
            },
            Err(error) => {
                self.open = Some(real);
                Err(notice(&error))
            }
        }
    }
}

fn practice_store(dir: &Path, study: &CaseStudy) -> Result<(Signed, Patient), crate::store::StoreError> {
    let clinician = Clinician {
        id: ClinicianId::new(fresh_id()),
        name: "Practice Clinician".into(),
        profession: study.profession.clone(),
        registration: study.registration.clone(),
        setting: Setting::Nhs,
        trained: true,
        within_scope: true,
    };
    let practice = Practice {
        name: "Practice Surgery (invented)".into(),
        address: vec!["1 Example Street".into(), "Example Town".into()],
        postcode: "ZZ99 3WZ".into(),
        telephone: String::new(),
        nation: Nation::England,
    };
    // Nobody needs to open it again: its key is forgotten with it.
    let new = NewStore { practice, clinician: clinician.clone(), passphrase: SecretString::from(fresh_id()), kdf: Kdf::LEAST };
    let (mut store, _) = Store::create(dir, new)?;
    // All invented people are in the room, whichever case is worked through.
    for other in case_studies().iter().filter(|other| other.id != study.id) {
        store.save_patient(&invented(other))?;
    }
    let patient = invented(study);
    store.save_patient(&patient)?;
    Ok((Signed::new(store, clinician), patient))
}

fn invented(study: &CaseStudy) -> Patient {
    Patient {
        id: PatientId::new(fresh_id()),
        title: study.patient.title.clone(),
        given_names: study.patient.given_names.clone(),
        family_name: study.patient.family_name.clone(),
        date_of_birth: study.patient.date_of_birth,
        nhs_number: None,
        address: vec!["2 Example Street".into(), "Example Town".into()],
        postcode: "ZZ99 3WZ".into(),
    }
}
