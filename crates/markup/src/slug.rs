//! The readable end of a thread's address. The id decides, the slug only says
//! what to expect, so it may lose anything that an address cannot carry.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Most characters of a slug.
pub const SLUG_LENGTH: usize = 60;

/// Lower-case ASCII words with hyphens, at most [`SLUG_LENGTH`] characters, cut
/// between words where there is a place to cut. Accents fall off; a title with
/// nothing that ASCII can say becomes `thread`.
#[must_use]
pub fn slug(title: &str) -> String {
    let words = words(title.nfkd());
    let cut = cut_between_words(&words);
    if cut.is_empty() { "thread" } else { cut }.to_owned()
}

/// The words with their hyphens, as far as they are wanted.
fn words(title: impl Iterator<Item = char>) -> String {
    let mut words = String::with_capacity(SLUG_LENGTH + "-and".len());
    let mut is_between = false;
    for char in title {
        let char = char.to_ascii_lowercase();
        let letters = match char {
            'a'..='z' | '0'..='9' => "",
            '&' => "and",
            // "what's" is one word, however the apostrophe was typed.
            '\'' | '\u{2019}' | '\u{2018}' | '\u{2bc}' => continue,
            ' '..='\u{7f}' => {
                is_between = true;
                continue;
            }
            _ if is_combining_mark(char) => continue,
            _ => match in_ascii(char) {
                Some(letters) => letters,
                None => {
                    is_between = true;
                    continue;
                }
            },
        };
        if (is_between || char == '&') && !words.is_empty() {
            words.push('-');
        }
        if letters.is_empty() {
            words.push(char);
        } else {
            words.push_str(letters);
        }
        is_between = char == '&';
        if words.len() > SLUG_LENGTH {
            break;
        }
    }
    words
}

/// Letters that no decomposition turns into ASCII.
fn in_ascii(char: char) -> Option<&'static str> {
    Some(match char {
        'ß' | 'ẞ' => "ss",
        'æ' | 'Æ' => "ae",
        'œ' | 'Œ' => "oe",
        'ø' | 'Ø' => "o",
        'đ' | 'Đ' | 'ð' | 'Ð' => "d",
        'ł' | 'Ł' => "l",
        'ħ' | 'Ħ' => "h",
        'ı' => "i",
        'þ' | 'Þ' => "th",
        _ => return None,
    })
}

fn cut_between_words(words: &str) -> &str {
    let Some((head, tail)) = words.split_at_checked(SLUG_LENGTH) else {
        return words;
    };
    if tail.is_empty() || tail.starts_with('-') {
        return head;
    }
    head.rsplit_once('-').map_or(head, |(whole, _)| whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_become_words() {
        for (title, expected) in [
            (
                "School avoidance: what helps?",
                "school-avoidance-what-helps",
            ),
            ("What’s new & what isn't", "whats-new-and-what-isnt"),
            (
                "Größe, Łódź, Ærø, Þór, São Café",
                "grosse-lodz-aero-thor-sao-cafe",
            ),
            ("  CAMHS — 16+ / ½ term  ", "camhs-16-1-2-term"),
            ("Ｆｕｌｌ ﬁt", "full-fit"),
            ("--a__b--", "a-b"),
            (
                "R&D & more: Übung&Spaß &",
                "r-and-d-and-more-ubung-and-spass-and",
            ),
            ("don't – ' – ask", "dont-ask"),
        ] {
            assert_eq!(slug(title), expected, "{title}");
        }
    }

    #[test]
    fn nothing_left_is_still_an_address() {
        for title in ["", "???", "日本語", "👩‍🏫", "---"] {
            assert_eq!(slug(title), "thread", "{title}");
        }
    }

    #[test]
    fn long_titles_are_cut_between_words() {
        let long = slug(&"supporting ".repeat(20));
        assert_eq!(
            long,
            "supporting-supporting-supporting-supporting-supporting"
        );
        assert_eq!(slug(&"a".repeat(300)), "a".repeat(SLUG_LENGTH));
        let exact = format!("{} {}", "a".repeat(30), "b".repeat(29));
        assert_eq!(slug(&exact).len(), SLUG_LENGTH);
        assert_eq!(slug(&format!("{exact} c")), slug(&exact));
    }
}
