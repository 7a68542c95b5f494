//! How large a document may be. Brackets nested ten thousand deep or fragments
//! that double each other would cost the process its stack or its time: the text
//! is measured before anything recursive reads it, and what was parsed before the
//! library walks it, fragments counted once each.

use std::collections::HashMap;

use async_graphql::parser::types::{ExecutableDocument, Selection, SelectionSet};
use async_graphql::{Name, Positioned};
use graphql::schema::{DEPTH_LIMIT, DIRECTIVE_LIMIT};

use super::Rejected;

/// Bytes of a document. Texts travel in variables; the longest document of the
/// screens has about 4 kB.
const LENGTH_LIMIT: usize = 32 * 1024;
/// Brackets inside each other, in the text.
const NESTING_LIMIT: usize = 64;
/// Selections of a document, those of a fragment counted wherever it is spread.
const SELECTION_LIMIT: usize = 1_000;
/// Aliases of a document, counted in the same way; `__typename` is no exception.
const ALIAS_LIMIT: usize = 50;
/// Directives of a document, counted in the same way.
const DIRECTIVES_LIMIT: usize = 50;
/// Selections of one set that have the same name: the library runs each of
/// them, and merges the answers afterwards.
const REPEAT_LIMIT: usize = 5;
/// Fields of an operation itself, each of which is a request of its own.
const ROOT_LIMIT: usize = 20;
/// Sets of selections around one, those of the fragments that lead to it among
/// them: each is a step on the stack.
const AROUND_LIMIT: usize = 200;
/// Operations of a document.
const OPERATION_LIMIT: usize = 10;
/// Fragments of a document, which may spread each other in a chain.
const FRAGMENT_LIMIT: usize = 50;

/// Says which limit is passed.
pub(super) fn too_complex(what: &str) -> Rejected {
    Rejected::TooComplex(format!("The document is too complex: {what}."))
}

/// Length and nesting of a text.
///
/// # Errors
/// [`Rejected`].
pub(super) fn check_text(text: &str) -> Result<(), Rejected> {
    if text.len() > LENGTH_LIMIT {
        return Err(too_complex(&format!(
            "it has more than {LENGTH_LIMIT} bytes"
        )));
    }
    let mut depth = 0_usize;
    let mut rest = text;
    while let Some(character) = rest.chars().next() {
        let token = match character {
            '#' => rest.find(['\n', '\r']).unwrap_or(rest.len()),
            // The parser reads three quotes that nothing closes as a text and the
            // beginning of another, and whatever follows as values.
            '"' => string_length(rest).ok_or_else(|| {
                Rejected::Invalid("A text in the document has no end.".to_owned())
            })?,
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
        if depth > NESTING_LIMIT {
            return Err(too_complex(&format!(
                "brackets are nested more than {NESTING_LIMIT} deep"
            )));
        }
        rest = rest.get(token..).unwrap_or_default();
    }
    Ok(())
}

/// Bytes of the string or block string that `text` begins with; none if it has
/// no end.
fn string_length(text: &str) -> Option<usize> {
    let (open, close) = if text.starts_with("\"\"\"") {
        (3, "\"\"\"")
    } else {
        (1, "\"")
    };
    let mut at = open;
    loop {
        match text.get(at..) {
            None | Some("") => return None,
            Some(inside) if inside.starts_with(close) => return Some(at + close.len()),
            Some(inside) if inside.starts_with("\\\"\"\"") && open == 3 => at += 4,
            Some(inside) if open == 1 && inside.starts_with('\\') => {
                at += 1 + inside.chars().nth(1).map_or(0, char::len_utf8)
            }
            Some(inside) if open == 1 && inside.starts_with(['\n', '\r']) => return None,
            Some(inside) => at += inside.chars().next().map_or(1, char::len_utf8),
        }
    }
}

#[derive(Debug, Clone, Copy, Default)]
struct Size {
    selections: usize,
    aliases: usize,
    directives: usize,
    depth: usize,
    /// Fields of the set itself, those of fragments that it spreads among them.
    level: usize,
}

impl Size {
    fn add(&mut self, inner: Self) {
        self.selections = self.selections.saturating_add(inner.selections);
        self.aliases = self.aliases.saturating_add(inner.aliases);
        self.directives = self.directives.saturating_add(inner.directives);
        self.depth = self.depth.max(inner.depth);
    }
}

/// The sizes of fragments, each worked out once.
struct Measure<'a> {
    document: &'a ExecutableDocument,
    fragments: HashMap<&'a str, Option<Size>>,
    introspects: bool,
    /// Whether a variable stands inside of a value.
    mixes: bool,
    /// Selections and fragments around the one that is looked at.
    around: usize,
}

