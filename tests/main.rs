//! Every test that crosses layers, in one binary.

mod conversation;
mod layers;
#[cfg(feature = "store")]
mod store;

#[cfg(feature = "cli")]
mod command_line;
