//! Files as people send them, and as nobody should: made here, none is stored.

use std::io::{Cursor, Write as _};

use domain::file::{FileKind, PictureSize};
use image::{DynamicImage, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::{Unfit, picture, recognise, words};

fn kind_of(bytes: impl AsRef<[u8]>, name: &str) -> Result<FileKind, Unfit> {
    recognise(&mut Cursor::new(bytes.as_ref()), name)
}

/// An archive of these parts.
pub(crate) fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        archive
            .start_file(*name, SimpleFileOptions::default())
            .unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

fn types(main: &str) -> String {
    format!(
        "<Types><Override PartName=\"/main.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.{main}\"/></Types>"
    )
}

fn word(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let types = types("wordprocessingml.document.main+xml");
    let mut all = vec![("[Content_Types].xml", types.as_bytes())];
    all.extend_from_slice(parts);
    archive(&all)
}

fn open_document(kind: &str, parts: &[(&str, &[u8])]) -> Vec<u8> {
    let kind = format!("application/vnd.oasis.opendocument.{kind}");
    let mut all = vec![("mimetype", kind.as_bytes())];
    all.extend_from_slice(parts);
    archive(&all)
}

fn encoded(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

fn file(bytes: &[u8]) -> std::fs::File {
    let path = std::env::temp_dir().join(format!(
        "cove_files_{}",
        domain::secret::hex(&domain::secret::random_bytes::<8>())
    ));
    std::fs::write(&path, bytes).unwrap();
    let file = std::fs::File::open(&path).unwrap();
    std::fs::remove_file(&path).unwrap();
    file
}

/// A PDF of one page with these drawing commands.
fn pdf(drawn: &str) -> Vec<u8> {
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>".to_owned(),
        format!("<< /Length {} >>\nstream\n{drawn}\nendstream", drawn.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_owned(),
    ];
    let mut bytes = b"%PDF-1.4\n".to_vec();
    let mut places = Vec::new();
    for (index, object) in objects.iter().enumerate() {
        places.push(bytes.len());
        bytes.extend(format!("{} 0 obj\n{object}\nendobj\n", index + 1).bytes());
    }
    let start = bytes.len();
    bytes.extend(b"xref\n0 6\n0000000000 65535 f \n");
    for place in places {
        bytes.extend(format!("{place:010} 00000 n \n").bytes());
    }
    bytes.extend(format!("trailer << /Size 6 /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n").bytes());
    bytes
}

#[test]
fn a_file_is_what_it_holds_and_not_what_it_is_called() {
    let small = DynamicImage::ImageRgb8(RgbImage::new(2, 2));
    let sheet = archive(&[(
        "[Content_Types].xml",
        types("spreadsheetml.sheet.main+xml").as_bytes(),
    )]);
    let slides = archive(&[(
        "[Content_Types].xml",
        types("presentationml.presentation.main+xml").as_bytes(),
    )]);
    for (bytes, name, kind) in [
        (
            encoded(&small, ImageFormat::Jpeg),
            "leaflet.pdf",
            FileKind::Jpeg,
        ),
        (
            encoded(&small, ImageFormat::Png),
            "photo.jpg",
            FileKind::Png,
        ),
        (encoded(&small, ImageFormat::WebP), "photo", FileKind::Webp),
        (pdf("BT ET"), "picture.png", FileKind::Pdf),
        (
            word(&[("word/document2.xml", b"<w:document/>")]),
            "letter.doc",
            FileKind::Docx,
        ),
        (sheet, "waits.xlsx", FileKind::Xlsx),
        (slides, "talk.zip", FileKind::Pptx),
        (open_document("text", &[]), "letter.odt", FileKind::Odt),
        (
            open_document("spreadsheet", &[("Basic/script-lc.xml", b"<x/>")]),
            "waits.ods",
            FileKind::Ods,
        ),
        (
            open_document("presentation", &[]),
            "talk.odp",
            FileKind::Odp,
        ),
        (b"Words\r\n".to_vec(), "notes.txt", FileKind::Txt),
        (b"Words".to_vec(), "notes", FileKind::Txt),
        (b"Clinic,\xA35\r\n".to_vec(), "costs.CSV", FileKind::Csv),
        (b"\xFF\xFEa\0,\0b\0".to_vec(), "excel.csv", FileKind::Csv),
        (
            b"WEBVTT\n\n00:01.000 --> 00:02.000\nHello".to_vec(),
            "talk.txt",
            FileKind::Vtt,
        ),
        (b"ID3\x04\0\0\0\0\0\0".to_vec(), "talk.mp3", FileKind::Mp3),
    ] {
        assert_eq!(kind_of(bytes, name), Ok(kind), "{name}");
    }
}

#[test]
fn what_could_harm_is_refused_and_says_why() {
    let macros = types("wordprocessingml.document.main+xml").replace(
        "</Types>",
        "<Default Extension=\"bin\" ContentType=\"application/vnd.ms-office.vbaProject\"/></Types>",
    );
    let enabled = types("x").replace(
        "vnd.openxmlformats-officedocument.x",
        "vnd.ms-word.document.macroEnabled.main+xml",
    );
    let begun_by_zip = {
        let mut exe = b"MZ\x90\0".to_vec();
        exe.extend(word(&[]));
        exe
    };
    let locked = open_document(
        "text",
        &[("META-INF/manifest.xml", b"<manifest:encryption-data/>")],
    );
    let many: Vec<(String, &[u8])> = (0..10_050)
        .map(|n| (format!("word/{n}"), b"".as_slice()))
        .collect();
    let many: Vec<(&str, &[u8])> = many
        .iter()
        .map(|(name, bytes)| (name.as_str(), *bytes))
        .collect();
    for (bytes, name, unfit) in [
        (Vec::new(), "empty.pdf", Unfit::Empty),
        (
            word(&[("word/vbaProject.bin", b"x")]),
            "letter.docx",
            Unfit::Macros,
        ),
        (
            archive(&[("[Content_Types].xml", macros.as_bytes())]),
            "letter.docx",
            Unfit::Macros,
        ),
        (
            archive(&[("[Content_Types].xml", enabled.as_bytes())]),
            "letter.docm",
            Unfit::Macros,
        ),
        (
            word(&[("xl/macrosheets/sheet1.xml", b"x")]),
            "old.xlsx",
            Unfit::Macros,
        ),
        (
            open_document("text", &[("Basic/Standard/Module1.xml", b"x")]),
            "letter.odt",
            Unfit::Macros,
        ),
        (
            open_document("text", &[("Scripts/python/x.py", b"x")]),
            "letter.odt",
            Unfit::Macros,
        ),
        (locked, "letter.odt", Unfit::Locked),
        (
            b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".repeat(80),
            "letter.doc",
            Unfit::OldOffice,
        ),
        (
            archive(&[("readme.txt", b"x")]),
            "things.zip",
            Unfit::UnknownKind,
        ),
        (archive(&many), "many.docx", Unfit::UnpacksToTooMuch),
        (begun_by_zip, "letter.docx", Unfit::UnknownKind),
        (
            b"PK\x03\x04 and no more".to_vec(),
            "letter.docx",
            Unfit::Damaged,
        ),
        (
            b"<svg xmlns=\"http://www.w3.org/2000/svg\"><script/></svg>".to_vec(),
            "drawing.svg",
            Unfit::UnknownKind,
        ),
        (
            b"\xEF\xBB\xBF  <SVG onload=x>".to_vec(),
            "drawing.txt",
            Unfit::UnknownKind,
        ),
        (
            b"<!-- x --><svg/>".to_vec(),
            "drawing.csv",
            Unfit::UnknownKind,
        ),
        (
            b"<!DOCTYPE html><p>x".to_vec(),
            "page.txt",
            Unfit::UnknownKind,
        ),
        (
            b"a,b\n<script>alert(1)</script>".to_vec(),
            "table.csv",
            Unfit::UnknownKind,
        ),
        (b"alert(1)".to_vec(), "run.js", Unfit::UnknownKind),
        (b"#!/bin/sh\nrm".to_vec(), "run.txt", Unfit::UnknownKind),
        (
            b"\x7FELF\x02\x01\x01".to_vec(),
            "run.txt",
            Unfit::UnknownKind,
        ),
        (
            b"words\0and\x01more".to_vec(),
            "notes.txt",
            Unfit::UnknownKind,
        ),
        (
            b"GIF89a\x01\0\x01\0\0\0\0;".to_vec(),
            "photo.gif",
            Unfit::UnknownKind,
        ),
    ] {
        assert_eq!(kind_of(bytes, name), Err(unfit), "{name}");
    }
}

/// A hundred megabytes of nothing pack to a hundred kilobytes.
#[test]
fn a_zip_bomb_is_refused_or_bounded() {
    let zeros = vec![b' '; 100_000_000];
    let bomb = archive(&[
        (
            "[Content_Types].xml",
            types("wordprocessingml.document.main+xml").as_bytes(),
        ),
        ("word/document.xml", &zeros),
        ("word/media/1", &zeros),
        ("word/media/2", &zeros),
        ("word/media/3", &zeros),
        ("word/media/4", &zeros),
    ]);
    assert!(bomb.len() < 1_000_000);
    assert_eq!(kind_of(&bomb, "bomb.docx"), Err(Unfit::UnpacksToTooMuch));
    let small = word(&[("word/document.xml", &zeros)]);
    assert_eq!(kind_of(&small, "bomb.docx"), Ok(FileKind::Docx));
    assert_eq!(
        words::read(Cursor::new(small), FileKind::Docx),
        words::Words::Unreadable
    );
}

fn made(bytes: &[u8], kind: FileKind) -> Result<picture::Pictures, Unfit> {
    picture::make(file(bytes), kind)
}

/// The segment in which a camera says that the picture lies on its side, and a
/// program where it was taken.
fn with_exif(jpeg: &[u8], orientation: u8) -> Vec<u8> {
    let mut exif = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".to_vec();
    exif.extend([orientation, 0, 0, 0, 0, 0, 0]);
    exif.extend(b"GPS 50.4619 -3.5253 Ann's telephone");
    let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
    let mut bytes = jpeg[..2].to_vec();
    bytes.extend([0xFF, 0xE1, length[0], length[1]]);
    bytes.extend(exif);
    bytes.extend(&jpeg[2..]);
    bytes
}

#[test]
fn a_picture_is_turned_and_tells_nothing_but_itself() {
    let mut wide = RgbImage::from_pixel(3_000, 1_000, Rgb([250, 250, 250]));
    for pixel in 0..1_000 {
        wide.put_pixel(pixel, 0, Rgb([0, 0, 0]));
    }
    let jpeg = encoded(&DynamicImage::ImageRgb8(wide), ImageFormat::Jpeg);
    let sent = with_exif(&jpeg, 6);
    let pictures = made(&sent, FileKind::Jpeg).unwrap();
    assert_eq!(
        (pictures.kind, pictures.pixels),
        (FileKind::Jpeg, (683, 2048))
    );
    let sizes: Vec<_> = pictures
        .sizes
        .iter()
        .map(|(size, bytes)| {
            let shown = image::load_from_memory(bytes).unwrap();
            (*size, shown.width(), shown.height())
        })
        .collect();
    assert_eq!(
        sizes,
        [
            (PictureSize::Large, 683, 2048),
            (PictureSize::Medium, 320, 960),
            (PictureSize::Small, 107, 320)
        ]
    );
    for (_, bytes) in &pictures.sizes {
        let holds = |words: &[u8]| bytes.windows(words.len()).any(|some| some == words);
        assert!(!holds(b"Exif") && !holds(b"GPS") && !holds(b"Ann"));
    }
}

#[test]
fn transparency_stays_and_what_has_none_becomes_a_photograph() {
    let clear = DynamicImage::ImageRgba8(RgbaImage::from_pixel(40, 30, Rgba([9, 9, 9, 100])));
    let opaque = DynamicImage::ImageRgba8(RgbaImage::from_pixel(40, 30, Rgba([9, 9, 9, 255])));
    for (picture, format, kind, kept) in [
        (&clear, ImageFormat::Png, FileKind::Png, FileKind::Png),
        (&clear, ImageFormat::WebP, FileKind::Webp, FileKind::Png),
        (&opaque, ImageFormat::Png, FileKind::Png, FileKind::Jpeg),
        (&opaque, ImageFormat::WebP, FileKind::Webp, FileKind::Jpeg),
    ] {
        let pictures = made(&encoded(picture, format), kind).unwrap();
        assert_eq!(
            (pictures.kind, pictures.pixels),
            (kept, (40, 30)),
            "never larger than it was"
        );
    }
}

/// The head of a PNG says how large it is; nothing of it is decoded.
#[test]
fn too_many_pixels_are_refused_before_they_are_decoded() {
    let mut head = b"\x89PNG\r\n\x1a\n\0\0\0\x0DIHDR".to_vec();
    let mut chunk = b"IHDR".to_vec();
    chunk.extend(20_000_u32.to_be_bytes());
    chunk.extend(20_000_u32.to_be_bytes());
    chunk.extend([8, 6, 0, 0, 0]);
    head.extend(&chunk[4..]);
    head.extend(crc(&chunk).to_be_bytes());
    head.extend(b"\0\0\0\x04IDAT\0\0\0\0");
    head.extend(crc(b"IDAT\0\0\0\0").to_be_bytes());
    let refused = made(&head, FileKind::Png).map(|_| ()).unwrap_err();
    assert_eq!(refused, Unfit::TooManyPixels(20_000, 20_000));
    let cut_off = encoded(
        &DynamicImage::ImageRgb8(RgbImage::new(300, 300)),
        ImageFormat::Png,
    );
    for end in [9, 40, cut_off.len() / 2] {
        assert!(made(&cut_off[..end], FileKind::Png).is_err());
    }
}

/// CRC-32 as PNG has it.
fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
            (crc >> 1) ^ (0xEDB8_8320 & (crc & 1).wrapping_neg())
        })
    })
}

