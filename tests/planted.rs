//! Twenty words of a patient and the secrets that keep them, planted through the program: no file that it leaves shows one, in clear, in
//! another coding or compressed.

use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;

use egui::Key;

use crate::screens::person::{Machine, Person};
use crate::store::CASE;

const PASSPHRASE: &str = "plantedpassphrase quiet harbour";
const WRONG: &str = "plantedwrongguess quiet harbour";
const BUNDLE: &str = "plantedbundle quiet harbour";
/// In a case file: what is planted in place of what.
const IN_CASE: [(&str, &str); 11] = [
    ("Ben", "Plantedgiven"),
    ("Okafor", "Plantedfamily"),
    ("22 Cliff Road", "22 Plantedstreet Road"),
    ("9434765919", "4010232137"),
    ("YO21 3BB", "ZQ98 7XW"),
    ("Low back pain", "Plantedcondition of the back"),
    ("\"comments\": \"\"", "\"comments\": \"Plantedcomment on the work\""),
    ("PLANWORDS", "Plantedownwords of the person"),
    ("PLANDIFFICULTY", "Planteddifficulty with stairs"),
    ("PLANJOB", "Plantedjob in a shop"),
    ("PLANROUTE", "Plantedroute to ring"),
];
/// Typed at the window: answers that are the person's own, and a note that is not issued.
const AT_WINDOW: [&str; 5] =
    ["plantedanswerone", "plantedanswertwo", "plantedanswerthree", "plantedunissuedcondition", "plantedunissuedcomment"];

/// Where the program may leave something, and where what was handed to it lies.
struct Rooms {
    left: tempfile::TempDir,
    given: tempfile::TempDir,
}

impl Rooms {
    fn data(&self) -> PathBuf {
        self.left.path().join("home/data")
    }

    /// The real program, with every folder that it might use inside the one that is searched.
    fn program(&self, arguments: &[&str], passphrase: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_fitnote"));
        let home = self.left.path().join("home");
        command.args(arguments).env_clear().current_dir(&home).stdin(Stdio::null());
        for (name, folder) in [
            ("HOME", ""),
            ("XDG_DATA_HOME", "share"),
            ("XDG_CONFIG_HOME", "config"),
            ("XDG_CACHE_HOME", "cache"),
            ("XDG_STATE_HOME", "state"),
            ("XDG_RUNTIME_DIR", "runtime"),
            ("TMPDIR", "tmp"),
        ] {
            fs::create_dir_all(home.join(folder)).unwrap();
            command.env(name, home.join(folder));
        }
        command.env("FITNOTE_DATA", self.data()).env("FITNOTE_PASSPHRASE", passphrase).env("FITNOTE_BUNDLE_PASSPHRASE", BUNDLE);
        command
    }

    /// Runs it; what it writes to standard error is kept as a log would keep it.
    fn run(&self, arguments: &[&str], passphrase: &str) -> (Option<i32>, String) {
        let done = self.program(arguments, passphrase).output().unwrap();
        let mut log = fs::OpenOptions::new().create(true).append(true).open(self.left.path().join("log")).unwrap();
        log.write_all(&done.stderr).unwrap();
        (done.status.code(), String::from_utf8_lossy(&done.stdout).into_owned())
    }
}

/// A word in every form in which it might stand in a file.
fn forms(word: &str) -> Vec<Vec<u8>> {
    let mut forms = Vec::new();
    for text in [word.to_owned(), word.to_lowercase(), word.to_uppercase()] {
        let bytes = text.as_bytes();
        forms.push(bytes.to_vec());
        forms.push(text.encode_utf16().flat_map(u16::to_le_bytes).collect());
        forms.push(text.encode_utf16().flat_map(u16::to_be_bytes).collect());
        let hex = hex(bytes);
        forms.push(hex.to_uppercase().into_bytes());
        forms.push(hex.into_bytes());
        // Wherever in a group of three it begins: the letters that do not hang on their neighbours.
        for before in 0..3 {
            let padded = [vec![b' '; before], bytes.to_vec()].concat();
            let coded = base64(&padded[..padded.len() / 3 * 3]);
            forms.push(coded.as_bytes()[(before * 4).div_ceil(3)..].to_vec());
        }
    }
    forms
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]).filter_map(|half| char::from_digit(half.into(), 16)).collect()
}

fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for three in bytes.chunks_exact(3) {
        let bits = u32::from(three[0]) << 16 | u32::from(three[1]) << 8 | u32::from(three[2]);
        text.extend([18, 12, 6, 0].map(|shift| char::from(LETTERS[(bits >> shift & 63) as usize])));
    }
    text
}

