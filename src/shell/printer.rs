//! Sends a PDF to the system's printer: one function for every system, and what can be printed on.

/// Why it could not be printed, in one sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PrintError {
    /// No printing system is installed, or it does not answer.
    NoSystem,
    /// No printer is set up as the default.
    NoPrinter,
    /// The printer that was chosen is not there.
    Gone(String),
    /// The printing system refused the job.
    Refused,
}

impl std::fmt::Display for PrintError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::NoSystem => f.write_str("No printing system was found on this computer."),
            Self::NoPrinter => f.write_str("No printer is set up as the default on this computer."),
            Self::Gone(printer) => write!(f, "The printer {printer}, which is chosen in the settings, was not found."),
            Self::Refused => f.write_str("The printer did not take the note."),
        }
    }
}

impl std::error::Error for PrintError {}

/// What is printed, and where.
#[derive(Default)]
pub struct Job<'a> {
    pub pdf: &'a [u8],
    /// Names the form, never the patient: it is seen in the printer's queue.
    pub title: &'a str,
    /// The printer's name; none for the default.
    pub printer: Option<&'a str>,
    /// The CUPS server, where it is not the computer's own.
    pub server: Option<&'a str>,
}

crate::domain::redacted_debug!(Job<'_>);

/// Prints a PDF and names the printer that took it.
///
/// # Errors
/// When there is no printing system or printer, or the job is refused.
pub fn print(job: &Job<'_>) -> Result<String, PrintError> {
    if cfg!(windows) { windows::print(job) } else { cups::print(job) }
}

/// The names of the printers that are set up, in the order of the system; none where there is no printing system.
#[must_use]
pub fn printers(server: Option<&str>) -> Vec<String> {
    if cfg!(windows) { windows::printers() } else { cups::printers(server) }
}

/// Linux and macOS: CUPS' own commands.
mod cups {
    use std::io::Write;
    use std::process::{Command, Stdio};

    use super::{Job, PrintError};

    /// The page goes to `lp` through a pipe, so that no file of it is left on the disk.
    pub(super) fn print(job: &Job<'_>) -> Result<String, PrintError> {
        let printer = match job.printer {
            Some(chosen) if printers(job.server).iter().any(|known| known == chosen) => chosen.to_owned(),
            Some(chosen) => return Err(PrintError::Gone(chosen.to_owned())),
            None => default_printer(job.server)?,
        };
        let mut lp = command("lp", job.server)
            .args(["-d", &printer, "-t", job.title, "-o", "media=A4", "-"])
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|_| PrintError::NoSystem)?;
        let sent = lp.stdin.take().is_some_and(|mut pipe| pipe.write_all(job.pdf).is_ok());
        let taken = lp.wait().is_ok_and(|status| status.success());
        if sent && taken { Ok(printer) } else { Err(PrintError::Refused) }
    }

    pub(super) fn printers(server: Option<&str>) -> Vec<String> {
        let listed = command("lpstat", server).arg("-e").stderr(Stdio::null()).output();
        let text = listed.map(|listed| String::from_utf8_lossy(&listed.stdout).into_owned()).unwrap_or_default();
        text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
    }

    fn default_printer(server: Option<&str>) -> Result<String, PrintError> {
        let listed = command("lpstat", server).arg("-d").stderr(Stdio::null()).output().map_err(|_| PrintError::NoSystem)?;
        let text = String::from_utf8_lossy(&listed.stdout).into_owned();
        text.rsplit_once(": ").map(|(_, name)| name.trim().to_owned()).filter(|name| !name.is_empty()).ok_or(PrintError::NoPrinter)
    }

    /// A command of CUPS that answers in the words that are looked for here.
    fn command(name: &str, server: Option<&str>) -> Command {
        let mut command = Command::new(name);
        command.env("LC_ALL", "C");
        if let Some(server) = server {
            command.args(["-h", server]);
        }
        command
    }
}

/// Windows prints a file through the program that opens PDFs. Compiled everywhere, so that it stays sound.
mod windows {
    use std::process::{Command, Stdio};

    use super::{Job, PrintError};

    /// Waits a while for the viewer, which may stay open after it has printed.
    const PRINT: &str = "$ErrorActionPreference = 'Stop'; \
        $to = @{ FilePath = $env:FITNOTE_PRINT_FILE; Verb = 'Print'; PassThru = $true; WindowStyle = 'Hidden' }; \
        if ($env:FITNOTE_PRINT_TO) { $to.Verb = 'PrintTo'; $to.ArgumentList = '\"' + $env:FITNOTE_PRINT_TO + '\"' }; \
        $job = Start-Process @to; if ($job) { $null = $job.WaitForExit(60000) }";
    const LIST: &str = "Get-CimInstance Win32_Printer | ForEach-Object { $_.Name }";

    /// The file lies in the account's own temporary folder and goes when the job was handed over.
    pub(super) fn print(job: &Job<'_>) -> Result<String, PrintError> {
        if let Some(chosen) = job.printer.filter(|chosen| !printers().iter().any(|known| known == chosen)) {
            return Err(PrintError::Gone(chosen.to_owned()));
        }
        let path = std::env::temp_dir().join(format!("fit-note-{}.pdf", uuid::Uuid::new_v4()));
        std::fs::write(&path, job.pdf).map_err(|_| PrintError::Refused)?;
        // Names go through the environment: in the script they would be read as words of it.
        let status = powershell(PRINT).env("FITNOTE_PRINT_FILE", &path).env("FITNOTE_PRINT_TO", job.printer.unwrap_or_default()).status();
        let _ = std::fs::remove_file(&path);
        match status {
            Ok(status) if status.success() => Ok(job.printer.unwrap_or("Windows' default printer").to_owned()),
            Ok(_) => Err(PrintError::Refused),
            Err(_) => Err(PrintError::NoSystem),
        }
    }

    pub(super) fn printers() -> Vec<String> {
        let listed = powershell(LIST).stderr(Stdio::null()).output();
        let text = listed.map(|listed| String::from_utf8_lossy(&listed.stdout).into_owned()).unwrap_or_default();
        text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
    }

    fn powershell(script: &str) -> Command {
        let mut command = Command::new("powershell");
        command.args(["-NoProfile", "-NonInteractive", "-Command", script]);
        command
    }
}
