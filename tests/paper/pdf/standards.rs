//! Every file against PDF/A-2a and PDF/UA-1, by veraPDF where `.ci/verapdf --prepare` has fetched it.

use std::path::Path;
use std::process::Command;

use super::{files, golden, is_blessing, text};

#[test]
fn every_document_passes_pdf_a_2a_and_pdf_ua_1() {
    let (_folder, paths) = files();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let cache = Path::new(env!("CARGO_TARGET_TMPDIR")).join("../verapdf");
    let output = Command::new("bash")
        .arg(root.join(".ci/verapdf"))
        .args(paths.iter().map(|path| text(path)))
        .env("FITNOTE_VERAPDF", std::env::var_os("FITNOTE_VERAPDF").unwrap_or_else(|| cache.into_os_string()))
        .output();
    let Ok(output) = output else {
        eprintln!("skipped: bash is not installed");
        return;
    };
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    if output.status.code() == Some(77) {
        eprintln!("skipped: {}", errors.trim());
        return;
    }
    let now = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{now}{errors}");
    let path = golden("verapdf.txt");
    if is_blessing() {
        std::fs::write(&path, &now).expect("written");
    }
    assert_eq!(now, std::fs::read_to_string(&path).unwrap_or_default(), "run again with FITNOTE_BLESS=1 where a document was added");
}
