//! Pictures made anew: turned as the camera says, without anything that a camera
//! or a program wrote beside the pixels (where it was taken, whose it is), in three
//! sizes.

use std::fs::File;
use std::io::BufReader;

use domain::file::{FileKind, PictureSize};
use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::PngEncoder;
use image::imageops::FilterType;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits};

use crate::Unfit;

/// Pixels of one picture, at most: a telephone's camera makes up to fifty million.
pub const PIXELS_LIMIT: u64 = 50_000_000;
/// Bytes that decoding may take beside the pixels.
const DECODING: u64 = 512 * 1024 * 1024;
/// Of 100: below it one sees it in faces, above it files grow and nobody sees it.
const QUALITY: u8 = 82;

/// A picture in its sizes.
pub(crate) struct Pictures {
    pub(crate) kind: FileKind,
    pub(crate) pixels: (u32, u32),
    pub(crate) sizes: Vec<(PictureSize, Vec<u8>)>,
}

pub(crate) fn make(file: File, kind: FileKind) -> Result<Pictures, Unfit> {
    let format = match kind {
        FileKind::Jpeg => ImageFormat::Jpeg,
        FileKind::Png => ImageFormat::Png,
        FileKind::Webp => ImageFormat::WebP,
        _ => return Err(Unfit::UnknownKind),
    };
    let mut picture = decode(file, format)?;
    // Most PNGs have room for transparency and none in them.
    let is_clear = picture.color().has_alpha()
        && picture
            .as_rgba8()
            .is_none_or(|pixels| pixels.pixels().any(|pixel| pixel.0[3] < u8::MAX));
    let kind = if is_clear {
        FileKind::Png
    } else {
        FileKind::Jpeg
    };
    if !is_clear {
        picture = DynamicImage::ImageRgb8(picture.into_rgb8());
    }
    let mut pixels = (0, 0);
    let mut sizes = Vec::with_capacity(3);
    for size in PictureSize::ALL {
        let longest = size.longest();
        if picture.width().max(picture.height()) > longest {
            picture = picture.resize(longest, longest, FilterType::CatmullRom);
        }
        if size == PictureSize::Large {
            pixels = (picture.width(), picture.height());
        }
        sizes.push((size, encode(&picture, is_clear)?));
    }
    Ok(Pictures {
        kind,
        pixels,
        sizes,
    })
}

fn decode(file: File, format: ImageFormat) -> Result<DynamicImage, Unfit> {
    let damaged = |_| Unfit::Damaged;
    let mut reader = ImageReader::with_format(BufReader::new(file), format);
    reader.no_limits();
    let mut decoder = reader.into_decoder().map_err(damaged)?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > PIXELS_LIMIT {
        return Err(Unfit::TooManyPixels(width, height));
    }
    let mut limits = Limits::default();
    limits.max_alloc = Some(DECODING);
    decoder.set_limits(limits).map_err(damaged)?;
    // A picture may say no way up, or a wrong one: then it stays as it is.
    let orientation = decoder.orientation().ok();
    let mut picture = DynamicImage::from_decoder(decoder).map_err(damaged)?;
    // Sixteen bits a colour take twice the room, and no screen here shows them.
    picture = if picture.color().has_alpha() {
        DynamicImage::ImageRgba8(picture.into_rgba8())
    } else {
        DynamicImage::ImageRgb8(picture.into_rgb8())
    };
    if let Some(orientation) = orientation {
        picture.apply_orientation(orientation);
    }
    Ok(picture)
}

fn encode(picture: &DynamicImage, is_clear: bool) -> Result<Vec<u8>, Unfit> {
    let mut bytes = Vec::new();
    let written = if is_clear {
        picture.write_with_encoder(PngEncoder::new(&mut bytes))
    } else {
        picture.write_with_encoder(JpegEncoder::new_with_quality(&mut bytes, QUALITY))
    };
    written.map_err(|_| Unfit::Damaged)?;
    Ok(bytes)
}
