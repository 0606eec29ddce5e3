//! The structure of a document, from the roles and blocks of its items: what a reader who cannot see the page goes through.

use std::collections::{BTreeMap, BTreeSet};

use crate::paper::{Head, Item, Role, Shape, Sheet};

mod table;

use table::Tables;

/// What an item is inside the page's drawing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    /// Decoration: not read.
    Artifact,
    /// Part of an element: its name, and the number of this stretch on its page.
    Content { tag: &'static str, number: usize },
    /// Nothing is drawn: a place that opens an address.
    Place,
}

/// One element of the structure.
pub(super) struct Element {
    pub tag: &'static str,
    pub parent: usize,
    pub kids: Vec<Kid>,
    pub kind: Kind,
}

/// What an element has beside its name.
pub(super) enum Kind {
    Plain,
    /// Words in place of what is drawn.
    Says(String),
    /// A link to this address.
    Link(String),
    /// A picture, its words, and the box that it fills on one page.
    Figure {
        alt: String,
        sheet: usize,
        bounds: Bounds,
    },
    Head(Head),
    /// A list, and how its entries are marked.
    List(Option<&'static str>),
}

/// What an element holds, in reading order.
pub(super) enum Kid {
    Element(usize),
    /// A stretch of a page's drawing.
    Content {
        sheet: usize,
        number: usize,
    },
    /// A link of a page, counted in the order of its items.
    Link {
        sheet: usize,
        place: usize,
    },
}

/// A box on a page: left, top, right, bottom in millimetres.
pub(super) type Bounds = [f32; 4];

/// The whole structure; the first element is the root.
pub(super) struct Tree {
    pub elements: Vec<Element>,
    /// For each page, the mark of each item.
    pub marks: Vec<Vec<Mark>>,
    /// For each page, the element of each stretch of content.
    pub owners: Vec<Vec<usize>>,
    /// For each page, the element of each link.
    pub links: Vec<Vec<usize>>,
}

/// The root of every tree.
const ROOT: usize = 0;

/// What the items that follow each other belong to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Home {
    Nothing,
    Heading(u32, u8),
    Text(u32),
    Entry(u32),
    Cell(u32, u16, u16),
    /// A picture between the texts.
    Picture(u32),
}

/// Builds the structure of these pages.
pub(super) fn grow(sheets: &[Sheet]) -> Tree {
    let mut grower = Grower::new(sheets);
    for (number, sheet) in sheets.iter().enumerate() {
        grower.sheet(number, sheet);
    }
    grower.finish()
}

struct Grower {
    tree: Tree,
    tables: Tables,
    /// Blocks that hold text outside of lists and cells: a figure of such a block stands in the text.
    texts: BTreeSet<u32>,
    home: Home,
    /// The element that text of this home goes into.
    container: usize,
    /// The list that is going on, and the entry's body.
    list: Option<usize>,
    /// The element that the last stretch of content belongs to.
    leaf: Option<usize>,
    /// Whether the next item may go on in the last stretch of content.
    is_open: bool,
}

impl Grower {
    fn new(sheets: &[Sheet]) -> Self {
        let items = sheets.iter().flat_map(|sheet| &sheet.items);
        let is_text = |item: &&Item| matches!(item.role, Role::Paragraph | Role::Label | Role::Value | Role::ListItem);
        let root = Element { tag: "Document", parent: ROOT, kids: Vec::new(), kind: Kind::Plain };
        Self {
            tree: Tree { elements: vec![root], marks: Vec::new(), owners: Vec::new(), links: Vec::new() },
            tables: Tables::default(),
            texts: items.filter(is_text).map(|item| item.block).collect(),
            home: Home::Nothing,
            container: ROOT,
            list: None,
            leaf: None,
            is_open: false,
        }
    }

    fn finish(mut self) -> Tree {
        self.tables.finish(&mut self.tree);
        self.tree
    }

    fn sheet(&mut self, number: usize, sheet: &Sheet) {
        self.is_open = false;
        self.tree.owners.push(Vec::new());
        self.tree.links.push(Vec::new());
        let linked = linked(&sheet.items);
        let marks = sheet.items.iter().zip(linked).map(|(item, link)| self.item(number, item, link)).collect();
        self.tree.marks.push(marks);
    }

