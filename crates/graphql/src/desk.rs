//! The co-ordinator's desk: what waits, and what was done.

pub mod decision;

use async_graphql::{Context, ID, InputObject, Object, Result};
use db::List;
use db::audit::{Filter, Label};
use domain::audit::{Entry, Subject};
use domain::id::{MemberId, PostId, ThreadId};
use uuid::Uuid;

use crate::application::{Applicant, ApplicantConnection, Waiting};
use crate::connection::{connection, page_request};
use crate::context::{Request, request};
use crate::digest::{self, DigestIssue};
use crate::error::{Code, OrBroken, coded};
use crate::id::parse;
use crate::loaders::{keyed, load, loader};
use crate::member::{self, Member, MemberConnection, MemberList, MemberState};
use crate::organisation::{self, OrganisationConnection};
use crate::post::Post;
use crate::report::{Report, ReportConnection, Unresolved};
use crate::restore::{self, Restore};
use crate::scalar::{DateTime, Text};
use crate::thread::{self, Thread};

/// Reads of the co-ordinator.
#[derive(Default)]
pub struct DeskQuery;

#[Object]
impl DeskQuery {
    /// The co-ordinator's desk; null for anyone else.
    async fn desk(&self, ctx: &Context<'_>) -> Result<Option<Desk>> {
        Ok(request(ctx)?.viewer.coordinator().ok().map(|_| Desk))
    }
}

/// The co-ordinator's desk. Made for the co-ordinator alone.
pub struct Desk;

/// The co-ordinator's desk.
#[Object]
impl Desk {
    /// What waits to be decided.
    async fn queue(&self, ctx: &Context<'_>) -> Result<Queue> {
        Queue::read(request(ctx)?).await
    }
    /// A hidden post, to read it before it is put back; null for any other, such
    /// as one that its author took back.
    #[graphql(complexity = "child_complexity + crate::cost::POST")]
    async fn hidden_post(&self, ctx: &Context<'_>, id: ID) -> Result<Option<Post>> {
        let found = load(ctx, |all| &all.desk_posts, parse(&id)?).await?;
        Ok(found.filter(Post::is_hidden))
    }
    /// Backups that were put back, and that you have not dealt with yet.
    #[graphql(complexity = "crate::cost::up_to(8, child_complexity)")]
    async fn restores(&self, ctx: &Context<'_>) -> Result<Vec<Restore>> {
        restore::unsettled(request(ctx)?).await
    }
    /// One issue of the digest; the one that comes next when none is named.
    async fn digest(&self, ctx: &Context<'_>, issue: Option<ID>) -> Result<Option<DigestIssue>> {
        digest::issue(ctx, issue).await
    }
    /// The latest issues of the digest, the newest first.
    #[graphql(complexity = "crate::cost::list(first, child_complexity)")]
    async fn digest_issues(
        &self,
        ctx: &Context<'_>,
        #[graphql(default_with = "Some(8)")] first: Option<i32>,
    ) -> Result<Vec<DigestIssue>> {
        digest::issues(ctx, first.unwrap_or(8)).await
    }
    /// The organisations by name.
    #[graphql(complexity = "crate::cost::list(first, child_complexity)")]
    async fn organisations(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "With this somewhere in the name.")] name: Option<String>,
        first: Option<i32>,
        after: Option<String>,
    ) -> Result<OrganisationConnection> {
        organisation::list(ctx, name, first, after.as_deref()).await
    }
    /// Every act of a co-ordinator, the newest first.
    #[graphql(complexity = "crate::cost::list(first, child_complexity)")]
    async fn audit(
        &self,
        ctx: &Context<'_>,
        filter: Option<AuditFilter>,
        first: Option<i32>,
        after: Option<String>,
    ) -> Result<AuditConnection> {
        let request = request(ctx)?;
        let filter = filter
            .map(AuditFilter::read)
            .transpose()?
            .unwrap_or_default();
        let list = List::named("audit");
        let page = db::audit::list(
            request.db(),
            &filter,
            &page_request(request, list, first, after.as_deref())?,
        )
        .await
        .or_broken(request)?;
        Ok(AuditConnection::new(
            page.map(|(cursor, sequence, entry)| (cursor, AuditEntry { sequence, entry })),
            list,
            filter,
        ))
    }
}

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

/// Which acts a list holds.
#[derive(InputObject)]
pub struct AuditFilter {
    /// Of this kind, such as `hide_post`.
    act: Option<String>,
    /// By this member, or done to them.
    member: Option<ID>,
}

impl AuditFilter {
    fn read(self) -> Result<Filter> {
        let act = self
            .act
            .map(|act| {
                act.parse()
                    .map_err(|_| coded(Code::BadRequest, "There is no act of this name."))
            })
            .transpose()?;
        let member: Option<MemberId> = self.member.as_ref().map(parse).transpose()?;
        Ok(Filter { act, member })
    }
}

