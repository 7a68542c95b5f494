//! What a member finds on coming in: questions they might help with, answers to
//! what they started or follow, and what is new.

use std::cmp::Reverse;

use domain::clock::Span;
use domain::id::ThreadId;
use domain::thread::take_turns;
use domain::{Member, Timestamp};
use sea_orm::FromQueryResult;

use crate::store::{rows, value};
use crate::thread::{
    COLUMNS, JOINED, JOINED_BY, LISTED, SUMMARY, TALK, Thread, ThreadRow, UNREAD, select,
};
use crate::{Reads, Result};

/// Questions with this many answers or more need no more help.
const ENOUGH_ANSWERS: i64 = 3;
/// The newest of each number of answers that are looked at.
const CANDIDATES: i64 = 24;

#[derive(FromQueryResult)]
struct Candidate {
    #[sea_orm(nested)]
    thread: ThreadRow,
    knows_topic: bool,
}

fn limited(items: Vec<Thread>, n: usize) -> Vec<Thread> {
    take_turns(
        items,
        |thread| thread.byline.sector.as_ref().map(|sector| sector.id),
        n,
    )
}

/// Questions, not closed, with few answers and none that helped, by others, in which
/// the member has not written: first those with a topic that they follow or
/// know about, then those from their own sector, then the rest. Among equals
/// those with fewer answers come first, then the newer, and sectors take turns.
pub async fn might_help(reads: &impl Reads, member: &Member, n: usize) -> Result<Vec<Thread>> {
    // One short walk over the index for each number of answers, however many
    // questions there are.
    let candidates: Vec<String> = (0..ENOUGH_ANSWERS)
        .map(|answers| {
            format!(
                "SELECT * FROM (SELECT t.id FROM thread t
                 WHERE {LISTED} AND t.kind = 'question' AND t.reply_count = {answers} AND t.accepted_id IS NULL AND t.locked_at IS NULL
                   AND {SUMMARY} IS NULL AND t.author_id <> $1 AND NOT EXISTS (SELECT 1 FROM post p WHERE p.thread_id = t.id AND p.author_id = $1)
                 ORDER BY t.visible_at DESC, t.id DESC LIMIT {CANDIDATES}) AS with_{answers}"
            )
        })
        .collect();
    let columns = COLUMNS.as_str();
    let sql = format!(
        "SELECT {columns}, EXISTS (SELECT 1 FROM thread_topic x WHERE x.thread_id = t.id
                AND (EXISTS (SELECT 1 FROM topic_follow f WHERE f.member_id = $1 AND f.topic_id = x.topic_id)
                     OR EXISTS (SELECT 1 FROM member_expertise e WHERE e.member_id = $1 AND e.topic_id = x.topic_id))) AS knows_topic
         FROM ({}) AS few_answers CROSS JOIN thread t {JOINED} WHERE t.id = few_answers.id AND {JOINED_BY}",
        candidates.join(" UNION ALL ")
    );
    let found: Vec<Candidate> = rows(reads, sql, [member.id().into()]).await?;
    let (mut known, mut near, mut far) = (Vec::new(), Vec::new(), Vec::new());
    for candidate in found {
        let thread = candidate.thread.seen_by(member.id());
        let is_near = thread
            .byline
            .sector
            .as_ref()
            .is_some_and(|sector| sector.id == member.sector());
        let group = if candidate.knows_topic {
            &mut known
        } else if is_near {
            &mut near
        } else {
            &mut far
        };
        group.push(thread);
    }
    let mut chosen = Vec::with_capacity(n);
    for mut group in [known, near, far] {
        group.sort_by_key(|thread| (thread.reply_count, Reverse((thread.visible_at, thread.id))));
        chosen.extend(limited(group, n - chosen.len()));
    }
    Ok(chosen)
}

/// Threads that the member follows (their own, unless they stopped) with
/// replies that they have not seen, the latest first.
pub async fn answers_for(reads: &impl Reads, member: &Member, n: usize) -> Result<Vec<Thread>> {
    let from = format!(
        "thread_follow f CROSS JOIN thread_read r CROSS JOIN thread t {JOINED}
         WHERE f.member_id = $1 AND r.member_id = f.member_id AND r.thread_id = f.thread_id AND t.id = f.thread_id AND {JOINED_BY}
           AND {LISTED} AND t.last_activity_at > r.read_at AND {UNREAD} > 0
         ORDER BY t.last_activity_at DESC, t.id DESC LIMIT {n}"
    );
    select(reads, &from, [member.id().into()], member.id()).await
}

/// Threads by others that became visible since then, the newest first, while
/// sectors take turns. Those that `shown` holds stand in another section.
pub async fn new_threads(
    reads: &impl Reads,
    member: &Member,
    since: Timestamp,
    n: usize,
    shown: &[ThreadId],
) -> Result<Vec<Thread>> {
    let from = format!(
        "thread t {JOINED} WHERE {JOINED_BY} AND {TALK} AND t.visible_at > $2 AND t.author_id <> $1
         ORDER BY t.visible_at DESC, t.id DESC LIMIT {CANDIDATES}"
    );
    let values = [member.id().into(), since.into()];
    let mut threads = select(reads, &from, values, member.id()).await?;
    threads.retain(|thread| !shown.contains(&thread.id));
    Ok(limited(threads, n))
}

/// What is younger than this is new, even if a digest had it.
const SHORTEST: Span = Span::days(3);
/// What is older than this is not new, even if no digest had it.
const LONGEST: Span = Span::days(14);
/// Where no digest went out yet.
const USUAL: Span = Span::days(7);

/// Since when things count as new: what came after the last digest was closed.
/// Right after a digest that would be almost nothing, so one that was closed
/// less than three days ago does not count, and the one before it does.
pub async fn new_since(reads: &impl Reads, now: Timestamp) -> Result<Timestamp> {
    let sql = "SELECT MAX(cut_off_at) FROM digest_issue WHERE state = 'sent' AND cut_off_at <= $1";
    let latest = value(reads, sql, [now.minus(SHORTEST).into()]).await?;
    let closed = latest.unwrap_or(now.minus(USUAL));
    Ok(closed.max(now.minus(LONGEST)))
}
