//! The encrypted store from outside: nothing readable on the disk, nothing lost, nothing twice.
//!
//! `tests/main.rs` names it as a module.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use fitnote::domain::case::Case;
use fitnote::domain::case_file::read_case;
use fitnote::domain::draft::{Draft, EffectAnswer, Pick, StepAnswer};
use fitnote::domain::id::{ClinicianId, DraftId, NoteId, PatientId};
use fitnote::domain::nhs_number::NhsNumber;
use fitnote::domain::record::{Clinician, Moment, Patient};
use fitnote::domain::role::Role;
use fitnote::paper::Med3Page;
use fitnote::rules::{self, Issuable, Issued, PrintOptions};
use fitnote::store::{
    DB_FILE, FolderState, KEPT_YEARS, KEYS_FILE, Kdf, NewStore, Recorded, RecoveryKey, Store, StoreError, Trouble, folder_state,
};
use proptest::prelude::*;
use secrecy::SecretString;
use tempfile::TempDir;

mod attack;
mod backup;
mod bundle;
mod faults;
mod flips;
mod kills;
mod rights;
mod upgrades;

const PASSPHRASE: &str = "correct horse battery staple";

pub const CASE: &str = r#"{
  "format": "fitnote-case/1",
  "today": "2026-11-20",
  "issuer": { "name": "Dr Ada Rowe", "profession": "doctor", "registration": "1234567", "setting": "nhs", "trained": true, "within_scope": true },
  "practice": { "name": "Harbour Surgery", "address": ["1 Quay Street", "Whitby"], "postcode": "YO21 1AA", "telephone": "01947 555010", "nation": "england" },
  "patient": { "title": "Mr", "given_names": "Ben", "family_name": "Okafor", "date_of_birth": "1984-02-29", "nhs_number": "9434765919",
    "address": ["22 Cliff Road", "Whitby"], "postcode": "YO21 3BB", "is_issuer": false, "work": "employed", "jobs": 1, "inpatient": false },
  "history": { "condition_since": "2026-11-20", "off_work_since": "2026-11-20", "off_on_advice_since": null, "record_supports_start": false, "notes": [] },
  "assessment": { "on": "2026-11-20", "kind": "telephone", "report_by": null, "made_by_issuer": true },
  "statement": { "on": "2026-11-20", "conditions": "Low back pain", "less_precise": null, "advice": ["not_fit"], "may_benefit_from": [], "comments": "",
    "period": { "from": "2026-11-20", "to": "2026-12-03" }, "foreseeable_future": false, "assess_again": false, "duplicate_of": null, "original_lost": false }
}"#;

fn case() -> Case {
    read_case(CASE).unwrap_or_else(|fault| panic!("{fault}"))
}

fn moment(text: &str) -> Moment {
    Moment::parse_from_rfc3339(text).unwrap()
}

fn at() -> Moment {
    moment("2026-11-20T10:15:30+00:00")
}

fn ada() -> Clinician {
    let issuer = case().issuer;
    Clinician {
        id: ClinicianId::new("ada"),
        name: issuer.name,
        profession: issuer.profession,
        registration: issuer.registration,
        setting: issuer.setting,
        trained: issuer.trained,
        within_scope: issuer.within_scope,
    }
}

fn ben() -> Patient {
    let patient = case().patient;
    Patient {
        id: PatientId::new("ben"),
        title: patient.title,
        given_names: patient.given_names,
        family_name: patient.family_name,
        date_of_birth: patient.date_of_birth,
        nhs_number: patient.nhs_number,
        address: patient.address,
        postcode: patient.postcode,
    }
}

fn issuable(id: &str, case: Case) -> Issuable {
    let rules = rules::in_force(case.statement.on);
    Issuable::new(NoteId::new(id), case, None, PrintOptions::default(), rules, &Med3Page).unwrap_or_else(|refusal| panic!("{refusal:?}"))
}

pub fn draft(id: &str, note: &str) -> Draft {
    Draft {
        id: DraftId::new(id),
        patient: ben().id,
        note: NoteId::new(note),
        clinician: ada().id,
        begun_on: case().assessment.on,
        origin: fitnote::domain::life::Origin::First,
        conversation: fitnote::domain::draft::Conversation::default(),
        decision: fitnote::domain::draft::Decision::default(),
    }
}

fn new_store() -> NewStore {
    NewStore { practice: case().practice, clinician: ada(), passphrase: secret(PASSPHRASE), kdf: Kdf::LEAST }
}

fn secret(text: &str) -> SecretString {
    SecretString::from(text)
}

