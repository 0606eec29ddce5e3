//! Chunks onto pages: what belongs together stays together, a table's head is repeated, and every page has its number.

use super::style::{PAGE_HEIGHT, PAGE_WIDTH, Style};
use crate::paper::fonts::{MM_PER_PT, font};
use crate::paper::text::wrap;
use crate::paper::{Face, Item, Role, Shape, Sheet};

/// Something that stands on one page whole. What it draws counts from its own top.
#[derive(Clone, Default)]
pub(super) struct Chunk {
    pub height: f32,
    /// Empty room above it, but not on top of a page.
    pub before: f32,
    /// Stays on the page of the next.
    pub keep: bool,
    pub draws: Vec<Draw>,
    /// The table whose head is repeated when a page begins with this chunk.
    pub table: Option<usize>,
}

/// An item and its place in the order of reading.
#[derive(Clone)]
pub(super) struct Draw {
    pub order: u32,
    pub item: Item,
}

impl Draw {
    pub(super) fn artifact(order: u32, shape: Shape) -> Self {
        Self { order, item: Item { shape, role: Role::Artifact, block: 0, spoken: None } }
    }
}

impl Shape {
    /// Moves a shape down the page.
    pub(super) fn lower(&mut self, by: f32) {
        match self {
            Self::Text { y, .. }
            | Self::Frame { y, .. }
            | Self::Fill { y, .. }
            | Self::Tick { y, .. }
            | Self::Matrix { y, .. }
            | Self::Link { y, .. } => *y += by,
            Self::Line { y1, y2, .. } => {
                *y1 += by;
                *y2 += by;
            }
        }
    }
}

/// What stands on every page.
pub(super) struct Furniture {
    pub running: String,
    pub footer: String,
}

/// The footer's type size; in large print it is larger.
fn footer_pt(style: Style) -> f32 {
    if style.is_large { 14.0 } else { 8.5 }
}

/// Under a head that is repeated.
const HEAD_GAP_MM: f32 = 1.0;

/// A rounding error is no reason for a new page.
const SLACK_MM: f32 = 0.01;

/// Puts the chunks on as many pages as they need.
pub(super) fn break_pages(style: Style, chunks: &[Chunk], heads: &[Vec<Chunk>], furniture: &Furniture) -> Vec<Sheet> {
    let footer = footer_lines(style, &furniture.footer);
    let foot_leading = footer_pt(style) * 1.25 * MM_PER_PT;
    let foot = PAGE_HEIGHT - style.top + 4.0 - foot_leading * lines_as_mm(footer.len().max(1));
    let room = Room { style, top: style.top, bottom: foot - style.body_mm() * 1.1, head_mm: style.body_mm() * 2.2 };
    let mut pages = vec![Page::new(&room, true)];
    let mut at = 0;
    while at < chunks.len() {
        let end = (at..chunks.len()).find(|index| !chunks[*index].keep).map_or(chunks.len(), |last| last + 1);
        let group = &chunks[at..end];
        let needed: f32 = group.iter().map(|chunk| chunk.before + chunk.height).sum();
        let is_fitting = |page: &Page| page.y + needed <= room.bottom + SLACK_MM;
        let can_stand_on_one = needed - group[0].before <= room.bottom - room.top - room.head_mm;
        if pages.last().is_some_and(|page| !page.is_empty && !is_fitting(page)) && can_stand_on_one {
            pages.push(Page::new(&room, false));
            repeat_head(&mut pages, group, heads);
        }
        for chunk in group {
            let is_over = |page: &Page| !page.is_empty && page.y + chunk.before + chunk.height > room.bottom + SLACK_MM;
            if pages.last().is_some_and(is_over) {
                pages.push(Page::new(&room, false));
                repeat_head(&mut pages, std::slice::from_ref(chunk), heads);
            }
            if let Some(page) = pages.last_mut() {
                page.put(chunk);
            }
        }
        at = end;
    }
    let count = pages.len();
    pages.into_iter().enumerate().map(|(index, page)| page.finish(style, furniture, &footer, foot, index + 1, count)).collect()
}

