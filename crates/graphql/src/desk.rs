//! The co-ordinator's desk: what waits, and what was done.

pub mod audit;
pub mod decision;
mod queue;

use async_graphql::{Context, Object, Result};
use domain::id::{IssueId, PostId};

use audit::{AuditEntry, AuditFilter};
pub(crate) use queue::Queue;

use crate::connection::Connection;
use crate::context::request;
use crate::digest::{self, DigestIssue};
use crate::id::Id;
use crate::loaders::load;
use crate::organisation::{self, Organisation};
use crate::post::Post;
use crate::restore::{self, Restore};
use crate::search::{self, SearchGaps, SynonymGroup};

/// Reads of the co-ordinator.
#[derive(Default)]
pub struct DeskQuery;

#[Object]
impl DeskQuery {
    /// The co-ordinator's desk; null for anyone else.
    async fn desk(&self, ctx: &Context<'_>) -> Result<Option<Desk>> {
        Ok(request(ctx)?.viewer.coordinator().ok().map(|_| Desk))
    }
}

/// The co-ordinator's desk. Made for the co-ordinator alone.
pub struct Desk;

/// The co-ordinator's desk.
#[Object]
impl Desk {
    /// What waits to be decided.
    async fn queue(&self, ctx: &Context<'_>) -> Result<Queue> {
        Queue::read(request(ctx)?).await
    }
    /// A hidden post, to read it before it is put back; null for any other, such
    /// as one that its author took back.
    #[graphql(complexity = "child_complexity + crate::cost::POST")]
    async fn hidden_post(&self, ctx: &Context<'_>, id: Id<PostId>) -> Result<Option<Post>> {
        let found = load(ctx, |all| &all.desk_posts, id.0).await?;
        Ok(found.filter(Post::is_hidden))
    }
    /// Backups that were put back, and that you have not dealt with yet.
    #[graphql(complexity = "crate::cost::up_to(8, child_complexity)")]
    async fn restores(&self, ctx: &Context<'_>) -> Result<Vec<Restore>> {
        restore::unsettled(request(ctx)?).await
    }
    /// One issue of the digest; the one that comes next when none is named.
    async fn digest(
        &self,
        ctx: &Context<'_>,
        issue: Option<Id<IssueId>>,
    ) -> Result<Option<DigestIssue>> {
        digest::issue(ctx, issue.map(|issue| issue.0)).await
    }
    /// The latest issues of the digest, the newest first.
    #[graphql(complexity = "crate::cost::list(first, child_complexity)")]
    async fn digest_issues(
        &self,
        ctx: &Context<'_>,
        #[graphql(default_with = "Some(8)")] first: Option<i32>,
    ) -> Result<Vec<DigestIssue>> {
        digest::issues(ctx, first.unwrap_or(8)).await
    }
    /// The organisations by name.
    #[graphql(complexity = "crate::cost::list(first, child_complexity)")]
    async fn organisations(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "With this somewhere in the name.")] name: Option<String>,
        first: Option<i32>,
        after: Option<String>,
    ) -> Result<Connection<Organisation>> {
        organisation::list(ctx, name, first, after.as_deref()).await
    }
    /// Groups of words that mean the same, by their words.
    #[graphql(complexity = "crate::cost::up_to(50, child_complexity)")]
    async fn synonyms(&self, ctx: &Context<'_>) -> Result<Vec<SynonymGroup>> {
        search::synonyms(request(ctx)?).await
    }
    /// What members looked for in vain.
    #[graphql(complexity = "crate::cost::up_to(search::GAPS as usize, child_complexity)")]
    async fn search_gaps(&self, ctx: &Context<'_>) -> Result<SearchGaps> {
        search::gaps(request(ctx)?).await
    }
    /// Every act of a co-ordinator, the newest first.
    #[graphql(complexity = "crate::cost::list(first, child_complexity)")]
    async fn audit(
        &self,
        ctx: &Context<'_>,
        filter: Option<AuditFilter>,
        first: Option<i32>,
        after: Option<String>,
    ) -> Result<Connection<AuditEntry>> {
        audit::list(ctx, filter, first, after.as_deref()).await
    }
}
