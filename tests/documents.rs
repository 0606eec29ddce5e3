//! The documents beside the statement: golden texts, what each holds and never holds, and the summary's reading age.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;

use fitnote::content::conversation::short;
use fitnote::content::documents::{self as content, FILES, patient_summary as summary_words};
use fitnote::domain::audit::AuditHead;
use fitnote::domain::case::{Advice, Benefit, Case};
use fitnote::domain::case_file::read_case;
use fitnote::domain::day::Day;
use fitnote::domain::draft::{Conversation, StepAnswer};
use fitnote::domain::id::PatientId;
use fitnote::domain::plan::{Adjustment, Difficulty, Phase, PhaseMode, Plan, PlanKind, StepRule};
use fitnote::domain::profession::{Nation, Profession};
use fitnote::domain::record::Patient;
use fitnote::paper::documents::{Options, Withheld, ahp_report, employer_page, patient_summary, work_plan};
use fitnote::paper::flow::TextSize;
use fitnote::paper::ledger::{Ledger, LedgerRow, ledger};
use fitnote::paper::letters::{Referral, referral};
use fitnote::paper::recovery_sheet::{RecoverySheet, recovery_sheet};
use fitnote::paper::whole_record::WholeRecord;
use fitnote::paper::{Document, Role, Shape, clinical_text, home_sheet};
use fitnote::talk;

const WHOLE: &str = include_str!("golden/documents/case.json");

type Make = fn(&Case, &Options) -> Result<Document, Withheld>;
const MAKERS: [(&str, Make); 4] =
    [("ahp-report", ahp_report), ("work-plan", work_plan), ("employer-page", employer_page), ("patient-summary", patient_summary)];

fn whole() -> Case {
    read_case(WHOLE).unwrap_or_else(|fault| panic!("{fault}"))
}

/// The case as it is without a conversation.
fn bare() -> Case {
    Case { plan: None, ..whole() }
}

fn plan_of(case: &mut Case) -> &mut Plan {
    case.plan.get_or_insert_with(Plan::default)
}

fn options(size: TextSize) -> Options {
    Options { id: "a-case".into(), size }
}

fn normal() -> Options {
    options(TextSize::Normal)
}

/// What a reader reads, a line a line on paper, with its role; decoration is left out.
fn readable(document: &Document) -> String {
    let mut out = format!("{:?} {:?}\n", document.kind(), document.title());
    for (index, sheet) in document.sheets().iter().enumerate() {
        let _ = writeln!(out, "-- page {} of {}", index + 1, document.sheets().len());
        for item in &sheet.items {
            let shown = match (&item.shape, item.role) {
                (_, Role::Artifact) => continue,
                (Shape::Text { x, y, size_pt, face, text }, _) => format!("{x:.1} {y:.1} {size_pt:.1} {face:?} {text}"),
                (Shape::Link { address, .. }, _) => format!("link {address}"),
                (Shape::Fill { x, y, width, .. }, _) => format!("bar {x:.1} {y:.1} {width:.1}"),
                (Shape::Tick { .. }, _) => "tick".to_owned(),
                (Shape::Frame { .. }, _) => "box".to_owned(),
                _ => "?".to_owned(),
            };
            let said = item.spoken.as_ref().map(|words| format!(" says {words:?}")).unwrap_or_default();
            let _ = writeln!(out, "{:3} {:?} {shown}{said}", item.block, item.role);
        }
    }
    out
}

/// All words of a document, decoration too, in one line.
fn words(document: &Document) -> String {
    let items = document.sheets().iter().flat_map(|sheet| &sheet.items);
    let texts = items.flat_map(|item| {
        let drawn = match &item.shape {
            Shape::Text { text, .. } => Some(text.as_str()),
            _ => None,
        };
        drawn.into_iter().chain(item.spoken.as_deref())
    });
    texts.collect::<Vec<_>>().join(" ")
}

fn made(make: Make, case: &Case) -> String {
    words(&make(case, &normal()).unwrap_or_else(|withheld| panic!("{withheld}")))
}

