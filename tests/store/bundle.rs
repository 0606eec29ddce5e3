//! A bundle carries all records to another folder: all or nothing, once, and never past the rules.

use super::*;

const BUNDLE: &str = "a passphrase for the way";

fn exported(store: &mut Store, dir: &Path) -> PathBuf {
    let file = dir.join("all.fitnote-bundle");
    store.export(&file, &secret(BUNDLE), Kdf::LEAST, (&ada().id, at())).unwrap();
    file
}

fn import(store: &mut Store, file: &Path) -> Result<fitnote::domain::safekeeping::Imported, StoreError> {
    store.import(file, &secret(BUNDLE), (&ada().id, at()))
}

/// Records with a note that was printed and cancelled, one that stands, and a draft.
fn full() -> (TempDir, Store) {
    let (dir, mut store, _) = folder();
    store.issue(&issuable("n1", case()), &ben().id, &ada().id, at()).unwrap();
    store.mark_printed(&NoteId::new("n1"), &ada().id, at(), fitnote::domain::life::PaperUse::Printed).unwrap();
    store.cancel(&NoteId::new("n1"), "Wrong patient", false, &ada().id, at()).unwrap();
    store.save_draft(&draft("d2", "n2"), at()).unwrap();
    store.issue(&issuable("n2", case()), &ben().id, &ada().id, at()).unwrap();
    store.save_draft(&draft("d3", "n3"), at()).unwrap();
    (dir, store)
}

#[test]
fn all_records_arrive_as_they_were_and_a_second_time_changes_nothing() {
    let (dir, mut store) = full();
    let file = exported(&mut store, dir.path());
    let bytes = fs::read(&file).unwrap();
    for plain in ["Okafor", "Low back pain", "9434765919"] {
        assert!(!bytes.windows(plain.len()).any(|window| window == plain.as_bytes()), "{plain}");
    }
    let other = tempfile::tempdir().unwrap();
    let mut there = Store::create(other.path(), new_store()).unwrap().0;
    let done = import(&mut there, &file).unwrap();
    assert_eq!((done.patients, done.notes, done.drafts, done.conflicts.len()), (1, 2, 1, 0));
    for id in ["n1", "n2"] {
        let id = NoteId::new(id);
        assert!(there.note(&id).unwrap() == store.note(&id).unwrap());
        assert_eq!(there.case_text(&id).unwrap(), store.case_text(&id).unwrap());
        assert!(there.history(&id).unwrap() == store.history(&id).unwrap());
        assert!(there.draft_of(&id).unwrap() == store.draft_of(&id).unwrap());
    }
    assert!(there.draft(&DraftId::new("d3")).unwrap() == store.draft(&DraftId::new("d3")).unwrap());
    assert_eq!(there.find_patients("okaf", 9).unwrap().len(), 1, "and is found");
    let again = import(&mut there, &file).unwrap();
    assert!(again.is_nothing_new() && again.conflicts.is_empty(), "{again:?}");
}

#[test]
fn what_differs_is_listed_and_what_is_here_stays() {
    let (dir, mut store) = full();
    let file = exported(&mut store, dir.path());
    let other = tempfile::tempdir().unwrap();
    let mut there = Store::create(other.path(), new_store()).unwrap().0;
    there.save_patient(&Patient { title: "Dr".into(), ..ben() }).unwrap();
    let mut changed = case();
    changed.statement.conditions = "Knee pain".into();
    there.issue(&issuable("n2", changed), &ben().id, &ada().id, at()).unwrap();
    let done = import(&mut there, &file).unwrap();
    let kinds: Vec<_> = done.conflicts.iter().map(|conflict| (conflict.kind, conflict.id.as_str())).collect();
    assert_eq!(kinds, [("patient", "ben"), ("note", "n2")]);
    assert_eq!(there.patient(&ben().id).unwrap().unwrap().title, "Dr");
    assert_eq!(there.note(&NoteId::new("n2")).unwrap().unwrap().case.statement.conditions, "Knee pain");
    assert!(there.note(&NoteId::new("n1")).unwrap().is_some(), "the rest arrived");
}

#[test]
fn another_passphrase_a_damaged_file_and_a_backup_are_refused_and_nothing_is_taken() {
    let (dir, mut store) = full();
    let file = exported(&mut store, dir.path());
    let backup = dir.path().join("b");
    store.back_up(&backup, at()).unwrap();
    let other = tempfile::tempdir().unwrap();
    let mut there = Store::create(other.path(), new_store()).unwrap().0;
    let wrong = there.import(&file, &secret("another"), (&ada().id, at()));
    assert_eq!(wrong, Err(StoreError::Import(Trouble::WrongBundlePassphrase)));
    assert_eq!(import(&mut there, &backup), Err(StoreError::Import(Trouble::NotABundle)));
    let good = fs::read(&file).unwrap();
    for at in (0..good.len()).step_by(good.len() / 40) {
        let mut bytes = good.clone();
        bytes[at] ^= 1;
        fs::write(&file, bytes).unwrap();
        assert!(import(&mut there, &file).is_err(), "byte {at}");
    }
    fs::write(&file, &good[..good.len() - 40]).unwrap();
    assert!(import(&mut there, &file).is_err());
    assert_eq!(there.find_patients("okaf", 9).unwrap().len(), 0);
    assert!(there.all_notes().unwrap().is_empty());
}

#[test]
fn a_draft_that_was_written_on_in_two_places_is_kept_twice_and_only_once() {
    let (dir, mut store) = full();
    let file = exported(&mut store, dir.path());
    let words = |text: &str| {
        let mut draft = draft("d3", "n3");
        draft.decision.comments = text.into();
        draft
    };
    // Here it was written on after the bundle was made.
    store.save_draft(&words("here"), at()).unwrap();
    let first = import(&mut store, &file).unwrap();
    assert_eq!((first.drafts, first.conflicts.len()), (1, 1), "{first:?}");
    let drafts = |store: &Store| -> Vec<String> {
        let lines = store.drafts_of(&ben().id).unwrap();
        let mut texts: Vec<String> = lines.iter().map(|line| store.draft(&line.id).unwrap().unwrap().decision.comments).collect();
        texts.sort();
        texts
    };
    assert_eq!(drafts(&store), [draft("d3", "n3").decision.comments, "here".to_owned()], "neither is lost");
    let again = import(&mut store, &file).unwrap();
    assert!(again.is_nothing_new() && again.conflicts.is_empty(), "{again:?}");
    assert_eq!(drafts(&store).len(), 2);
    // Where its note went out meanwhile from other words, the words of the bundle are still kept.
    let (_dir, mut there, _) = folder();
    there.save_draft(&words("there"), at()).unwrap();
    there.issue(&issuable("n3", case()), &ben().id, &ada().id, at()).unwrap();
    let done = import(&mut there, &file).unwrap();
    assert!(done.conflicts.iter().any(|conflict| conflict.kind == "draft"), "{done:?}");
    assert_eq!(drafts(&there), [draft("d3", "n3").decision.comments]);
}
