//! The pages of a document on screen, from the same layout that prints: which page, which part of it, and how large.

use egui::containers::scroll_area::{DragScroll, ScrollSource};
use egui::{Id, Key, Modifiers, RichText, ScrollArea, Ui};

use super::kit::{self, Button, Shortcut, button};
use super::page_paint::{Part, sheet_ui};
use super::theme::{self, size};
use crate::domain::paper_kind::PaperKind;
use crate::paper::{Document, Sheet};

/// How large a page may be shown, as parts of the room that there is; the first fits it.
const STEPS: [f32; 4] = [1.0, 1.25, 1.5, 2.0];

/// What is looked at: kept between frames, forgotten with the window.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Look {
    /// The whole page, and not its left half alone.
    whole: bool,
    /// Counts from 0.
    page: usize,
    /// An index of [`STEPS`].
    step: usize,
    /// What the wheel has turned since the last step.
    turned: f32,
}

impl Look {
    fn larger(&mut self) {
        self.step = (self.step + 1).min(STEPS.len() - 1);
    }

    fn smaller(&mut self) {
        self.step = self.step.saturating_sub(1);
    }

    /// As the page is shown now: "whole width", or so many per cent of it.
    fn zoom(self) -> f32 {
        STEPS.get(self.step).copied().unwrap_or(1.0)
    }

    /// A turn of the wheel with Ctrl held, or two fingers, as a factor; a step is taken once enough has come together.
    fn turn(&mut self, factor: f32) {
        self.turned *= factor;
        if self.turned > 1.1 {
            self.larger();
            self.turned = 1.0;
        } else if self.turned < 0.9 {
            self.smaller();
            self.turned = 1.0;
        }
    }
}

/// A document, page by page: the statement as a whole page with its left half one key away, any other as its pages.
pub fn document_ui(ui: &mut Ui, id: &str, document: &Document) {
    // Another document under the same name begins at its first page.
    let pages = Pages {
        id: Id::unique((id, document.id())),
        title: document.title(),
        spoken: document.title(),
        sheets: document.sheets(),
        has_halves: document.kind() == PaperKind::Med3,
    };
    pages.show(ui, true);
}

/// The page of a statement that is being written, named for what it is here.
pub fn page_ui(ui: &mut Ui, id: &str, title: &str, sheet: &Sheet, starts_whole: bool) {
    let sheets = std::slice::from_ref(sheet);
    Pages { id: Id::unique(id), title, spoken: "the statement", sheets, has_halves: true }.show(ui, starts_whole);
}

struct Pages<'a> {
    id: Id,
    /// Shown above the page.
    title: &'a str,
    /// What it is a preview of.
    spoken: &'a str,
    sheets: &'a [Sheet],
    /// The left half can be looked at alone.
    has_halves: bool,
}

