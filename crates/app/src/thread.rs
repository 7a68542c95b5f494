//! What members do with threads: start one, reply, mark the answer that helped.

use db::Tx;
use db::notification::Replied;
use db::post::{NewPost, Part};
use db::thread::NewThread;
use domain::Member;
use domain::id::{FileId, MemberId, PostId, ThreadId, TopicId};
use domain::post::MENTIONS_TOLD;
use domain::thread::{
    CannotAccept, CannotReply, TITLE_LIMIT, TOPICS_LIMIT, ThreadKind, can_accept, can_reply,
};
use markup::Body;

use crate::failure::refusals;
use crate::jobs::{self, Job};
use crate::resource::Used;
use crate::search::{index_post, index_thread};
use crate::{App, Failure, Problems, file};

/// Characters in a key that tells a double click from two posts; the screens
/// send a UUID.
const KEY_LIMIT: usize = 100;

/// What was posted, and where.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Posted {
    /// The post.
    pub post: PostId,
    /// Its thread.
    pub thread: ThreadId,
}

/// A thread to start.
#[derive(Debug, Clone)]
pub struct StartThread {
    /// What it is for.
    pub kind: ThreadKind,
    /// One line.
    pub title: String,
    /// HTML.
    pub body: String,
    /// From one to three.
    pub topics: Vec<TopicId>,
    /// Files of the first message, which the member brought.
    pub files: Vec<FileId>,
    /// The same for every click on one button.
    pub idempotency_key: Option<String>,
}

refusals! {
    /// What came of starting a thread.
    StartThread => StartThreadRefusal {
        /// It is posted.
        Posted;
        /// Something must be put right first.
        Invalid,
        /// You posted more in a short time than anybody types. Wait a little.
        TooMany,
    }
}

/// Starts a thread. Its author follows it.
pub async fn start_thread(
    app: &App,
    member: &Member,
    input: StartThread,
) -> Result<Posted, Failure<StartThreadRefusal>> {
    let mut problems = Problems::new();
    if input.kind.has_facts() {
        problems.add(
            "kind",
            "Choose another kind: this one is shared with its facts",
        );
    }
    let thread = input.check(app, &mut problems);
    problems.or_refuse(StartThreadRefusal::Invalid)?;

    let mut tx = app.store().begin().await?;
    match thread.write(app, &mut tx, member).await? {
        Started::Before(posted) => Ok(posted),
        Started::Now(posted) => {
            tx.commit().await?;
            Ok(posted)
        }
    }
}

/// A thread whose words were checked. The command of a kind with facts checks
/// those beside it, and writes them in the transaction in which it writes this.
#[derive(Debug)]
pub(crate) struct CheckedThread {
    kind: ThreadKind,
    title: String,
    pub(crate) body: Body,
    pub(crate) topics: Vec<TopicId>,
    files: Vec<FileId>,
    /// Whether its author is a colleague without a name.
    pub(crate) pseudonymous: bool,
    key: Option<String>,
    /// Whether somebody types it: then there are no more of them than one can type.
    pub(crate) is_typed: bool,
}

/// What came of writing a thread.
#[derive(Debug)]
pub(crate) enum Started {
    /// It is written, and waits for the commit.
    Now(Posted),
    /// The same click made it before: nothing of this transaction is to stay.
    Before(Posted),
}

impl StartThread {
    /// Checks the words; without problems the thread can be written.
    pub(crate) fn check(self, app: &App, problems: &mut Problems) -> CheckedThread {
        let title = problems.line("title", "a title", &self.title, TITLE_LIMIT);
        CheckedThread {
            kind: self.kind,
            title,
            body: problems.body(app, &self.body),
            topics: chosen_topics(problems, self.topics),
            files: self.files,
            pseudonymous: false,
            key: sound_key(problems, self.idempotency_key),
            is_typed: true,
        }
    }
}

impl CheckedThread {
    /// One of a title and a body that were typed elsewhere: its topics are known
    /// where it is written.
    pub(crate) fn without_topics(kind: ThreadKind, title: String, body: Body) -> Self {
        Self {
            kind,
            title,
            body,
            topics: Vec::new(),
            files: Vec::new(),
            pseudonymous: false,
            key: None,
            is_typed: true,
        }
    }

