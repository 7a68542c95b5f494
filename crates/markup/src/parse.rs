//! HTML that somebody's browser sent, read as blocks and words: the one reading
//! that page, excerpt and mail share.
//!
//! ammonia reads it first, as a browser would, and takes out what no post has.
//! What is left may still stand in any order; [`Reader`] puts it into one form,
//! so that two texts that look alike are written alike.

use std::cell::RefCell;
use std::mem;
use std::rc::Rc;

use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};

use crate::link::{self, Destination};
use crate::reference::Reference;
use crate::text::{TextFault, visible};

/// A piece of a post, in the order of reading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Event {
    Open(Block),
    Close(Block),
    Text(String, Marks),
    /// A line break within a block.
    Break,
    Reference(Reference),
}

/// A block. Words stand in [`Block::holds_words`] alone, each item of a list and
/// each quote holds such blocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Block {
    Paragraph,
    Heading,
    /// Text whose spaces and line breaks mean something.
    Code,
    Quote,
    Bullets,
    Numbers(Numbers),
    Item,
    Table,
    Row,
    Head,
    Cell,
}

/// How a list is numbered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Numbers {
    pub first: i64,
    pub style: NumberStyle,
}

/// The values of `type` on `ol` (HTML Living Standard, 4.4.5).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NumberStyle {
    Digits,
    SmallLetters,
    Letters,
    SmallRoman,
    Roman,
}

/// What is said of a stretch of words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Marks {
    pub link: Option<Rc<str>>,
    pub strong: bool,
    pub emphasis: bool,
    pub code: bool,
}

impl Block {
    pub(crate) const fn holds_words(self) -> bool {
        matches!(
            self,
            Self::Paragraph | Self::Heading | Self::Code | Self::Head | Self::Cell
        )
    }

    const fn is_list(self) -> bool {
        matches!(self, Self::Bullets | Self::Numbers(_))
    }

    const fn is_cell(self) -> bool {
        matches!(self, Self::Head | Self::Cell)
    }
}

/// Blocks that stand in one another at most. What is deeper stands beside.
const DEEPEST: usize = 12;

/// Reads HTML, whoever wrote it. What no page can be made of is shown as the text
/// it is.
///
/// A bare address of a thread at `origin` becomes a reference to it.
pub(crate) fn parse(html: &str, origin: &str) -> Result<Vec<Event>, TextFault> {
    if crate::sanitise::is_too_deep(html) {
        return typed(html, origin);
    }
    let tokenizer = Tokenizer::new(Sink::default(), TokenizerOpts::default());
    let input = BufferQueue::default();
    input.push_back(crate::sanitise::sanitise(html).into());
    // Nothing that ammonia writes makes the tokeniser wait for a script.
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    tokenizer.sink.0.into_inner().finish(origin)
}

/// The words of a text without any marks: its lines, and a paragraph for what
/// stands apart by an empty line.
pub(crate) fn typed(text: &str, origin: &str) -> Result<Vec<Event>, TextFault> {
    let mut reader = Reader::default();
    let text = visible(text)?;
    for paragraph in text.split("\n\n") {
        reader.leave_words();
        reader.words(paragraph.trim_start_matches('\n'));
    }
    reader.finish(origin)
}

