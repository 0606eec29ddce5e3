//! What leaves this room: shown first, for nobody until that is chosen, told in the ledger, and taken back.

use std::fs;
use std::sync::Arc;

use egui::{Key, Modifiers};
use fitnote::app::Place;
use fitnote::app::papers::{HandedOver, Shown};
use fitnote::domain::consent::{Item, Recipient};
use fitnote::domain::draft::{Conversation, Decision, Draft, Pick, StepAnswer};
use fitnote::domain::id::{ClinicianId, DraftId, NoteId, PatientId};
use fitnote::domain::life::Origin;
use fitnote::domain::paper_kind::PaperKind;
use fitnote::domain::record::Moment;
use fitnote::store::Store;

use super::person::{Machine, PASSPHRASE, Person, ben, day, make_records, records_in};

/// Signed in, with this conversation of Ben's on the desk.
pub fn with_draft(conversation: Conversation, decide: impl FnOnce(&mut Decision)) -> Person {
    let mut person = at_the_record(conversation, decide);
    let kept: Vec<String> = person
        .nodes()
        .iter()
        .filter_map(egui_kittest::kittest::AccessKitNode::label)
        .filter(|label| label.contains("Saved Fri 20 Nov"))
        .collect();
    person.chooses(&kept[0]);
    person
}

/// Signed in at Ben's record, with this draft in it.
fn at_the_record(conversation: Conversation, decide: impl FnOnce(&mut Decision)) -> Person {
    let folder = Arc::new(tempfile::tempdir().unwrap());
    let dir = records_in(&folder);
    make_records(&dir, &[ben()]);
    let mut decision = Decision::default();
    decide(&mut decision);
    let mut draft = Draft {
        id: DraftId::new("d1"),
        patient: PatientId::new("p1"),
        note: NoteId::new("n1"),
        clinician: ClinicianId::new("c1"),
        begun_on: day(2026, 11, 20),
        origin: Origin::First,
        conversation,
        decision,
    };
    if draft.conversation.question_set.is_empty() {
        draft.conversation.question_set = "short/1".into();
    }
    let saved_at: Moment = "2026-11-20T13:00:00+00:00".parse().unwrap();
    let (mut store, _) = Store::unlock(&dir, None, &PASSPHRASE.into()).unwrap();
    store.save_draft(&draft, saved_at).unwrap();
    drop(store);
    let mut person = Person::starts(&folder, &Machine::new());
    person.unlocks(PASSPHRASE);
    person.opens("okafor");
    person
}

fn talk() -> Conversation {
    let mut conversation = Conversation { at: Some("S6".into()), ..Conversation::default() };
    let mut hardest = StepAnswer::default();
    hardest.words.insert("hardest".into(), "Standing at the till".into());
    conversation.steps.insert("S3".into(), hardest);
    let picks = vec![Pick { id: String::new(), text: "A stool at the till".into() }];
    conversation.steps.insert("S4".into(), StepAnswer { picks, ..StepAnswer::default() });
    let mut close = StepAnswer::default();
    close.words.insert("own_words".into(), "I want my own till back".into());
    conversation.steps.insert("S6".into(), close);
    conversation
}

fn at_papers() -> Person {
    let mut person = at_the_record(talk(), |decision| decision.conditions = "Sciatica".into());
    person.ctrl(Key::E);
    assert!(person.model().place == Place::Papers);
    person
}

fn asked_to(person: &Person, what: &str) -> usize {
    person.machine().asked.iter().filter(|asked| **asked == what).count()
}

fn disclosures(person: &Person) -> Vec<(PaperKind, Recipient)> {
    let papers = person.model().papers.as_ref().unwrap();
    papers.ledger.disclosures.iter().map(|gone| (gone.left.paper, gone.left.recipient.clone())).collect()
}

fn page(person: &Person) -> String {
    match &person.model().papers.as_ref().unwrap().shown {
        Shown::Document(document) => {
            let items = document.sheets().iter().flat_map(|sheet| &sheet.items);
            let words = items.filter_map(|item| match &item.shape {
                fitnote::paper::Shape::Text { text, .. } => Some(text.as_str()),
                _ => None,
            });
            words.collect::<Vec<_>>().join(" ")
        }
        Shown::Text(text) | Shown::Withheld(text) => text.clone(),
        Shown::Nothing => String::new(),
    }
}

/// Records an agreement with an employer for these ticks.
fn agrees(person: &mut Person, ticks: &[&str]) {
    person.press_with(Modifiers::ALT, Key::A);
    person.chooses("An employer");
    person.fills("Their name", "Harbour Foods");
    for label in ticks {
        person.chooses(label);
    }
    person.fills("What for?", "to plan the return");
    person.ctrl(Key::Enter);
}

