//! The question files are whole: read strictly, every id once, nothing empty, nothing asked for nothing.

use std::collections::BTreeSet;

use super::*;

#[test]
fn every_file_reads_strictly_and_is_not_empty() {
    assert!(read::<QuestionSet>(SHORT).is_ok_and(|set| set.steps.len() == 6 && set.name() == "short/2"));
    assert!(read::<QuestionSet>(FULL).is_ok_and(|set| set.steps.len() == 20 && set.name() == "full/3"));
    assert!(read::<Excerpt>(PHYSIO).is_ok_and(|excerpt| excerpt.steps.len() == 10));
    assert_eq!((physio().steps.len(), physio().name().as_str()), (10, "physio/3"));
    assert!(read::<Words>(WORDS).is_ok_and(|words| words.effects.len() == 25));
    assert_eq!(by_name("short/2"), Some(short()));
    assert_eq!(by_name("short/0"), None);
}

#[test]
fn an_unknown_field_is_refused() {
    assert!(read::<QuestionSet>(&SHORT.replacen("\"seconds\"", "\"colour\": 1, \"seconds\"", 1)).is_err());
    assert!(read::<QuestionSet>(&SHORT.replacen("\"kind\": \"one\"", "\"kind\": \"slider\"", 1)).is_err());
    assert!(read::<Words>(&WORDS.replacen("\"a_lot\"", "\"lots\"", 1)).is_err());
}

#[test]
fn ids_are_unique_and_no_text_is_empty() {
    for set in all() {
        let mut steps = BTreeSet::new();
        let mut fields = BTreeSet::new();
        for step in &set.steps {
            assert!(steps.insert(&step.id), "{} twice", step.id);
            assert!(!step.fields.is_empty() && step.seconds > 0, "{}", step.id);
            for field in &step.fields {
                let shared = matches!(field.kind, Kind::Effects | Kind::Picks);
                assert!(fields.insert(&field.id) || shared, "{} twice", field.id);
                let choices: BTreeSet<_> = field.options.iter().map(|choice| &choice.id).collect();
                assert_eq!(choices.len(), field.options.len(), "{}", field.id);
                assert_eq!(matches!(field.kind, Kind::One | Kind::Many | Kind::Services), !field.options.is_empty(), "{}", field.id);
                assert_eq!(field.most.is_some(), field.kind == Kind::Picks, "{}", field.id);
            }
        }
        let choices = set.steps.iter().flat_map(|step| &step.fields).map(|field| field.options.len());
        assert!(choices.sum::<usize>() > 40, "{}", set.id);
        let texts = texts(set);
        assert!(texts.len() > 60, "{} texts", texts.len());
        for (path, text) in texts {
            assert!(!text.trim().is_empty() && text.trim() == text, "{path}");
        }
    }
}

#[test]
fn the_shared_words_name_every_standing_answer_amount_and_effect_in_their_order() {
    let words = words();
    assert_eq!(words.standing.iter().map(|row| row.id).collect::<Vec<_>>(), Standing::ALL);
    assert_eq!(words.amounts.iter().map(|row| row.id).collect::<Vec<_>>(), Amount::ALL);
    assert_eq!(words.eases.iter().map(|row| row.id).collect::<Vec<_>>(), Ease::ALL);
    assert_eq!(words.outcomes.iter().map(|row| row.id).collect::<Vec<_>>(), Outcome::ALL);
    assert_eq!(words.service_answers.iter().map(|row| row.id).collect::<Vec<_>>(), ServiceAnswer::ALL);
    assert_eq!(words.standing(Standing::PrefersNotToSay), "Prefers not to say");
    assert_eq!(words.amount(Amount::ALot), "A lot");
    let ids: BTreeSet<_> = words.effects.iter().map(|effect| &effect.id).collect();
    assert_eq!(ids.len(), 25);
    assert!(words.effects.iter().all(|effect| !effect.label.is_empty()));
    assert!(![&words.better_day, &words.usual, &words.worse_day, &words.not_asked].iter().any(|text| text.is_empty()));
}

#[test]
fn a_field_means_the_same_in_every_set() {
    let mut kinds = BTreeMap::new();
    for field in all().into_iter().flat_map(|set| &set.steps).flat_map(|step| &step.fields) {
        assert_eq!(*kinds.entry(&field.id).or_insert(field.kind), field.kind, "{}", field.id);
    }
    let shorts: BTreeSet<_> = short().steps.iter().flat_map(|step| &step.fields).map(|field| &field.id).collect();
    let fulls: BTreeSet<_> = full().steps.iter().flat_map(|step| &step.fields).map(|field| &field.id).collect();
    assert!(shorts.is_subset(&fulls), "the full conversation can take over every short answer");
}

#[test]
fn what_a_profession_is_offered_first_is_data_and_every_issuer_is_named_once() {
    let table: FirstOffered = read(FIRST).unwrap_or_else(|error| panic!("{error}"));
    let named: Vec<_> = table.professions.iter().map(|row| row.profession.clone()).collect();
    assert_eq!(named, Profession::ISSUERS);
    for row in &table.professions {
        assert!(current(&row.first).is_some() && current(&row.other).is_some() && row.first != row.other);
        assert_eq!(first_for(&row.profession).id, row.first);
        assert!([&row.first, &row.other].contains(&&short().id), "the short one is a key press away");
    }
    assert_eq!(other_length(&Profession::Physiotherapist, short()).id, "physio");
    assert_eq!(other_length(&Profession::Doctor, short()).id, "full");
    assert_eq!(other_length(&Profession::OccupationalTherapist, full()).id, "short");
    assert_eq!(current("full/1").map(QuestionSet::name).as_deref(), Some("full/3"), "an older draft goes on with today's words");
    assert_eq!(current("other/1"), None);
}

#[test]
fn the_question_about_energy_has_four_answers_of_one_weight() {
    let check: EnergyCheck = read(ENERGY).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(check.options.iter().map(|choice| choice.id.as_str()).collect::<Vec<_>>(), ["go_on", "shorter", "rest", "stop"]);
    assert_eq!((short().energy_check_every, full().energy_check_every, physio().energy_check_every), (None, Some(4), Some(4)));
}
