//! The subcommands: the same code as the window, without a display.
//!
//! Standard output carries the result, standard error the messages. Exit status: 0 done, 1 the answer is no, 2 the input or the call
//! could not be used; then one clear line says what and where, and nothing is written.

mod backup;
mod bundle;
mod cases;
mod demo;
mod files;
mod issue;
mod read;
mod records;
mod report;
mod rules;
mod secrets;
mod verify;

use std::ffi::OsString;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, Subcommand, ValueEnum};
use secrecy::SecretString;

use crate::domain::audit::AuditHead;
use crate::domain::day::Day;
use crate::domain::id::ClinicianId;
use crate::shell::{clock, paths};
use crate::store::{Store, StoreError};

/// Writes UK fit notes (Med3), offline, and keeps their records encrypted.
#[derive(Parser)]
#[command(name = "fitnote", version, about, disable_help_subcommand = true)]
struct Call {
    /// The data folder, before FITNOTE_DATA and the platform's own
    #[arg(long, value_name = "DIR", global = true)]
    data: Option<PathBuf>,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Subcommand)]
enum Command {
    /// Judge a case and print the verdict as JSON (exit 0 for accept and warn, 1 for reject)
    Check {
        /// The case file
        case: PathBuf,
    },
    /// Judge a case, then write one document as PDF; a rejected case writes nothing and exits 1
    Render {
        /// The case file
        case: PathBuf,
        /// Which document
        #[arg(long, value_name = "KIND")]
        document: DocumentKind,
        /// The PDF to write
        #[arg(long, value_name = "FILE.pdf")]
        out: PathBuf,
        /// Go ahead although the rules warn, for this reason
        #[arg(long, value_name = "REASON")]
        accept_warnings: Option<String>,
    },
    /// Make a new data folder with the practice and its first clinician; prints the recovery key once
    #[command(after_help = secrets::HELP)]
    Init {
        /// The practice file
        #[arg(long, value_name = "FILE.json")]
        practice: PathBuf,
    },
    /// Judge a case, record the note in the data folder, then write its Med3; exit 0 means recorded for good
    #[command(after_help = secrets::HELP, long_about = issue::LONG_HELP)]
    Issue {
        /// The case file; its issuer must be the clinician whose passphrase it is
        case: PathBuf,
        /// The PDF to write
        #[arg(long, value_name = "FILE.pdf")]
        out: PathBuf,
        /// Go ahead although the rules warn, for this reason, which is stored with the note
        #[arg(long, value_name = "REASON")]
        accept_warnings: Option<String>,
    },
    /// Print the rules in force, one a line with its law; or judge the recorded notes again, as a report only
    #[command(after_help = rules::HELP)]
    Rules {
        /// The whole rule set as JSON: its numbers and every sentence
        #[arg(long)]
        json: bool,
        /// The rules as in force on that day, instead of today
        #[arg(long, value_name = "DATE", value_parser = a_day)]
        as_of: Option<Day>,
        /// A rule set by its id, or one from a file, instead of the one in force
        #[arg(long, value_name = "ID|FILE.json", conflicts_with = "as_of")]
        rule_set: Option<String>,
        /// Judge every recorded note again and print one JSON line each; nothing is changed
        #[arg(long, conflicts_with = "json")]
        recheck: bool,
    },
    /// Read the text of a note's Data Matrix and print a case file to start from
    #[command(after_help = read::HELP)]
    Read {
        /// The text of the code, or - for standard input
        #[arg(allow_hyphen_values = true)]
        code: String,
    },
    /// Write a consistent, encrypted copy of all records to a file, also while a window has them open
    #[command(after_help = backup::BACKUP_HELP)]
    Backup {
        /// The file to write
        file: PathBuf,
    },
    /// Put a backup in the place of the records, checked first; what was there is kept aside
    #[command(after_help = backup::RESTORE_HELP)]
    Restore {
        /// The backup
        file: PathBuf,
    },
    /// Write all records to an encrypted bundle with a passphrase of its own
    #[command(after_help = bundle::HELP)]
    Export {
        /// The file to write
        file: PathBuf,
    },
    /// Read a bundle into the records, all of it or nothing
    #[command(after_help = bundle::HELP)]
    Import {
        /// The bundle
        file: PathBuf,
    },
    /// Fill a new data folder with invented patients, conversations and notes, the same for the same seed and last day
    #[command(after_help = secrets::HELP)]
    Demo {
        /// How many patients
        #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
        patients: u32,
        /// How many years their notes go back
        #[arg(long, value_name = "Y", default_value_t = 2, value_parser = clap::value_parser!(u32).range(1..=40))]
        years: u32,
        /// What decides the people and notes
        #[arg(long, value_name = "S", default_value_t = 1)]
        seed: u64,
        /// The last day on which something happens, instead of today
        #[arg(long, value_name = "DATE", value_parser = a_day)]
        until: Option<Day>,
    },
    /// List the issued notes, one JSON line each
    #[command(after_help = secrets::HELP)]
    Notes,
    /// Check the records: encryption, database, references, notes, the chain of the audit log (exit 1 where something is wrong)
    #[command(after_help = secrets::HELP)]
    Verify {
        /// A mark of the audit log from a recovery sheet or a backup, to see whether the log still holds it
        #[arg(long, value_name = "MARK")]
        mark: Option<AuditHead>,
        /// A backup that was kept elsewhere, to see whether it is undamaged and the log still holds its mark
        #[arg(long, value_name = "FILE", conflicts_with = "mark")]
        backup: Option<PathBuf>,
    },
    /// Print the practice's figures between two days: notes, episodes, lengths, advice, conditions by chapter; small counts are left out
    #[command(after_help = secrets::HELP)]
    Report {
        /// The first day
        #[arg(long, value_name = "DATE", value_parser = a_day)]
        from: Day,
        /// The last day
        #[arg(long, value_name = "DATE", value_parser = a_day)]
        to: Day,
        /// As a table of commas or as JSON
        #[arg(long, value_name = "csv|json", default_value = "csv")]
        format: report::Format,
    },
    /// Search the patients by name, NHS number or date of birth, one JSON line each
    #[command(after_help = secrets::HELP)]
    Find {
        /// What to look for, such as "oka 29/2/84"
        #[arg(required = true)]
        text: Vec<String>,
        /// The most patients to list
        #[arg(long, default_value_t = 50)]
        limit: usize,
    },
}

