//! Practice: entered on purpose, marked on every screen and paper, never printed, and gone when it is left.

use egui::Key;
use fitnote::app::practising::MARK;

use super::person::Person;
use super::whole_path::decides;

const CASE: &str = "Back pain in a warehouse (physiotherapist)";

pub fn practising() -> Person {
    let mut person = Person::signed_in();
    person.ctrl(Key::T);
    person.chooses(CASE);
    person.ctrl(Key::Enter);
    person.must_see("ASHDOWN, Example (Mr)");
    person
}

#[test]
fn k27_practice_is_not_entered_by_mistake() {
    let mut person = Person::signed_in();
    person.ctrl(Key::T);
    assert_eq!(person.chosen(), Vec::<String>::new());
    // Ctrl Enter chooses no case, not even the one that has the keyboard.
    person.ctrl(Key::Enter);
    person.ctrl(Key::Enter);
    assert_eq!(person.chosen(), Vec::<String>::new());
    person.must_not_see(MARK);
    person.press(Key::Escape);
    person.opens("okafor");
    person.must_see("OKAFOR, Ben (Mr)");
}

#[test]
fn k27_every_screen_of_practice_is_marked() {
    let mut person = practising();
    person.must_see(MARK);
    for key in [Key::F1, Key::F1, Key::F3, Key::F2] {
        person.press(key);
        person.must_see(MARK);
    }
    for key in [Key::Comma, Key::D, Key::U, Key::T] {
        person.ctrl(key);
        person.must_see(MARK);
    }
    person.press(Key::F2);
    person.opens("ashdown");
    person.press(Key::F4);
    person.must_see("Why this question: Asking first whether the patient wants to talk about work");
    person.press(Key::F8);
    person.must_see(MARK);
}

#[test]
fn k27_a_note_of_practice_says_so_on_its_page_and_is_neither_printed_nor_saved() {
    let mut person = practising();
    person.press(Key::F8);
    assert!(person.control_of_page().contains(MARK));
    decides(&mut person);
    person.press(Key::F9);
    person.must_see("Statement of fitness for work");
    assert!(person.control_of_page().contains(MARK));
    // No code stands on it for a scanner in front of the screen: it would read as a note's.
    let document = &person.model().view.as_ref().unwrap().document;
    let squares = |document: &fitnote::paper::Document| {
        document
            .sheets()
            .iter()
            .flat_map(|sheet| &sheet.items)
            .filter(|item| matches!(item.shape, fitnote::paper::Shape::Matrix { .. }))
            .count()
    };
    assert_eq!(squares(document), 0);
    let folder = person.folder.path().join("papers");
    std::fs::create_dir(&folder).unwrap();
    person.fills("Folder for the PDF", &folder.display().to_string());
    for key in [Key::S, Key::O] {
        person.ctrl(key);
        person.must_see("This is practice: nothing is printed, saved as a file or sent.");
        person.chooses("Close");
    }
    assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 0);
}

#[test]
fn k27_no_paper_of_practice_is_printed_saved_or_copied_and_each_is_marked_where_it_is_shown() {
    use fitnote::app::papers::Shown;
    let mut person = practising();
    person.press(Key::F8);
    decides(&mut person);
    person.ctrl(Key::E);
    for paper in
        ["Summary for the person", "Work plan", "Page for the employer", "Health and Work Report", "What was shared, and with whom"]
    {
        person.chooses(paper);
        person.chooses("The person's own copy");
        match &person.model().papers.as_ref().unwrap().shown {
            Shown::Document(document) => assert!(
                document.sheets().iter().all(|sheet| sheet.items.iter().any(|item| matches!(&item.shape,
                fitnote::paper::Shape::Text { text, .. } if text == MARK))),
                "{paper}"
            ),
            _ => panic!("{paper} is not shown"),
        }
        for key in [Key::P, Key::S, Key::O] {
            person.ctrl(key);
            person.must_see("This is practice: nothing is printed, saved as a file or sent.");
            person.chooses("Close");
        }
    }
    person.press_with(egui::Modifiers::ALT, Key::C);
    person.must_see("This is practice: nothing is printed, saved as a file or sent.");
    let papers = person.model().papers.as_ref().unwrap();
    assert!(papers.copying.is_none() && papers.handed.is_none() && papers.ledger.disclosures.is_empty());
    assert!(matches!(&papers.shown, Shown::Text(text) if text.starts_with(MARK)));
}