/// What stands in a file, and what its compressed streams hold.
fn contents(bytes: &[u8]) -> Vec<Vec<u8>> {
    let mut all = vec![bytes.to_vec()];
    for at in 0..bytes.len().saturating_sub(2) {
        let mut plain = Vec::new();
        let read = match bytes[at..at + 2] {
            [0x78, 0x01 | 0x5e | 0x9c | 0xda] => flate2::read::ZlibDecoder::new(&bytes[at..]).take(1 << 22).read_to_end(&mut plain),
            [0x1f, 0x8b] => flate2::read::GzDecoder::new(&bytes[at..]).take(1 << 22).read_to_end(&mut plain),
            _ => continue,
        };
        // What came out before the stream broke counts as well.
        drop(read);
        all.push(plain);
    }
    all
}

/// The words that a file shows.
fn shown<'a>(bytes: &[u8], words: &'a [String]) -> Vec<&'a str> {
    // By their first two bytes, so that each place of a file is looked at once.
    let mut begin_with: Vec<Vec<(usize, Vec<u8>)>> = vec![Vec::new(); 1 << 16];
    for (number, word) in words.iter().enumerate() {
        for form in forms(word) {
            begin_with[usize::from(form[0]) << 8 | usize::from(form[1])].push((number, form));
        }
    }
    let mut found = std::collections::BTreeSet::new();
    for content in contents(bytes) {
        for at in 0..content.len().saturating_sub(1) {
            for (number, form) in &begin_with[usize::from(content[at]) << 8 | usize::from(content[at + 1])] {
                if content[at..].starts_with(form) {
                    found.insert(*number);
                }
            }
        }
    }
    found.into_iter().map(|number| words[number].as_str()).collect()
}

/// Whether a process may leave no dump of any size, now or later.
fn has_given_up(limits: &str) -> bool {
    limits.lines().any(|line| line.split_whitespace().collect::<Vec<_>>().starts_with(&["Max", "core", "file", "size", "0", "0"]))
}

fn files_below(dir: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { files_below(&path, files) } else { files.push(path) }
    }
}

#[test]
fn the_search_finds_a_word_in_every_form() {
    let words = ["Plantedfamily".to_owned()];
    let text = "He is Mr Plantedfamily of Whitby.";
    let deflated = |text: &[u8]| {
        let mut out = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::default());
        out.write_all(text).unwrap();
        out.finish().unwrap()
    };
    let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let hidden: [Vec<u8>; 7] = [
        text.into(),
        text.to_uppercase().into(),
        utf16.clone(),
        base64(text.as_bytes()).into(),
        base64(format!("{text}12").as_bytes()[1..].get(..33).unwrap()).into(),
        hex(text.as_bytes()).into(),
        [b"before ".to_vec(), deflated(&utf16), b" after".to_vec()].concat(),
    ];
    for (number, file) in hidden.iter().enumerate() {
        assert_eq!(shown(file, &words), ["Plantedfamily"], "form {number}");
    }
    assert!(shown(b"He is Mr Plantedfamil of Whitby.", &words).is_empty());
}

