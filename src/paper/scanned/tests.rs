//! What is written is read back, or doubted; what is not a code is refused; nothing panics.

use proptest::prelude::*;

use super::super::data_matrix::text;
use super::super::sample;
use super::*;
use crate::content::forms::DataMatrixName as N;
use crate::domain::case_file::read_case;
use crate::domain::period::Length;

/// As the department's own test image has it: start + duration as the last day, a cut address, an invented patient.
const OBSERVED: &str = "21012016|21012016|Mr|Mickey||Mouse-TestPatient|1 Ouchthorpe La|WF1 3SP|01011990|Stress|1|0|0|0|0|0|14|21012016|04022016|0|BABD5A50-C026-11E5-A|0|The Grove Surgery|Thornhill Stree|WF1 1PG|01924784101";

fn day(y: i32, m: u32, d: u32) -> Day {
    Day::from_ymd_opt(y, m, d).expect("a literal day")
}

fn scan(text: &str) -> Scanned {
    read(text).unwrap_or_else(|error| panic!("{error}"))
}

fn doubted(scanned: &Scanned, name: DataMatrixName) -> String {
    scanned.doubts_of(name).collect::<Vec<_>>().join(" ")
}

#[test]
fn the_observed_sample_becomes_a_case_with_literal_dates_and_its_doubts() {
    let scanned = scan(OBSERVED);
    let case = scanned.case().expect("a case");
    assert_eq!((case.assessment.on, case.statement.on), (day(2016, 1, 21), day(2016, 1, 21)));
    assert_eq!((case.patient.full_name().as_str(), case.patient.date_of_birth), ("Mr Mickey Mouse-TestPatient", day(1990, 1, 1)));
    assert_eq!((case.patient.address.as_slice(), case.patient.postcode.as_str()), (["1 Ouchthorpe La".to_owned()].as_slice(), "WF1 3SP"));
    assert_eq!((case.statement.conditions.as_str(), case.statement.advice.as_slice()), ("Stress", [Advice::NotFit].as_slice()));
    assert_eq!(case.statement.period, StatedPeriod::dates(day(2016, 1, 21), day(2016, 2, 4)));
    assert_eq!((case.practice.name.as_str(), case.practice.telephone.as_str()), ("The Grove Surgery", "01924784101"));
    assert!(doubted(&scanned, DataMatrixName::ExpiryDate).contains("end on 3 February 2016"));
    for cut in [DataMatrixName::AddressLine, DataMatrixName::NoteId, DataMatrixName::SurgeryAddressLine] {
        assert!(doubted(&scanned, cut).contains("may be cut"), "{cut:?}");
    }
    assert_eq!(doubted(&scanned, DataMatrixName::Surname), "");
}

#[test]
fn the_case_is_a_case_file_that_the_rules_do_not_let_through_as_it_stands() {
    let case = scan(OBSERVED).case().expect("a case");
    let json = serde_json::to_string(&case).expect("json");
    assert!(read_case(&json).is_ok_and(|again| again == case));
    let judged = crate::rules::judge(&case, crate::rules::in_force(day(2026, 11, 20)), &super::super::Med3Page);
    assert_eq!(judged.verdict, crate::rules::Verdict::Reject, "nothing is issued from a code alone");
}

#[test]
fn what_scanners_put_around_the_text_does_no_harm() {
    let plain = scan(OBSERVED);
    for around in [
        format!("]d1{OBSERVED}"),
        format!("]d2\u{1d}{OBSERVED}\r\n"),
        format!("\u{2}{OBSERVED}\u{3}\u{4}"),
        format!("]d4\\000026{OBSERVED}"),
        format!("\\000026{OBSERVED}\n"),
        format!("\u{feff}{OBSERVED} "),
    ] {
        assert!(scan(&around) == plain, "{around:?}");
    }
    let doubled = scan(&format!("]d4\\000003{}", OBSERVED.replace("Stress", "Stress\\\\grief")));
    assert_eq!(doubled.conditions, "Stress\\grief");
}

#[test]
fn another_keyboard_and_another_encoding_are_read_and_said() {
    let tilde = scan(&OBSERVED.replace('|', "~"));
    assert_eq!((tilde.family_name.as_str(), tilde.of_the_text.len()), ("Mouse-TestPatient", 1));
    let accents = OBSERVED.replace("Mickey", "Siân Żółć");
    assert_eq!(scan(&accents).given_names, "Siân Żółć");
    let garbled: String = accents.bytes().map(char::from).collect();
    let mended = scan(&garbled);
    assert_eq!((mended.given_names.as_str(), mended.of_the_text.len()), ("Siân Żółć", 1));
    let latin: Vec<u8> = OBSERVED.replace("Mickey", "Siân").chars().map(|c| u8::try_from(u32::from(c)).expect("Latin-1")).collect();
    let read = read_bytes(&latin).expect("read");
    assert_eq!((read.given_names.as_str(), read.of_the_text.len()), ("Siân", 1));
}

