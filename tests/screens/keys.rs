//! Nothing is chosen beforehand, and the keyboard comes everywhere.

use egui::accesskit::{Role, Toggled};
use egui::{Key, Modifiers};
use egui_kittest::kittest::{AccessKitNode, NodeT};

use super::person::{Person, is_control};

/// The choices and boxes that are set; there must be some to look at.
#[track_caller]
fn set(person: &Person, place: &str) -> Vec<String> {
    let nodes = person.nodes();
    let choices: Vec<_> = nodes.iter().filter(|node| matches!(node.role(), Role::RadioButton | Role::CheckBox)).collect();
    assert!(!choices.is_empty(), "no choice is shown at {place}");
    choices.iter().filter(|node| node.toggled() == Some(Toggled::True)).filter_map(|node| node.label()).collect()
}

#[test]
fn nothing_is_chosen_on_any_step_or_on_the_decision() {
    let mut person = Person::signed_in();
    person.opens("okafor");
    person.press(Key::F4);
    let mut titles = Vec::new();
    while person.model().place == fitnote::app::Place::Conversation {
        let title = person.nodes().iter().find(|node| node.role() == Role::Heading).and_then(AccessKitNode::label);
        assert_eq!(set(&person, "a step"), [""; 0]);
        titles.extend(person.model().desk.as_ref().and_then(|desk| desk.draft.conversation.at.clone()).or(title));
        person.ctrl(Key::Enter);
        assert!(titles.len() < 20, "the conversation ends");
    }
    assert!(titles.len() >= 5, "{titles:?}");
    assert_eq!(set(&person, "the decision"), [""; 0]);
}

#[test]
fn not_fit_and_may_be_fit_weigh_the_same() {
    let person = Person::deciding();
    let [not_fit, may_be_fit] =
        ["Not fit for work", "May be fit for work taking account of the following advice"].map(|label| person.control(label));
    assert_eq!(not_fit.rect().size(), may_be_fit.rect().size());
    for option in [not_fit, may_be_fit] {
        assert_eq!(option.accesskit_node().toggled(), Some(Toggled::False));
    }
}

#[test]
fn every_step_of_the_conversation_takes_the_keyboard() {
    let mut person = Person::signed_in();
    person.opens("okafor");
    person.press(Key::F4);
    let mut steps = 0;
    while person.model().place == fitnote::app::Place::Conversation {
        assert!(!person.keyboard().is_empty(), "step {} leaves the keyboard nowhere", steps + 1);
        steps += 1;
        person.ctrl(Key::Enter);
    }
    assert!(steps >= 5);
}

/// Every control of a choice group but one is left out of Tab: arrows lead to the others.
fn tab_stops(person: &Person) -> Vec<String> {
    let nodes = person.nodes();
    nodes.iter().filter(|node| is_control(node)).filter_map(AccessKitNode::label).collect()
}

#[test]
fn tab_goes_round_every_control_and_comes_back() {
    let mut person = Person::deciding();
    let first = person.keyboard();
    let mut visited = vec![first.clone()];
    loop {
        person.press(Key::Tab);
        let at = person.keyboard();
        assert!(!at.is_empty(), "after {visited:?} the keyboard is nowhere");
        if at == first || visited.len() > 80 {
            break;
        }
        visited.push(at);
    }
    assert!(visited.len() <= 80, "Tab does not come back: {visited:?}");
    let left_out = [
        "Telephone",
        "Video",
        "Written report",
        "May be fit for work taking account of the following advice",
        "I will not need to assess again",
    ];
    let missed: Vec<String> =
        tab_stops(&person).into_iter().filter(|name| !visited.contains(name) && !left_out.contains(&name.as_str())).collect();
    assert_eq!(missed, [""; 0], "not reached by Tab; reached: {visited:?}");
    for option in left_out {
        assert!(!visited.contains(&option.to_owned()), "{option} is reached by the arrows");
    }
    // And back again.
    person.press_with(Modifiers::SHIFT, Key::Tab);
    assert_eq!(Some(&person.keyboard()), visited.last());
}

#[test]
fn arrows_and_space_choose_in_a_group() {
    let mut person = Person::deciding();
    person.press(Key::ArrowDown);
    assert_eq!(person.keyboard(), "Telephone");
    assert_eq!(person.chosen(), [""; 0], "moving chooses nothing");
    person.press(Key::Space);
    assert_eq!(person.chosen(), ["Telephone"]);
    person.press(Key::ArrowUp);
    person.press(Key::Space);
    assert_eq!(person.chosen(), ["In person"]);
}

#[test]
fn escape_empties_the_search_and_the_next_word_can_be_typed() {
    let mut person = Person::signed_in();
    person.types("silva");
    person.press(Key::Escape);
    assert_eq!(person.value("Find a patient"), "");
    person.types("okafor");
    person.must_see("OKAFOR, Ben (Mr)");
    person.press(Key::Escape);
    person.press(Key::Escape);
    assert_eq!(person.keyboard(), "Find a patient");
}

#[test]
fn enter_opens_the_first_match_even_when_it_is_pressed_before_the_answer_comes() {
    let mut person = Person::signed_in();
    person.machine().slow = true;
    person.types("silva");
    person.press(Key::Enter);
    person.machine().slow = false;
    person.settle();
    person.must_see("Patient: SILVA, Ana, born 17 May 1990 (36)");
}
