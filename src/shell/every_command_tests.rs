//! Every command that the program has: which rows it writes into the audit log, and who is let do it. A command that is new does not
//! compile here until somebody says both.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use secrecy::SecretString;

use super::hands::Hands;
use crate::app::figures::FiguresCmd;
use crate::app::follow_up::{FollowCmd, FollowDone};
use crate::app::papers::PapersCmd;
use crate::app::practising::PractisingCmd;
use crate::app::services::{LetterJob, ServicesCmd, ServicesDone};
use crate::app::{
    AuditCmd, AuditDone, AuditWanted, Cmd, Done, NewClinician, PauseSheet, PdfJob, PeopleCmd, PeopleDone, PersonChange, PrintingCmd,
    RecordForm, RecordsCmd, RecordsDone, ScanCmd, Settings, TalkCmd, TalkDone,
};
use crate::content::case_studies::case_studies;
use crate::content::conversation::short;
use crate::content::directory_entries::shipped;
use crate::domain::audit::AuditKind as K;
use crate::domain::consent::{Agreed, Asking, How, Item, Leaving, Recipient};
use crate::domain::day::Day;
use crate::domain::draft::{Conversation, Decision, Draft};
use crate::domain::follow_up::{After, FollowUpAnswers, Recurrence, Wish};
use crate::domain::id::{ClinicianId, ConsentId, DraftId, FollowUpId, NoteId, PatientId, ReferralId, ServiceId};
use crate::domain::life::Origin;
use crate::domain::paper_kind::PaperKind;
use crate::domain::profession::{Profession, Setting};
use crate::domain::record::{Clinician, Moment, Patient};
use crate::domain::referral::{LetterItem, OfferAnswer, Referral, Stage, Step};
use crate::domain::role::Role;
use crate::domain::safekeeping::BackupPlan;
use crate::paper::flow::TextSize;
use crate::paper::{Document, Med3Page, home_sheet, sample};
use crate::rules::{self, Issuable, Issued, PrintOptions};
use crate::store::{AuditFilter, Kdf, NewStore, Store};

const CLINICIAN: &str = "the clinician's words";
const ASSISTANT: &str = "the assistant's words";
const MANAGER: &str = "the manager's words";

/// Who is let do something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Who {
    Everybody,
    /// Clinicians and assistants.
    NotManagers,
    Clinicians,
    /// Clinicians and managers.
    NotAssistants,
}

impl Who {
    fn lets(self, role: Role) -> bool {
        match role {
            Role::Clinician => true,
            Role::Assistant => matches!(self, Self::Everybody | Self::NotManagers),
            Role::Manager => matches!(self, Self::Everybody | Self::NotAssistants),
        }
    }
}

