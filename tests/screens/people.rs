//! People at the window: added, signed in with their role, changed, removed; the recovery key.

use std::sync::Arc;

use egui::Key;

use super::person::{PASSPHRASE, Person, records_in};
use super::whole_path::decides;

pub const THEIRS: &str = "seven green bicycles again";

pub fn adds(person: &mut Person, name: &str, role: &str) {
    person.ctrl(Key::K);
    person.chooses("Add a person");
    assert_eq!(person.keyboard(), "Name");
    person.fills("Name", name);
    assert!(!person.chosen().iter().any(|chosen| chosen.starts_with(role)), "nothing is chosen beforehand");
    let option = person.texts().into_iter().find(|text| text.starts_with(&format!("{role}. "))).unwrap();
    person.chooses(&option);
    if role == "Clinician" {
        person.chooses("Physiotherapist");
        person.fills("HCPC registration number", "PH123456");
        person.chooses("NHS");
        person.chooses("Has completed training in issuing fit notes");
        person.chooses("Issuing notes is within the scope agreed with their employer");
    }
    person.fills("Passphrase", THEIRS);
    person.fills("The same once more", THEIRS);
    person.ctrl(Key::Enter);
    person.must_see("They can sign in now.");
}

pub fn switches_to(person: &mut Person, name: &str, passphrase: &str) {
    person.ctrl(Key::L);
    person.chooses(name);
    person.unlocks(passphrase);
}

#[test]
fn another_clinician_signs_in_at_the_lock_screen_and_is_the_issuer() {
    let mut person = Person::deciding();
    person.fills("Because of the following condition(s)", "Sciatica");
    adds(&mut person, "Sam Hill", "Clinician");
    switches_to(&mut person, "Sam Hill", THEIRS);
    person.must_see("Find a patient");
    person.must_not_see("Sciatica");
    person.opens("okafor");
    person.press(Key::F8);
    decides(&mut person);
    person.press(Key::F9);
    person.must_see("The note is issued");
    let notes = person.notes_on_record();
    assert_eq!(notes[0].case.issuer.name, "Sam Hill");
}

#[test]
fn an_assistant_prepares_and_does_not_issue_and_a_clinician_goes_on() {
    let mut person = Person::signed_in();
    adds(&mut person, "Kit Lowe", "Assistant");
    switches_to(&mut person, "Kit Lowe", THEIRS);
    person.opens("okafor");
    person.press(Key::F8);
    decides(&mut person);
    person.press(Key::F9);
    person.must_not_see("The note is issued");
    person.must_see("a clinician issues the note");
    assert!(!person.machine().asked.contains(&"Issue"));
    // Neither is the report of another profession signed by whoever prepared it.
    person.ctrl(Key::E);
    person.chooses("Health and Work Report");
    person.must_see("A clinician makes and signs this report.");
    person.ctrl(Key::K);
    person.must_not_see("Add a person");
    assert_eq!(person.notes_on_record().len(), 0);
}

#[test]
fn a_manager_finds_no_patient_anywhere() {
    let mut person = Person::signed_in();
    person.opens("okafor");
    adds(&mut person, "Mo Reed", "Manager");
    switches_to(&mut person, "Mo Reed", THEIRS);
    person.must_see("No patient is shown.");
    for key in [Key::F3, Key::F8] {
        person.press(key);
        person.must_not_see("Family name");
    }
    person.ctrl(Key::G);
    person.must_see("Figures of the practice");
    person.must_see("Advice");
    for key in [Key::H, Key::K, Key::Comma, Key::D, Key::U, Key::G] {
        person.ctrl(key);
        for words in ["Okafor", "OKAFOR", "Silva", "Add a person"] {
            person.must_not_see(words);
        }
        person.press(Key::Escape);
        person.press(Key::Escape);
    }
}

#[test]
fn ones_own_passphrase_is_changed_with_the_present_one() {
    let mut person = Person::signed_in();
    person.ctrl(Key::K);
    let changes = |person: &mut Person, present: &str, again: &str| {
        person.fills("The passphrase that you have at present", present);
        person.fills("The new one", THEIRS);
        person.fills("The new one once more", again);
        person.chooses("Change my passphrase");
    };
    changes(&mut person, "wrong", THEIRS);
    person.must_see("The present passphrase is another one.");
    changes(&mut person, PASSPHRASE, "another");
    person.must_see("The two passphrases differ.");
    changes(&mut person, PASSPHRASE, THEIRS);
    person.must_see("Your new passphrase holds from now on.");
    person.ctrl(Key::L);
    person.unlocks(PASSPHRASE);
    person.must_see("This is not the passphrase");
    person.unlocks(THEIRS);
    person.must_see("Make a new recovery key");
}

#[test]
fn a_person_is_removed_after_a_question_and_nobody_removes_themselves() {
    let mut person = Person::signed_in();
    adds(&mut person, "Kit Lowe", "Assistant");
    person.chooses("Dr Ada Rowe, Clinician. Doctor, 1234567, You");
    person.must_not_see("Remove this person");
    // The first one closes what was said before.
    person.press(Key::Escape);
    person.press(Key::Escape);
    person.chooses("Kit Lowe, Assistant, Change");
    person.chooses("Remove this person");
    person.press(Key::Escape);
    person.must_see("Change a person");
    person.chooses("Remove this person");
    person.chooses("Remove them");
    person.must_see("They can no longer sign in here.");
    person.must_see("Kit Lowe, Assistant, Removed");
}

#[test]
fn a_new_recovery_key_is_shown_once_saved_as_a_sheet_and_opens_the_records() {
    let mut person = Person::signed_in();
    person.ctrl(Key::K);
    person.chooses("Make a new recovery key");
    person.chooses("Make the new one");
    person.must_see("It is shown this once.");
    let key = person.texts().into_iter().find(|text| text.matches('-').count() == 8).unwrap();
    let folder = person.folder.path().join("stick");
    std::fs::create_dir(&folder).unwrap();
    person.fills("Or a folder to save the sheet in", folder.to_str().unwrap());
    person.ctrl(Key::S);
    person.must_see("Take it away from this computer.");
    let sheet = folder.join("fitnote-recovery-sheet-2026-11-20.pdf");
    assert!(std::fs::read(sheet).unwrap().starts_with(b"%PDF"));
    person.ctrl(Key::Enter);
    person.must_not_see(&key);
    person.ctrl(Key::L);
    person.unlocks(&key);
    person.must_see("Make a new recovery key");
    let folder = Arc::clone(&person.folder);
    let files = std::fs::read_dir(records_in(&folder)).unwrap().map(|entry| entry.unwrap().path());
    for file in files.filter(|path| path.is_file()) {
        let bytes = std::fs::read(file).unwrap();
        assert!(!bytes.windows(key.len()).any(|window| window == key.as_bytes()), "the key stands in a file");
    }
}
