//! Looks in the records for the patient of a note that was read.

use super::records::Signed;
use crate::app::{Done, ScanCmd, ScanDone};
use crate::domain::day;
use crate::store::StoreError;

/// More than anybody's practice has of one day of birth.
const MOST: usize = 500;

pub(super) fn carry_out(signed: &Signed, cmd: &ScanCmd) -> Result<Done, StoreError> {
    let ScanCmd::FindBorn(born) = cmd;
    let mut patients = signed.store.find_patients(&day::numeric(*born), MOST)?;
    patients.retain(|patient| patient.date_of_birth == *born);
    Ok(Done::Scan(ScanDone::Born { on: *born, patients }))
}
