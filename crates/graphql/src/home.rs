//! What a member finds on coming in.

use async_graphql::{Context, Object, Result};
use domain::Timestamp;

use crate::context::request;
use crate::error::{Code, OrBroken, coded};
use crate::joined::JoinedList;
use crate::scalar::DateTime;
use crate::thread::Thread;

/// Items of a section, at most.
const MOST: i32 = 20;

/// What you find on coming in.
pub struct Home {
    since: Timestamp,
}

/// The home of the viewer.
///
/// # Errors
/// `FORBIDDEN` for anyone but a member.
pub async fn home(ctx: &Context<'_>) -> Result<Home> {
    let request = request(ctx)?;
    request.member()?;
    Ok(Home { since: db::home::new_since(request.db(), request.app().now()).await.or_broken(request)? })
}

fn size(first: Option<i32>) -> Result<usize> {
    let first = first.unwrap_or(4);
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
    async fn might_help(&self, ctx: &Context<'_>, #[graphql(default_with = "Some(4)")] first: Option<i32>) -> Result<JoinedList<Thread>> {
        let request = request(ctx)?;
        let found = db::home::might_help(request.db(), &request.member()?, size(first)?).await.or_broken(request)?;
        Ok(threads(found))
    }
    /// Threads that you started or follow with replies that you have not seen.
    async fn answers_for_you(
        &self,
        ctx: &Context<'_>,
        #[graphql(default_with = "Some(4)")] first: Option<i32>,
    ) -> Result<JoinedList<Thread>> {
        let request = request(ctx)?;
        let found = db::home::answers_for(request.db(), &request.member()?, size(first)?).await.or_broken(request)?;
        Ok(threads(found))
    }
    /// Threads by others since `newSince`.
    async fn new_threads(&self, ctx: &Context<'_>, #[graphql(default_with = "Some(4)")] first: Option<i32>) -> Result<JoinedList<Thread>> {
        let request = request(ctx)?;
        let found = db::home::new_threads(request.db(), &request.member()?, self.since, size(first)?).await.or_broken(request)?;
        Ok(threads(found))
    }
    /// Since when things count as new: since the last digest was closed, and for three days at least.
    async fn new_since(&self) -> DateTime {
        self.since.into()
    }
}
