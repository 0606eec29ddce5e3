//! What is done about services: entries, referrals and their letters.

use std::collections::BTreeSet;

use super::hands::notice;
use super::records::{ROWS, Signed, chosen_printer, fresh_id};
use super::{files, printer};
use crate::app::services::{LetterJob, ServicesCmd, ServicesDone};
use crate::app::{Done, Notice};
use crate::domain::audit::{AuditEvent, AuditKind};
use crate::domain::consent::{Agreed, Asking, How, Item, Leaving, Recipient, RecipientKind};
use crate::domain::day::Day;
use crate::domain::id::{ConsentId, PatientId, ReferralId, ServiceId};
use crate::domain::paper_kind::PaperKind;
use crate::domain::record::Moment;
use crate::domain::referral::{LetterItem, OfferAnswer, Referral, Step};
use crate::domain::service::{Provider, Service};
use crate::paper::Document;
use crate::store::StoreError;

/// How many referrals the practice's tracker shows at most.
const TRACKED: usize = 200;
/// How many follow-ups the first screen names; the queue has all.
const DUE_SHOWN: usize = 5;
/// The setting that names the shipped entries which are hidden here.
const HIDDEN: &str = "hidden_services";

pub(super) fn carry_out(signed: &mut Signed, cmd: ServicesCmd, now: Moment) -> Result<Done, Notice> {
    let today = now.date_naive();
    let done = match cmd {
        ServicesCmd::Load { patient, with_talk } => load(signed, patient, with_talk).map_err(|error| notice(&error))?,
        ServicesCmd::LoadReminders => {
            let mut due = signed.store.follow_ups_due(today, TRACKED).map_err(|error| notice(&error))?;
            let follow_ups_due = due.len();
            due.truncate(DUE_SHOWN);
            ServicesDone::Reminders {
                not_contacted: signed.store.not_contacted().map_err(|error| notice(&error))?,
                chase: signed.store.referrals_to_chase(today, ROWS).map_err(|error| notice(&error))?,
                follow_ups_due,
                due,
            }
        }
        ServicesCmd::SaveEntry(mut service) => {
            if service.id.as_str().is_empty() {
                service.id = ServiceId::new(format!("own-{}", fresh_id()));
            }
            let event = entry_changed(signed, now);
            signed.store.audited(&event, |store| store.save_own_service(&service)).map_err(|error| notice(&error))?;
            ServicesDone::Changed
        }
        ServicesCmd::RemoveEntry(id) => {
            let event = entry_changed(signed, now);
            signed.store.audited(&event, |store| store.remove_own_service(&id)).map_err(|error| notice(&error))?;
            ServicesDone::Changed
        }
        ServicesCmd::Hide { service, hidden } => {
            let mut here = hidden_here(signed).map_err(|error| notice(&error))?;
            if hidden {
                here.insert(service)
            } else {
                here.remove(&service)
            };
            let event = entry_changed(signed, now);
            signed.store.audited(&event, |store| store.set_setting(HIDDEN, &here)).map_err(|error| notice(&error))?;
            ServicesDone::Changed
        }
        ServicesCmd::Offer { service, patient, answer } => offer(signed, &service, patient, answer, now)?,
        ServicesCmd::Step { referral, step } => add_step(signed, &referral, step, now)?,
        ServicesCmd::Send { referral, step, wish, document, folder, job } => {
            let bytes = crate::pdf::write(&document).map_err(|_| {
                Notice::trouble("The letter could not be made.", "Nothing was recorded. Start the program again and try once more.")
            })?;
            // Recorded first: nothing leaves without an entry.
            record(signed, &referral, step, &wish, &document, job, now)?;
            let referral = referral.id;
            match job {
                LetterJob::Print => ServicesDone::LetterPrinted(
                    printer::print(&printer::Job {
                        pdf: &bytes,
                        title: document.kind().title(),
                        printer: chosen_printer(signed).as_deref(),
                        server: None,
                    })
                    .map_err(|error| {
                        Notice::trouble(format!("The letter is recorded but not printed. {error}"), "Print it again here, or save it.")
                    })?,
                ),
                LetterJob::Save => {
                    let path = folder.join(file_name(&referral, today));
                    files::save(&path, &bytes).map_err(|why| {
                        Notice::trouble(format!("The letter is recorded but not saved: {why}."), "Type another folder, then save it again.")
                    })?;
                    ServicesDone::LetterSaved(path)
                }
            }
        }
    };
    Ok(Done::Services(done))
}

fn entry_changed(signed: &Signed, now: Moment) -> AuditEvent {
    AuditEvent::new(AuditKind::SettingChanged, now).by(&signed.clinician.id).saying("a service of the practice")
}

