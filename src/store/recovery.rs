//! The recovery key: 160 random bits as a code that a person can write down and read back.

use secrecy::{ExposeSecret, SecretString};
use sha2::{Digest, Sha256};
use zeroize::{Zeroize, Zeroizing};

use super::error::Trouble;
use super::keys::fill;

/// Crockford's base 32: no I, L, O or U, so that nothing is misread for another.
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Letters of the secret; 160 bits make exactly 32 of them.
const SECRET_LETTERS: usize = 32;
/// Letters of the check group: a slip of the pen passes it once in a million.
const CHECK_LETTERS: usize = 4;

/// The key that opens the records when every passphrase is lost. It is shown once, when the folder is made, and kept on paper.
pub struct RecoveryKey(SecretString);

/// Why a text is not a recovery key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RecoveryKeyError {
    /// Not nine groups of four letters and digits.
    WrongLength,
    /// A letter that no such key has.
    WrongLetter,
    /// The last group does not fit the others.
    Check,
}

impl std::fmt::Display for RecoveryKeyError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::WrongLength => "A recovery key has 9 groups of 4 letters or digits. Check whether some are missing.",
            Self::WrongLetter => "A recovery key has only digits and the letters A to Z without U. Check it against the paper.",
            Self::Check => "One letter or digit of the recovery key is not right. Check it against the paper.",
        })
    }
}

impl std::error::Error for RecoveryKeyError {}

impl RecoveryKey {
    pub(super) fn random() -> Result<Self, Trouble> {
        let mut bytes = Zeroizing::new([0; 20]);
        fill(bytes.as_mut_slice())?;
        let mut code = Zeroizing::new(letters(bytes.as_slice()));
        let check = check_of(&code);
        code.push_str(&check);
        Ok(Self::from_letters(&code))
    }

    /// Reads a key as a person types it: in either case, with any spaces and hyphens, O for 0 and I or L for 1.
    ///
    /// # Errors
    /// When it is too short or long, has a letter that no key has, or its check group does not fit.
    pub fn parse(text: &str) -> Result<Self, RecoveryKeyError> {
        let mut code = Zeroizing::new(String::with_capacity(SECRET_LETTERS + CHECK_LETTERS));
        for c in text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '-' | '\u{2010}'..='\u{2015}')) {
            let c = match c.to_ascii_uppercase() {
                'O' => '0',
                'I' | 'L' => '1',
                c => c,
            };
            if !c.is_ascii() || !LETTERS.contains(&(c as u8)) {
                return Err(RecoveryKeyError::WrongLetter);
            }
            if code.len() == SECRET_LETTERS + CHECK_LETTERS {
                return Err(RecoveryKeyError::WrongLength);
            }
            code.push(c);
        }
        if code.len() != SECRET_LETTERS + CHECK_LETTERS {
            return Err(RecoveryKeyError::WrongLength);
        }
        let (secret, check) = code.split_at(SECRET_LETTERS);
        if check_of(secret) != check {
            return Err(RecoveryKeyError::Check);
        }
        Ok(Self::from_letters(&code))
    }

    /// The key in nine groups of four, for showing and printing once.
    #[must_use]
    pub fn reveal(&self) -> &str {
        self.0.expose_secret()
    }

    /// What the slot is wrapped with.
    pub(super) fn secret(&self) -> &[u8] {
        self.0.expose_secret().as_bytes()
    }

    fn from_letters(code: &str) -> Self {
        let mut grouped = String::with_capacity(code.len() * 5 / 4);
        for (place, letter) in code.chars().enumerate() {
            if place > 0 && place % 4 == 0 {
                grouped.push('-');
            }
            grouped.push(letter);
        }
        let key = Self(SecretString::from(grouped.as_str()));
        grouped.zeroize();
        key
    }
}

impl std::fmt::Debug for RecoveryKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("RecoveryKey(withheld)")
    }
}

fn check_of(secret: &str) -> String {
    let mut code = letters(&Sha256::digest(format!("fitnote recovery key {secret}"))[..5]);
    code.truncate(CHECK_LETTERS);
    code
}

/// Five bits a letter; `bytes` come in fives.
fn letters(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() * 8 / 5);
    for five in bytes.chunks(5) {
        let bits = five.iter().fold(0u64, |bits, byte| bits << 8 | u64::from(*byte));
        text.extend((0..8).rev().map(|place| char::from(LETTERS[(bits >> (place * 5) & 31) as usize])));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_nine_groups_and_reads_back_however_it_is_typed() {
        let key = RecoveryKey::random().unwrap();
        let shown = key.reveal().to_owned();
        assert_eq!(shown.split('-').map(str::len).collect::<Vec<_>>(), [4; 9]);
        for typed in [
            shown.clone(),
            shown.to_lowercase(),
            shown.replace('-', " "),
            shown.replace('-', ""),
            shown.replace('0', "o").replace('1', "l"),
        ] {
            assert!(RecoveryKey::parse(&typed).is_ok_and(|again| again.reveal() == shown));
        }
        assert!(RecoveryKey::random().unwrap().reveal() != shown);
    }

    #[test]
    fn letters_are_crockfords() {
        assert_eq!(letters(&[0, 0, 0, 0, 0]), "00000000");
        assert_eq!(letters(&[0xff; 5]), "ZZZZZZZZ");
        assert_eq!(letters(&[0x08, 0x42, 0x10, 0x84, 0x21]), "11111111");
    }

    #[test]
    fn every_single_slip_of_the_pen_is_noticed() {
        let shown = RecoveryKey::random().unwrap().reveal().to_owned();
        for place in (0..shown.len()).filter(|place| place % 5 != 4) {
            let right = shown.as_bytes()[place];
            let wrong = if right == b'7' { '8' } else { '7' };
            let mut typed = shown.clone();
            typed.replace_range(place..=place, &wrong.to_string());
            assert!(matches!(RecoveryKey::parse(&typed), Err(RecoveryKeyError::Check)), "place {place}");
        }
    }

    #[test]
    fn other_texts_are_refused() {
        let shown = RecoveryKey::random().unwrap().reveal().to_owned();
        let rows = [
            (String::new(), RecoveryKeyError::WrongLength),
            (shown[..shown.len() - 1].to_owned(), RecoveryKeyError::WrongLength),
            (format!("{shown}7"), RecoveryKeyError::WrongLength),
            ("hunter2 hunter2".to_owned(), RecoveryKeyError::WrongLetter),
            (shown.replacen(|c: char| c != '-', "é", 1), RecoveryKeyError::WrongLetter),
        ];
        for (typed, expected) in rows {
            assert_eq!(RecoveryKey::parse(&typed).err(), Some(expected));
        }
    }

    #[test]
    fn it_never_prints_itself() {
        let key = RecoveryKey::random().unwrap();
        assert!(!format!("{key:?}").contains(&key.reveal()[..4]));
    }
}
