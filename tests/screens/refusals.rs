//! What cannot be issued says why, leads to its field, and stays unissued.

use egui::Key;
use egui::accesskit::Role;
use egui_kittest::kittest::AccessKitNode;

use super::person::{PASSPHRASE, Person, records_in};
use super::whole_path::decides;

/// The controls that the lines of the summary must lead to, in the order of the form.
const MISSING: [&str; 5] =
    ["In person", "Because of the following condition(s)", "Not fit for work", "This will be the case for", "I will need to assess again"];

/// The lines of the summary: links whose words the alert speaks.
fn links(person: &Person) -> Vec<String> {
    let spoken = person.alerts().join(" ");
    let nodes = person.nodes();
    let links = nodes.iter().filter(|node| node.role() == Role::Link).filter_map(AccessKitNode::label);
    links.filter(|line| spoken.contains(line.as_str())).collect()
}

#[track_caller]
fn nothing_is_issued(person: Person) {
    assert!(!person.machine().asked.contains(&"Issue"));
    person.must_not_see("The note is issued");
    assert_eq!(person.notes_on_record().len(), 0);
}

#[test]
fn an_empty_decision_lists_what_is_missing_and_each_line_leads_to_its_field() {
    let mut person = Person::deciding();
    assert_eq!(person.alerts(), [""; 0], "nothing is held against a form that nobody finished");
    person.press(Key::F9);
    let lines = links(&person);
    assert_eq!(lines.len(), MISSING.len(), "{lines:?}");
    let [alert] = &person.alerts()[..] else { panic!("one alert: {:?}", person.alerts()) };
    for line in &lines {
        assert!(alert.contains(line.as_str()), "{line:?} is heard: {alert:?}");
    }
    let reached: Vec<String> = lines
        .iter()
        .map(|line| {
            person.goes_to("This absence");
            person.chooses(line);
            person.keyboard()
        })
        .collect();
    assert_eq!(reached, MISSING, "{lines:?}");
    nothing_is_issued(person);
}

#[test]
fn f9_puts_the_keyboard_on_the_first_field_that_keeps_the_note() {
    let mut person = Person::deciding();
    person.goes_to("This absence");
    person.press(Key::F9);
    assert_eq!(person.keyboard(), "In person");
    person.press(Key::Num1);
    person.fills("This will be the case for", "2w");
    person.press(Key::F9);
    assert_eq!(person.keyboard(), "Because of the following condition(s)");
    nothing_is_issued(person);
}

#[test]
fn a_period_that_ends_before_it_begins_is_refused_at_its_field() {
    let mut person = Person::deciding();
    decides(&mut person);
    person.fills("This will be the case for", "3/12/2026 to 1/12/2026");
    person.press(Key::F9);
    assert_eq!(person.keyboard(), "This will be the case for");
    assert!(!person.alerts().is_empty());
    nothing_is_issued(person);
}

#[test]
fn may_be_fit_without_a_comment_is_refused_and_with_one_is_issued() {
    let mut person = Person::deciding();
    decides(&mut person);
    person.chooses("May be fit for work taking account of the following advice");
    person.press(Key::F9);
    assert_eq!(person.keyboard(), "Comments, including functional effects");
    assert!(!person.machine().asked.contains(&"Issue"));
    person.types("Can sit for an hour. Should not lift.");
    person.press(Key::F9);
    person.must_see("The note is issued");
    assert_eq!(person.notes_on_record().len(), 1);
}

#[test]
fn a_warning_needs_a_reason_and_the_reason_is_kept() {
    let mut person = Person::deciding();
    decides(&mut person);
    person.fills("Because of the following condition(s)", "Unwell");
    person.must_see("Can be issued with a reason");
    person.press(Key::F9);
    assert_eq!(person.keyboard(), "Why are you going ahead?");
    assert!(person.alerts().iter().any(|alert| alert.contains("Say why you are going ahead")), "{:?}", person.alerts());
    person.types("   ");
    person.press(Key::F9);
    assert!(!person.machine().asked.contains(&"Issue"), "blanks are no reason");
    person.fills("Why are you going ahead?", "Tests are under way");
    person.press(Key::F9);
    person.must_see("The note is issued");
    person.must_see("Tests are under way");
    let notes = person.notes_on_record();
    assert_eq!(notes[0].reason.as_deref(), Some("Tests are under way"));
    assert!(!serde_json::to_string(&notes[0].case).unwrap().contains("Tests are under way"), "it is not printed");
}

#[test]
fn what_does_not_fit_the_page_is_said_while_typing_and_refused() {
    let mut person = Person::deciding();
    decides(&mut person);
    person.must_not_see("does not fit its box");
    person.fills("Comments, including functional effects", &"Can sit for an hour, then stands for ten minutes. ".repeat(60));
    person.must_see("does not fit its box on the form");
    person.must_see("Cannot be issued as it stands");
    person.press(Key::F9);
    assert_eq!(person.keyboard(), "Comments, including functional effects");
    nothing_is_issued(person);
}

/// A draft as no screen leaves one: put into the records by hand while the window is locked, and issued by key.
#[test]
fn a_crafted_draft_that_the_rules_reject_is_not_issued() {
    use fitnote::domain::case::Advice;
    use fitnote::domain::draft::Draft;
    use fitnote::store::Store;
    type Change = fn(&mut Draft);
    let rows: [(&str, Change); 6] = [
        ("no advice", |draft| draft.decision.advice = None),
        ("work named without a change", |draft| draft.decision.advice = Some(Advice::MayBeFit)),
        ("no condition", |draft| draft.decision.conditions = "  ".into()),
        ("no end", |draft| draft.decision.period = "from 20 nov".into()),
        ("a day that no calendar has", |draft| draft.decision.assessed_on = "30 feb 2026".into()),
        ("assessed tomorrow", |draft| draft.decision.assessed_on = "2026-11-21".into()),
    ];
    for (what, change) in [("as it is", (|_| ()) as Change)].into_iter().chain(rows) {
        let mut person = Person::deciding();
        decides(&mut person);
        person.ctrl(Key::L);
        let (folder, now) = (std::sync::Arc::clone(&person.folder), person.machine().now);
        let (mut store, _) = Store::unlock(&records_in(&folder), None, &PASSPHRASE.into()).unwrap();
        let id = store.draft_lines(9).unwrap().remove(0).id;
        let mut draft = store.draft(&id).unwrap().unwrap();
        assert_eq!((draft.decision.advice, draft.decision.assess_again), (Some(Advice::NotFit), Some(false)), "the desk before");
        change(&mut draft);
        store.save_draft(&draft, now).unwrap();
        drop(store);
        // Unlocking comes back to the draft, as it is on the disk.
        person.unlocks(PASSPHRASE);
        person.press(Key::F9);
        if what == "as it is" {
            // The way to it is right: what differs below is the draft alone.
            person.must_see("The note is issued and kept in the records.");
        } else {
            assert!(!person.machine().asked.contains(&"Issue"), "{what}");
            assert_eq!(person.notes_on_record().len(), 0, "{what}");
        }
    }
}
