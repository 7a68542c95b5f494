//! What a name is taken for: where it sorts, what finds it, and what it looks
//! like to somebody who reads quickly.

use std::sync::LazyLock;

use any_ascii::any_ascii_char;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{canonical_combining_class, is_combining_mark};
use unicode_security::confusable_detection::skeleton;
use unicode_security::mixed_script::AugmentedScriptSet;

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

/// Whether somebody of this name would seem to speak as the co-ordinator, for
/// the community, or as one of those who stand here without a name.
#[must_use]
pub fn is_ours(name: &str) -> bool {
    [Digits::AsLetters, Digits::Dropped]
        .into_iter()
        .any(|digits| {
            let words = looks(name, digits);
            let all = words.concat();
            let whole = all.strip_prefix(OURS.the.as_str()).unwrap_or(&all);
            OURS.whole.iter().any(|ours| ours == whole)
                || OURS
                    .begins
                    .iter()
                    .any(|ours| whole.starts_with(ours.as_str()))
                || OURS.within.iter().any(|ours| all.contains(ours.as_str()))
                || has_phrase(&words)
                || has_title(name, digits)
        })
}

/// Whether a title of ours stands before or behind a name, or before or behind
/// what is added to one: "Ann (admin) Lee". "Deputy" behind a name is a surname,
/// and a title where it is added.
fn has_title(name: &str, digits: Digits) -> bool {
    let is_title = |words: &[String]| {
        let mut ends = [words.first(), words.last()].into_iter().flatten();
        words.first() == Some(&OURS.deputy) || ends.any(|word| OURS.titles.contains(word))
    };
    let mut parts = name
        .split(is_aside)
        .flat_map(|part| part.split(" -"))
        .flat_map(|part| part.split("- "))
        .map(|part| looks(part, digits));
    is_title(&looks(name, digits))
        || parts.next().is_some_and(|words| is_title(&words))
        || parts.any(|words| is_title(&words) || words.last() == Some(&OURS.deputy))
}

/// Signs behind which something is added to a name.
fn is_aside(char: char) -> bool {
    matches!(char, ',' | '，' | '、' | '،' | '–' | '—' | '―' | '−')
        || matches!(
            kind_of(char),
            Kind::Opens | Kind::Closes | Kind::Quotes | Kind::Slash | Kind::Foreign
        ) && !"@$€|!".contains(char)
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
    [Digits::AsLetters, Digits::Dropped]
        .into_iter()
        .any(|digits| {
            let all = looks(name, digits).concat();
            let whole = all.strip_prefix(OURS.the.as_str()).unwrap_or(&all);
            OURS.whole
                .iter()
                .chain(&OURS.within)
                .chain(&OURS.phrases)
                .any(|ours| ours == whole)
        })
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
    /// A title before a name or added to one; behind one it is a surname.
    deputy: String,
    /// Words that make a title of ours before or behind a name.
    titles: Vec<String>,
}

static OURS: LazyLock<Ours> = LazyLock::new(|| {
    let all = |words: &[&str]| words.iter().map(|word| look(word)).collect();
    Ours {
        the: look("the"),
        whole: all(&[
            "admins",
            "colleague",
            "acolleague",
            "cove",
            "deputies",
            "teamcove",
            "fromcove",
            "helpdesk",
            "noreply",
            "postmaster",
            "staff",
            "support",
            "supportteam",
            "system",
            "webmaster",
        ]),
        begins: all(&["colleaguein", "acolleaguein"]),
        within: all(&[
            "coordinator",
            "coordination",
            "moderator",
            "moderation",
            "administrator",
            "administration",
            "formermember",
        ]),
        phrases: all(&[
            "coveteam",
            "coveadmin",
            "coveadmins",
            "covebot",
            "covecommunity",
            "covecrew",
            "covedeputy",
            "covedeputies",
            "covedesk",
            "covedigest",
            "coveemail",
            "coveforum",
            "covehelp",
            "covehelpdesk",
            "covehelpers",
            "covehq",
            "coveinfo",
            "covemail",
            "covemailer",
            "covemanager",
            "covemanagers",
            "covemanagement",
            "covemod",
            "covemods",
            "covenetwork",
            "covenews",
            "covenewsletter",
            "covenotice",
            "covenotices",
            "covenotification",
            "covenotifications",
            "coveoffice",
            "coveofficial",
            "coveoperator",
            "coveowner",
            "covesafety",
            "covesecurity",
            "coveserver",
            "coveservice",
            "coveservices",
            "covestaff",
            "covesupport",
            "covesystem",
            "covesystems",
            "coord",
            "coords",
            "officialcove",
        ]),
        deputy: look("deputy"),
        titles: all(&["admin", "admins", "mod", "mods", "sysadmin"]),
    }
});

