//! What is done with open records, one command at a time: each takes the open store and answers with what came of it.

use super::files;
use crate::app::{Done, NewDraft, Session, Settings, renewal, replacement};
use crate::domain::audit::{AuditEvent, AuditKind};
use crate::domain::day::shifted;
use crate::domain::draft::{Conversation, Decision, Draft};
use crate::domain::id::{DraftId, NoteId, PatientId};
use crate::domain::life::Origin;
use crate::domain::record::{Clinician, Moment, NoteLine, Patient};
use crate::domain::role::Role;
use crate::paper::Med3Page;
use crate::rules::{self, Issuable, NoteRecord};
use crate::store::{Store, StoreError, Trouble};

/// How far ahead "ends soon" looks, in days, and how far back "just ended" does.
const ENDING_DAYS: i64 = 7;
const ENDED_DAYS: i64 = 3;
/// How many rows a list shows at most.
pub(super) const ROWS: usize = 20;
/// The name under which the settings are kept.
pub(super) const SETTINGS: &str = "settings";
/// The name under which the patients seen last are kept.
const RECENT: &str = "recent_patients";
const RECENT_MOST: usize = 6;

/// Open records and who opened them.
pub(super) struct Signed {
    pub store: Store,
    pub clinician: Clinician,
    /// At which revision the drafts of this session were opened or saved last.
    pub revisions: super::people::Revisions,
    pub listed: super::audit::Listed,
}

impl Signed {
    pub fn new(store: Store, clinician: Clinician) -> Self {
        Self { store, clinician, revisions: super::people::Revisions::new(), listed: super::audit::Listed::default() }
    }
}

pub(super) fn fresh_id() -> String {
    uuid::Uuid::new_v4().to_string()
}

/// The printer that the practice chose; none for the computer's default.
pub(super) fn chosen_printer(signed: &Signed) -> Option<String> {
    signed.store.setting::<Settings>(SETTINGS).ok().flatten().and_then(|settings| settings.printer)
}

/// Whether everybody in these records is invented: their papers say so.
///
/// # Errors
/// When it cannot be read.
pub fn is_demonstration(store: &Store) -> Result<bool, StoreError> {
    Ok(store.setting(super::demo::DEMONSTRATION)?.unwrap_or_default())
}

pub(super) fn session(store: &Store, clinician: &Clinician) -> Result<Session, StoreError> {
    let mut settings: Settings = store.setting(SETTINGS)?.unwrap_or_default();
    settings.practice = is_demonstration(store)?;
    let role = store.signed_in().map_or_else(Role::default, |(_, role)| *role);
    Ok(Session { practice: store.practice()?, clinician: clinician.clone(), role, settings, documents: files::documents_folder() })
}

pub(super) fn load_today(signed: &Signed, now: Moment) -> Result<Done, StoreError> {
    if signed.store.signed_in().is_some_and(|(_, role)| !role.sees_patients()) {
        return Ok(Done::TodayLoaded { drafts: Vec::new(), ending: Vec::new(), recent: Vec::new() });
    }
    let today = now.date_naive();
    let ending = signed.store.notes_ending(shifted(today, -ENDED_DAYS), shifted(today, ENDING_DAYS), ROWS)?;
    let recent_ids: Vec<PatientId> = signed.store.setting(RECENT)?.unwrap_or_default();
    let mut recent = Vec::new();
    for id in &recent_ids {
        let patient = signed.store.patient(&signed.store.kept_entry(id)?)?;
        recent.extend(patient.filter(|new| recent.iter().all(|known: &Patient| known.id != new.id)));
    }
    Ok(Done::TodayLoaded { drafts: signed.store.draft_lines(ROWS)?, ending, recent })
}

pub(super) fn save_patient(signed: &mut Signed, mut patient: Patient, now: Moment) -> Result<Done, StoreError> {
    if patient.id.as_str().is_empty() {
        patient.id = PatientId::new(fresh_id());
    }
    let event = AuditEvent::new(AuditKind::PatientSaved, now).by(&signed.clinician.id).about(&patient.id);
    signed.store.audited(&event, |store| store.save_patient(&patient))?;
    Ok(Done::PatientSaved(patient))
}