#[test]
fn what_is_not_a_code_is_refused_with_one_line() {
    let refusal = |text: &str| read(text).err().map(|error| error.to_string()).unwrap_or_default();
    for (text, words) in [
        ("", "no text"),
        (" \r\n", "no text"),
        ("]d1", "no text"),
        ("Okafor 29/2/84", "1 field where 26"),
        ("a|b|c", "3 fields where 26"),
        (&"|".repeat(25), "not dates"),
        (&OBSERVED.replace("21012016", "31022016"), "not dates"),
        (&"x".repeat(4_001), "longer"),
    ] {
        let said = refusal(text);
        assert!(said.contains(words) && !said.contains('\n'), "{text:.20}: {said}");
    }
    let unborn = scan(&OBSERVED.replace("01011990", "never"));
    assert!(unborn.case().is_err_and(|error| error == Unreadable::NoDateOfBirth));
}

#[test]
fn each_doubtful_field_is_named() {
    let with = |from: &str, to: &str| scan(&OBSERVED.replacen(from, to, 1));
    assert!(doubted(&with("|Mr|", "|Mis|"), N::Title).contains("may be cut"));
    assert!(doubted(&with("|1|0|0|0|0|0|14|", "|1|0|x|0|0|0|14|"), N::PhasedReturn).contains("neither 0 nor 1"));
    assert!(doubted(&with("|1|0|0|0|0|0|14|", "|1|1|0|0|0|0|14|"), N::NotFit).contains("one of"));
    assert!(doubted(&with("|14|21012016|04022016|", "||21012016||"), N::ExpiryDate).contains("indefinite"));
    assert!(doubted(&with("|14|21012016|04022016|", "|14|21012016||"), N::ExpiryDate).contains("missing"));
    assert!(doubted(&with("|14|21012016|04022016|", "|14||04022016|"), N::StartDate).contains("cannot be read"));
    assert!(doubted(&with("|14|21012016|04022016|", "|20|21012016|04022016|"), N::ExpiryDate).contains("9 February 2016"));
    assert!(doubted(&with("|04022016|", "|04012016|"), N::ExpiryDate).contains("before the first"));
    assert!(doubted(&with("01011990", "19900101"), N::DateOfBirth).contains("year seems to stand first"));
    let short = scan(OBSERVED.rsplitn(4, '|').nth(3).expect("fewer fields"));
    assert!(doubted(&short, N::SurgeryTelephone).contains("ends before"));
}

#[test]
fn an_indefinite_note_and_a_duplicate_come_back_as_what_they_are() {
    let mut case = sample::case();
    case.statement.period = StatedPeriod { indefinite: true, from: Some(day(2026, 12, 3)), ..StatedPeriod::default() };
    case.statement.duplicate_of = Some("N-1".into());
    let read = scan(&text(&case, "N-1")).case().expect("a case");
    assert_eq!(read.statement.period, case.statement.period);
    assert_eq!(read.statement.duplicate_of, case.statement.duplicate_of);
    assert_eq!(read.history.notes.first().map(|note| note.id.as_str()), Some("N-1"));
}

/// Words as people and scanners bring them: names, apostrophes, separators, accents, spaces, nothing.
fn words() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(String::new()),
        "[A-Za-z'’ -]{0,70}",
        "[A-Za-zÀ-ž|\\\\~ ]{1,24}",
        Just("O’Neill|Smith".to_owned()),
        Just("Llŷr-Żółkiewska-Featherstonehaugh-Cholmondeley".to_owned()),
    ]
}

fn any_day() -> impl Strategy<Value = Day> {
    (0_i64..45_000).prop_map(|days| day::shifted(Day::from_ymd_opt(1910, 1, 1).unwrap_or_default(), days))
}

fn period() -> impl Strategy<Value = StatedPeriod> {
    prop_oneof![
        (any_day(), 0_i64..800).prop_map(|(from, days)| StatedPeriod::dates(from, day::shifted(from, days))),
        any_day().prop_map(|from| StatedPeriod { indefinite: true, from: Some(from), ..StatedPeriod::default() }),
        (1_u16..20).prop_map(|n| StatedPeriod { length: Length::parse(&format!("{n} weeks")).ok(), ..StatedPeriod::default() }),
        Just(StatedPeriod::default()),
    ]
}