fn long_names() -> Case {
    let mut case = whole();
    case.patient.given_names = "Wilhelmina Małgorzata Anastasia Siân".into();
    case.patient.family_name = "Llŷr-Żółkiewska-Featherstonehaugh-Cholmondeley-Marjoribanks".into();
    case.issuer.name = "Dr Çağrı Işık-O’Neill of the Musculoskeletal Assessment Service".into();
    case.practice.name = "Canolfan Iechyd Tŷ Gŵyr and the Robin Hood’s Bay Branch Surgery".into();
    plan_of(&mut case).adjustments[0].text = "A break of five minutes each half hour, away from the desk. ".repeat(30);
    case
}

fn steady() -> Case {
    let mut case = bare();
    let plan = plan_of(&mut case);
    plan.kind = Some(PlanKind::HealthFirst);
    plan.mode = Some(PhaseMode::Range);
    plan.phases = vec![Phase {
        from: Day::from_ymd_opt(2026, 11, 23),
        no_end: true,
        percent_least: Some(30.0),
        percent_most: Some(60.0),
        ..Phase::default()
    }];
    plan.step_rule = Some(StepRule::AfterStableDays(28));
    case
}

/// Every document beside the statement in every shape, each with a name for its file.
pub fn golden_documents() -> Vec<(String, Document)> {
    let mut documents = Vec::new();
    for (name, make) in MAKERS {
        for (shape, case, size) in [
            ("whole", whole(), TextSize::Normal),
            ("bare", bare(), TextSize::Normal),
            ("long-names", long_names(), TextSize::Normal),
            ("range", steady(), TextSize::Normal),
            ("large", whole(), TextSize::Large),
        ] {
            let document = make(&case, &options(size)).unwrap_or_else(|withheld| panic!("{name}, {shape}: {withheld}"));
            documents.push((format!("{name}-{shape}"), document));
        }
    }
    documents.push(("home-sheet".into(), home_sheet(short(), "short/1", TextSize::Normal)));
    documents.push(("referral".into(), referral(&letter())));
    documents.push(("ledger".into(), ledger(&list(3))));
    documents.push(("referral-large".into(), referral(&Referral { size: TextSize::Large, ..letter() })));
    documents.push(("ledger-large".into(), ledger(&Ledger { size: TextSize::Large, ..list(3) })));
    documents.push(("home-sheet-large".into(), home_sheet(short(), "short/1", TextSize::Large)));
    documents.push(("whole-record".into(), record().to_document()));
    documents.push(("recovery-sheet".into(), recovery()));
    documents
}

fn letter() -> Referral {
    Referral {
        id: "r".into(),
        size: TextSize::Normal,
        on: day(2026, 11, 20),
        to: "Working Well at Whitby".into(),
        to_lines: vec!["3 Baxtergate".into(), "Whitby".into()],
        from: "Dr Ada Rowe, Doctor".into(),
        from_lines: vec!["Harbour Surgery, 1 Quay Street, Whitby YO21 1AA".into()],
        person: "Mr Ben Okafor".into(),
        born: Day::from_ymd_opt(1984, 2, 29),
        contact: "By telephone after 4 pm".into(),
        asked: "Please offer advice on a workplace assessment.".into(),
        shared: vec![("What is hard".into(), "Lifting and carrying; standing in one place".into())],
        agreed_on: Some(day(2026, 11, 20)),
        agreed_until: Some(day(2027, 2, 20)),
    }
}

fn list(rows: usize) -> Ledger {
    let row = LedgerRow {
        on: day(2026, 11, 20),
        what: "Page for the employer: what is hard, what helps".into(),
        to: "Garden centre, team leader".into(),
        purpose: "To agree changes at work".into(),
        until: Some(day(2027, 2, 20)),
        withdrawn_on: Some(day(2026, 12, 1)),
    };
    Ledger { id: "l".into(), size: TextSize::Normal, person: "Mr Ben Okafor".into(), on: day(2026, 12, 2), rows: vec![row; rows] }
}

