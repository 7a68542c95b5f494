//! Posts: as they are read, and what members do with one.

mod body;
mod loader;
mod mutation;

use std::sync::Arc;

use async_graphql::{Context, Object, Result, SimpleObject};
use domain::id::PostId;
use domain::member::can_be_seen;
use domain::post::{PostState, Reaction};

use crate::community::Sector;
use crate::connection::int;
use crate::context::{Request, request};
use crate::enums::Enum;
use crate::error::gone;
use crate::file::File;
use crate::id::Id;
use crate::loaders::{load, loaders};
use crate::member::Member;
use crate::payload::written;
use crate::resource::Use;
use crate::scalar::{DateTime, Html};
use crate::thread::{self, Thread};

pub use loader::{PostById, RevisionsByPost};
pub use mutation::PostMutation;

/// How often one reaction was given.
#[derive(Clone, SimpleObject)]
pub struct ReactionCount {
    /// Which.
    reaction: Enum<Reaction>,
    /// How often.
    count: i32,
}

/// What is said before words that are hard to read.
#[derive(Clone, SimpleObject)]
pub struct ContentNote {
    /// What the words mention.
    labels: Vec<String>,
    /// The author's own line.
    text: Option<String>,
}

impl From<domain::post::ContentNote> for ContentNote {
    fn from(note: domain::post::ContentNote) -> Self {
        Self {
            labels: note.labels,
            text: note.text,
        }
    }
}

/// What a post said before an edit.
#[derive(Clone)]
pub struct Revision(db::post::Revision);

/// What a post said before an edit.
#[Object]
impl Revision {
    /// Which version.
    async fn version(&self) -> i32 {
        int(self.0.version)
    }
    /// Its words.
    #[graphql(complexity = "crate::cost::TEXT")]
    async fn body(&self, ctx: &Context<'_>) -> Result<Html> {
        body::read(ctx, &self.0.body).await
    }
    /// When they were written.
    async fn edited_at(&self) -> DateTime {
        self.0.written_at.into()
    }
}

/// Who wrote something, as it is shown.
#[derive(Clone)]
pub struct Byline(pub(crate) Arc<db::post::Byline>);

impl Byline {
    fn named(&self, request: &Request) -> Option<&db::member::Member> {
        self.0
            .member
            .as_deref()
            .filter(|member| can_be_seen(&request.viewer, member.id, member.state))
    }
}

/// Who wrote something, as it is shown.
#[Object]
impl Byline {
    /// A name, or "A colleague in education".
    async fn label(&self) -> &str {
        &self.0.label
    }
    /// The sector from which it was written; null where that would say who wrote it.
    async fn sector(&self) -> Option<Sector> {
        self.0.sector.clone().map(Sector)
    }
    /// Whether it is a member's name that stands there: see `member`.
    async fn is_named(&self, ctx: &Context<'_>) -> Result<bool> {
        Ok(self.named(request(ctx)?).is_some())
    }
    /// Whether it is the co-ordinator, or a deputy, who speaks; false where the
    /// author is not named.
    async fn is_coordinator(&self, ctx: &Context<'_>) -> Result<bool> {
        let request = request(ctx)?;
        Ok(self
            .named(request)
            .is_some_and(|member| member.looks_after(request.app().now())))
    }
    /// The member; null where the author is not named or has left.
    async fn member(&self, ctx: &Context<'_>) -> Result<Option<Member>> {
        Ok(self
            .named(request(ctx)?)
            .map(|member| Member(member.clone())))
    }
}

/// One contribution in a thread: the opening or a reply.
#[derive(Clone)]
pub struct Post {
    post: Arc<db::post::Post>,
    at_desk: bool,
}

impl Post {
    /// As members come upon it.
    #[must_use]
    pub fn new(post: db::post::Post) -> Self {
        Self {
            post: Arc::new(post),
            at_desk: false,
        }
    }

    /// Its words as plain text, where a search may show them: none behind a content
    /// note, and none of what was taken back.
    pub(crate) fn findable_text(&self) -> Option<String> {
        let is_shown = self.is_visible() && self.post.content_note.is_none();
        is_shown.then(|| markup::plain_text(&self.post.body))
    }

    /// At the co-ordinator's desk, where hidden ones are seen, with their thread.
    #[must_use]
    pub fn at_desk(post: db::post::Post) -> Self {
        Self {
            post: Arc::new(post),
            at_desk: true,
        }
    }

    pub(crate) fn byline(&self) -> Byline {
        Byline(Arc::clone(&self.post.byline))
    }

    pub(crate) fn is_visible(&self) -> bool {
        self.post.state == PostState::Visible
    }

    pub(crate) fn is_withdrawn(&self) -> bool {
        self.post.state == PostState::Withdrawn
    }

    pub(crate) fn is_hidden(&self) -> bool {
        self.post.state == PostState::Hidden
    }
}