/// A folder with one clinician and one patient.
fn folder() -> (TempDir, Store, RecoveryKey) {
    let dir = tempfile::tempdir().unwrap();
    let (mut store, recovery) = Store::create(dir.path(), new_store()).unwrap();
    store.save_patient(&ben()).unwrap();
    (dir, store, recovery)
}

fn unlock(dir: &Path) -> Store {
    Store::unlock(dir, None, &secret(PASSPHRASE)).unwrap().0
}

fn files(dir: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().path()).map(|path| (path.clone(), fs::read(&path).unwrap())).collect()
}

#[test]
fn a_new_folder_holds_what_it_began_with() {
    let (dir, store, recovery) = folder();
    drop(store);
    assert_eq!(folder_state(dir.path()), Ok(FolderState::Ready { clinicians: vec![(ada().id, ada().name)] }));
    let (store, who) = Store::unlock(dir.path(), Some(&ada().id), &secret(PASSPHRASE)).unwrap();
    assert_eq!(who, ada().id);
    assert!(store.practice().unwrap() == case().practice);
    assert!(store.clinicians().unwrap() == [ada()] && store.clinician(&who).unwrap() == Some(ada()));
    assert!(store.patient(&ben().id).unwrap() == Some(ben()));
    drop(store);
    let typed = RecoveryKey::parse(&recovery.reveal().to_lowercase()).unwrap();
    assert!(Store::unlock_with_recovery_key(dir.path(), &typed).unwrap().patient(&ben().id).unwrap() == Some(ben()));
}

#[test]
fn a_second_folder_is_never_made_over_the_first() {
    let (dir, store, _) = folder();
    assert_eq!(Store::create(dir.path(), new_store()).err(), Some(StoreError::Create(Trouble::AlreadyThere)));
    drop(store);
    assert_eq!(Store::create(dir.path(), new_store()).err(), Some(StoreError::Create(Trouble::AlreadyThere)));
    assert!(unlock(dir.path()).patient(&ben().id).unwrap() == Some(ben()));
}

#[test]
fn a_wrong_key_opens_nothing_and_the_right_one_still_does() {
    let (dir, store, _) = folder();
    drop(store);
    let before = files(dir.path());
    for wrong in ["correct horse battery stapl", "Correct horse battery staple", " "] {
        for who in [None, Some(ada().id)] {
            let error = Store::unlock(dir.path(), who.as_ref(), &secret(wrong)).err().unwrap();
            let expected = if wrong == " " { Trouble::EmptyPassphrase } else { Trouble::WrongPassphrase };
            assert_eq!(error, StoreError::Open(expected));
        }
    }
    let nobody = Store::unlock(dir.path(), Some(&ClinicianId::new("nobody")), &secret(PASSPHRASE)).err();
    assert_eq!(nobody, Some(StoreError::Open(Trouble::UnknownClinician)));
    let (_elsewhere, _, other) = folder();
    assert_eq!(Store::unlock_with_recovery_key(dir.path(), &other).err(), Some(StoreError::Open(Trouble::WrongRecoveryKey)));
    assert_eq!(before, files(dir.path()), "a refused opening changes nothing");
    unlock(dir.path());
}

/// The pages of the database as they stand on the disk.
fn pages(dir: &Path) -> Vec<Vec<u8>> {
    fs::read(dir.join(DB_FILE)).unwrap().chunks(4096).map(<[u8]>::to_vec).collect()
}

#[test]
fn adding_changing_and_removing_a_passphrase_writes_some_rows_and_never_the_records_anew() {
    let (dir, mut store, _) = folder();
    for number in 0..400 {
        store.save_patient(&Patient { id: PatientId::new(format!("p{number}")), ..ben() }).unwrap();
    }
    drop(store);
    let before = pages(dir.path());
    let kit = Clinician { id: ClinicianId::new("kit"), name: "Kit Lowe".into(), ..ada() };
    let mut store = unlock(dir.path());
    let (me, by) = (ada().id, at());
    store.add_person(&kit, Role::Clinician, &secret("four other words here"), Kdf::LEAST, (&me, by)).unwrap();
    store.change_passphrase(&me, Some(&secret(PASSPHRASE)), &secret("a new one of my own"), Kdf::LEAST, (&me, by)).unwrap();
    store.remove_person(&kit.id, (&me, by)).unwrap();
    store.new_recovery_key((&me, by)).unwrap();
    drop(store);
    let after = pages(dir.path());
    let changed = before.iter().zip(&after).filter(|(one, other)| one != other).count();
    assert!(before.len() > 60, "{} pages are enough to tell", before.len());
    assert_eq!(before[0][..16], after[0][..16], "the database keeps its salt");
    assert!(changed > 0 && changed <= 16, "{changed} of {} pages were written", before.len());
    assert!(Store::unlock(dir.path(), None, &secret("a new one of my own")).is_ok());
}

