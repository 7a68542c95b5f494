//! Batches of what hangs on threads.

use std::collections::HashMap;
use std::sync::Arc;

use async_graphql::dataloader::Loader;
use db::thread::ViewerState;
use domain::id::ThreadId;

use super::Thread;
use crate::context::{Loaded, Request};
use crate::loaders::keyed;
use crate::topic::Topic;

/// Threads by id, as far as the viewer may reach them.
pub struct ThreadById(pub(crate) Arc<Request>);

impl Loader<ThreadId> for ThreadById {
    type Value = Thread;
    type Error = Arc<anyhow::Error>;

    async fn load(&self, keys: &[ThreadId]) -> Loaded<ThreadId, Thread> {
        let Ok(member) = self.0.viewer.member() else {
            return Ok(HashMap::new());
        };
        let found = db::thread::by_ids(self.0.db(), keys, member.id())
            .await
            .map_err(|error| Arc::new(error.into()))?;
        Ok(keyed(found, |thread| (thread.id, Thread::new(thread))))
    }
}

/// Threads by id for the co-ordinator's desk, hidden ones among them; nobody
/// else gets any.
pub struct ThreadForDesk(pub(crate) Arc<Request>);

impl Loader<ThreadId> for ThreadForDesk {
    type Value = Thread;
    type Error = Arc<anyhow::Error>;

    async fn load(&self, keys: &[ThreadId]) -> Loaded<ThreadId, Thread> {
        let Ok(coordinator) = self.0.viewer.coordinator() else {
            return Ok(HashMap::new());
        };
        let found = db::thread::for_desk(self.0.db(), keys, &coordinator)
            .await
            .map_err(|error| Arc::new(error.into()))?;
        Ok(keyed(found, |thread| (thread.id, Thread::at_desk(thread))))
    }
}

/// The topics of threads.
pub struct TopicsByThread(pub(crate) Arc<Request>);

impl Loader<ThreadId> for TopicsByThread {
    type Value = Vec<Topic>;
    type Error = Arc<anyhow::Error>;

    async fn load(&self, keys: &[ThreadId]) -> Loaded<ThreadId, Vec<Topic>> {
        let found = db::thread::topics(self.0.db(), keys)
            .await
            .map_err(|error| Arc::new(error.into()))?;
        // Every thread has an entry: what has none is asked for again.
        let mut by_thread: HashMap<ThreadId, Vec<Topic>> =
            keys.iter().map(|thread| (*thread, Vec::new())).collect();
        by_thread.extend(
            found.into_iter().map(|(thread, topics)| {
                (thread, topics.into_iter().map(Topic).collect::<Vec<_>>())
            }),
        );
        Ok(by_thread)
    }
}

/// How the viewer stands to threads.
pub struct ViewerStateByThread(pub(crate) Arc<Request>);

impl Loader<ThreadId> for ViewerStateByThread {
    type Value = ViewerState;
    type Error = Arc<anyhow::Error>;

    async fn load(&self, keys: &[ThreadId]) -> Loaded<ThreadId, ViewerState> {
        let Ok(member) = self.0.viewer.member() else {
            return Ok(HashMap::new());
        };
        let found = db::thread::viewer_states(self.0.db(), keys, member.id())
            .await
            .map_err(|error| Arc::new(error.into()))?;
        let mut by_thread: HashMap<ThreadId, ViewerState> = keys
            .iter()
            .map(|thread| (*thread, ViewerState::default()))
            .collect();
        by_thread.extend(found);
        Ok(by_thread)
    }
}
