//! Reads the decision as typed into a case that the rules can judge, and says what cannot be read.

use super::model::Focus;
use crate::domain::case::{Assessment, AssessmentKind, CASE_FORMAT, Case, History, Patient as CasePatient, Practice, Statement, Work};
use crate::domain::day::{self, Day, YearHint};
use crate::domain::draft::Draft;
use crate::domain::life::{self, Origin};
use crate::domain::period::StatedPeriod;
use crate::domain::record::{Clinician, NoteLine, Patient};
use crate::domain::shorthand;
use crate::rules::Field;
use crate::rules::episode::{AbsenceOnAdvice, Certified, absence_on_advice};

/// What stands around a draft: who issues, where, for whom, on which day.
pub struct Context<'a> {
    pub today: Day,
    pub clinician: &'a Clinician,
    pub practice: &'a Practice,
    pub patient: &'a Patient,
    /// The patient's issued notes, in any order.
    pub notes: &'a [NoteLine],
}

/// A case read from a draft. While there are faults it is for the preview and the live findings only.
#[derive(Clone)]
pub struct Reading {
    pub case: Case,
    pub faults: Vec<Fault>,
    /// How long the patient has been off work on advice, as the record shows it: what the six months are counted from unless another day
    /// is typed.
    pub absence: Option<AbsenceOnAdvice>,
    /// The patient bears the name of the issuer, so the question "Is this patient you?" stands.
    pub same_name: bool,
}

/// Something that cannot be read, or was not chosen yet.
#[derive(Clone, PartialEq, Eq)]
pub struct Fault {
    pub focus: Focus,
    pub sentence: String,
    /// Nothing was typed or chosen yet: said only once the person asks to issue.
    pub missing: bool,
}

crate::domain::redacted_debug!(Reading, Fault);

/// Reads a draft. Every part that can be read is read, whatever the others are.
#[must_use]
pub fn read(draft: &Draft, context: &Context<'_>) -> Reading {
    let mut faults = Vec::new();
    let typed = &draft.decision;
    let assessed_on = if typed.assessed_on.trim().is_empty() {
        context.today
    } else {
        past_day(&typed.assessed_on, context.today, Focus::Decision(Field::AssessmentOn), &mut faults).unwrap_or(context.today)
    };
    if typed.kind.is_none() {
        faults.push(Fault {
            focus: Focus::Decision(Field::AssessmentKind),
            sentence: "Choose how you assessed the patient.".into(),
            missing: true,
        });
    }
    let period = match shorthand::parse(&typed.period, assessed_on, context.today) {
        Ok(stated) => stated,
        Err(error) => {
            let missing = error == shorthand::ShorthandError::Empty;
            faults.push(Fault { focus: Focus::Decision(Field::Period), sentence: error.to_string(), missing });
            StatedPeriod::default()
        }
    };
    let replaced = match &draft.origin {
        Origin::Replaces { note, .. } => Some(note),
        Origin::First | Origin::Renews(_) | Origin::ByHand => None,
    };
    let notes = life::counting(context.notes, replaced, assessed_on, context.today);
    let begins = period.resolve(assessed_on).map_or(assessed_on, |period| period.from().min(assessed_on));
    let counted: Vec<Certified> =
        Certified::of(context.notes).into_iter().filter(|note| notes.iter().any(|counts| counts.id == note.id)).collect();
    let absence = absence_on_advice(&counted, begins);
    let mut optional = |text: &str, focus: Focus| {
        if text.trim().is_empty() { None } else { past_day(text, context.today, focus, &mut faults) }
    };
    let on_advice = optional(&typed.off_on_advice_since, Focus::OffOnAdviceSince);
    let history = History {
        condition_since: optional(&typed.condition_since, Focus::ConditionSince),
        off_work_since: optional(&typed.off_work_since, Focus::OffWorkSince),
        off_on_advice_since: on_advice.or(absence.as_ref().map(|absence| absence.since)),
        record_supports_start: typed.record_supports_start,
        notes,
    };
    if let (Some(typed_day), Some(absence)) = (on_advice, &absence)
        && typed_day != absence.since
        && typed.off_on_advice_reason.trim().is_empty()
    {
        let since = day::long(absence.since);
        let sentence = format!("The record shows absence on advice since {since}. Say why another day is right, or leave this empty.");
        faults.push(Fault { focus: Focus::OffOnAdviceSince, sentence, missing: false });
    }
    // A note written by hand is judged as of the day on which it was written: that of its assessment.
    let today = if draft.origin == Origin::ByHand { assessed_on } else { context.today };
    let same_name = bears_name_of(context.patient, context.clinician);
    let case = Case {
        format: CASE_FORMAT.into(),
        today: Some(today),
        issuer: context.clinician.as_issuer(),
        practice: context.practice.clone(),
        patient: CasePatient {
            title: context.patient.title.clone(),
            given_names: context.patient.given_names.clone(),
            family_name: context.patient.family_name.clone(),
            date_of_birth: context.patient.date_of_birth,
            nhs_number: context.patient.nhs_number.clone(),
            address: context.patient.address.clone(),
            postcode: context.patient.postcode.clone(),
            is_issuer: same_name && typed.patient_is_issuer != Some(false),
            work: Work::Unknown,
            jobs: None,
            inpatient: typed.inpatient,
        },
        history,
        assessment: Assessment {
            on: assessed_on,
            // A stand-in while nothing is chosen; the fault above keeps it from being issued.
            kind: typed.kind.unwrap_or(AssessmentKind::InPerson),
            report_by: report_by(typed.kind, &typed.report_by),
            made_by_issuer: true,
        },
        statement: Statement {
            on: today,
            conditions: typed.conditions.trim().to_owned(),
            less_precise: typed.less_precise,
            advice: typed.advice.into_iter().collect(),
            may_benefit_from: typed.may_benefit_from.iter().copied().collect(),
            comments: typed.comments.trim().to_owned(),
            period,
            foreseeable_future: typed.foreseeable_future,
            assess_again: typed.assess_again,
            duplicate_of: None,
            original_lost: false,
        },
        plan: None,
    };
    Reading { case, faults, absence, same_name }
}

