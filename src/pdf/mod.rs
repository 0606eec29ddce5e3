//! Pages to PDF bytes: embedded and cut fonts, text that copies out as it was put in, real links, and the same bytes each time.

mod draw;
mod faces;
mod finish;

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
    for (face, used) in characters_by_face(sheets).into_values() {
        // A fixed id in place of the random one that `add_font` makes: the bytes must not change.
        pdf.resources.fonts.map.insert(FontId(faces::resource(face).into()), PdfFont::new(faces::cut(face, &used)?));
    }
    pdf.pages = sheets.iter().map(|sheet| PdfPage::new(Mm(sheet.width_mm), Mm(sheet.height_mm), draw::operations(sheet))).collect();
    // `secure` leaves out operators that printpdf has no word for; `draw` makes two of them.
    let options = PdfSaveOptions { secure: false, image_optimization: None, ..PdfSaveOptions::default() };
    let mut warnings = Vec::new();
    let file = printpdf::to_lopdf_doc(&pdf, &options, &mut warnings);
    if let Some(warning) = warnings.first() {
        return Err(PdfError(format!("The page could not be written as a PDF: {}", warning.msg)));
    }
    finish::to_bytes(file, title, id)
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
