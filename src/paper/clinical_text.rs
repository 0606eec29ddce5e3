//! The text for the clinical record: the answers and the decision as plain lines, to be copied and not printed.

use crate::content::documents::{common, named};
use crate::domain::case::{Advice, Case};
use crate::domain::day::numeric;
use crate::domain::period::Period;
use crate::talk::ShownConversation;

/// The conversation and the decision as plain text, a line each. Where nobody has said yet how the person was assessed, it says so. What
/// was not reached in the conversation is not there; a finished one stands in the words that were asked then.
#[must_use]
pub fn clinical_text(case: &Case, said: Option<&ShownConversation>, is_assessed: bool) -> String {
    let mut lines = decision(case, is_assessed);
    if let Some(said) = said {
        let answers = said.steps.iter().flat_map(|step| &step.lines).chain(&said.elsewhere);
        let mut answers = answers.map(|line| format!("{}: {}", line.label, in_one_line(&line.text))).peekable();
        if answers.peek().is_some() {
            lines.push(String::new());
            lines.push(format!("Work and health conversation ({})", said.question_set));
            lines.extend(Some(said.stopped.clone()).filter(|line| !line.is_empty()));
            lines.extend(answers);
        }
    }
    lines.join("\n")
}

fn decision(case: &Case, is_assessed: bool) -> Vec<String> {
    let statement = &case.statement;
    let mut lines = vec![if is_assessed {
        format!("Fitness for work, assessed {} ({})", numeric(case.assessment.on), case.assessment.kind.title().to_lowercase())
    } else {
        "Fitness for work: no assessment is recorded yet".to_owned()
    }];
    let mut line = |label: &str, text: String| {
        if !text.trim().is_empty() {
            lines.push(format!("{label}: {}", in_one_line(&text)));
        }
    };
    line("Condition", statement.conditions.clone());
    let advice = statement.advice.iter().map(|advice| match advice {
        Advice::NotFit => "not fit for work",
        Advice::MayBeFit => "may be fit for work",
        Advice::Fit => "fit for work (no such statement exists)",
    });
    line("Advice", advice.collect::<Vec<_>>().join("; "));
    let benefits = statement.may_benefit_from.iter().map(|benefit| named(&common().benefits, benefit).to_lowercase());
    line("May benefit from", benefits.collect::<Vec<_>>().join("; "));
    line("Comments", statement.comments.clone());
    let period = match statement.period.resolve(case.assessment.on) {
        Ok(Period::Dated { from, to }) => format!("{} to {}", numeric(from), numeric(to)),
        Ok(Period::Indefinite { from }) => format!("from {}, indefinite", numeric(from)),
        Err(_) => String::new(),
    };
    line("Period", period);
    let again = statement.assess_again.map(|again| if again { "yes" } else { "no" }.to_owned());
    line("To be assessed again", again.unwrap_or_default());
    line("Clinician", format!("{}, {}", case.issuer.name.trim(), case.issuer.profession.title().to_lowercase()));
    lines
}

fn in_one_line(text: &str) -> String {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" / ")
}
