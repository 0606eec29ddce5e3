//! The full conversation's branches, and the physiotherapist's ten steps.

use fitnote::content::conversation::{self, texts};
use fitnote::domain::draft::{Conversation, ServiceAnswer};
use fitnote::talk::{self, Mode, answer, ids};

use super::{holds, ids_of, said};

fn in_full(changes: impl FnOnce(&mut Conversation)) -> Vec<&'static str> {
    ids_of(&talk::path(conversation::full(), &said(changes)))
}

#[test]
fn the_full_conversation_has_twenty_steps_and_follows_what_was_said() {
    assert_eq!(in_full(|_| {}).len(), 20);
    assert_eq!(in_full(|conv| answer::choose(conv, "F1", ids::WISH, "no")), ["F1", "F20"]);
    assert_eq!(in_full(|conv| answer::choose(conv, "F1", ids::WISH, "some_topics")).len(), 20);
    assert_eq!(in_full(|conv| answer::choose(conv, "F2", ids::LENGTH, "stop_today")), ["F1", "F2"]);
    assert_eq!(
        in_full(|conv| answer::choose(conv, "F2", ids::LENGTH, "shorter")),
        ["F1", "F2", "F3", "F4", "F6", "F7", "F14", "F19", "F20"]
    );
    assert_eq!(in_full(|conv| answer::choose(conv, "F3", ids::FOCUS, "health_first")), ["F1", "F2", "F3", "F19", "F20"]);
    let not_in_work = in_full(|conv| answer::choose(conv, "F4", ids::STATUS, "out_of_work_not_seeking"));
    assert!(ids::JOB_STEPS.iter().all(|step| !not_in_work.contains(step)) && not_in_work.len() == 17);
    let seeking = in_full(|conv| {
        answer::choose(conv, "F4", ids::STATUS, "out_of_work_wants_work");
        answer::choose(conv, "F4", ids::SEEK_WORK, "yes");
    });
    assert_eq!(seeking[..6], ["F1", "F2", "F3", "F4", "F17", "F5"]);
    assert_eq!(seeking.len(), 17);
}

#[test]
fn the_physiotherapists_ten_steps_are_those_of_the_full_conversation() {
    let path = talk::path(conversation::physio(), &Conversation::default());
    assert_eq!(ids_of(&path), ["F1", "F3", "F4", "F6", "F7", "F9", "F14", "F15", "F19", "F20"]);
    assert!(path.iter().all(|step| conversation::full().step(&step.id) == Some(*step)));
    let minutes = path.iter().map(|step| step.seconds).sum::<u32>() / 60;
    assert!((10..=20).contains(&minutes), "{minutes} minutes");
}

#[test]
fn k9_worse_later_offers_no_hours_that_rise_by_the_calendar() {
    let field = conversation::full().step("F15").and_then(|step| step.field(ids::BUILD_UP)).expect("it is asked");
    let offered = |conv: &Conversation| talk::choices(field, conv).iter().map(|choice| choice.id.clone()).collect::<Vec<_>>();
    assert_eq!(offered(&Conversation::default()).len(), 9);
    let conv = said(|conv| answer::choose(conv, "F7", ids::WORSE_LATER, "yes"));
    assert!(talk::modes(&conv).has(Mode::EnergyLimit));
    assert_eq!(offered(&conv), ["steady_hold", "range", "not_now", "prefers_not_to_say"]);
}

#[test]
fn k12_no_length_and_no_end_is_asked_of_a_plan() {
    for text in texts(conversation::full()).values() {
        assert!(!holds(text, "four weeks") && !holds(text, "end date"), "{text}");
    }
}

#[test]
fn k16_work_is_never_promised() {
    let field = conversation::full().step("F10").and_then(|step| step.field(ids::WORRIES)).expect("it is asked");
    assert!(field.choice("no_suitable_job").is_some() && field.choice("waiting").is_some());
}

#[test]
fn k20_follow_up_is_asked_for_where_a_call_is_wanted() {
    let step = conversation::full().step("F20").expect("a step");
    let asked = |conv: &Conversation| talk::fields(step, conv).iter().any(|field| field.id == ids::FOLLOW_UP_AFTER);
    assert!(!asked(&Conversation::default()));
    assert!(asked(&said(|conv| answer::choose(conv, "F20", ids::CALL_ME, "yes"))));
    assert!(!asked(&said(|conv| answer::choose(conv, "F20", ids::CALL_ME, "never"))));
}

#[test]
fn pressure_refusal_and_bullying_are_heard() {
    let hears = |mode, change: &dyn Fn(&mut Conversation)| talk::modes(&said(|conv| change(conv))).has(mode);
    assert!(hears(Mode::FeltPressured, &|conv| answer::choose(conv, "F20", ids::PRESSURED, "yes")));
    assert!(hears(Mode::WorkplaceAdvice, &|conv| answer::choose(conv, "F13", ids::REFUSED, "yes")));
    let toggle = |choice| move |conv: &mut Conversation| answer::toggle(conv, conversation::full(), "F9", ids::WORKPLACE_OBSTACLES, choice);
    assert!(hears(Mode::WorkplaceAdvice, &toggle("bullying")));
    assert!(hears(Mode::WorkplaceHazard, &toggle("work_made_it_worse")));
}

#[test]
fn a_full_plan_holds_what_was_said_for_it_and_no_private_word() {
    let conv = said(|conv| {
        answer::write(conv, "F3", ids::MATTERS, "Being with people");
        answer::write(conv, "F16", ids::WHEN_WORSE, "I rest and ring Sam");
        answer::serve(conv, "F17", "access_to_work", ServiceAnswer::Accepted);
        answer::serve(conv, "F17", "physiotherapy", ServiceAnswer::Declined);
        for (step, field) in [("F9", "workplace_words"), ("F10", "worry_words"), ("F11", "about_you")] {
            answer::write(conv, step, field, "PRIVATE");
        }
    });
    let plan = talk::plan_from(&conv);
    assert_eq!((plan.what_matters.as_str(), plan.when_worse.as_str()), ("Being with people", "I rest and ring Sam"));
    assert_eq!(plan.services, ["Access to Work"]);
    assert!(!serde_json::to_string(&plan).expect("a plan is JSON").contains("PRIVATE"));
}
