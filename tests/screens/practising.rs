//! Practice: entered on purpose, marked on every screen and paper, never printed, and gone when it is left.

use egui::Key;
use fitnote::app::practising::MARK;

use super::person::{Person, records_in};
use super::whole_path::decides;

const CASE: &str = "Back pain in a warehouse (physiotherapist)";

fn practising() -> Person {
    let mut person = Person::signed_in();
    person.ctrl(Key::T);
    person.chooses(CASE);
    person.ctrl(Key::Enter);
    person.must_see("ASHDOWN, Example (Mr)");
    person
}

#[test]
fn k27_practice_is_not_entered_by_mistake() {
    let mut person = Person::signed_in();
    person.ctrl(Key::T);
    assert_eq!(person.chosen(), Vec::<String>::new());
    // Ctrl Enter chooses no case, not even the one that has the keyboard.
    person.ctrl(Key::Enter);
    person.ctrl(Key::Enter);
    assert_eq!(person.chosen(), Vec::<String>::new());
    person.must_not_see(MARK);
    person.press(Key::Escape);
    person.opens("okafor");
    person.must_see("OKAFOR, Ben (Mr)");
}

#[test]
fn k27_every_screen_of_practice_is_marked() {
    let mut person = practising();
    person.must_see(MARK);
    for key in [Key::F1, Key::F1, Key::F3, Key::F2] {
        person.press(key);
        person.must_see(MARK);
    }
    for key in [Key::Comma, Key::D, Key::U, Key::T] {
        person.ctrl(key);
        person.must_see(MARK);
    }
    person.press(Key::F2);
    person.opens("ashdown");
    person.press(Key::F4);
    person.must_see("Why this question: Asking first whether the patient wants to talk about work");
    person.press(Key::F8);
    person.must_see(MARK);
}

#[test]
fn k27_a_note_of_practice_says_so_on_its_page_and_is_neither_printed_nor_saved() {
    let mut person = practising();
    person.press(Key::F8);
    assert!(person.control_of_page().contains(MARK));
    decides(&mut person);
    person.press(Key::F9);
    person.must_see("Statement of fitness for work");
    assert!(person.control_of_page().contains(MARK));
    let folder = person.folder.path().join("papers");
    std::fs::create_dir(&folder).unwrap();
    person.fills("Folder for the PDF", &folder.display().to_string());
    for key in [Key::S, Key::O] {
        person.ctrl(key);
        person.must_see("This is practice: nothing is printed, saved as a file or sent.");
        person.chooses("Close");
    }
    assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 0);
}

#[test]
fn k27_leaving_returns_to_the_real_records_and_nothing_of_practice_is_left() {
    let mut person = practising();
    let room = records_in(&person.folder).with_file_name("records-practice");
    let beside = std::fs::read_dir(person.folder.path()).unwrap().count();
    assert_eq!(beside, 2, "the records and the room for practice");
    person.press(Key::F2);
    person.fills("Find a patient", "okafor");
    person.must_see("No patient in these records matches.");
    person.press(Key::Escape);
    person.chooses("Leave practice");
    person.must_not_see(MARK);
    assert!(!room.exists());
    person.opens("okafor");
    person.must_see("OKAFOR, Ben (Mr)");
    person.press(Key::F2);
    person.fills("Find a patient", "ashdown");
    person.must_see("No patient in these records matches.");
    assert_eq!(person.notes_on_record().len(), 0);
}

#[test]
fn k27_locking_in_practice_ends_it() {
    let mut person = practising();
    person.ctrl(Key::L);
    person.must_not_see(MARK);
    person.unlocks(super::person::PASSPHRASE);
    person.must_not_see(MARK);
    person.opens("okafor");
    person.must_see("OKAFOR, Ben (Mr)");
    assert_eq!(std::fs::read_dir(person.folder.path()).unwrap().count(), 1);
}
