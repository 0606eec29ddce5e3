//! The rooms beside notes and drafts, row by row: for a bundle, and for one person's whole record. A new table with a person in it
//! belongs in this list, and a test says so.

use rusqlite::types::{Value as SqlValue, ValueRef};
use rusqlite::{Connection, Row};
use serde_json::{Map, Value};

use super::error::Trouble;
use crate::domain::id::PatientId;

/// A row as names and values.
pub(super) type Named = Map<String, Value>;

/// A table of rows that belong to a person, or to the practice.
pub(super) struct Table {
    pub(super) name: &'static str,
    /// What a person reads above the rows.
    pub(super) title: &'static str,
    /// The columns that tell one row from another.
    key: &'static [&'static str],
    /// Its `id` counts the rows of this folder, and means nothing elsewhere.
    counts: bool,
    /// How a row is found for a person; none for a table of the practice.
    of_person: Option<&'static str>,
}

/// In an order in which each row finds what it points at; an agreement is taken back after what was shared under it.
pub(super) const TABLES: [Table; 11] = [
    table("conversation", "Conversations", &["id"], false, Some("patient = ?1")),
    table("pause", "Written on a pause", &["id"], false, Some("patient = ?1")),
    table("consent", "Agreements to share", &["id"], false, Some("patient = ?1")),
    table("disclosure", "What was shared", &["patient", "at", "document", "how", "recipient"], true, Some("patient = ?1")),
    table(
        "consent_withdrawal",
        "Agreements taken back",
        &["consent"],
        false,
        Some("consent IN (SELECT id FROM consent WHERE patient = ?1)"),
    ),
    table("own_service", "Services of the practice", &["id"], false, None),
    table("referral", "Services and referrals", &["id"], false, Some("patient = ?1")),
    table("follow_up", "Follow-ups", &["id"], false, Some("patient = ?1")),
    table("recurrence", "What came back", &["patient", "began", "content"], true, Some("patient = ?1")),
    table("no_contact", "Not to be contacted about work", &["patient"], false, Some("patient = ?1")),
    table("patient_merge", "Entries that were joined", &["merged", "kept", "at"], true, Some("kept = ?1")),
];

const fn table(
    name: &'static str,
    title: &'static str,
    key: &'static [&'static str],
    counts: bool,
    of_person: Option<&'static str>,
) -> Table {
    Table { name, title, key, counts, of_person }
}

/// What became of a row that was to be added.
pub(super) enum Added {
    New,
    Same,
    /// Here already, and not the same.
    Differs,
    /// A guard on the rows does not let it in, or what it points at is not here.
    Refused,
}

/// The table of that name.
pub(super) fn by_name(name: &str) -> Option<&'static Table> {
    TABLES.iter().find(|table| table.name == name)
}

