//! The printed forms as data: each edition's wording, boxes and places, and the fields of the Data Matrix.

use std::sync::OnceLock;

use serde::Deserialize;

use crate::domain::day::Day;

/// An edition of the form: what stands where. Lengths in millimetres from the top left corner, type sizes in points.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Form {
    /// `med3-2022`, the name of its file.
    pub id: String,
    /// The title of a document made with it.
    pub title: String,
    /// Where the law prescribes it.
    pub law: String,
    /// The first day on which it may be used.
    pub in_force_from: Day,
    /// The last day on which it may be used; none while it is in force.
    #[serde(default)]
    pub in_force_to: Option<Day>,
    pub width_mm: f32,
    pub height_mm: f32,
    /// In reading order; the parts of a block are read together.
    pub blocks: Vec<Vec<Part>>,
}

/// One thing on the form, printed or to be filled.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Part {
    /// Printed words, line by line as on the form: `**bold**`, `{plain}`, `<address>`.
    Text {
        role: TextRole,
        x: f32,
        /// The baseline of the first line.
        baseline: f32,
        size_pt: f32,
        face: TextFace,
        text: String,
        /// From one line to the next.
        #[serde(default)]
        leading_mm: f32,
        #[serde(default)]
        when: When,
    },
    Line {
        x1: f32,
        y1: f32,
        x2: f32,
        y2: f32,
        width_mm: f32,
    },
    Frame {
        x: f32,
        y: f32,
        width: f32,
        height: f32,
        line_mm: f32,
        #[serde(default)]
        when: When,
    },
    /// Where a tick may stand; its box is a frame of its own.
    Tick {
        name: TickName,
        x: f32,
        y: f32,
        size: f32,
    },
    /// A date box with its two printed slashes; without a name the form leaves it to the patient.
    Date {
        #[serde(default)]
        name: Option<DateName>,
        x: f32,
        width: f32,
        baseline: f32,
        size_pt: f32,
        /// The left ends of the slashes.
        slashes: [f32; 2],
    },
    /// Where a text is filled in.
    Field {
        name: FieldName,
        x: f32,
        y: f32,
        width: f32,
        height: f32,
        size_pt: f32,
        /// The smallest legible size; what does not fit then does not fit.
        least_pt: f32,
        /// From one line to the next, in type sizes.
        leading_em: f32,
        anchor: Anchor,
    },
    /// The square of the Data Matrix. A code with more modules than the square holds at their least size reaches out to the
    /// right and down, where the form is empty.
    Code {
        x: f32,
        y: f32,
        size: f32,
        least_module_mm: f32,
    },
}

/// What printed words are to a reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TextRole {
    Heading1,
    Heading2,
    Heading3,
    Label,
    Paragraph,
    Item,
}

/// The weight of printed words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TextFace {
    Regular,
    Bold,
    Italic,
}

/// When a part is printed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum When {
    #[default]
    Always,
    /// The note is a duplicate.
    Duplicate,
    /// No name is filled in.
    NoName,
    /// It is left open whether the issuer will assess again.
    AssessAgainOpen,
    AssessAgain,
    NotAssessAgain,
}

/// The boxes that may be ticked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TickName {
    NotFit,
    MayBeFit,
    PhasedReturn,
    AmendedDuties,
    AlteredHours,
    WorkplaceAdaptations,
}

/// The dates that are filled in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DateName {
    AssessedOn,
    From,
    To,
    StatementOn,
}

/// The texts that are filled in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FieldName {
    PatientName,
    Conditions,
    Comments,
    CaseFor,
    IssuerName,
    IssuerProfession,
    IssuerAddress,
}

/// Where a text stands in its box.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Anchor {
    Top,
    Middle,
}

/// The fields of the Data Matrix, in order.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DataMatrixLayout {
    pub id: String,
    /// Where the layout comes from and what it is worth.
    pub standing: String,
    pub separator: char,
    pub fields: Vec<DataMatrixField>,
}

/// One field of the Data Matrix.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DataMatrixField {
    /// From 1.
    pub number: usize,
    pub name: DataMatrixName,
    /// Longer texts are cut here.
    #[serde(default)]
    pub most_characters: Option<usize>,
}

