//! The list of what was shared about a person, for the person.

use super::Document;
use super::flow::{Flow, TextSize};
use crate::content::documents::{common, letters as words};
use crate::content::rule_texts::fill;
use crate::domain::day::{Day, long};
use crate::domain::paper_kind::PaperKind;

/// One thing that was shared.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct LedgerRow {
    pub on: Day,
    /// What it was, item by item.
    pub what: String,
    pub to: String,
    pub purpose: String,
    pub until: Option<Day>,
    /// The day on which the person took the agreement back.
    pub withdrawn_on: Option<Day>,
}

/// A person's list of what was shared.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Ledger {
    pub id: String,
    pub size: TextSize,
    pub person: String,
    /// The day of printing.
    pub on: Day,
    pub rows: Vec<LedgerRow>,
}

crate::domain::redacted_debug!(LedgerRow, Ledger);

/// The list of what was shared, as a document.
#[must_use]
pub fn ledger(list: &Ledger) -> Document {
    let words = words();
    let mut flow = Flow::new(PaperKind::ConsentLedger, &words.ledger, &list.id, list.size, &words.record_footer);
    flow.running(&format!("{} · {}", words.ledger, list.person));
    flow.paragraph(&words.ledger_opening);
    whose(&mut flow, &list.person, list.on);
    if list.rows.is_empty() {
        flow.paragraph(&words.ledger_empty);
        return flow.finish();
    }
    let row = |row: &LedgerRow| {
        let until = row.until.map_or_else(|| common().no_end_date.clone(), long);
        let withdrawn = row.withdrawn_on.map(|on| fill(&words.withdrawn, &[("day", long(on))]));
        let until = std::iter::once(until).chain(withdrawn).collect::<Vec<_>>().join("\n");
        vec![long(row.on), row.what.clone(), row.to.clone(), row.purpose.clone(), until]
    };
    let rows: Vec<Vec<String>> = list.rows.iter().map(row).collect();
    let heads: Vec<&str> = words.ledger_head.iter().map(String::as_str).collect();
    if list.size == TextSize::Large {
        // Five columns of large print would break every word.
        for row in rows {
            flow.heading(2, &row[0]);
            let pairs: Vec<(String, String)> =
                heads.iter().zip(&row).skip(1).map(|(head, cell)| ((*head).to_owned(), cell.clone())).collect();
            flow.pairs(&pairs);
        }
    } else {
        flow.table(&heads, &[2.2, 3.0, 2.4, 2.4, 3.4], &rows);
    }
    flow.finish()
}

fn whose(flow: &mut Flow, person: &str, on: Day) {
    flow.pairs(&[(common().name.clone(), person.to_owned()), (common().date.clone(), long(on))]);
}
