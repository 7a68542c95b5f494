//! What a name is taken for: where it sorts, what finds it, and what it looks
//! like to somebody who reads quickly.

use std::sync::LazyLock;

use any_ascii::any_ascii_char;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::canonical_combining_class;
use unicode_security::confusable_detection::skeleton;

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
    let text: String = text.chars().filter(|char| !is_apostrophe(*char) && !is_invisible(*char)).collect();
    plain(&text).split(is_separator).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// The signs of a search that say more than where a word ends: whoever looks for
/// "50%" means the sign, too.
#[must_use]
pub fn search_signs(text: &str) -> Vec<char> {
    let mut signs: Vec<char> = text.chars().filter(|char| char.is_ascii_punctuation() && !"'`\"-.,()".contains(*char)).collect();
    signs.sort_unstable();
    signs.dedup();
    signs
}

/// An organisation's name with nothing but what tells two of them apart: its
/// words, with those signs as one that look alike.
#[must_use]
pub fn organisation_key(name: &str) -> String {
    let name: String = name.replace('&', " and ").chars().filter(|char| !is_apostrophe(*char)).collect();
    // The capital I is drawn as l: of one word in capitals and in small letters
    // only one would be.
    let drawn = drawn(&name).replace('i', "l");
    let words: Vec<&str> = drawn.split(|char: char| !(char.is_alphanumeric() || char == '+')).filter(|word| !word.is_empty()).collect();
    if words.is_empty() { bounded(name.to_lowercase().chars()) } else { bounded(words.join(" ").chars()) }
}

/// What a person's name looks like. Two names with the same look cannot be told
/// apart at a glance: "Adm1n" and "Admin", "Соrа" in Cyrillic and "Cora".
#[must_use]
pub fn look(name: &str) -> String {
    bounded(looks(name, Digits::AsLetters).concat().chars())
}

/// Whether somebody of this name would seem to speak as the co-ordinator, for
/// the community, or as one of those who stand here without a name.
#[must_use]
pub fn is_ours(name: &str) -> bool {
    [Digits::AsLetters, Digits::Dropped].into_iter().any(|digits| {
        let words = looks(name, digits);
        let all = words.concat();
        let whole = all.strip_prefix(OURS.the.as_str()).unwrap_or(&all);
        OURS.whole.iter().any(|ours| ours == whole)
            || OURS.begins.iter().any(|ours| whole.starts_with(ours.as_str()))
            || OURS.within.iter().any(|ours| all.contains(ours.as_str()))
            || has_phrase(&words)
            || words.first() == Some(&OURS.deputy)
            || [words.first(), words.last()].into_iter().flatten().any(|word| OURS.titles.contains(word))
    })
}

/// Whether whole words that follow each other, however they are parted, make a
/// phrase of ours: "Cove staff", and not "Cove Stafford".
fn has_phrase(words: &[String]) -> bool {
    (0..words.len()).any(|start| {
        let mut run = String::new();
        words.iter().skip(start).any(|word| {
            run.push_str(word);
            OURS.phrases.contains(&run)
        })
    })
}

/// Whether an organisation of this name would be taken for Cove's own people.
/// Many have co-ordinators of their own: only the whole name counts.
#[must_use]
pub fn is_our_organisation(name: &str) -> bool {
    let all = looks(name, Digits::AsLetters).concat();
    let whole = all.strip_prefix(OURS.the.as_str()).unwrap_or(&all);
    OURS.whole.iter().chain(&OURS.within).chain(&OURS.phrases).any(|ours| ours == whole)
}

/// The names of ours, as they look.
struct Ours {
    the: String,
    /// Nobody is called just this.
    whole: Vec<String>,
    /// Nor anything that begins so.
    begins: Vec<String>,
    /// Nor anything in which this stands.
    within: Vec<String>,
    /// Nor anything in which these stand as whole words.
    phrases: Vec<String>,
    /// A title before a name; behind one it is a surname.
    deputy: String,
    /// Words that make a title of ours before or behind a name.
    titles: Vec<String>,
}

