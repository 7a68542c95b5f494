//! Lists of threads, by keyset, from indexes that have them in order.

use domain::id::{MemberId, SectorId, TopicId};
use domain::post::CROWD;
use domain::thread::{ThreadKind, ThreadOrder};

use super::{JOINED, JOINED_BY, LISTED, Thread};
use crate::page::{Conditions, Order};
use crate::{Cursor, Page, PageRequest, Reads, Result, store};

/// Which threads; all that is given must hold.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Of this kind.
    pub kind: Option<ThreadKind>,
    /// With this topic among others.
    pub topic: Option<TopicId>,
    /// Started from this sector.
    pub sector: Option<SectorId>,
    /// Questions without an answer that can have one, or (false) everything else.
    pub unanswered: Option<bool>,
    /// Followed by the viewer, or (false) not.
    pub following: Option<bool>,
    /// Started by this member, under their name.
    pub author: Option<MemberId>,
}

/// A question that nobody has answered and somebody still could: a locked one
/// waits for nobody. `t` is the thread.
pub(crate) const UNANSWERED: &str =
    "t.kind = 'question' AND t.reply_count = 0 AND t.locked_at IS NULL";

fn everything_else() -> String {
    format!("NOT ({UNANSWERED})")
}

impl Filter {
    fn conditions(&self, viewer: MemberId) -> Conditions {
        let mut all = Conditions::new(LISTED);
        if let Some(kind) = self.kind {
            let kind = all.value(kind);
            all.and(&format!("t.kind = {kind}"));
        }
        if let Some(sector) = self.sector {
            let sector = all.value(sector);
            // A sealed thread from a sector of few must not be found by it.
            let viewer = all.value(viewer);
            all.and(&format!(
                "t.sector_id = {sector} AND (t.pseudonymous = FALSE OR t.author_id = {viewer} OR
                 (SELECT COUNT(*) FROM member c WHERE c.sector_id = t.sector_id AND c.state = 'active') >= {CROWD})"
            ));
        }
        if let Some(author) = self.author {
            let author_value = all.value(author);
            // Nor by its author, but by the author themself.
            let sealed = if author == viewer {
                ""
            } else {
                " AND t.pseudonymous = FALSE"
            };
            all.and(&format!("t.author_id = {author_value}{sealed}"));
        }
        match self.unanswered {
            Some(true) => all.and(UNANSWERED),
            Some(false) => all.and(&everything_else()),
            None => {}
        }
        if let Some(topic) = self.topic {
            let topic = all.value(topic);
            all.and(&format!("x.thread_id = t.id AND x.topic_id = {topic}"));
        }
        match self.following {
            Some(true) => {
                let viewer = all.value(viewer);
                all.and(&format!("f.thread_id = t.id AND f.member_id = {viewer}"));
            }
            Some(false) => {
                let viewer = all.value(viewer);
                all.and(&format!("NOT EXISTS (SELECT 1 FROM thread_follow f WHERE f.thread_id = t.id AND f.member_id = {viewer})"));
            }
            None => {}
        }
        all
    }
}

/// Threads of a topic that may be sorted anew for each page. Where there are
/// more, some of them soon come by in the list's own order.
const RARE: i64 = 1_000;

/// How many threads a filter's topic has, as far as it matters.
#[derive(Clone, Copy, PartialEq, Eq)]
enum TopicSize {
    Rare,
    Common,
}

async fn topic_size(reads: &impl Reads, filter: &Filter) -> Result<TopicSize> {
    let Some(topic) = filter.topic else {
        return Ok(TopicSize::Common);
    };
    let sql = format!(
        "SELECT COUNT(*) FROM (SELECT 1 AS one FROM thread_topic WHERE topic_id = $1 LIMIT {RARE}) AS some_of_it"
    );
    let is_rare = store::count(reads, sql, [topic.into()]).await? < RARE;
    Ok(if is_rare {
        TopicSize::Rare
    } else {
        TopicSize::Common
    })
}

/// The tables that the conditions name. A member follows few threads, and a
/// rare topic has few, so those come first. A common topic comes after the
/// list's own index: each thread is asked whether it has it.
fn tables(filter: &Filter, size: TopicSize) -> &'static str {
    match (filter.following, filter.topic.is_some(), size) {
        (Some(true), true, _) => "thread_follow f CROSS JOIN thread t CROSS JOIN thread_topic x",
        (Some(true), false, _) => "thread_follow f CROSS JOIN thread t",
        (_, true, TopicSize::Rare) => "thread_topic x CROSS JOIN thread t",
        (_, true, TopicSize::Common) => "thread t CROSS JOIN thread_topic x",
        (_, false, _) => "thread t",
    }
}

