//! A draft that begins with an issued note: a renewal keeps the description and clears the judgement; a correction keeps what was typed.

use crate::domain::case::{Advice, Case};
use crate::domain::day::{self, Day};
use crate::domain::draft::{Conversation, Decision, Draft};
use crate::domain::id::{ClinicianId, DraftId, NoteId};
use crate::domain::life::Origin;
use crate::domain::period::StatedPeriod;
use crate::rules::{NoteRecord, in_force};

/// The steps about the work itself, in the short and in the full conversation: the job, its hours and risks, and a usual day's tasks.
const KEPT_STEPS: [&str; 3] = ["S2", "F4", "F5"];

/// The identities of a draft that is begun, as the shell hands them out.
#[derive(Clone)]
pub struct NewDraft {
    pub id: DraftId,
    pub note: NoteId,
    pub clinician: ClinicianId,
    pub begun_on: Day,
}

/// A draft that follows on from a note.
///
/// It keeps the description: the condition and how it is worded, the job, the tasks and what was said about work. It clears the judgement:
/// assessment, advice, boxes, comments, period, outlook, reassessment and the reason for going ahead. The dates of the absence stay where
/// this note follows on without a gap that ends an episode; after one they are asked again.
///
/// `before` is the draft that led to the note ([`crate::store`] keeps it); a note from a case file has none.
#[must_use]
pub fn renewal(record: &NoteRecord, before: Option<&Draft>, new: NewDraft) -> Draft {
    let continues = continues(&record.case, new.begun_on);
    let kept = |text: String| if continues { text } else { String::new() };
    // Every field is named, so that a new one does not compile until somebody decides which side it is on.
    let Decision {
        conditions,
        less_precise,
        condition_since,
        off_work_since,
        off_on_advice_since,
        off_on_advice_reason,
        assessed_on: _,
        kind: _,
        report_by: _,
        advice: _,
        may_benefit_from: _,
        comments: _,
        period: _,
        foreseeable_future: _,
        assess_again: _,
        record_supports_start: _,
        inpatient: _,
        patient_is_issuer: _,
        reason: _,
    } = as_typed(record, before);
    let decision = Decision {
        conditions,
        less_precise,
        condition_since,
        off_work_since: kept(off_work_since),
        off_on_advice_since: kept(off_on_advice_since),
        off_on_advice_reason: kept(off_on_advice_reason),
        ..Decision::default()
    };
    let conversation = before.map_or_else(Conversation::default, |before| about_work(&before.conversation));
    begun(record, new, Origin::Renews(record.id.clone()), conversation, decision)
}

/// A draft that corrects a note: everything as it was typed, but for the assessment, which is entered anew, and the reason for going
/// ahead, which is given anew.
///
/// `reason` is what was wrong with the note; the store refuses an empty one.
#[must_use]
pub fn replacement(record: &NoteRecord, before: Option<&Draft>, reason: &str, new: NewDraft) -> Draft {
    let typed = as_typed(record, before);
    let decision = Decision { assessed_on: String::new(), kind: None, report_by: String::new(), reason: String::new(), ..typed };
    let conversation = before.map_or_else(Conversation::default, |before| before.conversation.clone());
    let origin = Origin::Replaces { note: record.id.clone(), reason: reason.trim().to_owned() };
    begun(record, new, origin, conversation, decision)
}

fn begun(record: &NoteRecord, new: NewDraft, origin: Origin, conversation: Conversation, decision: Decision) -> Draft {
    Draft {
        id: new.id,
        patient: record.patient.clone(),
        note: new.note,
        clinician: new.clinician,
        begun_on: new.begun_on,
        origin,
        conversation,
        decision,
    }
}

/// Whether a note that is begun on a day belongs to the same absence: no more days lie between than join two notes to one episode.
fn continues(case: &Case, begun_on: Day) -> bool {
    match case.statement.period.resolve(case.assessment.on).ok().map(crate::domain::period::Period::to) {
        Some(Some(ended)) => (begun_on - ended).num_days() - 1 <= in_force(begun_on).same_episode_gap_days,
        Some(None) => true,
        None => false,
    }
}

