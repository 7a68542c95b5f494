//! Notifications: ids only, told to one member each.

use domain::Timestamp;
use domain::id::{MemberId, NotificationId, PostId, ThreadId};
use domain::notification::NotificationKind;
use domain::post::{ContentNote, PostState};
use domain::report::ReportOutcome;
use domain::thread::{ThreadKind, WITHDRAWN_TITLE};
use sea_orm::{FromQueryResult, Value};
use uuid::Uuid;

use crate::store::{execute, placeholders, row, rows};
use crate::{Cursor, Page, PageRequest, Reads, Result, Tx};

/// A notification as its member reads it.
#[derive(Debug, Clone)]
pub struct Notification {
    /// Which.
    pub id: NotificationId,
    /// What happened.
    pub kind: NotificationKind,
    /// The thread it is about. Look it up: it may be hidden.
    pub thread: Option<ThreadId>,
    /// The post it is about. Look it up: it may be hidden.
    pub post: Option<PostId>,
    /// When.
    pub created_at: Timestamp,
    /// Whether it was read.
    pub read: bool,
    /// The co-ordinator's reason, where there is one.
    pub reason: Option<String>,
    /// What came of the member's report, if it is about one.
    pub outcome: Option<ReportOutcome>,
}

/// What a member is told: a notification that comes from a post leaves with it.
/// One about what the co-ordinator did to a post stays, without the post. `n`
/// is the notification.
const TOLD: &str = "(n.kind NOT IN ('reply', 'followed_reply', 'helped') OR EXISTS (SELECT 1 FROM post p JOIN thread t ON t.id = p.thread_id \
     WHERE p.id = n.post_id AND p.state = 'visible' AND t.state IN ('visible', 'withdrawn')))";

/// What a member has not read, and what they have. Each has an index of its own,
/// so that telling twenty members changes one place for each, and what is unread
/// is counted without the rest.
const PARTS: [&str; 2] = ["n.read_at IS NULL", "n.read_at IS NOT NULL"];

/// The reason comes from where the co-ordinator gave it; a notification holds
/// no text. What a report was about, and came to, stands in the report.
const COLUMNS: &str = "n.id, n.kind, COALESCE(n.thread_id, reported.thread_id) AS thread_id, \
     COALESCE(n.post_id, report.post_id) AS post_id, report.outcome, n.created_at, n.read_at, CASE n.kind \
     WHEN 'post_hidden' THEN (SELECT a.reason FROM audit_entry a WHERE a.subject_id = n.post_id AND a.act = 'hide_post' \
         AND a.at <= n.created_at ORDER BY a.sequence DESC LIMIT 1) \
     WHEN 'post_restored' THEN (SELECT a.reason FROM audit_entry a WHERE a.subject_id = n.post_id AND a.act = 'restore_post' \
         AND a.at <= n.created_at ORDER BY a.sequence DESC LIMIT 1) \
     WHEN 'thread_locked' THEN (SELECT a.reason FROM audit_entry a WHERE a.subject_id = n.thread_id AND a.act = 'lock_thread' \
         AND a.at <= n.created_at ORDER BY a.sequence DESC LIMIT 1) \
     WHEN 'report_resolved' THEN report.resolution END AS reason";

/// Notifications with the report that one may be about, and the post reported.
const JOINED: &str = "notification n LEFT JOIN report ON report.id = n.report_id LEFT JOIN post reported ON reported.id = report.post_id";

#[derive(FromQueryResult)]
struct NotificationRow {
    id: Uuid,
    kind: String,
    thread_id: Option<Uuid>,
    post_id: Option<Uuid>,
    created_at: i64,
    read_at: Option<i64>,
    reason: Option<String>,
    outcome: Option<String>,
}

impl NotificationRow {
    fn read(self) -> Result<Notification> {
        Ok(Notification {
            id: NotificationId(self.id),
            kind: self.kind.parse()?,
            thread: self.thread_id.map(ThreadId),
            post: self.post_id.map(PostId),
            created_at: Timestamp(self.created_at),
            read: self.read_at.is_some(),
            reason: self.reason,
            outcome: self.outcome.map(|outcome| outcome.parse()).transpose()?,
        })
    }
}

