//! Finding, adding and opening patients.

use super::super::forms::PatientForm;
use super::super::model::{Focus, Model, Place};
use super::super::msg::{Cmd, Input};
use crate::domain::id::PatientId;
use crate::paper::scanned::looks_like_a_code;

/// Asks the store with every key; only the answer to the newest question is shown.
pub(super) fn search_typed(model: &mut Model, text: String) -> Vec<Cmd> {
    if model.today_lists.query.is_empty() && looks_like_a_code(&text) {
        // Pasted whole. A scanner types piece by piece and ends with Enter, which must not reach the next screen.
        return super::scan::read(model, &text);
    }
    let lists = &mut model.today_lists;
    lists.query = text;
    lists.opens_first = false;
    lists.asked += 1;
    // While a scanner types, nobody is looked for.
    if lists.query.trim().is_empty() || lists.query.contains('|') {
        lists.found.clear();
        lists.answered = lists.asked;
        return Vec::new();
    }
    vec![Cmd::Search { text: lists.query.clone(), number: lists.asked }]
}

/// Enter in the search box opens the first match: now, or when the answer to what stands there comes.
pub(super) fn search_entered(model: &mut Model) -> Vec<Cmd> {
    if looks_like_a_code(&model.today_lists.query) {
        let text = std::mem::take(&mut model.today_lists.query);
        return super::scan::read(model, &text);
    }
    let lists = &mut model.today_lists;
    lists.opens_first = lists.answered != lists.asked;
    match lists.found.first() {
        Some(first) if !lists.opens_first => {
            let id = first.id.clone();
            patient_opened(model, id)
        }
        _ => Vec::new(),
    }
}

/// The search has done its work: the next one begins empty.
pub(super) fn patient_opened(model: &mut Model, id: PatientId) -> Vec<Cmd> {
    model.notice = None;
    model.today_lists.query.clear();
    model.today_lists.found.clear();
    model.today_lists.asked += 1;
    model.today_lists.answered = model.today_lists.asked;
    vec![Cmd::OpenChart(id)]
}

/// A new patient begins with the words that were searched for: as names, or as a date of birth or number.
pub(super) fn new_patient(model: &mut Model) -> Vec<Cmd> {
    let query = model.today_lists.query.trim().to_owned();
    let mut form = PatientForm::default();
    if query.chars().any(|c| c.is_ascii_digit()) {
        if query.chars().filter(char::is_ascii_digit).count() == 10 { form.nhs_number = query } else { form.born = query }
    } else if let Some((family, given)) = query.split_once(',') {
        (form.family_name, form.given_names) = (family.trim().into(), given.trim().into());
    } else {
        let mut words: Vec<&str> = query.split_whitespace().collect();
        words.pop().unwrap_or_default().clone_into(&mut form.family_name);
        form.given_names = words.join(" ");
    }
    model.patient_form = form;
    super::go(model, Place::PatientForm)
}

pub(super) fn edit_patient(model: &mut Model) -> Vec<Cmd> {
    let Some(chart) = &model.chart else { return Vec::new() };
    model.patient_form = PatientForm::of(&chart.patient);
    super::go(model, Place::PatientForm)
}

pub(super) fn save_patient(model: &mut Model) -> Vec<Cmd> {
    let today = model.today();
    let form = &mut model.patient_form;
    if form.saving {
        return Vec::new();
    }
    form.asked = true;
    if let Some(patient) = form.complete(today) {
        form.saving = true;
        return vec![Cmd::SavePatient(patient)];
    }
    model.focus = form.faults(today).first().map(|(input, _): &(Input, String)| Focus::Input(input.clone()));
    Vec::new()
}
