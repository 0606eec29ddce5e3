//! Calendar days: how months are counted, how a person types a date, how a date is written.

use chrono::{Datelike, Days, NaiveDate};

/// A calendar day without time or zone. "Today" is always an argument: only the shell reads a clock.
pub type Day = NaiveDate;

/// The day with the same number `months` later, or `None` where that month has no such day (31 January + 1 month).
#[must_use]
pub fn corresponding(start: Day, months: u32) -> Option<Day> {
    let (year, month) = month_after(start, months)?;
    Day::from_ymd_opt(year, month, start.day())
}

/// The last day of a period of `months` calendar months that begins on `start`, both days counted: the day before the
/// corresponding date; where the last month has no such date, that month's last day (30 November + 3 → 28 February).
///
/// Source: Halsbury's Laws, vol. 37, on periods that begin on a day; the same counting is written out in SI 2018/1082 art. 1.4.
#[must_use]
pub fn last_day(start: Day, months: u32) -> Day {
    match corresponding(start, months) {
        Some(day) => day.pred_opt().unwrap_or(Day::MIN),
        None => month_after(start, months).and_then(|(year, month)| last_of_month(year, month)).unwrap_or(Day::MAX),
    }
}

fn month_after(start: Day, months: u32) -> Option<(i32, u32)> {
    let zero_based = i64::from(start.year()) * 12 + i64::from(start.month0()) + i64::from(months);
    let year = i32::try_from(zero_based.div_euclid(12)).ok()?;
    let month = u32::try_from(zero_based.rem_euclid(12)).ok()? + 1;
    Some((year, month))
}

fn last_of_month(year: i32, month: u32) -> Option<Day> {
    (28..=31).rev().find_map(|day| Day::from_ymd_opt(year, month, day))
}

/// `start` moved by a number of days, staying inside the calendar.
#[must_use]
pub fn shifted(start: Day, days: i64) -> Day {
    let by = Days::new(days.unsigned_abs());
    let moved = if days < 0 { start.checked_sub_days(by) } else { start.checked_add_days(by) };
    moved.unwrap_or(start)
}

/// Days from `from` to `to`, both counted; zero or less where `to` is before `from`.
#[must_use]
pub fn days_inclusive(from: Day, to: Day) -> i64 {
    (to - from).num_days() + 1
}

/// Whole years lived on `today` by someone born on `born`; somebody born on 29 February ages on 1 March in other years.
#[must_use]
pub fn age_in_years(born: Day, today: Day) -> i32 {
    let had_birthday = (today.month(), today.day()) >= (born.month(), born.day());
    today.year() - born.year() - i32::from(!had_birthday)
}

const MONTHS: [&str; 12] =
    ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// `3 December 2026`.
#[must_use]
pub fn long(day: Day) -> String {
    format!("{} {} {}", day.day(), MONTHS[day.month0() as usize], day.year())
}

/// `Thu 3 Dec 2026`: short, and with the weekday, for lists and for the line under a date field.
#[must_use]
pub fn short(day: Day) -> String {
    format!("{} {} {} {}", day.weekday(), day.day(), &MONTHS[day.month0() as usize][..3], day.year())
}

/// `03/12/2026`, as in the form's date boxes.
#[must_use]
pub fn numeric(day: Day) -> String {
    format!("{:02}/{:02}/{:04}", day.day(), day.month(), day.year())
}

/// How to read a date whose year is left out or has two digits, or a weekday.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum YearHint {
    /// The latest such day that is not after this one: dates of birth, when something began.
    NotAfter(Day),
    /// The first such day that is not before this one: the end of a period.
    NotBefore(Day),
    /// The such day that is nearest to this one: the start of a period.
    Nearest(Day),
}

/// Why a text is not a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DayError {
    /// Nothing was typed.
    Empty,
    /// It does not read as a date.
    Unreadable,
    /// It reads as a date that no calendar has, such as 30 February.
    NoSuchDay,
}

