//! The case that the tests of this layer and of `pdf` begin with.

use crate::domain::case::Case;
use crate::domain::case_file::read_case;

/// Two weeks not fit with low back pain.
pub(crate) fn case() -> Case {
    let text = r#"{
  "format": "fitnote-case/1", "today": "2026-11-20",
  "issuer": { "name": "Dr Ada Rowe", "profession": "doctor", "registration": "1234567", "setting": "nhs", "trained": true, "within_scope": true },
  "practice": { "name": "Harbour Surgery", "address": ["1 Quay Street", "Whitby"], "postcode": "YO21 1AA", "telephone": "01947 555010", "nation": "england" },
  "patient": { "title": "Mr", "given_names": "Ben", "family_name": "Okafor", "date_of_birth": "1984-02-29", "nhs_number": "9434765919",
    "address": ["22 Cliff Road", "Whitby"], "postcode": "YO21 3BB", "is_issuer": false, "work": "employed", "jobs": 1, "inpatient": false },
  "assessment": { "on": "2026-11-20", "kind": "telephone", "report_by": null, "made_by_issuer": true },
  "statement": { "on": "2026-11-20", "conditions": "Low back pain", "less_precise": null, "advice": ["not_fit"], "may_benefit_from": [], "comments": "",
    "period": { "from": "2026-11-20", "to": "2026-12-03" }, "foreseeable_future": false, "assess_again": false, "duplicate_of": null, "original_lost": false }
}"#;
    read_case(text).unwrap_or_else(|fault| panic!("{fault}"))
}
