//! The program as practice IT and scripts call it: exit status, standard output, standard error, files.
//!
//! `tests/main.rs` names it as a module.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;
use tempfile::TempDir;

use crate::store::CASE;

mod safekeeping;

const PASSPHRASE: &str = "correct horse battery staple";

const PRACTICE: &str = r#"{
  "format": "fitnote-practice/1",
  "practice": { "name": "Harbour Surgery", "address": ["1 Quay Street", "Whitby"], "postcode": "YO21 1AA", "telephone": "01947 555010", "nation": "england" },
  "clinician": { "name": "Dr Ada Rowe", "profession": "doctor", "registration": "1234567", "setting": "nhs", "trained": true, "within_scope": true }
}"#;

/// A place to work in, with the case and practice files of these tests.
struct Desk {
    dir: TempDir,
}

struct Said {
    status: i32,
    out: String,
    err: String,
}

impl Said {
    fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {} {}", self.out, self.err))
    }

    /// One line on standard error that holds these words, and nothing on standard output.
    fn is_unusable(&self, words: &[&str]) {
        assert_eq!((self.status, self.out.as_str()), (2, ""), "{}", self.err);
        assert_eq!(self.err.lines().count(), 1, "{}", self.err);
        for word in words {
            assert!(self.err.contains(word), "{word} is not in: {}", self.err);
        }
    }
}

impl Desk {
    fn new() -> Self {
        let desk = Self { dir: tempfile::tempdir().unwrap() };
        desk.write("case.json", CASE);
        desk.write("practice.json", PRACTICE);
        desk
    }

    /// A desk with a data folder.
    fn with_records() -> Self {
        let desk = Self::new();
        let said = desk.run(&["init", "--practice", "practice.json"]);
        assert_eq!(said.status, 0, "{}", said.err);
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.path(name), text).unwrap();
    }

    /// A case file that differs in one place.
    fn write_case(&self, name: &str, right: &str, wrong: &str) {
        assert!(CASE.contains(right), "{right}");
        self.write(name, &CASE.replacen(right, wrong, 1));
    }

    fn names(&self) -> Vec<String> {
        let mut names: Vec<String> =
            fs::read_dir(self.dir.path()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_fitnote"));
        command.args(arguments).current_dir(self.dir.path()).stdin(Stdio::null());
        command.env("FITNOTE_DATA", self.path("data")).env("FITNOTE_PASSPHRASE", PASSPHRASE);
        command
    }

    fn run(&self, arguments: &[&str]) -> Said {
        said(&mut self.command(arguments))
    }
}

fn said(command: &mut Command) -> Said {
    let done = command.output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Said { status: done.status.code().unwrap(), out: text(done.stdout), err: text(done.stderr) }
}

fn is_pdf(path: &Path) -> bool {
    fs::read(path).is_ok_and(|bytes| bytes.starts_with(b"%PDF-"))
}

#[test]
fn check_prints_the_verdict_and_exits_by_it() {
    let desk = Desk::new();
    desk.write_case("warn.json", "Low back pain", "Unwell");
    desk.write_case("reject.json", "Low back pain", " ");
    for (file, status, verdict) in [("case.json", 0, "accept"), ("warn.json", 0, "warn"), ("reject.json", 1, "reject")] {
        let said = desk.run(&["check", file]);
        assert_eq!((said.status, said.err.as_str()), (status, ""), "{file}");
        assert_eq!(said.json()["verdict"], verdict, "{file}");
        assert_eq!(said.json()["format"], "fitnote-verdict/1");
    }
}

