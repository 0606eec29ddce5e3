//! A conversation at the window: three lengths by keyboard alone, the whole sheet, the pause, another day, and the end.

use std::sync::Arc;

use egui::{Key, Modifiers};
use fitnote::app::Place;
use fitnote::content::conversation::{full, physio, short};
use fitnote::domain::draft::{Conversation, Ease};
use fitnote::domain::id::PatientId;
use fitnote::store::Store;

use super::person::{PASSPHRASE, Person, records_in};
use super::whole_path::decides;

pub(super) fn talking() -> Person {
    let mut person = Person::signed_in();
    person.opens("okafor");
    person.press(Key::F4);
    person
}

fn talking_at_length() -> Person {
    let mut person = talking();
    person.press_with(Modifiers::ALT, Key::L);
    person
}

pub(super) fn said(person: &Person) -> &Conversation {
    &person.model().desk.as_ref().expect("a draft is on the desk").draft.conversation
}

pub(super) fn at(person: &Person) -> String {
    person.model().desk.as_ref().and_then(fitnote::app::Desk::open_step).map(|(_, step)| step.id.clone()).unwrap_or_default()
}

/// To the next step; past the question about energy where it comes.
fn goes_on(person: &mut Person) {
    person.ctrl(Key::Enter);
    if person.model().talk.energy.is_some() {
        assert_eq!(person.keyboard(), "Go on");
        person.press(Key::Enter);
    }
}

#[test]
fn a_short_conversation_by_keyboard_alone() {
    let mut person = talking();
    person.presses = 0;
    assert_eq!(person.keyboard(), "Yes");
    person.press(Key::Num1);
    person.ctrl(Key::Enter);
    person.press(Key::Num4);
    person.types("the shop");
    person.ctrl(Key::Enter);
    assert_eq!(person.keyboard(), "Hardest now, in their words");
    person.types("lifting boxes");
    person.ctrl(Key::Enter);
    person.types("breaks");
    person.ctrl(Key::Enter);
    person.press(Key::Space);
    person.ctrl(Key::Enter);
    person.types("That is right.");
    person.ctrl(Key::Enter);
    assert_eq!(person.model().place, Place::Decision);
    assert!(person.presses <= 10, "{} keys", person.presses);
    let conversation = said(&person);
    assert_eq!(conversation.steps["S2"].one["status"], "off_sick");
    assert_eq!(conversation.steps["S3"].words["hardest"], "lifting boxes");
    assert_eq!(conversation.steps["S6"].words["own_words"], "That is right.");
}

#[test]
fn a_full_conversation_by_keyboard_alone_visits_every_step_once_with_the_keyboard_on_it() {
    let mut person = talking_at_length();
    person.must_see("Full conversation");
    let mut visited = Vec::new();
    while person.model().place == Place::Conversation {
        let step = at(&person);
        assert!(!person.keyboard().is_empty(), "{step} leaves the keyboard nowhere");
        assert!(!visited.contains(&step), "{step} comes twice");
        match step.as_str() {
            "F1" | "F4" => person.press(Key::Num1),
            "F3" => person.types("Being with people"),
            "F5" => person.types("Lifting boxes\nThe till"),
            "F6" => {
                assert_eq!(person.keyboard(), "Fine");
                person.press(Key::Num2);
            }
            "F17" => person.press(Key::Num3),
            _ => {}
        }
        visited.push(step);
        goes_on(&mut person);
    }
    let all: Vec<String> = full().steps.iter().map(|step| step.id.clone()).collect();
    assert_eq!(visited, all);
    let conversation = said(&person);
    assert_eq!(conversation.steps["F6"].tasks[0].ease, Some(Ease::Hard));
    assert_eq!(conversation.steps["F17"].services.len(), 1);
    assert_eq!(conversation.energy_asked.len(), 4);
}

