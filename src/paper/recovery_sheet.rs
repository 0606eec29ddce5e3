//! The recovery sheet: the key on paper, what it opens, and how to see later whether the audit log was cut.

use super::Document;
use super::flow::{Flow, TextSize};
use crate::domain::audit::AuditHead;
use crate::domain::day::{self, Day};
use crate::domain::paper_kind::PaperKind;

/// What stands on the sheet.
pub struct RecoverySheet<'a> {
    /// In groups, as it is typed.
    pub key: &'a str,
    pub practice: &'a str,
    /// Where the records are.
    pub folder: &'a str,
    pub made_on: Day,
    pub made_by: &'a str,
    pub audit_head: &'a AuditHead,
}

crate::domain::redacted_debug!(RecoverySheet<'_>);

/// Lays the sheet out.
#[must_use]
pub fn recovery_sheet(sheet: &RecoverySheet<'_>) -> Document {
    let title = PaperKind::RecoverySheet.title();
    let mut flow =
        Flow::new(PaperKind::RecoverySheet, title, "recovery-sheet", TextSize::Normal, "Keep this sheet apart from the computer.");
    flow.paragraph(
        "This key opens the records when a passphrase is lost. Whoever holds this sheet and the data folder can read every record.",
    );
    flow.heading(2, "The recovery key");
    flow.quote(sheet.key);
    flow.paragraph("Open fitnote, choose your name, and type the key in the place of the passphrase. Capitals and hyphens do not matter.");
    flow.heading(2, "What it belongs to");
    flow.pairs(&[
        ("Practice".to_owned(), sheet.practice.to_owned()),
        ("Data folder".to_owned(), sheet.folder.to_owned()),
        ("Made on".to_owned(), day::long(sheet.made_on)),
        ("Made by".to_owned(), sheet.made_by.to_owned()),
        ("Mark of the audit log".to_owned(), sheet.audit_head.to_string()),
    ]);
    flow.paragraph("The mark names the newest row of the audit log on that day. Type it under Audit log, Verify: a log that was cut off or exchanged since then no longer holds that row.");
    flow.heading(2, "Keep it safe");
    flow.list(&[
        "Keep this sheet where the practice keeps its keys, away from the computer.".to_owned(),
        "A newer recovery key takes the place of this one. Destroy this sheet then.".to_owned(),
        "If every passphrase and the recovery key are lost, nobody can open the records again: not the practice, and not whoever wrote the program.".to_owned(),
    ]);
    flow.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::paper::Shape;

    #[test]
    fn the_sheet_has_the_key_whole_and_says_what_losing_it_means() {
        let head = AuditHead { seq: 12, hash: [7; 8] };
        let key = "0123-4567-89AB-CDEF-GHJK-MNPQ-RSTV-WXYZ-0123";
        let made_on = "2026-11-20".parse().expect("a literal day");
        let facts = RecoverySheet {
            key,
            practice: "Harbour Surgery",
            folder: "/home/ada/.local/share/fitnote",
            made_on,
            made_by: "Dr Ada Rowe",
            audit_head: &head,
        };
        let document = recovery_sheet(&facts);
        assert_eq!(document.kind(), PaperKind::RecoverySheet);
        assert_eq!(document.sheets().len(), 1);
        let texts: Vec<&str> = document.sheets()[0]
            .items
            .iter()
            .filter_map(|item| match &item.shape {
                Shape::Text { text, .. } => Some(text.as_str()),
                _ => None,
            })
            .collect();
        let all = texts.join(" ");
        assert!(texts.iter().any(|text| text.contains(key)), "the key is one line: {texts:?}");
        for words in ["Harbour Surgery", "12-0707-0707-0707-0707", "20 November 2026", "nobody can open the records again"] {
            assert!(all.contains(words), "{words}: {all}");
        }
        assert!(!format!("{facts:?}").contains("0123"));
    }
}
