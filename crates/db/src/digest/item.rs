//! What may go into a copy: candidates, loaded once an issue; and for each batch
//! of copies what its members have seen of them.
//!
//! Each list is bounded by so many a sector, so that a busy sector leaves room
//! for the others, and neither the work nor the memory grows with the members
//! or the threads there are.

use std::collections::{HashMap, HashSet};

use domain::Timestamp;
use domain::digest::ItemReason;
use domain::id::{IssueId, MemberId, PostId, ThreadId, TopicId};
use sea_orm::{FromQueryResult, Value};
use uuid::Uuid;

use super::Issue;
use crate::store::{placeholders, rows};
use crate::thread::list::UNANSWERED;
use crate::thread::{LISTED, SUMMARY, TALK};
use crate::{Reads, Result};

/// Candidates of one list and sector. Twice what a copy takes of all sectors
/// together, since a member may have seen some.
const FROM_A_SECTOR: i64 = 8;

/// A thread of the window, best first.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct Ranked {
    pub thread: ThreadId,
    /// The same number for threads by the same author; sealed and named ones
    /// have different numbers, so that the seal holds.
    pub writer: i64,
    /// When something happened that makes it news again, if that was in the window:
    /// its asker said which answer helped, or it was closed with what was learned.
    pub news_at: Option<Timestamp>,
}

/// Numbers the authors of a list without giving any of them away.
const WRITER: &str = "DENSE_RANK() OVER (ORDER BY author_id, pseudonymous) AS writer";

async fn ranked<R: Reads, const N: usize>(
    reads: &R,
    inner: &str,
    values: [Value; N],
) -> Result<Vec<Ranked>> {
    let sql = format!(
        "SELECT id AS thread, {WRITER}, news_at FROM ({inner}) AS best WHERE place <= {FROM_A_SECTOR} ORDER BY weight DESC, visible_at DESC, id DESC"
    );
    rows(reads, sql, values).await
}

/// Threads of talk that fit, newest first.
async fn newest<R: Reads, const N: usize>(
    reads: &R,
    which: &str,
    values: [Value; N],
) -> Result<Vec<Ranked>> {
    let inner = format!(
        "SELECT t.id, t.author_id, t.pseudonymous, t.visible_at, CAST(NULL AS BIGINT) AS news_at, 0 AS weight,
                ROW_NUMBER() OVER (PARTITION BY t.sector_id ORDER BY t.visible_at DESC, t.id DESC) AS place
         FROM thread t WHERE {TALK} AND {which}"
    );
    ranked(reads, &inner, values).await
}

/// Threads that became visible in the window, newest first.
pub async fn new_threads(reads: &impl Reads, issue: &Issue) -> Result<Vec<Ranked>> {
    let which = "t.visible_at >= $1 AND t.visible_at < $2";
    newest(reads, which, [issue.from.into(), issue.until().into()]).await
}

/// Resources that were shared or looked at again in the window and are not to be
/// doubted, newest first.
pub async fn checked_resources(reads: &impl Reads, issue: &Issue) -> Result<Vec<Ranked>> {
    let inner = format!(
        "SELECT t.id, t.author_id, t.pseudonymous, t.visible_at, CAST(NULL AS BIGINT) AS news_at, 0 AS weight,
                ROW_NUMBER() OVER (PARTITION BY t.sector_id ORDER BY t.visible_at DESC, t.id DESC) AS place
         FROM resource r JOIN thread t ON t.id = r.thread_id
         WHERE {LISTED} AND r.standing = 'kept' AND r.checked_at >= $1 AND r.checked_at < $2"
    );
    ranked(reads, &inner, [issue.from.into(), issue.until().into()]).await
}

/// Questions that became visible in the window and have no answer, newest first.
pub async fn new_questions(reads: &impl Reads, issue: &Issue) -> Result<Vec<Ranked>> {
    let which = format!("{UNANSWERED} AND t.visible_at >= $1 AND t.visible_at < $2");
    newest(reads, &which, [issue.from.into(), issue.until().into()]).await
}

/// Questions from before the window that nobody has answered, newest first.
pub async fn old_questions(reads: &impl Reads, issue: &Issue) -> Result<Vec<Ranked>> {
    let which = format!("{UNANSWERED} AND t.visible_at < $1");
    newest(reads, &which, [issue.from.into()]).await
}

