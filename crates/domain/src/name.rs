//! What a name is taken for: where it sorts, what finds it, and what it looks
//! like to somebody who reads quickly.

mod key;
mod ours;
mod written;

pub(crate) use key::plain;
pub use key::{
    core_look, endings, indexed, look, organisation_key, search_signs, search_words, sort_key,
};
pub use ours::{is_our_organisation, is_ours};
pub use written::{NotAName, unmixed, written_as_a_name};

use unicode_normalization::char::is_combining_mark;

pub(crate) fn is_of_word(char: char) -> bool {
    char.is_alphanumeric() || is_combining_mark(char)
}

/// Latin letters beyond ASCII.
const fn is_latin(char: char) -> bool {
    matches!(char,
        '\u{AA}' | '\u{BA}' | '\u{C0}'..='\u{2AF}' | '\u{1D00}'..='\u{1D7F}' | '\u{1E00}'..='\u{1EFF}'
        | '\u{2C60}'..='\u{2C7F}' | '\u{A720}'..='\u{A7FF}' | '\u{AB30}'..='\u{AB6F}')
}

pub(crate) fn is_apostrophe(char: char) -> bool {
    "'`´‘’‛′ʹʻʼʽʾʿˈ＇׳Ꞌꞌ".contains(char)
}

/// Characters that are not seen and part no words.
pub(crate) const fn is_invisible(char: char) -> bool {
    matches!(char, '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}')
}