fn record() -> WholeRecord {
    let case = whole();
    let person = Patient {
        id: PatientId::new("ben"),
        title: case.patient.title,
        given_names: case.patient.given_names,
        family_name: case.patient.family_name,
        date_of_birth: case.patient.date_of_birth,
        nhs_number: case.patient.nhs_number,
        address: case.patient.address,
        postcode: case.patient.postcode,
    };
    let row = serde_json::json!({ "what": "Page for the employer", "to": "Garden centre, team leader" });
    let row = row.as_object().expect("a row").clone();
    let made_at = "2026-12-02T09:30:00+00:00".parse().expect("a moment");
    let others = vec![("What was shared", vec![row; 12])];
    WholeRecord { made_at, practice: case.practice, people: vec![person], notes: Vec::new(), drafts: Vec::new(), others }
}

fn recovery() -> Document {
    recovery_sheet(&RecoverySheet {
        key: "0123-4567-89AB-CDEF-GHJK-MNPQ-RSTV-WXYZ-0123",
        practice: "Harbour Surgery",
        folder: "/home/ada/.local/share/fitnote",
        made_on: day(2026, 11, 20),
        made_by: "Dr Ada Rowe",
        audit_head: &AuditHead { seq: 12, hash: [7; 8] },
    })
}

fn day(y: i32, m: u32, d: u32) -> Day {
    Day::from_ymd_opt(y, m, d).expect("a literal day")
}

#[test]
fn documents_are_as_they_were_looked_at() {
    // FITNOTE_LOOK=folder writes each as PDF, to be looked at.
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/documents");
    let mut changed = Vec::new();
    for (name, document) in golden_documents() {
        #[cfg(feature = "pdf")]
        if let Some(place) = std::env::var_os("FITNOTE_LOOK") {
            std::fs::write(Path::new(&place).join(format!("{name}.pdf")), fitnote::pdf::write(&document).expect("a PDF")).expect("written");
        }
        let path = folder.join(format!("{name}.txt"));
        let now = readable(&document);
        if std::env::var_os("FITNOTE_BLESS").is_some() {
            std::fs::write(&path, now).expect("written");
        } else if std::fs::read_to_string(&path).unwrap_or_default() != now {
            changed.push(name);
        }
    }
    assert!(changed.is_empty(), "{changed:?} changed: look at the pages, then run again with FITNOTE_BLESS=1 and read the difference");
}

#[test]
fn nothing_is_outside_the_margins_and_nothing_is_drawn_over_the_footer() {
    for (name, document) in golden_documents() {
        for sheet in document.sheets() {
            for item in &sheet.items {
                if let Shape::Text { x, y, size_pt, face, text } = &item.shape {
                    let end = x + fitnote::paper::fonts::font(*face).width_mm(text, *size_pt);
                    assert!(*x >= 17.9 && end <= 192.1 && *y > 14.0 && *y < 288.0, "{name}: {x} {y} {end}");
                    assert!(item.role == Role::Artifact || *y < 280.0, "{name}: {y}");
                }
            }
        }
    }
}

#[test]
fn a_long_text_is_never_cut() {
    let mut case = bare();
    let long: String = (0..1200).map(|n| format!("word{n} ")).collect::<Vec<_>>().concat();
    let plan = plan_of(&mut case);
    plan.difficulties = vec![Difficulty { what: "Lifting".into(), usual: long.clone(), ..Difficulty::default() }];
    plan.adjustments = vec![Adjustment { text: long.clone(), helps_with: "Lifting".into(), ..Adjustment::default() }];
    for (name, make) in &MAKERS[..3] {
        let read = made(*make, &case);
        assert!((0..1200).all(|n| read.matches(&format!("word{n} ")).count() >= 2 || n == 1199), "{name}");
    }
    assert!(made(patient_summary, &case).contains("word1199"));
}

