//! Which kind a file is, by its content.

use std::io::{BufReader, Read, Seek, SeekFrom};

use domain::file::FileKind;
use zip::ZipArchive;

use crate::{Unfit, text};

/// Bytes of the beginning, by which most kinds are known.
const HEAD: u64 = 8 * 1024;
/// Parts of one office file.
const PARTS: usize = 10_000;
/// Bytes to which one may unpack, as far as it says so itself.
const UNPACKED: u64 = 500_000_000;
/// Bytes of a part that says what the others are.
const CONTENTS: u64 = 4_000_000;

/// Which kind a file is. Its name counts only where its content is plain text.
///
/// # Errors
/// [`Unfit`] when it is none that Cove takes.
pub fn recognise(file: &mut (impl Read + Seek), name: &str) -> Result<FileKind, Unfit> {
    let mut head = Vec::new();
    file.seek(SeekFrom::Start(0))?;
    file.by_ref().take(HEAD).read_to_end(&mut head)?;
    file.seek(SeekFrom::Start(0))?;
    if head.is_empty() {
        return Err(Unfit::Empty);
    }
    // What an office file holds says more than its beginning.
    if head.starts_with(b"PK\x03\x04") {
        let kind = office(file)?;
        file.seek(SeekFrom::Start(0))?;
        return Ok(kind);
    }
    match infer::get(&head).map(|kind| kind.mime_type()) {
        Some("image/jpeg") => Ok(FileKind::Jpeg),
        Some("image/png") => Ok(FileKind::Png),
        Some("image/webp") => Ok(FileKind::Webp),
        Some("application/pdf") => Ok(FileKind::Pdf),
        Some("audio/mpeg") => Ok(FileKind::Mp3),
        Some(
            "application/x-ole-storage"
            | "application/msword"
            | "application/vnd.ms-excel"
            | "application/vnd.ms-powerpoint",
        ) => Err(Unfit::OldOffice),
        Some(_) => Err(Unfit::UnknownKind),
        None => plain(file, &head, name),
    }
}

/// Plain text: what it is for, only its name can say. Text that a browser would
/// run or draw is refused whatever its name says.
fn plain(file: &mut (impl Read + Seek), head: &[u8], name: &str) -> Result<FileKind, Unfit> {
    let encoding = text::encoding_of(file)?.ok_or(Unfit::UnknownKind)?;
    file.seek(SeekFrom::Start(0))?;
    let (head, _, _) = encoding.decode(head);
    let head = head.trim_start().to_ascii_lowercase();
    const MARKUP: [&str; 9] = [
        "<svg", "<?xml", "<!", "<html", "<head", "<body", "<script", "<iframe", "%!ps",
    ];
    if MARKUP.iter().any(|begins| head.starts_with(begins)) || head.contains("<script") {
        return Err(Unfit::UnknownKind);
    }
    if head.starts_with("webvtt") {
        return Ok(FileKind::Vtt);
    }
    let ending = name
        .rsplit_once('.')
        .map(|(_, ending)| ending.to_ascii_lowercase());
    match ending.as_deref() {
        Some("csv") => Ok(FileKind::Csv),
        None | Some("txt" | "text") => Ok(FileKind::Txt),
        Some(_) => Err(Unfit::UnknownKind),
    }
}

