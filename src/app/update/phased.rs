//! The plan of hours: typed, read, and put into the comments and taken out again by a key press.

use super::super::model::{Focus, Model, Place};
use super::super::msg::Cmd;
use super::super::phased::{LineOffer, PhasedInput, PhasedMsg, StageColumn};
use super::desk;
use crate::content::phased::pattern;
use crate::domain::case::{Advice, Benefit};
use crate::domain::day::{self, Day, YearHint};
use crate::domain::draft::Draft;
use crate::domain::phased::{PhasedPlan, Stage, StepRule};
use crate::paper::preview_med3;
use crate::rules::Field;
use crate::talk::{self, Mode, phased};

/// Answers what happened at the builder.
pub(super) fn happened(model: &mut Model, msg: PhasedMsg) -> Vec<Cmd> {
    if model.desk.is_none() {
        return Vec::new();
    }
    let today = model.today();
    let cmds = match msg {
        PhasedMsg::Opened => opened(model),
        PhasedMsg::PatternChosen(id) => {
            let Some(pattern) = pattern(&id).filter(|pattern| {
                let energy = is_energy_limited(model);
                phased::offered(energy).contains(pattern)
            }) else {
                return Vec::new();
            };
            remember(model);
            planned(model, |plan| pattern.apply(plan))
        }
        PhasedMsg::FreeTableChosen => planned(model, |plan| {
            plan.pattern.clear();
            if plan.stages.is_empty() {
                plan.stages.push(Stage::default());
            }
        }),
        PhasedMsg::StageAdded => planned(model, |plan| plan.stages.push(Stage { weeks: "1".into(), ..Stage::default() })),
        PhasedMsg::StageRemoved(index) => {
            remember(model);
            planned(model, |plan| {
                if index < plan.stages.len() {
                    plan.stages.remove(index);
                }
            })
        }
        PhasedMsg::StageTyped { index, column, text } => planned(model, |plan| {
            let Some(stage) = plan.stages.get_mut(index) else { return };
            match column {
                StageColumn::Weeks => stage.weeks = text,
                StageColumn::Percent => stage.percent = text,
                StageColumn::Hours => stage.hours = text,
                StageColumn::Words => stage.words = text,
            }
        }),
        PhasedMsg::Typed(input, text) => planned(model, |plan| typed(plan, input, text, today)),
        PhasedMsg::ThenChosen(then) => planned(model, |plan| flip(&mut plan.then, then)),
        PhasedMsg::RuleChosen(rule) => {
            if rule == StepRule::ByDate && is_energy_limited(model) {
                return Vec::new();
            }
            planned(model, |plan| flip(&mut plan.rule, rule))
        }
        PhasedMsg::ReviewerChosen(reviewer) => planned(model, |plan| flip(&mut plan.reviewer, reviewer)),
        PhasedMsg::AgreedChosen(agreed) => planned(model, |plan| flip(&mut plan.agreed, agreed)),
        PhasedMsg::Dropped => {
            remember(model);
            let mut cmds = line_taken(model);
            cmds.extend(desk::changed(model, |draft| draft.conversation.phased = None));
            model.focus = Some(Focus::First);
            cmds
        }
        PhasedMsg::BroughtBack => match model.phased.before.take() {
            Some(before) => {
                let in_comments = plan_of(model).map(|plan| (plan.line.clone(), plan.ticked));
                desk::changed(model, |draft| {
                    let mut before = before;
                    // What stands in the comments now is what counts, whichever plan it came from.
                    (before.line, before.ticked) = in_comments.unwrap_or_default();
                    draft.conversation.phased = Some(before);
                })
            }
            None => Vec::new(),
        },
        PhasedMsg::LinePut => line_put(model),
        PhasedMsg::LineTaken => line_taken(model),
    };
    weigh_line(model);
    cmds
}

fn opened(model: &mut Model) -> Vec<Cmd> {
    if model.place != Place::PlanBuilder {
        model.phased.came_from = model.place;
    }
    super::go(model, Place::PlanBuilder)
}

fn plan_of(model: &Model) -> Option<&PhasedPlan> {
    model.desk.as_ref()?.draft.conversation.phased.as_ref()
}

fn is_energy_limited(model: &Model) -> bool {
    model.desk.as_ref().is_some_and(|desk| talk::modes(&desk.draft.conversation).has(Mode::EnergyLimit))
}

