//! What is said of backups, of bundles and of what was done with a whole record: counts and days, and whose record was kept long enough.

use std::collections::BTreeSet;
use std::path::PathBuf;

use chrono::{Datelike, NaiveDateTime};
use serde::{Deserialize, Serialize};

use super::day::Day;
use super::record::{Moment, Patient};

/// What a backup was found to hold when it was opened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holds {
    pub made_at: Moment,
    /// The number of the newest step that its database has taken.
    pub schema: u32,
    pub patients: u64,
    pub notes: u64,
    pub drafts: u64,
    /// When the newest note in it was issued.
    pub newest_note_at: Option<Moment>,
}

/// Somebody whose record was kept long enough and may be removed.
#[derive(Clone, PartialEq)]
pub struct LongKept {
    pub patient: Patient,
    /// The last day that the record is about.
    pub last_day: Day,
}

super::redacted_debug!(LongKept);

/// The people whose records were kept long enough: the oldest of them, and how many there are.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct LongKeptPeople {
    pub oldest: Vec<LongKept>,
    pub all: usize,
}

/// When backups are made, where, and how many are kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct BackupPlan {
    /// Make one each day, at the first use of that day.
    pub is_on: bool,
    /// A second folder, on another disk; the first one lies in the data folder.
    pub second: Option<PathBuf>,
    pub keep: Keep,
}

impl Default for BackupPlan {
    fn default() -> Self {
        Self { is_on: true, second: None, keep: Keep::default() }
    }
}

/// How many backups are kept: the newest of each of so many days, weeks and months that have one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Keep {
    pub days: usize,
    pub weeks: usize,
    pub months: usize,
}

impl Default for Keep {
    fn default() -> Self {
        Self { days: 7, weeks: 4, months: 12 }
    }
}

impl Keep {
    /// Which of these backups are no longer kept. The newest always is.
    #[must_use]
    pub fn let_go(self, made: &[NaiveDateTime]) -> Vec<NaiveDateTime> {
        let mut newest_first = made.to_vec();
        newest_first.sort_unstable_by(|a, b| b.cmp(a));
        newest_first.dedup();
        let mut kept: BTreeSet<NaiveDateTime> = BTreeSet::new();
        kept.extend(newest_first.first());
        kept.extend(first_of_each(&newest_first, self.days, |at| (at.year(), at.ordinal())));
        kept.extend(first_of_each(&newest_first, self.weeks, |at| (at.iso_week().year(), at.iso_week().week())));
        kept.extend(first_of_each(&newest_first, self.months, |at| (at.year(), at.month())));
        newest_first.retain(|at| !kept.contains(at));
        newest_first
    }
}

/// The newest moment of each of the newest `most` groups.
fn first_of_each<G: PartialEq>(newest_first: &[NaiveDateTime], most: usize, group: impl Fn(&NaiveDateTime) -> G) -> Vec<&NaiveDateTime> {
    let mut found: Vec<&NaiveDateTime> = Vec::new();
    for at in newest_first {
        if found.len() >= most {
            break;
        }
        if found.last().is_none_or(|last| group(last) != group(at)) {
            found.push(at);
        }
    }
    found
}

/// How the backups stand: kept with the records, so that the next window knows.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct BackupStanding {
    /// The last one that was made and opened.
    pub last_good: Option<Moment>,
    /// What kept the last one from being made, or from being copied to the second place: what is true, and what to do.
    pub trouble: Option<(String, String)>,
}

/// After so many days without a backup the first screen says so.
pub const OLDEST_BACKUP_DAYS: i64 = 2;

impl BackupStanding {
    /// Whether one is to be made: none was made today.
    #[must_use]
    pub fn is_due(&self, today: Day) -> bool {
        self.trouble.is_some() || self.last_good.is_none_or(|at| at.date_naive() != today)
    }

    /// What the person should know on the first screen: that the last one failed, or that it is too old.
    #[must_use]
    pub fn warning(&self, plan: &BackupPlan, today: Day) -> Option<(String, String)> {
        if let Some(trouble) = &self.trouble {
            return Some(trouble.clone());
        }
        let at = self.last_good.filter(|_| plan.is_on)?;
        let days = (today - at.date_naive()).num_days();
        (days > OLDEST_BACKUP_DAYS).then(|| {
            let what = format!("The last backup was made {days} days ago, on {}.", super::day::long(at.date_naive()));
            (what, "Open Records with Ctrl B and make one now.".to_owned())
        })
    }
}