#[test]
fn k27_the_room_for_practice_opens_with_nobodys_key_and_is_never_somebodys_records() {
    use fitnote::store::Store;
    // A folder that is called like a room and holds somebody's records stays as it is.
    let folder = std::sync::Arc::new(tempfile::tempdir().unwrap());
    super::person::make_records(&super::person::records_in(&folder), &[super::person::ben()]);
    let others = folder.path().join("records-practising-quay");
    super::person::make_records(&others, &[super::person::ana()]);
    let mut person = Person::starts(&folder, &super::person::Machine::new());
    person.unlocks(super::person::PASSPHRASE);
    person.ctrl(Key::T);
    person.chooses(CASE);
    person.ctrl(Key::Enter);
    person.must_see(MARK);
    let rooms: Vec<_> = std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().path()).collect();
    let room = rooms.iter().find(|path| path.join("practice-room.txt").is_file()).unwrap();
    assert!(Store::unlock(&room.join("records"), None, &super::person::PASSPHRASE.into()).is_err());
    person.chooses("Leave practice");
    assert!(!room.exists());
    assert!(Store::unlock(&others, None, &super::person::PASSPHRASE.into()).is_ok());
}

#[test]
fn k27_practice_looks_as_the_window_does_outside_and_is_marked_in_both_themes() {
    for (digit, theme) in [(Key::Num2, fitnote::app::Theme::Light), (Key::Num3, fitnote::app::Theme::Dark)] {
        let mut person = Person::signed_in();
        person.ctrl(Key::Comma);
        person.press(digit);
        person.ctrl(Key::T);
        person.chooses(CASE);
        person.ctrl(Key::Enter);
        person.must_see(MARK);
        assert_eq!(person.model().theme(), theme);
        assert!(person.model().session.as_ref().unwrap().settings.practice);
        person.chooses("Leave practice");
        assert!(!person.model().session.as_ref().unwrap().settings.practice);
    }
}

#[test]
fn k27_all_invented_people_are_in_the_room_and_each_is_seen_to_be_one() {
    let mut person = practising();
    person.press(Key::F2);
    person.fills("Find a patient", "example");
    for name in ["ASHDOWN", "BIRCHWOOD", "CEDARFIELD", "DUNMORE", "ELMSTEAD", "FOXLEY"] {
        person.must_see(name);
    }
}

#[test]
fn k27_leaving_returns_to_the_real_records_and_nothing_of_practice_is_left() {
    let mut person = practising();
    let beside = |person: &Person| std::fs::read_dir(person.folder.path()).unwrap().count();
    assert_eq!(beside(&person), 2, "the records and the room for practice");
    person.press(Key::F2);
    person.fills("Find a patient", "okafor");
    person.must_see("No patient in these records matches.");
    person.press(Key::Escape);
    person.chooses("Leave practice");
    person.must_not_see(MARK);
    assert_eq!(beside(&person), 1);
    person.opens("okafor");
    person.must_see("OKAFOR, Ben (Mr)");
    person.press(Key::F2);
    person.fills("Find a patient", "ashdown");
    person.must_see("No patient in these records matches.");
    assert_eq!(person.notes_on_record().len(), 0);
}

#[test]
fn k27_locking_in_practice_ends_it() {
    let mut person = practising();
    person.ctrl(Key::L);
    person.must_not_see(MARK);
    person.unlocks(super::person::PASSPHRASE);
    person.must_not_see(MARK);
    person.press(Key::F2);
    person.opens("okafor");
    person.must_see("OKAFOR, Ben (Mr)");
    assert_eq!(std::fs::read_dir(person.folder.path()).unwrap().count(), 1);
}