/// What stands in no name, in words for whoever typed it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotAName {
    /// A sign that nobody's name has.
    #[error("Take “{0}” out of the name: no name of a person has this sign")]
    Sign(char),
    /// A sign that names have, but not there.
    #[error("Take “{0}” out of the name: it cannot stand where it does")]
    Place(char),
    /// A word with letters of several alphabets.
    #[error("Type “{0}” again: it mixes letters of two alphabets")]
    Mixed(String),
}

/// Whether the name of a person has nothing in it that stands in no name: a sign
/// in place of a letter, or a word whose letters are [mixed](unmixed). Both only
/// fool the eye, and no list of what looks like what has them all.
///
/// # Errors
/// The first that it has.
pub fn written_as_a_name(name: &str) -> Result<(), NotAName> {
    let chars: Vec<char> = name.chars().filter(|char| !is_invisible(*char)).collect();
    for (place, char) in chars.iter().copied().enumerate() {
        let before = place
            .checked_sub(1)
            .and_then(|before| chars.get(before))
            .copied();
        let after = chars.get(place + 1).copied();
        let mut beside = [before, after].into_iter().flatten();
        let stands = match kind_of(char) {
            Kind::Letter | Kind::Free => true,
            Kind::Opens => opens(before, after),
            Kind::Closes => closes(before, after),
            Kind::Quotes => opens(before, after) || closes(before, after),
            Kind::Slash => before.is_some_and(is_of_word) == after.is_some_and(is_of_word),
            Kind::Dot => parts_letters(before, after),
            Kind::Picture => {
                beside.all(|beside| beside.is_whitespace() || kind_of(beside) == Kind::Picture)
            }
            Kind::Own => is_one_script(beside.filter(|beside| is_of_word(*beside)).chain([char])),
            Kind::Foreign => return Err(NotAName::Sign(char)),
        };
        if !stands {
            return Err(NotAName::Place(char));
        }
    }
    unmixed(name)
}

/// Whether each word of a name has letters of one script (UTS 39, by which
/// Japanese is one, and so are Korean, and Chinese with its Bopomofo): "Aдmin"
/// has two.
///
/// # Errors
/// [`NotAName::Mixed`], with the first that has not.
pub fn unmixed(name: &str) -> Result<(), NotAName> {
    let seen: String = name.chars().filter(|char| !is_invisible(*char)).collect();
    let mut words = seen.split(|char: char| !(is_of_word(char) || is_apostrophe(char)));
    words
        .find(|word| !is_one_script(word.chars()))
        .map_or(Ok(()), |word| Err(NotAName::Mixed(word.to_owned())))
}

fn is_one_script(chars: impl Iterator<Item = char>) -> bool {
    // Accents that no script has to itself.
    let letters: String = chars
        .nfkc()
        .filter(|char| !matches!(char, '\u{300}'..='\u{362}'))
        .collect();
    !AugmentedScriptSet::for_str(&letters).is_empty()
}

/// What a character is to the name of a person.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// A letter, a digit, or a mark on one.
    Letter,
    /// A sign that may stand anywhere: a space, an apostrophe, a hyphen, a full
    /// stop, a comma.
    Free,
    /// One that a script has to itself: the point between syllables of Tibetan.
    Own,
    /// An opening bracket.
    Opens,
    /// A closing one.
    Closes,
    /// A quotation mark, which opens in one language and closes in the next.
    Quotes,
    /// Between two that are one: "she/her".
    Slash,
    /// A dot at half height: "Gal·la", "列夫·托尔斯泰".
    Dot,
    /// A picture, which stands beside a name and not within.
    Picture,
    /// In no name.
    Foreign,
}

