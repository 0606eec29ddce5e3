//! Demonstration records: a new data folder filled with invented people, their conversations and their notes.
//!
//! One seed and one last day always give the same people and the same notes; only what encrypts them differs. Every note is recorded
//! as practice, so that its page says that it is no statement, and a folder made here says so whenever it is opened.

use std::path::Path;

use chrono::{NaiveTime, TimeZone, Utc};
use secrecy::SecretString;
use sha2::{Digest, Sha256};

use super::clock;
use crate::content::conversation::short;
use crate::content::demonstration::{Demonstration, Issuer, Reason, demonstration};
use crate::domain::case::{self, Advice, Assessment, AssessmentKind, CASE_FORMAT, Case, EarlierNote, History, Practice, Statement, Work};
use crate::domain::day::{Day, shifted};
use crate::domain::draft::{Amount, Conversation, Decision, Draft};
use crate::domain::follow_up::{After, FollowUpAnswers, Touch, Wish, WorkStatus, YesNo};
use crate::domain::id::{ClinicianId, DraftId, FollowUpId, NoteId, PatientId};
use crate::domain::life::Origin;
use crate::domain::nhs_number::NhsNumber;
use crate::domain::period::StatedPeriod;
use crate::domain::profession::{Nation, Setting};
use crate::domain::record::{Clinician, Moment, Patient};
use crate::paper::Med3Page;
use crate::rules::{self, Issuable, PrintOptions, Refusal};
use crate::store::{Kdf, NewStore, RecoveryKey, Store, StoreError};
use crate::talk::answer;

/// The setting that marks a folder of invented people.
pub(super) const DEMONSTRATION: &str = "demonstration";

/// Why the clinician of the demonstration goes ahead where the rules warn.
const REASON: &str = "Demonstration record";
/// Lengths of a note in days.
const LENGTHS: [i64; 7] = [7, 10, 14, 14, 21, 28, 56];

/// What is wanted.
#[derive(Debug, Clone, Copy)]
pub struct Wanted {
    pub patients: u32,
    /// How far the notes go back.
    pub years: u32,
    pub seed: u64,
    /// The last day on which something happens.
    pub until: Day,
}

/// What was made.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Made {
    pub patients: usize,
    pub notes: usize,
    pub conversations: usize,
}

/// Fills a new data folder. `progress` hears how many patients of how many are done.
///
/// # Errors
/// When the folder holds records already, or cannot be written.
pub fn fill(
    dir: &Path,
    passphrase: SecretString,
    kdf: Kdf,
    wanted: Wanted,
    mut progress: impl FnMut(u32, u32),
) -> Result<(Made, RecoveryKey), StoreError> {
    let words = demonstration();
    let mut draws = Draws { seed: wanted.seed, at: 0 };
    let clinicians: Vec<Clinician> = words.professions.iter().map(|issuer| clinician(issuer, &mut draws)).collect();
    let Some(first) = clinicians.first() else { return Err(StoreError::Create(crate::store::Trouble::NoSuch("clinician"))) };
    let new = NewStore { practice: practice(words), clinician: first.clone(), passphrase, kdf };
    let (mut store, recovery) = Store::create(dir, new)?;
    store.set_setting(DEMONSTRATION, &true)?;
    let mut made = Made::default();
    for number in 0..wanted.patients {
        progress(number, wanted.patients);
        one_patient(&mut store, first, words, &mut draws, wanted, &mut made)?;
    }
    progress(wanted.patients, wanted.patients);
    Ok((made, recovery))
}

fn practice(words: &Demonstration) -> Practice {
    Practice {
        name: "Demonstration Surgery (invented)".into(),
        address: vec!["1 Invented Street".into(), words.town.clone()],
        postcode: words.postcode.clone(),
        telephone: String::new(),
        nation: Nation::England,
    }
}

fn clinician(issuer: &Issuer, draws: &mut Draws) -> Clinician {
    Clinician {
        id: ClinicianId::new(draws.id()),
        name: issuer.name.clone(),
        profession: issuer.profession.clone(),
        registration: issuer.registration.clone(),
        setting: Setting::Nhs,
        trained: true,
        within_scope: true,
    }
}

