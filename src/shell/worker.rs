//! The one thread that owns the records: commands go in, what came of them comes out, and the window never waits.

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use std::thread;

use super::clock;
use super::hands::Hands;
use super::idle::SleepWatch;
use crate::app::{Cmd, Done, Notice};
use crate::domain::record::Moment;

/// How many commands may wait. Saves go one at a time and searches answer in a millisecond, so that more means a fault.
const WAITING_MOST: usize = 64;

/// The window's end of the worker.
pub struct Worker {
    commands: Option<SyncSender<Cmd>>,
    done: Receiver<Done>,
    /// What could not be handed over.
    refused: Vec<Done>,
    thread: Option<thread::JoinHandle<()>>,
    watch: SleepWatch,
}

impl Worker {
    /// Starts the thread. `wake` is called after each command, so that the window looks.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub fn start(dir: PathBuf, wake: impl Fn() + Send + 'static) -> std::io::Result<Self> {
        let (commands, inbox) = sync_channel::<Cmd>(WAITING_MOST);
        let (outbox, done) = sync_channel::<Done>(WAITING_MOST);
        let thread = thread::Builder::new().name("fitnote-records".into()).spawn(move || {
            let mut hands = Hands::new(dir);
            for cmd in inbox {
                if outbox.send(hands.carry_out(cmd)).is_err() {
                    break;
                }
                wake();
            }
        })?;
        Ok(Self { commands: Some(commands), done, refused: Vec::new(), thread: Some(thread), watch: SleepWatch::default() })
    }

    /// Hands a command over; it never waits.
    pub fn begin(&mut self, cmd: Cmd) {
        let Some(commands) = &self.commands else { return };
        let unsaved = match commands.try_send(cmd) {
            Ok(()) => return,
            Err(TrySendError::Full(cmd) | TrySendError::Disconnected(cmd)) => matches!(cmd, Cmd::SaveDraft { .. }),
        };
        let notice = Notice::trouble(
            "The records do not answer.",
            "Wait a moment and try again; if it stays so, start the program again. What was saved before is kept.",
        );
        self.refused.push(if unsaved { Done::DraftNotSaved(notice) } else { Done::Failed(notice) });
    }

    /// What has been finished since the last call.
    pub fn finished(&mut self) -> Vec<Done> {
        let mut finished = std::mem::take(&mut self.refused);
        finished.extend(self.done.try_iter());
        finished
    }

    /// Whether the machine slept since this was asked last.
    pub fn slept(&mut self) -> bool {
        self.watch.slept()
    }

    /// The machine's clock.
    #[must_use]
    pub fn now(&self) -> Moment {
        clock::now()
    }
}

impl Drop for Worker {
    /// Waits for the command under way, so that closing the window never cuts a save in half.
    fn drop(&mut self) {
        self.commands = None;
        // The thread may be waiting to hand over what it did: taking it lets it see that no more commands come.
        while self.done.recv().is_ok() {}
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}
