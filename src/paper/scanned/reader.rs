//! Reads the fields of a code one by one, and keeps what is doubtful about each.

use super::super::text::clean;
use super::{Doubt, Scanned, place};
use crate::content::forms::{self, DataMatrixName};
use crate::domain::case::{Advice, Benefit, join_words};
use crate::domain::day::{self, Day};
use crate::domain::period::StatedPeriod;

pub(super) struct Reader<'a> {
    pub(super) raw: &'a [&'a str],
    pub(super) doubts: Vec<Doubt>,
}

impl Reader<'_> {
    pub(super) fn whole(&mut self, of_the_text: Vec<&'static str>) -> Scanned {
        use DataMatrixName as N;
        let (assessed_on, on) = (self.day(N::AssessmentDate), self.day(N::StatementDate));
        let title = self.words(N::Title);
        let given_names = join_words(&[&self.words(N::FirstName), &self.words(N::SecondName)]);
        let family_name = self.words(N::Surname);
        let (address_line, postcode) = (self.words(N::AddressLine), self.words(N::Postcode));
        let born = self.day(N::DateOfBirth);
        let conditions = self.words(N::Condition);
        let advice = [(N::NotFit, Advice::NotFit), (N::MayBeFit, Advice::MayBeFit)];
        let advice: Vec<Advice> = advice.into_iter().filter(|(name, _)| self.flag(*name) == Some(true)).map(|(_, advice)| advice).collect();
        if advice.len() != 1 {
            self.doubt(N::NotFit, "The code should tick one of “not fit” and “may be fit”, and does not. See the note.");
        }
        let benefits = [
            (N::PhasedReturn, Benefit::PhasedReturn),
            (N::AlteredHours, Benefit::AlteredHours),
            (N::AmendedDuties, Benefit::AmendedDuties),
            (N::WorkplaceAdaptations, Benefit::WorkplaceAdaptations),
        ];
        let ticked: Vec<Benefit> = benefits.into_iter().filter(|(name, _)| self.flag(*name) == Some(true)).map(|(_, b)| b).collect();
        let may_benefit_from = Benefit::ALL.into_iter().filter(|benefit| ticked.contains(benefit)).collect();
        let period = self.period();
        let assess_again = self.flag(N::FollowUp);
        if assess_again == Some(false) {
            self.doubt(N::FollowUp, "0 stands for “will not need to assess again”, and also where that was left open.");
        }
        let note = self.words(N::NoteId);
        let is_duplicate = self.flag(N::Duplicate) == Some(true);
        let practice = self.words(N::SurgeryName);
        let (practice_address_line, practice_postcode) = (self.words(N::SurgeryAddressLine), self.words(N::SurgeryPostcode));
        let practice_telephone = self.words(N::SurgeryTelephone);
        if family_name.is_empty() && given_names.is_empty() {
            self.doubt(N::Surname, "The code names nobody.");
        }
        if conditions.is_empty() {
            self.doubt(N::Condition, "The code names no condition.");
        }
        let mut doubts = std::mem::take(&mut self.doubts);
        doubts.sort_by_key(|doubt| place(doubt.field));
        Scanned {
            assessed_on,
            on,
            title,
            given_names,
            family_name,
            address_line,
            postcode,
            born,
            conditions,
            advice,
            may_benefit_from,
            period,
            assess_again,
            note,
            is_duplicate,
            practice,
            practice_address_line,
            practice_postcode,
            practice_telephone,
            raw: self.raw.iter().map(|raw| (*raw).to_owned()).collect(),
            doubts,
            of_the_text,
        }
    }

    fn doubt(&mut self, field: DataMatrixName, sentence: impl Into<String>) {
        self.doubts.push(Doubt { field, sentence: sentence.into() });
    }

    /// The field as it stands there, spaces at its ends included: a cut may end in one.
    pub(super) fn raw(&self, name: DataMatrixName) -> Option<&str> {
        self.raw.get(place(name)).copied()
    }

    fn words(&mut self, name: DataMatrixName) -> String {
        let Some(raw) = self.raw(name) else {
            self.doubt(name, "The code ends before this field.");
            return String::new();
        };
        let (text, count) = (clean(raw).replace('\n', " "), raw.chars().count());
        let most = forms::data_matrix().fields.get(place(name)).and_then(|field| field.most_characters);
        if let Some(most) = most.filter(|most| count >= *most) {
            self.doubt(name, format!("This fills the {most} characters that the code has for it, so it may be cut."));
        }
        text
    }

    fn flag(&mut self, name: DataMatrixName) -> Option<bool> {
        match self.raw(name).map(str::trim) {
            Some("0") => Some(false),
            Some("1") => Some(true),
            _ => {
                self.doubt(name, "This is neither 0 nor 1, so it was left open.");
                None
            }
        }
    }

    /// `20112026`; strokes, dots and hyphens between the parts do no harm.
    pub(super) fn day(&mut self, name: DataMatrixName) -> Option<Day> {
        let text = self.raw(name).unwrap_or_default().trim().to_owned();
        let digits: String = text.chars().filter(|c| !matches!(c, '/' | '-' | '.' | ' ')).collect();
        let part = |range: std::ops::Range<usize>| digits.get(range).and_then(|part| part.parse::<u32>().ok());
        let day_of = |year: Option<u32>, month: Option<u32>, day: Option<u32>| {
            i32::try_from(year?).ok().filter(|year| (1850..=2200).contains(year)).and_then(|year| Day::from_ymd_opt(year, month?, day?))
        };
        let is_date = digits.len() == 8 && digits.bytes().all(|byte| byte.is_ascii_digit());
        if let Some(day) = day_of(part(4..8), part(2..4), part(0..2)).filter(|_| is_date) {
            return Some(day);
        }
        if let Some(found) = day_of(part(0..4), part(4..6), part(6..8)).filter(|_| is_date) {
            self.doubt(name, format!("The year seems to stand first: read as {}.", day::long(found)));
            return Some(found);
        }
        // The period says itself what it means when its days are missing.
        if !(text.is_empty() && matches!(name, DataMatrixName::StartDate | DataMatrixName::ExpiryDate)) {
            self.doubt(name, if text.is_empty() { "There is no date here." } else { "This is not a date." });
        }
        None
    }

    fn period(&mut self) -> StatedPeriod {
        use DataMatrixName as N;
        let (from, to) = (self.day(N::StartDate), self.day(N::ExpiryDate));
        let written = self.raw(N::DurationDays).unwrap_or_default().trim().to_owned();
        let days = written.parse::<u16>().ok().filter(|days| (1..=9_999).contains(days)).map(i64::from);
        if days.is_none() && !written.is_empty() {
            self.doubt(N::DurationDays, "This is not a number of days.");
        }
        let is_open = self.raw(N::ExpiryDate).unwrap_or_default().trim().is_empty();
        match (from, to, days) {
            (Some(from), Some(to), _) if to < from => {
                self.doubt(N::ExpiryDate, "The last day is before the first.");
                StatedPeriod::dates(from, to)
            }
            (Some(from), Some(to), Some(days)) => {
                let last = day::shifted(from, days - 1);
                if to == day::shifted(from, days) {
                    let sentence = format!(
                        "{days} days from the first end on {}. Some systems wrote the day after the last here: see “to” on the note.",
                        day::long(last)
                    );
                    self.doubt(N::ExpiryDate, sentence);
                } else if to != last {
                    self.doubt(N::ExpiryDate, format!("{days} days from the first end on {}: see the note.", day::long(last)));
                }
                StatedPeriod::dates(from, to)
            }
            (Some(from), Some(to), None) => {
                self.doubt(N::DurationDays, "The length is missing: the first and the last day are as written.");
                StatedPeriod::dates(from, to)
            }
            (Some(from), None, Some(days)) => {
                let last = day::shifted(from, days - 1);
                self.doubt(N::ExpiryDate, format!("The last day is missing: {days} days from the first end on {}.", day::long(last)));
                StatedPeriod::dates(from, last)
            }
            (Some(from), None, None) if is_open && written.is_empty() => {
                self.doubt(N::ExpiryDate, "No last day and no length: read as an indefinite period. See the note.");
                StatedPeriod { indefinite: true, from: Some(from), ..StatedPeriod::default() }
            }
            (from, to, _) => {
                self.doubt(N::StartDate, "The period cannot be read from the code: see the note.");
                StatedPeriod { from, to, ..StatedPeriod::default() }
            }
        }
    }
}
