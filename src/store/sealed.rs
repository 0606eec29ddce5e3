//! A sealed file: text under a passphrase of its own, in pieces that cannot be changed, left out, doubled or put in another order.
//!
//! ```text
//! "fitnote-bundle/1\n"   length of the header (4 bytes, little endian)   header (JSON: the cost, the salt, the nonce's beginning)
//! pieces: XChaCha20-Poly1305 over at most 256 KiB; the nonce holds the piece's number and whether it is the last one
//! ```

use std::io::{self, Read, Write};

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::error::Trouble;
use super::keys::{Kdf, hex, random};

const MAGIC: &[u8] = b"fitnote-bundle/1\n";
const ANY_MAGIC: &[u8] = b"fitnote-bundle/";
const MOST_HEADER_BYTES: u32 = 4 * 1024;
const PIECE_BYTES: usize = 256 * 1024;
const TAG_BYTES: usize = 16;
/// What messages call the file.
pub(super) const NAME: &str = "The bundle";

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Header {
    kdf: Kdf,
    #[serde(with = "hex")]
    salt: Vec<u8>,
    #[serde(with = "hex")]
    nonce: Vec<u8>,
}

/// The cipher of one file, and which piece is next.
struct Pieces {
    cipher: XChaCha20Poly1305,
    begin: [u8; 19],
    number: u32,
    header: Vec<u8>,
}

impl Pieces {
    fn new(header: Vec<u8>, secret: &[u8]) -> Result<Self, Trouble> {
        let read: Header = serde_json::from_slice(&header).map_err(|_| Trouble::BundleDamaged)?;
        let key = read.kdf.derive(secret, &read.salt).map_err(|_| Trouble::BundleDamaged)?;
        let begin = read.nonce.as_slice().try_into().map_err(|_| Trouble::BundleDamaged)?;
        Ok(Self { cipher: XChaCha20Poly1305::new((&**key).into()), begin, number: 0, header })
    }

    fn nonce(&mut self, is_last: bool) -> Result<XNonce, Trouble> {
        let mut nonce = [0; 24];
        nonce[..19].copy_from_slice(&self.begin);
        nonce[19..23].copy_from_slice(&self.number.to_be_bytes());
        nonce[23] = u8::from(is_last);
        self.number = self.number.checked_add(1).ok_or(Trouble::BundleDamaged)?;
        Ok(XNonce::from(nonce))
    }
}

/// Writes a sealed file. It is whole once [`Sealer::finish`] has returned.
pub(super) struct Sealer<W> {
    out: W,
    pieces: Pieces,
    waiting: Zeroizing<Vec<u8>>,
}

impl<W: Write> Sealer<W> {
    pub(super) fn begin(mut out: W, secret: &[u8], kdf: Kdf) -> Result<Self, Trouble> {
        let header = Header { kdf, salt: random::<16>()?.to_vec(), nonce: random::<19>()?.to_vec() };
        let header = serde_json::to_vec(&header).map_err(|_| Trouble::Machine { code: "a header could not be written out".into() })?;
        out.write_all(MAGIC)?;
        out.write_all(&u32::try_from(header.len()).unwrap_or(0).to_le_bytes())?;
        out.write_all(&header)?;
        let waiting = Zeroizing::new(Vec::with_capacity(2 * PIECE_BYTES));
        Ok(Self { out, pieces: Pieces::new(header, secret)?, waiting })
    }

    /// Adds text.
    pub(super) fn add(&mut self, mut text: &[u8]) -> Result<(), Trouble> {
        while !text.is_empty() {
            // The last piece is written by `finish`: there is always something left for it to say that it is the last.
            if self.waiting.len() == PIECE_BYTES {
                self.piece(false)?;
            }
            let (now, later) = text.split_at(text.len().min(PIECE_BYTES - self.waiting.len()));
            self.waiting.extend_from_slice(now);
            text = later;
        }
        Ok(())
    }

    pub(super) fn finish(mut self) -> Result<W, Trouble> {
        self.piece(true)?;
        Ok(self.out)
    }

