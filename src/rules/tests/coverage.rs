//! Texts against code, both ways; ways out; the verdict file and the reference.

use std::collections::BTreeSet;

use super::*;
use crate::content::rule_texts;
use crate::domain::case::{Advice, AssessmentKind, Benefit};
use crate::domain::profession::{Nation, Profession, Setting};
use crate::rules::tree::TREES;
use crate::rules::{Field, ids, reference_markdown, rule_lines, rules_json, verdict_json};

fn long(c: &mut Case, condition: Option<Day>, off: Option<Day>, on_advice: Option<Day>) {
    since(c, condition, off, on_advice);
    c.statement.period = length("6 months");
}

fn duplicate(c: &mut Case) {
    c.history.notes = vec![note("N1", d(2026, 11, 20), d(2026, 12, 3))];
    c.statement.duplicate_of = Some("N1".into());
    c.statement.original_lost = true;
}

/// At least one case for every text.
fn one_of_each() -> Vec<Change> {
    [about_issuer_and_assessment(), about_the_note(), about_its_days()].concat()
}

fn about_issuer_and_assessment() -> Vec<Change> {
    vec![
        |c| c.issuer.profession = Profession::Other("paramedic".into()),
        |c| c.issuer.profession = Profession::Other("midwife".into()),
        |c| c.issuer.profession = Profession::Other("physician_associate".into()),
        |c| c.issuer.profession = Profession::Other(String::new()),
        |c| c.issuer.registration = "1".into(),
        |c| c.patient.is_issuer = true,
        |c| c.issuer.setting = Setting::Private,
        |c| c.issuer.setting = Setting::CommunityPharmacy,
        |c| c.issuer.trained = false,
        |c| c.issuer.within_scope = false,
        |c| c.practice.nation = Nation::NorthernIreland,
        |c| c.issuer.name.clear(),
        |c| c.practice.name.clear(),
        |c| c.practice.address.clear(),
        |c| {
            c.patient.given_names.clear();
            c.patient.family_name.clear();
        },
        |c| c.assessment.kind = AssessmentKind::OnlineForm,
        |c| c.assessment.kind = AssessmentKind::Video,
        |c| c.assessment.kind = AssessmentKind::WrittenReport,
        |c| {
            c.assessment.kind = AssessmentKind::WrittenReport;
            c.assessment.report_by = Some("unregulated".into());
        },
        |c| {
            c.assessment.kind = AssessmentKind::WrittenReport;
            c.assessment.report_by = Some("wizard {on}".into());
        },
        |c| c.today = Some(d(2026, 11, 19)),
        |c| c.statement.on = d(2026, 11, 19),
        |c| c.today = Some(d(2026, 11, 21)),
        |c| c.assessment.made_by_issuer = false,
        |c| c.history.notes = vec![note("N1", d(2026, 11, 20), d(2026, 12, 3))],
        |c| {
            duplicate(c);
            c.statement.original_lost = false;
        },
        |c| {
            duplicate(c);
            c.history.notes.clear();
        },
        |c| {
            duplicate(c);
            c.history.notes[0].to = None;
        },
    ]
}

fn about_the_note() -> Vec<Change> {
    vec![
        |c| c.statement.conditions.clear(),
        |c| c.statement.conditions = "illness".into(),
        |c| c.statement.conditions = "no childcare".into(),
        |c| c.statement.conditions = "pregnant".into(),
        |c| c.patient.inpatient = true,
        |c| c.statement.advice.clear(),
        |c| c.statement.advice = vec![Advice::NotFit, Advice::MayBeFit],
        |c| c.statement.advice = vec![Advice::Fit],
        |c| c.statement.may_benefit_from = vec![Benefit::AlteredHours],
        |c| c.statement.advice = vec![Advice::MayBeFit],
        |c| c.statement.comments = "Works as a teacher".into(),
        |c| c.statement.comments = "back pain".into(),
        |c| c.statement.assess_again = None,
    ]
}

