//! Nothing leaves without an agreement, and nothing of it is changed: by the program's own door, and by a hand in the file.

use std::collections::BTreeSet;

use super::tests::{folder, patient};
use super::*;
use crate::domain::consent::{Agreed, Asking, How, Item, Leaving, Recipient, Refusal};
use crate::domain::id::{ClinicianId, ConsentId, PatientId};
use crate::domain::paper_kind::PaperKind;
use crate::domain::record::Moment;

fn at(day: u32) -> Moment {
    format!("2026-11-{day:02}T10:00:00+00:00").parse().unwrap()
}

fn ada() -> ClinicianId {
    ClinicianId::new("ada")
}

fn ben() -> PatientId {
    PatientId::new("ben")
}

fn foods() -> Recipient {
    Recipient::Employer("Harbour Foods".into())
}

fn plan() -> BTreeSet<Item> {
    [Item::Paper(PaperKind::WorkPlan)].into()
}

fn agreed(recipient: &Recipient, ends: Option<u32>) -> Agreed {
    let asking = Asking {
        recipient: Some(recipient.clone()),
        items: plan(),
        purpose: "To plan the return".into(),
        ends_on: ends.map(|day| at(day).date_naive()),
        again: plan(),
    };
    Agreed::new(&asking, at(20).date_naive()).unwrap()
}

fn leaving(consent: Option<&str>, recipient: Recipient) -> Leaving {
    Leaving {
        patient: ben(),
        consent: consent.map(ConsentId::new),
        recipient,
        paper: PaperKind::WorkPlan,
        items: plan(),
        purpose: "To plan the return".into(),
        how: How::Printed,
        document: "d1".into(),
        content: "short/1".into(),
    }
}

fn refused<T>(result: Result<T, StoreError>) -> Option<Trouble> {
    result.err().map(|error| error.trouble().clone())
}

#[test]
fn what_was_agreed_and_what_left_read_back_as_they_were() {
    let (_dir, mut store) = folder();
    store.give_consent(&ConsentId::new("k1"), &ben(), &agreed(&foods(), Some(25)), &ada(), at(20)).unwrap();
    let left = leaving(Some("k1"), foods());
    store.disclose(&left, &ada(), at(25)).unwrap();
    store.disclose(&leaving(None, Recipient::Person), &ada(), at(26)).unwrap();
    let ledger = store.ledger(&ben()).unwrap();
    let consent = &ledger.consents[0];
    assert_eq!((consent.given_at, consent.ends_on, consent.withdrawn_at), (at(20), Some(at(25).date_naive()), None));
    assert!(consent.recipient == foods() && consent.items == plan() && consent.purpose == "To plan the return");
    assert_eq!(ledger.disclosures.len(), 2);
    assert!(ledger.disclosures[0].left == left && ledger.disclosures[0].at == at(25));
    assert!(ledger.disclosures[1].left.recipient == Recipient::Person);
    store.save_patient(&patient("ann", "Stone")).unwrap();
    assert!(store.ledger(&PatientId::new("ann")).unwrap() == crate::domain::consent::Ledger::default());
}

#[test]
fn k5_nothing_but_the_persons_own_copy_and_the_practices_record_leaves_without_a_consent() {
    let (_dir, mut store) = folder();
    store.save_patient(&patient("ann", "Stone")).unwrap();
    store.give_consent(&ConsentId::new("k1"), &ben(), &agreed(&foods(), Some(25)), &ada(), at(20)).unwrap();
    let none = Some(Trouble::NotAgreed(Refusal::None));
    for recipient in [foods(), Recipient::Service("Physio".into()), Recipient::Dwp, Recipient::Other("Union".into())] {
        assert_eq!(refused(store.disclose(&leaving(None, recipient.clone()), &ada(), at(21))), none);
        assert_eq!(refused(store.disclose(&leaving(Some("k9"), recipient), &ada(), at(21))), none);
    }
    let other = leaving(Some("k1"), Recipient::Employer("Quay Foods".into()));
    assert_eq!(refused(store.disclose(&other, &ada(), at(21))), none, "another recipient");
    let ann = Leaving { patient: PatientId::new("ann"), ..leaving(Some("k1"), foods()) };
    assert_eq!(refused(store.disclose(&ann, &ada(), at(21))), none, "another person");
    let more = Leaving { items: [Item::Paper(PaperKind::WorkPlan), Item::Condition].into(), ..leaving(Some("k1"), foods()) };
    assert_eq!(refused(store.disclose(&more, &ada(), at(21))), Some(Trouble::NotAgreed(Refusal::NotAmongItems)));
    assert_eq!(refused(store.disclose(&leaving(Some("k1"), foods()), &ada(), at(26))), Some(Trouble::NotAgreed(Refusal::Ended)));
    assert!(store.ledger(&ben()).unwrap().disclosures.is_empty());
    for recipient in [Recipient::Person, Recipient::ClinicalRecord] {
        store.disclose(&leaving(None, recipient), &ada(), at(21)).unwrap();
    }
}