fn kind_of(char: char) -> Kind {
    match char {
        '\u{20D0}'..='\u{20F0}' => Kind::Foreign,
        _ if is_of_word(char) => Kind::Letter,
        '(' | '[' | '（' => Kind::Opens,
        ')' | ']' | '）' => Kind::Closes,
        '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '‹' | '›' | '‚' => Kind::Quotes,
        '/' => Kind::Slash,
        '·' | '‧' | '・' | '･' => Kind::Dot,
        '.' | ',' | '-' | '．' | '，' | '－' | '﹣' | '−' | '\u{2010}'..='\u{2015}' => {
            Kind::Free
        }
        _ if char.is_whitespace() || is_apostrophe(char) => Kind::Free,
        '\u{1F1E6}'..='\u{1F1FF}' | '\u{1F300}'..='\u{1FAFF}' | '\u{E0020}'..='\u{E007F}' => {
            Kind::Picture
        }
        _ if !AugmentedScriptSet::for_char(char).is_all() => Kind::Own,
        _ => Kind::Foreign,
    }
}

fn opens(before: Option<char>, after: Option<char>) -> bool {
    before.is_none_or(|before| !is_of_word(before) && kind_of(before) != Kind::Closes)
        && after.is_some_and(|after| {
            is_of_word(after) || matches!(kind_of(after), Kind::Opens | Kind::Quotes)
        })
}

fn closes(before: Option<char>, after: Option<char>) -> bool {
    after.is_none_or(|after| !is_of_word(after) && kind_of(after) != Kind::Opens)
        && before.is_some_and(|before| {
            is_of_word(before)
                || before == '.'
                || matches!(kind_of(before), Kind::Closes | Kind::Quotes)
        })
}

/// Catalan has the dot between two l's; other scripts part given name and
/// surname by it. Between other Latin letters it is drawn for one.
fn parts_letters(before: Option<char>, after: Option<char>) -> bool {
    let (Some(before), Some(after)) = (before, after) else {
        return false;
    };
    let are_latin = [before, after]
        .map(|char| char.is_ascii_alphanumeric() || is_latin(char) || is_combining_mark(char));
    let is_l = |char: char| matches!(char, 'l' | 'L');
    is_of_word(before)
        && is_of_word(after)
        && (is_l(before) && is_l(after) || are_latin == [false, false])
}

fn is_of_word(char: char) -> bool {
    char.is_alphanumeric() || is_combining_mark(char)
}

