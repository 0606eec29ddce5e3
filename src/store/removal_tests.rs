//! A record that was removed is gone from every page of the database, not only from its tables.

use super::tests::{CASE, folder, issue, patient};
use super::*;
use crate::domain::case_file::read_case;
use crate::domain::draft::{Conversation, Decision, Draft};
use crate::domain::id::{ClinicianId, DraftId, NoteId, PatientId};
use crate::domain::life::Origin;
use crate::domain::record::{Moment, Patient};
use crate::paper::Med3Page;
use crate::rules::{self, Issuable, PrintOptions};

/// Nobody else's record has this in it, however it is folded.
const PLANTED: &str = "Zanzibarite";

fn at(text: &str) -> Moment {
    text.parse().unwrap()
}

/// Every page as it is decrypted, those that are free as well.
fn pages(store: &mut Store) -> Vec<u8> {
    let pages = store.db.serialize("main").unwrap().to_vec();
    assert!(pages.starts_with(b"SQLite format 3\0"), "they are in clear");
    pages
}

/// How often what was planted stands in these pages, and what stands around the first.
fn planted(pages: &[u8]) -> (usize, String) {
    let lower = pages.to_ascii_lowercase();
    let word = PLANTED.to_ascii_lowercase();
    let places: Vec<usize> = lower.windows(word.len()).enumerate().filter(|(_, part)| *part == word.as_bytes()).map(|(at, _)| at).collect();
    let around = places.first().map(|first| {
        let part = &pages[first.saturating_sub(60)..(first + 60).min(pages.len())];
        format!("page {}: {}", first / 4096 + 1, String::from_utf8_lossy(part))
    });
    (places.len(), around.unwrap_or_default())
}

/// Somebody with something in every table that tells of people.
fn plant(store: &mut Store, id: &str, number: usize) {
    let person = Patient {
        given_names: format!("Ben{number} {PLANTED}"),
        address: vec![format!("{number} {PLANTED} Road"), format!("{PLANTED} ").repeat(number % 7)],
        ..patient(id, &format!("{PLANTED}-{number}"))
    };
    store.save_patient(&person).unwrap();
    let ada = ClinicianId::new("ada");
    let text = CASE.replace("Low back pain", &format!("{PLANTED} pain {number}"));
    let case = read_case(&text).unwrap_or_else(|fault| panic!("{fault}"));
    for part in 0..2 {
        let set = rules::in_force(case.statement.on);
        let note = NoteId::new(format!("n-{id}-{part}"));
        let issuable = Issuable::new(note, case.clone(), None, PrintOptions::default(), set, &Med3Page);
        let issuable = issuable.unwrap_or_else(|refusal| panic!("{refusal:?}"));
        store.issue(&issuable, &person.id, &ada, at("2026-11-20T10:00:00+00:00")).unwrap();
    }
    // Longer with each key, as it is typed: from one page into others.
    for length in [1, 30, 200, 900] {
        let draft = Draft {
            id: DraftId::new(format!("d-{id}")),
            patient: person.id.clone(),
            note: NoteId::new(format!("n-{id}-draft")),
            clinician: ada.clone(),
            begun_on: case.statement.on,
            origin: Origin::First,
            conversation: Conversation::default(),
            decision: Decision { comments: format!("{PLANTED} {number} ").repeat(length), ..Decision::default() },
        };
        store.save_draft(&draft, at("2026-11-20T10:00:00+00:00")).unwrap();
    }
    let long = format!("{PLANTED} {number} ").repeat(number % 5 * 120);
    store
        .db
        .execute_batch(&format!(
            "INSERT INTO conversation VALUES ('c-{id}', '{id}', 'ada', NULL, '2026-11-20T10:00:00+00:00', 0, 'short/1', 'Short', '{PLANTED} {long}', '{PLANTED} {long}');
             INSERT INTO pause VALUES ('p-{id}', '{id}', 'ada', '{PLANTED} {long}');
             INSERT INTO consent VALUES ('k-{id}', '{id}', 'employer', '{PLANTED} Foods', '[\"plan\"]', '{PLANTED}', '2026-11-20T10:00:00+00:00', NULL, 'ada', NULL);
             INSERT INTO disclosure (patient, consent, recipient_kind, recipient, items, purpose, paper, how, document, content, at, clinician)
             VALUES ('{id}', 'k-{id}', 'employer', '{PLANTED} Foods', '[\"plan\"]', '{PLANTED}', 'work_plan', 'printed', '{PLANTED}.pdf', 'short/1', '2026-11-20T10:00:00+00:00', 'ada');
             INSERT INTO consent_withdrawal VALUES ('k-{id}', '2026-11-20T10:00:00+00:00', 'ada');
             INSERT INTO referral VALUES ('r-{id}', '{id}', '{PLANTED} clinic', 'sent', NULL, 0, '{PLANTED} {long}');
             INSERT INTO follow_up VALUES ('f-{id}', '{id}', 3, '2026-11-20', '2027-02-20', 'telephone {PLANTED}', '2027-02-20', NULL, '{PLANTED}');
             INSERT INTO recurrence (patient, began, content) VALUES ('{id}', '2026-11-20', '{PLANTED} {long}');
             INSERT INTO no_contact VALUES ('{id}', '2026-11-20');"
        ))
        .unwrap();
}

#[test]
fn the_words_of_a_removed_record_are_in_no_page_of_the_database() {
    let (_dir, mut store) = folder();
    issue(&mut store, "n1").unwrap();
    // Between others who stay, in no order, so that rows move from page to page.
    let ids: Vec<String> = (0..97_usize).map(|number| format!("{:02}", number * 7 % 97)).collect();
    for (number, id) in ids.iter().enumerate() {
        plant(&mut store, &format!("gone-{id}"), number);
        for stays in 0..6 {
            store.save_patient(&patient(&format!("stays-{id}-{stays}"), &format!("Stone{stays}"))).unwrap();
        }
    }
    assert!(planted(&pages(&mut store)).0 > 1000, "they are there before");
    let late = at("2035-11-20T10:00:00+00:00");
    for id in ids.iter().rev() {
        store
            .remove_record(&PatientId::new(format!("gone-{id}")), "Kept for eight years", KEPT_YEARS, &ClinicianId::new("ada"), late)
            .unwrap();
    }
    let (count, around) = planted(&pages(&mut store));
    assert_eq!(count, 0, "{around}");
    assert!(store.find_patients(PLANTED, 9).unwrap().is_empty());
    assert_eq!(std::fs::metadata(store.dir.join(format!("{DB_FILE}-wal"))).unwrap().len(), 0, "nor in the log");
    // Who stays is whole.
    assert!(verify(&store, None).unwrap().iter().all(|check| check.is_right));
    assert_eq!(store.find_patients("stone", 999).unwrap().len(), 97 * 6);
}
