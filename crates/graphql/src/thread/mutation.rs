//! What members do with a thread.

use app::follow::{Following, NotThere};
use app::thread::{AcceptAnswerRefusal, Reply, ReplyRefusal, StartThread, StartThreadRefusal};
use app::{Failure, follow, thread};
use async_graphql::{Context, Enum, ID, InputObject, Object, Result, SimpleObject};
use domain::id::{AnyId, ThreadId};

use super::{Thread, ThreadKind, after_command};
use crate::context::request;
use crate::error::{Code, broken, coded};
use crate::id::{parse, parse_all};
use crate::loaders::loaders;
use crate::payload::{Problem, problems};
use crate::post::{self, Post};
use crate::scalar::Markdown;
use crate::topic::Topic;

/// A thread to start.
#[derive(InputObject)]
pub struct StartThreadInput {
    /// What it is for.
    kind: ThreadKind,
    /// One line.
    title: String,
    /// The first message.
    body: Markdown,
    /// From one to three topics.
    topics: Vec<ID>,
    /// The same for every click on one button: a double click posts once.
    idempotency_key: Option<String>,
}

/// What came of starting a thread.
#[derive(Enum, Copy, Clone, Eq, PartialEq)]
pub enum StartThreadStatus {
    /// It is posted.
    Posted,
    /// Something must be put right first.
    Invalid,
    /// You posted more in a short time than anybody types. Wait a little.
    TooMany,
}

/// The new thread.
#[derive(SimpleObject)]
pub struct StartThreadPayload {
    /// What came of it.
    status: StartThreadStatus,
    /// What to put right.
    problems: Vec<Problem>,
    /// The thread.
    thread: Option<Thread>,
}

/// A reply to post.
#[derive(InputObject)]
pub struct ReplyInput {
    /// To which thread.
    thread: ID,
    /// The message.
    body: Markdown,
    /// The same for every click on one button: a double click posts once.
    idempotency_key: Option<String>,
}

/// What came of a reply.
#[derive(Enum, Copy, Clone, Eq, PartialEq)]
pub enum ReplyStatus {
    /// It is posted.
    Posted,
    /// Something must be put right first.
    Invalid,
    /// The co-ordinator closed the thread, maybe while you were writing.
    Locked,
    /// You posted more in a short time than anybody types. Wait a little.
    TooMany,
    /// There is no such thread.
    NotFound,
}

/// The new reply.
#[derive(SimpleObject)]
pub struct ReplyPayload {
    /// What came of it.
    status: ReplyStatus,
    /// What to put right.
    problems: Vec<Problem>,
    /// The reply.
    post: Option<Post>,
    /// The thread as it is now.
    thread: Option<Thread>,
}

/// The answer that helped.
#[derive(InputObject)]
pub struct AcceptAnswerInput {
    /// Your question.
    thread: ID,
    /// The answer that helped; none to take the mark back.
    answer: Option<ID>,
}

/// What came of marking an answer.
#[derive(Enum, Copy, Clone, Eq, PartialEq)]
pub enum AcceptAnswerStatus {
    /// It is marked, or the mark is gone.
    Saved,
    /// Only whoever asked can say what helped.
    NotAsker,
    /// Only a question has answers.
    NotAQuestion,
    /// It is not a reply to this question, or no longer.
    NotAnAnswer,
    /// There is no such thread.
    NotFound,
}

/// The question as it is now.
#[derive(SimpleObject)]
pub struct AcceptAnswerPayload {
    /// What came of it.
    status: AcceptAnswerStatus,
    /// What to put right.
    problems: Vec<Problem>,
    /// The question as it is now.
    thread: Option<Thread>,
}

/// Follow something, or no more.
#[derive(InputObject)]
pub struct FollowInput {
    /// A thread or a topic.
    subject: ID,
    /// From now on, or no more.
    on: bool,
}

/// What came of following.
#[derive(Enum, Copy, Clone, Eq, PartialEq)]
pub enum FollowStatus {
    /// As you wished.
    Saved,
    /// It is not there.
    NotFound,
}

/// What you follow, or no longer.
#[derive(SimpleObject)]
pub struct FollowPayload {
    /// What came of it.
    status: FollowStatus,
    /// What to put right.
    problems: Vec<Problem>,
    /// The thread, if it was one.
    thread: Option<Thread>,
    /// The topic, if it was one.
    topic: Option<Topic>,
}

/// A thread that you have read.
#[derive(InputObject)]
pub struct MarkThreadReadInput {
    /// Which.
    thread: ID,
}

/// What came of marking a thread as read.
#[derive(Enum, Copy, Clone, Eq, PartialEq)]
pub enum MarkThreadReadStatus {
    /// It counts as read until now.
    Saved,
    /// There is no such thread.
    NotFound,
}

/// The thread as it is now.
#[derive(SimpleObject)]
pub struct MarkThreadReadPayload {
    /// What came of it.
    status: MarkThreadReadStatus,
    /// What to put right.
    problems: Vec<Problem>,
    /// The thread as it is now.
    thread: Option<Thread>,
}

/// Writes to threads.
#[derive(Default)]
pub struct ThreadMutation;

