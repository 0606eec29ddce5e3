//! When a word of a text is a word of a condition: by its stem, its abbreviation, two words written as one, or a slip of the finger.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::content::documents::guard_words;

/// A word as it was written, and without capitals and accents.
pub(super) struct Word {
    pub written: String,
    pub folded: String,
    /// Which word of the text it is.
    pub place: usize,
}

impl Word {
    fn new(written: String, place: usize) -> Self {
        let folded = written.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).collect();
        Self { written, folded, place }
    }
}

/// The words of a text, one by one.
pub(super) fn words(text: &str) -> Vec<Word> {
    // An apostrophe does not part a word: `Crohn's`.
    let text = text.replace(['\'', '\u{2019}'], "");
    let apart = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    apart.enumerate().map(|(place, word)| Word::new(word.to_owned(), place)).collect()
}

/// The words of a text, and after them what neighbours make together: letters that stand apart (`M.S.`), and two words that are also
/// written as one.
pub(super) fn words_and_pairs(text: &str) -> Vec<Word> {
    let mut words = words(text);
    let single: Vec<String> = words.iter().map(|word| word.written.clone()).collect();
    let is_letter = |word: &String| word.chars().count() == 1 && word.chars().all(char::is_alphabetic);
    let mut at = 0;
    while at < single.len() {
        let letters = single[at..].iter().take_while(|word| is_letter(word)).count();
        if letters > 1 {
            words.push(Word::new(single[at..at + letters].concat(), at));
        }
        at += letters.max(1);
    }
    let is_long = |word: &String| word.chars().count() > 2;
    let pairs = single.windows(2).enumerate().filter(|(_, pair)| pair.iter().all(is_long));
    words.extend(pairs.map(|(place, pair)| Word::new(pair.concat(), place)));
    words
}

/// Whether a word of a text is that word of a condition. Capitals alone tell `ME` from `me`.
pub(super) fn is_same(word: &Word, telling: &Word) -> bool {
    if telling.folded.chars().count() <= 3 {
        let is_initials = telling.written.chars().all(|c| c.is_uppercase() || c.is_numeric());
        return if is_initials { is_abbreviation(word, &telling.written) } else { word.folded == telling.folded };
    }
    let stem = stem(&telling.folded);
    word.folded.starts_with(stem) || shares_its_stem(&word.folded, &telling.folded) || is_a_slip(&word.folded, stem)
}

/// Whether a word is that abbreviation, in capitals or, where that is no ordinary word, in small letters.
pub(super) fn is_abbreviation(word: &Word, capitals: &str) -> bool {
    // `Ms` is how somebody is called.
    let is_small = !word.written.chars().any(char::is_uppercase);
    word.written == capitals || is_small && word.folded == capitals.to_lowercase() && !guard_words().ordinary.contains(&word.folded)
}

/// Where a text has a name of the lists: an abbreviation, the start of a word, or words in a row that begin so.
pub(super) fn is_phrase_in(text: &[Word], name: &str) -> Option<String> {
    let is_capitals = name.chars().all(|c| c.is_uppercase() || c.is_numeric());
    let begins = |word: &Word, start: &str| if is_capitals { is_abbreviation(word, start) } else { word.folded.starts_with(start) };
    let mut starts = name.split(' ');
    let first = starts.next()?;
    let rest: Vec<&str> = starts.collect();
    let is_slip = |word: &Word| !is_capitals && rest.is_empty() && is_a_slip(&word.folded, first);
    // Single words come first and in order; those that were put together follow.
    let follows = |at: usize, start: &&str| text.iter().find(|word| word.place == at).is_some_and(|word| begins(word, start));
    let found = text.iter().find(|word| {
        let on = rest.iter().enumerate().all(|(further, start)| follows(word.place + 1 + further, start));
        (begins(word, first) && on) || is_slip(word)
    })?;
    Some(found.written.clone())
}

/// A word without its ending: `depression` and `depressed` share `depress`.
fn stem(word: &str) -> &str {
    let endings = guard_words().endings.iter();
    endings.filter_map(|ending| word.strip_suffix(ending.as_str())).find(|rest| rest.chars().count() >= 4).unwrap_or(word)
}

/// Two words that differ in their endings alone: `anxious` and `anxiety`.
fn shares_its_stem(one: &str, other: &str) -> bool {
    let same: usize = one.chars().zip(other.chars()).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum();
    let is_ending = |rest: &str| rest.is_empty() || guard_words().endings.iter().any(|ending| ending == rest);
    same >= 4 && is_ending(&one[same..]) && is_ending(&other[same..])
}

/// Whether a word begins with a stem but for one letter left out, put in, or changed. Short ones are too near to other words.
fn is_a_slip(word: &str, stem: &str) -> bool {
    let (word, stem): (Vec<char>, Vec<char>) = (word.chars().collect(), stem.chars().collect());
    if stem.len() < 6 || word.len() < 5 || word.first() != stem.first() {
        return false;
    }
    let same = word.iter().zip(&stem).take_while(|(a, b)| a == b).count();
    let begins = |word: &[char], rest: &[char]| word.len() >= rest.len() && word.iter().zip(rest).all(|(a, b)| a == b);
    let length = stem.len();
    let (word, stem) = (&word[same..], &stem[same..]);
    let Some((_, rest)) = stem.split_first() else { return true };
    let next = word.get(1..).unwrap_or_default();
    match rest {
        [] => length > 6,
        // Left out, put in, or, in a long one, changed: `lumber` is no `lumbar`.
        _ => begins(word, rest) || begins(next, stem) || length > 6 && begins(next, rest),
    }
}
