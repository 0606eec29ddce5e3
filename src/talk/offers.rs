//! Which changes at work are offered: by the functions that were described, in a fixed order. Nothing is ever added by itself.

use super::{Mode, modes, said};
use crate::content::adjustments::{Adjustment, Catalogue, Group};
use crate::content::conversation::words;
use crate::domain::draft::Conversation;

/// One row to pick from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer<'a> {
    pub adjustment: &'a Adjustment,
    /// The heading to show it under; never printed.
    pub group: &'a Group,
    pub reason: Reason,
    /// The described effects that it answers, by id.
    pub because: Vec<&'static str>,
    pub is_picked: bool,
}

/// Why a row is offered; offers come in this order, and within it in the order of the catalogue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// Keeps people safe where awareness may be lost.
    Safety,
    /// Keeps within a limit where effort makes things worse.
    EnergyLimit,
    /// Time for appointments: useful to almost everyone.
    Early,
    /// Answers a function that was described.
    Described,
    /// Is picked often in this practice.
    Favourite,
    /// Suits any function.
    General,
    /// Was found by searching.
    Found,
}

/// The rows to offer. Without a search: those for the functions that were described, and those that suit any. With one: every row
/// that holds all its words. Where effort makes things worse, rows that raise the load by schedule are left out of both.
#[must_use]
pub fn offers<'a>(conv: &Conversation, catalogue: &'a Catalogue, search: &str) -> Vec<Offer<'a>> {
    offers_with(conv, catalogue, search, &[])
}

/// What is left out of the offers because it did not help before.
#[must_use]
pub fn left_out<'a>(conv: &Conversation, catalogue: &'a Catalogue) -> Vec<&'a Adjustment> {
    catalogue.rows().map(|(_, row)| row).filter(|row| said::did_not_help(conv, &row.id)).collect()
}

/// As [`offers`], with the practice's favourites behind what was described. What did not help before is left out.
#[must_use]
pub fn offers_with<'a>(conv: &Conversation, catalogue: &'a Catalogue, search: &str, favourites: &[String]) -> Vec<Offer<'a>> {
    let modes = modes(conv);
    let described = said::described(conv);
    let wanted: Vec<String> = search.split_whitespace().map(str::to_lowercase).collect();
    let mut offers = Vec::new();
    for (group, row) in catalogue.rows() {
        if (modes.has(Mode::EnergyLimit) && row.increases_load) || said::did_not_help(conv, &row.id) {
            continue;
        }
        let because: Vec<_> = described.iter().copied().filter(|id| row.effects.iter().any(|effect| effect == id)).collect();
        let reason = if modes.has(Mode::SafetyAwareness) && row.safety {
            Reason::Safety
        } else if modes.has(Mode::EnergyLimit) && row.energy_limit {
            Reason::EnergyLimit
        } else if row.early {
            Reason::Early
        } else if !because.is_empty() {
            Reason::Described
        } else if favourites.contains(&row.id) {
            Reason::Favourite
        } else if row.effects.is_empty() {
            Reason::General
        } else {
            Reason::Found
        };
        let is_listed = if wanted.is_empty() { reason != Reason::Found } else { is_found(group, row, &wanted) };
        if is_listed {
            let is_picked = said::picks(conv).any(|pick| pick.id == row.id);
            offers.push(Offer { adjustment: row, group, reason, because, is_picked });
        }
    }
    offers.sort_by_key(|offer| offer.reason);
    offers
}

fn is_found(group: &Group, row: &Adjustment, wanted: &[String]) -> bool {
    let labels = row.effects.iter().filter_map(|id| words().effect(id)).map(|effect| effect.label.to_lowercase());
    let texts: Vec<String> = [row.text.to_lowercase(), group.title.to_lowercase()].into_iter().chain(labels).collect();
    wanted.iter().all(|word| texts.iter().any(|text| text.contains(word.as_str())))
}
