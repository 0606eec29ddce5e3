//! Which data folder: the one named on the command line, else in the environment, else the platform's own.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use directories::ProjectDirs;

/// The environment variable that names the data folder.
pub const DATA_VARIABLE: &str = "FITNOTE_DATA";

/// The data folder could not be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoDataFolder;

impl std::fmt::Display for NoDataFolder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("This account has no home folder to keep records in. Name a data folder with --data or FITNOTE_DATA.")
    }
}

impl std::error::Error for NoDataFolder {}

/// The data folder to use. An empty name counts as none.
///
/// # Errors
/// When none is named and the account has no home folder.
pub fn data_folder(named: Option<&Path>) -> Result<PathBuf, NoDataFolder> {
    choose(named, std::env::var_os(DATA_VARIABLE), || ProjectDirs::from("", "", "fitnote").map(|dirs| dirs.data_local_dir().to_owned()))
}

fn choose(named: Option<&Path>, variable: Option<OsString>, own: impl FnOnce() -> Option<PathBuf>) -> Result<PathBuf, NoDataFolder> {
    let named = named.map(Path::to_owned).filter(|path| !path.as_os_str().is_empty());
    let variable = || variable.filter(|text| !text.is_empty()).map(PathBuf::from);
    named.or_else(variable).or_else(own).ok_or(NoDataFolder)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_call_goes_before_the_environment_before_the_platform() {
        let rows = [
            (Some("a"), Some("b"), Some("c"), Ok("a")),
            (None, Some("b"), Some("c"), Ok("b")),
            (Some(""), Some(""), Some("c"), Ok("c")),
            (None, None, Some("c"), Ok("c")),
            (None, None, None, Err(NoDataFolder)),
        ];
        for (named, variable, own, expected) in rows {
            let found = choose(named.map(Path::new), variable.map(OsString::from), || own.map(PathBuf::from));
            assert_eq!(found, expected.map(PathBuf::from), "{named:?} {variable:?} {own:?}");
        }
    }
}
