//! Objects that an answer holds by the hundred.

use std::borrow::Cow;
use std::collections::HashSet;
use std::task::Poll;

use async_graphql::parser::types::{ExecutableDocument, Field, Selection, SelectionSet};
use async_graphql::registry::Registry;
use async_graphql::resolver_utils::resolve_container;
use async_graphql::{
    ContainerType, ContextSelectionSet, OutputType, Positioned, ServerResult, Value,
};
use futures_util::future::{BoxFuture, join_all, try_join_all};
use futures_util::poll;

use crate::json;

/// An object whose fields are resolved together.
///
/// The library gives each field of an object a boxed future of its own and a
/// place in a queue, which costs more than what most fields do. A thread page
/// has some four hundred fields. Here an object is one future that asks each
/// field in turn, by the library's own resolvers; in the schema it is the
/// object itself.
#[derive(Clone)]
pub struct Joined<T>(pub T);

impl<T: ContainerType> OutputType for Joined<T> {
    fn type_name() -> Cow<'static, str> {
        T::type_name()
    }

    fn create_type_info(registry: &mut Registry) -> String {
        T::create_type_info(registry)
    }

    async fn resolve(
        &self,
        ctx: &ContextSelectionSet<'_>,
        _: &Positioned<Field>,
    ) -> ServerResult<Value> {
        resolve(&self.0, ctx, fields_of::<T>(ctx).as_deref(), Form::of(ctx)).await
    }
}

/// A list of such objects, which are resolved together, too; in the schema it is
/// a list.
#[derive(Clone)]
pub struct JoinedList<T>(pub Vec<T>);

impl<T> FromIterator<T> for JoinedList<T> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        Self(items.into_iter().collect())
    }
}

impl<T: ContainerType> OutputType for JoinedList<T> {
    fn type_name() -> Cow<'static, str> {
        Vec::<T>::type_name()
    }

    fn qualified_type_name() -> String {
        Vec::<T>::qualified_type_name()
    }

    fn create_type_info(registry: &mut Registry) -> String {
        Vec::<T>::create_type_info(registry)
    }

    async fn resolve(
        &self,
        ctx: &ContextSelectionSet<'_>,
        _: &Positioned<Field>,
    ) -> ServerResult<Value> {
        let fields = fields_of::<T>(ctx);
        let form = Form::of(ctx);
        let places: Vec<_> = (0..self.0.len())
            .map(|place| ctx.with_index(place))
            .collect();
        let mut answer = Vec::with_capacity(places.len());
        let mut waiting = Vec::new();
        for (item, place) in self.0.iter().zip(&places) {
            let mut value = resolve(item, place, fields.as_deref(), form);
            match poll!(&mut value) {
                Poll::Ready(value) => {
                    answer.push(value.map_err(|error| place.set_error_path(error))?)
                }
                Poll::Pending => {
                    let index = answer.len();
                    answer.push(Value::Null);
                    waiting.push(async move {
                        let value = value.await.map_err(|error| place.set_error_path(error))?;
                        ServerResult::Ok((index, value))
                    });
                }
            }
        }
        for (index, value) in try_join_all(waiting).await? {
            if let Some(place) = answer.get_mut(index) {
                *place = value;
            }
        }
        let written = if form == Form::Written {
            json::list(&answer)
        } else {
            None
        };
        Ok(written.unwrap_or(Value::List(answer)))
    }
}

/// What becomes of the values of an object's fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// A map of them, as of any object of the library.
    Values,
    /// Their JSON: to keep them until all is there, in maps of maps, costs as much
    /// as to resolve them.
    Written,
}

impl Form {
    fn of(ctx: &ContextSelectionSet<'_>) -> Self {
        if ctx.data_opt::<Written>().is_some() {
            Self::Written
        } else {
            Self::Values
        }
    }
}

/// Put beside an operation, it has joined objects written as JSON at once,
/// for [`json::write`]. Only where [`Written::suits`] the document.
#[derive(Debug, Clone, Copy)]
pub struct Written;

impl Written {
    /// Whether no object is asked for one answer twice: the library merges the
    /// two, which it cannot do with what is written.
    #[must_use]
    pub fn suits(document: &ExecutableDocument) -> bool {
        let operations = document
            .operations
            .iter()
            .map(|(_, operation)| &operation.node.selection_set.node);
        let fragments = document
            .fragments
            .values()
            .map(|fragment| &fragment.node.selection_set.node);
        operations
            .chain(fragments)
            .all(|set| names_each_once(document, set))
    }
}

