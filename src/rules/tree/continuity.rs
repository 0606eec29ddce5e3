//! What went before: gaps between notes, and notes that overlap.

use super::assessment::original;
use super::{Rule, Tree};
use crate::domain::day::{self, Day};
use crate::domain::period::Period;
use crate::rules::Field;
use crate::rules::facts::Facts;
use crate::rules::trail::{Findings, Next, Trail, counted};

pub(in crate::rules) const TREE: Tree = Tree { name: "continuity", rules: &[Rule { id: "continuity.gap", read: gap }] };

/// Whether the earlier note still runs on a day that the new one covers.
fn overlaps(period: Period, note_from: Option<Day>, note_to: Option<Day>) -> bool {
    let begins_in_time = period.to().is_none_or(|to| note_from.is_none_or(|from| from <= to));
    begins_in_time && note_to.is_none_or(|to| period.from() <= to)
}

/// Whether the last note belongs to an absence that was long over when this one began.
fn is_long_over(f: &Facts<'_>, ended: Day, gap: i64) -> bool {
    gap >= f.set.earlier_absence_after_days && f.case.history.off_work_since.is_some_and(|since| since > ended)
}

fn gap(f: &Facts<'_>, found: &mut Findings) -> Next {
    let mut trail = Trail::of("continuity.gap");
    let (Some(note), Ok(period)) = (f.last_note(), f.period) else { return Next::On };
    trail.ask("Is there an earlier note?", true);
    if trail.ask("Does this one duplicate an earlier note?", original(f).is_some()) {
        return Next::On;
    }
    let gap = f.gap_days().unwrap_or(0);
    let variant = if trail.ask("Does the last note cover days of this one?", overlaps(period, note.from, note.to)) {
        "overlap"
    } else if !trail.ask("Are there days between them?", gap > 0) {
        return Next::On;
    } else if trail.ask("Are there seven or fewer?", gap <= f.set.same_episode_gap_days) {
        "same_episode"
    } else if trail.ask("Was the last note's absence over half a year ago?", note.to.is_some_and(|to| is_long_over(f, to, gap))) {
        "earlier_absence"
    } else {
        "new_episode"
    };
    let hit = trail.find(variant, Field::Period).read("history.notes.id", &note.id).read_day("history.notes.to", note.to);
    let hit = hit.read("statement.period.from", period.from()).read("days", gap);
    let hit = hit.say_day("from", period.from()).say("note_to", note.to.map(day::long).unwrap_or_default());
    let until = note.to.map_or_else(|| "without an end".to_owned(), |to| format!("until {}", day::long(to)));
    let hit = hit.say("note_until", until).say("are", if gap == 1 { "is" } else { "are" });
    found.add(hit.say("days_words", counted(gap, "day")));
    Next::On
}
