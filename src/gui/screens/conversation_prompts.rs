//! What is brought up because of what was said: never a score, never a decision. In full where it was said, and named elsewhere.

use egui::{Frame, Margin, RichText, Ui, accesskit};

use super::conversation_fields::At;
use crate::app::{ConversationEdit, Msg, TalkMsg};
use crate::content::conversation::Choice;
use crate::content::directory;
use crate::domain::day::Day;
use crate::domain::profession::Nation;
use crate::domain::service::{Category, Service};
use crate::gui::Outbox;
use crate::gui::kit::{self, Button, button, choices};
use crate::gui::theme::{self, palette, size, space};
use crate::talk::{self, Mode, ids};

/// Where a prompt stands in full: on the steps with one of these fields.
const PLACES: [(Mode, &[&str]); 16] = [
    (Mode::Declined, &[ids::WISH]),
    (Mode::WorkIsListening, &[ids::PRESENT, ids::WORRIES, ids::WORKPLACE_OBSTACLES]),
    (Mode::OthersPresent, &[ids::PRESENT, ids::WORRIES, ids::WORKPLACE_OBSTACLES]),
    (Mode::KeepShort, &[ids::LENGTH]),
    (Mode::WantsSheet, &[ids::FORMAT]),
    (Mode::EnergyLimit, &[ids::TODAY, ids::EFFECTS, ids::WORSE_LATER, ids::PICKS, ids::BUILD_UP]),
    (Mode::SafetyDriving, &[ids::RISKS, ids::EFFECTS, ids::GETTING_THERE, ids::PICKS]),
    (Mode::SelfEmployed, &[ids::STATUS]),
    (Mode::WorkplaceHazard, &[ids::WORRIES, ids::WORKPLACE_OBSTACLES]),
    (Mode::OfferPause, &[ids::WORRIES]),
    (Mode::Private, &[ids::ABOUT_YOU]),
    (Mode::Caring, &[ids::WORRIES]),
    (Mode::BenefitsAdvice, &[ids::WORRIES, ids::PICKS, ids::BUILD_UP, ids::SERVICES]),
    (Mode::WorkplaceAdvice, &[ids::WORRIES, ids::WORKPLACE_OBSTACLES, ids::TRIED_CHANGES]),
    (Mode::Refused, &[ids::TRIED_CHANGES]),
    (Mode::FeltPressured, &[ids::PRESSURED]),
];

/// The prompts of a step.
pub fn prompts_ui(ui: &mut Ui, at: At<'_>, out: &mut Outbox) {
    let modes = talk::modes(&at.desk.draft.conversation);
    let mut elsewhere = Vec::new();
    for (mode, fields) in PLACES.iter().filter(|(mode, _)| modes.has(*mode)) {
        if fields.iter().any(|field| at.step.field(field).is_some()) {
            prompt_ui(ui, at, *mode, out);
        } else if !matches!(
            mode,
            Mode::Declined | Mode::OfferPause | Mode::Private | Mode::WantsSheet | Mode::KeepShort | Mode::SelfEmployed
        ) {
            elsewhere.push(title(*mode));
        }
    }
    // On the whole sheet the prompt stands above or below anyway.
    if !elsewhere.is_empty() && !at.desk.draft.conversation.whole_sheet {
        kit::hint(ui, &format!("In mind from before: {}.", elsewhere.join("; ")));
        ui.add_space(space::S);
    }
}

fn title(mode: Mode) -> &'static str {
    match mode {
        Mode::Declined => "No conversation about work today",
        Mode::WorkIsListening => "Work, or an adviser on benefits, is listening",
        Mode::OthersPresent => "Someone else is in the room",
        Mode::EnergyLimit => "Effort makes it worse",
        Mode::KeepShort => "Keep it short",
        Mode::WantsSheet => "All questions on one sheet",
        Mode::SelfEmployed => "Works for themselves",
        Mode::Private => "If it weighs on them",
        Mode::Caring => "Caring for someone",
        Mode::Refused => "A change was refused",
        Mode::SafetyDriving => &directory::driving().title,
        Mode::WorkplaceHazard => &directory::workplace().title,
        Mode::OfferPause => "Being safe",
        Mode::BenefitsAdvice => "Money or benefits",
        Mode::WorkplaceAdvice => "The workplace",
        Mode::FeltPressured => "There was pressure",
        _ => "",
    }
}

