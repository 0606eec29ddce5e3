//! A note from case to bytes, warm, against what a person must not notice.

mod ratio;

use std::hint::black_box;
use std::time::Duration;

use criterion::{Criterion, criterion_group, criterion_main};
use fitnote::domain::case::Case;
use fitnote::domain::case_file::read_case;
use fitnote::domain::id::NoteId;
use fitnote::paper::{Document, Med3Page, preview_med3};
use fitnote::rules::{Issuable, PrintOptions, in_force};

/// Judging, layout and PDF of one note, warm: a twentieth of the time after which a press of a button feels slow.
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

/// The note that a judged case makes.
fn document(case: &Case) -> Document {
    let note = Issuable::new(NoteId::new("bench"), case.clone(), None, PrintOptions::default(), in_force(case.statement.on), &Med3Page);
    note.map_or_else(|_| panic!("the rules reject the case of this benchmark"), |note| Document::med3(&note))
}

fn bench(criterion: &mut Criterion) {
    let case = case();
    let print = PrintOptions::default();
    let preview = || {
        black_box(preview_med3(black_box(&case), "bench", &print));
    };
    ratio::of_limit("preview of a note", ratio::each(20, preview), MOST_FOR_A_PREVIEW);
    criterion.bench_function("preview of a note", |bencher| bencher.iter(preview));
    let bytes = || {
        let written = fitnote::pdf::write(&document(black_box(&case)));
        assert!(written.is_ok_and(|bytes| black_box(bytes).starts_with(b"%PDF-")), "no PDF was made");
    };
    ratio::of_limit("case judged, laid out and written", ratio::each(20, bytes), MOST_FOR_A_NOTE);
    criterion.bench_function("case judged, laid out and written", |bencher| bencher.iter(bytes));
}

criterion_group!(benches, bench);
criterion_main!(benches);
