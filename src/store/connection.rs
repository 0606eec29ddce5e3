//! A connection to the encrypted database: its key first, then how it keeps what it is given.

use std::path::Path;
use std::sync::{Mutex, PoisonError};
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
    prepare()?;
    let mut db = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    // Another process may write beside this one: whoever will write takes its turn before it reads what the change builds on.
    db.set_transaction_behavior(TransactionBehavior::Immediate);
    // What it frees is wiped, and while it is in use it is kept out of the swap file as far as the system lets us.
    db.execute_batch("PRAGMA cipher_memory_security = ON;")?;
    db.execute_batch(&key.pragma())?;
    db.execute_batch(include_str!("sql/set_connection.sql"))?;
    db.busy_timeout(Duration::from_secs(5))?;
    Ok(db)
}

/// Sets up what SQLCipher keeps for the whole process, before its first connection and by one thread: threads that open the first ones at
/// once find it half set up, or end the process by switching its log off twice (SQLCipher 4.19, `sqlcipher_set_log`).
fn prepare() -> Result<(), Trouble> {
    static IS_PREPARED: Mutex<bool> = Mutex::new(false);
    let mut is_prepared = IS_PREPARED.lock().unwrap_or_else(PoisonError::into_inner);
    if !*is_prepared {
        // It writes to standard error by itself; what it has to say comes back as an error anyway.
        Connection::open_in_memory()?.execute_batch("PRAGMA cipher_log_level = NONE; PRAGMA cipher_log = off;")?;
        *is_prepared = true;
    }
    Ok(())
}

/// A plain database of a test, in memory.
#[cfg(test)]
pub(super) fn in_memory() -> Connection {
    prepare().and_then(|()| Ok(Connection::open_in_memory()?)).unwrap_or_else(|trouble| panic!("{trouble:?}"))
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

#[cfg(test)]
mod tests {
    use std::sync::Barrier;

    use super::*;

    const NAME: &str = "store::connection::tests::the_first_connections_of_a_process_may_be_opened_at_once";
    const AGAIN: &str = "FITNOTE_TEST_OPENS_AT_ONCE";

    /// Only the first connections of a process can disturb each other, so it runs itself again and again.
    #[test]
    fn the_first_connections_of_a_process_may_be_opened_at_once() {
        if std::env::var_os(AGAIN).is_some() {
            return open_at_once();
        }
        let program = std::env::current_exe().expect("this program");
        for run in 0..100 {
            let status = std::process::Command::new(&program).args(["--exact", NAME, "--quiet"]).env(AGAIN, "1").output();
            assert!(status.as_ref().is_ok_and(|output| output.status.success()), "run {run}: {status:?}");
        }
    }

    fn open_at_once() {
        let folder = tempfile::tempdir().expect("a folder");
        let start = Barrier::new(8);
        std::thread::scope(|scope| {
            for thread in 0..8 {
                let (folder, start) = (&folder, &start);
                scope.spawn(move || {
                    let key = DataKey::random().expect("a key");
                    start.wait();
                    create(&folder.path().join(format!("{thread}.db")), &key).expect("made");
                });
            }
        });
    }
}
