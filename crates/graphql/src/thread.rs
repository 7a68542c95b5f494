//! Threads: the list, the page, and what members do with a thread.

mod loader;
mod mutation;

use std::sync::Arc;

use async_graphql::{Context, InputObject, Object, Result};
use db::List;
use db::thread::{Filter, ViewerState};
use domain::id::{MemberId, PostId, SectorId, ThreadId, TopicId};
use domain::thread::{ThreadKind, ThreadOrder};

use crate::connection::{Connection, connection, int, page_request};
use crate::context::request;
use crate::enums::Enum;
use crate::error::gone;
use crate::id::Id;
use crate::loaders::{load, loaders};
use crate::payload::written;
use crate::post::{Byline, ContentNote, Post};
use crate::resource::Facts;
use crate::scalar::DateTime;
use crate::topic::Topic;

pub use loader::{ThreadById, ThreadForDesk, TopicsByThread, ViewerStateByThread};
pub use mutation::ThreadMutation;

/// Which threads a list holds. All that is given must hold.
#[derive(InputObject, Default)]
pub struct ThreadFilter {
    /// Of this kind.
    kind: Option<Enum<ThreadKind>>,
    /// With this topic.
    topic: Option<Id<TopicId>>,
    /// Started from this sector.
    sector: Option<Id<SectorId>>,
    /// Questions without an answer that are not closed; or, when false, everything else.
    unanswered: Option<bool>,
    /// Followed by you; or, when false, not.
    following: Option<bool>,
    /// Kept by you for later; or, when false, not.
    saved: Option<bool>,
    /// Started by this member.
    author: Option<Id<MemberId>>,
    /// Put on top by the co-ordinator, as the welcome; or, when false, not.
    pinned: Option<bool>,
}

impl From<ThreadFilter> for Filter {
    fn from(filter: ThreadFilter) -> Self {
        Self {
            kind: filter.kind.map(|kind| kind.0),
            topic: filter.topic.map(|topic| topic.0),
            sector: filter.sector.map(|sector| sector.0),
            unanswered: filter.unanswered,
            following: filter.following,
            saved: filter.saved,
            author: filter.author.map(|author| author.0),
            pinned: filter.pinned,
        }
    }
}

/// Reads about threads.
#[derive(Default)]
pub struct ThreadQuery;

#[Object]
impl ThreadQuery {
    /// The threads.
    #[graphql(complexity = "crate::cost::list(first, child_complexity)")]
    async fn threads(
        &self,
        ctx: &Context<'_>,
        filter: Option<ThreadFilter>,
        #[graphql(default_with = "Enum(ThreadOrder::LatestActivity)")] order: Enum<ThreadOrder>,
        first: Option<i32>,
        after: Option<String>,
    ) -> Result<Connection<Thread>> {
        let request = request(ctx)?;
        let viewer = request.viewer.member()?.id();
        let filter = Filter::from(filter.unwrap_or_default());
        // Unanswered questions have an order of their own beside the latest activity.
        let order = order.0;
        let list = List::named(&format!(
            "threads {} {:?}",
            order.as_str(),
            filter.unanswered
        ));
        let wanted = page_request(request, list, first, after.as_deref())?;
        let page = db::thread::page(request.db(), &filter, order, &wanted, viewer).await?;
        let page = page.map(|(cursor, thread)| (cursor, Thread::new(thread)));
        Ok(connection(request, list, page, async move |db| {
            db::thread::count(&db, &filter, viewer).await
        }))
    }

    /// One thread; null when it is not there for you.
    async fn thread(&self, ctx: &Context<'_>, id: Id<ThreadId>) -> Result<Option<Thread>> {
        let request = request(ctx)?;
        let viewer = request.viewer.member()?.id();
        let Some(page) = db::thread::thread_page(request.db(), id.0, viewer).await? else {
            return Ok(None);
        };
        let loaders = loaders(ctx)?;
        let id = page.thread.id;
        let posts = std::iter::once(page.thread.opening)
            .chain(page.thread.accepted)
            .chain(page.thread.summary);
        let posts = loaders.posts.load_many(posts).await?;
        if !posts.contains_key(&page.thread.opening) {
            // The co-ordinator hid it since the thread was read.
            return Ok(None);
        }
        let topics = page.topics.into_iter().map(Topic).collect();
        loaders.thread_topics.feed_one(id, topics).await;
        loaders.thread_states.feed_one(id, page.viewer).await;
        Ok(Some(Thread::new(page.thread)))
    }
}

