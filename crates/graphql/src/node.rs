//! Anything by its id.

use async_graphql::{Context, ID, Interface, Object, Result};
use domain::id::AnyId;

use crate::collection::{self, Collection};
use crate::community::Sector;
use crate::context::request;
use crate::digest::{self, DigestIssue};
use crate::id::Id;
use crate::loaders::load;
use crate::member::{self, Member};
use crate::notification::{self, Notification};
use crate::organisation::Organisation;
use crate::post::{self, Post};
use crate::report::{self, Report};
use crate::thread::{self, Thread};
use crate::topic::Topic;

/// Something with an id.
#[derive(Interface)]
#[graphql(field(name = "id", ty = "ID", desc = "Its id."))]
pub enum Node {
    Sector(Sector),
    Organisation(Organisation),
    Topic(Topic),
    Member(Member),
    Thread(Thread),
    Collection(Collection),
    Post(Post),
    Notification(Notification),
    Report(Report),
    DigestIssue(DigestIssue),
}

/// Reads of anything.
#[derive(Default)]
pub struct NodeQuery;

#[Object]
impl NodeQuery {
    /// Anything by its id; null when it is not there for the viewer.
    #[graphql(complexity = "child_complexity + crate::cost::POST")]
    async fn node(&self, ctx: &Context<'_>, id: Id<AnyId>) -> Result<Option<Node>> {
        let request = request(ctx)?;
        let is_member = request.viewer.member().is_ok();
        Ok(match id.0 {
            AnyId::SectorId(id) => load(ctx, |all| &all.sectors, id).await?.map(Node::from),
            AnyId::TopicId(id) => load(ctx, |all| &all.topics, id).await?.map(Node::from),
            AnyId::OrganisationId(id) if is_member => load(ctx, |all| &all.organisations, id)
                .await?
                .map(Node::from),
            AnyId::MemberId(id) => member::by_id(ctx, id).await?.map(Node::from),
            AnyId::ThreadId(id) => thread::by_id(ctx, id).await?.map(Node::from),
            AnyId::CollectionId(id) => collection::by_id(ctx, id).await?.map(Node::from),
            AnyId::PostId(id) => post::by_id(ctx, id).await?.map(Node::from),
            AnyId::NotificationId(id) => notification::by_id(ctx, id).await?.map(Node::from),
            AnyId::ReportId(id) => report::by_id(ctx, id).await?.map(Node::from),
            AnyId::IssueId(id) if request.viewer.coordinator().is_ok() => {
                digest::issue(ctx, Some(id)).await?.map(Node::from)
            }
            // Sessions, challenges, copies, jobs and restores are nobody's to look up.
            _ => None,
        })
    }
}
