//! The audit log on its screen: what is asked of it, the rows that answer, and what verifying found.

use std::path::PathBuf;

use super::model::{Focus, Model, Notice};
use super::msg::Cmd;
use crate::domain::audit::{AuditGroup, AuditHead, Checked};
use crate::domain::day::{self, Day, YearHint};
use crate::domain::id::ClinicianId;
use crate::domain::record::Moment;

/// The screen's state.
#[derive(Default)]
pub struct AuditLog {
    /// The newest first.
    pub lines: Vec<AuditLine>,
    /// Older rows are left.
    pub more: bool,
    pub loaded: bool,
    pub head: Option<AuditHead>,
    /// Everybody who may be asked for.
    pub people: Vec<(ClinicianId, String)>,
    pub patient: String,
    pub person: Option<ClinicianId>,
    pub group: Option<AuditGroup>,
    pub from: String,
    pub to: String,
    /// A mark that was written down before, as typed.
    pub mark: String,
    /// What cannot be read, beside its field.
    pub faults: Vec<(AuditField, String)>,
    pub verifying: bool,
    pub checked: Option<Vec<Checked>>,
}

/// A row as it is shown.
#[derive(Clone)]
pub struct AuditLine {
    pub seq: u64,
    pub at: Moment,
    /// Empty where nobody was signed in.
    pub who: String,
    pub what: String,
    /// Whom and what it was about, with names from the records.
    pub about: String,
}

/// Which rows are wanted.
#[derive(Clone, Default)]
pub struct AuditWanted {
    /// Searched for like a patient.
    pub patient: String,
    pub person: Option<ClinicianId>,
    pub group: Option<AuditGroup>,
    pub from: Option<Day>,
    pub to: Option<Day>,
}

crate::domain::redacted_debug!(AuditLog, AuditLine, AuditWanted);

/// A field of the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AuditField {
    Patient,
    From,
    To,
    Mark,
}

/// What happened on the screen.
pub enum AuditMsg {
    Typed(AuditField, String),
    PersonChosen(Option<ClinicianId>),
    GroupChosen(Option<AuditGroup>),
    /// Look again with what is asked now.
    ShowPressed,
    MorePressed,
    VerifyPressed,
}

/// What the shell is asked.
pub enum AuditCmd {
    Load { wanted: AuditWanted, before: Option<u64> },
    Verify { known: Option<Known> },
}

/// What the log is held against.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Known {
    Mark(AuditHead),
    /// The mark of a backup that was kept elsewhere.
    Backup(PathBuf),
}

/// What came of it.
pub enum AuditDone {
    Loaded { lines: Vec<AuditLine>, more: bool, is_next_page: bool, head: AuditHead, people: Vec<(ClinicianId, String)> },
    Verified(Vec<Checked>),
}

/// The screen is opened: the newest rows, with nothing asked.
pub(super) fn opened(model: &mut Model) -> Vec<Cmd> {
    model.audit = AuditLog::default();
    load(model, None)
}

/// Answers what happened.
pub(super) fn update(model: &mut Model, msg: AuditMsg) -> Vec<Cmd> {
    let log = &mut model.audit;
    match msg {
        AuditMsg::Typed(field, text) => {
            log.faults.retain(|(at, _)| *at != field);
            match field {
                AuditField::Patient => log.patient = text,
                AuditField::From => log.from = text,
                AuditField::To => log.to = text,
                AuditField::Mark => log.mark = text,
            }
            Vec::new()
        }
        AuditMsg::PersonChosen(person) => {
            log.person = person;
            load(model, None)
        }
        AuditMsg::GroupChosen(group) => {
            log.group = group;
            load(model, None)
        }
        AuditMsg::ShowPressed => load(model, None),
        AuditMsg::MorePressed => {
            let before = log.lines.last().map(|line| line.seq);
            load(model, before)
        }
        AuditMsg::VerifyPressed => verify(log),
    }
}

fn verify(log: &mut AuditLog) -> Vec<Cmd> {
    if log.verifying {
        return Vec::new();
    }
    let known = match log.mark.trim() {
        "" => None,
        typed if std::path::Path::new(typed).components().count() > 1 => Some(Known::Backup(PathBuf::from(typed))),
        typed => match typed.parse() {
            Ok(mark) => Some(Known::Mark(mark)),
            Err(error) => {
                log.faults = vec![(AuditField::Mark, crate::domain::audit::NotAHead::to_string(&error))];
                return Vec::new();
            }
        },
    };
    log.verifying = true;
    log.checked = None;
    vec![Cmd::Audit(AuditCmd::Verify { known })]
}

fn load(model: &mut Model, before: Option<u64>) -> Vec<Cmd> {
    let today = model.today();
    let log = &mut model.audit;
    log.faults.clear();
    let mut read = |field: AuditField, text: &str| match text.trim() {
        "" => None,
        typed => match day::parse(typed, YearHint::NotAfter(today), today) {
            Ok(day) => Some(day),
            Err(error) => {
                log.faults.push((field, error.to_string()));
                None
            }
        },
    };
    let (from, to) = (read(AuditField::From, &log.from), read(AuditField::To, &log.to));
    if !log.faults.is_empty() {
        return Vec::new();
    }
    let wanted = AuditWanted { patient: log.patient.clone(), person: log.person.clone(), group: log.group, from, to };
    vec![Cmd::Audit(AuditCmd::Load { wanted, before })]
}

/// What came of a command.
pub(super) fn done(model: &mut Model, done: AuditDone) -> Vec<Cmd> {
    let log = &mut model.audit;
    match done {
        AuditDone::Loaded { lines, more, is_next_page, head, people } => {
            if is_next_page {
                log.lines.extend(lines);
            } else {
                log.lines = lines;
            }
            (log.more, log.head, log.people, log.loaded) = (more, Some(head), people, true);
            Vec::new()
        }
        AuditDone::Verified(checked) => {
            log.verifying = false;
            let right = checked.iter().all(|check| check.is_right);
            log.checked = Some(checked);
            model.notice = Some(if right {
                Notice::good("The records were verified, and everything is as it should be.")
            } else {
                Notice::trouble(
                    "Something in the records is not as it was written. What it is stands under Verify.",
                    "Leave the folder as it is, and tell whoever looks after these records before you go on.",
                )
            });
            model.focus = Some(Focus::First);
            load(model, None)
        }
    }
}
