//! What leaves this room: each paper is shown before it exists, goes to nobody until that is chosen, and is told in the ledger.

mod consent;

use egui::{Frame, Key, Margin, Panel, RichText, ScrollArea, Ui, accesskit};

use super::ledger;
use crate::app::papers::{HandedOver, OFFERED, Papers, PapersMsg, Shown, To};
use crate::app::services::ServicesMsg;
use crate::app::{Focus, Handed, Model, Msg};
use crate::domain::consent::Item;
use crate::domain::paper_kind::PaperKind;
use crate::domain::plan::PlanKind;
use crate::gui::Outbox;
use crate::gui::frame::scrolled;
use crate::gui::kit::{self, Button, Choice, Field, Shortcut, button, choices, text_field, tick};
use crate::gui::preview::document_ui;
use crate::gui::theme::{self, palette, size, space};

/// The choices at the left, the very document at the right.
pub fn papers_ui(ui: &mut Ui, model: &Model, out: &mut Outbox) {
    let Some(papers) = &model.papers else {
        kit::quiet(ui, "No papers are open. Press F2 to find a patient.");
        return;
    };
    if let Some(text) = &papers.copying {
        ui.ctx().copy_text(text.clone());
        out.say(Msg::Papers(PapersMsg::Copied));
    }
    let width = ui.available_width();
    let is_wide = width > 860.0;
    if is_wide {
        Panel::right("papers-page")
            .exact_size((width * 0.46).clamp(380.0, 880.0))
            .resizable(false)
            .show_separator_line(false)
            .frame(Frame::new().fill(palette(ui).desk).inner_margin(Margin::same(12)))
            .show(ui, |ui| shown_ui(ui, papers));
    }
    // The form has a place of its own, so that it begins at its top.
    scrolled(ui, if papers.form.is_some() { "papers-consent" } else { "papers" }, |ui| {
        ui.horizontal_wrapped(|ui| {
            kit::title(ui, "What leaves this room");
            if button(ui, Button::secondary("Back").key(Shortcut::plain(Key::Escape))).1 {
                out.say(Msg::BackPressed);
            }
            // One key from here, whichever paper is open; where the text itself is open, its own button has the key.
            if papers.talk.is_some() && papers.form.is_none() && papers.chosen != Some(PaperKind::ClinicalText) {
                copy_ui(ui, papers, Button::secondary("Copy the text for the record"), out);
            }
        });
        kit::hint(ui, "Nothing goes anywhere unless the person says so. Each paper is shown here exactly as it will be.");
        ui.add_space(space::S);
        safe_ui(ui, model, papers, out);
        if papers.form.is_some() {
            consent::form_ui(ui, model, papers, out);
        } else {
            choose_ui(ui, model, papers, out);
            if !is_wide && papers.chosen.is_some() {
                ui.add_space(space::M);
                ui.allocate_ui(egui::vec2(ui.available_width(), 520.0), |ui| shown_ui(ui, papers));
            }
            ui.add_space(space::M);
            ledger::ledger_ui(ui, model, papers, out);
        }
    });
}

/// Asked before anything, where the work part was paused. Neither answer stands out.
fn safe_ui(ui: &mut Ui, model: &Model, papers: &Papers, out: &mut Outbox) {
    if papers.safe.is_none() && !model.asks_before_output(&papers.patient.id) {
        return;
    }
    let chosen = papers.safe.map(|safe| usize::from(!safe));
    let spec = Choice::new("papers-safe", "Is it safe to print or send this?", &["Yes, it is safe", "No, not now"], chosen)
        .hint("The work part was paused. Think of who opens the post, reads the screen at home or sees the bag. Nothing is made until this is answered.")
        .columns(2);
    if let Some(index) = choices(ui, &spec) {
        out.say(Msg::Papers(PapersMsg::SafeAnswered(index == 0)));
    }
    ui.add_space(space::S);
}

fn choose_ui(ui: &mut Ui, model: &Model, papers: &Papers, out: &mut Outbox) {
    let titles = OFFERED.map(title_here);
    let chosen = papers.chosen.and_then(|kind| OFFERED.iter().position(|known| *known == kind));
    let spec = Choice::new("papers-kind", "Which paper?", &titles, chosen).columns(2).focus(model.focus == Some(Focus::First));
    if let Some(kind) = choices(ui, &spec).and_then(|index| OFFERED.get(index)) {
        out.say(Msg::Papers(PapersMsg::Chosen(*kind)));
    }
    kit::hint(ui, "The Statement of Fitness for Work is made by issuing it, and nowhere else. None of these needs one.");
    ui.add_space(space::S);
    let Some(kind) = papers.chosen else { return };
    theme::card(palette(ui)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        kit::heading(ui, title_here(kind));
        kit::quiet(ui, carries(kind));
        ticks_ui(ui, papers, kind, out);
        if kind == PaperKind::ReferralLetter {
            to_services_ui(ui, out);
        } else if kind == PaperKind::ClinicalText {
            copy_ui(ui, papers, Button::primary("Copy the text"), out);
            kit::hint(ui, "For the record of this practice. What is filed there may be seen in the NHS App.");
        } else {
            for_whom_ui(ui, model, papers, out);
            hand_over_ui(ui, papers, out);
        }
        handed_ui(ui, papers);
    });
}

