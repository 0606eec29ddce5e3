//! Identities of records: opaque text, made by the shell, never derived from a person.

use serde::{Deserialize, Serialize};

macro_rules! id {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// Takes the identity as given; whoever calls this vouches that it is one.
            #[must_use]
            pub fn new(text: impl Into<String>) -> Self {
                Self(text.into())
            }

            /// The identity as text, for storage and display.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }
    )+};
}

id! {
    /// A clinician who signs in here.
    ClinicianId,
    /// A patient in the records.
    PatientId,
    /// A draft in progress.
    DraftId,
    /// A note: allotted to the draft when it is begun, so that issuing twice makes one note.
    NoteId,
    /// A person's agreement to share something.
    ConsentId,
    /// An entry of the directory of services.
    ServiceId,
    /// A service that was brought up with a patient, and what came of it.
    ReferralId,
    /// A follow-up that a patient asked for.
    FollowUpId,
}
