//! Every test that crosses layers, in one binary.

#[cfg(feature = "cli")]
mod command_line;
mod conversation;
mod layers;
mod paper;
mod periods;
mod rules_cases;
#[cfg(feature = "store")]
mod store;
