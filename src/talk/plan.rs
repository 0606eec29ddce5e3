//! What a conversation puts on the documents beside the statement: what was said for them, and no private word.

use super::write::{boxes_from, carried_picks, text_of};
use super::{Mode, Modes, ids, modes, phased, said};
use crate::content::conversation::{all, words};
use crate::domain::day::{self, Day, YearHint};
use crate::domain::draft::{Conversation, Ease, EffectAnswer, Outcome, ServiceAnswer};
use crate::domain::plan::{Adjustment, Agreement, Difficulty, Plan, PlanKind, Waiting};

/// The day on which to look again, where one was typed that reads as a date.
#[must_use]
pub fn review_on(conv: &Conversation, today: Day) -> Option<Day> {
    day::parse(said::words_of(conv, ids::REVIEW_ON), YearHint::NotBefore(today), today).ok()
}

/// The person's own words, verbatim. Whether they print is the person's to say.
#[must_use]
pub fn own_words(conv: &Conversation) -> String {
    said::words_of(conv, ids::OWN_WORDS).to_owned()
}

/// What the conversation adds for the documents beside the statement. Own words come along where their printing was agreed. Nothing comes
/// of a conversation that was declined or stopped half-way, or whose plan the patient dropped.
#[must_use]
pub fn plan_from(conv: &Conversation) -> Plan {
    let modes = modes(conv);
    if modes.has(Mode::Declined) || conv.stopped.is_some() || conv.plan_dropped {
        return Plan::default();
    }
    let words_of = |field| said::words_of(conv, field).to_owned();
    let agreed = said::is_one_of(conv, ids::PRINT_OWN_WORDS, &["given"]);
    let mut plan = Plan {
        kind: kind(conv, &modes),
        what_matters: words_of(ids::MATTERS),
        job: words_of(ids::JOB),
        usual_hours: words_of(ids::HOURS),
        difficulties: difficulties(conv),
        adjustments: adjustments(conv),
        helps_already: helps_already(conv),
        when_worse: words_of(ids::WHEN_WORSE),
        right_to_stop: said::is_one_of(conv, ids::CAN_STOP, &["yes"]),
        waiting_for: waiting_for(conv),
        services: services(conv),
        contact_route: contact_route(conv),
        agreement: agreement(conv),
        own_words: if agreed { words_of(ids::OWN_WORDS) } else { String::new() },
        print_own_words: agreed,
        ..Plan::default()
    };
    if let Some(phased) = &conv.phased {
        phased::put_on(&mut plan, phased, modes.has(Mode::EnergyLimit));
    }
    plan
}

/// What the plan is for, as far as that was said. Somebody who is off sick is not taken to be on the way back: that stays open.
fn kind(conv: &Conversation, modes: &Modes) -> Option<PlanKind> {
    let declined_to_seek = modes.has(Mode::NotInWork) && said::is_one_of(conv, ids::SEEK_WORK, &["no"]);
    if modes.has(Mode::HealthFirst) || declined_to_seek {
        Some(PlanKind::HealthFirst)
    } else if modes.has(Mode::SeekWork) {
        Some(PlanKind::SeekWork)
    } else if said::is_one_of(conv, ids::STATUS, &["in_work_usual", "in_work_adjusted"]) {
        Some(PlanKind::StayInWork)
    } else if said::is_one_of(conv, ids::STATUS, &["phased_return"]) {
        Some(PlanKind::ReturnToWork)
    } else {
        None
    }
}

/// The services that the patient would like, by the name on the screen.
fn services(conv: &Conversation) -> Vec<String> {
    let mut fields = all().into_iter().flat_map(|set| &set.steps).filter_map(|step| step.field(ids::SERVICES));
    let options = fields.next().map(|field| field.options.as_slice()).unwrap_or_default();
    let chosen = options.iter().filter(|choice| said::service(conv, &choice.id) == Some(ServiceAnswer::Accepted));
    chosen.map(|choice| choice.label.clone()).collect()
}

fn difficulties(conv: &Conversation) -> Vec<Difficulty> {
    let hardest = said::words_of(conv, ids::HARDEST);
    let mut rows = Vec::new();
    if !hardest.is_empty() {
        rows.push(Difficulty { what: hardest.to_owned(), own_words: true, ..Difficulty::default() });
    }
    for task in said::tasks(conv).filter(|task| matches!(task.ease, Some(Ease::Hard | Ease::CannotNow | Ease::Varies))) {
        // What makes it hard stays in the record.
        let usual = task.ease.map(|ease| words().ease(ease).to_owned()).unwrap_or_default();
        rows.push(Difficulty { what: task.task.trim().to_owned(), usual, ..Difficulty::default() });
    }
    for effect in &words().effects {
        if let Some(answer) = said::effect(conv, &effect.id).find(|answer| said::is_described(answer)) {
            rows.push(effect_row(effect.printed(), answer));
        }
    }
    rows.extend(over_time(conv));
    let recovery = said::words_of(conv, ids::RECOVERY);
    if !recovery.is_empty() {
        rows.push(Difficulty { what: words().after_effort.clone(), usual: recovery.to_owned(), own_words: true, ..Difficulty::default() });
    }
    rows.extend(getting_there(conv));
    rows
}