#[test]
fn every_document_is_made_of_a_case_without_a_plan_and_shows_what_it_holds() {
    for (name, make) in MAKERS {
        let read = made(make, &bare());
        for held in ["Mr Ben Okafor", "18 December 2026", "No lifting over 5 kg"] {
            assert!(read.contains(held), "{name}: {held}");
        }
    }
    let mut empty = bare();
    empty.statement.comments.clear();
    empty.statement.may_benefit_from.clear();
    empty.patient.title.clear();
    empty.statement.period = fitnote::domain::period::StatedPeriod::default();
    for (name, make) in MAKERS {
        let read = made(make, &empty);
        assert!(!read.contains('{'));
        assert!(!read.contains("From the fit note"), "{name}: a heading with nothing under it");
    }
}

#[test]
fn large_print_is_18_points_and_more() {
    let document = patient_summary(&whole(), &options(TextSize::Large)).expect("made");
    for item in document.sheets().iter().flat_map(|sheet| &sheet.items) {
        if let Shape::Text { size_pt, text, .. } = &item.shape {
            assert!(item.role == Role::Artifact || *size_pt >= 18.0, "{size_pt}: {text}");
        }
    }
}

#[test]
fn the_report_says_what_it_is_evidence_for_and_names_no_condition() {
    let mut case = whole();
    case.issuer.profession = Profession::Other("podiatrist".into());
    let read = made(ahp_report, &case);
    assert!(read.contains("evidence for Statutory Sick Pay") && read.contains("not evidence for a claim to benefits"), "{read}");
    assert!(read.contains("Podiatrist") && read.contains("workplace assessment") && read.contains("29 February 1984"));
    assert!(!read.contains("Low back pain"));
}

#[test]
fn k5_what_was_shared_can_be_printed_row_by_row() {
    let read = words(&ledger(&list(40)));
    assert_eq!(read.matches("To agree changes").count(), 40);
    assert!(read.contains("Taken back on 1 December 2026") && read.contains("20 February 2027"));
    assert!(words(&ledger(&list(0))).contains("Nothing was shared."));
}

#[test]
fn k6_every_plan_says_on_every_page_and_in_its_text_that_it_is_no_benefit_assessment() {
    let sentence = "Not a benefit assessment. Describes support, not capacity for work in general.";
    for kind in [None, Some(PlanKind::StayInWork), Some(PlanKind::ReturnToWork), Some(PlanKind::SeekWork), Some(PlanKind::HealthFirst)] {
        let mut case = long_names();
        plan_of(&mut case).kind = kind;
        let document = work_plan(&case, &normal()).expect("made");
        let times = words(&document).matches(sentence).count();
        assert_eq!(times, document.sheets().len() + 1, "{kind:?}");
    }
}

#[test]
fn k9_a_hold_or_a_range_has_no_end_and_no_later_step() {
    let read = made(work_plan, &steady());
    assert!(read.contains("From 23 November 2026, for as long as needed") && read.contains("Nothing goes up until a review."), "{read}");
    for word in ["Each step begins", "increase", "build up", "target"] {
        assert!(!read.contains(word), "{word}");
    }
    // A rule for steps is never filled in where none was chosen.
    let mut open = whole();
    plan_of(&mut open).step_rule = None;
    assert!(!made(work_plan, &open).contains("Each step begins"));
}

#[test]
fn k11_ranges_are_printed_as_ranges() {
    let read = made(work_plan, &whole());
    assert!(read.contains("8 to 10") && read.contains("20 to 27%") && read.contains("30 to 37.5 hours"), "{read}");
    assert!(read.contains("On a better day: an hour") && read.contains("On a worse day: 5 minutes"));
    let mut open = whole();
    plan_of(&mut open).phases[0].hours_most = None;
    assert!(made(work_plan, &open).contains("8 or more"));
}

#[test]
fn k13_the_employers_page_names_no_condition_and_holds_no_private_answer() {
    let read = made(employer_page, &whole());
    assert!(read.contains("Left out, by the person's own choice."));
    for private in
        ["Low back pain", "my daughter", "worried", "Access to Work", "Physiotherapy", "text to the team leader", "9434765919", "1984"]
    {
        assert!(!read.contains(private), "{private}");
    }
    for shown in ["Lifting and carrying", "No lifting above 5 kg until reviewed.", "15 January 2027", "Please write to Ben at home"] {
        assert!(read.contains(shown), "{shown}");
    }
}

