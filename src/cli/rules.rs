//! `rules`: the rule set printed, and recorded notes judged again by another one, as a report.

use std::borrow::Cow;
use std::path::Path;

use serde_json::{Value, json};

use super::records::print_lines;
use super::{Answer, Unusable, files, print, secrets, tell};
use crate::domain::day::Day;
use crate::paper::Med3Page;
use crate::rules::{self, NoteRecord, RuleSet};
use crate::shell::clock;
use crate::store::{StoreError, Trouble};

/// Said by `fitnote rules --help`.
pub(super) const HELP: &str = "With --recheck the data folder is opened: the passphrase is asked for, or taken from FITNOTE_PASSPHRASE.";

/// The rule set that was asked for: by id or file, by day, or the one in force today.
pub(super) fn chosen(as_of: Option<Day>, named: Option<&str>) -> Result<Cow<'static, RuleSet>, Unusable> {
    if let Some(named) = named {
        return match rules::by_id(named) {
            Some(set) => Ok(Cow::Borrowed(set)),
            None => from_file(named).map(Cow::Owned),
        };
    }
    let day = as_of.unwrap_or_else(|| clock::now().date_naive());
    let set = rules::in_force(day);
    if day < set.in_force_from {
        tell(&format!(
            "No rule set of this program is as old as {day}. The oldest, {} from {}, judges such days.",
            set.id, set.in_force_from
        ));
    }
    Ok(Cow::Borrowed(set))
}

fn from_file(named: &str) -> Result<RuleSet, Unusable> {
    if !Path::new(named).exists() {
        return Err(Unusable(format!(
            "--rule-set: there is no rule set {named} and no such file. fitnote rules --json names the one in force."
        )));
    }
    rules::read_rule_set(&files::text(Path::new(named))?).map_err(|why| Unusable(format!("{named}: {why}")))
}

/// Prints a rule set.
pub(super) fn list(set: &RuleSet, as_json: bool) -> Result<Answer, Unusable> {
    if as_json {
        let text = serde_json::to_string_pretty(&rules::rules_json(set));
        print(&text.map_err(|_| Unusable("The rules could not be written out.".into()))?)?;
    } else {
        tell(&format!("{} ({}), in force from {}.", set.title, set.id, set.in_force_from));
        print(&rules::rule_lines().join("\n"))?;
    }
    Ok(Answer::Yes)
}

/// Judges every recorded note by a rule set, and prints what it was then and what it would be now. Nothing is written.
pub(super) fn recheck(dir: &Path, set: &RuleSet) -> Result<Answer, Unusable> {
    let (mut store, who) = super::looked_into(dir, &secrets::passphrase()?)?;
    super::records::listed(&mut store, &who, "all notes judged again");
    let mut lines = Vec::new();
    let mut changed = 0;
    for line in store.all_notes()? {
        let record = store.note(&line.id)?.ok_or(StoreError::Read(Trouble::NoSuch("note")))?;
        let (report, differs) = judged_again(&record, set);
        changed += usize::from(differs);
        lines.push(report.to_string());
    }
    print_lines(&lines)?;
    tell(&format!("{} of {} notes would have another verdict under {}. Nothing was changed.", changed, lines.len(), set.id));
    Ok(Answer::Yes)
}

fn judged_again(record: &NoteRecord, set: &RuleSet) -> (Value, bool) {
    let now = rules::verdict_json(&rules::judge(&record.case, set, &Med3Page));
    let differs = now["verdict"] != record.verdict.as_str();
    let report = json!({
        "id": record.id,
        "issued_at": record.issued_at.to_rfc3339(),
        "rule_set_then": record.rule_set,
        "verdict_then": record.verdict,
        "rule_set_now": now["rule_set"],
        "verdict_now": now["verdict"],
        "changed": differs,
        "findings": now["findings"],
    });
    (report, differs)
}
