//! What is shown when safety matters more than the form: the pause and its contacts, driving, and hazards at work.

use std::sync::LazyLock;

use serde::Deserialize;

use super::conversation::{Choice, read};
use crate::domain::profession::Nation;

const PAUSE: &str = include_str!("../../assets/safety/pause.json");
const DRIVING: &str = include_str!("../../assets/safety/driving.json");
const ABUSE: &str = include_str!("../../assets/safety/abuse.json");
const WORKPLACE: &str = include_str!("../../assets/safety/workplace.json");

/// The pause: words for the clinician, and whom to turn to.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pause {
    pub id: String,
    pub version: u32,
    pub title: String,
    pub lines: Vec<String>,
    /// What may be noted down; it stays apart from the conversation and every document.
    pub record: Vec<Choice>,
    pub contacts: Vec<Contact>,
}

impl Pause {
    /// The contacts for one nation, in their fixed order.
    pub fn contacts_in(&self, nation: Nation) -> impl Iterator<Item = &Contact> {
        self.contacts.iter().filter(move |contact| contact.nations.contains(&nation))
    }
}

/// Someone to turn to.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contact {
    pub id: String,
    pub name: String,
    pub about: String,
    /// The number, where it was read in a source.
    #[serde(default)]
    pub number: Option<String>,
    pub nations: Vec<Nation>,
    /// The contact was read in a source; otherwise the screen adds [`CHECK_BEFORE_USE`].
    pub checked: bool,
    #[serde(default)]
    pub source: String,
}

/// What stands beside a contact that was not checked.
pub const CHECK_BEFORE_USE: &str = "check before use";

/// A prompt: what to think of and say, and what may be recorded. It decides nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Prompt {
    pub id: String,
    pub version: u32,
    pub title: String,
    pub lines: Vec<Line>,
    pub record: Vec<Choice>,
    pub source: String,
    pub checked: bool,
}

/// One line of a prompt: for everybody, or for some nations.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
pub enum Line {
    Everywhere(String),
    In { nations: Vec<Nation>, text: String },
}

impl Line {
    /// The words.
    #[must_use]
    pub fn text(&self) -> &str {
        match self {
            Self::Everywhere(text) | Self::In { text, .. } => text,
        }
    }
}

impl Prompt {
    /// The lines for one nation, in their fixed order.
    #[must_use]
    pub fn lines_in(&self, nation: Nation) -> Vec<&str> {
        let is_here = |line: &&Line| match line {
            Line::Everywhere(_) => true,
            Line::In { nations, .. } => nations.contains(&nation),
        };
        self.lines.iter().filter(is_here).map(Line::text).collect()
    }
}

/// The pause.
#[must_use]
pub fn pause() -> &'static Pause {
    static TEXT: LazyLock<Pause> = LazyLock::new(|| read(PAUSE).unwrap_or_default());
    &TEXT
}

/// The prompt about driving and work on which safety depends.
#[must_use]
pub fn driving() -> &'static Prompt {
    static TEXT: LazyLock<Prompt> = LazyLock::new(|| read(DRIVING).unwrap_or_default());
    &TEXT
}

/// What to do where someone may be abused, controlled or at risk.
#[must_use]
pub fn abuse() -> &'static Prompt {
    static TEXT: LazyLock<Prompt> = LazyLock::new(|| read(ABUSE).unwrap_or_default());
    &TEXT
}

/// The prompt about work that may have caused the condition or made it worse.
#[must_use]
pub fn workplace() -> &'static Prompt {
    static TEXT: LazyLock<Prompt> = LazyLock::new(|| read(WORKPLACE).unwrap_or_default());
    &TEXT
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_safety_texts_read_strictly_and_are_not_empty() {
        for text in [DRIVING, WORKPLACE] {
            let prompt: Prompt = read(text).unwrap_or_else(|error| panic!("{error}"));
            assert!(prompt.lines.len() >= 4 && prompt.record.len() >= 3 && prompt.checked && !prompt.source.is_empty(), "{}", prompt.id);
        }
        let abuse: Prompt = read(ABUSE).unwrap_or_else(|error| panic!("{error}"));
        assert!(abuse.lines.len() >= 4 && abuse.record.len() == 3 && !abuse.checked, "it names no source that was not read");
        let pause: Pause = read(PAUSE).unwrap_or_else(|error| panic!("{error}"));
        assert!(pause.lines.len() >= 4 && pause.record.len() >= 4 && pause.contacts.len() >= 6);
        assert!(read::<Pause>(&PAUSE.replacen("\"about\"", "\"score\": 1, \"about\"", 1)).is_err());
    }

    #[test]
    fn a_number_ships_where_it_was_read_in_a_source_and_nowhere_else() {
        let mut numbers = 0;
        for contact in &pause().contacts {
            assert_eq!(contact.number.is_some(), contact.checked, "{}", contact.id);
            assert_eq!(contact.checked, !contact.source.is_empty(), "{}", contact.id);
            assert!(
                !contact.name.chars().any(|c| c.is_ascii_digit()) || contact.checked || contact.id == "nhs_111_scotland",
                "{}",
                contact.id
            );
            numbers += usize::from(contact.number.is_some());
        }
        assert_eq!(numbers, 1);
    }

    #[test]
    fn every_nation_has_someone_to_turn_to() {
        for nation in [Nation::England, Nation::Scotland, Nation::Wales, Nation::NorthernIreland] {
            assert!(pause().contacts_in(nation).count() >= 3);
        }
        assert!(pause().contacts_in(Nation::Scotland).all(|contact| contact.id != "nhs_111_2"));
    }
}
