//! What is typed: dates and periods in hundreds of spellings, and nonsense that must be refused.

mod births;
mod nonsense;
mod periods;

use fitnote::domain::day::{self, Day, DayError, YearHint};
use fitnote::domain::nhs_number::NhsNumber;
use fitnote::domain::period::{Length, Period, ShapeFault};
use fitnote::domain::profession::{Nation, Profession};
use fitnote::domain::registration::Registration;
use fitnote::domain::shorthand::{self, ShorthandError};
use proptest::prelude::*;

const ON: &str = "2026-11-20";

/// An ISO date, by the calendar's own reader and not by the one under test.
fn iso(text: &str) -> Day {
    text.parse().unwrap()
}

fn read(text: &str, on: &str) -> Result<Result<Period, ShapeFault>, ShorthandError> {
    shorthand::parse(text, iso(on), iso(on)).map(|stated| stated.resolve(iso(on)))
}

/// Fails once, with every row that went wrong.
fn none_wrong(wrong: &[String]) {
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn a_typed_period_has_the_days_written_beside_it() {
    let mut wrong = Vec::new();
    for (on, rows) in periods::PERIODS {
        for (text, from, to) in *rows {
            let expected = Ok(Ok(Period::Dated { from: iso(from), to: iso(to) }));
            let found = read(text, on);
            if found != expected {
                wrong.push(format!("{text:?} on {on}: expected {from} to {to}, found {found:?}"));
            }
        }
    }
    none_wrong(&wrong);
}

#[test]
fn an_indefinite_period_has_a_first_day_and_no_last() {
    let rows = periods::INDEFINITE.iter().map(|(text, from)| (text, Ok(Ok(Period::Indefinite { from: iso(from) }))));
    let wrong = rows.filter(|(text, expected)| read(text, ON) != *expected).map(|(text, _)| format!("{text:?}: {:?}", read(text, ON)));
    none_wrong(&wrong.collect::<Vec<_>>());
}

#[test]
fn a_first_day_alone_is_kept() {
    let mut wrong = Vec::new();
    for (text, from) in periods::FIRST_DAY_ONLY {
        let found = shorthand::parse(text, iso(ON), iso(ON));
        if !found.as_ref().is_ok_and(|p| p.from == Some(iso(from)) && p.to.is_none() && p.length.is_none() && !p.indefinite) {
            wrong.push(format!("{text:?}: expected {from}, found {found:?}"));
        }
    }
    none_wrong(&wrong);
}

#[test]
fn a_period_that_runs_backwards_is_read_and_said_to_be_faulty() {
    for text in periods::BACKWARDS {
        assert_eq!(read(text, ON), Ok(Err(ShapeFault::EndBeforeStart)), "{text:?}");
    }
}

#[test]
fn a_birth_date_is_the_day_written_beside_it() {
    let mut wrong = Vec::new();
    for (text, born) in births::BORN {
        let found = day::parse(text, YearHint::NotAfter(iso(ON)), iso(ON));
        if found != Ok(iso(born)) {
            wrong.push(format!("{text:?}: expected {born}, found {found:?}"));
        }
    }
    none_wrong(&wrong);
}

#[test]
fn a_weekday_is_read_by_its_hint() {
    // 20 November 2026 is a Friday.
    let on = iso(ON);
    let rows = [
        ("fri", "2026-11-20", "2026-11-20", "2026-11-20"),
        ("sat", "2026-11-14", "2026-11-21", "2026-11-21"),
        ("Sunday", "2026-11-15", "2026-11-22", "2026-11-22"),
        ("mon", "2026-11-16", "2026-11-23", "2026-11-23"),
        ("tues", "2026-11-17", "2026-11-17", "2026-11-24"),
        ("weds", "2026-11-18", "2026-11-18", "2026-11-25"),
        ("thurs.", "2026-11-19", "2026-11-19", "2026-11-26"),
    ];
    for (text, before, nearest, after) in rows {
        assert_eq!(day::parse(text, YearHint::NotAfter(on), on), Ok(iso(before)), "{text}");
        assert_eq!(day::parse(text, YearHint::Nearest(on), on), Ok(iso(nearest)), "{text}");
        assert_eq!(day::parse(text, YearHint::NotBefore(on), on), Ok(iso(after)), "{text}");
    }
}

#[test]
fn a_period_that_is_nonsense_is_refused() {
    let refused = |text: &str, as_what| (read(text, ON) != Err(as_what)).then(|| format!("{text:.60?}: {:?}", read(text, ON)));
    let mut wrong: Vec<String> = nonsense::PERIODS.iter().filter_map(|text| refused(text, ShorthandError::Unreadable)).collect();
    wrong.extend(nonsense::PERIODS_OF_NO_DAY.iter().filter_map(|text| refused(text, ShorthandError::NoSuchDay)));
    wrong.extend(["", " ", "\t", "\r\n", "\u{a0}", "\u{3000}"].iter().filter_map(|text| refused(text, ShorthandError::Empty)));
    for part in ["9", "w", "2w", "2w ", "to ", "for ", "-", " - ", "+1 ", "1-", "1/", "3 dec ", "3 dec to ", "\u{301}", "😀", "𝟚"] {
        wrong.extend(refused(&part.repeat(500), ShorthandError::Unreadable));
    }
    none_wrong(&wrong);
}

#[test]
fn a_date_that_is_nonsense_is_refused() {
    let on = iso(ON);
    let mut wrong = Vec::new();
    for hint in [YearHint::NotAfter(on), YearHint::NotBefore(on), YearHint::Nearest(on)] {
        let mut refused = |text: &str, as_what| {
            let found = day::parse(text, hint, on);
            if found != Err(as_what) {
                wrong.push(format!("{text:.60?} with {hint:?}: {found:?}"));
            }
        };
        for text in nonsense::DATES {
            refused(text, DayError::Unreadable);
        }
        for text in nonsense::DATES_OF_NO_DAY {
            refused(text, DayError::NoSuchDay);
        }
        for text in ["", " ", "\t", "\r\n", "\u{a0}"] {
            refused(text, DayError::Empty);
        }
        for part in ["9", "1/", "feb", "1 ", "/", ".", "é", "٢"] {
            refused(&part.repeat(500), DayError::Unreadable);
        }
    }
    none_wrong(&wrong);
}

/// Any text at all, and text made of pieces that the readers know, which gets further into them.
fn typed() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        prop::sample::select(vec![
            "to",
            "until",
            "till",
            "for",
            "from",
            "i",
            "indefinite",
            "today",
            "t",
            "fri",
            "mon",
            "d",
            "w",
            "m",
            "weeks",
            "month",
            "dec",
            "feb",
            "sept",
            "st",
            "nd",
            "th",
            "of",
            "2026",
            "1984",
            "29",
            "31",
            "30",
            "0",
            "00",
            "+1",
            "-3",
            "999",
            "1000",
            "290284",
            "OT012345",
            "ph",
            "71A2998E",
            "1234567",
            "2071234",
            "9434765919",
            "943 476",
            "5919",
            "-9223372036854775808",
            "18446744073709551616",
            "é",
            "٢",
            "２",
            "\u{301}",
            "😀",
            "\u{0}",
            "\u{212a}",
            "ſ",
            "İ",
        ])
        .prop_map(str::to_owned),
        (0u32..40).prop_map(|n| n.to_string()),
    ];
    let gap = prop::sample::select(vec!["", " ", " ", " ", "/", "-", ".", ",", " - ", "\u{2013}", "\t", "\u{a0}"]);
    let pieces =
        prop::collection::vec((piece, gap), 0..8).prop_map(|all| all.into_iter().map(|(piece, gap)| piece + gap).collect::<String>());
    let period = (1u32..32, 1u32..13, 0u32..100, prop::sample::select(vec![" to ", "-", " 2w ", " i"]), 1u32..32, 1u32..13)
        .prop_map(|(d, m, y, between, last_d, last_m)| format!("{d}/{m}/{y:02}{between}{last_d}/{last_m}"));
    let anything = prop::collection::vec(any::<char>(), 0..=200).prop_map(String::from_iter);
    prop_oneof![2 => anything, 5 => pieces.prop_map(|text| text.chars().take(200).collect()), 2 => period]
}

