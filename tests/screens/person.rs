//! Somebody at the window: what they see, what they press, and the machine that serves them.

use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard};

use chrono::{DateTime, Duration};
use egui::accesskit::{Role, Toggled};
use egui::{Event, Key, Modifiers, ViewportCommand, ViewportEvent, ViewportId, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{AccessKitNode, NodeT};
use fitnote::app::services::ServicesCmd;
use fitnote::app::{Cmd, Done, Model, Notice, PdfJob, PrintingCmd, PrintingDone};
use fitnote::domain::case::Practice;
use fitnote::domain::day::Day;
use fitnote::domain::id::{ClinicianId, PatientId};
use fitnote::domain::nhs_number::NhsNumber;
use fitnote::domain::profession::{Nation, Profession, Setting};
use fitnote::domain::record::{Clinician, Moment, Patient};
use fitnote::gui::{Hands, Window};
use fitnote::shell::hands::Hands as ShellHands;
use fitnote::store::{Kdf, NewStore, Store};
use tempfile::TempDir;

pub const PASSPHRASE: &str = "four quiet harbour lights";

pub fn day(y: i32, m: u32, d: u32) -> Day {
    Day::from_ymd_opt(y, m, d).unwrap()
}

/// What a test may turn on the machine behind the window.
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
pub struct Machine {
    pub now: Moment,
    /// Results are kept back until this is false again.
    pub slow: bool,
    /// Drafts cannot be written.
    pub saves_fail: bool,
    /// Notes cannot be recorded.
    pub issues_fail: bool,
    /// The printers that it lists; where it lists none, no test reaches a printing system.
    pub printers: Vec<String>,
    /// It slept since it was asked last.
    pub slept: bool,
    /// What is on its clipboard, where it can be read.
    pub clipboard: Option<String>,
    /// What was asked of it, by name.
    pub asked: Vec<&'static str>,
}

impl Machine {
    /// A machine at 14:03 on 20 November 2026.
    pub fn new() -> Arc<Mutex<Self>> {
        let now = DateTime::parse_from_rfc3339("2026-11-20T14:03:00+00:00").unwrap();
        Arc::new(Mutex::new(Self {
            now,
            slow: false,
            saves_fail: false,
            issues_fail: false,
            printers: Vec::new(),
            slept: false,
            clipboard: None,
            asked: Vec::new(),
        }))
    }
}

/// The shell's own hands without their thread, with the test's clock.
pub struct TestHands {
    hands: ShellHands,
    machine: Arc<Mutex<Machine>>,
    finished: VecDeque<Done>,
}

impl TestHands {
    pub fn new(dir: &Path, machine: &Arc<Mutex<Machine>>) -> Self {
        let clock = Arc::clone(machine);
        let hands = ShellHands::with_clock(dir.to_owned(), Box::new(move || clock.lock().unwrap().now), Kdf::LEAST);
        Self { hands, machine: Arc::clone(machine), finished: VecDeque::new() }
    }
}

impl Hands for TestHands {
    fn begin(&mut self, cmd: Cmd) {
        let (saves_fail, issues_fail, printers) = {
            let mut machine = self.machine.lock().unwrap();
            machine.asked.push(name_of(&cmd));
            (machine.saves_fail, machine.issues_fail, machine.printers.clone())
        };
        let done = match cmd {
            Cmd::SaveDraft { .. } if saves_fail => {
                Done::DraftNotSaved(Notice::trouble("Your last change is not saved.", "Free some space, then press Save."))
            }
            Cmd::Issue { .. } if issues_fail => Done::Failed(Notice::trouble("The note is not recorded.", "Try again.")),
            Cmd::Printing(PrintingCmd::List) if !printers.is_empty() => Done::Printing(PrintingDone::Listed(printers)),
            // No test prints on a real printer or opens a real viewer.
            Cmd::Paper { job: PdfJob::Print, .. } if printers.is_empty() => Done::Printed("Test".into()),
            Cmd::Paper { document, job: PdfJob::SaveAndOpen(path) } => {
                match self.hands.carry_out(Cmd::Paper { document, job: PdfJob::Save(path) }) {
                    Done::Saved(path) => Done::Opened(path),
                    other => other,
                }
            }
            other => self.hands.carry_out(other),
        };
        self.finished.push_back(done);
    }

    fn finished(&mut self) -> Vec<Done> {
        if self.machine.lock().unwrap().slow { Vec::new() } else { self.finished.drain(..).collect() }
    }

    fn now(&self) -> Moment {
        self.machine.lock().unwrap().now
    }

    fn slept(&mut self) -> bool {
        std::mem::take(&mut self.machine.lock().unwrap().slept)
    }

    fn clipboard(&mut self) -> Option<String> {
        self.machine.lock().unwrap().clipboard.clone()
    }
}

pub fn name_of(cmd: &Cmd) -> &'static str {
    match cmd {
        Cmd::LookAtFolder => "LookAtFolder",
        Cmd::Create { .. } => "Create",
        Cmd::Unlock { .. } => "Unlock",
        Cmd::Lock => "Lock",
        Cmd::LoadToday => "LoadToday",
        Cmd::Search { .. } => "Search",
        Cmd::SavePatient(_) => "SavePatient",
        Cmd::OpenChart(_) => "OpenChart",
        Cmd::BeginDraft(_) => "BeginDraft",
        Cmd::OpenDraft(_) => "OpenDraft",
        Cmd::SaveDraft { .. } => "SaveDraft",
        Cmd::DiscardDraft(_) => "DiscardDraft",
        Cmd::Issue { .. } => "Issue",
        Cmd::OpenNote(_) => "OpenNote",
        Cmd::Paper { .. } => "Paper",
        Cmd::Renew(_) => "Renew",
        Cmd::Correct { .. } => "Correct",
        Cmd::CancelNote { .. } => "CancelNote",
        Cmd::Duplicate(_) => "Duplicate",
        Cmd::ReadHistory(_) => "ReadHistory",
        Cmd::Recheck => "Recheck",
        Cmd::SaveSettings(_) => "SaveSettings",
        Cmd::Figures(_) => "Figures",
        Cmd::SavePractice(_) => "SavePractice",
        Cmd::Services(ServicesCmd::Send { .. }) => "Services.Send",
        Cmd::Quit => "Quit",
        #[allow(unreachable_patterns, reason = "a command that is new needs no name here")]
        _ => "another",
    }
}

