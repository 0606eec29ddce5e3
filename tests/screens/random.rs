//! Whatever happens in whatever order: no panic, no note lost, none issued against the rules.

use std::path::Path;
use std::sync::{Arc, Mutex};

use chrono::Duration;
use fitnote::app::{Cmd, ConversationEdit, DecisionEdit, Done, Focus, Input, Model, Msg, Place, Theme, update};
use fitnote::domain::case::{Advice, AssessmentKind, Benefit, LessPrecise};
use fitnote::domain::draft::Standing;
use fitnote::domain::id::PatientId;
use fitnote::gui::Hands;
use fitnote::rules::{Fix, NoteRecord};
use fitnote::store::Store;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use super::person::{Machine, PASSPHRASE, TestHands, ana, ben, make_records};

/// Every screen behind the door.
const PLACES: [Place; 18] = [
    Place::Today,
    Place::PatientForm,
    Place::Chart,
    Place::Conversation,
    Place::Decision,
    Place::Note,
    Place::Settings,
    Place::People,
    Place::Audit,
    Place::Scanned,
    Place::PlanBuilder,
    Place::Directory,
    Place::Referrals,
    Place::ReferralLetter,
    Place::FollowUp,
    Place::Practising,
    Place::Records,
    Place::Papers,
];

/// One thing that may happen, small enough to print when a walk fails.
#[derive(Debug, Clone)]
enum Step {
    Went(u8),
    Back,
    Lock,
    Unlock(bool),
    Search(u8),
    Enter,
    OpenPatient(u8),
    Begin(bool),
    OpenDraft(u8),
    Discard(u8),
    OpenNote(u8),
    Decide(u8, u8),
    Converse(u8, u8),
    Talk(u8),
    Fix(u8),
    Issue,
    Save,
    Patient(u8),
    Close,
    Night,
    /// The disk fails, or works again.
    Disk(bool),
    /// The worker takes its time, or hands over what it has.
    Slow(bool),
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        2 => (0..18u8).prop_map(Step::Went),
        1 => Just(Step::Back),
        1 => Just(Step::Lock),
        2 => any::<bool>().prop_map(Step::Unlock),
        1 => (0..4u8).prop_map(Step::Search),
        1 => Just(Step::Enter),
        3 => (0..2u8).prop_map(Step::OpenPatient),
        4 => any::<bool>().prop_map(Step::Begin),
        1 => (0..3u8).prop_map(Step::OpenDraft),
        1 => (0..3u8).prop_map(Step::Discard),
        1 => (0..3u8).prop_map(Step::OpenNote),
        24 => (0..16u8, 0..4u8).prop_map(|(which, value)| Step::Decide(which, value)),
        4 => (0..8u8, 0..4u8).prop_map(|(which, value)| Step::Converse(which, value)),
        2 => (0..5u8).prop_map(Step::Talk),
        1 => (0..3u8).prop_map(Step::Fix),
        8 => Just(Step::Issue),
        1 => Just(Step::Save),
        1 => (0..5u8).prop_map(Step::Patient),
        1 => Just(Step::Close),
        1 => Just(Step::Night),
        1 => prop::bool::weighted(0.3).prop_map(Step::Disk),
        2 => prop::bool::weighted(0.4).prop_map(Step::Slow),
    ]
}

/// The program without its window.
struct Walk {
    model: Model,
    hands: TestHands,
    machine: Arc<Mutex<Machine>>,
    /// Every note that the program was told is recorded.
    issued: Vec<String>,
}

impl Walk {
    fn begin(dir: &Path) -> Self {
        let machine = Machine::new();
        let mut hands = TestHands::new(dir, &machine);
        hands.begin(Cmd::LookAtFolder);
        let mut walk = Self { model: Model::new(hands.now()), hands, machine, issued: Vec::new() };
        walk.listen();
        walk.take(&Step::Unlock(true));
        walk
    }

    fn tell(&mut self, msg: Msg) {
        for cmd in update(&mut self.model, msg) {
            if let Cmd::Issue { note, .. } = &cmd {
                let judgement = note.judgement();
                let reason = self.model.desk.as_ref().map(|desk| desk.draft.decision.reason.trim().to_owned()).unwrap_or_default();
                match judgement.verdict {
                    fitnote::rules::Verdict::Accept => {}
                    fitnote::rules::Verdict::Warn => assert!(!reason.is_empty(), "a warning was passed over without a reason"),
                    fitnote::rules::Verdict::Reject => panic!("a note was issued against the rules"),
                }
            }
            if !matches!(cmd, Cmd::Quit) {
                self.hands.begin(cmd);
            }
        }
    }

