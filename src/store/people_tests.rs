//! People: what each role is let do by the store itself, and that a change of keys is whole or not there.

use secrecy::SecretString;

use super::*;
use crate::domain::audit::{AuditKind, Subject};
use crate::domain::draft::{Conversation, Decision, Draft};
use crate::domain::id::{DraftId, NoteId, PatientId};
use crate::domain::life::Origin;
use crate::domain::profession::Profession;
use crate::domain::record::{Clinician, Moment};

fn at() -> Moment {
    at_second(0)
}

fn at_second(second: i64) -> Moment {
    Moment::parse_from_rfc3339("2026-11-20T10:00:00+00:00").unwrap() + chrono::Duration::seconds(second)
}

fn secret(text: &str) -> SecretString {
    SecretString::from(text)
}

fn ada() -> ClinicianId {
    ClinicianId::new("ada")
}

fn person(id: &str, name: &str) -> Clinician {
    let mut clinician = tests::issuable("n").case().issuer.clone();
    clinician.name = name.into();
    Clinician {
        id: ClinicianId::new(id),
        name: clinician.name,
        profession: Profession::Doctor,
        registration: "7654321".into(),
        setting: clinician.setting,
        trained: true,
        within_scope: true,
    }
}

/// A folder with Ada, a second clinician Sam, an assistant Kit and a manager Mo; Ada is signed in.
fn practice() -> (tempfile::TempDir, Store) {
    let (dir, store) = tests::folder();
    drop(store);
    let (mut store, _) = Store::unlock(dir.path(), None, &secret("passphrase")).unwrap();
    for (id, role) in [("sam", Role::Clinician), ("kit", Role::Assistant), ("mo", Role::Manager)] {
        store.add_person(&person(id, id), role, &secret(id), Kdf::LEAST, (&ada(), at())).unwrap();
    }
    (dir, store)
}

fn signed_in_as(dir: &tempfile::TempDir, who: &str) -> Store {
    Store::sign_in(dir.path(), None, &secret(who), at()).unwrap().0
}

fn keys_text(dir: &tempfile::TempDir) -> String {
    std::fs::read_to_string(dir.path().join(KEYS_FILE)).unwrap()
}

#[test]
fn each_person_signs_in_with_their_own_role_and_the_database_is_not_rewritten() {
    let (dir, store) = practice();
    let pages: u32 = store.db.query_row("PRAGMA page_count", [], |row| row.get(0)).unwrap();
    drop(store);
    for (who, role) in [("passphrase", Role::Clinician), ("sam", Role::Clinician), ("kit", Role::Assistant), ("mo", Role::Manager)] {
        let store = signed_in_as(&dir, who);
        assert_eq!(store.signed_in().map(|(_, role)| *role), Some(role), "{who}");
        let now: u32 = store.db.query_row("PRAGMA page_count", [], |row| row.get(0)).unwrap();
        assert!(now <= pages + 2);
    }
}

#[test]
fn a_manager_sees_no_patient_whatever_is_asked_of_the_store() {
    let (dir, mut store) = practice();
    tests::issue(&mut store, "n1").unwrap();
    drop(store);
    let store = signed_in_as(&dir, "mo");
    let refused = Some(StoreError::Read(Trouble::NotForRole(Role::Manager)));
    let (ben, n1) = (PatientId::new("ben"), NoteId::new("n1"));
    assert_eq!(store.patient(&ben).err(), refused);
    assert_eq!(store.find_patients("oka", 5).err(), refused);
    assert_eq!(store.patients_named("Ben", "Okafor", "1984-02-29".parse().unwrap()).err(), refused);
    assert_eq!(store.note(&n1).err(), refused);
    assert_eq!(store.note_line(&n1).err(), refused);
    assert_eq!(store.case_text(&n1).err(), refused);
    assert_eq!(store.draft_of(&n1).err(), refused);
    assert_eq!(store.all_notes().err(), refused);
    assert_eq!(store.notes_of(&ben).err(), refused);
    assert_eq!(store.draft_lines(5).err(), refused);
    assert_eq!(store.drafts_of(&ben).err(), refused);
    assert_eq!(store.draft(&DraftId::new("d")).err(), refused);
}

