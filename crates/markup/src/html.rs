//! The first wall: events to HTML, by a writer that has no words for anything
//! but the elements it should write.
//!
//! `pulldown_cmark::html` is not used: it passes raw HTML and images, writes
//! `style` into tables and nests as deep as the source does.

use pulldown_cmark::{Event, HeadingLevel, Tag};

use crate::{
    link::{self, Destination, Stretch},
    parse,
    sanitise::{REL, TABLE_BOX},
};

/// How deep quotes and lists may stand in each other. Deeper ones keep their
/// text and lose their box: no reader follows them, and browsers and parsers
/// slow down with the square of the depth.
const DEEPEST_BLOCK: usize = 12;

/// How deep emphasis may stand in emphasis.
const DEEPEST_INLINE: usize = 6;

/// What an image without a description is called.
pub(crate) const IMAGE: &str = "image";

/// The level that a text's highest heading gets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TopHeading {
    /// For a page of its own, under the page's `h1`.
    H2,
    /// For a post, under the thread's `h2`.
    H3,
}

/// Writes the events as HTML. The result is what ammonia would write, too.
pub(crate) fn write(events: &[Event<'_>], top: TopHeading) -> String {
    let mut writer = Writer {
        out: String::new(),
        open: Vec::new(),
        headings: Vec::new(),
        top: match top {
            TopHeading::H2 => 2,
            TopHeading::H3 => 3,
        },
        blocks: 0,
        inlines: 0,
        links: 0,
        cell: Cell::Body,
    };
    for event in events {
        writer.event(event);
    }
    writer.out
}

struct Writer {
    out: String,
    /// What ends each open tag; events are balanced, so a stack is enough.
    open: Vec<Close>,
    /// The levels, as written, of the headings that the next one stands under.
    headings: Vec<HeadingLevel>,
    top: usize,
    blocks: usize,
    inlines: usize,
    /// Links and images around the current text.
    links: usize,
    cell: Cell,
}

#[derive(Clone, Copy)]
enum Cell {
    Head,
    Body,
}

enum Close {
    /// A box that was too deep or that has no element.
    Nothing,
    Block(&'static str),
    List(&'static str),
    Quote,
    Heading(usize),
    Html,
    Code,
    TableHead,
    Inline(&'static str),
    Link {
        /// Where the label begins in the output.
        label: usize,
        /// The end tag, or the words that stand for the address.
        end: String,
        /// What stands for an empty label.
        otherwise: &'static str,
    },
}

impl Writer {
    fn event(&mut self, event: &Event<'_>) {
        match event {
            Event::Start(tag) => {
                let close = self.start(tag);
                self.open.push(close);
            }
            Event::End(_) => {
                if let Some(close) = self.open.pop() {
                    self.end(close);
                }
            }
            Event::Text(text)
                if self.links > 0 || matches!(self.open.last(), Some(Close::Code)) =>
            {
                escape(&mut self.out, text);
            }
            Event::Text(text) => self.text(text),
            Event::Code(code) => {
                self.out.push_str("<code>");
                escape(&mut self.out, code);
                self.out.push_str("</code>");
            }
            Event::Html(html) => {
                for line in html.split_inclusive('\n') {
                    escape(&mut self.out, line.trim_end_matches('\n'));
                    if line.ends_with('\n') {
                        self.out.push_str("<br>");
                    }
                }
            }
            Event::InlineHtml(html) => escape(&mut self.out, html),
            Event::SoftBreak | Event::HardBreak => self.out.push_str("<br>"),
            Event::Rule => self.out.push_str("<hr>\n"),
            // Extensions that are not switched on.
            Event::InlineMath(text) | Event::DisplayMath(text) | Event::FootnoteReference(text) => {
                escape(&mut self.out, text);
            }
            Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>) -> Close {
        match tag {
            Tag::Paragraph => self.block("<p>", "</p>\n"),
            Tag::Heading { level, .. } => self.heading(*level),
            Tag::BlockQuote(_) if self.blocks < DEEPEST_BLOCK => {
                self.blocks += 1;
                self.out.push_str("<blockquote>");
                Close::Quote
            }
            Tag::CodeBlock(kind) => {
                self.out.push_str("<pre><code>");
                if let Some(words) = parse::words_behind_fence(kind) {
                    escape(&mut self.out, words);
                    self.out.push('\n');
                }
                Close::Code
            }
            Tag::HtmlBlock => {
                self.out.push_str("<p>");
                Close::Html
            }
            Tag::List(first) if self.blocks < DEEPEST_BLOCK => self.list(*first),
            Tag::Item => self.item(),
            Tag::Table(_) => self.table(),
            Tag::TableHead => {
                self.cell = Cell::Head;
                self.out.push_str("<thead><tr>");
                Close::TableHead
            }
            Tag::TableRow => self.block("<tr>", "</tr>"),
            Tag::TableCell => match self.cell {
                Cell::Head => self.block("<th>", "</th>"),
                Cell::Body => self.block("<td>", "</td>"),
            },
            Tag::Emphasis => self.inline("<em>", "</em>"),
            Tag::Strong => self.inline("<strong>", "</strong>"),
            Tag::Strikethrough => self.inline("<del>", "</del>"),
            Tag::Link {
                link_type,
                dest_url,
                ..
            } => match link_type {
                pulldown_cmark::LinkType::Email => self.link(&format!("mailto:{dest_url}"), ""),
                _ => self.link(dest_url, ""),
            },
            Tag::Image { dest_url, .. } => self.link(dest_url, IMAGE),
            _ => Close::Nothing,
        }
    }

    fn end(&mut self, close: Close) {
        match close {
            Close::Nothing => {}
            Close::Block(end) => self.out.push_str(end),
            Close::List(end) => {
                self.blocks -= 1;
                self.out.push_str(end);
            }
            Close::Quote => {
                self.blocks -= 1;
                self.out.push_str("</blockquote>\n");
            }
            Close::Heading(level) => self.out.push_str(&format!("</h{level}>\n")),
            Close::Html => {
                let shown = self.out.trim_end_matches("<br>").len();
                self.out.truncate(shown);
                self.out.push_str("</p>\n");
            }
            Close::Code => self.out.push_str("</code></pre>\n"),
            Close::TableHead => {
                self.cell = Cell::Body;
                self.out.push_str("</tr></thead><tbody>");
            }
            Close::Inline(end) => {
                self.inlines -= 1;
                self.out.push_str(end);
            }
            Close::Link {
                label,
                end,
                otherwise,
            } => {
                self.links -= 1;
                if self.out.len() == label {
                    self.out.push_str(otherwise);
                }
                self.out.push_str(&end);
            }
        }
    }

    fn block(&mut self, start: &str, end: &'static str) -> Close {
        self.out.push_str(start);
        Close::Block(end)
    }

    /// Levels are given by how headings stand under each other, so that a post
    /// that begins with `####` leaves no gap in the page's outline.
    fn heading(&mut self, level: HeadingLevel) -> Close {
        while self.headings.last().is_some_and(|above| *above >= level) {
            self.headings.pop();
        }
        let shown = (self.top + self.headings.len()).min(6);
        self.headings.push(level);
        self.out.push_str(&format!("<h{shown}>"));
        Close::Heading(shown)
    }

    fn list(&mut self, first: Option<u64>) -> Close {
        self.blocks += 1;
        match first {
            None => {
                self.out.push_str("<ul>");
                Close::List("</ul>\n")
            }
            Some(1) => {
                self.out.push_str("<ol>");
                Close::List("</ol>\n")
            }
            Some(first) => {
                self.out.push_str(&format!("<ol start=\"{first}\">"));
                Close::List("</ol>\n")
            }
        }
    }

    fn item(&mut self) -> Close {
        if matches!(self.open.last(), Some(Close::List(_))) {
            return self.block("<li>", "</li>");
        }
        if !self.out.ends_with('>') && !self.out.ends_with('\n') {
            self.out.push_str("<br>");
        }
        Close::Nothing
    }

    fn table(&mut self) -> Close {
        self.out.push_str("<div");
        for (name, value) in TABLE_BOX {
            self.out.push_str(&format!(" {name}=\"{value}\""));
        }
        self.out.push_str("><table>");
        Close::Block("</tbody></table></div>\n")
    }

    fn inline(&mut self, start: &str, end: &'static str) -> Close {
        if self.inlines >= DEEPEST_INLINE {
            return Close::Nothing;
        }
        self.inlines += 1;
        self.out.push_str(start);
        Close::Inline(end)
    }

    /// A link, or an image as a link. Within another link only the label stays.
    fn link(&mut self, written: &str, otherwise: &'static str) -> Close {
        let mut end = String::new();
        if self.links == 0 {
            match link::destination(written) {
                Destination::Link(href) => {
                    start_link(&mut self.out, &href);
                    end.push_str("</a>");
                }
                Destination::Words if !written.trim().is_empty() => {
                    end.push_str(" (");
                    escape(&mut end, written);
                    end.push(')');
                }
                Destination::Words | Destination::Refused => {}
            }
        }
        self.links += 1;
        Close::Link {
            label: self.out.len(),
            end,
            otherwise,
        }
    }

    fn text(&mut self, text: &str) {
        for stretch in link::stretches(text) {
            match stretch {
                Stretch::Words(words) => escape(&mut self.out, words),
                Stretch::Address(written, href) => {
                    start_link(&mut self.out, &href);
                    escape(&mut self.out, written);
                    self.out.push_str("</a>");
                }
            }
        }
    }
}

fn start_link(out: &mut String, href: &str) {
    out.push_str("<a href=\"");
    escape_attribute(out, href);
    out.push_str(&format!("\" rel=\"{REL}\">"));
}

/// Escapes as the HTML standard's serialiser does for text, so that parsing and
/// writing again comes to the same.
fn escape(out: &mut String, text: &str) {
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
