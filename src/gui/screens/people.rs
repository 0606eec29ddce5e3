//! People: who signs in here, one's own passphrase, the recovery key; and after how long the window locks.

use egui::{Frame, Key, Margin, RichText, Ui};

use super::error_summary;
use crate::app::figures::FiguresMsg;
use crate::app::{Focus, LOCK_AFTER, Model, Msg, People, PeopleMsg, PersonField, PersonForm, PersonRow, Place};
use crate::domain::profession::{Nation, Profession, Setting};
use crate::domain::role::Role;
use crate::gui::Outbox;
use crate::gui::kit::{self, Button, Choice, Field, Row, Shortcut, button, choices, row, text_field, tick};
use crate::gui::theme::{self, palette, size, space};

/// The screen.
pub fn people_ui(ui: &mut Ui, model: &Model, out: &mut Outbox) {
    let Some(session) = &model.session else { return };
    let people = &model.people;
    kit::title(ui, "People");
    kit::column(ui, 760.0);
    ui.add_space(space::S);
    if let Some(key) = &people.recovery {
        theme::card(palette(ui)).show(ui, |ui| {
            ui.set_width(ui.available_width());
            new_key_ui(ui, model, key.text(), out);
        });
        return;
    }
    if let Some(form) = &people.form {
        Person { model, form, nation: session.practice.nation }.show(ui, out);
        return;
    }
    if session.role.keeps_people() {
        theme::card(palette(ui)).show(ui, |ui| list_ui(ui, model, out));
        ui.add_space(space::M);
    }
    theme::card(palette(ui)).show(ui, |ui| own_ui(ui, model, out));
    if session.role.keeps_people() {
        ui.add_space(space::M);
        theme::card(palette(ui)).show(ui, |ui| recovery_ui(ui, people, out));
    }
}

fn list_ui(ui: &mut Ui, model: &Model, out: &mut Outbox) {
    ui.set_width(ui.available_width());
    kit::heading(ui, "Who signs in here");
    let me = model.session.as_ref().map(|session| &session.clinician.id);
    if !model.people.loaded {
        kit::quiet(ui, "Loading…");
    }
    for (index, person) in model.people.rows.iter().enumerate() {
        let id = format!("person-{}", person.clinician.id);
        let end = if !person.signs_in {
            "Removed"
        } else if Some(&person.clinician.id) == me {
            "You"
        } else {
            "Change"
        };
        let focus = index == 0 && model.focus == Some(Focus::First);
        if row(ui, Row { id: &id, name: &person.clinician.name, detail: &particulars(person), end, key: "", focus }) {
            out.say(Msg::People(PeopleMsg::EditPressed(person.clinician.id.clone())));
        }
    }
    ui.add_space(space::S);
    if button(ui, Button::secondary("Add a person")).1 {
        out.say(Msg::People(PeopleMsg::AddPressed));
    }
}

/// `Clinician. Physiotherapist, PH012345`.
fn particulars(person: &PersonRow) -> String {
    if !person.role.issues() {
        return person.role.title().to_owned();
    }
    let clinician = &person.clinician;
    let mut text = format!("{}. {}, {}", person.role.title(), clinician.profession.title(), clinician.registration);
    if !clinician.trained {
        text.push_str(". No training recorded");
    }
    text
}

fn own_ui(ui: &mut Ui, model: &Model, out: &mut Outbox) {
    ui.set_width(ui.available_width());
    let own = &model.people.own;
    kit::heading(ui, "Your passphrase");
    kit::hint(ui, "It is changed for you alone. Nobody can look it up.");
    ui.add_space(space::XS);
    let faults = if own.asked { own.faults() } else { Vec::new() };
    let mut field = |ui: &mut Ui, id: &str, label: &str, value: &str, at: PersonField| {
        let error = fault(&faults, at);
        let focus = wants(model, at)
            || (at == PersonField::OwnPresent
                && model.focus == Some(Focus::First)
                && model.session.as_ref().is_some_and(|session| !session.role.keeps_people()));
        let spec = Field::new(id, label, value).password().width(360.0).error(error).focus(focus);
        if let Some(text) = text_field(ui, &spec).changed {
            out.say(Msg::People(PeopleMsg::Typed(at, text)));
        }
    };
    field(ui, "people-present", "The passphrase that you have at present", own.present.text(), PersonField::OwnPresent);
    field(ui, "people-new", "The new one", own.new.text(), PersonField::OwnNew);
    field(ui, "people-again", "The new one once more", own.again.text(), PersonField::OwnAgain);
    let label = if model.people.busy { "Changing…" } else { "Change my passphrase" };
    if button(ui, Button::secondary(label).enabled(!model.people.busy)).1 {
        out.say(Msg::People(PeopleMsg::OwnChangePressed));
    }
}

