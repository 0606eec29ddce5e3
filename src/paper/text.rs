//! Texts made ready for paper: cleaned, wrapped into lines, and set as large as their box allows.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::canonical_combining_class;

use super::fonts::{Font, MM_PER_PT};

/// The size steps down by this much, in points.
const STEP_PT: f32 = 0.5;
/// From the baseline up to the tallest letter and down to the lowest, in type sizes.
pub const ASCENT_EM: f32 = 0.72;
pub const DESCENT_EM: f32 = 0.21;

/// A text as it goes to paper: letters and their accents composed (NFC), line ends as `\n`, plain spaces, and none of the
/// characters that only steer a screen.
#[must_use]
pub fn clean(text: &str) -> String {
    let mut lines: Vec<String> = Vec::new();
    let text: String = text.nfc().collect::<String>().replace("\r\n", "\n");
    for line in text.split(['\n', '\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}']) {
        let kept: String = line.chars().filter_map(printed).collect();
        lines.push(kept.trim_end().to_owned());
    }
    lines.join("\n").trim_matches('\n').trim().to_owned()
}

fn printed(c: char) -> Option<char> {
    match c {
        '\t' | '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => Some(' '),
        // Soft hyphens, zero-width joiners and spaces, marks of direction, variation selectors.
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' => {
            None
        }
        // The same glyphs as the plain ones: what is copied out must be one character, whichever was typed.
        '\u{2010}' | '\u{2011}' => Some('-'),
        '\u{2bc}' => Some('\u{2019}'),
        '\u{b5}' => Some('\u{3bc}'),
        c if c.is_control() => None,
        c => Some(c),
    }
}

/// The characters that a face cannot draw, each once, in order of appearance.
#[must_use]
pub fn undrawable(text: &str, font: &Font) -> Vec<char> {
    let mut found = Vec::new();
    for c in text.chars() {
        if c != '\n' && font.advance(c).is_none() && !found.contains(&c) {
            found.push(c);
        }
    }
    found
}

/// Breaks a cleaned text into lines no wider than `width` font units: at spaces, after hyphens, dashes and slashes, and inside
/// a word only where the word alone is wider than the line. Gives each line's place in the text.
#[must_use]
pub fn wrap(text: &str, font: &Font, width: u32) -> Vec<Range<usize>> {
    let mut lines = Vec::new();
    let mut start = 0;
    for paragraph in text.split('\n') {
        wrap_paragraph(text, start, start + paragraph.len(), font, width, &mut lines);
        start += paragraph.len() + 1;
    }
    lines
}

fn wrap_paragraph(text: &str, start: usize, end: usize, font: &Font, width: u32, lines: &mut Vec<Range<usize>>) {
    let mut line = start;
    // Where the line may end, and where the next one would begin.
    let mut chance: Option<(usize, usize)> = None;
    let mut used = 0;
    for (offset, c) in text[start..end].char_indices() {
        let at = start + offset;
        let advance = font.advance(c).map_or(0, u32::from);
        if c == ' ' {
            if at == line && line > start {
                // Spaces at a break belong to neither line.
                line = at + 1;
                continue;
            }
            if chance.is_none_or(|(_, next)| next != at) {
                chance = Some((at, at + 1));
            } else if let Some((_, next)) = &mut chance {
                *next = at + 1;
            }
            used += advance;
            continue;
        }
        if used + advance > width && at > line {
            if let Some((stop, next)) = chance.take().filter(|(stop, _)| *stop > line) {
                lines.push(line..stop);
                line = next;
                used = font.units(&text[line..at]);
            }
            // The word alone is wider than the line; an accent stays with its letter.
            if used + advance > width && at > line && canonical_combining_class(c) == 0 {
                lines.push(line..at);
                line = at;
                used = 0;
            }
        }
        used += advance;
        if matches!(c, '-' | '\u{2013}' | '\u{2014}' | '/') {
            let after = at + c.len_utf8();
            chance = Some((after, after));
        }
    }
    let rest = text[line..end].trim_end();
    if !rest.is_empty() || line == start {
        lines.push(line..line + rest.len());
    }
}

/// A box to set text in, in millimetres and points.
#[derive(Debug, Clone, Copy)]
pub struct Room {
    pub width_mm: f32,
    pub height_mm: f32,
    pub size_pt: f32,
    /// The smallest legible size.
    pub least_pt: f32,
    pub leading_em: f32,
}

/// A text set in its box.
#[derive(Clone, PartialEq)]
pub struct Fitted {
    pub size_pt: f32,
    pub leading_mm: f32,
    pub lines: Vec<String>,
    /// What did not fit even at the smallest size.
    pub cut: String,
}

crate::domain::redacted_debug!(Fitted);

impl Fitted {
    /// From the top of the first line's letters to the foot of the last line's.
    #[must_use]
    pub fn height_mm(&self) -> f32 {
        height_of(self.lines.len(), self.size_pt, self.leading_mm)
    }
}