    fn listen(&mut self) {
        let now = self.hands.now();
        self.tell(Msg::Ticked(now));
        for _ in 0..32 {
            let finished = self.hands.finished();
            if finished.is_empty() {
                return;
            }
            for done in finished {
                if let Done::Issued(note) = &done {
                    self.issued.push(note.note.record().id.to_string());
                }
                self.tell(Msg::Done(Box::new(done)));
            }
        }
        panic!("one command leads to the next for ever");
    }

    fn take(&mut self, step: &Step) {
        for msg in self.messages(step) {
            self.tell(msg);
        }
        self.listen();
        if self.model.session.is_none() {
            assert!(
                self.model.chart.is_none() && self.model.desk.is_none() && self.model.view.is_none(),
                "a locked window holds a patient"
            );
        }
        if let Some(desk) = &self.model.desk {
            assert_eq!(desk.reading.case.today, Some(self.model.today()), "the decision is read with today's date");
        }
    }

    fn messages(&self, step: &Step) -> Vec<Msg> {
        const WORDS: [&str; 4] = ["", "Low back pain", "unwell", "Can sit for an hour. Should not lift."];
        const DAYS: [&str; 4] = ["", "12 nov", "31/2", "1/1/26"];
        const PERIODS: [&str; 4] = ["2w", "", "for 2 months", "3/12/26 to 1/12/26"];
        let decided = |edit| vec![Msg::Decided(edit)];
        match *step {
            Step::Went(place) => vec![Msg::Went(PLACES[usize::from(place)])],
            Step::Back => vec![Msg::BackPressed],
            Step::Lock => vec![Msg::LockPressed],
            Step::Unlock(right) => {
                vec![Msg::Typed(Input::UnlockPassphrase, if right { PASSPHRASE } else { "another one" }.into()), Msg::UnlockPressed]
            }
            Step::Search(which) => vec![Msg::Typed(Input::Search, ["", "oka", "silva", "29/2/84"][usize::from(which)].into())],
            Step::Enter => vec![Msg::SearchEntered],
            Step::OpenPatient(which) => vec![Msg::PatientOpened(PatientId::new(["p1", "p2"][usize::from(which)]))],
            Step::Begin(talk) => vec![Msg::NoteBegun(if talk { Place::Conversation } else { Place::Decision })],
            Step::OpenDraft(which) => {
                let drafts = self.model.chart.as_ref().map_or(&self.model.today_lists.drafts, |chart| &chart.drafts);
                drafts.get(usize::from(which)).map(|draft| Msg::DraftOpened(draft.id.clone())).into_iter().collect()
            }
            Step::Discard(which) => {
                let drafts = self.model.chart.as_ref().map_or(&self.model.today_lists.drafts, |chart| &chart.drafts);
                let id = drafts.get(usize::from(which)).map(|draft| draft.id.clone());
                id.map(|id| vec![Msg::DraftDiscardPressed(id), Msg::DraftDiscardConfirmed]).unwrap_or_default()
            }
            Step::OpenNote(which) => {
                let notes = self.model.chart.as_ref().map(|chart| &chart.notes);
                notes.and_then(|notes| notes.get(usize::from(which))).map(|note| Msg::NoteOpened(note.id.clone())).into_iter().collect()
            }
            Step::Decide(which, value) => {
                let at = usize::from(value);
                decided(match which {
                    0 => DecisionEdit::AssessedOn(DAYS[at].into()),
                    1 | 2 => DecisionEdit::Kind(AssessmentKind::OFFERED[at]),
                    3 => DecisionEdit::ReportBy(WORDS[at].into()),
                    4 | 5 => DecisionEdit::Conditions(WORDS[at].into()),
                    6 => DecisionEdit::LessPrecise((at > 1).then_some(LessPrecise::Wellbeing)),
                    7 | 8 => DecisionEdit::Advice(if at > 1 { Advice::NotFit } else { Advice::MayBeFit }),
                    9 => DecisionEdit::Benefit(Benefit::ALL[at], value.is_multiple_of(2)),
                    10 => DecisionEdit::Comments(if at == 0 { "very long ".repeat(400) } else { WORDS[at].into() }),
                    11 | 12 => DecisionEdit::Period(PERIODS[at].into()),
                    13 | 14 => DecisionEdit::AssessAgain(at > 1),
                    _ => DecisionEdit::Reason(WORDS[at].into()),
                })
            }
            Step::Converse(which, value) => {
                let at = usize::from(value);
                vec![Msg::Conversed(match which {
                    0 => ConversationEdit::One { field: "wish".into(), option: ["yes", "no", "not_today", "nonsense"][at].into() },
                    1 => ConversationEdit::Many { field: "risks".into(), option: ["driving", "none", "x", "heights"][at].into() },
                    2 => ConversationEdit::Words { field: "job".into(), text: WORDS[at].into() },
                    3 => ConversationEdit::Standing(Standing::ALL[at % 3]),
                    4 => ConversationEdit::PickWritten { text: WORDS[at].into() },
                    5 => ConversationEdit::PickEdited { index: at, text: WORDS[at].into() },
                    _ => ConversationEdit::PickRemoved { index: at },
                })]
            }
            Step::Talk(which) => vec![match which {
                0 => Msg::StepNext,
                1 => Msg::StepBack,
                2 => Msg::DecisionAsked,
                3 => Msg::PicksUsed,
                _ => Msg::StepOpened("S4".into()),
            }],
            Step::Fix(which) => {
                let fixes =
                    self.model.desk.iter().flat_map(|desk| desk.judgement.findings.iter().filter_map(|finding| finding.fix.clone()));
                fixes.skip(usize::from(which)).map(|(_, fix): (_, Fix)| Msg::FixTaken(fix)).take(1).collect()
            }
            Step::Issue => vec![Msg::IssuePressed, Msg::IssuePressed],
            Step::Save => vec![Msg::SavePressed],
            Step::Patient(which) => match which {
                0 => vec![Msg::NewPatientPressed],
                1 => vec![Msg::EditPatientPressed],
                2 => vec![Msg::Typed(Input::FamilyName, "Novak".into()), Msg::Typed(Input::GivenNames, "Eva".into())],
                3 => vec![Msg::Typed(Input::Born, "1/2/80".into())],
                _ => vec![Msg::PatientSavePressed],
            },
            Step::Close => vec![Msg::CloseAsked, Msg::ThemeChosen(Theme::Dark), Msg::FocusAsked(Focus::First)],
            Step::Night => {
                self.machine.lock().unwrap().now += Duration::hours(26);
                Vec::new()
            }
            Step::Disk(fails) => {
                let mut machine = self.machine.lock().unwrap();
                (machine.saves_fail, machine.issues_fail) = (fails, fails);
                Vec::new()
            }
            Step::Slow(slow) => {
                self.machine.lock().unwrap().slow = slow;
                Vec::new()
            }
        }
    }
}

