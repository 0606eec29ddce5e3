//! What follows from what was said: which rows, prompts and advice are brought up. Never a score, never a decision.

use std::collections::BTreeSet;

use super::{ids, said};
use crate::content::adjustments::catalogue;
use crate::domain::case::Benefit;
use crate::domain::draft::{Amount, Conversation, Outcome, Standing};

/// One thing that follows from what was said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mode {
    /// No conversation about work today: straight to the decision.
    Declined,
    /// Someone else is in the room: private questions wait until the patient is alone.
    OthersPresent,
    /// Someone from work, or an adviser on benefits, is listening.
    WorkIsListening,
    /// Not in work: no words about "at work", no return date.
    NotInWork,
    /// Effort makes things worse: no row that raises the load, no steps by date, those rows first that keep within a limit.
    EnergyLimit,
    /// Awareness may be lost, or that was not ruled out: the safety rows come first.
    SafetyAwareness,
    /// Bring up the prompt about driving and safety-critical work.
    SafetyDriving,
    /// Advice on money and benefits comes before any plan.
    BenefitsAdvice,
    /// Advice for people at work: Acas, a union.
    WorkplaceAdvice,
    /// Work may have caused it or made it worse: the private prompt.
    WorkplaceHazard,
    /// The patient spoke of being safe: offer the pause.
    OfferPause,
    /// The patient says that no work is possible at present; it stands.
    NoWorkPossible,
    /// A phased return is among the picks: a table of hours may be wanted.
    PhasedReturn,
    /// Do not contact this patient about work.
    DoNotContact,
    /// The patient stops for today; what was said is kept for the next visit if they wish.
    StopToday,
    /// Health first: work is for another day.
    HealthFirst,
    /// Not in work, and wants to talk about looking for it.
    SeekWork,
    /// The patient felt pressure: offer to drop the plan, and tell the practice.
    FeltPressured,
    /// Keep it short: the short form is the way to go on.
    KeepShort,
    /// Works for themselves: hours and insurance are theirs to arrange.
    SelfEmployed,
    /// Cares for someone: ask whether it is too much, and for both.
    Caring,
    /// A change was asked for and refused: there is help for that.
    Refused,
    /// The step is about what weighs on the patient: distress may come up.
    Private,
    /// All questions on one sheet were asked for.
    WantsSheet,
}

/// All that follows from what was said.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Modes(BTreeSet<Mode>);

impl Modes {
    /// Whether this follows.
    #[must_use]
    pub fn has(&self, mode: Mode) -> bool {
        self.0.contains(&mode)
    }

    /// All of them, in a fixed order.
    pub fn iter(&self) -> impl Iterator<Item = Mode> {
        self.0.iter().copied()
    }
}

