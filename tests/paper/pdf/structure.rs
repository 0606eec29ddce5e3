//! The structure tree of each file, read with a plain PDF reader.

use std::collections::{BTreeMap, BTreeSet};

use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object, ObjectId};

use super::documents;

/// A file with what its tree reaches.
struct Read {
    file: Document,
    /// The stretches of content that elements hold: page and number, in reading order.
    held: Vec<(ObjectId, i64)>,
    /// The links that elements hold.
    links: Vec<ObjectId>,
    /// Each element's name and dictionary, in reading order.
    elements: Vec<(String, Dictionary)>,
}

fn read(bytes: &[u8]) -> Read {
    let file = Document::load_mem(bytes).expect("a PDF");
    let root = file.catalog().expect("a catalogue").get(b"StructTreeRoot").and_then(Object::as_reference).expect("a tree");
    let mut read = Read { file, held: Vec::new(), links: Vec::new(), elements: Vec::new() };
    let first = read.file.get_dictionary(root).and_then(|root| root.get(b"K")).expect("a root").clone();
    read.kid(&first, root, None);
    read
}

impl Read {
    fn kid(&mut self, kid: &Object, parent: ObjectId, page: Option<ObjectId>) {
        match kid {
            Object::Integer(number) => self.held.push((page.expect("a page for the number"), *number)),
            Object::Array(kids) => kids.iter().for_each(|kid| self.kid(kid, parent, page)),
            Object::Reference(id) => {
                let element = self.file.get_dictionary(*id).expect("an element").clone();
                assert_eq!(element.get(b"P").and_then(Object::as_reference).expect("a parent"), parent, "an element names its parent");
                let tag = String::from_utf8_lossy(element.get(b"S").and_then(Object::as_name).expect("a name")).into_owned();
                let page = element.get(b"Pg").and_then(Object::as_reference).ok();
                self.elements.push((tag, element.clone()));
                if let Ok(kids) = element.get(b"K") {
                    self.kid(kids, *id, page);
                }
            }
            Object::Dictionary(place) => {
                let page = place.get(b"Pg").and_then(Object::as_reference).expect("a page");
                match place.get(b"Type").and_then(Object::as_name).expect("a type") {
                    b"MCR" => self.held.push((page, place.get(b"MCID").and_then(Object::as_i64).expect("a number"))),
                    b"OBJR" => self.links.push(place.get(b"Obj").and_then(Object::as_reference).expect("a link")),
                    other => panic!("{}", String::from_utf8_lossy(other)),
                }
            }
            other => panic!("{other:?}"),
        }
    }

    fn count(&self, tag: &str) -> usize {
        self.elements.iter().filter(|(own, _)| own == tag).count()
    }

    fn attribute(element: &Dictionary, key: &[u8]) -> Option<Object> {
        element.get(b"A").and_then(Object::as_dict).and_then(|attributes| attributes.get(key)).ok().cloned()
    }
}

/// The numbers that a page's drawing marks; nothing may be drawn outside of a mark, and no mark inside another.
fn drawn(file: &Document, page: ObjectId) -> Vec<(String, i64)> {
    let content = Content::decode(&file.get_page_content(page)).expect("operators");
    let mut numbers = Vec::new();
    let mut is_open = false;
    for operation in content.operations {
        match operation.operator.as_str() {
            "BMC" | "BDC" => {
                assert!(!is_open, "a mark inside another");
                is_open = true;
                let tag = String::from_utf8_lossy(operation.operands[0].as_name().expect("a name")).into_owned();
                if let Some(properties) = operation.operands.get(1) {
                    let number =
                        properties.as_dict().and_then(|properties| properties.get(b"MCID")).and_then(Object::as_i64).expect("a number");
                    numbers.push((tag, number));
                } else {
                    assert_eq!(tag, "Artifact");
                }
            }
            "EMC" => is_open = false,
            "Tj" | "TJ" | "S" | "f" | "re" | "Do" => assert!(is_open, "{} is drawn outside of a mark", operation.operator),
            _ => {}
        }
    }
    assert!(!is_open);
    numbers
}