#[test]
fn k33_the_length_is_switched_at_any_time_and_every_answer_comes_along() {
    let mut person = talking();
    person.press(Key::Num1);
    person.ctrl(Key::Enter);
    person.press(Key::Num4);
    person.types("the shop");
    person.press_with(Modifiers::ALT, Key::L);
    person.must_see("Full conversation");
    assert_eq!((at(&person).as_str(), person.value("The job, in their words").as_str()), ("F4", "the shop"));
    person.fills("Since when", "May");
    person.press_with(Modifiers::ALT, Key::L);
    assert_eq!(at(&person), "S2");
    assert_eq!(said(&person).steps["S2"].words["job"], "the shop");
    person.must_see("Said in the longer form");
    person.must_see("May");
    person.chooses("Physio form");
    assert_eq!(said(&person).question_set, physio().name());
    person.press_with(Modifiers::ALT, Key::L);
    assert_eq!(said(&person).question_set, short().name());
}

#[test]
fn k4_the_three_standing_answers_are_on_every_step_of_every_length() {
    let mut person = talking();
    for set in [short(), full(), physio()] {
        if said(&person).question_set != set.name() {
            person.chooses(if set.id == "full" { "Full form" } else { "Physio form" });
        }
        let choices = ["Not sure", "Prefers not to say", "Not relevant"];
        for _ in 0..set.steps.len() {
            assert!(choices.iter().all(|choice| person.sees(choice)), "{}", at(&person));
            goes_on(&mut person);
            if person.model().place == Place::Decision {
                person.press(Key::Escape);
            }
        }
    }
}

#[test]
fn the_whole_sheet_shows_every_step_and_each_can_be_answered_there() {
    let mut person = talking();
    person.press_with(Modifiers::ALT, Key::W);
    for step in &short().steps {
        person.must_see(&step.say);
    }
    person.fills("Hardest now, in their words", "stairs");
    person.fills("The job, in their words", "the shop");
    let conversation = said(&person);
    assert_eq!(conversation.steps["S3"].words["hardest"], "stairs");
    assert_eq!(conversation.steps["S2"].words["job"], "the shop");
    person.ctrl(Key::Enter);
    assert_eq!(at(&person), "S2");
    person.press_with(Modifiers::ALT, Key::W);
    person.must_not_see(&short().steps[3].say);
}

#[test]
fn time_and_energy_are_asked_about_and_each_answer_is_followed() {
    let at_the_question = || {
        let mut person = talking_at_length();
        for _ in 0..4 {
            person.ctrl(Key::Enter);
        }
        person.must_see("Time and energy");
        assert_eq!((at(&person).as_str(), person.keyboard().as_str()), ("F4", "Go on"));
        person
    };
    let mut person = at_the_question();
    person.chooses("Keep it short");
    assert_eq!((said(&person).question_set.as_str(), at(&person).as_str()), ("short/2", "S1"), "the short form goes on");
    let mut person = at_the_question();
    person.chooses("A break");
    person.must_see("Take the time that it takes.");
    person.press(Key::Enter);
    assert_eq!(at(&person), "F5");
    person.press_with(Modifiers::ALT, Key::ArrowLeft);
    person.ctrl(Key::Enter);
    assert_eq!((at(&person).as_str(), person.model().talk.energy.is_none()), ("F5", true), "it is asked once");
    let mut person = at_the_question();
    person.chooses("Stop for today");
    assert_eq!(person.keyboard(), "Keep it, and stop");
    person.press(Key::Enter);
    assert_eq!(person.model().place, Place::Chart);
}

