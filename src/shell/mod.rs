//! Does what the program asks for: the clock, the disk, the environment.

pub mod clock;
pub mod paths;
