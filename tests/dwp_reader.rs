//! The page as the department's public reader takes it: four corner texts by OCR and the code by decoder, as PDF, scan and photo.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use fitnote::domain::case::{Advice, Benefit, Case};
use fitnote::domain::case_file::read_case;
use fitnote::domain::day::Day;
use fitnote::domain::id::{ClinicianId, NoteId, PatientId};
use fitnote::domain::period::StatedPeriod;
use fitnote::paper::scanned::{Scanned, read_bytes};
use fitnote::paper::{Document, Med3Page, data_matrix};
use fitnote::pdf;
use fitnote::rules::{Issuable, Issued, NoteRecord, PrintOptions, in_force};

use crate::store::CASE;

const ID: &str = "BABD5A50-C026-11E5-A837-0800200C9A66";

fn day(y: i32, m: u32, d: u32) -> Day {
    Day::from_ymd_opt(y, m, d).unwrap()
}

fn case() -> Case {
    let mut case = read_case(CASE).unwrap_or_else(|fault| panic!("{fault}"));
    case.today = Some(case.statement.on);
    case
}

fn issuable(case: Case) -> Issuable {
    let rules = in_force(case.statement.on);
    let note = Issuable::new(NoteId::new(ID), case, Some("A test of the page."), PrintOptions::default(), rules, &Med3Page);
    note.unwrap_or_else(|refusal| panic!("{refusal:?}"))
}

fn duplicate(case: Case) -> (Document, Case) {
    let (rules, on) = (in_force(case.statement.on), case.statement.on);
    let record = NoteRecord {
        id: NoteId::new(ID),
        patient: PatientId::new("p"),
        clinician: ClinicianId::new("c"),
        issued_at: format!("{on}T10:00:00+00:00").parse().unwrap(),
        case,
        rule_set: rules.id.clone(),
        verdict: "accept".into(),
        findings: serde_json::Value::Null,
        reason: None,
        print: PrintOptions::default(),
    };
    let issued = Issued::from_record(record, rules, &Med3Page).unwrap_or_else(|refusal| panic!("{refusal:?}"));
    let duplicate = issued.duplicate(true, on, rules, &Med3Page).unwrap_or_else(|refusal| panic!("{refusal:?}"));
    (Document::med3_duplicate(&duplicate), duplicate.issuable().case().clone())
}

/// Notes of every shape, each with the case that its code tells of.
fn notes() -> Vec<(&'static str, Document, Case)> {
    let change = |change: fn(&mut Case)| {
        let mut case = case();
        change(&mut case);
        case
    };
    let plain = [
        ("plain", change(|_| ())),
        (
            "may be fit, with boxes and a separator",
            change(|c| {
                c.statement.advice = vec![Advice::MayBeFit];
                c.statement.may_benefit_from = Benefit::ALL.to_vec();
                c.statement.conditions = "Back pain | left knee".into();
                c.statement.comments = "Can stand for 20 minutes at a time.\nNo lifting over 5 kg.".into();
                c.statement.assess_again = Some(true);
            }),
        ),
        (
            "long names, apostrophes and accents",
            change(|c| {
                c.patient.title = "Miss".into();
                c.patient.given_names = "Wilhelmina Małgorzata Siân".into();
                c.patient.family_name = "O’Neill-Żółkiewska-Featherstonehaugh-Cholmondeley".into();
                c.practice.name = "Canolfan Iechyd Tŷ Gŵyr and the Robin Hood’s Bay Branch".into();
            }),
        ),
        (
            "a quote, an ampersand and a bar in every text",
            change(|c| {
                c.patient.title = "Mx".into();
                c.patient.given_names = "D’Arcy \"Dee\"".into();
                c.patient.family_name = "O'Brien & ap|Rhys".into();
                c.patient.address = vec!["Flat 3|4, St John's".into()];
                c.statement.conditions = "Crohn's disease | flare & fatigue <2 weeks>".into();
                c.practice.name = "King's | Queen's & St Mary’s".into();
            }),
        ),
        (
            "indefinite",
            change(|c| {
                let since = Some(day(2026, 4, 1));
                (c.history.condition_since, c.history.off_work_since, c.history.off_on_advice_since) = (since, since, since);
                c.history.record_supports_start = true;
                c.statement.period = StatedPeriod { indefinite: true, from: Some(c.assessment.on), ..StatedPeriod::default() };
                c.statement.foreseeable_future = true;
            }),
        ),
    ];
    let mut notes: Vec<_> = plain.into_iter().map(|(name, case)| (name, Document::med3(&issuable(case.clone())), case)).collect();
    let (document, copy) = duplicate(case());
    notes.push(("duplicate", document, copy));
    notes
}

