//! The guard of the employer's page: words by which a text gives a condition away, from the statement and from lists of names.

mod same;

use same::{Word, is_abbreviation, is_phrase_in, is_same, words, words_and_pairs};

use crate::content::documents::guard_words;
use crate::paper::text::clean;
use crate::talk::diagnosis_in;

/// Words of one condition stand so near to each other when they mean it.
const NEAR: usize = 3;

/// The first word by which a text names one of the conditions, or any diagnosis or treatment that is known here. It may refuse too much:
/// then the text is put in other words.
#[must_use]
pub fn condition_word_in(text: &str, conditions: &str) -> Option<String> {
    let (text, conditions) = (clean(text), clean(conditions));
    let read = words_and_pairs(&text);
    let named = parts(&conditions).into_iter().find_map(|condition| named_by(&read, &condition));
    named
        .or_else(|| by_another_name(&read, &conditions))
        .or_else(|| guard_words().treatments.iter().find_map(|name| is_phrase_in(&read, name)))
        .or_else(|| diagnosis_in(&text).map(str::to_owned))
}

/// The conditions that one field names: `Asthma, low back pain` are two.
fn parts(conditions: &str) -> Vec<String> {
    let apart = [" and ", " with ", " due to ", " secondary to ", " following "]
        .iter()
        .fold(conditions.to_owned(), |text, joint| text.replace(joint, ","));
    let parts = apart.split([',', ';', '/', '\n', '.', ':', '(', ')', '+', '&']).map(|part| part.trim().to_owned());
    parts.filter(|part| !part.is_empty()).collect()
}

/// By a word of the condition as it was written.
fn named_by(text: &[Word], condition: &str) -> Option<String> {
    let lists = guard_words();
    let whole = words(condition);
    // Numbers and single letters are in every text.
    let says_something = |word: &&Word| word.folded.chars().count() > 1 && word.folded.chars().any(char::is_alphabetic);
    let telling: Vec<&Word> = whole.iter().filter(says_something).filter(|word| !lists.fillers.contains(&word.folded)).collect();
    // A word that means little alone tells when it is all there is, or beside another of the same condition.
    let (common, strong): (Vec<&Word>, Vec<&Word>) = telling.iter().partition(|word| lists.common.contains(&word.folded));
    if let Some(word) = text.iter().find(|word| strong.iter().any(|telling| is_same(word, telling))) {
        return Some(word.written.clone());
    }
    let finds = |telling: &Word| -> Vec<usize> { (0..text.len()).filter(|at| is_same(&text[*at], telling)).collect() };
    if let ([alone], true) = (common.as_slice(), strong.is_empty()) {
        return finds(alone).first().map(|at| text[*at].written.clone());
    }
    for (index, first) in common.iter().enumerate() {
        for second in &common[index + 1..] {
            let seconds = finds(second);
            let near = finds(first)
                .into_iter()
                .find(|at| seconds.iter().any(|other| at != other && text[*at].place.abs_diff(text[*other].place) <= NEAR));
            if let Some(at) = near {
                return Some(text[at].written.clone());
            }
        }
    }
    // `LBP` for low back pain; of two words the initials are too often something else, so that those that mean one stand in the lists.
    let initials: String = whole.iter().filter_map(|word| word.written.chars().next()).flat_map(char::to_uppercase).collect();
    text.iter().find(|word| initials.chars().count() > 2 && is_abbreviation(word, &initials)).map(|word| word.written.clone())
}

