//! One document of each kind and shape, for the tests of files.

use fitnote::content::conversation::short;
use fitnote::domain::case::{Case, EarlierNote};
use fitnote::domain::case_file::read_case;
use fitnote::domain::day::Day;
use fitnote::domain::id::{ClinicianId, NoteId, PatientId};
use fitnote::domain::paper_kind::PaperKind;
use fitnote::paper::documents::{Options, Withheld, ahp_report, employer_page, patient_summary, work_plan};
use fitnote::paper::flow::{Bar, Flow, TextSize};
use fitnote::paper::{Document, Med3Page, home_sheet};
use fitnote::rules::{Issuable, Issued, NoteRecord, PrintOptions, Refusal, in_force};

use crate::paper::{ID, case, indefinite, long_names, may_be_fit};

/// All of them, each with a name for its file: made once, for the tests that look at what they hold.
pub fn all() -> Vec<(&'static str, &'static Document)> {
    kept().iter().map(|(name, document, _)| (name.as_str(), document)).collect()
}

/// The file of one of them.
pub fn bytes(name: &str) -> &'static [u8] {
    kept().iter().find(|(own, ..)| own == name).map(|(.., bytes)| bytes.as_slice()).expect("a document of that name")
}

fn kept() -> &'static [(String, Document, Vec<u8>)] {
    static KEPT: std::sync::LazyLock<Vec<(String, Document, Vec<u8>)>> = std::sync::LazyLock::new(|| {
        let written = |(name, document): (String, Document)| {
            let bytes = fitnote::pdf::write(&document).expect("a PDF");
            (name, document, bytes)
        };
        made().into_iter().map(written).collect()
    });
    &KEPT
}

/// Each made anew: those that are compared as pictures, and every other shape.
pub fn made() -> Vec<(String, Document)> {
    let mut all: Vec<(String, Document)> = pictured().into_iter().map(|(name, document)| (name.to_owned(), document)).collect();
    let is_another = |(name, _): &(String, Document)| !name.ends_with("-whole") && !all.iter().any(|(own, _)| own == name);
    let others: Vec<(String, Document)> = crate::documents::golden_documents().into_iter().filter(is_another).collect();
    all.extend(others);
    all
}

/// One of each kind, and the statement in each of its shapes.
pub fn pictured() -> Vec<(&'static str, Document)> {
    let without_code = PrintOptions { data_matrix: false, ..PrintOptions::default() };
    vec![
        ("med3-not-fit", statement(case(), PrintOptions::default())),
        ("med3-may-be-fit", statement(may_be_fit(), PrintOptions::default())),
        ("med3-indefinite", statement(indefinite(), PrintOptions::default())),
        ("med3-long-names", statement(long_names(), PrintOptions::default())),
        ("med3-without-code", statement(case(), without_code)),
        ("med3-duplicate", duplicate()),
        ("ahp-report", beside(ahp_report, TextSize::Normal)),
        ("work-plan", beside(work_plan, TextSize::Normal)),
        ("employer-page", beside(employer_page, TextSize::Normal)),
        ("patient-summary", beside(patient_summary, TextSize::Normal)),
        ("patient-summary-large", beside(patient_summary, TextSize::Large)),
        ("home-sheet", home_sheet(short(), "a-sheet", TextSize::Normal)),
        ("flow", flow(TextSize::Normal)),
        ("flow-large", flow(TextSize::Large)),
    ]
}

