//! First run, the recovery key, signing in, and a folder that cannot be used.

use egui::{Align, Frame, Key, Layout, Margin, RichText, ScrollArea, Ui};

use super::{error_summary, wants};
use crate::app::{Door, Focus, Input, Model, Msg, Notice, SetupForm, UnlockForm};
use crate::domain::profession::{Nation, Profession, Setting};
use crate::gui::Outbox;
use crate::gui::kit::{self, Button, Choice, Field, Shortcut, button, choices, text_field, tick};
use crate::gui::theme::{self, palette, size, space};

/// Whatever stands between the person and the records.
pub fn door_ui(ui: &mut Ui, model: &Model, out: &mut Outbox) {
    match &model.door {
        Door::Looking => centred(ui, 440.0, |ui| {
            kit::quiet(ui, "Looking at the records…");
        }),
        Door::Setup(form) => page(ui, "setup", |ui| setup_ui(ui, model, form, out)),
        Door::Creating(_) => centred(ui, 440.0, |ui| {
            kit::heading(ui, "Making the encrypted records");
            kit::quiet(ui, "This takes a moment.");
        }),
        Door::RecoveryKey(key) => centred(ui, 560.0, |ui| recovery_ui(ui, model, key.text(), out)),
        Door::Unlock(form) => centred(ui, 440.0, |ui| unlock_ui(ui, model, form, out)),
        Door::Barred(notice) => centred(ui, 560.0, |ui| barred_ui(ui, notice)),
        Door::Open => {}
    }
}

fn page(ui: &mut Ui, id: &str, add: impl FnOnce(&mut Ui)) {
    ScrollArea::vertical().id_salt(id).auto_shrink([false, false]).show(ui, |ui| {
        let width = ui.available_width().min(980.0);
        let side = ((ui.available_width() - width) / 2.0).max(0.0);
        ui.horizontal_top(|ui| {
            ui.add_space(side);
            ui.vertical(|ui| {
                ui.set_width(width);
                Frame::new().inner_margin(Margin { left: 24, right: 24, top: 20, bottom: 32 }).show(ui, add);
            });
        });
    });
}

/// A card in the middle of the window.
fn centred(ui: &mut Ui, width: f32, add: impl FnOnce(&mut Ui)) {
    let top = (ui.available_height() * 0.16).clamp(16.0, 160.0);
    ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| {
        ui.add_space(top);
        let side = ((ui.available_width() - width) / 2.0).max(8.0);
        ui.horizontal_top(|ui| {
            ui.add_space(side);
            theme::card(palette(ui)).inner_margin(Margin::same(24)).show(ui, |ui| {
                ui.set_width((width - 48.0).min(ui.available_width() - 24.0));
                ui.with_layout(Layout::top_down(Align::Min), add);
            });
        });
    });
}

fn setup_ui(ui: &mut Ui, model: &Model, form: &SetupForm, out: &mut Outbox) {
    kit::title(ui, "Set up fitnote on this computer");
    kit::quiet(ui, "The records stay on this computer, encrypted. Nothing is sent anywhere.");
    ui.add_space(space::M);
    if let Some(notice) = &model.notice {
        let colors = palette(ui);
        kit::alert(ui, colors.trouble, colors.trouble_tint, &notice.what, |ui| {
            ui.label(RichText::new(&notice.what).font(theme::semibold(size::BODY)));
            ui.label(&notice.do_next);
        });
        ui.add_space(space::S);
    }
    let faults = if form.asked { form.faults() } else { Vec::new() };
    let summary: Vec<(Focus, String)> = faults.iter().map(|(input, text)| (Focus::Input(input.clone()), text.clone())).collect();
    error_summary(ui, &summary, out);
    let error = |input: &Input| faults.iter().find(|(at, _)| at == input).map(|(_, text)| text.as_str());
    let setup = Setup { model, form, error: &error };
    let shared = std::cell::RefCell::new(out);
    theme::two_columns(
        ui,
        820.0,
        [&mut |ui| setup.practice_ui(ui, &mut shared.borrow_mut()), &mut |ui| setup.clinician_ui(ui, &mut shared.borrow_mut())],
    );
    let out = shared.into_inner();
    ui.add_space(space::M);
    setup.passphrase_ui(ui, out);
    ui.add_space(space::M);
    if button(ui, Button::primary("Make the records").key(Shortcut::ctrl(Key::Enter))).1 {
        out.say(Msg::SetupPressed);
    }
}