impl Pages<'_> {
    fn show(&self, ui: &mut Ui, starts_whole: bool) {
        let starts = Look { whole: starts_whole || !self.has_halves, page: 0, step: 0, turned: 1.0 };
        let mut look = ui.data(|data| data.get_temp::<Look>(self.id)).unwrap_or(starts);
        look.page = look.page.min(self.sheets.len().saturating_sub(1));
        self.controls_ui(ui, &mut look);
        let Some(sheet) = self.sheets.get(look.page) else {
            kit::quiet(ui, "This document has no pages.");
            return;
        };
        let room = ui.available_rect_before_wrap();
        if ui.rect_contains_pointer(room) {
            look.turn(ui.input(egui::InputState::zoom_delta));
        }
        ui.data_mut(|data| data.insert_temp(self.id, look));
        let name = match self.sheets.len() {
            1 => format!("Preview of {}", self.spoken),
            count => format!("Preview of {}, page {} of {count}", self.spoken, look.page + 1),
        };
        // The bar's room is kept free, seen or not: a page that grows when the bar goes brings it back, and so on for ever.
        let width = room.width() - ui.spacing().scroll.allocated_width();
        // A page of its own name, so that each begins at its top.
        let area = ScrollArea::both().id_salt((self.id, look.page)).auto_shrink([false, false]);
        let by_hand = ScrollSource { drag: DragScroll::Always, ..ScrollSource::default() };
        area.scroll_source(by_hand).show(ui, |ui| {
            sheet_ui(ui, sheet, if look.whole { Part::Whole } else { Part::LeftHalf }, width, look.zoom(), &name);
        });
    }

    /// The title and what can be changed about the view. A line that is too narrow goes on in the next.
    fn controls_ui(&self, ui: &mut Ui, look: &mut Look) {
        // Before the button: the key alone would be taken from the key with Shift.
        if (Shortcut { modifiers: Modifiers::ALT | Modifiers::SHIFT, key: Key::Z }).pressed(ui.ctx()) {
            look.smaller();
        }
        ui.horizontal_wrapped(|ui| {
            ui.label(RichText::new(self.title).font(theme::semibold(size::BODY)));
            if self.sheets.len() > 1 {
                let at = ui.label(format!("Page {} of {}", look.page + 1, self.sheets.len()));
                ui.ctx().accesskit_node_builder(at.id, |node| node.set_live(egui::accesskit::Live::Polite));
                let [back, on] = [Key::PageUp, Key::PageDown].map(Shortcut::alt);
                if button(ui, Button::secondary("Page before").key(back).enabled(look.page > 0)).1 {
                    look.page -= 1;
                }
                if button(ui, Button::secondary("Next page").key(on).enabled(look.page + 1 < self.sheets.len())).1 {
                    look.page += 1;
                }
            }
            if self.has_halves
                && button(ui, Button::secondary(if look.whole { "Statement" } else { "Whole page" }).key(Shortcut::alt(Key::V))).1
            {
                look.whole = !look.whole;
            }
            // One button for all steps: after the largest comes the first again.
            let next = (look.step + 1) % STEPS.len();
            let label = match STEPS.get(next) {
                Some(step) if *step > 1.0 => format!("Zoom {:.0} %", step * 100.0),
                _ => "Fit the width".to_owned(),
            };
            if button(ui, Button::secondary(&label).key(Shortcut::alt(Key::Z))).1 {
                look.step = next;
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two upright pages and a wide one, a sentence on each.
    #[cfg(feature = "screen-tests")]
    fn three_pages() -> Vec<Sheet> {
        use crate::paper::{Face, Item, Role, Shape};
        let page = |number: u32, (width_mm, height_mm): (f32, f32)| {
            let words = |y: f32, role: Role, block: u32, text: &str| Item {
                shape: Shape::Text { x: 20.0, y, size_pt: 11.0, face: Face::Regular, text: text.to_owned() },
                role,
                block,
                spoken: None,
            };
            let items = vec![
                words(30.0, Role::Heading(1), number * 10, &format!("Part {number}")),
                words(40.0, Role::Paragraph, number * 10 + 1, "One line,"),
                words(46.0, Role::Paragraph, number * 10 + 1, &format!("and one more {number}.")),
            ];
            Sheet { width_mm, height_mm, items }
        };
        vec![page(1, (210.0, 297.0)), page(2, (297.0, 210.0)), page(3, (210.0, 297.0))]
    }

    #[cfg(feature = "screen-tests")]
    #[test]
    fn pages_turn_by_key_zoom_by_key_and_are_heard_block_by_block() {
        use egui::accesskit::Role;
        use egui_kittest::Harness;
        use egui_kittest::kittest::{AccessKitNode, NodeT};

        let sheets = three_pages();
        let mut has_fonts = false;
        let mut harness = Harness::builder().with_size(egui::vec2(640.0, 500.0)).build_ui(move |ui| {
            if !std::mem::replace(&mut has_fonts, true) {
                super::super::theme::install(ui.ctx());
                return;
            }
            let pages = Pages { id: Id::unique("three"), title: "A plan", spoken: "A plan", sheets: &sheets, has_halves: false };
            pages.show(ui, true);
        });
        let heard = |harness: &Harness<'_>| {
            let nodes: Vec<_> = harness.root().children_recursive().map(|node| node.accesskit_node()).collect();
            let of = |role| nodes.iter().filter(move |node| node.role() == role);
            let document = of(Role::Document).filter_map(AccessKitNode::label).collect::<String>();
            let heading = of(Role::Heading).filter_map(AccessKitNode::label).collect::<String>();
            let texts = of(Role::Label).filter_map(AccessKitNode::value).collect::<Vec<_>>().join(" / ");
            (document, heading, texts)
        };
        let press = |harness: &mut Harness<'_>, modifiers: Modifiers, key: Key| {
            harness.key_press_modifiers(modifiers, key);
            harness.run();
        };
        harness.run();
        let (document, heading, texts) = heard(&harness);
        assert_eq!((document.as_str(), heading.as_str()), ("Preview of A plan, page 1 of 3", "Part 1"));
        assert!(texts.contains("Page 1 of 3") && texts.contains("One line, and one more 1."), "{texts}");

        press(&mut harness, Modifiers::ALT, Key::PageUp);
        assert_eq!(heard(&harness).1, "Part 1", "before the first page there is none");
        press(&mut harness, Modifiers::ALT, Key::PageDown);
        assert_eq!(heard(&harness).0, "Preview of A plan, page 2 of 3");
        press(&mut harness, Modifiers::ALT, Key::PageDown);
        press(&mut harness, Modifiers::ALT, Key::PageDown);
        assert_eq!(heard(&harness).1, "Part 3", "after the last page there is none");

        let wide = |harness: &Harness<'_>| {
            let node = harness.root().children_recursive().find(|node| node.accesskit_node().role() == Role::Document);
            node.map(|node| node.rect().width()).unwrap_or_default()
        };
        let fitted = wide(&harness);
        for (modifiers, part) in [
            (Modifiers::ALT, 1.25),
            (Modifiers::ALT, 1.5),
            (Modifiers::ALT | Modifiers::SHIFT, 1.25),
            (Modifiers::ALT, 1.5),
            (Modifiers::ALT, 2.0),
            (Modifiers::ALT, 1.0),
        ] {
            press(&mut harness, modifiers, Key::Z);
            assert!((wide(&harness) / fitted - part).abs() < 0.02, "{} of {fitted} is not {part}", wide(&harness));
        }
    }

    #[test]
    fn the_wheel_goes_one_step_at_a_time_and_stops_at_both_ends() {
        let mut look = Look { whole: true, page: 0, step: 0, turned: 1.0 };
        look.turn(0.8);
        assert_eq!(look.step, 0);
        for expected in [0, 1, 1, 2, 2, 3, 3, 3] {
            look.turn(1.06);
            assert_eq!(look.step, expected);
        }
        look.turn(0.5);
        assert_eq!(look.step, 2);
    }
}
