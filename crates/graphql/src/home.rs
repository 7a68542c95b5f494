//! What a member finds on coming in.

use async_graphql::{Context, InputType as _, Object, Result};
use domain::Timestamp;
use domain::id::ThreadId;
use futures_util::future::try_join;
use tokio::sync::OnceCell;

use crate::context::{Request, request};
use crate::error::{Code, coded};
use crate::member::Member;
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
    /// How many threads of each section the answer shows: 0 if it has none.
    asked: Sections<usize>,
    /// Those, as long as it shows them. They are read before any of them is
    /// given, so that what hangs on their threads is loaded once for all.
    sections: OnceCell<Sections<Threads>>,
}

type Threads = Vec<db::thread::Thread>;

struct Sections<T> {
    helped: T,
    answers: T,
    fresh: T,
}

impl Home {
    /// The first threads of a section.
    async fn section(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        which: fn(&Sections<Threads>) -> &Threads,
    ) -> Result<Vec<Thread>> {
        let (request, size) = (request(ctx)?, size(first)?);
        let sections = self.sections.get_or_try_init(|| self.read(request)).await?;
        Ok(which(sections)
            .iter()
            .take(size)
            .cloned()
            .map(Thread::new)
            .collect())
    }

    async fn read(&self, request: &Request) -> Result<Sections<Threads>> {
        let (db, member) = (request.db(), request.viewer.member()?);
        let helped = async {
            match self.asked.helped {
                0 => Ok(Vec::new()),
                n => db::home::might_help(db, &member, n).await,
            }
        };
        let answers = async {
            match self.asked.answers {
                0 => Ok(Vec::new()),
                n => db::home::answers_for(db, &member, n).await,
            }
        };
        let (helped, answers) = try_join(helped, answers).await?;
        let shown: Vec<ThreadId> = helped.iter().map(|thread| thread.id).collect();
        let fresh = match self.asked.fresh {
            0 => Vec::new(),
            n => db::home::new_threads(db, &member, self.since, n, &shown).await?,
        };
        Ok(Sections {
            helped,
            answers,
            fresh,
        })
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
        asked: Sections {
            helped: shown(ctx, "mightHelp"),
            answers: shown(ctx, "answersForYou"),
            fresh: shown(ctx, "newThreads"),
        },
        sections: OnceCell::new(),
    })
}

/// How many items of a section the document asks for.
fn shown(ctx: &Context<'_>, section: &str) -> usize {
    let fields = ctx.look_ahead().field(section).selection_fields();
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
        self.section(ctx, first, |all| &all.helped).await
    }
    /// Threads that you started or follow with replies that you have not seen.
    #[graphql(complexity = "crate::cost::list(first, child_complexity)")]
    async fn answers_for_you(
        &self,
        ctx: &Context<'_>,
        #[graphql(default_with = "Some(4)")] first: Option<i32>,
    ) -> Result<Vec<Thread>> {
        self.section(ctx, first, |all| &all.answers).await
    }
    /// Threads by others since `newSince`. What the same answer has under `mightHelp` is not here again.
    #[graphql(complexity = "crate::cost::list(first, child_complexity)")]
    async fn new_threads(
        &self,
        ctx: &Context<'_>,
        #[graphql(default_with = "Some(4)")] first: Option<i32>,
    ) -> Result<Vec<Thread>> {
        self.section(ctx, first, |all| &all.fresh).await
    }
    /// Who looks after the community now: the co-ordinator, and deputies.
    #[graphql(complexity = "crate::cost::up_to(COORDINATORS, child_complexity)")]
    async fn coordinators(&self, ctx: &Context<'_>) -> Result<Vec<Member>> {
        let request = request(ctx)?;
        let mut found = db::member::coordinators(request.db(), request.app().now()).await?;
        found.truncate(COORDINATORS);
        let found = db::member::members_by_ids(request.db(), &found).await?;
        Ok(found.into_iter().map(Member).collect())
    }
    /// Since when things count as new: since the last digest was closed, and for three days at least.
    async fn new_since(&self) -> DateTime {
        self.since.into()
    }
}
