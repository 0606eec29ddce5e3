//! The plan of hours on the desk: what happens to it, and the line that would fit the comments.

use super::model::Place;
use crate::domain::phased::{Agreed, PhasedPlan, Reviewer, StepRule, Then};

/// What happened at the plan builder.
pub enum PhasedMsg {
    /// The builder was asked for, from a conversation or a decision.
    Opened,
    /// A pattern of the library was chosen; the stages that stood there can be brought back.
    PatternChosen(String),
    /// A table of one's own was chosen: the stages that stand there stay.
    FreeTableChosen,
    StageAdded,
    StageRemoved(usize),
    StageTyped {
        index: usize,
        column: StageColumn,
        text: String,
    },
    Typed(PhasedInput, String),
    /// The same again takes it back; so it is with the next three.
    ThenChosen(Then),
    RuleChosen(StepRule),
    ReviewerChosen(Reviewer),
    AgreedChosen(Agreed),
    /// The plan is taken away; it can be brought back.
    Dropped,
    BroughtBack,
    /// The line goes into the comments, with its box.
    LinePut,
    /// Exactly that line comes out again.
    LineTaken,
}

/// The columns of the table of stages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum StageColumn {
    Weeks,
    Percent,
    Hours,
    Words,
}

impl StageColumn {
    /// All, from left to right.
    pub const ALL: [Self; 4] = [Self::Weeks, Self::Percent, Self::Hours, Self::Words];

    /// The head of the column.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Weeks => "weeks",
            Self::Percent => "% of usual",
            Self::Hours => "hours a week",
            Self::Words => "days, times or duties",
        }
    }
}

/// The other fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PhasedInput {
    Begins,
    UsualHours,
    StableDays,
    WhenWorse,
    Review,
}

/// What the builder holds beside the draft.
pub struct PhasedDesk {
    /// Where the builder was opened from.
    pub came_from: Place,
    /// The plan as it was before its stages were replaced or it was dropped.
    pub before: Option<PhasedPlan>,
    pub line: LineOffer,
}

impl Default for PhasedDesk {
    fn default() -> Self {
        Self { came_from: Place::Conversation, before: None, line: LineOffer::Nothing }
    }
}

/// The line that may be put into the comments.
#[derive(Clone, PartialEq, Eq)]
pub enum LineOffer {
    /// The plan says nothing yet.
    Nothing,
    /// The longest line for which the box has room.
    Fits(String),
    /// Not even the shortest has room.
    NoRoom,
    /// It stands in the comments.
    In(String),
}

crate::domain::redacted_debug!(PhasedMsg, PhasedDesk, LineOffer);
