//! A document of running text on A4: headings, paragraphs, lists, pairs, tables and bars that flow over pages, and nothing cut.

mod bars;
mod pages;
mod style;
mod table;

use super::fonts::{Font, font};
use super::text::{clean, undrawable, wrap};
use super::{Document, Face, Item, Role, Shape};
use crate::domain::paper_kind::PaperKind;

pub use bars::Bar;
use pages::{Chunk, Draw, Furniture};
use style::Style;
pub use style::TextSize;

/// What stands for a character that the embedded faces cannot draw.
const UNDRAWABLE: char = '□';

/// A document that is being written. Its title is set on top of the first page as the one heading of level 1.
pub struct Flow {
    kind: PaperKind,
    title: String,
    id: String,
    style: Style,
    running: String,
    footer: String,
    chunks: Vec<Chunk>,
    /// The heads of the tables, to be repeated where a table goes on over the page.
    heads: Vec<Vec<Chunk>>,
    block: u32,
    order: u32,
    left_out: Vec<char>,
}

crate::domain::redacted_debug!(Flow);

/// How a stretch of text is set.
#[derive(Clone, Copy)]
struct Setting {
    face: Face,
    size_pt: f32,
    leading_em: f32,
    x: f32,
    width: f32,
    role: Role,
}

impl Flow {
    /// A document with its title on top. The footer stands small on every page, beside the page's number; what a reader must not
    /// miss belongs in the text as well.
    #[must_use]
    pub fn new(kind: PaperKind, title: &str, id: &str, size: TextSize, footer: &str) -> Self {
        let mut flow = Self {
            kind,
            title: clean(title),
            id: id.to_owned(),
            style: Style::of(size),
            running: String::new(),
            footer: String::new(),
            chunks: Vec::new(),
            heads: Vec::new(),
            block: 0,
            order: 0,
            left_out: Vec::new(),
        };
        flow.footer = flow.drawable(&clean(footer));
        flow.running = flow.drawable(&clean(title));
        flow.set_title();
        flow
    }

    /// What stands on top of every page but the first, in place of the title.
    pub fn running(&mut self, text: &str) -> &mut Self {
        self.running = self.drawable(&clean(text));
        self
    }

    fn set_title(&mut self) {
        let style = self.style;
        let title = self.title.clone();
        let setting = self.setting(Role::Heading(1), Face::Bold, style.title_pt);
        let last = self.lines(&title, setting, 0.0, true);
        let (left, right) = (style.margin, style.margin + style.width());
        if let Some(chunk) = last.and_then(|at| self.chunks.get_mut(at)) {
            let y = chunk.height + style.body_mm() * 0.25;
            chunk.height = y + style.body_mm() * 0.1;
            let rule = Shape::Line { x1: left, y1: y, x2: right, y2: y, width_mm: 0.5 };
            chunk.draws.push(Draw::artifact(u32::MAX, rule));
        }
    }

    /// A heading, from level 2: level 1 is the title. It stays with what follows.
    pub fn heading(&mut self, level: u8, text: &str) -> &mut Self {
        let level = level.clamp(2, 6);
        let size_pt = if level == 2 { self.style.heading_pt } else { self.style.body_pt };
        let face = if level == 2 { Face::Bold } else { Face::Semibold };
        let before = if level == 2 { 1.25 } else { 0.7 } * self.style.body_mm();
        let setting = self.setting(Role::Heading(level), face, size_pt);
        self.lines(text, setting, before, true);
        self
    }

    /// Where the document stands, for [`Flow::keep_since`].
    #[must_use]
    pub fn mark(&self) -> usize {
        self.chunks.len()
    }

    /// Keeps what was set since that mark on one page, if one page holds it.
    pub fn keep_since(&mut self, mark: usize) -> &mut Self {
        let last = self.chunks.len().saturating_sub(1);
        for chunk in self.chunks.get_mut(mark..last).unwrap_or_default() {
            chunk.keep = true;
        }
        self
    }

    /// Keeps what was set last on the page of what comes next.
    pub fn keep_next(&mut self) -> &mut Self {
        if let Some(chunk) = self.chunks.last_mut() {
            chunk.keep = true;
        }
        self
    }

    /// A paragraph; an empty one leaves no trace.
    pub fn paragraph(&mut self, text: &str) -> &mut Self {
        let setting = self.setting(Role::Paragraph, Face::Regular, self.style.body_pt);
        self.lines(text, setting, self.style.gap(), false);
        self
    }