#[test]
fn a_passphrase_is_the_same_however_its_accents_were_typed() {
    let dir = tempfile::tempdir().unwrap();
    drop(Store::create(dir.path(), NewStore { passphrase: secret("caf\u{e9} \u{1d161}"), ..new_store() }).unwrap());
    assert!(Store::unlock(dir.path(), None, &secret("cafe\u{301} \u{1d161}")).is_ok());
}

#[test]
fn each_clinician_has_a_passphrase_of_their_own() {
    let (dir, mut store, _) = folder();
    let sam = Clinician { id: ClinicianId::new("sam"), name: "Sam Lee".into(), ..ada() };
    store.set_passphrase(&sam, &secret("another one"), Kdf::LEAST).unwrap();
    drop(store);
    assert_eq!(Store::unlock(dir.path(), None, &secret("another one")).unwrap().1, sam.id);
    assert_eq!(Store::unlock(dir.path(), None, &secret(PASSPHRASE)).unwrap().1, ada().id);
    let crossed = Store::unlock(dir.path(), Some(&sam.id), &secret(PASSPHRASE)).err();
    assert_eq!(crossed, Some(StoreError::Open(Trouble::WrongPassphrase)));
    // A new passphrase ends the old one.
    let mut store = unlock(dir.path());
    store.set_passphrase(&ada(), &secret("a new one"), Kdf::LEAST).unwrap();
    assert!(store.clinicians().unwrap() == [ada(), sam]);
    drop(store);
    assert_eq!(Store::unlock(dir.path(), None, &secret(PASSPHRASE)).err(), Some(StoreError::Open(Trouble::WrongPassphrase)));
    assert_eq!(Store::unlock(dir.path(), None, &secret("a new one")).unwrap().1, ada().id);
}

#[test]
fn no_file_of_the_folder_shows_a_word_of_a_patient() {
    let planted: Vec<String> = (0..20).map(|n| format!("Planted{n:02}Xyzzy")).collect();
    let word = |n: usize| planted[n].clone();
    let (dir, mut store, _) = folder();
    store
        .save_patient(&Patient {
            title: word(0),
            given_names: word(1),
            family_name: word(2),
            address: vec![word(3), word(4)],
            postcode: word(5),
            ..ben()
        })
        .unwrap();
    let mut kept = draft("d1", "n1");
    let answer = StepAnswer {
        words: [(word(6), word(7))].into(),
        one: [(word(8), word(9))].into(),
        effects: [("e".into(), EffectAnswer { usual: word(10), worse_day: word(11), ..EffectAnswer::default() })].into(),
        picks: vec![Pick { id: String::new(), text: word(12) }],
        ..StepAnswer::default()
    };
    kept.conversation.steps.insert("hello".into(), answer);
    kept.decision.conditions = word(13);
    kept.decision.comments = word(14);
    store.save_draft(&kept, at()).unwrap();
    let mut planted_case = case();
    planted_case.patient.family_name = word(15);
    planted_case.patient.address = vec![word(16)];
    planted_case.statement.conditions = word(17);
    planted_case.plan = Some(fitnote::domain::plan::Plan { own_words: word(18), ..Default::default() });
    planted_case.patient.given_names = word(19);
    store.issue(&issuable("n2", planted_case), &ben().id, &ada().id, at()).unwrap();
    assert!(store.find_patients(&word(2), 5).unwrap().len() == 1);

    let mut looked_at = Vec::new();
    let mut look = |files: Vec<(PathBuf, Vec<u8>)>| {
        for (path, bytes) in files {
            looked_at.push(path.file_name().unwrap().to_string_lossy().into_owned());
            let lower = bytes.to_ascii_lowercase();
            for word in planted.iter().map(String::as_str).chain(["Planted", "SQLite format", "CREATE TABLE", PASSPHRASE, "9434765919"]) {
                let needle = word.to_ascii_lowercase().into_bytes();
                let utf16: Vec<u8> = needle.iter().flat_map(|byte| [*byte, 0]).collect();
                for needle in [needle, utf16] {
                    assert!(!lower.windows(needle.len()).any(|window| window == needle), "{} shows {word}", path.display());
                }
            }
        }
    };
    look(files(dir.path()));
    drop(store);
    look(files(dir.path()));
    for name in [DB_FILE, "fitnote.db-wal", "fitnote.db-shm", KEYS_FILE] {
        assert!(looked_at.iter().any(|seen| seen == name), "{name} was never looked at");
    }
}

