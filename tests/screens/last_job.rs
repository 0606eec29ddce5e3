//! The job of the last visit beside the question: shown with its date, taken over by one key, and in no answer before that.

use chrono::Duration;
use egui::{Key, Modifiers};

use super::conversation::{at, said, talking};
use super::person::{PASSPHRASE, Person};

/// Ben named the shop on 20 November, and it ended as this button says. He comes again on 4 December.
fn comes_again_after(job: &str, ends: &[&str]) -> Person {
    let mut person = talking();
    person.press(Key::Num1);
    person.ctrl(Key::Enter);
    person.fills("The job, in their words", job);
    for button in ends {
        person.chooses(button);
    }
    person.clock_moves(Duration::days(14));
    let mut person = person.starts_again();
    person.unlocks(PASSPHRASE);
    person
}

const LAST_TIME: &str = "Last time, 20 November 2026: the shop";

#[test]
fn the_job_of_the_last_visit_is_shown_and_one_key_takes_it_over() {
    let mut person = comes_again_after("the shop", &["End without a note", "End without a note"]);
    person.opens("okafor");
    person.press(Key::F4);
    person.ctrl(Key::Enter);
    person.must_see(LAST_TIME);
    assert_eq!(person.value("The job, in their words"), "", "nothing is filled before the key");
    let draft = serde_json::to_string(&person.model().desk.as_ref().unwrap().draft).unwrap();
    assert!(!draft.contains("the shop") && said(&person).steps.is_empty(), "nor is it anywhere in what may be printed");
    person.press_with(Modifiers::ALT, Key::T);
    assert_eq!(person.value("The job, in their words"), "the shop");
    assert_eq!(said(&person).steps["S2"].words["job"], "the shop");
    assert!(said(&person).steps["S2"].one.is_empty(), "nothing else comes with it");
    person.must_not_see(LAST_TIME);
    person.fills("The job, in their words", "the depot");
    person.must_see(LAST_TIME);
    person.must_not_see("Use these words");
    person.press_with(Modifiers::ALT, Key::T);
    assert_eq!(person.value("The job, in their words"), "the depot", "what was typed is never written over");
}

#[test]
fn the_job_of_a_stopped_conversation_is_shown_in_the_full_form_by_its_button() {
    let mut person = comes_again_after("the shop", &["Stop for today", "Keep it, and stop"]);
    person.opens("okafor");
    person.press(Key::F4);
    person.press_with(Modifiers::ALT, Key::L);
    person.chooses("Work now, to come");
    person.must_see(LAST_TIME);
    assert_eq!((at(&person).as_str(), person.value("The job, in their words").as_str()), ("F4", ""));
    person.chooses("Not relevant");
    person.must_not_see(LAST_TIME);
    person.chooses("Not relevant");
    person.chooses("Use these words");
    assert_eq!(person.value("The job, in their words"), "the shop");
}

#[test]
fn k1_the_job_is_not_brought_up_where_nothing_was_to_be_kept_nor_with_another_patient() {
    let mut person = comes_again_after("the shop", &["End without a note", "End without a note"]);
    person.opens("silva");
    person.press(Key::F4);
    person.ctrl(Key::Enter);
    person.must_see("The job, in their words");
    person.must_not_see("Last time");
    person.press(Key::F2);
    person.opens("okafor");
    person.press(Key::F4);
    person.ctrl(Key::Enter);
    person.must_see(LAST_TIME);
    person.chooses("Stop for today");
    person.chooses("Delete it, and stop");
    person.clock_moves(Duration::days(1));
    let mut person = person.starts_again();
    person.unlocks(PASSPHRASE);
    person.opens("okafor");
    person.press(Key::F4);
    person.ctrl(Key::Enter);
    person.must_see("The job, in their words");
    person.must_not_see("Last time");
}