/// What is claimed of a command: its name, the rows that it writes, and who is let do it.
fn claim(cmd: &Cmd) -> (&'static str, &'static [K], Who) {
    use Who::{Clinicians, Everybody, NotAssistants, NotManagers};
    match cmd {
        Cmd::LookAtFolder => ("LookAtFolder", &[], Everybody),
        Cmd::Create { .. } => ("Create", &[K::SignedIn], Everybody),
        Cmd::Unlock { .. } => ("Unlock", &[K::SignInFailed, K::SignedIn], Everybody),
        Cmd::Lock => ("Lock", &[K::Locked], Everybody),
        Cmd::LoadToday => ("LoadToday", &[K::Listed], Everybody),
        Cmd::Search { .. } => ("Search", &[K::Listed], NotManagers),
        Cmd::SavePatient(_) => ("SavePatient", &[K::PatientSaved], NotManagers),
        Cmd::OpenChart(_) => ("OpenChart", &[K::Viewed], NotManagers),
        Cmd::BeginDraft(_) => ("BeginDraft", &[K::Viewed], NotManagers),
        Cmd::OpenDraft(_) => ("OpenDraft", &[K::Viewed], NotManagers),
        // Saved with every key: the draft itself says when.
        Cmd::SaveDraft { .. } => ("SaveDraft", &[], NotManagers),
        Cmd::DiscardDraft(_) => ("DiscardDraft", &[K::DraftDiscarded], NotManagers),
        Cmd::Issue { .. } => ("Issue", &[K::Issued], Clinicians),
        Cmd::Renew(_) => ("Renew", &[K::Viewed], NotManagers),
        Cmd::Correct { .. } => ("Correct", &[K::Viewed], NotManagers),
        Cmd::CancelNote { .. } => ("CancelNote", &[K::Cancelled, K::Viewed], Clinicians),
        Cmd::Duplicate(_) => ("Duplicate", &[K::Duplicated], Clinicians),
        // Of the note that is on the screen already.
        Cmd::ReadHistory(_) => ("ReadHistory", &[], NotManagers),
        Cmd::Recheck => ("Recheck", &[K::Listed], NotManagers),
        Cmd::OpenNote(_) => ("OpenNote", &[K::Viewed], NotManagers),
        Cmd::Paper { document, .. } if document.kind() == PaperKind::Med3 => ("Paper of a note", &[K::Saved], NotManagers),
        Cmd::Paper { .. } => ("Paper", &[K::Saved], NotManagers),
        Cmd::SaveSettings(_) => ("SaveSettings", &[K::SettingChanged], Everybody),
        Cmd::SavePractice(_) => ("SavePractice", &[K::SettingChanged], NotAssistants),
        Cmd::Figures(FiguresCmd::Count { .. }) => ("Figures.Count", &[K::Listed], Everybody),
        Cmd::Figures(FiguresCmd::Save { .. }) => ("Figures.Save", &[K::Exported], Everybody),
        Cmd::Papers(PapersCmd::Open { .. }) => ("Papers.Open", &[K::Viewed], NotManagers),
        // Of the papers that are on the screen already.
        Cmd::Papers(PapersCmd::ReadLedger(_)) => ("Papers.ReadLedger", &[], NotManagers),
        Cmd::Papers(PapersCmd::Give { .. }) => ("Papers.Give", &[K::Consented], NotManagers),
        Cmd::Papers(PapersCmd::Withdraw { .. }) => ("Papers.Withdraw", &[K::Withdrawn], NotManagers),
        Cmd::Papers(PapersCmd::Tell(leaving)) if leaving.how == How::Copied => ("Papers.Tell, copied", &[K::Copied], NotManagers),
        Cmd::Papers(PapersCmd::Tell(_)) => ("Papers.Tell", &[K::Shared], NotManagers),
        Cmd::Printing(PrintingCmd::List) => ("Printing.List", &[], Everybody),
        Cmd::Scan(ScanCmd::FindBorn(_)) => ("Scan.FindBorn", &[K::Listed], NotManagers),
        // Comes with every chart and every draft, which are rows.
        Cmd::Talk(TalkCmd::Look(_)) => ("Talk.Look", &[], NotManagers),
        Cmd::Talk(TalkCmd::End(_)) => ("Talk.End", &[K::ConversationEnded], NotManagers),
        Cmd::Talk(TalkCmd::SavePause(_)) => ("Talk.SavePause", &[], NotManagers),
        Cmd::Talk(TalkCmd::DropPause(_)) => ("Talk.DropPause", &[], NotManagers),
        Cmd::Talk(TalkCmd::OpenKept(_)) => ("Talk.OpenKept", &[K::Viewed], NotManagers),
        Cmd::Services(ServicesCmd::Load { patient: None, .. }) => ("Services.Load, all", &[K::Listed], NotManagers),
        Cmd::Services(ServicesCmd::Load { patient: Some(_), .. }) => ("Services.Load", &[K::Viewed], NotManagers),
        // Part of the first screen.
        Cmd::Services(ServicesCmd::LoadReminders) => ("Services.LoadReminders", &[], NotManagers),
        Cmd::Services(ServicesCmd::SaveEntry(_)) => ("Services.SaveEntry", &[K::SettingChanged], NotManagers),
        Cmd::Services(ServicesCmd::RemoveEntry(_)) => ("Services.RemoveEntry", &[K::SettingChanged], NotManagers),
        Cmd::Services(ServicesCmd::Hide { .. }) => ("Services.Hide", &[K::SettingChanged], NotManagers),
        Cmd::Services(ServicesCmd::Offer { .. }) => ("Services.Offer", &[K::Referred], NotManagers),
        Cmd::Services(ServicesCmd::Step { .. }) => ("Services.Step", &[K::Referred], NotManagers),
        Cmd::Services(ServicesCmd::Send { .. }) => ("Services.Send", &[K::Consented, K::Shared, K::Referred], NotManagers),
        Cmd::Follow(FollowCmd::Load { .. }) => ("Follow.Load", &[K::Listed], NotManagers),
        // Comes with the chart.
        Cmd::Follow(FollowCmd::LoadAbout(_)) => ("Follow.LoadAbout", &[], NotManagers),
        Cmd::Follow(FollowCmd::SetWish { .. }) => ("Follow.SetWish", &[K::Consented], NotManagers),
        Cmd::Follow(FollowCmd::SetNoContact { .. }) => ("Follow.SetNoContact", &[K::Withdrawn], NotManagers),
        Cmd::Follow(FollowCmd::Ask(_)) => ("Follow.Ask", &[K::Viewed], NotManagers),
        Cmd::Follow(FollowCmd::Answer { .. }) => ("Follow.Answer", &[K::FollowedUp], NotManagers),
        Cmd::Follow(FollowCmd::NotReached(_)) => ("Follow.NotReached", &[K::FollowedUp], NotManagers),
        Cmd::Follow(FollowCmd::AddRecurrence { .. }) => ("Follow.AddRecurrence", &[K::FollowedUp], NotManagers),
        Cmd::Follow(FollowCmd::Export { .. }) => ("Follow.Export", &[K::Exported], NotManagers),
        Cmd::Practise(PractisingCmd::Begin(_)) => ("Practise.Begin", &[], NotManagers),
        Cmd::Practise(PractisingCmd::Leave) => ("Practise.Leave", &[], NotManagers),
        Cmd::Records(RecordsCmd::Look) => ("Records.Look", &[], Everybody),
        Cmd::Records(RecordsCmd::BackUpIfDue) => ("Records.BackUpIfDue", &[K::BackedUp], Everybody),
        Cmd::Records(RecordsCmd::BackUp) => ("Records.BackUp", &[K::BackedUp], Everybody),
        Cmd::Records(RecordsCmd::SavePlan(_)) => ("Records.SavePlan", &[K::SettingChanged], NotAssistants),
        Cmd::Records(RecordsCmd::Try { .. }) => ("Records.Try", &[K::Verified], Clinicians),
        Cmd::Records(RecordsCmd::Restore { .. }) => ("Records.Restore", &[K::Restored], Clinicians),
        Cmd::Records(RecordsCmd::Export { .. }) => ("Records.Export", &[K::Exported], Clinicians),
        Cmd::Records(RecordsCmd::Import { .. }) => ("Records.Import", &[K::Imported], Clinicians),
        Cmd::Records(RecordsCmd::LookForLongKept) => ("Records.LookForLongKept", &[K::Listed], Clinicians),
        Cmd::Records(RecordsCmd::LookAtPerson(_)) => ("Records.LookAtPerson", &[K::Viewed], NotManagers),
        Cmd::Records(RecordsCmd::FindOther(_)) => ("Records.FindOther", &[K::Listed], NotManagers),
        Cmd::Records(RecordsCmd::SaveRecord { .. }) => ("Records.SaveRecord", &[K::Exported, K::Shared], Clinicians),
        Cmd::Records(RecordsCmd::Join { .. }) => ("Records.Join", &[K::Merged, K::Viewed], Clinicians),
        Cmd::Records(RecordsCmd::Part { .. }) => ("Records.Part", &[K::Unmerged, K::Viewed], Clinicians),
        Cmd::Records(RecordsCmd::Remove { .. }) => ("Records.Remove", &[K::Deleted], Clinicians),
        Cmd::Quit => ("Quit", &[], Everybody),
        Cmd::People(PeopleCmd::Load) => ("People.Load", &[], Everybody),
        Cmd::People(PeopleCmd::Add { .. }) => ("People.Add", &[K::PersonAdded], Clinicians),
        Cmd::People(PeopleCmd::Change { .. }) => ("People.Change", &[K::PersonChanged, K::PassphraseChanged], Clinicians),
        Cmd::People(PeopleCmd::Remove(_)) => ("People.Remove", &[K::PersonRemoved], Clinicians),
        Cmd::People(PeopleCmd::ChangeOwn { .. }) => ("People.ChangeOwn", &[K::PassphraseChanged], Everybody),
        Cmd::People(PeopleCmd::NewRecoveryKey) => ("People.NewRecoveryKey", &[K::RecoveryKeyMade], Clinicians),
        Cmd::People(PeopleCmd::Sheet { .. }) => ("People.Sheet", &[K::Saved], Clinicians),
        // The draft that it saves was opened, and is opened again.
        Cmd::People(PeopleCmd::SaveHeld { .. }) => ("People.SaveHeld", &[], NotManagers),
        Cmd::Audit(AuditCmd::Load { wanted, .. }) if wanted.patient.is_empty() => ("Audit.Load", &[K::Listed], NotAssistants),
        Cmd::Audit(AuditCmd::Load { .. }) => ("Audit.Load of a patient", &[K::Listed], Clinicians),
        Cmd::Audit(AuditCmd::Verify { .. }) => ("Audit.Verify", &[K::Verified], NotAssistants),
    }
}