#[test]
fn a_withdrawal_stops_what_is_to_come_and_says_what_has_gone() {
    let (_dir, mut store) = folder();
    store.give_consent(&ConsentId::new("k1"), &ben(), &agreed(&foods(), None), &ada(), at(20)).unwrap();
    store.disclose(&leaving(Some("k1"), foods()), &ada(), at(21)).unwrap();
    store.withdraw_consent(&ConsentId::new("k1"), &ada(), at(22)).unwrap();
    let withdrawn = Some(Trouble::NotAgreed(Refusal::Withdrawn));
    assert_eq!(refused(store.disclose(&leaving(Some("k1"), foods()), &ada(), at(22))), withdrawn);
    assert_eq!(refused(store.withdraw_consent(&ConsentId::new("k1"), &ada(), at(23))), withdrawn, "once");
    assert_eq!(refused(store.withdraw_consent(&ConsentId::new("k9"), &ada(), at(23))), Some(Trouble::NotAgreed(Refusal::None)));
    let ledger = store.ledger(&ben()).unwrap();
    assert_eq!(ledger.consents[0].withdrawn_at, Some(at(22)));
    let words = ledger.withdrawal_words(&ledger.consents[0]);
    assert!(words.contains("Work plan, printed on 21 November 2026") && words.contains("cannot be called back"), "{words}");
}

#[test]
fn a_hand_in_the_file_neither_changes_the_ledger_nor_goes_round_it() {
    let (_dir, mut store) = folder();
    store.give_consent(&ConsentId::new("k1"), &ben(), &agreed(&foods(), Some(25)), &ada(), at(20)).unwrap();
    store.give_consent(&ConsentId::new("k2"), &ben(), &agreed(&foods(), None), &ada(), at(20)).unwrap();
    store.disclose(&leaving(Some("k1"), foods()), &ada(), at(21)).unwrap();
    store.withdraw_consent(&ConsentId::new("k2"), &ada(), at(22)).unwrap();
    let columns = "patient, consent, recipient_kind, recipient, items, purpose, paper, how, document, content, at, clinician";
    let again = |change: &str| format!("INSERT INTO disclosure ({columns}) SELECT {change} FROM disclosure WHERE id = 1");
    let rest = "recipient_kind, recipient, items, purpose, paper, how, document, content, at, clinician";
    for attempt in [
        "UPDATE consent SET purpose = 'other'".to_owned(),
        "DELETE FROM consent".to_owned(),
        "INSERT OR REPLACE INTO consent SELECT * FROM consent WHERE id = 'k1'".to_owned(),
        "UPDATE consent_withdrawal SET at = '2027-01-01T00:00:00+00:00'".to_owned(),
        "DELETE FROM consent_withdrawal".to_owned(),
        "INSERT OR REPLACE INTO consent_withdrawal SELECT * FROM consent_withdrawal".to_owned(),
        "UPDATE disclosure SET recipient = 'x'".to_owned(),
        "DELETE FROM disclosure".to_owned(),
        "INSERT OR REPLACE INTO disclosure SELECT * FROM disclosure".to_owned(),
        again(&format!("patient, NULL, {rest}")),
        again(&format!("patient, 'k2', {rest}")),
        again("patient, consent, recipient_kind, '{\"kind\":\"employer\",\"name\":\"X\"}', items, purpose, paper, how, document, content, at, clinician"),
        again("patient, consent, recipient_kind, recipient, items, purpose, paper, how, document, content, '2026-11-26T00:00:00+00:00', clinician"),
        again("patient, consent, recipient_kind, recipient, '[\"condition\"]', purpose, paper, how, document, content, at, clinician"),
        "INSERT INTO consent SELECT 'k3', patient, 'dwp', '{\"kind\":\"dwp\"}', items, purpose, given_at, ends_on, clinician, NULL FROM consent WHERE id = 'k1'".to_owned(),
        "INSERT INTO consent SELECT 'k3', patient, 'person', recipient, items, purpose, given_at, ends_on, clinician, NULL FROM consent WHERE id = 'k1'".to_owned(),
    ] {
        assert!(store.db.execute(&attempt, []).is_err(), "{attempt}");
    }
    // The same insert goes through where nothing is changed: the attempts failed for their own reason.
    assert_eq!(store.db.execute(&again(columns), []), Ok(1));
}

