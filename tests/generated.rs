//! Every parser of outside data, given inputs that nobody wrote: it may refuse each of them, and never panics, hangs or keeps memory.
//!
//! `FITNOTE_TEST_INPUTS=1000000` gives each parser a million. Those inside the store have their test beside them.

mod mutate;

use fitnote::app::Settings;
use fitnote::domain::audit::AuditHead;
use fitnote::domain::case_file::{read_case, read_practice};
use fitnote::domain::day::{self, Day, YearHint};
use fitnote::domain::draft::Draft;
use fitnote::domain::nhs_number::NhsNumber;
use fitnote::domain::period::Length;
use fitnote::domain::profession::{Nation, Profession};
use fitnote::domain::registration::Registration;
use fitnote::domain::shorthand;
use fitnote::paper::scanned;
use fitnote::rules;

use mutate::feed;

const PRACTICE: &str = r#"{ "format": "fitnote-practice/1",
  "practice": { "name": "Harbour Surgery", "address": ["1 Quay Street", "Whitby"], "postcode": "YO21 1AA", "telephone": "01947 555010", "nation": "england" },
  "clinician": { "name": "Dr Ada Rowe", "profession": "doctor", "registration": "1234567", "setting": "nhs", "trained": true, "within_scope": true } }"#;

fn today() -> Day {
    Day::from_ymd_opt(2026, 11, 20).unwrap()
}

/// Most parsers read text, as files and fields give it: what is not UTF-8 is turned away or replaced before them.
fn text(bytes: &[u8]) -> std::borrow::Cow<'_, str> {
    String::from_utf8_lossy(bytes)
}

#[test]
fn case_files() {
    let plan = r#"}, "plan": { "kind": "stay_in_work", "what_matters": "to keep the job", "usual_hours": "37.5", "hours_a_week": 37.5,
        "difficulties": [{ "what": "lifting", "usual": "10 kg" }], "adjustments": [{ "id": "", "text": "no lifting", "for": "lifting" }],
        "mode": "build_up", "phases": [{ "from": "2026-11-23", "to": "2026-11-29", "hours_least": 8, "hours_most": 12 }],
        "step_rule": { "after_stable_days": 28 }, "waiting_for": [{ "what": "physiotherapy", "weeks": 6 }], "print_own_words": false } }"#;
    let end = crate::store::CASE.rfind('}').and_then(|at| crate::store::CASE[..at].rfind('}')).unwrap();
    let planned = format!("{}{plan}", &crate::store::CASE[..end]);
    feed("case file", &[crate::store::CASE.as_bytes(), planned.as_bytes()], |bytes| read_case(&text(bytes)).is_ok());
}

#[test]
fn practice_files() {
    feed("practice file", &[PRACTICE.as_bytes()], |bytes| read_practice(&text(bytes)).is_ok());
}

#[test]
fn rule_sets_of_a_file() {
    let sets = [include_bytes!("../assets/rules/sets/gb-2026.json").as_slice()];
    feed("rule set", &sets, |bytes| rules::read_rule_set(&text(bytes)).is_ok());
}

#[test]
fn the_text_of_a_notes_code() {
    let case = read_case(crate::store::CASE).unwrap();
    let set = rules::in_force(case.statement.on);
    let id = fitnote::domain::id::NoteId::new("n1");
    let issuable = rules::Issuable::new(id, case, None, rules::PrintOptions::default(), set, &fitnote::paper::Med3Page).ok().unwrap();
    let code = fitnote::paper::data_matrix::text(issuable.case(), "n1");
    feed("Data Matrix text", &[code.as_bytes()], |bytes| scanned::read_bytes(bytes).is_ok_and(|scanned| scanned.case().is_ok()));
}

#[test]
fn dates_as_they_are_typed() {
    let seeds: Vec<&[u8]> =
        ["29/2/84", "3rd December 2026", "1984-02-29", "29021984", "fri", "tomorrow", "29.2.1984"].map(str::as_bytes).to_vec();
    let mut hints = [YearHint::NotAfter(today()), YearHint::NotBefore(today()), YearHint::Nearest(today())].into_iter().cycle();
    feed("dates", &seeds, |bytes| hints.next().is_some_and(|hint| day::parse(&text(bytes), hint, today()).is_ok()));
}

#[test]
fn periods_as_they_are_typed() {
    let seeds: Vec<&[u8]> = ["2w", "4 weeks", "3m"].map(str::as_bytes).to_vec();
    feed("shorthand", &seeds, |bytes| shorthand::parse(&text(bytes), today(), today()).is_ok());
    feed("length", &seeds[..1], |bytes| Length::parse(&text(bytes)).is_ok());
}

#[test]
fn numbers_and_marks_as_they_are_typed() {
    feed("NHS number", &[b"943 476 5919", b"4010232137"], |bytes| NhsNumber::parse(&text(bytes)).is_ok());
    feed("registration", &[b"1234567"], |bytes| Registration::parse(&Profession::Doctor, Nation::England, &text(bytes)).is_ok());
    feed("mark of the log", &[b"128-3F9A-77C2-01BB-44D0"], |bytes| text(bytes).parse::<AuditHead>().is_ok());
}

#[test]
fn settings_and_drafts_as_they_are_stored() {
    let settings = serde_json::to_vec(&Settings::default()).unwrap();
    feed("settings", &[&settings], |bytes| serde_json::from_slice::<Settings>(bytes).is_ok());
    let draft = serde_json::to_vec(&crate::store::draft("d1", "n1")).unwrap();
    feed("draft", &[&draft], |bytes| serde_json::from_slice::<Draft>(bytes).is_ok());
}
