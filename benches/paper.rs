//! A note from case to bytes, warm, against what a person must not notice.

use std::hint::black_box;
use std::time::{Duration, Instant};

use criterion::{Criterion, criterion_group, criterion_main};
use fitnote::content::forms::med3_2022;
use fitnote::domain::case::Case;
use fitnote::domain::case_file::read_case;
use fitnote::domain::id::NoteId;
use fitnote::paper::{Document, Med3Page, preview_med3};
use fitnote::rules::{Issuable, PrintOptions, RuleSet};

/// Layout and PDF of one note, warm: a fifth of the time after which a key press feels slow.
const MOST_FOR_A_NOTE: Duration = Duration::from_millis(5);
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

/// The note that a judged case makes; none while the rules reject it.
fn document(case: &Case) -> Option<Document> {
    let rules = RuleSet { id: "gb-2026".into() };
    let note = Issuable::new(NoteId::new("bench"), case.clone(), None, PrintOptions::default(), &rules, &Med3Page);
    note.ok().map(|note| Document::med3(&note))
}

fn ratio(name: &str, most: Duration, mut run: impl FnMut()) {
    const TIMES: u32 = 200;
    run();
    let start = Instant::now();
    for _ in 0..TIMES {
        run();
    }
    let each = start.elapsed() / TIMES;
    println!("{name}: {each:?}, {:.2} of its limit of {most:?}", each.as_secs_f64() / most.as_secs_f64());
}

fn bench(criterion: &mut Criterion) {
    let case = case();
    let print = PrintOptions::default();
    black_box(med3_2022());
    let preview = || {
        black_box(preview_med3(&case, "bench", &print));
    };
    ratio("preview of a note", MOST_FOR_A_PREVIEW, preview);
    criterion.bench_function("preview of a note", |bencher| bencher.iter(preview));
    if document(&case).is_none() {
        println!("note to bytes: not measured, the rules reject the case");
        return;
    }
    let bytes = || {
        if let Some(document) = document(&case) {
            let _ = black_box(fitnote::pdf::write(&document));
        }
    };
    ratio("judged note to bytes", MOST_FOR_A_NOTE, bytes);
    criterion.bench_function("judged note to bytes", |bencher| bencher.iter(bytes));
}

criterion_group!(benches, bench);
criterion_main!(benches);