/// One contribution in a thread: the opening or a reply.
#[Object]
impl Post {
    /// Its id.
    pub async fn id(&self) -> Id<PostId> {
        Id(self.post.id)
    }
    /// Where it is.
    async fn thread(&self, ctx: &Context<'_>) -> Result<Thread> {
        let id = self.post.thread;
        let found = if self.at_desk {
            load(ctx, |all| &all.desk_threads, id).await?
        } else {
            load(ctx, |all| &all.threads, id).await?
        };
        found.ok_or_else(gone)
    }
    /// Who wrote it.
    async fn author(&self) -> Byline {
        self.byline()
    }
    /// Its words; empty when the post was withdrawn: `state` says so.
    #[graphql(complexity = "crate::cost::TEXT")]
    async fn body(&self, ctx: &Context<'_>) -> Result<Html> {
        body::read(ctx, &self.post.body).await
    }
    /// Whether it can be seen.
    async fn state(&self) -> Enum<PostState> {
        self.post.state.into()
    }
    /// Goes up with every edit: say which one you edited.
    async fn version(&self) -> i32 {
        int(self.post.version)
    }
    /// When it was written.
    async fn created_at(&self) -> DateTime {
        self.post.created_at.into()
    }
    /// When it was last edited.
    async fn edited_at(&self) -> Option<DateTime> {
        self.post.edited_at.map(Into::into)
    }
    /// Reactions that were given, with how often.
    #[graphql(complexity = "crate::cost::up_to(2, child_complexity)")]
    async fn reactions(&self) -> Vec<ReactionCount> {
        let counts = Reaction::ALL.iter().map(|reaction| ReactionCount {
            reaction: (*reaction).into(),
            count: int(self.post.reactions.count(*reaction)),
        });
        counts.filter(|given| given.count > 0).collect()
    }
    /// Your own reactions.
    async fn viewer_reactions(&self) -> Vec<Enum<Reaction>> {
        let all = Reaction::ALL.iter().copied();
        all.filter(|reaction| self.post.reactions.is_own(*reaction))
            .map(Into::into)
            .collect()
    }
    /// Whether you wrote it.
    async fn viewer_is_author(&self) -> bool {
        self.post.viewer_is_author
    }
    /// What is said before its words.
    async fn content_note(&self) -> Option<ContentNote> {
        self.post.content_note.clone().map(Into::into)
    }
    /// With whom its author used the resource that it replies to, if it says so.
    async fn used(&self, ctx: &Context<'_>) -> Result<Option<Use>> {
        if self.post.opening || !self.post.thread_kind.has_facts() {
            return Ok(None);
        }
        Ok(load(ctx, |all| &all.uses, self.post.id).await?.flatten())
    }
    /// Whether it is the answer that helped.
    async fn is_accepted(&self) -> bool {
        self.post.accepted
    }
    /// Whether it opens its thread.
    async fn is_opening(&self) -> bool {
        self.post.opening
    }
    /// The resource that was made of a summary, while it is there.
    async fn resource(&self, ctx: &Context<'_>) -> Result<Option<Thread>> {
        if !self.post.summary {
            return Ok(None);
        }
        let made = load(ctx, |all| &all.summary_resources, self.post.id).await?;
        match made.flatten() {
            Some(resource) => thread::by_id(ctx, resource).await,
            None => Ok(None),
        }
    }
    /// What it said before its edits, the latest hundred: the author's and the co-ordinator's; empty for others.
    #[graphql(complexity = "crate::cost::up_to(100, child_complexity + crate::cost::REVISION)")]
    async fn revisions(&self, ctx: &Context<'_>) -> Result<Vec<Revision>> {
        Ok(load(ctx, |all| &all.revisions, self.post.id)
            .await?
            .unwrap_or_default())
    }
    /// Its files in their order: those that can be had, and of your own posts all.
    #[graphql(complexity = "crate::cost::up_to(2, child_complexity)")]
    async fn files(&self, ctx: &Context<'_>) -> Result<Vec<File>> {
        if !self.post.has_files {
            return Ok(Vec::new());
        }
        Ok(load(ctx, |all| &all.files, self.post.id)
            .await?
            .unwrap_or_default())
    }
    /// Whether the co-ordinator took it away.
    async fn hidden(&self) -> bool {
        self.post.state == PostState::Hidden
    }
}

/// A post that the viewer may come upon.
pub async fn by_id(ctx: &Context<'_>, id: PostId) -> Result<Option<Post>> {
    load(ctx, |all| &all.posts, id).await
}

/// A post as it is now, after a command.
pub(crate) async fn after_command(ctx: &Context<'_>, id: PostId) -> Result<Option<Post>> {
    let request = request(ctx)?;
    let reader = request.viewer.member()?.id();
    loaders(ctx)?.forget();
    let found = db::post::by_id(request.db(), id, reader).await?;
    Ok(found.map(Post::new))
}

/// A post that a command has just written.
pub(crate) async fn changed(ctx: &Context<'_>, id: PostId) -> Result<Post> {
    written(after_command(ctx, id).await?)
}
