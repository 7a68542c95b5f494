//! GraphQL documents before they are run: measured, parsed once, remembered.

mod size;

use std::collections::{HashMap, HashSet};
use std::num::NonZeroUsize;
use std::sync::{Arc, Mutex, PoisonError};

use async_graphql::parser::types::{
    BaseType, ExecutableDocument, OperationType, Type, TypeKind, TypeSystemDefinition,
};
use async_graphql::parser::{parse_query, parse_schema};
use async_graphql::{Name, Value, Variables};
use lru::LruCache;

use size::{Measured, check_size, check_text, too_complex};

/// Documents that are remembered: the screens have about fifty.
const REMEMBERED: NonZeroUsize = NonZeroUsize::MIN.saturating_add(255);

/// A document that may be run.
pub(crate) struct Document {
    parsed: ExecutableDocument,
    introspects: bool,
    is_simple: bool,
    is_written: bool,
}

/// Why a document is not run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Rejected {
    /// It is no GraphQL, or none that is answered.
    Invalid(String),
    /// A limit is passed; which.
    TooComplex(String),
}

/// The documents that were run lately.
pub(crate) struct Documents {
    known: Mutex<LruCache<String, Arc<Document>>>,
    /// The words of each enum.
    words: HashMap<String, HashSet<String>>,
}

impl Documents {
    /// None yet, of this schema.
    pub(crate) fn new(sdl: &str) -> Self {
        Self {
            known: Mutex::new(LruCache::new(REMEMBERED)),
            words: enum_words(sdl),
        }
    }

    /// The document of a text, and whether it is remembered.
    ///
    /// # Errors
    /// [`Rejected`].
    pub(crate) fn read(&self, text: &str) -> Result<(Arc<Document>, bool), Rejected> {
        if let Some(known) = self.lock().get(text) {
            return Ok((Arc::clone(known), true));
        }
        Document::parse(text).map(|document| (Arc::new(document), false))
    }

    /// Remembers a document that proved to be valid: nonsense must not push
    /// the screens' own documents out.
    pub(crate) fn remember(&self, text: &str, document: &Arc<Document>) {
        let mut known = self.lock();
        if !known.contains(text) {
            known.put(text.to_owned(), Arc::clone(document));
        }
    }

    /// Whether a document that was found valid is so with these variables, too,
    /// without another look. What validation finds depends on them where a part
    /// may be skipped, where another operation is chosen, where a number may say how
    /// long a list is, and where a variable stands inside of a value; else it holds
    /// each against its type, which is done here for those that are plainly of
    /// theirs.
    pub(crate) fn still_holds(&self, document: &Document, variables: Option<&Variables>) -> bool {
        let mut operations = document
            .parsed
            .operations
            .iter()
            .map(|(_, operation)| &operation.node);
        document.is_simple
            && operations.all(|operation| {
                operation
                    .variable_definitions
                    .iter()
                    .map(|declared| &declared.node)
                    .all(|declared| {
                        let kind = &declared.var_type.node;
                        if matches!(&kind.base, BaseType::Named(name) if name == "Int") {
                            return false;
                        }
                        match variables.and_then(|variables| variables.get(&declared.name.node)) {
                            // It may stand where no null may, for its default.
                            Some(Value::Null) => kind.nullable && declared.default_value.is_none(),
                            Some(value) => self.is_plainly(value, kind),
                            None => kind.nullable || declared.default_value.is_some(),
                        }
                    })
            })
    }

