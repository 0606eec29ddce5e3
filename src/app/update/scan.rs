//! A note was read from its code: find the patient, and begin from it when asked.

use super::super::forms::PatientForm;
use super::super::model::{Focus, Model, Notice, Place};
use super::super::msg::{Cmd, DecisionEdit};
use super::super::scan::{Scan, ScanCmd, ScanDone, ScanMsg, candidates};
use super::desk;
use crate::domain::day;
use crate::domain::record::Patient;
use crate::paper::scanned;

pub(super) fn happened(model: &mut Model, msg: ScanMsg) -> Vec<Cmd> {
    let Some(scan) = &mut model.scan else { return Vec::new() };
    match msg {
        ScanMsg::Chosen(id) => {
            let known = scan.candidates.iter().flatten().map(|candidate| &candidate.patient);
            scan.chosen = known.chain(scan.chosen.iter()).find(|patient| patient.id == id).cloned();
            model.focus = Some(Focus::First);
            Vec::new()
        }
        ScanMsg::AddPressed => add(model),
        ScanMsg::Begun(place) => {
            let Some(patient) = scan.chosen.as_ref().filter(|_| !scan.beginning).map(|patient| patient.id.clone()) else {
                return Vec::new();
            };
            scan.beginning = true;
            model.begin_at = Some(place);
            vec![Cmd::BeginDraft(patient)]
        }
    }
}

/// A text from a scanner or the clipboard stands in the search box. One that is no note's code says so, and the box is empty again.
pub(super) fn read(model: &mut Model, text: &str) -> Vec<Cmd> {
    let mut cmds = super::people::search_typed(model, String::new());
    model.notice = None;
    match scanned::read(text) {
        Err(error) => {
            model.notice = Some(Notice::trouble(error.to_string(), ""));
            model.focus = Some(Focus::Input(super::super::msg::Input::Search));
        }
        Ok(scanned) => {
            let born = scanned.born;
            let candidates = if born.is_some() { None } else { Some(Vec::new()) };
            model.scan = Some(Scan { scanned, candidates, chosen: None, adding: false, beginning: false });
            cmds.extend(super::go(model, Place::Scanned));
            cmds.extend(born.map(|born| Cmd::Scan(ScanCmd::FindBorn(born))));
        }
    }
    cmds
}

pub(super) fn done(model: &mut Model, done: ScanDone) -> Vec<Cmd> {
    let ScanDone::Born { on, patients } = done;
    if let Some(scan) = model.scan.as_mut().filter(|scan| scan.scanned.born == Some(on)) {
        scan.candidates = Some(candidates(&scan.scanned, patients));
        model.focus = Some(Focus::First);
    }
    Vec::new()
}

/// The form of a new patient with what was read. The person checks it and saves it, as any other.
pub(super) fn add(model: &mut Model) -> Vec<Cmd> {
    let Some(scan) = &mut model.scan else { return Vec::new() };
    scan.adding = true;
    let read = &scan.scanned;
    model.patient_form = PatientForm {
        title: read.title.clone(),
        given_names: read.given_names.clone(),
        family_name: read.family_name.clone(),
        born: read.born.map(day::numeric).unwrap_or_default(),
        address: read.address_line.clone(),
        postcode: read.postcode.clone(),
        ..PatientForm::default()
    };
    super::go(model, Place::PatientForm)
}

/// The new patient of a note that was read is saved: back to the note, with that patient.
pub(super) fn patient_saved(model: &mut Model, patient: &Patient) -> Option<Vec<Cmd>> {
    let scan = model.scan.as_mut().filter(|scan| scan.adding)?;
    scan.adding = false;
    scan.chosen = Some(patient.clone());
    model.patient_form = PatientForm::default();
    Some(super::go(model, Place::Scanned))
}

/// The draft is open: it takes over the condition, and since when the patient was off work on advice where that goes on. The
/// assessment, the advice and the dates are made anew.
pub(super) fn draft_opened(model: &mut Model) -> Vec<Cmd> {
    let Some(scan) = model.scan.take_if(|scan| scan.beginning) else { return Vec::new() };
    let read = scan.scanned;
    let mut cmds = desk::decided(model, DecisionEdit::Conditions(read.conditions.clone()));
    let today = model.today();
    let gap = model.session.as_ref().map_or(0, |session| session.settings.episode_gap_days(today));
    let Some(period) = read.assessed_on.or(read.on).and_then(|on| read.period.resolve(on).ok()) else { return cmds };
    let goes_on = period.to().is_none_or(|to| day::shifted(to, gap + 1) >= today);
    if period.from() <= today && goes_on {
        let note = read.on.map(|on| format!(" of {}", day::long(on))).unwrap_or_default();
        cmds.extend(desk::decided(model, DecisionEdit::OffOnAdviceSince(day::numeric(period.from()))));
        let why = format!("Read from the code of a note{note}, written elsewhere.");
        cmds.extend(desk::decided(model, DecisionEdit::OffOnAdviceReason(why)));
    }
    cmds
}
