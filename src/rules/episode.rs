//! Notes seen as one absence: which belong together, and how long somebody has been off work on advice.

use crate::domain::case::EarlierNote;
use crate::domain::day::{Day, shifted};
use crate::domain::record::NoteLine;

/// The days that one note certifies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Certified {
    pub id: String,
    pub from: Day,
    /// The last day; none for an indefinite period.
    pub to: Option<Day>,
    /// "Not fit"; where it is false the note said "may be fit", or is not known to have said which.
    pub not_fit: bool,
}

impl Certified {
    /// The notes of a list that stand.
    #[must_use]
    pub fn of(lines: &[NoteLine]) -> Vec<Self> {
        let standing = lines.iter().filter(|line| line.stands());
        standing.map(|line| Self { id: line.id.to_string(), from: line.from, to: line.to, not_fit: line.not_fit }).collect()
    }

    /// The earlier notes of a case whose days are known.
    #[must_use]
    pub fn of_case(notes: &[EarlierNote]) -> Vec<Self> {
        let known = notes.iter().filter_map(|note| Some((note, note.from?)));
        known.map(|(note, from)| Self { id: note.id.clone(), from, to: note.to, not_fit: false }).collect()
    }
}

/// Notes that belong together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Episode {
    pub from: Day,
    /// The last day; none while a note without an end stands in it.
    pub to: Option<Day>,
    /// The notes, the first to begin first.
    pub notes: Vec<String>,
}

/// Joins notes to episodes, the oldest first. Two belong together where at most `gap_days` days lie between them that neither covers.
#[must_use]
pub fn episodes(notes: &[Certified], gap_days: i64) -> Vec<Episode> {
    let mut sorted: Vec<&Certified> = notes.iter().collect();
    sorted.sort_by_key(|note| note.from);
    let mut joined: Vec<Episode> = Vec::new();
    for note in sorted {
        match joined.last_mut().filter(|open| open.to.is_none_or(|to| (note.from - to).num_days() - 1 <= gap_days)) {
            Some(open) => {
                open.to = later(open.to, note.to);
                open.notes.push(note.id.clone());
            }
            None => joined.push(Episode { from: note.from, to: note.to, notes: vec![note.id.clone()] }),
        }
    }
    joined
}

/// The later of two last days, where none is later than any.
fn later(one: Option<Day>, other: Option<Day>) -> Option<Day> {
    Some(one?.max(other?))
}

/// How long somebody has been off work on advice, without a day between, as the notes show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AbsenceOnAdvice {
    /// The first day of the run.
    pub since: Day,
    /// The notes that make it up, the first to begin first, each with the days that it adds to the count.
    pub counted: Vec<Counted>,
    /// The days just before the run that no note covers, where an earlier note ended before them.
    pub broken_by: Option<(Day, Day)>,
}

/// One note in a run of absence, with the days of it that are counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counted {
    pub id: String,
    pub from: Day,
    pub to: Day,
    pub not_fit: bool,
}

