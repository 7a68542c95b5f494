//! What waits to be decided.

use async_graphql::{Context, Object, Result};
use db::List;

use crate::application::{Applicant, ApplicantConnection, Waiting};
use crate::connection::page_request;
use crate::context::{Request, request};
use crate::error::OrBroken;
use crate::member::{Member, MemberConnection, MemberList};
use crate::report::{Report, ReportConnection, Unresolved};

/// What waits to be decided.
pub struct Queue(db::desk::Waiting);

impl Queue {
    /// The counts, as they are now.
    pub async fn read(request: &Request) -> Result<Self> {
        Ok(Self(
            db::desk::waiting(request.db()).await.or_broken(request)?,
        ))
    }
}

fn shown(count: i64) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX)
}

/// What waits to be decided.
#[Object]
impl Queue {
    /// People who ask to join.
    async fn applicant_count(&self) -> i32 {
        shown(self.0.applicants)
    }
    /// Reports without an answer.
    async fn report_count(&self) -> i32 {
        shown(self.0.reports)
    }
    /// Members whose address refuses mail.
    async fn bounce_count(&self) -> i32 {
        shown(self.0.bounces)
    }
    /// Jobs that were given up.
    async fn failed_job_count(&self) -> i32 {
        shown(self.0.failed_jobs)
    }
    /// Backups that were put back, and that you have not dealt with yet.
    async fn restore_count(&self) -> i32 {
        shown(self.0.restores)
    }
    /// People who ask to join, the longest waiting first.
    #[graphql(complexity = "crate::cost::list(first, child_complexity)")]
    async fn applicants(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
    ) -> Result<ApplicantConnection> {
        let request = request(ctx)?;
        let list = List::named("applicants");
        let page = db::member::applicants(
            request.db(),
            &page_request(request, list, first, after.as_deref())?,
        )
        .await
        .or_broken(request)?;
        Ok(ApplicantConnection::new(
            page.map(|(cursor, account)| (cursor, Applicant(account))),
            list,
            Waiting,
        ))
    }
    /// Reports without an answer, the oldest first.
    #[graphql(complexity = "crate::cost::list(first, child_complexity)")]
    async fn reports(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
    ) -> Result<ReportConnection> {
        let request = request(ctx)?;
        let list = List::named("reports");
        let page = db::report::unresolved(
            request.db(),
            &page_request(request, list, first, after.as_deref())?,
        )
        .await
        .or_broken(request)?;
        Ok(ReportConnection::new(
            page.map(|(cursor, report)| (cursor, Report(report))),
            list,
            Unresolved,
        ))
    }
    /// Members whose address refuses mail, the longest first.
    #[graphql(complexity = "crate::cost::list(first, child_complexity)")]
    async fn bounces(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
    ) -> Result<MemberConnection> {
        let request = request(ctx)?;
        let list = List::named("bounces");
        let page = db::member::bounces(
            request.db(),
            &page_request(request, list, first, after.as_deref())?,
        )
        .await
        .or_broken(request)?;
        Ok(MemberConnection::new(
            page.map(|(cursor, account)| (cursor, Member(account.member))),
            list,
            MemberList::Bounces,
        ))
    }
}
