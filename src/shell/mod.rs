//! Does what the program asks for: the clock, the disk, the environment, the printer, and the thread that owns the records.

#[cfg(feature = "window")]
pub mod appearance;
pub mod clock;
mod conversation;
pub mod files;
pub mod hands;
mod papers;
pub mod paths;
pub mod printer;
mod records;
mod scan;
pub mod worker;
