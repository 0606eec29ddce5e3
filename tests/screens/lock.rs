//! Locking: by itself, by key, by sleep; what is left on the screen, and what comes back.

use chrono::Duration;
use egui::text_edit::TextEditState;
use egui::{Key, Modifiers};
use fitnote::app::Place;

use super::person::{PASSPHRASE, Person};
use super::whole_path::decides;

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

/// Goes to a screen of Ben's, or of the practice.
type GoesTo = fn(&mut Person);

/// Every screen that can be open, and how somebody comes there.
const SCREENS: [(Place, GoesTo); 17] = [
    (Place::Today, |_| ()),
    (Place::Chart, |person| person.opens("okafor")),
    (Place::PatientForm, |person| {
        person.press(Key::F3);
        person.fills("Family name", "Marsh");
    }),
    (Place::Conversation, |person| {
        person.opens("okafor");
        person.press(Key::F8);
        person.fills(CONDITIONS, "Sciatica");
        // Back in the conversation, although the decision was begun.
        person.press(Key::Escape);
    }),
    (Place::Decision, |person| {
        person.opens("okafor");
        person.press(Key::F8);
    }),
    (Place::PlanBuilder, |person| {
        person.opens("okafor");
        person.press(Key::F8);
        person.fills(CONDITIONS, "Sciatica");
        person.press_with(Modifiers::ALT, Key::B);
    }),
    (Place::Papers, |person| {
        person.opens("okafor");
        person.press(Key::F8);
        person.fills(CONDITIONS, "Sciatica");
        person.ctrl(Key::E);
    }),
    (Place::Papers, |person| {
        person.opens("okafor");
        person.ctrl(Key::E);
    }),
    (Place::Note, |person| {
        person.opens("okafor");
        person.press(Key::F8);
        decides(person);
        person.press(Key::F9);
    }),
    (Place::Directory, |person| {
        person.opens("okafor");
        person.ctrl(Key::D);
    }),
    (Place::FollowUp, |person| {
        person.opens("okafor");
        person.ctrl(Key::U);
    }),
    (Place::Records, |person| {
        person.opens("okafor");
        person.chooses("The whole record");
    }),
    (Place::Records, |person| person.ctrl(Key::B)),
    (Place::Settings, |person| person.ctrl(Key::Comma)),
    (Place::People, |person| person.ctrl(Key::K)),
    (Place::Audit, |person| person.ctrl(Key::H)),
    (Place::Practising, |person| person.ctrl(Key::T)),
];

/// Who the screen is about.
fn about(person: &Person) -> Option<String> {
    let model = person.model();
    let patient = match model.place {
        Place::Papers => model.papers.as_ref().map(|papers| &papers.patient),
        Place::Directory => model.services.patient.as_ref(),
        Place::FollowUp => model.follow.patient.as_ref(),
        Place::Records => model.records.person.as_ref().map(|part| &part.patient),
        Place::Chart => model.chart.as_ref().map(|chart| &chart.patient),
        Place::Note => return model.view.as_ref().map(|view| view.patient_name.clone()),
        _ => model.desk.as_ref().map(|desk| &desk.patient),
    };
    patient.map(|patient| patient.family_name.clone())
}

#[test]
fn from_every_screen_one_key_locks_and_unlocking_comes_back_to_it() {
    for (at, (place, goes)) in SCREENS.iter().enumerate() {
        let mut person = Person::signed_in();
        goes(&mut person);
        assert_eq!(person.model().place, *place, "screen {at}");
        let before = about(&person);
        let draft = person.model().desk.as_ref().map(|desk| desk.draft.clone());
        person.ctrl(Key::L);
        is_locked_and_bare(&person);
        person.unlocks(PASSPHRASE);
        assert_eq!(person.model().place, *place, "screen {at}");
        assert_eq!(about(&person), before, "screen {at}");
        let back = person.model().desk.as_ref().map(|desk| desk.draft.clone());
        // An empty draft that nobody wrote in is begun anew.
        if draft.as_ref().is_some_and(|draft| !draft.decision.conditions.is_empty()) {
            assert!(back == draft, "screen {at}: another draft");
        }
        assert!(person.model().notice.is_none(), "screen {at}: {}", person.texts().join("\n"));
    }
}

#[test]
fn a_dark_window_stays_dark_while_it_is_locked() {
    let mut person = Person::signed_in();
    person.ctrl(Key::Comma);
    person.chooses("Dark");
    person.ctrl(Key::L);
    person.must_see("Open the records");
    assert_eq!(person.ctx().theme(), egui::Theme::Dark);
}

