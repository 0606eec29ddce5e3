//! The start against the assessment: later, earlier, and how long a backdated note is in all.

use super::period::about_length;
use super::{Rule, Tree};
use crate::domain::day::{self, Day};
use crate::domain::period::StatedPeriod;
use crate::rules::facts::{Facts, Reach, reach};
use crate::rules::trail::{Findings, Next, Trail, counted};
use crate::rules::{Field, Fix};

/// A start that is wrong in itself ends the tree.
pub(in crate::rules) const TREE: Tree = Tree {
    name: "backdating",
    rules: &[
        Rule { id: "start.future", read: future },
        Rule { id: "start.backdated", read: backdated },
        Rule { id: "start.span", read: span },
    ],
};

/// Whether the period starts on the day after a note ends that is current on the day of the assessment.
fn follows_current_note(f: &Facts<'_>, from: Day) -> bool {
    f.last_note().is_some_and(|note| {
        let begun = note.from.is_none_or(|begun| begun <= f.assessed());
        begun && note.to.is_some_and(|to| to >= f.assessed() && day::shifted(to, 1) == from)
    })
}

/// The overlapping period that a follow-on note may be instead: from the assessment, no longer than is allowed.
fn overlapping(f: &Facts<'_>) -> StatedPeriod {
    let (from, allowed) = (f.assessed(), f.last_day_allowed(f.assessed()));
    let may_be_long = f.six_months().is_met_in_law();
    match f.dated() {
        Some((_, to)) if may_be_long || to <= allowed => StatedPeriod::dates(from, to),
        None if may_be_long => StatedPeriod { from: Some(from), indefinite: true, ..StatedPeriod::default() },
        Some(_) | None => StatedPeriod::dates(from, allowed),
    }
}

fn future(f: &Facts<'_>, found: &mut Findings) -> Next {
    let mut trail = Trail::of("start.future");
    let Some(from) = f.from() else { return Next::End };
    if !trail.ask("Does the period start after the assessment?", from > f.assessed()) {
        return Next::On;
    }
    let follows = trail.ask("Does it start on the day after a current note ends?", follows_current_note(f, from));
    let hit = trail.find(if follows { "follow_on" } else { "after" }, Field::Period);
    let hit = hit.read("statement.period.from", from).read("assessment.on", f.assessed());
    let hit = hit.read_day("history.notes.to", f.last_note().and_then(|note| note.to));
    let hit = hit.say_day("from", from).say_day("assessed", f.assessed());
    found.add(if follows { hit.offer(Fix::SetPeriod(overlapping(f))) } else { hit });
    Next::End
}

fn starts_before_condition(f: &Facts<'_>, from: Day) -> bool {
    f.case.history.condition_since.is_some_and(|since| from < since)
}

fn backdated(f: &Facts<'_>, found: &mut Findings) -> Next {
    let mut trail = Trail::of("start.backdated");
    let (Some(from), assessed) = (f.from(), f.assessed()) else { return Next::End };
    if !trail.ask("Does the period start before the assessment?", from < assessed) {
        return Next::End;
    }
    let history = &f.case.history;
    let ended = f.dated().map(|(_, to)| to);
    let days = day::days_inclusive(from, assessed) - 1;
    let variant = if trail.ask("Does it start before the condition began?", starts_before_condition(f, from)) {
        "before_condition"
    } else if trail.ask("Is it wholly before the assessment?", ended.is_some_and(|to| to < assessed)) {
        "wholly_past"
    } else if trail.ask("Does it start more than seven days before it?", days > f.set.backdated_days_unquestioned) {
        if trail.ask("Does the record support the start?", history.record_supports_start) { "far_supported" } else { "far" }
    } else {
        "near"
    };
    let hit = trail.find(variant, Field::Period).read("statement.period.from", from).read_day("statement.period.to", ended);
    let hit = hit.read("assessment.on", assessed).read_day("history.condition_since", history.condition_since);
    let hit = hit.read("history.record_supports_start", history.record_supports_start).say_day("from", from).say_day("assessed", assessed);
    let told = |day: Option<Day>| day.map(day::long).unwrap_or_default();
    let hit = hit.say("to", told(ended)).say("condition_since", told(history.condition_since));
    found.add(hit.say("days", days.to_string()).say("days_words", counted(days, "day")));
    if variant == "before_condition" { Next::End } else { Next::On }
}

fn span(f: &Facts<'_>, found: &mut Findings) -> Next {
    let mut trail = Trail::of("start.span");
    let Some((from, to)) = f.dated() else { return Next::On };
    let (assessed, months) = (f.assessed(), f.set.most_months_at_first);
    trail.ask("Does the period start before the assessment?", f.is_backdated());
    if !f.is_backdated() || !trail.ask("Is it longer than three months in all?", f.reach_from_start() == Some(Reach::Beyond)) {
        return Next::On;
    }
    let six = f.six_months();
    if trail.ask("Was the patient off work on advice for the six months up to the assessment?", six.is_met_in_law()) {
        return Next::On;
    }
    let (variant, last_day) = if trail.ask("Does it end on or before the day of the assessment?", to <= assessed) {
        ("retrospective", f.last_day_allowed(from))
    } else if !trail.ask("Does it end more than three months after the assessment?", reach(assessed, to, months) == Reach::Beyond) {
        let allowed = f.last_day_allowed(from);
        let is_over = trail.ask("Are three months from its start over before the assessment?", allowed < assessed);
        (if is_over { "within_long_back" } else { "within" }, allowed)
    } else if trail.ask("Is there another reading by which six months are reached?", six.is_arguable()) {
        return Next::On; // `period.six_months` asks.
    } else {
        ("beyond", f.last_day_allowed(assessed))
    };
    let hit = about_length(trail.find(variant, Field::Period), f, from, Some(to), last_day);
    // What lies too far back is not mended by another end: the clinician decides which days to certify.
    let needs_another_end = matches!(variant, "within" | "beyond");
    found.add(if needs_another_end { hit } else { hit.offer(Fix::GoTo(Field::Period)) });
    Next::On
}
