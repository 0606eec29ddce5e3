//! PDFs read back by other programs; where a program is missing, its test says so and is skipped.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::write_sheets;
use crate::content::forms::{Part, When, med3_2022};
use crate::domain::case::{Advice, Benefit, Case};
use crate::domain::period::{Length, StatedPeriod};
use crate::paper::{Shape, data_matrix, preview_med3, sample};
use crate::rules::PrintOptions;

const ID: &str = "BABD5A50-C026-11E5-A837-0800200C9A66";

fn pdf(case: &Case) -> Vec<u8> {
    let sheet = preview_med3(case, ID, &PrintOptions::default()).sheet;
    write_sheets("Statement of Fitness for Work", ID, &[sheet]).expect("a PDF")
}

/// The fullest note: every box, long texts, letters of many countries.
fn full() -> Case {
    let mut case = sample::case();
    case.patient.title = "Mrs".into();
    case.patient.given_names = "Siân Małgorzata".into();
    case.patient.family_name = "Llŷr-Żółkiewska".into();
    case.issuer.name = "Dr Çağrı Işık O’Neill".into();
    case.practice.name = "Canolfan Iechyd Tŷ Gŵyr".into();
    case.statement.advice = vec![Advice::MayBeFit];
    case.statement.may_benefit_from = Benefit::ALL.to_vec();
    case.statement.conditions = "Low back pain; Άγχος (anxiety), Тревога".into();
    case.statement.comments =
        "Office work fifth-floor, fluffy affairs – first fjord: no lifting over 5 kg.\n\nIt's \"fine\" to stand.".into();
    case.statement.assess_again = Some(true);
    case
}

/// Where a program is installed, runs it; where not, says so.
fn run(program: &str, arguments: &[&str]) -> Option<Vec<u8>> {
    let Ok(output) = Command::new(program).args(arguments).output() else {
        eprintln!("skipped: {program} is not installed");
        return None;
    };
    assert!(output.status.success(), "{program} {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    Some(output.stdout)
}

fn on_disk(bytes: &[u8]) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("note.pdf");
    std::fs::write(&path, bytes).expect("written");
    (folder, path)
}

fn text_of(bytes: &[u8]) -> Option<String> {
    let (_folder, path) = on_disk(bytes);
    let out = run("pdftotext", &["-enc", "UTF-8", "-layout", text(&path), "-"])?;
    Some(String::from_utf8(out).expect("text"))
}

fn text(path: &Path) -> &str {
    path.to_str().expect("a plain path")
}