/// The conversation without what belongs to one day: of the steps about work, the answers stay; the place in it is the first again.
fn about_work(before: &Conversation) -> Conversation {
    let steps = before.steps.iter().filter(|(id, _)| KEPT_STEPS.contains(&id.as_str()));
    Conversation {
        question_set: before.question_set.clone(),
        at: None,
        steps: steps.map(|(id, answer)| (id.clone(), answer.clone())).collect(),
        whole_sheet: before.whole_sheet,
        // What was known about safety is not forgotten with the day.
        paused: before.paused,
        ..Conversation::default()
    }
}

/// The decision as it was typed; where no draft was kept, as somebody would have typed the case.
fn as_typed(record: &NoteRecord, before: Option<&Draft>) -> Decision {
    before.map_or_else(|| typed_from(&record.case, record.reason.as_deref()), |before| before.decision.clone())
}

fn typed_from(case: &Case, reason: Option<&str>) -> Decision {
    let date = |day: Option<Day>| day.map(day::numeric).unwrap_or_default();
    let (history, statement) = (&case.history, &case.statement);
    Decision {
        assessed_on: date(Some(case.assessment.on)),
        kind: Some(case.assessment.kind),
        report_by: case.assessment.report_by.clone().unwrap_or_default(),
        conditions: statement.conditions.clone(),
        less_precise: statement.less_precise,
        advice: statement.advice.first().copied().filter(|advice| *advice != Advice::Fit),
        may_benefit_from: statement.may_benefit_from.iter().copied().collect(),
        comments: statement.comments.clone(),
        period: period_as_typed(&statement.period, case.assessment.on),
        foreseeable_future: statement.foreseeable_future,
        assess_again: statement.assess_again,
        condition_since: date(history.condition_since),
        off_work_since: date(history.off_work_since),
        off_on_advice_since: date(history.off_on_advice_since),
        off_on_advice_reason: String::new(),
        record_supports_start: history.record_supports_start,
        inpatient: case.patient.inpatient,
        patient_is_issuer: None,
        reason: reason.unwrap_or_default().to_owned(),
    }
}

