//! What members do with a post.

use app::post;
use app::post::{EditPostRefusal, ReactRefusal, Reacting, WithdrawPostRefusal};
use async_graphql::{Context, InputObject, Object, Result, SimpleObject};
use domain::id::{FileId, PostId, TopicId};
use domain::post::Reaction;

use super::{Post, after_command, changed};
use crate::context::request;
use crate::enums::Enum;
use crate::id::{Id, all};
use crate::payload::Payload;
use crate::scalar::Html;

/// A post's next words.
#[derive(InputObject)]
pub struct EditPostInput {
    /// Which post.
    post: Id<PostId>,
    /// The message.
    body: Html,
    /// Another title: for the post that opens a thread.
    title: Option<String>,
    /// Other topics: for the post that opens a thread.
    topics: Option<Vec<Id<TopicId>>>,
    /// Its files from now on, in their order; without it they stay as they are.
    files: Option<Vec<Id<FileId>>>,
    /// The version that you edited.
    expected_version: i32,
}

#[derive(SimpleObject, Default)]
pub struct EditPost {
    /// The post as it is now, also when it was changed elsewhere.
    post: Option<Post>,
}

/// A post to take back.
#[derive(InputObject)]
pub struct WithdrawPostInput {
    /// Which.
    post: Id<PostId>,
    /// The version that you saw.
    expected_version: i32,
}

#[derive(SimpleObject, Default)]
pub struct WithdrawPost {
    /// The post as it is now.
    post: Option<Post>,
}

/// A reaction to a post, or its end.
#[derive(InputObject)]
pub struct ReactInput {
    /// To which post.
    post: Id<PostId>,
    /// Which.
    reaction: Enum<Reaction>,
    /// Add it or take it back.
    on: bool,
}

#[derive(SimpleObject, Default)]
pub struct React {
    /// The post as it is now.
    post: Option<Post>,
}

/// Writes to posts.
#[derive(Default)]
pub struct PostMutation;

#[Object]
impl PostMutation {
    /// Edits one of your posts. What it said before is kept for you and the co-ordinator.
    async fn edit_post(
        &self,
        ctx: &Context<'_>,
        input: EditPostInput,
    ) -> Result<Payload<EditPost, EditPostRefusal>> {
        let request = request(ctx)?;
        let edit = post::EditPost {
            post: input.post.0,
            body: input.body.0,
            title: input.title,
            topics: input.topics.map(all),
            files: input.files.map(all),
            expected_version: input.expected_version.into(),
        };
        let edited = post::edit_post(request.app(), &request.viewer.member()?, edit).await;
        Payload::beside(edited, async || {
            let post = after_command(ctx, input.post.0).await?;
            Ok(EditPost { post })
        })
        .await
    }

    /// Takes back one of your posts. A stub stays, and the answers under it.
    async fn withdraw_post(
        &self,
        ctx: &Context<'_>,
        input: WithdrawPostInput,
    ) -> Result<Payload<WithdrawPost, WithdrawPostRefusal>> {
        let request = request(ctx)?;
        let (member, post) = (request.viewer.member()?, input.post.0);
        let version = input.expected_version.into();
        let withdrawn = post::withdraw_post(request.app(), &member, post, version).await;
        Payload::beside(withdrawn, async || {
            let post = after_command(ctx, post).await?;
            Ok(WithdrawPost { post })
        })
        .await
    }

    /// Reacts to a post, or takes the reaction back. Twice is once.
    async fn react(
        &self,
        ctx: &Context<'_>,
        input: ReactInput,
    ) -> Result<Payload<React, ReactRefusal>> {
        let request = request(ctx)?;
        let reaction = post::React {
            post: input.post.0,
            reaction: input.reaction.0,
            wish: if input.on {
                Reacting::On
            } else {
                Reacting::Off
            },
        };
        let reacted = post::react(request.app(), &request.viewer.member()?, reaction).await;
        Payload::of(reacted, async |_| {
            let post = Some(changed(ctx, input.post.0).await?);
            Ok(React { post })
        })
        .await
    }
}