/// Small letters that stand where numbers do ("1ª").
const fn is_raised(char: char) -> bool {
    matches!(char, 'ª' | 'º')
}

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
fn plain(text: &str) -> String {
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

/// Latin letters beyond ASCII.
const fn is_latin(char: char) -> bool {
    matches!(char,
        '\u{AA}' | '\u{BA}' | '\u{C0}'..='\u{2AF}' | '\u{1D00}'..='\u{1D7F}' | '\u{1E00}'..='\u{1EFF}'
        | '\u{2C60}'..='\u{2C7F}' | '\u{A720}'..='\u{A7FF}' | '\u{AB30}'..='\u{AB6F}')
}

const fn is_apostrophe(char: char) -> bool {
    matches!(
        char,
        '\'' | '`'
            | '´'
            | '‘'
            | '’'
            | '‛'
            | '′'
            | 'ʹ'
            | 'ʻ'
            | 'ʼ'
            | 'ʽ'
            | 'ʾ'
            | 'ʿ'
            | 'ˈ'
            | '＇'
            | '׳'
            | 'Ꞌ'
            | 'ꞌ'
    )
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
            "Mod",
            "Ann, mod",
            "M0d Ann",
            "Ann (mods) Lee",
            "Ann (deputy)",
            "Ann, deputy",
            "Ann Lee, acting deputy",
            "Ann – Deputy",
            "Ann - deputy",
            "Ann “Deputy” Lee",
            "Ann/deputy",
            "Adm/n",
            "Admin/Ann",
            "Cove/team",
            "Cove Digest",
            "The Cove Bot",
            "CoveMail",
            "Cove Desk",
            "Cove-Crew",
            "Cove News",
            "Ann, Cove Office",
            "Support",
            "No reply",
        ] {
            assert!(
                is_ours(ours),
                "{ours}: {:?}",
                looks(ours, Digits::AsLetters)
            );
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
            "Ann Deputy (she/her)",
            "Ann Deputy, MBE",
            "Ann Lee-Deputy",
            "Modesty Blaise",
            "Ann Modi",
            "Cove Stafford",
            "Cove Ward",
            "Cove Newsome",
            "Ann Staff",
            "Ann 2",
            "李 雷",
            "Олена Коваль",
            "नीना",
        ] {
            assert!(
                !is_ours(theirs),
                "{theirs}: {:?}",
                looks(theirs, Digits::AsLetters)
            );
        }
        assert!(is_ours(FORMER_MEMBER));
        assert!(
            [None, Some("Education")]
                .into_iter()
                .all(|sector| is_ours(&colleague_in(sector)))
        );
    }

    #[test]
    fn no_sign_stands_for_a_letter_in_a_name() {
        for (name, fault) in [
            ("M()derator", NotAName::Place('(')),
            ("M ( ) derator", NotAName::Place('(')),
            ("Ann)e Lee", NotAName::Place(')')),
            ("C•ve team", NotAName::Sign('•')),
            ("C·ve team", NotAName::Place('·')),
            ("Co√e", NotAName::Sign('√')),
            ("Ann → Lee", NotAName::Sign('→')),
            ("Ann ✅", NotAName::Sign('✅')),
            ("Ann L€€", NotAName::Sign('€')),
            ("¢ove", NotAName::Sign('¢')),
            ("C░ve", NotAName::Sign('░')),
            ("C◌ve", NotAName::Sign('◌')),
            ("C\u{20dd}ora", NotAName::Sign('\u{20dd}')),
            ("Ann_Lee", NotAName::Sign('_')),
            ("Ann Lee!", NotAName::Sign('!')),
            ("@nn", NotAName::Sign('@')),
            ("C😀ve", NotAName::Place('😀')),
            ("Adm׀n", NotAName::Place('׀')),
            ("Aдmin", NotAName::Mixed("Aдmin".to_owned())),
            ("Ann Δdmin", NotAName::Mixed("Δdmin".to_owned())),
            ("A’дmin", NotAName::Mixed("A’дmin".to_owned())),
            ("A\u{200e}дmin", NotAName::Mixed("Aдmin".to_owned())),
            ("C〇ve", NotAName::Mixed("C〇ve".to_owned())),
            ("C๐ve", NotAName::Mixed("C๐ve".to_owned())),
            ("Adµin", NotAName::Mixed("Adµin".to_owned())),
        ] {
            assert_eq!(written_as_a_name(name), Err(fault), "{name}");
        }
        for name in [
            "Ann O'Neill",
            "D’Arcy Lunn",
            "Hawaiʻi Kaʻahumanu",
            "Anne-Marie Roe",
            "Anne‑Marie Roe–Lee",
            "J. R. R. Smith",
            "Lee, Ann",
            "St.John Roe",
            "Ann (Annie) Lee",
            "Ann [Annie] Lee",
            "Ann “Annie” Lee",
            "Ann („Annie“) Lee",
            "Ann \"Annie\" Lee",
            "Ann Lee (she/her)",
            "Nguyễn Thị Ánh",
            "Ægir Þórsson",
            "Jo Straße",
            "Gal·la Roca",
            "Ren’e",
            "Mª José",
            "Dr. Ann Lee MBE",
            "Ann Lee 2",
            "Ann 😀",
            "Ann 👩🏽‍🏫",
            "李雷",
            "列夫·托尔斯泰",
            "山田 さゆリ",
            "ジョー・スミス",
            "金민준",
            "李 Ann",
            "Олена Коваль-О’Ніл",
            "Νίκος Παπαδόπουλος",
            "नीना डॉ॰ राव",
            "བསྟན་འཛིན་",
            "محمد، علی",
            "מַרְיָם בן־דוד",
            "สมชาย",
            "កែវ សុភា",
            "ကျော် ကြွေး",
            "ԱրամՍ. Խաչատրյան",
        ] {
            assert_eq!(written_as_a_name(name), Ok(()), "{name}");
        }
        for organisation in [
            "β-Group",
            "Kith & Kin @ the Quay",
            "NHS Devon (111)",
            "Школа №5",
            "Café+ / Bar",
            "Livermead 2",
        ] {
            assert_eq!(unmixed(organisation), Ok(()), "{organisation}");
        }
        assert!(unmixed("Соve teaм").is_err());
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
    fn an_organisation_of_volunteers_may_have_a_co_ordinator() {
        for ours in [
            "Cove",
            "The Соve team",
            "Co-ordinator",
            "C0ve admin",
            "Cove/team",
            "Cove 2",
        ] {
            assert!(is_our_organisation(ours), "{ours}");
        }
        for theirs in [
            "Torbay Volunteer Co-ordinators",
            "Livermead Cove School",
            "Former Members’ Association",
        ] {
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