fn about_its_days() -> Vec<Change> {
    vec![
        |c| c.statement.period = StatedPeriod::default(),
        |c| c.statement.period = StatedPeriod { to: Some(d(2026, 12, 3)), ..length("2 weeks") },
        |c| c.statement.period = dates(d(2026, 12, 3), d(2026, 11, 20)),
        |c| c.statement.period.to = None,
        |c| c.statement.period.from = None,
        |c| c.statement.period.indefinite = true,
        |c| c.statement.period = length("2 weeks"),
        |c| c.statement.period = dates(d(2026, 11, 20), d(2027, 2, 20)),
        |c| c.statement.period = length("4 months"),
        |c| long(c, Some(d(2023, 1, 1)), None, None),
        |c| long(c, Some(d(2026, 11, 1)), Some(d(2026, 4, 1)), Some(d(2026, 4, 1))),
        |c| long(c, None, Some(d(2026, 4, 1)), None),
        |c| {
            long(c, None, Some(d(2026, 4, 1)), Some(d(2026, 4, 1)));
            c.history.notes = vec![note("N1", d(2026, 4, 1), d(2026, 11, 15))];
        },
        |c| c.statement.period = indefinite(d(2026, 11, 20)),
        |c| {
            since(c, Some(d(2026, 4, 1)), Some(d(2026, 4, 1)), Some(d(2026, 4, 1)));
            c.statement.period = indefinite(d(2026, 11, 20));
        },
        |c| {
            since(c, Some(d(2026, 4, 1)), Some(d(2026, 4, 1)), Some(d(2026, 4, 1)));
            c.statement.period = indefinite(d(2026, 11, 20));
            c.statement.foreseeable_future = true;
            c.statement.assess_again = Some(true);
        },
        |c| c.statement.period = dates(d(2026, 11, 20), d(2026, 11, 26)),
        |c| c.statement.period = dates(d(2026, 11, 21), d(2026, 12, 20)),
        |c| {
            c.history.notes = vec![note("N1", d(2026, 11, 1), d(2026, 11, 30))];
            c.statement.period = dates(d(2026, 12, 1), d(2026, 12, 20));
        },
        |c| c.statement.period = dates(d(2026, 11, 19), d(2026, 12, 20)),
        |c| {
            c.history.condition_since = None;
            c.statement.period = dates(d(2026, 11, 19), d(2026, 12, 20));
        },
        |c| {
            c.history.condition_since = None;
            c.statement.period = dates(d(2026, 11, 1), d(2026, 12, 20));
        },
        |c| {
            c.history.condition_since = None;
            c.history.record_supports_start = true;
            c.statement.period = dates(d(2026, 11, 1), d(2026, 12, 20));
        },
        |c| {
            c.history.condition_since = None;
            c.statement.period = dates(d(2026, 11, 1), d(2026, 11, 19));
        },
        |c| {
            c.history.condition_since = None;
            c.statement.period = dates(d(2026, 8, 1), d(2026, 11, 20));
        },
        |c| {
            c.history.condition_since = None;
            c.statement.period = dates(d(2026, 8, 1), d(2026, 12, 20));
        },
        |c| {
            c.history.condition_since = None;
            c.statement.period = dates(d(2026, 11, 6), d(2027, 2, 19));
        },
        |c| {
            c.history.condition_since = None;
            c.statement.period = dates(d(2026, 11, 6), d(2027, 3, 19));
        },
        |c| c.history.notes = vec![note("N1", d(2026, 11, 1), d(2026, 11, 18))],
        |c| c.history.notes = vec![note("N1", d(2026, 10, 1), d(2026, 11, 1))],
        |c| c.history.notes = vec![note("N1", d(2024, 10, 1), d(2024, 11, 1))],
        |c| c.history.notes = vec![note("N1", d(2026, 11, 1), d(2026, 11, 30))],
    ]
}

struct Tight;

impl Page for Tight {
    fn overflow(&self, _case: &Case) -> Vec<Overflow> {
        let overflow = |cut: &str, undrawable: &[char]| Overflow { field: Field::Comments, cut: cut.into(), undrawable: undrawable.into() };
        vec![overflow("more", &[]), overflow("", &['☃']), overflow("more", &['☃'])]
    }
}

fn everything_found() -> Vec<(&'static str, Finding)> {
    let mut all: Vec<_> = one_of_each().into_iter().flat_map(|change| findings(&case(change))).collect();
    all.extend(findings_on(&case(|_| ()), &Tight));
    all
}

