//! What may be done with an issued note: each verb in the window, and what the record says afterwards.

use chrono::Duration;
use egui::Key;
use fitnote::domain::case::Advice;

use super::person::Person;
use super::whole_path::decides;

/// A note for two weeks from 20 November 2026 is on record and on screen.
fn with_a_note() -> Person {
    let mut person = Person::deciding();
    decides(&mut person);
    person.press(Key::F9);
    person.must_see("The note is issued and kept in the records.");
    person
}

#[test]
fn a_renewal_keeps_the_description_and_clears_the_judgement() {
    let mut person = with_a_note();
    person.press(Key::Escape);
    person.must_see("Notes issued");
    person.clock_moves(Duration::days(14));
    person.press(Key::F6);
    person.must_see("Follows on from the note of 20 November 2026 to 3 December 2026");
    let decision = &person.model().desk.as_ref().expect("a draft is open").draft.decision;
    assert_eq!(decision.conditions, "Low back pain");
    assert!(decision.advice.is_none() && decision.kind.is_none() && decision.assess_again.is_none());
    assert!(decision.period.is_empty() && decision.comments.is_empty() && decision.reason.is_empty());
    person.press(Key::Num2);
    person.press(Key::Tab);
    person.press(Key::Num1);
    person.press(Key::Tab);
    person.types("1w");
    person.press(Key::Enter);
    person.press(Key::Num2);
    person.press(Key::F9);
    person.must_see("The note is issued and kept in the records.");
    person.must_see("Follows on from an earlier note");
    let notes = person.notes_on_record();
    assert_eq!(notes.len(), 2);
    assert_eq!(notes[1].case.statement.conditions, "Low back pain");
    assert_eq!(notes[1].case.history.notes.len(), 1, "the rules read the note that it follows on from");
}

#[test]
fn a_note_is_cancelled_only_with_a_reason_and_then_has_no_paper() {
    let mut person = with_a_note();
    person.press(Key::F11);
    person.must_see("Cancel this note");
    person.ctrl(Key::Enter);
    assert!(person.model().view.as_ref().is_some_and(|view| view.line.cancelled.is_none()), "without a reason nothing happens");
    person.types("Wrong patient was open");
    person.ctrl(Key::Enter);
    person.must_see("Cancelled before it was handed over: Wrong patient was open");
    person.ctrl(Key::P);
    assert!(person.model().view.as_ref().is_some_and(|view| view.handed.is_none()), "a cancelled note gets no paper");
    person.press(Key::Escape);
    person.must_see("Cancelled");
    // It no longer counts: another statement on the same day is one on this assessment alone.
    person.press(Key::F8);
    decides(&mut person);
    person.press(Key::F9);
    person.must_see("The note is issued and kept in the records.");
    let notes = person.notes_on_record();
    assert_eq!(notes.len(), 2, "the cancelled one stays on record");
    assert!(notes[1].case.history.notes.is_empty());
}

#[test]
fn a_duplicate_says_so_on_its_page_and_in_the_history() {
    let mut person = with_a_note();
    person.press(Key::F7);
    person.must_see("Only where the original is lost");
    person.ctrl(Key::Enter);
    person.must_see("Duplicate of the statement");
    person.must_see("Duplicate made, the original being lost");
    assert!(person.control_of_page().contains("DUPLICATE"));
    assert_eq!(person.notes_on_record().len(), 1, "a duplicate is no second note");
}

#[test]
fn a_replacement_stands_in_the_place_of_a_wrong_note() {
    let mut person = with_a_note();
    person.press(Key::F10);
    person.types("The wrong side was named");
    person.ctrl(Key::Enter);
    person.must_see("Replaces the note of 20 November 2026 to 3 December 2026");
    let decision = &person.model().desk.as_ref().expect("a draft is open").draft.decision;
    assert_eq!(decision.advice, Some(Advice::NotFit), "a correction keeps what was typed");
    assert_eq!(decision.kind, None, "the assessment is entered anew");
    person.press(Key::Num2);
    person.press(Key::F9);
    person.must_see("The note is issued and kept in the records.");
    person.must_see("Reason: The wrong side was named");
    person.press(Key::Escape);
    person.must_see("Replaced");
    assert_eq!(person.notes_on_record().len(), 2);
}