fn remember(model: &mut Model) {
    let before = plan_of(model).cloned();
    if before.as_ref().is_some_and(|plan| !plan.stages.is_empty()) {
        model.phased.before = before;
    }
}

/// A change to the plan, which begins with the first one.
fn planned(model: &mut Model, change: impl FnOnce(&mut PhasedPlan)) -> Vec<Cmd> {
    desk::changed(model, |draft| change(draft.conversation.phased.get_or_insert_with(PhasedPlan::default)))
}

fn flip<T: PartialEq>(chosen: &mut Option<T>, now: T) {
    *chosen = if chosen.as_ref() == Some(&now) { None } else { Some(now) };
}

fn typed(plan: &mut PhasedPlan, input: PhasedInput, text: String, today: Day) {
    let read = |text: &str, hint| day::parse(text, hint, today).ok();
    match input {
        PhasedInput::Begins => {
            plan.begins_on = read(&text, YearHint::Nearest(today));
            plan.begins = text;
        }
        PhasedInput::Review => {
            plan.review_on = read(&text, YearHint::NotBefore(today));
            plan.review = text;
        }
        PhasedInput::UsualHours => plan.usual_hours = text,
        PhasedInput::StableDays => plan.stable_days = text,
        PhasedInput::WhenWorse => plan.when_worse = text,
    }
}

/// The box of the form that the plan falls under: a plan of one held stage alters hours, any other is a phased return.
fn benefit(plan: &PhasedPlan) -> Benefit {
    if plan.stages.len() == 1 { Benefit::AlteredHours } else { Benefit::PhasedReturn }
}

fn line_put(model: &mut Model) -> Vec<Cmd> {
    weigh_line(model);
    let LineOffer::Fits(line) = model.phased.line.clone() else { return Vec::new() };
    let mut cmds = line_taken(model);
    cmds.extend(desk::changed(model, |draft| {
        let Draft { conversation, decision, .. } = draft;
        let Some(plan) = &mut conversation.phased else { return };
        decision.comments = phased::put_in(&decision.comments, &line);
        plan.line = line;
        let benefit = benefit(plan);
        if decision.advice != Some(Advice::NotFit) && decision.may_benefit_from.insert(benefit) {
            plan.ticked = Some(benefit);
        }
    }));
    cmds
}

/// Takes out what was put in, and nothing that somebody typed since.
fn line_taken(model: &mut Model) -> Vec<Cmd> {
    desk::changed(model, |draft| {
        let Draft { conversation, decision, .. } = draft;
        let Some(plan) = &mut conversation.phased else { return };
        if let Some(comments) = phased::take_out(&decision.comments, &plan.line) {
            decision.comments = comments;
        }
        plan.line.clear();
        if let Some(benefit) = plan.ticked.take() {
            decision.may_benefit_from.remove(&benefit);
        }
    })
}

/// Finds the longest line that fits the box beside what stands in it.
pub(super) fn weigh_line(model: &mut Model) {
    model.phased.line = offer(model).unwrap_or(LineOffer::Nothing);
}

fn offer(model: &Model) -> Option<LineOffer> {
    let (desk, session) = (model.desk.as_ref()?, model.session.as_ref()?);
    let plan = desk.draft.conversation.phased.as_ref()?;
    let lines = phased::lines(plan, is_energy_limited(model));
    let comments = &desk.draft.decision.comments;
    let without = phased::take_out(comments, &plan.line);
    if without.is_some() && lines.contains(&plan.line) {
        return Some(LineOffer::In(plan.line.clone()));
    }
    let shortest = lines.last()?;
    let base = without.as_deref().unwrap_or(comments);
    let fits = |line: &String| {
        let mut case = desk.reading.case.clone();
        case.statement.comments = phased::put_in(base, line);
        let preview = preview_med3(&case, desk.draft.note.as_str(), &session.settings.print_options());
        !preview.overflow.iter().any(|over| over.field == Field::Comments)
    };
    // Most boxes are empty: the longest is tried first. Where not even the shortest has room, the others are not laid out.
    let longest = lines.first().filter(|line| fits(line));
    let found = longest.or_else(|| if fits(shortest) { lines.iter().find(|line| fits(line)) } else { None });
    Some(found.map_or(LineOffer::NoRoom, |line| LineOffer::Fits(line.clone())))
}
