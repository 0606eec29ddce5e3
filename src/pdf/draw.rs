//! The PDF painter: each item of a sheet as the operations that draw it, in black.

use printpdf::{
    Actions, BorderArray, Color, CurTransMat, DictItem, FontId, Greyscale, Line, LineCapStyle, LinePoint, LinkAnnotation, Op, PaintMode,
    PdfFontHandle, Point, Pt, Rect, TextItem, TextMatrix,
};

use super::faces;
use crate::paper::{Shape, Sheet, tick_strokes};

/// How thick a tick's strokes are, in millimetres.
const TICK_MM: f32 = 0.55;

/// The operations of a page.
pub(super) fn operations(sheet: &Sheet) -> Vec<Op> {
    let page = Page { height_mm: sheet.height_mm };
    let mut ops = Vec::with_capacity(sheet.items.len() * 5);
    for item in &sheet.items {
        page.draw(&item.shape, &mut ops);
    }
    ops
}

/// Turns millimetres from the top into points from the bottom.
struct Page {
    height_mm: f32,
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

    fn draw(&self, shape: &Shape, ops: &mut Vec<Op>) {
        match shape {
            Shape::Text { x, y, size_pt, face, text } => {
                let at = self.point(*x, *y);
                ops.push(Op::StartTextSection);
                ops.push(Op::SetFont { font: PdfFontHandle::External(FontId(faces::resource(*face).into())), size: Pt(*size_pt) });
                ops.push(Op::SetTextMatrix { matrix: TextMatrix::Translate(at.x, at.y) });
                ops.push(Op::ShowText { items: vec![TextItem::Text(text.clone())] });
                ops.push(Op::EndTextSection);
            }
            Shape::Line { x1, y1, x2, y2, width_mm } => self.stroke(&[(*x1, *y1), (*x2, *y2)], *width_mm, ops),
            Shape::Frame { x, y, width, height, line_mm } => {
                ops.push(Op::SetOutlineThickness { pt: pt(*line_mm) });
                ops.push(Op::DrawRectangle { rectangle: self.rect(*x, *y, *width, *height) });
            }
            Shape::Fill { x, y, width, height, grey } => {
                let tone = f32::from(*grey) / 255.0;
                let mut filled = self.rect(*x, *y, *width, *height);
                filled.mode = Some(PaintMode::Fill);
                ops.push(Op::SetFillColor { col: Color::Greyscale(Greyscale::new(tone, None)) });
                ops.push(Op::DrawRectangle { rectangle: filled });
                ops.push(Op::SetFillColor { col: Color::Greyscale(Greyscale::new(0.0, None)) });
            }
            Shape::Tick { x, y, size } => {
                ops.push(Op::SetLineCapStyle { cap: LineCapStyle::Round });
                self.stroke(&tick_strokes(*x, *y, *size), TICK_MM, ops);
                ops.push(Op::SetLineCapStyle { cap: LineCapStyle::Butt });
            }
            Shape::Matrix { x, y, size, modules_a_side, black } => self.matrix(*x, *y, *size, *modules_a_side, black, ops),
            Shape::Link { x, y, width, height, address } => ops.push(Op::LinkAnnotation {
                link: LinkAnnotation::new(
                    self.rect(*x, *y, *width, *height),
                    Actions::uri(address.clone()),
                    Some(BorderArray::Solid([0.0, 0.0, 0.0])),
                    None,
                    None,
                ),
            }),
        }
    }

    fn stroke(&self, points: &[(f32, f32)], width_mm: f32, ops: &mut Vec<Op>) {
        ops.push(Op::SetOutlineThickness { pt: pt(width_mm) });
        let points = points.iter().map(|(x, y)| self.corner(*x, *y)).collect();
        ops.push(Op::DrawLine { line: Line { points, is_closed: false } });
    }

    /// All modules in one path, so that no hairline shows between neighbours; those in a row are one bar. Counted in modules:
    /// whole numbers make the file a third of the size.
    fn matrix(&self, x: f32, y: f32, size: f32, modules_a_side: usize, black: &[bool], ops: &mut Vec<Op>) {
        let corner = self.point(x, y);
        let module = size / count(modules_a_side) * 72.0 / 25.4;
        ops.push(Op::SaveGraphicsState);
        ops.push(Op::SetTransformationMatrix { matrix: CurTransMat::Raw([module, 0.0, 0.0, -module, corner.x.0, corner.y.0]) });
        for (row, modules) in black.chunks(modules_a_side.max(1)).enumerate() {
            let mut column = 0;
            while column < modules.len() {
                let run = modules[column..].iter().take_while(|is_black| **is_black).count();
                if run > 0 {
                    ops.push(plain("re", &[column, row, run, 1]));
                }
                column += run.max(1);
            }
        }
        ops.push(plain("f", &[]));
        ops.push(Op::RestoreGraphicsState);
    }
}

/// An operator that printpdf has no word for: it draws rectangles one by one only.
fn plain(key: &str, numbers: &[usize]) -> Op {
    let value = numbers.iter().map(|number| DictItem::Int(i64::try_from(*number).unwrap_or(i64::MAX))).collect();
    Op::Unknown { key: key.into(), value }
}

/// Millimetres in points, to a thousandth: finer is noise in the file.
fn pt(mm: f32) -> Pt {
    Pt((mm * 72_000.0 / 25.4).round() / 1000.0)
}

#[allow(clippy::cast_precision_loss)] // A symbol has at most 144 modules a side.
fn count(modules: usize) -> f32 {
    modules as f32
}
