//! What members do with a thread.

use app::follow::{FollowRefusal, Following};
use app::thread::{AcceptAnswerRefusal, Reply, ReplyRefusal, StartThread, StartThreadRefusal};
use app::{Failure, follow, thread};
use async_graphql::{Context, ID, InputObject, Object, Result, SimpleObject};
use db::follow::ReadUntil;
use domain::id::{AnyId, ThreadId};

use super::{Thread, ThreadKind, after_command, changed};
use crate::context::request;
use crate::error::{Code, OrBroken, coded};
use crate::id::{parse, parse_all};
use crate::loaders::loaders;
use crate::payload::{Made, Payload, payload, refused, status};
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

status! {
    /// What came of starting a thread.
    StartThreadStatus {
        /// It is posted.
        Posted;
        StartThreadRefusal {
            /// Something must be put right first.
            Invalid(problems),
            /// You posted more in a short time than anybody types. Wait a little.
            TooMany,
        }
    }
}

payload! {
    "StartThreadPayload", StartThreadStatus,
    /// A new thread.
    StartedThread as StartThreadRows {
        /// The thread.
        thread: Thread,
    }
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

status! {
    /// What came of a reply.
    ReplyStatus {
        /// It is posted.
        Posted;
        ReplyRefusal {
            /// Something must be put right first.
            Invalid(problems),
            /// The co-ordinator closed the thread, maybe while you were writing.
            Locked,
            /// You posted more in a short time than anybody types. Wait a little.
            TooMany,
            /// There is no such thread.
            NotFound,
        }
    }
}

payload! {
    "ReplyPayload", ReplyStatus,
    /// A new reply and its thread.
    Replied as ReplyRows {
        /// The reply.
        post: Post,
        /// The thread as it is now.
        thread: Thread,
    }
}

/// The answer that helped.
#[derive(InputObject)]
pub struct AcceptAnswerInput {
    /// Your question.
    thread: ID,
    /// The answer that helped; none to take the mark back.
    answer: Option<ID>,
}

status! {
    /// What came of marking an answer.
    AcceptAnswerStatus {
        /// It is marked, or the mark is gone.
        Saved;
        AcceptAnswerRefusal {
            /// Only whoever asked can say what helped.
            NotAsker,
            /// Only a question has answers.
            NotAQuestion,
            /// It is not a reply to this question, or no longer.
            NotAnAnswer,
            /// There is no such thread.
            NotFound,
        }
    }
}

payload! {
    "AcceptAnswerPayload", AcceptAnswerStatus,
    /// A question whose answer was marked.
    MarkedQuestion as AcceptAnswerRows {
        /// The question as it is now.
        thread: Thread,
    }
}

/// Follow something, or no more.
#[derive(InputObject)]
pub struct FollowInput {
    /// A thread or a topic.
    subject: ID,
    /// From now on, or no more.
    on: bool,
}

status! {
    /// What came of following.
    FollowStatus {
        /// As you wished.
        Saved;
        FollowRefusal {
            /// It is not there.
            NotFound,
        }
    }
}

/// What you follow, or no longer.
pub enum Followed {
    /// A thread.
    Thread(Thread),
    /// A topic.
    Topic(Topic),
}

/// The fields of `FollowPayload`.
#[derive(SimpleObject, Default)]
pub struct FollowRows {
    /// The thread, if it was one.
    thread: Option<Thread>,
    /// The topic, if it was one.
    topic: Option<Topic>,
}

impl Made for Followed {
    const PAYLOAD: &'static str = "FollowPayload";
    type Status = FollowStatus;
    type Rows = FollowRows;

    fn rows(self) -> FollowRows {
        match self {
            Self::Thread(thread) => FollowRows {
                thread: Some(thread),
                topic: None,
            },
            Self::Topic(topic) => FollowRows {
                thread: None,
                topic: Some(topic),
            },
        }
    }
}

/// A thread that you have read.
#[derive(InputObject)]
pub struct MarkThreadReadInput {
    /// Which.
    thread: ID,
    /// The last post that you have seen; what came after it stays new. Without it, everything until now.
    up_to: Option<ID>,
}

status! {
    /// What came of marking a thread as read.
    MarkThreadReadStatus {
        /// It counts as read that far.
        Saved;
        FollowRefusal {
            /// There is no such thread, or no such post in it.
            NotFound,
        }
    }
}

payload! {
    "MarkThreadReadPayload", MarkThreadReadStatus,
    /// A thread that was read.
    ReadThread as MarkThreadReadRows {
        /// The thread as it is now.
        thread: Thread,
    }
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
    ) -> Result<Payload<StartedThread>> {
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
            Ok(posted) => Ok(Payload::done(StartedThread {
                thread: changed(ctx, posted.thread).await?,
            })),
            Err(failure) => Ok(refused(request, failure)?.into()),
        }
    }

    /// Posts a reply. Whoever writes in a thread for the first time follows it from then on.
    async fn reply(&self, ctx: &Context<'_>, input: ReplyInput) -> Result<Payload<Replied>> {
        let request = request(ctx)?;
        let member = request.member()?;
        let id: ThreadId = parse(&input.thread)?;
        let new = Reply {
            thread: id,
            body: input.body.0,
            idempotency_key: input.idempotency_key,
        };
        match thread::reply(request.app(), &member, new).await {
            Ok(posted) => {
                let post = post::changed(ctx, posted.post).await?;
                Ok(Payload::done(Replied {
                    post,
                    thread: changed(ctx, posted.thread).await?,
                }))
            }
            Err(failure) => Ok(refused(request, failure)?.with(ReplyRows {
                post: None,
                thread: after_command(ctx, id).await?,
            })),
        }
    }

    /// Marks the answer that helped, another one instead, or none. Only whoever asked can.
    async fn accept_answer(
        &self,
        ctx: &Context<'_>,
        input: AcceptAnswerInput,
    ) -> Result<Payload<MarkedQuestion>> {
        let request = request(ctx)?;
        let member = request.member()?;
        let id: ThreadId = parse(&input.thread)?;
        let answer = input.answer.as_ref().map(parse).transpose()?;
        match thread::accept_answer(request.app(), &member, id, answer).await {
            Ok(()) => Ok(Payload::done(MarkedQuestion {
                thread: changed(ctx, id).await?,
            })),
            Err(failure) => Ok(refused(request, failure)?.with(AcceptAnswerRows {
                thread: after_command(ctx, id).await?,
            })),
        }
    }

    /// Follows a thread or a topic, or no more. You hear of replies in threads that you follow.
    async fn follow(&self, ctx: &Context<'_>, input: FollowInput) -> Result<Payload<Followed>> {
        let request = request(ctx)?;
        let member = request.member()?;
        let wish = if input.on {
            Following::On
        } else {
            Following::Off
        };
        let (followed, subject) = match parse(&input.subject)? {
            AnyId::ThreadId(id) => {
                let followed = follow::follow_thread(request.app(), &member, id, wish).await;
                (
                    followed,
                    after_command(ctx, id).await?.map(Followed::Thread),
                )
            }
            AnyId::TopicId(id) => {
                let followed = follow::follow_topic(request.app(), &member, id, wish).await;
                loaders(ctx)?.forget_threads();
                let topics = db::topic::topics_by_ids(request.db(), &[id])
                    .await
                    .or_broken(request)?;
                (
                    followed,
                    topics
                        .into_iter()
                        .next()
                        .map(|topic| Followed::Topic(Topic(topic))),
                )
            }
            _ => {
                return Err(coded(
                    Code::BadRequest,
                    "Only threads and topics can be followed.",
                ));
            }
        };
        // To stop always works, also where the thread is out of reach by now.
        match followed.and_then(|()| subject.ok_or(Failure::Refused(FollowRefusal::NotFound))) {
            Ok(subject) => Ok(Payload::done(subject)),
            Err(failure) => Ok(refused(request, failure)?.into()),
        }
    }

    /// Notes how far you have read a thread. What you have read once stays read.
    async fn mark_thread_read(
        &self,
        ctx: &Context<'_>,
        input: MarkThreadReadInput,
    ) -> Result<Payload<ReadThread>> {
        let request = request(ctx)?;
        let member = request.member()?;
        let id: ThreadId = parse(&input.thread)?;
        let until = match &input.up_to {
            Some(post) => ReadUntil::Post(parse(post)?),
            None => ReadUntil::Now,
        };
        match follow::mark_thread_read(request.app(), &member, id, until).await {
            Ok(()) => Ok(Payload::done(ReadThread {
                thread: changed(ctx, id).await?,
            })),
            Err(failure) => Ok(refused(request, failure)?.into()),
        }
    }
}
