//! Tables of a structure: their rows and cells in order, whichever page they stand on, and none missing.

use std::collections::BTreeMap;

use super::{Element, Kid, Kind, ROOT, Tree};
use crate::paper::Head;

/// The tables met so far, by number.
#[derive(Default)]
pub(super) struct Tables {
    found: BTreeMap<u32, Table>,
}

struct Table {
    element: usize,
    rows: BTreeMap<u16, BTreeMap<u16, Cell>>,
}

struct Cell {
    element: usize,
    first_sheet: usize,
}

impl Tables {
    /// The page on which a cell began, where it has begun.
    pub(super) fn first_sheet(&self, table: u32, row: u16, column: u16) -> Option<usize> {
        self.found.get(&table)?.rows.get(&row)?.get(&column).map(|cell| cell.first_sheet)
    }

    /// The element of a cell. It gets its row when all are known.
    pub(super) fn cell(&mut self, tree: &mut Tree, number: u32, (row, column): (u16, u16), head: Head, sheet: usize) -> usize {
        let table =
            self.found.entry(number).or_insert_with(|| Table { element: tree.add(ROOT, "Table", Kind::Plain), rows: BTreeMap::new() });
        let cell = table
            .rows
            .entry(row)
            .or_default()
            .entry(column)
            .or_insert_with(|| Cell { element: loose_cell(tree, head), first_sheet: sheet });
        cell.element
    }

    /// Puts rows into tables and cells into rows; a cell without text is there too, so that every row is as wide as the others.
    pub(super) fn finish(self, tree: &mut Tree) {
        for table in self.found.into_values() {
            let columns = table.rows.values().filter_map(|cells| cells.keys().next_back()).max().map_or(0, |last| last + 1);
            for cells in table.rows.into_values() {
                let row = tree.add(table.element, "TR", Kind::Plain);
                let is_heads = cells.values().all(|cell| matches!(tree.elements[cell.element].kind, Kind::Head(Head::Column)));
                for column in 0..columns {
                    let head = if is_heads { Head::Column } else { Head::None };
                    let element = cells.get(&column).map_or_else(|| loose_cell(tree, head), |cell| cell.element);
                    tree.elements[element].parent = row;
                    tree.elements[row].kids.push(Kid::Element(element));
                }
            }
        }
    }
}

fn loose_cell(tree: &mut Tree, head: Head) -> usize {
    let tag = if head == Head::None { "TD" } else { "TH" };
    tree.elements.push(Element { tag, parent: ROOT, kids: Vec::new(), kind: Kind::Head(head) });
    tree.elements.len() - 1
}