fn recovery_ui(ui: &mut Ui, people: &People, out: &mut Outbox) {
    ui.set_width(ui.available_width());
    kit::heading(ui, "The recovery key");
    ui.add(
        egui::Label::new(
            "It opens the records when a passphrase is lost. A new one takes the place of the one before, whose sheet is then worthless. \
             If every passphrase and the recovery key are lost, nobody can open the records again.",
        )
        .wrap(),
    );
    ui.add_space(space::XS);
    if !people.asking_recovery {
        if button(ui, Button::secondary("Make a new recovery key").enabled(!people.busy)).1 {
            out.say(Msg::People(PeopleMsg::RecoveryAsked));
        }
        return;
    }
    let colors = palette(ui);
    let question = "Make a new recovery key? The one that is kept now will open nothing.";
    kit::alert(ui, colors.caution, colors.caution_tint, question, |ui| {
        ui.label(RichText::new(question).font(theme::semibold(size::BODY)));
        ui.horizontal_wrapped(|ui| {
            if button(ui, Button::secondary("Keep the one there is").key(Shortcut::plain(Key::Escape))).1 {
                out.say(Msg::People(PeopleMsg::Dropped));
            }
            if button(ui, Button::secondary("Make the new one")).1 {
                out.say(Msg::People(PeopleMsg::RecoveryConfirmed));
            }
        });
    });
}

fn new_key_ui(ui: &mut Ui, model: &Model, key: &str, out: &mut Outbox) {
    kit::heading(ui, "Keep this recovery key");
    ui.add(egui::Label::new("It is shown this once. The one before opens nothing any more: destroy its sheet.").wrap());
    ui.add_space(space::S);
    key_ui(ui, key);
    sheet_ui(ui, model, out);
    ui.add_space(space::S);
    let (response, pressed) = button(ui, Button::primary("I have kept it safe").key(Shortcut::ctrl(Key::Enter)));
    if model.focus == Some(Focus::First) {
        response.request_focus();
    }
    if pressed {
        out.say(Msg::People(PeopleMsg::RecoveryKept));
    }
}

/// The key itself, large enough to copy by hand.
pub fn key_ui(ui: &mut Ui, key: &str) {
    let colors = palette(ui);
    let shown = Frame::new().fill(colors.tint).corner_radius(theme::ROUND).inner_margin(Margin::symmetric(16, 14)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.add(egui::Label::new(RichText::new(key).monospace().size(size::HEADING)).selectable(true).wrap());
    });
    ui.ctx().accesskit_node_builder(shown.response.id, |node| node.set_label("Recovery key"));
    ui.add_space(space::S);
}

/// The key on paper: printed, or saved to take away.
pub fn sheet_ui(ui: &mut Ui, model: &Model, out: &mut Outbox) {
    let people = &model.people;
    ui.horizontal_wrapped(|ui| {
        if button(ui, Button::secondary("Print the recovery sheet").key(Shortcut::ctrl(Key::P))).1 {
            out.say(Msg::People(PeopleMsg::SheetPrintPressed));
        }
    });
    ui.add_space(space::S);
    let spec = Field::new("people-sheet-folder", "Or a folder to save the sheet in", &people.sheet_folder)
        .hint("Best on a stick that leaves with you. Whoever has the sheet and the data folder can read every record.")
        .width(space::MEASURE.min(ui.available_width()))
        .focus(wants(model, PersonField::SheetFolder));
    if let Some(text) = text_field(ui, &spec).changed {
        out.say(Msg::People(PeopleMsg::Typed(PersonField::SheetFolder, text)));
    }
    if button(ui, Button::secondary("Save the sheet").key(Shortcut::ctrl(Key::S))).1 {
        out.say(Msg::People(PeopleMsg::SheetSavePressed));
    }
    if let Some(handed) = &people.handed {
        let colors = palette(ui);
        ui.add_space(space::S);
        kit::alert(ui, colors.good, colors.good_tint, handed, |ui| ui.add(egui::Label::new(handed).wrap()));
    }
}

/// The form of one person.
struct Person<'a> {
    model: &'a Model,
    form: &'a PersonForm,
    nation: Nation,
}

