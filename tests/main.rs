//! Every test that crosses layers, in one binary.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a helper of a test may fail as a test does")]

/// What is freed is wiped first, as in the program itself: a test reads the memory of a locked window.
#[cfg(feature = "cli")]
#[global_allocator]
static WIPED: zeroizing_alloc::ZeroAlloc<std::alloc::System> = zeroizing_alloc::ZeroAlloc(std::alloc::System);

#[cfg(feature = "cli")]
mod command_line;
mod conversation;
mod documents;
#[cfg(feature = "cli")]
mod dwp_reader;
#[cfg(feature = "store")]
mod generated;
mod layers;
mod outputs;
mod paper;
mod periods;
#[cfg(feature = "screen-tests")]
mod planted;
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
