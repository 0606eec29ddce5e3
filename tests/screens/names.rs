//! What a screen reader meets: names, roles, errors and no two things under one identity.

use egui::Key;
use egui::accesskit::{Invalid, Role};
use egui_kittest::kittest::{AccessKitNode, NodeT};

use super::person::{Person, is_control};
use super::whole_path::decides;

/// Looks at every node of the screen that is shown.
#[track_caller]
fn is_in_order(person: &Person, place: &str, least: usize) {
    let nodes = person.nodes();
    let controls: Vec<_> = nodes.iter().filter(|node| is_control(node)).collect();
    assert!(controls.len() >= least, "{place}: {} controls", controls.len());
    for node in &controls {
        assert!(node.label().is_some_and(|name| !name.trim().is_empty()), "{place}: a {:?} without a name", node.role());
    }
    for node in &nodes {
        if node.data().supports_action(egui::accesskit::Action::Focus) {
            assert!(is_control(node), "{place}: {:?} {:?} takes the keyboard without being a control", node.role(), node.label());
        }
        if node.data().invalid() == Some(Invalid::True) {
            assert!(
                node.data().description().is_some_and(|text| !text.trim().is_empty()),
                "{place}: {:?} has an unspoken error",
                node.label()
            );
        }
    }
    let text = person.texts().join("\n");
    for clash in ["First use of", "Second use of", "use of widget ID"] {
        assert!(!text.contains(clash), "{place}: two things share an identity:\n{text}");
    }
    let headings = nodes.iter().filter(|node| node.role() == Role::Heading).count();
    assert!(headings > 0 || place == "conversation", "{place} has no heading");
}

#[test]
fn every_screen_names_its_controls() {
    let mut person = Person::at_first_run();
    is_in_order(&person, "first run", 20);
    person.ctrl(Key::Enter);
    is_in_order(&person, "first run with errors", 20);

    let mut person = Person::signed_in();
    is_in_order(&person, "today", 6);
    person.types("zz");
    is_in_order(&person, "no match", 7);
    person.press(Key::F1);
    is_in_order(&person, "keys", 6);
    person.press(Key::F1);
    person.ctrl(Key::Comma);
    is_in_order(&person, "settings", 8);
    person.press(Key::F3);
    person.ctrl(Key::Enter);
    is_in_order(&person, "new patient with errors", 12);
    person.press(Key::F2);
    person.press(Key::Escape);
    person.opens("okafor");
    is_in_order(&person, "chart", 8);
    person.press(Key::F4);
    for step in ["S1", "S2", "S3", "S4", "S5", "S6"] {
        is_in_order(&person, step, 12);
        person.ctrl(Key::Enter);
    }
    is_in_order(&person, "decision", 20);
    person.press(Key::F9);
    is_in_order(&person, "refused decision", 25);
    person.chooses("May be fit for work taking account of the following advice");
    is_in_order(&person, "may be fit", 25);
    person.goes_to("In person");
    decides(&mut person);
    person.press(Key::F9);
    is_in_order(&person, "note", 8);
    person.press(Key::F2);
    is_in_order(&person, "today with a note", 6);
    person.ctrl(Key::L);
    is_in_order(&person, "unlock", 2);
}

#[test]
fn a_field_in_error_is_invalid_and_speaks_its_error() {
    let mut person = Person::at_first_run();
    person.ctrl(Key::Enter);
    assert_eq!(person.keyboard(), "Name of the practice");
    let [alert] = &person.alerts()[..] else { panic!("one summary: {:?}", person.alerts()) };
    assert!(alert.contains("Type the name of the practice."), "{alert}");
    let field = person.control("Name of the practice").accesskit_node();
    assert_eq!(field.data().invalid(), Some(Invalid::True));
    assert!(field.data().description().is_some_and(|text| text.contains("Type the name of the practice.")));
    let nodes = person.nodes();
    let group = nodes.iter().find(|node| node.role() == Role::RadioGroup && node.label().as_deref() == Some("Nation")).unwrap();
    assert_eq!(group.data().invalid(), Some(Invalid::True));
    assert!(group.data().description().is_some_and(|text| text.contains("Choose the nation.")));
}

#[test]
fn a_field_that_the_rules_reject_is_invalid_and_speaks_the_finding() {
    let mut person = Person::deciding();
    person.press(Key::F9);
    let summary = person.alerts().join(" ");
    let field = person.control("Because of the following condition(s)").accesskit_node();
    assert_eq!(field.data().invalid(), Some(Invalid::True));
    let spoken = field.data().description().unwrap_or_default().to_owned();
    assert!(summary.split(". ").any(|sentence| sentence.len() > 12 && spoken.contains(sentence)), "{spoken:?} says none of {summary:?}");
    for group in ["I advise that the patient is", "At the end of this period"] {
        let nodes = person.nodes();
        let node = nodes.iter().find(|node| node.role() == Role::RadioGroup && node.label().as_deref() == Some(group)).unwrap();
        assert_eq!(node.data().invalid(), Some(Invalid::True), "{group}");
    }
}

#[test]
fn the_banner_names_the_patient_on_every_screen_of_theirs() {
    let mut person = Person::signed_in();
    let banner = |person: &Person| {
        let nodes = person.nodes();
        nodes.iter().find(|node| node.role() == Role::Banner).and_then(AccessKitNode::label)
    };
    assert_eq!(banner(&person), None);
    let ben = "Patient: OKAFOR, Ben (Mr), born 29 February 1984 (42)";
    person.opens("okafor");
    assert_eq!(banner(&person).as_deref(), Some(ben));
    person.must_see("943 476 5919");
    person.press(Key::F4);
    assert_eq!(banner(&person).as_deref(), Some(ben));
    person.press(Key::F8);
    assert_eq!(banner(&person).as_deref(), Some(ben));
    decides(&mut person);
    person.press(Key::F9);
    assert!(banner(&person).is_some_and(|name| name.contains("Okafor") || name.contains("OKAFOR")));
}

#[test]
fn a_patient_is_found_by_name_date_of_birth_and_nhs_number() {
    let mut person = Person::signed_in();
    for query in ["oka", "ben okafor", "29/2/84", "29 feb 1984", "943 476 5919", "9434765919"] {
        person.fills("Find a patient", query);
        person.must_see("OKAFOR, Ben (Mr), Born 29 February 1984 (42)   NHS 943 476 5919, YO21 3QQ");
        person.must_not_see("SILVA");
    }
    person.fills("Find a patient", "nobody");
    person.must_see("No patient in these records matches.");
}

#[test]
fn a_search_without_a_match_begins_a_patient_with_its_words() {
    for (query, rows) in [
        ("Mary Ann Cole", [("Given names", "Mary Ann"), ("Family name", "Cole"), ("Date of birth", "")]),
        ("Cole, Mary Ann", [("Given names", "Mary Ann"), ("Family name", "Cole"), ("Date of birth", "")]),
        ("3/4/91", [("Given names", ""), ("Family name", ""), ("Date of birth", "3/4/91")]),
    ] {
        let mut person = Person::signed_in();
        person.types(query);
        person.chooses("New patient with these words");
        for (label, value) in rows {
            assert_eq!(person.value(label), value, "{query}: {label}");
        }
    }
}
