//! Under which heading a condition is counted: the chapters of ICD-10, by the word that stands first in the text.

use std::sync::LazyLock;

use serde::Deserialize;

use super::conversation::read;

const CHAPTERS: &str = include_str!("../../assets/words/chapters.json");

/// The file of chapters.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Chapters {
    #[serde(rename = "about")]
    _about: String,
    chapters: Vec<Chapter>,
}

/// A heading, and the words that place a condition under it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Chapter {
    pub id: String,
    /// As shown.
    pub title: String,
    /// Words and phrases in lower case without punctuation; one that ends in `*` stands for all that begin so.
    pub words: Vec<String>,
}

/// All headings, in the file's order.
#[must_use]
pub fn chapters() -> &'static [Chapter] {
    static FILE: LazyLock<Chapters> = LazyLock::new(|| read(CHAPTERS).unwrap_or_default());
    &FILE.chapters
}

/// The heading of a condition: that of the word which stands first in it, the longest where several begin there. None where no word
/// places it, which is counted as such.
#[must_use]
pub fn chapter_of(condition: &str) -> Option<&'static Chapter> {
    let lower = condition.to_lowercase();
    let words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    (0..words.len()).find_map(|at| {
        let beginning = |chapter: &'static Chapter| {
            let lengths = chapter.words.iter().filter_map(|phrase| length_at(&words[at..], phrase));
            lengths.max().map(|length| (length, chapter))
        };
        // Of two headings with words of one length the first in the file has it.
        let found = chapters().iter().filter_map(beginning);
        found.reduce(|best, next| if next.0 > best.0 { next } else { best }).map(|(_, chapter)| chapter)
    })
}

/// How many words a phrase takes at the beginning of a text; none where it does not stand there.
fn length_at(words: &[&str], phrase: &str) -> Option<usize> {
    let mut length = 0;
    for (index, wanted) in phrase.split(' ').enumerate() {
        let word = words.get(index)?;
        let is_there = wanted.strip_suffix('*').map_or(*word == wanted, |stem| word.starts_with(stem));
        if !is_there {
            return None;
        }
        length = index + 1;
    }
    Some(length)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn a_condition_is_counted_under_the_word_that_stands_first() {
        for (condition, chapter) in [
            ("Low back pain", Some("musculoskeletal")),
            ("Anxiety with depression", Some("mental")),
            ("Work-related stress", Some("mental")),
            ("Depression after a fracture", Some("mental")),
            ("Fractured ankle", Some("injury")),
            ("COVID-19", Some("infections")),
            ("Long COVID", Some("special")),
            ("Post-COVID syndrome", Some("special")),
            ("Chest infection NOS", Some("respiratory")),
            ("Chest pain", Some("symptoms")),
            ("Hip replacement", Some("services")),
            ("ME/CFS", Some("nervous")),
            ("Crohn's disease", Some("digestive")),
            ("Hyperemesis in pregnancy", Some("pregnancy")),
            ("Me and my troubles", None),
            ("Unwell", None),
            ("", None),
        ] {
            assert_eq!(chapter_of(condition).map(|chapter| chapter.id.as_str()), chapter, "{condition}");
        }
    }

    #[test]
    fn every_word_is_written_as_it_is_looked_for_and_stands_under_one_heading() {
        assert!(chapters().len() >= 20, "the file was read");
        let mut seen = BTreeSet::new();
        for chapter in chapters() {
            assert!(!chapter.words.is_empty() && !chapter.title.is_empty(), "{}", chapter.id);
            for word in &chapter.words {
                assert!(word.chars().all(|c| c.is_lowercase() || c.is_ascii_digit() || c == ' ' || c == '*'), "{word}");
                assert!(seen.insert(word.clone()), "{word} stands twice");
            }
        }
    }
}
