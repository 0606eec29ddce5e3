//! Follow-ups: asked for, asked, counted; and the wish not to be contacted, which holds everywhere.

use chrono::Duration;
use egui::Key;

use super::person::Person;

fn beside_ben() -> Person {
    let mut person = Person::signed_in();
    person.opens("okafor");
    person.ctrl(Key::U);
    person
}

fn asks_for_a_month(person: &mut Person) {
    person.chooses("After 1 month");
    person.chooses("Telephone");
    person.ctrl(Key::Enter);
    person.must_see("What the patient asked for is in the queue.");
}

#[test]
fn k20_nothing_is_ticked_until_it_is_asked_for_and_it_comes_due_after_the_month() {
    let mut person = beside_ben();
    assert_eq!(person.chosen(), Vec::<String>::new());
    asks_for_a_month(&mut person);
    person.press(Key::F2);
    person.must_not_see("follow-up is due");
    person.clock_moves(Duration::days(30));
    person.must_see("1 follow-up is due");
    person.must_see("Mr Ben Okafor: follow-up after 1 month, Asked for by the patient. By: telephone, Due today");
    person.ctrl(Key::U);
    person.must_see("Mr Ben Okafor, 1 month after 20 November 2026. By: telephone, Due today");
}

#[test]
fn k18_a_follow_up_asks_about_wellbeing_harm_and_pressure_and_about_no_benefit() {
    let mut person = beside_ben();
    asks_for_a_month(&mut person);
    person.clock_moves(Duration::days(30));
    person.press(Key::F2);
    person.ctrl(Key::U);
    person.press(Key::Enter);
    person.must_see("Follow-up with Mr Ben Okafor");
    assert_eq!(person.chosen(), Vec::<String>::new());
    for question in [
        "Did you feel pressured, by us or by anyone else?",
        "Is anything worse because of work?",
        "What made things worse?",
        "Overall, how anxious did you feel yesterday?",
        "Office for National Statistics",
    ] {
        person.must_see(question);
    }
    let said = person.texts().join("\n").to_lowercase();
    for word in ["benefit", "sanction", "score", "total", "compliance", "motivation"] {
        assert!(!said.contains(word), "{word}");
    }
    person.ctrl(Key::Enter);
    person.must_see("nothing said yet; 1 unknown");
}

#[test]
fn what_is_said_at_a_follow_up_stands_on_the_record_in_the_words_of_the_questions() {
    let mut person = beside_ben();
    asks_for_a_month(&mut person);
    person.chooses("1 month, 1 month after 20 November 2026. By: telephone, Due Sun 20 Dec 2026");
    person.chooses("Off sick");
    person.fills("Since when", "Monday");
    person.fills("What helped?", "Rest");
    // A return is an event of its own; one of which nothing is said is none.
    person.chooses("They went back");
    person.chooses("To the same job, in part");
    person.fills("When", "early December");
    person.fills("Hours a week then", "12");
    person.chooses("They went back once more");
    person.ctrl(Key::Enter);
    person.must_see("The answers are kept.");
    person.must_see("Work now: Off sick, since Monday");
    person.must_see("Went back: To the same job, in part, early December, 12 hours a week");
    assert_eq!(person.texts().iter().filter(|text| text.starts_with("Went back:")).count(), 1);
    person.must_see("Helped: Rest");
}

#[test]
fn k19_every_count_stands_with_its_denominator_and_says_what_it_is_not() {
    let mut person = beside_ben();
    asks_for_a_month(&mut person);
    person.clock_moves(Duration::days(30));
    person.press(Key::F2);
    person.ctrl(Key::U);
    person.must_see("not a measure of the person");
    person.must_see("1 came due, 0 done, 0 not reached, 1 without any news.");
    person.press(Key::Enter);
    person.chooses("Off sick");
    person.ctrl(Key::Enter);
    person.must_see("1 came due, 1 done");
    person.must_see("Work now, of 1");
    person.must_see("nothing said yet; 1 unknown");
}

#[test]
fn k36_who_is_not_to_be_contacted_is_in_no_list_and_their_record_says_so() {
    let mut person = beside_ben();
    asks_for_a_month(&mut person);
    person.chooses("Do not contact about work");
    person.must_see("Do not contact about work, since 20 November 2026. This holds in every queue, reminder and sheet.");
    person.must_not_see("Put it in the queue");
    person.press(Key::Escape);
    person.must_see("Do not contact about work, since 20 November 2026.");
    person.clock_moves(Duration::days(40));
    person.press(Key::F2);
    person.must_not_see("follow-up is due");
    person.ctrl(Key::U);
    person.must_see("1 person is left out: they asked not to be contacted about work.");
    person.must_not_see("Okafor");
}

#[test]
fn k36_a_note_that_ends_soon_says_whom_not_to_ring_about_work() {
    let mut person = Person::deciding();
    super::whole_path::decides(&mut person);
    person.press(Key::F9);
    person.press(Key::F2);
    person.clock_moves(Duration::days(10));
    person.press(Key::F2);
    person.must_see("Notes that end soon");
    person.must_not_see("Not to be contacted about work");
    person.opens("okafor");
    person.ctrl(Key::U);
    person.chooses("Do not contact about work");
    person.press(Key::F2);
    person.must_see("Not fit for work. Low back pain. Not to be contacted about work");
}

#[test]
fn k36_a_conversation_that_says_never_is_honoured_as_soon_as_it_is_saved() {
    let mut person = Person::signed_in();
    person.opens("okafor");
    person.press(Key::F4);
    for _ in 0..5 {
        person.ctrl(Key::Enter);
    }
    person.chooses("Do not contact me about work");
    person.press(Key::F2);
    person.opens("okafor");
    person.must_see("Do not contact about work, since 20 November 2026.");
}

#[test]
fn what_came_back_is_kept_with_the_day_it_began() {
    let mut person = beside_ben();
    person.fills("Began on", "31/2/26");
    person.chooses("Record that it came back");
    person.must_see("There is no such day in the calendar.");
    person.fills("Began on", "1/11/26");
    person.fills("What they think brought it on", "A house move");
    person.chooses("Record that it came back");
    person.must_see("From 1 November 2026. A house move");
}
