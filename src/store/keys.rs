//! Key slots: the data key, wrapped once for every secret that opens the folder.

use argon2::{Algorithm, Argon2, Params, Version};
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use super::KEYS_FILE;
use super::error::Trouble;
use crate::domain::id::ClinicianId;

/// The key of the database: 32 random bytes, never stored unwrapped, never copied, wiped when dropped. Behind a box, so that handing it
/// on moves an address and leaves no key behind.
pub(super) struct DataKey(Box<Zeroizing<[u8; 32]>>);

impl DataKey {
    pub(super) fn random() -> Result<Self, Trouble> {
        let mut key = Box::new(Zeroizing::new([0; 32]));
        fill(key.as_mut_slice())?;
        Ok(Self(key))
    }

    /// The statement that gives SQLCipher the raw key.
    pub(super) fn pragma(&self) -> Zeroizing<String> {
        let mut sql = Zeroizing::new(String::with_capacity(90));
        sql.push_str("PRAGMA key = \"x'");
        push_hex(&mut sql, self.0.as_slice());
        sql.push_str("'\";");
        sql
    }
}

impl DataKey {
    /// The key of the audit chain: another one than the database's, and not to be found from it or the other way round.
    pub(super) fn audit_key(&self) -> AuditKey {
        AuditKey(Box::new(Zeroizing::new(hmac_sha256(self.0.as_slice(), b"fitnote audit chain/1"))))
    }
}

/// How many bytes authenticate a row.
pub(super) const MAC_BYTES: usize = 32;

/// The key that authenticates the rows of the audit log, never copied, wiped when dropped.
pub(super) struct AuditKey(Box<Zeroizing<[u8; 32]>>);

impl AuditKey {
    pub(super) fn mac(&self, message: &[u8]) -> [u8; MAC_BYTES] {
        hmac_sha256(self.0.as_slice(), message)
    }
}

/// HMAC with SHA-256 (RFC 2104) for keys of at most one block, which all of ours are.
fn hmac_sha256(key: &[u8], message: &[u8]) -> [u8; MAC_BYTES] {
    const BLOCK: usize = 64;
    let mut inner = Zeroizing::new([0x36_u8; BLOCK]);
    let mut outer = Zeroizing::new([0x5c_u8; BLOCK]);
    for (place, byte) in key.iter().take(BLOCK).enumerate() {
        inner[place] ^= byte;
        outer[place] ^= byte;
    }
    let first = Sha256::new().chain_update(inner.as_slice()).chain_update(message).finalize();
    Sha256::new().chain_update(outer.as_slice()).chain_update(first).finalize().into()
}

/// Bytes from the operating system.
pub(super) fn random<const N: usize>() -> Result<[u8; N], Trouble> {
    let mut bytes = [0; N];
    fill(&mut bytes)?;
    Ok(bytes)
}

/// As [`random`], into a place that is there already: what is secret is never moved.
pub(super) fn fill(bytes: &mut [u8]) -> Result<(), Trouble> {
    getrandom::fill(bytes).map_err(|_| Trouble::Machine { code: "no random numbers".into() })
}

/// What one guess at a passphrase costs: Argon2id's parameters. Stored with each slot, so that they may grow later.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Kdf {
    /// Memory, in KiB.
    pub memory_kib: u32,
    /// Passes over the memory.
    pub passes: u32,
    /// Lanes.
    pub lanes: u32,
}

impl Default for Kdf {
    /// 64 MiB, three passes: about a quarter of a second on an office machine.
    fn default() -> Self {
        Self { memory_kib: 64 * 1024, passes: 3, lanes: 1 }
    }
}

impl Kdf {
    /// The least that Argon2id does: for tests, and for secrets that nobody can guess anyway.
    pub const LEAST: Self = Self { memory_kib: 8, passes: 1, lanes: 1 };

    /// A damaged or planted key file must not make the machine run out of memory or time.
    fn is_sane(self) -> bool {
        // A bundle comes from outside, and says itself what opening it costs: at most some seconds and a quarter of a gigabyte.
        const MOST_WORK: u64 = 2 * 1024 * 1024;
        let work = u64::from(self.memory_kib) * u64::from(self.passes);
        (8..=256 * 1024).contains(&self.memory_kib)
            && (1..=64).contains(&self.passes)
            && (1..=16).contains(&self.lanes)
            && work <= MOST_WORK
    }

