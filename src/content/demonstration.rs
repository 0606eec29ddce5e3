//! Words from which demonstration records are made: invented people and their ordinary reasons for a note.

use std::sync::LazyLock;

use serde::Deserialize;

use super::conversation::read;
use crate::domain::case::Benefit;
use crate::domain::profession::Profession;

const WORDS: &str = include_str!("../../assets/practice/demonstration.json");

/// The file.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Demonstration {
    #[serde(rename = "id")]
    _id: String,
    #[serde(rename = "about")]
    _about: String,
    pub given_names: Vec<String>,
    pub family_names: Vec<String>,
    /// May be empty: not everybody has one.
    pub titles: Vec<String>,
    pub streets: Vec<String>,
    pub town: String,
    pub postcode: String,
    pub professions: Vec<Issuer>,
    pub conditions: Vec<Reason>,
    pub jobs: Vec<String>,
}

/// An invented clinician.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Issuer {
    pub profession: Profession,
    pub name: String,
    pub registration: String,
}

/// A reason for a note, with what the conversation would say.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reason {
    pub text: String,
    /// What is hardest, in the patient's words.
    pub hardest: String,
    /// The effect by its id.
    pub effect: String,
    /// For a note that says "may be fit".
    pub comments: String,
    pub boxes: Vec<Benefit>,
}

/// The words.
#[must_use]
pub fn demonstration() -> &'static Demonstration {
    static FILE: LazyLock<Demonstration> = LazyLock::new(|| read(WORDS).unwrap_or_default());
    &FILE
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::conversation::words;

    #[test]
    fn the_words_are_read_and_name_effects_that_there_are() {
        let demo = demonstration();
        assert!(demo.given_names.len() > 20 && demo.family_names.len() > 20 && demo.conditions.len() > 5 && !demo.professions.is_empty());
        assert!(demo.postcode.starts_with("ZZ99"), "no place has it");
        for reason in &demo.conditions {
            assert!(words().effects.iter().any(|effect| effect.id == reason.effect), "{}", reason.effect);
            assert!(!reason.comments.is_empty() && !reason.boxes.is_empty());
        }
    }
}
