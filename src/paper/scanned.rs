//! Reads the text of a note's Data Matrix: untrusted, observed and not specified, so every doubt is named with its field.

use super::data_matrix::{label, path};
use super::text::clean;
use crate::content::forms::{self, DataMatrixName};
use crate::domain::case::{
    Advice, Assessment, AssessmentKind, Benefit, CASE_FORMAT, Case, EarlierNote, History, Issuer, Patient, Practice, Statement, Work,
};
use crate::domain::day::{self, Day};
use crate::domain::period::StatedPeriod;
use crate::domain::profession::{Nation, Profession, Setting};

mod reader;

use reader::Reader;

/// More than any symbol holds: a longer text is not one.
const MOST_CHARACTERS: usize = 4_000;
/// The fields up to the mark of a duplicate: a text with fewer is not a note's.
const FEWEST_FIELDS: usize = 22;
/// What stands between the fields: as written, and as a scanner types it that is set to another keyboard than the computer's.
const SEPARATORS: [char; 3] = ['|', '¦', '~'];

/// Why a text is not the code of a note, as the person reads it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unreadable {
    Empty,
    TooLong,
    /// It has so many fields.
    Fields(usize),
    /// Neither the day of the assessment nor that of the statement is a date.
    NoDates,
    /// The date of birth is not a date, and a case cannot be without one.
    NoDateOfBirth,
}

impl std::fmt::Display for Unreadable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Empty => f.write_str("There is no text to read. Scan the square code of a note, or paste its text."),
            Self::TooLong => f.write_str("This text is longer than any such code. Scan the square code of one note."),
            Self::Fields(count) => write!(
                f,
                "This is not the text of a fit note's code: it has {count} field{} where 26 are expected. Scan the square code again.",
                if *count == 1 { "" } else { "s" }
            ),
            Self::NoDates => f.write_str(
                "This is not the text of a fit note's code: its first two fields are not dates. Scan the square code again, or type the note in.",
            ),
            Self::NoDateOfBirth => {
                f.write_str("The date of birth in this code (field 9) cannot be read, so no case can begin with it. Scan it again, or type the note in.")
            }
        }
    }
}

impl std::error::Error for Unreadable {}

/// Something that is to be checked against the paper.
#[derive(Clone, PartialEq, Eq)]
pub struct Doubt {
    pub field: DataMatrixName,
    pub sentence: String,
}

/// One field as it was read.
#[derive(Clone, PartialEq, Eq)]
pub struct ReadField {
    pub name: DataMatrixName,
    /// As a person reads it.
    pub shown: String,
}

/// A note as its code tells of it. Dates that cannot be read are none.
#[derive(Clone, PartialEq)]
pub struct Scanned {
    pub assessed_on: Option<Day>,
    pub on: Option<Day>,
    pub title: String,
    pub given_names: String,
    pub family_name: String,
    pub address_line: String,
    pub postcode: String,
    pub born: Option<Day>,
    pub conditions: String,
    pub advice: Vec<Advice>,
    pub may_benefit_from: Vec<Benefit>,
    pub period: StatedPeriod,
    pub assess_again: Option<bool>,
    /// The identity, which is cut.
    pub note: String,
    pub is_duplicate: bool,
    pub practice: String,
    pub practice_address_line: String,
    pub practice_postcode: String,
    pub practice_telephone: String,
    /// Every field as it stood in the code, in its order.
    raw: Vec<String>,
    /// In the order of the code.
    pub doubts: Vec<Doubt>,
    /// What is true of the text as a whole.
    pub of_the_text: Vec<&'static str>,
}

crate::domain::redacted_debug!(Doubt, ReadField, Scanned);

/// What no code carries, in one line.
pub const NOT_IN_THE_CODE: &str =
    "Not in the code: the NHS number, the rest of the addresses, the comments, who issued the note and how the patient was assessed.";

/// Whether a typed or pasted text is meant as a code: it need not be readable.
#[must_use]
pub fn looks_like_a_code(text: &str) -> bool {
    SEPARATORS.iter().any(|separator| text.matches(*separator).count() + 1 >= FEWEST_FIELDS)
}

