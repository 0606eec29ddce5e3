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
}

/// A command of the desk that nobody at a terminal could be asked by.
#[cfg(target_os = "linux")]
fn without_a_terminal(desk: &Desk, arguments: &[&str]) -> std::process::Command {
    let asks_nobody = desk.command(arguments);
    let mut away = std::process::Command::new("setsid");
    away.arg("--wait").arg(asks_nobody.get_program()).args(asks_nobody.get_args());
    away.envs(asks_nobody.get_envs().filter_map(|(name, value)| value.map(|value| (name, value))));
    if let Some(folder) = asks_nobody.get_current_dir() {
        away.current_dir(folder);
    }
    away
}

#[cfg(target_os = "linux")]
#[test]
fn where_nobody_can_be_asked_a_bundle_has_the_passphrase_of_the_records_and_it_is_said() {
    let desk = desk();
    let out = said(&mut without_a_terminal(&desk, &["export", "all"]));
    assert_eq!(out.status, 0, "{}", out.err);
    assert!(out.err.contains("FITNOTE_BUNDLE_PASSPHRASE"), "{}", out.err);
    let out = said(&mut without_a_terminal(&desk, &["import", "all"]));
    assert_eq!((out.status, out.json()["notes"].as_u64()), (0, Some(0)), "{}", out.err);
    let out = said(without_a_terminal(&desk, &["import", "all"]).env_remove("FITNOTE_PASSPHRASE"));
    out.is_unusable(&["no terminal", "FITNOTE_PASSPHRASE"]);
}

#[test]
fn a_new_bundle_has_a_passphrase_that_is_hard_to_guess() {
    let desk = desk();
    let before = desk.names();
    said(desk.command(&["export", "all"]).env("FITNOTE_BUNDLE_PASSPHRASE", "eleven char")).is_unusable(&["too short", "12 characters"]);
    assert_eq!(desk.names(), before, "nothing was written");
}

/// The records opened as a window opens them, in this process: what is run meanwhile is a process of its own.
fn window(desk: &Desk) -> fitnote::store::Store {
    let data = desk.path("data");
    fitnote::store::Store::sign_in(&data, None, &PASSPHRASE.into(), fitnote::shell::clock::now()).unwrap().0
}

#[test]
fn commands_that_look_go_beside_an_open_window_and_those_that_write_are_told_of_it() {
    let desk = desk();
    let mut window = window(&desk);
    let who = window.signed_in().unwrap().0.clone();
    let event = |kind| fitnote::domain::audit::AuditEvent::new(kind, fitnote::shell::clock::now()).by(&who);
    for arguments in [&["notes"][..], &["find", "okafor"], &["verify"], &["rules", "--recheck"], &["backup", "beside.fitnote-backup"]] {
        let said = desk.run(arguments);
        assert_eq!(said.status, 0, "{arguments:?}: {}", said.err);
        assert!(!said.out.is_empty(), "{arguments:?}");
        // The window goes on writing between and after them.
        window.audit(&event(fitnote::domain::audit::AuditKind::Viewed)).unwrap();
    }
    desk.write_case("case.json", "Low back pain", "Knee pain");
    for arguments in [&["issue", "case.json", "--out", "b.pdf"][..], &["restore", "beside.fitnote-backup"]] {
        desk.run(arguments).is_unusable(&["held by another running window or command", "Close or lock it"]);
    }
    assert!(!desk.path("b.pdf").exists());
    assert_eq!(window.all_notes().unwrap().len(), 1, "the window has what it had");
    let check = window.check_audit(None).unwrap();
    assert!(check.faults.is_empty(), "{:?}", check.faults);
    let kinds: Vec<_> = window.audit_rows(&fitnote::store::AuditFilter::default(), 40).unwrap().into_iter().map(|row| row.kind).collect();
    assert!(kinds.contains(&"backed_up".to_owned()) && kinds.iter().filter(|kind| *kind == "listed").count() >= 3, "{kinds:?}");
    // Another folder beside it is nobody's business.
    assert_eq!(elsewhere(&desk, &["init", "--practice", "practice.json"]).status, 0);
    assert_eq!(elsewhere(&desk, &["notes"]).status, 0);
    drop(window);
    assert_eq!(desk.run(&["restore", "beside.fitnote-backup"]).status, 0, "and when it is closed they write");
}

#[test]
fn a_window_opens_while_a_command_looks() {
    let desk = desk();
    let (mut looking, _) = fitnote::store::Store::look_in(&desk.path("data"), &PASSPHRASE.into(), fitnote::shell::clock::now()).unwrap();
    let mut window = window(&desk);
    let event = || fitnote::domain::audit::AuditEvent::new(fitnote::domain::audit::AuditKind::Listed, fitnote::shell::clock::now());
    for _ in 0..5 {
        looking.audit(&event()).unwrap();
        window.audit(&event()).unwrap();
    }
    assert!(looking.check_audit(None).unwrap().faults.is_empty());
    assert_eq!(looking.audit_head().unwrap(), window.audit_head().unwrap());
}

