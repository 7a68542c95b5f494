//! Words as an index holds them.

use std::collections::BTreeSet;
use std::ops::Range;

use rust_stemmers::{Algorithm, Stemmer};

use crate::name::{is_apostrophe, is_invisible, is_of_word, plain};

/// Letters of a word that tell it from others.
const WORD_LIMIT: usize = 60;

/// A word of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word {
    /// Where it stands, in bytes.
    pub at: Range<usize>,
    /// In small letters, without accents and apostrophes.
    pub plain: String,
    /// Without its ending: "harm" of "harming".
    pub stem: String,
}

/// What something is found by.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Found {
    /// Its words without their endings, in their order, with a space before and
    /// behind each: phrases are looked for in it.
    pub words: String,
    /// What is looked for besides: its words as they are, and those of its title
    /// with a line before them.
    pub marks: String,
}

/// What something with a title and a text is found by.
#[must_use]
pub fn found_by(title: &str, text: &str) -> Found {
    let (title, text) = (words(title), words(text));
    let mut found = Found::default();
    let mut marks = BTreeSet::new();
    for word in &title {
        marks.insert(format!("_{}", word.stem));
        marks.insert(format!("_{}", word.plain));
    }
    for word in title.iter().chain(&text) {
        if word.plain != word.stem {
            marks.insert(word.plain.clone());
        }
    }
    found.marks = marks.into_iter().collect::<Vec<_>>().join(" ");
    found.words = stretch(&title);
    if !text.is_empty() {
        // No phrase runs from the title into the text.
        found
            .words
            .push_str(if title.is_empty() { "" } else { "|" });
        found.words.push_str(&stretch(&text));
    }
    found
}

fn stretch(words: &[Word]) -> String {
    if words.is_empty() {
        return String::new();
    }
    let stems = words.iter().map(|word| word.stem.as_str());
    format!(" {} ", stems.collect::<Vec<_>>().join(" "))
}

/// The words of a text. An apostrophe parts none, nor does the sign of "A&E".
pub(super) fn words(text: &str) -> Vec<Word> {
    let stemmer = Stemmer::create(Algorithm::English);
    let mut words = Vec::new();
    let mut start = None;
    let mut chars = text.char_indices().peekable();
    let mut before = ' ';
    while let Some((at, char)) = chars.next() {
        let next = chars.peek().map_or(' ', |(_, next)| *next);
        let is_joined = is_of_word(before) && is_of_word(next);
        let is_inside = is_of_word(char)
            || start.is_some() && (is_apostrophe(char) || is_invisible(char))
            || char == '&' && is_joined;
        if is_inside {
            start.get_or_insert(at);
        } else if let Some(start) = start.take() {
            words.extend(word(text, start..at, &stemmer));
        }
        before = char;
    }
    if let Some(start) = start {
        words.extend(word(text, start..text.len(), &stemmer));
    }
    words
}

fn word(text: &str, at: Range<usize>, stemmer: &Stemmer) -> Option<Word> {
    let plain = folded(text.get(at.clone())?);
    if plain.is_empty() {
        return None;
    }
    let is_english = plain.bytes().all(|byte| byte.is_ascii_lowercase());
    let stem = if is_english && plain.len() > 2 {
        stemmer.stem(&plain).into_owned()
    } else {
        plain.clone()
    };
    Some(Word { at, plain, stem })
}

/// In small letters and digits of ASCII alone, which no database parts or folds
/// in a way of its own. A letter of another script stands there by its number.
fn folded(word: &str) -> String {
    let letters = if word.is_ascii() {
        word.to_ascii_lowercase()
    } else {
        plain(word)
    };
    let mut folded = String::with_capacity(letters.len());
    for char in letters.chars().take(WORD_LIMIT) {
        if char.is_ascii_alphanumeric() {
            folded.push(char);
        } else if !char.is_ascii() && is_of_word(char) {
            folded.push_str(&format!("x{:05x}", u32::from(char)));
        }
    }
    folded
}

/// Words that nearly every text has: looked for only where there is no other.
pub(super) fn is_common(word: &str) -> bool {
    const COMMON: &str = " a about an and any are as at be been but by can do does for from had has have how i if in into is it its me my no not of on or our so some than that the their them then there they this to us was we were what when where which who why will with would you your ";
    word.len() < 6 && COMMON.contains(&format!(" {word} "))
}
