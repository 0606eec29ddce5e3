//! The first page of each document as a small picture, against one that was looked at.

use std::path::Path;

use super::{documents, files, golden, is_blessing, name, run, text};

const DPI: &str = "40";

/// Grey pixels: width, height, tones.
struct Picture {
    width: usize,
    height: usize,
    tones: Vec<u8>,
}

fn read(path: &Path) -> Picture {
    let file = std::fs::File::open(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mut reader = png::Decoder::new(std::io::BufReader::new(file)).read_info().expect("a picture");
    let mut tones = vec![0; reader.output_buffer_size().expect("a small picture")];
    let info = reader.next_frame(&mut tones).expect("a picture");
    assert_eq!((info.color_type, info.bit_depth), (png::ColorType::Grayscale, png::BitDepth::Eight));
    tones.truncate(info.buffer_size());
    Picture { width: info.width as usize, height: info.height as usize, tones }
}

/// A page as poppler draws it: three words of head, and the tones.
fn drawn(path: &Path) -> Picture {
    let bytes = std::fs::read(path).expect("a picture");
    let head: Vec<&[u8]> = bytes.splitn(5, u8::is_ascii_whitespace).collect();
    let number = |field: &[u8]| String::from_utf8_lossy(field).parse().expect("a number");
    assert_eq!(head[0], b"P5");
    Picture { width: number(head[1]), height: number(head[2]), tones: head[4].to_vec() }
}

fn keep(picture: &Picture, path: &Path) {
    let small = |length: usize| u32::try_from(length).expect("small");
    let file = std::fs::File::create(path).expect("a file");
    let mut encoder = png::Encoder::new(file, small(picture.width), small(picture.height));
    encoder.set_color(png::ColorType::Grayscale);
    encoder.set_compression(png::Compression::High);
    encoder.write_header().and_then(|mut writer| writer.write_image_data(&picture.tones)).expect("written");
}

/// How many of a thousand squares of four by four pixels differ in tone. Edges are drawn a little otherwise by each version of a renderer;
/// a word that moved, came or went is not.
fn difference(one: &Picture, other: &Picture) -> usize {
    if (one.width, one.height) != (other.width, other.height) {
        return 1000;
    }
    let tone = |picture: &Picture, x: usize, y: usize| -> usize {
        (0..16).map(|at| usize::from(picture.tones[(4 * y + at / 4) * picture.width + 4 * x + at % 4])).sum::<usize>() / 16
    };
    let (across, down) = (one.width / 4, one.height / 4);
    let squares = (0..down).flat_map(|y| (0..across).map(move |x| (x, y)));
    squares.filter(|(x, y)| tone(one, *x, *y).abs_diff(tone(other, *x, *y)) > 24).count() * 1000 / (across * down)
}

/// Of a thousand squares, so many may differ.
const TOLERANCE: usize = 3;

#[test]
fn first_pages_look_as_they_were_looked_at() {
    let (folder, paths) = files();
    let pictured = documents::pictured();
    for path in paths.iter().filter(|path| pictured.iter().any(|(own, _)| *own == name(path))) {
        let name = name(path);
        let stem = folder.path().join(&name);
        if run("pdftoppm", &["-r", DPI, "-gray", "-singlefile", text(path), text(&stem)]).is_none() {
            return;
        }
        let now = drawn(&stem.with_extension("pgm"));
        let kept = golden(&format!("{name}.png"));
        if is_blessing() {
            keep(&now, &kept);
        }
        assert!(
            kept.metadata().is_ok_and(|file| file.len() < 40_000),
            "{name}: there is no small picture of it; look, and run again with FITNOTE_BLESS=1"
        );
        let found = difference(&now, &read(&kept));
        assert!(found <= TOLERANCE, "{name} looks different in {found} of 1000 squares: look at it, then run again with FITNOTE_BLESS=1");
    }
}

#[test]
fn the_comparison_sees_one_tick_in_another_box() {
    let kept = |name: &str| read(&golden(&format!("{name}.png")));
    assert_eq!(difference(&kept("med3-not-fit"), &kept("med3-not-fit")), 0);
    for other in ["med3-may-be-fit", "med3-indefinite", "med3-duplicate", "med3-without-code"] {
        assert!(difference(&kept("med3-not-fit"), &kept(other)) > TOLERANCE, "{other}");
    }
}
