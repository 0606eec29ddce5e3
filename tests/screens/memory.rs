//! The memory of a locked window: neither the passphrase nor a word of a patient is in it.
//!
//! The window works in a child of this binary, which wipes what it frees as the program does; this process reads the child's memory
//! while it is locked. The words are made from a number, so that neither process has them before they are typed.

use std::io::{BufRead, BufReader, Read, Seek, SeekFrom, Write};
use std::process::{Command, Stdio};

use egui::Key;

use super::person::{PASSPHRASE, Person};

const CHILD: &str = "screens::memory::child_that_is_locked";
/// Fields of a patient and of a note in which a word is typed.
const WORDS: usize = 4;

/// A word that nobody else has: fourteen letters, made anew where it is needed.
fn word(seed: u64, number: usize) -> String {
    let mut state = (seed ^ 0x5DEE_CE66).wrapping_mul(number as u64 * 2 + 0x9E37_79B9) | 1;
    let mut word = String::with_capacity(14);
    for place in 0..14 {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let letter = char::from(b'a' + u8::try_from((state >> 40) % 26).unwrap());
        word.push(if place == 0 { letter.to_ascii_uppercase() } else { letter });
    }
    word
}

fn seed() -> Option<u64> {
    std::env::var("FITNOTE_TEST_SEED").ok()?.parse().ok()
}

/// Types a patient and the beginning of a note, locks, and waits to be looked into.
#[test]
#[ignore = "it is the child of the test below"]
fn child_that_is_locked() {
    let Some(seed) = seed() else { return };
    let own = word(seed, 99);
    let mut person = Person::signed_in();
    person.ctrl(Key::L);
    // A passphrase typed key by key, wrong, and then the right one.
    person.goes_to("Passphrase");
    for letter in own.chars() {
        person.types(letter.encode_utf8(&mut [0; 4]));
    }
    drop(own);
    person.press(Key::Enter);
    person.unlocks(PASSPHRASE);
    person.press(Key::F3);
    for (number, field) in ["Given names", "Family name", "Postcode (optional)"].into_iter().enumerate() {
        person.fills(field, &word(seed, number));
    }
    person.press(Key::F2);
    person.opens("okafor");
    person.press(Key::F8);
    person.fills("Because of the following condition(s)", &word(seed, WORDS - 1));
    say("typed");
    person.ctrl(Key::L);
    person.must_see("Open the records");
    // Some frames of the locked window, as go by before anybody looks.
    for _ in 0..5 {
        person.settle();
    }
    say("locked");
}

/// Says a word to whoever looks in, and waits until they have.
fn say(what: &str) {
    println!("\n{what}");
    std::io::stdout().flush().unwrap();
    std::io::stdin().read_exact(&mut [0]).unwrap();
}

/// How often each of these words stands in a process's memory that it can write to.
fn found(process: u32, words: &[String]) -> std::io::Result<Vec<usize>> {
    const PIECE: usize = 1 << 20;
    let mut memory = std::fs::File::open(format!("/proc/{process}/mem"))?;
    let maps = std::fs::read_to_string(format!("/proc/{process}/maps"))?;
    let mut counts = vec![0; words.len()];
    let mut bytes = Vec::new();
    for line in maps.lines().filter(|line| line.split(' ').nth(1).is_some_and(|rights| rights.starts_with("rw"))) {
        let (from, to) = line.split(' ').next().and_then(|range| range.split_once('-')).unwrap();
        let (mut from, to) = (u64::from_str_radix(from, 16).unwrap(), u64::from_str_radix(to, 16).unwrap());
        while from < to {
            let length = usize::try_from(to - from).unwrap().min(PIECE + 64);
            bytes.resize(length, 0);
            let is_read = memory.seek(SeekFrom::Start(from)).is_ok() && memory.read_exact(&mut bytes).is_ok();
            if is_read {
                for (count, word) in counts.iter_mut().zip(words) {
                    let wide: Vec<u8> = word.bytes().flat_map(|byte| [byte, 0, 0, 0]).collect();
                    for needle in [word.as_bytes(), &wide] {
                        *count += bytes.windows(needle.len()).filter(|window| *window == needle).count();
                    }
                }
            }
            from += PIECE as u64;
        }
    }
    Ok(counts)
}

#[cfg(target_os = "linux")]
#[test]
fn a_locked_window_has_no_word_of_a_patient_and_no_passphrase_in_memory() {
    let seed = u64::from(std::process::id()) << 20 ^ u64::from(std::time::Instant::now().elapsed().subsec_nanos()) ^ 0x00AB_CDEF;
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", CHILD, "--ignored", "--nocapture", "--test-threads=1"])
        .env("FITNOTE_TEST_SEED", seed.to_string())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut answer = child.stdin.take().unwrap();
    let words: Vec<String> = (0..WORDS).map(|number| word(seed, number)).chain([word(seed, 99)]).collect();
    let mut look = |when: &str| {
        assert!(lines.by_ref().any(|line| line.unwrap() == when), "the child never was {when}");
        let counts = found(child.id(), &words);
        answer.write_all(b".").unwrap();
        counts
    };
    let typed = match look("typed") {
        Ok(counts) => counts,
        Err(error) => {
            drop(child.kill().and_then(|()| child.wait()));
            return eprintln!("skipped: this account may not read the memory of its own children here ({error})");
        }
    };
    // The search finds what is there: otherwise finding nothing later says nothing.
    assert!(typed[WORDS - 1] > 0, "the condition that stands on the screen was not found in memory: {typed:?}");
    assert_eq!(typed[WORDS], 0, "a passphrase that was refused is still in memory: {typed:?}");
    let locked = look("locked").unwrap();
    assert!(child.wait().unwrap().success());
    assert_eq!(locked, vec![0; WORDS + 1], "before locking: {typed:?}");
}
