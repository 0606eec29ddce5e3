//! What the conversation asks of the records.

use super::records::Signed;
use crate::app::{Done, KeptConversation, KeptLine, TalkCmd, TalkDone, TalkRecord};
use crate::content::conversation;
use crate::domain::draft::Conversation;
use crate::domain::id::PatientId;
use crate::domain::record::Moment;
use crate::store::{ConversationLine, StoreError, Trouble};
use crate::talk;

/// Carries it out with open records.
pub(super) fn carry_out(signed: &mut Signed, cmd: TalkCmd, now: Moment) -> Result<Done, StoreError> {
    let done = match cmd {
        TalkCmd::Look(patient) => TalkDone::Looked(Box::new(look(signed, patient)?)),
        TalkCmd::End(draft) => {
            let clinician = signed.clinician.id.clone();
            signed.store.end_conversation(&draft, &clinician, now)?;
            TalkDone::Ended(draft.patient)
        }
        TalkCmd::SavePause(sheet) => {
            if let Some(patient) = &sheet.patient {
                let clinician = signed.clinician.id.clone();
                signed.store.save_pause(&sheet.id, patient, &clinician, &sheet)?;
            }
            TalkDone::PauseSaved
        }
        TalkCmd::DropPause(id) => {
            signed.store.delete_pause(&id)?;
            TalkDone::PauseSaved
        }
        TalkCmd::OpenKept(id) => {
            let (line, patient, shown) = signed.store.conversation(&id)?.ok_or(StoreError::Read(Trouble::NoSuch("conversation")))?;
            TalkDone::KeptOpened(Box::new(KeptConversation { line: to_kept(line), patient, shown }))
        }
    };
    Ok(Done::Talk(done))
}

fn look(signed: &Signed, patient: PatientId) -> Result<TalkRecord, StoreError> {
    let kept = signed.store.conversations_of(&patient)?.into_iter().map(to_kept).collect();
    let mut jobs = signed.store.jobs_of(&patient)?;
    let mut under_way = Vec::new();
    for line in signed.store.drafts_of(&patient)? {
        let Some(draft) = signed.store.draft(&line.id)? else { continue };
        // What was said and stopped is of an earlier visit; what is still under way is not.
        if draft.patient == patient
            && let Some(stopped) = &draft.conversation.stopped
        {
            jobs.extend(talk::job_of(draft.id.as_str().to_owned(), stopped.on, &draft.conversation));
        }
        if let Some(place) = place_of(&draft.conversation) {
            under_way.push((line.id, place));
        }
    }
    let paused = signed.store.was_paused(&patient)?;
    Ok(TalkRecord { patient, kept, under_way, jobs, paused })
}

/// "Full conversation, at “Ups and downs”"; nothing where nothing was said.
fn place_of(said: &Conversation) -> Option<String> {
    if !talk::is_said(said) {
        return None;
    }
    let set = conversation::current(&said.question_set)?;
    let at = said.at.as_deref().and_then(|at| set.step(at)).map(|step| format!(", at “{}”", step.title));
    Some(format!("{}{}", set.title, at.unwrap_or_default()))
}

fn to_kept(line: ConversationLine) -> KeptLine {
    KeptLine { id: line.id, title: line.title, ended_at: line.ended_at, note: line.note }
}