fn report_by(kind: Option<AssessmentKind>, typed: &str) -> Option<String> {
    let word = typed.trim().to_lowercase().replace(' ', "_");
    (kind == Some(AssessmentKind::WrittenReport) && !word.is_empty()).then_some(word)
}

fn past_day(text: &str, today: Day, focus: Focus, faults: &mut Vec<Fault>) -> Option<Day> {
    match day::parse(text, YearHint::NotAfter(today), today) {
        Ok(day) => Some(day),
        Err(error) => {
            faults.push(Fault { focus, sentence: error.to_string(), missing: false });
            None
        }
    }
}

/// Whether the clinician's name ends with the patient's names: "Dr Ada Rowe" and "Ada Rowe".
fn bears_name_of(patient: &Patient, clinician: &Clinician) -> bool {
    let plain = |text: &str| text.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>();
    let patient: Vec<String> = plain(&patient.given_names).into_iter().chain(plain(&patient.family_name)).collect();
    !patient.is_empty() && plain(&clinician.name).ends_with(&patient)
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::domain::draft::{Conversation, Decision};
    use crate::domain::id::{ClinicianId, DraftId, NoteId, PatientId};
    use crate::domain::profession::{Nation, Profession, Setting};

    pub(crate) fn day(y: i32, m: u32, d: u32) -> Day {
        Day::from_ymd_opt(y, m, d).expect("a literal day")
    }

    pub(crate) fn ada() -> Clinician {
        Clinician {
            id: ClinicianId::new("c1"),
            name: "Dr Ada Rowe".into(),
            profession: Profession::Doctor,
            registration: "1234567".into(),
            setting: Setting::Nhs,
            trained: true,
            within_scope: true,
        }
    }

    pub(crate) fn harbour() -> Practice {
        Practice {
            name: "Harbour Surgery".into(),
            address: vec!["1 Quay Street".into(), "Whitby".into()],
            postcode: "YO21 1AA".into(),
            telephone: "01947 555010".into(),
            nation: Nation::England,
        }
    }

    pub(crate) fn ben() -> Patient {
        Patient {
            id: PatientId::new("p1"),
            title: "Mr".into(),
            given_names: "Ben".into(),
            family_name: "Okafor".into(),
            date_of_birth: day(1984, 2, 29),
            nhs_number: None,
            address: Vec::new(),
            postcode: String::new(),
        }
    }

    pub(crate) fn draft(decision: Decision) -> Draft {
        Draft {
            id: DraftId::new("d1"),
            patient: PatientId::new("p1"),
            note: NoteId::new("n1"),
            clinician: ClinicianId::new("c1"),
            begun_on: day(2026, 11, 20),
            origin: Origin::First,
            conversation: Conversation::default(),
            decision,
        }
    }

    fn read_for(decision: Decision, patient: &Patient) -> Reading {
        let (clinician, practice) = (ada(), harbour());
        read(&draft(decision), &Context { today: day(2026, 11, 20), clinician: &clinician, practice: &practice, patient, notes: &[] })
    }

    #[test]
    fn an_empty_decision_misses_only_what_nobody_can_guess() {
        let reading = read_for(Decision::default(), &ben());
        let missing: Vec<Focus> = reading.faults.iter().filter(|f| f.missing).map(|f| f.focus.clone()).collect();
        assert_eq!(missing, [Focus::Decision(Field::AssessmentKind), Focus::Decision(Field::Period)]);
        assert!(reading.case.statement.advice.is_empty(), "no outcome is ever chosen for the clinician");
        assert_eq!(reading.case.statement.assess_again, None);
        assert_eq!(reading.case.assessment.on, day(2026, 11, 20));
    }

    #[test]
    fn what_cannot_be_read_is_said_at_its_field_and_the_rest_is_read() {
        let reading = read_for(
            Decision {
                assessed_on: "31/2".into(),
                period: "soon".into(),
                off_work_since: "12 nov".into(),
                condition_since: "x".into(),
                ..Decision::default()
            },
            &ben(),
        );
        let spoken: Vec<&Focus> = reading.faults.iter().filter(|f| !f.missing).map(|f| &f.focus).collect();
        assert_eq!(spoken, [&Focus::Decision(Field::AssessmentOn), &Focus::Decision(Field::Period), &Focus::ConditionSince]);
        assert_eq!(reading.case.history.off_work_since, Some(day(2026, 11, 12)));
    }

    fn line(id: &str, from: Day, to: Day) -> NoteLine {
        NoteLine {
            id: NoteId::new(id),
            patient: PatientId::new("p1"),
            patient_name: "Mr Ben Okafor".into(),
            issued_at: format!("{from}T10:00:00+00:00").parse().expect("a literal moment"),
            issued_by: "Dr Ada Rowe".into(),
            assessed_on: from,
            on: from,
            from,
            to: Some(to),
            not_fit: true,
            conditions: "Low back pain".into(),
            verdict: "accept".into(),
            replaces: None,
            cancelled: None,
            replaced_by: None,
            renews: None,
            renewed_by: None,
            by_hand: false,
            duplicates: 0,
            papers: 0,
        }
    }

    fn read_beside(draft: &Draft, notes: &[NoteLine]) -> Reading {
        let (clinician, practice, patient) = (ada(), harbour(), ben());
        read(draft, &Context { today: day(2026, 11, 20), clinician: &clinician, practice: &practice, patient: &patient, notes })
    }

    #[test]
    fn cancelled_and_replaced_notes_do_not_count() {
        let standing = line("n1", day(2026, 10, 1), day(2026, 10, 14));
        let cancelled = NoteLine { cancelled: Some("A slip".into()), ..line("n2", day(2026, 11, 1), day(2026, 11, 19)) };
        let replaced = NoteLine { replaced_by: Some(NoteId::new("n9")), ..line("n3", day(2026, 11, 1), day(2026, 11, 19)) };
        let reading = read_beside(&draft(Decision::default()), &[replaced, cancelled, standing]);
        assert_eq!(reading.case.history.notes.iter().map(|note| note.id.as_str()).collect::<Vec<_>>(), ["n1"]);
        assert_eq!((reading.absence, reading.case.history.off_on_advice_since), (None, None));
    }

    #[test]
    fn a_correction_rests_on_an_assessment_of_today() {
        let wrong = line("n1", day(2026, 11, 20), day(2026, 12, 3));
        let older = line("n0", day(2026, 11, 18), day(2026, 11, 19));
        let corrects = |note: &str, assessed_on: &str| {
            let decision = Decision { assessed_on: assessed_on.into(), ..Decision::default() };
            let origin = Origin::Replaces { note: NoteId::new(note), reason: "Wrong last day".into() };
            let reading = read_beside(&Draft { origin, ..draft(decision) }, &[wrong.clone(), older.clone()]);
            reading.case.history.notes.iter().map(|note| note.id.clone()).collect::<Vec<_>>()
        };
        assert_eq!(corrects("n1", ""), ["n0"], "the wrong note of this morning does not stand in the way");
        assert_eq!(corrects("n0", "18/11/2026"), ["n0", "n1"], "its own assessment carries no second statement");
        assert_eq!(corrects("n0", ""), ["n1"]);
    }

    #[test]
    fn absence_on_advice_is_proposed_from_the_record_and_another_day_needs_a_reason() {
        let notes = [line("n1", day(2026, 5, 1), day(2026, 7, 31)), line("n2", day(2026, 8, 1), day(2026, 11, 19))];
        let typed = |since: &str, reason: &str| {
            let decision = Decision { off_on_advice_since: since.into(), off_on_advice_reason: reason.into(), ..Decision::default() };
            let reading = read_beside(&draft(decision), &notes);
            let objects = reading.faults.iter().any(|fault| fault.focus == Focus::OffOnAdviceSince);
            (reading.case.history.off_on_advice_since, objects)
        };
        let reading = read_beside(&draft(Decision::default()), &notes);
        let counted: Vec<String> = reading.absence.iter().flat_map(|absence| &absence.counted).map(|one| one.id.clone()).collect();
        assert_eq!(counted, ["n1", "n2"], "what was counted is there to be shown");
        assert_eq!(typed("", ""), (Some(day(2026, 5, 1)), false));
        assert_eq!(typed("1/5/2026", ""), (Some(day(2026, 5, 1)), false));
        assert_eq!(typed("1/4/2026", " "), (Some(day(2026, 4, 1)), true));
        assert_eq!(typed("1/4/2026", "April was certified elsewhere"), (Some(day(2026, 4, 1)), false));
    }

    #[test]
    fn a_note_written_by_hand_is_judged_as_of_its_day() {
        let decision = Decision { assessed_on: "18/11/2026".into(), ..Decision::default() };
        let case = read_beside(&Draft { origin: Origin::ByHand, ..draft(decision.clone()) }, &[]).case;
        assert_eq!((case.today, case.statement.on, case.assessment.on), (Some(day(2026, 11, 18)), day(2026, 11, 18), day(2026, 11, 18)));
        let case = read_beside(&draft(decision), &[]).case;
        assert_eq!((case.today, case.statement.on), (Some(day(2026, 11, 20)), day(2026, 11, 20)));
    }

    #[test]
    fn the_period_counts_from_the_assessment() {
        let reading = read_for(Decision { assessed_on: "18/11".into(), period: "2w".into(), ..Decision::default() }, &ben());
        assert_eq!(reading.case.statement.period, StatedPeriod::dates(day(2026, 11, 18), day(2026, 12, 1)));
    }

    #[test]
    fn a_patient_with_the_issuers_name_is_the_issuer_until_said_otherwise() {
        let namesake = Patient { given_names: "ada".into(), family_name: "ROWE".into(), ..ben() };
        assert!(read_for(Decision::default(), &namesake).case.patient.is_issuer);
        assert!(!read_for(Decision { patient_is_issuer: Some(false), ..Decision::default() }, &namesake).case.patient.is_issuer);
        assert!(!read_for(Decision::default(), &ben()).same_name);
    }
}
