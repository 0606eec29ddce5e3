//! Inputs that nobody wrote: right ones, bent again and again, the same on every run.

/// Pieces that parsers are known to stumble over.
const PIECES: [&[u8]; 36] = [
    b"\"",
    b"\\",
    b"{",
    b"}",
    b"[",
    b"]",
    b":",
    b",",
    b"null",
    b"true",
    b"-1",
    b"0",
    b"1e999",
    b"18446744073709551616",
    b"0.1",
    b"\\u0000",
    b"\\ud800",
    b"\xff",
    b"\xc3",
    b"\xed\xa0\x80",
    b"\xe2\x80\xae",
    b"\xef\xbb\xbf",
    b"\0",
    b"\n",
    b"\r\n",
    b"|",
    b"29/2",
    b"31 feb",
    b"9999-12-31",
    b"0000-00-00",
    b" to ",
    b"2/52",
    b"w",
    b"\xf0\x9f\xa6\xb4",
    b"e\xcc\x81",
    b"'",
];

/// Bends its seeds.
pub struct Mutator<'a> {
    seeds: &'a [&'a [u8]],
    state: u64,
    input: Vec<u8>,
}

impl<'a> Mutator<'a> {
    pub fn new(seeds: &'a [&'a [u8]], number: u64) -> Self {
        Self { seeds, state: number.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1, input: Vec::new() }
    }

    fn below(&mut self, most: usize) -> usize {
        self.state ^= self.state << 13;
        self.state ^= self.state >> 7;
        self.state ^= self.state << 17;
        let number = self.state.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 16;
        usize::try_from(number).unwrap_or(0) % most.max(1)
    }

    /// The next input.
    pub fn input(&mut self) -> &[u8] {
        let seeds = self.seeds;
        let seed = seeds[self.below(seeds.len())];
        self.input.clear();
        self.input.extend_from_slice(seed);
        for _ in 0..=self.below(5) {
            self.bend();
        }
        &self.input
    }

    fn bend(&mut self) {
        let length = self.input.len();
        let at = self.below(length + 1);
        let some = self.below(24);
        match self.below(9) {
            0 if length > 0 => {
                let bit = self.below(8);
                self.input[at.min(length - 1)] ^= 1 << bit;
            }
            1 if length > 0 => self.input[at.min(length - 1)] = u8::try_from(self.below(256)).unwrap_or(0),
            2 => drop(self.input.drain(at..(at + some).min(length))),
            3 => self.input.truncate(at),
            4 => {
                let again = self.input[at..(at + some).min(length)].to_vec();
                drop(self.input.splice(at..at, again));
            }
            5 => {
                let other = self.seeds[self.below(self.seeds.len())];
                let from = self.below(other.len() + 1);
                drop(self.input.splice(at..(at + some).min(length), other[from..(from + some).min(other.len())].iter().copied()));
            }
            6 => {
                let many = 1 + self.below(300);
                let byte = PIECES[self.below(PIECES.len())][0];
                drop(self.input.splice(at..at, std::iter::repeat_n(byte, many)));
            }
            _ => {
                let piece = PIECES[self.below(PIECES.len())];
                drop(self.input.splice(at..(at + some % 4).min(length), piece.iter().copied()));
            }
        }
    }
}

/// The share of a usual run.
const USUAL: u64 = 20_000;

/// How many inputs a parser gets: a share that fits a test run, or what `FITNOTE_TEST_INPUTS` says.
pub fn inputs() -> u64 {
    std::env::var("FITNOTE_TEST_INPUTS").ok().and_then(|text| text.parse().ok()).unwrap_or(USUAL)
}

/// Gives a parser its inputs. It may refuse each of them; it may not panic, take long over one, or keep memory.
pub fn feed(name: &str, seeds: &[&[u8]], mut parse: impl FnMut(&[u8]) -> bool) {
    let mut mutator = Mutator::new(seeds, name.len() as u64);
    for seed in seeds {
        assert!(parse(seed), "{name}: a seed is not read, so nothing beyond the first error would be tried");
    }
    let all = inputs();
    let (mut read, mut slowest, mut begun_with) = (0_u64, std::time::Duration::ZERO, None);
    for number in 0..all {
        // After the first part everything that is made once is made.
        if number == all / 10 {
            begun_with = resident();
        }
        let begun = std::time::Instant::now();
        read += u64::from(parse(mutator.input()));
        slowest = slowest.max(begun.elapsed());
    }
    let grew = resident().zip(begun_with).map_or(0, |(now, then)| now.saturating_sub(then));
    println!("{name}: {all} inputs, {read} of them read, slowest {slowest:?}, memory grew by {} KiB", grew / 1024);
    assert!(read < all, "{name}: nothing was ever refused");
    // Far above what a busy machine adds, far below a parser that does not come back.
    assert!(slowest < std::time::Duration::from_secs(20), "{name}: {slowest:?} over one input");
    // Other tests of the same process use memory too: in a long run there are none.
    assert!(all <= USUAL || grew < 96 * 1024 * 1024, "{name}: memory grew by {grew} bytes");
}

/// The memory that this process has in use, in bytes; none where the system does not tell.
fn resident() -> Option<u64> {
    let text = std::fs::read_to_string("/proc/self/statm").ok()?;
    Some(text.split(' ').nth(1)?.parse::<u64>().ok()? * 4096)
}
