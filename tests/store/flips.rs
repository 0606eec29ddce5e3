//! One bit changed anywhere, a file cut, swapped or put back from before: refused or found, by name, and nothing worse.
//!
//! `FITNOTE_TEST_FLIPS=16` flips a bit in every 16 bytes of the database and of its log, and in every byte of the other files.

use fitnote::store::{Doubt, restore, verify};

use super::attack::{Rng, content, copy_all, faults, share};
use super::*;

const BUNDLE: &str = "a passphrase for the way";
const LOG: &str = "fitnote.db-wal";
const END: &str = "end.json";

/// What the person at the window, or `verify`, is told of files that somebody or something changed.
#[derive(Debug, PartialEq)]
enum Told {
    /// They are not opened.
    Refused(Trouble),
    /// They are opened, and what is wrong is said.
    Found(Vec<String>),
    /// All that was there is there, unchanged.
    Whole,
}

/// Opens the records as the program does and holds them against what was in them.
fn told(dir: &Path, expected: &str) -> Told {
    match Store::sign_in(dir, None, &secret(PASSPHRASE), at()) {
        Err(error) => Told::Refused(error.trouble().clone()),
        Ok((store, _)) => {
            let mut found = faults(&store);
            found.extend(store.doubts().iter().map(|doubt| doubt.said().to_owned()));
            if !found.is_empty() {
                return Told::Found(found);
            }
            assert!(content(&store) == expected, "the records differ, and nothing says so");
            Told::Whole
        }
    }
}

/// A small store: closed, and as a cut left it, with its last changes in the log alone.
struct Small {
    _room: TempDir,
    closed: PathBuf,
    cut: PathBuf,
    expected: String,
}

fn small() -> Small {
    let room = tempfile::tempdir().unwrap();
    let (closed, cut, dir) = (room.path().join("closed"), room.path().join("cut"), room.path().join("data"));
    let (mut store, _) = Store::create(&dir, new_store()).unwrap();
    store.save_patient(&ben()).unwrap();
    store
        .set_passphrase(&Clinician { id: ClinicianId::new("sam"), name: "Sam Lee".into(), ..ada() }, &secret("another one"), Kdf::LEAST)
        .unwrap();
    store.save_draft(&draft("d9", "n9"), at()).unwrap();
    drop(store);
    let (mut store, _) = Store::sign_in(&dir, None, &secret(PASSPHRASE), at()).unwrap();
    store.issue(&issuable("n1", case()), &ben().id, &ada().id, at()).unwrap();
    store.issue(&issuable("n2", case()), &ben().id, &ada().id, at()).unwrap();
    let expected = content(&store);
    copy_all(&dir, &cut);
    drop(store);
    copy_all(&dir, &closed);
    assert!(fs::metadata(cut.join(LOG)).unwrap().len() > 4096 && !closed.join(LOG).exists());
    Small { _room: room, closed, cut, expected }
}

/// A copy of a folder in which one file has this content.
fn with(folder: &Path, name: &str, bytes: &[u8]) -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    copy_all(folder, dir.path());
    fs::write(dir.path().join(name), bytes).unwrap();
    dir
}

/// A file with one bit of each region flipped in turn, and the place.
fn flipped(bytes: &[u8], region: usize) -> impl Iterator<Item = (usize, Vec<u8>)> {
    let mut rng = Rng::new(bytes.len() as u64);
    let places: Vec<(usize, u8)> = (0..bytes.len().div_ceil(region))
        .map(|part| {
            let within = usize::try_from(rng.below(region as u64)).unwrap();
            ((part * region + within).min(bytes.len() - 1), 1 << rng.below(8))
        })
        .collect();
    places.into_iter().map(|(place, bit)| {
        let mut changed = bytes.to_vec();
        changed[place] ^= bit;
        (place, changed)
    })
}

/// The size of a region: of a large file, and of a small one.
fn regions() -> (usize, usize) {
    match share("FITNOTE_TEST_FLIPS", 0) {
        0 => (768, 11),
        large => (large, 1),
    }
}

