//! Limits that the library does not have.
//!
//! Brackets nested ten thousand deep, or fragments that double each other, would
//! cost the process its stack or its time: the text is measured before anything
//! recursive reads it, and what was parsed before the library walks it. What was
//! found valid is remembered, so that the screens' documents are parsed once.

use std::collections::HashMap;
use std::num::NonZeroUsize;
use std::sync::{Mutex, MutexGuard, PoisonError};

use async_graphql::parser::parse_query;
use async_graphql::parser::types::{ExecutableDocument, Selection, SelectionSet};
use async_graphql::{Pos, Positioned, ServerError, ServerResult};
use lru::LruCache;

use crate::Mode;
use crate::error::{Code, coded};

/// Bytes of a document. Texts travel in variables; the longest document of the
/// screens has about 4 kB.
const LENGTH: usize = 32 * 1024;
/// Brackets inside each other, in the text.
const NESTING: usize = 64;
/// Selections of a document, those of a fragment counted wherever it is spread,
/// and directives beside them; the library has a limit for those of fields.
const SELECTIONS: usize = 1_000;
/// Letters of the aliases of a document, counted in the same way: each item of a
/// list repeats them in the answer.
const ALIAS_LETTERS: usize = 500;
/// Fields of an operation itself, each of which is a request of its own: a
/// mutation could be sent hundreds of times in one.
const ROOTS: usize = 20;
/// Sets of selections around one, those of the fragments that lead to it among
/// them: each is a step on the stack.
const AROUND: usize = 200;
/// Documents that are remembered: the screens have about fifty.
const REMEMBERED: NonZeroUsize = NonZeroUsize::MIN.saturating_add(255);

/// Documents within the limits, and those that were run lately. Not an extension
/// of the library: with one it runs every field through it.
pub(crate) struct Documents {
    mode: Mode,
    known: Mutex<LruCache<String, ExecutableDocument>>,
}

impl Documents {
    pub(crate) fn new(mode: Mode) -> Self {
        let known = Mutex::new(LruCache::new(REMEMBERED));
        Self { mode, known }
    }

    /// The document of a text, and whether it is remembered.
    ///
    /// # Errors
    /// Where it is no GraphQL, and which limit it passes.
    pub(crate) fn read(&self, text: &str) -> ServerResult<(ExecutableDocument, bool)> {
        if let Some(known) = self.known().get(text) {
            return Ok((known.clone(), true));
        }
        check_text(text)?;
        let document = parse_query(text)?;
        check_size(&document, self.mode)?;
        Ok((document, false))
    }

    /// Remembers one that proved to be valid: nonsense must not push the screens'
    /// own documents out.
    pub(crate) fn remember(&self, text: String, document: ExecutableDocument) {
        self.known().put(text, document);
    }

    fn known(&self) -> MutexGuard<'_, LruCache<String, ExecutableDocument>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn too_complex(what: &str) -> ServerError {
    let words = format!("The document is too complex: {what}.");
    coded(Code::TooComplex, &words).into_server_error(Pos::default())
}

fn invalid(words: &str) -> ServerError {
    coded(Code::BadRequest, words).into_server_error(Pos::default())
}

/// Length and nesting of a text.
fn check_text(text: &str) -> ServerResult<()> {
    if text.len() > LENGTH {
        return Err(too_complex(&format!("it has more than {LENGTH} bytes")));
    }
    let mut depth = 0_usize;
    let mut rest = text;
    while let Some(character) = rest.chars().next() {
        let token = match character {
            '#' => rest.find(['\n', '\r']).unwrap_or(rest.len()),
            // The parser reads three quotes that nothing closes as a text and the
            // beginning of another, and whatever follows as values.
            '"' => {
                string_length(rest).ok_or_else(|| invalid("A text in the document has no end."))?
            }
            '(' | '[' | '{' => {
                depth += 1;
                1
            }
            ')' | ']' | '}' => {
                depth = depth.saturating_sub(1);
                1
            }
            other => other.len_utf8(),
        };
        if depth > NESTING {
            let what = format!("brackets are nested more than {NESTING} deep");
            return Err(too_complex(&what));
        }
        rest = rest.get(token..).unwrap_or_default();
    }
    Ok(())
}

/// Bytes of the string or block string that `text` begins with; none if it has
/// no end.
fn string_length(text: &str) -> Option<usize> {
    let is_block = text.starts_with("\"\"\"");
    let close = if is_block { "\"\"\"" } else { "\"" };
    let mut at = close.len();
    loop {
        let inside = text.get(at..).filter(|inside| !inside.is_empty())?;
        at += match inside {
            _ if inside.starts_with(close) => return Some(at + close.len()),
            _ if is_block && inside.starts_with("\\\"\"\"") => 4,
            _ if !is_block && inside.starts_with(['\n', '\r']) => return None,
            _ if !is_block && inside.starts_with('\\') => {
                1 + inside.chars().nth(1).map_or(0, char::len_utf8)
            }
            _ => inside.chars().next().map_or(1, char::len_utf8),
        };
    }
}