/// The documents that can be asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum DocumentKind {
    Med3,
    AhpReport,
    WorkPlan,
    EmployerPage,
    PatientSummary,
}

/// The answer of a subcommand that could be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Answer {
    /// Done: exit status 0.
    Yes,
    /// The answer is no: exit status 1.
    No,
}

/// Why the input or the call could not be used: one line for standard error, exit status 2.
struct Unusable(String);

impl<E: std::error::Error> From<E> for Unusable {
    fn from(error: E) -> Self {
        Self(error.to_string())
    }
}

/// What the arguments came to.
#[derive(Debug, PartialEq)]
pub enum Called {
    /// No subcommand: the window is wanted, on this data folder where one is named.
    Window { data: Option<PathBuf> },
    /// A subcommand was run, or could not be.
    Done(ExitCode),
}

/// Runs the subcommand that the arguments name; the first argument is the program's own name.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> Called {
    match Call::try_parse_from(arguments) {
        Ok(Call { data, command: None }) => Called::Window { data },
        Ok(Call { data, command: Some(command) }) => Called::Done(exit(obey(command, data.as_deref()))),
        Err(error) if !error.use_stderr() => Called::Done(exit(print(&error.to_string()).map(|()| Answer::Yes))),
        Err(error) => Called::Done(exit(Err(Unusable(in_one_line(&error.to_string()))))),
    }
}

