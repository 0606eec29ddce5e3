//! Opens the window, or runs a subcommand. The only file that knows eframe.

#![forbid(unsafe_code)]

use std::path::Path;
use std::process::ExitCode;

use fitnote::cli::{self, Called};
use fitnote::gui::Window;
use fitnote::shell::{appearance, paths, worker::Worker};

fn main() -> ExitCode {
    let data = match cli::run(std::env::args_os()) {
        Called::Done(status) => return status,
        Called::Window { data } => data,
    };
    match open_window(data.as_deref()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(sentence) => {
            eprintln!("{sentence}");
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
    let app = move |cc: &eframe::CreationContext<'_>| -> Result<Box<dyn eframe::App>, Box<dyn std::error::Error + Send + Sync>> {
        let ctx = cc.egui_ctx.clone();
        let themed = cc.egui_ctx.clone();
        appearance::follow(move |dark| {
            themed.options_mut(|options| options.fallback_theme = if dark { egui::Theme::Dark } else { egui::Theme::Light });
            themed.request_repaint();
        });
        let worker = Worker::start(dir, move || ctx.request_repaint())?;
        Ok(Box::new(App(Window::new(&cc.egui_ctx, worker))))
    };
    eframe::run_native("fitnote", options, Box::new(app)).map_err(|error| format!("The window could not be opened: {error}. Start fitnote in a desktop session (X11 or Wayland) on a computer with OpenGL, or use a subcommand: fitnote --help."))
}