#[test]
fn a_conversation_stops_and_goes_on_at_another_visit_where_it_was() {
    let mut person = talking_at_length();
    person.press(Key::Num1);
    person.ctrl(Key::Enter);
    person.ctrl(Key::Enter);
    person.types("Being with people");
    person.chooses("Stop for today");
    person.chooses("No more time today");
    person.chooses("Keep it, and stop");
    assert_eq!(person.model().place, Place::Chart);
    person.must_see("Stopped for today.");
    let mut person = person.starts_again();
    person.unlocks(PASSPHRASE);
    assert_eq!(person.model().place, Place::Today, "nothing starts again by itself");
    person.opens("okafor");
    person.chooses("Full conversation, at “What matters”, Saved Fri 20 Nov 2026 at 14:03, Continue");
    person.must_see("Stopped on 20 November 2026: No more time today.");
    assert!(fitnote::talk::plan_from(said(&person)).what_matters.is_empty(), "nothing half-finished goes on a document");
    person.ctrl(Key::Enter);
    assert_eq!(at(&person), "F3");
    assert_eq!(person.value("What matters, in their words"), "Being with people");
    assert_eq!(fitnote::talk::plan_from(said(&person)).what_matters, "Being with people");
}

#[test]
fn k30_the_pause_is_one_key_on_every_screen_and_comes_back_to_the_same_place() {
    let mut person = Person::signed_in();
    for key in [Key::F2, Key::F3] {
        person.press(key);
        person.press(Key::F12);
        person.must_see("Pause: I am worried about this person");
        person.must_see("No patient is open, so nothing is kept here.");
        person.press(Key::F12);
        person.must_not_see("Whom to turn to");
    }
    person.press(Key::F2);
    person.opens("okafor");
    person.press(Key::F4);
    person.press(Key::Num1);
    person.ctrl(Key::Enter);
    person.fills("The job, in their words", "the shop");
    person.press(Key::F12);
    for text in ["Whom to turn to", "NHS 111, option 2", "Abuse, control, or someone at risk", "Driving and safety-critical work"] {
        person.must_see(text);
    }
    person.must_not_see("The job, in their words");
    person.fills("What was said and done", "PAUSED WORDS");
    person.chooses("Asked about being safe");
    person.press(Key::Escape);
    assert_eq!((at(&person).as_str(), person.value("The job, in their words").as_str()), ("S2", "the shop"));
    let draft = serde_json::to_string(&person.model().desk.as_ref().unwrap().draft).unwrap();
    assert!(!draft.contains("PAUSED WORDS"), "what was said on the pause is no part of the conversation");
    assert!(said(&person).paused);
    assert!(person.model().asks_before_output(&PatientId::new("p1")));
}

#[test]
fn k30_after_a_pause_it_is_asked_whether_output_is_safe_on_this_day_and_on_later_ones() {
    let mut person = talking();
    person.press(Key::F12);
    person.press(Key::F12);
    person.press(Key::F8);
    decides(&mut person);
    person.press(Key::F9);
    person.must_see("The note is issued and kept in the records.");
    person.machine().asked.clear();
    person.ctrl(Key::P);
    person.must_see("Is it safe to print or send this?");
    assert_eq!(person.keyboard(), "Not now");
    assert!(!person.machine().asked.contains(&"Paper"));
    person.press(Key::Enter);
    person.must_not_see("Is it safe to print or send this?");
    person.ctrl(Key::P);
    person.chooses("It is safe");
    let papers = |person: &mut Person| person.machine().asked.iter().filter(|asked| **asked == "Paper").count();
    assert_eq!(papers(&mut person), 1);
    person.ctrl(Key::P);
    person.must_see("Is it safe to print or send this?");
    assert_eq!(papers(&mut person), 1, "the answer was about the first print, and the second waits for its own");
    person.press(Key::Enter);
    person.ctrl(Key::S);
    person.must_see("Is it safe to print or send this?");
    person.press(Key::Enter);
    let mut person = person.starts_again();
    person.unlocks(PASSPHRASE);
    person.opens("okafor");
    assert!(person.model().asks_before_output(&PatientId::new("p1")), "it is asked again at the next visit");
    assert!(!person.notes_on_record().is_empty());
}

#[test]
fn a_pause_opened_by_mistake_leaves_nothing() {
    let mut person = talking();
    person.press(Key::F12);
    person.chooses("Opened by mistake: keep nothing");
    assert!(!said(&person).paused && !person.model().asks_before_output(&PatientId::new("p1")));
}

