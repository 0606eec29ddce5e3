//! Puts items on a sheet in reading order: lines of text with bold and linked words, rules, boxes.

use super::fonts::{MM_PER_PT, font};
use super::{Face, Item, Role, Shape, Sheet};

/// A sheet that is being laid out.
pub(super) struct Builder {
    sheet: Sheet,
    block: u32,
}

/// A stretch of one line in one face.
struct Run<'a> {
    face: Face,
    text: &'a str,
    link: bool,
}

impl Builder {
    pub(super) fn new(width_mm: f32, height_mm: f32) -> Self {
        Self { sheet: Sheet { width_mm, height_mm, items: Vec::new() }, block: 0 }
    }

    pub(super) fn finish(self) -> Sheet {
        self.sheet
    }

    /// Items from here on are read apart from those before.
    pub(super) fn next_block(&mut self) {
        self.block += 1;
    }

    pub(super) fn item(&mut self, role: Role, shape: Shape) {
        self.sheet.items.push(Item { shape, role, block: self.block, spoken: None });
    }

    pub(super) fn spoken(&mut self, role: Role, shape: Shape, words: &str) {
        self.sheet.items.push(Item { shape, role, block: self.block, spoken: Some(words.to_owned()) });
    }

    /// Gives the last item a role and words, where it is a frame.
    pub(super) fn say_last(&mut self, role: Role, words: &str) {
        if let Some(last) = self.sheet.items.last_mut().filter(|item| matches!(item.shape, Shape::Frame { .. })) {
            last.role = role;
            last.spoken = Some(words.to_owned());
        }
    }

    /// One line of text in one face. What the face cannot draw is left out here; it is reported apart.
    pub(super) fn line(&mut self, role: Role, x: f32, baseline: f32, size_pt: f32, face: Face, text: &str) {
        let font = font(face);
        let text: String = text.chars().filter(|c| font.advance(*c).is_some()).collect();
        if !text.is_empty() {
            self.item(role, Shape::Text { x, y: baseline, size_pt, face, text });
        }
    }

    /// Lines of marked text: `**bold**`, `{plain}`, and `<address>` for a bold, underlined link.
    pub(super) fn marked(&mut self, role: Role, (x, baseline): (f32, f32), leading_mm: f32, size_pt: f32, face: Face, text: &str) {
        let mut y = baseline;
        for line in text.split('\n') {
            let mut at = x;
            for run in runs(line, face) {
                let width = font(run.face).width_mm(run.text, size_pt);
                self.line(role, at, y, size_pt, run.face, run.text);
                if run.link {
                    self.link(at, y, width, size_pt, run.text);
                }
                at += width;
            }
            y += leading_mm;
        }
    }

    fn link(&mut self, x: f32, baseline: f32, width: f32, size_pt: f32, text: &str) {
        let em = size_pt * MM_PER_PT;
        let under = baseline + 0.11 * em;
        self.item(Role::Artifact, Shape::Line { x1: x, y1: under, x2: x + width, y2: under, width_mm: 0.06 * em });
        let shape = Shape::Link { x, y: baseline - 0.8 * em, width, height: 1.05 * em, address: format!("https://{text}") };
        self.spoken(Role::Paragraph, shape, text);
    }
}

/// Splits a line at its marks.
fn runs(line: &str, base: Face) -> Vec<Run<'_>> {
    let mut runs = Vec::new();
    let mut rest = line;
    let mut bold = false;
    while !rest.is_empty() {
        let face = if bold { Face::Bold } else { base };
        if let Some(after) = rest.strip_prefix("**") {
            bold = !bold;
            rest = after;
        } else if let Some((text, after)) = rest.strip_prefix('<').and_then(|inside| inside.split_once('>')) {
            runs.push(Run { face: Face::Bold, text, link: true });
            rest = after;
        } else if let Some((text, after)) = rest.strip_prefix('{').and_then(|inside| inside.split_once('}')) {
            runs.push(Run { face: Face::Regular, text, link: false });
            rest = after;
        } else {
            let first = rest.chars().next().map_or(0, char::len_utf8);
            let end = ["**", "<", "{"].iter().filter_map(|mark| rest[first..].find(mark)).min().map_or(rest.len(), |at| first + at);
            let (text, after) = rest.split_at(end);
            runs.push(Run { face, text, link: false });
            rest = after;
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_become_faces_and_links() {
        let shown = |line| {
            runs(line, Face::Regular)
                .iter()
                .map(|run| format!("{:?}{}:{}", run.face, if run.link { "+" } else { "" }, run.text))
                .collect::<Vec<_>>()
                .join("|")
        };
        assert_eq!(shown("a **b c** d"), "Regular:a |Bold:b c|Regular: d");
        assert_eq!(shown("see <www.gov.uk> now"), "Regular:see |Bold+:www.gov.uk|Regular: now");
        assert_eq!(shown("**b** {p}"), "Bold:b|Regular: |Regular:p");
        assert_eq!(shown("‘**x**’. y"), "Regular:‘|Bold:x|Regular:’. y");
        assert_eq!(shown(""), "");
    }
}
