//! Summaries: closing a thread with what was learned, and what was made of it.

use std::collections::HashMap;

use app::summary::{self, InLibrary, ShareSummaryRefusal, SummariseThreadRefusal};
use async_graphql::{Context, InputObject, Object, Result, SimpleObject};
use domain::id::{PostId, ThreadId};
use domain::resource::Audience;

use crate::context::request;
use crate::enums::Enum;
use crate::id::Id;
use crate::loaders::loader;
use crate::payload::Payload;
use crate::scalar::{Date, Html};
use crate::thread::{Thread, changed};

loader! {
    /// The resources that were made of summaries.
    ResourceBySummary(PostId) -> Option<ThreadId>, |request, keys| {
        let found = db::summary::resources(request.db(), keys).await?;
        let all: HashMap<_, _> = keys.iter().map(|key| (*key, found.get(key).copied())).collect();
        all
    }
}

/// What was learned in a thread.
#[derive(InputObject)]
pub struct SummariseThreadInput {
    /// In which.
    thread: Id<ThreadId>,
    /// A few lines.
    body: Html,
    /// What it is in the library, if it is to go there, too.
    library: Option<InLibraryInput>,
    /// Why, where the co-ordinator closes somebody else's thread.
    #[graphql(default)]
    reason: String,
    /// The same for every click on one button: a double click posts once.
    idempotency_key: Option<String>,
}

/// What a summary is in the library.
#[derive(InputObject)]
pub struct InLibraryInput {
    /// Its title there.
    title: String,
    /// Whom it speaks to.
    audiences: Vec<Enum<Audience>>,
    /// By when it is looked at again; in a year without it.
    review_by: Option<Date>,
}

impl From<InLibraryInput> for InLibrary {
    fn from(input: InLibraryInput) -> Self {
        Self {
            title: input.title,
            audiences: input.audiences.iter().map(|audience| audience.0).collect(),
            review_by: input.review_by.map(|date| date.0),
        }
    }
}

#[derive(SimpleObject, Default)]
pub struct SummariseThread {
    /// The thread as it is now.
    thread: Option<Thread>,
}

/// What was learned in a thread, for the library.
#[derive(InputObject)]
pub struct ShareSummaryInput {
    /// In which thread.
    thread: Id<ThreadId>,
    /// What it is there.
    library: InLibraryInput,
}

#[derive(SimpleObject, Default)]
pub struct ShareSummary {
    /// The resource that was made of it.
    thread: Option<Thread>,
}

/// Writes to summaries.
#[derive(Default)]
pub struct SummaryMutation;

#[Object]
impl SummaryMutation {
    /// Closes a thread with what was learned in it. Whoever started it can, and the
    /// co-ordinator with a reason. It is open again once the summary is taken back.
    async fn summarise_thread(
        &self,
        ctx: &Context<'_>,
        input: SummariseThreadInput,
    ) -> Result<Payload<SummariseThread, SummariseThreadRefusal>> {
        let request = request(ctx)?;
        let new = summary::SummariseThread {
            thread: input.thread.0,
            body: input.body.0,
            library: input.library.map(Into::into),
            reason: input.reason,
            idempotency_key: input.idempotency_key,
        };
        let done = summary::summarise_thread(request.app(), &request.viewer.member()?, new).await;
        Payload::of(done, async |posted| {
            let thread = Some(changed(ctx, posted.thread).await?);
            Ok(SummariseThread { thread })
        })
        .await
    }

    /// Puts what was learned in a thread into the library. Its author can, and keeps
    /// it true from then on.
    async fn share_summary(
        &self,
        ctx: &Context<'_>,
        input: ShareSummaryInput,
    ) -> Result<Payload<ShareSummary, ShareSummaryRefusal>> {
        let request = request(ctx)?;
        let (member, thread) = (request.viewer.member()?, input.thread.0);
        let library = input.library.into();
        let done = summary::share_summary(request.app(), &member, thread, library).await;
        Payload::of(done, async |resource| {
            let thread = Some(changed(ctx, resource).await?);
            Ok(ShareSummary { thread })
        })
        .await
    }
}