#[test]
fn every_stretch_of_every_page_is_reached_once_from_the_tree_and_the_parents_lead_back() {
    for (name, document) in documents::all() {
        let read = read(documents::bytes(name));
        let pages: Vec<ObjectId> = read.file.page_iter().collect();
        assert_eq!(pages.len(), document.sheets().len());
        let mut marked = BTreeSet::new();
        for page in &pages {
            for (index, (_, number)) in drawn(&read.file, *page).into_iter().enumerate() {
                assert_eq!(usize::try_from(number), Ok(index), "{name}: numbers follow the drawing");
                marked.insert((*page, number));
            }
        }
        assert!(marked.len() > 10, "{name}");
        assert_eq!(read.held.len(), marked.len(), "{name}: each once");
        assert_eq!(read.held.iter().copied().collect::<BTreeSet<_>>(), marked, "{name}");
        // From a page's key to an element for each of its numbers, and from a link's key to its element.
        let parents = parents(&read.file);
        for page in &pages {
            let dictionary = read.file.get_dictionary(*page).expect("a page");
            let key = dictionary.get(b"StructParents").and_then(Object::as_i64).expect("a key");
            let owners = parents[&key].as_array().expect("a list");
            assert_eq!(owners.len(), marked.iter().filter(|(on, _)| on == page).count(), "{name}");
            for (number, owner) in owners.iter().enumerate() {
                let owner = read.file.get_dictionary(owner.as_reference().expect("an element")).expect("an element");
                assert!(holds(owner, *page, i64::try_from(number).expect("small")), "{name}: {number}");
            }
        }
    }
}

fn parents(file: &Document) -> BTreeMap<i64, Object> {
    let root = file.catalog().and_then(|catalog| catalog.get(b"StructTreeRoot")).and_then(Object::as_reference).expect("a tree");
    let tree = file.get_dictionary(root).and_then(|root| root.get(b"ParentTree")).and_then(Object::as_reference).expect("parents");
    let numbers = file.get_dictionary(tree).and_then(|tree| tree.get(b"Nums")).and_then(Object::as_array).expect("numbers");
    numbers.chunks(2).map(|pair| (pair[0].as_i64().expect("a key"), pair[1].clone())).collect()
}

fn holds(element: &Dictionary, page: ObjectId, number: i64) -> bool {
    let on = element.get(b"Pg").and_then(Object::as_reference).ok();
    let is_it = |kid: &Object| match kid {
        Object::Integer(own) => on == Some(page) && *own == number,
        Object::Dictionary(place) => {
            place.get(b"MCID").and_then(Object::as_i64).ok() == Some(number)
                && place.get(b"Pg").and_then(Object::as_reference).ok() == Some(page)
        }
        _ => false,
    };
    match element.get(b"K").expect("kids") {
        Object::Array(kids) => kids.iter().any(is_it),
        kid => is_it(kid),
    }
}

#[test]
fn tables_have_heads_with_a_scope_and_every_row_is_as_wide() {
    let mut tables = 0;
    for (name, document) in documents::all() {
        let read = read(documents::bytes(name));
        for (tag, element) in &read.elements {
            if tag == "TH" {
                let scope = Read::attribute(element, b"Scope").unwrap_or_else(|| panic!("{name}: a head without a scope"));
                assert!(matches!(scope.as_name(), Ok(b"Column" | b"Row")));
            }
            if tag != "Table" {
                continue;
            }
            tables += 1;
            let width = |row: &Object| {
                let row = row.as_reference().and_then(|row| read.file.get_dictionary(row)).expect("a row");
                assert_eq!(row.get(b"S").and_then(Object::as_name).expect("a name"), b"TR");
                row.get(b"K").and_then(Object::as_array).expect("cells").len()
            };
            let widths: BTreeSet<usize> = element.get(b"K").and_then(Object::as_array).expect("rows").iter().map(width).collect();
            assert_eq!(widths.len(), 1, "{name}: rows of {widths:?} cells");
        }
        if name == "flow" {
            // Forty rows and their heads, on three pages and more, are one table with its heads once.
            assert_eq!((read.count("Table"), read.count("TR"), read.count("TH"), read.count("TD")), (1, 41, 3, 120));
            assert!(document.sheets().len() > 2);
        }
    }
    assert!(tables > 2, "{tables}");
}

