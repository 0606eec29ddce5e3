//! Every test that crosses layers, in one binary.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a helper of a test may fail as a test does")]

#[cfg(feature = "cli")]
mod command_line;
mod conversation;
mod documents;
#[cfg(feature = "cli")]
mod dwp_reader;
mod layers;
mod outputs;
mod paper;
mod periods;
#[cfg(feature = "shell")]
mod printing;
mod reference;
mod rules_cases;
#[cfg(feature = "screen-tests")]
mod screens;
mod services;
#[cfg(feature = "store")]
mod store;
mod typed;
