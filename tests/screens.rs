//! The screens as a person meets them: walked by accessibility label and by key, on a real encrypted data folder.

mod audit;
mod closing;
mod conversation;
mod directory;
mod figures;
mod follow_up;
mod keys;
mod last_job;
mod life;
mod lock;
mod memory;
mod names;
mod narrow;
mod papers;
mod people;
pub mod person;
mod plan_builder;
mod practice_details;
mod practising;
mod random;
mod reader;
mod records;
mod refusals;
mod saving;
mod scanned;
mod wandering;
mod whole_path;
