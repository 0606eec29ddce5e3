//! The guard of the employer's page: words by which a text gives a condition away, from the statement and from a list.

use crate::content::documents::guard_words;
use crate::paper::text::clean;
use crate::talk::diagnosis_in;

/// Words of one condition stand so near to each other when they mean it.
const NEAR: usize = 3;

/// The first word by which a text names one of the conditions, or any diagnosis that is known here. It may refuse too much: then the
/// text is put in other words.
#[must_use]
pub fn condition_word_in(text: &str, conditions: &str) -> Option<String> {
    let text = clean(text);
    let words: Vec<&str> = words(&text);
    let named = parts(&clean(conditions)).into_iter().find_map(|condition| named_by(&words, &condition));
    named.or_else(|| diagnosis_in(&text).map(str::to_owned))
}

fn words(text: &str) -> Vec<&str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect()
}

/// The conditions that one field names: `Asthma, low back pain` are two.
fn parts(conditions: &str) -> Vec<String> {
    let apart = conditions.replace(" and ", ",").replace(" with ", ",").replace(" due to ", ",");
    let parts = apart.split([',', ';', '/', '\n', '.', '(', ')', '+', '&']).map(|part| part.trim().to_owned());
    parts.filter(|part| !part.is_empty()).collect()
}

fn named_by(text: &[&str], condition: &str) -> Option<String> {
    let lists = guard_words();
    let whole = words(condition);
    let telling: Vec<&str> = whole.iter().copied().filter(|word| !lists.fillers.contains(&word.to_lowercase())).collect();
    let is_common = |word: &str| lists.common.contains(&word.to_lowercase());
    // A word that means little alone tells when it is all there is, or beside another of the same condition.
    let (common, strong): (Vec<&str>, Vec<&str>) = telling.iter().partition(|word| is_common(word));
    if let Some(word) = text.iter().find(|word| strong.iter().any(|telling| is_same(word, telling))) {
        return Some((*word).to_owned());
    }
    let finds = |telling: &str| -> Vec<usize> { (0..text.len()).filter(|at| is_same(text[*at], telling)).collect() };
    if let ([alone], true) = (common.as_slice(), strong.is_empty()) {
        return finds(alone).first().map(|at| text[*at].to_owned());
    }
    for (index, first) in common.iter().enumerate() {
        for second in &common[index + 1..] {
            let seconds = finds(second);
            let near = finds(first).into_iter().find(|at| seconds.iter().any(|other| at != other && at.abs_diff(*other) <= NEAR));
            if let Some(at) = near {
                return Some(text[at].to_owned());
            }
        }
    }
    let initials: String = whole.iter().filter_map(|word| word.chars().next()).flat_map(char::to_uppercase).collect();
    text.iter().find(|word| whole.len() > 2 && **word == initials).map(|word| (*word).to_owned())
}

/// Whether a word of a text is a word of the condition: by its stem, and short ones as they are. Capitals alone tell `ME` from `me`.
fn is_same(word: &str, telling: &str) -> bool {
    if telling.chars().count() <= 3 {
        let is_initials = telling.chars().all(|c| c.is_uppercase() || c.is_numeric());
        return if is_initials { word == telling } else { word.to_lowercase() == telling.to_lowercase() };
    }
    word.to_lowercase().starts_with(&stem(telling))
}

/// A word without its ending: `depression` and `depressed` share `depress`.
fn stem(word: &str) -> String {
    let word = word.to_lowercase();
    let endings = guard_words().endings.iter();
    let cut = endings.filter_map(|ending| word.strip_suffix(ending.as_str())).find(|rest| rest.chars().count() >= 4);
    cut.map_or_else(|| word.clone(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str, conditions: &str) -> bool {
        condition_word_in(text, conditions).is_some()
    }

    #[test]
    fn a_condition_is_found_by_its_stems_in_free_text() {
        for (text, conditions) in [
            ("Finds it hard when she is depressed", "Depression"),
            ("Feels anxious in meetings", "Anxiety"),
            ("Since the fracture, no lifting", "Fractured left wrist"),
            ("The injuries make it slow", "Knee injury"),
            ("No sitting long: back pain", "Low back pain"),
            ("Pain in the back after an hour", "Low back pain"),
            ("LBP when sitting", "Low back pain"),
            ("Has ME and needs rests", "ME"),
            ("flu again", "Flu"),
            ("After surgical treatment", "Recovering from surgery"),
            ("Grieving; may leave early", "Grief reaction"),
            ("RHEUMATOID hands", "Asthma, rheumatoid disease"),
            ("Rests after chemo", "Under investigation"),
            ("Stressful calls", "Stress"),
            ("Whiplash", "Neck strain and whiplash"),
        ] {
            assert!(names(text, conditions), "{text} / {conditions}");
        }
    }

    #[test]
    fn words_of_function_are_let_through() {
        for (text, conditions) in [
            ("Back at work on Monday, with a desk that can be raised", "Low back pain"),
            ("Please contact me by email", "ME"),
            ("Can use the left hand for light tasks", "Fractured right wrist"),
            ("A chair with arm rests", "Pain in arm"),
            ("Stop when pain gets worse", "Low back pain"),
            ("Needs a break each hour", "Post viral syndrome"),
            ("Work from home two days a week", "Work related stress"),
            ("A stool at the till", ""),
        ] {
            assert!(!names(text, conditions), "{text} / {conditions}: {:?}", condition_word_in(text, conditions));
        }
    }
}
