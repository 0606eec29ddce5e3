//! The rules written out for the documentation, from the same trees and texts that judge.

use std::fmt::Write as _;

use super::RuleSet;
use super::finding::{Basis, Weight};
use super::tree::TREES;
use crate::content::rule_sets;
use crate::content::rule_texts::{self, RuleText, SourceRead, Variant};

use serde_json::{Value, json};

/// The reference of all rules in Markdown: the numbers of each rule set, then tree by tree what a rule can find, how heavy it is,
/// what it rests on, and what it says.
#[must_use]
pub fn reference_markdown() -> String {
    let mut page = String::from("# The rules of a fit note\n\n");
    page.push_str("**reject**: the note cannot be issued. **warn**: the clinician confirms with a reason, which is kept with the note. ");
    page.push_str("**info**: worth knowing. The verdict is the heaviest finding; info alone accepts.\n\n");
    for set in rule_sets::all() {
        numbers(&mut page, set);
    }
    for tree in &TREES {
        let _ = writeln!(page, "## {}\n", capitalised(tree.name));
        let in_table_order = rule_texts::ids().filter(|id| tree.rules.iter().any(|rule| rule.id == *id));
        for id in in_table_order {
            rule(&mut page, id);
        }
    }
    page.truncate(page.trim_end().len());
    page.push('\n');
    page
}

/// A rule set as JSON, `fitnote-rules/1`: its numbers, and rule by rule what can be found, with its law and its sentences.
#[must_use]
pub fn rules_json(set: &RuleSet) -> Value {
    let rules: Vec<Value> = in_order()
        .map(|(tree, id, text)| {
            let findings: Vec<Value> = by_weight(text)
                .into_iter()
                .map(|(name, variant)| {
                    json!({
                        "name": name,
                        "when": variant.when,
                        "verdict": variant.verdict,
                        "basis": variant.basis,
                        "law": variant.law,
                        "read": variant.read,
                        "clinician": variant.clinician,
                        "patient": variant.patient,
                        "fix": variant.fix,
                    })
                })
                .collect();
            json!({ "id": id, "tree": tree, "title": text.title, "findings": findings })
        })
        .collect();
    json!({ "format": "fitnote-rules/1", "rule_set": set, "rules": rules })
}

/// The rules, one a line: its id, what it is about, how heavy its findings can be, and the law and guidance that it rests on.
#[must_use]
pub fn rule_lines() -> Vec<String> {
    in_order()
        .map(|(_, id, text)| {
            let mut laws: Vec<&str> = Vec::new();
            let mut weights: Vec<&str> = Vec::new();
            for (_, variant) in by_weight(text) {
                let weight = weight(variant).trim_matches('*');
                if !laws.contains(&variant.law.as_str()) {
                    laws.push(&variant.law);
                }
                if !weights.contains(&weight) {
                    weights.push(weight);
                }
            }
            format!("{id}: {} ({}). {}", text.title, weights.join(", "), laws.join("; "))
        })
        .collect()
}

/// Every rule with its texts, tree by tree.
fn in_order() -> impl Iterator<Item = (&'static str, &'static str, &'static RuleText)> {
    TREES.iter().flat_map(|tree| {
        let ids = rule_texts::ids().filter(|id| tree.rules.iter().any(|rule| rule.id == *id));
        ids.filter_map(|id| Some((tree.name, id, rule_texts::of(id)?)))
    })
}

fn by_weight(text: &RuleText) -> Vec<(&str, &Variant)> {
    let mut variants: Vec<(&str, &Variant)> = text.variants.iter().map(|(name, variant)| (name.as_str(), variant)).collect();
    variants.sort_by_key(|(_, variant)| std::cmp::Reverse(variant.verdict));
    variants
}

fn numbers(page: &mut String, set: &RuleSet) {
    let _ = writeln!(page, "## Rule set `{}`\n", set.id);
    let _ = writeln!(page, "{}. In force from {}: {}.\n", set.title, set.in_force_from, set.because);
    page.push_str("| number | value |\n|---|---|\n");
    let rows = [
        ("the longest note at first, in calendar months", i64::from(set.most_months_at_first)),
        ("months off work on advice before a longer note", i64::from(set.months_off_before_longer)),
        ("a period of so many days or fewer names its last day", set.name_the_day_up_to_days),
        ("days that the patient certifies themselves", set.self_certified_days),
        ("the first day of an absence that needs a note", set.first_day_that_needs_a_note()),
        ("days before the assessment that raise no question", set.backdated_days_unquestioned),
        ("days between two notes of one episode, at most", set.same_episode_gap_days),
        ("days after which an earlier absence is only mentioned", set.earlier_absence_after_days),
    ];
    for (what, value) in rows {
        let _ = writeln!(page, "| {what} | {value} |");
    }
    let issuers: Vec<String> = set.issuers.iter().map(crate::domain::profession::Profession::title).collect();
    let _ = writeln!(page, "| who may issue | {} |", issuers.join(", "));
    page.push('\n');
}

fn rule(page: &mut String, id: &str) {
    let Some(text) = rule_texts::of(id) else { return };
    let _ = writeln!(page, "### `{id}`\n\n{}.\n", text.title);
    page.push_str("| when | verdict | basis | law | says |\n|---|---|---|---|---|\n");
    for (_, variant) in by_weight(text) {
        let says = variant.clinician.replace('|', "\\|");
        let law = format!("{} ({})", variant.law, source(variant.read));
        let _ = writeln!(page, "| {} | {} | {} | {law} | {says} |", variant.when, weight(variant), basis(variant));
    }
    page.push('\n');
}

fn source(read: SourceRead) -> &'static str {
    match read {
        SourceRead::Text => "read in the source",
        SourceRead::Form => "read off the form",
        SourceRead::Heading => "its heading read, its content not",
        SourceRead::SecondHand => "read second-hand",
        SourceRead::Own => "this project's own",
    }
}

fn weight(variant: &Variant) -> &'static str {
    match Weight::from(variant.verdict) {
        Weight::Info => "info",
        Weight::Warn => "warn",
        Weight::Reject => "**reject**",
    }
}

fn basis(variant: &Variant) -> &'static str {
    match Basis::from(variant.basis) {
        Basis::Law => "law",
        Basis::Guidance => "guidance",
        Basis::Policy => "policy",
    }
}

fn capitalised(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
