//! A planted word in every answer, and every paper under every combination of ticks: what is private stays off all of them.

use std::collections::{BTreeMap, BTreeSet};

use fitnote::app::papers::{Opened, PapersDone, PapersMsg, Shown};
use fitnote::app::services::passages;
use fitnote::app::{Done, Model, Msg, Session, Settings, letter_document, update};
use fitnote::content::conversation::{Kind, QuestionSet, full, short, words};
use fitnote::domain::case::AssessmentKind;
use fitnote::domain::consent::{Item, Ledger};
use fitnote::domain::draft::{
    Amount, Conversation, DayRange, Decision, Draft, Ease, EffectAnswer, Outcome, Pick, ServiceAnswer, StepAnswer, TaskAnswer, TriedAnswer,
};
use fitnote::domain::id::{ClinicianId, DraftId, NoteId, PatientId, ReferralId};
use fitnote::domain::life::Origin;
use fitnote::domain::paper_kind::PaperKind;
use fitnote::domain::plan::PlanKind;
use fitnote::domain::record::{Clinician, Moment, Patient};
use fitnote::domain::referral::{Letter, Referral, Ticks};
use fitnote::domain::role::Role;
use fitnote::paper::{Document, Shape};
use fitnote::talk::ids;
use proptest::prelude::*;

const CONDITION: &str = "Zqcondition";
const COMMENTS: &str = "Zqcomments";