#[test]
fn every_rule_has_its_texts_and_every_text_its_rule() {
    let in_trees: BTreeSet<&str> = TREES.iter().flat_map(|tree| tree.rules.iter().map(|rule| rule.id)).collect();
    let count: usize = TREES.iter().map(|tree| tree.rules.len()).sum();
    assert_eq!(in_trees.len(), count, "a rule stands twice");
    assert_eq!(count, 31);
    assert_eq!(in_trees, ids().into_iter().collect());
    let found: BTreeSet<(&str, &str)> = everything_found().iter().map(|(variant, finding)| (finding.rule, *variant)).collect();
    let written: BTreeSet<(&str, &str)> = rule_texts::ids()
        .filter_map(|id| Some((id, rule_texts::of(id)?)))
        .flat_map(|(id, text)| text.variants.keys().map(move |v| (id, v.as_str())))
        .collect();
    assert_eq!(written.difference(&found).collect::<Vec<_>>(), Vec::<&(&str, &str)>::new(), "texts that no case reaches");
    assert_eq!(found.difference(&written).collect::<Vec<_>>(), Vec::<&(&str, &str)>::new(), "findings without a text");
}

#[test]
fn every_finding_is_whole() {
    for (variant, finding) in everything_found() {
        let name = format!("{} {variant}", finding.rule);
        let own_words = finding.clinician.replace("wizard {on}", "");
        let label = finding.fix.as_ref().map(|(label, _)| label.clone()).unwrap_or_default();
        let sentences = [own_words, finding.patient.clone().unwrap_or_default(), label, finding.law.clone()];
        for sentence in sentences {
            assert!(!sentence.contains(['{', '}']), "{name} is not filled: {sentence}");
            assert!(!sentence.contains("  ") && !sentence.contains(" ,") && !sentence.contains(" ."), "{name}: {sentence}");
        }
        assert!(!finding.clinician.is_empty() && !finding.law.is_empty(), "{name}");
        assert!(!finding.inputs.is_empty(), "{name} read nothing");
        assert!(!finding.path.is_empty(), "{name} asked nothing");
        assert!(finding.path.iter().all(|step| step.ends_with("? yes") || step.ends_with("? no")), "{name} {:?}", finding.path);
        assert_eq!(finding.fix.is_none(), finding.weight == Weight::Info, "{name}: a way out stands where something is to be done");
    }
}

#[test]
fn the_words_of_a_patient_are_never_read_as_a_placeholder() {
    let found = findings(&case(|c| {
        c.assessment.kind = AssessmentKind::WrittenReport;
        c.assessment.report_by = Some("wizard {on} {author}".into());
    }));
    assert!(found[0].1.clinician.contains("wizard {on} {author}"), "{}", found[0].1.clinician);
}

#[test]
fn a_way_out_leads_out() {
    let mut tried = 0;
    for change in one_of_each() {
        let before = case(change);
        for (variant, finding) in findings(&before) {
            let mut after = before.clone();
            match &finding.fix {
                Some((_, Fix::SetPeriod(period))) => after.statement.period = period.clone(),
                Some((_, Fix::ClearBoxes)) => after.statement.may_benefit_from.clear(),
                Some((_, Fix::GoTo(field))) => {
                    assert!(!field.path().is_empty());
                    continue;
                }
                None => continue,
            }
            tried += 1;
            let left = findings(&after);
            assert!(
                left.iter().all(|(_, other)| other.rule != finding.rule || other.weight < finding.weight),
                "{} {variant} is still there",
                finding.rule
            );
            let worst = |all: &[(&str, Finding)]| all.iter().map(|(_, f)| f.weight).max();
            assert!(worst(&left) <= worst(&findings(&before)), "{} {variant} made it worse", finding.rule);
        }
    }
    assert!(tried >= 10, "only {tried} ways out were tried");
}

