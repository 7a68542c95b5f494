//! A mail as it arrived.

use mailparse::{MailHeaderMap as _, ParsedMail};

use crate::message::LAST_DATE_MS;

/// The envelope of a mail that was taken, and what a reader sees of the rest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReceivedMail {
    /// The envelope's sender.
    pub from: String,
    /// The envelope's recipients.
    pub to: Vec<String>,
    /// The headers, to the letter, with plain line ends.
    pub head: String,
    /// The `Date` header, in milliseconds since 1970, if it has one that can be.
    pub date_ms: Option<i64>,
    /// The subject, decoded.
    pub subject: String,
    /// The text part, decoded, with plain line ends.
    pub text: String,
    /// The HTML part, decoded, with plain line ends.
    pub html: String,
}

impl ReceivedMail {
    /// Reads what arrived. What makes no sense is left out.
    pub(super) fn read(from: String, to: Vec<String>, raw: &[u8]) -> Self {
        let parsed = mailparse::parse_mail(raw).ok();
        let header = |name| {
            parsed
                .as_ref()
                .and_then(|mail| mail.headers.get_first_value(name))
        };
        let part = |kind| {
            parsed
                .as_ref()
                .map(|mail| part(mail, kind))
                .unwrap_or_default()
        };
        let date_ms =
            header("Date").and_then(|date| mailparse::dateparse(&date).ok()?.checked_mul(1_000));
        Self {
            from,
            to,
            head: plain(&String::from_utf8_lossy(head(raw))),
            date_ms: date_ms.filter(|ms| u64::try_from(*ms).is_ok_and(|ms| ms < LAST_DATE_MS)),
            subject: header("Subject").unwrap_or_default(),
            text: part("text/plain"),
            html: part("text/html"),
        }
    }
}

/// The first part of a type, decoded; empty when there is none.
fn part(mail: &ParsedMail<'_>, kind: &str) -> String {
    let found = mail.parts().find(|part| part.ctype.mimetype == kind);
    found
        .and_then(|part| part.get_body().ok())
        .map(|body| plain(&body))
        .unwrap_or_default()
}

/// Up to the first empty line.
fn head(raw: &[u8]) -> &[u8] {
    let end = raw.windows(4).position(|window| window == b"\r\n\r\n");
    raw.get(..end.unwrap_or(raw.len())).unwrap_or_default()
}

fn plain(text: &str) -> String {
    text.replace("\r\n", "\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    const MAIL: &str = "From: a@example.org\r\nTo: =?utf-8?q?J=C3=B6rg?= <b@example.org>\r\nSubject: =?utf-8?b?VGVh?=\r\n\
        Date: Tue, 24 Nov 2026 08:05:00 +0000\r\nContent-Type: multipart/alternative; boundary=\"x\"\r\n\r\n\
        --x\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n=C2=A33=\r\n0\r\n\
        --x\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\nPHA+VGVhPC9wPg==\r\n--x--\r\n";

    fn read(raw: &[u8]) -> ReceivedMail {
        ReceivedMail::read("a@example.org".to_owned(), Vec::new(), raw)
    }

    #[test]
    fn a_mail_is_decoded() {
        let mail = read(MAIL.as_bytes());
        assert_eq!(
            (mail.subject.as_str(), mail.date_ms),
            ("Tea", Some(1_795_507_500_000))
        );
        assert_eq!(
            (mail.text.as_str(), mail.html.as_str()),
            ("£30", "<p>Tea</p>")
        );
        assert!(
            mail.head.ends_with("boundary=\"x\"") && !mail.head.contains('\r'),
            "{}",
            mail.head
        );
    }

    #[test]
    fn rubbish_is_read_as_far_as_it_goes() {
        for (raw, head) in [
            ("", ""),
            ("\r\n", "\r\n"),
            ("\r\n\r\n", ""),
            ("no header\r\n", "no header\n"),
            ("A: b\r\n\r\nc", "A: b"),
        ] {
            assert_eq!(read(raw.as_bytes()).head, plain(head), "{raw:?}");
        }
        // Each part of a mail gone, doubled, or something else.
        for at in 0..MAIL.len() {
            for length in [1, 7, 60] {
                let (before, rest) = MAIL.as_bytes().split_at(at);
                let (piece, after) = rest.split_at(length.min(rest.len()));
                for instead in [
                    b"".as_slice(),
                    &piece.repeat(2),
                    b"\0",
                    b"\xff=?",
                    b"\r\n",
                    b"9999999999",
                    b"=\"--x",
                ] {
                    let mail = read(&[before, instead, after].concat());
                    assert!(mail.date_ms.is_none_or(|ms| ms >= 0));
                }
            }
        }
    }
}