/// Standard output of a tool that did its work; none where it is absent or could not.
fn run(command: &mut Command) -> Option<Vec<u8>> {
    let out = command.stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    out.status.success().then_some(out.stdout)
}

fn is_there(tool: &str, argument: &str) -> bool {
    Command::new(tool).arg(argument).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok()
}

/// A Python that has zxing-cpp: where the set-up put it, or the one that FITNOTE_TEST_PYTHON names.
fn python() -> Option<Command> {
    let prepared = Path::new(env!("CARGO_TARGET_TMPDIR")).join("../zxing");
    let call = || {
        let mut call = Command::new(std::env::var_os("FITNOTE_TEST_PYTHON").unwrap_or_else(|| "python3".into()));
        call.env("PYTHONPATH", &prepared);
        call
    };
    run(call().args(["-c", "import zxingcpp"])).map(|_| call())
}

/// Reads a grey picture (PGM) and prints the text of the Data Matrix.
const ZXING: &str = "import sys, zxingcpp
bytes = open(sys.argv[1], 'rb').read()
width, height = map(int, bytes.split(None, 4)[1:3])
grey = memoryview(bytes[-width * height:]).cast('B', (height, width))
for found in zxingcpp.read_barcodes(grey):
    if 'matrix' in str(found.format).lower(): sys.stdout.buffer.write(found.text.encode('utf-8')); break";

/// The text of the code on a page, by zxing, which finds it by itself.
fn by_zxing(page: &Path) -> Option<Vec<u8>> {
    let grey = page.with_extension("pgm");
    run(Command::new("convert").arg(page).args(["-colorspace", "Gray", "-depth", "8"]).arg(&grey))?;
    run(python()?.args(["-c", ZXING]).arg(&grey)).filter(|bytes| !bytes.is_empty())
}

/// The same by dmtxread, which is shown the code's own corner of the left half.
fn by_dmtx(page: &Path) -> Option<Vec<u8>> {
    let cut = page.with_extension("code.png");
    run(Command::new("convert").arg(page).args(["-gravity", "SouthWest", "-crop", "50%x35%+0+0", "+repage"]).arg(&cut))?;
    run(Command::new("dmtxread").args(["-N1", "-m", "4000"]).arg(&cut)).filter(|bytes| !bytes.is_empty())
}

/// Where the reader looks: the page is cut at mid-width and into six slices; the highest and the lowest of each half, and one of the words
/// that it wants there.
const CORNERS: [(&str, &[&str]); 4] = [
    ("NorthWest", &["fitness for work"]),
    ("NorthEast", &["what your advice means", "help getting back", "what to do now"]),
    ("SouthWest", &["unique id: med 3"]),
    ("SouthEast", &["make a claim", "signed this", "healthcare professional", "form to the office dealing"]),
];

/// The corners whose words were not found.
fn unread(page: &Path) -> Vec<&'static str> {
    CORNERS
        .iter()
        .filter(|(gravity, words)| {
            let cut = page.with_extension(format!("{gravity}.png"));
            let text = run(Command::new("convert").arg(page).args(["-gravity", gravity, "-crop", "50%x16.667%+0+0", "+repage"]).arg(&cut))
                .and_then(|_| run(Command::new("tesseract").arg(&cut).arg("-").env("OMP_THREAD_LIMIT", "1")))
                .map(|text| String::from_utf8_lossy(&text).to_lowercase())
                .unwrap_or_default();
            // A line is a line: what is broken across two is not found by the reader either.
            !text.lines().any(|line| words.iter().any(|word| line.contains(word)))
        })
        .map(|(gravity, _)| *gravity)
        .collect()
}