    pub(super) fn derive(self, secret: &[u8], salt: &[u8]) -> Result<Box<Zeroizing<[u8; 32]>>, Trouble> {
        let damaged = Trouble::Damaged { file: KEYS_FILE };
        if !self.is_sane() {
            return Err(damaged);
        }
        let params = Params::new(self.memory_kib, self.passes, self.lanes, Some(32)).map_err(|_| damaged.clone())?;
        let mut key = Box::new(Zeroizing::new([0; 32]));
        // The 64 MiB that it works in are wiped by the crate itself.
        Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
            .hash_password_into(secret, salt, key.as_mut_slice())
            .map_err(|_| damaged)?;
        Ok(key)
    }
}

/// Who a slot is for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(super) enum SlotFor {
    /// A clinician's passphrase. The name stands here for the sign-in list, which is shown before anything is unlocked.
    Passphrase { clinician: ClinicianId, name: String },
    /// The recovery key.
    Recovery,
}

/// The data key, wrapped with one secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Slot {
    id: String,
    #[serde(flatten)]
    pub(super) opens_for: SlotFor,
    kdf: Kdf,
    #[serde(with = "hex")]
    salt: Vec<u8>,
    #[serde(with = "hex")]
    nonce: Vec<u8>,
    #[serde(with = "hex")]
    wrapped: Vec<u8>,
}

impl Slot {
    pub(super) fn wrap(key: &DataKey, opens_for: SlotFor, secret: &[u8], kdf: Kdf) -> Result<Self, Trouble> {
        let id = uuid::Builder::from_random_bytes(random()?).into_uuid().to_string();
        let salt: [u8; 16] = random()?;
        let nonce: [u8; 24] = random()?;
        let wrapping = kdf.derive(secret, &salt)?;
        let mut slot = Self { id, opens_for, kdf, salt: salt.to_vec(), nonce: nonce.to_vec(), wrapped: Vec::new() };
        let payload = Payload { msg: key.0.as_slice(), aad: &slot.identity() };
        slot.wrapped = cipher(&wrapping)
            .encrypt(&XNonce::from(nonce), payload)
            .map_err(|_| Trouble::Machine { code: "the key could not be wrapped".into() })?;
        Ok(slot)
    }

    /// The data key, or none where the secret is another.
    pub(super) fn unwrap(&self, secret: &[u8]) -> Result<Option<DataKey>, Trouble> {
        let damaged = || Trouble::Damaged { file: KEYS_FILE };
        let nonce: [u8; 24] = self.nonce.as_slice().try_into().map_err(|_| damaged())?;
        let wrapping = self.kdf.derive(secret, &self.salt)?;
        let payload = Payload { msg: &self.wrapped, aad: &self.identity() };
        let Ok(plain) = cipher(&wrapping).decrypt(&XNonce::from(nonce), payload).map(Zeroizing::new) else { return Ok(None) };
        if plain.len() != 32 {
            return Err(damaged());
        }
        let mut key = Box::new(Zeroizing::new([0; 32]));
        key.copy_from_slice(&plain);
        Ok(Some(DataKey(key)))
    }

    /// Whether it is this person's passphrase.
    pub(super) fn is_of(&self, person: &ClinicianId) -> bool {
        matches!(&self.opens_for, SlotFor::Passphrase { clinician, .. } if clinician == person)
    }

    /// What the wrapping vouches for: a slot moved under another clinician's name opens nothing.
    fn identity(&self) -> Vec<u8> {
        let whose = match &self.opens_for {
            SlotFor::Passphrase { clinician, .. } => format!("passphrase\0{clinician}"),
            SlotFor::Recovery => "recovery".to_owned(),
        };
        format!("{KEYS_FORMAT}\0{}\0{whose}", self.id).into_bytes()
    }
}

fn cipher(key: &[u8; 32]) -> XChaCha20Poly1305 {
    XChaCha20Poly1305::new(key.into())
}

const KEYS_FORMAT: &str = "fitnote-keys/1";

