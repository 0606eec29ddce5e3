//! Rules that hold for every text and every document: the words to avoid, what is never scored, and what never leaves.

use std::path::Path;

use fitnote::content::adjustments::catalogue;
use fitnote::content::conversation::{self, full, short, stop};
use fitnote::content::phased::library;
use fitnote::domain::draft::{Amount, Conversation, Outcome, Pick, Stopped};
use fitnote::domain::phased::StepRule;
use fitnote::domain::plan::Plan;
use fitnote::talk::{self, Mode, answer, ids};
use serde_json::Value;

use super::{AVOID, holds, said};

/// Every text of a file, with the way to it.
fn texts_of(value: &Value, way: &str, found: &mut Vec<(String, String)>) {
    match value {
        Value::String(text) => found.push((way.to_owned(), text.clone())),
        Value::Array(list) => list.iter().enumerate().for_each(|(at, value)| texts_of(value, &format!("{way}[{at}]"), found)),
        Value::Object(map) => map.iter().for_each(|(key, value)| texts_of(value, &format!("{way}.{key}"), found)),
        _ => {}
    }
}

#[test]
fn k8_no_text_that_a_patient_may_read_holds_a_word_to_avoid() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets");
    let mut seen = 0;
    for folder in ["conversation", "adjustments", "phased", "safety", "documents", "directory"] {
        for entry in std::fs::read_dir(root.join(folder)).expect("a folder").map(|entry| entry.expect("an entry").path()) {
            // What the two lists hold are words to look for, not words to say.
            let is_list = entry.ends_with("diagnoses.json") || entry.ends_with("rising.json") || entry.ends_with("guard.json");
            if entry.extension().is_none_or(|end| end != "json") || is_list {
                continue;
            }
            let value: Value = serde_json::from_str(&std::fs::read_to_string(&entry).expect("a file")).expect("JSON");
            let mut texts = Vec::new();
            texts_of(&value, "", &mut texts);
            // The title of a source is somebody else's words.
            for (way, text) in texts.into_iter().filter(|(way, _)| !way.ends_with(".source") && !way.contains(".keys.")) {
                for phrase in AVOID {
                    assert!(!holds(&text, phrase), "{}{way}: \"{phrase}\" in: {text}", entry.display());
                }
                seen += 1;
            }
        }
    }
    assert!(seen > 1500, "{seen} texts were read");
}

/// A conversation in which effort makes things worse, said in each of the ways in which it can be said.
fn limited() -> Vec<Conversation> {
    vec![
        said(|conv| answer::affect(conv, "S3", ids::WORSE_AFTER_EFFORT, Some(Amount::Some))),
        said(|conv| answer::choose(conv, "F7", ids::WORSE_LATER, "yes")),
        said(|conv| answer::toggle(conv, full(), "F2", ids::TODAY, "effort_costs")),
        said(|conv| answer::toggle(conv, full(), "F7", ids::PATTERN, "after_effort")),
    ]
}

#[test]
fn k9_nothing_rises_by_schedule_anywhere_once_effort_makes_things_worse() {
    for mut conv in limited() {
        assert!(talk::modes(&conv).has(Mode::EnergyLimit));
        // Whatever was picked before, and however the hours were planned.
        let rising: Vec<_> = catalogue().rows().map(|(_, row)| row).filter(|row| row.increases_load).collect();
        assert!(rising.len() >= 6);
        for row in &rising {
            conv.steps.entry("S4".into()).or_default().picks.push(Pick { id: row.id.clone(), text: row.text.clone() });
        }
        assert!(talk::carried_picks(&conv).is_empty(), "none of them goes on paper");
        assert!(talk::plan_from(&conv).adjustments.is_empty());
        assert_eq!(talk::cautions(&conv).len(), rising.len(), "each is pointed out");
        assert_eq!(conv.steps["S4"].picks.len(), rising.len(), "and none is lost");
        for row in talk::offers(&conv, catalogue(), "").iter().chain(&talk::offers(&conv, catalogue(), "e")) {
            assert!(!row.adjustment.increases_load && !row.adjustment.text.to_lowercase().contains("exercise"), "{}", row.adjustment.text);
        }
        for pattern in &library().patterns {
            let mut plan = fitnote::domain::phased::PhasedPlan { begins_on: "2026-11-23".parse().ok(), ..Default::default() };
            pattern.apply(&mut plan);
            plan.rule = Some(StepRule::ByDate);
            conv.phased = Some(plan);
            let printed = talk::plan_from(&conv);
            assert_ne!(printed.step_rule, Some(fitnote::domain::plan::StepRule::ByDate), "{}", pattern.id);
            let dated: Vec<_> = printed.phases.iter().filter(|phase| phase.from.is_some()).collect();
            let most = |phase: &fitnote::domain::plan::Phase| phase.hours_most.or(phase.percent_most);
            for pair in dated.windows(2) {
                assert!(most(pair[1]) <= most(pair[0]), "{} rises on a date", pattern.id);
            }
        }
        let field = full().step("F15").and_then(|step| step.field(ids::BUILD_UP)).expect("it is asked");
        let left: Vec<&str> = talk::choices(field, &conv).iter().map(|choice| choice.id.as_str()).collect();
        assert_eq!(left, ["steady_hold", "range", "not_now", "prefers_not_to_say"]);
        assert!(talk::phased::offered(true).iter().all(|pattern| ["P9", "P10"].contains(&pattern.id.as_str())));
    }
}