#[allow(clippy::cast_precision_loss)] // A page has few lines.
fn height_of(lines: usize, size_pt: f32, leading_mm: f32) -> f32 {
    (ASCENT_EM + DESCENT_EM) * size_pt * MM_PER_PT + lines.saturating_sub(1) as f32 * leading_mm
}

/// Sets a cleaned text as large as the room allows, from the preferred size down to the smallest legible one.
#[must_use]
pub fn fit(text: &str, font: &Font, room: Room) -> Fitted {
    if text.is_empty() {
        return Fitted { size_pt: room.size_pt, leading_mm: 0.0, lines: Vec::new(), cut: String::new() };
    }
    let mut size_pt = room.size_pt;
    loop {
        let leading_mm = size_pt * room.leading_em * MM_PER_PT;
        let lines = wrap(text, font, font.units_in(room.width_mm, size_pt));
        let holds = height_of(lines.len(), size_pt, leading_mm) <= room.height_mm;
        if holds || size_pt - STEP_PT < room.least_pt {
            let most = if holds { lines.len() } else { most_lines(size_pt, leading_mm, room.height_mm) };
            let cut = lines.get(most).map_or("", |first| text[first.start..].trim()).to_owned();
            let lines = lines.into_iter().take(most).map(|line| text[line].to_owned()).collect();
            return Fitted { size_pt, leading_mm, lines, cut };
        }
        size_pt -= STEP_PT;
    }
}

fn most_lines(size_pt: f32, leading_mm: f32, height_mm: f32) -> usize {
    // No page holds a hundred lines.
    (1..100).take_while(|lines| height_of(*lines, size_pt, leading_mm) <= height_mm).last().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::super::Face;
    use super::super::fonts::font;
    use super::*;

    fn lines(text: &str, width_mm: f32) -> Vec<&str> {
        let font = font(Face::Regular);
        wrap(text, font, font.units_in(width_mm, 10.0)).into_iter().map(|line| &text[line]).collect()
    }

    #[test]
    fn accents_typed_apart_become_one_letter() {
        assert_eq!(clean("Llŷr Siôn"), "Llŷr Siôn");
        assert_eq!(clean("y\u{302}w\u{302}\u{a0}i\u{307}"), "ŷŵ i\u{307}".nfc().collect::<String>());
    }

    #[test]
    fn line_ends_of_every_system_are_one() {
        assert_eq!(clean("a\r\nb\rc\nd\u{2028}e"), "a\nb\nc\nd\ne");
        assert_eq!(clean("\n\n a \t b  \n\n"), "a   b");
        assert_eq!(clean("x\u{200b}y\u{7}z\u{ad}"), "xyz");
    }

    #[test]
    fn lines_break_at_spaces_and_after_hyphens() {
        assert_eq!(lines("one two three", 15.0), ["one two", "three"]);
        assert_eq!(lines("stand-by stand-by", 12.0), ["stand-", "by", "stand-", "by"].map(str::to_owned));
        assert_eq!(lines("a\n\nb", 50.0), ["a", "", "b"]);
    }

    #[test]
    fn a_word_wider_than_the_line_breaks_inside() {
        let broken = lines("Donaudampfschifffahrt", 20.0);
        assert!(broken.len() > 1 && broken.concat() == "Donaudampfschifffahrt", "{broken:?}");
        // An accent that has no composed letter stays with its letter.
        assert!(lines("q\u{301}q\u{301}q\u{301}q\u{301}", 2.5).iter().all(|line| line.starts_with('q')));
    }

    #[test]
    fn no_line_is_wider_than_its_width_and_no_word_is_lost() {
        let font = font(Face::Regular);
        let text = "Avoid lifting more than 5 kg, and over-head work; desk/standing tasks are possible with a break each hour.";
        for width_mm in [8.0, 13.0, 21.5, 34.0, 60.0] {
            let most = font.units_in(width_mm, 10.0);
            let wrapped = wrap(text, font, most);
            assert!(wrapped.iter().all(|line| font.units(&text[line.clone()]) <= most), "{width_mm}");
            let rejoined: String = wrapped.iter().map(|line| &text[line.clone()]).collect::<Vec<_>>().concat();
            assert_eq!(rejoined.replace(' ', ""), text.replace(' ', ""), "{width_mm}");
        }
    }

    #[test]
    fn the_size_steps_down_before_anything_is_cut() {
        let font = font(Face::Regular);
        let room = Room { width_mm: 40.0, height_mm: 9.0, size_pt: 10.0, least_pt: 8.0, leading_em: 1.2 };
        let short = fit("one line", font, room);
        assert!(short.cut.is_empty() && short.lines.len() == 1 && (short.size_pt - 10.0).abs() < 0.01);
        let longer = fit("these words need a smaller size so that all of them stand in it", font, room);
        assert!(longer.cut.is_empty() && longer.size_pt < 10.0 && longer.height_mm() <= 9.0);
        let long = fit(&"word ".repeat(60), font, room);
        assert!((long.size_pt - 8.0).abs() < 0.01 && long.cut.starts_with("word"));
        let kept: usize = long.lines.iter().map(|line| line.split(' ').count()).sum();
        assert_eq!(kept + long.cut.split(' ').count(), 60);
    }
}