#[test]
fn a_note_written_by_hand_is_recorded_and_not_printed() {
    let mut person = Person::deciding();
    decides(&mut person);
    person.press(Key::F10);
    person.must_see("Written by hand on a paper form; here it is only recorded.");
    person.must_see("Recorded as written by hand");
    person.ctrl(Key::P);
    assert!(person.model().view.as_ref().is_some_and(|view| view.handed.is_none()), "its paper is elsewhere");
    assert_eq!(person.notes_on_record().len(), 1);
}

#[test]
fn dates_and_shorthand_stay_in_step_whichever_is_typed() {
    let mut person = Person::deciding();
    person.fills("This will be the case for", "2w");
    assert_eq!((person.value("or from"), person.value("to")), ("20/11/2026".into(), "03/12/2026".into()));
    person.fills("to", "10 dec");
    person.must_see("Fri 20 Nov 2026 to Thu 10 Dec 2026, 21 days (3 weeks)");
    assert_eq!(person.value("This will be the case for"), "20/11/2026 to 10 dec");
    person.fills("This will be the case for", "1m");
    assert_eq!(person.value("to"), "19/12/2026");
}

#[test]
fn absence_on_advice_is_proposed_and_another_day_needs_a_reason() {
    let mut person = with_a_note();
    person.press(Key::Escape);
    person.must_see("Episode from 20 November 2026 to 3 December 2026, 1 note");
    person.clock_moves(Duration::days(14));
    person.press(Key::F6);
    person.must_see("From the record: off work on advice since 20 November 2026");
    person.must_see("Fri 20 Nov 2026 to Thu 3 Dec 2026, not fit");
    person.fills("Off on advice", "1 nov");
    person.must_see("Say why another day is right");
    person.fills("Why does the record not hold?", "A hospital certified the days before");
    person.must_not_see("Say why another day is right");
    let case = &person.model().desk.as_ref().expect("a draft is open").reading.case;
    assert_eq!(case.history.off_on_advice_since, Some(super::person::day(2026, 11, 1)));
}

#[test]
fn the_limits_are_explained_although_nothing_is_wrong() {
    let mut person = Person::deciding();
    decides(&mut person);
    person.must_see("The last day allowed now is 19 February 2027");
    person.chooses("Why these limits?");
    person.must_see("Three calendar months that begin on it reach to 19 February 2027.");
    person.must_see("No absence on advice before this note is on record");
}

#[test]
fn a_way_out_is_taken_with_one_key() {
    let mut person = Person::deciding();
    person.fills("This will be the case for", "4m");
    person.must_see("19 February 2027");
    person.press_with(egui::Modifiers::ALT, Key::F);
    assert_eq!(person.value("to"), "19/02/2027", "the note ends on the last day allowed");
}

#[test]
fn the_rules_are_listed_and_stored_notes_are_judged_again_in_the_window() {
    let mut person = with_a_note();
    person.ctrl(Key::Comma);
    person.press_with(egui::Modifiers::ALT, Key::R);
    person.must_see("period.three_months");
    person.press_with(egui::Modifiers::ALT, Key::J);
    person.must_see("0 of 1 notes would have another verdict under gb-2026. Nothing was changed.");
}

#[test]
fn the_gap_between_episodes_can_be_emptied_and_typed_anew() {
    let mut person = Person::signed_in();
    person.ctrl(Key::Comma);
    let label = "Notes belong to one episode with at most this many days between them";
    person.fills(label, "");
    assert_eq!(person.value(label), "");
    person.fills(label, "10");
    assert_eq!(person.model().session.as_ref().and_then(|session| session.settings.episode_gap_days), Some(10));
}
