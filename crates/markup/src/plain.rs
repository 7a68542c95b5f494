//! A post as text, for the text part of a mail and for whoever reads it there.

use crate::parse::{Block, Event, Marks, NumberStyle, Numbers};

/// Words that read well without being rendered: paragraphs set apart, lists and
/// quotes marked, an address behind each label, line breaks kept. Long lines are
/// left to whoever sends them.
pub(crate) fn write(events: &[Event]) -> String {
    let mut page = Page::default();
    for event in events {
        page.event(event);
    }
    page.end_link();
    page.out
}

#[derive(Default)]
struct Page {
    out: String,
    /// What each line begins with, outermost first.
    fronts: Vec<Front>,
    /// Each open list: its numbers, or none for bullets.
    lists: Vec<Option<Numbers>>,
    /// Line breaks due before the next words: one, or two for a blank line.
    breaks: usize,
    /// Whether the current line has its front.
    in_line: bool,
    /// Whether the current row has a cell before.
    in_row: bool,
    /// The link that is open, and where its label began.
    link: Option<(Marks, usize)>,
}

struct Front {
    /// The bullet or number, until it is written.
    first: Option<String>,
    rest: String,
}

impl Page {
    fn event(&mut self, event: &Event) {
        match event {
            Event::Open(block) => {
                self.end_link();
                self.open(*block);
            }
            Event::Close(block) => {
                self.end_link();
                self.close(*block);
            }
            Event::Text(words, marks) => {
                self.turn_to(marks);
                self.words(words);
            }
            Event::Reference(reference) => {
                self.end_link();
                self.words(reference.placeholder());
            }
            Event::Break => {
                self.in_line = true;
                self.breaks += 1;
            }
        }
    }

    fn open(&mut self, block: Block) {
        match block {
            Block::Paragraph | Block::Heading | Block::Table => self.due(2),
            Block::Quote => self.frame("> "),
            Block::Code => self.frame("    "),
            Block::Bullets => self.list(None),
            Block::Numbers(numbers) => self.list(Some(numbers)),
            Block::Item => self.item(),
            Block::Row => {
                self.due(1);
                self.in_row = false;
            }
            Block::Head | Block::Cell => {
                if self.in_row {
                    self.words(" | ");
                }
                self.in_row = true;
            }
        }
    }

    fn close(&mut self, block: Block) {
        match block {
            Block::Paragraph | Block::Heading | Block::Table => self.due(2),
            Block::Quote | Block::Code => {
                self.fronts.pop();
                self.due(2);
            }
            Block::Bullets | Block::Numbers(_) => {
                self.lists.pop();
                self.breaks = self.breaks.min(1);
                self.due(if self.lists.is_empty() { 2 } else { 1 });
            }
            Block::Item => {
                self.fronts.pop();
                self.breaks = self.breaks.min(1);
                self.due(1);
            }
            Block::Row => self.due(1),
            Block::Head | Block::Cell => {}
        }
    }

    /// Breaks due before the next words.
    fn due(&mut self, breaks: usize) {
        if self.in_line {
            self.breaks = self.breaks.max(breaks);
        }
    }

    /// Writes the breaks that are due. A blank line within a quote shows its
    /// mark.
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
        for front in &mut self.fronts {
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

    fn frame(&mut self, rest: &str) {
        self.due(2);
        self.settle();
        self.fronts.push(Front {
            first: None,
            rest: rest.to_owned(),
        });
    }

    fn list(&mut self, numbers: Option<Numbers>) {
        self.due(if self.lists.is_empty() { 2 } else { 1 });
        if !self.lists.is_empty() {
            self.breaks = self.breaks.min(1);
        }
        self.lists.push(numbers);
    }

    fn item(&mut self) {
        self.due(1);
        self.settle();
        let mark = match self.lists.last_mut() {
            Some(Some(numbers)) => {
                let mark = format!("{}. ", number(*numbers));
                numbers.first = numbers.first.saturating_add(1);
                mark
            }
            _ => "- ".to_owned(),
        };
        self.fronts.push(Front {
            rest: " ".repeat(mark.len()),
            first: Some(mark),
        });
        // The first paragraph of an item stands beside its mark.
        self.in_line = false;
    }

    /// Begins the link of these marks, ends that of those before, or neither
    /// where they are the same.
    fn turn_to(&mut self, marks: &Marks) {
        let is_same = self.link.as_ref().map(|(open, _)| &open.link) == Some(&marks.link);
        if is_same {
            return;
        }
        self.end_link();
        if marks.link.is_some() {
            self.begin_line();
            self.link = Some((marks.clone(), self.out.len()));
        }
    }

    /// Writes the address behind a label that does not say it.
    fn end_link(&mut self) {
        let Some((marks, label)) = self.link.take() else {
            return;
        };
        let address = marks.link.as_deref().unwrap_or_default();
        let shown = self.out.get(label..).unwrap_or_default();
        let is_said = match address.split_once(':') {
            Some(("mailto", bare)) => shown == bare,
            Some(("tel", _)) => {
                shown.starts_with(|char: char| char.is_ascii_digit() || "(+".contains(char))
            }
            _ => {
                shown == address
                    || address.strip_suffix('/') == Some(shown)
                    || address == format!("https://{shown}")
            }
        };
        if !is_said {
            self.out.push_str(&format!(" ({address})"));
        }
    }
}

/// A number as its list has it.
fn number(numbers: Numbers) -> String {
    let letters = |first: u8| {
        let nth = u8::try_from(numbers.first - 1).ok().filter(|nth| *nth < 26);
        nth.map(|nth| char::from(first + nth).to_string())
    };
    let letter = match numbers.style {
        NumberStyle::SmallLetters => letters(b'a'),
        NumberStyle::Letters => letters(b'A'),
        _ => None,
    };
    letter.unwrap_or_else(|| numbers.first.to_string())
}
