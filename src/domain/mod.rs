//! The words of the trade as types: parsed once at the edge, then held as what they are.

pub mod audit;
pub mod case;
pub mod case_file;
pub mod consent;
pub mod day;
pub mod draft;
pub mod figures;
pub mod follow_up;
pub mod id;
pub mod life;
pub mod nhs_number;
pub mod paper_kind;
pub mod passphrase;
pub mod period;
pub mod phased;
pub mod plan;
pub mod profession;
pub mod record;
pub mod referral;
pub mod registration;
pub mod role;
pub mod safekeeping;
pub mod service;
pub mod shorthand;
pub mod small_numbers;

/// Gives types that hold a patient's words a `Debug` that shows none of them, so that no log, panic or test failure can.
macro_rules! redacted_debug {
    ($($name:ty),+ $(,)?) => {$(
        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(concat!(stringify!($name), "(withheld)"))
            }
        }
    )+};
}
pub(crate) use redacted_debug;
