//! Notifications: ids only, told to one member each.

use std::sync::LazyLock;

use domain::Timestamp;
use domain::audit::Subject;
use domain::id::{MemberId, NotificationId, PostId, ThreadId};
use domain::member::MemberState;
use domain::notification::{NotificationKind, Source};
use domain::post::{ContentNote, PostState};
use domain::report::ReportOutcome;
use domain::thread::{ThreadKind, WITHDRAWN_TITLE};
use sea_orm::sea_query::ExprTrait as _;
use sea_orm::{
    ColumnTrait as _, EntityTrait as _, FromQueryResult, QueryFilter as _, QuerySelect as _, Set,
    Value,
};
use uuid::Uuid;

use crate::entity::notification::{self, Column};
use crate::store::{execute, placeholders, row, rows, update};
use crate::thread::{LISTED, REACHABLE};
use crate::{Cursor, Page, PageRequest, Reads, Result, Tx, store};

/// A notification as its member reads it.
#[derive(Debug, Clone, FromQueryResult)]
pub struct Notification {
    pub id: NotificationId,
    pub kind: NotificationKind,
    /// The thread it is about. Look it up: it may be hidden.
    pub thread: Option<ThreadId>,
    /// The post it is about. Look it up: it may be hidden.
    pub post: Option<PostId>,
    pub created_at: Timestamp,
    /// Whether it was read.
    pub read: bool,
    /// The co-ordinator's reason, where there is one.
    pub reason: Option<String>,
    /// What came of the member's report, if it is about one.
    pub outcome: Option<ReportOutcome>,
}

fn kinds(of: impl Fn(Source) -> bool) -> String {
    let all = NotificationKind::ALL.iter();
    let named: Vec<_> = all
        .filter(|kind| of(kind.source()))
        .map(|kind| format!("'{kind}'"))
        .collect();
    named.join(", ")
}

/// The kinds that come from a post.
static OF_POSTS: LazyLock<String> = LazyLock::new(|| kinds(|it| matches!(it, Source::Post(_))));

/// The kinds that come from a thread.
static OF_THREADS: LazyLock<String> = LazyLock::new(|| kinds(|it| it == Source::Thread));

/// What a member is told: a notification that comes from a post or a thread leaves
/// with it. One about what the co-ordinator did to a post stays, without the post.
/// `n` is the notification.
static TOLD: LazyLock<String> = LazyLock::new(|| {
    format!(
        "CASE WHEN n.kind IN ({}) THEN EXISTS (SELECT 1 FROM post p JOIN thread t ON t.id = p.thread_id
              WHERE p.id = n.subject_id AND p.state = 'visible' AND {REACHABLE})
         WHEN n.kind IN ({}) THEN EXISTS (SELECT 1 FROM thread t WHERE t.id = n.subject_id AND {LISTED})
         ELSE TRUE END",
        *OF_POSTS, *OF_THREADS
    )
});

/// What a member has not read, and what they have. Each has an index of its own,
/// so that telling twenty members changes one place for each, and what is unread
/// is counted without the rest.
const PARTS: [&str; 2] = ["n.read_at IS NULL", "n.read_at IS NOT NULL"];

/// Notifications with the report that one may be about, and the post that one, or
/// the report, is about. The reason stands with the act for which the co-ordinator
/// gave it, and what came of a report in the report: a notification holds no text.
static SELECT: LazyLock<String> = LazyLock::new(|| {
    let all = NotificationKind::ALL.iter();
    let acts = all.filter_map(|kind| match kind.source() {
        Source::Act(act) => Some(format!(" WHEN '{kind}' THEN '{act}'")),
        _ => None,
    });
    format!(
        "SELECT n.id, n.kind, COALESCE(post.thread_id, CASE n.subject_kind WHEN 'thread' THEN n.subject_id END) AS thread,
             post.id AS post, report.outcome, n.created_at, n.read_at IS NOT NULL AS read,
             (SELECT a.reason FROM audit_entry a WHERE a.subject_id = n.subject_id AND a.at <= n.created_at
                  AND a.act = CASE n.kind{} END ORDER BY a.sequence DESC LIMIT 1) AS reason
         FROM notification n LEFT JOIN report ON n.subject_kind = 'report' AND report.id = n.subject_id
         LEFT JOIN post ON post.id = CASE n.subject_kind WHEN 'post' THEN n.subject_id ELSE report.post_id END",
        acts.collect::<String>()
    )
});