fn one_patient(
    store: &mut Store,
    clinician: &Clinician,
    words: &Demonstration,
    draws: &mut Draws,
    wanted: Wanted,
    made: &mut Made,
) -> Result<(), StoreError> {
    let patient = Patient {
        id: PatientId::new(draws.id()),
        title: draws.one_of(&words.titles),
        given_names: draws.one_of(&words.given_names),
        family_name: draws.one_of(&words.family_names),
        date_of_birth: shifted(wanted.until, -draws.between(18 * 365, 67 * 365)),
        nhs_number: nhs_number(draws),
        address: vec![format!("{} {}", draws.between(1, 120), draws.one_of(&words.streets)), words.town.clone()],
        postcode: words.postcode.clone(),
    };
    store.save_patient(&patient)?;
    made.patients += 1;
    let mut earlier: Vec<EarlierNote> = Vec::new();
    // Episodes from the oldest to the newest, each some weeks after the one before.
    let mut at = shifted(wanted.until, -draws.between(1, i64::from(wanted.years.max(1)) * 365));
    for _ in 0..draws.between(1, 3) {
        let Some(reason) = draws.of(&words.conditions).cloned() else { break };
        let began = at;
        let mut told = draws.chance(6).then(|| talked(words, &reason, draws));
        for _ in 0..draws.between(1, 4) {
            if at > wanted.until {
                return Ok(());
            }
            let to = shifted(at, draws.pick(&LENGTHS).unwrap_or(14) - 1);
            let case = case_of(clinician, store.practice()?, &patient, &reason, (at, to), began, &earlier, draws);
            let Some(note) = issuable(&case, draws) else { continue };
            let moment =
                at.and_time(NaiveTime::from_hms_opt(9, 0, 0).unwrap_or_default()) + chrono::Duration::minutes(draws.between(0, 510));
            let moment: Moment = Utc.from_utc_datetime(&moment).fixed_offset();
            if let Some(conversation) = told.take() {
                made.conversations += 1;
                store.save_draft(&draft(&note, &patient, clinician, at, conversation, draws), moment)?;
            }
            store.issue(&note, &patient.id, &clinician.id, moment)?;
            made.notes += 1;
            earlier.push(EarlierNote { id: note.id().to_string(), assessed_on: at, from: Some(at), to: Some(to), on: at });
            at = shifted(to, 1);
        }
        if draws.chance(3) {
            follow_up(store, &patient, at, wanted.until, draws)?;
        }
        at = shifted(at, draws.between(20, 200));
    }
    Ok(())
}

/// A number of the right shape in the range 999, which is never given out.
fn nhs_number(draws: &mut Draws) -> Option<NhsNumber> {
    // One in eleven beginnings has no check digit: another is drawn then.
    (0..20).find_map(|_| {
        let first = format!("999{:06}", draws.between(0, 999_999));
        (0..10).find_map(|check| NhsNumber::parse(&format!("{first}{check}")).ok())
    })
}