/// The planted words, each with the field and the part of it that holds it.
#[derive(Default)]
struct Planted(BTreeMap<String, (String, &'static str)>);

impl Planted {
    fn word(&mut self, field: &str, part: &'static str) -> String {
        let number = self.0.len();
        let letter = |value: usize| char::from(b'a' + u8::try_from(value % 26).unwrap_or(0));
        let word: String = ['z', 'q', letter(number / 26), letter(number), 'q', 'z'].into_iter().collect();
        self.0.insert(word.clone(), (field.to_owned(), part));
        word
    }

    /// Where the planted words stand that a text holds.
    fn fields_in(&self, text: &str) -> BTreeSet<(String, &'static str)> {
        self.0.iter().filter(|(word, _)| text.contains(word.as_str())).map(|(_, place)| place.clone()).collect()
    }
}

/// Every field of every step holds a word of its own, and every list is ticked through.
fn planted(set: &QuestionSet) -> (Conversation, Planted) {
    let mut planted = Planted::default();
    let mut conversation = Conversation { question_set: set.name(), ..Conversation::default() };
    let range = |planted: &mut Planted, field: &str| DayRange {
        better_day: planted.word(field, "range"),
        usual: planted.word(field, "range"),
        worse_day: planted.word(field, "range"),
    };
    for step in &set.steps {
        let mut answer = StepAnswer::default();
        for field in &step.fields {
            let id = &field.id;
            match field.kind {
                // Single choices steer; one that closes the talk would leave nothing to look at, and so would a room full of others.
                Kind::One if id == ids::WISH => {
                    answer.one.insert(id.clone(), "yes".into());
                }
                Kind::Many if id == ids::PRESENT => {}
                Kind::One | Kind::Review => {}
                Kind::Number => {
                    answer.numbers.insert(id.clone(), 7);
                }
                Kind::Many => {
                    answer.many.insert(id.clone(), field.options.iter().map(|choice| choice.id.clone()).collect());
                }
                Kind::Words | Kind::Date => {
                    answer.words.insert(id.clone(), planted.word(id, "words"));
                }
                Kind::Effects => {
                    for effect in &words().effects {
                        let DayRange { better_day, usual, worse_day } = range(&mut planted, id);
                        answer.effects.insert(
                            effect.id.clone(),
                            EffectAnswer { amount: Some(Amount::ALot), better_day, usual, worse_day, worst: planted.word(id, "range") },
                        );
                    }
                }
                Kind::Range => {
                    answer.ranges.insert(id.clone(), range(&mut planted, id));
                }
                Kind::Picks => answer.picks.push(Pick { id: String::new(), text: planted.word(id, "text") }),
                Kind::Tasks => answer.tasks.push(TaskAnswer {
                    task: planted.word(id, "task"),
                    ease: Some(Ease::Hard),
                    what: planted.word(id, "what makes it hard"),
                }),
                Kind::Tried => {
                    let text = planted.word(id, "text");
                    answer.tried.push(TriedAnswer { id: String::new(), text, outcome: Some(Outcome::Refused) });
                }
                Kind::Services => {
                    answer.services.extend(field.options.iter().map(|choice| (choice.id.clone(), ServiceAnswer::Accepted)));
                }
            }
        }
        conversation.steps.insert(step.id.clone(), answer);
    }
    let mut beside_the_prompts = StepAnswer::default();
    beside_the_prompts.words.insert("said".into(), planted.word(ids::SAFETY, "words"));
    conversation.steps.insert(ids::SAFETY.into(), beside_the_prompts);
    (conversation, planted)
}

fn session() -> Session {
    let case = fitnote::domain::case_file::read_case(CASE).unwrap_or_else(|fault| panic!("{fault}"));
    let issuer = case.issuer;
    let clinician = Clinician {
        id: ClinicianId::new("ada"),
        name: issuer.name,
        profession: issuer.profession,
        registration: issuer.registration,
        setting: issuer.setting,
        trained: issuer.trained,
        within_scope: issuer.within_scope,
    };
    Session { practice: case.practice, clinician, role: Role::Clinician, settings: Settings::default(), documents: "documents".into() }
}

const CASE: &str = r#"{
  "format": "fitnote-case/1", "today": "2026-11-20",
  "issuer": { "name": "Dr Ada Rowe", "profession": "doctor", "registration": "1234567", "setting": "nhs", "trained": true, "within_scope": true },
  "practice": { "name": "Harbour Surgery", "address": ["1 Quay Street"], "postcode": "YO21 1AA", "telephone": "01947 555010", "nation": "england" },
  "patient": { "given_names": "Ben", "family_name": "Okafor", "date_of_birth": "1984-02-29", "address": ["22 Cliff Road"],
    "postcode": "YO21 3BB", "work": "employed", "jobs": 1 },
  "history": { "condition_since": "2026-11-20", "off_work_since": "2026-11-20" },
  "assessment": { "on": "2026-11-20", "kind": "telephone", "made_by_issuer": true },
  "statement": { "on": "2026-11-20", "conditions": "Low back pain", "advice": ["not_fit"],
    "period": { "from": "2026-11-20", "to": "2026-12-03" }, "assess_again": false }
}"#;

fn ben() -> Patient {
    Patient {
        id: PatientId::new("ben"),
        title: "Mr".into(),
        given_names: "Ben".into(),
        family_name: "Okafor".into(),
        date_of_birth: "1984-02-29".parse().expect("a literal day"),
        nhs_number: None,
        address: vec!["22 Cliff Road".into()],
        postcode: "YO21 3BB".into(),
    }
}

/// In front of the papers of one talk.
fn at_papers(conversation: Conversation) -> Model {
    let now: Moment = "2026-11-20T14:00:00+00:00".parse().expect("a literal moment");
    let mut model = Model::new(now);
    let _ = update(&mut model, Msg::Done(Box::new(Done::Unlocked(Box::new(session())))));
    let decision =
        Decision { conditions: CONDITION.into(), comments: COMMENTS.into(), kind: Some(AssessmentKind::Telephone), ..Decision::default() };
    let draft = Draft {
        id: DraftId::new("d1"),
        patient: PatientId::new("ben"),
        note: NoteId::new("n1"),
        clinician: ClinicianId::new("ada"),
        begun_on: now.date_naive(),
        origin: Origin::First,
        conversation,
        decision,
    };
    let opened = Opened {
        patient: ben(),
        notes: Vec::new(),
        ledger: Ledger::default(),
        own: Vec::new(),
        draft: Some(draft),
        kept: None,
        record: None,
    };
    let _ = update(&mut model, Msg::Done(Box::new(Done::Papers(PapersDone::Opened(Box::new(opened))))));
    assert!(model.papers.is_some());
    model
}

fn say(model: &mut Model, msg: PapersMsg) {
    let _ = update(model, Msg::Papers(msg));
}

/// Everything that is read or heard on a document.
fn text_of(document: &Document) -> String {
    let items = document.sheets().iter().flat_map(|sheet| &sheet.items);
    let texts = items.flat_map(|item| {
        let shown = match &item.shape {
            Shape::Text { text, .. } => Some(text.clone()),
            _ => None,
        };
        shown.into_iter().chain(item.spoken.clone())
    });
    texts.collect::<Vec<_>>().join(" ")
}

/// The paper under these ticks; none where it was withheld.
fn shown(model: &mut Model, kind: PaperKind, own_words: bool, may_know: bool, large: bool, plan: Option<PlanKind>) -> Option<String> {
    say(model, PapersMsg::Chosen(kind));
    say(model, PapersMsg::OwnWordsTicked(own_words));
    say(model, PapersMsg::EmployerMayKnowTicked(may_know));
    say(model, PapersMsg::LargePrintTicked(large));
    let papers = model.papers.as_ref().expect("open");
    if papers.plan_kind != plan
        && let Some(kind) = plan.or(papers.plan_kind)
    {
        say(model, PapersMsg::PlanKindChosen(kind));
    }
    match &model.papers.as_ref().expect("open").shown {
        Shown::Document(document) => Some(text_of(document)),
        Shown::Text(text) => Some(text.clone()),
        Shown::Withheld(_) | Shown::Nothing => None,
    }
}

/// What a paper may carry by its nature, as field and part.
fn by_nature(kind: PaperKind) -> &'static [(&'static str, &'static str)] {
    const FUNCTION: [(&str, &str); 4] = [("effects", "range"), ("manageable", "range"), ("task_grid", "task"), ("picks", "text")];
    const PLAN: [(&str, &str); 13] = [
        ("hardest", "words"),
        ("recovery", "words"),
        ("getting_there_words", "words"),
        ("helps_now", "words"),
        ("effects", "range"),
        ("manageable", "range"),
        ("task_grid", "task"),
        ("picks", "text"),
        ("job", "words"),
        ("hours", "words"),
        ("matters", "words"),
        ("when_worse", "words"),
        ("waiting_for", "words"),
    ];
    match kind {
        PaperKind::WorkPlan => &PLAN,
        PaperKind::EmployerPage => &FUNCTION,
        PaperKind::AhpReport => {
            &[("effects", "range"), ("manageable", "range"), ("task_grid", "task"), ("picks", "text"), ("job", "words"), ("hours", "words")]
        }
        PaperKind::PatientSummary => &[("picks", "text"), ("when_worse", "words")],
        _ => &[],
    }
}

