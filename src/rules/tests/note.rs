//! Condition, advice and page.

use super::*;
use crate::domain::case::{Advice, Benefit, LessPrecise};
use crate::rules::Field;

#[test]
fn a_condition_is_stated_with_a_letter_or_a_digit() {
    for empty in ["", "  ", "\t\n", "-", " . ", "\u{a0}"] {
        let (variant, finding) = only(|c| c.statement.conditions = empty.into());
        assert_eq!((finding.rule, variant, finding.weight), ("condition.stated", "empty", Weight::Reject), "{empty:?}");
        assert_eq!(finding.path, ["Is a condition stated? no"]);
    }
    assert!(names(|c| c.statement.conditions = "RSI".into()).is_empty());
}

#[test]
fn a_vague_condition_is_asked_about_unless_there_is_a_reason() {
    let (variant, finding) = only(|c| c.statement.conditions = "Medical problem".into());
    assert_eq!((finding.rule, variant, finding.weight), ("condition.precise", "vague", Weight::Warn));
    assert_eq!(finding.path, ["Does it name no condition? yes", "Is there a reason to state it less precisely? no"]);
    let read =
        [("statement.conditions".to_owned(), "Medical problem".to_owned()), ("statement.less_precise".to_owned(), "none".to_owned())];
    assert_eq!(finding.inputs, read);
    for reason in [LessPrecise::Wellbeing, LessPrecise::PositionWithEmployer] {
        let found = names(|c| {
            c.statement.conditions = "Medical problem".into();
            c.statement.less_precise = Some(reason);
        });
        assert!(found.is_empty(), "{reason:?} {found:?}");
    }
}

#[test]
fn problems_that_are_not_medical_and_pregnancy_alone_are_asked_about() {
    let (variant, finding) = only(|c| c.statement.conditions = "Dispute with manager".into());
    assert_eq!((finding.rule, variant, finding.weight), ("condition.medical", "not_medical", Weight::Warn));
    assert_eq!(finding.inputs, [("statement.conditions".to_owned(), "dispute".to_owned())]);
    assert_eq!(finding.path, ["Does it read as a problem that is not medical? yes"]);
    let (variant, finding) = only(|c| c.statement.conditions = "Pregnancy, 32/40".into());
    assert_eq!((finding.rule, variant, finding.weight), ("condition.pregnancy", "only", Weight::Warn));
    assert!(finding.clinician.contains("MAT B1"), "{}", finding.clinician);
    assert!(names(|c| c.statement.conditions = "Pelvic girdle pain in pregnancy".into()).is_empty());
}

#[test]
fn a_stay_in_hospital_has_its_own_certificate() {
    let (variant, finding) = only(|c| c.patient.inpatient = true);
    assert_eq!((finding.rule, variant, finding.weight), ("condition.inpatient", "stay", Weight::Warn));
    assert!(finding.clinician.contains("Med 10"), "{}", finding.clinician);
}

fn may_be_fit(comments: &str) -> impl FnOnce(&mut Case) {
    let comments = comments.to_owned();
    move |c| {
        c.statement.advice = vec![Advice::MayBeFit];
        c.statement.comments = comments;
    }
}

#[test]
fn exactly_one_advice_is_given() {
    let comments = "Can do seated tasks.";
    let rows = [
        (vec![], "neither"),
        (vec![Advice::NotFit, Advice::MayBeFit], "both"),
        (vec![Advice::Fit], "fit"),
        (vec![Advice::NotFit, Advice::Fit], "fit"),
    ];
    for (advice, expected) in rows {
        let (variant, finding) = only(|c| {
            c.statement.comments = comments.into();
            // Boxes are not asked about where it is not known what they belong to.
            c.statement.may_benefit_from = vec![Benefit::AlteredHours];
            c.statement.advice = advice;
        });
        assert_eq!((finding.rule, variant, finding.weight, finding.field), ("advice.one", expected, Weight::Reject, Field::Advice));
    }
    assert!(names(may_be_fit(comments)).is_empty());
    assert!(names(|c| c.statement.advice = vec![Advice::NotFit, Advice::NotFit]).is_empty());
    let (_, both) = only(|c| {
        c.statement.advice = vec![Advice::NotFit, Advice::MayBeFit];
    });
    assert_eq!(both.path, ["Was a note of fitness asked for? no", "Is any advice given? yes", "Are both given? yes"]);
    assert_eq!(both.inputs, [("statement.advice".to_owned(), "not_fit, may_be_fit".to_owned())]);
}

