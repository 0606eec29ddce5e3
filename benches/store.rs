//! What encryption costs: the store beside a plain database of the same schema, the same rows and the same statements.
//!
//! Read the ratios, not the times.
#![allow(clippy::expect_used, reason = "a benchmark that cannot run says so by stopping")]

mod ratio;

use std::hint::black_box;
use std::path::Path;
use std::time::Duration;

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use fitnote::domain::case_file::read_case;
use fitnote::domain::id::{ClinicianId, NoteId, PatientId};
use fitnote::domain::record::{Clinician, Moment, Patient};
use fitnote::paper::Med3Page;
use fitnote::rules::{self, Issuable, PrintOptions};
use fitnote::store::{DB_FILE, Kdf, NewStore, Store};
use rusqlite::{Connection, OptionalExtension, named_params};
use secrecy::SecretString;

const PATIENTS: usize = 10_000;
/// What a search may take: it runs on every key press, inside one frame.
const MOST_FOR_A_SEARCH: Duration = Duration::from_millis(10);
/// What recording a note may take, with all of it on the disk: nobody notices it after pressing a button.
const MOST_FOR_A_NOTE: Duration = Duration::from_millis(20);
/// What signing in may take: slow for a guess, quick for a person.
const MOST_FOR_SIGNING_IN: Duration = Duration::from_secs(1);
const NOTES_A_ROUND: u32 = 20;
const CASE: &str = r#"{
  "format": "fitnote-case/1", "today": "2026-11-20",
  "issuer": { "name": "Dr Ada Rowe", "profession": "doctor", "registration": "1234567", "setting": "nhs", "trained": true, "within_scope": true },
  "practice": { "name": "Harbour Surgery", "address": ["1 Quay Street", "Whitby"], "postcode": "YO21 1AA", "nation": "england" },
  "patient": { "title": "Mr", "given_names": "Ben", "family_name": "Okafor", "date_of_birth": "1984-02-29",
    "address": ["22 Cliff Road", "Whitby"], "postcode": "YO21 3BB", "work": "employed", "jobs": 1 },
  "history": { "condition_since": "2026-11-20", "off_work_since": "2026-11-20" },
  "assessment": { "on": "2026-11-20", "kind": "telephone", "made_by_issuer": true },
  "statement": { "on": "2026-11-20", "conditions": "Low back pain", "advice": ["not_fit"],
    "period": { "from": "2026-11-20", "to": "2026-12-03" }, "assess_again": false }
}"#;

/// Invented people: a hundred family names by a hundred given names.
fn patient(number: usize) -> Patient {
    let syllables = ["ba", "cor", "del", "fen", "gra", "hol", "mar", "nor", "pe", "smi"];
    let name = |of: usize, end: &str| format!("{}{}{end}", syllables[of / 10 % 10], syllables[of % 10]);
    Patient {
        id: PatientId::new(format!("{number:08x}")),
        title: "Mx".into(),
        given_names: name(number % 100, "a"),
        family_name: name(number / 100, "son"),
        date_of_birth: fitnote::domain::day::shifted(
            "1940-01-01".parse().expect("a day"),
            i64::try_from(number * 3 % 25_000).expect("few"),
        ),
        nhs_number: None,
        address: vec!["1 High Street".into()],
        postcode: "AA1 1AA".into(),
    }
}