#[test]
fn no_file_that_the_program_leaves_shows_a_planted_word() {
    let rooms = Rooms { left: tempfile::tempdir().unwrap(), given: tempfile::tempdir().unwrap() };
    let given = |name: &str| rooms.given.path().join(name).to_str().unwrap().to_owned();
    let plan = r#""plan": { "kind": "stay_in_work", "own_words": "PLANWORDS", "job": "PLANJOB", "contact_route": "PLANROUTE",
        "difficulties": [{ "what": "PLANDIFFICULTY" }] }, "#;
    let mut case = CASE.replacen("\"history\":", &format!("{plan}\"history\":"), 1);
    let practice = r#"{ "format": "fitnote-practice/1", "practice": PRACTICE, "clinician": CLINICIAN }"#;
    let whole: serde_json::Value = serde_json::from_str(CASE).unwrap();
    let practice = practice.replace("PRACTICE", &whole["practice"].to_string()).replace("CLINICIAN", &whole["issuer"].to_string());
    for (right, planted) in IN_CASE {
        assert!(case.contains(right), "{right}");
        case = case.replace(right, planted);
    }
    fs::create_dir_all(rooms.left.path().join("home")).unwrap();
    fs::write(given("practice.json"), practice).unwrap();
    fs::write(given("case.json"), &case).unwrap();
    fs::write(given("broken.json"), case.replace("\"patient\"", "\"patients\"")).unwrap();
    fs::write(given("reject.json"), case.replace("\"advice\": [\"not_fit\"]", "\"advice\": []")).unwrap();

    // The real program: records made, a note issued, read back, copied out and in, checked; wrong calls, and wrong passphrases.
    let (status, recovery) = rooms.run(&["init", "--practice", &given("practice.json")], PASSPHRASE);
    assert_eq!(status, Some(0));
    let pdf = given("note.pdf");
    let issued = rooms.run(&["issue", &given("case.json"), "--out", &pdf, "--accept-warnings", "because"], PASSPHRASE);
    assert_eq!(issued.0, Some(0), "{}", fs::read_to_string(rooms.left.path().join("log")).unwrap());
    for (call, expected) in [
        (&["find", "plantedfamily"][..], 0),
        (&["notes"], 0),
        (&["backup", "one.fitnote-backup"], 0),
        (&["export", "all.fitnote-bundle"], 0),
        (&["import", "all.fitnote-bundle"], 0),
        (&["verify"], 0),
        (&["issue", &given("broken.json"), "--out", &pdf], 2),
        (&["issue", &given("reject.json"), "--out", &pdf], 1),
        (&["read", "Plantedfamily|Plantedgiven"], 2),
    ] {
        let (status, said) = rooms.run(call, PASSPHRASE);
        assert_eq!(status, Some(expected), "{call:?}: {said} {}", fs::read_to_string(rooms.left.path().join("log")).unwrap());
    }
    // The window: a conversation, and a note that nobody issues.
    let folder = Arc::new(tempfile::tempdir().unwrap());
    let mut person = Person::starts_at(rooms.data(), &folder, &Machine::new());
    person.unlocks(PASSPHRASE);
    person.opens("plantedfamily");
    person.press(Key::F4);
    person.press(Key::Num1);
    person.ctrl(Key::Enter);
    person.press(Key::Num4);
    for answer in &AT_WINDOW[..3] {
        person.types(answer);
        person.ctrl(Key::Enter);
    }
    person.press(Key::F8);
    person.fills("Because of the following condition(s)", AT_WINDOW[3]);
    person.fills("Comments, including functional effects", AT_WINDOW[4]);
    person.ctrl(Key::L);

    // Killed by a signal that leaves a dump elsewhere, with the patient's words on their way in.
    let mut child = Command::new("sh");
    child.args(["-c", "ulimit -c unlimited; exec \"$0\" read -", env!("CARGO_BIN_EXE_fitnote")]);
    let mut child = child.current_dir(rooms.left.path()).stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    child.stdin.as_mut().unwrap().write_all(b"Plantedfamily|Plantedgiven|Plantedcondition").unwrap();
    let limits = || fs::read_to_string(format!("/proc/{}/limits", child.id())).unwrap_or_default();
    // Until the program has begun: by then it has given up its right to a dump.
    let began = std::time::Instant::now();
    while cfg!(target_os = "linux") && !has_given_up(&limits()) {
        assert!(began.elapsed().as_secs() < 60, "the program would leave a dump: {}", limits());
        std::thread::yield_now();
    }
    assert!(Command::new("kill").args(["-ABRT", &child.id().to_string()]).status().unwrap().success());
    assert!(!child.wait().unwrap().success());

    let mut words: Vec<String> = ["Plantedgiven", "Plantedfamily", "Plantedstreet", "4010232137", "ZQ98 7XW", "Plantedcondition"]
        .iter()
        .chain(&["Plantedcomment", "Plantedownwords", "Planteddifficulty", "Plantedjob", "Plantedroute"])
        .chain(&AT_WINDOW)
        .chain(&["plantedpassphrase", "plantedwrongguess", "plantedbundle"])
        .map(|word| (*word).to_owned())
        .collect();
    words.push(recovery.trim().to_owned());
    words.push(recovery.trim().replace('-', ""));
    assert!(words.len() >= 20 && recovery.trim().len() == 44);
    let mut seen = Vec::new();
    let mut look = |files: Vec<PathBuf>| {
        for path in files {
            let bytes = fs::read(&path).unwrap();
            let found = shown(&bytes, &words);
            assert!(found.is_empty(), "{} shows {found:?}", path.display());
            seen.push(path.file_name().unwrap().to_string_lossy().into_owned());
        }
    };
    let all = || {
        let mut files = Vec::new();
        files_below(rooms.left.path(), &mut files);
        files
    };
    // While the window is there, and once it is gone.
    look(all());
    drop(person);
    assert_eq!(rooms.run(&["notes"], WRONG).0, Some(2));
    look(all());
    for name in ["fitnote.db", "keys.json", "end.json", "attempts.json", "one.fitnote-backup", "all.fitnote-bundle", "log"] {
        assert!(seen.iter().any(|file| file == name), "{name} was never looked at: {seen:?}");
    }
    assert!(!seen.iter().any(|file| file.starts_with("core")), "{seen:?}");
    // What was planted is there: the program gives it back to whoever has the passphrase.
    let given_back = rooms.run(&["find", "plantedfamily"], PASSPHRASE).1;
    assert!(given_back.contains("Plantedgiven") && given_back.contains("4010232137"), "{given_back}");
}
