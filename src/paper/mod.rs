//! Documents laid out once, for the printer and the preview alike.

mod builder;
mod clinical_text;
pub mod data_matrix;
pub mod documents;
pub mod flow;
pub mod fonts;
mod home_sheet;
mod item;
pub mod ledger;
pub mod letters;
mod med3;
mod practice_mark;
pub mod recovery_sheet;
#[cfg(test)]
pub(crate) mod sample;
pub mod scanned;
pub mod text;
pub mod whole_record;

pub use clinical_text::clinical_text;
pub use home_sheet::home_sheet;
pub use item::{Face, Head, Item, Role, Shape, Sheet, tick_strokes};
pub use practice_mark::PRACTICE;

use crate::content::forms::{self, Form};
use crate::domain::case::Case;
use crate::domain::paper_kind::PaperKind;
use crate::rules::{Duplicate, Issuable, Overflow, Page, PrintOptions};

/// A document that may be printed. A statement can only be made from a note that was judged; what stands beside it is never one.
#[derive(Clone)]
pub struct Document {
    kind: PaperKind,
    title: String,
    id: String,
    sheets: Vec<Sheet>,
    is_duplicate: bool,
}

impl Document {
    /// The statement of a judged note.
    #[must_use]
    pub fn med3(note: &Issuable) -> Self {
        let sheet = preview_med3(note.case(), note.id().as_str(), note.print()).sheet;
        Self {
            kind: PaperKind::Med3,
            title: edition(&note.print().edition).title.clone(),
            id: note.id().to_string(),
            sheets: vec![sheet],
            is_duplicate: note.case().statement.duplicate_of.is_some(),
        }
    }

    /// A duplicate of an issued note whose original is lost: the same page, with the word on it.
    #[must_use]
    pub fn med3_duplicate(note: &Duplicate) -> Self {
        Self::med3(note.issuable())
    }

    /// A document beside the statement.
    fn beside(kind: PaperKind, title: String, id: String, sheets: Vec<Sheet>) -> Self {
        debug_assert!(kind != PaperKind::Med3, "a statement is made from a judged note");
        Self { kind, title, id, sheets, is_duplicate: false }
    }

    /// The same document with the mark of practice on every page.
    #[must_use]
    pub fn marked_as_practice(mut self) -> Self {
        self.sheets.iter_mut().for_each(practice_mark::mark);
        self
    }

    /// What kind of paper it is.
    #[must_use]
    pub fn kind(&self) -> PaperKind {
        self.kind
    }

    /// Whether it is marked as a duplicate.
    #[must_use]
    pub fn is_duplicate(&self) -> bool {
        self.is_duplicate
    }

    /// The document's title.
    #[must_use]
    pub fn title(&self) -> &str {
        &self.title
    }

    /// What identifies the document: the same record gives the same one.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The pages.
    #[must_use]
    pub fn sheets(&self) -> &[Sheet] {
        &self.sheets
    }
}

/// A page laid out for looking at, and what would not fit on it.
#[derive(Clone)]
pub struct Preview {
    pub sheet: Sheet,
    pub overflow: Vec<Overflow>,
}

crate::domain::redacted_debug!(Document, Preview);

/// Lays out the Med3 of a case that may be unfinished, for the live preview.
#[must_use]
pub fn preview_med3(case: &Case, id: &str, print: &PrintOptions) -> Preview {
    // A page of practice holds no code: a scanner in front of the screen would read it as a note's.
    let mut preview = med3::lay_out(edition(&print.edition), case, id, print.data_matrix && !print.practice);
    if print.practice {
        practice_mark::mark(&mut preview.sheet);
    }
    preview
}

/// The edition of that id. There is one; a record that names another was written by a later program, which the store refuses.
fn edition(_id: &str) -> &'static Form {
    forms::med3_2022()
}

/// The Med3 as the rules ask it.
pub struct Med3Page;

impl Page for Med3Page {
    fn overflow(&self, case: &Case) -> Vec<Overflow> {
        med3::lay_out(forms::med3_2022(), case, "", false).overflow
    }
}