/// How many rows the table above has: each must have been carried out.
fn claims() -> usize {
    include_str!("every_command_tests.rs")
        .lines()
        .filter(|line| line.trim_start().starts_with("Cmd::") && line.contains(concat!("=> ", "(\"")))
        .count()
}

/// Whether something of a patient is in what came of a command.
fn shows_a_patient(done: &Done) -> bool {
    match done {
        Done::TodayLoaded { drafts, ending, recent } => !(drafts.is_empty() && ending.is_empty() && recent.is_empty()),
        Done::Audit(AuditDone::Loaded { lines, .. }) => {
            lines.iter().any(|line| ["Okafor", "Silva", "Marsh"].iter().any(|name| line.about.contains(name)))
        }
        Done::Services(done) => match done {
            ServicesDone::Loaded { referrals, .. } => !referrals.is_empty(),
            ServicesDone::Reminders { chase, .. } => !chase.is_empty(),
            ServicesDone::Changed | ServicesDone::LetterSaved(_) | ServicesDone::LetterPrinted(_) => false,
        },
        Done::Follow(done) => !matches!(done, FollowDone::Changed(_) | FollowDone::Exported(_)),
        Done::Talk(done) => !matches!(done, TalkDone::PauseSaved),
        Done::Records(done) => matches!(done, RecordsDone::LongKeptSeen(_) | RecordsDone::PersonSeen { .. } | RecordsDone::OthersFound(_)),
        Done::Found { .. }
        | Done::PatientSaved(_)
        | Done::ChartOpened { .. }
        | Done::DraftOpened { .. }
        | Done::Issued(_)
        | Done::NoteShown(_)
        | Done::HistoryRead { .. }
        | Done::DuplicateMade(_)
        | Done::Rechecked(_)
        | Done::Scan(_)
        | Done::Papers(_)
        | Done::Practise(_) => true,
        Done::FolderSeen(..)
        | Done::Created { .. }
        | Done::Unlocked(_)
        | Done::WrongPassphrase
        | Done::Locked
        | Done::DraftSaved { .. }
        | Done::DraftNotSaved(_)
        | Done::DraftDiscarded(_)
        | Done::Saved(_)
        | Done::Opened(_)
        | Done::Printed(_)
        | Done::SettingsSaved
        | Done::PracticeSaved(_)
        | Done::Figures(_)
        | Done::People(_)
        | Done::Audit(AuditDone::Verified(_))
        | Done::Printing(_)
        | Done::Failed(_) => false,
    }
}