#[test]
fn a_file_that_cannot_be_used_is_named_in_one_line() {
    let desk = Desk::new();
    fs::create_dir(desk.path("folder")).unwrap();
    fs::write(desk.path("latin1.json"), b"{\n\"format\": \"caf\xe9\" }").unwrap();
    fs::write(desk.path("large.json"), vec![b' '; 5 * 1024 * 1024]).unwrap();
    desk.write("empty.json", "");
    desk.write("cut.json", "{ \"format\": \"fitnote-case/1\",\n \"issuer\": {");
    desk.write("prose.json", "{ Dear doctor");
    desk.write_case("unknown.json", "\"trained\": true", "\"trained\": true, \"col\\nour\": 1");
    desk.write_case("date.json", "\"to\": \"2026-12-03\"", "\"to\": \"2026-02-30\"");
    desk.write_case("format.json", "fitnote-case/1", "fitnote-case/2");
    let rows: &[(&str, &[&str])] = &[
        ("none.json", &["none.json", "no such file"]),
        ("case.json/inside", &["case.json/inside"]),
        ("folder", &["folder", "this is a folder"]),
        ("latin1.json", &["latin1.json", "line 2", "not UTF-8"]),
        ("large.json", &["large.json", "4 MiB"]),
        ("empty.json", &["empty.json", "line 1"]),
        ("cut.json", &["cut.json: (line 2, ", "the file ends before", "save it whole"]),
        ("prose.json", &["prose.json: (line 1, "]),
        ("unknown.json", &["unknown.json", "issuer", "line 4"]),
        ("date.json", &["date.json", "statement.period.to", "line 11"]),
        ("format.json", &["format.json", "format", "fitnote-case/1"]),
        ("practice.json", &["practice.json", "clinician"]),
    ];
    let before = desk.names();
    for (file, words) in rows {
        desk.run(&["check", file]).is_unusable(words);
        desk.run(&["render", file, "--document", "med3", "--out", "a.pdf"]).is_unusable(words);
        desk.run(&["issue", file, "--out", "a.pdf"]).is_unusable(words);
    }
    desk.run(&["init", "--practice", "case.json"]).is_unusable(&["case.json"]);
    assert!(desk.run(&["check", "empty.json"]).err.contains("empty.json: (line 1, "), "a fault of the whole file names no path in it");
    assert_eq!(desk.names(), before, "nothing was written");
}

/// The window itself; other systems always have a display to open one on.
#[cfg(target_os = "linux")]
#[test]
fn without_a_display_the_window_says_so_and_makes_no_records() {
    let desk = Desk::new();
    let before = desk.names();
    let mut without = desk.command(&[]);
    said(without.env_remove("DISPLAY").env_remove("WAYLAND_DISPLAY").env_remove("WAYLAND_SOCKET")).is_unusable(&["no display"]);
    // A display that does not answer; where the libraries for it are not installed, the sentence names the first of them instead.
    said(without.env("DISPLAY", ":65000")).is_unusable(&["fitnote --help"]);
    assert_eq!(desk.names(), before);
}

#[test]
fn a_call_that_cannot_be_used_is_told_in_one_line() {
    let desk = Desk::new();
    desk.run(&["fly"]).is_unusable(&["fly"]);
    desk.run(&["check"]).is_unusable(&["CASE"]);
    desk.run(&["check", "case.json", "--loud"]).is_unusable(&["--loud"]);
    desk.run(&["render", "case.json", "--document", "med3"]).is_unusable(&["--out"]);
    desk.run(&["render", "case.json", "--document", "poem", "--out", "a.pdf"]).is_unusable(&["poem", "med3"]);
    desk.run(&["issue", "case.json", "--out", "a.pdf", "--passphrase", "x"]).is_unusable(&["--passphrase"]);
    assert!(!desk.path("a.pdf").exists());
}

#[test]
fn every_subcommand_has_help() {
    let desk = Desk::new();
    let all = desk.run(&["--help"]);
    assert_eq!((all.status, all.err.as_str()), (0, ""));
    for subcommand in ["check", "render", "init", "issue", "rules", "notes", "find"] {
        assert!(all.out.contains(subcommand), "{}", all.out);
        let said = desk.run(&[subcommand, "--help"]);
        assert_eq!((said.status, said.err.as_str()), (0, ""), "{subcommand}");
        assert!(said.out.contains("Usage: fitnote") && said.out.contains("--data"), "{}", said.out);
    }
    assert!(desk.run(&["--version"]).out.starts_with("fitnote "));
}

