//! Objects that an answer holds by the hundred.

use std::borrow::Cow;
use std::task::Poll;

use async_graphql::indexmap::IndexMap;
use async_graphql::parser::types::{Field, Selection, SelectionSet};
use async_graphql::registry::Registry;
use async_graphql::resolver_utils::resolve_container;
use async_graphql::{ContainerType, ContextSelectionSet, OutputType, Positioned, ServerResult, Value};
use futures_util::future::{BoxFuture, join_all, try_join_all};
use futures_util::poll;

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

    async fn resolve(&self, ctx: &ContextSelectionSet<'_>, _: &Positioned<Field>) -> ServerResult<Value> {
        resolve(&self.0, ctx, fields_of::<T>(ctx).as_deref()).await
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

    async fn resolve(&self, ctx: &ContextSelectionSet<'_>, _: &Positioned<Field>) -> ServerResult<Value> {
        let fields = fields_of::<T>(ctx);
        let places: Vec<_> = (0..self.0.len()).map(|place| ctx.with_index(place)).collect();
        let mut answer = Vec::with_capacity(places.len());
        let mut waiting = Vec::new();
        for (item, place) in self.0.iter().zip(&places) {
            let mut value = resolve(item, place, fields.as_deref());
            match poll!(&mut value) {
                Poll::Ready(value) => answer.push(value.map_err(|error| place.set_error_path(error))?),
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
        Ok(Value::List(answer))
    }
}

/// Boxed, because an object may hold objects of its own type. Without fields it
/// is the library that resolves it.
fn resolve<'a, T: ContainerType>(
    object: &'a T,
    ctx: &'a ContextSelectionSet<'_>,
    fields: Option<&'a [&'a Positioned<Field>]>,
) -> BoxFuture<'a, ServerResult<Value>> {
    Box::pin(async move {
        let Some(fields) = fields else { return resolve_container(ctx, object).await };
        let mut answer = IndexMap::with_capacity(fields.len());
        let mut waiting = Vec::new();
        for field in fields {
            let name = field.node.response_key().node.clone();
            let mut value = Box::pin(async { object.resolve_field(&ctx.with_field(field)).await });
            match poll!(&mut value) {
                Poll::Ready(Ok(value)) => drop(answer.insert(name, value.unwrap_or_default())),
                // As the library does it.
                Poll::Ready(Err(error)) => ctx.add_error(error),
                Poll::Pending => {
                    // Its place among the others.
                    answer.insert(name.clone(), Value::Null);
                    waiting.push(async { (name, value.await) });
                }
            }
        }
        for (name, value) in join_all(waiting).await {
            match value {
                Ok(value) => drop(answer.insert(name, value.unwrap_or_default())),
                Err(error) => {
                    answer.shift_remove(&name);
                    ctx.add_error(error);
                }
            }
        }
        Ok(if answer.is_empty() { Value::Null } else { Value::Object(answer) })
    })
}

/// The fields of a selection on objects of this type, those of its fragments
/// among them; none where the library must find them.
fn fields_of<'a, T: OutputType>(ctx: &'a ContextSelectionSet<'_>) -> Option<Vec<&'a Positioned<Field>>> {
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
            let is_plain = field.node.name.node != "__typename" && fields.iter().all(|other| &other.node.response_key().node != key);
            fields.push(field);
            is_plain
        }
        Selection::FragmentSpread(spread) => ctx.query_env.fragments.get(&spread.node.fragment_name.node).is_some_and(|fragment| {
            let fragment = &fragment.node;
            *fragment.type_condition.node.on.node == *T::type_name() && gather::<T>(ctx, &fragment.selection_set.node, fields)
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

    use async_graphql::{EmptyMutation, EmptySubscription, Interface, Object, Result, Schema};
    use futures_util::FutureExt as _;
    use serde_json::{Value, json};

    use super::{Joined, JoinedList};

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
            if is_known { Ok("hoo") } else { Err("nobody knows it".into()) }
        }
        async fn lost(&self) -> Result<i32> {
            Err("it is lost".into())
        }
        async fn odd(&self) -> Result<i32> {
            wait().await;
            if self.0 % 2 == 1 { Ok(self.0) } else { Err("it is even".into()) }
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

    /// What the library makes of a selection, and what is made of it here: each
    /// with the messages of its errors and where they lie.
    fn both(fields: [&str; 2], selection: &str, fragments: &str) -> [(Value, Vec<Value>); 2] {
        let schema = Schema::new(Query, EmptyMutation, EmptySubscription);
        fields.map(|field| {
            let mut running = pin!(schema.execute(format!("{{ it: {field} {{ {selection} }} }} {fragments}")));
            let answer = loop {
                if let Some(answer) = running.as_mut().now_or_never() {
                    break answer;
                }
            };
            let mut errors: Vec<Value> = answer.errors.iter().map(|error| json!([error.message, error.path])).collect();
            errors.sort_by_key(Value::to_string);
            (answer.data.into_json().expect("it is JSON"), errors)
        })
    }

    #[test]
    fn it_answers_as_the_library_does() {
        let feathers = "fragment Feathers on Bird { colours(first: 1) mate { id } }";
        for (selection, fragments) in [
            ("id colours", ""),
            ("number: id id colours(first: 3)", ""),
            ("id ...Feathers chicks { id ...Feathers }", feathers),
            ("... on Bird { id } ... { mate { mate { mate { id } } } }", ""),
            // For the library: merged, named, of an interface.
            ("mate { id } mate { colours } ...Feathers", feathers),
            ("__typename id mate { __typename }", ""),
            ("... on Animal { id } colours", ""),
            ("id @include(if: true) colours @skip(if: true)", ""),
            // What waits keeps its place.
            ("song(isKnown: true) id chicks { song(isKnown: true) id }", ""),
            // Errors, and how far they reach.
            ("song id mate { id song }", ""),
            ("song", ""),
            ("id perhaps", ""),
            ("id mate { id lost } chicks { perhaps }", ""),
            ("lost", ""),
            ("odd", ""),
            ("nobody { id }", ""),
        ] {
            for fields in [["one", "joined"], ["many", "joinedMany"]] {
                let [library, joined] = both(fields, selection, fragments);
                assert_eq!(joined, library, "{selection} of {fields:?}");
                assert!(!library.0["it"].is_null() || !library.1.is_empty(), "{selection} is answered");
            }
        }
    }
}