#[test]
fn an_assistant_drafts_and_cannot_issue_cancel_or_duplicate() {
    let (dir, mut store) = practice();
    tests::issue(&mut store, "n1").unwrap();
    drop(store);
    let mut store = signed_in_as(&dir, "kit");
    assert!(store.patient(&PatientId::new("ben")).unwrap().is_some());
    store.save_draft(&draft("d1"), at()).unwrap();
    let kit = ClinicianId::new("kit");
    let refused = Trouble::NotForRole(Role::Assistant);
    let issued = store.issue(&tests::issuable("n2"), &PatientId::new("ben"), &kit, at());
    assert_eq!(issued.err(), Some(StoreError::Issue(refused.clone())));
    assert_eq!(store.cancel(&NoteId::new("n1"), "why", false, &kit, at()).err(), Some(StoreError::Save(refused.clone())));
    assert_eq!(store.all_notes().unwrap().len(), 1);
    let nobody_added = store.add_person(&person("eve", "eve"), Role::Clinician, &secret("eve"), Kdf::LEAST, (&kit, at()));
    assert_eq!(nobody_added.err(), Some(StoreError::Save(refused.clone())));
    assert_eq!(store.change_person(&person("kit", "kit"), Role::Clinician, (&kit, at())).err(), Some(StoreError::Save(refused.clone())));
    assert_eq!(store.remove_person(&ada(), (&kit, at())).err(), Some(StoreError::Save(refused.clone())));
    assert_eq!(store.new_recovery_key((&kit, at())).err(), Some(StoreError::Save(refused.clone())));
    let others = store.change_passphrase(&ada(), None, &secret("mine now"), Kdf::LEAST, (&kit, at()));
    assert_eq!(others.err(), Some(StoreError::Save(refused)));
}

fn draft(id: &str) -> Draft {
    Draft {
        id: DraftId::new(id),
        patient: PatientId::new("ben"),
        note: NoteId::new(format!("note-{id}")),
        clinician: ada(),
        begun_on: "2026-11-20".parse().unwrap(),
        origin: Origin::First,
        conversation: Conversation::default(),
        decision: Decision::default(),
    }
}

#[test]
fn the_last_clinician_stays_and_nobody_removes_themselves() {
    let (dir, mut store) = practice();
    let sam = ClinicianId::new("sam");
    assert_eq!(store.remove_person(&ada(), (&ada(), at())).err(), Some(StoreError::Save(Trouble::Yourself)));
    store.remove_person(&sam, (&ada(), at())).unwrap();
    assert_eq!(store.remove_person(&sam, (&ada(), at())).err(), Some(StoreError::Save(Trouble::UnknownClinician)));
    // Kit and Mo still sign in, and neither issues.
    assert_eq!(store.remove_person(&ada(), (&sam, at())).err(), Some(StoreError::Save(Trouble::LastClinician)));
    let mut ada_now = store.clinician(&ada()).unwrap().unwrap();
    ada_now.name = "Dr Ada Stone".into();
    assert_eq!(store.change_person(&ada_now, Role::Manager, (&ada(), at())).err(), Some(StoreError::Save(Trouble::LastClinician)));
    assert_eq!(store.clinician(&ada()).unwrap().unwrap().name, "Dr Ada Rowe", "a refused change leaves nothing");
    store.change_person(&ada_now, Role::Clinician, (&ada(), at())).unwrap();
    drop(store);
    assert!(Store::unlock(dir.path(), None, &secret("sam")).is_err());
    let FolderState::Ready { clinicians } = folder_state(dir.path()).unwrap() else { panic!("no records") };
    assert_eq!(clinicians.first().map(|(_, name)| name.as_str()), Some("Dr Ada Stone"), "the sign-in list has the new name");
    let store = signed_in_as(&dir, "passphrase");
    let people = store.people().unwrap();
    assert_eq!(people.iter().filter(|person| person.signs_in).count(), 3);
    assert!(people.iter().any(|person| person.clinician.id == sam && !person.signs_in), "who is gone stays on record");
}

#[test]
fn a_passphrase_of_ones_own_changes_with_the_present_one() {
    let (dir, mut store) = practice();
    let by = (&ada(), at());
    let wrong = Some(StoreError::Save(Trouble::WrongPassphrase));
    let before = keys_text(&dir);
    assert_eq!(store.change_passphrase(&ada(), None, &secret("new"), Kdf::LEAST, by).err(), wrong);
    assert_eq!(store.change_passphrase(&ada(), Some(&secret("guess")), &secret("new"), Kdf::LEAST, by).err(), wrong);
    assert_eq!(keys_text(&dir), before);
    store.change_passphrase(&ada(), Some(&secret("passphrase")), &secret("new"), Kdf::LEAST, by).unwrap();
    store.change_passphrase(&ClinicianId::new("kit"), None, &secret("kits new"), Kdf::LEAST, by).unwrap();
    drop(store);
    for (who, opens) in [("passphrase", false), ("kit", false), ("new", true), ("kits new", true), ("sam", true)] {
        assert_eq!(Store::unlock(dir.path(), None, &secret(who)).is_ok(), opens, "{who}");
    }
}