#[test]
fn k13_a_word_of_the_condition_in_any_text_of_the_page_withholds_it_unless_the_person_ticked_that() {
    type Plant = fn(&mut Case, String);
    let places: [(&str, Plant); 8] = [
        ("difficulty", |case, text| plan_of(case).difficulties[0].what = text),
        ("better day", |case, text| plan_of(case).difficulties[0].better_day = text),
        ("usual", |case, text| plan_of(case).difficulties[0].usual = text),
        ("worse day", |case, text| plan_of(case).difficulties[0].worse_day = text),
        ("adjustment", |case, text| plan_of(case).adjustments[1].text = text),
        ("pattern", |case, text| plan_of(case).phases[2].pattern = text),
        ("step down", |case, text| plan_of(case).step_down = text),
        ("contact", |case, text| plan_of(case).contact_route = text),
    ];
    for (place, plant) in places {
        for text in ["Slower since the BACK  pain came", "Not while depressed", "Rests (LBP)"] {
            let mut case = whole();
            plant(&mut case, text.to_owned());
            let withheld = employer_page(&case, &normal()).map(|_| ()).expect_err(place);
            assert!(!format!("{withheld} {withheld:?}").to_lowercase().contains("pain"), "the message repeats no word of the condition");
            plan_of(&mut case).employer_may_know_condition = true;
            let read = made(employer_page, &case);
            assert!(read.contains("Low back pain") && !read.contains("Left out"), "{place}");
        }
    }
    let mut case = bare();
    case.statement.comments = "Back pain stops long drives.".into();
    assert!(employer_page(&case, &normal()).is_err());
}

#[test]
fn k13_every_word_that_reaches_the_employer_was_read_by_the_guard() {
    // Each text of the case is made unlike every other; what shows up on the page must be what the guard refuses when it is planted.
    let mut value = serde_json::to_value(whole()).expect("a case is JSON");
    let mut paths = Vec::new();
    texts_of(&value["plan"], "/plan", &mut paths);
    paths.push("/statement/comments".into());
    paths.push("/statement/conditions".into());
    let mut refused = 0;
    for path in paths {
        let before = value.pointer(&path).cloned().expect("it was there");
        *value.pointer_mut(&path).expect("it was there") = serde_json::json!("zebrafish migraine");
        if let Ok(case) = read_case(&value.to_string()) {
            match employer_page(&case, &normal()) {
                Ok(page) => assert!(!words(&page).contains("zebrafish"), "{path} reached the page unread"),
                Err(_) => refused += 1,
            }
        }
        *value.pointer_mut(&path).expect("it was there") = before;
    }
    assert!(refused >= 15, "{refused} places were refused");
}

fn texts_of(value: &serde_json::Value, path: &str, found: &mut Vec<String>) {
    match value {
        serde_json::Value::String(_) => found.push(path.to_owned()),
        serde_json::Value::Array(rows) => rows.iter().enumerate().for_each(|(at, row)| texts_of(row, &format!("{path}/{at}"), found)),
        serde_json::Value::Object(fields) => fields.iter().for_each(|(name, field)| texts_of(field, &format!("{path}/{name}"), found)),
        _ => {}
    }
}

#[test]
fn k21_own_words_are_printed_word_for_word_where_that_was_ticked_and_nowhere_else() {
    let own = "I want to come back. I am worried that the first bad day will be held against me.";
    assert!(made(work_plan, &whole()).contains(own));
    for (name, make) in [MAKERS[0], MAKERS[2], MAKERS[3]] {
        assert!(!made(make, &whole()).contains("held against me"), "{name}");
    }
    let mut case = whole();
    plan_of(&mut case).print_own_words = false;
    assert!(!made(work_plan, &case).contains("held against me"));
    plan_of(&mut case).agreement = Some(fitnote::domain::plan::Agreement::Disagrees);
    assert!(made(work_plan, &case).contains("The person does not agree with this plan."));
}

