//! The headers that lettre 0.11.23 writes wrongly, with its own encoders.
//!
//! It leaves "St.John" unquoted, although a dot is no part of an atom (RFC 5322,
//! 3.2.3). It puts the address behind an encoded name into the same line, however
//! long that becomes (RFC 2047, 2: at most 76). And it lets text through that
//! looks like an encoded word. In ASCII it encodes what a quoted string could
//! hold ("O'Neill"), for which spam filters mark a mail down.

use std::fmt::{self, Write as _};

use email_encoding::headers::rfc2047;
use email_encoding::headers::writer::EmailWriter;
use lettre::address::Address;
use lettre::message::Mailbox;
use lettre::message::header::{Header as _, HeaderName, HeaderValue, Subject};

/// The longest word of a name that is not encoded: encoded words can be folded.
const LONGEST_WORD: usize = 60;

pub(super) fn subject(text: &str) -> Result<HeaderValue, fmt::Error> {
    if text.contains("=?") {
        return header("Subject", text.to_owned(), |out| rfc2047::encode(text, out));
    }
    Ok(Subject::from(text.to_owned()).display())
}

/// A header with one person in it.
pub(super) fn person(
    name: &'static str,
    who: Option<&str>,
    address: &Address,
) -> Result<HeaderValue, fmt::Error> {
    let raw = Mailbox::new(who.map(str::to_owned), address.clone()).to_string();
    header(name, raw, |out| match who {
        Some(who) => {
            display_name(who, out)?;
            out.space();
            write!(out.folding(), "<{address}>")
        }
        None => out.write_str(address.as_ref()),
    })
}

fn header(
    name: &'static str,
    raw: String,
    write: impl FnOnce(&mut EmailWriter<'_>) -> fmt::Result,
) -> Result<HeaderValue, fmt::Error> {
    let mut encoded = String::new();
    write(&mut EmailWriter::new(
        &mut encoded,
        name.len() + ": ".len(),
        0,
        false,
    ))?;
    let name = HeaderName::new_from_ascii_str(name);
    Ok(HeaderValue::dangerous_new_pre_encoded(name, raw, encoded))
}

/// RFC 5322, 3.2.5: an atom, a quoted string, or encoded words.
fn display_name(name: &str, out: &mut EmailWriter<'_>) -> fmt::Result {
    let quoted = format!("\"{}\"", name.replace('\\', "\\\\").replace('"', "\\\""));
    let is_plain = name.bytes().all(|byte| matches!(byte, b' '..=b'~'))
        && !name.contains("=?")
        // Right in a quoted string, and yet not every filter reads it so.
        && !name.contains(['<', '>'])
        && quoted.split(' ').all(|word| word.len() <= LONGEST_WORD);
    if !is_plain {
        rfc2047::encode(name, out)
    } else if name.bytes().all(is_atom) {
        out.write_str(name)
    } else {
        out.folding().write_str(&quoted)
    }
}

const fn is_atom(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'\'')
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
        let value = person("To", Some(name), &address).unwrap();
        let (wire, read) = travelled(&value, "To");
        let people = mailparse::addrparse(&read).unwrap_or_else(|error| panic!("{wire}: {error}"));
        assert_eq!(
            people.extract_single_info().unwrap().addr,
            "a@example.org",
            "{wire}"
        );
        for line in wire.split("\r\n") {
            assert!(
                line.len() <= 76 && line.is_ascii() && !line.trim().is_empty(),
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
                &person("To", Some(name), &"a@example.org".parse().unwrap()).unwrap(),
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
            let (wire, read) = travelled(&subject(text).unwrap(), "Subject");
            assert_eq!(read.trim_end(), text.trim_end(), "{wire}");
            assert!(wire.split("\r\n").all(|line| line.len() <= 76), "{wire}");
        }
    }
}
