//! The Data Matrix of a note: the 26 fields as observed, joined as text, and the modules that print it.

use datamatrix::data::EncodationType;
use datamatrix::{DataMatrixBuilder, SymbolList};

use super::text::clean;
use crate::content::forms::{self, DataMatrixName};
use crate::domain::case::{Advice, Benefit, Case};
use crate::domain::day::Day;

use chrono::Datelike;

/// The text of a note's Data Matrix, fields joined by `|`. An observed layout: no specification of it is published.
#[must_use]
pub fn text(case: &Case, id: &str) -> String {
    let layout = forms::data_matrix();
    let fields: Vec<String> = layout
        .fields
        .iter()
        .map(|field| {
            let whole = clean(&value(field.name, case, id)).replace([layout.separator, '\n'], " ");
            let most = field.most_characters.unwrap_or(usize::MAX);
            whole.trim().chars().take(most).collect()
        })
        .collect();
    fields.join(&layout.separator.to_string())
}

fn value(name: DataMatrixName, case: &Case, id: &str) -> String {
    let patient = &case.patient;
    let statement = &case.statement;
    let practice = &case.practice;
    let mut given = patient.given_names.split_whitespace();
    let first_name = given.next().unwrap_or_default();
    let flag = |on: bool| if on { "1".to_owned() } else { "0".to_owned() };
    let advised = |advice| flag(statement.advice.contains(&advice));
    let benefit = |benefit| flag(statement.may_benefit_from.contains(&benefit));
    let period = statement.period.resolve(case.assessment.on).ok();
    match name {
        DataMatrixName::AssessmentDate => stamp(case.assessment.on),
        DataMatrixName::StatementDate => stamp(statement.on),
        DataMatrixName::Title => patient.title.trim().to_owned(),
        DataMatrixName::FirstName => first_name.to_owned(),
        DataMatrixName::SecondName => given.collect::<Vec<_>>().join(" "),
        DataMatrixName::Surname => patient.family_name.clone(),
        DataMatrixName::AddressLine => patient.address.first().cloned().unwrap_or_default(),
        DataMatrixName::Postcode => patient.postcode.clone(),
        DataMatrixName::DateOfBirth => stamp(patient.date_of_birth),
        DataMatrixName::Condition => statement.conditions.clone(),
        DataMatrixName::NotFit => advised(Advice::NotFit),
        DataMatrixName::MayBeFit => advised(Advice::MayBeFit),
        DataMatrixName::PhasedReturn => benefit(Benefit::PhasedReturn),
        DataMatrixName::AlteredHours => benefit(Benefit::AlteredHours),
        DataMatrixName::AmendedDuties => benefit(Benefit::AmendedDuties),
        DataMatrixName::WorkplaceAdaptations => benefit(Benefit::WorkplaceAdaptations),
        DataMatrixName::DurationDays => {
            period.and_then(crate::domain::period::Period::days).map(|days| days.to_string()).unwrap_or_default()
        }
        DataMatrixName::StartDate => period.map(|period| stamp(period.from())).unwrap_or_default(),
        DataMatrixName::ExpiryDate => period.and_then(crate::domain::period::Period::to).map(stamp).unwrap_or_default(),
        DataMatrixName::FollowUp => flag(statement.assess_again == Some(true)),
        DataMatrixName::NoteId => id.to_owned(),
        DataMatrixName::Duplicate => flag(statement.duplicate_of.is_some()),
        DataMatrixName::SurgeryName => practice.name.clone(),
        DataMatrixName::SurgeryAddressLine => practice.address.first().cloned().unwrap_or_default(),
        DataMatrixName::SurgeryPostcode => practice.postcode.clone(),
        DataMatrixName::SurgeryTelephone => practice.telephone.clone(),
    }
}

/// A field's name for people.
#[must_use]
pub fn label(name: DataMatrixName) -> &'static str {
    match name {
        DataMatrixName::AssessmentDate => "Assessed on",
        DataMatrixName::StatementDate => "Date of the statement",
        DataMatrixName::Title => "Title",
        DataMatrixName::FirstName => "First name",
        DataMatrixName::SecondName => "Other given names",
        DataMatrixName::Surname => "Family name",
        DataMatrixName::AddressLine => "Address, first line",
        DataMatrixName::Postcode => "Postcode",
        DataMatrixName::DateOfBirth => "Date of birth",
        DataMatrixName::Condition => "Condition",
        DataMatrixName::NotFit => "Not fit for work",
        DataMatrixName::MayBeFit => "May be fit for work",
        DataMatrixName::PhasedReturn => "Phased return",
        DataMatrixName::AlteredHours => "Altered hours",
        DataMatrixName::AmendedDuties => "Amended duties",
        DataMatrixName::WorkplaceAdaptations => "Workplace adaptations",
        DataMatrixName::DurationDays => "Days",
        DataMatrixName::StartDate => "From",
        DataMatrixName::ExpiryDate => "To",
        DataMatrixName::FollowUp => "To be assessed again",
        DataMatrixName::NoteId => "Identity of the note",
        DataMatrixName::Duplicate => "A duplicate",
        DataMatrixName::SurgeryName => "Practice",
        DataMatrixName::SurgeryAddressLine => "Practice address, first line",
        DataMatrixName::SurgeryPostcode => "Practice postcode",
        DataMatrixName::SurgeryTelephone => "Practice telephone",
    }
}