#[test]
fn k22_every_document_names_the_version_of_its_questions_and_its_wording() {
    for (name, make) in MAKERS {
        let version = if name == "work-plan" { 2 } else { 1 };
        let said = format!("Questions: full/1. Wording of this page: version {version}.");
        assert!(made(make, &whole()).contains(&said), "{name}");
        assert!(made(make, &bare()).contains("Questions: none."), "{name}");
    }
    assert!(words(&home_sheet(short(), "x", TextSize::Normal)).contains(&short().name()));
}

#[test]
fn k25_waiting_for_treatment_stands_on_the_plan_with_its_weeks() {
    assert!(made(work_plan, &whole()).contains("Physiotherapy at the hospital (about 9 weeks)"));
}

#[test]
fn the_summary_explains_what_the_note_says_and_names_only_verified_contacts() {
    let mut case = bare();
    case.statement.advice = vec![Advice::NotFit];
    case.statement.assess_again = Some(false);
    let read = made(patient_summary, &case);
    assert!(read.contains("you are not fit for work") && read.contains("before the note ends, if you feel able to"), "{read}");
    assert!(read.contains("NHS 111, then press 2") && read.contains("check before use") && read.contains("gov.uk/access-to-work"));
    case.practice.nation = Nation::Scotland;
    let scottish = made(patient_summary, &case);
    assert!(scottish.contains("NHS 24") && !scottish.contains("111"));
    assert!(!read.contains("Low back pain"), "the page may lie about at home");
}

/// Flesch–Kincaid: the school year in which a text can be read (American grade; reading age is about five more).
fn grade(text: &str) -> f64 {
    let sentences = text.matches(['.', '?', '!']).count().max(1);
    let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric() && c != '\'').filter(|word| !word.is_empty()).collect();
    let syllables: usize = words.iter().map(|word| syllables_of(word)).sum();
    let (sentences, count) = (f64::from(u32::try_from(sentences).unwrap()), f64::from(u32::try_from(words.len()).unwrap()));
    0.39 * count / sentences + 11.8 * f64::from(u32::try_from(syllables).unwrap()) / count - 15.59
}

fn syllables_of(word: &str) -> usize {
    let word = word.to_lowercase();
    let is_vowel = |c: char| "aeiouy".contains(c);
    let mut count = 0;
    let (mut before, mut glide) = (false, false);
    for c in word.chars() {
        // A y between vowels parts them: em-ploy-er.
        count += usize::from(is_vowel(c) && (!before || glide));
        glide = c == 'y' && before;
        before = is_vowel(c);
    }
    let sounds = ["ted", "ded", "eed"].iter().any(|end| word.ends_with(end));
    let is_silent = word.ends_with('e') && !word.ends_with("le") || word.ends_with("ed") && !sounds;
    if is_silent && count > 1 { count - 1 } else { count.max(1) }
}

/// Every text that the program puts on the summary, as sentences; what people wrote themselves is theirs.
fn texts_of_the_summary() -> Vec<String> {
    let (words, shared) = (summary_words(), content::common());
    let filled = |text: &str| {
        let given =
            [("period", "1 May 2026 to 8 May 2026"), ("day", "1 May 2026"), ("from", "1 May 2026"), ("number", "111"), ("text", "rest")];
        given.iter().fold(text.to_owned(), |text, (name, value)| text.replace(&format!("{{{name}}}"), value))
    };
    let mut texts: Vec<&str> =
        vec![&words.opening, &words.not_fit, &words.may_be_fit, &words.dates, &words.ends, &words.again, &words.not_again];
    texts.extend([words.boxes_ticked.as_str(), &words.comments, &words.stop, &words.review, &words.check, &words.phone, &words.footer]);
    texts.extend([
        words.today.as_str(),
        &words.helps,
        &words.steps,
        &words.worse,
        &words.services,
        &words.meanings,
        &words.yours,
        &words.help,
    ]);
    texts.extend([
        words.word.as_str(),
        &words.meaning,
        &shared.step_down,
        &shared.from_on,
        &shared.period_indefinite,
        &shared.written_with,
    ]);
    // The words on the note are the form's; what they mean is ours.
    texts.extend(words.words.iter().map(|[_, meaning]| meaning.as_str()));
    texts.extend(words.choices.iter().map(String::as_str));
    texts.extend(words.contacts.iter().map(|contact| contact.about.as_str()));
    texts.into_iter().map(filled).map(|text| if text.ends_with(['.', '!', '?']) { text } else { format!("{text}.") }).collect()
}