/// The same shape as the program's own: results are taken in `logic`, screens are shown in `ui`.
pub struct App(pub Window<TestHands>);

impl eframe::App for App {
    fn logic(&mut self, ctx: &egui::Context, _frame: &mut eframe::Frame) {
        self.0.listen(ctx);
    }

    fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
        self.0.show(ui);
    }
}

/// A clinician at the window.
pub struct Person {
    harness: Harness<'static, App>,
    pub machine: Arc<Mutex<Machine>>,
    pub folder: Arc<TempDir>,
    /// Keys pressed, beyond the words typed.
    pub presses: usize,
    /// The window went away.
    pub closed: bool,
    /// What was put on the clipboard, the last at the end.
    pub copied: Vec<String>,
}

impl Person {
    /// Starts the program on a folder. What is in it decides what is seen.
    pub fn starts(folder: &Arc<TempDir>, machine: &Arc<Mutex<Machine>>) -> Self {
        Self::starts_at(records_in(folder), folder, machine)
    }

    pub fn starts_at(dir: PathBuf, folder: &Arc<TempDir>, machine: &Arc<Mutex<Machine>>) -> Self {
        let served = Arc::clone(machine);
        let harness = Harness::builder().with_size(vec2(1200.0, 780.0)).with_max_steps(64).build_eframe(move |cc| {
            let app = App(Window::new(&cc.egui_ctx, TestHands::new(&dir, &served)));
            // Nobody looks at these letters, and without optimisation hinting them takes half of the run.
            cc.egui_ctx.all_styles_mut(|style| style.visuals.text_options.font_hinting = false);
            app
        });
        let mut person =
            Self { harness, machine: Arc::clone(machine), folder: Arc::clone(folder), presses: 0, closed: false, copied: Vec::new() };
        person.settle();
        person
    }

    /// On an empty folder: first run.
    pub fn at_first_run() -> Self {
        Self::starts(&Arc::new(tempfile::tempdir().unwrap()), &Machine::new())
    }

    /// With Ben Okafor and Ana Silva on record, signed in, on the first screen.
    pub fn signed_in() -> Self {
        let folder = Arc::new(tempfile::tempdir().unwrap());
        make_records(&records_in(&folder), &[ben(), ana()]);
        let mut person = Self::starts(&folder, &Machine::new());
        person.unlocks(PASSPHRASE);
        person
    }

