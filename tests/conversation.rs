//! The conversation's safeguards, by number, and its walk: each is a claim that the content and the code keep together.

mod effects;
mod every_k;
mod full;
mod lengths;
mod rules;
mod space;
mod walk;

use std::collections::{BTreeMap, BTreeSet};

use fitnote::content::adjustments::{Cost, catalogue};
use fitnote::content::conversation::{self, Feed, Kind, QuestionSet, Step, short, texts, words};
use fitnote::content::directory;
use fitnote::domain::case::Benefit;
use fitnote::domain::draft::{Amount, Conversation, Ease, Outcome, Pick, ServiceAnswer, Standing};
use fitnote::talk::{self, DECISION, Mode, Reason, StepState, answer, ids};

/// Words that no patient-facing text holds.
const AVOID: [&str; 10] =
    ["barrier to you", "compliance", "motivation", "malingering", "sick note", "signed off", "good for you", "only", "just", "flags"];

/// Words about holding back a person's effort or honesty, which no text holds either.
const NEVER: [&str; 6] = ["illness behaviour", "secondary gain", "score", "should", "need to", "benefits of work"];

fn holds(text: &str, phrase: &str) -> bool {
    let text = text.to_lowercase();
    let is_edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    text.match_indices(phrase)
        .any(|(at, found)| is_edge(text[..at].chars().next_back()) && is_edge(text[at + found.len()..].chars().next()))
}

fn said(changes: impl FnOnce(&mut Conversation)) -> Conversation {
    let mut conv = Conversation { question_set: short().name(), ..Conversation::default() };
    changes(&mut conv);
    conv
}

fn ids_of<'a>(path: &[&'a Step]) -> Vec<&'a str> {
    path.iter().map(|step| step.id.as_str()).collect()
}

fn offered(conv: &Conversation, search: &str) -> Vec<String> {
    talk::offers(conv, catalogue(), search).into_iter().map(|offer| offer.adjustment.id.clone()).collect()
}

#[test]
fn k1_declining_leads_straight_to_the_decision() {
    for choice in ids::DECLINED {
        let conv = said(|conv| answer::choose(conv, "S1", ids::WISH, choice));
        assert_eq!(ids_of(&talk::path(short(), &conv)), ["S1"], "{choice}");
        assert_eq!(talk::next(short(), &conv, "S1"), None, "{choice}");
        assert!(talk::modes(&conv).has(Mode::Declined));
    }
    let conv = said(|conv| answer::stand(conv, "S1", Standing::PrefersNotToSay));
    assert_eq!(talk::next(short(), &conv, "S1"), None);
    let conv = said(|conv| answer::choose(conv, "S1", ids::WISH, "yes"));
    assert_eq!(ids_of(&talk::path(short(), &conv)), ["S1", "S2", "S3", "S4", "S5", "S6"]);
}

#[test]
fn k1_declining_asks_for_no_reason_and_gives_nothing_to_print() {
    let opening = short().step("S1").expect("the set opens with it");
    assert!(opening.fields.iter().all(|field| field.kind != Kind::Words));
    assert!(opening.say.contains("up to you") && opening.say.contains("will not affect"));
    let mut conv = said(|conv| answer::write(conv, "S2", ids::JOB, "Baker"));
    assert_eq!(talk::plan_from(&conv).job, "Baker");
    answer::choose(&mut conv, "S1", ids::WISH, "no");
    assert!(talk::plan_from(&conv).job.is_empty());
    assert_eq!(talk::kept_elsewhere(short(), &conv).len(), 1, "the patient is asked whether to keep it");
}

#[test]
fn k2_the_order_is_fixed_and_nothing_is_chosen_beforehand() {
    assert_eq!(ids_of(&talk::path(short(), &Conversation::default())), ["S1", "S2", "S3", "S4", "S5", "S6"]);
    for set in conversation::all() {
        for step in &set.steps {
            assert_eq!(talk::state_of(set, &Conversation::default(), &step.id), StepState::NotReached);
        }
    }
    let order = |search| offered(&said(|conv| answer::affect(conv, "S3", "pain", Some(Amount::Some))), search);
    assert_eq!(order(""), order(""));
    assert!(talk::summary_lines(short(), &Conversation::default()).is_empty());
}

