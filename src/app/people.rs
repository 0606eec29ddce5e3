//! Who signs in here: the list, the form of one person, one's own passphrase, the recovery key; and locking by itself.

use secrecy::SecretString;

use super::forms::Secret;
use super::model::{Focus, Model, Notice, Saving};
use super::msg::{Cmd, Done, NewClinician, PdfJob};
use crate::domain::draft::Draft;
use crate::domain::id::ClinicianId;
use crate::domain::passphrase;
use crate::domain::profession::{Nation, Profession, Setting};
use crate::domain::record::Clinician;
use crate::domain::registration::Registration;
use crate::domain::role::Role;

/// After how many minutes without a key or the pointer the window locks; the second is what holds until another is chosen.
pub const LOCK_AFTER: [u32; 6] = [2, 5, 10, 15, 20, 30];
/// What holds until another is chosen.
pub const LOCK_AFTER_USUAL: u32 = 5;

/// The screen's state.
#[derive(Default)]
pub struct People {
    pub rows: Vec<PersonRow>,
    pub loaded: bool,
    /// The person who is being added or changed.
    pub form: Option<PersonForm>,
    pub own: OwnPassphrase,
    /// Making a new recovery key was asked, and the question stands.
    pub asking_recovery: bool,
    /// The new recovery key, shown until it is kept.
    pub recovery: Option<Secret>,
    /// Where the sheet is saved.
    pub sheet_folder: String,
    /// What was done with the sheet last.
    pub handed: Option<String>,
    pub busy: bool,
}

/// Somebody of the practice, as listed.
#[derive(Clone)]
pub struct PersonRow {
    pub clinician: Clinician,
    pub role: Role,
    pub signs_in: bool,
}

/// A person who is being added or changed.
#[derive(Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a box of the form, or a question that stands")]
pub struct PersonForm {
    /// None for a new one.
    pub editing: Option<ClinicianId>,
    pub name: String,
    pub role: Option<Role>,
    pub profession: Option<Profession>,
    pub registration: String,
    pub setting: Option<Setting>,
    pub trained: bool,
    pub within_scope: bool,
    pub passphrase: Secret,
    pub again: Secret,
    /// From the first press of Save on every fault is shown.
    pub asked: bool,
    /// Removing was asked, and the question stands.
    pub removing: bool,
}

/// One's own passphrase while it is changed.
#[derive(Default)]
pub struct OwnPassphrase {
    pub present: Secret,
    pub new: Secret,
    pub again: Secret,
    pub asked: bool,
}

/// Words that had not reached the disk when the window was locked. They are kept, unseen, until they can be saved.
pub struct Held {
    pub draft: Box<Draft>,
    pub revision: u64,
}

crate::domain::redacted_debug!(People, PersonRow, PersonForm, OwnPassphrase, Held);

/// A field of the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PersonField {
    Name,
    Role,
    Profession,
    Registration,
    Setting,
    Passphrase,
    Again,
    OwnPresent,
    OwnNew,
    OwnAgain,
    SheetFolder,
}

/// What happened.
pub enum PeopleMsg {
    AddPressed,
    EditPressed(ClinicianId),
    Typed(PersonField, String),
    RoleChosen(Role),
    ProfessionChosen(Profession),
    SettingChosen(Setting),
    TrainedTicked(bool),
    ScopeTicked(bool),
    SavePressed,
    RemovePressed,
    RemoveConfirmed,
    /// Out of the form, or of the question that stands.
    Dropped,
    OwnChangePressed,
    RecoveryAsked,
    RecoveryConfirmed,
    SheetPrintPressed,
    SheetSavePressed,
    /// The recovery key is kept: it is shown no more.
    RecoveryKept,
    LockAfterChosen(u32),
    /// Nobody touched the window for so long, or the machine slept.
    LeftAlone,
}

/// A person's particulars and role.
pub struct PersonChange {
    pub particulars: NewClinician,
    pub role: Role,
}