    fn piece(&mut self, is_last: bool) -> Result<(), Trouble> {
        let nonce = self.pieces.nonce(is_last)?;
        let payload = Payload { msg: &self.waiting, aad: &self.pieces.header };
        let sealed =
            self.pieces.cipher.encrypt(&nonce, payload).map_err(|_| Trouble::Machine { code: "a piece could not be sealed".into() })?;
        self.out.write_all(&sealed)?;
        self.waiting.clear();
        Ok(())
    }
}

/// Reads a sealed file, one line after the other. A line is handed out only after its piece has proved itself.
pub(super) struct Opener<R> {
    file: R,
    pieces: Pieces,
    plain: Zeroizing<Vec<u8>>,
    at: usize,
    /// The sealed bytes that were read ahead, to know whether a piece is the last.
    ahead: Vec<u8>,
    is_over: bool,
}

impl<R: Read> Opener<R> {
    pub(super) fn begin(mut file: R, secret: &[u8]) -> Result<Self, Trouble> {
        let mut magic = vec![0; MAGIC.len()];
        if fill(&mut file, &mut magic)? < MAGIC.len() || magic != MAGIC {
            let later = magic.strip_prefix(ANY_MAGIC).and_then(|rest| rest.first()).is_some_and(|digit| (b'2'..=b'9').contains(digit));
            return Err(if later { Trouble::Newer { file: NAME } } else { Trouble::NotABundle });
        }
        let mut length = [0; 4];
        let is_whole = fill(&mut file, &mut length)? == 4;
        let length = u32::from_le_bytes(length);
        if !is_whole || length > MOST_HEADER_BYTES {
            return Err(Trouble::BundleDamaged);
        }
        let mut header = vec![0; length as usize];
        if fill(&mut file, &mut header)? < header.len() {
            return Err(Trouble::BundleDamaged);
        }
        let mut opener = Self {
            file,
            pieces: Pieces::new(header, secret)?,
            plain: Zeroizing::new(Vec::new()),
            at: 0,
            ahead: Vec::new(),
            is_over: false,
        };
        opener.read_ahead()?;
        // The first piece tells a wrong passphrase; after it, a piece that does not open was changed.
        if !opener.piece()? {
            return Err(Trouble::WrongBundlePassphrase);
        }
        Ok(opener)
    }

    /// The next line without its end; none after the last.
    pub(super) fn line(&mut self) -> Result<Option<Zeroizing<Vec<u8>>>, Trouble> {
        /// Far more than the longest note with its conversation.
        const MOST_LINE_BYTES: usize = 32 * 1024 * 1024;
        let mut line = Zeroizing::new(Vec::new());
        loop {
            let rest = &self.plain[self.at..];
            if let Some(end) = rest.iter().position(|byte| *byte == b'\n') {
                line.extend_from_slice(&rest[..end]);
                self.at += end + 1;
                return Ok(Some(line));
            }
            line.extend_from_slice(rest);
            self.at = self.plain.len();
            if line.len() > MOST_LINE_BYTES {
                return Err(Trouble::BundleDamaged);
            }
            if self.is_over {
                // Every line has its end, so what is left over was cut.
                return if line.is_empty() { Ok(None) } else { Err(Trouble::BundleDamaged) };
            }
            if !self.piece()? {
                return Err(Trouble::BundleDamaged);
            }
        }
    }

    fn read_ahead(&mut self) -> Result<(), Trouble> {
        self.ahead = vec![0; PIECE_BYTES + TAG_BYTES];
        let read = fill(&mut self.file, &mut self.ahead)?;
        self.ahead.truncate(read);
        Ok(())
    }

    /// Opens the piece that was read ahead; false where it does not open.
    fn piece(&mut self) -> Result<bool, Trouble> {
        let sealed = std::mem::take(&mut self.ahead);
        if sealed.len() == PIECE_BYTES + TAG_BYTES {
            self.read_ahead()?;
        }
        let is_last = self.ahead.is_empty();
        let nonce = self.pieces.nonce(is_last)?;
        let payload = Payload { msg: &sealed, aad: &self.pieces.header };
        let Ok(plain) = self.pieces.cipher.decrypt(&nonce, payload) else { return Ok(false) };
        self.plain = Zeroizing::new(plain);
        (self.at, self.is_over) = (0, is_last);
        Ok(true)
    }
}

