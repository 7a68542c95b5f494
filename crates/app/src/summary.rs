//! What was learned: a few lines that close a thread, and may go into the library.

use db::Tx;
use db::post::{NewPost, Part};
use domain::Member;
use domain::audit::Act;
use domain::id::{PostId, ThreadId};
use domain::post::ContentNote;
use domain::resource::Audience;
use domain::summary::{CannotShare, CannotSummarise, SUMMARY_LIMIT, can_share, can_summarise};

use crate::audit::Audited;
use crate::failure::refusals;
use crate::resource::{CheckedText, TextResource};
use crate::search::index_post;
use crate::thread::{Posted, StartThreadRefusal, posted_before, sound_key, tell_mentioned};
use crate::{App, Failure, Problems};

/// A summary to write.
#[derive(Debug, Clone)]
pub struct SummariseThread {
    /// Of which thread.
    pub thread: ThreadId,
    /// HTML.
    pub body: String,
    /// What it is in the library, if it is to go there.
    pub library: Option<InLibrary>,
    /// Why the co-ordinator closes somebody else's thread.
    pub reason: String,
    /// The same for every click on one button.
    pub idempotency_key: Option<String>,
}

/// What a summary is in the library.
#[derive(Debug, Clone)]
pub struct InLibrary {
    /// Its title there.
    pub title: String,
    /// Whom it speaks to.
    pub audiences: Vec<Audience>,
    /// `2027-11-30`; in a year without it.
    pub review_by: Option<String>,
}

refusals! {
    /// What came of summing a thread up.
    SummariseThread => SummariseThreadRefusal {
        /// It is closed with what was learned.
        Summarised;
        /// Something must be put right first.
        Invalid,
        /// The co-ordinator closed the thread.
        Locked,
        /// It has a summary already.
        Already,
        /// Only whoever started the thread can, and the co-ordinator.
        NotYours,
        /// What is kept in the library has no end.
        NotTalk,
        /// You posted more in a short time than anybody types. Wait a little.
        TooMany,
        /// There is no such thread.
        NotFound,
    }
}

impl From<StartThreadRefusal> for SummariseThreadRefusal {
    fn from(refusal: StartThreadRefusal) -> Self {
        match refusal {
            StartThreadRefusal::Invalid => Self::Invalid,
            StartThreadRefusal::TooMany => Self::TooMany,
        }
    }
}

impl From<CannotSummarise> for SummariseThreadRefusal {
    fn from(cannot: CannotSummarise) -> Self {
        match cannot {
            CannotSummarise::NotThere => Self::NotFound,
            CannotSummarise::HasFacts => Self::NotTalk,
            CannotSummarise::NotYours => Self::NotYours,
            CannotSummarise::Locked => Self::Locked,
            CannotSummarise::Already => Self::Already,
        }
    }
}

/// Closes a thread with what was learned, and tells those who follow it. To close
/// somebody else's is an act of the co-ordinator.
pub async fn summarise_thread(
    app: &App,
    member: &Member,
    input: SummariseThread,
) -> Result<Posted, Failure<SummariseThreadRefusal>> {
    let mut problems = Problems::new();
    let body = problems.body_within(app, &input.body, SUMMARY_LIMIT);
    let library = input
        .library
        .map(|library| library.check(app, &mut problems, input.thread, &body.html));
    let key = sound_key(&mut problems, input.idempotency_key);
    problems.or_refuse(SummariseThreadRefusal::Invalid)?;

    let now = app.now();
    let mut tx = app.store().begin().await?;
    let found = db::summary::for_summarising(&tx, input.thread, member.id(), key.as_deref(), now);
    let found = found.await?.ok_or(SummariseThreadRefusal::NotFound)?;
    let invalid = SummariseThreadRefusal::Invalid;
    if found.is_posted {
        return posted_before(&tx, member, key.as_deref(), None, &body.html, invalid).await;
    }
    let power = can_summarise(member, &found.access).map_err(SummariseThreadRefusal::from)?;
    if found.lately.is_too_many() {
        return Err(SummariseThreadRefusal::TooMany.into());
    }
    let posted = Posted {
        post: PostId::fresh(now),
        thread: input.thread,
    };
    let new = NewPost {
        id: posted.post,
        thread: posted.thread,
        part: Part::Summary,
        author: member.id(),
        sector: member.sector(),
        // Only whoever asked may sum up: a name here would break their seal.
        pseudonymous: found.pseudonymous && power.is_none(),
        body: &body.html,
        idempotency_key: key.as_deref(),
        now,
    };
    if !db::post::insert(&tx, &new).await? {
        return posted_before(&tx, member, key.as_deref(), None, &body.html, invalid).await;
    }
    db::thread::recount(&tx, posted.thread).await?;
    index_post(&tx, posted.post).await?;
    tell_mentioned(app, &mut tx, member, posted.post, &body).await?;
    db::notification::tell_of_summary(&tx, posted.post, member.id(), now).await?;
    if let Some(text) = library {
        let note = found.content_note.as_ref();
        let made = put_in_library(app, &mut tx, member, posted, text, new.pseudonymous, note);
        made.await.map_err(Failure::of)?;
    }
    match power {
        None => tx.commit().await?,
        Some(coordinator) => {
            let reason = crate::audit::reason(&input.reason, invalid)?;
            let act = Audited {
                tx,
                reason,
                now,
                actor: coordinator.id(),
            };
            act.commit(Act::SummariseThread, posted.thread.0).await?;
        }
    }
    Ok(posted)
}

