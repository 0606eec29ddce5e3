//! The period of a statement: as it was stated, and the days that it covers.

use serde::{Deserialize, Serialize};

use super::day::{self, Day};

/// The unit of a stated length.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Unit {
    Days,
    Weeks,
    Months,
}

/// A length as it is written on the form: `2 weeks`. At least one, at most 999 of its unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Length {
    count: u16,
    unit: Unit,
}

/// A text is not a length.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LengthError;

impl std::fmt::Display for LengthError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("This is not a length of time. Write a number from 1 to 999 and days, weeks or months, such as 2 weeks.")
    }
}

impl std::error::Error for LengthError {}

impl Length {
    /// A length of `count` units.
    ///
    /// # Errors
    /// When the count is not from 1 to 999.
    pub fn new(count: u16, unit: Unit) -> Result<Self, LengthError> {
        if (1..=999).contains(&count) { Ok(Self { count, unit }) } else { Err(LengthError) }
    }

    /// Reads `2 weeks`, `2w`, `14 days`, `1 month`, `3m`.
    ///
    /// # Errors
    /// When it is not a count from 1 to 999 and a unit.
    pub fn parse(text: &str) -> Result<Self, LengthError> {
        let text = text.trim().to_ascii_lowercase();
        let split = text.find(|c: char| !c.is_ascii_digit()).ok_or(LengthError)?;
        let (count, unit) = text.split_at(split);
        let unit = match unit.trim() {
            "d" | "day" | "days" => Unit::Days,
            "w" | "wk" | "wks" | "week" | "weeks" => Unit::Weeks,
            "m" | "mth" | "mths" | "month" | "months" => Unit::Months,
            _ => return Err(LengthError),
        };
        Self::new(count.parse().map_err(|_| LengthError)?, unit)
    }

    /// The last day of a period of this length that begins on `start`, which is counted.
    #[must_use]
    pub fn last_day_from(self, start: Day) -> Day {
        match self.unit {
            Unit::Days => day::shifted(start, i64::from(self.count) - 1),
            Unit::Weeks => day::shifted(start, i64::from(self.count) * 7 - 1),
            Unit::Months => day::last_day(start, u32::from(self.count)),
        }
    }

    /// How many units.
    #[must_use]
    pub fn count(self) -> u16 {
        self.count
    }

    /// Which unit.
    #[must_use]
    pub fn unit(self) -> Unit {
        self.unit
    }
}

impl std::fmt::Display for Length {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let unit = match self.unit {
            Unit::Days => "day",
            Unit::Weeks => "week",
            Unit::Months => "month",
        };
        write!(f, "{} {unit}{}", self.count, if self.count == 1 { "" } else { "s" })
    }
}

impl TryFrom<String> for Length {
    type Error = LengthError;

    fn try_from(text: String) -> Result<Self, LengthError> {
        Self::parse(&text)
    }
}

impl From<Length> for String {
    fn from(length: Length) -> Self {
        length.to_string()
    }
}

/// A period as somebody stated it, which may not hold together: a draft may hold anything.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StatedPeriod {
    /// "This will be the case for": a length.
    #[serde(rename = "for", default, skip_serializing_if = "Option::is_none")]
    pub length: Option<Length>,
    /// "from": the first day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Day>,
    /// "to": the last day, which is covered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Day>,
    /// "an indefinite period".
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub indefinite: bool,
}

/// The days that a well-formed period covers, both ends counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Period {
    Dated { from: Day, to: Day },
    Indefinite { from: Day },
}

/// What is wrong with the shape of a stated period (the form says "for … **or** from … to …").
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ShapeFault {
    /// Neither a length nor dates.
    Nothing,
    /// A length and a last day: the form's "or" forbids it.
    LengthAndEnd,
    /// The last day is before the first.
    EndBeforeStart,
    /// A first day without a last one.
    StartWithoutEnd,
    /// A last day without a first one.
    EndWithoutStart,
    /// Indefinite, and yet with a length or a last day.
    IndefiniteWithEnd,
}

impl StatedPeriod {
    /// Two dates, both covered.
    #[must_use]
    pub fn dates(from: Day, to: Day) -> Self {
        Self { from: Some(from), to: Some(to), ..Self::default() }
    }

    /// The days it covers. A length starts on the day of the assessment unless a first day stands beside it.
    ///
    /// # Errors
    /// When the parts contradict each other or do not suffice.
    pub fn resolve(&self, assessed_on: Day) -> Result<Period, ShapeFault> {
        match (self.indefinite, self.length, self.from, self.to) {
            (true, None, from, None) => Ok(Period::Indefinite { from: from.unwrap_or(assessed_on) }),
            (true, _, _, _) => Err(ShapeFault::IndefiniteWithEnd),
            (false, Some(_), _, Some(_)) => Err(ShapeFault::LengthAndEnd),
            (false, Some(length), from, None) => {
                let from = from.unwrap_or(assessed_on);
                Ok(Period::Dated { from, to: length.last_day_from(from) })
            }
            (false, None, Some(from), Some(to)) if to < from => Err(ShapeFault::EndBeforeStart),
            (false, None, Some(from), Some(to)) => Ok(Period::Dated { from, to }),
            (false, None, Some(_), None) => Err(ShapeFault::StartWithoutEnd),
            (false, None, None, Some(_)) => Err(ShapeFault::EndWithoutStart),
            (false, None, None, None) => Err(ShapeFault::Nothing),
        }
    }
}

