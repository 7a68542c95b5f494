//! What members do with a thread.

use app::follow::{
    FollowRefusal, Following, MarkAllReadRefusal, MarkThreadReadRefusal, SaveThreadRefusal, Saving,
};
use app::thread::{AcceptAnswerRefusal, ReplyRefusal, StartThreadRefusal};
use app::{follow, thread};
use async_graphql::{Context, InputObject, Object, Result, SimpleObject};
use db::follow::ReadUntil;
use domain::id::{AnyId, FileId, PostId, ThreadId, TopicId};
use domain::thread::ThreadKind;

use super::{Thread, after_command, changed};
use crate::context::request;
use crate::enums::Enum;
use crate::error::{Code, coded};
use crate::id::{Id, all};
use crate::loaders::{load, loaders};
use crate::payload::Payload;
use crate::post::{self, Post};
use crate::scalar::{DateTime, Html};
use crate::topic::Topic;

/// A thread to start.
#[derive(InputObject)]
pub struct StartThreadInput {
    /// What it is for.
    kind: Enum<ThreadKind>,
    /// One line.
    title: String,
    /// The first message.
    body: Html,
    /// From one to three topics.
    topics: Vec<Id<TopicId>>,
    /// Files of the first message, which you brought: up to ten.
    #[graphql(default)]
    files: Vec<Id<FileId>>,
    /// The same for every click on one button: a double click posts once.
    idempotency_key: Option<String>,
}

#[derive(SimpleObject, Default)]
pub struct StartThread {
    /// The thread.
    thread: Option<Thread>,
}

/// A reply to post.
#[derive(InputObject)]
pub struct ReplyInput {
    /// To which thread.
    thread: Id<ThreadId>,
    /// The message.
    body: Html,
    /// Files that you brought: up to ten.
    #[graphql(default)]
    files: Vec<Id<FileId>>,
    /// The same for every click on one button: a double click posts once.
    idempotency_key: Option<String>,
}

#[derive(SimpleObject, Default)]
pub struct Reply {
    /// The reply.
    post: Option<Post>,
    /// The thread as it is now.
    thread: Option<Thread>,
}

/// The answer that helped.
#[derive(InputObject)]
pub struct AcceptAnswerInput {
    /// Your question.
    thread: Id<ThreadId>,
    /// The answer that helped; none to take the mark back.
    answer: Option<Id<PostId>>,
}

#[derive(SimpleObject, Default)]
pub struct AcceptAnswer {
    /// The question as it is now.
    thread: Option<Thread>,
}

/// Follow something, or no more.
#[derive(InputObject)]
pub struct FollowInput {
    /// A thread or a topic.
    subject: Id<AnyId>,
    /// From now on, or no more.
    on: bool,
}

#[derive(SimpleObject, Default)]
pub struct Follow {
    /// The thread, if it was one.
    thread: Option<Thread>,
    /// The topic, if it was one.
    topic: Option<Topic>,
}

/// A thread that you have read.
#[derive(InputObject)]
pub struct MarkThreadReadInput {
    /// Which.
    thread: Id<ThreadId>,
    /// The last post that you have seen; what came after it stays new. Without it, everything until now.
    up_to: Option<Id<PostId>>,
}

#[derive(SimpleObject, Default)]
pub struct MarkThreadRead {
    /// The thread as it is now.
    thread: Option<Thread>,
}

/// Everything that you ever opened or follow, marked as read.
#[derive(InputObject)]
pub struct MarkAllReadInput {
    /// Takes back what was marked then (`markedAt`); what you have read since stays read.
    undo: Option<DateTime>,
}

#[derive(SimpleObject, Default)]
pub struct MarkAllRead {
    /// When it was marked, to take it back with.
    marked_at: Option<DateTime>,
}

/// Keep a thread for later, or no longer.
#[derive(InputObject)]
pub struct SaveThreadInput {
    /// Which.
    thread: Id<ThreadId>,
    /// Keep it, or no longer.
    on: bool,
}

#[derive(SimpleObject, Default)]
pub struct SaveThread {
    /// The thread as it is now.
    thread: Option<Thread>,
}

/// Writes to threads.
#[derive(Default)]
pub struct ThreadMutation;

#[Object]
impl ThreadMutation {
    /// Starts a thread. You follow it from then on.
    async fn start_thread(
        &self,
        ctx: &Context<'_>,
        input: StartThreadInput,
    ) -> Result<Payload<StartThread, StartThreadRefusal>> {
        let request = request(ctx)?;
        let new = thread::StartThread {
            kind: input.kind.0,
            title: input.title,
            body: input.body.0,
            topics: all(input.topics),
            files: all(input.files),
            idempotency_key: input.idempotency_key,
        };
        let started = thread::start_thread(request.app(), &request.viewer.member()?, new).await;
        Payload::of(started, async |posted| {
            let thread = Some(changed(ctx, posted.thread).await?);
            Ok(StartThread { thread })
        })
        .await
    }

