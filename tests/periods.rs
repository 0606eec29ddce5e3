//! Periods, months and the long note against a calendar that counts on its fingers.

use fitnote::domain::case::Case;
use fitnote::domain::case_file::read_case;
use fitnote::domain::day::Day;
use fitnote::domain::period::{Length, Period, StatedPeriod, Unit};
use fitnote::rules::{Overflow, Page, Verdict, in_force, judge};
use proptest::prelude::*;

/// A calendar that knows the lengths of the months and nothing else: day after day, no date library.
mod fingers {
    /// Year, month, day.
    pub type Date = (i32, u32, u32);

    fn is_leap(year: i32) -> bool {
        if year % 400 == 0 {
            return true;
        }
        year % 4 == 0 && year % 100 != 0
    }

    pub fn days_in(year: i32, month: u32) -> u32 {
        match month {
            2 if is_leap(year) => 29,
            2 => 28,
            4 | 6 | 9 | 11 => 30,
            _ => 31,
        }
    }

    pub fn next((year, month, day): Date) -> Date {
        if day < days_in(year, month) {
            (year, month, day + 1)
        } else if month < 12 {
            (year, month + 1, 1)
        } else {
            (year + 1, 1, 1)
        }
    }

    pub fn previous((year, month, day): Date) -> Date {
        if day > 1 {
            (year, month, day - 1)
        } else if month > 1 {
            (year, month - 1, days_in(year, month - 1))
        } else {
            (year - 1, 12, 31)
        }
    }

    /// The last day of so many days, the first one counted.
    pub fn after_days(start: Date, days: u32) -> Date {
        (1..days).fold(start, |day, _| next(day))
    }

    /// The same number so many months on, or nothing where that month is too short.
    pub fn corresponding((year, month, day): Date, months: u32) -> Option<Date> {
        let (mut y, mut m) = (year, month);
        for _ in 0..months {
            (y, m) = if m == 12 { (y + 1, 1) } else { (y, m + 1) };
        }
        (day <= days_in(y, m)).then_some((y, m, day))
    }

    /// The last day of so many months: the eve of the corresponding date, or the month's last day.
    pub fn after_months(start: Date, months: u32) -> Date {
        if let Some(day) = corresponding(start, months) {
            return previous(day);
        }
        let (mut y, mut m, _) = start;
        for _ in 0..months {
            (y, m) = if m == 12 { (y + 1, 1) } else { (y, m + 1) };
        }
        (y, m, days_in(y, m))
    }

    pub fn count(from: Date, to: Date) -> i64 {
        let mut days = 1;
        let mut day = from;
        while day < to {
            day = next(day);
            days += 1;
        }
        days
    }
}

fn day((y, m, d): fingers::Date) -> Day {
    Day::from_ymd_opt(y, m, d).expect("a day of both calendars")
}

fn date() -> impl Strategy<Value = fingers::Date> {
    (1990..2110i32, 1..=12u32, 1..=31u32).prop_map(|(y, m, d)| (y, m, d.min(fingers::days_in(y, m))))
}

/// So many random starts for each property: a hundred thousand and more in all.
fn many(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

fn last_day(start: fingers::Date, count: u16, unit: Unit) -> Day {
    Length::new(count, unit).expect("a count in range").last_day_from(day(start))
}

proptest! {
    #![proptest_config(many(100_000))]

    #[test]
    fn months_end_where_the_finger_ends(start in date(), months in 1..=36u16) {
        prop_assert_eq!(last_day(start, months, Unit::Months), day(fingers::after_months(start, u32::from(months))));
    }
}

proptest! {
    #![proptest_config(many(20_000))]

    #[test]
    fn days_and_weeks_end_where_the_finger_ends(start in date(), count in 1..=60u16) {
        prop_assert_eq!(last_day(start, count, Unit::Days), day(fingers::after_days(start, u32::from(count))));
        prop_assert_eq!(last_day(start, count, Unit::Weeks), day(fingers::after_days(start, u32::from(count) * 7)));
    }

    #[test]
    fn a_period_has_as_many_days_as_the_finger_counts(start in date(), length in 1..=400u32) {
        let end = fingers::after_days(start, length);
        let period = StatedPeriod::dates(day(start), day(end)).resolve(day(start)).expect("a period");
        prop_assert_eq!(period, Period::Dated { from: day(start), to: day(end) });
        prop_assert_eq!(period.days(), Some(i64::from(length)));
        prop_assert_eq!(fingers::count(start, end), i64::from(length));
        prop_assert!(period.covers(day(start)) && period.covers(day(end)));
        prop_assert!(!period.covers(day(fingers::previous(start))) && !period.covers(day(fingers::next(end))));
    }

    #[test]
    fn a_length_is_the_dates_it_stands_for(start in date(), count in 1..=30u16, unit in 0..3u8) {
        let unit = [Unit::Days, Unit::Weeks, Unit::Months][usize::from(unit)];
        let stated = StatedPeriod { length: Length::new(count, unit).ok(), ..StatedPeriod::default() };
        let dates = StatedPeriod::dates(day(start), last_day(start, count, unit));
        prop_assert_eq!(stated.resolve(day(start)), dates.resolve(day(start)));
    }
}

struct Wide;

impl Page for Wide {
    fn overflow(&self, _case: &Case) -> Vec<Overflow> {
        Vec::new()
    }
}

const CASE: &str = r#"{
  "format": "fitnote-case/1",
  "issuer": { "name": "Dr Ada Rowe", "profession": "doctor", "registration": "1234567", "setting": "nhs", "trained": true, "within_scope": true },
  "practice": { "name": "Harbour Surgery", "address": ["1 Quay Street"], "nation": "england" },
  "patient": { "given_names": "Ben", "family_name": "Okafor", "date_of_birth": "1984-02-29" },
  "assessment": { "on": "2026-11-20", "kind": "telephone", "made_by_issuer": true },
  "statement": { "on": "2026-11-20", "conditions": "Low back pain", "advice": ["not_fit"], "period": {}, "assess_again": false }
}"#;