/// A page of a member's notifications, the newest first.
pub async fn page(
    reads: &impl Reads,
    member: MemberId,
    request: &PageRequest,
) -> Result<Page<(Cursor, Notification)>> {
    let mut values: Vec<Value> = vec![member.into()];
    let place = request.after.map_or("", |after| {
        values.push(after.id.into());
        " AND n.id < $2"
    });
    // Ids are in order of time.
    let order = format!("ORDER BY n.id DESC LIMIT {}", request.limit());
    let (select, told) = (SELECT.as_str(), TOLD.as_str());
    let [unread, read] = PARTS.map(|part| {
        format!("SELECT n.id FROM notification n WHERE n.member_id = $1 AND {part} AND {told}{place} {order}")
    });
    let sql = format!(
        "{select} WHERE n.id IN (SELECT id FROM ({unread}) AS unread UNION ALL SELECT id FROM ({read}) AS read) {order}"
    );
    let found: Vec<Notification> = rows(reads, sql, values).await?;
    let place = |one: &Notification| Cursor::at(one.created_at, one.id.0);
    Ok(Page::from_rows(found, request).placed(place))
}

/// One notification, if it is told to this member.
pub async fn by_id(
    reads: &impl Reads,
    id: NotificationId,
    member: MemberId,
) -> Result<Option<Notification>> {
    let (select, told) = (SELECT.as_str(), TOLD.as_str());
    let sql = format!("{select} WHERE n.id = $1 AND n.member_id = $2 AND {told}");
    row(reads, sql, [id.into(), member.into()]).await
}

/// How many notifications a member has in all.
pub async fn count(reads: &impl Reads, member: MemberId) -> Result<i64> {
    let [unread, read] = PARTS.map(counting);
    store::count(
        reads,
        format!("SELECT ({unread}) + ({read})"),
        [member.into()],
    )
    .await
}

fn counting(part: &str) -> String {
    let told = TOLD.as_str();
    format!("SELECT COUNT(*) FROM notification n WHERE n.member_id = $1 AND {part} AND {told}")
}

/// How many a member has not read.
pub async fn unread(reads: &impl Reads, member: MemberId) -> Result<i64> {
    let [sql, _] = PARTS.map(counting);
    store::count(reads, sql, [member.into()]).await
}

/// Tells one member of something: which one, if it is about one.
pub async fn tell(
    tx: &Tx,
    member: MemberId,
    kind: NotificationKind,
    about: Option<Uuid>,
    now: Timestamp,
) -> Result<()> {
    let notification = notification::ActiveModel {
        id: Set(NotificationId::fresh(now)),
        member_id: Set(member),
        kind: Set(kind),
        subject_kind: Set(about.and(kind.subject())),
        subject_id: Set(about),
        created_at: Set(now),
        read_at: Set(None),
    };
    let insert = notification::Entity::insert(notification);
    insert.exec_without_returning(tx).await?;
    Ok(())
}

/// A reply that was just posted.
#[derive(Debug, Clone, Copy)]
pub struct Replied {
    /// The reply.
    pub post: PostId,
    pub thread: ThreadId,
    /// Who wrote it: is not told.
    pub by: MemberId,
    /// Who started the thread: is told that it is theirs.
    pub asker: MemberId,
    pub now: Timestamp,
}

/// Tells everyone who follows a thread of a reply, in one statement however
/// many they are; those whom it mentions hear of that instead.
pub async fn tell_followers(tx: &Tx, reply: &Replied, mentioned: &[MemberId]) -> Result<u64> {
    let others = match mentioned {
        [] => String::new(),
        _ => format!(
            " AND f.member_id NOT IN ({})",
            placeholders(7, mentioned.len())
        ),
    };
    let sql = format!(
        "INSERT INTO notification (id, member_id, kind, subject_kind, subject_id, created_at)
         SELECT {}, f.member_id, CASE WHEN f.member_id = $1 THEN 'reply' ELSE 'followed_reply' END, 'post', $2, $3
         FROM thread_follow f JOIN member m ON m.id = f.member_id
         WHERE f.thread_id = $4 AND f.member_id <> $5 AND m.state = 'active'{others}",
        tx.engine().id_from("$6")
    );
    let mut values = vec![
        reply.asker.into(),
        reply.post.into(),
        reply.now.into(),
        reply.thread.into(),
        reply.by.into(),
        first_bytes(reply.now),
    ];
    values.extend(mentioned.iter().map(|member| Value::from(*member)));
    execute(tx, sql, values).await
}

