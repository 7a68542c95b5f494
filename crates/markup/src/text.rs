//! Text at the boundary: one form, no hidden characters, a length that the
//! browser counts alike.
//!
//! Lengths are Unicode code points of the cleaned text. In a browser that is
//! `[...value.normalize("NFC").trim()].length`; where the two differ (invisible
//! characters that are taken out here) the browser shows the larger number, so
//! nobody is refused a text that the page called short enough.

use std::borrow::Cow;

use thiserror::Error;
use unicode_normalization::UnicodeNormalization;

/// Why a text was not taken. The member gets the reason in the page's words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum TextFault {
    /// Nothing that can be seen.
    #[error("the text is blank")]
    Blank,
    /// More code points than there is room for.
    #[error("the text has {was} characters, the limit is {limit}")]
    TooLong {
        /// Most code points allowed.
        limit: usize,
        /// Code points of the cleaned text.
        was: usize,
    },
    /// NUL or another control character that means nothing in a text: SQLite
    /// and PostgreSQL disagree on NUL, and none of them is ever typed.
    #[error("the text holds a control character")]
    ControlCharacter,
}

/// Cleans a text of one line (title, name): as [`clean_text`], and every run of
/// white space, line breaks too, becomes one space.
///
/// # Errors
/// [`TextFault`], with `limit` in code points of the cleaned text.
pub fn clean_line(text: &str, limit: usize) -> Result<String, TextFault> {
    let clean = visible(text)?;
    let words: Vec<&str> = clean.split_whitespace().collect();
    fits(words.join(" "), limit)
}

/// Cleans a text of any number of lines: NFC, line breaks as LF, bidirectional
/// overrides and zero-width disguises out, white space off both ends.
///
/// Doing it twice changes nothing more. Emoji sequences and the joiners of
/// scripts that need them stay as they are.
///
/// # Errors
/// [`TextFault`], with `limit` in code points of the cleaned text.
pub fn clean_text(text: &str, limit: usize) -> Result<String, TextFault> {
    let clean = visible(text)?;
    fits(clean.trim().to_owned(), limit)
}

pub(crate) fn visible(text: &str) -> Result<String, TextFault> {
    let lines = if text.contains(['\r', '\u{2028}', '\u{2029}']) {
        Cow::Owned(
            text.replace("\r\n", "\n")
                .replace(['\r', '\u{2028}', '\u{2029}'], "\n"),
        )
    } else {
        Cow::Borrowed(text)
    };
    let lines = if lines.contains(|char| as_meant(char) != Some(char)) {
        lines.chars().filter_map(as_meant).collect()
    } else {
        lines
    };
    if lines.chars().any(is_refused_control) {
        return Err(TextFault::ControlCharacter);
    }
    // Composed first, because what a joiner stands between decides whether it
    // stays; composed again, because taking one out can bring a letter and its
    // accent together.
    let composed: String = lines.nfc().collect();
    Ok(without_disguise(&composed).nfc().collect())
}

/// What a control character stands for that comes out of Word: its line, page
/// and column breaks, its hyphens that do not break or only may, the ends of its
/// cells, and its anchors of pictures, footnotes and comments.
const fn as_meant(char: char) -> Option<char> {
    match char {
        '\u{B}' | '\u{C}' | '\u{E}' => Some('\n'),
        '\u{1E}' => Some('-'),
        '\u{1}' | '\u{2}' | '\u{5}' | '\u{7}' | '\u{1F}' => None,
        char => Some(char),
    }
}

fn fits(clean: String, limit: usize) -> Result<String, TextFault> {
    if is_blank_text(&clean) {
        return Err(TextFault::Blank);
    }
    let was = clean.chars().count();
    if was > limit {
        return Err(TextFault::TooLong { limit, was });
    }
    Ok(clean)
}

/// The text without control characters, bidirectional overrides and zero-width
/// characters, save where a script or an emoji needs them.
fn without_disguise(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut before = None;
    let mut rest = text.chars().peekable();
    while let Some(char) = rest.next() {
        let stays = if is_joiner(char) {
            before.is_some_and(joins) && rest.peek().copied().is_some_and(joins)
        } else if is_tag(char) {
            // The flags of England, Scotland and Wales are a black flag with
            // tag letters behind it; anywhere else tags are hidden writing.
            before.is_some_and(|before| before == BLACK_FLAG || is_tag(before))
        } else {
            !is_refused_control(char) && !is_disguise(char)
        };
        if stays {
            kept.push(char);
            before = Some(char);
        }
    }
    kept
}

const BLACK_FLAG: char = '\u{1F3F4}';

fn is_refused_control(char: char) -> bool {
    char.is_control() && char != '\n' && char != '\t'
}

/// Characters that are taken out wherever they stand. The marks U+200E, U+200F
/// and U+061C stay: right-to-left text needs them and they turn nothing round.
fn is_disguise(char: char) -> bool {
    is_tag(char)
        || matches!(char,
            '\u{202A}'..='\u{202E}'     // bidirectional embeddings and overrides
            | '\u{2066}'..='\u{2069}'   // bidirectional isolates
            | '\u{200B}'                // zero-width space
            | '\u{2060}'..='\u{2064}'   // word joiner, invisible operators
            | '\u{206A}'..='\u{206F}'   // deprecated format characters
            | '\u{FEFF}'                // byte order mark
            | '\u{00AD}'                // soft hyphen
            | '\u{034F}'                // grapheme joiner
            | '\u{180E}'                // Mongolian vowel separator
            | '\u{FFF9}'..='\u{FFFB}'   // interlinear annotation
            | '\u{E0000}'..='\u{E001F}'
        )
}

