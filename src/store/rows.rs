//! How values stand in columns: JSON, days and moments as text that reads back the same.

use chrono::SecondsFormat;
use rusqlite::types::Type;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::error::Trouble;
use crate::domain::day::Day;
use crate::domain::record::Moment;

/// A value as JSON text.
pub(super) fn to_json<T: Serialize>(value: &T) -> Result<String, Trouble> {
    serde_json::to_string(value).map_err(|_| Trouble::Machine { code: "a record could not be written out".into() })
}

/// A value from JSON text. The error says where, never what: the text is a patient's.
pub(super) fn from_json<T: DeserializeOwned>(column: usize, text: &str) -> rusqlite::Result<T> {
    serde_json::from_str(text).map_err(|_| unreadable(column))
}

/// A day from `YYYY-MM-DD`.
pub(super) fn to_day(column: usize, text: &str) -> rusqlite::Result<Day> {
    text.parse().map_err(|_| unreadable(column))
}

/// A moment with its own offset, to the nanosecond.
pub(super) fn moment_text(moment: Moment) -> String {
    moment.to_rfc3339_opts(SecondsFormat::AutoSi, false)
}

/// A moment from its text.
pub(super) fn to_moment(column: usize, text: &str) -> rusqlite::Result<Moment> {
    Moment::parse_from_rfc3339(text).map_err(|_| unreadable(column))
}

/// A row that does not read back as what was written: the file is damaged.
pub(super) fn unreadable(column: usize) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(column, Type::Text, "unreadable".into())
}
