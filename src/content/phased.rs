//! The library of phased patterns: words and numbers to begin with, never applied unless chosen, every one editable.

use std::sync::LazyLock;

use serde::Deserialize;

use super::conversation::read;
use crate::domain::phased::{PhasedPlan, Stage, Then};
use crate::domain::plan::PhaseMode;

const PATTERNS: &str = include_str!("../../assets/phased/patterns.json");

/// The library and the two sentences that belong to every plan.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Library {
    pub id: String,
    pub version: u32,
    pub patterns: Vec<Pattern>,
    /// The right to stop: on every plan, whatever its stages.
    pub may_stop: String,
    /// Why nothing that rises is offered.
    pub held: String,
}

/// One pattern.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pattern {
    pub id: String,
    pub title: String,
    pub mode: PhaseMode,
    pub stages: Vec<Begin>,
    pub then: Then,
}

/// One stage of a pattern.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Begin {
    /// None for a stage without an end.
    pub weeks: Option<u32>,
    #[serde(default)]
    pub percent: String,
    #[serde(default)]
    pub words: String,
}

impl Pattern {
    /// The stages as they begin, to be edited.
    #[must_use]
    pub fn stages(&self) -> Vec<Stage> {
        let stage = |begin: &Begin| Stage {
            weeks: begin.weeks.map(|weeks| weeks.to_string()).unwrap_or_default(),
            percent: begin.percent.clone(),
            hours: String::new(),
            words: begin.words.clone(),
        };
        self.stages.iter().map(stage).collect()
    }

    /// Puts the pattern's stages in the place of those that a plan has. What is not about stages is kept.
    pub fn apply(&self, plan: &mut PhasedPlan) {
        plan.pattern.clone_from(&self.id);
        plan.stages = self.stages();
        plan.then = Some(self.then);
    }
}

/// The library.
#[must_use]
pub fn library() -> &'static Library {
    static LIBRARY: LazyLock<Library> = LazyLock::new(|| read(PATTERNS).unwrap_or_default());
    &LIBRARY
}

/// The pattern of that id.
#[must_use]
pub fn pattern(id: &str) -> Option<&'static Pattern> {
    library().patterns.iter().find(|pattern| pattern.id == id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_library_reads_strictly_and_holds_the_twelve_patterns_in_order() {
        let read: Library = read(PATTERNS).unwrap_or_else(|error| panic!("{error}"));
        let ids: Vec<&str> = read.patterns.iter().map(|pattern| pattern.id.as_str()).collect();
        assert_eq!(ids, ["P1", "P2", "P3", "P4", "P5", "P6", "P7", "P8", "P9", "P10", "P11", "P12"]);
        assert!(!read.may_stop.is_empty() && !read.held.is_empty());
    }

    #[test]
    fn every_number_of_the_library_reads_as_a_person_would_type_it() {
        for pattern in &library().patterns {
            for stage in pattern.stages() {
                assert!(stage.weeks().is_ok() && stage.percent().is_ok() && stage.hours().is_ok(), "{}", pattern.id);
            }
        }
    }
}
