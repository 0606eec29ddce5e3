//! The practice's figures: counted from the records for the window and the command line alike, and written as a file.

use super::files;
use super::hands::notice;
use super::records::{SETTINGS, Signed};
use crate::app::figures::count::{Wanted, count};
use crate::app::figures::{FiguresCmd, FiguresDone};
use crate::app::{Notice, Settings};
use crate::domain::audit::{AuditEvent, AuditKind};
use crate::domain::day::Day;
use crate::domain::figures::Figures;
use crate::domain::id::ClinicianId;
use crate::domain::record::Moment;
use crate::store::{Store, StoreError};

/// Counts what was recorded between two days, both counted, and writes into the audit log that somebody asked.
///
/// # Errors
/// When the records cannot be read or the log cannot be written.
pub fn figures(store: &mut Store, who: &ClinicianId, days: (Day, Day), now: Moment) -> Result<Figures, StoreError> {
    let today = now.date_naive();
    let settings: Settings = store.setting(SETTINGS)?.unwrap_or_default();
    let wanted = Wanted { from: days.0, to: days.1, gap_days: settings.episode_gap_days(today), today };
    let counted = count(&store.notes_to_count()?, &store.others_to_count(wanted.from, wanted.to)?, &store.follow_ups()?, &wanted);
    store.audit(&AuditEvent::new(AuditKind::Listed, now).by(who).saying("figures of the practice"))?;
    Ok(counted)
}

/// Carries a command of the screen out.
pub(super) fn carry_out(signed: &mut Signed, cmd: FiguresCmd, now: Moment) -> Result<FiguresDone, Notice> {
    let who = signed.clinician.id.clone();
    match cmd {
        FiguresCmd::Count { from, to } => {
            let counted = figures(&mut signed.store, &who, (from, to), now).map_err(|error| notice(&error))?;
            Ok(FiguresDone::Counted(Box::new(counted)))
        }
        FiguresCmd::Save { figures, folder } => {
            let event = AuditEvent::new(AuditKind::Exported, now).by(&who).saying("figures of the practice");
            signed.store.audit(&event).map_err(|error| notice(&error))?;
            let path = folder.join(format!("figures-{}-to-{}.csv", figures.from, figures.to));
            files::save(&path, figures.csv().as_bytes()).map_err(|why| {
                Notice::trouble(format!("The figures are not saved: {why}."), "Choose another folder in a note, then try again.")
            })?;
            Ok(FiguresDone::Saved(path))
        }
    }
}