/// As the writer puts it: clean, in one line, without the separator.
fn written(text: &str) -> String {
    clean(text).replace(['|', '\n'], " ").trim().to_owned()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn what_the_writer_writes_is_read_or_doubted(
        (title, given, family, address, condition) in (words(), words(), words(), words(), words()),
        (practice, id, postcode) in (words(), "[A-F0-9-]{0,36}", "[A-Z0-9 ]{0,8}"),
        (assessed, on, born) in (any_day(), any_day(), any_day()),
        period in period(),
        (advice, again, duplicate) in (0_usize..4, 0_usize..3, any::<bool>()),
        boxes in proptest::sample::subsequence(Benefit::ALL.to_vec(), 0..=4),
    ) {
        let mut case = sample::case();
        (case.patient.title, case.patient.given_names, case.patient.family_name) = (title, given, family);
        (case.patient.address, case.patient.postcode, case.patient.date_of_birth) = (vec![address], postcode, born);
        (case.practice.name, case.statement.conditions, case.statement.period) = (practice, condition, period);
        (case.assessment.on, case.statement.on, case.statement.may_benefit_from) = (assessed, on, boxes);
        case.statement.advice = [vec![], vec![Advice::NotFit], vec![Advice::MayBeFit], vec![Advice::NotFit, Advice::MayBeFit]][advice].clone();
        case.statement.assess_again = [None, Some(false), Some(true)][again];
        case.statement.duplicate_of = duplicate.then(|| id.clone());

        let scanned = scan(&text(&case, &id));
        let is_doubted = |names: &[DataMatrixName]| names.iter().any(|name| scanned.doubts_of(*name).next().is_some());
        let joined = |text: &str| written(text).split_whitespace().collect::<Vec<_>>().join(" ");
            for (read, whole, names) in [
            (&scanned.title, &case.patient.title, &[N::Title][..]),
            (&scanned.given_names, &case.patient.given_names, &[N::FirstName, N::SecondName][..]),
            (&scanned.family_name, &case.patient.family_name, &[N::Surname][..]),
            (&scanned.address_line, &case.patient.address[0], &[N::AddressLine][..]),
            (&scanned.postcode, &case.patient.postcode, &[N::Postcode][..]),
            (&scanned.conditions, &case.statement.conditions, &[N::Condition][..]),
            (&scanned.note, &id, &[N::NoteId][..]),
            (&scanned.practice, &case.practice.name, &[N::SurgeryName][..]),
        ] {
            prop_assert!(joined(read) == joined(whole) || is_doubted(names), "{names:?}: {read:?} for {whole:?}");
        }
        prop_assert_eq!((scanned.assessed_on, scanned.on, scanned.born), (Some(assessed), Some(on), Some(born)));
        prop_assert_eq!(&scanned.may_benefit_from, &case.statement.may_benefit_from);
        prop_assert_eq!(&scanned.advice, &case.statement.advice);
        prop_assert!(scanned.advice.len() == 1 || is_doubted(&[N::NotFit]));
        prop_assert!(scanned.assess_again == case.statement.assess_again || is_doubted(&[N::FollowUp]));
        prop_assert_eq!(scanned.is_duplicate, duplicate);
        prop_assert!(
            scanned.period.resolve(assessed) == case.statement.period.resolve(assessed) || is_doubted(&[N::StartDate, N::ExpiryDate, N::DurationDays])
        );
        prop_assert!(scanned.case().is_ok());
    }
}

/// A small generator of its own: the same hundred thousand texts in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or_default() % most.max(1)
    }
}

#[test]
fn a_hundred_thousand_broken_texts_never_panic() {
    const BITS: [&str; 18] = [
        "|", "||", "\\000026", "\\00", "\\\\", "]d1", "]d4", "\u{1d}", "99999999", "00000000", "31022016", "-1", "é", "\u{301}", "𝔍", "~",
        "¦", "\u{0}",
    ];
    let mut dice = Dice(20_112_026);
    let mut read_well = 0;
    for _ in 0..100_000 {
        let mut bytes = OBSERVED.as_bytes().to_vec();
        for _ in 0..=dice.below(5) {
            let at = dice.below(bytes.len() + 1);
            match dice.below(4) {
                0 => _ = bytes.drain(at..(at + dice.below(6)).min(bytes.len())),
                1 => bytes.truncate(at.max(1)),
                2 => bytes.splice(at..at, BITS[dice.below(BITS.len())].bytes()).for_each(drop),
                _ => {
                    if let Some(byte) = bytes.get_mut(at) {
                        *byte = u8::try_from(dice.below(256)).unwrap_or_default();
                    }
                }
            }
        }
        if let Ok(scanned) = read_bytes(&bytes) {
            read_well += usize::from(scanned.case().is_ok());
            assert!(scanned.doubts.iter().all(|doubt| !doubt.sentence.contains('\n')));
        }
    }
    assert!(read_well > 10_000, "{read_well}");
}
