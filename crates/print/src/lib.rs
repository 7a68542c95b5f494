//! Documents for paper: a leaflet of a collection as PDF, and QR codes. The only user
//! of the PDF library, of text shaping and of `qrcode`.
//!
//! krilla writes the file and parley shapes text, breaks lines, and puts words that run
//! from right to left into order. What is written passes krilla's checks for [PDF/UA-1]
//! (ISO 14289-1): a title, a language, headings, links, a description of each code, and
//! everything else marked as no part of the text. A leaflet that does not pass is not
//! written.
//!
//! The fonts are in the crate, so that a leaflet is the same from every machine:
//! Atkinson Hyperlegible Next for Latin letters, Noto Sans for Greek, Cyrillic, Arabic
//! and Hebrew ones. Emoji are left out. For any other letter stands [`LACKING`], and the
//! leaflet ends by saying what that means.
//!
//! [PDF/UA-1]: https://pdfa.org/resource/iso-14289-pdfua/

mod draw;
mod leaflet;
mod pages;
mod qr;
#[cfg(test)]
mod tests;
mod text;

pub use leaflet::{Item, Leaflet, NotPrinted};
pub use qr::qr_svg;
pub use text::LACKING;