/// Threads in which something was marked as useful in the window, or the answer
/// that helped; those that most people found useful first. Thanks by an asker
/// count as much as two marks.
pub async fn useful_threads(reads: &impl Reads, issue: &Issue) -> Result<Vec<Ranked>> {
    let inner = format!(
        "SELECT t.id, t.author_id, t.pseudonymous, t.visible_at, u.news_at, u.weight,
                ROW_NUMBER() OVER (PARTITION BY t.sector_id ORDER BY u.weight DESC, t.visible_at DESC, t.id DESC) AS place
         FROM (SELECT thread_id, MAX(news_at) AS news_at, SUM(weight) AS weight FROM (
                   SELECT p.thread_id, CAST(NULL AS BIGINT) AS news_at, COUNT(*) AS weight
                   FROM reaction r JOIN post p ON p.id = r.post_id
                   WHERE r.kind = 'useful' AND r.created_at >= $1 AND r.created_at < $2 AND p.state = 'visible'
                   GROUP BY p.thread_id
                   UNION ALL
                   SELECT p.thread_id, h.accepted_at AS news_at, 2 AS weight
                   FROM thread h JOIN post p ON p.id = h.accepted_id
                   WHERE h.state = 'visible' AND h.accepted_at >= $1 AND h.accepted_at < $2 AND p.state = 'visible'
               ) AS liked GROUP BY thread_id) AS u
         JOIN thread t ON t.id = u.thread_id
         WHERE {LISTED}"
    );
    ranked(reads, &inner, [issue.from.into(), issue.until().into()]).await
}

/// Threads that were closed with what was learned in the window, the latest first.
pub async fn summarised_threads(reads: &impl Reads, issue: &Issue) -> Result<Vec<Ranked>> {
    let inner = format!(
        "SELECT t.id, t.author_id, t.pseudonymous, p.visible_at, p.visible_at AS news_at, 0 AS weight,
                ROW_NUMBER() OVER (PARTITION BY t.sector_id ORDER BY p.visible_at DESC, p.id DESC) AS place
         FROM post p JOIN thread t ON t.id = p.thread_id
         WHERE {LISTED} AND p.summary = TRUE AND p.visible_at >= $1 AND p.visible_at < $2 AND p.id = {SUMMARY}"
    );
    ranked(reads, &inner, [issue.from.into(), issue.until().into()]).await
}

/// Until when a member knows a thread in which they wrote.
pub const FOR_EVER: Timestamp = Timestamp(i64::MAX);

/// How far members know threads: until when, by thread.
pub type Known = HashMap<MemberId, HashMap<ThreadId, Timestamp>>;

#[derive(FromQueryResult)]
struct KnownRow {
    member_id: MemberId,
    thread_id: ThreadId,
    read_at: Timestamp,
}

/// What these members have read or written in these threads: until when they
/// know each; for ever, where they wrote themselves.
pub async fn known(
    reads: &impl Reads,
    members: &[MemberId],
    threads: &[ThreadId],
) -> Result<Known> {
    if members.is_empty() || threads.is_empty() {
        return Ok(Known::new());
    }
    // Ids grow with time: what somebody read of older threads need not be gone
    // through.
    let oldest = threads.iter().min().copied();
    let whom = placeholders(2, members.len());
    let which = placeholders(2 + members.len(), threads.len());
    let values = std::iter::once(Value::from(oldest))
        .chain(members.iter().map(|id| (*id).into()))
        .chain(threads.iter().map(|id| (*id).into()));
    let sql = format!(
        "SELECT member_id, thread_id, read_at FROM thread_read
         WHERE member_id IN ({whom}) AND thread_id >= $1 AND {not_sought}thread_id IN ({which})
         UNION ALL
         SELECT author_id, thread_id, {ever} FROM post
         WHERE author_id IN ({whom}) AND thread_id >= $1 AND {not_sought}thread_id IN ({which})",
        not_sought = reads.engine().not_sought(),
        ever = FOR_EVER.0
    );
    let mut known = Known::new();
    for row in rows::<KnownRow, _>(reads, sql, values).await? {
        let of_member = known.entry(row.member_id).or_default();
        let until = of_member.entry(row.thread_id).or_insert(row.read_at);
        *until = (*until).max(row.read_at);
    }
    Ok(known)
}

/// What members were sent, and why.
pub type Ledger = HashMap<MemberId, HashSet<(Uuid, ItemReason)>>;

#[derive(FromQueryResult)]
struct LedgerRow {
    member_id: MemberId,
    item_id: Uuid,
    reason: ItemReason,
}

/// Which of these items these members were sent in other issues.
pub async fn ledger(
    reads: &impl Reads,
    issue: IssueId,
    members: &[MemberId],
    items: &[Uuid],
) -> Result<Ledger> {
    if members.is_empty() || items.is_empty() {
        return Ok(Ledger::new());
    }
    // What a member was sent of these is next to nothing: from the oldest on, and
    // not a search for each of them.
    let oldest = items.iter().min().copied().unwrap_or_default();
    let sql = format!(
        "SELECT member_id, item_id, reason FROM digest_ledger
         WHERE issue_id <> $1 AND item_id >= $2 AND member_id IN ({}) AND {}item_id IN ({})",
        placeholders(3, members.len()),
        reads.engine().not_sought(),
        placeholders(3 + members.len(), items.len())
    );
    let first: [Value; 2] = [issue.into(), oldest.into()];
    let values = first
        .into_iter()
        .chain(members.iter().map(|id| (*id).into()))
        .chain(items.iter().map(|id| (*id).into()));
    let mut ledger = Ledger::new();
    for row in rows::<LedgerRow, _>(reads, sql, values).await? {
        ledger
            .entry(row.member_id)
            .or_default()
            .insert((row.item_id, row.reason));
    }
    Ok(ledger)
}

