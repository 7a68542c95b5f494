//! What a search asks for.

use super::fold::{Word, is_common, words};
use super::{SEARCH_LIMIT, WORDS_LIMIT};

/// Whether the last word of a search is still being typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Typing {
    /// Its last word may go on.
    Going,
    /// It is whole.
    Done,
}

/// One word that is looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Term {
    /// A word, without its ending.
    Word(String),
    /// Whatever begins with this.
    Start(String),
}

/// Words that mean the same: each in all the ways in which it may be said, each
/// way a few words.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Synonyms(Vec<Vec<Vec<String>>>);

impl Synonyms {
    /// From groups as they are typed, with commas between.
    pub fn new<'a>(groups: impl IntoIterator<Item = &'a str>) -> Self {
        Self(groups.into_iter().map(Self::group).collect())
    }

    fn group(typed: &str) -> Vec<Vec<String>> {
        let ways = typed.split(',').map(stems);
        ways.filter(|way| !way.is_empty()).collect()
    }

    /// How many ways of saying it a group as it is typed has.
    #[must_use]
    pub fn ways(typed: &str) -> usize {
        let mut ways = Self::group(typed);
        ways.sort();
        ways.dedup();
        ways.len()
    }

    /// The longest way of saying something that these words begin with: its
    /// group, and how many words it is.
    fn of(&self, words: &[Word]) -> Option<(&[Vec<String>], usize)> {
        let begins = |way: &&Vec<String>| {
            words.len() >= way.len()
                && words
                    .iter()
                    .zip(way.iter())
                    .all(|(word, of)| word.stem == *of)
        };
        let groups = self.0.iter();
        let longest = groups.filter_map(|group| {
            let longest = group.iter().filter(begins).map(Vec::len).max()?;
            Some((group.as_slice(), longest))
        });
        longest.max_by_key(|(_, longest)| *longest)
    }
}

fn stems(text: &str) -> Vec<String> {
    words(text).into_iter().map(|word| word.stem).collect()
}

/// What a search asks for: everything in `all`, and every phrase.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Query {
    /// Each is said in one of several ways, each way a few words.
    pub all: Vec<Vec<Vec<Term>>>,
    /// Words between quotation marks, without endings, in this order.
    pub phrases: Vec<Vec<String>>,
    /// Whether there was more than is looked for.
    pub is_shortened: bool,
}

impl Query {
    /// Of what somebody typed. Signs part words, whatever they are.
    #[must_use]
    pub fn new(typed: &str, typing: Typing, synonyms: &Synonyms) -> Self {
        let end = typed.char_indices().nth(SEARCH_LIMIT);
        let text = end.and_then(|(end, _)| typed.get(..end)).unwrap_or(typed);
        let mut query = Self {
            is_shortened: end.is_some(),
            ..Self::default()
        };
        let is_going = typing == Typing::Going
            && end.is_none()
            && text.ends_with(|char: char| char.is_alphanumeric());
        let mut left = WORDS_LIMIT;
        let mut stretches = Vec::new();
        for (nth, part) in text.split(['"', '“', '”', '„']).enumerate() {
            let mut words = words(part);
            query.is_shortened |= words.len() > left;
            words.truncate(left);
            left -= words.len();
            stretches.push((nth % 2 == 1, words));
        }
        let is_all_common = stretches
            .iter()
            .all(|(quoted, words)| !quoted && words.iter().all(|word| is_common(&word.plain)));
        let last = stretches.len().saturating_sub(1);
        for (nth, (is_quoted, words)) in stretches.into_iter().enumerate() {
            let is_going = is_going && nth == last;
            if is_quoted && !is_going {
                query.add_phrase(words);
            } else {
                query.add_words(&words, is_going, is_all_common, synonyms);
            }
        }
        query
    }

    /// Whether nothing is looked for.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    fn add_phrase(&mut self, words: Vec<Word>) {
        let phrase: Vec<String> = words.into_iter().map(|word| word.stem).collect();
        for stem in &phrase {
            self.all.push(vec![vec![Term::Word(stem.clone())]]);
        }
        if phrase.len() > 1 {
            self.phrases.push(phrase);
        }
    }

    fn add_words(
        &mut self,
        words: &[Word],
        is_going: bool,
        is_all_common: bool,
        synonyms: &Synonyms,
    ) {
        let mut rest = words;
        while let Some((word, behind)) = rest.split_first() {
            let is_last = behind.is_empty();
            // The last of them may become a longer word, or another. With one letter
            // half of all words begin.
            let mut ways: Vec<Vec<Term>> = Vec::new();
            if is_last && is_going && word.plain.len() > 1 {
                ways.push(vec![Term::Start(word.plain.clone())]);
            }
            if let Some((group, length)) = synonyms.of(rest) {
                let said = |way: &Vec<String>| way.iter().cloned().map(Term::Word).collect();
                ways.extend(group.iter().map(said));
                self.all.push(ways);
                rest = rest.get(length..).unwrap_or_default();
                continue;
            }
            rest = behind;
            if is_common(&word.plain) && !is_all_common {
                continue;
            }
            ways.push(vec![Term::Word(word.stem.clone())]);
            self.all.push(ways);
        }
    }

    /// Its words as they are looked for.
    pub(super) fn terms(&self) -> impl Iterator<Item = &Term> {
        self.all.iter().flatten().flatten()
    }
}

