//! A disk that fails at the first, second, third … call that writes, syncs, names or makes a file, until all go through: what was there
//! is there, what was not done is not half done, and once the disk is well everything goes on.
//!
//! `FITNOTE_TEST_FAULTS=1` makes every call of the long ones fail in every manner.
//!
//! The failing calls come from a small library in C (`fail.c`), which is loaded before the system's into a child of this binary.

use fitnote::domain::role::Role;
use fitnote::domain::safekeeping::Keep;
use fitnote::store::{BACKUPS_DIR, backups_in, restore};

use super::attack::{child, content, copy_all, is_clean, share};
use super::*;

const CHILD: &str = "store::faults::child_with_a_failing_disk";
const BUNDLE: &str = "a passphrase for the way";
const NEW: &str = "another passphrase of four words";
/// The system's numbers for a fault of the device and for a disk without room, and how often they come.
const MANNERS: [(&str, i32, i32); 4] =
    [("a fault", 5, 0), ("a dead disk", 5, 1), ("a full disk", 28, 1), ("half a write, then full", 28, 2)];
const WORKS: [&str; 7] = ["issue", "autosave", "backup", "passphrase", "import", "restore", "upgrade"];

fn tell(words: &str) -> bool {
    fs::File::open(format!("/fitnote-fail/{words}")).is_ok()
}

/// Arms the disk, does the work, and makes it well again; says whether the fault came.
fn failing<R>(at: usize, (_, code, manner): (&str, i32, i32), work: impl FnOnce() -> R) -> (R, bool) {
    tell(&format!("arm/{at}/{code}/{manner}"));
    let done = work();
    let was_hit = tell("hit");
    tell("rest");
    (done, was_hit)
}

/// A folder to begin each case with.
fn template(work: &str, dir: &Path) {
    if work == "upgrade" {
        return copy_all(upgrades::copy_of(1).path(), dir);
    }
    let (mut store, _) = Store::create(dir, new_store()).unwrap();
    store.save_patient(&ben()).unwrap();
    store.issue(&issuable("n1", case()), &ben().id, &ada().id, at()).unwrap();
    store.save_draft(&draft("d2", "n2"), at()).unwrap();
    match work {
        "backup" => drop(store.back_up_into(&dir.join(BACKUPS_DIR), at(), Keep::default()).unwrap()),
        "restore" => {
            store.back_up(&dir.join("old.fitnote-backup"), at()).unwrap();
            store.issue(&issuable("n2", case()), &ben().id, &ada().id, at()).unwrap();
        }
        "import" => {
            store.export(&dir.join("all.fitnote-bundle"), &secret(BUNDLE), Kdf::LEAST, (&ada().id, at())).unwrap();
            store.issue(&issuable("n2", case()), &ben().id, &ada().id, at()).unwrap();
            store.export(&dir.join("more.fitnote-bundle"), &secret(BUNDLE), Kdf::LEAST, (&ada().id, at())).unwrap();
            drop(store);
            restore_first(dir);
        }
        _ => {}
    }
}

/// An empty store that the bundles are read into.
fn restore_first(dir: &Path) {
    for name in [DB_FILE, KEYS_FILE, "end.json"] {
        let _ = fs::remove_file(dir.join(name));
    }
    drop(Store::create(dir, new_store()).unwrap());
}

