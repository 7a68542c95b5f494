//! Source to events, the one reading that page, excerpt and mail share.

use std::{borrow::Cow, collections::HashSet};

use pulldown_cmark::{CodeBlockKind, CowStr, Event, Options, Parser, Tag, TagEnd, TextMergeStream};

use crate::{
    link::{self, Destination},
    text,
};

/// Most cells that a source may ask the table parser to fill in.
///
/// A short row is padded to the width of its header, so that a wide header over
/// many one-letter rows grows with the square of the source. No real table of
/// a post's length comes near this.
const MOST_CELLS: usize = 10_000;

/// Most marks of quotes and lists that one line may begin with.
///
/// The parser walks down every open box on every line, so that ten thousand
/// `>` over as many short lines cost the square of that.
const MOST_MARKS: usize = 32;

/// How often a source is searched for [`silent_definitions`]: one that was
/// hidden by another of the same name shows once that one is text.
const MOST_ROUNDS: usize = 4;

/// Reads Markdown. What would disguise text is taken out here and not only at
/// the boundary, because `&#x202e;` is harmless until it is decoded.
pub(crate) fn parse(source: &str) -> Vec<Event<'_>> {
    let mut source = shallow(source);
    for _ in 0..MOST_ROUNDS {
        let silent = silent_definitions(&source);
        if silent.is_empty() {
            break;
        }
        source = Cow::Owned(with_backslashes(&source, &silent));
    }
    match source {
        Cow::Borrowed(source) => events(source).collect(),
        Cow::Owned(source) => events(&source).map(Event::into_static).collect(),
    }
}

/// A source as it was typed: its lines, and nothing else.
pub(crate) fn as_typed(source: &str) -> Vec<Event<'_>> {
    let mut events = vec![Event::Start(Tag::Paragraph)];
    for line in source.lines() {
        // The one kind of words that are shown as they are, without links.
        events.extend([Event::InlineHtml(shown(line.into())), Event::SoftBreak]);
    }
    events.pop();
    events.push(Event::End(TagEnd::Paragraph));
    events
}

/// What stands behind a fence where one word would name a language. More than
/// one is a member's sentence, and belongs to what the fence holds.
pub(crate) fn words_behind_fence<'a>(kind: &'a CodeBlockKind<'_>) -> Option<&'a str> {
    match kind {
        CodeBlockKind::Fenced(info) if info.contains(char::is_whitespace) => Some(info),
        _ => None,
    }
}

fn parser(source: &str) -> Parser<'_> {
    let mut options = Options::ENABLE_STRIKETHROUGH;
    options.set(Options::ENABLE_TABLES, tables_stay_small(source));
    Parser::new_ext(source, options)
}

fn events(source: &str) -> impl Iterator<Item = Event<'_>> {
    TextMergeStream::new(parser(source)).map(|event| match event {
        Event::Text(words) => Event::Text(shown(words)),
        Event::Code(words) => Event::Code(shown(words)),
        Event::Html(words) => Event::Html(shown(words)),
        Event::InlineHtml(words) => Event::InlineHtml(shown(words)),
        Event::Start(tag) => Event::Start(with_shown_words(tag)),
        other => other,
    })
}

/// Where the definitions of links stand that no link uses, or that lead
/// nowhere. CommonMark shows nothing of them, but in a post `[Teacher]: Hello`
/// was meant to be read.
fn silent_definitions(source: &str) -> Vec<usize> {
    if !source.contains("]:") {
        return Vec::new();
    }
    let parser = parser(source);
    let mut definitions: Vec<(usize, String)> = parser
        .reference_definitions()
        .iter()
        .map(|(_, definition)| (definition.span.start, definition.dest.to_string()))
        .collect();
    if definitions.is_empty() {
        return Vec::new();
    }
    let used: HashSet<String> = parser
        .filter_map(|event| match event {
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                Some(dest_url.into_string())
            }
            _ => None,
        })
        .collect();
    definitions.retain(|(_, address)| {
        !used.contains(address) || !matches!(link::destination(address), Destination::Link(_))
    });
    let mut places: Vec<usize> = definitions.into_iter().map(|(start, _)| start).collect();
    places.sort_unstable();
    places
}

fn with_backslashes(source: &str, places: &[usize]) -> String {
    let mut text = String::with_capacity(source.len() + places.len());
    let mut rest = source;
    let mut done = 0;
    for place in places {
        if let Some((head, tail)) = rest.split_at_checked(place - done) {
            text.push_str(head);
            text.push('\\');
            (rest, done) = (tail, *place);
        }
    }
    text.push_str(rest);
    text
}

/// The source with the marks beyond [`MOST_MARKS`] made text by a backslash.
fn shallow(source: &str) -> Cow<'_, str> {
    if source.lines().all(|line| surplus_mark(line).is_none()) {
        return Cow::Borrowed(source);
    }
    let mut calm = String::with_capacity(source.len() + source.len() / MOST_MARKS);
    for line in source.split_inclusive('\n') {
        match surplus_mark(line).and_then(|at| line.split_at_checked(at)) {
            Some((head, tail)) => {
                calm.push_str(head);
                calm.push('\\');
                calm.push_str(tail);
            }
            None => calm.push_str(line),
        }
    }
    Cow::Owned(calm)
}

/// Where the first mark beyond [`MOST_MARKS`] stands at the head of a line.
/// `-----` is one mark at most: the mark of a list has white space behind it.
fn surplus_mark(line: &str) -> Option<usize> {
    let mut marks = 0;
    for (at, pair) in line.as_bytes().windows(2).enumerate() {
        let [mark, next] = pair else { break };
        match mark {
            b' ' | b'\t' | b'0'..=b'9' => {}
            b'>' => marks += 1,
            b'-' | b'+' | b'*' | b'.' | b')' if matches!(next, b' ' | b'\t') => marks += 1,
            b'-' | b'+' | b'*' => {}
            _ => break,
        }
        if marks > MOST_MARKS {
            return Some(at);
        }
    }
    None
}

/// An address can end up as words beside its label, as can what follows a fence.
fn with_shown_words(mut tag: Tag<'_>) -> Tag<'_> {
    if let Tag::Link {
        dest_url: words, ..
    }
    | Tag::Image {
        dest_url: words, ..
    }
    | Tag::CodeBlock(CodeBlockKind::Fenced(words)) = &mut tag
    {
        *words = shown(std::mem::replace(words, CowStr::Borrowed("")));
    }
    tag
}

fn shown(words: CowStr<'_>) -> CowStr<'_> {
    if text::is_plain(&words) {
        words
    } else {
        text::without_disguise(&words).into()
    }
}

fn tables_stay_small(source: &str) -> bool {
    let (mut widest, mut lines) = (0, 0);
    for line in source.lines() {
        lines += 1;
        widest = widest.max(line.bytes().filter(|byte| *byte == b'|').count() + 1);
    }
    widest * lines <= MOST_CELLS
}