fn records(dir: &Path) -> Vec<NoteRecord> {
    let (store, _) = Store::unlock(dir, None, &PASSPHRASE.into()).unwrap();
    store.all_notes().unwrap().iter().map(|line| store.note(&line.id).unwrap().unwrap()).collect()
}

/// Walks, and answers how many notes were issued on the way.
fn walk(steps: &[Step]) -> usize {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().join("records");
    make_records(&dir, &[ben(), ana()]);
    let mut walk = Walk::begin(&dir);
    for step in steps {
        walk.take(step);
    }
    walk.machine.lock().unwrap().slow = false;
    walk.listen();
    let issued = std::mem::take(&mut walk.issued);
    let asked = walk.machine.lock().unwrap().asked.clone();
    drop(walk);
    let kept = records(&dir);
    for id in &issued {
        assert_eq!(kept.iter().filter(|note| note.id.as_str() == id).count(), 1, "an issued note is not on record");
    }
    assert!(kept.len() <= asked.iter().filter(|asked| **asked == "Issue").count());
    for note in &kept {
        assert!(note.verdict == "accept" || note.reason.as_deref().is_some_and(|reason| !reason.trim().is_empty()));
    }
    kept.len()
}

/// The fewest steps to a note, so that the walks are known to reach one.
fn straight_to_a_note() -> Vec<Step> {
    let decide = |which, value| Step::Decide(which, value);
    vec![Step::OpenPatient(0), Step::Begin(false), decide(1, 1), decide(4, 1), decide(7, 3), decide(11, 0), decide(13, 2), Step::Issue]
}

#[test]
fn random_walks_never_panic_lose_a_note_or_issue_against_the_rules() {
    assert_eq!(walk(&straight_to_a_note()), 1);
    let mut runner = TestRunner::new(Config { cases: 40, failure_persistence: None, ..Config::default() });
    let (notes, walks_so_far) = (std::cell::Cell::new(0), std::cell::Cell::new(0));
    let walks = prop::collection::vec(step(), 1..80);
    runner
        .run(&walks, |mut steps| {
            // A straight way first: every second walk goes on from an issued note, the others from just before it.
            let mut way = straight_to_a_note();
            way.truncate(if walks_so_far.get() % 2 == 0 { 8 } else { 7 });
            walks_so_far.set(walks_so_far.get() + 1);
            way.append(&mut steps);
            notes.set(notes.get() + walk(&way));
            Ok(())
        })
        .unwrap();
    assert!(notes.get() >= 20, "only {} notes were issued on all walks", notes.get());
}