impl Person<'_> {
    fn show(&self, ui: &mut Ui, out: &mut Outbox) {
        let form = self.form;
        let faults = if form.asked { form.faults(self.nation) } else { Vec::new() };
        let summary: Vec<(Focus, String)> = faults.iter().map(|(field, text)| (Focus::Person(*field), text.clone())).collect();
        error_summary(ui, &summary, out);
        theme::card(palette(ui)).show(ui, |ui| {
            ui.set_width(ui.available_width());
            kit::heading(ui, if form.editing.is_some() { "Change a person" } else { "Add a person" });
            self.text(ui, "person-name", "Name", &form.name, PersonField::Name, &faults, out);
            self.role(ui, &faults, out);
            if form.role == Some(Role::Clinician) {
                self.clinician(ui, &faults, out);
            }
        });
        ui.add_space(space::M);
        theme::card(palette(ui)).show(ui, |ui| self.passphrase(ui, &faults, out));
        ui.add_space(space::M);
        self.buttons(ui, out);
    }

    #[expect(clippy::too_many_arguments, reason = "a field is its name, its label, its text and where it stands")]
    fn text(&self, ui: &mut Ui, id: &str, label: &str, value: &str, at: PersonField, faults: &[(PersonField, String)], out: &mut Outbox) {
        let is_secret = matches!(at, PersonField::Passphrase | PersonField::Again);
        let spec = Field::new(id, label, value).width(420.0).error(fault(faults, at)).focus(wants(self.model, at));
        let spec = if is_secret { spec.password().width(360.0) } else { spec };
        if let Some(text) = text_field(ui, &spec).changed {
            out.say(Msg::People(PeopleMsg::Typed(at, text)));
        }
    }

    fn role(&self, ui: &mut Ui, faults: &[(PersonField, String)], out: &mut Outbox) {
        let options: Vec<String> = Role::ALL.iter().map(|role| format!("{}. {}", role.title(), role.means())).collect();
        let options: Vec<&str> = options.iter().map(String::as_str).collect();
        let chosen = self.form.role.and_then(|role| Role::ALL.iter().position(|known| *known == role));
        let spec = Choice::new("person-role", "What may this person do?", &options, chosen)
            .error(fault(faults, PersonField::Role))
            .focus(wants(self.model, PersonField::Role));
        if let Some(role) = choices(ui, &spec).and_then(|index| Role::ALL.get(index)) {
            out.say(Msg::People(PeopleMsg::RoleChosen(*role)));
        }
    }

    fn clinician(&self, ui: &mut Ui, faults: &[(PersonField, String)], out: &mut Outbox) {
        let form = self.form;
        let titles: Vec<String> = Profession::ISSUERS.iter().map(Profession::title).collect();
        let titles: Vec<&str> = titles.iter().map(String::as_str).collect();
        let chosen = form.profession.as_ref().and_then(|p| Profession::ISSUERS.iter().position(|known| known == p));
        let spec = Choice::new("person-profession", "Profession", &titles, chosen)
            .columns(3)
            .error(fault(faults, PersonField::Profession))
            .focus(wants(self.model, PersonField::Profession));
        if let Some(profession) = choices(ui, &spec).and_then(|index| Profession::ISSUERS.get(index)) {
            out.say(Msg::People(PeopleMsg::ProfessionChosen(profession.clone())));
        }
        let register = form.profession.as_ref().map_or("", |profession| profession.register(self.nation));
        let label = if register.is_empty() { "Registration number".to_owned() } else { format!("{register} registration number") };
        self.text(ui, "person-registration", &label, &form.registration, PersonField::Registration, faults, out);
        let places: Vec<&str> = Setting::ALL.iter().map(|setting| setting.title()).collect();
        let chosen = form.setting.and_then(|setting| Setting::ALL.iter().position(|known| *known == setting));
        let spec = Choice::new("person-setting", "Where do they issue notes?", &places, chosen)
            .columns(3)
            .error(fault(faults, PersonField::Setting))
            .focus(wants(self.model, PersonField::Setting));
        if let Some(setting) = choices(ui, &spec).and_then(|index| Setting::ALL.get(index)) {
            out.say(Msg::People(PeopleMsg::SettingChosen(*setting)));
        }
        if let Some(ticked) = tick(ui, "person-trained", "Has completed training in issuing fit notes", form.trained, false) {
            out.say(Msg::People(PeopleMsg::TrainedTicked(ticked)));
        }
        let scope = "Issuing notes is within the scope agreed with their employer";
        if let Some(ticked) = tick(ui, "person-scope", scope, form.within_scope, false) {
            out.say(Msg::People(PeopleMsg::ScopeTicked(ticked)));
        }
    }

    fn passphrase(&self, ui: &mut Ui, faults: &[(PersonField, String)], out: &mut Outbox) {
        ui.set_width(ui.available_width());
        let form = self.form;
        let me = self.model.session.as_ref().map(|session| &session.clinician.id);
        if form.editing.is_some() && form.editing.as_ref() == me {
            kit::quiet(ui, "Your own passphrase is changed on the screen before.");
            return;
        }
        let (heading, hint) = if form.editing.is_some() {
            ("A new passphrase", "For when theirs is lost. Leave both empty to keep the one that they have.")
        } else {
            ("Their first passphrase", "Let them type it here themselves, or change it when they first sign in.")
        };
        kit::heading(ui, heading);
        kit::hint(ui, hint);
        ui.add_space(space::XS);
        self.text(ui, "person-passphrase", "Passphrase", form.passphrase.text(), PersonField::Passphrase, faults, out);
        self.text(ui, "person-again", "The same once more", form.again.text(), PersonField::Again, faults, out);
    }

    fn buttons(&self, ui: &mut Ui, out: &mut Outbox) {
        let people = &self.model.people;
        let form = self.form;
        if form.removing {
            let colors = palette(ui);
            let question = "Remove this person? They can no longer sign in here; their notes stay as they are.";
            kit::alert(ui, colors.trouble, colors.trouble_tint, question, |ui| {
                ui.label(RichText::new(question).font(theme::semibold(size::BODY)));
                kit::hint(ui, "An older copy of the whole data folder still opens with their passphrase.");
                ui.horizontal_wrapped(|ui| {
                    if button(ui, Button::secondary("Keep them").key(Shortcut::plain(Key::Escape))).1 {
                        out.say(Msg::People(PeopleMsg::Dropped));
                    }
                    if button(ui, Button::secondary("Remove them").enabled(!people.busy)).1 {
                        out.say(Msg::People(PeopleMsg::RemoveConfirmed));
                    }
                });
            });
            return;
        }
        ui.horizontal_wrapped(|ui| {
            let label = if people.busy { "Saving…" } else { "Save" };
            if button(ui, Button::primary(label).key(Shortcut::ctrl(Key::Enter)).enabled(!people.busy)).1 {
                out.say(Msg::People(PeopleMsg::SavePressed));
            }
            if button(ui, Button::secondary("Cancel").key(Shortcut::plain(Key::Escape))).1 {
                out.say(Msg::People(PeopleMsg::Dropped));
            }
            let me = self.model.session.as_ref().map(|session| &session.clinician.id);
            let signs_in = people.rows.iter().any(|row| row.signs_in && Some(&row.clinician.id) == form.editing.as_ref());
            if signs_in && form.editing.as_ref() != me && button(ui, Button::secondary("Remove this person")).1 {
                out.say(Msg::People(PeopleMsg::RemovePressed));
            }
        });
    }
}