/// Where a field's value stands in a case file.
#[must_use]
pub fn path(name: DataMatrixName) -> &'static str {
    match name {
        DataMatrixName::AssessmentDate => "assessment.on",
        DataMatrixName::StatementDate => "statement.on",
        DataMatrixName::Title => "patient.title",
        DataMatrixName::FirstName | DataMatrixName::SecondName => "patient.given_names",
        DataMatrixName::Surname => "patient.family_name",
        DataMatrixName::AddressLine => "patient.address",
        DataMatrixName::Postcode => "patient.postcode",
        DataMatrixName::DateOfBirth => "patient.date_of_birth",
        DataMatrixName::Condition => "statement.conditions",
        DataMatrixName::NotFit | DataMatrixName::MayBeFit => "statement.advice",
        DataMatrixName::PhasedReturn
        | DataMatrixName::AlteredHours
        | DataMatrixName::AmendedDuties
        | DataMatrixName::WorkplaceAdaptations => "statement.may_benefit_from",
        DataMatrixName::DurationDays | DataMatrixName::StartDate | DataMatrixName::ExpiryDate => "statement.period",
        DataMatrixName::FollowUp => "statement.assess_again",
        DataMatrixName::NoteId => "history.notes",
        DataMatrixName::Duplicate => "statement.duplicate_of",
        DataMatrixName::SurgeryName => "practice.name",
        DataMatrixName::SurgeryAddressLine => "practice.address",
        DataMatrixName::SurgeryPostcode => "practice.postcode",
        DataMatrixName::SurgeryTelephone => "practice.telephone",
    }
}

/// `20112026`: day, month, year.
fn stamp(day: Day) -> String {
    format!("{:02}{:02}{:04}", day.day(), day.month(), day.year())
}

/// A text as a square symbol.
pub struct Symbol {
    pub modules_a_side: usize,
    /// Row by row, `true` is black.
    pub black: Vec<bool>,
}

/// Encodes a text; `None` where no square symbol holds it.
#[must_use]
pub fn symbol(text: &str) -> Option<Symbol> {
    // The bar between the fields is in neither of the two alphabets left out: trying them would take as long as all the others.
    let mut alphabets = EncodationType::Ascii | EncodationType::C40 | EncodationType::Text;
    if !text.is_ascii() {
        alphabets |= EncodationType::Base256;
    }
    let builder = DataMatrixBuilder::new().with_encodation_types(alphabets).with_symbol_list(SymbolList::default().enforce_square());
    let code = builder.encode_str(text).ok()?;
    let bitmap = code.bitmap();
    let modules_a_side = bitmap.width();
    let mut black = vec![false; modules_a_side * bitmap.height()];
    for (column, row) in bitmap.pixels() {
        if let Some(module) = black.get_mut(row * modules_a_side + column) {
            *module = true;
        }
    }
    Some(Symbol { modules_a_side, black })
}

#[cfg(test)]
mod tests {
    use datamatrix::DataMatrix;

    use super::super::sample;
    use super::*;
    use crate::domain::period::{Length, StatedPeriod};

    fn day(y: i32, m: u32, d: u32) -> Day {
        Day::from_ymd_opt(y, m, d).expect("a literal day")
    }

    const ID: &str = "BABD5A50-C026-11E5-A837-0800200C9A66";

    #[test]
    fn a_case_gives_the_fields_as_observed() {
        assert_eq!(
            text(&sample::case(), ID),
            "20112026|20112026|Mr|Ben||Okafor|22 Cliff Road|YO21 3BB|29021984|Low back pain|1|0|0|0|0|0|14|20112026|03122026|0|\
             BABD5A50-C026-11E5-A|0|Harbour Surgery|1 Quay Street|YO21 1AA|01947 555010"
        );
    }

