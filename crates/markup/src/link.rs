//! Where a link may go, and which words of a text are an address.

use url::{ParseError, Url};

/// What becomes of a link that a member wrote.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Destination {
    /// A link; the address is ready for an attribute once it is escaped.
    Link(String),
    /// No address as it stands (a forgotten `https://`, a path): its words
    /// stay beside the label, so that nothing a member wrote is lost.
    Words,
    /// A scheme that no link here has. There is nothing in it to read.
    Refused,
}

/// Decides by the parser that browsers share (WHATWG URL), not by the look of
/// the text: `java\tscript:` and `JAVASCRIPT:` are one scheme to it.
pub(crate) fn destination(written: &str) -> Destination {
    let written = written.trim();
    match Url::parse(written) {
        Ok(url) => match url.scheme() {
            "http" | "https" if has_login(&url) => Destination::Words,
            "http" | "https" if is_canonical_enough(written) => {
                Destination::Link(written.to_owned())
            }
            "http" | "https" => Destination::Link(url.into()),
            "mailto" | "tel" if !url.path().is_empty() => Destination::Link(url.into()),
            _ => Destination::Refused,
        },
        Err(ParseError::RelativeUrlWithoutBase) if starts_with(written, "www.") => {
            // Browsers try https first by now, and a page on a shared network
            // had better not be asked for in the clear.
            destination(&format!("https://{written}"))
        }
        Err(_) => Destination::Words,
    }
}

/// `https://nhs.uk@elsewhere.example` goes elsewhere: a login in an address
/// serves nobody here but a deceiver.
fn has_login(url: &Url) -> bool {
    !url.username().is_empty() || url.password().is_some()
}

/// Whether an address can stay as written: what was checked is then, letter by
/// letter, what the browser gets. Anything else goes out as the parser wrote it.
fn is_canonical_enough(written: &str) -> bool {
    let after_scheme = written
        .strip_prefix("https://")
        .or_else(|| written.strip_prefix("http://"));
    after_scheme.is_some_and(|rest| {
        rest.starts_with(|first: char| first.is_ascii_alphanumeric())
            && rest.bytes().all(|byte| {
                byte.is_ascii_alphanumeric() || b"-._~:/?#[]@!$&()*+,;=%".contains(&byte)
            })
    })
}

/// A stretch of text: words, or an address standing bare among them.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Stretch<'a> {
    /// Text as it is.
    Words(&'a str),
    /// An address as written and where it leads.
    Address(&'a str, String),
}

/// Splits a text at the addresses in it, as GitHub's autolinks do: `http://`,
/// `https://` or `www.` at the start of a word, up to white space, without the
/// punctuation of the sentence around it.
pub(crate) fn stretches(text: &str) -> Vec<Stretch<'_>> {
    let mut found = Vec::new();
    let (mut rest, mut from) = (text, 0);
    while let Some(start) = next_address(rest, from) {
        let (words, tail) = rest.split_at(start);
        let (address, after) = tail.split_at(address_length(tail));
        match destination(address) {
            Destination::Link(href) if !address.is_empty() => {
                if !words.is_empty() {
                    found.push(Stretch::Words(words));
                }
                found.push(Stretch::Address(address, href));
                (rest, from) = (after, 0);
            }
            // Past the whole candidate, or a text of nothing but beginnings
            // would be read again from each of them.
            _ => from = start + candidate_length(tail),
        }
    }
    if !rest.is_empty() {
        found.push(Stretch::Words(rest));
    }
    found
}

const BEGINNINGS: [&str; 3] = ["https://", "http://", "www."];

fn next_address(text: &str, from: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    // What ended the candidate before `from` is no letter.
    let mut inside_word = false;
    for (at, char) in text.get(from..).unwrap_or_default().char_indices() {
        let at = from + at;
        if !inside_word && matches!(bytes.get(at), Some(b'h' | b'H' | b'w' | b'W')) {
            let tail = text.get(at..).unwrap_or_default();
            if BEGINNINGS
                .iter()
                .any(|beginning| starts_with(tail, beginning))
            {
                return Some(at);
            }
        }
        inside_word = char.is_alphanumeric();
    }
    None
}

fn starts_with(text: &str, beginning: &str) -> bool {
    text.get(..beginning.len())
        .is_some_and(|head| head.eq_ignore_ascii_case(beginning))
}

fn candidate_length(text: &str) -> usize {
    text.find(|char: char| {
        char.is_whitespace()
            || char.is_control()
            || matches!(char, '<' | '>' | '"' | '`' | '“' | '”')
    })
    .unwrap_or(text.len())
}

