//! A mail as it travels: the envelope and the bytes.
//!
//! Everything a member can write into a header (a name, a title) goes through
//! [`one_line`] and the encoders of `header`, so that it can neither end a header
//! nor begin one. Bodies leave as lettre chooses: 7bit where they are ASCII in
//! short lines, else quoted-printable, or base64 where that is shorter.

mod header;

use std::time::{Duration, UNIX_EPOCH};

use lettre::address::{Address, Envelope};
use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, MessageBuilder, MultiPart, SinglePart};
use ring::digest::{SHA256, digest};

use crate::dkim::Signer;
use crate::layout::Content;

/// Over which connections a mail goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Priority {
    /// Any, and one is kept free for it: somebody waits for this mail.
    Urgent,
    /// Those that are left.
    Ordinary,
}

/// One mail to one person, before it has headers.
#[derive(Clone, Debug)]
pub struct Draft {
    /// The recipient's name, if one should show.
    pub to_name: Option<String>,
    /// The recipient's address.
    pub to_address: String,
    /// What it says.
    pub content: Content,
    /// The same for the same mail, however often it is sent: `left@right`,
    /// with or without angle brackets.
    pub message_id: String,
    /// An id that all mails about one thing name, so that they stand together:
    /// `left@right`.
    pub thread_id: Option<String>,
    /// Over which connections it goes.
    pub priority: Priority,
    /// The `Date` header, in milliseconds since 1970: the same for the same mail.
    pub date_ms: i64,
    /// Where answers go, if not to the sender.
    pub reply_to: Option<String>,
    /// For mail of a kind that filters can tell apart: the `List-Id`, as
    /// `digest.cove.example.org`.
    pub list_id: Option<String>,
    /// Whether many get it at a time. `Precedence: list` then says so to
    /// whatever would answer by itself.
    pub is_to_many: bool,
    /// For mail of a kind that can be stopped: the address that stops it with one
    /// POST (RFC 8058).
    pub unsubscribe_url: Option<String>,
}

/// A mail that is ready to be sent.
#[derive(Clone, Debug)]
pub struct Message {
    pub(crate) from: Address,
    pub(crate) to: Address,
    pub(crate) priority: Priority,
    message_id: String,
    content: Content,
    bytes: Vec<u8>,
}

/// Why a draft can never be sent as it is. Holds no address and no text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DraftError {
    /// The recipient's address is not one.
    #[error("the recipient's address is not an email address")]
    Recipient,
    /// The address for answers is not one.
    #[error("the address for replies is not an email address")]
    ReplyTo,
    /// The Message-ID, or the thread's, is not of the form `left@right`.
    #[error("the Message-ID is not of the form left@right")]
    MessageId,
    /// The list's id is not a dotted name.
    #[error("the List-Id is not a dotted name")]
    ListId,
    /// The unsubscribe address is not an http or https URL.
    #[error("the unsubscribe address is not an http or https URL")]
    UnsubscribeUrl,
    /// There is a NUL character in the subject, the text or the HTML.
    #[error("the mail holds a NUL character")]
    Nul,
    /// The date lies outside the years that a mail can carry.
    #[error("the date is out of range")]
    Date,
    /// lettre could not build the message.
    #[error("the message could not be built")]
    Message,
}

impl From<std::fmt::Error> for DraftError {
    fn from(_: std::fmt::Error) -> Self {
        Self::Message
    }
}

impl Message {
    /// The envelope's sender.
    #[must_use]
    pub fn from(&self) -> &str {
        self.from.as_ref()
    }

    /// The envelope's recipient.
    #[must_use]
    pub fn to(&self) -> &str {
        self.to.as_ref()
    }

    /// The Message-ID, without angle brackets.
    #[must_use]
    pub fn message_id(&self) -> &str {
        &self.message_id
    }

    /// The subject, as a reader sees it.
    #[must_use]
    pub fn subject(&self) -> &str {
        &self.content.subject
    }

    /// The text part.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.content.text
    }

    /// The HTML part.
    #[must_use]
    pub fn html(&self) -> &str {
        &self.content.html
    }

    /// The whole message as it goes to the relay, headers and signature included.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }
}