/// One case: the work with the disk failing at one call, then the records as the next start finds them.
fn survives(work: &str, dir: &Path, at_call: usize, manner: (&'static str, i32, i32)) -> bool {
    let by = (&ada().id, at());
    let goes_on = at_call.is_multiple_of(2);
    if work == "upgrade" {
        let (opened, was_hit) = failing(at_call, manner, || Store::unlock(dir, None, &secret(PASSPHRASE)).map(drop));
        assert!(opened.is_ok() || was_hit);
        let store = unlock(dir);
        is_clean(dir, &store);
        assert_eq!(store.all_notes().unwrap().len(), 2);
        assert_eq!(store.draft_lines(9).unwrap().len(), 1);
        for kept in backups_in(&dir.join(BACKUPS_DIR)) {
            assert!(store.look_into_backup(&kept).is_ok());
        }
        return was_hit;
    }
    if work == "restore" {
        let file = dir.join("old.fitnote-backup");
        let (done, was_hit) = failing(at_call, manner, || restore(dir, &file, &secret(PASSPHRASE), at()));
        assert!(done.is_ok() || was_hit);
        let store = unlock(dir);
        is_clean(dir, &store);
        let notes = store.all_notes().unwrap().len();
        assert!(if done.is_ok() { notes == 1 } else { notes == 1 || notes == 2 }, "{notes}");
        assert_eq!(store.draft_lines(9).unwrap().len(), 2 - notes, "the old records or the new ones, and none of both");
        return was_hit;
    }
    let mut window = Some(unlock(dir));
    let before = window.as_ref().map(content);
    let work_once = |store: &mut Store| -> Result<(), StoreError> {
        match work {
            "issue" => store.issue(&issuable("n2", case()), &ben().id, &ada().id, at()).map(drop),
            "autosave" => {
                let mut draft = draft("d2", "n2");
                draft.decision.comments = "words ".repeat(2000);
                store.save_draft_from(&draft, at(), Some(1), by.0).map(drop)
            }
            "backup" => store.back_up_into(&dir.join(BACKUPS_DIR), at() + chrono::Duration::days(1), Keep::default()).map(drop),
            "passphrase" => store.change_passphrase(by.0, Some(&secret(PASSPHRASE)), &secret(NEW), Kdf::LEAST, by),
            _ => store.import(&dir.join("more.fitnote-bundle"), &secret(BUNDLE), by).map(drop),
        }
    };
    let (done, was_hit) = failing(at_call, manner, || {
        let done = window.as_mut().map_or(Ok(()), work_once);
        // Every second time the window is closed while the disk still fails.
        if !goes_on {
            window = None;
        }
        done
    });
    assert!(done.is_ok() || was_hit, "{work}: {done:?}");
    if let Err(error) = &done {
        let text = error.to_string();
        assert!(!text.contains('/') && text.ends_with('.'), "{text}");
    }
    let mut holds = done.is_ok();
    if let Some(mut store) = window {
        // The disk is well again: trying again does it, and finds what was done already.
        if done.is_err() && work != "passphrase" {
            work_once(&mut store).unwrap_or_else(|error| panic!("{work}, tried again after {}: {error}", manner.0));
            holds = true;
        }
    }
    let open = |with: &str| Store::unlock(dir, None, &secret(with)).ok().map(|(store, _)| store);
    let is_old = open(PASSPHRASE).is_some();
    let store = if is_old { open(PASSPHRASE) } else { open(NEW) }.unwrap_or_else(|| panic!("{work}: no passphrase opens the records"));
    assert!(store.doubts().iter().all(|doubt| *doubt == fitnote::store::Doubt::KeysCutOff), "{:?}", store.doubts());
    is_clean(dir, &store);
    let now = Some(content(&store));
    match work {
        "issue" => {
            let notes = store.all_notes().unwrap().len();
            assert!(notes == 2 || (notes == 1 && !holds), "{notes}");
            assert_eq!(store.draft_lines(9).unwrap().len(), 2 - notes, "a note and its draft at once");
        }
        "autosave" => {
            let words = store.draft(&DraftId::new("d2")).unwrap().unwrap().decision.comments;
            assert!(words.len() == 12_000 || (words.is_empty() && !holds), "{}", words.len());
        }
        "backup" => {
            let files = backups_in(&dir.join(BACKUPS_DIR));
            assert!(files.len() == 2 || (files.len() == 1 && !holds), "{files:?}");
            assert!(files.iter().all(|file| store.look_into_backup(file).is_ok()), "{files:?}");
            assert_eq!(now, before);
        }
        "passphrase" => {
            assert_eq!(now, before);
            assert!(!is_old || !holds, "it was said to be changed, and was not");
            assert_eq!(store.people().unwrap().len(), 1);
            assert_eq!(store.role_of(by.0), Ok(Role::Clinician));
        }
        _ => {
            let notes = store.all_notes().unwrap().len();
            assert!(notes == 2 || (notes == 0 && !holds), "{notes}");
        }
    }
    was_hit
}

#[test]
#[ignore = "it is the child of the test below"]
fn child_with_a_failing_disk() {
    let (Some(root), Ok(work)) = (std::env::var_os("FITNOTE_FAIL_UNDER"), std::env::var("FITNOTE_TEST_WORK")) else { return };
    let root = PathBuf::from(root);
    assert!(!tell("hit"));
    let outside = tempfile::tempdir().unwrap();
    template(&work, &outside.path().join("data"));
    // The two that make a whole copy have hundreds of calls: in every manner only where there is time.
    let is_long = ["backup", "upgrade"].contains(&work.as_str()) && share("FITNOTE_TEST_FAULTS", 0) == 0;
    for manner in MANNERS {
        let mut call = 1;
        let step = match (is_long, manner.0) {
            (false, _) => 1,
            (true, "a full disk") => 3,
            (true, _) => 11,
        };
        loop {
            let dir = root.join("data");
            copy_all(&outside.path().join("data"), &dir);
            let was_hit = survives(&work, &dir, call, manner);
            fs::remove_dir_all(&dir).unwrap();
            if !was_hit {
                break;
            }
            call += step;
            assert!(call < 5000, "there is no end of calls");
        }
        println!("survived {} of {}", call.div_ceil(step) - 1, manner.0);
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_disk_that_fails_at_any_call_loses_nothing() {
    let built = tempfile::tempdir().unwrap();
    let library = built.path().join("fail.so");
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/store/fail.c");
    let compiler = std::env::var("CC").unwrap_or_else(|_| "cc".into());
    match Command::new(&compiler).args(["-shared", "-fPIC", "-o"]).arg(&library).arg(&source).arg("-ldl").status() {
        Ok(status) if status.success() => {}
        _ => return eprintln!("skipped: no C compiler makes the library whose calls fail"),
    }
    let roots: Vec<TempDir> = WORKS.iter().map(|_| tempfile::tempdir().unwrap()).collect();
    let children: Vec<_> = WORKS
        .iter()
        .zip(&roots)
        .map(|(work, root)| {
            let variables = [
                ("FITNOTE_TEST_WORK", work.as_ref()),
                ("FITNOTE_FAIL_UNDER", root.path().as_os_str()),
                ("LD_PRELOAD", library.as_os_str()),
            ];
            (work, child(CHILD, &variables).stderr(Stdio::piped()).spawn().unwrap())
        })
        .collect();
    for (work, child) in children {
        let done = child.wait_with_output().unwrap();
        let (said, cried) = (String::from_utf8_lossy(&done.stdout).into_owned(), String::from_utf8_lossy(&done.stderr).into_owned());
        assert!(done.status.success(), "{work}\n{said}\n{cried}");
        let counts: Vec<usize> = said.lines().filter_map(|line| line.split("survived ").nth(1)?.split(' ').next()?.parse().ok()).collect();
        assert!(counts.len() == MANNERS.len() && counts.iter().all(|count| *count >= 3), "{work}: {said}");
        println!("{work}: {counts:?} calls failed");
    }
}
