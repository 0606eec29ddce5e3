//! Fonts cut to the characters that a document uses.

use std::collections::{BTreeMap, BTreeSet};

use printpdf::{FontMetrics, ParsedFont, PdfFontMetricsStub};
use subsetter::GlyphRemapper;

use super::PdfError;
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

/// Cuts a face to these characters; those that it cannot draw are left out.
pub(super) fn cut(face: Face, characters: &BTreeSet<char>) -> Result<ParsedFont, PdfError> {
    let font = fonts::font(face);
    let mut glyphs = GlyphRemapper::new();
    let mut glyph_of = BTreeMap::new();
    let mut width_of = BTreeMap::new();
    for c in characters {
        if let Some((glyph, advance)) = font.glyph(*c) {
            let place = glyphs.remap(glyph);
            glyph_of.insert(u32::from(*c), place);
            width_of.insert(place, advance);
        }
    }
    let program = subsetter::subset(fonts::bytes(face), 0, &glyphs)
        .map_err(|error| PdfError(format!("The font {} could not be embedded: {error}", base_name(face))))?;
    let parsed = font.parsed();
    let units_per_em = parsed.units_per_em();
    let metrics = FontMetrics { ascent: parsed.ascender(), descent: parsed.descender() };
    let mut cut = ParsedFont::with_glyph_data(program, 0, Some(base_name(face).into()), glyph_of, width_of, units_per_em, metrics);
    let bounds = parsed.global_bounding_box();
    cut.pdf_font_metrics = PdfFontMetricsStub {
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
    Ok(cut)
}