/// The person's summary is "Your summary" on paper; on this screen it is whose it is.
pub(super) fn title_here(kind: PaperKind) -> &'static str {
    if kind == PaperKind::PatientSummary { "Summary for the person" } else { kind.title() }
}

/// What a paper carries by its nature.
fn carries(kind: PaperKind) -> &'static str {
    match kind {
        PaperKind::PatientSummary => "In plain words: what was agreed, what the note means, where to get help.",
        PaperKind::WorkPlan => {
            "What matters, what is hard, what helps, hours week by week, what to do when it gets worse. No diagnosis. It is no benefit assessment."
        }
        PaperKind::EmployerPage => "What is hard, what helps and until when. The condition is left out unless the person ticks it.",
        PaperKind::AhpReport => "The Health and Work Report, for professions that do not issue the statement or choose this in its place.",
        PaperKind::ReferralLetter => {
            "To one service that the person said yes to, with only what is ticked. Who runs the service and what it passes on is said first; afterwards the letter is followed up."
        }
        PaperKind::ClinicalText => "The answers and the decision as plain lines for the record of this practice. Copied, never printed.",
        PaperKind::HomeSheet => "The questions with room to write. It holds no answers.",
        PaperKind::ConsentLedger => "Everything that the person agreed to share, everything that left, and what was taken back.",
        _ => "",
    }
}

/// What the person must tick, each unticked to begin with.
fn ticks_ui(ui: &mut Ui, papers: &Papers, kind: PaperKind, out: &mut Outbox) {
    if kind == PaperKind::WorkPlan {
        const KINDS: [(PlanKind, &str); 4] = [
            (PlanKind::HealthFirst, "Health first"),
            (PlanKind::ReturnToWork, "Return to work"),
            (PlanKind::SeekWork, "Seek work"),
            (PlanKind::StayInWork, "Stay in work"),
        ];
        let titles = KINDS.map(|(_, title)| title);
        let chosen = papers.plan_kind.and_then(|kind| KINDS.iter().position(|(known, _)| *known == kind));
        let spec = Choice::new("papers-plan-kind", "What is the plan for?", &titles, chosen)
            .hint("As the person says; it may stay open.")
            .columns(2);
        if let Some((kind, _)) = choices(ui, &spec).and_then(|index| KINDS.get(index)) {
            out.say(Msg::Papers(PapersMsg::PlanKindChosen(*kind)));
        }
    }
    let has_words = papers.talk.as_ref().is_some_and(|talk| !crate::talk::own_words(&talk.conversation).is_empty());
    // Of these papers the plan alone has a place for them.
    if kind == PaperKind::WorkPlan && has_words {
        let label = "The person ticks: print my own words, as I said them";
        if let Some(ticked) = tick(ui, "papers-own-words", label, papers.own_words, false) {
            out.say(Msg::Papers(PapersMsg::OwnWordsTicked(ticked)));
        }
    }
    if kind == PaperKind::EmployerPage {
        let label = "The person ticks: my employer may know the condition";
        if let Some(ticked) = tick(ui, "papers-condition", label, papers.employer_may_know, false) {
            out.say(Msg::Papers(PapersMsg::EmployerMayKnowTicked(ticked)));
        }
    }
    if !matches!(kind, PaperKind::ClinicalText | PaperKind::ReferralLetter)
        && let Some(ticked) = tick(ui, "papers-large", "Large print", papers.large_print, false)
    {
        out.say(Msg::Papers(PapersMsg::LargePrintTicked(ticked)));
    }
}

/// A letter begins with its service: what the person said to it, the ticks, the page as it will be.
fn to_services_ui(ui: &mut Ui, out: &mut Outbox) {
    ui.horizontal_wrapped(|ui| {
        if button(ui, Button::primary("Referrals and letters")).1 {
            out.say(Msg::Services(ServicesMsg::TrackerOpened));
        }
        if button(ui, Button::secondary("Services").key(Shortcut::ctrl(Key::D))).1 {
            out.say(Msg::Services(ServicesMsg::Opened));
        }
    });
}