impl Table {
    /// Every row.
    pub(super) fn each(&self, db: &Connection, mut take: impl FnMut(Named) -> Result<(), Trouble>) -> Result<(), Trouble> {
        // The name is one of the list above, never of a file.
        let mut statement = db.prepare(&format!("SELECT * FROM {}", self.name))?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            take(self.named(row)?)?;
        }
        Ok(())
    }

    /// The rows of a person.
    pub(super) fn of(&self, db: &Connection, patient: &PatientId) -> Result<Vec<Named>, Trouble> {
        let Some(found_by) = self.of_person else { return Ok(Vec::new()) };
        let mut statement = db.prepare(&format!("SELECT * FROM {} WHERE {found_by}", self.name))?;
        let mut rows = statement.query([patient.as_str()])?;
        let mut named = Vec::new();
        while let Some(row) = rows.next()? {
            named.push(self.named(row)?);
        }
        Ok(named)
    }

    /// Adds a row from elsewhere, where it is not here yet.
    pub(super) fn add(&self, db: &Connection, row: &Named) -> Result<Added, Trouble> {
        let columns = self.columns(db)?;
        // A column that is not ours would become part of a statement.
        if row.len() != columns.len() || !columns.iter().all(|column| row.contains_key(column)) {
            return Err(Trouble::BundleDamaged);
        }
        let values = |names: &[String]| names.iter().map(|name| value_of(&row[name])).collect::<Result<Vec<SqlValue>, Trouble>>();
        let key: Vec<String> = self.key.iter().map(|column| (*column).to_owned()).collect();
        let found_by: Vec<String> = key.iter().enumerate().map(|(at, column)| format!("{column} IS ?{}", at + 1)).collect();
        let mut statement = db.prepare_cached(&format!("SELECT * FROM {} WHERE {}", self.name, found_by.join(" AND ")))?;
        let mut here = statement.query(rusqlite::params_from_iter(values(&key)?))?;
        if let Some(here) = here.next()? {
            return Ok(if self.named(here)? == *row { Added::Same } else { Added::Differs });
        }
        let places: Vec<String> = (1..=columns.len()).map(|at| format!("?{at}")).collect();
        let sql = format!("INSERT INTO {} ({}) VALUES ({})", self.name, columns.join(", "), places.join(", "));
        match db.prepare_cached(&sql)?.execute(rusqlite::params_from_iter(values(&columns)?)) {
            Ok(_) => Ok(Added::New),
            Err(rusqlite::Error::SqliteFailure(failure, _)) if failure.code == rusqlite::ErrorCode::ConstraintViolation => {
                Ok(Added::Refused)
            }
            Err(error) => Err(error.into()),
        }
    }

    fn columns(&self, db: &Connection) -> Result<Vec<String>, Trouble> {
        let statement = db.prepare_cached(&format!("SELECT * FROM {}", self.name))?;
        Ok(statement.column_names().filter(|name| !(self.counts && *name == "id")).map(str::to_owned).collect())
    }

    fn named(&self, row: &Row<'_>) -> Result<Named, Trouble> {
        let mut named = Named::new();
        for (at, column) in row.as_ref().column_names().enumerate() {
            if self.counts && column == "id" {
                continue;
            }
            let value = match row.get_ref(at)? {
                ValueRef::Null => Value::Null,
                ValueRef::Integer(number) => number.into(),
                ValueRef::Text(text) => String::from_utf8_lossy(text).into_owned().into(),
                ValueRef::Real(_) | ValueRef::Blob(_) => return Err(Trouble::Damaged { file: super::DB_FILE }),
            };
            named.insert(column.to_owned(), value);
        }
        Ok(named)
    }
}

fn value_of(value: &Value) -> Result<SqlValue, Trouble> {
    match value {
        Value::Null => Ok(SqlValue::Null),
        Value::String(text) => Ok(SqlValue::Text(text.clone())),
        Value::Number(number) => number.as_i64().map(SqlValue::Integer).ok_or(Trouble::BundleDamaged),
        Value::Bool(_) | Value::Array(_) | Value::Object(_) => Err(Trouble::BundleDamaged),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Tables that the bundle and the whole record carry in their own way, and those that stay in their folder.
    const ELSEWHERE: [&str; 11] = [
        "practice",
        "clinician",
        "setting",
        "patient",
        "patient_word",
        "draft",
        "note",
        "note_event", // carried, or made anew
        "audit",
        "person_role",
        "removal", // of this folder
    ];

    #[test]
    fn every_table_is_carried_or_stays_for_a_reason() {
        let (_dir, store) = super::super::tests::folder();
        let mut names = store.db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'").unwrap();
        let names: Vec<String> = names.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
        assert!(names.len() > 10);
        for name in &names {
            let is_known = by_name(name).is_some() || ELSEWHERE.contains(&name.as_str());
            assert!(is_known, "{name} is in no bundle and in no whole record: add it to TABLES");
        }
        assert!(TABLES.iter().all(|table| names.iter().any(|name| name == table.name)));
    }
}
