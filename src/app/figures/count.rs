//! The figures of a practice, counted: tables in a fixed order, each with what it counts and out of what.

use crate::content::chapters::{chapter_of, chapters};
use crate::domain::case::{AssessmentKind, Benefit};
use crate::domain::day::Day;
use crate::domain::figures::{Ended, Figures, NoteCounted, Others, Rows, Table};
use crate::domain::follow_up::{FollowUp, Outcomes};
use crate::domain::profession::Profession;
use crate::rules::episode::{Certified, Episode, episodes};

/// The names of the four boxes, in the order of the form.
const BENEFITS: [(Benefit, &str); 4] = [
    (Benefit::PhasedReturn, "A phased return to work"),
    (Benefit::AmendedDuties, "Amended duties"),
    (Benefit::AlteredHours, "Altered hours"),
    (Benefit::WorkplaceAdaptations, "Workplace adaptations"),
];

/// Upper ends of the bands of length, in days, with their names.
const BANDS: [(i64, &str); 6] = [
    (7, "Up to 7 days"),
    (14, "8 to 14 days"),
    (28, "15 to 28 days"),
    (91, "29 to 91 days (13 weeks)"),
    (182, "92 to 182 days (26 weeks)"),
    (i64::MAX, "Over 182 days"),
];

/// What is counted, and how.
pub struct Wanted {
    pub from: Day,
    pub to: Day,
    /// Two notes of a person with so many days or fewer between them are one episode.
    pub gap_days: i64,
    pub today: Day,
}

/// Counts. `notes` are all of the practice, those of one person together; only those dated in the days wanted are counted, while
/// episodes are made of all.
#[must_use]
pub fn count(notes: &[NoteCounted], others: &Others, follow_ups: &[FollowUp], wanted: &Wanted) -> Figures {
    let dated: Vec<&NoteCounted> = notes.iter().filter(|note| (wanted.from..=wanted.to).contains(&note.on)).collect();
    let standing: Vec<&NoteCounted> = dated.iter().copied().filter(|note| note.stands()).collect();
    let mut tables = vec![recorded(&dated), advice(&standing), benefits(&standing), lengths(&standing)];
    tables.extend(episode_tables(notes, wanted));
    tables.extend([how(&standing), issuers(&standing), conditions(&standing)]);
    tables.push(listed("Conversations", "Finished conversations that were kept, by their length.", &others.conversations));
    tables.push(listed("Shared", "What was shared beyond the person's own copy and the practice's record.", &others.shared));
    tables.push(listed("Services brought up", "Referrals that moved in these days, by where they stand now.", &others.referrals));
    tables.extend(outcomes(follow_ups, wanted));
    Figures { from: wanted.from, to: wanted.to, tables }
}

fn row(label: &str, count: usize) -> (String, usize) {
    (label.to_owned(), count)
}

fn table(title: &str, about: &str, kind: Rows, of: usize, rows: Vec<(String, usize)>) -> Table {
    Table { title: title.to_owned(), about: about.to_owned(), kind, rows, of }
}

fn listed(title: &str, about: &str, rows: &[(String, usize)]) -> Table {
    table(title, about, Rows::Parts, rows.iter().map(|row| row.1).sum(), rows.to_vec())
}

fn recorded(dated: &[&NoteCounted]) -> Table {
    let count = |is: fn(&NoteCounted) -> bool| dated.iter().filter(|note| is(note)).count();
    let rows = vec![
        row("Issued here", count(|note| !note.by_hand)),
        row("Written by hand and recorded", count(|note| note.by_hand)),
        row("Following on from an earlier note", count(|note| note.follows_on)),
        row("Cancelled before it was handed over", count(|note| note.ended == Some(Ended::Cancelled))),
        row("Replaced by another", count(|note| note.ended == Some(Ended::Replaced))),
        row("With a duplicate", count(|note| note.duplicates > 0)),
        row("People with a note", people(dated.iter().copied())),
    ];
    table("Notes", "Notes dated in these days, whatever became of them.", Rows::Apart, dated.len(), rows)
}

