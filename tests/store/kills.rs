//! Killed at any moment: nothing that was acknowledged is lost, nothing is half written, and every start afterwards is clean.
//!
//! A child of this binary works on a real folder and says what it was told is done; it gets SIGKILL at a moment somewhere in the next
//! piece of work. `FITNOTE_TEST_KILLS=100` kills each kind of work a hundred times.

use std::time::{Duration, Instant};

use fitnote::domain::role::Role;
use fitnote::domain::safekeeping::Keep;
use fitnote::store::{BACKUPS_DIR, Doubt, backups_in};

use super::attack::{Rng, child, content, copy_all, is_clean, share};
use super::*;

const USUAL: usize = 100;
const CHILD: &str = "store::kills::child_that_works_until_it_is_killed";

fn passphrase(number: usize) -> SecretString {
    secret(&format!("passphrase number {number}"))
}

fn counted(number: usize) -> Draft {
    let mut counted = draft("d1", "n1");
    counted.decision.comments = format!("{number} {}", "words ".repeat(number * 37 % 900));
    counted
}

fn number_of(draft: &Draft) -> usize {
    let number = draft.decision.comments.split(' ').next().and_then(|word| word.parse().ok()).unwrap_or(0);
    assert!(number == 0 || *draft == counted(number), "the draft is not one that was ever saved");
    number
}

/// What the child does, over and over, from a number on. It says the number of each piece once it is acknowledged.
#[test]
#[ignore = "it is the child of the tests below"]
fn child_that_works_until_it_is_killed() {
    let variable = |name: &str| std::env::var(name).ok();
    let (Some(dir), Some(work), Some(from)) =
        (variable("FITNOTE_TEST_DIR"), variable("FITNOTE_TEST_WORK"), variable("FITNOTE_TEST_FROM").and_then(|text| text.parse().ok()))
    else {
        return;
    };
    let dir = Path::new(&dir);
    if work == "upgrade" {
        println!("begun");
        drop(unlock(dir));
        println!("done 0");
        return;
    }
    let mut store = match work.as_str() {
        "passphrase" => Store::unlock(dir, None, &passphrase(from)).unwrap().0,
        _ => unlock(dir),
    };
    let by = (&ada().id, at());
    println!("begun");
    for number in from + 1.. {
        match work.as_str() {
            "issue" => {
                let id = format!("n{number}");
                store.save_draft(&draft(&format!("d{number}"), &id), at()).unwrap();
                store.issue(&issuable(&id, case()), &ben().id, &ada().id, at()).unwrap();
            }
            "autosave" => {
                let revision = store.draft_revision(&DraftId::new("d1")).unwrap();
                store.save_draft_from(&counted(number), at(), revision, &ada().id).unwrap();
            }
            "backup" => {
                let day = at() + chrono::Duration::days(i64::try_from(number).unwrap());
                store.set_setting("counted", &number).unwrap();
                store.back_up_into(&dir.join(BACKUPS_DIR), day, Keep { days: 3, weeks: 0, months: 0 }).unwrap();
            }
            "passphrase" => {
                let sam = Clinician { id: ClinicianId::new("sam"), name: "Sam Lee".into(), ..ada() };
                if number % 2 == 0 {
                    store.add_person(&sam, Role::Assistant, &secret("another one"), Kdf::LEAST, by).unwrap();
                } else if store.people().unwrap().iter().any(|person| person.clinician.id == sam.id && person.signs_in) {
                    store.remove_person(&sam.id, by).unwrap();
                }
                store.change_passphrase(&ada().id, Some(&passphrase(number - 1)), &passphrase(number), Kdf::LEAST, by).unwrap();
            }
            other => panic!("{other}"),
        }
        println!("done {number}");
    }
}