#[cfg(unix)]
#[test]
fn only_this_account_may_read_the_folder() {
    use std::os::unix::fs::PermissionsExt;
    let outer = tempfile::tempdir().unwrap();
    let dir = outer.path().join("data");
    let (mut store, _) = Store::create(&dir, new_store()).unwrap();
    store.save_patient(&ben()).unwrap();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&dir), 0o700);
    let files = files(&dir);
    assert!(files.len() >= 5, "{files:?}");
    for (path, _) in files {
        assert_eq!(mode(&path), 0o600, "{}", path.display());
    }
}

#[test]
fn a_folder_that_cannot_be_used_says_why_and_stays_as_it_is() {
    let outer = tempfile::tempdir().unwrap();
    let file = outer.path().join("file");
    fs::write(&file, "x").unwrap();
    let open = |dir: &Path| Store::unlock(dir, None, &secret(PASSPHRASE)).err();
    assert_eq!(open(&outer.path().join("none")), Some(StoreError::Open(Trouble::Missing)));
    assert_eq!(open(outer.path()), Some(StoreError::Open(Trouble::Empty)));
    assert_eq!(open(&file), Some(StoreError::Open(Trouble::NotAFolder)));
    assert_eq!(open(&file.join("inside")), Some(StoreError::Open(Trouble::NotAFolder)));
    assert_eq!(Store::create(&file, new_store()).err(), Some(StoreError::Create(Trouble::NotAFolder)));
    assert_eq!(Store::create(&file.join("inside"), new_store()).err(), Some(StoreError::Create(Trouble::NotAFolder)));
    assert_eq!(fs::read(&file).unwrap(), b"x");

    let (dir, store, _) = folder();
    assert_eq!(open(dir.path()), Some(StoreError::Open(Trouble::Held)));
    drop(store);
    assert_eq!(open(dir.path()), None);

    let keys = fs::read_to_string(dir.path().join(KEYS_FILE)).unwrap();
    let set_keys = |text: &str| fs::write(dir.path().join(KEYS_FILE), text).unwrap();
    set_keys(&keys.replace("fitnote-keys/1", "fitnote-keys/9"));
    assert_eq!(open(dir.path()), Some(StoreError::Open(Trouble::Newer { file: KEYS_FILE })));
    set_keys(&keys[..100]);
    assert_eq!(open(dir.path()), Some(StoreError::Open(Trouble::Damaged { file: KEYS_FILE })));
    fs::remove_file(dir.path().join(KEYS_FILE)).unwrap();
    assert_eq!(open(dir.path()), Some(StoreError::Open(Trouble::KeysMissing)));
    assert_eq!(Store::create(dir.path(), new_store()).err(), Some(StoreError::Create(Trouble::KeysMissing)));
    set_keys(&keys);

    let db = dir.path().join(DB_FILE);
    let whole = fs::read(&db).unwrap();
    fs::remove_file(&db).unwrap();
    assert_eq!(open(dir.path()), Some(StoreError::Open(Trouble::DatabaseMissing)));
    fs::write(&db, "").unwrap();
    assert_eq!(open(dir.path()), Some(StoreError::Open(Trouble::Damaged { file: DB_FILE })));
    fs::write(&db, [b"SQLite format 3\0".as_slice(), &[0; 8192]].concat()).unwrap();
    assert_eq!(open(dir.path()), Some(StoreError::Open(Trouble::NotADatabase)));
    // One byte of any page.
    for place in [100, whole.len() / 2, whole.len() - 100] {
        let mut flipped = whole.clone();
        flipped[place] ^= 1;
        fs::write(&db, &flipped).unwrap();
        let error = open(dir.path()).unwrap_or_else(|| panic!("byte {place} was not noticed"));
        assert!(matches!(error.trouble(), Trouble::Damaged { file: DB_FILE } | Trouble::NotADatabase), "{error}");
        assert_eq!(fs::read(&db).unwrap(), flipped, "a damaged file stays as it is");
    }
    fs::write(&db, &whole[..whole.len() - 4096]).unwrap();
    assert!(open(dir.path()).is_some(), "a cut file was not noticed");
    fs::write(&db, &whole).unwrap();
    assert!(unlock(dir.path()).patient(&ben().id).unwrap() == Some(ben()));
}

