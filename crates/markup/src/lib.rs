//! Members' words on their way to a page, a mail and an address.
//!
//! Two things happen here and nowhere else: text is cleaned when it comes in
//! ([`clean_line`], [`clean_text`]), and Markdown is turned into HTML when it is
//! written ([`render`]). The HTML passes two walls that know nothing of each
//! other: our writer, which can only say a few tags, and ammonia, which parses
//! the result again as a browser would. The tests hold the second wall to
//! changing nothing, so that a hole in the first is seen before it matters.
//!
//! No IO, no clock, no state: the same source always gives the same HTML.

mod excerpt;
mod html;
mod link;
mod name;
mod parse;
mod plain;
mod sanitise;
mod slug;
#[cfg(test)]
mod tests;
mod text;

use pulldown_cmark::Event;

pub use excerpt::EXCERPT_LENGTH;
pub use name::{has_letters, is_overloaded};
pub use plain::plain_text;
pub use slug::{SLUG_LENGTH, slug};
pub use text::{TextFault, clean_line, clean_text};

/// A post as it is stored beside its source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rendered {
    /// Safe to put into a page as it stands: headings from `h3`, no images, no
    /// `id`, no `style`; the one `class` is `table-scroll`, around a table.
    pub html: String,
    /// The beginning as plain text for a list, at most [`EXCERPT_LENGTH`] code
    /// points and an ellipsis when there is more.
    pub excerpt: String,
}

/// Turns a member's Markdown into HTML for a page, with an excerpt for lists.
///
/// CommonMark with tables, strikethrough and links made from bare addresses. A
/// line break stays a line break. Raw HTML is shown as the text it is. Images
/// become links, because loading one would tell its host who reads; links go to
/// http, https, mailto and tel only. Never fails: any text is some Markdown.
///
/// A text that would be eight times as long as HTML, which has next to no words
/// among its marks, stands there as it was typed: every reader's page would carry
/// it.
#[must_use]
pub fn render(source: &str) -> Rendered {
    let events = parse::parse(source);
    Rendered {
        html: sanitise::sanitise(&post(source, &events)),
        excerpt: excerpt::excerpt(&events),
    }
}

/// A post as our writer has it.
fn post(source: &str, events: &[Event<'_>]) -> String {
    let html = html::write(events, html::TopHeading::H3);
    if html.len() > SHORT && html.len() >= source.len() * GROWTH {
        return html::write(&parse::as_typed(source), html::TopHeading::H3);
    }
    html
}

/// How many times the length of its source HTML stays below.
const GROWTH: usize = 8;

/// Bytes of HTML that may be more: a few links, or a table of one cell.
const SHORT: usize = 500;

/// Turns one of the community's own texts (house rules, privacy) into HTML.
///
/// The same rules as [`render`], save that headings start at `h2`: such a text
/// stands directly under the title of its page. It is trusted to say what it
/// likes, not to run anything.
#[must_use]
pub fn render_trusted_page(markdown: &str) -> String {
    let events = parse::parse(markdown);
    sanitise::sanitise(&html::write(&events, html::TopHeading::H2))
}
