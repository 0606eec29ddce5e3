//! Follow-ups: who is due, one being asked, what a patient asked for, and what all answers come to.

use egui::{Key, RichText, Ui};

use super::follow_up_asked::asked_ui;
use crate::app::follow_up::{FollowMsg, FollowRoom};
use crate::app::{Focus, Model, Msg};
use crate::domain::day;
use crate::domain::follow_up::{After, FollowUp, NOT_A_MEASURE, Outcomes, Touch, YesNo};
use crate::gui::Outbox;
use crate::gui::kit::{self, Button, Choice, Field, Row, Shortcut, button, choices, row, text_field, tick};
use crate::gui::theme::{self, palette, size, space};

/// The screen: one follow-up, one patient, or the practice's queue.
pub fn follow_up_ui(ui: &mut Ui, model: &Model, out: &mut Outbox) {
    let room = &model.follow;
    if let Some(open) = &room.open {
        theme::column(ui, 960.0, |ui| asked_ui(ui, model, open, out));
        return;
    }
    kit::title(ui, "Follow-ups");
    if room.patient.is_some() {
        patient_ui(ui, model, out);
    } else {
        queue_ui(ui, model, out);
        ui.add_space(space::M);
        outcomes_ui(ui, &room.outcomes, out);
    }
    ui.add_space(space::M);
    let (back, pressed) = button(ui, Button::secondary("Back").key(Shortcut::plain(Key::Escape)));
    if model.focus == Some(Focus::First) && room.patient.is_none() && room.queue.is_empty() {
        back.request_focus();
    }
    if pressed {
        out.say(Msg::BackPressed);
    }
}

fn say(out: &mut Outbox, msg: FollowMsg) {
    out.say(Msg::Follow(msg));
}

fn queue_ui(ui: &mut Ui, model: &Model, out: &mut Outbox) {
    let room = &model.follow;
    theme::card(palette(ui)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        kit::heading(ui, "Due now, or in the next seven days");
        if room.queue.is_empty() {
            kit::quiet(
                ui,
                "Nobody. A patient is in this list when they asked for it, and not before: open a patient's record, then press Ctrl U.",
            );
        }
        for (index, follow_up) in room.queue.iter().enumerate() {
            follow_up_row(ui, model, follow_up, &follow_up.patient_name, index == 0, out);
        }
        if room.kept_back > 0 {
            let people = if room.kept_back == 1 { "1 person is" } else { &format!("{} people are", room.kept_back) };
            kit::hint(ui, &format!("{people} left out: they asked not to be contacted about work."));
        }
    });
}

fn follow_up_row(ui: &mut Ui, model: &Model, follow_up: &FollowUp, name: &str, first: bool, out: &mut Outbox) {
    let reached = follow_up.not_reached.map(|on| format!(". Not reached on {}", day::short(on))).unwrap_or_default();
    let detail =
        format!("{} after {}. By: {}{reached}", follow_up.after.title(), day::long(follow_up.from), follow_up.touch.title().to_lowercase());
    let end = match (&follow_up.answered, (follow_up.due - model.today()).num_days()) {
        (Some((on, _)), _) => format!("Done {}", day::short(*on)),
        (None, 0) => "Due today".to_owned(),
        (None, days) if days < 0 => format!("Due since {}", day::short(follow_up.due)),
        (None, _) => format!("Due {}", day::short(follow_up.due)),
    };
    let id = format!("follow-up-{}", follow_up.id);
    let focus = first && model.focus == Some(Focus::First);
    if row(ui, Row { id: &id, name, detail: &detail, end: &end, key: "", focus }) {
        say(out, FollowMsg::AskOpened(follow_up.id.clone()));
    }
}