/// What the shell is asked.
pub enum PeopleCmd {
    Load,
    Add {
        person: PersonChange,
        passphrase: SecretString,
    },
    Change {
        id: ClinicianId,
        person: PersonChange,
        /// A new one, where theirs is lost.
        passphrase: Option<SecretString>,
    },
    Remove(ClinicianId),
    ChangeOwn {
        present: SecretString,
        new: SecretString,
    },
    NewRecoveryKey,
    Sheet {
        key: SecretString,
        job: PdfJob,
    },
    /// Save what was held while the window was locked.
    SaveHeld {
        draft: Box<Draft>,
    },
}

/// What came of it.
pub enum PeopleDone {
    Loaded(Vec<PersonRow>),
    Changed {
        people: Vec<PersonRow>,
        said: &'static str,
    },
    RecoveryKeyMade(SecretString),
    SheetHanded(String),
    /// It could not be done, and nothing was changed.
    Refused(Notice),
    /// Saved; with something to say where another session had changed the draft.
    HeldSaved(Option<Notice>),
    HeldNotSaved(Notice),
    /// Something else was done, and there is something to say beside it.
    Told {
        notice: Notice,
        then: Box<Done>,
    },
}

impl PersonForm {
    fn of(row: &PersonRow) -> Self {
        let clinician = &row.clinician;
        Self {
            editing: Some(clinician.id.clone()),
            name: clinician.name.clone(),
            role: Some(row.role),
            profession: clinician.profession.may_issue().then(|| clinician.profession.clone()),
            registration: clinician.registration.clone(),
            setting: Some(clinician.setting),
            trained: clinician.trained,
            within_scope: clinician.within_scope,
            ..Self::default()
        }
    }

    /// What is wrong, each with its field, in the order of the fields.
    #[must_use]
    pub fn faults(&self, nation: Nation) -> Vec<(PersonField, String)> {
        let mut faults = Vec::new();
        if self.name.trim().is_empty() {
            faults.push((PersonField::Name, "Type the name as it should stand here and on notes.".to_owned()));
        }
        if self.role.is_none() {
            faults.push((PersonField::Role, "Choose what this person may do.".into()));
        }
        if self.role == Some(Role::Clinician) {
            match &self.profession {
                None => faults.push((PersonField::Profession, "Choose the profession. It is printed on every note.".into())),
                Some(profession) => {
                    if let Err(error) = Registration::parse(profession, nation, &self.registration) {
                        faults.push((PersonField::Registration, error.to_string()));
                    }
                }
            }
            if self.setting.is_none() {
                faults.push((PersonField::Setting, "Choose where they practise when they issue notes.".into()));
            }
        }
        let is_new = self.editing.is_none();
        if is_new || !self.passphrase.text().is_empty() || !self.again.text().is_empty() {
            faults.extend(passphrase_faults(&self.passphrase, &self.again, [PersonField::Passphrase, PersonField::Again]));
        }
        faults
    }

    fn complete(&self, nation: Nation) -> Option<PersonChange> {
        if !self.faults(nation).is_empty() {
            return None;
        }
        let role = self.role?;
        let (profession, registration) = match (role, &self.profession) {
            (Role::Clinician, Some(profession)) => {
                (profession.clone(), Registration::parse(profession, nation, &self.registration).ok()?.as_str().to_owned())
            }
            (Role::Clinician, None) => return None,
            // Who issues nothing is no issuer by profession either: the rules say so as well.
            (role, _) => (Profession::Other(role.word().to_owned()), String::new()),
        };
        let particulars = NewClinician {
            name: self.name.trim().to_owned(),
            profession,
            registration,
            setting: self.setting.unwrap_or(Setting::Nhs),
            trained: role.issues() && self.trained,
            within_scope: role.issues() && self.within_scope,
        };
        Some(PersonChange { particulars, role })
    }
}

impl OwnPassphrase {
    /// What is wrong, each with its field.
    #[must_use]
    pub fn faults(&self) -> Vec<(PersonField, String)> {
        let mut faults = Vec::new();
        if self.present.text().is_empty() {
            faults.push((PersonField::OwnPresent, "Type the passphrase that you have at present.".to_owned()));
        }
        faults.extend(passphrase_faults(&self.new, &self.again, [PersonField::OwnNew, PersonField::OwnAgain]));
        faults
    }
}

