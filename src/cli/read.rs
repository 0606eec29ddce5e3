//! `read`: the text of a note's Data Matrix becomes a case file to start from.

use std::io::{self, Read};

use super::{Answer, Unusable, print, tell};
use crate::paper::scanned;

pub(super) const HELP: &str = "Prints a case file (fitnote-case/1) on standard output. Each doubt is one line on standard error that \
begins with the place in the case: a code cuts texts, and what it does not carry stands empty. The rules reject the case until its issuer \
and its assessment are filled in.";

/// The most that is taken from standard input: no symbol holds as much.
const MOST_BYTES: u64 = 64 * 1024;

/// Reads a code and prints the case.
pub(super) fn read(code: &str) -> Result<Answer, Unusable> {
    let scanned = if code == "-" {
        let mut bytes = Vec::new();
        io::stdin()
            .lock()
            .take(MOST_BYTES)
            .read_to_end(&mut bytes)
            .map_err(|error| Unusable(format!("Standard input could not be read ({error}).")))?;
        scanned::read_bytes(&bytes)?
    } else {
        scanned::read(code)?
    };
    let case = scanned.case()?;
    print(&serde_json::to_string_pretty(&case).map_err(|_| Unusable("The case could not be written out.".into()))?)?;
    for line in scanned.doubt_lines() {
        tell(&format!("doubt: {line}"));
    }
    Ok(Answer::Yes)
}
