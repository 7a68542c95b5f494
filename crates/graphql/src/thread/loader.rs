//! Batches of what hangs on threads.

use std::collections::HashMap;

use db::thread::ViewerState;
use domain::id::ThreadId;

use super::Thread;
use crate::loaders::{grouped, keyed, loader};
use crate::topic::Topic;

loader! {
    /// Threads by id, as far as the viewer may reach them.
    ThreadById(ThreadId) -> Thread, |request, keys| {
        let Ok(member) = request.viewer.member() else {
            return Ok(HashMap::new());
        };
        let found = db::thread::by_ids(request.db(), keys, member.id()).await?;
        keyed(found, |thread| (thread.id, Thread::new(thread)))
    }
}

loader! {
    /// Threads by id for the co-ordinator's desk, hidden ones among them; nobody
    /// else gets any.
    ThreadForDesk(ThreadId) -> Thread, |request, keys| {
        let Ok(coordinator) = request.viewer.coordinator() else {
            return Ok(HashMap::new());
        };
        let found = db::thread::for_desk(request.db(), keys, &coordinator).await?;
        keyed(found, |thread| (thread.id, Thread::at_desk(thread)))
    }
}

loader! {
    /// The topics of threads.
    TopicsByThread(ThreadId) -> Vec<Topic>, |request, keys| {
        let found = db::thread::topics(request.db(), keys).await?;
        let topics = |all: Vec<_>| all.into_iter().map(Topic).collect();
        let mut lists = grouped(keys, []);
        lists.extend(found.into_iter().map(|(thread, all)| (thread, topics(all))));
        lists
    }
}

loader! {
    /// How the viewer stands to threads.
    ViewerStateByThread(ThreadId) -> ViewerState, |request, keys| {
        let Ok(member) = request.viewer.member() else {
            return Ok(HashMap::new());
        };
        let mut states: HashMap<ThreadId, ViewerState> =
            keys.iter().map(|thread| (*thread, ViewerState::default())).collect();
        states.extend(db::thread::viewer_states(request.db(), keys, member.id()).await?);
        states
    }
}
