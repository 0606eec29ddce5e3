//! The window: screens that read the model and say what happened, and the loop between model, screens and shell.

mod frame;
mod kit;
mod page_paint;
mod preview;
mod screens;
pub mod theme;
mod type_ahead;

use std::collections::VecDeque;

use egui::{OutputCommand, Ui, ViewportCommand};
use sha2::{Digest, Sha256};
use type_ahead::TypeAhead;

use crate::app::{Cmd, Done, Model, Msg, PeopleMsg, update};
use crate::domain::record::Moment;

/// What does the program's commands: a worker thread in the window, the same thing without a thread in the tests.
pub trait Hands {
    /// Begins a command. It never waits.
    fn begin(&mut self, cmd: Cmd);
    /// What has been finished since the last call.
    fn finished(&mut self) -> Vec<Done>;
    /// The clock.
    fn now(&self) -> Moment;
    /// Whether the machine slept since this was asked last.
    fn slept(&mut self) -> bool {
        false
    }
    /// The text on the clipboard; none where it cannot be read.
    fn clipboard(&mut self) -> Option<String> {
        None
    }
}

/// What the screens say happened, in order.
#[derive(Default)]
pub struct Outbox(Vec<Msg>);

impl Outbox {
    /// Says that something happened.
    pub fn say(&mut self, msg: Msg) {
        self.0.push(msg);
    }
}

/// The window's content: the model and the hands that serve it.
pub struct Window<H> {
    model: Model,
    hands: H,
    ahead: TypeAhead,
    /// The commands under way, in order, and whether each brings another screen: each is answered once.
    under_way: VecDeque<bool>,
    /// Since when a screen is on its way, in seconds of the window's time.
    awaiting_since: Option<f64>,
    /// Everything is saved: the next request to close is let through.
    may_close: bool,
    /// The frame in which the window was last asked to close.
    heeded_in: Option<u64>,
    /// When somebody last touched the window, in seconds of the window's time.
    touched_at: f64,
    /// The hash of what this window put on the clipboard last, so that locking knows its own words again.
    copied: Option<[u8; 32]>,
}

/// The longest that keys wait for a screen, in seconds: a fault behind the window must not take the keyboard away.
const AWAIT_MOST: f64 = 5.0;

impl<H: Hands> Window<H> {
    /// Opens on whatever the data folder holds.
    pub fn new(ctx: &egui::Context, mut hands: H) -> Self {
        theme::install(ctx);
        let model = Model::new(hands.now());
        hands.begin(Cmd::LookAtFolder);
        let under_way = VecDeque::from([false]);
        Self {
            model,
            hands,
            ahead: TypeAhead::default(),
            under_way,
            awaiting_since: None,
            may_close: false,
            heeded_in: None,
            touched_at: 0.0,
            copied: None,
        }
    }

    /// The model, for tests that look behind the screen.
    pub fn model(&self) -> &Model {
        &self.model
    }

    /// The hands, for tests that move the clock.
    pub fn hands_mut(&mut self) -> &mut H {
        &mut self.hands
    }

    /// Lets a frame have the keys whose turn it is. Called before each frame.
    pub fn meter(&mut self, ctx: &egui::Context, input: &mut egui::RawInput) {
        let now = input.time.unwrap_or_else(|| ctx.input(|input| input.time));
        let awaits = self.under_way.contains(&true);
        self.awaiting_since = if awaits { self.awaiting_since.or(Some(now)) } else { None };
        let waiting = self.awaiting_since.is_some_and(|since| now - since < AWAIT_MOST);
        if self.ahead.meter(&mut input.events, waiting) && !waiting {
            ctx.request_repaint();
        }
    }

    /// Takes in what the shell has finished and what the clock says. Also called while the window is hidden.
    pub fn listen(&mut self, ctx: &egui::Context) {
        let now = self.hands.now();
        self.tell(ctx, Msg::Ticked(now));
        self.watch(ctx);
        self.heed_close(ctx);
        // A command may lead to the next at once; a bound keeps a fault from holding the window.
        for _ in 0..32 {
            let finished = self.hands.finished();
            if finished.is_empty() {
                break;
            }
            for done in finished {
                self.under_way.pop_front();
                self.tell(ctx, Msg::Done(Box::new(done)));
            }
            ctx.request_repaint();
        }
    }

    /// Shows the screen and acts on what the person did.
    pub fn show(&mut self, ui: &mut Ui) {
        self.listen(ui.ctx());
        theme::follow(ui.ctx(), self.model.theme());
        let mut out = Outbox::default();
        frame::window_ui(ui, &self.model, &mut out);
        if self.model.focus.is_some() {
            out.say(Msg::FocusTaken);
        }
        self.note_copy(ui.ctx());
        let said = !out.0.is_empty();
        for msg in out.0 {
            self.tell(ui.ctx(), msg);
        }
        if said {
            ui.ctx().request_repaint();
        }
        // Wakes shortly after each minute, so that "today" follows the clock; otherwise nothing is painted while idle.
        // So it is for locking, whichever comes first.
        let until_locked = self.model.locks_after_seconds().map(|limit| f64::from(limit) - self.alone_for(ui.ctx()));
        let wake = until_locked.unwrap_or(60.0).clamp(0.2, 60.0);
        ui.ctx().request_repaint_after(std::time::Duration::from_secs_f64(wake));
    }