fn now() -> Moment {
    "2026-11-20T14:03:00+00:00".parse().unwrap()
}

fn today() -> Day {
    now().date_naive()
}

fn secret(text: &str) -> SecretString {
    SecretString::from(text)
}

fn pid(id: &str) -> PatientId {
    PatientId::new(id)
}

fn patient(id: &str, family_name: &str) -> Patient {
    Patient {
        id: pid(id),
        title: "Mr".into(),
        given_names: "Ben".into(),
        family_name: family_name.into(),
        date_of_birth: "1984-02-29".parse().unwrap(),
        nhs_number: None,
        address: vec!["22 Cliff Road".into()],
        postcode: "YO21 3BB".into(),
    }
}

fn clinician(id: &str, name: &str, registration: &str) -> Clinician {
    Clinician {
        id: ClinicianId::new(id),
        name: name.into(),
        profession: Profession::Doctor,
        registration: registration.into(),
        setting: Setting::Nhs,
        trained: true,
        within_scope: true,
    }
}

fn issuable(id: &str) -> Issuable {
    let case = sample::case();
    let set = rules::in_force(case.statement.on);
    Issuable::new(NoteId::new(id), case, None, PrintOptions::default(), set, &Med3Page).unwrap_or_else(|refusal| panic!("{refusal:?}"))
}

fn draft(id: &str) -> Draft {
    Draft {
        id: DraftId::new(id),
        patient: pid("ben"),
        note: NoteId::new(format!("note-{id}")),
        clinician: ClinicianId::new("ada"),
        begun_on: today(),
        origin: Origin::First,
        conversation: Conversation::default(),
        decision: Decision { comments: "Lighter lifting".into(), ..Decision::default() },
    }
}

/// A draft in which something was said.
fn talk(id: &str) -> Draft {
    let mut draft = draft(id);
    draft.conversation.question_set = short().name();
    let step = &short().steps[0];
    crate::talk::answer::stand(&mut draft.conversation, &step.id, crate::domain::draft::Standing::NotSure);
    crate::talk::answer::write(&mut draft.conversation, &step.id, "note", "Stairs are hard");
    draft
}

fn agreed(to: &str) -> Agreed {
    let items = BTreeSet::from([Item::Paper(PaperKind::WorkPlan)]);
    let asking = Asking { recipient: Some(Recipient::Employer(to.into())), items, purpose: "Plan the hours".into(), ..Asking::default() };
    Agreed::new(&asking, today()).unwrap_or_else(|_| panic!("complete"))
}

fn leaving(how: How) -> Leaving {
    Leaving {
        patient: pid("ben"),
        consent: None,
        recipient: Recipient::Person,
        paper: PaperKind::PatientSummary,
        items: BTreeSet::from([Item::Paper(PaperKind::PatientSummary)]),
        purpose: "Own copy".into(),
        how,
        document: "d".into(),
        content: String::new(),
    }
}

fn step(stage: Stage) -> Step {
    Step { stage, on: today(), closed_by: None, words: String::new(), items: vec![LetterItem::Name] }
}

