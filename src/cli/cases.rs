//! `check` and `render`: a case judged, and its document written, without records.

use std::path::Path;

use sha2::{Digest, Sha256};

use super::{Answer, DocumentKind, Unusable, files, print, tell};
use crate::domain::case::Case;
use crate::domain::id::NoteId;
use crate::paper::{Document, Med3Page};
use crate::pdf;
use crate::rules::{self, Issuable, Judgement, PrintOptions, Refusal, RuleSet, Verdict};
use crate::store::WholeFile;

/// Judges a case and prints the verdict.
pub(super) fn check(path: &Path) -> Result<Answer, Unusable> {
    let case = files::case(path)?;
    let judgement = rules::judge(&case, rules_for(&case), &Med3Page);
    print_verdict(&judgement)?;
    Ok(match judgement.verdict {
        Verdict::Accept | Verdict::Warn => Answer::Yes,
        Verdict::Reject => Answer::No,
    })
}

/// Judges a case and writes one document.
pub(super) fn render(path: &Path, kind: DocumentKind, out: &Path, reason: Option<&str>) -> Result<Answer, Unusable> {
    match kind {
        DocumentKind::Med3 => {}
        DocumentKind::AhpReport | DocumentKind::WorkPlan | DocumentKind::EmployerPage | DocumentKind::PatientSummary => {
            return Err(Unusable("This version does not make this document yet. It makes med3.".into()));
        }
    }
    let case = files::case(path)?;
    let id = rendered_id(&case)?;
    let rules = rules_for(&case);
    let note = match Issuable::new(id, case, reason, PrintOptions::default(), rules, &Med3Page) {
        Ok(note) => note,
        Err(refusal) => return refused(&refusal),
    };
    let file = begin(out)?;
    file.finish(&pdf_of(&note)?).map_err(|error| not_written(out, &error))?;
    print(&serde_json::json!({ "id": note.id(), "verdict": note.judgement().verdict }).to_string())?;
    Ok(Answer::Yes)
}

/// The rule set that is in force on the day of the case.
pub(super) fn rules_for(case: &Case) -> &'static RuleSet {
    rules::in_force(case.today.unwrap_or(case.statement.on))
}

/// A rendered case is recorded nowhere, so its identity is its content: the same case gives the same file.
fn rendered_id(case: &Case) -> Result<NoteId, Unusable> {
    let hash = Sha256::digest(case_text(case)?);
    let mut first = [0; 16];
    first.copy_from_slice(&hash[..16]);
    Ok(NoteId::new(uuid::Builder::from_custom_bytes(first).into_uuid().to_string()))
}

/// A case as one text: fields in the order of the format, whatever order the file had.
pub(super) fn case_text(case: &Case) -> Result<String, Unusable> {
    serde_json::to_string(case).map_err(|_| Unusable("The case could not be written out.".into()))
}

/// Prints the verdict that stands in the way, and says on standard error what became of the call.
pub(super) fn refused(refusal: &Refusal) -> Result<Answer, Unusable> {
    let (judgement, message) = match refusal {
        Refusal::Rejected(judgement) => (judgement, "The rules reject this case, so nothing was written. The verdict says why."),
        Refusal::ReasonNeeded(judgement) => {
            (judgement, "The rules warn, so nothing was written. To go ahead, give a reason with --accept-warnings \"REASON\".")
        }
    };
    print_verdict(judgement)?;
    tell(message);
    Ok(Answer::No)
}

fn print_verdict(judgement: &Judgement) -> Result<(), Unusable> {
    let verdict = rules::verdict_json(judgement);
    print(&serde_json::to_string_pretty(&verdict).map_err(|_| Unusable("The verdict could not be written out.".into()))?)
}

/// The Med3 of a judged note as PDF.
pub(super) fn pdf_of(note: &Issuable) -> Result<Vec<u8>, Unusable> {
    pdf::write(&Document::med3(note)).map_err(|error| Unusable(format!("The PDF could not be made: {}", error.0)))
}

/// Begins a PDF, so that a place that cannot be written to shows before anything is done.
pub(super) fn begin(out: &Path) -> Result<WholeFile, Unusable> {
    WholeFile::begin(out).map_err(|error| not_written(out, &error))
}

/// Why a file could not be written, in one line.
pub(super) fn not_written(out: &Path, error: &std::io::Error) -> Unusable {
    use std::io::ErrorKind::{IsADirectory, NotADirectory, NotFound, PermissionDenied, QuotaExceeded, ReadOnlyFilesystem, StorageFull};
    let why = match error.kind() {
        IsADirectory => "this is a folder. Name a file.".to_owned(),
        NotFound | NotADirectory => "its folder does not exist. Make it first, or name another place.".to_owned(),
        PermissionDenied | ReadOnlyFilesystem => "this account may not write there. Name another place.".to_owned(),
        StorageFull | QuotaExceeded => "the disk is full. Free some space, then try again.".to_owned(),
        _ => format!("the file could not be written ({error})."),
    };
    Unusable(format!("{}: {why}", out.display()))
}
