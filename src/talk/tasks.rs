//! The tasks that were named, whether in the list or in the grid.

use super::{ids, said};
use crate::domain::draft::Conversation;

/// The tasks in the patient's words, each once: the lines of the list first, then those that were added in the grid.
#[must_use]
pub fn tasks(conv: &Conversation) -> Vec<String> {
    let mut tasks: Vec<String> = Vec::new();
    let lines = said::words_of(conv, ids::TASKS).lines().map(str::trim);
    for task in lines.chain(said::tasks(conv).map(|answer| answer.task.trim())).filter(|task| !task.is_empty()) {
        if !tasks.iter().any(|known| known == task) {
            tasks.push(task.to_owned());
        }
    }
    tasks
}
