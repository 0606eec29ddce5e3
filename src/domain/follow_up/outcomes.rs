//! What all follow-ups of a practice say together: counts of answers, for improving the service.

use std::collections::BTreeSet;

use super::{AdjustmentState, FollowUp, FollowUpAnswers, ReturnKind, WorkStatus, YesNo};
use crate::domain::day::Day;

/// How many said each thing, out of how many who were asked: a count of answers, and no measure of a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tally {
    pub question: String,
    /// Every answer that there is, with how often it was given.
    pub counts: Vec<(String, usize)>,
    /// Follow-ups that were done, whatever was answered.
    pub of: usize,
    /// Of these, nothing was said to this question.
    pub unknown: usize,
}

/// What all follow-ups of a practice say.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outcomes {
    /// Follow-ups that have come due.
    pub due: usize,
    /// Of these, done.
    pub done: usize,
    /// Of these, the person was not reached.
    pub not_reached: usize,
    pub tallies: Vec<Tally>,
}

/// What stands above every count.
pub const NOT_A_MEASURE: &str =
    "Counts of answers, not a measure of the person or of the clinician. Leaving a benefit is not an outcome and is not recorded.";

/// In an export, counts below this are not given.
pub const LEAST_EXPORTED: usize = 10;

impl Outcomes {
    /// Counts the answers of follow-ups that came due by a day.
    #[must_use]
    pub fn of(all: &[FollowUp], today: Day) -> Self {
        let due: Vec<&FollowUp> = all.iter().filter(|follow_up| follow_up.due <= today || follow_up.answered.is_some()).collect();
        let answers: Vec<&FollowUpAnswers> =
            due.iter().filter_map(|follow_up| follow_up.answered.as_ref().map(|(_, answers)| answers)).collect();
        let tallies = vec![
            tally("Work now", &answers, &WorkStatus::ALL.map(|status| (status, status.title())), |a| a.work_status),
            returned(&answers),
            tally("Worse because of work", &answers, &YesNo::ALL.map(|answer| (answer, answer.title())), |a| a.worse_because_of_work),
            tally("Felt pressured", &answers, &YesNo::ALL.map(|answer| (answer, answer.title())), |a| a.felt_pressured),
            adjustments(&answers),
            told("What helped", &answers, |a| &a.what_helped),
            told("What did harm", &answers, |a| &a.what_harmed),
        ];
        let not_reached = due.iter().filter(|follow_up| follow_up.answered.is_none() && follow_up.not_reached.is_some()).count();
        Self { due: due.len(), done: answers.len(), not_reached, tallies }
    }

    /// The counts as a table of commas, with small ones left out.
    ///
    /// Where one count of a question alone would be left out it could be worked out from the others: the next smallest goes too.
    #[must_use]
    pub fn export(&self) -> String {
        let small = |count: usize| if count < LEAST_EXPORTED { format!("under {LEAST_EXPORTED}") } else { count.to_string() };
        let mut lines = vec!["question,answer,count,of".to_owned()];
        for (name, count) in [("Due", self.due), ("Done", self.done), ("Not reached", self.not_reached)] {
            lines.push(format!("Follow-ups,{name},{},", small(count)));
        }
        for tally in &self.tallies {
            let mut rows: Vec<(&str, usize)> = tally.counts.iter().map(|(answer, count)| (answer.as_str(), *count)).collect();
            rows.push(("Nothing said", tally.unknown));
            let hidden = hidden(&rows);
            for (index, (answer, count)) in rows.iter().enumerate() {
                let shown = if hidden.contains(&index) && *count >= LEAST_EXPORTED { "left out".to_owned() } else { small(*count) };
                lines.push(format!("{},{answer},{shown},{}", tally.question, small(tally.of)));
            }
        }
        lines.push(format!("\"{NOT_A_MEASURE}\",,,"));
        lines.join("\n") + "\n"
    }
}

/// The rows whose count is not given.
pub(super) fn hidden(rows: &[(&str, usize)]) -> BTreeSet<usize> {
    let mut hidden: BTreeSet<usize> = rows.iter().enumerate().filter(|(_, row)| row.1 < LEAST_EXPORTED).map(|(index, _)| index).collect();
    if hidden.len() == 1
        && let Some((next, _)) = rows.iter().enumerate().filter(|(index, _)| !hidden.contains(index)).min_by_key(|(_, row)| row.1)
    {
        hidden.insert(next);
    }
    hidden
}

fn tally<T: PartialEq + Copy>(
    question: &str,
    answers: &[&FollowUpAnswers],
    options: &[(T, &str)],
    read: impl Fn(&FollowUpAnswers) -> Option<T>,
) -> Tally {
    let given: Vec<T> = answers.iter().filter_map(|answer| read(answer)).collect();
    let counts = options.iter().map(|(option, title)| ((*title).to_owned(), given.iter().filter(|one| *one == option).count())).collect();
    Tally { question: question.to_owned(), counts, of: answers.len(), unknown: answers.len() - given.len() }
}

/// Returns are counted one by one: "of" is how many there were.
fn returned(answers: &[&FollowUpAnswers]) -> Tally {
    let kinds: Vec<Option<ReturnKind>> = answers.iter().flat_map(|answer| answer.returns.iter().map(|event| event.kind)).collect();
    let count = |kind: ReturnKind| kinds.iter().filter(|one| **one == Some(kind)).count();
    let counts = ReturnKind::ALL.map(|kind| (kind.title().to_owned(), count(kind))).to_vec();
    Tally { question: "Went back".into(), counts, of: kinds.len(), unknown: kinds.iter().filter(|kind| kind.is_none()).count() }
}

/// Adjustments are counted one by one: "of" is how many there were.
fn adjustments(answers: &[&FollowUpAnswers]) -> Tally {
    let states: Vec<AdjustmentState> = answers.iter().flat_map(|answer| answer.adjustments.values().copied()).collect();
    let count = |state: AdjustmentState| states.iter().filter(|one| **one == state).count();
    let counts = AdjustmentState::ALL.map(|state| (state.title().to_owned(), count(state))).to_vec();
    Tally { question: "Adjustments".into(), counts, of: states.len(), unknown: 0 }
}

fn told(question: &str, answers: &[&FollowUpAnswers], read: impl Fn(&FollowUpAnswers) -> &String) -> Tally {
    let told = answers.iter().filter(|answer| !read(answer).trim().is_empty()).count();
    let counts = vec![("Something was said".to_owned(), told)];
    Tally { question: question.to_owned(), counts, of: answers.len(), unknown: answers.len() - told }
}
