//! The store's own parsers, given inputs that nobody wrote: see `tests/generated.rs`.

use secrecy::ExposeSecret;

use super::keys::{DataKey, KeyFile, Slot, SlotFor};
use super::tests::CASE;
use super::*;
use crate::domain::id::ClinicianId;

#[path = "../../tests/generated/mutate.rs"]
mod mutate;

use mutate::feed;

#[test]
fn key_files() {
    let key = DataKey::random().unwrap();
    let ada = SlotFor::Passphrase { clinician: ClinicianId::new("ada"), name: "Dr Ada Rowe".into() };
    let slots = [(ada, b"secret".as_slice()), (SlotFor::Recovery, b"key")]
        .map(|(whose, secret)| Slot::wrap(&key, whose, secret, Kdf::LEAST).unwrap());
    let file = KeyFile::new(slots.to_vec());
    let unsummed = serde_json::to_vec(&file).unwrap();
    feed("key file", &[file.text().unwrap().as_bytes(), &unsummed], |bytes| KeyFile::read(bytes).is_ok());
}

#[test]
fn recovery_keys_as_they_are_typed() {
    let key = RecoveryKey::random().unwrap();
    feed("recovery key", &[key.reveal().as_bytes()], |bytes| RecoveryKey::parse(&String::from_utf8_lossy(bytes)).is_ok());
}

#[test]
fn sealed_files_and_the_lines_in_them() {
    let mut sealer = sealed::Sealer::begin(Vec::new(), b"secret", Kdf::LEAST).unwrap();
    sealer.add(b"one\ntwo\n").unwrap();
    let file = sealer.finish().unwrap();
    let read = |bytes: &[u8]| -> Result<(), Trouble> {
        let mut lines = sealed::Opener::begin(bytes, b"secret")?;
        while lines.line()?.is_some() {}
        Ok(())
    };
    feed("sealed bundle", &[&file], |bytes| read(bytes).is_ok());

    let patient = r#"{"patient":{"id":"ben","title":"Mr","given_names":"Ben","family_name":"Okafor","date_of_birth":"1984-02-29","nhs_number":"9434765919","address":["22 Cliff Road"],"postcode":"YO21 3BB"}}"#;
    let event = r#"{"event":{"note":"n1","kind":"issued","at":"2026-11-20T10:00:00Z","clinician":"ada","reason":null,"other":null}}"#;
    let row = r#"{"row":{"table":"consent","values":{"id":"c1","patient":"ben","given_at":"2026-11-20T10:00:00Z"}}}"#;
    let head = r#"{"bundle":{"format":"fitnote-bundle/1","program":"0.1.0","made_at":"2026-11-20T10:00:00Z"}}"#;
    let note = format!(
        r#"{{"note":{{"id":"n1","patient":"ben","clinician":"ada","issued_at":"2026-11-20T10:00:00Z","case":{},"rule_set":"gb-2026","verdict":"accept","findings":[],"reason":null,"print":{},"draft":null}}}}"#,
        serde_json::to_string(CASE).unwrap(),
        serde_json::to_string(&crate::rules::PrintOptions::default()).unwrap()
    );
    let seeds: Vec<&[u8]> = [head, patient, event, row, &note].map(str::as_bytes).to_vec();
    feed("line of a bundle", &seeds, |bytes| serde_json::from_slice::<bundle::Line>(bytes).is_ok());
}

#[test]
fn backups_marks_and_counts() {
    let dir = tempfile::tempdir().unwrap();
    let (data, store) = tests::folder();
    let file = dir.path().join("one.fitnote-backup");
    store.back_up(&file, "2026-11-20T10:00:00Z".parse().unwrap()).unwrap();
    // All of it after the header is compared with its hash before anything of it is looked at.
    let whole = std::fs::read(&file).unwrap();
    let head = &whole[..1200.min(whole.len())];
    feed("head of a backup", &[head], |mut bytes| backup_file::read_header(&mut bytes).is_ok());
    drop(store);
    let mark = std::fs::read(data.path().join(ends::END_FILE)).unwrap();
    feed("mark of the end", &[&mark], ends::reads);
    let counts = br#"{"count":4,"last":"2026-11-20T10:00:00Z","told":[{"clinician":"ada","at":"2026-11-20T10:00:00Z"}]}"#;
    feed("wrong passphrases", &[counts], |bytes| serde_json::from_slice::<attempts::Attempts>(bytes).is_ok());
}

#[test]
fn passphrases_of_any_letters() {
    let seeds: Vec<&[u8]> = ["caf\u{e9} au lait", "cafe\u{301}", "\u{1d161}"].map(str::as_bytes).to_vec();
    feed("passphrase", &seeds, |bytes| {
        let typed = secrecy::SecretString::from(String::from_utf8_lossy(bytes).into_owned());
        unlock::secret(&typed).is_ok_and(|secret| !secret.is_empty() && !typed.expose_secret().is_empty())
    });
}