/// Lets a child work from a number on and kills it somewhere in the piece after `pieces` more; gives the last piece that was
/// acknowledged, and how long a piece takes.
fn killed(dir: &Path, work: &str, from: usize, pieces: usize, rng: &mut Rng, takes: &mut Duration) -> usize {
    let from_text = from.to_string();
    let variables =
        [("FITNOTE_TEST_DIR", dir.as_os_str()), ("FITNOTE_TEST_WORK", work.as_ref()), ("FITNOTE_TEST_FROM", from_text.as_ref())];
    let mut child = child(CHILD, &variables).stderr(Stdio::piped()).spawn().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut done = from;
    let mut seen = 0;
    let mut begun = Instant::now();
    let mut has_begun = false;
    for line in lines.by_ref() {
        let line = line.unwrap();
        // The name of the test stands in front of the first line.
        if line.ends_with("begun") {
            (has_begun, begun) = (true, Instant::now());
        } else if let Some(number) = line.strip_prefix("done ") {
            done = number.parse().unwrap();
            seen += 1;
        }
        if has_begun && seen >= pieces {
            break;
        }
    }
    assert!(has_begun, "the child of {work} never began: {}", std::io::read_to_string(child.stderr.take().unwrap()).unwrap());
    if let Some(pieces) = u32::try_from(seen).ok().filter(|pieces| *pieces > 0) {
        *takes = begun.elapsed() / pieces;
    }
    let wait = Duration::from_nanos(rng.below(u64::try_from(takes.as_nanos()).unwrap() * 6 / 5));
    let spin = Instant::now();
    while spin.elapsed() < wait {
        std::hint::spin_loop();
    }
    child.kill().unwrap();
    child.wait().unwrap();
    // What it still said before it died was acknowledged too.
    let late = lines.map_while(Result::ok).filter_map(|line| line.strip_prefix("done ").and_then(|number| number.parse().ok())).last();
    late.unwrap_or(done)
}

/// Kills one kind of work again and again on the same folder; `check` opens it and says at which number it stands.
fn again_and_again(work: &str, kills: usize, seed: u64, begin: impl Fn() -> TempDir, check: impl Fn(&Path, usize) -> usize) {
    let mut rng = Rng::new(seed);
    let mut takes = Duration::from_millis(5);
    let mut acknowledged = 0;
    for round in 0..kills.div_ceil(10) {
        let dir = begin();
        let mut at = 0;
        for kill in 0..10.min(kills - round * 10) {
            let done = killed(dir.path(), work, at, (kill + round) % 4, &mut rng, &mut takes);
            acknowledged += done - at;
            at = check(dir.path(), done);
            assert!(at == done || at == done + 1, "{work}: {done} was acknowledged, and there is {at}");
        }
    }
    assert!(acknowledged >= kills / 2, "{work}: too few pieces were done to say anything: {acknowledged}");
}

#[test]
fn killed_while_issuing() {
    let begin = || folder().0;
    again_and_again("issue", share("FITNOTE_TEST_KILLS", USUAL), 1, begin, |dir, done| {
        let store = unlock(dir);
        is_clean(dir, &store);
        let notes = store.all_notes().unwrap();
        let numbers: Vec<String> = (1..=notes.len()).map(|number| format!("n{number}")).collect();
        assert!(notes.iter().map(|note| note.id.to_string()).eq(numbers), "a note was lost");
        for note in &notes {
            assert!(store.note(&note.id).unwrap().unwrap().case == case(), "{} is half written", note.id);
        }
        // Between the draft and its note there may be one draft, and never a draft beside its note.
        let drafts = store.draft_lines(99).unwrap();
        assert!(drafts.len() <= 1 && drafts.iter().all(|draft| draft.id.as_str() == format!("d{}", notes.len() + 1)), "{drafts:?}");
        assert!(notes.len() >= done, "{done} was acknowledged and is gone");
        notes.len()
    });
}

#[test]
fn killed_while_saving_a_draft() {
    let begin = || folder().0;
    again_and_again("autosave", share("FITNOTE_TEST_KILLS", USUAL), 2, begin, |dir, _| {
        let store = unlock(dir);
        is_clean(dir, &store);
        assert!(store.draft_lines(9).unwrap().len() <= 1, "no draft is kept twice");
        store.draft(&DraftId::new("d1")).unwrap().as_ref().map_or(0, number_of)
    });
}