#[test]
fn k5_nothing_is_chosen_and_nothing_is_made_until_somebody_is_named() {
    let mut person = at_papers();
    assert_eq!(person.chosen(), [""; 0]);
    assert_eq!(person.keyboard(), "Summary for the person");
    // By keyboard alone: the second paper, then its own copy.
    person.press(Key::Num2);
    assert!(page(&person).contains("Work plan"), "{}", page(&person));
    assert!(person.control_of_page().contains("Work plan"), "it is on the screen");
    person.ctrl(Key::P);
    person.must_see("Nobody is chosen to have this.");
    assert_eq!(asked_to(&person, "Paper"), 0);
    assert!(disclosures(&person).is_empty());
    person.press(Key::Escape);
    person.chooses("The person's own copy");
    person.ctrl(Key::P);
    assert_eq!(asked_to(&person, "Paper"), 1);
    assert!(disclosures(&person) == [(PaperKind::WorkPlan, Recipient::Person)]);
    person.must_see("It is in the list of what was shared.");
    // Another paper is for nobody again.
    person.chooses("Page for the employer");
    assert!(person.model().papers.as_ref().unwrap().to.is_none());
}

#[test]
fn k5_an_employer_gets_what_the_person_agreed_to_and_nothing_after_it_is_taken_back() {
    let mut person = at_papers();
    person.chooses("Work plan");
    agrees(&mut person, &["Work plan"]);
    let label = "Employer: Harbour Foods, for: to plan the return";
    assert!(person.chosen().contains(&label.to_owned()), "{:?}", person.chosen());
    let folder = tempfile::tempdir().unwrap();
    person.fills("Folder for the PDF", &folder.path().display().to_string());
    person.ctrl(Key::S);
    let files: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
    assert_eq!(files.len(), 1);
    assert!(files[0].starts_with("work-plan-2026-11-20-") && !files[0].contains("kafor"), "{files:?}");
    assert!(disclosures(&person) == [(PaperKind::WorkPlan, Recipient::Employer("Harbour Foods".into()))]);
    // Own words were not agreed to: with them, the same recipient is not offered.
    person.chooses("The person ticks: print my own words, as I said them");
    person.must_not_see(label);
    person.ctrl(Key::S);
    person.must_see("The person agreed to share other items than these");
    assert_eq!(disclosures(&person).len(), 1);
    person.press(Key::Escape);
    person.chooses("The person ticks: print my own words, as I said them");
    person.chooses("Take back: Employer: Harbour Foods");
    person.must_see("This has gone already and cannot be called back: Work plan, saved as a file on 20 November 2026");
    person.chooses("Yes, take it back");
    person.must_see("Taken back on 20 November 2026");
    person.must_not_see(label);
    person.ctrl(Key::S);
    person.must_see("Nobody is chosen to have this.");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn no_paper_says_how_the_person_was_assessed_before_that_was_chosen() {
    let mut person = at_papers();
    person.chooses("Text for the clinical record");
    assert!(page(&person).contains("Fitness for work: no assessment is recorded yet"), "{}", page(&person));
    for kind in ["in person", "In person"] {
        assert!(!page(&person).contains(kind), "{}", page(&person));
    }
    person.chooses("Health and Work Report");
    person.must_see("The report says how the person was assessed, and that is not chosen yet.");
    let mut person = at_the_record(talk(), |decision| decision.kind = Some(fitnote::domain::case::AssessmentKind::Video));
    person.ctrl(Key::E);
    person.chooses("Text for the clinical record");
    assert!(page(&person).contains("assessed 20/11/2026 (video"), "{}", page(&person));
    person.chooses("Health and Work Report");
    assert!(page(&person).contains("Video"), "{}", page(&person));
}

#[test]
fn k5_an_agreement_ends_with_its_last_day_also_while_the_screen_is_open() {
    let mut person = at_papers();
    person.chooses("Work plan");
    person.press_with(Modifiers::ALT, Key::A);
    person.chooses("An employer");
    person.fills("Their name", "Harbour Foods");
    person.chooses("Work plan");
    person.fills("What for?", "to plan the return");
    person.fills("Until when?", "20/11/2026");
    person.ctrl(Key::Enter);
    person.ctrl(Key::P);
    assert_eq!(disclosures(&person).len(), 1);
    person.must_see("Agreed until 20 November 2026.");
    // The same choice stands when the day has gone by.
    person.clock_moves(chrono::Duration::days(1));
    person.ctrl(Key::P);
    person.must_see("This agreement has ended, so nothing was made.");
    person.must_see("It has ended.");
    assert_eq!((disclosures(&person).len(), asked_to(&person, "Paper")), (1, 1));
}

#[test]
fn k5_the_dwp_is_never_ticked_beforehand_and_is_asked_about_twice() {
    let mut person = at_papers();
    person.chooses("Work plan");
    person.press_with(Modifiers::ALT, Key::A);
    assert_eq!(person.chosen(), [""; 0]);
    person.ctrl(Key::Enter);
    person.must_see("Nobody is named to receive it.");
    person.must_see("Nothing is ticked to share.");
    person.must_see("No purpose is written.");
    // A jobcentre under another name is the DWP all the same.
    person.chooses("Someone else");
    person.fills("Their name", "Whitby Jobcentre");
    person.chooses("Work plan");
    person.fills("What for?", "to show what helps");
    person.ctrl(Key::Enter);
    person.must_see("The DWP needs a second agreement, item by item.");
    assert!(person.model().papers.as_ref().unwrap().ledger.consents.is_empty());
    person.chooses("The DWP may have: Work plan");
    person.ctrl(Key::Enter);
    let papers = person.model().papers.as_ref().unwrap();
    assert!(papers.ledger.consents[0].recipient == Recipient::Dwp);
}

#[test]
fn k6_a_plan_says_that_it_is_no_benefit_assessment_and_may_be_taken_away_undelivered() {
    let mut person = at_papers();
    person.chooses("Work plan");
    assert!(page(&person).contains("Not a benefit assessment. Describes support, not capacity for work in general."), "{}", page(&person));
    person.chooses("The person's own copy");
    person.ctrl(Key::P);
    assert!(person.model().papers.as_ref().unwrap().ledger.consents.is_empty(), "the own copy needs no agreement with anybody");
    assert!(disclosures(&person) == [(PaperKind::WorkPlan, Recipient::Person)]);
}

#[test]
fn k13_the_employers_page_names_no_condition_unless_the_person_ticks_it() {
    let mut person = at_papers();
    person.chooses("Page for the employer");
    assert!(page(&person).contains("A stool at the till") && !page(&person).contains("Sciatica"), "{}", page(&person));
    assert!(!page(&person).contains("Standing at the till"), "what was said verbatim stays with the person");
    person.chooses("The person ticks: my employer may know the condition");
    assert!(page(&person).contains("Sciatica"));
    let papers = person.model().papers.as_ref().unwrap();
    assert!(fitnote::app::papers::carried(papers).contains(&Item::Condition), "and then it is among the items that are agreed to");
}

#[test]
fn k13_a_page_whose_words_give_the_condition_away_is_not_made() {
    let mut conversation = talk();
    conversation.steps.get_mut("S4").unwrap().picks[0].text = "A stool for the sciatica".into();
    let mut person = at_the_record(conversation, |decision| decision.conditions = "Sciatica".into());
    person.ctrl(Key::E);
    person.chooses("Page for the employer");
    person.must_see("The page for the employer was not made");
    person.chooses("The person's own copy");
    person.ctrl(Key::P);
    assert_eq!(asked_to(&person, "Paper"), 0);
}

#[test]
fn k14_the_summary_says_who_may_help_to_pay() {
    let mut person = at_papers();
    person.chooses("Summary for the person");
    assert!(page(&person).contains("Access to Work"), "{}", page(&person));
}

#[test]
fn k21_own_words_are_printed_verbatim_where_the_person_ticks_it_and_nowhere_before() {
    let mut person = at_papers();
    person.chooses("Work plan");
    assert!(!page(&person).contains("I want my own till back"));
    person.chooses("The person ticks: print my own words, as I said them");
    assert!(page(&person).contains("I want my own till back"), "{}", page(&person));
}

#[test]
fn k22_the_ledger_and_the_plan_name_the_version_of_the_questions() {
    let mut person = at_papers();
    person.chooses("Work plan");
    assert!(page(&person).contains("short/1"), "{}", page(&person));
    person.chooses("The person's own copy");
    person.ctrl(Key::P);
    assert_eq!(person.model().papers.as_ref().unwrap().ledger.disclosures[0].left.content, "short/1");
}

#[test]
fn the_text_for_the_record_is_copied_in_one_key_and_told() {
    let mut person = with_draft(talk(), |decision| decision.conditions = "Sciatica".into());
    person.ctrl(Key::E);
    person.press_with(Modifiers::ALT, Key::C);
    assert!(page(&person).contains("Standing at the till"));
    let papers = person.model().papers.as_ref().unwrap();
    assert!(papers.handed == Some(HandedOver::Copied) && papers.copying.is_none());
    assert!(disclosures(&person) == [(PaperKind::ClinicalText, Recipient::ClinicalRecord)]);
    assert_eq!(asked_to(&person, "Paper"), 0, "nothing is printed or saved");
}

#[test]
fn k5_a_paper_that_no_ledger_tells_of_is_not_made_whoever_asks() {
    use fitnote::app::{Cmd, Done, PdfJob};
    use fitnote::paper::documents::{Options, work_plan};
    let folder = Arc::new(tempfile::tempdir().unwrap());
    let dir = records_in(&folder);
    make_records(&dir, &[ben()]);
    let now = "2026-11-20T13:00:00+00:00".parse().unwrap();
    let mut hands = fitnote::shell::hands::Hands::with_clock(dir, Box::new(move || now), fitnote::store::Kdf::LEAST);
    assert!(matches!(hands.carry_out(Cmd::Unlock { clinician: None, passphrase: PASSPHRASE.into() }), Done::Unlocked(_)));
    let case = fitnote::domain::case_file::read_case(crate::store::CASE).unwrap_or_else(|fault| panic!("{fault}"));
    let document = Box::new(work_plan(&case, &Options { id: "untold".into(), ..Options::default() }).unwrap());
    let out = folder.path().join("plan.pdf");
    for job in [PdfJob::Print, PdfJob::Save(out.clone()), PdfJob::SaveAndOpen(out.clone())] {
        let Done::Failed(notice) = hands.carry_out(Cmd::Paper { document: document.clone(), job }) else { panic!("it was made") };
        assert!(notice.what.contains("not in the list of what was shared"), "{}", notice.what);
    }
    assert!(!out.exists());
}

#[test]
fn k5_the_statement_and_the_whole_record_stand_in_the_list_of_what_left() {
    let mut person = Person::deciding();
    super::whole_path::decides(&mut person);
    person.press(Key::F9);
    let folder = tempfile::tempdir().unwrap();
    person.fills("Folder for the PDF", &folder.path().display().to_string());
    person.ctrl(Key::S);
    person.ctrl(Key::P);
    person.press(Key::Escape);
    person.chooses("The whole record");
    person.fills("Folder", &folder.path().display().to_string());
    person.chooses("Save as JSON");
    person.press(Key::Escape);
    person.press(Key::F2);
    person.opens("okafor");
    person.ctrl(Key::E);
    // The test's printer is not asked, so what it was given is not told either.
    let told = disclosures(&person);
    assert!(told.len() == 2 && [PaperKind::Med3, PaperKind::WholeRecord].iter().all(|kind| told.contains(&(*kind, Recipient::Person))));
    person.must_see("Statement of Fitness for Work; The condition. To: The person (own copy), saved as a file.");
    person.must_see("The whole record. To: The person (own copy), saved as a file.");
    person.chooses("What was shared, and with whom");
    assert!(page(&person).contains("Statement of Fitness for Work"), "{}", page(&person));
}

#[test]
fn after_a_pause_it_is_asked_whether_it_is_safe_before_anything_is_made() {
    let mut conversation = talk();
    conversation.paused = true;
    let mut person = with_draft(conversation, |_| {});
    person.ctrl(Key::E);
    person.must_see("Is it safe to print or send this?");
    person.chooses("Work plan");
    person.chooses("The person's own copy");
    person.ctrl(Key::P);
    person.press_with(Modifiers::ALT, Key::C);
    assert_eq!((asked_to(&person, "Paper"), disclosures(&person).len()), (0, 0));
    person.chooses("No, not now");
    person.ctrl(Key::P);
    person.must_see("You said that it is not safe");
    assert_eq!(asked_to(&person, "Paper"), 0);
    person.press(Key::Escape);
    person.chooses("Yes, it is safe");
    person.ctrl(Key::P);
    assert_eq!(asked_to(&person, "Paper"), 1);
    person.ctrl(Key::P);
    person.press_with(Modifiers::ALT, Key::C);
    assert_eq!((asked_to(&person, "Paper"), disclosures(&person).len()), (1, 1), "the yes was for one paper");
    person.must_see("Is it safe to print or send this?");
    person.chooses("Yes, it is safe");
    person.press_with(Modifiers::ALT, Key::C);
    assert_eq!(disclosures(&person).len(), 2);
    person.press_with(Modifiers::ALT, Key::C);
    assert_eq!(disclosures(&person).len(), 2, "a copy uses its yes up as a print does");
}

#[test]
fn the_person_sees_and_takes_away_the_list_of_what_was_shared() {
    let mut person = at_papers();
    person.chooses("Work plan");
    agrees(&mut person, &["Work plan"]);
    person.ctrl(Key::P);
    person.chooses("What was shared, and with whom");
    let list = page(&person);
    assert!(list.contains("Agreed to share: Work plan") && list.contains("Harbour Foods") && list.contains("Shared (printed)"), "{list}");
    person.chooses("The person's own copy");
    person.ctrl(Key::P);
    assert_eq!(asked_to(&person, "Paper"), 2);
}

#[test]
fn a_letter_is_written_from_its_service_with_what_was_said_and_only_what_is_ticked() {
    let mut person = at_papers();
    person.chooses("Referral letter");
    person.must_see("A letter is shown beside its ticks, before it is made.");
    person.must_not_see("Who is it for?");
    person.ctrl(Key::D);
    super::directory::opens(&mut person, "citizens", "Citizens Advice");
    person.must_see("Run by: Charity. Data does not go to the DWP.");
    person.chooses("Accepted");
    person.chooses("Referrals and letters");
    person.chooses("Letter: Citizens Advice");
    assert_eq!(person.chosen(), [""; 0]);
    person.chooses("The patient agrees to a letter to Citizens Advice");
    person.chooses("What is hard at work: Standing at the till");
    let letter = person.control_of_page();
    assert!(letter.contains("Standing at the till"), "{letter}");
    for unticked in ["Okafor", "Sciatica", "own till back", "A stool", "9434765919", "943 476 5919", "Cliff Lane", "1984"] {
        assert!(!letter.contains(unticked), "{unticked}: {letter}");
    }
    person.fills("What is asked of them", "Advice on rent while off work");
    assert!(person.control_of_page().contains("Advice on rent while off work"));
    assert!(person.control_of_page().contains("01947 555010"), "who writes can be rung");
    let folder = tempfile::tempdir().unwrap();
    person.fills("Folder for the letter", &folder.path().display().to_string());
    person.ctrl(Key::S);
    person.must_see("They have it, waiting: Citizens Advice");
    // Behind this screen stand the papers, with what left.
    person.chooses("Close");
    person.press(Key::Escape);
    assert!(person.model().place == Place::Papers);
    let gone = disclosures(&person);
    assert!(gone == [(PaperKind::ReferralLetter, Recipient::Service("Citizens Advice".into()))]);
    person.must_see("Referral to Citizens Advice: Advice on rent while off work");
}

#[test]
fn k36_a_letter_about_somebody_who_is_not_to_be_contacted_cannot_say_how_to_reach_them() {
    let mut person = at_papers();
    person.press(Key::Escape);
    person.ctrl(Key::U);
    person.chooses("Do not contact about work");
    person.press(Key::Escape);
    person.press(Key::Escape);
    person.ctrl(Key::D);
    super::directory::opens(&mut person, "citizens", "Citizens Advice");
    person.chooses("Accepted");
    person.chooses("Referrals and letters");
    person.must_see("Not to be contacted about work: nobody asks them about this.");
    person.chooses("Letter: Citizens Advice");
    person.must_see("This patient is not to be contacted about work, so a letter cannot say how to reach them.");
    person.must_see("What is hard at work: Standing at the till");
    person.must_not_see("4 Cliff Lane");
}

#[test]
fn k5_a_service_of_the_directory_that_is_the_dwps_is_asked_about_twice_under_its_own_name() {
    let mut person = at_papers();
    person.chooses("Work plan");
    person.press_with(Modifiers::ALT, Key::A);
    person.chooses("A service");
    person.fills("Their name", "Access  to Work, London");
    person.chooses("Work plan");
    person.fills("What for?", "to ask for a chair");
    person.ctrl(Key::Enter);
    person.must_see("The DWP needs a second agreement, item by item.");
    assert!(person.model().papers.as_ref().unwrap().ledger.consents.is_empty());
}

#[test]
fn without_a_talk_there_is_a_ledger_and_no_paper_and_the_way_back_leads_back() {
    let mut person = Person::signed_in();
    person.opens("okafor");
    person.ctrl(Key::E);
    person.chooses("Work plan");
    person.must_see("There is no conversation and no note to make this from.");
    person.press(Key::Escape);
    assert_eq!(person.model().place, Place::Chart);
    assert!(person.model().papers.is_none());
    person.press(Key::F8);
    person.ctrl(Key::E);
    assert_eq!(person.model().place, Place::Papers);
    person.press(Key::Escape);
    assert_eq!(person.model().place, Place::Decision);
}

#[test]
fn a_locked_window_holds_no_papers() {
    let mut person = at_papers();
    person.chooses("Work plan");
    person.ctrl(Key::L);
    assert!(person.model().papers.is_none());
    person.must_not_see("till");
}