#[derive(Default)]
struct Sink(RefCell<Reader>);

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut reader = self.0.borrow_mut();
        match token {
            // Words come in pieces, and what a character means may depend on its
            // neighbours.
            Token::CharacterTokens(words) => reader.pending.push_str(&words),
            Token::TagToken(tag) => {
                reader.settle();
                match tag.kind {
                    TagKind::StartTag => reader.start(&tag),
                    TagKind::EndTag => reader.end(&tag.name),
                }
            }
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

#[derive(Default)]
struct Reader {
    events: Vec<Event>,
    /// Words since the last tag.
    pending: String,
    /// The blocks that are open, outermost first.
    open: Vec<Block>,
    /// For each element that is open, how many blocks were before it; none for
    /// one that made no block.
    elements: Vec<Option<usize>>,
    marks: Marks,
    /// How many of each mark are open in one another: link, strong, em, code.
    depths: [usize; 4],
    /// What a link says that leads nowhere: it stands behind its label.
    address: Option<String>,
    /// While a reference is open, how many elements were before it. What stands in
    /// it is what somebody was called when it was written.
    reference: Option<usize>,
    fault: Option<TextFault>,
}

impl Reader {
    fn settle(&mut self) {
        let words = mem::take(&mut self.pending);
        if self.reference.is_none() {
            self.words(&words);
        }
    }

    fn start(&mut self, tag: &Tag) {
        let attribute = |name: &str| {
            let of_name = tag.attrs.iter().find(|found| &*found.name.local == name);
            of_name.map(|found| found.value.to_string())
        };
        if self.reference.is_some() || self.begin_reference(attribute("data-id")) {
            if !matches!(&*tag.name, "br" | "hr") {
                self.elements.push(None);
            }
            return;
        }
        let before = match &*tag.name {
            "br" => return self.line_break(),
            "hr" => return self.leave_words(),
            "p" => self.block(Block::Paragraph),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.block(Block::Heading),
            "pre" => self.block(Block::Code),
            "blockquote" => self.block(Block::Quote),
            "ul" => self.block(Block::Bullets),
            "ol" => self.block(Block::Numbers(Numbers {
                first: attribute("start")
                    .and_then(|first| first.parse().ok())
                    .unwrap_or(1),
                style: NumberStyle::read(&attribute("type").unwrap_or_default()),
            })),
            "li" => self.block(Block::Item),
            "table" => self.block(Block::Table),
            "tr" => self.block(Block::Row),
            "th" => self.block(Block::Head),
            "td" => self.block(Block::Cell),
            "div" => {
                self.leave_words();
                None
            }
            name => {
                self.mark(name, 1);
                if name == "a" {
                    self.link(&attribute("href").unwrap_or_default());
                }
                None
            }
        };
        self.elements.push(before);
    }

    fn end(&mut self, name: &str) {
        let before = self.elements.pop().flatten();
        if let Some(outside) = self.reference {
            if self.elements.len() <= outside {
                self.reference = None;
            }
            return;
        }
        match before {
            Some(before) => self.close_to(before),
            None if name == "div" => self.leave_words(),
            None => {
                if name == "a"
                    && let Some(address) = self.address.take()
                {
                    self.words(&format!(" ({address})"));
                }
                self.mark(name, -1);
            }
        }
    }

    /// Puts a reference where its element begins; whether there is one.
    fn begin_reference(&mut self, id: Option<String>) -> bool {
        let found = id.and_then(|id| Reference::read(&id));
        let Some(reference) = found.filter(|_| self.open.last() != Some(&Block::Code)) else {
            return false;
        };
        if self.enter_words() {
            self.events.push(Event::Reference(reference));
        }
        self.reference = Some(self.elements.len());
        true
    }

    /// Opens a block; how many were open before. None where it cannot stand: its
    /// words then stand in what is open.
    fn block(&mut self, block: Block) -> Option<usize> {
        self.leave_words();
        let before = self.open.len();
        let innermost = self.open.last().copied();
        let can_stand = match block {
            Block::Item => innermost.is_some_and(Block::is_list),
            Block::Row => innermost == Some(Block::Table),
            Block::Head | Block::Cell => innermost == Some(Block::Row),
            _ => !innermost.is_some_and(Block::is_cell) && before < DEEPEST,
        };
        if !can_stand {
            return None;
        }
        if !matches!(block, Block::Item | Block::Row | Block::Head | Block::Cell) {
            self.enter_item();
        }
        self.open(block);
        Some(before)
    }

    fn open(&mut self, block: Block) {
        self.open.push(block);
        self.events.push(Event::Open(block));
    }

    /// Where a list has something that is in none of its items, as a list that
    /// Google Docs puts into another, it belongs to the item before.
    fn enter_item(&mut self) {
        if !self.open.last().copied().is_some_and(Block::is_list) {
            return;
        }
        if self.events.last() == Some(&Event::Close(Block::Item)) {
            self.events.pop();
            self.open.push(Block::Item);
        } else {
            self.open(Block::Item);
        }
    }

    /// Ends the block of words that is open. A cell stays open: what follows in
    /// it stands on a line of its own.
    fn leave_words(&mut self) {
        let Some(&block) = self.open.last() else {
            return;
        };
        if block.is_cell() {
            if !matches!(self.events.last(), Some(Event::Open(_) | Event::Break)) {
                self.events.push(Event::Break);
            }
        } else if block.holds_words() {
            self.close_to(self.open.len() - 1);
        }
    }

    fn close_to(&mut self, length: usize) {
        while self.open.len() > length
            && let Some(block) = self.open.pop()
        {
            self.close(block);
        }
    }

    fn close(&mut self, block: Block) {
        if block.holds_words() {
            self.trim_end();
        }
        if self.events.last() == Some(&Event::Open(block)) {
            let is_gap = block == Block::Paragraph && self.follows_words();
            if !is_gap && !block.is_cell() {
                self.events.pop();
                return;
            }
        } else if !block.holds_words() {
            self.drop_gap();
        }
        self.events.push(Event::Close(block));
    }

    /// Whether an empty paragraph that was just opened is the only one after
    /// something: more are dropped, and so is one that nothing stands before.
    fn follows_words(&self) -> bool {
        let before = self.events.iter().rev().skip(1);
        let mut before = before.take(2);
        match (before.next(), before.next()) {
            (Some(Event::Close(Block::Paragraph)), Some(Event::Open(_))) => false,
            (Some(Event::Close(_)), _) => true,
            _ => false,
        }
    }

    /// Takes an empty paragraph from the end.
    fn drop_gap(&mut self) {
        let gap = [
            Event::Open(Block::Paragraph),
            Event::Close(Block::Paragraph),
        ];
        if self.events.ends_with(&gap) {
            self.events.truncate(self.events.len() - gap.len());
        }
    }

    /// Takes line breaks and spaces from the end of a block of words.
    fn trim_end(&mut self) {
        loop {
            match self.events.last_mut() {
                Some(Event::Break) => {}
                Some(Event::Text(words, _)) => {
                    words.truncate(words.trim_end().len());
                    if !words.is_empty() {
                        return;
                    }
                }
                _ => return,
            }
            self.events.pop();
        }
    }

    fn is_at_start(&self) -> bool {
        matches!(self.events.last(), None | Some(Event::Open(_)))
    }

    /// Makes sure that words can stand here; whether they can.
    fn enter_words(&mut self) -> bool {
        match self.open.last().copied() {
            Some(block) if block.holds_words() => return true,
            Some(Block::Table | Block::Row) => return false,
            _ => {}
        }
        self.enter_item();
        self.open(Block::Paragraph);
        true
    }

    fn line_break(&mut self) {
        if self.enter_words() && !self.is_at_start() {
            self.events.push(Event::Break);
        }
    }

    /// Words as they stand: their spaces and line breaks mean what they meant to
    /// whoever typed them.
    fn words(&mut self, words: &str) {
        let in_words = self.open.last().copied().is_some_and(Block::holds_words);
        if !in_words && words.trim().is_empty() {
            return;
        }
        let words = match visible(words) {
            Ok(words) => words,
            Err(fault) => {
                self.fault = Some(fault);
                return;
            }
        };
        if !self.enter_words() {
            return;
        }
        if self.open.last() == Some(&Block::Code) {
            return self.push(&words);
        }
        // A line break before the first word is how the HTML was written down.
        let first = words.trim_start();
        let indent = words.get(..words.len() - first.len()).unwrap_or_default();
        let is_laid_out = self.is_at_start() && indent.contains('\n');
        let words = if is_laid_out { first } else { &words };
        for (place, line) in words.split('\n').enumerate() {
            if place > 0 {
                self.line_break();
            }
            self.push(line);
        }
    }

    fn push(&mut self, words: &str) {
        if words.is_empty() {
            return;
        }
        if let Some(Event::Text(before, marks)) = self.events.last_mut()
            && *marks == self.marks
        {
            before.push_str(words);
        } else {
            let mut marks = self.marks.clone();
            // The words of a block of code are code already.
            marks.code &= self.open.last() != Some(&Block::Code);
            self.events.push(Event::Text(words.to_owned(), marks));
        }
    }

    fn mark(&mut self, name: &str, step: isize) {
        let place = match name {
            "a" => 0,
            "strong" | "b" => 1,
            "em" | "i" => 2,
            "code" => 3,
            _ => return,
        };
        if let Some(depth) = self.depths.get_mut(place) {
            *depth = depth.saturating_add_signed(step);
        }
        let [link, strong, emphasis, code] = self.depths.map(|depth| depth > 0);
        if !link {
            self.marks.link = None;
        }
        self.marks = Marks {
            link: self.marks.link.take(),
            strong,
            emphasis,
            code,
        };
    }

    /// A link within another is words of the other.
    fn link(&mut self, written: &str) {
        if self.marks.link.is_some() {
            return;
        }
        match link::destination(written) {
            Destination::Link(href) => self.marks.link = Some(href.into()),
            Destination::Words if !written.trim().is_empty() => {
                self.address = Some(written.trim().to_owned());
            }
            Destination::Words | Destination::Refused => {}
        }
    }

    fn finish(mut self, origin: &str) -> Result<Vec<Event>, TextFault> {
        self.settle();
        self.close_to(0);
        self.drop_gap();
        match self.fault {
            Some(fault) => Err(fault),
            None => Ok(linked(mem::take(&mut self.events), origin)),
        }
    }
}

/// The events with links made of the addresses that stand bare in the words, and
/// references of those that lead to a thread here.
fn linked(events: Vec<Event>, origin: &str) -> Vec<Event> {
    let mut is_code = false;
    let mut all = Vec::with_capacity(events.len());
    for event in events {
        match event {
            Event::Text(words, marks) if marks.link.is_none() && !marks.code && !is_code => {
                for stretch in link::stretches(&words) {
                    let thread = stretch
                        .href
                        .as_deref()
                        .and_then(|href| Reference::at(href, origin));
                    if let Some(thread) = thread {
                        all.push(Event::Reference(thread));
                        continue;
                    }
                    let link = stretch.href.map(Into::into);
                    let marks = Marks {
                        link,
                        ..marks.clone()
                    };
                    all.push(Event::Text(stretch.words.to_owned(), marks));
                }
                continue;
            }
            Event::Text(words, marks) if marks.link.as_deref() == Some(&*words) => {
                let thread = Reference::at(&words, origin).map(Event::Reference);
                all.push(thread.unwrap_or(Event::Text(words, marks)));
                continue;
            }
            Event::Open(block) => is_code = block == Block::Code,
            _ => {}
        }
        all.push(event);
    }
    all
}

impl NumberStyle {
    fn read(value: &str) -> Self {
        match value {
            "a" => Self::SmallLetters,
            "A" => Self::Letters,
            "i" => Self::SmallRoman,
            "I" => Self::Roman,
            _ => Self::Digits,
        }
    }

    /// The value of `type`; none for that of every list.
    pub(crate) const fn value(self) -> Option<&'static str> {
        Some(match self {
            Self::Digits => return None,
            Self::SmallLetters => "a",
            Self::Letters => "A",
            Self::SmallRoman => "i",
            Self::Roman => "I",
        })
    }
}