fn passphrase_faults(first: &Secret, again: &Secret, [at, at_again]: [PersonField; 2]) -> Option<(PersonField, String)> {
    if let Some(fault) = passphrase::fault(first.text()) {
        return Some((at, fault));
    }
    (first.text() != again.text()).then(|| (at_again, "The two passphrases differ. Type the same one twice.".into()))
}

fn taken(secret: &Secret) -> SecretString {
    SecretString::from(secret.text().to_owned())
}

/// The screen is opened.
pub(super) fn opened(model: &mut Model) -> Vec<Cmd> {
    let sheet_folder = model.session.as_ref().map(|session| session.documents.display().to_string()).unwrap_or_default();
    model.people = People { sheet_folder, ..People::default() };
    vec![Cmd::People(PeopleCmd::Load)]
}

/// One step back inside the screen; false where there is none.
pub(super) fn back(model: &mut Model) -> bool {
    let people = &mut model.people;
    if let Some(form) = people.form.as_mut().filter(|form| form.removing) {
        form.removing = false;
    } else if people.form.is_some() {
        people.form = None;
    } else if people.asking_recovery {
        people.asking_recovery = false;
    } else {
        return false;
    }
    model.focus = Some(Focus::First);
    true
}

/// Answers what happened.
pub(super) fn update(model: &mut Model, msg: PeopleMsg) -> Vec<Cmd> {
    match msg {
        PeopleMsg::LeftAlone => return super::update::lock(model),
        PeopleMsg::LockAfterChosen(minutes) => {
            return super::update::change_settings(model, |settings| settings.lock_after_minutes = minutes);
        }
        PeopleMsg::Dropped => {
            back(model);
            return Vec::new();
        }
        PeopleMsg::SavePressed => return save(model),
        PeopleMsg::OwnChangePressed => return change_own(model),
        PeopleMsg::SheetPrintPressed => return sheet(model, PdfJob::Print),
        PeopleMsg::SheetSavePressed => {
            let name = format!("fitnote-recovery-sheet-{}.pdf", model.today().format("%Y-%m-%d"));
            let folder = model.people.sheet_folder.trim().to_owned();
            if folder.is_empty() {
                model.focus = Some(Focus::Person(PersonField::SheetFolder));
                return Vec::new();
            }
            return sheet(model, PdfJob::Save(std::path::PathBuf::from(folder).join(name)));
        }
        PeopleMsg::AddPressed => {
            model.people.form = Some(PersonForm::default());
            model.focus = Some(Focus::Person(PersonField::Name));
        }
        PeopleMsg::EditPressed(id) => {
            model.people.form = model.people.rows.iter().find(|row| row.clinician.id == id).map(PersonForm::of);
            model.focus = Some(Focus::Person(PersonField::Name));
        }
        PeopleMsg::Typed(field, text) => typed(&mut model.people, field, text),
        PeopleMsg::RecoveryAsked => model.people.asking_recovery = true,
        PeopleMsg::RecoveryConfirmed if model.people.asking_recovery && !model.people.busy => {
            (model.people.asking_recovery, model.people.busy) = (false, true);
            return vec![Cmd::People(PeopleCmd::NewRecoveryKey)];
        }
        PeopleMsg::RecoveryConfirmed => {}
        PeopleMsg::RecoveryKept => {
            model.people.recovery = None;
            model.people.handed = None;
        }
        PeopleMsg::RemoveConfirmed => {
            let people = &mut model.people;
            if let Some(id) = people.form.as_ref().filter(|form| form.removing).and_then(|form| form.editing.clone()) {
                people.busy = true;
                return vec![Cmd::People(PeopleCmd::Remove(id))];
            }
        }
        form_msg => {
            if let Some(form) = &mut model.people.form {
                match form_msg {
                    PeopleMsg::RoleChosen(role) => form.role = Some(role),
                    PeopleMsg::ProfessionChosen(profession) => form.profession = Some(profession),
                    PeopleMsg::SettingChosen(setting) => form.setting = Some(setting),
                    PeopleMsg::TrainedTicked(ticked) => form.trained = ticked,
                    PeopleMsg::ScopeTicked(ticked) => form.within_scope = ticked,
                    PeopleMsg::RemovePressed => form.removing = true,
                    _ => {}
                }
            }
        }
    }
    Vec::new()
}

