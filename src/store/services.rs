//! The practice's own entries of the directory. The shipped ones are part of the program and are never written here.

use rusqlite::named_params;

use super::Store;
use super::error::{StoreError, WhileDoing};
use super::rows::{from_json, to_json};
use crate::domain::id::ServiceId;
use crate::domain::service::Service;

impl Store {
    /// The practice's own entries.
    ///
    /// # Errors
    /// When the rows cannot be read.
    pub fn own_services(&self) -> Result<Vec<Service>, StoreError> {
        let read = || {
            let mut statement = self.db.prepare_cached(include_str!("sql/list_own_services.sql"))?;
            let rows = statement.query_map([], |row| from_json(0, &row.get::<_, String>(0)?))?;
            rows.collect::<rusqlite::Result<Vec<Service>>>()
        };
        read().while_doing(StoreError::Read)
    }

    /// Saves an entry of the practice, new or known.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn save_own_service(&mut self, service: &Service) -> Result<(), StoreError> {
        let save = || {
            let mut statement = self.db.prepare_cached(include_str!("sql/save_own_service.sql"))?;
            statement.execute(named_params! {":id": service.id.as_str(), ":content": to_json(service)?})?;
            Ok::<_, super::Trouble>(())
        };
        save().while_doing(StoreError::Save)
    }

    /// Takes an entry of the practice out. What was brought up with patients keeps its name.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn remove_own_service(&mut self, id: &ServiceId) -> Result<(), StoreError> {
        let remove = || {
            let mut statement = self.db.prepare_cached(include_str!("sql/delete_own_service.sql"))?;
            statement.execute(named_params! {":id": id.as_str()}).map(|_| ())
        };
        remove().while_doing(StoreError::Save)
    }
}