#[test]
fn killed_while_backing_up() {
    let begin = || {
        let (dir, mut store, _) = folder();
        store.issue(&issuable("n1", case()), &ben().id, &ada().id, at()).unwrap();
        dir
    };
    again_and_again("backup", share("FITNOTE_TEST_KILLS", USUAL), 3, begin, |dir, _| {
        let store = unlock(dir);
        is_clean(dir, &store);
        let files = backups_in(&dir.join(BACKUPS_DIR));
        // At most three days are kept, and one more between writing it and letting the oldest go.
        assert!(files.len() <= 4, "{files:?}");
        for file in &files {
            let holds = store.look_into_backup(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
            assert_eq!((holds.patients, holds.notes), (1, 1));
        }
        let newest = files.first().map(|file| file.file_stem().unwrap().to_str().unwrap().trim_start_matches("fitnote-")[..10].to_owned());
        let day = |text: String| text.parse::<fitnote::domain::day::Day>().unwrap();
        newest.map_or(0, |text| usize::try_from((day(text) - at().date_naive()).num_days()).unwrap())
    });
}

#[test]
fn killed_while_passphrases_change() {
    let begin = || {
        let (dir, mut store, _) = folder();
        store.issue(&issuable("n1", case()), &ben().id, &ada().id, at()).unwrap();
        store.set_passphrase(&ada(), &passphrase(0), Kdf::LEAST).unwrap();
        dir
    };
    again_and_again("passphrase", share("FITNOTE_TEST_KILLS", USUAL), 4, begin, |dir, done| {
        let opens = |number: usize| Store::unlock(dir, Some(&ada().id), &passphrase(number)).ok().map(|(store, _)| store);
        let (old, new) = (opens(done).is_some(), opens(done + 1).is_some());
        assert!(old != new, "of the passphrases before and after, one opens the records: {old}, {new}");
        let number = if new { done + 1 } else { done };
        let store = opens(number).unwrap();
        assert!(store.doubts().iter().all(|doubt| *doubt == Doubt::KeysCutOff), "{:?}", store.doubts());
        is_clean(dir, &store);
        assert_eq!(store.all_notes().unwrap().len(), 1);
        let sam = store.people().unwrap().into_iter().find(|person| person.clinician.id.as_str() == "sam");
        drop(store);
        // Sam is somebody, with the role that was given, or nobody.
        match Store::unlock(dir, None, &secret("another one")) {
            Ok((store, _)) => {
                assert_eq!(store.signed_in().map(|(_, role)| *role), Some(Role::Assistant));
                assert!(sam.is_some_and(|sam| sam.signs_in));
            }
            Err(error) => assert!(matches!(error.trouble(), Trouble::WrongPassphrase | Trouble::UnknownClinician), "{error}"),
        }
        number
    });
}

#[test]
fn killed_while_upgrading() {
    let (mut rng, mut dirs) = (Rng::new(5), Vec::new());
    // How long an upgrade takes, and what comes of it.
    let whole = upgrades::copy_of(1);
    let mut takes = Duration::from_millis(1);
    killed(whole.path(), "upgrade", 0, 1, &mut rng, &mut takes);
    let expected = content(&unlock(whole.path()));
    let mut cut = 0;
    for _ in 0..share("FITNOTE_TEST_KILLS", USUAL) {
        let dir = upgrades::copy_of(1);
        killed(dir.path(), "upgrade", 0, 0, &mut rng, &mut takes);
        // A second start is cut off as well, now and then.
        if rng.below(3) == 0 {
            killed(dir.path(), "upgrade", 0, 0, &mut rng, &mut takes);
        }
        let is_behind = backups_in(&dir.path().join(BACKUPS_DIR)).is_empty();
        cut += usize::from(is_behind);
        let store = unlock(dir.path());
        is_clean(dir.path(), &store);
        assert_eq!(content(&store), expected);
        for kept in backups_in(&dir.path().join(BACKUPS_DIR)) {
            assert!(store.look_into_backup(&kept).is_ok(), "{}", kept.display());
        }
        // The copy from before the first step is there, whichever start made it.
        let kept = backups_in(&dir.path().join(BACKUPS_DIR));
        let first = kept.iter().filter(|file| store.look_into_backup(file).unwrap().schema == 1).count();
        assert_eq!(first, 1, "{kept:?}");
        dirs.push(dir);
    }
    assert!(cut > 0, "no upgrade was cut off before its copy was made");
    let copies = tempfile::tempdir().unwrap();
    copy_all(dirs[0].path(), copies.path());
    assert_eq!(content(&unlock(copies.path())), expected);
}
