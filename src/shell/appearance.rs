//! Whether the desktop is light or dark, and when it changes: X11 does not tell a window, the desktop's own bus does.

use std::thread;

use dark_light::Mode;

/// Calls `tell` with "is dark" now and at each change, from a thread of its own. Where the desktop says nothing, it is never called.
pub fn follow(tell: impl Fn(bool) + Send + 'static) {
    let watch = move || {
        let say = |mode: Mode| match mode {
            Mode::Dark => tell(true),
            Mode::Light => tell(false),
            Mode::Unspecified => {}
        };
        if let Ok(mode) = dark_light::detect() {
            say(mode);
        }
        if let Ok(changes) = dark_light::subscribe() {
            changes.iter().for_each(say);
        }
    };
    // Without a thread the window stays as the system's window manager says: nothing else depends on this.
    let _ = thread::Builder::new().name("fitnote-appearance".into()).spawn(watch);
}
