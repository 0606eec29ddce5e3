//! Practice: six worked cases with invented people, and the mark that stands on every screen meanwhile.

use egui::{Key, RichText, Ui};

use crate::app::practising::{MARK, PractisingMsg};
use crate::app::{Focus, Model, Msg, Place};
use crate::content::case_studies::{CaseStudy, case_studies};
use crate::gui::Outbox;
use crate::gui::kit::{self, Button, Choice, Shortcut, button, choices};
use crate::gui::theme::{self, palette, size, space};

/// The screen of practice: choosing a case outside, the case inside.
pub fn practising_ui(ui: &mut Ui, model: &Model, out: &mut Outbox) {
    theme::column(ui, 900.0, |ui| match model.practising.case() {
        Some(case) => inside_ui(ui, model, case, out),
        None => outside_ui(ui, model, out),
    });
}

fn outside_ui(ui: &mut Ui, model: &Model, out: &mut Outbox) {
    let confirmed = super::confirmed(ui);
    let room = &model.practising;
    kit::title(ui, "Practice");
    kit::quiet(
        ui,
        "Try the whole program with an invented patient. Your records are put aside: practice has records of its own, which are gone when you leave. Nothing in practice can be printed, saved as a file or sent.",
    );
    ui.add_space(space::S);
    theme::card(palette(ui)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        let labels: Vec<String> =
            case_studies().iter().map(|case| format!("{} ({})", case.title, case.profession.title().to_lowercase())).collect();
        let labels: Vec<&str> = labels.iter().map(String::as_str).collect();
        let spec = Choice::new("practice-case", "Worked cases", &labels, room.chosen).focus(model.focus == Some(Focus::First));
        if let Some(index) = choices(ui, &spec) {
            out.say(Msg::Practise(PractisingMsg::CaseChosen(index)));
        }
    });
    if let Some(case) = room.chosen.and_then(|index| case_studies().get(index)) {
        ui.add_space(space::M);
        case_ui(ui, case);
    }
    ui.add_space(space::M);
    ui.horizontal(|ui| {
        let ready = room.chosen.is_some() && !room.busy;
        if button(ui, Button::primary("Begin practice with this case").key(Shortcut::ctrl(Key::Enter)).enabled(ready)).1
            || (confirmed && ready)
        {
            out.say(Msg::Practise(PractisingMsg::BeginPressed));
        }
        if button(ui, Button::secondary("Back").key(Shortcut::plain(Key::Escape))).1 {
            out.say(Msg::BackPressed);
        }
    });
}

fn inside_ui(ui: &mut Ui, model: &Model, case: &CaseStudy, out: &mut Outbox) {
    kit::title(ui, &case.title);
    case_ui(ui, case);
    ui.add_space(space::M);
    theme::card(palette(ui)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        kit::heading(ui, "Why these questions are asked");
        for teaching in &case.teaching {
            ui.add(egui::Label::new(format!("{}: {}", teaching.step, teaching.text)).wrap());
        }
    });
    ui.add_space(space::M);
    ui.horizontal(|ui| {
        let (first, pressed) = button(ui, Button::primary("Back to the practice patients").key(Shortcut::plain(Key::F2)));
        if model.focus == Some(Focus::First) {
            first.request_focus();
        }
        if pressed {
            out.say(Msg::Went(Place::Today));
        }
    });
}

fn case_ui(ui: &mut Ui, case: &CaseStudy) {
    theme::card(palette(ui)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        kit::heading(ui, &format!("{} {} {}", case.patient.title, case.patient.given_names, case.patient.family_name));
        for line in &case.situation {
            ui.add(egui::Label::new(line).wrap());
        }
        ui.add_space(space::XS);
        kit::section(ui, "Try");
        for line in &case.try_out {
            ui.add(egui::Label::new(format!("•  {line}")).wrap());
        }
    });
}

/// The band on every screen in practice: what this is, why the open question is asked, and the way out.
pub fn band_ui(ui: &mut Ui, model: &Model, out: &mut Outbox) {
    let Some(case) = model.practising.case() else { return };
    let colors = palette(ui);
    let step = model.desk.as_ref().filter(|_| model.place == Place::Conversation).and_then(crate::app::Desk::open_step);
    let why = step.and_then(|(_, step)| case.why(&step.id)).map(|why| format!("Why this question: {why}"));
    let text =
        why.unwrap_or_else(|| format!("{}, with an invented patient. Nothing here is printed, saved as a file or sent.", case.title));
    kit::alert(ui, colors.caution, colors.caution_tint, &format!("{MARK}. {text}"), |ui| {
        ui.horizontal(|ui| {
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                if button(ui, Button::secondary("Leave practice").enabled(!model.practising.busy)).1 {
                    out.say(Msg::Practise(PractisingMsg::LeavePressed));
                }
                if model.place != Place::Practising && button(ui, Button::secondary("The case").key(Shortcut::ctrl(Key::T))).1 {
                    out.say(Msg::Practise(PractisingMsg::Opened));
                }
                ui.with_layout(egui::Layout::top_down(egui::Align::Min), |ui| {
                    ui.label(RichText::new(MARK).font(theme::semibold(size::BODY)).color(colors.caution));
                    ui.add(egui::Label::new(RichText::new(&text).size(size::SMALL)).wrap());
                });
            });
        });
    });
}
