//! The period as a clinician types it: `2w`, `7d`, `1m`, `to 3 dec`, `+1 2w`, `3/12 - 17/12`, `indefinite`.

use super::day::{self, Day, DayError, YearHint};
use super::period::{Length, StatedPeriod};

/// Why a text is not a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ShorthandError {
    /// Nothing was typed.
    Empty,
    /// It reads neither as a length nor as dates.
    Unreadable,
    /// One of its dates does not exist.
    NoSuchDay,
}

impl std::fmt::Display for ShorthandError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Empty => "No period is typed. Type one such as 2w, 10d, 1m, to 3 dec, or 1 dec to 14 dec.",
            Self::Unreadable => "This does not read as a period. Type one such as 2w, 10d, 1m, to 3 dec, or 1 dec to 14 dec.",
            Self::NoSuchDay => "There is no such day in the calendar. Check the day and the month.",
        })
    }
}

impl std::error::Error for ShorthandError {}

/// Reads a period. A length becomes two dates, so that the last day is named; `for 2 weeks` keeps it a length.
///
/// | typed | first day | last day |
/// |---|---|---|
/// | `2w`, `10d`, `1m`, `3 months` | the assessment | counted from it |
/// | `+1 2w`, `-3 2w` | that many days after or before the assessment | counted from it |
/// | `to 3 dec`, `until 3/12` | the assessment | the first such day |
/// | `3/12 - 17/12`, `from 3 dec to 17 dec`, `3 dec 2w` | the nearest such day | the first such day after it, or counted |
/// | `to friday`, `mon 2w`, `mon - fri` | the assessment, or the nearest such day | the first such day, or counted |
/// | `for 2w` | a length, not dates | |
/// | `indefinite`, `i`, `from 3 dec indefinite` | the assessment or the day named | none |
///
/// # Errors
/// When nothing is typed, it cannot be read, or it names a day that no calendar has.
pub fn parse(text: &str, assessed_on: Day, today: Day) -> Result<StatedPeriod, ShorthandError> {
    let text = plainly_spaced(text);
    if text.is_empty() {
        return Err(ShorthandError::Empty);
    }
    if is_indefinite(&text) {
        return Ok(StatedPeriod { indefinite: true, ..StatedPeriod::default() });
    }
    if let Ok(length) = Length::parse(&text) {
        return Ok(StatedPeriod::dates(assessed_on, length.last_day_from(assessed_on)));
    }
    if strip_word(&text, &["for"]).is_some() {
        return Ok(StatedPeriod { length: Some(length(&text)?), ..StatedPeriod::default() });
    }
    if let Some(rest) = strip_word(&text, &UNTIL) {
        return Ok(StatedPeriod::dates(assessed_on, end(rest, assessed_on, today)?));
    }
    if let Some((start, rest)) = offset(&text, assessed_on) {
        return from_start(start, rest, today);
    }
    let text = strip_word(&text, &["from"]).unwrap_or(&text);
    let start = |text: &str| start(text, assessed_on, today);
    for separator in [" to ", " until ", " till ", " til ", " - "] {
        if let Some((left, right)) = text.split_once(separator)
            && let Some(from) = readable(start(left))?
        {
            return Ok(StatedPeriod::dates(from, end(right, from, today)?));
        }
    }
    // `3 dec 2w`, `3 dec indefinite`: the first day, then the rest.
    for (cut, _) in text.rmatch_indices(' ') {
        let (left, right) = (&text[..cut], text[cut..].trim());
        if (is_indefinite(right) || length(right).is_ok())
            && let Some(from) = readable(start(left))?
        {
            return from_start(from, right, today);
        }
    }
    if let Some((from, to)) = hyphenated(text, assessed_on, today)? {
        return Ok(StatedPeriod::dates(from, to));
    }
    // Only a first day: the draft may hold it, the rules say what is missing.
    start(text).map(|from| StatedPeriod { from: Some(from), ..StatedPeriod::default() })
}

const UNTIL: [&str; 4] = ["to", "until", "till", "til"];