    fn is_plainly(&self, value: &Value, kind: &Type) -> bool {
        match (value, &kind.base) {
            (Value::Null, _) => kind.nullable,
            (Value::List(items), BaseType::List(kind)) => {
                items.iter().all(|item| self.is_plainly(item, kind))
            }
            (Value::Boolean(_), BaseType::Named(name)) => name == "Boolean",
            (Value::Number(_), BaseType::Named(name)) => name == "Float",
            (Value::String(text), BaseType::Named(name)) => {
                name == "ID"
                    || name == "String"
                    || self
                        .words
                        .get(name.as_str())
                        .is_some_and(|words| words.contains(text))
            }
            _ => false,
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, LruCache<String, Arc<Document>>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Document {
    fn parse(text: &str) -> Result<Self, Rejected> {
        check_text(text)?;
        let parsed = parse_query(text).map_err(|error| match error {
            async_graphql::parser::Error::RecursionLimitExceeded => {
                too_complex("selections are nested too deep")
            }
            other => Rejected::Invalid(other.to_string()),
        })?;
        let Measured {
            introspects,
            is_simple,
        } = check_size(&parsed)?;
        let is_written = graphql::joined::Written::suits(&parsed);
        Ok(Self {
            parsed,
            introspects,
            is_simple,
            is_written,
        })
    }

    /// What the library runs.
    pub(crate) fn parsed(&self) -> ExecutableDocument {
        self.parsed.clone()
    }

    /// Whether it asks about the schema.
    pub(crate) const fn introspects(&self) -> bool {
        self.introspects
    }

    /// Whether its answer may be written as it comes.
    pub(crate) const fn is_written(&self) -> bool {
        self.is_written
    }

    /// Whether running it (or the operation of that name) may change something.
    pub(crate) fn is_mutation(&self, operation: Option<&str>) -> bool {
        self.parsed
            .operations
            .iter()
            .filter(|(name, _)| {
                operation.is_none() || name.is_none() || name.map(Name::as_str) == operation
            })
            .any(|(_, definition)| definition.node.ty == OperationType::Mutation)
    }
}

/// The words of each enum of a schema.
fn enum_words(sdl: &str) -> HashMap<String, HashSet<String>> {
    let definitions = parse_schema(sdl)
        .map(|document| document.definitions)
        .unwrap_or_default();
    let enums = definitions
        .into_iter()
        .filter_map(|definition| match definition {
            TypeSystemDefinition::Type(kind) => match kind.node.kind {
                TypeKind::Enum(words) => {
                    let words = words
                        .values
                        .into_iter()
                        .map(|word| word.node.value.node.to_string())
                        .collect();
                    Some((kind.node.name.node.to_string(), words))
                }
                _ => None,
            },
            _ => None,
        });
    enums.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_asks_about_the_schema_is_known() {
        for (text, asks) in [
            ("{ __typename community { __typename } }", false),
            ("{ a: __schema { types { name } } }", true),
            (
                "{ ...F } fragment F on Query { ... { __schema { queryType { name } } } }",
                true,
            ),
            ("{ __type(name: \"A\") { name } }", false),
        ] {
            assert_eq!(
                Document::parse(text)
                    .ok()
                    .map(|document| document.introspects()),
                Some(asks),
                "{text}"
            );
        }
    }

    fn documents() -> Documents {
        Documents::new("enum Order { NEWEST OLDEST } type Query { a(order: Order): Int }")
    }

    #[test]
    fn values_are_held_against_their_types() {
        let document = Document::parse("query($a: Float!, $b: [ID!], $c: Boolean = true, $d: Order, $e: Float, $f: Text) { a }").unwrap();
        let documents = documents();
        let holds = |json| documents.still_holds(&document, Some(&Variables::from_json(json)));
        for good in [
            serde_json::json!({ "a": 1 }),
            serde_json::json!({ "a": -1, "b": null, "c": false, "d": "NEWEST", "e": 1 }),
            serde_json::json!({ "a": 1, "b": ["x"], "e": 1.5, "unknown": {} }),
        ] {
            assert!(holds(good.clone()), "{good}");
        }
        for other in [
            serde_json::json!({}),
            serde_json::json!({ "a": null }),
            serde_json::json!({ "a": "1" }),
            serde_json::json!({ "a": 1, "b": [null] }),
            serde_json::json!({ "a": 1, "b": "x" }),
            serde_json::json!({ "a": 1, "b": [1] }),
            serde_json::json!({ "a": 1, "c": "yes" }),
            serde_json::json!({ "a": 1, "d": { "x": 1 } }),
            serde_json::json!({ "a": 1, "d": "FINEST" }),
            serde_json::json!({ "a": 1, "e": true }),
            serde_json::json!({ "a": 1, "f": "of a type that is not known" }),
        ] {
            assert!(!holds(other.clone()), "{other}");
        }
        assert!(!documents.still_holds(&document, None));
    }

    #[test]
    fn what_validation_may_see_otherwise_is_validated_again() {
        for (text, holds) in [
            ("query($a: ID) { a(b: $a) }", true),
            ("query($a: ID) { a(b: { c: 1 }) d(e: [1, 2]) }", true),
            ("query($a: ID) { a(b: { c: $a }) }", false),
            (
                "query($a: ID) { b { ...F } } fragment F on A { a(b: [[$a]]) }",
                false,
            ),
            ("query A($a: ID) { a(b: $a) } query B { b }", false),
            ("query($a: Boolean) { a @skip(if: $a) }", false),
            ("query($a: Int) { a(first: $a) }", false),
            (
                "query($a: ID) { a ...F } fragment F on Query { a @include(if: true) }",
                false,
            ),
        ] {
            let document = Document::parse(text).unwrap();
            assert_eq!(documents().still_holds(&document, None), holds, "{text}");
        }
    }

    #[test]
    fn a_mutation_is_known_by_its_operation() {
        let document = Document::parse("query A { a } mutation B { b }").unwrap();
        assert!(document.is_mutation(Some("B")));
        assert!(!document.is_mutation(Some("A")));
    }

    #[test]
    fn what_is_known_is_not_parsed_again_and_the_oldest_is_forgotten() {
        let documents = documents();
        let text = |n: usize| format!("{{ field{n} }}");
        for n in 0..=REMEMBERED.get() {
            let (document, is_known) = documents.read(&text(n)).unwrap();
            assert!(!is_known);
            documents.remember(&text(n), &document);
        }
        assert!(documents.read(&text(5)).unwrap().1);
        assert!(!documents.read(&text(0)).unwrap().1);
    }
}
