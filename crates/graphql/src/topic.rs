//! Topics: the curated list.

use async_graphql::{Context, Object, Result};
use db::topic::Counts;
use domain::id::TopicId;

use crate::connection::int;
use crate::context::request;
use crate::id::Id;
use crate::loaders::{keyed, load, loader};

/// Reads about topics.
#[derive(Default)]
pub struct TopicQuery;

#[Object]
impl TopicQuery {
    /// The topics, in their order.
    #[graphql(complexity = "crate::cost::up_to(20, child_complexity)")]
    async fn topics(&self, ctx: &Context<'_>) -> Result<Vec<Topic>> {
        let topics = db::topic::topics(request(ctx)?.db()).await?;
        Ok(topics.into_iter().map(Topic).collect())
    }
}

/// What threads are about. A short list that the co-ordinator looks after.
#[derive(Clone)]
pub struct Topic(pub db::topic::Topic);

impl Topic {
    async fn counts(&self, ctx: &Context<'_>) -> Result<Counts> {
        Ok(load(ctx, |all| &all.topic_counts, self.0.id)
            .await?
            .unwrap_or_default())
    }
}

/// What threads are about. A short list that the co-ordinator looks after.
#[Object]
impl Topic {
    /// Its id.
    pub async fn id(&self) -> Id<TopicId> {
        Id(self.0.id)
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
    /// How many threads there are with it; none for anyone but a member.
    async fn thread_count(&self, ctx: &Context<'_>) -> Result<i32> {
        Ok(int(self.counts(ctx).await?.threads))
    }
    /// How many of them others started since Home's `newSince`, and you never opened.
    async fn viewer_new_count(&self, ctx: &Context<'_>) -> Result<i32> {
        Ok(int(self.counts(ctx).await?.fresh))
    }
    /// Whether the viewer follows it.
    async fn viewer_follows(&self, ctx: &Context<'_>) -> Result<bool> {
        Ok(load(ctx, |all| &all.topic_follows, self.0.id)
            .await?
            .unwrap_or(false))
    }
}

loader! {
    /// Topics by id.
    TopicById(TopicId) -> Topic, |request, keys| {
        let found = db::topic::topics_by_ids(request.db(), keys).await?;
        keyed(found, |topic| (topic.id, Topic(topic)))
    }
}

loader! {
    /// Whether the viewer follows a topic; nobody who is not a member does.
    ViewerFollowsTopic(TopicId) -> bool, |request, keys| {
        let followed = match request.viewer.member() {
            Ok(member) => db::topic::followed(request.db(), member.id(), keys).await?,
            Err(_) => Vec::new(),
        };
        let is_followed = |key: &TopicId| (*key, followed.contains(key));
        keys.iter().map(is_followed).collect()
    }
}

loader! {
    /// How many threads a topic has, for the viewer.
    CountsByTopic(TopicId) -> Counts, |request, keys| {
        let mut counts = keyed(keys.to_vec(), |topic| (topic, Counts::default()));
        if let Ok(member) = request.viewer.member() {
            let since = db::home::new_since(request.db(), request.app().now()).await?;
            counts.extend(db::topic::counts(request.db(), keys, member.id(), since).await?);
        }
        counts
    }
}
