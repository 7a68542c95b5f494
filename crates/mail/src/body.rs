//! A part's words as they travel: 7bit where they are plain, else
//! quoted-printable (RFC 2045, 6.7).
//!
//! lettre chooses and encodes too, a character at a time; of a digest to
//! thousands that was a third of the processor's time. Its third way, base64, it
//! still does, where a third and more of the words are in another script.

use lettre::message::Body;
use lettre::message::header::ContentTransferEncoding;

/// What fits on a line of quoted-printable beside the `=` of a soft end.
const WIDTH: usize = 75;

pub(crate) fn body(text: &str) -> Body {
    if lines(text).all(|line| {
        line.len() <= WIDTH && line.bytes().all(|byte| matches!(byte, b'\t' | b' '..=b'~'))
    }) {
        let mut out = Vec::with_capacity(text.len() + text.len() / 16);
        by_line(text, &mut out, |line, out| out.extend_from_slice(line));
        return Body::dangerous_pre_encoded(out, ContentTransferEncoding::SevenBit);
    }
    let odd = text.bytes().filter(|byte| !byte.is_ascii()).count();
    if odd > text.len() / 3 {
        return Body::new(text.to_owned());
    }
    let mut out = Vec::with_capacity(text.len() + text.len() / 8 + 2 * odd);
    by_line(text, &mut out, quoted);
    Body::dangerous_pre_encoded(out, ContentTransferEncoding::QuotedPrintable)
}

/// Each line on its own, with CRLF between them.
fn by_line(text: &str, out: &mut Vec<u8>, encode: impl Fn(&[u8], &mut Vec<u8>)) {
    for (number, line) in lines(text).enumerate() {
        if number > 0 {
            out.extend_from_slice(b"\r\n");
        }
        encode(line.as_bytes(), out);
    }
}

fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.split('\n')
        .map(|line| line.strip_suffix('\r').unwrap_or(line))
}

/// Whether a byte stands for itself in quoted-printable.
const fn is_plain(byte: u8) -> bool {
    matches!(byte, b'\t' | b' '..=b'<' | b'>'..=b'~')
}

fn quoted(line: &[u8], out: &mut Vec<u8>) {
    // A blank at the end of a line would be lost on the way.
    let (mut rest, blank) = match line.split_last() {
        Some((last, rest)) if matches!(last, b' ' | b'\t') => (rest, Some(*last)),
        _ => (line, None),
    };
    let mut column = 0;
    while let Some((first, after)) = rest.split_first() {
        let room = rest.len().min(WIDTH - column);
        let (here, _) = rest.split_at(room);
        let run = here
            .iter()
            .position(|byte| !is_plain(*byte))
            .unwrap_or(room);
        if run > 0 {
            let (plain, after) = rest.split_at(run);
            out.extend_from_slice(plain);
            column += run;
            rest = after;
        } else if !is_plain(*first) && column + 3 <= WIDTH {
            escape(*first, out);
            column += 3;
            rest = after;
        } else {
            out.extend_from_slice(b"=\r\n");
            column = 0;
        }
    }
    if let Some(blank) = blank {
        if column + 3 > WIDTH {
            out.extend_from_slice(b"=\r\n");
        }
        escape(blank, out);
    }
}

fn escape(byte: u8, out: &mut Vec<u8>) {
    let digit = |value: u8| {
        if value < 10 {
            b'0' + value
        } else {
            b'A' + value - 10
        }
    };
    out.extend_from_slice(&[b'=', digit(byte >> 4), digit(byte & 15)]);
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a reader's program makes of it (RFC 2045, 6.7).
    fn decoded(encoded: &[u8]) -> String {
        let mut bytes = Vec::new();
        let mut rest = encoded;
        while let Some((first, after)) = rest.split_first() {
            rest = after;
            if *first != b'=' {
                bytes.push(*first);
                continue;
            }
            let (code, after) = rest.split_at(2);
            rest = after;
            if code != b"\r\n" {
                bytes.push(u8::from_str_radix(std::str::from_utf8(code).unwrap(), 16).unwrap());
            }
        }
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn short_plain_lines_travel_as_they_are() {
        let body = body("Hello\n\n. and <b>\r\n");
        assert_eq!(body.encoding(), ContentTransferEncoding::SevenBit);
        assert_eq!(body.as_ref(), b"Hello\r\n\r\n. and <b>\r\n");
    }

    #[test]
    fn everything_else_comes_back_as_it_was() {
        let blank = format!("{} \n{}\t\n \n", "x".repeat(74), "y".repeat(75));
        for text in [
            "a = b · c\n",
            "é",
            "tab\t\nblank \n",
            "bare \r return\n",
            &"long ".repeat(60),
            &"=·".repeat(90),
            &blank,
            "\u{1}\n",
        ] {
            let text = format!(
                "{text}{}",
                "and some plain words that make it worth while ".repeat(8)
            );
            let body = body(&text);
            assert_eq!(
                body.encoding(),
                ContentTransferEncoding::QuotedPrintable,
                "{text:?}"
            );
            assert_eq!(
                decoded(body.as_ref()),
                text.replace('\n', "\r\n"),
                "{text:?}"
            );
            for line in body.as_ref().split(|byte| *byte == b'\n') {
                let line = line.strip_suffix(b"\r").unwrap_or(line);
                assert!(
                    line.len() <= 76 && !line.ends_with(b" ") && !line.ends_with(b"\t"),
                    "{line:?}"
                );
                assert!(
                    line.iter().all(|byte| matches!(byte, b'\t' | b' '..=b'~')),
                    "{line:?}"
                );
            }
        }
    }

    #[test]
    fn words_of_another_script_travel_as_base64() {
        assert_eq!(
            body(&"こんにちは\n".repeat(20)).encoding(),
            ContentTransferEncoding::Base64
        );
    }
}
