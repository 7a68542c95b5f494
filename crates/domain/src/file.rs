//! A file that a member brings: a picture or a document.

use crate::clock::{Span, Timestamp};
use crate::stored::stored_enum;

/// Files of one post.
pub const FILES_LIMIT: usize = 10;
/// Characters in the name of a file, its ending among them.
pub const NAME_LIMIT: usize = 100;
/// Characters in what is said about a picture for those who do not see it.
pub const ALTERNATIVE_LIMIT: usize = 500;
/// How long a file waits for the post that it was brought for.
pub const UNCLAIMED: Span = Span::days(1);

stored_enum! {
    /// What a file is, by its content.
    pub enum FileKind {
        /// A picture without transparency.
        Jpeg = "jpeg",
        /// A picture with transparency.
        Png = "png",
        /// A picture as it was sent; it is kept as one of the two above.
        Webp = "webp",
        /// A document to read and print.
        Pdf = "pdf",
        /// A text of Word.
        Docx = "docx",
        /// A text of LibreOffice.
        Odt = "odt",
        /// A table of Excel.
        Xlsx = "xlsx",
        /// A table of LibreOffice.
        Ods = "ods",
        /// Slides of PowerPoint.
        Pptx = "pptx",
        /// Slides of LibreOffice.
        Odp = "odp",
        /// Plain text.
        Txt = "txt",
        /// A table as plain text.
        Csv = "csv",
        /// A sound recording.
        Mp3 = "mp3",
        /// Subtitles of a recording.
        Vtt = "vtt",
    }
}

impl FileKind {
    /// Whether it is shown in the page.
    #[must_use]
    pub const fn is_picture(self) -> bool {
        matches!(self, Self::Jpeg | Self::Png | Self::Webp)
    }

    /// Whether there are words in it to search for.
    #[must_use]
    pub const fn has_words(self) -> bool {
        !self.is_picture() && !matches!(self, Self::Mp3)
    }

    /// Its media type (IANA).
    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Webp => "image/webp",
            Self::Pdf => "application/pdf",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Pptx => {
                "application/vnd.openxmlformats-officedocument.presentationml.presentation"
            }
            Self::Odt => "application/vnd.oasis.opendocument.text",
            Self::Ods => "application/vnd.oasis.opendocument.spreadsheet",
            Self::Odp => "application/vnd.oasis.opendocument.presentation",
            Self::Txt => "text/plain",
            Self::Csv => "text/csv",
            Self::Mp3 => "audio/mpeg",
            Self::Vtt => "text/vtt",
        }
    }

    /// The endings that its name may have; the first is the usual one.
    #[must_use]
    pub const fn endings(self) -> &'static [&'static str] {
        match self {
            Self::Jpeg => &["jpg", "jpeg"],
            Self::Png => &["png"],
            Self::Webp => &["webp"],
            Self::Pdf => &["pdf"],
            Self::Docx => &["docx"],
            Self::Odt => &["odt"],
            Self::Xlsx => &["xlsx"],
            Self::Ods => &["ods"],
            Self::Pptx => &["pptx"],
            Self::Odp => &["odp"],
            Self::Txt => &["txt"],
            Self::Csv => &["csv"],
            Self::Mp3 => &["mp3"],
            Self::Vtt => &["vtt"],
        }
    }
}

stored_enum! {
    /// Whether a file can be had.
    pub enum FileState {
        /// It is being checked for viruses.
        Held = "held",
        /// Whoever may see its post can have it.
        Ready = "ready",
        // The row stays, so that whoever brought it is told.
        /// Something was found in it, and it is gone.
        Refused = "refused",
    }
}

stored_enum! {
    /// What is known of the words in a file.
    pub enum FileWords {
        /// It is none that has words.
        None = "none",
        /// They are about to be read.
        Waiting = "waiting",
        /// They were read, and the file is found by them.
        Found = "found",
        /// Its pages are pictures only: it has no words to search for.
        PicturesOnly = "pictures_only",
        /// It could not be read: damaged, locked, or too large.
        Unreadable = "unreadable",
    }
}

/// The sizes in which a picture is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PictureSize {
    /// In a list.
    Small,
    /// In a post.
    Medium,
    /// By itself.
    Large,
}