/// Root may write anywhere, so this runs again as a child under another account; run by anybody else it simply does it.
#[cfg(unix)]
#[test]
fn a_read_only_folder_says_so() {
    use std::os::unix::fs::PermissionsExt;
    use std::os::unix::process::CommandExt;
    if let Some(dir) = std::env::var_os("FITNOTE_TEST_READ_ONLY") {
        let dir = PathBuf::from(dir);
        let open = Store::unlock(&dir.join("data"), None, &secret(PASSPHRASE)).err();
        assert_eq!(open, Some(StoreError::Open(Trouble::ReadOnly)));
        let create = Store::create(&dir.join("new"), new_store()).err();
        assert_eq!(create, Some(StoreError::Create(Trouble::ReadOnly)));
        return;
    }
    let outer = tempfile::tempdir().unwrap();
    let data = outer.path().join("data");
    drop(Store::create(&data, new_store()).unwrap());
    let mode = |path: &Path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    for (path, _) in files(&data) {
        mode(&path, 0o444);
    }
    mode(&data, 0o555);
    mode(outer.path(), 0o555);
    let is_root = fs::write(outer.path().join("probe"), "").is_ok();
    let mut child = Command::new(std::env::current_exe().unwrap());
    child.args(["--exact", "store::a_read_only_folder_says_so"]).env("FITNOTE_TEST_READ_ONLY", outer.path()).stdin(Stdio::null());
    if is_root {
        child.uid(65534).gid(65534);
    }
    let done = match child.output() {
        // The other account may not reach this test's own file; then there is nothing that could be read-only.
        Err(error) if is_root => return eprintln!("skipped: no other account can run this test ({error})"),
        done => done.unwrap(),
    };
    mode(outer.path(), 0o755);
    mode(&data, 0o755);
    let text = String::from_utf8_lossy(&done.stdout).into_owned();
    assert!(done.status.success() && text.contains("1 passed"), "{text}");
}

#[test]
fn a_folder_cut_off_in_the_making_is_begun_again() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("fitnote.db.new"), "half").unwrap();
    fs::write(dir.path().join("fitnote.db.new-journal"), "half").unwrap();
    assert_eq!(folder_state(dir.path()), Ok(FolderState::Unfinished));
    let unlocked = Store::unlock(dir.path(), None, &secret(PASSPHRASE)).err();
    assert_eq!(unlocked, Some(StoreError::Open(Trouble::Unfinished)));
    let (mut store, _) = Store::create(dir.path(), new_store()).unwrap();
    store.save_patient(&ben()).unwrap();
    drop(store);
    // Cut off between the keys and the last rename: all is there, under the first name.
    fs::rename(dir.path().join(DB_FILE), dir.path().join("fitnote.db.new")).unwrap();
    assert!(matches!(folder_state(dir.path()), Ok(FolderState::Ready { .. })));
    assert_eq!(Store::create(dir.path(), new_store()).err(), Some(StoreError::Create(Trouble::AlreadyThere)));
    assert!(unlock(dir.path()).patient(&ben().id).unwrap() == Some(ben()));
}

#[test]
fn issuing_twice_makes_one_note() {
    let (dir, mut store, _) = folder();
    store.save_draft(&draft("d1", "n1"), at()).unwrap();
    store.save_draft(&draft("d2", "n2"), at()).unwrap();
    let first = store.issue(&issuable("n1", case()), &ben().id, &ada().id, at()).unwrap();
    assert!(first.is_new());
    assert!(store.draft(&DraftId::new("d1")).unwrap().is_none(), "the draft ends with its note");
    assert!(store.draft(&DraftId::new("d2")).unwrap().is_some(), "another draft does not");
    drop(store);

    let mut store = unlock(dir.path());
    let later = moment("2026-11-21T09:00:00+00:00");
    let Recorded::AlreadyThere(second) = store.issue(&issuable("n1", case()), &ben().id, &ada().id, later).unwrap() else {
        panic!("recorded twice")
    };
    assert!(*second == first.into_record() && second.issued_at == at());
    let late = store.save_draft(&draft("d1", "n1"), later).err();
    assert_eq!(late, Some(StoreError::Save(Trouble::AlreadyIssued)));

    let mut other = case();
    other.statement.conditions = "Sciatica".into();
    let differs = store.issue(&issuable("n1", other), &ben().id, &ada().id, later).err();
    assert_eq!(differs, Some(StoreError::Issue(Trouble::NoteDiffers)));
    assert_eq!(store.all_notes().unwrap().len(), 1);
}

