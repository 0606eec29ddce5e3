//! The reference of the rules in the documentation is the one that the rules write.

use fitnote::rules::reference_markdown;

#[test]
fn the_reference_in_the_documentation_is_current() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/rules/REFERENCE.md");
    let page = reference_markdown();
    if std::env::var_os("FITNOTE_BLESS").is_some() {
        std::fs::write(path, &page).expect("the reference is written");
    }
    let kept = std::fs::read_to_string(path).expect("the reference is kept").replace("\r\n", "\n");
    let lines = kept.lines().zip(page.lines());
    let first = lines.zip(1..).find(|((kept, now), _)| kept != now).map(|(_, number)| number);
    assert!(kept == page, "assets/rules/REFERENCE.md is not current (line {first:?}): run this test with FITNOTE_BLESS=1");
}