fn typed(people: &mut People, field: PersonField, text: String) {
    match field {
        PersonField::OwnPresent => people.own.present.set(text),
        PersonField::OwnNew => people.own.new.set(text),
        PersonField::OwnAgain => people.own.again.set(text),
        PersonField::SheetFolder => people.sheet_folder = text,
        _ => {
            let Some(form) = &mut people.form else { return };
            match field {
                PersonField::Name => form.name = text,
                PersonField::Registration => form.registration = text,
                PersonField::Passphrase => form.passphrase.set(text),
                PersonField::Again => form.again.set(text),
                _ => {}
            }
        }
    }
}

fn save(model: &mut Model) -> Vec<Cmd> {
    let nation = model.session.as_ref().map_or(Nation::England, |session| session.practice.nation);
    let people = &mut model.people;
    let Some(form) = people.form.as_mut().filter(|_| !people.busy) else { return Vec::new() };
    form.asked = true;
    let Some(person) = form.complete(nation) else {
        model.focus = form.faults(nation).first().map(|(field, _)| Focus::Person(*field));
        return Vec::new();
    };
    people.busy = true;
    model.notice = None;
    let cmd = match &form.editing {
        None => PeopleCmd::Add { person, passphrase: taken(&form.passphrase) },
        Some(id) => {
            let passphrase = (!form.passphrase.text().is_empty()).then(|| taken(&form.passphrase));
            PeopleCmd::Change { id: id.clone(), person, passphrase }
        }
    };
    vec![Cmd::People(cmd)]
}

fn change_own(model: &mut Model) -> Vec<Cmd> {
    let people = &mut model.people;
    if people.busy {
        return Vec::new();
    }
    people.own.asked = true;
    if let Some((field, _)) = people.own.faults().first() {
        model.focus = Some(Focus::Person(*field));
        return Vec::new();
    }
    people.busy = true;
    model.notice = None;
    vec![Cmd::People(PeopleCmd::ChangeOwn { present: taken(&people.own.present), new: taken(&people.own.new) })]
}

fn sheet(model: &mut Model, job: PdfJob) -> Vec<Cmd> {
    let key = match (&model.people.recovery, &model.door) {
        (Some(key), _) | (None, super::model::Door::RecoveryKey(key)) => taken(key),
        _ => return Vec::new(),
    };
    model.notice = None;
    vec![Cmd::People(PeopleCmd::Sheet { key, job })]
}

/// What came of a command.
pub(super) fn done(model: &mut Model, done: PeopleDone) -> Vec<Cmd> {
    model.people.busy = false;
    match done {
        PeopleDone::Loaded(rows) => {
            (model.people.rows, model.people.loaded) = (rows, true);
            model.focus = Some(Focus::First);
        }
        PeopleDone::Changed { people: rows, said } => {
            if let Some(session) = &mut model.session
                && let Some(me) = rows.iter().find(|row| row.clinician.id == session.clinician.id)
            {
                session.clinician = me.clinician.clone();
                session.role = me.role;
            }
            let sheet_folder = std::mem::take(&mut model.people.sheet_folder);
            model.people = People { rows, loaded: true, sheet_folder, ..People::default() };
            model.notice = Some(Notice::good(said));
            model.focus = Some(Focus::First);
        }
        PeopleDone::RecoveryKeyMade(key) => {
            use secrecy::ExposeSecret;
            let mut shown = Secret::default();
            shown.set(key.expose_secret().to_owned());
            model.people.recovery = Some(shown);
            model.people.handed = None;
            model.focus = Some(Focus::First);
        }
        PeopleDone::SheetHanded(said) => model.people.handed = Some(said),
        PeopleDone::Refused(notice) => {
            model.people.handed = None;
            if let Some(form) = &mut model.people.form {
                form.removing = false;
            }
            model.notice = Some(notice);
        }
        PeopleDone::HeldSaved(notice) => {
            model.held = None;
            model.notice = notice.or(model.notice.take());
        }
        PeopleDone::HeldNotSaved(notice) => model.notice = Some(notice),
        PeopleDone::Told { notice, then } => {
            let cmds = super::update::update(model, super::msg::Msg::Done(then));
            if model.session.is_some() {
                model.notice = Some(notice);
            }
            return cmds;
        }
    }
    Vec::new()
}

