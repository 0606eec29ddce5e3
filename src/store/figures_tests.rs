//! What is counted from the records, and what is not.

use super::tests::{folder, issuable, issue, patient};
use crate::domain::figures::{Ended, NoteCounted};
use crate::domain::id::{ClinicianId, NoteId, PatientId};
use crate::domain::life::Origin;
use crate::domain::profession::Profession;

fn of<'a>(notes: &'a [NoteCounted], person: &str) -> Vec<&'a NoteCounted> {
    notes.iter().filter(|note| note.person == PatientId::new(person)).collect()
}

#[test]
fn a_note_is_counted_with_what_became_of_it_and_without_a_name() {
    let (_dir, mut store) = folder();
    let (ada, at) = (ClinicianId::new("ada"), "2026-11-20T10:00:00+00:00".parse().unwrap());
    issue(&mut store, "one").unwrap();
    store.cancel(&NoteId::new("one"), "the wrong patient", false, &ada, at).unwrap();
    store.save_patient(&patient("cy", "Reid")).unwrap();
    store.issue_as(&issuable("two"), &PatientId::new("cy"), &ada, at, &Origin::ByHand).unwrap();
    let notes = store.notes_to_count().unwrap();
    assert_eq!(notes.len(), 2);
    let (ben, cy) = (of(&notes, "ben"), of(&notes, "cy"));
    assert_eq!((ben[0].ended, ben[0].by_hand, ben[0].not_fit), (Some(Ended::Cancelled), false, true));
    assert_eq!((cy[0].ended, cy[0].by_hand, &cy[0].profession), (None, true, &Profession::Doctor));
    assert_eq!(format!("{:?}", cy[0]), "NoteCounted(withheld)");
    // Two entries of one person are one person.
    store.merge(&PatientId::new("cy"), &PatientId::new("ben"), "one person", &ada, at).unwrap();
    assert_eq!(of(&store.notes_to_count().unwrap(), "ben").len(), 2);
}

#[test]
fn conversations_disclosures_and_referrals_are_counted_by_their_days() {
    let (_dir, store) = folder();
    let insert = |sql: &str| store.db.execute_batch(sql).unwrap();
    for (id, day, title) in
        [("a", "2026-02-01", "Short"), ("b", "2026-02-28", "Short"), ("c", "2026-03-01", "Full"), ("d", "2026-01-31", "Full")]
    {
        insert(&format!(
            "INSERT INTO conversation VALUES ('{id}', 'ben', 'ada', NULL, '{day}T23:30:00+00:00', 0, 'short/1', '{title}', '', '')"
        ));
    }
    insert("INSERT INTO consent VALUES ('k', 'ben', 'employer', 'r', '[\"plan\"]', 'p', '2026-02-01T09:00:00+00:00', NULL, 'ada', NULL)");
    for (kind, agreed) in [("person", "NULL"), ("employer", "'k'")] {
        insert(&format!(
            "INSERT INTO disclosure (patient, consent, recipient_kind, recipient, items, purpose, paper, how, document, content, at, clinician)
             VALUES ('ben', {agreed}, '{kind}', 'r', '[\"plan\"]', 'p', 'work_plan', 'printed', 'd', 'short/1', '2026-02-14T09:00:00+00:00', 'ada')"
        ));
    }
    for (id, day, stage) in [("a", "2026-02-10", "sent"), ("b", "2026-04-10", "closed")] {
        insert(&format!(
            "INSERT INTO referral VALUES ('{id}', 'ben', 'A service', '{stage}', NULL, 0, '{{\"steps\":[{{\"on\":\"2025-01-01\"}},{{\"on\":\"{day}\"}}]}}')"
        ));
    }
    let counted = store.others_to_count("2026-02-01".parse().unwrap(), "2026-02-28".parse().unwrap()).unwrap();
    assert_eq!(counted.conversations, [("Short".to_owned(), 2)]);
    assert_eq!(counted.shared, [("An employer".to_owned(), 1)]);
    assert_eq!(counted.referrals, [("Sent".to_owned(), 1)]);
}
