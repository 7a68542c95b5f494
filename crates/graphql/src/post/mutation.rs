//! What members do with a post.

use app::post;
use app::post::{EditPost, EditPostRefusal, React, ReactRefusal, Reacting, WithdrawPostRefusal};
use async_graphql::{Context, ID, InputObject, Object, Result};
use domain::id::PostId;

use super::{Post, Reaction, after_command, changed};
use crate::context::request;
use crate::id::{parse, parse_all};
use crate::payload::{Payload, payload, refused, status};
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

status! {
    /// What came of an edit.
    EditPostStatus {
        /// It is saved.
        Saved;
        EditPostRefusal {
            /// Something must be put right first.
            Invalid(problems),
            /// It was changed meanwhile, in another window.
            ChangedElsewhere,
            /// The co-ordinator closed its thread.
            Locked,
            /// Somebody else wrote it.
            NotYours,
            /// There is no such post.
            NotFound,
        }
    }
}

payload! {
    "EditPostPayload", EditPostStatus,
    /// An edited post.
    EditedPost as EditPostRows {
        /// The post as it is now, also when it was changed elsewhere.
        post: Post,
    }
}

/// A post to take back.
#[derive(InputObject)]
pub struct WithdrawPostInput {
    /// Which.
    post: ID,
    /// The version that you saw.
    expected_version: i32,
}

status! {
    /// What came of taking a post back.
    WithdrawPostStatus {
        /// A stub is left.
        Withdrawn;
        WithdrawPostRefusal {
            /// It was changed meanwhile, in another window.
            ChangedElsewhere,
            /// Somebody else wrote it.
            NotYours,
            /// There is no such post.
            NotFound,
        }
    }
}

payload! {
    "WithdrawPostPayload", WithdrawPostStatus,
    /// A post that was taken back.
    WithdrawnPost as WithdrawPostRows {
        /// The post as it is now.
        post: Post,
    }
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

status! {
    /// What came of a reaction.
    ReactStatus {
        /// As you wished.
        Saved;
        ReactRefusal {
            /// Thanks are for others.
            OwnPost,
            /// There is no such post.
            NotFound,
        }
    }
}

payload! {
    "ReactPayload", ReactStatus,
    /// A post with a reaction, or without it.
    Reacted as ReactRows {
        /// The post as it is now.
        post: Post,
    }
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
    ) -> Result<Payload<EditedPost>> {
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
        match post::edit_post(request.app(), &member, edit).await {
            Ok(()) => Ok(Payload::done(EditedPost {
                post: changed(ctx, id).await?,
            })),
            Err(failure) => Ok(refused(request, failure)?.with(EditPostRows {
                post: after_command(ctx, id).await?,
            })),
        }
    }

    /// Takes back one of your posts. A stub stays, and the answers under it.
    async fn withdraw_post(
        &self,
        ctx: &Context<'_>,
        input: WithdrawPostInput,
    ) -> Result<Payload<WithdrawnPost>> {
        let request = request(ctx)?;
        let member = request.member()?;
        let id: PostId = parse(&input.post)?;
        match post::withdraw_post(request.app(), &member, id, input.expected_version.into()).await {
            Ok(()) => Ok(Payload::done(WithdrawnPost {
                post: changed(ctx, id).await?,
            })),
            Err(failure) => Ok(refused(request, failure)?.with(WithdrawPostRows {
                post: after_command(ctx, id).await?,
            })),
        }
    }

    /// Reacts to a post, or takes the reaction back. Twice is once.
    async fn react(&self, ctx: &Context<'_>, input: ReactInput) -> Result<Payload<Reacted>> {
        let request = request(ctx)?;
        let member = request.member()?;
        let id: PostId = parse(&input.post)?;
        let wish = if input.on {
            Reacting::On
        } else {
            Reacting::Off
        };
        match post::react(
            request.app(),
            &member,
            React {
                post: id,
                reaction: input.reaction.into(),
                wish,
            },
        )
        .await
        {
            Ok(_) => Ok(Payload::done(Reacted {
                post: changed(ctx, id).await?,
            })),
            Err(failure) => Ok(refused(request, failure)?.with(ReactRows {
                post: after_command(ctx, id).await?,
            })),
        }
    }
}
