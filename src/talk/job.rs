//! What was said about the job at an earlier visit: shown beside the question, and in no answer until somebody takes it over.

use super::{ids, said};
use crate::domain::day::Day;
use crate::domain::draft::{Conversation, Standing};

/// What one conversation of the patient held about the job.
#[derive(Clone, PartialEq, Eq)]
pub struct JobSaid {
    /// The conversation in which it was said.
    pub from: String,
    pub on: Day,
    /// In the patient's words; none where the patient wanted that not said or not kept.
    pub job: Option<String>,
}

crate::domain::redacted_debug!(JobSaid);

/// What a conversation holds about the job. Nothing where it was not spoken of.
#[must_use]
pub fn job_of(from: String, on: Day, conv: &Conversation) -> Option<JobSaid> {
    let job = said::words_of(conv, ids::JOB);
    let not_wanted = || {
        let asks_it = |step: &str| super::carry::asks(step, ids::JOB);
        conv.deleted_on.is_some() || conv.steps.iter().any(|(id, answer)| asks_it(id) && answer.standing == Some(Standing::PrefersNotToSay))
    };
    match job {
        "" => not_wanted().then_some(JobSaid { from, on, job: None }),
        job => Some(JobSaid { from, on, job: Some(job.to_owned()) }),
    }
}

/// What was said last time, from the newest that is not this conversation itself. A patient who wanted nothing said or kept then is not
/// reminded of what was said before that.
#[must_use]
pub fn job_last_time<'a>(jobs: &'a [JobSaid], here: &str, conv: &Conversation) -> Option<(Day, &'a str)> {
    if conv.deleted_on.is_some() {
        return None;
    }
    let last = jobs.iter().filter(|said| said.from != here).max_by_key(|said| said.on)?;
    Some((last.on, last.job.as_deref()?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::draft::StepAnswer;

    fn on(day: u32) -> Day {
        Day::from_ymd_opt(2026, 11, day).unwrap_or_default()
    }

    fn about(job: &str) -> Conversation {
        let mut conv = Conversation::default();
        conv.steps.entry("S2".into()).or_default().words.insert(ids::JOB.into(), job.into());
        conv
    }

    fn said(draft: &str, day: u32, conv: &Conversation) -> JobSaid {
        job_of(draft.to_owned(), on(day), conv).expect("something was said")
    }

    #[test]
    fn the_newest_other_conversation_is_the_one_that_is_shown() {
        let jobs = [said("c", 9, &about("now")), said("a", 1, &about("before")), said("b", 3, &about(" the shop "))];
        let shown = |draft: &str| job_last_time(&jobs, draft, &Conversation::default());
        assert_eq!(shown("c"), Some((on(3), "the shop")));
        assert_eq!(shown("d"), Some((on(9), "now")));
        assert!(job_of("e".to_owned(), on(9), &about("  ")).is_none());
    }

    #[test]
    fn k4_what_the_patient_wanted_not_said_or_not_kept_hides_what_was_said_before() {
        let steps = [("F4".to_owned(), StepAnswer { standing: Some(Standing::PrefersNotToSay), ..StepAnswer::default() })].into();
        let not_said = Conversation { steps, ..Conversation::default() };
        let not_kept = Conversation { deleted_on: Some(on(2)), ..Conversation::default() };
        for closed in [not_said, not_kept.clone()] {
            let jobs = [said("b", 3, &closed), said("a", 1, &about("the shop"))];
            assert_eq!(job_last_time(&jobs, "c", &Conversation::default()), None);
        }
        let jobs = [said("a", 1, &about("the shop"))];
        assert_eq!(job_last_time(&jobs, "c", &not_kept), None, "asked for in this conversation");
    }
}
