//! Practice with invented people: a room of its own, entered on purpose, seen on every screen, left by one press.

use super::model::Session;
use crate::content::case_studies::{CaseStudy, case_study};
use crate::domain::record::Patient;

/// What stands on every screen and every paper meanwhile.
pub use crate::paper::PRACTICE as MARK;

/// Practising, and what waits outside.
#[derive(Default)]
pub struct PractisingRoom {
    /// The case that is being practised; none in the real records.
    pub case: Option<String>,
    /// Who is signed in outside.
    pub outside: Option<Session>,
    /// The case that is chosen to begin with.
    pub chosen: Option<usize>,
    /// On its way in or out.
    pub busy: bool,
}

crate::domain::redacted_debug!(PractisingRoom);

impl PractisingRoom {
    /// Whether what is on screen is practice.
    #[must_use]
    pub fn is_on(&self) -> bool {
        self.case.is_some()
    }

    /// The case that is being practised.
    #[must_use]
    pub fn case(&self) -> Option<&'static CaseStudy> {
        self.case.as_deref().and_then(case_study)
    }
}

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PractisingMsg {
    /// The screen was asked for; nothing begins by that.
    Opened,
    CaseChosen(usize),
    BeginPressed,
    LeavePressed,
}

/// What is wanted done.
pub enum PractisingCmd {
    /// Put the real records aside and make a room with the case's patient in it.
    Begin(String),
    /// Throw the room away and take the real records up again.
    Leave,
}

/// What came of it.
pub enum PractisingDone {
    Begun { case: String, session: Box<Session>, patient: Box<Patient> },
    Left,
}
