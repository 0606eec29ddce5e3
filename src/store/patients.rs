//! Patients: saved, found while a name is still being typed.

use rusqlite::{Connection, OptionalExtension, Row, named_params};

use super::Store;
use super::error::{StoreError, Trouble, WhileDoing};
use super::rows::{from_json, to_day, to_json, unreadable};
use super::search::{Kind, Term, folded, sort_name, terms, words};
use crate::domain::day::Day;
use crate::domain::id::PatientId;
use crate::domain::nhs_number::NhsNumber;
use crate::domain::record::Patient;

/// Candidates that are looked at before the search asks for more letters.
const MOST_CANDIDATES: usize = 20_000;

impl Store {
    /// Saves a patient, new or known.
    ///
    /// # Errors
    /// When it cannot be written; the record is then as it was.
    pub fn save_patient(&mut self, patient: &Patient) -> Result<(), StoreError> {
        self.sees_patients().while_doing(StoreError::Save)?;
        super::connection::whole(&mut self.db, |db| write_patient(db, patient)).while_doing(StoreError::Save)
    }

    /// One patient.
    ///
    /// # Errors
    /// When the row cannot be read.
    pub fn patient(&self, id: &PatientId) -> Result<Option<Patient>, StoreError> {
        self.sees_patients().and_then(|()| self.read_patient(id)).while_doing(StoreError::Read)
    }

    /// Patients who are found by what was typed so far: the beginnings of family and given names in either order and without accents, of
    /// a date of birth (`29/2/84`, `29 feb 1984`, `1984-02-29`), of the NHS number. Family names come first, then the alphabet.
    ///
    /// # Errors
    /// When the rows cannot be read.
    pub fn find_patients(&self, text: &str, limit: usize) -> Result<Vec<Patient>, StoreError> {
        let find = || {
            self.sees_patients()?;
            let mut terms = terms(text);
            // The longest term leaves the fewest candidates.
            let Some(longest) = (0..terms.len()).max_by_key(|place| (terms[*place].prefix().len(), terms.len() - place)) else {
                return Ok(Vec::new());
            };
            let driver = terms.remove(longest);
            let others = to_json(&terms.iter().map(Term::prefix).collect::<Vec<_>>())?;
            let mut found: Vec<PatientId> = Vec::new();
            for kind in driver.kinds() {
                self.candidates(kind, driver.prefix(), &others, limit, &mut found)?;
            }
            self.shown(&found)
        };
        find().while_doing(StoreError::Read)
    }

    /// Patients whose record has this NHS number.
    ///
    /// # Errors
    /// When the rows cannot be read.
    pub fn patients_with_number(&self, number: &NhsNumber) -> Result<Vec<Patient>, StoreError> {
        let read = || {
            self.sees_patients()?;
            let mut statement = self.db.prepare_cached(include_str!("sql/list_patients_by_nhs_number.sql"))?;
            let rows = statement.query_map(named_params! {":nhs_number": number.as_str()}, to_patient)?;
            let found = rows.map(|row| row.map(|patient| patient.id)).collect::<rusqlite::Result<Vec<_>>>()?;
            self.shown(&found)
        };
        read().while_doing(StoreError::Read)
    }

    /// Patients of these names, however they are spelt, who were born on this day.
    ///
    /// # Errors
    /// When the rows cannot be read.
    pub fn patients_named(&self, given_names: &str, family_name: &str, born: Day) -> Result<Vec<Patient>, StoreError> {
        let read = || {
            self.sees_patients()?;
            let mut statement = self.db.prepare_cached(include_str!("sql/list_patients_by_birth.sql"))?;
            let rows = statement.query_map(named_params! {":date_of_birth": born.to_string()}, to_patient)?;
            Ok::<_, Trouble>(rows.collect::<rusqlite::Result<Vec<_>>>()?)
        };
        let mut born_then = read().while_doing(StoreError::Read)?;
        born_then
            .retain(|patient| folded(&patient.given_names) == folded(given_names) && folded(&patient.family_name) == folded(family_name));
        let found: Vec<PatientId> = born_then.into_iter().map(|patient| patient.id).collect();
        self.shown(&found).while_doing(StoreError::Read)
    }

    /// These entries, or the ones that they show in: each once, in this order.
    fn shown(&self, ids: &[PatientId]) -> Result<Vec<Patient>, Trouble> {
        let mut shown: Vec<Patient> = Vec::new();
        for id in ids {
            let kept = super::merge::kept_for(&self.db, id)?;
            if shown.iter().all(|patient| patient.id != kept) {
                shown.extend(self.read_patient(&kept)?);
            }
        }
        Ok(shown)
    }

    fn candidates(&self, kind: Kind, prefix: &str, others: &str, limit: usize, found: &mut Vec<PatientId>) -> Result<(), Trouble> {
        if found.len() >= limit {
            return Ok(());
        }
        let mut statement = self.db.prepare_cached(include_str!("sql/find_candidates.sql"))?;
        let mut rows = statement.query(named_params! {":kind": kind as i64, ":prefix": prefix, ":others": others})?;
        let mut seen = 0;
        while let Some(row) = rows.next()? {
            seen += 1;
            if row.get::<_, bool>(1)? {
                let id = PatientId::new(row.get::<_, String>(0)?);
                if !found.contains(&id) {
                    found.push(id);
                }
            }
            if found.len() >= limit || seen >= MOST_CANDIDATES {
                break;
            }
        }
        Ok(())
    }

    pub(super) fn read_patient(&self, id: &PatientId) -> Result<Option<Patient>, Trouble> {
        let mut statement = self.db.prepare_cached(include_str!("sql/get_patient.sql"))?;
        Ok(statement.query_row(named_params! {":id": id.as_str()}, to_patient).optional()?)
    }
}

/// Writes a patient and what they are found by; the caller's transaction makes it one.
pub(super) fn write_patient(db: &Connection, patient: &Patient) -> Result<(), Trouble> {
    let id = patient.id.as_str();
    db.prepare_cached(include_str!("sql/save_patient.sql"))?.execute(named_params! {
        ":id": id,
        ":title": patient.title,
        ":given_names": patient.given_names,
        ":family_name": patient.family_name,
        ":date_of_birth": patient.date_of_birth.to_string(),
        ":nhs_number": patient.nhs_number.as_ref().map(NhsNumber::as_str),
        ":address": to_json(&patient.address)?,
        ":postcode": patient.postcode,
    })?;
    db.prepare_cached(include_str!("sql/delete_patient_words.sql"))?.execute(named_params! {":patient": id})?;
    let name = sort_name(patient);
    let mut add = db.prepare_cached(include_str!("sql/add_patient_word.sql"))?;
    for (kind, word) in words(patient) {
        add.execute(named_params! {":kind": kind as i64, ":word": word, ":name": name, ":patient": id})?;
    }
    Ok(())
}

pub(super) fn to_patient(row: &Row<'_>) -> rusqlite::Result<Patient> {
    let number: Option<String> = row.get(5)?;
    Ok(Patient {
        id: PatientId::new(row.get::<_, String>(0)?),
        title: row.get(1)?,
        given_names: row.get(2)?,
        family_name: row.get(3)?,
        date_of_birth: to_day(4, &row.get::<_, String>(4)?)?,
        nhs_number: number.map(|text| NhsNumber::parse(&text).map_err(|_| unreadable(5))).transpose()?,
        address: from_json(6, &row.get::<_, String>(6)?)?,
        postcode: row.get(7)?,
    })
}
