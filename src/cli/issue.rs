//! `issue`: a case judged beside the patient's recorded notes, recorded, then written as PDF.

use std::path::Path;

use serde_json::json;
use unicode_normalization::UnicodeNormalization;

use super::{Answer, Unusable, cases, files, print, secrets, tell};
use crate::domain::case::{Case, join_words};
use crate::domain::consent::How;
use crate::domain::id::{ClinicianId, NoteId, PatientId};
use crate::domain::life::{self, PaperUse, Verb};
use crate::domain::record::{NoteLine, Patient};
use crate::domain::registration::Registration;
use crate::paper::Med3Page;
use crate::rules::{self, Duplicate, Issuable, Issued, NoteRecord, PrintOptions};
use crate::shell::{clock, is_demonstration};
use crate::store::{Recorded, Store, WholeFile};

/// Said by `fitnote issue --help`.
pub(super) const LONG_HELP: &str = "Judge a case, record the note in the data folder, then write its Med3.

The patient is found in the records by NHS number, or by names and date of birth, and added where unknown. The patient's recorded \
notes are added to the case's history before it is judged.

Exit 0 means recorded for good. The same case file always leads to the same note: issuing it again records nothing new and writes the \
PDF again, from the record.";

/// Judges, records and writes one note.
pub(super) fn issue(dir: &Path, path: &Path, out: &Path, reason: Option<&str>) -> Result<Answer, Unusable> {
    let mut case = files::case(path)?;
    let (mut store, clinician) = super::opened(dir, &secrets::passphrase()?)?;
    check_issuer(&store, &clinician, &case)?;
    // Begun before anything is recorded, so that a place that cannot be written to stops the call while that still changes nothing.
    let file = cases::begin(out)?;
    let id = store.note_id_for(&cases::case_text(&case)?)?;
    if let Some(record) = store.note(&id)? {
        if let Some(Err(bar)) = store.note_line(&id)?.map(|line| line.may(Verb::Reprint)) {
            tell(&bar.to_string());
            return Ok(Answer::No);
        }
        let Some(issued) = proven(record) else {
            tell("This case is in the records, but it does not stand up to the rules that its record names, so nothing was written.");
            return Ok(Answer::No);
        };
        tell("This case was issued before. It stays recorded once, and its PDF is written again.");
        return Ok(write_paper(&mut store, &clinician, &issued, "before", file, out));
    }

    let known = patient_of(&store, &case)?;
    if let Some(patient) = &known {
        add_history(&mut case, &store.notes_of(&patient.id)?);
    }
    let rules = cases::rules_for(&case);
    let is_practice = is_demonstration(&store)?;
    let print = PrintOptions { data_matrix: !is_practice, practice: is_practice, ..PrintOptions::default() };
    let note = match Issuable::new(id, case, reason, print, rules, &Med3Page) {
        Ok(note) => note,
        Err(refusal) => return cases::refused(&refusal),
    };
    if let Some(duplicate) = duplicate_here(&store, known.as_ref(), note.case())? {
        let bytes = cases::pdf_of(duplicate.issuable())?;
        let now = clock::now();
        store.mark_duplicated(&duplicate, &clinician, now)?;
        store.disclose_duplicate(duplicate.original(), How::Saved, &clinician, now)?;
        return Ok(said_of(duplicate.original(), "duplicate", &file.finish(&bytes).map_err(|error| cases::not_written(out, &error))));
    }
    // Made once beforehand: a page that cannot become a PDF is not recorded as issued.
    cases::pdf_of(&note)?;

    let recorded = match known {
        Some(patient) => store.issue(&note, &patient.id, &clinician, clock::now())?,
        None => store.issue_for(&note, &new_patient(note.case()), &clinician, clock::now())?,
    };
    let said = if recorded.is_new() { "new" } else { "before" };
    let (Recorded::New(record) | Recorded::AlreadyThere(record)) = recorded;
    match proven(*record) {
        Some(issued) => Ok(write_paper(&mut store, &clinician, &issued, said, file, out)),
        None => Ok(said_of(note.id(), said, &Err(unprovable()))),
    }
}

/// Writes the Med3 of a recorded note, from the record.
///
/// From here on the note is recorded for good, and exit status 0 says exactly that, so a PDF that fails is told on standard error and by
/// `"paper": false`, not by the status: any other status would say that there is no note, and somebody would write a second one by hand.
/// Issuing the same file again writes the PDF.
fn write_paper(store: &mut Store, clinician: &ClinicianId, issued: &Issued, said: &str, file: WholeFile, out: &Path) -> Answer {
    let id = &issued.record().id;
    let marked = store.mark_printed(id, clinician, clock::now(), PaperUse::Saved).map_err(Unusable::from);
    let bytes = marked.and_then(|()| cases::pdf_of(issued.issuable()));
    said_of(id, said, &bytes.and_then(|bytes| file.finish(&bytes).map_err(|error| cases::not_written(out, &error))))
}

/// Says what became of a note and of its paper.
fn said_of(id: &NoteId, recorded: &str, written: &Result<(), Unusable>) -> Answer {
    if let Err(Unusable(why)) = written {
        tell(&format!("The note is recorded, but its PDF is not written: {why} Then issue the same case file again: it is recorded once."));
    }
    let said = print(&json!({ "id": id, "recorded": recorded, "paper": written.is_ok() }).to_string());
    if let Err(Unusable(why)) = said {
        tell(&why);
    }
    Answer::Yes
}

/// A recorded note that still passes the rules that it was issued under: only such a one is printed.
fn proven(record: NoteRecord) -> Option<Issued> {
    let rules = rules::by_id(&record.rule_set)?;
    Issued::from_record(record, rules, &Med3Page).ok()
}

