//! Reports: what members tell the co-ordinator.

use std::collections::HashMap;

use app::report::{NewReport, ReportRefusal};
use async_graphql::{Context, Enum, ID, InputObject, Object, Result};
use db::report::Subject;
use domain::id::{AnyId, PostId, ReportId};

use crate::connection::connection;
use crate::context::{Request, request};
use crate::error::{Code, OrBroken, coded};
use crate::id::{id_of, parse};
use crate::loaders::{keyed, load, loader};
use crate::member::{self, Member};
use crate::payload::{Payload, payload, refused, status};
use crate::post::Post;
use crate::scalar::{DateTime, Text};

/// What is wrong.
#[derive(Enum, Copy, Clone, Eq, PartialEq)]
#[graphql(remote = "domain::report::ReportReason")]
pub enum ReportReason {
    /// It could show who somebody is.
    IdentifiesSomeone,
    /// It says how to hurt oneself.
    MethodDetail,
    /// It is unkind.
    Unkind,
    /// It is wrong or unsafe advice.
    WrongOrUnsafe,
    /// Something else; the note says what.
    Other,
}

/// What came of a report.
#[derive(Enum, Copy, Clone, Eq, PartialEq)]
#[graphql(remote = "domain::report::ReportOutcome")]
pub enum ReportOutcome {
    /// The co-ordinator did something about it.
    Acted,
    /// The co-ordinator looked and left it as it was.
    NoAction,
}

/// A report, as the co-ordinator sees it.
#[derive(Clone)]
pub struct Report(pub(crate) db::report::Report);

/// What a member told the co-ordinator.
#[Object]
impl Report {
    /// Its id.
    pub async fn id(&self) -> ID {
        id_of(self.0.id)
    }
    /// What is wrong.
    async fn reason(&self) -> ReportReason {
        self.0.reason.into()
    }
    /// In the reporter's words; may be empty.
    async fn note(&self) -> Text<'_> {
        Text(&self.0.note)
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
        let request = request(ctx)?;
        let found = member::by_id(ctx, self.0.reporter).await?;
        found
            .ok_or_else(|| anyhow::anyhow!("a report names a member who is not there"))
            .or_broken(request)
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
    async fn outcome(&self) -> Option<ReportOutcome> {
        self.0.outcome.map(Into::into)
    }
    /// What the co-ordinator answered.
    async fn resolution(&self) -> Option<Text<'_>> {
        self.0.resolution.as_deref().map(Text)
    }
}

/// All reports that wait.
pub struct Unresolved;

async fn count(request: &Request, _: &Unresolved) -> db::Result<i64> {
    db::report::unresolved_count(request.db()).await
}

connection!(ReportConnection, ReportEdge, Report, Unresolved, count);

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
    Ok(db::report::by_id(request.db(), id)
        .await
        .or_broken(request)?
        .map(Report))
}

/// Writes about reports.
#[derive(Default)]
pub struct ReportMutation;

#[Object]
impl ReportMutation {
    /// Tells the co-ordinator that something is wrong with a post or a member.
    async fn report(&self, ctx: &Context<'_>, input: ReportInput) -> Result<Payload<Reported>> {
        let request = request(ctx)?;
        let member = request.member()?;
        let subject = match parse(&input.subject)? {
            AnyId::PostId(id) => Subject::Post(id),
            AnyId::MemberId(id) => Subject::Member(id),
            _ => return Err(coded(Code::BadRequest, "Report a post or a member.")),
        };
        let report = NewReport {
            subject,
            reason: input.reason.into(),
            note: input.note,
        };
        match app::report::report(request.app(), &member, report).await {
            Ok(()) => Ok(Payload::done(Reported)),
            Err(failure) => Ok(refused(request, failure)?.into()),
        }
    }
}

/// What somebody tells.
#[derive(InputObject)]
pub struct ReportInput {
    /// A post or a member.
    subject: ID,
    /// What is wrong.
    reason: ReportReason,
    /// In one's own words; needed when it is something else.
    note: String,
}

status! {
    /// What became of it.
    ReportStatus {
        /// The co-ordinator has it.
        Received;
        ReportRefusal {
            /// One has told of this before, and it waits for an answer.
            AlreadyReported,
            /// The note needs another look.
            Invalid(problems),
            /// There is no such thing.
            NotFound,
        }
    }
}

payload! {
    "ReportPayload", ReportStatus,
    /// A report that the co-ordinator has, whose it is from now on.
    Reported
}