#[test]
fn picks_are_filled_with_their_date_and_taken_back() {
    let mut person = talking();
    person.chooses("What may help, to come");
    person.fills("Look for a change, or write one", "A stool by the door");
    person.press_with(Modifiers::ALT, Key::A);
    person.press(Key::F8);
    person.fills("Comments, including functional effects", "Mine.");
    person.press_with(Modifiers::ALT, Key::U);
    assert_eq!(person.value("Comments, including functional effects"), "Mine.\nDiscussed on 20 November 2026: A stool by the door.");
    person.chooses("Take those words and ticks back");
    assert_eq!(person.value("Comments, including functional effects"), "Mine.");
}

#[test]
fn k7_nothing_said_in_a_full_conversation_reaches_the_decision_by_itself() {
    let mut person = talking_at_length();
    person.press(Key::Num1);
    while person.model().place == Place::Conversation {
        match at(&person).as_str() {
            "F4" => person.press(Key::Num4),
            "F14" => {
                person.fills("Look for a change, or write one", "Lighter boxes");
                person.press_with(Modifiers::ALT, Key::A);
            }
            _ => {}
        }
        goes_on(&mut person);
    }
    let decision = &person.model().desk.as_ref().unwrap().draft.decision;
    assert!(*decision == fitnote::domain::draft::Decision::default());
}

#[test]
fn k34_the_decision_is_one_key_away_from_every_step_of_every_length() {
    let mut person = talking();
    for set in [short(), full(), physio()] {
        if set.id != "short" {
            person.chooses(if set.id == "full" { "Full form" } else { "Physio form" });
        }
        for _ in 0..set.steps.len() {
            let step = at(&person);
            person.press(Key::F8);
            assert_eq!(person.model().place, Place::Decision, "{step}");
            person.press(Key::Escape);
            assert_eq!(at(&person), step);
            goes_on(&mut person);
            if person.model().place == Place::Decision {
                person.press(Key::Escape);
            }
        }
    }
}

#[test]
fn k22_a_finished_conversation_can_be_read_as_it_was_shown() {
    let mut person = talking();
    person.press(Key::Num1);
    person.ctrl(Key::Enter);
    person.press(Key::Num4);
    person.types("the shop");
    person.press(Key::F8);
    decides(&mut person);
    person.press(Key::F9);
    person.must_see("The note is issued and kept in the records.");
    person.press(Key::F2);
    person.opens("okafor");
    person.chooses("Short conversation, 20 November 2026, Led to a note, Read");
    person.must_see("Read only. Questions short/2");
    person.must_see("the shop");
    person.must_see(&format!("“{}”", short().steps[1].say));
    person.press(Key::Escape);
    person.must_see("Notes issued");
}

#[test]
fn a_conversation_can_end_without_a_note_and_is_kept() {
    let mut person = talking();
    person.press(Key::Num1);
    person.ctrl(Key::Enter);
    person.types("x");
    person.chooses("End without a note");
    assert_eq!(person.keyboard(), "Go on with it");
    person.chooses("End without a note");
    person.must_see("The conversation is closed without a note.");
    let elsewhere = |person: &mut Person| {
        person.press(Key::F2);
        person.must_not_see("The conversation is closed without a note.");
        person.opens("okafor");
    };
    elsewhere(&mut person);
    person.must_see("Short conversation, 20 November 2026");
    let folder = Arc::clone(&person.folder);
    drop(person);
    let (store, _) = Store::unlock(&records_in(&folder), None, &PASSPHRASE.into()).unwrap();
    let kept = store.conversations_of(&PatientId::new("p1")).unwrap();
    assert_eq!((kept.len(), kept[0].note.is_none()), (1, true));
    assert!(store.drafts_of(&PatientId::new("p1")).unwrap().is_empty());
}

