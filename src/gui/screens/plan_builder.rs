//! The plan builder: hours by weeks, from a pattern or a table of one's own; nothing is chosen beforehand and nothing is blocked.

mod bars;
mod stages;

use egui::{Key, RichText, Ui};

use crate::app::phased::{LineOffer, PhasedInput, PhasedMsg};
use crate::app::{Desk, Focus, Model, Msg};
use crate::content::phased::{Pattern, library};
use crate::domain::day;
use crate::domain::period::Period;
use crate::domain::phased::{Agreed, PhasedPlan, Reviewer, StepRule, Then};
use crate::gui::Outbox;
use crate::gui::frame::scrolled;
use crate::gui::kit::{self, Button, Choice, Field, Shortcut, button, choices, text_field};
use crate::gui::theme::{self, palette, size, space};
use crate::talk::phased::{self as talk_phased, NotePeriod};
use crate::talk::{self, Mode};

/// The builder as a screen of its own.
pub fn builder_ui(ui: &mut Ui, model: &Model, out: &mut Outbox) {
    scrolled(ui, "plan-builder", |ui| {
        ui.horizontal_wrapped(|ui| {
            kit::title(ui, "Plan of hours");
            if button(ui, Button::secondary("Back").key(Shortcut::plain(Key::Escape))).1 {
                out.say(Msg::BackPressed);
            }
        });
        kit::hint(
            ui,
            "Hours or duties that change by the week, or stay the same for as long as it takes. Nothing here has to be filled in.",
        );
        ui.add_space(space::S);
        show(ui, model, model.focus == Some(Focus::First), out);
    });
}

/// The builder within a step of the conversation, which keeps the keyboard for its own question.
pub fn plan_builder_ui(ui: &mut Ui, model: &Model, out: &mut Outbox) {
    show(ui, model, false, out);
}

fn show(ui: &mut Ui, model: &Model, focus: bool, out: &mut Outbox) {
    let Some(desk) = &model.desk else {
        kit::quiet(ui, "No note is in progress. Press F2 to find a patient.");
        return;
    };
    let empty = PhasedPlan::default();
    let plan = desk.draft.conversation.phased.as_ref().unwrap_or(&empty);
    let energy = talk::modes(&desk.draft.conversation).has(Mode::EnergyLimit);
    pattern_ui(ui, plan, energy, talk::kind_of_hours(&desk.draft.conversation), focus, out);
    if plan.stages.is_empty() {
        brought_back_ui(ui, model, out);
        return;
    }
    ui.add_space(space::S);
    theme::card(palette(ui)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        kit::heading(ui, "The stages");
        start_ui(ui, plan, out);
        stages::stages_ui(ui, plan, energy, out);
        hints_ui(ui, desk, plan, energy);
    });
    ui.add_space(space::M);
    theme::card(palette(ui)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        kit::heading(ui, "Week by week");
        bars::bars_ui(ui, plan, energy);
    });
    ui.add_space(space::M);
    let mut beside = Outbox::default();
    let mut steps = |ui: &mut Ui| {
        theme::card(palette(ui)).show(ui, |ui| steps_ui(ui, plan, energy, out));
    };
    let mut review = |ui: &mut Ui| {
        theme::card(palette(ui)).show(ui, |ui| review_ui(ui, plan, &mut beside));
    };
    theme::two_columns(ui, 820.0, [&mut steps, &mut review]);
    out.0.append(&mut beside.0);
    ui.add_space(space::M);
    theme::card(palette(ui)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        line_ui(ui, model, out);
    });
    ui.add_space(space::S);
    ui.horizontal_wrapped(|ui| {
        if button(ui, Button::secondary("Take the plan away")).1 {
            out.say(Msg::Phased(PhasedMsg::Dropped));
        }
        brought_back_ui(ui, model, out);
    });
}

fn brought_back_ui(ui: &mut Ui, model: &Model, out: &mut Outbox) {
    if model.phased.before.is_some() && button(ui, Button::secondary("Bring back the plan before")).1 {
        out.say(Msg::Phased(PhasedMsg::BroughtBack));
    }
}