#[test]
fn a_new_recovery_key_takes_the_place_of_the_one_before() {
    let (dir, mut store) = practice();
    let first = store.new_recovery_key((&ada(), at())).unwrap();
    let second = store.new_recovery_key((&ada(), at())).unwrap();
    drop(store);
    assert!(Store::unlock_with_recovery_key(dir.path(), &first).is_err());
    assert!(Store::unlock_with_recovery_key(dir.path(), &second).is_ok());
    // Typed in the place of a passphrase it signs the chosen person in.
    let (store, who) = Store::sign_in(dir.path(), Some(&ada()), &secret(second.reveal()), at()).unwrap();
    assert_eq!(who, ada());
    assert_eq!(store.audit_rows(&AuditFilter::default(), 1).unwrap()[0].detail, "with the recovery key");
}

#[test]
fn a_change_of_keys_that_cannot_be_recorded_is_not_made() {
    let (dir, mut store) = practice();
    let before = keys_text(&dir);
    store.db.execute_batch("ALTER TABLE audit RENAME TO elsewhere").unwrap();
    let by = (&ada(), at());
    assert!(store.new_recovery_key(by).is_err());
    assert!(store.remove_person(&ClinicianId::new("kit"), by).is_err());
    assert!(store.add_person(&person("eve", "eve"), Role::Clinician, &secret("eve"), Kdf::LEAST, by).is_err());
    assert_eq!(keys_text(&dir), before);
    assert_eq!(store.clinician(&ClinicianId::new("eve")).unwrap(), None);
}

#[test]
fn wrong_passphrases_wait_across_restarts_and_are_told_in_the_log() {
    let (dir, store) = practice();
    drop(store);
    let try_at = |what: &str, second| Store::sign_in(dir.path(), Some(&ada()), &secret(what), at_second(second)).map(|_| ());
    for second in 0..4 {
        assert_eq!(try_at("guess", second), Err(StoreError::Open(Trouble::WrongPassphrase)));
    }
    assert_eq!(try_at("passphrase", 3), Err(StoreError::Open(Trouble::Wait { seconds: 2 })), "even the right one waits");
    assert_eq!(try_at("guess", 5), Err(StoreError::Open(Trouble::WrongPassphrase)));
    assert_eq!(try_at("passphrase", 6), Err(StoreError::Open(Trouble::Wait { seconds: 3 })));
    assert_eq!(try_at("passphrase", 9), Ok(()));
    assert_eq!(try_at("guess", 9), Err(StoreError::Open(Trouble::WrongPassphrase)));
    assert_eq!(try_at("passphrase", 9), Ok(()), "the count begins anew");
    let store = signed_in_as(&dir, "passphrase");
    let rows = store.audit_rows(&AuditFilter { kinds: Some(vec![AuditKind::SignInFailed]), ..AuditFilter::default() }, 20).unwrap();
    assert_eq!(rows.len(), 6);
    assert!(rows.iter().all(|row| row.clinician.is_none() && row.subject == Some(Subject::Person(ada()))));
    assert!(store.check_audit(None).unwrap().faults.is_empty());
}

#[test]
fn a_draft_that_was_changed_elsewhere_is_kept_twice() {
    let (_dir, mut store) = practice();
    let words = |text: &str| Draft { decision: Decision { comments: text.into(), ..Decision::default() }, ..draft("d1") };
    let first = store.save_draft_from(&words("one"), at(), None, &ada()).unwrap();
    assert_eq!(first, DraftSaved { revision: 0, kept_beside: None });
    assert_eq!(store.draft_revision(&DraftId::new("d1")).unwrap(), Some(0));
    let second = store.save_draft_from(&words("one two"), at(), Some(0), &ada()).unwrap();
    assert_eq!(second.revision, 1);
    // Another session began from revision 0 and saves its own words.
    let crossed = store.save_draft_from(&words("three"), at(), Some(0), &ada()).unwrap();
    let beside = crossed.kept_beside.clone().expect("kept beside");
    assert_eq!(store.draft(&DraftId::new("d1")).unwrap().unwrap().decision.comments, "three");
    let other = store.draft(&beside).unwrap().unwrap();
    assert_eq!(other.decision.comments, "one two");
    assert!(other.id == beside && other.note != draft("d1").note, "it leads to a note of its own");
    assert_eq!(store.drafts_of(&PatientId::new("ben")).unwrap().len(), 2);
    // From here on the one who saved goes on undisturbed; the same words are no conflict.
    assert_eq!(store.save_draft_from(&words("four"), at(), Some(crossed.revision), &ada()).unwrap().kept_beside, None);
    assert_eq!(store.save_draft_from(&words("four"), at(), Some(0), &ada()).unwrap().kept_beside, None);
    assert_eq!(store.audit_rows(&AuditFilter::default(), 1).unwrap()[0].kind, "draft_conflict");
}

