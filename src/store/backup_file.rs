//! The file that a backup is: a header that says what is in it, the key file and the database, each with its hash.
//!
//! ```text
//! "fitnote-backup/1\n"   length of the header (4 bytes, little endian)   header (JSON)   SHA-256 of the header
//! keys.json              fitnote.db, a whole SQLCipher database
//! ```

use std::fs::File;
use std::io::{self, BufReader, Read, Write};
use std::path::Path;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::error::Trouble;
use super::folder::{DB_FILE, KEYS_FILE};
use super::keys::{KeyFile, hex};
use super::whole_file::private;
use crate::domain::record::Moment;

const MAGIC: &[u8] = b"fitnote-backup/1\n";
const ANY_MAGIC: &[u8] = b"fitnote-backup/";
const MOST_HEADER_BYTES: u32 = 64 * 1024;
const MOST_KEY_BYTES: u64 = 4 * 1024 * 1024;
/// What messages call the file.
pub(super) const NAME: &str = "The backup";

/// What a backup says of itself. Nothing in it is of a patient.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Header {
    pub(super) made_at: Moment,
    /// The version of the program that made it.
    pub(super) program: String,
    pub(super) schema: u32,
    /// The newest link of the audit log's chain, so that a log cut short is noticed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) audit_head: Option<String>,
    keys: Part,
    database: Part,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Part {
    bytes: u64,
    #[serde(with = "hex")]
    sha256: Vec<u8>,
}

/// What is told by whoever makes a backup.
pub(super) struct Made<'a> {
    pub(super) at: Moment,
    pub(super) schema: u32,
    pub(super) audit_head: Option<String>,
    /// The key file's text.
    pub(super) keys: &'a [u8],
    /// The copy of the database.
    pub(super) database: &'a Path,
}

/// Writes a backup.
pub(super) fn pack(made: &Made<'_>, out: &mut impl Write) -> Result<(), Trouble> {
    let (bytes, sha256) = sum_of(made.database)?;
    let header = Header {
        made_at: made.at,
        program: env!("CARGO_PKG_VERSION").into(),
        schema: made.schema,
        audit_head: made.audit_head.clone(),
        keys: Part { bytes: made.keys.len() as u64, sha256: Sha256::digest(made.keys).to_vec() },
        database: Part { bytes, sha256 },
    };
    let unwritable = || Trouble::Machine { code: "a header could not be written out".into() };
    let header = serde_json::to_vec(&header).map_err(|_| unwritable())?;
    out.write_all(MAGIC)?;
    out.write_all(&u32::try_from(header.len()).map_err(|_| unwritable())?.to_le_bytes())?;
    out.write_all(&header)?;
    out.write_all(&Sha256::digest(&header))?;
    out.write_all(made.keys)?;
    io::copy(&mut File::open(made.database)?, out)?;
    Ok(())
}

fn sum_of(path: &Path) -> Result<(u64, Vec<u8>), Trouble> {
    let mut file = File::open(path)?;
    let (mut sum, mut bytes, mut buffer) = (Sha256::new(), 0, vec![0; 256 * 1024]);
    loop {
        let read = file.read(&mut buffer)?;
        if read == 0 {
            return Ok((bytes, sum.finalize().to_vec()));
        }
        sum.update(&buffer[..read]);
        bytes += read as u64;
    }
}

/// Takes a backup apart into a folder, where `keys.json` and `fitnote.db` are then, durable; every byte is compared with its hash.
pub(super) fn unpack(file: &Path, into: &Path) -> Result<(Header, KeyFile), Trouble> {
    let file = File::open(file).map_err(|error| Trouble::outside(&error))?;
    if file.metadata().map_err(|error| Trouble::outside(&error))?.is_dir() {
        return Err(Trouble::NotABackup);
    }
    let mut file = BufReader::new(file);
    let header = read_header(&mut file)?;
    let keys = copy_part(&mut file, &header.keys, &into.join(KEYS_FILE), MOST_KEY_BYTES)?;
    copy_part(&mut file, &header.database, &into.join(DB_FILE), u64::MAX)?;
    if file.read(&mut [0]).map_err(|error| Trouble::outside(&error))? != 0 {
        return Err(Trouble::BackupDamaged);
    }
    let keys = KeyFile::read(&std::fs::read(keys)?).map_err(as_of_backup)?;
    Ok((header, keys))
}