#[Object]
impl ThreadMutation {
    /// Starts a thread. You follow it from then on.
    async fn start_thread(&self, ctx: &Context<'_>, input: StartThreadInput) -> Result<StartThreadPayload> {
        let request = request(ctx)?;
        let member = request.member()?;
        let new = StartThread {
            kind: input.kind.into(),
            title: input.title,
            body: input.body.0,
            topics: parse_all(&input.topics)?,
            idempotency_key: input.idempotency_key,
        };
        match thread::start_thread(request.app(), &member, new).await {
            Ok(posted) => {
                let thread = after_command(ctx, posted.thread).await?;
                Ok(StartThreadPayload { status: StartThreadStatus::Posted, problems: Vec::new(), thread })
            }
            Err(Failure::Refused(StartThreadRefusal::Invalid(found))) => {
                Ok(StartThreadPayload { status: StartThreadStatus::Invalid, problems: problems(&found), thread: None })
            }
            Err(Failure::Refused(StartThreadRefusal::TooMany)) => {
                Ok(StartThreadPayload { status: StartThreadStatus::TooMany, problems: Vec::new(), thread: None })
            }
            Err(Failure::Broken(error)) => Err(broken(request, &error)),
        }
    }

    /// Posts a reply. Whoever writes in a thread for the first time follows it from then on.
    async fn reply(&self, ctx: &Context<'_>, input: ReplyInput) -> Result<ReplyPayload> {
        let request = request(ctx)?;
        let member = request.member()?;
        let id: ThreadId = parse(&input.thread)?;
        let new = Reply { thread: id, body: input.body.0, idempotency_key: input.idempotency_key };
        let (status, found, posted) = match thread::reply(request.app(), &member, new).await {
            Ok(posted) => (ReplyStatus::Posted, Vec::new(), Some(posted)),
            Err(Failure::Refused(ReplyRefusal::Invalid(found))) => (ReplyStatus::Invalid, problems(&found), None),
            Err(Failure::Refused(ReplyRefusal::Locked)) => (ReplyStatus::Locked, Vec::new(), None),
            Err(Failure::Refused(ReplyRefusal::TooMany)) => (ReplyStatus::TooMany, Vec::new(), None),
            Err(Failure::Refused(ReplyRefusal::NotFound)) => (ReplyStatus::NotFound, Vec::new(), None),
            Err(Failure::Broken(error)) => return Err(broken(request, &error)),
        };
        let post = match posted {
            Some(posted) => post::after_command(ctx, posted.post).await?,
            None => None,
        };
        let thread = after_command(ctx, posted.map_or(id, |posted| posted.thread)).await?;
        Ok(ReplyPayload { status, problems: found, post, thread })
    }

    /// Marks the answer that helped, another one instead, or none. Only whoever asked can.
    async fn accept_answer(&self, ctx: &Context<'_>, input: AcceptAnswerInput) -> Result<AcceptAnswerPayload> {
        let request = request(ctx)?;
        let member = request.member()?;
        let id: ThreadId = parse(&input.thread)?;
        let answer = input.answer.as_ref().map(parse).transpose()?;
        let status = match thread::accept_answer(request.app(), &member, id, answer).await {
            Ok(()) => AcceptAnswerStatus::Saved,
            Err(Failure::Refused(AcceptAnswerRefusal::NotAsker)) => AcceptAnswerStatus::NotAsker,
            Err(Failure::Refused(AcceptAnswerRefusal::NotAQuestion)) => AcceptAnswerStatus::NotAQuestion,
            Err(Failure::Refused(AcceptAnswerRefusal::NotAnAnswer)) => AcceptAnswerStatus::NotAnAnswer,
            Err(Failure::Refused(AcceptAnswerRefusal::NotFound)) => AcceptAnswerStatus::NotFound,
            Err(Failure::Broken(error)) => return Err(broken(request, &error)),
        };
        Ok(AcceptAnswerPayload { status, problems: Vec::new(), thread: after_command(ctx, id).await? })
    }

    /// Follows a thread or a topic, or no more. You hear of replies in threads that you follow.
    async fn follow(&self, ctx: &Context<'_>, input: FollowInput) -> Result<FollowPayload> {
        let request = request(ctx)?;
        let member = request.member()?;
        let wish = if input.on { Following::On } else { Following::Off };
        let subject: AnyId = parse(&input.subject)?;
        let followed = match subject {
            AnyId::ThreadId(id) => follow::follow_thread(request.app(), &member, id, wish).await,
            AnyId::TopicId(id) => follow::follow_topic(request.app(), &member, id, wish).await,
            _ => return Err(coded(Code::BadRequest, "Only threads and topics can be followed.")),
        };
        let status = saved(request, followed, FollowStatus::Saved, FollowStatus::NotFound)?;
        let (thread, topic) = match subject {
            AnyId::ThreadId(id) => (after_command(ctx, id).await?, None),
            AnyId::TopicId(id) => {
                let topics = db::topic::topics_by_ids(request.db(), &[id]).await.map_err(|error| broken(request, &error.into()))?;
                loaders(ctx)?.forget_threads();
                (None, topics.into_iter().next().map(Topic))
            }
            _ => (None, None),
        };
        Ok(FollowPayload { status, problems: Vec::new(), thread, topic })
    }

    /// Notes that you have read a thread until now.
    async fn mark_thread_read(&self, ctx: &Context<'_>, input: MarkThreadReadInput) -> Result<MarkThreadReadPayload> {
        let request = request(ctx)?;
        let member = request.member()?;
        let id: ThreadId = parse(&input.thread)?;
        let marked = follow::mark_thread_read(request.app(), &member, id).await;
        let status = saved(request, marked, MarkThreadReadStatus::Saved, MarkThreadReadStatus::NotFound)?;
        Ok(MarkThreadReadPayload { status, problems: Vec::new(), thread: after_command(ctx, id).await? })
    }
}

fn saved<S>(request: &crate::Request, result: std::result::Result<(), Failure<NotThere>>, saved: S, missing: S) -> Result<S> {
    match result {
        Ok(()) => Ok(saved),
        Err(Failure::Refused(NotThere)) => Ok(missing),
        Err(Failure::Broken(error)) => Err(broken(request, &error)),
    }
}