#[test]
fn k9_words_that_raise_the_load_are_pointed_out_and_a_talking_therapy_is_not_brought_up() {
    let mut conv = limited().remove(1);
    assert!(answer::pick_words(&mut conv, short(), "S4", "Two more hours each week"));
    assert!(answer::pick_words(&mut conv, short(), "S4", "Working within the limit, with no automatic build-up"));
    let cautions = talk::cautions(&conv);
    assert_eq!(cautions.iter().map(|caution| caution.pick).collect::<Vec<_>>(), [0]);
    assert_eq!(talk::rising_in("A steady level, held"), None);
    let field = full().step("F17").and_then(|step| step.field(ids::SERVICES)).expect("it is asked");
    assert!(talk::choices(field, &conv).iter().all(|choice| choice.id != ids::TALKING_THERAPY));
    assert_eq!(talk::choices(field, &Conversation::default()).len(), field.options.len());
}

#[test]
fn k4_a_stopped_or_dropped_conversation_puts_nothing_on_paper_and_keeps_what_was_said() {
    let mut conv = said(|conv| {
        answer::write(conv, "S2", ids::JOB, "Baker");
        answer::affect(conv, "S3", "lifting", Some(Amount::ALot));
        answer::pick_words(conv, short(), "S4", "A trolley");
    });
    let whole = talk::plan_from(&conv);
    assert!(!whole.adjustments.is_empty() && !talk::function_sentences(&conv).is_empty());
    for reason in &stop().reasons {
        conv.stopped = Some(Stopped { on: "2026-11-20".parse().expect("a day"), reasons: [reason.id.clone()].into() });
        assert!(talk::stop_line(&conv).is_some_and(|line| line.contains(&reason.label)));
        assert!(talk::plan_from(&conv) == Plan::default() && talk::carried_picks(&conv).is_empty());
        assert!(talk::function_sentences(&conv).is_empty());
    }
    conv.stopped = None;
    assert!(talk::plan_from(&conv) == whole, "gone on with, it is as it was");
    conv.plan_dropped = true;
    assert!(talk::plan_from(&conv) == Plan::default());
}

#[test]
fn k11_what_was_described_becomes_functional_sentences_that_name_no_amount_as_a_number_of_the_person() {
    let mut conv = said(|conv| {
        answer::affect(conv, "S3", "lifting", Some(Amount::ALot));
        answer::describe(conv, "S3", "lifting", |effect| {
            effect.usual = "5 kg".into();
            effect.worst = "in the mornings".into();
        });
        answer::affect(conv, "S3", "mood", Some(Amount::Varies));
        answer::affect(conv, "S3", "sleep", Some(Amount::None));
    });
    let sentences = talk::function_sentences(&conv);
    assert_eq!(
        sentences,
        [
            "Lifting and carrying: usually 5 kg; worst: in the mornings.",
            "Pressure and contact with people: affected.",
            "What can be done varies."
        ]
    );
    let plan = talk::plan_from(&conv);
    assert_eq!(plan.difficulties[0].what, "Lifting and carrying (worst: in the mornings)");
    assert!(sentences.iter().all(|sentence| talk::diagnosis_in(sentence).is_none()));
    answer::choose(&mut conv, "S1", ids::WISH, "no");
    assert!(talk::function_sentences(&conv).is_empty());
}

