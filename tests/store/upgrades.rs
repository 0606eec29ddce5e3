//! A store of every released schema opens for ever, with its notes as they were issued, and a copy is kept from before the upgrade.

use super::*;

/// The folder of a fixture: the store as the program of that schema left it.
fn fixture(schema: u32) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(format!("schema-{schema}"))
}

/// A copy that may be opened, which changes it.
pub fn copy_of(schema: u32) -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    for name in [DB_FILE, KEYS_FILE] {
        fs::copy(fixture(schema).join(name), dir.path().join(name)).unwrap();
    }
    dir
}

/// Writes the fixture of the schema that is newest now. Run once, when a schema is released:
/// `FITNOTE_FIXTURE=1 cargo test --features screen-tests --test fitnote upgrades::writes -- --ignored`.
#[test]
#[ignore = "writes a fixture, once a released schema"]
fn writes_the_fixture_of_a_released_schema() {
    let Ok(schema) = std::env::var("FITNOTE_FIXTURE") else { return };
    let to = fixture(schema.parse().unwrap());
    assert!(!to.exists(), "a released schema has its fixture already, and it is never made again");
    let (dir, mut store, _) = folder();
    let mut warned = case();
    warned.statement.conditions = "Low back pain".into();
    store.issue(&issuable("n1", case()), &ben().id, &ada().id, at()).unwrap();
    store.save_draft(&draft("d2", "n2"), at()).unwrap();
    store.mark_printed(&NoteId::new("n1"), &ada().id, at(), fitnote::domain::life::PaperUse::Printed).unwrap();
    let renewed = {
        let mut case = case();
        let later = fitnote::domain::day::Day::from_ymd_opt(2026, 12, 4).unwrap();
        (case.today, case.assessment.on, case.statement.on) = (Some(later), later, later);
        case.statement.period = serde_json::from_str(r#"{ "from": "2026-12-04", "to": "2026-12-17" }"#).unwrap();
        issuable("n3", case)
    };
    let origin = fitnote::domain::life::Origin::Renews(NoteId::new("n1"));
    store.issue_as(&renewed, &ben().id, &ada().id, moment("2026-12-04T09:00:00+00:00"), &origin).unwrap();
    drop(store);
    fs::create_dir_all(&to).unwrap();
    for name in [DB_FILE, KEYS_FILE] {
        fs::copy(dir.path().join(name), to.join(name)).unwrap();
    }
}

#[test]
fn a_store_of_every_released_schema_opens_with_its_notes_as_they_were_issued() {
    const RELEASED: [u32; 2] = [1, 6];
    let (room, new, _) = folder();
    let newest = new.back_up(&room.path().join("new.fitnote-backup"), at()).unwrap().schema;
    assert_eq!(RELEASED.last(), Some(&newest), "a schema is released with its fixture");
    for schema in RELEASED {
        let dir = copy_of(schema);
        let store = unlock(dir.path());
        let ids: Vec<String> = store.all_notes().unwrap().iter().map(|line| line.id.to_string()).collect();
        assert_eq!(ids, ["n1", "n3"], "schema {schema}");
        for id in ids {
            let record = store.note(&NoteId::new(id)).unwrap().unwrap();
            let rules = rules::by_id(&record.rule_set).unwrap();
            assert!(Issued::from_record(record, rules, &Med3Page).is_ok());
        }
        assert_eq!(store.draft_lines(9).unwrap().len(), 1);
        assert!(store.history(&NoteId::new("n1")).unwrap().len() >= 3, "issued, printed, renewed");
    }
}

#[test]
fn a_copy_is_kept_from_before_the_upgrade_and_goes_back_as_it_was() {
    let dir = copy_of(1);
    drop(unlock(dir.path()));
    let kept = fitnote::store::backups_in(&dir.path().join(fitnote::store::BACKUPS_DIR));
    assert_eq!(kept.len(), 1, "{kept:?}");
    let again = tempfile::tempdir().unwrap();
    let restored = fitnote::store::restore(again.path(), &kept[0], &secret(PASSPHRASE), at()).unwrap();
    assert_eq!((restored.holds.schema, restored.holds.notes, restored.holds.drafts), (1, 2, 1));
    assert_eq!(unlock(again.path()).all_notes().unwrap().len(), 2);
    // Opened again, there is nothing to climb and nothing more to keep.
    drop(unlock(dir.path()));
    assert_eq!(fitnote::store::backups_in(&dir.path().join(fitnote::store::BACKUPS_DIR)).len(), 1);
}
