//! The audit list: what co-ordinators did.

use async_graphql::{Context, ID, InputObject, Object, Result};
use db::List;
use db::audit::{Filter, Label};
use domain::audit::{Act, Entry, Subject};
use domain::id::{MemberId, PostId, ThreadId};
use domain::member::MemberState;
use uuid::Uuid;

use crate::connection::{Connection, connection, page_request};
use crate::context::request;
use crate::enums::Enum;
use crate::id::Id;
use crate::loaders::{keyed, load, loader};
use crate::member::{self, Member};
use crate::post::Post;
use crate::scalar::DateTime;
use crate::thread::{self, Thread};

/// The list, the newest first.
pub async fn list(
    ctx: &Context<'_>,
    filter: Option<AuditFilter>,
    first: Option<i32>,
    after: Option<&str>,
) -> Result<Connection<AuditEntry>> {
    let request = request(ctx)?;
    let filter = filter.map(Filter::from).unwrap_or_default();
    let list = List::named("audit");
    let wanted = page_request(request, list, first, after)?;
    let page = db::audit::list(request.db(), &filter, &wanted).await?;
    let page = page.map(|(cursor, sequence, entry)| (cursor, AuditEntry { sequence, entry }));
    Ok(connection(request, list, page, async move |db| {
        db::audit::count(&db, &filter).await
    }))
}

/// Which acts a list holds.
#[derive(InputObject)]
pub struct AuditFilter {
    /// Of this kind.
    act: Option<Enum<Act>>,
    /// By this member, or done to them.
    member: Option<Id<MemberId>>,
}

impl From<AuditFilter> for Filter {
    fn from(filter: AuditFilter) -> Self {
        Self {
            act: filter.act.map(|act| act.0),
            member: filter.member.map(|member| member.0),
        }
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
    /// What was done.
    async fn act(&self) -> Enum<Act> {
        self.entry.act.into()
    }
    /// To what kind of thing: member, post, thread, report, organisation, synonym, issue or restore.
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
            _ => Ok(None),
        }
    }
    /// The thread that it was done to; null while it is hidden.
    async fn thread(&self, ctx: &Context<'_>) -> Result<Option<Thread>> {
        match self.entry.subject {
            Subject::Thread => thread::by_id(ctx, ThreadId(self.entry.subject_id)).await,
            _ => Ok(None),
        }
    }
    /// The member whom it was done to.
    async fn member(&self, ctx: &Context<'_>) -> Result<Option<Member>> {
        match self.entry.subject {
            Subject::Member => member::by_id(ctx, MemberId(self.entry.subject_id)).await,
            _ => Ok(None),
        }
    }
    /// Where that member stands now.
    async fn member_state(&self, ctx: &Context<'_>) -> Result<Option<Enum<MemberState>>> {
        Ok(self.member(ctx).await?.map(|member| member.0.state.into()))
    }
    /// Why.
    async fn reason(&self) -> &str {
        &self.entry.reason
    }
}

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
        (Subject::Collection, Label::Named(title)) => format!("The collection “{title}”"),
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
        Subject::Collection => "A collection",
        Subject::Synonym => "Words that meant the same",
        Subject::Issue => "The weekly digest",
        Subject::Restore => "A backup that was put back",
    }
}
