//! The laid-out page against golden text, what fits and what does not, and the places that the department's reader looks at.

#[cfg(feature = "pdf")]
mod pdf;

use std::fmt::Write as _;
use std::path::Path;

use fitnote::content::forms::{Part, med3_2022};
use fitnote::domain::case::{Advice, Benefit, Case};
use fitnote::domain::case_file::read_case;
use fitnote::domain::day::Day;
use fitnote::domain::id::{ClinicianId, NoteId, PatientId};
use fitnote::domain::period::{Length, StatedPeriod};
use fitnote::paper::{Document, Med3Page, Shape, Sheet, fonts, preview_med3};
use fitnote::rules::{Field, Issuable, Issued, NoteRecord, Overflow, Page, PrintOptions, in_force};

const ID: &str = "BABD5A50-C026-11E5-A837-0800200C9A66";

fn case() -> Case {
    read_case(
        r#"{
  "format": "fitnote-case/1", "today": "2026-11-20",
  "issuer": { "name": "Dr Ada Rowe", "profession": "doctor", "registration": "1234567", "setting": "nhs", "trained": true, "within_scope": true },
  "practice": { "name": "Harbour Surgery", "address": ["1 Quay Street", "Whitby"], "postcode": "YO21 1AA", "telephone": "01947 555010", "nation": "england" },
  "patient": { "title": "Mr", "given_names": "Ben", "family_name": "Okafor", "date_of_birth": "1984-02-29", "nhs_number": "9434765919",
    "address": ["22 Cliff Road", "Whitby"], "postcode": "YO21 3BB", "work": "employed", "jobs": 1 },
  "assessment": { "on": "2026-11-20", "kind": "telephone", "made_by_issuer": true },
  "statement": { "on": "2026-11-20", "conditions": "Low back pain", "advice": ["not_fit"],
    "period": { "from": "2026-11-20", "to": "2026-12-03" }, "assess_again": false }
}"#,
    )
    .unwrap_or_else(|fault| panic!("{fault}"))
}

fn may_be_fit() -> Case {
    let mut case = case();
    case.statement.advice = vec![Advice::MayBeFit];
    case.statement.may_benefit_from = Benefit::ALL.to_vec();
    case.statement.comments = "Can stand for 20 minutes at a time.\nNo lifting over 5 kg.\n\nWorks best with a break each hour.".into();
    case.statement.period = StatedPeriod { length: Length::parse("2 weeks").ok(), ..StatedPeriod::default() };
    case.statement.assess_again = Some(true);
    case
}

fn indefinite() -> Case {
    let mut case = case();
    case.statement.period = StatedPeriod { indefinite: true, from: Day::from_ymd_opt(2026, 12, 3), ..StatedPeriod::default() };
    case
}

fn duplicate() -> Case {
    let mut case = case();
    case.statement.duplicate_of = Some("earlier".into());
    case.statement.assess_again = None;
    case
}

fn long_names() -> Case {
    let mut case = case();
    case.patient.title = "Mrs".into();
    case.patient.given_names = "Wilhelmina Małgorzata Anastasia Siân".into();
    case.patient.family_name = "Llŷr-Żółkiewska-Featherstonehaugh-Cholmondeley".into();
    case.issuer.name = "Dr Çağrı Işık-O’Neill of the Musculoskeletal Assessment Service, Consultant".into();
    case.practice.name = "Canolfan Iechyd Tŷ Gŵyr and the Robin Hood’s Bay Branch".into();
    case.practice.address =
        ["The Old Vicarage", "14–16 Church Lane", "Robin Hood’s Bay", "Whitby", "North Yorkshire"].map(str::to_owned).to_vec();
    case
}

fn sheet(case: &Case) -> Sheet {
    preview_med3(case, ID, &PrintOptions::default()).sheet
}

