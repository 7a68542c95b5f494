//! What a member finds on coming in.

use async_graphql::{Context, InputType as _, Object, Result};
use domain::Timestamp;
use domain::id::ThreadId;
use tokio::sync::OnceCell;

use crate::context::{Request, request};
use crate::error::{Code, coded};
use crate::member::{self, Member};
use crate::scalar::DateTime;
use crate::thread::Thread;

/// Items of a section, at most.
const MOST: i32 = 20;

/// Items of a section when nobody says.
const USUAL: i32 = 4;

/// Those who look after the community, at most: there are a few.
const COORDINATORS: usize = 4;

/// What you find on coming in.
pub struct Home {
    since: Timestamp,
    /// How many questions to help with the answer shows: 0 if it has none.
    help_shown: usize,
    /// As many as may be asked for, read once for the two sections that need them.
    helped: OnceCell<Vec<db::thread::Thread>>,
}

impl Home {
    async fn helped(&self, request: &Request, size: usize) -> Result<&[db::thread::Thread]> {
        let read = async || {
            let (member, most) = (request.viewer.member()?, usize::try_from(MOST)?);
            let found = db::home::might_help(request.db(), &member, most).await?;
            Ok::<_, async_graphql::Error>(found)
        };
        let helped = self.helped.get_or_try_init(read).await?;
        Ok(helped.get(..size).unwrap_or(helped))
    }
}

/// The home of the viewer.
///
/// # Errors
/// `FORBIDDEN` for anyone but a member.
pub async fn home(ctx: &Context<'_>) -> Result<Home> {
    let request = request(ctx)?;
    request.viewer.member()?;
    Ok(Home {
        since: db::home::new_since(request.db(), request.app().now()).await?,
        help_shown: help_shown(ctx),
        helped: OnceCell::new(),
    })
}

/// How many items of `mightHelp` the document asks for.
fn help_shown(ctx: &Context<'_>) -> usize {
    let fields = ctx.look_ahead().field("mightHelp").selection_fields();
    let sizes = fields.iter().filter_map(|field| {
        let mut arguments = field.arguments().ok()?.into_iter();
        let first = arguments.find(|(name, _)| name == "first");
        size(Option::parse(first.map(|(_, value)| value)).ok()?).ok()
    });
    sizes.max().unwrap_or_default()
}

fn size(first: Option<i32>) -> Result<usize> {
    let first = first.unwrap_or(USUAL);
    usize::try_from(first)
        .ok()
        .filter(|_| (1..=MOST).contains(&first))
        .ok_or_else(|| coded(Code::BadRequest, "Ask for 1 to 20 items of a section."))
}

fn threads(found: Vec<db::thread::Thread>) -> Vec<Thread> {
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
    ) -> Result<Vec<Thread>> {
        let request = request(ctx)?;
        let size = size(first)?;
        Ok(threads(self.helped(request, size).await?.to_vec()))
    }
    /// Threads that you started or follow with replies that you have not seen.
    #[graphql(complexity = "crate::cost::list(first, child_complexity)")]
    async fn answers_for_you(
        &self,
        ctx: &Context<'_>,
        #[graphql(default_with = "Some(4)")] first: Option<i32>,
    ) -> Result<Vec<Thread>> {
        let request = request(ctx)?;
        let member = request.viewer.member()?;
        let found = db::home::answers_for(request.db(), &member, size(first)?).await?;
        Ok(threads(found))
    }
    /// Threads by others since `newSince`. What the same answer has under `mightHelp` is not here again.
    #[graphql(complexity = "crate::cost::list(first, child_complexity)")]
    async fn new_threads(
        &self,
        ctx: &Context<'_>,
        #[graphql(default_with = "Some(4)")] first: Option<i32>,
    ) -> Result<Vec<Thread>> {
        let request = request(ctx)?;
        let (member, size) = (request.viewer.member()?, size(first)?);
        let shown: &[_] = match self.help_shown {
            0 => &[],
            shown => self.helped(request, shown).await?,
        };
        let shown: Vec<ThreadId> = shown.iter().map(|thread| thread.id).collect();
        let found = db::home::new_threads(request.db(), &member, self.since, size, &shown).await?;
        Ok(threads(found))
    }
    /// Who looks after the community now: the co-ordinator, and deputies.
    #[graphql(complexity = "crate::cost::up_to(COORDINATORS, child_complexity)")]
    async fn coordinators(&self, ctx: &Context<'_>) -> Result<Vec<Member>> {
        let request = request(ctx)?;
        let mut found = db::member::coordinators(request.db(), request.app().now()).await?;
        found.truncate(COORDINATORS);
        let mut members = Vec::with_capacity(found.len());
        for id in found {
            members.extend(member::by_id(ctx, id).await?);
        }
        Ok(members)
    }
    /// Since when things count as new: since the last digest was closed, and for three days at least.
    async fn new_since(&self) -> DateTime {
        self.since.into()
    }
}