/// What the parts of an office file say that it is.
fn office(file: &mut (impl Read + Seek)) -> Result<FileKind, Unfit> {
    if parts_of(file)? > PARTS {
        return Err(Unfit::UnpacksToTooMuch);
    }
    let mut archive = ZipArchive::new(BufReader::new(file)).map_err(|_| Unfit::Damaged)?;
    if archive.len() > PARTS {
        return Err(Unfit::UnpacksToTooMuch);
    }
    let mut unpacked: u64 = 0;
    let mut names = Vec::with_capacity(archive.len());
    for index in 0..archive.len() {
        let part = archive.by_index_raw(index).map_err(|_| Unfit::Damaged)?;
        if part.encrypted() {
            return Err(Unfit::Locked);
        }
        unpacked = unpacked.saturating_add(part.size());
        let name = part.name().map_err(|_| Unfit::Damaged)?;
        names.push(name.replace('\\', "/").to_ascii_lowercase());
    }
    if unpacked > UNPACKED {
        return Err(Unfit::UnpacksToTooMuch);
    }
    if let Some(kind) = open_document(&mut archive, &names)? {
        return Ok(kind);
    }
    let Some(types) = contents(&mut archive, "[Content_Types].xml")? else {
        return Err(Unfit::UnknownKind);
    };
    let types = types.to_ascii_lowercase();
    let is_program = |name: &String| {
        name.ends_with("vbaproject.bin")
            || name.contains("vbadata")
            || name.contains("macrosheets/")
    };
    if types.contains("macroenabled")
        || types.contains("vbaproject")
        || names.iter().any(is_program)
    {
        return Err(Unfit::Macros);
    }
    const MAIN: [(&str, FileKind); 4] = [
        ("wordprocessingml.document.main+xml", FileKind::Docx),
        ("spreadsheetml.sheet.main+xml", FileKind::Xlsx),
        ("presentationml.presentation.main+xml", FileKind::Pptx),
        ("presentationml.slideshow.main+xml", FileKind::Pptx),
    ];
    let found = MAIN.iter().find(|(main, _)| types.contains(main));
    found.map(|(_, kind)| *kind).ok_or(Unfit::UnknownKind)
}

/// The kinds of LibreOffice (OASIS OpenDocument 1.3, part 2, 3.3).
fn open_document(
    archive: &mut ZipArchive<impl Read + Seek>,
    names: &[String],
) -> Result<Option<FileKind>, Unfit> {
    let Some(kind) = contents(archive, "mimetype")? else {
        return Ok(None);
    };
    let kind = match kind.trim() {
        "application/vnd.oasis.opendocument.text" => FileKind::Odt,
        "application/vnd.oasis.opendocument.spreadsheet" => FileKind::Ods,
        "application/vnd.oasis.opendocument.presentation" => FileKind::Odp,
        _ => return Err(Unfit::UnknownKind),
    };
    // Lists of libraries are there without any program in them.
    let is_program = |name: &String| {
        (name.starts_with("basic/") || name.starts_with("scripts/"))
            && !name.ends_with('/')
            && ![
                "script-lc.xml",
                "script-lb.xml",
                "dialog-lc.xml",
                "dialog-lb.xml",
            ]
            .iter()
            .any(|list| name.ends_with(list))
    };
    if names.iter().any(is_program) {
        return Err(Unfit::Macros);
    }
    let manifest = contents(archive, "META-INF/manifest.xml")?.unwrap_or_default();
    if manifest.contains("encryption-data") {
        return Err(Unfit::Locked);
    }
    Ok(Some(kind))
}

/// A part as text, if it is there.
fn contents(
    archive: &mut ZipArchive<impl Read + Seek>,
    name: &str,
) -> Result<Option<String>, Unfit> {
    let Ok(part) = archive.by_name(name) else {
        return Ok(None);
    };
    let mut bytes = Vec::new();
    part.take(CONTENTS)
        .read_to_end(&mut bytes)
        .map_err(|_| Unfit::Damaged)?;
    if bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF") {
        return text::decode(&bytes).map(Some).ok_or(Unfit::Damaged);
    }
    Ok(Some(String::from_utf8_lossy(&bytes).into_owned()))
}

/// How many parts the end of the archive says there are (APPNOTE 4.3.16), before
/// a library makes room for them.
fn parts_of(file: &mut (impl Read + Seek)) -> Result<usize, Unfit> {
    const LONGEST: u64 = 22 + 65_535;
    let end = file.seek(SeekFrom::End(0))?;
    file.seek(SeekFrom::Start(end.saturating_sub(LONGEST)))?;
    let mut tail = Vec::new();
    file.by_ref().take(LONGEST).read_to_end(&mut tail)?;
    file.seek(SeekFrom::Start(0))?;
    let at = tail.windows(4).rposition(|four| four == b"PK\x05\x06");
    let count = at.and_then(|at| tail.get(at + 10..at + 12));
    match count {
        Some(&[low, high]) => Ok(usize::from(u16::from_le_bytes([low, high]))),
        _ => Err(Unfit::Damaged),
    }
}