#[test]
fn k3_health_comes_first_and_the_work_part_can_wait() {
    let focus = conversation::full().step("F3").and_then(|step| step.field(ids::FOCUS)).expect("it is asked");
    assert!(focus.choice("health_first").is_some());
    for set in conversation::all() {
        let opening = &set.steps[0];
        assert!(opening.field(ids::WISH).and_then(|wish| wish.choice("not_today")).is_some(), "{}", set.id);
        for text in texts(set).values() {
            for phrase in ["should", "need to", "must", "ought", "good for", "benefits of work", "back to work"] {
                assert!(!holds(text, phrase), "\"{phrase}\" in: {text}");
            }
        }
    }
    let waits = said(|conv| answer::choose(conv, "F3", ids::FOCUS, "health_first"));
    assert!(talk::modes(&waits).has(Mode::HealthFirst));
}

#[test]
fn k15_the_workplace_and_what_lies_around_it_come_before_the_person() {
    let position = |id| conversation::full().position(id).expect("a step");
    assert!(position("F9") < position("F11") && position("F10") < position("F11"));
    let workplace = conversation::full().step("F9").and_then(|step| step.field(ids::WORKPLACE_OBSTACLES)).expect("it is asked");
    assert!(workplace.choice("cannot_change").is_some_and(|choice| choice.label.contains("cannot change")));
}

#[test]
fn k28_no_text_holds_a_label_of_the_past() {
    let old =
        ["bad nerves", "nerves", "manic", "handicap", "invalid", "suffers", "suffering", "victim", "mental illness", "wheelchair-bound"];
    for set in conversation::all() {
        for text in texts(set).values() {
            assert!(!old.iter().any(|word| holds(text, word)), "{text}");
        }
    }
    for effect in &words().effects {
        assert!(!old.iter().any(|word| holds(&effect.label, word) || holds(effect.printed(), word)), "{}", effect.label);
    }
}

#[test]
fn k4_prefers_not_to_say_is_an_answer_on_every_item() {
    let mut seen = 0;
    for set in conversation::all() {
        for step in &set.steps {
            for field in step.fields.iter().filter(|field| matches!(field.kind, Kind::One | Kind::Many)) {
                let choice = field.choice(ids::PREFERS_NOT_TO_SAY).unwrap_or_else(|| panic!("{} lacks it", field.id));
                assert!(choice.alone && field.options.last() == Some(choice), "{}", field.id);
                seen += 1;
            }
            let conv = said(|conv| answer::stand(conv, &step.id, Standing::PrefersNotToSay));
            assert_eq!(talk::state_of(set, &conv, &step.id), StepState::Standing(Standing::PrefersNotToSay));
        }
    }
    assert!(seen >= 10, "{seen}");
    let conv = said(|conv| answer::stand(conv, "S5", Standing::PrefersNotToSay));
    let lines = talk::summary_lines(short(), &conv);
    assert!(lines.iter().any(|line| line.step == "S5" && line.text == "Prefers not to say"));
    assert!(talk::modes(&conv).iter().next().is_none(), "it branches nowhere");
}

#[test]
fn k4_what_a_patient_prefers_not_to_say_is_not_kept() {
    let mut conv = said(|conv| answer::write(conv, "S5", "worry_words", "my manager"));
    answer::stand(&mut conv, "S5", Standing::PrefersNotToSay);
    assert!(conv.steps["S5"].words.is_empty());
    answer::stand(&mut conv, "S5", Standing::PrefersNotToSay);
    assert!(!conv.steps.contains_key("S5"), "the same again takes it back");
}

#[test]
fn k4_a_standing_answer_silences_whatever_else_the_step_holds() {
    let mut conv = said(|conv| answer::affect(conv, "S3", ids::WORSE_AFTER_EFFORT, Some(Amount::ALot)));
    assert!(talk::modes(&conv).has(Mode::EnergyLimit));
    conv.steps.get_mut("S3").expect("it was answered").standing = Some(Standing::PrefersNotToSay);
    assert!(talk::described(&conv).is_empty() && talk::plan_from(&conv).difficulties.is_empty());
}

#[test]
fn k5_nothing_is_shared_unless_each_recipient_was_agreed() {
    let step = short().step("S6").expect("the set ends with it");
    let recipients: Vec<_> = step.fields.iter().filter(|field| field.id.starts_with("share_") && field.kind == Kind::One).collect();
    assert_eq!(recipients.len(), 3);
    for field in recipients {
        let ids: Vec<_> = field.options.iter().map(|choice| choice.id.as_str()).collect();
        assert_eq!(ids, ["given", "not_given", "later", "prefers_not_to_say"], "{}", field.id);
        assert_eq!(field.feeds, [Feed::Consent]);
    }
    for text in texts(short()).values() {
        assert!(!holds(text, "dwp") && !holds(text, "jobcentre"), "never a recipient by itself: {text}");
    }
}

