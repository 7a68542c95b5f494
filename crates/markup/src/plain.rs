//! A post as text, for the text part of a mail.

use pulldown_cmark::{Event, LinkType, Tag};

use crate::{
    html::IMAGE,
    link::{self, Destination},
    parse,
};

/// Boxes deeper than this add no more to the front of a line.
const DEEPEST: usize = 8;

/// Markdown as a text that reads well without being rendered: paragraphs set
/// apart, lists and quotes marked, an address behind each label, line breaks
/// kept. Long lines are left to whoever sends them.
#[must_use]
pub fn plain_text(source: &str) -> String {
    let mut page = Page::default();
    for event in parse::parse(source) {
        page.event(&event);
    }
    page.out.truncate(page.out.trim_end().len());
    page.out
}

#[derive(Default)]
struct Page {
    out: String,
    open: Vec<Close>,
    /// What each line begins with, outermost first.
    fronts: Vec<Front>,
    /// The next number of each open list; `None` for bullets.
    lists: Vec<Option<u64>>,
    /// Line breaks due before the next words: one, or two for a blank line.
    breaks: usize,
    /// Whether the current line has its front.
    in_line: bool,
    /// Whether the current row has a cell before.
    in_row: bool,
    links: usize,
}

struct Front {
    /// The bullet or number, until it is written.
    first: Option<String>,
    rest: String,
}

enum Close {
    Nothing,
    Paragraph,
    Line,
    Framed,
    List,
    Item,
    Cell,
    Link {
        label: usize,
        address: Option<String>,
        otherwise: &'static str,
    },
}

