//! The window goes when it is told to, and never before the words are saved.

use chrono::Duration;
use egui::Key;

use super::person::{PASSPHRASE, Person, records_in};

const CONDITIONS: &str = "Because of the following condition(s)";

#[test]
fn a_window_with_nothing_unsaved_closes_at_once() {
    for begins in [Person::at_first_run, Person::signed_in] {
        let mut person = begins();
        person.closes();
        assert!(person.closed);
    }
}

/// Words were typed, and the disk takes its time over them.
fn with_a_save_under_way() -> Person {
    let mut person = Person::deciding();
    person.goes_to(CONDITIONS);
    person.machine().slow = true;
    person.types("Low ");
    person.types("back pain");
    person
}

#[track_caller]
fn goes_once_the_words_are_saved(mut person: Person) {
    person.machine().slow = false;
    person.settle();
    assert!(person.closed);
    let mut person = person.starts_again();
    person.unlocks(PASSPHRASE);
    person.chooses("Mr Ben Okafor, Saved Fri 20 Nov 2026 at 14:03, Go on");
    assert_eq!(person.value(CONDITIONS), "Low back pain");
}

#[test]
fn closing_waits_for_the_save() {
    let mut person = with_a_save_under_way();
    person.closes();
    assert!(!person.closed, "a save is under way");
    goes_once_the_words_are_saved(person);
}

#[test]
fn a_hidden_window_waits_for_the_save_too() {
    let mut person = with_a_save_under_way();
    assert!(!person.closes_while_hidden(), "a save is under way");
    goes_once_the_words_are_saved(person);
    assert!(Person::signed_in().closes_while_hidden(), "nothing is unsaved");
}

#[test]
fn a_window_whose_last_change_cannot_be_saved_stays_and_says_so() {
    let mut person = Person::deciding();
    person.machine().saves_fail = true;
    person.fills(CONDITIONS, "Low back pain");
    person.closes();
    assert!(!person.closed);
    person.must_see("Not saved");
    person.machine().saves_fail = false;
    person.closes();
    assert!(person.closed);
}

#[test]
fn midnight_moves_today_the_assessment_and_the_page() {
    let mut person = Person::deciding();
    super::whole_path::decides(&mut person);
    person.must_see("Now: Fri 20 Nov 2026");
    person.must_see("Fri 20 Nov 2026 to Thu 3 Dec 2026");
    let page = |person: &Person| person.control_of_page();
    assert!(page(&person).contains("20") && !page(&person).contains("21112026"), "{}", page(&person));
    let before = page(&person);
    person.clock_moves(Duration::hours(10));
    person.must_see("Now: Sat 21 Nov 2026");
    person.must_see("Sat 21 Nov 2026 to Fri 4 Dec 2026");
    assert_ne!(page(&person), before);
    person.press(Key::F9);
    person.must_see("21 November 2026 to 4 December 2026");
    person.press(Key::F2);
    person.must_see("Saturday 21 November 2026");
    let notes = person.notes_on_record();
    assert_eq!(notes[0].case.assessment.on, super::person::day(2026, 11, 21));
}

#[test]
fn a_locked_window_shows_nothing_of_a_patient_and_opens_where_it_was() {
    let mut person = Person::deciding();
    person.fills(CONDITIONS, "Low back pain");
    person.must_see("OKAFOR");
    person.ctrl(Key::L);
    for secret in ["Okafor", "OKAFOR", "Ben", "1984", "943 476 5919", "Low back pain", "Cliff Lane"] {
        person.must_not_see(secret);
    }
    assert_eq!(person.keyboard(), "Passphrase");
    person.types("not the passphrase");
    person.press(Key::Enter);
    let field = person.control("Passphrase");
    let node = egui_kittest::kittest::NodeT::accesskit_node(&field);
    assert!(node.data().description().is_some_and(|text| text.contains("This is not the passphrase")), "{:?}", node.data().description());
    assert_eq!(node.data().invalid(), Some(egui::accesskit::Invalid::True));
    assert_eq!(person.keyboard(), "Passphrase");
    person.must_not_see("Okafor");
    person.types(PASSPHRASE);
    person.press(Key::Enter);
    assert_eq!(person.value(CONDITIONS), "Low back pain");
    person.must_see("OKAFOR, Ben (Mr)");
}

#[test]
fn what_arrives_after_locking_is_not_kept() {
    let mut person = Person::signed_in();
    person.types("okafor");
    person.machine().slow = true;
    person.press(Key::Enter);
    person.ctrl(Key::L);
    person.machine().slow = false;
    person.settle();
    person.must_not_see("OKAFOR");
    assert!(person.model().chart.is_none(), "a locked window holds nothing of a patient");
    assert!(person.model().today_lists.found.is_empty());
}

#[test]
fn a_folder_that_cannot_be_used_says_why_and_what_to_do() {
    use std::sync::Arc;

    use super::person::{Machine, ben, make_records};
    type Spoil = fn(&std::path::Path);
    let rows: [(&str, Spoil, &str); 4] = [
        ("a file in its place", |dir| std::fs::write(dir, "x").unwrap(), "leads to a file"),
        (
            "damaged keys",
            |dir| {
                make_records(dir, &[ben()]);
                std::fs::write(dir.join("keys.json"), "{\"broken\":").unwrap();
            },
            "keys.json is damaged",
        ),
        (
            "no keys",
            |dir| {
                make_records(dir, &[ben()]);
                std::fs::remove_file(dir.join("keys.json")).unwrap();
            },
            "keys.json is missing",
        ),
        (
            "newer keys",
            |dir| {
                make_records(dir, &[ben()]);
                let text = std::fs::read_to_string(dir.join("keys.json")).unwrap();
                let mut keys: serde_json::Value = serde_json::from_str(&text).unwrap();
                keys["format"] = serde_json::json!("fitnote-keys/99");
                std::fs::write(dir.join("keys.json"), keys.to_string()).unwrap();
            },
            "newer",
        ),
    ];
    for (what, spoil, sentence) in rows {
        let folder = Arc::new(tempfile::tempdir().unwrap());
        spoil(&records_in(&folder));
        let mut person = Person::starts(&folder, &Machine::new());
        assert!(person.alerts().iter().any(|alert| alert.contains(sentence)), "{what}: {:?}", person.texts());
        person.closes();
        assert!(person.closed, "{what}");
    }
}

#[test]
fn records_held_by_another_window_say_so_and_open_when_it_is_gone() {
    use std::sync::Arc;

    use super::person::{Machine, ben, make_records};
    let folder = Arc::new(tempfile::tempdir().unwrap());
    make_records(&records_in(&folder), &[ben()]);
    let mut first = Person::starts(&folder, &Machine::new());
    first.unlocks(PASSPHRASE);
    let mut second = Person::starts(&folder, &Machine::new());
    second.unlocks(PASSPHRASE);
    second.must_see("The records are held by another running window or command.");
    drop(first);
    second.press(Key::Enter);
    second.must_see("Find a patient");
}
