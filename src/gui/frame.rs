//! What stands around every screen: the bar, the patient's banner, the notice, the shortcuts.

use egui::{Align, CentralPanel, Frame, Key, Layout, Margin, Panel, RichText, ScrollArea, Ui};

use super::kit::{self, Button, Shortcut, button};
use super::theme::{self, palette, size, space};
use super::{Outbox, screens};
use crate::app::figures::FiguresMsg;
use crate::app::follow_up::FollowMsg;
use crate::app::practising::PractisingMsg;
use crate::app::services::ServicesMsg;
use crate::app::{Desk, Door, Model, Msg, Notice, Place, RecordsMsg, Saving, TalkMsg, Tone};
use crate::domain::day;
use crate::domain::nhs_number::NhsNumber;

/// Shows the whole window.
pub fn window_ui(ui: &mut Ui, model: &Model, out: &mut Outbox) {
    let colors = palette(ui);
    if !matches!(model.door, Door::Open) {
        Panel::top("bar").frame(bar_frame(ui)).show(ui, |ui| {
            ui.horizontal_centered(brand);
        });
        CentralPanel::default().frame(Frame::new().fill(colors.ground)).show(ui, |ui| screens::door::door_ui(ui, model, out));
        return;
    }
    if Shortcut::plain(Key::Escape).pressed(ui.ctx()) {
        out.say(Msg::BackPressed);
    }
    if Shortcut::plain(Key::F1).pressed(ui.ctx()) {
        out.say(Msg::HelpToggled);
    }
    for (key, msg) in [
        (Key::D, Msg::Services(ServicesMsg::Opened)),
        (Key::U, Msg::Follow(FollowMsg::Opened)),
        (Key::G, Msg::Figures(FiguresMsg::Opened)),
        (Key::T, Msg::Practise(PractisingMsg::Opened)),
        (Key::K, Msg::Went(Place::People)),
        (Key::H, Msg::Went(Place::Audit)),
    ] {
        if Shortcut::ctrl(key).pressed(ui.ctx()) {
            out.say(msg);
        }
    }
    if screens::records::RECORDS_KEY.pressed(ui.ctx()) {
        out.say(Msg::Records(RecordsMsg::Opened));
    }
    Panel::top("bar").frame(bar_frame(ui)).show(ui, |ui| bar_ui(ui, model, out));
    marks_ui(ui, model, out);
    if let Some(person) = banner_of(model) {
        Panel::top("banner")
            .frame(Frame::new().fill(colors.surface).inner_margin(Margin::symmetric(20, 8)))
            .show(ui, |ui| banner_ui(ui, &person));
    }
    if let Some(notice) = &model.notice {
        Panel::top("notice").frame(Frame::new().fill(colors.ground).inner_margin(Margin { left: 20, right: 20, top: 10, bottom: 0 })).show(
            ui,
            |ui| {
                notice_ui(ui, notice, out);
            },
        );
    }
    if let Some(id) = &model.discarding {
        Panel::top("discard")
            .frame(Frame::new().fill(colors.ground).inner_margin(Margin { left: 20, right: 20, top: 10, bottom: 0 }))
            .show(ui, |ui| {
                discard_ui(ui, out);
                let _ = id;
            });
    }
    if model.talk.holding.is_some() {
        Panel::top("safe-output")
            .frame(Frame::new().fill(colors.ground).inner_margin(Margin { left: 20, right: 20, top: 10, bottom: 0 }))
            .show(ui, |ui| screens::conversation_pause::ask_ui(ui, model, out));
    }
    CentralPanel::default().frame(Frame::new().fill(colors.ground).inner_margin(Margin { left: 20, right: 0, top: 0, bottom: 0 })).show(
        ui,
        |ui| {
            if screens::conversation_pause::over_ui(ui, model, out) {
                return;
            }
            if model.help {
                scrolled(ui, "help", |ui| screens::help::help_ui(ui, out));
                return;
            }
            match model.place {
                Place::Today => scrolled(ui, "today", |ui| screens::today::today_ui(ui, model, out)),
                Place::PatientForm => scrolled(ui, "patient-form", |ui| screens::patient_form::patient_form_ui(ui, model, out)),
                Place::Chart => scrolled(ui, "chart", |ui| screens::chart::chart_ui(ui, model, out)),
                Place::Conversation => screens::conversation::conversation_ui(ui, model, out),
                Place::Decision => screens::decision::decision_ui(ui, model, out),
                Place::Papers => screens::papers::papers_ui(ui, model, out),
                Place::PlanBuilder => screens::plan_builder::builder_ui(ui, model, out),
                Place::Note => screens::note::note_ui(ui, model, out),
                Place::People => scrolled(ui, "people", |ui| screens::people::people_ui(ui, model, out)),
                Place::Audit => scrolled(ui, "audit", |ui| screens::audit::audit_ui(ui, model, out)),
                Place::Scanned => scrolled(ui, "scanned", |ui| screens::scanned::scanned_ui(ui, model, out)),
                Place::Records => scrolled(ui, "records", |ui| screens::records::records_ui(ui, model, out)),
                Place::Settings => scrolled(ui, "settings", |ui| screens::settings::settings_ui(ui, model, out)),
                Place::Directory => screens::directory::directory_ui(ui, model, out),
                Place::Referrals => scrolled(ui, "referrals", |ui| screens::referral::referrals_ui(ui, model, out)),
                Place::ReferralLetter => screens::referral::letter_ui(ui, model, out),
                // One that is asked has a place of its own, so that it begins at its top.
                Place::FollowUp => scrolled(ui, if model.follow.open.is_some() { "follow-up-asked" } else { "follow-up" }, |ui| {
                    screens::follow_up::follow_up_ui(ui, model, out);
                }),
                Place::Figures => scrolled(ui, "figures", |ui| screens::figures::figures_ui(ui, model, out)),
                Place::Practising => scrolled(ui, "practising", |ui| screens::practising::practising_ui(ui, model, out)),
            }
        },
    );
}