#[derive(Debug, Clone, Copy, Default)]
struct Size {
    selections: usize,
    alias_letters: usize,
    /// Those of the set itself, through whatever fragments.
    fields: usize,
}

impl Size {
    /// Fragments that double each other soon have more than a number can hold.
    fn add(&mut self, selections: usize, alias_letters: usize) {
        self.selections = self.selections.saturating_add(selections);
        self.alias_letters = self.alias_letters.saturating_add(alias_letters);
    }
}

/// The sizes of fragments, each worked out once; none while it is.
struct Measure<'a> {
    document: &'a ExecutableDocument,
    fragments: HashMap<&'a str, Option<Size>>,
    mode: Mode,
    around: usize,
}

fn check_size(document: &ExecutableDocument, mode: Mode) -> ServerResult<()> {
    let mut measure = Measure {
        document,
        fragments: HashMap::new(),
        mode,
        around: 0,
    };
    let mut whole = Size::default();
    for (_, operation) in document.operations.iter() {
        let variables = operation.node.variable_definitions.iter();
        let directives: usize = variables.map(|one| one.node.directives.len()).sum();
        whole.add(directives + operation.node.directives.len(), 0);
        let size = measure.set(&operation.node.selection_set.node)?;
        if size.fields > ROOTS {
            let what = format!("an operation asks for more than {ROOTS} things");
            return Err(too_complex(&what));
        }
        whole.add(size.selections, size.alias_letters);
    }
    // One that nothing spreads is walked by validation all the same.
    for (name, fragment) in &document.fragments {
        whole.add(fragment.node.directives.len(), 0);
        let size = measure.fragment(name)?;
        whole.selections = whole.selections.max(size.selections);
    }
    for (is, limit, what) in [
        (whole.selections, SELECTIONS, "selections"),
        (whole.alias_letters, ALIAS_LETTERS, "letters in aliases"),
    ] {
        if is > limit {
            return Err(too_complex(&format!("it has more than {limit} {what}")));
        }
    }
    Ok(())
}

impl<'a> Measure<'a> {
    fn set(&mut self, set: &'a SelectionSet) -> ServerResult<Size> {
        // On the way in: fragments in a chain are no deeper in the text.
        if self.around > AROUND {
            return Err(too_complex("selections and fragments are nested too deep"));
        }
        self.around += 1;
        let mut size = Size::default();
        for Positioned { node, .. } in &set.items {
            size.add(1, 0);
            let inner = match node {
                Selection::Field(field) => {
                    size.fields += 1;
                    if self.mode == Mode::Production && field.node.name.node == "__schema" {
                        // The library would leave it out of the answer without a word.
                        return Err(invalid(
                            "This server does not answer questions about its schema: read crates/graphql/schema.graphql.",
                        ));
                    }
                    let alias = field.node.alias.as_ref();
                    size.add(0, alias.map_or(0, |alias| alias.node.len()));
                    let inner = self.set(&field.node.selection_set.node)?;
                    Size { fields: 0, ..inner }
                }
                Selection::InlineFragment(fragment) => {
                    self.set(&fragment.node.selection_set.node)?
                }
                Selection::FragmentSpread(spread) => {
                    self.fragment(&spread.node.fragment_name.node)?
                }
            };
            size.add(inner.selections, inner.alias_letters);
            size.fields = size.fields.saturating_add(inner.fields);
        }
        self.around -= 1;
        Ok(size)
    }

    fn fragment(&mut self, name: &'a str) -> ServerResult<Size> {
        match self.fragments.get(name) {
            Some(Some(known)) => return Ok(*known),
            // Begun and not finished: it spreads itself.
            Some(None) => return Err(invalid(&format!("The fragment {name:?} contains itself."))),
            None => {}
        }
        // A fragment that is not there is for validation to name.
        let Some(fragment) = self.document.fragments.get(name) else {
            return Ok(Size::default());
        };
        self.fragments.insert(name, None);
        let size = self.set(&fragment.node.selection_set.node)?;
        self.fragments.insert(name, Some(size));
        Ok(size)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_remembered_is_not_parsed_again_and_the_oldest_is_forgotten() {
        let documents = Documents::new(Mode::Production);
        let text = |n: usize| format!("{{ field{n} }}");
        for n in 0..=REMEMBERED.get() {
            let (document, is_known) = documents.read(&text(n)).unwrap();
            assert!(!is_known);
            documents.remember(text(n), document);
        }
        assert!(documents.read(&text(5)).unwrap().1);
        assert!(!documents.read(&text(0)).unwrap().1);
    }

    #[test]
    fn who_asks_about_the_schema_is_refused_in_production_alone() {
        for (text, asks) in [
            ("{ __typename community { __typename } }", false),
            ("{ a: __schema { types { name } } }", true),
            (
                "{ ...F } fragment F on Query { ... { __schema { queryType { name } } } }",
                true,
            ),
            ("{ __type(name: \"A\") { name } }", false),
        ] {
            let is_refused = |mode| Documents::new(mode).read(text).is_err();
            assert_eq!(is_refused(Mode::Production), asks, "{text}");
            assert!(!is_refused(Mode::Development), "{text}");
        }
    }
}