/// Reads bytes as a scanner or a decoder gives them: UTF-8, or Latin-1 where they are not.
///
/// # Errors
/// When it is not the text of a note.
pub fn read_bytes(bytes: &[u8]) -> Result<Scanned, Unreadable> {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return read(text);
    }
    let text: String = bytes.iter().take(MOST_CHARACTERS + 1).map(|byte| char::from(*byte)).collect();
    let mut scanned = read(&text)?;
    scanned.of_the_text.push("The text is not UTF-8 and was read as Latin-1: check the letters with accents.");
    Ok(scanned)
}

/// Reads the text of a code.
///
/// # Errors
/// When it is not the text of a note.
pub fn read(text: &str) -> Result<Scanned, Unreadable> {
    if text.chars().nth(MOST_CHARACTERS).is_some() {
        return Err(Unreadable::TooLong);
    }
    let bare = bare(text);
    if bare.trim().is_empty() {
        return Err(Unreadable::Empty);
    }
    let mut of_the_text = Vec::new();
    let bare = match mended(&bare) {
        Some(mended) => {
            of_the_text.push("The letters with accents came in another encoding and were put right: check them.");
            mended
        }
        None => bare,
    };
    let separator = SEPARATORS.into_iter().find(|separator| bare.matches(*separator).count() + 1 >= FEWEST_FIELDS).unwrap_or('|');
    let raw: Vec<&str> = bare.split(separator).collect();
    if raw.len() < FEWEST_FIELDS {
        return Err(Unreadable::Fields(raw.len()));
    }
    if separator != '|' {
        of_the_text.push("The scanner types another keyboard than this computer has: check every sign that is no letter or digit.");
    }
    let layout = forms::data_matrix();
    if raw.len() > layout.fields.len() {
        of_the_text.push("There are more than 26 fields: what follows the 26th was left out.");
    }
    let mut reader = Reader { raw: &raw, doubts: Vec::new() };
    let scanned = reader.whole(of_the_text);
    if scanned.assessed_on.is_none() && scanned.on.is_none() { Err(Unreadable::NoDates) } else { Ok(scanned) }
}

/// Without what scanners put around the text: control characters, the AIM prefix (`]d1`), marks of the encoding (`\000026`).
fn bare(text: &str) -> String {
    let around = |c: char| c.is_control() || c.is_whitespace() || c == '\u{feff}';
    let mut rest = text.trim_matches(around);
    let mut reports_encoding = false;
    if let Some(after) = rest.strip_prefix("]d").or_else(|| rest.strip_prefix("]D"))
        && let Some(modifier) = after.chars().next().filter(|c| ('0'..='6').contains(c))
    {
        // From 4 on the scanner reports encodings, and doubles every backslash of the text.
        reports_encoding = modifier >= '4';
        rest = after.get(1..).unwrap_or_default().trim_start_matches(around);
    }
    let mut out = String::with_capacity(rest.len());
    let mut at_start = true;
    while let Some(c) = rest.chars().next() {
        let after = rest.get(c.len_utf8()..).unwrap_or_default();
        if c == '\\' && (at_start || reports_encoding) {
            if let Some(digits) = after.get(..6).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit())) {
                rest = after.get(digits.len()..).unwrap_or_default();
                reports_encoding = true;
                continue;
            }
            if reports_encoding && after.starts_with('\\') {
                out.push('\\');
                rest = after.get(1..).unwrap_or_default();
                continue;
            }
        }
        at_start = false;
        out.push(c);
        rest = after;
    }
    out
}

/// A text whose UTF-8 was taken for Latin-1 on its way, put right.
fn mended(text: &str) -> Option<String> {
    if text.is_ascii() {
        return None;
    }
    let bytes: Option<Vec<u8>> = text.chars().map(|c| u8::try_from(u32::from(c)).ok()).collect();
    String::from_utf8(bytes?).ok()
}

/// Where a field stands, from 0.
fn place(name: DataMatrixName) -> usize {
    forms::data_matrix().fields.iter().position(|field| field.name == name).unwrap_or(usize::MAX)
}

impl Scanned {
    /// Every field as a person reads it, in the order of the code.
    #[must_use]
    pub fn fields(&self) -> Vec<ReadField> {
        forms::data_matrix().fields.iter().map(|field| ReadField { name: field.name, shown: self.shown(field.name) }).collect()
    }

