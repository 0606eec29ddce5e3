//! What is done about follow-ups: the queue, what was answered, and the counts.

use super::files;
use super::hands::notice;
use super::records::{ROWS, Signed, fresh_id};
use crate::app::follow_up::{About, FollowCmd, FollowDone};
use crate::app::{Done, Notice};
use crate::domain::audit::{AuditEvent, AuditKind};
use crate::domain::day::shifted;
use crate::domain::draft::Draft;
use crate::domain::follow_up::Outcomes;
use crate::domain::id::{ClinicianId, FollowUpId, PatientId};
use crate::domain::record::Moment;
use crate::store::{Store, StoreError};
use crate::talk::{self, Mode};

/// How far ahead the queue looks, in days.
const AHEAD_DAYS: i64 = 7;

pub(super) fn carry_out(signed: &mut Signed, cmd: FollowCmd, now: Moment) -> Result<Done, Notice> {
    let today = now.date_naive();
    if let FollowCmd::Export { folder } = cmd {
        let event = AuditEvent::new(AuditKind::Exported, now).by(&signed.clinician.id).saying("counts of follow-ups");
        signed.store.audit(&event).map_err(|error| notice(&error))?;
        let counts = Outcomes::of(&signed.store.follow_ups().map_err(|error| notice(&error))?, today).export();
        let path = folder.join(format!("follow-up-counts-{}.csv", today.format("%Y-%m-%d")));
        files::save(&path, counts.as_bytes()).map_err(|why| {
            Notice::trouble(format!("The counts are not saved: {why}."), "Choose another folder in a note, then try again.")
        })?;
        return Ok(Done::Follow(FollowDone::Exported(path)));
    }
    done(signed, cmd, now).map(Done::Follow).map_err(|error| notice(&error))
}

fn done(signed: &mut Signed, cmd: FollowCmd, now: Moment) -> Result<FollowDone, StoreError> {
    let (today, by) = (now.date_naive(), signed.clinician.id.clone());
    let store = &mut signed.store;
    Ok(match cmd {
        FollowCmd::Load { patient } => FollowDone::Loaded {
            queue: store.follow_ups_due(shifted(today, AHEAD_DAYS), ROWS * 10)?,
            kept_back: store.kept_back()?,
            outcomes: Box::new(Outcomes::of(&store.follow_ups()?, today)),
            about: Box::new(match patient {
                Some(patient) => about(signed, patient)?,
                None => About::default(),
            }),
        },
        FollowCmd::LoadAbout(patient) => FollowDone::AboutLoaded(Box::new(about(signed, patient)?)),
        FollowCmd::SetWish { patient, wish } => {
            let kind = if wish.after.is_empty() { AuditKind::Withdrawn } else { AuditKind::Consented };
            let event = AuditEvent::new(kind, now).by(&by).about(&patient).saying("follow-ups");
            store.audited(&event, |store| store.set_follow_ups(&patient, today, &wish, || FollowUpId::new(fresh_id())))?;
            FollowDone::Changed("What the patient asked for is in the queue.")
        }
        FollowCmd::SetNoContact { patient, no_contact } => {
            set_no_contact(store, &patient, no_contact, &by, now)?;
            FollowDone::Changed(if no_contact {
                "Recorded: nobody is to contact this patient about work."
            } else {
                "Recorded: the patient may be contacted about work again."
            })
        }
        FollowCmd::Ask(follow_up) => FollowDone::Asked { adjustments: adjustments(signed, &follow_up.patient)?, follow_up },
        FollowCmd::Answer { id, answers } => {
            let event = AuditEvent::new(AuditKind::FollowedUp, now).by(&by).saying("the answers are kept");
            store.audited(&event, |store| store.answer_follow_up(&id, today, &answers))?;
            FollowDone::Changed("The answers are kept.")
        }
        FollowCmd::NotReached(id) => {
            let event = AuditEvent::new(AuditKind::FollowedUp, now).by(&by).saying("not reached");
            store.audited(&event, |store| store.mark_not_reached(&id, today))?;
            FollowDone::Changed("Recorded as not reached; it stays in the queue.")
        }
        FollowCmd::AddRecurrence { patient, recurrence } => {
            let event = AuditEvent::new(AuditKind::FollowedUp, now).by(&by).about(&patient).saying("it came back");
            store.audited(&event, |store| store.add_recurrence(&patient, &recurrence))?;
            FollowDone::Changed("Recorded that it came back.")
        }
        // Answered above: it writes outside the records.
        FollowCmd::Export { .. } => FollowDone::Changed(""),
    })
}

fn about(signed: &super::records::Signed, patient: PatientId) -> Result<About, StoreError> {
    let store = &signed.store;
    Ok(About {
        no_contact: store.no_contact_since(&patient)?,
        follow_ups: store.follow_ups_of(&patient)?,
        recurrences: store.recurrences_of(&patient)?,
        adjustments: adjustments(signed, &patient)?,
        patient: Some(patient),
    })
}

/// The changes at work that were written for a patient last: from the draft behind the newest note, else from one in progress.
fn adjustments(signed: &super::records::Signed, patient: &PatientId) -> Result<Vec<String>, StoreError> {
    let mut drafts: Vec<Draft> = Vec::new();
    if let Some(last) = signed.store.notes_of(patient)?.last() {
        drafts.extend(signed.store.draft_of(&last.id)?);
    }
    for line in signed.store.drafts_of(patient)? {
        drafts.extend(signed.store.draft(&line.id)?);
    }
    let texts = drafts.iter().map(|draft| talk::plan_from(&draft.conversation).adjustments);
    Ok(texts
        .map(|adjustments| adjustments.into_iter().map(|one| one.text).filter(|text| !text.trim().is_empty()).collect::<Vec<_>>())
        .find(|texts| !texts.is_empty())
        .unwrap_or_default())
}

/// A conversation that says "do not contact me about work" is honoured as soon as it is saved.
pub(super) fn honour(signed: &mut Signed, draft: &Draft, now: Moment) -> Result<(), StoreError> {
    if talk::modes(&draft.conversation).has(Mode::DoNotContact) && signed.store.no_contact_since(&draft.patient)?.is_none() {
        let by = signed.clinician.id.clone();
        set_no_contact(&mut signed.store, &draft.patient, true, &by, now)?;
    }
    Ok(())
}

/// Keeps whether a patient may be contacted about work, with its row in the log.
fn set_no_contact(store: &mut Store, patient: &PatientId, no_contact: bool, by: &ClinicianId, now: Moment) -> Result<(), StoreError> {
    let kind = if no_contact { AuditKind::Withdrawn } else { AuditKind::Consented };
    let event = AuditEvent::new(kind, now).by(by).about(patient).saying("contact about work");
    store.audited(&event, |store| store.set_no_contact(patient, no_contact.then_some(now.date_naive())))
}
