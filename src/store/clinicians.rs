//! The clinicians who sign in here.

use rusqlite::{Connection, OptionalExtension, Row, named_params};

use super::Store;
use super::error::{StoreError, Trouble, WhileDoing};
use super::rows::{from_json, to_json};
use crate::domain::id::ClinicianId;
use crate::domain::record::Clinician;

impl Store {
    /// Everybody who was ever added, the first one first.
    ///
    /// # Errors
    /// When the rows cannot be read.
    pub fn clinicians(&self) -> Result<Vec<Clinician>, StoreError> {
        let read = || {
            let mut statement = self.db.prepare_cached(include_str!("sql/list_clinicians.sql"))?;
            statement.query_map([], to_clinician)?.collect::<rusqlite::Result<Vec<_>>>()
        };
        read().while_doing(StoreError::Read)
    }

    /// One clinician.
    ///
    /// # Errors
    /// When the row cannot be read.
    pub fn clinician(&self, id: &ClinicianId) -> Result<Option<Clinician>, StoreError> {
        let read = || {
            let mut statement = self.db.prepare_cached(include_str!("sql/get_clinician.sql"))?;
            statement.query_row(named_params! {":id": id.as_str()}, to_clinician).optional()
        };
        read().while_doing(StoreError::Read)
    }

    /// Saves a clinician's particulars. Who may sign in is set by [`Store::set_passphrase`].
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn save_clinician(&mut self, clinician: &Clinician) -> Result<(), StoreError> {
        write_clinician(&self.db, clinician).while_doing(StoreError::Save)
    }
}

pub(super) fn write_clinician(db: &Connection, clinician: &Clinician) -> Result<(), Trouble> {
    let mut statement = db.prepare_cached(include_str!("sql/save_clinician.sql"))?;
    statement.execute(named_params! {":id": clinician.id.as_str(), ":content": to_json(clinician)?})?;
    Ok(())
}

fn to_clinician(row: &Row<'_>) -> rusqlite::Result<Clinician> {
    from_json(0, &row.get::<_, String>(0)?)
}
