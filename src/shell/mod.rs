//! Does what the program asks for: the clock, the disk, the environment, the printer, and the thread that owns the records.

#[cfg(feature = "window")]
pub mod appearance;
mod audit;
pub mod clock;
pub mod files;
pub mod hands;
pub mod idle;
pub mod paths;
mod people;
pub mod printer;
mod records;
pub mod worker;