#[test]
fn the_verdict_file_has_the_shape_of_the_command_line() {
    let json = verdict_json(&judge(&case(|c| c.statement.period = dates(d(2026, 11, 20), d(2027, 2, 20))), set(), &Wide));
    assert_eq!(json["format"], "fitnote-verdict/1");
    assert_eq!(json["verdict"], "warn");
    assert_eq!(json["rule_set"], "gb-2026");
    assert_eq!(json["period"], serde_json::json!({ "from": "2026-11-20", "to": "2027-02-20", "days": 93 }));
    let finding = &json["findings"][0];
    assert_eq!(finding["rule"], "period.three_months");
    assert_eq!(finding["verdict"], "warn");
    assert_eq!(finding["field"], "statement.period");
    assert_eq!(finding["basis"], "policy");
    assert!(finding["patient"].is_null());
    let fix = serde_json::json!({ "label": "End on 19 February 2027", "set_period": { "from": "2026-11-20", "to": "2027-02-19" } });
    assert_eq!(finding["fix"], fix);
    for key in ["clinician", "law"] {
        assert!(finding[key].as_str().is_some_and(|text| !text.is_empty()), "{key}");
    }
    assert!(finding["path"].as_array().is_some_and(|path| path.len() == 3));
    let open = verdict_json(&judge(&case(|c| c.statement.period = indefinite(d(2026, 11, 20))), set(), &Wide));
    assert_eq!(open["period"], serde_json::json!({ "from": "2026-11-20", "to": null, "days": null }));
    let none = verdict_json(&judge(&case(|c| c.statement.period = StatedPeriod::default()), set(), &Wide));
    assert!(none["period"].is_null());
    assert_eq!(none["findings"][0]["fix"], serde_json::json!({ "label": "Go to the period", "go_to": "statement.period" }));
    let info = verdict_json(&judge(&case(|c| c.assessment.kind = AssessmentKind::Video), set(), &Wide));
    assert!(info["findings"][0]["fix"].is_null());
    let boxes = verdict_json(&judge(&case(|c| c.statement.may_benefit_from = vec![Benefit::AlteredHours]), set(), &Wide));
    assert_eq!(boxes["findings"][0]["fix"]["clear_boxes"], true);
}

#[test]
fn the_reference_holds_every_rule_once() {
    let page = reference_markdown();
    for id in ids() {
        assert_eq!(page.matches(&format!("### `{id}`\n")).count(), 1, "{id}");
    }
    assert!(page.contains("## Rule set `gb-2026`") && page.contains("| days that the patient certifies themselves | 7 |"));
    assert!(!page.contains("\n\n\n"));
    let columns = |line: &str| line.replace("\\|", "").matches('|').count();
    let tables: Vec<&str> = page.lines().filter(|line| line.starts_with('|')).collect();
    assert!(tables.len() > 70 && tables.iter().all(|line| matches!(columns(line), 3 | 6)), "a table row is broken");
}

#[test]
fn every_rule_is_listed_once_with_its_law() {
    let lines = rule_lines();
    let listed: Vec<&str> = lines.iter().filter_map(|line| line.split_once(": ").map(|(id, _)| id)).collect();
    assert_eq!(listed, ids());
    assert!(lines.iter().all(|line| !line.contains('\n') && line.contains(" (") && !line.ends_with(". ")));
    let six = lines.iter().find(|line| line.starts_with("period.six_months: "));
    assert!(six.is_some_and(|line| line.contains("SI 1976/615")), "{six:?}");
    let json = rules_json(set());
    assert_eq!((&json["format"], &json["rule_set"]["id"]), (&"fitnote-rules/1".into(), &"gb-2026".into()));
    assert_eq!(json["rule_set"]["most_months_at_first"], 3);
    let rules = json["rules"].as_array().expect("a list");
    assert_eq!(rules.len(), ids().len());
    for rule in rules {
        let findings = rule["findings"].as_array().expect("a list");
        assert!(
            !findings.is_empty() && findings.iter().all(|one| one["law"].as_str().is_some_and(|law| !law.is_empty())),
            "{}",
            rule["id"]
        );
    }
}

#[test]
fn another_law_is_data_and_judges_the_same_case_otherwise() {
    let mut other = crate::rules::read_rule_set(&serde_json::to_string(set()).expect("a set is JSON")).expect("and reads back");
    assert_eq!(&other, set());
    (other.id, other.most_months_at_first) = ("gb-2030".into(), 1);
    let two_months = case(|c| c.statement.period = dates(d(2026, 11, 20), d(2027, 1, 19)));
    assert_eq!(judge(&two_months, set(), &Wide).verdict, Verdict::Accept);
    let judgement = judge(&two_months, &other, &Wide);
    assert_eq!((judgement.verdict, judgement.rule_set.as_str()), (Verdict::Reject, "gb-2030"));
    assert!(crate::rules::read_rule_set("{}").is_err());
}