static OURS: LazyLock<Ours> = LazyLock::new(|| {
    let all = |words: &[&str]| words.iter().map(|word| look(word)).collect();
    Ours {
        the: look("the"),
        whole: all(&["admins", "colleague", "acolleague", "cove", "deputies", "teamcove", "fromcove"]),
        begins: all(&["colleaguein", "acolleaguein"]),
        within: all(&["coordinator", "coordination", "moderator", "moderation", "administrator", "administration", "formermember"]),
        phrases: all(&[
            "coveteam",
            "coveadmin",
            "coveadmins",
            "covecommunity",
            "covedeputy",
            "covedeputies",
            "covehelp",
            "covehelpers",
            "covehq",
            "coveofficial",
            "covesafety",
            "covesecurity",
            "covestaff",
            "covesupport",
            "covesystem",
            "coord",
            "coords",
            "officialcove",
        ]),
        deputy: look("deputy"),
        titles: all(&["admin", "admins", "sysadmin"]),
    }
});

#[derive(Clone, Copy, PartialEq, Eq)]
enum Digits {
    /// For the letters that they are written in place of.
    AsLetters,
    /// As what tells one of the name from another: "Admin 2".
    Dropped,
}

/// The words of a name as a hasty reader sees them.
fn looks(name: &str, digits: Digits) -> Vec<String> {
    let name = without_marks(name, digits);
    let letters = drawn(&name).chars().filter_map(|char| as_letter(char, digits)).collect::<String>();
    letters
        .split(|char: char| !char.is_alphabetic())
        .map(|word| word.replace("cl", "d").replace("vv", "w").replace('i', "l"))
        .filter(|word| !word.is_empty())
        .collect()
}

/// Without the marks that stand behind a name ("™"), and where digits are dropped
/// without them, small and circled ones too: as drawn, one is an l.
fn without_marks(name: &str, digits: Digits) -> String {
    let is_mark = |char: char| matches!(char, '™' | '℠') || digits == Digits::Dropped && (char.is_numeric() || matches!(char, 'ª' | 'º'));
    name.chars().map(|char| if is_mark(char) { ' ' } else { char }).collect()
}

