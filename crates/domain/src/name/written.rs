//! What stands in no name: signs in place of letters, and words of two alphabets.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use unicode_security::mixed_script::AugmentedScriptSet;

use super::{is_apostrophe, is_invisible, is_latin, is_of_word};

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
pub(super) enum Kind {
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

pub(super) fn kind_of(char: char) -> Kind {
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

#[cfg(test)]
mod tests {
    use super::*;

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
}
