//! Opens the window, or runs the subcommand that was asked for.

#![forbid(unsafe_code)]

use std::path::Path;
use std::process::ExitCode;

use fitnote::cli::{self, Called};

fn main() -> ExitCode {
    match cli::run(std::env::args_os()) {
        Called::Done(status) => status,
        Called::Window { data } => open_window(data.as_deref()),
    }
}

// ---- the window: to be filled ----

/// Opens the window, on the data folder that was named.
fn open_window(data: Option<&Path>) -> ExitCode {
    let _ = data;
    eprintln!("fitnote: this build has no window. See fitnote --help.");
    ExitCode::from(2)
}
