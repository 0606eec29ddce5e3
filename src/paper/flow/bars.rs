//! A small chart of bars, one a row, with its words in full for whoever cannot see it.

use super::Flow;
use super::pages::{Chunk, Draw};
use crate::paper::fonts::{MM_PER_PT, font};
use crate::paper::text::clean;
use crate::paper::{Face, Item, Role, Shape};

/// One bar: dark up to the least, lighter up to the most where they differ.
#[derive(Debug, Clone, PartialEq)]
pub struct Bar {
    /// On the left of the bar.
    pub label: String,
    pub least: f32,
    pub most: f32,
    /// On the right of the bar.
    pub value: String,
    /// It has no end: the bar is drawn open.
    pub open: bool,
}

const DARK: u8 = 90;
const LIGHT: u8 = 195;
const TRACK: u8 = 240;

impl Flow {
    /// A chart of bars on one page, from nothing to the longest. `alt` says all of it in words.
    pub fn bars(&mut self, alt: &str, bars: &[Bar]) -> &mut Self {
        let style = self.style;
        let size_pt = style.small_pt;
        let em = size_pt * MM_PER_PT;
        let face = font(Face::Regular);
        let label_width = widest(bars.iter().map(|bar| &bar.label), size_pt).min(style.width() * 0.34);
        let value_width = widest(bars.iter().map(|bar| &bar.value), size_pt).min(style.width() * 0.3);
        let from = style.margin + label_width + 3.0;
        let full = (style.width() - label_width - value_width - 6.0).max(20.0);
        let longest = bars.iter().map(|bar| bar.most.max(bar.least)).fold(0.0, f32::max).max(f32::EPSILON);
        let alt = self.drawable(&clean(alt));
        self.block += 1;
        let count = bars.len();
        for (index, bar) in bars.iter().enumerate() {
            let order = self.next();
            let height = em * 1.75;
            let (least, most) = (full * bar.least.max(0.0) / longest, full * bar.most.max(bar.least).max(0.0) / longest);
            let shade = |x: f32, width: f32, grey: u8| Shape::Fill { x, y: height * 0.14, width, height: height * 0.72, grey };
            let baseline = height / 2.0 + 0.33 * em;
            let written = |x: f32, text: String| Shape::Text { x, y: baseline, size_pt, face: Face::Regular, text };
            let mut shapes = vec![shade(from, full, TRACK)];
            if most > least {
                shapes.push(shade(from, most, LIGHT));
            }
            if least > 0.0 {
                shapes.push(shade(from, least, DARK));
            }
            if bar.open {
                shapes.extend((0..3_u8).map(|gap| shade(from + most - 3.2 + f32::from(gap) * 1.2, 0.5, 255)).filter(|_| most > 6.0));
            }
            let label = self.drawable(&fitting(&clean(&bar.label), label_width, size_pt));
            let value = self.drawable(&clean(&bar.value));
            shapes.push(written(style.margin, label));
            let value_at = style.margin + style.width() - face.width_mm(&value, size_pt).min(value_width);
            shapes.push(written(value_at, value));
            let mut draws: Vec<Draw> = shapes
                .into_iter()
                .map(|shape| Draw { order, item: Item { shape, role: Role::Figure, block: self.block, spoken: None } })
                .collect();
            if index == 0 {
                if let Some(first) = draws.first_mut() {
                    first.item.spoken = Some(alt.clone());
                }
            }
            let before = if index == 0 { style.gap() * 1.3 } else { 0.0 };
            // A chart is seen at one glance; a long one goes on over the page.
            let keep = index + 1 < count && count <= 26;
            self.chunks.push(Chunk { height, before, keep, draws, table: None });
        }
        self
    }
}

fn widest<'a>(texts: impl Iterator<Item = &'a String>, size_pt: f32) -> f32 {
    texts.map(|text| font(Face::Regular).width_mm(&clean(text), size_pt)).fold(0.0, f32::max)
}

/// A label in the width there is; the table beside the chart and its alternative have it in full.
fn fitting(label: &str, width: f32, size_pt: f32) -> String {
    let face = font(Face::Regular);
    if face.width_mm(label, size_pt) <= width + 0.1 {
        return label.to_owned();
    }
    let mut kept = String::new();
    for c in label.chars() {
        if face.width_mm(&kept, size_pt) + face.width_mm("…", size_pt) + 2.0 > width {
            break;
        }
        kept.push(c);
    }
    format!("{}…", kept.trim_end())
}
