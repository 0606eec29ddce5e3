//! Every test that crosses layers, in one binary.

#[cfg(feature = "store")]
mod store;

#[cfg(feature = "cli")]
mod command_line;
