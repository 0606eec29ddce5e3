//! Tokens: every colour, size, space and typeface of the window stands here and nowhere else.

use egui::{self, Color32, CornerRadius, FontData, FontDefinitions, FontFamily, FontId, Margin, Stroke, TextStyle, Ui};

use crate::app;
use crate::paper::{self, Face};

/// Colours by what they mean. Text pairs keep a contrast of at least 4.5 to 1 (WCAG 2.2 AA); a test computes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Palette {
    /// Behind everything.
    pub ground: Color32,
    /// Cards, fields' surroundings.
    pub surface: Color32,
    /// Inside text fields.
    pub field: Color32,
    /// The bar at the top, and what stands on it.
    pub bar: Color32,
    pub on_bar: Color32,
    pub on_bar_quiet: Color32,
    pub ink: Color32,
    pub ink_quiet: Color32,
    /// Hairlines between things.
    pub line: Color32,
    /// The outline of a control.
    pub edge: Color32,
    pub accent: Color32,
    pub on_accent: Color32,
    /// Under the pointer, and for what is chosen.
    pub tint: Color32,
    /// The keyboard is here.
    pub focus: Color32,
    pub trouble: Color32,
    pub trouble_tint: Color32,
    pub caution: Color32,
    pub caution_tint: Color32,
    pub good: Color32,
    pub good_tint: Color32,
    /// Behind the paper of the preview.
    pub desk: Color32,
}

const LIGHT: Palette = Palette {
    ground: Color32::from_rgb(0xF2, 0xF4, 0xF6),
    surface: Color32::from_rgb(0xFF, 0xFF, 0xFF),
    field: Color32::from_rgb(0xFF, 0xFF, 0xFF),
    bar: Color32::from_rgb(0x12, 0x3B, 0x52),
    on_bar: Color32::from_rgb(0xFF, 0xFF, 0xFF),
    on_bar_quiet: Color32::from_rgb(0xBF, 0xD3, 0xDF),
    ink: Color32::from_rgb(0x17, 0x23, 0x2C),
    ink_quiet: Color32::from_rgb(0x50, 0x5F, 0x6B),
    line: Color32::from_rgb(0xDA, 0xE0, 0xE5),
    edge: Color32::from_rgb(0x6B, 0x7B, 0x87),
    accent: Color32::from_rgb(0x0B, 0x5D, 0x86),
    on_accent: Color32::from_rgb(0xFF, 0xFF, 0xFF),
    tint: Color32::from_rgb(0xE6, 0xF1, 0xF7),
    focus: Color32::from_rgb(0xC2, 0x6A, 0x00),
    trouble: Color32::from_rgb(0xB3, 0x1D, 0x12),
    trouble_tint: Color32::from_rgb(0xFD, 0xEE, 0xEC),
    caution: Color32::from_rgb(0x7A, 0x51, 0x00),
    caution_tint: Color32::from_rgb(0xFF, 0xF5, 0xDC),
    good: Color32::from_rgb(0x0C, 0x66, 0x45),
    good_tint: Color32::from_rgb(0xE5, 0xF5, 0xEE),
    desk: Color32::from_rgb(0xC9, 0xD1, 0xD8),
};

const DARK: Palette = Palette {
    ground: Color32::from_rgb(0x12, 0x18, 0x1D),
    surface: Color32::from_rgb(0x1B, 0x23, 0x2A),
    field: Color32::from_rgb(0x10, 0x16, 0x1B),
    bar: Color32::from_rgb(0x0C, 0x2A, 0x3B),
    on_bar: Color32::from_rgb(0xF2, 0xF6, 0xF8),
    on_bar_quiet: Color32::from_rgb(0xA9, 0xBE, 0xCB),
    ink: Color32::from_rgb(0xE9, 0xEE, 0xF2),
    ink_quiet: Color32::from_rgb(0xA6, 0xB4, 0xBF),
    line: Color32::from_rgb(0x2F, 0x3A, 0x43),
    edge: Color32::from_rgb(0x84, 0x95, 0xA1),
    accent: Color32::from_rgb(0x7C, 0xC4, 0xEA),
    on_accent: Color32::from_rgb(0x06, 0x1A, 0x26),
    tint: Color32::from_rgb(0x1F, 0x33, 0x40),
    focus: Color32::from_rgb(0xFF, 0xC1, 0x4D),
    trouble: Color32::from_rgb(0xFF, 0x9A, 0x8F),
    trouble_tint: Color32::from_rgb(0x3A, 0x1C, 0x1A),
    caution: Color32::from_rgb(0xF2, 0xC8, 0x66),
    caution_tint: Color32::from_rgb(0x35, 0x2B, 0x12),
    good: Color32::from_rgb(0x7F, 0xD6, 0xB0),
    good_tint: Color32::from_rgb(0x14, 0x30, 0x25),
    desk: Color32::from_rgb(0x0B, 0x0F, 0x13),
};

/// The colours of the theme that is shown.
#[must_use]
pub fn palette(ui: &Ui) -> &'static Palette {
    if ui.visuals().dark_mode { &DARK } else { &LIGHT }
}