impl Page {
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
            | Event::Code(text)
            | Event::Html(text)
            | Event::InlineHtml(text)
            | Event::InlineMath(text)
            | Event::DisplayMath(text)
            | Event::FootnoteReference(text) => self.words(text),
            Event::SoftBreak | Event::HardBreak => self.due(1),
            Event::Rule => {
                self.due(2);
                self.words("* * *");
                self.due(2);
            }
            Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>) -> Close {
        match tag {
            Tag::Paragraph | Tag::Heading { .. } | Tag::HtmlBlock | Tag::Table(_) => {
                self.block();
                Close::Paragraph
            }
            Tag::BlockQuote(_) => self.frame("> "),
            Tag::CodeBlock(kind) => {
                let frame = self.frame("    ");
                if let Some(words) = parse::words_behind_fence(kind) {
                    self.words(words);
                    self.due(1);
                }
                frame
            }
            Tag::List(first) => {
                if self.lists.is_empty() {
                    self.block();
                }
                self.lists.push(*first);
                Close::List
            }
            Tag::Item => self.item(),
            Tag::TableHead | Tag::TableRow => {
                self.due(1);
                self.in_row = false;
                Close::Line
            }
            Tag::TableCell => {
                if self.in_row {
                    self.words(" | ");
                }
                self.in_row = true;
                Close::Cell
            }
            Tag::Link {
                link_type: LinkType::Email,
                dest_url,
                ..
            } => self.link(&format!("mailto:{dest_url}"), ""),
            Tag::Link { dest_url, .. } => self.link(dest_url, ""),
            Tag::Image { dest_url, .. } => self.link(dest_url, IMAGE),
            _ => Close::Nothing,
        }
    }

    fn end(&mut self, close: Close) {
        match close {
            Close::Nothing | Close::Cell => {}
            Close::Paragraph => self.due(2),
            Close::Line => self.due(1),
            Close::Framed => {
                self.fronts.pop();
                self.due(2);
            }
            Close::List => {
                self.lists.pop();
                self.due(if self.lists.is_empty() { 2 } else { 1 });
            }
            Close::Item => {
                self.fronts.pop();
                self.due(1);
            }
            Close::Link {
                label,
                address,
                otherwise,
            } => self.end_link(label, address, otherwise),
        }
    }

    /// Breaks due before the next words.
    fn due(&mut self, breaks: usize) {
        if self.in_line {
            self.breaks = self.breaks.max(breaks);
        }
    }

    /// A block begins, set apart from what stands before it.
    fn block(&mut self) {
        self.due(2);
    }

    /// Writes the breaks that are due, with the fronts of the boxes that are
    /// open now: a box that begins after them is not continued upwards.
    fn settle(&mut self) {
        for written in 0..self.breaks {
            if written > 0 {
                self.front();
                self.out.truncate(self.out.trim_end_matches(' ').len());
            }
            self.out.push('\n');
        }
        if self.breaks > 0 {
            self.in_line = false;
        }
        self.breaks = 0;
    }

    fn front(&mut self) {
        for front in self.fronts.iter_mut().take(DEEPEST) {
            match front.first.take() {
                Some(first) => self.out.push_str(&first),
                None => self.out.push_str(&front.rest),
            }
        }
    }

    fn begin_line(&mut self) {
        self.settle();
        if !self.in_line {
            self.front();
            self.in_line = true;
        }
    }

    fn words(&mut self, text: &str) {
        for line in text.split_inclusive('\n') {
            let words = line.trim_end_matches('\n');
            if !words.is_empty() {
                self.begin_line();
                self.out.push_str(words);
            }
            if line.ends_with('\n') {
                self.in_line = true;
                self.breaks += 1;
            }
        }
    }

    fn frame(&mut self, rest: &str) -> Close {
        self.block();
        self.settle();
        self.fronts.push(Front {
            first: None,
            rest: rest.to_owned(),
        });
        Close::Framed
    }

    fn item(&mut self) -> Close {
        self.due(1);
        self.settle();
        let mark = match self.lists.last_mut() {
            Some(Some(number)) => {
                let mark = format!("{number}. ");
                *number = number.saturating_add(1);
                mark
            }
            _ => "- ".to_owned(),
        };
        self.fronts.push(Front {
            rest: " ".repeat(mark.len()),
            first: Some(mark),
        });
        Close::Item
    }

    fn link(&mut self, written: &str, otherwise: &'static str) -> Close {
        let address = match link::destination(written) {
            _ if self.links > 0 => None,
            Destination::Link(href) => Some(href),
            Destination::Words => Some(written.to_owned()),
            Destination::Refused => None,
        };
        self.links += 1;
        self.begin_line();
        Close::Link {
            label: self.out.len(),
            address,
            otherwise,
        }
    }

    fn end_link(&mut self, label: usize, address: Option<String>, otherwise: &str) {
        self.links -= 1;
        if self.out.len() == label {
            self.words(otherwise);
        }
        let Some(address) = address.filter(|address| !address.is_empty()) else {
            return;
        };
        let shown = self.out.get(label..).unwrap_or_default();
        let bare = address.strip_prefix("mailto:").unwrap_or(&address);
        if shown != address && shown != bare {
            let between = if shown.is_empty() { "" } else { " " };
            self.words(&format!("{between}({address})"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_are_set_apart() {
        assert_eq!(
            plain_text("# Title\nFirst *line*\nsecond `line`\n\n---\n\nLast"),
            "Title\n\nFirst line\nsecond line\n\n* * *\n\nLast"
        );
        assert_eq!(plain_text(""), "");
    }

    #[test]
    fn lists_and_quotes_keep_their_marks() {
        assert_eq!(
            plain_text("Try:\n- one\n- two\n  1. a\n  2. b\n- three\n\nThen\n\n3. c\n4. d"),
            "Try:\n\n- one\n- two\n  1. a\n  2. b\n- three\n\nThen\n\n3. c\n4. d"
        );
        assert_eq!(
            plain_text("Ann wrote\n\n> first\n>\n> second\n> > deeper\n\nYes"),
            "Ann wrote\n\n> first\n>\n> second\n>\n> > deeper\n\nYes"
        );
        assert_eq!(plain_text("- a\n\n  b\n\n- c"), "- a\n\n  b\n\n- c");
        assert_eq!(plain_text("- > quoted\n- plain"), "- > quoted\n\n- plain");
    }

    #[test]
    fn addresses_stand_behind_their_labels() {
        assert_eq!(
            plain_text(
                "[the form](https://example.org/form), <https://example.org>, \
                 https://example.org/b, <ann@example.org>, [here](rules), \
                 ![poster](https://example.org/p.png), ![](https://example.org/q.png), \
                 [x](javascript:alert(1))"
            ),
            "the form (https://example.org/form), https://example.org, \
             https://example.org/b, ann@example.org, here (rules), \
             poster (https://example.org/p.png), image (https://example.org/q.png), x"
        );
    }

    #[test]
    fn code_and_tables_stay_readable() {
        assert_eq!(
            plain_text("```\nlet a;\n\nlet b;\n```\nafter"),
            "    let a;\n\n    let b;\n\nafter"
        );
        assert_eq!(
            plain_text("| who | when |\n|--|--|\n| Ann | |\n| Bo | May |\n\nend"),
            "who | when\nAnn | \nBo | May\n\nend"
        );
        assert_eq!(
            plain_text("<b>raw</b>\n\n<div>\nx\n</div>"),
            "<b>raw</b>\n\n<div>\nx\n</div>"
        );
    }
}