/// One line an item: block, role, what is drawn where, and what is spoken.
fn readable(sheet: &Sheet) -> String {
    let mut out = format!("page {} x {}\n", sheet.width_mm, sheet.height_mm);
    for item in &sheet.items {
        let drawn = match &item.shape {
            Shape::Text { x, y, size_pt, face, text } => format!("text {x:.2} {y:.2} {size_pt:.1} {face:?} {text:?}"),
            Shape::Line { x1, y1, x2, y2, width_mm } => format!("line {x1:.2} {y1:.2} {x2:.2} {y2:.2} {width_mm:.2}"),
            Shape::Fill { x, y, width, height, grey } => format!("fill {x:.2} {y:.2} {width:.2} {height:.2} grey {grey}"),
            Shape::Frame { x, y, width, height, line_mm } => format!("frame {x:.2} {y:.2} {width:.2} {height:.2} {line_mm:.2}"),
            Shape::Tick { x, y, size } => format!("tick {x:.2} {y:.2} {size:.2}"),
            Shape::Matrix { x, y, size, modules_a_side, black } => {
                format!("matrix {x:.2} {y:.2} {size:.2} {modules_a_side} modules, {} black", black.iter().filter(|b| **b).count())
            }
            Shape::Link { x, y, width, height, address } => format!("link {x:.2} {y:.2} {width:.2} {height:.2} {address}"),
        };
        let spoken = item.spoken.as_ref().map(|words| format!(" says {words:?}")).unwrap_or_default();
        let _ = writeln!(out, "{:3} {:?} {drawn}{spoken}", item.block, item.role);
    }
    out
}

/// Texts of the page, lines of one baseline joined, with their place.
fn lines(sheet: &Sheet) -> Vec<(f32, f32, String)> {
    let mut lines: Vec<(f32, f32, f32, String)> = Vec::new();
    for item in &sheet.items {
        if let Shape::Text { x, y, size_pt, face, text } = &item.shape {
            let end = x + fonts::font(*face).width_mm(text, *size_pt);
            match lines.last_mut().filter(|(_, last_y, last_end, _)| (*last_y - y).abs() < 0.01 && (x - *last_end).abs() < 0.05) {
                Some((_, _, last_end, joined)) => {
                    *last_end = end;
                    joined.push_str(text);
                }
                None => lines.push((*x, *y, end, text.clone())),
            }
        }
    }
    lines.into_iter().map(|(x, y, _, text)| (x, y, text)).collect()
}

fn overflow(case: &Case) -> Vec<Overflow> {
    Med3Page.overflow(case)
}

#[test]
fn pages_are_as_they_were_looked_at() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let pages = [
        ("med3-not-fit", case()),
        ("med3-may-be-fit", may_be_fit()),
        ("med3-indefinite", indefinite()),
        ("med3-duplicate", duplicate()),
        ("med3-long-names", long_names()),
    ];
    let mut changed = Vec::new();
    for (name, case) in pages {
        let path = folder.join(format!("{name}.txt"));
        let now = readable(&sheet(&case));
        if std::env::var_os("FITNOTE_BLESS").is_some() {
            std::fs::write(&path, now).expect("written");
        } else if std::fs::read_to_string(&path).unwrap_or_default() != now {
            changed.push(name);
        }
    }
    assert!(changed.is_empty(), "{changed:?} changed: look at the page, then run again with FITNOTE_BLESS=1 and read the difference");
}

#[test]
fn nothing_leaves_the_page_or_its_half() {
    for case in [case(), may_be_fit(), indefinite(), duplicate(), long_names()] {
        let sheet = sheet(&case);
        assert!(sheet.items.len() > 100);
        for item in &sheet.items {
            let (left, top, right, bottom) = match &item.shape {
                Shape::Text { x, y, size_pt, face, text } => {
                    (*x, y - size_pt * 0.26, x + fonts::font(*face).width_mm(text, *size_pt), y + 1.0)
                }
                Shape::Line { x1, y1, x2, y2, .. } => (*x1, *y1, *x2, *y2),
                Shape::Frame { x, y, width, height, .. }
                | Shape::Fill { x, y, width, height, .. }
                | Shape::Link { x, y, width, height, .. } => (*x, *y, x + width, y + height),
                Shape::Tick { x, y, size } | Shape::Matrix { x, y, size, .. } => (*x, *y, x + size, y + size),
            };
            let half = if left < 148.5 { 5.0..147.5 } else { 150.0..292.0 };
            assert!(half.contains(&left) && half.contains(&right) && top > 3.0 && bottom < 205.0, "{left} {top} {right} {bottom}");
        }
    }
}