fn prompt_ui(ui: &mut Ui, at: At<'_>, mode: Mode, out: &mut Outbox) {
    let nation = at.model.session.as_ref().map_or(Nation::England, |session| session.practice.nation);
    match mode {
        Mode::SafetyDriving => card(ui, title(mode), &directory::driving().lines_in(nation), |ui| {
            record_ui(ui, at, "driving", "Recorded about driving", &directory::driving().record, out);
        }),
        Mode::WorkplaceHazard => card(ui, title(mode), &directory::workplace().lines_in(nation), |ui| {
            record_ui(ui, at, "work_cause", "Recorded about work as a cause", &directory::workplace().record, out);
        }),
        Mode::BenefitsAdvice => advice_ui(ui, at, mode, Category::BenefitsAdvice),
        Mode::WorkplaceAdvice => advice_ui(ui, at, mode, Category::WorkRights),
        Mode::Refused => advice_ui(ui, at, mode, Category::AccessToWork),
        Mode::FeltPressured => card(ui, title(mode), &[words_of(mode)], |ui| {
            let does = if at.desk.draft.conversation.plan_dropped { "Make a plan after all" } else { "Drop the plan" };
            if button(ui, Button::secondary(does)).1 {
                out.say(Msg::Talk(TalkMsg::PlanDropped));
            }
        }),
        Mode::Declined => card(ui, title(mode), &[words_of(mode)], |ui| {
            if button(ui, Button::secondary("Questions to take home, if they want them")).1 {
                out.say(Msg::Talk(TalkMsg::HomeAsked));
            }
        }),
        _ => card(ui, title(mode), &[words_of(mode)], |_| {}),
    }
}

/// Whom to name, from the directory of the nation; nobody who passes on to the DWP.
fn advice_ui(ui: &mut Ui, at: At<'_>, mode: Mode, category: Category) {
    let nation = at.model.session.as_ref().map(|session| session.practice.nation);
    let is_one = |entry: &&Service| entry.category == category && nation.is_some_and(|nation| entry.nations.contains(&nation));
    let helps = |entry: &&Service| category == Category::AccessToWork || !entry.reaches_dwp();
    let today = at.model.today();
    let names: Vec<String> = at.model.services.all().filter(is_one).filter(helps).map(|entry| named(entry, today)).collect();
    let list = names.join("; ");
    card(ui, title(mode), &[words_of(mode), &list], |_| {});
}

/// The name with its number, and whether the number needs a look first.
fn named(entry: &Service, today: Day) -> String {
    match entry.contact.trim() {
        "" => entry.name.clone(),
        contact if entry.caution(today).is_some() => format!("{}, {contact} ({})", entry.name, directory::CHECK_BEFORE_USE),
        contact => format!("{}, {contact}", entry.name),
    }
}

fn words_of(mode: Mode) -> &'static str {
    match mode {
        Mode::Declined => "The note does not depend on it. F8 goes to the decision.",
        Mode::WorkIsListening => "Private questions wait. Offer a talk without them; the patient can answer on paper at home.",
        Mode::OthersPresent => "Ask private questions when the patient is alone. If someone else answers for them, offer a moment alone.",
        Mode::EnergyLimit => "Nothing that raises hours or tasks by a schedule is offered.",
        Mode::OfferPause => "F12 stops the part about work and shows what to do next. Nothing of it is printed.",
        Mode::BenefitsAdvice => "Name free advice on benefits before any change of work is planned:",
        Mode::WorkplaceAdvice => "Free and impartial advice on rights at work:",
        Mode::Refused => "Help with changes that an employer cannot or will not make:",
        Mode::KeepShort => "The next question comes from the short form. Every answer comes along, and Alt L goes back.",
        Mode::WantsSheet => "Alt W shows all questions on one sheet; a sheet for home can be printed.",
        Mode::SelfEmployed => "Hours are theirs to arrange. Any insurance for lost income has terms of its own, and may ask for a note.",
        Mode::Private => "If this brings up distress, F12 stops the part about work. Nothing said here is added up, printed or sent.",
        Mode::Caring => "Ask kindly whether it is too much. Where a child or an adult may be at risk, F12 shows what to do next.",
        Mode::FeltPressured => "Offer to drop the plan, and tell the practice. The note does not depend on it.",
        _ => "",
    }
}

fn card(ui: &mut Ui, title: &str, lines: &[&str], more: impl FnOnce(&mut Ui)) {
    let colors = palette(ui);
    let shown = Frame::new().fill(colors.caution_tint).corner_radius(theme::ROUND).inner_margin(Margin::symmetric(14, 10)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.label(RichText::new(title).font(theme::semibold(size::BODY)));
        for line in lines {
            ui.add(egui::Label::new(RichText::new(*line).size(size::SMALL)).wrap());
        }
        more(ui);
    });
    ui.ctx().accesskit_node_builder(shown.response.id, |node| {
        node.set_role(accesskit::Role::Note);
        node.set_label(title.to_owned());
    });
    ui.add_space(space::S);
}

/// What may be recorded beside a prompt: it belongs to no step and goes on no document.
fn record_ui(ui: &mut Ui, at: At<'_>, field: &str, question: &str, options: &[Choice], out: &mut Outbox) {
    let given = at.desk.draft.conversation.steps.get(ids::SAFETY).and_then(|answer| answer.one.get(field));
    let labels: Vec<&str> = options.iter().map(|option| option.label.as_str()).collect();
    let chosen = given.and_then(|id| options.iter().position(|option| option.id == *id));
    let id = format!("record-{field}-{}", at.step.id);
    let spec = kit::Choice::new(&id, question, &labels, chosen).columns(2);
    if let Some(option) = choices(ui, &spec).and_then(|index| options.get(index)) {
        let edit = ConversationEdit::One { field: field.to_owned(), option: option.id.clone() };
        out.say(Msg::Talk(TalkMsg::Said { step: ids::SAFETY.to_owned(), edit }));
    }
}
