//! Fills the Med3: the form's parts in reading order, each with what the case says of it.

use super::builder::Builder;
use super::fonts::{MM_PER_PT, font};
use super::text::{ASCENT_EM, DESCENT_EM, Fitted, Room, clean, fit, undrawable};
use super::{Face, Preview, Role, Shape, data_matrix};
use crate::content::forms::{Anchor, DateName, FieldName, Form, Part, TextFace, TextRole, TickName, When};
use crate::domain::case::{Advice, Benefit, Case, join_words};
use crate::domain::day::{self, Day};
use crate::rules::{Field, Overflow};

use chrono::Datelike;

/// The face of what is filled in.
const FILLED: Face = Face::Regular;

/// Lays out the form with what the case holds.
pub(super) fn lay_out(form: &Form, case: &Case, id: &str, with_code: bool) -> Preview {
    let mut page = Page { case, id, with_code, builder: Builder::new(form.width_mm, form.height_mm), overflow: Vec::new() };
    for (index, block) in form.blocks.iter().enumerate() {
        if index > 0 {
            page.builder.next_block();
        }
        for part in block {
            page.part(part);
        }
    }
    Preview { sheet: page.builder.finish(), overflow: page.overflow }
}

struct Page<'a> {
    case: &'a Case,
    id: &'a str,
    with_code: bool,
    builder: Builder,
    overflow: Vec<Overflow>,
}