fn referral(id: &str, stages: &[Stage]) -> Referral {
    let mut referral = Referral::offered(ReferralId::new(id), pid("ben"), &shipped()[0], today());
    for stage in stages {
        referral.step(step(*stage)).unwrap_or_else(|_| panic!("in order"));
    }
    referral
}

/// Records in which every command finds what it needs, with a clinician, an assistant and a manager.
struct Room {
    _dir: tempfile::TempDir,
    records: PathBuf,
    outside: PathBuf,
}

impl Room {
    fn made() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let (records, outside) = (dir.path().join("records"), dir.path().join("outside"));
        std::fs::create_dir(&outside).unwrap();
        let case = sample::case();
        let by = ClinicianId::new("ada");
        let new = NewStore {
            practice: case.practice,
            clinician: clinician("ada", "Dr Ada Rowe", "1234567"),
            passphrase: secret(CLINICIAN),
            kdf: Kdf::LEAST,
        };
        let (mut store, _) = Store::create(&records, new).unwrap();
        for (id, name, role, passphrase) in [
            ("kit", "Kit Lowe", Role::Assistant, ASSISTANT),
            ("mo", "Mo Reed", Role::Manager, MANAGER),
            ("sam", "Sam Hill", Role::Clinician, "s"),
        ] {
            store.add_person(&clinician(id, name, "7654321"), role, &secret(passphrase), Kdf::LEAST, (&by, now())).unwrap();
        }
        for (id, name) in [("ben", "Okafor"), ("ana", "Silva"), ("old", "Marsh")] {
            store.save_patient(&patient(id, name)).unwrap();
        }
        for id in ["n1", "n2"] {
            store.issue(&issuable(id), &pid("ben"), &by, now()).unwrap();
        }
        for id in ["d1", "d2"] {
            store.save_draft(&draft(id), now()).unwrap();
        }
        let begun = "2018-11-20T14:03:00+00:00".parse().unwrap();
        store.save_draft(&Draft { patient: pid("old"), ..draft("d0") }, begun).unwrap();
        store.end_conversation(&talk("t1"), &by, now()).unwrap();
        store.give_consent(&ConsentId::new("k1"), &pid("ben"), &agreed("Quay Foods"), &by, now()).unwrap();
        store.begin_referral(&referral("r1", &[Stage::Accepted]), now()).unwrap();
        store.begin_referral(&referral("r2", &[Stage::Accepted]), now()).unwrap();
        let wish = Wish { after: BTreeSet::from([After::ThreeMonths]), touch: None };
        store.set_follow_ups(&pid("ana"), today(), &wish, || FollowUpId::new("f1")).unwrap();
        store.export(&outside.join("before.fitnote-bundle"), &secret("way"), Kdf::LEAST, (&by, now())).unwrap();
        store.back_up(&outside.join("before.fitnote-backup"), now()).unwrap();
        Self { _dir: dir, records, outside }
    }

    fn hands(&self) -> Hands {
        Hands::with_clock(self.records.clone(), Box::new(now), Kdf::LEAST)
    }

    fn signed_in(&self, passphrase: &str) -> Hands {
        let mut hands = self.hands();
        let done = hands.carry_out(Cmd::Unlock { clinician: None, passphrase: secret(passphrase) });
        assert!(matches!(done, Done::Unlocked(_)), "the records open");
        hands
    }

    /// One of each, in an order in which each finds what it needs.
    #[expect(clippy::too_many_lines, reason = "one line for each command of the program")]
    fn commands(&self) -> Vec<Cmd> {
        let outside = |name: &str| self.outside.join(name);
        let ben = || pid("ben");
        let particulars = || NewClinician {
            name: "New Person".into(),
            profession: Profession::Doctor,
            registration: "1111111".into(),
            setting: Setting::Nhs,
            trained: true,
            within_scope: true,
        };
        let person = |role| PersonChange { particulars: particulars(), role };
        let mut own = shipped()[0].clone();
        own.id = ServiceId::new("own-1");
        let issued = || {
            let (store, _) = Store::unlock(&self.records, None, &secret(CLINICIAN)).unwrap();
            let record = store.note(&NoteId::new("n1")).unwrap().unwrap();
            let set = rules::by_id(&record.rule_set).unwrap();
            Issued::from_record(record, set, &Med3Page).unwrap_or_else(|_| panic!("it stands"))
        };
        let letter = home_sheet(short(), "letter", TextSize::Normal);
        let follow_up = {
            let (store, _) = Store::unlock(&self.records, None, &secret(CLINICIAN)).unwrap();
            store.follow_ups_of(&pid("ana")).unwrap().remove(0)
        };
        let figures = {
            let (mut store, who) = Store::unlock(&self.records, None, &secret(CLINICIAN)).unwrap();
            super::figures::figures(&mut store, &who, (today(), today()), now()).unwrap()
        };
        let other_draft = Draft { note: NoteId::new("note-x"), ..draft("x") };
        vec![
            Cmd::LookAtFolder,
            Cmd::LoadToday,
            Cmd::Search { text: "oka".into(), number: 1 },
            Cmd::SavePatient(patient("ana", "Silva")),
            Cmd::OpenChart(ben()),
            Cmd::BeginDraft(ben()),
            Cmd::OpenDraft(DraftId::new("d1")),
            Cmd::SaveDraft { draft: Box::new(other_draft), revision: 1 },
            Cmd::DiscardDraft(DraftId::new("d1")),
            Cmd::Issue { note: Box::new(issuable("n3")), patient: ben(), origin: Origin::First },
            Cmd::OpenNote(NoteId::new("n1")),
            Cmd::ReadHistory(NoteId::new("n1")),
            Cmd::Renew(NoteId::new("n1")),
            Cmd::Correct { note: NoteId::new("n1"), reason: "The dates".into() },
            Cmd::Paper { document: Box::new(Document::med3(&issuable("n1"))), job: PdfJob::Save(outside("n1.pdf")) },
            Cmd::Paper { document: Box::new(home_sheet(short(), "home", TextSize::Normal)), job: PdfJob::Save(outside("home.pdf")) },
            Cmd::Duplicate(Box::new(issued())),
            Cmd::CancelNote { note: NoteId::new("n2"), reason: "Wrong patient".into() },
            Cmd::Recheck,
            Cmd::SaveSettings(Settings { lock_after_minutes: 10, ..Settings::default() }),
            Cmd::SavePractice(sample::case().practice),
            Cmd::Figures(FiguresCmd::Count { from: today(), to: today() }),
            Cmd::Figures(FiguresCmd::Save { figures: Box::new(figures), folder: self.outside.clone() }),
            Cmd::Papers(PapersCmd::Open { patient: ben(), draft: None, note: None }),
            Cmd::Papers(PapersCmd::ReadLedger(ben())),
            Cmd::Papers(PapersCmd::Give { patient: ben(), agreed: Box::new(agreed("Whitby Boats")) }),
            Cmd::Papers(PapersCmd::Withdraw { patient: ben(), consent: ConsentId::new("k1") }),
            Cmd::Papers(PapersCmd::Tell(Box::new(leaving(How::Printed)))),
            Cmd::Papers(PapersCmd::Tell(Box::new(leaving(How::Copied)))),
            Cmd::Printing(PrintingCmd::List),
            Cmd::Scan(ScanCmd::FindBorn("1984-02-29".parse().unwrap())),
            Cmd::Talk(TalkCmd::Look(ben())),
            Cmd::Talk(TalkCmd::End(Box::new(talk("t2")))),
            Cmd::Talk(TalkCmd::SavePause(Box::new(PauseSheet {
                id: "p1".into(),
                patient: Some(ben()),
                at: now(),
                words: "x".into(),
                ticked: BTreeSet::new(),
                marked_draft: false,
            }))),
            Cmd::Talk(TalkCmd::DropPause("p1".into())),
            Cmd::Talk(TalkCmd::OpenKept("t1".into())),
            Cmd::Services(ServicesCmd::Load { patient: None, with_talk: false }),
            Cmd::Services(ServicesCmd::Load { patient: Some(ben()), with_talk: false }),
            Cmd::Services(ServicesCmd::LoadReminders),
            Cmd::Services(ServicesCmd::SaveEntry(Box::new(own))),
            Cmd::Services(ServicesCmd::RemoveEntry(ServiceId::new("own-1"))),
            Cmd::Services(ServicesCmd::Hide { service: shipped()[0].id.clone(), hidden: true }),
            Cmd::Services(ServicesCmd::Offer { service: Box::new(shipped()[0].clone()), patient: ben(), answer: OfferAnswer::Maybe }),
            Cmd::Services(ServicesCmd::Send {
                referral: Box::new(referral("r1", &[Stage::Accepted])),
                step: step(Stage::Sent),
                wish: String::new(),
                document: Box::new(letter),
                folder: self.outside.clone(),
                job: LetterJob::Save,
            }),
            Cmd::Services(ServicesCmd::Step { referral: ReferralId::new("r2"), step: step(Stage::Sent) }),
            Cmd::Follow(FollowCmd::Load { patient: None }),
            Cmd::Follow(FollowCmd::LoadAbout(ben())),
            Cmd::Follow(FollowCmd::SetWish { patient: ben(), wish: Wish { after: BTreeSet::from([After::ThreeMonths]), touch: None } }),
            Cmd::Follow(FollowCmd::SetNoContact { patient: ben(), no_contact: true }),
            Cmd::Follow(FollowCmd::Ask(Box::new(follow_up))),
            Cmd::Follow(FollowCmd::NotReached(FollowUpId::new("f1"))),
            Cmd::Follow(FollowCmd::Answer { id: FollowUpId::new("f1"), answers: Box::new(FollowUpAnswers::default()) }),
            Cmd::Follow(FollowCmd::AddRecurrence {
                patient: ben(),
                recurrence: Box::new(Recurrence { began: today(), ended: None, linked: None, words: String::new() }),
            }),
            Cmd::Follow(FollowCmd::Export { folder: self.outside.clone() }),
            Cmd::Records(RecordsCmd::Look),
            Cmd::Records(RecordsCmd::BackUpIfDue),
            Cmd::Records(RecordsCmd::BackUp),
            Cmd::Records(RecordsCmd::SavePlan(BackupPlan::default())),
            Cmd::Records(RecordsCmd::Try { file: outside("before.fitnote-backup"), passphrase: None }),
            Cmd::Records(RecordsCmd::Export { file: outside("all.fitnote-bundle"), passphrase: secret("way") }),
            Cmd::Records(RecordsCmd::Import { file: outside("before.fitnote-bundle"), passphrase: secret("way") }),
            Cmd::Records(RecordsCmd::LookForLongKept),
            Cmd::Records(RecordsCmd::LookAtPerson(ben())),
            Cmd::Records(RecordsCmd::FindOther("sil".into())),
            Cmd::Records(RecordsCmd::SaveRecord { patient: ben(), folder: self.outside.clone(), form: RecordForm::Json }),
            Cmd::Records(RecordsCmd::Join { merged: pid("ana"), kept: ben(), reason: "One person".into() }),
            Cmd::Records(RecordsCmd::Part { merged: pid("ana"), kept: ben() }),
            Cmd::Records(RecordsCmd::Remove { patient: pid("old"), reason: "Moved away long ago".into() }),
            Cmd::People(PeopleCmd::Load),
            Cmd::People(PeopleCmd::Add { person: person(Role::Manager), passphrase: secret("new words") }),
            Cmd::People(PeopleCmd::Change {
                id: ClinicianId::new("sam"),
                person: person(Role::Clinician),
                passphrase: Some(secret("other words")),
            }),
            Cmd::People(PeopleCmd::Remove(ClinicianId::new("sam"))),
            Cmd::People(PeopleCmd::NewRecoveryKey),
            Cmd::People(PeopleCmd::Sheet { key: secret("a-key"), job: PdfJob::Save(outside("sheet.pdf")) }),
            Cmd::People(PeopleCmd::SaveHeld { draft: Box::new(draft("d2")) }),
            Cmd::Audit(AuditCmd::Load { wanted: AuditWanted::default(), before: None }),
            Cmd::Audit(AuditCmd::Load { wanted: AuditWanted { patient: "oka".into(), ..AuditWanted::default() }, before: None }),
            Cmd::Audit(AuditCmd::Verify { known: None }),
            Cmd::Quit,
        ]
    }
}