    /// A paragraph in smaller type, for sources and versions. It stays with what it stands under.
    pub fn small(&mut self, text: &str) -> &mut Self {
        self.keep_next();
        let setting = self.setting(Role::Paragraph, Face::Regular, self.style.small_pt);
        self.lines(text, setting, self.style.gap(), false);
        self
    }

    /// Somebody's own words, set apart and word for word, with a line down their side.
    pub fn quote(&mut self, text: &str) -> &mut Self {
        let indent = self.style.body_mm();
        let mut setting = self.setting(Role::Paragraph, Face::Italic, self.style.body_pt);
        setting.x += indent;
        setting.width -= indent;
        let first = self.chunks.len();
        self.lines(text, setting, self.style.gap(), false);
        let x = self.style.margin + indent * 0.3;
        for chunk in &mut self.chunks[first..] {
            let side = Shape::Line { x1: x, y1: 0.0, x2: x, y2: chunk.height, width_mm: 0.5 };
            chunk.draws.push(Draw::artifact(u32::MAX, side));
        }
        self
    }

    /// A list with bullets.
    pub fn list(&mut self, items: &[String]) -> &mut Self {
        let indent = self.style.body_mm() * 1.15;
        let mut setting = self.setting(Role::ListItem, Face::Regular, self.style.body_pt);
        setting.x += indent;
        setting.width -= indent;
        for item in items {
            let first = self.chunks.len();
            self.lines(item, setting, self.style.gap() * 0.6, false);
            self.marked(first, Role::ListItem, |baseline, style| Shape::Text {
                x: style.margin + indent * 0.3,
                y: baseline,
                size_pt: style.body_pt,
                face: Face::Regular,
                text: "•".to_owned(),
            });
        }
        self
    }

    /// A list with an empty box before each item, to be ticked by hand.
    pub fn boxes(&mut self, items: &[String]) -> &mut Self {
        let size = self.style.body_mm() * 0.85;
        let mut setting = self.setting(Role::ListItem, Face::Regular, self.style.body_pt);
        setting.x += size * 1.7;
        setting.width -= size * 1.7;
        for item in items {
            let first = self.chunks.len();
            self.lines(item, setting, self.style.gap() * 0.8, false);
            self.marked(first, Role::Artifact, |baseline, style| Shape::Frame {
                x: style.margin + 0.3,
                y: baseline - size * 0.86,
                width: size,
                height: size,
                line_mm: 0.3,
            });
        }
        self
    }

    /// A list with a box before each item, ticked or empty. `spoken` are the words for a box that is ticked and for one that is not.
    pub fn choices(&mut self, choices: &[(String, bool)], spoken: [&str; 2]) -> &mut Self {
        let size = self.style.body_mm() * 0.95;
        let mut setting = self.setting(Role::ListItem, Face::Regular, self.style.body_pt);
        setting.x += size * 1.7;
        setting.width -= size * 1.7;
        for (text, is_ticked) in choices {
            let at = self.chunks.len();
            self.lines(text, setting, self.style.gap() * 0.8, false);
            let baseline = setting.baseline();
            let (x, y) = (self.style.margin + 0.3, baseline - size * 0.86);
            let block = self.block;
            if let Some(chunk) = self.chunks.get_mut(at) {
                let order = chunk.draws.first().map_or(0, |draw| draw.order);
                let frame = Shape::Frame { x, y, width: size, height: size, line_mm: 0.3 };
                let word = if *is_ticked { spoken[0] } else { spoken[1] };
                let said = Item { shape: frame.clone(), role: Role::Figure, block, spoken: Some(word.to_owned()) };
                if *is_ticked {
                    chunk.draws.push(Draw { order, item: Item { shape: frame, role: Role::Artifact, block, spoken: None } });
                    let tick = Item { shape: Shape::Tick { x, y, size }, ..said };
                    chunk.draws.push(Draw { order, item: tick });
                } else {
                    chunk.draws.push(Draw { order, item: said });
                }
            }
        }
        self
    }

    /// Puts a mark beside the first line of what was just set.
    fn marked(&mut self, first: usize, role: Role, shape: impl Fn(f32, Style) -> Shape) {
        let style = self.style;
        if let Some(chunk) = self.chunks.get_mut(first) {
            let line = chunk.draws.iter().find_map(|draw| match &draw.item.shape {
                Shape::Text { y, .. } => Some((*y, draw.order, draw.item.block)),
                _ => None,
            });
            if let Some((baseline, order, block)) = line {
                let item = Item { shape: shape(baseline, style), role, block, spoken: None };
                chunk.draws.insert(0, Draw { order, item });
            }
        }
    }

