//! Who issues: profession, register, setting, nation, and what makes the note valid.

use super::{Rule, Tree, is_blank};
use crate::domain::profession::{Profession, Setting};
use crate::domain::registration::Registration;
use crate::rules::Field;
use crate::rules::facts::Facts;
use crate::rules::trail::{Findings, Next, Trail, one_of};

pub(in crate::rules) const TREE: Tree = Tree {
    name: "issuer",
    rules: &[
        Rule { id: "issuer.is_patient", read: is_patient },
        Rule { id: "issuer.nation", read: nation },
        Rule { id: "issuer.particulars", read: particulars },
        Rule { id: "issuer.profession", read: profession },
        Rule { id: "issuer.registration", read: registration },
        Rule { id: "issuer.setting", read: setting },
    ],
};

fn has_profession(f: &Facts<'_>) -> bool {
    !is_blank(f.case.issuer.profession.word())
}

fn may_issue(f: &Facts<'_>) -> bool {
    f.set.issuers.contains(&f.case.issuer.profession)
}

/// The word of a profession as the rule set's lists spell it.
pub(super) fn list_word(text: &str) -> String {
    text.to_lowercase().split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty()).collect::<Vec<_>>().join("_")
}

fn is_patient(f: &Facts<'_>, found: &mut Findings) -> Next {
    let mut trail = Trail::of("issuer.is_patient");
    if trail.ask("Are issuer and patient the same person?", f.case.patient.is_issuer) {
        found.add(trail.find("same", Field::PatientIsIssuer).read("patient.is_issuer", true));
    }
    Next::On
}

fn nation(f: &Facts<'_>, found: &mut Findings) -> Next {
    let mut trail = Trail::of("issuer.nation");
    let nation = f.case.practice.nation;
    if !trail.ask("Is this form used in the practice's nation?", f.set.nations.contains(&nation)) {
        let hit = trail.find("other_form", Field::PracticeNation).read("practice.nation", nation.title());
        found.add(hit.say("nation", nation.title()));
    }
    Next::On
}

fn particulars(f: &Facts<'_>, found: &mut Findings) -> Next {
    let case = f.case;
    let empty_address = case.practice.address.iter().all(|line| is_blank(line));
    let patient_name = format!("{}{}", case.patient.given_names, case.patient.family_name);
    let rows = [
        ("Is the issuer's name given?", "issuer_name", is_blank(&case.issuer.name), Field::IssuerName),
        ("Is the issuer's profession given?", "profession", !has_profession(f), Field::IssuerProfession),
        ("Is the practice's name given?", "practice_name", is_blank(&case.practice.name), Field::PracticeName),
        ("Is the practice's address given?", "practice_address", empty_address, Field::PracticeAddress),
        ("Is the patient's name given?", "patient_name", is_blank(&patient_name), Field::PatientName),
    ];
    for (question, variant, is_missing, field) in rows {
        let mut trail = Trail::of("issuer.particulars");
        if !trail.ask(question, !is_missing) {
            found.add(trail.find(variant, field).read(field.path(), ""));
        }
    }
    Next::On
}

/// Whoever may not issue ends the tree: register, training and setting no longer matter.
fn profession(f: &Facts<'_>, found: &mut Findings) -> Next {
    let mut trail = Trail::of("issuer.profession");
    let profession = &f.case.issuer.profession;
    if !trail.ask("Is a profession given?", has_profession(f)) {
        return Next::End; // `issuer.particulars` says so.
    }
    if trail.ask("May this profession issue?", may_issue(f)) {
        return Next::On;
    }
    let word = list_word(profession.word());
    let variant = if trail.ask("Is it a midwife?", word == "midwife") {
        "midwife"
    } else if trail.ask("May it write an AHP Health and Work Report?", f.set.ahp_report_writers.contains(&word)) {
        "ahp"
    } else {
        "other"
    };
    let issuers: Vec<String> = f.set.issuers.iter().map(|issuer| issuer.title().to_lowercase()).collect();
    let hit = trail.find(variant, Field::IssuerProfession).read("issuer.profession", profession.word());
    found.add(hit.say("profession", Profession::title(profession)).say("issuers", one_of(&issuers)));
    Next::End
}

fn registration(f: &Facts<'_>, found: &mut Findings) -> Next {
    let mut trail = Trail::of("issuer.registration");
    let issuer = &f.case.issuer;
    let parsed = Registration::parse(&issuer.profession, f.case.practice.nation, &issuer.registration);
    trail.ask("Does the number have the form of the profession's register?", parsed.is_ok());
    if let Err(fault) = parsed {
        let hit = trail.find("format", Field::IssuerRegistration).say("expected", fault.to_string());
        found.add(hit.read("issuer.profession", issuer.profession.word()).read("issuer.registration", &issuer.registration));
    }
    Next::On
}

/// Four questions of their own: each may warn.
fn setting(f: &Facts<'_>, found: &mut Findings) -> Next {
    let issuer = &f.case.issuer;
    let rows = [
        ("Is this private practice?", true, issuer.setting == Setting::Private, "private", "issuer.setting"),
        ("Is this a community pharmacy?", true, issuer.setting == Setting::CommunityPharmacy, "community_pharmacy", "issuer.setting"),
        ("Is fit note training recorded?", false, issuer.trained, "training", "issuer.trained"),
        ("Is issuing recorded as within the agreed scope?", false, issuer.within_scope, "scope", "issuer.within_scope"),
    ];
    for (question, warns_on, answer, variant, path) in rows {
        let mut trail = Trail::of("issuer.setting");
        if trail.ask(question, answer) == warns_on {
            let value = if path == "issuer.setting" { issuer.setting.title().to_owned() } else { answer.to_string() };
            found.add(trail.find(variant, Field::IssuerSetting).read(path, value));
        }
    }
    Next::On
}