/// What became of a bundle that was read in: all of it, or this is not reached.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Imported {
    pub clinicians: u64,
    pub patients: u64,
    pub notes: u64,
    pub drafts: u64,
    /// Entries in the history of notes.
    pub events: u64,
    /// Agreements, what was shared, services, follow-ups, joined entries.
    pub others: u64,
    /// What was here already, the same.
    pub unchanged: u64,
    /// What was here already and differs: the records here stay as they are.
    pub conflicts: Vec<Conflict>,
}

impl Imported {
    /// Whether nothing was added.
    #[must_use]
    pub fn is_nothing_new(&self) -> bool {
        self.clinicians + self.patients + self.notes + self.drafts + self.events + self.others == 0
    }
}

/// A record that differs between a bundle and these records.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Conflict {
    /// `patient`, `note`, `draft`, `clinician`, `event`, or the name of another table.
    pub kind: &'static str,
    /// The identity, which names nobody.
    pub id: String,
    /// What differs, and what was done.
    pub why: &'static str,
}

/// How many records a bundle was written with.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exported {
    pub clinicians: u64,
    pub patients: u64,
    pub notes: u64,
    pub drafts: u64,
    pub events: u64,
    /// Agreements, what was shared, services, follow-ups, joined entries.
    pub others: u64,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> NaiveDateTime {
        text.parse().expect("a literal moment")
    }

    #[test]
    fn a_year_of_daily_backups_keeps_seven_days_four_weeks_and_twelve_months() {
        let last = at("2026-11-23T10:00:00");
        let made: Vec<_> = (0..400).map(|days| last - chrono::Duration::days(days)).collect();
        let gone = Keep::default().let_go(&made);
        let kept: Vec<_> = made.iter().filter(|at| !gone.contains(at)).map(|at| at.date().to_string()).collect();
        assert_eq!(
            kept,
            [
                "2026-11-23",
                "2026-11-22",
                "2026-11-21",
                "2026-11-20",
                "2026-11-19",
                "2026-11-18",
                "2026-11-17", // days
                "2026-11-15",
                "2026-11-08", // weeks, with the 23rd and the 22nd
                "2026-10-31",
                "2026-09-30",
                "2026-08-31",
                "2026-07-31",
                "2026-06-30",
                "2026-05-31",
                "2026-04-30",
                "2026-03-31",
                "2026-02-28",
                "2026-01-31",
                "2025-12-31", // months, with the 23rd
            ]
        );
    }

    #[test]
    fn the_newest_is_kept_whatever_the_setting_and_of_one_day_the_last() {
        let none = Keep { days: 0, weeks: 0, months: 0 };
        let made = [at("2026-11-22T10:00:00"), at("2026-11-23T09:00:00"), at("2026-11-23T17:30:00")];
        assert_eq!(none.let_go(&made), [made[1], made[0]]);
        assert_eq!(Keep::default().let_go(&made), [made[1]]);
        assert!(Keep::default().let_go(&[]).is_empty());
        assert!(none.let_go(&made[..1]).is_empty());
    }

    #[test]
    fn the_first_screen_is_told_of_a_failure_and_of_an_old_backup_and_of_nothing_else() {
        let plan = BackupPlan::default();
        let day = |text: &str| text.parse::<Day>().expect("a literal day");
        let good = BackupStanding { last_good: "2026-11-20T10:00:00+00:00".parse().ok(), trouble: None };
        assert_eq!(good.warning(&plan, day("2026-11-22")), None);
        let (what, _) = good.warning(&plan, day("2026-11-23")).expect("three days are too many");
        assert_eq!(what, "The last backup was made 3 days ago, on 20 November 2026.");
        let off = BackupPlan { is_on: false, ..plan.clone() };
        assert_eq!(good.warning(&off, day("2026-12-23")), None);
        let failed = BackupStanding { trouble: Some(("It failed.".into(), "Mend it.".into())), ..good.clone() };
        assert!(failed.warning(&plan, day("2026-11-20")).is_some());
        assert!(failed.is_due(day("2026-11-20")) && !good.is_due(day("2026-11-20")) && good.is_due(day("2026-11-21")));
        assert!(BackupStanding::default().is_due(day("2026-11-20")));
        assert_eq!(BackupStanding::default().warning(&plan, day("2026-11-20")), None, "a new folder is not scolded");
    }
}
