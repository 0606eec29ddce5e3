//! Reads case files and practice files: every fault is named by its path, line and column, and nothing is guessed.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::case::{CASE_FORMAT, Case, Issuer, Practice};

/// Why a file cannot be used: where, and what is true there.
#[derive(Clone, PartialEq, Eq)]
pub struct FileFault {
    /// The path inside the file: `statement.period.to`; `.` for the file as a whole.
    pub path: String,
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1.
    pub column: usize,
    /// What is wrong there, without the content of the file.
    pub what: String,
}

super::redacted_debug!(FileFault);

impl std::fmt::Display for FileFault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // The file as a whole has no path to name.
        if self.path != WHOLE {
            write!(f, "{} ", self.path)?;
        }
        write!(f, "(line {}, column {}): {}", self.line, self.column, self.what)
    }
}

impl std::error::Error for FileFault {}

/// The path of the file as a whole.
const WHOLE: &str = ".";

/// A practice file, `fitnote-practice/1`: what a new data folder begins with.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PracticeFile {
    /// Always `fitnote-practice/1`.
    pub format: String,
    pub practice: Practice,
    pub clinician: Issuer,
}

/// The value of [`PracticeFile::format`].
pub const PRACTICE_FORMAT: &str = "fitnote-practice/1";

super::redacted_debug!(PracticeFile);

/// The largest file that is read, in bytes: a case is a few kilobytes.
pub const MOST_BYTES: usize = 4 * 1024 * 1024;

/// Reads a case file.
///
/// # Errors
/// When it is not JSON, has an unknown or missing field, or a value that cannot be (a date that does not exist).
pub fn read_case(text: &str) -> Result<Case, FileFault> {
    let case: Case = read(text)?;
    check_format(&case.format, CASE_FORMAT)?;
    Ok(case)
}

/// Reads a practice file.
///
/// # Errors
/// As [`read_case`].
pub fn read_practice(text: &str) -> Result<PracticeFile, FileFault> {
    let file: PracticeFile = read(text)?;
    check_format(&file.format, PRACTICE_FORMAT)?;
    Ok(file)
}

fn check_format(found: &str, expected: &str) -> Result<(), FileFault> {
    if found == expected {
        return Ok(());
    }
    Err(FileFault {
        path: "format".into(),
        line: 1,
        column: 1,
        what: format!("this program reads the format \"{expected}\" and the file says it is another; use a file of that format"),
    })
}

fn read<T: DeserializeOwned>(text: &str) -> Result<T, FileFault> {
    if text.len() > MOST_BYTES {
        return Err(FileFault {
            path: WHOLE.into(),
            line: 1,
            column: 1,
            what: "the file is larger than 4 MiB, which no such file is".into(),
        });
    }
    let mut json = serde_json::Deserializer::from_str(text.strip_prefix('\u{feff}').unwrap_or(text));
    let value = serde_path_to_error::deserialize(&mut json).map_err(|error| {
        let path = error.path().to_string();
        fault(path, &error.into_inner())
    })?;
    json.end().map_err(|error| fault(WHOLE.into(), &error))?;
    Ok(value)
}

fn fault(path: String, error: &serde_json::Error) -> FileFault {
    if error.is_eof() {
        let what = "the file ends before what it began is closed; save it whole".to_owned();
        return FileFault { path: WHOLE.into(), line: error.line().max(1), column: error.column().max(1), what };
    }
    // Where the file is not JSON, the path may be unknown, even in part.
    let path = if path.contains('?') { WHOLE.into() } else { path };
    // serde_json ends its sentence with "at line L column C", which stands in fields of its own here.
    let whole = error.to_string();
    let what = whole.rsplit_once(" at line ").map_or(whole.as_str(), |(sentence, _)| sentence);
    FileFault { path, line: error.line().max(1), column: error.column().max(1), what: what.to_owned() }
}

/// A sound case, for tests: not fit for two weeks from 20 November 2026.
#[cfg(test)]
pub(crate) const SAMPLE: &str = r#"{
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

#[cfg(test)]
mod tests {
    use super::SAMPLE as CASE;
    use super::*;

    #[test]
    fn a_case_reads_and_writes_back_the_same() {
        let case = read_case(CASE).unwrap_or_else(|fault| panic!("{fault}"));
        let text = serde_json::to_string_pretty(&case).expect("a case is JSON");
        assert!(read_case(&text).is_ok_and(|again| again == case));
        assert_eq!(case.patient.full_name(), "Mr Ben Okafor");
    }

    #[test]
    fn every_fault_is_named_by_path_and_line() {
        let rows = [
            ("\"trained\": true", "\"trained\": true, \"colour\": 1", "issuer.colour", 4),
            ("\"kind\": \"telephone\"", "\"kind\": \"pigeon\"", "assessment.kind", 9),
            ("\"to\": \"2026-12-03\"", "\"to\": \"2026-02-30\"", "statement.period.to", 11),
            ("\"to\": \"2026-12-03\"", "\"for\": \"2 fortnights\"", "statement.period.for", 11),
            ("\"9434765919\"", "\"9434765918\"", "patient.nhs_number", 6),
            ("\"advice\": [\"not_fit\"]", "\"advice\": [\"sick\"]", "statement.advice[0]", 10),
            ("\"fitnote-case/1\"", "\"fitnote-case/2\"", "format", 1),
        ];
        for (right, wrong, path, line) in rows {
            let fault = read_case(&CASE.replacen(right, wrong, 1)).err().unwrap_or_else(|| panic!("{path} was accepted"));
            assert_eq!((fault.path.as_str(), fault.line), (path, line), "{fault}");
        }
    }

    #[test]
    fn what_is_not_one_json_object_is_refused() {
        for text in ["", "null", "[]", "{", "not json", "{}"] {
            assert!(read_case(text).is_err(), "{text}");
        }
        assert!(read_case(&format!("{CASE} {{}}")).is_err());
        assert!(read_case(&format!("\u{feff}{CASE}")).is_ok());
    }

    #[test]
    fn debug_output_shows_nothing_of_the_patient() {
        let case = read_case(CASE).unwrap_or_else(|fault| panic!("{fault}"));
        let shown = format!("{case:?} {:?} {:?}", case.patient, case.statement);
        assert!(!shown.contains("Okafor") && !shown.contains("back pain"), "{shown}");
    }
}