impl Page<'_> {
    fn part(&mut self, part: &Part) {
        match part {
            Part::Text { role, x, baseline, size_pt, face, text, leading_mm, when } => {
                if self.is_printed(*when) {
                    self.builder.marked(role_of(*role), (*x, *baseline), *leading_mm, *size_pt, face_of(*face), text);
                }
            }
            Part::Line { x1, y1, x2, y2, width_mm } => {
                self.builder.item(Role::Artifact, Shape::Line { x1: *x1, y1: *y1, x2: *x2, y2: *y2, width_mm: *width_mm });
            }
            Part::Frame { x, y, width, height, line_mm, when } => {
                if self.is_printed(*when) {
                    self.builder.item(Role::Artifact, Shape::Frame { x: *x, y: *y, width: *width, height: *height, line_mm: *line_mm });
                }
            }
            Part::Tick { name, x, y, size } => self.tick(*name, *x, *y, *size),
            Part::Date { name, x, width, baseline, size_pt, slashes } => {
                let day = name.and_then(|name| self.date(name));
                self.date_box(day, *x, *width, *baseline, *size_pt, *slashes);
            }
            Part::Field { name, x, y, width, height, size_pt, least_pt, leading_em, anchor } => {
                let room = Room { width_mm: *width, height_mm: *height, size_pt: *size_pt, least_pt: *least_pt, leading_em: *leading_em };
                self.field(*name, *x, *y, room, *anchor);
            }
            Part::Code { x, y, size, least_module_mm } => self.code(*x, *y, *size, *least_module_mm),
        }
    }

    fn is_printed(&self, when: When) -> bool {
        let statement = &self.case.statement;
        match when {
            When::Always => true,
            When::Duplicate => statement.duplicate_of.is_some(),
            When::NoName => self.case.patient.full_name().is_empty(),
            When::AssessAgainOpen => statement.assess_again.is_none(),
            When::AssessAgain => statement.assess_again == Some(true),
            When::NotAssessAgain => statement.assess_again == Some(false),
        }
    }

    fn tick(&mut self, name: TickName, x: f32, y: f32, size: f32) {
        let statement = &self.case.statement;
        let benefit = |benefit| statement.may_benefit_from.contains(&benefit);
        let is_ticked = match name {
            TickName::NotFit => statement.advice.contains(&Advice::NotFit),
            TickName::MayBeFit => statement.advice.contains(&Advice::MayBeFit),
            TickName::PhasedReturn => benefit(Benefit::PhasedReturn),
            TickName::AmendedDuties => benefit(Benefit::AmendedDuties),
            TickName::AlteredHours => benefit(Benefit::AlteredHours),
            TickName::WorkplaceAdaptations => benefit(Benefit::WorkplaceAdaptations),
        };
        if is_ticked {
            self.builder.spoken(Role::Figure, Shape::Tick { x, y, size }, "Ticked");
        } else {
            // Its empty box, drawn just before, is what tells the reader.
            self.builder.say_last(Role::Figure, "Not ticked");
        }
    }

    fn date(&self, name: DateName) -> Option<Day> {
        let period = &self.case.statement.period;
        // "This will be the case for" or "from … to": never both.
        let is_dated = period.length.is_none() && !period.indefinite;
        match name {
            DateName::AssessedOn => Some(self.case.assessment.on),
            DateName::StatementOn => Some(self.case.statement.on),
            DateName::From => period.from.filter(|_| is_dated),
            DateName::To => period.to.filter(|_| is_dated),
        }
    }

    /// Day, month and year, each in the middle of its place between the printed slashes.
    fn date_box(&mut self, day: Option<Day>, x: f32, width: f32, baseline: f32, size_pt: f32, [first, second]: [f32; 2]) {
        let slash = font(Face::Regular).width_mm("/", size_pt);
        let numbers = day.map(|day| [format!("{:02}", day.day()), format!("{:02}", day.month()), format!("{:04}", day.year())]);
        // The first and the last place reach as far out as the middle one is wide, where the box has that room.
        let reach = second - first - slash + 3.0;
        let places = [((first - reach).max(x), first), (first + slash, second), (second + slash, (second + slash + reach).min(x + width))];
        for (index, (from, to)) in places.into_iter().enumerate() {
            if let Some(number) = numbers.as_ref().map(|numbers| &numbers[index]) {
                let middle = f32::midpoint(from, to) - font(FILLED).width_mm(number, size_pt) / 2.0;
                self.builder.line(Role::Value, middle, baseline, size_pt, FILLED, number);
            }
            if let Some(at) = [first, second].get(index) {
                // Slashes without a date are a part of the empty box.
                let role = if day.is_some() { Role::Value } else { Role::Artifact };
                self.builder.line(role, *at, baseline, size_pt, Face::Regular, "/");
            }
        }
    }

    fn field(&mut self, name: FieldName, x: f32, y: f32, room: Room, anchor: Anchor) {
        let text = match name {
            FieldName::PatientName => clean(&self.case.patient.full_name()),
            FieldName::Conditions => clean(&self.case.statement.conditions),
            FieldName::Comments => clean(&self.case.statement.comments),
            FieldName::CaseFor => self.case_for(),
            FieldName::IssuerName => clean(&self.case.issuer.name),
            FieldName::IssuerProfession => clean(&self.case.issuer.profession.title()),
            FieldName::IssuerAddress => return self.address(x, y, room),
        };
        let about = match name {
            FieldName::PatientName => Field::PatientName,
            FieldName::Conditions => Field::Conditions,
            FieldName::Comments => Field::Comments,
            FieldName::CaseFor => Field::Period,
            FieldName::IssuerName => Field::IssuerName,
            FieldName::IssuerProfession => Field::IssuerProfession,
            FieldName::IssuerAddress => Field::PracticeAddress,
        };
        let fitted = fit(&text, font(FILLED), room);
        self.report(about, &fitted.cut, undrawable(&text, font(FILLED)));
        self.set(&fitted, x, y, room.height_mm, anchor);
    }

    /// What stands in "This will be the case for". A length or an open end that does not begin on the day of the assessment says
    /// on which day it begins.
    fn case_for(&self) -> String {
        let period = &self.case.statement.period;
        let words = match (period.indefinite, period.length) {
            (true, _) => "an indefinite period".to_owned(),
            (false, Some(length)) => length.to_string(),
            (false, None) => return String::new(),
        };
        match period.from.filter(|from| *from != self.case.assessment.on) {
            Some(from) => format!("{words} from {}", day::long(from)),
            None => words,
        }
    }

    /// Name, address and postcode of the practice, with the telephone number where there is room: first a line each, then
    /// closer together, whichever can be set largest.
    fn address(&mut self, x: f32, y: f32, room: Room) {
        let practice = &self.case.practice;
        let name = clean(&practice.name);
        let postcode = clean(&practice.postcode);
        let telephone = Some(clean(&practice.telephone)).filter(|number| !number.is_empty()).map(|number| format!("Telephone {number}"));
        let lines: Vec<String> = practice.address.iter().map(|line| clean(line)).filter(|line| !line.is_empty()).collect();
        let apart = [&[name.clone()][..], &lines, std::slice::from_ref(&postcode)].concat();
        let mut closer = [&[name.clone()][..], &lines].concat();
        if let Some(last) = closer.last_mut() {
            *last = join_words(&[last, &postcode]);
        }
        let together = vec![name.clone(), join_words(&[&lines.join(", "), &postcode])];
        let set = |phone: Option<&String>, layout: &[String]| {
            let lines: Vec<&str> = layout.iter().chain(phone).map(String::as_str).filter(|line| !line.is_empty()).collect();
            fit(&lines.join("\n"), font(FILLED), room)
        };
        let layouts = [apart, closer, together];
        let fitted = [telephone.as_ref(), None]
            .into_iter()
            .find_map(|phone| largest(layouts.iter().map(|layout| set(phone, layout))))
            .unwrap_or_else(|| set(None, &layouts[2]));
        self.report(Field::PracticeName, "", undrawable(&name, font(FILLED)));
        let rest = format!("{}{postcode}{}", lines.concat(), telephone.unwrap_or_default());
        self.report(Field::PracticeAddress, &fitted.cut, undrawable(&rest, font(FILLED)));
        self.set(&fitted, x, y, room.height_mm, Anchor::Top);
    }

    fn report(&mut self, field: Field, cut: &str, undrawable: Vec<char>) {
        if !cut.is_empty() || !undrawable.is_empty() {
            self.overflow.push(Overflow { field, cut: cut.to_owned(), undrawable });
        }
    }

    fn set(&mut self, fitted: &Fitted, x: f32, y: f32, height_mm: f32, anchor: Anchor) {
        let em = fitted.size_pt * MM_PER_PT;
        let mut baseline = match (anchor, fitted.lines.len()) {
            (Anchor::Top, _) => y + ASCENT_EM * em,
            // One line stands as the form's own words do: by its capitals, not by the letters that hang below.
            (Anchor::Middle, 0 | 1) => y + height_mm / 2.0 + 0.33 * em,
            (Anchor::Middle, _) => {
                y + height_mm / 2.0 + fitted.height_mm() / 2.0
                    - DESCENT_EM * em
                    - fitted.leading_mm * count(fitted.lines.len().saturating_sub(1))
            }
        };
        for line in &fitted.lines {
            self.builder.line(Role::Value, x, baseline, fitted.size_pt, FILLED, line);
            baseline += fitted.leading_mm;
        }
    }

    /// The Data Matrix in its square, or the empty square.
    fn code(&mut self, x: f32, y: f32, size: f32, least_module_mm: f32) {
        let symbol =
            Some(self.with_code).filter(|wanted| *wanted).and_then(|_| data_matrix::symbol(&data_matrix::text(self.case, self.id)));
        let Some(symbol) = symbol else {
            self.builder.item(Role::Artifact, Shape::Frame { x, y, width: size, height: size, line_mm: 0.3 });
            return;
        };
        let size = size.max(count(symbol.modules_a_side) * least_module_mm);
        let shape = Shape::Matrix { x, y, size, modules_a_side: symbol.modules_a_side, black: symbol.black };
        self.builder.spoken(Role::Figure, shape, "Data Matrix: the details of this statement for scanners");
    }
}

/// The one set in the largest type of those that hold everything; the first of equals.
fn largest(settings: impl Iterator<Item = Fitted>) -> Option<Fitted> {
    let whole = settings.filter(|fitted| fitted.cut.is_empty());
    whole.reduce(|best, next| if next.size_pt > best.size_pt { next } else { best })
}

#[allow(clippy::cast_precision_loss)] // Lines and modules are few.
fn count(number: usize) -> f32 {
    number as f32
}

fn role_of(role: TextRole) -> Role {
    match role {
        TextRole::Heading1 => Role::Heading(1),
        TextRole::Heading2 => Role::Heading(2),
        TextRole::Heading3 => Role::Heading(3),
        TextRole::Label => Role::Label,
        TextRole::Paragraph => Role::Paragraph,
        TextRole::Item => Role::ListItem,
    }
}

fn face_of(face: TextFace) -> Face {
    match face {
        TextFace::Regular => Face::Regular,
        TextFace::Bold => Face::Bold,
        TextFace::Italic => Face::Italic,
    }
}
