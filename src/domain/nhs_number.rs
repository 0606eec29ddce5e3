//! The ten-digit NHS number of England and Wales, Scotland's CHI number and Northern Ireland's H&C number: one check digit.

use serde::{Deserialize, Serialize};

/// Ten digits whose last is the modulus-11 check digit of the nine before it (NHS Data Dictionary, NHS NUMBER).
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct NhsNumber(String);

/// Why a text is not an NHS number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NhsNumberError {
    /// It has another count of digits than ten, or something that is neither digit, space nor hyphen.
    NotTenDigits,
    /// The last digit does not fit the nine before it: most often a slip of the finger.
    CheckDigit,
}

impl std::fmt::Display for NhsNumberError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::NotTenDigits => "An NHS, CHI or H&C number has 10 digits. Check it, or leave it empty.",
            Self::CheckDigit => "The last digit does not fit the other nine, so one of them is wrong. Check the number, or leave it empty.",
        })
    }
}

impl std::error::Error for NhsNumberError {}

impl NhsNumber {
    /// Reads a number as people type it, with spaces or hyphens anywhere.
    ///
    /// # Errors
    /// When it is not ten digits, or the check digit does not fit.
    pub fn parse(text: &str) -> Result<Self, NhsNumberError> {
        let mut digits = Vec::with_capacity(10);
        for c in text.chars() {
            match c {
                '0'..='9' => digits.push(c as u32 - '0' as u32),
                ' ' | '-' | '\u{a0}' | '\t' => {}
                _ => return Err(NhsNumberError::NotTenDigits),
            }
        }
        let [body @ .., last] = digits.as_slice() else { return Err(NhsNumberError::NotTenDigits) };
        if body.len() != 9 {
            return Err(NhsNumberError::NotTenDigits);
        }
        let sum: u32 = body.iter().zip((2..=10).rev()).map(|(digit, weight)| digit * weight).sum();
        match 11 - sum % 11 {
            11 if *last == 0 => {}
            check if check == *last => {}
            _ => return Err(NhsNumberError::CheckDigit),
        }
        Ok(Self(digits.iter().filter_map(|d| char::from_digit(*d, 10)).collect()))
    }

    /// The ten digits without spaces.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Grouped for reading: `943 476 5919`.
    #[must_use]
    pub fn grouped(&self) -> String {
        let (a, rest) = self.0.split_at(3);
        let (b, c) = rest.split_at(3);
        format!("{a} {b} {c}")
    }
}

super::redacted_debug!(NhsNumber);

impl TryFrom<String> for NhsNumber {
    type Error = NhsNumberError;

    fn try_from(text: String) -> Result<Self, NhsNumberError> {
        Self::parse(&text)
    }
}

impl From<NhsNumber> for String {
    fn from(number: NhsNumber) -> Self {
        number.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_right_check_digit_is_taken_however_it_is_spaced() {
        for text in ["9434765919", "943 476 5919", " 943-476-5919 "] {
            assert_eq!(NhsNumber::parse(text).map(|n| n.grouped()), Ok("943 476 5919".to_owned()), "{text}");
        }
        // 4 * 2 + 1: a number whose check digit works out at eleven is written with 0.
        assert!(NhsNumber::parse("4010232137").is_ok());
    }

    #[test]
    fn every_single_wrong_digit_is_noticed() {
        let right = "9434765919";
        for place in 0..10 {
            for digit in '0'..='9' {
                let mut chars: Vec<char> = right.chars().collect();
                if chars[place] == digit {
                    continue;
                }
                chars[place] = digit;
                let text: String = chars.into_iter().collect();
                assert_eq!(NhsNumber::parse(&text), Err(NhsNumberError::CheckDigit), "{text}");
            }
        }
    }

    #[test]
    fn anything_but_ten_digits_is_refused() {
        for text in ["", "943476591", "94347659190", "943476591X", "943/476/5919"] {
            assert_eq!(NhsNumber::parse(text), Err(NhsNumberError::NotTenDigits), "{text}");
        }
    }

    #[test]
    fn a_check_of_ten_never_fits() {
        // 000 000 006 has the weighted sum 12, so the check would be 10, which no digit is.
        for last in 0..10 {
            assert_eq!(NhsNumber::parse(&format!("000000006{last}")), Err(NhsNumberError::CheckDigit));
        }
    }
}