    /// Posts a reply. Whoever writes in a thread for the first time follows it from then on.
    async fn reply(
        &self,
        ctx: &Context<'_>,
        input: ReplyInput,
    ) -> Result<Payload<Reply, ReplyRefusal>> {
        let request = request(ctx)?;
        let new = thread::Reply {
            thread: input.thread.0,
            body: input.body.0,
            used: None,
            files: all(input.files),
            idempotency_key: input.idempotency_key,
        };
        let replied = thread::reply(request.app(), &request.viewer.member()?, new).await;
        Payload::of(replied, async |posted| {
            Ok(Reply {
                post: Some(post::changed(ctx, posted.post).await?),
                thread: Some(changed(ctx, posted.thread).await?),
            })
        })
        .await
    }

    /// Marks the answer that helped, another one instead, or none. Only whoever asked can.
    async fn accept_answer(
        &self,
        ctx: &Context<'_>,
        input: AcceptAnswerInput,
    ) -> Result<Payload<AcceptAnswer, AcceptAnswerRefusal>> {
        let request = request(ctx)?;
        let (member, thread) = (request.viewer.member()?, input.thread.0);
        let answer = input.answer.map(|answer| answer.0);
        let marked = thread::accept_answer(request.app(), &member, thread, answer).await;
        Payload::of(marked, async |()| {
            let thread = Some(changed(ctx, thread).await?);
            Ok(AcceptAnswer { thread })
        })
        .await
    }

    /// Follows a thread or a topic, or no more. You hear of replies in threads that you follow.
    async fn follow(
        &self,
        ctx: &Context<'_>,
        input: FollowInput,
    ) -> Result<Payload<Follow, FollowRefusal>> {
        let request = request(ctx)?;
        let (app, member) = (request.app(), request.viewer.member()?);
        let wish = if input.on {
            Following::On
        } else {
            Following::Off
        };
        let (done, follow) = match input.subject.0 {
            AnyId::ThreadId(id) => {
                let done = follow::follow_thread(app, &member, id, wish).await;
                let thread = after_command(ctx, id).await?;
                let topic = None;
                (done, Follow { thread, topic })
            }
            AnyId::TopicId(id) => {
                let done = follow::follow_topic(app, &member, id, wish).await;
                loaders(ctx)?.forget();
                let topic = load(ctx, |all| &all.topics, id).await?;
                let thread = None;
                (done, Follow { thread, topic })
            }
            _ => {
                return Err(coded(
                    Code::BadRequest,
                    "Only threads and topics can be followed.",
                ));
            }
        };
        // To stop always works, also where the thread is out of reach by now.
        let is_there = follow.thread.is_some() || follow.topic.is_some();
        let done = done.and_then(|()| Ok(is_there.then_some(()).ok_or(FollowRefusal::NotFound)?));
        Payload::of(done, async |()| Ok(follow)).await
    }

    /// Notes how far you have read a thread. What you have read once stays read.
    async fn mark_thread_read(
        &self,
        ctx: &Context<'_>,
        input: MarkThreadReadInput,
    ) -> Result<Payload<MarkThreadRead, MarkThreadReadRefusal>> {
        let request = request(ctx)?;
        let (member, thread) = (request.viewer.member()?, input.thread.0);
        let until = match input.up_to {
            Some(post) => ReadUntil::Post(post.0),
            None => ReadUntil::Now,
        };
        let done = follow::mark_thread_read(request.app(), &member, thread, until).await;
        Payload::of(done, async |()| {
            let thread = Some(changed(ctx, thread).await?);
            Ok(MarkThreadRead { thread })
        })
        .await
    }

    /// Marks everything as read that you ever opened or follow, or takes that back.
    async fn mark_all_read(
        &self,
        ctx: &Context<'_>,
        input: MarkAllReadInput,
    ) -> Result<Payload<MarkAllRead, MarkAllReadRefusal>> {
        let request = request(ctx)?;
        let undo = input.undo.map(|at| at.0);
        let done = follow::mark_all_read(request.app(), &request.viewer.member()?, undo).await;
        loaders(ctx)?.forget();
        Payload::of(done, async |marked_at| {
            let marked_at = marked_at.map(Into::into);
            Ok(MarkAllRead { marked_at })
        })
        .await
    }

    /// Keeps a thread for later, or no longer. Nobody else sees it.
    async fn save_thread(
        &self,
        ctx: &Context<'_>,
        input: SaveThreadInput,
    ) -> Result<Payload<SaveThread, SaveThreadRefusal>> {
        let request = request(ctx)?;
        let (member, thread) = (request.viewer.member()?, input.thread.0);
        let wish = if input.on { Saving::On } else { Saving::Off };
        let done = follow::save_thread(request.app(), &member, thread, wish).await;
        let thread = after_command(ctx, thread).await?;
        Payload::of(done, async |()| Ok(SaveThread { thread })).await
    }
}