/// What a field of the Data Matrix holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DataMatrixName {
    AssessmentDate,
    StatementDate,
    Title,
    FirstName,
    SecondName,
    Surname,
    AddressLine,
    Postcode,
    DateOfBirth,
    Condition,
    NotFit,
    MayBeFit,
    PhasedReturn,
    AlteredHours,
    AmendedDuties,
    WorkplaceAdaptations,
    DurationDays,
    StartDate,
    ExpiryDate,
    FollowUp,
    NoteId,
    Duplicate,
    SurgeryName,
    SurgeryAddressLine,
    SurgeryPostcode,
    SurgeryTelephone,
}

/// The Med3, 2022 edition.
#[must_use]
pub fn med3_2022() -> &'static Form {
    static FORM: OnceLock<Form> = OnceLock::new();
    FORM.get_or_init(|| read("med3-2022.json", include_str!("../../assets/forms/med3-2022.json")))
}

/// The observed layout of the Data Matrix.
#[must_use]
pub fn data_matrix() -> &'static DataMatrixLayout {
    static LAYOUT: OnceLock<DataMatrixLayout> = OnceLock::new();
    LAYOUT.get_or_init(|| read("data-matrix.json", include_str!("../../assets/forms/data-matrix.json")))
}

/// A file built into the program that does not read is a bug, which a test finds before anybody else can.
fn read<T: for<'a> Deserialize<'a>>(name: &str, text: &str) -> T {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("assets/forms/{name}: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(form: &Form) -> impl Iterator<Item = &str> {
        form.blocks.iter().flatten().filter_map(|part| if let Part::Text { text, .. } = part { Some(text.as_str()) } else { None })
    }

    #[test]
    fn the_2022_edition_may_be_used_from_6_april_2022() {
        let form = med3_2022();
        assert_eq!((form.id.as_str(), form.in_force_to), ("med3-2022", None));
        assert_eq!(Some(form.in_force_from), Day::from_ymd_opt(2022, 4, 6));
    }

    #[test]
    fn every_place_to_fill_stands_on_the_form_once() {
        let parts: Vec<&Part> = med3_2022().blocks.iter().flatten().collect();
        let count = |wanted: &dyn Fn(&Part) -> bool| parts.iter().filter(|part| wanted(part)).count();
        for name in [
            FieldName::PatientName,
            FieldName::Conditions,
            FieldName::Comments,
            FieldName::CaseFor,
            FieldName::IssuerName,
            FieldName::IssuerProfession,
            FieldName::IssuerAddress,
        ] {
            assert_eq!(count(&|part| matches!(part, Part::Field { name: found, .. } if *found == name)), 1, "{name:?}");
        }
        for name in [DateName::AssessedOn, DateName::From, DateName::To, DateName::StatementOn] {
            assert_eq!(count(&|part| matches!(part, Part::Date { name: Some(found), .. } if *found == name)), 1, "{name:?}");
        }
        for name in [
            TickName::NotFit,
            TickName::MayBeFit,
            TickName::PhasedReturn,
            TickName::AmendedDuties,
            TickName::AlteredHours,
            TickName::WorkplaceAdaptations,
        ] {
            assert_eq!(count(&|part| matches!(part, Part::Tick { name: found, .. } if *found == name)), 1, "{name:?}");
        }
        assert_eq!(count(&|part| matches!(part, Part::Code { .. })), 1);
    }

    #[test]
    fn marks_in_the_wording_are_closed_on_their_line() {
        for line in texts(med3_2022()).flat_map(str::lines) {
            assert_eq!(line.matches("**").count() % 2, 0, "{line}");
            assert_eq!(line.matches('<').count(), line.matches('>').count(), "{line}");
        }
    }

    #[test]
    fn nothing_is_filled_in_below_eight_points() {
        for part in med3_2022().blocks.iter().flatten() {
            if let Part::Field { size_pt, least_pt, name, .. } = part {
                assert!(*least_pt >= 8.0 && size_pt >= least_pt, "{name:?}");
            }
        }
    }

    #[test]
    fn the_data_matrix_has_26_numbered_fields() {
        let numbers: Vec<usize> = data_matrix().fields.iter().map(|field| field.number).collect();
        assert_eq!(numbers, (1..=26).collect::<Vec<_>>());
    }
}