/// Whether no answer stands twice in a set, or in those of its fields.
fn names_each_once(document: &ExecutableDocument, set: &SelectionSet) -> bool {
    adds_each_once(document, set, &mut HashSet::new()) && fields_name_each_once(document, set)
}

fn adds_each_once<'a>(
    document: &'a ExecutableDocument,
    set: &'a SelectionSet,
    names: &mut HashSet<&'a str>,
) -> bool {
    set.items.iter().all(|item| match &item.node {
        Selection::Field(field) => names.insert(field.node.response_key().node.as_str()),
        Selection::InlineFragment(fragment) => {
            adds_each_once(document, &fragment.node.selection_set.node, names)
        }
        Selection::FragmentSpread(spread) => document
            .fragments
            .get(&spread.node.fragment_name.node)
            .is_some_and(|fragment| {
                adds_each_once(document, &fragment.node.selection_set.node, names)
            }),
    })
}

fn fields_name_each_once(document: &ExecutableDocument, set: &SelectionSet) -> bool {
    set.items.iter().all(|item| match &item.node {
        Selection::Field(field) => names_each_once(document, &field.node.selection_set.node),
        Selection::InlineFragment(fragment) => {
            fields_name_each_once(document, &fragment.node.selection_set.node)
        }
        // Looked at by itself.
        Selection::FragmentSpread(_) => true,
    })
}

/// Boxed, because an object may hold objects of its own type. Without fields it
/// is the library that resolves it.
fn resolve<'a, T: ContainerType>(
    object: &'a T,
    ctx: &'a ContextSelectionSet<'_>,
    fields: Option<&'a [&'a Positioned<Field>]>,
    form: Form,
) -> BoxFuture<'a, ServerResult<Value>> {
    Box::pin(async move {
        let Some(fields) = fields else {
            return resolve_container(ctx, object).await;
        };
        // Field by field; none where it failed.
        let mut answers: Vec<Option<Value>> = Vec::with_capacity(fields.len());
        let mut waiting = Vec::new();
        let value_of = async |field| object.resolve_field(&ctx.with_field(field)).await;
        // As the library does it.
        let kept = |value: ServerResult<Option<Value>>| {
            value
                .map(Option::unwrap_or_default)
                .map_err(|error| ctx.add_error(error))
                .ok()
        };
        // One place for all who need not wait.
        let mut place = Box::pin(None);
        for field in fields {
            place.set(Some(value_of(field)));
            let polled = match place.as_mut().as_pin_mut() {
                Some(value) => poll!(value),
                None => Poll::Pending,
            };
            match polled {
                Poll::Ready(value) => answers.push(kept(value)),
                Poll::Pending => {
                    let index = answers.len();
                    answers.push(None);
                    let mut value = std::mem::replace(&mut place, Box::pin(None));
                    waiting.push(async move {
                        match value.as_mut().as_pin_mut() {
                            Some(value) => (index, value.await),
                            None => (index, Ok(None)),
                        }
                    });
                }
            }
        }
        for (index, value) in join_all(waiting).await {
            if let Some(place) = answers.get_mut(index) {
                *place = kept(value);
            }
        }
        // As the library answers.
        if answers.iter().all(Option::is_none) {
            return Ok(Value::Null);
        }
        let names = fields.iter().map(|field| &field.node.response_key().node);
        let written = match form {
            Form::Values => None,
            Form::Written => json::object(
                names
                    .clone()
                    .zip(&answers)
                    .filter_map(|(name, answer)| Some((name, answer.as_ref()?))),
            ),
        };
        Ok(match written {
            Some(json) => json,
            None => Value::Object(
                names
                    .zip(answers)
                    .filter_map(|(name, answer)| Some((name.clone(), answer?)))
                    .collect(),
            ),
        })
    })
}

/// The fields of a selection on objects of this type, those of its fragments
/// among them; none where the library must find them.
fn fields_of<'a, T: OutputType>(
    ctx: &'a ContextSelectionSet<'_>,
) -> Option<Vec<&'a Positioned<Field>>> {
    let mut fields = Vec::with_capacity(24);
    gather::<T>(ctx, &ctx.item.node, &mut fields).then_some(fields)
}

