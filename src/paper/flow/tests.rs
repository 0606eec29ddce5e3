use super::*;
use crate::paper::{Head, Sheet};

fn flow() -> Flow {
    Flow::new(PaperKind::WorkPlan, "Work plan", "id", TextSize::Normal, "A footer.")
}

fn words(count: usize) -> String {
    (0..count).map(|n| format!("word{n}")).collect::<Vec<_>>().join(" ")
}

fn texts(sheet: &Sheet, wanted: impl Fn(Role) -> bool) -> Vec<(f32, String)> {
    let text = |item: &Item| match &item.shape {
        Shape::Text { y, text, .. } if wanted(item.role) => Some((*y, text.clone())),
        _ => None,
    };
    sheet.items.iter().filter_map(text).collect()
}

fn read(document: &Document) -> String {
    let lines = document.sheets().iter().flat_map(|sheet| texts(sheet, |role| role != Role::Artifact));
    lines.map(|(_, text)| text).collect::<Vec<_>>().join(" ")
}

#[test]
fn a_long_text_flows_over_pages_and_loses_nothing() {
    let mut flow = flow();
    let long = words(3000);
    flow.paragraph(&long);
    let document = flow.finish();
    assert!(document.sheets().len() > 3);
    assert_eq!(read(&document), format!("Work plan {long}"));
}

#[test]
fn nothing_leaves_the_margins_in_either_size() {
    for size in [TextSize::Normal, TextSize::Large] {
        let mut flow = Flow::new(PaperKind::WorkPlan, &words(20), "id", size, &words(30));
        flow.heading(2, &words(30)).paragraph(&words(900)).list(&[words(60), "x".repeat(300)]);
        flow.pairs(&[(words(9), words(80))]).table(&["A", "B", "C"], &[1.0, 3.0, 2.0], &vec![vec![words(3), words(90), words(9)]; 9]);
        flow.boxes(&[words(40)]).quote(&words(50)).link(&words(30), "https://www.gov.uk").writing_lines(3).signatures(&["Signed", "Date"]);
        for sheet in flow.finish().sheets() {
            for item in &sheet.items {
                if let Shape::Text { x, y, size_pt, face, text } = &item.shape {
                    let end = x + font(*face).width_mm(text, *size_pt);
                    assert!(*x > 17.0 && end < 193.0 && *y > 14.0 && *y < 288.0, "{x} {end} {y}");
                }
            }
            let lowest = texts(sheet, |role| role != Role::Artifact).iter().map(|(y, _)| *y).fold(0.0, f32::max);
            let footer =
                texts(sheet, |role| role == Role::Artifact).into_iter().find(|(_, text)| text.starts_with("Page ")).map(|(y, _)| y);
            assert!(footer.is_some_and(|footer| footer > lowest + 4.0), "{footer:?} {lowest}");
        }
    }
}

#[test]
fn a_heading_is_never_the_last_thing_on_a_page_and_no_paragraph_leaves_one_line_alone() {
    for lead in 0..70 {
        let mut flow = flow();
        for _ in 0..lead {
            flow.paragraph("line");
        }
        flow.heading(2, "A heading").paragraph(&words(60));
        let document = flow.finish();
        for (index, sheet) in document.sheets().iter().enumerate() {
            let lines = texts(sheet, |role| role != Role::Artifact);
            assert!(lines.last().is_none_or(|(_, text)| text != "A heading"), "{lead}: page {index}");
            let running = lines.iter().filter(|(_, text)| text.starts_with("word")).count();
            assert!(running != 1, "{lead}: page {index} has one line alone");
        }
    }
}

#[test]
fn a_table_repeats_its_head_as_decoration_and_its_cells_are_read_one_by_one() {
    let mut flow = flow();
    let rows: Vec<Vec<String>> = (0..60).map(|n| vec![format!("left{n} {}", words(12)), format!("right{n}")]).collect();
    flow.table(&["What is hard", "What helps"], &[1.0, 1.0], &rows);
    let document = flow.finish();
    let pages = document.sheets();
    assert!(pages.len() > 2);
    for (index, sheet) in pages.iter().enumerate() {
        let heads: Vec<Role> = sheet
            .items
            .iter()
            .filter(|item| matches!(&item.shape, Shape::Text { text, .. } if text == "What is hard"))
            .map(|item| item.role)
            .collect();
        let expected = if index == 0 { Role::Cell { table: 0, row: 0, column: 0, head: Head::Column } } else { Role::Artifact };
        assert_eq!(heads, [expected], "page {index}");
        let mut last = (0, 0);
        for item in &sheet.items {
            if let Role::Cell { row, column, .. } = item.role {
                assert!((row, column) >= last, "page {index}: {row},{column} after {last:?}");
                last = (row, column);
            }
        }
    }
    assert!((0..60).all(|n| read(&document).contains(&format!("right{n}"))));
}

