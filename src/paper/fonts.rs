//! The four faces, parsed once when first needed: the page is measured with the fonts that print it.

use std::sync::OnceLock;

use ttf_parser::GlyphId;

use super::Face;

/// Points in a millimetre's terms: one point is 25.4/72 mm.
pub const MM_PER_PT: f32 = 25.4 / 72.0;

/// A parsed face.
pub struct Font {
    parsed: ttf_parser::Face<'static>,
    units_per_em: f32,
    /// Advances of the first characters, which nearly every text is made of; -1 where there is no glyph.
    common: Vec<i32>,
}

/// How many characters' advances are kept: Latin with its extensions.
const COMMON: u32 = 0x250;

/// The font file of a face: what the preview must load so that it shows the page as printed.
#[must_use]
pub fn bytes(face: Face) -> &'static [u8] {
    match face {
        Face::Regular => include_bytes!("../../assets/fonts/SourceSansPro-Regular.ttf"),
        Face::Semibold => include_bytes!("../../assets/fonts/SourceSansPro-Semibold.ttf"),
        Face::Bold => include_bytes!("../../assets/fonts/SourceSansPro-Bold.ttf"),
        Face::Italic => include_bytes!("../../assets/fonts/SourceSansPro-It.ttf"),
    }
}

/// A face, parsed when it is first asked for.
#[must_use]
pub fn font(face: Face) -> &'static Font {
    static FONTS: [OnceLock<Font>; 4] = [const { OnceLock::new() }; 4];
    let place = match face {
        Face::Regular => 0,
        Face::Semibold => 1,
        Face::Bold => 2,
        Face::Italic => 3,
    };
    FONTS[place].get_or_init(|| Font::parse(face))
}

impl Font {
    /// A font built into the program that does not parse is a bug, which every test finds before anybody else can.
    fn parse(face: Face) -> Self {
        let parsed = ttf_parser::Face::parse(bytes(face), 0).unwrap_or_else(|error| panic!("assets/fonts, {face:?}: {error}"));
        let units_per_em = f32::from(parsed.units_per_em());
        let mut font = Self { parsed, units_per_em, common: Vec::new() };
        font.common = (0..COMMON)
            .map(|code| char::from_u32(code).and_then(|c| font.look_up(c)).map_or(-1, |(_, advance)| i32::from(advance)))
            .collect();
        font
    }

    fn look_up(&self, c: char) -> Option<(GlyphId, u16)> {
        let glyph = self.parsed.glyph_index(c)?;
        Some((glyph, self.parsed.glyph_hor_advance(glyph)?))
    }

    /// The glyph that draws a character, and its advance in font units.
    #[must_use]
    pub fn glyph(&self, c: char) -> Option<(u16, u16)> {
        self.look_up(c).map(|(glyph, advance)| (glyph.0, advance))
    }

    /// The advance of a character in font units; `None` where the face cannot draw it.
    #[must_use]
    pub fn advance(&self, c: char) -> Option<u16> {
        match self.common.get(c as usize) {
            Some(advance) => u16::try_from(*advance).ok(),
            None => self.look_up(c).map(|(_, advance)| advance),
        }
    }

    /// The width of a text in font units, without kerning, as the PDF sets it. What cannot be drawn has no width.
    #[must_use]
    pub fn units(&self, text: &str) -> u32 {
        text.chars().filter_map(|c| self.advance(c)).map(u32::from).sum()
    }

    /// The width of a text in millimetres.
    #[must_use]
    pub fn width_mm(&self, text: &str, size_pt: f32) -> f32 {
        self.to_mm(self.units(text), size_pt)
    }

    /// A number of font units in millimetres at a type size.
    #[must_use]
    #[allow(clippy::cast_precision_loss)] // A line's width is far below the 16 million that an f32 counts exactly.
    pub fn to_mm(&self, units: u32, size_pt: f32) -> f32 {
        units as f32 / self.units_per_em * size_pt * MM_PER_PT
    }

    /// How many font units fit in a width.
    #[must_use]
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // Widths of a page are positive and small.
    pub fn units_in(&self, width_mm: f32, size_pt: f32) -> u32 {
        (width_mm * self.units_per_em / (size_pt * MM_PER_PT)) as u32
    }

    /// The parsed face, for those who embed it.
    #[must_use]
    pub fn parsed(&self) -> &ttf_parser::Face<'static> {
        &self.parsed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_as_wide_as_its_advances() {
        let font = font(Face::Regular);
        // H 652, a 504, t 339 of 1000 units in this font.
        assert_eq!(font.units("Hat"), 652 + 504 + 339);
        assert!((font.width_mm("Hat", 10.0) - 5.274).abs() < 0.01, "{}", font.width_mm("Hat", 10.0));
    }

    #[test]
    fn names_of_wales_poland_turkey_greece_and_the_cyrillic_world_are_drawable_in_every_face() {
        for face in [Face::Regular, Face::Semibold, Face::Bold, Face::Italic] {
            for c in
                "ŵŷŴŶẁẃẅỳ ĄąĆćĘęŁłŃńÓóŚśŹźŻż ĞğİıŞşÇçÖöÜü ΑΩαωάέήίόύώϊΐς АЯаяЁёЇїЄєҐґЉњЋђЏ ÆØÅæøåßŐőŰűČčŘřŠšŽžĐđȚțȘșẠạƠơƯư’‘–—“”•…€£½°×"
                    .chars()
            {
                assert!(font(face).advance(c).is_some(), "{face:?} {c}");
            }
        }
        assert!(font(Face::Regular).advance('😀').is_none() && font(Face::Regular).advance('中').is_none());
    }
}
