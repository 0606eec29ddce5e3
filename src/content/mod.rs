//! The words and dated numbers in `assets/`, read once and checked by tests.

pub mod adjustments;
pub mod case_studies;
pub mod chapters;
pub mod conversation;
pub mod demonstration;
pub mod directory;
pub mod directory_entries;
pub mod documents;
pub mod forms;
pub mod phased;
pub mod rule_sets;
pub mod rule_texts;
pub mod words;