fn clinician() -> Clinician {
    let issuer = read_case(CASE).expect("a case").issuer;
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

fn encrypted(dir: &Path) -> Store {
    let practice = read_case(CASE).expect("a case").practice;
    let new = NewStore { practice, clinician: clinician(), passphrase: SecretString::from("bench"), kdf: Kdf::LEAST };
    let (mut store, _) = Store::create(dir, new).expect("a folder");
    for number in 0..PATIENTS {
        store.save_patient(&patient(number)).expect("saved");
    }
    store
}

/// The same rows without a key, copied out of nothing but the public schema: only a benchmark keeps such a file.
fn plain(path: &Path) -> Connection {
    let db = Connection::open(path).expect("a file");
    db.execute_batch("PRAGMA journal_mode = WAL;").expect("set");
    db.execute_batch(include_str!("../src/store/sql/set_connection.sql")).expect("set");
    db.execute_batch(include_str!("../src/store/sql/steps/0001_begin.sql")).expect("the schema");
    db.execute("INSERT INTO clinician (id, added, content) VALUES ('ada', 1, '{}')", []).expect("added");
    db.execute_batch("BEGIN").expect("begun");
    for number in 0..PATIENTS {
        let patient = patient(number);
        let born = patient.date_of_birth.to_string();
        db.prepare_cached(include_str!("../src/store/sql/save_patient.sql"))
            .and_then(|mut save| {
                save.execute(named_params! {
                    ":id": patient.id.as_str(), ":title": patient.title, ":given_names": patient.given_names,
                    ":family_name": patient.family_name, ":date_of_birth": born, ":nhs_number": None::<String>,
                    ":address": "[]", ":postcode": patient.postcode,
                })
            })
            .expect("saved");
        let name = format!("{} {}", patient.family_name, patient.given_names);
        let flat = born.replace('-', "");
        let backwards = format!("{}{}{}", &flat[6..], &flat[4..6], &flat[..4]);
        let short = format!("{}{}{}", &flat[6..], &flat[4..6], &flat[2..4]);
        for (kind, word) in [(0, &patient.family_name), (1, &patient.given_names), (2, &flat), (2, &backwards), (2, &short)] {
            db.prepare_cached(include_str!("../src/store/sql/add_patient_word.sql"))
                .and_then(|mut add| {
                    add.execute(named_params! {":kind": kind, ":word": word, ":name": name, ":patient": patient.id.as_str()})
                })
                .expect("added");
        }
    }
    db.execute_batch("COMMIT").expect("committed");
    db
}

/// As the store searches: the driving term over two kinds, then the rows.
fn find_plain(db: &Connection, prefix: &str, others: &str, limit: usize) -> usize {
    let mut found: Vec<String> = Vec::new();
    for kind in [0, 1] {
        let mut candidates = db.prepare_cached(include_str!("../src/store/sql/find_candidates.sql")).expect("prepared");
        let mut rows = candidates.query(named_params! {":kind": kind, ":prefix": prefix, ":others": others}).expect("searched");
        while found.len() < limit {
            let Some(row) = rows.next().expect("read") else { break };
            let id: String = row.get(0).expect("an id");
            if row.get::<_, bool>(1).expect("a flag") && !found.contains(&id) {
                found.push(id);
            }
        }
    }
    let mut get = db.prepare_cached(include_str!("../src/store/sql/get_patient.sql")).expect("prepared");
    for id in &found {
        // All that the store reads, so that the ratio is the encryption's.
        let texts = get
            .query_row(named_params! {":id": id}, |row| (0..8).map(|column| row.get(column)).collect::<Result<Vec<Option<String>>, _>>());
        let texts = texts.expect("a row");
        let born: Option<chrono::NaiveDate> = texts[4].as_deref().and_then(|text| text.parse().ok());
        let address: Option<Vec<String>> = texts[6].as_deref().and_then(|text| serde_json::from_str(text).ok());
        black_box((texts, born, address));
    }
    found.len()
}

fn issuable(number: usize) -> Issuable {
    let case = read_case(CASE).expect("a case");
    let rules = rules::in_force(case.statement.on);
    Issuable::new(NoteId::new(format!("n{number}")), case, None, PrintOptions::default(), rules, &Med3Page).expect("issuable")
}

fn bench(criterion: &mut Criterion) {
    let dir = tempfile::tempdir().expect("a folder");
    let mut store = encrypted(&dir.path().join("data"));
    let db = plain(&dir.path().join("plain.db"));
    let bytes = |path: &Path| std::fs::metadata(path).map_or(0, |file| file.len());
    eprintln!("{PATIENTS} patients: encrypted {} bytes", bytes(&dir.path().join("data").join(DB_FILE)));

    let mut search = criterion.benchmark_group("search");
    for (name, typed, prefix, others) in
        [("one_letter", "s", "s", "[]"), ("three_letters", "smi", "smi", "[]"), ("two_names", "smimar cord", "smimar", "[\"cord\"]")]
    {
        let expected = store.find_patients(typed, 50).expect("found").len();
        assert_eq!(find_plain(&db, prefix, others, 50), expected, "the two search the same");
        assert!(expected > 0, "{typed} finds nobody");
        let took = ratio::each(200, || {
            black_box(store.find_patients(black_box(typed), 50).expect("found"));
        });
        let peer = ratio::each(200, || {
            black_box(find_plain(&db, black_box(prefix), others, 50));
        });
        ratio::of_peer(&format!("search {name}, {expected} found"), took, "a plain database", peer);
        ratio::of_limit(&format!("search {name}"), took, MOST_FOR_A_SEARCH);
        search.bench_function(BenchmarkId::new("encrypted", name), |bench| {
            bench.iter(|| store.find_patients(black_box(typed), 50).expect("found"));
        });
        search.bench_function(BenchmarkId::new("plain", name), |bench| bench.iter(|| find_plain(&db, black_box(prefix), others, 50)));
    }
    search.finish();

    let at: Moment = "2026-11-20T10:00:00+00:00".parse().expect("a moment");
    let (ben, ada) = (patient(1).id, clinician().id);
    let mut number = 0;
    let mut next = || {
        number += 1;
        issuable(number)
    };
    let took = each_note(&mut next, |note| {
        store.issue(note, &ben, &ada, at).expect("recorded");
    });
    let peer = each_note(&mut next, |note| issue_plain(&db, note, &ben));
    ratio::of_peer("record a note", took, "a plain database", peer);
    ratio::of_limit("record a note", took, MOST_FOR_A_NOTE);

    let mut issue = criterion.benchmark_group("issue");
    issue.sample_size(30);
    issue.bench_function("encrypted", |bench| {
        bench.iter_batched(&mut next, |note| store.issue(&note, &ben, &ada, at).expect("recorded"), criterion::BatchSize::SmallInput);
    });
    issue.bench_function("plain", |bench| {
        bench.iter_batched(&mut next, |note| issue_plain(&db, &note, &ben), criterion::BatchSize::SmallInput);
    });
    issue.finish();
    drop((store, db));
    opening(dir.path());
}

/// Opening the records of so many patients, with every page compared with its checksum, beside a plain file; and signing in as it is.
fn opening(dir: &Path) {
    let (data, passphrase) = (dir.join("data"), SecretString::from("bench"));
    let took = ratio::each(5, || drop(black_box(Store::unlock(&data, None, &passphrase).expect("opened"))));
    let peer = ratio::each(5, || {
        let db = Connection::open(dir.join("plain.db")).expect("opened");
        db.execute_batch(include_str!("../src/store/sql/set_connection.sql")).expect("set");
        black_box(db.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get::<_, i64>(0)).expect("read"));
    });
    ratio::of_peer("open, every page checked", took, "a plain database", peer);
    let real = dir.join("real");
    let practice = read_case(CASE).expect("a case").practice;
    let new = NewStore { practice, clinician: clinician(), passphrase: passphrase.clone(), kdf: Kdf::default() };
    drop(Store::create(&real, new).expect("a folder"));
    let took = ratio::each(1, || drop(black_box(Store::unlock(&real, None, &passphrase).expect("opened"))));
    ratio::of_limit("sign in", took, MOST_FOR_SIGNING_IN);
}

