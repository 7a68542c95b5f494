//! What waits to be decided.

use async_graphql::{Context, Object, OutputType, Result, SimpleObject};
use db::member::Account;
use db::{Cursor, Db, List, Page, PageRequest};
use domain::desk::CaseKind;

use crate::application::Applicant;
use crate::connection::{Connection, connection, int, page_request};
use crate::context::{Request, request};
use crate::enums::Enum;
use crate::member::Member;
use crate::report::Report;
use crate::thread::Thread;

/// How much waits of a kind.
#[derive(SimpleObject, Clone, Copy)]
pub struct CaseCount {
    /// Of which.
    kind: Enum<CaseKind>,
    /// How much.
    count: i32,
}

/// What waits to be decided.
pub struct Queue(Vec<CaseCount>);

impl Queue {
    /// With the counts as they are now.
    pub async fn read(request: &Request) -> Result<Self> {
        let counts = db::desk::counts(request.db(), request.app().today())
            .await?
            .into_iter();
        let counts = counts.map(|(kind, count)| CaseCount {
            kind: kind.into(),
            count: int(count),
        });
        Ok(Self(counts.collect()))
    }
}

/// What waits to be decided.
#[Object]
impl Queue {
    /// How much waits of each kind.
    #[graphql(complexity = "crate::cost::up_to(CaseKind::ALL.len(), child_complexity)")]
    async fn counts(&self) -> &[CaseCount] {
        &self.0
    }
    /// People who ask to join, the longest waiting first.
    #[graphql(complexity = "crate::cost::list(first, child_complexity)")]
    async fn applicants(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
    ) -> Result<Connection<Applicant>> {
        cases(
            ctx,
            CaseKind::Applicant,
            first,
            after,
            db::member::applicants,
            Applicant,
        )
        .await
    }
    /// Reports without an answer, the oldest first.
    #[graphql(complexity = "crate::cost::list(first, child_complexity)")]
    async fn reports(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
    ) -> Result<Connection<Report>> {
        cases(
            ctx,
            CaseKind::Report,
            first,
            after,
            db::report::unresolved,
            Report,
        )
        .await
    }
    /// Resources whose review date has passed, the longest first, and those whose link
    /// is broken.
    #[graphql(complexity = "crate::cost::list(first, child_complexity)")]
    async fn overdue_resources(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
    ) -> Result<Connection<Thread>> {
        let request = request(ctx)?;
        let (today, viewer) = (request.app().today(), request.viewer.member()?.id());
        cases(
            ctx,
            CaseKind::OverdueResource,
            first,
            after,
            async |db, wanted| db::resource::overdue_threads(db, today, wanted, viewer).await,
            Thread::new,
        )
        .await
    }
    /// Members whose address refuses mail, the longest first.
    #[graphql(complexity = "crate::cost::list(first, child_complexity)")]
    async fn bounces(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
    ) -> Result<Connection<Member>> {
        let node = |account: Account| Member(account.member);
        cases(
            ctx,
            CaseKind::Bounce,
            first,
            after,
            db::member::bounces,
            node,
        )
        .await
    }
}

/// A page of the cases of a kind.
async fn cases<C, T: OutputType>(
    ctx: &Context<'_>,
    kind: CaseKind,
    first: Option<i32>,
    after: Option<String>,
    read: impl AsyncFnOnce(&Db, &PageRequest) -> db::Result<Page<(Cursor, C)>>,
    node: impl Fn(C) -> T,
) -> Result<Connection<T>> {
    let request = request(ctx)?;
    let list = List::named(kind.as_str());
    let wanted = page_request(request, list, first, after.as_deref())?;
    let page = read(request.db(), &wanted).await?;
    let page = page.map(|(cursor, case)| (cursor, node(case)));
    let today = request.app().today();
    Ok(connection(request, list, page, async move |db| {
        db::desk::count(&db, kind, today).await
    }))
}
