//! Where a name sorts, what finds it, and what it looks like to somebody who
//! reads quickly.

use any_ascii::any_ascii_char;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{canonical_combining_class, is_combining_mark};
use unicode_security::confusable_detection::skeleton;

use super::{is_apostrophe, is_invisible, is_latin};

/// Characters of a key. A name has fewer, but one sign may stand for eighteen
/// letters, and keys stand in indexes and cursors.
const KEY_LIMIT: usize = 240;

/// A name as it is sorted and searched: its words in lower case, without
/// accents and apostrophes, in plain Latin letters where it has Latin ones.
/// Cove makes it, and not the database, so that both engines find the same.
#[must_use]
pub fn sort_key(name: &str) -> String {
    bounded(search_words(name).join(" ").chars())
}

/// The words of a search, as [`sort_key`] has them.
#[must_use]
pub fn search_words(text: &str) -> Vec<String> {
    let text: String = text
        .chars()
        .filter(|char| !is_apostrophe(*char) && !is_invisible(*char))
        .collect();
    plain(&text)
        .split(is_separator)
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// Characters of each of the [`endings`], and of a word that is looked for.
const ENDING_LIMIT: usize = 40;

/// What an index of names holds, so that whatever stands anywhere in a name
/// begins one of them: a sort key without its spaces, so that "annemarie" finds
/// "Anne-Marie", from each of its letters on.
#[must_use]
pub fn endings(sort_key: &str) -> Vec<String> {
    let key = sort_key.replace(' ', "");
    let ending = |(at, _)| key.get(at..).map(indexed);
    let mut all: Vec<String> = key.char_indices().filter_map(ending).collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// As much of a text as the index of names holds.
#[must_use]
pub fn indexed(text: &str) -> String {
    text.chars().take(ENDING_LIMIT).collect()
}

/// The signs of a search that say more than where a word ends: whoever looks for
/// "50%" means the sign, too.
#[must_use]
pub fn search_signs(text: &str) -> Vec<char> {
    let mut signs: Vec<char> = text
        .chars()
        .filter(|char| char.is_ascii_punctuation() && !"'`\"-.,()".contains(*char))
        .collect();
    signs.sort_unstable();
    signs.dedup();
    signs
}

/// An organisation's name with nothing but what tells two of them apart: its
/// words, with those signs as one that look alike.
#[must_use]
pub fn organisation_key(name: &str) -> String {
    let name: String = name
        .replace('&', " and ")
        .chars()
        .filter(|char| !is_apostrophe(*char))
        .collect();
    // The capital I is drawn as l: of one word in capitals and in small letters
    // only one would be.
    let drawn = drawn(&name).replace('i', "l");
    let words: Vec<&str> = drawn
        .split(|char: char| !(char.is_alphanumeric() || char == '+'))
        .filter(|word| !word.is_empty())
        .collect();
    if words.is_empty() {
        bounded(name.to_lowercase().chars())
    } else {
        bounded(words.join(" ").chars())
    }
}

/// What a person's name looks like. Two names with the same look cannot be told
/// apart at a glance: "Adm1n" and "Admin", "Соrа" in Cyrillic and "Cora".
#[must_use]
pub fn look(name: &str) -> String {
    bounded(looks(name, Digits::AsLetters).concat().chars())
}

/// What a person's name looks like without what only tells one from another of
/// the same name: the numbers of "Ruth Penrose 2", "Ruth Penrose¹" and "Ruth2
/// Penrose".
#[must_use]
pub fn core_look(name: &str) -> String {
    let tells_apart =
        |char: char| !(char.is_alphabetic() || is_combining_mark(char)) || is_raised(char);
    let words = name
        .split_whitespace()
        .map(|word| word.trim_end_matches(tells_apart));
    let core = look(&words.collect::<Vec<_>>().join(" "));
    // Nothing but numbers: those are what it is known by.
    if core.is_empty() { look(name) } else { core }
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Digits {
    /// For the letters that they are written in place of.
    AsLetters,
    /// As what tells one of the name from another: "Admin 2".
    Dropped,
}

/// The words of a name as a hasty reader sees them.
pub(super) fn looks(name: &str, digits: Digits) -> Vec<String> {
    let name = without_marks(name, digits);
    let letters = drawn(&name)
        .chars()
        .filter_map(|char| as_letter(char, digits))
        .collect::<String>();
    letters
        .split(|char: char| !char.is_alphabetic())
        .map(|word| word.replace("cl", "d").replace("vv", "w").replace('i', "l"))
        .filter(|word| !word.is_empty())
        .collect()
}

/// Without the marks that stand behind a name ("™"), and where digits are dropped
/// without them, small and circled ones too: as drawn, one is an l.
fn without_marks(name: &str, digits: Digits) -> String {
    let is_mark = |char: char| {
        matches!(char, '™' | '℠')
            || digits == Digits::Dropped && (char.is_numeric() || matches!(char, 'ª' | 'º'))
    };
    name.chars()
        .map(|char| if is_mark(char) { ' ' } else { char })
        .collect()
}

fn as_letter(char: char, digits: Digits) -> Option<char> {
    let letter = match char {
        '0' => 'o',
        '1' | '!' | '|' | '/' => 'l',
        '2' => 'z',
        '3' | '€' => 'e',
        '4' | '@' => 'a',
        '5' | '$' => 's',
        '6' | '8' => 'b',
        '7' => 't',
        '9' => 'g',
        _ => return Some(char),
    };
    match digits {
        Digits::AsLetters => Some(letter),
        Digits::Dropped if char.is_numeric() => None,
        Digits::Dropped => Some(' '),
    }
}

/// A text with everything that looks alike drawn alike (the skeleton of UTS 39),
/// whatever its case. Twice, because a letter's small form may look like another
/// one than its capital.
fn drawn(text: &str) -> String {
    // The lunate sigma, which its normal form takes for another letter than it shows.
    let text: String = text
        .replace('Ϲ', "C")
        .replace('ϲ', "c")
        .nfkc()
        .flat_map(squared)
        .collect();
    let capitals: String = skeleton(&text).collect();
    let small: String = skeleton(&plain(&capitals)).collect();
    plain(&small)
}

/// Letters in circles and squares, and those of flags, which no normal form
/// turns into letters.
fn squared(char: char) -> Vec<char> {
    match char {
        '\u{1F100}'..='\u{1F1FF}' => any_ascii_char(char).chars().collect(),
        _ => vec![char],
    }
}

/// In lower case, without accents, with plain letters for Latin ones such as Ł,
/// ø and ß. Marks that are vowels or letters of their own stay.
pub(crate) fn plain(text: &str) -> String {
    let mut letters = String::with_capacity(text.len());
    for char in text.nfkd().filter(|char| !is_accent(*char)) {
        if is_latin(char) {
            letters.push_str(any_ascii_char(char));
        } else {
            letters.push(char);
        }
    }
    let lower: String = letters
        .to_lowercase()
        .nfkd()
        .filter(|char| !is_accent(*char))
        .nfc()
        .collect();
    // At the end of a word it has a form of its own.
    lower.replace('ς', "σ")
}

/// Marks that a reader of a name does without: those of Latin, Greek and
/// Cyrillic letters, the points of Hebrew and Arabic, and the nukta.
fn is_accent(char: char) -> bool {
    matches!(canonical_combining_class(char), 1 | 7 | 10..=36 | 200..)
        || matches!(char, '\u{20D0}'..='\u{20F0}')
}

fn is_separator(char: char) -> bool {
    char.is_whitespace()
        || char.is_control()
        || char.is_ascii_punctuation()
        || matches!(char, '\u{A1}'..='\u{BF}' | '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205E}' | '\u{3000}'..='\u{3003}' | '・')
            && !char.is_alphanumeric()
}

fn bounded(text: impl Iterator<Item = char>) -> String {
    text.take(KEY_LIMIT).collect()
}

/// Small letters that stand where numbers do ("1ª").
const fn is_raised(char: char) -> bool {
    matches!(char, 'ª' | 'º')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finds(search: &str, name: &str) -> bool {
        let index = endings(&sort_key(name));
        let is_found = |word: &String| index.iter().any(|one| one.starts_with(&indexed(word)));
        let words = search_words(search);
        !words.is_empty() && words.iter().all(is_found)
    }

    #[test]
    fn a_search_finds_across_accents_apostrophes_and_letters_of_other_tongues() {
        for (search, name) in [
            ("zoe", "Zoë Brontë"),
            ("d'arcy", "D’Arcy Lunn"),
            ("D’ARCY", "D'Arcy Lunn"),
            ("darcy", "Dʼarcy Lunn"),
            ("slawek", "Sławek Nowak"),
            ("soren", "Søren Bjørn"),
            ("strasse", "Jo Straße"),
            ("aegir", "Ægir Þórsson"),
            ("thorsson", "Ægir Þórsson"),
            ("istanbul", "İstanbul Işık"),
            ("isik", "İstanbul Işık"),
            ("anne marie", "Anne-Marie Roe"),
            ("annemarie", "Anne-Marie Roe"),
            ("anne‑marie", "Anne Marie Roe"),
            ("roe anne", "Anne-Marie Roe"),
            ("nguyen", "Nguyễn Thị Ánh"),
            ("ann", "Ａｎｎ Lee"),
            ("παπαδοπουλος", "Νίκος Παπαδόπουλος"),
            ("j smith", "J. Smith"),
            ("李", "李 雷"),
            ("雷", "李雷"),
            ("ann", "Joanna Reed"),
        ] {
            assert!(
                finds(search, name),
                "{search} in {name}: {:?} in {:?}",
                search_words(search),
                sort_key(name)
            );
        }
        for (search, name) in [
            ("%", "Ann"),
            ("_", "Ann"),
            ("", "Ann"),
            ("anna", "Ann Lee-Ray"),
            ("कमला", "कामली"),
        ] {
            assert!(!finds(search, name), "{search} in {name}");
        }
        assert_eq!(
            sort_key("  Éva   O’Neill-Ó Dálaigh "),
            "eva oneill o dalaigh"
        );
        assert!(sort_key(&"\u{FDFA}".repeat(80)).chars().count() <= KEY_LIMIT);
    }

    #[test]
    fn numbers_that_tell_two_apart_are_no_part_of_a_name() {
        for name in [
            "Ruth Penrose¹",
            "Ruth Penrose 2",
            "Ruth Penrose.",
            "Ruth Penrose2",
            "Ruth2 Penrose",
            "Ruth Penrose (3)",
            "RUTH PENROSE ④",
        ] {
            assert_eq!(core_look(name), look("Ruth Penrose"), "{name}");
        }
        assert_ne!(core_look("Ruth Penrose"), core_look("Ruth Penros"));
        assert_ne!(core_look("12"), core_look("13"));
        assert_eq!(core_look("W4rd"), look("Ward"));
    }

    #[test]
    fn two_people_who_cannot_be_told_apart_have_one_look() {
        for (one, other) in [
            ("Coral Ward", "coral  ward"),
            ("Coral Ward", "Соrаl Wаrd"),
            ("Coral Ward", "Cora1 Ward"),
            ("Coral Ward", "CoraI W4rd"),
            ("Coral Ward", "Coral\u{200b} Wárd"),
            ("Coral Ward", "Coral Ward™"),
            ("O’Brien", "O'Brien"),
            ("Anne-Marie", "Anne Marie"),
        ] {
            assert_eq!(look(one), look(other), "{one} and {other}");
        }
        for (one, other) in [
            ("Coral Ward", "Carol Ward"),
            ("Ann Lee", "Anna Lee"),
            ("कमला", "कामली"),
        ] {
            assert_ne!(look(one), look(other), "{one} and {other}");
        }
    }

    #[test]
    fn one_organisation_has_one_key() {
        assert_eq!(
            organisation_key(" Bay  SCHOOL, Totnes "),
            "bay school totnes"
        );
        for (one, other) in [
            ("St Luke's", "St Luke’s"),
            ("St Luke's", "ST. LUKES"),
            ("St Luke's", "St.Luke´s"),
            ("paignton SCHOOL", "Paignton School"),
            ("VISIT ILSHAM", "Visit Ilsham"),
            ("visit ilsham", "Visit Ilsham"),
            ("Paignton\u{a0}School ", "Paignton-School"),
            ("Paignton Schооl", "Paignton School"),
            ("Café Hope", "Cafe Hope"),
            ("Kith & Kin", "Kith and Kin"),
            ("Youth\u{200b}work", "Youthwork"),
        ] {
            assert_eq!(
                organisation_key(one),
                organisation_key(other),
                "{one} and {other}"
            );
        }
        for (one, other) in [
            ("School 1", "School 2"),
            ("Hope", "Hope+"),
            ("St Luke's", "St Mark's"),
            ("!", "?"),
        ] {
            assert_ne!(
                organisation_key(one),
                organisation_key(other),
                "{one} and {other}"
            );
        }
    }
}
