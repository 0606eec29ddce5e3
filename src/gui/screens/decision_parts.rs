//! The fields of the decision, one after the other in the order of the form.

use egui::{RichText, Ui};

use super::finding::finding_ui;
use crate::app::{DecisionEdit, Desk, Focus, Model, Msg, TalkMsg, can_describe, can_fill, comments_rise};
use crate::domain::case::{Advice, AssessmentKind, Benefit, LessPrecise};
use crate::domain::day;
use crate::domain::period::Period;
use crate::gui::Outbox;
use crate::gui::kit::{self, Button, Choice, Field, Shortcut, button, choices, text_field, tick};
use crate::gui::theme::{self, palette, size, space};
use crate::rules::{self, Finding, Fix, Verdict, Weight};
use egui::Key;

/// What every part reads.
pub struct Parts<'a> {
    pub model: &'a Model,
    pub desk: &'a Desk,
}

/// The fields of the rules that the screen shows, so that a finding about any other stands at the top.
const SHOWN: [rules::Field; 11] = [
    rules::Field::AssessmentOn,
    rules::Field::AssessmentKind,
    rules::Field::Conditions,
    rules::Field::PatientIsIssuer,
    rules::Field::Advice,
    rules::Field::MayBenefitFrom,
    rules::Field::Comments,
    rules::Field::Period,
    rules::Field::ForeseeableFuture,
    rules::Field::AssessAgain,
    rules::Field::PatientInpatient,
];