fn issuable(mut case: Case, print: PrintOptions) -> Issuable {
    let rules = in_force(case.statement.on);
    // An open end needs a history that a short period does not.
    let since = Day::from_ymd_opt(2025, 11, 3);
    (case.history.condition_since, case.history.off_work_since) = (since, since);
    if case.statement.period.indefinite {
        let on = case.assessment.on;
        let earlier =
            EarlierNote { id: "earlier".into(), assessed_on: since.expect("a day"), from: since, to: Some(on), on: since.expect("a day") };
        case.history.notes.push(earlier);
        case.statement.foreseeable_future = true;
        case.statement.period.from = Some(on);
    }
    let note = Issuable::new(NoteId::new(ID), case, Some("looked at for a test"), print, rules, &Med3Page);
    note.unwrap_or_else(|refusal| match refusal {
        Refusal::Rejected(judgement) | Refusal::ReasonNeeded(judgement) => {
            panic!("{:?}", judgement.findings.iter().map(|finding| finding.rule).collect::<Vec<_>>())
        }
    })
}

fn statement(case: Case, print: PrintOptions) -> Document {
    Document::med3(&issuable(case, print))
}

fn duplicate() -> Document {
    let rules = in_force(case().statement.on);
    let record = NoteRecord {
        id: NoteId::new(ID),
        patient: PatientId::new("ben"),
        clinician: ClinicianId::new("ada"),
        issued_at: "2026-11-20T10:00:00+00:00".parse().expect("a moment"),
        case: case(),
        rule_set: rules.id.clone(),
        verdict: "accept".into(),
        findings: serde_json::Value::Null,
        reason: None,
        print: PrintOptions::default(),
    };
    let issued = Issued::from_record(record, rules, &Med3Page).unwrap_or_else(|refusal| panic!("{refusal:?}"));
    let on = Day::from_ymd_opt(2026, 12, 1).expect("a day");
    let duplicate = issued.duplicate(true, on, rules, &Med3Page).unwrap_or_else(|refusal| panic!("{refusal:?}"));
    Document::med3_duplicate(&duplicate)
}

/// A document beside the statement, of a case with a whole plan.
fn beside(make: fn(&Case, &Options) -> Result<Document, Withheld>, size: TextSize) -> Document {
    let case = read_case(include_str!("../../golden/documents/case.json")).unwrap_or_else(|fault| panic!("{fault}"));
    make(&case, &Options { id: ID.into(), size }).unwrap_or_else(|withheld| panic!("{withheld}"))
}

/// Everything that running text is made of, on several pages: a paragraph, a list and a table go on over the page.
fn flow(size: TextSize) -> Document {
    let mut flow = Flow::new(PaperKind::WorkPlan, "A plan & its <parts>", "plan-1", size, "Not an assessment for benefits.");
    let sentence = "Standing for twenty minutes is fine, with a break each hour; lifting waits until the review. ";
    flow.heading(2, "What matters").paragraph(&sentence.repeat(6));
    flow.heading(3, "In their words").quote("“I want to be back at the till, with a stool.” – Siân");
    flow.list(&["one thing".to_owned(), sentence.repeat(3), "a last thing".to_owned()]);
    flow.pairs(&[("Starts on".to_owned(), "3 December 2026".to_owned()), ("Contact".to_owned(), sentence.repeat(2))]);
    flow.heading(2, "Hours by week");
    let bar = |week: u8, least: f32, most: f32| Bar {
        label: format!("Week {week}"),
        least,
        most,
        value: format!("{most} hours"),
        open: week == 4,
    };
    flow.bars(
        "Hours by week: 8, then 12, then 16, then 16 to 20.",
        &[bar(1, 8.0, 8.0), bar(2, 12.0, 12.0), bar(3, 16.0, 16.0), bar(4, 16.0, 20.0)],
    );
    let rows: Vec<Vec<String>> = (1..=40)
        .map(|week| {
            vec![format!("Week {week}"), format!("{} hours", 8 + week / 2), if week % 7 == 0 { String::new() } else { sentence.to_owned() }]
        })
        .collect();
    flow.table(&["Week", "Hours", "What is done"], &[1.0, 1.0, 4.0], &rows);
    flow.boxes(&["I have read this".to_owned(), "I would like a copy".to_owned()]);
    flow.paragraph(&sentence.repeat(30));
    flow.link("Guidance for patients on the website of the government of the United Kingdom", "https://www.gov.uk");
    flow.finish()
}