/// The page as a PDF at 150 dpi, as a print scanned askew at 200 dpi with noise, and as a grey photo of at most 500 KB.
fn pages(pdf: &Path, folder: &Path) -> Vec<(&'static str, PathBuf)> {
    let draw = |dpi: &str, name: &str| {
        let base = folder.join(name);
        run(Command::new("pdftoppm").args(["-r", dpi, "-gray", "-png", "-singlefile"]).arg(pdf).arg(&base)).expect("drawn");
        base.with_extension("png")
    };
    let (straight, fine) = (draw("150", "straight"), draw("200", "fine"));
    let (askew, photo) = (folder.join("askew.png"), folder.join("photo.jpg"));
    let noisy = ["-background", "white", "-rotate", "0.8", "-attenuate", "0.25", "+noise", "Gaussian", "-seed", "7", "-colorspace", "Gray"];
    run(Command::new("convert").args(["-seed", "7"]).arg(&fine).args(noisy).arg(&askew)).expect("skewed");
    run(Command::new("convert").arg(&fine).args(["-colorspace", "Gray", "-define", "jpeg:extent=490KB"]).arg(&photo)).expect("a photo");
    let size = fs::metadata(&photo).unwrap().len();
    assert!(size <= 500 * 1024, "{size}");
    vec![("150 dpi", straight), ("askew", askew), ("photo", photo)]
}

/// The fields that do not agree with the case, where nothing says that they may be cut.
fn differences(read: &Scanned, case: &Case) -> Vec<String> {
    let wanted = data_matrix::text(case, ID);
    let again = read_bytes(wanted.as_bytes()).unwrap_or_else(|error| panic!("{error}"));
    let fields = read.fields().into_iter().zip(again.fields());
    fields
        .filter(|(read, written)| read.shown != written.shown)
        .map(|(read, written)| format!("{}: {}", read.shown, written.shown))
        .collect()
}

#[test]
fn the_departments_reader_finds_all_four_corners_and_every_field() {
    for tool in [("pdftoppm", "-v"), ("convert", "-version"), ("tesseract", "--version")] {
        if !is_there(tool.0, tool.1) {
            eprintln!("skipped: {} is not installed", tool.0);
            return;
        }
    }
    let (has_zxing, has_dmtx) = (python().is_some(), is_there("dmtxread", "--version"));
    if !has_zxing && !has_dmtx {
        eprintln!("skipped: neither zxing-cpp (bash .ci/zxing, or FITNOTE_TEST_PYTHON) nor dmtxread is installed");
        return;
    }
    let notes = notes();
    let looked_at: usize = std::thread::scope(|scope| {
        let runs: Vec<_> = notes
            .iter()
            .map(|(name, document, case)| {
                scope.spawn(move || {
                    let folder = tempfile::tempdir().unwrap();
                    let file = folder.path().join("note.pdf");
                    fs::write(&file, pdf::write(document).unwrap_or_else(|error| panic!("{}", error.0))).unwrap();
                    let mut looked_at = 0;
                    for (how, page) in pages(&file, folder.path()) {
                        assert_eq!(unread(&page), [""; 0], "{name}, {how}");
                        // dmtxread gives up on some skewed pages; zxing on none.
                        let text = if has_zxing {
                            by_zxing(&page).unwrap_or_else(|| panic!("{name}, {how}: no code"))
                        } else if let Some(text) = by_dmtx(&page) {
                            text
                        } else {
                            assert_eq!(how, "askew", "{name}: no code");
                            eprintln!("not read by dmtxread: {name}, {how}");
                            continue;
                        };
                        let read = read_bytes(&text).unwrap_or_else(|error| panic!("{name}, {how}: {error}"));
                        assert_eq!(differences(&read, case), [""; 0], "{name}, {how}");
                        looked_at += 1;
                    }
                    looked_at
                })
            })
            .collect();
        runs.into_iter().map(|run| run.join().unwrap_or_else(|fault| std::panic::resume_unwind(fault))).sum()
    });
    assert!(looked_at >= if has_zxing { 18 } else { 12 }, "{looked_at}");
}