/// What one new note takes, without the making of it.
fn each_note(next: &mut impl FnMut() -> Issuable, mut record: impl FnMut(&Issuable)) -> Duration {
    let mut notes: Vec<Issuable> = (0..10 * NOTES_A_ROUND).map(|_| next()).collect();
    ratio::each(NOTES_A_ROUND, || record(&notes.pop().unwrap_or_else(&mut *next)))
}

/// As the store records a note: looked for, its draft looked for, added, its draft deleted, in one transaction.
fn issue_plain(db: &Connection, note: &Issuable, patient: &PatientId) {
    let id = note.id().as_str();
    db.execute_batch("BEGIN").expect("begun");
    let case = serde_json::to_string(note.case()).expect("a case");
    for (sql, name) in
        [(include_str!("../src/store/sql/get_note.sql"), ":id"), (include_str!("../src/store/sql/get_draft_of_note.sql"), ":note")]
    {
        let mut get = db.prepare_cached(sql).expect("prepared");
        let found = get.query_row(&[(name, &id)], |row| row.get::<_, String>(0)).optional().expect("read");
        assert!(found.is_none(), "{id} is new");
    }
    db.prepare_cached(include_str!("../src/store/sql/add_note.sql"))
        .and_then(|mut add| {
            add.execute(named_params! {
                ":id": id, ":patient": patient.as_str(), ":clinician": "ada", ":issued_at": "2026-11-20T10:00:00+00:00",
                ":issued_at_micros": 0, ":case_json": case, ":rule_set": "gb-2026", ":verdict": "accept", ":findings": "[]",
                ":reason": None::<String>, ":print": "{}", ":issued_by": "Dr Ada Rowe", ":assessed_on": "2026-11-20",
                ":stated_on": "2026-11-20", ":covers_from": "2026-11-20", ":covers_to": "2026-12-03", ":not_fit": true,
                ":conditions": "Low back pain",
            })
        })
        .expect("added");
    db.prepare_cached(include_str!("../src/store/sql/delete_draft_of_note.sql"))
        .and_then(|mut delete| delete.execute(named_params! {":note": id}))
        .expect("deleted");
    db.execute_batch("COMMIT").expect("committed");
}

criterion_group!(store, bench);
criterion_main!(store);