/// The agreement, what leaves under it, and the step, in this order: what any of them refuses is not made.
fn record(
    signed: &mut Signed,
    referral: &Referral,
    step: Step,
    wish: &str,
    document: &Document,
    job: LetterJob,
    now: Moment,
) -> Result<(), Notice> {
    if let Some(refused) = signed
        .store
        .referrals_of(&referral.patient)
        .map_err(|error| notice(&error))?
        .into_iter()
        .find(|kept| kept.id == referral.id)
        .and_then(|mut kept| kept.step(step.clone()).err())
    {
        return Err(Notice::trouble(refused.to_string(), "Open the referrals again to see how far it has come."));
    }
    let items: BTreeSet<Item> =
        step.items.iter().copied().map(item).chain(std::iter::once(Item::Paper(PaperKind::ReferralLetter))).collect();
    let recipient = if referral.provider == Provider::Dwp { Recipient::Dwp } else { RecipientKind::Service.named(&referral.service_name) };
    let to = &referral.service_name;
    let purpose = if wish.is_empty() { format!("Referral to {to}") } else { format!("Referral to {to}: {wish}") };
    // The ticks are the agreement; where the letter reaches the DWP, what it carries was ticked twice.
    let asking =
        Asking { recipient: Some(recipient.clone()), items: items.clone(), purpose: purpose.clone(), ends_on: None, again: items.clone() };
    let agreed = Agreed::new(&asking, now.date_naive()).map_err(|lacking| {
        let what = lacking.first().map(|one| one.sentence()).unwrap_or_default();
        Notice::trouble(what, "Look at the ticks again.")
    })?;
    let clinician = signed.clinician.id.clone();
    let consent = ConsentId::new(fresh_id());
    signed.store.give_consent(&consent, &referral.patient, &agreed, &clinician, now).map_err(|error| notice(&error))?;
    let leaving = Leaving {
        patient: referral.patient.clone(),
        consent: Some(consent),
        recipient,
        paper: PaperKind::ReferralLetter,
        items,
        purpose,
        how: if job == LetterJob::Print { How::Printed } else { How::Saved },
        document: document.id().to_owned(),
        content: "letters/1".into(),
    };
    signed.store.disclose(&leaving, &clinician, now).map_err(|error| notice(&error))?;
    add_step(signed, &referral.id, step, now).map(|_| ())
}

/// What a passage of a letter is in the ledger.
fn item(passage: LetterItem) -> Item {
    match passage {
        LetterItem::Name => Item::Name,
        LetterItem::DateOfBirth => Item::DateOfBirth,
        LetterItem::NhsNumber => Item::NhsNumber,
        LetterItem::Address | LetterItem::HowToBeInTouch => Item::ContactDetails,
        LetterItem::Condition => Item::Condition,
        LetterItem::Job => Item::Job,
        LetterItem::WhatIsHard | LetterItem::EnergyLimit => Item::Difficulties,
        LetterItem::WhatWouldHelp => Item::Adjustments,
        LetterItem::WhatMatters => Item::WhatMatters,
        LetterItem::OwnWords => Item::OwnWords,
    }
}

/// The file of a letter names the day and the referral, never the patient.
fn file_name(referral: &ReferralId, on: Day) -> String {
    let short: String = referral.as_str().chars().filter(char::is_ascii_alphanumeric).take(8).collect();
    format!("referral-{}-{short}.pdf", on.format("%Y-%m-%d"))
}

fn load(signed: &Signed, patient: Option<PatientId>, with_talk: bool) -> Result<ServicesDone, StoreError> {
    let own = signed.store.own_services()?;
    let hidden = hidden_here(signed)?;
    let not_contacted = signed.store.not_contacted()?;
    let talk = match patient.as_ref().filter(|_| with_talk) {
        Some(id) => super::papers::said_last(signed, id)?.map(Box::new),
        None => None,
    };
    let referrals = match &patient {
        Some(id) => {
            let of_patient = signed.store.referrals_of(id)?;
            of_patient.into_iter().map(|referral| (referral, String::new())).collect()
        }
        None => signed.store.referrals(TRACKED)?,
    };
    Ok(ServicesDone::Loaded { patient, own, hidden, referrals, not_contacted, talk })
}

/// The shipped entries that this practice does not list.
fn hidden_here(signed: &Signed) -> Result<BTreeSet<ServiceId>, StoreError> {
    Ok(signed.store.setting(HIDDEN)?.unwrap_or_default())
}

fn offer(signed: &mut Signed, service: &Service, patient: PatientId, answer: OfferAnswer, now: Moment) -> Result<ServicesDone, Notice> {
    let today = now.date_naive();
    let mut referral = Referral::offered(ReferralId::new(fresh_id()), patient, service, today);
    let step = Step { stage: answer.into(), on: today, closed_by: None, words: String::new(), items: Vec::new() };
    referral.step(step).map_err(|refused| Notice::trouble(refused.to_string(), "Open the referral to see how far it has come."))?;
    signed.store.begin_referral(&referral, now).map_err(|error| notice(&error))?;
    Ok(ServicesDone::Changed)
}

fn add_step(signed: &mut Signed, referral: &ReferralId, step: Step, now: Moment) -> Result<ServicesDone, Notice> {
    match signed.store.step_referral(referral, step, now) {
        Ok(Ok(_)) => Ok(ServicesDone::Changed),
        Ok(Err(refused)) => Err(Notice::trouble(refused.to_string(), "Open the referrals again to see how far it has come.")),
        Err(error) => Err(notice(&error)),
    }
}