/// A page of a member's notifications, the newest first.
pub async fn page(
    reads: &impl Reads,
    member: MemberId,
    request: &PageRequest,
) -> Result<Page<(Cursor, Notification)>> {
    let mut values: Vec<Value> = vec![member.0.into()];
    let place = request.after.map_or("", |after| {
        values.push(after.id.into());
        " AND n.id < $2"
    });
    // Ids are in order of time.
    let order = format!("ORDER BY n.id DESC LIMIT {}", request.limit());
    let [unread, read] = PARTS.map(|part| {
        format!("SELECT n.id FROM notification n WHERE n.member_id = $1 AND {part} AND {TOLD}{place} {order}")
    });
    let sql = format!(
        "SELECT {COLUMNS} FROM {JOINED} WHERE n.id IN (SELECT id FROM ({unread}) AS unread UNION ALL SELECT id FROM ({read}) AS read) {order}"
    );
    let found: Vec<NotificationRow> = rows(reads, sql, values).await?;
    let read: Vec<_> = found
        .into_iter()
        .map(NotificationRow::read)
        .collect::<Result<_>>()?;
    Ok(Page::from_rows(read, request).map(|one| (Cursor::at(one.created_at, one.id.0), one)))
}

/// One notification, if it is told to this member.
pub async fn by_id(
    reads: &impl Reads,
    id: NotificationId,
    member: MemberId,
) -> Result<Option<Notification>> {
    let sql =
        format!("SELECT {COLUMNS} FROM {JOINED} WHERE n.id = $1 AND n.member_id = $2 AND {TOLD}");
    let found: Option<NotificationRow> = row(reads, sql, [id.0.into(), member.0.into()]).await?;
    found.map(NotificationRow::read).transpose()
}

#[derive(FromQueryResult)]
struct Count {
    number: i64,
}

/// How many notifications a member has in all.
pub async fn count(reads: &impl Reads, member: MemberId) -> Result<i64> {
    let [unread, read] = PARTS.map(counting);
    let sql = format!("SELECT ({unread}) + ({read}) AS number");
    let counted: Option<Count> = row(reads, sql, [member.0.into()]).await?;
    Ok(counted.map_or(0, |count| count.number))
}

fn counting(part: &str) -> String {
    format!(
        "SELECT COUNT(*) AS number FROM notification n WHERE n.member_id = $1 AND {part} AND {TOLD}"
    )
}

/// How many a member has not read.
pub async fn unread(reads: &impl Reads, member: MemberId) -> Result<i64> {
    let [sql, _] = PARTS.map(counting);
    let counted: Option<Count> = row(reads, sql, [member.0.into()]).await?;
    Ok(counted.map_or(0, |count| count.number))
}

/// Tells one member of something.
pub async fn tell(
    tx: &Tx,
    member: MemberId,
    kind: NotificationKind,
    about: &About,
    now: Timestamp,
) -> Result<()> {
    execute(
        tx,
        "INSERT INTO notification (id, member_id, kind, thread_id, post_id, report_id, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7)",
        [
            NotificationId::fresh(now).0.into(),
            member.0.into(),
            kind.as_str().into(),
            about.thread.map(|id| id.0).into(),
            about.post.map(|id| id.0).into(),
            about.report.map(|id| id.0).into(),
            now.0.into(),
        ],
    )
    .await?;
    Ok(())
}

/// What a notification is about.
#[derive(Debug, Clone, Copy, Default)]
pub struct About {
    /// A thread.
    pub thread: Option<ThreadId>,
    /// A post in it.
    pub post: Option<PostId>,
    /// A report.
    pub report: Option<domain::id::ReportId>,
}

/// A reply that was just posted.
#[derive(Debug, Clone, Copy)]
pub struct Replied {
    /// The reply.
    pub post: PostId,
    /// Where.
    pub thread: ThreadId,
    /// Who wrote it: is not told.
    pub by: MemberId,
    /// Who started the thread: is told that it is theirs.
    pub asker: MemberId,
    /// When.
    pub now: Timestamp,
}

/// Tells everyone who follows a thread of a reply, in one statement however
/// many they are.
pub async fn tell_followers(tx: &Tx, reply: &Replied) -> Result<u64> {
    let sql = format!(
        "INSERT INTO notification (id, member_id, kind, thread_id, post_id, created_at)
         SELECT {}, f.member_id, CASE WHEN f.member_id = $1 THEN 'reply' ELSE 'followed_reply' END, f.thread_id, $2, $3
         FROM thread_follow f JOIN member m ON m.id = f.member_id
         WHERE f.thread_id = $4 AND f.member_id <> $5 AND m.state = 'active'",
        tx.engine().id_from("$6")
    );
    let id = NotificationId::fresh(reply.now).0;
    let first_bytes: Vec<u8> = id.as_bytes().iter().take(9).copied().collect();
    execute(
        tx,
        sql,
        [
            reply.asker.0.into(),
            reply.post.0.into(),
            reply.now.0.into(),
            reply.thread.0.into(),
            reply.by.0.into(),
            first_bytes.into(),
        ],
    )
    .await
}