/// One stretch of an order: what it is sorted by, and which way.
struct Run<'a> {
    column: &'static str,
    order: Order,
    extra: Option<&'a str>,
    size: TopicSize,
}

async fn stretch(
    reads: &impl Reads,
    filter: &Filter,
    viewer: MemberId,
    run: &Run<'_>,
    after: Option<Cursor>,
    limit: i64,
) -> Result<Vec<Thread>> {
    let mut conditions = filter.conditions(viewer);
    if let Some(extra) = run.extra {
        conditions.and(extra);
    }
    let stretch = conditions.stretch([run.column, "t.id"], run.order, after.as_ref(), limit);
    let tables = tables(filter, run.size);
    let from = format!("{tables} {JOINED} WHERE {JOINED_BY} AND {stretch}");
    super::select(reads, &from, conditions.values, viewer).await
}

/// A page of the threads that the viewer may see in a list.
pub async fn page(
    reads: &impl Reads,
    filter: &Filter,
    order: ThreadOrder,
    request: &PageRequest,
    viewer: MemberId,
) -> Result<Page<(Cursor, Thread)>> {
    let size = topic_size(reads, filter).await?;
    let found = match order {
        ThreadOrder::UnansweredFirst => {
            unanswered_first(reads, filter, request, viewer, size).await?
        }
        ThreadOrder::Newest => {
            by_instant(reads, filter, request, viewer, size, "t.visible_at").await?
        }
        // Nobody has written to an unanswered question since it was asked, and
        // it is in the index by when that was.
        ThreadOrder::LatestActivity if filter.unanswered == Some(true) => {
            by_instant(reads, filter, request, viewer, size, "t.visible_at").await?
        }
        ThreadOrder::LatestActivity => {
            by_instant(reads, filter, request, viewer, size, "t.last_activity_at").await?
        }
    };
    Ok(Page::from_rows(found, request))
}

async fn by_instant(
    reads: &impl Reads,
    filter: &Filter,
    request: &PageRequest,
    viewer: MemberId,
    size: TopicSize,
    column: &'static str,
) -> Result<Vec<(Cursor, Thread)>> {
    let run = Run {
        column,
        order: Order::Descending,
        extra: None,
        size,
    };
    let found = stretch(reads, filter, viewer, &run, request.after, request.limit()).await?;
    let at = |thread: &Thread| {
        if column == "t.visible_at" {
            thread.visible_at
        } else {
            thread.last_activity_at
        }
    };
    Ok(found
        .into_iter()
        .map(|thread| (Cursor::at(at(&thread), thread.id.0), thread))
        .collect())
}

/// Keys of the unanswered lie above every instant, so that one number says both
/// in which of the two stretches a thread is and where there.
const UNANSWERED_KEYS: i64 = 1 << 60;

async fn unanswered_first(
    reads: &impl Reads,
    filter: &Filter,
    request: &PageRequest,
    viewer: MemberId,
    size: TopicSize,
) -> Result<Vec<(Cursor, Thread)>> {
    let limit = request.limit();
    let mut found = Vec::new();
    let in_first = request
        .after
        .is_none_or(|after| after.key > UNANSWERED_KEYS / 2);
    if in_first && filter.unanswered != Some(false) {
        let run = Run {
            column: "t.visible_at",
            order: Order::Ascending,
            extra: Some(UNANSWERED),
            size,
        };
        let after = request.after.map(|after| Cursor {
            key: UNANSWERED_KEYS - after.key,
            id: after.id,
        });
        let waiting = stretch(reads, filter, viewer, &run, after, limit).await?;
        found.extend(waiting.into_iter().map(|thread| {
            (
                Cursor {
                    key: UNANSWERED_KEYS - thread.visible_at.0,
                    id: thread.id.0,
                },
                thread,
            )
        }));
    }
    let missing = limit - i64::try_from(found.len()).unwrap_or(limit);
    if missing > 0 && filter.unanswered != Some(true) {
        let run = Run {
            column: "t.visible_at",
            order: Order::Descending,
            extra: Some(&everything_else()),
            size,
        };
        let after = if in_first { None } else { request.after };
        let rest = stretch(reads, filter, viewer, &run, after, missing).await?;
        found.extend(
            rest.into_iter()
                .map(|thread| (Cursor::at(thread.visible_at, thread.id.0), thread)),
        );
    }
    Ok(found)
}

/// How many threads there are in such a list.
pub async fn count(reads: &impl Reads, filter: &Filter, viewer: MemberId) -> Result<i64> {
    let Conditions { sql, values } = filter.conditions(viewer);
    let tables = tables(filter, TopicSize::Rare);
    store::count(
        reads,
        format!("SELECT COUNT(*) FROM {tables} WHERE {sql}"),
        values,
    )
    .await
}
