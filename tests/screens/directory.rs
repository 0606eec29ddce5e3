//! The directory, what a patient says to a service, and the letter that is ticked together.

use egui::Key;
use fitnote::domain::consent::{Item, Recipient};
use fitnote::domain::paper_kind::PaperKind;
use fitnote::store::Store;

use super::person::{PASSPHRASE, Person, records_in};

const ANSWERS: [&str; 5] = ["Accepted", "Declined", "Maybe", "Has it already", "Prefers not to say"];

/// In front of Ben's directory.
fn beside_ben() -> Person {
    let mut person = Person::signed_in();
    person.opens("okafor");
    person.ctrl(Key::D);
    person
}

/// Opens an entry by searching for it.
pub fn opens(person: &mut Person, search: &str, row: &str) {
    person.fills("Search", search);
    let name = person
        .texts()
        .into_iter()
        .find(|text| text.starts_with(row) && text.len() > row.len())
        .unwrap_or_else(|| panic!("{row} is not listed"));
    person.chooses(&name);
}

#[test]
fn the_directory_opens_from_anywhere_by_its_key_and_begins_with_the_practices_nation() {
    let mut person = Person::signed_in();
    person.ctrl(Key::D);
    assert_eq!(person.keyboard(), "Search");
    assert!(person.chosen().contains(&"England".to_owned()), "{:?}", person.chosen());
    person.must_see("WorkWell");
    person.must_not_see("Working Health Services Scotland");
    person.chooses("Scotland");
    person.must_see("Working Health Services Scotland");
    person.must_not_see("WorkWell");
    person.fills("Search", "acas");
    person.must_see("Acas helpline, Public body. acas.org.uk; 0300 123 1100.");
    person.must_not_see("Macmillan");
    person.press(Key::Escape);
    person.must_see("Find a patient");
}

#[test]
fn k26_an_entry_says_when_it_was_checked_and_one_that_was_not_says_so() {
    let mut person = Person::signed_in();
    person.ctrl(Key::D);
    opens(&mut person, "acas", "Acas helpline");
    person.must_see("Check before use: last checked 20 March 2015, more than 12 months ago.");
    person.must_see("Telephone, Online");
    person.press(Key::Escape);
    opens(&mut person, "link worker", "Social prescribing");
    person.must_see("Check before use: nobody has checked this entry.");
}

#[test]
fn k23_who_runs_it_and_where_data_goes_stands_above_the_answers_and_none_is_chosen() {
    let mut person = beside_ben();
    opens(&mut person, "access to work: mental", "Access to Work: mental health support");
    let texts = person.texts();
    let place = |words: &str| texts.iter().position(|text| text.contains(words)).unwrap_or_else(|| panic!("{words}: {texts:?}"));
    assert!(place("Run by: Private contractor.") < place("Accepted"));
    person.must_see("Not known whether data goes to the DWP: ask the service before agreeing.");
    for answer in ANSWERS {
        assert!(!person.chosen().contains(&answer.to_owned()), "{answer} is chosen");
    }
    person.press(Key::Num2);
    person.must_see("Declined on 20 November 2026");
    person.chooses("Accepted");
    person.must_see("Accepted on 20 November 2026");
    person.press(Key::Escape);
    assert!(person.texts().iter().any(|text| text.starts_with("Access to Work: mental health support") && text.ends_with("Accepted")));
}

#[test]
fn workwell_says_that_it_is_voluntary() {
    let mut person = Person::signed_in();
    person.ctrl(Key::D);
    opens(&mut person, "workwell", "WorkWell");
    person.must_see("It is voluntary: a person may say no, and may leave at any time.");
    person.must_see("Voluntary everywhere.");
}

#[test]
fn a_letter_holds_what_was_ticked_and_the_dwp_is_ticked_twice() {
    let mut person = beside_ben();
    opens(&mut person, "equipment", "Access to Work, DWP");
    person.chooses("Accepted");
    person.chooses("Referrals and letters");
    person.chooses("Letter: Access to Work");
    let ticked: Vec<String> = person.chosen();
    assert_eq!(ticked, Vec::<String>::new(), "nothing is ticked beforehand");
    person.must_see("Tick the recipient, once the patient agrees to it.");
    person.ctrl(Key::S);
    assert!(!person.machine().asked.contains(&"Services.Send"), "{:?}", person.machine().asked);
    person.chooses("The patient agrees to a letter to Access to Work");
    person.chooses("Name: Mr Ben Okafor");
    person.chooses("NHS number: 943 476 5919");
    person.must_see("This reaches the DWP: tick a second time");
    person.chooses("The DWP may have: name");
    let page = person.control_of_page();
    assert!(page.contains("Ben Okafor") && !page.contains("943 476 5919"), "{page}");
    let folder = person.folder.path().to_path_buf();
    person.fills("Folder for the letter", &folder.display().to_string());
    person.ctrl(Key::S);
    person.must_see("The letter is recorded as sent, and saved as");
    person.must_see("They have it, waiting: Access to Work");
    let letters: Vec<String> = std::fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .filter(|name| name.starts_with("referral-2026-11-20-"))
        .collect();
    assert_eq!(letters.len(), 1);
    assert!(!letters[0].to_lowercase().contains("okafor"));
    // What left stands in the ledger, with the agreement that let it.
    let records = records_in(&person.folder);
    let kept = std::sync::Arc::clone(&person.folder);
    drop(person);
    let (store, _) = Store::unlock(&records, None, &PASSPHRASE.into()).unwrap();
    let ben = store.find_patients("okafor", 1).unwrap()[0].id.clone();
    let ledger = store.ledger(&ben).unwrap();
    let items = [Item::Paper(PaperKind::ReferralLetter), Item::Name].into();
    assert_eq!((ledger.consents.len(), ledger.disclosures.len()), (1, 1));
    assert!(ledger.consents[0].recipient == Recipient::Dwp && ledger.consents[0].items == items);
    assert!(ledger.disclosures[0].left.items == items);
    drop(kept);
}