/// Sizes of type in points, by use.
pub mod size {
    pub const TITLE: f32 = 26.0;
    /// Words to say in a long conversation.
    pub const SAY: f32 = 21.0;
    pub const HEADING: f32 = 19.0;
    pub const BODY: f32 = 16.0;
    pub const SMALL: f32 = 14.0;
    pub const KEY: f32 = 12.5;
}

/// Space in points: one scale, in steps of four.
pub mod space {
    pub const XS: f32 = 4.0;
    pub const S: f32 = 8.0;
    pub const M: f32 = 12.0;
    pub const L: f32 = 16.0;
    pub const XL: f32 = 24.0;
    pub const XXL: f32 = 32.0;
    /// The height of a control.
    pub const CONTROL: f32 = 34.0;
    /// The widest that running text and forms get.
    pub const MEASURE: f32 = 640.0;
}

/// Corners of controls and cards.
pub const ROUND: CornerRadius = CornerRadius::same(5);

fn semibold_family() -> FontFamily {
    FontFamily::Name("semibold".into())
}

/// Running text.
#[must_use]
pub fn body(size: f32) -> FontId {
    FontId::new(size, FontFamily::Proportional)
}

/// Labels, headings and what is chosen.
#[must_use]
pub fn semibold(size: f32) -> FontId {
    FontId::new(size, semibold_family())
}

/// The face of the paper, at a size in points of the screen.
#[must_use]
pub fn face(face: Face, size: f32) -> FontId {
    match face {
        Face::Regular => body(size),
        Face::Semibold => semibold(size),
        Face::Bold => FontId::new(size, FontFamily::Name("bold".into())),
        Face::Italic => FontId::new(size, FontFamily::Name("italic".into())),
    }
}

/// Installs typefaces and both themes. Called once, before the first frame.
pub fn install(ctx: &egui::Context) {
    let mut fonts = FontDefinitions::default();
    let fallback = fonts.families.get(&FontFamily::Proportional).cloned().unwrap_or_default();
    for (name, face, family) in [
        ("source-regular", Face::Regular, FontFamily::Proportional),
        ("source-semibold", Face::Semibold, semibold_family()),
        ("source-bold", Face::Bold, FontFamily::Name("bold".into())),
        ("source-italic", Face::Italic, FontFamily::Name("italic".into())),
    ] {
        fonts.font_data.insert(name.to_owned(), FontData::from_static(paper::fonts::bytes(face)).into());
        let mut order = vec![name.to_owned()];
        order.extend(fallback.iter().cloned());
        fonts.families.insert(family, order);
    }
    ctx.set_fonts(fonts);
    ctx.set_style_of(egui::Theme::Light, style(&LIGHT, false));
    ctx.set_style_of(egui::Theme::Dark, style(&DARK, true));
    ctx.options_mut(|options| {
        options.fallback_theme = egui::Theme::Light;
        options.zoom_with_keyboard = true;
    });
}

/// Follows the person's choice of theme.
pub fn follow(ctx: &egui::Context, theme: app::Theme) {
    let preference = match theme {
        app::Theme::System => egui::ThemePreference::System,
        app::Theme::Light => egui::ThemePreference::Light,
        app::Theme::Dark => egui::ThemePreference::Dark,
    };
    if ctx.options(|options| options.theme_preference) != preference {
        ctx.set_theme(preference);
    }
}

fn style(palette: &Palette, dark: bool) -> egui::Style {
    let mut style = egui::Style {
        text_styles: [
            (TextStyle::Small, body(size::SMALL)),
            (TextStyle::Body, body(size::BODY)),
            (TextStyle::Button, body(size::BODY)),
            (TextStyle::Heading, semibold(size::HEADING)),
            (TextStyle::Monospace, FontId::new(size::SMALL, FontFamily::Monospace)),
        ]
        .into(),
        animation_time: 0.08,
        ..egui::Style::default()
    };
    // What is selected is copied, and a copy is told in the ledger: it goes by its own key, from its own screen.
    style.interaction.selectable_labels = false;
    style.spacing.item_spacing = egui::vec2(space::S, space::S);
    style.spacing.button_padding = egui::vec2(space::M, 6.0);
    style.spacing.interact_size.y = space::CONTROL;
    style.spacing.scroll = egui::style::ScrollStyle::solid();
    style.spacing.scroll.bar_width = 8.0;
    let mut visuals = if dark { egui::Visuals::dark() } else { egui::Visuals::light() };
    visuals.override_text_color = Some(palette.ink);
    visuals.weak_text_color = Some(palette.ink_quiet);
    visuals.panel_fill = palette.ground;
    visuals.window_fill = palette.surface;
    visuals.extreme_bg_color = palette.field;
    visuals.text_edit_bg_color = Some(palette.field);
    visuals.faint_bg_color = palette.tint;
    visuals.hyperlink_color = palette.accent;
    visuals.selection.bg_fill = if dark { Color32::from_rgb(0x2C, 0x5A, 0x75) } else { Color32::from_rgb(0xB9, 0xDC, 0xEE) };
    visuals.selection.stroke = Stroke::new(2.0, palette.focus);
    visuals.window_corner_radius = ROUND;
    visuals.menu_corner_radius = ROUND;
    visuals.window_stroke = Stroke::new(1.0, palette.line);
    visuals.error_fg_color = palette.trouble;
    visuals.warn_fg_color = palette.caution;
    let widget = |fill: Color32, edge: Color32| egui::style::WidgetVisuals {
        bg_fill: fill,
        weak_bg_fill: fill,
        bg_stroke: Stroke::new(1.0, edge),
        corner_radius: ROUND,
        fg_stroke: Stroke::new(1.5, palette.ink),
        expansion: 0.0,
    };
    visuals.widgets.noninteractive = widget(palette.surface, palette.line);
    visuals.widgets.inactive = widget(palette.surface, palette.edge);
    visuals.widgets.hovered = widget(palette.tint, palette.accent);
    visuals.widgets.active = widget(palette.tint, palette.accent);
    visuals.widgets.open = widget(palette.tint, palette.accent);
    style.visuals = visuals;
    style
}