#[test]
fn a_cell_longer_than_a_page_goes_on_over_it() {
    let mut flow = flow();
    let long = words(2500);
    flow.table(&["A", "B"], &[1.0, 2.0], &[vec!["short".into(), long.clone()]]);
    let document = flow.finish();
    assert!(document.sheets().len() > 3);
    assert_eq!(read(&document), format!("Work plan A B short {long}"));
    // A block that goes on keeps its number.
    let blocks: Vec<u32> = document
        .sheets()
        .iter()
        .flat_map(|sheet| &sheet.items)
        .filter(|item| matches!(item.role, Role::Cell { row: 1, column: 1, .. }))
        .map(|item| item.block)
        .collect();
    assert!(blocks.windows(2).all(|pair| pair[0] == pair[1]));
}

#[test]
fn bars_are_one_figure_with_its_words() {
    let mut flow = flow();
    let bar = |label: &str, least, most| Bar { label: label.into(), least, most, value: format!("{least} to {most}"), open: false };
    flow.bars("Hours: 4 to 8, then 8 to 12.", &[bar("Week 1", 4.0, 8.0), bar("Week 2", 8.0, 12.0)]);
    let document = flow.finish();
    let figures: Vec<&Item> = document.sheets()[0].items.iter().filter(|item| item.role == Role::Figure).collect();
    assert!(figures.iter().all(|item| item.block == figures[0].block));
    let said: Vec<&str> = figures.iter().filter_map(|item| item.spoken.as_deref()).collect();
    assert_eq!(said, ["Hours: 4 to 8, then 8 to 12."]);
}

#[test]
fn a_character_that_cannot_be_drawn_is_shown_and_said() {
    let mut flow = flow();
    flow.paragraph("Tired 😀 today");
    for face in [Face::Regular, Face::Semibold, Face::Bold, Face::Italic] {
        assert!(font(face).advance(UNDRAWABLE).is_some());
    }
    let read = read(&flow.finish());
    assert!(read.contains("Tired □ today") && read.contains("One character could not be printed"), "{read}");
    assert!(!super::tests::read(&flow_of("plain")).contains("could not"));
}

fn flow_of(text: &str) -> Document {
    let mut flow = flow();
    flow.paragraph(text);
    flow.finish()
}

#[test]
fn every_page_says_which_it_is_and_blocks_never_count_down() {
    let mut flow = flow();
    flow.paragraph(&words(1500)).pairs(&[("Name".into(), "Ben".into())]).list(&["one".into(), "two".into()]);
    let document = flow.finish();
    let count = document.sheets().len();
    for (index, sheet) in document.sheets().iter().enumerate() {
        let numbers = texts(sheet, |role| role == Role::Artifact);
        assert!(numbers.iter().any(|(_, text)| *text == format!("Page {} of {count}", index + 1)));
        let blocks: Vec<u32> = sheet.items.iter().filter(|item| item.role != Role::Artifact).map(|item| item.block).collect();
        assert!(blocks.is_sorted());
    }
    assert!(read(&document).ends_with("Name Ben • one • two"));
}

#[test]
fn a_footer_of_several_lines_stands_clear_of_the_text_and_the_same_words_give_the_same_page() {
    let page = || Flow::new(PaperKind::WorkPlan, "Plan", "id", TextSize::Large, &words(40)).finish();
    assert!(page().sheets() == page().sheets());
    assert_eq!(page().kind(), PaperKind::WorkPlan);
}

#[test]
fn what_is_kept_together_stands_on_one_page_and_a_row_without_a_beginning_stays_with_the_one_above() {
    for lead in 30..60 {
        let mut flow = flow();
        for _ in 0..lead {
            flow.paragraph("line");
        }
        let mark = flow.mark();
        flow.heading(2, "Kept").paragraph("first").writing_lines(2).signatures(&["Signed"]).keep_since(mark);
        let row = |cells: [&str; 2]| cells.map(str::to_owned).to_vec();
        flow.table(&["A", "B"], &[1.0, 1.0], &[row(["alpha", "one"]), row(["", "two"]), row(["beta", "three"])]);
        let document = flow.finish();
        let page_of = |wanted: &str| {
            document.sheets().iter().position(|sheet| texts(sheet, |role| role != Role::Artifact).iter().any(|(_, text)| text == wanted))
        };
        assert_eq!(page_of("Kept"), page_of("Signed"), "{lead}");
        assert_eq!(page_of("alpha"), page_of("two"), "{lead}");
        assert!(page_of("beta").is_some());
    }
}

#[test]
fn a_choice_is_heard_with_its_box() {
    let mut flow = flow();
    flow.choices(&[("Phased return".into(), true), ("Altered hours".into(), false)], ["Ticked", "Not ticked"]);
    let document = flow.finish();
    let heard: Vec<&str> = document.sheets()[0]
        .items
        .iter()
        .filter_map(|item| match &item.shape {
            Shape::Text { text, .. } if item.role == Role::ListItem => Some(text.as_str()),
            _ => item.spoken.as_deref(),
        })
        .collect();
    assert_eq!(heard, ["Phased return", "Ticked", "Altered hours", "Not ticked"]);
}
