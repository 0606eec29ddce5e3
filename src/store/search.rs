//! What a patient is found by: names without case and accents, dates of birth as people write them, the NHS number.

use chrono::Datelike;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::domain::record::Patient;

/// Which of a patient's particulars a word comes from. The order is the order in which candidates are offered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    FamilyName = 0,
    GivenName = 1,
    Birth = 2,
    NhsNumber = 3,
}

/// Letters of a word that are kept: longer names are told apart by what else is typed.
const MOST_LETTERS: usize = 40;

/// A text without case, accents and all that is neither letter nor digit: `O'Brien-Łęcki` → `obrienlecki`.
pub(super) fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.nfkd().flat_map(char::to_lowercase).nfkd() {
        match c {
            'ß' => out.push_str("ss"),
            'æ' => out.push_str("ae"),
            'œ' => out.push_str("oe"),
            'þ' => out.push_str("th"),
            'ø' => out.push('o'),
            'đ' | 'ð' => out.push('d'),
            'ł' => out.push('l'),
            'ħ' => out.push('h'),
            'ı' => out.push('i'),
            c if c.is_alphanumeric() && !is_combining_mark(c) => out.push(c),
            _ => {}
        }
    }
    if let Some((end, _)) = out.char_indices().nth(MOST_LETTERS) {
        out.truncate(end);
    }
    out
}

/// The order in which patients are listed: family name, then given names.
pub(super) fn sort_name(patient: &Patient) -> String {
    format!("{} {}", folded(&patient.family_name), folded(&patient.given_names))
}

/// All that a patient is found by.
pub(super) fn words(patient: &Patient) -> Vec<(Kind, String)> {
    let mut words = Vec::with_capacity(10);
    push_name(&mut words, Kind::FamilyName, &patient.family_name);
    push_name(&mut words, Kind::GivenName, &patient.given_names);
    let born = patient.date_of_birth;
    let (day, month, year) = (born.day(), born.month(), born.year());
    words.push((Kind::Birth, format!("{day:02}{month:02}{year:04}")));
    words.push((Kind::Birth, format!("{day:02}{month:02}{:02}", year.rem_euclid(100))));
    words.push((Kind::Birth, format!("{year:04}{month:02}{day:02}")));
    if let Some(number) = &patient.nhs_number {
        words.push((Kind::NhsNumber, number.as_str().to_owned()));
    }
    words.sort();
    words.dedup();
    words
}

/// A name is found by each of its words, by the parts of a word that has a hyphen or an apostrophe, and by all of it run together.
fn push_name(words: &mut Vec<(Kind, String)>, kind: Kind, name: &str) {
    let parts = name
        .split_whitespace()
        .flat_map(|word| std::iter::once(word).chain(word.split(|c: char| !c.is_alphanumeric() && !is_combining_mark(c))));
    words.extend(parts.chain([name]).map(folded).filter(|word| !word.is_empty()).map(|word| (kind, word)));
}

/// One thing that was typed: the beginning of a word, or of a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Term {
    Name(String),
    Number(String),
}

impl Term {
    pub(super) fn prefix(&self) -> &str {
        match self {
            Self::Name(text) | Self::Number(text) => text,
        }
    }

    /// Where it is looked for, in the order in which candidates are offered.
    pub(super) fn kinds(&self) -> [Kind; 2] {
        match self {
            Self::Name(_) => [Kind::FamilyName, Kind::GivenName],
            Self::Number(_) => [Kind::Birth, Kind::NhsNumber],
        }
    }
}

/// What was typed, as terms: each must be the beginning of something that the patient is found by.
pub(super) fn terms(text: &str) -> Vec<Term> {
    // Far more than anyone types; a pasted page does not become a thousand terms.
    const MOST_TERMS: usize = 8;
    let mut terms = Vec::new();
    let mut number: Vec<String> = Vec::new();
    for token in text.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';')).filter(|token| !token.is_empty()) {
        if let Some(mut parts) = number_parts(token) {
            number.append(&mut parts);
        } else if let (Some(month), 1) = (month_number(token), number.len()) {
            number.push(month);
        } else {
            terms.extend(number_term(&std::mem::take(&mut number)));
            let name = folded(token);
            if !name.is_empty() {
                terms.push(Term::Name(name));
            }
        }
    }
    terms.extend(number_term(&number));
    terms.truncate(MOST_TERMS);
    terms
}

