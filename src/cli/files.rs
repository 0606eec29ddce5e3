//! Files that are read: named in every message, and never half read.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use super::Unusable;
use crate::domain::case::Case;
use crate::domain::case_file::{FileFault, MOST_BYTES, PracticeFile, read_case, read_practice};
use crate::shell::clock;

/// Reads a case file; a case without a day of its own gets the machine's.
pub(super) fn case(path: &Path) -> Result<Case, Unusable> {
    let mut case = read(path, read_case)?;
    case.today.get_or_insert_with(clock::today);
    Ok(case)
}

/// Reads a practice file.
pub(super) fn practice(path: &Path) -> Result<PracticeFile, Unusable> {
    read(path, read_practice)
}

fn read<T>(path: &Path, parse: fn(&str) -> Result<T, FileFault>) -> Result<T, Unusable> {
    parse(&text(path)?).map_err(|fault| Unusable(format!("{}: {fault}", path.display())))
}

/// Reads a text file.
pub(super) fn text(path: &Path) -> Result<String, Unusable> {
    let name = path.display();
    let refused = |error: &std::io::Error| match error.kind() {
        std::io::ErrorKind::NotFound => Unusable(format!("{name}: there is no such file. Check the path.")),
        std::io::ErrorKind::PermissionDenied => Unusable(format!("{name}: this account may not read the file.")),
        std::io::ErrorKind::IsADirectory => Unusable(format!("{name}: this is a folder. Name a file.")),
        _ => Unusable(format!("{name}: the file could not be read ({error}).")),
    };
    if path.is_dir() {
        return Err(refused(&std::io::ErrorKind::IsADirectory.into()));
    }
    let file = File::open(path).map_err(|error| refused(&error))?;
    let mut bytes = Vec::new();
    // One byte more than the parser takes: it then says that the file is too large, and an endless one is not read to its end.
    file.take(MOST_BYTES as u64 + 1).read_to_end(&mut bytes).map_err(|error| refused(&error))?;
    String::from_utf8(bytes).map_err(|error| {
        let whole = error.utf8_error().valid_up_to();
        if whole + 4 > MOST_BYTES {
            return Unusable(format!("{name}: the file is larger than 4 MiB, which no such file is."));
        }
        let line = error.as_bytes()[..whole].split(|byte| *byte == b'\n').count();
        Unusable(format!("{name} (line {line}): the file is not UTF-8 text. Save it as UTF-8."))
    })
}