#[cfg(test)]
mod tests {
    use super::super::fold::found_by;
    use super::*;

    /// Whether a search finds a text, as the databases do.
    fn finds(query: &Query, title: &str, text: &str) -> bool {
        let found = found_by(title, text);
        let index: Vec<&str> = found
            .words
            .split([' ', '|'])
            .chain(found.marks.split(' '))
            .collect();
        let is_there = |term: &Term| match term {
            Term::Word(stem) => index.contains(&stem.as_str()),
            Term::Start(start) => index.iter().any(|word| word.starts_with(start.as_str())),
        };
        let is_said = |ways: &Vec<Vec<Term>>| ways.iter().any(|way| way.iter().all(is_there));
        let is_phrase =
            |phrase: &Vec<String>| found.words.contains(&format!(" {} ", phrase.join(" ")));
        !query.is_empty() && query.all.iter().all(is_said) && query.phrases.iter().all(is_phrase)
    }

    fn search(typed: &str) -> Query {
        let synonyms = Synonyms::new(super::super::SYNONYMS.iter().copied());
        Query::new(typed, Typing::Done, &synonyms)
    }

    #[test]
    fn words_are_found_whatever_their_ending_accents_and_hyphens() {
        for (typed, text) in [
            ("self harm", "About self-harm"),
            ("self-harm", "Talking about self harming"),
            ("selfharm", "Talking about self-harm"),
            ("parents", "A parent asked"),
            ("zoe cafe", "Zoë's Café"),
            ("children's", "For children"),
            ("DON’T", "they don't"),
            ("camhs", "The Child and Adolescent Mental Health Service"),
            (
                "child and adolescent mental health services",
                "CAMHS said no",
            ),
            ("a&e", "in the emergency department"),
            ("emergency department", "We went to A&E again"),
            ("how to talk to a parent", "Talking with parents"),
            ("who", "Who?"),
            ("李", "李 雷"),
            ("कमला", "कमला"),
            ("\"waiting list\"", "a waiting list for"),
            ("ｗａｉｔ", "waits"),
            ("O'Neill", "Oneill"),
        ] {
            assert!(
                finds(&search(typed), "", text),
                "{typed} in {text}: {:?}",
                search(typed)
            );
        }
        for (typed, text) in [
            ("harm", "harbour"),
            ("\"list waiting\"", "a waiting list"),
            ("\"one two\"", "one, and two"),
            ("parents school", "parents"),
            ("", "anything"),
            ("  ?!*()\"' ", "anything"),
            ("कमला", "कामली"),
            ("NOT", "anything"),
        ] {
            assert!(!finds(&search(typed), "", text), "{typed} in {text}");
        }
        assert!(finds(
            &search("leaflet parents"),
            "For parents",
            "A leaflet"
        ));
        assert!(!finds(&search("\"parents a\""), "For parents", "A leaflet"));
    }

    #[test]
    fn the_word_that_is_typed_may_go_on() {
        let typed = |text: &str| Query::new(text, Typing::Going, &Synonyms::default());
        for text in ["par", "paren", "parenti", "parenting", "good parenti"] {
            assert!(finds(&typed(text), "", "Good parenting"), "{text}");
        }
        assert!(
            !finds(&typed("paren "), "", "Good parenting"),
            "it was ended"
        );
        assert!(
            !finds(&typed("p"), "", "Good parenting"),
            "it is one letter"
        );
        assert!(
            !finds(&search("paren"), "", "Good parenting"),
            "it is whole"
        );
    }

    #[test]
    fn no_search_is_too_long_or_too_odd() {
        for typed in [
            "word ".repeat(2_000),
            "w".repeat(10_000),
            "\"".repeat(10_000),
            "👩‍👩‍👧 \0 \u{202e} * AND (NEAR{:-}".to_owned(),
            "' OR 1=1 --".to_owned(),
        ] {
            let query = search(&typed);
            assert!(query.all.len() <= WORDS_LIMIT);
            let is_plain = |term: &Term| match term {
                Term::Word(word) | Term::Start(word) => {
                    !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_alphanumeric())
                }
            };
            assert!(query.terms().all(is_plain), "{query:?}");
        }
        assert!(search(&"word ".repeat(20)).is_shortened);
        assert!(search(&"w".repeat(201)).is_shortened);
        assert!(!search("word").is_shortened);
    }

    #[test]
    fn a_group_of_synonyms_has_two_ways_at_least() {
        assert_eq!(Synonyms::ways("GP, family doctor"), 2);
        assert_eq!(Synonyms::ways("GP, gp,, !"), 1);
    }
}