struct Setup<'a> {
    model: &'a Model,
    form: &'a SetupForm,
    error: &'a dyn Fn(&Input) -> Option<&'a str>,
}

impl Setup<'_> {
    fn text(&self, ui: &mut Ui, spec: &Field<'_>, input: Input, out: &mut Outbox) {
        let width = ui.available_width();
        let spec = Field { error: (self.error)(&input), focus: wants(self.model, &input), width: spec.width.min(width), ..*spec };
        if let Some(text) = text_field(ui, &spec).changed {
            out.say(Msg::Typed(input, text));
        }
    }

    fn practice_ui(&self, ui: &mut Ui, out: &mut Outbox) {
        let form = self.form;
        theme::card(palette(ui)).show(ui, |ui| {
            kit::heading(ui, "The practice");
            kit::hint(ui, "Printed on every note. You can change it later.");
            ui.add_space(space::XS);
            super::practice_form::practice_fields_ui(ui, self.model, &form.practice, self.error, out);
        });
    }

    fn clinician_ui(&self, ui: &mut Ui, out: &mut Outbox) {
        let form = self.form;
        theme::card(palette(ui)).show(ui, |ui| {
            kit::heading(ui, "You, the clinician");
            kit::hint(ui, "Your name and profession are printed on the notes that you issue.");
            ui.add_space(space::XS);
            self.text(
                ui,
                &Field::new("setup-name", "Your name", &form.name).hint("As on your notes, such as Dr Ada Rowe").width(420.0),
                Input::ClinicianName,
                out,
            );
            let titles: Vec<String> = Profession::ISSUERS.iter().map(Profession::title).collect();
            let titles: Vec<&str> = titles.iter().map(String::as_str).collect();
            let chosen = form.profession.as_ref().and_then(|p| Profession::ISSUERS.iter().position(|known| known == p));
            let spec = Choice::new("setup-profession", "Profession", &titles, chosen)
                .columns(2)
                .error((self.error)(&Input::Profession))
                .focus(wants(self.model, &Input::Profession));
            if let Some(profession) = choices(ui, &spec).and_then(|i| Profession::ISSUERS.get(i)) {
                out.say(Msg::ProfessionChosen(profession.clone()));
            }
            let register = form.profession.as_ref().map_or("", |p| p.register(form.practice.nation.unwrap_or(Nation::England)));
            let label = if register.is_empty() { "Registration number".to_owned() } else { format!("{register} registration number") };
            let spec = Field::new("setup-registration", &label, &form.registration)
                .hint("Kept in the records, not printed on the note")
                .width(340.0);
            self.text(ui, &spec, Input::Registration, out);
            let places: Vec<&str> = Setting::ALL.iter().map(|setting| setting.title()).collect();
            let chosen = form.setting.and_then(|s| Setting::ALL.iter().position(|known| *known == s));
            let spec = Choice::new("setup-setting", "Where do you issue notes?", &places, chosen)
                .columns(3)
                .error((self.error)(&Input::Setting))
                .focus(wants(self.model, &Input::Setting));
            if let Some(setting) = choices(ui, &spec).and_then(|i| Setting::ALL.get(i)) {
                out.say(Msg::SettingChosen(*setting));
            }
            if let Some(ticked) = tick(ui, "setup-trained", "I have completed training in issuing fit notes", form.trained, false) {
                out.say(Msg::TrainedTicked(ticked));
            }
            if let Some(ticked) =
                tick(ui, "setup-scope", "Issuing notes is within the scope agreed with my employer", form.within_scope, false)
            {
                out.say(Msg::ScopeTicked(ticked));
            }
        });
    }

    fn passphrase_ui(&self, ui: &mut Ui, out: &mut Outbox) {
        let form = self.form;
        theme::card(palette(ui)).show(ui, |ui| {
            ui.set_width(ui.available_width());
            kit::heading(ui, "Your passphrase");
            kit::hint(ui, "It opens the records. Nobody can look it up or reset it: after this you get one recovery key, and without both the records are lost.");
            ui.add_space(space::XS);
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = space::XL;
                self.text(ui, &Field::new("setup-passphrase", "Passphrase", form.passphrase.text()).password().width(360.0), Input::Passphrase, out);
                self.text(ui, &Field::new("setup-again", "The same once more", form.again.text()).password().width(360.0), Input::PassphraseAgain, out);
            });
        });
    }
}

