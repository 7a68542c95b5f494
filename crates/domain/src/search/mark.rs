//! Where the words of a search stand in what it found.

use super::fold::{Word, words};
use super::query::{Query, Term};

/// Characters before the first word that was looked for.
const BEFORE: usize = 60;
/// Characters of an excerpt.
const LENGTH: usize = 220;

/// A stretch of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// Its words.
    pub text: String,
    /// Whether they were looked for.
    pub is_hit: bool,
}

impl Query {
    fn is_about(&self, word: &Word) -> bool {
        self.terms().any(|term| match term {
            Term::Word(stem) => *stem == word.stem,
            Term::Start(start) => word.plain.starts_with(start.as_str()),
        })
    }
}

/// A text in pieces, with those marked that were looked for.
#[must_use]
pub fn marked(query: &Query, text: &str) -> Vec<Piece> {
    let hits: Vec<Word> = words(text)
        .into_iter()
        .filter(|word| query.is_about(word))
        .collect();
    in_pieces(text, &hits)
}

fn in_pieces(text: &str, hits: &[Word]) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut add = |text: Option<&str>, is_hit| match text {
        Some(text) if !text.is_empty() => pieces.push(Piece {
            text: text.to_owned(),
            is_hit,
        }),
        _ => {}
    };
    let mut done = 0;
    for hit in hits {
        add(text.get(done..hit.at.start), false);
        add(text.get(hit.at.clone()), true);
        done = hit.at.end;
    }
    add(text.get(done..), false);
    pieces
}

/// As much of a text as shows why it was found, on one line: from a little before
/// the word with the most others behind it. From the beginning where none of them
/// stands in it.
#[must_use]
pub fn marked_excerpt(query: &Query, text: &str) -> Vec<Piece> {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let hits: Vec<usize> = words(&line)
        .into_iter()
        .filter(|word| query.is_about(word))
        .map(|word| word.at.start)
        .collect();
    let behind = |from: usize| {
        hits.iter()
            .filter(|at| (from..from + LENGTH - BEFORE).contains(at))
            .count()
    };
    // Of several with as many behind them the first.
    let best = hits
        .iter()
        .copied()
        .rev()
        .max_by_key(|at| behind(*at))
        .unwrap_or(0);
    let start = beginning(&line, best);
    let rest = line.get(start..).unwrap_or_default();
    let shown = ending(rest);
    let (front, back) = (
        if start > 0 { "…" } else { "" },
        if shown.len() < rest.len() { "…" } else { "" },
    );
    marked(query, &format!("{front}{shown}{back}"))
}

/// Where a word begins, a little before a place.
fn beginning(line: &str, place: usize) -> usize {
    let before = line.get(..place).unwrap_or_default();
    if before.chars().count() <= BEFORE {
        return 0;
    }
    let (far, _) = before.char_indices().rev().nth(BEFORE).unwrap_or_default();
    let near = line.get(far..place).unwrap_or_default();
    near.find(' ').map_or(place, |space| far + space + 1)
}

/// What fits, to the end of a word.
fn ending(rest: &str) -> &str {
    let Some((end, _)) = rest.char_indices().nth(LENGTH) else {
        return rest;
    };
    let fits = rest.get(..end).unwrap_or_default();
    fits.rsplit_once(' ').map_or(fits, |(whole, _)| whole)
}

#[cfg(test)]
mod tests {
    use super::super::{Synonyms, Typing};
    use super::*;

    fn shown(pieces: &[Piece]) -> String {
        let show = |piece: &Piece| match piece.is_hit {
            true => format!("[{}]", piece.text),
            false => piece.text.clone(),
        };
        pieces.iter().map(show).collect()
    }

    fn query(typed: &str) -> Query {
        Query::new(
            typed,
            Typing::Done,
            &Synonyms::new(["CAMHS, child mental health"]),
        )
    }

    #[test]
    fn what_was_looked_for_is_marked() {
        let marks = |typed, text| shown(&marked(&query(typed), text));
        assert_eq!(
            marks("harming", "Self-harm? <b>Harm!</b>"),
            "Self-[harm]? <b>[Harm]!</b>"
        );
        assert_eq!(marks("zoe", "Zoë’s café"), "[Zoë’s] café");
        assert_eq!(
            marks("camhs", "Child health, CAMHS"),
            "[Child] [health], [CAMHS]"
        );
        assert_eq!(marks("", "Nothing"), "Nothing");
    }

    #[test]
    fn an_excerpt_is_cut_round_what_was_found() {
        let text = format!(
            "{}the waiting list is long. {}",
            "Quiet words. ".repeat(30),
            "More words. ".repeat(40)
        );
        let excerpt = shown(&marked_excerpt(&query("waiting list"), &text));
        assert!(
            excerpt.starts_with('…') && excerpt.ends_with('…'),
            "{excerpt}"
        );
        assert!(
            excerpt.contains("the [waiting] [list] is long."),
            "{excerpt}"
        );
        assert!(excerpt.chars().count() < LENGTH + 10, "{excerpt}");
        let none = shown(&marked_excerpt(&query("elsewhere"), "One\n\n  two"));
        assert_eq!(none, "One two");
        let one_word = "ä".repeat(1_000);
        assert!(
            marked_excerpt(&query("a"), &one_word)
                .iter()
                .all(|piece| piece.text.chars().count() < 300)
        );
    }
}
