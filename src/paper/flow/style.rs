//! The sizes of a running document, in its two text sizes.

use crate::paper::fonts::MM_PER_PT;

/// How large a document is printed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum TextSize {
    #[default]
    Normal,
    /// Large print: 18 points and more.
    Large,
}

/// A4 upright.
pub(super) const PAGE_WIDTH: f32 = 210.0;
pub(super) const PAGE_HEIGHT: f32 = 297.0;
/// A table row of so many lines stays on one page.
pub(super) const KEPT_LINES: usize = 14;

/// Sizes in points and millimetres.
#[derive(Debug, Clone, Copy)]
pub(super) struct Style {
    pub is_large: bool,
    pub title_pt: f32,
    pub heading_pt: f32,
    pub body_pt: f32,
    pub small_pt: f32,
    pub leading_em: f32,
    pub margin: f32,
    pub top: f32,
}

impl Style {
    pub(super) fn of(size: TextSize) -> Self {
        match size {
            TextSize::Normal => Self {
                is_large: false,
                title_pt: 22.0,
                heading_pt: 13.5,
                body_pt: 11.0,
                small_pt: 9.0,
                leading_em: 1.34,
                margin: 20.0,
                top: 15.5,
            },
            TextSize::Large => Self {
                is_large: true,
                title_pt: 28.0,
                heading_pt: 22.0,
                body_pt: 18.0,
                small_pt: 18.0,
                leading_em: 1.36,
                margin: 18.0,
                top: 15.5,
            },
        }
    }

    /// The width of the text.
    pub(super) fn width(self) -> f32 {
        PAGE_WIDTH - 2.0 * self.margin
    }

    /// The body's type size.
    pub(super) fn body_mm(self) -> f32 {
        self.body_pt * MM_PER_PT
    }

    /// Between paragraphs.
    pub(super) fn gap(self) -> f32 {
        self.body_mm() * 0.62
    }
}