/// The unbroken run of certified days that ends on the day before `up_to`; none where that day is not covered.
///
/// Every day counts for which a note stands. Whether somebody with a "may be fit" note was at work, the notes do not say; the days are
/// counted and the note is marked as such, so that the clinician can correct the first day.
#[must_use]
pub fn absence_on_advice(notes: &[Certified], up_to: Day) -> Option<AbsenceOnAdvice> {
    let last = up_to.pred_opt()?;
    let mut begun: Vec<&Certified> = notes.iter().filter(|note| note.from <= last && note.to.is_none_or(|to| to >= note.from)).collect();
    begun.sort_by_key(|note| std::cmp::Reverse(note.from));
    let mut since = up_to;
    let mut counted = Vec::new();
    for note in &begun {
        let touches = note.to.is_none_or(|to| to >= shifted(since, -1));
        if touches && note.from < since {
            let until = shifted(since, -1);
            counted.push(Counted {
                id: note.id.clone(),
                from: note.from,
                to: note.to.map_or(until, |to| to.min(until)),
                not_fit: note.not_fit,
            });
            since = note.from;
        }
    }
    counted.reverse();
    let ended = begun.iter().filter_map(|note| note.to.filter(|to| *to < since)).max();
    let broken_by = ended.map(|ended| (shifted(ended, 1), shifted(since, -1)));
    (since < up_to).then_some(AbsenceOnAdvice { since, counted, broken_by })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn d(number: i64) -> Day {
        shifted(Day::from_ymd_opt(2026, 1, 1).expect("a literal day"), number)
    }

    fn note(id: &str, from: i64, to: Option<i64>) -> Certified {
        Certified { id: id.into(), from: d(from), to: to.map(d), not_fit: true }
    }

    #[test]
    fn seven_days_between_are_one_episode_and_eight_are_two() {
        let one = [note("a", 0, Some(9)), note("b", 17, Some(20))];
        assert_eq!(episodes(&one, 7), [Episode { from: d(0), to: Some(d(20)), notes: vec!["a".into(), "b".into()] }]);
        let two = [note("b", 18, Some(20)), note("a", 0, Some(9))];
        let found = episodes(&two, 7);
        assert_eq!(found.iter().map(|episode| episode.notes.concat()).collect::<Vec<_>>(), ["a", "b"]);
        assert_eq!(episodes(&two, 8).len(), 1, "the gap is a setting");
        assert_eq!(episodes(&one, 0).len(), 2);
    }

    #[test]
    fn a_short_note_inside_a_long_one_does_not_end_the_episode_early() {
        let found = episodes(&[note("long", 0, Some(30)), note("short", 5, Some(6)), note("next", 31, Some(40))], 0);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].to, Some(d(40)));
        assert_eq!(episodes(&[note("open", 0, None), note("later", 400, Some(410))], 7)[0].to, None);
    }

    #[test]
    fn what_was_counted_and_what_broke_it_is_shown() {
        let notes = [note("old", 0, Some(9)), note("first", 12, Some(20)), note("second", 19, Some(40))];
        let absence = absence_on_advice(&notes, d(41)).expect("the day before is covered");
        assert_eq!(absence.since, d(12));
        let counted: Vec<(&str, Day, Day)> = absence.counted.iter().map(|one| (one.id.as_str(), one.from, one.to)).collect();
        assert_eq!(counted, [("first", d(12), d(18)), ("second", d(19), d(40))]);
        assert_eq!(absence.broken_by, Some((d(10), d(11))));
        assert_eq!(absence_on_advice(&notes, d(42)), None, "a day without a note ends it");
        assert_eq!(absence_on_advice(&[], d(0)), None);
    }

    prop_compose! {
        fn some_notes()(spans in proptest::collection::vec((0..60i64, 0..25i64, proptest::bool::weighted(0.05)), 0..8)) -> Vec<Certified> {
            spans.iter().enumerate().map(|(n, (from, length, open))| note(&format!("n{n}"), *from, (!open).then_some(from + length))).collect()
        }
    }

    fn marked(notes: &[Certified], day: i64) -> bool {
        notes.iter().any(|note| note.from <= d(day) && note.to.is_none_or(|to| d(day) <= to))
    }

    proptest! {
        #[test]
        fn absence_is_what_marking_day_by_day_finds(notes in some_notes(), up_to in 0..95i64) {
            let mut since = up_to;
            while since > -5 && marked(&notes, since - 1) {
                since -= 1;
            }
            let absence = absence_on_advice(&notes, d(up_to));
            prop_assert_eq!(absence.as_ref().map(|absence| absence.since), (since < up_to).then(|| d(since)));
            let Some(absence) = absence else { return Ok(()) };
            // The counted spans lie end to end, from the first day to the last.
            let mut next = absence.since;
            for one in &absence.counted {
                prop_assert_eq!(one.from, next);
                prop_assert!(one.to >= one.from);
                next = shifted(one.to, 1);
            }
            prop_assert_eq!(next, d(up_to));
            let earlier = (-5..since).rev().find(|day| marked(&notes, *day));
            prop_assert_eq!(absence.broken_by, earlier.map(|day| (d(day + 1), d(since - 1))));
        }

        #[test]
        fn episodes_are_what_marking_day_by_day_finds(notes in some_notes(), gap in 0..12i64) {
            // Walks the days: a run of unmarked days longer than the gap begins a new episode.
            let mut found: Vec<(i64, i64)> = Vec::new();
            for day in (0..100).filter(|day| marked(&notes, *day)) {
                match found.last_mut().filter(|(_, last)| day - *last - 1 <= gap) {
                    Some((_, last)) => *last = day,
                    None => found.push((day, day)),
                }
            }
            let joined = episodes(&notes, gap);
            prop_assert_eq!(joined.iter().map(|one| one.from).collect::<Vec<_>>(), found.iter().map(|(from, _)| d(*from)).collect::<Vec<_>>());
            for (one, (_, last)) in joined.iter().zip(found) {
                prop_assert_eq!(one.to.unwrap_or(d(99)), d(last));
            }
            prop_assert_eq!(joined.iter().map(|one| one.notes.len()).sum::<usize>(), notes.len());
        }
    }
}
