//! Fonts cut to the characters that a document may use, and kept: most documents use no others.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

use printpdf::{FontMetrics, ParsedFont, PdfFontMetricsStub};
use subsetter::GlyphRemapper;

use super::PdfError;
use super::write::{self, Effort};
use crate::paper::{Face, fonts};

/// The name under which a page asks for a face.
pub(super) fn resource(face: Face) -> &'static str {
    match face {
        Face::Regular => "Regular",
        Face::Semibold => "Semibold",
        Face::Bold => "Bold",
        Face::Italic => "Italic",
    }
}

/// The name in the file: a tag of six letters says that the font is cut.
fn base_name(face: Face) -> &'static str {
    match face {
        Face::Regular => "FITREG+SourceSansPro-Regular",
        Face::Semibold => "FITSEM+SourceSansPro-Semibold",
        Face::Bold => "FITBLD+SourceSansPro-Bold",
        Face::Italic => "FITITA+SourceSansPro-It",
    }
}

/// A font as it goes into a file.
pub(super) struct Cut {
    pub font: ParsedFont,
    /// The font's program, and the same compressed.
    pub program: Vec<u8>,
    pub packed: Vec<u8>,
}

/// What every font of a file can draw, so that one cut serves nearly every document.
const USUAL: &str = "‘’“”–—•…£½°é";

/// How many cuts are kept: the usual ones, and some of documents with letters beyond.
const KEPT: usize = 12;

/// A face that can draw these characters; those that it has no glyph for are left out. What is cut depends on the characters alone, and
/// not on what was written before.
pub(super) fn cut(face: Face, characters: &BTreeSet<char>) -> Result<Arc<Cut>, PdfError> {
    type Kept = Vec<(Face, BTreeSet<char>, Arc<Cut>)>;
    static CUTS: Mutex<Kept> = Mutex::new(Vec::new());
    let mut wanted: BTreeSet<char> = (' '..='~').chain(USUAL.chars()).collect();
    wanted.extend(characters);
    // A cut is pushed whole, so that one kept by a thread that failed is as good as any.
    let mut cuts = CUTS.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(at) = cuts.iter().position(|(kept, set, _)| *kept == face && *set == wanted) {
        let found = cuts.remove(at);
        let cut = Arc::clone(&found.2);
        cuts.push(found);
        return Ok(cut);
    }
    let cut = Arc::new(make(face, &wanted)?);
    if cuts.len() >= KEPT {
        cuts.remove(0);
    }
    cuts.push((face, wanted, Arc::clone(&cut)));
    Ok(cut)
}

fn make(face: Face, characters: &BTreeSet<char>) -> Result<Cut, PdfError> {
    let whole = fonts::font(face);
    let mut glyphs = GlyphRemapper::new();
    let mut glyph_of = BTreeMap::new();
    let mut width_of = BTreeMap::new();
    for c in characters {
        if let Some((glyph, advance)) = whole.glyph(*c) {
            let place = glyphs.remap(glyph);
            glyph_of.insert(u32::from(*c), place);
            width_of.insert(place, advance);
        }
    }
    let program = subsetter::subset(fonts::bytes(face), 0, &glyphs)
        .map_err(|error| PdfError(format!("The font {} could not be embedded: {error}", base_name(face))))?;
    let parsed = whole.parsed();
    let units_per_em = parsed.units_per_em();
    let metrics = FontMetrics { ascent: parsed.ascender(), descent: parsed.descender() };
    let packed = write::pack(&program, Effort::Kept)?;
    let mut font = ParsedFont::with_glyph_data(program.clone(), 0, Some(base_name(face).into()), glyph_of, width_of, units_per_em, metrics);
    let bounds = parsed.global_bounding_box();
    font.pdf_font_metrics = PdfFontMetricsStub {
        units_per_em,
        x_min: bounds.x_min,
        y_min: bounds.y_min,
        x_max: bounds.x_max,
        y_max: bounds.y_max,
        // The slope that gives 12 degrees, as this italic leans.
        caret_slope_rise: 1000,
        caret_slope_run: if face == Face::Italic { 213 } else { 0 },
        us_weight_class: parsed.weight().to_number(),
    };
    Ok(Cut { font, program, packed })
}