fn patient_ui(ui: &mut Ui, model: &Model, out: &mut Outbox) {
    let room = &model.follow;
    let Some(patient) = &room.patient else { return };
    let colors = palette(ui);
    kit::quiet(ui, &format!("For {}. Off until they ask for it.", patient.full_name()));
    ui.add_space(space::S);
    let no_contact = room.about.no_contact;
    if let Some(since) = no_contact {
        let text = format!("Do not contact about work, since {}. This holds in every queue, reminder and sheet.", day::long(since));
        kit::alert(ui, colors.caution, colors.caution_tint, &text, |ui| {
            ui.add(egui::Label::new(RichText::new(&text).font(theme::semibold(size::BODY))).wrap());
            let (response, pressed) = button(ui, Button::secondary("They changed their mind"));
            if model.focus == Some(Focus::First) {
                response.request_focus();
            }
            if pressed {
                say(out, FollowMsg::NoContact(false));
            }
        });
    } else {
        wish_ui(ui, model, out);
    }
    ui.add_space(space::M);
    theme::card(colors).show(ui, |ui| {
        ui.set_width(ui.available_width());
        kit::heading(ui, "Asked for, and done");
        if room.about.follow_ups.is_empty() {
            kit::quiet(ui, "None.");
        }
        for follow_up in &room.about.follow_ups {
            if no_contact.is_some() && follow_up.answered.is_none() {
                kit::quiet(ui, &format!("{}: held, because of the wish above.", follow_up.after.title()));
            } else {
                follow_up_row(ui, model, follow_up, follow_up.after.title(), false, out);
                answers_ui(ui, follow_up);
            }
        }
    });
    ui.add_space(space::M);
    recurrence_ui(ui, room, model, out);
}

/// What was said at a follow-up, in the words of the questions.
fn answers_ui(ui: &mut Ui, follow_up: &FollowUp) {
    let Some((_, answers)) = &follow_up.answered else { return };
    let mut lines: Vec<String> = Vec::new();
    let since = Some(answers.since.trim()).filter(|since| !since.is_empty()).map(|since| format!(", since {since}")).unwrap_or_default();
    lines.extend(answers.work_status.map(|status| format!("Work now: {}{since}", status.title())));
    lines.extend(answers.returns.iter().map(|event| format!("Went back: {}", event.line())));
    let hours = [answers.hours_least.trim(), answers.hours_most.trim()]
        .into_iter()
        .filter(|text| !text.is_empty())
        .collect::<Vec<_>>()
        .join(" to ");
    if !hours.is_empty() {
        lines.push(format!("Hours a week: {hours}"));
    }
    lines.extend(answers.adjustments.iter().map(|(text, state)| format!("{text}: {}", state.title().to_lowercase())));
    lines.extend(answers.worse_because_of_work.map(|answer| format!("Worse because of work: {}", answer.title().to_lowercase())));
    lines.extend(answers.felt_pressured.map(|answer| format!("Felt pressured: {}", answer.title().to_lowercase())));
    lines.extend(answers.wellbeing.iter().map(|(question, value)| format!("{} {value} of 10", question.question())));
    for (label, text) in [("Helped", &answers.what_helped), ("Did harm", &answers.what_harmed), ("In their words", &answers.own_words)] {
        if !text.trim().is_empty() {
            lines.push(format!("{label}: {text}"));
        }
    }
    for line in lines {
        ui.add(egui::Label::new(RichText::new(line).size(size::SMALL)).wrap());
    }
}

fn wish_ui(ui: &mut Ui, model: &Model, out: &mut Outbox) {
    let confirmed = super::confirmed(ui);
    let room = &model.follow;
    theme::card(palette(ui)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        kit::heading(ui, "Would they like to be asked again?");
        let from_talk =
            model.desk.as_ref().map(|desk| crate::app::follow_up::wish_of(&desk.draft.conversation)).filter(|wish| !wish.after.is_empty());
        if let Some(wish) = from_talk.filter(|wish| *wish != room.wish)
            && button(ui, Button::secondary("Take what they asked for in the conversation")).1
        {
            say(out, FollowMsg::WishTaken(wish));
        }
        ui.horizontal_wrapped(|ui| {
            for (index, after) in After::ALL.into_iter().enumerate() {
                let id = format!("wish-{index}");
                let focus = index == 0 && model.focus == Some(Focus::First);
                if let Some(ticked) = tick(ui, &id, &format!("After {}", after.title()), room.wish.after.contains(&after), focus) {
                    say(out, FollowMsg::AfterTicked(after, ticked));
                }
            }
        });
        let titles = Touch::ALL.map(Touch::title);
        let chosen = Touch::ALL.iter().position(|one| room.wish.touch == Some(*one));
        if let Some(touch) =
            choices(ui, &Choice::new("wish-touch", "How to be in touch", &titles, chosen).columns(5)).and_then(|i| Touch::ALL.get(i))
        {
            say(out, FollowMsg::TouchChosen(*touch));
        }
        ui.add_space(space::S);
        ui.horizontal_wrapped(|ui| {
            let ready = !room.wish.after.is_empty() && room.wish.touch.is_some();
            if button(ui, Button::primary("Put it in the queue").key(Shortcut::ctrl(Key::Enter)).enabled(ready)).1 || (confirmed && ready) {
                say(out, FollowMsg::WishSaved);
            }
            if button(ui, Button::secondary("Do not contact about work")).1 {
                say(out, FollowMsg::NoContact(true));
            }
        });
        kit::hint(ui, "What is put in the queue takes the place of what is still open there.");
    });
}

