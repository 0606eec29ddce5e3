//! The papers that a conversation can end in: what each is called, in the window, in the records and on the command line.

use serde::{Deserialize, Serialize};

/// A kind of paper. What was shared, printed or exported is recorded under this name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PaperKind {
    /// The Statement of Fitness for Work.
    Med3,
    AhpReport,
    WorkPlan,
    EmployerPage,
    PatientSummary,
    ReferralLetter,
    /// Text for the clinical record, copied and not printed.
    ClinicalText,
    /// The questions on a sheet, to fill at home.
    HomeSheet,
    /// What was shared with whom, for the person.
    ConsentLedger,
    /// A person's whole record.
    WholeRecord,
    /// All records of the practice in one sealed file.
    Bundle,
    /// The recovery key, to be kept apart from the computer.
    RecoverySheet,
}

impl PaperKind {
    /// Its name in the window and as the document's title.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Med3 => "Statement of Fitness for Work",
            Self::AhpReport => "Health and Work Report",
            Self::WorkPlan => "Work plan",
            Self::EmployerPage => "Page for the employer",
            Self::PatientSummary => "Your summary",
            Self::ReferralLetter => "Referral letter",
            Self::ClinicalText => "Text for the clinical record",
            Self::HomeSheet => "Questions to fill in at home",
            Self::ConsentLedger => "What was shared, and with whom",
            Self::WholeRecord => "The whole record",
            Self::Bundle => "All records of the practice, as a bundle",
            Self::RecoverySheet => "Recovery sheet",
        }
    }
}