fn rows(store: &Store, patient: &str) -> Vec<(PaperKind, How, Recipient)> {
    let ledger = store.ledger(&PatientId::new(patient)).unwrap();
    ledger.disclosures.into_iter().map(|gone| (gone.left.paper, gone.left.how, gone.left.recipient)).collect()
}

#[test]
fn k5_every_paper_of_a_statement_is_a_row_whoever_made_it() {
    use crate::domain::id::NoteId;
    use crate::domain::life::{Origin, PaperUse};
    let (_dir, mut store) = folder();
    super::tests::issue(&mut store, "n1").unwrap();
    assert!(rows(&store, "ben").is_empty(), "a note that nobody has is no disclosure");
    let n1 = NoteId::new("n1");
    for (day, what) in [(21, PaperUse::Saved), (22, PaperUse::Printed), (23, PaperUse::Printed)] {
        store.mark_printed(&n1, &ada(), at(day), what).unwrap();
    }
    store.issue_as(&super::tests::issuable("n2"), &ben(), &ada(), at(24), &Origin::ByHand).unwrap();
    store.disclose_duplicate(&n1, How::Printed, &ada(), at(25)).unwrap();
    let expected = [How::Saved, How::Printed, How::Printed, How::ByHand, How::Printed].map(|how| (PaperKind::Med3, how, Recipient::Person));
    assert!(rows(&store, "ben") == expected);
    let ledger = store.ledger(&ben()).unwrap();
    let first = &ledger.disclosures[0];
    assert!(first.left.items == [Item::Paper(PaperKind::Med3), Item::Condition].into() && first.left.document == "n1");
    assert_eq!((first.at, first.recorded_by.as_str()), (at(21), "Dr Ada Rowe"));
    assert!(!first.left.purpose.is_empty() && ledger.disclosures[4].left.purpose.contains("original is lost"));
}

#[test]
fn k5_a_bundle_is_a_row_in_everybodys_ledger() {
    let (dir, mut store) = folder();
    store.save_patient(&patient("ann", "Stone")).unwrap();
    let file = dir.path().join("all");
    store.export(&file, &secrecy::SecretString::from("way"), Kdf::LEAST, (&ada(), at(21))).unwrap();
    for who in ["ben", "ann"] {
        assert!(rows(&store, who) == [(PaperKind::Bundle, How::Saved, Recipient::ClinicalRecord)], "{who}");
    }
}

#[test]
fn k5_what_was_shared_in_an_entry_that_was_joined_shows_and_its_agreement_still_counts() {
    let (_dir, mut store) = folder();
    store.save_patient(&patient("benjamin", "Okafor")).unwrap();
    let benjamin = PatientId::new("benjamin");
    store.give_consent(&ConsentId::new("k1"), &benjamin, &agreed(&foods(), None), &ada(), at(20)).unwrap();
    store.disclose(&Leaving { patient: benjamin.clone(), ..leaving(Some("k1"), foods()) }, &ada(), at(21)).unwrap();
    store.give_consent(&ConsentId::new("k2"), &ben(), &agreed(&foods(), None), &ada(), at(19)).unwrap();
    store.disclose(&leaving(Some("k2"), foods()), &ada(), at(22)).unwrap();
    store.merge(&benjamin, &ben(), "One person", &ada(), at(23)).unwrap();
    for who in [&ben(), &benjamin] {
        let ledger = store.ledger(who).unwrap();
        let consents: Vec<&str> = ledger.consents.iter().map(|consent| consent.id.as_str()).collect();
        assert_eq!(consents, ["k2", "k1"], "the oldest first, whichever entry");
        assert_eq!(ledger.disclosures.iter().map(|gone| gone.at).collect::<Vec<_>>(), [at(21), at(22)]);
    }
}

#[test]
fn a_paper_is_told_by_its_own_identity_and_kind() {
    let (_dir, mut store) = folder();
    store.disclose(&leaving(None, Recipient::Person), &ada(), at(21)).unwrap();
    assert!(store.is_told("d1", PaperKind::WorkPlan).unwrap());
    assert!(!store.is_told("d2", PaperKind::WorkPlan).unwrap() && !store.is_told("d1", PaperKind::EmployerPage).unwrap());
}