/// So many days before a day.
fn back(mut from: fingers::Date, days: u32) -> fingers::Date {
    for _ in 0..days {
        from = fingers::previous(from);
    }
    from
}

/// When things began, as days before the assessment.
#[derive(Debug, Clone, Copy)]
struct Began {
    condition: Option<u32>,
    absence: Option<u32>,
    advice: Option<u32>,
}

fn began() -> impl Strategy<Value = Began> {
    // Half of them near the six months, where the days matter.
    let days = || proptest::option::of(prop_oneof![0..400u32, 175..190u32]);
    (days(), days(), days()).prop_map(|(condition, absence, advice)| Began { condition, absence, advice })
}

fn case_of(assessed: fingers::Date, to: fingers::Date, began: Began) -> Case {
    let mut case = read_case(CASE).unwrap_or_else(|fault| panic!("{fault}"));
    let since = |days: Option<u32>| days.map(|days| day(back(assessed, days)));
    case.assessment.on = day(assessed);
    case.statement.on = day(assessed);
    case.today = Some(day(assessed));
    case.history.condition_since = since(began.condition);
    case.history.off_work_since = since(began.absence);
    case.history.off_on_advice_since = since(began.advice);
    case.statement.period = StatedPeriod::dates(day(assessed), day(to));
    case
}

/// The rule written again, from its table and in finger counting: what a note from the assessment to `to` may be.
fn expected(assessed: fingers::Date, to: fingers::Date, began: Began) -> Verdict {
    let six = |days: u32| fingers::after_months(back(assessed, days), 6) < assessed;
    let absence_is_long = began.absence.is_some_and(six);
    let condition_is_long = began.condition.is_some_and(six);
    // Time back at work ends what was advised before it.
    let advice = began.advice.map(|advice| began.absence.map_or(advice, |absence| advice.min(absence)));
    let advice_is_long = advice.is_some_and(six);
    if to <= fingers::after_months(assessed, 3) {
        return Verdict::Accept;
    }
    if advice_is_long && (condition_is_long || began.condition.is_none()) {
        return Verdict::Accept;
    }
    let is_corresponding = fingers::corresponding(assessed, 3) == Some(to);
    if advice_is_long || absence_is_long || condition_is_long || is_corresponding { Verdict::Warn } else { Verdict::Reject }
}

proptest! {
    #![proptest_config(many(20_000))]

    #[test]
    fn the_three_and_six_months_are_judged_as_the_finger_judges(assessed in date(), near in 0..8u32, far in proptest::option::of(8..400u32), began in began()) {
        // Near the last day allowed, or anywhere.
        let last = fingers::after_months(assessed, 3);
        let to = far.map_or_else(|| fingers::after_days(back(last, 4), near + 1), |days| fingers::after_days(assessed, days));
        let case = case_of(assessed, to, began);
        let judgement = judge(&case, in_force(day(assessed)), &Wide);
        let about_length: Vec<_> = judgement.findings.iter().filter(|finding| finding.rule.starts_with("period.")).collect();
        prop_assert!(about_length.len() <= 1);
        prop_assert_eq!(judgement.findings.len(), about_length.len());
        prop_assert_eq!(judgement.verdict, expected(assessed, to, began), "{:?} to {:?}, {:?}", assessed, to, began);
    }
}