/// What stands on every screen where the people are invented.
fn marks_ui(ui: &mut Ui, model: &Model, out: &mut Outbox) {
    let colors = palette(ui);
    if model.practising.is_on() {
        Panel::top("practice")
            .frame(Frame::new().fill(colors.ground).inner_margin(Margin { left: 20, right: 20, top: 8, bottom: 0 }))
            .show(ui, |ui| {
                screens::practising::band_ui(ui, model, out);
            });
    }
    if model.session.as_ref().is_some_and(|session| session.settings.practice) && !model.practising.is_on() {
        Panel::top("demonstration")
            .frame(Frame::new().fill(colors.ground).inner_margin(Margin { left: 20, right: 20, top: 8, bottom: 8 }))
            .show(ui, demonstration_ui);
    }
}

/// A page that scrolls when the window is low.
pub fn scrolled(ui: &mut Ui, id: &str, add: impl FnOnce(&mut Ui)) {
    ScrollArea::vertical().id_salt(id).auto_shrink([false, false]).show(ui, |ui| {
        Frame::new().inner_margin(Margin { left: 0, right: 20, top: 16, bottom: 24 }).show(ui, |ui| {
            ui.set_width(ui.available_width());
            add(ui);
        });
    });
}

fn bar_frame(ui: &Ui) -> Frame {
    Frame::new().fill(palette(ui).bar).inner_margin(Margin::symmetric(16, 7))
}

fn brand(ui: &mut Ui) {
    let colors = palette(ui);
    ui.label(RichText::new("fitnote").font(theme::semibold(20.0)).color(colors.on_bar));
}

fn bar_ui(ui: &mut Ui, model: &Model, out: &mut Outbox) {
    let colors = palette(ui);
    // All of it stands in one line, so in a narrow window the keys and then the name of the program go.
    let (tight, tightest) = (ui.available_width() < 900.0, ui.available_width() < 700.0);
    ui.horizontal(|ui| {
        if !tightest {
            brand(ui);
            ui.add_space(space::S);
        }
        let sees_patients = model.session.as_ref().is_some_and(|session| session.role.sees_patients());
        for (label, key, msg) in [
            ("Today", Key::F2, Msg::Went(Place::Today)),
            ("New patient", Key::F3, Msg::NewPatientPressed),
            ("Pause", Key::F12, Msg::Talk(TalkMsg::PauseOpened)),
        ] {
            if key == Key::F3 && !sees_patients {
                continue;
            }
            if button(ui, Button::bar(label).key(Shortcut::plain(key)).tight(tight)).1 {
                out.say(msg);
            }
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if button(ui, Button::bar("Lock").key(Shortcut::ctrl(Key::L)).tight(tight)).1 {
                out.say(Msg::LockPressed);
            }
            if button(ui, Button::bar("Settings").key(Shortcut::ctrl(Key::Comma)).tight(tight)).1 {
                out.say(Msg::Went(Place::Settings));
            }
            if button(ui, Button::bar("Keys").key(Shortcut::plain(Key::F1)).tight(tight)).1 {
                out.say(Msg::HelpToggled);
            }
            if let Some(session) = &model.session
                && ui.available_width() > 220.0
            {
                ui.label(RichText::new(&session.clinician.name).size(size::SMALL).color(colors.on_bar_quiet));
            }
            if let Some(desk) = &model.desk {
                ui.add_space(space::S);
                saving_ui(ui, desk, tight, out);
            }
        });
    });
}

/// "Saving", "Saved 14:03": what has become of the last change.
fn saving_ui(ui: &mut Ui, desk: &Desk, tight: bool, out: &mut Outbox) {
    let colors = palette(ui);
    let text = match &desk.saving {
        Saving::Untouched => return,
        Saving::Saved { at, revision } if *revision == desk.revision => format!("Saved {}", at.format("%H:%M")),
        Saving::UnderWay { .. } | Saving::Saved { .. } => "Saving".to_owned(),
        Saving::Failed(_) => {
            if button(ui, Button::bar("Not saved. Save").key(Shortcut::ctrl(Key::S)).tight(tight)).1 {
                out.say(Msg::SavePressed);
            }
            return;
        }
    };
    let shown = ui.label(RichText::new(&text).size(size::SMALL).color(colors.on_bar));
    ui.ctx().accesskit_node_builder(shown.id, |node| {
        node.set_role(egui::accesskit::Role::Status);
        node.set_label(text);
    });
}