/// A title, a kind and posts.
#[derive(Clone)]
pub struct Thread {
    thread: Arc<db::thread::Thread>,
    at_desk: bool,
}

impl Thread {
    /// As members come upon it.
    #[must_use]
    pub fn new(thread: db::thread::Thread) -> Self {
        Self {
            thread: Arc::new(thread),
            at_desk: false,
        }
    }

    pub(crate) fn opening_id(&self) -> PostId {
        self.thread.opening
    }

    /// Its id, of a resource.
    pub(crate) fn resource_id(&self) -> Option<ThreadId> {
        (self.thread.kind == ThreadKind::Resource).then_some(self.thread.id)
    }

    pub(crate) fn has_note(&self) -> bool {
        self.thread.content_note.is_some()
    }

    pub(crate) fn shown_title(&self) -> &str {
        &self.thread.title
    }

    /// At the co-ordinator's desk, where a hidden one is seen, with its opening.
    #[must_use]
    pub fn at_desk(thread: db::thread::Thread) -> Self {
        Self {
            thread: Arc::new(thread),
            at_desk: true,
        }
    }

    /// Who started it.
    pub(crate) fn byline(&self) -> Byline {
        Byline(Arc::clone(&self.thread.byline))
    }

    async fn viewer_state(&self, ctx: &Context<'_>) -> Result<ViewerState> {
        Ok(load(ctx, |all| &all.thread_states, self.thread.id)
            .await?
            .unwrap_or_default())
    }
}

