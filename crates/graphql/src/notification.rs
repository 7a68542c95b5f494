//! Notifications: what concerns one member.

use async_graphql::{Context, Enum, ID, InputObject, Object, Result, SimpleObject};
use db::List;
use domain::Viewer;
use domain::id::{MemberId, NotificationId};
use domain::notification::NotificationKind as Kind;

use crate::connection::{connection, page_request};
use crate::context::{Request, request};
use crate::error::{Code, OrBroken, coded};
use crate::id::{id_of, parse_all};
use crate::payload::{Made, Payload, status};
use crate::post::{self, Byline, Post};
use crate::report::ReportOutcome;
use crate::scalar::{DateTime, Text};
use crate::thread::{self, Thread};

/// What happened.
#[derive(Enum, Copy, Clone, Eq, PartialEq)]
#[graphql(remote = "domain::notification::NotificationKind")]
pub enum NotificationKind {
    /// Somebody replied to a thread that you started.
    Reply,
    /// Somebody replied to a thread that you follow.
    FollowedReply,
    /// Your answer helped.
    Helped,
    /// You are a member now.
    ApplicationApproved,
    /// The co-ordinator hid a post of yours.
    PostHidden,
    /// The co-ordinator put it back.
    PostRestored,
    /// The co-ordinator closed a thread that you started.
    ThreadLocked,
    /// Your report was answered.
    ReportResolved,
}

/// Something that concerns you.
#[derive(Clone)]
pub struct Notification(db::notification::Notification);

/// Something that concerns you.
#[Object]
impl Notification {
    /// Its id.
    pub async fn id(&self) -> ID {
        id_of(self.0.id)
    }
    /// What happened.
    async fn kind(&self) -> NotificationKind {
        self.0.kind.into()
    }
    /// When.
    async fn created_at(&self) -> DateTime {
        self.0.created_at.into()
    }
    /// Whether you have read it.
    async fn read(&self) -> bool {
        self.0.read
    }
    /// The thread, while you may reach it.
    async fn thread(&self, ctx: &Context<'_>) -> Result<Option<Thread>> {
        match self.0.thread {
            Some(id) => thread::by_id(ctx, id).await,
            None => Ok(None),
        }
    }
    /// The post, while it can be seen.
    #[graphql(complexity = "child_complexity + crate::cost::POST")]
    async fn post(&self, ctx: &Context<'_>) -> Result<Option<Post>> {
        match self.0.post {
            Some(id) => post::by_id(ctx, id).await,
            None => Ok(None),
        }
    }
    /// Who did it: the one who replied, or the asker whom your answer helped.
    #[graphql(complexity = "child_complexity + crate::cost::POST")]
    async fn actor(&self, ctx: &Context<'_>) -> Result<Option<Byline>> {
        match (self.0.kind, self.0.post, self.0.thread) {
            (Kind::Reply | Kind::FollowedReply, Some(post), _) => {
                Ok(post::by_id(ctx, post).await?.map(|post| post.byline()))
            }
            (Kind::Helped, _, Some(thread)) => Ok(thread::by_id(ctx, thread)
                .await?
                .map(|thread| thread.byline())),
            _ => Ok(None),
        }
    }
    /// The co-ordinator's reason, where there is one.
    async fn reason(&self) -> Option<Text<'_>> {
        self.0.reason.as_deref().map(Text)
    }
    /// What came of your report, if it is about one.
    async fn outcome(&self) -> Option<ReportOutcome> {
        self.0.outcome.map(Into::into)
    }
}

async fn count(request: &Request, member: &Option<MemberId>) -> db::Result<i64> {
    match member {
        Some(member) => db::notification::count(request.db(), *member).await,
        None => Ok(0),
    }
}

connection!(
    NotificationConnection,
    NotificationEdge,
    Notification,
    Option<MemberId>,
    count
);

/// The viewer's notifications, the newest first. Whoever is not a member has
/// none: they tell of what members wrote.
pub async fn notifications(
    ctx: &Context<'_>,
    who: &Viewer,
    first: Option<i32>,
    after: Option<&str>,
) -> Result<NotificationConnection> {
    let request = request(ctx)?;
    let list = List::named("notifications");
    let wanted = page_request(request, list, first, after)?;
    let Ok(member) = who.member() else {
        let nothing = db::Page {
            items: Vec::new(),
            has_next: false,
            has_previous: false,
        };
        return Ok(NotificationConnection::new::<i64>(nothing, list, None));
    };
    let page = db::notification::page(request.db(), member.id(), &wanted)
        .await
        .or_broken(request)?;
    Ok(NotificationConnection::new(
        page.map(|(cursor, one)| (cursor, Notification(one))),
        list,
        Some(member.id()),
    ))
}

/// How many the viewer has not read.
pub async fn unread_count(ctx: &Context<'_>, who: &Viewer) -> Result<i32> {
    let request = request(ctx)?;
    let Ok(member) = who.member() else {
        return Ok(0);
    };
    let unread = db::notification::unread(request.db(), member.id())
        .await
        .or_broken(request)?;
    Ok(i32::try_from(unread).unwrap_or(i32::MAX))
}

/// One of the viewer's own.
pub async fn by_id(ctx: &Context<'_>, id: NotificationId) -> Result<Option<Notification>> {
    let request = request(ctx)?;
    let Ok(member) = request.viewer.member() else {
        return Ok(None);
    };
    Ok(db::notification::by_id(request.db(), id, member.id())
        .await
        .or_broken(request)?
        .map(Notification))
}

/// What you have read.
#[derive(InputObject)]
pub struct MarkNotificationsReadInput {
    /// Which; all when none are named.
    notifications: Option<Vec<ID>>,
}

status! {
    /// What came of marking notifications as read.
    MarkNotificationsReadStatus {
        /// They count as read.
        Saved
    }
}

/// What is left to read, which is never refused.
#[derive(SimpleObject, Default)]
pub struct ReadNotifications {
    /// How many are left to read.
    unread_count: i32,
}

impl Made for ReadNotifications {
    const PAYLOAD: &'static str = "MarkNotificationsReadPayload";
    type Status = MarkNotificationsReadStatus;
    type Rows = Self;

    fn rows(self) -> Self {
        self
    }
}

/// Notifications that can be named at a time.
const MOST: usize = 200;

/// Writes to notifications.
#[derive(Default)]
pub struct NotificationMutation;

#[Object]
impl NotificationMutation {
    /// Marks notifications as read.
    async fn mark_notifications_read(
        &self,
        ctx: &Context<'_>,
        input: MarkNotificationsReadInput,
    ) -> Result<Payload<ReadNotifications>> {
        let request = request(ctx)?;
        let member = request.member()?;
        let named: Option<Vec<NotificationId>> =
            input.notifications.as_deref().map(parse_all).transpose()?;
        if named.as_ref().is_some_and(|named| named.len() > MOST) {
            return Err(coded(
                Code::BadRequest,
                "Name 200 notifications at a time, or none to mark all.",
            ));
        }
        app::notification::mark_notifications_read(request.app(), &member, named)
            .await
            .or_broken(request)?;
        Ok(Payload::done(ReadNotifications {
            unread_count: unread_count(ctx, &request.viewer).await?,
        }))
    }
}
