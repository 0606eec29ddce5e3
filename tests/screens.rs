//! The screens as a person meets them: walked by accessibility label and by key, on a real encrypted data folder.

mod closing;
mod conversation;
mod keys;
mod life;
mod names;
mod person;
mod random;
mod reader;
mod refusals;
mod saving;
mod whole_path;