/// The card on the settings screen.
pub fn lock_settings_ui(ui: &mut Ui, model: &Model, out: &mut Outbox) {
    let Some(session) = &model.session else { return };
    theme::card(palette(ui)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        kit::heading(ui, "Locking");
        let names: Vec<String> = LOCK_AFTER.iter().map(|minutes| format!("{minutes} minutes")).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let chosen = LOCK_AFTER.iter().position(|minutes| *minutes == session.settings.lock_after_minutes);
        let spec = Choice::new("settings-lock", "The window locks when nobody has touched it for", &names, chosen).columns(3);
        if let Some(minutes) = choices(ui, &spec).and_then(|index| LOCK_AFTER.get(index)) {
            out.say(Msg::People(PeopleMsg::LockAfterChosen(*minutes)));
        }
        kit::hint(ui, "It also locks when the computer sleeps, and with Ctrl L. What was typed is saved first.");
        ui.horizontal_wrapped(|ui| {
            if button(ui, Button::secondary("People").key(Shortcut::ctrl(Key::K))).1 {
                out.say(Msg::Went(Place::People));
            }
            if session.role != Role::Assistant && button(ui, Button::secondary("Audit log").key(Shortcut::ctrl(Key::H))).1 {
                out.say(Msg::Went(Place::Audit));
            }
        });
    });
    ui.add_space(space::M);
}

/// What a manager finds in the place of the patients.
pub fn without_patients_ui(ui: &mut Ui, out: &mut Outbox) {
    kit::column(ui, 760.0);
    ui.add_space(space::S);
    theme::card(palette(ui)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        kit::heading(ui, "Signed in as a manager");
        ui.label("Figures, settings and the audit log are open to you. No patient is shown.");
        ui.add_space(space::XS);
        ui.horizontal_wrapped(|ui| {
            if button(ui, Button::primary("Figures").key(Shortcut::ctrl(Key::G))).1 {
                out.say(Msg::Figures(FiguresMsg::Opened));
            }
            if button(ui, Button::secondary("Audit log").key(Shortcut::ctrl(Key::H))).1 {
                out.say(Msg::Went(Place::Audit));
            }
            if button(ui, Button::secondary("Your passphrase").key(Shortcut::ctrl(Key::K))).1 {
                out.say(Msg::Went(Place::People));
            }
        });
    });
}

fn wants(model: &Model, field: PersonField) -> bool {
    model.focus == Some(Focus::Person(field))
}

fn fault(faults: &[(PersonField, String)], field: PersonField) -> Option<&str> {
    faults.iter().find(|(at, _)| *at == field).map(|(_, text)| text.as_str())
}
