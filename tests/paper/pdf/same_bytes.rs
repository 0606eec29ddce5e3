//! The same record gives the same bytes: now, again, and in another process.

use std::process::Command;

use super::documents;

#[test]
fn the_bytes_are_the_same_a_second_time_and_small() {
    for ((name, first), (_, second)) in documents::all().into_iter().zip(documents::all()) {
        let bytes = fitnote::pdf::write(&first).expect("a PDF");
        assert!(bytes == fitnote::pdf::write(&second).expect("a PDF"), "{name}");
        assert!(bytes.len() < 60_000, "{name}: {} bytes", bytes.len());
    }
}

#[test]
fn the_bytes_are_the_same_in_another_process() {
    let folder = tempfile::tempdir().expect("a folder");
    let status = Command::new(std::env::current_exe().expect("this program"))
        .args(["paper::pdf::same_bytes::writes_the_files_of_another_process", "--exact", "--ignored", "--quiet"])
        .env("FITNOTE_TEST_FILES", folder.path())
        .env("TZ", "Pacific/Auckland")
        .env("LANG", "cy_GB.UTF-8")
        .output()
        .expect("it runs");
    assert!(status.status.success(), "{}", String::from_utf8_lossy(&status.stdout));
    for (name, document) in documents::all() {
        let theirs = std::fs::read(folder.path().join(name)).expect("a file of theirs");
        assert!(theirs == fitnote::pdf::write(&document).expect("a PDF"), "{name}");
    }
}

/// Not a claim: the other process.
#[test]
#[ignore = "run by another test"]
fn writes_the_files_of_another_process() {
    let Some(folder) = std::env::var_os("FITNOTE_TEST_FILES").map(std::path::PathBuf::from) else { return };
    // In the other order: what was written before does not show.
    for (name, document) in documents::all().into_iter().rev() {
        std::fs::write(folder.join(name), fitnote::pdf::write(&document).expect("a PDF")).expect("written");
    }
}
