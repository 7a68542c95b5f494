//! What a title is about.

use super::SEARCH_LIMIT;
use super::fold::{is_common, words};

/// Words of a title by which others about the same are looked for.
const MOST: usize = 8;

/// A word that says what a title is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Telling {
    /// As it stands there.
    pub shown: String,
    /// Without its ending.
    pub stem: String,
}

/// The words that say what a title is about, each once: the first of them.
#[must_use]
pub fn telling(title: &str) -> Vec<Telling> {
    let mut telling: Vec<Telling> = Vec::new();
    for word in words(title) {
        let is_new = telling.iter().all(|before| before.stem != word.stem);
        if is_new && word.plain.len() > 1 && !is_common(&word.plain) {
            telling.push(Telling {
                shown: title.get(word.at).unwrap_or_default().to_owned(),
                stem: word.stem,
            });
        }
    }
    telling.truncate(MOST);
    telling
}

/// What somebody looked for, however they wrote it: its words in small letters.
#[must_use]
pub fn sought(text: &str) -> String {
    let text: String = text.chars().take(SEARCH_LIMIT).collect();
    let words = words(&text).into_iter().map(|word| word.plain);
    words.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_words_tell_nothing() {
        let words = telling("How do you talk with parents, and with a parent’s GP?");
        let shown: Vec<&str> = words.iter().map(|word| word.shown.as_str()).collect();
        assert_eq!(shown, ["talk", "parents", "GP"]);
        assert_eq!(telling(&"one1 two2 three3 ".repeat(90)).len(), 3);
    }
}