#[expect(clippy::too_many_arguments, reason = "each is one thing that a case is made of")]
fn case_of(
    clinician: &Clinician,
    practice: Practice,
    patient: &Patient,
    reason: &Reason,
    days: (Day, Day),
    began: Day,
    earlier: &[EarlierNote],
    draws: &mut Draws,
) -> Case {
    let may_be_fit = draws.chance(3);
    let (from, to) = days;
    Case {
        format: CASE_FORMAT.into(),
        today: Some(from),
        issuer: clinician.as_issuer(),
        practice,
        patient: case::Patient {
            title: patient.title.clone(),
            given_names: patient.given_names.clone(),
            family_name: patient.family_name.clone(),
            date_of_birth: patient.date_of_birth,
            nhs_number: patient.nhs_number.clone(),
            address: patient.address.clone(),
            postcode: patient.postcode.clone(),
            is_issuer: false,
            work: Work::Employed,
            jobs: Some(1),
            inpatient: false,
        },
        history: History {
            condition_since: Some(shifted(began, -1)),
            off_work_since: Some(began),
            off_on_advice_since: (began < from).then_some(began),
            record_supports_start: false,
            notes: earlier.to_vec(),
        },
        assessment: Assessment {
            on: from,
            kind: draws
                .pick(&[AssessmentKind::Telephone, AssessmentKind::InPerson, AssessmentKind::InPerson])
                .unwrap_or(AssessmentKind::InPerson),
            report_by: None,
            made_by_issuer: true,
        },
        statement: Statement {
            on: from,
            conditions: reason.text.clone(),
            less_precise: None,
            advice: vec![if may_be_fit { Advice::MayBeFit } else { Advice::NotFit }],
            may_benefit_from: if may_be_fit { reason.boxes.clone() } else { Vec::new() },
            comments: if may_be_fit { reason.comments.clone() } else { String::new() },
            period: StatedPeriod { from: Some(from), to: Some(to), ..StatedPeriod::default() },
            foreseeable_future: false,
            assess_again: Some(draws.chance(5)),
            duplicate_of: None,
            original_lost: false,
        },
        plan: None,
    }
}

/// The case as a note of practice; none where the rules reject what was drawn.
fn issuable(case: &Case, draws: &mut Draws) -> Option<Issuable> {
    let id = NoteId::new(draws.id());
    let set = rules::in_force(case.statement.on);
    let print = PrintOptions { data_matrix: false, practice: true, ..PrintOptions::default() };
    match Issuable::new(id.clone(), case.clone(), None, print.clone(), set, &Med3Page) {
        Ok(note) => Some(note),
        Err(Refusal::ReasonNeeded(_)) => Issuable::new(id, case.clone(), Some(REASON), print, set, &Med3Page).ok(),
        Err(Refusal::Rejected(_)) => None,
    }
}

fn talked(words: &Demonstration, reason: &Reason, draws: &mut Draws) -> Conversation {
    let set = short();
    let mut conv = Conversation { question_set: set.name(), ..Conversation::default() };
    answer::choose(&mut conv, "S1", "wish", "yes");
    answer::choose(&mut conv, "S2", "status", "off_sick");
    answer::write(&mut conv, "S2", "job", &draws.one_of(&words.jobs));
    answer::write(&mut conv, "S3", "hardest", &reason.hardest);
    answer::affect(&mut conv, "S3", &reason.effect, Some(if draws.chance(5) { Amount::Some } else { Amount::ALot }));
    answer::choose(&mut conv, "S4", "would_help", if draws.chance(5) { "something" } else { "nothing_now" });
    answer::toggle(&mut conv, set, "S5", "worries", if draws.chance(5) { "money" } else { "none" });
    conv
}

fn draft(note: &Issuable, patient: &Patient, clinician: &Clinician, on: Day, conversation: Conversation, draws: &mut Draws) -> Draft {
    Draft {
        id: DraftId::new(draws.id()),
        patient: patient.id.clone(),
        note: note.id().clone(),
        clinician: clinician.id.clone(),
        begun_on: on,
        origin: Origin::First,
        conversation,
        decision: Decision::default(),
    }
}

/// Follow-ups that were asked for; those that came due were answered, or not.
fn follow_up(store: &mut Store, patient: &Patient, from: Day, until: Day, draws: &mut Draws) -> Result<(), StoreError> {
    if from > until {
        return Ok(());
    }
    let wish = Wish { after: [After::OneMonth, After::ThreeMonths].into(), touch: Some(Touch::Telephone) };
    store.set_follow_ups(&patient.id, from, &wish, || FollowUpId::new(draws.id()))?;
    for one in store.follow_ups_of(&patient.id)? {
        if one.answered.is_some() || one.due > until || draws.chance(3) {
            continue;
        }
        let answers = FollowUpAnswers {
            work_status: draws.pick(&WorkStatus::ALL),
            worse_because_of_work: draws.pick(&YesNo::ALL),
            felt_pressured: draws.pick(&YesNo::ALL),
            ..FollowUpAnswers::default()
        };
        store.answer_follow_up(&one.id, one.due, &answers)?;
    }
    Ok(())
}

