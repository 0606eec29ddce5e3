//! The audit log from the shell's side: what was opened is written down after it was found, and the log is read for its screen.

use std::collections::BTreeMap;

use chrono::{Days, Local, NaiveTime};

use super::records::Signed;
use crate::app::follow_up::FollowDone;
use crate::app::papers::PapersDone;
use crate::app::services::ServicesDone;
use crate::app::{AuditCmd, AuditDone, AuditLine, AuditWanted, Done, Known, PeopleDone, RecordsDone, TalkDone};
use crate::domain::audit::{AuditEvent, AuditKind, AuditRow, Subject};
use crate::domain::day::Day;
use crate::domain::id::{ClinicianId, PatientId};
use crate::domain::record::Moment;
use crate::store::{AuditFilter, Store, StoreError, mark_of_backup, verify};

/// Rows that are read at once.
const PAGE: usize = 100;
/// Patients that a search in the log may mean.
const PATIENTS: usize = 200;

/// What was listed last in this session, so that each key of one search, and each look at the first screen, is not a row of its own.
#[derive(Default)]
pub(super) struct Listed {
    searching: bool,
    today: Option<Day>,
}

/// Writes down what was opened or listed. A log that cannot be written keeps nobody from the patient: the screen comes, and says so.
pub(super) fn told(open: &mut Option<Signed>, done: Done, now: Moment) -> Done {
    let Some(signed) = open else { return done };
    let Some(event) = seen(&mut signed.listed, &done, now) else { return done };
    let event = event.by(&signed.clinician.id);
    match signed.store.audit(&event) {
        Ok(()) => done,
        Err(error) => Done::People(PeopleDone::Told { notice: super::hands::notice(&error), then: Box::new(done) }),
    }
}

fn seen(listed: &mut Listed, done: &Done, now: Moment) -> Option<AuditEvent> {
    let was_searching = match done {
        // A search that shows nobody is no end of the run, and no row.
        Done::Found { patients, .. } | Done::Records(RecordsDone::OthersFound(patients)) if patients.is_empty() => listed.searching,
        Done::Found { .. } | Done::Records(RecordsDone::OthersFound(_)) => std::mem::replace(&mut listed.searching, true),
        _ => std::mem::replace(&mut listed.searching, false),
    };
    let viewed = AuditEvent::new(AuditKind::Viewed, now);
    let list = AuditEvent::new(AuditKind::Listed, now);
    Some(match done {
        Done::ChartOpened { patient, .. } => viewed.about(&patient.id),
        Done::DraftOpened { draft, .. } => viewed.about(&draft.patient).to(Subject::Draft(draft.id.clone())),
        Done::NoteShown(shown) => viewed.about(&shown.line.patient).to(Subject::Note(shown.line.id.clone())),
        Done::Papers(PapersDone::Opened(opened)) => viewed.about(&opened.patient.id).saying("what leaves this room"),
        Done::Talk(TalkDone::KeptOpened(kept)) => viewed.about(&kept.patient).saying("a finished conversation"),
        Done::Services(ServicesDone::Loaded { patient: Some(patient), .. }) => viewed.about(patient).saying("services"),
        Done::Follow(FollowDone::Asked { follow_up, .. }) => viewed.about(&follow_up.patient).saying("a follow-up"),
        Done::Records(RecordsDone::PersonSeen { patient, .. }) => viewed.about(&patient.id).saying("the whole record"),
        Done::Rechecked(_) => list.saying("all notes judged again"),
        Done::Services(ServicesDone::Loaded { patient: None, .. }) => list.saying("services and referrals"),
        Done::Follow(FollowDone::Loaded { .. }) => list.saying("follow-ups"),
        Done::Scan(_) => list.saying("everybody born on one day"),
        Done::Audit(AuditDone::Loaded { is_next_page: false, .. }) => list.saying("the audit log"),
        Done::Records(RecordsDone::LongKeptSeen(people)) if !people.oldest.is_empty() => list.saying("records kept long enough"),
        // One row for each run of keys in a search box; what was typed stands nowhere.
        Done::Found { patients, .. } | Done::Records(RecordsDone::OthersFound(patients)) if !was_searching && !patients.is_empty() => {
            list.saying("a search")
        }
        // The first screen comes back many times a day: the first time of each day is a row.
        Done::TodayLoaded { drafts, ending, recent }
            if !(drafts.is_empty() && ending.is_empty() && recent.is_empty())
                && listed.today.replace(now.date_naive()) != Some(now.date_naive()) =>
        {
            list.saying("the first screen")
        }
        _ => return None,
    })
}