#[test]
fn render_writes_the_same_bytes_for_the_same_case() {
    let desk = Desk::new();
    let render = |case: &str, out: &str| desk.run(&["render", case, "--document", "med3", "--out", out]);
    let (first, second) = (render("case.json", "a.pdf"), render("case.json", "b.pdf"));
    assert_eq!((first.status, second.status), (0, 0), "{}", first.err);
    assert!(is_pdf(&desk.path("a.pdf")) && fs::read(desk.path("a.pdf")).unwrap() == fs::read(desk.path("b.pdf")).unwrap());
    let id = first.json()["id"].as_str().unwrap().to_owned();
    assert!(id.len() >= 20 && id == second.json()["id"].as_str().unwrap());
    desk.write_case("other.json", "Low back pain", "Sciatica");
    let other = render("other.json", "c.pdf");
    assert_ne!(other.json()["id"].as_str().unwrap(), id);
    // The order of the fields is not the content.
    let mut value: Value = serde_json::from_str(CASE).unwrap();
    let statement = value.as_object_mut().unwrap().remove("statement").unwrap();
    let text = format!("{{\"statement\": {statement}, {}", &value.to_string()[1..]);
    desk.write("ordered.json", &text);
    assert_eq!(render("ordered.json", "d.pdf").json()["id"].as_str().unwrap(), id);
    assert!(!desk.path("data").exists(), "nothing is recorded");
}

const BESIDE: [&str; 4] = ["ahp-report", "work-plan", "employer-page", "patient-summary"];

#[test]
fn every_document_is_rendered_and_the_same_case_gives_the_same_bytes() {
    let desk = Desk::new();
    for kind in BESIDE {
        let render = |out: &str| desk.run(&["render", "case.json", "--document", kind, "--out", out]);
        let said = render("a.pdf");
        assert_eq!((said.status, render("b.pdf").status), (0, 0), "{kind}: {}", said.err);
        assert_eq!(said.json()["verdict"], "accept");
        let bytes = |name: &str| fs::read(desk.path(name)).unwrap();
        assert!(is_pdf(&desk.path("a.pdf")) && bytes("a.pdf") == bytes("b.pdf"), "{kind}");
    }
}

