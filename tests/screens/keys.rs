//! Soon.
use super::person::Person;
#[test]
fn zz_time() {
    let t = std::time::Instant::now();
    let mut p = Person::signed_in();
    eprintln!("signed in {:?}", t.elapsed());
    let t = std::time::Instant::now();
    for _ in 0..10 { p.frame(); }
    eprintln!("today 10 frames {:?}", t.elapsed());
    p.opens("okafor");
    let t = std::time::Instant::now();
    p.press(egui::Key::F8);
    eprintln!("f8 {:?}", t.elapsed());
    let t = std::time::Instant::now();
    for _ in 0..10 { p.frame(); }
    eprintln!("decision 10 frames {:?}", t.elapsed());
    let t = std::time::Instant::now();
    p.types("a");
    eprintln!("one edit? {:?}", t.elapsed());
}