/// How much of the candidate is the address. Brackets that close more than the
/// address opened belong to the sentence: `(see https://example.org/a_(b))`.
fn address_length(text: &str) -> usize {
    let candidate = text.get(..candidate_length(text)).unwrap_or_default();
    let count = |wanted: char| candidate.chars().filter(|char| *char == wanted).count();
    let mut round = count(')').saturating_sub(count('('));
    let mut square = count(']').saturating_sub(count('['));
    let mut length = candidate.len();
    for char in candidate.chars().rev() {
        match char {
            ')' if round > 0 => round -= 1,
            ']' if square > 0 => square -= 1,
            '?' | '!' | '.' | ',' | ':' | ';' | '*' | '_' | '~' | '\'' | '’' | '‘' | '…' | '»'
            | '。' | '、' => {}
            _ => break,
        }
        length -= char.len_utf8();
    }
    let address = candidate.get(..length).unwrap_or_default();
    let host = BEGINNINGS
        .iter()
        .find(|beginning| starts_with(address, beginning))
        .and_then(|beginning| address.get(beginning.len()..))
        .unwrap_or_default();
    let has_host = host.starts_with(|first: char| first.is_alphanumeric() || first == '[');
    let is_site = !starts_with(address, "www.") || host.contains('.');
    if has_host && is_site { length } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn link(written: &str) -> Option<String> {
        match destination(written) {
            Destination::Link(href) => Some(href),
            Destination::Words | Destination::Refused => None,
        }
    }

    #[test]
    fn four_schemes_make_links() {
        for (written, href) in [
            ("https://example.org", "https://example.org"),
            (
                "http://example.org/a?b=c&d#e",
                "http://example.org/a?b=c&d#e",
            ),
            ("HTTPS://Example.org/A", "https://example.org/A"),
            ("mailto:ann@example.org", "mailto:ann@example.org"),
            ("tel:+441612345678", "tel:+441612345678"),
            ("www.example.org", "https://www.example.org"),
            ("https:\\\\example.org", "https://example.org/"),
            ("https://example.org/a\"b", "https://example.org/a%22b"),
            ("https://bücher.example", "https://xn--bcher-kva.example/"),
        ] {
            assert_eq!(link(written).as_deref(), Some(href), "{written}");
        }
    }

    #[test]
    fn other_schemes_do_not() {
        for written in [
            "javascript:alert(1)",
            " java\tscript:alert(1)",
            "\u{1}javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            "data:text/html,x",
            "vbscript:x",
            "file:///etc/passwd",
            "blob:https://example.org/1",
            "ftp://example.org",
            "mailto:",
        ] {
            assert_eq!(destination(written), Destination::Refused, "{written}");
        }
    }

    #[test]
    fn what_is_no_address_stays_words() {
        for written in [
            "",
            "example.org/form",
            "//example.org",
            "/threads/1",
            "#top",
            "https://",
            "https://exa mple",
            "https://nhs.uk@elsewhere.example",
            "https://:x@elsewhere.example",
        ] {
            assert_eq!(destination(written), Destination::Words, "{written}");
        }
    }

    fn addresses(text: &str) -> Vec<&str> {
        stretches(text)
            .into_iter()
            .filter_map(|stretch| match stretch {
                Stretch::Address(written, _) => Some(written),
                Stretch::Words(_) => None,
            })
            .collect()
    }

    #[test]
    fn bare_addresses_are_found_without_the_sentence_around_them() {
        for (text, expected) in [
            ("see https://example.org.", vec!["https://example.org"]),
            (
                "(https://example.org/a_(b))",
                vec!["https://example.org/a_(b)"],
            ),
            ("[https://example.org]", vec!["https://example.org"]),
            ("“https://example.org”", vec!["https://example.org"]),
            (
                "www.example.org, http://a.example!",
                vec!["www.example.org", "http://a.example"],
            ),
            ("HTTPS://EXAMPLE.ORG/", vec!["HTTPS://EXAMPLE.ORG/"]),
            ("xhttps://example.org", vec![]),
            ("www. www.x https:// http://.", vec![]),
            ("éhttps://a.example", vec![]),
        ] {
            assert_eq!(addresses(text), expected, "{text}");
        }
    }

    #[test]
    fn no_word_is_lost() {
        for text in ["", "a https://b.example c www.d.example", "www.www.www."] {
            let back: String = stretches(text)
                .iter()
                .map(|stretch| match stretch {
                    Stretch::Words(words) | Stretch::Address(words, _) => *words,
                })
                .collect();
            assert_eq!(back, text);
        }
    }
}
