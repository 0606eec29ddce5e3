//! What a new passphrase must be, wherever one is chosen.

/// The fewest characters of a passphrase: length is what makes one hard to guess.
pub const LEAST: usize = 12;

/// What is wrong with a passphrase that is being chosen, and what to do; nothing when it may be used.
#[must_use]
pub fn fault(chosen: &str) -> Option<String> {
    (chosen.chars().count() < LEAST)
        .then(|| format!("Use at least {LEAST} characters. Four or five unrelated words are easy to keep and hard to guess."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn twelve_characters_are_enough_and_eleven_are_not() {
        assert_eq!(fault("twelve chars"), None);
        assert!(fault("eleven char").is_some_and(|said| said.contains("12")));
        assert_eq!(fault("zwölf zeiché"), None, "characters are counted, not bytes");
        assert!(fault("").is_some());
    }
}
