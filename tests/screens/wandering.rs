//! Somebody who presses whatever is there, in windows of any size: every screen comes to rest, fits, and names what it shows.

use std::cell::RefCell;
use std::collections::BTreeSet;

use egui::{Key, Modifiers};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

use super::narrow::fits;
use super::person::{PASSPHRASE, Person};

#[derive(Debug, Clone)]
enum Step {
    Control(usize),
    Words(usize),
    Plain(usize),
    Ctrl(usize),
    Alt(usize),
    /// To a patient, and on to what may be begun there.
    Patient(bool),
    Size(u16, u16),
}

const WORDS: [&str; 9] =
    ["Low back pain", "2 weeks", "29/2/84", "Ürsöl O’Neill-Łączek", "9434765919", "-1", "99999999999999999999", "\u{202e}zz\u{200b}", "a"];
const PLAIN: [Key; 20] = [
    Key::Enter,
    Key::Escape,
    Key::Tab,
    Key::Space,
    Key::ArrowDown,
    Key::ArrowUp,
    Key::Num1,
    Key::Num2,
    Key::Num3,
    Key::F1,
    Key::F2,
    Key::F3,
    Key::F4,
    Key::F6,
    Key::F7,
    Key::F8,
    Key::F9,
    Key::F10,
    Key::F11,
    Key::F12,
];
const CTRL: [Key; 14] =
    [Key::Enter, Key::Comma, Key::K, Key::H, Key::B, Key::G, Key::D, Key::U, Key::T, Key::E, Key::L, Key::A, Key::Plus, Key::Minus];

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        12 => (0..200_usize).prop_map(Step::Control),
        5 => (0..WORDS.len()).prop_map(Step::Words),
        5 => (0..PLAIN.len()).prop_map(Step::Plain),
        1 => (0..CTRL.len()).prop_map(Step::Ctrl),
        2 => (0..26_usize).prop_map(Step::Alt),
        2 => any::<bool>().prop_map(Step::Patient),
        1 => (760..1600_u16, 520..1000_u16).prop_map(|(width, height)| Step::Size(width, height)),
    ]
}

fn wander(steps: &[Step], seen: &mut BTreeSet<String>) {
    let mut person = Person::signed_in();
    let mut trail: Vec<String> = Vec::new();
    for step in steps {
        match step {
            Step::Control(at) => {
                let name = person.presses_any(*at);
                trail.push(name);
            }
            Step::Words(which) => person.types(WORDS[*which]),
            Step::Plain(which) => person.press(PLAIN[*which]),
            Step::Ctrl(which) => {
                person.ctrl(CTRL[*which]);
                // Another zoom holds from the next frame on.
                person.frame();
                person.settle();
            }
            Step::Alt(which) => {
                let letter = Key::ALL.iter().filter(|key| key.name().len() == 1 && key.name() >= "A").nth(*which);
                person.press_with(Modifiers::ALT, *letter.unwrap_or(&Key::A));
            }
            Step::Patient(talks) => {
                person.press(Key::F2);
                person.types("okafor");
                person.press(Key::Enter);
                person.press(if *talks { Key::F4 } else { Key::F8 });
            }
            Step::Size(width, height) => person.is_resized((f32::from(*width), f32::from(*height))),
        }
        trail.push(format!("{step:?}"));
        if person.closed {
            return;
        }
        if person.model().session.is_none() && person.nodes().iter().any(|node| node.label().as_deref() == Some("Passphrase")) {
            person.unlocks(PASSPHRASE);
        }
        seen.insert(format!("{:?}", person.model().place));
        fits(&person, &format!("after {trail:#?}"));
        let text = person.texts().join("\n");
        assert!(!text.contains("use of widget ID"), "two things share an identity after {trail:#?}");
    }
}

#[test]
fn wherever_somebody_wanders_the_window_is_in_order() {
    let runs = std::env::var("FITNOTE_TEST_WANDERS").ok().and_then(|runs| runs.parse().ok()).unwrap_or(4);
    // The same walks on every machine, unless more are asked for.
    let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let config = Config { cases: runs, failure_persistence: None, max_shrink_iters: 0, ..Config::default() };
    let mut runner = TestRunner::new_with_rng(config, rng);
    let seen = RefCell::new(BTreeSet::new());
    runner
        .run(&prop::collection::vec(step(), 60..120), |steps| {
            wander(&steps, &mut seen.borrow_mut());
            Ok(())
        })
        .unwrap_or_else(|error| panic!("{error}"));
    println!("{seen:?}");
    assert!(seen.borrow().len() > 12, "it came to a few screens only: {seen:?}");
}
