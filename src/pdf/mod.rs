//! Pages to PDF bytes that keep PDF/A-2a and PDF/UA-1: tagged for those who cannot see the page, with embedded fonts, text that copies
//! out as it was put in, real links, and the same bytes each time. printpdf draws the pages; what it has no word for is added after.

mod draw;
mod faces;
mod finish;
mod metadata;
mod srgb;
mod structure;
mod tree;
mod write;

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use printpdf::{FontId, Mm, PdfDocument, PdfFont, PdfPage, PdfSaveOptions};

use crate::paper::{Document, Face, Shape, Sheet};

/// Why a document could not be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PdfError(pub String);

impl std::fmt::Display for PdfError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for PdfError {}

/// Writes a document. The same document gives the same bytes.
///
/// # Errors
/// When a font cannot be embedded.
pub fn write(document: &Document) -> Result<Vec<u8>, PdfError> {
    write_sheets(document.title(), document.id(), document.sheets())
}

/// Writes pages. Inside this layer only: a document that leaves the program is made from a judged note.
pub(crate) fn write_sheets(title: &str, id: &str, sheets: &[Sheet]) -> Result<Vec<u8>, PdfError> {
    let mut pdf = PdfDocument::new(title);
    let mut cuts = Vec::new();
    for (face, used) in characters_by_face(sheets).into_values() {
        let cut = faces::cut(face, &used)?;
        // A fixed id in place of the random one that `add_font` makes: the bytes must not change.
        pdf.resources.fonts.map.insert(FontId(faces::resource(face).into()), PdfFont::new(cut.font.clone()));
        cuts.push(cut);
    }
    let tree = tree::grow(sheets);
    let drawn = sheets.iter().zip(&tree.marks);
    pdf.pages = drawn.map(|(sheet, marks)| PdfPage::new(Mm(sheet.width_mm), Mm(sheet.height_mm), draw::operations(sheet, marks))).collect();
    // `secure` leaves out operators that printpdf has no word for, such as the path of the Data Matrix, which `draw` writes.
    let options = PdfSaveOptions { secure: false, image_optimization: None, ..PdfSaveOptions::default() };
    let mut warnings = Vec::new();
    let file = printpdf::to_lopdf_doc(&pdf, &options, &mut warnings);
    if let Some(warning) = warnings.first() {
        return Err(PdfError(format!("The page could not be written as a PDF: {}", warning.msg)));
    }
    finish::to_bytes(file, &tree, sheets, (title, id), &cuts)
}

/// printpdf did not write a part that every file has.
fn missing(part: &str) -> PdfError {
    PdfError(format!("The PDF has no {part}, so it was not finished. Nothing is lost; please report it."))
}

fn characters_by_face(sheets: &[Sheet]) -> BTreeMap<&'static str, (Face, BTreeSet<char>)> {
    let mut used: BTreeMap<&'static str, (Face, BTreeSet<char>)> = BTreeMap::new();
    for item in sheets.iter().flat_map(|sheet| &sheet.items) {
        if let Shape::Text { face, text, .. } = &item.shape {
            used.entry(faces::resource(*face)).or_insert_with(|| (*face, BTreeSet::new())).1.extend(text.chars());
        }
    }
    used
}
