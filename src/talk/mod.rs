//! Which question comes next, what follows from what was said, and the words that may be used for a note.
//!
//! Nothing here knows the clinical decision: no answer fills it, orders it or argues with it. What is read is what was said; nothing
//! is inferred from a step that was skipped, from the length of an answer, or from who the patient is.

pub mod answer;
mod modes;
mod offers;
mod path;
mod said;
mod summary;
mod write;

pub use modes::{Mode, Modes, modes};
pub use offers::{Offer, Reason, offers};
pub use path::{DECISION, StepState, estimate_left, fields, next, path, previous, state_of, words_for};
pub use said::described;
pub use summary::{SummaryLine, kept_elsewhere, summary_lines};
pub use write::{Caution, boxes_from, cautions, comments_from, diagnosis_in, plan_from};

/// The ids of the assets that the code reads. A test compares them with the files, both ways.
pub mod ids {
    pub const WISH: &str = "wish";
    pub const PRESENT: &str = "present";
    pub const STATUS: &str = "status";
    pub const JOB: &str = "job";
    pub const HOURS: &str = "hours";
    pub const RISKS: &str = "risks";
    pub const HARDEST: &str = "hardest";
    pub const WOULD_HELP: &str = "would_help";
    pub const WORRIES: &str = "worries";
    pub const OWN_WORDS: &str = "own_words";
    pub const PRINT_OWN_WORDS: &str = "print_own_words";
    pub const SHARE_OTHER: &str = "share_other";
    pub const SHARE_OTHER_WHO: &str = "share_other_who";
    pub const CALL_ME: &str = "call_me";

    /// The effect that opens energy-limit mode.
    pub const WORSE_AFTER_EFFORT: &str = "worse_after_effort";
    /// The effect that brings the safety rows.
    pub const AWARENESS: &str = "awareness";
    /// Another effect that brings the safety rows.
    pub const LOW_GLUCOSE: &str = "low_glucose";
    /// Effects that matter for driving.
    pub const DRIVING_EFFECTS: [&str; 6] = [AWARENESS, LOW_GLUCOSE, "vision", "heart", "medicine", "concentration"];

    /// The field's choice that stands for a refusal to say.
    pub const PREFERS_NOT_TO_SAY: &str = "prefers_not_to_say";
    /// Answers to [`WISH`] that end the conversation.
    pub const DECLINED: [&str; 3] = ["not_today", "no", PREFERS_NOT_TO_SAY];
    /// Answers to [`STATUS`] of people who are not in work.
    pub const NOT_IN_WORK: [&str; 3] = ["out_of_work_wants_work", "out_of_work_not_seeking", "caring_study_or_retired"];
    /// Answers to [`RISKS`] on which others' safety depends.
    pub const SAFETY_CRITICAL: [&str; 3] = ["drives_for_work", "heights_or_machinery", "safety_of_others"];
}
