//! Every kind of document as a file: its structure, its words, its look, and that it is the same each time.

mod documents;
mod pictures;
mod same_bytes;
mod standards;
mod structure;
mod words;

use std::path::{Path, PathBuf};
use std::process::Command;

/// Where a program is installed, runs it; where not, says so.
fn run(program: &str, arguments: &[&str]) -> Option<Vec<u8>> {
    let Ok(output) = Command::new(program).args(arguments).output() else {
        eprintln!("skipped: {program} is not installed");
        return None;
    };
    assert!(output.status.success(), "{program} {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    Some(output.stdout)
}

/// The files of all documents in a folder that goes away with the test.
fn files() -> (tempfile::TempDir, Vec<PathBuf>) {
    let folder = tempfile::tempdir().expect("a folder");
    let paths = documents::all()
        .into_iter()
        .map(|(name, _)| {
            let path = folder.path().join(format!("{name}.pdf"));
            std::fs::write(&path, documents::bytes(name)).expect("written");
            path
        })
        .collect();
    (folder, paths)
}

fn text(path: &Path) -> &str {
    path.to_str().expect("a plain path")
}

fn name(path: &Path) -> String {
    path.file_stem().expect("a name").to_string_lossy().into_owned()
}

fn golden(file: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(file)
}

fn is_blessing() -> bool {
    std::env::var_os("FITNOTE_BLESS").is_some()
}