impl std::fmt::Display for DayError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Empty => "No date is typed. Type one such as 29/2/84 or 3 dec 2026.",
            Self::Unreadable => "This does not read as a date. Type day, month and year, such as 29/2/84 or 3 dec 2026.",
            Self::NoSuchDay => "There is no such day in the calendar. Check the day and the month.",
        })
    }
}

impl std::error::Error for DayError {}

/// Reads a date as a person types it: `29/2/84`, `29 02 1984`, `29.2.1984`, `29 feb 84`, `29021984`, `1984-02-29`, `3 dec`,
/// `3rd December`, `today`, `tomorrow`, `yesterday`, `fri`, `Friday`.
///
/// The order is day, month, year, as in Britain, unless the first number has four digits. A year is taken from 1900 to 2199.
///
/// # Errors
/// When nothing is typed, it does not read as a date, or the calendar has no such day.
pub fn parse(text: &str, hint: YearHint, today: Day) -> Result<Day, DayError> {
    let lower = text.trim().to_ascii_lowercase();
    match lower.as_str() {
        "" => return Err(DayError::Empty),
        "today" | "t" => return Ok(today),
        "tomorrow" => return Ok(shifted(today, 1)),
        "yesterday" => return Ok(shifted(today, -1)),
        _ => {}
    }
    let tokens = tokens(&lower).ok_or(DayError::Unreadable)?;
    if let [word] = tokens.as_slice()
        && let Some(weekday) = weekday_number(word)
    {
        return Ok(on_weekday(weekday, hint));
    }
    match tokens.as_slice() {
        [one] if one.len() == 8 || one.len() == 6 => {
            if !one.is_ascii() {
                return Err(DayError::Unreadable);
            }
            full(&one[4..], &one[2..4], &one[..2], hint)
        }
        [year, month, day] if year.len() == 4 && is_number(year) => full(year, month, day, hint),
        [day, month, year] => full(year, month, day, hint),
        [day, month] => without_year(number(day, 2)?, month_number(month)?, hint),
        _ => Err(DayError::Unreadable),
    }
}

/// The words of a date, digits and letters apart: `3rd dec`, `3 of dec` and `3dec` all give `3`, `dec`.
///
/// `None` when anything else stands in the text, or its signs do: before the first word, twice between two words, or of two
/// kinds, because `1/12-26` is as likely two dates as one.
fn tokens(text: &str) -> Option<Vec<&str>> {
    let (mut tokens, mut rest, mut kind) = (Vec::new(), text, None);
    while !rest.is_empty() {
        let digits = rest.starts_with(|c: char| c.is_ascii_digit());
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric() || c.is_ascii_digit() != digits).unwrap_or(rest.len());
        let (word, after) = rest.split_at(end);
        rest = after.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '/' | '.' | '-' | ',' | '\u{2013}'));
        let signs: Vec<char> = after[..after.len() - rest.len()].chars().filter(|c| !c.is_whitespace()).collect();
        let fits = match signs.as_slice() {
            [] | [','] => true,
            ['.'] if rest.is_empty() => true,
            [sign] => *kind.get_or_insert(*sign) == *sign && !rest.is_empty(),
            _ => false,
        };
        if word.is_empty() || !fits {
            return None;
        }
        tokens.push(word);
    }
    if matches!(tokens.as_slice(), [day, "st" | "nd" | "rd" | "th", ..] if day.len() <= 2 && is_number(day)) {
        tokens.remove(1);
    }
    if matches!(tokens.as_slice(), [day, "of", _, ..] if day.len() <= 2 && is_number(day)) {
        tokens.remove(1);
    }
    Some(tokens)
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

fn number(text: &str, most_digits: usize) -> Result<u32, DayError> {
    if !is_number(text) || text.len() > most_digits {
        return Err(DayError::Unreadable);
    }
    text.parse().map_err(|_| DayError::Unreadable)
}

