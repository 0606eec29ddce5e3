//! The documents beside the statement: made from a case, whether or not a conversation added a plan to it.

mod ahp_report;
mod employer_page;
mod guard;
mod parts;
mod patient_summary;
mod work_plan;

use super::flow::TextSize;

pub use ahp_report::ahp_report;
pub use employer_page::employer_page;
pub use guard::condition_word_in;
pub use patient_summary::patient_summary;
pub use work_plan::work_plan;

/// How a document is made.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Options {
    /// What identifies the document.
    pub id: String,
    pub size: TextSize,
}

/// Why a document was not made.
#[derive(Clone, PartialEq, Eq)]
pub enum Withheld {
    /// A text that the employer would read names the condition, and the person did not agree to that.
    NamesCondition {
        /// Which text it is, in plain words.
        place: &'static str,
        /// The word that gives the condition away, for the screen alone.
        word: String,
    },
}

crate::domain::redacted_debug!(Withheld);

impl std::fmt::Display for Withheld {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self::NamesCondition { place, .. } = self;
        write!(
            f,
            "The page for the employer was not made, because {place} may name the health condition or its treatment. Say there what is \
             hard or what helps, or ask the person whether the employer may know the condition."
        )
    }
}

impl std::error::Error for Withheld {}
