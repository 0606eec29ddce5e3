//! A connection to the encrypted database: its key first, then how it keeps what it is given.

use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags, TransactionBehavior};

use super::DB_FILE;
use super::error::Trouble;
use super::keys::DataKey;
use super::whole_file::private;

/// The checksums of every page are read at opening up to this size; a larger file is checked by [`check_pages`] when somebody asks.
pub(super) const CHECKED_AT_OPENING_BYTES: u64 = 32 * 1024 * 1024;

/// Makes the database file, which must not exist, and opens it under its key: not one byte is ever written without it.
pub(super) fn create(path: &Path, key: &DataKey) -> Result<Connection, Trouble> {
    private().write(true).create_new(true).open(path)?;
    connect(path, key)
}

/// Opens a database that was made before.
pub(super) fn open(path: &Path, key: &DataKey) -> Result<Connection, Trouble> {
    let bytes = std::fs::metadata(path)?.len();
    let db = connect(path, key)?;
    // Reads the first page: another key, or another file, shows here.
    let version: u32 = db.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    // SQLite takes a file of no bytes for a new database; here it is one that was lost.
    if version == 0 {
        return Err(Trouble::Damaged { file: DB_FILE });
    }
    if bytes <= CHECKED_AT_OPENING_BYTES {
        check_pages(&db)?;
    }
    // Readers and the one writer do not wait for each other, and a commit is on the disk before it is acknowledged.
    let mode: String = db.query_row("PRAGMA journal_mode = WAL", [], |row| row.get(0))?;
    if mode != "wal" {
        return Err(Trouble::ReadOnly);
    }
    Ok(db)
}

/// Reads the whole file and compares every page with its checksum.
pub(super) fn check_pages(db: &Connection) -> Result<(), Trouble> {
    catch_up(db);
    let mut faults = db.prepare("PRAGMA cipher_integrity_check")?;
    if faults.query([])?.next()?.is_some() { Err(Trouble::Damaged { file: DB_FILE }) } else { Ok(()) }
}

/// Takes what stands in the log into the file, as far as nobody reads there. The checksums are of the file alone: a page of it that a power
/// cut tore stands whole in the log, and is no damage.
pub(super) fn catch_up(db: &Connection) {
    let _ = db.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(()));
}

/// A connection under its key, which shows itself with the first page that is read.
pub(super) fn connect(path: &Path, key: &DataKey) -> Result<Connection, Trouble> {
    let mut db = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    // Another process may write beside this one: whoever will write takes its turn before it reads what the change builds on.
    db.set_transaction_behavior(TransactionBehavior::Immediate);
    // SQLCipher writes to standard error by itself; what it has to say comes back as an error anyway.
    db.execute_batch("PRAGMA cipher_log_level = NONE; PRAGMA cipher_log = off;")?;
    // What it frees is wiped, and while it is in use it is kept out of the swap file as far as the system lets us.
    db.execute_batch("PRAGMA cipher_memory_security = ON;")?;
    db.execute_batch(&key.pragma())?;
    db.execute_batch(include_str!("sql/set_connection.sql"))?;
    db.busy_timeout(Duration::from_secs(5))?;
    Ok(db)
}

/// Does some work whole or not at all: in a transaction of its own, or as a part of the one that is open.
pub(super) fn whole<R>(db: &mut Connection, work: impl FnOnce(&Connection) -> Result<R, Trouble>) -> Result<R, Trouble> {
    if db.is_autocommit() {
        let transaction = db.transaction()?;
        let done = work(&transaction)?;
        transaction.commit()?;
        Ok(done)
    } else {
        let savepoint = db.savepoint()?;
        let done = work(&savepoint)?;
        savepoint.commit()?;
        Ok(done)
    }
}
