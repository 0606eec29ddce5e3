//! Reads what papers can be made of, and keeps the ledger of what was agreed and what left.

use super::records::{Signed, fresh_id, known, newest_first, recorded};
use crate::app::Done;
use crate::app::papers::{Opened, PapersCmd, PapersDone};
use crate::domain::draft::Conversation;
use crate::domain::id::{ConsentId, DraftId, NoteId, PatientId};
use crate::domain::record::Moment;
use crate::store::StoreError;

/// Does what the screen asks for.
pub(super) fn carry_out(signed: &mut Signed, cmd: PapersCmd, now: Moment) -> Result<Done, StoreError> {
    let clinician = signed.clinician.id.clone();
    let done = match cmd {
        PapersCmd::Open { patient, draft, note } => PapersDone::Opened(Box::new(open(signed, &patient, draft, note)?)),
        PapersCmd::Give { patient, agreed } => {
            let consent = ConsentId::new(fresh_id());
            signed.store.give_consent(&consent, &patient, &agreed, &clinician, now)?;
            PapersDone::Given { consent, ledger: signed.store.ledger(&patient)? }
        }
        PapersCmd::Withdraw { patient, consent } => {
            signed.store.withdraw_consent(&consent, &clinician, now)?;
            PapersDone::LedgerRead(signed.store.ledger(&patient)?)
        }
        PapersCmd::ReadLedger(patient) => PapersDone::LedgerRead(signed.store.ledger(&patient)?),
        PapersCmd::Tell(leaving) => {
            signed.store.disclose(&leaving, &clinician, now)?;
            PapersDone::Told(signed.store.ledger(&leaving.patient)?)
        }
    };
    Ok(Done::Papers(done))
}

/// What was said last with a person, and the condition as its draft or note names it; none where nothing was said.
pub(super) fn said_last(signed: &Signed, id: &PatientId) -> Result<Option<(Conversation, String)>, StoreError> {
    let Opened { draft, record, .. } = open(signed, id, None, None)?;
    let conditions = match (&record, &draft) {
        (Some(record), _) => record.case.statement.conditions.clone(),
        (None, Some(draft)) => draft.decision.conditions.clone(),
        (None, None) => return Ok(None),
    };
    Ok(Some((draft.map(|draft| draft.conversation).unwrap_or_default(), conditions)))
}

fn open(signed: &Signed, id: &PatientId, draft: Option<DraftId>, note: Option<NoteId>) -> Result<Opened, StoreError> {
    let patient = known(signed, id)?;
    let notes = newest_first(signed, id)?;
    let ledger = signed.store.ledger(id)?;
    let own = signed.store.own_services()?;
    let newest_draft = || -> Result<Option<DraftId>, StoreError> { Ok(signed.store.drafts_of(id)?.into_iter().next().map(|line| line.id)) };
    let (draft_id, note_id) = match (draft, note) {
        (None, None) => match newest_draft()? {
            Some(draft) => (Some(draft), None),
            None => (None, notes.iter().find(|line| line.stands()).map(|line| line.id.clone())),
        },
        given => given,
    };
    let record = note_id.as_ref().map(|note| recorded(signed, note)).transpose()?;
    let draft = match (&draft_id, &note_id) {
        // A draft that nobody wrote in is not on the disk; the desk holds it.
        (Some(draft), _) => signed.store.draft(draft)?,
        (None, Some(note)) => signed.store.draft_of(note)?,
        (None, None) => None,
    };
    let kept = match (&draft, &record) {
        (Some(draft), Some(_)) => signed.store.conversation(draft.id.as_str())?.map(|(_, _, shown)| shown),
        _ => None,
    };
    Ok(Opened { patient, notes, ledger, own, draft, record, kept })
}
