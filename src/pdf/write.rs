//! The objects of a file as bytes: streams for themselves, all else in one packed stream, and where each lies. lopdf would write every
//! object three times over to do the same.

use std::cell::RefCell;
use std::io::Write as _;

use flate2::{Compress, Compression, FlushCompress, Status};
use lopdf::{Dictionary, Document, Object, Stream, StringFormat, dictionary};

use super::PdfError;

/// How hard a stream is compressed, from 1 to 9.
#[derive(Clone, Copy)]
pub(super) enum Effort {
    /// What is written anew each time: the last kilobyte would cost a sixth of all the time that a note takes.
    Once = 2,
    /// What is kept for the next file.
    Kept = 6,
}

impl Effort {
    fn compressor(self) -> Compress {
        Compress::new(Compression::new(self as u32), true)
    }
}

/// Where an object lies.
#[derive(Clone, Copy)]
enum Place {
    Free,
    /// So many bytes from the start.
    At(usize),
    /// In the packed stream, so many objects from its start.
    Packed(usize),
}

/// The whole file. Streams must have been compressed before.
pub(super) fn file(file: &Document) -> Result<Vec<u8>, PdfError> {
    let objects = file.objects.keys().map(|(number, _)| *number as usize).max().unwrap_or(0);
    let (pack, index) = (objects + 1, objects + 2);
    let mut places = vec![Place::Free; objects + 3];
    let mut bytes = Vec::with_capacity(64 * 1024);
    bytes.extend_from_slice(b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n");
    let (mut heads, mut packed, mut count) = (Vec::new(), Vec::with_capacity(32 * 1024), 0);
    for ((number, _), object) in &file.objects {
        let number = *number as usize;
        if let Object::Stream(stream) = object {
            places[number] = Place::At(bytes.len());
            indirect(&mut bytes, number, stream);
        } else {
            places[number] = Place::Packed(count);
            count += 1;
            number_to(&mut heads, number);
            number_to(&mut heads, packed.len());
            value(&mut packed, object);
            packed.push(b'\n');
        }
    }
    let dict = dictionary! { "Type" => "ObjStm", "N" => integer(count), "First" => integer(heads.len()) };
    heads.append(&mut packed);
    places[pack] = Place::At(bytes.len());
    indirect(&mut bytes, pack, &compressed(dict, &heads)?);

    let begin = bytes.len();
    places[index] = Place::At(begin);
    let mut dict = file.trailer.clone();
    dict.set("Type", "XRef");
    dict.set("Size", integer(places.len()));
    dict.set("W", vec![Object::Integer(1), Object::Integer(4), Object::Integer(2)]);
    indirect(&mut bytes, index, &compressed(dict, &table(&places, pack))?);
    bytes.extend_from_slice(b"startxref\n");
    number_to(&mut bytes, begin);
    bytes.extend_from_slice(b"\n%%EOF\n");
    Ok(bytes)
}

/// One line for each object, of one, four and two bytes: how it lies, where, and the how-manieth.
fn table(places: &[Place], pack: usize) -> Vec<u8> {
    let mut table = Vec::with_capacity(places.len() * 7);
    for place in places {
        let (kind, first, second) = match place {
            Place::Free => (0, 0, usize::from(u16::MAX)),
            Place::At(at) => (1, *at, 0),
            Place::Packed(nth) => (2, pack, *nth),
        };
        table.push(kind);
        table.extend(u32::try_from(first).unwrap_or(u32::MAX).to_be_bytes());
        table.extend(u16::try_from(second).unwrap_or(u16::MAX).to_be_bytes());
    }
    table
}

/// A compressed stream.
pub(super) fn compressed(mut dict: Dictionary, content: &[u8]) -> Result<Stream, PdfError> {
    let packed = pack(content, Effort::Once)?;
    dict.set("Filter", "FlateDecode");
    Ok(Stream::new(dict, packed))
}

/// Bytes, compressed.
pub(super) fn pack(content: &[u8], effort: Effort) -> Result<Vec<u8>, PdfError> {
    // Kept by each thread: making one ready takes longer than most streams do.
    thread_local!(static ONCE: RefCell<Compress> = RefCell::new(Effort::Once.compressor()));
    match effort {
        Effort::Once => ONCE.with_borrow_mut(|compressor| {
            compressor.reset();
            pack_with(compressor, content)
        }),
        Effort::Kept => pack_with(&mut effort.compressor(), content),
    }
}

fn pack_with(compressor: &mut Compress, content: &[u8]) -> Result<Vec<u8>, PdfError> {
    let mut packed = Vec::with_capacity(content.len() / 2 + 64);
    loop {
        let read = usize::try_from(compressor.total_in()).unwrap_or(content.len());
        let rest = content.get(read..).unwrap_or_default();
        let status = compressor.compress_vec(rest, &mut packed, FlushCompress::Finish);
        match status.map_err(|error| PdfError(format!("The PDF could not be compressed: {error}")))? {
            Status::StreamEnd => return Ok(packed),
            Status::Ok | Status::BufError => packed.reserve(packed.capacity().max(1024)),
        }
    }
}

fn indirect(bytes: &mut Vec<u8>, number: usize, stream: &Stream) {
    number_to(bytes, number);
    bytes.extend_from_slice(b"0 obj\n");
    let mut dict = stream.dict.clone();
    dict.set("Length", integer(stream.content.len()));
    dictionary(bytes, &dict);
    bytes.extend_from_slice(b"\nstream\n");
    bytes.extend_from_slice(&stream.content);
    bytes.extend_from_slice(b"\nendstream\nendobj\n");
}

fn value(bytes: &mut Vec<u8>, object: &Object) {
    match object {
        Object::Null | Object::Stream(_) => bytes.extend_from_slice(b"null"),
        Object::Boolean(true) => bytes.extend_from_slice(b"true"),
        Object::Boolean(false) => bytes.extend_from_slice(b"false"),
        Object::Integer(number) => written(bytes, format_args!("{number}")),
        Object::Real(number) => written(bytes, format_args!("{number}")),
        Object::Name(name) => self::name(bytes, name),
        Object::String(text, StringFormat::Hexadecimal) => {
            bytes.push(b'<');
            for byte in text {
                written(bytes, format_args!("{byte:02X}"));
            }
            bytes.push(b'>');
        }
        Object::String(text, StringFormat::Literal) => {
            bytes.push(b'(');
            for byte in text {
                match byte {
                    b'(' | b')' | b'\\' => bytes.extend_from_slice(&[b'\\', *byte]),
                    // A plain line end would be read as another.
                    b'\r' => bytes.extend_from_slice(b"\\r"),
                    _ => bytes.push(*byte),
                }
            }
            bytes.push(b')');
        }
        Object::Array(values) => {
            bytes.push(b'[');
            for (index, each) in values.iter().enumerate() {
                if index > 0 {
                    bytes.push(b' ');
                }
                value(bytes, each);
            }
            bytes.push(b']');
        }
        Object::Dictionary(dict) => dictionary(bytes, dict),
        Object::Reference((number, generation)) => written(bytes, format_args!("{number} {generation} R")),
    }
}

fn dictionary(bytes: &mut Vec<u8>, dict: &Dictionary) {
    bytes.extend_from_slice(b"<<");
    for (key, each) in dict {
        name(bytes, key);
        if !matches!(each, Object::Name(_) | Object::Array(_) | Object::Dictionary(_) | Object::String(..)) {
            bytes.push(b' ');
        }
        value(bytes, each);
    }
    bytes.extend_from_slice(b">>");
}

fn name(bytes: &mut Vec<u8>, name: &[u8]) {
    bytes.push(b'/');
    for byte in name {
        if byte.is_ascii_graphic() && !b"#/%()<>[]{}".contains(byte) {
            bytes.push(*byte);
        } else {
            written(bytes, format_args!("#{byte:02X}"));
        }
    }
}

/// A number and a space.
fn number_to(bytes: &mut Vec<u8>, number: usize) {
    written(bytes, format_args!("{number} "));
}

/// Writing to memory does not fail.
fn written(bytes: &mut Vec<u8>, what: std::fmt::Arguments) {
    let _ = bytes.write_fmt(what);
}

fn integer(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use super::*;

    #[test]
    fn what_was_packed_before_does_not_show_and_everything_unpacks() {
        let texts = [
            Vec::new(),
            b"0 0 m 1 1 l S ".repeat(9000),
            (0..70_000_u32).flat_map(|n| (n.wrapping_mul(2_654_435_761) >> 7).to_le_bytes()).collect(),
        ];
        let pack = |text: &[u8], effort| super::pack(text, effort).expect("packed");
        let first: Vec<Vec<u8>> = texts.iter().map(|text| pack(text, Effort::Once)).collect();
        for (text, first) in texts.iter().zip(&first).rev() {
            assert!(pack(text, Effort::Once) == *first);
            for packed in [first.clone(), pack(text, Effort::Kept)] {
                let mut unpacked = Vec::new();
                flate2::read::ZlibDecoder::new(packed.as_slice()).read_to_end(&mut unpacked).expect("it unpacks");
                assert!(unpacked == *text);
            }
        }
    }

    #[test]
    fn every_kind_of_value_reads_back_as_it_was() {
        let values = dictionary! {
            "Text" => Object::string_literal("a (b) \\ c\rd\n\u{e9}"), "Hex" => Object::String(vec![0, 255, 16], StringFormat::Hexadecimal),
            "Name" => Object::Name(b"a b#/c".to_vec()), "Real" => Object::Real(-0.001), "Whole" => 12, "Yes" => true, "Nothing" => Object::Null,
            "List" => vec![Object::Integer(1), Object::Reference((1, 0)), Object::Name(b"N".to_vec())],
        };
        let mut document = Document::with_version("1.7");
        let pages = document.add_object(dictionary! { "Type" => "Pages", "Kids" => Vec::<Object>::new(), "Count" => 0 });
        let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => pages, "Values" => values.clone() });
        document.trailer.set("Root", catalog);
        let bytes = file(&document).expect("a file");
        let read = Document::load_mem(&bytes).expect("it reads");
        let read = read.catalog().and_then(|catalog| catalog.get(b"Values")).and_then(Object::as_dict).expect("values").clone();
        for (key, wanted) in &values {
            let found = read.get(key).expect("a value");
            // A text in hexadecimal is the same text.
            match (found, wanted) {
                (Object::String(found, _), Object::String(wanted, _)) => assert_eq!(found, wanted),
                (found, wanted) => assert_eq!(found, wanted),
            }
        }
    }
}