/// Puts headers on a draft, encodes and signs it.
pub(crate) fn compose(
    sender: &Mailbox,
    signer: Option<&Signer>,
    draft: Draft,
) -> Result<Message, DraftError> {
    let content = &draft.content;
    if [&content.subject, &content.text, &content.html]
        .iter()
        .any(|part| part.contains('\0'))
    {
        return Err(DraftError::Nul);
    }
    let subject = one_line(&content.subject);
    let to = address(&draft.to_address).ok_or(DraftError::Recipient)?;
    let message_id = message_id(&draft.message_id).ok_or(DraftError::MessageId)?;
    let date_ms = u64::try_from(draft.date_ms)
        .ok()
        .filter(|ms| *ms < LAST_DATE_MS)
        .ok_or(DraftError::Date)?;
    let to_name = draft
        .to_name
        .as_deref()
        .map(one_line)
        .filter(|name| !name.is_empty());

    let from = header::person("From", sender.name.as_deref(), &sender.email)?;
    let mut builder = lettre::Message::builder()
        .date(UNIX_EPOCH + Duration::from_millis(date_ms))
        .envelope(
            Envelope::new(Some(sender.email.clone()), vec![to.clone()])
                .map_err(|_| DraftError::Message)?,
        )
        .raw_header(from)
        .raw_header(header::person("To", to_name.as_deref(), &to)?)
        .raw_header(header::subject(&subject)?)
        .message_id(Some(format!("<{message_id}>")));
    builder = with_optional(builder, &draft)?;
    // A CR on its own is the end of a line to some relays and not to others.
    let body = |text: &str| text.replace('\r', "");
    let parts = MultiPart::alternative()
        .boundary(boundary(&message_id))
        .singlepart(SinglePart::plain(body(&content.text)))
        .singlepart(SinglePart::html(body(&content.html)));
    let formatted = builder
        .raw_header(raw("Auto-Submitted", "auto-generated".into()))
        // Exchange answers by itself in spite of that. OOF is the absence note and
        // no more: `All` would keep word of what could not be delivered from us.
        .raw_header(raw("X-Auto-Response-Suppress", "OOF".into()))
        .multipart(parts)
        .map_err(|_| DraftError::Message)?;

    let mut bytes = formatted.formatted();
    if let Some(signer) = signer {
        bytes = signer.sign(&bytes);
    }
    Ok(Message {
        from: sender.email.clone(),
        to,
        priority: draft.priority,
        message_id,
        content: Content {
            subject,
            ..draft.content
        },
        bytes,
    })
}

/// The headers that not every mail has.
fn with_optional(mut builder: MessageBuilder, draft: &Draft) -> Result<MessageBuilder, DraftError> {
    if let Some(thread_id) = &draft.thread_id {
        let thread_id = message_id(thread_id).ok_or(DraftError::MessageId)?;
        builder = builder
            .in_reply_to(format!("<{thread_id}>"))
            .references(format!("<{thread_id}>"));
    }
    if let Some(reply_to) = &draft.reply_to {
        builder = builder.reply_to(Mailbox::new(
            None,
            address(reply_to).ok_or(DraftError::ReplyTo)?,
        ));
    }
    if let Some(list_id) = &draft.list_id {
        if !is_dotted_name(list_id) {
            return Err(DraftError::ListId);
        }
        builder = builder.raw_header(raw("List-Id", format!("<{list_id}>")));
    }
    if draft.is_to_many {
        builder = builder.raw_header(raw("Precedence", "list".into()));
    }
    if let Some(url) = &draft.unsubscribe_url {
        if !is_plain_url(url) {
            return Err(DraftError::UnsubscribeUrl);
        }
        builder = builder
            .raw_header(raw("List-Unsubscribe", format!("<{url}>")))
            .raw_header(raw(
                "List-Unsubscribe-Post",
                "List-Unsubscribe=One-Click".into(),
            ));
    }
    Ok(builder)
}

/// The text on one line: control characters and line ends become spaces, and
/// spaces at the ends go. What is left cannot end a header.
pub(crate) fn one_line(text: &str) -> String {
    let is_break = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
    // Nearly always it is on one line already.
    if !text.contains(is_break) {
        return text.trim().to_owned();
    }
    text.split(is_break)
        .map(str::trim)
        .filter(|piece| !piece.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// 31 December 9999: `Date` has four digits for the year.
pub(crate) const LAST_DATE_MS: u64 = 253_402_300_799_000;

fn raw(name: &'static str, value: String) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value)
}

/// lettre accepts quoted local parts, in which blanks and brackets may stand; we
/// refuse those, because they are written unescaped into headers and commands.
fn address(text: &str) -> Option<Address> {
    let text = text.trim();
    let odd = |c: char| {
        c.is_control() || c.is_whitespace() || matches!(c, '<' | '>' | '"' | ',' | ';' | '\\')
    };
    if text.len() > 254 || text.contains(odd) {
        return None;
    }
    text.parse().ok()
}

fn message_id(text: &str) -> Option<String> {
    let id = text
        .strip_prefix('<')
        .and_then(|id| id.strip_suffix('>'))
        .unwrap_or(text);
    let (left, right) = id.split_once('@')?;
    (id.len() <= 200 && is_dotted_name(left) && is_dotted_name(right)).then(|| id.to_owned())
}

/// RFC 5322's dot-atom, in ASCII.
fn is_dotted_name(text: &str) -> bool {
    !text.is_empty()
        && text.split('.').all(|atom| {
            !atom.is_empty()
                && atom
                    .bytes()
                    .all(|b| b.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~".contains(&b))
        })
}

fn is_plain_url(text: &str) -> bool {
    (text.starts_with("https://") || text.starts_with("http://"))
        && text.len() <= 900
        && text
            .bytes()
            .all(|b| b.is_ascii_graphic() && !b"<>,\"".contains(&b))
}

/// Made from the Message-ID, so that the same mail is the same bytes each time.
/// "=_" never occurs in quoted-printable text (RFC 2045, 6.7).
fn boundary(message_id: &str) -> String {
    let hash = digest(&SHA256, message_id.as_bytes());
    hash.as_ref()
        .iter()
        .take(12)
        .fold(String::from("=_"), |text, byte| {
            text + &format!("{byte:02x}")
        })
}

#[cfg(test)]
mod tests;