#[test]
fn a_note_for_nobody_is_not_recorded() {
    let (_dir, mut store, _) = folder();
    for (patient, clinician) in [(PatientId::new("nobody"), ada().id), (ben().id, ClinicianId::new("nobody"))] {
        let error = store.issue(&issuable("n1", case()), &patient, &clinician, at()).err().unwrap();
        assert!(matches!(error, StoreError::Issue(Trouble::NoSuch(_))), "{error}");
    }
    let known = Patient { id: PatientId::new("new"), ..ben() };
    let error = store.issue_for(&issuable("n1", case()), &known, &ClinicianId::new("nobody"), at()).err();
    assert!(error.is_some() && store.patient(&known.id).unwrap().is_none(), "the patient came without the note");
    assert!(store.issue_for(&issuable("n1", case()), &known, &ada().id, at()).unwrap().is_new());
    assert!(store.patient(&known.id).unwrap() == Some(known));
}

#[test]
fn a_record_comes_back_as_it_was_issued_and_proves_itself() {
    let (_dir, mut store, _) = folder();
    let recorded = store.issue(&issuable("n1", case()), &ben().id, &ada().id, moment("2026-11-20T10:15:30.123456789+01:00")).unwrap();
    let record = store.note(&NoteId::new("n1")).unwrap().unwrap();
    assert!(record == recorded.into_record());
    assert_eq!(record.issued_at.to_rfc3339(), "2026-11-20T10:15:30.123456789+01:00");
    assert_eq!(store.case_text(&record.id).unwrap(), Some(serde_json::to_string(&case()).unwrap()));
    let rules = rules::by_id(&record.rule_set).unwrap();
    assert!(Issued::from_record(record, rules, &Med3Page).is_ok());
    assert!(store.note(&NoteId::new("n2")).unwrap().is_none());
    assert_eq!(store.case_text(&NoteId::new("n2")), Ok(None));
}

#[test]
fn notes_are_listed_by_patient_by_end_and_by_age() {
    let (_dir, mut store, _) = folder();
    let ann = Patient { id: PatientId::new("ann"), title: "Ms".into(), given_names: "Ann".into(), nhs_number: None, ..ben() };
    store.save_patient(&ann).unwrap();
    let ends = |day: &str| {
        let mut case = case();
        case.statement.period.to = Some(day.parse().unwrap());
        case
    };
    store.issue(&issuable("n1", ends("2026-12-03")), &ben().id, &ada().id, moment("2026-11-20T12:00:00+01:00")).unwrap();
    // Later, though its text sorts before: the offset counts.
    store.issue(&issuable("n2", ends("2026-11-29")), &ann.id, &ada().id, moment("2026-11-20T11:30:00+00:00")).unwrap();
    store.issue(&issuable("n3", ends("2026-12-10")), &ben().id, &ada().id, moment("2026-11-20T11:45:00+00:00")).unwrap();
    let ids = |lines: Vec<fitnote::domain::record::NoteLine>| lines.iter().map(|line| line.id.to_string()).collect::<Vec<_>>();
    assert_eq!(ids(store.all_notes().unwrap()), ["n1", "n2", "n3"]);
    assert_eq!(ids(store.notes_of(&ben().id).unwrap()), ["n1", "n3"]);
    let day = |text: &str| text.parse().unwrap();
    assert_eq!(ids(store.notes_ending(day("2026-11-29"), day("2026-12-03"), 9).unwrap()), ["n2", "n1"]);
    assert_eq!(ids(store.notes_ending(day("2026-11-30"), day("2026-12-09"), 9).unwrap()), ["n1"]);
    assert_eq!(ids(store.notes_ending(day("2026-01-01"), day("2027-01-01"), 2).unwrap()), ["n2", "n1"]);
    let line = store.notes_of(&ann.id).unwrap().remove(0);
    assert!(line.patient_name == "Ms Ann Okafor" && line.issued_by == "Dr Ada Rowe" && line.not_fit && line.verdict == "accept");
    assert!(line.from == day("2026-11-20") && line.to == Some(day("2026-11-29")) && line.conditions == "Low back pain");
}

