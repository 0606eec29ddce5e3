//! What the rules allow now, said before anything is wrong: the last day, the self-certified days, and how that was reached.

use super::facts::{Facts, SixMonths};
use super::{Page, RuleSet};
use crate::domain::case::Case;
use crate::domain::day::{self, Day};
use crate::domain::period::Period;

/// What the rules allow for a case as it stands, whatever the verdict.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outlook {
    /// The first day: of the period, or the assessment while no period stands.
    pub from: Day,
    /// The period's last day, where it has one.
    pub to: Option<Day>,
    /// The last day that three months from `from` allow.
    pub three_months_reach: Day,
    /// Six months off work on advice lie behind, so that a longer note is allowed.
    pub longer_is_allowed: bool,
    /// The last of the days that the patient may certify alone, counted from the start of the absence.
    pub self_certified_until: Day,
    /// The first day of the absence as far as known.
    pub absent_since: Day,
    /// How this was reached, in sentences.
    pub because: Vec<String>,
}

/// Works out what the rules allow for a case now.
#[must_use]
pub fn outlook(case: &Case, rules: &RuleSet, page: &dyn Page) -> Outlook {
    let facts = Facts::of(case, rules, page);
    let from = facts.from().unwrap_or(case.assessment.on);
    let to = facts.period.as_ref().ok().and_then(|period: &Period| period.to());
    let three_months_reach = facts.last_day_allowed(from);
    let six = facts.six_months();
    let absent_since = case.history.off_work_since.map_or(from, |absent| absent.min(from));
    let self_certified_until = day::shifted(absent_since, rules.first_day_that_needs_a_note() - 2);
    let mut because = vec![
        format!("The period begins on {}.", day::long(from)),
        format!("Three calendar months that begin on it reach to {}.", day::long(three_months_reach)),
    ];
    because.push(match facts.on_advice_since() {
        Some(since) if six.is_met_in_law() => {
            format!("Off work on advice since {}: six months lie behind, so a longer note is allowed.", day::long(since))
        }
        Some(since) => format!(
            "Off work on advice since {}: six months are over on {}, so the three months hold.",
            day::long(since),
            day::long(day::last_day(since, rules.months_off_before_longer))
        ),
        None => "No absence on advice before this note is on record, so the three months hold.".to_owned(),
    });
    if six == SixMonths::GuidanceOnly {
        because.push("The guidance counts the condition, which is older than six months; the law counts the absence.".into());
    }
    because.push(format!("The patient may certify the days up to {} alone.", day::long(self_certified_until)));
    Outlook { from, to, three_months_reach, longer_is_allowed: six.is_met_in_law(), self_certified_until, absent_since, because }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::case_file::read_case;
    use crate::rules::{Overflow, in_force};

    struct Endless;

    impl Page for Endless {
        fn overflow(&self, _case: &Case) -> Vec<Overflow> {
            Vec::new()
        }
    }

    fn day(y: i32, m: u32, d: u32) -> Day {
        Day::from_ymd_opt(y, m, d).expect("a literal day")
    }

    fn outlook_of(change: impl FnOnce(&mut Case)) -> Outlook {
        let mut case = read_case(crate::domain::case_file::SAMPLE).unwrap_or_else(|fault| panic!("{fault}"));
        change(&mut case);
        outlook(&case, in_force(case.assessment.on), &Endless)
    }

    #[test]
    fn three_months_from_20_november_reach_to_19_february() {
        let found = outlook_of(|_| {});
        assert_eq!(found.three_months_reach, day(2027, 2, 19));
        assert!(!found.longer_is_allowed);
        assert_eq!(found.self_certified_until, day(2026, 11, 26), "seven days, the first counted");
        assert!(found.because.iter().any(|line| line.contains("19 February 2027")), "{:?}", found.because);
    }

    #[test]
    fn six_months_on_advice_allow_a_longer_note() {
        let since = |on| {
            move |case: &mut Case| {
                (case.history.off_on_advice_since, case.history.off_work_since, case.history.condition_since) =
                    (Some(on), Some(on), Some(on));
            }
        };
        assert!(outlook_of(since(day(2026, 5, 20))).longer_is_allowed);
        assert!(!outlook_of(since(day(2026, 5, 21))).longer_is_allowed);
    }

    #[test]
    fn self_certified_days_count_from_the_start_of_the_absence() {
        let found = outlook_of(|case| case.history.off_work_since = Some(day(2026, 11, 16)));
        assert_eq!((found.absent_since, found.self_certified_until), (day(2026, 11, 16), day(2026, 11, 22)));
    }
}
