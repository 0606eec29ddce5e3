//! Every test that crosses layers, in one binary.

mod paper;