#[test]
fn a_document_beside_the_note_is_judged_first_and_the_report_asks_nothing_of_the_right_to_issue() {
    let desk = Desk::new();
    desk.write_case("reject.json", "Low back pain", " ");
    desk.write_case("podiatrist.json", r#""profession": "doctor""#, r#""profession": "podiatrist""#);
    desk.write_case("untrained.json", r#""trained": true"#, r#""trained": false"#);
    for kind in BESIDE {
        let status = |case: &str| desk.run(&["render", case, "--document", kind, "--out", "a.pdf"]).status;
        let expected = i32::from(kind != "ahp-report");
        assert_eq!([status("reject.json"), status("podiatrist.json"), status("untrained.json")], [1, expected, expected], "{kind}");
    }
    desk.write_case("backdated.json", r#""nation": "england""#, r#""nation": "england", "telephones": 1"#);
    desk.run(&["render", "backdated.json", "--document", "ahp-report", "--out", "b.pdf"]).is_unusable(&["telephones"]);
}

#[test]
fn the_employers_page_is_not_written_where_a_text_names_the_condition() {
    let desk = Desk::new();
    desk.write_case("told.json", r#""comments": """#, r#""comments": "Back pain stops long drives.""#);
    let call = ["render", "told.json", "--document", "employer-page", "--out", "a.pdf", "--accept-warnings", "As agreed"];
    let said = desk.run(&call);
    assert!(said.status == 1 && said.err.lines().count() == 1 && said.err.contains("was not made"), "{} {}", said.status, said.err);
    assert!(!said.err.to_lowercase().contains("pain") && !desk.path("a.pdf").exists());
}

#[test]
fn a_case_that_may_not_be_issued_leaves_no_file() {
    let desk = Desk::with_records();
    desk.write_case("warn.json", "Low back pain", "Unwell");
    desk.write_case("reject.json", "Low back pain", " ");
    desk.write("old.pdf", "as it was");
    let before = desk.names();
    for (file, extra, verdict, hint) in [
        ("reject.json", &[][..], "reject", "reject this case"),
        ("reject.json", &["--accept-warnings", "because"][..], "reject", "reject this case"),
        ("warn.json", &[][..], "warn", "--accept-warnings"),
        ("warn.json", &["--accept-warnings", "  "][..], "warn", "--accept-warnings"),
    ] {
        for out in ["new.pdf", "old.pdf"] {
            for start in [&["render", file, "--document", "med3", "--out", out][..], &["issue", file, "--out", out][..]] {
                let said = desk.run(&[start, extra].concat());
                assert_eq!(said.status, 1, "{}", said.err);
                assert_eq!(said.json()["verdict"], verdict);
                assert!(said.err.lines().count() == 1 && said.err.contains(hint), "{}", said.err);
            }
        }
    }
    assert_eq!(desk.names(), before);
    assert_eq!(fs::read_to_string(desk.path("old.pdf")).unwrap(), "as it was");
    assert_eq!(desk.run(&["notes"]).out, "");
    assert_eq!(desk.run(&["find", "okafor"]).out, "", "no patient came with a note that was not issued");
}

#[test]
fn warnings_are_accepted_with_a_reason() {
    let desk = Desk::with_records();
    desk.write_case("warn.json", "Low back pain", "Unwell");
    let reason = ["--accept-warnings", "Nothing more precise is known yet"];
    let rendered = desk.run(&[&["render", "warn.json", "--document", "med3", "--out", "a.pdf"][..], &reason].concat());
    assert_eq!(rendered.status, 0, "{}", rendered.err);
    let issued = desk.run(&[&["issue", "warn.json", "--out", "b.pdf"][..], &reason].concat());
    assert_eq!(issued.status, 0, "{}", issued.err);
    assert!(is_pdf(&desk.path("a.pdf")) && is_pdf(&desk.path("b.pdf")));
    assert_eq!(desk.run(&["notes"]).json()["verdict"], "warn");
}

#[test]
fn init_makes_a_folder_and_shows_the_recovery_key_once() {
    let desk = Desk::new();
    let said = desk.run(&["init", "--practice", "practice.json", "--data", "elsewhere"]);
    assert_eq!(said.status, 0, "{}", said.err);
    let key = said.out.trim().to_owned();
    assert_eq!(key.split('-').map(str::len).collect::<Vec<_>>(), [4; 9], "{key}");
    assert!(desk.path("elsewhere/fitnote.db").exists() && !desk.path("data").exists());
    for entry in fs::read_dir(desk.path("elsewhere")).unwrap() {
        let bytes = fs::read(entry.unwrap().path()).unwrap();
        for shape in [key.clone(), key.replace('-', "")] {
            assert!(!bytes.windows(shape.len()).any(|window| window == shape.as_bytes()), "the recovery key is stored");
        }
    }
    desk.run(&["init", "--practice", "practice.json", "--data", "elsewhere"]).is_unusable(&["already"]);
    assert_eq!(desk.run(&["notes", "--data", "elsewhere"]).status, 0);
}

#[test]
fn the_records_open_only_where_they_are_and_with_their_passphrase() {
    let desk = Desk::with_records();
    let issue = ["issue", "case.json", "--out", "a.pdf"];
    for arguments in [&["notes"][..], &["find", "x"], &issue] {
        said(desk.command(arguments).env("FITNOTE_PASSPHRASE", "wrong")).is_unusable(&["passphrase"]);
        said(desk.command(arguments).env("FITNOTE_DATA", desk.path("none"))).is_unusable(&["no data folder"]);
        said(desk.command(arguments).env("FITNOTE_DATA", desk.path("case.json"))).is_unusable(&["not to a folder"]);
        said(desk.command(arguments).env("FITNOTE_DATA", desk.dir.path())).is_unusable(&["holds no records"]);
    }
    let (store, _) = fitnote::store::Store::unlock(&desk.path("data"), None, &PASSPHRASE.into()).unwrap();
    assert_eq!(desk.run(&["notes"]).status, 0, "what only looks goes beside it");
    desk.run(&issue).is_unusable(&["another running window"]);
    drop(store);
    assert!(!desk.path("a.pdf").exists());
    assert_eq!(desk.run(&["notes"]).status, 0);
}

#[test]
fn issue_records_the_note_and_notes_lists_it() {
    let desk = Desk::with_records();
    let issued = desk.run(&["issue", "case.json", "--out", "a.pdf"]);
    assert_eq!(issued.status, 0, "{}", issued.err);
    assert!(is_pdf(&desk.path("a.pdf")));
    let note = desk.run(&["notes"]).json();
    assert_eq!(note["id"], issued.json()["id"]);
    for (field, expected) in [
        ("patient", "Mr Ben Okafor"),
        ("issued_by", "Dr Ada Rowe"),
        ("assessed_on", "2026-11-20"),
        ("on", "2026-11-20"),
        ("from", "2026-11-20"),
        ("to", "2026-12-03"),
        ("advice", "not_fit"),
        ("verdict", "accept"),
    ] {
        assert_eq!(note[field], expected, "{field}");
    }
    assert!(note["replaces"].is_null() && note["cancelled"].is_null() && note["issued_at"].is_string());
    let found = desk.run(&["find", "oka", "29/2/84"]).json();
    assert_eq!((&found["family_name"], &found["id"]), (&Value::from("Okafor"), &note["patient_id"]));
    assert_eq!(desk.run(&["find", "nobody"]).out, "");
}

#[test]
fn issuing_the_same_file_again_records_nothing_new_and_writes_the_same_paper() {
    let desk = Desk::with_records();
    let first = desk.run(&["issue", "case.json", "--out", "a.pdf"]);
    let again = desk.run(&["issue", "case.json", "--out", "b.pdf"]);
    assert_eq!((first.status, again.status), (0, 0), "{}", again.err);
    assert_eq!(first.json()["id"], again.json()["id"]);
    assert_eq!((&first.json()["recorded"], &again.json()["recorded"]), (&"new".into(), &"before".into()));
    assert!(again.err.contains("issued before"), "{}", again.err);
    assert_eq!(fs::read(desk.path("a.pdf")).unwrap(), fs::read(desk.path("b.pdf")).unwrap());
    assert_eq!(desk.run(&["notes"]).out.lines().count(), 1);
}

#[test]
fn the_rules_see_the_notes_in_the_records() {
    let desk = Desk::with_records();
    assert_eq!(desk.run(&["issue", "case.json", "--out", "a.pdf"]).status, 0);
    // Another statement on the same assessment: the file does not say so, the records do.
    desk.write_case("other.json", "Low back pain", "Sciatica");
    assert_eq!(desk.run(&["check", "other.json"]).status, 0);
    let other = desk.run(&["issue", "other.json", "--out", "b.pdf"]);
    assert_eq!((other.status, &other.json()["verdict"]), (1, &"reject".into()), "{}", other.err);
    // The same without the NHS number is the same person, by names and date of birth.
    desk.write("unnumbered.json", &CASE.replace("Low back pain", "Sciatica").replace("\"9434765919\"", "null").replace("Okafor", "OKAFOR"));
    assert_eq!(desk.run(&["issue", "unnumbered.json", "--out", "b.pdf"]).status, 1);
    // Somebody else with that assessment is nobody of theirs.
    desk.write("ann.json", &CASE.replace("\"Ben\"", "\"Ann\"").replace("\"9434765919\"", "\"4010232137\""));
    assert_eq!(desk.run(&["issue", "ann.json", "--out", "b.pdf"]).status, 0);
    assert_eq!(desk.run(&["find", "okafor"]).out.lines().count(), 2);
    // The number of one with the birthday of another is a slip.
    desk.write("slip.json", &CASE.replace("1984-02-29", "1984-02-28"));
    desk.run(&["issue", "slip.json", "--out", "c.pdf"]).is_unusable(&["patient.nhs_number"]);
    assert!(!desk.path("c.pdf").exists());
}

#[test]
fn only_the_clinician_who_signed_in_issues() {
    let desk = Desk::with_records();
    for (right, wrong, field) in [
        ("Dr Ada Rowe", "Dr Bea Stone", "issuer.name"),
        ("\"doctor\"", "\"nurse\"", "issuer.profession"),
        ("\"registration\": \"1234567\"", "\"registration\": \"1234568\"", "issuer.registration"),
    ] {
        desk.write_case("wrong.json", right, wrong);
        desk.run(&["issue", "wrong.json", "--out", "a.pdf"]).is_unusable(&[field]);
    }
    assert!(!desk.path("a.pdf").exists() && desk.run(&["notes"]).out.is_empty());
    desk.write("spaced.json", &CASE.replace("Dr Ada Rowe", "dr  Ada Rowe ").replace("\"1234567\"", "\"123 4567\""));
    assert_eq!(desk.run(&["issue", "spaced.json", "--out", "a.pdf"]).status, 0);
}

#[test]
fn a_place_that_cannot_be_written_stops_the_call_before_anything_is_recorded() {
    let desk = Desk::with_records();
    fs::create_dir(desk.path("folder")).unwrap();
    for (out, words) in [("none/a.pdf", "does not exist"), ("folder", "this is a folder"), ("case.json/a.pdf", "does not exist")] {
        desk.run(&["issue", "case.json", "--out", out]).is_unusable(&[out, words]);
        desk.run(&["render", "case.json", "--document", "med3", "--out", out]).is_unusable(&[out, words]);
    }
    assert_eq!(desk.run(&["notes"]).out, "");
    assert_eq!(desk.names(), ["case.json", "data", "folder", "practice.json"]);
}

#[test]
fn a_case_without_a_day_is_judged_by_the_machines() {
    let desk = Desk::new();
    desk.write_case("dayless.json", "\"today\": \"2026-11-20\",", "");
    let said = desk.run(&["check", "dayless.json"]);
    assert!(said.status < 2 && said.json()["format"] == "fitnote-verdict/1", "{}", said.err);
}

#[test]
fn rules_prints_each_rule_with_its_law_and_the_whole_as_json() {
    let desk = Desk::new();
    let said = desk.run(&["rules"]);
    assert_eq!(said.status, 0, "{}", said.err);
    assert!(said.err.contains("gb-2026") && said.err.lines().count() == 1, "{}", said.err);
    let json = desk.run(&["rules", "--json"]).json();
    assert_eq!((&json["format"], &json["rule_set"]["id"]), (&"fitnote-rules/1".into(), &"gb-2026".into()));
    let rules = json["rules"].as_array().unwrap();
    assert!(rules.len() > 30 && rules.len() == said.out.lines().count());
    for (rule, line) in rules.iter().zip(said.out.lines()) {
        let law = rule["findings"][0]["law"].as_str().unwrap();
        assert!(line.starts_with(&format!("{}: ", rule["id"].as_str().unwrap())) && line.contains(law), "{line}");
    }
    let old = desk.run(&["rules", "--as-of", "2015-01-01"]);
    assert!(old.status == 0 && old.err.contains("No rule set of this program is as old as 2015-01-01"), "{}", old.err);
    assert_eq!(desk.run(&["rules", "--as-of", "2026-11-20"]).out, said.out);
    desk.run(&["rules", "--as-of", "2026-02-30"]).is_unusable(&["2026-02-30"]);
    desk.run(&["rules", "--rule-set", "gb-1976"]).is_unusable(&["gb-1976"]);
    assert!(!desk.path("data").exists(), "no data folder is needed");
}

#[test]
fn recorded_notes_are_judged_again_by_other_rules_as_a_report() {
    let desk = Desk::with_records();
    assert_eq!(desk.run(&["issue", "case.json", "--out", "a.pdf"]).status, 0);
    let before = desk.run(&["notes"]).out;
    let same = desk.run(&["rules", "--recheck"]);
    assert_eq!(same.status, 0, "{}", same.err);
    assert_eq!(same.out.lines().count(), 1);
    let line = same.json();
    assert_eq!((&line["verdict_then"], &line["verdict_now"], &line["changed"]), (&"accept".into(), &"accept".into(), &false.into()));
    // A change of the law is a file: nobody of this profession may issue.
    let mut other = desk.run(&["rules", "--json"]).json()["rule_set"].clone();
    other["id"] = "gb-2030".into();
    other["issuers"] = serde_json::json!(["nurse"]);
    desk.write("gb-2030.json", &other.to_string());
    let report = desk.run(&["rules", "--recheck", "--rule-set", "gb-2030.json"]);
    assert_eq!(report.status, 0, "{}", report.err);
    let line = report.json();
    assert_eq!((&line["rule_set_then"], &line["rule_set_now"]), (&"gb-2026".into(), &"gb-2030".into()));
    assert_eq!((&line["verdict_then"], &line["verdict_now"], &line["changed"]), (&"accept".into(), &"reject".into(), &true.into()));
    assert_eq!(line["findings"][0]["rule"], "issuer.profession");
    assert!(report.err.contains("1 of 1 notes"), "{}", report.err);
    assert_eq!(desk.run(&["notes"]).out, before, "it is a report only");
    desk.write("broken.json", "{}");
    desk.run(&["rules", "--rule-set", "broken.json"]).is_unusable(&["broken.json"]);
}

#[test]
fn a_duplicate_of_a_recorded_note_is_printed_from_the_record_and_counted_there() {
    let desk = Desk::with_records();
    let first = desk.run(&["issue", "case.json", "--out", "a.pdf"]).json();
    let id = first["id"].as_str().unwrap().to_owned();
    let lost = |lost: bool, id: &str| {
        let mut case: Value = serde_json::from_str(CASE).unwrap();
        case["statement"]["duplicate_of"] = id.into();
        case["statement"]["original_lost"] = lost.into();
        case.to_string()
    };
    desk.write("kept.json", &lost(false, &id));
    desk.write("lost.json", &lost(true, &id));
    let refused = desk.run(&["issue", "kept.json", "--out", "b.pdf"]);
    assert_eq!((refused.status, refused.json()["findings"][0]["rule"].as_str()), (1, Some("assessment.once")));
    assert!(!desk.path("b.pdf").exists());
    let made = desk.run(&["issue", "lost.json", "--out", "b.pdf"]);
    assert_eq!(made.status, 0, "{}", made.err);
    assert_eq!((made.json()["id"].as_str(), made.json()["recorded"].as_str()), (Some(id.as_str()), Some("duplicate")));
    assert!(is_pdf(&desk.path("b.pdf")) && fs::read(desk.path("a.pdf")).unwrap() != fs::read(desk.path("b.pdf")).unwrap());
    let notes = desk.run(&["notes"]);
    assert_eq!(notes.out.lines().count(), 1, "a duplicate is not another note");
    let line = notes.json();
    assert_eq!(line["duplicates"], 1);
    for field in ["replaces", "cancelled", "replaced_by", "renews"] {
        assert!(line[field].is_null() && line.as_object().unwrap().contains_key(field), "{field}");
    }
}

#[test]
fn a_code_becomes_a_case_with_a_doubt_a_line_and_what_is_no_code_is_refused() {
    let desk = Desk::new();
    let code = "]d121012016|21012016|Mr|Mickey||Mouse-TestPatient|1 Ouchthorpe La|WF1 3SP|01011990|Stress|1|0|0|0|0|0|14|21012016|04022016|0|\
                BABD5A50-C026-11E5-A|0|The Grove Surgery|Thornhill Stree|WF1 1PG|01924784101";
    let said = desk.run(&["read", code]);
    assert_eq!(said.status, 0, "{}", said.err);
    let case = said.json();
    assert_eq!((&case["format"], &case["patient"]["date_of_birth"]), (&"fitnote-case/1".into(), &"1990-01-01".into()));
    assert_eq!(case["statement"]["period"], serde_json::json!({ "from": "2016-01-21", "to": "2016-02-04" }));
    assert!(said.err.lines().count() > 5 && said.err.lines().all(|line| line.starts_with("fitnote: doubt: ")), "{}", said.err);
    assert!(said.err.contains("doubt: patient.address (Address, first line): "), "{}", said.err);
    desk.write("read.json", &said.out);
    let judged = desk.run(&["check", "read.json"]);
    assert_eq!((judged.status, &judged.json()["verdict"]), (1, &"reject".into()), "{}", judged.err);
    desk.run(&["read", "not a code"]).is_unusable(&["1 field where 26"]);
    desk.run(&["read", ""]).is_unusable(&["no text"]);
}

#[test]
fn verify_says_what_it_found_and_exits_by_it() {
    let desk = Desk::with_records();
    assert_eq!(desk.run(&["issue", "case.json", "--out", "a.pdf"]).status, 0);
    let right = desk.run(&["verify"]);
    assert_eq!(right.status, 0, "{}{}", right.out, right.err);
    for part in ["Encryption", "Pages", "Database", "References", "Notes", "Audit log"] {
        assert!(right.out.contains(&format!("right  {part}: ")), "{}", right.out);
    }
    assert_eq!(desk.run(&["verify", "--mark", "900-0000-0000-0000-0000"]).status, 1);
    desk.run(&["verify", "--mark", "nonsense"]).is_unusable(&["mark"]);
    said(desk.command(&["verify"]).env("FITNOTE_PASSPHRASE", "wrong")).is_unusable(&["passphrase"]);
    // One byte of the middle of the database.
    let path = desk.path("data").join("fitnote.db");
    let mut bytes = fs::read(&path).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&path, bytes).unwrap();
    let wrong = desk.run(&["verify"]);
    assert_eq!(wrong.status, 1, "{}{}", wrong.out, wrong.err);
    assert!(wrong.out.contains("wrong  Pages"), "{}", wrong.out);
}

#[test]
fn a_demonstration_is_the_same_for_a_seed_and_nothing_of_it_is_a_statement() {
    let desk = Desk::new();
    let made = desk.run(&["demo", "--patients", "6", "--seed", "4", "--until", "2026-11-20"]);
    assert_eq!(made.status, 0, "{}", made.err);
    assert_eq!(made.json()["patients"], 6);
    let again = |arguments: &[&str]| said(desk.command(arguments).env("FITNOTE_DATA", desk.path("other")));
    assert_eq!(again(&["demo", "--patients", "6", "--seed", "4", "--until", "2026-11-20"]).status, 0);
    let notes = desk.run(&["notes"]);
    assert!(notes.out.lines().count() > 5 && notes.out == again(&["notes"]).out);
    // Also a note that is issued there later is marked.
    let case = CASE.replace("Dr Ada Rowe", "Dr Invented Example").replace("\"1234567\"", "\"7000000\"");
    desk.write("here.json", &case);
    let issued = desk.run(&["issue", "here.json", "--out", "a.pdf"]);
    assert_eq!(issued.status, 0, "{}", issued.err);
    if let Ok(text) = Command::new("pdftotext").arg(desk.path("a.pdf")).arg("-").output() {
        assert!(String::from_utf8_lossy(&text.stdout).to_lowercase().contains("practice"), "the page says so");
    }
    // What is there is not filled again.
    desk.run(&["demo", "--patients", "1"]).is_unusable(&["holds records already"]);
    assert_eq!(desk.run(&["demo", "--patients", "0"]).status, 2);
}

#[test]
fn the_report_counts_what_was_recorded_and_gives_no_small_number() {
    let desk = Desk::with_records();
    for number in 0..12 {
        let name = format!("case-{number}.json");
        let somebody_else = CASE.replacen("\"9434765919\"", "null", 1).replacen("Okafor", &format!("Okafor{number}"), 1);
        assert!(!somebody_else.contains("9434765919"));
        desk.write(&name, &somebody_else);
        let issued = desk.run(&["issue", &name, "--out", "a.pdf"]);
        assert_eq!(issued.status, 0, "{}", issued.err);
    }
    let csv = desk.run(&["report", "--from", "2026-11-01", "--to", "2026-11-30"]);
    assert_eq!(csv.status, 0, "{}", csv.err);
    assert!(csv.out.contains("Notes,Issued here,12,12,2026-11-01,2026-11-30"), "{}", csv.out);
    assert!(csv.out.contains("Notes,Written by hand and recorded,under 10,12,"), "{}", csv.out);
    assert!(!csv.out.contains("Okafor") && !csv.out.contains("Rowe") && !csv.out.contains("Low back pain"));
    let json = desk.run(&["report", "--from", "2026-11-01", "--to", "2026-11-30", "--format", "json"]).json();
    assert_eq!((&json["format"], &json["tables"][0]["rows"][0]["count"]), (&Value::from("fitnote-report/1"), &Value::from(12)));
    // Days in which nothing was recorded, and days that do not follow each other.
    let before = desk.run(&["report", "--from", "2026-01-01", "--to", "2026-01-31"]);
    assert!(before.out.contains("Notes,Issued here,under 10,under 10,"), "{}", before.out);
    desk.run(&["report", "--from", "2026-11-30", "--to", "2026-11-01"]).is_unusable(&["2026-11-01", "before the first"]);
    desk.run(&["report", "--from", "2026-11-31", "--to", "2026-12-01"]).is_unusable(&["2026-11-31", "no day of the calendar"]);
    desk.run(&["report", "--from", "1/11/2026", "--to", "2026-12-01"]).is_unusable(&["1/11/2026", "2026-11-20"]);
}
