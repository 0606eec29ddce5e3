//! To be written.

pub mod forms;