fn as_letter(char: char, digits: Digits) -> Option<char> {
    let letter = match char {
        '0' => 'o',
        '1' | '!' | '|' => 'l',
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
    let text: String = text.replace('Ϲ', "C").replace('ϲ', "c").nfkc().flat_map(squared).collect();
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
fn plain(text: &str) -> String {
    let mut letters = String::with_capacity(text.len());
    for char in text.nfkd().filter(|char| !is_accent(*char)) {
        if is_latin(char) { letters.push_str(any_ascii_char(char)) } else { letters.push(char) }
    }
    let lower: String = letters.to_lowercase().nfkd().filter(|char| !is_accent(*char)).nfc().collect();
    // At the end of a word it has a form of its own.
    lower.replace('ς', "σ")
}

/// Marks that a reader of a name does without: those of Latin, Greek and
/// Cyrillic letters, the points of Hebrew and Arabic, and the nukta.
fn is_accent(char: char) -> bool {
    matches!(canonical_combining_class(char), 1 | 7 | 10..=36 | 200..) || matches!(char, '\u{20D0}'..='\u{20F0}')
}

/// Latin letters beyond ASCII.
const fn is_latin(char: char) -> bool {
    matches!(char,
        '\u{AA}' | '\u{BA}' | '\u{C0}'..='\u{2AF}' | '\u{1D00}'..='\u{1D7F}' | '\u{1E00}'..='\u{1EFF}'
        | '\u{2C60}'..='\u{2C7F}' | '\u{A720}'..='\u{A7FF}' | '\u{AB30}'..='\u{AB6F}')
}

const fn is_apostrophe(char: char) -> bool {
    matches!(char, '\'' | '`' | '´' | '‘' | '’' | '‛' | '′' | 'ʹ' | 'ʻ' | 'ʼ' | 'ʽ' | 'ʾ' | 'ʿ' | 'ˈ' | '＇' | '׳' | 'Ꞌ' | 'ꞌ')
}

/// Characters that are not seen and part no words.
const fn is_invisible(char: char) -> bool {
    matches!(char, '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}')
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::post::{FORMER_MEMBER, colleague_in};

    fn finds(search: &str, name: &str) -> bool {
        let key = sort_key(name).replace(' ', "");
        let words = search_words(search);
        !words.is_empty() && words.iter().all(|word| key.contains(word.as_str()))
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
        ] {
            assert!(finds(search, name), "{search} in {name}: {:?} in {:?}", search_words(search), sort_key(name));
        }
        for (search, name) in [("%", "Ann"), ("_", "Ann"), ("", "Ann"), ("anna", "Ann Lee-Ray"), ("कमला", "कामली")] {
            assert!(!finds(search, name), "{search} in {name}");
        }
        assert_eq!(sort_key("  Éva   O’Neill-Ó Dálaigh "), "eva oneill o dalaigh");
        assert!(sort_key(&"\u{FDFA}".repeat(80)).chars().count() <= KEY_LIMIT);
    }

    #[test]
    fn names_that_look_like_ours_are_ours() {
        for ours in [
            "Co-ordinator",
            "the coordinator",
            "Coördinator",
            "CO ORDINATOR",
            "Сo-оrdinаtor",
            "C0-0rd1nat0r",
            "Coord\u{200b}inator",
            "Coorclinator",
            "Ⓒⓞⓥⓔ",
            "🅲🅾🆅🅴 team",
            "Ann, co-ordinator",
            "Co-ordinator Ann",
            "Ann (deputy co-ordinator)",
            "Ann Lee – Cove team",
            "Соve Тeam",
            "C0ve",
            "The Cove",
            "Cοvе",
            "Admin",
            "Аdmіn",
            "@dmin",
            "ADM|N",
            "Adrnin",
            "Admin 2",
            "Ann, admin",
            "Deputy Ann",
            "Deputy",
            "M0derator",
            "Moderation team",
            "Co-ordination team",
            "Administration",
            "Admins team",
            "Cove Community",
            "Cove HQ",
            "C.o.v.e. Staff",
            "Ann, CoveSupport",
            "Cove team 2",
            "Formеr mеmber",
            "Former member 2",
            "Former Ｍember",
            "FÓRMER  me\u{301}mber",
            "A colleague in educаtion",
            "A co11eague",
            "𝐂𝐨𝐯𝐞",
            "Cove™",
            "Cove Team℠",
            "Cove 1",
            "Cove¹",
            "Admin①",
            "Ϲo-ordinator",
            "ϲove team",
            "Ann, co-ord",
        ] {
            assert!(is_ours(ours), "{ours}: {:?}", looks(ours, Digits::AsLetters));
        }
        for theirs in [
            "Ann Cove",
            "Ann Cove Stafford",
            "Ann Deputy",
            "Thea Cove",
            "Coral Ward",
            "Colleen Dean",
            "Adam Inman",
            "Modesty Rator",
            "Cora Dinah",
            "Former",
            "Ahmed Deputee",
            "Ann 2",
            "李 雷",
            "Олена Коваль",
            "नीना",
        ] {
            assert!(!is_ours(theirs), "{theirs}: {:?}", looks(theirs, Digits::AsLetters));
        }
        assert!(is_ours(FORMER_MEMBER));
        assert!([None, Some("Education")].into_iter().all(|sector| is_ours(&colleague_in(sector))));
    }

    #[test]
    fn an_organisation_of_volunteers_may_have_a_co_ordinator() {
        for ours in ["Cove", "The Соve team", "Co-ordinator", "C0ve admin"] {
            assert!(is_our_organisation(ours), "{ours}");
        }
        for theirs in ["Torbay Volunteer Co-ordinators", "Livermead Cove School", "Former Members’ Association"] {
            assert!(!is_our_organisation(theirs), "{theirs}");
        }
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
        for (one, other) in [("Coral Ward", "Carol Ward"), ("Ann Lee", "Anna Lee"), ("कमला", "कामली")] {
            assert_ne!(look(one), look(other), "{one} and {other}");
        }
    }

    #[test]
    fn one_organisation_has_one_key() {
        assert_eq!(organisation_key(" Bay  SCHOOL, Totnes "), "bay school totnes");
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
            assert_eq!(organisation_key(one), organisation_key(other), "{one} and {other}");
        }
        for (one, other) in [("School 1", "School 2"), ("Hope", "Hope+"), ("St Luke's", "St Mark's"), ("!", "?")] {
            assert_ne!(organisation_key(one), organisation_key(other), "{one} and {other}");
        }
    }
}