#[test]
fn drafts_are_listed_with_the_last_saved_first() {
    let (_dir, mut store, _) = folder();
    store.save_draft(&draft("d1", "n1"), moment("2026-11-20T12:00:00+01:00")).unwrap();
    store.save_draft(&draft("d2", "n2"), moment("2026-11-20T11:30:00+00:00")).unwrap();
    let ids = |store: &Store, limit| store.draft_lines(limit).unwrap().iter().map(|line| line.id.to_string()).collect::<Vec<_>>();
    assert_eq!(ids(&store, 9), ["d2", "d1"]);
    store.save_draft(&draft("d1", "n1"), moment("2026-11-20T11:45:00+00:00")).unwrap();
    assert_eq!(ids(&store, 9), ["d1", "d2"]);
    assert_eq!(ids(&store, 1), ["d1"]);
    assert!(store.draft_lines(1).unwrap()[0].patient_name == "Mr Ben Okafor");
    store.delete_draft(&DraftId::new("d1")).unwrap();
    store.delete_draft(&DraftId::new("d1")).unwrap();
    assert_eq!(ids(&store, 9), ["d2"]);
    let homeless = Draft { patient: PatientId::new("nobody"), ..draft("d3", "n3") };
    assert!(store.save_draft(&homeless, at()).is_err());
}

#[test]
fn settings_are_kept_by_name() {
    let (dir, mut store, _) = folder();
    assert_eq!(store.setting::<bool>("data_matrix"), Ok(None));
    store.set_setting("data_matrix", &false).unwrap();
    store.set_setting("data_matrix", &true).unwrap();
    let practice = fitnote::domain::case::Practice { name: "New Name".into(), ..case().practice };
    store.save_practice(&practice).unwrap();
    drop(store);
    let store = unlock(dir.path());
    assert_eq!(store.setting::<bool>("data_matrix"), Ok(Some(true)));
    assert!(store.practice().unwrap() == practice);
}

#[test]
fn a_patient_is_found_by_whatever_is_typed_first() {
    let (_dir, mut store, _) = folder();
    let add = |store: &mut Store, id: &str, given: &str, family: &str, born: &str, number: Option<&str>| {
        let patient = Patient {
            id: PatientId::new(id),
            given_names: given.into(),
            family_name: family.into(),
            date_of_birth: born.parse().unwrap(),
            nhs_number: number.map(|number| NhsNumber::parse(number).unwrap()),
            ..ben()
        };
        store.save_patient(&patient).unwrap();
    };
    add(&mut store, "zoe", "Zoë Anne", "O'Brien-Łęcki", "1990-01-05", Some("4010232137"));
    add(&mut store, "ann", "Ann", "Okafor", "2001-03-29", None);
    add(&mut store, "piet", "Piet", "van der Berg", "1931-12-31", None);
    add(&mut store, "olga", "Ольга", "Иванова", "1975-07-07", None);
    add(&mut store, "ok", "Okon", "Smith", "1984-02-28", None);
    let rows: &[(&str, &[&str])] = &[
        // Family names before given names, then the alphabet.
        ("ok", &["ann", "ben", "ok"]),
        ("OKAFOR", &["ann", "ben"]),
        ("okafor b", &["ben"]),
        ("b okafor", &["ben"]),
        ("Okafor, Ben", &["ben"]),
        ("okafor z", &[]),
        ("obrien", &["zoe"]),
        ("o'brien", &["zoe"]),
        ("o brien", &["zoe"]),
        ("lecki", &["zoe"]),
        ("O\u{2019}BRIEN-LECKI zoe", &["zoe"]),
        ("zoe\u{308}", &["zoe"]),
        ("anne", &["zoe"]),
        ("berg", &["piet"]),
        ("van der berg", &["piet"]),
        ("vanderb", &["piet"]),
        ("иван", &["olga"]),
        ("29/2/84", &["ben"]),
        ("29/02/1984", &["ben"]),
        ("29 feb 84", &["ben"]),
        ("29th February 1984", &["ben"]),
        ("1984-02-29", &["ben"]),
        ("29021984", &["ben"]),
        ("1984-02", &["ok", "ben"]),
        ("5/1/90", &["zoe"]),
        ("943 476 5919", &["ben"]),
        ("943-476", &["ben"]),
        ("4010232137", &["zoe"]),
        ("oka 29/2/84", &["ben"]),
        ("29/2/84 oka", &["ben"]),
        ("oka 29/3/01", &["ann"]),
        ("xyz", &[]),
        ("", &[]),
        (" ,' ", &[]),
        ("%", &[]),
        ("o%", &["ann", "ben", "zoe", "ok"]),
    ];
    for (typed, expected) in rows {
        let found = store.find_patients(typed, 10).unwrap();
        let mut found: Vec<&str> = found.iter().map(|patient| patient.id.as_str()).collect();
        if *typed == "o%" {
            // One letter: who is found matters, and that family names come first.
            assert_eq!(found.last(), Some(&"ok"));
            found.sort_unstable();
            let mut expected = expected.to_vec();
            expected.sort_unstable();
            assert_eq!(found, expected);
        } else {
            assert_eq!(found, *expected, "{typed}");
        }
    }
    assert_eq!(store.find_patients("ok", 2).unwrap().len(), 2);
    // A new name is found, the old one is not.
    add(&mut store, "ann", "Ann", "Adeyemi", "2001-03-29", None);
    assert_eq!(store.find_patients("okafor", 10).unwrap().len(), 1);
    assert_eq!(store.find_patients("adey", 10).unwrap().len(), 1);
    assert_eq!(store.patients_named("BEN", "Okafor", ben().date_of_birth).unwrap().len(), 1);
    assert_eq!(store.patients_named("Bea", "Okafor", ben().date_of_birth).unwrap().len(), 0);
    assert_eq!(store.patients_with_number(&ben().nhs_number.unwrap()).unwrap().len(), 1);
}