fn month_number(text: &str) -> Result<u32, DayError> {
    if is_number(text) {
        return number(text, 2);
    }
    if text.len() < 3 {
        return Err(DayError::Unreadable);
    }
    let found = MONTHS.iter().position(|name| name.to_lowercase().starts_with(text) || (text == "sept" && *name == "September"));
    found.and_then(|i| u32::try_from(i + 1).ok()).ok_or(DayError::Unreadable)
}

/// Days after Monday, from three letters of the name on, and `weds`.
fn weekday_number(text: &str) -> Option<i64> {
    if text.len() < 3 {
        return None;
    }
    let found = WEEKDAYS.iter().position(|name| name.starts_with(text) || (text == "weds" && *name == "wednesday"));
    found.and_then(|i| i64::try_from(i).ok())
}

fn on_weekday(weekday: i64, hint: YearHint) -> Day {
    let (YearHint::NotAfter(anchor) | YearHint::NotBefore(anchor) | YearHint::Nearest(anchor)) = hint;
    let ahead = (weekday - i64::from(anchor.weekday().num_days_from_monday())).rem_euclid(7);
    let back_if_past = |furthest: i64| if ahead > furthest { ahead - 7 } else { ahead };
    match hint {
        YearHint::NotAfter(_) => shifted(anchor, back_if_past(0)),
        YearHint::NotBefore(_) => shifted(anchor, ahead),
        YearHint::Nearest(_) => shifted(anchor, back_if_past(3)),
    }
}

fn full(year: &str, month: &str, day: &str, hint: YearHint) -> Result<Day, DayError> {
    let (day, month) = (number(day, 2)?, month_number(month)?);
    match year.len() {
        4 => {
            let year = number(year, 4)?;
            if !(1900..2200).contains(&year) {
                return Err(DayError::Unreadable);
            }
            Day::from_ymd_opt(i32::try_from(year).map_err(|_| DayError::Unreadable)?, month, day).ok_or(DayError::NoSuchDay)
        }
        2 => {
            let short = i32::try_from(number(year, 2)?).map_err(|_| DayError::Unreadable)?;
            let this_century = Day::from_ymd_opt(2000 + short, month, day);
            let last_century = Day::from_ymd_opt(1900 + short, month, day);
            match hint {
                YearHint::NotAfter(limit) => this_century.filter(|d| *d <= limit).or(last_century).ok_or(DayError::NoSuchDay),
                YearHint::NotBefore(_) | YearHint::Nearest(_) => this_century.ok_or(DayError::NoSuchDay),
            }
        }
        _ => Err(DayError::Unreadable),
    }
}