/// Keeps what is not on the disk yet, unseen, while the window is locked.
pub(super) fn hold(model: &mut Model) {
    if let Some(desk) = model.desk.take()
        && !desk.is_saved()
        && !desk.issuing
    {
        model.held = Some(Held { draft: Box::new(desk.draft), revision: desk.revision });
    }
}

/// A save that was under way when the window was locked has ended.
pub(super) fn held_is_saved(model: &mut Model, id: &crate::domain::id::DraftId, revision: u64) {
    if model.held.as_ref().is_some_and(|held| held.draft.id == *id && held.revision == revision) {
        model.held = None;
    }
}

/// What is to be saved before anything is opened again.
pub(super) fn held_cmd(model: &Model) -> Option<Cmd> {
    let sees_patients = model.session.as_ref().is_some_and(|session| session.role.sees_patients());
    let held = model.held.as_ref().filter(|_| sees_patients)?;
    Some(Cmd::People(PeopleCmd::SaveHeld { draft: held.draft.clone() }))
}

/// The words that are nowhere else take the place of those that were read from the disk.
pub(super) fn held_for(model: &mut Model, read: &mut Draft) -> Option<Saving> {
    let held = model.held.take_if(|held| held.draft.id == read.id)?;
    *read = *held.draft;
    Some(Saving::Failed(Notice::trouble("Your last change is not saved.", "Free some space, then press Save.")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(role: Role) -> PersonForm {
        let mut form = PersonForm { name: " Kit Lowe ".into(), role: Some(role), ..PersonForm::default() };
        form.passphrase.set("four quiet harbour lights".into());
        form.again.set("four quiet harbour lights".into());
        form
    }

    #[test]
    fn a_clinician_needs_a_profession_and_its_number_and_the_others_do_not() {
        for role in [Role::Assistant, Role::Manager] {
            let person = form(role).complete(Nation::England).expect("complete");
            assert_eq!(person.particulars.name, "Kit Lowe");
            assert!(!person.particulars.profession.may_issue(), "the rules keep them from issuing as well");
        }
        let mut clinician = form(Role::Clinician);
        let fields = |form: &PersonForm| form.faults(Nation::England).into_iter().map(|(field, _)| field).collect::<Vec<_>>();
        assert_eq!(fields(&clinician), [PersonField::Profession, PersonField::Setting]);
        clinician.profession = Some(Profession::Nurse);
        clinician.setting = Some(Setting::Nhs);
        assert_eq!(fields(&clinician), [PersonField::Registration]);
        clinician.registration = "71a2998e".into();
        assert_eq!(clinician.complete(Nation::England).map(|person| person.particulars.registration), Some("71A2998E".into()));
        assert_eq!(fields(&PersonForm::default()), [PersonField::Name, PersonField::Role, PersonField::Passphrase]);
    }

    #[test]
    fn somebody_who_is_changed_keeps_their_passphrase_unless_one_is_typed() {
        let mut changed = PersonForm { editing: Some(ClinicianId::new("kit")), ..form(Role::Assistant) };
        changed.passphrase.set(String::new());
        changed.again.set(String::new());
        assert!(changed.faults(Nation::England).is_empty());
        changed.again.set("x".into());
        assert_eq!(changed.faults(Nation::England).len(), 1);
    }
}