#[test]
fn one_advice_one_sentence_and_one_way_to_state_the_period() {
    let has = |case: &Case, words: &str| lines(&sheet(case)).iter().any(|(_, _, line)| line == words);
    let again = "I will need to assess your fitness for work again at the end of this period.";
    let not_again = "I will not need to assess your fitness for work again at the end of this period.";
    let open = "I will/will not need to assess your fitness for work again at the end of this period.";
    for (case, expected) in [(may_be_fit(), [true, false, false]), (case(), [false, true, false]), (duplicate(), [false, false, true])] {
        assert_eq!([has(&case, again), has(&case, not_again), has(&case, open)], expected);
        assert_eq!(has(&case, "(Please delete as applicable)"), expected[2]);
    }
    assert!(has(&may_be_fit(), "2 weeks") && has(&indefinite(), "an indefinite period from 3 December 2026"));
    let mut later = may_be_fit();
    later.statement.period.from = Day::from_ymd_opt(2026, 12, 1);
    assert!(has(&later, "2 weeks from 1 December 2026"));
    let mut same_day = indefinite();
    same_day.statement.period.from = None;
    assert!(has(&same_day, "an indefinite period"));
    // Day, month and year of "to" stand between the slashes of its box, and nowhere where a length is stated.
    let to = |case: &Case| {
        lines(&sheet(case))
            .into_iter()
            .filter(|(x, y, _)| *x > 97.0 && *x < 134.0 && (*y - 145.35).abs() < 0.1)
            .map(|(_, _, text)| text)
            .collect::<Vec<_>>()
    };
    assert_eq!(to(&case()), ["03", "/", "12", "/", "2026"]);
    assert_eq!(to(&may_be_fit()), ["/", "/"]);
}

#[test]
fn ticks_stand_in_their_boxes_and_are_spoken() {
    let ticks = |case: &Case| {
        let sheet = sheet(case);
        let mut found = Vec::new();
        for (index, item) in sheet.items.iter().enumerate() {
            if let Shape::Tick { .. } = item.shape {
                assert_eq!(item.spoken.as_deref(), Some("Ticked"));
                let Some(Shape::Text { text, .. }) = sheet.items.get(index + 1).map(|next| &next.shape) else { panic!("no label") };
                assert_eq!(sheet.items[index + 1].block, item.block);
                found.push(text.clone());
            }
        }
        found
    };
    assert_eq!(ticks(&case()), ["you are not fit for work."]);
    let all = [
        "you may be fit for work taking account of",
        "a phased return to work",
        "amended duties",
        "altered hours",
        "workplace adaptations",
    ];
    assert_eq!(ticks(&may_be_fit()), all);
}

/// The department's reader cuts the page at mid-width and into slices of 35 mm, and reads four of them.
#[test]
fn the_readers_four_corners_hold_their_words_on_one_line() {
    for case in [case(), may_be_fit(), duplicate(), long_names()] {
        let lines = lines(&sheet(&case));
        let corner = |words: &str, left: bool, top: f32, bottom: f32| {
            lines.iter().any(|(x, y, line)| line.contains(words) && (*x < 148.5) == left && *y - 3.5 > top && *y + 1.0 < bottom)
        };
        assert!(corner("Fitness for Work", true, 0.0, 35.0));
        assert!(corner("What your advice means", false, 0.0, 35.0));
        assert!(corner("Unique ID: Med 3", true, 175.0, 210.0));
        assert!(corner("make a claim", false, 175.0, 210.0) && corner("form to the office dealing", false, 175.0, 210.0));
    }
}

#[test]
fn usual_texts_fit_and_duplicate_hides_nothing() {
    for case in [case(), may_be_fit(), indefinite(), duplicate(), long_names()] {
        assert!(overflow(&case).is_empty());
    }
    let without = readable(&sheet(&{
        let mut case = duplicate();
        case.statement.duplicate_of = None;
        case
    }));
    let place = |text: &str| text.lines().filter(|line| !line.contains("DUPLICATE") && !line.contains("matrix")).count();
    assert_eq!(place(&without) + 1, place(&readable(&sheet(&duplicate()))), "only a frame and the word are added");
}

