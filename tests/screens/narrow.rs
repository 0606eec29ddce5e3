//! In the smallest window nothing stands beyond its right edge.

use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::AccessKitNode;

use super::person::Person;
use super::whole_path::decides;

/// The smallest size that the window takes, and the room in it for somebody who has made everything a quarter larger.
const SIZES: [(f32, f32); 2] = [(760.0, 520.0), (608.0, 416.0)];

fn is_on_the_bar(node: &AccessKitNode<'_>) -> bool {
    let names = ["Today", "New patient", "Pause", "Keys", "Settings", "Lock", "Not saved. Save"];
    node.role() == Role::Status || node.role() == Role::Button && node.label().is_some_and(|name| names.contains(&name.as_str()))
}

/// No control and no words of the screen stand beyond the right edge. A page that is previewed scrolls sideways in its own frame.
#[track_caller]
pub fn fits(person: &Person, place: &str) {
    // Their places are told in pixels.
    let right = f64::from(person.ctx().content_rect().right() * person.ctx().pixels_per_point()) + 0.5;
    let nodes: Vec<_> = person.nodes().into_iter().filter_map(|node| Some((node, node.bounding_box()?))).collect();
    let page = nodes.iter().find(|(node, _)| node.role() == Role::Document).map(|(_, room)| *room);
    let is_on_the_page =
        |room: &egui::accesskit::Rect| page.is_some_and(|page| room.x0 >= page.x0 && room.y0 >= page.y0 && room.y1 <= page.y1 + 1.0);
    let outside: Vec<String> = nodes
        .iter()
        .filter(|(_, room)| room.x1 > right && room.x1 > room.x0 && !is_on_the_page(room))
        .map(|(node, room)| format!("{:?} {:?} ends at {:.0}", node.role(), node.label().or_else(|| node.value()), room.x1))
        .collect();
    // The bar stands in one line, and nothing on it covers another.
    let on_the_bar: Vec<_> = nodes.iter().filter(|(node, room)| is_on_the_bar(node) && room.y1 < 60.0).collect();
    for (at, (node, room)) in on_the_bar.iter().enumerate() {
        let covers = |other: &egui::accesskit::Rect| room.x0 + 1.0 < other.x1 && other.x0 + 1.0 < room.x1;
        let covered = on_the_bar.iter().skip(at + 1).find(|(_, other)| covers(other));
        let names = covered.map(|(other, _)| (node.label(), other.label()));
        assert!(names.is_none(), "{place}: one covers the other: {names:?}");
    }
    assert!(nodes.len() > 4, "{place}: there is nothing to look at");
    assert!(outside.is_empty(), "{place}:\n{}", outside.join("\n"));
}

#[test]
fn the_screens_of_the_house_fit_the_smallest_window() {
    for size in SIZES {
        let mut person = Person::at_first_run();
        person.is_resized(size);
        fits(&person, "first run");
        let mut person = Person::signed_in();
        person.is_resized(size);
        fits(&person, "today");
        for (key, place) in [
            (Key::Comma, "settings"),
            (Key::K, "people"),
            (Key::H, "audit log"),
            (Key::B, "records"),
            (Key::G, "figures"),
            (Key::D, "services"),
            (Key::U, "follow-ups"),
            (Key::T, "practice"),
        ] {
            person.press(Key::F2);
            person.ctrl(key);
            fits(&person, place);
        }
        person.press(Key::F2);
        person.press(Key::F1);
        fits(&person, "keys");
        person.press(Key::F1);
        person.press(Key::F3);
        person.ctrl(Key::Enter);
        fits(&person, "new patient with errors");
        person.ctrl(Key::L);
        fits(&person, "unlock");
    }
}

#[test]
fn the_screens_of_a_patient_fit_the_smallest_window() {
    for size in SIZES {
        let mut person = Person::signed_in();
        person.is_resized(size);
        person.opens("okafor");
        fits(&person, "chart");
        person.press(Key::F4);
        for step in ["S1", "S2", "S3", "S4", "S5", "S6"] {
            fits(&person, step);
            person.ctrl(Key::Enter);
        }
        fits(&person, "decision");
        person.press(Key::F9);
        fits(&person, "refused decision");
        person.chooses("May be fit for work taking account of the following advice");
        fits(&person, "may be fit");
        person.goes_to("In person");
        decides(&mut person);
        person.press(Key::F9);
        fits(&person, "note");
        person.ctrl(Key::E);
        fits(&person, "papers");
        person.press(Key::F12);
        fits(&person, "pause");
    }
}

#[test]
fn the_full_conversation_and_the_plan_fit_the_smallest_window() {
    for size in SIZES {
        let mut person = Person::signed_in();
        person.is_resized(size);
        person.opens("okafor");
        person.press(Key::F4);
        person.press_with(Modifiers::ALT, Key::L);
        for step in 1..=20 {
            fits(&person, &format!("F{step}"));
            person.ctrl(Key::Enter);
        }
        person.press(Key::F4);
        person.press_with(Modifiers::ALT, Key::W);
        fits(&person, "whole sheet");
        person.press_with(Modifiers::ALT, Key::B);
        fits(&person, "plan of hours");
        person.chooses("Six weeks from two half-days");
        person.must_see("Remove stage 6");
        fits(&person, "plan of hours with stages");
    }
}

/// A bar that comes and goes with the width that it takes would keep the window painting for ever.
#[test]
fn a_window_of_any_size_comes_to_rest() {
    let mut person = Person::deciding();
    let rests = |person: &mut Person| {
        for width in (600_u16..1500).step_by(127) {
            for height in (400_u16..1000).step_by(97) {
                person.is_resized((f32::from(width), f32::from(height)));
            }
        }
        person.is_resized((1200.0, 780.0));
    };
    rests(&mut person);
    person.press(Key::F4);
    rests(&mut person);
    person.press(Key::F8);
    decides(&mut person);
    person.press(Key::F9);
    rests(&mut person);
    person.ctrl(Key::E);
    rests(&mut person);
    person.press(Key::F2);
    rests(&mut person);
    for key in [Key::Comma, Key::K, Key::H, Key::B, Key::G, Key::D, Key::U, Key::T] {
        person.press(Key::F2);
        person.ctrl(key);
        rests(&mut person);
    }
}