    #[test]
    fn the_sample_of_the_form_comes_out_letter_for_letter() {
        let mut case = sample::case();
        case.assessment.on = day(2016, 1, 21);
        case.statement.on = day(2016, 1, 21);
        case.patient.given_names = "Mickey".into();
        case.patient.family_name = "Mouse-TestPatient".into();
        case.patient.address = vec!["1 Ouchthorpe Lane".into(), "Wakefield".into()];
        case.patient.postcode = "WF1 3SP".into();
        case.patient.date_of_birth = day(1990, 1, 1);
        case.statement.conditions = "Stress".into();
        // The sample's last day was start + duration; this project writes the last day that the note prints.
        case.statement.period = StatedPeriod::dates(day(2016, 1, 21), day(2016, 2, 3));
        case.practice.name = "The Grove Surgery".into();
        case.practice.address = vec!["Thornhill Street".into()];
        case.practice.postcode = "WF1 1PG".into();
        case.practice.telephone = "01924784101".into();
        assert_eq!(
            text(&case, ID),
            "21012016|21012016|Mr|Mickey||Mouse-TestPatient|1 Ouchthorpe La|WF1 3SP|01011990|Stress|1|0|0|0|0|0|14|21012016|03022016|0|\
             BABD5A50-C026-11E5-A|0|The Grove Surgery|Thornhill Stree|WF1 1PG|01924784101"
        );
    }

    #[test]
    fn every_month_keeps_its_number() {
        let stamps: Vec<String> = (1..=12).map(|month| stamp(day(2027, month, 9))).collect();
        assert_eq!(
            stamps.join(" "),
            "09012027 09022027 09032027 09042027 09052027 09062027 09072027 09082027 09092027 09102027 09112027 09122027"
        );
    }

    #[test]
    fn boxes_follow_up_and_duplicate_are_flags_in_their_own_places() {
        let mut case = sample::case();
        case.statement.advice = vec![Advice::MayBeFit];
        case.statement.assess_again = Some(true);
        case.statement.duplicate_of = Some("x".into());
        let flags = |case: &Case| {
            let text = text(case, ID);
            let fields: Vec<&str> = text.split('|').collect();
            format!("{} {} {}", fields[10..16].concat(), fields[19], fields[21])
        };
        for (benefit, expected) in [
            (Benefit::PhasedReturn, "011000 1 1"),
            (Benefit::AlteredHours, "010100 1 1"),
            (Benefit::AmendedDuties, "010010 1 1"),
            (Benefit::WorkplaceAdaptations, "010001 1 1"),
        ] {
            case.statement.may_benefit_from = vec![benefit];
            assert_eq!(flags(&case), expected, "{benefit:?}");
        }
    }

    #[test]
    fn an_indefinite_period_leaves_days_and_last_day_empty() {
        let mut case = sample::case();
        case.statement.period = StatedPeriod { indefinite: true, from: Some(day(2026, 12, 3)), ..StatedPeriod::default() };
        let text = text(&case, ID);
        assert_eq!(text.split('|').skip(16).take(3).collect::<Vec<_>>(), ["", "03122026", ""]);
    }

    #[test]
    fn a_length_gives_its_days_and_last_day() {
        let mut case = sample::case();
        case.statement.period = StatedPeriod { length: Length::parse("3 months").ok(), ..StatedPeriod::default() };
        let text = text(&case, ID);
        assert_eq!(text.split('|').skip(16).take(3).collect::<Vec<_>>(), ["92", "20112026", "19022027"]);
    }

    #[test]
    fn separators_and_line_ends_inside_a_value_become_spaces() {
        let mut case = sample::case();
        case.patient.title = "Miss".into();
        case.patient.given_names = "Anna Maria  Joy".into();
        case.statement.conditions = "Back|pain\nand flu".into();
        let text = text(&case, "n|1");
        let fields: Vec<&str> = text.split('|').collect();
        assert_eq!(fields.len(), 26);
        assert_eq!((fields[2], fields[3], fields[4], fields[9], fields[20]), ("Mis", "Anna", "Maria Joy", "Back pain and flu", "n 1"));
    }

    #[test]
    fn a_symbol_reads_back_as_its_text() {
        let mut other = sample::case();
        other.patient.given_names = "Siân Małgorzata".into();
        other.patient.family_name = "O’Neill-Żółkiewska".into();
        for case in [sample::case(), other] {
            let text = text(&case, ID);
            let symbol = symbol(&text).expect("it fits a symbol");
            if text.is_ascii() {
                // This decoder reads no other letters; those that the reader's test asks do.
                let read = DataMatrix::decode(&symbol.black, symbol.modules_a_side).expect("a readable symbol");
                assert_eq!(String::from_utf8(read).expect("plain text"), text);
            }
            // No larger than with every alphabet.
            let all = DataMatrix::encode_str(&text, SymbolList::default().enforce_square()).expect("it fits a symbol");
            assert_eq!(symbol.modules_a_side, all.bitmap().width());
        }
    }
}