#[test]
fn the_formula_counts_as_others_count() {
    let words = ["cat", "table", "agreed", "employer", "assessment", "wanted", "you", "changes", "note", "benefits", "November"];
    assert_eq!(words.map(syllables_of), [1, 2, 2, 3, 3, 2, 1, 2, 1, 3, 3]);
    // By hand: 6 words, 1 sentence, 6 syllables; 12 words, 2 sentences, 14 syllables.
    assert!((grade("The cat sat on the mat.") - (0.39 * 6.0 + 11.8 - 15.59)).abs() < 0.001);
    assert!((grade("The cat sat on the mat. The table was not in the garden.") - (0.39 * 6.5 + 11.8 * 15.0 / 13.0 - 15.59)).abs() < 0.001);
    assert!(grade("Notwithstanding considerable institutional complications, evaluation continues.") > 15.0);
}

#[test]
fn every_text_of_the_summary_can_be_read_at_nine_to_eleven() {
    let texts = texts_of_the_summary();
    assert!(texts.len() > 35, "{}", texts.len());
    // Headings and labels are no sentences: short as they are, they would make the rest look easier than it is.
    let sentences: Vec<&str> = texts.iter().map(String::as_str).filter(|text| text.split_whitespace().count() > 5).collect();
    assert!(sentences.len() > 25, "{}", sentences.len());
    let whole = grade(&sentences.join(" "));
    // Reading age is the American grade and about five years: grades 4 to 6 are nine to eleven.
    assert!(whole <= 6.0, "grade {whole:.1} is a reading age of about {:.0}", whole + 5.0);
    eprintln!("the summary's own words: grade {whole:.1}, a reading age of about {:.0}", whole + 5.0);
    for text in &texts {
        // One short sentence swings the formula, so each text alone has room above, and no sentence is long.
        let words = text.split_whitespace().count();
        let alone = grade(text);
        assert!(words < 8 || alone <= 8.5, "grade {alone:.1}: {text}");
        for sentence in text.split_inclusive(['.', '?', '!']) {
            assert!(sentence.split_whitespace().count() <= 22, "{sentence}");
        }
    }
    // Nothing else of the program's stands there: each line of every shape is one of these, a name, a date, or what people wrote.
    let known = [texts.join(" "), words_of_the_case()].concat().to_lowercase();
    for (name, document) in golden_documents().into_iter().filter(|(name, _)| name.starts_with("patient-summary")) {
        let read = words(&document).to_lowercase();
        let unknown: Vec<&str> = read
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| word.len() > 3 && !known.contains(word) && !word.contains(char::is_numeric))
            .collect();
        assert!(unknown.is_empty(), "{name}: {unknown:?}");
    }
}

/// What people wrote, the form's own words, and the names on the page.
fn words_of_the_case() -> String {
    let names =
        summary_words().contacts.iter().map(|contact| format!("{} {:?}", contact.name, contact.address)).collect::<Vec<_>>().concat();
    let form = summary_words().words.iter().map(|[word, _]| word.as_str()).collect::<Vec<_>>().join(" ");
    let cases = [whole(), long_names(), steady()].map(|case| serde_json::to_string(&case).expect("JSON")).concat();
    let of_the_page = "your summary name date page week hours usual november december january september october written wording questions version \
                       phased return amended duties altered adaptations doctor needed long none gov access";
    format!("{names} {form} {cases} {of_the_page}")
}

