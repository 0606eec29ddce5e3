//! The words and dated numbers in assets/, read once and checked.

pub mod rule_sets;
pub mod rule_texts;
pub mod words;