    /// Writes it with its opening. Its author follows it.
    pub(crate) async fn write(
        &self,
        app: &App,
        tx: &mut Tx,
        member: &Member,
    ) -> Result<Started, Failure<StartThreadRefusal>> {
        let now = app.now();
        let key = self.key.as_deref();
        let before = db::post::for_starting(tx, member.id(), key, now).await?;
        if before.is_posted {
            return self.started_before(tx, member).await;
        }
        if self.is_typed && before.lately.is_too_many() {
            return Err(StartThreadRefusal::TooMany.into());
        }
        let posted = Posted {
            post: PostId::fresh(now),
            thread: ThreadId::fresh(now),
        };
        let thread = NewThread {
            id: posted.thread,
            kind: self.kind,
            title: &self.title,
            slug: &markup::slug(&self.title),
            excerpt: &self.body.excerpt,
            author: member.id(),
            sector: member.sector(),
            opening: posted.post,
            pseudonymous: self.pseudonymous,
            now,
        };
        db::thread::insert(tx, &thread).await?;
        let opening = NewPost {
            id: posted.post,
            thread: posted.thread,
            part: Part::Opening,
            author: member.id(),
            sector: member.sector(),
            pseudonymous: self.pseudonymous,
            body: &self.body.html,
            idempotency_key: key,
            now,
        };
        if !db::post::insert(tx, &opening).await? {
            // The same click came at the same moment: what it made is the answer.
            return self.started_before(tx, member).await;
        }
        if db::thread::set_topics(tx, posted.thread, &self.topics).await?
            != self.topics.len() as u64
        {
            return Err(unknown_topics().with(StartThreadRefusal::Invalid));
        }
        let invalid = StartThreadRefusal::Invalid;
        file::set_files(app, tx, member, posted.post, &self.files, invalid).await?;
        index_thread(tx, posted.thread).await?;
        db::follow::follow_thread(tx, member.id(), posted.thread, now).await?;
        tell_mentioned(app, tx, member, posted.post, &self.body).await?;
        Ok(Started::Now(posted))
    }

    async fn started_before(
        &self,
        tx: &Tx,
        member: &Member,
    ) -> Result<Started, Failure<StartThreadRefusal>> {
        let (key, title) = (self.key.as_deref(), Some(self.title.as_str()));
        let invalid = StartThreadRefusal::Invalid;
        let before = posted_before(tx, member, key, title, &self.body.html, invalid).await?;
        Ok(Started::Before(before))
    }
}

/// Tells those whom a new post names, and mails them; which they are.
pub(crate) async fn tell_mentioned(
    app: &App,
    tx: &mut Tx,
    by: &Member,
    post: PostId,
    body: &Body,
) -> anyhow::Result<Vec<MemberId>> {
    let named = body.mentions.get(..MENTIONS_TOLD).unwrap_or(&body.mentions);
    if named.is_empty() {
        return Ok(Vec::new());
    }
    let now = app.now();
    let told = db::notification::tell_mentioned(tx, post, by.id(), named, now).await?;
    for member in &told {
        let mail = Job::MailMention {
            post: post.0,
            member: member.0,
        };
        jobs::enqueue_after(tx, mail, app.settings().reply_wait, now).await?;
    }
    Ok(told)
}

/// A reply to post.
#[derive(Debug, Clone)]
pub struct Reply {
    /// To which thread.
    pub thread: ThreadId,
    /// HTML.
    pub body: String,
    /// With whom its author used the resource that the thread is about.
    pub used: Option<Used>,
    /// Files that the member brought.
    pub files: Vec<FileId>,
    /// The same for every click on one button.
    pub idempotency_key: Option<String>,
}

refusals! {
    /// What came of a reply.
    Reply => ReplyRefusal {
        /// It is posted.
        Posted;
        /// Something must be put right first.
        Invalid,
        /// The co-ordinator closed the thread, maybe while you were writing.
        Locked,
        /// It was closed with what was learned, maybe while you were writing.
        Summarised,
        /// You posted more in a short time than anybody types. Wait a little.
        TooMany,
        /// There is no such thread.
        NotFound,
    }
}

/// Posts a reply. Whoever writes in a thread for the first time follows it from
/// then on; whoever stopped following and writes again does not.
pub async fn reply(
    app: &App,
    member: &Member,
    input: Reply,
) -> Result<Posted, Failure<ReplyRefusal>> {
    let mut problems = Problems::new();
    let used = input.used.map(|used| used.check(&mut problems));
    let body = problems.body(app, &input.body);
    let key = sound_key(&mut problems, input.idempotency_key);
    problems.or_refuse(ReplyRefusal::Invalid)?;

    let now = app.now();
    let mut tx = app.store().begin().await?;
    let thread =
        db::thread::for_replying(&tx, input.thread, member.id(), key.as_deref(), now).await?;
    let thread = thread.ok_or(ReplyRefusal::NotFound)?;
    if thread.is_posted {
        let invalid = ReplyRefusal::Invalid;
        return posted_before(&tx, member, key.as_deref(), None, &body.html, invalid).await;
    }
    can_reply(member, &thread.access).map_err(|cannot| match cannot {
        CannotReply::NotThere => ReplyRefusal::NotFound,
        CannotReply::Locked => ReplyRefusal::Locked,
        CannotReply::Summarised => ReplyRefusal::Summarised,
    })?;
    if used.is_some() && thread.access.kind != ThreadKind::Resource {
        return Err(ReplyRefusal::NotFound.into());
    }
    if thread.lately.is_too_many() {
        return Err(ReplyRefusal::TooMany.into());
    }
    let posted = Posted {
        post: PostId::fresh(now),
        thread: input.thread,
    };
    let new = NewPost {
        id: posted.post,
        thread: posted.thread,
        part: Part::Reply,
        author: member.id(),
        sector: member.sector(),
        pseudonymous: false,
        body: &body.html,
        idempotency_key: key.as_deref(),
        now,
    };
    if !db::post::insert(&tx, &new).await? {
        let invalid = ReplyRefusal::Invalid;
        return posted_before(&tx, member, key.as_deref(), None, &body.html, invalid).await;
    }
    if let Some(used) = used {
        used.write(&tx, posted).await?;
    }
    let invalid = ReplyRefusal::Invalid;
    file::set_files(app, &tx, member, posted.post, &input.files, invalid).await?;
    db::thread::note_reply(&tx, posted.thread, member.id(), now).await?;
    index_post(&tx, posted.post).await?;
    let asker = thread.access.author;
    let mentioned = tell_mentioned(app, &mut tx, member, posted.post, &body).await?;
    let replied = Replied {
        post: posted.post,
        thread: posted.thread,
        by: member.id(),
        asker,
        now,
    };
    db::notification::tell_followers(&tx, &replied, &mentioned).await?;
    if !thread.took_part {
        db::follow::follow_thread(&tx, member.id(), posted.thread, now).await?;
    }
    if asker != member.id() && !mentioned.contains(&asker) {
        jobs::enqueue_after(
            &mut tx,
            Job::MailReply {
                post: posted.post.0,
            },
            app.settings().reply_wait,
            now,
        )
        .await?;
    }
    tx.commit().await?;
    Ok(posted)
}

