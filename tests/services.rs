//! What no file of the program may hold: a field for a benefit, and a count of people who left one.

use std::fs;
use std::path::Path;

fn code(dir: &Path, into: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            code(&path, into);
        } else if path.extension().is_some_and(|ending| ending == "rs" || ending == "sql") {
            let name = path.display().to_string();
            // The tests name the words that they look for.
            if !name.ends_with("tests.rs") {
                let text = fs::read_to_string(&path).unwrap();
                into.push((name, text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default().to_lowercase()));
            }
        }
    }
}

fn faults(files: &[(String, String)]) -> Vec<String> {
    const WORDS: [&str; 8] =
        ["benefit_status", "benefitstatus", "on_benefit", "off_benefit", "benefits_claimed", "sanctioned", "claimant", "universal_credit"];
    let found =
        files.iter().flat_map(|(name, text)| WORDS.iter().filter(|word| text.contains(**word)).map(move |word| format!("{name}: {word}")));
    found.collect()
}

#[test]
fn k18_no_field_of_the_program_is_a_benefit_status() {
    let mut files = Vec::new();
    code(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut files);
    assert!(files.len() > 150, "{} files were looked at", files.len());
    assert_eq!(faults(&files), Vec::<String>::new());
    let planted = ("x.rs".to_owned(), "pub benefit_status: string".to_owned());
    assert_eq!(faults(&[planted]).len(), 1, "the search finds what is there");
}
