//! A plan of hours by weeks, as typed: stages of per cent, hours or words, with or without an end.

use serde::{Deserialize, Serialize};

use super::case::Benefit;
use super::day::Day;

/// A phased plan as it is kept between two key presses. Nothing in it is chosen until somebody chooses it.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct PhasedPlan {
    /// The pattern it began with; empty for a free table.
    pub pattern: String,
    /// The first day as typed, and as it was read on the day of typing.
    pub begins: String,
    pub begins_on: Option<Day>,
    /// Usual hours a week as typed; empty where they are not known.
    pub usual_hours: String,
    pub stages: Vec<Stage>,
    pub then: Option<Then>,
    pub rule: Option<StepRule>,
    /// For [`StepRule::AfterStable`]: how many settled days.
    pub stable_days: String,
    /// What to do when it gets worse, in the person's words.
    pub when_worse: String,
    /// The day of the review as typed, and as it was read.
    pub review: String,
    pub review_on: Option<Day>,
    pub reviewer: Option<Reviewer>,
    pub agreed: Option<Agreed>,
    /// The line as it was put into the comments, so that it can be taken out again.
    pub line: String,
    /// The box that was ticked along with it.
    pub ticked: Option<Benefit>,
}

/// One stage: so many weeks alike.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Stage {
    /// How many weeks; empty for a stage without an end.
    pub weeks: String,
    /// Per cent of the usual hours: `50`, `30 to 60`.
    pub percent: String,
    /// Hours a week: `16`, `10 to 20`.
    pub hours: String,
    /// Days, times, shifts or duties.
    pub words: String,
}

super::redacted_debug!(PhasedPlan, Stage);

/// What comes after the last stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Then {
    Usual,
    Review,
    /// No increase until a review.
    Hold,
    /// The stages begin again.
    Repeats,
}

impl Then {
    /// All, in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::Usual, Self::Review, Self::Hold, Self::Repeats];

    /// As shown.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Usual => "Usual hours",
            Self::Review => "A review",
            Self::Hold => "No increase until a review",
            Self::Repeats => "The stages repeat",
        }
    }
}

/// How one stage leads to the next. There is no usual answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StepRule {
    ByDate,
    AfterReview,
    AfterStable,
}

impl StepRule {
    /// All, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::ByDate, Self::AfterReview, Self::AfterStable];

    /// As shown.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::ByDate => "On its date",
            Self::AfterReview => "After a review",
            Self::AfterStable => "After a settled spell",
        }
    }
}

/// Who looks at the plan again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reviewer {
    Patient,
    Clinician,
    Employer,
}

impl Reviewer {
    /// All, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Patient, Self::Clinician, Self::Employer];

    /// As shown.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Patient => "The patient",
            Self::Clinician => "The clinician",
            Self::Employer => "The employer",
        }
    }
}

/// Whether the employer has agreed to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Agreed {
    Yes,
    No,
    NotAsked,
    PrefersNotToSay,
}

impl Agreed {
    /// All, in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::Yes, Self::No, Self::NotAsked, Self::PrefersNotToSay];

    /// As shown.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Yes => "Yes",
            Self::No => "No",
            Self::NotAsked => "Not asked",
            Self::PrefersNotToSay => "Prefers not to say",
        }
    }
}

/// From the least to the most; both the same where one number was typed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Span {
    pub least: f32,
    pub most: f32,
}

impl Span {
    /// One number.
    #[must_use]
    pub fn of(number: f32) -> Self {
        Self { least: number, most: number }
    }

    /// Both ends times a number, to the nearest half: an hour is not cut finer.
    #[must_use]
    pub fn times(self, by: f32) -> Self {
        let half = |value: f32| (value * by * 2.0).round() / 2.0;
        Self { least: half(self.least), most: half(self.most) }
    }

    /// Whether neither end is above the other's.
    #[must_use]
    pub fn is_no_more_than(self, other: Self) -> bool {
        self.least <= other.least && self.most <= other.most
    }

    /// `16`, `10 to 20`.
    #[must_use]
    pub fn words(self) -> String {
        if self.least.to_bits() == self.most.to_bits() {
            number(self.least)
        } else {
            format!("{} to {}", number(self.least), number(self.most))
        }
    }
}

