//! Printing on a real CUPS scheduler of its own, on loopback: by its queue, by IPP, on the default, and on a printer that is gone.

use std::fs;
use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use fitnote::shell::printer::{Job, PrintError, print, printers};

const PDF: &[u8] = b"%PDF-1.4\n% the bytes of a page\n%%EOF\n";

/// A scheduler that goes away with the test.
struct Scheduler {
    child: Child,
    server: String,
    folder: tempfile::TempDir,
}

impl Drop for Scheduler {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Asks again and again until it is so; a run of the question is its own pause.
fn until(what: &str, mut is_so: impl FnMut() -> bool) {
    let begun = Instant::now();
    while !is_so() {
        assert!(begun.elapsed() < Duration::from_secs(40), "{what} took too long");
    }
}

fn says(command: &str, arguments: &[&str]) -> Option<String> {
    let said = Command::new(command).args(arguments).env("LC_ALL", "C").stdin(Stdio::null()).output().ok()?;
    said.status.success().then(|| String::from_utf8_lossy(&said.stdout).into_owned())
}

/// A scheduler with a queue `paper`, which writes into a file, and one `by_ipp`, which sends to the first by IPP.
fn scheduler() -> Option<Scheduler> {
    let cupsd = ["/usr/sbin/cupsd", "/usr/local/sbin/cupsd"].into_iter().find(|path| Path::new(path).is_file())?;
    says("lpstat", &["-h", "127.0.0.1:1", "-r"]).map_or_else(|| Command::new("lp").arg("--help").output().ok().map(drop), |_| Some(()))?;
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // The scheduler's helpers run under an account of their own.
        fs::set_permissions(at, fs::Permissions::from_mode(0o777)).unwrap();
    }
    for part in ["root", "cache", "state", "tmp", "spool"] {
        fs::create_dir(at.join(part)).unwrap();
    }
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let server = format!("127.0.0.1:{port}");
    let open = "Order allow,deny\n  Allow from 127.0.0.1\n";
    let settings = format!(
        "Listen {server}\nWebInterface No\nBrowsing No\nDefaultAuthType None\n<Location />\n  {open}</Location>\n\
         <Location /admin>\n  {open}</Location>\n<Policy default>\n<Limit All>\n  {open}</Limit>\n</Policy>\n"
    );
    let folders = [
        "ServerRoot root",
        "CacheDir cache",
        "StateDir state",
        "TempDir tmp",
        "RequestRoot spool",
        "AccessLog access",
        "ErrorLog error",
        "PageLog page",
    ]
    .map(|line| line.replacen(' ', &format!(" {}/", at.display()), 1))
    .join("\n");
    let (conf, files) = (at.join("root/cupsd.conf"), at.join("root/cups-files.conf"));
    fs::write(&conf, settings).unwrap();
    fs::write(&files, format!("{folders}\nFileDevice Yes\n")).unwrap();
    let child = Command::new(cupsd)
        .args(["-f", "-c"])
        .arg(&conf)
        .arg("-s")
        .arg(&files)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    let scheduler = Scheduler { child, server, folder };
    let server = scheduler.server.clone();
    until("the scheduler", || says("lpstat", &["-h", &server, "-r"]).is_some_and(|said| said.contains("is running")));
    let out = scheduler.folder.path().join("out.pdf");
    fs::write(&out, "").unwrap();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(&out, fs::Permissions::from_mode(0o666)).unwrap();
    }
    let queue = format!("ipp://{server}/printers/paper");
    says("lpadmin", &["-h", &server, "-p", "paper", "-E", "-v", &format!("file:{}", out.display())])?;
    says("lpadmin", &["-h", &server, "-p", "by_ipp", "-E", "-v", &queue])?;
    Some(scheduler)
}

#[test]
fn a_page_reaches_a_real_queue_by_ipp_and_a_printer_that_is_gone_is_named() {
    let Some(scheduler) = scheduler() else {
        eprintln!("skipped: CUPS (cupsd, lp, lpadmin) is not installed, or may not be started here");
        return;
    };
    let server = Some(scheduler.server.as_str());
    let job = |printer| Job { pdf: PDF, title: "Statement of Fitness for Work", printer, server };
    let mut listed = printers(server);
    listed.sort();
    assert_eq!(listed, ["by_ipp", "paper"]);

    assert_eq!(print(&job(None)), Err(PrintError::NoPrinter), "no printer is the default yet");
    assert_eq!(print(&job(Some("attic"))), Err(PrintError::Gone("attic".into())));

    let out = scheduler.folder.path().join("out.pdf");
    let arrived = || fs::read(&out).is_ok_and(|bytes| bytes == PDF);
    assert_eq!(print(&job(Some("by_ipp"))), Ok("by_ipp".into()));
    until("the page by IPP", || says("lpstat", &["-h", &scheduler.server, "-o"]).is_some_and(|jobs| jobs.trim().is_empty()) && arrived());

    fs::write(&out, "").unwrap();
    assert!(says("lpadmin", &["-h", &scheduler.server, "-d", "paper"]).is_some());
    assert_eq!(print(&job(None)), Ok("paper".into()));
    until("the page on the default", || {
        says("lpstat", &["-h", &scheduler.server, "-o"]).is_some_and(|jobs| jobs.trim().is_empty()) && arrived()
    });
}

#[test]
fn a_printing_system_that_does_not_answer_is_no_printer_and_no_wait() {
    let job = Job { pdf: PDF, title: "Statement of Fitness for Work", printer: None, server: Some("127.0.0.1:9") };
    assert!(matches!(print(&job), Err(PrintError::NoPrinter | PrintError::NoSystem)));
    assert!(printers(Some("127.0.0.1:9")).is_empty());
}

#[test]
fn what_went_wrong_is_one_sentence_each() {
    for error in [PrintError::NoSystem, PrintError::NoPrinter, PrintError::Gone("Front desk".into()), PrintError::Refused] {
        let said = error.to_string();
        assert!(said.ends_with('.') && said.matches('.').count() == 1, "{said}");
    }
}
