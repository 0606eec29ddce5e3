//! The condition: that it is stated, precisely enough, and that it is one a fit note is for.

use super::{Rule, Tree, is_blank};
use crate::content::words;
use crate::rules::Field;
use crate::rules::facts::Facts;
use crate::rules::trail::{Findings, Next, Trail};

/// The stay in hospital is asked about first, because an empty condition ends the tree.
pub(in crate::rules) const TREE: Tree = Tree {
    name: "condition",
    rules: &[
        Rule { id: "condition.inpatient", read: inpatient },
        Rule { id: "condition.stated", read: stated },
        Rule { id: "condition.pregnancy", read: pregnancy },
        Rule { id: "condition.medical", read: medical },
        Rule { id: "condition.precise", read: precise },
    ],
};

fn inpatient(f: &Facts<'_>, found: &mut Findings) -> Next {
    let mut trail = Trail::of("condition.inpatient");
    if trail.ask("Is the patient in hospital now?", f.case.patient.inpatient) {
        found.add(trail.find("stay", Field::PatientInpatient).read("patient.inpatient", true));
    }
    Next::On
}

fn stated(f: &Facts<'_>, found: &mut Findings) -> Next {
    let mut trail = Trail::of("condition.stated");
    let conditions = &f.case.statement.conditions;
    if trail.ask("Is a condition stated?", !is_blank(conditions)) {
        return Next::On;
    }
    found.add(trail.find("empty", Field::Conditions).read("statement.conditions", conditions));
    Next::End
}

fn pregnancy(f: &Facts<'_>, found: &mut Findings) -> Next {
    let mut trail = Trail::of("condition.pregnancy");
    let conditions = &f.case.statement.conditions;
    if trail.ask("Is it pregnancy and nothing else?", words::is_only_pregnancy(conditions)) {
        found.add(trail.find("only", Field::Conditions).read("statement.conditions", conditions));
        return Next::End;
    }
    Next::On
}

fn medical(f: &Facts<'_>, found: &mut Findings) -> Next {
    let mut trail = Trail::of("condition.medical");
    let problem = words::non_medical(&f.case.statement.conditions);
    trail.ask("Does it read as a problem that is not medical?", problem.is_some());
    if let Some(words) = problem {
        found.add(trail.find("not_medical", Field::Conditions).read("statement.conditions", &words).say("words", words));
        return Next::End;
    }
    Next::On
}

fn precise(f: &Facts<'_>, found: &mut Findings) -> Next {
    let mut trail = Trail::of("condition.precise");
    let statement = &f.case.statement;
    let is_vague = trail.ask("Does it name no condition?", words::is_vague(&statement.conditions));
    if is_vague && !trail.ask("Is there a reason to state it less precisely?", statement.less_precise.is_some()) {
        let hit = trail.find("vague", Field::Conditions).read("statement.conditions", &statement.conditions);
        found.add(hit.read("statement.less_precise", "none").say("words", statement.conditions.trim()));
    }
    Next::On
}
