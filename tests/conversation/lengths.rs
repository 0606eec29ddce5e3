//! Another length in the middle of a talk: nothing said is lost, nothing is asked twice.

use std::collections::BTreeSet;

use fitnote::content::adjustments::catalogue;
use fitnote::content::conversation::{self, QuestionSet, full, physio, short};
use fitnote::domain::draft::{Amount, Conversation, Ease, Outcome, Pick, ServiceAnswer, Standing};
use fitnote::talk::{self, Mode, Reason, StepState, answer, ids};

use super::said;

/// Everything that was said, whichever step holds it.
pub fn atoms(conv: &Conversation) -> BTreeSet<String> {
    let mut atoms = BTreeSet::new();
    for answer in conv.steps.values() {
        atoms.extend(answer.one.iter().map(|(field, choice)| format!("{field}={choice}")));
        for (field, chosen) in &answer.many {
            atoms.extend(chosen.iter().map(|choice| format!("{field}+{choice}")));
        }
        atoms.extend(answer.words.iter().map(|(field, words)| format!("{field}:{words}")));
        atoms.extend(answer.effects.iter().map(|(id, effect)| format!("effect {id} {:?} {}", effect.amount, effect.usual)));
        atoms.extend(answer.picks.iter().map(|pick| format!("pick {} {}", pick.id, pick.text)));
        atoms.extend(answer.tasks.iter().map(|task| format!("task {} {:?} {}", task.task, task.ease, task.what)));
        atoms.extend(answer.tried.iter().map(|tried| format!("tried {} {:?}", tried.id, tried.outcome)));
        atoms.extend(answer.services.iter().map(|(id, said)| format!("service {id} {said:?}")));
        atoms.extend(answer.ranges.iter().map(|(id, range)| format!("range {id} {}", range.usual)));
        atoms.extend(answer.numbers.iter().map(|(id, number)| format!("number {id} {number}")));
        for (field, out) in &answer.beyond {
            atoms.extend(out.iter().map(|choice| format!("{field}!{choice}")));
        }
        atoms.extend(answer.standing.iter().map(|standing| format!("standing {standing:?}")));
    }
    atoms
}

fn a_full_talk() -> Conversation {
    said(|conv| {
        conv.question_set = full().name();
        conv.at = Some("F6".into());
        answer::choose(conv, "F1", ids::WISH, "yes");
        answer::write(conv, "F3", ids::MATTERS, "Being with people");
        answer::choose(conv, "F4", ids::STATUS, "off_sick");
        answer::write(conv, "F4", ids::JOB, "the shop");
        answer::write(conv, "F4", "since", "May");
        answer::write(conv, "F5", ids::TASKS, "Lifting boxes\nThe till");
        answer::rate(conv, "F6", "Lifting boxes", |task| task.ease = Some(Ease::Hard));
        answer::affect(conv, "F6", "pain", Some(Amount::Varies));
        answer::toggle(conv, full(), "F10", ids::WORRIES, "money");
        answer::toggle(conv, full(), "F10", ids::WORRIES, "housing");
        answer::beyond(conv, "F10", ids::WORRIES, "money");
        answer::beyond(conv, "F10", ids::WORRIES, "housing");
        answer::number(conv, "F7", "able_today", 4);
        answer::tried(conv, "F13", "adj009", "No lifting", Some(Outcome::DidNotHelp));
        conv.steps.entry("F14".into()).or_default().picks.push(Pick { id: "adj015".into(), text: "Move freely".into() });
        answer::serve(conv, "F17", "access_to_work", ServiceAnswer::Maybe);
        answer::stand(conv, "F11", Standing::PrefersNotToSay);
    })
}

#[test]
fn k33_switching_the_length_loses_no_answer_and_comes_back_the_same() {
    let before = a_full_talk();
    let mut conv = before.clone();
    talk::carry(&mut conv, short());
    assert_eq!((conv.question_set.as_str(), conv.at.as_deref()), ("short/2", Some("S3")));
    assert_eq!(atoms(&conv), atoms(&before));
    assert_eq!(conv.steps["S2"].words[ids::JOB], "the shop");
    assert!(conv.steps["S3"].effects.contains_key("pain") && conv.steps["S4"].picks.len() == 1);
    assert_eq!(conv.steps["S5"].many[ids::WORRIES], BTreeSet::from(["money".to_owned()]));
    let elsewhere: Vec<String> = talk::said_elsewhere(short(), &conv).into_iter().map(|line| line.text).collect();
    for kept in ["Being with people", "May", "Housing", "Prefers not to say", "Maybe"] {
        assert!(elsewhere.iter().any(|text| text.contains(kept)), "{kept}: {elsewhere:?}");
    }
    talk::carry(&mut conv, full());
    assert!(conv == Conversation { at: Some("F6".into()), ..before.clone() }, "{:?} {:?}", atoms(&conv), atoms(&before));
}