    /// Labels and what belongs to them, side by side; in large print one under the other. A pair without words on the right is
    /// left out.
    pub fn pairs(&mut self, pairs: &[(String, String)]) -> &mut Self {
        let style = self.style;
        let label_width = style.width() * 0.3;
        let mut is_first = true;
        for (label, value) in pairs.iter().filter(|(_, value)| !value.trim().is_empty()) {
            let gap = if is_first { style.gap() } else { style.gap() * 0.6 };
            is_first = false;
            let mut left = self.setting(Role::Label, Face::Semibold, style.body_pt);
            let mut right = self.setting(Role::Value, Face::Regular, style.body_pt);
            if style.is_large {
                let first = self.chunks.len();
                self.lines(label, left, gap, true);
                let block = self.block;
                self.lines(value, right, 0.0, false);
                self.rejoin(first, block);
            } else {
                left.width = label_width - 4.0;
                right.x += label_width;
                right.width -= label_width;
                self.side_by_side(&[(label.clone(), left), (value.clone(), right)], gap, None);
            }
        }
        self
    }

    /// Gives what was set from that chunk on one block's number: it is read together.
    fn rejoin(&mut self, first: usize, block: u32) {
        for draw in self.chunks[first..].iter_mut().flat_map(|chunk| &mut chunk.draws) {
            draw.item.block = block;
        }
    }

    /// A line of its own that opens an address.
    pub fn link(&mut self, text: &str, address: &str) -> &mut Self {
        let first = self.chunks.len();
        let style = self.style;
        let setting = self.setting(Role::Paragraph, Face::Semibold, style.body_pt);
        self.lines(text, setting, style.gap(), false);
        let em = setting.size_pt * super::fonts::MM_PER_PT;
        let (mut block, mut order) = (0, 0);
        for chunk in &mut self.chunks[first..] {
            let lines: Vec<(f32, f32, String)> = chunk
                .draws
                .iter()
                .filter_map(|draw| match &draw.item.shape {
                    Shape::Text { x, y, size_pt, face, text } => {
                        (block, order) = (draw.item.block, draw.order);
                        Some((*y, x + font(*face).width_mm(text, *size_pt), text.clone()))
                    }
                    _ => None,
                })
                .collect();
            for (y, end, text) in lines {
                let under = y + 0.13 * em;
                let rule = Shape::Line { x1: setting.x, y1: under, x2: end, y2: under, width_mm: 0.05 * em };
                chunk.draws.push(Draw { order, item: Item { shape: rule, role: Role::Artifact, block, spoken: None } });
                let place =
                    Shape::Link { x: setting.x, y: y - 0.8 * em, width: end - setting.x, height: 1.05 * em, address: address.to_owned() };
                chunk.draws.push(Draw { order, item: Item { shape: place, role: Role::Paragraph, block, spoken: Some(text) } });
            }
        }
        self
    }

    /// Empty lines to write on, with what they are for under the last where that is said.
    pub fn writing_lines(&mut self, count: usize) -> &mut Self {
        let style = self.style;
        for index in 0..count {
            let height = style.body_mm() * 2.2;
            let line = Shape::Line { x1: style.margin, y1: height, x2: style.margin + style.width(), y2: height, width_mm: 0.2 };
            let order = self.next();
            let keep = index + 2 == count || index == 0 && count > 1;
            self.chunks.push(Chunk { height, keep, draws: vec![Draw::artifact(order, line)], ..Chunk::default() });
        }
        self
    }

    /// Lines to sign on, each with what it is for under it, side by side.
    pub fn signatures(&mut self, labels: &[&str]) -> &mut Self {
        let style = self.style;
        let gap = 8.0;
        let columns = u16::try_from(labels.len().max(1)).unwrap_or(1);
        let width = (style.width() - gap * f32::from(columns - 1)) / f32::from(columns);
        let space = style.body_mm() * 3.2;
        let mut cells = Vec::new();
        let mut x = style.margin;
        for label in labels {
            let mut setting = self.setting(Role::Label, Face::Regular, style.small_pt);
            (setting.x, setting.width) = (x, width);
            cells.push(((*label).to_owned(), setting));
            x += width + gap;
        }
        let first = self.chunks.len();
        self.side_by_side(&cells, space, None);
        if let Some(chunk) = self.chunks.get_mut(first) {
            // The room to sign in belongs to its line, also on top of a page.
            chunk.before = 0.0;
            chunk.height += space;
            for draw in &mut chunk.draws {
                draw.item.shape.lower(space);
            }
            for (_, setting) in &cells {
                let line = Shape::Line { x1: setting.x, y1: space - 0.5, x2: setting.x + setting.width, y2: space - 0.5, width_mm: 0.25 };
                chunk.draws.push(Draw::artifact(0, line));
            }
        }
        self
    }