    fn item(&mut self, sheet: usize, item: &Item, link: Option<&str>) -> Mark {
        if item.role == Role::Artifact || self.is_repeated(sheet, item) {
            self.is_open = false;
            return Mark::Artifact;
        }
        self.enter(sheet, item);
        if let Shape::Link { address, .. } = &item.shape {
            let element = self.link(address);
            let place = self.tree.links[sheet].len();
            self.tree.links[sheet].push(element);
            self.tree.elements[element].kids.push(Kid::Link { sheet, place });
            return Mark::Place;
        }
        let element = self.leaf_for(sheet, item, link);
        self.content(sheet, element)
    }

    /// The heads of a table that goes on over the page are drawn again there, and read once.
    fn is_repeated(&self, sheet: usize, item: &Item) -> bool {
        match item.role {
            Role::Cell { table, row, column, head: Head::Column } => {
                self.tables.first_sheet(table, row, column).is_some_and(|first| first < sheet)
            }
            _ => false,
        }
    }

    /// Goes to where an item belongs.
    fn enter(&mut self, sheet: usize, item: &Item) {
        let block = item.block;
        let home = match item.role {
            Role::Heading(level) => Home::Heading(block, level.clamp(1, 6)),
            Role::Cell { table, row, column, .. } => Home::Cell(table, row, column),
            Role::ListItem => Home::Entry(block),
            Role::Figure if !self.texts.contains(&block) => Home::Picture(block),
            // A link or a picture inside an entry of a list.
            _ if self.home == Home::Entry(block) => Home::Entry(block),
            Role::Paragraph | Role::Label | Role::Value | Role::Figure | Role::Artifact => Home::Text(block),
        };
        if home == self.home {
            return;
        }
        self.home = home;
        self.leaf = None;
        self.is_open = false;
        if !matches!(home, Home::Entry(_)) {
            self.list = None;
        }
        self.container = match home {
            Home::Nothing | Home::Picture(_) => ROOT,
            Home::Heading(_, level) => self.add(ROOT, heading(level), Kind::Plain),
            Home::Text(_) => self.add(ROOT, "P", Kind::Plain),
            Home::Entry(_) => {
                let list = self.list.unwrap_or_else(|| self.add(ROOT, "L", Kind::List(None)));
                self.list = Some(list);
                self.add(list, "LI", Kind::Plain)
            }
            Home::Cell(table, row, column) => {
                let head = if let Role::Cell { head, .. } = item.role { head } else { Head::None };
                self.tables.cell(&mut self.tree, table, (row, column), head, sheet)
            }
        };
    }

    /// The element that an item's drawing goes into.
    fn leaf_for(&mut self, sheet: usize, item: &Item, link: Option<&str>) -> usize {
        if item.role == Role::Figure {
            return self.figure(sheet, item);
        }
        if let Some(address) = link {
            return self.link(address);
        }
        if let Some(words) = &item.spoken {
            let inside = self.inside();
            return self.add(inside, "Span", Kind::Says(words.clone()));
        }
        if let (Home::Entry(_), Shape::Text { text, .. }) = (self.home, &item.shape)
            && self.tree.elements[self.container].kids.is_empty()
            && let Some(numbering) = numbering(text)
        {
            if let Some(list) = self.list {
                self.tree.elements[list].kind = Kind::List(Some(numbering));
            }
            return self.add(self.container, "Lbl", Kind::Plain);
        }
        self.inside()
    }

    /// Where text of the present home goes: of a list's entry, into its body.
    fn inside(&mut self) -> usize {
        if !matches!(self.home, Home::Entry(_)) {
            return self.container;
        }
        let body = self.tree.elements[self.container].kids.iter().find_map(|kid| match kid {
            Kid::Element(element) if self.tree.elements[*element].tag == "LBody" => Some(*element),
            _ => None,
        });
        body.unwrap_or_else(|| self.add(self.container, "LBody", Kind::Plain))
    }

    /// The link that is being read, or a new one.
    fn link(&mut self, address: &str) -> usize {
        if let Some(leaf) = self.leaf
            && let Kind::Link(of) = &self.tree.elements[leaf].kind
            && of == address
        {
            return leaf;
        }
        let inside = self.inside();
        let link = self.add(inside, "Link", Kind::Link(address.to_owned()));
        self.leaf = Some(link);
        link
    }

