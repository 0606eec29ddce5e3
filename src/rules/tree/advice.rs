//! The advice: one of two, its boxes, its reasons, and whether to assess again.

use super::{Rule, Tree, is_blank};
use crate::content::words;
use crate::domain::case::Advice;
use crate::rules::facts::Facts;
use crate::rules::trail::{Findings, Next, Trail};
use crate::rules::{Field, Fix};

/// What is to be read whatever the advice comes first; an advice that is not one ends the tree.
pub(in crate::rules) const TREE: Tree = Tree {
    name: "advice",
    rules: &[
        Rule { id: "advice.reassess", read: reassess },
        Rule { id: "advice.function", read: function },
        Rule { id: "advice.one", read: one },
        Rule { id: "advice.ticks", read: ticks },
        Rule { id: "advice.reasons", read: reasons },
    ],
};

fn reassess(f: &Facts<'_>, found: &mut Findings) -> Next {
    let mut trail = Trail::of("advice.reassess");
    let answer = f.case.statement.assess_again;
    if !trail.ask("Is it decided whether to assess again?", answer.is_some()) {
        found.add(trail.find("open", Field::AssessAgain).read("statement.assess_again", "none"));
    }
    Next::On
}

fn function(f: &Facts<'_>, found: &mut Findings) -> Next {
    let mut trail = Trail::of("advice.function");
    let statement = &f.case.statement;
    if trail.ask("Are there comments?", !is_blank(&statement.comments)) {
        let named = words::job_named(&statement.comments);
        trail.ask("Do they name a job, a role or an employer?", named.is_some());
        if let Some(words) = named {
            found.add(trail.find("names_job", Field::Comments).read("statement.comments", &words).say("words", words));
        } else if trail.ask("Do they only repeat the condition?", words::only_repeats(&statement.comments, &statement.conditions)) {
            let hit = trail.find("repeats_condition", Field::Comments).read("statement.comments", &statement.comments);
            found.add(hit.read("statement.conditions", &statement.conditions));
        }
    }
    Next::On
}

fn one(f: &Facts<'_>, found: &mut Findings) -> Next {
    let mut trail = Trail::of("advice.one");
    let given = &f.case.statement.advice;
    let has = |advice| given.contains(&advice);
    let variant = if trail.ask("Was a note of fitness asked for?", has(Advice::Fit)) {
        "fit"
    } else if !trail.ask("Is any advice given?", !given.is_empty()) {
        "neither"
    } else if trail.ask("Are both given?", has(Advice::NotFit) && has(Advice::MayBeFit)) {
        "both"
    } else {
        return Next::On;
    };
    let words: Vec<&str> = given.iter().map(|advice| word(*advice)).collect();
    found.add(trail.find(variant, Field::Advice).read("statement.advice", words.join(", ")));
    Next::End
}

fn word(advice: Advice) -> &'static str {
    match advice {
        Advice::NotFit => "not_fit",
        Advice::MayBeFit => "may_be_fit",
        Advice::Fit => "fit",
    }
}

fn ticks(f: &Facts<'_>, found: &mut Findings) -> Next {
    let mut trail = Trail::of("advice.ticks");
    let boxes = &f.case.statement.may_benefit_from;
    let is_not_fit = trail.ask("Is the advice \"not fit\"?", f.advises_only(Advice::NotFit));
    if is_not_fit && trail.ask("Is a box ticked?", !boxes.is_empty()) {
        let hit = trail.find("on_not_fit", Field::MayBenefitFrom).read("statement.may_benefit_from", boxes.len());
        found.add(hit.offer(Fix::ClearBoxes));
    }
    Next::On
}

fn reasons(f: &Facts<'_>, found: &mut Findings) -> Next {
    let mut trail = Trail::of("advice.reasons");
    let statement = &f.case.statement;
    let may_be_fit = trail.ask("Is the advice \"may be fit\"?", f.advises_only(Advice::MayBeFit));
    if may_be_fit && !trail.ask("Are there comments?", !is_blank(&statement.comments)) {
        let hit = trail.find("no_comments", Field::Comments).read("statement.comments", &statement.comments);
        found.add(hit.read("statement.may_benefit_from", statement.may_benefit_from.len()));
    }
    Next::On
}