#[test]
fn a_bit_flipped_anywhere_in_the_database_is_refused_by_name() {
    let small = small();
    let bytes = fs::read(small.closed.join(DB_FILE)).unwrap();
    for (place, changed) in flipped(&bytes, regions().0) {
        let dir = with(&small.closed, DB_FILE, &changed);
        let told = told(dir.path(), &small.expected);
        assert!(matches!(&told, Told::Refused(Trouble::Damaged { file: DB_FILE } | Trouble::NotADatabase)), "byte {place}: {told:?}");
        assert!(fs::read(dir.path().join(DB_FILE)).unwrap() == changed, "a damaged file stays as it is");
    }
}

#[test]
fn a_bit_flipped_anywhere_in_the_log_of_a_cut_store_is_refused_or_found() {
    let small = small();
    assert_eq!(told(with(&small.cut, "lock", b"").path(), &small.expected), Told::Whole, "a cut by itself loses nothing");
    let bytes = fs::read(small.cut.join(LOG)).unwrap();
    let mut found = 0;
    for (place, changed) in flipped(&bytes, regions().0) {
        let dir = with(&small.cut, LOG, &changed);
        match told(dir.path(), &small.expected) {
            Told::Refused(trouble) => {
                assert!(matches!(trouble, Trouble::Damaged { .. } | Trouble::NotADatabase), "byte {place}: {trouble:?}");
            }
            Told::Found(faults) => found += usize::from(faults.iter().any(|fault| fault.contains("end earlier"))),
            // Such as in a part of the log that was written over before.
            Told::Whole => {}
        }
    }
    assert!(found > 10, "a log that lost its end was found {found} times");
    // Without the log, what was in it is missed as well.
    let dir = with(&small.cut, "lock", b"");
    fs::remove_file(dir.path().join(LOG)).unwrap();
    let Told::Found(faults) = told(dir.path(), &small.expected) else { panic!("a missing log was not missed") };
    assert!(faults.iter().any(|fault| fault.contains("end earlier")), "{faults:?}");
    // It stands in the audit log from then on.
    let store = unlock(dir.path());
    assert!(store.audit_rows(&fitnote::store::AuditFilter::default(), 9).unwrap().iter().any(|row| row.kind == "doubted"));
}

#[test]
fn a_byte_changed_in_the_keys_is_refused_by_name_and_never_taken_for_a_wrong_passphrase() {
    let small = small();
    let bytes = fs::read(small.closed.join(KEYS_FILE)).unwrap();
    for (place, changed) in flipped(&bytes, regions().1) {
        let dir = with(&small.closed, KEYS_FILE, &changed);
        let told = told(dir.path(), &small.expected);
        let is_named = match &told {
            Told::Refused(Trouble::Damaged { file: KEYS_FILE } | Trouble::Newer { file: KEYS_FILE }) | Told::Found(_) => true,
            // A space between two words of the format, or the name of the hash, which earlier programs did not write.
            Told::Whole => KeysText::of(&bytes) == KeysText::of(&changed),
            Told::Refused(_) => false,
        };
        assert!(is_named, "byte {place}: {told:?}");
        assert!(fs::read(dir.path().join(KEYS_FILE)).unwrap() == changed, "a damaged file stays as it is");
    }
}

/// The slots of a key file as they read; a digit of a number may be written as a small letter or as a large one.
#[derive(PartialEq)]
struct KeysText(Option<String>);

impl KeysText {
    fn of(bytes: &[u8]) -> Self {
        Self(serde_json::from_slice::<serde_json::Value>(bytes).ok().map(|value| value["slots"].to_string().to_lowercase()))
    }
}

#[test]
fn a_byte_changed_in_the_mark_of_the_end_is_found() {
    let small = small();
    let bytes = fs::read(small.closed.join(END)).unwrap();
    for (place, changed) in flipped(&bytes, regions().1) {
        let dir = with(&small.closed, END, &changed);
        let told = told(dir.path(), &small.expected);
        let is_letter = bytes[place].is_ascii_alphabetic() && changed[place].eq_ignore_ascii_case(&bytes[place]);
        assert!(matches!(told, Told::Found(_)) || is_letter, "byte {place}: {told:?}");
    }
}

