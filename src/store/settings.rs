//! The practice and its settings.

use rusqlite::{Connection, OptionalExtension, named_params};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::Store;
use super::error::{StoreError, Trouble, WhileDoing};
use super::rows::{from_json, to_json};
use crate::domain::case::Practice;

impl Store {
    /// The practice whose records these are.
    ///
    /// # Errors
    /// When the row cannot be read.
    pub fn practice(&self) -> Result<Practice, StoreError> {
        let read = || {
            let mut statement = self.db.prepare_cached(include_str!("sql/get_practice.sql"))?;
            statement.query_row([], |row| from_json(0, &row.get::<_, String>(0)?))
        };
        read().while_doing(StoreError::Read)
    }

    /// Saves the practice. Notes that were issued keep the practice that they were issued with.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn save_practice(&mut self, practice: &Practice) -> Result<(), StoreError> {
        write_practice(&self.db, practice).while_doing(StoreError::Save)
    }

    /// A setting, or none where it was never set.
    ///
    /// # Errors
    /// When it cannot be read as a `T`.
    pub fn setting<T: DeserializeOwned>(&self, name: &str) -> Result<Option<T>, StoreError> {
        let read = || {
            let mut statement = self.db.prepare_cached(include_str!("sql/get_setting.sql"))?;
            statement.query_row(named_params! {":name": name}, |row| from_json(0, &row.get::<_, String>(0)?)).optional()
        };
        read().while_doing(StoreError::Read)
    }

    /// Sets a setting.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn set_setting<T: Serialize>(&mut self, name: &str, value: &T) -> Result<(), StoreError> {
        write_setting(&self.db, name, value).while_doing(StoreError::Save)
    }
}

pub(super) fn write_setting<T: Serialize>(db: &Connection, name: &str, value: &T) -> Result<(), Trouble> {
    let mut statement = db.prepare_cached(include_str!("sql/save_setting.sql"))?;
    statement.execute(named_params! {":name": name, ":content": to_json(value)?})?;
    Ok(())
}

pub(super) fn write_practice(db: &Connection, practice: &Practice) -> Result<(), Trouble> {
    let mut statement = db.prepare_cached(include_str!("sql/save_practice.sql"))?;
    statement.execute(named_params! {":content": to_json(practice)?})?;
    Ok(())
}