/// The key file. It holds no secret: without a passphrase or the recovery key it opens nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct KeyFile {
    format: String,
    pub(super) slots: Vec<Slot>,
    /// The hash of the slots, so that a damaged file is not taken for a wrong passphrase. It keeps no hand away.
    #[serde(default, with = "hex", skip_serializing_if = "Vec::is_empty")]
    sum: Vec<u8>,
}

impl KeyFile {
    pub(super) fn new(slots: Vec<Slot>) -> Self {
        Self { format: KEYS_FORMAT.into(), slots, sum: Vec::new() }
    }

    fn sum(&self) -> Result<Vec<u8>, Trouble> {
        let slots = serde_json::to_vec(&self.slots).map_err(|_| Trouble::Damaged { file: KEYS_FILE })?;
        Ok(Sha256::digest(slots).to_vec())
    }

    pub(super) fn read(bytes: &[u8]) -> Result<Self, Trouble> {
        #[derive(Deserialize)]
        struct Format {
            format: String,
        }
        let damaged = |_| Trouble::Damaged { file: KEYS_FILE };
        let format: Format = serde_json::from_slice(bytes).map_err(damaged)?;
        match format.format.strip_prefix("fitnote-keys/").map(str::parse::<u32>) {
            Some(Ok(1)) => {
                let mut file: Self = serde_json::from_slice(bytes).map_err(damaged)?;
                let sum = std::mem::take(&mut file.sum);
                // Earlier programs wrote none.
                if sum.is_empty() || sum == file.sum()? { Ok(file) } else { Err(Trouble::Damaged { file: KEYS_FILE }) }
            }
            Some(Ok(2..)) => Err(Trouble::Newer { file: KEYS_FILE }),
            _ => Err(Trouble::Damaged { file: KEYS_FILE }),
        }
    }

    pub(super) fn text(&self) -> Result<String, Trouble> {
        let summed = Self { sum: self.sum()?, ..self.clone() };
        serde_json::to_string_pretty(&summed).map_err(|_| Trouble::Machine { code: "the key file could not be written out".into() })
    }

    /// Who signs in, in the order in which they were added.
    pub(super) fn clinicians(&self) -> Vec<(ClinicianId, String)> {
        let passphrases = self.slots.iter().filter_map(|slot| match &slot.opens_for {
            SlotFor::Passphrase { clinician, name } => Some((clinician.clone(), name.clone())),
            SlotFor::Recovery => None,
        });
        passphrases.collect()
    }
}

fn push_hex(text: &mut String, bytes: &[u8]) {
    for byte in bytes {
        for nibble in [byte >> 4, byte & 15] {
            text.extend(char::from_digit(u32::from(nibble), 16));
        }
    }
}

/// Bytes as hexadecimal text in the files that say what they are.
pub(super) mod hex {
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub fn text(bytes: &[u8]) -> String {
        let mut text = String::with_capacity(bytes.len() * 2);
        super::push_hex(&mut text, bytes);
        text
    }

