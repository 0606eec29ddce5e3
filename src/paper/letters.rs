//! Letters: a referral to a service, with what the person agreed to and nothing else.

use super::Document;
use super::flow::{Flow, TextSize};
use crate::content::documents::letters as words;
use crate::content::rule_texts::fill;
use crate::domain::day::{Day, long};
use crate::domain::paper_kind::PaperKind;

/// A referral as it is to be written. Every item was ticked by the person; what was not ticked is not here.
#[derive(Clone, Default, PartialEq)]
pub struct Referral {
    pub id: String,
    pub size: TextSize,
    pub on: Day,
    /// The service, and its address or page line by line.
    pub to: String,
    pub to_lines: Vec<String>,
    /// Who writes, with profession, and the practice line by line.
    pub from: String,
    pub from_lines: Vec<String>,
    pub person: String,
    pub born: Option<Day>,
    /// How the service may reach the person.
    pub contact: String,
    /// What is asked of the service.
    pub asked: String,
    /// What is shared: a label and its text.
    pub shared: Vec<(String, String)>,
    /// The day of the agreement to share, and its last day.
    pub agreed_on: Option<Day>,
    pub agreed_until: Option<Day>,
}

crate::domain::redacted_debug!(Referral);

/// A referral letter.
#[must_use]
pub fn referral(letter: &Referral) -> Document {
    let words = words();
    let mut flow = Flow::new(PaperKind::ReferralLetter, &words.referral, &letter.id, letter.size, &words.footer);
    flow.running(format!("{} · {}", words.referral, letter.person).trim_end_matches([' ', '·']));
    let lines = |first: &str, rest: &[String]| {
        let all = std::iter::once(first).chain(rest.iter().map(String::as_str)).map(str::trim).filter(|line| !line.is_empty());
        all.collect::<Vec<_>>().join("\n")
    };
    let pair = |label: &str, value: String| (label.to_owned(), value);
    flow.pairs(&[
        pair(&words.to, lines(&letter.to, &letter.to_lines)),
        pair(&words.from, lines(&letter.from, &letter.from_lines)),
        pair(&words.date, long(letter.on)),
    ]);
    let person = [
        pair(&words.person, letter.person.clone()),
        pair(&words.born, letter.born.map(long).unwrap_or_default()),
        pair(&words.contact, letter.contact.clone()),
    ];
    // Where nothing of it was ticked there is no heading over nothing.
    if person.iter().any(|(_, text)| !text.trim().is_empty()) {
        flow.heading(2, &words.person).pairs(&person);
    }
    if !letter.asked.trim().is_empty() {
        flow.heading(2, &words.asked).paragraph(&letter.asked);
    }
    flow.heading(2, &words.shared);
    if letter.shared.iter().all(|(_, text)| text.trim().is_empty()) {
        flow.paragraph(&words.nothing_shared);
    } else {
        flow.pairs(&letter.shared);
    }
    if let Some(on) = letter.agreed_on {
        flow.paragraph(&fill(&words.consent, &[("day", long(on))]));
    }
    if let Some(until) = letter.agreed_until {
        flow.paragraph(&fill(&words.consent_ends, &[("day", long(until))]));
    }
    flow.paragraph(&words.close);
    flow.signatures(&[&letter.from]);
    flow.finish()
}
