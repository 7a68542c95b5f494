//! Runs an operation: its resolvers first, and its loads when all resolvers
//! wait.
//!
//! The library resolves the items of a longer list two a turn, and begins a
//! load as a task of its own: between two turns, or on another thread, with the
//! keys of two items. Here loads belong to the operation's own task, and begin
//! when no resolver can go on without them. So a level of the answer costs one
//! load however long its lists are, on any number of threads, and what is given
//! up is given up as a whole.

use std::future::poll_fn;
use std::pin::pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, Wake, Waker};

use async_graphql::parser::types::{ExecutableDocument, OperationType};
use async_graphql::{Response, Value};
use futures_util::StreamExt as _;
use futures_util::future::BoxFuture;
use futures_util::stream::FuturesUnordered;
use futures_util::task::AtomicWaker;

use crate::error::finish;
use crate::{Loaders, Request, Schema};

type Load = BoxFuture<'static, ()>;

/// Loads that were asked for and have not begun. Clones share one list.
#[derive(Clone, Default)]
pub(crate) struct PendingLoads(Arc<Mutex<Vec<Load>>>);

impl PendingLoads {
    /// One more.
    pub(crate) fn add(&self, load: Load) {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(load);
    }

    fn take(&self) -> Vec<Load> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Wakes the operation's task, and remembers that it did.
struct WakeFlag {
    is_set: AtomicBool,
    task: AtomicWaker,
}

impl Wake for WakeFlag {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        self.is_set.store(true, Ordering::Release);
        self.task.wake();
    }
}

/// Runs one operation for a request.
pub async fn execute(
    schema: &Schema,
    mut operation: async_graphql::Request,
    request: &Arc<Request>,
) -> Response {
    let (document, is_known) = match schema.documents.read(&operation.query) {
        Ok(found) => found,
        Err(error) => return Response::from_errors(vec![error]),
    };
    let span = tracing::Span::current();
    if let Some((Some(name), _)) = document.operations.iter().next() {
        span.record("operation", name.as_str().get(..64).unwrap_or(name));
    }
    if changes_something(&document) {
        request.note_mutation();
        // Reading is not logged with the client's key.
        span.record("client", &request.client.key);
    }
    let fresh = (!is_known).then(|| (operation.query.clone(), document.clone()));
    operation.set_parsed_query(document);
    let mut answer = resolve(schema, operation, request).await;
    for error in &mut answer.errors {
        finish(request, error);
    }
    if let Some((text, document)) = fresh.filter(|_| !is_refused(&answer)) {
        schema.documents.remember(text, document);
    }
    answer
}

/// Whether an operation was not run at all: no `data` then (GraphQL 7.1). What
/// goes wrong while running has the path of its field.
#[must_use]
pub fn is_refused(answer: &Response) -> bool {
    !answer.errors.is_empty()
        && answer.data == Value::Null
        && answer.errors.iter().all(|error| error.path.is_empty())
}

fn changes_something(document: &ExecutableDocument) -> bool {
    let mut operations = document.operations.iter();
    operations.any(|(_, operation)| operation.node.ty == OperationType::Mutation)
}

async fn resolve(
    schema: &Schema,
    operation: async_graphql::Request,
    request: &Arc<Request>,
) -> Response {
    // Here and nowhere in the request: a load that is never begun holds the
    // request, and the two would keep each other for ever.
    let loads = PendingLoads::default();
    let operation = operation
        .data(Loaders::new(request, &loads))
        .data(Arc::clone(request));
    let mut resolvers = pin!(schema.inner.execute(operation));
    let flag = Arc::new(WakeFlag {
        is_set: AtomicBool::new(true),
        task: AtomicWaker::new(),
    });
    let waker = Waker::from(Arc::clone(&flag));
    let mut begun = FuturesUnordered::new();
    poll_fn(|task| {
        flag.task.register(task.waker());
        // Not for each row that a load receives: that would walk the whole answer
        // again each time.
        if flag.is_set.swap(false, Ordering::AcqRel)
            && let Poll::Ready(answer) = resolvers.as_mut().poll(&mut Context::from_waker(&waker))
        {
            return Poll::Ready(answer);
        }
        // Set by the resolvers themselves: they have another turn before any load.
        if !flag.is_set.load(Ordering::Acquire) {
            begun.extend(loads.take());
            while let Poll::Ready(Some(())) = begun.poll_next_unpin(task) {}
        }
        Poll::Pending
    })
    .await
}