refusals! {
    /// What came of marking an answer.
    AcceptAnswer => AcceptAnswerRefusal {
        /// It is marked, or the mark is gone.
        Saved;
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

/// Marks the answer that helped, another one instead, or none.
pub async fn accept_answer(
    app: &App,
    member: &Member,
    thread: ThreadId,
    answer: Option<PostId>,
) -> Result<(), Failure<AcceptAnswerRefusal>> {
    let now = app.now();
    let mut tx = app.store().begin().await?;
    let found = db::thread::for_accepting(&tx, thread, answer)
        .await?
        .ok_or(AcceptAnswerRefusal::NotFound)?;
    can_accept(member, &found.access).map_err(|cannot| match cannot {
        CannotAccept::NotThere => AcceptAnswerRefusal::NotFound,
        CannotAccept::NotAQuestion => AcceptAnswerRefusal::NotAQuestion,
        CannotAccept::NotAsker => AcceptAnswerRefusal::NotAsker,
    })?;
    if answer.is_some() && found.answered_by.is_none() {
        return Err(AcceptAnswerRefusal::NotAnAnswer.into());
    }
    if answer == found.accepted {
        return Ok(());
    }
    db::thread::accept(&tx, thread, answer, now).await?;
    if let (Some(answer), Some(author)) = (answer, found.answered_by)
        && author != member.id()
        && db::notification::tell_helped(&tx, author, answer, now).await?
    {
        jobs::enqueue_after(
            &mut tx,
            Job::MailHelped { post: answer.0 },
            app.settings().reply_wait,
            now,
        )
        .await?;
    }
    tx.commit().await?;
    Ok(())
}

/// The topics as they were chosen, each once.
pub(crate) fn chosen_topics(problems: &mut Problems, mut topics: Vec<TopicId>) -> Vec<TopicId> {
    topics.sort_unstable();
    topics.dedup();
    if topics.is_empty() {
        problems.add("topics", "Choose a topic");
    } else if topics.len() > TOPICS_LIMIT {
        problems.add("topics", format!("Choose {TOPICS_LIMIT} topics or fewer"));
    }
    topics
}

/// What is said of a topic that is not, or no longer, in the list.
pub(crate) fn unknown_topics() -> Problems {
    Problems::one(
        "topics",
        "Choose topics from the list: it has changed since this page was opened",
    )
}

pub(crate) fn sound_key(problems: &mut Problems, key: Option<String>) -> Option<String> {
    let key = key.filter(|key| !key.is_empty())?;
    if key.chars().count() > KEY_LIMIT || key.chars().any(char::is_control) {
        problems.add(
            "idempotencyKey",
            "This page is out of date. Copy your message, load the page again and post it there.",
        );
    }
    Some(key)
}

/// What the same click made before. When the answer to it was lost and the words
/// were changed since, neither is dropped: the member is told where the first are.
pub(crate) async fn posted_before<R>(
    tx: &Tx,
    member: &Member,
    key: Option<&str>,
    title: Option<&str>,
    body: &str,
    invalid: R,
) -> Result<Posted, Failure<R>> {
    let found = match key {
        Some(key) => db::post::find_by_key(tx, member.id(), key).await?,
        None => None,
    };
    let found = found.ok_or_else(|| {
        anyhow::anyhow!("a post was refused as a repetition, and there is none before it")
    })?;
    if found.body == body && title.is_none_or(|title| title == found.title) {
        return Ok(Posted {
            post: found.post,
            thread: found.thread,
        });
    }
    let advice = "An earlier version of this was posted already. To change that one, edit it in its thread. To post these words as well, post them again.";
    // Names the key, so that the page makes a fresh one for the words it still has.
    let problem = Problems::one("idempotencyKey", advice);
    Err(problem.with(invalid))
}