/// Tells a member that their answer helped; false if they were told before:
/// taking it back and marking it again is no news.
pub async fn tell_helped(
    tx: &Tx,
    author: MemberId,
    thread: ThreadId,
    answer: PostId,
    now: Timestamp,
) -> Result<bool> {
    let [unread, read] = PARTS.map(|part| {
        format!("NOT EXISTS (SELECT 1 FROM notification n WHERE n.member_id = $2 AND {part} AND n.kind = 'helped' AND n.post_id = $4)")
    });
    let told = execute(
        tx,
        format!(
            "INSERT INTO notification (id, member_id, kind, thread_id, post_id, created_at)
             SELECT $1, m.id, 'helped', $3, $4, $5 FROM member m
             WHERE m.id = $2 AND m.state = 'active' AND {unread} AND {read}"
        ),
        [
            NotificationId::fresh(now).0.into(),
            author.0.into(),
            thread.0.into(),
            answer.0.into(),
            now.0.into(),
        ],
    )
    .await?;
    Ok(told == 1)
}

/// Marks a member's own notifications as read: those named, or all.
pub async fn mark_read(
    tx: &Tx,
    member: MemberId,
    named: Option<&[NotificationId]>,
    now: Timestamp,
) -> Result<()> {
    let mut sql =
        "UPDATE notification SET read_at = $2 WHERE member_id = $1 AND read_at IS NULL".to_owned();
    let mut values: Vec<Value> = vec![member.0.into(), now.0.into()];
    if let Some(ids) = named {
        if ids.is_empty() {
            return Ok(());
        }
        sql.push_str(&format!(" AND id IN ({})", placeholders(3, ids.len())));
        values.extend(ids.iter().map(|id| Value::from(id.0)));
    }
    execute(tx, sql, values).await?;
    Ok(())
}

/// Marks what a member was told of the posts in a thread as read, as far as they
/// have read it.
pub async fn mark_thread_read(
    tx: &Tx,
    member: MemberId,
    thread: ThreadId,
    now: Timestamp,
) -> Result<()> {
    execute(
        tx,
        "UPDATE notification SET read_at = $3
         WHERE member_id = $1 AND thread_id = $2 AND read_at IS NULL AND kind IN ('reply', 'followed_reply', 'helped')
           AND post_id IN (SELECT p.id FROM post p JOIN thread_read r ON r.thread_id = p.thread_id
                           WHERE p.thread_id = $2 AND r.member_id = $1 AND p.visible_at <= r.read_at)",
        [member.0.into(), thread.0.into(), now.0.into()],
    )
    .await?;
    Ok(())
}

/// What a mail about a reply says, and to whom.
#[derive(Debug, Clone)]
pub struct Mailable {
    /// To whom. Sealed or not: it is the worker's alone.
    pub to: MemberId,
    /// The thread.
    pub thread: ThreadId,
    /// What it is for.
    pub kind: ThreadKind,
    /// Its title, or what stands in its place: the content note, or words of
    /// ours.
    pub title: String,
}

#[derive(FromQueryResult)]
struct MailableRow {
    to_id: Uuid,
    thread_id: Uuid,
    kind: String,
    title: String,
    state: String,
    content_note: Option<String>,
}

async fn mailable(
    reads: &impl Reads,
    post: PostId,
    to: &str,
    condition: &str,
) -> Result<Option<Mailable>> {
    let sql = format!(
        "SELECT {to} AS to_id, t.id AS thread_id, t.kind, t.title, t.state, t.content_note
         FROM post p JOIN thread t ON t.id = p.thread_id
         WHERE p.id = $1 AND p.opening = FALSE AND p.state = 'visible' AND {} AND {condition}",
        crate::thread::REACHABLE
    );
    let found: Option<MailableRow> = row(reads, sql, [post.0.into()]).await?;
    found
        .map(|row| {
            let title = match (row.state.parse()?, row.content_note) {
                (PostState::Visible, None) => row.title,
                (PostState::Visible, Some(note)) => ContentNote::read(&note).line(),
                _ => WITHDRAWN_TITLE.to_owned(),
            };
            Ok(Mailable {
                to: MemberId(row.to_id),
                thread: ThreadId(row.thread_id),
                kind: row.kind.parse()?,
                title,
            })
        })
        .transpose()
}

/// The mail to whoever started the thread in which this reply is, as things are
/// now: none if the reply is not to be seen any more, or they stopped following.
pub async fn mail_of_reply(reads: &impl Reads, post: PostId) -> Result<Option<Mailable>> {
    let follows = "EXISTS (SELECT 1 FROM thread_follow f WHERE f.thread_id = t.id AND f.member_id = t.author_id)";
    mailable(reads, post, "t.author_id", follows).await
}

/// The mail to whoever wrote this answer, as things are now: none if it is not
/// to be seen any more, or not marked any more.
pub async fn mail_of_helped(reads: &impl Reads, post: PostId) -> Result<Option<Mailable>> {
    mailable(reads, post, "p.author_id", "t.accepted_id = p.id").await
}
