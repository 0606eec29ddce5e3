//! How long one case takes to judge, against a named limit: the rules run on every key press.

mod ratio;

use std::hint::black_box;
use std::time::Duration;

use criterion::Criterion;
use fitnote::domain::case::Case;
use fitnote::domain::case_file::read_case;
use fitnote::rules::{Overflow, Page, in_force, judge};

/// What one judgement may take, so that a screen of sixty frames a second never notices it.
const LIMIT: Duration = Duration::from_micros(50);

struct Wide;

impl Page for Wide {
    fn overflow(&self, _case: &Case) -> Vec<Overflow> {
        Vec::new()
    }
}

/// A note that nothing objects to.
const SOUND: &str = r#"{
  "format": "fitnote-case/1", "today": "2026-11-20",
  "issuer": { "name": "Dr Ada Rowe", "profession": "doctor", "registration": "1234567", "setting": "nhs", "trained": true, "within_scope": true },
  "practice": { "name": "Harbour Surgery", "address": ["1 Quay Street", "Whitby"], "nation": "england" },
  "patient": { "given_names": "Ben", "family_name": "Okafor", "date_of_birth": "1984-02-29" },
  "history": { "condition_since": "2026-11-20", "off_work_since": "2026-11-20" },
  "assessment": { "on": "2026-11-20", "kind": "telephone", "made_by_issuer": true },
  "statement": { "on": "2026-11-20", "conditions": "Low back pain", "advice": ["may_be_fit"], "may_benefit_from": ["amended_duties"],
    "comments": "Can do seated tasks. Avoid lifting more than 5 kg. Regular breaks to stand and walk, and no driving for longer than an hour.",
    "period": { "from": "2026-11-20", "to": "2026-12-03" }, "assess_again": false }
}"#;

/// A note with several objections, each with its sentences.
fn faulty() -> Case {
    let text = SOUND
        .replace("1234567", "12")
        .replace("\"trained\": true", "\"trained\": false")
        .replace("\"made_by_issuer\": true", "\"made_by_issuer\": false")
        .replace("Low back pain", "Medical problem")
        .replace("Can do seated tasks.", "Works as a postman.")
        .replace("2026-12-03", "2027-06-03")
        .replace("{ \"from\": \"2026-11-20\"", "{ \"from\": \"2026-10-20\"");
    read_case(&text).unwrap_or_else(|fault| panic!("{fault}"))
}

fn main() {
    let sound = read_case(SOUND).unwrap_or_else(|fault| panic!("{fault}"));
    let faulty = faulty();
    let rules = in_force(sound.statement.on);
    let mut criterion = Criterion::default().configure_from_args();
    for (name, case) in [("judge a sound note", &sound), ("judge a faulty note", &faulty)] {
        let findings = judge(case, rules, &Wide).findings.len();
        criterion.bench_function(name, |bencher| bencher.iter(|| judge(black_box(case), rules, &Wide)));
        let took = ratio::each(2_000, || {
            black_box(judge(black_box(case), rules, &Wide));
        });
        ratio::of_limit(&format!("{name}, {findings} findings"), took, LIMIT);
    }
    criterion.final_summary();
}