    /// Shapes that follow each other in a block are one picture, until one says something else.
    fn figure(&mut self, sheet: usize, item: &Item) -> usize {
        let own = bounds(&item.shape);
        if let Some(leaf) = self.leaf
            && let Kind::Figure { alt, sheet: on, bounds } = &mut self.tree.elements[leaf].kind
            && item.spoken.as_ref().is_none_or(|spoken| spoken == alt)
        {
            // One that goes on over the page has its box where it began.
            let own = if *on == sheet { own } else { *bounds };
            *bounds = [bounds[0].min(own[0]), bounds[1].min(own[1]), bounds[2].max(own[2]), bounds[3].max(own[3])];
            return leaf;
        }
        let inside = self.inside();
        self.add(inside, "Figure", Kind::Figure { alt: item.spoken.clone().unwrap_or_default(), sheet, bounds: own })
    }

    /// A stretch of content of that element: the one that is open, or a new one.
    fn content(&mut self, sheet: usize, element: usize) -> Mark {
        let owners = &mut self.tree.owners[sheet];
        let tag = self.tree.elements[element].tag;
        if !(self.is_open && owners.last() == Some(&element)) {
            self.tree.elements[element].kids.push(Kid::Content { sheet, number: owners.len() });
            owners.push(element);
        }
        self.is_open = true;
        self.leaf = Some(element);
        Mark::Content { tag, number: owners.len() - 1 }
    }

    fn add(&mut self, parent: usize, tag: &'static str, kind: Kind) -> usize {
        self.tree.add(parent, tag, kind)
    }
}

impl Tree {
    fn add(&mut self, parent: usize, tag: &'static str, kind: Kind) -> usize {
        let element = self.elements.len();
        self.elements.push(Element { tag, parent, kids: Vec::new(), kind });
        self.elements[parent].kids.push(Kid::Element(element));
        element
    }
}

fn heading(level: u8) -> &'static str {
    ["H1", "H2", "H3", "H4", "H5", "H6"][usize::from(level.clamp(1, 6)) - 1]
}

/// How a list is marked whose entry begins with this text; `None` where the text is no mark.
fn numbering(text: &str) -> Option<&'static str> {
    let text = text.trim();
    match text {
        "•" | "●" => Some("Disc"),
        "◦" | "○" => Some("Circle"),
        "–" | "-" | "▪" => Some("Square"),
        _ => text
            .strip_suffix(['.', ')'])
            .filter(|digits| !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit()))
            .map(|_| "Decimal"),
    }
}

/// For each item, the address of the link of its block that it stands in.
fn linked(items: &[Item]) -> Vec<Option<&str>> {
    let mut links: BTreeMap<u32, Vec<([f32; 4], &str)>> = BTreeMap::new();
    for item in items {
        if let Shape::Link { address, .. } = &item.shape {
            links.entry(item.block).or_default().push((bounds(&item.shape), address));
        }
    }
    let address = |item: &Item| {
        let Shape::Text { x, y, .. } = &item.shape else { return None };
        let [x, y] = [*x + 0.05, *y];
        let places = links.get(&item.block)?;
        places
            .iter()
            .find(|([left, top, right, bottom], _)| (*left..*right).contains(&x) && (*top..*bottom).contains(&y))
            .map(|(_, address)| *address)
    };
    items.iter().map(address).collect()
}

/// The box that a shape fills; of a text, where it begins and how high it is.
fn bounds(shape: &Shape) -> Bounds {
    match shape {
        Shape::Text { x, y, size_pt, face, text } => {
            let em = size_pt * crate::paper::fonts::MM_PER_PT;
            [*x, y - 0.72 * em, x + crate::paper::fonts::font(*face).width_mm(text, *size_pt), y + 0.21 * em]
        }
        Shape::Line { x1, y1, x2, y2, .. } => [x1.min(*x2), y1.min(*y2), x1.max(*x2), y1.max(*y2)],
        Shape::Frame { x, y, width, height, .. } | Shape::Fill { x, y, width, height, .. } | Shape::Link { x, y, width, height, .. } => {
            [*x, *y, x + width, y + height]
        }
        Shape::Tick { x, y, size } | Shape::Matrix { x, y, size, .. } => [*x, *y, x + size, y + size],
    }
}
