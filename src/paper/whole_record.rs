//! A person's whole record: as pages to read and as JSON to take elsewhere. Nothing is left out of either, and nothing is shortened.

use serde_json::{Map, Value, json};

use super::Document;
use super::flow::{Flow, TextSize};
use crate::content::conversation;
use crate::domain::case::{Advice, Benefit, Case, LessPrecise, Practice};
use crate::domain::day;
use crate::domain::draft::{Conversation, Draft};
use crate::domain::life::NoteEvent;
use crate::domain::nhs_number::NhsNumber;
use crate::domain::paper_kind::PaperKind;
use crate::domain::record::{Moment, Patient};
use crate::rules::NoteRecord;
use crate::talk;

/// Everything that is recorded of a person.
pub struct WholeRecord {
    pub made_at: Moment,
    pub practice: Practice,
    /// The person; more than one where entries were joined, the one that shows first.
    pub people: Vec<Patient>,
    /// The oldest first.
    pub notes: Vec<NoteInRecord>,
    pub drafts: Vec<(Draft, Moment)>,
    /// The rows of the other rooms, under what each room is called.
    pub others: Vec<(&'static str, Vec<Map<String, Value>>)>,
}

/// An issued note with what led to it and what happened to it.
pub struct NoteInRecord {
    pub record: NoteRecord,
    pub draft: Option<Draft>,
    pub history: Vec<NoteEvent>,
}

crate::domain::redacted_debug!(WholeRecord, NoteInRecord);

impl WholeRecord {
    /// The record as JSON, in the words in which it is kept.
    #[must_use]
    pub fn to_json(&self) -> Value {
        let event = |event: &NoteEvent| {
            json!({
                "kind": event.kind.word(), "at": event.at.to_rfc3339(), "by": event.clinician_name,
                "reason": event.reason, "other_note": event.other,
            })
        };
        let notes: Vec<Value> = self
            .notes
            .iter()
            .map(|note| {
                json!({
                    "note": note.record,
                    "draft": note.draft,
                    "history": note.history.iter().map(event).collect::<Vec<_>>(),
                })
            })
            .collect();
        let drafts: Vec<Value> = self.drafts.iter().map(|(draft, at)| json!({ "draft": draft, "saved_at": at.to_rfc3339() })).collect();
        json!({
            "format": "fitnote-record/1", "made_at": self.made_at.to_rfc3339(), "practice": self.practice,
            "patient": self.people.first(), "joined_entries": self.people.get(1..).unwrap_or_default(),
            "notes": notes, "drafts": drafts,
            "others": self.others.iter().map(|(title, rows)| json!({ "title": title, "rows": rows })).collect::<Vec<_>>(),
        })
    }

