//! Follow-ups: the queue, one follow-up being asked, what a patient asked for, and what all answers come to.

use std::path::PathBuf;

use super::model::Place;
use crate::domain::day::Day;
use crate::domain::draft::Conversation;
use crate::domain::follow_up::{
    AdjustmentState, After, FollowUp, FollowUpAnswers, Outcomes, Recurrence, ReturnKind, Touch, Wellbeing, Wish, WorkStatus, YesNo,
};
use crate::domain::id::{FollowUpId, PatientId};
use crate::domain::record::Patient;
use crate::talk::ids;

/// The follow-up screen.
#[derive(Default)]
pub struct FollowRoom {
    /// Where the way back leads.
    pub from: Option<Place>,
    /// Whom it is about; none for the practice's queue.
    pub patient: Option<Patient>,
    pub queue: Vec<FollowUp>,
    /// People left out because they are not to be contacted about work.
    pub kept_back: usize,
    pub about: About,
    pub outcomes: Outcomes,
    /// What a patient asks for now. It begins empty.
    pub wish: Wish,
    /// The follow-up that is being asked.
    pub open: Option<Asking>,
    pub recurrence: RecurrenceForm,
    pub busy: bool,
}

/// What is on record about one patient.
#[derive(Default)]
pub struct About {
    pub patient: Option<PatientId>,
    /// Since when they are not to be contacted about work.
    pub no_contact: Option<Day>,
    pub follow_ups: Vec<FollowUp>,
    pub recurrences: Vec<Recurrence>,
    /// The sentences of the changes at work that were written for them last.
    pub adjustments: Vec<String>,
}

/// A follow-up while it is asked.
pub struct Asking {
    pub follow_up: FollowUp,
    pub answers: FollowUpAnswers,
    pub adjustments: Vec<String>,
}

/// Something came back: what is typed about it.
#[derive(Clone, Default)]
pub struct RecurrenceForm {
    pub began: String,
    pub ended: String,
    pub linked: Option<YesNo>,
    pub words: String,
    pub asked: bool,
}

crate::domain::redacted_debug!(FollowRoom, About, Asking, RecurrenceForm);

/// A text about a return.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReturnText {
    When,
    Hours,
    Words,
}

/// What happened there.
pub enum FollowMsg {
    Opened,
    /// Ticks or unticks a month.
    AfterTicked(After, bool),
    TouchChosen(Touch),
    WishSaved,
    /// What the conversation says was asked for is put into the form.
    WishTaken(Wish),
    /// Do not contact me about work, or a change of mind.
    NoContact(bool),
    AskOpened(FollowUpId),
    StatusChosen(WorkStatus),
    HoursTyped {
        most: bool,
        text: String,
    },
    SinceTyped(String),
    ReturnAdded,
    /// Of the return at this place, from 0.
    ReturnKindChosen(usize, ReturnKind),
    ReturnTyped(usize, ReturnText, String),
    AdjustmentChosen(String, AdjustmentState),
    WorseChosen(YesNo),
    PressuredChosen(YesNo),
    WellbeingChosen(Wellbeing, u8),
    OwnWordsTyped(String),
    HelpedTyped(String),
    HarmedTyped(String),
    AnswersSaved,
    NotReached,
    AskDropped,
    BeganTyped(String),
    EndedTyped(String),
    LinkedChosen(YesNo),
    RecurrenceWordsTyped(String),
    RecurrenceSaved,
    ExportPressed,
}

/// What is wanted done about follow-ups.
pub enum FollowCmd {
    /// The queue, the counts, and what is on record about a patient.
    Load {
        patient: Option<PatientId>,
    },
    /// What is on record about a patient alone.
    LoadAbout(PatientId),
    SetWish {
        patient: PatientId,
        wish: Wish,
    },
    SetNoContact {
        patient: PatientId,
        no_contact: bool,
    },
    /// Opens a follow-up with the changes at work that were written for its patient.
    Ask(Box<FollowUp>),
    Answer {
        id: FollowUpId,
        answers: Box<FollowUpAnswers>,
    },
    NotReached(FollowUpId),
    AddRecurrence {
        patient: PatientId,
        recurrence: Box<Recurrence>,
    },
    /// Writes the counts, small ones left out.
    Export {
        folder: PathBuf,
    },
}

/// What came of it.
pub enum FollowDone {
    Loaded {
        queue: Vec<FollowUp>,
        kept_back: usize,
        outcomes: Box<Outcomes>,
        about: Box<About>,
    },
    AboutLoaded(Box<About>),
    Asked {
        follow_up: Box<FollowUp>,
        adjustments: Vec<String>,
    },
    /// Something changed: the lists are read again.
    Changed(&'static str),
    Exported(PathBuf),
}

/// What a conversation says was asked for. Empty where nothing was ticked, or where the person is not to be contacted.
#[must_use]
pub fn wish_of(conversation: &Conversation) -> Wish {
    let one = |field: &str| conversation.steps.values().filter_map(|step| step.one.get(field)).next_back();
    if one(ids::CALL_ME).is_some_and(|choice| choice == "never") {
        return Wish::default();
    }
    let many = conversation.steps.values().filter_map(|step| step.many.get(ids::FOLLOW_UP_AFTER)).flatten();
    let single = conversation.steps.values().filter_map(|step| step.one.get(ids::FOLLOW_UP_AFTER));
    Wish {
        after: many.chain(single).filter_map(|choice| After::of_choice(choice)).collect(),
        touch: one(ids::CONTACT_MODE).and_then(|choice| Touch::of_choice(choice)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::draft::StepAnswer;

    fn conversation(call_me: Option<&str>, months: &[&str]) -> Conversation {
        let mut answer = StepAnswer::default();
        if let Some(choice) = call_me {
            answer.one.insert(ids::CALL_ME.into(), choice.into());
        }
        answer.one.insert(ids::CONTACT_MODE.into(), "telephone".into());
        answer.many.insert(ids::FOLLOW_UP_AFTER.into(), months.iter().map(|month| (*month).to_owned()).collect());
        Conversation { steps: [("F20".to_owned(), answer)].into(), ..Conversation::default() }
    }

    #[test]
    fn k20_a_follow_up_is_asked_for_in_the_conversation_and_off_until_then() {
        assert_eq!(wish_of(&Conversation::default()), Wish::default());
        let wish = wish_of(&conversation(Some("yes"), &["3_months", "prefers_not_to_say"]));
        assert_eq!(wish, Wish { after: [After::ThreeMonths].into(), touch: Some(Touch::Telephone) });
    }

    #[test]
    fn k36_who_says_never_asks_for_nothing() {
        assert_eq!(wish_of(&conversation(Some("never"), &["3_months"])), Wish::default());
    }
}