#[test]
fn the_words_of_documents_are_found() {
    let found = |bytes: Vec<u8>, kind| words::read(Cursor::new(bytes), kind);
    let text = |words: &str| words::Words::Found(words.to_owned());
    let letter = word(&[
        ("word/document.xml", b"<w:document xmlns:w=\"w\"><w:p><w:r><w:t>Waiting &amp; </w:t></w:r><w:r><w:t>lists</w:t></w:r></w:p><w:instrText>no</w:instrText><w:p><w:t>caf&#233;</w:t></w:p></w:document>"),
        ("word/footnotes.xml", b"<w:p><w:t>A note</w:t></w:p>"),
        ("word/settings.xml", b"<w:t>not this</w:t>"),
    ]);
    assert_eq!(
        found(letter, FileKind::Docx),
        text("Waiting & lists\ncafé\nA note")
    );
    let slide = |words: &str| format!("<p><a:p><a:t>{words}</a:t></a:p></p>").into_bytes();
    let (ten, nine) = (slide("Ten"), slide("Nine"));
    let talk = archive(&[
        ("ppt/slides/slide10.xml", &ten),
        ("ppt/slides/slide9.xml", &nine),
    ]);
    assert_eq!(found(talk, FileKind::Pptx), text("Nine\nTen"));
    let sheet = archive(&[(
        "xl/sharedStrings.xml",
        b"<sst><si><t>CAMHS</t></si><si><t>Torquay</t></si></sst>",
    )]);
    assert_eq!(found(sheet, FileKind::Xlsx), text("CAMHS\nTorquay"));
    let odt = open_document("text", &[("content.xml", b"<office:body xmlns:office=\"o\"><text:h>Head</text:h><text:p>One<text:s/>two<text:tab/>three</text:p></office:body>")]);
    assert_eq!(found(odt, FileKind::Odt), text("Head\nOne two three"));
    assert_eq!(
        found(b"Caf\xE9,\xA35\r\n\r\n".to_vec(), FileKind::Csv),
        text("Café,£5")
    );
    assert_eq!(
        found(
            pdf("BT /F1 12 Tf 10 100 Td (Hello from a leaflet) Tj ET"),
            FileKind::Pdf
        ),
        text("Hello from a leaflet")
    );
    assert_eq!(
        found(pdf("0 0 100 100 re f"), FileKind::Pdf),
        words::Words::PicturesOnly
    );
    assert_eq!(
        found(b"%PDF-1.4 and no more".to_vec(), FileKind::Pdf),
        words::Words::Unreadable
    );
    assert_eq!(
        found(
            word(&[("word/document.xml", b"<w:t>a</b>")]),
            FileKind::Docx
        ),
        words::Words::Unreadable
    );
    // "Billion laughs": entities that a file declares are not followed.
    let laughs = word(&[(
        "word/document.xml",
        b"<!DOCTYPE x [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;\">]><w:t>x&b;</w:t>",
    )]);
    assert_eq!(found(laughs, FileKind::Docx), text("x"));
}
