//! `check` and `render`: a case judged, and its document written, without records.

use std::path::Path;

use sha2::{Digest, Sha256};

use super::{Answer, DocumentKind, Unusable, files, print, tell};
use crate::domain::case::Case;
use crate::domain::id::NoteId;
use crate::paper::documents::{self, Options};
use crate::paper::{Document, Med3Page};
use crate::pdf;
use crate::rules::{self, Finding, Issuable, Judgement, PrintOptions, Refusal, RuleSet, Verdict, Weight};
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
    let case = files::case(path)?;
    let id = rendered_id(&case)?;
    let rules = rules_for(&case);
    if kind == DocumentKind::Med3 {
        let note = match Issuable::new(id, case, reason, PrintOptions::default(), rules, &Med3Page) {
            Ok(note) => note,
            Err(refusal) => return refused(&refusal),
        };
        return write(&Document::med3(&note), note.judgement().verdict, out);
    }
    let judgement = rules::judge(&case, rules, &Med3Page);
    let verdict = verdict_for(kind, &judgement);
    match verdict {
        Verdict::Reject => return refused(&Refusal::Rejected(Box::new(judgement))),
        Verdict::Warn if reason.is_none_or(|reason| reason.trim().is_empty()) => {
            return refused(&Refusal::ReasonNeeded(Box::new(judgement)));
        }
        Verdict::Warn | Verdict::Accept => {}
    }
    let options = Options { id: id.to_string(), ..Options::default() };
    let document = match kind {
        DocumentKind::AhpReport => documents::ahp_report(&case, &options),
        DocumentKind::WorkPlan => documents::work_plan(&case, &options),
        DocumentKind::EmployerPage => documents::employer_page(&case, &options),
        DocumentKind::PatientSummary | DocumentKind::Med3 => documents::patient_summary(&case, &options),
    };
    match document {
        Ok(document) => write(&document, verdict, out),
        Err(withheld) => {
            tell(&withheld.to_string());
            Ok(Answer::No)
        }
    }
}

/// The verdict that counts for a document. An AHP Health and Work Report is no statement: who may issue one, and with what training
/// and scope, says nothing about it.
fn verdict_for(kind: DocumentKind, judgement: &Judgement) -> Verdict {
    let counts = |finding: &&Finding| kind != DocumentKind::AhpReport || !matches!(finding.rule, "issuer.profession" | "issuer.setting");
    match judgement.findings.iter().filter(counts).map(|finding| finding.weight).max() {
        Some(Weight::Reject) => Verdict::Reject,
        Some(Weight::Warn) => Verdict::Warn,
        Some(Weight::Info) | None => Verdict::Accept,
    }
}

/// Writes a document and says what was written.
fn write(document: &Document, verdict: Verdict, out: &Path) -> Result<Answer, Unusable> {
    let file = begin(out)?;
    file.finish(&pdf_bytes(document)?).map_err(|error| not_written(out, &error))?;
    print(&serde_json::json!({ "id": document.id(), "verdict": verdict }).to_string())?;
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
    pdf_bytes(&Document::med3(note))
}

fn pdf_bytes(document: &Document) -> Result<Vec<u8>, Unusable> {
    pdf::write(document).map_err(|error| Unusable(format!("The PDF could not be made: {}", error.0)))
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
