//! Names of people: what a reader takes them for.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{canonical_combining_class, is_combining_mark};

/// Marks on one letter, at most: Burmese writes "ကြွေး" with four. More of them
/// reach into the lines above and below, and so does one mark over and over.
const MARKS: usize = 4;

/// The canonical combining class of the nukta, which makes a letter of another.
const NUKTA: u8 = 7;

/// The letters of a name as they are read: without marks, compatibility forms
/// ("𝐂ove", "Ｃove") and case, and with nothing between them.
#[must_use]
pub fn letters(name: &str) -> String {
    let plain: String = name.nfkd().filter(|char| char.is_alphabetic() && !is_combining_mark(*char)).collect();
    // Once more: a capital may have a compatibility form of its own.
    plain.to_lowercase().nfkc().filter(|char| !is_combining_mark(*char)).collect()
}

/// Whether a letter of a cleaned name carries more marks than one can read.
#[must_use]
pub fn is_overloaded(name: &str) -> bool {
    let (mut marks, mut last) = (0, None);
    name.chars().any(|char| {
        let is_repeated = last == Some(char);
        last = is_combining_mark(char).then_some(char);
        if last.is_none() {
            marks = 0;
        } else if marks > 0 || canonical_combining_class(char) != NUKTA {
            marks += 1;
        }
        is_repeated || marks > MARKS
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_read_by_its_letters() {
        for (name, read) in [
            ("Co-ordinator", "coordinator"),
            ("  FÓRMER  me\u{301}mber 2 ", "formermember"),
            ("𝐂𝐨𝐯𝐞", "cove"),
            ("Ｃｏｖｅ", "cove"),
            ("Ⓒove", "cove"),
            ("12 — !", ""),
            ("李", "李"),
        ] {
            assert_eq!(letters(name), read, "{name}");
        }
    }

    #[test]
    fn marks_are_counted_by_letter() {
        for fine in ["Ann", "Nguyễn Thị Ánh", "ज़ीनत फ़ैज़ां", "ที่", "עִבְרִית", "ကျော် ကြွေး"]
        {
            assert!(!is_overloaded(&crate::clean_line(fine, 80).unwrap()), "{fine}");
        }
        for heavy in ["A\u{335}\u{336}\u{337}\u{338}\u{321}nn", "ส็็็", "Z\u{300}\u{300}\u{300}\u{300}"] {
            assert!(is_overloaded(&crate::clean_line(heavy, 80).unwrap()), "{heavy}");
        }
    }
}
