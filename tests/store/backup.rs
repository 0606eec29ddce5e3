//! A backup holds one moment of the records, opens, and goes back whole; a damaged or cut one changes nothing.

use fitnote::domain::safekeeping::Keep;
use fitnote::store::{back_up_folder, backups_in, look_into_backup, restore};

use super::*;

fn names(dir: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// Records with one note, and a backup of them.
fn backed_up() -> (TempDir, Store, PathBuf) {
    let (dir, mut store, _) = folder();
    store.issue(&issuable("n1", case()), &ben().id, &ada().id, at()).unwrap();
    let file = dir.path().join("one.fitnote-backup");
    let holds = store.back_up(&file, at()).unwrap();
    assert_eq!((holds.patients, holds.notes, holds.drafts, holds.newest_note_at), (1, 1, 0, Some(at())));
    (dir, store, file)
}

#[test]
fn a_backup_goes_back_and_what_was_there_is_kept_aside() {
    let (dir, mut store, file) = backed_up();
    store.issue(&issuable("n2", case()), &ben().id, &ada().id, at()).unwrap();
    assert_eq!(restore(dir.path(), &file, &secret(PASSPHRASE), at()), Err(StoreError::Restore(Trouble::Held)));
    drop(store);
    let done = restore(dir.path(), &file, &secret(PASSPHRASE), at()).unwrap();
    assert_eq!(unlock(dir.path()).all_notes().unwrap().len(), 1);
    let aside = done.aside.unwrap();
    assert_eq!(aside.file_name().unwrap(), "replaced-2026-11-20-101530");
    assert_eq!(unlock(&aside).all_notes().unwrap().len(), 2, "the old records open where they are kept");
    // Twice in one second: nothing is written over.
    let done = restore(dir.path(), &file, &secret(PASSPHRASE), at()).unwrap();
    assert_eq!(done.aside.unwrap().file_name().unwrap(), "replaced-2026-11-20-101530-2");
    assert!(
        !names(dir.path()).iter().any(|name| name.starts_with("scratch-") || name.starts_with("restoring-")),
        "{:?}",
        names(dir.path())
    );
}

#[test]
fn a_backup_is_made_while_a_window_has_the_records_open_and_holds_nothing_plain() {
    let (dir, store, _) = backed_up();
    let file = dir.path().join("beside.fitnote-backup");
    let holds = back_up_folder(dir.path(), &secret(PASSPHRASE), &file, at()).unwrap();
    assert_eq!(holds.notes, 1);
    assert_eq!(store.all_notes().unwrap().len(), 1, "the window goes on");
    let bytes = fs::read(&file).unwrap();
    for plain in ["Okafor", "Low back pain", "9434765919", "CREATE TABLE", "SQLite format 3"] {
        assert!(!bytes.windows(plain.len()).any(|window| window == plain.as_bytes()), "{plain}");
    }
    let wrong = back_up_folder(dir.path(), &secret("another"), &dir.path().join("x"), at());
    assert_eq!(wrong, Err(StoreError::Open(Trouble::WrongPassphrase)));
    assert!(!dir.path().join("x").exists());
}

#[test]
fn a_backup_opens_with_the_passphrase_or_the_recovery_key_and_no_other() {
    let (dir, store, recovery) = folder();
    let file = dir.path().join("one.fitnote-backup");
    store.back_up(&file, at()).unwrap();
    assert_eq!(look_into_backup(&file, &secret(PASSPHRASE), dir.path()).unwrap().patients, 1);
    assert_eq!(look_into_backup(&file, &secret(recovery.reveal()), dir.path()).unwrap().patients, 1);
    assert_eq!(store.look_into_backup(&file).unwrap().patients, 1);
    let wrong = look_into_backup(&file, &secret("another"), dir.path());
    assert_eq!(wrong, Err(StoreError::Restore(Trouble::WrongPassphrase)));
    let (_other, elsewhere, _) = folder();
    assert_eq!(elsewhere.look_into_backup(&file), Err(StoreError::Restore(Trouble::BackupDamaged)), "other records, other key");
}

#[test]
fn a_flipped_cut_lengthened_or_foreign_file_is_refused_and_the_records_stay() {
    let (dir, store, file) = backed_up();
    drop(store);
    let good = fs::read(&file).unwrap();
    let before = files_of_records(dir.path());
    let bad = dir.path().join("bad.fitnote-backup");
    let mut rows: Vec<Vec<u8>> =
        (0..good.len()).step_by(good.len() / 60).collect::<Vec<_>>().into_iter().map(|at| flipped(&good, at)).collect();
    rows.extend([good[..good.len() - 1].to_vec(), good[..good.len() / 2].to_vec(), good[..10].to_vec(), Vec::new()]);
    rows.extend([[good.as_slice(), b"x"].concat(), b"%PDF-1.7".to_vec()]);
    for bytes in rows {
        fs::write(&bad, &bytes).unwrap();
        let error = restore(dir.path(), &bad, &secret(PASSPHRASE), at()).unwrap_err();
        let is_named = matches!(error.trouble(), Trouble::BackupDamaged | Trouble::NotABackup | Trouble::Newer { .. });
        assert!(is_named, "{error:?}");
    }
    assert_eq!(restore(dir.path(), dir.path(), &secret(PASSPHRASE), at()).unwrap_err().trouble(), &Trouble::NotABackup);
    let missing = restore(dir.path(), &dir.path().join("none"), &secret(PASSPHRASE), at());
    assert_eq!(missing, Err(StoreError::Restore(Trouble::NoSuchPlace)));
    assert!(files_of_records(dir.path()) == before);
    assert_eq!(unlock(dir.path()).all_notes().unwrap().len(), 1);
}

fn flipped(bytes: &[u8], at: usize) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    bytes[at] ^= 1;
    bytes
}

