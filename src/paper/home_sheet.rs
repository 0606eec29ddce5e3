//! The questions on paper, to fill in at home: boxes to tick, lines to write on, and nothing that must be answered.

use super::Document;
use super::flow::{Flow, TextSize};
use crate::content::conversation::{Field, Kind, QuestionSet, words as talk_words};
use crate::content::documents::{HomeSheet, home_sheet as words};
use crate::domain::draft::Standing;
use crate::domain::paper_kind::PaperKind;
use crate::talk::ids;

/// A question set as a sheet to fill in.
#[must_use]
pub fn home_sheet(set: &QuestionSet, id: &str, size: TextSize) -> Document {
    let words = words();
    let title = PaperKind::HomeSheet.title();
    let mut flow = Flow::new(PaperKind::HomeSheet, title, id, size, &words.footer);
    flow.paragraph(&words.opening).paragraph(&words.safe);
    flow.signatures(&[&words.name, &words.date]);
    let asked = set.steps.iter().filter(|step| step.fields.iter().any(|field| field.kind != Kind::Review));
    for (number, step) in asked.enumerate() {
        flow.heading(2, &format!("{}. {}", number + 1, step.title)).paragraph(&step.say).keep_next();
        // What is asked where the patient asks for it is not on the sheet, nor what only the clinician writes.
        let is_left_out = |id: &str| id == ids::PHQ4 || ids::PHQ4_ITEMS.contains(&id) || id == ids::MEETING;
        for field in step.fields.iter().filter(|field| !is_left_out(&field.id)) {
            ask(&mut flow, field, words);
        }
        let standing = [Standing::NotSure, Standing::PrefersNotToSay, Standing::NotRelevant];
        let labels: Vec<String> = standing.into_iter().map(|standing| talk_words().standing(standing).to_owned()).collect();
        let or = flow.mark();
        flow.paragraph(&words.or).boxes(&labels).keep_since(or);
    }
    flow.small(&set.name());
    flow.finish()
}

fn ask(flow: &mut Flow, field: &Field, words: &HomeSheet) {
    let labels: Vec<String> = field.options.iter().map(|choice| choice.label.clone()).collect();
    let mark = flow.mark();
    match field.kind {
        Kind::One => {
            flow.heading(3, &field.label).paragraph(&words.one).keep_next().boxes(&labels).keep_since(mark);
        }
        Kind::Many => {
            flow.heading(3, &field.label).paragraph(&words.many).keep_next().boxes(&labels).keep_since(mark);
        }
        Kind::Words => {
            flow.heading(3, &field.label).paragraph(&words.own_words).writing_lines(2).keep_since(mark);
        }
        Kind::Effects => {
            let effects: Vec<String> = talk_words().effects.iter().map(|effect| effect.label.clone()).collect();
            flow.heading(3, &field.label).paragraph(&words.many).keep_next().boxes(&effects);
            let days = flow.mark();
            flow.paragraph(&words.days).writing_lines(3).keep_since(days);
        }
        Kind::Picks => {
            flow.heading(3, &field.label).paragraph(&words.ideas).writing_lines(3).keep_since(mark);
        }
        Kind::Tasks => {
            flow.heading(3, &field.label).paragraph(&words.own_words).writing_lines(4);
        }
        Kind::Tried => {
            flow.heading(3, &field.label).paragraph(&words.own_words).writing_lines(2);
        }
        Kind::Services => {
            flow.heading(3, &field.label).paragraph(&words.many).boxes(&labels);
        }
        Kind::Range => {
            flow.heading(3, &field.label).paragraph(&words.days).writing_lines(3);
        }
        Kind::Date | Kind::Number => {
            flow.heading(3, &field.label).writing_lines(1);
        }
        Kind::Review => {}
    }
}
