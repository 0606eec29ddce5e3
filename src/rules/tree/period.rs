//! The period: its shape, its length, and what carries it beyond three months.

use super::{Rule, Tree};
use crate::domain::case::History;
use crate::domain::day::{self, Day};
use crate::domain::period::{Period, ShapeFault, StatedPeriod};
use crate::rules::facts::{Facts, Reach, SixMonths, reach};
use crate::rules::trail::{Findings, Hit, Next, Trail, in_words};
use crate::rules::{Field, Fix};

/// A period without a shape ends the tree; so does one without an end that may not have none.
pub(in crate::rules) const TREE: Tree = Tree {
    name: "period",
    rules: &[
        Rule { id: "period.shape", read: shape },
        Rule { id: "period.name_the_day", read: name_the_day },
        Rule { id: "period.three_months", read: three_months },
        Rule { id: "period.six_months", read: six_months },
        Rule { id: "period.indefinite", read: indefinite },
        Rule { id: "period.self_certification", read: self_certification },
    ],
};

fn shape(f: &Facts<'_>, found: &mut Findings) -> Next {
    let mut trail = Trail::of("period.shape");
    let stated = &f.case.statement.period;
    let Err(fault) = f.period else { return Next::On };
    trail.ask("Does the period hold together?", false);
    let variant = match fault {
        ShapeFault::Nothing => "nothing",
        ShapeFault::LengthAndEnd => "length_and_end",
        ShapeFault::EndBeforeStart => "end_before_start",
        ShapeFault::StartWithoutEnd => "start_without_end",
        ShapeFault::EndWithoutStart => "end_without_start",
        ShapeFault::IndefiniteWithEnd => "indefinite_with_end",
    };
    let length = stated.length.map_or_else(|| "none".to_owned(), |length| length.to_string());
    let hit = trail.find(variant, Field::Period).read("statement.period.for", length).read_day("statement.period.from", stated.from);
    let hit = hit.read_day("statement.period.to", stated.to).read("statement.period.indefinite", stated.indefinite);
    let told = |day: Option<Day>| day.map(day::long).unwrap_or_default();
    found.add(hit.say("from", told(stated.from)).say("to", told(stated.to)));
    Next::End
}

fn name_the_day(f: &Facts<'_>, found: &mut Findings) -> Next {
    let mut trail = Trail::of("period.name_the_day");
    let (Some(length), Some((from, to))) = (f.case.statement.period.length, f.dated()) else { return Next::On };
    trail.ask("Is the period stated as a length?", true);
    let days = day::days_inclusive(from, to);
    if trail.ask("Is it 14 days or fewer?", days <= f.set.name_the_day_up_to_days) {
        let hit = trail.find("length_only", Field::Period).read("statement.period.for", length).read("days", days);
        let hit = hit.say("days", f.set.name_the_day_up_to_days.to_string()).say("length", length.to_string());
        found.add(hit.say_day("from", from).say_day("to", to).offer(Fix::SetPeriod(StatedPeriod::dates(from, to))));
    }
    Next::On
}

/// What every finding about the longest note has read and says.
pub(super) fn about_length(hit: Hit, f: &Facts<'_>, from: Day, to: Option<Day>, last_day: Day) -> Hit {
    let History { condition_since, off_work_since, .. } = f.case.history;
    hit.read("statement.period.from", from)
        .read_day("statement.period.to", to)
        .read("assessment.on", f.assessed())
        .read_day("history.condition_since", condition_since)
        .read_day("history.off_work_since", off_work_since)
        .read_day("history.off_on_advice_since", f.on_advice_since())
        .say("months", in_words(f.set.most_months_at_first))
        .say("six", in_words(f.set.months_off_before_longer))
        .say("to", to.map(day::long).unwrap_or_default())
        .say_day("assessed", f.assessed())
        .say_day("last_day", last_day)
        .offer(Fix::SetPeriod(StatedPeriod::dates(from, last_day)))
}

fn three_months(f: &Facts<'_>, found: &mut Findings) -> Next {
    let mut trail = Trail::of("period.three_months");
    let Some((from, to)) = f.dated() else { return Next::On };
    let reached = reach(from, to, f.set.most_months_at_first);
    if trail.ask("Does it end by the last day of three months from its start?", reached == Reach::Within) {
        return Next::On;
    }
    let six = f.six_months();
    if trail.ask("Was the patient off work on advice for the six months up to the assessment?", six.is_met_in_law()) {
        return Next::On;
    }
    let variant = if trail.ask("Does it end on the corresponding date, one day later?", reached == Reach::ExtraDay) {
        "extra_day"
    } else if trail.ask("Does it start before the assessment?", f.is_backdated())
        || trail.ask("Is there another reading by which six months are reached?", six.is_arguable())
    {
        return Next::On; // `start.span` and `period.six_months` decide.
    } else {
        "longer"
    };
    found.add(about_length(trail.find(variant, Field::Period), f, from, Some(to), f.last_day_allowed(from)));
    Next::On
}