#[test]
fn everything_is_verified_and_what_is_wrong_is_named() {
    let (dir, mut store) = practice();
    tests::issue(&mut store, "n1").unwrap();
    let checked = verify(&store, None).unwrap();
    assert!(checked.iter().all(|check| check.is_right), "{checked:?}");
    assert!(checked.len() >= 6);
    for check in &checked {
        assert!(!check.said.contains("Okafor") && !check.said.contains("back pain"), "{check:?}");
    }
    store.db.execute_batch("DROP TRIGGER audit_is_never_changed; UPDATE audit SET kind = 'listed' WHERE seq = 2").unwrap();
    store.db.execute_batch("DROP TRIGGER note_is_never_changed; UPDATE note SET case_json = replace(case_json, 'not_fit', 'fit')").unwrap();
    store.db.execute_batch("PRAGMA foreign_keys = OFF; INSERT INTO patient_word VALUES (0, 'x', 'x', 'nobody')").unwrap();
    let wrong: Vec<_> = verify(&store, None).unwrap().into_iter().filter(|check| !check.is_right).collect();
    assert_eq!(wrong.iter().map(|check| check.what).collect::<Vec<_>>(), ["References", "Notes", "Audit log"]);
    assert!(wrong[2].said.contains("Row 2"), "{}", wrong[2].said);
    drop(dir);
}

#[test]
fn a_log_that_was_cut_off_is_noticed_by_the_backups_beside_it_and_by_one_from_elsewhere() {
    let (dir, mut store) = practice();
    let at = at_second(60);
    let event = |at| crate::domain::audit::AuditEvent::new(AuditKind::Viewed, at).by(&ada());
    store.audit(&event(at)).unwrap();
    let (file, _) = store.back_up_into(&store.backups_dir(), at, crate::domain::safekeeping::Keep::default()).unwrap();
    let log = |store: &Store, known| verify(store, known).unwrap().into_iter().find(|check| check.what == "Audit log").unwrap();
    assert!(log(&store, None).is_right && log(&store, None).said.contains("The marks of 1 backup"));
    let mark = mark_of_backup(&file).unwrap();
    assert_eq!(mark, store.audit_head().unwrap());
    store.db.execute_batch("DROP TRIGGER audit_is_never_removed").unwrap();
    store.db.execute("DELETE FROM audit WHERE seq = (SELECT max(seq) FROM audit)", []).unwrap();
    let found = log(&store, None);
    assert!(!found.is_right && found.said.contains("cut off") && found.said.contains("fitnote-2026-11-20"), "{}", found.said);
    // Even where it grew again since, and nobody keeps a backup beside it.
    store.audit(&event(at_second(90))).unwrap();
    assert!(log(&store, None).said.contains("is not the one of the mark"));
    let elsewhere = dir.path().join("kept.fitnote-backup");
    std::fs::rename(&file, &elsewhere).unwrap();
    assert!(log(&store, None).is_right, "nothing is left to hold it against");
    assert!(!log(&store, Some(&mark_of_backup(&elsewhere).unwrap())).is_right);
    std::fs::write(&elsewhere, "no backup").unwrap();
    assert_eq!(mark_of_backup(&elsewhere).err(), Some(StoreError::Read(Trouble::NotABackup)));
}

#[test]
fn a_backup_that_was_put_back_is_no_alarm_and_newer_ones_are_left_out() {
    let (dir, mut store) = practice();
    let old = dir.path().join("old.fitnote-backup");
    store.back_up(&old, at()).unwrap();
    store.audit(&crate::domain::audit::AuditEvent::new(AuditKind::Viewed, at())).unwrap();
    store.back_up_into(&store.backups_dir(), at_second(60), crate::domain::safekeeping::Keep::default()).unwrap();
    drop(store);
    restore(dir.path(), &old, &secret("passphrase"), at_second(120)).unwrap();
    let store = signed_in_as(&dir, "passphrase");
    let found = verify(&store, None).unwrap().into_iter().find(|check| check.what == "Audit log").unwrap();
    assert!(found.is_right, "{}", found.said);
    assert!(store.audit_rows(&AuditFilter::default(), 9).unwrap().iter().any(|row| row.kind == "restored"));
}

#[test]
fn a_guess_at_ones_own_passphrase_is_counted_with_those_at_the_door() {
    let (dir, mut store) = practice();
    let mut guess =
        |second| store.change_passphrase(&ada(), Some(&secret("guess")), &secret("new"), Kdf::LEAST, (&ada(), at_second(second)));
    for _ in 0..4 {
        assert_eq!(guess(0).err(), Some(StoreError::Save(Trouble::WrongPassphrase)));
    }
    assert_eq!(guess(1).err(), Some(StoreError::Save(Trouble::Wait { seconds: 1 })));
    drop(store);
    let waits = Store::sign_in(dir.path(), Some(&ada()), &secret("passphrase"), at_second(1)).map(|_| ());
    assert_eq!(waits, Err(StoreError::Open(Trouble::Wait { seconds: 1 })));
}