    /// A field as a person reads it.
    fn shown(&self, name: DataMatrixName) -> String {
        use DataMatrixName as N;
        let raws: Vec<&str> = self.raw.iter().map(String::as_str).collect();
        let mut reader = Reader { raw: &raws, doubts: Vec::new() };
        let raw = clean(reader.raw(name).unwrap_or_default()).replace('\n', " ");
        match name {
            N::AssessmentDate | N::StatementDate | N::DateOfBirth | N::StartDate | N::ExpiryDate => reader.day(name).map_or(raw, day::long),
            N::NotFit
            | N::MayBeFit
            | N::PhasedReturn
            | N::AlteredHours
            | N::AmendedDuties
            | N::WorkplaceAdaptations
            | N::FollowUp
            | N::Duplicate => match raw.as_str() {
                "0" => "No".into(),
                "1" => "Yes".into(),
                _ => raw,
            },
            _ => raw,
        }
    }

    /// The doubts of one field.
    pub fn doubts_of(&self, name: DataMatrixName) -> impl Iterator<Item = &str> {
        self.doubts.iter().filter(move |doubt| doubt.field == name).map(|doubt| doubt.sentence.as_str())
    }

    /// Every doubt in one line, with the place in the case that it concerns.
    #[must_use]
    pub fn doubt_lines(&self) -> Vec<String> {
        let of_fields = self.doubts.iter().map(|doubt| format!("{} ({}): {}", path(doubt.field), label(doubt.field), doubt.sentence));
        let fixed = [
            "issuer, practice.nation: not in the code; put in who issues the new note.",
            "patient.address, practice.address: the code has their first line alone.",
            "assessment.kind: not in the code; `in_person` stands there because a case cannot be without one.",
            "assessment.made_by_issuer: false, because a new note needs an assessment of its own.",
            NOT_IN_THE_CODE,
        ];
        self.of_the_text.iter().map(|line| (*line).to_owned()).chain(of_fields).chain(fixed.map(str::to_owned)).collect()
    }

    /// A case to start from. It says what the code says; who issues and how the patient was assessed are not in it, and the rules
    /// reject the case until that is filled in.
    ///
    /// # Errors
    /// When the code has no date of birth.
    pub fn case(&self) -> Result<Case, Unreadable> {
        let (Some(assessed_on), Some(on)) = (self.assessed_on.or(self.on), self.on.or(self.assessed_on)) else {
            return Err(Unreadable::NoDates);
        };
        let lines = |line: &str| if line.is_empty() { Vec::new() } else { vec![line.to_owned()] };
        let resolved = self.period.resolve(assessed_on).ok();
        let itself = EarlierNote {
            id: self.note.clone(),
            assessed_on,
            from: resolved.map(crate::domain::period::Period::from),
            to: resolved.and_then(crate::domain::period::Period::to),
            on,
        };
        Ok(Case {
            format: CASE_FORMAT.into(),
            today: None,
            issuer: Issuer {
                name: String::new(),
                profession: Profession::Other("unknown".into()),
                registration: String::new(),
                setting: Setting::Nhs,
                trained: false,
                within_scope: false,
            },
            practice: Practice {
                name: self.practice.clone(),
                address: lines(&self.practice_address_line),
                postcode: self.practice_postcode.clone(),
                telephone: self.practice_telephone.clone(),
                nation: Nation::England,
            },
            patient: Patient {
                title: self.title.clone(),
                given_names: self.given_names.clone(),
                family_name: self.family_name.clone(),
                date_of_birth: self.born.ok_or(Unreadable::NoDateOfBirth)?,
                nhs_number: None,
                address: lines(&self.address_line),
                postcode: self.postcode.clone(),
                is_issuer: false,
                work: Work::Unknown,
                jobs: None,
                inpatient: false,
            },
            history: History { notes: if self.is_duplicate { vec![itself] } else { Vec::new() }, ..History::default() },
            assessment: Assessment { on: assessed_on, kind: AssessmentKind::InPerson, report_by: None, made_by_issuer: false },
            statement: Statement {
                on,
                conditions: self.conditions.clone(),
                less_precise: None,
                advice: self.advice.clone(),
                may_benefit_from: self.may_benefit_from.clone(),
                comments: String::new(),
                period: self.period.clone(),
                foreseeable_future: false,
                assess_again: self.assess_again,
                duplicate_of: self.is_duplicate.then(|| self.note.clone()),
                original_lost: false,
            },
            plan: None,
        })
    }
}

#[cfg(test)]
mod tests;