/// Gathers the fields of a selection, those of its fragments among them. False
/// where the library must do it: for a name that stands twice, whose answers are
/// to be merged, for `__typename`, and for fragments on an interface.
fn gather<'a, T: OutputType>(
    ctx: &'a ContextSelectionSet<'_>,
    selection: &'a SelectionSet,
    fields: &mut Vec<&'a Positioned<Field>>,
) -> bool {
    selection.items.iter().all(|item| match &item.node {
        Selection::Field(field) => {
            let key = &field.node.response_key().node;
            let is_plain = field.node.name.node != "__typename"
                && fields
                    .iter()
                    .all(|other| &other.node.response_key().node != key);
            fields.push(field);
            is_plain
        }
        Selection::FragmentSpread(spread) => ctx
            .query_env
            .fragments
            .get(&spread.node.fragment_name.node)
            .is_some_and(|fragment| {
                let fragment = &fragment.node;
                *fragment.type_condition.node.on.node == *T::type_name()
                    && gather::<T>(ctx, &fragment.selection_set.node, fields)
            }),
        Selection::InlineFragment(fragment) => {
            let condition = fragment.node.type_condition.as_ref();
            condition.is_none_or(|condition| *condition.node.on.node == *T::type_name())
                && gather::<T>(ctx, &fragment.node.selection_set.node, fields)
        }
    })
}

#[cfg(test)]
mod tests {
    use std::future::poll_fn;
    use std::pin::pin;
    use std::task::Poll;

    use async_graphql::parser::parse_query;
    use async_graphql::{
        EmptyMutation, EmptySubscription, Interface, Object, Request, Result, Schema,
    };
    use futures_util::FutureExt as _;
    use serde_json::{Value, json};

    use super::{Joined, JoinedList, Written};

    /// Lets others have a turn.
    async fn wait() {
        let mut has_waited = false;
        poll_fn(|task| {
            if std::mem::replace(&mut has_waited, true) {
                return Poll::Ready(());
            }
            task.waker().wake_by_ref();
            Poll::Pending
        })
        .await;
    }

    #[derive(Clone)]
    struct Bird(i32);

    #[Object]
    impl Bird {
        async fn id(&self) -> i32 {
            self.0
        }
        async fn colours(&self, #[graphql(default = 2)] first: usize) -> Vec<&str> {
            ["grey", "white", "black"].into_iter().take(first).collect()
        }
        async fn mate(&self) -> Option<Joined<Self>> {
            (self.0 < 3).then(|| Joined(Self(self.0 + 1)))
        }
        async fn chicks(&self) -> JoinedList<Self> {
            (0..2).map(|n| Self(self.0 * 10 + n)).collect()
        }
        async fn nobody(&self) -> JoinedList<Self> {
            JoinedList(Vec::new())
        }
        async fn song(&self, #[graphql(default)] is_known: bool) -> Result<&str> {
            wait().await;
            if is_known {
                Ok("hoo")
            } else {
                Err("nobody knows it".into())
            }
        }
        /// Too large to be written before its place is known.
        async fn essay(&self) -> String {
            "hoo ".repeat(1_500)
        }
        async fn lost(&self) -> Result<i32> {
            Err("it is lost".into())
        }
        async fn odd(&self) -> Result<i32> {
            wait().await;
            if self.0 % 2 == 1 {
                Ok(self.0)
            } else {
                Err("it is even".into())
            }
        }
        async fn perhaps(&self) -> Result<Option<i32>> {
            Err("not even perhaps".into())
        }
    }

    #[derive(Interface)]
    #[graphql(field(name = "id", ty = "i32"))]
    enum Animal {
        Bird(Bird),
    }

    struct Query;

    #[Object]
    impl Query {
        async fn one(&self) -> Bird {
            Bird(1)
        }
        async fn joined(&self) -> Joined<Bird> {
            Joined(Bird(1))
        }
        async fn many(&self) -> Vec<Bird> {
            (1..4).map(Bird).collect()
        }
        async fn joined_many(&self) -> JoinedList<Bird> {
            (1..4).map(Bird).collect()
        }
        async fn animal(&self) -> Animal {
            Bird(1).into()
        }
    }

