//! What a crash leaves behind: one line that quotes nothing, and no memory on the disk.

use std::panic::{Location, PanicHookInfo};

/// Keeps the memory of this process to itself: where the system lets us, it writes no core dump, and no other program of the account
/// reads this one's memory. Called first thing; what the system refuses changes nothing else.
pub fn keep_memory_private() {
    #[cfg(unix)]
    {
        use rustix::process::{Resource, Rlimit, setrlimit};
        let _ = setrlimit(Resource::Core, Rlimit { current: Some(0), maximum: Some(0) });
    }
    // A limit of nothing is not asked about where dumps are handed to a collecting program; this is.
    #[cfg(target_os = "linux")]
    {
        use rustix::process::{DumpableBehavior, set_dumpable_behavior};
        let _ = set_dumpable_behavior(DumpableBehavior::NotDumpable);
    }
}

/// Tells of a panic without its words, which may quote what was typed, and desktops keep what a program writes to standard error.
pub fn tell_of_panics_without_words() {
    std::panic::set_hook(Box::new(|panic: &PanicHookInfo<'_>| eprintln!("{}", told(panic.location()))));
}

fn told(place: Option<&Location<'_>>) -> String {
    let place = place.map_or_else(|| "an unknown place".into(), |place| format!("{}:{}", in_the_house(place.file()), place.line()));
    format!("fitnote: a fault in the program, at {place}. What was saved and recorded is kept. Start it again, and report this line.")
}

/// A path without the folders of whoever built the program.
fn in_the_house(file: &str) -> String {
    let parts: Vec<&str> = file.split(['/', '\\']).collect();
    let from = parts.iter().rposition(|part| *part == "src").map_or(parts.len() - 1, |src| src.saturating_sub(1));
    parts[from..].join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_told_by_its_place_alone() {
        let told = told(Some(Location::caller()));
        assert!(told.contains("src/shell/crash.rs:"), "{told}");
        assert_eq!(in_the_house("/home/x/registry/src/index-1/epaint-0.37.0/src/text/layout.rs"), "epaint-0.37.0/src/text/layout.rs");
        assert_eq!(in_the_house(r"C:\build\fitnote\src\main.rs"), "fitnote/src/main.rs");
        assert_eq!(in_the_house("lib.rs"), "lib.rs");
    }
}
