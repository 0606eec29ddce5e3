//! The page: nothing that was typed is cut or left out.

use super::{Rule, Tree};
use crate::rules::facts::Facts;
use crate::rules::trail::{Findings, Next, Trail, counted};
use crate::rules::{Field, Overflow};

pub(in crate::rules) const TREE: Tree = Tree { name: "output", rules: &[Rule { id: "output.fits", read: fits }] };

/// How many characters of what would be cut a sentence shows.
const SHOWN: usize = 60;

/// The beginning of what would be cut, as much as a sentence can hold: it shows where the box ends.
fn shortened(cut: &str) -> String {
    let mut shown: String = cut.trim().chars().take(SHOWN).collect();
    if shown.len() < cut.trim().len() {
        shown.truncate(shown.trim_end().len());
        shown.push('…');
    }
    shown
}

fn fits(f: &Facts<'_>, found: &mut Findings) -> Next {
    for overflow in f.page.overflow(f.case) {
        let Overflow { field, cut, undrawable } = &overflow;
        let mut trail = Trail::of("output.fits");
        let fits = trail.ask("Does the text fit its printed box?", cut.is_empty());
        let is_drawn = trail.ask("Can the form's font draw all of it?", undrawable.is_empty());
        let variant = match (fits, is_drawn) {
            (true, true) => continue,
            (false, true) => "cut",
            (true, false) => "undrawable",
            (false, false) => "both",
        };
        let characters: Vec<String> = undrawable.iter().map(|c| named(*c)).collect();
        let letters = i64::try_from(cut.chars().count()).unwrap_or(i64::MAX);
        let hit = trail.find(variant, *field).read("cut", cut).read("undrawable", characters.join(", ")).say("field", title(*field));
        found.add(hit.say("letters", counted(letters, "character")).say("cut", shortened(cut)).say("characters", characters.join(", ")));
    }
    Next::On
}

/// A character as a person can find it: itself where it shows, and its number.
fn named(c: char) -> String {
    let number = format!("U+{:04X}", u32::from(c));
    if c.is_control() || c.is_whitespace() { number } else { format!("{c} ({number})") }
}

/// A field as a sentence begins with it.
fn title(field: Field) -> &'static str {
    match field {
        Field::IssuerName => "The issuer's name",
        Field::IssuerProfession => "The issuer's profession",
        Field::PatientName => "The patient's name",
        Field::PracticeName | Field::PracticeAddress => "The practice's address",
        Field::Conditions => "The condition",
        Field::Comments => "The text of the comments",
        Field::Period => "The period",
        Field::IssuerRegistration
        | Field::IssuerSetting
        | Field::PatientIsIssuer
        | Field::PatientInpatient
        | Field::PracticeNation
        | Field::AssessmentOn
        | Field::AssessmentKind
        | Field::AssessmentOwn
        | Field::StatementOn
        | Field::Advice
        | Field::MayBenefitFrom
        | Field::ForeseeableFuture
        | Field::AssessAgain
        | Field::DuplicateOf => "What is entered",
    }
}