fn obey(command: Command, data: Option<&Path>) -> Result<Answer, Unusable> {
    match command {
        Command::Check { case } => cases::check(&case),
        Command::Render { case, document, out, accept_warnings } => cases::render(&case, document, &out, accept_warnings.as_deref()),
        Command::Init { practice } => records::init(&folder(data)?, &practice),
        Command::Issue { case, out, accept_warnings } => issue::issue(&folder(data)?, &case, &out, accept_warnings.as_deref()),
        Command::Rules { json, as_of, rule_set, recheck } => {
            let set = rules::chosen(as_of, rule_set.as_deref())?;
            if recheck { rules::recheck(&folder(data)?, &set) } else { rules::list(&set, json) }
        }
        Command::Verify { mark, backup } => {
            let dir = folder(data)?;
            match backup {
                Some(file) => verify::against_backup(&dir, &file),
                None => verify::verify(&dir, mark.as_ref()),
            }
        }
        Command::Read { code } => read::read(&code),
        Command::Backup { file } => backup::backup(&folder(data)?, &file),
        Command::Restore { file } => backup::put_back(&folder(data)?, &file),
        Command::Export { file } => bundle::export(&folder(data)?, &file),
        Command::Import { file } => bundle::import(&folder(data)?, &file),
        Command::Demo { patients, years, seed, until } => demo::demo(&folder(data)?, patients, years, seed, until),
        Command::Notes => records::notes(&folder(data)?),
        Command::Report { from, to, format } => report::report(&folder(data)?, (from, to), format),
        Command::Find { text, limit } => records::find(&folder(data)?, &text.join(" "), limit),
    }
}

/// A day as the command line and the case file write it.
fn a_day(text: &str) -> Result<Day, &'static str> {
    let well_formed = text.len() == "2026-11-20".len();
    let day = text.parse().ok().filter(|_| well_formed);
    day.ok_or("it is no day of the calendar; write it as year-month-day, such as 2026-11-20")
}

/// Opens the records for a subcommand that writes; what did not fit together is said, and keeps nobody from them.
fn opened(dir: &Path, passphrase: &SecretString) -> Result<(Store, ClinicianId), StoreError> {
    Store::sign_in(dir, None, passphrase, clock::now()).inspect(|(store, _)| tell_doubts(store))
}

/// The same for one that looks: it goes beside an open window.
fn looked_into(dir: &Path, passphrase: &SecretString) -> Result<(Store, ClinicianId), StoreError> {
    Store::look_in(dir, passphrase, clock::now()).inspect(|(store, _)| tell_doubts(store))
}

fn tell_doubts(store: &Store) {
    for doubt in store.doubts() {
        tell(&format!("{}.", doubt.said()));
    }
}

fn folder(named: Option<&Path>) -> Result<PathBuf, Unusable> {
    Ok(paths::data_folder(named)?)
}

fn exit(answer: Result<Answer, Unusable>) -> ExitCode {
    match answer {
        Ok(Answer::Yes) => ExitCode::SUCCESS,
        Ok(Answer::No) => ExitCode::from(1),
        Err(Unusable(message)) => {
            tell(&message);
            ExitCode::from(2)
        }
    }
}

/// A result, to standard output. A reader who has seen enough and closed it is no fault.
fn print(text: &str) -> Result<(), Unusable> {
    let mut out = io::stdout().lock();
    match writeln!(out, "{}", text.trim_end()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(Unusable(format!("The result could not be written to standard output: {error}")))
        }
        _ => Ok(()),
    }
}

/// A message, to standard error, as one line whatever it quotes.
pub fn tell(message: &str) {
    let line: String = message.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let _ = writeln!(io::stderr(), "fitnote: {line}");
}

/// What the parser says, without its usage text.
fn in_one_line(error: &str) -> String {
    let said = error.split("\n\n").next().unwrap_or(error).trim_start_matches("error: ");
    let words: Vec<&str> = said.split_whitespace().collect();
    format!("{}. See fitnote --help.", words.join(" ").trim_end_matches('.'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_parser_is_well_formed_and_every_subcommand_says_what_it_does() {
        let command = Call::command();
        command.clone().debug_assert();
        assert!(command.get_subcommands().count() >= 6);
        for subcommand in command.get_subcommands() {
            assert!(subcommand.get_about().is_some(), "{}", subcommand.get_name());
        }
    }

    #[test]
    fn without_a_subcommand_the_window_opens_on_the_folder_that_is_named() {
        let called = |arguments: &[&str]| run(arguments.iter().map(OsString::from));
        assert_eq!(called(&["fitnote"]), Called::Window { data: None });
        assert_eq!(called(&["fitnote", "--data", "here"]), Called::Window { data: Some("here".into()) });
    }

    #[test]
    fn a_passphrase_is_never_an_argument() {
        for subcommand in Call::command().get_subcommands() {
            for argument in subcommand.get_arguments() {
                let name = argument.get_id().as_str();
                assert!(!name.contains("pass") && !name.contains("secret") && !name.contains("key"), "{name}");
            }
        }
    }
}