    /// In front of Ben's empty decision.
    pub fn deciding() -> Self {
        let mut person = Self::signed_in();
        person.opens("okafor");
        person.press(Key::F8);
        person
    }

    /// Starts the program again on the same folder: the window that was there is dropped first, without being closed.
    pub fn starts_again(self) -> Self {
        let (folder, machine) = (Arc::clone(&self.folder), Arc::clone(&self.machine));
        drop(self);
        Self::starts(&folder, &machine)
    }

    pub fn unlocks(&mut self, passphrase: &str) {
        self.fills("Passphrase", passphrase);
        self.press(Key::Enter);
    }

    pub fn opens(&mut self, query: &str) {
        self.types(query);
        self.press(Key::Enter);
    }

    // What they do.

    /// Presses a key as a keyboard does: key and text arrive together, and the release follows.
    pub fn press(&mut self, key: Key) {
        self.press_with(Modifiers::NONE, key);
    }

    pub fn press_with(&mut self, modifiers: Modifiers, key: Key) {
        self.presses += 1;
        self.begin_press(modifiers, key);
        self.settle();
    }

    pub fn ctrl(&mut self, key: Key) {
        self.press_with(Modifiers::CTRL | Modifiers::COMMAND, key);
    }

    /// Puts a press into the coming frame, without running it.
    pub fn begin_press(&mut self, modifiers: Modifiers, key: Key) {
        let input = self.harness.input_mut();
        let event = |pressed| Event::Key { key, physical_key: None, pressed, repeat: false, modifiers };
        input.events.push(Event::ModifiersChanged(modifiers));
        input.events.push(event(true));
        if let Some(text) = text_of(key).filter(|_| modifiers == Modifiers::NONE) {
            input.events.push(Event::Text(text.into()));
        }
        input.events.push(event(false));
        input.events.push(Event::ModifiersChanged(Modifiers::NONE));
    }

    /// Types words where the keyboard is.
    pub fn types(&mut self, words: &str) {
        self.harness.input_mut().events.push(Event::Text(words.into()));
        self.settle();
    }

    /// Goes to a field by its name and types into it, in place of what is there.
    pub fn fills(&mut self, label: &str, words: &str) {
        self.goes_to(label);
        self.begin_press(Modifiers::CTRL | Modifiers::COMMAND, Key::A);
        self.settle();
        if words.is_empty() {
            self.begin_press(Modifiers::NONE, Key::Delete);
        } else {
            self.harness.input_mut().events.push(Event::Text(words.into()));
        }
        self.settle();
    }

    /// Puts the keyboard on a control, as a screen reader does.
    pub fn goes_to(&mut self, label: &str) {
        self.harness.root().get_control(label).focus();
        self.settle();
    }

    /// Presses a control by its name, as a screen reader does.
    pub fn chooses(&mut self, label: &str) {
        self.harness.root().get_control(label).click_accesskit();
        self.settle();
    }

    /// Presses whichever control comes at a place in the order of reading, and names it.
    pub fn presses_any(&mut self, at: usize) -> String {
        let name = {
            let root = self.harness.root();
            let controls: Vec<_> = root.children_recursive().filter(|node| is_control(&node.accesskit_node())).collect();
            let Some(chosen) = controls.get(at % controls.len().max(1)) else { return String::new() };
            let node = chosen.accesskit_node();
            if matches!(node.role(), Role::TextInput | Role::MultilineTextInput | Role::PasswordInput) {
                chosen.focus();
            } else {
                chosen.click_accesskit();
            }
            format!("{:?} {:?}", node.role(), node.label())
        };
        self.settle();
        name
    }

    /// Copies what is selected.
    pub fn copies(&mut self) {
        self.harness.input_mut().events.push(Event::Copy);
        self.settle();
    }

    /// The window is given another size.
    pub fn is_resized(&mut self, (width, height): (f32, f32)) {
        self.harness.set_size(vec2(width, height));
        self.settle();
    }

    /// Presses the cross of the window.
    pub fn closes(&mut self) {
        if let Some(viewport) = self.harness.input_mut().viewports.get_mut(&ViewportId::ROOT) {
            viewport.events.push(ViewportEvent::Close);
        }
        self.settle();
    }