#[test]
fn whatever_is_done_to_the_count_of_wrong_passphrases_nobody_waits_longer_than_five_minutes() {
    let small = small();
    for _ in 0..5 {
        let wrong = Store::sign_in(&small.closed, Some(&ada().id), &secret("wrong"), at());
        assert!(wrong.is_err());
    }
    let bytes = fs::read(small.closed.join("attempts.json")).unwrap();
    for (place, changed) in flipped(&bytes, regions().1) {
        let dir = with(&small.closed, "attempts.json", &changed);
        match Store::sign_in(dir.path(), None, &secret(PASSPHRASE), at()) {
            Err(error) => assert!(matches!(error.trouble(), Trouble::Wait { seconds: 1..=300 }), "byte {place}: {error}"),
            Ok((store, _)) => assert!(content(&store) == small.expected && faults(&store).is_empty(), "byte {place}"),
        }
    }
}

#[test]
fn a_byte_changed_in_a_backup_or_a_bundle_is_refused_and_changes_nothing() {
    let small = small();
    let dir = with(&small.closed, "lock", b"");
    let mut store = unlock(dir.path());
    let (backup, bundle) = (dir.path().join("one.fitnote-backup"), dir.path().join("all.fitnote-bundle"));
    store.back_up(&backup, at()).unwrap();
    store.export(&bundle, &secret(BUNDLE), Kdf::LEAST, (&ada().id, at())).unwrap();
    let changed_file = dir.path().join("changed");
    let empty = tempfile::tempdir().unwrap();
    let bytes = fs::read(&backup).unwrap();
    let cut = (1..40).map(|part| (part, bytes[..bytes.len() * part / 40].to_vec()));
    for (place, changed) in flipped(&bytes, regions().0)
        .chain(flipped(&bytes[..2000], regions().1).map(|(at, head)| (at, [&head, &bytes[2000..]].concat())))
        .chain(cut)
    {
        fs::write(&changed_file, changed).unwrap();
        let error = restore(empty.path(), &changed_file, &secret(PASSPHRASE), at()).unwrap_err();
        assert!(matches!(error.trouble(), Trouble::BackupDamaged | Trouble::NotABackup | Trouble::Newer { .. }), "byte {place}: {error}");
    }
    assert_eq!(folder_state(empty.path()), Ok(FolderState::Empty));
    let bytes = fs::read(&bundle).unwrap();
    let cut = (0..40).map(|part| (part, bytes[..bytes.len() * part / 40].to_vec()));
    for (place, changed) in flipped(&bytes, regions().1).chain(cut) {
        fs::write(&changed_file, changed).unwrap();
        let error = store.import(&changed_file, &secret(BUNDLE), (&ada().id, at())).unwrap_err();
        let is_named = matches!(
            error.trouble(),
            Trouble::BundleDamaged | Trouble::NotABundle | Trouble::WrongBundlePassphrase | Trouble::Newer { .. }
        );
        assert!(is_named, "byte {place}: {error}");
    }
    assert!(content(&store) == small.expected);
}

#[test]
fn a_cut_database_or_key_file_is_refused_by_name() {
    let small = small();
    for name in [DB_FILE, KEYS_FILE] {
        let bytes = fs::read(small.closed.join(name)).unwrap();
        for part in 0..30 {
            let dir = with(&small.closed, name, &bytes[..bytes.len() * part / 30]);
            match told(dir.path(), &small.expected) {
                Told::Refused(Trouble::Damaged { file }) => assert_eq!(file, name),
                Told::Refused(Trouble::NotADatabase) => assert_eq!(name, DB_FILE),
                other => panic!("{name} cut to {part} of 30: {other:?}"),
            }
        }
    }
    let bytes = fs::read(small.cut.join(LOG)).unwrap();
    for part in 0..30 {
        let dir = with(&small.cut, LOG, &bytes[..bytes.len() * part / 30]);
        let told = told(dir.path(), &small.expected);
        assert!(matches!(told, Told::Found(_)), "the log cut to {part} of 30: {told:?}");
    }
}

