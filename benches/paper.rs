//! A note from case to bytes, cold, warm and a thousand of them, against what a person must not notice and beside other makers of PDF.
#![allow(clippy::expect_used, reason = "a benchmark that cannot be set up stops")]

mod ratio;

use std::hint::black_box;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use criterion::{Criterion, criterion_group, criterion_main};
use fitnote::domain::case::Case;
use fitnote::domain::case_file::read_case;
use fitnote::domain::id::NoteId;
use fitnote::paper::{Document, Med3Page, preview_med3};
use fitnote::rules::{Issuable, PrintOptions, in_force};

/// Judging, layout and tagged PDF of one note, warm: a fiftieth of the time after which a press of a button feels slow.
const MOST_FOR_A_NOTE: Duration = Duration::from_millis(2);
/// The same for the first note of a process, which parses and cuts the fonts.
const MOST_FOR_THE_FIRST: Duration = Duration::from_millis(50);
/// A file, small enough to be sent.
const MOST_BYTES: usize = 60_000;
/// Layout alone, which the preview does while somebody types.
const MOST_FOR_A_PREVIEW: Duration = Duration::from_millis(2);

const CASE: &str = r#"{
  "format": "fitnote-case/1", "today": "2026-11-20",
  "issuer": { "name": "Dr Ada Rowe", "profession": "doctor", "registration": "1234567", "setting": "nhs", "trained": true, "within_scope": true },
  "practice": { "name": "Harbour Surgery", "address": ["1 Quay Street", "Whitby"], "postcode": "YO21 1AA", "telephone": "01947 555010", "nation": "england" },
  "patient": { "title": "Mr", "given_names": "Ben", "family_name": "Okafor", "date_of_birth": "1984-02-29", "nhs_number": "9434765919",
    "address": ["22 Cliff Road", "Whitby"], "postcode": "YO21 3BB", "work": "employed", "jobs": 1 },
  "history": { "condition_since": "2026-11-20", "off_work_since": "2026-11-20", "notes": [] },
  "assessment": { "on": "2026-11-20", "kind": "telephone", "made_by_issuer": true },
  "statement": { "on": "2026-11-20", "conditions": "Low back pain", "advice": ["not_fit"],
    "period": { "from": "2026-11-20", "to": "2026-12-03" }, "assess_again": false }
}"#;

fn case() -> Case {
    read_case(CASE).unwrap_or_else(|fault| panic!("{fault}"))
}

/// The note that a judged case makes.
fn document(case: &Case) -> Document {
    let note = Issuable::new(NoteId::new("bench"), case.clone(), None, PrintOptions::default(), in_force(case.statement.on), &Med3Page);
    note.map_or_else(|_| panic!("the rules reject the case of this benchmark"), |note| Document::med3(&note))
}

fn bytes_of(case: &Case) -> Vec<u8> {
    fitnote::pdf::write(&document(case)).unwrap_or_else(|error| panic!("{error}"))
}

/// What this process has had of the processor, where the system says so (in hundredths of a second); else the time.
fn processor(begun: Instant) -> Duration {
    let ticks = std::fs::read_to_string("/proc/self/stat").ok().and_then(|stat| {
        let fields: Vec<&str> = stat.rsplit(')').next()?.split_whitespace().collect();
        Some(fields.get(11)?.parse::<u64>().ok()? + fields.get(12)?.parse::<u64>().ok()?)
    });
    ticks.map_or_else(|| begun.elapsed(), |ticks| Duration::from_millis(10 * ticks))
}

/// A thousand notes, each of another patient. Gives the processor's time for one.
fn a_thousand(case: &Case) -> Duration {
    let begun = Instant::now();
    let before = processor(begun);
    let mut case = case.clone();
    for number in 0..1000 {
        case.patient.family_name = format!("Okafor-{number}");
        black_box(bytes_of(&case));
    }
    processor(begun).saturating_sub(before) / 1000
}

/// Typst as a library and WeasyPrint as a process, with the Python of `FITNOTE_PEERS` that has them; and the whole program beside the
/// latter where it was built.
fn beside_peers(case: &Case, one: Duration) {
    let Some(python) = std::env::var_os("FITNOTE_PEERS") else {
        println!("no peers: FITNOTE_PEERS does not name a Python that has typst and weasyprint (see benches/README.md)");
        return;
    };
    let folder = tempfile::tempdir().expect("a folder");
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut call = Command::new(python);
    call.arg(root.join("benches/peers/measure.py"));
    let program = root.join("target/release/fitnote");
    let case_file = folder.path().join("case.json");
    std::fs::write(&case_file, serde_json::to_string(case).expect("a case")).expect("written");
    if program.exists() {
        call.arg(program).arg("render").arg(&case_file).args(["--document", "med3", "--out"]).arg(folder.path().join("note.pdf"));
    }
    let output = call.output().expect("the peers run");
    eprint!("{}", String::from_utf8_lossy(&output.stderr));
    let Ok(found) = serde_json::from_slice::<serde_json::Value>(&output.stdout) else { return };
    let took = |name: &str| found.get(name).and_then(serde_json::Value::as_f64).map(Duration::from_secs_f64);
    if let Some(peer) = took("typst warm") {
        ratio::of_peer("one note of a thousand", one, "typst, warm", peer);
    }
    if let (Some(own), Some(peer)) = (took("fitnote process"), took("weasyprint process")) {
        ratio::of_peer("render, whole process", own, "WeasyPrint as a process", peer);
    } else if let Some(peer) = took("weasyprint process") {
        println!("WeasyPrint as a process: {peer:?}; build the program in release mode to compare");
    }
}

fn bench(criterion: &mut Criterion) {
    let case = case();
    let begun = Instant::now();
    let size = bytes_of(&case).len();
    ratio::of_limit("the first note of a process", begun.elapsed(), MOST_FOR_THE_FIRST);
    println!("a note: {size} bytes, {} % of {MOST_BYTES}", 100 * size / MOST_BYTES);
    let one = a_thousand(&case);
    ratio::of_limit("one note of a thousand, processor time", one, MOST_FOR_A_NOTE);
    beside_peers(&case, one);
    let print = PrintOptions::default();
    let preview = || {
        black_box(preview_med3(black_box(&case), "bench", &print));
    };
    ratio::of_limit("preview of a note", ratio::each(20, preview), MOST_FOR_A_PREVIEW);
    criterion.bench_function("preview of a note", |bencher| bencher.iter(preview));
    let bytes = || {
        black_box(bytes_of(black_box(&case)));
    };
    ratio::of_limit("case judged, laid out and written", ratio::each(20, bytes), MOST_FOR_A_NOTE);
    criterion.bench_function("case judged, laid out and written", |bencher| bencher.iter(bytes));
}

criterion_group!(benches, bench);
criterion_main!(benches);