/// One act of a co-ordinator.
#[derive(Clone)]
pub struct AuditEntry {
    sequence: i64,
    entry: Entry,
}

/// One act of a co-ordinator. Written with the act, never changed.
#[Object]
impl AuditEntry {
    /// Its number in the list.
    async fn id(&self) -> ID {
        ID(format!("audit:{}", self.sequence))
    }
    /// When.
    async fn at(&self) -> DateTime {
        self.entry.at.into()
    }
    /// Who; null for the operator at the command line.
    async fn actor(&self, ctx: &Context<'_>) -> Result<Option<Member>> {
        match self.entry.actor {
            Some(id) => member::by_id(ctx, MemberId(id)).await,
            None => Ok(None),
        }
    }
    /// What was done, such as `hide_post`.
    async fn act(&self) -> &str {
        self.entry.act.as_str()
    }
    /// To what kind of thing: member, post, thread, report, organisation, issue or restore.
    async fn subject(&self) -> &str {
        self.entry.subject.as_str()
    }
    /// What that is called now. Holds no words of a post.
    async fn subject_label(&self, ctx: &Context<'_>) -> Result<String> {
        let key = (self.entry.subject, self.entry.subject_id);
        Ok(load(ctx, |all| &all.audit_labels, key)
            .await?
            .unwrap_or_else(|| unnamed(self.entry.subject).to_owned()))
    }
    /// The post that it was done to, as it is now, also when it is hidden; null
    /// when its author took it back.
    #[graphql(complexity = "child_complexity + crate::cost::POST")]
    async fn post(&self, ctx: &Context<'_>) -> Result<Option<Post>> {
        match self.entry.subject {
            Subject::Post => {
                let found = load(ctx, |all| &all.desk_posts, PostId(self.entry.subject_id)).await?;
                Ok(found.filter(|post| !post.is_withdrawn()))
            }
            Subject::Member
            | Subject::Thread
            | Subject::Report
            | Subject::Organisation
            | Subject::Issue
            | Subject::Restore => Ok(None),
        }
    }
    /// The thread that it was done to; null while it is hidden.
    async fn thread(&self, ctx: &Context<'_>) -> Result<Option<Thread>> {
        match self.entry.subject {
            Subject::Thread => thread::by_id(ctx, ThreadId(self.entry.subject_id)).await,
            Subject::Member
            | Subject::Post
            | Subject::Report
            | Subject::Organisation
            | Subject::Issue
            | Subject::Restore => Ok(None),
        }
    }
    /// The member whom it was done to.
    async fn member(&self, ctx: &Context<'_>) -> Result<Option<Member>> {
        match self.entry.subject {
            Subject::Member => member::by_id(ctx, MemberId(self.entry.subject_id)).await,
            Subject::Post
            | Subject::Thread
            | Subject::Report
            | Subject::Organisation
            | Subject::Issue
            | Subject::Restore => Ok(None),
        }
    }
    /// Where that member stands now.
    async fn member_state(&self, ctx: &Context<'_>) -> Result<Option<MemberState>> {
        Ok(self.member(ctx).await?.map(|member| member.0.state.into()))
    }
    /// Why.
    async fn reason(&self) -> Text<'_> {
        Text(&self.entry.reason)
    }
}

async fn count(request: &Request, filter: &Filter) -> db::Result<i64> {
    db::audit::count(request.db(), filter).await
}

connection!(AuditConnection, AuditEdge, AuditEntry, Filter, count);

loader! {
    /// What the subjects of entries are called.
    AuditLabel((Subject, Uuid)) -> String, |request, keys| {
        let found = db::audit::labels(request.db(), keys).await?;
        keyed(found, |(key, label)| (key, words(key.0, label)))
    }
}

fn words(subject: Subject, label: Label) -> String {
    match (subject, label) {
        (Subject::Report, Label::Named(name)) => format!("A report about {name}"),
        (_, Label::Named(name)) => name,
        (Subject::Thread, Label::Titled(title)) => format!("The thread “{title}”"),
        (Subject::Report, Label::Titled(title)) => format!("A report about a post in “{title}”"),
        (_, Label::Titled(title)) => format!("A post in “{title}”"),
        (Subject::Thread, Label::Removed) => "A thread that is no longer shown".to_owned(),
        (Subject::Report, Label::Removed) => {
            "A report about a post that is no longer shown".to_owned()
        }
        (_, Label::Removed) => "A post in a thread that is no longer shown".to_owned(),
    }
}

const fn unnamed(subject: Subject) -> &'static str {
    match subject {
        Subject::Member => "A former member",
        Subject::Post => "A post",
        Subject::Thread => "A thread",
        Subject::Report => "A report",
        Subject::Organisation => "An organisation",
        Subject::Issue => "The weekly digest",
        Subject::Restore => "A backup that was put back",
    }
}