/// The kinds of the rows that came after this one.
fn rows_after(store: &Store, seq: u64) -> Vec<String> {
    let mut rows = store.audit_rows(&AuditFilter::default(), 50).unwrap();
    rows.retain(|row| row.seq > seq);
    rows.into_iter().rev().map(|row| row.kind).collect()
}

fn words(kinds: &[K]) -> Vec<String> {
    kinds.iter().map(|kind| kind.word().to_owned()).collect()
}

#[track_caller]
fn is_done(name: &str, done: &Done) {
    let refused = match done {
        Done::Failed(notice)
        | Done::DraftNotSaved(notice)
        | Done::People(PeopleDone::Refused(notice) | PeopleDone::HeldNotSaved(notice)) => Some(notice.what.clone()),
        Done::WrongPassphrase => Some("wrong passphrase".into()),
        _ => None,
    };
    assert_eq!(refused, None, "{name}");
}

#[test]
fn each_command_writes_the_rows_that_are_claimed_of_it_and_no_other() {
    let room = Room::made();
    let commands = room.commands();
    let mut hands = room.signed_in(CLINICIAN);
    let mut seen = BTreeSet::new();
    for cmd in commands {
        let (name, rows, _) = claim(&cmd);
        assert!(seen.insert(name), "{name} twice");
        let before = hands.open.as_ref().unwrap().store.audit_head().unwrap().seq;
        let done = hands.carry_out(cmd);
        is_done(name, &done);
        // The backup of the day was made by the one before.
        assert_eq!(rows_after(&hands.open.as_ref().unwrap().store, before), words(rows), "{name}");
    }

    // One's own passphrase, practice, locking and signing in end what the others need.
    let mut last = |hands: &mut Hands, cmd: Cmd| {
        let (name, rows, _) = claim(&cmd);
        seen.insert(name);
        let done = hands.carry_out(cmd);
        is_done(name, &done);
        (name, words(rows))
    };
    let before = hands.open.as_ref().unwrap().store.audit_head().unwrap().seq;
    let mine = PeopleCmd::ChangeOwn { present: secret(CLINICIAN), new: secret(CLINICIAN) };
    let (name, rows) = last(&mut hands, Cmd::People(mine));
    assert_eq!(rows_after(&hands.open.as_ref().unwrap().store, before), rows, "{name}");
    let before = hands.open.as_ref().unwrap().store.audit_head().unwrap().seq;
    last(&mut hands, Cmd::Practise(PractisingCmd::Begin(case_studies()[0].id.clone())));
    last(&mut hands, Cmd::Practise(PractisingCmd::Leave));
    assert_eq!(rows_after(&hands.open.as_ref().unwrap().store, before), Vec::<String>::new(), "practice");
    let (_, locked) = last(&mut hands, Cmd::Lock);
    assert!(matches!(hands.carry_out(Cmd::Unlock { clinician: None, passphrase: secret("a guess") }), Done::WrongPassphrase));
    let (_, unlocked) = last(&mut hands, Cmd::Unlock { clinician: None, passphrase: secret(CLINICIAN) });
    assert_eq!(rows_after(&hands.open.as_ref().unwrap().store, before), [locked, unlocked].concat());

    let file = room.outside.join("before.fitnote-backup");
    let (_, restored) = last(&mut hands, Cmd::Records(RecordsCmd::Restore { file, passphrase: secret(CLINICIAN) }));
    assert!(hands.open.is_none());
    let aside = std::fs::read_dir(&room.records).unwrap().map(|entry| entry.unwrap().path());
    let aside = aside.into_iter().find(|path| path.display().to_string().contains("replaced-")).unwrap();
    let newest = |dir: &Path, skip: usize| {
        let (store, _) = Store::unlock(dir, None, &secret(CLINICIAN)).unwrap();
        store.audit_rows(&AuditFilter::default(), skip + 1).unwrap().pop().unwrap()
    };
    assert_eq!(newest(&aside, 0).kind, restored[0], "the records that are kept aside tell of it");
    let told = newest(&room.records, 0);
    assert_eq!((told.kind.as_str(), told.clinician), (restored[0].as_str(), Some(ClinicianId::new("ada"))), "and those in their place");

    let other = tempfile::tempdir().unwrap();
    let mut fresh = Hands::with_clock(other.path().join("new"), Box::new(now), Kdf::LEAST);
    let create = Cmd::Create {
        practice: sample::case().practice,
        clinician: NewClinician {
            name: "Dr Ada Rowe".into(),
            profession: Profession::Doctor,
            registration: "1234567".into(),
            setting: Setting::Nhs,
            trained: true,
            within_scope: true,
        },
        passphrase: secret(CLINICIAN),
    };
    let (_, created) = last(&mut fresh, create);
    assert_eq!(rows_after(&fresh.open.as_ref().unwrap().store, 0), created);
    assert_eq!(seen.len(), claims(), "a command is claimed and never carried out");
}