/// Reads what follows from what was said. A skipped step adds nothing.
#[must_use]
pub fn modes(conv: &Conversation) -> Modes {
    let described = said::described(conv);
    let awareness = said::effect(conv, ids::AWARENESS).any(|effect| effect.amount != Some(Amount::None));
    let glucose = described.contains(ids::LOW_GLUCOSE);
    let rules_driving_out = said::has(conv, ids::RISKS, &["none"]);
    let matters_for_driving = ids::DRIVING_EFFECTS.iter().any(|id| described.contains(id));
    let safety_critical = said::has(conv, ids::RISKS, &ids::SAFETY_CRITICAL);
    let drives = said::has(conv, ids::RISKS, &ids::DRIVES) || said::has(conv, ids::GETTING_THERE, &["driving"]);
    let worse_after_effort = described.contains(ids::WORSE_AFTER_EFFORT)
        || said::is_one_of(conv, ids::WORSE_LATER, &["yes"])
        || said::has(conv, ids::TODAY, &["effort_costs"])
        || said::has(conv, ids::PATTERN, &["after_effort"]);
    let not_in_work = said::is_one_of(conv, ids::STATUS, &ids::NOT_IN_WORK);
    let facts = [
        (Mode::Declined, is_declined(conv)),
        (
            Mode::OthersPresent,
            said::has(conv, ids::PRESENT, &["family_or_friend", "support_worker", "interpreter", "from_work_or_benefits", "someone_else"]),
        ),
        (Mode::WorkIsListening, said::has(conv, ids::PRESENT, &["from_work_or_benefits"])),
        (Mode::NotInWork, not_in_work),
        (Mode::EnergyLimit, worse_after_effort),
        (Mode::SafetyAwareness, awareness || glucose),
        (Mode::SafetyDriving, awareness || safety_critical || drives || (matters_for_driving && !rules_driving_out)),
        (Mode::BenefitsAdvice, said::has(conv, ids::WORRIES, &["money", "benefits"])),
        (Mode::WorkplaceAdvice, wants_workplace_advice(conv)),
        (
            Mode::WorkplaceHazard,
            [ids::WORRIES, ids::WORKPLACE_OBSTACLES].iter().any(|field| said::has(conv, field, &["work_made_it_worse"])),
        ),
        (Mode::OfferPause, said::has(conv, ids::WORRIES, &["safety"])),
        (Mode::NoWorkPossible, said::is_one_of(conv, ids::WOULD_HELP, &["not_possible"])),
        (Mode::PhasedReturn, picked_box(conv, Benefit::PhasedReturn)),
        (Mode::DoNotContact, said::is_one_of(conv, ids::CALL_ME, &["never"])),
        (Mode::StopToday, said::is_one_of(conv, ids::LENGTH, &["stop_today"])),
        (Mode::HealthFirst, said::is_one_of(conv, ids::FOCUS, &["health_first"])),
        (Mode::SeekWork, not_in_work && said::is_one_of(conv, ids::SEEK_WORK, &["yes"])),
        (Mode::FeltPressured, said::is_one_of(conv, ids::PRESSURED, &["yes"])),
        (Mode::KeepShort, said::is_shorter(conv)),
        (
            Mode::SelfEmployed,
            said::is_one_of(conv, ids::STATUS, &["self_employed_reduced"]) || said::is_one_of(conv, ids::CONTRACT, &["self_employed"]),
        ),
        (Mode::Caring, said::has(conv, ids::WORRIES, &["caring"])),
        (Mode::Refused, was_refused(conv)),
        (Mode::Private, !said::words_of(conv, ids::ABOUT_YOU).is_empty() || said::is_one_of(conv, ids::PHQ4, &["asked_for"])),
        (Mode::WantsSheet, said::has(conv, ids::FORMAT, &["whole_sheet"])),
    ];
    Modes(facts.into_iter().filter_map(|(mode, holds)| holds.then_some(mode)).collect())
}

/// A no, a "not today" or a "prefers not to say" to the opening question: none needs a reason.
pub(super) fn is_declined(conv: &Conversation) -> bool {
    let opening_withheld =
        ["S1", "F1"].iter().any(|step| conv.steps.get(*step).is_some_and(|answer| answer.standing == Some(Standing::PrefersNotToSay)));
    opening_withheld || said::is_one_of(conv, ids::WISH, &ids::DECLINED)
}

fn wants_workplace_advice(conv: &Conversation) -> bool {
    said::has(conv, ids::WORRIES, &["workplace", "job_security"])
        || said::has(conv, ids::WORKPLACE_OBSTACLES, &["bullying", "discrimination", "process"])
        || was_refused(conv)
}

fn was_refused(conv: &Conversation) -> bool {
    said::is_one_of(conv, ids::REFUSED, &["yes"]) || said::tried(conv).any(|tried| tried.outcome == Some(Outcome::Refused))
}

fn picked_box(conv: &Conversation, benefit: Benefit) -> bool {
    said::picks(conv).any(|pick| catalogue().row(&pick.id).is_some_and(|row| row.boxes.contains(&benefit)))
}
