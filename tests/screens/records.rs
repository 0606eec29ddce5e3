//! Backups, bundles and whole records from the window.

use std::path::PathBuf;

use chrono::Duration;
use egui::Key;
use fitnote::domain::draft::Draft;
use fitnote::domain::id::{DraftId, NoteId, PatientId};
use fitnote::store::Store;

use super::person::{Machine, PASSPHRASE, Person, ana, ben, day, make_records, records_in};

const FIRST: &str = "fitnote-2026-11-20-140300.fitnote-backup";

fn backups(person: &Person) -> Vec<String> {
    let folder = records_in(&person.folder).join("backups");
    let mut names: Vec<String> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// A place of the person's own, outside the records.
fn outside(person: &Person, name: &str) -> PathBuf {
    person.folder.path().join(name)
}

#[test]
fn the_first_sign_in_of_a_day_makes_a_backup_and_midnight_the_next() {
    let mut person = Person::signed_in();
    assert_eq!(backups(&person), [FIRST]);
    person.ctrl(Key::L);
    person.clock_moves(Duration::minutes(5));
    person.unlocks(PASSPHRASE);
    assert_eq!(backups(&person), [FIRST], "one a day");
    person.clock_moves(Duration::hours(10));
    assert_eq!(backups(&person).len(), 2);
    person.must_not_see("backup");
    person.ctrl(Key::B);
    person.must_see("The last one was made on 21 November 2026 at 00:08, opened and found whole.");
}

#[test]
fn a_backup_is_tried_with_one_press_and_put_back_after_a_question() {
    let mut person = Person::signed_in();
    person.ctrl(Key::B);
    person.chooses(&format!("{FIRST}, Try this backup"));
    person.must_see("It opens and is whole. Made on 20 November 2026 at 14:03: 2 patients, 0 notes, 0 drafts.");
    person.press(Key::F3);
    person.fills("Given names", "Cleo");
    person.fills("Family name", "Marsh");
    person.fills("Date of birth", "1/2/90");
    person.ctrl(Key::Enter);
    person.press(Key::F2);

    person.ctrl(Key::B);
    person.chooses(&format!("{FIRST}, Try this backup"));
    person.chooses("Put it back…");
    person.must_see("The passphrase of the backup is missing.");
    person.fills("Passphrase at the time of the backup", "another one entirely");
    person.chooses("Put it back…");
    person.chooses("Put the backup back");
    person.must_see("This passphrase does not open the records.");
    person.fills("Passphrase at the time of the backup", PASSPHRASE);
    person.chooses("Put it back…");
    person.must_see("What is here now is kept aside");
    assert_eq!(person.keyboard(), "Leave the records as they are", "nothing is put back by a stray Enter");
    person.chooses("Put the backup back");
    person.must_see("The backup is put back.");
    person.unlocks(PASSPHRASE);
    person.types("marsh");
    person.must_see("No patient in these records matches.");
    let kept = std::fs::read_dir(records_in(&person.folder)).unwrap().map(|entry| entry.unwrap().file_name());
    assert_eq!(kept.filter(|name| name.to_str().unwrap().starts_with("replaced-")).count(), 1);
}

#[test]
fn a_backup_that_fails_is_said_on_the_first_screen() {
    let person = Person::signed_in();
    let folder = std::sync::Arc::clone(&person.folder);
    drop(person);
    let backups = records_in(&folder).join("backups");
    std::fs::remove_dir_all(&backups).unwrap();
    std::fs::write(&backups, "in the way").unwrap();
    let machine = Machine::new();
    machine.lock().unwrap().now += Duration::days(1);
    let mut person = Person::starts(&folder, &machine);
    person.unlocks(PASSPHRASE);
    person.must_see("The backup is not made");
    std::fs::remove_file(&backups).unwrap();
    person.ctrl(Key::B);
    person.chooses("Back up now");
    person.must_see("A backup was made, opened and found whole.");
    person.press(Key::F2);
    person.must_not_see("The backup is not made");
}

#[test]
fn a_second_folder_gets_a_backup_of_its_own() {
    let mut person = Person::signed_in();
    let second = outside(&person, "other-disk");
    person.clock_moves(Duration::minutes(1));
    person.ctrl(Key::B);
    person.fills("A second folder, on another disk (optional)", &second.display().to_string());
    person.chooses("Use this folder and back up");
    person.must_see("A backup was made, opened and found whole.");
    assert_eq!(std::fs::read_dir(&second).unwrap().count(), 1);
    // The disk is taken out: that is said, and nothing is written in its place.
    std::fs::remove_dir_all(&second).unwrap();
    person.clock_moves(Duration::days(1));
    person.press(Key::F2);
    person.must_see("The backup is not made");
    assert!(!second.exists());
}

#[test]
fn all_records_go_to_a_bundle_and_come_back_unchanged() {
    let mut person = Person::signed_in();
    let bundle = outside(&person, "all.fitnote-bundle");
    person.ctrl(Key::B);
    person.fills("The bundle", &bundle.display().to_string());
    person.fills("Passphrase of the bundle", "words for the way");
    person.fills("The same again, to write one", "words for the wai");
    person.chooses("Write a bundle");
    person.must_see("The two passphrases of the bundle differ.");
    person.fills("Passphrase of the bundle", "short");
    person.fills("The same again, to write one", "short");
    person.chooses("Write a bundle");
    person.must_see("The passphrase of the bundle is too short.");
    assert!(!bundle.exists());
    person.fills("Passphrase of the bundle", "words for the way");
    person.fills("The same again, to write one", "words for the way");
    person.chooses("Write a bundle");
    person.must_see("0 notes and 2 patients are in");
    assert!(bundle.is_file());
    person.fills("Passphrase of the bundle", "words for the way");
    person.chooses("Read a bundle in");
    person.must_see("Read in: 0 patients, 0 notes, 0 drafts and 0 other entries.");
}

#[test]
fn after_a_pause_it_is_asked_whether_it_is_safe_before_a_whole_record_is_saved() {
    let mut person = Person::signed_in();
    person.opens("okafor");
    person.press(Key::F12);
    person.press(Key::F12);
    person.chooses("The whole record");
    let folder = outside(&person, "papers");
    std::fs::create_dir(&folder).unwrap();
    person.fills("Folder", &folder.display().to_string());
    let saved = || std::fs::read_dir(&folder).unwrap().count();
    person.chooses("Save as JSON");
    person.must_see("Is it safe to print or send this?");
    assert_eq!(saved(), 0);
    person.chooses("Not now");
    assert_eq!(saved(), 0);
    person.chooses("Save as JSON");
    person.chooses("It is safe");
    assert_eq!(saved(), 1);
    person.chooses("Save as PDF");
    person.must_see("Is it safe to print or send this?");
    assert_eq!(saved(), 1, "the yes was for one file");
}

#[test]
fn a_whole_record_is_saved_two_entries_are_joined_and_a_young_record_is_kept() {
    let mut person = Person::signed_in();
    person.opens("okafor");
    person.chooses("The whole record");
    person.must_see("OKAFOR");
    let folder = outside(&person, "papers");
    std::fs::create_dir(&folder).unwrap();
    person.fills("Folder", &folder.display().to_string());
    person.chooses("Save as JSON");
    person.chooses("Save as PDF");
    let names = ["whole-record-2026-11-20-140300.json", "whole-record-2026-11-20-140300.pdf"];
    for name in names {
        assert!(folder.join(name).is_file(), "{name}");
    }
    let json = std::fs::read_to_string(folder.join(names[0])).unwrap();
    assert!(json.contains("Okafor") && json.contains("fitnote-record/1"));

    person.fills("Find the other entry", "silva");
    let other = person.texts().into_iter().find(|text| text.contains("SILVA") && text.ends_with("Join with this record")).unwrap();
    person.chooses(&other);
    person.must_see("No reason is given.");
    person.fills("Reason, for joining or removing", "Married name");
    person.chooses(&other);
    let joined = person.texts().into_iter().find(|text| text.contains("SILVA") && text.ends_with("Part them again")).unwrap();
    assert!(joined.contains("Joined on 20 November 2026. Married name"), "{joined}");
    person.press(Key::F2);
    person.types("silva");
    person.must_see("OKAFOR");
    person.must_not_see("SILVA");
    person.press(Key::Enter);
    person.chooses("The whole record");
    person.chooses(&joined);
    person.press(Key::F2);
    person.types("silva");
    person.must_see("SILVA");
}

#[test]
fn a_locked_window_keeps_nothing_of_the_record_that_was_open() {
    let mut person = Person::signed_in();
    person.opens("okafor");
    person.chooses("The whole record");
    person.fills("Find the other entry", "silva");
    person.ctrl(Key::L);
    person.must_not_see("OKAFOR");
    person.must_not_see("SILVA");
    assert!(person.model().records.person.is_none());
}

/// Signed in, with people of whom the last that was written down is a draft of so many years ago and one day.
fn with_drafts_of(people: &[(fitnote::domain::record::Patient, i32)]) -> Person {
    let folder = std::sync::Arc::new(tempfile::tempdir().unwrap());
    let dir = records_in(&folder);
    make_records(&dir, &people.iter().map(|(patient, _)| patient.clone()).collect::<Vec<_>>());
    let (mut store, clinician) = Store::unlock(&dir, None, &PASSPHRASE.into()).unwrap();
    for (patient, years) in people {
        let draft = Draft {
            id: DraftId::new(format!("d-{}", patient.id)),
            patient: patient.id.clone(),
            note: NoteId::new(format!("n-{}", patient.id)),
            clinician: clinician.clone(),
            begun_on: day(2026 - years, 11, 19),
            origin: fitnote::domain::life::Origin::First,
            conversation: fitnote::domain::draft::Conversation::default(),
            decision: fitnote::domain::draft::Decision::default(),
        };
        store.save_draft(&draft, format!("{}-11-19T09:00:00+00:00", 2026 - years).parse().unwrap()).unwrap();
    }
    drop(store);
    let mut person = Person::starts(&folder, &Machine::new());
    person.unlocks(PASSPHRASE);
    person
}

fn told_of_long_kept(person: &Person) -> usize {
    let now = person.machine().now;
    // As a command looks beside an open window.
    let (store, _) = Store::look_in(&records_in(&person.folder), &PASSPHRASE.into(), now).unwrap();
    let rows = store.audit_rows(&fitnote::store::AuditFilter::default(), 90).unwrap();
    rows.iter().filter(|row| row.kind == "listed" && row.detail == "records kept long enough").count()
}

#[test]
fn whose_record_was_kept_long_enough_is_listed_and_each_row_leads_to_the_question() {
    let mut person = with_drafts_of(&[(ben(), 9), (ana(), 7)]);
    person.ctrl(Key::B);
    person.must_see("Kept long enough");
    person.must_see("1 person's record is past its eight years and may be removed. Nothing goes by itself.");
    person.must_not_see("SILVA");
    assert_eq!(told_of_long_kept(&person), 1, "names were seen");
    person.chooses("OKAFOR, Ben (Mr), Born 29 February 1984. Last day on record: 19 November 2017, Look at this record");
    person.must_see("Remove this record");
    person.must_not_see("Remove this record for good?");
    person.fills("Reason, for joining or removing", "Kept for eight years");
    person.chooses("Remove this record…");
    person.must_see("Remove this record for good?");
    assert_eq!(person.keyboard(), "Keep it", "nothing is removed by a stray Enter");
    person.chooses("Remove for good");
    person.must_see("The record is removed.");
    person.ctrl(Key::B);
    person.must_see("No record is past its eight years yet.");
    person.must_not_see("OKAFOR");
    assert_eq!(told_of_long_kept(&person), 1, "nobody was seen");
}

#[test]
fn of_many_that_were_kept_long_enough_the_oldest_fifty_are_listed() {
    let people: Vec<_> = (0..52)
        .map(|at| (fitnote::domain::record::Patient { id: PatientId::new(format!("p{at}")), nhs_number: None, ..ben() }, 9 + at))
        .collect();
    let mut person = with_drafts_of(&people);
    person.ctrl(Key::B);
    person.must_see("The records of 52 people are past their eight years");
    person.must_see("The oldest 50 are listed.");
    let rows: Vec<String> = person.texts().into_iter().filter(|text| text.ends_with(", Look at this record")).collect();
    assert_eq!(rows.len(), 50);
    assert!(rows[0].contains("19 November 1966") && rows[49].contains("19 November 2015"), "{rows:?}");
    person.ctrl(Key::L);
    person.must_not_see("OKAFOR");
    assert!(person.model().records.long_kept.is_none());
}

#[test]
fn who_may_not_remove_a_record_is_not_shown_whose_may_go() {
    for role in ["Assistant", "Manager"] {
        let mut person = with_drafts_of(&[(ben(), 9)]);
        super::people::adds(&mut person, "Kit Lowe", role);
        super::people::switches_to(&mut person, "Kit Lowe", super::people::THEIRS);
        person.ctrl(Key::B);
        person.must_see("Back up now");
        person.must_not_see("Kept long enough");
        person.must_not_see("OKAFOR");
        // Nothing was asked for that is refused.
        person.must_not_see("is for a clinician");
        assert_eq!(told_of_long_kept(&person), 0);
    }
}