    /// What is made of a selection: with the messages of its errors and where they
    /// lie. Written, if it is asked for and suits.
    fn answer(
        field: &str,
        selection: &str,
        fragments: &str,
        is_written: bool,
    ) -> (Value, Vec<Value>) {
        let schema = Schema::new(Query, EmptyMutation, EmptySubscription);
        let document = format!("{{ it: {field} {{ {selection} }} }} {fragments}");
        let is_written = is_written && Written::suits(&parse_query(&document).expect("a document"));
        let request = Request::new(document);
        let request = if is_written {
            request.data(Written)
        } else {
            request
        };
        let mut running = pin!(schema.execute(request));
        let answer = loop {
            if let Some(answer) = running.as_mut().now_or_never() {
                break answer;
            }
        };
        let mut errors: Vec<Value> = answer
            .errors
            .iter()
            .map(|error| json!([error.message, error.path]))
            .collect();
        errors.sort_by_key(Value::to_string);
        let mut json = Vec::new();
        crate::json::write(&answer, &mut json).expect("it is written");
        let data = serde_json::from_slice::<Value>(&json).expect("it is JSON");
        (data["data"].clone(), errors)
    }

    #[test]
    fn it_answers_as_the_library_does() {
        let feathers = "fragment Feathers on Bird { colours(first: 1) mate { id } }";
        for (selection, fragments) in [
            ("id colours", ""),
            ("number: id id colours(first: 3)", ""),
            ("id ...Feathers chicks { id ...Feathers }", feathers),
            (
                "... on Bird { id } ... { mate { mate { mate { id } } } }",
                "",
            ),
            // For the library: merged, named, of an interface.
            ("mate { id } mate { colours } ...Feathers", feathers),
            ("__typename id mate { __typename }", ""),
            ("... on Animal { id } colours", ""),
            ("id @include(if: true) colours @skip(if: true)", ""),
            // What waits keeps its place.
            (
                "song(isKnown: true) id chicks { song(isKnown: true) id }",
                "",
            ),
            // Errors, and how far they reach.
            ("song id mate { id song }", ""),
            ("song", ""),
            ("id perhaps", ""),
            ("id mate { id lost } chicks { perhaps }", ""),
            ("lost", ""),
            ("odd", ""),
            ("nobody { id }", ""),
            // Large ones, in small ones and around them.
            ("id essay colours", ""),
            ("id mate { essay id mate { id } } colours", ""),
            (
                "chicks { essay id lost perhaps } id chicks { mate { id } }",
                "",
            ),
            ("chicks { id mate { essay } } essay", ""),
        ] {
            for fields in [["one", "joined"], ["many", "joinedMany"]] {
                let [of_library, of_joined] = fields;
                let library = answer(of_library, selection, fragments, false);
                for is_written in [false, true] {
                    let joined = answer(of_joined, selection, fragments, is_written);
                    assert_eq!(
                        joined, library,
                        "{selection} of {of_joined}, written: {is_written}"
                    );
                }
                assert!(
                    !library.0["it"].is_null() || !library.1.is_empty(),
                    "{selection} is answered"
                );
            }
        }
    }

    #[test]
    fn only_documents_that_ask_for_nothing_twice_are_written() {
        for (document, suits) in [
            ("{ one { id } joined { id mate { id } } }", true),
            ("{ one { id } other: one { id } }", true),
            (
                "{ one { ...A chicks { ...A } } } fragment A on Bird { id }",
                true,
            ),
            ("{ one { id } one { colours } }", false),
            ("{ one { mate { id } ... { mate { colours } } } }", false),
            (
                "{ one { mate { id } ...A } } fragment A on Bird { mate { colours } }",
                false,
            ),
            (
                "{ one { ...A } } fragment A on Bird { id number: id chicks { number: id number: id } }",
                false,
            ),
            (
                "{ one { ...A ...B } } fragment A on Bird { id } fragment B on Bird { ...C } fragment C on Bird { id }",
                false,
            ),
            ("{ ... { one { id } } ... { one { colours } } }", false),
            ("query A { one { id } } query B { one { id id } }", false),
            ("{ one { ...A } }", false),
        ] {
            assert_eq!(
                Written::suits(&parse_query(document).expect("a document")),
                suits,
                "{document}"
            );
        }
    }
}