fn is_tag(char: char) -> bool {
    matches!(char, '\u{E0020}'..='\u{E007F}')
}

fn is_joiner(char: char) -> bool {
    matches!(char, '\u{200C}' | '\u{200D}')
}

/// Whether a joiner beside this character can mean something: emoji and the
/// scripts after Armenian, without look-alikes of Latin letters and digits.
fn joins(char: char) -> bool {
    char >= '\u{0590}'
        && !matches!(char,
            '\u{1E00}'..='\u{1FFF}' | '\u{2000}'..='\u{206F}'
            | '\u{FF00}'..='\u{FFEF}' | '\u{1D400}'..='\u{1D7FF}')
        && !char.is_whitespace()
        && !char.is_numeric()
        && !is_disguise(char)
}

/// Whether nothing of a text can be seen.
pub(crate) fn is_blank_text(text: &str) -> bool {
    text.chars().all(is_blank)
}

/// Whether a character leaves no mark on a page.
fn is_blank(char: char) -> bool {
    char.is_whitespace()
        || is_disguise(char)
        || is_joiner(char)
        || matches!(char,
            '\u{200E}' | '\u{200F}' | '\u{061C}'
            | '\u{2800}'                            // braille pattern blank
            | '\u{115F}' | '\u{1160}' | '\u{3164}' | '\u{FFA0}' // Hangul fillers
            | '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}') // variation selectors
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_in_lf_and_accents_are_composed() {
        assert_eq!(
            clean_text("  Cafe\u{301}\r\nopen\rnow\u{2028}yes \n", 100).unwrap(),
            "Café\nopen\nnow\nyes"
        );
    }

    #[test]
    fn a_line_is_one_line() {
        assert_eq!(
            clean_line(" School\tavoidance:\r\n  what\u{a0} helps? ", 100).unwrap(),
            "School avoidance: what helps?"
        );
    }

    #[test]
    fn blank_is_what_nobody_can_see() {
        for blank in [
            "",
            "  \n\t ",
            "\u{200b}\u{feff}",
            "\u{2800}",
            "\u{3164}",
            "\u{200d}",
        ] {
            assert_eq!(clean_text(blank, 10), Err(TextFault::Blank), "{blank:?}");
            assert_eq!(clean_line(blank, 10), Err(TextFault::Blank), "{blank:?}");
        }
    }

    #[test]
    fn length_is_counted_in_code_points_of_the_clean_text() {
        assert_eq!(clean_text(" ééé ", 3).unwrap(), "ééé");
        assert_eq!(clean_text("e\u{301}e\u{301}", 2).unwrap(), "éé");
        assert_eq!(
            clean_text("👩‍👩‍👧", 4),
            Err(TextFault::TooLong { limit: 4, was: 5 })
        );
        assert_eq!(
            TextFault::TooLong { limit: 4, was: 5 }.to_string(),
            "the text has 5 characters, the limit is 4"
        );
    }

    #[test]
    fn control_characters_are_refused() {
        for text in ["a\0b", "\u{1b}[31m", "a\u{8}", "\u{7f}", "\u{85}x", "\u{f}"] {
            assert_eq!(
                clean_text(text, 99),
                Err(TextFault::ControlCharacter),
                "{text:?}"
            );
        }
        assert_eq!(clean_text("a\tb\nc", 99).unwrap(), "a\tb\nc");
    }

    #[test]
    fn control_characters_from_word_become_what_they_mean() {
        let pasted = "Monday\u{b}Tuesday\u{c}Next page\r\u{e}One\u{1e}to\u{1e}one, co\u{1f}operate\u{7}\u{2}";
        assert_eq!(
            clean_text(pasted, 99).unwrap(),
            "Monday\nTuesday\nNext page\n\nOne-to-one, cooperate"
        );
        assert_eq!(
            clean_line(pasted, 99).unwrap(),
            "Monday Tuesday Next page One-to-one, cooperate"
        );
        assert_eq!(clean_text("e\u{1f}\u{301}", 1).unwrap(), "é");
        assert_eq!(clean_text("\u{c}\u{7}", 9), Err(TextFault::Blank));
    }

    #[test]
    fn disguises_go() {
        for (disguised, plain) in [
            ("gpj.\u{202e}exe", "gpj.exe"),
            ("pass\u{200b}word", "password"),
            ("0\u{200d}7\u{200c}7\u{2060}0\u{feff}0", "07700"),
            ("\u{ff10}\u{200d}\u{ff17}", "\u{ff10}\u{ff17}"),
            ("a\u{2066}b\u{2069}c\u{ad}d", "abcd"),
            ("hid\u{e0041}\u{e0042}den", "hidden"),
            ("e\u{200c}\u{301}", "é"),
        ] {
            assert_eq!(clean_text(disguised, 99).unwrap(), plain, "{disguised:?}");
        }
    }

    #[test]
    fn what_emoji_and_scripts_need_stays() {
        for text in [
            "👩‍🏫 🏳️‍🌈 ❤️‍🔥 🧑🏽‍⚕️ 👨‍👩‍👧‍👦",
            "🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}",
            "می\u{200c}خواهم",
            "ක්\u{200d}ෂ",
            "שלום\u{200f}!",
        ] {
            assert_eq!(clean_text(text, 99).unwrap(), text);
        }
    }
}