#[test]
fn pictures_have_words_and_a_box_on_their_page() {
    for (name, _) in documents::all() {
        let read = read(documents::bytes(name));
        for (tag, element) in &read.elements {
            if tag != "Figure" {
                continue;
            }
            let alt = element.get(b"Alt").and_then(Object::as_str).expect("words");
            assert!(!alt.is_empty(), "{name}: a figure without words");
            let bounds = Read::attribute(element, b"BBox").expect("a box");
            let bounds: Vec<f32> = bounds.as_array().expect("numbers").iter().map(|number| number.as_float().expect("a number")).collect();
            assert!(bounds[0] >= 0.0 && bounds[1] >= 0.0 && bounds[2] > bounds[0] && bounds[3] > bounds[1], "{name}: {bounds:?}");
            assert!(bounds[2] < 842.0 && bounds[3] < 842.0, "{name}: {bounds:?}");
        }
        let alts: Vec<String> =
            read.elements.iter().filter(|(tag, _)| tag == "Figure").map(|(_, element)| words(element, b"Alt")).collect();
        let says = |words: &str| alts.iter().filter(|alt| *alt == words).count();
        match name {
            "med3-not-fit" => assert_eq!((says("Ticked"), says("Not ticked"), alts.len()), (1, 5, 7)),
            "med3-may-be-fit" => assert_eq!((says("Ticked"), says("Not ticked"), alts.len()), (5, 1, 7)),
            "med3-without-code" => assert_eq!((says("Ticked"), says("Not ticked"), alts.len()), (1, 5, 6)),
            "flow" => assert_eq!(alts, ["Hours by week: 8, then 12, then 16, then 16 to 20."]),
            _ => {}
        }
    }
}

fn words(element: &Dictionary, key: &[u8]) -> String {
    element.get(key).and_then(lopdf::decode_text_string).expect("a text")
}

#[test]
fn every_link_is_an_element_with_its_words_and_its_place() {
    for (name, _) in documents::all() {
        let read = read(documents::bytes(name));
        let mut places = Vec::new();
        for page in read.file.page_iter() {
            let page = read.file.get_dictionary(page).expect("a page");
            if let Ok(links) = page.get(b"Annots").and_then(Object::as_array) {
                assert_eq!(page.get(b"Tabs").and_then(Object::as_name).expect("an order"), b"S");
                places.extend(links.iter().map(|link| link.as_reference().expect("an object")));
            }
        }
        assert!(!places.is_empty() || !name.starts_with("med3"), "{name}");
        assert_eq!(read.links, places, "{name}");
        let parents = parents(&read.file);
        for place in places {
            let link = read.file.get_dictionary(place).expect("a link");
            assert!(!words(link, b"Contents").is_empty());
            let key = link.get(b"StructParent").and_then(Object::as_i64).expect("a key");
            let owner = parents[&key].as_reference().and_then(|owner| read.file.get_dictionary(owner)).expect("an element");
            assert_eq!(owner.get(b"S").and_then(Object::as_name).expect("a name"), b"Link");
            assert!(owner.get(b"Pg").is_ok(), "{name}: a link holds its words");
        }
    }
}

#[test]
fn headings_begin_with_the_title_and_skip_no_level() {
    for (name, _) in documents::all() {
        let read = read(documents::bytes(name));
        let levels: Vec<u32> =
            read.elements.iter().filter_map(|(tag, _)| tag.strip_prefix('H').and_then(|level| level.parse().ok())).collect();
        assert_eq!(levels.first(), Some(&1), "{name}");
        assert_eq!(levels.iter().filter(|level| **level == 1).count(), 1, "{name}");
        assert!(levels.windows(2).all(|pair| pair[1] <= pair[0] + 1), "{name}: {levels:?}");
    }
}

#[test]
fn lists_hold_entries_and_paragraphs_go_on_over_the_page() {
    let read = read(documents::bytes("flow"));
    assert_eq!((read.count("L"), read.count("LI"), read.count("LBody")), (2, 5, 5));
    // One paragraph whose kids lie on two pages.
    let over = read.elements.iter().filter(|(tag, element)| {
        tag == "P" && matches!(element.get(b"K"), Ok(Object::Array(kids)) if kids.iter().any(|kid| matches!(kid, Object::Dictionary(_))))
    });
    assert!(over.count() >= 1);
    let read = self::read(documents::bytes("med3-not-fit"));
    assert_eq!((read.count("L"), read.count("LI"), read.count("Lbl"), read.count("LBody")), (1, 4, 4, 4));
}