/// A column no wider than reading is easy, from the left.
pub fn column(ui: &mut Ui, most: f32, add: impl FnOnce(&mut Ui)) {
    let width = ui.available_width().min(most);
    ui.allocate_ui_with_layout(egui::vec2(width, 0.0), egui::Layout::top_down(egui::Align::Min), |ui| {
        ui.set_width(width);
        add(ui);
    });
}

/// Two columns of cards, or one below the other where the window is narrow.
pub fn two_columns(ui: &mut Ui, wide_from: f32, add: [&mut dyn FnMut(&mut Ui); 2]) {
    if ui.available_width() < wide_from {
        for part in add {
            part(ui);
            ui.add_space(space::M);
        }
        return;
    }
    let gap = space::L;
    let width = ((ui.available_width() - gap) / 2.0).floor();
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = gap;
        for (index, part) in add.into_iter().enumerate() {
            ui.push_id(index, |ui| {
                ui.vertical(|ui| {
                    ui.set_width(width);
                    ui.spacing_mut().item_spacing.x = space::S;
                    part(ui);
                });
            });
        }
    });
}

/// A card: the surface that content stands on.
pub fn card(palette: &Palette) -> egui::Frame {
    egui::Frame::new()
        .fill(palette.surface)
        .stroke(Stroke::new(1.0, palette.line))
        .corner_radius(CornerRadius::same(8))
        .inner_margin(Margin::same(16))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn luminance(color: Color32) -> f64 {
        let channel = |c: u8| {
            let c = f64::from(c) / 255.0;
            if c <= 0.040_45 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * channel(color.r()) + 0.7152 * channel(color.g()) + 0.0722 * channel(color.b())
    }

    fn contrast(a: Color32, b: Color32) -> f64 {
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn no_text_of_the_window_is_copied_by_selecting_it() {
        assert!(!style(&LIGHT, false).interaction.selectable_labels && !style(&DARK, true).interaction.selectable_labels);
    }

    #[test]
    fn every_text_pair_keeps_a_contrast_of_at_least_four_and_a_half() {
        for (theme, p) in [("light", LIGHT), ("dark", DARK)] {
            let pairs = [
                ("ink on ground", p.ink, p.ground),
                ("ink on surface", p.ink, p.surface),
                ("ink on field", p.ink, p.field),
                ("ink on tint", p.ink, p.tint),
                ("quiet on ground", p.ink_quiet, p.ground),
                ("quiet on surface", p.ink_quiet, p.surface),
                ("quiet on tint", p.ink_quiet, p.tint),
                ("accent on surface", p.accent, p.surface),
                ("accent on ground", p.accent, p.ground),
                ("on accent", p.on_accent, p.accent),
                ("on bar", p.on_bar, p.bar),
                ("quiet on bar", p.on_bar_quiet, p.bar),
                ("trouble on surface", p.trouble, p.surface),
                ("trouble on its tint", p.trouble, p.trouble_tint),
                ("ink on trouble tint", p.ink, p.trouble_tint),
                ("caution on its tint", p.caution, p.caution_tint),
                ("ink on caution tint", p.ink, p.caution_tint),
                ("good on its tint", p.good, p.good_tint),
                ("good on surface", p.good, p.surface),
            ];
            for (name, text, behind) in pairs {
                let found = contrast(text, behind);
                assert!(found >= 4.5, "{theme}: {name} has {found:.2}");
            }
        }
    }

    #[test]
    fn edges_and_the_focus_ring_keep_a_contrast_of_at_least_three() {
        for (theme, p) in [("light", LIGHT), ("dark", DARK)] {
            for (name, mark, behind) in [("edge", p.edge, p.surface), ("focus", p.focus, p.surface), ("focus on ground", p.focus, p.ground)]
            {
                let found = contrast(mark, behind);
                assert!(found >= 3.0, "{theme}: {name} has {found:.2}");
            }
        }
    }
}
