//! The trees, in the order in which they are read. All are read; inside one a rule may end it.

mod advice;
mod assessment;
mod backdating;
mod condition;
mod continuity;
mod issuer;
mod output;
mod period;

use super::facts::Facts;
use super::trail::{Findings, Next};

/// One rule: its id, and the reading of it.
pub(super) struct Rule {
    pub id: &'static str,
    pub read: fn(&Facts<'_>, &mut Findings) -> Next,
}

/// The rules of one theme.
pub(super) struct Tree {
    pub name: &'static str,
    pub rules: &'static [Rule],
}

/// All trees.
pub(super) const TREES: [Tree; 8] =
    [issuer::TREE, assessment::TREE, condition::TREE, advice::TREE, period::TREE, backdating::TREE, continuity::TREE, output::TREE];

/// Reads all trees.
pub(super) fn read(facts: &Facts<'_>) -> Findings {
    let mut found = Findings::default();
    for tree in &TREES {
        for rule in tree.rules {
            if (rule.read)(facts, &mut found) == Next::End {
                break;
            }
        }
    }
    found
}

/// Whether a text says nothing: no letter and no digit in it.
fn is_blank(text: &str) -> bool {
    !text.chars().any(char::is_alphanumeric)
}
