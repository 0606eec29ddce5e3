//! A page as data: what stands where, in millimetres from the top left corner, with its role for readers who cannot see it.

/// The faces that are embedded: the page is measured with the fonts that print it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Face {
    Regular,
    Semibold,
    Bold,
    Italic,
}

/// What a thing on the page is to a reader: the structure of the tagged PDF follows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// A heading of this level, from 1.
    Heading(u8),
    Paragraph,
    /// A printed label of a field.
    Label,
    /// What was filled in.
    Value,
    ListItem,
    /// A cell of a table. Cells of one table number belong together, across pages; rows and columns count from 0.
    Cell {
        table: u32,
        row: u16,
        column: u16,
        head: Head,
    },
    /// Rules, frames and boxes that carry no meaning of their own.
    Artifact,
    Figure,
}

/// What a cell heads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Head {
    /// A cell of data.
    None,
    /// The cells below it.
    Column,
    /// The cells to its right.
    Row,
}

/// What is drawn. Lengths in millimetres, type sizes in points.
#[derive(Clone, PartialEq)]
pub enum Shape {
    /// One line of text from `x`, its baseline at `y`.
    Text { x: f32, y: f32, size_pt: f32, face: Face, text: String },
    /// A straight line.
    Line { x1: f32, y1: f32, x2: f32, y2: f32, width_mm: f32 },
    /// The outline of a box.
    Frame { x: f32, y: f32, width: f32, height: f32, line_mm: f32 },
    /// A filled box, from black (0) to white (255).
    Fill { x: f32, y: f32, width: f32, height: f32, grey: u8 },
    /// A tick (two strokes) inside a box.
    Tick { x: f32, y: f32, size: f32 },
    /// A Data Matrix: square modules, row by row, `true` is black.
    Matrix { x: f32, y: f32, size: f32, modules_a_side: usize, black: Vec<bool> },
    /// A place that opens an address.
    Link { x: f32, y: f32, width: f32, height: f32, address: String },
}

/// A thing on the page.
#[derive(Clone, PartialEq)]
pub struct Item {
    pub shape: Shape,
    pub role: Role,
    /// Items of one block are read together, in order: a paragraph's lines, a label and its value. Counted through a document, so that a
    /// block that goes on over the page keeps its number.
    pub block: u32,
    /// The words a reader hears for a figure or a tick.
    pub spoken: Option<String>,
}

/// One laid-out page.
#[derive(Clone, PartialEq)]
pub struct Sheet {
    pub width_mm: f32,
    pub height_mm: f32,
    /// In reading order.
    pub items: Vec<Item>,
}

crate::domain::redacted_debug!(Shape, Item, Sheet);

/// The two strokes of a tick in a box of that size: down to the foot, and up. Both painters draw these.
#[must_use]
pub fn tick_strokes(x: f32, y: f32, size: f32) -> [(f32, f32); 3] {
    [(0.18, 0.54), (0.40, 0.80), (0.84, 0.18)].map(|(right, down)| (x + right * size, y + down * size))
}
