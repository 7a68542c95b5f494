//! What a member finds on coming in.

use std::sync::Arc;

use async_graphql::{Context, Object, Result, Value};
use domain::Timestamp;
use domain::id::ThreadId;
use futures_util::lock::Mutex;

use crate::context::{Request, request};
use crate::error::{Code, OrBroken, coded};
use crate::joined::JoinedList;
use crate::scalar::DateTime;
use crate::thread::Thread;

/// Items of a section, at most.
const MOST: i32 = 20;

/// Items of a section when nobody says.
const USUAL: i32 = 4;

/// What you find on coming in.
pub struct Home {
    since: Timestamp,
    /// How many questions to help with the answer shows: 0 if it has none.
    helped_shown: usize,
    /// As many as may be asked for, read once for the two sections that need them.
    helped: Mutex<Option<Arc<[db::thread::Thread]>>>,
}

impl Home {
    async fn helped(&self, request: &Request) -> Result<Arc<[db::thread::Thread]>> {
        let mut helped = self.helped.lock().await;
        if let Some(helped) = &*helped {
            return Ok(Arc::clone(helped));
        }
        let found: Arc<[_]> =
            db::home::might_help(request.db(), &request.member()?, size(Some(MOST))?)
                .await
                .or_broken(request)?
                .into();
        *helped = Some(Arc::clone(&found));
        Ok(found)
    }
}

/// How many items of the section the document asks for.
fn asked_for(ctx: &Context<'_>, section: &str) -> usize {
    let first = |arguments: Vec<(_, Value)>| {
        let number = arguments.into_iter().find_map(|(name, value)| match value {
            Value::Number(number) if name == "first" => number.as_u64(),
            _ => None,
        });
        number.and_then(|number| usize::try_from(number).ok())
    };
    let fields = ctx.look_ahead().field(section).selection_fields();
    let sizes = fields.iter().map(|field| {
        field
            .arguments()
            .ok()
            .and_then(first)
            .or(size(None).ok())
            .unwrap_or_default()
    });
    sizes.max().unwrap_or_default()
}

/// The home of the viewer.
///
/// # Errors
/// `FORBIDDEN` for anyone but a member.
pub async fn home(ctx: &Context<'_>) -> Result<Home> {
    let request = request(ctx)?;
    request.member()?;
    let since = db::home::new_since(request.db(), request.app().now())
        .await
        .or_broken(request)?;
    Ok(Home {
        since,
        helped_shown: asked_for(ctx, "mightHelp"),
        helped: Mutex::default(),
    })
}

fn size(first: Option<i32>) -> Result<usize> {
    let first = first.unwrap_or(USUAL);
    usize::try_from(first)
        .ok()
        .filter(|_| (1..=MOST).contains(&first))
        .ok_or_else(|| coded(Code::BadRequest, "Ask for 1 to 20 items of a section."))
}

fn threads(found: Vec<db::thread::Thread>) -> JoinedList<Thread> {
    found.into_iter().map(Thread::new).collect()
}

/// What you find on coming in.
#[Object]
impl Home {
    /// Open questions that you might help with: those with your topics first, then those from your sector.
    #[graphql(complexity = "crate::cost::list(first, child_complexity)")]
    async fn might_help(
        &self,
        ctx: &Context<'_>,
        #[graphql(default_with = "Some(4)")] first: Option<i32>,
    ) -> Result<JoinedList<Thread>> {
        let request = request(ctx)?;
        let size = size(first)?;
        Ok(threads(
            self.helped(request)
                .await?
                .iter()
                .take(size)
                .cloned()
                .collect(),
        ))
    }
    /// Threads that you started or follow with replies that you have not seen.
    #[graphql(complexity = "crate::cost::list(first, child_complexity)")]
    async fn answers_for_you(
        &self,
        ctx: &Context<'_>,
        #[graphql(default_with = "Some(4)")] first: Option<i32>,
    ) -> Result<JoinedList<Thread>> {
        let request = request(ctx)?;
        let found = db::home::answers_for(request.db(), &request.member()?, size(first)?)
            .await
            .or_broken(request)?;
        Ok(threads(found))
    }
    /// Threads by others since `newSince`. What the same answer has under `mightHelp` is not here again.
    #[graphql(complexity = "crate::cost::list(first, child_complexity)")]
    async fn new_threads(
        &self,
        ctx: &Context<'_>,
        #[graphql(default_with = "Some(4)")] first: Option<i32>,
    ) -> Result<JoinedList<Thread>> {
        let request = request(ctx)?;
        let size = size(first)?;
        let shown: Vec<ThreadId> = match self.helped_shown {
            0 => Vec::new(),
            shown => self
                .helped(request)
                .await?
                .iter()
                .take(shown)
                .map(|thread| thread.id)
                .collect(),
        };
        let found =
            db::home::new_threads(request.db(), &request.member()?, self.since, size, &shown)
                .await
                .or_broken(request)?;
        Ok(threads(found))
    }
    /// Since when things count as new: since the last digest was closed, and for three days at least.
    async fn new_since(&self) -> DateTime {
        self.since.into()
    }
}
