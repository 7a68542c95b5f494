//! Batches of posts and what hangs on them.

use std::collections::HashMap;

use domain::id::PostId;

use super::{Post, Revision};
use crate::loaders::{keyed, loader};

loader! {
    /// Posts by id, as far as the viewer may come upon them.
    PostById(PostId) -> Post, |request, keys| {
        let Ok(member) = request.viewer.member() else {
            return Ok(HashMap::new());
        };
        let found = db::post::by_ids(request.db(), keys, member.id()).await?;
        keyed(found, |post| (post.id, Post::new(post)))
    }
}

loader! {
    /// What posts said before, for those who may know.
    RevisionsByPost(PostId) -> Vec<Revision>, |request, keys| {
        let Ok(member) = request.viewer.member() else {
            return Ok(HashMap::new());
        };
        let found = db::post::revisions(request.db(), keys, &member).await?;
        let revisions = |all: Vec<_>| all.into_iter().map(Revision).collect();
        found.into_iter().map(|(post, all)| (post, revisions(all))).collect()
    }
}