/// Whether `start.span` decides: the period begins before the assessment and ends within three months after it.
fn is_left_to_span(f: &Facts<'_>) -> bool {
    f.is_backdated() && f.dated().is_some_and(|(_, to)| reach(f.assessed(), to, f.set.most_months_at_first) != Reach::Beyond)
}

fn six_months(f: &Facts<'_>, found: &mut Findings) -> Next {
    let mut trail = Trail::of("period.six_months");
    let Ok(period) = f.period else { return Next::On };
    let is_indefinite = trail.ask("Is the period indefinite?", period.to().is_none());
    if !is_indefinite && !trail.ask("Is it longer than three months?", f.reach_from_start() != Some(Reach::Within)) {
        return Next::On;
    }
    let six = f.six_months();
    let variant = if trail.ask("Was the patient off work on advice for the six months up to the assessment?", six.is_met_in_law()) {
        if trail.ask("Is the condition older than six months too, or its age not known?", six == SixMonths::Met) {
            return Next::On;
        }
        "law_only"
    } else if f.reach_from_start() == Some(Reach::ExtraDay) {
        return Next::On; // `period.three_months` asks.
    } else if trail.ask("Does it start before the assessment and end within three months after it?", is_left_to_span(f)) {
        return Next::On; // `start.span` decides.
    } else if trail.ask("Was the patient off on advice so long, with days since that no note covers?", six == SixMonths::Uncovered) {
        "uncovered"
    } else if trail.ask("Is the whole absence longer than six months?", six == SixMonths::SelfCertified) {
        "self_certified"
    } else if trail.ask("Is the condition older than six months?", six == SixMonths::GuidanceOnly) {
        "guidance_only"
    } else if is_indefinite {
        "indefinite"
    } else {
        return Next::On; // `period.three_months` or `start.span` rejects it.
    };
    let from = period.from();
    let by_start = f.last_day_allowed(from);
    let last_day = if by_start < f.assessed() { f.last_day_allowed(f.assessed()) } else { by_start };
    let hit = about_length(trail.find(variant, Field::Period), f, from, period.to(), last_day);
    let told = |day: Option<Day>| day.map(day::long).unwrap_or_default();
    let hit = hit.say("condition_since", told(f.case.history.condition_since));
    found.add(hit.say("note_to", told(f.last_note().and_then(|note| note.to))));
    if variant == "indefinite" { Next::End } else { Next::On }
}

fn indefinite(f: &Facts<'_>, found: &mut Findings) -> Next {
    let mut trail = Trail::of("period.indefinite");
    let Ok(Period::Indefinite { from }) = f.period else { return Next::On };
    trail.ask("Is the period indefinite?", true);
    let statement = &f.case.statement;
    let has_opinion =
        trail.ask("Is it recorded that the patient will not be fit for the foreseeable future?", statement.foreseeable_future);
    let (variant, field) = if !has_opinion {
        ("no_opinion", Field::ForeseeableFuture)
    } else if trail.ask("Does it say that the issuer will need to assess again?", statement.assess_again == Some(true)) {
        ("assess_again", Field::AssessAgain)
    } else {
        return Next::On;
    };
    let hit = trail.find(variant, field).read("statement.period.from", from).read("statement.foreseeable_future", has_opinion);
    let again = statement.assess_again.map_or_else(|| "none".to_owned(), |again| again.to_string());
    found.add(hit.read("statement.assess_again", again));
    Next::On
}

/// The first day of the absence, as far as anything in the case tells.
fn absent_since(f: &Facts<'_>, from: Day) -> Day {
    let history = &f.case.history;
    [history.off_work_since, history.off_on_advice_since, f.covered_since()].into_iter().flatten().fold(from, Day::min)
}

fn self_certification(f: &Facts<'_>, found: &mut Findings) -> Next {
    let mut trail = Trail::of("period.self_certification");
    let Some((from, to)) = f.dated() else { return Next::On };
    let since = absent_since(f, from);
    let days = day::days_inclusive(since, to);
    if trail.ask("Is the whole absence seven calendar days or fewer?", days <= f.set.self_certified_days) {
        let hit = trail.find("not_needed", Field::Period).read("history.off_work_since", since).read("statement.period.to", to);
        let hit = hit.read("days", days).say("days", days.to_string()).say("limit", f.set.self_certified_days.to_string());
        found.add(hit.say("first_day", f.set.first_day_that_needs_a_note().to_string()));
    }
    Next::On
}