    /// Whatever ends the session asks the window to close while it is hidden, so that nothing is painted. Answers whether it goes.
    pub fn closes_while_hidden(&mut self) -> bool {
        let mut input = self.harness.input().clone();
        input.viewports.entry(ViewportId::ROOT).or_default().events.push(ViewportEvent::Close);
        let ctx = self.ctx().clone();
        let output = ctx.run_logic(&input, |ctx| self.harness.state_mut().0.listen(ctx));
        let commands = output.viewport_commands.get(&ViewportId::ROOT).cloned().unwrap_or_default();
        // As the window system does it: what nobody cancels is closed.
        !commands.contains(&ViewportCommand::CancelClose) || commands.contains(&ViewportCommand::Close)
    }

    pub fn clock_moves(&mut self, by: Duration) {
        self.machine().now += by;
        self.settle();
    }

    /// Time goes on at the window, and nobody looks yet.
    pub fn time_goes_on(&mut self, seconds: f64) {
        let now = self.ctx().input(|input| input.time);
        self.harness.input_mut().time = Some(now + seconds);
    }

    /// Nobody touches the window for so long.
    pub fn is_left_alone(&mut self, seconds: f64) {
        self.time_goes_on(seconds);
        self.settle();
    }

    pub fn ctx(&self) -> &egui::Context {
        &self.harness.ctx
    }

    pub fn machine(&self) -> MutexGuard<'_, Machine> {
        self.machine.lock().unwrap()
    }

    /// One frame with what waits in the input; the window goes as eframe lets it go.
    pub fn frame(&mut self) {
        let wants_to_close = self.harness.input().viewport().close_requested();
        self.harness.step();
        self.copied.extend(self.harness.output().platform_output.commands.iter().filter_map(|command| match command {
            egui::OutputCommand::CopyText(text) => Some(text.clone()),
            _ => None,
        }));
        let Some(output) = self.harness.output().viewport_output.get(&ViewportId::ROOT) else { return };
        if wants_to_close && !output.commands.contains(&ViewportCommand::CancelClose) {
            self.closed = true;
        }
        if output.commands.contains(&ViewportCommand::Close)
            && let Some(viewport) = self.harness.input_mut().viewports.get_mut(&ViewportId::ROOT)
        {
            viewport.events.push(ViewportEvent::Close);
        }
    }

    /// Frames until nothing more is asked for.
    pub fn settle(&mut self) {
        for _ in 0..200 {
            self.frame();
            let delay = self.harness.output().viewport_output.get(&ViewportId::ROOT).map(|output| output.repaint_delay);
            let is_closing = self.harness.input().viewport().close_requested() && !self.closed;
            if delay.is_none_or(|delay| !delay.is_zero()) && !is_closing {
                return;
            }
        }
        panic!("the window does not come to rest: {:?}", self.ctx().repaint_causes());
    }

    // What they see.

    pub fn model(&self) -> &Model {
        self.harness.state().0.model()
    }

    /// All nodes of the accessibility tree.
    pub fn nodes(&self) -> Vec<AccessKitNode<'_>> {
        let root = self.harness.root();
        let nodes: Vec<_> = root.children_recursive().map(|node| node.accesskit_node()).collect();
        assert!(nodes.len() > 2, "there is no screen to look at");
        nodes
    }

    /// Everything that a screen reader could say.
    pub fn texts(&self) -> Vec<String> {
        self.nodes().iter().flat_map(|node| [node.label(), node.value(), node.data().description().map(str::to_owned)]).flatten().collect()
    }

    pub fn sees(&self, words: &str) -> bool {
        self.texts().iter().any(|text| text.contains(words))
    }

    #[track_caller]
    pub fn must_see(&self, words: &str) {
        assert!(self.sees(words), "{words:?} is not on the screen:\n{}", self.texts().join("\n"));
    }

    #[track_caller]
    pub fn must_not_see(&self, words: &str) {
        assert!(!self.sees(words), "{words:?} is on the screen:\n{}", self.texts().join("\n"));
    }

    /// The spoken text of each alert.
    pub fn alerts(&self) -> Vec<String> {
        self.nodes().iter().filter(|node| node.role() == Role::Alert).filter_map(AccessKitNode::label).collect()
    }

    /// The name of the control that has the keyboard.
    pub fn keyboard(&self) -> String {
        self.nodes().iter().find(|node| node.is_focused()).and_then(AccessKitNode::label).unwrap_or_default()
    }

    pub fn value(&self, label: &str) -> String {
        self.harness.root().get_control(label).value().unwrap_or_default()
    }

    pub fn control(&self, label: &str) -> egui_kittest::Node<'_> {
        self.harness.root().get_control(label)
    }

    /// The words on the page that will print.
    pub fn control_of_page(&self) -> String {
        let nodes = self.nodes();
        nodes.iter().find(|node| node.role() == Role::Document).and_then(AccessKitNode::value).unwrap_or_default()
    }

    /// The names of everything that is chosen or ticked.
    pub fn chosen(&self) -> Vec<String> {
        self.nodes().iter().filter(|node| node.toggled() == Some(Toggled::True)).filter_map(AccessKitNode::label).collect()
    }

    /// The notes on record, read through another window on the same folder: this one is closed by it.
    pub fn notes_on_record(self) -> Vec<fitnote::rules::NoteRecord> {
        let folder = Arc::clone(&self.folder);
        drop(self);
        let (store, _) = Store::unlock(&records_in(&folder), None, &PASSPHRASE.into()).unwrap();
        let lines = store.all_notes().unwrap();
        lines.iter().map(|line| store.note(&line.id).unwrap().unwrap()).collect()
    }
}