#[derive(FromQueryResult)]
struct TopicRow {
    member_id: MemberId,
    topic_id: TopicId,
}

/// The topics that these members follow, or know about.
pub async fn topics(
    reads: &impl Reads,
    members: &[MemberId],
) -> Result<HashMap<MemberId, HashSet<TopicId>>> {
    if members.is_empty() {
        return Ok(HashMap::new());
    }
    let whom = placeholders(1, members.len());
    let sql = format!(
        "SELECT member_id, topic_id FROM topic_follow WHERE member_id IN ({whom})
         UNION SELECT member_id, topic_id FROM member_expertise WHERE member_id IN ({whom})"
    );
    let mut topics: HashMap<MemberId, HashSet<TopicId>> = HashMap::new();
    for row in rows::<TopicRow, _>(reads, sql, members.iter().map(|id| (*id).into())).await? {
        topics
            .entry(row.member_id)
            .or_default()
            .insert(row.topic_id);
    }
    Ok(topics)
}

/// A thread that a member follows, in which others wrote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answered {
    pub member: MemberId,
    pub thread: ThreadId,
    /// The newest reply, which stands for all of them in the ledger.
    pub newest: PostId,
    /// How many the member has not seen.
    pub replies: i64,
    /// Whether the member started it.
    pub is_own: bool,
}

#[derive(FromQueryResult)]
struct AnsweredRow {
    member_id: MemberId,
    thread_id: ThreadId,
    post_id: Option<PostId>,
    replies: i64,
    is_own: bool,
}

/// Replies that others wrote in the window and the member has not read: `t` is
/// the thread, `f` who follows it, `r` how far they have read, `$1` and `$2`
/// the window.
const UNREAD: &str = "FROM post p WHERE p.thread_id = t.id AND p.opening = FALSE AND p.summary = FALSE AND p.state = 'visible' AND p.author_id <> f.member_id \
     AND p.visible_at > CASE WHEN r.read_at >= $1 THEN r.read_at ELSE $1 - 1 END AND p.visible_at < $2";

/// The threads that these members follow (their own among them, unless they
/// left it) with replies by others in the window that they have not read: their
/// own first, then those that were last written to; at most so many each.
pub async fn answered(
    reads: &impl Reads,
    issue: &Issue,
    members: &[MemberId],
    each: usize,
) -> Result<Vec<Answered>> {
    if members.is_empty() {
        return Ok(Vec::new());
    }
    // From the few threads that a member follows, never from the many posts of
    // a week: SQLite keeps to the order of a CROSS JOIN.
    let sql = format!(
        "SELECT f.member_id, t.id AS thread_id, t.author_id = f.member_id AS is_own, (SELECT COUNT(*) {UNREAD}) AS replies,
                (SELECT p.id {UNREAD} ORDER BY p.visible_at DESC, p.id DESC LIMIT 1) AS post_id
         FROM thread_follow f CROSS JOIN thread t LEFT JOIN thread_read r ON r.member_id = f.member_id AND r.thread_id = t.id
         WHERE t.id = f.thread_id AND f.member_id IN ({}) AND {LISTED} AND t.last_activity_at >= $1
           AND (r.read_at IS NULL OR r.read_at < t.last_activity_at)
         ORDER BY f.member_id, CASE WHEN t.author_id = f.member_id THEN 0 ELSE 1 END, t.last_activity_at DESC, t.id DESC",
        placeholders(3, members.len())
    );
    let bounds: [Value; 2] = [issue.from.into(), issue.until().into()];
    let found: Vec<AnsweredRow> = rows(
        reads,
        sql,
        bounds
            .into_iter()
            .chain(members.iter().map(|id| (*id).into())),
    )
    .await?;
    let mut taken: HashMap<MemberId, usize> = HashMap::with_capacity(members.len());
    let mut answered = Vec::new();
    for row in found {
        // None: all of it was read, or is by the member.
        let Some(newest) = row.post_id else { continue };
        let taken = taken.entry(row.member_id).or_default();
        if *taken < each {
            *taken += 1;
            answered.push(Answered {
                member: row.member_id,
                thread: row.thread_id,
                newest,
                replies: row.replies,
                is_own: row.is_own,
            });
        }
    }
    Ok(answered)
}