fn profession() -> impl Strategy<Value = Profession> {
    let mut all = Profession::ISSUERS.to_vec();
    all.push(Profession::Other("podiatrist".into()));
    prop::sample::select(all)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4000))]

    #[test]
    fn whatever_is_typed_as_a_period_is_refused_or_holds_together(text in typed(), ahead in 0u64..3000) {
        let on = iso("2024-01-01") + chrono::Days::new(ahead);
        let Ok(stated) = shorthand::parse(&text, on, on) else { return Ok(()) };
        match stated.resolve(on) {
            Ok(Period::Dated { from, to }) => {
                prop_assert!(from <= to);
                let again = shorthand::parse(&format!("{from} to {to}"), on, on).and_then(|p| p.resolve(on).map_err(|_| ShorthandError::Empty));
                prop_assert_eq!(again, Ok(Period::Dated { from, to }));
            }
            Ok(Period::Indefinite { .. }) => {}
            Err(ShapeFault::EndBeforeStart) => prop_assert!(stated.to < stated.from),
            Err(fault) => prop_assert_eq!(fault, ShapeFault::StartWithoutEnd),
        }
    }

    #[test]
    fn whatever_is_typed_as_a_date_is_refused_or_reads_again_as_it_is_written(text in typed(), ahead in 0u64..3000) {
        let on = iso("2024-01-01") + chrono::Days::new(ahead);
        for hint in [YearHint::NotAfter(on), YearHint::NotBefore(on), YearHint::Nearest(on)] {
            let Ok(found) = day::parse(&text, hint, on) else { continue };
            prop_assert!((iso("1900-01-01")..=iso("2199-12-31")).contains(&found));
            for written in [day::long(found), day::numeric(found), found.to_string()] {
                prop_assert_eq!(day::parse(&written, hint, on), Ok(found));
            }
        }
    }

    #[test]
    fn whatever_is_typed_as_a_length_or_a_number_is_refused_or_reads_again(text in typed(), who in profession(), ni in any::<bool>()) {
        if let Ok(length) = Length::parse(&text) {
            prop_assert_eq!(Length::parse(&length.to_string()), Ok(length));
        }
        if let Ok(number) = NhsNumber::parse(&text) {
            prop_assert!(NhsNumber::parse(&number.grouped()) == Ok(number));
        }
        let nation = if ni { Nation::NorthernIreland } else { Nation::England };
        if let Ok(number) = Registration::parse(&who, nation, &text) {
            prop_assert_eq!(Registration::parse(&who, nation, number.as_str()), Ok(number.clone()));
        }
    }
}