    /// The document. Where a character could not be drawn, a last line says so.
    #[must_use]
    pub fn finish(mut self) -> Document {
        if !self.left_out.is_empty() {
            let count = self.left_out.len();
            let what = if count == 1 { "One character".to_owned() } else { format!("{count} characters") };
            self.small(&format!("{what} could not be printed here and shows as {UNDRAWABLE}."));
        }
        let furniture = Furniture { running: self.running, footer: self.footer };
        let sheets = pages::break_pages(self.style, &self.chunks, &self.heads, &furniture);
        Document::beside(self.kind, self.title, self.id, sheets)
    }

    fn setting(&self, role: Role, face: Face, size_pt: f32) -> Setting {
        let style = self.style;
        Setting { face, size_pt, leading_em: style.leading_em, x: style.margin, width: style.width(), role }
    }

    fn next(&mut self) -> u32 {
        self.order += 1;
        self.order
    }

    /// The text with what no face can draw replaced, and remembered.
    fn drawable(&mut self, text: &str) -> String {
        let face = font(Face::Regular);
        for c in undrawable(text, face) {
            if !self.left_out.contains(&c) {
                self.left_out.push(c);
            }
        }
        text.chars().map(|c| if c == '\n' || face.advance(c).is_some() { c } else { UNDRAWABLE }).collect()
    }

    /// Sets a text as lines, each a chunk of its own that may stand on another page than the next; two at either end stay together.
    /// Gives the place of the last.
    fn lines(&mut self, text: &str, setting: Setting, before: f32, keep_with_next: bool) -> Option<usize> {
        if clean(text).is_empty() {
            return None;
        }
        self.side_by_side(&[(text.to_owned(), setting)], before, None);
        let last = self.chunks.len() - 1;
        self.chunks[last].keep = keep_with_next;
        Some(last)
    }

    /// Sets texts beside each other, line by line. A row that is not long stays on one page. Gives the number of its lines.
    fn side_by_side(&mut self, cells: &[(String, Setting)], before: f32, table: Option<usize>) -> usize {
        self.block += 1;
        let mut columns: Vec<(Setting, u32, Vec<String>)> = Vec::new();
        for (text, setting) in cells {
            let text = self.drawable(&clean(text));
            let face: &Font = font(setting.face);
            let wrapped = wrap(&text, face, face.units_in(setting.width, setting.size_pt));
            let order = self.next();
            columns.push((*setting, order, wrapped.into_iter().map(|line| text[line].to_owned()).collect()));
        }
        let count = columns.iter().map(|(_, _, lines)| lines.len()).max().unwrap_or(0);
        let leading = columns.iter().map(|(setting, ..)| setting.leading_mm()).fold(0.0, f32::max);
        for index in 0..count {
            let mut draws = Vec::new();
            for (column, (setting, order, lines)) in columns.iter().enumerate() {
                if let Some(text) = lines.get(index).filter(|line| !line.is_empty()) {
                    let shape = Shape::Text {
                        x: setting.x,
                        y: setting.baseline(),
                        size_pt: setting.size_pt,
                        face: setting.face,
                        text: text.clone(),
                    };
                    let block = if table.is_some() { self.block + u32::try_from(column).unwrap_or(0) } else { self.block };
                    draws.push(Draw { order: *order, item: Item { shape, role: setting.role, block, spoken: None } });
                }
            }
            let is_short = table.is_some() && count <= style::KEPT_LINES;
            let is_near_an_end = index == 0 || index + 2 == count;
            let keep = index + 1 < count && (is_short || is_near_an_end);
            let before = if index == 0 { before } else { 0.0 };
            self.chunks.push(Chunk { height: leading, before, keep, draws, table });
        }
        if table.is_some() {
            self.block += u32::try_from(columns.len()).unwrap_or(0);
        }
        count
    }
}

impl Setting {
    fn leading_mm(self) -> f32 {
        self.size_pt * self.leading_em * super::fonts::MM_PER_PT
    }

    /// From the top of a line to its baseline.
    fn baseline(self) -> f32 {
        use super::text::{ASCENT_EM, DESCENT_EM};
        let em = self.size_pt * super::fonts::MM_PER_PT;
        (self.leading_mm() - (ASCENT_EM + DESCENT_EM) * em) / 2.0 + ASCENT_EM * em
    }
}

#[cfg(test)]
mod tests;
