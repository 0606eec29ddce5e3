//! A passphrase behind a field: the field, its undoing and a screen reader see dots; the words stand in one buffer that is wiped.

use std::any::TypeId;
use std::ops::Range;

use egui::TextBuffer;
use egui::text::CharIndex;
use zeroize::{Zeroize, Zeroizing};

/// What stands for a letter.
const DOT: char = '\u{2022}';
/// Room for the letters that are typed next, so that the buffer need not move.
const ROOM: usize = 64;

/// The text that a field edits. What egui keeps of it, such as the states that undoing goes back to, is dots alone.
pub(super) struct Masked {
    secret: Zeroizing<String>,
    dots: String,
}

impl Masked {
    pub(super) fn new(text: &str) -> Self {
        let mut secret = Zeroizing::new(String::with_capacity(text.len() + ROOM));
        secret.push_str(text);
        let dots = text.chars().map(|_| DOT).collect();
        Self { secret, dots }
    }

    /// The words themselves, moved and not copied.
    pub(super) fn into_secret(mut self) -> String {
        std::mem::take(&mut *self.secret)
    }

    /// The byte at which a letter begins.
    fn byte(&self, index: CharIndex) -> usize {
        self.secret.char_indices().nth(index.0).map_or(self.secret.len(), |(byte, _)| byte)
    }

    fn mark(&mut self) {
        self.dots = self.secret.chars().map(|_| DOT).collect();
    }
}

impl TextBuffer for Masked {
    fn is_mutable(&self) -> bool {
        true
    }

    fn as_str(&self) -> &str {
        &self.dots
    }

    fn insert_text(&mut self, text: &str, char_index: CharIndex) -> usize {
        let at = self.byte(char_index);
        if self.secret.len() + text.len() > self.secret.capacity() {
            // A buffer that grows by itself leaves the old one unwiped.
            let mut larger = Zeroizing::new(String::with_capacity(self.secret.len() + text.len() + ROOM));
            larger.push_str(&self.secret);
            self.secret = larger;
        }
        self.secret.insert_str(at, text);
        self.mark();
        text.chars().count()
    }

    fn delete_char_range(&mut self, char_range: Range<CharIndex>) {
        let (from, to) = (self.byte(char_range.start), self.byte(char_range.end));
        // Written anew, so that nothing of it stays behind its end.
        let mut left = Zeroizing::new(String::with_capacity(self.secret.len() + ROOM));
        left.push_str(&self.secret[..from]);
        left.push_str(&self.secret[to.max(from)..]);
        self.secret = left;
        self.mark();
    }

    fn clear(&mut self) {
        self.secret.zeroize();
        self.dots.clear();
    }

    /// Undoing hands back dots, which are no words: a passphrase is typed again instead.
    fn replace_with(&mut self, _dots: &str) {}

    fn take(&mut self) -> String {
        let dots = std::mem::take(&mut self.dots);
        self.clear();
        dots
    }

    fn type_id(&self) -> TypeId {
        TypeId::of::<Self>()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_edits_the_words_and_sees_dots() {
        let mut masked = Masked::new("caf\u{e9} au lait");
        assert_eq!(masked.insert_text("\u{2019}s", CharIndex(4)), 2);
        masked.delete_char_range(CharIndex(0)..CharIndex(1));
        assert_eq!(masked.as_str(), "\u{2022}".repeat(13));
        assert_eq!(masked.insert_text(&"x".repeat(500), CharIndex(99)), 500);
        assert_eq!(masked.into_secret(), format!("af\u{e9}\u{2019}s au lait{}", "x".repeat(500)));
    }

    #[test]
    fn undoing_gives_no_words_back_and_takes_none() {
        let mut masked = Masked::new("four quiet lights");
        masked.replace_with("\u{2022}\u{2022}");
        assert_eq!(masked.as_str().chars().count(), 17);
        assert_eq!(masked.take(), "\u{2022}".repeat(17));
        assert_eq!(masked.into_secret(), "");
    }
}