/// By another name of the same condition: `MS` for multiple sclerosis, `bad back` for low back pain.
fn by_another_name(text: &[Word], conditions: &str) -> Option<String> {
    let stated = words_and_pairs(conditions);
    let mut families = guard_words().families.values().filter(|names| names.iter().any(|name| is_phrase_in(&stated, name).is_some()));
    families.find_map(|names| names.iter().find_map(|name| is_phrase_in(text, name)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str, conditions: &str) -> bool {
        condition_word_in(text, conditions).is_some()
    }

    fn all_named(rows: &[(&str, &str)]) {
        for (text, conditions) in rows {
            assert!(names(text, conditions), "{text} / {conditions}");
        }
    }

    #[test]
    fn a_condition_is_found_by_its_stems_in_free_text() {
        all_named(&[
            ("Finds it hard when she is depressed", "Depression"),
            ("Feels anxious in meetings", "Anxiety"),
            ("Anxiety in meetings", "Anxious state"),
            ("Since the fracture, no lifting", "Fractured left wrist"),
            ("The injuries make it slow", "Knee injury"),
            ("No sitting long: back pain", "Low back pain"),
            ("Pain in the back after an hour", "Low back pain"),
            ("Has ME and needs rests", "ME"),
            ("flu again", "Flu"),
            ("After surgical treatment", "Recovering from surgery"),
            ("Grieving; may leave early", "Grief reaction"),
            ("RHEUMATOID hands", "Asthma, rheumatoid disease"),
            ("Rests after chemo", "Under investigation"),
            ("Stressful calls", "Stress"),
            ("Whiplash", "Neck strain and whiplash"),
        ]);
    }

    #[test]
    fn a_condition_is_found_by_its_abbreviations_with_and_without_dots() {
        all_named(&[
            ("LBP when sitting", "Low back pain"),
            ("lbp when sitting", "Low back pain"),
            ("L.B.P. when sitting", "Low back pain"),
            ("Because of MS she tires", "Multiple sclerosis"),
            ("her ms tires her", "Multiple sclerosis"),
            ("M.S. tires her", "Multiple sclerosis"),
            ("M S tires her", "Multiple sclerosis"),
            ("Multiple sclerosis", "MS"),
            ("a sclerosis", "M.S."),
            ("Has M.E.", "ME/CFS"),
            ("Chronic fatigue", "ME"),
            ("PTSD", "Post-traumatic stress disorder"),
            ("High B.P.", "Hypertension"),
            ("HRT patches", "Menopausal symptoms"),
            ("UTI", "Urinary tract infection"),
            ("ACL tear", "Cruciate ligament injury"),
            // Initials of a condition that is in no list.
            ("DSR again", "Diffuse spongy rot"),
        ]);
    }

    #[test]
    fn a_condition_is_found_by_another_name_and_however_it_is_typed() {
        all_named(&[
            ("Her bad back stops long drives", "Low back pain"),
            ("lumbago", "LBP"),
            ("BACK-PAIN", "Low back pain"),
            ("back\u{a0} \u{200b}pain", "Low back pain"),
            ("Backpain after lifting", "Low back pain"),
            ("back ache", "Backache"),
            ("burn-out", "Work related stress"),
            ("Bereaved in October", "Grief reaction"),
            ("Low mood in the mornings", "Depression"),
            ("heart attack in May", "Myocardial infarction"),
            ("M\u{e9}ni\u{e8}re attacks", "Meniere's disease"),
            ("Menieres", "M\u{e9}ni\u{e8}re\u{2019}s disease"),
            ("astma pump", "Asthma"),
            ("a depresive week", "Depression"),
            ("migrane days", "Migraine"),
            ("Since the operation", "Post-op hernia, surgery 3 November"),
            ("Takes sertraline in the morning", "Low mood"),
            ("an anti-depressant", "Fractured wrist"),
        ]);
    }

    #[test]
    fn words_of_function_are_let_through() {
        for (text, conditions) in [
            ("Back at work on Monday, with a desk that can be raised", "Low back pain"),
            ("Please contact me by email", "ME"),
            ("Ms Okafor decides", "Multiple sclerosis"),
            ("Can use the left hand for light tasks", "Fractured right wrist"),
            ("A chair with arm rests", "Pain in arm"),
            ("Stop when pain gets worse", "Low back pain"),
            ("Needs a break each hour", "Post viral syndrome"),
            ("Work from home two days a week", "Work related stress"),
            ("Not more than 2 hours at the till", "2 weeks after hip replacement"),
            ("Please talk with HR; all tasks but two", "Hip replacement, acute lymphoblastic leukaemia"),
            ("Loose clothing; no lumber to carry", "DVT, low back pain"),
            ("Standing for 20 minutes, sitting as needed, no lifting above 5 kg", "Sprained ankle"),
            ("A later start, a quiet room, written instructions, breaks away from the screen", "Depression, ADHD, migraine"),
            ("A stool at the till", ""),
        ] {
            assert!(!names(text, conditions), "{text} / {conditions}: {:?}", condition_word_in(text, conditions));
        }
    }

    #[test]
    fn every_name_in_the_lists_gives_its_family_away_in_both_directions() {
        let mut looked_at = 0;
        for (family, of) in &guard_words().families {
            for (stated, said) in of.iter().flat_map(|stated| of.iter().map(move |said| (stated, said))) {
                assert!(names(&format!("Since {said} came, rests"), stated), "{family}: {said} / {stated}");
                looked_at += 1;
            }
        }
        assert!(looked_at > 1500, "{looked_at}");
    }
}
