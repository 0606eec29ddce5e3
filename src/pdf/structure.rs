//! The structure tree as objects of the file, tied to the marked stretches of the pages and to their links.

use lopdf::{Dictionary, Document, Object, ObjectId, dictionary, text_string};

use super::tree::{Element, Kid, Kind, Tree};
use super::{PdfError, missing};
use crate::paper::{Head, Shape, Sheet};

/// Adds the tree to a file whose pages were drawn with its marks.
pub(super) fn add(file: &mut Document, tree: &Tree, sheets: &[Sheet]) -> Result<(), PdfError> {
    let pages: Vec<ObjectId> = file.page_iter().collect();
    if pages.len() != sheets.len() {
        return Err(missing("page"));
    }
    let root = file.new_object_id();
    let ids: Vec<ObjectId> = tree.elements.iter().map(|_| file.new_object_id()).collect();
    let mut parents = Vec::new();
    let mut annotations: Vec<Vec<ObjectId>> = Vec::new();
    for (number, page) in pages.iter().enumerate() {
        parents.push(Object::Integer(integer(number)));
        parents.push(Object::Array(tree.owners[number].iter().map(|owner| ids[*owner].into()).collect()));
        annotations.push(link_objects(file, *page, number, &sheets[number])?);
    }
    // The keys of the links come after those of the pages.
    let mut key = pages.len();
    for (links, owners) in annotations.iter().zip(&tree.links) {
        for (link, owner) in links.iter().zip(owners) {
            file.get_dictionary_mut(*link).map_err(|_| missing("link"))?.set("StructParent", integer(key));
            parents.push(Object::Integer(integer(key)));
            parents.push(ids[*owner].into());
            key += 1;
        }
    }
    for (index, element) in tree.elements.iter().enumerate() {
        let parent = if index == 0 { root } else { ids[element.parent] };
        let written = write(element, parent, &Places { ids: &ids, pages: &pages, annotations: &annotations, sheets });
        file.objects.insert(ids[index], Object::Dictionary(written));
    }
    let parent_tree = file.add_object(dictionary! { "Nums" => parents });
    let tree = dictionary! { "Type" => "StructTreeRoot", "K" => ids[0], "ParentTree" => parent_tree, "ParentTreeNextKey" => integer(key) };
    file.objects.insert(root, Object::Dictionary(tree));
    let catalog = file.catalog_mut().map_err(|_| missing("catalogue"))?;
    catalog.set("StructTreeRoot", root);
    catalog.set("MarkInfo", dictionary! { "Marked" => true });
    Ok(())
}

/// Gives a page its key, and each of its links an object of its own, with words and on paper too.
fn link_objects(file: &mut Document, page: ObjectId, key: usize, sheet: &Sheet) -> Result<Vec<ObjectId>, PdfError> {
    let dict = file.get_dictionary_mut(page).map_err(|_| missing("page"))?;
    dict.set("StructParents", integer(key));
    let links = match dict.remove(b"Annots") {
        Some(Object::Array(links)) if !links.is_empty() => links,
        _ => return Ok(Vec::new()),
    };
    let words = sheet.items.iter().filter_map(|item| match &item.shape {
        Shape::Link { address, .. } => Some(item.spoken.as_ref().unwrap_or(address)),
        _ => None,
    });
    let mut ids = Vec::with_capacity(links.len());
    for (link, words) in links.into_iter().zip(words) {
        let Object::Dictionary(mut link) = link else { return Err(missing("link")) };
        link.set("Contents", text_string(words));
        // Printed as it is shown.
        link.set("F", 4);
        ids.push(file.add_object(link));
    }
    let dict = file.get_dictionary_mut(page).map_err(|_| missing("page"))?;
    dict.set("Annots", Object::Array(ids.iter().map(|id| (*id).into()).collect()));
    dict.set("Tabs", "S");
    Ok(ids)
}

/// Where the things are that an element points to.
struct Places<'a> {
    ids: &'a [ObjectId],
    pages: &'a [ObjectId],
    annotations: &'a [Vec<ObjectId>],
    sheets: &'a [Sheet],
}

fn write(element: &Element, parent: ObjectId, places: &Places) -> Dictionary {
    let mut dict = dictionary! { "S" => element.tag, "P" => parent };
    let on = element.kids.iter().find_map(|kid| if let Kid::Content { sheet, .. } = kid { Some(*sheet) } else { None });
    if let Some(sheet) = on {
        dict.set("Pg", places.pages[sheet]);
    }
    let mut kids: Vec<Object> = element.kids.iter().filter_map(|kid| kid_object(kid, on, places)).collect();
    match kids.len() {
        0 => {}
        1 => dict.set("K", kids.swap_remove(0)),
        _ => dict.set("K", kids),
    }
    match &element.kind {
        Kind::Plain | Kind::Link(_) | Kind::Head(Head::None) | Kind::List(None) => {}
        Kind::Says(words) => dict.set("ActualText", text_string(words)),
        Kind::Figure { alt, sheet, bounds } => {
            dict.set("Alt", text_string(alt));
            let height = places.sheets.get(*sheet).map_or(0.0, |sheet| sheet.height_mm);
            let [left, top, right, bottom] = *bounds;
            let corners = [left, height - bottom, right, height - top].map(|mm| Object::Real((mm * 7200.0 / 25.4).round() / 100.0));
            dict.set("A", dictionary! { "O" => "Layout", "Placement" => if element.parent == 0 { "Block" } else { "Inline" }, "BBox" => corners.to_vec() });
        }
        Kind::Head(Head::Column) => dict.set("A", dictionary! { "O" => "Table", "Scope" => "Column" }),
        Kind::Head(Head::Row) => dict.set("A", dictionary! { "O" => "Table", "Scope" => "Row" }),
        Kind::List(Some(numbering)) => dict.set("A", dictionary! { "O" => "List", "ListNumbering" => *numbering }),
    }
    dict
}

/// `on` is the page that the element names; stretches on other pages name theirs.
fn kid_object(kid: &Kid, on: Option<usize>, places: &Places) -> Option<Object> {
    Some(match kid {
        Kid::Element(element) => places.ids[*element].into(),
        Kid::Content { sheet, number } if Some(*sheet) == on => Object::Integer(integer(*number)),
        Kid::Content { sheet, number } => dictionary! { "Type" => "MCR", "Pg" => places.pages[*sheet], "MCID" => integer(*number) }.into(),
        Kid::Link { sheet, place } => {
            let link = *places.annotations.get(*sheet)?.get(*place)?;
            dictionary! { "Type" => "OBJR", "Pg" => places.pages[*sheet], "Obj" => link }.into()
        }
    })
}

fn integer(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