/// What a document is like that passes no limit.
pub(super) struct Measured {
    /// It asks about the schema.
    pub introspects: bool,
    /// One operation without directives, and without values that hold variables.
    pub is_simple: bool,
}

/// How often the selection stands there that stands there most often.
fn most_repeated(set: &SelectionSet) -> usize {
    let mut counts: HashMap<&str, usize> = HashMap::with_capacity(set.items.len());
    for Positioned { node, .. } in &set.items {
        let name = match node {
            Selection::Field(field) => field.node.response_key().node.as_str(),
            Selection::FragmentSpread(spread) => spread.node.fragment_name.node.as_str(),
            Selection::InlineFragment(_) => "...",
        };
        *counts.entry(name).or_default() += 1;
    }
    counts.into_values().max().unwrap_or(0)
}

/// What is parsed, before it is walked.
///
/// # Errors
/// [`Rejected`].
pub(super) fn check_size(document: &ExecutableDocument) -> Result<Measured, Rejected> {
    if document.fragments.len() > FRAGMENT_LIMIT {
        return Err(too_complex(&format!(
            "it has more than {FRAGMENT_LIMIT} fragments"
        )));
    }
    let mut measure = Measure {
        document,
        fragments: HashMap::new(),
        introspects: false,
        mixes: false,
        around: 0,
    };
    let mut whole = Size::default();
    for (_, operation) in document.operations.iter() {
        let variables = &operation.node.variable_definitions;
        whole.directives += operation.node.directives.len()
            + variables
                .iter()
                .map(|one| one.node.directives.len())
                .sum::<usize>();
        let selections = &operation.node.selection_set.node;
        let size = measure.set(selections)?;
        if size.level > ROOT_LIMIT {
            return Err(too_complex(&format!(
                "an operation asks for more than {ROOT_LIMIT} things"
            )));
        }
        whole.add(size);
    }
    // A fragment that nothing spreads is walked by validation all the same.
    for (name, fragment) in &document.fragments {
        whole.directives += fragment.node.directives.len();
        let size = measure.fragment(name)?;
        if size.selections > SELECTION_LIMIT {
            return Err(too_complex(&format!(
                "a fragment has more than {SELECTION_LIMIT} selections"
            )));
        }
    }
    let limits = [
        (
            document.operations.iter().len(),
            OPERATION_LIMIT,
            "operations",
        ),
        (whole.selections, SELECTION_LIMIT, "selections"),
        (whole.aliases, ALIAS_LIMIT, "aliases"),
        (whole.directives, DIRECTIVES_LIMIT, "directives"),
        (whole.depth, DEPTH_LIMIT, "selections inside each other"),
    ];
    match limits.iter().find(|(is, limit, _)| is > limit) {
        Some((_, limit, what)) => Err(too_complex(&format!("it has more than {limit} {what}"))),
        None => Ok(Measured {
            introspects: measure.introspects,
            is_simple: document.operations.iter().len() == 1
                && whole.directives == 0
                && !measure.mixes,
        }),
    }
}

impl<'a> Measure<'a> {
    fn set(&mut self, set: &'a SelectionSet) -> Result<Size, Rejected> {
        // On the way in: fragments in a chain are no deeper in the text.
        if self.around > AROUND_LIMIT {
            return Err(too_complex("selections and fragments are nested too deep"));
        }
        self.around += 1;
        let size = self.within(set);
        self.around -= 1;
        size
    }