fn unprovable() -> Unusable {
    Unusable("the recorded note no longer passes the rules that it was issued under.".into())
}

/// The duplicate that a case asks for, where its original is this patient's note in these records: it is made from the record, with the
/// identity, the days and the words of the original, and not recorded as a note of its own.
fn duplicate_here(store: &Store, patient: Option<&Patient>, case: &Case) -> Result<Option<Duplicate>, Unusable> {
    let Some(original) = &case.statement.duplicate_of else { return Ok(None) };
    let Some(record) = store.note(&NoteId::new(original.as_str()))? else { return Ok(None) };
    if patient.is_none_or(|patient| patient.id != record.patient) {
        return Err(Unusable("statement.duplicate_of: the records hold this note for another patient. Check the identity.".into()));
    }
    let rules = rules::by_id(&record.rule_set).ok_or_else(unprovable)?;
    let issued = proven(record).ok_or_else(unprovable)?;
    let today = case.today.unwrap_or(case.statement.on);
    let duplicate = issued.duplicate(case.statement.original_lost, today, rules, &Med3Page);
    duplicate.map(Some).map_err(|_| Unusable("statement.duplicate_of: the rules reject a duplicate of this note.".into()))
}

/// The case's issuer must be who signed in: name, profession and registration, however they are spaced.
fn check_issuer(store: &Store, id: &ClinicianId, case: &Case) -> Result<(), Unusable> {
    let clinician =
        store.clinician(id)?.ok_or_else(|| Unusable("The clinician of this passphrase has no record. Restore a backup.".into()))?;
    let wrong = |field: &str, what: &str| {
        Err(Unusable(format!("issuer.{field}: the case's issuer is not the clinician whose passphrase this is; the {what} differs.")))
    };
    if plain(&case.issuer.name) != plain(&clinician.name) {
        return wrong("name", "name");
    }
    if case.issuer.profession != clinician.profession {
        return wrong("profession", "profession");
    }
    if registration(case, &case.issuer.registration) != registration(case, &clinician.registration) {
        return wrong("registration", "registration number");
    }
    Ok(())
}

fn registration(case: &Case, text: &str) -> String {
    Registration::parse(&case.issuer.profession, case.practice.nation, text)
        .map_or_else(|_| text.split_whitespace().collect::<String>().to_uppercase(), |number| number.as_str().to_owned())
}

fn plain(text: &str) -> String {
    join_words(&[&text.nfkc().collect::<String>()]).to_lowercase()
}

/// The patient's record: by NHS number, else by names and date of birth.
fn patient_of(store: &Store, case: &Case) -> Result<Option<Patient>, Unusable> {
    let patient = &case.patient;
    if let Some(number) = &patient.nhs_number {
        let mut holders = store.patients_with_number(number)?;
        let is_held = !holders.is_empty();
        holders.retain(|known| known.date_of_birth == patient.date_of_birth);
        if let Some(known) = holders.into_iter().next() {
            return Ok(Some(known));
        }
        if is_held {
            return Err(Unusable(
                "patient.nhs_number: the records hold this number for somebody born on another day. Check the number and the date of birth.".into(),
            ));
        }
    }
    let mut named = store.patients_named(&patient.given_names, &patient.family_name, patient.date_of_birth)?;
    // Two different numbers are two different people, whatever they are called.
    named.retain(|known| known.nhs_number.is_none() || patient.nhs_number.is_none());
    if named.len() > 1 {
        return Err(Unusable(
            "patient: the records hold several people of these names and date of birth. Add the NHS number to the case.".into(),
        ));
    }
    Ok(named.pop())
}

fn new_patient(case: &Case) -> Patient {
    let patient = case.patient.clone();
    Patient {
        id: PatientId::new(uuid::Uuid::new_v4().to_string()),
        title: patient.title,
        given_names: patient.given_names,
        family_name: patient.family_name,
        date_of_birth: patient.date_of_birth,
        nhs_number: patient.nhs_number,
        address: patient.address,
        postcode: patient.postcode,
    }
}

/// Adds the recorded notes that the case does not name itself, so that the rules see all there is; the newest last.
fn add_history(case: &mut Case, recorded: &[NoteLine]) {
    let notes = &mut case.history.notes;
    let mut added = life::counting(recorded, None, case.assessment.on, case.assessment.on);
    added.retain(|new| notes.iter().all(|note| note.id != new.id));
    if !added.is_empty() {
        notes.extend(added);
        notes.sort_by_key(|note| note.on);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::paper::sample;

    #[test]
    fn a_record_that_nobody_judged_leads_to_no_paper() {
        let record = |change: fn(&mut NoteRecord)| {
            let mut record = NoteRecord {
                id: NoteId::new("n1"),
                patient: PatientId::new("ben"),
                clinician: ClinicianId::new("ada"),
                issued_at: "2026-11-20T10:00:00+00:00".parse().expect("a literal moment"),
                case: sample::case(),
                rule_set: "gb-2026".into(),
                verdict: "accept".into(),
                findings: serde_json::Value::Null,
                reason: None,
                print: PrintOptions::default(),
            };
            change(&mut record);
            record
        };
        assert!(proven(record(|_| ())).is_some());
        assert!(proven(record(|r| r.case.statement.advice.clear())).is_none());
        assert!(proven(record(|r| r.case.assessment.made_by_issuer = false)).is_none());
        assert!(proven(record(|r| r.case.statement.conditions = "Unwell".into())).is_none(), "a warning without its reason");
        assert!(proven(record(|r| r.rule_set = "gb-2030".into())).is_none(), "rules that this program does not know");
    }
}