    /// The record as pages.
    #[must_use]
    pub fn to_document(&self) -> Document {
        let made = day::long(self.made_at.date_naive());
        let id = self.people.first().map_or("", |person| person.id.as_str());
        let footer = format!("{}. Made on {made}.", self.practice.name);
        let mut flow = Flow::new(PaperKind::WholeRecord, PaperKind::WholeRecord.title(), id, TextSize::Normal, &footer);
        flow.paragraph(&format!(
            "This is everything that is kept about you in this program at {}, as it stood on {made}.",
            self.practice.name
        ));
        for (place, person) in self.people.iter().enumerate() {
            flow.heading(2, if place == 0 { "You" } else { "Another entry about you, joined with this one" });
            flow.pairs(&particulars(person));
        }
        flow.heading(2, "Fit notes");
        if self.notes.is_empty() {
            flow.paragraph("None.");
        }
        for note in &self.notes {
            note_pages(&mut flow, note);
        }
        if !self.drafts.is_empty() {
            flow.heading(2, "Notes that were begun and not issued");
        }
        for (draft, at) in &self.drafts {
            flow.heading(3, &format!("Begun on {}, saved on {}", day::long(draft.begun_on), day::long(at.date_naive())));
            said(&mut flow, &draft.conversation);
            let decision = decision_pairs(draft);
            if !decision.is_empty() {
                flow.pairs(&decision);
            }
        }
        for (title, rows) in &self.others {
            flow.heading(2, title);
            for (place, row) in rows.iter().enumerate() {
                flow.heading(3, &format!("Entry {}", place + 1));
                flow.pairs(&row_pairs(row));
            }
        }
        flow.finish()
    }
}

/// A value that is kept as JSON, in one line of text: nothing is left out but the marks.
fn plain(value: &Value) -> String {
    let joined = |parts: Vec<String>| parts.into_iter().filter(|part| !part.trim().is_empty()).collect::<Vec<_>>().join("; ");
    match value {
        Value::Null => String::new(),
        Value::Bool(yes) => if *yes { "yes" } else { "no" }.to_owned(),
        Value::Number(number) => number.to_string(),
        Value::String(text) => text.clone(),
        Value::Array(values) => joined(values.iter().map(plain).collect()),
        Value::Object(fields) => joined(
            fields
                .iter()
                .map(|(name, value)| (name, plain(value)))
                .filter(|(_, text)| !text.trim().is_empty())
                .map(|(name, text)| format!("{}: {text}", name.replace('_', " ")))
                .collect(),
        ),
    }
}

/// A row as it is kept: the names of its columns as words, and what stands in them.
fn row_pairs(row: &Map<String, Value>) -> Vec<(String, String)> {
    let pairs = row.iter().filter(|(name, _)| *name != "patient").filter_map(|(name, value)| {
        let text = match value {
            Value::Null => return None,
            Value::String(text) => serde_json::from_str(text).map_or_else(|_| text.clone(), |inside| plain(&inside)),
            other => other.to_string(),
        };
        let mut label = name.replace('_', " ");
        if let Some(first) = label.get_mut(..1) {
            first.make_ascii_uppercase();
        }
        Some((label, text))
    });
    pairs.collect()
}

fn note_pages(flow: &mut Flow, note: &NoteInRecord) {
    let record = &note.record;
    flow.heading(3, &format!("Statement of {}", day::long(record.case.statement.on)));
    let mut pairs = statement(&record.case);
    pairs.push(("Issued".into(), format!("{} at {}", day::long(record.issued_at.date_naive()), record.issued_at.format("%H:%M"))));
    if let Some(reason) = &record.reason {
        pairs.push(("Why it was issued although the rules warned".into(), reason.clone()));
    }
    pairs.push(("Number of the note".into(), record.id.to_string()));
    flow.pairs(&pairs);
    for finding in record.findings.as_array().into_iter().flatten() {
        if let Some(words) = finding.get("patient").and_then(Value::as_str).filter(|words| !words.is_empty()) {
            flow.paragraph(words);
        }
    }
    if let Some(draft) = &note.draft {
        said(flow, &draft.conversation);
    }
    if !note.history.is_empty() {
        flow.heading(4, "What happened to it");
        flow.list(&note.history.iter().map(NoteEvent::sentence).collect::<Vec<_>>());
    }
}

/// The conversation, question by question.
fn said(flow: &mut Flow, conv: &Conversation) {
    let set = conversation::by_name(&conv.question_set).unwrap_or_else(conversation::short);
    let mut pairs: Vec<_> = talk::summary_lines(set, conv).into_iter().map(|line| (line.label, line.text)).collect();
    for step in talk::kept_elsewhere(set, conv) {
        pairs.push((step.title.clone(), "Answered earlier, and left aside since. The answer is in the JSON file.".into()));
    }
    if conv.steps.is_empty() || pairs.is_empty() {
        return;
    }
    flow.heading(4, "The conversation");
    flow.pairs(&pairs);
}

fn particulars(person: &Patient) -> Vec<(String, String)> {
    let address: Vec<&str> =
        person.address.iter().map(String::as_str).chain([person.postcode.as_str()]).filter(|line| !line.is_empty()).collect();
    let rows = [
        ("Name", person.full_name()),
        ("Born", day::long(person.date_of_birth)),
        ("NHS number", person.nhs_number.as_ref().map(NhsNumber::grouped).unwrap_or_default()),
        ("Address", address.join(", ")),
    ];
    filled(rows)
}

fn statement(case: &Case) -> Vec<(String, String)> {
    let stated = &case.statement;
    let advice = stated.advice.iter().map(|advice| match advice {
        Advice::NotFit => "Not fit for work",
        Advice::MayBeFit => "May be fit for work, taking account of the advice",
        Advice::Fit => "Fit for work",
    });
    let benefits = stated.may_benefit_from.iter().map(|benefit| match benefit {
        Benefit::PhasedReturn => "a phased return to work",
        Benefit::AmendedDuties => "amended duties",
        Benefit::AlteredHours => "altered hours",
        Benefit::WorkplaceAdaptations => "workplace adaptations",
    });
    let period = stated.period.resolve(case.assessment.on).map(|period| match period.to() {
        Some(to) => format!("{} to {}", day::long(period.from()), day::long(to)),
        None => format!("from {}, with no last day", day::long(period.from())),
    });
    let precise = match stated.less_precise {
        None => "",
        Some(LessPrecise::Wellbeing) => "So that your wellbeing is not harmed",
        Some(LessPrecise::PositionWithEmployer) => "So that your position with your employer is not harmed",
    };
    let again = match stated.assess_again {
        Some(true) => "Yes",
        Some(false) => "No",
        None => "",
    };
    filled([
        ("Assessed on", format!("{}, {}", day::long(case.assessment.on), case.assessment.kind.title())),
        ("Report considered, by", case.assessment.report_by.clone().unwrap_or_default()),
        ("Because of", stated.conditions.clone()),
        ("Why the condition is stated less precisely", precise.to_owned()),
        ("Advice", advice.collect::<Vec<_>>().join("; ")),
        ("May benefit from", benefits.collect::<Vec<_>>().join("; ")),
        ("Comments", stated.comments.clone()),
        ("For", period.unwrap_or_default()),
        ("For the foreseeable future", if stated.foreseeable_future { "Yes".to_owned() } else { String::new() }),
        ("To be assessed again", again.to_owned()),
        ("Condition since", case.history.condition_since.map(day::long).unwrap_or_default()),
        ("Off work since", case.history.off_work_since.map(day::long).unwrap_or_default()),
        ("Off work on advice since", case.history.off_on_advice_since.map(day::long).unwrap_or_default()),
        ("Issued by", format!("{}, {}, {}", case.issuer.name, case.issuer.profession.title(), case.issuer.registration)),
    ])
}

/// What was typed in the decision of a draft, as it was typed.
fn decision_pairs(draft: &Draft) -> Vec<(String, String)> {
    let decision = &draft.decision;
    filled([("Because of", decision.conditions.clone()), ("Comments", decision.comments.clone()), ("For", decision.period.clone())])
}

fn filled<const N: usize>(rows: [(&str, String); N]) -> Vec<(String, String)> {
    rows.into_iter().filter(|(_, value)| !value.trim().is_empty()).map(|(label, value)| (label.to_owned(), value)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::{ClinicianId, NoteId, PatientId};
    use crate::rules::PrintOptions;

    fn record() -> WholeRecord {
        let case = super::super::sample::case();
        let at: Moment = "2026-11-20T10:00:00+00:00".parse().expect("a literal moment");
        let person = Patient {
            id: PatientId::new("ben"),
            title: case.patient.title.clone(),
            given_names: case.patient.given_names.clone(),
            family_name: case.patient.family_name.clone(),
            date_of_birth: case.patient.date_of_birth,
            nhs_number: case.patient.nhs_number.clone(),
            address: case.patient.address.clone(),
            postcode: case.patient.postcode.clone(),
        };
        let note = NoteRecord {
            id: NoteId::new("n1"),
            patient: person.id.clone(),
            clinician: ClinicianId::new("ada"),
            issued_at: at,
            rule_set: "gb-2026".into(),
            verdict: "warn".into(),
            findings: json!([{ "patient": "This note covers more than is usual." }]),
            reason: Some("Seen by the surgeon".into()),
            print: PrintOptions::default(),
            case,
        };
        WholeRecord {
            made_at: at,
            practice: note.case.practice.clone(),
            people: vec![person],
            notes: vec![NoteInRecord { record: note, draft: None, history: Vec::new() }],
            drafts: Vec::new(),
            others: vec![("Services and referrals", vec![Map::from_iter([("service_name".to_owned(), json!("Talking therapy"))])])],
        }
    }

    #[test]
    fn the_pages_and_the_json_hold_the_person_the_note_and_the_reasons() {
        let record = record();
        let mut pages = String::new();
        for item in record.to_document().sheets().iter().flat_map(|sheet| &sheet.items) {
            if let super::super::Shape::Text { text, .. } = &item.shape {
                pages.push_str(text);
                pages.push(' ');
            }
        }
        let json = record.to_json().to_string();
        for words in [
            "Okafor",
            "Low back pain",
            "Seen by the surgeon",
            "This note covers more than is usual.",
            "22 Cliff Road",
            "1234567",
            "Talking therapy",
        ] {
            assert!(pages.contains(words), "{words} is not on the pages: {pages}");
            assert!(json.contains(words), "{words} is not in the JSON");
        }
        assert!(pages.contains("20 November 2026") && pages.contains("943 476 5919"));
    }
}
