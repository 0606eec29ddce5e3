//! What the rules say, read once from `assets/rules/texts`: one file a rule, named by its id.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

/// How heavy a text's finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TextVerdict {
    Info,
    Warn,
    Reject,
}

/// What a text rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TextBasis {
    Law,
    Guidance,
    Policy,
}

/// How much of its source was read when the text was written, so that nobody takes a memory for a quotation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SourceRead {
    /// The passage itself.
    Text,
    /// The printed form.
    Form,
    /// The heading of the provision; its content from general knowledge.
    Heading,
    /// Another's account of it.
    SecondHand,
    /// There is none: this project's own reading.
    Own,
}

/// All texts of one rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RuleText {
    /// The rule in a few words.
    pub title: String,
    /// What it can find, by name.
    pub variants: BTreeMap<String, Variant>,
}

/// One thing that a rule can find. `{words}` in braces are filled in by the rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Variant {
    /// When it is found, for the reference.
    pub when: String,
    pub verdict: TextVerdict,
    pub basis: TextBasis,
    /// The law or guidance it rests on.
    pub law: String,
    pub read: SourceRead,
    /// For the clinician: what is true, what to do.
    pub clinician: String,
    /// For the patient, where a sentence helps.
    #[serde(default)]
    pub patient: Option<String>,
    /// The words on the button, where there is a way out.
    #[serde(default)]
    pub fix: Option<String>,
}

macro_rules! texts {
    ($($id:literal),+ $(,)?) => {
        &[$(($id, include_str!(concat!("../../assets/rules/texts/", $id, ".json")))),+]
    };
}

const FILES: &[(&str, &str)] = texts![
    "issuer.profession",
    "issuer.registration",
    "issuer.is_patient",
    "issuer.setting",
    "issuer.nation",
    "issuer.particulars",
    "assessment.kind",
    "assessment.dates",
    "assessment.own",
    "assessment.once",
    "condition.stated",
    "condition.precise",
    "condition.medical",
    "condition.pregnancy",
    "condition.inpatient",
    "advice.one",
    "advice.ticks",
    "advice.reasons",
    "advice.function",
    "advice.reassess",
    "period.shape",
    "period.name_the_day",
    "period.three_months",
    "period.six_months",
    "period.indefinite",
    "period.self_certification",
    "start.future",
    "start.backdated",
    "start.span",
    "continuity.gap",
    "output.fits",
];

static TEXTS: LazyLock<BTreeMap<&'static str, RuleText>> =
    LazyLock::new(|| FILES.iter().filter_map(|(id, text)| Some((*id, serde_json::from_str(text).ok()?))).collect());

/// The texts of a rule.
#[must_use]
pub fn of(rule: &str) -> Option<&'static RuleText> {
    TEXTS.get(rule)
}

/// One text of a rule.
#[must_use]
pub fn variant(rule: &str, variant: &str) -> Option<&'static Variant> {
    of(rule)?.variants.get(variant)
}

/// The ids of all rules that have texts, in the order of the trees.
pub fn ids() -> impl Iterator<Item = &'static str> {
    FILES.iter().map(|(id, _)| *id)
}

/// Puts values into a text: `{last_day}` becomes the value named `last_day`. A name that is not given stays as it is.
/// A value is never read again, so braces in a patient's words are harmless.
#[must_use]
pub fn fill(template: &str, values: &[(&str, String)]) -> String {
    let mut filled = String::with_capacity(template.len() + 64);
    let mut rest = template;
    while let Some(open) = rest.find('{') {
        let (before, from_brace) = rest.split_at(open);
        filled.push_str(before);
        let name_end = from_brace.find('}');
        let value = name_end.and_then(|end| values.iter().find(|(name, _)| *name == &from_brace[1..end]).map(|(_, value)| (end, value)));
        if let Some((end, value)) = value {
            filled.push_str(value);
            rest = &from_brace[end + 1..];
        } else {
            filled.push('{');
            rest = &from_brace[1..];
        }
    }
    filled.push_str(rest);
    filled
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_file_of_the_folder_is_read_and_every_rule_has_its_file() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/rules/texts");
        let files: BTreeSet<String> = std::fs::read_dir(folder)
            .expect("the folder is there")
            .filter_map(|entry| entry.ok()?.path().file_stem()?.to_str().map(str::to_owned))
            .collect();
        let known: BTreeSet<String> = FILES.iter().map(|(id, _)| (*id).to_owned()).collect();
        assert!(!files.is_empty());
        assert_eq!(files, known);
        for (id, text) in FILES {
            let read: RuleText = serde_json::from_str(text).unwrap_or_else(|error| panic!("{id}: {error}"));
            assert!(!read.variants.is_empty(), "{id} finds nothing");
        }
        assert_eq!(TEXTS.len(), FILES.len());
    }

    #[test]
    fn every_sentence_is_whole_and_every_source_is_named() {
        let mut sentences = 0;
        for (id, rule) in TEXTS.iter() {
            for (name, variant) in &rule.variants {
                for sentence in std::iter::once(&variant.clinician).chain(&variant.patient) {
                    sentences += 1;
                    assert!(sentence.ends_with(['.', '}']), "{id} {name}: {sentence}");
                    assert!(sentence.starts_with(|c: char| c.is_uppercase() || c == '{' || c == '"'), "{id} {name}: {sentence}");
                    assert!(!sentence.contains("  ") && !sentence.contains('!'), "{id} {name}: {sentence}");
                    assert!(sentence.split_whitespace().count() <= 60, "{id} {name} is long: {sentence}");
                }
                assert!(!variant.law.trim().is_empty() && !variant.when.trim().is_empty(), "{id} {name}");
                let is_own = variant.read == SourceRead::Own;
                assert!(!is_own || variant.basis == TextBasis::Policy, "{id} {name} cites a source that nobody read");
                let says_policy = variant.law.to_lowercase().contains("policy");
                assert_eq!(says_policy, variant.basis == TextBasis::Policy, "{id} {name}: policy is cited as policy, law as law");
                let needs_a_way_out = variant.verdict != TextVerdict::Info;
                assert_eq!(variant.fix.is_some(), needs_a_way_out, "{id} {name}: a way out stands where something is to be done");
            }
        }
        assert!(sentences > 60, "only {sentences} sentences were looked at");
    }

    #[test]
    fn values_are_filled_in_once_and_never_read_again() {
        let values = [("a", "{b}".to_owned()), ("b", "two".to_owned())];
        assert_eq!(fill("{a} and {b}", &values), "{b} and two");
        assert_eq!(fill("{c} {", &values), "{c} {");
        assert_eq!(fill("plain", &values), "plain");
        assert_eq!(fill("{é}{b}", &values), "{é}two");
    }
}