/// The mark of a folder of invented people, on every screen.
fn demonstration_ui(ui: &mut Ui) {
    let colors = palette(ui);
    let text = "Demonstration records: everybody here is invented. Every page says that it is no statement.";
    kit::alert(ui, colors.accent, colors.tint, text, |ui| {
        ui.add(egui::Label::new(RichText::new(text).font(theme::semibold(size::SMALL))).wrap());
    });
}

/// Who the screen is about.
struct Person {
    name: String,
    born: String,
    number: Option<String>,
}

fn banner_of(model: &Model) -> Option<Person> {
    let today = model.today();
    let person = |name: String, born: day::Day, number: Option<&NhsNumber>| Person {
        name,
        born: format!("{} ({})", day::long(born), day::age_in_years(born, today)),
        number: number.map(NhsNumber::grouped),
    };
    match model.place {
        Place::Conversation | Place::Decision | Place::PlanBuilder => {
            model.desk.as_ref().map(|desk| person(desk.patient.banner_name(), desk.patient.date_of_birth, desk.patient.nhs_number.as_ref()))
        }
        Place::Chart => model
            .chart
            .as_ref()
            .map(|chart| person(chart.patient.banner_name(), chart.patient.date_of_birth, chart.patient.nhs_number.as_ref())),
        Place::Note => model.view.as_ref().map(|view| {
            let patient = &view.note.record().case.patient;
            person(patient.banner_name(), patient.date_of_birth, patient.nhs_number.as_ref())
        }),
        Place::Papers => model.papers.as_ref().map(|papers| {
            let patient = &papers.patient;
            person(patient.banner_name(), patient.date_of_birth, patient.nhs_number.as_ref())
        }),
        Place::Directory | Place::Referrals | Place::ReferralLetter => {
            model.services.patient.as_ref().map(|patient| person(patient.banner_name(), patient.date_of_birth, patient.nhs_number.as_ref()))
        }
        Place::FollowUp => {
            model.follow.patient.as_ref().map(|patient| person(patient.banner_name(), patient.date_of_birth, patient.nhs_number.as_ref()))
        }
        Place::Today
        | Place::PatientForm
        | Place::Settings
        | Place::Scanned
        | Place::Practising
        | Place::Records
        | Place::People
        | Place::Figures
        | Place::Audit => None,
    }
}

fn banner_ui(ui: &mut Ui, person: &Person) {
    let colors = palette(ui);
    let row = ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = space::XL;
        ui.label(RichText::new(&person.name).font(theme::semibold(size::HEADING)));
        for (label, value) in [("Born", Some(&person.born)), ("NHS number", person.number.as_ref())] {
            if let Some(value) = value {
                ui.horizontal(|ui| {
                    ui.spacing_mut().item_spacing.x = 6.0;
                    ui.label(RichText::new(label).size(size::SMALL).color(colors.ink_quiet));
                    ui.label(RichText::new(value).font(theme::semibold(size::BODY)));
                });
            }
        }
    });
    ui.ctx().accesskit_node_builder(row.response.id, |node| {
        node.set_role(egui::accesskit::Role::Banner);
        node.set_label(format!("Patient: {}, born {}", person.name, person.born));
    });
}

fn notice_ui(ui: &mut Ui, notice: &Notice, out: &mut Outbox) {
    let colors = palette(ui);
    let (ink, fill) = match notice.tone {
        Tone::Good => (colors.good, colors.good_tint),
        Tone::Info => (colors.accent, colors.tint),
        Tone::Trouble => (colors.trouble, colors.trouble_tint),
    };
    kit::alert(ui, ink, fill, &format!("{} {}", notice.what, notice.do_next), |ui| {
        ui.horizontal(|ui| {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                if button(ui, Button::secondary("Close")).1 {
                    out.say(Msg::NoticeDismissed);
                }
                let what = RichText::new(&notice.what).font(theme::semibold(size::BODY)).color(ink);
                ui.with_layout(Layout::top_down(Align::Min), |ui| {
                    if notice.do_next.is_empty() {
                        // One line stands level with the button.
                        ui.add_space((space::CONTROL - size::BODY) / 2.0 - space::XS);
                    }
                    ui.label(what);
                    if !notice.do_next.is_empty() {
                        ui.label(&notice.do_next);
                    }
                });
            });
        });
    });
}

fn discard_ui(ui: &mut Ui, out: &mut Outbox) {
    let colors = palette(ui);
    kit::alert(ui, colors.trouble, colors.trouble_tint, "Discard this draft? It cannot be brought back.", |ui| {
        ui.label(RichText::new("Discard this draft? It cannot be brought back.").font(theme::semibold(size::BODY)));
        ui.horizontal(|ui| {
            if button(ui, Button::secondary("Keep it").key(Shortcut::plain(Key::Escape))).1 {
                out.say(Msg::DraftDiscardKept);
            }
            if button(ui, Button::secondary("Discard the draft")).1 {
                out.say(Msg::DraftDiscardConfirmed);
            }
        });
    });
}
