//! What is typed reaches the disk, and the screen says whether it has.

use chrono::Duration;
use egui::{Key, Modifiers};

use super::person::{PASSPHRASE, Person};
use super::whole_path::decides;

const CONDITIONS: &str = "Because of the following condition(s)";

#[test]
fn a_change_is_saving_until_it_is_saved_at_the_machines_time() {
    let mut person = Person::deciding();
    person.must_not_see("Saved");
    person.machine().slow = true;
    person.fills(CONDITIONS, "Low back pain");
    person.must_see("Saving");
    person.must_not_see("Saved");
    person.clock_moves(Duration::minutes(2));
    person.machine().slow = false;
    person.settle();
    person.must_see("Saved 14:0");
    person.must_not_see("Saving");
}

#[test]
fn only_one_save_is_under_way_and_the_last_one_holds_the_newest_words() {
    let mut person = Person::deciding();
    person.goes_to(CONDITIONS);
    person.machine().slow = true;
    for word in ["Low ", "back ", "pain"] {
        person.types(word);
    }
    assert_eq!(person.machine().asked.iter().filter(|asked| **asked == "SaveDraft").count(), 1);
    person.machine().slow = false;
    person.settle();
    person.must_see("Saved 14:03");
    assert_eq!(person.machine().asked.iter().filter(|asked| **asked == "SaveDraft").count(), 2);
    reopened(person, "Low back pain");
}

/// Starts again without closing, and finds the draft as it was.
fn reopened(person: Person, conditions: &str) {
    let mut person = person.starts_again();
    person.unlocks(PASSPHRASE);
    person.must_see("Drafts in progress");
    person.chooses("Mr Ben Okafor, Saved Fri 20 Nov 2026 at 14:03, Go on");
    assert_eq!(person.value(CONDITIONS), conditions);
}

#[test]
fn a_window_that_is_killed_leaves_the_last_words_on_the_disk() {
    let mut person = Person::deciding();
    person.fills(CONDITIONS, "Low back pain");
    person.types(" and sciatica");
    reopened(person, "Low back pain and sciatica");
}

#[test]
fn a_save_that_fails_is_said_keeps_the_words_and_can_be_tried_again() {
    let mut person = Person::deciding();
    person.machine().saves_fail = true;
    person.fills(CONDITIONS, "Low back pain");
    person.must_see("Not saved");
    person.must_see("Your last change is not saved. Free some space, then press Save.");
    assert_eq!(person.value(CONDITIONS), "Low back pain");
    person.machine().saves_fail = false;
    person.ctrl(Key::S);
    person.must_see("Saved 14:03");
    person.must_not_see("Not saved");
    reopened(person, "Low back pain");
}

#[test]
fn leaving_while_a_save_is_under_way_loses_no_words() {
    for leaves in [Key::F2, Key::F3] {
        let mut person = Person::deciding();
        person.goes_to(CONDITIONS);
        person.machine().slow = true;
        person.types("Low ");
        person.types("back pain");
        person.press(leaves);
        person.machine().slow = false;
        person.settle();
        reopened(person, "Low back pain");
    }
}

#[test]
fn going_to_the_record_while_a_save_is_under_way_loses_no_words() {
    let mut person = Person::deciding();
    person.goes_to(CONDITIONS);
    person.machine().slow = true;
    person.types("Low ");
    person.types("back pain");
    person.press(Key::Escape);
    person.press(Key::Escape);
    person.machine().slow = false;
    person.settle();
    person.must_see("Note in progress");
    reopened(person, "Low back pain");
}

#[test]
fn leaving_after_a_failed_save_keeps_the_words() {
    let mut person = Person::deciding();
    person.machine().saves_fail = true;
    person.fills(CONDITIONS, "Low back pain");
    person.press(Key::F2);
    person.machine().saves_fail = false;
    person.must_see("Not saved");
    person.ctrl(Key::S);
    person.must_not_see("Not saved");
    reopened(person, "Low back pain");
}

#[test]
fn locking_while_a_save_is_under_way_loses_no_words() {
    let mut person = Person::deciding();
    person.goes_to(CONDITIONS);
    person.machine().slow = true;
    person.types("Low ");
    person.types("back pain");
    person.ctrl(Key::L);
    person.machine().slow = false;
    person.settle();
    person.unlocks(PASSPHRASE);
    assert_eq!(person.value(CONDITIONS), "Low back pain");
}

#[test]
fn two_presses_of_issue_in_one_frame_make_one_note() {
    for slow in [false, true] {
        let mut person = Person::deciding();
        decides(&mut person);
        person.machine().slow = slow;
        person.begin_press(Modifiers::NONE, Key::F9);
        person.begin_press(Modifiers::NONE, Key::F9);
        person.settle();
        person.machine().slow = false;
        person.settle();
        person.must_see("The note is issued");
        assert_eq!(person.machine().asked.iter().filter(|asked| **asked == "Issue").count(), 1);
        assert_eq!(person.notes_on_record().len(), 1);
    }
}

#[test]
fn two_presses_of_issue_in_frames_that_follow_make_one_note() {
    let mut person = Person::deciding();
    decides(&mut person);
    person.machine().slow = true;
    for _ in 0..2 {
        person.begin_press(Modifiers::NONE, Key::F9);
        person.frame();
    }
    person.settle();
    person.must_see("Recording");
    person.machine().slow = false;
    person.settle();
    person.must_see("The note is issued");
    assert_eq!(person.machine().asked.iter().filter(|asked| **asked == "Issue").count(), 1);
    assert_eq!(person.notes_on_record().len(), 1);
}

#[test]
fn issuing_while_saves_are_under_way_ends_without_a_complaint() {
    let mut person = Person::deciding();
    decides(&mut person);
    person.goes_to("Comments, including functional effects");
    person.machine().slow = true;
    person.types("Can ");
    person.types("sit.");
    person.press(Key::F9);
    person.machine().slow = false;
    person.settle();
    person.must_see("The note is issued");
    person.must_not_see("Not saved");
    assert!(person.model().notice.is_none());
    let notes = person.notes_on_record();
    assert_eq!(notes.len(), 1);
    assert_eq!(notes[0].case.statement.comments, "Can sit.");
}

#[test]
fn a_note_that_could_not_be_recorded_can_be_issued_again() {
    let mut person = Person::deciding();
    decides(&mut person);
    person.machine().issues_fail = true;
    person.press(Key::F9);
    person.must_see("The note is not recorded.");
    assert_eq!(person.value(CONDITIONS), "Low back pain");
    person.machine().issues_fail = false;
    person.press(Key::F9);
    person.must_see("The note is issued");
    assert_eq!(person.notes_on_record().len(), 1);
}
