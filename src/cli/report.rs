//! `report`: the practice's figures between two days.

use std::path::Path;

use clap::ValueEnum;

use super::{Answer, Unusable, print, secrets};
use crate::domain::day::Day;
use crate::shell::{clock, figures};

/// How the figures are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    Csv,
    Json,
}

/// Prints the figures. Counts so small that they could point at somebody are left out.
pub(super) fn report(dir: &Path, days: (Day, Day), format: Format) -> Result<Answer, Unusable> {
    if days.0 > days.1 {
        return Err(Unusable(format!("The last day, {}, is before the first, {}. Give a last day on or after it.", days.1, days.0)));
    }
    let now = clock::now();
    let (mut store, who) = super::looked_into(dir, &secrets::passphrase()?)?;
    let counted = figures::figures(&mut store, &who, days, now)?;
    print(&match format {
        Format::Csv => counted.csv(),
        Format::Json => counted.json()?,
    })?;
    Ok(Answer::Yes)
}
