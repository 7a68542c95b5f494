//! Members' words on their way to a page, a mail and an address.
//!
//! Two things happen here and nowhere else: a line or a name is cleaned
//! ([`clean_line`]), and what was written with an editor is read and written anew
//! ([`clean_body`]). A body passes two walls that know nothing of each other:
//! ammonia, which parses it as a browser would and leaves a few elements, and our
//! writer, which can only say a few. The tests hold ammonia to changing nothing
//! in what the writer wrote.
//!
//! No IO, no clock, no state: the same words always come out alike.

mod excerpt;
mod html;
mod link;
mod name;
mod parse;
mod plain;
mod reference;
mod sanitise;
mod slug;
#[cfg(test)]
mod tests;
mod text;

use domain::id::MemberId;
use parse::{Block, Event};

pub use excerpt::EXCERPT_LENGTH;
pub use link::web_address;
pub use name::{has_letters, is_overloaded};
pub use reference::{Reference, Retired, Shown, references, with_names};
pub use slug::{SLUG_LENGTH, slug};
pub use text::{TextFault, clean_line, clean_text};

/// A body as it is stored, and what is made of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Body {
    /// The one source. Safe to put into a page as it stands: `p`, `br`, `strong`,
    /// `em`, `code`, `a[href]`, `h3`, `ul`, `ol[start, type]`, `li`, `blockquote`,
    /// `pre` and tables; no `id`, `class` or `style`, no pictures. Spaces stand as
    /// they were typed, a line break is `br`. A member or thread is an empty
    /// `span[data-id]`: [`with_names`] says who it is to whom.
    pub html: String,
    /// The same as text.
    pub text: String,
    /// Its beginning for a list, at most [`EXCERPT_LENGTH`] code points and an
    /// ellipsis when there is more.
    pub excerpt: String,
    /// Members whom it names, beside those in what it quotes.
    pub mentions: Vec<MemberId>,
}

/// Cleans a body of HTML, whoever sent it: what is left has one spelling, and
/// cleaning it again changes nothing. Links are made of bare web and mail
/// addresses and of phone numbers; a thread at `origin` (`https://cove.example.org`)
/// is named by its id.
///
/// # Errors
/// [`TextFault`], with `limit` in code points of the text: its words, and one for
/// each line break and each block but the first.
pub fn clean_body(html: &str, limit: usize, origin: &str) -> Result<Body, TextFault> {
    if html.len() > limit.saturating_mul(GROWTH) {
        let was = html.chars().count();
        return Err(TextFault::TooLong { limit, was });
    }
    // A parser of HTML drops it without a word.
    if html.contains('\0') {
        return Err(TextFault::ControlCharacter);
    }
    body(&parse::parse(html, origin)?, limit)
}

/// Plain text as HTML that says the same, for [`clean_body`]: a paragraph for what
/// stands apart by an empty line.
#[must_use]
pub fn typed(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    for paragraph in text.replace("\r\n", "\n").split("\n\n") {
        html.push_str("<p>");
        for (nth, line) in paragraph.split('\n').enumerate() {
            if nth > 0 {
                html.push_str("<br>");
            }
            html::escape(&mut html, line);
        }
        html.push_str("</p>");
    }
    html
}

/// A stored body as text.
#[must_use]
pub fn plain_text(html: &str) -> String {
    parse::parse(html, "").map_or_else(|_| String::new(), |events| plain::write(&events))
}

fn body(events: &[Event], limit: usize) -> Result<Body, TextFault> {
    let html = html::write(events);
    let was = length(events);
    // Marks and addresses are part of every reader's page, too.
    if was > limit || html.len() > limit.saturating_mul(GROWTH) {
        return Err(TextFault::TooLong { limit, was });
    }
    let text = plain::write(events);
    if text::is_blank_text(&text) {
        return Err(TextFault::Blank);
    }
    Ok(Body {
        html,
        text,
        excerpt: excerpt::excerpt(events),
        mentions: mentions(events),
    })
}

fn mentions(events: &[Event]) -> Vec<MemberId> {
    let mut members = Vec::new();
    let mut quotes = 0_usize;
    for event in events {
        match event {
            Event::Open(Block::Quote) => quotes += 1,
            Event::Close(Block::Quote) => quotes = quotes.saturating_sub(1),
            // Whoever quotes repeats what another said to them.
            Event::Reference(Reference::Member(id)) if quotes == 0 && !members.contains(id) => {
                members.push(*id);
            }
            _ => {}
        }
    }
    members
}

/// Bytes of HTML for each code point that a text may have at most.
const GROWTH: usize = 16;

fn length(events: &[Event]) -> usize {
    let of = |event: &Event| match event {
        Event::Text(words, _) => words.chars().count(),
        Event::Break | Event::Reference(_) | Event::Open(_) => 1,
        Event::Close(_) => 0,
    };
    events.iter().map(of).sum::<usize>().saturating_sub(1)
}