/// `Lifting and carrying (worst: in the mornings)`, with its days.
fn effect_row(printed: &str, answer: &EffectAnswer) -> Difficulty {
    let worst = answer.worst.trim();
    let what = match worst {
        "" => printed.to_owned(),
        worst => format!("{printed} ({})", words().worst_printed.replace("{when}", worst)),
    };
    Difficulty {
        what,
        better_day: answer.better_day.trim().to_owned(),
        usual: answer.usual.trim().to_owned(),
        worse_day: answer.worse_day.trim().to_owned(),
        ..Difficulty::default()
    }
}

/// What can be managed, least to most, and how it changes.
fn over_time(conv: &Conversation) -> Option<Difficulty> {
    let range = said::range(conv, ids::MANAGEABLE).cloned().unwrap_or_default();
    let varies = said::has(conv, ids::PATTERN, &ids::VARYING);
    if range.is_empty() && !varies {
        return None;
    }
    let usual = [range.usual.trim(), if varies { &words().varies } else { "" }];
    Some(Difficulty {
        what: words().over_time.clone(),
        better_day: range.better_day.trim().to_owned(),
        usual: usual.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(". "),
        worse_day: range.worse_day.trim().to_owned(),
        ..Difficulty::default()
    })
}

/// The way there, as far as a plan names it: what was ticked, and the words beside it.
fn getting_there(conv: &Conversation) -> Vec<Difficulty> {
    let mut fields = all().into_iter().flat_map(|set| &set.steps).filter_map(|step| step.field(ids::GETTING_THERE));
    let options = fields.next().map(|field| field.options.as_slice()).unwrap_or_default();
    let is_named = |id: &str| ids::WAYS.contains(&id) && said::has(conv, ids::GETTING_THERE, &[id]);
    let named: Vec<&str> = options.iter().filter(|choice| is_named(&choice.id)).map(|choice| choice.label.as_str()).collect();
    let row = |usual: String, own_words: bool| {
        (!usual.is_empty()).then(|| Difficulty { what: words().getting_there.clone(), usual, own_words, ..Difficulty::default() })
    };
    let rows = [row(named.join("; "), false), row(said::words_of(conv, ids::GETTING_THERE_WORDS).to_owned(), true)];
    rows.into_iter().flatten().collect()
}

fn waiting_for(conv: &Conversation) -> Vec<Waiting> {
    let waiting = said::words_of(conv, ids::WAITING_FOR);
    let is_named = said::has(conv, ids::WORRIES, &["waiting"]) && !waiting.is_empty();
    if is_named { vec![Waiting { what: waiting.to_owned(), weeks: None }] } else { Vec::new() }
}

/// What helps already, in the patient's words and from the lists of what was tried: each once.
fn helps_already(conv: &Conversation) -> Vec<String> {
    let said = said::words_of(conv, ids::HELPS_NOW).lines().map(str::trim);
    let helped = said::tried(conv).filter(|tried| tried.outcome == Some(Outcome::Helped)).map(|tried| tried.text.trim());
    let mut lines: Vec<String> = Vec::new();
    for line in said.chain(helped).filter(|line| !line.is_empty()) {
        if !lines.iter().any(|known| known == line) {
            lines.push(line.to_owned());
        }
    }
    lines
}

/// Whom the employer may ask and how, where the patient agreed that the employer sees the page.
fn contact_route(conv: &Conversation) -> String {
    if !said::is_one_of(conv, ids::SHARE_EMPLOYER, &["given"]) {
        return String::new();
    }
    let begins = said::one(conv, ids::EMPLOYER_STARTS).and_then(|who| words().begins.get(who)).cloned();
    let there = said::is_one_of(conv, ids::EMPLOYER_PRESENCE, &["yes"]).then(|| words().wants_to_be_there.clone());
    let topics = Some(said::words_of(conv, ids::EMPLOYER_TOPICS)).filter(|text| !text.is_empty()).map(|text| format!("About: {text}"));
    [begins, there, topics].into_iter().flatten().collect::<Vec<_>>().join(" ")
}

fn agreement(conv: &Conversation) -> Option<Agreement> {
    match said::one(conv, ids::FAIR)? {
        "agree" => Some(Agreement::Agrees),
        "partly" => Some(Agreement::Partly),
        "disagree" => Some(Agreement::Disagrees),
        _ => None,
    }
}

fn adjustments(conv: &Conversation) -> Vec<Adjustment> {
    let mut rows: Vec<Adjustment> = Vec::new();
    for pick in &carried_picks(conv) {
        let text = text_of(pick);
        if !text.is_empty() && rows.iter().all(|row| row.text != text) {
            let boxes = boxes_from(std::slice::from_ref(pick)).into_iter().collect();
            rows.push(Adjustment { id: pick.id.clone(), text, boxes, ..Adjustment::default() });
        }
    }
    rows
}
