//! What the tests that hurt a store share: copies of a folder, what is in it in one text, children to kill, and numbers that repeat.

use std::fmt::Write;

use super::*;

/// Numbers that look random and are the same on every run.
pub struct Rng(u64);

impl Rng {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    pub fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    pub fn below(&mut self, most: u64) -> u64 {
        self.next() % most.max(1)
    }
}

/// How much of a long test runs: its own share, or what the variable says.
pub fn share(variable: &str, usual: usize) -> usize {
    std::env::var(variable).ok().and_then(|text| text.parse().ok()).unwrap_or(usual)
}

/// Copies a folder's files, and the folders in it, to a new place.
pub fn copy_all(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy_all(&entry.path(), &target);
        } else if entry.file_name() != "fitnote.db-shm" {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// A test of this binary as a child of its own.
pub fn child(test: &str, variables: &[(&str, &std::ffi::OsStr)]) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", test, "--ignored", "--nocapture", "--test-threads=1"]);
    command.envs(variables.iter().copied()).stdin(Stdio::null()).stdout(Stdio::piped());
    command
}

/// All that a reader of the records sees, as one text.
pub fn content(store: &Store) -> String {
    let mut text = String::new();
    for line in store.all_notes().unwrap() {
        writeln!(text, "{} {} {:?}", line.id, line.patient_name, store.case_text(&line.id).unwrap()).unwrap();
        writeln!(text, "{}", store.history(&line.id).unwrap().len()).unwrap();
    }
    for line in store.draft_lines(99).unwrap() {
        text.push_str(&serde_json::to_string(&store.draft(&line.id).unwrap()).unwrap());
    }
    for name in ["okafor", "29/2/84"] {
        for patient in store.find_patients(name, 99).unwrap() {
            text.push_str(&serde_json::to_string(&patient).unwrap());
        }
    }
    for person in store.people().unwrap() {
        writeln!(text, "{} {} {}", person.clinician.name, person.role.word(), person.signs_in).unwrap();
    }
    text.push_str(&serde_json::to_string(&store.practice().unwrap()).unwrap());
    text
}

/// Whether everything that can be proven about the records holds; otherwise what does not.
pub fn faults(store: &Store) -> Vec<String> {
    let checked = fitnote::store::verify(store, None).unwrap();
    checked.iter().filter(|check| !check.is_right).map(|check| format!("{}: {}", check.what, check.said)).collect()
}

/// A clean start: nothing is wrong, and nothing is left that is half written.
#[track_caller]
pub fn is_clean(dir: &Path, store: &Store) {
    let found = faults(store);
    assert!(found.is_empty(), "{found:?}");
    let names: Vec<String> = fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    // A passphrase is counted before it is tried: a kill meanwhile leaves the count, and the next right one takes it away.
    let is_known = |name: &str| {
        [
            "attempts.json",
            "fitnote.db",
            "fitnote.db-wal",
            "fitnote.db-shm",
            "keys.json",
            "end.json",
            "end.json.part",
            "lock",
            "attempts.lock",
            "backups",
        ]
        .contains(&name)
            || ["scratch-", "replaced-"].iter().any(|start| name.starts_with(start))
            || name.ends_with(".fitnote-backup")
            || name.ends_with(".fitnote-bundle")
    };
    assert!(names.iter().all(|name| is_known(name)), "{names:?}");
}
