//! Names and subjects as they travel: in ASCII, in lines of at most 76.
//!
//! Not by lettre, which leaves "St.John" unquoted (a dot is no part of an atom:
//! RFC 5322, 3.2.3) and folds its encoded words into lines of 77 (RFC 2047, 2).

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use lettre::address::Address;
use lettre::message::Mailbox;
use lettre::message::header::{HeaderName, HeaderValue};

/// The longest line with an encoded word in it.
const WIDTH: usize = 76;

/// Octets in an encoded word: 52 characters, and 12 around them, so that a
/// header's name has room before the first.
const ENCODED: usize = 39;

/// A header with words in it.
pub(super) fn words(name: &'static str, text: &str) -> HeaderValue {
    let pieces = if is_plain(text) {
        text.split(' ').map(str::to_owned).collect()
    } else {
        encoded(text)
    };
    header(name, text.to_owned(), &pieces)
}

/// A header with one person in it.
pub(super) fn person(name: &'static str, who: Option<&str>, address: &Address) -> HeaderValue {
    let raw = Mailbox::new(who.map(str::to_owned), address.clone()).to_string();
    let pieces = match who {
        Some(who) => phrase(who)
            .into_iter()
            .chain([format!("<{address}>")])
            .collect(),
        None => vec![address.to_string()],
    };
    header(name, raw, &pieces)
}

/// Pieces with a blank between them, or the end of a line where it would be too long.
fn header(name: &'static str, raw: String, pieces: &[String]) -> HeaderValue {
    let mut folded = String::new();
    let mut column = name.len() + ": ".len();
    for (number, piece) in pieces.iter().enumerate() {
        if number > 0 {
            // A line of blanks alone would end the headers for some readers.
            let is_full = !piece.is_empty() && column + 1 + piece.len() > WIDTH;
            folded.push_str(if is_full { "\r\n " } else { " " });
            column = if is_full { 1 } else { column + 1 };
        }
        folded.push_str(piece);
        column += piece.len();
    }
    HeaderValue::dangerous_new_pre_encoded(HeaderName::new_from_ascii_str(name), raw, folded)
}

/// A display name (RFC 5322, 3.2.5): an atom, a quoted string, or encoded words.
fn phrase(name: &str) -> Vec<String> {
    // An address inside a name is right in a quoted string, and yet not every
    // filter reads it so.
    if !is_plain(name) || name.contains(['<', '>']) {
        return encoded(name);
    }
    if name.bytes().all(is_atom) && (1..WIDTH - "To: ".len()).contains(&name.len()) {
        return vec![name.to_owned()];
    }
    let quoted = format!("\"{}\"", name.replace('\\', "\\\\").replace('"', "\\\""));
    if quoted
        .split(' ')
        .all(|word| word.len() < WIDTH - "To: ".len())
    {
        return quoted.split(' ').map(str::to_owned).collect();
    }
    encoded(name)
}

const fn is_atom(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'\'')
}

/// Whether it can stand as it is: printable ASCII that nobody takes for an
/// encoded word.
fn is_plain(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, b' '..=b'~')) && !text.contains("=?")
}

/// Encoded words, none of which ends in the middle of a character.
fn encoded(text: &str) -> Vec<String> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let (piece, after) = rest.split_at(rest.floor_char_boundary(ENCODED));
        pieces.push(format!("=?utf-8?b?{}?=", STANDARD.encode(piece)));
        rest = after;
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;
    use mailparse::MailHeaderMap as _;

    /// The header as it travels, and as a reader's program reads it.
    fn travelled(value: &HeaderValue, name: &str) -> (String, String) {
        let mut headers = lettre::message::header::Headers::new();
        headers.insert_raw(value.clone());
        let wire = headers.to_string();
        let (parsed, _) = mailparse::parse_headers(wire.as_bytes()).unwrap();
        (
            wire.trim_end().to_owned(),
            parsed.get_first_value(name).unwrap(),
        )
    }

    fn to(name: &str) -> String {
        let address: Address = "a@example.org".parse().unwrap();
        let value = person("To", Some(name), &address);
        let (wire, read) = travelled(&value, "To");
        let people = mailparse::addrparse(&read).unwrap_or_else(|error| panic!("{wire}: {error}"));
        assert_eq!(
            people.extract_single_info().unwrap().addr,
            "a@example.org",
            "{wire}"
        );
        for line in wire.split("\r\n") {
            assert!(
                line.len() <= WIDTH && line.is_ascii() && !line.trim().is_empty(),
                "{line:?}"
            );
        }
        wire
    }

    #[test]
    fn a_name_is_quoted_where_it_must_be() {
        for (name, wire) in [
            ("Ann", "Ann"),
            ("O'Neill", "O'Neill"),
            ("Ann Lee", "\"Ann Lee\""),
            ("Lee, Ann", "\"Lee, Ann\""),
            (".dot.", "\".dot.\""),
            ("St.John", "\"St.John\""),
            ("Dr. Ann (school)", "\"Dr. Ann (school)\""),
            ("Ann \"Annie\" Lee", "\"Ann \\\"Annie\\\" Lee\""),
            ("back\\slash", "\"back\\\\slash\""),
            ("a@b", "\"a@b\""),
            ("Żółć", "=?utf-8?b?xbvDs8WCxIc=?="),
            ("=?utf-8?q?x?=", "=?utf-8?b?PT91dGYtOD9xP3g/PQ==?="),
        ] {
            assert_eq!(to(name), format!("To: {wire} <a@example.org>"), "{name}");
        }
    }

    #[test]
    fn long_names_are_folded_and_come_back_whole() {
        for name in [
            "Ann ".repeat(30).trim(),
            &"ж".repeat(80),
            &"Zoë-".repeat(40),
            &"x".repeat(120),
            &"a, ".repeat(50),
        ] {
            let wire = to(name);
            let (_, read) = travelled(
                &person("To", Some(name), &"a@example.org".parse().unwrap()),
                "To",
            );
            assert!(
                read.replace('"', "").starts_with(name.trim_end()),
                "{wire} reads as {read}"
            );
        }
    }

    #[test]
    fn subjects_come_back_as_they_were() {
        let long = "Ünïcödé and a very long subject that must be folded somewhere ".repeat(4);
        for text in [
            "2 questions need an answer",
            "déjà vu",
            "=?utf-8?q?x?=",
            long.trim(),
            &"plain words ".repeat(20),
            "two  blanks",
            "",
        ] {
            let (wire, read) = travelled(&words("Subject", text), "Subject");
            assert_eq!(read.trim_end(), text.trim_end(), "{wire}");
            assert!(wire.split("\r\n").all(|line| line.len() <= WIDTH), "{wire}");
        }
    }
}