#[test]
fn what_was_said_in_one_length_is_not_asked_again_in_another() {
    let mut conv = said(|conv| {
        answer::choose(conv, "S1", ids::WISH, "yes");
        answer::write(conv, "S2", ids::HOURS, "16");
        answer::write(conv, "S3", ids::HARDEST, "stairs");
        answer::stand(conv, "S4", Standing::NotSure);
        answer::toggle(conv, short(), "S5", ids::WORRIES, "workplace");
        answer::choose(conv, "S6", ids::CALL_ME, "not_now");
    });
    for set in [full(), physio(), short(), physio(), full()] {
        talk::carry(&mut conv, set);
        for step in &set.steps {
            for field in &step.fields {
                let holders =
                    conv.steps.iter().filter(|(_, answer)| answer.one.contains_key(&field.id) || answer.words.contains_key(&field.id));
                let holders: Vec<&String> = holders.map(|(id, _)| id).collect();
                assert!(holders.is_empty() || holders == [&step.id], "{} is answered at {holders:?} and asked at {}", field.id, step.id);
            }
        }
    }
    assert_eq!(talk::state_of(full(), &conv, "F14"), StepState::Standing(Standing::NotSure));
    assert!(talk::modes(&conv).has(Mode::WorkplaceAdvice), "what another form asks is heard all the same");
}

#[test]
fn an_answer_kept_elsewhere_still_counts() {
    let mut conv = said(|conv| {
        conv.question_set = full().name();
        answer::choose(conv, "F7", ids::WORSE_LATER, "yes");
    });
    talk::carry(&mut conv, short());
    assert!(talk::modes(&conv).has(Mode::EnergyLimit));
}

#[test]
fn k32_what_did_not_help_is_left_out_until_it_is_brought_back() {
    let mut conv = said(|conv| answer::affect(conv, "F6", "lifting", Some(Amount::ALot)));
    let is_offered = |conv: &Conversation| talk::offers(conv, catalogue(), "").iter().any(|offer| offer.adjustment.id == "adj009");
    assert!(is_offered(&conv));
    for outcome in [Outcome::Tried, Outcome::Helped, Outcome::Refused, Outcome::PrefersNotToSay] {
        answer::tried(&mut conv, "F13", "adj009", "No lifting", Some(outcome));
        assert!(is_offered(&conv), "{outcome:?}");
    }
    answer::tried(&mut conv, "F13", "adj009", "No lifting", Some(Outcome::DidNotHelp));
    assert!(!is_offered(&conv) && talk::left_out(&conv, catalogue()).len() == 1);
    assert!(talk::offers(&conv, catalogue(), "lifting weight").iter().all(|offer| offer.adjustment.id != "adj009"));
    answer::offer_again(&mut conv, "adj009");
    assert!(is_offered(&conv) && conv.steps["F13"].tried[0].outcome == Some(Outcome::Tried));
}

#[test]
fn k9_a_favourite_of_the_practice_stays_away_where_it_raises_the_load() {
    let favourites = ["adj160".to_owned(), "adj100".to_owned()];
    let offered = |conv: &Conversation| -> Vec<(String, Reason)> {
        let offers = talk::offers_with(conv, catalogue(), "", &favourites);
        offers.into_iter().map(|offer| (offer.adjustment.id.clone(), offer.reason)).collect()
    };
    let calm = offered(&Conversation::default());
    assert!(calm.contains(&("adj100".to_owned(), Reason::Favourite)));
    let limited = said(|conv| answer::choose(conv, "F7", ids::WORSE_LATER, "yes"));
    assert!(offered(&limited).iter().all(|(id, _)| id != "adj160"));
    assert!(offered(&limited).iter().any(|(id, _)| id == "adj100"));
}

