//! The assessment that a statement rests on: its kind, its dates, whose it is, and that it carries one statement.

use super::issuer::list_word;
use super::{Rule, Tree, is_blank};
use crate::domain::case::{AssessmentKind, EarlierNote};
use crate::rules::facts::Facts;
use crate::rules::trail::{Findings, Next, Trail};
use crate::rules::{Field, Fix};

pub(in crate::rules) const TREE: Tree = Tree {
    name: "assessment",
    rules: &[
        Rule { id: "assessment.kind", read: kind },
        Rule { id: "assessment.dates", read: dates },
        Rule { id: "assessment.own", read: own },
        Rule { id: "assessment.once", read: once },
    ],
};

fn author<'a>(f: &Facts<'a>) -> &'a str {
    f.case.assessment.report_by.as_deref().unwrap_or_default()
}

fn kind(f: &Facts<'_>, found: &mut Findings) -> Next {
    let mut trail = Trail::of("assessment.kind");
    let kind = f.case.assessment.kind;
    let variant = if trail.ask("Can a statement rest on this kind of assessment?", f.set.assessment_kinds.contains(&kind)) {
        match kind {
            AssessmentKind::InPerson | AssessmentKind::Telephone | AssessmentKind::OnlineForm => return Next::On,
            AssessmentKind::Video => {
                trail.ask("Does the law itself name it?", false);
                "video"
            }
            AssessmentKind::WrittenReport => match report(f, &mut trail) {
                Some(variant) => variant,
                None => return Next::On,
            },
        }
    } else {
        "not_a_kind"
    };
    let hit = trail.find(variant, Field::AssessmentKind).read("assessment.kind", kind.title()).read("assessment.report_by", author(f));
    found.add(hit.say("author", author(f).trim()));
    Next::On
}

/// What is wrong with the author of a written report.
fn report(f: &Facts<'_>, trail: &mut Trail) -> Option<&'static str> {
    let word = list_word(author(f));
    if !trail.ask("Is the profession of the report's author named?", !is_blank(&word)) {
        return Some("author_missing");
    }
    if trail.ask("Is the author outside the regulated professions?", f.set.unregulated_report_writers.contains(&word)) {
        return Some("unregulated");
    }
    let is_known = trail.ask("Is the author's profession on the list of regulated ones?", f.set.regulated_report_writers.contains(&word));
    (!is_known).then_some("author_unknown")
}

fn is_statement_day(f: &Facts<'_>) -> bool {
    let on = f.case.statement.on;
    // A duplicate may carry the date of the original that it repeats.
    on == f.today || original(f).is_some_and(|note| note.on == on)
}

fn dates(f: &Facts<'_>, found: &mut Findings) -> Next {
    let mut trail = Trail::of("assessment.dates");
    let (assessed, on) = (f.assessed(), f.case.statement.on);
    let (variant, field) = if trail.ask("Is the assessment in the future?", assessed > f.today) {
        ("future", Field::AssessmentOn)
    } else if trail.ask("Is the statement before the assessment?", on < assessed) {
        ("before", Field::StatementOn)
    } else if !trail.ask("Is the statement dated today?", is_statement_day(f)) {
        ("not_today", Field::StatementOn)
    } else {
        return Next::On;
    };
    let hit = trail.find(variant, field).read("assessment.on", assessed).read("statement.on", on).read("today", f.today);
    found.add(hit.say_day("assessed", assessed).say_day("on", on).say_day("today", f.today));
    Next::On
}

fn own(f: &Facts<'_>, found: &mut Findings) -> Next {
    let mut trail = Trail::of("assessment.own");
    let is_own = f.case.assessment.made_by_issuer;
    if !trail.ask("Did the issuer assess the patient or consider the report?", is_own) {
        found.add(trail.find("not_own", Field::AssessmentOwn).read("assessment.made_by_issuer", is_own));
    }
    Next::On
}

/// The note that this one duplicates, where it is among the earlier ones.
pub(super) fn original<'a>(f: &Facts<'a>) -> Option<&'a EarlierNote> {
    let id = f.case.statement.duplicate_of.as_deref()?;
    f.case.history.notes.iter().find(|note| note.id == id)
}

/// Whether a duplicate rests on the original's assessment and covers its days; what the record does not hold is not compared.
fn repeats(f: &Facts<'_>, original: &EarlierNote) -> bool {
    let Ok(period) = f.period else { return true };
    let same_from = original.from.is_none_or(|from| from == period.from());
    let same_to = original.from.is_none() || original.to == period.to();
    original.assessed_on == f.assessed() && same_from && same_to
}

fn once(f: &Facts<'_>, found: &mut Findings) -> Next {
    let mut trail = Trail::of("assessment.once");
    let statement = &f.case.statement;
    let is_duplicate = statement.duplicate_of.is_some();
    if !trail.ask("Is this a duplicate of an earlier note?", is_duplicate) {
        let earlier = f.case.history.notes.iter().find(|note| note.assessed_on == f.assessed());
        trail.ask("Does another statement rest on this assessment?", earlier.is_some());
        if let Some(note) = earlier {
            let hit = trail.find("second", Field::AssessmentOn).read("assessment.on", f.assessed()).read("history.notes.id", &note.id);
            found.add(hit.say_day("assessed", f.assessed()));
        }
        return Next::On;
    }
    let original = original(f);
    trail.ask("Is the original among the earlier notes?", original.is_some());
    let variant = match original {
        None => "unknown_original",
        Some(_) if !trail.ask("Is the original lost?", statement.original_lost) => "not_lost",
        Some(note) if !trail.ask("Does it repeat the original's assessment and days?", repeats(f, note)) => "differs",
        Some(_) => return Next::On,
    };
    let hit = trail.find(variant, Field::DuplicateOf).read("statement.original_lost", statement.original_lost);
    found.add(
        hit.read("statement.duplicate_of", statement.duplicate_of.as_deref().unwrap_or_default()).offer(Fix::GoTo(Field::DuplicateOf)),
    );
    Next::On
}
