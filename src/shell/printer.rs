//! Sends a PDF to the system's printer, without a file in between where the system allows it.

/// Why it could not be printed, in one sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PrintError {
    /// No printing system is installed.
    NoSystem,
    /// No printer is set up as the default.
    NoPrinter,
    /// The printing system refused the job.
    Refused,
}

impl std::fmt::Display for PrintError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::NoSystem => "No printing system was found on this computer.",
            Self::NoPrinter => "No printer is set up as the default on this computer.",
            Self::Refused => "The printer did not take the note.",
        })
    }
}

impl std::error::Error for PrintError {}

/// Prints a PDF on the default printer and names it.
///
/// # Errors
/// When there is no printing system, no default printer, or the job is refused.
pub fn print(pdf: &[u8]) -> Result<String, PrintError> {
    platform::print(pdf)
}

#[cfg(unix)]
mod platform {
    use std::io::Write;
    use std::process::{Command, Stdio};

    use super::PrintError;

    /// CUPS, on Linux and macOS: the page goes to `lp` through a pipe, so that no file of it is left on the disk. The job's title
    /// names the form, never the patient.
    pub fn print(pdf: &[u8]) -> Result<String, PrintError> {
        let printer = default_printer()?;
        let mut job = Command::new("lp")
            .args(["-d", &printer, "-t", "Statement of Fitness for Work", "-o", "media=A4", "-"])
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|_| PrintError::NoSystem)?;
        let sent = job.stdin.take().is_some_and(|mut pipe| pipe.write_all(pdf).is_ok());
        let taken = job.wait().is_ok_and(|status| status.success());
        if sent && taken { Ok(printer) } else { Err(PrintError::Refused) }
    }

    fn default_printer() -> Result<String, PrintError> {
        let listed =
            Command::new("lpstat").arg("-d").env("LC_ALL", "C").stderr(Stdio::null()).output().map_err(|_| PrintError::NoSystem)?;
        let text = String::from_utf8_lossy(&listed.stdout).into_owned();
        text.rsplit_once(": ").map(|(_, name)| name.trim().to_owned()).filter(|name| !name.is_empty()).ok_or(PrintError::NoPrinter)
    }
}

#[cfg(windows)]
mod platform {
    use std::process::Command;

    use super::PrintError;

    /// Windows prints a file through the program that opens PDFs; the file goes when the job was handed over.
    pub fn print(pdf: &[u8]) -> Result<String, PrintError> {
        let path = std::env::temp_dir().join(format!("fit-note-{}.pdf", uuid::Uuid::new_v4()));
        std::fs::write(&path, pdf).map_err(|_| PrintError::Refused)?;
        let script = "Start-Process -FilePath $args[0] -Verb Print -Wait";
        let status = Command::new("powershell").args(["-NoProfile", "-Command", script]).arg(&path).status();
        let _ = std::fs::remove_file(&path);
        match status {
            Ok(status) if status.success() => Ok("Windows' default printer".into()),
            Ok(_) => Err(PrintError::Refused),
            Err(_) => Err(PrintError::NoSystem),
        }
    }
}

#[cfg(not(any(unix, windows)))]
mod platform {
    use super::PrintError;

    pub fn print(_pdf: &[u8]) -> Result<String, PrintError> {
        Err(PrintError::NoSystem)
    }
}