fn day_strategy() -> impl Strategy<Value = chrono::NaiveDate> {
    (0i64..120_000).prop_map(|days| fitnote::domain::day::shifted("1850-01-01".parse().unwrap(), days))
}

/// Some, but not so many that the test spends its time on size.
fn few<S: Strategy>(one: S) -> impl Strategy<Value = Vec<S::Value>> {
    prop::collection::vec(one, 0..4)
}

fn patient_strategy() -> impl Strategy<Value = Patient> {
    let number = prop_oneof![Just(None), Just(Some("9434765919")), Just(Some("4010232137"))];
    (any::<[String; 4]>(), few(any::<String>()), day_strategy(), number).prop_map(|(texts, address, born, number)| {
        let [title, given_names, family_name, postcode] = texts;
        Patient {
            id: PatientId::new("any"),
            title,
            given_names,
            family_name,
            date_of_birth: born,
            nhs_number: number.map(|number| NhsNumber::parse(number).unwrap()),
            address,
            postcode,
        }
    })
}

fn draft_strategy() -> impl Strategy<Value = Draft> {
    let answer = (few(any::<(String, String)>()), few((any::<String>(), few(any::<String>()))), few(any::<[String; 2]>())).prop_map(
        |(words, many, picks)| StepAnswer {
            one: words.iter().cloned().rev().collect(),
            words: words.into_iter().collect(),
            many: many.into_iter().map(|(key, values)| (key, values.into_iter().collect())).collect(),
            picks: picks.into_iter().map(|[id, text]| Pick { id, text }).collect(),
            ..StepAnswer::default()
        },
    );
    let steps = prop::collection::btree_map(any::<String>(), answer, 0..4);
    (steps, any::<[String; 5]>(), any::<(Option<bool>, bool)>(), day_strategy()).prop_map(|(steps, texts, flags, day)| {
        let mut draft = draft("any", "note");
        draft.begun_on = day;
        draft.conversation.steps = steps;
        let decision = &mut draft.decision;
        [decision.conditions, decision.comments, decision.period, decision.reason, decision.assessed_on] = texts;
        (decision.assess_again, decision.foreseeable_future) = flags;
        draft
    })
}

#[test]
fn any_patient_and_any_draft_come_back_as_they_were_saved() {
    let (_dir, store, _) = folder();
    let store = std::cell::RefCell::new(store);
    let mut runner =
        proptest::test_runner::TestRunner::new(ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() });
    let strategy = (patient_strategy(), draft_strategy());
    let outcome = runner.run(&strategy, |(patient, draft)| {
        let mut store = store.borrow_mut();
        store.save_patient(&patient).unwrap();
        prop_assert!(store.patient(&patient.id).unwrap() == Some(patient.clone()));
        store.save_draft(&draft, at()).unwrap();
        prop_assert!(store.draft(&draft.id).unwrap() == Some(draft.clone()));
        // Whatever the name: searching for it does not fail, and finds it wherever there is a letter to search by.
        let found = store.find_patients(&patient.family_name, 50).unwrap();
        let has_word = patient.family_name.chars().any(|c| c.is_ascii_alphabetic()) && patient.family_name.is_ascii();
        let is_name = patient.family_name.split([' ', ',', ';']).all(|word| word.starts_with(|c: char| c.is_ascii_alphabetic()));
        let is_few = patient.family_name.split_whitespace().count() < 8;
        prop_assert!(!(has_word && is_name && is_few) || found.contains(&patient));
        Ok(())
    });
    outcome.unwrap();
}
