//! Counts so small that they could point at somebody are not given.

use std::collections::BTreeSet;

/// A count below this is not given (NHS England and the DWP suppress smaller ones too; this program's own choice is the wider one).
pub const LEAST_GIVEN: usize = 10;

/// A count as it may be given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Given {
    Count(usize),
    /// Fewer than [`LEAST_GIVEN`]; nothing at all is among these.
    Few,
    /// Not small itself, but a small one could be worked out from it.
    LeftOut,
}

impl Given {
    /// One count by itself.
    #[must_use]
    pub fn alone(count: usize) -> Self {
        if count < LEAST_GIVEN { Self::Few } else { Self::Count(count) }
    }

    /// The count, where it is given.
    #[must_use]
    pub fn count(self) -> Option<usize> {
        match self {
            Self::Count(count) => Some(count),
            Self::Few | Self::LeftOut => None,
        }
    }
}

impl std::fmt::Display for Given {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Count(count) => count.fmt(f),
            Self::Few => write!(f, "under {LEAST_GIVEN}"),
            Self::LeftOut => f.write_str("left out"),
        }
    }
}

/// The parts of a whole as they may be given beside the whole.
///
/// Where a single small one is left out, or all that are left out come to a small number, it could be worked out from the others: then the
/// next smallest goes too.
#[must_use]
pub fn parts(counts: &[usize]) -> Vec<Given> {
    let mut hidden: BTreeSet<usize> = counts.iter().enumerate().filter(|(_, count)| **count < LEAST_GIVEN).map(|(at, _)| at).collect();
    let together = |hidden: &BTreeSet<usize>| hidden.iter().filter_map(|at| counts.get(*at)).sum::<usize>();
    while !hidden.is_empty() && (hidden.len() == 1 || together(&hidden) < LEAST_GIVEN) {
        let rest = counts.iter().enumerate().filter(|(at, _)| !hidden.contains(at));
        let Some((next, _)) = rest.min_by_key(|(_, count)| **count) else { break };
        hidden.insert(next);
    }
    let given = |(at, count): (usize, &usize)| match hidden.contains(&at) {
        true if *count < LEAST_GIVEN => Given::Few,
        true => Given::LeftOut,
        false => Given::Count(*count),
    };
    counts.iter().enumerate().map(given).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_single_small_count_takes_the_next_smallest_with_it() {
        assert_eq!(parts(&[40, 3, 12]), [Given::Count(40), Given::Few, Given::LeftOut]);
        assert_eq!(parts(&[40, 30]), [Given::Count(40), Given::Count(30)]);
        assert_eq!(parts(&[4, 5]), [Given::Few, Given::Few]);
        assert_eq!(parts(&[3, 2, 25, 30]), [Given::Few, Given::Few, Given::LeftOut, Given::Count(30)]);
        assert_eq!(parts(&[7, 8, 25]), [Given::Few, Given::Few, Given::Count(25)]);
        assert_eq!(parts(&[]), []);
        assert_eq!([Given::Few.to_string(), Given::LeftOut.to_string(), Given::alone(10).to_string()], ["under 10", "left out", "10"]);
    }

    proptest! {
        /// Whoever knows the whole and what is given cannot tell a small part.
        #[test]
        fn no_small_part_can_be_worked_out(counts in prop::collection::vec(0usize..40, 1..8)) {
            let given = parts(&counts);
            let whole: usize = counts.iter().sum();
            let known: usize = given.iter().filter_map(|one| one.count()).sum();
            let hidden = given.iter().filter(|one| one.count().is_none()).count();
            prop_assert!(given.iter().zip(&counts).all(|(one, count)| one.count().is_none_or(|said| said == *count && said >= LEAST_GIVEN)));
            if hidden > 0 && hidden < counts.len() {
                prop_assert!(hidden >= 2);
                prop_assert!(whole - known >= LEAST_GIVEN);
            }
        }
    }
}
