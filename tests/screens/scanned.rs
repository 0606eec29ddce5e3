//! A scanner types a note's code into the search box: what was read, whose it is, and a draft begun from it.

use egui::Key;
use fitnote::app::Place;

use super::person::Person;

/// Ben's note of another practice, two weeks that end on 26 November 2026.
const CODE: &str = "13112026|13112026|Mr|Ben||Okafor|4 Cliff Lane|YO21 3QQ|29021984|Sciatica|1|0|0|0|0|0|14|13112026|26112026|0|\
                    BABD5A50-C026-11E5-A|0|The Grove Surgery|Thornhill Stree|WF1 1PG|01924784101";

#[test]
fn a_scanners_burst_opens_what_was_read_with_its_doubts_and_chooses_nobody() {
    let mut person = Person::signed_in();
    // As a scanner types it: piece by piece, with its prefix, ended by Enter.
    for piece in format!("]d1{CODE}").as_bytes().chunks(9) {
        person.types(std::str::from_utf8(piece).unwrap());
    }
    person.press(Key::Enter);
    person.must_see("A note was read");
    person.must_see("13 November 2026");
    person.must_see("Check: This fills the 15 characters that the code has for it, so it may be cut.");
    person.must_see("Same name, same date of birth");
    assert!(person.model().scan.as_ref().is_some_and(|scan| scan.chosen.is_none()), "nobody is chosen beforehand");
    person.press(Key::F8);
    assert_eq!(person.model().place, Place::Scanned, "nothing is begun before a patient is chosen");
    person.press(Key::Enter);
    person.must_see("Chosen: OKAFOR, Ben (Mr)");
    assert!(person.notes_on_record().is_empty(), "reading records nothing");
}

#[test]
fn a_draft_from_a_code_takes_over_the_condition_and_no_judgement() {
    let mut person = Person::signed_in();
    person.types(CODE);
    person.must_see("A note was read");
    person.press(Key::Enter);
    person.press(Key::F8);
    let decision = &person.model().desk.as_ref().expect("a draft is open").draft.decision;
    assert_eq!((decision.conditions.as_str(), decision.off_on_advice_since.as_str()), ("Sciatica", "13/11/2026"));
    assert!(decision.off_on_advice_reason.contains("note of 13 November 2026"), "{}", decision.off_on_advice_reason);
    assert!(decision.advice.is_none() && decision.kind.is_none() && decision.assess_again.is_none() && decision.period.is_empty());
    assert!(decision.may_benefit_from.is_empty() && !decision.foreseeable_future);
}

#[test]
fn a_patient_who_is_not_on_record_is_added_from_the_code_and_comes_back_to_it() {
    let mut person = Person::signed_in();
    person.types(&CODE.replace("|Ben||Okafor|", "|Zoë||Larsen|").replace("29021984", "05061979"));
    person.must_see("Nobody in these records has this name and date of birth.");
    person.press(Key::F3);
    assert_eq!((person.value("Given names"), person.value("Family name")), ("Zoë".into(), "Larsen".into()));
    person.press(Key::Escape);
    person.must_see("A note was read");
    person.press(Key::F3);
    person.ctrl(Key::Enter);
    person.must_see("Chosen: LARSEN, Zoë (Mr)");
    person.press(Key::F4);
    assert_eq!(person.model().place, Place::Conversation);
    assert_eq!(person.model().desk.as_ref().map(|desk| desk.draft.decision.conditions.as_str()), Some("Sciatica"));
}

#[test]
fn a_text_that_is_no_code_is_said_and_the_box_is_empty_again() {
    let mut person = Person::signed_in();
    person.types(&CODE.replace("13112026", "31022026"));
    person.must_see("its first two fields are not dates");
    assert_eq!((person.model().place, person.value("Find a patient")), (Place::Today, String::new()));
    person.opens("okafor");
    assert_eq!(person.model().place, Place::Chart, "and the search works as before");
}

#[test]
fn locking_forgets_what_was_read() {
    let mut person = Person::signed_in();
    person.types(CODE);
    person.must_see("Sciatica");
    person.ctrl(Key::L);
    assert!(person.model().scan.is_none());
    person.must_not_see("Sciatica");
}

#[test]
fn a_printer_that_is_gone_leaves_the_note_issued_and_says_how_to_print_it_again() {
    const GONE: &str = "Attic printer of a test that nobody has";
    let mut person = Person::signed_in();
    // It was listed when it was chosen, and is not there when the note goes to it.
    person.machine().printers = vec![GONE.into()];
    person.ctrl(Key::Comma);
    person.chooses("List the printers");
    person.chooses(GONE);
    person.press(Key::F2);
    person.opens("okafor");
    person.press(Key::F8);
    super::whole_path::decides(&mut person);
    person.press(Key::F9);
    person.must_see("The note is issued");
    person.ctrl(Key::P);
    person.must_see("was not found.");
    person.must_see("The note is recorded. Print it again here, or save the PDF and print that.");
    // Again, from the same place, on another one.
    person.machine().printers.clear();
    person.press(Key::Escape);
    person.ctrl(Key::P);
    person.must_not_see("was not found.");
    let notes = person.notes_on_record();
    assert_eq!(notes.len(), 1);
}

#[test]
fn the_first_saved_file_is_said_to_hold_health_data_and_the_second_is_not() {
    let mut person = Person::deciding();
    super::whole_path::decides(&mut person);
    person.press(Key::F9);
    let folder = person.folder.path().display().to_string();
    person.fills("Folder for the PDF", &folder);
    person.must_not_see("holds health data");
    person.ctrl(Key::S);
    person.must_see("This PDF holds health data and stays on this computer");
    person.press(Key::Escape);
    person.ctrl(Key::S);
    person.must_not_see("holds health data");
}