impl PictureSize {
    /// All of them, the largest first: each is made from the one before it.
    pub const ALL: [Self; 3] = [Self::Large, Self::Medium, Self::Small];

    /// Pixels of the longer side, at most.
    #[must_use]
    pub const fn longest(self) -> u32 {
        match self {
            Self::Small => 320,
            Self::Medium => 960,
            Self::Large => 2048,
        }
    }

    /// Its name in addresses.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Small => "small",
            Self::Medium => "medium",
            Self::Large => "large",
        }
    }

    /// The size of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|size| size.as_str() == name)
    }
}

/// Before when a file must have been brought that nobody claimed, to be swept.
#[must_use]
pub const fn swept_before(now: Timestamp) -> Timestamp {
    now.minus(UNCLAIMED)
}

/// A file's name as it is kept: the last part of a path, without what cannot be
/// seen or turns the reading direction, and with the ending of what it is.
///
/// An ending that says something else is taken for part of the name by nobody:
/// `letter.exe` that is a PDF becomes `letter.pdf`.
#[must_use]
pub fn clean_name(name: &str, kind: FileKind) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let visible: String = last
        .chars()
        .map(|char| if char.is_whitespace() { ' ' } else { char })
        .filter(|char| !char.is_control() && !is_unseen(*char) && !r#"<>:"|?*"#.contains(*char))
        .collect();
    let words: Vec<&str> = visible.split(' ').filter(|word| !word.is_empty()).collect();
    let line = words.join(" ");
    let line = line.trim_matches(['.', ' ']);
    let (stem, ending) = match line.rsplit_once('.') {
        Some((stem, ending))
            if ending.len() <= 5 && ending.chars().all(|char| char.is_ascii_alphanumeric()) =>
        {
            (stem, ending.to_ascii_lowercase())
        }
        _ => (line, String::new()),
    };
    let fitting = kind.endings();
    let ending = fitting
        .iter()
        .find(|fits| **fits == ending)
        .or(fitting.first())
        .copied()
        .unwrap_or_default();
    let room = NAME_LIMIT - ending.len() - 1;
    let stem: String = stem.chars().take(room).collect();
    let stem = stem.trim_end_matches(['.', ' ']);
    let stem = if stem.is_empty() { "file" } else { stem };
    format!("{stem}.{ending}")
}

/// Characters without a shape, and those that turn the direction: a name that
/// ends in `gpj.exe` is shown as one that ends in `exe.jpg` behind U+202E.
const fn is_unseen(char: char) -> bool {
    matches!(char,
        '\u{00AD}' | '\u{061C}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{FFF0}'..='\u{FFFF}' | '\u{E0000}'..='\u{E0FFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_a_name_and_no_path() {
        for (sent, kind, kept) in [
            ("leaflet.pdf", FileKind::Pdf, "leaflet.pdf"),
            ("../../etc/passwd", FileKind::Txt, "passwd.txt"),
            (
                "C:\\Users\\ann\\Wait list.DOCX",
                FileKind::Docx,
                "Wait list.docx",
            ),
            ("photo.JPEG", FileKind::Jpeg, "photo.jpeg"),
            ("photo.png", FileKind::Jpeg, "photo.jpg"),
            ("letter.exe", FileKind::Pdf, "letter.pdf"),
            ("invoice\u{202E}gpj.exe", FileKind::Pdf, "invoicegpj.pdf"),
            ("a\0b\r\nc\u{200B}.csv", FileKind::Csv, "ab c.csv"),
            ("..", FileKind::Pdf, "file.pdf"),
            ("", FileKind::Mp3, "file.mp3"),
            (
                "Meeting 24.11.2026 notes",
                FileKind::Odt,
                "Meeting 24.11.2026 notes.odt",
            ),
            ("a <b>: \"c\"?.txt", FileKind::Txt, "a b c.txt"),
            ("Fiche d’été 🌊.pdf", FileKind::Pdf, "Fiche d’été 🌊.pdf"),
        ] {
            assert_eq!(clean_name(sent, kind), kept, "{sent:?}");
        }
    }

    #[test]
    fn a_long_name_keeps_its_ending() {
        let name = clean_name(&format!("{}.pdf", "é".repeat(1_000)), FileKind::Pdf);
        assert_eq!(name.chars().count(), NAME_LIMIT);
        assert!(name.ends_with("é.pdf"));
    }
}
