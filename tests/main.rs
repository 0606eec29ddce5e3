//! Every test that crosses layers, in one binary.

mod periods;
mod rules_cases;
