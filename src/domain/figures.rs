//! What a practice's records come to over some days: tables of counts, of the practice and never of one clinician or one patient.

use serde::Serialize;

use super::case::{AssessmentKind, Benefit};
use super::day::Day;
use super::id::PatientId;
use super::profession::Profession;
use super::small_numbers::{Given, LEAST_GIVEN, parts};

/// One note as it is counted. It has the person's identity to tell people apart, and no name.
#[derive(Clone, PartialEq)]
pub struct NoteCounted {
    /// Two entries that were joined are one person.
    pub person: PatientId,
    /// The date of the statement.
    pub on: Day,
    pub from: Day,
    /// The last day covered; none for an indefinite period.
    pub to: Option<Day>,
    pub not_fit: bool,
    pub benefits: Vec<Benefit>,
    pub kind: AssessmentKind,
    pub profession: Profession,
    pub conditions: String,
    /// It was cancelled before it was handed over, or replaced.
    pub ended: Option<Ended>,
    pub by_hand: bool,
    pub follows_on: bool,
    pub duplicates: usize,
}

/// How a note came to an end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    Cancelled,
    Replaced,
}

impl NoteCounted {
    /// Whether the note stands: only such a note says something about days, advice and conditions.
    #[must_use]
    pub fn stands(&self) -> bool {
        self.ended.is_none()
    }
}

super::redacted_debug!(NoteCounted);

/// What else is counted besides notes, as the records have it.
#[derive(Clone, Default, PartialEq)]
pub struct Others {
    /// Finished conversations by the name of their question set.
    pub conversations: Vec<(String, usize)>,
    /// What was shared beyond the person's own copy and the practice's record, by the kind of recipient.
    pub shared: Vec<(String, usize)>,
    /// Referrals that moved in these days, by where they stand.
    pub referrals: Vec<(String, usize)>,
}

super::redacted_debug!(Others);

/// How the rows of a table belong together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rows {
    /// The parts of one whole: each thing is in exactly one row.
    Parts,
    /// Each row by itself: a thing may be in several or in none.
    Apart,
}

/// A table of counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    pub title: String,
    /// What is counted, and out of what.
    pub about: String,
    pub kind: Rows,
    pub rows: Vec<(String, usize)>,
    /// How many things there are in all: the denominator.
    pub of: usize,
}

impl Table {
    /// The rows as they may be given.
    #[must_use]
    pub fn given(&self) -> Vec<(&str, Given)> {
        let counts: Vec<usize> = self.rows.iter().map(|row| row.1).collect();
        let given = match self.kind {
            Rows::Parts => parts(&counts),
            Rows::Apart => counts.into_iter().map(Given::alone).collect(),
        };
        self.rows.iter().map(|row| row.0.as_str()).zip(given).collect()
    }

    /// The denominator as it may be given.
    #[must_use]
    pub fn of_given(&self) -> Given {
        Given::alone(self.of)
    }
}

/// The figures of a practice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figures {
    pub from: Day,
    pub to: Day,
    pub tables: Vec<Table>,
}

/// What stands above every figure.
pub const NOT_A_MEASURE: &str = "Counts of what was recorded here. They are no measure of a patient or of a clinician, and no target.";

/// A table in the JSON of the report.
#[derive(Serialize)]
struct TableOut<'a> {
    title: &'a str,
    about: &'a str,
    of: Option<usize>,
    rows: Vec<RowOut<'a>>,
}

#[derive(Serialize)]
struct RowOut<'a> {
    label: &'a str,
    count: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    withheld: Option<&'static str>,
}

#[derive(Serialize)]
struct ReportOut<'a> {
    format: &'static str,
    from: Day,
    to: Day,
    /// A count below this is null.
    least_given: usize,
    about: &'static str,
    tables: Vec<TableOut<'a>>,
}

impl<'a> TableOut<'a> {
    fn of(table: &'a Table) -> Self {
        let row = |(label, given): (&'a str, Given)| RowOut {
            label,
            count: given.count(),
            withheld: match given {
                Given::Count(_) => None,
                Given::Few => Some("small"),
                Given::LeftOut => Some("would show a small one"),
            },
        };
        let rows = table.given().into_iter().map(row).collect();
        Self { title: &table.title, about: &table.about, of: table.of_given().count(), rows }
    }
}

impl Figures {
    /// The figures as JSON: `fitnote-report/1`. A count that is not given is null, with why.
    ///
    /// # Errors
    /// When it cannot be written out, which no table is known to cause.
    pub fn json(&self) -> Result<String, serde_json::Error> {
        serde_json::to_string_pretty(&ReportOut {
            format: "fitnote-report/1",
            from: self.from,
            to: self.to,
            least_given: LEAST_GIVEN,
            about: NOT_A_MEASURE,
            tables: self.tables.iter().map(TableOut::of).collect(),
        })
    }

    /// The figures as comma-separated values, one row a count, with a heading line.
    #[must_use]
    pub fn csv(&self) -> String {
        let mut lines = vec!["table,row,count,of,from,to".to_owned()];
        for table in &self.tables {
            for (label, given) in table.given() {
                let cells = [quoted(&table.title), quoted(label), given.to_string(), table.of_given().to_string()];
                lines.push(format!("{},{},{}", cells.join(","), self.from, self.to));
            }
        }
        lines.join("\r\n") + "\r\n"
    }
}

/// A cell by RFC 4180. A text that a spreadsheet would take for a formula is kept one by an apostrophe.
fn quoted(text: &str) -> String {
    let safe = if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text.to_owned() };
    if safe.contains([',', '"', '\n', '\r']) { format!("\"{}\"", safe.replace('"', "\"\"")) } else { safe }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figures() -> Figures {
        let day = |text: &str| -> Day { text.parse().unwrap() };
        Figures {
            from: day("2026-01-01"),
            to: day("2026-03-31"),
            tables: vec![Table {
                title: "Advice, on notes that stand".into(),
                about: "Each note once.".into(),
                kind: Rows::Parts,
                rows: vec![("not fit".into(), 40), ("may be fit".into(), 4), ("=SUM(A1)".into(), 30)],
                of: 74,
            }],
        }
    }

    #[test]
    fn a_small_count_is_in_neither_form_of_the_report() {
        let (csv, json) = (figures().csv(), figures().json().unwrap());
        assert_eq!(
            csv,
            "table,row,count,of,from,to\r\n\
             \"Advice, on notes that stand\",not fit,40,74,2026-01-01,2026-03-31\r\n\
             \"Advice, on notes that stand\",may be fit,under 10,74,2026-01-01,2026-03-31\r\n\
             \"Advice, on notes that stand\",'=SUM(A1),left out,74,2026-01-01,2026-03-31\r\n"
        );
        let read: serde_json::Value = serde_json::from_str(&json).unwrap();
        assert_eq!(read["format"], "fitnote-report/1");
        let rows = &read["tables"][0]["rows"];
        assert_eq!((&rows[0]["count"], &rows[1]["count"], &rows[1]["withheld"]), (&40.into(), &serde_json::Value::Null, &"small".into()));
        assert_eq!(rows[2]["withheld"], "would show a small one");
    }
}
