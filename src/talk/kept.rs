//! A finished conversation as it was shown: the words of that day with the answers, whatever the questions say later.

use serde::{Deserialize, Serialize};

use super::path::{StepState, path, state_of, words_for};
use super::summary::{lines_of, said_elsewhere, stop_line};
use crate::content::conversation::QuestionSet;
use crate::domain::draft::Conversation;

/// A conversation with the wording that was shown.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ShownConversation {
    /// The set and its version: `full/2`.
    pub question_set: String,
    pub title: String,
    /// The steps that were reached, in the order of the conversation.
    pub steps: Vec<ShownStep>,
    /// What was said in a conversation of another length and asked for nowhere in this one.
    pub elsewhere: Vec<ShownLine>,
    /// That it was stopped, and why; empty where it was not.
    pub stopped: String,
}

/// One step: the words that were said, and the answers.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ShownStep {
    pub id: String,
    pub title: String,
    pub say: String,
    pub lines: Vec<ShownLine>,
}

/// One answer under its label. Own words stand verbatim.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ShownLine {
    pub label: String,
    pub text: String,
}

crate::domain::redacted_debug!(ShownConversation, ShownStep, ShownLine);

/// The conversation as it stands on the screen now.
#[must_use]
pub fn shown(set: &QuestionSet, conv: &Conversation) -> ShownConversation {
    let line = |line: super::SummaryLine| ShownLine { label: line.label, text: line.text };
    let reached = path(set, conv).into_iter().filter(|step| state_of(set, conv, &step.id) != StepState::NotReached);
    ShownConversation {
        question_set: set.name(),
        title: set.title.clone(),
        steps: reached
            .map(|step| ShownStep {
                id: step.id.clone(),
                title: step.title.clone(),
                say: words_for(step, conv).to_owned(),
                lines: lines_of(set, conv, step).into_iter().map(line).collect(),
            })
            .collect(),
        elsewhere: said_elsewhere(set, conv).into_iter().map(line).collect(),
        stopped: stop_line(conv).unwrap_or_default(),
    }
}
