//! What the trees ask about: the case, the numbers of the rule set, and the few things that several rules work out from them.

use super::episode::{Certified, absence_on_advice};
use super::{Page, RuleSet};
use crate::domain::case::{Advice, Case, EarlierNote};
use crate::domain::day::{self, Day};
use crate::domain::period::{Period, ShapeFault};

/// A case as the trees read it.
pub(super) struct Facts<'a> {
    pub case: &'a Case,
    pub set: &'a RuleSet,
    pub page: &'a dyn Page,
    /// The clock of the case; where none is set, the date of the statement.
    pub today: Day,
    pub period: Result<Period, ShapeFault>,
}

/// What carries a note beyond three months.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SixMonths {
    /// Six months off work on advice, and the condition is as old or its age is not known.
    Met,
    /// Six months off work on advice with a condition that is newer.
    LawOnly,
    /// Six months off work on advice, but the last note ended before the assessment and nothing covers the days since.
    Uncovered,
    /// Six months off work only with days that nobody advised.
    SelfCertified,
    /// The condition is six months old, the absence is not.
    GuidanceOnly,
    /// None of these.
    Neither,
}

impl SixMonths {
    /// Whether the law's test is met: off work on advice, up to the assessment.
    pub fn is_met_in_law(self) -> bool {
        matches!(self, Self::Met | Self::LawOnly)
    }

    /// Whether somebody could argue that a longer note is allowed.
    pub fn is_arguable(self) -> bool {
        self != Self::Neither
    }
}

/// How a period's end compares with a number of months.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reach {
    /// On the last day of the months, or before it.
    Within,
    /// On the corresponding date: one day more.
    ExtraDay,
    /// Later.
    Beyond,
}

/// How far `to` lies from `start`, measured in months that begin on `start`.
pub(super) fn reach(start: Day, to: Day, months: u32) -> Reach {
    if to <= day::last_day(start, months) {
        Reach::Within
    } else if day::corresponding(start, months) == Some(to) {
        Reach::ExtraDay
    } else {
        Reach::Beyond
    }
}

impl<'a> Facts<'a> {
    pub fn of(case: &'a Case, set: &'a RuleSet, page: &'a dyn Page) -> Self {
        let today = case.today.unwrap_or(case.statement.on);
        Self { case, set, page, today, period: case.statement.period.resolve(case.assessment.on) }
    }

    /// The day of the assessment.
    pub fn assessed(&self) -> Day {
        self.case.assessment.on
    }

    /// The first and the last day of a period that has both.
    pub fn dated(&self) -> Option<(Day, Day)> {
        match self.period {
            Ok(Period::Dated { from, to }) => Some((from, to)),
            Ok(Period::Indefinite { .. }) | Err(_) => None,
        }
    }

    /// The first day of a period that holds together.
    pub fn from(&self) -> Option<Day> {
        self.period.as_ref().ok().map(|period| period.from())
    }

    /// Whether the period starts before the assessment.
    pub fn is_backdated(&self) -> bool {
        self.from().is_some_and(|from| from < self.assessed())
    }

    /// The last day that three months from this day allow.
    pub fn last_day_allowed(&self, from: Day) -> Day {
        day::last_day(from, self.set.most_months_at_first)
    }

    /// How the period's end compares with three months from its start; `None` without an end.
    pub fn reach_from_start(&self) -> Option<Reach> {
        self.dated().map(|(from, to)| reach(from, to, self.set.most_months_at_first))
    }

    /// The newest note before this one.
    pub fn last_note(&self) -> Option<&'a EarlierNote> {
        self.case.history.notes.last()
    }

    /// Days between the end of the last note and the start of this one; negative or zero where they touch or overlap, `None` where
    /// there is nothing to compare.
    pub fn gap_days(&self) -> Option<i64> {
        let ended = self.last_note()?.to?;
        Some((self.from()? - ended).num_days() - 1)
    }

    /// Whether exactly this advice is given.
    pub fn advises_only(&self, advice: Advice) -> bool {
        let given = &self.case.statement.advice;
        !given.is_empty() && given.iter().all(|one| *one == advice)
    }

    /// The first day of the unbroken run of notes that leads up to this period, or to the assessment where it starts later.
    pub fn covered_since(&self) -> Option<Day> {
        let start = self.from().map_or(self.assessed(), |from| from.min(self.assessed()));
        absence_on_advice(&Certified::of_case(&self.case.history.notes), start).map(|absence| absence.since)
    }

    /// The first day off work on advice, as far as this absence goes: time back at work begins a new one.
    pub fn on_advice_since(&self) -> Option<Day> {
        let history = &self.case.history;
        let stated = history.off_on_advice_since.or_else(|| self.covered_since())?;
        Some(history.off_work_since.map_or(stated, |absent| stated.max(absent)))
    }

    /// Whether six months that begin on this day are over before the assessment.
    fn is_six_months_before(&self, since: Option<Day>) -> bool {
        since.is_some_and(|since| day::last_day(since, self.set.months_off_before_longer) < self.assessed())
    }

    /// Whether the last note belongs to this absence and left days without advice before this one.
    pub fn is_lapsed(&self) -> bool {
        let belongs = match (self.last_note().and_then(|note| note.to), self.on_advice_since()) {
            (Some(ended), Some(since)) => ended >= since,
            _ => false,
        };
        belongs && self.gap_days().is_some_and(|gap| gap > 0)
    }

    /// What carries a note beyond three months, if anything does.
    pub fn six_months(&self) -> SixMonths {
        let history = &self.case.history;
        let on_advice = self.is_six_months_before(self.on_advice_since());
        let condition = self.is_six_months_before(history.condition_since);
        match (on_advice, self.is_lapsed()) {
            (true, false) if condition || history.condition_since.is_none() => SixMonths::Met,
            (true, false) => SixMonths::LawOnly,
            (true, true) => SixMonths::Uncovered,
            (false, _) if self.is_six_months_before(history.off_work_since) => SixMonths::SelfCertified,
            (false, _) if condition => SixMonths::GuidanceOnly,
            (false, _) => SixMonths::Neither,
        }
    }
}
