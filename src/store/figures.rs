//! What the figures of a practice are counted from: notes without names, and how many there are of the rest. Every role may read these.

use std::collections::HashMap;

use rusqlite::{Row, named_params};

use super::Store;
use super::error::{StoreError, Trouble, WhileDoing};
use super::rows::{from_json, to_day};
use crate::domain::case::Case;
use crate::domain::consent::RecipientKind;
use crate::domain::day::Day;
use crate::domain::figures::{Ended, NoteCounted, Others};
use crate::domain::id::PatientId;
use crate::domain::referral::Stage;

impl Store {
    /// Every note, of one person after the other, each person's in the order of their first days.
    ///
    /// # Errors
    /// When the rows cannot be read.
    pub fn notes_to_count(&self) -> Result<Vec<NoteCounted>, StoreError> {
        let read = || -> Result<Vec<NoteCounted>, Trouble> {
            let joined = self.joined()?;
            let mut statement = self.db.prepare_cached(include_str!("sql/list_notes_to_count.sql"))?;
            let mut notes = statement.query_map([], to_counted)?.collect::<rusqlite::Result<Vec<_>>>()?;
            for note in &mut notes {
                // A chain has an end: joining follows both entries to theirs first.
                while let Some(kept) = joined.get(&note.person) {
                    note.person = kept.clone();
                }
            }
            notes.sort_by(|one, other| (&one.person, one.from, one.on).cmp(&(&other.person, other.from, other.on)));
            Ok(notes)
        };
        read().while_doing(StoreError::Read)
    }

    /// Which entry shows in which other one.
    fn joined(&self) -> Result<HashMap<PatientId, PatientId>, Trouble> {
        let mut statement = self.db.prepare_cached(include_str!("sql/list_joined.sql"))?;
        let pair = |row: &Row<'_>| Ok((PatientId::new(row.get::<_, String>(0)?), PatientId::new(row.get::<_, String>(1)?)));
        Ok(statement.query_map([], pair)?.collect::<rusqlite::Result<_>>()?)
    }

    /// Conversations, disclosures and referrals between two days, both counted.
    ///
    /// # Errors
    /// When the rows cannot be read.
    pub fn others_to_count(&self, from: Day, to: Day) -> Result<Others, StoreError> {
        let tallied = |sql: &str| -> Result<Vec<(String, usize)>, Trouble> {
            let mut statement = self.db.prepare_cached(sql)?;
            let days = named_params! {":from": from.to_string(), ":to": to.to_string()};
            let rows = statement.query_map(days, |row| Ok((row.get(0)?, counted(row, 1)?)))?;
            Ok(rows.collect::<rusqlite::Result<Vec<_>>>()?)
        };
        let read = || -> Result<Others, Trouble> {
            let titled = |rows: Vec<(String, usize)>, title: fn(&str) -> Option<&'static str>| {
                rows.into_iter().map(|(word, count)| (title(&word).map_or(word, str::to_owned), count)).collect()
            };
            Ok(Others {
                conversations: tallied(include_str!("sql/count_conversations.sql"))?,
                shared: titled(tallied(include_str!("sql/count_shared.sql"))?, RecipientKind::title_of_word),
                referrals: titled(tallied(include_str!("sql/count_referrals.sql"))?, |word| Stage::of(word).map(Stage::title)),
            })
        };
        read().while_doing(StoreError::Read)
    }
}

/// How many there are, by a column.
fn counted(row: &Row<'_>, column: usize) -> rusqlite::Result<usize> {
    Ok(usize::try_from(row.get::<_, i64>(column)?).unwrap_or(0))
}

fn to_counted(row: &Row<'_>) -> rusqlite::Result<NoteCounted> {
    let case: Case = from_json(1, &row.get::<_, String>(1)?)?;
    let (cancelled, replaced): (bool, bool) = (row.get(6)?, row.get(7)?);
    Ok(NoteCounted {
        person: PatientId::new(row.get::<_, String>(0)?),
        on: to_day(2, &row.get::<_, String>(2)?)?,
        from: to_day(3, &row.get::<_, String>(3)?)?,
        to: row.get::<_, Option<String>>(4)?.map(|text| to_day(4, &text)).transpose()?,
        not_fit: row.get(5)?,
        benefits: case.statement.may_benefit_from,
        kind: case.assessment.kind,
        profession: case.issuer.profession,
        conditions: case.statement.conditions,
        ended: match (cancelled, replaced) {
            (true, _) => Some(Ended::Cancelled),
            (false, true) => Some(Ended::Replaced),
            (false, false) => None,
        },
        by_hand: row.get(8)?,
        follows_on: row.get(9)?,
        duplicates: counted(row, 10)?,
    })
}