/// Nobody is chosen beforehand: the person's own copy, or somebody that an agreement names for these very items.
fn for_whom_ui(ui: &mut Ui, model: &Model, papers: &Papers, out: &mut Outbox) {
    let today = model.today();
    let items = crate::app::papers::carried(papers);
    let open: Vec<_> = papers.ledger.consents.iter().filter(|consent| consent.lets(&items, today).is_ok()).collect();
    let mut labels = vec!["The person's own copy".to_owned()];
    labels.extend(open.iter().map(|consent| format!("{}, for: {}", consent.recipient.title(), consent.purpose)));
    let labels: Vec<&str> = labels.iter().map(String::as_str).collect();
    let chosen = match &papers.to {
        Some(To::Person) => Some(0),
        Some(To::Consent(id)) => open.iter().position(|consent| consent.id == *id).map(|index| index + 1),
        None => None,
    };
    let words: Vec<&str> = items.iter().map(|item: &Item| item.title()).collect();
    let hint = format!("It carries: {}. Only somebody whom the person agreed to for all of that is offered.", words.join("; "));
    if let Some(index) = choices(ui, &Choice::new("papers-to", "Who is it for?", &labels, chosen).hint(&hint)) {
        let to = index.checked_sub(1).and_then(|index| open.get(index)).map_or(To::Person, |consent| To::Consent(consent.id.clone()));
        out.say(Msg::Papers(PapersMsg::ToChosen(to)));
    }
    if button(ui, Button::secondary("Ask the person about somebody else").key(Shortcut::alt(Key::A))).1 {
        out.say(Msg::Papers(PapersMsg::ConsentAsked));
    }
    ui.add_space(space::S);
}

fn hand_over_ui(ui: &mut Ui, papers: &Papers, out: &mut Outbox) {
    let ready = !papers.busy && matches!(papers.shown, Shown::Document(_));
    ui.horizontal_wrapped(|ui| {
        if button(ui, Button::primary("Print").key(Shortcut::ctrl(Key::P)).enabled(ready)).1 {
            out.say(Msg::Papers(PapersMsg::PrintPressed));
        }
        if button(ui, Button::secondary("Save the PDF").key(Shortcut::ctrl(Key::S)).enabled(ready)).1 {
            out.say(Msg::Papers(PapersMsg::SavePressed));
        }
        if button(ui, Button::secondary("Save and open it").key(Shortcut::ctrl(Key::O)).enabled(ready)).1 {
            out.say(Msg::Papers(PapersMsg::OpenPressed));
        }
    });
    let spec = Field::new("papers-folder", "Folder for the PDF", &papers.folder)
        .hint("The PDF holds health data and stays on this computer: delete it from shared places.")
        .width(ui.available_width());
    if let Some(text) = text_field(ui, &spec).changed {
        out.say(Msg::Papers(PapersMsg::FolderTyped(text)));
    }
}

fn copy_ui(ui: &mut Ui, papers: &Papers, labelled: Button<'_>, out: &mut Outbox) {
    let ready = !papers.busy && papers.talk.is_some();
    if button(ui, labelled.key(Shortcut::alt(Key::C)).enabled(ready)).1 {
        out.say(Msg::Papers(PapersMsg::CopyPressed));
    }
}

/// What was done last, said once.
fn handed_ui(ui: &mut Ui, papers: &Papers) {
    let text = match &papers.handed {
        None => return,
        Some(HandedOver::Copied) => "Copied. It is in the list of what was shared.".to_owned(),
        Some(HandedOver::Paper(Handed::Printed(printer))) => {
            format!("Sent to the printer {printer}. It is in the list of what was shared.")
        }
        Some(HandedOver::Paper(Handed::Saved(path))) => format!("Saved as {}. It is in the list of what was shared.", path.display()),
        Some(HandedOver::Paper(Handed::Opened(path))) => {
            format!("Saved and opened: {}. It is in the list of what was shared.", path.display())
        }
    };
    let color = palette(ui).good;
    let shown = ui.add(egui::Label::new(RichText::new(&text).font(theme::semibold(size::BODY)).color(color)).wrap());
    ui.ctx().accesskit_node_builder(shown.id, |node| {
        node.set_role(accesskit::Role::Status);
        node.set_label(text);
    });
}

/// The very document, or the sentence that says why there is none.
fn shown_ui(ui: &mut Ui, papers: &Papers) {
    match &papers.shown {
        Shown::Nothing if papers.chosen == Some(PaperKind::ReferralLetter) => {
            kit::quiet(ui, "A letter is shown beside its ticks, before it is made.");
        }
        Shown::Nothing => {
            kit::quiet(ui, "Choose a paper. It is shown here before it is made.");
        }
        Shown::Document(document) => document_ui(ui, "papers-document", document),
        Shown::Withheld(why) => {
            let colors = palette(ui);
            kit::alert(ui, colors.caution, colors.caution_tint, why, |ui| ui.add(egui::Label::new(why).wrap()));
        }
        Shown::Text(text) => {
            ui.label(RichText::new("As it will be copied").font(theme::semibold(size::BODY)));
            ScrollArea::vertical().id_salt("papers-text").auto_shrink([false, false]).show(ui, |ui| {
                theme::card(palette(ui)).show(ui, |ui| {
                    ui.set_width(ui.available_width());
                    ui.add(egui::Label::new(text).wrap());
                });
            });
        }
    }
}