#[test]
fn k15_each_thing_around_the_job_can_be_out_of_the_patients_hands() {
    for set in conversation::all() {
        for field in set
            .steps
            .iter()
            .flat_map(|step| &step.fields)
            .filter(|field| [ids::WORRIES, ids::WORKPLACE_OBSTACLES].contains(&field.id.as_str()))
        {
            assert_eq!(field.beyond.as_deref(), Some("I cannot change this"), "{}", field.id);
        }
    }
    let mut conv = said(|conv| answer::toggle(conv, full(), "F10", ids::WORRIES, "housing"));
    answer::beyond(&mut conv, "F10", ids::WORRIES, "housing");
    answer::beyond(&mut conv, "F10", ids::WORRIES, "money");
    conv.question_set = full().name();
    let lines = talk::summary_lines(full(), &conv);
    assert!(lines.iter().any(|line| line.text == "Housing (I cannot change this)"));
    answer::toggle(&mut conv, full(), "F10", ids::WORRIES, "housing");
    assert!(!conv.steps.contains_key("F10"), "what is no longer named cannot be out of reach");
}

#[test]
fn k21_what_helps_already_who_begins_and_how_fair_it_was_reach_the_plan() {
    let conv = said(|conv| {
        answer::write(conv, "F12", ids::HELPS_NOW, "The early shift\n\nMusic");
        answer::tried(conv, "F12", "adj044", "A quiet desk", Some(Outcome::Helped));
        answer::tried(conv, "F13", "adj009", "No lifting", Some(Outcome::DidNotHelp));
        answer::choose(conv, "F18", ids::EMPLOYER_STARTS, "patient");
        answer::choose(conv, "F18", ids::EMPLOYER_PRESENCE, "yes");
        answer::choose(conv, "F19", ids::FAIR, "disagree");
        answer::toggle(conv, full(), "F8", ids::GETTING_THERE, "stairs");
        answer::toggle(conv, full(), "F8", ids::GETTING_THERE, "cost");
        answer::choose(conv, "F16", ids::CAN_STOP, "yes");
    });
    let plan = talk::plan_from(&conv);
    assert_eq!(plan.helps_already, ["The early shift", "Music", "A quiet desk"]);
    assert!(plan.contact_route.is_empty(), "nothing of the employer's before it was agreed");
    assert_eq!(plan.agreement, Some(fitnote::domain::plan::Agreement::Disagrees));
    assert!(plan.right_to_stop);
    assert_eq!(plan.difficulties[0].usual, "Stairs and doors");
    let mut agreed = conv.clone();
    answer::choose(&mut agreed, "F18", ids::SHARE_EMPLOYER, "given");
    assert_eq!(talk::plan_from(&agreed).contact_route, "The person begins the talk with the employer. The person wants to be there.");
}

#[test]
fn the_four_questions_about_mood_come_where_they_are_asked_for_and_are_never_added_up() {
    let step = full().step("F11").expect("a step");
    let asked = |conv: &Conversation| talk::fields(step, conv).iter().filter(|field| ids::PHQ4_ITEMS.contains(&field.id.as_str())).count();
    assert_eq!(asked(&Conversation::default()), 0);
    let mut conv = said(|conv| answer::choose(conv, "F11", ids::PHQ4, "asked_for"));
    assert_eq!(asked(&conv), 4);
    for item in ids::PHQ4_ITEMS {
        answer::choose(&mut conv, "F11", item, "nearly_every_day");
    }
    conv.question_set = full().name();
    let lines = talk::summary_lines(full(), &conv);
    assert_eq!(lines.iter().filter(|line| line.text == "Nearly every day").count(), 4);
    assert!(lines.iter().all(|line| !line.text.chars().any(|c| c.is_ascii_digit())), "no number comes of it");
    assert!(talk::plan_from(&conv) == Plan::default() && talk::function_sentences(&conv).is_empty());
}

#[test]
fn the_stop_offers_every_reason_and_asks_for_none() {
    assert!(stop().reasons.len() >= 10 && stop().hint.contains("optional"));
    let conv = Conversation {
        stopped: Some(Stopped { on: "2026-11-20".parse().expect("a day"), reasons: std::collections::BTreeSet::new() }),
        ..Default::default()
    };
    assert_eq!(talk::stop_line(&conv).as_deref(), Some("Stopped on 20 November 2026."));
}
