//! Locking: by itself, by key, by sleep; what is left on the screen, and what comes back.

use chrono::Duration;
use egui::Key;
use egui::text_edit::TextEditState;

use super::person::{PASSPHRASE, Person};

const CONDITIONS: &str = "Because of the following condition(s)";
const PATIENTS_WORDS: [&str; 4] = ["Okafor", "OKAFOR", "Sciatica", "943 476"];

#[track_caller]
fn is_locked_and_bare(person: &Person) {
    person.must_see("Open the records");
    for words in PATIENTS_WORDS {
        person.must_not_see(words);
    }
    assert!(person.model().session.is_none() && person.model().desk.is_none() && person.model().chart.is_none());
    let kept = |id: &str| person.ctx().data_mut(|data| data.get_temp::<TextEditState>(egui::Id::unique(id)).is_some());
    for field in ["decision-conditions", "decision-comments", "today-search", "decision-period"] {
        assert!(!kept(field), "{field} still knows what was typed in it");
    }
}

fn deciding() -> Person {
    let mut person = Person::deciding();
    person.fills(CONDITIONS, "Sciatica");
    person
}

#[test]
fn a_window_that_nobody_touches_locks_and_comes_back_to_the_same_draft() {
    let mut person = deciding();
    person.is_left_alone(299.0);
    person.must_see("OKAFOR, Ben (Mr)");
    person.is_left_alone(2.0);
    is_locked_and_bare(&person);
    assert!(person.machine().asked.ends_with(&["Lock", "LookAtFolder"]));
    person.unlocks(PASSPHRASE);
    person.must_see("OKAFOR, Ben (Mr)");
    assert_eq!(person.value(CONDITIONS), "Sciatica");
}

#[test]
fn any_touch_begins_the_time_anew_and_one_that_comes_too_late_wakes_nothing() {
    let mut person = deciding();
    for _ in 0..3 {
        person.is_left_alone(200.0);
        person.press(Key::Tab);
    }
    person.must_see("OKAFOR, Ben (Mr)");
    person.time_goes_on(301.0);
    person.press(Key::Tab);
    is_locked_and_bare(&person);
}

#[test]
fn the_time_is_a_setting_that_stays() {
    let mut person = Person::signed_in();
    person.ctrl(Key::Comma);
    assert!(person.chosen().contains(&"5 minutes".to_owned()));
    person.chooses("2 minutes");
    person.is_left_alone(121.0);
    person.must_see("Open the records");
    let mut person = person.starts_again();
    person.unlocks(PASSPHRASE);
    person.is_left_alone(121.0);
    person.must_see("Open the records");
}

#[test]
fn a_machine_that_slept_finds_the_window_locked() {
    let mut person = deciding();
    person.machine().slept = true;
    person.clock_moves(Duration::hours(1));
    is_locked_and_bare(&person);
}

#[test]
fn words_that_could_not_be_saved_before_locking_are_kept_unseen_and_come_back() {
    let mut person = deciding();
    person.machine().saves_fail = true;
    person.fills(CONDITIONS, "Sciatica, left");
    person.is_left_alone(301.0);
    is_locked_and_bare(&person);
    person.machine().saves_fail = false;
    person.unlocks(PASSPHRASE);
    assert_eq!(person.value(CONDITIONS), "Sciatica, left");
    assert!(person.model().held.is_none());
    let mut person = person.starts_again();
    person.unlocks(PASSPHRASE);
    person.opens("okafor");
    person.must_see("Patient: OKAFOR");
}

#[test]
fn wrong_passphrases_wait_and_the_sentence_says_how_long() {
    let mut person = Person::signed_in();
    person.ctrl(Key::L);
    for _ in 0..4 {
        person.unlocks("a guess that is wrong");
        person.must_see("This is not the passphrase");
    }
    person.unlocks(PASSPHRASE);
    person.must_see("the next one has to wait 2 seconds");
    person.clock_moves(Duration::seconds(3));
    person.unlocks(PASSPHRASE);
    person.must_see("Find a patient");
    person.ctrl(Key::H);
    person.must_see("Wrong passphrase");
}