    fn within(&mut self, set: &'a SelectionSet) -> Result<Size, Rejected> {
        let mut size = Size::default();
        if most_repeated(set) > REPEAT_LIMIT {
            return Err(too_complex(&format!(
                "a field or fragment is asked for more than {REPEAT_LIMIT} times in one place"
            )));
        }
        for Positioned { node, .. } in &set.items {
            size.selections += 1;
            let inner = match node {
                Selection::Field(field) => {
                    self.introspects |= field.node.name.node == "__schema";
                    self.mixes |= field.node.arguments.iter().any(|(_, value)| {
                        let is_variable = value.node.to_string().starts_with('$');
                        !is_variable && value.node.clone().into_const().is_none()
                    });
                    size.aliases += usize::from(field.node.alias.is_some());
                    let mut inner = self.set(&field.node.selection_set.node)?;
                    inner.depth += 1;
                    inner.level = 1;
                    inner
                }
                Selection::InlineFragment(fragment) => {
                    self.set(&fragment.node.selection_set.node)?
                }
                Selection::FragmentSpread(spread) => {
                    self.fragment(&spread.node.fragment_name.node)?
                }
            };
            let directives = node.directives().len();
            if directives > DIRECTIVE_LIMIT {
                return Err(too_complex(&format!(
                    "a selection has more than {DIRECTIVE_LIMIT} directives"
                )));
            }
            size.directives += directives;
            size.level = size.level.saturating_add(inner.level);
            size.add(inner);
        }
        Ok(size)
    }

    fn fragment(&mut self, name: &'a Name) -> Result<Size, Rejected> {
        match self.fragments.get(name.as_str()) {
            Some(Some(known)) => return Ok(*known),
            // Begun and not finished: it spreads itself.
            Some(None) => {
                return Err(Rejected::Invalid(format!(
                    "The fragment {:?} contains itself.",
                    name.as_str()
                )));
            }
            None => {}
        }
        // A fragment that is not there is for validation to name.
        let Some(fragment) = self.document.fragments.get(name) else {
            return Ok(Size::default());
        };
        self.fragments.insert(name.as_str(), None);
        let size = self.set(&fragment.node.selection_set.node)?;
        self.fragments.insert(name.as_str(), Some(size));
        Ok(size)
    }
}

#[cfg(test)]
mod tests {
    use super::super::Document;
    use super::*;

    fn rejected(text: &str) -> Option<Rejected> {
        Document::parse(text).err()
    }

    fn too_complex(text: &str) -> bool {
        matches!(rejected(text), Some(Rejected::TooComplex(_)))
    }