impl Period {
    /// The first day covered.
    #[must_use]
    pub fn from(self) -> Day {
        match self {
            Self::Dated { from, .. } | Self::Indefinite { from } => from,
        }
    }

    /// The last day covered; `None` for an indefinite period.
    #[must_use]
    pub fn to(self) -> Option<Day> {
        match self {
            Self::Dated { to, .. } => Some(to),
            Self::Indefinite { .. } => None,
        }
    }

    /// How many days it covers, both ends counted; `None` for an indefinite period.
    #[must_use]
    pub fn days(self) -> Option<i64> {
        self.to().map(|to| day::days_inclusive(self.from(), to))
    }

    /// Whether this day is covered.
    #[must_use]
    pub fn covers(self, day: Day) -> bool {
        self.from() <= day && self.to().is_none_or(|to| day <= to)
    }

    /// The length in words for the line under the field: `14 days (2 weeks)`.
    #[must_use]
    pub fn in_words(self) -> String {
        let Some(days) = self.days() else { return "no last day".into() };
        let plural = |n: i64, unit: &str| format!("{n} {unit}{}", if n == 1 { "" } else { "s" });
        let months = self.whole_months();
        match (days, months) {
            (_, Some(months)) => format!("{} ({})", plural(days, "day"), plural(months, "month")),
            (days, None) if days % 7 == 0 => format!("{} ({})", plural(days, "day"), plural(days / 7, "week")),
            (days, None) => plural(days, "day"),
        }
    }

    fn whole_months(self) -> Option<i64> {
        let to = self.to()?;
        (1..=24u32).find(|n| day::last_day(self.from(), *n) == to).map(i64::from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(y: i32, m: u32, d: u32) -> Day {
        Day::from_ymd_opt(y, m, d).expect("a literal day")
    }

    #[test]
    fn two_weeks_from_20_november_end_on_3_december() {
        let two_weeks = Length::parse("2 weeks").expect("a length");
        assert_eq!(two_weeks.last_day_from(day(2026, 11, 20)), day(2026, 12, 3));
        assert_eq!(two_weeks.to_string(), "2 weeks");
    }

    #[test]
    fn lengths_read_as_people_write_them() {
        for (text, written) in [
            ("2w", "2 weeks"),
            ("1 m", "1 month"),
            ("14D", "14 days"),
            (" 3 Months ", "3 months"),
            ("1 day", "1 day"),
            ("999d", "999 days"),
        ] {
            assert_eq!(Length::parse(text).map(|l| l.to_string()), Ok(written.to_owned()), "{text}");
        }
        for text in ["", "w", "2", "0w", "1000d", "2 fortnights", "-1w", "99999999999d", "1.5w", "２w"] {
            assert_eq!(Length::parse(text), Err(LengthError), "{text}");
        }
    }

    #[test]
    fn the_or_of_the_form_is_kept() {
        let on = day(2026, 11, 20);
        let length = Length::parse("2 weeks").ok();
        let stated = |length, from, to, indefinite| StatedPeriod { length, from, to, indefinite }.resolve(on);
        let other = day(2026, 12, 3);
        assert_eq!(stated(None, None, None, false), Err(ShapeFault::Nothing));
        assert_eq!(stated(length, None, Some(other), false), Err(ShapeFault::LengthAndEnd));
        assert_eq!(stated(length, Some(on), Some(other), false), Err(ShapeFault::LengthAndEnd));
        assert_eq!(stated(None, Some(other), Some(on), false), Err(ShapeFault::EndBeforeStart));
        assert_eq!(stated(None, Some(on), None, false), Err(ShapeFault::StartWithoutEnd));
        assert_eq!(stated(None, None, Some(other), false), Err(ShapeFault::EndWithoutStart));
        assert_eq!(stated(None, Some(on), Some(other), true), Err(ShapeFault::IndefiniteWithEnd));
        assert_eq!(stated(length, None, None, true), Err(ShapeFault::IndefiniteWithEnd));
        assert_eq!(stated(None, Some(other), None, true), Ok(Period::Indefinite { from: other }));
        assert_eq!(stated(length, None, None, false), Ok(Period::Dated { from: on, to: other }));
        assert_eq!(stated(length, Some(other), None, false), Ok(Period::Dated { from: other, to: day(2026, 12, 16) }));
        assert_eq!(stated(None, Some(on), Some(on), false), Ok(Period::Dated { from: on, to: on }));
    }

    #[test]
    fn a_length_is_told_in_the_unit_that_fits_it() {
        let told = |from, to| Period::Dated { from, to }.in_words();
        assert_eq!(told(day(2026, 11, 20), day(2026, 12, 3)), "14 days (2 weeks)");
        assert_eq!(told(day(2026, 11, 20), day(2027, 2, 19)), "92 days (3 months)");
        assert_eq!(told(day(2026, 11, 20), day(2026, 11, 20)), "1 day");
        assert_eq!(told(day(2026, 11, 20), day(2026, 11, 29)), "10 days");
        assert_eq!(told(day(2026, 2, 1), day(2026, 2, 28)), "28 days (1 month)");
    }
}
