//! Events to HTML, by a writer that has words for a few elements and no others.

use crate::parse::{Block, Event, Marks};
use crate::reference::{END, MIDDLE, START};

/// What is said of links that members write: they vouch for nothing.
pub(crate) const REL: &str = "nofollow ugc noopener noreferrer";

pub(crate) fn write(events: &[Event]) -> String {
    let mut out = String::new();
    let mut marks = Marks::default();
    let mut events = events.iter().peekable();
    while let Some(event) = events.next() {
        match event {
            Event::Open(block) => open(&mut out, *block),
            Event::Close(block) => {
                change(&mut out, &mut marks, &Marks::default());
                out.push_str(end(*block));
            }
            Event::Text(words, wanted) => {
                change(&mut out, &mut marks, wanted);
                escape(&mut out, words);
            }
            Event::Break => {
                // A link to an address ends with it, and not on the next line.
                let goes_on = matches!(events.peek(), Some(Event::Text(_, next)) if *next == marks);
                if !goes_on {
                    change(&mut out, &mut marks, &Marks::default());
                }
                out.push_str("<br>");
            }
            Event::Reference(reference) => {
                change(&mut out, &mut marks, &Marks::default());
                out.push_str(&format!("{START}{reference}{MIDDLE}{END}"));
            }
        }
    }
    out
}

fn open(out: &mut String, block: Block) {
    let start = match block {
        Block::Paragraph => "<p>",
        Block::Heading => "<h3>",
        Block::Code => "<pre><code>",
        Block::Quote => "<blockquote>",
        Block::Bullets => "<ul>",
        Block::Item => "<li>",
        Block::Table => "<table><tbody>",
        Block::Row => "<tr>",
        Block::Head => "<th>",
        Block::Cell => "<td>",
        Block::Numbers(numbers) => {
            out.push_str("<ol");
            if numbers.first != 1 {
                out.push_str(&format!(" start=\"{}\"", numbers.first));
            }
            if let Some(style) = numbers.style.value() {
                out.push_str(&format!(" type=\"{style}\""));
            }
            ">"
        }
    };
    out.push_str(start);
}

const fn end(block: Block) -> &'static str {
    match block {
        Block::Paragraph => "</p>",
        Block::Heading => "</h3>",
        Block::Code => "</code></pre>",
        Block::Quote => "</blockquote>",
        Block::Bullets => "</ul>",
        Block::Numbers(_) => "</ol>",
        Block::Item => "</li>",
        Block::Table => "</tbody></table>",
        Block::Row => "</tr>",
        Block::Head => "</th>",
        Block::Cell => "</td>",
    }
}

/// Closes the marks that are open and opens those that are wanted, where they
/// differ: always in one order, so that one text has one spelling.
fn change(out: &mut String, open: &mut Marks, wanted: &Marks) {
    if open == wanted {
        return;
    }
    for (is_open, end) in [
        (open.code, "</code>"),
        (open.emphasis, "</em>"),
        (open.strong, "</strong>"),
        (open.link.is_some(), "</a>"),
    ] {
        if is_open {
            out.push_str(end);
        }
    }
    if let Some(href) = &wanted.link {
        out.push_str("<a href=\"");
        escape_attribute(out, href);
        out.push_str(&format!("\" rel=\"{REL}\">"));
    }
    for (is_wanted, start) in [
        (wanted.strong, "<strong>"),
        (wanted.emphasis, "<em>"),
        (wanted.code, "<code>"),
    ] {
        if is_wanted {
            out.push_str(start);
        }
    }
    *open = wanted.clone();
}

/// Escapes as the HTML standard's serialiser does for text, so that parsing and
/// writing again comes to the same.
pub(crate) fn escape(out: &mut String, text: &str) {
    for char in text.chars() {
        match char {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\u{a0}' => out.push_str("&nbsp;"),
            char => out.push(char),
        }
    }
}

fn escape_attribute(out: &mut String, value: &str) {
    for char in value.chars() {
        match char {
            '"' => out.push_str("&quot;"),
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\u{a0}' => out.push_str("&nbsp;"),
            char => out.push(char),
        }
    }
}
