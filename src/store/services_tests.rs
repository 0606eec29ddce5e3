//! Services, referrals and follow-ups on disk.

use super::tests::{folder, patient, plan};
use super::*;
use crate::content::directory_entries::shipped;
use crate::domain::day::Day;
use crate::domain::follow_up::{After, FollowUpAnswers, Outcomes, Recurrence, Touch, WorkStatus, YesNo};
use crate::domain::follow_up::{Wellbeing, Wish};
use crate::domain::id::{FollowUpId, PatientId, ReferralId, ServiceId};
use crate::domain::record::Moment;
use crate::domain::referral::{ClosedBy, LetterItem, Referral, Stage, Step, StepRefused};
use crate::domain::service::Service;

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn at(text: &str) -> Moment {
    format!("{text}T10:00:00+00:00").parse().unwrap()
}

fn ben() -> PatientId {
    PatientId::new("ben")
}

fn step(stage: Stage, on: &str) -> Step {
    Step { stage, on: day(on), closed_by: None, words: String::new(), items: vec![LetterItem::Name] }
}

fn wish(after: &[After]) -> Wish {
    Wish { after: after.iter().copied().collect(), touch: Some(Touch::Letter) }
}

fn ask(store: &mut Store, patient: &str, after: &[After]) {
    let mut number = 0;
    let fresh = || {
        number += 1;
        FollowUpId::new(format!("{patient}-{number}"))
    };
    store.set_follow_ups(&PatientId::new(patient), day("2026-11-20"), &wish(after), fresh).unwrap();
}

#[test]
fn an_own_entry_is_kept_changed_and_taken_out() {
    let (_dir, mut store) = folder();
    assert_eq!(store.own_services().unwrap(), []);
    let own = Service { id: ServiceId::new("own-1"), name: "Quay project".into(), ..shipped()[0].clone() };
    store.save_own_service(&own).unwrap();
    let changed = Service { place: "Whitby, 2 miles".into(), ..own.clone() };
    store.save_own_service(&changed).unwrap();
    assert_eq!(store.own_services().unwrap(), [changed]);
    store.remove_own_service(&own.id).unwrap();
    assert_eq!(store.own_services().unwrap(), []);
}

#[test]
fn k24_a_referral_keeps_every_step_and_is_brought_up_until_it_is_closed() {
    let (_dir, mut store) = folder();
    let mut referral = Referral::offered(ReferralId::new("r1"), ben(), &shipped()[0], day("2026-11-20"));
    referral.step(step(Stage::Accepted, "2026-11-20")).unwrap();
    store.begin_referral(&referral, at("2026-11-20")).unwrap();
    let id = referral.id.clone();
    assert!(store.step_referral(&id, step(Stage::Sent, "2026-11-21"), at("2026-11-21")).unwrap().is_ok());
    assert_eq!(store.referrals_to_chase(day("2026-12-18"), 20).unwrap().len(), 0);
    let open = store.referrals_to_chase(day("2026-12-19"), 20).unwrap();
    assert_eq!(open.iter().map(|(_, name)| name.as_str()).collect::<Vec<_>>(), ["Mr Ben Okafor"]);
    let refused = store.step_referral(&id, step(Stage::Declined, "2026-12-19"), at("2026-12-19")).unwrap().err();
    assert_eq!(refused, Some(StepRefused::OutOfOrder { from: Stage::Sent, to: Stage::Declined }));
    let closed = Step { closed_by: Some(ClosedBy::Service), words: "No places".into(), ..step(Stage::Closed, "2026-12-20") };
    assert!(store.step_referral(&id, closed, at("2026-12-20")).unwrap().is_ok());
    assert_eq!(store.referrals_to_chase(day("2030-01-01"), 20).unwrap().len(), 0);
    let [kept] = &store.referrals_of(&ben()).unwrap()[..] else { panic!("one") };
    assert_eq!(kept.steps.iter().map(|step| step.stage).collect::<Vec<_>>(), [Stage::Offered, Stage::Accepted, Stage::Sent, Stage::Closed]);
    assert_eq!(store.referrals(20).unwrap().len(), 1);
}

