//! Who issues.

use super::*;
use crate::domain::profession::{Nation, Profession, Setting};
use crate::rules::Field;

#[test]
fn the_five_professions_may_issue_and_no_other() {
    let rows = [
        ("doctor", "1234567"),
        ("nurse", "71A2998E"),
        ("occupational_therapist", "OT012345"),
        ("pharmacist", "2071234"),
        ("physiotherapist", "PH12345"),
    ];
    for (word, number) in rows {
        let found = names(|c| {
            c.issuer.profession = Profession::from(word.to_owned());
            c.issuer.registration = number.into();
        });
        assert!(found.is_empty(), "{word} {found:?}");
    }
    let other = [
        ("paramedic", "ahp"),
        ("Podiatrist", "ahp"),
        ("dietitian", "ahp"),
        ("midwife", "midwife"),
        ("nursing_associate", "other"),
        ("physician associate", "other"),
        ("dentist", "other"),
        ("Doctor", "other"),
    ];
    for (word, expected) in other {
        let (variant, finding) = only(|c| {
            c.issuer.profession = Profession::from(word.to_owned());
            // Where nobody may issue, register, training and setting are not asked about.
            c.issuer.registration = "PA012345".into();
            c.issuer.trained = false;
        });
        assert_eq!((finding.rule, variant, finding.weight), ("issuer.profession", expected, Weight::Reject), "{word}");
        assert_eq!(finding.path.first().map(String::as_str), Some("Is a profession given? yes"));
        assert_eq!(finding.path.get(1).map(String::as_str), Some("May this profession issue? no"));
        assert_eq!(finding.inputs, [("issuer.profession".to_owned(), word.to_owned())]);
    }
}

#[test]
fn a_paramedic_is_told_what_they_may_do_instead() {
    let (_, finding) = only(|c| c.issuer.profession = Profession::Other("paramedic".into()));
    assert!(finding.clinician.contains("Paramedic") && finding.clinician.contains("AHP Health and Work Report"), "{}", finding.clinician);
    assert!(finding.clinician.contains("doctor, nurse, occupational therapist, pharmacist or physiotherapist"), "{}", finding.clinician);
    let path = [
        "Is a profession given? yes",
        "May this profession issue? no",
        "Is it a midwife? no",
        "May it write an AHP Health and Work Report? yes",
    ];
    assert_eq!(finding.path, path);
    assert_eq!(finding.field, Field::IssuerProfession);
    let (_, midwife) = only(|c| c.issuer.profession = Profession::Other("midwife".into()));
    assert!(midwife.clinician.contains("MAT B1"), "{}", midwife.clinician);
}

#[test]
fn the_number_must_fit_the_professions_register() {
    let (variant, finding) = only(|c| {
        c.issuer.profession = Profession::Physiotherapist;
        c.issuer.registration = "OT012345".into();
    });
    assert_eq!((finding.rule, variant, finding.weight), ("issuer.registration", "format", Weight::Reject));
    assert_eq!(finding.path, ["Does the number have the form of the profession's register? no"]);
    assert!(finding.clinician.contains("PH123456"), "{}", finding.clinician);
    let read = [("issuer.profession".to_owned(), "physiotherapist".to_owned()), ("issuer.registration".to_owned(), "OT012345".to_owned())];
    assert_eq!(finding.inputs, read);
    for number in ["", " ", "123456", "12345678", "C1234567"] {
        assert_eq!(names(|c| c.issuer.registration = number.into()), ["issuer.registration format"], "{number}");
    }
    assert!(names(|c| c.issuer.registration = " 123 4567 ".into()).is_empty());
}

#[test]
fn nobody_certifies_for_themselves() {
    let (variant, finding) = only(|c| c.patient.is_issuer = true);
    assert_eq!((finding.rule, variant, finding.weight), ("issuer.is_patient", "same", Weight::Reject));
    assert_eq!(finding.path, ["Are issuer and patient the same person? yes"]);
    assert_eq!(finding.inputs, [("patient.is_issuer".to_owned(), "true".to_owned())]);
}

#[test]
fn each_doubt_about_the_setting_is_its_own_warning() {
    let rows: [(&str, Change, &str); 4] = [
        ("private", |c| c.issuer.setting = Setting::Private, "Is this private practice? yes"),
        ("community_pharmacy", |c| c.issuer.setting = Setting::CommunityPharmacy, "Is this a community pharmacy? yes"),
        ("training", |c| c.issuer.trained = false, "Is fit note training recorded? no"),
        ("scope", |c| c.issuer.within_scope = false, "Is issuing recorded as within the agreed scope? no"),
    ];
    for (expected, change, path) in rows {
        let (variant, finding) = only(change);
        assert_eq!((finding.rule, variant, finding.weight), ("issuer.setting", expected, Weight::Warn));
        assert_eq!(finding.path, [path]);
        assert_eq!(finding.inputs.len(), 1);
    }
    let all = names(|c| {
        c.issuer.setting = Setting::Private;
        c.issuer.trained = false;
        c.issuer.within_scope = false;
    });
    assert_eq!(all, ["issuer.setting private", "issuer.setting training", "issuer.setting scope"]);
}

#[test]
fn the_form_is_for_great_britain() {
    for nation in Nation::ALL {
        let found = names(|c| c.practice.nation = nation);
        assert_eq!(found.is_empty(), nation != Nation::NorthernIreland, "{nation:?} {found:?}");
    }
    let (variant, finding) = only(|c| c.practice.nation = Nation::NorthernIreland);
    assert_eq!((finding.rule, variant, finding.weight), ("issuer.nation", "other_form", Weight::Reject));
    assert_eq!(finding.inputs, [("practice.nation".to_owned(), "Northern Ireland".to_owned())]);
}

#[test]
fn name_profession_and_address_must_stand_on_the_note() {
    let rows: [(&str, Change, Field); 6] = [
        ("issuer_name", |c| c.issuer.name = "  ".into(), Field::IssuerName),
        ("profession", |c| c.issuer.profession = Profession::Other(" ".into()), Field::IssuerProfession),
        ("practice_name", |c| c.practice.name = "-".into(), Field::PracticeName),
        ("practice_address", |c| c.practice.address.clear(), Field::PracticeAddress),
        ("practice_address", |c| c.practice.address = vec![String::new(), " ".into()], Field::PracticeAddress),
        (
            "patient_name",
            |c| {
                c.patient.given_names.clear();
                c.patient.family_name = " ".into();
            },
            Field::PatientName,
        ),
    ];
    for (expected, change, field) in rows {
        let (variant, finding) = only(change);
        assert_eq!((finding.rule, variant, finding.weight), ("issuer.particulars", expected, Weight::Reject));
        assert_eq!(finding.field, field);
        assert_eq!(finding.path.len(), 1);
    }
    assert!(names(|c| c.patient.given_names.clear()).is_empty(), "one name is a name");
}