#[test]
fn nobody_is_let_do_more_than_their_role_and_a_manager_gets_nothing_of_a_patient() {
    for (role, passphrase) in [(Role::Assistant, ASSISTANT), (Role::Manager, MANAGER)] {
        let room = Room::made();
        let commands = room.commands();
        let mut hands = room.signed_in(passphrase);
        for cmd in commands {
            let (name, _, who) = claim(&cmd);
            let before = hands.open.as_ref().unwrap().store.audit_head().unwrap();
            let done = hands.carry_out(cmd);
            if who.lets(role) {
                is_done(name, &done);
            } else {
                let Done::Failed(notice) = &done else { panic!("{name} is done for {role:?}") };
                assert!(notice.what.contains("is for a clinician"), "{name}: {}", notice.what);
                assert_eq!(hands.open.as_ref().unwrap().store.audit_head().unwrap(), before, "{name} leaves nothing");
            }
            assert!(role != Role::Manager || !shows_a_patient(&done), "{name} shows a manager a patient");
        }
        let restore = RecordsCmd::Restore { file: room.outside.join("before.fitnote-backup"), passphrase: secret(passphrase) };
        assert!(matches!(hands.carry_out(Cmd::Records(restore)), Done::Failed(_)), "{role:?} puts a backup back");
        assert!(hands.open.is_some());
        let begin = Cmd::Practise(PractisingCmd::Begin(case_studies()[0].id.clone()));
        assert_eq!(matches!(hands.carry_out(begin), Done::Failed(_)), role == Role::Manager, "practice has invented people; {role:?}");
    }
}
