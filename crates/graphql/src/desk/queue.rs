//! What waits to be decided.

use async_graphql::{Context, Object, Result};
use db::List;

use crate::application::Applicant;
use crate::connection::{Connection, connection, int, page_request};
use crate::context::{Request, request};
use crate::member::Member;
use crate::report::Report;

/// What waits to be decided.
pub struct Queue(db::desk::Waiting);

impl Queue {
    /// The counts, as they are now.
    pub async fn read(request: &Request) -> Result<Self> {
        Ok(Self(db::desk::waiting(request.db()).await?))
    }
}

/// What waits to be decided.
#[Object]
impl Queue {
    /// People who ask to join.
    async fn applicant_count(&self) -> i32 {
        int(self.0.applicants)
    }
    /// Reports without an answer.
    async fn report_count(&self) -> i32 {
        int(self.0.reports)
    }
    /// Members whose address refuses mail.
    async fn bounce_count(&self) -> i32 {
        int(self.0.bounces)
    }
    /// Jobs that were given up.
    async fn failed_job_count(&self) -> i32 {
        int(self.0.failed_jobs)
    }
    /// Backups that were put back, and that you have not dealt with yet.
    async fn restore_count(&self) -> i32 {
        int(self.0.restores)
    }
    /// People who ask to join, the longest waiting first.
    #[graphql(complexity = "crate::cost::list(first, child_complexity)")]
    async fn applicants(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
    ) -> Result<Connection<Applicant>> {
        let request = request(ctx)?;
        let list = List::named("applicants");
        let wanted = page_request(request, list, first, after.as_deref())?;
        let page = db::member::applicants(request.db(), &wanted).await?;
        let page = page.map(|(cursor, account)| (cursor, Applicant(account)));
        Ok(connection(request, list, page, async |db| {
            db::member::applicant_count(&db).await
        }))
    }
    /// Reports without an answer, the oldest first.
    #[graphql(complexity = "crate::cost::list(first, child_complexity)")]
    async fn reports(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
    ) -> Result<Connection<Report>> {
        let request = request(ctx)?;
        let list = List::named("reports");
        let wanted = page_request(request, list, first, after.as_deref())?;
        let page = db::report::unresolved(request.db(), &wanted).await?;
        let page = page.map(|(cursor, report)| (cursor, Report(report)));
        Ok(connection(request, list, page, async |db| {
            db::report::unresolved_count(&db).await
        }))
    }
    /// Members whose address refuses mail, the longest first.
    #[graphql(complexity = "crate::cost::list(first, child_complexity)")]
    async fn bounces(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
    ) -> Result<Connection<Member>> {
        let request = request(ctx)?;
        let list = List::named("bounces");
        let wanted = page_request(request, list, first, after.as_deref())?;
        let page = db::member::bounces(request.db(), &wanted).await?;
        let page = page.map(|(cursor, account)| (cursor, Member(account.member)));
        Ok(connection(request, list, page, async |db| {
            db::member::bounce_count(&db).await
        }))
    }
}
