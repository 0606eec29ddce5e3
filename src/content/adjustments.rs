//! The catalogue of changes at work: sentences that an employer reads, found by function and task, never by diagnosis.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::conversation::read;
use crate::domain::case::Benefit;

const CATALOGUE: &str = include_str!("../../assets/adjustments/catalogue.json");
const SOURCES: &str = include_str!("../../assets/adjustments/sources.json");
const RISING: &str = include_str!("../../assets/adjustments/rising.json");
const DIAGNOSES: &str = include_str!("../../assets/adjustments/diagnoses.json");

/// The whole catalogue, in its fixed order.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Catalogue {
    pub id: String,
    pub version: u32,
    pub groups: Vec<Group>,
}

/// Rows about one function. The title is for finding; it is never printed.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Group {
    pub id: String,
    pub title: String,
    pub rows: Vec<Adjustment>,
}

/// One change at work.
#[allow(clippy::struct_excessive_bools, reason = "independent facts of one row, as the file states them")]
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Adjustment {
    /// `adj001`; kept for good, so that an old note can say what was picked.
    pub id: String,
    /// The sentence that an employer reads, without its full stop.
    pub text: String,
    /// The boxes of the form under which it falls.
    pub boxes: Vec<Benefit>,
    /// The effects that it answers; none for a change that suits any of them.
    pub effects: Vec<String>,
    /// Raises the load by schedule, or rests on exercise: not offered where effort makes things worse.
    #[serde(default)]
    pub increases_load: bool,
    /// Written for people whom effort makes worse.
    #[serde(default)]
    pub energy_limit: bool,
    /// Keeps people safe where awareness may be lost.
    #[serde(default)]
    pub safety: bool,
    /// Offered ahead of other rows.
    #[serde(default)]
    pub early: bool,
    pub cost: Cost,
    /// The keys of its sources, separated by commas.
    pub source: String,
    /// The source was read; otherwise the row is from general knowledge and the source is where to check it.
    pub checked: bool,
}

/// What a change tends to cost an employer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cost {
    Low,
    MayNeedFunding,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct WordList {
    #[allow(dead_code, reason = "the file names itself")]
    id: String,
    #[allow(dead_code, reason = "as the id")]
    version: u32,
    words: Vec<String>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Sources {
    #[allow(dead_code, reason = "the file names itself")]
    id: String,
    #[allow(dead_code, reason = "as the id")]
    version: u32,
    keys: BTreeMap<String, String>,
}

impl Catalogue {
    /// All rows with their group, in the fixed order.
    pub fn rows(&self) -> impl Iterator<Item = (&Group, &Adjustment)> {
        self.groups.iter().flat_map(|group| group.rows.iter().map(move |row| (group, row)))
    }

    /// The row of that id.
    #[must_use]
    pub fn row(&self, id: &str) -> Option<&Adjustment> {
        self.rows().map(|(_, row)| row).find(|row| row.id == id)
    }
}

/// The catalogue.
#[must_use]
pub fn catalogue() -> &'static Catalogue {
    static ROWS: LazyLock<Catalogue> = LazyLock::new(|| read(CATALOGUE).unwrap_or_default());
    &ROWS
}

/// What stands behind a source key, to look up; nothing for an unknown key.
#[must_use]
pub fn source(key: &str) -> Option<&'static str> {
    static TABLE: LazyLock<Sources> = LazyLock::new(|| read(SOURCES).unwrap_or_default());
    TABLE.keys.get(key).map(String::as_str)
}

/// The beginnings of words that name a diagnosis or its treatment, in lower case. Not a complete list: it helps to warn.
#[must_use]
pub fn diagnosis_words() -> &'static [String] {
    static LIST: LazyLock<WordList> = LazyLock::new(|| read(DIAGNOSES).unwrap_or_default());
    &LIST.words
}