/// In lower case, one space wherever there is any, and every kind of dash a hyphen.
fn plainly_spaced(text: &str) -> String {
    let dashes = ['\u{2010}', '\u{2011}', '\u{2012}', '\u{2013}', '\u{2014}', '\u{2212}'];
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_ascii_lowercase().replace(dashes, "-")
}

/// Two dates with a bare hyphen between them, which may stand inside dates as well (`3-12-17-12`): the one place where both sides
/// are dates. `None` where there is no such place.
fn hyphenated(text: &str, assessed_on: Day, today: Day) -> Result<Option<(Day, Day)>, ShorthandError> {
    let (mut found, mut no_such_day) = (Vec::new(), false);
    for (at, hyphen) in text.match_indices('-') {
        let first = start(&text[..at], assessed_on, today);
        let last = end(&text[at + hyphen.len()..], first.unwrap_or(assessed_on), today);
        match (first, last) {
            (Ok(first), Ok(last)) => found.push((first, last)),
            (Err(ShorthandError::NoSuchDay), Ok(_) | Err(ShorthandError::NoSuchDay)) | (Ok(_), Err(ShorthandError::NoSuchDay)) => {
                no_such_day = true;
            }
            _ => {}
        }
    }
    match found.as_slice() {
        [] if no_such_day => Err(ShorthandError::NoSuchDay),
        [] => Ok(None),
        [only] => Ok(Some(*only)),
        _ => Err(ShorthandError::Unreadable),
    }
}

/// `None` for what is no date at all, so that another reading may be tried; a date that no calendar has stays an error.
fn readable(read: Result<Day, ShorthandError>) -> Result<Option<Day>, ShorthandError> {
    match read {
        Err(ShorthandError::Unreadable | ShorthandError::Empty) => Ok(None),
        other => other.map(Some),
    }
}

fn from_start(start: Day, rest: &str, today: Day) -> Result<StatedPeriod, ShorthandError> {
    if is_indefinite(rest) {
        return Ok(StatedPeriod { from: Some(start), indefinite: true, ..StatedPeriod::default() });
    }
    if let Ok(length) = length(rest) {
        return Ok(StatedPeriod::dates(start, length.last_day_from(start)));
    }
    let rest = strip_word(rest, &UNTIL).or_else(|| rest.strip_prefix("- ")).unwrap_or(rest);
    Ok(StatedPeriod::dates(start, end(rest, start, today)?))
}

/// `+1 2w`: the day after the assessment and what follows.
fn offset(text: &str, assessed_on: Day) -> Option<(Day, &str)> {
    let (number, rest) = text.split_once(' ')?;
    let digits = number.strip_prefix(['+', '-'])?;
    if digits.is_empty() || digits.len() > 3 || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let days: i64 = digits.parse().ok()?;
    let days = if number.starts_with('-') { -days } else { days };
    Some((day::shifted(assessed_on, days), rest.trim()))
}

fn is_indefinite(text: &str) -> bool {
    matches!(text.trim(), "i" | "indefinite" | "indefinitely" | "an indefinite period" | "for an indefinite period")
}

fn strip_word<'a>(text: &'a str, words: &[&str]) -> Option<&'a str> {
    words.iter().find_map(|word| text.strip_prefix(word).and_then(|rest| rest.strip_prefix(' ')).map(str::trim))
}

fn length(text: &str) -> Result<Length, ShorthandError> {
    let text = text.trim();
    Length::parse(strip_word(text, &["for"]).unwrap_or(text)).map_err(|_| ShorthandError::Unreadable)
}

fn start(text: &str, assessed_on: Day, today: Day) -> Result<Day, ShorthandError> {
    day::parse(text, YearHint::Nearest(assessed_on), today).map_err(from_day_error)
}

fn end(text: &str, first: Day, today: Day) -> Result<Day, ShorthandError> {
    day::parse(text, YearHint::NotBefore(first), today).map_err(from_day_error)
}