#[test]
fn no_fixed_word_of_a_document_is_one_to_avoid() {
    for (id, text) in FILES {
        let text = text.to_lowercase();
        let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).collect();
        for word in ["compliance", "motivation", "malingering", "only", "just", "flags"] {
            assert!(!words.contains(&word), "{id}: {word}");
        }
        for phrase in ["sick note", "signed off", "good for you", "barrier"] {
            assert!(!text.contains(phrase), "{id}: {phrase}");
        }
    }
}

#[test]
fn every_word_in_the_files_is_used_and_named_alike() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/paper");
    let mut source = String::new();
    for file in ["clinical_text.rs", "home_sheet.rs", "ledger.rs", "letters.rs"] {
        source += &std::fs::read_to_string(folder.join(file)).expect("a room of the layer");
    }
    for entry in std::fs::read_dir(folder.join("documents")).expect("a room of the layer") {
        let path = entry.expect("a file").path();
        source += &if path.is_file() { std::fs::read_to_string(path).expect("a file") } else { String::new() };
    }
    let used: BTreeSet<&str> = source.split(|c: char| !c.is_alphanumeric() && c != '_').collect();
    for (id, text) in FILES {
        let value: serde_json::Value = serde_json::from_str(text).expect("JSON");
        for name in value.as_object().expect("an object").keys().filter(|name| *name != "id") {
            assert!(used.contains(name.as_str()), "{id}: {name} is not used");
        }
    }
    assert!(content::common().version == 1 && content::letters().version == 1);
}

#[test]
fn the_sheet_for_home_asks_every_question_and_ticks_nothing() {
    let document = home_sheet(short(), "short/1", TextSize::Normal);
    let read = words(&document);
    for step in short().steps.iter().filter(|step| step.id != "S6") {
        let start: String = step.say.split_whitespace().take(4).collect::<Vec<_>>().join(" ");
        assert!(read.contains(&start), "{start}");
    }
    let items: Vec<_> = document.sheets().iter().flat_map(|sheet| &sheet.items).collect();
    assert!(items.iter().all(|item| !matches!(item.shape, Shape::Tick { .. })));
    assert!(items.iter().filter(|item| matches!(item.shape, Shape::Frame { .. })).count() > 20);
}

#[test]
fn a_letter_holds_what_was_ticked_and_says_when_that_is_little() {
    let read = words(&referral(&letter()));
    assert!(read.contains("Lifting and carrying") && read.contains("The agreement ends on 20 February 2027."));
    let little = words(&referral(&Referral { shared: Vec::new(), ..letter() }));
    assert!(little.contains("Nothing more is given here.") && !little.contains("Lifting"));
}

#[test]
fn the_text_for_the_record_holds_the_decision_and_the_answers() {
    let mut conv = Conversation { question_set: "short/1".into(), ..Conversation::default() };
    let answer = StepAnswer { words: [("job".to_owned(), "Shelf\nfilling".to_owned())].into(), ..StepAnswer::default() };
    conv.steps.insert("S2".into(), answer);
    let mut case = whole();
    case.statement.may_benefit_from = vec![Benefit::PhasedReturn];
    let said = talk::shown(short(), &conv);
    let text = clinical_text(&case, Some(&said), true);
    for line in [
        "Condition: Low back pain",
        "Advice: may be fit for work",
        "May benefit from: a phased return to work",
        "To be assessed again: yes",
    ] {
        assert!(text.lines().any(|found| found == line), "{line} in {text}");
    }
    assert!(text.contains("Shelf / filling") && text.contains(&format!("({})", short().name())), "{text}");
    // A finished conversation stands in the words of its day, whatever is asked now.
    let mut kept = said;
    kept.question_set = "short/0".into();
    for line in kept.steps.iter_mut().flat_map(|step| &mut step.lines).filter(|line| line.text.contains("Shelf")) {
        line.label = "The trade, as it was asked then".into();
    }
    let text = clinical_text(&case, Some(&kept), true);
    assert!(text.contains("The trade, as it was asked then: Shelf / filling") && text.contains("(short/0)"), "{text}");
    for nothing in [None, Some(talk::shown(short(), &Conversation::default()))] {
        assert!(!clinical_text(&case, nothing.as_ref(), true).contains("conversation"));
    }
}
