//! The words and dated numbers in `assets/`, read once and checked.

pub mod adjustments;
pub mod conversation;
pub mod directory;
pub mod forms;