/// Reads until the buffer is full or the file ends.
fn fill(file: &mut impl Read, buffer: &mut [u8]) -> Result<usize, Trouble> {
    let mut filled = 0;
    while filled < buffer.len() {
        match file.read(&mut buffer[filled..]) {
            Ok(0) => break,
            Ok(read) => filled += read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(Trouble::outside(&error)),
        }
    }
    Ok(filled)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sealed(text: &[u8]) -> Vec<u8> {
        let mut sealer = Sealer::begin(Vec::new(), b"secret", Kdf::LEAST).unwrap();
        sealer.add(text).unwrap();
        sealer.finish().unwrap()
    }

    fn lines(file: &[u8], secret: &[u8]) -> Result<Vec<Vec<u8>>, Trouble> {
        let mut opener = Opener::begin(file, secret)?;
        let mut lines = Vec::new();
        while let Some(line) = opener.line()? {
            lines.push(line.to_vec());
        }
        Ok(lines)
    }

    #[test]
    fn text_of_any_length_reads_back_and_nothing_of_it_stands_in_the_file() {
        for length in [0, 1, PIECE_BYTES - 1, PIECE_BYTES, PIECE_BYTES + 1, 2 * PIECE_BYTES, 2 * PIECE_BYTES + 7] {
            let mut text = b"Low back pain ".repeat(length / 14 + 1)[..length].to_vec();
            text.push(b'\n');
            let file = sealed(&text);
            assert_eq!(lines(&file, b"secret").unwrap().concat(), text[..length], "{length}");
            assert!(!file.windows(13).any(|window| window == b"Low back pain"));
        }
    }

    #[test]
    fn another_passphrase_another_file_and_a_later_one_are_told_apart() {
        let file = sealed(b"text\n");
        assert_eq!(lines(&file, b"secrets"), Err(Trouble::WrongBundlePassphrase));
        assert_eq!(lines(b"%PDF-1.7 and more text", b"secret"), Err(Trouble::NotABundle));
        assert_eq!(lines(b"", b"secret"), Err(Trouble::NotABundle));
        let mut later = file;
        later[MAGIC.len() - 2] = b'2';
        assert_eq!(lines(&later, b"secret"), Err(Trouble::Newer { file: NAME }));
    }

    #[test]
    fn no_piece_can_be_changed_left_out_doubled_moved_or_cut() {
        let mut text = vec![b'x'; 3 * PIECE_BYTES];
        text.push(b'\n');
        let file = sealed(&text);
        let piece = PIECE_BYTES + TAG_BYTES;
        let head = file.len() - 3 * piece - 1 - TAG_BYTES;
        let part = |from: usize, to: usize| file[head + from * piece..file.len().min(head + to * piece)].to_vec();
        let with = |parts: &[Vec<u8>]| [&file[..head], &parts.concat()].concat();
        assert!(lines(&with(&[part(0, 4)]), b"secret").is_ok());
        let wrong = [
            vec![part(0, 3)],
            vec![part(0, 1), part(2, 4)],
            vec![part(0, 2), part(1, 4)],
            vec![part(0, 1), part(2, 3), part(1, 2), part(3, 4)],
            vec![part(0, 4), part(3, 4)],
            vec![part(0, 4)[..2 * piece + 100].to_vec()],
        ];
        for parts in wrong {
            assert!(lines(&with(&parts), b"secret").is_err());
        }
        for at in (0..file.len()).step_by(9_973) {
            let mut flipped = file.clone();
            flipped[at] ^= 1;
            assert!(lines(&flipped, b"secret").is_err(), "byte {at}");
        }
    }

    #[test]
    fn a_planted_cost_does_not_exhaust_the_machine() {
        let file = sealed(b"text\n");
        let text = String::from_utf8_lossy(&file[MAGIC.len() + 4..]).into_owned();
        assert!(text.starts_with('{'), "the header is readable");
        let planted = Kdf { memory_kib: u32::MAX, ..Kdf::LEAST };
        let header = serde_json::to_vec(&Header { kdf: planted, salt: vec![0; 16], nonce: vec![0; 19] }).unwrap();
        let length = u32::try_from(header.len()).unwrap().to_le_bytes();
        let file = [MAGIC, &length, &header, &[0; 64]].concat();
        assert_eq!(lines(&file, b"secret"), Err(Trouble::BundleDamaged));
    }
}
