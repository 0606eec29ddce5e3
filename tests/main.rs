//! Every test that crosses layers, in one binary.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a helper of a test may fail as a test does")]

#[cfg(feature = "store")]
mod store;

#[cfg(feature = "cli")]
mod command_line;
