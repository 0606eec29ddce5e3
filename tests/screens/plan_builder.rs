//! The plan of hours by keyboard alone: from a pattern to the comments and back, and what is not offered where effort makes things worse.

use egui::{Key, Modifiers};
use fitnote::app::Place;
use fitnote::domain::case::Benefit;
use fitnote::domain::draft::{Amount, Conversation, EffectAnswer, StepAnswer};
use fitnote::domain::phased::PhasedPlan;

use super::papers::with_draft;
use super::person::Person;

fn building() -> Person {
    let mut person = Person::signed_in();
    person.opens("okafor");
    person.press(Key::F4);
    person.press_with(Modifiers::ALT, Key::B);
    person
}

fn plan(person: &Person) -> PhasedPlan {
    person.model().desk.as_ref().and_then(|desk| desk.draft.conversation.phased.clone()).unwrap()
}

fn comments(person: &Person) -> String {
    person.model().desk.as_ref().unwrap().draft.decision.comments.clone()
}

fn boxes(person: &Person) -> Vec<Benefit> {
    person.model().desk.as_ref().unwrap().draft.decision.may_benefit_from.iter().copied().collect()
}

#[test]
fn a_plan_is_built_put_into_the_comments_and_taken_out_by_keyboard_alone() {
    let mut person = building();
    assert_eq!(person.model().place, Place::PlanBuilder);
    assert_eq!(person.chosen(), [""; 0], "nothing is chosen beforehand");
    assert_eq!(person.keyboard(), "Two weeks: 50, 75, 100%");
    person.press(Key::ArrowDown);
    person.press(Key::Space);
    person.must_see("Chart of % of usual hours: week 1 25; week 2 50; week 3 75; week 4 100.");
    // On to the first day and the usual hours.
    while person.keyboard() != "First day" {
        person.press(Key::Tab);
    }
    person.types("23/11/26");
    person.press(Key::Tab);
    assert_eq!(person.keyboard(), "Usual hours a week");
    person.types("37.5");
    person.must_see("Mon 23 Nov 2026 to Sun 29 Nov 2026, about 9.5 hours");
    person.must_see("Chart of hours a week: week 1 9.5; week 2 19; week 3 28; week 4 37.5.");
    person.press_with(Modifiers::ALT, Key::I);
    let line = comments(&person);
    assert!(line.starts_with("Phased return over 4 weeks from 23/11/2026: week 1 25% (9.5 hours)"), "{line}");
    assert_eq!(boxes(&person), [Benefit::PhasedReturn]);
    assert!(!person.model().desk.as_ref().unwrap().preview.overflow.iter().any(|over| over.field == fitnote::rules::Field::Comments));
    person.press_with(Modifiers::ALT, Key::I);
    assert_eq!((comments(&person), boxes(&person)), (String::new(), Vec::new()));
    // Back to where it was opened; the plan is kept with the draft.
    person.press(Key::Escape);
    assert_eq!(person.model().place, Place::Conversation);
    assert_eq!(plan(&person).stages.len(), 4);
}

#[test]
fn every_control_of_the_builder_is_reached_by_tab_and_comes_round() {
    let mut person = building();
    person.press(Key::Space);
    let first = person.keyboard();
    let mut visited = vec![first.clone()];
    loop {
        person.press(Key::Tab);
        let at = person.keyboard();
        assert!(!at.is_empty(), "after {visited:?} the keyboard is nowhere");
        if at == first || visited.len() > 90 {
            break;
        }
        visited.push(at);
    }
    for name in [
        "Stage 1, weeks",
        "Stage 3, days, times or duties",
        "Remove stage 2",
        "Add a stage",
        "On its date",
        "If it gets worse",
        "Take the plan away",
    ] {
        assert!(visited.contains(&name.to_owned()), "{name} is not among {visited:?}");
    }
}

