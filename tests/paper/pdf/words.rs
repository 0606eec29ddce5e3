//! The words of each file, as other programs take them out of it.

use fitnote::paper::{Document, Role, Shape};

use super::{documents, files, run, text};

/// All letters of what is read, in order, without spaces: where a line ends is the other program's guess.
fn letters(document: &Document, is_read: impl Fn(Role) -> bool) -> String {
    let items = document.sheets().iter().flat_map(|sheet| &sheet.items).filter(|item| is_read(item.role));
    items.filter_map(|item| if let Shape::Text { text, .. } = &item.shape { Some(text.replace(' ', "")) } else { None }).collect()
}

fn squeezed(text: &[u8]) -> String {
    String::from_utf8_lossy(text).split(char::is_whitespace).collect()
}

#[test]
fn the_words_come_out_in_the_order_in_which_they_are_read() {
    let (_folder, paths) = files();
    for ((name, document), path) in documents::all().iter().zip(&paths) {
        let Some(raw) = run("pdftotext", &["-raw", "-enc", "UTF-8", text(path), "-"]) else { return };
        assert_eq!(squeezed(&raw), letters(document, |_| true), "{name}");
    }
}

#[test]
fn the_tree_gives_the_words_without_what_is_decoration() {
    let (_folder, paths) = files();
    for ((name, document), path) in documents::all().iter().zip(&paths) {
        let Some(told) = run("pdfinfo", &["-struct-text", "-enc", "UTF-8", text(path)]) else { return };
        let told = String::from_utf8_lossy(&told).into_owned();
        // Words stand in quotes, one stretch a line.
        let lines = told.lines().map(str::trim).filter_map(|line| line.strip_prefix('"'));
        let told: String = lines.map(|line| line.strip_suffix('"').unwrap_or(line)).collect::<Vec<_>>().concat();
        let read = |role| !matches!(role, Role::Artifact | Role::Figure);
        let wanted = letters(document, read);
        let told = squeezed(told.as_bytes());
        assert!(told.len() >= wanted.len() && told.contains(&wanted[..wanted.len().min(60)]), "{name}: {told}");
    }
}

/// Words of neighbouring lines do not run together where a program joins the lines of a paragraph, as those that read aloud do.
#[test]
fn a_line_that_goes_on_ends_in_a_space() {
    let (_folder, paths) = files();
    let Some(told) = run("pdfinfo", &["-struct-text", "-enc", "UTF-8", text(&paths[0])]) else { return };
    let told = String::from_utf8_lossy(&told).into_owned();
    assert!(told.contains("you may not be able to work for the period shown. You can go back"), "{told}");
}
