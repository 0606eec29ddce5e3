//! fitnote: the UK fit note conversation, its records and its paper, on one machine and offline.
//!
//! ```text
//!  main.rs            opens the window or runs a subcommand; the only file that knows eframe
//!  gui      cli       screens that read the model and say what happened; subcommands that do the same without a display
//!      shell          does what the app asks for: clock, disk, printer, opener, threads
//!  app    store   pdf the program as a value: model, messages, update │ records: the only SQL and the only keys │ pages to PDF bytes
//!      paper          a document laid out: items with a role, in millimetres, measured with the fonts that print them
//!  rules    talk      what a note may say, and why │ which question comes next
//!      content        the words and dated numbers in assets/, read once and checked
//!      domain         the words of the trade as types: Period, NhsNumber, Profession, Registration, Case, Draft …
//! ```
//!
//! A layer uses the layers below it, never its own level or one above; `tests/layers.rs` holds this picture against the code.
//! `pdf`, `store`, `shell`, `cli` and `gui` are Cargo features, so `cargo check --no-default-features` compiles the core alone.
//!
//! Start reading at [`domain::case`] (what a note is made of), then [`rules::judge`] (what it may say), then [`app`].
//!
//! Deliberately absent: a network client, a plug-in system, a score of any kind, a default clinical outcome, a rule
//! language in the assets, and a clock below [`shell`].

#![forbid(unsafe_code)]

pub mod app;
pub mod content;
pub mod domain;
pub mod paper;
pub mod rules;
pub mod talk;

#[cfg(feature = "cli")]
pub mod cli;
#[cfg(feature = "gui")]
pub mod gui;
#[cfg(feature = "pdf")]
pub mod pdf;
#[cfg(feature = "shell")]
pub mod shell;
#[cfg(feature = "store")]
pub mod store;