/// A period with its days named, so that it means the same on another day.
fn period_as_typed(stated: &StatedPeriod, assessed_on: Day) -> String {
    match stated.resolve(assessed_on).map(|period| (period.from(), period.to())) {
        Ok((from, Some(to))) => format!("{} to {}", day::numeric(from), day::numeric(to)),
        Ok((from, None)) => format!("from {} indefinite", day::numeric(from)),
        Err(_) => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::decision::tests::{day, draft, harbour};
    use super::*;
    use crate::domain::case::{AssessmentKind, Benefit, LessPrecise};
    use crate::domain::draft::StepAnswer;
    use crate::domain::id::PatientId;
    use crate::paper::sample;
    use crate::rules::PrintOptions;

    fn record() -> NoteRecord {
        let mut case = sample::case();
        case.practice = harbour();
        NoteRecord {
            id: NoteId::new("n1"),
            patient: PatientId::new("p1"),
            clinician: ClinicianId::new("c1"),
            issued_at: "2026-11-20T10:00:00+00:00".parse().expect("a literal moment"),
            case,
            rule_set: "gb-2026".into(),
            verdict: "accept".into(),
            findings: serde_json::Value::Null,
            reason: None,
            print: PrintOptions::default(),
        }
    }

    /// Everything is filled in, so that what a renewal clears can be seen.
    fn full() -> Decision {
        Decision {
            assessed_on: "20/11/2026".into(),
            kind: Some(AssessmentKind::WrittenReport),
            report_by: "physiotherapist".into(),
            conditions: "Low back pain".into(),
            less_precise: Some(LessPrecise::Wellbeing),
            advice: Some(Advice::MayBeFit),
            may_benefit_from: [Benefit::AlteredHours].into(),
            comments: "Sitting for 20 minutes at a time".into(),
            period: "2w".into(),
            foreseeable_future: true,
            assess_again: Some(true),
            condition_since: "1/11/2026".into(),
            off_work_since: "12/11/2026".into(),
            off_on_advice_since: "13/11/2026".into(),
            off_on_advice_reason: "Seen elsewhere".into(),
            record_supports_start: true,
            inpatient: true,
            patient_is_issuer: Some(false),
            reason: "Waiting for a scan".into(),
        }
    }

    fn before() -> Draft {
        let mut draft = draft(full());
        draft.conversation.question_set = "short/1".into();
        draft.conversation.at = Some("S6".into());
        for step in ["S1", "S2", "S3", "S4", "S5", "S6"] {
            let answer = StepAnswer { words: [("words".to_owned(), format!("said at {step}"))].into(), ..StepAnswer::default() };
            draft.conversation.steps.insert(step.into(), answer);
        }
        draft
    }

    fn new_on(begun_on: Day) -> NewDraft {
        NewDraft { id: DraftId::new("d2"), note: NoteId::new("n2"), clinician: ClinicianId::new("c2"), begun_on }
    }

    #[test]
    fn a_renewal_keeps_the_description_and_clears_the_judgement() {
        let renewed = renewal(&record(), Some(&before()), new_on(day(2026, 12, 3)));
        let kept = Decision {
            conditions: "Low back pain".into(),
            less_precise: Some(LessPrecise::Wellbeing),
            condition_since: "1/11/2026".into(),
            off_work_since: "12/11/2026".into(),
            off_on_advice_since: "13/11/2026".into(),
            off_on_advice_reason: "Seen elsewhere".into(),
            ..Decision::default()
        };
        assert!(renewed.decision == kept);
        assert!(renewed.origin == Origin::Renews(NoteId::new("n1")));
        assert_eq!((renewed.id.as_str(), renewed.note.as_str(), renewed.clinician.as_str()), ("d2", "n2", "c2"));
        assert_eq!((renewed.patient.as_str(), renewed.begun_on), ("p1", day(2026, 12, 3)));
        assert_eq!(renewed.conversation.steps.keys().collect::<Vec<_>>(), ["S2"]);
        assert_eq!((renewed.conversation.question_set.as_str(), renewed.conversation.at.as_deref()), ("short/1", None));
    }

    #[test]
    fn after_a_gap_that_ends_the_episode_the_absence_is_asked_again() {
        // The note covers up to 3 December: seven days lie between it and the 11th, eight up to the 12th.
        for (begun_on, absence) in [(day(2026, 12, 11), "12/11/2026"), (day(2026, 12, 12), "")] {
            let renewed = renewal(&record(), Some(&before()), new_on(begun_on));
            assert_eq!(renewed.decision.off_work_since, absence);
            assert_eq!(renewed.decision.off_on_advice_since.is_empty(), absence.is_empty());
            assert_eq!(renewed.decision.off_on_advice_reason.is_empty(), absence.is_empty());
            assert_eq!(renewed.decision.condition_since, "1/11/2026");
        }
    }

    #[test]
    fn a_note_without_a_draft_is_renewed_from_its_case() {
        let mut record = record();
        record.case.history.condition_since = Some(day(2026, 11, 1));
        let renewed = renewal(&record, None, new_on(day(2026, 12, 3)));
        let kept = Decision { conditions: "Low back pain".into(), condition_since: "01/11/2026".into(), ..Decision::default() };
        assert!(renewed.decision == kept);
        assert!(renewed.conversation == Conversation::default());
    }

    #[test]
    fn a_replacement_keeps_what_was_typed_but_asks_for_the_assessment_and_the_reason_again() {
        let corrected = replacement(&record(), Some(&before()), " Wrong last day ", new_on(day(2026, 11, 20)));
        let kept = Decision { assessed_on: String::new(), kind: None, report_by: String::new(), reason: String::new(), ..full() };
        assert!(corrected.decision == kept);
        assert!(corrected.origin == Origin::Replaces { note: NoteId::new("n1"), reason: "Wrong last day".into() });
        assert!(corrected.conversation == before().conversation);
        let from_case = replacement(&record(), None, "Wrong last day", new_on(day(2026, 11, 20)));
        assert_eq!(from_case.decision.period, "20/11/2026 to 03/12/2026");
        assert_eq!((from_case.decision.advice, from_case.decision.assess_again), (Some(Advice::NotFit), Some(false)));
        assert_eq!(from_case.decision.kind, None);
    }
}