/// How many people some notes are of. The notes of one person stand together.
fn people<'a>(notes: impl Iterator<Item = &'a NoteCounted>) -> usize {
    let mut last = None;
    notes.filter(|note| last.replace(&note.person) != Some(&note.person)).count()
}

fn advice(standing: &[&NoteCounted]) -> Table {
    let not_fit = standing.iter().filter(|note| note.not_fit).count();
    let rows = vec![row("You are not fit for work", not_fit), row("You may be fit for work", standing.len() - not_fit)];
    table("Advice", "Notes that stand, in the order of the form. Neither is better.", Rows::Parts, standing.len(), rows)
}

fn benefits(standing: &[&NoteCounted]) -> Table {
    let may_be_fit: Vec<&&NoteCounted> = standing.iter().filter(|note| !note.not_fit).collect();
    let of = |benefit: Benefit| may_be_fit.iter().filter(|note| note.benefits.contains(&benefit)).count();
    let rows = BENEFITS.iter().map(|(benefit, title)| row(title, of(*benefit))).collect();
    let about = "Boxes ticked on notes that say \"may be fit\". A note may have several, or none.";
    table("May benefit from", about, Rows::Apart, may_be_fit.len(), rows)
}

/// The band of a length in days.
fn band(days: i64) -> usize {
    BANDS.iter().position(|(end, _)| days <= *end).unwrap_or(BANDS.len() - 1)
}

fn bands(lengths: impl Iterator<Item = Option<i64>>, endless: &str) -> (Vec<(String, usize)>, usize) {
    let mut counts = [0_usize; BANDS.len()];
    let (mut without_end, mut all) = (0, 0);
    for length in lengths {
        all += 1;
        match length {
            Some(days) => counts[band(days)] += 1,
            None => without_end += 1,
        }
    }
    let mut rows: Vec<(String, usize)> = BANDS.iter().zip(counts).map(|((_, title), count)| row(title, count)).collect();
    rows.push(row(endless, without_end));
    (rows, all)
}

fn days(from: Day, to: Day) -> i64 {
    (to - from).num_days() + 1
}

fn lengths(standing: &[&NoteCounted]) -> Table {
    let (rows, all) = bands(standing.iter().map(|note| note.to.map(|to| days(note.from, to))), "For an indefinite period");
    table("Length of a note", "Notes that stand, first and last day counted.", Rows::Parts, all, rows)
}

/// Episodes that touch the days wanted, and how long they came to by the last of these days.
fn episode_tables(notes: &[NoteCounted], wanted: &Wanted) -> [Table; 2] {
    let until = wanted.to.min(wanted.today);
    let mut touching: Vec<Episode> = Vec::new();
    for of_one in notes.chunk_by(|one, other| one.person == other.person) {
        let standing = of_one.iter().filter(|note| note.stands() && note.on <= until);
        let certified: Vec<Certified> =
            standing.map(|note| Certified { id: String::new(), from: note.from, to: note.to, not_fit: note.not_fit }).collect();
        let all = episodes(&certified, wanted.gap_days);
        touching.extend(all.into_iter().filter(|one| one.from <= until && one.to.is_none_or(|to| to >= wanted.from)));
    }
    let begun = touching.iter().filter(|one| one.from >= wanted.from).count();
    let open = touching.iter().filter(|one| one.to.is_none_or(|to| to >= until)).count();
    let rows = vec![row("Begun in these days", begun), row("Certified on the last of these days", open)];
    let about = format!("Runs of notes of one person with {} days or fewer between two, touching these days.", wanted.gap_days);
    let count = table("Episodes", &about, Rows::Apart, touching.len(), rows);
    let (rows, all) = bands(touching.iter().map(|one| Some(days(one.from, one.to.map_or(until, |to| to.min(until))))), "");
    // An episode has a length so far, also where its note has no end.
    let rows = rows.into_iter().filter(|(label, _)| !label.is_empty()).collect();
    let about = "From the first day certified to the last, or to the last of these days where it goes on.";
    [count, table("Length of an episode so far", about, Rows::Parts, all, rows)]
}

