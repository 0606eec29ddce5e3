//! The program as a value: a model, the messages that say what happened, and the one update that answers them with commands.
//!
//! Nothing here reads a clock, a disk or a key press. The shell carries the commands out and says what came of them; the
//! screens read the model and say what the person did.

mod audit;
mod conversation;
mod decision;
pub mod figures;
pub mod follow_up;
mod forms;
mod model;
mod msg;
pub mod papers;
mod people;
pub mod phased;
pub mod practising;
pub mod printing;
mod records;
mod renewal;
pub mod scan;
pub mod services;
mod update;

pub use audit::{AuditCmd, AuditDone, AuditField, AuditLine, AuditLog, AuditMsg, AuditWanted, Known};
pub use conversation::{
    EnergyAnswer, EnergyQuestion, KeptConversation, KeptLine, Output, PauseSheet, Removed, Talk, TalkCmd, TalkDone, TalkMsg, TalkRecord,
};
pub use decision::{Context, Fault, Reading, read as read_decision};
pub use forms::{PatientForm, PracticeForm, Secret, SetupForm};
pub use model::{
    Chart, Desk, Door, Focus, Handed, Model, Notice, Place, Resume, Saving, Session, Settings, Theme, TodayLists, Tone, Typed, Under,
    UnlockForm, View,
};
pub use msg::{Cmd, ConversationEdit, DecisionEdit, Done, EffectDay, Input, Msg, NewClinician, NewPractice, PdfJob, Shown};
pub use people::{
    Held, LOCK_AFTER, LOCK_AFTER_USUAL, OwnPassphrase, People, PeopleCmd, PeopleDone, PeopleMsg, PersonChange, PersonField, PersonForm,
    PersonRow,
};
pub use printing::{PrintingCmd, PrintingDone, PrintingMsg};
pub use records::{JoinedEntry, PersonPart, RecordForm, RecordsCmd, RecordsDone, RecordsMsg, RecordsRoom};
pub use renewal::{NewDraft, renewal, replacement};
pub use scan::{Scan, ScanCmd, ScanDone, ScanMsg};
pub use update::{agreed, can_describe, can_fill, comments_rise, letter_document, may_answer, update};
