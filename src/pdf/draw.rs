//! The PDF painter: each item of a sheet as the operations that draw it, in black, marked with what it is part of.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use printpdf::{
    Actions, BorderArray, Color, CurTransMat, DictItem, FontId, Greyscale, Line, LineCapStyle, LinePoint, LinkAnnotation, Op, PaintMode,
    PdfFontHandle, Point, Pt, Rect, TextItem, TextMatrix,
};

use super::faces;
use super::tree::Mark;
use crate::paper::{Face, Item, Shape, Sheet, tick_strokes};

/// How thick a tick's strokes are, in millimetres.
const TICK_MM: f32 = 0.55;

/// The operations of a page, with the mark of each of its items.
pub(super) fn operations(sheet: &Sheet, marks: &[Mark]) -> Vec<Op> {
    let mut page = Page { height_mm: sheet.height_mm, font: None, ops: Vec::with_capacity(sheet.items.len() * 6) };
    let mut open = None;
    for (index, (item, mark)) in sheet.items.iter().zip(marks).enumerate() {
        if *mark != Mark::Place && open != Some(*mark) {
            page.end(open.take());
            page.begin(*mark);
            open = Some(*mark);
        }
        let goes_on = marks.get(index + 1) == Some(mark);
        page.draw(&item.shape, sheet.items.get(index + 1).filter(|_| goes_on));
    }
    page.end(open);
    page.ops
}

/// Turns millimetres from the top into points from the bottom.
struct Page {
    height_mm: f32,
    /// The face and size that text is set in now.
    font: Option<(Face, f32)>,
    ops: Vec<Op>,
}

impl Page {
    fn point(&self, x: f32, y: f32) -> Point {
        Point { x: pt(x), y: pt(self.height_mm - y) }
    }

    fn corner(&self, x: f32, y: f32) -> LinePoint {
        LinePoint { p: self.point(x, y), bezier: false }
    }

    fn rect(&self, x: f32, y: f32, width: f32, height: f32) -> Rect {
        let low = self.point(x, y + height);
        Rect { x: low.x, y: low.y, width: pt(width), height: pt(height), mode: Some(PaintMode::Stroke), winding_order: None }
    }

    fn begin(&mut self, mark: Mark) {
        match mark {
            Mark::Artifact => self.ops.push(Op::BeginMarkedContent { tag: "Artifact".into() }),
            Mark::Content { tag, number } => {
                let map = BTreeMap::from([("MCID".to_owned(), integer(number))]);
                self.ops.push(Op::BeginMarkedContentWithProperties { tag: tag.into(), properties: DictItem::Dict { map } });
            }
            Mark::Place => {}
        }
    }

    fn end(&mut self, mark: Option<Mark>) {
        if mark.is_some() {
            self.ops.push(Op::EndMarkedContent);
        }
    }

    fn draw(&mut self, shape: &Shape, next: Option<&Item>) {
        match shape {
            Shape::Text { x, y, size_pt, face, text } => self.text((*x, *y), *size_pt, *face, with_space(text, *y, next)),
            Shape::Line { x1, y1, x2, y2, width_mm } => self.stroke(&[(*x1, *y1), (*x2, *y2)], *width_mm),
            Shape::Frame { x, y, width, height, line_mm } => {
                self.ops.push(Op::SetOutlineThickness { pt: pt(*line_mm) });
                let rectangle = self.rect(*x, *y, *width, *height);
                self.ops.push(Op::DrawRectangle { rectangle });
            }
            Shape::Fill { x, y, width, height, grey } => {
                let tone = f32::from(*grey) / 255.0;
                let mut filled = self.rect(*x, *y, *width, *height);
                filled.mode = Some(PaintMode::Fill);
                self.ops.push(Op::SetFillColor { col: Color::Greyscale(Greyscale::new(tone, None)) });
                self.ops.push(Op::DrawRectangle { rectangle: filled });
                self.ops.push(Op::SetFillColor { col: Color::Greyscale(Greyscale::new(0.0, None)) });
            }
            Shape::Tick { x, y, size } => {
                self.ops.push(Op::SetLineCapStyle { cap: LineCapStyle::Round });
                self.stroke(&tick_strokes(*x, *y, *size), TICK_MM);
                self.ops.push(Op::SetLineCapStyle { cap: LineCapStyle::Butt });
            }
            Shape::Matrix { x, y, size, modules_a_side, black } => self.matrix(*x, *y, *size, *modules_a_side, black),
            Shape::Link { x, y, width, height, address } => {
                let place = self.rect(*x, *y, *width, *height);
                let border = Some(BorderArray::Solid([0.0, 0.0, 0.0]));
                let link = LinkAnnotation::new(place, Actions::uri(address.clone()), border, None, None);
                self.ops.push(Op::LinkAnnotation { link });
            }
        }
    }