/// The patterns that are offered, in their fixed order, and the table of one's own.
fn pattern_ui(ui: &mut Ui, plan: &PhasedPlan, energy: bool, kind: Option<&str>, focus: bool, out: &mut Outbox) {
    // Of the kind that the patient named, where they named one.
    let offered: Vec<&Pattern> = talk_phased::offered(energy)
        .into_iter()
        .filter(|pattern| {
            pattern.id == plan.pattern || kind.is_none_or(|kind| serde_json::to_value(pattern.mode).is_ok_and(|mode| mode == kind))
        })
        .collect();
    let mut labels: Vec<String> = offered.iter().map(|pattern| label_of(pattern)).collect();
    labels.push("A table of your own".to_owned());
    let labels: Vec<&str> = labels.iter().map(String::as_str).collect();
    let is_begun = !plan.stages.is_empty();
    let chosen =
        offered.iter().position(|pattern| pattern.id == plan.pattern).or((is_begun && plan.pattern.is_empty()).then_some(offered.len()));
    if energy {
        kit::quiet(ui, &library().held);
    }
    let spec = Choice::new("plan-pattern", "Begin with a pattern", &labels, chosen)
        .hint("A pattern fills the table below. Every number can be changed; longer, shorter and slower are all usual.")
        .columns(3)
        .focus(focus);
    if let Some(index) = choices(ui, &spec) {
        out.say(Msg::Phased(match offered.get(index) {
            Some(pattern) => PhasedMsg::PatternChosen(pattern.id.clone()),
            None => PhasedMsg::FreeTableChosen,
        }));
    }
}

/// `Four weeks: 25, 50, 75, 100%`.
fn label_of(pattern: &Pattern) -> String {
    let percents: Vec<&str> = pattern.stages.iter().map(|stage| stage.percent.as_str()).collect();
    let with_numbers = percents.len() > 1
        && percents.len() <= 4
        && percents.iter().all(|percent| !percent.is_empty())
        && pattern.stages.iter().all(|stage| stage.words.is_empty());
    if with_numbers { format!("{}: {}%", pattern.title, percents.join(", ")) } else { pattern.title.clone() }
}

fn start_ui(ui: &mut Ui, plan: &PhasedPlan, out: &mut Outbox) {
    ui.horizontal_wrapped(|ui| {
        let read = match (plan.begins.trim(), plan.begins_on) {
            ("", _) => "Empty: weeks are counted without dates.".to_owned(),
            (_, Some(day)) => format!("Reads as {}.", day::short(day)),
            (_, None) => "This does not read as a date.".to_owned(),
        };
        let spec = Field::new("plan-begins", "First day", &plan.begins).hint(&read).width(260.0);
        if let Some(text) = text_field(ui, &spec).changed {
            out.say(Msg::Phased(PhasedMsg::Typed(PhasedInput::Begins, text)));
        }
        let spec =
            Field::new("plan-usual", "Usual hours a week", &plan.usual_hours).hint("As the patient says. Empty: not known.").width(260.0);
        if let Some(text) = text_field(ui, &spec).changed {
            out.say(Msg::Phased(PhasedMsg::Typed(PhasedInput::UsualHours, text)));
        }
    });
}

/// What deserves a look, in quiet words: it blocks nothing.
fn hints_ui(ui: &mut Ui, desk: &Desk, plan: &PhasedPlan, energy: bool) {
    let note = match desk.judgement.period.filter(|_| !desk.draft.decision.period.trim().is_empty()) {
        Some(Period::Dated { from, to }) => NotePeriod { from: Some(from), to: Some(to) },
        Some(Period::Indefinite { from }) => NotePeriod { from: Some(from), to: None },
        None => NotePeriod::default(),
    };
    for hint in talk_phased::hints(plan, energy, note) {
        ui.horizontal_top(|ui| {
            kit::quiet(ui, "•");
            let color = palette(ui).ink_quiet;
            ui.add(egui::Label::new(RichText::new(hint).size(size::SMALL).color(color)).wrap());
        });
    }
}

