//! What members do with a post.

use app::post::{EditPost, EditPostRefusal, React, ReactRefusal, Reacting, WithdrawPostRefusal};
use app::{Failure, post};
use async_graphql::{Context, Enum, ID, InputObject, Object, Result, SimpleObject};
use domain::id::PostId;

use super::{Post, Reaction, after_command};
use crate::context::request;
use crate::error::broken;
use crate::id::{parse, parse_all};
use crate::payload::{Problem, problems};
use crate::scalar::Markdown;

/// A post's next words.
#[derive(InputObject)]
pub struct EditPostInput {
    /// Which post.
    post: ID,
    /// The message.
    body: Markdown,
    /// Another title: for the post that opens a thread.
    title: Option<String>,
    /// Other topics: for the post that opens a thread.
    topics: Option<Vec<ID>>,
    /// The version that you edited.
    expected_version: i32,
}

/// What came of an edit.
#[derive(Enum, Copy, Clone, Eq, PartialEq)]
pub enum EditPostStatus {
    /// It is saved.
    Saved,
    /// Something must be put right first.
    Invalid,
    /// It was changed meanwhile, in another window.
    ChangedElsewhere,
    /// The co-ordinator closed its thread.
    Locked,
    /// Somebody else wrote it.
    NotYours,
    /// There is no such post.
    NotFound,
}

/// The post as it is now, also when it was changed elsewhere.
#[derive(SimpleObject)]
pub struct EditPostPayload {
    /// What came of it.
    status: EditPostStatus,
    /// What to put right.
    problems: Vec<Problem>,
    /// The post as it is now, also when it was changed elsewhere.
    post: Option<Post>,
}

/// A post to take back.
#[derive(InputObject)]
pub struct WithdrawPostInput {
    /// Which.
    post: ID,
    /// The version that you saw.
    expected_version: i32,
}

/// What came of taking a post back.
#[derive(Enum, Copy, Clone, Eq, PartialEq)]
pub enum WithdrawPostStatus {
    /// A stub is left.
    Withdrawn,
    /// It was changed meanwhile, in another window.
    ChangedElsewhere,
    /// Somebody else wrote it.
    NotYours,
    /// There is no such post.
    NotFound,
}

/// The post as it is now.
#[derive(SimpleObject)]
pub struct WithdrawPostPayload {
    /// What came of it.
    status: WithdrawPostStatus,
    /// What to put right.
    problems: Vec<Problem>,
    /// The post as it is now.
    post: Option<Post>,
}

/// A reaction to a post, or its end.
#[derive(InputObject)]
pub struct ReactInput {
    /// To which post.
    post: ID,
    /// Which.
    reaction: Reaction,
    /// Add it or take it back.
    on: bool,
}

/// What came of a reaction.
#[derive(Enum, Copy, Clone, Eq, PartialEq)]
pub enum ReactStatus {
    /// As you wished.
    Saved,
    /// Thanks are for others.
    OwnPost,
    /// There is no such post.
    NotFound,
}

/// The post as it is now.
#[derive(SimpleObject)]
pub struct ReactPayload {
    /// What came of it.
    status: ReactStatus,
    /// What to put right.
    problems: Vec<Problem>,
    /// The post as it is now.
    post: Option<Post>,
}

/// Writes to posts.
#[derive(Default)]
pub struct PostMutation;

#[Object]
impl PostMutation {
    /// Edits one of your posts. What it said before is kept for you and the co-ordinator.
    async fn edit_post(&self, ctx: &Context<'_>, input: EditPostInput) -> Result<EditPostPayload> {
        let request = request(ctx)?;
        let member = request.member()?;
        let id: PostId = parse(&input.post)?;
        let edit = EditPost {
            post: id,
            body: input.body.0,
            title: input.title,
            topics: input.topics.as_deref().map(parse_all).transpose()?,
            expected_version: input.expected_version.into(),
        };
        let (status, found) = match post::edit_post(request.app(), &member, edit).await {
            Ok(()) => (EditPostStatus::Saved, Vec::new()),
            Err(Failure::Refused(EditPostRefusal::Invalid(found))) => (EditPostStatus::Invalid, problems(&found)),
            Err(Failure::Refused(EditPostRefusal::ChangedElsewhere)) => (EditPostStatus::ChangedElsewhere, Vec::new()),
            Err(Failure::Refused(EditPostRefusal::Locked)) => (EditPostStatus::Locked, Vec::new()),
            Err(Failure::Refused(EditPostRefusal::NotYours)) => (EditPostStatus::NotYours, Vec::new()),
            Err(Failure::Refused(EditPostRefusal::NotFound)) => (EditPostStatus::NotFound, Vec::new()),
            Err(Failure::Broken(error)) => return Err(broken(request, &error)),
        };
        Ok(EditPostPayload { status, problems: found, post: after_command(ctx, id).await? })
    }

    /// Takes back one of your posts. A stub stays, and the answers under it.
    async fn withdraw_post(&self, ctx: &Context<'_>, input: WithdrawPostInput) -> Result<WithdrawPostPayload> {
        let request = request(ctx)?;
        let member = request.member()?;
        let id: PostId = parse(&input.post)?;
        let status = match post::withdraw_post(request.app(), &member, id, input.expected_version.into()).await {
            Ok(()) => WithdrawPostStatus::Withdrawn,
            Err(Failure::Refused(WithdrawPostRefusal::ChangedElsewhere)) => WithdrawPostStatus::ChangedElsewhere,
            Err(Failure::Refused(WithdrawPostRefusal::NotYours)) => WithdrawPostStatus::NotYours,
            Err(Failure::Refused(WithdrawPostRefusal::NotFound)) => WithdrawPostStatus::NotFound,
            Err(Failure::Broken(error)) => return Err(broken(request, &error)),
        };
        Ok(WithdrawPostPayload { status, problems: Vec::new(), post: after_command(ctx, id).await? })
    }

    /// Reacts to a post, or takes the reaction back. Twice is once.
    async fn react(&self, ctx: &Context<'_>, input: ReactInput) -> Result<ReactPayload> {
        let request = request(ctx)?;
        let member = request.member()?;
        let id: PostId = parse(&input.post)?;
        let wish = if input.on { Reacting::On } else { Reacting::Off };
        let status = match post::react(request.app(), &member, React { post: id, reaction: input.reaction.into(), wish }).await {
            Ok(_) => ReactStatus::Saved,
            Err(Failure::Refused(ReactRefusal::OwnPost)) => ReactStatus::OwnPost,
            Err(Failure::Refused(ReactRefusal::NotFound)) => ReactStatus::NotFound,
            Err(Failure::Broken(error)) => return Err(broken(request, &error)),
        };
        Ok(ReactPayload { status, problems: Vec::new(), post: after_command(ctx, id).await? })
    }
}