    fn text(&mut self, (x, y): (f32, f32), size_pt: f32, face: Face, text: String) {
        let at = self.point(x, y);
        self.ops.push(Op::StartTextSection);
        if self.font != Some((face, size_pt)) {
            self.font = Some((face, size_pt));
            self.ops.push(Op::SetFont { font: PdfFontHandle::External(FontId(faces::resource(face).into())), size: Pt(size_pt) });
        }
        self.ops.push(Op::SetTextMatrix { matrix: TextMatrix::Translate(at.x, at.y) });
        self.ops.push(Op::ShowText { items: vec![TextItem::Text(text)] });
        self.ops.push(Op::EndTextSection);
    }

    fn stroke(&mut self, points: &[(f32, f32)], width_mm: f32) {
        self.ops.push(Op::SetOutlineThickness { pt: pt(width_mm) });
        let points = points.iter().map(|(x, y)| self.corner(*x, *y)).collect();
        self.ops.push(Op::DrawLine { line: Line { points, is_closed: false } });
    }

    /// All modules in one path, so that no hairline shows between neighbours; those in a row are one bar. Counted in modules:
    /// whole numbers make the file a third of the size.
    fn matrix(&mut self, x: f32, y: f32, size: f32, modules_a_side: usize, black: &[bool]) {
        let corner = self.point(x, y);
        let module = size / count(modules_a_side) * 72.0 / 25.4;
        self.ops.push(Op::SaveGraphicsState);
        self.ops.push(Op::SetTransformationMatrix { matrix: CurTransMat::Raw([module, 0.0, 0.0, -module, corner.x.0, corner.y.0]) });
        let mut path = String::with_capacity(12 * 1024);
        for (row, modules) in black.chunks(modules_a_side.max(1)).enumerate() {
            let mut column = 0;
            while column < modules.len() {
                let run = modules[column..].iter().take_while(|is_black| **is_black).count();
                if run > 0 {
                    let _ = write!(path, "{column} {row} {run} 1 re ");
                }
                column += run.max(1);
            }
        }
        path.push('f');
        // As one operation: a thousand small ones would take a sixth of the time that a note takes.
        self.ops.push(Op::Unknown { key: path, value: Vec::new() });
        self.ops.push(Op::RestoreGraphicsState);
    }
}

/// A line of text that goes on in the next line ends in a space: words that are read on would run into each other. After a hyphen
/// or a slash the line may have been broken inside a word.
fn with_space(text: &str, y: f32, next: Option<&Item>) -> String {
    let goes_on = matches!(next.map(|item| &item.shape), Some(Shape::Text { y: below, .. }) if (below - y).abs() > 0.5);
    if goes_on && !text.ends_with([' ', '-', '\u{2013}', '\u{2014}', '/']) { format!("{text} ") } else { text.to_owned() }
}

fn integer(number: usize) -> DictItem {
    DictItem::Int(i64::try_from(number).unwrap_or(i64::MAX))
}

/// Millimetres in points, to a thousandth: finer is noise in the file.
fn pt(mm: f32) -> Pt {
    Pt((mm * 72_000.0 / 25.4).round() / 1000.0)
}

#[allow(clippy::cast_precision_loss)] // A symbol has at most 144 modules a side.
fn count(modules: usize) -> f32 {
    modules as f32
}