/// Labels of what was ticked about the workplace and the worries, where they are more than one word and no effect prints the same.
fn private_labels(set: &QuestionSet) -> Vec<String> {
    let fields = set.steps.iter().flat_map(|step| &step.fields);
    let lists = fields.filter(|field| [ids::WORRIES, ids::WORKPLACE_OBSTACLES].contains(&field.id.as_str()));
    let prints = |label: &str| words().effects.iter().any(|effect| effect.printed().contains(label));
    lists
        .flat_map(|field| &field.options)
        .map(|choice| choice.label.clone())
        .filter(|label| label.contains(' ') && !prints(label))
        .collect()
}

#[test]
fn k13_k17_k21_what_is_private_is_on_no_paper_under_any_combination_of_ticks() {
    let kinds = [None, Some(PlanKind::HealthFirst), Some(PlanKind::ReturnToWork), Some(PlanKind::SeekWork), Some(PlanKind::StayInWork)];
    for set in [short(), full()] {
        let (conversation, planted) = planted(set);
        let labels = private_labels(set);
        assert!(planted.0.len() > 60 && labels.len() > 4, "{}: {} words, {} labels", set.name(), planted.0.len(), labels.len());
        let mut model = at_papers(conversation);
        for kind in [PaperKind::WorkPlan, PaperKind::EmployerPage, PaperKind::AhpReport, PaperKind::PatientSummary] {
            let plans: &[Option<PlanKind>] = if kind == PaperKind::WorkPlan { &kinds } else { &kinds[..1] };
            let mut seen = 0;
            for ticks in 0..8 {
                let (own_words, may_know, large) = (ticks & 1 > 0, ticks & 2 > 0, ticks & 4 > 0);
                for plan in plans {
                    let what = format!("{} {kind:?} own words {own_words}, may know {may_know}, large {large}, {plan:?}", set.name());
                    let text = shown(&mut model, kind, own_words, may_know, large, *plan).unwrap_or_else(|| panic!("withheld: {what}"));
                    let mut allowed: BTreeSet<(String, &str)> =
                        by_nature(kind).iter().map(|(field, part)| ((*field).to_owned(), *part)).collect();
                    if own_words && kind == PaperKind::WorkPlan {
                        allowed.insert(("own_words".into(), "words"));
                    }
                    // What was said verbatim stands on the report where the person ticked their words.
                    if own_words && kind == PaperKind::AhpReport {
                        allowed.extend(["hardest", "recovery", "getting_there_words"].map(|field| (field.to_owned(), "words")));
                    }
                    let carried = planted.fields_in(&text);
                    let leaked: Vec<_> = carried.difference(&allowed).collect();
                    assert!(leaked.is_empty(), "{what}: {leaked:?}");
                    for label in &labels {
                        assert!(!text.contains(label.as_str()), "{what}: {label}");
                    }
                    let names_it = text.contains(CONDITION);
                    // What the screen and the ledger say that it carries is what it carries.
                    let items = fitnote::app::papers::carried(model.papers.as_ref().expect("open"));
                    assert_eq!(items.contains(&Item::Condition), names_it, "{what}");
                    assert_eq!(items.contains(&Item::OwnWords), carried.contains(&("own_words".to_owned(), "words")), "{what}");
                    assert_eq!(names_it, kind == PaperKind::EmployerPage && may_know, "{what}");
                    seen += carried.len();
                }
            }
            assert!(seen > 0, "{kind:?} carried nothing, so nothing was looked at");
        }
        for kind in [PaperKind::HomeSheet, PaperKind::ConsentLedger] {
            let text = shown(&mut model, kind, true, true, false, None).expect("shown");
            assert!(planted.fields_in(&text).is_empty() && !text.contains(CONDITION) && !text.contains(COMMENTS), "{kind:?}");
        }
        // The statement has what the clinician wrote in its own panel, and nothing of the talk.
        let case = &model.papers.as_ref().and_then(|papers| papers.talk.as_ref()).expect("a talk").case;
        let page = fitnote::paper::preview_med3(case, "n1", &fitnote::rules::PrintOptions::default()).sheet;
        let read: Vec<&str> = page
            .items
            .iter()
            .filter_map(|item| if let Shape::Text { text, .. } = &item.shape { Some(text.as_str()) } else { None })
            .collect();
        let read = read.join(" ");
        assert!(read.contains(CONDITION) && read.contains(COMMENTS) && planted.fields_in(&read).is_empty(), "{read}");
        // The practice's own record has the answers; what stands beside the prompts about safety is kept apart even there.
        let record = shown(&mut model, PaperKind::ClinicalText, false, false, false, None).expect("shown");
        let kept = planted.fields_in(&record);
        assert!(kept.len() > 5 && kept.contains(&("worry_words".to_owned(), "words")), "{kept:?}");
        assert!(!kept.contains(&(ids::SAFETY.to_owned(), "words")));
    }
}

