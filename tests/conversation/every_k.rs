//! Each concern that a program can hold has a test that bears its number; the few that lie outside it are named with the reason.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Nothing is outside the program today. A number listed here says why no test can hold it.
const OUTSIDE: [(u32, &str); 0] = [];

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder of sources").map(|entry| entry.expect("an entry").path()) {
        if entry.is_dir() {
            sources(&entry, found);
        } else if entry.extension().is_some_and(|end| end == "rs") {
            found.push(entry);
        }
    }
}

/// The numbers of the tests whose names begin with one: `fn k13_` right below `#[test]`.
fn numbers() -> BTreeMap<u32, Vec<String>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    sources(&root.join("src"), &mut files);
    sources(&root.join("tests"), &mut files);
    assert!(files.len() > 100, "{} files", files.len());
    let mut numbers: BTreeMap<u32, Vec<String>> = BTreeMap::new();
    for file in files {
        let text = std::fs::read_to_string(&file).expect("a source file");
        let mut is_test = false;
        for line in text.lines().map(str::trim) {
            if let Some(name) = line.strip_prefix("fn k").filter(|_| is_test) {
                let digits: String = name.chars().take_while(char::is_ascii_digit).collect();
                if let (Ok(number), true) = (digits.parse(), name[digits.len()..].starts_with('_')) {
                    let name = name.split('(').next().unwrap_or_default();
                    numbers.entry(number).or_default().push(format!("k{name}"));
                }
            }
            is_test = line == "#[test]" || (is_test && line.starts_with("#["));
        }
    }
    numbers
}

#[test]
fn every_concern_from_1_to_36_has_a_test_of_its_number() {
    let numbers = numbers();
    let outside: Vec<u32> = OUTSIDE
        .iter()
        .map(|(number, why)| {
            assert!(why.len() > 20, "K{number} needs a reason");
            *number
        })
        .collect();
    for number in 1..=36 {
        let has_test = numbers.contains_key(&number);
        assert!(has_test != outside.contains(&number), "K{number} has no test, or is listed as outside although it has one");
    }
    assert!(numbers.keys().all(|number| (1..=36).contains(number)), "{:?}", numbers.keys());
}

#[test]
fn each_number_says_what_it_holds() {
    for (number, names) in numbers() {
        assert!(names.iter().all(|name| name.split('_').count() > 4), "K{number}: {names:?}");
    }
}