#[test]
fn what_the_clinician_typed_stays_when_the_line_comes_out() {
    let mut person = building();
    person.press(Key::Space);
    person.press(Key::F8);
    // The builder stands on its own; the decision is one step back and F8 on.
    person.press(Key::Escape);
    person.press(Key::F8);
    person.chooses("May be fit for work taking account of the following advice");
    person.fills("Comments, including functional effects", "Avoid heights.");
    person.press_with(Modifiers::ALT, Key::B);
    person.press_with(Modifiers::ALT, Key::I);
    assert!(comments(&person).starts_with("Avoid heights.\nPhased return over 3 weeks"), "{}", comments(&person));
    person.press_with(Modifiers::ALT, Key::I);
    assert_eq!(comments(&person), "Avoid heights.");
}

#[test]
fn a_full_box_gets_a_shorter_line_or_none_and_is_never_cut() {
    let mut person = building();
    person.chooses("Twelve weeks");
    person.fills("If it gets worse", &"Go back one stage and ring the manager before the shift begins. ".repeat(3));
    person.press_with(Modifiers::ALT, Key::I);
    assert!(!comments(&person).is_empty());
    person.press_with(Modifiers::ALT, Key::I);
    person.press(Key::Escape);
    person.press(Key::F8);
    person.chooses("May be fit for work taking account of the following advice");
    person.fills("Comments, including functional effects", &"Words that fill the box. ".repeat(60));
    person.press_with(Modifiers::ALT, Key::B);
    person.must_see("The comments box has no room for a line about the plan.");
    let before = comments(&person);
    person.press_with(Modifiers::ALT, Key::I);
    assert_eq!(comments(&person), before);
}

#[test]
fn stages_are_added_changed_removed_and_brought_back() {
    let mut person = building();
    person.chooses("A table of your own");
    person.fills("Stage 1, hours a week", "10 to 20");
    person.fills("Stage 1, days, times or duties", "from home");
    person.chooses("Add a stage");
    person.fills("Stage 2, hours a week", "24");
    person.must_see("A stage without an end stands before another: the stages after it wait for a review.");
    person.fills("Stage 1, weeks", "2");
    person.must_see("Chart of hours a week: week 1 10 to 20; week 2 10 to 20; week 3 24.");
    person.chooses("Remove stage 1");
    assert_eq!(plan(&person).stages.len(), 1);
    person.chooses("Bring back the plan before");
    assert_eq!(plan(&person).stages.len(), 2);
    person.chooses("Take the plan away");
    assert!(person.model().desk.as_ref().unwrap().draft.conversation.phased.is_none());
    person.chooses("Bring back the plan before");
    assert_eq!(plan(&person).stages[0].words, "from home");
}

#[test]
fn k9_energy_limit_mode_offers_holds_and_ranges_and_no_step_by_date() {
    let mut conversation = Conversation::default();
    let mut step = StepAnswer::default();
    step.effects.insert("worse_after_effort".into(), EffectAnswer { amount: Some(Amount::ALot), ..EffectAnswer::default() });
    conversation.steps.insert("S3".into(), step);
    let mut person = with_draft(conversation, |_| {});
    person.press_with(Modifiers::ALT, Key::B);
    person.must_see("Nothing that raises hours or duties by date is offered");
    for pattern in ["Two weeks: 50, 75, 100%", "Four weeks: 25, 50, 75, 100%", "Around treatment weeks", "One shift, then two"] {
        person.must_not_see(pattern);
    }
    person.chooses("A range, least to most, held");
    person.must_see("Chart of % of usual hours: week 1 30 to 60, without an end.");
    person.must_not_see("On its date");
    person.chooses("Add a stage");
    person.fills("Stage 2, % of usual", "80");
    person.must_see("wait for a review");
    person.must_see("week 2 80, after a review");
}

#[test]
fn a_locked_window_keeps_nothing_of_the_plan_and_opening_brings_it_back() {
    let mut person = building();
    person.press(Key::Space);
    person.fills("If it gets worse", "ring my sister Wanda");
    person.ctrl(Key::L);
    assert!(person.model().phased.before.is_none() && person.model().desk.is_none());
    person.must_not_see("Wanda");
    person.unlocks(super::person::PASSPHRASE);
    person.press_with(Modifiers::ALT, Key::B);
    assert_eq!(person.value("If it gets worse"), "ring my sister Wanda");
}
