//! Topics: the curated list.

use std::collections::HashSet;
use std::sync::Arc;

use async_graphql::dataloader::Loader;
use async_graphql::{Context, ID, Object, Result};
use domain::id::TopicId;

use crate::context::{Loaded, Request, request};
use crate::error::OrBroken;
use crate::id::id_of;
use crate::loaders::{keyed, loaders};

/// Reads about topics.
#[derive(Default)]
pub struct TopicQuery;

#[Object]
impl TopicQuery {
    /// The topics, in their order.
    #[graphql(complexity = "crate::cost::up_to(20, child_complexity)")]
    async fn topics(&self, ctx: &Context<'_>) -> Result<Vec<Topic>> {
        let request = request(ctx)?;
        let topics = db::topic::topics(request.db()).await.or_broken(request)?;
        Ok(topics.into_iter().map(Topic).collect())
    }
}

/// What threads are about. A short list that the co-ordinator looks after.
#[derive(Clone)]
pub struct Topic(pub db::topic::Topic);

/// What threads are about. A short list that the co-ordinator looks after.
#[Object]
impl Topic {
    /// Its id.
    pub async fn id(&self) -> ID {
        id_of(self.0.id)
    }
    /// Its name in addresses.
    async fn slug(&self) -> &str {
        &self.0.slug
    }
    /// Its name on screens.
    async fn name(&self) -> &str {
        &self.0.name
    }
    /// One line on what belongs here.
    async fn description(&self) -> &str {
        &self.0.description
    }
    /// Whether the viewer follows it.
    async fn viewer_follows(&self, ctx: &Context<'_>) -> Result<bool> {
        let request = request(ctx)?;
        Ok(loaders(ctx)?
            .topic_follows
            .load_one(self.0.id)
            .await
            .or_broken(request)?
            .unwrap_or(false))
    }
}

/// Topics by id.
pub struct TopicById(pub(crate) Arc<Request>);

impl Loader<TopicId> for TopicById {
    type Value = Topic;
    type Error = Arc<anyhow::Error>;

    async fn load(&self, keys: &[TopicId]) -> Loaded<TopicId, Topic> {
        let found = db::topic::topics_by_ids(self.0.db(), keys)
            .await
            .map_err(|error| Arc::new(error.into()))?;
        Ok(keyed(found, |topic| (topic.id, Topic(topic))))
    }
}

/// Whether the viewer follows a topic; nobody who is not a member does.
pub struct ViewerFollowsTopic(pub(crate) Arc<Request>);

impl Loader<TopicId> for ViewerFollowsTopic {
    type Value = bool;
    type Error = Arc<anyhow::Error>;

    async fn load(&self, keys: &[TopicId]) -> Loaded<TopicId, bool> {
        let followed: HashSet<TopicId> = match self.0.viewer.member() {
            Ok(member) => db::topic::followed(self.0.db(), member.id(), keys)
                .await
                .map_err(|error| Arc::new(error.into()))?
                .into_iter()
                .collect(),
            Err(_) => HashSet::new(),
        };
        Ok(keys
            .iter()
            .map(|key| (*key, followed.contains(key)))
            .collect())
    }
}