/// The step from a conversation to the decision is the clinician's: this layer does not know the decision's types.
#[test]
fn k7_the_decision_is_never_filled_by_itself() {
    let mut waiting = vec![std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/talk")];
    let mut files = 0;
    while let Some(path) = waiting.pop() {
        if path.is_dir() {
            waiting.extend(std::fs::read_dir(path).expect("the layer is there").map(|entry| entry.expect("an entry").path()));
            continue;
        }
        let text = std::fs::read_to_string(path).expect("a source file");
        for name in ["Decision", "Draft", "Advice::", "Statement", "rules::"] {
            assert!(!text.contains(name), "{name}");
        }
        files += 1;
    }
    assert!(files >= 8, "{files} files were read");
}

#[test]
fn k7_picks_become_words_and_boxes_when_asked_for() {
    let picks = [
        Pick { id: "adj009".into(), text: "No lifting above 10 kg until reviewed".into() },
        Pick { id: "adj160".into(), text: String::new() },
        Pick { id: String::new(), text: "  A stool\nat the till. ".into() },
        Pick { id: String::new(), text: " ".into() },
    ];
    assert_eq!(
        talk::comments_from(&picks),
        "No lifting above 10 kg until reviewed. Fewer hours to begin with, built up over an agreed number of weeks. A stool at the till."
    );
    assert_eq!(talk::boxes_from(&picks), BTreeSet::from([Benefit::PhasedReturn, Benefit::AmendedDuties]));
    assert_eq!(talk::boxes_from(&[]), BTreeSet::new());
}

#[test]
fn k8_no_text_holds_the_words_to_avoid() {
    let mut seen = 0;
    let mut read = |text: &str| {
        for phrase in AVOID.iter().chain(&NEVER) {
            assert!(!holds(text, phrase), "\"{phrase}\" in: {text}");
        }
        seen += 1;
    };
    for set in conversation::all() {
        for text in texts(set).values() {
            read(text);
        }
    }
    for effect in &words().effects {
        [effect.label.as_str(), &effect.hint, effect.printed()].into_iter().for_each(&mut read);
    }
    catalogue().rows().for_each(|(_, row)| read(&row.text));
    directory::workplace().lines.iter().chain(&directory::driving().lines).for_each(|line| read(line.text()));
    let energy = conversation::energy_check();
    [energy.title.as_str(), &energy.say, &energy.resting].into_iter().for_each(&mut read);
    energy.options.iter().for_each(|option| read(&option.label));
    for text in Ease::ALL.iter().map(|ease| words().ease(*ease)).chain(Outcome::ALL.iter().map(|outcome| words().outcome(*outcome))) {
        read(text);
    }
    for text in ServiceAnswer::ALL.iter().map(|said| words().service_answer(*said)) {
        read(text);
    }
    for text in [&words().what_makes_it_hard, &words().over_time, &words().getting_there, &words().after_effort, &words().varies] {
        read(text);
    }
    directory::pause().contacts.iter().for_each(|contact| read(&contact.about));
    assert!(seen > 300, "{seen} texts were read");
    assert!(holds("It is only a form", "only") && !holds("adjusted", "just"), "the reader itself works");
}

#[test]
fn k8_the_workplace_is_asked_about_before_the_person() {
    let worries = short().step("S5").and_then(|step| step.field(ids::WORRIES)).expect("it is asked");
    assert_eq!(worries.options.first().map(|choice| choice.id.as_str()), Some("workplace"));
    for text in texts(short()).values() {
        for phrase in ["belief", "confidence", "attitude", "willing"] {
            assert!(!holds(text, phrase), "{text}");
        }
    }
}

#[test]
fn k9_energy_limit_mode_hides_what_raises_the_load_and_shows_its_own_rows_first() {
    for amount in [Amount::Some, Amount::ALot, Amount::Varies] {
        let conv = said(|conv| {
            answer::affect(conv, "S3", "pain", Some(Amount::ALot));
            answer::affect(conv, "S3", ids::WORSE_AFTER_EFFORT, Some(amount));
        });
        assert!(talk::modes(&conv).has(Mode::EnergyLimit));
        let offers = talk::offers(&conv, catalogue(), "");
        assert!(offers.iter().all(|offer| !offer.adjustment.increases_load));
        let own = catalogue().rows().filter(|(_, row)| row.energy_limit).count();
        assert!(own >= 12 && offers.iter().take(own).all(|offer| offer.adjustment.energy_limit));
        assert!(talk::offers(&conv, catalogue(), "built up").is_empty(), "a search brings none of it back");
    }
    let conv = said(|conv| answer::affect(conv, "S3", "pain", Some(Amount::ALot)));
    assert!(offered(&conv, "").contains(&"adj160".to_owned()));
}

#[test]
fn k9_no_amount_that_was_not_said_opens_energy_limit_mode() {
    for amount in [None, Some(Amount::None), Some(Amount::PrefersNotToSay)] {
        let conv = said(|conv| answer::affect(conv, "S3", ids::WORSE_AFTER_EFFORT, amount));
        assert!(!talk::modes(&conv).has(Mode::EnergyLimit), "{amount:?}");
    }
    let conv = said(|conv| answer::describe(conv, "S3", ids::WORSE_AFTER_EFFORT, |effect| effect.worse_day = "in bed for two days".into()));
    assert!(talk::modes(&conv).has(Mode::EnergyLimit), "words alone describe it");
}

#[test]
fn k9_a_load_picked_before_is_kept_and_pointed_out() {
    let conv = said(|conv| {
        assert!(answer::pick(conv, short(), "S4", catalogue().row("adj160").expect("a row")));
        answer::affect(conv, "S3", ids::WORSE_AFTER_EFFORT, Some(Amount::ALot));
    });
    assert_eq!(conv.steps["S4"].picks.len(), 1);
    assert_eq!(talk::cautions(&conv).len(), 1);
}

#[test]
fn k10_rows_are_found_by_function_and_never_by_diagnosis() {
    for diagnosis in ["autism", "adhd", "epilepsy", "diabetes", "cancer", "me/cfs", "covid", "asthma", "menopause"] {
        assert!(offered(&Conversation::default(), diagnosis).is_empty(), "{diagnosis}");
    }
    assert!(offered(&Conversation::default(), "Lifting HOIST").contains(&"adj011".to_owned()));
    let conv = said(|conv| answer::affect(conv, "S3", "hearing", Some(Amount::Varies)));
    let offers = talk::offers(&conv, catalogue(), "");
    assert!(offers.iter().filter(|offer| offer.reason == Reason::Described).all(|offer| offer.because == ["hearing"]));
    assert!(offers.iter().filter(|offer| offer.reason == Reason::Described).count() >= 6);
}

#[test]
fn k11_better_usual_and_worse_days_are_kept_in_words() {
    let conv = said(|conv| {
        answer::affect(conv, "S3", "fatigue", Some(Amount::Varies));
        answer::describe(conv, "S3", "fatigue", |effect| effect.better_day = "20 hours a week".into());
        answer::describe(conv, "S3", "fatigue", |effect| effect.worse_day = "5 hours".into());
    });
    let lines = talk::summary_lines(short(), &conv);
    assert!(lines.iter().any(|line| line.text == "Varies. On a better day: 20 hours a week. On a worse day: 5 hours"));
    let plan = talk::plan_from(&conv);
    assert_eq!((plan.difficulties[0].better_day.as_str(), plan.difficulties[0].worse_day.as_str()), ("20 hours a week", "5 hours"));
}

#[test]
fn k13_a_diagnosis_in_a_pick_is_pointed_out_and_blocks_nothing() {
    let conv = said(|conv| assert!(answer::pick_words(conv, short(), "S4", "Breaks because of her Epilepsy")));
    assert_eq!(talk::cautions(&conv).len(), 1);
    assert_eq!(talk::comments_from(&conv.steps["S4"].picks), "Breaks because of her Epilepsy.");
    assert_eq!(talk::diagnosis_in("Shorter days, and no lifting"), None);
    assert_eq!(talk::diagnosis_in("keystrokes"), None);
}

#[test]
fn k14_every_row_says_whether_it_may_need_funding() {
    let funded = catalogue().rows().filter(|(_, row)| row.cost == Cost::MayNeedFunding).count();
    assert!(funded > 10 && funded < 83, "{funded}: most changes cost little");
}

#[test]
fn k17_worries_about_money_bring_advice_before_any_plan() {
    for worry in ["money", "benefits"] {
        let conv = said(|conv| answer::toggle(conv, short(), "S5", ids::WORRIES, worry));
        assert!(talk::modes(&conv).has(Mode::BenefitsAdvice), "{worry}");
    }
    let conv = said(|conv| answer::toggle(conv, short(), "S5", ids::WORRIES, "workplace"));
    assert!(talk::modes(&conv).has(Mode::WorkplaceAdvice) && !talk::modes(&conv).has(Mode::BenefitsAdvice));
}

#[test]
fn k21_own_words_are_verbatim_and_printed_where_that_was_agreed() {
    let mut conv = said(|conv| answer::write(conv, "S6", ids::OWN_WORDS, "I can't lift, full stop."));
    let asked = |conv: &Conversation| {
        let step = short().step("S6").expect("a step");
        talk::fields(step, conv).iter().any(|field| field.id == ids::PRINT_OWN_WORDS)
    };
    assert!(asked(&conv) && !asked(&Conversation::default()));
    assert!(talk::plan_from(&conv).own_words.is_empty());
    for (choice, printed) in [("not_given", ""), ("later", ""), ("given", "I can't lift, full stop.")] {
        answer::choose(&mut conv, "S6", ids::PRINT_OWN_WORDS, choice);
        assert_eq!(talk::plan_from(&conv).own_words, printed, "{choice}");
    }
}

#[test]
fn k22_a_conversation_names_the_version_of_its_questions() {
    assert_eq!(short().name(), "short/2");
    for set in conversation::all() {
        assert_eq!(conversation::by_name(&set.name()).map(QuestionSet::name), Some(set.name()));
    }
}

#[test]
fn k29_no_work_possible_at_present_stands_unchallenged() {
    let conv = said(|conv| answer::choose(conv, "S4", ids::WOULD_HELP, "not_possible"));
    assert!(talk::modes(&conv).has(Mode::NoWorkPossible));
    assert_eq!(ids_of(&talk::path(short(), &conv)).len(), 6);
    assert!(talk::cautions(&conv).is_empty());
}

#[test]
fn k30_speaking_of_being_safe_offers_the_pause_and_labels_nobody() {
    let conv = said(|conv| answer::toggle(conv, short(), "S5", ids::WORRIES, "safety"));
    assert!(talk::modes(&conv).has(Mode::OfferPause));
    assert_eq!(talk::plan_from(&conv), fitnote::domain::plan::Plan::default(), "none of it reaches a document");
}

#[test]
fn k31_time_for_appointments_is_high_in_the_list() {
    assert_eq!(offered(&Conversation::default(), "").first().map(String::as_str), Some("adj151"));
    let conv = said(|conv| answer::affect(conv, "S3", "standing", Some(Amount::ALot)));
    assert_eq!(offered(&conv, "").first().map(String::as_str), Some("adj151"));
}

#[test]
fn k32_nothing_is_asked_that_feeds_nothing() {
    for set in conversation::all() {
        for step in &set.steps {
            for field in &step.fields {
                assert!(!field.feeds.is_empty(), "{}.{}", step.id, field.id);
            }
        }
    }
}

#[test]
fn k33_every_step_can_be_skipped_and_reads_as_not_asked() {
    let mut conv = said(|conv| conv.at = Some("S4".into()));
    for step in ["S1", "S2", "S3"] {
        assert_eq!(talk::state_of(short(), &conv, step), StepState::Skipped, "{step}");
    }
    assert_eq!(talk::state_of(short(), &conv, "S4"), StepState::NotReached);
    conv.at = Some(DECISION.into());
    let lines = talk::summary_lines(short(), &conv);
    assert_eq!(lines.len(), 6);
    assert!(lines.iter().all(|line| line.text == "Not asked"));
    assert!(talk::modes(&conv).iter().next().is_none(), "a skipped step says nothing");
}

#[test]
fn k34_the_decision_is_reached_from_every_step_with_nothing_answered() {
    for set in conversation::all() {
        let conv = Conversation::default();
        for from in &set.steps {
            let mut at = from.id.clone();
            for _ in 0..=set.steps.len() {
                match talk::next(set, &conv, &at) {
                    Some(step) => at.clone_from(&step.id),
                    None => break,
                }
            }
            assert_eq!(talk::next(set, &conv, &at), None, "{}", from.id);
            assert!(talk::previous(set, &conv, DECISION).is_some());
        }
    }
}

#[test]
fn k36_do_not_contact_me_about_work_is_heard() {
    let conv = said(|conv| answer::choose(conv, "S6", ids::CALL_ME, "never"));
    assert!(talk::modes(&conv).has(Mode::DoNotContact));
}

#[test]
fn safety_rows_come_first_unless_loss_of_awareness_is_ruled_out() {
    for amount in Amount::ALL {
        let conv = said(|conv| answer::affect(conv, "S3", ids::AWARENESS, Some(amount)));
        let shown = talk::offers(&conv, catalogue(), "").first().is_some_and(|offer| offer.reason == Reason::Safety);
        assert_eq!(shown, amount != Amount::None, "{amount:?}");
        assert_eq!(talk::modes(&conv).has(Mode::SafetyDriving), amount != Amount::None, "{amount:?}");
    }
    assert!(!talk::offers(&Conversation::default(), catalogue(), "").iter().any(|offer| offer.adjustment.safety));
}

#[test]
fn the_driving_prompt_follows_the_wheel_the_work_or_the_function() {
    let risks = |choice| move |conv: &mut Conversation| answer::toggle(conv, short(), "S2", ids::RISKS, choice);
    let driving = |conv: &Conversation| talk::modes(conv).has(Mode::SafetyDriving);
    assert!(driving(&said(risks("drives_for_work"))));
    assert!(driving(&said(risks("safety_of_others"))));
    assert!(driving(&said(risks("drives"))), "who drives hears of it");
    assert!(!driving(&Conversation::default()) && !driving(&said(risks("lone_or_night"))), "and nobody else by that alone");
    assert!(driving(&said(|conv| answer::toggle(conv, conversation::full(), "F8", ids::GETTING_THERE, "driving"))));
    for effect in ids::DRIVING_EFFECTS {
        assert!(driving(&said(|conv| answer::affect(conv, "S3", effect, Some(Amount::Some)))), "{effect}");
    }
    let mut conv = said(|conv| answer::affect(conv, "S3", "vision", Some(Amount::Some)));
    assert!(driving(&conv));
    answer::toggle(&mut conv, short(), "S2", ids::RISKS, "none");
    assert!(!driving(&conv), "does not drive");
}

#[test]
fn a_person_who_is_not_in_work_is_not_asked_about_work_now() {
    let step = short().step("S3").expect("a step");
    assert!(talk::words_for(step, &Conversation::default()).contains("work"));
    for status in ids::NOT_IN_WORK {
        let conv = said(|conv| answer::choose(conv, "S2", ids::STATUS, status));
        assert!(!talk::words_for(step, &conv).contains("work"), "{status}");
    }
}

#[test]
fn nothing_described_offers_what_suits_anyone_and_the_rest_by_search() {
    let all = talk::offers(&Conversation::default(), catalogue(), "  ");
    assert!(all.len() >= 5 && all.iter().all(|offer| offer.adjustment.effects.is_empty()));
    let found = catalogue().rows().filter(|(_, row)| offered(&Conversation::default(), &row.text).contains(&row.id)).count();
    assert_eq!(found, 166, "every row can be found by its words");
}

#[test]
fn picks_are_made_by_hand_taken_back_and_kept_to_five() {
    let mut conv = Conversation::default();
    let rows: Vec<_> = catalogue().rows().map(|(_, row)| row).take(6).collect();
    assert!(rows[..5].iter().all(|row| answer::pick(&mut conv, short(), "S4", row)));
    assert!(!answer::pick(&mut conv, short(), "S4", rows[5]) && !answer::pick_words(&mut conv, short(), "S4", "more"));
    assert!(answer::pick(&mut conv, short(), "S4", rows[0]), "taking one back is always possible");
    assert_eq!(conv.steps["S4"].picks.len(), 4);
    assert!(talk::offers(&conv, catalogue(), &rows[1].text)[0].is_picked);
}

#[test]
fn nothing_and_prefers_not_to_say_stand_alone() {
    let mut conv = Conversation::default();
    for (choice, left) in
        [("money", vec!["money"]), ("benefits", vec!["benefits", "money"]), ("none", vec!["none"]), ("workplace", vec!["workplace"])]
    {
        answer::toggle(&mut conv, short(), "S5", ids::WORRIES, choice);
        assert_eq!(conv.steps["S5"].many[ids::WORRIES].iter().map(String::as_str).collect::<Vec<_>>(), left, "{choice}");
    }
    answer::toggle(&mut conv, short(), "S5", ids::WORRIES, "workplace");
    assert!(!conv.steps.contains_key("S5"), "the last choice taken back is no answer");
}

#[test]
fn the_short_conversation_takes_six_steps_and_under_three_minutes() {
    assert!(short().steps.len() <= 6);
    assert!(short().steps.iter().map(|step| step.seconds).sum::<u32>() < 180);
    let spoken: usize = short().steps.iter().map(|step| step.say.split_whitespace().count()).sum();
    assert!((90..=150).contains(&spoken), "{spoken} words");
    let essential: Vec<_> = short().steps.iter().filter(|step| step.essential).map(|step| step.id.as_str()).collect();
    assert_eq!(essential, ["S1", "S2", "S3", "S6"]);
    let path = talk::path(short(), &Conversation::default());
    assert_eq!(talk::estimate_left(&path, "S1"), "About 3 minutes left");
    assert_eq!(talk::estimate_left(&path, "S5"), "Less than a minute left");
    assert_eq!(talk::estimate_left(&path, DECISION), "Nothing left to ask");
}

#[test]
fn the_ids_in_the_code_are_those_in_the_files() {
    let mut choices: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for field in conversation::all().into_iter().flat_map(|set| &set.steps).flat_map(|step| &step.fields) {
        choices.entry(&field.id).or_default().extend(field.options.iter().map(|choice| choice.id.as_str()));
    }
    let rows: [(&str, &[&str]); 21] = [
        (ids::LENGTH, &["shorter", "stop_today"]),
        (ids::WORRIES, &["waiting"]),
        (ids::FOCUS, &["health_first"]),
        (ids::SEEK_WORK, &["yes"]),
        (ids::WORSE_LATER, &["yes"]),
        (ids::WORKPLACE_OBSTACLES, &["bullying", "discrimination", "work_made_it_worse"]),
        (ids::REFUSED, &["yes"]),
        (ids::BUILD_UP, &ids::RISING),
        (ids::SHARE_EMPLOYER, &["given", "later"]),
        (ids::SHARE_OTHER, &["given", "later"]),
        (ids::PRESSURED, &["yes"]),
        (ids::CALL_ME, &["yes"]),
        (ids::WISH, &ids::DECLINED),
        (ids::PRESENT, &ids::OTHERS),
        (ids::STATUS, &ids::NOT_IN_WORK),
        (ids::RISKS, &ids::SAFETY_CRITICAL),
        (ids::RISKS, &["none"]),
        (ids::WOULD_HELP, &["not_possible"]),
        (ids::WORRIES, &["money", "benefits", "workplace", "job_security", "work_made_it_worse", "safety"]),
        (ids::PRINT_OWN_WORDS, &["given"]),
        (ids::CALL_ME, &["never"]),
    ];
    for (field, used) in rows {
        let known = choices.get(field).unwrap_or_else(|| panic!("{field} is not asked"));
        assert!(used.iter().all(|choice| known.contains(choice)), "{field}");
    }
    let read = [
        ids::JOB,
        ids::HOURS,
        ids::HARDEST,
        ids::OWN_WORDS,
        ids::SHARE_OTHER_WHO,
        ids::MATTERS,
        ids::WHEN_WORSE,
        ids::SERVICES,
        ids::EMPLOYER_TOPICS,
        ids::EMPLOYER_PRESENCE,
        ids::FOLLOW_UP_AFTER,
        ids::CONTACT_MODE,
        ids::TASKS,
        ids::TASK_GRID,
        ids::TRIED_CHANGES,
        ids::MANAGEABLE,
        ids::WAITING_FOR,
        ids::REVIEW_ON,
        ids::EFFECTS,
        ids::PICKS,
    ];
    for field in read {
        assert!(choices.contains_key(field), "{field} is not asked");
    }
    let steps = ids::JOB_STEPS.iter().chain(&ids::HEALTH_FIRST_STEPS).chain(&[ids::WORK_NOW_STEP, ids::SERVICES_STEP, ids::LENGTH_STEP]);
    for step in steps {
        assert!(conversation::full().step(step).is_some(), "{step}");
    }
    for effect in ids::DRIVING_EFFECTS.iter().chain(&[ids::WORSE_AFTER_EFFORT]) {
        assert!(words().effect(effect).is_some(), "{effect}");
    }
}
