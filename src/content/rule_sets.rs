//! The dated numbers of the law, read once from `assets/rules/sets`: one file a set, named by its id.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use crate::domain::case::AssessmentKind;
use crate::domain::day::Day;
use crate::domain::profession::{Nation, Profession};

/// The numbers and lists that the rules read. A set has a first day and no last: it ends where the next one begins.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RuleSet {
    /// `gb-2026`: kept with each note that it judged.
    pub id: String,
    /// As shown on screen.
    pub title: String,
    /// The first day on which notes are judged by it.
    pub in_force_from: Day,
    /// What came into force on that day.
    pub because: String,
    /// The longest note, in calendar months, before the six months are reached.
    pub most_months_at_first: u32,
    /// Calendar months off work on advice before a longer note.
    pub months_off_before_longer: u32,
    /// A period of so many days or fewer names its last day.
    pub name_the_day_up_to_days: i64,
    /// Calendar days of an absence for which the patient's own word is enough.
    pub self_certified_days: i64,
    /// A start so many days or fewer before the assessment raises no question.
    pub backdated_days_unquestioned: i64,
    /// Notes so many days or fewer apart are one episode.
    pub same_episode_gap_days: i64,
    /// A note that ended so many days or more ago, before this absence, is only mentioned.
    pub earlier_absence_after_days: i64,
    /// Where the form of this set is used.
    pub nations: Vec<Nation>,
    /// The kinds of assessment on which a statement may rest.
    pub assessment_kinds: Vec<AssessmentKind>,
    /// Who may issue.
    pub issuers: Vec<Profession>,
    /// Who may write an AHP Health and Work Report instead, in the words of the case file.
    pub ahp_report_writers: Vec<String>,
    /// Whose written report may be considered.
    pub regulated_report_writers: Vec<String>,
    /// Whose written report may not.
    pub unregulated_report_writers: Vec<String>,
}

impl RuleSet {
    /// The first calendar day of an absence that needs a note: the eighth.
    #[must_use]
    pub fn first_day_that_needs_a_note(&self) -> i64 {
        self.self_certified_days + 1
    }
}

const FILES: &[(&str, &str)] = &[("gb-2026", include_str!("../../assets/rules/sets/gb-2026.json"))];

static SETS: LazyLock<Vec<RuleSet>> = LazyLock::new(|| {
    let mut sets: Vec<RuleSet> = FILES.iter().filter_map(|(_, text)| serde_json::from_str(text).ok()).collect();
    sets.sort_by_key(|set| set.in_force_from);
    sets
});

/// What judges where no set can be read: it knows no profession that may issue, so it lets nothing through.
static NOTHING: LazyLock<RuleSet> = LazyLock::new(|| RuleSet {
    id: "none".into(),
    title: String::new(),
    in_force_from: Day::MIN,
    because: String::new(),
    most_months_at_first: 0,
    months_off_before_longer: u32::MAX,
    name_the_day_up_to_days: i64::MAX,
    self_certified_days: 0,
    backdated_days_unquestioned: 0,
    same_episode_gap_days: 0,
    earlier_absence_after_days: i64::MAX,
    nations: Vec::new(),
    assessment_kinds: Vec::new(),
    issuers: Vec::new(),
    ahp_report_writers: Vec::new(),
    regulated_report_writers: Vec::new(),
    unregulated_report_writers: Vec::new(),
});

/// A set from its file's text, for trying a change of the law before it is one of the program's own.
///
/// # Errors
/// When the text is not a rule set; says where.
pub fn read(text: &str) -> Result<RuleSet, String> {
    serde_json::from_str(text).map_err(|error| error.to_string())
}

/// The set that was in force on a day; before the first one, the first.
#[must_use]
pub fn in_force(on: Day) -> &'static RuleSet {
    let begun = SETS.iter().rev().find(|set| set.in_force_from <= on);
    begun.or_else(|| SETS.first()).unwrap_or(&NOTHING)
}

/// The set with this id.
#[must_use]
pub fn by_id(id: &str) -> Option<&'static RuleSet> {
    SETS.iter().find(|set| set.id == id)
}

/// All sets, the oldest first.
#[must_use]
pub fn all() -> &'static [RuleSet] {
    &SETS
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn day(y: i32, m: u32, d: u32) -> Day {
        Day::from_ymd_opt(y, m, d).expect("a literal day")
    }

    #[test]
    fn every_file_of_the_folder_is_a_set_named_by_its_id() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/rules/sets");
        let files: BTreeSet<String> = std::fs::read_dir(folder)
            .expect("the folder is there")
            .filter_map(|entry| entry.ok()?.path().file_stem()?.to_str().map(str::to_owned))
            .collect();
        let known: BTreeSet<String> = FILES.iter().map(|(id, _)| (*id).to_owned()).collect();
        assert!(!files.is_empty());
        assert_eq!(files, known);
        for (id, text) in FILES {
            let set: RuleSet = serde_json::from_str(text).unwrap_or_else(|error| panic!("{id}: {error}"));
            assert_eq!(set.id, *id);
        }
        assert_eq!(SETS.len(), FILES.len());
    }

    #[test]
    fn the_set_of_2026_holds_the_numbers_of_the_law() {
        let set = in_force(day(2026, 11, 20));
        assert_eq!(set.id, "gb-2026");
        assert_eq!((set.most_months_at_first, set.months_off_before_longer), (3, 6));
        assert_eq!((set.name_the_day_up_to_days, set.self_certified_days, set.first_day_that_needs_a_note()), (14, 7, 8));
        assert_eq!((set.backdated_days_unquestioned, set.same_episode_gap_days), (7, 7));
        assert_eq!(set.issuers, Profession::ISSUERS);
        assert_eq!(set.assessment_kinds, AssessmentKind::OFFERED);
        assert_eq!(set.nations, [Nation::England, Nation::Scotland, Nation::Wales]);
        assert!(set.issuers.iter().all(Profession::may_issue));
    }

    #[test]
    fn a_day_before_the_first_set_is_judged_by_the_first() {
        assert_eq!(in_force(day(2022, 7, 1)).id, "gb-2026");
        assert_eq!(in_force(day(2010, 4, 6)).id, "gb-2026");
        assert!(by_id("gb-2026").is_some_and(|set| set.in_force_from == day(2022, 7, 1)));
        assert!(by_id("gb-1976").is_none());
    }

    #[test]
    fn nobody_is_both_regulated_and_unregulated() {
        for set in all() {
            let regulated: BTreeSet<&String> = set.regulated_report_writers.iter().collect();
            assert_eq!(regulated.len(), set.regulated_report_writers.len(), "a word stands twice");
            assert!(set.unregulated_report_writers.iter().all(|word| !regulated.contains(word)));
            assert!(set.ahp_report_writers.iter().all(|word| regulated.contains(word)));
            assert!(set.issuers.iter().all(|profession| regulated.contains(&profession.word().to_owned())));
        }
    }

    #[test]
    fn the_set_of_last_resort_lets_nobody_issue() {
        assert!(NOTHING.issuers.is_empty() && NOTHING.nations.is_empty() && NOTHING.assessment_kinds.is_empty());
    }
}