#[test]
fn files_of_other_records_are_refused_or_found() {
    let (ours, theirs) = (small(), small());
    for name in [DB_FILE, KEYS_FILE, END] {
        let dir = with(&ours.closed, name, &fs::read(theirs.closed.join(name)).unwrap());
        let told = told(dir.path(), &ours.expected);
        let is_right = match name {
            DB_FILE | KEYS_FILE => told == Told::Refused(Trouble::NotADatabase),
            _ => matches!(&told, Told::Found(faults) if faults.iter().any(|fault| fault.contains("of other records"))),
        };
        assert!(is_right, "{name}: {told:?}");
    }
    // SQLite leaves a log alone that is of another file, and what was in ours is missed.
    let dir = with(&ours.cut, LOG, &fs::read(theirs.cut.join(LOG)).unwrap());
    let told = told(dir.path(), &ours.expected);
    assert!(matches!(told, Told::Found(_) | Told::Refused(Trouble::Damaged { .. } | Trouble::NotADatabase)), "{told:?}");
}

#[test]
fn files_from_before_are_found_whichever_is_put_back() {
    let small = small();
    let older = tempfile::tempdir().unwrap();
    copy_all(&small.closed, older.path());
    let dir = with(&small.closed, "lock", b"");
    let mut store = Store::sign_in(dir.path(), None, &secret(PASSPHRASE), at()).unwrap().0;
    store.issue(&issuable("n3", case()), &ben().id, &ada().id, at()).unwrap();
    let before_change = fs::read(dir.path().join(KEYS_FILE)).unwrap();
    store.remove_person(&ClinicianId::new("sam"), (&ada().id, at())).unwrap();
    let mark = store.audit_head().unwrap();
    let expected = content(&store);
    drop(store);
    assert_eq!(told(with(dir.path(), "lock", b"").path(), &expected), Told::Whole);

    let put_back = |names: &[&str]| {
        let copy = with(dir.path(), "lock", b"");
        for name in names {
            fs::copy(older.path().join(name), copy.path().join(name)).unwrap();
        }
        copy
    };
    let said = |copy: &TempDir, words: &str| {
        let told = told(copy.path(), &expected);
        assert!(matches!(&told, Told::Found(faults) if faults.iter().any(|fault| fault.contains(words))), "{words}: {told:?}");
    };
    said(&put_back(&[DB_FILE]), "end earlier");
    said(&put_back(&[DB_FILE, KEYS_FILE]), "end earlier");
    // Whoever was taken out puts the keys from before back: it is found by the next who signs in, who mends it by writing them anew.
    let copy = put_back(&[KEYS_FILE]);
    assert!(fs::read(copy.path().join(KEYS_FILE)).unwrap() == before_change);
    said(&copy, "older or a changed copy");
    let (mut store, _) = Store::sign_in(copy.path(), Some(&ada().id), &secret(PASSPHRASE), at()).unwrap();
    assert_eq!(store.doubts(), [Doubt::OtherKeys]);
    store.new_recovery_key((&ada().id, at())).unwrap();
    assert!(store.doubts().is_empty());
    drop(store);
    assert_eq!(unlock(copy.path()).doubts(), []);
    // An older mark is true as well: the row that it names is there.
    assert_eq!(told(put_back(&[END]).path(), &expected), Told::Whole);
    // The whole folder from before fits together. Only a mark that was kept elsewhere shows that there was more.
    let copy = put_back(&[DB_FILE, KEYS_FILE, END]);
    let store = unlock(copy.path());
    assert!(faults(&store).is_empty());
    let against = verify(&store, Some(&mark)).unwrap();
    assert!(against.iter().any(|check| !check.is_right && check.said.contains("cut off")), "{against:?}");
}