#[test]
fn help_and_a_pause_on_top_do_not_keep_the_lock_away() {
    let mut person = deciding();
    person.press(Key::F1);
    person.ctrl(Key::L);
    is_locked_and_bare(&person);
    person.unlocks(PASSPHRASE);
    person.press(Key::F12);
    person.ctrl(Key::L);
    is_locked_and_bare(&person);
    person.unlocks(PASSPHRASE);
    assert_eq!(person.value(CONDITIONS), "Sciatica");
}

#[test]
fn what_was_typed_of_a_new_patient_comes_back_and_nobody_elses_window_has_it() {
    let mut person = Person::signed_in();
    super::people::adds(&mut person, "Sam Hill", "Clinician");
    person.press(Key::F3);
    person.fills("Family name", "Marsh");
    person.fills("Given names", "Cleo");
    person.is_left_alone(301.0);
    person.must_not_see("Marsh");
    person.chooses("Sam Hill");
    person.unlocks(super::people::THEIRS);
    person.must_see("Find a patient");
    person.press(Key::F3);
    assert_eq!(person.value("Family name"), "");
    person.ctrl(Key::Comma);
    person.ctrl(Key::L);
    person.chooses("Dr Ada Rowe");
    person.unlocks(PASSPHRASE);
    assert_eq!((person.value("Family name"), person.value("Given names")), ("Marsh".to_owned(), "Cleo".to_owned()));
    // Each comes back to their own place.
    person.ctrl(Key::L);
    person.chooses("Sam Hill");
    person.unlocks(super::people::THEIRS);
    assert_eq!(person.model().place, Place::Settings);
}

#[test]
fn a_locked_window_takes_its_own_words_off_the_clipboard_and_nobody_elses() {
    let copied = |found: Option<&str>| {
        let mut person = deciding();
        person.goes_to(CONDITIONS);
        person.begin_press(Modifiers::CTRL | Modifiers::COMMAND, Key::A);
        person.settle();
        person.copies();
        assert_eq!(person.copied, ["Sciatica"]);
        person.machine().clipboard = found.map(str::to_owned);
        person.ctrl(Key::L);
        person.copied.split_off(1)
    };
    assert_eq!(copied(Some("Sciatica")), [""]);
    assert_eq!(copied(None), [""], "what cannot be read may be ours");
    assert_eq!(copied(Some("a line of another program")), [""; 0]);
    let mut person = deciding();
    person.ctrl(Key::L);
    assert_eq!(person.copied, [""; 0], "where nothing was copied, nothing is emptied");
}

#[test]
fn the_first_recovery_key_is_not_locked_away_before_it_is_kept() {
    let mut person = Person::at_first_run();
    super::whole_path::fills_in_first_run(&mut person);
    person.ctrl(Key::Enter);
    person.must_see("recovery key");
    person.is_left_alone(3600.0);
    person.ctrl(Key::L);
    person.must_see("recovery key");
    assert!(matches!(person.model().door, fitnote::app::Door::RecoveryKey(_)));
}

#[test]
fn a_new_recovery_key_that_went_with_the_lock_is_told_of() {
    let mut person = Person::signed_in();
    person.ctrl(Key::K);
    person.chooses("Make a new recovery key");
    person.chooses("Make the new one");
    person.is_left_alone(301.0);
    person.unlocks(PASSPHRASE);
    assert_eq!(person.model().place, Place::People);
    person.must_see("A new recovery key was on the screen when the window was locked");
}

#[test]
fn practice_that_is_locked_comes_back_to_its_door_with_the_real_clinician() {
    let mut person = super::practising::practising();
    person.press(Key::F8);
    person.machine().saves_fail = true;
    person.fills(CONDITIONS, "Invented");
    person.ctrl(Key::L);
    person.machine().saves_fail = false;
    person.must_see("Open the records");
    assert!(person.model().held.is_none(), "invented words do not go into the real records");
    person.unlocks(PASSPHRASE);
    assert_eq!(person.model().place, Place::Practising);
    assert!(!person.model().practising.is_on() && person.model().notice.is_none());
}

#[test]
fn a_second_window_is_told_at_its_door_and_the_first_goes_on() {
    let mut first = deciding();
    let mut second = Person::starts(&first.folder, &first.machine);
    second.must_see("The records are held by another running window or command.");
    second.must_see("Close or lock it, then try again.");
    first.fills(CONDITIONS, "Sciatica, left");
    first.ctrl(Key::L);
    second.unlocks(PASSPHRASE);
    second.must_not_see("The records are held by another running window or command.");
    second.must_see("Find a patient");
    let third = Person::starts(&first.folder, &first.machine);
    third.must_see("The records are held by another running window or command.");
}