/// `7.5` and `16`: no decimals that say nothing.
fn number(value: f32) -> String {
    let text = format!("{value:.1}");
    text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
}

/// The text is not a number, or not a range of two, or out of bounds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unreadable;

/// Reads `50`, `50%`, `7.5`, `30-60`, `30 to 60`; nothing where nothing is typed.
///
/// # Errors
/// When it is neither a number nor two, or above `most`.
pub fn span(text: &str, most: f32) -> Result<Option<Span>, Unreadable> {
    let text = text.trim().to_lowercase().replace(['–', '—'], "-").replace("to", "-").replace(['%', 'h'], "");
    if text.trim().is_empty() {
        return Ok(None);
    }
    let read = |part: &str| {
        let part = part.trim();
        let plain = part.chars().all(|c| c.is_ascii_digit() || c == '.');
        part.parse::<f32>().ok().filter(|value| plain && (0.0..=most).contains(value)).ok_or(Unreadable)
    };
    let parts: Vec<&str> = text.split('-').collect();
    match parts.as_slice() {
        [one] => Ok(Some(Span::of(read(one)?))),
        [least, to] => {
            let (least, to) = (read(least)?, read(to)?);
            Ok(Some(Span { least: least.min(to), most: least.max(to) }))
        }
        _ => Err(Unreadable),
    }
}

/// The most weeks that one stage can have: five years.
pub const MOST_WEEKS: u32 = 260;

impl Stage {
    /// The weeks of the stage; none where it has no end.
    ///
    /// # Errors
    /// When something else than a whole number from 1 is typed.
    pub fn weeks(&self) -> Result<Option<u32>, Unreadable> {
        let text = self.weeks.trim();
        if text.is_empty() {
            return Ok(None);
        }
        text.parse().ok().filter(|weeks| (1..=MOST_WEEKS).contains(weeks)).map(Some).ok_or(Unreadable)
    }

    /// Per cent of the usual hours.
    ///
    /// # Errors
    /// When it does not read as numbers up to 100.
    pub fn percent(&self) -> Result<Option<Span>, Unreadable> {
        span(&self.percent, 100.0)
    }

    /// Hours a week.
    ///
    /// # Errors
    /// When it does not read as numbers that a week has.
    pub fn hours(&self) -> Result<Option<Span>, Unreadable> {
        span(&self.hours, 168.0)
    }
}

impl PhasedPlan {
    /// The usual hours a week, where they are known and read as one number above nothing.
    #[must_use]
    pub fn usual(&self) -> Option<f32> {
        span(&self.usual_hours, 168.0).ok().flatten().map(|span| span.most).filter(|hours| *hours > 0.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_ranges_read_as_people_type_them() {
        let read = |text| span(text, 100.0);
        for (text, least, most) in [
            ("50", 50.0, 50.0),
            ("50%", 50.0, 50.0),
            ("30-60", 30.0, 60.0),
            ("30 – 60%", 30.0, 60.0),
            ("60 to 30", 30.0, 60.0),
            (" 7.5 h", 7.5, 7.5),
        ] {
            assert_eq!(read(text), Ok(Some(Span { least, most })), "{text}");
        }
        assert_eq!(read("  "), Ok(None));
        for text in ["half", "-5", "1-2-3", "101", "5 hours", "1e1", "nan", "inf", "--"] {
            assert_eq!(read(text), Err(Unreadable), "{text}");
        }
    }

    #[test]
    fn spans_say_themselves_without_idle_decimals() {
        assert_eq!(Span::of(16.0).words(), "16");
        assert_eq!(Span { least: 7.5, most: 20.0 }.words(), "7.5 to 20");
        assert_eq!(Span { least: 30.0, most: 60.0 }.times(0.37).words(), "11 to 22");
    }

    #[test]
    fn an_empty_number_of_weeks_is_a_stage_without_an_end() {
        let stage = |weeks: &str| Stage { weeks: weeks.into(), ..Stage::default() };
        assert_eq!(stage("").weeks(), Ok(None));
        assert_eq!(stage(" 6 ").weeks(), Ok(Some(6)));
        for weeks in ["0", "-1", "2.5", "six", "261"] {
            assert_eq!(stage(weeks).weeks(), Err(Unreadable), "{weeks}");
        }
    }
}
