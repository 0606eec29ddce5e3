//! The practice's figures at the window: counted, with small counts left out, and never beside a note that is being written.

use egui::Key;

use super::person::Person;
use super::whole_path::decides;

#[test]
fn the_figures_count_a_note_and_give_no_small_number() {
    let mut person = Person::signed_in();
    person.opens("okafor");
    person.press(Key::F8);
    decides(&mut person);
    person.press(Key::F9);
    person.must_see("The note is issued");
    person.press(Key::F2);
    person.ctrl(Key::G);
    person.must_see("Figures of the practice");
    person.must_see("20 November 2026");
    person.must_see("You may be fit for work: under 10");
    assert_eq!(person.keyboard(), "From");
    for words in ["Okafor", "OKAFOR", "Ada Rowe: "] {
        person.must_not_see(words);
    }
    person.fills("To", "1 1 2020");
    person.chooses("Show");
    person.must_see("The last day is before the first.");
    person.fills("From", "first of May");
    person.chooses("Show");
    person.must_not_see("The last day is before the first.");
    person.press(Key::Escape);
    person.must_see("Find a patient");
}

#[test]
fn k02_no_figure_stands_beside_a_note_that_is_being_written() {
    let mut person = Person::deciding();
    person.ctrl(Key::G);
    person.must_see("Figures stay out of a consultation.");
    person.must_not_see("Figures of the practice");
    assert!(!person.machine().asked.contains(&"Figures"));
    person.press(Key::F2);
    person.ctrl(Key::G);
    person.must_see("Figures of the practice");
}
