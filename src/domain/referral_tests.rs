//! A referral's way, and a letter that holds what was ticked and nothing else.

use super::*;
use crate::domain::profession::Nation;
use crate::domain::service::Category;

fn day(text: &str) -> Day {
    text.parse().expect("a literal day")
}

fn service(provider: Provider, passes_to_dwp: PassesToDwp) -> Service {
    Service {
        id: ServiceId::new("s"),
        name: "Harbour project".into(),
        category: Category::Community,
        nations: vec![Nation::England],
        provider,
        passes_to_dwp,
        data_note: String::new(),
        about: String::new(),
        who: String::new(),
        how: String::new(),
        cost: String::new(),
        contact: String::new(),
        modes: Vec::new(),
        place: String::new(),
        local_rules: String::new(),
        checked_on: None,
        source: String::new(),
    }
}

fn referral() -> Referral {
    let service = service(Provider::Charity, PassesToDwp::Unknown);
    Referral::offered(ReferralId::new("r"), PatientId::new("ben"), &service, day("2026-11-20"))
}

fn step(stage: Stage, on: &str) -> Step {
    Step { stage, on: day(on), closed_by: None, words: String::new(), items: vec![LetterItem::Name] }
}

#[test]
fn k24_what_was_sent_is_brought_up_until_somebody_says_who_closed_it_and_why() {
    let mut referral = referral();
    assert!(!referral.loop_is_open(day("2030-01-01")));
    referral.step(step(Stage::Accepted, "2026-11-20")).expect("accepted");
    assert!(!referral.loop_is_open(day("2026-11-26")) && referral.loop_is_open(day("2026-11-27")));
    referral.step(step(Stage::Sent, "2026-11-21")).expect("sent");
    assert!(!referral.loop_is_open(day("2026-12-18")) && referral.loop_is_open(day("2026-12-19")));
    referral.step(step(Stage::Waiting, "2026-12-19")).expect("waiting");
    assert!(referral.loop_is_open(day("2027-01-16")));
    assert_eq!(referral.step(step(Stage::Closed, "2027-01-20")), Err(StepRefused::ClosingUnexplained));
    let unexplained = Step { closed_by: Some(ClosedBy::Service), words: " ".into(), ..step(Stage::Closed, "2027-01-20") };
    assert_eq!(referral.step(unexplained), Err(StepRefused::ClosingUnexplained));
    let closed = Step { closed_by: Some(ClosedBy::Service), words: "No places".into(), ..step(Stage::Closed, "2027-01-20") };
    referral.step(closed).expect("closed");
    assert!(!referral.loop_is_open(day("2030-01-01")));
    assert_eq!(referral.line(), "Closed on 20 January 2027 by the service: No places");
    assert_eq!(referral.steps.len(), 5);
}

#[test]
fn a_mind_may_be_changed_until_something_was_sent() {
    let mut referral = referral();
    for stage in [Stage::Declined, Stage::Maybe, Stage::HasAlready, Stage::PrefersNotToSay, Stage::Accepted] {
        referral.step(step(stage, "2026-11-20")).expect("a change of mind");
    }
    referral.step(step(Stage::Sent, "2026-11-20")).expect("sent");
    let refused = StepRefused::OutOfOrder { from: Stage::Sent, to: Stage::Declined };
    assert_eq!(referral.step(step(Stage::Declined, "2026-11-20")), Err(refused));
}

#[test]
fn nothing_is_sent_that_was_not_accepted_or_that_carries_nothing() {
    let mut referral = referral();
    assert!(referral.step(step(Stage::Sent, "2026-11-20")).is_err());
    referral.step(step(Stage::Accepted, "2026-11-20")).expect("accepted");
    let empty = Step { items: Vec::new(), ..step(Stage::Sent, "2026-11-20") };
    assert_eq!(referral.step(empty), Err(StepRefused::NothingTicked));
}

#[test]
fn every_stage_has_a_word_that_reads_back() {
    for stage in Stage::ALL {
        assert_eq!(Stage::of(stage.word()), Some(stage));
        assert!(!stage.may_become(Stage::Offered));
    }
    assert_eq!(Stage::of("ended"), None);
}

fn possible() -> Vec<Passage> {
    let passage = |item: LetterItem| Passage { item, text: format!("text of {}", item.title()) };
    LetterItem::ALL.into_iter().map(passage).collect()
}

#[test]
fn a_letter_holds_what_was_ticked_and_nothing_is_ticked_at_first() {
    let ticks = Ticks::default();
    assert!(!ticks.recipient && ticks.items.is_empty() && ticks.items_for_dwp.is_empty());
    assert_eq!(Letter::agreed("Harbour", false, &ticks, &possible()).err(), Some(ConsentMissing::Recipient));
    let ticks = Ticks { recipient: true, ..ticks };
    assert_eq!(Letter::agreed("Harbour", false, &ticks, &possible()).err(), Some(ConsentMissing::Items));
    let ticks = Ticks { items: [LetterItem::Name, LetterItem::Job].into(), ..ticks };
    let letter = Letter::agreed("Harbour", false, &ticks, &possible()).expect("agreed");
    assert_eq!(letter.items(), [LetterItem::Name, LetterItem::Job]);
    assert_eq!(letter.passages()[1].text, "text of Work");
}

#[test]
fn a_letter_that_reaches_the_dwp_holds_what_was_ticked_both_times() {
    let items = [LetterItem::Name, LetterItem::Condition].into();
    let mut ticks = Ticks { recipient: true, items, ..Ticks::default() };
    assert_eq!(Letter::agreed("Jobcentre", true, &ticks, &possible()).err(), Some(ConsentMissing::SecondConsent));
    ticks.items_for_dwp.insert(LetterItem::OwnWords);
    assert_eq!(Letter::agreed("Jobcentre", true, &ticks, &possible()).err(), Some(ConsentMissing::SecondConsent));
    ticks.items_for_dwp.insert(LetterItem::Name);
    let letter = Letter::agreed("Jobcentre", true, &ticks, &possible()).expect("agreed");
    assert_eq!(letter.items(), [LetterItem::Name]);
    for (provider, passes, reaches) in [
        (Provider::Dwp, PassesToDwp::Unknown, true),
        (Provider::PrivateContractor, PassesToDwp::Yes, true),
        (Provider::Charity, PassesToDwp::Unknown, false),
    ] {
        assert_eq!(service(provider, passes).reaches_dwp(), reaches);
    }
}
