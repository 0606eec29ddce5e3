//! The practice's details, changed from the settings: notes from then on print them, those issued before stay.

use egui::Key;

use super::person::Person;
use super::whole_path::decides;

fn issues(person: &mut Person, who: &str) {
    person.press(Key::F2);
    person.opens(who);
    person.press(Key::F8);
    decides(person);
    person.press(Key::F9);
    person.must_see("The note is issued");
}

#[test]
fn the_practice_moves_and_only_notes_from_then_on_say_so() {
    let mut person = Person::signed_in();
    issues(&mut person, "okafor");
    person.ctrl(Key::Comma);
    person.chooses("Change the practice's details");
    assert_eq!(person.keyboard(), "Name of the practice");
    person.fills("Address", "");
    person.fills("Postcode", "yo212bb");
    person.ctrl(Key::Enter);
    person.must_see("Type the address of the practice.");
    assert_eq!(person.keyboard(), "Address");
    assert!(!person.machine().asked.contains(&"SavePractice"));
    person.fills("Address", "7 New Quay\nWhitby");
    person.ctrl(Key::Enter);
    person.must_see("notes issued before stay as they are");
    person.must_see("7 New Quay, Whitby, YO21 2BB");
    issues(&mut person, "silva");
    let notes = person.notes_on_record();
    let address = |at: usize| notes[at].case.practice.address.join(", ");
    assert_ne!(address(0), address(1));
    assert!(notes.iter().any(|note| note.case.practice.address == ["7 New Quay", "Whitby"]));
}

#[test]
fn leaving_the_details_changes_nothing() {
    let mut person = Person::signed_in();
    person.ctrl(Key::Comma);
    person.chooses("Change the practice's details");
    person.fills("Name of the practice", "Another");
    person.press(Key::Escape);
    person.must_see("Change the practice's details");
    person.must_not_see("Another");
    assert!(!person.machine().asked.contains(&"SavePractice"));
}
