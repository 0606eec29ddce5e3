//! Settings: appearance and paper, and what this program is and is not.

use egui::{Key, Ui};

use crate::app::figures::FiguresMsg;
use crate::app::{Model, Msg, PrintingMsg, RecordsMsg, Session, Theme};
use crate::gui::Outbox;
use crate::gui::kit::{self, Button, Choice, Field, Shortcut, button, choices, text_field, tick};
use crate::gui::theme::{self, palette, space};
use crate::rules;

const THEMES: [(Theme, &str); 3] = [(Theme::System, "As the system"), (Theme::Light, "Light"), (Theme::Dark, "Dark")];

/// The settings.
pub fn settings_ui(ui: &mut Ui, model: &Model, out: &mut Outbox) {
    let Some(session) = &model.session else { return };
    kit::title(ui, "Settings");
    kit::column(ui, 760.0);
    ui.add_space(space::S);
    theme::card(palette(ui)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        kit::heading(ui, "Appearance");
        let names: Vec<&str> = THEMES.iter().map(|(_, name)| *name).collect();
        let chosen = THEMES.iter().position(|(theme, _)| *theme == session.settings.theme);
        let focus = model.focus == Some(crate::app::Focus::First);
        if let Some((theme, _)) =
            choices(ui, &Choice::new("settings-theme", "Light or dark", &names, chosen).columns(3).focus(focus)).and_then(|i| THEMES.get(i))
        {
            out.say(Msg::ThemeChosen(*theme));
        }
        kit::hint(ui, "Ctrl + and Ctrl − make everything larger and smaller, Ctrl 0 puts it back.");
    });
    ui.add_space(space::M);
    super::people::lock_settings_ui(ui, model, out);
    theme::card(palette(ui)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        kit::heading(ui, "Paper");
        if let Some(ticked) = tick(ui, "settings-matrix", "Print the Data Matrix on notes", session.settings.data_matrix, false) {
            out.say(Msg::DataMatrixTicked(ticked));
        }
        kit::hint(ui, "The square code that some employers and systems read. Its layout was observed on public samples; there is no published specification.");
        printer_ui(ui, model, session, out);
    });
    ui.add_space(space::M);
    theme::card(palette(ui)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        kit::heading(ui, "Episodes");
        // While it is typed the field shows what stands there, so that an empty one can be filled anew.
        let id = egui::Id::unique("settings-gap-typed");
        let gap =
            ui.data(|data| data.get_temp::<String>(id)).unwrap_or_else(|| session.settings.episode_gap_days(model.today()).to_string());
        let spec = Field::new("settings-gap", "Notes belong to one episode with at most this many days between them", &gap)
            .hint("From 0 to 90. Empty puts back 7, the number that NHS statistics use.")
            .width(ui.available_width());
        if let Some(text) = text_field(ui, &spec).changed {
            ui.data_mut(|data| data.insert_temp(id, text.clone()));
            out.say(Msg::EpisodeGapTyped(text));
        }
    });
    ui.add_space(space::M);
    theme::card(palette(ui)).show(ui, |ui| rules_ui(ui, model, out));
    ui.add_space(space::M);
    super::practice_form::practice_card_ui(ui, model, session, out);
    ui.add_space(space::M);
    theme::card(palette(ui)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        kit::heading(ui, "You");
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = space::XXL;
            kit::label_value(ui, "Clinician", &session.clinician.name);
            kit::label_value(ui, "Profession", &session.clinician.profession.title());
            kit::label_value(ui, "Registration", &session.clinician.registration);
            kit::label_value(ui, "Setting", session.clinician.setting.title());
        });
    });
    ui.add_space(space::M);
    theme::card(palette(ui)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        kit::heading(ui, "Records");
        if button(ui, Button::secondary("Backups and bundles")).1 {
            out.say(Msg::Records(RecordsMsg::Opened));
        }
        if button(ui, Button::secondary("Figures of the practice").key(Shortcut::ctrl(Key::G))).1 {
            out.say(Msg::Figures(FiguresMsg::Opened));
        }
        kit::hint(ui, "Ctrl B opens the backups from everywhere. The figures count notes and episodes, and name nobody.");
    });
    ui.add_space(space::M);
    theme::card(palette(ui)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        kit::heading(ui, "Standing");
        ui.label("This program is not an NHS-assured supplier of electronic fit notes: it has not been assured under DAPB4011. It sends nothing anywhere, and notes that it issues are not counted in NHS statistics.");
        kit::hint(ui, &format!("fitnote {}", env!("CARGO_PKG_VERSION")));
    });
}

/// Where notes are printed: the computer's default, or one that is chosen from a list made when it is asked for.
fn printer_ui(ui: &mut Ui, model: &Model, session: &Session, out: &mut Outbox) {
    ui.add_space(space::S);
    let chosen = session.settings.printer.as_deref();
    match &model.printers {
        Some(printers) if !printers.is_empty() => {
            let mut names = vec!["The computer's default"];
            names.extend(printers.iter().map(String::as_str));
            let at = chosen.map_or(Some(0), |chosen| printers.iter().position(|known| known == chosen).map(|index| index + 1));
            if let Some(index) = choices(ui, &Choice::new("settings-printer", "Printer", &names, at)) {
                let printer = index.checked_sub(1).and_then(|index| printers.get(index)).cloned();
                out.say(Msg::Printing(PrintingMsg::Chosen(printer)));
            }
        }
        _ => kit::label_value(ui, "Printer", chosen.unwrap_or("The computer's default")),
    }
    if button(ui, Button::secondary("List the printers")).1 {
        out.say(Msg::Printing(PrintingMsg::ListPressed));
    }
}

/// The rule set in force, and all stored notes judged again by it.
fn rules_ui(ui: &mut Ui, model: &Model, out: &mut Outbox) {
    ui.set_width(ui.available_width());
    kit::heading(ui, "The rules");
    let set = rules::in_force(model.today());
    kit::hint(ui, &format!("In force: {}, {}. Each finding on a note says what it rests on.", set.id, set.title));
    let id = egui::Id::unique("settings-rules-open");
    let is_open = ui.data(|data| data.get_temp::<bool>(id)).unwrap_or(false);
    ui.horizontal_wrapped(|ui| {
        if button(ui, Button::secondary(if is_open { "Close the list" } else { "Show the rules" }).key(Shortcut::alt(Key::R))).1 {
            ui.data_mut(|data| data.insert_temp(id, !is_open));
        }
        if button(ui, Button::secondary("Judge the stored notes again").key(Shortcut::alt(Key::J))).1 {
            out.say(Msg::RecheckPressed);
        }
    });
    for line in model.recheck.iter().flatten() {
        ui.add(egui::Label::new(line).wrap());
    }
    if is_open {
        for line in rules::rule_lines() {
            ui.add(egui::Label::new(egui::RichText::new(line).size(theme::size::SMALL)).wrap());
        }
    }
}