#[test]
fn the_boxes_belong_to_may_be_fit() {
    let (variant, finding) = only(|c| c.statement.may_benefit_from = vec![Benefit::PhasedReturn]);
    assert_eq!((finding.rule, variant, finding.weight), ("advice.ticks", "on_not_fit", Weight::Reject));
    assert!(matches!(&finding.fix, Some((label, Fix::ClearBoxes)) if label == "Clear the boxes"));
    assert_eq!(finding.path, ["Is the advice \"not fit\"? yes", "Is a box ticked? yes"]);
    let ticked = names(|c| {
        may_be_fit("Can do seated tasks.")(c);
        c.statement.may_benefit_from = Benefit::ALL.to_vec();
    });
    assert!(ticked.is_empty(), "{ticked:?}");
}

#[test]
fn may_be_fit_needs_its_reasons_and_ticks_do_not_do() {
    for comments in ["", " ", " .\n"] {
        let (variant, finding) = only(|c| {
            may_be_fit(comments)(c);
            c.statement.may_benefit_from = vec![Benefit::AlteredHours];
        });
        assert_eq!((finding.rule, variant, finding.weight), ("advice.reasons", "no_comments", Weight::Reject));
        assert_eq!(finding.path, ["Is the advice \"may be fit\"? yes", "Are there comments? no"]);
    }
}

#[test]
fn comments_say_what_a_person_can_do_and_not_which_job() {
    let (variant, finding) = only(may_be_fit("Cannot work as a postman."));
    assert_eq!((finding.rule, variant, finding.weight), ("advice.function", "names_job", Weight::Warn));
    assert!(finding.clinician.contains("postman"), "{}", finding.clinician);
    let (variant, finding) = only(may_be_fit("Low back pain."));
    assert_eq!((finding.rule, variant, finding.weight), ("advice.function", "repeats_condition", Weight::Warn));
    let path = ["Are there comments? yes", "Do they name a job, a role or an employer? no", "Do they only repeat the condition? yes"];
    assert_eq!(finding.path, path);
    assert!(names(may_be_fit("Low back pain: cannot sit for more than 20 minutes.")).is_empty());
    // A "not fit" note may have comments too, and the same is asked of them.
    assert_eq!(names(|c| c.statement.comments = "Works as a driver.".into()), ["advice.function names_job"]);
}

#[test]
fn whether_to_assess_again_is_decided() {
    let (variant, finding) = only(|c| c.statement.assess_again = None);
    assert_eq!((finding.rule, variant, finding.weight, finding.field), ("advice.reassess", "open", Weight::Reject, Field::AssessAgain));
    assert!(names(|c| c.statement.assess_again = Some(true)).is_empty());
}

struct Narrow(Vec<Overflow>);

impl Page for Narrow {
    fn overflow(&self, _case: &Case) -> Vec<Overflow> {
        self.0.clone()
    }
}

#[test]
fn nothing_is_cut_and_every_character_is_printed() {
    let long = format!("{} and the end", "seated tasks ".repeat(20).trim_end());
    let page = Narrow(vec![
        Overflow { field: Field::Comments, cut: long.clone(), undrawable: vec![] },
        Overflow { field: Field::Conditions, cut: String::new(), undrawable: vec!['\u{1f600}', '\u{200b}'] },
        Overflow { field: Field::PracticeAddress, cut: "Whitby".into(), undrawable: vec!['☃'] },
        Overflow { field: Field::IssuerName, cut: String::new(), undrawable: vec![] },
    ]);
    let found = findings_on(&case(|_| ()), &page);
    let variants: Vec<&str> = found.iter().map(|(variant, _)| *variant).collect();
    assert_eq!(variants, ["cut", "undrawable", "both"]);
    assert!(found.iter().all(|(_, finding)| finding.rule == "output.fits" && finding.weight == Weight::Reject));
    let (_, cut) = &found[0];
    assert!(cut.clinician.contains(&format!("{} characters", long.chars().count())), "{}", cut.clinician);
    assert!(cut.clinician.contains("\"seated tasks seated"), "{}", cut.clinician);
    assert!(cut.clinician.chars().count() < 250, "{}", cut.clinician);
    assert_eq!(cut.inputs[0], ("cut".to_owned(), long));
    assert_eq!(cut.field, Field::Comments);
    assert!(
        found[1].1.clinician.contains("\u{1f600} (U+1F600), U+200B") || found[1].1.clinician.contains("(U+200B)"),
        "{}",
        found[1].1.clinician
    );
    assert!(found[2].1.clinician.contains("6 characters") && found[2].1.clinician.contains('☃'), "{}", found[2].1.clinician);
    assert_eq!(found[0].1.path, ["Does the text fit its printed box? no", "Can the form's font draw all of it? yes"]);
}
