//! Batches of posts and what hangs on them.

use std::collections::HashMap;
use std::sync::Arc;

use async_graphql::dataloader::Loader;
use domain::id::PostId;

use super::{Post, Revision};
use crate::context::{Loaded, Request};
use crate::loaders::keyed;

/// Posts by id, as far as the viewer may come upon them.
pub struct PostById(pub(crate) Arc<Request>);

impl Loader<PostId> for PostById {
    type Value = Post;
    type Error = Arc<anyhow::Error>;

    async fn load(&self, keys: &[PostId]) -> Loaded<PostId, Post> {
        let Ok(member) = self.0.viewer.member() else {
            return Ok(HashMap::new());
        };
        let found = db::post::by_ids(self.0.db(), keys, (&member).into())
            .await
            .map_err(|error| Arc::new(error.into()))?;
        Ok(keyed(found, |post| (post.id, Post::new(post))))
    }
}

/// What posts said before, for those who may know.
pub struct RevisionsByPost(pub(crate) Arc<Request>);

impl Loader<PostId> for RevisionsByPost {
    type Value = Vec<Revision>;
    type Error = Arc<anyhow::Error>;

    async fn load(&self, keys: &[PostId]) -> Loaded<PostId, Vec<Revision>> {
        let Ok(member) = self.0.viewer.member() else {
            return Ok(HashMap::new());
        };
        let found = db::post::revisions(self.0.db(), keys, (&member).into())
            .await
            .map_err(|error| Arc::new(error.into()))?;
        Ok(found
            .into_iter()
            .map(|(post, revisions)| (post, revisions.into_iter().map(Revision::from).collect()))
            .collect())
    }
}
