//! The audit log at the window: what was done stands there with names, is filtered, and verified.

use egui::Key;
use egui_kittest::kittest::NodeT;

use super::person::{Person, records_in};
use super::whole_path::decides;

#[test]
fn what_was_done_stands_in_the_log_with_the_names_of_the_records() {
    let mut person = Person::deciding();
    decides(&mut person);
    person.press(Key::F9);
    person.must_see("The note is issued");
    person.ctrl(Key::H);
    for words in ["Signed in", "Record opened", "Note issued", "Dr Ada Rowe", "Mr Ben Okafor"] {
        person.must_see(words);
    }
    person.chooses("Notes and paper");
    person.must_see("Note issued");
    person.must_not_see("Record opened");
    person.chooses("Everything");
    person.fills("Patient", "silva");
    person.press(Key::Enter);
    person.must_see("No row answers this.");
    person.fills("Patient", "okafor");
    person.press(Key::Enter);
    person.must_see("Note issued");
    person.must_not_see("Signed in");
    person.fills("From", "31/2/2026");
    person.press(Key::Enter);
    let described = person.control("From").accesskit_node().data().description().map(str::to_owned);
    assert!(described.is_some_and(|text| !text.is_empty()), "the error is heard at its field");
}

#[test]
fn verifying_says_what_it_found_and_a_mark_that_is_unreadable_is_said_beside_it() {
    let mut person = Person::signed_in();
    person.ctrl(Key::H);
    person.ctrl(Key::Enter);
    person.must_see("everything is as it should be");
    for part in ["Encryption", "Pages", "Database", "References", "Notes", "Audit log"] {
        person.must_see(part);
    }
    person.fills("A mark that was written down before", "nonsense");
    person.ctrl(Key::Enter);
    person.must_see("This is not a mark of the audit log.");
    // A row that this log never had.
    person.fills("A mark that was written down before", "900-0000-0000-0000-0000");
    person.ctrl(Key::Enter);
    person.must_see("The log is cut off");
    person.must_see("is not as it was written");
}

#[test]
fn no_row_no_debug_and_no_error_carries_words_of_a_patient() {
    let mut person = Person::deciding();
    person.fills("Because of the following condition(s)", "Sciatica");
    decides(&mut person);
    person.press(Key::F9);
    person.ctrl(Key::H);
    person.must_see("Mr Ben Okafor");
    let debug = format!("{:?}{:?}{:?}", person.model(), person.model().audit, person.model().people);
    let dir = records_in(&person.folder);
    drop(person);
    let (store, _) = fitnote::store::Store::unlock(&dir, None, &super::person::PASSPHRASE.into()).unwrap();
    let rows = store.audit_rows(&fitnote::store::AuditFilter::default(), 1000).unwrap();
    assert!(rows.len() >= 4);
    let text = format!("{debug}{rows:?}{store:?}{:?}", fitnote::store::verify(&store, None).unwrap());
    for words in ["Okafor", "OKAFOR", "Ben", "943", "1984", "Sciatica", "back pain", "Cliff Lane"] {
        assert!(!text.contains(words), "{words} stands in a row, an error or a debug print");
    }
}