fn steps_ui(ui: &mut Ui, plan: &PhasedPlan, energy: bool, out: &mut Outbox) {
    ui.set_width(ui.available_width());
    kit::heading(ui, "From stage to stage");
    let rules: Vec<StepRule> = StepRule::ALL.into_iter().filter(|rule| !energy || *rule != StepRule::ByDate).collect();
    let titles: Vec<&str> = rules.iter().map(|rule| rule.title()).collect();
    let chosen = rules.iter().position(|rule| Some(*rule) == plan.rule);
    if let Some(rule) =
        choices(ui, &Choice::new("plan-rule", "When does the next stage begin?", &titles, chosen)).and_then(|i| rules.get(i))
    {
        out.say(Msg::Phased(PhasedMsg::RuleChosen(*rule)));
    }
    if plan.rule == Some(StepRule::AfterStable) {
        let spec = Field::new("plan-stable", "How many settled days?", &plan.stable_days).width(160.0);
        if let Some(text) = text_field(ui, &spec).changed {
            out.say(Msg::Phased(PhasedMsg::Typed(PhasedInput::StableDays, text)));
        }
    }
    let titles = Then::ALL.map(Then::title);
    let chosen = Then::ALL.iter().position(|then| Some(*then) == plan.then);
    if let Some(then) = choices(ui, &Choice::new("plan-then", "And after the last stage?", &titles, chosen)).and_then(|i| Then::ALL.get(i))
    {
        out.say(Msg::Phased(PhasedMsg::ThenChosen(*then)));
    }
    let spec = Field::new("plan-worse", "If it gets worse", &plan.when_worse)
        .hint("In their words: how far back, for how long, who is told.")
        .rows(2)
        .width(ui.available_width());
    if let Some(text) = text_field(ui, &spec).changed {
        out.say(Msg::Phased(PhasedMsg::Typed(PhasedInput::WhenWorse, text)));
    }
    kit::hint(ui, &format!("On every plan: {}", library().may_stop));
}

fn review_ui(ui: &mut Ui, plan: &PhasedPlan, out: &mut Outbox) {
    ui.set_width(ui.available_width());
    kit::heading(ui, "The review");
    let read = match (plan.review.trim(), plan.review_on) {
        ("", _) => "May stay empty.".to_owned(),
        (_, Some(day)) => format!("Reads as {}.", day::short(day)),
        (_, None) => "This does not read as a date.".to_owned(),
    };
    let spec = Field::new("plan-review", "Look at it again on", &plan.review).hint(&read).width(260.0);
    if let Some(text) = text_field(ui, &spec).changed {
        out.say(Msg::Phased(PhasedMsg::Typed(PhasedInput::Review, text)));
    }
    let titles = Reviewer::ALL.map(Reviewer::title);
    let chosen = Reviewer::ALL.iter().position(|who| Some(*who) == plan.reviewer);
    if let Some(who) = choices(ui, &Choice::new("plan-reviewer", "Who looks at it?", &titles, chosen)).and_then(|i| Reviewer::ALL.get(i)) {
        out.say(Msg::Phased(PhasedMsg::ReviewerChosen(*who)));
    }
    let titles = Agreed::ALL.map(Agreed::title);
    let chosen = Agreed::ALL.iter().position(|agreed| Some(*agreed) == plan.agreed);
    let spec = Choice::new("plan-agreed", "Has the employer agreed?", &titles, chosen)
        .hint("The employer need not be asked, and is not bound by the plan.")
        .columns(2);
    if let Some(agreed) = choices(ui, &spec).and_then(|i| Agreed::ALL.get(i)) {
        out.say(Msg::Phased(PhasedMsg::AgreedChosen(*agreed)));
    }
}

/// The line for the comments: shown before it is put there, and taken out again by the same key.
fn line_ui(ui: &mut Ui, model: &Model, out: &mut Outbox) {
    kit::heading(ui, "In the comments of the note");
    match &model.phased.line {
        LineOffer::Nothing => {
            kit::quiet(ui, "Type per cent, hours or words in a stage, and the plan can go into the comments as one line.");
        }
        LineOffer::NoRoom => {
            kit::quiet(ui, "The comments box has no room for a line about the plan. Shorten the comments; the plan stays on its own page.");
        }
        LineOffer::Fits(line) => {
            ui.add(egui::Label::new(format!("“{line}”")).wrap());
            if button(ui, Button::primary("Put this line in the comments").key(Shortcut::alt(Key::I))).1 {
                out.say(Msg::Phased(PhasedMsg::LinePut));
            }
            kit::hint(ui, "It fits its box. Unless the advice is not fit for work, the box it falls under is ticked with it.");
        }
        LineOffer::In(line) => {
            ui.add(egui::Label::new(format!("“{line}”")).wrap());
            if button(ui, Button::secondary("Take this line out of the comments").key(Shortcut::alt(Key::I))).1 {
                out.say(Msg::Phased(PhasedMsg::LineTaken));
            }
            kit::hint(ui, "It stands in the comments as shown. Taking it out leaves everything else that was typed.");
        }
    }
}
