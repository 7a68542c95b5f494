//! The beginning of a post in plain words, for a row in a list.

use unicode_segmentation::UnicodeSegmentation;

use crate::parse::{Block, Event};

/// Most code points of an excerpt, the ellipsis not counted.
pub const EXCERPT_LENGTH: usize = 200;

/// The words of the events on one line, cut between words or, where a word has
/// no end, between what a reader takes for characters.
pub(crate) fn excerpt(events: &[Event]) -> String {
    let words = beginning(events);
    let Some((cut, _)) = words.char_indices().nth(EXCERPT_LENGTH) else {
        return words;
    };
    let whole = words
        .grapheme_indices(true)
        .map(|(start, _)| start)
        .take_while(|start| *start <= cut)
        .last()
        .unwrap_or_default();
    let head = words.get(..whole).unwrap_or_default();
    let at_word = match words.get(whole..) {
        Some(tail) if !tail.starts_with(' ') => head.rsplit_once(' ').map_or(head, |(all, _)| all),
        _ => head,
    };
    let tidy = at_word.trim_end_matches([' ', ',', ';', ':', '-', '–', '—']);
    format!("{tidy}…")
}

/// Enough of the text to know whether it has to be cut.
fn beginning(events: &[Event]) -> String {
    let mut line = Line::default();
    let mut is_in_table = false;
    for event in events {
        match event {
            // Cell after cell, its words would say what nobody wrote.
            Event::Open(Block::Table) => is_in_table = true,
            Event::Close(Block::Table) => is_in_table = false,
            Event::Text(words, _) if !is_in_table => line.push(words),
            Event::Reference(reference) if !is_in_table => line.push(reference.placeholder()),
            Event::Close(_) | Event::Break => line.space(),
            _ => {}
        }
        if line.length > EXCERPT_LENGTH {
            break;
        }
    }
    line.words
}

/// Text with its white space folded as it is put together.
#[derive(Default)]
struct Line {
    words: String,
    length: usize,
    space_due: bool,
}

impl Line {
    fn push(&mut self, text: &str) {
        for char in text.chars() {
            if char.is_whitespace() {
                self.space();
                continue;
            }
            if self.space_due && !self.words.is_empty() {
                self.words.push(' ');
                self.length += 1;
            }
            self.space_due = false;
            self.words.push(char);
            self.length += 1;
        }
    }

    fn space(&mut self) {
        self.space_due = true;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn excerpt_of(source: &str) -> String {
        excerpt(&crate::parse::parse(source, "").unwrap())
    }

    #[test]
    fn marks_go_and_words_stay() {
        assert_eq!(
            excerpt_of(
                "<h3>Sleep clinics</h3><p>We <em>tried</em> <strong>two</strong>:</p><ul><li><p><code>one</code></p></li>\
                 <li><p><a href=\"https://x.example\">two</a></p></li></ul><table><tr><td>Ann</td></tr></table><p>a poster</p>"
            ),
            "Sleep clinics We tried two: one two a poster"
        );
        assert_eq!(excerpt_of("a<br>b &lt;b&gt;d"), "a b <b>d");
        assert_eq!(excerpt_of(" \n\n"), "");
    }

    #[test]
    fn long_text_is_cut_at_a_word() {
        let excerpt = excerpt_of(&"quiet morning, ".repeat(30));
        assert!(
            excerpt.ends_with("quiet…") || excerpt.ends_with("morning…"),
            "{excerpt}"
        );
        assert!(excerpt.chars().count() <= EXCERPT_LENGTH + 1);
        assert!(excerpt.chars().count() > EXCERPT_LENGTH - 15);
        let exact = "a".repeat(EXCERPT_LENGTH);
        assert_eq!(excerpt_of(&exact), exact);
        assert_eq!(excerpt_of(&format!("{exact} b")), format!("{exact}…"));
        assert_eq!(excerpt_of(&format!("{exact}b")), format!("{exact}…"));
    }

    #[test]
    fn a_cut_never_parts_what_belongs_together() {
        let family = "👨‍👩‍👧‍👦";
        let excerpt = excerpt_of(&family.repeat(60));
        let families = excerpt.strip_suffix('…').unwrap();
        assert_eq!(families, family.repeat(EXCERPT_LENGTH / 7));
        let marks = format!("a{}", "\u{301}".repeat(500));
        assert_eq!(excerpt_of(&marks), "…");
    }
}
