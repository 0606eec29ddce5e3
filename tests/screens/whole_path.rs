//! From an empty folder to a PDF, and again after a restart.

use egui::Key;

use super::person::{PASSPHRASE, Person, ben};

pub fn fills_in_first_run(person: &mut Person) {
    person.fills("Name of the practice", "Harbour Surgery");
    person.fills("Address", "1 Quay Street\nWhitby");
    person.fills("Postcode", "yo211aa");
    person.fills("Telephone", "01947 555010");
    person.chooses("England");
    person.fills("Your name", "Dr Ada Rowe");
    person.chooses("Doctor");
    person.fills("GMC registration number", "1234567");
    person.chooses("NHS");
    person.chooses("I have completed training in issuing fit notes");
    person.chooses("Issuing notes is within the scope agreed with my employer");
    person.fills("Passphrase", PASSPHRASE);
    person.fills("The same once more", PASSPHRASE);
}

#[test]
fn first_run_to_a_pdf_and_again_after_a_restart() {
    let mut person = Person::at_first_run();
    person.must_see("Set up fitnote on this computer");
    assert_eq!(person.keyboard(), "Name of the practice");
    fills_in_first_run(&mut person);
    person.ctrl(Key::Enter);

    person.must_see("Keep this recovery key");
    assert_eq!(person.keyboard(), "I have kept it safe");
    person.press(Key::Enter);

    person.must_see("Friday 20 November 2026");
    assert_eq!(person.keyboard(), "Find a patient");
    person.press(Key::F3);
    assert_eq!(person.keyboard(), "Title (optional)");
    person.press(Key::Tab);
    person.types("Ben");
    person.press(Key::Tab);
    person.types("Okafor");
    person.press(Key::Tab);
    person.types("29/2/84");
    person.must_see("29 February 1984, 42 years old");
    person.ctrl(Key::Enter);

    person.must_see("Patient: OKAFOR, Ben, born 29 February 1984 (42)");
    assert_eq!(person.keyboard(), "Begin with the conversation");
    person.press(Key::F4);
    person.must_see("May we talk?");
    assert_eq!(person.keyboard(), "Yes");
    person.press(Key::Num1);
    assert_eq!(person.chosen(), ["May we talk?, answered", "Yes"]);
    person.ctrl(Key::Enter);
    assert_eq!(person.keyboard(), "At work as usual");
    person.press(Key::Num4);
    assert_eq!(person.keyboard(), "The job, in their words");
    person.types("bus driver");
    person.press(Key::F8);

    person.must_see("As it will print");
    assert_eq!(person.keyboard(), "In person");
    decides(&mut person);
    person.press(Key::F9);
    person.must_see("The note is issued and kept in the records.");
    person.must_see("20 November 2026 to 3 December 2026");

    let mut person = person.starts_again();
    person.must_see("Open the records");
    person.must_not_see("Okafor");
    person.unlocks(PASSPHRASE);
    person.opens("okafor");
    person.must_see("Notes issued");
    person.chooses(
        "20 November 2026 to 3 December 2026, Not fit for work. Low back pain. Issued Fri 20 Nov 2026 by Dr Ada Rowe, Running now",
    );
    person.must_see("Statement of fitness for work");
    person.must_not_see("The note is issued and kept in the records.");
    let papers = person.folder.path().join("papers");
    std::fs::create_dir(&papers).unwrap();
    person.fills("Folder for the PDF", papers.to_str().unwrap());
    person.ctrl(Key::S);
    person.must_see("Saved as ");
    let files: Vec<_> = std::fs::read_dir(&papers).unwrap().map(|file| file.unwrap().path()).collect();
    assert_eq!(files.len(), 1, "{files:?}");
    assert!(std::fs::read(&files[0]).unwrap().starts_with(b"%PDF"));
    assert!(!files[0].display().to_string().contains("kafor"), "a file name bears no patient's name");

    let notes = person.notes_on_record();
    assert_eq!(notes.len(), 1);
    assert_eq!(notes[0].case.patient.family_name, ben().family_name);
    assert_eq!(notes[0].case.statement.conditions, "Low back pain");
}

/// A telephone assessment, not fit for two weeks, not to be assessed again: by keyboard from the decision's first control.
pub fn decides(person: &mut Person) {
    person.press(Key::Num2);
    person.types("Low back pain");
    person.press(Key::Tab);
    person.press(Key::Num1);
    person.press(Key::Tab);
    person.types("2w");
    person.press(Key::Enter);
    person.press(Key::Num2);
}

#[test]
fn a_two_week_note_for_a_known_patient_takes_at_most_twelve_keys_beyond_the_words() {
    let mut person = Person::signed_in();
    person.presses = 0;
    person.opens("okafor");
    person.press(Key::F8);
    decides(&mut person);
    person.press(Key::F9);
    assert!(person.presses <= 12, "{} keys", person.presses);
    person.must_see("The note is issued and kept in the records.");
    let notes = person.notes_on_record();
    assert_eq!(notes.len(), 1);
    let statement = &notes[0].case.statement;
    assert_eq!((statement.conditions.as_str(), statement.assess_again), ("Low back pain", Some(false)));
    assert_eq!(notes[0].case.assessment.kind, fitnote::domain::case::AssessmentKind::Telephone);
}

#[test]
fn a_declined_conversation_leaves_the_note_one_key_away_and_is_not_in_it() {
    for (digit, answer) in [(Key::Num2, "Not today"), (Key::Num3, "No"), (Key::Num4, "Prefers not to say")] {
        let mut person = Person::signed_in();
        person.opens("okafor");
        person.press(Key::F4);
        person.press(digit);
        assert!(person.chosen().iter().any(|chosen| chosen == answer), "{answer}: {:?}", person.chosen());
        person.must_see("No conversation about work today");
        person.press(Key::F8);
        decides(&mut person);
        person.press(Key::F9);
        person.must_see("The note is issued and kept in the records.");
        let notes = person.notes_on_record();
        assert_eq!(notes.len(), 1);
        let case = serde_json::to_string(&notes[0].case).unwrap();
        assert!(!case.contains(answer) && !case.contains("declined") && notes[0].case.plan.is_none(), "{case}");
        assert_eq!(notes[0].case.statement.comments, "");
    }
}
