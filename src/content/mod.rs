//! The words and dated numbers in `assets/`, read once and checked by tests.

pub mod adjustments;
pub mod conversation;
pub mod directory;