#[test]
fn a_text_that_just_fits_fits_and_one_word_more_does_not() {
    type Put = fn(&mut Case, String);
    let with = |words: usize, put: Put| {
        let mut case = case();
        put(&mut case, vec!["breaks"; words].join(" "));
        overflow(&case)
    };
    let fields: [(Field, Put); 5] = [
        (Field::Comments, |case, text| case.statement.comments = text),
        (Field::Conditions, |case, text| case.statement.conditions = text),
        (Field::PatientName, |case, text| case.patient.family_name = text),
        (Field::IssuerName, |case, text| case.issuer.name = text),
        (Field::PracticeAddress, |case, text| case.practice.address = vec![text]),
    ];
    for (field, put) in fields {
        let most = (1..1000).take_while(|words| with(*words, put).is_empty()).last().expect("one word fits");
        assert!(most > 8 && most < 500, "{field:?} holds {most} words");
        let over = with(most + 1, put);
        assert_eq!(over.iter().map(|o| o.field).collect::<Vec<_>>(), [field]);
        assert!(over[0].cut.contains("breaks") || field == Field::PracticeAddress, "what is cut is named");
        assert!(!over[0].cut.is_empty() && over[0].undrawable.is_empty());
    }
}

#[test]
fn what_the_font_cannot_draw_is_named_by_field() {
    let mut case = case();
    case.patient.given_names = "Ben 王".into();
    case.statement.comments = "Better 😀 soon 😀".into();
    let found: Vec<(Field, Vec<char>)> = overflow(&case).into_iter().map(|o| (o.field, o.undrawable)).collect();
    assert_eq!(found, [(Field::PatientName, vec!['王']), (Field::Comments, vec!['😀'])]);
    // Letters and accents typed apart are one letter to the paper.
    case.patient.given_names = "Sia\u{302}n".into();
    case.statement.comments = String::new();
    assert!(overflow(&case).is_empty());
    assert!(lines(&sheet(&case)).iter().any(|(_, _, line)| line == "Mr Siân Okafor"));
}

#[test]
fn the_data_matrix_is_printed_only_when_the_practice_wants_it() {
    let codes = |data_matrix| {
        let print = PrintOptions { data_matrix, ..PrintOptions::default() };
        preview_med3(&case(), ID, &print).sheet.items.iter().filter(|item| matches!(item.shape, Shape::Matrix { .. })).count()
    };
    assert_eq!((codes(true), codes(false)), (1, 0));
}

#[test]
fn the_modules_are_wide_enough_for_a_200_dpi_scan() {
    let mut wordy = long_names();
    wordy.statement.conditions = "Persistent low back pain with sciatica and a very long tail of words".into();
    for case in [case(), wordy] {
        let sheet = sheet(&case);
        let module = sheet.items.iter().find_map(|item| match &item.shape {
            Shape::Matrix { size, modules_a_side, .. } => Some(size / f32::from(u16::try_from(*modules_a_side).expect("small"))),
            _ => None,
        });
        // 0.35 mm are 2.8 dots at 200 dpi.
        assert!(module.is_some_and(|mm| mm > 0.35), "{module:?}");
    }
}

#[test]
fn the_wording_is_the_laws_letter_for_letter() {
    let mut whole = String::new();
    for part in med3_2022().blocks.iter().flatten() {
        if let Part::Text { text, .. } = part {
            whole.push_str(&text.replace("**", "").replace(['<', '>', '{', '}'], "").replace('\n', " "));
            whole.push('\n');
        }
    }
    for words in [
        "Statement of Fitness for Work For social security or Statutory Sick Pay",
        "and, because of the following condition(s):",
        "you may be fit for work taking account of the following advice:",
        "If available, and with your employer’s agreement, you may benefit from:",
        "Comments, including functional effects of your condition(s):",
        "Your health condition means that you may not be able to work for the period shown. You can go back to work as soon as you feel able to and, with your employer’s agreement, this may be before your fit note runs out.",
        "You could go back to work with the support of your employer. Sometimes your employer cannot give you the support you need and if this happens your employer will treat this form as though you are ‘not fit for work’. You do not need to get another of these forms.",
        "For more information please visit www.gov.uk and type ‘fit note guidance for patients and employees’ into the search field. Fit note guidance for employers is also available.",
        "Data from page 1 of this form may be collected to learn about national patterns of sickness absence. Individuals will not be identified. Find out more at www.gov.uk/dwp/fit-note-data",
        "Fill in the Your details section. You can ask someone to do this for you if you cannot fill in your details yourself.",
        "Your details – Please use BLOCK CAPITALS",
        "If you are employed: Please show this form to your employer. You could get Statutory Sick Pay (SSP) which is paid by your employer. If your employer cannot pay you SSP they will give you form SSP1 to claim benefits.",
        "If you are self-employed: You could claim benefits.",
        "If you are already claiming benefits: Please send this form to the office dealing with your claim.",
        "If you need to make a claim to benefits: Visit www.gov.uk/browse/benefits or phone 0800 328 5644 (8am to 6pm Monday to Friday). Textphone users call 0800 328 1344.",
    ] {
        assert!(whole.lines().any(|line| line == words), "{words}");
    }
}

