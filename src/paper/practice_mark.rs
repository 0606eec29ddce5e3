//! The mark of practice: on top of every page, at its foot and across it, so that no copy of it passes for a statement.

use super::fonts::font;
use super::{Face, Item, Role, Shape, Sheet};

/// What the mark says.
pub const PRACTICE: &str = "PRACTICE – not a statement";

const BAND_MM: f32 = 4.6;
const GREY: u8 = 0xdd;

/// Puts the mark on a page. It is read first.
pub(super) fn mark(sheet: &mut Sheet) {
    let (width, height) = (sheet.width_mm, sheet.height_mm);
    // A wide sheet is folded or cut into halves: each half is marked.
    let halves = if width > height { 2 } else { 1 };
    let part = width / if halves == 2 { 2.0 } else { 1.0 };
    let block = sheet.items.iter().map(|item| item.block).max().map_or(0, |last| last + 1);
    let mut marks = Vec::new();
    let mut put = |role: Role, shape: Shape| marks.push(Item { shape, role, block, spoken: None });
    for y in [0.0, height - BAND_MM] {
        put(Role::Artifact, Shape::Fill { x: 0.0, y, width, height: BAND_MM, grey: GREY });
    }
    for (y, size_pt, is_read) in
        [(3.5, 11.0, true), (height - 1.1, 11.0, false), (height * 0.47, 26.0, false), (height * 0.83, 26.0, false)]
    {
        for half in 0..halves {
            let left = if half == 0 { 0.0 } else { part };
            let x = left + (part - font(Face::Bold).width_mm(PRACTICE, size_pt)) / 2.0;
            let role = if is_read && half == 0 { Role::Paragraph } else { Role::Artifact };
            put(role, Shape::Text { x, y, size_pt, face: Face::Bold, text: PRACTICE.into() });
        }
    }
    marks.append(&mut sheet.items);
    sheet.items = marks;
}

#[cfg(test)]
mod tests {
    use super::super::{Document, Sheet, preview_med3, sample};
    use super::*;
    use crate::domain::paper_kind::PaperKind;
    use crate::rules::PrintOptions;

    fn marks(sheet: &Sheet) -> usize {
        sheet.items.iter().filter(|item| matches!(&item.shape, Shape::Text { text, .. } if text == PRACTICE)).count()
    }

    #[test]
    fn k27_a_page_made_in_practice_says_on_every_half_that_it_is_not_a_statement() {
        let real = PrintOptions::default();
        let practice = PrintOptions { practice: true, ..PrintOptions::default() };
        assert_eq!(marks(&preview_med3(&sample::case(), "n", &real).sheet), 0);
        let page = preview_med3(&sample::case(), "n", &practice).sheet;
        assert_eq!(marks(&page), 8);
        let codes = |sheet: &Sheet| sheet.items.iter().filter(|item| matches!(item.shape, Shape::Matrix { .. })).count();
        assert_eq!((codes(&preview_med3(&sample::case(), "n", &real).sheet), codes(&page)), (1, 0), "and holds no code to be scanned");
        let first_words = page.items.iter().find_map(|item| match &item.shape {
            Shape::Text { text, .. } if item.role == Role::Paragraph => Some(text.clone()),
            _ => None,
        });
        assert_eq!(first_words.as_deref(), Some(PRACTICE));
    }

    #[test]
    fn k27_every_page_of_another_paper_is_marked() {
        let sheet = || Sheet { width_mm: 210.0, height_mm: 297.0, items: Vec::new() };
        let document = Document::beside(PaperKind::WorkPlan, "Plan".into(), "p".into(), vec![sheet(), sheet()]);
        assert!(document.sheets().iter().all(|sheet| marks(sheet) == 0));
        assert!(document.marked_as_practice().sheets().iter().all(|sheet| marks(sheet) == 4));
    }
}