impl InLibrary {
    /// Checks it, for the words of a summary.
    fn check(
        self,
        app: &App,
        problems: &mut Problems,
        thread: ThreadId,
        words: &str,
    ) -> CheckedText {
        let text = TextResource {
            title: self.title,
            body: format!("{words}<p>From the thread <span data-id=\"{thread}\"></span></p>"),
            audiences: self.audiences,
            review_by: self.review_by,
        };
        text.check(app, problems)
    }
}

/// Makes a resource of a summary, on its thread's own topics.
async fn put_in_library(
    app: &App,
    tx: &mut Tx,
    member: &Member,
    summary: Posted,
    mut text: CheckedText,
    pseudonymous: bool,
    note: Option<&ContentNote>,
) -> Result<ThreadId, Failure<StartThreadRefusal>> {
    let topics = db::thread::topics(tx, &[summary.thread]).await?;
    let topics = topics.into_values().flatten().map(|topic| topic.id);
    text.thread.topics = topics.collect();
    text.thread.pseudonymous = pseudonymous;
    let resource = text.write(app, tx, member, note).await?;
    db::summary::set_resource(tx, summary.post, resource).await?;
    Ok(resource)
}

refusals! {
    /// What came of putting a summary into the library.
    ShareSummary => ShareSummaryRefusal {
        /// It is in the library.
        Shared;
        /// Something must be put right first.
        Invalid,
        /// It is there already.
        Already,
        /// Only whoever wrote it can: they keep it true from then on.
        NotYours,
        /// You posted more in a short time than anybody types. Wait a little.
        TooMany,
        /// There is no such summary.
        NotFound,
    }
}

impl From<StartThreadRefusal> for ShareSummaryRefusal {
    fn from(refusal: StartThreadRefusal) -> Self {
        match refusal {
            StartThreadRefusal::Invalid => Self::Invalid,
            StartThreadRefusal::TooMany => Self::TooMany,
        }
    }
}

impl From<CannotShare> for ShareSummaryRefusal {
    fn from(cannot: CannotShare) -> Self {
        match cannot {
            CannotShare::NotYours => Self::NotYours,
            CannotShare::Already => Self::Already,
        }
    }
}

/// Puts what was learned in a thread into the library. Whoever wrote it keeps it.
pub async fn share_summary(
    app: &App,
    member: &Member,
    thread: ThreadId,
    library: InLibrary,
) -> Result<ThreadId, Failure<ShareSummaryRefusal>> {
    let mut tx = app.store().begin().await?;
    let found = db::summary::for_sharing(&tx, thread)
        .await?
        .ok_or(ShareSummaryRefusal::NotFound)?;
    can_share(member, found.author, found.is_shared).map_err(ShareSummaryRefusal::from)?;
    let mut problems = Problems::new();
    let text = library.check(app, &mut problems, thread, &found.body);
    problems.or_refuse(ShareSummaryRefusal::Invalid)?;
    let summary = Posted {
        post: found.summary,
        thread,
    };
    let note = found.content_note.as_ref();
    let made = put_in_library(
        app,
        &mut tx,
        member,
        summary,
        text,
        found.pseudonymous,
        note,
    );
    let resource = made.await.map_err(Failure::of)?;
    tx.commit().await?;
    Ok(resource)
}