    #[test]
    fn an_ordinary_document_passes() {
        assert_eq!(
            rejected(
                "query Q($id: ID!) { a: thread(id: $id) { ...T } } fragment T on Thread { id title }"
            ),
            None
        );
        assert_eq!(
            rejected(
                r#"{ search(text: "}}}}{{{{ \" [[[") # {{{{{
        { id } }"#
            ),
            None
        );
        assert_eq!(
            rejected("{ search(text: \"\"\"{{{ \\\"\"\" [[[\"\"\") { id } }"),
            None
        );
        assert!(matches!(rejected("{ thread("), Some(Rejected::Invalid(_))));
    }

    #[test]
    fn every_limit_holds() {
        let many = |count: usize, of: &dyn Fn(usize) -> String| {
            (0..count).map(of).collect::<Vec<_>>().join(" ")
        };
        for (name, text) in [
            (
                "length",
                format!("{{ a(text: \"{}\") }}", "x".repeat(LENGTH_LIMIT)),
            ),
            (
                "deep selections",
                format!("{}{}", "{ a ".repeat(5_000), "}".repeat(5_000)),
            ),
            (
                "deep values",
                format!("{{ a(b: {}{}) }}", "[".repeat(5_000), "]".repeat(5_000)),
            ),
            (
                "deep types",
                format!(
                    "query ($a: {}Int{}) {{ a }}",
                    "[".repeat(5_000),
                    "]".repeat(5_000)
                ),
            ),
            (
                "depth",
                format!(
                    "{}{}",
                    "{ a ".repeat(DEPTH_LIMIT + 1),
                    "}".repeat(DEPTH_LIMIT + 1)
                ),
            ),
            (
                "selections",
                format!(
                    "{{ a {{ {} }} }}",
                    many(SELECTION_LIMIT + 1, &|n| format!("b{n}"))
                ),
            ),
            (
                "aliases",
                format!(
                    "{{ {} }}",
                    many(200, &|n| format!("a{n}: community {{ id }}"))
                ),
            ),
            (
                "aliases of __typename",
                format!("{{ {} }}", many(200, &|n| format!("a{n}: __typename"))),
            ),
            (
                "one field often",
                format!("{{ {} }}", "__typename ".repeat(500)),
            ),
            (
                "one field often, further in",
                format!("{{ community {{ {} }} }}", "memberCount ".repeat(20)),
            ),
            (
                "one fragment often",
                format!(
                    "{{ a {{ {} }} }} fragment F on A {{ b }}",
                    "...F ".repeat(20)
                ),
            ),
            (
                "many things in fragments",
                format!(
                    "{{ ...F ...G }} fragment F on Query {{ {} }} fragment G on Query {{ {} }}",
                    many(11, &|n| format!("a{n}")),
                    many(11, &|n| format!("a{n}"))
                ),
            ),
            (
                "many things at once",
                format!("{{ {} }}", many(21, &|n| format!("a{n}"))),
            ),
            (
                "one directive often",
                format!("{{ a {} }}", "@skip(if: false) ".repeat(200)),
            ),
            (
                "directives on many",
                format!(
                    "{{ a {{ {} }} }}",
                    many(DIRECTIVES_LIMIT + 1, &|n| format!("b{n} @skip(if: false)"))
                ),
            ),
            (
                "directives of an operation",
                format!("query {} {{ a }}", "@a ".repeat(6_000)),
            ),
            (
                "directives of a fragment",
                format!(
                    "{{ ...F }} fragment F on Query {} {{ a }}",
                    "@a ".repeat(6_000)
                ),
            ),
            (
                "directives of a fragment that nothing spreads",
                format!(
                    "{{ a }} fragment F on Query {} {{ a }}",
                    "@a ".repeat(6_000)
                ),
            ),
            (
                "directives of a variable",
                format!("query ($a: Int {}) {{ a }}", "@a ".repeat(6_000)),
            ),
            ("operations", many(11, &|n| format!("query Q{n} {{ a }}"))),
            (
                "fragments in a chain",
                format!(
                    "{{ ...F0 }} {} fragment F400 on Query {{ a }}",
                    many(400, &|n| format!(
                        "fragment F{n} on Query {{ ...F{} }}",
                        n + 1
                    ))
                ),
            ),
            (
                "deep fragments in a chain",
                format!(
                    "{{ ...F0 }} {} fragment F40 on Query {{ a }}",
                    many(40, &|n| format!(
                        "fragment F{n} on Query {{ {}...F{} {}",
                        "... { ".repeat(60),
                        n + 1,
                        "}".repeat(61)
                    ))
                ),
            ),
        ] {
            assert!(too_complex(&text), "{name}: {:?}", rejected(&text));
        }
    }

    #[test]
    fn fragments_that_double_each_other_cost_nothing() {
        let bomb: String = (0..40)
            .map(|n| format!("fragment F{n} on Query {{ ...F{m} ...F{m} }} ", m = n + 1))
            .collect();
        assert!(too_complex(&format!(
            "{{ ...F0 }} {bomb} fragment F40 on Query {{ a }}"
        )));
        assert!(matches!(
            rejected("{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }"),
            Some(Rejected::Invalid(_))
        ));
    }

    /// The parser reads `""""` as two texts, and what follows as values.
    #[test]
    fn brackets_do_not_hide_behind_a_text_without_end() {
        let brackets = format!("{}{}", "[".repeat(2_000), "]".repeat(2_000));
        for (name, text) in [
            ("four quotes", format!("{{ a(b: [\"\"\"\" {brackets}]) }}")),
            ("three quotes", format!("{{ a(b: [\"\"\" {brackets}]) }}")),
            (
                "an escaped end",
                format!("{{ a(b: [\"\"\"\\\\\"\"\" {brackets}]) }}"),
            ),
            ("a line's end", format!("{{ a(b: [\"\n {brackets}]) }}")),
        ] {
            assert!(rejected(&text).is_some(), "{name}");
        }
    }
}