#[test]
fn k13_a_work_plan_whose_words_give_the_condition_away_carries_the_condition() {
    use fitnote::app::papers::carried;
    for (hardest, names_it) in [("Lifting with my zqcondition", true), ("Lifting from the floor", false)] {
        let mut answer = StepAnswer::default();
        answer.words.insert(ids::HARDEST.into(), hardest.into());
        let conversation =
            Conversation { question_set: "short/1".into(), steps: [("S3".to_owned(), answer)].into(), ..Conversation::default() };
        let mut model = at_papers(conversation);
        say(&mut model, PapersMsg::Chosen(PaperKind::WorkPlan));
        assert_eq!(carried(model.papers.as_ref().expect("open")).contains(&Item::Condition), names_it, "{hardest}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    /// Any ticks at all: a letter holds the passages that were ticked, and no word of another one.
    #[test]
    fn a_letter_carries_what_is_ticked_and_no_word_of_anything_else(
        ticked in proptest::collection::vec(any::<bool>(), 12),
        twice in proptest::collection::vec(any::<bool>(), 12),
        reaches_dwp in any::<bool>(),
    ) {
        let (conversation, planted) = planted(full());
        let possible = passages(&ben(), Some(&conversation), CONDITION);
        prop_assert!(possible.len() >= 8, "{}", possible.len());
        let chosen = |marks: &[bool]| possible.iter().zip(marks).filter(|(_, mark)| **mark).map(|(passage, _)| passage.item).collect();
        let ticks = Ticks { recipient: true, items: chosen(&ticked), items_for_dwp: chosen(&twice) };
        let goes = |at: usize| ticked[at] && (!reaches_dwp || twice[at]);
        let Ok(letter) = Letter::agreed("Harbour project", reaches_dwp, &ticks, &possible) else {
            prop_assert!((0..possible.len()).all(|at| !goes(at)), "a letter that was agreed to is made");
            return Ok(());
        };
        let service = &fitnote::content::directory_entries::shipped()[0];
        let on: fitnote::domain::day::Day = "2026-11-20".parse().expect("a literal day");
        let referral = Referral::offered(ReferralId::new("r1"), PatientId::new("ben"), service, on);
        let desk = fitnote::app::services::LetterDesk { referral, ticks: ticks.clone(), wish: String::new(), folder: String::new(), asked: false };
        let text = text_of(&letter_document(&letter, &desk, &session(), on, false));
        let allowed: String = possible.iter().enumerate().filter(|(at, _)| goes(*at)).map(|(_, passage)| passage.text.as_str()).collect();
        for word in planted.0.keys().map(String::as_str).chain([CONDITION, COMMENTS, "Okafor", "22 Cliff Road", "29 February 1984"]) {
            prop_assert!(!text.contains(word) || allowed.contains(word), "{word} was not ticked");
            prop_assert!(text.contains(word) || !allowed.contains(word), "{word} was ticked and is missing");
        }
    }
}
