//! Opens the window, or runs a subcommand. The only file that knows eframe.

#![forbid(unsafe_code)]

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind, set_hook, take_hook};
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use fitnote::cli::{self, Called};
use fitnote::gui::Window;
use fitnote::shell::{appearance, crash, paths, worker::Worker};

/// What is freed is wiped first, so that a locked window leaves nothing of a patient behind in memory.
#[global_allocator]
static WIPED: zeroizing_alloc::ZeroAlloc<std::alloc::System> = zeroizing_alloc::ZeroAlloc(std::alloc::System);

fn main() -> ExitCode {
    crash::keep_memory_private();
    crash::tell_of_panics_without_words();
    let data = match cli::run(std::env::args_os()) {
        Called::Done(status) => return status,
        Called::Window { data } => data,
    };
    match open_window(data.as_deref()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(sentence) => {
            cli::tell(&sentence);
            ExitCode::from(2)
        }
    }
}

struct App(Window<Worker>);

impl eframe::App for App {
    fn raw_input_hook(&mut self, ctx: &egui::Context, input: &mut egui::RawInput) {
        self.0.meter(ctx, input);
    }

    fn logic(&mut self, ctx: &egui::Context, _frame: &mut eframe::Frame) {
        self.0.listen(ctx);
    }

    fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
        self.0.show(ui);
    }
}

/// Opens the window on the data folder and stays until it is closed.
fn open_window(data: Option<&Path>) -> Result<(), String> {
    let dir = paths::data_folder(data).map_err(|error| error.to_string())?;
    let options = eframe::NativeOptions {
        viewport: egui::ViewportBuilder::default()
            .with_title("fitnote")
            .with_app_id("fitnote")
            .with_inner_size([1200.0, 780.0])
            .with_min_inner_size([760.0, 520.0]),
        ..eframe::NativeOptions::default()
    };
    let is_open = Arc::new(AtomicBool::new(false));
    let opened = Arc::clone(&is_open);
    let app = move |cc: &eframe::CreationContext<'_>| -> Result<Box<dyn eframe::App>, Box<dyn std::error::Error + Send + Sync>> {
        opened.store(true, Ordering::Relaxed);
        let ctx = cc.egui_ctx.clone();
        let themed = cc.egui_ctx.clone();
        appearance::follow(move |dark| {
            themed.options_mut(|options| options.fallback_theme = if dark { egui::Theme::Dark } else { egui::Theme::Light });
            themed.request_repaint();
        });
        let worker = Worker::start(dir, move || ctx.request_repaint())?;
        let window = Window::new(&cc.egui_ctx, worker);
        // A blinking caret paints the whole window again twice a second, which a computer without a graphics card feels.
        cc.egui_ctx.all_styles_mut(|style| style.visuals.text_cursor.blink = false);
        Ok(Box::new(App(window)))
    };

    // The libraries that open a window panic where a system library is missing. That is the machine's state and gets a sentence;
    // once the window is open, a panic is a bug and is told as one.
    let usual = take_hook();
    let told = Arc::clone(&is_open);
    set_hook(Box::new(move |panic| {
        if told.load(Ordering::Relaxed) {
            usual(panic);
        }
    }));
    match catch_unwind(AssertUnwindSafe(|| eframe::run_native("fitnote", options, Box::new(app)))) {
        Ok(Ok(())) => Ok(()),
        Ok(Err(error)) => Err(why_not_open(&error)),
        Err(panic) if is_open.load(Ordering::Relaxed) => resume_unwind(panic),
        Err(panic) => Err(missing_or(&words_of(&*panic), NO_DISPLAY)),
    }
}

const NO_DISPLAY: &str = "There is no display to open the window on. Start fitnote in a desktop session (X11 or Wayland), or use a subcommand: see fitnote --help.";
const NO_OPENGL: &str = "The window needs OpenGL, which this computer does not offer. Install its OpenGL libraries (on Debian and Ubuntu: libgl1, libegl1 and libgl1-mesa-dri), then start fitnote again; the subcommands work without: see fitnote --help.";

/// Why the window did not open, as something a person can mend.
fn why_not_open(error: &eframe::Error) -> String {
    match error {
        eframe::Error::AppCreation(error) => format!("The window could not be started: {error}. Close other programs, then try again."),
        // Only the debug form of these errors names the library that was not found.
        eframe::Error::Winit(_) | eframe::Error::WinitEventLoop(_) => missing_or(&format!("{error:?}"), NO_DISPLAY),
        eframe::Error::Glutin(_) | eframe::Error::NoGlutinConfigs(..) | eframe::Error::OpenGL(_) => NO_OPENGL.to_owned(),
    }
}

/// Names the system library that an error speaks of; where it speaks of none, says `otherwise`.
fn missing_or(error: &str, otherwise: &str) -> String {
    let words = error.split(|c: char| c.is_whitespace() || "()[]'\"\\`,;:".contains(c));
    match words.into_iter().find(|word| word.starts_with("lib") && word.contains(".so")) {
        Some(library) => format!(
            "The window needs the system library {}, which is missing. Install it (the README lists the packages), then start fitnote again; the subcommands work without: see fitnote --help.",
            library.trim_end_matches('.')
        ),
        None => otherwise.to_owned(),
    }
}

fn words_of(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().map(String::as_str).or_else(|| panic.downcast_ref::<&str>().copied());
    text.unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_library_is_named_and_nothing_else_of_the_error_is() {
        let rows = [
            ("Library libxkbcommon-x11.so could not be loaded.", Some("libxkbcommon-x11.so")),
            (
                "os error at /build/window/mod.rs:782: opening library failed (libXi.so.6: cannot open shared object file)",
                Some("libXi.so.6"),
            ),
            ("os error at /build/lib/mod.rs:745: neither WAYLAND_DISPLAY nor WAYLAND_SOCKET nor DISPLAY is set.", None),
        ];
        for (error, library) in rows {
            let sentence = missing_or(error, NO_DISPLAY);
            assert!(!sentence.contains("/build/"), "{sentence}");
            match library {
                Some(library) => assert!(sentence.contains(&format!("{library}, which is missing")), "{sentence}"),
                None => assert_eq!(sentence, NO_DISPLAY),
            }
        }
    }
}