/// Finding a control by its whole name.
pub trait Controls<'tree> {
    fn get_control(&self, label: &str) -> egui_kittest::Node<'tree>;
}

impl<'tree> Controls<'tree> for egui_kittest::Node<'tree> {
    #[track_caller]
    fn get_control(&self, label: &str) -> egui_kittest::Node<'tree> {
        let found: Vec<_> = self
            .children_recursive()
            .filter(|node| is_control(&node.accesskit_node()) && node.accesskit_node().label().as_deref() == Some(label))
            .collect();
        let controls = || {
            let nodes = self.children_recursive().map(|node| node.accesskit_node());
            nodes.filter(is_control).filter_map(|node| node.label()).collect::<Vec<_>>().join("\n")
        };
        assert_eq!(found.len(), 1, "one control named {label:?} among:\n{}", controls());
        found.into_iter().next().unwrap()
    }
}

/// Something that can be acted on.
pub fn is_control(node: &AccessKitNode<'_>) -> bool {
    matches!(
        node.role(),
        Role::Button
            | Role::Link
            | Role::CheckBox
            | Role::RadioButton
            | Role::TextInput
            | Role::MultilineTextInput
            | Role::PasswordInput
            | Role::ListItem
    ) && !node.data().is_read_only()
}

fn text_of(key: Key) -> Option<&'static str> {
    Some(match key {
        Key::Num1 => "1",
        Key::Num2 => "2",
        Key::Num3 => "3",
        Key::Num4 => "4",
        Key::Num5 => "5",
        Key::Num6 => "6",
        Key::Num7 => "7",
        Key::Num8 => "8",
        Key::Num9 => "9",
        Key::Space => " ",
        _ => return None,
    })
}

pub fn records_in(folder: &TempDir) -> PathBuf {
    folder.path().join("records")
}

/// A data folder with Dr Ada Rowe and these patients.
pub fn make_records(dir: &Path, patients: &[Patient]) {
    let practice = Practice {
        name: "Harbour Surgery".into(),
        address: vec!["1 Quay Street".into(), "Whitby".into()],
        postcode: "YO21 1AA".into(),
        telephone: "01947 555010".into(),
        nation: Nation::England,
    };
    let clinician = Clinician {
        id: ClinicianId::new("c1"),
        name: "Dr Ada Rowe".into(),
        profession: Profession::Doctor,
        registration: "1234567".into(),
        setting: Setting::Nhs,
        trained: true,
        within_scope: true,
    };
    let new = NewStore { practice, clinician, passphrase: PASSPHRASE.into(), kdf: Kdf::LEAST };
    let (mut store, _) = Store::create(dir, new).unwrap();
    for patient in patients {
        store.save_patient(patient).unwrap();
    }
}

pub fn ben() -> Patient {
    Patient {
        id: PatientId::new("p1"),
        title: "Mr".into(),
        given_names: "Ben".into(),
        family_name: "Okafor".into(),
        date_of_birth: day(1984, 2, 29),
        nhs_number: Some(NhsNumber::parse("943 476 5919").unwrap()),
        address: vec!["4 Cliff Lane".into()],
        postcode: "YO21 3QQ".into(),
    }
}

pub fn ana() -> Patient {
    Patient {
        id: PatientId::new("p2"),
        title: String::new(),
        given_names: "Ana".into(),
        family_name: "Silva".into(),
        date_of_birth: day(1990, 5, 17),
        nhs_number: None,
        address: Vec::new(),
        postcode: String::new(),
    }
}
