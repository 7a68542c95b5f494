//! A mail as it arrived, and what a test wants to read in it.

use mailparse::{MailHeaderMap as _, ParsedMail};

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
        let message_id = mailparse::parse_headers(&raw)
            .ok()
            .and_then(|(headers, _)| headers.get_first_value("Message-ID"));
        let message_id = message_id
            .unwrap_or_default()
            .trim_matches(['<', '>'])
            .to_owned();
        Self {
            from,
            to,
            raw,
            message_id,
            connection,
        }
    }

    /// A header's value, unfolded and decoded; the first of that name.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<String> {
        self.parsed()?.headers.get_first_value(name)
    }

    /// The subject, as a reader sees it.
    #[must_use]
    pub fn subject(&self) -> String {
        self.header("Subject").unwrap_or_default()
    }

    /// The text part, decoded, with plain line ends.
    #[must_use]
    pub fn text(&self) -> String {
        self.part("text/plain").unwrap_or_default()
    }

    /// The HTML part, decoded, with plain line ends.
    #[must_use]
    pub fn html(&self) -> String {
        self.part("text/html").unwrap_or_default()
    }

    fn part(&self, kind: &str) -> Option<String> {
        let body = self
            .parsed()?
            .parts()
            .find(|part| part.ctype.mimetype == kind)?
            .get_body()
            .ok()?;
        Some(body.replace("\r\n", "\n"))
    }

    fn parsed(&self) -> Option<ParsedMail<'_>> {
        mailparse::parse_mail(&self.raw).ok()
    }
}