fn how(standing: &[&NoteCounted]) -> Table {
    let of = |kind: AssessmentKind| standing.iter().filter(|note| note.kind == kind).count();
    let rows = AssessmentKind::OFFERED.iter().map(|kind| row(kind.title(), of(*kind))).collect();
    table("How assessed", "Notes that stand.", Rows::Parts, standing.len(), rows)
}

fn issuers(standing: &[&NoteCounted]) -> Table {
    let of = |profession: &Profession| standing.iter().filter(|note| note.profession == *profession).count();
    let rows = Profession::ISSUERS.iter().map(|profession| row(&profession.title(), of(profession))).collect();
    table("Issued by", "Notes that stand, by profession and never by person.", Rows::Parts, standing.len(), rows)
}

fn conditions(standing: &[&NoteCounted]) -> Table {
    let placed: Vec<Option<&str>> = standing.iter().map(|note| chapter_of(&note.conditions).map(|chapter| chapter.id.as_str())).collect();
    let of = |wanted: Option<&str>| placed.iter().filter(|one| **one == wanted).count();
    let mut rows: Vec<(String, usize)> = chapters().iter().map(|chapter| row(&chapter.title, of(Some(&chapter.id)))).collect();
    rows.push(row("Not placed", of(None)));
    let about =
        "Notes that stand, by the first condition that a word of it places under a chapter of ICD-10. It is a count of words, not coding.";
    table("Conditions by chapter", about, Rows::Parts, standing.len(), rows)
}