/// What the ids of many notifications that are made at once begin with: the engine
/// makes the rest of each.
fn first_bytes(now: Timestamp) -> Value {
    let id = NotificationId::fresh(now).0;
    let first: Vec<u8> = id.as_bytes().iter().take(9).copied().collect();
    first.into()
}

/// Tells those who follow one of a new resource's topics, in one statement however
/// many they are; not the one who shared it.
pub async fn tell_of_resource(
    tx: &Tx,
    thread: ThreadId,
    by: MemberId,
    now: Timestamp,
) -> Result<u64> {
    let whom =
        "SELECT f.member_id FROM topic_follow f JOIN thread_topic x ON x.topic_id = f.topic_id
                WHERE x.thread_id = $2 AND f.member_id <> $4";
    tell_all(
        tx,
        NotificationKind::ResourceShared,
        thread.0,
        by,
        whom,
        now,
    )
    .await
}

/// Tells those who follow a thread of its summary; not the one who wrote it.
pub async fn tell_of_summary(
    tx: &Tx,
    summary: PostId,
    by: MemberId,
    now: Timestamp,
) -> Result<u64> {
    let whom = "SELECT f.member_id FROM thread_follow f JOIN post p ON p.thread_id = f.thread_id
                WHERE p.id = $2 AND f.member_id <> $4";
    tell_all(tx, NotificationKind::Summarised, summary.0, by, whom, now).await
}

/// Tells the keeper of a resource, and those who told of using it, that it was
/// retired; not the one who did it.
pub async fn tell_of_retiring(
    tx: &Tx,
    thread: ThreadId,
    by: MemberId,
    now: Timestamp,
) -> Result<u64> {
    let whom = "SELECT r.keeper_id AS member_id FROM resource r WHERE r.thread_id = $2 AND r.keeper_id <> $4
                UNION SELECT p.author_id FROM resource_use u JOIN post p ON p.id = u.post_id
                WHERE u.thread_id = $2 AND p.state = 'visible' AND p.author_id <> $4";
    tell_all(
        tx,
        NotificationKind::ResourceRetired,
        thread.0,
        by,
        whom,
        now,
    )
    .await
}

/// Tells those who told of using a document, and those who follow its thread, of a
/// new version; not the one who brought it.
pub async fn tell_of_version(
    tx: &Tx,
    thread: ThreadId,
    by: MemberId,
    now: Timestamp,
) -> Result<u64> {
    let whom = "SELECT p.author_id AS member_id FROM resource_use u JOIN post p ON p.id = u.post_id
                WHERE u.thread_id = $2 AND p.state = 'visible' AND p.author_id <> $4
                UNION SELECT f.member_id FROM thread_follow f WHERE f.thread_id = $2 AND f.member_id <> $4";
    tell_all(tx, NotificationKind::NewVersion, thread.0, by, whom, now).await
}

/// Tells active members of something: those whom a statement gives, each once. `$2`
/// is what it is about, `$4` the one who did it.
async fn tell_all(
    tx: &Tx,
    kind: NotificationKind,
    about: Uuid,
    by: MemberId,
    whom: &str,
    now: Timestamp,
) -> Result<u64> {
    let sql = format!(
        "INSERT INTO notification (id, member_id, kind, subject_kind, subject_id, created_at)
         SELECT {}, m.id, $1, $6, $2, $3 FROM member m WHERE m.state = 'active' AND m.id IN ({whom})",
        tx.engine().id_from("$5")
    );
    let values = [
        kind.as_str().into(),
        about.into(),
        now.into(),
        by.into(),
        first_bytes(now),
        kind.subject().map(Subject::as_str).into(),
    ];
    execute(tx, sql, values).await
}

/// Tells active members that a post of somebody else names them; which they are.
pub async fn tell_mentioned(
    tx: &Tx,
    post: PostId,
    by: MemberId,
    named: &[MemberId],
    now: Timestamp,
) -> Result<Vec<MemberId>> {
    use crate::entity::member::{Column, Entity};
    let active = Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Column::Id.is_in(named.iter().copied()))
        .filter(Column::Id.ne(by))
        .filter(Column::State.eq(MemberState::Active));
    let told: Vec<MemberId> = active.into_tuple().all(tx).await?;
    for member in &told {
        tell(tx, *member, NotificationKind::Mentioned, Some(post.0), now).await?;
    }
    Ok(told)
}

