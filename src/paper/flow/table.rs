//! Tables: a quiet head, thin rules between rows, cells that wrap, and rows that go on over the page.

use super::pages::Draw;
use super::style::KEPT_LINES;
use super::{Flow, Setting};
use crate::paper::fonts::MM_PER_PT;
use crate::paper::{Face, Head, Role, Shape};

/// Between a cell's text and its column's edges.
const PAD_MM: f32 = 2.2;
/// The grey behind a head.
const HEAD_GREY: u8 = 236;

impl Flow {
    /// A table. `widths` are shares of the text's width; a cell without words stays empty.
    pub fn table(&mut self, head: &[&str], widths: &[f32], rows: &[Vec<String>]) -> &mut Self {
        let number = u32::try_from(self.heads.len()).unwrap_or(u32::MAX);
        let table = self.heads.len();
        let columns = self.columns(widths, head.len());
        let cells: Vec<String> = head.iter().map(|text| (*text).to_owned()).collect();
        let first = self.chunks.len();
        self.row(&cells, &columns, Face::Semibold, Head::Column, (number, 0), table, self.style.gap());
        for chunk in &mut self.chunks[first..] {
            chunk.keep = true;
            let behind = Shape::Fill { x: self.style.margin, y: 0.0, width: self.style.width(), height: chunk.height, grey: HEAD_GREY };
            chunk.draws.insert(0, Draw::artifact(self.order.saturating_sub(1 + u32::try_from(head.len()).unwrap_or(0)), behind));
        }
        let repeated = self.chunks[first..].to_vec();
        self.heads.push(repeated);
        for (index, row) in rows.iter().enumerate() {
            let place = (number, u16::try_from(index + 1).unwrap_or(u16::MAX));
            let row_at = self.chunks.len();
            self.row(row, &columns, Face::Regular, Head::None, place, table, 0.0);
            // A row that begins without words belongs to the one above: no rule parts them in their first column, nor does a page.
            let belongs = |next: &Vec<String>| next.first().is_some_and(|cell| cell.trim().is_empty());
            if index + 1 < rows.len() && rows.get(index + 1).is_some_and(belongs) && self.chunks.len() - row_at <= KEPT_LINES {
                self.join_below(columns.get(1).map(|(x, _)| x - PAD_MM));
            }
        }
        self
    }

    /// Keeps the last row with the next one, its rule from that place on.
    fn join_below(&mut self, from: Option<f32>) {
        if let Some(chunk) = self.chunks.last_mut() {
            chunk.keep = true;
            if let (Some(Shape::Line { x1, .. }), Some(from)) = (chunk.draws.last_mut().map(|draw| &mut draw.item.shape), from) {
                *x1 = from;
            }
        }
    }

    /// Left edge and width of each column's text.
    fn columns(&self, widths: &[f32], count: usize) -> Vec<(f32, f32)> {
        let share = |index: usize| widths.get(index).copied().filter(|share| *share > 0.0).unwrap_or(1.0);
        let total: f32 = (0..count).map(share).sum();
        let mut x = self.style.margin;
        let mut columns = Vec::with_capacity(count);
        for index in 0..count {
            let width = self.style.width() * share(index) / total;
            columns.push((x + PAD_MM, (width - 2.0 * PAD_MM).max(4.0)));
            x += width;
        }
        columns
    }

    #[allow(clippy::too_many_arguments)] // A row is set in one place for heads and data alike.
    fn row(&mut self, cells: &[String], columns: &[(f32, f32)], face: Face, head: Head, (table, row): (u32, u16), at: usize, before: f32) {
        let style = self.style;
        let size_pt = if style.is_large { style.body_pt } else { style.body_pt - 0.5 };
        let settings: Vec<(String, Setting)> = columns
            .iter()
            .enumerate()
            .map(|(index, (x, width))| {
                let role = Role::Cell { table, row, column: u16::try_from(index).unwrap_or(u16::MAX), head };
                let text = cells.get(index).cloned().unwrap_or_default();
                (text, Setting { face, size_pt, leading_em: style.leading_em * 0.96, x: *x, width: *width, role })
            })
            .collect();
        let first = self.chunks.len();
        if self.side_by_side(&settings, before, Some(at)) == 0 {
            return;
        }
        let pad = size_pt * MM_PER_PT * 0.42;
        let last = self.chunks.len() - 1;
        for draw in &mut self.chunks[first].draws {
            draw.item.shape.lower(pad);
        }
        self.chunks[first].height += pad;
        let chunk = &mut self.chunks[last];
        chunk.height += pad;
        let y = chunk.height;
        let (x1, x2) = (style.margin, style.margin + style.width());
        let width_mm = if head == Head::Column { 0.35 } else { 0.15 };
        let order = self.order;
        chunk.draws.push(Draw::artifact(order, Shape::Line { x1, y1: y, x2, y2: y, width_mm }));
    }
}