/// The head of the table that goes on, marked as what a reader has heard before.
fn repeat_head(pages: &mut [Page], group: &[Chunk], heads: &[Vec<Chunk>]) {
    let head = group.first().and_then(|chunk| chunk.table).and_then(|table| heads.get(table));
    if let (Some(page), Some(head)) = (pages.last_mut(), head) {
        for chunk in head {
            let mut again = chunk.clone();
            for draw in &mut again.draws {
                draw.order = 0;
                draw.item.role = Role::Artifact;
            }
            page.put(&again);
        }
        // A row that goes on has no room above its words of its own.
        page.y += HEAD_GAP_MM;
        page.is_empty = true;
    }
}

/// Where text may stand.
struct Room {
    style: Style,
    top: f32,
    bottom: f32,
    /// Taken on every page but the first by the running title.
    head_mm: f32,
}

struct Page {
    y: f32,
    is_empty: bool,
    draws: Vec<Draw>,
}

impl Page {
    fn new(room: &Room, is_first: bool) -> Self {
        let y = if is_first { room.top } else { room.top + room.head_mm };
        debug_assert!(room.style.width() > 0.0);
        Self { y, is_empty: true, draws: Vec::new() }
    }

    fn put(&mut self, chunk: &Chunk) {
        if !self.is_empty {
            self.y += chunk.before;
        }
        for draw in &chunk.draws {
            let mut draw = draw.clone();
            draw.item.shape.lower(self.y);
            self.draws.push(draw);
        }
        self.y += chunk.height;
        self.is_empty = false;
    }

    fn finish(mut self, style: Style, furniture: &Furniture, footer: &[String], foot: f32, number: usize, count: usize) -> Sheet {
        // A row's cells were put line by line; they are read cell by cell.
        self.draws.sort_by_key(|draw| draw.order);
        let mut items = Vec::with_capacity(self.draws.len() + 6);
        let size_pt = footer_pt(style);
        let (left, right) = (style.margin, style.margin + style.width());
        if number > 1 {
            let y = style.top + size_pt * MM_PER_PT * 0.72;
            let running = shortened(&furniture.running, size_pt, style.width());
            items.push(artifact(text(left, y, size_pt, Face::Semibold, running)));
            let under = y + size_pt * MM_PER_PT * 0.5;
            items.push(artifact(Shape::Line { x1: left, y1: under, x2: right, y2: under, width_mm: 0.2 }));
        }
        items.extend(self.draws.into_iter().map(|draw| draw.item));
        items.push(artifact(Shape::Line { x1: left, y1: foot, x2: right, y2: foot, width_mm: 0.2 }));
        let leading = size_pt * 1.25 * MM_PER_PT;
        let first = foot + leading;
        for (index, line) in footer.iter().enumerate() {
            items.push(artifact(text(left, first + leading * lines_as_mm(index), size_pt, Face::Regular, line.clone())));
        }
        let number = format!("Page {number} of {count}");
        let x = right - font(Face::Regular).width_mm(&number, size_pt);
        items.push(artifact(text(x, first, size_pt, Face::Regular, number)));
        Sheet { width_mm: PAGE_WIDTH, height_mm: PAGE_HEIGHT, items }
    }
}

fn artifact(shape: Shape) -> Item {
    Item { shape, role: Role::Artifact, block: 0, spoken: None }
}

fn text(x: f32, y: f32, size_pt: f32, face: Face, text: String) -> Shape {
    Shape::Text { x, y, size_pt, face, text }
}

/// The footer beside the page number, in as many lines as it needs.
fn footer_lines(style: Style, footer: &str) -> Vec<String> {
    let size_pt = footer_pt(style);
    let face = font(Face::Regular);
    let width = style.width() - face.width_mm("Page 100 of 100", size_pt) - 6.0;
    let lines = wrap(footer, face, face.units_in(width, size_pt)).into_iter().map(|line| footer[line].to_owned());
    lines.filter(|line| !line.is_empty()).collect()
}

/// The running title in one line: it stands in full on the first page.
fn shortened(title: &str, size_pt: f32, width: f32) -> String {
    let face = font(Face::Semibold);
    let one_line = title.replace('\n', " ");
    if face.width_mm(&one_line, size_pt) <= width {
        return one_line;
    }
    let mut kept = String::new();
    for c in one_line.chars() {
        if face.width_mm(&kept, size_pt) + face.width_mm("… ", size_pt) + 4.0 > width {
            break;
        }
        kept.push(c);
    }
    format!("{}…", kept.trim_end())
}

#[allow(clippy::cast_precision_loss)] // A page has few lines.
fn lines_as_mm(lines: usize) -> f32 {
    lines as f32
}
