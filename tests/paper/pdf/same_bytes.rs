//! The same record gives the same bytes: now, again, and in another process with another clock, place, language and order.

use std::path::Path;
use std::process::Command;

use super::documents;

#[test]
fn the_bytes_are_the_same_a_second_time_and_small() {
    let again = documents::made();
    assert!(again.len() > 30, "{}", again.len());
    for (name, document) in again {
        let bytes = fitnote::pdf::write(&document).expect("a PDF");
        assert!(bytes == documents::bytes(&name), "{name}");
        assert!(bytes.len() < 60_000, "{name}: {} bytes", bytes.len());
    }
}

const WRITER: [&str; 4] = ["paper::pdf::same_bytes::writes_the_files_of_another_process", "--exact", "--ignored", "--quiet"];

/// Has another process write every file, and holds them against ours.
fn written_elsewhere(call: &mut Command, folder: &Path) {
    let done = call.env("FITNOTE_TEST_FILES", folder).current_dir(folder).output().expect("it runs");
    assert!(done.status.success(), "{}{}", String::from_utf8_lossy(&done.stdout), String::from_utf8_lossy(&done.stderr));
    for (name, _) in documents::all() {
        let theirs = std::fs::read(folder.join(name)).expect("a file of theirs");
        assert!(theirs == documents::bytes(name), "{name}");
    }
}

#[test]
fn the_bytes_are_the_same_in_another_process_place_and_language() {
    let program = std::env::current_exe().expect("this program");
    for (zone, language) in [("Pacific/Auckland", "cy_GB.UTF-8"), ("America/St_Johns", "tr_TR.UTF-8")] {
        let folder = tempfile::tempdir().expect("a folder");
        let mut call = Command::new(&program);
        call.args(WRITER).env("TZ", zone).env("LANG", language).env("LC_ALL", language).env("HOME", folder.path());
        written_elsewhere(&mut call, folder.path());
    }
}

#[test]
fn the_bytes_are_the_same_on_another_day() {
    let program = std::env::current_exe().expect("this program");
    let folder = tempfile::tempdir().expect("a folder");
    let mut call = Command::new("faketime");
    if call.arg("--version").output().is_err() {
        eprintln!("skipped: faketime is not installed");
        return;
    }
    let mut call = Command::new("faketime");
    call.arg("2031-02-03 04:05:06").arg(&program).args(WRITER);
    written_elsewhere(&mut call, folder.path());
    // It was another day there.
    let day = std::fs::read_to_string(folder.path().join("day")).expect("their day");
    let seconds: u64 = day.parse().expect("a number");
    assert!(seconds.abs_diff(1_927_858_000) < 3 * 86_400, "{seconds}");
}

/// Not a claim: the other process. Four threads at once, each from another place of the list and backwards: what was written before, or
/// at the same time, does not show.
#[test]
#[ignore = "run by other tests"]
#[allow(clippy::disallowed_methods, reason = "that the clock is another is what is shown")]
fn writes_the_files_of_another_process() {
    let Some(folder) = std::env::var_os("FITNOTE_TEST_FILES").map(std::path::PathBuf::from) else { return };
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).expect("after 1970").as_secs();
    std::fs::write(folder.join("day"), now.to_string()).expect("written");
    let mut documents = documents::made();
    documents.reverse();
    let quarter = documents.len().div_ceil(4);
    std::thread::scope(|scope| {
        for part in documents.chunks(quarter) {
            let folder = &folder;
            scope.spawn(move || {
                for (name, document) in part {
                    std::fs::write(folder.join(name), fitnote::pdf::write(document).expect("a PDF")).expect("written");
                }
            });
        }
    });
}