#[test]
fn guessing_slows_down_whichever_command_is_guessed_with_and_however_many_run_at_once() {
    let desk = desk();
    let guess = |at: usize| {
        let arguments = [&["backup", "b"][..], &["notes"], &["verify"], &["find", "x"]][at % 4];
        let mut command = desk.command(arguments);
        command.env("FITNOTE_PASSPHRASE", "a guess").stdout(std::process::Stdio::piped()).stderr(std::process::Stdio::piped());
        command
    };
    let running: Vec<_> = (0..8).map(|at| guess(at).spawn().unwrap()).collect();
    let said: Vec<_> = running.into_iter().map(|child| String::from_utf8(child.wait_with_output().unwrap().stderr).unwrap()).collect();
    let (wrong, waits) = (
        said.iter().filter(|text| text.contains("does not open")).count(),
        said.iter().filter(|text| text.contains("has to wait")).count(),
    );
    assert!(wrong >= 4 && wrong + waits == 8, "{said:?}");
    assert!(!desk.path("b").exists());
    // None slipped past the count, though they ran at once.
    let file = desk.path("data").join("attempts.json");
    let mut counted: Value = serde_json::from_slice(&fs::read(&file).unwrap()).unwrap();
    assert_eq!((counted["count"].as_u64(), counted["told"].as_array().map(Vec::len)), (Some(wrong as u64), Some(wrong)));
    // After many, every command waits, with the right passphrase too.
    counted["count"] = 20.into();
    fs::write(&file, counted.to_string()).unwrap();
    for arguments in [&["backup", "b"][..], &["notes"], &["verify"], &["find", "x"], &["issue", "case.json", "--out", "b.pdf"]] {
        desk.run(arguments).is_unusable(&["has to wait", "nobody is locked out"]);
    }
}

#[test]
fn the_records_are_held_against_a_backup_that_is_whole() {
    let desk = desk();
    assert_eq!(desk.run(&["backup", "old"]).status, 0);
    assert_eq!(desk.run(&["find", "okafor"]).status, 0, "which is a row of the log");
    assert_eq!(desk.run(&["backup", "new"]).status, 0);
    for backup in ["old", "new"] {
        let good = desk.run(&["verify", "--backup", backup]);
        assert_eq!((good.status, good.err.as_str()), (0, ""), "{}", good.out);
        assert!(good.out.contains("right  Audit log: ") && !good.out.contains("wrong"), "{}", good.out);
    }

    // Records that went back behind the backup have a whole log that does not hold its mark.
    assert_eq!(elsewhere(&desk, &["restore", "old"]).status, 0);
    let behind = elsewhere(&desk, &["verify", "--backup", "new"]);
    assert_eq!((behind.status, behind.out.matches("wrong").count()), (1, 1), "{}", behind.out);
    assert!(behind.out.contains("wrong  Audit log: "), "{}", behind.out);
    assert_eq!(elsewhere(&desk, &["verify", "--backup", "old"]).status, 0);

    // One byte anywhere: in its header, its keys, its database, at its end; one too many, and one too few.
    let whole = fs::read(desk.path("new")).unwrap();
    let mut damaged: Vec<Vec<u8>> = [60, 1500, whole.len() / 2, whole.len() - 1]
        .iter()
        .map(|at| whole.iter().enumerate().map(|(place, byte)| if place == *at { byte ^ 1 } else { *byte }).collect())
        .collect();
    damaged.push([whole.as_slice(), b"x"].concat());
    damaged.push(whole[..whole.len() - 1].to_vec());
    for bytes in damaged {
        fs::write(desk.path("bad"), bytes).unwrap();
        let bad = desk.run(&["verify", "--backup", "bad"]);
        assert_eq!((bad.status, bad.err.as_str()), (1, ""), "{}", bad.out);
        assert_eq!(bad.out, "wrong  Backup: bad is damaged, and the records were not held against it. Use another backup.\n");
    }

    said(desk.command(&["verify", "--backup", "new"]).env("FITNOTE_PASSPHRASE", "another")).is_unusable(&["does not open"]);
    desk.run(&["verify", "--backup", "none"]).is_unusable(&["no such file or folder"]);
    desk.run(&["verify", "--backup", "case.json"]).is_unusable(&["not a fitnote backup"]);
    desk.run(&["verify", "--backup", "data"]).is_unusable(&["not a fitnote backup"]);
}
