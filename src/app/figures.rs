//! The practice's figures on their screen: the days asked for, and the tables that answer.
//!
//! They stay out of a consultation: while a note is being written nothing here opens, so that no count stands beside a decision.

pub mod count;

use std::path::PathBuf;

use chrono::Datelike;

use super::model::{Focus, Model, Notice, Place};
use super::msg::Cmd;
use crate::domain::day::{self, Day, YearHint};
use crate::domain::figures::Figures;

/// The screen's state.
#[derive(Default)]
pub struct FiguresRoom {
    pub from: String,
    pub to: String,
    /// What cannot be read, beside its field.
    pub faults: Vec<(FiguresField, String)>,
    pub figures: Option<Figures>,
    pub busy: bool,
}

/// A field of the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FiguresField {
    From,
    To,
}

/// What happened there.
pub enum FiguresMsg {
    Opened,
    Typed(FiguresField, String),
    ShowPressed,
    SavePressed,
}

/// What the shell is asked.
pub enum FiguresCmd {
    Count {
        from: Day,
        to: Day,
    },
    /// Write them as a file into this folder.
    Save {
        figures: Box<Figures>,
        folder: PathBuf,
    },
}

/// What came of it.
pub enum FiguresDone {
    Counted(Box<Figures>),
    Saved(PathBuf),
}

/// Answers what happened.
pub(super) fn update(model: &mut Model, msg: FiguresMsg) -> Vec<Cmd> {
    match msg {
        FiguresMsg::Opened => opened(model),
        FiguresMsg::Typed(field, text) => {
            let room = &mut model.figures;
            room.faults.retain(|(at, _)| *at != field);
            match field {
                FiguresField::From => room.from = text,
                FiguresField::To => room.to = text,
            }
            Vec::new()
        }
        FiguresMsg::ShowPressed => ask(model),
        FiguresMsg::SavePressed => {
            let Some(session) = &model.session else { return Vec::new() };
            let folder = session.settings.pdf_folder.clone().unwrap_or_else(|| session.documents.clone());
            match model.figures.figures.clone() {
                Some(figures) if !model.figures.busy => {
                    model.figures.busy = true;
                    vec![Cmd::Figures(FiguresCmd::Save { figures: Box::new(figures), folder })]
                }
                _ => Vec::new(),
            }
        }
    }
}

/// Opens the screen with the twelve months up to today.
fn opened(model: &mut Model) -> Vec<Cmd> {
    if model.session.is_none() {
        return Vec::new();
    }
    if model.desk.is_some() {
        model.notice =
            Some(Notice::info("Figures stay out of a consultation.", "Put this note aside with F2; it is kept. Then open the figures."));
        return Vec::new();
    }
    let today = model.today();
    let from = Day::from_ymd_opt(today.year() - 1, today.month(), 1).unwrap_or(today);
    model.figures = FiguresRoom { from: day::numeric(from), to: day::numeric(today), ..FiguresRoom::default() };
    super::update::go(model, Place::Figures);
    ask(model)
}

fn ask(model: &mut Model) -> Vec<Cmd> {
    let today = model.today();
    let room = &mut model.figures;
    room.faults.clear();
    let mut read = |field: FiguresField, text: &str| match day::parse(text.trim(), YearHint::NotAfter(today), today) {
        Ok(day) => Some(day),
        Err(error) => {
            room.faults.push((field, error.to_string()));
            None
        }
    };
    let (from, to) = (read(FiguresField::From, &room.from), read(FiguresField::To, &room.to));
    let (Some(from), Some(to)) = (from, to) else {
        model.focus = room.faults.first().map(|_| Focus::First);
        return Vec::new();
    };
    if from > to {
        room.faults.push((FiguresField::To, "The last day is before the first. Type a day on or after it.".into()));
        return Vec::new();
    }
    room.busy = true;
    vec![Cmd::Figures(FiguresCmd::Count { from, to })]
}

/// What came of a command.
pub(super) fn done(model: &mut Model, done: FiguresDone) -> Vec<Cmd> {
    model.figures.busy = false;
    match done {
        FiguresDone::Counted(figures) => model.figures.figures = Some(*figures),
        FiguresDone::Saved(path) => model.notice = Some(Notice::good(format!("The figures are saved as {}", path.display()))),
    }
    Vec::new()
}
