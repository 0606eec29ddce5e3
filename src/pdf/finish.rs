//! What printpdf leaves open: structure, language, title, colour, the standards kept, an identity from the content, and no clock.

use std::io::Write as _;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use lopdf::{Dictionary, Document, Object, SaveOptions, Stream, StringFormat, dictionary, text_string};
use sha2::{Digest, Sha256};

use super::tree::Tree;
use super::{PdfError, metadata, missing, srgb, structure};
use crate::paper::Sheet;

/// How hard the streams are compressed, from 1 to 9.
const LEVEL: u32 = 5;

/// The document as bytes.
pub(super) fn to_bytes(mut file: Document, tree: &Tree, sheets: &[Sheet], title: &str, id: &str) -> Result<Vec<u8>, PdfError> {
    file.version = "1.7".into();
    let identity = identity(&file, title, id);
    file.trailer.set("ID", Object::Array(vec![identity.clone(), identity]));
    let info = dictionary! { "Title" => text_string(title), "Creator" => text_string(metadata::MAKER), "Producer" => text_string(metadata::MAKER) };
    set_info(&mut file, info);
    structure::add(&mut file, tree, sheets)?;
    for object in file.objects.values_mut() {
        if let Object::Stream(stream) = object {
            compress(stream)?;
        }
    }
    let mut profile = Stream::new(dictionary! { "N" => 3 }, srgb::profile());
    compress(&mut profile)?;
    let profile = file.add_object(profile);
    // Archives read the metadata without unpacking anything.
    let metadata = Stream::new(dictionary! { "Type" => "Metadata", "Subtype" => "XML" }, metadata::xmp(title).into_bytes());
    let metadata = file.add_object(metadata);
    let catalog = file.catalog_mut().map_err(|_| missing("catalogue"))?;
    catalog.set("Lang", Object::string_literal(metadata::LANGUAGE));
    catalog.set("ViewerPreferences", dictionary! { "DisplayDocTitle" => true });
    catalog.set("Metadata", metadata);
    let intent = dictionary! {
        "Type" => "OutputIntent", "S" => "GTS_PDFA1", "OutputConditionIdentifier" => Object::string_literal("sRGB"),
        "Info" => Object::string_literal("sRGB"), "DestOutputProfile" => profile,
    };
    catalog.set("OutputIntents", Object::Array(vec![intent.into()]));
    let options =
        SaveOptions::builder().use_object_streams(true).use_xref_streams(true).max_objects_per_stream(10_000).compression_level(6).build();
    let mut bytes = Vec::with_capacity(64 * 1024);
    file.save_with_options(&mut bytes, options).map_err(|error| PdfError(format!("The PDF could not be written: {error}")))?;
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
