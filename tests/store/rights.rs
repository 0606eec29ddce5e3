//! A person's whole record goes out complete, goes away only when it may, and two entries of one person become one and two again.

use super::*;

/// A second entry of the same person, spelt otherwise.
fn benjamin() -> Patient {
    Patient { id: PatientId::new("benjamin"), given_names: "Benjamin".into(), nhs_number: None, ..ben() }
}

fn with_two_entries() -> (TempDir, Store) {
    let (dir, mut store, _) = folder();
    store.save_patient(&benjamin()).unwrap();
    store.issue(&issuable("n1", case()), &ben().id, &ada().id, at()).unwrap();
    store.issue(&issuable("n2", case()), &benjamin().id, &ada().id, moment("2026-11-21T09:00:00+00:00")).unwrap();
    let draft = Draft { patient: benjamin().id, ..draft("d3", "n3") };
    store.save_draft(&draft, at()).unwrap();
    (dir, store)
}

fn ids(lines: &[fitnote::domain::record::NoteLine]) -> Vec<&str> {
    lines.iter().map(|line| line.id.as_str()).collect()
}

#[test]
fn joined_entries_show_as_one_and_part_again_with_nothing_changed() {
    let (_dir, mut store) = with_two_entries();
    let before: Vec<_> = ["n1", "n2"].map(|id| store.note(&NoteId::new(id)).unwrap()).into();
    let (one, two) = (ben().id, benjamin().id);
    store.merge(&two, &one, "One person, two spellings", &ada().id, at()).unwrap();
    for id in [&one, &two] {
        assert_eq!(ids(&store.notes_of(id).unwrap()), ["n1", "n2"]);
        assert_eq!(store.drafts_of(id).unwrap().len(), 1);
        assert_eq!(store.kept_entry(id).unwrap(), one);
    }
    for typed in ["okafor", "benjamin", "okafor ben"] {
        let found = store.find_patients(typed, 9).unwrap();
        assert_eq!(found.iter().map(|patient| patient.id.as_str()).collect::<Vec<_>>(), ["ben"], "{typed}");
    }
    assert_eq!(store.merged_entries(&one).unwrap()[0].patient.given_names, "Benjamin");
    assert_eq!(store.merge(&one, &two, "again", &ada().id, at()), Err(StoreError::Tidy(Trouble::SamePerson)));
    assert_eq!(store.merge(&two, &two, "itself", &ada().id, at()), Err(StoreError::Tidy(Trouble::SamePerson)));

    store.unmerge(&two, &ada().id, at()).unwrap();
    assert_eq!(ids(&store.notes_of(&one).unwrap()), ["n1"]);
    assert_eq!(ids(&store.notes_of(&two).unwrap()), ["n2"]);
    assert_eq!(store.find_patients("okafor", 9).unwrap().len(), 2);
    let after: Vec<_> = ["n1", "n2"].map(|id| store.note(&NoteId::new(id)).unwrap()).into();
    assert!(before == after);
    assert!(store.unmerge(&two, &ada().id, at()).is_err());
    store.merge(&one, &two, "The other way round", &ada().id, at()).unwrap();
    assert_eq!(store.kept_entry(&one).unwrap(), two);
}

#[test]
fn a_chain_of_joined_entries_has_one_end_and_no_ring() {
    let (_dir, mut store) = with_two_entries();
    let third = Patient { id: PatientId::new("b"), ..benjamin() };
    store.save_patient(&third).unwrap();
    store.merge(&third.id, &benjamin().id, "one", &ada().id, at()).unwrap();
    store.merge(&benjamin().id, &ben().id, "one", &ada().id, at()).unwrap();
    assert_eq!(store.kept_entry(&third.id).unwrap(), ben().id);
    assert_eq!(store.merge(&ben().id, &third.id, "a ring", &ada().id, at()), Err(StoreError::Tidy(Trouble::SamePerson)));
    assert_eq!(store.find_patients("okafor", 9).unwrap().len(), 1);
    assert_eq!(store.merge(&third.id, &PatientId::new("nobody"), "x", &ada().id, at()).unwrap_err().trouble(), &Trouble::NoSuch("record"));
}