#[test]
fn k24_a_referral_is_closed_by_somebody_for_a_reason_and_asked_after_until_then() {
    let mut person = beside_ben();
    opens(&mut person, "citizens", "Citizens Advice");
    person.chooses("Accepted");
    person.press(Key::F2);
    person.must_not_see("Loops still open");
    person.clock_moves(chrono::Duration::days(7));
    person.must_see("Loops still open");
    person.must_see("Mr Ben Okafor: Citizens Advice");
    person.opens("okafor");
    person.ctrl(Key::D);
    person.chooses("Referrals");
    person.must_see("Nobody has heard of this for long.");
    person.chooses("Close: Citizens Advice");
    person.ctrl(Key::Enter);
    person.must_see("Choose by whom it was closed.");
    person.chooses("The patient");
    person.fills("Why", "Went on their own");
    person.ctrl(Key::Enter);
    person.must_see("by the patient: Went on their own");
    person.press(Key::F2);
    person.must_not_see("Loops still open");
}

#[test]
fn an_entry_of_the_practice_needs_who_runs_it_and_is_changed_and_taken_out_here() {
    let mut person = Person::signed_in();
    person.ctrl(Key::D);
    person.chooses("Add an entry of this practice");
    person.ctrl(Key::Enter);
    person.must_see("Choose who runs it: a patient hears it before they agree.");
    person.fills("Name of the service", "Quay project");
    person.fills("What it is", "Company and a workshop");
    person.fills("Where, and how far", "Whitby, 2 miles");
    person.chooses("Community support");
    person.chooses("Charity");
    person.chooses("Not known");
    person.must_see("Tick at least one nation.");
    person.chooses("Wales");
    person.fills("Last checked", "30 Nov 2026");
    person.ctrl(Key::Enter);
    person.must_see("\"Last checked\" is no day up to today");
    person.fills("Last checked", "19 Nov 2026");
    person.ctrl(Key::Enter);
    person.must_not_see("Quay project");
    person.chooses("Everywhere");
    opens(&mut person, "quay", "Quay project");
    person.must_see("Whitby, 2 miles");
    person.must_see("19 November 2026. Entered by this practice");
    // What nobody says was checked was not.
    person.chooses("Change this entry");
    assert_eq!(person.value("Last checked"), "19/11/2026");
    person.fills("Last checked", "");
    person.ctrl(Key::Enter);
    opens(&mut person, "quay", "Quay project");
    person.must_see("Check before use: nobody has checked this entry.");
    person.chooses("Take this entry out");
    person.must_not_see("Quay project");
    // A shipped entry is copied and never changed.
    opens(&mut person, "moneyhelper", "MoneyHelper");
    person.must_not_see("Change this entry");
    person.chooses("Copy as an entry of this practice");
    assert_eq!(person.value("Name of the service"), "MoneyHelper");
    assert_eq!(person.value("Last checked"), "11/01/2020", "a copy is no check");
}

#[test]
fn a_shipped_entry_is_hidden_here_and_comes_back_and_is_never_taken_out() {
    let mut person = Person::signed_in();
    person.ctrl(Key::D);
    person.must_not_see("hidden here as well");
    opens(&mut person, "workwell", "WorkWell");
    person.must_not_see("Take this entry out");
    person.chooses("Hide it here");
    person.must_see("No entry matches.");
    // It is kept for this practice, not for this window.
    let mut person = person.starts_again();
    person.unlocks(PASSPHRASE);
    person.ctrl(Key::D);
    person.must_not_see("WorkWell");
    person.chooses("List the 1 hidden here as well");
    opens(&mut person, "workwell", "WorkWell");
    person.must_see("Set locally; see below.");
    person.chooses("List it here again");
    person.fills("Search", "");
    person.must_see("WorkWell");
    person.must_not_see("hidden here as well");
}