pub(super) fn known(signed: &Signed, id: &PatientId) -> Result<Patient, StoreError> {
    // An entry that was joined to another shows as that one.
    let id = signed.store.kept_entry(id)?;
    signed.store.patient(&id)?.ok_or(StoreError::Read(Trouble::NoSuch("patient")))
}

pub(super) fn newest_first(signed: &Signed, patient: &PatientId) -> Result<Vec<NoteLine>, StoreError> {
    let mut notes = signed.store.notes_of(patient)?;
    notes.reverse();
    Ok(notes)
}

pub(super) fn open_chart(signed: &mut Signed, id: &PatientId) -> Result<Done, StoreError> {
    let patient = known(signed, id)?;
    let id = &patient.id;
    let notes = newest_first(signed, id)?;
    let drafts = signed.store.drafts_of(id)?;
    let mut recent: Vec<PatientId> = signed.store.setting(RECENT)?.unwrap_or_default();
    recent.retain(|known| known != id);
    recent.insert(0, id.clone());
    recent.truncate(RECENT_MOST);
    // A list for comfort: a disk that is full does not keep anybody from the patient.
    let _ = signed.store.set_setting(RECENT, &recent);
    Ok(Done::ChartOpened { patient, notes, drafts })
}

pub(super) fn begin_draft(signed: &mut Signed, patient: &PatientId, now: Moment) -> Result<Done, StoreError> {
    let record = known(signed, patient)?;
    let notes = newest_first(signed, patient)?;
    let draft = Draft {
        id: DraftId::new(fresh_id()),
        patient: record.id.clone(),
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

pub(super) fn open_draft(signed: &Signed, id: &DraftId) -> Result<Done, StoreError> {
    let draft = signed.store.draft(id)?.ok_or(StoreError::Read(Trouble::NoSuch("draft")))?;
    let patient = known(signed, &draft.patient)?;
    let notes = newest_first(signed, &draft.patient)?;
    let saved_at = signed.store.draft_saved_at(id)?;
    Ok(Done::DraftOpened { draft: Box::new(draft), patient, notes, saved_at })
}

pub(super) fn issue(
    signed: &mut Signed,
    note: &Issuable,
    patient: &PatientId,
    now: Moment,
    origin: &Origin,
) -> Result<NoteRecord, StoreError> {
    // The issuer is the person who is signed in, whatever the draft was read with.
    if note.case().issuer != signed.clinician.as_issuer() {
        return Err(StoreError::Issue(Trouble::OtherIssuer));
    }
    let clinician = signed.clinician.id.clone();
    Ok(signed.store.issue_as(note, patient, &clinician, now, origin)?.into_record())
}

/// Judges every stored note again under the rules in force. Nothing is changed.
pub(super) fn recheck(signed: &Signed, now: Moment) -> Result<Done, StoreError> {
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

pub(super) fn recorded(signed: &Signed, id: &NoteId) -> Result<NoteRecord, StoreError> {
    signed.store.note(id)?.ok_or(StoreError::Read(Trouble::NoSuch("note")))
}

/// A draft that renews a note, or with a reason one that replaces it.
pub(super) fn follow_on(signed: &mut Signed, id: &NoteId, now: Moment, replaces_because: Option<&str>) -> Result<Done, StoreError> {
    let record = recorded(signed, id)?;
    let before = signed.store.draft_of(id)?;
    let new = NewDraft {
        id: DraftId::new(fresh_id()),
        note: NoteId::new(fresh_id()),
        clinician: signed.clinician.id.clone(),
        begun_on: now.date_naive(),
    };
    let mut draft = match replaces_because {
        None => renewal(&record, before.as_ref(), new),
        Some(reason) => replacement(&record, before.as_ref(), reason, new),
    };
    let patient = known(signed, &draft.patient)?;
    draft.patient = patient.id.clone();
    let notes = newest_first(signed, &draft.patient)?;
    signed.store.save_draft(&draft, now)?;
    Ok(Done::DraftOpened { draft: Box::new(draft), patient, notes, saved_at: Some(now) })
}