#[test]
fn a_record_goes_only_when_it_is_old_enough_and_its_removal_stays_told() {
    let (dir, mut store) = with_two_entries();
    store.merge(&benjamin().id, &ben().id, "One person", &ada().id, at()).unwrap();
    let bundle = dir.path().join("before");
    store.export(&bundle, &secret("way"), Kdf::LEAST, (&ada().id, at())).unwrap();
    // The notes cover days up to 3 December 2026.
    let early = store.remove_record(&ben().id, "Kept for eight years", 8, &ada().id, moment("2034-12-02T09:00:00+00:00"));
    assert_eq!(early.unwrap_err().to_string(), "Nothing was changed in this record: it is kept until 3 December 2034. Come back then.");
    let late = moment("2034-12-03T09:00:00+00:00");
    assert_eq!(store.remove_record(&ben().id, " ", 8, &ada().id, late).unwrap_err().trouble(), &Trouble::ReasonMissing);
    store.remove_record(&ben().id, "Kept for eight years", 8, &ada().id, late).unwrap();
    assert!(store.all_notes().unwrap().is_empty());
    assert!(store.find_patients("okafor", 9).unwrap().is_empty());
    assert!(store.draft_lines(9).unwrap().is_empty());
    assert!(store.save_patient(&ben()).is_err(), "what was removed does not come back by hand");
    let done = store.import(&bundle, &secret("way"), (&ada().id, late)).unwrap();
    assert!(done.is_nothing_new(), "nor from a bundle: {done:?}");
    assert_eq!(done.conflicts.len(), 2);
    let told = store.audit_rows(&fitnote::store::AuditFilter::default(), 50).unwrap();
    assert!(told.iter().any(|row| row.kind == "deleted"));
    assert!(fitnote::store::verify(&store, None).unwrap().iter().all(|check| check.is_right));
}

#[test]
fn the_whole_record_holds_every_note_entry_and_draft() {
    let (_dir, mut store) = with_two_entries();
    store.merge(&benjamin().id, &ben().id, "One person", &ada().id, at()).unwrap();
    let record = store.whole_record(&ben().id, at()).unwrap();
    let json = record.to_json();
    assert_eq!(json["notes"].as_array().unwrap().len(), 2);
    assert_eq!(json["joined_entries"].as_array().unwrap().len(), 1);
    assert_eq!(json["drafts"].as_array().unwrap().len(), 1);
    assert_eq!(json["notes"][0]["history"][0]["kind"], "issued");
    assert!(!record.to_document().sheets().is_empty());
}

fn day(text: &str) -> fitnote::domain::day::Day {
    text.parse().unwrap()
}

/// Somebody in whose record there is one draft, saved on this day.
fn with_draft(store: &mut Store, id: &str, saved_at: &str) {
    let patient = Patient { id: PatientId::new(id), nhs_number: None, ..ben() };
    store.save_patient(&patient).unwrap();
    store.save_draft(&Draft { patient: patient.id, ..draft(&format!("draft-{id}"), &format!("note-{id}")) }, moment(saved_at)).unwrap();
}

fn long_kept(store: &Store, today: &str) -> (Vec<String>, usize) {
    let people = store.kept_long_enough(day(today), KEPT_YEARS, 2).unwrap();
    (people.oldest.iter().map(|kept| format!("{} {}", kept.patient.id, kept.last_day)).collect(), people.all)
}

