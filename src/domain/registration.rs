//! Registration numbers: the format each register uses. A right format is no proof of registration.

use super::profession::{Nation, Profession};

/// A registration number in its register's own spelling: upper case, HCPC padded to six digits.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Registration(String);

/// Why a number does not fit: the sentence says what the register's numbers look like.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegistrationError {
    expected: &'static str,
}

impl std::fmt::Display for RegistrationError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.expected)
    }
}

impl std::error::Error for RegistrationError {}

const GMC: &str = "A GMC number has 7 digits, such as 1234567. Check it on the GMC register.";
const NMC: &str = "An NMC PIN is 2 digits, a letter, 4 digits and a letter, such as 71A2998E. Check it on the NMC register.";
const HCPC_OT: &str = "An occupational therapist's HCPC number is OT and up to 6 digits, such as OT012345. Check it on the HCPC register.";
const HCPC_PH: &str = "A physiotherapist's HCPC number is PH and up to 6 digits, such as PH123456. Check it on the HCPC register.";
const GPHC: &str = "A pharmacist's GPhC number has 7 digits and begins with 2, such as 2071234. Check it on the GPhC register.";
const PSNI: &str = "A PSNI number has 4 digits. Check it on the PSNI register.";
const NONE: &str = "This profession may not issue fit notes, so no registration number can be checked for it.";

impl Registration {
    /// Checks a number against its profession's register, after trimming, upper-casing and padding HCPC numbers to six digits.
    ///
    /// # Errors
    /// When the number does not have the register's format; the error says what the format is.
    pub fn parse(profession: &Profession, nation: Nation, text: &str) -> Result<Self, RegistrationError> {
        let compact: String = text.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_ascii_uppercase();
        let digits = |s: &str, count: usize| s.len() == count && s.bytes().all(|b| b.is_ascii_digit());
        let (found, expected) = match profession {
            Profession::Doctor => (digits(&compact, 7).then(|| compact.clone()), GMC),
            Profession::Nurse => (is_nmc_pin(&compact).then(|| compact.clone()), NMC),
            Profession::OccupationalTherapist => (hcpc(&compact, "OT"), HCPC_OT),
            Profession::Physiotherapist => (hcpc(&compact, "PH"), HCPC_PH),
            Profession::Pharmacist if nation == Nation::NorthernIreland => (digits(&compact, 4).then(|| compact.clone()), PSNI),
            Profession::Pharmacist => ((digits(&compact, 7) && compact.starts_with('2')).then(|| compact.clone()), GPHC),
            Profession::Other(_) => (None, NONE),
        };
        found.map(Self).ok_or(RegistrationError { expected })
    }

    /// The number in its register's own spelling.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn is_nmc_pin(text: &str) -> bool {
    let b = text.as_bytes();
    b.len() == 8 && b.iter().enumerate().all(|(i, c)| if matches!(i, 2 | 7) { c.is_ascii_uppercase() } else { c.is_ascii_digit() })
}

/// Four to six digits after the prefix, padded to six: people quote five, the register prints six.
fn hcpc(text: &str, prefix: &str) -> Option<String> {
    let digits = text.strip_prefix(prefix)?;
    let fits = (4..=6).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
    fits.then(|| format!("{prefix}{digits:0>6}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(profession: &Profession, text: &str) -> Option<String> {
        Registration::parse(profession, Nation::England, text).ok().map(|r| r.as_str().to_owned())
    }

    #[test]
    fn each_register_has_its_own_format() {
        use Profession::{Doctor, Nurse, OccupationalTherapist, Pharmacist, Physiotherapist};
        let rows = [
            (Doctor, "1234567", Some("1234567")),
            (Doctor, " 123 4567 ", Some("1234567")),
            (Doctor, "C1234567", None),
            (Doctor, "123456", None),
            (Nurse, "71a2998e", Some("71A2998E")),
            (Nurse, "7112998E", None),
            (Physiotherapist, "PH12345", Some("PH012345")),
            (Physiotherapist, "ph 123456", Some("PH123456")),
            (Physiotherapist, "PH123", None),
            (Physiotherapist, "OT012345", None),
            (OccupationalTherapist, "OT12345", Some("OT012345")),
            (OccupationalTherapist, "PH12345", None),
            (Pharmacist, "2071234", Some("2071234")),
            (Pharmacist, "5012345", None),
            (Profession::Other("paramedic".into()), "PA012345", None),
        ];
        for (profession, text, expected) in rows {
            assert_eq!(parse(&profession, text).as_deref(), expected, "{profession:?} {text}");
        }
    }

    #[test]
    fn a_pharmacist_in_northern_ireland_is_on_another_register() {
        assert!(Registration::parse(&Profession::Pharmacist, Nation::NorthernIreland, "4321").is_ok());
        assert!(Registration::parse(&Profession::Pharmacist, Nation::NorthernIreland, "2071234").is_err());
    }

    #[test]
    fn letters_outside_ascii_are_refused_not_a_panic() {
        assert_eq!(parse(&Profession::Nurse, "71Å2998E"), None);
        assert_eq!(parse(&Profession::Physiotherapist, "PH١٢٣٤٥"), None);
    }
}