/// What follow-ups that came due in these days say.
fn outcomes(follow_ups: &[FollowUp], wanted: &Wanted) -> Vec<Table> {
    let until = wanted.to.min(wanted.today);
    let due: Vec<FollowUp> = follow_ups.iter().filter(|one| (wanted.from..=until).contains(&one.due)).cloned().collect();
    let Outcomes { due, done, not_reached, tallies } = Outcomes::of(&due, until);
    let without = due.saturating_sub(done + not_reached);
    let rows = vec![row("Done", done), row("Not reached", not_reached), row("Without any news", without)];
    let about = "Follow-ups that somebody asked for and that came due in these days.";
    let mut tables = vec![table("Follow-ups", about, Rows::Parts, due, rows)];
    tables.extend(tallies.into_iter().map(|tally| {
        let mut rows = tally.counts;
        if tally.unknown > 0 || tally.of == 0 {
            rows.push(row("Nothing said", tally.unknown));
        }
        table(&format!("Follow-ups: {}", tally.question), "Answers at follow-ups that were done.", Rows::Parts, tally.of, rows)
    }));
    tables
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::PatientId;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    fn note(person: &str, on: &str, to: Option<&str>, not_fit: bool, conditions: &str) -> NoteCounted {
        NoteCounted {
            person: PatientId::new(person.to_owned()),
            on: day(on),
            from: day(on),
            to: to.map(day),
            not_fit,
            benefits: if not_fit { Vec::new() } else { vec![Benefit::AmendedDuties] },
            kind: AssessmentKind::Telephone,
            profession: Profession::Physiotherapist,
            conditions: conditions.to_owned(),
            ended: None,
            by_hand: false,
            follows_on: false,
            duplicates: 0,
        }
    }

    fn counted(notes: &[NoteCounted]) -> Figures {
        let wanted = Wanted { from: day("2026-02-01"), to: day("2026-02-28"), gap_days: 7, today: day("2026-03-10") };
        count(notes, &Others::default(), &[], &wanted)
    }

    fn cell(figures: &Figures, title: &str, label: &str) -> usize {
        let table = figures.tables.iter().find(|table| table.title == title).unwrap_or_else(|| panic!("no table {title}"));
        table.rows.iter().find(|row| row.0 == label).unwrap_or_else(|| panic!("no row {label}")).1
    }

    #[test]
    fn notes_of_the_days_are_counted_and_ended_ones_say_nothing_about_advice() {
        let mut cancelled = note("b", "2026-02-10", Some("2026-02-20"), true, "Migraine");
        cancelled.ended = Some(Ended::Cancelled);
        let figures = counted(&[
            note("a", "2026-01-30", Some("2026-02-05"), true, "Low back pain"),
            note("a", "2026-02-06", Some("2026-02-12"), false, "Low back pain"),
            cancelled,
            note("b", "2026-02-11", None, true, "Unwell"),
            note("c", "2026-03-01", Some("2026-03-02"), true, "Asthma"),
        ]);
        assert_eq!(cell(&figures, "Notes", "Issued here"), 3);
        assert_eq!(cell(&figures, "Notes", "Cancelled before it was handed over"), 1);
        assert_eq!(cell(&figures, "Notes", "People with a note"), 2);
        assert_eq!(cell(&figures, "Advice", "You are not fit for work"), 1);
        assert_eq!(cell(&figures, "Advice", "You may be fit for work"), 1);
        assert_eq!(cell(&figures, "May benefit from", "Amended duties"), 1);
        assert_eq!(cell(&figures, "Length of a note", "Up to 7 days"), 1);
        assert_eq!(cell(&figures, "Length of a note", "For an indefinite period"), 1);
        assert_eq!(cell(&figures, "Issued by", "Physiotherapist"), 2);
        assert_eq!(cell(&figures, "Conditions by chapter", "Muscles, joints and bones"), 1);
        assert_eq!(cell(&figures, "Conditions by chapter", "Not placed"), 1);
    }

    #[test]
    fn an_episode_is_made_of_notes_before_the_days_too_and_is_long_as_far_as_it_has_come() {
        let figures = counted(&[
            // 30 January to 12 February: 14 days, begun before the days that are asked for.
            note("a", "2026-01-30", Some("2026-02-05"), true, "Low back pain"),
            note("a", "2026-02-06", Some("2026-02-12"), false, "Low back pain"),
            // Goes on: 18 days of it by 28 February.
            note("b", "2026-02-11", None, true, "Stress"),
            // Over before the days.
            note("c", "2026-01-01", Some("2026-01-10"), true, "Flu"),
        ]);
        assert_eq!(cell(&figures, "Episodes", "Begun in these days"), 1);
        assert_eq!(cell(&figures, "Episodes", "Certified on the last of these days"), 1);
        assert_eq!(cell(&figures, "Length of an episode so far", "8 to 14 days"), 1);
        assert_eq!(cell(&figures, "Length of an episode so far", "15 to 28 days"), 1);
    }

    #[test]
    fn the_parts_of_every_table_come_to_its_whole() {
        let figures =
            counted(&[note("a", "2026-02-06", Some("2026-02-12"), false, "Low back pain"), note("b", "2026-02-11", None, true, "Stress")]);
        let whole: Vec<&Table> = figures.tables.iter().filter(|table| table.kind == Rows::Parts).collect();
        assert!(whole.len() > 8);
        for table in whole {
            assert_eq!(table.rows.iter().map(|row| row.1).sum::<usize>(), table.of, "{}", table.title);
        }
    }

    #[test]
    fn a_length_is_in_the_band_that_its_last_day_ends() {
        for (length, title) in [(1, BANDS[0].1), (7, BANDS[0].1), (8, BANDS[1].1), (91, BANDS[3].1), (92, BANDS[4].1), (183, BANDS[5].1)] {
            assert_eq!(BANDS[band(length)].1, title, "{length}");
        }
    }
}
