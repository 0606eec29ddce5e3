//! Which question comes next, what follows from what was said, and the words that may be used for a note.
//!
//! Nothing here knows the clinical decision: no answer fills it, orders it or argues with it. What is read is what was said; nothing
//! is inferred from a step that was skipped, from the length of an answer, or from who the patient is.

pub mod answer;
mod carry;
mod job;
mod kept;
mod modes;
mod offers;
mod path;
pub mod phased;
mod plan;
mod said;
mod summary;
mod tasks;
mod write;

pub use carry::{carry, place_in};
pub use job::{JobSaid, job_last_time, job_of};
pub use kept::{ShownConversation, ShownLine, ShownStep, shown};
pub use modes::{Mode, Modes, modes};
pub use offers::{Offer, Reason, left_out, offers, offers_with};
pub use path::{DECISION, StepState, choices, energy_check_due, estimate_left, fields, left, next, path, previous, state_of, words_for};
pub use plan::{own_words, plan_from, review_on};
pub use said::{described, is_answered as is_said_at, is_said, is_shorter, kind_of_hours};
pub use summary::{SummaryLine, kept_elsewhere, said_elsewhere, stop_line, summary_lines};
pub use tasks::tasks;
pub use write::{Caution, boxes_from, carried_picks, cautions, comments_from, diagnosis_in, function_sentences, rising_in, sentences_from};

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
    pub const SHARE_SERVICE: &str = "share_service";
    pub const OUTPUTS: &str = "outputs";
    pub const SHARE_OTHER_WHO: &str = "share_other_who";
    pub const CALL_ME: &str = "call_me";
    pub const FOLLOW_UP_AFTER: &str = "follow_up_after";
    pub const CONTACT_MODE: &str = "contact_mode";
    pub const LENGTH: &str = "length";
    pub const MATTERS: &str = "matters";
    pub const FOCUS: &str = "focus";
    pub const SEEK_WORK: &str = "seek_work";
    pub const WORSE_LATER: &str = "worse_later";
    pub const WORKPLACE_OBSTACLES: &str = "workplace_obstacles";
    pub const REFUSED: &str = "refused";
    pub const TASKS: &str = "tasks";
    pub const TASK_GRID: &str = "task_grid";
    pub const TRIED_CHANGES: &str = "tried_changes";
    pub const KEEPS: &str = "keeps";
    pub const HELPS_NOW: &str = "helps_now";
    pub const TODAY: &str = "today";
    pub const FORMAT: &str = "format";
    pub const CONTRACT: &str = "contract";
    pub const PATTERN: &str = "pattern";
    pub const RECOVERY: &str = "recovery";
    pub const GETTING_THERE: &str = "getting_there";
    pub const GETTING_THERE_WORDS: &str = "getting_there_words";
    pub const CAN_STOP: &str = "can_stop";
    pub const FAIR: &str = "fair";
    pub const EMPLOYER_STARTS: &str = "employer_starts";
    pub const MEETING: &str = "meeting";
    pub const ABOUT_YOU: &str = "about_you";
    /// Opens the four questions about mood and worry, where the patient asks for them.
    pub const PHQ4: &str = "phq4";
    /// Those four questions.
    pub const PHQ4_ITEMS: [&str; 4] = ["phq4_nervous", "phq4_worrying", "phq4_interest", "phq4_down"];
    pub const MANAGEABLE: &str = "manageable";
    pub const WAITING_FOR: &str = "waiting_for";
    pub const REVIEW_ON: &str = "review_on";
    pub const EFFECTS: &str = "effects";
    pub const PICKS: &str = "picks";
    /// What was recorded beside the prompts about safety stands under this id, and belongs to no step.
    pub const SAFETY: &str = "safety";
    pub const BUILD_UP: &str = "build_up";
    pub const WHEN_WORSE: &str = "when_worse";
    pub const SERVICES: &str = "services";
    pub const SHARE_EMPLOYER: &str = "share_employer";
    pub const EMPLOYER_TOPICS: &str = "employer_topics";
    pub const EMPLOYER_PRESENCE: &str = "employer_presence";
    pub const PRESSURED: &str = "pressured";

    /// The effect that opens energy-limit mode.
    pub const WORSE_AFTER_EFFORT: &str = "worse_after_effort";
    /// The effect that brings the safety rows.
    pub const AWARENESS: &str = "awareness";
    /// Another effect that brings the safety rows.
    pub const LOW_GLUCOSE: &str = "low_glucose";
    /// Effects that matter for driving.
    pub const DRIVING_EFFECTS: [&str; 6] = [AWARENESS, LOW_GLUCOSE, "vision", "heart", "medicine", "concentration"];
    /// Answers to [`RISKS`] that put the patient at a wheel.
    pub const DRIVES: [&str; 2] = ["drives_for_work", "drives"];
    /// Answers to [`GETTING_THERE`] that a plan names: what it costs is nobody else's business.
    pub const WAYS: [&str; 5] = ["distance", "standing_or_crowds", "stairs", "driving", "peak_times"];
    /// Answers to [`PATTERN`] of somebody whose day is not like the next.
    pub const VARYING: [&str; 4] = ["hour", "day", "week", "after_effort"];

    /// The field's choice that stands for a refusal to say.
    pub const PREFERS_NOT_TO_SAY: &str = "prefers_not_to_say";
    /// Answers to [`WISH`] that end the conversation.
    pub const DECLINED: [&str; 3] = ["not_today", "no", PREFERS_NOT_TO_SAY];
    /// Answers to [`STATUS`] of people who are not in work.
    pub const NOT_IN_WORK: [&str; 3] = ["out_of_work_wants_work", "out_of_work_not_seeking", "caring_study_or_retired"];
    /// Answers to [`RISKS`] on which others' safety depends.
    pub const SAFETY_CRITICAL: [&str; 3] = ["drives_for_work", "heights_or_machinery", "safety_of_others"];
    /// Answers to [`PRESENT`] that put someone else in the room.
    pub const OTHERS: [&str; 5] = ["family_or_friend", "support_worker", "interpreter", "from_work_or_benefits", "someone_else"];
    /// Answers to [`BUILD_UP`] that raise the load by schedule: not offered where effort makes things worse.
    pub const RISING: [&str; 5] = ["build_up", "duties_first", "alternate_days", "later_start", "treatment_cycle"];
    /// The service that would read as a treatment where effort makes things worse.
    pub const TALKING_THERAPY: &str = "talking_therapy";
    /// Steps about a job that one has: not for people who are not in work.
    pub const JOB_STEPS: [&str; 3] = ["F9", "F15", "F18"];
    /// Steps that remain where health comes first and work waits.
    pub const HEALTH_FIRST_STEPS: [&str; 5] = ["F1", "F2", "F3", "F19", "F20"];
    /// The step after which services come first for those who want to talk about looking for work.
    pub const WORK_NOW_STEP: &str = "F4";
    /// The step about services.
    pub const SERVICES_STEP: &str = "F17";
    /// The step that remains after a no: what to leave with, and whether there was pressure.
    pub const CLOSE_STEP: &str = "F20";
    /// The step about time and energy, the last one where the patient stops for today.
    pub const LENGTH_STEP: &str = "F2";
}