#[test]
fn the_questions_can_be_taken_home_on_paper() {
    let mut person = talking();
    person.chooses("Sheet for home");
    person.must_see("Questions to fill in at home");
    assert_eq!(person.keyboard(), "Print");
    person.press(Key::Enter);
    person.must_see("The questions went to the printer Test.");
    person.press(Key::Escape);
    person.press(Key::Escape);
    assert_eq!(at(&person), "S1");
}

#[test]
fn k1_stopping_deletes_what_was_said_where_the_patient_wants_that() {
    let mut person = talking();
    person.press(Key::Num1);
    person.ctrl(Key::Enter);
    person.fills("The job, in their words", "PRIVATE");
    person.chooses("Stop for today");
    person.press(Key::Escape);
    assert_eq!(person.value("The job, in their words"), "PRIVATE", "one step back goes on with it");
    person.chooses("Stop for today");
    person.chooses("The patient asked");
    person.chooses("Delete it, and stop");
    person.must_see("What was said is deleted");
    let folder = Arc::clone(&person.folder);
    drop(person);
    let (store, _) = Store::unlock(&records_in(&folder), None, &PASSPHRASE.into()).unwrap();
    let line = store.drafts_of(&PatientId::new("p1")).unwrap().remove(0);
    let draft = store.draft(&line.id).unwrap().unwrap();
    assert!(draft.conversation.steps.is_empty() && !serde_json::to_string(&draft).unwrap().contains("PRIVATE"));
    assert_eq!(draft.conversation.stopped.unwrap().reasons, std::collections::BTreeSet::from(["patient_asked".to_owned()]));
}

#[test]
fn a_step_that_was_said_before_is_marked_and_passed_by_one_key() {
    let mut person = talking();
    person.press_with(Modifiers::ALT, Key::Y);
    assert_eq!(at(&person), "S2");
    person.must_see("Said already");
    assert!(person.sees("May we talk?, said already"));
    person.press_with(Modifiers::ALT, Key::ArrowLeft);
    person.press_with(Modifiers::ALT, Key::Y);
    assert!(said(&person).steps.is_empty(), "the same again takes it back");
}

#[test]
fn what_a_standing_answer_or_a_removal_puts_aside_comes_back() {
    let mut person = talking();
    person.press(Key::Num1);
    person.ctrl(Key::Enter);
    person.fills("The job, in their words", "the shop");
    person.chooses("Not sure");
    assert!(said(&person).steps["S2"].words.is_empty());
    person.chooses("Not relevant");
    person.press_with(Modifiers::ALT, Key::R);
    assert_eq!(person.value("The job, in their words"), "the shop");
    person.chooses("Not sure");
    person.chooses("Not sure");
    assert_eq!(person.value("The job, in their words"), "the shop", "taken back, it is as it was");
}

#[test]
fn boxes_are_ticked_by_digit_found_by_letter_and_left_by_one_tab() {
    let mut person = talking();
    person.press(Key::Num1);
    assert_eq!(person.keyboard(), "The patient alone");
    person.press(Key::Num2);
    person.press(Key::Num4);
    assert_eq!(said(&person).steps["S1"].many["present"].len(), 2);
    person.press(Key::Num1);
    assert_eq!(said(&person).steps["S1"].many["present"], std::collections::BTreeSet::from(["alone".to_owned()]));
    person.press(Key::Tab);
    assert_eq!(person.keyboard(), "Not sure");
    person.ctrl(Key::Enter);
    person.ctrl(Key::Enter);
    person.press(Key::Tab);
    assert_eq!(person.keyboard(), "Standing and walking");
    person.types("l");
    assert_eq!(person.keyboard(), "Lifting and carrying");
    person.press(Key::Space);
    person.press(Key::Tab);
    person.press(Key::Num3);
    assert_eq!(said(&person).steps["S3"].effects["lifting"].amount, Some(fitnote::domain::draft::Amount::ALot));
}
