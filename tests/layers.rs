//! The picture in `src/lib.rs` held against the code: arrows only downwards, and no machine below the shell.

use std::fs;
use std::path::{Path, PathBuf};

/// The layers from the bottom up. One of a level uses neither its neighbours nor those above.
const LEVELS: [&[&str]; 7] =
    [&["domain"], &["content"], &["rules", "talk"], &["paper"], &["app", "store", "pdf"], &["shell"], &["gui", "cli"]];

/// What only the outer layers may touch: the clock, the disk, the environment, other programs.
const MACHINE: [&str; 8] =
    ["Local::now", "Utc::now", "SystemTime::now", "Instant::now", "std::fs", "std::env::", "std::process", "std::thread"];

/// Layers that may touch the machine. The store keeps its folder; nobody else below the shell touches a disk.
const MAY_TOUCH: [&str; 3] = ["store", "shell", "cli"];

fn level(layer: &str) -> Option<usize> {
    LEVELS.iter().position(|level| level.contains(&layer))
}

/// What is wrong with one file of a layer, and how many uses of other layers were looked at.
fn faults(layer: &str, name: &str, text: &str) -> (Vec<String>, usize) {
    let mut faults = Vec::new();
    let mut looked_at = 0;
    let code: String = text.lines().filter(|line| !line.trim_start().starts_with("//")).flat_map(|line| [line, "\n"]).collect();
    for (at, _) in code.match_indices("crate::") {
        let rest = &code[at + "crate::".len()..];
        let names: Vec<String> = match rest.strip_prefix('{') {
            // `use crate::{a, b::c}` names several layers.
            Some(list) => {
                let mut depth = 1;
                let end = list.find(|c| {
                    depth += i32::from(c == '{') - i32::from(c == '}');
                    depth == 0
                });
                let list = &list[..end.unwrap_or(list.len())];
                let mut depth = 0;
                list.split(|c: char| {
                    depth += i32::from(c == '{') - i32::from(c == '}');
                    depth == 0 && c == ','
                })
                .map(first_name)
                .collect()
            }
            None => vec![first_name(rest)],
        };
        for used in names {
            let Some(theirs) = level(&used) else { continue };
            looked_at += 1;
            if used != layer && level(layer).is_some_and(|ours| theirs >= ours) {
                faults.push(format!("{name}: {layer} uses {used}, which is not below it"));
            }
        }
    }
    // Tests may do what they need.
    if !MAY_TOUCH.contains(&layer) && !name.ends_with("tests.rs") {
        let production = code.split("#[cfg(test)]").next().unwrap_or_default();
        faults.extend(MACHINE.iter().filter(|word| production.contains(**word)).map(|word| format!("{name}: {layer} touches {word}")));
    }
    (faults, looked_at)
}

fn first_name(text: &str) -> String {
    text.trim_start().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
}

fn rust_files(dir: &Path, into: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(dir).expect("a source folder").map(|entry| entry.expect("an entry").path()) {
        if entry.is_dir() {
            rust_files(&entry, into);
        } else if entry.extension().is_some_and(|end| end == "rs") {
            into.push(entry);
        }
    }
}

#[test]
fn a_layer_uses_only_the_layers_below_it_and_no_machine() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut all = Vec::new();
    let mut uses = 0;
    for layer in LEVELS.iter().copied().flatten() {
        let mut files = Vec::new();
        rust_files(&source.join(layer), &mut files);
        assert!(!files.is_empty(), "the layer {layer} has no files: this test would look at nothing");
        for file in files {
            let text = fs::read_to_string(&file).expect("source is text");
            let name = file.strip_prefix(&source).expect("inside").display().to_string();
            let (mut faults, looked_at) = faults(layer, &name, &text);
            all.append(&mut faults);
            uses += looked_at;
        }
    }
    assert!(uses > 100, "only {uses} uses were found: this test looks at too little");
    assert!(all.is_empty(), "{}", all.join("\n"));
}

#[test]
fn every_folder_of_the_source_is_a_layer() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for entry in fs::read_dir(source).expect("a source folder").map(|entry| entry.expect("an entry").path()).filter(|path| path.is_dir()) {
        let name = entry.file_name().and_then(|name| name.to_str()).unwrap_or_default().to_owned();
        assert!(level(&name).is_some(), "src/{name} is in no layer of the picture");
    }
}

#[test]
fn the_check_itself_sees_what_it_looks_for() {
    let wrong = [
        ("domain", "use crate::rules::Verdict;"),
        ("talk", "use crate::rules::judge;"),
        ("app", "use crate::{domain::day, store::Store};"),
        ("rules", "fn f() { crate::paper::preview_med3(); }"),
        ("app", "fn f() { std::fs::read(p) }"),
        ("gui", "fn f() { std::env::var(\"HOME\") }"),
    ];
    for (layer, text) in wrong {
        assert_eq!(faults(layer, "x.rs", text).0.len(), 1, "{layer}: {text}");
    }
    let right = [
        ("rules", "use crate::domain::day;"),
        ("rules", "use crate::rules::Verdict;"),
        ("gui", "use crate::app::{Model, Msg};"),
        ("domain", "// use crate::gui::Window;"),
        ("app", "fn f() {}\n#[cfg(test)]\nmod tests { fn f() { std::fs::read(p) } }"),
    ];
    for (layer, text) in right {
        assert!(faults(layer, "x.rs", text).0.is_empty(), "{layer}: {text}");
    }
}