fn recurrence_ui(ui: &mut Ui, room: &FollowRoom, model: &Model, out: &mut Outbox) {
    theme::card(palette(ui)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        kit::heading(ui, "It came back");
        for one in &room.about.recurrences {
            let ended = one.ended.map(|on| format!(" to {}", day::long(on))).unwrap_or_default();
            let linked = one.linked.map(|answer| format!(". Linked to before: {}", answer.title().to_lowercase())).unwrap_or_default();
            let words = if one.words.is_empty() { String::new() } else { format!(". {}", one.words) };
            ui.add(egui::Label::new(format!("From {}{ended}{linked}{words}", day::long(one.began))).wrap());
        }
        let form = &room.recurrence;
        let wrong = if form.asked { form.complete(model.today()).err() } else { None };
        ui.horizontal_wrapped(|ui| {
            let spec = Field::new("recurrence-began", "Began on", &form.began).error(wrong.as_deref()).width(200.0);
            if let Some(text) = text_field(ui, &spec).changed {
                say(out, FollowMsg::BeganTyped(text));
            }
            let spec = Field::new("recurrence-ended", "Ended on, if it has", &form.ended).width(200.0);
            if let Some(text) = text_field(ui, &spec).changed {
                say(out, FollowMsg::EndedTyped(text));
            }
        });
        let titles = YesNo::ALL.map(YesNo::title);
        let chosen = YesNo::ALL.iter().position(|one| form.linked == Some(*one));
        let spec = Choice::new("recurrence-linked", "Linked to what was before?", &titles, chosen).columns(4);
        if let Some(answer) = choices(ui, &spec).and_then(|i| YesNo::ALL.get(i)) {
            say(out, FollowMsg::LinkedChosen(*answer));
        }
        let spec = Field::new("recurrence-words", "What they think brought it on", &form.words).width(ui.available_width());
        if let Some(text) = text_field(ui, &spec).changed {
            say(out, FollowMsg::RecurrenceWordsTyped(text));
        }
        if button(ui, Button::secondary("Record that it came back").enabled(!form.began.trim().is_empty())).1 {
            say(out, FollowMsg::RecurrenceSaved);
        }
    });
}

fn outcomes_ui(ui: &mut Ui, outcomes: &Outcomes, out: &mut Outbox) {
    theme::card(palette(ui)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        kit::heading(ui, "What the answers come to");
        ui.add(egui::Label::new(RichText::new(NOT_A_MEASURE).font(theme::semibold(size::SMALL))).wrap());
        let Outcomes { due, done, not_reached, .. } = outcomes;
        ui.add(
            egui::Label::new(format!(
                "{due} came due, {done} done, {not_reached} not reached, {} without any news.",
                due.saturating_sub(done + not_reached)
            ))
            .wrap(),
        );
        for tally in &outcomes.tallies {
            let given: Vec<String> =
                tally.counts.iter().filter(|(_, count)| *count > 0).map(|(answer, count)| format!("{answer} {count}")).collect();
            let given = if given.is_empty() { "nothing said yet".to_owned() } else { given.join(", ") };
            let unknown = if tally.unknown > 0 { format!("; {} unknown", tally.unknown) } else { String::new() };
            ui.add_space(space::XS);
            kit::hint(ui, &format!("{}, of {}", tally.question, tally.of));
            ui.add(egui::Label::new(format!("{given}{unknown}")).wrap());
        }
        ui.add_space(space::S);
        if button(ui, Button::secondary("Save the counts")).1 {
            say(out, FollowMsg::ExportPressed);
        }
        kit::hint(ui, "The file names nobody and leaves out every count under 10.");
    });
}
