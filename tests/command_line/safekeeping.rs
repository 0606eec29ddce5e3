//! `backup`, `restore`, `export` and `import` as practice IT calls them.

use super::*;

/// A desk with one note on record.
fn desk() -> Desk {
    let desk = Desk::with_records();
    assert_eq!(desk.run(&["issue", "case.json", "--out", "a.pdf"]).status, 0);
    desk
}

/// In another data folder, with the bundle's passphrase.
fn elsewhere(desk: &Desk, arguments: &[&str]) -> Said {
    said(desk.command(arguments).env("FITNOTE_DATA", desk.path("other")).env("FITNOTE_BUNDLE_PASSPHRASE", "words for the way"))
}

#[test]
fn a_backup_goes_to_another_folder_and_over_the_records() {
    let desk = desk();
    let made = desk.run(&["backup", "one.fitnote-backup"]);
    assert_eq!((made.status, made.json()["notes"].as_u64(), made.json()["patients"].as_u64()), (0, Some(1), Some(1)), "{}", made.err);
    let tried = elsewhere(&desk, &["restore", "one.fitnote-backup"]);
    assert_eq!((tried.status, tried.err.as_str()), (0, ""), "nothing was there before");
    assert_eq!(elsewhere(&desk, &["notes"]).out, desk.run(&["notes"]).out);
    let back = desk.run(&["restore", "one.fitnote-backup"]);
    assert_eq!(back.status, 0, "{}", back.err);
    assert!(back.err.contains("are kept in") && back.json()["kept_aside"].as_str().is_some_and(|path| path.contains("replaced-")));
    assert_eq!(desk.run(&["notes"]).out.lines().count(), 1);
}

#[test]
fn what_cannot_be_backed_up_or_put_back_is_said_in_one_line() {
    let desk = desk();
    desk.write("text.txt", "hello");
    assert_eq!(desk.run(&["backup", "b"]).status, 0);
    let before = desk.names();
    desk.run(&["backup", "none/b"]).is_unusable(&["no such file or folder"]);
    desk.run(&["restore", "none"]).is_unusable(&["no such file or folder"]);
    desk.run(&["restore", "text.txt"]).is_unusable(&["not a fitnote backup"]);
    said(desk.command(&["backup", "c"]).env("FITNOTE_PASSPHRASE", "another")).is_unusable(&["does not open"]);
    said(desk.command(&["restore", "b"]).env("FITNOTE_PASSPHRASE", "another")).is_unusable(&["does not open"]);
    said(desk.command(&["backup", "c"]).env("FITNOTE_DATA", desk.path("nowhere"))).is_unusable(&["no data folder"]);
    assert_eq!(desk.names(), before, "nothing was written");
}

#[test]
fn a_bundle_goes_from_one_folder_to_another_and_only_once() {
    let desk = desk();
    let out = said(desk.command(&["export", "all"]).env("FITNOTE_BUNDLE_PASSPHRASE", "words for the way"));
    assert_eq!((out.status, out.json()["notes"].as_u64()), (0, Some(1)), "{}", out.err);
    // What was written out stands in the person's ledger: the statement, and the bundle that all records went into.
    let (store, _) = fitnote::store::Store::unlock(&desk.path("data"), None, &super::PASSPHRASE.into()).unwrap();
    let ledger = store.ledger(&store.find_patients("okafor", 1).unwrap()[0].id).unwrap();
    let told: Vec<_> = ledger.disclosures.iter().map(|gone| gone.left.paper).collect();
    assert_eq!(told, [fitnote::domain::paper_kind::PaperKind::Med3, fitnote::domain::paper_kind::PaperKind::Bundle]);
    drop(store);
    assert_eq!(elsewhere(&desk, &["init", "--practice", "practice.json"]).status, 0);
    let first = elsewhere(&desk, &["import", "all"]);
    assert_eq!((first.status, first.json()["notes"].as_u64()), (0, Some(1)), "{}", first.err);
    let again = elsewhere(&desk, &["import", "all"]);
    assert_eq!((again.json()["notes"].as_u64(), again.json()["conflicts"].as_array().map(Vec::len)), (Some(0), Some(0)));
    assert_eq!(elsewhere(&desk, &["notes"]).out, desk.run(&["notes"]).out);
    said(desk.command(&["import", "all"]).env("FITNOTE_BUNDLE_PASSPHRASE", "another")).is_unusable(&["does not open the bundle"]);
    desk.run(&["import", "case.json"]).is_unusable(&["FITNOTE_BUNDLE_PASSPHRASE"]);
}