/// What a backup says of itself, once every byte of it was compared with its hash. Nothing is written or decrypted.
pub(super) fn whole_header_of(file: &Path) -> Result<Header, Trouble> {
    let file = File::open(file).map_err(|error| Trouble::outside(&error))?;
    if file.metadata().map_err(|error| Trouble::outside(&error))?.is_dir() {
        return Err(Trouble::NotABackup);
    }
    let mut file = BufReader::new(file);
    let header = read_header(&mut file)?;
    for part in [&header.keys, &header.database] {
        pass_part(&mut file, part, &mut io::sink())?;
    }
    if file.read(&mut [0]).map_err(|error| Trouble::outside(&error))? != 0 {
        return Err(Trouble::BackupDamaged);
    }
    Ok(header)
}

/// A fault of what was in a backup is the backup's.
pub(super) fn as_of_backup(trouble: Trouble) -> Trouble {
    match trouble {
        Trouble::Damaged { .. } | Trouble::NotADatabase => Trouble::BackupDamaged,
        Trouble::Newer { .. } => Trouble::Newer { file: NAME },
        other => other,
    }
}

/// What a backup says of itself, without taking it apart; none where it is no backup, or a damaged one.
pub(super) fn header_of(file: &Path) -> Option<Header> {
    read_header(&mut BufReader::new(File::open(file).ok()?)).ok()
}

pub(super) fn read_header(file: &mut impl Read) -> Result<Header, Trouble> {
    let mut magic = vec![0; MAGIC.len()];
    exactly(file, &mut magic).map_err(|trouble| if trouble == Trouble::BackupDamaged { Trouble::NotABackup } else { trouble })?;
    if magic != MAGIC {
        let later = magic.strip_prefix(ANY_MAGIC).and_then(|rest| rest.first()).is_some_and(|digit| (b'2'..=b'9').contains(digit));
        return Err(if later { Trouble::Newer { file: NAME } } else { Trouble::NotABackup });
    }
    let mut length = [0; 4];
    exactly(file, &mut length)?;
    let length = u32::from_le_bytes(length);
    if length > MOST_HEADER_BYTES {
        return Err(Trouble::BackupDamaged);
    }
    let mut header = vec![0; length as usize];
    exactly(file, &mut header)?;
    let mut sum = [0; 32];
    exactly(file, &mut sum)?;
    if Sha256::digest(&header).as_slice() != sum {
        return Err(Trouble::BackupDamaged);
    }
    serde_json::from_slice(&header).map_err(|_| Trouble::BackupDamaged)
}

fn exactly(file: &mut impl Read, bytes: &mut [u8]) -> Result<(), Trouble> {
    file.read_exact(bytes).map_err(|error| match error.kind() {
        io::ErrorKind::UnexpectedEof => Trouble::BackupDamaged,
        _ => Trouble::outside(&error),
    })
}

fn copy_part(file: &mut impl Read, part: &Part, to: &Path, most: u64) -> Result<std::path::PathBuf, Trouble> {
    if part.bytes > most {
        return Err(Trouble::BackupDamaged);
    }
    let mut out = private().write(true).create_new(true).open(to)?;
    pass_part(file, part, &mut out)?;
    out.sync_all()?;
    Ok(to.to_owned())
}

/// Passes one part on, and compares every byte with its hash.
fn pass_part(file: &mut impl Read, part: &Part, out: &mut impl Write) -> Result<(), Trouble> {
    let mut sum = Sha256::new();
    let mut left = part.bytes;
    let mut buffer = vec![0; 256 * 1024];
    while left > 0 {
        let want = buffer.len().min(usize::try_from(left).unwrap_or(usize::MAX));
        exactly(file, &mut buffer[..want])?;
        sum.update(&buffer[..want]);
        out.write_all(&buffer[..want])?;
        left -= want as u64;
    }
    if sum.finalize().as_slice() != part.sha256 {
        return Err(Trouble::BackupDamaged);
    }
    Ok(())
}
