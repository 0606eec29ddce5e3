//! The worked cases of the rules, each with the verdict that the program must give. Skipped, with a message, where they are not at hand.

use std::path::{Path, PathBuf};

use fitnote::domain::case_file::read_case;
use fitnote::paper::Med3Page;
use fitnote::rules::{Verdict, in_force, judge};

/// The folder of the cases: beside the project, or below the folder that `FITNOTE_SHARED` names.
fn folder() -> Option<PathBuf> {
    let named = std::env::var_os("FITNOTE_SHARED").map(|shared| Path::new(&shared).join("cases"));
    let beside = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/cases"));
    named.into_iter().chain([beside]).find(|folder| folder.join("verdicts.txt").is_file())
}

fn word(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Accept => "accept",
        Verdict::Warn => "warn",
        Verdict::Reject => "reject",
    }
}

#[test]
fn every_worked_case_has_its_verdict() {
    let Some(folder) = folder() else {
        println!("skipped: no worked cases beside the project, and FITNOTE_SHARED names no folder that holds them");
        return;
    };
    let list = std::fs::read_to_string(folder.join("verdicts.txt")).expect("the list of verdicts reads");
    let expected: Vec<(&str, &str)> = list.lines().filter_map(|line| line.trim().split_once(' ')).collect();
    let files = std::fs::read_dir(&folder).expect("the folder reads").flatten();
    let cases = files.filter(|file| file.path().extension().is_some_and(|kind| kind == "json")).count();
    assert!(cases > 0 && cases == expected.len(), "{cases} cases and {} verdicts", expected.len());
    let mut wrong = Vec::new();
    for (name, expected) in expected {
        let text = std::fs::read_to_string(folder.join(format!("{name}.json"))).unwrap_or_else(|error| panic!("{name}: {error}"));
        let case = read_case(&text).unwrap_or_else(|fault| panic!("{name}: {fault}"));
        let rules = in_force(case.today.unwrap_or(case.statement.on));
        let judgement = judge(&case, rules, &Med3Page);
        let found: Vec<&str> = judgement.findings.iter().map(|finding| finding.rule).collect();
        println!("{name} {} {found:?}", word(judgement.verdict));
        if word(judgement.verdict) != expected.trim() {
            wrong.push(format!("{name}: {} instead of {expected}, by {found:?}", word(judgement.verdict)));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