/// The digits of `29/2/84`, `943-476`, `3rd`; none where there is a letter that no number has.
fn number_parts(token: &str) -> Option<Vec<String>> {
    let plain: String = token.nfkc().collect::<String>().to_lowercase();
    let plain = ["st", "nd", "rd", "th"].iter().find_map(|ending| plain.strip_suffix(ending)).unwrap_or(&plain);
    let is_number =
        plain.starts_with(|c: char| c.is_ascii_digit()) && plain.chars().all(|c| c.is_ascii_digit() || "/-.\u{2013}".contains(c));
    is_number.then(|| plain.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).map(str::to_owned).collect())
}

/// `feb`, `february`, and anything between.
fn month_number(token: &str) -> Option<String> {
    const MONTHS: [&str; 12] =
        ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];
    let name = folded(token);
    if name.chars().count() < 3 {
        return None;
    }
    let month = MONTHS.iter().position(|month| month.starts_with(&name))?;
    Some(format!("{:02}", month + 1))
}

/// A run of numbers as one: a date in one of the spellings that [`words`] keeps, or any other digits run together.
fn number_term(parts: &[String]) -> Option<Term> {
    let is_short = |part: &String| part.len() <= 2;
    // All but the last part are whole, so a single digit of theirs is a day or a month without its zero.
    let padded = || {
        let (last, whole) = parts.split_last()?;
        let mut digits = String::with_capacity(8);
        for part in whole {
            if part.len() == 1 {
                digits.push('0');
            }
            digits.push_str(part);
        }
        digits.push_str(last);
        Some(digits)
    };
    let digits = match parts {
        [] => return None,
        [day, month] if is_short(day) && is_short(month) => padded()?,
        [day, month, year] if is_short(day) && is_short(month) && year.len() <= 4 => padded()?,
        [year, rest @ ..] if year.len() == 4 && (1..=2).contains(&rest.len()) && rest.iter().all(is_short) => padded()?,
        _ => parts.concat(),
    };
    Some(Term::Number(digits))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lose_case_accents_and_marks() {
        let rows = [
            ("O'Brien", "obrien"),
            ("Łęcki", "lecki"),
            ("Strauß", "strauss"),
            ("Bjørn", "bjorn"),
            ("ÆTHELRED", "aethelred"),
            ("Ng\u{1ED3}", "ngo"),
            ("e\u{301}mile", "emile"),
            ("İpek", "ipek"),
            ("Smith-Jones", "smithjones"),
            ("Ольга", "ольга"),
            ("  ", ""),
        ];
        for (name, expected) in rows {
            assert_eq!(folded(name), expected, "{name}");
        }
        assert_eq!(folded(&"é".repeat(100)), "e".repeat(40));
    }

    #[test]
    fn what_is_typed_becomes_terms() {
        let name = |text: &str| Term::Name(text.into());
        let number = |text: &str| Term::Number(text.into());
        let rows = [
            ("", vec![]),
            ("oka", vec![name("oka")]),
            ("Okafor, Ben", vec![name("okafor"), name("ben")]),
            ("29/2/84", vec![number("290284")]),
            ("29/02/198", vec![number("2902198")]),
            ("29.2.1984", vec![number("29021984")]),
            ("29 feb 84", vec![number("290284")]),
            ("29th February 1984", vec![number("29021984")]),
            ("1984-02-29", vec![number("19840229")]),
            ("1984-2-29", vec![number("19840229")]),
            ("1984", vec![number("1984")]),
            ("943 476 5919", vec![number("9434765919")]),
            ("943-476-59", vec![number("94347659")]),
            ("oka 29/2/84", vec![name("oka"), number("290284")]),
            ("29/2/84 oka", vec![number("290284"), name("oka")]),
            // A person called May is not a month.
            ("may smith", vec![name("may"), name("smith")]),
        ];
        for (typed, expected) in rows {
            assert_eq!(terms(typed), expected, "{typed}");
        }
        assert!(terms(&"a ".repeat(10_000)).len() <= 8);
    }
}
