//! Reports: what members tell the co-ordinator.

use std::collections::HashMap;

use app::report::{NewReport, ReportRefusal};
use async_graphql::{Context, InputObject, Object, Result};
use db::report::Subject;
use domain::id::{AnyId, PostId, ReportId};
use domain::report::{ReportOutcome, ReportReason};

use crate::context::request;
use crate::enums::Enum;
use crate::error::{Code, coded};
use crate::id::Id;
use crate::loaders::{keyed, load, loader};
use crate::member::{self, Member};
use crate::payload::{Empty, Payload};
use crate::post::Post;
use crate::scalar::DateTime;

/// A report, as the co-ordinator sees it.
#[derive(Clone)]
pub struct Report(pub(crate) db::report::Report);

/// What a member told the co-ordinator.
#[Object]
impl Report {
    /// Its id.
    pub async fn id(&self) -> Id<ReportId> {
        Id(self.0.id)
    }
    /// What is wrong.
    async fn reason(&self) -> Enum<ReportReason> {
        self.0.reason.into()
    }
    /// In the reporter's words; may be empty.
    async fn note(&self) -> &str {
        &self.0.note
    }
    /// The post that it is about, also when it is hidden.
    #[graphql(complexity = "child_complexity + crate::cost::POST")]
    async fn post(&self, ctx: &Context<'_>) -> Result<Option<Post>> {
        match self.0.subject {
            Subject::Post(id) => load(ctx, |all| &all.desk_posts, id).await,
            Subject::Member(_) => Ok(None),
        }
    }
    /// The member whom it is about.
    async fn member(&self, ctx: &Context<'_>) -> Result<Option<Member>> {
        match self.0.subject {
            Subject::Member(id) => member::by_id(ctx, id).await,
            Subject::Post(_) => Ok(None),
        }
    }
    /// Who told. Only the co-ordinator ever sees that.
    async fn reporter(&self, ctx: &Context<'_>) -> Result<Member> {
        let found = member::by_id(ctx, self.0.reporter).await?;
        Ok(found.ok_or_else(|| anyhow::anyhow!("a report names a member who is not there"))?)
    }
    /// When.
    async fn created_at(&self) -> DateTime {
        self.0.created_at.into()
    }
    /// When it was answered.
    async fn resolved_at(&self) -> Option<DateTime> {
        self.0.resolved_at.map(DateTime)
    }
    /// What came of it.
    async fn outcome(&self) -> Option<Enum<ReportOutcome>> {
        self.0.outcome.map(Into::into)
    }
    /// What the co-ordinator answered.
    async fn resolution(&self) -> Option<&str> {
        self.0.resolution.as_deref()
    }
}

loader! {
    /// Posts as the co-ordinator's desk sees them, hidden ones among them. For
    /// anyone else there are none.
    DeskPostById(PostId) -> Post, |request, keys| {
        let Ok(coordinator) = request.viewer.coordinator() else {
            return Ok(HashMap::new());
        };
        let found = db::post::for_desk(request.db(), keys, &coordinator).await?;
        keyed(found, |post| (post.id, Post::at_desk(post)))
    }
}

/// A report; none for anyone but the co-ordinator.
pub async fn by_id(ctx: &Context<'_>, id: ReportId) -> Result<Option<Report>> {
    let request = request(ctx)?;
    if request.viewer.coordinator().is_err() {
        return Ok(None);
    }
    let found = db::report::by_id(request.db(), id).await?;
    Ok(found.map(Report))
}

/// Writes about reports.
#[derive(Default)]
pub struct ReportMutation;

#[Object]
impl ReportMutation {
    /// Tells the co-ordinator that something is wrong with a post or a member.
    async fn report(&self, ctx: &Context<'_>, input: ReportInput) -> Result<Empty<ReportRefusal>> {
        let request = request(ctx)?;
        let member = request.viewer.member()?;
        let subject = match input.subject.0 {
            AnyId::PostId(id) => Subject::Post(id),
            AnyId::MemberId(id) => Subject::Member(id),
            _ => return Err(coded(Code::BadRequest, "Report a post or a member.")),
        };
        let report = NewReport {
            subject,
            reason: input.reason.0,
            note: input.note,
        };
        Payload::empty(app::report::report(request.app(), &member, report).await)
    }
}

/// What somebody tells.
#[derive(InputObject)]
pub struct ReportInput {
    /// A post or a member.
    subject: Id<AnyId>,
    /// What is wrong.
    reason: Enum<ReportReason>,
    /// In one's own words; needed when it is something else.
    note: String,
}