#[test]
fn a_record_is_kept_long_enough_from_the_day_on_which_it_may_be_removed_and_not_the_day_before() {
    let (_dir, mut store) = with_two_entries();
    store.save_patient(&Patient { id: PatientId::new("nothing"), nhs_number: None, ..ben() }).unwrap();
    store.merge(&benjamin().id, &ben().id, "One person", &ada().id, at()).unwrap();
    // The notes of both entries cover days up to 3 December 2026.
    assert_eq!(long_kept(&store, "2034-12-02"), (vec![], 0));
    assert_eq!(store.may_be_removed_from(&ben().id, KEPT_YEARS).unwrap(), Some(day("2034-12-03")));
    assert_eq!(long_kept(&store, "2034-12-03"), (vec!["ben 2026-12-03".into()], 1), "one person, and nobody of whom nothing is kept");
    // What is newer in a joined entry keeps the whole.
    let draft = Draft { patient: benjamin().id, ..draft("d4", "n4") };
    store.save_draft(&draft, moment("2027-01-05T23:30:00+00:00")).unwrap();
    assert_eq!(long_kept(&store, "2035-01-04"), (vec![], 0));
    assert_eq!(long_kept(&store, "2035-01-05"), (vec!["ben 2027-01-05".into()], 1));
}

#[test]
fn what_came_after_the_last_note_keeps_a_record_as_long() {
    let (_dir, mut store, _) = folder();
    with_draft(&mut store, "talked", "2012-05-01T09:00:00+00:00");
    let patient = PatientId::new("talked");
    assert_eq!(store.may_be_removed_from(&patient, KEPT_YEARS).unwrap(), Some(day("2020-05-01")));
    let mut talked = Draft { patient: patient.clone(), ..draft("draft-talked", "note-talked") };
    let hardest = StepAnswer { words: [("hardest".to_owned(), "Standing".to_owned())].into(), ..StepAnswer::default() };
    talked.conversation.steps.insert("S3".into(), hardest);
    store.end_conversation(&talked, &ada().id, moment("2013-06-01T09:00:00+00:00")).unwrap();
    assert_eq!(long_kept(&store, "2021-05-31"), (vec![], 0));
    assert_eq!(long_kept(&store, "2021-06-01"), (vec!["talked 2013-06-01".into()], 1), "also where there is no note and no draft");
    store.set_no_contact(&patient, Some(day("2014-07-01"))).unwrap();
    assert_eq!(store.may_be_removed_from(&patient, KEPT_YEARS).unwrap(), Some(day("2022-07-01")));
    let too_soon = store.remove_record(&patient, "Kept for eight years", KEPT_YEARS, &ada().id, moment("2022-06-30T09:00:00+00:00"));
    assert!(too_soon.is_err());
    store.remove_record(&patient, "Kept for eight years", KEPT_YEARS, &ada().id, moment("2022-07-01T09:00:00+00:00")).unwrap();
}

#[test]
fn the_oldest_of_those_who_were_kept_long_enough_come_first_and_all_are_counted() {
    let (_dir, mut store, _) = folder();
    let days = [("c", "2012-05-01"), ("a", "2011-05-01"), ("leap", "2012-02-29"), ("b", "2013-05-01"), ("new", "2020-05-01")];
    for (id, on) in days {
        with_draft(&mut store, id, &format!("{on}T09:00:00+00:00"));
    }
    assert_eq!(long_kept(&store, "2026-11-20"), (vec!["a 2011-05-01".into(), "leap 2012-02-29".into()], 4));
    assert_eq!(long_kept(&store, "2019-05-01").1, 1);
    assert_eq!(long_kept(&store, "2020-02-28").1, 1);
    assert_eq!(long_kept(&store, "2020-02-29").1, 2);
    // A day is the day of whoever wrote it down: here it was still the first of May, and elsewhere the second.
    with_draft(&mut store, "west", "2013-05-01T23:00:00-10:00");
    with_draft(&mut store, "east", "2013-05-02T00:30:00+13:00");
    assert_eq!(long_kept(&store, "2021-05-01").1, 5);
    assert_eq!(long_kept(&store, "2021-05-02").1, 6);
    let late = moment("2026-11-20T09:00:00+00:00");
    store.remove_record(&PatientId::new("a"), "Kept for eight years", KEPT_YEARS, &ada().id, late).unwrap();
    assert_eq!(long_kept(&store, "2026-11-20").1, 5);
}
