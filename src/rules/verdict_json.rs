//! A judgement as the verdict file of the command line, `fitnote-verdict/1`.

use serde_json::{Value, json};

use super::{Finding, Fix, Judgement};
use crate::domain::period::{Period, StatedPeriod};

/// The judgement as JSON: the verdict, the period, and each finding with its sentences, its law, its path and its way out.
///
/// A `fix` is `null` or an object with a `label` and one of `go_to` (a field's path), `set_period` (a period as in a case file) and
/// `clear_boxes` (`true`).
#[must_use]
pub fn verdict_json(judgement: &Judgement) -> Value {
    json!({
        "format": "fitnote-verdict/1",
        "verdict": judgement.verdict,
        "rule_set": judgement.rule_set,
        "period": judgement.period.map(period),
        "findings": judgement.findings.iter().map(finding).collect::<Vec<_>>(),
    })
}

fn period(period: Period) -> Value {
    json!({ "from": period.from(), "to": period.to(), "days": period.days() })
}

fn finding(finding: &Finding) -> Value {
    let inputs: Vec<Value> = finding.inputs.iter().map(|(path, value)| json!({ "field": path, "value": value })).collect();
    json!({
        "rule": finding.rule,
        "verdict": finding.weight,
        "field": finding.field,
        "clinician": finding.clinician,
        "patient": finding.patient,
        "law": finding.law,
        "basis": finding.basis,
        "path": finding.path,
        "inputs": inputs,
        "fix": finding.fix.as_ref().map(|(label, way)| fix(label, way)),
    })
}

fn fix(label: &str, fix: &Fix) -> Value {
    match fix {
        Fix::GoTo(field) => json!({ "label": label, "go_to": field }),
        Fix::SetPeriod(period) => json!({ "label": label, "set_period": stated(period) }),
        Fix::ClearBoxes => json!({ "label": label, "clear_boxes": true }),
    }
}

fn stated(period: &StatedPeriod) -> Value {
    serde_json::to_value(period).unwrap_or(Value::Null)
}