/// Draws that a seed decides, the same on every machine and in every version: the hash of the seed and of how often it was asked.
struct Draws {
    seed: u64,
    at: u64,
}

impl Draws {
    fn hash(&mut self) -> [u8; 32] {
        self.at += 1;
        Sha256::new()
            .chain_update(b"fitnote demo")
            .chain_update(self.seed.to_le_bytes())
            .chain_update(self.at.to_le_bytes())
            .finalize()
            .into()
    }

    fn number(&mut self) -> u64 {
        let hash = self.hash();
        hash.iter().take(8).fold(0, |number, byte| (number << 8) | u64::from(*byte))
    }

    /// A number from the least to the most, both possible.
    fn between(&mut self, least: i64, most: i64) -> i64 {
        let room = u64::try_from(most - least + 1).unwrap_or(1).max(1);
        least + i64::try_from(self.number() % room).unwrap_or_default()
    }

    /// True so many times in ten.
    fn chance(&mut self, in_ten: i64) -> bool {
        self.between(1, 10) <= in_ten
    }

    fn of<'a, T>(&mut self, list: &'a [T]) -> Option<&'a T> {
        let count = i64::try_from(list.len()).ok()?;
        let at = self.between(0, count - 1);
        list.get(usize::try_from(at).ok()?)
    }

    fn pick<T: Copy>(&mut self, list: &[T]) -> Option<T> {
        self.of(list).copied()
    }

    fn one_of(&mut self, list: &[String]) -> String {
        self.of(list).cloned().unwrap_or_default()
    }

    /// An identity of the usual shape.
    fn id(&mut self) -> String {
        let hash = self.hash();
        let mut first = [0; 16];
        first.copy_from_slice(&hash[..16]);
        uuid::Builder::from_custom_bytes(first).into_uuid().to_string()
    }
}

/// The machine's day, for a demonstration that names none.
#[must_use]
pub fn today() -> Day {
    clock::now().date_naive()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(seed: u64) -> (tempfile::TempDir, Store, Made) {
        let dir = tempfile::tempdir().unwrap();
        let data = dir.path().join("data");
        let wanted = Wanted { patients: 25, years: 2, seed, until: "2026-11-20".parse().unwrap() };
        let mut heard = Vec::new();
        let passphrase = || SecretString::from("four quiet harbour lights");
        let (made, _) = fill(&data, passphrase(), Kdf::LEAST, wanted, |done, all| heard.push((done, all))).unwrap();
        assert_eq!((heard.first(), heard.last(), heard.len()), (Some(&(0, 25)), Some(&(25, 25)), 26));
        let (store, _) = Store::unlock(&data, None, &passphrase()).unwrap();
        (dir, store, made)
    }

    fn told(store: &Store) -> Vec<String> {
        let line = |note: crate::domain::record::NoteLine| {
            format!("{} {} {} {:?} {}", note.id, note.patient_name, note.from, note.to, note.conditions)
        };
        store.all_notes().unwrap().into_iter().map(line).collect()
    }

    #[test]
    fn one_seed_makes_the_same_people_and_notes_and_another_makes_others() {
        let ((_a, one, made), (_b, same, _), (_c, other, _)) = (filled(7), filled(7), filled(8));
        assert!(made.notes > 25 && made.conversations > 5, "{made:?}");
        assert_eq!((made.patients, told(&one).len()), (25, made.notes));
        assert_eq!(told(&one), told(&same));
        assert_ne!(told(&one), told(&other));
    }

    #[test]
    fn k27_every_demonstration_note_is_marked_as_practice_and_the_folder_says_so() {
        let (_dir, store, _) = filled(3);
        assert_eq!(store.setting::<bool>(DEMONSTRATION).unwrap(), Some(true));
        for line in store.all_notes().unwrap() {
            let record = store.note(&line.id).unwrap().unwrap();
            assert!(record.print.practice && !record.print.data_matrix);
            assert!(record.case.patient.nhs_number.is_some_and(|number| number.as_str().starts_with("999")));
        }
    }
}
