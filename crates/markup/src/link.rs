//! Where a link may go, and which words of a text are an address.

use linkify::{LinkFinder, LinkKind};
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

/// The address of a page that a member typed or pasted, ready for an attribute:
/// `http` or `https`, without a login. `www.` may stand for the whole beginning.
#[must_use]
pub fn web_address(written: &str) -> Option<String> {
    match destination(written) {
        Destination::Link(href) if begins_an_address(&href) => Some(href),
        _ => None,
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

/// A stretch of text, and where it leads if it is an address.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Stretch<'a> {
    pub words: &'a str,
    pub href: Option<String>,
}

/// Splits a text at the web addresses, mail addresses and phone numbers in it. A
/// web address begins with `http://`, `https://` or `www.`: "tomorrow.Call me"
/// is none.
pub(crate) fn stretches(text: &str) -> Vec<Stretch<'_>> {
    let mut finder = LinkFinder::new();
    finder.url_must_have_scheme(false);
    let mut found = Vec::new();
    let mut last = None;
    for span in finder.spans(text) {
        let whole = span.as_str();
        let before = std::mem::replace(&mut last, whole.chars().next_back());
        // What an address stands between is no part of it.
        let is_around =
            |end: char| "”’»…。、".contains(end) || ("*_~".contains(end) && before == Some(end));
        let words = whole.trim_end_matches(is_around);
        let href = match span.kind() {
            Some(LinkKind::Email) => leads_to(&format!("mailto:{words}")),
            Some(_) if begins_an_address(words) => leads_to(words),
            _ => None,
        };
        if href.is_none() {
            numbers(whole, &mut found);
            continue;
        }
        found.push(Stretch { words, href });
        numbers(whole.get(words.len()..).unwrap_or_default(), &mut found);
    }
    found
}

fn leads_to(written: &str) -> Option<String> {
    match destination(written) {
        Destination::Link(href) => Some(href),
        Destination::Words | Destination::Refused => None,
    }
}

fn begins_an_address(text: &str) -> bool {
    ["https://", "http://", "www."]
        .iter()
        .any(|beginning| starts_with(text, beginning))
}

fn starts_with(text: &str, beginning: &str) -> bool {
    text.get(..beginning.len())
        .is_some_and(|head| head.eq_ignore_ascii_case(beginning))
}

/// Words without an address, with the phone numbers in them apart.
fn numbers<'a>(text: &'a str, found: &mut Vec<Stretch<'a>>) {
    let mut words = 0;
    let mut at = 0;
    while let Some(start) = next_number(text, at) {
        let rest = text.get(start..).unwrap_or_default();
        let length = rest
            .find(|char: char| !char.is_ascii_digit() && !" ()-+".contains(char))
            .unwrap_or(rest.len());
        let written = rest
            .get(..length)
            .unwrap_or_default()
            .trim_end_matches([' ', '(', '-', '+']);
        at = start + length;
        let after = text.get(start + written.len()..).unwrap_or_default();
        let Some(href) = phone(written).filter(|_| !after.starts_with(char::is_alphanumeric))
        else {
            continue;
        };
        let before = text.get(words..start).unwrap_or_default();
        found.extend((!before.is_empty()).then_some(Stretch {
            words: before,
            href: None,
        }));
        words = start + written.len();
        found.push(Stretch {
            words: written,
            href: Some(href),
        });
    }
    let rest = text.get(words..).unwrap_or_default();
    found.extend((!rest.is_empty()).then_some(Stretch {
        words: rest,
        href: None,
    }));
}

/// Where the next row of digits begins that may be a number of a phone.
fn next_number(text: &str, from: usize) -> Option<usize> {
    let mut before = text.get(..from)?.chars().next_back();
    for (at, char) in text.get(from..)?.char_indices() {
        let is_apart =
            !before.is_some_and(|before| before.is_alphanumeric() || "+./-#£$".contains(before));
        if is_apart && matches!(char, '0' | '+' | '(') {
            return Some(from + at);
        }
        before = Some(char);
    }
    None
}

/// Where a number of the United Kingdom leads: ten or eleven digits from the area
/// code on (Ofcom's numbering plan: 01, 02, 03, 07, 08), or the same behind +44.
fn phone(written: &str) -> Option<String> {
    let digits: String = written.chars().filter(char::is_ascii_digit).collect();
    let national = match written.strip_prefix('+') {
        Some(_) => digits
            .strip_prefix("44")?
            .trim_start_matches('0')
            .to_owned(),
        None => digits.strip_prefix('0')?.to_owned(),
    };
    let is_area = national.starts_with(['1', '2', '3', '7', '8']);
    (is_area && matches!(national.len(), 9 | 10)).then(|| format!("tel:+44{national}"))
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
            .filter_map(|stretch| stretch.href.map(|_| stretch.words))
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
            ("*https://example.org*", vec!["https://example.org"]),
            (
                "https://example.org/x_y_ *",
                vec!["https://example.org/x_y_"],
            ),
            (
                "www.example.org, http://a.example!",
                vec!["www.example.org", "http://a.example"],
            ),
            ("HTTPS://EXAMPLE.ORG/", vec!["HTTPS://EXAMPLE.ORG/"]),
            ("xhttps://example.org", vec![]),
            ("www. www.x https:// http://.", vec![]),
        ] {
            assert_eq!(addresses(text), expected, "{text}");
        }
    }

    #[test]
    fn no_word_is_lost() {
        for text in [
            "",
            "a https://b.example c www.d.example",
            "www.www.www.",
            "Ring (01803) 555 000 or 07700 900 123, 0",
            "((0((+0",
        ] {
            let back: String = stretches(text)
                .iter()
                .map(|stretch| stretch.words)
                .collect();
            assert_eq!(back, text);
        }
    }

    #[test]
    fn mail_addresses_and_phone_numbers_are_links() {
        let href = |text: &str| {
            let mut found = stretches(text)
                .into_iter()
                .filter_map(|stretch| stretch.href);
            (found.next(), found.next().is_none())
        };
        for (text, leads) in [
            ("write to ann@example.org.", "mailto:ann@example.org"),
            ("01803 555 000", "tel:+441803555000"),
            ("(01803) 555000.", "tel:+441803555000"),
            ("ring +44 (0)1803 555 000 today", "tel:+441803555000"),
            ("text 07700-900-123", "tel:+447700900123"),
        ] {
            assert_eq!(href(text), (Some(leads.to_owned()), true), "{text}");
        }
        for text in [
            "order 0123456",
            "ISBN 9780123456789",
            "room 0101",
            "£01803555000",
            "A01803555000",
            "01803 555 000x",
            "0000000000",
            "1803 555 000",
            "01/02/2026",
            "KS3 2nd half",
        ] {
            assert_eq!(href(text), (None, true), "{text}");
        }
    }
}