fn recovery_ui(ui: &mut Ui, model: &Model, key: &str, out: &mut Outbox) {
    kit::title(ui, "Keep this recovery key");
    ui.label("It opens the records when the passphrase is lost. It is shown this once. Write it down, and keep it away from this computer, where the practice keeps its keys.");
    ui.add_space(space::S);
    super::people::key_ui(ui, key);
    super::people::sheet_ui(ui, model, out);
    ui.add_space(space::S);
    if let Some(notice) = &model.notice {
        kit::error_line(ui, &format!("{} {}", notice.what, notice.do_next));
    }
    kit::hint(ui, "If the passphrase and this key are both lost, nobody can open the records again.");
    ui.add_space(space::S);
    let (response, pressed) = button(ui, Button::primary("I have kept it safe").key(Shortcut::ctrl(Key::Enter)));
    if model.focus == Some(Focus::First) {
        response.request_focus();
    }
    if pressed {
        out.say(Msg::RecoveryKeyKept);
    }
}

fn unlock_ui(ui: &mut Ui, model: &Model, form: &UnlockForm, out: &mut Outbox) {
    kit::title(ui, "Open the records");
    let names: Vec<&str> = form.clinicians.iter().map(|(_, name)| name.as_str()).collect();
    if names.len() > 1 {
        let spec = Choice::new("unlock-who", "Who is signing in?", &names, Some(form.chosen));
        if let Some((id, _)) = choices(ui, &spec).and_then(|i| form.clinicians.get(i)) {
            out.say(Msg::ClinicianChosen(id.clone()));
        }
    } else if let Some(name) = names.first() {
        kit::quiet(ui, name);
    }
    ui.add_space(space::S);
    let error = form.wrong.then_some("This is not the passphrase. Check Caps Lock and type it again.");
    let spec = Field::new("unlock-passphrase", "Passphrase", form.passphrase.text())
        .password()
        .width(392.0)
        .error(error)
        .focus(wants(model, &Input::UnlockPassphrase));
    let typed = text_field(ui, &spec);
    if let Some(text) = typed.changed {
        out.say(Msg::Typed(Input::UnlockPassphrase, text));
    }
    if typed.entered {
        out.say(Msg::UnlockPressed);
    }
    ui.horizontal(|ui| {
        let label = if form.busy { "Opening…" } else { "Open" };
        if button(ui, Button::primary(label).key(Shortcut::plain(Key::Enter)).enabled(!form.busy)).1 {
            out.say(Msg::UnlockPressed);
        }
    });
    if let Some(notice) = &model.notice {
        ui.add_space(space::S);
        kit::error_line(ui, &format!("{} {}", notice.what, notice.do_next));
    }
}

fn barred_ui(ui: &mut Ui, notice: &Notice) {
    let colors = palette(ui);
    kit::alert(ui, colors.trouble, colors.trouble_tint, &format!("{} {}", notice.what, notice.do_next), |ui| {
        kit::heading(ui, "The records cannot be opened");
        ui.label(&notice.what);
        ui.label(&notice.do_next);
    });
}