impl Parts<'_> {
    /// All fields.
    pub fn show(&self, ui: &mut Ui, out: &mut Outbox) {
        let elsewhere: Vec<&Finding> = self.desk.judgement.findings.iter().filter(|finding| !SHOWN.contains(&finding.field)).collect();
        for finding in elsewhere {
            finding_ui(ui, finding, self.has_the_fix_key(finding), out);
        }
        ui.add_space(space::XS);
        self.assessment_ui(ui, out);
        self.conditions_ui(ui, out);
        self.advice_ui(ui, out);
        self.comments_ui(ui, out);
        self.period_ui(ui, out);
        self.again_ui(ui, out);
        self.history_ui(ui, out);
        self.reason_ui(ui, out);
    }

    /// The fault at this place, where it is to be shown now: a gap only after the person asked to issue.
    fn fault(&self, focus: &Focus) -> Option<&str> {
        let fault = self.desk.reading.faults.iter().find(|fault| fault.focus == *focus)?;
        (!fault.missing || self.desk.asked).then_some(fault.sentence.as_str())
    }

    /// The first finding whose way out sets a value has a key of its own.
    fn has_the_fix_key(&self, finding: &Finding) -> bool {
        let sets = |finding: &&Finding| matches!(finding.fix, Some((_, Fix::SetPeriod(_) | Fix::ClearBoxes)));
        self.desk.judgement.findings.iter().find(sets).is_some_and(|first| first == finding)
    }

    fn wants(&self, focus: &Focus) -> bool {
        self.model.focus.as_ref() == Some(focus)
    }

    /// What the rules reject about a field, where it is shown now: the field says it too.
    fn rejected(&self, field: rules::Field, is_blank: bool) -> Option<&str> {
        let mut findings = self.desk.judgement.findings.iter().filter(|finding| finding.field == field && finding.weight == Weight::Reject);
        findings.next().filter(|_| !is_blank || self.desk.asked).map(|finding| finding.clinician.as_str())
    }

    /// The findings about a field. A reject that only says "nothing stands here yet" waits until the person asks to issue.
    fn findings(&self, ui: &mut Ui, field: rules::Field, is_blank: bool, out: &mut Outbox) {
        if self.desk.reading.faults.iter().any(|fault| fault.focus == Focus::Decision(field)) {
            return;
        }
        for finding in self.desk.judgement.findings.iter().filter(|finding| finding.field == field) {
            if is_blank && finding.weight == Weight::Reject && !self.desk.asked {
                continue;
            }
            finding_ui(ui, finding, self.has_the_fix_key(finding), out);
        }
    }

    fn assessment_ui(&self, ui: &mut Ui, out: &mut Outbox) {
        let decision = &self.desk.draft.decision;
        let focus = Focus::Decision(rules::Field::AssessmentOn);
        let error = self.fault(&focus);
        let reading = day::short(self.desk.reading.case.assessment.on);
        let shown = format!("Empty means today. Now: {reading}");
        let spec = Field::new("decision-assessed-on", "I assessed the case on", &decision.assessed_on)
            .hint(&shown)
            .width(260.0)
            .error(error)
            .heard(self.rejected(rules::Field::AssessmentOn, false))
            .focus(self.wants(&focus));
        if let Some(text) = text_field(ui, &spec).changed {
            out.say(Msg::Decided(DecisionEdit::AssessedOn(text)));
        }
        self.findings(ui, rules::Field::AssessmentOn, false, out);

        let names: Vec<&str> = AssessmentKind::OFFERED.iter().map(|kind| kind.title()).collect();
        let chosen = decision.kind.and_then(|kind| AssessmentKind::OFFERED.iter().position(|known| *known == kind));
        let focus = Focus::Decision(rules::Field::AssessmentKind);
        let spec = Choice::new("decision-kind", "How did you assess the patient?", &names, chosen)
            .hint("Choosing one says that you made this assessment yourself, or considered the report yourself.")
            .columns(2)
            .error(self.fault(&focus))
            .heard(self.rejected(rules::Field::AssessmentKind, decision.kind.is_none()))
            .focus(self.wants(&focus));
        if let Some(kind) = choices(ui, &spec).and_then(|i| AssessmentKind::OFFERED.get(i)) {
            out.say(Msg::Decided(DecisionEdit::Kind(*kind)));
        }
        if decision.kind == Some(AssessmentKind::WrittenReport) {
            let spec = Field::new("decision-report-by", "Who wrote the report?", &decision.report_by)
                .hint("Their profession, such as paramedic or podiatrist")
                .focus(self.wants(&Focus::ReportBy));
            if let Some(text) = text_field(ui, &spec).changed {
                out.say(Msg::Decided(DecisionEdit::ReportBy(text)));
            }
        }
        self.findings(ui, rules::Field::AssessmentKind, decision.kind.is_none(), out);
        if self.desk.reading.same_name {
            let chosen = decision.patient_is_issuer.map(|is| usize::from(!is));
            let focus = Focus::Decision(rules::Field::PatientIsIssuer);
            let spec = Choice::new(
                "decision-is-me",
                "The patient bears your name. Is this patient you?",
                &["Yes, it is me", "No, another person"],
                chosen,
            )
            .columns(2)
            .focus(self.wants(&focus));
            if let Some(index) = choices(ui, &spec) {
                out.say(Msg::Decided(DecisionEdit::PatientIsIssuer(index == 0)));
            }
            self.findings(ui, rules::Field::PatientIsIssuer, decision.patient_is_issuer.is_none(), out);
        }
    }

    fn conditions_ui(&self, ui: &mut Ui, out: &mut Outbox) {
        let decision = &self.desk.draft.decision;
        let focus = Focus::Decision(rules::Field::Conditions);
        let spec = Field::new("decision-conditions", "Because of the following condition(s)", &decision.conditions)
            .hint("The employer will read this.")
            .rows(2)
            .width(ui.available_width())
            .heard(self.rejected(rules::Field::Conditions, decision.conditions.trim().is_empty()))
            .focus(self.wants(&focus));
        if let Some(text) = text_field(ui, &spec).changed {
            out.say(Msg::Decided(DecisionEdit::Conditions(text)));
        }
        self.findings(ui, rules::Field::Conditions, decision.conditions.trim().is_empty(), out);
        let is_questioned = self.desk.judgement.findings.iter().any(|finding| finding.rule == "condition.precise");
        if is_questioned || decision.less_precise.is_some() {
            let chosen = match decision.less_precise {
                None => None,
                Some(LessPrecise::Wellbeing) => Some(0),
                Some(LessPrecise::PositionWithEmployer) => Some(1),
            };
            let options = ["It would harm the patient's wellbeing", "It would harm their position with the employer"];
            if let Some(index) =
                choices(ui, &Choice::new("decision-less-precise", "Stated less precisely because naming it…", &options, chosen))
            {
                let reason = if index == 0 { LessPrecise::Wellbeing } else { LessPrecise::PositionWithEmployer };
                let taken_back = decision.less_precise == Some(reason);
                out.say(Msg::Decided(DecisionEdit::LessPrecise((!taken_back).then_some(reason))));
            }
        }
    }

    fn advice_ui(&self, ui: &mut Ui, out: &mut Outbox) {
        let decision = &self.desk.draft.decision;
        let chosen = match decision.advice {
            Some(Advice::NotFit) => Some(0),
            Some(Advice::MayBeFit) => Some(1),
            Some(Advice::Fit) | None => None,
        };
        let focus = Focus::Decision(rules::Field::Advice);
        let options = ["Not fit for work", "May be fit for work taking account of the following advice"];
        let spec = Choice::new("decision-advice", "I advise that the patient is", &options, chosen)
            .heard(self.rejected(rules::Field::Advice, decision.advice.is_none()))
            .focus(self.wants(&focus));
        if let Some(index) = choices(ui, &spec) {
            out.say(Msg::Decided(DecisionEdit::Advice(if index == 0 { Advice::NotFit } else { Advice::MayBeFit })));
        }
        self.findings(ui, rules::Field::Advice, decision.advice.is_none(), out);
        if decision.advice == Some(Advice::MayBeFit) || !decision.may_benefit_from.is_empty() {
            kit::section(ui, "With the employer's agreement, the patient may benefit from");
            kit::hint(ui, "Ticks are optional.");
            ui.columns(2, |columns| {
                for (index, benefit) in Benefit::ALL.iter().enumerate() {
                    let ticked = decision.may_benefit_from.contains(benefit);
                    let focus = index == 0 && self.wants(&Focus::Decision(rules::Field::MayBenefitFrom));
                    if let Some(now) =
                        tick(&mut columns[index % 2], &format!("decision-box-{index}"), benefit_title(*benefit), ticked, focus)
                    {
                        out.say(Msg::Decided(DecisionEdit::Benefit(*benefit, now)));
                    }
                }
            });
            self.findings(ui, rules::Field::MayBenefitFrom, false, out);
            ui.add_space(space::XS);
        }
    }

    fn comments_ui(&self, ui: &mut Ui, out: &mut Outbox) {
        let decision = &self.desk.draft.decision;
        let focus = Focus::Decision(rules::Field::Comments);
        let hint = if decision.advice == Some(Advice::MayBeFit) {
            "Say what the person can do and what to avoid, in terms of function."
        } else {
            "Optional. What the person can and cannot do, in terms of function."
        };
        let spec = Field::new("decision-comments", "Comments, including functional effects", &decision.comments)
            .hint(hint)
            .rows(4)
            .width(ui.available_width())
            .heard(self.rejected(rules::Field::Comments, decision.comments.trim().is_empty()))
            .focus(self.wants(&focus));
        if let Some(text) = text_field(ui, &spec).changed {
            out.say(Msg::Decided(DecisionEdit::Comments(text)));
        }
        if can_fill(&self.desk.draft)
            && button(ui, Button::secondary("Use the words picked in the conversation").key(Shortcut::alt(Key::U))).1
        {
            out.say(Msg::PicksUsed);
        }
        if can_describe(&self.desk.draft) && button(ui, Button::secondary("Use what was described").key(Shortcut::alt(Key::X))).1 {
            out.say(Msg::Talk(TalkMsg::FunctionsUsed));
        }
        if comments_rise(&self.desk.draft) {
            kit::hint(
                ui,
                "Effort was said to make things worse, and these comments hold something that raises hours or duties by schedule. Take it out, or say a level that holds.",
            );
        }
        if !self.desk.draft.conversation.filled.is_empty() && button(ui, Button::secondary("Take those words and ticks back")).1 {
            out.say(Msg::Talk(TalkMsg::FilledTakenBack));
        }
        self.findings(ui, rules::Field::Comments, decision.comments.trim().is_empty(), out);
    }

    fn period_ui(&self, ui: &mut Ui, out: &mut Outbox) {
        let decision = &self.desk.draft.decision;
        let focus = Focus::Decision(rules::Field::Period);
        let spec = Field::new("decision-period", "This will be the case for", &decision.period)
            .hint("2w, 10d, 1m, to 3 dec, +1 2w; \"for 2 months\" prints a length. Enter goes on, Tab to the dates.")
            .width(ui.available_width().min(480.0))
            .error(self.fault(&focus))
            .heard(self.rejected(rules::Field::Period, decision.period.trim().is_empty()))
            .focus(self.wants(&focus));
        let typed = text_field(ui, &spec);
        if let Some(text) = typed.changed {
            out.say(Msg::Decided(DecisionEdit::Period(text)));
        }
        if typed.entered {
            // The dates say the same: Enter passes them by, Tab goes through them.
            out.say(Msg::FocusAsked(Focus::Decision(rules::Field::AssessAgain)));
        }
        if let Some(period) = self.desk.judgement.period.filter(|_| !decision.period.trim().is_empty() && self.fault(&focus).is_none()) {
            let colors = palette(ui);
            let text = match period {
                Period::Dated { from, to } => format!("{} to {}, {}", day::short(from), day::short(to), period.in_words()),
                Period::Indefinite { from } => format!("From {}, with no last day", day::short(from)),
            };
            let shown = ui.label(RichText::new(&text).font(theme::semibold(size::BODY)).color(colors.accent));
            ui.ctx().accesskit_node_builder(shown.id, |node| node.set_live(egui::accesskit::Live::Polite));
        }
        self.dates_ui(ui, out);
        super::calendar::calendar_ui(ui, self.desk);
        self.findings(ui, rules::Field::Period, decision.period.trim().is_empty(), out);
        if self.desk.reading.case.statement.period.indefinite {
            let focus = self.wants(&Focus::Decision(rules::Field::ForeseeableFuture));
            let label = "In my opinion the patient will not be fit for work for the foreseeable future";
            if let Some(ticked) = tick(ui, "decision-foreseeable", label, decision.foreseeable_future, focus) {
                out.say(Msg::Decided(DecisionEdit::ForeseeableFuture(ticked)));
            }
        }
        self.findings(ui, rules::Field::ForeseeableFuture, false, out);
        ui.add_space(space::XS);
    }

    /// The same period as two dates: whichever is typed, the other follows.
    fn dates_ui(&self, ui: &mut Ui, out: &mut Outbox) {
        let (first, last) = self.desk.dates_shown();
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = space::M;
            if let Some(text) = text_field(ui, &Field::new("decision-first-day", "or from", &first).width(170.0)).changed {
                out.say(Msg::Decided(DecisionEdit::FirstDay(text)));
            }
            if let Some(text) = text_field(ui, &Field::new("decision-last-day", "to", &last).width(170.0)).changed {
                out.say(Msg::Decided(DecisionEdit::LastDay(text)));
            }
        });
    }

    fn again_ui(&self, ui: &mut Ui, out: &mut Outbox) {
        let decision = &self.desk.draft.decision;
        let focus = Focus::Decision(rules::Field::AssessAgain);
        let options = ["I will need to assess again", "I will not need to assess again"];
        let chosen = decision.assess_again.map(|again| usize::from(!again));
        let spec = Choice::new("decision-again", "At the end of this period", &options, chosen)
            .columns(2)
            .heard(self.rejected(rules::Field::AssessAgain, decision.assess_again.is_none()))
            .focus(self.wants(&focus));
        if let Some(index) = choices(ui, &spec) {
            out.say(Msg::Decided(DecisionEdit::AssessAgain(index == 0)));
        }
        self.findings(ui, rules::Field::AssessAgain, decision.assess_again.is_none(), out);
    }

    fn history_ui(&self, ui: &mut Ui, out: &mut Outbox) {
        let decision = &self.desk.draft.decision;
        super::calendar::why_ui(ui, self.desk);
        ui.add_space(space::S);
        kit::section(ui, "When it began (optional)");
        kit::hint(ui, "Some rules read these: backdating, the three months, self-certification.");
        let width = ((ui.available_width() - 2.0 * space::M) / 3.0).clamp(150.0, 240.0);
        let fields = [
            ("decision-condition-since", "The condition", &decision.condition_since, Focus::ConditionSince),
            ("decision-off-since", "This absence", &decision.off_work_since, Focus::OffWorkSince),
            ("decision-off-advice", "Off on advice", &decision.off_on_advice_since, Focus::OffOnAdviceSince),
        ];
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = space::M;
            for (id, label, value, focus) in fields {
                let spec = Field::new(id, label, value).width(width).error(self.fault(&focus)).focus(self.wants(&focus));
                if let Some(text) = text_field(ui, &spec).changed {
                    out.say(Msg::Decided(match focus {
                        Focus::ConditionSince => DecisionEdit::ConditionSince(text),
                        Focus::OffWorkSince => DecisionEdit::OffWorkSince(text),
                        _ => DecisionEdit::OffOnAdviceSince(text),
                    }));
                }
            }
        });
        self.absence_ui(ui, out);
        if let Some(ticked) =
            tick(ui, "decision-record", "The record supports a start before the assessment", decision.record_supports_start, false)
        {
            out.say(Msg::Decided(DecisionEdit::RecordSupportsStart(ticked)));
        }
        let focus = self.wants(&Focus::Decision(rules::Field::PatientInpatient));
        if let Some(ticked) = tick(ui, "decision-inpatient", "The patient is in hospital now", decision.inpatient, focus) {
            out.say(Msg::Decided(DecisionEdit::Inpatient(ticked)));
        }
        self.findings(ui, rules::Field::PatientInpatient, false, out);
    }

    /// What the record shows of the absence on advice, what was counted, and the reason where the clinician says otherwise.
    fn absence_ui(&self, ui: &mut Ui, out: &mut Outbox) {
        let Some(absence) = &self.desk.reading.absence else { return };
        kit::hint(ui, &format!("From the record: off work on advice since {}, without a day between.", day::long(absence.since)));
        for counted in &absence.counted {
            let kind = if counted.not_fit { "not fit" } else { "may be fit: counted, although the person may have worked" };
            kit::hint(ui, &format!("{} to {}, {kind}", day::short(counted.from), day::short(counted.to)));
        }
        if let Some((from, to)) = absence.broken_by {
            kit::hint(ui, &format!("Not counted further back: no note covers {} to {}.", day::short(from), day::short(to)));
        }
        let decision = &self.desk.draft.decision;
        let differs = self.desk.reading.case.history.off_on_advice_since.is_some_and(|since| since != absence.since);
        if differs || !decision.off_on_advice_reason.is_empty() {
            let spec = Field::new("decision-advice-reason", "Why does the record not hold?", &decision.off_on_advice_reason)
                .hint("Kept with the note, not printed.")
                .width(ui.available_width());
            if let Some(text) = text_field(ui, &spec).changed {
                out.say(Msg::Decided(DecisionEdit::OffOnAdviceReason(text)));
            }
        }
    }

    fn reason_ui(&self, ui: &mut Ui, out: &mut Outbox) {
        if self.desk.judgement.verdict != Verdict::Warn {
            return;
        }
        let error = (self.desk.asked && self.desk.draft.decision.reason.trim().is_empty())
            .then_some("Say why you are going ahead. The reason is kept with the note and not printed.");
        let spec = Field::new("decision-reason", "Why are you going ahead?", &self.desk.draft.decision.reason)
            .hint("The rules warn about this note. Your reason is kept with it and not printed.")
            .width(ui.available_width())
            .error(error)
            .focus(self.wants(&Focus::Reason));
        if let Some(text) = text_field(ui, &spec).changed {
            out.say(Msg::Decided(DecisionEdit::Reason(text)));
        }
    }
}

fn benefit_title(benefit: Benefit) -> &'static str {
    match benefit {
        Benefit::PhasedReturn => "a phased return to work",
        Benefit::AmendedDuties => "amended duties",
        Benefit::AlteredHours => "altered hours",
        Benefit::WorkplaceAdaptations => "workplace adaptations",
    }
}