#[test]
fn k20_nobody_is_in_the_queue_until_they_ask_and_then_at_the_months_they_chose() {
    let (_dir, mut store) = folder();
    assert_eq!(store.follow_ups().unwrap().len(), 0);
    ask(&mut store, "ben", &[After::OneMonth, After::TwelveMonths]);
    let due = |store: &Store, until: &str| store.follow_ups_due(day(until), 20).unwrap().len();
    assert_eq!((due(&store, "2026-12-19"), due(&store, "2026-12-20"), due(&store, "2027-11-20")), (0, 1, 2));
    // Asked again on the same day with other months: the open ones are replaced.
    ask(&mut store, "ben", &[After::ThreeMonths]);
    let months: Vec<u32> = store.follow_ups_of(&ben()).unwrap().iter().map(|one| one.after.months()).collect();
    assert_eq!(months, [3]);
    ask(&mut store, "ben", &[]);
    assert_eq!(store.follow_ups().unwrap().len(), 0);
}

#[test]
fn k18_what_was_answered_reads_back_as_it_was_said_and_is_counted_once() {
    let (_dir, mut store) = folder();
    ask(&mut store, "ben", &[After::OneMonth]);
    let id = FollowUpId::new("ben-1");
    let answers = FollowUpAnswers {
        work_status: Some(WorkStatus::PhasedReturn),
        felt_pressured: Some(YesNo::No),
        wellbeing: [(Wellbeing::Anxious, 7)].into(),
        own_words: "Better by Tuesday".into(),
        ..FollowUpAnswers::default()
    };
    store.mark_not_reached(&id, day("2026-12-20")).unwrap();
    assert_eq!(store.follow_ups_due(day("2026-12-21"), 20).unwrap().len(), 1);
    store.answer_follow_up(&id, day("2026-12-22"), &answers).unwrap();
    assert_eq!(store.follow_ups_due(day("2030-01-01"), 20).unwrap().len(), 0);
    let [kept] = &store.follow_ups_of(&ben()).unwrap()[..] else { panic!("one") };
    assert!(kept.answered == Some((day("2026-12-22"), answers)));
    assert_eq!(Outcomes::of(&store.follow_ups().unwrap(), day("2026-12-23")).done, 1);
    let unknown = store.answer_follow_up(&FollowUpId::new("x"), day("2026-12-22"), &FollowUpAnswers::default());
    assert_eq!(unknown, Err(StoreError::Save(Trouble::NoSuch("follow-up"))));
    // Asking again later leaves what was answered.
    ask(&mut store, "ben", &[]);
    assert_eq!(store.follow_ups().unwrap().len(), 1);
}

#[test]
fn k36_who_is_not_to_be_contacted_about_work_is_in_no_queue_and_no_reminder() {
    let (_dir, mut store) = folder();
    store.save_patient(&patient("ann", "Stone")).unwrap();
    for who in ["ben", "ann"] {
        ask(&mut store, who, &[After::OneMonth]);
        let mut referral = Referral::offered(ReferralId::new(who), PatientId::new(who), &shipped()[0], day("2026-11-20"));
        referral.step(step(Stage::Accepted, "2026-11-20")).unwrap();
        store.begin_referral(&referral, at("2026-11-20")).unwrap();
    }
    let seen = |store: &Store| {
        (store.follow_ups_due(day("2027-01-01"), 20).unwrap().len(), store.referrals_to_chase(day("2027-01-01"), 20).unwrap().len())
    };
    assert_eq!((seen(&store), store.kept_back().unwrap()), ((2, 2), 0));
    store.set_no_contact(&ben(), Some(day("2026-11-21"))).unwrap();
    store.set_no_contact(&ben(), Some(day("2026-12-25"))).unwrap();
    assert_eq!((seen(&store), store.kept_back().unwrap()), ((1, 1), 1));
    assert_eq!(store.no_contact_since(&ben()).unwrap(), Some(day("2026-11-21")));
    // The record itself is whole: what was asked for and sent stays there.
    assert_eq!((store.follow_ups_of(&ben()).unwrap().len(), store.referrals_of(&ben()).unwrap().len()), (1, 1));
    store.set_no_contact(&ben(), None).unwrap();
    assert_eq!((seen(&store), store.no_contact_since(&ben()).unwrap()), ((2, 2), None));
}