/// The common cases, where `FITNOTE_CASES` names their folder.
#[test]
fn of_the_common_cases_only_the_overlong_one_overflows() {
    let Some(folder) = std::env::var_os("FITNOTE_CASES") else {
        eprintln!("skipped: FITNOTE_CASES does not name a folder of case files");
        return;
    };
    let mut over = Vec::new();
    let mut read = 0;
    for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.path().extension().is_none_or(|kind| kind != "json") {
            continue;
        }
        let Ok(case) = read_case(&std::fs::read_to_string(entry.path()).expect("text")) else { continue };
        read += 1;
        over.extend(overflow(&case).into_iter().map(|o| (name.clone(), o.field)));
    }
    assert!(read > 10, "only {read} cases were read");
    assert_eq!(over, [("T116.json".to_owned(), Field::Comments)]);
}

#[test]
fn a_duplicate_is_its_original_with_one_word_more_and_the_same_identity() {
    let rules = in_force(case().statement.on);
    let note = Issuable::new(NoteId::new(ID), case(), None, PrintOptions::default(), rules, &Med3Page);
    let note = note.unwrap_or_else(|refusal| panic!("{refusal:?}"));
    let record = NoteRecord {
        id: NoteId::new(ID),
        patient: PatientId::new("ben"),
        clinician: ClinicianId::new("ada"),
        issued_at: "2026-11-20T10:00:00+00:00".parse().unwrap(),
        case: case(),
        rule_set: rules.id.clone(),
        verdict: "accept".into(),
        findings: serde_json::Value::Null,
        reason: None,
        print: PrintOptions::default(),
    };
    let issued = Issued::from_record(record, rules, &Med3Page).unwrap_or_else(|refusal| panic!("{refusal:?}"));
    let duplicate = issued.duplicate(true, Day::from_ymd_opt(2026, 12, 1).unwrap(), rules, &Med3Page);
    let duplicate = duplicate.unwrap_or_else(|refusal| panic!("{refusal:?}"));
    let (original, copy) = (Document::med3(&note), Document::med3_duplicate(&duplicate));
    assert_eq!((copy.id(), copy.title()), (original.id(), original.title()));
    let words = |document: &Document| lines(&document.sheets()[0]).into_iter().map(|(_, _, text)| text).collect::<Vec<_>>();
    assert!(!words(&original).contains(&"DUPLICATE".to_owned()));
    let mut without = words(&copy);
    without.retain(|text| text != "DUPLICATE");
    assert_eq!(without.len() + 1, words(&copy).len());
    assert_eq!(without, words(&original));
    let fields = |case: &Case| fitnote::paper::data_matrix::text(case, ID).split('|').map(str::to_owned).collect::<Vec<_>>();
    let (first, second) = (fields(note.case()), fields(duplicate.issuable().case()));
    assert_eq!((second[20].as_str(), second[21].as_str()), ("BABD5A50-C026-11E5-A", "1"));
    assert_eq!((first[20].as_str(), first[21].as_str()), ("BABD5A50-C026-11E5-A", "0"));
    let differ: Vec<usize> = (0..26).filter(|field| first[*field] != second[*field]).map(|field| field + 1).collect();
    assert_eq!(differ, [22]);
}
