//! Names, titles and texts: what can be read.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{canonical_combining_class, is_combining_mark};

/// Marks on one letter, at most: Burmese writes "ကြွေး" with four. More of them
/// reach into the lines above and below, and so does one mark over and over.
const MARKS: usize = 4;

/// The canonical combining class of the nukta, which makes a letter of another.
const NUKTA: u8 = 7;

/// Whether a name has a letter in it.
#[must_use]
pub fn has_letters(name: &str) -> bool {
    name.nfkd()
        .any(|char| char.is_alphabetic() && !is_combining_mark(char))
}

/// Whether a letter of a cleaned text carries more marks than one can read.
/// Those that choose between the forms of an emoji are not seen.
#[must_use]
pub fn is_overloaded(text: &str) -> bool {
    let (mut marks, mut last) = (0, None);
    text.chars()
        .filter(|char| !matches!(char, '\u{FE00}'..='\u{FE0F}'))
        .any(|char| {
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
    fn a_name_has_letters() {
        for (name, has) in [
            ("Ann", true),
            ("李", true),
            ("Ⓒ", true),
            ("12 — !", false),
            ("\u{903}", false),
        ] {
            assert_eq!(has_letters(name), has, "{name}");
        }
    }

    #[test]
    fn marks_are_counted_by_letter() {
        for fine in [
            "Ann",
            "Nguyễn Thị Ánh",
            "ज़ीनत फ़ैज़ां",
            "ที่",
            "עִבְרִית",
            "ကျော် ကြွေး",
            "1️⃣ ❤️\u{fe0f}",
        ] {
            assert!(
                !is_overloaded(&crate::clean_line(fine, 80).unwrap()),
                "{fine}"
            );
        }
        for heavy in [
            "A\u{335}\u{336}\u{337}\u{338}\u{321}nn",
            "ส็็็",
            "Z\u{300}\u{300}\u{300}\u{300}",
        ] {
            assert!(
                is_overloaded(&crate::clean_line(heavy, 80).unwrap()),
                "{heavy}"
            );
        }
    }
}