#[test]
fn k20_what_came_back_is_kept_in_a_log() {
    let (_dir, mut store) = folder();
    let came_back = |began: &str| Recurrence { began: day(began), ended: None, linked: Some(YesNo::Unsure), words: "After a move".into() };
    store.add_recurrence(&ben(), &came_back("2027-02-01")).unwrap();
    store.add_recurrence(&ben(), &came_back("2027-01-01")).unwrap();
    assert!(store.recurrences_of(&ben()).unwrap() == [came_back("2027-01-01"), came_back("2027-02-01")]);
}

#[test]
fn no_column_and_no_list_of_services_is_about_a_benefit_and_none_sorts() {
    let (_dir, store) = folder();
    let step = include_str!("sql/steps/0004_services.sql").to_lowercase();
    assert!(step.contains("follow_up") && !step.contains("benefit") && !step.contains("sanction"));
    let rows = [
        include_str!("sql/list_own_services.sql"),
        include_str!("sql/list_referrals.sql"),
        include_str!("sql/list_referrals_of_patient.sql"),
        include_str!("sql/list_referrals_to_chase.sql"),
        include_str!("sql/list_follow_ups_due.sql"),
        include_str!("sql/list_follow_ups_of_patient.sql"),
        include_str!("sql/list_recurrences.sql"),
    ];
    for sql in rows {
        let plan = plan(&store.db, sql);
        assert!(!plan.contains("TEMP B-TREE"), "{sql}\n{plan}");
    }
}

#[test]
fn k36_the_wish_holds_in_every_entry_of_one_person_and_so_does_a_change_of_mind() {
    let (_dir, mut store) = folder();
    store.save_patient(&patient("benjamin", "Okafor")).unwrap();
    let benjamin = PatientId::new("benjamin");
    for who in ["ben", "benjamin"] {
        ask(&mut store, who, &[After::OneMonth]);
        let mut referral = Referral::offered(ReferralId::new(who), PatientId::new(who), &shipped()[0], day("2026-11-20"));
        referral.step(step(Stage::Accepted, "2026-11-20")).unwrap();
        store.begin_referral(&referral, at("2026-11-20")).unwrap();
    }
    let seen = |store: &Store| {
        (store.follow_ups_due(day("2027-01-01"), 20).unwrap().len(), store.referrals_to_chase(day("2027-01-01"), 20).unwrap().len())
    };
    // Said in the entry that will show in the other one.
    store.set_no_contact(&benjamin, Some(day("2026-11-21"))).unwrap();
    assert_eq!(seen(&store), (1, 1));
    store.merge(&benjamin, &ben(), "One person", &crate::domain::id::ClinicianId::new("ada"), at("2026-11-22")).unwrap();
    assert_eq!((seen(&store), store.kept_back().unwrap()), ((0, 0), 1), "one person, whatever entries");
    assert_eq!(store.not_contacted().unwrap(), [ben(), benjamin.clone()].into());
    assert_eq!(store.no_contact_since(&ben()).unwrap(), Some(day("2026-11-21")));
    assert_eq!((store.follow_ups_of(&ben()).unwrap().len(), store.referrals_of(&ben()).unwrap().len()), (2, 2));
    store.set_no_contact(&ben(), None).unwrap();
    assert_eq!((seen(&store), store.not_contacted().unwrap().len()), ((2, 2), 0));
    assert_eq!(store.no_contact_since(&benjamin).unwrap(), None);
}
