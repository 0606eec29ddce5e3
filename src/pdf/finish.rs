//! What printpdf leaves open: structure, language, title, colour, the standards kept, an identity from the content, and no clock.

use std::sync::Arc;

use lopdf::{Dictionary, Document, Object, Stream, StringFormat, dictionary, text_string};
use sha2::{Digest, Sha256};

use super::faces::Cut;
use super::tree::Tree;
use super::{PdfError, metadata, missing, srgb, structure, write};
use crate::paper::Sheet;

/// The document as bytes.
pub(super) fn to_bytes(
    mut file: Document,
    tree: &Tree,
    sheets: &[Sheet],
    (title, id): (&str, &str),
    cuts: &[Arc<Cut>],
) -> Result<Vec<u8>, PdfError> {
    let identity = identity(&file, title, id);
    file.trailer.set("ID", Object::Array(vec![identity.clone(), identity]));
    let maker = || text_string(metadata::MAKER);
    set_info(&mut file, dictionary! { "Title" => text_string(title), "Creator" => maker(), "Producer" => maker() });
    structure::add(&mut file, tree, sheets)?;
    for object in file.objects.values_mut() {
        if let Object::Stream(stream) = object {
            compress(stream, cuts)?;
        }
    }
    let profile = file.add_object(write::compressed(dictionary! { "N" => 3 }, &srgb::profile())?);
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
    write::file(&file)
}

/// printpdf writes the moment of making into the information; a reprint must give the same bytes.
fn set_info(file: &mut Document, info: Dictionary) {
    if let Ok(place) = file.trailer.get(b"Info").and_then(Object::as_reference) {
        file.objects.insert(place, Object::Dictionary(info));
    }
}

/// Sixteen bytes from what is drawn, under which title and id. The fonts follow from what is drawn.
fn identity(file: &Document, title: &str, id: &str) -> Object {
    let mut hash = Sha256::new();
    hash.update(title);
    hash.update([0]);
    hash.update(id);
    for object in file.objects.values() {
        if let Object::Stream(stream) = object
            && !stream.dict.has(FONT)
        {
            hash.update([0]);
            hash.update(&stream.content);
        }
    }
    Object::String(hash.finalize()[..16].to_vec(), StringFormat::Hexadecimal)
}

/// What the stream of a font's program has and no other: its length when unpacked.
const FONT: &[u8] = b"Length1";

/// A font was compressed when it was cut.
fn compress(stream: &mut Stream, cuts: &[Arc<Cut>]) -> Result<(), PdfError> {
    let cut = cuts.iter().filter(|_| stream.dict.has(FONT)).find(|cut| cut.program == stream.content);
    let packed = cut.map_or_else(|| write::pack(&stream.content, write::Effort::Once), |cut| Ok(cut.packed.clone()))?;
    stream.set_content(packed);
    stream.dict.set("Filter", "FlateDecode");
    Ok(())
}
