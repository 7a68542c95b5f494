//! A mail as it arrived, and what a test wants to read in it.

/// A mail that the sink took.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Received {
    /// The envelope's sender.
    pub from: String,
    /// The envelope's recipients.
    pub to: Vec<String>,
    /// The message as it arrived; empty when only ids are kept.
    pub raw: Vec<u8>,
    /// The Message-ID, without angle brackets.
    pub message_id: String,
    /// On which connection it came, counted from one.
    pub connection: usize,
}

impl Received {
    pub(super) fn new(from: String, to: Vec<String>, raw: Vec<u8>, connection: usize) -> Self {
        let message_id = header_in(&raw, "Message-ID").unwrap_or_default().trim_matches(['<', '>']).to_owned();
        Self { from, to, raw, message_id, connection }
    }

    /// A header's value, unfolded and decoded; the first of that name.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<String> {
        header_in(&self.raw, name)
    }

    /// The subject, as a reader sees it.
    #[must_use]
    pub fn subject(&self) -> String {
        self.header("Subject").unwrap_or_default()
    }

    /// The text part, decoded, with plain line ends.
    #[must_use]
    pub fn text(&self) -> String {
        self.part("text/plain")
    }

    /// The HTML part, decoded, with plain line ends.
    #[must_use]
    pub fn html(&self) -> String {
        self.part("text/html")
    }

    /// The part of this type; empty when there is none.
    fn part(&self, kind: &str) -> String {
        let (_, body) = split(&self.raw);
        let content_type = self.header("Content-Type").unwrap_or_default();
        let Some(boundary) = content_type.split("boundary=").nth(1).map(|rest| rest.trim_matches('"').to_owned()) else {
            return String::new();
        };
        let body = String::from_utf8_lossy(body);
        body.split(&format!("--{boundary}"))
            .map(|part| part.strip_prefix("\r\n").unwrap_or(part))
            .find(|part| header_in(part.as_bytes(), "Content-Type").is_some_and(|found| found.starts_with(kind)))
            .map(decoded_part)
            .unwrap_or_default()
    }
}

fn decoded_part(part: &str) -> String {
    let (_, body) = split(part.as_bytes());
    let body = body.strip_suffix(b"\r\n").unwrap_or(body);
    let encoding = header_in(part.as_bytes(), "Content-Transfer-Encoding").unwrap_or_default();
    let decoded = match encoding.to_ascii_lowercase().as_str() {
        "quoted-printable" => quoted_printable_decoded(&String::from_utf8_lossy(body)),
        "base64" => base64_decoded(&String::from_utf8_lossy(body)),
        _ => body.to_vec(),
    };
    String::from_utf8_lossy(&decoded).replace("\r\n", "\n")
}

/// Headers and body, cut at the first empty line.
fn split(raw: &[u8]) -> (&[u8], &[u8]) {
    match raw.windows(4).position(|window| window == b"\r\n\r\n") {
        Some(at) => (raw.get(..at).unwrap_or_default(), raw.get(at + 4..).unwrap_or_default()),
        None => (raw, &[]),
    }
}

fn header_in(raw: &[u8], name: &str) -> Option<String> {
    let (head, _) = split(raw);
    let head = String::from_utf8_lossy(head).replace("\r\n ", " ").replace("\r\n\t", " ");
    let line = head.split("\r\n").find(|line| line.split(':').next().is_some_and(|found| found.eq_ignore_ascii_case(name)))?;
    Some(words_decoded(line.split_once(':')?.1.trim()))
}

/// RFC 2047's encoded words, in base64; blanks between two of them are no blanks.
fn words_decoded(value: &str) -> String {
    let mut out = String::new();
    let mut after_encoded = false;
    for word in value.split(' ') {
        let encoded = word.strip_prefix("=?utf-8?b?").and_then(|word| word.strip_suffix("?="));
        let joined = out.is_empty() || (after_encoded && encoded.is_some());
        if !joined {
            out.push(' ');
        }
        match encoded {
            Some(encoded) => out.push_str(&String::from_utf8_lossy(&base64_decoded(encoded))),
            None => out.push_str(word),
        }
        after_encoded = encoded.is_some();
    }
    out
}

fn quoted_printable_decoded(text: &str) -> Vec<u8> {
    let text = text.replace("=\r\n", "");
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        if *first == b'='
            && let [high, low, after @ ..] = after
            && let (Some(high), Some(low)) = (char::from(*high).to_digit(16), char::from(*low).to_digit(16))
        {
            out.push(u8::try_from(high * 16 + low).unwrap_or(b'?'));
            rest = after;
        } else {
            out.push(*first);
            rest = after;
        }
    }
    out
}

/// Base64, whatever else stands between its letters.
pub(super) fn base64_decoded(text: &str) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len() * 3 / 4);
    let (mut bits, mut held) = (0_u32, 0_u32);
    for letter in text.bytes() {
        let value = match letter {
            b'A'..=b'Z' => letter - b'A',
            b'a'..=b'z' => letter - b'a' + 26,
            b'0'..=b'9' => letter - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => continue,
        };
        bits = (bits << 6 | u32::from(value)) & 0xFF_FFFF;
        held += 6;
        if held >= 8 {
            held -= 8;
            out.push(u8::try_from(bits >> held & 0xFF).unwrap_or(0));
        }
    }
    out
}