fn without_year(day: u32, month: u32, hint: YearHint) -> Result<Day, DayError> {
    // 29 February is at most eight years away (around a century that is not a leap year).
    let (anchor, years): (Day, Vec<i32>) = match hint {
        YearHint::NotAfter(limit) => (limit, (-8..=0).rev().collect()),
        YearHint::NotBefore(limit) => (limit, (0..=8).collect()),
        YearHint::Nearest(limit) => (limit, vec![0, -1, 1]),
    };
    let mut candidates = years.into_iter().filter_map(|offset| Day::from_ymd_opt(anchor.year() + offset, month, day));
    let found = match hint {
        YearHint::NotAfter(limit) => candidates.find(|d| *d <= limit),
        YearHint::NotBefore(limit) => candidates.find(|d| *d >= limit),
        YearHint::Nearest(limit) => candidates.min_by_key(|d| (*d - limit).num_days().abs()),
    };
    found.ok_or(DayError::NoSuchDay)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(y: i32, m: u32, d: u32) -> Day {
        Day::from_ymd_opt(y, m, d).expect("a literal day")
    }

    #[test]
    fn thirty_november_plus_three_months_ends_on_28_february() {
        assert_eq!(last_day(day(2026, 11, 30), 3), day(2027, 2, 28));
        assert_eq!(last_day(day(2027, 11, 30), 3), day(2028, 2, 29));
        assert_eq!(corresponding(day(2026, 11, 30), 3), None);
    }

    #[test]
    fn a_month_ends_on_the_day_before_the_corresponding_date() {
        let rows = [
            (day(2026, 11, 20), 3, day(2027, 2, 19)),
            (day(2026, 1, 31), 1, day(2026, 2, 28)),
            (day(2028, 2, 29), 12, day(2029, 2, 28)),
            (day(2026, 3, 1), 1, day(2026, 3, 31)),
            (day(2026, 12, 31), 2, day(2027, 2, 28)),
            (day(2026, 8, 31), 1, day(2026, 9, 30)),
        ];
        for (start, months, end) in rows {
            assert_eq!(last_day(start, months), end, "{start} + {months}");
        }
    }

    #[test]
    fn a_birth_date_reads_however_it_is_typed() {
        let today = day(2026, 11, 20);
        let typed = [
            "29/2/84",
            "29 02 1984",
            "29.2.1984",
            "29-02-84",
            "29 feb 84",
            "29th February 1984",
            "29021984",
            "290284",
            "1984-02-29",
            " 29feb1984 ",
        ];
        for text in typed {
            assert_eq!(parse(text, YearHint::NotAfter(today), today), Ok(day(1984, 2, 29)), "{text}");
        }
    }

    #[test]
    fn a_two_digit_year_of_birth_is_never_in_the_future() {
        let today = day(2026, 11, 20);
        let hint = YearHint::NotAfter(today);
        assert_eq!(parse("20/11/26", hint, today), Ok(day(2026, 11, 20)));
        assert_eq!(parse("21/11/26", hint, today), Ok(day(1926, 11, 21)));
        assert_eq!(parse("1/1/00", hint, today), Ok(day(2000, 1, 1)));
    }

    #[test]
    fn a_day_without_a_year_is_read_by_its_hint() {
        let today = day(2026, 12, 28);
        assert_eq!(parse("3 jan", YearHint::NotBefore(today), today), Ok(day(2027, 1, 3)));
        assert_eq!(parse("3 jan", YearHint::NotAfter(today), today), Ok(day(2026, 1, 3)));
        assert_eq!(parse("3 jan", YearHint::Nearest(today), today), Ok(day(2027, 1, 3)));
        assert_eq!(parse("1/12", YearHint::Nearest(today), today), Ok(day(2026, 12, 1)));
        assert_eq!(parse("29 feb", YearHint::NotBefore(today), today), Ok(day(2028, 2, 29)));
    }

    #[test]
    fn nonsense_is_refused_in_words() {
        let today = day(2026, 11, 20);
        let hint = YearHint::NotAfter(today);
        for text in [
            "abc",
            "1/2/3/4",
            "12",
            "1 ma 2020",
            "29/13",
            "2/2/202",
            "1/1/1884",
            "१/२/८४",
            "1;2;84",
            "29 february of the year 84 or so",
            "٢٩/٢/٨٤",
            "éé",
            "12é456",
        ] {
            assert!(parse(text, hint, today).is_err(), "{text}");
        }
        assert_eq!(parse("30/2/1984", hint, today), Err(DayError::NoSuchDay));
        assert_eq!(parse("29/2/1983", hint, today), Err(DayError::NoSuchDay));
        assert_eq!(parse("", hint, today), Err(DayError::Empty));
    }

    #[test]
    fn dates_are_written_the_british_way() {
        assert_eq!(long(day(2026, 12, 3)), "3 December 2026");
        assert_eq!(short(day(2026, 12, 3)), "Thu 3 Dec 2026");
        assert_eq!(numeric(day(2026, 12, 3)), "03/12/2026");
    }

    #[test]
    fn both_ends_of_a_period_count() {
        assert_eq!(days_inclusive(day(2026, 11, 20), day(2026, 12, 3)), 14);
        assert_eq!(age_in_years(day(1984, 2, 29), day(2026, 2, 28)), 41);
        assert_eq!(age_in_years(day(1984, 2, 29), day(2026, 3, 1)), 42);
    }
}
