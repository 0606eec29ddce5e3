//! What printpdf leaves open: the language, the title shown, an identity from the content, and no clock.

use std::io::Write as _;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use lopdf::{Dictionary, Document, Object, Stream, StringFormat, dictionary, text_string};
use sha2::{Digest, Sha256};

use super::PdfError;

/// How hard the streams are compressed, from 1 to 9.
const LEVEL: u32 = 5;

/// The document as bytes.
pub(super) fn to_bytes(mut file: Document, title: &str, id: &str) -> Result<Vec<u8>, PdfError> {
    file.version = "1.7".into();
    let catalog = file.catalog_mut().map_err(|error| fault(&error))?;
    catalog.set("Lang", Object::string_literal("en-GB"));
    catalog.set("ViewerPreferences", dictionary! { "DisplayDocTitle" => true });
    let info = dictionary! { "Title" => text_string(title), "Creator" => text_string("fitnote"), "Producer" => text_string("fitnote") };
    set_info(&mut file, info);
    let identity = identity(&file, title, id);
    file.trailer.set("ID", Object::Array(vec![identity.clone(), identity]));
    for object in file.objects.values_mut() {
        if let Object::Stream(stream) = object {
            compress(stream)?;
        }
    }
    let mut bytes = Vec::with_capacity(64 * 1024);
    file.save_to(&mut bytes).map_err(|error| PdfError(format!("The PDF could not be written: {error}")))?;
    Ok(bytes)
}

/// printpdf writes the moment of making into the information; a reprint must give the same bytes.
fn set_info(file: &mut Document, info: Dictionary) {
    if let Ok(place) = file.trailer.get(b"Info").and_then(Object::as_reference) {
        file.objects.insert(place, Object::Dictionary(info));
    }
}

/// Sixteen bytes from what is drawn, with which fonts, under which title and id.
fn identity(file: &Document, title: &str, id: &str) -> Object {
    let mut hash = Sha256::new();
    hash.update(title);
    hash.update([0]);
    hash.update(id);
    for object in file.objects.values() {
        if let Object::Stream(stream) = object {
            hash.update([0]);
            hash.update(&stream.content);
        }
    }
    Object::String(hash.finalize()[..16].to_vec(), StringFormat::Hexadecimal)
}

/// lopdf compresses as hard as it can, which takes most of the time of a note and saves next to nothing.
fn compress(stream: &mut Stream) -> Result<(), PdfError> {
    let mut encoder = ZlibEncoder::new(Vec::with_capacity(stream.content.len() / 2), Compression::new(LEVEL));
    let packed = encoder.write_all(&stream.content).and_then(|()| encoder.finish());
    let packed = packed.map_err(|error| PdfError(format!("The PDF could not be compressed: {error}")))?;
    stream.set_content(packed);
    stream.dict.set("Filter", Object::Name(b"FlateDecode".to_vec()));
    Ok(())
}

fn fault(error: &lopdf::Error) -> PdfError {
    PdfError(format!("The PDF has no catalogue: {error}"))
}