/// Words, in lower case, that tend to raise the load by schedule. Not a complete list: it helps to warn.
#[must_use]
pub fn rising_words() -> &'static [String] {
    static LIST: LazyLock<WordList> = LazyLock::new(|| read(RISING).unwrap_or_default());
    &LIST.words
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::super::conversation::words;
    use super::*;

    #[test]
    fn the_catalogue_reads_strictly_and_has_every_row_once() {
        let catalogue: Catalogue = read(CATALOGUE).unwrap_or_else(|error| panic!("{error}"));
        let ids: Vec<_> = catalogue.rows().map(|(_, row)| row.id.clone()).collect();
        assert_eq!(ids.len(), 166);
        let unique: BTreeSet<_> = ids.into_iter().collect();
        assert_eq!(unique, (1..=166).map(|n| format!("adj{n:03}")).collect());
        let texts: BTreeSet<_> = catalogue.rows().map(|(_, row)| row.text.to_lowercase()).collect();
        assert_eq!(texts.len(), 166, "two rows say the same");
        assert!(read::<Catalogue>(&CATALOGUE.replacen("\"cost\"", "\"price\": 1, \"cost\"", 1)).is_err());
    }

    #[test]
    fn no_sentence_and_no_group_names_a_diagnosis() {
        assert!(diagnosis_words().len() > 40);
        let mut seen = 0;
        for (group, row) in catalogue().rows() {
            let text = row.text.to_lowercase();
            let found = diagnosis_words().iter().find(|word| text.contains(word.as_str()));
            assert_eq!(found, None, "{}: {}", row.id, row.text);
            let title = group.title.to_lowercase();
            let named = diagnosis_words().iter().find(|word| *word != "pregnan" && title.contains(word.as_str()));
            assert_eq!(named, None, "{title}");
            seen += 1;
        }
        assert_eq!(seen, 166);
        for effect in &words().effects {
            let printed = effect.printed().to_lowercase();
            assert!(!diagnosis_words().iter().any(|word| printed.contains(word.as_str())), "{printed}");
        }
    }

    #[test]
    fn sentences_are_written_alike() {
        for (_, row) in catalogue().rows() {
            let first = row.text.chars().next().unwrap_or(' ');
            assert!(first.is_uppercase(), "{}: {}", row.id, row.text);
            assert!(!row.text.ends_with(['.', ';', ',', ' ']) && !row.text.contains(['\n', '\t', '(', '"']), "{}: {}", row.id, row.text);
            assert!(row.text.chars().count() <= 130, "{} is long for the comments box", row.id);
            assert!(row.text.is_ascii(), "{}: {}", row.id, row.text);
        }
    }

    #[test]
    fn boxes_and_sources_are_given_and_known() {
        let mut used = BTreeSet::new();
        for (_, row) in catalogue().rows() {
            assert!(!row.boxes.is_empty(), "{}", row.id);
            for key in row.source.split(',') {
                assert!(source(key).is_some_and(|text| !text.is_empty()), "{}: {key}", row.id);
                used.insert(key.to_owned());
            }
        }
        let table: Sources = read(SOURCES).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(used, table.keys.into_keys().collect());
        let checked = catalogue().rows().filter(|(_, row)| row.checked).count();
        assert_eq!(checked, 112, "read in a source; the rest are from general knowledge");
    }

    #[test]
    fn every_effect_has_three_rows_and_every_effect_used_exists() {
        for effect in &words().effects {
            let rows = catalogue().rows().filter(|(_, row)| row.effects.contains(&effect.id)).count();
            assert!(rows >= 3, "{} has {rows}", effect.id);
        }
        for (_, row) in catalogue().rows() {
            for effect in &row.effects {
                assert!(words().effect(effect).is_some(), "{}: {effect}", row.id);
            }
        }
    }

    #[test]
    fn flags_do_not_contradict_each_other() {
        let count = |flag: fn(&Adjustment) -> bool| catalogue().rows().filter(|(_, row)| flag(row)).count();
        assert!(count(|row| row.increases_load) >= 6 && count(|row| row.energy_limit) >= 12 && count(|row| row.safety) >= 6);
        assert_eq!(count(|row| row.increases_load && row.energy_limit), 0);
        for (_, row) in catalogue().rows().filter(|(_, row)| row.safety) {
            assert!(row.effects.iter().any(|effect| effect == "awareness"), "{}", row.id);
        }
        for (_, row) in catalogue().rows().filter(|(_, row)| row.energy_limit) {
            assert!(row.effects.iter().any(|effect| effect == "worse_after_effort"), "{}", row.id);
        }
        // Words of a schedule that rises are always flagged; "no automatic build-up" says the opposite.
        for (_, row) in catalogue().rows().filter(|(_, row)| !row.energy_limit) {
            let text = row.text.to_lowercase();
            let rises = ["built up", "to begin with", "each week", "step-by-step", "stage by stage", "exercise"]
                .iter()
                .any(|word| text.contains(word));
            assert!(!rises || row.increases_load, "{}: {}", row.id, row.text);
        }
    }
}