/// Carries a command of the audit screen out.
pub(super) fn carry_out(signed: &mut Signed, cmd: AuditCmd, now: Moment) -> Result<AuditDone, StoreError> {
    match cmd {
        AuditCmd::Load { wanted, before } => load(signed, &wanted, before),
        AuditCmd::Verify { known } => {
            let known = match known {
                None => None,
                Some(Known::Mark(mark)) => Some(mark),
                Some(Known::Backup(file)) => Some(mark_of_backup(&file)?),
            };
            let checked = verify(&signed.store, known.as_ref())?;
            let event = AuditEvent::new(AuditKind::Verified, now).by(&signed.clinician.id);
            let right = checked.iter().all(|check| check.is_right);
            // A disk that is full does not hide what was found.
            let _ = signed.store.audit(&event.saying(if right { "all as it should be" } else { "something is wrong" }));
            Ok(AuditDone::Verified(checked))
        }
    }
}

fn load(signed: &Signed, wanted: &AuditWanted, before: Option<u64>) -> Result<AuditDone, StoreError> {
    let store = &signed.store;
    let patients = match wanted.patient.trim() {
        "" => None,
        text => Some(store.find_patients(text, PATIENTS)?.into_iter().map(|patient| patient.id).collect()),
    };
    let group = wanted.group;
    let filter = AuditFilter {
        before,
        clinician: wanted.person.clone(),
        kinds: group.map(|group| AuditKind::ALL.iter().copied().filter(|kind| kind.group() == group).collect()),
        patients,
        from: wanted.from.and_then(midnight),
        to: wanted.to.and_then(|day| day.checked_add_days(Days::new(1))).and_then(midnight),
    };
    let rows = store.audit_rows(&filter, PAGE + 1)?;
    let more = rows.len() > PAGE;
    let people: BTreeMap<ClinicianId, String> = store.clinicians()?.into_iter().map(|clinician| (clinician.id, clinician.name)).collect();
    let mut names: BTreeMap<PatientId, String> = BTreeMap::new();
    let lines = rows.into_iter().take(PAGE).map(|row| line(store, row, &people, &mut names)).collect::<Result<Vec<_>, _>>()?;
    Ok(AuditDone::Loaded { lines, more, is_next_page: before.is_some(), head: store.audit_head()?, people: people.into_iter().collect() })
}

/// The beginning of a day, here.
fn midnight(day: Day) -> Option<Moment> {
    day.and_time(NaiveTime::MIN).and_local_timezone(Local).earliest().map(|at| at.fixed_offset())
}

/// A row with the names of its people, as far as whoever is signed in may see them.
fn line(
    store: &Store,
    row: AuditRow,
    people: &BTreeMap<ClinicianId, String>,
    names: &mut BTreeMap<PatientId, String>,
) -> Result<AuditLine, StoreError> {
    let may_see = store.signed_in().is_none_or(|(_, role)| role.sees_patients());
    let mut name_of = |id: &PatientId| -> Result<String, StoreError> {
        if let Some(known) = names.get(id) {
            return Ok(known.clone());
        }
        let found = if may_see { store.patient(id)?.map(|patient| patient.full_name()) } else { None };
        let name = found.unwrap_or_else(|| format!("patient {}", short(id.as_str())));
        names.insert(id.clone(), name.clone());
        Ok(name)
    };
    let person = |id: &ClinicianId| people.get(id).cloned().unwrap_or_else(|| format!("person {}", short(id.as_str())));
    let patient = row.patient.as_ref().map(&mut name_of).transpose()?.unwrap_or_default();
    let subject = match &row.subject {
        None => String::new(),
        Some(Subject::Note(id)) => format!("note {}", short(id.as_str())),
        Some(Subject::Draft(id)) => format!("draft {}", short(id.as_str())),
        Some(Subject::Patient(id)) => name_of(id)?,
        Some(Subject::Person(id)) => person(id),
    };
    let what = row.title();
    let about: Vec<String> = [patient, subject, row.detail].into_iter().filter(|part| !part.is_empty()).collect();
    Ok(AuditLine { seq: row.seq, at: row.at, who: row.clinician.as_ref().map(person).unwrap_or_default(), what, about: about.join(", ") })
}

/// The beginning of an identity: enough to tell one from another.
fn short(id: &str) -> String {
    id.chars().take(8).collect()
}