#[test]
fn k11_a_range_and_a_wait_reach_the_plan_in_the_words_of_the_patient() {
    let mut conv = said(|conv| {
        answer::range(conv, "F7", ids::MANAGEABLE, |range| {
            range.better_day = "20 hours a week".into();
            range.worse_day = "5 hours".into();
        });
        answer::rate(conv, "F6", "Lifting boxes", |task| {
            task.ease = Some(Ease::CannotNow);
            task.what = "PRIVATE".into();
        });
        answer::rate(conv, "F6", "The till", |task| task.ease = Some(Ease::Fine));
        answer::write(conv, "F10", ids::WAITING_FOR, "a scan, 14 weeks");
    });
    let rows = |conv: &Conversation| -> Vec<(String, String, String)> {
        talk::plan_from(conv).difficulties.into_iter().map(|row| (row.what, row.usual, row.worse_day)).collect()
    };
    assert!(rows(&conv).contains(&("Over a day or a week".into(), String::new(), "5 hours".into())));
    assert!(rows(&conv).contains(&("Lifting boxes".into(), "Cannot now".into(), String::new())));
    assert!(rows(&conv).iter().all(|(what, ..)| what != "The till" && !what.contains("PRIVATE")));
    assert!(rows(&conv).iter().all(|(_, usual, _)| !usual.contains("PRIVATE") && !usual.contains("scan")));
    // The wait is asked about where waiting was named, and counts from then on: on the plan, and never among what an employer reads.
    assert!(talk::plan_from(&conv).waiting_for.is_empty());
    answer::toggle(&mut conv, full(), "F10", ids::WORRIES, "waiting");
    assert_eq!(talk::plan_from(&conv).waiting_for[0].what, "a scan, 14 weeks");
    assert!(rows(&conv).iter().all(|(_, usual, _)| !usual.contains("scan")));
}

#[test]
fn k25_waiting_for_treatment_asks_for_how_long_and_is_nobodys_fault() {
    let step = full().step("F10").expect("a step");
    let asked = |conv: &Conversation| talk::fields(step, conv).iter().any(|field| field.id == ids::WAITING_FOR);
    assert!(!asked(&Conversation::default()));
    assert!(asked(&said(|conv| answer::toggle(conv, full(), "F10", ids::WORRIES, "waiting"))));
    assert!(step.why.contains("nobody's fault"));
}

#[test]
fn k12_the_course_is_asked_openly_and_a_day_to_look_again_is_optional() {
    let course = full().step("F7").and_then(|step| step.field("expected_change")).expect("it is asked");
    let offered: Vec<_> = course.options.iter().map(|choice| choice.id.as_str()).collect();
    assert_eq!(offered, ["improve", "stay", "vary", "worsen", "unknown", "prefers_not_to_say"]);
    let today = fitnote::domain::day::Day::from_ymd_opt(2026, 11, 20).expect("a day");
    assert_eq!(talk::review_on(&Conversation::default(), today), None);
    let conv = said(|conv| answer::write(conv, "F19", ids::REVIEW_ON, "3 dec"));
    assert_eq!(talk::review_on(&conv, today), fitnote::domain::day::Day::from_ymd_opt(2026, 12, 3));
}

#[test]
fn energy_is_asked_about_after_every_four_steps_of_a_long_talk_and_once() {
    let due = |set: &QuestionSet, conv: &Conversation| -> Vec<String> {
        let path = talk::path(set, conv);
        path.iter().filter(|step| talk::energy_check_due(set, conv, &step.id)).map(|step| step.id.clone()).collect()
    };
    assert_eq!(due(full(), &Conversation::default()), ["F5", "F9", "F13", "F17"]);
    assert_eq!(due(physio(), &Conversation::default()), ["F7", "F19"]);
    assert_eq!(due(short(), &Conversation::default()), [""; 0]);
    let asked = said(|conv| conv.energy_asked = BTreeSet::from(["F5".to_owned(), "F9".to_owned()]));
    assert_eq!(due(full(), &asked), ["F13", "F17"]);
}

#[test]
fn k22_a_finished_conversation_is_kept_with_the_words_that_were_shown() {
    let conv = a_full_talk();
    let kept = talk::shown(full(), &conv);
    assert_eq!((kept.question_set.as_str(), kept.title.as_str()), ("full/3", "Full conversation"));
    let step = kept.steps.iter().find(|step| step.id == "F6").expect("it was reached");
    assert_eq!(step.say, full().step("F6").expect("a step").say);
    assert!(step.lines.iter().any(|line| line.label == "Lifting boxes" && line.text == "Hard"));
    let text = serde_json::to_string(&kept).expect("it is JSON");
    assert!(serde_json::from_str::<talk::ShownConversation>(&text).is_ok_and(|read| read == kept));
}

#[test]
fn every_way_to_answer_is_asked_for_somewhere() {
    use conversation::Kind;
    let used: Vec<Kind> =
        conversation::all().into_iter().flat_map(|set| &set.steps).flat_map(|step| &step.fields).map(|field| field.kind).collect();
    let kinds = [
        Kind::One,
        Kind::Many,
        Kind::Words,
        Kind::Effects,
        Kind::Picks,
        Kind::Tasks,
        Kind::Tried,
        Kind::Services,
        Kind::Range,
        Kind::Date,
        Kind::Number,
        Kind::Review,
    ];
    assert!(kinds.iter().all(|kind| used.contains(kind)));
}