/// Tells a member that their answer helped; false if they were told before:
/// taking it back and marking it again is no news.
pub async fn tell_helped(
    tx: &Tx,
    author: MemberId,
    answer: PostId,
    now: Timestamp,
) -> Result<bool> {
    let [unread, read] = PARTS.map(|part| {
        format!("NOT EXISTS (SELECT 1 FROM notification n WHERE n.member_id = $2 AND {part} AND n.kind = 'helped' AND n.subject_id = $3)")
    });
    let sql = format!(
        "INSERT INTO notification (id, member_id, kind, subject_kind, subject_id, created_at)
         SELECT $1, m.id, 'helped', 'post', $3, $4 FROM member m
         WHERE m.id = $2 AND m.state = 'active' AND {unread} AND {read}"
    );
    let id = NotificationId::fresh(now);
    let values = [id.into(), author.into(), answer.into(), now.into()];
    Ok(execute(tx, sql, values).await? == 1)
}

/// Marks a member's own notifications as read: those named, or all.
pub async fn mark_read(
    tx: &Tx,
    member: MemberId,
    named: Option<&[NotificationId]>,
    now: Timestamp,
) -> Result<()> {
    let read = notification::ActiveModel {
        read_at: Set(Some(now)),
        ..notification::ActiveModel::default()
    };
    let mut which = Column::MemberId.eq(member).and(Column::ReadAt.is_null());
    if let Some(ids) = named {
        which = which.and(Column::Id.is_in(ids.iter().copied()));
    }
    update(tx, read, which).await.map(drop)
}

/// Marks what a member was told of the posts in a thread as read, as far as they
/// have read it.
pub async fn mark_thread_read(
    tx: &Tx,
    member: MemberId,
    thread: ThreadId,
    now: Timestamp,
) -> Result<()> {
    let sql = format!(
        "UPDATE notification SET read_at = $3 WHERE member_id = $1 AND read_at IS NULL AND (kind IN ({})
           AND subject_id IN (SELECT p.id FROM post p JOIN thread_read r ON r.thread_id = p.thread_id
                           WHERE p.thread_id = $2 AND r.member_id = $1 AND p.visible_at <= r.read_at)
           OR kind IN ({}) AND subject_id = $2)",
        *OF_POSTS, *OF_THREADS
    );
    execute(tx, sql, [member.into(), thread.into(), now.into()]).await?;
    Ok(())
}

/// What a mail about a post says, and to whom.
#[derive(Debug, Clone, FromQueryResult)]
pub struct Mailable {
    /// To whom. Sealed or not: it is the worker's alone.
    pub to: MemberId,
    pub thread: ThreadId,
    /// What it is for.
    pub kind: ThreadKind,
    title: String,
    state: PostState,
    content_note: Option<ContentNote>,
}

impl Mailable {
    /// The title of the thread, or what stands in its place: the content note, or
    /// words of ours.
    #[must_use]
    pub fn title(self) -> String {
        match (self.state, self.content_note) {
            (PostState::Visible, None) => self.title,
            (PostState::Visible, Some(note)) => note.line(),
            _ => WITHDRAWN_TITLE.to_owned(),
        }
    }
}

/// The mail that says what happened with a post, to whom it concerns or the one
/// who is mentioned, as things are now: none if the
/// post is not to be seen any more, or what happened does not hold.
pub async fn mailable(
    reads: &impl Reads,
    kind: NotificationKind,
    post: PostId,
    mentioned: Option<MemberId>,
) -> Result<Option<Mailable>> {
    let mut values = vec![post.into()];
    values.extend(mentioned.map(Value::from));
    // An edit may have taken the name out.
    let named = mentioned.map(|member| format!("%data-id=\"{member}\"%"));
    values.extend(named.map(Value::from));
    let (to, holds) = match kind {
        NotificationKind::Mentioned if mentioned.is_some() => ("$2", "p.body LIKE $3"),
        NotificationKind::Reply => (
            "t.author_id",
            "EXISTS (SELECT 1 FROM thread_follow f WHERE f.thread_id = t.id AND f.member_id = t.author_id)",
        ),
        NotificationKind::Helped => ("p.author_id", "t.accepted_id = p.id"),
        _ => return Ok(None),
    };
    let sql = format!(
        "SELECT {to} AS \"to\", t.id AS thread, t.kind, t.title, t.state, t.content_note
         FROM post p JOIN thread t ON t.id = p.thread_id
         WHERE p.id = $1 AND p.state = 'visible' AND {REACHABLE} AND {holds}"
    );
    row(reads, sql, values).await
}