/// One space between words, none of the marks of the form file.
fn plain(text: &str) -> String {
    text.replace("**", "").replace(['<', '>', '{', '}'], "").split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn the_same_note_gives_the_same_bytes() {
    let first = pdf(&full());
    assert!(first == pdf(&full()));
    let mut other = full();
    other.statement.comments.push('!');
    assert!(first != pdf(&other));
}

#[test]
fn a_note_is_small_and_one_page() {
    let bytes = pdf(&full());
    assert!(bytes.len() < 60_000, "{} bytes", bytes.len());
    let file = lopdf::Document::load_mem(&bytes).expect("a PDF");
    assert_eq!(file.get_pages().len(), 1);
    assert!(!file.is_encrypted());
}

#[test]
fn language_and_title_are_set_and_nothing_tells_the_time() {
    let bytes = pdf(&full());
    let file = lopdf::Document::load_mem(&bytes).expect("a PDF");
    let catalog = file.catalog().expect("a catalogue");
    assert_eq!(catalog.get(b"Lang").and_then(lopdf::Object::as_str).expect("a language"), b"en-GB");
    let info = file.trailer.get(b"Info").and_then(lopdf::Object::as_reference).and_then(|id| file.get_dictionary(id)).expect("information");
    let keys: Vec<String> = info.iter().map(|(key, _)| String::from_utf8_lossy(key).into_owned()).collect();
    assert_eq!(keys, ["Title", "Creator", "Producer"]);
    assert_eq!(info.get(b"Title").and_then(lopdf::Object::as_str).expect("a title"), b"Statement of Fitness for Work");
}

#[test]
fn every_link_of_the_form_is_an_annotation() {
    let bytes = pdf(&sample::case());
    let file = lopdf::Document::load_mem(&bytes).expect("a PDF");
    let mut found = Vec::new();
    for page in file.get_pages().into_values() {
        let page = file.get_dictionary(page).expect("a page");
        for annotation in page.get(b"Annots").and_then(lopdf::Object::as_array).expect("annotations") {
            let annotation = file.dereference(annotation).and_then(|(_, object)| object.as_dict()).expect("an annotation");
            let action = annotation.get(b"A").and_then(lopdf::Object::as_dict).expect("an action");
            found.push(String::from_utf8_lossy(action.get(b"URI").and_then(lopdf::Object::as_str).expect("an address")).into_owned());
        }
    }
    assert_eq!(found, ["https://www.gov.uk", "https://www.gov.uk/dwp/fit-note-data", "https://www.gov.uk/browse/benefits"]);
}

#[test]
fn every_printed_line_of_the_form_copies_out() {
    for duplicate in [false, true] {
        for again in [None, Some(true), Some(false)] {
            let mut case = sample::case();
            case.statement.assess_again = again;
            case.statement.duplicate_of = duplicate.then(|| "earlier".into());
            let Some(copied) = text_of(&pdf(&case)) else { return };
            let copied = plain(&copied);
            let mut lines = 0;
            for part in med3_2022().blocks.iter().flatten() {
                let Part::Text { text, when, .. } = part else { continue };
                let is_printed = match when {
                    When::Always => true,
                    When::Duplicate => duplicate,
                    When::NoName => false,
                    When::AssessAgainOpen => again.is_none(),
                    When::AssessAgain => again == Some(true),
                    When::NotAssessAgain => again == Some(false),
                };
                for line in text.lines().map(plain) {
                    if is_printed {
                        assert!(copied.contains(&line), "{line:?} is missing from {copied}");
                        lines += 1;
                    } else if *when != When::NoName {
                        assert!(!copied.contains(&line), "{line:?} should not be printed");
                    }
                }
            }
            assert!(lines > 50, "only {lines} lines were looked for");
        }
    }
}

#[test]
fn names_copy_out_as_they_were_put_in() {
    let Some(copied) = text_of(&pdf(&full())) else { return };
    for words in [
        "Mrs Siân Małgorzata Llŷr-Żółkiewska",
        "Dr Çağrı Işık O’Neill",
        "Canolfan Iechyd Tŷ Gŵyr",
        "Low back pain; Άγχος (anxiety), Тревога",
        "Office work fifth-floor, fluffy affairs – first fjord: no lifting over 5 kg.",
        "It's \"fine\" to stand.",
    ] {
        assert!(copied.contains(words), "{words} is missing from {copied}");
    }
}

#[test]
fn other_programs_find_no_fault_in_the_file() {
    let (_folder, path) = on_disk(&pdf(&full()));
    run("qpdf", &["--check", text(&path)]);
    let Some(listed) = run("pdffonts", &[text(&path)]) else { return };
    let listed = String::from_utf8_lossy(&listed).into_owned();
    let fonts: Vec<&str> = listed.lines().skip(2).collect();
    assert!(!fonts.is_empty());
    for font in fonts {
        assert!(font.contains("+SourceSansPro") && font.contains("yes yes yes"), "{font}");
    }
}

/// The page as grey pixels at a resolution, by poppler.
fn raster(bytes: &[u8], dpi: u32) -> Option<(tempfile::TempDir, PathBuf)> {
    let (folder, path) = on_disk(bytes);
    let stem = folder.path().join("page");
    run("pdftoppm", &["-r", &dpi.to_string(), "-gray", "-singlefile", text(&path), text(&stem)])?;
    let image = folder.path().join("page.pgm");
    Some((folder, image))
}

/// A plain grey image: width, height, pixels.
fn grey(path: &Path) -> (usize, usize, Vec<u8>) {
    let bytes = std::fs::read(path).expect("an image");
    let mut fields = Vec::new();
    let mut at = 0;
    while fields.len() < 4 {
        let end = at + bytes[at..].iter().position(u8::is_ascii_whitespace).expect("a header");
        fields.push(String::from_utf8_lossy(&bytes[at..end]).into_owned());
        at = end + 1;
    }
    (fields[1].parse().expect("a width"), fields[2].parse().expect("a height"), bytes[at..].to_vec())
}

/// As the department's reader does: 150 dpi, grey, half the width, a sixth of the height, read by OCR.
#[test]
fn the_four_corners_read_by_ocr() {
    let mut duplicate = full();
    duplicate.statement.duplicate_of = Some("earlier".into());
    for case in [sample::case(), full(), duplicate] {
        let Some((folder, image)) = raster(&pdf(&case), 150) else { return };
        let (width, height, pixels) = grey(&image);
        let corners = [
            (0, 0, vec!["fitness for work"]),
            (1, 0, vec!["what your advice means"]),
            (0, 5, vec!["unique id: med 3"]),
            (1, 5, vec!["make a claim", "form to the office dealing"]),
        ];
        for (half, sixth, wanted) in corners {
            let rows = height * sixth / 6..height * (sixth + 1) / 6;
            let columns = width * half / 2..width * (half + 1) / 2;
            let slice = folder.path().join("slice.pgm");
            let mut bytes = format!("P5 {} {} 255\n", columns.len(), rows.len()).into_bytes();
            for row in rows {
                bytes.extend_from_slice(&pixels[row * width + columns.start..row * width + columns.end]);
            }
            std::fs::write(&slice, bytes).expect("written");
            let Some(read) = run("tesseract", &[text(&slice), "-", "-l", "eng", "--dpi", "150"]) else { return };
            let read = String::from_utf8_lossy(&read).to_lowercase();
            assert!(read.lines().any(|line| wanted.iter().any(|words| line.contains(words))), "none of {wanted:?} in {read}");
        }
    }
}

#[test]
fn the_data_matrix_decodes_from_a_200_dpi_scan() {
    for case in [sample::case(), full()] {
        let Some((folder, image)) = raster(&pdf(&case), 200) else { return };
        let wanted = data_matrix::text(&case, ID);
        let read = |scan: &Path| {
            // It gives up on some angles at any resolution, so a miss is an empty answer here and not a fault of the call.
            let output = Command::new("dmtxread").args(["-n", "-N1", "-m", "20000", text(scan)]).output().ok()?;
            // Before letters beyond Latin it gives the number of their alphabet (26, UTF-8) as a control character.
            Some(String::from_utf8_lossy(&output.stdout).trim_matches(|c: char| c.is_control() || c == ' ').to_owned())
        };
        let Some(straight) = read(&image) else {
            eprintln!("skipped: dmtxread is not installed");
            return;
        };
        assert_eq!(straight, wanted);
        // Slightly askew, as a sheet lies on a scanner, and laid down again where the first try is not read.
        let askew = folder.path().join("askew.png");
        let is_read = ["1.2", "-0.9", "0.5"].iter().any(|angle| {
            run("convert", &[text(&image), "-background", "white", "-rotate", angle, text(&askew)]).is_none()
                || read(&askew).is_some_and(|found| found == wanted)
        });
        assert!(is_read, "no askew scan of {wanted} was read");
    }
}

/// Not a claim: writes pages to look at into the folder `FITNOTE_PAGES`.
#[test]
#[ignore = "writes files for a person to look at"]
fn pages_to_look_at() {
    let Some(folder) = std::env::var_os("FITNOTE_PAGES").map(PathBuf::from) else { return };
    let mut open = sample::case();
    open.statement.assess_again = None;
    open.statement.advice = vec![];
    let mut duplicate = full();
    duplicate.statement.duplicate_of = Some("earlier".into());
    duplicate.statement.period = StatedPeriod { indefinite: true, from: open.statement.period.to, ..StatedPeriod::default() };
    duplicate.statement.comments = "Can do seated tasks with breaks, and the like of it. ".repeat(20);
    let mut long = full();
    long.patient.given_names = "Wilhelmina Margaretha Anastasia Konstantinovna".into();
    long.patient.family_name = "Featherstonehaugh-Cholmondeley-Majoribanks".into();
    long.practice.address =
        vec!["The Old Vicarage".into(), "14–16 Church Lane".into(), "Robin Hood’s Bay".into(), "Whitby".into(), "North Yorkshire".into()];
    long.statement.conditions = "Persistent low back pain with sciatica on the left side, awaiting physiotherapy; ".repeat(4);
    long.statement.period = StatedPeriod { length: Length::parse("2 weeks").ok(), ..StatedPeriod::default() };
    for (name, case) in [("plain", sample::case()), ("full", full()), ("open", open), ("duplicate", duplicate), ("long", long)] {
        let page = preview_med3(&case, ID, &PrintOptions::default());
        eprintln!("{name}: {} items, {} overflow", page.sheet.items.len(), page.overflow.len());
        let bytes = write_sheets("Statement of Fitness for Work", ID, std::slice::from_ref(&page.sheet)).expect("a PDF");
        std::fs::write(folder.join(format!("{name}.pdf")), bytes).expect("written");
        let modules = page
            .sheet
            .items
            .iter()
            .find_map(|item| if let Shape::Matrix { modules_a_side, .. } = item.shape { Some(modules_a_side) } else { None });
        eprintln!("  modules a side: {modules:?}");
    }
}

/// Not a claim: prints how long a note takes cold and warm; worth reading in a release build.
#[test]
#[ignore = "prints times for a person to read"]
fn times_to_read() {
    let case = full();
    let step = std::time::Instant::now();
    let size = pdf(&case).len();
    eprintln!("cold: {:?}, {size} bytes", step.elapsed());
    let step = std::time::Instant::now();
    for _ in 0..100 {
        std::hint::black_box(preview_med3(&case, ID, &PrintOptions::default()));
    }
    eprintln!("layout, warm: {:?}", step.elapsed() / 100);
    let step = std::time::Instant::now();
    for _ in 0..100 {
        std::hint::black_box(data_matrix::symbol(&data_matrix::text(&case, ID)));
    }
    eprintln!("  of it the Data Matrix: {:?}", step.elapsed() / 100);
    let step = std::time::Instant::now();
    for _ in 0..100 {
        std::hint::black_box(pdf(&case));
    }
    eprintln!("layout and PDF, warm: {:?}", step.elapsed() / 100);
}