fn files_of_records(dir: &Path) -> Vec<Vec<u8>> {
    [DB_FILE, KEYS_FILE].iter().map(|name| fs::read(dir.join(name)).unwrap()).collect()
}

#[test]
fn a_restore_that_is_cut_anywhere_leaves_the_old_or_the_new_records_complete() {
    // Every state that a cut can leave: the renames done so far, with the rest still lying in the incoming folder.
    for done in 0..=4 {
        let (dir, mut store, file) = backed_up();
        store.issue(&issuable("n2", case()), &ben().id, &ada().id, at()).unwrap();
        drop(store);
        let elsewhere = tempfile::tempdir().unwrap();
        restore(elsewhere.path(), &file, &secret(PASSPHRASE), at()).unwrap();
        let incoming = dir.path().join("restoring-2026-11-20-101530");
        let aside = dir.path().join("replaced-2026-11-20-101530");
        fs::create_dir(&incoming).unwrap();
        for name in [DB_FILE, KEYS_FILE] {
            fs::copy(elsewhere.path().join(name), incoming.join(name)).unwrap();
        }
        fs::create_dir(&aside).unwrap();
        let steps = [
            (dir.path().join(DB_FILE), aside.join(DB_FILE)),
            (incoming.join(DB_FILE), dir.path().join(DB_FILE)),
            (dir.path().join(KEYS_FILE), aside.join(KEYS_FILE)),
            (incoming.join(KEYS_FILE), dir.path().join(KEYS_FILE)),
        ];
        for (from, to) in &steps[..done] {
            fs::rename(from, to).unwrap();
        }
        assert!(matches!(folder_state(dir.path()), Ok(FolderState::Ready { .. })), "after {done}");
        assert_eq!(unlock(dir.path()).all_notes().unwrap().len(), 1, "after {done}");
        assert_eq!(unlock(&aside).all_notes().unwrap().len(), 2, "after {done}");
        assert!(!incoming.exists());
    }
}

#[test]
fn daily_backups_are_thinned_out_and_no_other_file_is_touched() {
    let (dir, store, _) = folder();
    let backups = store.backups_dir();
    fs::create_dir(&backups).unwrap();
    fs::write(backups.join("letter.pdf"), "x").unwrap();
    fs::write(backups.join("mine.fitnote-backup"), "x").unwrap();
    for day in 1..=9 {
        store.back_up_into(&backups, moment(&format!("2026-11-0{day}T10:00:00+00:00")), Keep { days: 3, weeks: 0, months: 0 }).unwrap();
    }
    assert_eq!(
        names(&backups),
        [
            "fitnote-2026-11-07-100000.fitnote-backup",
            "fitnote-2026-11-08-100000.fitnote-backup",
            "fitnote-2026-11-09-100000.fitnote-backup",
            "letter.pdf",
            "mine.fitnote-backup"
        ]
    );
    assert_eq!(backups_in(&backups).len(), 4);
    drop(dir);
}

#[test]
fn a_place_that_cannot_be_written_to_is_said_and_leaves_nothing() {
    let (dir, store, _) = folder();
    let error = store.back_up(&dir.path().join("none").join("a"), at()).unwrap_err();
    assert_eq!(error.to_string(), "The backup is not made: there is no such file or folder. Check the path.");
    assert!(!names(dir.path()).iter().any(|name| name.contains("part") || name.starts_with("scratch")));
}