    pub fn serialize<S: Serializer>(bytes: &[u8], serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&text(bytes))
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<u8>, D::Error> {
        let text = String::deserialize(deserializer)?;
        let digits: Option<Vec<u8>> = text.chars().map(|c| c.to_digit(16).and_then(|digit| u8::try_from(digit).ok())).collect();
        match digits {
            Some(digits) if digits.len() % 2 == 0 => Ok(digits.chunks(2).map(|pair| pair[0] << 4 | pair[1]).collect()),
            _ => Err(D::Error::custom("not hexadecimal")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slot(secret: &[u8]) -> (DataKey, Slot) {
        let key = DataKey::random().unwrap();
        let opens_for = SlotFor::Passphrase { clinician: ClinicianId::new("c1"), name: "Dr Ada Rowe".into() };
        let slot = Slot::wrap(&key, opens_for, secret, Kdf::LEAST).unwrap();
        (key, slot)
    }

    #[test]
    fn a_slot_opens_with_its_secret_and_no_other() {
        let (key, slot) = slot(b"correct horse");
        assert!(slot.unwrap(b"correct horse").unwrap().is_some_and(|found| found.0 == key.0));
        assert!(slot.unwrap(b"correct horsf").unwrap().is_none());
        assert!(slot.unwrap(b"").unwrap().is_none());
    }

    #[test]
    fn keys_are_neither_cloned_nor_printed() {
        /// Compiles only for types that lack the trait: where both implementations fit, the compiler cannot choose one.
        macro_rules! lacks {
            ($type:ty: $($trait:path),+) => {$({
                trait Without<Marker> { fn is_told() {} }
                struct Has;
                impl<T: ?Sized> Without<()> for T {}
                impl<T: ?Sized + $trait> Without<Has> for T {}
                <$type as Without<_>>::is_told();
            })+};
        }
        lacks!(DataKey: Clone, Copy, std::fmt::Debug, std::fmt::Display, Serialize, PartialEq);
        lacks!(AuditKey: Clone, Copy, std::fmt::Debug, std::fmt::Display, Serialize, PartialEq);
        lacks!(super::super::RecoveryKey: Clone, Copy, std::fmt::Display, Serialize, PartialEq);
        lacks!(super::super::Store: Clone, Copy, std::fmt::Display, Serialize);
    }

    #[test]
    fn a_slot_under_another_name_opens_nothing() {
        let (_, slot) = slot(b"secret");
        let moved =
            Slot { opens_for: SlotFor::Passphrase { clinician: ClinicianId::new("c2"), name: "Dr Ada Rowe".into() }, ..slot.clone() };
        assert!(moved.unwrap(b"secret").unwrap().is_none());
        let recovery = Slot { opens_for: SlotFor::Recovery, ..slot };
        assert!(recovery.unwrap(b"secret").unwrap().is_none());
    }

    #[test]
    fn the_key_file_reads_back_and_a_newer_or_damaged_one_is_named() {
        let (_, slot) = slot(b"secret");
        let file = KeyFile::new(vec![slot]);
        let text = file.text().unwrap();
        assert!(KeyFile::read(text.as_bytes()) == Ok(file));
        assert_eq!(KeyFile::read(text.replace("Dr Ada Rowe", "Dr Ada Row").as_bytes()).err(), Some(Trouble::Damaged { file: KEYS_FILE }));
        let newer = text.replace("fitnote-keys/1", "fitnote-keys/2");
        assert_eq!(KeyFile::read(newer.as_bytes()).err(), Some(Trouble::Newer { file: KEYS_FILE }));
        for damaged in ["", "{", "{}", "null", &text[..text.len() / 2], &text.replace("fitnote-keys/1", "other")] {
            assert_eq!(KeyFile::read(damaged.as_bytes()).err(), Some(Trouble::Damaged { file: KEYS_FILE }), "{damaged}");
        }
    }

    #[test]
    fn a_planted_cost_does_not_exhaust_the_machine() {
        let (_, slot) = slot(b"secret");
        for kdf in [
            Kdf { memory_kib: u32::MAX, ..Kdf::LEAST },
            Kdf { passes: u32::MAX, ..Kdf::LEAST },
            Kdf { memory_kib: 256 * 1024, passes: 9, lanes: 1 },
            Kdf { lanes: 0, ..Kdf::LEAST },
        ] {
            let planted = Slot { kdf, ..slot.clone() };
            assert_eq!(planted.unwrap(b"secret").err(), Some(Trouble::Damaged { file: KEYS_FILE }));
        }
    }

    #[test]
    fn rows_are_authenticated_as_the_standard_says() {
        // RFC 4231, test cases 1, 2 and 3.
        let hex = |bytes: [u8; 32]| bytes.map(|byte| format!("{byte:02x}")).concat();
        let rows: [(&[u8], &[u8], &str); 3] = [
            (&[0x0b; 20], b"Hi There", "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"),
            (b"Jefe", b"what do ya want for nothing?", "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"),
            (&[0xaa; 20], &[0xdd; 50], "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"),
        ];
        for (key, message, expected) in rows {
            assert_eq!(hex(hmac_sha256(key, message)), expected);
        }
    }

    #[test]
    fn the_raw_key_is_given_as_sixty_four_hexadecimal_digits() {
        let key = DataKey(Box::new(Zeroizing::new([0xa5; 32])));
        assert_eq!(*key.pragma(), format!("PRAGMA key = \"x'{}'\";", "a5".repeat(32)));
    }
}