fn from_day_error(error: DayError) -> ShorthandError {
    match error {
        DayError::NoSuchDay => ShorthandError::NoSuchDay,
        DayError::Empty | DayError::Unreadable => ShorthandError::Unreadable,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::period::Period;

    fn day(y: i32, m: u32, d: u32) -> Day {
        Day::from_ymd_opt(y, m, d).expect("a literal day")
    }

    /// Typed on 20 November 2026: the first and the last day, `None` for no last day.
    fn read(text: &str) -> Result<(Day, Option<Day>), ShorthandError> {
        let on = day(2026, 11, 20);
        let stated = parse(text, on, on)?;
        let period: Period = stated.resolve(on).map_err(|_| ShorthandError::Unreadable)?;
        Ok((period.from(), period.to()))
    }

    #[test]
    fn shorthand_gives_first_and_last_day() {
        let on = day(2026, 11, 20);
        let rows = [
            ("2w", on, day(2026, 12, 3)),
            ("7d", on, day(2026, 11, 26)),
            ("1m", on, day(2026, 12, 19)),
            ("3 months", on, day(2027, 2, 19)),
            ("for 2w", on, day(2026, 12, 3)),
            ("to 3 dec", on, day(2026, 12, 3)),
            ("until 3/12", on, day(2026, 12, 3)),
            ("to 3 jan", on, day(2027, 1, 3)),
            ("+1 2w", day(2026, 11, 21), day(2026, 12, 4)),
            ("-3 2w", day(2026, 11, 17), day(2026, 11, 30)),
            ("+1 to 3 dec", day(2026, 11, 21), day(2026, 12, 3)),
            ("1 dec to 14 dec", day(2026, 12, 1), day(2026, 12, 14)),
            ("from 1 dec to 14 dec", day(2026, 12, 1), day(2026, 12, 14)),
            ("1/12 - 14/12", day(2026, 12, 1), day(2026, 12, 14)),
            ("1/12-14/12", day(2026, 12, 1), day(2026, 12, 14)),
            ("1/12/26 – 14/12/26", day(2026, 12, 1), day(2026, 12, 14)),
            ("2026-12-01 to 2026-12-14", day(2026, 12, 1), day(2026, 12, 14)),
            ("20 dec to 5 jan", day(2026, 12, 20), day(2027, 1, 5)),
            ("3 dec 2w", day(2026, 12, 3), day(2026, 12, 16)),
            ("from 3 dec for 2 weeks", day(2026, 12, 3), day(2026, 12, 16)),
            ("today to tomorrow", on, day(2026, 11, 21)),
        ];
        for (text, from, to) in rows {
            assert_eq!(read(text), Ok((from, Some(to))), "{text}");
        }
        for text in ["i", "indefinite", "an indefinite period"] {
            assert_eq!(read(text), Ok((on, None)), "{text}");
        }
        assert_eq!(read("from 3 dec indefinite"), Ok((day(2026, 12, 3), None)));
    }

    #[test]
    fn a_length_stays_a_length_only_when_asked_for() {
        let on = day(2026, 11, 20);
        assert!(parse("for 2 weeks", on, on).is_ok_and(|p| p.length.is_some() && p.to.is_none()));
        assert!(parse("2 weeks", on, on).is_ok_and(|p| p.length.is_none() && p.to.is_some()));
    }

    #[test]
    fn a_first_day_alone_is_kept_for_the_rules_to_speak_of() {
        let on = day(2026, 11, 20);
        let stated = parse("3 dec", on, on).expect("a first day");
        assert_eq!((stated.from, stated.to), (Some(day(2026, 12, 3)), None));
    }

    #[test]
    fn nonsense_is_refused_in_words() {
        for text in [
            "soon",
            "2x",
            "w2",
            "to",
            "to soon",
            "0w",
            "+ 2w",
            "+1",
            "for ever",
            "2w2w",
            "--",
            "- - -",
            "1 dec to",
            "to 31 feb",
            "+99999999999 2w",
            "é",
            "for",
            "١w",
        ] {
            assert!(read(text).is_err(), "{text}");
        }
        assert_eq!(read(""), Err(ShorthandError::Empty));
        assert_eq!(read("to 31 feb"), Err(ShorthandError::NoSuchDay));
    }
}