/// A title, a kind and posts.
#[Object]
impl Thread {
    /// Its id.
    pub async fn id(&self) -> Id<ThreadId> {
        Id(self.thread.id)
    }
    /// Its title in addresses. The id decides.
    async fn slug(&self) -> &str {
        &self.thread.slug
    }
    /// What it is for.
    async fn kind(&self) -> Enum<ThreadKind> {
        self.thread.kind.into()
    }
    /// Its title; words of ours when its author took back the opening.
    async fn title(&self) -> &str {
        self.shown_title()
    }
    /// What it is about.
    #[graphql(complexity = "crate::cost::up_to(3, child_complexity)")]
    async fn topics(&self, ctx: &Context<'_>) -> Result<Vec<Topic>> {
        Ok(load(ctx, |all| &all.thread_topics, self.thread.id)
            .await?
            .unwrap_or_default())
    }
    /// Who started it.
    async fn author(&self) -> Byline {
        self.byline()
    }
    /// The post that opens it.
    #[graphql(complexity = "child_complexity + crate::cost::POST")]
    async fn opening(&self, ctx: &Context<'_>) -> Result<Post> {
        let id = self.thread.opening;
        let mut found = load(ctx, |all| &all.posts, id).await?;
        // What was withdrawn stays a stub here too: it is not what was reported.
        if found.is_none() && self.at_desk {
            found = load(ctx, |all| &all.desk_posts, id).await?;
        }
        found.ok_or_else(gone)
    }
    /// Two lines of the opening, plain text; empty when a content note stands before it.
    async fn excerpt(&self) -> &str {
        &self.thread.excerpt
    }
    /// The replies, the oldest first.
    #[graphql(complexity = "crate::cost::list(first, child_complexity + crate::cost::POST)")]
    async fn replies(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
    ) -> Result<Connection<Post>> {
        let request = request(ctx)?;
        let thread = self.thread.id;
        let list = List::named(&format!("replies {thread}"));
        let wanted = page_request(request, list, first, after.as_deref())?;
        let reader = request.viewer.member()?.id();
        let page = db::post::replies(request.db(), thread, &wanted, reader).await?;
        let page = page.map(|post| (post.cursor(), Post::new(post)));
        Ok(connection(request, list, page, async move |db| {
            db::post::count_replies(&db, thread).await
        }))
    }
    /// How many replies can be seen; of a question not what the asker adds, unless
    /// it helped.
    async fn reply_count(&self) -> i32 {
        int(self.thread.reply_count)
    }
    /// The answer that helped, as the asker says.
    #[graphql(complexity = "child_complexity + crate::cost::POST")]
    async fn accepted_answer(&self, ctx: &Context<'_>) -> Result<Option<Post>> {
        let Some(accepted) = self.thread.accepted else {
            return Ok(None);
        };
        let post = load(ctx, |all| &all.posts, accepted).await?;
        Ok(post.filter(Post::is_visible))
    }
    /// Whether there is an answer that helped.
    async fn has_helped(&self) -> bool {
        self.thread.accepted.is_some()
    }
    /// What was learned, with which it is closed to replies.
    #[graphql(complexity = "child_complexity + crate::cost::POST")]
    async fn summary(&self, ctx: &Context<'_>) -> Result<Option<Post>> {
        let Some(summary) = self.thread.summary else {
            return Ok(None);
        };
        let post = load(ctx, |all| &all.posts, summary).await?;
        Ok(post.filter(Post::is_visible))
    }
    /// Whether it is closed with what was learned.
    async fn has_summary(&self) -> bool {
        self.thread.summary.is_some()
    }
    /// What is said before its words.
    async fn content_note(&self) -> Option<ContentNote> {
        self.thread.content_note.clone().map(Into::into)
    }
    /// What it says beside its words; null for a kind without facts.
    async fn facts(&self, ctx: &Context<'_>) -> Result<Option<Facts>> {
        if !self.thread.kind.has_facts() {
            return Ok(None);
        }
        Ok(load(ctx, |all| &all.facts, self.thread.id).await?.flatten())
    }
    /// When it was started.
    async fn created_at(&self) -> DateTime {
        self.thread.created_at.into()
    }
    /// When it was last written to.
    async fn last_activity_at(&self) -> DateTime {
        self.thread.last_activity_at.into()
    }
    /// Whether the co-ordinator closed it to replies.
    async fn locked(&self) -> bool {
        self.thread.locked
    }
    /// Whether the co-ordinator put it on top as the welcome.
    async fn pinned(&self) -> bool {
        self.thread.pinned
    }
    /// Whether you follow it.
    async fn viewer_follows(&self, ctx: &Context<'_>) -> Result<bool> {
        Ok(self.viewer_state(ctx).await?.follows)
    }
    /// Whether you keep it for later. Nobody else sees it.
    async fn viewer_saved(&self, ctx: &Context<'_>) -> Result<bool> {
        Ok(self.viewer_state(ctx).await?.saved)
    }
    /// Replies by others since you last read it; none if you never opened it.
    async fn viewer_unread_count(&self, ctx: &Context<'_>) -> Result<i32> {
        Ok(int(self.viewer_state(ctx).await?.unread))
    }
    /// Until when you have read it; none if you never opened or followed it.
    async fn viewer_read_until(&self, ctx: &Context<'_>) -> Result<Option<DateTime>> {
        Ok(self.viewer_state(ctx).await?.read_until.map(Into::into))
    }
    /// Whether you may mark the answer that helped: true for the asker of a question alone.
    async fn viewer_can_accept(&self) -> bool {
        self.thread.viewer_is_author && self.thread.kind == ThreadKind::Question
    }
}

/// A thread that the viewer may reach.
pub async fn by_id(ctx: &Context<'_>, id: ThreadId) -> Result<Option<Thread>> {
    load(ctx, |all| &all.threads, id).await
}

/// A thread as it is now, after a command.
pub(crate) async fn after_command(ctx: &Context<'_>, id: ThreadId) -> Result<Option<Thread>> {
    let request = request(ctx)?;
    let viewer = request.viewer.member()?.id();
    loaders(ctx)?.forget();
    let found = db::thread::by_id(request.db(), id, viewer).await?;
    Ok(found.map(Thread::new))
}

/// A thread that a command has just written.
pub(crate) async fn changed(ctx: &Context<'_>, id: ThreadId) -> Result<Thread> {
    written(after_command(ctx, id).await?)
}
