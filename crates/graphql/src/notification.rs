//! Notifications: what concerns one member.

use app::Failure;
use app::notification::MarkNotificationsReadRefusal;
use async_graphql::{Context, InputObject, Object, Result, SimpleObject};
use db::{List, Page};
use domain::Viewer;
use domain::id::NotificationId;
use domain::notification::{Actor, NotificationKind, Source};
use domain::report::ReportOutcome;

use crate::connection::{Connection, connection, int, page_request};
use crate::context::request;
use crate::enums::Enum;
use crate::error::{Code, coded};
use crate::id::{Id, all};
use crate::payload::Payload;
use crate::post::{self, Byline, Post};
use crate::scalar::DateTime;
use crate::thread::{self, Thread};

/// Something that concerns you.
#[derive(Clone)]
pub struct Notification(db::notification::Notification);

/// Something that concerns you.
#[Object]
impl Notification {
    /// Its id.
    pub async fn id(&self) -> Id<NotificationId> {
        Id(self.0.id)
    }
    /// What happened.
    async fn kind(&self) -> Enum<NotificationKind> {
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
        Ok(match self.0.kind.source() {
            Source::Post(Actor::Author) => self.post(ctx).await?.map(|post| post.byline()),
            Source::Post(Actor::Asker) => self.thread(ctx).await?.map(|thread| thread.byline()),
            Source::Thread | Source::Act(_) | Source::Joining => None,
        })
    }
    /// The co-ordinator's reason, where there is one.
    async fn reason(&self) -> Option<&str> {
        self.0.reason.as_deref()
    }
    /// What came of your report, if it is about one.
    async fn outcome(&self) -> Option<Enum<ReportOutcome>> {
        self.0.outcome.map(Into::into)
    }
}

/// The viewer's notifications, the newest first. Whoever is not a member has
/// none: they tell of what members wrote.
pub async fn notifications(
    ctx: &Context<'_>,
    who: &Viewer,
    first: Option<i32>,
    after: Option<&str>,
) -> Result<Connection<Notification>> {
    let request = request(ctx)?;
    let list = List::named("notifications");
    let wanted = page_request(request, list, first, after)?;
    let member = who.member().map(|member| member.id()).ok();
    let page = match member {
        Some(member) => db::notification::page(request.db(), member, &wanted).await?,
        None => Page::from_rows(Vec::new(), &wanted),
    };
    let page = page.map(|(cursor, one)| (cursor, Notification(one)));
    Ok(connection(
        request,
        list,
        page,
        async move |db| match member {
            Some(member) => db::notification::count(&db, member).await,
            None => Ok(0),
        },
    ))
}

/// How many the viewer has not read.
pub async fn unread_count(ctx: &Context<'_>, who: &Viewer) -> Result<i32> {
    let Ok(member) = who.member() else {
        return Ok(0);
    };
    let unread = db::notification::unread(request(ctx)?.db(), member.id()).await?;
    Ok(int(unread))
}

/// One of the viewer's own.
pub async fn by_id(ctx: &Context<'_>, id: NotificationId) -> Result<Option<Notification>> {
    let request = request(ctx)?;
    let Ok(member) = request.viewer.member() else {
        return Ok(None);
    };
    let found = db::notification::by_id(request.db(), id, member.id()).await?;
    Ok(found.map(Notification))
}

/// What you have read.
#[derive(InputObject)]
pub struct MarkNotificationsReadInput {
    /// Which; all when none are named.
    notifications: Option<Vec<Id<NotificationId>>>,
}

#[derive(SimpleObject, Default)]
pub struct MarkNotificationsRead {
    /// How many are left to read.
    unread_count: i32,
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
    ) -> Result<Payload<MarkNotificationsRead, MarkNotificationsReadRefusal>> {
        let request = request(ctx)?;
        let member = request.viewer.member()?;
        let named = input.notifications.map(all);
        if named.as_ref().is_some_and(|named| named.len() > MOST) {
            return Err(coded(
                Code::BadRequest,
                "Name 200 notifications at a time, or none to mark all.",
            ));
        }
        let done = app::notification::mark_notifications_read(request.app(), &member, named).await;
        Payload::of(done.map_err(Failure::from), async |()| {
            let unread_count = unread_count(ctx, &request.viewer).await?;
            Ok(MarkNotificationsRead { unread_count })
        })
        .await
    }
}
