//! Looking for somebody or something by a part of the name or title.

use domain::name::{search_signs, search_words};

use crate::page::Conditions;

/// Adds that a row is called something like a text: it has each of its words, as
/// `has_word` says, and in the column of its name each of its signs.
pub(crate) fn is_called(
    conditions: &mut Conditions,
    text: &str,
    column: &str,
    has_word: fn(&mut Conditions, &str),
) {
    let words = search_words(text);
    let mut signs: Vec<String> = search_signs(text).iter().map(char::to_string).collect();
    if words.is_empty() && signs.is_empty() {
        signs.push(text.to_owned());
    }
    for word in words {
        has_word(conditions, &word);
    }
    for sign in signs {
        contains(conditions, column, &sign);
    }
}

/// Adds that a text stands anywhere in a column.
pub(crate) fn contains(conditions: &mut Conditions, column: &str, text: &str) {
    let escaped = text
        .replace('\\', "\\\\")
        .replace('%', "\\%")
        .replace('_', "\\_");
    let pattern = conditions.value(format!("%{escaped}%"));
    conditions.and(&format!("{column} LIKE {pattern} ESCAPE '\\'"));
}
