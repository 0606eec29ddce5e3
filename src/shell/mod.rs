//! Does what the program asks for: the clock, the disk, the environment, the printer, and the thread that owns the records.

#[cfg(feature = "window")]
pub mod appearance;
mod audit;
#[cfg(feature = "window")]
pub mod clipboard;
pub mod clock;
mod conversation;
pub mod crash;
pub mod demo;
#[cfg(test)]
mod every_command_tests;
pub mod figures;
pub mod files;
mod follow_up;
pub mod hands;
pub mod idle;
mod papers;
pub mod paths;
mod people;
mod practising;
pub mod printer;
mod records;
pub use records::is_demonstration;
mod safekeeping;
mod scan;
mod services;
pub mod worker;
