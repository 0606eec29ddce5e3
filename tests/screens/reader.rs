//! The real window, read and filled in by a real screen reader's library.

use std::process::Command;

/// What the script answers when something that it needs is not on this computer.
const SKIPPED: i32 = 77;

#[test]
fn a_screen_reader_finds_fills_and_submits_first_run() {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/accessibility.py");
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("records");
    // Its own session bus: nothing of this reaches the desktop that the tests may be run from.
    let run = Command::new("dbus-run-session")
        .args(["--", "python3", script, env!("CARGO_BIN_EXE_fitnote")])
        .arg(&data)
        .env("XDG_RUNTIME_DIR", folder.path())
        .output();
    let Ok(run) = run else {
        eprintln!("skipped: dbus-run-session is not installed");
        return;
    };
    let (said, why) = (String::from_utf8_lossy(&run.stdout), String::from_utf8_lossy(&run.stderr));
    if run.status.code() == Some(SKIPPED) {
        eprintln!("skipped: {}", said.trim());
        return;
    }
    assert!(run.status.success(), "{said}\n{why}");
    assert!(data.join("fitnote.db").is_file() && data.join("keys.json").is_file(), "the records were made: {said}");
}