    /// Passes on that the window was asked to close, once a frame: a frame may have several passes, and the second request closes
    /// without waiting for a save. A hidden window has no frames and is asked all the same.
    fn heed_close(&mut self, ctx: &egui::Context) {
        // Our own `Close` comes back as a request as well.
        if self.may_close || !ctx.input(|input| input.viewport().close_requested()) {
            return;
        }
        ctx.send_viewport_cmd(ViewportCommand::CancelClose);
        let frame = Some(ctx.cumulative_frame_nr());
        if self.heeded_in != frame {
            self.heeded_in = frame;
            self.tell(ctx, Msg::CloseAsked);
        }
    }

    /// Remembers that words went to the clipboard, by their hash.
    fn note_copy(&mut self, ctx: &egui::Context) {
        let hash = ctx.output(|output| {
            output.commands.iter().rev().find_map(|command| match command {
                OutputCommand::CopyText(text) => Some(Sha256::digest(text).into()),
                _ => None,
            })
        });
        self.copied = hash.or(self.copied);
    }

    /// Takes what this window copied off the clipboard, unless another program has put something else there since.
    fn empty_clipboard(&mut self, ctx: &egui::Context) {
        let Some(copied) = self.copied.take() else { return };
        let is_ours = self.hands.clipboard().is_none_or(|text| <[u8; 32]>::from(Sha256::digest(text)) == copied);
        if is_ours {
            ctx.copy_text(String::new());
        }
    }

    /// For how many seconds nobody has touched the window.
    fn alone_for(&self, ctx: &egui::Context) -> f64 {
        ctx.input(|input| input.time) - self.touched_at
    }

    /// Locks where the window was left alone for long enough, or the machine slept. A touch that comes too late wakes nothing.
    fn watch(&mut self, ctx: &egui::Context) {
        let slept = self.hands.slept();
        let left_alone = self.model.locks_after_seconds().is_some_and(|limit| self.alone_for(ctx) >= f64::from(limit));
        if self.model.session.is_some() && (slept || left_alone) {
            self.tell(ctx, Msg::People(PeopleMsg::LeftAlone));
        }
        let is_touched = ctx.input(|input| input.events.iter().any(is_touch));
        if is_touched || self.model.session.is_none() {
            self.touched_at = ctx.input(|input| input.time);
        }
    }

    fn tell(&mut self, ctx: &egui::Context, msg: Msg) {
        for cmd in update(&mut self.model, msg) {
            if matches!(cmd, Cmd::Quit) {
                self.may_close = true;
                ctx.send_viewport_cmd(ViewportCommand::Close);
            } else {
                if matches!(cmd, Cmd::Unlock { .. } | Cmd::Create { .. } | Cmd::People(_) | Cmd::Records(_)) {
                    forget_passphrases(ctx);
                }
                if matches!(cmd, Cmd::Lock) {
                    self.ahead.forget();
                    forget_everything(ctx);
                    self.empty_clipboard(ctx);
                }
                self.under_way.push_back(cmd.brings_a_screen());
                self.hands.begin(cmd);
            }
        }
    }
}

/// What somebody does, as opposed to what the window system says by itself.
fn is_touch(event: &egui::Event) -> bool {
    use egui::Event;
    matches!(
        event,
        Event::Key { .. }
            | Event::Text(_)
            | Event::PointerMoved(_)
            | Event::PointerButton { .. }
            | Event::MouseMoved(_)
            | Event::MouseWheel { .. }
            | Event::Touch { .. }
            | Event::Zoom(_)
            | Event::Copy
            | Event::Cut
            | Event::Paste(_)
            | Event::Ime(_)
            | Event::AccessKitActionRequest(_)
    )
}

/// A locked window holds nothing of a patient: not in the fields' memory, which keeps what was typed for undoing, nor anywhere else.
fn forget_everything(ctx: &egui::Context) {
    ctx.memory_mut(|memory| {
        memory.data.clear();
        memory.caches.update();
        if let Some(id) = memory.focused() {
            memory.surrender_focus(id);
        }
    });
}

/// The fields' own memory keeps what was typed, for undoing: a passphrase does not stay there.
fn forget_passphrases(ctx: &egui::Context) {
    for field in [
        "unlock-passphrase",
        "setup-passphrase",
        "setup-again",
        "people-present",
        "people-new",
        "people-again",
        "person-passphrase",
        "person-again",
        "records-passphrase",
        "records-bundle-passphrase",
        "records-bundle-again",
    ] {
        ctx.data_mut(|data| data.remove::<egui::text_edit::TextEditState>(egui::Id::unique(field)));
    }
}

#[cfg(feature = "shell")]
impl Hands for crate::shell::worker::Worker {
    fn begin(&mut self, cmd: Cmd) {
        Self::begin(self, cmd);
    }

    fn finished(&mut self) -> Vec<Done> {
        Self::finished(self)
    }

    fn now(&self) -> Moment {
        Self::now(self)
    }

    fn slept(&mut self) -> bool {
        Self::slept(self)
    }

    #[cfg(feature = "window")]
    fn clipboard(&mut self) -> Option<String> {
        crate::shell::clipboard::text()
    }
}
