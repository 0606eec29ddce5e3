//! The steps from an empty database to today's: each is run once, in order, whole or not at all.

use rusqlite::Connection;

use super::DB_FILE;
use super::error::Trouble;

/// The steps, oldest first. A step that was released is never edited: a change is a new step.
const STEPS: &[&str] = &[
    include_str!("sql/steps/0001_begin.sql"),
    include_str!("sql/steps/0002_conversation.sql"),
    include_str!("sql/steps/0003_sharing.sql"),
    include_str!("sql/steps/0004_services.sql"),
    include_str!("sql/steps/0005_audit.sql"),
    include_str!("sql/steps/0006_records.sql"),
];

/// Brings a database up to today's step.
pub(super) fn climb(db: &mut Connection) -> Result<(), Trouble> {
    climb_by(db, STEPS)
}

/// The number of today's step.
pub(super) fn newest() -> u32 {
    u32::try_from(STEPS.len()).unwrap_or(u32::MAX)
}

/// Whether steps are to be taken in a database that was in use.
pub(super) fn is_behind(db: &Connection) -> Result<bool, Trouble> {
    let reached: u32 = db.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    Ok(reached > 0 && reached < newest())
}

fn climb_by(db: &mut Connection, steps: &[&str]) -> Result<(), Trouble> {
    let reached: u32 = db.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    if reached as usize > steps.len() {
        return Err(Trouble::Newer { file: DB_FILE });
    }
    for (number, step) in (1u32..).zip(steps).skip(reached as usize) {
        let transaction = db.transaction()?;
        transaction.execute_batch(step)?;
        transaction.pragma_update(None, "user_version", number)?;
        transaction.commit()?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(db: &Connection) -> Vec<String> {
        let mut rows = db.prepare("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name").unwrap();
        rows.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
    }

    #[test]
    fn every_older_step_climbs_to_the_same_shape_and_keeps_its_records() {
        let mut fresh = crate::store::connection::in_memory();
        climb(&mut fresh).unwrap();
        assert!(!shape(&fresh).is_empty());
        for older in 1..=STEPS.len() {
            let mut db = crate::store::connection::in_memory();
            climb_by(&mut db, &STEPS[..older]).unwrap();
            db.execute("INSERT INTO setting (name, content) VALUES ('kept', 'yes')", []).unwrap();
            climb(&mut db).unwrap();
            assert_eq!(shape(&db), shape(&fresh), "from step {older}");
            let kept: String = db.query_row("SELECT content FROM setting WHERE name = 'kept'", [], |row| row.get(0)).unwrap();
            assert_eq!(kept, "yes");
        }
    }

    #[test]
    fn a_step_that_fails_half_way_leaves_nothing() {
        let mut db = crate::store::connection::in_memory();
        climb(&mut db).unwrap();
        let before = shape(&db);
        let broken = [STEPS, &["CREATE TABLE half (a); INSERT INTO nowhere VALUES (1);"]].concat();
        assert!(climb_by(&mut db, &broken).is_err());
        assert_eq!(shape(&db), before);
        let mended = [STEPS, &["CREATE TABLE whole (a) STRICT;", "DROP TABLE whole;"]].concat();
        // The mended step is not valid either: a strict column needs a type. Nothing is kept of it.
        assert!(climb_by(&mut db, &mended).is_err());
        assert_eq!(shape(&db), before);
        let right = [STEPS, &["CREATE TABLE whole (a TEXT) STRICT;", "ALTER TABLE whole ADD COLUMN b TEXT;"]].concat();
        climb_by(&mut db, &right).unwrap();
        climb_by(&mut db, &right).unwrap();
        assert_eq!(shape(&db).len(), before.len() + 1);
    }

    #[test]
    fn a_newer_programs_database_is_left_alone() {
        let mut db = crate::store::connection::in_memory();
        climb(&mut db).unwrap();
        db.pragma_update(None, "user_version", u32::try_from(STEPS.len()).unwrap() + 1).unwrap();
        assert_eq!(climb(&mut db), Err(Trouble::Newer { file: DB_FILE }));
    }
}
